package basket

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"manifold/internal/pricing/resolve"
)

// show makes the cells of what is answered: the first of each line, and the one that counts.
func (r *reckoning) show(out *Comparison) {
	kept := 0
	for l := range out.Lines {
		kept += r.keep(l, nil)
	}
	cells, prices := make([]Cell, 0, kept), make([]Paid, 0, kept)
	for l := range out.Lines {
		line := &out.Lines[l]
		from := len(cells)
		explained := r.explained(line.Key)
		r.keep(l, func(d *deal) {
			cells = append(cells, Cell{})
			c := &cells[len(cells)-1]
			r.cell(d, c)
			if d.priced {
				prices = append(prices, r.paid(d, explained))
				r.showPrice(d, c, &prices[len(prices)-1])
			}
			if explained && d.done {
				b := &r.shelves[d.offer.Supplier]
				c.Terms = d.portion.terms(&b.asks, r.setting, &b.rate, r.waiting(d))
			}
		})
		if to := len(cells); to > from {
			line.Cells = cells[from:to:to]
			line.More = r.starts[l+1] - r.starts[l] - (to - from)
		}
	}
}

// keep answers how many deals of a line are shown, and calls for each of them.
func (r *reckoning) keep(line int, each func(*deal)) int {
	ranked := r.ranked[r.starts[line]:r.starts[line+1]]
	n := len(ranked)
	if best := r.request.Best; best > 0 && best < n {
		n = best
	}
	for _, at := range ranked[:n] {
		if each != nil {
			each(&r.deals[at])
		}
	}
	picked := r.picked[line]
	if picked < 0 || slices.Contains(ranked[:n], picked) {
		return n
	}
	count := n
	for _, at := range ranked[n:] {
		if r.deals[at].offer.Ref == r.deals[picked].offer.Ref {
			count++
			if each != nil {
				each(&r.deals[at])
			}
		}
	}
	return count
}

func (r *reckoning) explained(key string) bool {
	for _, k := range r.request.Explain {
		if k == key {
			return true
		}
	}
	return false
}

// cell is what is shown of a deal but for its price.
func (r *reckoning) cell(d *deal, c *Cell) {
	o := d.offer
	c.Ware, c.Stock, c.PricedAt, c.offer = o.Ware, o.Stock, o.PricedAt, o
	c.Rank, c.Best, c.Why, c.Guess, c.Stale = int(d.rank), d.best, lacks[d.why], d.guess, d.stale
	if d.content < 0 {
		return
	}
	held := &o.Contents[d.content]
	c.Holds, c.Source, c.need = held.Text(), held.Source, d.need
	c.Order, c.Over = d.need.orderOf(), d.need.overOf()
	c.Packs = d.packs(c)
	c.Available = o.Stock.Available(c.Order)
	c.Promise = c.promise(r.at)
	if d.known {
		days := d.days
		c.Days = &days
	}
	c.Cost, c.Promoted = d.cost, d.portion.saved > 0
	if d.done {
		c.PerUnit = d.perUnit(r.currency.Digits())
	}
}

// paid is the price of a deal, with how it came about where that was asked for.
func (r *reckoning) paid(d *deal, explained bool) Paid {
	out := Paid{Unit: r.unit(d), From: &d.offer.Prices[d.price]}
	if explained {
		b := &r.shelves[d.offer.Supplier]
		told, _ := resolve.Resolve(
			resolve.Facts{Prices: d.offer.Prices, Policy: b.seller.Policy, Rates: r.mixed(d.offer.Prices)},
			resolve.Ask{Quantity: d.need.orderOf(), FamilyQuantity: d.family, At: r.at},
		)
		out.Told = &told
	}
	return out
}

func (r *reckoning) showPrice(d *deal, c *Cell, price *Paid) {
	c.Price, c.Breaks = price, price.From.NetBreaks()
	c.ListPrice = r.beside(&r.shelves[d.offer.Supplier], c)
}

// packs is how many of the supplier's steps an order is.
func (d *deal) packs(c *Cell) decimal.Decimal {
	if d.need.exact == nil && d.offer.prepared {
		return wholeNumber(d.need.order / d.offer.whole.multiple)
	}
	return c.Order.Div(d.offer.Multiple)
}

// perUnit is the true cost of one unit of comparison, with six places; "" where nothing is needed.
func (d *deal) perUnit(digits int) string {
	held := &d.offer.Contents[d.content]
	num, den := held.Ratio()
	if text, fits := d.need.perUnit(d.cost, num, den, tens[digits]); fits {
		return text
	}
	need := d.need.needOf()
	if need.IsZero() {
		return ""
	}
	units := new(big.Rat).Mul(held.Holds.Rat(), need.Rat())
	return new(big.Rat).Quo(big.NewRat(d.cost, int64(tens[digits])), units).FloatString(microPlaces)
}

// perUnit is cost ÷ major ÷ (need × num ÷ den), halves up; false where that does not fit.
func (a *amountOf) perUnit(cost, num, den int64, major uint64) (string, bool) {
	if a.exact != nil || a.need == 0 || cost < 0 || den == 0 {
		return "", false
	}
	need, scale := uint64(a.need), uint64(million*million)
	if a.rest > 0 {
		if a.need >= math.MaxInt64/million-1 {
			return "", false
		}
		need, scale = need*million+uint64(a.rest), million*million*million
	}
	above, over := bits.Mul64(uint64(cost), uint64(den))
	aboveUnits, units := bits.Mul64(need, uint64(num))
	aboveAll, all := bits.Mul64(units, major)
	hi, lo := bits.Mul64(over, scale)
	if above+aboveUnits+aboveAll > 0 || hi >= all {
		return "", false
	}
	q, rest := bits.Div64(hi, lo, all)
	if rest >= all-rest {
		q++
	}
	text := strconv.AppendUint(make([]byte, 0, 28), q/million, 10)
	at := len(text)
	text = strconv.AppendUint(text, million+q%million, 10) // a one in front keeps the zeros, and makes room for the point
	text[at] = '.'
	return string(text), true
}
