// Package matching is which items of different suppliers are one product: what joins them, what people said about it, and what is still to be asked.
//
// Owns: edges between items (proposed, confirmed or refused, each with its evidence), the products that confirmed edges make, the operator's questions and
// its policy, what a supplier is asked about its own items, the learned model and the index in memory. The engine below it compares records.
//
// Does not own: the items themselves (catalog), a buyer's private equivalents (own), what a buyer is shown of a product (comparison).
//
// Invariants:
//   - A product is a connected part of confirmed edges. Nothing confirmed by itself contradicts, and no product holds two items that contradict but where the
//     operator said so; edges confirmed by themselves bring two items of one supplier together only when both carry the same code.
//   - Products have no number outside the hub: buyers and suppliers reach them through an item that they may see.
//   - No price comes into matching: the prices of rivals would meet in one process, and "near in price" would tell a supplier something.
//   - What products there are depends on the edges and texts alone, not on the order in which they came: edges are joined people's first, then the surest, and what
//     the operator said in spite of a contradiction joins what the others made.
//   - A person's answer stands whatever the hub thinks later, and is kept with the texts that it was given on; the operator's stands against a supplier's.
//   - Whatever changes edges holds one lock for its transaction, so several workers never make a product that contradicts.
//   - A supplier is asked about its own item only, beside a product that two other suppliers at least sell; neither a name, nor a number, nor a price of theirs goes out.
//
// The times: answered_at, asked_at and since are moments of people and of the hub's clock; matched_at is when an item was last compared.
package matching
