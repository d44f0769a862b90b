package split

import (
	"container/heap"
	"context"
	"math"
	"slices"
)

// Options bound the work, and say where to begin.
type Options struct {
	Steps int64 // offers to look at; 0: as many as it takes
	Start []int // a plan to begin with: the supplier of each line; nil: none
}

// Solve finds the best plan for a basket. It stops when the plan is proven, the steps are spent, or ctx ends; only then does the plan depend
// on the machine. It answers ErrBasket for a basket that means nothing.
func Solve(ctx context.Context, b Basket, o Options) (Plan, error) {
	if err := b.Valid(); err != nil {
		return Plan{}, err
	}
	m := newModel(&b)
	limit := o.Steps
	if limit <= 0 {
		limit = math.MaxInt64
	}
	s := newSearch(ctx, m, limit)
	s.run(&b, o.Start)
	return s.plan(&b), nil
}

// run is the whole search.
func (s *search) run(b *Basket, start []int) {
	n := s.root()
	if s.hopeless() {
		for j := range n.worth {
			if math.IsInf(n.worth[j], 1) {
				n.worth[j] = 0
			}
		}
		s.end(n)
		return
	}
	s.warm(b, start)
	heap.Push(&s.open, n)
	if s.rise(n) {
		s.grow()
	} else {
		heap.Pop(&s.open)
		s.end(n)
	}
}

// hopeless says that a line, or a source that must be used, has nobody.
func (s *search) hopeless() bool {
	for _, choices := range s.m.choices {
		if len(choices) == 0 {
			return true
		}
	}
	for i := range s.m.source {
		if s.m.source[i].must && len(s.m.source[i].modes) == 0 {
			return true
		}
	}
	return false
}

// warm takes the plan to begin with.
func (s *search) warm(b *Basket, start []int) {
	if len(start) != len(b.Lines) {
		return
	}
	place := make([]int32, len(b.Suppliers))
	for i, original := range s.m.suppliers {
		place[original] = int32(i)
	}
	where := make([]int32, len(start))
	for j, original := range s.m.lines {
		if start[original] < 0 || start[original] >= len(place) {
			return
		}
		where[j] = place[start[original]]
		if s.m.at[where[j]][j] < 0 {
			return
		}
	}
	d := newDraft(s.m, where, &s.steps)
	s.offer(d)
	d.polish()
	s.offer(d)
}

// rise brings the root's bound up and looks for good plans; it is false when nothing is left to do.
func (s *search) rise(n *node) bool {
	d := s.cover()
	s.offer(d)
	for range 4 {
		open := s.climb(n, 60, 1)
		s.r.bound(n.worth, s.slope, n)
		s.attempt()
		if !open || s.closed(n.bound) {
			return false
		}
	}
	if s.best != nil {
		d = s.best.clone()
	}
	d = s.improve(d, s.likely(12))
	s.offer(d)
	open := s.climb(n, 200, 0.7)
	s.r.bound(n.worth, s.slope, n)
	s.attempt()
	if !open || s.closed(n.bound) {
		return false
	}
	newScout(s).run(s.likely(25))
	s.wander(d)
	return !s.closed(n.bound)
}

// wander kicks the best plan and improves what comes of it, until a number of kicks brought nothing.
func (s *search) wander(d *draft) {
	with := s.likely(25)
	for vain := 0; vain < kicks && !s.over(); vain++ {
		from := d
		if s.best != nil {
			from = s.best
		}
		c := s.improve(s.kick(from, with), s.likely(10))
		if c.breach == 0 && float64(c.score) < s.score {
			vain = 0
		}
		s.offer(c)
	}
}

const kicks = 10

// plan is the outcome.
func (s *search) plan(b *Basket) Plan {
	bound := s.score
	for _, n := range s.open {
		bound = min(bound, n.bound)
		s.end(n)
	}
	p := Plan{Steps: s.steps + s.r.steps, Certificate: s.cert}
	if !math.IsInf(bound, 1) {
		p.Bound = int64(math.Ceil(bound - slack(bound)))
	}
	if s.best == nil {
		p.Status = Unknown
		if math.IsInf(bound, 1) {
			p.Status = Impossible
		}
		return p
	}
	p.Score = s.best.score
	p.Bound = min(p.Bound, p.Score)
	p.Status = Feasible
	if p.Bound == p.Score {
		p.Status = Proven
	}
	s.fill(&p, b)
	return p
}

// fill writes the best draft in the order of the basket.
func (s *search) fill(p *Plan, b *Basket) {
	p.Choice = make([]Chosen, len(b.Lines))
	for j, i := range s.best.where {
		src := &s.m.source[i]
		k := s.m.at[i][j]
		p.Choice[s.m.lines[j]] = Chosen{Supplier: s.m.suppliers[i], Quantity: src.quantity[k], Amount: src.amount[k]}
	}
	for i := range s.best.tally {
		t := &s.best.tally[i]
		if t.lines == 0 {
			continue
		}
		src := &s.m.source[i]
		bill := Bill{Supplier: s.m.suppliers[i], Lines: int(t.lines), Goods: t.goods, OrderCost: src.orderCost}
		bill.Freight, bill.Fees, bill.TopUp = src.charges(t.goods)
		for _, r := range src.whole {
			bill.Rebate += rebateOn(r, t.goods)
		}
		for g, r := range src.parts {
			bill.Rebate += rebateOn(r, t.part[g])
		}
		p.Pay += bill.Payable()
		p.Total += bill.Payable() + bill.OrderCost
		p.Bills = append(p.Bills, bill)
	}
	slices.SortFunc(p.Bills, func(a, b Bill) int { return a.Supplier - b.Supplier })
}
