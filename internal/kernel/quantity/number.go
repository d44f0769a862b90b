package quantity

import (
	"errors"
	"math"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// maxDigits bounds a number people type: integer and fractional digits together.
const maxDigits = 30

// numberForm is a number in folded text: comma or space groups thousands, the point is the decimal one.
var numberForm = regexp.MustCompile(`^[+-]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)?(\.\d+)?$`)

// ReadNumber reads a decimal number as people type it: full-width digits, a sign, thousands
// grouped by comma or space, a decimal point. A comma is never a decimal sign ("1,5" is
// refused rather than guessed), and there are no exponents. Else ErrMalformed or ErrOutOfRange.
func ReadNumber(s string) (decimal.Decimal, error) {
	if len(s) > 4*maxDigits {
		return decimal.Decimal{}, ErrOutOfRange
	}
	text := strings.TrimSpace(Narrow(s))
	if !numberForm.MatchString(text) {
		return decimal.Decimal{}, ErrMalformed
	}
	plain := bare.Replace(text)
	if len(digitsOf.Replace(plain)) > maxDigits {
		return decimal.Decimal{}, ErrOutOfRange
	}
	value, err := decimal.NewFromString(plain)
	if err != nil {
		return decimal.Decimal{}, ErrMalformed
	}
	return value, nil
}

// ReadDecimal reads a decimal number as programs write it: digits, a point, perhaps an exponent; nothing groups, and no space is around it. One
// that would take a book to write out is ErrOutOfRange: the short text 1e999999999 must not become a number that nobody can reckon with. Else
// ErrMalformed.
func ReadDecimal(s string) (decimal.Decimal, error) {
	if len(s) > 2*maxDigits {
		return decimal.Decimal{}, ErrOutOfRange
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		exponent, err := strconv.Atoi(s[i+1:])
		switch {
		case errors.Is(err, strconv.ErrRange), err == nil && (exponent > maxDigits || exponent < -maxDigits):
			return decimal.Decimal{}, ErrOutOfRange
		case err != nil:
			return decimal.Decimal{}, ErrMalformed
		}
	}
	value, err := decimal.NewFromString(s)
	if err != nil {
		return decimal.Decimal{}, ErrMalformed
	}
	return value, nil
}

// Scaled returns d × 10^places where that is a whole number of 64 bits, without asking for memory.
func Scaled(d decimal.Decimal, places int32) (int64, bool) {
	if d.NumDigits() > 18 {
		return 0, false
	}
	n, shift := d.CoefficientInt64(), d.Exponent()+places
	switch {
	case n == 0:
		return 0, true
	case shift < -18 || shift > 18:
		return 0, false
	case shift < 0:
		return n / tens[-shift], n%tens[-shift] == 0
	}
	hi, lo := bits.Mul64(uint64(max(n, -n)), uint64(tens[shift]))
	if hi > 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if n < 0 {
		return -int64(lo), true
	}
	return int64(lo), true
}

// tens are the powers of ten in 64 bits.
var tens = func() (out [19]int64) {
	out[0] = 1
	for i := range out[1:] {
		out[i+1] = 10 * out[i]
	}
	return out
}()

// Made once: a replacer costs more to make than to use.
var (
	bare     = strings.NewReplacer(",", "", " ", "", "+", "")
	digitsOf = strings.NewReplacer("-", "", ".", "")
)

// Narrow maps the full-width forms of an East Asian keyboard and the typographic
// spaces and minus signs to their ASCII forms, and leaves everything else alone.
func Narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '￥':
			return '¥'
		case r == '−':
			return '-'
		case unicode.IsSpace(r), r == '\u200b', r == '\ufeff':
			return ' '
		}
		return r
	}, s)
}

// fold brings a unit's name into the form in which names are compared.
func fold(s string) string {
	return strings.ToLower(strings.ReplaceAll(Narrow(s), " ", ""))
}
