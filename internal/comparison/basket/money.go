package basket

import (
	"math/big"
	"math/bits"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
)

// Rate is what one unit of a currency is in the currency of a comparison: Num over Den of minor units.
type Rate struct {
	From, To money.Currency
	Day      time.Time // the older of both currencies' days; zero where the currencies are the same
	num, den uint64
	shown    decimal.Decimal
}

// Reference is how much of a currency one euro was on a day.
type Reference struct {
	PerEUR decimal.Decimal
	Day    time.Time
}

var euro = mustCurrency("EUR")

func mustCurrency(code string) money.Currency {
	c, err := money.ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

// shownPlaces is how many places a rate is shown with.
const shownPlaces = 8

// rateOf makes the rate between two currencies; it is false where the hub has none.
func rateOf(from, to money.Currency, references map[money.Currency]Reference) (Rate, bool) {
	if from == to {
		return Rate{From: from, To: to, num: 1, den: 1, shown: decimal.NewFromInt(1)}, true
	}
	a, okA := reference(from, references)
	b, okB := reference(to, references)
	if !okA || !okB {
		return Rate{}, false
	}
	exact := new(big.Rat).Quo(b.PerEUR.Rat(), a.PerEUR.Rat())
	r := Rate{From: from, To: to, Day: older(a.Day, b.Day), shown: decimal.RequireFromString(exact.FloatString(shownPlaces))}
	minor := new(big.Rat).Mul(exact, new(big.Rat).SetFrac(power(to.Digits()), power(from.Digits())))
	if !minor.Num().IsUint64() || !minor.Denom().IsUint64() || minor.Sign() <= 0 {
		return Rate{}, false
	}
	r.num, r.den = minor.Num().Uint64(), minor.Denom().Uint64()
	return r, true
}

func power(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

func reference(c money.Currency, references map[money.Currency]Reference) (Reference, bool) {
	if c == euro {
		return Reference{PerEUR: decimal.NewFromInt(1)}, true
	}
	r, ok := references[c]
	return r, ok && r.PerEUR.IsPositive()
}

// older is the older of two days; a day that is not known does not count.
func older(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// String is the rate as it is shown.
func (r Rate) String() string { return r.shown.String() }

// apply converts minor units, halves away from zero.
func (r Rate) apply(minor int64) int64 { return share(minor, r.num, r.den) }

// share is value × num ÷ den, halves away from zero. What does not fit is cut to what does: no amount of this hub comes near it.
func share(value int64, num, den uint64) int64 {
	if num == den {
		return value
	}
	size, negative := magnitude(value)
	hi, lo := bits.Mul64(size, num)
	lo, carry := bits.Add64(lo, den/2, 0)
	hi += carry
	if hi >= den {
		return signed(1<<62, negative)
	}
	quotient, _ := bits.Div64(hi, lo, den)
	return signed(quotient, negative)
}

func magnitude(v int64) (uint64, bool) {
	if v < 0 {
		return uint64(-(v + 1)) + 1, true
	}
	return uint64(v), false
}

func signed(size uint64, negative bool) int64 {
	v := int64(min(size, 1<<62))
	if negative {
		return -v
	}
	return v
}

// allot divides a total over weights by largest remainder, ties to the first; weights are zero or more. Without any weight the first takes it all.
func allot(total int64, weights []int64) []int64 {
	out := make([]int64, len(weights))
	if len(weights) == 0 || total == 0 {
		return out
	}
	var sum uint64
	for _, w := range weights {
		sum += uint64(max(w, 0))
	}
	if sum == 0 {
		out[0] = total
		return out
	}
	size, negative := magnitude(total)
	left := size
	rest := make([]uint64, len(weights))
	for i, w := range weights {
		hi, lo := bits.Mul64(size, uint64(max(w, 0)))
		quotient, remainder := bits.Div64(hi, lo, sum)
		out[i], rest[i] = signed(quotient, negative), remainder
		left -= quotient
	}
	for ; left > 0; left-- {
		best := 0
		for i, r := range rest {
			if r > rest[best] {
				best = i
			}
		}
		out[best] += signed(1, negative)
		rest[best] = 0
	}
	return out
}

// timesPrice is a unit price for a quantity, in minor units, halves up.
func timesPrice(p money.UnitPrice, quantity decimal.Decimal) (int64, bool) {
	a, err := money.Round(p.Decimal().Mul(quantity), p.Currency(), money.HalfUp)
	return a.Minor(), err == nil
}

func amount(minor int64, c money.Currency) money.Amount { return money.New(minor, c) }

// Plain is an amount in minor units as the contract writes it.
func Plain(minor int64, c money.Currency) string {
	return decimal.New(minor, -int32(c.Digits())).StringFixed(int32(c.Digits()))
}
