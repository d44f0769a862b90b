package check

import (
	"math"
	"sort"
)

// stretch is a range of goods in which the terms of a supplier are linear, at certain steps of its rebates.
type stretch struct {
	goods span
	parts []span
	fixed float64
	rate  []float64 // of each rebate
	topUp bool
}

// stretches are all that a domain allows.
func (s *supplier) stretches(d domain) []stretch {
	if len(s.offers) == 0 {
		return nil
	}
	var out []stretch
	s.choose(stretch{goods: s.reach(d.goods), parts: append([]span(nil), d.parts...), fixed: float64(s.first)}, 0, &out)
	return out
}

// reach is a range of goods that an order can have.
func (s *supplier) reach(goods span) span {
	least, all := s.offers[0].goods, int64(0)
	for _, o := range s.offers {
		least = min(least, o.goods)
		all += o.goods
	}
	return span{max(goods.lo, least), min(goods.hi, all)}
}

// choose goes through the steps of the rebates from the n-th on, then through freight, minimum and fees.
func (s *supplier) choose(x stretch, n int, out *[]stretch) {
	if x.goods.lo > x.goods.hi {
		return
	}
	if n == len(s.terms.Rebates) {
		s.bands(x, out)
		return
	}
	r := s.terms.Rebates[n]
	for step := -1; step < len(r.Steps); step++ {
		y := x
		y.parts = append([]span(nil), x.parts...)
		y.rate = append(append([]float64(nil), x.rate...), 0)
		range_ := &y.parts[n]
		if step >= 0 {
			range_.lo = max(range_.lo, r.Steps[step].From)
			y.rate[n] = float64(r.Steps[step].Rate) / 1e6
			y.fixed -= float64(r.Steps[step].Amount)
		}
		if step+1 < len(r.Steps) {
			range_.hi = min(range_.hi, r.Steps[step+1].From-1)
		}
		if r.Lines == nil {
			y.goods = span{max(y.goods.lo, range_.lo), min(y.goods.hi, range_.hi)}
			*range_ = span{0, endless}
		}
		if range_.lo <= range_.hi && s.partial(n) >= range_.lo {
			s.choose(y, n+1, out)
		}
	}
}

// partial is all goods that a rebate looks at.
func (s *supplier) partial(n int) int64 {
	all := int64(0)
	for _, o := range s.offers {
		if o.in[n] {
			all += o.goods
		}
	}
	return all
}

// bands divides a stretch where freight, minimum or fees change.
func (s *supplier) bands(x stretch, out *[]stretch) {
	ends := []int64{s.terms.Minimum.Value, s.terms.SmallOrder.Below, x.goods.hi + 1}
	for _, f := range s.terms.Freight {
		ends = append(ends, f.From)
	}
	sort.Slice(ends, func(a, b int) bool { return ends[a] < ends[b] })
	for lo := x.goods.lo; lo <= x.goods.hi; {
		end := ends[sort.Search(len(ends), func(i int) bool { return ends[i] > lo })]
		y := x
		y.goods = span{lo, min(end-1, x.goods.hi)}
		lo = end
		freight, fees, topUp, allowed := s.charges(y.goods.lo)
		if !allowed {
			continue
		}
		pay := x.fixed - float64(s.first) + float64(freight+fees)
		y.fixed += float64(freight + fees)
		y.topUp = topUp > 0
		if y.topUp {
			y.fixed += float64(s.terms.Minimum.Value)
		} else if s.room(&y, pay); y.goods.lo > y.goods.hi {
			continue
		}
		*out = append(*out, y)
	}
}

// room takes away orders that are over the credit whatever they are made of.
func (s *supplier) room(y *stretch, pay float64) {
	if s.terms.Room == nil {
		return
	}
	keeps := 1.0
	for _, r := range y.rate {
		keeps -= r
	}
	if keeps > 1e-9 {
		y.goods.hi = min(y.goods.hi, int64(math.Floor((float64(*s.terms.Room)-pay)/keeps+1e-6)))
	}
}

// cost is what an offer adds to the score in a stretch.
func (x *stretch) cost(o *offer) float64 {
	rate := 1.0
	if x.topUp {
		rate = 0
	}
	for n, in := range o.in {
		if in {
			rate -= x.rate[n]
		}
	}
	return float64(o.more) + rate*float64(o.goods)
}

// least is what a supplier that is used costs at least, less what its lines are worth; +Inf where the domain allows no order.
func (s *supplier) least(worth []float64, d domain) float64 {
	best := math.Inf(1)
	for _, x := range s.stretches(d) {
		net := make([]float64, len(s.offers))
		goods := make([]float64, len(s.offers))
		load := make([]float64, len(s.offers))
		for n := range s.offers {
			o := &s.offers[n]
			net[n] = x.cost(o) - worth[o.line]
			goods[n], load[n] = float64(o.goods), float64(o.load)
		}
		v := knapsack(net, goods, float64(x.goods.lo), float64(x.goods.hi))
		if s.terms.Capacity > 0 {
			v = max(v, knapsack(net, load, 0, float64(s.terms.Capacity)), s.whole(net))
		}
		best = min(best, x.fixed+v)
	}
	return best
}

// knapsack bounds the least sum of net over sets whose weight lies between lo and hi: for every y, what is y·lo (or y·hi, of negative y) plus
// all that is negative of net - y·weight is no more than it. The best y is zero or where one of those changes its sign.
func knapsack(net, weight []float64, lo, hi float64) float64 {
	all := 0.0
	for _, w := range weight {
		all += w
	}
	if all < lo {
		return math.Inf(1)
	}
	points := []float64{0}
	for n := range net {
		if weight[n] > 0 {
			points = append(points, net[n]/weight[n])
		}
	}
	sort.Float64s(points)
	// The value rises along the points, then falls.
	a, b := 0, len(points)-1
	for a < b {
		if mid := (a + b) / 2; slope((points[mid]+points[mid+1])/2, net, weight, lo, hi) > 0 {
			a = mid + 1
		} else {
			b = mid
		}
	}
	return dual(points[a], net, weight, lo, hi)
}

// slope is how fast the bound rises at y.
func slope(y float64, net, weight []float64, lo, hi float64) float64 {
	rise := lo
	if y < 0 {
		rise = hi
	}
	for n := range net {
		if net[n] < y*weight[n] {
			rise -= weight[n]
		}
	}
	return rise
}

// dual is the bound that y proves.
func dual(y float64, net, weight []float64, lo, hi float64) float64 {
	value := y * lo
	if y < 0 {
		value = y * hi
	}
	for n := range net {
		if v := net[n] - y*weight[n]; v < 0 {
			value += v
		}
	}
	return value
}

// mostLoads bounds lines times capacity in whole.
const mostLoads = 400_000

// whole is the least sum of net over sets of offers within the capacity, found for each load in turn; -Inf where the capacity is large.
func (s *supplier) whole(net []float64) float64 {
	capacity := s.terms.Capacity
	if capacity > mostLoads || capacity*int64(len(net)) > mostLoads {
		return math.Inf(-1)
	}
	least := make([]float64, capacity+1) // of sets of no more than that load
	for n := range net {
		if net[n] >= 0 {
			continue
		}
		for l := capacity; l >= s.offers[n].load; l-- {
			least[l] = min(least[l], least[l-s.offers[n].load]+net[n])
		}
	}
	return least[capacity]
}
