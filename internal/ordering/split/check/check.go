package check

import (
	"errors"
	"fmt"
	"math"

	"manifold/internal/ordering/split"
)

// ErrPlan is what errors of a plan or a certificate wrap that say what is not true; their texts name the place.
var ErrPlan = errors.New("plan does not hold")

func untrue(format string, values ...any) error {
	return fmt.Errorf("%w: %s", ErrPlan, fmt.Sprintf(format, values...))
}

// Plan works out all figures of a plan, whether it keeps the terms and the rules, and whether its certificate proves its bound. It answers
// ErrPlan.
func Plan(b split.Basket, p split.Plan) error {
	f := read(b)
	if p.Choice == nil {
		if p.Status != split.Impossible && p.Status != split.Unknown {
			return untrue("status %d without a choice", p.Status)
		}
	} else if err := f.plan(p); err != nil {
		return err
	}
	proven, err := f.proven(p)
	if err != nil {
		return err
	}
	switch {
	case p.Status == split.Impossible && !math.IsInf(proven, 1):
		return untrue("is not shown to be impossible")
	case p.Status == split.Proven && p.Bound != p.Score:
		return untrue("is called proven, but bound and score differ")
	case p.Choice != nil && p.Bound > p.Score:
		return untrue("bound is over the score")
	case p.Status != split.Impossible && proven < float64(p.Bound):
		return untrue("the certificate proves %.3f, not %d", proven, p.Bound)
	}
	return nil
}

// proven is the bound of the whole certificate: the least of its ends.
func (f *facts) proven(p split.Plan) (float64, error) {
	cases := p.Certificate.Cases
	if len(cases) == 0 {
		return math.Inf(-1), nil
	}
	w := &walk{facts: f, cert: &p.Certificate, seen: make([]bool, len(cases)), goal: math.Inf(1)}
	if p.Choice != nil {
		w.goal = float64(p.Score)
	}
	d := make([]domain, len(f.suppliers))
	for i := range d {
		d[i] = f.suppliers[i].start()
	}
	return w.at(0, d)
}

// domain is what a case says of a supplier.
type domain struct {
	used, unused bool // may be used, may be unused
	goods        span
	parts        []span
}

// span is a range of goods, both ends included.
type span struct{ lo, hi int64 }

func (d *domain) clone() domain {
	c := *d
	c.parts = append([]span(nil), d.parts...)
	return c
}

// walk goes through the cases.
type walk struct {
	*facts
	cert *split.Certificate
	seen []bool
	goal float64 // score of the plan
	// decided are the answers about lines on the way to the case.
	decided []decision
}

// at is the bound of a case.
func (w *walk) at(n int, d []domain) (float64, error) {
	if n < 0 || n >= len(w.seen) || w.seen[n] {
		return 0, untrue("case %d is not there or is asked for twice", n)
	}
	w.seen[n] = true
	c := w.cert.Cases[n]
	switch c.Question {
	case split.Priced:
		return w.priced(c, d)
	case split.Weighed, split.Searched:
		return w.core(c, d)
	case split.Bought:
		return w.bought(c, d)
	case split.Used, split.Worth, split.WorthOf:
	default:
		return 0, untrue("case %d asks an unknown question", n)
	}
	if c.Supplier < 0 || c.Supplier >= len(d) || c.Question != split.Used && c.At < 1 {
		return 0, untrue("case %d asks about nothing", n)
	}
	before := d[c.Supplier].clone()
	least := math.Inf(1)
	for _, yes := range []bool{false, true} {
		d[c.Supplier] = before.clone()
		if err := d[c.Supplier].narrow(c, yes); err != nil {
			return 0, err
		}
		next := c.No
		if yes {
			next = c.Yes
		}
		v, err := w.at(next, d)
		if err != nil {
			return 0, err
		}
		least = min(least, v)
	}
	d[c.Supplier] = before
	return least, nil
}

// bought divides a case by whether a line is bought at a supplier. Only ends that price or search thresholds look at the answer.
func (w *walk) bought(c split.Case, d []domain) (float64, error) {
	if c.Supplier < 0 || c.Supplier >= len(d) || c.Line < 0 || c.Line >= len(w.lines) {
		return 0, untrue("a case asks about a line or a supplier that is not there")
	}
	no := append(append([]decision(nil), w.decided...), decision{c.Line, c.Supplier, false})
	yes := append(append([]decision(nil), w.decided...), decision{c.Line, c.Supplier, true})
	before := w.decided
	defer func() { w.decided = before }()
	w.decided = no
	a, err := w.at(c.No, d)
	if err != nil {
		return 0, err
	}
	w.decided = yes
	b, err := w.at(c.Yes, d)
	return min(a, b), err
}

// decision is that a line is, or is not, bought at a supplier.
type decision struct {
	line, supplier int
	yes            bool
}

// narrow puts an answer into a domain.
func (d *domain) narrow(c split.Case, yes bool) error {
	s := &d.goods
	switch c.Question {
	case split.Used:
		d.used, d.unused = d.used && yes, d.unused && !yes
		return nil
	case split.WorthOf:
		if c.Rebate < 0 || c.Rebate >= len(d.parts) {
			return untrue("rebate %d is not there", c.Rebate)
		}
		s = &d.parts[c.Rebate]
	case split.Worth, split.Bought, split.Priced, split.Weighed, split.Searched:
	}
	if yes {
		d.unused = false
		s.lo = max(s.lo, c.At)
	} else {
		s.hi = min(s.hi, c.At-1)
	}
	return nil
}

// priced is what plans of a case cost at least, each line being worth what the certificate says.
func (w *walk) priced(c split.Case, d []domain) (float64, error) {
	if c.Prices < 0 || c.Prices >= len(w.cert.Lines) || len(w.cert.Lines[c.Prices]) != len(w.lines) {
		return 0, untrue("the worth of lines is not there")
	}
	worth := w.cert.Lines[c.Prices]
	for j, v := range worth {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0, untrue("the worth of line %d is no figure", j)
		}
	}
	if w.unserved(d) {
		return math.Inf(1), nil
	}
	total, size := 0.0, 0.0
	for _, v := range worth {
		total += v
		size += math.Abs(v)
	}
	room := w.most
	var free []float64
	for i := range w.suppliers {
		if !d[i].used && !d[i].unused {
			return math.Inf(1), nil
		}
		if !d[i].used {
			continue
		}
		v := w.suppliers[i].least(worth, d[i])
		if d[i].unused {
			if v < 0 {
				free = append(free, v)
			}
			continue
		}
		room--
		total += v
		size += math.Abs(v)
	}
	if room < 0 || math.IsInf(total, 1) {
		return math.Inf(1), nil
	}
	for range min(room, len(free)) {
		at := 0
		for n := range free {
			if free[n] < free[at] {
				at = n
			}
		}
		total += free[at]
		size -= free[at]
		free[at] = 0
	}
	return down(total, size), nil
}

// down moves a sum by more than its error, and up to the next whole figure: scores are whole.
func down(total, size float64) float64 { return math.Ceil(total - 2e-4 - size*1e-13) }

// unserved says that a line has nobody left.
func (w *walk) unserved(d []domain) bool {
	served := make([]bool, len(w.lines))
	for i := range w.suppliers {
		if d[i].used {
			for _, o := range w.suppliers[i].offers {
				served[o.line] = true
			}
		}
	}
	for _, s := range served {
		if !s {
			return true
		}
	}
	return false
}
