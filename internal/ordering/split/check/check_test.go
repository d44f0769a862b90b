package check_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"manifold/internal/ordering/split"
	"manifold/internal/ordering/split/check"
	"manifold/internal/ordering/split/instance"
)

// Every error that is planted in a plan or its certificate is found.
func TestBites(t *testing.T) {
	t.Parallel()
	b := instance.Random(50, 20, 6, 3)
	plant := func(change func(*split.Plan)) error {
		p := solved(t, b, split.Options{})
		change(&p)
		return check.Plan(b, p)
	}
	if err := plant(func(*split.Plan) {}); err != nil {
		t.Fatal(err)
	}
	cert := func(change func(*split.Certificate)) func(*split.Plan) {
		return func(p *split.Plan) { change(&p.Certificate) }
	}
	first := func(c *split.Certificate, q split.Question) *split.Case {
		return &c.Cases[slices.IndexFunc(c.Cases, func(x split.Case) bool { return x.Question == q })]
	}
	for name, change := range map[string]func(*split.Plan){
		"another supplier":        func(p *split.Plan) { p.Choice[0].Supplier = (p.Choice[0].Supplier + 1) % 20 },
		"a quantity":              func(p *split.Plan) { p.Choice[3].Quantity++ },
		"an amount":               func(p *split.Plan) { p.Choice[3].Amount-- },
		"a line less":             func(p *split.Plan) { p.Choice = p.Choice[1:] },
		"a bill less":             func(p *split.Plan) { p.Bills = p.Bills[1:] },
		"a bill twice":            func(p *split.Plan) { p.Bills = append(p.Bills, p.Bills[0]) },
		"a rebate":                func(p *split.Plan) { p.Bills[0].Rebate++ },
		"pay":                     func(p *split.Plan) { p.Pay-- },
		"total":                   func(p *split.Plan) { p.Total-- },
		"score":                   func(p *split.Plan) { p.Score--; p.Bound-- },
		"bound over the score":    func(p *split.Plan) { p.Bound++ },
		"proven with a gap":       func(p *split.Plan) { p.Bound-- },
		"impossible":              func(p *split.Plan) { *p = split.Plan{Status: split.Impossible, Certificate: p.Certificate} },
		"no certificate":          cert(func(c *split.Certificate) { *c = split.Certificate{} }),
		"a question about nobody": cert(func(c *split.Certificate) { first(c, split.Used).Supplier = 20 }),
		"a case left out":         cert(func(c *split.Certificate) { first(c, split.Used).Yes = first(c, split.Used).No }),
		"a circle":                cert(func(c *split.Certificate) { first(c, split.Used).Yes = 0 }),
		"a case that is not":      cert(func(c *split.Certificate) { first(c, split.Used).No = len(c.Cases) }),
		"sides swapped": cert(func(c *split.Certificate) {
			x := first(c, split.Used)
			x.No, x.Yes = x.Yes, x.No
		}),
		"another threshold":  cert(func(c *split.Certificate) { first(c, split.Worth).At /= 2 }),
		"no threshold":       cert(func(c *split.Certificate) { first(c, split.Worth).At = 0 }),
		"an unknown kind":    cert(func(c *split.Certificate) { c.Cases[0].Question = 99 }),
		"no worths":          cert(func(c *split.Certificate) { c.Lines = nil }),
		"worths of nothing":  cert(func(c *split.Certificate) { c.Lines[0] = make([]float64, 50) }),
		"worths too high":    cert(func(c *split.Certificate) { scale(c.Lines, 1.01) }),
		"worths too low":     cert(func(c *split.Certificate) { scale(c.Lines, 0.99) }),
		"worth that is none": cert(func(c *split.Certificate) { c.Lines[0][0] = math.NaN() }),
		"endless worth":      cert(func(c *split.Certificate) { c.Lines[0][0] = math.Inf(1) }),
		"searched too early": cert(func(c *split.Certificate) { c.Cases[0] = *first(c, split.Searched) }),
	} {
		if err := plant(change); !errors.Is(err, check.ErrPlan) {
			t.Errorf("%s goes unnoticed", name)
		}
	}
}

func scale(all [][]float64, by float64) {
	for _, row := range all {
		for j := range row {
			row[j] *= by
		}
	}
}

// A plan that is not the best one is not taken for it, whoever says so.
func TestWorseIsNotProven(t *testing.T) {
	t.Parallel()
	found := 0
	for seed := range uint64(40) {
		b := instance.Small(seed)
		p := solved(t, b, split.Options{})
		if p.Choice == nil {
			continue
		}
		start := make([]int, len(p.Choice))
		for j, c := range p.Choice {
			start[j] = c.Supplier
		}
		for j := range start {
			for _, o := range b.Lines[j].Offers {
				worse := slices.Clone(start)
				worse[j] = o.Supplier
				q := keeping(t, b, worse)
				if q.Choice == nil || q.Score <= p.Score {
					continue
				}
				found++
				q.Status, q.Bound, q.Certificate = split.Proven, q.Score, p.Certificate
				if err := check.Plan(b, q); !errors.Is(err, check.ErrPlan) {
					t.Fatalf("seed %d: %d is called proven, but %d is the best", seed, q.Score, p.Score)
				}
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d worse plans were tried", found)
	}
}

// keeping is the plan that has each line where it is said to be.
func keeping(t *testing.T, b split.Basket, where []int) split.Plan {
	t.Helper()
	b.Rules = slices.Clone(b.Rules)
	for j, i := range where {
		b.Rules = append(b.Rules, split.Rule{Kind: split.Keep, Line: j, Supplier: i})
	}
	return solved(t, b, split.Options{})
}
