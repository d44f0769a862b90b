package split

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"
)

// What is decided of a source in a node.
const (
	free int8 = iota
	used
	shut
)

// node is a case that is still open.
type node struct {
	bound float64
	worth []float64
	state []int8
	allow []uint64 // modes of each source
	at    int      // place of its case
	born  int      // breaks ties
	// Of nodes in which all sources and modes are decided:
	core  int     // place in Certificate.Cores of worths that prove bound, or -1
	y     worths  // those worths
	lines *choice // lines that are decided
}

// choice decides that a line is, or is not, bought at a source.
type choice struct {
	line, source int32
	yes          bool
	before       *choice
}

func (n *node) child(at int) *node {
	c := *n
	c.state, c.allow, c.at = slices.Clone(n.state), slices.Clone(n.allow), at
	return &c
}

type nodes []*node

func (h *nodes) Len() int      { return len(*h) }
func (h *nodes) Swap(a, b int) { (*h)[a], (*h)[b] = (*h)[b], (*h)[a] }
func (h *nodes) Less(a, b int) bool {
	x, y := (*h)[a], (*h)[b]
	if x.bound != y.bound {
		return x.bound < y.bound
	}
	return x.born < y.born
}
func (h *nodes) Push(x any) {
	if n, ok := x.(*node); ok {
		*h = append(*h, n)
	}
}
func (h *nodes) Pop() any {
	old := *h
	n := old[len(old)-1]
	*h = old[:len(old)-1]
	return n
}

// search is one run of the optimiser.
type search struct {
	ctx    context.Context
	m      *model
	r      *relaxation
	limit  int64
	steps  int64
	best   *draft // keeps all terms and rules; nil: none yet
	score  float64
	open   nodes
	cert   Certificate
	kept   *float64 // the worths that were put there last
	slope  []float64
	dir    []float64
	share  [][]float64 // how often each mode of each source was taken of late
	seen   map[string]int
	born   int
	random uint64
	stride float64 // of the first steps in a node
}

func newSearch(ctx context.Context, m *model, limit int64) *search {
	s := &search{ctx: ctx, m: m, r: newRelaxation(m), limit: limit, score: math.Inf(1), seen: map[string]int{},
		slope: make([]float64, len(m.choices)), dir: make([]float64, len(m.choices)), random: 1, stride: 0.4}
	if len(m.choices) > manyLines {
		s.stride = 0.1
	}
	for i := range m.source {
		s.share = append(s.share, make([]float64, len(m.source[i].modes)))
	}
	return s
}

// over says whether the budget is spent.
func (s *search) over() bool {
	return s.steps+s.r.steps > s.limit || s.ctx.Err() != nil
}

// closed says whether no plan with such a bound can be better.
func (s *search) closed(bound float64) bool { return bound-slack(bound) > s.score-1 }

// offer keeps a draft if it is the best that keeps all terms.
func (s *search) offer(d *draft) {
	if d != nil && d.breach == 0 && float64(d.score) < s.score {
		s.best, s.score = d.clone(), float64(d.score)
	}
}

// root is the case of everything.
func (s *search) root() *node {
	n := &node{core: -1, worth: make([]float64, len(s.m.choices)), state: make([]int8, len(s.m.source)), allow: make([]uint64, len(s.m.source))}
	for i := range s.m.source {
		n.allow[i] = 1<<len(s.m.source[i].modes) - 1
		switch {
		case len(s.m.source[i].modes) == 0:
			n.state[i] = shut
		case s.m.source[i].must:
			n.state[i] = used
		}
	}
	for j, choices := range s.m.choices {
		n.worth[j] = math.Inf(1)
		for _, i := range choices {
			n.worth[j] = min(n.worth[j], float64(s.m.source[i].amount[s.m.at[i][j]]+s.m.source[i].extra[s.m.at[i][j]]))
		}
	}
	n.at = s.newCase()
	return n
}

func (s *search) newCase() int {
	s.cert.Cases = append(s.cert.Cases, Case{Question: Priced, Prices: -1})
	return len(s.cert.Cases) - 1
}

// scoutShare is how many steps are worked in all for one that looks for better plans.
const scoutShare = 8

// manyLines is from where on the worths of a node start with shorter strides, which was measured to bring more.
const manyLines = 300

// grow works off the cases, the one with the least bound first.
func (s *search) grow() {
	scout, with, scouted := newScout(s), s.likely(30), int64(0)
	began := s.steps + s.r.steps
	for len(s.open) > 0 && !s.over() {
		if now := s.steps + s.r.steps; scouted*scoutShare < now-began {
			scout.wander(with)
			scouted += s.steps + s.r.steps - now + 1
		}
		n, ok := heap.Pop(&s.open).(*node)
		if !ok || s.closed(n.bound) {
			s.end(n)
			continue
		}
		switch {
		case n.y != nil:
			s.finish(n)
		case s.process(n, 40):
			s.branch(n)
		default:
			s.end(n)
		}
	}
}

// end leaves a case with the bound that its worths prove.
func (s *search) end(n *node) {
	if n.core >= 0 {
		s.cert.Cases[n.at] = Case{Question: Weighed, Prices: n.core}
		return
	}
	s.cert.Cases[n.at].Prices = s.keep(n)
}

// keep puts the worths of a node into the certificate, once for nodes that share them.
func (s *search) keep(n *node) int {
	if s.kept == &n.worth[0] {
		return len(s.cert.Lines) - 1
	}
	s.kept = &n.worth[0]
	worth := make([]float64, len(n.worth))
	for j, original := range s.m.lines {
		worth[original] = n.worth[j]
	}
	s.cert.Lines = append(s.cert.Lines, worth)
	return len(s.cert.Lines) - 1
}

// process raises the bound of a node; it is false where the node can be closed.
func (s *search) process(n *node, rounds int) bool {
	if !s.climb(n, rounds, s.stride) {
		return false
	}
	bound := s.r.bound(n.worth, s.slope, n)
	if math.IsInf(bound, 1) {
		n.bound = bound
		return false
	}
	n.bound = max(n.bound, bound)
	s.attempt()
	s.penalise(n, bound)
	return !s.closed(n.bound)
}

// climb improves the worths of a node by deflected subgradients; it is false when the node can be closed.
func (s *search) climb(n *node, rounds int, theta float64) bool {
	worth, best := slices.Clone(n.worth), slices.Clone(n.worth)
	top, stall, total := math.Inf(-1), 0, 0.0
	clear(s.dir)
	for i := range s.share {
		clear(s.share[i])
	}
	for round := 0; round < rounds && !s.over(); round++ {
		v := s.bound(worth, n, round > 0)
		if math.IsInf(v, 1) {
			n.bound = v
			return false
		}
		total = s.remember(total)
		if v > top {
			if v > top+1e-6*math.Abs(top) || math.IsInf(top, -1) {
				stall = 0
			}
			top = v
			copy(best, worth)
		} else {
			stall++
		}
		if s.closed(top) {
			break
		}
		if stall >= 6 {
			theta, stall = theta*0.6, 0
			copy(worth, best)
			clear(s.dir)
			if theta < 0.002 {
				break
			}
			continue
		}
		if !s.step(worth, theta, v) {
			break
		}
	}
	n.worth = best
	n.bound = max(n.bound, top)
	s.settleShares(total)
	return !s.closed(top)
}

// bound is that of the relaxation; again, where the node was the one of last time.
func (s *search) bound(worth []float64, n *node, again bool) float64 {
	if again {
		return s.r.again(worth, s.slope, n)
	}
	return s.r.bound(worth, s.slope, n)
}

const shareOfNew = 0.08

// remember counts which modes were taken; it returns the weight of all that was counted.
func (s *search) remember(total float64) float64 {
	for i := range s.share {
		for k := range s.share[i] {
			s.share[i][k] *= 1 - shareOfNew
		}
	}
	for _, i := range s.r.used {
		s.share[i][s.r.best[i]] += shareOfNew
	}
	return total*(1-shareOfNew) + shareOfNew
}

func (s *search) settleShares(total float64) {
	if total == 0 {
		return
	}
	for i := range s.share {
		for k := range s.share[i] {
			s.share[i][k] /= total
		}
	}
}

// step moves the worths along the deflected slope; it is false where there is none.
func (s *search) step(worth []float64, theta, bound float64) bool {
	norm := 0.0
	for j := range s.dir {
		s.dir[j] = s.slope[j] + 0.55*s.dir[j]
		norm += s.dir[j] * s.dir[j]
	}
	if norm < 1e-12 {
		return false
	}
	length := theta * (s.target(bound) - bound) / norm
	for j := range worth {
		worth[j] += length * s.dir[j]
	}
	return true
}

// target is what the bound is hoped to reach.
func (s *search) target(bound float64) float64 {
	if math.IsInf(s.score, 1) {
		return bound + 0.1*math.Abs(bound) + 1
	}
	return s.score + 5e-4*math.Abs(s.score)
}

// penalise closes what the last bound shows cannot be part of a better plan. Each thing closed is a case of its own with the same worths.
func (s *search) penalise(n *node, bound float64) {
	if s.closed(bound) {
		return
	}
	for i := range s.m.source {
		k := s.r.best[i]
		if n.state[i] == shut || k < 0 {
			continue
		}
		base := bound
		if slices.Contains(s.r.used, i) {
			base -= s.r.value[i][k]
			if n.state[i] == free && s.closed(base+s.r.next) {
				s.decide(n, i, used)
			}
		} else {
			if base -= s.r.worst; math.IsInf(base, 1) || s.closed(base+s.r.value[i][k]) {
				s.decide(n, i, shut)
				continue
			}
		}
		s.trim(n, i, base)
	}
}

// decide settles a source, and leaves the other case with its bound.
func (s *search) decide(n *node, i int, state int8) {
	no, yes := s.fork(n, Case{Question: Used, Supplier: s.m.suppliers[i]})
	other := yes
	n.at = no
	if state == used {
		n.at, other = yes, no
	}
	s.cert.Cases[other].Prices = s.keep(n)
	n.state[i] = state
}

// fork makes a node's case a question with two cases.
func (s *search) fork(n *node, question Case) (no, yes int) {
	no, yes = s.newCase(), s.newCase()
	question.No, question.Yes, question.Prices = no, yes, -1
	s.cert.Cases[n.at] = question
	return no, yes
}

// trim takes away the highest modes, and of sources that are used the lowest, where none of them can be part of a better plan.
func (s *search) trim(n *node, i int, base float64) {
	bad := func(k int) bool { return s.closed(base + s.r.value[i][k]) }
	cuts := s.m.source[i].cuts(n.allow[i])
	for len(cuts) > 0 {
		at := cuts[len(cuts)-1]
		if !s.all(n, i, func(md *mode) bool { return md.hi >= at }, bad) {
			break
		}
		no, yes := s.fork(n, Case{Question: Worth, Supplier: s.m.suppliers[i], At: int64(at)})
		n.at = no
		s.cert.Cases[yes].Prices = s.keep(n)
		n.allow[i] &= s.m.source[i].below(at)
		cuts = cuts[:len(cuts)-1]
	}
	for len(cuts) > 0 && n.state[i] == used {
		at := cuts[0]
		if !s.all(n, i, func(md *mode) bool { return md.lo < at }, bad) {
			break
		}
		no, yes := s.fork(n, Case{Question: Worth, Supplier: s.m.suppliers[i], At: int64(at)})
		n.at = yes
		s.cert.Cases[no].Prices = s.keep(n)
		n.allow[i] &^= s.m.source[i].below(at)
		cuts = cuts[1:]
	}
}

// all says whether the allowed modes of one side are all bad.
func (s *search) all(n *node, i int, side func(*mode) bool, bad func(int) bool) bool {
	for k := range s.m.source[i].modes {
		if n.allow[i]>>k&1 == 1 && side(&s.m.source[i].modes[k]) && !bad(k) {
			return false
		}
	}
	return true
}

// cuts are the values of goods between the allowed modes.
func (s *source) cuts(allow uint64) []float64 {
	var all []float64
	for k := range s.modes {
		if allow>>k&1 == 1 {
			all = append(all, s.modes[k].lo)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[min(1, len(all)):]
}

// below are the modes under a value of goods.
func (s *source) below(at float64) uint64 {
	out := uint64(0)
	for k := range s.modes {
		if s.modes[k].lo < at {
			out |= 1 << k
		}
	}
	return out
}

// question is a way to divide a node: whether a source is used or, where at is positive, whether its goods come to so much. doubt is how nearly
// half of the time each side was taken of late, at most 0.5.
type question struct {
	source int
	at     float64
	doubt  float64
}

// doubtful is the doubt from which on a question is worth asking before others.
const doubtful = 0.02

// branch divides a node.
func (s *search) branch(n *node) {
	questions := s.questions(n, doubtful)
	if len(questions) == 0 {
		if i, g, at := s.unsurePart(n); i >= 0 {
			s.dividePart(n, i, g, at)
			return
		}
		questions = s.questions(n, -1)
	}
	if len(questions) == 0 {
		s.finish(n)
		return
	}
	s.ask(n, questions)
}

// questions are those about sources that are free, of more doubt than least, or else those about the goods of sources that are used; the most
// doubtful first.
func (s *search) questions(n *node, least float64) []question {
	var about, worth []question
	for i := range s.m.source {
		switch n.state[i] {
		case free:
			if taken := s.taken(i, func(*mode) bool { return true }); min(taken, 1-taken) > least {
				about = append(about, question{source: i, doubt: min(taken, 1-taken)})
			}
		case used:
			for _, at := range s.m.source[i].cuts(n.allow[i]) {
				if under := s.taken(i, func(md *mode) bool { return md.lo < at }); min(under, 1-under) > least {
					worth = append(worth, question{i, at, min(under, 1-under)})
				}
			}
		}
	}
	if len(about) == 0 {
		about = worth
	}
	slices.SortStableFunc(about, func(a, b question) int { return cmp.Compare(b.doubt, a.doubt) })
	return about
}

// taken is how often a source was taken of late in such modes.
func (s *search) taken(i int, such func(*mode) bool) float64 {
	sum := 0.0
	for k, x := range s.share[i] {
		if such(&s.m.source[i].modes[k]) {
			sum += x
		}
	}
	return sum
}

// What is tried before a node is divided: so many questions, each side of them in so many rounds. Measured on generated baskets of 500 lines.
const (
	asked       = 4
	askedRounds = 20
)

// ask divides a node by that one of the most doubtful questions whose sides raise the bound most (strong branching; Achterberg, Koch & Martin
// 2005). The rounds are not lost: the sides begin where they end.
func (s *search) ask(n *node, questions []question) {
	var q question
	var no, yes *node
	most := math.Inf(-1)
	for _, about := range questions[:min(asked, len(questions))] {
		left, right := s.side(n, about, false), s.side(n, about, true)
		if v := s.gain(n, left) * s.gain(n, right); v > most {
			q, no, yes, most = about, left, right, v
		}
	}
	question := Case{Question: Used, Supplier: s.m.suppliers[q.source]}
	if q.at > 0 {
		question = Case{Question: Worth, Supplier: s.m.suppliers[q.source], At: int64(q.at)}
	}
	no.at, yes.at = s.fork(n, question)
	s.push(yes)
	s.push(no)
}

// side is a side of a question, after some rounds.
func (s *search) side(n *node, q question, yes bool) *node {
	c := n.child(n.at)
	switch below := s.m.source[q.source].below(q.at); {
	case q.at > 0 && yes:
		c.allow[q.source] &^= below
	case q.at > 0:
		c.allow[q.source] &= below
	case yes:
		c.state[q.source] = used
	default:
		c.state[q.source] = shut
	}
	s.climb(c, askedRounds, s.stride)
	return c
}

// gain is by how much a side raises the bound, no further than to where it is closed.
func (s *search) gain(n, side *node) float64 {
	return max(min(side.bound, s.score)-n.bound, 1e-6*math.Abs(n.bound))
}

func (s *search) push(n *node) {
	s.born++
	n.born = s.born
	heap.Push(&s.open, n)
}

func (s *search) divide(n *node, question Case, apply func(c *node, yes bool)) {
	no, yes := s.fork(n, question)
	for _, side := range []bool{true, false} {
		at := no
		if side {
			at = yes
		}
		c := n.child(at)
		apply(c, side)
		s.push(c)
	}
}

func (s *search) dividePart(n *node, i, g int, at float64) {
	src := &s.m.source[i]
	below := uint64(0)
	for k := range src.modes {
		if src.folds[src.modes[k].fold].lo[g] < at {
			below |= 1 << k
		}
	}
	s.divide(n, Case{Question: WorthOf, Supplier: s.m.suppliers[i], Rebate: src.partIndex[g], At: int64(at)}, func(c *node, yes bool) {
		if yes {
			c.allow[i] &^= below
		} else {
			c.allow[i] &= below
		}
	})
}

// unsurePart is the first source that is used and has one band of goods left, but several steps of a rebate on some of the lines.
func (s *search) unsurePart(n *node) (source, rebate int, at float64) {
	for i := range s.m.source {
		src := &s.m.source[i]
		if n.state[i] != used || len(src.parts) == 0 || len(src.cuts(n.allow[i])) > 0 {
			continue
		}
		for g := range src.parts {
			var steps []float64
			for k := range src.modes {
				if n.allow[i]>>k&1 == 1 {
					steps = append(steps, src.folds[src.modes[k].fold].lo[g])
				}
			}
			slices.Sort(steps)
			if steps = slices.Compact(steps); len(steps) > 1 {
				return i, g, steps[len(steps)/2]
			}
		}
	}
	return -1, 0, 0
}
