package instance

import (
	"fmt"
	"math"
	"math/rand"
	"slices"

	"manifold/internal/ordering/split"
)

// Random makes the basket basket-v1 of so many lines and suppliers, at most so many of which may be used, in cents. Rebates are rounded down to
// cents, and rates to millionths: its best plan is up to a cent per supplier dearer than without that.
func Random(lines, suppliers, most int, seed int64) split.Basket {
	g := &generator{r: rand.New(rand.NewSource(seed)), most: most} //nolint:gosec // the same baskets for ever
	b := split.Basket{Aim: split.Cheapest, Lines: make([]split.Line, lines), Suppliers: make([]split.Supplier, suppliers),
		Rules: []split.Rule{{Kind: split.AtMost, Count: most}}}
	g.levels(suppliers)
	for j := range b.Lines {
		b.Lines[j] = g.line(j)
	}
	for i := range b.Suppliers {
		b.Suppliers[i] = g.supplier(i)
	}
	return b
}

const categories = 6

type generator struct {
	r     *rand.Rand
	most  int
	level [][categories]float64
	fill  []float64
	total float64 // what the cheapest offers come to
}

func (g *generator) levels(suppliers int) {
	g.level, g.fill = make([][categories]float64, suppliers), make([]float64, suppliers)
	for i := range g.level {
		all := math.Exp(g.r.NormFloat64() * 0.03)
		g.fill[i] = 0.6 + 0.8*g.r.Float64()
		for c := range categories {
			g.level[i][c] = all * math.Exp(g.r.NormFloat64()*0.05)
		}
	}
}

var packs = []int{1, 1, 1, 2, 3, 6, 6, 10, 12, 12, 24}

func (g *generator) line(j int) split.Line {
	base := math.Min(300, math.Max(0.5, 8*math.Exp(g.r.NormFloat64())))
	asked := 1 + int(6*math.Exp(g.r.NormFloat64()*0.8))
	category := g.r.Intn(categories)
	pack := packs[g.r.Intn(len(packs))]
	if base > 40 {
		pack = 1
	}
	for pack > 2*asked {
		pack = packs[g.r.Intn(len(packs))]
	}
	share := 0.2 + 0.4*g.r.Float64()
	l := split.Line{Key: fmt.Sprintf("line %04d", j), Quantity: int64(asked)}
	best := math.MaxFloat64
	offered := make([]bool, len(g.level))
	for len(l.Offers) < 2 {
		for i := range g.level {
			if g.r.Float64() > share*g.fill[i] || offered[i] {
				continue
			}
			o, amount := g.offer(i, category, asked, pack, base)
			offered[i] = true
			l.Offers = append(l.Offers, o)
			best = math.Min(best, amount)
		}
	}
	g.total += best
	return l
}

// offer is a supplier's price for the quantity that its pack asks for.
func (g *generator) offer(i, category, asked, pack int, base float64) (split.Offer, float64) {
	if g.r.Float64() < 0.3 {
		if pack = packs[g.r.Intn(len(packs))]; pack > 2*asked {
			pack = 1
		}
	}
	q := (asked + pack - 1) / pack * pack
	price := base * g.level[i][category] * math.Exp(g.r.NormFloat64()*0.07)
	if g.r.Float64() < 0.4 {
		first := pack * (2 + g.r.Intn(3))
		less := 0.01 + 0.04*g.r.Float64()
		lesser := less + 0.01 + 0.04*g.r.Float64()
		if q >= 3*first {
			price *= 1 - lesser
		} else if q >= first {
			price *= 1 - less
		}
	}
	cents := int64(math.Max(1, math.Round(price*100)))
	return split.Offer{Supplier: i, Pack: int64(pack), Prices: []split.Price{{Unit: cents * split.UnitScale}}}, float64(cents * int64(q))
}

func round(x float64) int64 { return int64(math.Round(x)) }

func (g *generator) supplier(i int) split.Supplier {
	s := split.Supplier{Key: fmt.Sprintf("supplier %03d", i)}
	freight := int64(1000 + g.r.Intn(5000))
	s.Freight = []split.Freight{{From: 0, Cost: freight}}
	if g.r.Float64() < 0.8 {
		s.Freight = append(s.Freight, split.Freight{From: int64(20000 + g.r.Intn(70000))})
	}
	if g.r.Float64() < 0.7 {
		s.Minimum.Value = int64(5000 + g.r.Intn(35000))
	}
	if g.r.Float64() < 0.6 {
		first := g.total / float64(g.most) * (0.4 + 0.8*g.r.Float64())
		rate := 0.01 + 0.01*g.r.Float64()
		steps := []split.RebateStep{{From: round(first), Rate: round(rate * split.RateScale)}}
		steps = append(steps, split.RebateStep{From: round(2 * first), Rate: round((rate + 0.01 + 0.01*g.r.Float64()) * split.RateScale)})
		steps = append(steps, split.RebateStep{From: round(4 * first), Rate: round((rate + 0.03 + 0.01*g.r.Float64()) * split.RateScale)})
		s.Rebates = []split.Rebate{{Steps: slices.Clip(steps)}}
	}
	return s
}
