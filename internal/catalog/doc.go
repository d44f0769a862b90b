// Package catalog is what suppliers sell: their items, in their own words.
//
// Owns: items with their details (description, family, attributes, packs, catch weight), the rules that a line of a supplier's sheet has to
// keep, what a supplier says of its categories, and the history: who changed what of an item, in which act, and how an act is undone.
//
// Does not own: prices (pricing), stock (inventory), which note what an act changes of them (Note) and bring it back (Figures); pictures and
// documents (catalog/media); headings of the Harmonized System (catalog/heading); what of an item a buyer is shown (grant.Disclosure); which
// items of several suppliers are the same product (matching).
//
// Invariants: an item is known by its supplier and its id, which never changes, and no two of a supplier have one SKU; a unit is a UN/ECE
// Recommendation 20 code; a GTIN has its check digit; a withdrawn item stays and is in no offer. Packs ascend and convert exactly. Items are
// written only under a Revision, whose history comes out of the same statement; each revision that changed something is told once. Undoing
// brings back, field by field, what nobody has changed since. Functions take the caller's transaction: what they see is what its scope
// sees, so in a pair scope that is the part that the grant names.
//
// The times: updated_at is when the item last differed; a revision's is that of its transaction.
package catalog
