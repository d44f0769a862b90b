// Package proof gives out price receipts on demand: of what a buyer is offered, of a line of a comparison, and of what a supplier asks of a customer.
//
// Owns: the order that a line of a receipt stands in (the other lines of the supplier, its promotions and conditions), how that is written and worked out
// again, who may have which receipt.
//
// Does not own: the form, the signature and the price of a receipt (pricing/receipt), how prices are picked (pricing/resolve), how promotions go together
// (promotion/combine), what an order comes to beside prices (basket).
//
// Invariants: a receipt comes to the figure that the comparison shows, or there is none; it is worked out again from nothing but what stands in it. A buyer's
// holds of promotions those that apply, and no floor: where one kept a promotion off a line, what the line came to stands for it.
//
// The times: a receipt is of the moment of the transaction that read its facts.
package proof
