package job_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

var quiet = slog.New(slog.DiscardHandler)

func company() id.CompanyID { return id.New[id.Company](time.Now()) }

func supplier(c id.CompanyID) tenants.Scope { return tenants.Supplier(c, id.New[id.Seat](time.Now())) }

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatal("not within fifteen seconds: " + what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func work(t *testing.T, r *job.Registry) *job.Runner {
	t.Helper()
	runner, err := job.NewRunner(r, job.Workers{})
	if err != nil {
		t.Fatal(err)
	}
	if err := runner.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_ = runner.Stop(ctx)
	})
	return runner
}

type note struct {
	Text string `json:"text"`
}

func (note) Kind() string { return "test_note" }

func enqueue(t *testing.T, db *tenants.DB, s tenants.Scope, args job.Args) {
	t.Helper()
	err := db.InScope(t.Context(), s, func(ctx context.Context, tx *tenants.Tx) error { return job.Enqueue(ctx, tx, args) })
	if err != nil {
		t.Fatal(err)
	}
}

// journal collects what handlers saw.
type journal struct {
	mu   sync.Mutex
	rows []string
}

func (j *journal) add(row string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.rows = append(j.rows, row)
}

func (j *journal) all() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.rows)
}

func TestEveryScopeEnqueuesForItsOwn(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	c, seat, person := company(), id.New[id.Seat](time.Now()), id.New[id.Person](time.Now())
	var mu sync.Mutex
	seen := map[string]job.Context{}
	r := job.NewRegistry(db, quiet)
	job.Handle(r, func(ctx context.Context, jc job.Context, n note) error {
		err := db.InScope(ctx, jc.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
			return outbox.Publish(ctx, tx, outbox.Event{Topic: "test.ran"}) // the scope opens and may write for its owner
		})
		mu.Lock()
		defer mu.Unlock()
		seen[n.Text] = jc
		return err
	})
	work(t, r)
	scopes := map[string]tenants.Scope{
		"supplier": tenants.Supplier(c, seat).By(person), "buyer": tenants.Buyer(c, seat).By(person), "brand": tenants.Brand(c, seat).By(person),
		"operator": tenants.Operator(c, seat, "test").By(person), "worker": tenants.Worker(c, id.New[id.Job](time.Now())),
		"person": tenants.Person(person), "anonymous": tenants.Anonymous(),
	}
	for name, s := range scopes {
		enqueue(t, db, s, note{name})
	}
	eventually(t, "all jobs", func() bool { mu.Lock(); defer mu.Unlock(); return len(seen) == len(scopes) })
	for name, s := range scopes {
		got := seen[name]
		if got.Owner != s.Owner() || got.Company != s.Company() || got.Person != s.PersonID() || got.Job.IsZero() || got.Attempt != 1 {
			t.Errorf("%s ran as %+v", name, got)
		}
	}
}

func TestARolledBackJobNeverRuns(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	var j journal
	r := job.NewRegistry(db, quiet)
	job.Handle(r, func(_ context.Context, _ job.Context, n note) error { j.add(n.Text); return nil })
	work(t, r)
	s := supplier(company())
	_ = db.InScope(t.Context(), s, func(ctx context.Context, tx *tenants.Tx) error {
		return errors.Join(job.Enqueue(ctx, tx, note{"never"}), errors.New("refused"))
	})
	enqueue(t, db, s, note{"once"})
	eventually(t, "the job", func() bool { return len(j.all()) > 0 })
	time.Sleep(300 * time.Millisecond)
	if got := j.all(); !slices.Equal(got, []string{"once"}) {
		t.Errorf("ran %v", got)
	}
}

func TestNobodySeesOrForgesAnothersJobs(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	mine, other := company(), company()
	enqueue(t, db, supplier(mine), note{"secret"})
	err := db.InScope(t.Context(), supplier(other), func(ctx context.Context, tx *tenants.Tx) error {
		pg, err := tx.PGX()
		if err != nil {
			return err
		}
		var n int
		if err := pg.QueryRow(ctx, "SELECT count(*) FROM river.river_job").Scan(&n); err != nil || n != 0 {
			t.Errorf("a stranger sees %d jobs, %v", n, err)
		}
		_, err = pg.Exec(ctx, `INSERT INTO river.river_job (args, kind, max_attempts) VALUES (jsonb_build_object('owner', $1::text), 'test_note', 1)`, mine.UUID())
		return err
	})
	if !errors.Is(err, fault.NotFound) {
		t.Errorf("a forged job: %v", err)
	}
}

func TestFailuresAreRepeatedAndRefusalsAreNot(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	var log bytes.Buffer
	var mu sync.Mutex
	r := job.NewRegistry(db, slog.New(slog.NewJSONHandler(&locked{mu: &mu, to: &log}, nil)))
	var j journal
	job.Handle(r, func(_ context.Context, c job.Context, n note) error {
		j.add(n.Text)
		switch {
		case n.Text == "refused":
			return fault.Conflict
		case n.Text == "marked":
			return job.Permanent(errors.New("never again"))
		case c.Attempt == 1 && n.Text == "panics":
			panic("oh")
		case c.Attempt == 1:
			return errors.New("accident")
		}
		return nil
	})
	work(t, r)
	for _, text := range []string{"fails", "panics", "refused", "marked"} {
		enqueue(t, db, supplier(company()), note{text})
	}
	eventually(t, "six attempts", func() bool { return len(j.all()) >= 6 })
	time.Sleep(300 * time.Millisecond)
	got := j.all()
	slices.Sort(got)
	if !slices.Equal(got, []string{"fails", "fails", "marked", "panics", "panics", "refused"}) {
		t.Errorf("attempts %v", got)
	}
	mu.Lock()
	defer mu.Unlock()
	if n := strings.Count(log.String(), "job given up"); n != 2 {
		t.Errorf("%d jobs given up in the log, want 2:\n%s", n, log.String())
	}
}

type locked struct {
	mu *sync.Mutex
	to *bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(b)
}

// The process dies in the middle: nobody says so, and the job has to be found.
func TestJobsOfADeadProcessRunAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	me := supplier(company())
	var run job.Run
	err := db.InScope(t.Context(), me, func(ctx context.Context, tx *tenants.Tx) (err error) {
		run, err = job.Start(ctx, tx, "test_long", long{}, "a.csv")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	admin := pgtest.Admin(t, db)
	for _, s := range []string{
		"UPDATE river.river_job SET state = 'running', attempt = 1, attempted_at = now() - interval '40 seconds', attempted_by = '{dead}'",
		"UPDATE hub.job_run SET state = 'running', started_at = now()",
	} {
		if _, err := admin.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	r := job.NewRegistry(db, quiet)
	job.HandleLong(r, func(context.Context, *job.Work, long) (job.Result, error) { return job.Result{}, nil })
	work(t, r)
	eventually(t, "the run's end", func() bool { return find(t, db, me, run.ID).State == job.Succeeded })
}

// A job that takes the process down each time ends as failed, not as running for ever.
func TestAJobThatKillsItsProcessFails(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	me := supplier(company())
	run := start(t, db, me, long{})
	admin := pgtest.Admin(t, db)
	for _, s := range []string{
		"UPDATE river.river_job SET state = 'running', attempt = 5, attempted_at = now() - interval '40 seconds', attempted_by = '{dead}'",
		"UPDATE hub.job_run SET state = 'running', started_at = now()",
	} {
		if _, err := admin.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	r := job.NewRegistry(db, quiet)
	job.HandleLong(r, func(context.Context, *job.Work, long) (job.Result, error) {
		t.Error("tried once more")
		return job.Result{}, nil
	})
	work(t, r)
	eventually(t, "the run's end", func() bool { return find(t, db, me, run.ID).State == job.Failed })
	if p := find(t, db, me, run.ID).Problem; p == nil || p.Code() != "hub.unexpected" {
		t.Errorf("problem %v", p)
	}
}

type long struct {
	How string `json:"how"`
}

func (long) Kind() string { return "test_long" }

func start(t *testing.T, db *tenants.DB, s tenants.Scope, args job.Args) (run job.Run) {
	t.Helper()
	err := db.InScope(t.Context(), s, func(ctx context.Context, tx *tenants.Tx) (err error) {
		run, err = job.Start(ctx, tx, "test_long", args, "a.csv")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func find(t *testing.T, db *tenants.DB, s tenants.Scope, j id.JobID) (run job.Run) {
	t.Helper()
	err := db.Read(t.Context(), s, func(ctx context.Context, tx *tenants.Tx) (err error) {
		run, err = job.Find(ctx, tx, j)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func cancel(t *testing.T, db *tenants.DB, s tenants.Scope, j id.JobID) (run job.Run, err error) {
	t.Helper()
	err = db.InScope(t.Context(), s, func(ctx context.Context, tx *tenants.Tx) (err error) {
		run, err = job.Cancel(ctx, tx, j)
		return err
	})
	return run, err
}

func TestLongWork(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	r := job.NewRegistry(db, quiet)
	made := id.NewRandom[id.Blob]()
	var attempts atomic.Int64
	stumble := make(chan struct{})
	job.HandleLong(r, func(ctx context.Context, w *job.Work, args long) (job.Result, error) {
		w.Progress(3, 10)
		switch args.How {
		case "refused":
			return job.Result{}, fault.Invalid.With(fault.Field{Path: "/lines/3", Code: "price", Message: "No price."})
		case "panics twice":
			if attempts.Add(1) < 3 {
				panic("oh")
			}
		case "stumbles":
			<-stumble
			return job.Result{}, fault.Invalid
		case "until cancelled":
			<-ctx.Done()
			if !w.Cancelled() {
				t.Error("the context ended without a cancellation")
			}
			return job.Result{}, ctx.Err()
		}
		w.Progress(10, 10)
		return job.Result{Blob: made, Type: "text/csv", FileName: "b.csv"}, nil
	})
	work(t, r)
	me := supplier(company())

	t.Run("succeeds", func(t *testing.T) {
		t.Parallel()
		run := start(t, db, me, long{"succeeds"})
		if run.State != job.Waiting || run.FileName != "a.csv" {
			t.Errorf("started as %+v", run)
		}
		eventually(t, "success", func() bool { return find(t, db, me, run.ID).State == job.Succeeded })
		got := find(t, db, me, run.ID)
		if got.Done != 10 || got.Total != 10 || got.Result != made || got.FileName != "b.csv" || got.StartedAt.IsZero() || got.FinishedAt.Before(got.StartedAt) {
			t.Errorf("ended as %+v", got)
		}
		if _, err := cancel(t, db, me, run.ID); !errors.Is(err, job.AlreadyEnded) {
			t.Errorf("cancelled after the end: %v", err)
		}
	})
	t.Run("is refused", func(t *testing.T) {
		t.Parallel()
		run := start(t, db, me, long{"refused"})
		eventually(t, "failure", func() bool { return find(t, db, me, run.ID).State == job.Failed })
		got := find(t, db, me, run.ID)
		if got.Problem == nil || got.Problem.Code() != "hub.invalid" || len(got.Problem.Fields()) != 1 || got.Done != 3 {
			t.Errorf("failed as %+v", got)
		}
	})
	t.Run("is repeated after an accident", func(t *testing.T) {
		t.Parallel()
		run := start(t, db, me, long{"panics twice"})
		eventually(t, "success", func() bool { return find(t, db, me, run.ID).State == job.Succeeded })
		if attempts.Load() != 3 {
			t.Errorf("%d attempts", attempts.Load())
		}
	})
	t.Run("is cancelled while it runs", func(t *testing.T) {
		t.Parallel()
		run := start(t, db, me, long{"until cancelled"})
		eventually(t, "progress", func() bool { return find(t, db, me, run.ID).Done == 3 })
		if _, err := cancel(t, db, supplier(company()), run.ID); !errors.Is(err, fault.NotFound) {
			t.Errorf("a stranger cancels: %v", err)
		}
		got, err := cancel(t, db, me, run.ID)
		if err != nil || got.State != job.Cancelling {
			t.Errorf("cancelling %+v, %v", got, err)
		}
		eventually(t, "the end", func() bool { return find(t, db, me, run.ID).State == job.Cancelled })
		if again, err := cancel(t, db, me, run.ID); err != nil || again.State != job.Cancelled {
			t.Errorf("cancelled twice: %+v, %v", again, err)
		}
	})
	t.Run("is cancelled, and stumbles before it notices", func(t *testing.T) {
		t.Parallel()
		run := start(t, db, me, long{"stumbles"})
		eventually(t, "progress", func() bool { return find(t, db, me, run.ID).Done == 3 })
		if got, err := cancel(t, db, me, run.ID); err != nil || got.State != job.Cancelling {
			t.Errorf("cancelling %+v, %v", got, err)
		}
		close(stumble)
		eventually(t, "the end", func() bool { return find(t, db, me, run.ID).State.Ended() })
		if got := find(t, db, me, run.ID); got.State != job.Cancelled {
			t.Errorf("ended as %+v", got)
		}
	})
	t.Run("tells its screens", func(t *testing.T) {
		t.Parallel()
		own := supplier(company())
		run := start(t, db, own, long{"succeeds"})
		eventually(t, "success", func() bool { return find(t, db, own, run.ID).State == job.Succeeded })
		var states []string
		rows, err := pgtest.Admin(t, db).Query(t.Context(), "SELECT payload FROM hub.outbox_event WHERE object = $1 AND topic = 'job.progressed' ORDER BY at, id", run.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var text []byte
			var p job.Progressed
			if err := errors.Join(rows.Scan(&text), json.Unmarshal(text, &p)); err != nil {
				t.Fatal(err)
			}
			states = append(states, string(p.State))
		}
		if !slices.Equal(states, []string{"waiting", "running", "succeeded"}) {
			t.Errorf("told %v", states)
		}
	})
}

func TestAWaitingRunIsCancelledAtOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	me := supplier(company())
	run := start(t, db, me, long{})
	got, err := cancel(t, db, me, run.ID)
	if err != nil || got.State != job.Cancelled || got.FinishedAt.IsZero() {
		t.Fatalf("cancelled %+v, %v", got, err)
	}
	other := start(t, db, me, long{"other"})
	var ran journal
	r := job.NewRegistry(db, quiet)
	job.HandleLong(r, func(_ context.Context, _ *job.Work, args long) (job.Result, error) {
		ran.add(args.How)
		return job.Result{}, nil
	})
	work(t, r)
	eventually(t, "the other run", func() bool { return find(t, db, me, other.ID).State == job.Succeeded })
	if got := ran.all(); !slices.Equal(got, []string{"other"}) {
		t.Errorf("ran %v", got)
	}
}

func TestStoppingGivesWorkBack(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	me := supplier(company())
	begun := make(chan struct{}, 1)
	slow := job.NewRegistry(db, quiet)
	job.HandleLong(slow, func(ctx context.Context, _ *job.Work, _ long) (job.Result, error) {
		begun <- struct{}{}
		<-ctx.Done()
		return job.Result{}, ctx.Err()
	})
	first := work(t, slow)
	run := start(t, db, me, long{})
	<-begun
	ctx, done := context.WithTimeout(t.Context(), 20*time.Second)
	defer done()
	if err := first.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	if got := find(t, db, me, run.ID); got.State != job.Waiting {
		t.Errorf("after the stop the run is %s", got.State)
	}
	next := job.NewRegistry(db, quiet)
	job.HandleLong(next, func(context.Context, *job.Work, long) (job.Result, error) { return job.Result{}, nil })
	work(t, next)
	eventually(t, "the end", func() bool { return find(t, db, me, run.ID).State == job.Succeeded })
}

func TestStoppingLetsShortJobsFinish(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	begun, ended := make(chan struct{}, 1), atomic.Bool{}
	r := job.NewRegistry(db, quiet)
	job.Handle(r, func(ctx context.Context, _ job.Context, _ note) error {
		begun <- struct{}{}
		select {
		case <-time.After(700 * time.Millisecond):
			ended.Store(true)
		case <-ctx.Done():
		}
		return nil
	})
	runner := work(t, r)
	enqueue(t, db, supplier(company()), note{"slow"})
	<-begun
	if err := runner.Stop(t.Context()); err != nil || !ended.Load() {
		t.Errorf("stopped with the job unfinished: %v", err)
	}
}

// drudge is work that nobody waits for.
type drudge struct{}

func (drudge) Kind() string { return "test_drudge" }
func (drudge) Aside()       {}

func TestWorkThatNobodyWaitsForHoldsNothingUp(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	r := job.NewRegistry(db, quiet)
	var begun, together atomic.Int64
	let := make(chan struct{})
	job.Handle(r, func(ctx context.Context, _ job.Context, _ drudge) error {
		begun.Add(1)
		defer together.Add(-1)
		if together.Add(1) > 1 {
			t.Error("two at a time")
		}
		select {
		case <-let:
		case <-ctx.Done():
		}
		return nil
	})
	var seen journal
	job.Handle(r, func(_ context.Context, _ job.Context, n note) error {
		seen.add(n.Text)
		return nil
	})
	mine := supplier(company())
	for range 20 {
		enqueue(t, db, mine, drudge{})
	}
	work(t, r)
	eventually(t, "the first of them runs", func() bool { return begun.Load() == 1 })
	enqueue(t, db, mine, note{"a mail"})
	eventually(t, "a mail goes past them", func() bool { return len(seen.all()) == 1 })
	close(let)
	eventually(t, "all are done", func() bool { return begun.Load() == 20 })
}

func TestDeliveriesReachTheirSubscribers(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	var heard journal
	failed := atomic.Bool{}
	subs := []outbox.Subscription{
		{Name: "steady", Topic: "test.a", Handle: func(_ context.Context, d outbox.Delivered) error {
			heard.add("steady " + d.Object)
			return nil
		}},
		{Name: "shaky", Topic: "test.a", Handle: func(ctx context.Context, d outbox.Delivered) error {
			if failed.CompareAndSwap(false, true) {
				return errors.New("accident")
			}
			heard.add("shaky " + d.Object)
			return db.InScope(ctx, d.Scope(), func(ctx context.Context, tx *tenants.Tx) error { return job.Enqueue(ctx, tx, note{d.Object}) })
		}},
	}
	r := job.NewRegistry(db, quiet)
	job.Handle(r, func(_ context.Context, _ job.Context, n note) error { heard.add("job " + n.Text); return nil })
	relay, err := outbox.NewRelay(db, subs, job.Deliver(r, subs), outbox.NewStream(db, nil, quiet), quiet)
	if err != nil {
		t.Fatal(err)
	}
	work(t, r)
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { relay.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	err = db.InScope(t.Context(), supplier(company()), func(ctx context.Context, tx *tenants.Tx) error {
		return outbox.Publish(ctx, tx, outbox.Event{Topic: "test.a", Object: "x"})
	})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "all three", func() bool { return len(heard.all()) >= 3 })
	got := heard.all()
	slices.Sort(got)
	if !slices.Equal(got, []string{"job x", "shaky x", "steady x"}) {
		t.Errorf("heard %v", got)
	}
}
