// Package measure says how much one sold unit of an item holds, so that prices of different packs can be compared.
//
// Owns: contents (how much, from where, and whether that is a guess) and the unit in which several items are compared.
//
// Does not own: units and packs themselves (quantity, catalog), what a buyer says (matching/own), prices.
//
// Invariants: the buyer's own word stands above the supplier's, both above what is read out of a text; what is read out of a text or stands on a nominal weight is
// a guess and says so, through every conversion.
package measure
