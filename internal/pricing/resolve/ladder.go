package resolve

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// Orderable is the least quantity at or above another that a multiple allows; the least at all for zero.
func Orderable(quantity, multiple decimal.Decimal) decimal.Decimal {
	if !multiple.IsPositive() {
		return quantity
	}
	whole := quantity.Div(multiple).Floor().Mul(multiple)
	if whole.LessThan(quantity) || whole.IsZero() {
		whole = whole.Add(multiple)
	}
	return whole
}

// Ladder is the price for the least that can be ordered, and those from further quantities on, as Resolve says them at each quantity where it could say something
// else: where a price, of whatever list, has a break, and where what is left of a contract is not enough any more; in the currency of the first, net of tax.
// multiple is the step in which quantities go up; zero for none, and what is left of a contract then ends with the next whole unit. It is false where
// nothing has a price.
func Ladder(f Facts, at time.Time, least, multiple decimal.Decimal) ([]Break, Result, bool) {
	first, ok := Resolve(f, Ask{Quantity: least, At: at})
	if !ok {
		return nil, Result{}, false
	}
	var out []Break
	last := first.Unit
	for _, from := range thresholds(f.Prices, least, multiple) {
		r, ok := Resolve(f, Ask{Quantity: from, At: at})
		if ok && r.Unit != last && r.Unit.Currency() == last.Currency() {
			out = append(out, Break{from, r.Unit})
			last = r.Unit
		}
	}
	return out, first, true
}

// thresholds are all quantities above the least from which some price has a break or its contract is not enough, ascending.
func thresholds(prices []Price, least, multiple decimal.Decimal) []decimal.Decimal {
	var out []decimal.Decimal
	add := func(from decimal.Decimal) {
		if from.GreaterThan(least) {
			out = append(out, from)
		}
	}
	for _, p := range prices {
		for _, b := range p.Breaks {
			add(b.From)
		}
		if p.Left != nil {
			add(beyond(*p.Left, multiple))
		}
	}
	slices.SortFunc(out, decimal.Decimal.Cmp)
	return slices.CompactFunc(out, decimal.Decimal.Equal)
}

// beyond is the first quantity above another.
func beyond(quantity, multiple decimal.Decimal) decimal.Decimal {
	if !multiple.IsPositive() {
		multiple = decimal.NewFromInt(1)
	}
	return quantity.Div(multiple).Floor().Mul(multiple).Add(multiple)
}
