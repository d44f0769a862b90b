package check

import (
	"math"
	"math/big"
	"sort"

	"manifold/internal/ordering/split"
)

// facts is a basket by this package's own reading.
type facts struct {
	basket    split.Basket
	lines     []map[int]bought // for each line what each supplier's offer comes to, if the rules allow it
	suppliers []supplier
	most      int
	weight    int64
}

// bought is the quantity of an offer, its goods, its load, and what it costs besides.
type bought struct{ quantity, goods, load, extra int64 }

type supplier struct {
	terms  split.Supplier
	must   bool
	first  int64 // of the score, for being used
	offers []offer
}

// offer is a line at a supplier.
type offer struct {
	line              int
	goods, load, more int64 // more: of the score, besides money
	in                []bool
}

func read(b split.Basket) *facts {
	f := &facts{basket: b, most: len(b.Suppliers), lines: make([]map[int]bought, len(b.Lines)), suppliers: make([]supplier, len(b.Suppliers))}
	f.weight = 1
	for j, l := range b.Lines {
		f.lines[j] = map[int]bought{}
		dearest := int64(0)
		for _, o := range l.Offers {
			if x, ok := purchase(l, o); ok {
				dearest = max(dearest, x.goods+x.extra)
				f.lines[j][o.Supplier] = x
			}
		}
		f.weight += dearest
	}
	for i, s := range b.Suppliers {
		freight := int64(0)
		for _, step := range s.Freight {
			freight = max(freight, step.Cost)
		}
		f.weight += freight + s.Minimum.Value + s.Minimum.Fee + s.SmallOrder.Fee + s.OrderCost
		f.suppliers[i].terms = s
	}
	f.rules()
	for i := range f.suppliers {
		f.suppliers[i].first = f.perOrder(i)
	}
	f.fill()
	return f
}

func (f *facts) perOrder(i int) int64 {
	switch f.basket.Aim {
	case split.Cheapest:
		return 0
	case split.Fewest:
		return f.basket.Suppliers[i].OrderCost + f.weight
	case split.Recommended, split.Usual:
	}
	return f.basket.Suppliers[i].OrderCost
}

// rules takes away what they do not allow.
func (f *facts) rules() {
	for _, r := range f.basket.Rules {
		for j := range f.lines {
			for _, o := range f.basket.Lines[j].Offers {
				gone := r.Kind == split.Never && o.Supplier == r.Supplier ||
					r.Kind == split.Keep && j == r.Line && o.Supplier != r.Supplier ||
					r.Kind == split.OnTime && o.Late && (r.Line < 0 || r.Line == j)
				if gone {
					delete(f.lines[j], o.Supplier)
				}
			}
		}
		if r.Kind == split.MustUse {
			f.suppliers[r.Supplier].must = true
		}
		if r.Kind == split.AtMost {
			f.most = min(f.most, r.Count)
		}
	}
}

func (f *facts) fill() {
	for j := range f.lines {
		for _, o := range f.basket.Lines[j].Offers {
			x, ok := f.lines[j][o.Supplier]
			if !ok {
				continue
			}
			s := &f.suppliers[o.Supplier]
			s.offers = append(s.offers, offer{line: j, goods: x.goods, load: x.load, more: f.more(o.Supplier, x.extra), in: s.inside(j)})
		}
	}
}

// more is what an offer of a supplier adds to the score besides money.
func (f *facts) more(i int, extra int64) int64 {
	switch {
	case f.basket.Aim == split.Cheapest:
		return 0
	case f.basket.Aim == split.Usual && !f.basket.Suppliers[i].Usual:
		return extra + f.weight
	}
	return extra
}

// inside says which rebates look at a line.
func (s *supplier) inside(j int) []bool {
	in := make([]bool, len(s.terms.Rebates))
	for n, r := range s.terms.Rebates {
		in[n] = r.Lines == nil
		for _, x := range r.Lines {
			in[n] = in[n] || x == j
		}
	}
	return in
}

// purchase is the cheapest way to buy a line from an offer, of equals the smallest.
func purchase(l split.Line, o split.Offer) (bought, bool) {
	pack := int64(1)
	if o.Pack > 1 {
		pack = o.Pack
	}
	least := l.Quantity
	if o.Minimum > least {
		least = o.Minimum
	}
	candidates := []int64{least}
	for _, p := range o.Prices {
		if p.From > least {
			candidates = append(candidates, p.From)
		}
	}
	var best bought
	found := false
	for n, q := range candidates {
		if rest := q % pack; rest > 0 {
			q += pack - rest
		}
		candidates[n] = q
		if n > 0 && q > l.UpTo && q > candidates[0] || o.Stock != nil && q > *o.Stock {
			continue
		}
		goods, ok := worth(q, o.Prices)
		if ok && (!found || goods < best.goods || goods == best.goods && q < best.quantity) {
			best, found = bought{q, goods, o.Load, o.Extra}, true
		}
	}
	return best, found
}

// worth is a quantity at its price, rounded half up.
func worth(q int64, prices []split.Price) (int64, bool) {
	at := sort.Search(len(prices), func(i int) bool { return prices[i].From > q }) - 1
	if at < 0 {
		return 0, false
	}
	x := new(big.Int).Mul(big.NewInt(q), big.NewInt(prices[at].Unit))
	x.Add(x, big.NewInt(split.UnitScale/2)).Div(x, big.NewInt(split.UnitScale))
	return x.Int64(), x.Cmp(big.NewInt(split.MostMoney)) <= 0
}

// off is what a rebate takes off.
func off(r split.Rebate, goods int64) int64 {
	at := sort.Search(len(r.Steps), func(i int) bool { return r.Steps[i].From > goods }) - 1
	if at < 0 {
		return 0
	}
	x := new(big.Int).Mul(big.NewInt(goods), big.NewInt(r.Steps[at].Rate))
	return x.Div(x, big.NewInt(split.RateScale)).Int64() + r.Steps[at].Amount
}

// bill works out what some offers of a supplier come to; it says whether its terms allow that.
func (s *supplier) bill(i int, offers []offer) (bill split.Bill, more int64, allowed bool) {
	bill = split.Bill{Supplier: i, Lines: len(offers), OrderCost: s.terms.OrderCost}
	parts := make([]int64, len(s.terms.Rebates))
	load := int64(0)
	for _, o := range offers {
		bill.Goods += o.goods
		load += o.load
		more += o.more
		for n, in := range o.in {
			if in {
				parts[n] += o.goods
			}
		}
	}
	for n, r := range s.terms.Rebates {
		bill.Rebate += off(r, parts[n])
	}
	bill.Freight, bill.Fees, bill.TopUp, allowed = s.charges(bill.Goods)
	if s.terms.Room != nil && bill.Payable() > *s.terms.Room || s.terms.Capacity > 0 && load > s.terms.Capacity {
		allowed = false
	}
	return bill, more, allowed
}

func (s *supplier) charges(goods int64) (freight, fees, topUp int64, allowed bool) {
	if at := sort.Search(len(s.terms.Freight), func(i int) bool { return s.terms.Freight[i].From > goods }); at > 0 {
		freight = s.terms.Freight[at-1].Cost
	}
	if s.terms.SmallOrder.Below > goods {
		fees = s.terms.SmallOrder.Fee
	}
	missing := s.terms.Minimum.Value - goods
	if missing <= 0 {
		return freight, fees, 0, true
	}
	switch s.terms.Minimum.Below {
	case split.ToppedUp:
		return freight, fees, missing, true
	case split.Charged:
		return freight, fees + s.terms.Minimum.Fee, 0, true
	case split.Refused:
	}
	return freight, fees, 0, false
}

// plan compares all figures of a plan.
func (f *facts) plan(p split.Plan) error {
	if len(p.Choice) != len(f.lines) {
		return untrue("%d choices for %d lines", len(p.Choice), len(f.lines))
	}
	taken := make([][]offer, len(f.suppliers))
	for j, c := range p.Choice {
		x, ok := f.lines[j][c.Supplier]
		if !ok || x.quantity != c.Quantity || x.goods != c.Amount {
			return untrue("line %d cannot be bought like that", j)
		}
		for _, o := range f.suppliers[c.Supplier].offers {
			if o.line == j {
				taken[c.Supplier] = append(taken[c.Supplier], o)
			}
		}
	}
	var pay, total, score int64
	bills := p.Bills
	for i := range f.suppliers {
		if len(taken[i]) == 0 {
			if f.suppliers[i].must {
				return untrue("supplier %d must be used", i)
			}
			continue
		}
		bill, more, allowed := f.suppliers[i].bill(i, taken[i])
		if !allowed {
			return untrue("supplier %d does not take such an order", i)
		}
		if len(bills) == 0 || bills[0] != bill {
			return untrue("the bill of supplier %d is not %+v", i, bill)
		}
		bills = bills[1:]
		pay += bill.Payable()
		total += bill.Payable() + bill.OrderCost
		score += bill.Payable() + f.suppliers[i].first + more
	}
	if len(bills) > 0 || len(p.Bills) > f.most {
		return untrue("too many bills")
	}
	if pay != p.Pay || total != p.Total || score != p.Score {
		return untrue("pay, total, score are %d, %d, %d", pay, total, score)
	}
	return nil
}

const endless = math.MaxInt64 / 2

// start is what is known of a supplier before any case.
func (s *supplier) start() domain {
	d := domain{unused: !s.must, goods: span{0, endless}}
	for range s.terms.Rebates {
		d.parts = append(d.parts, span{0, endless})
	}
	d.used = len(s.stretches(d)) > 0
	return d
}
