// Package promotion is what suppliers take off, give along or do not charge for a time.
//
// Owns: promotions with whom they are for, their limits, budgets and who funds them; how those of a supplier go together; codes that buyers
// gave; the counting of uses; what of all that a buyer is shown.
//
// Does not own: unit prices (pricing/resolve), which combination is best (combine), whether a buyer is shown promotions at all (grant), orders.
//
// Invariants: a promotion that runs does not change, it is paused first; no use exceeds a limit or a budget, because each is counted under the
// lock of its promotion; a buyer's scope reads neither codes, budgets, uses of others nor who pays; floors are read by a projector and stay on
// the server. Functions that other capabilities call take the caller's transaction.
//
// The times: a promotion holds from valid_from until before valid_until; a use is dated by who counts it.
package promotion
