// Package bench measures the hub on the machine it runs on and holds each figure against its target.
//
// Owns: what is measured and how; the figures' names and targets.
//
// Does not own: the targets themselves, which the design sets; Go benchmarks of single functions (beside their code).
//
// Invariants: a measurement runs against a database of its own that is thrown away or, where somebody asks for it, kept for the next
// run; where the machine is noisy a figure is a ratio of two things measured in the same run.
package bench
