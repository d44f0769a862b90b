package ordering

import (
	"math"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/ordering/split"
)

// instance is a ground with rules, as it is searched.
type instance struct {
	split.Basket
	*ground
	chosen  [][]candidate // for each line its offers, in the order of split's
	sellers []int         // places of the suppliers in the ground
	credit  int64         // what every division costs less than is searched with, in parts: what paying later is worth at the best offer of each line
	doubts  []Because
	slack   int64
}

// instance makes one. Without minima what is missing of a least order is paid all the same: that finds the division that comes nearest. It is false where figures are too large.
func (g *ground) instance(aim Aim, wishes []Wish, minima bool) (*instance, bool) {
	in := &instance{ground: g, Basket: split.Basket{Aim: splitAims[aim]}}
	place := map[int]int{}
	for i := range g.sellers {
		s := &g.sellers[i]
		if s.lines == 0 {
			continue
		}
		place[i] = len(in.sellers)
		in.sellers = append(in.sellers, i)
		terms, ok := in.terms(s, minima)
		if !ok {
			return nil, false
		}
		in.Suppliers = append(in.Suppliers, terms)
	}
	if !in.offer(wishes, place) {
		return nil, false
	}
	in.wish(wishes, place)
	return in, len(in.Suppliers) == 0 || in.Valid() == nil
}

// parts brings minor units of a seller's bill into those that are counted.
func (in *instance) parts(s *seller, minor int64) (int64, bool) {
	out, ok := s.rate.ApplyTimes(minor, in.scale)
	return out, ok && out <= split.MostMoney && out >= -split.MostMoney
}

// threshold does so with a value of goods, so that whole minor units reach it that reach it in the bill, whatever was rounded in converting them.
func (in *instance) threshold(s *seller, minor int64) (int64, bool) {
	if minor <= 0 {
		return 0, true
	}
	if s.currency == in.compared.Currency {
		return in.parts(s, minor)
	}
	twice, ok := s.rate.ApplyTimes(2*minor-1, in.scale)
	return twice / 2, ok && twice/2 <= split.MostMoney
}

// terms are what a seller asks for beside prices.
func (in *instance) terms(s *seller, minima bool) (out split.Supplier, ok bool) {
	for _, d := range s.doubts {
		in.doubts = append(in.doubts, Because{d, s.ID})
	}
	if one, fits := s.rate.ApplyTimes(1, in.scale); s.currency != in.compared.Currency && (!fits || one < int64(s.lines)+2) {
		in.doubts = append(in.doubts, Because{DoubtCurrency, s.ID})
	}
	out = split.Supplier{Key: s.ID.UUID(), Usual: s.usual, OrderCost: in.major(in.compared.Setting.OrderCost)}
	if out.Freight, ok = in.freight(s); !ok {
		return out, false
	}
	fits := true
	value := func(minor int64) int64 {
		v, ok := in.threshold(s, minor)
		fits = fits && ok
		return v
	}
	amount := func(minor int64) int64 {
		v, ok := in.parts(s, minor)
		fits = fits && ok
		return v
	}
	c := &s.Conditions
	if c.MinimumOrder != nil && *c.MinimumOrder > 0 {
		out.Minimum.Value = value(*c.MinimumOrder)
		if !minima {
			out.Minimum.Below = split.ToppedUp
		}
	}
	if c.Fee > 0 {
		out.SmallOrder.Fee = amount(c.Fee)
		out.SmallOrder.Below = split.MostMoney // every order
		if c.FeeBelow != nil {
			out.SmallOrder.Below = value(*c.FeeBelow)
		} else if c.MinimumOrder != nil {
			out.SmallOrder.Below = out.Minimum.Value
		}
	}
	for _, r := range s.rebates {
		r.Steps = slices.Clone(r.Steps)
		for n := range r.Steps {
			r.Steps[n].From, r.Steps[n].Amount = value(r.Steps[n].From), amount(r.Steps[n].Amount)
		}
		out.Rebates = append(out.Rebates, r)
		in.slack += amount(s.slack)
	}
	return out, fits
}

// mostSteps is how many steps of freight are searched with.
const mostSteps = 40

// freight is what delivery costs by the value of goods. What goes by weight is searched with as if everything that a seller offers were ordered there.
func (in *instance) freight(s *seller) (out []split.Freight, ok bool) {
	c := &s.Conditions
	free := c.FreeFrom
	if s.free != nil && (free == nil || *s.free < *free) {
		free = s.free
	}
	ok = true
	add := func(from, cost int64) {
		at, fits := in.threshold(s, from)
		minor, fitsToo := in.parts(s, cost)
		if ok = ok && fits && fitsToo; len(out) > 0 && out[len(out)-1].From >= at {
			out[len(out)-1].Cost = minor
			return
		}
		out = append(out, split.Freight{From: at, Cost: minor})
	}
	switch t := c.Freight; {
	case t == nil || len(t.Steps) == 0:
		return nil, true
	case t.By == basket.Flat:
		add(0, t.Steps[0].Cost)
	case t.By == basket.ByWeight || len(t.Steps) > mostSteps:
		in.doubts = append(in.doubts, Because{DoubtFreight, s.ID})
		add(0, in.heaviest(s))
	default:
		for _, step := range t.Steps {
			from := step.From.Shift(int32(s.currency.Digits())).Ceil().IntPart()
			if free == nil || from < *free {
				add(from, step.Cost)
			}
		}
	}
	if free != nil {
		add(*free, 0)
	}
	return out, ok
}

// heaviest is the freight of all that a seller offers.
func (in *instance) heaviest(s *seller) (cost int64) {
	weight := decimal.Zero
	for i := range in.ground.lines {
		for _, c := range in.ground.lines[i].offers {
			if w := c.cell.Offer().Weight; in.ground.sellers[c.seller].ID == s.ID && w != nil {
				weight = weight.Add(w.Mul(c.quantity))
			}
		}
	}
	for _, step := range s.Conditions.Freight.Steps {
		if s.Conditions.Freight.By != basket.ByWeight || weight.GreaterThanOrEqual(step.From) {
			cost = step.Cost
		}
	}
	return cost
}

// major brings an amount of the answer's currency into parts.
func (in *instance) major(d decimal.Decimal) int64 {
	return d.Shift(int32(in.compared.Currency.Digits())).Mul(decimal.NewFromInt(in.scale)).Round(0).IntPart()
}

// offer lays out the lines. It is false where figures are too large.
func (in *instance) offer(wishes []Wish, place map[int]int) bool {
	named, all := map[string]time.Time{}, time.Time{}
	kept := map[string]own.Ref{}
	for _, w := range wishes {
		switch {
		case w.Kind == WishBy && w.Line == "":
			all = w.By
		case w.Kind == WishBy:
			named[w.Line] = w.By
		case w.Kind == WishKeep && !w.Item.IsZero():
			kept[w.Line] = own.Ref{Supplier: w.Supplier, Item: w.Item}
		}
	}
	perDay := in.major(in.compared.Setting.DayCost)
	for i := range in.ground.lines {
		l := &in.ground.lines[i]
		by, some := named[l.key]
		if !some {
			by = all
		}
		line := split.Line{Key: l.key, Quantity: 1}
		var offers []candidate
		for _, c := range in.candidates(l, kept[l.key]) {
			at, some := place[c.seller]
			if !some {
				continue
			}
			s := &in.ground.sellers[c.seller]
			goods, fits := in.parts(s, c.goods)
			worth, fitsToo := in.parts(s, s.Conditions.WorthPaying(in.compared.Setting.YearlyRate, c.goods))
			if !fits || !fitsToo || goods < 0 {
				return false
			}
			extra := -worth
			if c.cell.Days != nil {
				extra += perDay * int64(*c.cell.Days)
			}
			line.Offers = append(line.Offers, split.Offer{
				Supplier: at, Prices: []split.Price{{Unit: goods * split.UnitScale}}, Late: !by.IsZero() && c.late(in.facts.at, by), Extra: extra,
			})
			offers = append(offers, c)
		}
		in.credit += settle(line.Offers)
		in.Lines, in.chosen = append(in.Lines, line), append(in.chosen, offers)
	}
	return true
}

// candidates are the offers for a line, one of each supplier.
func (in *instance) candidates(l *groundLine, kept own.Ref) []candidate {
	at := slices.IndexFunc(l.kept, func(c candidate) bool { return c.ref() == kept })
	if at < 0 {
		return l.offers
	}
	out := slices.DeleteFunc(slices.Clone(l.offers), func(c candidate) bool { return c.seller == l.kept[at].seller })
	return append(out, l.kept[at])
}

// settle makes the least Extra of a line's offers zero, and answers how much was taken off each.
func settle(offers []split.Offer) int64 {
	least := int64(math.MaxInt64)
	for _, o := range offers {
		least = min(least, o.Extra)
	}
	if len(offers) == 0 {
		return 0
	}
	for i := range offers {
		offers[i].Extra -= least
	}
	return least
}

// wish lays out the rules. One that asks for what nobody offers leaves a line without offers.
func (in *instance) wish(wishes []Wish, place map[int]int) {
	for _, w := range wishes {
		seller := slices.IndexFunc(in.ground.sellers, func(s seller) bool { return s.ID == w.Supplier })
		supplier, there := place[seller]
		line := slices.IndexFunc(in.ground.lines, func(l groundLine) bool { return l.key == w.Line })
		if w.Line != "" && line < 0 {
			continue // it is not placed anyhow
		}
		r := split.Rule{Supplier: supplier, Line: line, Count: w.Count}
		switch w.Kind {
		case WishKeep:
			if r.Kind = split.Keep; !there {
				in.Lines[line].Offers = nil
				continue
			}
		case WishMust:
			if r.Kind = split.MustUse; !there {
				in.Lines[0].Offers = nil
				continue
			}
		case WishNever:
			if r.Kind = split.Never; !there {
				continue
			}
		case WishAtMost:
			r.Kind = split.AtMost
		case WishBy:
			r.Kind = split.OnTime
		}
		in.Rules = append(in.Rules, r)
	}
}

// minor brings parts back into minor units of the answer's currency, halves away from zero.
func (in *instance) minor(parts int64) int64 {
	half := in.scale / 2
	if parts < 0 {
		half = -half
	}
	return (parts + half) / in.scale
}

// rateTo is the rate from a currency to that of the answer.
func (g *ground) rateTo(from money.Currency) basket.Rate {
	rate, _ := basket.Between(from, g.compared.Currency, g.facts.rates)
	return rate
}
