// Package attribute gives the attributes of items a type.
//
// Owns: what a category says about an attribute (Definition), and reading a text as a value of it.
//
// Does not own: where definitions and values are kept (catalog), units and their conversion (kernel/quantity).
//
// Invariants: no I/O; a number is an exact decimal in the unit of its definition, or refused: nothing is rounded. A key that the category
// does not define is text, as it came. What was read and is written in the form of its JSON reads the same.
package attribute
