package integration

import (
	"context"
	"errors"
	"strconv"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// Kinds of long work, as screens show them.
const (
	judgeKind    = "price_preview"
	commitKind   = "price_import"
	rollbackKind = "price_rollback"
)

type judgeArgs struct {
	Import id.PriceImportID `json:"import"`
}

// Kind names the job.
func (judgeArgs) Kind() string { return "integration_judge" }

type commitArgs struct {
	Import id.PriceImportID `json:"import"`
}

// Kind names the job.
func (commitArgs) Kind() string { return "integration_commit" }

type rollbackArgs struct {
	Import id.PriceImportID `json:"import"`
}

// Kind names the job.
func (rollbackArgs) Kind() string { return "integration_rollback" }

type dueArgs struct {
	Import id.PriceImportID `json:"import"`
}

// Kind names the job.
func (dueArgs) Kind() string { return "integration_due" }

// Handle says who works on imports.
func (s *Service) Handle(r *job.Registry) {
	job.HandleLong(r, s.judge)
	job.HandleLong(r, s.commit)
	job.HandleLong(r, s.rollBack)
	job.Handle(r, s.due)
}

func decimalText(n int64) string { return strconv.FormatInt(n, 10) }

// due begins a scheduled import when its time has come.
func (s *Service) due(ctx context.Context, c job.Context, args dueArgs) error {
	_, err := s.change(ctx, c.Scope(), c.Company, args.Import, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != Scheduled {
			return nil
		}
		return s.begin(ctx, tx, i)
	})
	if errors.Is(err, fault.NotFound) { // deleted meanwhile
		return nil
	}
	return err
}

// settle moves an import on when its job has ended by itself, was refused or was cancelled. An accident is tried again as it stands.
func (s *Service) settle(ctx context.Context, w *job.Work, of id.PriceImportID, from State, err error) error {
	if err == nil || !w.Cancelled() && !refusal(err) {
		return err
	}
	problem := ""
	if !w.Cancelled() {
		problem = fault.From(err).Text()
	}
	_, settled := s.change(context.WithoutCancel(ctx), w.Scope(), w.Company, of, func(_ context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != from {
			return nil
		}
		return goBack(tx, w.Company, i, problem)
	})
	if errors.Is(settled, fault.NotFound) {
		settled = nil
	}
	return errors.Join(err, settled)
}

// goBack puts an import where it was before the work that did not come to its end. problem says why; "" when it was cancelled.
func goBack(tx *tenants.Tx, company id.CompanyID, i *Import, problem string) error {
	switch i.State {
	case Judging:
		i.State, i.Problem, i.Counts, i.Guards = Staged, problem, Counts{}, nil
		if problem != "" {
			i.State = Failed
		}
		return deleteLines(tx, company, i.ID)
	case Committing:
		i.State = Judged
	case RollingBack:
		i.State = Committed
	default: // nothing is at work
	}
	return nil
}

// refusal tells an error that would come out the same again.
func refusal(err error) bool {
	f := new(fault.Fault)
	return errors.As(err, &f) && f.Kind() != fault.KindInternal && f.Kind() != fault.KindUnavailable
}

// judge looks at each line of the file.
func (s *Service) judge(ctx context.Context, w *job.Work, args judgeArgs) (job.Result, error) {
	return job.Result{}, s.settle(ctx, w, args.Import, Judging, s.judgeAll(ctx, w, args.Import))
}

func (s *Service) judgeAll(ctx context.Context, w *job.Work, of id.PriceImportID) error {
	var i Import
	err := s.db.InScope(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
		if i, err = findImport(tx, w.Company, of, false); err != nil {
			return err
		}
		return deleteLines(tx, w.Company, of) // of an attempt that did not end
	})
	if err != nil || i.State != Judging {
		return err
	}
	if err := s.judgeFile(ctx, w, i); err != nil {
		return err
	}
	_, err = s.change(ctx, w.Scope(), w.Company, of, func(_ context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != Judging {
			return nil
		}
		twice, err := flagDuplicates(tx, w.Company, of)
		if err != nil {
			return err
		}
		if i.Choice.Whole {
			if _, err := addWithdrawn(tx, w.Company, of); err != nil {
				return err
			}
		}
		found, err := tally(tx, w.Company, of)
		if err != nil {
			return err
		}
		if found.counts.LinesIn == 0 {
			return errEmptyTable
		}
		found.twice = twice
		if found.before, found.same, err = before(tx, w.Company, *i); err != nil {
			return err
		}
		i.State, i.Counts, i.Guards = Judged, found.counts, found.guards()
		return nil
	})
	return err
}

// judgeFile judges the file batch by batch, each in a transaction of its own.
func (s *Service) judgeFile(ctx context.Context, w *job.Work, i Import) error {
	spooled, err := s.open(ctx, w.Company, i)
	if err != nil {
		return err
	}
	defer func() { _ = spooled.Close() }()
	file, err := table.Open(ctx, spooled.Source, options(i.Reading))
	if err != nil {
		return err
	}
	layout, _, err := layoutOf(ctx, file, i.Reading)
	if err != nil {
		return err
	}
	reads := newReader(layout, *i.Choice)
	var waiting []Line
	done := int64(0)
	for row, err := range file.Rows(ctx, i.Reading.Sheet) {
		if err != nil {
			return err
		}
		if !layout.IsData(row) {
			continue
		}
		l := Line{Number: int64(row.Line), Cells: reads.cells(row)}
		if row.Flaw != "" {
			l.Problems = []Problem{{"", "flaw_" + string(row.Flaw), "This line could not be read as it stands. Look at it."}}
		}
		if waiting = append(waiting, l); len(waiting) < batch {
			continue
		}
		if err := s.judgeBatch(ctx, w, i, waiting); err != nil {
			return err
		}
		done += int64(len(waiting))
		w.Progress(done, int64(float64(done)/max(row.Done, .01)))
		waiting = waiting[:0]
	}
	return s.judgeBatch(ctx, w, i, waiting)
}

func (s *Service) judgeBatch(ctx context.Context, w *job.Work, i Import, lines []Line) error {
	if len(lines) == 0 {
		return nil
	}
	return s.db.InScope(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) error {
		skus := make([]string, len(lines))
		for n, l := range lines {
			skus[n] = skuOf(l.Cells, *i.Choice)
		}
		stands, err := standing(tx, w.Company, skus)
		if err != nil {
			return err
		}
		out := make([]lineJSON, len(lines))
		for n, l := range lines {
			j := judge(l.Cells, *i.Choice, pointer(stands, skus[n]))
			if len(l.Problems) > 0 {
				j.outcome, j.problems, j.changes = LineFlagged, append(l.Problems, j.problems...), nil
			}
			out[n] = lineOf(l.Number, skus[n], l.Cells, j)
		}
		return putLines(tx, w.Company, i.ID, out)
	})
}

// commit takes all good lines in, in one transaction: buyers see the old list or the new one.
func (s *Service) commit(ctx context.Context, w *job.Work, args commitArgs) (job.Result, error) {
	_, err := s.change(ctx, w.Scope(), w.Company, args.Import, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != Committing {
			return nil
		}
		_, err := catalog.Revise(ctx, tx, w.Company, catalog.ByImport, i.ID.String(), func(r catalog.Revision) error { return takeAllIn(ctx, w, tx, r, *i) })
		if err != nil {
			return err
		}
		i.State, i.CommittedAt = Committed, tx.Now()
		return nil
	})
	return job.Result{}, s.settle(ctx, w, args.Import, Committing, err)
}

// takeAllIn writes the good lines of an import, batch by batch.
func takeAllIn(ctx context.Context, w *job.Work, tx *tenants.Tx, r catalog.Revision, i Import) error {
	total := i.Counts.New + i.Counts.Changed + i.Counts.Withdrawn
	for after, done := int64(0), int64(0); ; {
		lines, err := listLines(tx, w.Company, i.ID, lineFilter{outcomes: []Outcome{LineNew, LineChanged, LineWithdrawn}}, after, batch)
		if err != nil || len(lines) == 0 {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := takeIn(tx, r, i, lines); err != nil {
			return err
		}
		after, done = lines[len(lines)-1].Number, done+int64(len(lines))
		w.Progress(done, total)
	}
}

// rollBack restores what stood before, in one transaction.
func (s *Service) rollBack(ctx context.Context, w *job.Work, args rollbackArgs) (job.Result, error) {
	_, err := s.change(ctx, w.Scope(), w.Company, args.Import, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != RollingBack {
			return nil
		}
		total := i.Counts.New + i.Counts.Changed + i.Counts.Withdrawn
		_, err := catalog.Revise(ctx, tx, w.Company, catalog.ByRollback, i.ID.String(), func(r catalog.Revision) (err error) {
			i.Kept, err = takeBack(ctx, tx, r, i.ID, func(done int) { w.Progress(int64(done), total) })
			return err
		})
		if err != nil {
			return err
		}
		i.State = RolledBack
		return nil
	})
	return job.Result{}, s.settle(ctx, w, args.Import, RollingBack, err)
}
