package table_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/table"
)

// all reads every sheet with small limits, and looks at what must hold for every file.
func all(t *testing.T, s table.Source) (*table.File, [][]table.Row, error) {
	t.Helper()
	return allIn(t, s, "")
}

// allIn is all, in an encoding that somebody chose.
func allIn(t *testing.T, s table.Source, encoding string) (*table.File, [][]table.Row, error) {
	t.Helper()
	o := table.Options{Encoding: encoding, Rows: 2000, Columns: 200, Sheets: 20, CellBytes: 4 << 10, RowBytes: 16 << 10, UnzipBytes: 1 << 20}
	f, err := table.Open(t.Context(), s, o)
	if err != nil {
		var known *fault.Fault
		if !errors.As(err, &known) {
			t.Fatalf("an error that is no fault: %v", err)
		}
		return nil, nil, err
	}
	sheets := make([][]table.Row, len(f.Sheets()))
	for i := range sheets {
		last := -1
		for row, err := range f.Rows(t.Context(), i) {
			if err != nil {
				var known *fault.Fault
				if !errors.As(err, &known) {
					t.Fatalf("an error that is no fault: %v", err)
				}
				return f, sheets, err
			}
			size, blank := 0, true
			for _, cell := range row.Cells {
				size += len(cell)
				blank = blank && strings.TrimSpace(cell) == ""
				if len(cell) > 3*o.CellBytes || !utf8.ValidString(cell) || strings.ContainsRune(cell, 0) {
					t.Fatalf("cell of %d bytes %.60q", len(cell), cell)
				}
			}
			if blank || row.Line <= last || size > 3*o.RowBytes || len(row.Cells) > o.Columns || len(row.Exact) > len(row.Cells) || row.Done < 0 || row.Done > 1 {
				t.Fatalf("row %+v after line %d", row, last)
			}
			last = row.Line
			sheets[i] = append(sheets[i], row)
		}
	}
	return f, sheets, nil
}

// bare is a text without what separates, quotes and guards cells.
func bare(s string, delimiter rune) string {
	return strings.Map(func(r rune) rune {
		if r == delimiter || strings.ContainsRune("\"' \r\n\t\v\f\u0085\u00a0", r) {
			return -1
		}
		return r
	}, s)
}

// Every character of a text arrives in a cell, in order.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "a;b\r\n\"x;\"\"y\"\"\";1,5\r\n", "\"x,1\ny,2\n\"z\",3\n", "a\tb\rc\td\r", "sep=;\na;b", "\xff\xfea\x00,\x00b\x00", "\xef\xbb\xbfa,b",
		"a,\"b\"c,\"d\n\"e\",\n", "\"\"\"\"", "'=1,''=2", "\xb2\xbb\xd0\xe2\xb8\xd6,1\n", "a\x00b", strings.Repeat("\"x,", 50), "[x]\n{", "\"a\" \"b\" ,c\n", "\r\r\n\n\r",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s := source(in)
		s.Name = "x.csv"
		file, sheets, err := all(t, s)
		if err != nil || file.Encoding().Name != "utf-8" || !utf8.ValidString(in) || strings.HasPrefix(strings.TrimPrefix(in, "\ufeff"), "sep=") || file.Format() != table.Delimited {
			return
		}
		var got strings.Builder
		for _, row := range sheets[0] {
			for _, cell := range row.Cells {
				got.WriteString(cell)
			}
		}
		if want := bare(strings.TrimPrefix(in, "\ufeff"), file.Delimiter()); bare(got.String(), file.Delimiter()) != want {
			t.Errorf("%q became %q", want, got.String())
		}
	})
}

// Bytes in any encoding, also a wrong one, are read or refused; what is written in an encoding arrives as it was.
func FuzzEncoding(f *testing.F) {
	names := slices.Sorted(maps.Keys(encodings))
	for i := range names {
		f.Add("货号,品名,单价\nA001,不锈钢,12.50\n", i)
		f.Add("Art;Größe;Preis €\n1;Öl;1,50\n", i)
		f.Add("\xff\xfe\x00\xd8,\n\x81\x30\x81", i)
	}
	f.Fuzz(func(t *testing.T, in string, which int) {
		name := names[uint(which)%uint(len(names))]
		_, _, _ = allIn(t, source(in), name)
		written, err := encodings[name].NewEncoder().String(in)
		if err != nil || !utf8.ValidString(in) || strings.ContainsRune(in, '\ufeff') {
			return
		}
		_, want, err := allIn(t, source(in), "utf-8")
		if err != nil {
			return
		}
		if _, got, err := allIn(t, source(written), name); err != nil || len(got) == 0 || shown(got[0]) != shown(want[0]) {
			t.Errorf("%s: %q: %v", name, in, err)
		}
	})
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>46348.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B3"/></mergeCells><sheetData><row r="3"><c r="C3"><v>1e3</v></c></row>`, `<si><t>x</t></si>`, `yyyy`)
	f.Add(`<row><c t="inlineStr"><is><t>&lt;&#65;_x0041_</t></is></c><c t="b"><v>1</v></c></row>`, `<si><r><t>a</t></r><rPh><t>b</t></rPh></si>`, `[h]:mm`)
	f.Add(`<!DOCTYPE a><row/>`, `<![CDATA[x]]>`, `"`)
	f.Add(`<row r="9"><c r="ZZZ9"><v>1</v></c></row><row r="2"/>`, `<si>`, `00000`)
	f.Add(`<!-- - --><?x?><a b='>'/></sheetData>`, ``, `\`)
	f.Fuzz(func(t *testing.T, sheet, shared, format string) {
		_, _, _ = all(t, source(book{
			sheet1: sheetOf(sheet), "xl/sharedStrings.xml": "<sst>" + shared + "</sst>",
			"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="` + format + `"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
		}.file(t)))
	})
}

// A ZIP file that is broken anywhere is refused, or read within the limits.
func FuzzZIP(f *testing.F) {
	f.Add([]byte(book{sheet1: sheetOf(`<row><c><v>1</v></c></row>`)}.file(f)), 40, byte(7))
	f.Add([]byte("PK\x03\x04PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), 0, byte('P'))
	f.Fuzz(func(t *testing.T, file []byte, at int, value byte) {
		file = slices.Clone(file)
		if at >= 0 && at < len(file) {
			file[at] = value
		}
		_, _, _ = all(t, source(string(file)))
	})
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`[{"a":1,"b":{"c":[1,2,{"d":null}]}},{"e":"x"}]`, "{\"a\":1}\n{\"b\":2}\nx\n", `{"x":{"y":[{"a":1e5}]}}`, `[[[[1]]]]`, `{"a":[1,[2],{"b":3}]}`, "[", `{"":{"":""}}`,
		"[1]\n[2]", "\xef\xbb\xbf[{}]", `[{"a.b":1,"a":{"b":2}}]`, `[{"p":[{"q":1,"v":2},{"q":10}],"s":[{"o":[{"x":1}]},{"o":[]}]}]`, "{\"p\":[{\"a\":[{\"b\":1}]}]}\n{\"p\":[]}\n",
		`[{"p":[{"q":1},2]}]`, `[{"p":[{"":1}],"":[{"":[{"":1}]}]}]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s := source(in)
		s.Name = "x.json"
		file, sheets, err := all(t, s)
		if err != nil || file.Format() != table.JSON {
			return
		}
		var elements []json.RawMessage
		if json.Unmarshal([]byte(strings.TrimPrefix(in, "\ufeff")), &elements) != nil {
			return
		}
		if len(sheets[0]) > len(elements)+1 {
			t.Errorf("%d rows from %d elements", len(sheets[0]), len(elements))
		}
	})
}

func FuzzGuess(f *testing.F) {
	f.Add("SKU,Price\nA1,1.50\n", 1)
	f.Add("Title\n货号;单价（元）;¥\n1;1,5;2026-01-02\n", 2)
	f.Add("a@b.example,+86 138 1234 5678,https://x.example\n", -1)
	f.Add("image,image,image\n1,2,3\n,,\n", 0)
	f.Add("(1.5-),12%,− 5\n1 2 3,$-,0\n", 0)
	f.Fuzz(func(t *testing.T, in string, line int) {
		s := source(in)
		s.Name = "x.csv"
		_, sheets, err := all(t, s)
		if err != nil {
			return
		}
		rows := sheets[0][:min(len(sheets[0]), 50)]
		for _, l := range []table.Layout{table.Guess(rows, catalogue), table.GuessBelow(rows, customers, line)} {
			used := map[int]string{}
			for _, m := range l.Matches {
				if m.Column < 0 || m.Column >= len(l.Columns) || m.Confidence < .2 || m.Confidence > 1 || m.Reason == "" || used[m.Column] != "" {
					t.Fatalf("%+v", l.Matches)
				}
				used[m.Column] = m.Field
			}
			for _, c := range l.Columns {
				for _, row := range rows {
					if number, ok := c.Decimal(row); ok && (strings.Count(number, ".") > 1 || strings.ContainsAny(number, ", '") || number == "") {
						t.Fatalf("%q is read as %q", row.Cell(c.Index), number)
					}
					if day, ok := c.Day(row); ok && len(day) != 10 {
						t.Fatalf("%q is read as %q", row.Cell(c.Index), day)
					}
				}
			}
			if l.Signature() != l.With(map[string]int{"code": 0}).Signature() {
				t.Fatal("a choice changes the signature")
			}
		}
	})
}

// Rows in are rows out, whatever is in them and however they are written.
func TestRowsInAreRowsOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.StringOfN(rapid.RuneFrom([]rune("ab1,;|\t\"'=+-@\r\n. 中é ")), 0, 8, -1)
		width := rapid.IntRange(1, 6).Draw(r, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 30).Draw(r, "rows")
		var in [][]string
		for _, row := range rows {
			if strings.TrimSpace(strings.Join(row, "")) != "" {
				in = append(in, row)
			}
		}
		if len(in) == 0 {
			return
		}
		var out bytes.Buffer
		o := table.Options{}
		var w table.Writer
		if delimiter := rapid.SampledFrom([]rune{0, ',', ';', '\t', '|'}).Draw(r, "delimiter"); delimiter == 0 {
			w = table.NewXLSX(&out, table.XLSXOptions{})
		} else {
			o.Delimiter = delimiter
			w = table.NewCSV(&out, table.CSVOptions{Delimiter: delimiter, BOM: true})
		}
		for _, row := range in {
			if err := w.Write(row); err != nil {
				r.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			r.Fatal(err)
		}
		s := source(out.String())
		s.Name = "x.csv"
		f, err := table.Open(t.Context(), s, o)
		if err != nil {
			r.Fatal(err)
		}
		got, err := f.Sample(t.Context(), 0, 1000)
		if err != nil || len(got) != len(in) {
			r.Fatalf("%v: %d rows of %d\n%q", err, len(got), len(in), out.String())
		}
		for i, row := range got {
			for j := range width {
				cell := ""
				if j < len(row.Cells) {
					cell = row.Cells[j]
				}
				if cell != in[i][j] || row.Flaw != "" {
					r.Fatalf("%q became %q", in[i], row.Cells)
				}
			}
		}
	})
}
