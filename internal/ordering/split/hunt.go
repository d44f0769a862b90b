package split

import (
	"math"
	"slices"
)

// hunt goes through all plans of a core that could be better than a score. It holds several worths of the rows at once: each bounds what the
// lines that are decided and the best of those that are not come to, and the greatest bound counts.
type hunt struct {
	c      *core
	pool   []worths
	start  []float64 // bound of each worths
	lines  []huntLine
	fixed  []int // way of each line of the core
	tally  []tally
	under  float64 // a plan must score less than this to be of interest
	limit  int64
	steps  int64
	best   []int // ways of the best plan found, or nil
	picked []int
	lo, hi [][]float64 // what the lines from here on can add to each row, at least and at most
	rows   [][2]int    // rows that are bounded
}

// huntLine is a line that is not decided yet; regret of a way is by how much each bound rises when it is taken.
type huntLine struct {
	at     int // place in core.lines
	ways   []int
	regret [][]float64
}

// slack is more than the rounding of a bound.
func slack(bound float64) float64 { return 1e-3 + math.Abs(bound)*1e-12 }

// newHunt is ready to run; under is the score to beat.
func newHunt(c *core, y worths, under float64, limit int64) *hunt {
	h := &hunt{c: c, under: under, limit: limit, pool: c.around(y), tally: make([]tally, len(c.open))}
	use := make(worths, len(c.open))
	for _, p := range h.pool {
		h.start = append(h.start, c.bound(p, use))
	}
	h.fixed = make([]int, len(c.lines))
	for j := range c.lines {
		l := h.line(j)
		switch len(l.ways) {
		case 0:
			return nil
		case 1:
			h.fixed[j] = l.ways[0]
			w := &c.lines[j].ways[l.ways[0]]
			c.m.source[c.open[w.at]].put(&h.tally[w.at], w.k)
			for p := range h.start {
				h.start[p] += l.regret[0][p]
			}
		default:
			h.lines = append(h.lines, l)
		}
	}
	h.order()
	return h
}

// around are worths near y: one row a little more or less.
func (c *core) around(y worths) []worths {
	pool := []worths{y}
	for q := range y {
		for r := range y[q] {
			if y[q][r] == 0 {
				continue
			}
			for _, by := range []float64{-1, 1} {
				near := slices.Clone(y)
				near[q][r] = c.clamp(q, r, y[q][r]+by*(0.25*math.Abs(y[q][r])+0.002))
				pool = append(pool, near)
			}
		}
	}
	return pool
}

// line lists the ways that could be part of a better plan.
func (h *hunt) line(j int) huntLine {
	l := huntLine{at: j}
	ways := h.c.lines[j].ways
	least := make([]float64, len(h.pool))
	for p, y := range h.pool {
		least[p] = math.Inf(1)
		for n := range ways {
			least[p] = min(least[p], ways[n].under(y))
		}
	}
	for n := range ways {
		regret := make([]float64, len(h.pool))
		open := true
		for p, y := range h.pool {
			regret[p] = ways[n].under(y) - least[p]
			open = open && h.start[p]+regret[p]-slack(h.start[p]) <= h.under-1
		}
		if open {
			l.ways = append(l.ways, n)
			l.regret = append(l.regret, regret)
		}
	}
	order := sortedByRegret(l.regret)
	l.ways = pickInts(l.ways, order)
	regret := make([][]float64, len(order))
	for x, n := range order {
		regret[x] = l.regret[n]
	}
	l.regret = regret
	return l
}

func sortedByRegret(regret [][]float64) []int {
	order := make([]int, len(regret))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case regret[a][0] < regret[b][0]:
			return -1
		case regret[a][0] > regret[b][0]:
			return 1
		}
		return 0
	})
	return order
}

func pickInts(from, places []int) []int {
	out := make([]int, len(places))
	for i, p := range places {
		out[i] = from[p]
	}
	return out
}

// order puts the lines that weigh most first, and sums up what the rest can add.
func (h *hunt) order() {
	weight := func(l huntLine) float64 {
		most := 0.0
		for _, n := range l.ways {
			most = max(most, h.c.lines[l.at].ways[n].w[rowGoods]+h.c.lines[l.at].ways[n].w[rowLoad])
		}
		return most
	}
	slices.SortStableFunc(h.lines, func(a, b huntLine) int {
		switch x, y := weight(a), weight(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	for q := range h.c.open {
		for r := range rowsEach {
			if h.c.lo[q][r] > 0 || h.c.hi[q][r] < unbounded {
				h.rows = append(h.rows, [2]int{q, r})
			}
		}
	}
	h.lo = make([][]float64, len(h.lines)+1)
	h.hi = make([][]float64, len(h.lines)+1)
	h.lo[len(h.lines)], h.hi[len(h.lines)] = make([]float64, len(h.rows)), make([]float64, len(h.rows))
	for t := len(h.lines) - 1; t >= 0; t-- {
		h.lo[t], h.hi[t] = slices.Clone(h.lo[t+1]), slices.Clone(h.hi[t+1])
		for x, row := range h.rows {
			least, most := h.span(h.lines[t], row)
			h.lo[t][x] += least
			h.hi[t][x] += most
		}
	}
}

// span is what a line can add to a row.
func (h *hunt) span(l huntLine, row [2]int) (least, most float64) {
	least = math.Inf(1)
	for _, n := range l.ways {
		w := &h.c.lines[l.at].ways[n]
		v := 0.0
		if w.at == row[0] {
			v = w.w[row[1]]
		}
		least, most = min(least, v), max(most, v)
	}
	return least, most
}

// run searches; it says whether everything was gone through.
func (h *hunt) run() bool {
	h.picked = make([]int, len(h.lines))
	return h.dive(0, h.start)
}

func (h *hunt) dive(t int, bound []float64) bool {
	h.steps += int64(len(h.pool)+len(h.rows)) / 4
	if h.steps > h.limit {
		return false
	}
	if !h.reachable(t) {
		return true
	}
	if t == len(h.lines) {
		h.found()
		return true
	}
	l := &h.lines[t]
	next := make([]float64, len(bound))
	for x, n := range l.ways {
		if !h.promising(bound, l.regret[x], next) {
			continue
		}
		w := &h.c.lines[l.at].ways[n]
		s := &h.c.m.source[h.c.open[w.at]]
		s.put(&h.tally[w.at], w.k)
		h.picked[t] = n
		ok := h.dive(t+1, next)
		s.take(&h.tally[w.at], w.k)
		if !ok {
			return false
		}
	}
	return true
}

func (h *hunt) promising(bound, regret, next []float64) bool {
	for p, b := range bound {
		v := b + regret[p]
		if v-slack(v) > h.under-1 {
			return false
		}
		next[p] = v
	}
	return true
}

// reachable says whether the rows can still come to what they must.
func (h *hunt) reachable(t int) bool {
	for x, row := range h.rows {
		q, r := row[0], row[1]
		now := float64(h.tally[q].row(r))
		if now+h.hi[t][x] < h.c.lo[q][r] || now+h.lo[t][x] > h.c.hi[q][r] {
			return false
		}
	}
	return true
}

func (t *tally) row(r int) int64 {
	switch r {
	case rowGoods:
		return t.goods
	case rowLoad:
		return t.load
	}
	return t.part[r-rowPart]
}

// found keeps a plan that is better.
func (h *hunt) found() {
	total := int64(0)
	for q := range h.tally {
		score, breach := h.c.m.source[h.c.open[q]].score(&h.tally[q])
		if breach > 0 {
			return
		}
		total += score
	}
	if float64(total) > h.under-1+1e-6 {
		return
	}
	h.under = float64(total)
	h.best = slices.Clone(h.fixed)
	for t := range h.lines {
		h.best[h.lines[t].at] = h.picked[t]
	}
}

// draft is the plan of some ways.
func (c *core) draft(ways []int, work *int64) *draft {
	where := make([]int32, len(c.lines))
	for j, n := range ways {
		where[c.lines[j].line] = int32(c.open[c.lines[j].ways[n].at])
	}
	return newDraft(c.m, where, work)
}
