// Package box is what a buyer needs between opening the hub and having a list of what it wants.
//
// Owns: the rows of a file that somebody drops, what a company bought last, and what it paid last.
//
// Does not own: what a row means (the browser reads pasted and dropped rows by one rule), what a line means and costs (comparison/basket), purchases (ordering).
//
// Invariants: every row of a file that is not blank is answered, or none and a fault says why; what was bought is read in the buyer's scope, and nothing is kept.
package box
