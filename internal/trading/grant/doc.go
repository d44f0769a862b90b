// Package grant is what of a supplier a buyer gets to see, and who reads how much of it.
//
// Owns: grants at their levels and their resolution, the one decision of what a buyer sees (Disclosure), sights and viewers, the log of
// what was disclosed, the watch on reading and its notices.
//
// Does not own: customers and groups that grants are for (customer), the relationship that a resolved grant stands on (trading), items,
// prices and stock (catalog, pricing, inventory), offers made from a decision (comparison).
//
// Invariants: what is resolved stands on the relationship and is written with whatever changes it; each resolved grant that differs raises
// the epoch; nothing but Disclosure decides; unusual reading is counted after the answer and never slows it down.
package grant
