package split

import (
	"encoding/binary"
	"math/bits"
)

// finish goes through all plans of a node in which every source and mode is decided. If that is too much, the node keeps the bound of the
// core.
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
	if c == nil {
		s.end(n) // the checker sees the same line that nobody is left for
		return
	}
	y, bound := c.climb(s.prices(open, modes), s.score, 200)
	s.steps += c.steps
	lines := bound <= n.bound // the lines prove more
	n.bound = max(n.bound, bound)
	if s.closed(n.bound) {
		s.endCore(n, c, y, lines)
		return
	}
	s.draftsOf(c, y, 10)
	h := newHunt(c, y, s.score, huntLimit)
	done := h == nil || h.run()
	if h != nil {
		s.steps += h.steps
		if h.best != nil {
			s.offer(c.draft(h.best, &s.steps))
		}
	}
	if !done {
		s.left = min(s.left, n.bound)
		s.endCore(n, c, y, lines)
		return
	}
	s.coreCase(n, Searched, c, y)
}

// huntLimit is how long one core is searched through.
const huntLimit = 2_000_000

// endCore ends a node with the bound of its lines or of its thresholds.
func (s *search) endCore(n *node, c *core, y worths, lines bool) {
	if lines {
		s.end(n)
		return
	}
	s.coreCase(n, Weighed, c, y)
}

// coreCase ends a case with what thresholds are worth.
func (s *search) coreCase(n *node, q Question, c *core, y worths) {
	s.cert.Cores = append(s.cert.Cores, s.export(c, y))
	s.cert.Cases[n.at] = Case{Question: q, Prices: len(s.cert.Cores) - 1}
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
