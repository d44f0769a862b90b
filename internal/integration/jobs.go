package integration

import (
	"context"
	"errors"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

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
	picturesKind = "price_pictures"
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

type picturesArgs struct {
	Import id.PriceImportID `json:"import"`
}

// Kind names the job.
func (picturesArgs) Kind() string { return "integration_pictures" }

type dueArgs struct {
	Import id.PriceImportID `json:"import"`
	At     time.Time        `json:"at"`
}

// Kind names the job.
func (dueArgs) Kind() string { return "integration_due" }

// Handle says who works on imports.
func (s *Service) Handle(r *job.Registry) {
	job.HandleLong(r, s.judge)
	job.HandleLong(r, s.commit)
	job.HandleLong(r, s.rollBack)
	job.HandleLong(r, s.bringPictures)
	job.Handle(r, s.due)
}

func decimalText(n int64) string { return strconv.FormatInt(n, 10) }

// due begins a scheduled import, or the lines of a committed one that begin later, when their time has come. One that was put off
// meanwhile waits for another such job.
func (s *Service) due(ctx context.Context, c job.Context, args dueArgs) error {
	_, err := s.change(ctx, c.Scope(), c.Company, args.Import, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		waits := i.State == Scheduled || i.State == Committed && i.Counts.Waiting > 0
		if !waits || !i.ValidFrom.Equal(args.At) {
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
		if !i.CommittedAt.IsZero() { // lines that begin later
			i.State = Committed
		}
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
	_, err = s.change(ctx, w.Scope(), w.Company, of, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != Judging {
			return nil
		}
		if err := settleDuplicates(tx, w.Company, of, twice(*i.Choice)); err != nil {
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
		if found.before, found.same, err = before(tx, w.Company, *i); err != nil {
			return err
		}
		i.State, i.Counts, i.Guards = Judged, found.counts, found.guards()
		if i.Choice.AtOnce && len(i.Guards) == 0 && i.Counts.New+i.Counts.Changed+i.Counts.Withdrawn > 0 {
			return s.begin(ctx, tx, i) // nobody wants to look at it
		}
		return nil
	})
	return err
}

// judgeFile judges the file batch by batch, each in a transaction of its own: what one line means does not depend on the others.
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
	sheets, err := sheetsOf(ctx, file, i)
	if err != nil {
		return err
	}
	judging, ctx := errgroup.WithContext(ctx)
	judging.SetLimit(judges)
	err = eachBatch(ctx, file, sheets, func(lines []Line, done int64, share float64) {
		judging.Go(func() error { return s.judgeBatch(ctx, w, i, lines) })
		w.Progress(done, int64(float64(done)/max(share, .01)))
	})
	if failed := judging.Wait(); failed != nil { // then reading was broken off for it
		return failed
	}
	return err
}

// judges is how many batches are judged at a time: while the database writes one, the next is read. No more of the file is in memory.
const judges = 2

// eachBatch cuts the lines of a file into batches, with how many have been read so far and which share of the file they are.
func eachBatch(ctx context.Context, file *table.File, sheets []sheet, take func(lines []Line, done int64, share float64)) error {
	var waiting []Line
	done := int64(0)
	for n, sheet := range sheets {
		for row, err := range file.Rows(ctx, sheet.index) {
			if err != nil {
				return err
			}
			if !sheet.layout.IsData(row) {
				continue
			}
			waiting = append(waiting, sheet.line(row))
			done++
			if len(waiting) == batch {
				take(waiting, done, (float64(n)+row.Done)/float64(len(sheets)))
				waiting = make([]Line, 0, batch)
			}
		}
	}
	if len(waiting) > 0 {
		take(waiting, done, 1)
	}
	return nil
}

// sheet is a sheet on its way in.
type sheet struct {
	index  int
	first  int64 // is added to the numbers of its lines
	layout table.Layout
	reads  reader
	name   string // the category of its lines, where nothing else says one
}

// sheetsOf are the sheets that an import reads: one, or all that have the same headings.
func sheetsOf(ctx context.Context, file *table.File, i Import) ([]sheet, error) {
	if i.Reading.Sheet != allSheets {
		layout, _, err := layoutOf(ctx, file, i.Reading)
		return []sheet{{index: i.Reading.Sheet, layout: layout, reads: newReader(layout, *i.Choice)}}, err
	}
	var out []sheet
	for n, s := range file.Sheets() {
		one := i.Reading
		one.Sheet = n
		layout, rows, err := layoutOf(ctx, file, one)
		if err != nil {
			return nil, err
		}
		if s.Hidden || len(rows) == 0 || layout.Signature() != i.signature {
			continue
		}
		next := sheet{index: n, first: int64(n) * sheetLines, layout: layout, reads: newReader(layout, *i.Choice)}
		if !i.Choice.has(Category) && i.Choice.Category == "" {
			next.name = s.Name
		}
		out = append(out, next)
	}
	return out, nil
}

func (s sheet) line(row table.Row) Line {
	l := Line{Number: s.first + int64(row.Line), Cells: s.reads.cells(row)}
	if s.name != "" {
		l.Cells[string(Category)] = s.name
	}
	if row.Flaw != "" {
		l.Problems = []Problem{{"", "flaw_" + string(row.Flaw), "This line could not be read as it stands. Look at it."}}
	}
	return l
}

func (s *Service) judgeBatch(ctx context.Context, w *job.Work, i Import, lines []Line) error {
	return s.db.InScope(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) error {
		skus := make([]string, len(lines))
		for n, l := range lines {
			skus[n] = skuOf(l.Cells, *i.Choice)
		}
		stands, err := standing(tx, w.Company, skus, i.Choice.detailed())
		if err != nil {
			return err
		}
		here, err := around(tx, w.Company, *i.Choice, lines, stands, false)
		if err != nil {
			return err
		}
		out := make([]lineJSON, len(lines))
		for n, l := range lines {
			j := judge(l.Cells, *i.Choice, pointer(stands, skus[n]), here)
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
		found, err := tally(tx, w.Company, i.ID)
		if err != nil {
			return err
		}
		i.State, i.Counts, i.CommittedAt = Committed, found.counts, tx.Now()
		if i.Choice.has(Image) {
			run, err := job.Start(ctx, tx, picturesKind, picturesArgs{i.ID}, picturesFile(i.FileName))
			if err != nil {
				return err
			}
			i.Job = run.ID
		}
		return s.wait(ctx, tx, w.Company, i)
	})
	return job.Result{}, s.settle(ctx, w, args.Import, Committing, err)
}

// wait lets lines of a commit that begin later come in on their day.
func (s *Service) wait(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i *Import) error {
	if !i.Choice.has(ValidFrom) {
		return nil
	}
	lines, next, err := waiting(tx, company, i.ID, day(tx.Now()))
	if i.Counts.Waiting = lines; err != nil || lines == 0 {
		return err
	}
	if i.ValidFrom, err = time.Parse(time.DateOnly, next); err != nil {
		return err
	}
	return job.EnqueueAt(ctx, tx, dueArgs{i.ID, i.ValidFrom}, i.ValidFrom)
}

// takeAllIn writes the good lines of an import, batch by batch.
func takeAllIn(ctx context.Context, w *job.Work, tx *tenants.Tx, r catalog.Revision, i Import) error {
	total := i.Counts.New + i.Counts.Changed + i.Counts.Withdrawn
	f := lineFilter{outcomes: []Outcome{LineNew, LineChanged, LineWithdrawn}}
	if i.Choice.has(ValidFrom) {
		f.upTo = day(tx.Now())
		if !i.CommittedAt.IsZero() {
			f.beyond = day(i.CommittedAt)
		}
	}
	for after, done := int64(0), int64(0); ; {
		lines, err := listLines(tx, w.Company, i.ID, f, after, batch)
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
			if i.Kept, err = takeBack(ctx, tx, r, i.ID, func(done int) { w.Progress(int64(done), total) }); err != nil {
				return err
			}
			return catalog.ReturnFiles(tx, r, i.ID.String())
		})
		if err != nil {
			return err
		}
		i.State = RolledBack
		return nil
	})
	return job.Result{}, s.settle(ctx, w, args.Import, RollingBack, err)
}
