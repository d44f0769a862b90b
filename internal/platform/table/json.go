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

// document is an opened JSON file. Columns are the names on the way to each value inside an object, with dots between them;
// elements of an array are numbered from 1.
type document struct {
	text    text
	format  Format
	options Options
	sheets  []Sheet
	columns []map[string]int // of each sheet, name to index
	names   [][]string       // the same in the order in which they were first seen
}

// openJSON reads the document once, for its sheets and their columns.
func openJSON(ctx context.Context, t text, format Format, o Options) (*document, error) {
	d := &document{text: t, format: format, options: o}
	err := d.walk(ctx, func(o object) error {
		i, err := d.sheet(o.sheet)
		if err != nil {
			return err
		}
		for _, name := range o.order {
			if _, known := d.columns[i][name]; known {
				continue
			}
			if len(d.names[i]) == d.options.Columns {
				return at(TooManyColumns, o.number, "too_many")
			}
			d.columns[i][name] = len(d.names[i])
			d.names[i] = append(d.names[i], name)
		}
		return nil
	})
	if err == nil && len(d.sheets) == 0 {
		err = Empty
	}
	return d, err
}

// sheet gives the number of the sheet of that name, which is new when it was not seen yet.
func (d *document) sheet(name string) (int, error) {
	for i, s := range d.sheets {
		if s.Name == name {
			return i, nil
		}
	}
	if len(d.sheets) == d.options.Sheets {
		return 0, TooManySheets
	}
	d.sheets, d.columns, d.names = append(d.sheets, Sheet{Name: name}), append(d.columns, map[string]int{}), append(d.names, nil)
	return len(d.sheets) - 1, nil
}

var errStop = errors.New("table: enough rows")

func (d *document) rows(ctx context.Context, sheet int, yield func(Row) bool) error {
	if len(d.names[sheet]) > 0 && !yield(Row{Cells: append([]string(nil), d.names[sheet]...)}) {
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
	row := Row{Line: o.number, Done: o.done, Cells: make([]string, len(d.names[sheet]))}
	if o.noObject != "" {
		row.Flaw, row.Cells = FlawJSON, append([]string{o.noObject}, row.Cells[min(1, len(row.Cells)):]...)
		return row, nil
	}
	for _, name := range o.order {
		i, known := d.columns[sheet][name]
		if !known {
			return Row{}, Damaged // the source changed since it was opened
		}
		v := o.values[name]
		row.Cells[i] = v.text
		if v.exact {
			if row.Exact == nil {
				row.Exact = make([]bool, len(row.Cells))
			}
			row.Exact[i] = true
		}
	}
	return row, nil
}

// object is an element of a sheet.
type object struct {
	record
	sheet    string
	number   int     // in the sheet, from 1; in JSON lines the line
	done     float64 // share of the file that was read
	noObject string  // the text of a line that is no object
}

// record is what an object holds, at any depth.
type record struct {
	values map[string]value
	order  []string // names of values as they came
	bytes  int
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
	w.see = func(sheet string, r record) error {
		numbers[sheet]++
		return see(object{record: r, sheet: sheet, number: numbers[sheet], done: d.text.done(read)})
	}
	return explained(w.document())
}

// walkLines reads an object a line.
func (d *document) walkLines(ctx context.Context, see func(object) error) error {
	in, read := d.text.open(ctx)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), d.options.RowBytes)
	number := 0
	for lines.Scan() {
		number++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if bytes.IndexByte(line, 0) >= 0 {
			return at(Binary, number, "unknown")
		}
		w := newWalker(bytes.NewReader(line), d.options)
		o := object{number: number}
		switch err := explained(w.line()); {
		case errors.Is(err, Damaged) || errors.Is(err, errNoObject):
			o.noObject, _ = clean(string(line[:min(len(line), d.options.CellBytes)]))
		case err != nil:
			return err
		default:
			o.record = *w.into
		}
		o.done = d.text.done(read)
		if err := see(o); err != nil {
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
	into    *record
	see     func(sheet string, r record) error
}

func newWalker(in io.Reader, o Options) *walker {
	l := &leash{r: in, most: int64(6*o.CellBytes) + 64<<10} // a character may be written as \uXXXX
	w := &walker{in: json.NewDecoder(l), options: o, into: &record{values: map[string]value{}}}
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
	if err := w.members(""); err != nil {
		return err
	}
	return w.end()
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
		err = w.level(func() error { return w.row("", nil) })
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
	return w.see("", *w.into)
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
		return w.row(name, token)
	})
}

// row shows an element of an array; token is its first, nil if it was not read yet.
func (w *walker) row(sheet string, token json.Token) (err error) {
	if token == nil {
		if token, err = w.in.Token(); err != nil {
			return err
		}
	}
	around := w.into
	w.into = &record{values: map[string]value{}}
	defer func() { w.into = around }()
	if token == json.Delim('{') {
		err = w.members("")
	} else {
		err = w.keep("value", token)
	}
	if err != nil {
		return err
	}
	return w.see(sheet, *w.into)
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

// members reads an object whose brace was read.
func (w *walker) members(prefix string) error {
	return w.level(func() error {
		name, token, err := w.member(prefix)
		if err != nil {
			return err
		}
		return w.keep(name, token)
	})
}

// keep takes a value, or what is inside it, into the record.
func (w *walker) keep(name string, token json.Token) error {
	switch token {
	case json.Delim('{'):
		return w.members(name)
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
	v, into := scalar(token), w.into
	into.bytes += len(v.text) + len(name)
	if _, twice := into.values[name]; !twice {
		into.order = append(into.order, name)
	}
	switch {
	case len(v.text) > w.options.CellBytes:
		return CellTooLong
	case into.bytes > w.options.RowBytes:
		return RowTooLong
	case len(into.order) > w.options.Columns:
		return TooManyColumns
	}
	into.values[name] = v
	return nil
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
