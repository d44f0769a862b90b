package audit

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

const (
	gather     = 20 * time.Millisecond  // after a wake-up, for what is committed at the same time
	sealTick   = 250 * time.Millisecond // when another sealer was at work
	sweepEvery = 5 * time.Second        // for entries whose process died before it could say so
	sweepBack  = 5 * time.Minute        // so long before may such an entry have been written
	lookEvery  = 10 * time.Minute       // through all chains, for what was written even earlier
	sealBatch  = 1000
	lastWords  = 2 * time.Second
	mostKnown  = 10_000 // entries remembered; beyond it the sweep finds them
)

type entryKey struct {
	owner string
	id    id.AuditID
}

// notice tells the sealers of this process which entries were committed.
type notice struct {
	mu      sync.Mutex
	sealers map[*Sealer]bool
}

func (n *notice) tell(owner string, entry id.AuditID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for s := range n.sealers {
		s.remember(entryKey{owner, entry})
		select {
		case s.wake <- struct{}{}:
		default: // a wake-up waits already
		}
	}
}

func (n *notice) join(s *Sealer) (leave func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.sealers == nil {
		n.sealers = map[*Sealer]bool{}
	}
	n.sealers[s] = true
	return func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.sealers, s)
	}
}

// Sealer chains committed entries. Every instance runs one; one of them works at a time. It seals what its own process has committed
// at once. For what a process that died has left it looks every few seconds among the latest entries, and through all chains when it
// starts and every few minutes: that takes longer the more companies there are.
type Sealer struct {
	trail *Trail
	db    *tenants.DB
	log   *slog.Logger
	wake  chan struct{}

	mu    sync.Mutex
	known []entryKey // committed and perhaps not sealed
}

// NewSealer makes a sealer that hears of what is written through trail; Run starts it.
func NewSealer(trail *Trail, db *tenants.DB, log *slog.Logger) *Sealer {
	return &Sealer{trail: trail, db: db, log: log, wake: make(chan struct{}, 1)}
}

// Run works until ctx ends. What fails is logged and tried again.
func (s *Sealer) Run(ctx context.Context) {
	defer s.trail.written.join(s)()
	tick, sweep, look := time.NewTicker(sealTick), time.NewTicker(sweepEvery), time.NewTicker(lookEvery)
	defer tick.Stop()
	defer sweep.Stop()
	defer look.Stop()
	failing, due := false, everything
	for {
		done, err := s.drain(ctx, due)
		if err != nil && !failing && ctx.Err() == nil { // once, not four times a second
			s.log.ErrorContext(ctx, "audit entries are not sealed", "error", err)
		}
		if failing = err != nil; done {
			due = nothing
		}
		select {
		case <-ctx.Done():
			s.finish(ctx)
			return
		case <-s.wake:
			time.Sleep(gather)
		case <-tick.C:
		case <-sweep.C:
			due = max(due, latest)
		case <-look.C:
			due = everything
		}
	}
}

// search is where to look for entries that nobody told of; a higher one finds what a lower one does.
type search int

const (
	nothing search = iota
	latest
	everything
)

// sweep seals what a search finds, batch by batch, each behind the last. mine is false when another sealer was at work.
func (s *Sealer) sweep(ctx context.Context, where search) (mine bool, err error) {
	var from place
	for n := sealBatch; n == sealBatch; {
		n, mine, err = s.round(ctx, func(ctx context.Context, tx *tenants.Tx, pg pgx.Tx) (found []record, err error) {
			if where == everything {
				found, err = overlooked(ctx, pg, from, sealBatch)
			} else {
				found, err = recent(ctx, pg, tx.Now().Add(-sweepBack), from, sealBatch)
			}
			if len(found) > 0 {
				last := found[len(found)-1]
				from = place{last.owner, last.at, last.id}
			}
			return found, err
		})
		if err != nil || !mine {
			return false, err
		}
	}
	return true, nil
}

// finish seals what this process has committed before it was stopped: only a sweep of another one would find it, seconds later.
func (s *Sealer) finish(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	for ctx.Err() == nil {
		if done, err := s.drain(ctx, nothing); done || err != nil {
			return
		}
		time.Sleep(gather) // another sealer was at work
	}
}

// drain seals what the search that is due finds, and then what is known. done is false when another sealer was at work.
func (s *Sealer) drain(ctx context.Context, due search) (done bool, err error) {
	if due != nothing {
		if mine, err := s.sweep(ctx, due); err != nil || !mine {
			return false, err
		}
	}
	for {
		known := s.take()
		if len(known) == 0 {
			return true, nil
		}
		_, mine, err := s.round(ctx, func(ctx context.Context, _ *tenants.Tx, pg pgx.Tx) ([]record, error) { return named(ctx, pg, known) })
		if err != nil || !mine {
			s.remember(known...)
			return false, err
		}
	}
}

// round seals one batch in one transaction.
func (s *Sealer) round(ctx context.Context, batch func(context.Context, *tenants.Tx, pgx.Tx) ([]record, error)) (n int, mine bool, err error) {
	err = s.db.InScope(ctx, tenants.Projector(tenants.ProjectorSealer), func(ctx context.Context, tx *tenants.Tx) error {
		pg, err := tx.PGX()
		if err != nil {
			return err
		}
		if mine, err = lead(ctx, pg); err != nil || !mine {
			return err
		}
		entries, err := batch(ctx, tx, pg)
		if err != nil || len(entries) == 0 {
			return err
		}
		ends, err := heads(ctx, pg, ownersOf(entries))
		if err != nil {
			return err
		}
		seals, err := chain(entries, ends)
		if err != nil {
			return err
		}
		n = len(seals)
		return insertSeals(ctx, pg, seals, tx.Now())
	})
	return n, mine, err
}

// chain links entries to the ends of their owners' chains, in the order given.
func chain(entries []record, heads map[string]link) ([]sealed, error) {
	seals := make([]sealed, len(entries))
	for i, e := range entries {
		head := heads[e.owner]
		hash, err := e.hash(head.hash, head.number+1)
		if err != nil {
			return nil, err
		}
		head = link{head.number + 1, hash}
		heads[e.owner] = head
		seals[i] = sealed{e, head}
	}
	return seals, nil
}

// ownersOf lists each owner once; entries come sorted by owner.
func ownersOf(entries []record) []string {
	var out []string
	for _, e := range entries {
		if len(out) == 0 || out[len(out)-1] != e.owner {
			out = append(out, e.owner)
		}
	}
	return out
}

// remember keeps entries to be sealed; what is too much, the sweep finds.
func (s *Sealer) remember(entries ...entryKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = append(s.known, entries[:min(len(entries), max(mostKnown-len(s.known), 0))]...)
}

// take takes out at most a batch.
func (s *Sealer) take() []entryKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := min(len(s.known), sealBatch)
	taken := s.known[:n:n]
	s.known = s.known[n:]
	return taken
}
