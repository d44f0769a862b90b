package basket

import (
	"math/big"
	"math/bits"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
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

// tens are powers of ten.
var tens = func() (out [13]uint64) {
	out[0] = 1
	for i := range out[1:] {
		out[i+1] = 10 * out[i]
	}
	return out
}()

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
	if value == 0 {
		return 0
	}
	size, negative := magnitude(value)
	hi, lo := bits.Mul64(size, num)
	lo, carry := bits.Add64(lo, den/2, 0)
	if hi += carry; hi == 0 && den > 0 {
		return signed(lo/den, negative)
	}
	if hi >= den {
		return signed(1<<62, negative)
	}
	quotient, _ := bits.Div64(hi, lo, den)
	return signed(quotient, negative)
}

// fraction is a part of an amount that is not negative: num over den, or exact where these do not fit.
type fraction struct {
	num, den uint64
	exact    *big.Rat
}

// fractionOf is d × times ÷ over.
func fractionOf(d decimal.Decimal, times, over int64) fraction {
	if d.IsZero() || times == 0 {
		return fraction{}
	}
	if places := -d.Exponent(); d.IsPositive() && times > 0 && places >= 0 && places <= 12 && d.NumDigits() <= 18 {
		aboveNum, num := bits.Mul64(uint64(d.CoefficientInt64()), uint64(times))
		aboveDen, den := bits.Mul64(uint64(over), tens[places])
		if aboveNum == 0 && aboveDen == 0 {
			return fraction{num: num, den: den}
		}
	}
	exact := new(big.Rat).Mul(d.Rat(), big.NewRat(times, over))
	return fraction{exact: exact}
}

// of is the fraction of an amount in minor units, halves away from zero.
func (f fraction) of(minor int64) int64 {
	if f.exact == nil {
		if f.num == 0 || minor == 0 {
			return 0
		}
		size, negative := magnitude(minor)
		hi, lo := bits.Mul64(size, f.num)
		lo, carry := bits.Add64(lo, f.den/2, 0)
		if hi += carry; hi < f.den {
			quotient := lo / f.den
			if hi > 0 {
				quotient, _ = bits.Div64(hi, lo, f.den)
			}
			if quotient <= 1<<62 {
				return signed(quotient, negative)
			}
		}
		f.exact = new(big.Rat).SetFrac(new(big.Int).SetUint64(f.num), new(big.Int).SetUint64(f.den))
	}
	return rounded(new(big.Rat).Mul(f.exact, new(big.Rat).SetInt64(minor)))
}

// rounded is a fraction as a whole number, halves away from zero.
func rounded(r *big.Rat) int64 {
	twice := new(big.Int).Mul(new(big.Int).Abs(r.Num()), big.NewInt(2))
	twice.Add(twice, r.Denom())
	whole := twice.Div(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2))).Int64()
	if r.Sign() < 0 {
		return -whole
	}
	return whole
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
	allotInto(out, make([]uint64, len(weights)), total, weights)
	return out
}

// allotInto does it in memory that is there; rest is for its own use.
func allotInto(out []int64, rest []uint64, total int64, weights []int64) {
	clear(out)
	if len(weights) == 0 || total == 0 {
		return
	}
	var sum uint64
	for _, w := range weights {
		sum += uint64(max(w, 0))
	}
	if sum == 0 {
		out[0] = total
		return
	}
	size, negative := magnitude(total)
	left := size
	for i, w := range weights {
		var quotient uint64
		hi, lo := bits.Mul64(size, uint64(max(w, 0)))
		if hi == 0 {
			quotient, rest[i] = lo/sum, lo%sum
		} else {
			quotient, rest[i] = bits.Div64(hi, lo, sum)
		}
		out[i] = signed(quotient, negative)
		left -= quotient
	}
	for ; left > 0; left-- {
		best := 0
		for i, r := range rest[:len(weights)] {
			if r > rest[best] {
				best = i
			}
		}
		out[best] += signed(1, negative)
		rest[best] = 0
	}
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

// mass is a weight in 128 bits, in units of the last place that a weight of a unit and millionths of a unit make together.
type mass struct{ hi, lo uint64 }

// massScale makes a mass of millionths of a kilogram.
const massScale = 10_000_000_000_000_000

// massOf is a weight in kilograms; false where it does not fit.
func massOf(kilograms decimal.Decimal) (mass, bool) {
	micro, fits := quantity.Scaled(kilograms, microPlaces)
	if !fits || micro < 0 {
		return mass{}, false
	}
	hi, lo := bits.Mul64(uint64(micro), massScale)
	return mass{hi, lo}, true
}

func (m mass) less(other mass) bool { return m.hi < other.hi || m.hi == other.hi && m.lo < other.lo }

// load is what an order weighs; exact where it does not fit a mass.
type load struct {
	known bool // the weight of all of it is
	mass  mass
	exact *decimal.Decimal
}

// mostLight is the largest order in millionths that may be added up as a mass: a thousand of them, of units of 63 bits, fit.
const mostLight = 1 << 50

// add puts so many of an item on; false where that does not fit.
func (l *load) add(unit, order int64) bool {
	if unit < 0 || order > mostLight {
		return false
	}
	hi, lo := bits.Mul64(uint64(unit), uint64(order))
	var carry uint64
	l.mass.lo, carry = bits.Add64(l.mass.lo, lo, 0)
	l.mass.hi, _ = bits.Add64(l.mass.hi, hi, carry)
	return true
}

// decimal is the weight in kilograms.
func (l *load) decimal() decimal.Decimal {
	if l.exact != nil {
		return *l.exact
	}
	whole := new(big.Int).SetUint64(l.mass.hi)
	whole.Lsh(whole, 64).Or(whole, new(big.Int).SetUint64(l.mass.lo))
	return decimal.NewFromBigInt(whole, -weightPlaces-microPlaces)
}
