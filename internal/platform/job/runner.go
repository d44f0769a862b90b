package job

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

const (
	beatEvery   = 5 * time.Second
	deadAfter   = 30 * time.Second // without a beat
	softStop    = 10 * time.Second // for running jobs to finish before their contexts end
	riverRescue = 5 * time.Minute  // River's own net, behind ours

	// pollEvery is how long a job waits at most that nobody announced: River announces one insertion in a tenth of a second, so a job
	// that a job enqueues would wait for its poll of a second otherwise.
	pollEvery = 250 * time.Millisecond
)

// Workers is how many jobs of each sort a process works on at a time.
type Workers struct {
	Short int // default 8
	Long  int // default 2
}

// Runner works on the queue.
type Runner struct {
	registry *Registry
	client   *river.Client[pgx.Tx]
	stop     context.CancelFunc
	done     chan struct{}
}

// NewRunner makes a runner for everything in the registry.
func NewRunner(r *Registry, w Workers) (*Runner, error) {
	if w.Short <= 0 {
		w.Short = 8
	}
	if w.Long <= 0 {
		w.Long = 2
	}
	client, err := river.NewClient(riverpgxv5.New(r.db.Queue()), &river.Config{
		Schema:               schema,
		Queues:               map[string]river.QueueConfig{queueShort: {MaxWorkers: w.Short}, queueLong: {MaxWorkers: w.Long}, queueAside: {MaxWorkers: 1}},
		Workers:              r.workers,
		FetchPollInterval:    pollEvery,
		RetryPolicy:          delays{},
		JobTimeout:           shortPatience,
		RescueStuckJobsAfter: riverRescue,
		SoftStopTimeout:      softStop,
		ReindexerIndexNames:  []string{}, // the queue's login owns no index
		Logger:               slog.New(quiet{r.log.Handler()}),
	})
	if err != nil {
		return nil, err
	}
	return &Runner{registry: r, client: client}, nil
}

// Start begins to work. ctx bounds only the start.
func (r *Runner) Start(ctx context.Context) error {
	background := context.WithoutCancel(ctx)
	if err := r.client.Start(background); err != nil {
		return err
	}
	background, r.stop = context.WithCancel(background)
	r.done = make(chan struct{})
	go func() {
		defer close(r.done)
		r.keepAlive(background)
	}()
	return nil
}

// Stop takes no more jobs and waits for those that run: ten seconds for them to finish, then their contexts end and they go back
// into the queue. It gives up when ctx ends; what still runs then is found by another process.
func (r *Runner) Stop(ctx context.Context) error {
	err := r.client.Stop(ctx)
	r.stop()
	<-r.done
	return err
}

// keepAlive says which jobs this process works on, and puts back what a process that is gone has left.
func (r *Runner) keepAlive(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		if err := r.round(ctx); err != nil && ctx.Err() == nil {
			r.registry.log.WarnContext(ctx, "the queue does not hear from this process", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (r *Runner) round(ctx context.Context) error {
	var running []int64
	r.registry.running.Range(func(number, _ any) bool {
		if n, ok := number.(int64); ok {
			running = append(running, n)
		}
		return true
	})
	queue := r.registry.db.Queue()
	if len(running) > 0 {
		if err := beat(ctx, queue, running); err != nil {
			return err
		}
	}
	n, err := rescue(ctx, queue, deadAfter)
	if n > 0 {
		r.registry.log.WarnContext(ctx, "jobs of a process that is gone go back into the queue", "jobs", n)
	}
	return err
}

// quiet passes on what the queue warns of; it tells its whole day otherwise.
type quiet struct{ slog.Handler }

// Enabled lets warnings and errors through.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// WithAttrs keeps quiet.
func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }

// WithGroup keeps quiet.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
