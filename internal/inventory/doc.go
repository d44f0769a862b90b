// Package inventory is what suppliers have in stock, warehouse by warehouse, what is on its way, and what is held for buyers.
//
// Owns: warehouses, counts and the ways they come (by hand, feed, price file), deliveries on their way, reservations, when a quantity can be
// promised, and the two ways to read all that: the supplier's own, and a buyer's view.
//
// Does not own: which view a buyer gets (grant.Disclosure), when a purchase holds, captures and releases (ordering), lead times (catalog).
//
// Invariants: a figure is not negative and is counted in the item's unit; what can be promised is what lies in warehouses that serve the buyer's
// region and is not held. Holds are made and ended only by functions of the database (hub_reserve), under the lock of the item's rows, and
// answer outcomes, never figures. A buyer's scope has no right on the figures at all and gets what the database's own functions say to it.
// Functions take the caller's transaction; methods of Service open their own.
//
// The times: as_of is when a figure was counted; a hold lives until expires_at, exclusive; due is a day.
package inventory
