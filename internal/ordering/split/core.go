package split

import (
	"math"
	"slices"
)

// rows of a source in a core: its goods, its load, and the goods of its rebates on some of the lines.
const (
	rowGoods = iota
	rowLoad
	rowPart
	rowsEach = rowPart + MostParts
)

// core is a basket where it is decided which sources are used and in which mode. The score is linear then but for rounding, which only adds,
// and only the bounds of the modes hold the lines together; there are few of them, so they are what is priced.
type core struct {
	m     *model
	open  []int
	fixed float64
	lo    [][rowsEach]float64
	hi    [][rowsEach]float64
	scale []float64 // money that one unit of load is about worth at each open source
	lines []coreLine
	steps int64
}

// coreLine is a line and the ways to buy it.
type coreLine struct {
	line int
	ways []way
}

// way is one open source for a line.
type way struct {
	at   int   // place in core.open
	k    int32 // place of the offer in the source
	cost float64
	w    [rowsEach]float64
}

// worths are what one more unit of each row of each open source is worth: positive where a least amount binds.
type worths [][rowsEach]float64

// newCore is nil where a line cannot be bought.
func newCore(m *model, open []int, modes []int32) *core {
	c := &core{m: m, open: open, lo: make([][rowsEach]float64, len(open)), hi: make([][rowsEach]float64, len(open))}
	for q, i := range open {
		c.bounds(q, i, modes[q])
	}
	for j := range m.choices {
		l := coreLine{line: j}
		for q, i := range open {
			if k := m.at[i][j]; k >= 0 {
				l.ways = append(l.ways, c.way(q, k, modes[q]))
			}
		}
		if len(l.ways) == 0 {
			return nil
		}
		c.lines = append(c.lines, l)
	}
	c.weigh()
	return c
}

// weigh finds out what a unit of load is about worth.
func (c *core) weigh() {
	c.scale = make([]float64, len(c.open))
	for q, i := range c.open {
		cost, load := 0.0, 0.0
		for k := range c.m.source[i].line {
			cost += float64(c.m.source[i].amount[k])
			load += float64(c.m.source[i].load[k])
		}
		c.scale[q] = max(cost, 1) / max(load, 1)
	}
}

func (c *core) bounds(q, i int, k int32) {
	s := &c.m.source[i]
	md := &s.modes[k]
	f := &s.folds[md.fold]
	c.fixed += md.fixed
	lo, hi := &c.lo[q], &c.hi[q]
	for r := range hi {
		hi[r] = unbounded
	}
	if !s.loaded {
		lo[rowGoods], hi[rowGoods] = md.lo, md.hi
	}
	if s.supplier.Capacity > 0 {
		hi[rowLoad] = float64(s.supplier.Capacity)
	}
	for g := range s.parts {
		lo[rowPart+g], hi[rowPart+g] = f.lo[g], f.hi[g]
	}
}

func (c *core) way(q int, k, mode int32) way {
	s := &c.m.source[c.open[q]]
	md := &s.modes[mode]
	f := &s.folds[md.fold]
	w := way{at: q, k: k, cost: f.base[k]}
	amount := float64(s.amount[k])
	if !s.loaded {
		w.cost -= md.rate * amount
	}
	w.w[rowGoods], w.w[rowLoad] = amount, float64(s.load[k])
	for g := range s.parts {
		if s.mask[k]>>g&1 == 1 {
			w.w[rowPart+g] = amount
		}
	}
	return w
}

func (w *way) under(y worths) float64 {
	cost := w.cost
	for r, v := range y[w.at] {
		if v != 0 {
			cost -= v * w.w[r]
		}
	}
	return cost
}

// constant is the part of the bound that no line has.
func (c *core) constant(y worths) float64 {
	total := c.fixed
	for q := range y {
		for r, v := range y[q] {
			switch {
			case v > 0:
				total += v * c.lo[q][r]
			case v < 0:
				total += v * c.hi[q][r]
			}
		}
	}
	return total
}

// bound returns what plans of the core cost at least under y, and writes what they use of each row.
func (c *core) bound(y worths, use worths) float64 {
	total := c.constant(y)
	clear(use)
	for j := range c.lines {
		l := &c.lines[j]
		best, least := -1, math.Inf(1)
		for n := range l.ways {
			if v := l.ways[n].under(y); v < least {
				best, least = n, v
			}
		}
		total += least
		w := &l.ways[best]
		for r, v := range w.w {
			use[w.at][r] += v
		}
	}
	c.steps += int64(len(c.lines))
	return total
}

// climb improves y by subgradients towards a target and returns the bound of what it ends with.
func (c *core) climb(y worths, target float64, rounds int) (worths, float64) {
	best, top := slices.Clone(y), math.Inf(-1)
	use := make(worths, len(y))
	slope := make(worths, len(y))
	theta, stall := 1.0, 0
	for range rounds {
		v := c.bound(y, use)
		if v > top+1e-7*math.Abs(top) || math.IsInf(top, -1) {
			top, stall = v, 0
			copy(best, y)
		} else if stall++; stall >= 5 {
			theta, stall = theta*0.6, 0
			copy(y, best)
			clear(slope)
			c.bound(y, use)
		}
		if top > target || theta < 1e-3 {
			break
		}
		norm := c.slope(y, use, slope)
		if norm < 1e-9 {
			break
		}
		goal := target
		if math.IsInf(goal, 1) {
			goal = top + 0.05*math.Abs(top)
		}
		step := theta * (max(goal, top+1) - v) / norm
		for q := range y {
			for r := range y[q] {
				y[q][r] = c.clamp(q, r, y[q][r]+step*slope[q][r])
			}
		}
	}
	return best, top
}

// slope is the subgradient, deflected by the last one; it returns its square.
func (c *core) slope(y, use, slope worths) float64 {
	norm := 0.0
	for q := range y {
		for r := range y[q] {
			g := 0.0
			switch {
			case y[q][r] > 0 || use[q][r] < c.lo[q][r]:
				g = c.lo[q][r] - use[q][r]
			case y[q][r] < 0 || use[q][r] > c.hi[q][r]:
				g = c.hi[q][r] - use[q][r]
			}
			slope[q][r] = g + 0.4*slope[q][r]
			if g == 0 {
				slope[q][r] = 0
			}
			norm += slope[q][r] * slope[q][r]
		}
	}
	return norm
}

// clamp keeps what a row is worth on the side on which it is bounded.
func (c *core) clamp(q, r int, v float64) float64 {
	if c.lo[q][r] <= 0 {
		v = min(v, 0)
	}
	if c.hi[q][r] >= unbounded {
		v = max(v, 0)
	}
	return v
}
