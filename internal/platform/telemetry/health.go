package telemetry

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"manifold/internal/kernel/clock"
)

// Check answers nil when the thing it looks at works. It should heed ctx; one
// that does not is left behind when its time is over, and not asked again until
// it has come back.
type Check func(ctx context.Context) error

// Checks is the registry of what the hub needs to be of use.
type Checks struct {
	clock    clock.Clock
	log      *slog.Logger
	draining atomic.Bool

	mu     sync.Mutex // guards what follows; held while the checks run, so that they run once for all who wait
	named  []*namedCheck
	result health
	at     time.Time
}

// freshness is how long a result is given out again.
const freshness = time.Second

// NewChecks begins an empty registry. log hears the causes, which the page hides.
func NewChecks(clk clock.Clock, log *slog.Logger) *Checks {
	return &Checks{clock: clk, log: log}
}

type namedCheck struct {
	name    string
	timeout time.Duration
	check   Check
	running atomic.Bool
}

// Add registers a readiness check. Adding a name twice is a mistake and panics.
func (c *Checks) Add(name string, timeout time.Duration, check Check) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.ContainsFunc(c.named, func(n *namedCheck) bool { return n.name == name }) {
		panic("telemetry: check " + name + " added twice")
	}
	c.named = append(c.named, &namedCheck{name: name, timeout: timeout, check: check})
	c.at = time.Time{}
}

// Drain makes the hub unready from now on, so that a load balancer sends nobody
// more while the last requests are answered.
func (c *Checks) Drain() { c.draining.Store(true) }

// health is what the pages say.
type health struct {
	Status string            `json:"status"`
	Checks map[string]string `json:"checks"`
}

const (
	statusOK       = "ok"
	statusFailed   = "failed"
	statusDraining = "draining"
)

// Healthz says that the process lives; it looks at nothing else, because a
// restart would mend nothing else.
func (c *Checks) Healthz() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		write(w, health{Status: statusOK, Checks: map[string]string{}})
	})
}

// Readyz says whether the hub can serve: 200, or 503 if any check fails.
func (c *Checks) Readyz() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		result := c.run()
		if c.draining.Load() {
			result.Status = statusDraining
		}
		write(w, result)
	})
}

func write(w http.ResponseWriter, h health) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if h.Status != statusOK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(h) // a visitor that left needs no answer
}

// run gives the last result while it is fresh, else a new one. The checks are
// not bound to the visitor's context: others wait for the same result.
func (c *Checks) run() health {
	c.mu.Lock()
	defer c.mu.Unlock()
	if age := c.clock.Now().Sub(c.at); !c.at.IsZero() && age >= 0 && age < freshness {
		return c.result
	}
	errs := make([]error, len(c.named))
	var all sync.WaitGroup
	for i, n := range c.named {
		all.Go(func() { errs[i] = n.run() })
	}
	all.Wait()
	result := health{Status: statusOK, Checks: map[string]string{}}
	for i, n := range c.named {
		result.Checks[n.name] = statusOK
		if errs[i] != nil {
			result.Status, result.Checks[n.name] = statusFailed, statusFailed
			c.log.Warn("readiness check failed", "check", n.name, "error", errs[i])
		}
	}
	c.result, c.at = result, c.clock.Now()
	return result
}

var errStillRunning = errors.New("the check before has not come back yet")

// run asks once and waits no longer than the time-out, even for a check that
// does not listen.
func (n *namedCheck) run() error {
	if !n.running.CompareAndSwap(false, true) {
		return errStillRunning
	}
	ctx, cancel := context.WithTimeout(context.Background(), n.timeout)
	answer := make(chan error, 1)
	go func() {
		defer cancel()
		defer n.running.Store(false)
		answer <- n.check(ctx)
	}()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		select { // both may be ready: an answer that came counts
		case err := <-answer:
			return err
		default:
			return ctx.Err()
		}
	}
}
