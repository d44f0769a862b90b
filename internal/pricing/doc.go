// Package pricing is what items cost: the list price, and the price that one customer has of its own.
//
// Owns: prices with their quantity breaks, and the rules that a price in a supplier's sheet has to keep.
//
// Does not own: items (catalog), which price a buyer is shown (grant.Disclosure), money and rounding (kernel/money).
//
// Invariants: a price is of one unit of the item, in one currency, with at most six decimal places; breaks ascend in quantity; an item
// has at most one list price, and at most one price of its own per customer. Functions take the caller's transaction: a pair scope sees
// what the grant discloses, and of own prices only its own customer's.
//
// The times: updated_at is when the price last differed.
package pricing
