package basket

import (
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
)

// cost finds the true cost of each deal of a shelf: main ones with the bill of all of them, others with themselves in the place of their line's.
func (r *reckoning) cost(b *shelf) {
	if len(b.main) == 0 {
		return
	}
	r.weighing.Begin(b.promotions, b.own, b.seller.Together, b.seller.Who, r.at)
	if !r.weighing.None() {
		for _, at := range b.cells {
			d := &r.deals[at]
			d.named = r.weighing.Names(d.offer.Item, d.offer.Family, d.offer.Category)
		}
	}
	bill, promoted := r.bill(b, b.main, &r.memory[0])
	r.share(b, bill, promoted)
	i := 0
	for _, at := range b.cells {
		d := &r.deals[at]
		for i < len(b.main) && r.deals[b.main[i]].line < d.line {
			i++
		}
		if d.why != lacksNothing || i == len(b.main) || r.deals[b.main[i]].line != d.line || b.main[i] == at {
			continue
		}
		other, saved, names := r.aside(b, i, at, bill, promoted)
		all := uint64(max(other.goods-other.saved, 1))
		of := uint64(max(d.minor-saved, 0))
		d.portion.saved, d.portion.promotions = saved, names
		d.portion.freight, d.portion.fee, d.portion.wanted = share(other.freight, of, all), share(other.fee, of, all), share(other.missing, of, all)
		d.portion.freightUnknown = other.freightUnknown
		r.finish(b, d)
	}
}

// share divides a bill over the main deals.
func (r *reckoning) share(b *shelf, bill bill, promoted savings) {
	n := len(b.main)
	r.weights = r.weights[:0]
	for i, at := range b.main {
		r.weights = append(r.weights, r.deals[at].minor-promoted.of(i))
	}
	r.rest = grown(r.rest, n)
	for k, total := range [3]int64{bill.freight, bill.fee, bill.missing} {
		r.allotted[k] = grown(r.allotted[k], n)
		allotInto(r.allotted[k], r.rest, total, r.weights)
	}
	for i, at := range b.main {
		d := &r.deals[at]
		p := &d.portion
		p.saved, p.promotions = promoted.of(i), promoted.name(i)
		p.freight, p.fee, p.wanted, p.freightUnknown = r.allotted[0][i], r.allotted[1][i], r.allotted[2][i], bill.freightUnknown
		r.finish(b, d)
	}
}

// grown is memory for so many, of which nothing is known.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// aside is the bill with another deal in the place of the main one of its line, and what promotions take off that.
func (r *reckoning) aside(b *shelf, i int, at int32, main bill, promoted savings) (other bill, saved int64, names string) {
	d, instead := &r.deals[b.main[i]], &r.deals[at]
	goods := main.goods - d.minor + instead.minor
	weighs := b.asks.weighs()
	touched := !r.weighing.None() && !r.untouched(b, goods, main, promoted, d, instead)
	if touched || weighs {
		r.other = append(r.other[:0], b.main...)
		r.other[i] = at
	}
	if touched {
		all, off := r.bill(b, r.other, &r.memory[1])
		return all, off.of(i), off.name(i)
	}
	w := load{known: true}
	if weighs {
		w = r.load(r.other)
	}
	return b.asks.billed(goods, main.saved, promoted.free, w), 0, ""
}

// weighs tells whether freight goes by weight.
func (a *asking) weighs() bool { return a.Freight != nil && a.Freight.By == ByWeight }

// load is what some deals weigh together.
func (r *reckoning) load(deals []int32) load {
	out, light := load{known: true}, true
	for _, at := range deals {
		d := &r.deals[at]
		if d.offer.Weight == nil {
			return load{}
		}
		whole := d.offer.whole
		if !d.offer.prepared {
			whole = d.offer.wholly()
		}
		light = light && d.need.exact == nil && out.add(whole.weight, d.need.order)
	}
	if light {
		return out
	}
	exact := decimal.Zero
	for _, at := range deals {
		d := &r.deals[at]
		exact = exact.Add(d.offer.Weight.Mul(d.need.orderOf()))
	}
	return load{known: true, exact: &exact}
}

// savings are what promotions take off each of some deals; nothing where saved is nil.
type savings struct {
	saved  []int64
	names  []string
	free   bool
	failed bool // they cannot be reckoned
}

func (s *savings) of(i int) int64 {
	if s.saved == nil {
		return 0
	}
	return s.saved[i]
}

func (s *savings) name(i int) string {
	if s.names == nil {
		return ""
	}
	return s.names[i]
}

// bill is what a supplier asks for some deals together. What promotions take off stands in memory until the next bill of the same.
func (r *reckoning) bill(b *shelf, deals []int32, memory *memory) (bill, savings) {
	var goods, saved int64
	for _, at := range deals {
		goods += r.deals[at].minor
	}
	w := load{known: true}
	if b.asks.weighs() {
		w = r.load(deals)
	}
	off := r.promote(b, deals, goods, w, memory)
	for _, s := range off.saved {
		saved += s
	}
	return b.asks.billed(goods, saved, off.free, w), off
}

// memory is that of the savings of one bill.
type memory struct {
	taken combine.Taken
	saved []int64
	names []string
}

// promote combines the promotions of a supplier for some deals.
func (r *reckoning) promote(b *shelf, deals []int32, goods int64, w load, memory *memory) savings {
	if r.weighing.None() {
		return savings{}
	}
	if !r.weigh(b, deals, goods, false) {
		return savings{failed: true}
	}
	freight, _ := b.asks.freight(goods, false, w)
	if r.weighing.Take(r.wholes, freight, &memory.taken) != nil { // a promotion that cannot be reckoned takes nothing off
		return savings{failed: true}
	}
	out := savings{saved: memory.taken.Off, names: memory.taken.By, free: memory.taken.Free}
	if len(r.wholes) == len(deals) {
		return out
	}
	memory.saved, memory.names = grown(memory.saved, len(deals)), grown(memory.names, len(deals))
	clear(memory.saved)
	clear(memory.names)
	for n, i := range r.places {
		memory.saved[i], memory.names[i] = out.saved[n], out.names[n]
	}
	out.saved, out.names = memory.saved, memory.names
	return out
}

// weigh brings the deals in the currency of the bill into the form in which promotions are weighed; false where one cannot be counted. Deals that no promotion
// names have nothing to do with any, and stay out where they are certain to be counted.
func (r *reckoning) weigh(b *shelf, deals []int32, goods int64, keys bool) bool {
	r.wholes, r.places = r.wholes[:0], r.places[:0]
	for i, at := range deals {
		d := &r.deals[at]
		if r.moneys[d.money].currency != b.own {
			continue
		}
		floor := r.floor(b, d)
		if !d.named && floor == nil && goods <= certainGoods && d.certain() {
			continue
		}
		whole, fits := d.whole()
		if !fits {
			return false
		}
		whole.Floor = floor
		if keys {
			whole.Key = d.offer.key(int(d.line))
		}
		r.wholes, r.places = append(r.wholes, whole), append(r.places, i)
	}
	return true
}

// whole is a deal as promotions weigh it; false where it cannot be counted.
func (d *deal) whole() (out combine.Whole, fits bool) {
	o := d.offer
	out = combine.Whole{Item: o.Item, Family: o.Family, Category: o.Category, Quantity: d.need.order, Case: o.whole.size, Amount: d.minor}
	fits = true
	if d.need.exact != nil {
		out.Quantity, fits = quantity.Scaled(d.need.exact.order, microPlaces)
	}
	if !o.prepared {
		out.Case = o.wholly().size
	}
	return out, fits && out.Case >= 0
}

// hints are what more the promotions of a supplier could bring for some deals, with what is missing.
func (r *reckoning) hints(b *shelf, deals []int32) []combine.NotApplied {
	if len(b.seller.Promotions) == 0 {
		return nil
	}
	var goods int64
	for _, at := range deals {
		goods += r.deals[at].minor
	}
	if !r.weigh(b, deals, goods, true) {
		return nil
	}
	w := load{known: true}
	if b.asks.weighs() {
		w = r.load(deals)
	}
	freight, _ := b.asks.freight(goods, false, w)
	result, err := r.weighing.Explain(r.wholes, amount(freight, b.own))
	if err != nil {
		return nil
	}
	return result.Hints()
}

// floor is what no promotion takes the price of a deal below; nil for none.
func (r *reckoning) floor(b *shelf, d *deal) *money.UnitPrice {
	if len(r.floors) == 0 {
		return nil
	}
	if floor, some := r.floors[promotion.Key{Supplier: d.offer.Thing.Supplier, Item: d.offer.Item}]; some && floor.Currency() == b.own {
		return &floor
	}
	return nil
}

// Within these a line and a basket are certain to be counted by combine.
const (
	certainGoods    = 1_000_000_000
	certainQuantity = 1_000_000 * million
)

// certain tells whether a deal is certain to be counted.
func (d *deal) certain() bool {
	if d.need.exact != nil || d.need.order > certainQuantity || d.need.order <= 0 || d.minor < 0 || d.minor > certainGoods {
		return false
	}
	size := d.offer.whole.size
	if !d.offer.prepared {
		size = d.offer.wholly().size
	}
	return size >= 0 && size <= certainQuantity
}

// untouched tells whether promotions are certain to do the same with one deal in the place of another: they name neither, both can be counted, and where one takes
// the freight off, that stays the same.
func (r *reckoning) untouched(b *shelf, goods int64, main bill, promoted savings, d, instead *deal) bool {
	if d.named || instead.named || promoted.failed || goods > certainGoods || main.goods > certainGoods || !instead.certain() {
		return false
	}
	if floor := r.floor(b, instead); floor != nil && floor.Millionths() > max(instead.unit, 0) {
		return false
	}
	return !r.weighing.OnFreight() || b.asks.sameFreight()
}

// sameFreight tells whether freight is the same for every order.
func (a *asking) sameFreight() bool {
	return a.FreeFrom == nil && (a.Freight == nil || len(a.Freight.Steps) == 0 || a.Freight.By == Flat)
}

func (o *Offer) key(line int) string {
	return string([]byte{byte('0' + line/1000%10), byte('0' + line/100%10), byte('0' + line/10%10), byte('0' + line%10)}) + o.Item.UUID()
}

// settle is the bill of the chosen deals of one supplier.
func (r *reckoning) settle(b *shelf) Share {
	r.weighing.Begin(b.promotions, b.own, b.seller.Together, b.seller.Who, r.at)
	bill, _ := r.bill(b, b.chosen, &r.memory[0])
	net := bill.goods - bill.saved
	worth, _ := b.asks.worth(net+bill.freight+bill.fee, net)
	out := Share{
		Lines: len(b.chosen), Goods: b.rate.apply(bill.goods), Promotions: -b.rate.apply(bill.saved), Freight: b.rate.apply(bill.freight), Fee: b.rate.apply(bill.fee),
		Payment: -b.rate.apply(worth), Hints: r.hints(b, b.chosen),
	}
	out.Total = out.Goods + out.Promotions + out.Freight + out.Fee
	if least := b.asks.MinimumOrder; least != nil && net < *least {
		missing := amount(*least-net, b.own)
		out.Missing = &missing
	}
	return out
}
