// Package quantity counts and measures goods exactly.
//
// Owns: units (UN/ECE Recommendation 20, packaging of Recommendation 21 with the prefix X)
// with their exact factors, quantities, packs (pallet, case, inner, each, content) and reading
// the numbers and quantities that people type.
//
// Does not own: which packs an item has (catalog), prices (money), stock (inventory).
//
// Invariants: a quantity is an exact rational number of one unit; nothing here rounds.
// Units convert when both measure the same thing by an exact factor; anything else needs the
// Pack of an item, or is ErrNoConversion. What rests on a guess says so: the Guess mark
// survives every operation and every conversion, and only a new quantity is without it.
//
// What the times mean: nothing here has a time; a month and a year do not convert to days.
package quantity
