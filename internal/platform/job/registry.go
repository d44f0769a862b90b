package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// shortPatience bounds one attempt of a job that nobody follows.
const shortPatience = time.Minute

// Context says for whom a job runs.
type Context struct {
	Owner   string       // uuid of the company, of the person, or of nobody
	Company id.CompanyID // the owner if it is a company, else zero
	Person  id.PersonID  // who enqueued it; zero for jobs of jobs
	Job     id.JobID     // the same in each attempt
	Attempt int          // from 1
}

// Scope opens what the job may see: the company's worker, the person, or what anybody sees who is not known.
func (c Context) Scope() tenants.Scope {
	switch {
	case !c.Company.IsZero():
		return tenants.Worker(c.Company, c.Job).By(c.Person)
	case !c.Person.IsZero():
		return tenants.Person(c.Person)
	default:
		return tenants.Anonymous()
	}
}

func contextOf[T Args](p parcel[T], attempt int) Context {
	c := Context{Owner: p.Owner, Person: p.Person, Job: p.Job, Attempt: attempt}
	if p.Owner != nobody && (p.Person.IsZero() || p.Owner != p.Person.UUID()) {
		_ = c.Company.Scan(p.Owner) // not a uuid: no company
	}
	return c
}

// Registry holds the handlers of all kinds of jobs. Fill it before a Runner starts.
type Registry struct {
	db      *tenants.DB
	log     *slog.Logger
	workers *river.Workers
	running sync.Map // numbers of the jobs that this process works on
}

// NewRegistry makes an empty registry.
func NewRegistry(db *tenants.DB, log *slog.Logger) *Registry {
	return &Registry{db: db, log: log, workers: river.NewWorkers()}
}

// Handle says who works on jobs of T's kind; each attempt has a minute. An error is tried again later, unless it is Permanent or a
// refusal (a fault that is neither internal nor unavailable nor too many). A kind registered twice panics: a mistake in the
// program.
func Handle[T Args](r *Registry, fn func(context.Context, Context, T) error) {
	add(r, shortPatience, fn)
}

func add[T Args](r *Registry, patience time.Duration, fn func(context.Context, Context, T) error) {
	river.AddWorker(r.workers, &worker[T]{registry: r, patience: patience, fn: fn})
}

type worker[T Args] struct {
	river.WorkerDefaults[parcel[T]]
	registry *Registry
	patience time.Duration
	fn       func(context.Context, Context, T) error
}

// Timeout bounds one attempt.
func (w *worker[T]) Timeout(*river.Job[parcel[T]]) time.Duration { return w.patience }

// Work runs one attempt.
func (w *worker[T]) Work(ctx context.Context, j *river.Job[parcel[T]]) error {
	w.registry.running.Store(j.ID, true)
	defer w.registry.running.Delete(j.ID)
	err := guarded(func() error { return w.fn(ctx, contextOf(j.Args, j.Attempt), j.Args.Args) })
	switch {
	case err == nil, ctx.Err() != nil && errors.Is(err, context.Canceled): // done, or the process stops
		return err
	case permanent(err):
		err = river.JobCancel(err)
	case j.Attempt < j.MaxAttempts:
		return err
	}
	w.registry.log.ErrorContext(ctx, "job given up", "kind", j.Kind, "job", j.Args.Job, "owner", j.Args.Owner, "attempt", j.Attempt, "error", err)
	return err
}

// guarded turns a panic into an error, with the stack for the log.
func guarded(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}

type permanentError struct{ error }

// Unwrap gives what was wrapped.
func (e permanentError) Unwrap() error { return e.error }

// Permanent marks an error that would be the same at every attempt. nil stays nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanentError{err}
}

// permanent tells an error that would come out the same again from an accident.
func permanent(err error) bool {
	var marked permanentError
	if errors.As(err, &marked) {
		return true
	}
	var f *fault.Fault
	if !errors.As(err, &f) {
		return false
	}
	switch f.Kind() {
	case fault.KindInternal, fault.KindUnavailable, fault.KindTooMany:
		return false
	default:
		return true
	}
}
