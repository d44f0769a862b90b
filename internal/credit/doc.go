// Package credit is how much suppliers let buyers owe, what they owe, and which orders wait for it.
//
// Owns: the account of each buyer at a supplier with its terms, the ledger of what was entered, invoiced, paid, ordered and delivered, open invoices as far as credit needs them, what
// each order takes of an account, the holds that orders meet and how they end, and what a buyer can do now so that one ends.
//
// Does not own: orders (ordering asks here in its own transaction, and lets accounts follow them), invoices as documents, on which terms is paid (trading), reference rates (pricing).
//
// Invariants: exposure = invoiced + delivered + reserved - prepaid - agreed, and each of the five is the sum of the ledger, which is only ever added to; both are written by functions of the
// database (hub_reserve) alone, in one statement, under the lock of the account. No order raises exposure but through the gate, whatever brought it there; what waits on a hard hold
// does not count. What is prepaid always passes, and what has left can always be delivered and invoiced. A buyer's scope has no right on the tables: its transaction learns the
// outcome, and its people the figures where the supplier shows them. A hold that need not be any more lifts in the transaction that made it so.
// Functions take the caller's transaction; methods of Service open their own.
//
// The times: due_on, issued_on and limit_until are days, in UTC; an invoice is overdue when its due day and the days of grace are over.
package credit
