package integration

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"manifold/internal/catalog"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/outbox"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

const (
	mayRead  authz.Permission = "integration.import.read"
	mayWrite authz.Permission = "integration.import.write"
)

// TopicImportChanged tells that an import is at another state: {"state": "judged"}.
const TopicImportChanged = "integration.import_changed"

// FileBytes is the largest price file.
const FileBytes = 2 << 30

// Service is what suppliers do with price files.
type Service struct {
	db    *tenants.DB
	audit *audit.Trail
	blobs blob.Store
	clock clock.Clock
	log   *slog.Logger

	pictures Pictures
}

// Pictures takes in the picture at an address for an item that has none, as a part of an import, and says whether it did. A refusal is a fault.
type Pictures interface {
	Bring(ctx context.Context, scope tenants.Scope, company id.CompanyID, of id.PriceImportID, item id.ItemID, address string) (bool, error)
}

// NewService makes the service. blobs is where the files lie.
func NewService(db *tenants.DB, trail *audit.Trail, blobs blob.Store, pictures Pictures, now clock.Clock, log *slog.Logger) *Service {
	return &Service{db, trail, blobs, now, log, pictures}
}

// Sweep deletes lines of imports that came more than thirty days ago.
func (s *Service) Sweep(ctx context.Context) error { return sweepLines(ctx, s.db, s.clock.Now()) }

// Wish is what somebody who brings a file wants of it without looking at it. The zero Wish is to look.
type Wish struct {
	AtOnce   bool   // take it in with its columns as they are guessed, or were chosen the last time, unless a guard speaks up
	Currency string // of lines that name none
	Whole    bool   // it is the whole catalogue
}

// Bring keeps a file, and takes it in if that is wished.
func (s *Service) Bring(ctx context.Context, company id.CompanyID, name string, body io.Reader, wish Wish) (Import, error) {
	i, err := s.Stage(ctx, company, name, body)
	if err != nil || !wish.AtOnce {
		return i, err
	}
	choice := Choice{Currency: wish.Currency, Whole: wish.Whole, AtOnce: true}
	if choice.Currency == "" {
		choice.Currency = i.Shape.Currency
	}
	for _, c := range i.Shape.Columns {
		choice.Columns = append(choice.Columns, c.Column)
	}
	return s.Preview(ctx, company, i.ID, choice)
}

// Stage keeps a file and says what it seems to be.
func (s *Service) Stage(ctx context.Context, company id.CompanyID, name string, body io.Reader) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Import{}, err
	}
	spooled, err := table.Spool(ctx, "", body, FileBytes)
	if err != nil {
		return Import{}, err
	}
	defer func() { _ = spooled.Close() }()
	spooled.Name = name
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(spooled.Reader, 0, spooled.Size)); err != nil {
		return Import{}, err
	}
	i := Import{
		ID: id.New[id.PriceImport](s.clock.Now()), FileName: shorten(name), Size: spooled.Size, State: Staged, CreatedBy: scope.PersonID(), CreatedAt: s.clock.Now(),
		blob: id.NewRandom[id.Blob](), sum: hex.EncodeToString(sum.Sum(nil)),
	}
	layout, err := look(ctx, spooled.Source, &i, true)
	if err != nil {
		return Import{}, err
	}
	if _, err := s.blobs.Put(ctx, blob.Key{Company: company, Blob: i.blob}, io.NewSectionReader(spooled.Reader, 0, spooled.Size), FileBytes, "application/octet-stream"); err != nil {
		return Import{}, err
	}
	err = s.db.InScope(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		choice, err := learned(tx, company, i.signature)
		if err != nil {
			return err
		}
		i.shape(layout, choice)
		if err := insertImport(tx, company, i); err != nil {
			return err
		}
		i, err = findImport(tx, company, i.ID, false)
		return err
	})
	return i, err
}

func shorten(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return "file"
	}
	return string(runes[:min(len(runes), 200)])
}

// sampled is how many rows the guess is made from, shown how many a person looks at.
const (
	sampled = 200
	shown   = 12
)

// look opens a file the way its Reading says and notes what it seems to be, but for the columns. With any it may read another sheet.
func look(ctx context.Context, source table.Source, i *Import, any bool) (table.Layout, error) {
	file, err := table.Open(ctx, source, options(i.Reading))
	if err != nil {
		return table.Layout{}, err
	}
	sheets := file.Sheets()
	if i.Reading.Sheet >= len(sheets) {
		i.Reading.Sheet = 0
	}
	if any {
		if i.Reading.Sheet, err = likeliest(ctx, file); err != nil {
			return table.Layout{}, err
		}
	}
	layout, rows, err := layoutOf(ctx, file, i.Reading)
	if err != nil {
		return table.Layout{}, err
	}
	if len(rows) == 0 {
		return table.Layout{}, errEmptyTable
	}
	i.signature = layout.Signature()
	i.Shape = Shape{Format: string(file.Format()), Encoding: file.Encoding().Name, Sure: file.Encoding().Sure, HeaderLine: layout.HeaderLine, Sheets: []ShapeSheet{}, Sample: []ShapeRow{}}
	if d := file.Delimiter(); d != 0 {
		i.Shape.Delimiter = string(d)
	}
	for _, sheet := range sheets {
		i.Shape.Sheets = append(i.Shape.Sheets, ShapeSheet{sheet.Name, sheet.Hidden})
	}
	for _, row := range rows[:min(len(rows), shown)] {
		i.Shape.Sample = append(i.Shape.Sample, ShapeRow{row.Line, clip(row.Cells)})
	}
	return layout, nil
}

// mostLooked is how many sheets are looked at for the likeliest one.
const mostLooked = 40

// likeliest is the sheet that looks most like a price list, or all sheets if several have its headings. What comes first counts more: a
// sheet inside another has its columns too.
func likeliest(ctx context.Context, file *table.File) (int, error) {
	best, most := 0, 0
	alike := map[string]int{}
	signatures := map[int]string{}
	for n, sheet := range file.Sheets()[:min(len(file.Sheets()), mostLooked)] {
		rows, err := file.Sample(ctx, n, sampled)
		if err != nil {
			return 0, err
		}
		if sheet.Hidden || len(rows) == 0 {
			continue
		}
		layout := table.Guess(rows, vocabulary)
		signatures[n] = layout.Signature()
		alike[signatures[n]]++
		if worth := promise(layout); worth*2 > most*3 {
			best, most = n, worth
		}
	}
	if file.Format() == table.XLSX && most > 0 && alike[signatures[best]] > 1 {
		return allSheets, nil
	}
	return best, nil
}

// promise is how much of a price list a sheet has: something to know an item by, and a price, are worth most.
func promise(l table.Layout) int {
	worth := len(l.Matches)
	for _, either := range [][]Field{{SKU, Name, GTIN, MPN}, {Amount, PriceFrom, Breaks}} {
		if slices.ContainsFunc(guess(l, nil), func(g guessed) bool { return slices.Contains(either, g.Field) && !g.Doubt && g.Confidence >= .5 }) {
			worth += 20
		}
	}
	return worth
}

// layoutOf guesses the columns of the sheet that is read, from the rows it answers with; of all sheets, those of the likeliest one.
func layoutOf(ctx context.Context, file *table.File, r Reading) (table.Layout, []table.Row, error) {
	if r.Sheet == allSheets {
		return layoutOfAll(ctx, file, r)
	}
	rows, err := file.Sample(ctx, r.Sheet, sampled)
	if err != nil {
		return table.Layout{}, nil, err
	}
	if r.HeaderLine != 0 {
		return table.GuessBelow(rows, vocabulary, r.HeaderLine), rows, nil
	}
	return table.Guess(rows, vocabulary), rows, nil
}

func layoutOfAll(ctx context.Context, file *table.File, r Reading) (best table.Layout, rows []table.Row, err error) {
	most := -1
	for n, sheet := range file.Sheets()[:min(len(file.Sheets()), mostLooked)] {
		if sheet.Hidden {
			continue
		}
		r.Sheet = n
		layout, sample, err := layoutOf(ctx, file, r)
		if err != nil {
			return best, nil, err
		}
		if worth := promise(layout); len(sample) > 0 && worth*2 > most*3 {
			best, rows, most = layout, sample, worth
		}
	}
	return best, rows, nil
}

// clip shortens cells for a look.
func clip(cells []string) []string {
	out := make([]string, min(len(cells), 200))
	for i := range out {
		out[i] = cells[i]
		if runes := []rune(cells[i]); len(runes) > 200 {
			out[i] = string(runes[:199]) + "…"
		}
	}
	return out
}

// shape notes what each column holds.
func (i *Import) shape(l table.Layout, choice *Choice) {
	columns := guess(l, choice)
	i.Shape.Columns, i.Shape.Currency = []ShapeColumn{}, currencyOfHeadings(columns)
	if choice != nil && choice.Currency != "" {
		i.Shape.Currency = choice.Currency
	}
	for _, g := range columns[:min(len(columns), 200)] {
		i.Shape.Columns = append(i.Shape.Columns, ShapeColumn{Column: g.Column, Heading: g.Heading, Confidence: g.Confidence, Reason: g.Reason, Doubt: g.Doubt, Sure: g.Sure, Examples: clip(g.Examples)})
	}
}

func options(r Reading) table.Options {
	o := table.Options{Encoding: r.Encoding, UnzipBytes: 1 << 30}
	if r.Delimiter != "" {
		o.Delimiter, _ = utf8.DecodeRuneInString(r.Delimiter)
	}
	return o
}

// Imports lists them, newest first.
func (s *Service) Imports(ctx context.Context, company id.CompanyID, request page.Request) (out page.Page[Import], err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return out, err
	}
	var before time.Time
	var below id.PriceImportID
	if !request.After.IsZero() {
		if err := request.After.Into(&before, &below); err != nil {
			return out, err
		}
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listImports(tx, company, before, below, request.Fetch())
		out = page.Of(request, rows, func(i Import) page.Cursor { return page.After(i.CreatedAt, i.ID) })
		return err
	})
	return out, err
}

// Import is one of them. One whose job came to its end without it (cancelled while it waited, or lost at each attempt) goes back to
// where it was.
func (s *Service) Import(ctx context.Context, company id.CompanyID, wanted id.PriceImportID) (out Import, err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return Import{}, err
	}
	var run job.Run
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if out, err = findImport(tx, company, wanted, false); err != nil || !out.State.busy() {
			return err
		}
		run, err = job.Find(ctx, tx, out.Job)
		return err
	})
	if err != nil || !run.State.Ended() {
		return out, err
	}
	return s.change(ctx, scope, company, wanted, func(_ context.Context, tx *tenants.Tx, i *Import) error {
		if i.Job != run.ID { // begun again meanwhile
			return nil
		}
		problem := ""
		if run.Problem != nil {
			problem = run.Problem.Text()
		}
		return goBack(tx, company, i, problem)
	})
}

// Lines is a page of an import's lines, in the order of the file.
func (s *Service) Lines(ctx context.Context, company id.CompanyID, of id.PriceImportID, outcome Outcome, words string, request page.Request) (out page.Page[Line], err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return out, err
	}
	var after int64
	if !request.After.IsZero() {
		if err := request.After.Into(&after); err != nil {
			return out, err
		}
	}
	f := lineFilter{words: words}
	if outcome != "" {
		f.outcomes = []Outcome{outcome}
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if _, err := findImport(tx, company, of, false); err != nil {
			return err
		}
		rows, err := listLines(tx, company, of, f, after, request.Fetch())
		out = page.Of(request, rows, func(l Line) page.Cursor { return page.After(l.Number) })
		return err
	})
	return out, err
}

// change locks an import, lets fn change it, and saves and tells it.
func (s *Service) change(ctx context.Context, scope tenants.Scope, company id.CompanyID, wanted id.PriceImportID, fn func(context.Context, *tenants.Tx, *Import) error) (out Import, err error) {
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		out, err = s.changeIn(ctx, tx, company, wanted, fn)
		return err
	})
	return out, err
}

func (s *Service) changeIn(ctx context.Context, tx *tenants.Tx, company id.CompanyID, wanted id.PriceImportID, fn func(context.Context, *tenants.Tx, *Import) error) (Import, error) {
	i, err := findImport(tx, company, wanted, true)
	if err != nil {
		return Import{}, err
	}
	was := i.State
	if err := fn(ctx, tx, &i); err != nil {
		return Import{}, err
	}
	if err := saveImport(tx, company, i); err != nil {
		return Import{}, err
	}
	if i.State == was {
		return i, nil
	}
	return i, outbox.Publish(ctx, tx, outbox.Event{Topic: TopicImportChanged, Object: i.ID.String(), Payload: map[string]string{"state": string(i.State)}})
}

// Guess reads the file another way.
func (s *Service) Guess(ctx context.Context, company id.CompanyID, wanted id.PriceImportID, reading Reading) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Import{}, err
	}
	i, err := s.Import(ctx, company, wanted)
	if err != nil {
		return Import{}, err
	}
	if !slices.Contains([]State{Staged, Judged, Failed}, i.State) {
		return Import{}, stateFault(i.State)
	}
	spooled, err := s.open(ctx, company, i)
	if err != nil {
		return Import{}, err
	}
	defer func() { _ = spooled.Close() }()
	i.Reading = reading
	layout, err := look(ctx, spooled.Source, &i, false)
	if err != nil {
		return Import{}, err
	}
	return s.change(ctx, scope, company, wanted, func(_ context.Context, tx *tenants.Tx, now *Import) error {
		if !slices.Contains([]State{Staged, Judged, Failed}, now.State) {
			return stateFault(now.State)
		}
		choice, err := learned(tx, company, i.signature)
		if err != nil {
			return err
		}
		now.Reading, now.Shape, now.signature = i.Reading, i.Shape, i.signature
		now.shape(layout, choice)
		now.State, now.Problem, now.Choice, now.Counts, now.Guards = Staged, "", nil, Counts{}, nil
		return deleteLines(tx, company, wanted)
	})
}

// open brings an import's file to this machine.
func (s *Service) open(ctx context.Context, company id.CompanyID, i Import) (*table.Spooled, error) {
	body, _, err := s.blobs.Open(ctx, blob.Key{Company: company, Blob: i.blob})
	if err != nil {
		return nil, err
	}
	defer func() { _ = body.Close() }()
	spooled, err := table.Spool(ctx, "", body, FileBytes)
	if err == nil {
		spooled.Name = i.FileName
	}
	return spooled, err
}

// stateFault says why an import cannot do that now.
func stateFault(state State) error {
	switch state {
	case Judging, Committing, RollingBack:
		return errBusy
	case Committed, RolledBack, Scheduled:
		return errTakenIn
	default:
		return errNotJudged
	}
}

// Preview judges every line, as a job, with the columns as they were chosen.
func (s *Service) Preview(ctx context.Context, company id.CompanyID, wanted id.PriceImportID, choice Choice) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Import{}, err
	}
	choice.Columns = slices.DeleteFunc(slices.Clone(choice.Columns), func(c Column) bool { return c.Field == Skip })
	if !choice.has(SKU) && !choice.has(GTIN) && !choice.has(MPN) && !choice.has(Name) {
		return Import{}, errNothing
	}
	return s.change(ctx, scope, company, wanted, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		if !slices.Contains([]State{Staged, Judged, Scheduled, Failed}, i.State) {
			return stateFault(i.State)
		}
		i.Choice, i.State, i.Problem, i.Counts, i.Guards, i.ValidFrom = &choice, Judging, "", Counts{}, nil, time.Time{}
		if err := learn(tx, company, i.signature, choice); err != nil {
			return err
		}
		run, err := job.Start(ctx, tx, judgeKind, judgeArgs{Import: wanted}, i.FileName)
		i.Job = run.ID
		return err
	})
}

// Commit takes the good lines in, as a job, now or at a time; one that waits for its time can be given another. Guards that nobody has
// confirmed refuse.
func (s *Service) Commit(ctx context.Context, company id.CompanyID, wanted id.PriceImportID, confirmed []string, at time.Time) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Import{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Import, error) {
		return s.changeIn(ctx, tx, company, wanted, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
			if i.State != Judged && i.State != Scheduled {
				return stateFault(i.State)
			}
			if open := unconfirmed(i.Guards, confirmed); len(open) > 0 {
				return errGuard.With(open...)
			}
			if at.IsZero() {
				i.ValidFrom = time.Time{}
				return s.begin(ctx, tx, i)
			}
			if !at.After(tx.Now()) {
				return errPast
			}
			at = at.UTC().Truncate(time.Microsecond) // as it is kept
			i.State, i.ValidFrom = Scheduled, at
			return job.EnqueueAt(ctx, tx, dueArgs{wanted, at}, at)
		})
	})
}

// begin starts the job that takes the lines in.
func (s *Service) begin(ctx context.Context, tx *tenants.Tx, i *Import) error {
	run, err := job.Start(ctx, tx, commitKind, commitArgs{Import: i.ID}, i.FileName)
	i.State, i.Job = Committing, run.ID
	if err != nil {
		return err
	}
	return s.audit.Write(ctx, tx, audit.Entry{Action: "integration.import_committed", Object: i.ID.String(), Data: map[string]any{
		"file": i.FileName, "new": i.Counts.New, "changed": i.Counts.Changed, "withdrawn": i.Counts.Withdrawn,
	}})
}

// RollBack brings back what stood before a commit, as a job.
func (s *Service) RollBack(ctx context.Context, company id.CompanyID, wanted id.PriceImportID) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Import{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Import, error) {
		return s.changeIn(ctx, tx, company, wanted, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
			if i.State != Committed || !tx.Now().Before(i.RollbackUntil()) {
				return errNoWayBack
			}
			run, err := job.Start(ctx, tx, rollbackKind, rollbackArgs{Import: wanted}, i.FileName)
			i.State, i.Job = RollingBack, run.ID
			if err != nil {
				return err
			}
			return s.audit.Write(ctx, tx, audit.Entry{Action: "integration.import_rolled_back", Object: wanted.String(), Data: map[string]any{"file": i.FileName}})
		})
	})
}

// Delete cancels an import that is not taken in, or forgets one that is over. What was taken in stays.
func (s *Service) Delete(ctx context.Context, company id.CompanyID, wanted id.PriceImportID) error {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return err
	}
	var gone id.BlobID
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		i, err := findImport(tx, company, wanted, true)
		if err != nil {
			return err
		}
		if i.State == Committing || i.State == RollingBack {
			return errBusy
		}
		if i.State == Judging {
			if _, err := job.Cancel(ctx, tx, i.Job); err != nil && fault.From(err).Code() != job.AlreadyEnded.Code() {
				return err
			}
		}
		gone = i.blob
		return deleteImport(tx, company, wanted)
	})
	if err != nil {
		return err
	}
	if err := s.blobs.Delete(ctx, blob.Key{Company: company, Blob: gone}); err != nil {
		s.log.WarnContext(ctx, "file of a deleted import stays", "import", wanted, "error", err)
	}
	return nil
}

// Fix is what somebody does to a line.
type Fix struct {
	Line  int64
	Cells Cells // only what changes; "" empties
	Drop  bool
}

// Mend changes or drops lines and judges them again; those of a committed import are taken in at once.
func (s *Service) Mend(ctx context.Context, company id.CompanyID, of id.PriceImportID, fixes []Fix) (lines []Line, i Import, err error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return nil, Import{}, err
	}
	i, err = s.change(ctx, scope, company, of, func(ctx context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != Judged && i.State != Committed {
			return stateFault(i.State)
		}
		numbers := make([]int64, 0, len(fixes))
		for _, f := range fixes {
			numbers = append(numbers, f.Line)
		}
		if lines, err = listLines(tx, company, of, lineFilter{numbers: numbers}, 0, len(numbers)); err != nil {
			return err
		}
		_, err := catalog.Revise(ctx, tx, company, catalog.ByImport, of.String(), func(r catalog.Revision) error { return mendAll(tx, r, i, lines, fixes) })
		if err != nil {
			return err
		}
		return s.recount(tx, company, i)
	})
	return lines, i, err
}

func mendAll(tx *tenants.Tx, r catalog.Revision, i *Import, lines []Line, fixes []Fix) error {
	for _, f := range fixes {
		at := slices.IndexFunc(lines, func(l Line) bool { return l.Number == f.Line })
		if at < 0 || i.State == Committed && lines[at].Outcome != LineFlagged && lines[at].Outcome != LineDropped {
			return fault.NotFound
		}
		if err := mend(tx, r, i, &lines[at], f); err != nil {
			return err
		}
	}
	return nil
}

// mend judges one line anew.
func mend(tx *tenants.Tx, r catalog.Revision, i *Import, l *Line, f Fix) error {
	company := r.Tenant()
	for key, value := range f.Cells {
		if value = strings.TrimSpace(value); value == "" {
			delete(l.Cells, key)
		} else {
			l.Cells[key] = value
		}
	}
	row := lineJSON{Line: l.Number, SKU: l.SKU, Name: l.Name, Cells: l.Cells, Outcome: LineDropped}
	if !f.Drop {
		sku := skuOf(l.Cells, *i.Choice)
		stands, err := standing(tx, company, []string{sku}, i.Choice.detailed())
		if err != nil {
			return err
		}
		here, err := around(tx, company, *i.Choice, []Line{*l}, stands, false)
		if err != nil {
			return err
		}
		j := judge(l.Cells, *i.Choice, pointer(stands, sku), here)
		again, err := standsElsewhere(tx, company, i.ID, sku, l.Number)
		if err != nil {
			return err
		}
		if again {
			j = judged{outcome: LineFlagged, problems: []Problem{twice(*i.Choice)}}
		}
		row = lineOf(l.Number, sku, l.Cells, j)
	}
	if err := putLines(tx, company, i.ID, []lineJSON{row}); err != nil {
		return err
	}
	l.SKU, l.Name, l.Outcome, l.Problems, l.Changes = row.SKU, row.Name, row.Outcome, row.Problems, row.Changes
	begun := l.Cells[string(ValidFrom)] <= day(tx.Now())
	if i.State == Committed && begun && (l.Outcome == LineNew || l.Outcome == LineChanged) {
		return takeIn(tx, r, *i, []Line{*l})
	}
	return nil
}

// lineOf is a judged line as it is kept.
func lineOf(number int64, sku string, cells Cells, j judged) lineJSON {
	out := lineJSON{
		Line: number, SKU: sku, Name: j.item.Name, Outcome: j.outcome, Cells: cells, Problems: slices.Concat(j.problems, j.remarks), Changes: j.changes, Moved: j.moved, Recoined: j.currency,
		Priced: j.price != nil && j.outcome != LineFlagged,
	}
	if out.Name == "" {
		out.Name = tidy(cells[string(Name)])
	}
	if j.item.ID.IsZero() { // nothing stood before: the cells say all
		out.Changes = nil
	} else {
		text := j.item.ID.UUID()
		out.Item = &text
	}
	return out
}

// recount brings figures and guards up to date after lines were mended. A committed import keeps its guards: they were confirmed.
func (s *Service) recount(tx *tenants.Tx, company id.CompanyID, i *Import) error {
	found, err := tally(tx, company, i.ID)
	if err != nil {
		return err
	}
	found.counts.Waiting = i.Counts.Waiting
	i.Counts = found.counts
	if i.State == Committed {
		return nil
	}
	if found.before, found.same, err = before(tx, company, *i); err != nil {
		return err
	}
	i.Guards = found.guards()
	return nil
}

// Flagged writes the flagged lines as they came, with why, in the form a spreadsheet reads.
func (s *Service) Flagged(ctx context.Context, company id.CompanyID, of id.PriceImportID, w io.Writer) error {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		i, err := findImport(tx, company, of, false)
		if err != nil {
			return err
		}
		if i.Choice == nil {
			return errNotJudged
		}
		out := table.NewCSV(w, table.CSVOptions{BOM: true})
		head := []string{"line"}
		for _, c := range i.Choice.Columns {
			head = append(head, c.key())
		}
		if err := out.Write(append(head, "problem")); err != nil {
			return err
		}
		for after := int64(0); ; {
			lines, err := listLines(tx, company, of, lineFilter{outcomes: []Outcome{LineFlagged}}, after, batch)
			if err != nil || len(lines) == 0 {
				if err == nil {
					err = out.Close()
				}
				return err
			}
			for _, l := range lines {
				if err := out.Write(flaggedRow(i.Shape.Sheets, i.Choice.Columns, l)); err != nil {
					return err
				}
			}
			after = lines[len(lines)-1].Number
		}
	})
}

func flaggedRow(sheets []ShapeSheet, columns []Column, l Line) []string {
	row := []string{placeOf(sheets, l.Number)}
	for _, c := range columns {
		row = append(row, l.Cells[c.key()])
	}
	why := make([]string, len(l.Problems))
	for i, p := range l.Problems {
		why[i] = strings.TrimSpace(string(p.Field) + ": " + p.Message)
	}
	return append(row, strings.Join(why, " "))
}
