// Package catalog is what suppliers sell: their items, in their own words.
//
// Owns: items and the rules that a line of a supplier's sheet has to keep: numbers, units, categories.
//
// Does not own: prices (pricing), stock (inventory), what of an item a buyer is shown (grant.Disclosure), which items of several
// suppliers are the same product (matching).
//
// Invariants: an item is known by its supplier and SKU, and its id never changes; a unit is a UN/ECE Recommendation 20 code; a GTIN has
// its check digit; a withdrawn item stays and is in no offer. Functions take the caller's transaction: what they see is what its scope
// sees, so in a pair scope that is the part that the grant names.
//
// The times: updated_at is when the item last differed.
package catalog
