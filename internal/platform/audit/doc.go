// Package audit keeps who did what, so that nobody can change it unseen.
//
// Owns: the trail of each company and person (Trail), its chain (Sealer, Verify), the personal data beside it and its erasure
// (Erase), and the reading of a trail page by page (List).
//
// Does not own: what is worth an entry, and what may stand in Data (the capability that writes it: no secrets, no passwords, no
// prices of others); the operations and the export (audit/report).
//
// The chain. An entry is written in the transaction of its deed. Within a second of the commit the sealer gives it the next number
// of its owner and
//
//	hash = SHA-256(hash before | owner | number | id | time in µs | person | operator | action | object | data | sealed personal bytes)
//
// each field behind its length, so that no two entries read alike; data as JSON with sorted keys. Whoever changes, removes, adds or
// reorders sealed entries later has to change every hash behind them, and the head that the company has seen shows it. A chain that
// is cut off at its end is whole in itself: only a head kept elsewhere shows that.
//
// Personal data. Address and browser of whoever acted are sealed under a key of that person's own, which lies sealed under a key of
// the hub's. The chain covers the sealed bytes. Erase deletes the person's key: the bytes stay, the chain still verifies, and nobody
// can read them again, backups of the table included. The name is not in the trail; it is read from the person.
//
// Invariants: an entry exists exactly if its deed does; no role can change or delete one; one chain per owner without gaps, whatever
// number of sealers run (primary key on owner and number); what is not committed is not sealed; without the person's key there is
// no personal data, never plain data.
//
// What the times mean: At is when the transaction of the deed began, by the hub's clock, and need not rise along the chain: an entry
// that was committed late is sealed late.
package audit
