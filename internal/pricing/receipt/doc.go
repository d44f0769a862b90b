// Package receipt writes down how a price came about, so that anybody can work it out again years later.
//
// Owns: the form of receipts, what of the facts stands in a buyer's and in a supplier's, signing, verifying and replaying them.
//
// Does not own: how a price is picked (resolve), what a buyer may be told (pricing.ForBuyer and grant.Disclosure, before a receipt is made).
//
// Invariants: a receipt holds all that its figure was reckoned from, with the versions of lists and rules, and replays to the same figure; a buyer's holds
// no cost, no margin, no floor and no price but its own (and the list price, where the supplier shows it beside). What is signed is the canonical form
// of the receipt: JSON with sorted keys and no white space, whose figures are texts. No float anywhere.
//
// The times: at is the moment for which was priced, issued_at when the receipt was written.
package receipt
