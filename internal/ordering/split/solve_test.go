package split_test

import (
	"slices"
	"testing"

	"manifold/internal/ordering/split"
	"manifold/internal/ordering/split/check"
	"manifold/internal/ordering/split/instance"
)

func ptr(v int64) *int64 { return &v }

// shop makes a basket out of what each line costs at each supplier; 0: it is not offered.
func shop(suppliers []split.Supplier, costs ...[]int64) split.Basket {
	b := split.Basket{Suppliers: suppliers}
	for i := range b.Suppliers {
		b.Suppliers[i].Key = string(rune('A' + i))
	}
	for j, row := range costs {
		l := split.Line{Key: string(rune('a' + j)), Quantity: 1}
		for i, c := range row {
			if c > 0 {
				l.Offers = append(l.Offers, split.Offer{Supplier: i, Prices: []split.Price{{Unit: c * split.UnitScale}}})
			}
		}
		b.Lines = append(b.Lines, l)
	}
	return b
}

func TestTerms(t *testing.T) {
	t.Parallel()
	minimum := func(below split.Below, fee int64) []split.Supplier {
		return []split.Supplier{{Minimum: split.Minimum{Value: 100, Below: below, Fee: fee}}, {}}
	}
	late := shop([]split.Supplier{{}, {}}, []int64{10, 14}, []int64{20, 25})
	late.Lines[0].Offers[0].Late = true
	for name, c := range map[string]struct {
		basket split.Basket
		rules  []split.Rule
		aim    split.Aim
		where  []int // nil: cannot be bought
		pay    int64
		total  int64
	}{
		"cheapest each":             {basket: shop([]split.Supplier{{}, {}}, []int64{10, 12}, []int64{30, 20}), where: []int{0, 1}, pay: 30, total: 30},
		"an order has its cost":     {basket: shop([]split.Supplier{{OrderCost: 5}, {OrderCost: 5}}, []int64{10, 12}, []int64{30, 20}), where: []int{1, 1}, pay: 32, total: 37},
		"cheapest ignores it":       {basket: shop([]split.Supplier{{OrderCost: 5}, {OrderCost: 5}}, []int64{10, 12}, []int64{30, 20}), aim: split.Cheapest, where: []int{0, 1}, pay: 30, total: 40},
		"fewest":                    {basket: shop([]split.Supplier{{}, {}}, []int64{10, 90}, []int64{80, 20}), aim: split.Fewest, where: []int{0, 0}, pay: 90, total: 90},
		"usual":                     {basket: shop([]split.Supplier{{}, {Usual: true}}, []int64{10, 90}, []int64{80, 0}), aim: split.Usual, where: []int{1, 0}, pay: 170, total: 170},
		"free freight from 60":      {basket: shop([]split.Supplier{{Freight: []split.Freight{{Cost: 9}, {From: 60}}}, {}}, []int64{50, 55}, []int64{10, 8}), where: []int{0, 0}, pay: 60, total: 60},
		"freight is worth it":       {basket: shop([]split.Supplier{{Freight: []split.Freight{{Cost: 9}}}, {}}, []int64{50, 60}, []int64{10, 8}), where: []int{0, 1}, pay: 67, total: 67},
		"under the minimum refused": {basket: shop(minimum(split.Refused, 0), []int64{50, 60}, []int64{40, 45}), where: []int{1, 1}, pay: 105, total: 105},
		"topped up":                 {basket: shop(minimum(split.ToppedUp, 0), []int64{50, 60}, []int64{40, 45}), where: []int{0, 0}, pay: 100, total: 100},
		"charged":                   {basket: shop(minimum(split.Charged, 7), []int64{50, 60}, []int64{40, 45}), where: []int{0, 0}, pay: 97, total: 97},
		"fee of a small order":      {basket: shop([]split.Supplier{{SmallOrder: split.SmallOrder{Below: 20, Fee: 4}}, {}}, []int64{10, 13}), where: []int{1}, pay: 13, total: 13},
		"rebate on all":             {basket: shop([]split.Supplier{{Rebates: []split.Rebate{{Steps: []split.RebateStep{{From: 100, Rate: 100_000}}}}}, {}}, []int64{60, 55}, []int64{45, 44}), where: []int{0, 0}, pay: 95, total: 95},
		"rebate on some":            {basket: shop([]split.Supplier{{Rebates: []split.Rebate{{Lines: []int{0, 1}, Steps: []split.RebateStep{{From: 100, Amount: 20}}}}}, {}}, []int64{60, 55}, []int64{45, 44}, []int64{30, 29}), where: []int{0, 0, 1}, pay: 114, total: 114},
		"a share is rounded down":   {basket: shop([]split.Supplier{{Rebates: []split.Rebate{{Steps: []split.RebateStep{{Rate: 19_999}}}}}}, []int64{100}), where: []int{0}, pay: 99, total: 99},
		"room":                      {basket: shop([]split.Supplier{{Room: ptr(50)}, {}}, []int64{30, 40}, []int64{30, 35}), where: []int{0, 1}, pay: 65, total: 65},
		"room counts freight":       {basket: shop([]split.Supplier{{Room: ptr(50), Freight: []split.Freight{{Cost: 1}}}, {}}, []int64{50, 60}), where: []int{1}, pay: 60, total: 60},
		"must use":                  {basket: shop([]split.Supplier{{}, {}}, []int64{10, 12}, []int64{30, 35}), rules: []split.Rule{{Kind: split.MustUse, Supplier: 1}}, where: []int{1, 0}, pay: 42, total: 42},
		"never":                     {basket: shop([]split.Supplier{{}, {}}, []int64{10, 12}), rules: []split.Rule{{Kind: split.Never}}, where: []int{1}, pay: 12, total: 12},
		"at most one":               {basket: shop([]split.Supplier{{}, {}}, []int64{10, 12}, []int64{30, 20}), rules: []split.Rule{{Kind: split.AtMost, Count: 1}}, where: []int{1, 1}, pay: 32, total: 32},
		"keep":                      {basket: shop([]split.Supplier{{}, {}}, []int64{10, 12}), rules: []split.Rule{{Kind: split.Keep, Supplier: 1}}, where: []int{1}, pay: 12, total: 12},
		"on time":                   {basket: late, rules: []split.Rule{{Kind: split.OnTime, Line: -1}}, where: []int{1, 0}, pay: 34, total: 34},
		"another line on time":      {basket: late, rules: []split.Rule{{Kind: split.OnTime, Line: 1}}, where: []int{0, 0}, pay: 30, total: 30},
		"kept in two places":        {basket: shop([]split.Supplier{{}, {}}, []int64{10, 12}), rules: []split.Rule{{Kind: split.Keep}, {Kind: split.Keep, Supplier: 1}}},
		"nobody has it":             {basket: shop([]split.Supplier{{}}, []int64{0}, []int64{5})},
		"both minimums are high":    {basket: shop([]split.Supplier{{Minimum: split.Minimum{Value: 20}}, {Minimum: split.Minimum{Value: 20}}}, []int64{15, 0}, []int64{0, 15})},
	} {
		c.basket.Rules, c.basket.Aim = c.rules, c.aim
		p, err := split.Solve(t.Context(), c.basket, split.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var where []int
		for _, line := range p.Choice {
			where = append(where, line.Supplier)
		}
		if !slices.Equal(where, c.where) || p.Pay != c.pay || p.Total != c.total {
			t.Errorf("%s: %v for %d, %d", name, where, p.Pay, p.Total)
		}
		if want := map[bool]split.Status{true: split.Impossible, false: split.Proven}[c.where == nil]; p.Status != want {
			t.Errorf("%s: status %d", name, p.Status)
		}
		if err := check.Plan(c.basket, p); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// "At most two suppliers" costs exactly what the plan without the rule saves.
func TestPriceOfARule(t *testing.T) {
	t.Parallel()
	b := shop([]split.Supplier{{}, {}, {}}, []int64{10, 20, 30}, []int64{20, 10, 30}, []int64{30, 20, 10})
	b.Rules = []split.Rule{{Kind: split.AtMost, Count: 2}, {Kind: split.Never, Supplier: 0}}
	p, err := split.Solve(t.Context(), b, split.Options{})
	if err != nil {
		t.Fatal(err)
	}
	prices, err := split.Prices(t.Context(), b, p, split.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Total != 40 || prices[0].Saving != 0 || prices[1].Saving != 0 || !prices[1].Exact {
		t.Errorf("%d, %+v", p.Total, prices)
	}
	b.Rules = b.Rules[:1]
	if prices, err = split.Prices(t.Context(), b, p, split.Options{}); err != nil || prices[0].Saving != 10 || prices[0].Without.Total != 30 {
		t.Errorf("%+v, %v", prices, err)
	}
}

// The same steps give the same plan, with its bound; more of them never a worse one; and a plan to begin with is never made worse.
func TestAnytime(t *testing.T) {
	t.Parallel()
	b := instance.Random(120, 30, 8, 3)
	var last split.Plan
	for _, steps := range []int64{1, 300_000, 3_000_000} {
		p, err := split.Solve(t.Context(), b, split.Options{Steps: steps})
		if err != nil {
			t.Fatal(err)
		}
		again, err := split.Solve(t.Context(), b, split.Options{Steps: steps})
		if err != nil || again.Score != p.Score || again.Bound != p.Bound || !slices.Equal(again.Choice, p.Choice) {
			t.Errorf("%d steps: %d and %d, bounds %d and %d, %v", steps, p.Score, again.Score, p.Bound, again.Bound, err)
		}
		if last.Choice != nil && (p.Score > last.Score || p.Bound < last.Bound) {
			t.Errorf("%d steps: %d, %d after %d, %d", steps, p.Score, p.Bound, last.Score, last.Bound)
		}
		if err := check.Plan(b, p); err != nil {
			t.Errorf("%d steps: %v", steps, err)
		}
		last = p
	}
	start := make([]int, len(last.Choice))
	for j, c := range last.Choice {
		start[j] = c.Supplier
	}
	p, err := split.Solve(t.Context(), b, split.Options{Steps: 1, Start: start})
	if err != nil || p.Score > last.Score {
		t.Errorf("begun with %d, ended with %d, %v", last.Score, p.Score, err)
	}
}

// The optima that other solvers proved.
func TestKnownOptima(t *testing.T) {
	t.Parallel()
	for n, want := range []float64{4262.5206, 6144.1304, 6046.8668, 6044.2441, 4044.6750} {
		p, err := split.Solve(t.Context(), instance.Random(50, 20, 6, int64(n+1)), split.Options{})
		if err != nil || p.Status != split.Proven {
			t.Fatalf("seed %d: %d, %v", n+1, p.Status, err)
		}
		// A rebate is rounded down to cents here, at up to six suppliers.
		if got := float64(p.Score) / 100; got < want-0.004 || got > want+0.064 {
			t.Errorf("seed %d: %.4f, but %.4f is the optimum", n+1, got, want)
		}
	}
}
