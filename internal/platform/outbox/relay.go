package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

const (
	relayTick   = 200 * time.Millisecond // how long an event of another process waits at most
	relayBatch  = 200                    // events per transaction
	sweepEvery  = time.Hour
	sweepBatch  = 5000
	keepsEvents = 7 * 24 * time.Hour
)

// Enqueue puts deliveries into the queue, in the relay's own transaction (platform/job).
type Enqueue func(context.Context, *tenants.Tx, []Delivery) error

// Relay gives committed events their numbers and enqueues their deliveries. Every instance runs one; one of them works at a time.
type Relay struct {
	db      *tenants.DB
	heard   map[string][]string // topic → names of subscriptions
	enqueue Enqueue
	stream  *Stream
	log     *slog.Logger
}

// NewRelay makes a relay. Two subscriptions of one name are an error. stream is told of what was numbered.
func NewRelay(db *tenants.DB, subscriptions []Subscription, enqueue Enqueue, stream *Stream, log *slog.Logger) (*Relay, error) {
	heard, named := map[string][]string{}, map[string]bool{}
	for _, s := range subscriptions {
		if s.Name == "" || s.Topic == "" || named[s.Name] {
			return nil, fmt.Errorf("outbox: subscription %q to %q has no name of its own or no topic", s.Name, s.Topic)
		}
		named[s.Name] = true
		heard[s.Topic] = append(heard[s.Topic], s.Name)
	}
	return &Relay{db: db, heard: heard, enqueue: enqueue, stream: stream, log: log}, nil
}

// Run works until ctx ends. What fails is logged and tried again.
func (r *Relay) Run(ctx context.Context) {
	rung, leave := published.listen()
	defer leave()
	tick, sweep := time.NewTicker(relayTick), time.NewTicker(sweepEvery)
	defer tick.Stop()
	defer sweep.Stop()
	failing := false
	for {
		err := r.drain(ctx)
		if err != nil && !failing && ctx.Err() == nil { // once, not five times a second
			r.log.ErrorContext(ctx, "events are not relayed", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-rung:
		case <-tick.C:
		case <-sweep.C:
			if _, err := Sweep(ctx, r.db); err != nil && ctx.Err() == nil {
				r.log.ErrorContext(ctx, "old events are not deleted", "error", err)
			}
		}
	}
}

// drain works until no event waits.
func (r *Relay) drain(ctx context.Context) error {
	for {
		n, err := r.round(ctx)
		if err != nil || n < relayBatch {
			return err
		}
	}
}

// round relays one batch; 0 when there is none or another relay is at work.
func (r *Relay) round(ctx context.Context) (int, error) {
	var relayed int
	err := r.db.InScope(ctx, tenants.Projector(tenants.ProjectorRelay), func(ctx context.Context, tx *tenants.Tx) error {
		pg, err := tx.PGX()
		if err != nil {
			return err
		}
		events, err := lead(ctx, pg, relayBatch)
		if err != nil || len(events) == 0 {
			return err
		}
		if err := number(ctx, pg, events); err != nil {
			return err
		}
		if deliveries := r.deliveries(events); len(deliveries) > 0 {
			if err := r.enqueue(ctx, tx, deliveries); err != nil {
				return err
			}
		}
		relayed = len(events)
		tx.AfterCommit(func() { r.stream.announce(companies(events)) })
		return nil
	})
	return relayed, err
}

func (r *Relay) deliveries(events []Stored) []Delivery {
	var out []Delivery
	for _, e := range events {
		for _, name := range r.heard[e.Topic] {
			out = append(out, Delivery{Subscription: name, Event: e})
		}
	}
	return out
}

// companies are those that see at least one of the events.
func companies(events []Stored) []id.CompanyID {
	seen := map[id.CompanyID]bool{}
	var out []id.CompanyID
	for _, e := range events {
		for _, c := range []id.CompanyID{e.Owner, e.Counterpart} {
			if !c.IsZero() && !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out
}

// Sweep deletes relayed events of more than seven days ago and says how many. The relay does it every hour.
func Sweep(ctx context.Context, db *tenants.DB) (deleted int64, err error) {
	for {
		var n int64
		err := db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), func(ctx context.Context, tx *tenants.Tx) error {
			pg, err := tx.PGX()
			if err != nil {
				return err
			}
			n, err = deleteBefore(ctx, pg, tx.Now().Add(-keepsEvents), sweepBatch)
			return err
		})
		deleted += n
		if err != nil || n < sweepBatch {
			return deleted, err
		}
	}
}
