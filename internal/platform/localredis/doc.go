// Package localredis is the Redis of a hub for which none was named: miniredis,
// inside the hub's own process.
//
// Owns: its loopback listener and the ticker that lets keys expire, which
// miniredis leaves to its user.
//
// Does not own: a client (platform/cache), what keys mean.
//
// Invariants: it listens on 127.0.0.1 only; it keeps nothing over a restart, as
// the hub's Redis never holds the only copy of anything.
//
// Times: key lifetimes run with the real (monotonic) clock, as in a real Redis,
// to within a tenth of a second.
package localredis
