// Package book is the price book: a copy in memory of what suppliers say of their items, of all their prices and of their stock, from which a comparison reads instead of
// from PostgreSQL.
//
// Owns: the copy (active items with what they hold, the products that they are in, base prices, prices in lists and for customers, what lies in which warehouse and what comes), how it is loaded and kept up with the database, and
// whether it can be relied on now.
//
// Does not own: who sees what. The book answers for one supplier's item what stands under the lists and the customer record that its caller names; the
// caller has those from the database, in the transaction of the request and under row security, so that a grant that ends ends at once. What is told of stock
// grant.Disclosure decides. Costs, margins and rules are not in it.
//
// Invariants: the key of everything is the supplier with the item; a price leaves only under its own list or customer; no figure of stock leaves but as the
// caller's disclosure says it, for the warehouses that serve the caller's region; the book is a copy and never binds:
// an order takes its prices from PostgreSQL; what it cannot hold exactly it does not hold, and says so; while it loads or falls behind it says that it is
// not ready, and PostgreSQL answers.
//
// The times: the book stands at the number of an event, and PostgreSQL says, in the transaction of a request, which suppliers have a later one: of those
// PostgreSQL answers. So an answer is never older than its transaction. What has a period keeps it, and the reader decides whether it holds.
package book
