package integration

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// State is how far an import is.
type State string

// States of imports.
const (
	Staged      State = "staged"  // its columns are looked at
	Judging     State = "judging" // each line is looked at
	Judged      State = "judged"
	Scheduled   State = "scheduled" // waits for its time
	Committing  State = "committing"
	Committed   State = "committed"
	RollingBack State = "rolling_back"
	RolledBack  State = "rolled_back"
	Failed      State = "failed" // the file cannot be read to its end
)

// busy tells a state in which a job is at work.
func (s State) busy() bool { return s == Judging || s == Committing || s == RollingBack }

var (
	errBusy       = fault.Define(fault.KindConflict, "integration.import_busy", "This import is at work. Wait until it has finished, or cancel it.")
	errNotJudged  = fault.Define(fault.KindConflict, "integration.import_not_judged", "Look at the preview of this import first.")
	errTakenIn    = fault.Define(fault.KindConflict, "integration.import_committed", "This import is taken in already.")
	errGuard      = fault.Define(fault.KindConflict, "integration.guard", "This import does something unusual. Look at it and confirm that you mean it.")
	errNoWayBack  = fault.Define(fault.KindConflict, "integration.no_way_back", "An import can be rolled back within 24 hours of its commit, once.")
	errNothing    = fault.Define(fault.KindInvalid, "integration.no_key_column", "Say which column holds the code, the barcode, the manufacturer's number or the name.")
	errPast       = fault.Define(fault.KindInvalid, "integration.in_the_past", "This time is over. Leave it out to begin now.")
	errEmptyTable = fault.Define(fault.KindInvalid, "integration.empty_file", "There are no lines in this file.")
)

// wayBack is how long a commit can be rolled back.
const wayBack = 24 * time.Hour

// Counts are what became of the lines. LinesIn = New + Changed + Unchanged + Flagged + Dropped.
type Counts struct {
	LinesIn   int64
	New       int64
	Changed   int64
	Unchanged int64
	Flagged   int64
	Dropped   int64
	Withdrawn int64 // items that the file does not have
	Waiting   int64 // lines of a committed import that begin later
	Remarks   []Remark
}

// Remark is something that good lines have in common and that somebody may want to know.
type Remark struct {
	Code  string
	Lines int64
}

// Guard is something unusual about an import that somebody has to mean.
type Guard struct {
	Code  string
	Count int64      // items withdrawn, prices moved, lines in
	Of    int64      // out of how many
	At    *time.Time // when the same file was committed
}

// Codes of guards.
const (
	guardWithdraws  = "withdraws_share"
	guardMoved      = "prices_moved"
	guardCurrency   = "currency_changed"
	guardHalf       = "half_missing"
	guardSame       = "same_file"
	guardDuplicates = "duplicate_lines"
)

// Where guards begin.
const (
	withdrawnShare = 5   // one in five of the active items
	withdrawnMost  = 100 // or so many
	halfMissing    = 60  // percent of the lines of the time before
)

// movedFrom is the move of a price, in percent, that is unusual.
var movedFrom = decimal.NewFromInt(50)

// findings are what guards are told from.
type findings struct {
	counts                   Counts
	active                   int64 // items before the import
	priced                   int64 // lines with a price
	moved, currencies, twice int64 // lines
	before                   int64 // lines of the last commit with the same headings; 0: none
	same                     *time.Time
}

// guards says what is unusual.
func (f findings) guards() []Guard {
	out := []Guard{}
	add := func(on bool, g Guard) {
		if on {
			out = append(out, g)
		}
	}
	w := f.counts.Withdrawn
	add(w > 0 && (w*withdrawnShare >= f.active || w >= withdrawnMost), Guard{Code: guardWithdraws, Count: w, Of: f.active})
	add(f.moved > 0, Guard{Code: guardMoved, Count: f.moved, Of: f.priced})
	add(f.currencies > 0, Guard{Code: guardCurrency, Count: f.currencies, Of: f.priced})
	add(f.before > 0 && f.counts.LinesIn*100 < f.before*halfMissing, Guard{Code: guardHalf, Count: f.counts.LinesIn, Of: f.before})
	add(f.same != nil, Guard{Code: guardSame, Count: 1, At: f.same})
	add(f.twice > 0, Guard{Code: guardDuplicates, Count: f.twice, Of: f.counts.LinesIn})
	return out
}

// allSheets stands for all sheets with the same headings, which are read one behind the other.
const allSheets = -1

// sheetLines is how many lines a sheet has room for when several are read; what line of which sheet a number is follows from it.
const sheetLines = 1 << 24

// placeOf names a line as people do: by its number, and behind the first of several sheets by the sheet as well.
func placeOf(sheets []ShapeSheet, number int64) string {
	at, line := number/sheetLines, number%sheetLines
	if at == 0 || at >= int64(len(sheets)) {
		return decimalText(number)
	}
	return sheets[at].Name + "!" + decimalText(line)
}

// Reading is how a file is read, where the guess was wrong. The zero Reading guesses everything.
type Reading struct {
	Encoding   string
	Delimiter  string
	Sheet      int // or allSheets
	HeaderLine int // 0: guessed, -1: none
}

// Import is a price file on its way in, or after it.
type Import struct {
	ID          id.PriceImportID
	FileName    string
	Size        int64
	State       State
	Problem     string
	Reading     Reading
	Shape       Shape
	Choice      *Choice // nil: not chosen yet
	Counts      Counts
	Guards      []Guard
	Job         id.JobID
	CreatedBy   id.PersonID
	CreatedName string
	CreatedAt   time.Time
	ValidFrom   time.Time // zero: at once
	CommittedAt time.Time // zero: not yet
	Kept        int64     // rolled back: items that somebody had changed since

	blob      id.BlobID
	sum       string
	signature string
}

// Shape is what the file seems to be.
type Shape struct {
	Format     string
	Encoding   string
	Sure       bool
	Delimiter  string
	Sheets     []ShapeSheet
	HeaderLine int
	Columns    []ShapeColumn
	Sample     []ShapeRow
	Currency   string // that the headings name
}

// ShapeSheet is one sheet of a file.
type ShapeSheet struct {
	Name   string
	Hidden bool
}

// ShapeColumn is one column with what is thought of it.
type ShapeColumn struct {
	Column
	Heading    string
	Confidence float64
	Reason     string
	Doubt      bool
	Sure       bool
	Examples   []string
}

// ShapeRow is one of the first rows.
type ShapeRow struct {
	Line  int
	Cells []string
}

// RollbackUntil is when the way back ends; zero for an import that is not committed.
func (i *Import) RollbackUntil() time.Time {
	if i.State != Committed || i.CommittedAt.IsZero() {
		return time.Time{}
	}
	return i.CommittedAt.Add(wayBack)
}

// twice is why a line is flagged whose item stood before. It lies in the column that items are known by.
func twice(choice Choice) Problem {
	out := Problem{SKU, codeTwice, "This item stands in the file before; the first line counts."}
	for _, f := range []Field{SKU, GTIN, MPN, Name} {
		if choice.has(f) {
			out.Field = f
			break
		}
	}
	return out
}

// Line is one line of a file, judged.
type Line struct {
	Number   int64 // in the file, from 1; items that it withdraws come after all of them
	SKU      string
	Name     string
	Item     id.ItemID // zero while there is none
	Outcome  Outcome
	Cells    Cells
	Problems []Problem
	Changes  []Change
}

// afterFile is added to the numbers of lines for items that the file withdraws.
const afterFile = 1 << 40

// unconfirmed are the guards that nobody has confirmed.
func unconfirmed(guards []Guard, confirmed []string) []fault.Field {
	known := map[string]bool{}
	for _, c := range confirmed {
		known[c] = true
	}
	var out []fault.Field
	for _, g := range guards {
		if !known[g.Code] {
			out = append(out, fault.Field{Path: "/confirm", Code: g.Code, Message: "Confirm this guard."})
		}
	}
	return out
}
