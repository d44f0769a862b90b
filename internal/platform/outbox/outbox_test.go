package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/localredis"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

var quiet = slog.New(slog.DiscardHandler)

func company() id.CompanyID { return id.New[id.Company](time.Now()) }

func supplier(c id.CompanyID) tenants.Scope { return tenants.Supplier(c, id.New[id.Seat](time.Now())) }

func publish(t *testing.T, db *tenants.DB, scope tenants.Scope, e outbox.Event) {
	t.Helper()
	err := db.InScope(t.Context(), scope, func(ctx context.Context, tx *tenants.Tx) error { return outbox.Publish(ctx, tx, e) })
	if err != nil {
		t.Fatal(err)
	}
}

// relay starts one and stops it with the test.
func relay(t *testing.T, db *tenants.DB, stream *outbox.Stream, enqueue outbox.Enqueue, subs ...outbox.Subscription) {
	t.Helper()
	r, err := outbox.NewRelay(db, subs, enqueue, stream, quiet)
	if err != nil {
		t.Fatal(err)
	}
	run(t, r.Run)
}

func run(t *testing.T, fn func(context.Context)) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { fn(ctx) })
	t.Cleanup(func() { cancel(); running.Wait() })
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatal("not within ten seconds: " + what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func events(t *testing.T, s *outbox.Stream, scope tenants.Scope, after int64) []outbox.Stored {
	t.Helper()
	got, err := s.Events(t.Context(), scope, after, 500)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// basket collects what relays enqueue, in place of a queue.
type basket struct {
	mu   sync.Mutex
	got  []outbox.Delivery
	fail error
}

func (b *basket) enqueue(_ context.Context, tx *tenants.Tx, d []outbox.Delivery) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		return b.fail
	}
	tx.AfterCommit(func() { // only what was committed is in the queue
		b.mu.Lock()
		defer b.mu.Unlock()
		b.got = append(b.got, d...)
	})
	return nil
}

func (b *basket) deliveries() []outbox.Delivery {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.got)
}

func (b *basket) failing(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fail = err
}

func TestLateCommitComesLater(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	stream := outbox.NewStream(db, nil, quiet)
	me := company()
	early, late := supplier(me), supplier(me)
	wrote, commit, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() { // begins first, with the lower id, and is committed last
		done <- db.InScope(context.Background(), late, func(ctx context.Context, tx *tenants.Tx) error {
			err := outbox.Publish(ctx, tx, outbox.Event{Topic: "test.late"})
			close(wrote)
			<-commit
			return err
		})
	}()
	<-wrote
	publish(t, db, early, outbox.Event{Topic: "test.early", Payload: map[string]int{"n": 1}})
	relay(t, db, stream, nil)
	eventually(t, "the early event", func() bool { return len(events(t, stream, early, 0)) == 1 })
	seen := events(t, stream, early, 0)[0]
	if seen.Topic != "test.early" || seen.Number != 1 || string(seen.Payload) != `{"n": 1}` || seen.Owner != me {
		t.Errorf("first event %+v", seen)
	}
	close(commit)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	eventually(t, "the late event", func() bool { return len(events(t, stream, early, seen.Number)) == 1 })
	if e := events(t, stream, early, seen.Number)[0]; e.Topic != "test.late" || e.ID.UUID() > seen.ID.UUID() {
		t.Errorf("late event %+v after %+v", e, seen)
	}
}

func TestRolledBackEventsNeverHappened(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	stream, scope := outbox.NewStream(db, nil, quiet), supplier(company())
	refusal := errors.New("no")
	err := db.InScope(t.Context(), scope, func(ctx context.Context, tx *tenants.Tx) error {
		return errors.Join(outbox.Publish(ctx, tx, outbox.Event{Topic: "test.never"}), refusal)
	})
	if !errors.Is(err, refusal) {
		t.Fatal(err)
	}
	publish(t, db, scope, outbox.Event{Topic: "test.happened"})
	relay(t, db, stream, nil)
	eventually(t, "the event", func() bool { return len(events(t, stream, scope, 0)) > 0 })
	if got := events(t, stream, scope, 0); len(got) != 1 || got[0].Topic != "test.happened" {
		t.Errorf("events %+v", got)
	}
}

func TestTwoRelaysGiveEachSubscriberEachEventOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	var b basket
	subs := []outbox.Subscription{{Name: "mail", Topic: "test.a"}, {Name: "index", Topic: "test.a"}, {Name: "other", Topic: "test.b"}}
	stream := outbox.NewStream(db, nil, quiet)
	for range 2 {
		relay(t, db, stream, b.enqueue, subs...)
	}
	owners := []id.CompanyID{company(), company(), company()}
	const each = 40
	var writers sync.WaitGroup
	for w := range 6 {
		writers.Go(func() {
			for i := range each {
				err := db.InScope(t.Context(), supplier(owners[w%3]), func(ctx context.Context, tx *tenants.Tx) error {
					return outbox.Publish(ctx, tx, outbox.Event{Topic: []string{"test.a", "test.b", "test.unheard"}[i%3], Object: fmt.Sprintf("%d-%d", w, i)})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	const all = 6 * each
	eventually(t, "all events", func() bool { last, err := stream.Head(t.Context()); return err == nil && last == all })
	eventually(t, "all deliveries", func() bool { return len(b.deliveries()) >= 6*(14*2+13) })
	seen := map[string]int{}
	for _, d := range b.deliveries() {
		seen[d.Subscription+" "+d.Event.Object]++
		if heard := map[string]string{"mail": "test.a", "index": "test.a", "other": "test.b"}[d.Subscription]; heard != d.Event.Topic {
			t.Errorf("%s got %s", d.Subscription, d.Event.Topic)
		}
	}
	if len(seen) != 6*(14*2+13) {
		t.Errorf("%d different deliveries", len(seen))
	}
	for key, n := range seen {
		if n != 1 {
			t.Errorf("%s delivered %d times", key, n)
		}
	}
	numbers := map[int64]bool{}
	for _, c := range owners {
		for _, e := range events(t, stream, supplier(c), 0) {
			numbers[e.Number] = true
		}
	}
	if len(numbers) != all {
		t.Errorf("%d different numbers for %d events", len(numbers), all)
	}
}

func TestNumberAndDeliveriesAreOne(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	var b basket
	b.failing(errors.New("the process dies between number and queue"))
	stream, scope := outbox.NewStream(db, nil, quiet), supplier(company())
	publish(t, db, scope, outbox.Event{Topic: "test.a"})
	relay(t, db, stream, b.enqueue, outbox.Subscription{Name: "mail", Topic: "test.a"})
	time.Sleep(300 * time.Millisecond)
	if last, err := stream.Head(t.Context()); err != nil || last != 0 || len(events(t, stream, scope, 0)) != 0 {
		t.Errorf("numbered without its delivery: head %d, %v", last, err)
	}
	b.failing(nil)
	eventually(t, "the delivery", func() bool { return len(b.deliveries()) == 1 })
	if got := events(t, stream, scope, 0); len(got) != 1 || got[0].Number != 1 {
		t.Errorf("events %+v", got)
	}
}

func TestStreamShowsBothPartiesAndNobodyElse(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	stream := outbox.NewStream(db, nil, quiet)
	relay(t, db, stream, nil)
	seller, buyer, stranger := company(), company(), company()
	woken, leave := stream.Subscribe(buyer)
	defer leave()
	publish(t, db, supplier(seller), outbox.Event{Topic: "test.own"})
	publish(t, db, supplier(seller), outbox.Event{Topic: "test.shared", Counterpart: buyer, Object: "x"})
	select {
	case <-woken:
	case <-time.After(2 * time.Second):
		t.Fatal("the counterpart is not woken")
	}
	eventually(t, "both events", func() bool { return len(events(t, stream, supplier(seller), 0)) == 2 })
	got := events(t, stream, tenants.Buyer(buyer, id.New[id.Seat](time.Now())), 0)
	if len(got) != 1 || got[0].Topic != "test.shared" || got[0].Counterpart != buyer {
		t.Errorf("the counterpart sees %+v", got)
	}
	if got := events(t, stream, supplier(stranger), 0); len(got) != 0 {
		t.Errorf("a stranger sees %+v", got)
	}
	if err := db.InScope(t.Context(), supplier(stranger), func(ctx context.Context, tx *tenants.Tx) error {
		return outbox.Publish(ctx, tx, outbox.Event{Topic: "test.forged", Owner: seller})
	}); err == nil {
		t.Error("a stranger publishes in another company's name")
	}
}

// Two instances: the relay of one wakes the streams of the other, over Redis or by its looking.
func TestOtherInstancesAreWoken(t *testing.T) {
	t.Parallel()
	server, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	options, err := redis.ParseURL(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	for name, client := range map[string]*redis.Client{"with redis": redis.NewClient(options), "without": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.Open(t)
			here, there := outbox.NewStream(db, client, quiet), outbox.NewStream(db, client, quiet)
			relay(t, db, here, nil)
			me := company()
			woken, leave := there.Subscribe(me)
			defer leave()
			run(t, there.Run)
			if client != nil { // the first wake-up says that Redis is heard
				<-woken
			}
			publish(t, db, supplier(me), outbox.Event{Topic: "test.a"})
			select {
			case <-woken:
			case <-time.After(3 * time.Second):
				t.Fatal("not woken")
			}
			if len(events(t, there, supplier(me), 0)) != 1 {
				t.Error("woken before the event can be read")
			}
		})
	}
}

func TestStreamSurvivesTheLossOfRedis(t *testing.T) {
	t.Parallel()
	server, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	options, err := redis.ParseURL(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	db := pgtest.Open(t)
	client := redis.NewClient(options)
	here, there := outbox.NewStream(db, client, quiet), outbox.NewStream(db, client, quiet)
	relay(t, db, here, nil)
	me := company()
	woken, leave := there.Subscribe(me)
	defer leave()
	run(t, there.Run)
	<-woken // the first wake-up says that Redis is heard
	server.Stop()
	publish(t, db, supplier(me), outbox.Event{Topic: "test.a"})
	eventually(t, "a wake-up without Redis", func() bool {
		select {
		case <-woken:
			return len(events(t, there, supplier(me), 0)) == 1
		default:
			return false
		}
	})
}

func TestOldEventsGo(t *testing.T) {
	t.Parallel()
	now := clock.NewFake(time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC))
	db := pgtest.OpenAt(t, now)
	stream, scope := outbox.NewStream(db, nil, quiet), supplier(company())
	publish(t, db, scope, outbox.Event{Topic: "test.old"})
	relay(t, db, stream, nil)
	eventually(t, "the event", func() bool { return len(events(t, stream, scope, 0)) == 1 })
	now.Advance(6 * 24 * time.Hour)
	publish(t, db, scope, outbox.Event{Topic: "test.young"})
	eventually(t, "the second", func() bool { return len(events(t, stream, scope, 0)) == 2 })
	if n, err := outbox.Sweep(t.Context(), db); n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	now.Advance(24*time.Hour + time.Second)
	if n, err := outbox.Sweep(t.Context(), db); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if got := events(t, stream, scope, 0); len(got) != 1 || got[0].Topic != "test.young" {
		t.Errorf("left %+v", got)
	}
}

func TestSubscriptionsNeedNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, subs := range [][]outbox.Subscription{
		{{Name: "a", Topic: "x"}, {Name: "a", Topic: "y"}}, {{Topic: "x"}}, {{Name: "a"}},
	} {
		if _, err := outbox.NewRelay(nil, subs, nil, nil, quiet); err == nil {
			t.Errorf("%+v is accepted", subs)
		}
	}
}
