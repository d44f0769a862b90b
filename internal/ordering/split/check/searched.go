package check

import (
	"math"
	"sort"

	"manifold/internal/ordering/split"
)

// patience is how many steps a case is searched for.
const patience = 30_000_000

// sieve goes through the plans of a case in which every supplier is decided and its terms are linear.
type sieve struct {
	facts   *facts
	decided []decision
	used    []int
	stretch []stretch
	worths  [][]rows // several worths of the thresholds
	lines   []sieveLine
	taken   [][]offer
	goal    float64
	steps   int
	better  bool
	sums    []rows  // of what is taken
	rest    [][]add // what the lines from each place on can add
}

// add is what can be added to the rows of a supplier, at least and at most.
type add struct{ least, most rows }

// rows are the figures of a supplier that its thresholds look at: goods, load, goods of each rebate.
type rows []float64

type sieveLine struct {
	ways  []sieveWay
	least []float64 // of the ways, under each worths
	big   float64
}

type sieveWay struct {
	at    int // place in used
	offer offer
	cost  []float64 // under each worths
}

// core bounds a case in which every supplier is decided: by what thresholds are worth or, if it was searched, by looking: then it is the score
// of the plan if no plan of the case is better, or +Inf where there is no plan at all.
func (w *walk) core(c split.Case, d []domain) (float64, error) {
	if c.Prices < 0 || c.Prices >= len(w.cert.Cores) || len(w.cert.Cores[c.Prices]) != len(w.suppliers) {
		return 0, untrue("the worth of thresholds is not there")
	}
	if w.unserved(d) {
		return math.Inf(1), nil
	}
	s := &sieve{facts: w.facts, goal: w.goal, decided: w.decided}
	var y []rows
	for i := range d {
		var all []stretch
		if d[i].used {
			all = w.suppliers[i].stretches(d[i])
		}
		switch {
		case len(all) == 0 && !d[i].unused:
			return math.Inf(1), nil
		case len(all) == 0:
			continue
		case d[i].unused:
			return 0, untrue("a case ends in which supplier %d is not decided", i)
		}
		row := w.cert.Cores[c.Prices][i]
		if len(all) > 1 || len(row) != 2+len(d[i].parts) {
			return 0, untrue("a case ends in which the terms of supplier %d are not decided", i)
		}
		for _, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return 0, untrue("the worth of a threshold of supplier %d is no figure", i)
			}
		}
		s.used = append(s.used, i)
		s.stretch = append(s.stretch, all[0])
		y = append(y, row)
	}
	if len(s.used) > w.most {
		return math.Inf(1), nil
	}
	s.around(y)
	base := s.start()
	if math.IsInf(base[0], 1) {
		return base[0], nil // a line has nobody left
	}
	if c.Question == split.Weighed {
		return math.Ceil(base[0] - 5e-4 - math.Abs(base[0])*5e-13), nil
	}
	return s.run(base)
}

// around makes several worths out of one.
func (s *sieve) around(y []rows) {
	s.worths = [][]rows{y}
	for a := range y {
		for r := range y[a] {
			if y[a][r] == 0 {
				continue
			}
			for _, by := range []float64{0.75, 1.25} {
				near := append([]rows(nil), y...)
				near[a] = append(rows(nil), y[a]...)
				near[a][r] = y[a][r]*by + math.Copysign(0.002, (by-1)*y[a][r])
				if near[a][r]*y[a][r] > 0 {
					s.worths = append(s.worths, near)
				}
			}
		}
	}
}

func (s *sieve) bounds(a, r int) (lo, hi float64) {
	terms := &s.facts.suppliers[s.used[a]].terms
	switch {
	case r == 0:
		return float64(s.stretch[a].goods.lo), float64(s.stretch[a].goods.hi)
	case r > 1:
		return float64(s.stretch[a].parts[r-2].lo), float64(s.stretch[a].parts[r-2].hi)
	case terms.Capacity > 0:
		return 0, float64(terms.Capacity)
	}
	return 0, endless
}

func (o *offer) row(r int) float64 {
	switch {
	case r == 0:
		return float64(o.goods)
	case r == 1:
		return float64(o.load)
	case o.in[r-2]:
		return float64(o.goods)
	}
	return 0
}

// start is what the plans of the case cost at least under each worths.
func (s *sieve) start() []float64 {
	base := make([]float64, len(s.worths))
	for p, y := range s.worths {
		for a := range y {
			base[p] += s.stretch[a].fixed
			for r, v := range y[a] {
				lo, hi := s.bounds(a, r)
				if v > 0 {
					base[p] += v * lo
				} else if v < 0 {
					base[p] += v * hi
				}
			}
		}
	}
	s.ways()
	for p := range base {
		for j := range s.lines {
			base[p] += s.lines[j].least[p]
		}
	}
	return base
}

// run answers the goal, or an error if a better plan was found or patience ran out.
func (s *sieve) run(base []float64) (float64, error) {
	sort.SliceStable(s.lines, func(a, b int) bool { return s.lines[a].big > s.lines[b].big })
	s.taken = make([][]offer, len(s.used))
	s.sumUp()
	if !s.dive(0, base) {
		return 0, untrue("a case cannot be searched through in %d steps", patience)
	}
	if s.better {
		return 0, untrue("there is a better plan")
	}
	return s.goal, nil
}

// sumUp works out what the lines from each place on can add.
func (s *sieve) sumUp() {
	s.rest = make([][]add, len(s.lines)+1)
	for n := len(s.lines); n >= 0; n-- {
		s.rest[n] = make([]add, len(s.used))
		for a := range s.used {
			width := 2 + len(s.stretch[a].parts)
			s.rest[n][a] = add{make(rows, width), make(rows, width)}
			for r := range width {
				if n < len(s.lines) {
					least, most := s.lines[n].adds(a, r)
					s.rest[n][a].least[r] = s.rest[n+1][a].least[r] + least
					s.rest[n][a].most[r] = s.rest[n+1][a].most[r] + most
				}
			}
		}
	}
	for a := range s.used {
		s.sums = append(s.sums, make(rows, 2+len(s.stretch[a].parts)))
	}
}

// adds is what a line can add to a row of a supplier.
func (l *sieveLine) adds(a, r int) (least, most float64) {
	least = math.Inf(1)
	for i := range l.ways {
		v := 0.0
		if l.ways[i].at == a {
			v = l.ways[i].offer.row(r)
		}
		least, most = min(least, v), max(most, v)
	}
	return least, most
}

// within says whether what is taken and the lines from n on can meet every threshold.
func (s *sieve) within(n int) bool {
	for a, sums := range s.sums {
		rest := &s.rest[n][a]
		for r, sum := range sums {
			if lo, hi := s.bounds(a, r); sum+rest.most[r] < lo || sum+rest.least[r] > hi {
				return false
			}
		}
	}
	return true
}

// put adds an offer to what is taken.
func (s *sieve) put(a int, o *offer) {
	s.taken[a] = append(s.taken[a], *o)
	for r := range s.sums[a] {
		s.sums[a][r] += o.row(r)
	}
}

// drop takes away what was put last.
func (s *sieve) drop(a int, o *offer) {
	s.taken[a] = s.taken[a][:len(s.taken[a])-1]
	for r := range s.sums[a] {
		s.sums[a][r] -= o.row(r)
	}
}

// excluded says that a line was decided not to be bought at a supplier.
func (s *sieve) excluded(line, supplier int) bool {
	for _, d := range s.decided {
		if d.line == line && (d.supplier == supplier) != d.yes {
			return true
		}
	}
	return false
}

func (s *sieve) ways() {
	s.lines = make([]sieveLine, len(s.facts.lines))
	for a, i := range s.used {
		for _, o := range s.facts.suppliers[i].offers {
			if s.excluded(o.line, i) {
				continue
			}
			w := sieveWay{at: a, offer: o, cost: make([]float64, len(s.worths))}
			for p, y := range s.worths {
				w.cost[p] = s.stretch[a].cost(&o)
				for r, v := range y[a] {
					w.cost[p] -= v * o.row(r)
				}
			}
			l := &s.lines[o.line]
			l.ways = append(l.ways, w)
			l.big = max(l.big, float64(o.goods+o.load))
		}
	}
	for j := range s.lines {
		l := &s.lines[j]
		l.least = l.least[:0]
		for p := range s.worths {
			least := math.Inf(1)
			for _, w := range l.ways {
				least = min(least, w.cost[p])
			}
			l.least = append(l.least, least)
		}
		sort.SliceStable(l.ways, func(a, b int) bool { return l.ways[a].cost[0] < l.ways[b].cost[0] })
	}
}

// dive decides line after line; it is false when patience runs out.
func (s *sieve) dive(n int, base []float64) bool {
	if s.steps += len(base); s.steps > patience {
		return false
	}
	if !s.within(n) {
		return true
	}
	if n == len(s.lines) {
		s.look()
		return true
	}
	next := make([]float64, len(base))
	for i := range s.lines[n].ways {
		w := &s.lines[n].ways[i]
		hopeless := false
		for p := range base {
			next[p] = base[p] - s.lines[n].least[p] + w.cost[p]
			hopeless = hopeless || next[p]-5e-4-math.Abs(next[p])*5e-13 > s.goal-1
		}
		if hopeless {
			continue
		}
		s.put(w.at, &w.offer)
		ok := s.dive(n+1, next)
		s.drop(w.at, &w.offer)
		if !ok {
			return false
		}
	}
	return true
}

// look works out a whole plan.
func (s *sieve) look() {
	score := int64(0)
	for a, i := range s.used {
		t := &s.facts.suppliers[i]
		if len(s.taken[a]) == 0 {
			return
		}
		bill, more, allowed := t.bill(i, s.taken[a])
		if !allowed {
			return
		}
		score += bill.Payable() + t.first + more
	}
	s.better = s.better || float64(score) < s.goal
}
