package quantity

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"
)

// Quantity is an exact rational number of a unit, and whether it rests on a guess.
// It does not change once made. Compare with Cmp; == does not compile.
type Quantity struct {
	_     [0]func()
	value *big.Rat // nil is zero; never written to after construction
	unit  Unit
	guess bool
}

// Bounds of a decimal that New accepts; beyond them exponents could exhaust the memory.
const (
	maxScale = 18
	maxBits  = 128
)

// New returns value units. It answers ErrUnknownUnit for no unit and
// ErrOutOfRange for more than 18 decimal places or some 38 digits.
func New(value decimal.Decimal, unit Unit) (Quantity, error) {
	exponent := value.Exponent()
	if exponent < -maxScale || exponent > maxScale || value.Coefficient().BitLen() > maxBits {
		return Quantity{}, ErrOutOfRange
	}
	return FromRat(value.Rat(), unit)
}

// FromRat returns value units; ErrUnknownUnit for no unit. The value is copied.
func FromRat(value *big.Rat, unit Unit) (Quantity, error) {
	if _, ok := entries[unit]; !ok {
		return Quantity{}, ErrUnknownUnit
	}
	return Quantity{value: new(big.Rat).Set(value), unit: unit}, nil
}

// Of returns n units. The unit must be one of the table's (they all are, but for the zero Unit).
func Of(n int64, unit Unit) Quantity {
	return Quantity{value: big.NewRat(n, 1), unit: unit}
}

// AsGuess returns the same quantity, marked as resting on a guess.
func (q Quantity) AsGuess() Quantity {
	q.guess = true
	return q
}

// Guess reports whether the quantity rests on a guess.
func (q Quantity) Guess() bool { return q.guess }

// Unit returns the unit.
func (q Quantity) Unit() Unit { return q.unit }

// Rat returns the exact number, as a copy.
func (q Quantity) Rat() *big.Rat { return new(big.Rat).Set(q.rat()) }

// Sign returns -1, 0 or +1.
func (q Quantity) Sign() int { return q.rat().Sign() }

// IsZero reports whether the number is zero, in whatever unit.
func (q Quantity) IsZero() bool { return q.Sign() == 0 }

// Decimal returns the number as a decimal, exactly, or ErrNotDecimal.
func (q Quantity) Decimal() (decimal.Decimal, error) {
	places, exact := q.rat().FloatPrec()
	if !exact {
		return decimal.Decimal{}, ErrNotDecimal
	}
	return decimal.RequireFromString(q.rat().FloatString(places)), nil
}

// Display returns the number with this many decimal places, halves rounded away from zero. For eyes, not for sums.
func (q Quantity) Display(places int) string { return q.rat().FloatString(places) }

// Neg returns the quantity with the other sign.
func (q Quantity) Neg() Quantity { return q.with(new(big.Rat).Neg(q.rat())) }

// Times returns the quantity multiplied by factor.
func (q Quantity) Times(factor *big.Rat) Quantity { return q.with(new(big.Rat).Mul(q.rat(), factor)) }

// Add returns q + other in the unit of q, or ErrNoConversion. It is a guess if either is.
func (q Quantity) Add(other Quantity) (Quantity, error) {
	other, err := other.Convert(q.unit)
	if err != nil {
		return Quantity{}, err
	}
	sum := q.with(new(big.Rat).Add(q.rat(), other.rat()))
	sum.guess = q.guess || other.guess
	return sum, nil
}

// Sub returns q - other in the unit of q, or ErrNoConversion. It is a guess if either is.
func (q Quantity) Sub(other Quantity) (Quantity, error) { return q.Add(other.Neg()) }

// Cmp compares two quantities (-1, 0, +1), or answers ErrNoConversion. Guesses compare as if they were certain.
func (q Quantity) Cmp(other Quantity) (int, error) {
	other, err := other.Convert(q.unit)
	if err != nil {
		return 0, err
	}
	return q.rat().Cmp(other.rat()), nil
}

// Ratio returns how many times other goes into q, exactly, and whether that rests on a
// guess. It answers ErrNoConversion, or ErrOutOfRange when other is zero.
func (q Quantity) Ratio(other Quantity) (ratio *big.Rat, guess bool, err error) {
	other, err = other.Convert(q.unit)
	if err != nil {
		return nil, false, err
	}
	if other.IsZero() {
		return nil, false, ErrOutOfRange
	}
	return new(big.Rat).Quo(q.rat(), other.rat()), q.guess || other.guess, nil
}

// Convert returns the same quantity in another unit of the same kind, exactly, or
// ErrNoConversion. Conversions that depend on the item are Pack's.
func (q Quantity) Convert(to Unit) (Quantity, error) {
	factor, err := q.unit.FactorTo(to)
	if err != nil {
		return Quantity{}, err
	}
	converted := q.Times(factor)
	converted.unit = to
	return converted, nil
}

// String returns number and code ("12.5 KGM", "1/3 XCS"), with "~" before a guess.
func (q Quantity) String() string {
	mark := ""
	if q.guess {
		mark = "~"
	}
	return fmt.Sprintf("%s%s %s", mark, q.number(), q.unit)
}

// number returns the shortest exact form: a decimal, else a fraction.
func (q Quantity) number() string {
	if value, err := q.Decimal(); err == nil {
		return value.String()
	}
	return q.rat().RatString()
}

func (q Quantity) with(value *big.Rat) Quantity {
	q.value = value
	return q
}

func (q Quantity) rat() *big.Rat {
	if q.value == nil {
		return new(big.Rat)
	}
	return q.value
}
