package job

import (
	"context"
	"errors"
	"sync"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

const (
	noPatience   = -1                     // long work takes as long as it takes
	mostAttempts = 5                      // of long work; then it fails
	followEvery  = 500 * time.Millisecond // how often progress is written and a cancellation noticed
	lastWords    = 10 * time.Second       // to write down how it ended
)

// ErrCancelled is the cause of a context that ends because somebody cancelled the run.
var ErrCancelled = errors.New("job: cancelled")

var errDied = errors.New("job: the process died at each attempt")

// Result is the file that long work made; the zero Result is none.
type Result struct {
	Blob     id.BlobID
	Type     string // content type
	FileName string // "" keeps the one of Start
}

// Work is long work in progress.
type Work struct {
	Context
	db  *tenants.DB
	ctx context.Context //nolint:containedctx // the attempt's own, for Cancelled

	mu          sync.Mutex
	done, total int64
	news        bool
}

// Progress says how far the work is, in units of its own; total 0 means not known. It is cheap: screens hear twice a second.
func (w *Work) Progress(done, total int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.news = w.news || w.done != done || w.total != total
	w.done, w.total = done, total
}

// counts takes the counts, and whether they are new since they were taken last.
func (w *Work) counts() (done, total int64, news bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	news, w.news = w.news, false
	return w.done, w.total, news
}

// Cancelled tells whether somebody has cancelled the run. The handler's context ends then, too.
func (w *Work) Cancelled() bool { return errors.Is(context.Cause(w.ctx), ErrCancelled) }

// HandleLong says who works on runs of T's kind. The handler's context ends when the run is cancelled or the process stops; it
// then removes what it made so far and returns. An attempt that failed by accident is repeated up to five times. A refusal (see
// Handle) and the fifth failure are the run's problem.
func HandleLong[T Args](r *Registry, fn func(context.Context, *Work, T) (Result, error)) {
	add(r, noPatience, func(ctx context.Context, c Context, args T) error {
		w := &Work{Context: c, db: r.db}
		return w.attempt(ctx, func(ctx context.Context) (Result, error) { return fn(ctx, w, args) })
	})
}

// attempt runs the handler once, between the run's states.
func (w *Work) attempt(ctx context.Context, fn func(context.Context) (Result, error)) error {
	started, err := w.begin(ctx)
	if err != nil || !started {
		return err
	}
	working, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w.ctx = working
	var following sync.WaitGroup
	following.Go(func() { w.follow(working, cancel) })
	var result Result
	err = guarded(func() (err error) {
		result, err = fn(working)
		return err
	})
	cancelled := w.Cancelled()
	cancel(nil)
	following.Wait()
	return w.end(ctx, result, err, cancelled)
}

// begin takes the run up. It answers false when there is nothing to do any more.
func (w *Work) begin(ctx context.Context) (started bool, err error) {
	if w.Attempt > mostAttempts { // none of them lived to say how it ended
		return false, w.fail(ctx, errDied)
	}
	err = w.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if started, err = change(ctx, tx, w.Job, Run{State: Running}, Waiting, Running); err != nil || started {
			return err
		}
		_, err = change(ctx, tx, w.Job, Run{State: Cancelled}, Cancelling) // cancelled when its process was gone
		return err
	})
	return started, err
}

// follow writes progress and looks whether the run was cancelled, until ctx ends.
func (w *Work) follow(ctx context.Context, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		run, err := w.report(ctx)
		if run.State == Cancelling || errors.Is(err, fault.NotFound) {
			cancel(ErrCancelled)
			return
		}
	}
}

// report writes progress if there is any, and says the run's state.
func (w *Work) report(ctx context.Context) (run Run, err error) {
	done, total, news := w.counts()
	if !news {
		err = w.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
			run, err = Find(ctx, tx, w.Job)
			return err
		})
		return run, err
	}
	err = w.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if run, err = progress(ctx, tx, w.Job, done, total); err != nil {
			return err
		}
		return announce(ctx, tx, run)
	})
	return run, err
}

// end writes down how an attempt ended. What it answers decides whether the queue tries again.
func (w *Work) end(ctx context.Context, result Result, err error, cancelled bool) error {
	switch {
	case err == nil:
		return w.set(ctx, Run{State: Succeeded, Result: result.Blob, ResultType: result.Type, FileName: result.FileName})
	case cancelled:
		return w.set(ctx, Run{State: Cancelled})
	case ctx.Err() != nil: // the process stops; the queue gives the job to another one
		return errors.Join(err, w.again(ctx))
	case permanent(err) || w.Attempt >= mostAttempts:
		return w.fail(ctx, err)
	default:
		return errors.Join(err, w.again(ctx))
	}
}

// fail ends the run with a problem and takes it out of the queue; one that was cancelled meanwhile ends as cancelled, whatever it stumbled over.
func (w *Work) fail(ctx context.Context, cause error) error {
	done, total, _ := w.counts()
	cancelled := false
	err := w.inScope(ctx, func(ctx context.Context, tx *tenants.Tx) (err error) {
		if cancelled, err = change(ctx, tx, w.Job, Run{State: Cancelled, Done: done, Total: total}, Cancelling); err != nil || cancelled {
			return err
		}
		_, err = change(ctx, tx, w.Job, Run{State: Failed, Problem: fault.From(cause), Done: done, Total: total}, Waiting, Running)
		return err
	})
	if err != nil || cancelled {
		return err
	}
	return Permanent(cause)
}

// again lets the run wait for its next attempt; a run that was cancelled meanwhile ends.
func (w *Work) again(ctx context.Context) error {
	done, total, _ := w.counts()
	return w.inScope(ctx, func(ctx context.Context, tx *tenants.Tx) error {
		waits, err := change(ctx, tx, w.Job, Run{State: Waiting, Done: done, Total: total}, Running)
		if err != nil || waits {
			return err
		}
		_, err = change(ctx, tx, w.Job, Run{State: Cancelled, Done: done, Total: total}, Cancelling)
		return err
	})
}

func (w *Work) set(ctx context.Context, to Run) error {
	to.Done, to.Total, _ = w.counts()
	return w.inScope(ctx, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := change(ctx, tx, w.Job, to, Waiting, Running, Cancelling)
		return err
	})
}

// inScope writes although the process stops.
func (w *Work) inScope(ctx context.Context, fn func(context.Context, *tenants.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	return w.db.InScope(ctx, w.Scope(), fn)
}
