// Package standing is where a supplier and a buyer stand with each other, and how that can change.
//
// Owns: the states of a relationship, the sides, what each can do, and the one table of moves.
//
// Does not own: relationships themselves, their events and reasons (trading).
//
// Invariants: what the table does not say cannot happen; only an approved relationship is open.
package standing
