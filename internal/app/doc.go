// Package app puts the hub together: it makes every part once, hands each what it needs, and starts and stops them in order.
//
// Owns: the wiring (app.go), who hears which event (subscriptions.go), the operations about the hub itself (http.go), the servers
// that a trial installation brings along (local.go).
//
// Does not own: any rule of the trade; a capability that is not named here does not run.
//
// Invariants: nothing starts before the database is known to be migrated and to know the hub's secret; what is started is stopped
// in the opposite order.
package app
