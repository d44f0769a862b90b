// Package localpg gives a hub its own PostgreSQL when the operator names none.
//
// Owns: finding (or installing) server binaries, which versions the hub accepts,
// creating and running one private server on 127.0.0.1, its superuser password,
// its port, and its end.
//
// Does not own: roles, schemas and migrations inside the database, external
// servers (they only share [Supported]), connection pools.
//
// Invariants:
//   - the server never runs as root and never listens on a public address;
//   - one directory has at most one live hub (a file lock says so);
//   - the server stops when the hub's process ends, however it ends;
//   - a half-made data directory is never used: initdb works beside it and is
//     renamed into place;
//   - the server's log carries no statements and no values.
//
// Times: only real time-outs (start, stop, restart pauses); nothing is stored.
package localpg
