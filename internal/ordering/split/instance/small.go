package instance

import (
	"fmt"
	"math/rand/v2"

	"manifold/internal/ordering/split"
)

// Small makes a tiny basket in which all terms, rules and aims occur, with figures so small that thresholds bind and plans tie. Many cannot
// be bought at all.
func Small(seed uint64) split.Basket {
	g := small{rand.New(rand.NewPCG(seed, 6))} //nolint:gosec // the same baskets for ever
	suppliers := 2 + g.IntN(3)
	b := split.Basket{Aim: split.Aim(g.IntN(4)), Lines: make([]split.Line, 2+g.IntN(4)), Suppliers: make([]split.Supplier, suppliers)}
	for j := range b.Lines {
		b.Lines[j] = g.line(j, suppliers)
	}
	for i := range b.Suppliers {
		b.Suppliers[i] = g.supplier(i, len(b.Lines))
	}
	more := small{rand.New(rand.NewPCG(seed, 7))} //nolint:gosec // the same baskets for ever
	for j := range b.Lines {
		for n := range b.Lines[j].Offers {
			if more.often(4) {
				b.Lines[j].Offers[n].Extra = more.Int64N(60)
			}
		}
	}
	for range g.IntN(4) {
		b.Rules = append(b.Rules, split.Rule{Kind: split.RuleKind(g.IntN(5)), Supplier: g.IntN(suppliers), Line: g.IntN(len(b.Lines)), Count: 1 + g.IntN(3)})
	}
	return b
}

type small struct{ *rand.Rand }

// often is true in so many of ten cases.
func (g small) often(n int) bool { return g.IntN(10) < n }

func (g small) line(j, suppliers int) split.Line {
	l := split.Line{Key: fmt.Sprintf("l%d", g.IntN(1000)*10+j), Quantity: 1 + g.Int64N(6)}
	if g.often(4) {
		l.UpTo = l.Quantity + g.Int64N(8)
	}
	for i := range suppliers {
		if g.often(7) {
			l.Offers = append(l.Offers, g.offer(i))
		}
	}
	return l
}

func (g small) offer(i int) split.Offer {
	unit := (3 + g.Int64N(30)) * split.UnitScale
	o := split.Offer{Supplier: i, Prices: []split.Price{{Unit: unit + g.Int64N(split.UnitScale)}}, Load: g.Int64N(5), Late: g.often(2)}
	if g.often(4) {
		o.Prices = append(o.Prices, split.Price{From: 3 + g.Int64N(6), Unit: unit * 2 / 3})
	}
	if g.often(3) {
		o.Pack = 1 + g.Int64N(4)
	}
	if g.often(2) {
		o.Minimum = g.Int64N(8)
	}
	if g.often(2) {
		stock := g.Int64N(10)
		o.Stock = &stock
	}
	return o
}

func (g small) supplier(i, lines int) split.Supplier {
	s := split.Supplier{Key: fmt.Sprintf("s%d", g.IntN(1000)*10+i), OrderCost: g.Int64N(30), Usual: g.often(5)}
	if g.often(7) {
		s.Freight = append(s.Freight, split.Freight{From: g.Int64N(2) * g.Int64N(20), Cost: g.Int64N(40)})
		if g.often(7) {
			s.Freight = append(s.Freight, split.Freight{From: 20 + g.Int64N(150), Cost: g.Int64N(20)})
		}
	}
	if g.often(5) {
		s.Minimum = split.Minimum{Value: 30 + g.Int64N(150), Below: split.Below(g.IntN(3)), Fee: g.Int64N(50)}
	}
	if g.often(3) {
		s.SmallOrder = split.SmallOrder{Below: g.Int64N(150), Fee: g.Int64N(25)}
	}
	if g.often(2) {
		room := 50 + g.Int64N(250)
		s.Room = &room
	}
	if g.often(2) {
		s.Capacity = 1 + g.Int64N(12)
	}
	for range g.IntN(3) {
		s.Rebates = append(s.Rebates, g.rebate(lines))
	}
	return s
}

func (g small) rebate(lines int) split.Rebate {
	var r split.Rebate
	if g.often(5) {
		r.Lines = []int{}
		for j := range lines {
			if g.often(5) {
				r.Lines = append(r.Lines, j)
			}
		}
	}
	from := g.Int64N(60)
	for range 1 + g.IntN(2) {
		step := split.RebateStep{From: from, Rate: g.Int64N(split.RateScale / 5)}
		if g.often(3) {
			step.Amount = min(from/4, g.Int64N(20))
		}
		r.Steps = append(r.Steps, step)
		from += 20 + g.Int64N(100)
	}
	return r
}
