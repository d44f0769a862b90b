// Package fulfilment is what suppliers ship of orders, what buyers receive of it, and what is done about the difference.
//
// Owns: shipments with their parcels, delivery notes and real weights; receipts, line by line, with notes and photos; cases about what was short, damaged, wrong or too much, and how they are
// made good.
//
// Does not own: orders, their lines and whose turn those are (ordering: delivery tells it what happened), stock and what is held of it (inventory), what is invoiced or credited.
//
// Invariants: no more is shipped of a line than was agreed, however many ship at once; a shipment is received once; what was shipped and is too much = what came well, damaged, wrong + what
// is short; what the shipments of a line come to is never more than the line, and the same when all of it is shipped (but for what is sold by its real weight); what is agreed to be sent or
// replaced is open again on the line of the order, at no price; stock leaves, and comes back from a void shipment, in the transaction that says so; a shipment is its supplier's and its buyer's alone.
//
// The times: shipped_at and received_at are the moments when it was said; expected_on is a day where the buyer is; due is until when who has the turn of a case should act.
package fulfilment
