package check_test

import (
	"math/rand/v2"
	"testing"

	"manifold/internal/ordering/split"
	"manifold/internal/ordering/split/check"
	"manifold/internal/ordering/split/instance"
)

func solved(t *testing.T, b split.Basket, o split.Options) split.Plan {
	t.Helper()
	p, err := split.Solve(t.Context(), b, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every plan of a tiny basket is the best of all there are, or there is none; the certificate shows either.
func TestEqualsBruteForce(t *testing.T) {
	t.Parallel()
	var none, some int
	for seed := range uint64(600) {
		b := instance.Small(seed)
		p := solved(t, b, split.Options{})
		best, possible := check.Exhaust(b)
		switch {
		case !possible && p.Status == split.Impossible:
			none++
		case possible && p.Status == split.Proven && p.Score == best:
			some++
		default:
			t.Fatalf("seed %d: status %d, score %d, bound %d; the best is %d, %t", seed, p.Status, p.Score, p.Bound, best, possible)
		}
		if err := check.Plan(b, p); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	if none < 50 || some < 300 {
		t.Errorf("%d can be bought and %d cannot: that tests little", some, none)
	}
}

// The order of lines, suppliers, offers and rules changes nothing of what is bought where.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	for seed := range uint64(90) {
		b := instance.Small(seed)
		if seed%30 == 0 {
			b = instance.Random(40, 15, 5, int64(seed))
		}
		p := solved(t, b, split.Options{Steps: 2_000_000})
		other, lines, suppliers := shuffled(b, seed)
		q := solved(t, other, split.Options{Steps: 2_000_000})
		if p.Score != q.Score || p.Bound != q.Bound || p.Steps != q.Steps || len(p.Choice) != len(q.Choice) {
			t.Fatalf("seed %d: %d, %d, %d, but shuffled %d, %d, %d", seed, p.Score, p.Bound, p.Steps, q.Score, q.Bound, q.Steps)
		}
		for j, c := range p.Choice {
			if d := q.Choice[lines[j]]; d.Supplier != suppliers[c.Supplier] || d.Quantity != c.Quantity {
				t.Fatalf("seed %d: line %d is bought elsewhere", seed, j)
			}
		}
	}
}

// shuffled puts everything in another order, and says where lines and suppliers went.
func shuffled(b split.Basket, seed uint64) (out split.Basket, lines, suppliers []int) {
	r := rand.New(rand.NewPCG(seed, 1))
	lines, suppliers = r.Perm(len(b.Lines)), r.Perm(len(b.Suppliers))
	out = split.Basket{Aim: b.Aim, Lines: make([]split.Line, len(b.Lines)), Suppliers: make([]split.Supplier, len(b.Suppliers))}
	for j, l := range b.Lines {
		offers := make([]split.Offer, len(l.Offers))
		for n, at := range r.Perm(len(offers)) {
			offers[at] = l.Offers[n]
			offers[at].Supplier = suppliers[offers[at].Supplier]
		}
		l.Offers = offers
		out.Lines[lines[j]] = l
	}
	for i, s := range b.Suppliers {
		rebates := make([]split.Rebate, len(s.Rebates))
		for n, rebate := range s.Rebates {
			if rebate.Lines != nil {
				moved := []int{}
				for _, j := range rebate.Lines {
					moved = append(moved, lines[j])
				}
				rebate.Lines = moved
			}
			rebates[n] = rebate
		}
		s.Rebates = rebates
		out.Suppliers[suppliers[i]] = s
	}
	for _, n := range r.Perm(len(b.Rules)) {
		rule := b.Rules[n]
		rule.Supplier = suppliers[rule.Supplier]
		if rule.Line >= 0 {
			rule.Line = lines[rule.Line]
		}
		out.Rules = append(out.Rules, rule)
	}
	return out, lines, suppliers
}

// Without a rule a plan is never worse, and taking the rule away gives exactly the saving that was promised.
func TestRulePrices(t *testing.T) {
	t.Parallel()
	bound := 0
	for seed := range uint64(120) {
		b := instance.Small(seed)
		p := solved(t, b, split.Options{})
		prices, err := split.Prices(t.Context(), b, p, split.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n, price := range prices {
			without := b
			without.Rules = append(append([]split.Rule{}, b.Rules[:n]...), b.Rules[n+1:]...)
			best, possible := check.Exhaust(without)
			if possible != (price.Without.Choice != nil) || p.Choice != nil && !possible {
				t.Fatalf("seed %d, rule %d: possible without it is %t", seed, n, possible)
			}
			if p.Choice == nil {
				continue
			}
			if !price.Exact || price.Saving != p.Score-best || price.Saving < 0 || price.AtMost != price.Saving {
				t.Fatalf("seed %d, rule %d: %d is promised, %d is saved", seed, n, price.Saving, p.Score-best)
			}
			if price.Saving > 0 {
				bound++
			}
		}
	}
	if bound < 15 {
		t.Errorf("only %d rules cost something", bound)
	}
}
