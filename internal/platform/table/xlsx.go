package table

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"manifold/internal/kernel/fault"
)

const (
	mostDirectory = 4 << 20 // bytes of a ZIP directory: some 40,000 parts
	mostLines     = 1 << 20 // rows of a worksheet, by its format
	mostMerges    = 100_000 // merged ranges of a worksheet
)

// workbook is an opened XLSX file. What it holds in memory are the shared strings.
type workbook struct {
	source  Source
	parts   map[string]*zip.File
	options Options

	sheets   []Sheet
	paths    []string // of the sheets
	epoch    bool     // dates count from 1904
	formats  []numberFormat
	shared   []byte
	sharedAt []uint32 // where each string ends
}

// openWorkbook reads everything but the sheets.
func openWorkbook(ctx context.Context, s Source, o Options) (*workbook, error) {
	b := &workbook{source: s, options: o}
	if err := b.openZip(); err != nil {
		return nil, err
	}
	main, err := b.find(ctx)
	if err != nil {
		return nil, err
	}
	related, err := b.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	if err := b.readSheets(ctx, main, related); err != nil {
		return nil, err
	}
	needed := append([]string(nil), b.paths...)
	for _, r := range related {
		if r.kind == "sharedStrings" || r.kind == "styles" {
			needed = append(needed, r.target)
		}
	}
	if err := b.afford(needed); err != nil {
		return nil, err
	}
	for _, r := range related {
		switch r.kind {
		case "sharedStrings":
			err = b.readShared(ctx, r.target)
		case "styles":
			err = b.readStyles(ctx, r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// openZip reads the directory, whose size it looks at first: the library holds an entry for whatever a file claims to have.
func (b *workbook) openZip() error {
	tail := make([]byte, min(b.source.Size, 66<<10))
	if n, err := b.source.Reader.ReadAt(tail, b.source.Size-int64(len(tail))); err != nil && (!errors.Is(err, io.EOF) || n < len(tail)) {
		return err
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail) < i+22 {
		return Damaged.Because(zip.ErrFormat)
	}
	end := b.source.Size - int64(len(tail)) + int64(i)
	size, offset := int64(binary.LittleEndian.Uint32(tail[i+12:])), int64(binary.LittleEndian.Uint32(tail[i+16:]))
	if entries := binary.LittleEndian.Uint16(tail[i+10:]); entries == 0xffff || size > mostDirectory || offset > end || end-offset > mostDirectory {
		return Damaged.Because(errors.New("table: a ZIP directory too large for a workbook"))
	}
	archive, err := zip.NewReader(b.source.Reader, b.source.Size)
	if err != nil {
		return Damaged.Because(err)
	}
	b.parts = make(map[string]*zip.File, len(archive.File))
	for _, part := range archive.File {
		name := strings.TrimPrefix(strings.ReplaceAll(part.Name, `\`, "/"), "/")
		if b.parts[name] == nil {
			b.parts[name] = part
		}
	}
	return nil
}

// find gives the name of the main part.
func (b *workbook) find(ctx context.Context) (string, error) {
	related, err := b.relations(ctx, "")
	if err != nil {
		return "", err
	}
	for _, r := range related {
		if r.kind == "officeDocument" && b.parts[r.target] != nil && strings.HasSuffix(r.target, ".xml") && strings.Contains(r.target, "xl/") {
			return r.target, nil
		}
	}
	if b.parts["xl/workbook.xml"] != nil {
		return "xl/workbook.xml", nil
	}
	return "", Unsupported
}

// afford refuses what unpacks to more than the options allow, by the sizes that the directory gives. A part that is larger than it
// says ends with an error when it is read.
func (b *workbook) afford(names []string) error {
	sum := uint64(0)
	for _, name := range names {
		if part := b.parts[name]; part != nil {
			if sum += part.UncompressedSize64; sum > uint64(b.options.UnzipBytes) || part.UncompressedSize64 > 1<<40 {
				return UnpacksTooLarge
			}
		}
	}
	return nil
}

// part opens a part as XML. Its text tokens are cut off by an error beyond most bytes.
func (b *workbook) part(ctx context.Context, name string, most int) (*xmlReader, io.Closer, error) {
	part := b.parts[name]
	if part == nil {
		return nil, nil, Damaged.Because(errors.New("table: no part " + name))
	}
	if err := b.afford([]string{name}); err != nil {
		return nil, nil, err
	}
	in, err := part.Open()
	if err != nil {
		return nil, nil, Damaged.Because(err)
	}
	return newXML(canceller{ctx, io.LimitReader(in, int64(part.UncompressedSize64)+1)}, most), in, nil
}

// each shows every beginning of an element in a part.
func (b *workbook) each(ctx context.Context, name string, see func(x *xmlReader) error) error {
	x, closer, err := b.part(ctx, name, b.options.CellBytes)
	if err != nil {
		return err
	}
	defer closer.Close()
	for {
		kind, err := x.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return b.explain(err, 0)
		case kind == xmlBegin:
			if err := see(x); err != nil {
				return err
			}
		}
	}
}

// explain makes a fault of an error while reading; line 0 is none.
func (b *workbook) explain(err error, line int) error {
	var known *fault.Fault
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errLong):
		return at(CellTooLong, line, "too_long")
	}
	if line > 0 {
		return at(Damaged, line, "unknown").Because(err)
	}
	return Damaged.Because(err)
}

// relation is an arrow from one part to another.
type relation struct{ id, kind, target string }

// relations gives the arrows of a part; of the whole file for "".
func (b *workbook) relations(ctx context.Context, from string) ([]relation, error) {
	folder, file := path.Split(from)
	name := folder + "_rels/" + file + ".rels"
	if b.parts[name] == nil {
		return nil, nil
	}
	var found []relation
	err := b.each(ctx, name, func(x *xmlReader) error {
		if string(x.name) != "Relationship" {
			return nil
		}
		id, _ := x.attr("Id")
		kind, _ := x.attr("Type")
		target, _ := x.attr("Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(folder, target)
		}
		if len(found) == 10_000 {
			return TooManySheets
		}
		found = append(found, relation{id, path.Base(kind), target})
		return nil
	})
	return found, err
}

func (b *workbook) readSheets(ctx context.Context, main string, related []relation) error {
	err := b.each(ctx, main, func(x *xmlReader) error {
		switch string(x.name) {
		case "workbookPr":
			value, _ := x.attr("date1904")
			b.epoch = value == "1" || value == "true"
		case "sheet":
			name, _ := x.attr("name")
			state, _ := x.attr("state")
			id, _ := x.attr("id")
			for _, r := range related {
				if r.id == id && r.kind == "worksheet" {
					b.sheets, b.paths = append(b.sheets, Sheet{Name: name, Hidden: state != "" && state != "visible"}), append(b.paths, r.target)
				}
			}
			if len(b.sheets) > b.options.Sheets {
				return TooManySheets
			}
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = Empty
	}
	return err
}

// readShared reads the strings that cells refer to by number, into one block of memory.
func (b *workbook) readShared(ctx context.Context, name string) error {
	x, closer, err := b.part(ctx, name, b.options.CellBytes)
	if err != nil {
		return err
	}
	defer closer.Close()
	size := b.parts[name].UncompressedSize64
	if size > 1<<32-1 {
		return UnpacksTooLarge
	}
	b.shared = make([]byte, 0, size/2)
	for {
		kind, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return b.explain(err, 0)
		}
		if kind == xmlBegin && string(x.name) == "si" {
			before := len(b.shared)
			if b.shared, err = richText(x, b.shared); err != nil {
				return b.explain(err, 0)
			}
			if len(b.shared)-before > b.options.CellBytes {
				return CellTooLong
			}
			b.sharedAt = append(b.sharedAt, uint32(len(b.shared)))
		}
	}
}

// richText appends the text inside an element whose beginning was read, without phonetic hints.
func richText(x *xmlReader, to []byte) ([]byte, error) {
	start := len(to)
	for depth := 1; depth > 0; {
		kind, err := x.next()
		if err != nil {
			return to, err
		}
		switch kind {
		case xmlBegin:
			if string(x.name) == "rPh" {
				if err := x.skip(); err != nil {
					return to, err
				}
				continue
			}
			depth++
			x.want = string(x.name) == "t"
		case xmlEnd:
			depth--
			x.want = false
		case xmlText:
			to = append(to, x.text...)
		}
	}
	return append(to[:start], unescapeExcel(to[start:])...), nil
}

func (b *workbook) sharedString(number string) (string, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 0 || n >= len(b.sharedAt) {
		return "", false
	}
	from := uint32(0)
	if n > 0 {
		from = b.sharedAt[n-1]
	}
	return string(b.shared[from:b.sharedAt[n]]), true
}

// merge is a range of cells that shows its first one.
type merge struct {
	top, left, bottom, right int // lines from 1, columns from 0, both ends included
	text                     string
	exact                    bool
}

// survey finds the merged ranges of a sheet, which stand behind its rows, and the last column with anything in it.
func (b *workbook) survey(ctx context.Context, sheet int) (merges []merge, last int, err error) {
	column := -1
	err = b.each(ctx, b.paths[sheet], func(x *xmlReader) error {
		switch string(x.name) {
		case "row":
			column = -1
		case "c":
			column++
			ref, _ := x.attr("r")
			if given, _, ok := reference(ref); ok {
				column = given
			}
			if !x.selfClosed {
				last = max(last, column)
			}
		case "mergeCell":
			ref, _ := x.attr("ref")
			from, to, _ := strings.Cut(ref, ":")
			left, top, ok := reference(from)
			right, bottom, ok2 := reference(to)
			if ok && ok2 && bottom >= top && right >= left && len(merges) < mostMerges {
				merges = append(merges, merge{top: top, left: left, bottom: bottom, right: right})
			}
		}
		return nil
	})
	return merges, last, err
}

func (b *workbook) rows(ctx context.Context, sheet int, yield func(Row) bool) error {
	merges, last, err := b.survey(ctx, sheet)
	if err != nil {
		return err
	}
	x, closer, err := b.part(ctx, b.paths[sheet], b.options.CellBytes)
	if err != nil {
		return err
	}
	defer closer.Close()
	s := &sheetReader{book: b, x: x, filler: newFiller(merges, last)}
	read := &counter{r: x.in}
	x.in = read
	size := float64(max(b.parts[b.paths[sheet]].UncompressedSize64, 1))
	for {
		kind, err := x.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return b.explain(err, s.line)
		case kind != xmlBegin || string(x.name) != "row":
			continue
		}
		if err := s.row(); err != nil {
			return err
		}
		row := Row{Line: s.line, Cells: s.cells, Exact: s.exact, Flaw: s.flaw, Done: min(float64(read.n)/size, 1)}
		if len(row.Cells) > 0 && !yield(row) {
			return nil
		}
	}
}

// sheetReader reads the rows of a worksheet.
type sheetReader struct {
	book   *workbook
	x      *xmlReader
	filler *filler
	line   int
	cells  []string
	exact  []bool
	flaw   Flaw
	bytes  int
}

// row reads the row whose beginning was read.
func (s *sheetReader) row() error {
	line := s.line + 1
	if r, given := s.x.attr("r"); given {
		n, err := strconv.Atoi(r)
		if err != nil || n < line || n > mostLines {
			return at(Damaged, line, "unknown")
		}
		line = n
	}
	s.line, s.cells, s.exact, s.flaw, s.bytes = line, nil, nil, "", 0
	column := -1
	for {
		kind, err := s.x.next()
		if err != nil {
			return s.book.explain(err, line)
		}
		switch {
		case kind == xmlEnd:
			return s.filler.fill(s)
		case kind == xmlBegin && string(s.x.name) == "c":
			if column, err = s.cell(column + 1); err != nil {
				return s.book.explain(err, line)
			}
		case kind == xmlBegin:
			if err := s.x.skip(); err != nil {
				return s.book.explain(err, line)
			}
		}
	}
}

// cell reads the cell whose beginning was read; column is where it stands if it does not say so.
func (s *sheetReader) cell(column int) (int, error) {
	if ref, given := s.x.attr("r"); given {
		at, _, ok := reference(ref)
		if !ok || at < column {
			return 0, errXML
		}
		column = at
	}
	kind, _ := s.x.attr("t")
	style, _ := s.x.attr("s")
	var text []byte
	for {
		token, err := s.x.next()
		if err != nil {
			return 0, err
		}
		switch {
		case token == xmlEnd:
			return column, s.put(column, kind, style, string(text))
		case token != xmlBegin:
		case string(s.x.name) == "v", string(s.x.name) == "is":
			inline := string(s.x.name) == "is"
			s.x.want = !inline
			if text, err = valueText(s.x, text[:0], inline); err != nil {
				return 0, err
			}
		default:
			if err := s.x.skip(); err != nil {
				return 0, err
			}
		}
	}
}

// valueText reads the text of a value whose beginning was read.
func valueText(x *xmlReader, to []byte, inline bool) ([]byte, error) {
	if inline {
		return richText(x, to)
	}
	defer func() { x.want = false }()
	for {
		kind, err := x.next()
		switch {
		case err != nil:
			return to, err
		case kind == xmlEnd:
			return to, nil
		case kind == xmlBegin:
			return to, errXML
		}
		to = append(to, x.text...)
	}
}

// put gives a cell its place, as text.
func (s *sheetReader) put(column int, kind, style, stored string) error {
	shown, exact := stored, false
	switch kind {
	case "s":
		var found bool
		if shown, found = s.book.sharedString(stored); !found && stored != "" {
			return errXML
		}
	case "inlineStr", "e":
	case "str":
		shown = string(unescapeExcel([]byte(stored)))
	case "b":
		shown, exact = map[string]string{"0": "false", "1": "true"}[stored], true
	case "d":
		shown, exact = strings.TrimSuffix(stored, "T00:00:00"), true
	default:
		n, _ := strconv.Atoi(style)
		shown, exact = s.book.format(n).show(strings.TrimSpace(stored), s.book.epoch), stored != ""
	}
	if shown == "" {
		return nil
	}
	return s.set(column, shown, exact)
}

func (s *sheetReader) set(column int, shown string, exact bool) error {
	o := s.book.options
	switch s.bytes += len(shown); {
	case column >= o.Columns:
		return at(TooManyColumns, s.line, "too_many")
	case len(shown) > o.CellBytes:
		return at(CellTooLong, s.line, "too_long")
	case s.bytes > o.RowBytes:
		return at(RowTooLong, s.line, "too_long")
	case strings.IndexByte(shown, 0) >= 0:
		return at(Binary, s.line, "unknown")
	}
	if !utf8.ValidString(shown) {
		shown, s.flaw = strings.ToValidUTF8(shown, "\ufffd"), FlawText
	}
	for len(s.cells) <= column {
		s.cells = append(s.cells, "")
	}
	s.cells[column] = shown
	if exact {
		for len(s.exact) <= column {
			s.exact = append(s.exact, false)
		}
		s.exact[column] = true
	}
	return nil
}

// reference reads "AB12" as column 27, line 12.
func reference(ref string) (column, line int, ok bool) {
	i := 0
	for i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z' {
		column = column*26 + int(ref[i]-'A') + 1
		i++
	}
	line, err := strconv.Atoi(ref[i:])
	return column - 1, line, err == nil && i > 0 && line > 0 && line <= mostLines
}
