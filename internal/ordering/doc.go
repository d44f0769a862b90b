// Package ordering is what buyers order at suppliers, and what both sides say line by line until it is agreed.
//
// Owns: purchases (the buyer's act), orders (one for each supplier of it), their lines with all that was frozen when they were ordered, events, messages, whose turn
// it is and until when, and how suppliers answer; and before that, how a basket can be divided over suppliers, what each way comes to, and what may be promised of it.
//
// Does not own: what a price is (pricing/resolve), what an order comes to beside prices (comparison/basket), promotions and what is used of them (promotion), stock and what is
// held of it (inventory), who trades with whom (trading), the search for the best division (ordering/split), delivery and invoices.
//
// Invariants: a purchase is written over all its suppliers or not at all; its prices are taken in its own transaction, in the buyer's scope, from PostgreSQL and never from a
// copy; nothing dearer than what the buyer saw is ordered without its word; lines in = lines ordered + lines told; the state of a line is that of its last event, the status and sums of
// an order follow from its lines, and both are written with the event only; an order is its buyer's and its supplier's alone, and no supplier learns what else a purchase holds; whether stock
// is held is told to a buyer only as far as its grant shows stock; a division is priced by what prices a purchase, and is called proven only where all that weighs in it was searched with.
//
// The times: created_at is the moment of all figures of an order; due is until when who has the turn should act; days (needed by, promised) are days.
package ordering
