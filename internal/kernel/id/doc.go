// Package id names things: one 128-bit UUID per thing, one Go type per kind of thing.
//
// Owns: making, printing, parsing and storing ids, and the kinds that the platform itself needs.
//
// Does not own: the kinds of a capability, which declares its own marker type
// (type RFQ struct{}; func (RFQ) Prefix() string { return "rfq" }).
//
// Invariants: the zero ID means "none" and is NULL in SQL; the id of one kind does not
// compile where another kind is wanted; every id has exactly one written form outside
// (prefix, underscore, 26 characters of lower-case Crockford base32) and one in SQL (UUID text);
// written forms sort as the bytes do.
//
// What the times mean: New puts the given time (to the microsecond) into the id, so
// ids sort by creation and tell when that was. Where that must not be told, use NewRandom.
package id
