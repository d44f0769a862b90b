// Package optional reads and writes the pointers with which generated types and rows say "not given".
//
// Owns: the two directions, for values, words of an enumeration and times.
//
// Does not own: anything of the domain: there the zero value says "not told" and a pointer stands only where zero has a meaning.
//
// Invariants: no I/O, no state.
package optional

import "time"

// Value is what a pointer points at, or the zero value.
func Value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// Of points at a value, or is nil for the zero value.
func Of[T comparable](v T) *T {
	if v == *new(T) {
		return nil
	}
	return &v
}

// Word is Of for a word of the domain that the contract has as a type of its own.
func Word[T, F ~string](word F) *T {
	return Of(T(word))
}

// Time is Of for times, which are zero in any location.
func Time(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
