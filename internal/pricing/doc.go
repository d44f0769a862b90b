// Package pricing is what items cost: the list price, and the price that one customer has of its own.
//
// Owns: prices with their quantity breaks, how they moved, and the rules that a price in a supplier's sheet has to keep.
//
// Does not own: items (catalog), which price a buyer is shown (grant.Disclosure), money and rounding (kernel/money).
//
// Invariants: a price is of one unit of the item, in one currency, with at most six decimal places; breaks ascend in quantity; an item
// has at most one list price, and at most one price of its own per customer. Functions take the caller's transaction: a pair scope sees
// what the grant discloses, and of own prices only its own customer's. What writes a price writes down in the same statement that it
// differs; of that a buyer is told by sec.pair_price_changes alone.
//
// The times: updated_at is when the price, or what is told about an action, last differed; a move is dated by the transaction that made it.
package pricing
