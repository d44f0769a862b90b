package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg"
	"manifold/tenants"
)

// Figure is one measured value beside its target.
type Figure struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Target string  `json:"target"`
	OK     bool    `json:"ok"`
}

var benches = map[string]func(context.Context, *app.App, Options) ([]Figure, error){
	"compare": comparing,
	"scope":   scope,
	"signin":  signIn,
	"import":  imports,
	"order":   ordering,
	"search":  searching,
	"prices":  prices,
}

// engines are measured without a hub.
var engines = map[string]func(context.Context, Options) ([]Figure, error){
	"basket":   baskets,
	"matching": matchingBench,
	"receipt":  receipts,
}

// Options are what some benches want to know. The zero Options do for all.
type Options struct {
	Data  string // folder of data sets; empty is the usual one of the bench
	Large bool   // measure at full size, which takes minutes
	Lines int    // of receipt; 0: a million
	Keep  string // folder in which search leaves its items for the next run; empty throws them away
}

// Names are what can be measured.
func Names() []string {
	return slices.Sorted(slices.Values(slices.Concat(slices.Collect(maps.Keys(benches)), slices.Collect(maps.Keys(engines)))))
}

// Run measures one.
func Run(ctx context.Context, name string, o Options) ([]Figure, error) {
	if measure, ok := engines[name]; ok {
		return measure(ctx, o)
	}
	measure, ok := benches[name]
	if !ok {
		return nil, fmt.Errorf("there is no bench %q", name)
	}
	var figures []Figure
	do := func(hub *app.App) (err error) {
		figures, err = measure(ctx, hub, o)
		return err
	}
	var err error
	if o.Keep != "" {
		err = onHubIn(ctx, o.Keep, do)
	} else {
		err = onHub(ctx, do)
	}
	return figures, err
}

// onHub opens a hub on an empty database of its own, which is thrown away.
func onHub(ctx context.Context, do func(*app.App) error) error {
	dir, err := os.MkdirTemp("", "hub-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	place, err := localpg.Place(dir)
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(filepath.Dir(place)) }()
	return onHubIn(ctx, dir, do)
}

// onHubIn opens a hub on the database in a folder.
func onHubIn(ctx context.Context, dir string, do func(*app.App) error) error {
	cfg, err := config.Load([]string{"HUB_DATA=" + dir, "HUB_LISTEN=127.0.0.1:0"}, "")
	if err != nil {
		return err
	}
	cfg, stop, err := app.StartLocal(ctx, cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { _ = stop() }()
	hub, err := app.Open(ctx, cfg, app.Options{Version: "bench", Log: io.Discard})
	if err != nil {
		return err
	}
	defer func() { _ = hub.Close() }()
	return do(hub)
}

const benchPassword = "a password for measuring"

// scope measures what a signed scope costs: an empty transaction in one, and the whole look-up of a request's caller.
func scope(ctx context.Context, hub *app.App, _ Options) ([]Figure, error) {
	const rounds = 2000
	empty := func(context.Context, *tenants.Tx) error { return nil }
	one, err := each(rounds, func(int) error { return hub.DB.Read(ctx, tenants.Anonymous(), empty) })
	if err != nil {
		return nil, err
	}
	in, err := signedIn(ctx, hub)
	if err != nil {
		return nil, err
	}
	caller, err := each(rounds, func(int) error {
		_, err := hub.Identity.Authenticate(ctx, in.Access)
		return err
	})
	if err != nil {
		return nil, err
	}
	return []Figure{
		atMost("empty scope, median", median(one), 1.5),
		atMost("caller of a request, median", median(caller), 3),
	}, nil
}

// signIn measures whether the time of a refusal tells that an account exists: 200 tries each, taken in turns.
func signIn(ctx context.Context, hub *app.App, _ Options) ([]Figure, error) {
	if _, err := signedIn(ctx, hub); err != nil {
		return nil, err
	}
	var known, unknown []time.Duration
	for i := range 200 {
		// Each from a network of its own, so that the limit on tries stays out of the way.
		from := audit.WithOrigin(ctx, audit.Origin{IP: fmt.Sprintf("10.%d.%d.1", i/250, i%250)})
		for _, try := range []struct {
			login string
			times *[]time.Duration
		}{{"bench@example.com", &known}, {fmt.Sprintf("nobody%d@example.com", i), &unknown}} {
			took := stopwatch()
			_, err := hub.Identity.SignIn(from, try.login, "wrong password", "")
			*try.times = append(*try.times, took())
			if err == nil {
				return nil, fmt.Errorf("a wrong password was taken")
			}
		}
		if i%90 == 89 {
			hub.Identity.ForgetTries(ctx, "bench@example.com")
		}
	}
	apart := median(known) - median(unknown)
	return []Figure{
		{"refusal of a known login, median", median(known), "ms", "", true},
		{"refusal of an unknown login, median", median(unknown), "ms", "", true},
		atMost("difference of the medians", max(apart, -apart), 5),
	}, nil
}

func signedIn(ctx context.Context, hub *app.App) (identity.SignedIn, error) {
	_, _, err := hub.Identity.Provision(ctx, identity.Person{Email: "bench@example.com", Name: "Bench", Locale: "en"}, benchPassword,
		identity.NewCompany{Name: "Bench", Country: "GB", Parts: []string{"buyer"}})
	if err != nil {
		return identity.SignedIn{}, err
	}
	return hub.Identity.SignIn(ctx, "bench@example.com", benchPassword, "")
}

func each(n int, do func(int) error) ([]time.Duration, error) {
	times := make([]time.Duration, n)
	for i := range times {
		took := stopwatch()
		if err := do(i); err != nil {
			return nil, err
		}
		times[i] = took()
	}
	return times, nil
}

func stopwatch() func() time.Duration {
	began := time.Now()                                      //nolint:forbidigo // measures real time
	return func() time.Duration { return time.Since(began) } //nolint:forbidigo // measures real time
}

// median in milliseconds.
func median(times []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return float64(sorted[len(sorted)/2].Microseconds()) / 1000
}

func atMost(name string, ms, target float64) Figure {
	return Figure{name, ms, "ms", fmt.Sprintf("≤ %g", target), ms <= target}
}
