// Package money counts money exactly.
//
// Owns: currencies (ISO 4217) with their minor digits, amounts in whole minor units, unit prices of
// scale 6, the named ways of rounding, allocation without loss, and reading the amounts that people type.
//
// Does not own: exchange rates, tax, how a price comes about (pricing), how a screen writes amounts (web).
//
// Invariants: an Amount is a whole number of minor units of one currency; two currencies never
// meet in a sum; nothing overflows silently; nothing is rounded but where a Rounding is
// named at the call; the shares of an allocation add up to the total. No floating point anywhere.
//
// What the times mean: nothing here has a time.
package money
