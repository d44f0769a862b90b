// Package trading is who trades with whom, and what of a supplier a buyer gets to see.
//
// Owns: supplier profiles and the directory, the one company file of a buyer with its documents and sites, applications and
// relationships with their events, and the blocked list. The packages below it, which it may import and which do not import it: a supplier's
// customers, groups and invites (customer), what a buyer sees (grant), terms, states (standing), numbers, and the form of mails (letter).
//
// Does not own: companies, persons and seats (identity), items, prices and stock (catalog, pricing, inventory), sign-on at a
// supplier's own site (sso), how mails go out (platform/mail).
//
// Invariants: the state of a relationship is the fold of its events, and both are written in one transaction; whoever moves a
// relationship has locked its row; an approved relationship has exactly one customer; what a buyer may read of its customer record,
// and the grant as resolved, stand on the relationship and are written with whatever changes them; each resolved grant that differs
// raises the epoch; a supplier reads of a company file the copy in the application that was sent to it, and nothing else; what the hub verified of a file is in force, and copied, until it verifies others.
//
// The times: applied_at is when the present application came, decided_at when the supplier last decided, changed_at the last change
// of state; verified_at is when the hub verified the file in force.
package trading
