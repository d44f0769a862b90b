package sms_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"manifold/internal/platform/job"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/seal"
	"manifold/internal/platform/sms"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// gateway fails once for one number, always for another, and sends the rest.
type gateway struct{ away, bad, sent atomic.Int64 }

func (g *gateway) Send(_ context.Context, m sms.Message) error {
	switch {
	case m.To == "+8613800000001" && g.away.Add(1) == 1:
		return errors.New("the gateway answered 503")
	case m.To == "+8613800000002":
		g.bad.Add(1)
		return fmt.Errorf("%w: it answered 422", sms.ErrRejected)
	case m.Text != "验证码 123456":
		return errors.New("another text")
	}
	g.sent.Add(1)
	return nil
}

func TestQueue(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	var far gateway
	queue, err := sms.NewQueue(bytes.Repeat([]byte{7}, seal.KeySize), &far)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"+8613800000000", "+8613800000001", "+8613800000002"} {
		err := db.InScope(t.Context(), tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
			return queue.Send(ctx, tx, sms.Message{To: to, Text: "验证码 123456"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err = db.InScope(t.Context(), tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		return queue.Send(ctx, tx, sms.Message{To: "13800000000", Text: "a"})
	})
	if !errors.Is(err, sms.ErrInvalid) {
		t.Errorf("a number that is none is queued: %v", err)
	}
	var readable int
	err = pgtest.Admin(t, db).QueryRow(t.Context(), `SELECT count(*) FROM river.river_job WHERE args::text LIKE '%+86138%' OR args::text LIKE '%123456%'`).Scan(&readable)
	if err != nil || readable != 0 {
		t.Errorf("%d queued messages can be read, %v", readable, err)
	}
	r := job.NewRegistry(db, slog.New(slog.DiscardHandler))
	queue.Handle(r)
	runner, err := job.NewRunner(r, job.Workers{})
	if err != nil {
		t.Fatal(err)
	}
	if err := runner.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = runner.Stop(context.Background()) })
	for deadline := time.Now().Add(15 * time.Second); far.sent.Load() < 2 || far.bad.Load() == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("sent %d", far.sent.Load())
		}
	}
	time.Sleep(1500 * time.Millisecond) // longer than the first delay
	if far.bad.Load() != 1 || far.away.Load() != 2 || far.sent.Load() != 2 {
		t.Errorf("bad tried %d times, away %d times, sent %d", far.bad.Load(), far.away.Load(), far.sent.Load())
	}
}
