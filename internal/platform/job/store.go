package job

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

const runColumns = `r.id, r.kind, r.state, r.done, r.total, r.problem, r.result_blob, r.result_type, r.file_name, r.started_by, r.created_at, r.started_at, r.finished_at`

// scanRun reads runColumns, and more columns behind them.
func scanRun(row pgx.Row, more ...any) (Run, error) {
	var (
		r                 Run
		problem           []byte
		started, finished *time.Time
	)
	into := append([]any{&r.ID, &r.Kind, &r.State, &r.Done, &r.Total, &problem, &r.Result, &r.ResultType, &r.FileName, &r.StartedBy, &r.CreatedAt, &started, &finished}, more...)
	if err := row.Scan(into...); err != nil {
		return Run{}, err
	}
	r.CreatedAt = r.CreatedAt.UTC()
	if started != nil {
		r.StartedAt = started.UTC()
	}
	if finished != nil {
		r.FinishedAt = finished.UTC()
	}
	if problem == nil {
		return r, nil
	}
	var err error
	r.Problem, err = fault.Decode(problem)
	return r, err
}

func insertRun(ctx context.Context, tx *tenants.Tx, r Run) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, `INSERT INTO job_run (owner_id, id, kind, state, file_name, started_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Scope().Owner(), r.ID, r.Kind, r.State, r.FileName, r.StartedBy, r.CreatedAt)
	return err
}

// updateRun writes state, counts, problem and result; the times follow from the state.
func updateRun(ctx context.Context, tx *tenants.Tx, job id.JobID, to Run, from []State) (Run, bool, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Run{}, false, err
	}
	var problem []byte
	if to.Problem != nil {
		if problem, err = json.Marshal(to.Problem); err != nil {
			return Run{}, false, err
		}
	}
	states := make([]string, len(from))
	for i, s := range from {
		states[i] = string(s)
	}
	run, err := scanRun(pg.QueryRow(ctx, `UPDATE job_run r SET state = $3, done = $4, total = $5, problem = $6, result_blob = $7, result_type = $8,
			file_name = coalesce(nullif($9, ''), r.file_name),
			started_at = CASE WHEN $3 = 'running' THEN coalesce(r.started_at, $10) ELSE r.started_at END,
			finished_at = CASE WHEN $3 IN ('succeeded', 'failed', 'cancelled') THEN $10::timestamptz END
		WHERE r.owner_id = $1 AND r.id = $2 AND r.state = ANY ($11) RETURNING `+runColumns,
		tx.Scope().Owner(), job, to.State, to.Done, to.Total, problem, to.Result, to.ResultType, to.FileName, tx.Now(), states))
	if errors.Is(err, pgx.ErrNoRows) {
		return Run{}, false, nil
	}
	return run, err == nil, err
}

// cancelRun moves waiting to cancelled and running to cancelling, and leaves every other state.
func cancelRun(ctx context.Context, tx *tenants.Tx, job id.JobID) (Run, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Run{}, err
	}
	run, err := scanRun(pg.QueryRow(ctx, `UPDATE job_run r SET
			state = CASE r.state WHEN 'waiting' THEN 'cancelled' WHEN 'running' THEN 'cancelling' ELSE r.state END,
			finished_at = CASE r.state WHEN 'waiting' THEN $3 ELSE r.finished_at END
		WHERE r.owner_id = $1 AND r.id = $2 RETURNING `+runColumns, tx.Scope().Owner(), job, tx.Now()))
	return run, missing(err)
}

// progress writes the counts of a run at work and says its state; a run that is not at work any more is fault.NotFound.
func progress(ctx context.Context, tx *tenants.Tx, job id.JobID, done, total int64) (Run, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Run{}, err
	}
	run, err := scanRun(pg.QueryRow(ctx, `UPDATE job_run r SET done = $3, total = $4
		WHERE r.owner_id = $1 AND r.id = $2 AND r.state IN ('running', 'cancelling') RETURNING `+runColumns, tx.Scope().Owner(), job, done, total))
	return run, missing(err)
}

// Find reads a run of the scope's company, with the name of who started it; of another company it is fault.NotFound.
func Find(ctx context.Context, tx *tenants.Tx, job id.JobID) (Run, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Run{}, err
	}
	var name string
	run, err := scanRun(pg.QueryRow(ctx, `SELECT `+runColumns+`, coalesce(p.name, '') FROM job_run r LEFT JOIN identity_person p ON p.id = r.started_by
		WHERE r.owner_id = $1 AND r.id = $2`, tx.Scope().Owner(), job), &name)
	run.StartedByName = name
	return run, missing(err)
}

// listRuns reads one page, newest first.
func listRuns(ctx context.Context, tx *tenants.Tx, request page.Request) (page.Page[Run], error) {
	pg, err := tx.PGX()
	if err != nil {
		return page.Page[Run]{}, err
	}
	before, last := farFuture, id.JobID{}
	if !request.After.IsZero() {
		if err := request.After.Into(&before, &last); err != nil {
			return page.Page[Run]{}, err
		}
	}
	rows, err := pg.Query(ctx, `SELECT `+runColumns+`, coalesce(p.name, '') FROM job_run r LEFT JOIN identity_person p ON p.id = r.started_by
		WHERE r.owner_id = $1 AND (r.created_at, r.id) < ($2, $3) ORDER BY r.created_at DESC, r.id DESC LIMIT $4`,
		tx.Scope().Owner(), before, last.UUID(), request.Fetch())
	if err != nil {
		return page.Page[Run]{}, err
	}
	runs, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Run, error) {
		var name string
		run, err := scanRun(row, &name)
		run.StartedByName = name
		return run, err
	})
	return page.Of(request, runs, func(r Run) page.Cursor { return page.After(r.CreatedAt, r.ID) }), err
}

// farFuture is behind every first page.
var farFuture = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func missing(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.NotFound
	}
	return err
}

// beat says that this process still works on these jobs.
func beat(ctx context.Context, queue *pgxpool.Pool, running []int64) error {
	_, err := queue.Exec(ctx, `UPDATE river.river_job SET attempted_at = now() WHERE id = ANY ($1) AND state = 'running'`, running)
	return err
}

// rescue puts back what no process has worked on for a while: its process is gone. Jobs without attempts left are River's to end.
func rescue(ctx context.Context, queue *pgxpool.Pool, after time.Duration) (int64, error) {
	done, err := queue.Exec(ctx, `UPDATE river.river_job SET state = 'available', scheduled_at = now()
		WHERE state = 'running' AND attempted_at < now() - make_interval(secs => $1) AND attempt < max_attempts`, after.Seconds())
	return done.RowsAffected(), err
}
