package comparison

import (
	"math/big"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/pricing"
)

// PerUnit is what one base unit costs.
type PerUnit struct {
	Price  money.UnitPrice // rounded to six places, halves up
	Unit   quantity.Unit
	Holds  string // base units in one sold unit: a decimal, or a fraction such as 1/3
	Guess  bool
	Source measure.Source
}

// measured is a price with what is known of its unit.
type measured struct {
	price    *pricing.Price // nil: not shown
	contents []measure.Content
}

// things are prices as units are picked by.
func things(all []measured) []measure.Thing {
	out := make([]measure.Thing, len(all))
	for i, m := range all {
		out[i] = measure.Thing{Contents: m.contents, Priced: m.price != nil}
	}
	return out
}

// perUnit is what one base unit costs; nil where that is not known.
func (m measured) perUnit(base quantity.Unit) *PerUnit {
	c, known := measure.In(m.contents, base)
	if m.price == nil || !known {
		return nil
	}
	exact := new(big.Rat).Quo(m.price.Amount.Decimal().Rat(), c.Holds.Rat())
	price, err := money.RoundUnitPrice(decimal.RequireFromString(exact.FloatString(12)), m.price.Amount.Currency(), money.HalfUp)
	if err != nil {
		return nil
	}
	return &PerUnit{price, base, measure.Number(c.Holds), c.Holds.Guess(), c.Source}
}

// Best says whether an offer is the cheapest of its currency.
type Best string

// A guess is never the cheapest without saying so.
const (
	NotBest     Best = ""
	CertainBest Best = "certain"
	GuessedBest Best = "guess" // the cheapest only if a guess is right
)

// cheapest marks the lowest prices per unit of each currency in which there are two to compare: the lowest certain one, and one that a guess
// puts below it.
func cheapest(prices []*PerUnit) []Best {
	out := make([]Best, len(prices))
	lowest, number := map[string]decimal.Decimal{}, map[string]int{}
	key := func(p *PerUnit) string {
		if p.Guess {
			return p.Price.Currency().Code() + " guess"
		}
		return p.Price.Currency().Code()
	}
	for _, p := range prices {
		if p == nil {
			continue
		}
		number[p.Price.Currency().Code()]++
		if low, some := lowest[key(p)]; !some || p.Price.Decimal().LessThan(low) {
			lowest[key(p)] = p.Price.Decimal()
		}
	}
	for i, p := range prices {
		if p == nil || number[p.Price.Currency().Code()] < 2 || !p.Price.Decimal().Equal(lowest[key(p)]) {
			continue
		}
		certain, some := lowest[p.Price.Currency().Code()]
		switch {
		case !p.Guess:
			out[i] = CertainBest
		case !some || p.Price.Decimal().LessThan(certain):
			out[i] = GuessedBest
		}
	}
	return out
}
