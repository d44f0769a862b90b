// Package terms is what a supplier and a customer agree on: payment, currency, delivery, minimum order.
//
// Owns: the terms, how levels of them are put over each other, and their form in the contract and in the database.
//
// Does not own: where terms are agreed (customer and group), or what they mean for an order (ordering).
//
// Invariants: a field that is not given is inherited, and is left out of the database, so that SQL merges levels as Over does.
package terms
