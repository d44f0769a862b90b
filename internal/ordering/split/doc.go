// Package split divides a basket over suppliers at the lowest cost, and says how sure it is.
//
// Owns: what a basket, its offers, the terms of suppliers and the rules of a buyer mean in money; the search for the best plan; its lower
// bound and the certificate of that; what each rule costs.
//
// Does not own: where prices, terms and rules come from, and orders (ordering); checking a certificate (check, which shares nothing with the
// search but the types).
//
// Invariants: pure: no database and no clock; work is counted in steps, so the same basket and the same number of steps give the same plan,
// in whatever order lines and suppliers come. All money of a plan is whole; the bound is worked out in floating point and moved down by more
// than its error. No plan is dearer than Bound promises, and a plan whose Bound is its Score is the best there is.
//
// How: each line's "is bought once" is priced (Lagrangean relaxation; Geoffrion 1974, Holmberg, Rönnqvist & Yuan 1999 for one supplier per
// line), which leaves one small knapsack per supplier and step of its terms; the prices climb by deflected subgradients (Camerini, Fratta &
// Maffioli 1975). A tree over "is used", "orders for at least so much" and "the goods of that rebate come to so much" closes most of what is
// left, with penalty tests as in Posta, Ferland & Michelon 2014. Where all of those are decided, few thresholds bind, and pricing those instead
// of the lines leaves a core of lines that may be moved, which is searched through under several sets of prices at once.
package split
