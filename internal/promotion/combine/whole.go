package combine

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
)

// Quantities are counted in millionths of a unit, money in minor units, and what one unit is worth in millionths of a minor unit, so that
// a basket is weighed with whole numbers.
const (
	micro   = 1_000_000
	million = 1_000_000 // parts that make the whole of a percentage

	mostAmount   = 1_000_000_000_000 // minor units of a basket, so that millionths of it fit 64 bits
	mostQuantity = 1_000_000_000     // units of a line
)

// mulDiv returns a·b/c rounded down, and the remainder. All are not negative, c is positive, and the answer fits.
func mulDiv(a, b, c int64) (whole, rest int64) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, r := bits.Div64(hi, lo, uint64(c))
	return int64(q), int64(r)
}

// nearest returns a·b/c rounded to the nearest, halves up.
func nearest(a, b, c int64) int64 {
	whole, rest := mulDiv(a, b, c)
	if rest >= c-rest {
		whole++
	}
	return whole
}

// spread splits total by weights, by largest remainder: equal remainders go to the earlier weight. Weights that are all zero count as equal.
func spread(total int64, weights []int64) []int64 {
	var sum int64
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		weights = slices.Repeat([]int64{1}, len(weights))
		sum = int64(len(weights))
	}
	type rest struct {
		at   int
		size int64
	}
	shares, rests, left := make([]int64, len(weights)), make([]rest, len(weights)), total
	for i, w := range weights {
		share, r := mulDiv(total, w, sum)
		shares[i], rests[i], left = share, rest{i, r}, left-share
	}
	slices.SortFunc(rests, func(a, b rest) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.at, b.at))
	})
	for _, r := range rests[:left] {
		shares[r.at]++
	}
	return shares
}

// scaled returns d times 10^places as a whole number; false when it is none, is negative or is more than most.
func scaled(d decimal.Decimal, places int32, most int64) (int64, bool) {
	d = d.Shift(places)
	if d.IsNegative() || !d.IsInteger() || d.GreaterThan(decimal.NewFromInt(most)) {
		return 0, false
	}
	return d.IntPart(), true
}

// minor returns an amount of major units in minor ones; false when it is none.
func minor(d decimal.Decimal, c money.Currency) (int64, bool) {
	return scaled(d, int32(c.Digits()), mostAmount)
}

// priced returns what quantity costs at price, in minor units, rounded as named; false when it is too much.
func priced(price, quantity decimal.Decimal, c money.Currency, r money.Rounding) (int64, bool) {
	amount, err := money.Round(price.Mul(quantity), c, r)
	if err != nil || amount.Minor() < 0 || amount.Minor() > mostAmount {
		return 0, false
	}
	return amount.Minor(), true
}
