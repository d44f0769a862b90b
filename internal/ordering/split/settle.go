package split

import (
	"math"
	"slices"
)

// settle is a local search in a core: it starts from the best ways under worths of the rows, and moves single lines and pairs of lines that
// are nearly as good elsewhere until all rows are within their bounds.
type settle struct {
	c     *core
	pick  []int
	use   worths
	near  []nearLine
	fine  float64
	short []float64 // lack of each source now
	lacks float64   // of all
	steps int64
}

// nearLine is a line whose second best way is little worse.
type nearLine struct {
	at     int
	regret float64
}

const nearMost = 60

func newSettle(c *core, y worths) *settle {
	s := &settle{c: c, pick: make([]int, len(c.lines)), use: make(worths, len(c.open)), short: make([]float64, len(c.open)), fine: 0.05}
	for j := range c.lines {
		l := &c.lines[j]
		least, second := math.Inf(1), math.Inf(1)
		for n := range l.ways {
			switch v := l.ways[n].under(y); {
			case v < least:
				least, second, s.pick[j] = v, least, n
			case v < second:
				second = v
			}
		}
		s.add(&l.ways[s.pick[j]], 1)
		if len(l.ways) > 1 {
			s.near = append(s.near, nearLine{j, second - least})
		}
	}
	slices.SortStableFunc(s.near, func(a, b nearLine) int {
		switch {
		case a.regret < b.regret:
			return -1
		case a.regret > b.regret:
			return 1
		}
		return 0
	})
	s.near = s.near[:min(len(s.near), nearMost)]
	s.recount()
	return s
}

// recount works out what every source lacks.
func (s *settle) recount() {
	s.lacks = 0
	for q := range s.short {
		s.short[q] = s.lack(q, &nothing)
		s.lacks += s.short[q]
	}
}

func (s *settle) add(w *way, by float64) {
	for r, v := range w.w {
		s.use[w.at][r] += by * v
	}
}

// lack is by how much a source's rows are out of bounds if they change.
func (s *settle) lack(q int, d *[rowsEach]float64) float64 {
	total := 0.0
	lo, hi, use := &s.c.lo[q], &s.c.hi[q], &s.use[q]
	for r := range rowsEach {
		v := use[r] + d[r]
		over := max(lo[r]-v, v-hi[r])
		switch {
		case over <= 0:
		case r == rowLoad:
			total += over * s.c.scale[q]
		default:
			total += over
		}
	}
	return total
}

var nothing [rowsEach]float64

// run tries some weights of what is out of bounds, and hands each outcome to found.
func (s *settle) run(rounds int, found func(ways []int)) {
	for round := range rounds {
		for again, n := true, 0; again && n < 50; n++ {
			again = s.singles() || s.pairs()
		}
		found(s.pick)
		switch {
		case s.lacks > 0:
			s.fine *= 1.8
		case round > rounds/2:
			return
		default:
			s.fine *= 0.5
		}
	}
}

// singles moves lines one by one.
func (s *settle) singles() bool {
	moved := false
	for j := range s.c.lines {
		ways := s.c.lines[j].ways
		best, gain := -1, -1e-6
		now := &ways[s.pick[j]]
		for n := range ways {
			if n == s.pick[j] {
				continue
			}
			if d := s.change(now, &ways[n]); d < gain {
				best, gain = n, d
			}
		}
		s.steps += int64(len(ways))
		if best >= 0 {
			s.add(now, -1)
			s.add(&ways[best], 1)
			s.pick[j] = best
			s.recount()
			moved = true
		}
	}
	return moved
}

// change is what moving a line from one way to another costs.
func (s *settle) change(from, to *way) float64 {
	d := to.cost - from.cost
	if d >= s.fine*(s.short[from.at]+s.short[to.at]) {
		return d // cannot pay
	}
	var less, more [rowsEach]float64
	for r := range rowsEach {
		less[r], more[r] = -from.w[r], to.w[r]
	}
	return d + s.fine*(s.lack(from.at, &less)-s.short[from.at]+s.lack(to.at, &more)-s.short[to.at])
}

// pairs moves two lines at once, if that is better; it stops at the first.
func (s *settle) pairs() bool {
	for x, a := range s.near {
		for n := range s.c.lines[a.at].ways {
			if n == s.pick[a.at] {
				continue
			}
			for _, b := range s.near[x+1:] {
				if s.pair(a.at, n, b.at) {
					return true
				}
			}
		}
	}
	return false
}

// pair moves line a to a way and looks for one for line b.
func (s *settle) pair(a, n, b int) bool {
	fromA, toA := &s.c.lines[a].ways[s.pick[a]], &s.c.lines[a].ways[n]
	fromB := &s.c.lines[b].ways[s.pick[b]]
	for x := range s.c.lines[b].ways {
		toB := &s.c.lines[b].ways[x]
		d := toA.cost - fromA.cost + toB.cost - fromB.cost
		s.steps++
		if x == s.pick[b] || d >= s.fine*s.lacks-1e-3 {
			continue
		}
		before := s.total(fromA.at, toA.at, fromB.at, toB.at)
		if d >= s.fine*before {
			continue
		}
		s.add(fromA, -1)
		s.add(toA, 1)
		s.add(fromB, -1)
		s.add(toB, 1)
		if d+s.fine*(s.total(fromA.at, toA.at, fromB.at, toB.at)-before) < -1e-3 {
			s.pick[a], s.pick[b] = n, x
			s.recount()
			return true
		}
		s.add(fromA, 1)
		s.add(toA, -1)
		s.add(fromB, 1)
		s.add(toB, -1)
	}
	return false
}

// total is what some sources are out of bounds by, each counted once.
func (s *settle) total(q ...int) float64 {
	sum := 0.0
	for n, at := range q {
		if !slices.Contains(q[:n], at) {
			sum += s.lack(at, &nothing)
		}
	}
	return sum
}
