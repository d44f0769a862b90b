// Package pgtest gives each test a database of its own on one real PostgreSQL.
//
// Owns: the template database that all tests of one schema clone, and the clones.
//
// Does not own: the server. `make test` starts one for all packages and names it in HUB_TEST_DATABASE_URL; a bare
// `go test` starts one for the package.
//
// Invariants: the hub's connections are its ordinary logins, never a superuser; a test that finds no PostgreSQL fails.
package pgtest
