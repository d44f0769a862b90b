package customer

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

const (
	mostList     = 50 << 20 // bytes of an uploaded list
	guessRows    = 200      // rows that the guess of a form looks at
	sampleRows   = 20       // rows that a screen shows of a sheet
	importPack   = 1000     // lines of one transaction
	mostTries    = 5        // of a pack that somebody else's change is in the way of
	importStaged = "staged"
	importRuns   = "running"
	importDone   = "done"
	importEnded  = "cancelled"
)

// listOptions bound what is read; a list of customers is no catalogue.
var listOptions = table.Options{Rows: 500_000, Columns: 200, Sheets: 50}

// Import is a customer list that was brought. It survives JSON.
type Import struct {
	ID         id.CustomerImportID
	FileName   string
	State      string // staged, running, done or cancelled
	Encoding   string // of text; "" otherwise
	Sheets     []Sheet
	Layout     *ImportLayout // what was chosen; nil while it is staged
	Counts     ImportCounts
	Job        id.JobID
	CreatedBy  string
	CreatedAt  time.Time
	FinishedAt time.Time // zero until it is over

	source id.BlobID
}

// ImportCounts are the figures of an import: RowsIn is always the sum of the others.
type ImportCounts struct{ RowsIn, Created, Merged, Flagged, Dropped int64 }

// Waiting is how many lines nothing has become of yet.
func (c ImportCounts) Waiting() int64 { return c.RowsIn - c.Created - c.Merged - c.Flagged - c.Dropped }

// Sheet is one table of a list and what its columns seem to be.
type Sheet struct {
	Name      string
	Rows      int64 // below the heading
	HeaderRow int   // from 1; 0 for none
	Columns   []SheetColumn
	Sample    [][]string

	signature string // names its form
}

// SheetColumn is one column of a sheet.
type SheetColumn struct {
	Index      int // from 0
	Header     string
	Field      ImportField
	Confidence string // learned, sure, likely, guess or none
	Samples    []string
}

// ImportLayout is how a list is to be read.
type ImportLayout struct {
	Sheet        string
	HeaderRow    int // from 1; 0 for none
	Columns      map[int]ImportField
	Group        id.GroupID  // of lines that name none
	Salesperson  id.PersonID // the same
	CreateGroups bool
}

// Imports lists the lists that were brought, newest first.
func (s *Service) Imports(ctx context.Context, company id.CompanyID, r page.Request) (page.Page[Import], error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return page.Page[Import]{}, err
	}
	var rows []Import
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		rows, err = listImports(ctx, tx, company, r)
		return err
	})
	return page.Of(r, rows, func(i Import) page.Cursor { return page.After(i.CreatedAt, i.ID) }), err
}

// StageImport keeps a list and says what its columns seem to be. Nothing is taken in yet.
func (s *Service) StageImport(ctx context.Context, company id.CompanyID, name, contentType string, body io.Reader) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return Import{}, err
	}
	file, err := table.Spool(ctx, "", body, mostList)
	if err != nil {
		return Import{}, err
	}
	defer func() { _ = file.Close() }()
	file.Name, file.ContentType = name, contentType
	i := Import{ID: id.New[id.CustomerImport](s.clock.Now()), FileName: name, State: importStaged, source: id.NewRandom[id.Blob]()}
	if i.Encoding, i.Sheets, err = look(ctx, file.Source); err != nil {
		return Import{}, err
	}
	key := blob.Key{Company: company, Blob: i.source}
	if _, err := s.blobs.Put(ctx, key, io.NewSectionReader(file.Reader, 0, file.Size), mostList, contentType); err != nil {
		return Import{}, err
	}
	var out Import
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := i.recall(ctx, tx, company); err != nil {
			return err
		}
		if err := insertImport(ctx, tx, company, i); err != nil {
			return err
		}
		if err := s.customerEvent(ctx, tx, "trading.customer_import_brought", i.ID.String(), map[string]any{"file": name}); err != nil {
			return err
		}
		out, err = readImport(ctx, tx, company, i.ID, false)
		return err
	})
	if err != nil {
		_ = s.blobs.Delete(context.WithoutCancel(ctx), key)
	}
	return out, err
}

// look reads a file whole, once: its sheets, how many rows they have and what their columns seem to be. encoding is that of text.
func look(ctx context.Context, source table.Source) (encoding string, sheets []Sheet, err error) {
	file, err := table.Open(ctx, source, listOptions)
	if err != nil {
		return "", nil, err
	}
	if file.Format() != table.XLSX {
		encoding = file.Encoding().Name
	}
	for n, sheet := range file.Sheets() {
		if sheet.Hidden {
			continue
		}
		var first []table.Row
		var rows int64
		for row, err := range file.Rows(ctx, n) {
			if err != nil {
				return "", nil, err
			}
			if rows++; len(first) < guessRows {
				first = append(first, row)
			}
		}
		if rows > 0 {
			sheets = append(sheets, sheetOf(sheet.Name, first, rows))
		}
	}
	if len(sheets) == 0 {
		return "", nil, table.Empty
	}
	return encoding, sheets, nil
}

func sheetOf(name string, rows []table.Row, count int64) Sheet {
	guess := table.Guess(rows, importFields)
	s := Sheet{Name: name, Rows: count, HeaderRow: max(guess.HeaderLine, 0), signature: guess.Signature(), Sample: [][]string{}}
	for _, row := range rows {
		if !guess.IsData(row) {
			s.Rows--
		} else if len(s.Sample) < sampleRows {
			s.Sample = append(s.Sample, row.Cells)
		}
	}
	for _, c := range guess.Columns {
		s.Columns = append(s.Columns, SheetColumn{Index: c.Index, Header: c.Name, Field: ignored, Confidence: "none", Samples: append([]string{}, c.Examples...)})
	}
	for _, m := range guess.Matches {
		s.Columns[m.Column].Field, s.Columns[m.Column].Confidence = ImportField(m.Field), confidence(m)
	}
	return s
}

func confidence(m table.Match) string {
	switch {
	case m.Doubt || m.Confidence < .6:
		return "guess"
	case m.Confidence < .9:
		return "likely"
	default:
		return "sure"
	}
}

// recall puts what the supplier once chose for files of this form in the place of the guess.
func (i Import) recall(ctx context.Context, tx *tenants.Tx, company id.CompanyID) error {
	var signatures []string
	for _, s := range i.Sheets {
		signatures = append(signatures, s.signature)
	}
	known, err := learned(ctx, tx, company, signatures)
	if err != nil {
		return err
	}
	for _, s := range i.Sheets {
		chosen, ok := known[s.signature]
		if !ok {
			continue
		}
		for n := range s.Columns {
			s.Columns[n].Field, s.Columns[n].Confidence = ignored, "learned"
		}
		for field, column := range chosen {
			name, _, _ := strings.Cut(field, " ")
			if column >= 0 && column < len(s.Columns) {
				s.Columns[column].Field = ImportField(name)
			}
		}
	}
	return nil
}

// Import reads one. One whose job came to its end without it is ended, so that its figures hold.
func (s *Service) Import(ctx context.Context, company id.CompanyID, imported id.CustomerImportID) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return Import{}, err
	}
	var out Import
	over := false
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		if out, err = readImport(ctx, tx, company, imported, false); err != nil || out.State != importRuns {
			return err
		}
		run, err := job.Find(ctx, tx, out.Job)
		over = run.State.Ended()
		return err
	})
	if err != nil || !over {
		return out, err
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		if err := endImport(ctx, tx, company, imported, importEnded, unfinished); err != nil {
			return err
		}
		out, err = readImport(ctx, tx, company, imported, false)
		return err
	})
	return out, err
}

var unfinished = LineProblem{"", "not_done", "The import ended before this line. Try it again."}

// importArgs name an import to take in.
type importArgs struct {
	Import id.CustomerImportID `json:"import"`
}

// Kind names imports in the queue.
func (importArgs) Kind() string { return "trading_customer_import" }

// CommitImport starts to take a staged list in, read as the layout says. The choice is kept for the next file of this form.
func (s *Service) CommitImport(ctx context.Context, company id.CompanyID, imported id.CustomerImportID, layout ImportLayout) (Import, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return Import{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Import, error) {
		i, err := readImport(ctx, tx, company, imported, true)
		if err != nil {
			return Import{}, err
		}
		if i.State != importStaged {
			return Import{}, errImportBegun
		}
		sheet, err := i.check(layout)
		if err != nil {
			return Import{}, err
		}
		if !layout.Salesperson.IsZero() {
			if works, err := isColleague(ctx, tx, company, layout.Salesperson); err != nil || !works {
				return Import{}, orInvalid(err, "/salesperson", "Nobody of this id works here.")
			}
		}
		if !layout.Group.IsZero() {
			if _, err := readGroup(ctx, tx, company, layout.Group); err != nil {
				return Import{}, orUnknown(err, "/group", "There is no such group.")
			}
		}
		if sheet.HeaderRow == layout.HeaderRow {
			if err := learn(ctx, tx, company, sheet.signature, layout.lesson()); err != nil {
				return Import{}, err
			}
		}
		run, err := job.Start(ctx, tx, importArgs{}.Kind(), importArgs{imported}, i.FileName)
		if err != nil {
			return Import{}, err
		}
		i.Layout, i.Job = &layout, run.ID
		if err := beginImport(ctx, tx, company, i); err != nil {
			return Import{}, err
		}
		if err := s.customerEvent(ctx, tx, "trading.customer_import_begun", imported.String(), map[string]any{"file": i.FileName}); err != nil {
			return Import{}, err
		}
		return readImport(ctx, tx, company, imported, false)
	})
}

// check refuses a layout that the file does not have.
func (i Import) check(l ImportLayout) (Sheet, error) {
	at := slices.IndexFunc(i.Sheets, func(s Sheet) bool { return s.Name == l.Sheet })
	if at < 0 {
		return Sheet{}, fault.Invalid.With(fault.Field{Path: "/sheet", Code: "unknown", Message: "The file has no such sheet."})
	}
	seen := map[ImportField]bool{}
	for column, field := range l.Columns {
		if column < 0 || column >= listOptions.Columns {
			return Sheet{}, fault.Invalid.With(fault.Field{Path: "/columns", Code: "unknown", Message: "The file has no such column."})
		}
		if _, many := joined[field]; seen[field] && !many {
			return Sheet{}, fault.Invalid.With(fault.Field{Path: "/columns", Code: "twice", Message: "Two columns cannot both be " + string(field) + "."})
		}
		seen[field] = field != ignored
	}
	if !seen[fieldName] {
		return Sheet{}, fault.Invalid.With(fault.Field{Path: "/columns", Code: "required", Message: "One column has to be the name."})
	}
	return i.Sheets[at], nil
}

// lesson is what to remember of a layout: column by field; a field of several columns gets numbers.
func (l ImportLayout) lesson() map[string]int {
	out := map[string]int{}
	for column, field := range l.Columns {
		if field == ignored {
			continue
		}
		name := string(field)
		for n := 2; ; n++ {
			if _, there := out[name]; !there {
				break
			}
			name = string(field) + " " + daysText(&n)
		}
		out[name] = column
	}
	return out
}

// importCustomers takes a list in: first every row is put down as a line that waits, then the lines become records in packs, each in a
// transaction with its figures. An attempt that follows one that died goes on where that one was.
func (s *Service) importCustomers(ctx context.Context, w *job.Work, args importArgs) (job.Result, error) {
	var i Import
	err := s.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) (err error) {
		i, err = readImport(ctx, tx, w.Company, args.Import, false)
		return err
	})
	if errors.Is(err, fault.NotFound) || err == nil && i.State != importRuns { // forgotten or over
		return job.Result{}, nil
	}
	if err == nil {
		err = s.takeIn(ctx, w, i)
	}
	switch {
	case err == nil:
		return job.Result{}, s.endImport(ctx, w, i, importDone)
	case w.Cancelled():
		return job.Result{}, errors.Join(err, s.endImport(context.WithoutCancel(ctx), w, i, importEnded))
	default:
		return job.Result{}, err
	}
}

func (s *Service) endImport(ctx context.Context, w *job.Work, i Import, state string) error {
	return s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if err := endImport(ctx, tx, w.Company, i.ID, state, unfinished); err != nil {
			return err
		}
		after, err := readImport(ctx, tx, w.Company, i.ID, false)
		if err != nil {
			return err
		}
		n := after.Counts
		return s.customerEvent(ctx, tx, "trading.customer_import_ended", i.ID.String(), map[string]any{"rows": n.RowsIn, "created": n.Created, "merged": n.Merged, "flagged": n.Flagged})
	})
}

// takeIn stages a file and works through its lines.
func (s *Service) takeIn(ctx context.Context, w *job.Work, i Import) error {
	// Staging is not interrupted: a row that was not put down would be lost to a cancelled import.
	if err := s.stage(context.WithoutCancel(ctx), w, i); err != nil {
		return err
	}
	var total, done int64
	err := s.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		after, err := readImport(ctx, tx, w.Company, i.ID, false)
		total, done = after.Counts.RowsIn, after.Counts.RowsIn-after.Counts.Waiting()
		return err
	})
	if err != nil {
		return err
	}
	// A branch may stand before its head office, so lines are gone through again while that helps; then what is left is flagged.
	for last := false; ; {
		settled, after := int64(0), 0
		for {
			w.Progress(done, total)
			if err := ctx.Err(); err != nil {
				return err
			}
			n, behind, err := s.takePack(ctx, w, i, after, last)
			if err != nil {
				return err
			}
			if behind == after {
				break
			}
			after, settled, done = behind, settled+n, done+n
		}
		if done >= total || last {
			w.Progress(done, total)
			return nil
		}
		last = settled == 0
	}
}

// stage puts every row of the chosen sheet down as a line.
func (s *Service) stage(ctx context.Context, w *job.Work, i Import) error {
	content, info, err := s.blobs.Open(ctx, blob.Key{Company: w.Company, Blob: i.source})
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	spooled, err := table.Spool(ctx, "", content, mostList)
	if err != nil {
		return err
	}
	defer func() { _ = spooled.Close() }()
	spooled.Name, spooled.ContentType = i.FileName, info.ContentType
	file, err := table.Open(ctx, spooled.Source, listOptions)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(file.Sheets(), func(t table.Sheet) bool { return t.Name == i.Layout.Sheet })
	var pack []ImportLine
	put := func() error {
		lines := pack
		pack = nil
		return s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
			if _, err := readImport(ctx, tx, w.Company, i.ID, true); err != nil {
				return err
			}
			return stageLines(ctx, tx, w.Company, i.ID, lines)
		})
	}
	for row, err := range file.Rows(ctx, at) {
		if err != nil {
			return err
		}
		if row.Line <= i.Layout.HeaderRow {
			continue
		}
		if pack = append(pack, i.Layout.line(row)); len(pack) == importPack {
			if err := put(); err != nil {
				return err
			}
		}
	}
	if len(pack) == 0 {
		return nil
	}
	return put()
}

// line is a row with its cells under the names of their fields.
func (l ImportLayout) line(row table.Row) ImportLine {
	out := ImportLine{Line: row.Line, Outcome: LineWaiting, Cells: map[ImportField]string{}}
	for column := range len(row.Cells) {
		field, chosen := l.Columns[column]
		cell := strings.ReplaceAll(row.Cell(column), "\x00", "")
		if !chosen || field == ignored || cell == "" {
			continue
		}
		if before := out.Cells[field]; before != "" {
			cell = before + joined[field] + cell
		}
		out.Cells[field] = cell
	}
	if row.Flaw != "" {
		out.flag(LineProblem{"", "flaw_" + string(row.Flaw), "This row could not be read as it stands. Look at its cells."})
	}
	return out
}

// takePack takes the next waiting lines behind a number and answers how many were settled, and the number of the last one looked at.
func (s *Service) takePack(ctx context.Context, w *job.Work, i Import, after int, last bool) (settled int64, behind int, err error) {
	for try := 1; ; try++ {
		err = s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
			settled, behind = 0, after
			if _, err := readImport(ctx, tx, w.Company, i.ID, true); err != nil {
				return err
			}
			lines, err := readLines(ctx, tx, w.Company, i.ID, LineWaiting, after, importPack)
			if err != nil || len(lines) == 0 {
				return err
			}
			behind = lines[len(lines)-1].Line
			if err := s.settle(ctx, tx, w.Company, i, lines, last); err != nil {
				return err
			}
			for _, l := range lines {
				if l.Outcome != LineWaiting {
					settled++
				}
			}
			return nil
		})
		// Somebody made a customer of the same code, or was in the way of a lock: look again.
		if err == nil || try == mostTries || ctx.Err() != nil || !errors.Is(err, errCodeTaken) && !errors.Is(err, fault.Unavailable) {
			return settled, behind, err
		}
	}
}

// settle makes records of lines and writes what became of each, in the caller's transaction.
func (s *Service) settle(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i Import, lines []ImportLine, last bool) error {
	k, err := s.intake(ctx, tx, company, i, lines)
	if err != nil {
		return err
	}
	for n := range lines {
		k.take(&lines[n], last)
	}
	var made, changed []Customer
	var ids []id.CustomerID
	for customer := range k.touched {
		if k.created[customer] {
			made = append(made, *k.records[customer])
		} else {
			changed = append(changed, *k.records[customer])
			ids = append(ids, customer)
		}
	}
	if err := insertGroups(ctx, tx, company, k.newGroups); err != nil {
		return err
	}
	if err := writeMany(ctx, tx, company, made, changed); err != nil {
		return err
	}
	if err := settleLines(ctx, tx, company, i.ID, lines); err != nil || len(ids) == 0 {
		return err
	}
	if err := Project(tx, company, ids); err != nil {
		return err
	}
	return grant.Project(tx, company, ids)
}

// intake reads what the lines are compared with.
func (s *Service) intake(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i Import, lines []ImportLine) (*intake, error) {
	heads := newHierarchy()
	if slices.ContainsFunc(lines, func(l ImportLine) bool { return l.Cells[fieldHeadOffice] != "" }) {
		var err error
		if heads, err = lockHierarchy(ctx, tx, company); err != nil {
			return nil, err
		}
	}
	codes, taxes, names := keysOf(lines)
	records, err := lockAlike(ctx, tx, company, codes, taxes, names)
	if err != nil {
		return nil, err
	}
	k := newIntake(tx.Now(), records)
	k.heads = heads
	if k.groups, err = groupNames(ctx, tx, company); err != nil {
		return nil, err
	}
	if k.people, err = colleagueNames(ctx, tx, company); err != nil {
		return nil, err
	}
	if l := i.Layout; l != nil {
		k.group, k.salesperson = l.Group, l.Salesperson
		if l.CreateGroups {
			k.newGroups = map[string]string{}
		}
	}
	return k, nil
}

// Lines lists the lines of an import in the order of the file; outcome narrows unless it is empty.
func (s *Service) Lines(ctx context.Context, company id.CompanyID, imported id.CustomerImportID, outcome LineOutcome, r page.Request) (page.Page[ImportLine], error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return page.Page[ImportLine]{}, err
	}
	after := 0
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return page.Page[ImportLine]{}, err
		}
	}
	var rows []ImportLine
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		if _, err := readImport(ctx, tx, company, imported, false); err != nil {
			return err
		}
		rows, err = readLines(ctx, tx, company, imported, outcome, after, r.Fetch())
		return err
	})
	return page.Of(r, rows, func(l ImportLine) page.Cursor { return page.After(l.Line) }), err
}

// LineFix mends a line or sets it aside.
type LineFix struct {
	Line  int
	Cells map[ImportField]string // only what changes
	Drop  bool
}

// FixLines mends flagged lines and tries each again at once, or sets them aside. Lines of which records came stay as they are.
func (s *Service) FixLines(ctx context.Context, company id.CompanyID, imported id.CustomerImportID, fixes []LineFix) ([]ImportLine, ImportCounts, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return nil, ImportCounts{}, err
	}
	var lines []ImportLine
	var after Import
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		i, err := readImport(ctx, tx, company, imported, true)
		if err != nil {
			return err
		}
		if i.State == importRuns || i.State == importStaged {
			return errImportRunning
		}
		wanted := map[int]LineFix{}
		numbers := make([]int, len(fixes))
		for n, f := range fixes {
			numbers[n], wanted[f.Line] = f.Line, f
		}
		if lines, err = theseLines(ctx, tx, company, imported, numbers); err != nil {
			return err
		}
		if err := s.mend(ctx, tx, company, i, lines, wanted); err != nil {
			return err
		}
		if lines, err = theseLines(ctx, tx, company, imported, numbers); err != nil {
			return err
		}
		if err := s.customerEvent(ctx, tx, "trading.customer_import_mended", imported.String(), map[string]any{"lines": len(lines)}); err != nil {
			return err
		}
		after, err = readImport(ctx, tx, company, imported, false)
		return err
	})
	return lines, after.Counts, err
}

func (s *Service) mend(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i Import, lines []ImportLine, wanted map[int]LineFix) error {
	var dropped, again []ImportLine
	for _, l := range lines {
		fix := wanted[l.Line]
		if l.Outcome == LineCreated || l.Outcome == LineMerged {
			continue
		}
		for field, cell := range fix.Cells {
			if cell = strings.TrimSpace(cell); cell == "" {
				delete(l.Cells, field)
			} else {
				l.Cells[field] = cell
			}
		}
		if fix.Drop {
			l.Outcome = LineDropped
			dropped = append(dropped, l)
		} else {
			again = append(again, l)
		}
	}
	if len(dropped) > 0 {
		if err := settleLines(ctx, tx, company, i.ID, dropped); err != nil {
			return err
		}
	}
	if len(again) == 0 {
		return nil
	}
	return s.settle(ctx, tx, company, i, again, true)
}

// DeleteImport cancels an import that runs, and forgets any other with its lines and its file. Customers that came of it stay.
func (s *Service) DeleteImport(ctx context.Context, company id.CompanyID, imported id.CustomerImportID) error {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		i, err := readImport(ctx, tx, company, imported, true)
		if err != nil {
			return err
		}
		if i.State == importRuns {
			return s.cancelImport(ctx, tx, company, i)
		}
		if err := deleteImport(ctx, tx, company, imported); err != nil {
			return err
		}
		key := blob.Key{Company: company, Blob: i.source}
		tx.AfterCommit(func() { _ = s.blobs.Delete(context.WithoutCancel(ctx), key) })
		return s.customerEvent(ctx, tx, "trading.customer_import_forgotten", imported.String(), map[string]any{"file": i.FileName})
	})
}

// cancelImport ends an import whose job waits; one that works ends itself, between two packs.
func (s *Service) cancelImport(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i Import) error {
	run, err := job.Cancel(ctx, tx, i.Job)
	if errors.Is(err, job.AlreadyEnded) {
		err, run.State = nil, job.Cancelled
	}
	if err != nil {
		return err
	}
	if run.State.Ended() {
		if err := endImport(ctx, tx, company, i.ID, importEnded, unfinished); err != nil {
			return err
		}
	}
	return s.customerEvent(ctx, tx, "trading.customer_import_cancelled", i.ID.String(), map[string]any{"file": i.FileName})
}

// WriteFlagged writes the flagged lines of an import as a file that can be mended and brought again.
func (s *Service) WriteFlagged(ctx context.Context, company id.CompanyID, imported id.CustomerImportID) (name string, write func(io.Writer) error, err error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return "", nil, err
	}
	var i Import
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		i, err = readImport(ctx, tx, company, imported, false)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	return i.FileName, func(out io.Writer) error { return s.writeFlagged(ctx, scope, company, imported, out) }, nil
}

func (s *Service) writeFlagged(ctx context.Context, scope tenants.Scope, company id.CompanyID, imported id.CustomerImportID, out io.Writer) error {
	sheet := table.Delimited.New(out, "")
	heading := []string{"行 Line", "问题 Problem"}
	for _, f := range importFields {
		heading = append(heading, f.Synonyms[0])
	}
	if err := sheet.Write(heading); err != nil {
		return err
	}
	for after := 0; ; {
		var lines []ImportLine
		err := s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
			lines, err = readLines(ctx, tx, company, imported, LineFlagged, after, importPack)
			return err
		})
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			return sheet.Close()
		}
		for _, l := range lines {
			after = l.Line
			var why []string
			for _, p := range l.Problems {
				why = append(why, strings.TrimPrefix(string(p.Field)+": ", ": ")+p.Message)
			}
			cells := []string{daysText(&l.Line), strings.Join(why, " ")}
			for _, f := range importFields {
				cells = append(cells, l.Cells[ImportField(f.Key)])
			}
			if err := sheet.Write(cells); err != nil {
				return err
			}
		}
	}
}
