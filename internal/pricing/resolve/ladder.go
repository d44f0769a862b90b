package resolve

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// Ladder is the price for a little, and those from further quantities on, as Resolve says them at each quantity where a price, of whatever list, has a
// break; in the currency of the first, net of tax. It is false where nothing has a price.
func Ladder(f Facts, at time.Time) ([]Break, Result, bool) {
	first, ok := Resolve(f, Ask{At: at})
	if !ok {
		return nil, Result{}, false
	}
	var out []Break
	last := first.Unit
	for _, from := range thresholds(f.Prices) {
		r, ok := Resolve(f, Ask{Quantity: from, At: at})
		if ok && r.Unit != last && r.Unit.Currency() == last.Currency() {
			out = append(out, Break{from, r.Unit})
			last = r.Unit
		}
	}
	return out, first, true
}

// thresholds are all quantities from which some price has a break, ascending.
func thresholds(prices []Price) []decimal.Decimal {
	var out []decimal.Decimal
	for _, p := range prices {
		for _, b := range p.Breaks {
			out = append(out, b.From)
		}
	}
	slices.SortFunc(out, decimal.Decimal.Cmp)
	return slices.CompactFunc(out, decimal.Decimal.Equal)
}
