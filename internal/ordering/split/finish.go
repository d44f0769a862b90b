package split

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// finish goes through all plans of a node in which every source and mode is decided. If that is too much, it divides the node by a line.
func (s *search) finish(n *node) {
	var open []int
	var modes []int32
	for i := range s.m.source {
		if n.state[i] == used {
			open = append(open, i)
			modes = append(modes, int32(bits.TrailingZeros64(n.allow[i])))
		}
	}
	c := newCore(s.m, open, modes)
	if c == nil || !c.restrict(n.lines) {
		s.end(n) // the checker sees the same line that nobody is left for
		return
	}
	y, rounds := n.y, 40
	if y == nil {
		y, rounds = s.prices(open, modes), 200
	}
	y, bound := c.climb(slices.Clone(y), s.score, rounds)
	n.y = y
	if bound > n.bound {
		n.bound, n.core = bound, len(s.cert.Cores)
		s.cert.Cores = append(s.cert.Cores, s.export(c, y))
	}
	if n.lines == nil {
		s.draftsOf(c, y, 10)
	}
	s.steps += c.steps
	if s.closed(n.bound) {
		s.end(n)
		return
	}
	h := newHunt(c, y, s.score, huntLimit)
	done := h == nil || h.run()
	if h != nil {
		s.steps += h.steps
		if h.best != nil {
			s.offer(c.draft(h.best, &s.steps))
		}
	}
	if done {
		s.cert.Cores = append(s.cert.Cores, s.export(c, y))
		s.cert.Cases[n.at] = Case{Question: Searched, Prices: len(s.cert.Cores) - 1}
		return
	}
	s.divideLine(n, c, h)
}

// huntLimit is how long one core is searched through before it is divided.
const huntLimit = 200_000

// restrict takes away the ways that are decided against; it is false when a line has none left.
func (c *core) restrict(decided *choice) bool {
	for ; decided != nil; decided = decided.before {
		l := &c.lines[decided.line]
		l.ways = slices.DeleteFunc(l.ways, func(w way) bool {
			return (c.open[w.at] == int(decided.source)) != decided.yes
		})
		if len(l.ways) == 0 {
			return false
		}
	}
	return true
}

// divideLine asks of a line whether it is bought where it is cheapest: of a heavy one that is nearly as cheap elsewhere.
func (s *search) divideLine(n *node, c *core, h *hunt) {
	at, most := 0, math.Inf(-1)
	for t := range h.lines {
		l := &h.lines[t]
		w := &c.lines[l.at].ways[l.ways[0]]
		heavy := w.w[rowGoods] + c.scale[w.at]*w.w[rowLoad]
		if v := heavy / (l.regret[1][0] + 0.05*(s.score-n.bound)); v > most {
			at, most = t, v
		}
	}
	l := &c.lines[h.lines[at].at]
	source := c.open[l.ways[h.lines[at].ways[0]].at]
	s.divide(n, Case{Question: Bought, Supplier: s.m.suppliers[source], Line: s.m.lines[l.line]}, func(child *node, yes bool) {
		child.lines = &choice{line: int32(l.line), source: int32(source), yes: yes, before: n.lines}
	})
}

// export puts worths into the order of the basket's suppliers: goods, load, and each of the supplier's rebates.
func (s *search) export(c *core, y worths) [][]float64 {
	out := make([][]float64, len(s.m.source))
	for q, i := range c.open {
		src := &s.m.source[i]
		row := make([]float64, rowPart+len(src.supplier.Rebates))
		copy(row, y[q][:rowPart])
		for g, at := range src.partIndex {
			row[rowPart+at] = y[q][rowPart+g]
		}
		out[s.m.suppliers[i]] = row
	}
	return out
}

// prices are what the last relaxation says that rows are worth.
func (s *search) prices(open []int, modes []int32) worths {
	y := make(worths, len(open))
	for q, i := range open {
		row := rowGoods
		if s.m.source[i].loaded {
			row = rowLoad
		}
		y[q][row] = s.r.price[i][modes[q]]
	}
	return y
}

// attempt makes plans out of what the last relaxation took.
func (s *search) attempt() {
	open := make([]int, len(s.r.used))
	copy(open, s.r.used)
	var modes []int32
	key := make([]byte, 0, 8*len(open))
	for _, i := range open {
		modes = append(modes, s.r.best[i])
		key = binary.LittleEndian.AppendUint32(key, uint32(i))
		key = binary.LittleEndian.AppendUint32(key, uint32(s.r.best[i]))
	}
	if s.seen[string(key)] >= 2 {
		return
	}
	s.seen[string(key)]++
	c := newCore(s.m, open, modes)
	if c == nil {
		return
	}
	y, _ := c.climb(s.prices(open, modes), s.score, 30)
	s.steps += c.steps
	s.draftsOf(c, y, 10)
}

// draftsOf makes plans of a core by local search.
func (s *search) draftsOf(c *core, y worths, rounds int) {
	t := newSettle(c, y)
	t.run(rounds, func(ways []int) {
		d := c.draft(ways, &s.steps)
		if d.breach > 0 || float64(d.score) < s.score*1.01 {
			d.polish()
		}
		s.offer(d)
		s.steps += int64(4 * len(c.lines))
	})
	s.steps += t.steps
}
