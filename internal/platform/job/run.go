package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// State is how far a Run is.
type State string

// States of a Run: waiting → running → succeeded, failed or cancelled; running → cancelling → cancelled. One that failed by
// accident, or whose process stopped, waits again.
const (
	Waiting    State = "waiting"
	Running    State = "running"
	Succeeded  State = "succeeded"
	Failed     State = "failed"
	Cancelling State = "cancelling"
	Cancelled  State = "cancelled"
)

// Ended tells whether nothing more will happen.
func (s State) Ended() bool { return s == Succeeded || s == Failed || s == Cancelled }

// Topic is what events about a Run are published under, to its own company; their object is its id, their payload a Progressed.
const Topic = "job.progressed"

// Progressed is the payload of an event about a Run.
type Progressed struct {
	Kind  string `json:"kind"`
	State State  `json:"state"`
	Done  int64  `json:"done"`
	Total int64  `json:"total"`
}

// AlreadyEnded refuses to cancel what has ended.
var AlreadyEnded = fault.Define(fault.KindConflict, "job.already_ended", "This job has ended already.")

// NoResult says that a job has made no file, or none yet.
var NoResult = fault.Define(fault.KindNotFound, "job.no_result", "This job has no file.")

// Run is a piece of long work as a screen follows it. It survives JSON, so that it can be a stored outcome.
type Run struct {
	ID            id.JobID
	Kind          string
	State         State
	Done          int64 // units of the job's own
	Total         int64 // 0 while not known
	Problem       *fault.Fault
	Result        id.BlobID // zero without a file
	ResultType    string    // content type
	FileName      string
	StartedBy     id.PersonID // zero when a job started it
	StartedByName string      // "" unless read from the list
	CreatedAt     time.Time
	StartedAt     time.Time // zero while it waits
	FinishedAt    time.Time // zero until it ends
}

// Start records long work of the scope's company and enqueues it, in the caller's transaction. name is its kind as screens show
// it, fileName what a result is called; the handler may choose another. args go to the handler that HandleLong registered.
func Start(ctx context.Context, tx *tenants.Tx, name string, args Args, fileName string) (Run, error) {
	if tx.Scope().Company().IsZero() {
		return Run{}, errors.New("job: only a company has long work")
	}
	if args == nil {
		return Run{}, errors.New("job: no arguments")
	}
	run := Run{ID: id.New[id.Job](tx.Now()), Kind: name, State: Waiting, FileName: fileName, StartedBy: tx.Scope().PersonID(), CreatedAt: tx.Now()}
	if err := insertRun(ctx, tx, run); err != nil {
		return Run{}, err
	}
	if err := insert(ctx, tx, queueLong, pack(tx, run.ID, args)); err != nil {
		return Run{}, err
	}
	return run, announce(ctx, tx, run)
}

// Cancel ends a run that waits, and tells one that runs to stop. A run that was cancelled before is answered as it is; one that
// succeeded or failed is AlreadyEnded. Of another company it is fault.NotFound.
func Cancel(ctx context.Context, tx *tenants.Tx, job id.JobID) (Run, error) {
	run, err := cancelRun(ctx, tx, job)
	if err != nil {
		return Run{}, err
	}
	if run.State == Succeeded || run.State == Failed {
		return Run{}, AlreadyEnded
	}
	return run, announce(ctx, tx, run)
}

func announce(ctx context.Context, tx *tenants.Tx, run Run) error {
	return outbox.Publish(ctx, tx, outbox.Event{
		Topic: Topic, Object: run.ID.String(),
		Payload: Progressed{Kind: run.Kind, State: run.State, Done: run.Done, Total: run.Total},
	})
}

// change moves a run on and tells its screens. With the run in another state than one of from, ok is false and nothing happens.
func change(ctx context.Context, tx *tenants.Tx, job id.JobID, to Run, from ...State) (ok bool, err error) {
	run, ok, err := updateRun(ctx, tx, job, to, from)
	if err != nil || !ok {
		return false, err
	}
	if err := announce(ctx, tx, run); err != nil {
		return false, fmt.Errorf("job: %w", err)
	}
	return true, nil
}
