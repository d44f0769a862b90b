package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"manifold/internal/kernel/fault"
)

var (
	// Unsupported says that the file is none of the formats read here.
	Unsupported = fault.Define(fault.KindUnsupported, "table.unsupported", "This is not a table that can be read here. Use CSV, TSV, XLSX, JSON or JSON lines.")
	// OldExcel says that the file is .xls, or has a password: from outside the two look alike.
	OldExcel = fault.Define(fault.KindUnsupported, "table.old_excel", "This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password.")
	// Damaged says that the file breaks the rules of its own format.
	Damaged = fault.Define(fault.KindInvalid, "table.damaged", "The file is damaged and cannot be read to its end.")
	// Binary says that a text file holds a NUL byte, which no text has.
	Binary = fault.Define(fault.KindInvalid, "table.binary", "The file holds bytes that are not text.")
	// Empty says that there is no row with anything in it.
	Empty = fault.Define(fault.KindInvalid, "table.empty", "The file holds no rows.")
	// NoSheet says that the file has no sheet of that number.
	NoSheet = fault.Define(fault.KindInvalid, "table.no_sheet", "The file has no such sheet.")
	// UnknownEncoding says that [Options].Encoding names none that is read here.
	UnknownEncoding = fault.Define(fault.KindInvalid, "table.unknown_encoding", "This text encoding is not known here.")
	// UnpacksTooLarge says that the parts of an XLSX file are larger than [Options].UnzipBytes once unpacked.
	UnpacksTooLarge = fault.Define(fault.KindTooLarge, "table.unpacks_too_large", "The file is too large once unpacked. Split it, or save it as CSV.")
	// TooManyRows says that there are more than [Options].Rows.
	TooManyRows = fault.Define(fault.KindTooLarge, "table.too_many_rows", "The file has too many rows. Split it.")
	// TooManyColumns says that a row has more than [Options].Columns.
	TooManyColumns = fault.Define(fault.KindTooLarge, "table.too_many_columns", "A row of the file has too many columns.")
	// TooManySheets says that there are more than [Options].Sheets.
	TooManySheets = fault.Define(fault.KindTooLarge, "table.too_many_sheets", "The file has too many sheets.")
	// CellTooLong says that a cell is longer than [Options].CellBytes.
	CellTooLong = fault.Define(fault.KindTooLarge, "table.cell_too_long", "A cell of the file is too long.")
	// RowTooLong says that a row is longer than [Options].RowBytes.
	RowTooLong = fault.Define(fault.KindTooLarge, "table.row_too_long", "A row of the file is too long.")
)

// Format is a kind of file.
type Format string

// The formats.
const (
	Delimited Format = "csv" // text with a delimiter, whichever it is
	XLSX      Format = "xlsx"
	JSON      Format = "json"  // an array of objects, or one inside an object
	JSONL     Format = "jsonl" // an object a line
)

// Source is a file to read. See [Spool] for a stream.
type Source struct {
	Reader      io.ReaderAt
	Size        int64  // bytes
	Name        string // as it was uploaded; empty: unknown. Content decides, the name only where content leaves a choice
	ContentType string // the same
}

// Options say how to read. The zero value guesses everything and has the limits of the comments.
type Options struct {
	Encoding   string // one of Encodings; empty: guessed
	Delimiter  rune   // of delimited text; 0: guessed
	Rows       int    // most rows of a sheet; 0: 20,000,000
	Columns    int    // most cells of a row; 0: 2,000
	Sheets     int    // most sheets; 0: 256
	CellBytes  int    // longest cell, UTF-8; 0: 64 KiB
	RowBytes   int    // longest row, UTF-8; 0: 1 MiB
	UnzipBytes int64  // all parts of an XLSX file that are read, unpacked; 0: 64 MiB. Shared strings are held in memory, so this bounds it
}

func (o Options) withDefaults() Options {
	or := func(n *int, most int) {
		if *n <= 0 {
			*n = most
		}
	}
	or(&o.Rows, 20_000_000)
	or(&o.Columns, 2_000)
	or(&o.Sheets, 256)
	or(&o.CellBytes, 64<<10)
	or(&o.RowBytes, 1<<20)
	if o.UnzipBytes <= 0 {
		o.UnzipBytes = 64 << 20
	}
	return o
}

// Flaw says that a row could not be read as it stands. Its cells are the best reading; somebody should look at it.
type Flaw string

// The flaws.
const (
	FlawQuotes Flaw = "quotes" // quotation marks do not match; they were taken for text
	FlawText   Flaw = "text"   // some bytes are no characters of the encoding; each became U+FFFD
	FlawJSON   Flaw = "json"   // the line is no JSON object; its text is in the first cell
)

// Row is one row. It may be kept.
type Row struct {
	Line  int      // where it begins, from 1: line of a text, row of a sheet, object of JSON; 0: the names of JSON's columns
	Cells []string // ragged: as many as the row has, without blank ones at the end of an XLSX row
	Exact []bool   // cells stored as numbers, dates or truth values: their text is exact and has a decimal point; nil: none
	Flaw  Flaw     // empty: none
	Done  float64  // share of the sheet that was read when this row was, 0 to 1; an estimate for progress
}

// Cell gives a cell without the space around it; empty beyond the end of the row.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

func (r Row) exact(i int) bool { return i >= 0 && i < len(r.Exact) && r.Exact[i] }

func (r Row) blank() bool {
	for _, cell := range r.Cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// Sheet is one table of a file. Text has one, XLSX one for each worksheet, JSON one for each array of objects.
type Sheet struct {
	Name   string // empty for text; for JSON the names on the way to the array, with dots between them
	Hidden bool   // XLSX only
}

// File is an opened table. It may be read any number of times, also concurrently, as long as its source can be.
type File struct {
	format    Format
	encoding  Encoding
	delimiter rune
	sheets    []Sheet
	body      body
	options   Options
}

// body reads the rows of one sheet, blank ones too, until yield says no.
type body interface {
	rows(ctx context.Context, sheet int, yield func(Row) bool) error
}

// Open finds out what a file is. Text is read once for it, to know its encoding; JSON once more, to know its columns. Errors are the
// faults of this package, or ctx's.
func Open(ctx context.Context, s Source, o Options) (*File, error) {
	o = o.withDefaults()
	f := &File{options: o, sheets: []Sheet{{}}}
	head, err := readHead(s, 4096)
	if err != nil {
		return nil, err
	}
	if len(head) == 0 {
		return nil, Empty
	}
	if err := refuseForeign(head); err != nil {
		return nil, err
	}
	if strings.HasPrefix(string(head), "PK\x03\x04") {
		book, err := openWorkbook(ctx, s, o)
		if err != nil {
			return nil, err
		}
		f.format, f.encoding, f.body, f.sheets = XLSX, Encoding{Name: utf8Name, Sure: true}, book, book.sheets
		return f, nil
	}
	return f, f.openText(ctx, s)
}

func (f *File) openText(ctx context.Context, s Source) (err error) {
	if f.encoding, err = encodingOf(ctx, s, f.options.Encoding); err != nil {
		return err
	}
	text := text{source: s, encoding: f.encoding}
	if f.format, err = textFormat(ctx, text); err != nil {
		return err
	}
	if f.format != Delimited {
		document, err := openJSON(ctx, text, f.format, f.options)
		if err != nil {
			return err
		}
		f.body, f.sheets = document, document.sheets
		return nil
	}
	dialect, err := dialectOf(ctx, text, f.options)
	if err != nil {
		return err
	}
	f.delimiter, f.body = dialect.delimiter, &delimited{text, dialect, f.options}
	return nil
}

// Format gives the kind of file.
func (f *File) Format() Format { return f.format }

// Encoding gives the encoding of a text, and whether it is a guess; XLSX is UTF-8.
func (f *File) Encoding() Encoding { return f.encoding }

// Delimiter gives the character between the cells of delimited text; 0 for other formats.
func (f *File) Delimiter() rune { return f.delimiter }

// Sheets lists the sheets in the file's order; at least one.
func (f *File) Sheets() []Sheet { return append([]Sheet(nil), f.sheets...) }

// Rows gives the rows of a sheet that are not blank. The first error ends it: a fault of this package, ctx's, or the source's.
func (f *File) Rows(ctx context.Context, sheet int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if sheet < 0 || sheet >= len(f.sheets) {
			yield(Row{}, NoSheet)
			return
		}
		count, stopped := 0, false
		var over error
		err := f.body.rows(ctx, sheet, func(r Row) bool {
			if r.blank() {
				return true
			}
			if count++; count > f.options.Rows {
				over = at(TooManyRows, r.Line, "too_many")
				return false
			}
			stopped = !yield(r, nil)
			return !stopped
		})
		if over != nil {
			err = over
		}
		if err != nil && !stopped {
			yield(Row{}, err)
		}
	}
}

// Sample gives up to n rows from the beginning of a sheet; fewer if it ends.
func (f *File) Sample(ctx context.Context, sheet, n int) ([]Row, error) {
	var rows []Row
	for row, err := range f.Rows(ctx, sheet) {
		if err != nil {
			return nil, err
		}
		if rows = append(rows, row); len(rows) >= n {
			break
		}
	}
	return rows, nil
}

// at says in which line a fault lies.
func at(f *fault.Fault, line int, code string) *fault.Fault {
	return f.With(fault.Field{Path: fmt.Sprintf("/lines/%d", line), Code: code, Message: fmt.Sprintf("Line %d.", line)})
}

func readHead(s Source, n int) ([]byte, error) {
	head := make([]byte, min(int64(n), s.Size))
	got, err := s.Reader.ReadAt(head, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return head[:got], err
}

// refuseForeign recognises formats that people take for tables.
func refuseForeign(head []byte) error {
	text := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff"))
	if strings.HasPrefix(text, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
		return OldExcel
	}
	for _, begin := range []string{"%PDF-", "<", "{\\rtf", "\x1f\x8b", "Rar!", "7z\xbc\xaf", "\x89PNG", "\xff\xd8\xff", "GIF8"} {
		if strings.HasPrefix(text, begin) {
			return Unsupported
		}
	}
	return nil
}

// clean makes text of what may hold bytes that are none, and says whether it did.
func clean(s string) (string, bool) {
	if utf8.ValidString(s) {
		return s, false
	}
	return strings.ToValidUTF8(s, "\ufffd"), true
}
