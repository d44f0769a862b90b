package job

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// Args are the arguments of one kind of job: a struct that survives JSON. They are read by whoever may read the company's jobs in
// the database, so secrets and personal data go in sealed (platform/seal).
type Args interface {
	// Kind names the kind of job, like "audit_export", the same for every value; also for the zero value.
	Kind() string
}

// Aside marks arguments of work that takes its time and that nobody waits for. A process does one such job at a time, so that mails and
// all else that people wait for never stand behind it.
type Aside interface{ Aside() }

const (
	schema      = "river"
	queueShort  = river.QueueDefault
	queueLong   = "long"
	queueAside  = "aside"
	maxAttempts = 16 // with the delays of retry.go some six hours
)

// nobody owns what is enqueued before anybody is known.
const nobody = "00000000-0000-0000-0000-000000000000"

// parcel is how arguments lie in the queue. The database compares owner with the scope.
type parcel[T Args] struct {
	Owner  string      `json:"owner"`
	Person id.PersonID `json:"person"`
	Job    id.JobID    `json:"job"`
	Args   T           `json:"args"`
}

// Kind is that of the arguments.
func (p parcel[T]) Kind() string { return p.Args.Kind() }

// inserter needs no connection of its own: it writes through the caller's transaction.
var inserter = sync.OnceValues(func() (*river.Client[pgx.Tx], error) {
	return river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: schema, Logger: slog.New(slog.DiscardHandler)})
})

// Enqueue puts a job into the queue of the scope's owner, in the caller's transaction. It runs soon after the commit.
func Enqueue(ctx context.Context, tx *tenants.Tx, args Args) error {
	return insert(ctx, tx, queueOf(args), pack(tx, id.New[id.Job](tx.Now()), args))
}

func queueOf(args Args) string {
	if _, aside := args.(Aside); aside {
		return queueAside
	}
	return queueShort
}

// EnqueueAt is Enqueue for a job that shall not run before a moment; it runs within some seconds of it.
func EnqueueAt(ctx context.Context, tx *tenants.Tx, args Args, at time.Time) error {
	return insertWith(ctx, tx, river.InsertOpts{Queue: queueOf(args), MaxAttempts: maxAttempts, ScheduledAt: at}, pack(tx, id.New[id.Job](tx.Now()), args))
}

func pack(tx *tenants.Tx, job id.JobID, args Args) parcel[Args] {
	return parcel[Args]{Owner: tx.Scope().Owner(), Person: tx.Scope().PersonID(), Job: job, Args: args}
}

func insert(ctx context.Context, tx *tenants.Tx, queue string, parcels ...parcel[Args]) error {
	return insertWith(ctx, tx, river.InsertOpts{Queue: queue, MaxAttempts: maxAttempts}, parcels...)
}

func insertWith(ctx context.Context, tx *tenants.Tx, options river.InsertOpts, parcels ...parcel[Args]) error {
	client, err := inserter()
	if err != nil {
		return err
	}
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	params := make([]river.InsertManyParams, len(parcels))
	for i, p := range parcels {
		if p.Args == nil {
			return errors.New("job: no arguments")
		}
		params[i] = river.InsertManyParams{Args: p, InsertOpts: &options}
	}
	_, err = client.InsertManyTx(ctx, pg, params)
	return err
}
