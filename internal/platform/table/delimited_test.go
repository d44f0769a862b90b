package table_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/table"
)

func source(content string) table.Source {
	return table.Source{Reader: strings.NewReader(content), Size: int64(len(content))}
}

// read opens a file and reads a sheet to its end.
func read(t *testing.T, s table.Source, o table.Options, sheet int) (*table.File, []table.Row, error) {
	t.Helper()
	f, err := table.Open(t.Context(), s, o)
	if err != nil {
		return nil, nil, err
	}
	var rows []table.Row
	for row, err := range f.Rows(t.Context(), sheet) {
		if err != nil {
			return f, rows, err
		}
		rows = append(rows, row)
	}
	return f, rows, nil
}

// shown writes rows as "line: a|b|c" with a flaw behind them.
func shown(rows []table.Row) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.ReplaceAll(strings.Join(r.Cells, "|"), "\n", "⏎"))
		if r.Flaw != "" {
			b.WriteString(" !" + string(r.Flaw))
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestDelimitedText(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in, want  string
		delimiter rune
	}{
		"commas":                         {"a,b\n1,2\n", "a|b\n1|2", ','},
		"semicolons and decimal commas":  {"code;name;price\nA1;x;1,50\nA2;y;2,75\n", "code|name|price\nA1|x|1,50\nA2|y|2,75", ';'},
		"tabs":                           {"a\tb\n1\t2, 3\n", "a|b\n1|2, 3", '\t'},
		"bars":                           {"a|b|c\n1|2|3\n", "a|b|c\n1|2|3", '|'},
		"one column":                     {"code\nA1\nA2\n", "code\nA1\nA2", ','},
		"carriage returns and line ends": {"a,b\r\n1,2\r\n", "a|b\n1|2", ','},
		"carriage returns alone":         {"a,b\r1,2\r3,4", "a|b\n1|2\n3|4", ','},
		"no line end at the end":         {"a,b\n1,2", "a|b\n1|2", ','},
		"ragged":                         {"a,b,c\n1,2\n1,2,3,4\n", "a|b|c\n1|2\n1|2|3|4", ','},
		"blank lines":                    {"\n\na,b\n\n,\n1,2\n \n", "a|b\n1|2", ','},
		"quotes":                         {"a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n", "a|b\nx, \"y\"|two⏎lines", ','},
		"an empty quoted cell":           {"a,b\n\"\",1\n\"\",\"\"\"\"\n", "a|b\n|1\n|\"", ','},
		"space around quotes":            {"a,b\n \"x,y\" , \"z\" \n", "a|b\nx,y|z", ','},
		"inches":                         {"a,b\n5\" pipe,1\n", "a|b\n5\" pipe|1", ','},
		"inches in quotes":               {"a,b\n\"5\" pipe\",1\n", "a|b\n5\" pipe|1 !quotes", ','},
		"a quote that is never closed":   {"a,b\n\"x,1\ny,2\nz,3\n", "a|b\n\"x|1 !quotes\ny|2\nz|3", ','},
		"an open quote before good ones": {"a,b\n\"x,1\n\"y\",2\n\"z\",3\n", "a|b\n\"x|1 !quotes\ny|2\nz|3", ','},
		"sep line":                       {"sep=;\na;b,c\n1;2,5\n", "a|b,c\n1|2,5", ';'},
		"sep with another delimiter":     {"sep=#\na#b\n1#2\n", "a|b\n1|2", '#'},
		"guarded formulas":               {"a,b\n'=1+1,'x\n", "a|b\n=1+1|'x", ','},
		"a stray carriage return":        {"a,b\nx\ry,1\nz,2\n", "a|b\nx\ry|1\nz|2", ','},
	} {
		f, rows, err := read(t, source(c.in), table.Options{}, 0)
		if err != nil || shown(rows) != c.want || f.Delimiter() != c.delimiter || f.Format() != table.Delimited {
			t.Errorf("%s: %v %q\n%s\nexpected\n%s", name, err, f.Delimiter(), shown(rows), c.want)
		}
	}
}

func TestLinesAreThoseOfTheText(t *testing.T) {
	t.Parallel()
	_, rows, err := read(t, source("\na,b\n\n\"x\ny\",1\r\nz,2\n"), table.Options{}, 0)
	if err != nil || len(rows) != 3 || rows[0].Line != 2 || rows[1].Line != 4 || rows[2].Line != 6 {
		t.Errorf("%v, %+v", err, rows)
	}
	_, rows, err = read(t, source("a,b\r1,2\r"), table.Options{}, 0)
	if err != nil || len(rows) != 2 || rows[1].Line != 2 {
		t.Errorf("%v, %+v", err, rows)
	}
}

func TestLimitsAreFaultsWithTheirLine(t *testing.T) {
	t.Parallel()
	o := table.Options{Rows: 3, Columns: 4, CellBytes: 100, RowBytes: 300, Delimiter: ','}
	for name, c := range map[string]struct {
		in   string
		want *fault.Fault
		line string
	}{
		"rows":               {"a\nb\nc\nd\n", table.TooManyRows, "/lines/4"},
		"columns":            {"a,b,c,d\n1,2,3,4,5\n", table.TooManyColumns, "/lines/2"},
		"cell":               {"a\n" + strings.Repeat("x", 101) + "\n", table.CellTooLong, "/lines/2"},
		"quoted cell":        {"a\n\"" + strings.Repeat("x", 101) + "\"\n", table.CellTooLong, "/lines/2"},
		"row":                {"a\n" + strings.Repeat(strings.Repeat("x", 90)+",", 4) + "\n", table.RowTooLong, "/lines/2"},
		"a line without end": {"a\n" + strings.Repeat("x", 1<<20), table.CellTooLong, "/lines/2"},
		"NUL":                {"a,b\n1,2\nx\x00y,1\n", table.Binary, "/lines/3"},
		"ten million cells":  {"a\n" + strings.Repeat(",", 10_000_000), table.TooManyColumns, "/lines/2"},
	} {
		_, _, err := read(t, source(c.in), o, 0)
		if err == nil || !errors.Is(err, c.want) || len(fault.From(err).Fields()) != 1 || fault.From(err).Fields()[0].Path != c.line {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := table.Open(t.Context(), source(""), table.Options{}); !errors.Is(err, table.Empty) {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := table.Open(t.Context(), source("a,b"), table.Options{Encoding: "ebcdic"}); !errors.Is(err, table.UnknownEncoding) {
		t.Errorf("an unknown encoding: %v", err)
	}
	f, err := table.Open(t.Context(), source("a,b"), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Sample(t.Context(), 1, 1); !errors.Is(err, table.NoSheet) {
		t.Errorf("a second sheet: %v", err)
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]*fault.Fault{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old": table.OldExcel, "%PDF-1.7": table.Unsupported, "<html><table>": table.Unsupported,
		"\ufeff<?xml version='1.0'?>": table.Unsupported, "PK\x03\x04 nothing more": table.Damaged, "\x1f\x8b\x08": table.Unsupported,
	} {
		if _, err := table.Open(t.Context(), source(in), table.Options{}); !errors.Is(err, want) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// What is written is read again as it was, and is run by no spreadsheet.
func TestCSVRoundTrip(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"code", "text"}, {"=1+1", "+86 138"}, {"-12.50", "-1-1"}, {"@x", "\tx"}, {"\rx", "'=x"}, {"''+1", "'x"}, {"a\"b", "c\r\nd"}, {"＝1", "-1,234.5%"},
	}
	for _, o := range []table.CSVOptions{{}, {BOM: true}, {Delimiter: ';'}} {
		var out bytes.Buffer
		w := table.NewCSV(&out, o)
		for _, row := range rows {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f, got, err := read(t, source(out.String()), table.Options{}, 0)
		if err != nil || len(got) != len(rows) || f.Encoding().BOM != o.BOM {
			t.Fatalf("%v, %d rows of %d", err, len(got), len(rows))
		}
		for i := range rows {
			if !slices.Equal(got[i].Cells, rows[i]) {
				t.Errorf("%q became %q", rows[i], got[i].Cells)
			}
		}
		for _, run := range []string{"\n=", "\n+", ",+86", "\n@", "\n\t", "\n\r", ",-1-1", "\n＝"} {
			if strings.Contains(out.String(), run) {
				t.Errorf("a cell that a spreadsheet runs: %q", run)
			}
		}
		if !strings.Contains(out.String(), "\n-12.50") {
			t.Error("a negative number was changed")
		}
	}
}
