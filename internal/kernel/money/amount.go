package money

import (
	"fmt"
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// Amount is a whole number of minor units of a currency. It is comparable; the
// zero Amount is nothing of no currency and adds to nothing but itself.
type Amount struct {
	minor    int64
	currency Currency
}

// New returns minor units (fen, cents) of a currency.
func New(minor int64, currency Currency) Amount { return Amount{minor, currency} }

// FromDecimal returns the amount of so many major units (yuan, dollars), or ErrTooPrecise,
// ErrOverflow, ErrUnknownCurrency.
func FromDecimal(value decimal.Decimal, currency Currency) (Amount, error) {
	x, err := rational(value, currency)
	if err != nil {
		return Amount{}, err
	}
	minor, err := exact(x, currency.Digits())
	if err != nil {
		return Amount{}, err
	}
	return Amount{minor, currency}, nil
}

// Round returns the amount of so many major units, rounded to minor ones as named, or
// ErrOverflow, ErrRounding, ErrUnknownCurrency.
func Round(value decimal.Decimal, currency Currency, r Rounding) (Amount, error) {
	x, err := rational(value, currency)
	if err != nil {
		return Amount{}, err
	}
	return roundRat(x, currency, r)
}

// Minor returns the number of minor units.
func (a Amount) Minor() int64 { return a.minor }

// Currency returns the currency.
func (a Amount) Currency() Currency { return a.currency }

// Sign returns -1, 0 or +1.
func (a Amount) Sign() int { return big.NewInt(a.minor).Sign() }

// IsZero reports whether the amount is nothing, in whatever currency.
func (a Amount) IsZero() bool { return a.minor == 0 }

// Decimal returns the amount in major units.
func (a Amount) Decimal() decimal.Decimal {
	return decimal.New(a.minor, -int32(a.currency.Digits()))
}

// Add returns a + b, or ErrMixedCurrency, ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.currency != b.currency {
		return Amount{}, mixed(a.currency, b.currency)
	}
	sum := a.minor + b.minor
	if (sum > a.minor) != (b.minor > 0) {
		return Amount{}, ErrOverflow
	}
	return Amount{sum, a.currency}, nil
}

// Sub returns a - b, or ErrMixedCurrency, ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	if a.currency != b.currency {
		return Amount{}, mixed(a.currency, b.currency)
	}
	difference := a.minor - b.minor
	if (difference < a.minor) != (b.minor > 0) {
		return Amount{}, ErrOverflow
	}
	return Amount{difference, a.currency}, nil
}

// Neg returns -a, or ErrOverflow for the one amount that has no opposite.
func (a Amount) Neg() (Amount, error) {
	if a.minor == math.MinInt64 {
		return Amount{}, ErrOverflow
	}
	return Amount{-a.minor, a.currency}, nil
}

// Times returns a multiplied by factor (a tax rate, a share), rounded as named, or ErrOverflow, ErrRounding.
func (a Amount) Times(factor *big.Rat, r Rounding) (Amount, error) {
	product := new(big.Rat).Mul(new(big.Rat).SetInt64(a.minor), factor)
	minor, err := r.scaled(product, 0)
	if err != nil {
		return Amount{}, err
	}
	return Amount{minor, a.currency}, nil
}

// Cmp compares two amounts (-1, 0, +1), or answers ErrMixedCurrency.
func (a Amount) Cmp(b Amount) (int, error) {
	if a.currency != b.currency {
		return 0, mixed(a.currency, b.currency)
	}
	return big.NewInt(a.minor).Cmp(big.NewInt(b.minor)), nil
}

// Sum adds amounts of one currency; of none it is zero. Else ErrMixedCurrency, ErrOverflow.
// Only the total must fit 64 bits, not each step on the way.
func Sum(currency Currency, amounts ...Amount) (Amount, error) {
	total := new(big.Int)
	for _, a := range amounts {
		if a.currency != currency {
			return Amount{}, mixed(currency, a.currency)
		}
		total.Add(total, big.NewInt(a.minor))
	}
	if !total.IsInt64() {
		return Amount{}, ErrOverflow
	}
	return Amount{total.Int64(), currency}, nil
}

// String returns the amount with all its digits, and the code: "12.30 CNY".
func (a Amount) String() string {
	return a.text() + " " + a.currency.code
}

func (a Amount) text() string { return a.Decimal().StringFixed(int32(a.currency.Digits())) }

func roundRat(x *big.Rat, currency Currency, r Rounding) (Amount, error) {
	minor, err := r.scaled(x, currency.Digits())
	if err != nil {
		return Amount{}, err
	}
	return Amount{minor, currency}, nil
}

func mixed(a, b Currency) error { return fmt.Errorf("%w: %q and %q", ErrMixedCurrency, a, b) }

// Bounds of a decimal that becomes money; beyond them exponents could exhaust the memory.
const (
	maxPlaces = 30
	maxBits   = 160
)

// rational returns value exactly, when it and the currency are fit to be money.
func rational(value decimal.Decimal, currency Currency) (*big.Rat, error) {
	if _, ok := digits[currency]; !ok {
		return nil, ErrUnknownCurrency
	}
	if value.Exponent() > maxPlaces || value.Coefficient().BitLen() > maxBits {
		return nil, ErrOverflow
	}
	if value.Exponent() < -maxPlaces {
		return nil, ErrTooPrecise
	}
	return value.Rat(), nil
}
