// Package inventory is what suppliers have in stock.
//
// Owns: the figure a supplier tells for an item, and the two ways to read it: the supplier's own, and a buyer's view.
//
// Does not own: which view a buyer gets (grant.Disclosure), reservations and promises (ordering).
//
// Invariants: a figure is not negative and is counted in the item's unit; a buyer's scope has no right on the figures at all and gets what
// the database's own function says to it. Functions take the caller's transaction.
//
// The times: as_of is when the supplier told the figure.
package inventory
