// Package instance holds baskets that the optimiser is measured with.
//
// Owns: the generator basket-v1, whose optima were proven by other solvers; reading single-source location problems as baskets.
//
// Does not own: the search (split), what is measured with them (app/bench).
//
// Invariants: the same arguments give the same basket for ever: figures that were published hold for these.
package instance
