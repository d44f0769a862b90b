package money

import (
	"cmp"
	"math/big"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/quantity"
)

// priceScale is the number of decimal places of a unit price.
const priceScale = 6

// UnitPrice is the price of one unit of something, to six decimal places of the
// major unit. It is comparable. Which unit that is stands with whoever keeps the price.
type UnitPrice struct {
	millionths int64
	currency   Currency
}

// NewUnitPrice returns a price of so many major units, or ErrTooPrecise beyond six decimal
// places, ErrOverflow, ErrUnknownCurrency.
func NewUnitPrice(value decimal.Decimal, currency Currency) (UnitPrice, error) {
	x, err := rational(value, currency)
	if err != nil {
		return UnitPrice{}, err
	}
	millionths, err := exact(x, priceScale)
	if err != nil {
		return UnitPrice{}, err
	}
	return UnitPrice{millionths, currency}, nil
}

// RoundUnitPrice returns a price of so many major units, rounded to six decimal
// places as named, or ErrOverflow, ErrRounding, ErrUnknownCurrency.
func RoundUnitPrice(value decimal.Decimal, currency Currency, r Rounding) (UnitPrice, error) {
	x, err := rational(value, currency)
	if err != nil {
		return UnitPrice{}, err
	}
	millionths, err := r.scaled(x, priceScale)
	if err != nil {
		return UnitPrice{}, err
	}
	return UnitPrice{millionths, currency}, nil
}

// FromMillionths returns a price of so many millionths of the major unit.
func FromMillionths(n int64, currency Currency) UnitPrice { return UnitPrice{n, currency} }

// Decimal returns the price in major units.
func (p UnitPrice) Decimal() decimal.Decimal { return decimal.New(p.millionths, -priceScale) }

// Currency returns the currency.
func (p UnitPrice) Currency() Currency { return p.currency }

// IsZero reports whether the price is nothing, in whatever currency.
func (p UnitPrice) IsZero() bool { return p.millionths == 0 }

// Millionths returns the price in millionths of the major unit.
func (p UnitPrice) Millionths() int64 { return p.millionths }

// Sign returns -1, 0 or +1.
func (p UnitPrice) Sign() int { return cmp.Compare(p.millionths, 0) }

// Cmp compares two prices (-1, 0, +1), or answers ErrMixedCurrency. Both must be for the same unit.
func (p UnitPrice) Cmp(other UnitPrice) (int, error) {
	if p.currency != other.currency {
		return 0, mixed(p.currency, other.currency)
	}
	return cmp.Compare(p.millionths, other.millionths), nil
}

// Times returns what q costs at p per one unit of per, rounded once, as named. It answers
// quantity.ErrNoConversion when q cannot be counted in per (convert it with the item's pack
// first), ErrOverflow or ErrRounding. An amount has no guess mark: when q.Guess(), say so beside it.
func (p UnitPrice) Times(q quantity.Quantity, per quantity.Unit, r Rounding) (Amount, error) {
	q, err := q.Convert(per)
	if err != nil {
		return Amount{}, err
	}
	return roundRat(new(big.Rat).Mul(p.Decimal().Rat(), q.Rat()), p.currency, r)
}

// String returns the price with six decimal places, and the code: "1.250000 CNY".
func (p UnitPrice) String() string { return p.text() + " " + p.currency.code }

func (p UnitPrice) text() string { return p.Decimal().StringFixed(priceScale) }
