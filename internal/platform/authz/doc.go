// Package authz decides who may do what, before any row is read.
//
// Owns: permissions and the one table that says which role has which (matrix.go), the principal of a request (who was verified to
// call), and Acting, the only place where a verified session becomes a scope of a company.
//
// Does not own: how somebody proves who they are (identity), which rows a scope sees (tenants), what an operation asks for
// (x-access in the contract; platform/web compares it with the matrix at start).
//
// Invariants: what the matrix does not name is refused; a permission of one part of a company (supplier, operator …) is worth
// nothing in a company without that part; a company in which the caller has no seat answers like one that does not exist;
// a suspended company reads and does not write; no answer depends on a row.
package authz
