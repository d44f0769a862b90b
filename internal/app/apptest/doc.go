// Package apptest runs a whole hub inside a test.
//
// Owns: a hub on a database of its own, listening on loopback, and clients that are signed in to it.
//
// Does not own: the servers (localpg/pgtest, the Redis of HUB_TEST_REDIS_URL).
//
// Invariants: the hub is the real one: same wiring, same middleware, real network; only clock, database and mailbox are the test's.
package apptest
