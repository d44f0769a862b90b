// Package own is what a buyer says of items for itself: what it calls them, what is the same for it and what is not, and what it takes in
// the place of what.
//
// Owns: a buyer's own codes, names and pack contents, its equals and others, its alternates in their order, and the rule by which these and
// the hub's products make up the group of one buyer (Group).
//
// Does not own: the hub's products (matching), whether a buyer may see an item (grant.Disclosure, asked by comparison before anything is
// written or shown), offers and prices (comparison, pricing).
//
// Invariants: rows belong to the buyer and name items of suppliers without a foreign key: an item that the buyer may see no longer keeps its
// name and its place; no supplier and no operator has a right on them; what a buyer says changes nothing for anybody else. A group never
// holds two items that the buyer said are different things.
//
// The times: updated_at is when what is called was last said, at when the same or the other was said, or an alternate was put on the list.
package own
