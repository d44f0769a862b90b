package bench

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"manifold/internal/ordering/split"
	"manifold/internal/ordering/split/check"
	"manifold/internal/ordering/split/instance"
)

// baskets measures how baskets are divided: the generated ones at three sizes, tiny ones against all their plans, and location problems whose
// optima were proven by others. Times are of the processor, since the machine may have other work. Each certificate is checked.
func baskets(ctx context.Context, o Options) ([]Figure, error) {
	var figures []Figure
	for _, part := range []func(context.Context, Options) ([]Figure, error){basketsSmall, basketsMedium, basketsLarge, basketsTiny, locations} {
		more, err := part(ctx, o)
		if err != nil {
			return nil, err
		}
		figures = append(figures, more...)
	}
	return figures, nil
}

// divided is a plan and the time it took.
type divided struct {
	split.Plan
	took time.Duration
}

// divide makes a plan in so much time of the processor, and checks it.
func divide(ctx context.Context, b split.Basket, limit time.Duration) (divided, error) {
	timed, stop := context.WithCancel(ctx)
	defer stop()
	took := processorTime()
	go func() {
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for timed.Err() == nil {
			if <-tick.C; took() >= limit {
				stop()
			}
		}
	}()
	p, err := split.Solve(timed, b, split.Options{})
	spent := took()
	stop()
	if err == nil {
		err = check.Plan(b, p)
	}
	return divided{p, spent}, err
}

// basketsSmall: 50 lines, 20 suppliers, at most 6 of them; the first seeds are those whose optima other solvers proved.
func basketsSmall(ctx context.Context, _ Options) ([]Figure, error) {
	known := []float64{426252.06, 614413.04, 604686.68, 604424.41, 404467.50}
	const seeds = 40
	var times []time.Duration
	proven, met := 0, 0
	for seed := range int64(seeds) {
		d, err := divide(ctx, instance.Random(50, 20, 6, seed+1), time.Second)
		if err != nil {
			return nil, fmt.Errorf("50 × 20, seed %d: %w", seed+1, err)
		}
		times = append(times, d.took)
		if d.Status == split.Proven {
			proven++
		}
		// Here a rebate is rounded down to cents, at up to six suppliers.
		if seed < int64(len(known)) && float64(d.Score) > known[seed]-0.4 && float64(d.Score) < known[seed]+6.4 {
			met++
		}
	}
	share := float64(proven) * 100 / seeds
	return []Figure{
		{"basket 50 × 20, proven within 1 s", share, "%", "≥ 95", share >= 95},
		{"basket 50 × 20, optima of other solvers met", float64(met), "of 5", "5", met == len(known)},
		atMost("basket 50 × 20, median", median(times), 100),
		atMost("basket 50 × 20, slowest", float64(slices.Max(times).Microseconds())/1000, 1000),
	}, nil
}

// widest is the greatest gap, in percent, of the seeds of a size after so much time; and how many of them were proven.
func widest(ctx context.Context, lines, suppliers, most int, limit time.Duration) (gap float64, proven int, err error) {
	for seed := range int64(5) {
		d, err := divide(ctx, instance.Random(lines, suppliers, most, seed+1), limit)
		if err != nil {
			return 0, 0, fmt.Errorf("%d × %d, seed %d: %w", lines, suppliers, seed+1, err)
		}
		gap = max(gap, 100*d.Gap())
		if d.Status == split.Proven {
			proven++
		}
	}
	return gap, proven, nil
}

func gapAtMost(name string, gap, target float64) Figure {
	return Figure{name, gap, "%", fmt.Sprintf("≤ %g", target), gap <= target}
}

func basketsMedium(ctx context.Context, o Options) ([]Figure, error) {
	gap, proven, err := widest(ctx, 200, 50, 10, time.Second)
	if err != nil || !o.Large {
		return []Figure{gapAtMost("basket 200 × 50, widest gap at 1 s", gap, 0.05)}, err
	}
	later, provenLater, err := widest(ctx, 200, 50, 10, 10*time.Second)
	return []Figure{
		gapAtMost("basket 200 × 50, widest gap at 1 s", gap, 0.05),
		{"basket 200 × 50, proven at 1 s", float64(proven), "of 5", "-", true},
		gapAtMost("basket 200 × 50, widest gap at 10 s", later, 0.05),
		{"basket 200 × 50, proven at 10 s", float64(provenLater), "of 5", "-", true},
	}, err
}

func basketsLarge(ctx context.Context, o Options) ([]Figure, error) {
	gap, _, err := widest(ctx, 500, 100, 15, time.Second)
	figures := []Figure{gapAtMost("basket 500 × 100, widest gap at 1 s", gap, 1)}
	if err != nil || !o.Large {
		return figures, err
	}
	soon, _, err := widest(ctx, 500, 100, 15, 10*time.Second)
	if err != nil {
		return nil, err
	}
	late, _, err := widest(ctx, 500, 100, 15, time.Minute)
	return append(figures, Figure{"basket 500 × 100, widest gap at 10 s", soon, "%", "-", true},
		gapAtMost("basket 500 × 100, widest gap at 60 s", late, 0.02)), err
}

// basketsTiny compares plans of tiny baskets, with all terms and rules, to the best of all their plans.
func basketsTiny(ctx context.Context, _ Options) ([]Figure, error) {
	const seeds = 5000
	equal, rules, kept := 0, 0, 0
	for seed := range uint64(seeds) {
		b := instance.Small(seed)
		p, err := split.Solve(ctx, b, split.Options{})
		if err == nil {
			err = check.Plan(b, p)
		}
		if err != nil {
			return nil, fmt.Errorf("tiny basket %d: %w", seed, err)
		}
		best, possible := check.Exhaust(b)
		if possible == (p.Status == split.Proven) && (!possible || p.Score == best) {
			equal++
		}
		prices, err := split.Prices(ctx, b, p, split.Options{})
		if err != nil {
			return nil, err
		}
		for _, price := range prices {
			if p.Choice == nil {
				continue
			}
			rules++
			without := b
			without.Rules = slices.Delete(slices.Clone(b.Rules), price.Rule, price.Rule+1)
			if best, _ := check.Exhaust(without); price.Exact && price.Saving == p.Score-best {
				kept++
			}
		}
	}
	return []Figure{
		{"basket, tiny: equal to the best of all plans", float64(equal), "baskets", "5000", equal == seeds},
		{"basket, tiny: rules whose price is exactly what removing them saves", float64(kept), "rules", strconv.Itoa(rules), kept == rules},
	}, nil
}

// locations divides the location problems of two published sets.
func locations(ctx context.Context, o Options) ([]Figure, error) {
	limit := time.Second
	if o.Large {
		limit = 10 * time.Second
	}
	var figures []Figure
	for form, set := range []string{"Lib_1", "Lib_2"} {
		more, err := locationSet(ctx, filepath.Join(cmp.Or(o.Data, "../shared/data"), "sscflp", set), instance.Form(form), limit)
		if err != nil {
			return nil, err
		}
		figures = append(figures, more...)
	}
	return figures, nil
}

func locationSet(ctx context.Context, dir string, form instance.Form, limit time.Duration) ([]Figure, error) {
	text, err := os.ReadFile(filepath.Join(dir, "os"))
	if err != nil {
		return nil, err
	}
	optima := strings.Fields(string(text))
	met, proven, under, far := 0, 0, 0, 0.0
	for n, word := range optima {
		optimum, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil, err
		}
		d, err := locate(ctx, filepath.Join(dir, fmt.Sprintf("p%d", n+1)), form, limit)
		if err != nil {
			return nil, fmt.Errorf("p%d: %w", n+1, err)
		}
		switch {
		case d.Choice == nil:
			far = 100
		case d.Score < optimum || d.Bound > optimum:
			under++
		case d.Score == optimum:
			met++
		}
		if d.Choice != nil {
			far = max(far, 100*float64(d.Score-optimum)/float64(optimum))
		}
		if d.Status == split.Proven {
			proven++
		}
	}
	name := fmt.Sprintf("basket, %s at %s: ", []string{"Delmaire", "Holmberg"}[form], limit)
	all := fmt.Sprintf("of %d", len(optima))
	return []Figure{
		{name + "optimum met", float64(met), all, "-", true},
		{name + "proven", float64(proven), all, "-", true},
		{name + "farthest from it", far, "%", "-", true},
		{name + "said to be better than the optimum", float64(under), all, "0", under == 0},
	}, nil
}

func locate(ctx context.Context, path string, form instance.Form, limit time.Duration) (divided, error) {
	f, err := os.Open(path)
	if err != nil {
		return divided{}, err
	}
	defer func() { _ = f.Close() }()
	b, err := instance.Location(f, form)
	if err != nil {
		return divided{}, err
	}
	return divide(ctx, b, limit)
}
