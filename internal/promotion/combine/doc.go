// Package combine finds the best legal combination of a supplier's promotions for one basket.
//
// Owns: the kinds of promotions and what each takes off a basket, which of them apply to this buyer at this moment, the best legal
// combination of those, its adjustments per line, and, for each promotion that does not apply, why, and what is missing.
//
// Does not own: how a unit price comes about (pricing/resolve), keeping promotions and counting their use (promotion), orders.
//
// Invariants: pure: no database, no clock, no float, the same answer for the same input in whatever order it comes. No line falls under
// its floor by a promotion, so no total is negative. The adjustments of a promotion add up to what it saves. A promotion more never makes
// the buyer worse off: what is found is the best of all legal sets, proven, or the answer states how much better one could be at most.
//
// What the times mean: Basket.At is the moment that is asked about; a promotion holds from From until before Until.
package combine
