package split

import (
	"context"
	"slices"
)

// RulePrice is what one rule costs now.
type RulePrice struct {
	Rule    int   // place in Basket.Rules
	Without Plan  // the best plan without the rule; its Choice is what the saving comes from
	Saving  int64 // by how much Without scores less
	AtMost  int64 // no plan without the rule saves more
	Exact   bool  // Saving is the difference of two proven plans
}

// Prices says of each rule what it costs: the plan is made again without it, from the same start. A plan without a choice has no figures,
// but Without shows whether the rule stands in the way. It answers ErrBasket.
func Prices(ctx context.Context, b Basket, p Plan, o Options) ([]RulePrice, error) {
	o.Start = p.chosen()
	prices := make([]RulePrice, len(b.Rules))
	for n := range b.Rules {
		without := b
		without.Rules = slices.Delete(slices.Clone(b.Rules), n, n+1)
		q, err := Solve(ctx, without, o)
		if err != nil {
			return nil, err
		}
		prices[n] = RulePrice{Rule: n, Without: q}
		if p.Choice != nil && q.Choice != nil {
			prices[n].Saving, prices[n].AtMost = p.Score-q.Score, p.Score-q.Bound
			prices[n].Exact = p.Status == Proven && q.Status == Proven
		}
	}
	return prices, nil
}

// chosen is the supplier of each line; nil where there is no choice.
func (p Plan) chosen() []int {
	if p.Choice == nil {
		return nil
	}
	out := make([]int, len(p.Choice))
	for j, c := range p.Choice {
		out[j] = c.Supplier
	}
	return out
}
