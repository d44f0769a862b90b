// Package gtin knows the one rule that all barcodes of GS1 share.
//
// Owns: length and check digit of GTIN-8, -12, -13 and -14.
//
// Does not own: which numbers a capability takes for barcodes (placeholders, numbers of a shop's own), or how they are written.
//
// Invariants: no I/O, no state.
package gtin

// Sized tells whether a text has as many characters as a GTIN has digits.
func Sized(text string) bool {
	switch len(text) {
	case 8, 12, 13, 14:
		return true
	default:
		return false
	}
}

// Checked tells whether the last of ASCII digits fits the others (GS1 General Specifications, 7.9.1: weights 1 and 3 from the right).
func Checked(digits string) bool {
	sum := 0
	for i := range len(digits) {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			digit *= 3
		}
		sum += digit
	}
	return sum%10 == 0
}
