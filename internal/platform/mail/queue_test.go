package mail_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"manifold/internal/platform/job"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// server answers each address with what is planned for it, attempt by attempt.
type server struct {
	mu    sync.Mutex
	tries map[string]int
	plan  map[string][]error
	sent  []mail.Message
}

func (s *server) Send(_ context.Context, m mail.Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	try := s.tries[m.To]
	s.tries[m.To]++
	if try < len(s.plan[m.To]) {
		return s.plan[m.To][try]
	}
	s.sent = append(s.sent, m)
	return nil
}

func (s *server) state() (sent int, tries map[string]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tries = map[string]int{}
	for to, n := range s.tries {
		tries[to] = n
	}
	return len(s.sent), tries
}

func TestQueue(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	rejected := fmt.Errorf("%w: code 550", mail.ErrRejected)
	far := &server{tries: map[string]int{}, plan: map[string][]error{
		"away@example.com": {errors.New("connection refused")},
		"bad@example.com":  {rejected, rejected, rejected, rejected},
	}}
	queue, err := mail.NewQueue(bytes.Repeat([]byte{7}, seal.KeySize), far)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"good@example.com", "away@example.com", "bad@example.com"} {
		m := mail.Message{To: to, Subject: "确认", Text: "token-1234", HTML: "<p>token-1234</p>", Locale: "zh-CN", Headers: map[string]string{"X-Kind": "confirm"}}
		err := db.InScope(t.Context(), tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error { return queue.Send(ctx, tx, m) })
		if err != nil {
			t.Fatal(err)
		}
	}
	err = db.InScope(t.Context(), tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		return queue.Send(ctx, tx, mail.Message{To: "no address", Subject: "a", Text: "b"})
	})
	if !errors.Is(err, mail.ErrUnsafe) {
		t.Errorf("a message that cannot be sent is queued: %v", err)
	}
	var readable int
	err = pgtest.Admin(t, db).QueryRow(t.Context(), `SELECT count(*) FROM river.river_job WHERE args::text LIKE '%token%' OR args::text LIKE '%example%'`).Scan(&readable)
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
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		sent, tries := far.state()
		if sent == 2 && tries["bad@example.com"] > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("sent %d, tried %v", sent, tries)
		}
	}
	time.Sleep(1500 * time.Millisecond) // longer than the first delay
	if _, tries := far.state(); tries["bad@example.com"] != 1 || tries["away@example.com"] != 2 || tries["good@example.com"] != 1 {
		t.Errorf("tried %v", tries)
	}
	far.mu.Lock()
	defer far.mu.Unlock()
	for _, m := range far.sent {
		if m.Subject != "确认" || m.Text != "token-1234" || m.HTML == "" || m.Locale != "zh-CN" || m.Headers["X-Kind"] != "confirm" {
			t.Errorf("sent %+v", m)
		}
	}
}
