package table

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"unicode/utf8"
)

// dialect is the way in which a text separates cells and lines.
type dialect struct {
	delimiter rune
	oldMac    bool // lines end with a carriage return alone
	skip      int  // lines before the first row: Excel's "sep=;"
}

type delimited struct {
	text    text
	dialect dialect
	options Options
}

func (d *delimited) rows(ctx context.Context, _ int, yield func(Row) bool) error {
	in, read := d.text.open(ctx)
	p := newParser(in, d.dialect, d.options)
	for {
		row, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if row.Line <= d.dialect.skip {
			continue
		}
		row.Done = d.text.done(read)
		if !yield(row) {
			return nil
		}
	}
}

// parser reads records from a window on a text. A quoted cell that has no proper end is read again as plain text, so the window
// holds a whole record.
type parser struct {
	in        io.Reader
	buf       []byte
	begin     int // of the record, in buf
	eof       bool
	line      int   // of the record, from 1
	base      int64 // of buf in the text
	dead      int64 // up to here in the text there is no end of a quoted cell: a search went through it
	delimiter []byte
	oldMac    bool
	options   Options

	cells []byte // of the record, one behind the other
	ends  []int  // of each cell in cells
	flaw  Flaw
}

func newParser(in io.Reader, d dialect, o Options) *parser {
	return &parser{in: in, line: 1, delimiter: utf8.AppendRune(nil, d.delimiter), oldMac: d.oldMac, options: o, buf: make([]byte, 0, 64<<10)}
}

// errMore says that the window ends inside the record.
var errMore = errors.New("table: more text needed")

// next gives the next record, or io.EOF.
func (p *parser) next() (Row, error) {
	for {
		if p.begin == len(p.buf) && p.eof {
			return Row{}, io.EOF
		}
		n, err := 0, errMore
		if p.begin < len(p.buf) {
			n, err = p.record()
		}
		switch {
		case errors.Is(err, errMore):
			if err := p.fill(); err != nil {
				return Row{}, err
			}
		case err != nil:
			return Row{}, err
		default:
			return p.take(n)
		}
	}
}

// take makes a row of the record that was read from the next n bytes.
func (p *parser) take(n int) (Row, error) {
	row := Row{Line: p.line, Flaw: p.flaw, Cells: make([]string, len(p.ends))}
	if bytes.IndexByte(p.cells, 0) >= 0 {
		return Row{}, at(Binary, p.line, "unknown")
	}
	all, from := string(p.cells), 0
	for i, end := range p.ends {
		cell := all[from:end]
		if !utf8.ValidString(cell) { // each by itself: the end of one and the beginning of the next may make a character
			var damaged bool
			if cell, damaged = clean(cell); damaged && row.Flaw == "" {
				row.Flaw = FlawText
			}
		}
		row.Cells[i], from = unguarded(cell), end
	}
	p.line += p.lines(p.buf[p.begin : p.begin+n])
	p.begin += n
	return row, nil
}

// lines counts the line ends of a record.
func (p *parser) lines(record []byte) int {
	n := bytes.Count(record, []byte{'\n'})
	if p.oldMac {
		n += bytes.Count(record, []byte{'\r'}) - bytes.Count(record, []byte("\r\n"))
	}
	return n
}

// fill widens the window.
func (p *parser) fill() error {
	if p.begin > 0 {
		p.base += int64(p.begin)
		p.buf = p.buf[:copy(p.buf, p.buf[p.begin:])]
		p.begin = 0
	}
	if len(p.buf) == cap(p.buf) {
		if len(p.buf) > 2*(p.options.RowBytes+p.options.CellBytes) {
			return at(RowTooLong, p.line, "too_long")
		}
		p.buf = slices.Grow(p.buf, len(p.buf))
	}
	n, err := p.in.Read(p.buf[len(p.buf):cap(p.buf)])
	p.buf = p.buf[:len(p.buf)+n]
	if errors.Is(err, io.EOF) {
		p.eof, err = true, nil
	}
	return err
}

// record reads the record at the beginning of the window into cells and ends, and gives its length.
func (p *parser) record() (int, error) {
	p.cells, p.ends, p.flaw = p.cells[:0], p.ends[:0], ""
	data := p.buf[p.begin:]
	for i := 0; ; {
		from := len(p.cells)
		n, err := p.cell(data, i)
		if err != nil {
			return 0, err
		}
		switch {
		case len(p.cells)-from > p.options.CellBytes:
			return 0, at(CellTooLong, p.line, "too_long")
		case len(p.cells) > p.options.RowBytes:
			return 0, at(RowTooLong, p.line, "too_long")
		case len(p.ends) == p.options.Columns:
			return 0, at(TooManyColumns, p.line, "too_many")
		}
		p.ends = append(p.ends, len(p.cells))
		if i = n; bytes.HasPrefix(data[i:], p.delimiter) {
			i += len(p.delimiter)
			continue
		}
		return i + p.lineEnd(data, i), nil
	}
}

// lineEnd is the length of the line end at i; 0 where there is none.
func (p *parser) lineEnd(data []byte, i int) int {
	switch {
	case i >= len(data):
		return 0
	case data[i] == '\n':
		return 1
	case data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n':
		return 2
	case data[i] == '\r' && (p.oldMac || i+1 == len(data)):
		return 1
	}
	return 0
}

// cell appends the cell at i to cells and gives where it ends.
func (p *parser) cell(data []byte, i int) (int, error) {
	quote := i
	for quote < len(data) && data[quote] == ' ' {
		quote++
	}
	if quote < len(data) && data[quote] == '"' {
		if n, err := p.quoted(data, quote); n > 0 || err != nil {
			return n, err
		}
		p.flaw = FlawQuotes
	}
	return p.plain(data, i)
}

// plain reads up to the next delimiter or line end.
func (p *parser) plain(data []byte, i int) (int, error) {
	for end := i; end < len(data); end++ {
		switch c := data[end]; {
		case c == '\r' && end+1 == len(data) && !p.eof:
			return 0, errMore
		case c == p.delimiter[0] && bytes.HasPrefix(data[end:], p.delimiter), (c == '\n' || c == '\r') && p.lineEnd(data, end) > 0:
			p.cells = append(p.cells, data[i:end]...)
			return end, nil
		case end-i > p.options.RowBytes:
			return 0, at(CellTooLong, p.line, "too_long")
		}
	}
	if !p.eof {
		return 0, errMore
	}
	p.cells = append(p.cells, data[i:]...)
	return len(data), nil
}

// quoted reads the cell whose quotation mark stands at i. It gives 0 if the mark has no partner: the cell is longer than a cell may
// be, or a further cell begins inside it.
func (p *parser) quoted(data []byte, i int) (int, error) {
	if p.base+int64(p.begin+i) < p.dead {
		return 0, nil
	}
	kept := len(p.cells)
	give := func(up int) (int, error) {
		p.cells, p.dead = p.cells[:kept], p.base+int64(p.begin+up)
		return 0, nil
	}
	for from := i + 1; ; {
		found := bytes.IndexByte(data[from:], '"')
		if found < 0 {
			if len(data)-i > p.options.CellBytes+2 || p.eof {
				return give(len(data))
			}
			p.cells = p.cells[:kept]
			return 0, errMore
		}
		k := from + found
		p.cells = append(p.cells, data[from:k]...)
		if k-i > p.options.CellBytes+2 {
			return give(k)
		}
		if !p.eof && len(data)-k < 2+len(p.delimiter) {
			p.cells = p.cells[:kept]
			return 0, errMore
		}
		after := k + 1
		switch {
		case after < len(data) && data[after] == '"':
			p.cells, from = append(p.cells, '"'), after+1
			continue
		case p.mayEnd(data, after):
			return after, nil
		}
		if blank := after + spaces(data[after:]); blank > after {
			if !p.eof && len(data)-blank < 2+len(p.delimiter) {
				p.cells = p.cells[:kept]
				return 0, errMore
			}
			if p.mayEnd(data, blank) {
				return blank, nil
			}
		}
		if k > i+1 && (data[k-1] == '\n' || data[k-1] == '\r' || bytes.HasSuffix(data[i+1:k], p.delimiter)) {
			return give(k) // what looks like the beginning of another cell
		}
		p.cells, p.flaw, from = append(p.cells, '"'), FlawQuotes, after
	}
}

// mayEnd says whether a cell may end at i.
func (p *parser) mayEnd(data []byte, i int) bool {
	return i >= len(data) || bytes.HasPrefix(data[i:], p.delimiter) || p.lineEnd(data, i) > 0
}

func spaces(data []byte) int {
	n := 0
	for n < len(data) && data[n] == ' ' {
		n++
	}
	return n
}

// delimiters in the order in which a tie is decided.
var delimiters = []rune{'\t', ';', '|', ','}

const dialectSample = 64 << 10

// dialectOf guesses delimiter and line ends from the beginning of a text.
func dialectOf(ctx context.Context, t text, o Options) (dialect, error) {
	in, _ := t.open(ctx)
	sample := make([]byte, dialectSample)
	n, err := io.ReadFull(in, sample)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return dialect{}, err
	}
	whole := err != nil
	sample = sample[:n]
	pairs := bytes.Count(sample, []byte("\r\n"))
	d := dialect{delimiter: o.Delimiter}
	d.oldMac = bytes.Count(sample, []byte{'\r'})-pairs > 2*bytes.Count(sample, []byte{'\n'})
	if rest, named := bytes.CutPrefix(sample, []byte("sep=")); named {
		if r, size := utf8.DecodeRune(rest); size > 0 && size < len(rest) && (rest[size] == '\r' || rest[size] == '\n') && r != utf8.RuneError && r != '"' {
			d.skip = 1
			if d.delimiter == 0 {
				d.delimiter = r
			}
		}
	}
	if d.delimiter != 0 {
		return d, nil
	}
	if !whole { // the last line is cut
		if i := bytes.LastIndexAny(sample, "\r\n"); i > 0 {
			sample = sample[:i]
		}
	}
	d.delimiter = ','
	best := 0.0
	for _, candidate := range delimiters {
		tried := d
		tried.delimiter = candidate
		if score := regularity(sample, tried, o); score > best+1e-9 {
			best, d.delimiter = score, candidate
		}
	}
	return d, nil
}

// regularity is high for a delimiter that gives many columns, and the same number in most rows.
func regularity(sample []byte, d dialect, o Options) float64 {
	p := newParser(bytes.NewReader(sample), d, o)
	widths, rows := map[int]int{}, 0
	for {
		row, err := p.next()
		if err != nil {
			break
		}
		if !row.blank() {
			widths[len(row.Cells)]++
			rows++
		}
	}
	best := 0.0
	for width, often := range widths {
		share := float64(often) / float64(max(rows, 1))
		best = max(best, share*share*math.Log2(float64(width)))
	}
	return best
}
