package split

import (
	"cmp"
	"math"
	"slices"
)

// scout looks for better sets of sources and modes by what they cost at least instead of by what a quick plan for them costs: for given modes
// the bound is nearly exact, and a set is out as soon as its bound, on its way up, passes the best plan.
type scout struct {
	s     *search
	least []float64 // of each line
	who   []int32   // where that is
	w     []float64 // what it weighs there
	use   []float64
	dir   []float64
}

// pattern is a set of sources with their modes, and what their thresholds are worth.
type pattern struct {
	open  []int32
	modes []int32
	y     []float64
	bound float64
}

func newScout(s *search) *scout {
	n := len(s.m.choices)
	return &scout{s: s, least: make([]float64, n), who: make([]int32, n), w: make([]float64, n)}
}

// pattern of a draft.
func (d *draft) pattern() *pattern {
	p := &pattern{}
	for _, i := range d.opened() {
		if k := d.m.source[i].modeOf(&d.tally[i]); k >= 0 {
			p.open, p.modes, p.y = append(p.open, i), append(p.modes, k), append(p.y, 0)
		}
	}
	return p
}

// modeOf is the mode that a tally is in, or -1.
func (s *source) modeOf(t *tally) int32 {
	for k := range s.modes {
		md := &s.modes[k]
		f := &s.folds[md.fold]
		goods := float64(t.goods)
		if s.loaded {
			goods = float64(t.load)
		}
		in := goods >= md.lo && goods <= md.hi
		for g := range s.parts {
			in = in && float64(t.part[g]) >= f.lo[g] && float64(t.part[g]) <= f.hi[g]
		}
		if in {
			return int32(k)
		}
	}
	return -1
}

func (p *pattern) clone() *pattern {
	return &pattern{slices.Clone(p.open), slices.Clone(p.modes), slices.Clone(p.y), p.bound}
}

// climb raises the bound of a pattern, in so many rounds and until it passes stop.
func (c *scout) climb(p *pattern, rounds int, stop float64) {
	best, y := math.Inf(-1), p.y
	top := slices.Clone(y)
	c.use = append(c.use[:0], y...)
	c.dir = append(c.dir[:0], y...)
	clear(c.dir)
	theta, stall := 1.0, 0
	for range rounds {
		v := c.value(p, y)
		if math.IsInf(v, 1) { // a line has nobody
			p.bound = v
			return
		}
		if v > best {
			best, stall = v, 0
			copy(top, y)
		} else if stall++; stall >= 3 {
			theta, stall = theta/2, 0
		}
		if best-slack(best) > stop {
			break
		}
		norm := c.slope(p, y)
		if norm < 1e-9 {
			break
		}
		goal := stop + 1 + 1e-4*math.Abs(stop)
		if math.IsInf(goal, 1) {
			goal = best + 0.05*math.Abs(best) + 1
		}
		for q := range y {
			md := c.mode(p, q)
			y[q] += theta * (goal - v) / norm * c.dir[q]
			if md.lo <= 0 {
				y[q] = min(y[q], 0)
			}
			if md.hi >= unbounded {
				y[q] = max(y[q], 0)
			}
		}
	}
	copy(y, top)
	p.bound = best
}

func (c *scout) mode(p *pattern, q int) *mode { return &c.s.m.source[p.open[q]].modes[p.modes[q]] }

// value is the bound of a pattern under y.
func (c *scout) value(p *pattern, y []float64) float64 {
	for j := range c.least {
		c.least[j] = math.Inf(1)
	}
	total := 0.0
	for q, i := range p.open {
		src := &c.s.m.source[i]
		md := &src.modes[p.modes[q]]
		f := &src.folds[md.fold]
		total += md.fixed
		switch {
		case y[q] > 0:
			total += y[q] * md.lo
		case y[q] < 0:
			total += y[q] * md.hi
		}
		rate := md.rate + y[q]
		base, weight := f.base, f.weight
		for x, j := range src.line {
			if v := base[x] - rate*weight[x]; v < c.least[j] {
				c.least[j], c.who[j], c.w[j] = v, int32(q), weight[x]
			}
		}
		c.s.steps += int64(len(src.line)) / 4
	}
	for _, v := range c.least {
		total += v
	}
	return total
}

// slope puts the deflected subgradient of the last value into dir and returns its square.
func (c *scout) slope(p *pattern, y []float64) float64 {
	clear(c.use)
	for j, q := range c.who {
		c.use[q] += c.w[j]
	}
	norm := 0.0
	for q := range y {
		md := c.mode(p, q)
		g := 0.0
		switch {
		case y[q] > 0 || c.use[q] < md.lo:
			g = md.lo - c.use[q]
		case y[q] < 0 || c.use[q] > md.hi:
			g = md.hi - c.use[q]
		}
		c.dir[q] = g + 0.3*c.dir[q]
		if g == 0 {
			c.dir[q] = 0
		}
		norm += c.dir[q] * c.dir[q]
	}
	return norm
}

// tried is how many neighbours that could be better are looked at closely in a round.
const tried = 16

// run improves the best plan until no neighbour of its pattern could be better, or all that could were tried. It takes other sources from
// with.
func (c *scout) run(with []int32) {
	for c.s.best != nil && !c.s.over() {
		score := c.s.score
		p := c.s.best.pattern()
		c.climb(p, 40, math.Inf(1))
		all := c.neighbours(p, with, c.s.score-1)
		for _, n := range all[:min(tried, len(all))] {
			if c.s.over() {
				return
			}
			c.climb(n, 50, c.s.score-1)
			if n.bound-slack(n.bound) <= c.s.score-1 {
				c.s.settlePattern(n)
			}
		}
		if c.s.score >= score {
			return
		}
	}
}

// neighbours are the patterns one change away whose bound does not pass stop in some rounds, the least first.
func (c *scout) neighbours(p *pattern, with []int32, stop float64) []*pattern {
	var all []*pattern
	try := func(n *pattern) {
		if c.s.over() {
			return
		}
		if c.climb(n, 12, stop); n.bound-slack(n.bound) <= stop {
			all = append(all, n)
		}
	}
	for q, i := range p.open {
		for k := range c.s.m.source[i].modes {
			if int32(k) != p.modes[q] {
				n := p.clone()
				n.modes[q], n.y[q] = int32(k), 0
				try(n)
			}
		}
		if !c.s.m.source[i].must && len(p.open) > 1 {
			try(p.without(q))
		}
	}
	for _, i := range with {
		if slices.Contains(p.open, i) {
			continue
		}
		for k := range c.s.m.source[i].modes {
			if len(p.open) < c.s.m.most {
				n := p.clone()
				n.open, n.modes, n.y = append(n.open, i), append(n.modes, int32(k)), append(n.y, 0)
				try(n)
			}
			for q, o := range p.open {
				if !c.s.m.source[o].must {
					n := p.clone()
					n.open[q], n.modes[q], n.y[q] = i, int32(k), 0
					try(n)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *pattern) int { return cmp.Compare(a.bound, b.bound) })
	return all
}

// wander changes the best pattern at random, walks down from there by bounds alone, and makes plans of where that ends. It says whether the
// best plan is a better one now.
func (c *scout) wander(with []int32) bool {
	if c.s.best == nil || len(with) == 0 {
		return false
	}
	score := c.s.score
	p := c.s.best.pattern()
	for range 2 + c.s.pick(2) {
		c.shake(p, with)
	}
	c.climb(p, 50, math.Inf(1))
	for range 12 {
		all := c.neighbours(p, with, p.bound-1)
		if len(all) == 0 || c.s.over() {
			break
		}
		if p = all[0]; p.bound < c.s.score {
			c.climb(p, 50, math.Inf(1))
		}
	}
	if !math.IsInf(p.bound, 1) && p.bound < c.s.score {
		c.s.settlePattern(p)
	}
	if c.s.score < score {
		c.run(with)
		return true
	}
	return false
}

// shake puts another source into the place of one, or one into another mode.
func (c *scout) shake(p *pattern, with []int32) {
	q := c.s.pick(len(p.open))
	i := with[c.s.pick(len(with))]
	if slices.Contains(p.open, i) || c.s.m.source[p.open[q]].must {
		i = p.open[q]
	}
	p.open[q], p.modes[q], p.y[q] = i, int32(c.s.pick(len(c.s.m.source[i].modes))), 0
}

func (p *pattern) without(q int) *pattern {
	n := p.clone()
	n.open, n.modes, n.y = slices.Delete(n.open, q, q+1), slices.Delete(n.modes, q, q+1), slices.Delete(n.y, q, q+1)
	return n
}

// settlePattern makes plans of a pattern.
func (s *search) settlePattern(p *pattern) {
	open := make([]int, len(p.open))
	y := make(worths, len(p.open))
	for q, i := range p.open {
		open[q] = int(i)
		row := rowGoods
		if s.m.source[i].loaded {
			row = rowLoad
		}
		y[q][row] = p.y[q]
	}
	if c := newCore(s.m, open, p.modes); c != nil {
		s.draftsOf(c, y, 10)
	}
}
