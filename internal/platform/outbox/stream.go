package outbox

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

const (
	channelPrefix = "hub:events:"
	pollEvery     = time.Second            // without Redis
	pingAfter     = 2 * time.Second        // of silence
	redisPatience = 200 * time.Millisecond // a wake-up that takes longer is not worth it
	mostEvents    = 500
)

// Channel is the Redis channel that announces new events of a company to the other instances. Messages are empty.
func Channel(company id.CompanyID) string { return channelPrefix + company.UUID() }

// Everybody stands for all companies in Subscribe.
var Everybody id.CompanyID

// Stream is the source of live events: what a company missed, and a wake-up when there is more.
type Stream struct {
	db    *tenants.DB
	redis *redis.Client
	log   *slog.Logger

	heard atomic.Bool // Redis tells of what other instances relay

	mu    sync.Mutex
	bells map[id.CompanyID]*bell
}

// NewStream makes a stream. Without Redis (nil) events of other instances are found within a second instead of at once.
func NewStream(db *tenants.DB, redis *redis.Client, log *slog.Logger) *Stream {
	return &Stream{db: db, redis: redis, log: log, bells: map[id.CompanyID]*bell{}}
}

// Events reads what the company of the scope sees after a number, in order. limit is cut to 500. The last number read is where
// to go on, and an empty answer means that there is no more yet.
func (s *Stream) Events(ctx context.Context, scope tenants.Scope, after int64, limit int) ([]Stored, error) {
	var events []Stored
	err := s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		events, err = eventsAfter(ctx, tx, after, min(max(limit, 1), mostEvents))
		return err
	})
	return events, err
}

// Head is the last number given to any event: where a screen begins that wants only what is new.
func (s *Stream) Head(ctx context.Context) (last int64, err error) {
	err = s.db.Read(ctx, tenants.Projector(tenants.ProjectorRelay), func(ctx context.Context, tx *tenants.Tx) error {
		pg, err := tx.PGX()
		if err != nil {
			return err
		}
		last, err = head(ctx, pg)
		return err
	})
	return last, err
}

// Subscribe gives a channel that receives when the company may have new events. Call leave when done. Subscribe first and read
// then, or an event in between waits for the next one.
func (s *Stream) Subscribe(company id.CompanyID) (woken <-chan struct{}, leave func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.bells[company]
	if b == nil {
		b = &bell{}
		s.bells[company] = b
	}
	woken, quit := b.listen()
	return woken, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		quit()
		if b.silent() && s.bells[company] == b {
			delete(s.bells, company)
		}
	}
}

// Run listens to other instances until ctx ends: over Redis, and while that is away by looking each second.
func (s *Stream) Run(ctx context.Context) {
	var listeners sync.WaitGroup
	defer listeners.Wait()
	if s.redis != nil {
		listeners.Go(func() { s.listen(ctx) })
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	var seen int64
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if s.heard.Load() || !s.hasListeners() {
			continue
		}
		if last, err := s.Head(ctx); err == nil && last != seen {
			seen = last
			s.wakeAll()
		}
	}
}

// listen passes wake-ups on as long as Redis is there, and comes back when it does. The library connects again by itself;
// what was lost in between is made good by waking everybody.
func (s *Stream) listen(ctx context.Context) {
	pubsub := s.redis.PSubscribe(ctx, channelPrefix+"*")
	defer func() { _ = pubsub.Close() }()
	defer s.heard.Store(false)
	asked := false // whether a ping waits for its answer
	for ctx.Err() == nil {
		message, err := pubsub.ReceiveTimeout(ctx, pingAfter)
		if quiet(err) && !asked {
			asked = true
			err = pubsub.Ping(ctx) // a connection that hangs looks like one with nothing to say
			if err == nil {
				continue
			}
		}
		if err != nil {
			if s.heard.Swap(false) && ctx.Err() == nil {
				s.log.WarnContext(ctx, "redis is away; live events are looked for each second", "error", err)
			}
			pause(ctx, pollEvery)
			continue
		}
		asked = false
		if !s.heard.Swap(true) {
			s.wakeAll()
		}
		if m, ok := message.(*redis.Message); ok {
			var company id.CompanyID
			if err := company.Scan(strings.TrimPrefix(m.Channel, channelPrefix)); err == nil {
				s.wake(company)
			}
		}
	}
}

// quiet tells that nothing came, which is no trouble yet.
func quiet(err error) bool {
	var network net.Error
	return errors.As(err, &network) && network.Timeout()
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// announce wakes the streams of companies, here and on the other instances.
func (s *Stream) announce(companies []id.CompanyID) {
	for _, c := range companies {
		s.wake(c)
	}
	if s.redis == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), redisPatience)
	defer cancel()
	_, _ = s.redis.Pipelined(ctx, func(p redis.Pipeliner) error { // a lost wake-up is found by looking
		for _, c := range companies {
			p.Publish(ctx, Channel(c), "")
		}
		return nil
	})
}

func (s *Stream) wake(company id.CompanyID) {
	s.mu.Lock()
	bells := []*bell{s.bells[company], s.bells[Everybody]}
	s.mu.Unlock()
	for _, b := range bells {
		if b != nil {
			b.ring()
		}
	}
}

func (s *Stream) wakeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.bells {
		b.ring()
	}
}

func (s *Stream) hasListeners() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.bells) > 0
}
