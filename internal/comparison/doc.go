// Package comparison is what buyers can have of their suppliers: offers, side by side.
//
// Owns: the offer (one item of one supplier as one buyer may see it), search over all of a buyer's suppliers, availability, export and
// print with the mark of their recipient, the page of a product (who has it, at what price per unit, and why it is the same), a supplier's sheet,
// and its preview of what a buyer sees.
//
// Does not own: what may be seen (grant.Disclosure decides, here nothing does), items, prices and stock (catalog, pricing, inventory),
// the log of what left, notices and limits per relationship (trading).
//
// Invariants: every offer is made by one function out of the decision and the facts, so that page, search, file, paper and preview say the
// same; what is not granted is absent, not empty; a buyer's facts are read in the scope of the pair, where the database has cut already;
// a product is walked over what the buyer sees alone, so that what it does not see joins nothing, and no price that rests on a guess is the
// cheapest without saying so; a preview for a buyer is, byte for byte, that buyer's answer; availability answers from the disclosed view alone; lines of a sheet in =
// accepted + flagged.
//
// The times: every answer is of the moment of its transaction; nothing is kept.
package comparison
