package table

import (
	"strconv"
	"strings"
)

// exactDecimal writes a number as a decimal without exponent. It changes no digit, and keeps what is no number.
func exactDecimal(s string) string {
	i := strings.IndexAny(s, "eE")
	if i < 0 {
		return strings.TrimPrefix(s, "+")
	}
	exponent, err := strconv.Atoi(s[i+1:])
	if err != nil || exponent > 400 || exponent < -400 {
		return s
	}
	sign, digits := "", strings.TrimPrefix(s[:i], "+")
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = "-", rest
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if !digitsOnly(whole + fraction) {
		return s
	}
	digits = whole + fraction
	point := len(whole) + exponent
	if point <= 0 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if missing := point - len(digits); missing > 0 {
		digits += strings.Repeat("0", missing)
	}
	whole, fraction = strings.TrimLeft(digits[:point], "0"), strings.TrimRight(digits[point:], "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction
}

// shownDecimal is the decimal that a spreadsheet shows for a number it holds in binary: fifteen digits, in which 0.1+0.2 is 0.3.
// Whole numbers without exponent are codes more often than sums and stay as they are.
func shownDecimal(s string) string {
	if !strings.ContainsAny(s, "eE.") || significant(s) <= 15 {
		return exactDecimal(s)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return exactDecimal(strconv.FormatFloat(f, 'e', 14, 64))
}

// significant counts the digits of a number without the zeros before them, up to its exponent.
func significant(s string) int {
	n := 0
	for _, c := range s {
		switch {
		case c == 'e' || c == 'E':
			return n
		case c >= '0' && c <= '9' && (n > 0 || c != '0'):
			n++
		}
	}
	return n
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
