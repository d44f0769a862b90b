package table

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// textFormat tells JSON from delimited text. A text that begins like JSON is JSON if its name says nothing else.
func textFormat(ctx context.Context, t text) (Format, error) {
	in, _ := t.open(ctx)
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	head = bytes.TrimLeft(head[:n], " \t\r\n")
	suffix := strings.ToLower(path.Ext(t.source.Name))
	switch {
	case len(head) == 0:
		return "", Empty
	case suffix == ".csv" || suffix == ".tsv" || suffix == ".tab":
		return Delimited, nil
	case suffix == ".jsonl" || suffix == ".ndjson":
		return JSONL, nil
	case head[0] == '[' && (suffix == ".json" || strings.Contains(t.source.ContentType, "json") || opensObject(head[1:])):
		return JSON, nil
	case head[0] != '{':
		return Delimited, nil
	}
	line, rest, _ := bytes.Cut(head, []byte{'\n'})
	if json.Valid(line) && opensObject(rest) {
		return JSONL, nil
	}
	return JSON, nil
}

// opensObject says whether text begins with an object, or ends before anything begins.
func opensObject(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == ']')
}

const mostDepth = 32 // levels of a JSON document

// document is an opened JSON file. A sheet is an array of objects, wherever it stands: a row of a sheet inside another has the values of
// the objects around it too. Columns are the names on the way to each value inside an object, with dots between them; elements of an
// array are numbered from 1, but for an array of plain objects, which is one cell as it stands.
type document struct {
	text    text
	format  Format
	options Options
	sheets  []Sheet
	columns []map[key]int // of each sheet
	keys    [][]key       // the same in the order in which they were first seen
}

// openJSON reads the document once, for its sheets and their columns.
func openJSON(ctx context.Context, t text, format Format, o Options) (*document, error) {
	d := &document{text: t, format: format, options: o}
	err := d.walk(ctx, func(o object) error {
		i, err := d.sheet(o.sheet, o.level > 0)
		if err != nil || i < 0 {
			return err
		}
		return o.each(func(k key, _ value) error {
			if _, known := d.columns[i][k]; known {
				return nil
			}
			if len(d.keys[i]) == d.options.Columns {
				return at(TooManyColumns, o.number, "too_many")
			}
			d.columns[i][k] = len(d.keys[i])
			d.keys[i] = append(d.keys[i], k)
			return nil
		})
	})
	if err == nil && len(d.sheets) == 0 {
		err = Empty
	}
	return d, err
}

// sheet gives the number of the sheet of that name, which is new when it was not seen yet; -1 for one inside another when there are many.
func (d *document) sheet(name string, inner bool) (int, error) {
	for i, s := range d.sheets {
		if s.Name == name {
			return i, nil
		}
	}
	switch {
	case inner && len(d.sheets) >= d.options.Sheets/2:
		return -1, nil
	case len(d.sheets) == d.options.Sheets:
		return 0, TooManySheets
	}
	d.sheets, d.columns, d.keys = append(d.sheets, Sheet{Name: name}), append(d.columns, map[key]int{}), append(d.keys, nil)
	return len(d.sheets) - 1, nil
}

// headings are the names of a sheet's columns. The outer of two that are alike keeps its name.
func (d *document) headings(sheet int) []string {
	out, taken := make([]string, len(d.keys[sheet])), map[string]bool{}
	for level := 0; level <= mostDepth; level++ {
		for i, k := range d.keys[sheet] {
			if k.level != level {
				continue
			}
			out[i] = k.name
			if level > 0 && taken[k.name] {
				out[i] = joined(lastName(d.sheets[sheet].Name), k.name)
			}
			taken[out[i]] = true
		}
	}
	return out
}

func lastName(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

var errStop = errors.New("table: enough rows")

func (d *document) rows(ctx context.Context, sheet int, yield func(Row) bool) error {
	if len(d.keys[sheet]) > 0 && !yield(Row{Cells: d.headings(sheet)}) {
		return nil
	}
	err := d.walk(ctx, func(o object) error {
		if o.sheet != d.sheets[sheet].Name {
			return nil
		}
		row, err := d.row(sheet, o)
		if err == nil && !yield(row) {
			err = errStop
		}
		return err
	})
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

func (d *document) row(sheet int, o object) (Row, error) {
	row := Row{Line: o.number, Done: o.done, Cells: make([]string, len(d.keys[sheet]))}
	if o.noObject != "" {
		row.Flaw, row.Cells = FlawJSON, append([]string{o.noObject}, row.Cells[min(1, len(row.Cells)):]...)
		return row, nil
	}
	err := o.each(func(k key, v value) error {
		i, known := d.columns[sheet][k]
		if !known {
			return Damaged // the source changed since it was opened
		}
		row.Cells[i] = v.text
		if v.exact {
			if row.Exact == nil {
				row.Exact = make([]bool, len(row.Cells))
			}
			row.Exact[i] = true
		}
		return nil
	})
	return row, err
}

// object is an element of a sheet.
type object struct {
	*record
	sheet    string
	number   int     // in the sheet, from 1; in JSON lines the line
	done     float64 // share of the file that was read
	noObject string  // the text of a line that is no object
}

// value is a cell of an object.
type value struct {
	text  string
	exact bool // a number or truth value
}

func (d *document) walk(ctx context.Context, see func(object) error) error {
	if d.format == JSONL {
		return d.walkLines(ctx, see)
	}
	in, read := d.text.open(ctx)
	numbers := map[string]int{}
	w := newWalker(in, d.options)
	w.see = func(sheet string, r *record) error {
		numbers[sheet]++
		return see(object{record: r, sheet: sheet, number: numbers[sheet], done: d.text.done(read)})
	}
	return explained(w.document())
}

// walkLines reads an object a line.
func (d *document) walkLines(ctx context.Context, see func(object) error) error {
	in, read := d.text.open(ctx)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), treeRows*d.options.RowBytes)
	number, numbers := 0, map[string]int{}
	for lines.Scan() {
		number++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if bytes.IndexByte(line, 0) >= 0 {
			return at(Binary, number, "unknown")
		}
		w, done := newWalker(bytes.NewReader(line), d.options), d.text.done(read)
		w.see = func(sheet string, r *record) error {
			o := object{record: r, sheet: sheet, number: number, done: done}
			if sheet != "" { // one line may have many
				numbers[sheet]++
				o.number = numbers[sheet]
			}
			return see(o)
		}
		err := explained(w.line())
		if errors.Is(err, Damaged) || errors.Is(err, errNoObject) {
			text, _ := clean(string(line[:min(len(line), d.options.CellBytes)]))
			err = see(object{record: &record{}, number: number, done: done, noObject: text})
		}
		if err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return at(RowTooLong, number+1, "too_long")
	}
	return lines.Err()
}

// walker goes through a JSON document by tokens.
type walker struct {
	in      *json.Decoder
	options Options
	depth   int
	into    *record // what stands around the arrays of an envelope
	tree    budget  // what the present row may hold
	see     func(sheet string, r *record) error
}

func newWalker(in io.Reader, o Options) *walker {
	l := &leash{r: in, most: int64(6*o.CellBytes) + 64<<10} // a character may be written as \uXXXX
	w := &walker{in: json.NewDecoder(l), options: o, into: &record{}}
	l.used = w.in.InputOffset
	w.in.UseNumber()
	return w
}

// leash holds a decoder back, which would otherwise keep a whole token in memory, however long.
type leash struct {
	r    io.Reader
	n    int64
	most int64 // bytes given out and not yet used
	used func() int64
}

var (
	errToken    = errors.New("table: a value is too long")
	errNoObject = errors.New("table: no object")
	errDeep     = errors.New("table: too many levels")
)

func (l *leash) Read(p []byte) (int, error) {
	if l.n-l.used() > l.most {
		return 0, errToken
	}
	n, err := l.r.Read(p[:min(len(p), 64<<10)])
	if bytes.IndexByte(p[:n], 0) >= 0 {
		return 0, Binary
	}
	l.n += int64(n)
	return n, err
}

// explained makes a fault of what a decoder says.
func explained(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errToken):
		return CellTooLong
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, errDeep):
		return Damaged.Because(err)
	}
	return err
}

// line reads the one object of a line.
func (w *walker) line() error {
	token, err := w.in.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return errNoObject
	}
	row, err := w.grow(token)
	if err != nil {
		return err
	}
	if err := w.end(); err != nil { // before anything is shown
		return err
	}
	return w.show("", nil, row)
}

// end reads what may follow the document: nothing.
func (w *walker) end() error {
	_, err := w.in.Token()
	switch err {
	case nil:
		return Damaged
	case io.EOF:
		return nil
	}
	return err
}

// document looks for arrays of objects on the way down, and takes the whole for one object if there is none.
func (w *walker) document() error {
	token, err := w.in.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		err = w.level(func() error { return w.element("", nil) })
	case json.Delim('{'):
		err = w.envelope()
	default:
		err = Unsupported
	}
	if err != nil {
		return err
	}
	return w.end()
}

// envelope is an object around the arrays. One that holds none is itself a row.
func (w *walker) envelope() error {
	found := false
	var inside func(prefix string) error
	inside = func(prefix string) error {
		return w.level(func() error {
			name, token, err := w.member(prefix)
			if err != nil {
				return err
			}
			switch token {
			case json.Delim('{'):
				return inside(name)
			case json.Delim('['):
				return w.list(name, &found)
			}
			return w.keep(name, token)
		})
	}
	if err := inside(""); err != nil || found || len(w.into.order) == 0 {
		return err
	}
	return w.see("", w.into)
}

// list reads an array in an envelope: objects are rows of a sheet, the rest are values of the envelope.
func (w *walker) list(name string, found *bool) error {
	n := 0
	return w.level(func() error {
		token, err := w.in.Token()
		if n++; err != nil {
			return err
		}
		if token != json.Delim('{') {
			return w.keep(joined(name, strconv.Itoa(n)), token)
		}
		*found = true
		return w.element(name, token)
	})
}

// element shows an element of an array; token is its first, nil if it was not read yet.
func (w *walker) element(sheet string, token json.Token) (err error) {
	if token == nil {
		if token, err = w.in.Token(); err != nil {
			return err
		}
	}
	row, err := w.grow(token)
	if err != nil {
		return err
	}
	return w.show(sheet, nil, row)
}

// level reads what stands between two brackets, whose first was read.
func (w *walker) level(each func() error) error {
	if w.depth++; w.depth > mostDepth {
		return errDeep
	}
	defer func() { w.depth-- }()
	for w.in.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err := w.in.Token()
	return err
}

// member reads a name and the first token of its value.
func (w *walker) member(prefix string) (string, json.Token, error) {
	token, err := w.in.Token()
	if err != nil {
		return "", nil, err
	}
	key, _ := token.(string)
	token, err = w.in.Token()
	return joined(prefix, key), token, err
}

// keep takes a value of the envelope, or what is inside it.
func (w *walker) keep(name string, token json.Token) error {
	switch token {
	case json.Delim('{'):
		return w.level(func() error {
			name, token, err := w.member(name)
			if err != nil {
				return err
			}
			return w.keep(name, token)
		})
	case json.Delim('['):
		n := 0
		return w.level(func() error {
			token, err := w.in.Token()
			if n++; err != nil {
				return err
			}
			return w.keep(joined(name, strconv.Itoa(n)), token)
		})
	}
	return w.into.put(name, scalar(token), w.options)
}

func joined(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

func scalar(token json.Token) value {
	switch v := token.(type) {
	case string:
		return value{text: v}
	case json.Number:
		return value{exactDecimal(v.String()), true}
	case bool:
		return value{strconv.FormatBool(v), true}
	}
	return value{}
}
