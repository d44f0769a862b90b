// Package resolve prices a line: out of all prices that apply to a buyer it picks one, and says of each other why not.
//
// Owns: the order of prices, validity, quantity breaks (of an item and of its family), rules, floors, rounding, tax in or out, and the words for why.
//
// Does not own: which prices apply to whom (the database, then grant.Disclosure), promotions, freight, what a basket costs.
//
// Invariants: pure: no database, no clock, no float. The same facts and the same question have the same answer, in whatever order the prices come; a unit
// price is never negative; no price under the floor wins where a floor is known; where breaks go down, more never costs more a unit. Whoever shows, compares or
// sells a price asks Resolve; nothing else prices. Version rises with every change that could give another figure.
//
// The times: Ask.At is the moment for which is priced; a price holds from From on and up to, not including, Until.
package resolve
