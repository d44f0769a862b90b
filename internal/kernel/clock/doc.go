// Package clock tells the time to code that must not ask for it itself.
//
// Owns: the Clock interface, the machine's clock, and a clock that tests wind by hand.
//
// Does not own: timeouts, tickers and time zones (screens translate; everything inside is UTC).
//
// Invariants: every time is UTC, has PostgreSQL's precision (a microsecond) and
// carries no monotonic reading, so that a time written to the database and read
// back is equal to the time that was written.
//
// What the times mean: the instant at which the hub acted, by its own clock.
package clock
