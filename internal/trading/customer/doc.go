// Package customer is a supplier's own list of whom it sells to.
//
// Owns: customers with their head offices and terms, groups, changes of many at once, lists that come in from a file, and invites until
// they are taken up.
//
// Does not own: the relationship with a buyer and its moves (trading), what a customer gets to see (grant), what terms are (terms).
//
// Invariants: a buyer has one customer record of a supplier at most, and a record one buyer; codes are unique within a supplier; head
// offices close no circle; an invite's secret is kept as a hash; each line of a list ends created, merged, flagged or dropped.
package customer
