package table_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/table"
)

// book is a workbook put together by hand: part name to text. Parts that are missing get a plain form.
type book map[string]string

const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

func relation(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/>`
}

func sheetOf(rows string) string {
	return `<?xml version="1.0"?><worksheet><sheetData>` + rows + `</sheetData></worksheet>`
}

func (b book) file(t testing.TB) string {
	t.Helper()
	parts := map[string]string{
		"_rels/.rels":                relations + relation("rId1", "officeDocument", "xl/workbook.xml") + `</Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relations + relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "sharedStrings", "sharedStrings.xml") + relation("rId3", "styles", "styles.xml") + `</Relationships>`,
		"xl/sharedStrings.xml":       `<sst/>`,
		"xl/styles.xml":              `<styleSheet/>`,
	}
	for name, text := range b {
		parts[name] = text
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		if text == "" {
			continue
		}
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const sheet1 = "xl/worksheets/sheet1.xml"

const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="171" formatCode="0000000000000"/>` +
	`<numFmt numFmtId="172" formatCode="[$-409]d\-mmm\-yy\ h:mm"/><numFmt numFmtId="173" formatCode="#,##0.00&quot; days&quot;"/><numFmt numFmtId="174" formatCode="[Red]0.00"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/>` +
	`<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="174"/></cellXfs></styleSheet>`

func TestXLSXCells(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		`<c><v>24.43</v></c>`:                                      "24.43",
		`<c><v>0.30000000000000004</v></c>`:                        "0.3",
		`<c><v>24.430000000000001</v></c>`:                         "24.43",
		`<c><v>1E-3</v></c>`:                                       "0.001",
		`<c><v>1.5E+20</v></c>`:                                    "150000000000000000000",
		`<c><v>-12.5</v></c>`:                                      "-12.5",
		`<c><v>12345678901234567</v></c>`:                          "12345678901234567",
		`<c s="1"><v>46348</v></c>`:                                "2026-11-22",
		`<c s="2"><v>46348.520833333336</v></c>`:                   "2026-11-22T12:30:00",
		`<c s="2"><v>46348</v></c>`:                                "2026-11-22",
		`<c s="3"><v>0.75</v></c>`:                                 "18:00:00",
		`<c s="4"><v>1.1041666666666667</v></c>`:                   "26:30:00",
		`<c s="5"><v>46348</v></c>`:                                "2026-11-22",
		`<c s="6"><v>36000291452</v></c>`:                          "0036000291452",
		`<c s="7"><v>46348.5</v></c>`:                              "2026-11-22T12:00:00",
		`<c s="8"><v>3.5</v></c>`:                                  "3.5",
		`<c s="9"><v>3.5</v></c>`:                                  "3.5",
		`<c s="1"><v>1</v></c>`:                                    "1900-01-01",
		`<c s="1"><v>60</v></c>`:                                   "1900-02-29",
		`<c s="1"><v>61</v></c>`:                                   "1900-03-01",
		`<c s="1"><v>-5</v></c>`:                                   "-5",
		`<c s="99"><v>5</v></c>`:                                   "5",
		`<c t="b"><v>1</v></c>`:                                    "true",
		`<c t="e"><v>#N/A</v></c>`:                                 "#N/A",
		`<c t="d"><v>2026-11-22T00:00:00</v></c>`:                  "2026-11-22",
		`<c t="str"><f>A1&amp;B1</f><v>a&lt;b</v></c>`:             "a<b",
		`<c t="s"><v>0</v></c>`:                                    "plain",
		`<c t="s"><v>1</v></c>`:                                    "rich text",
		`<c t="s"><v>2</v></c>`:                                    "東京",
		`<c t="s"><v>3</v></c>`:                                    "a\rb_x",
		`<c t="inlineStr"><is><t>in &#20013;&#x56FD;</t></is></c>`: "in 中国",
		`<c t="inlineStr"><is><r><t>a </t></r><r><t xml:space="preserve"> b</t></r></is></c>`: "a  b",
		`<c t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c>`:                                "<b>",
		`<x:c t="inlineStr"><x:is><x:t>prefix</x:t></x:is></x:c>`:                             "prefix",
	} {
		file := book{
			sheet1:          sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c>` + strings.Replace(cell, "c", `c r="B1"`, 1) + `</row>`),
			"xl/styles.xml": styles,
			"xl/sharedStrings.xml": `<sst><si><t>plain</t></si><si><r><t>rich</t></r><r><rPr><b/></rPr><t xml:space="preserve"> text</t></r></si>` +
				`<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b_x</t></si></sst>`,
		}
		_, rows, err := read(t, source(file.file(t)), table.Options{}, 0)
		if err != nil || len(rows) != 1 || len(rows[0].Cells) != 2 || rows[0].Cells[1] != want {
			t.Errorf("%s: %v %+v, expected %q", cell, err, rows, want)
		}
	}
}

func TestXLSXSheets(t *testing.T) {
	t.Parallel()
	file := book{
		"xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="价格 &amp; more" sheetId="1" r:id="rId1"/><sheet name="old" state="hidden" sheetId="2" r:id="rId4"/>` +
			`<sheet name="chart" sheetId="3" r:id="rId5"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relations + relation("rId1", "worksheet", "/xl/worksheets/sheet1.xml") + relation("rId4", "worksheet", "worksheets/other.xml") +
			relation("rId5", "chartsheet", "chartsheets/sheet1.xml") + relation("rId3", "styles", "styles.xml") + `</Relationships>`,
		"xl/styles.xml": styles, sheet1: sheetOf(`<row r="3"><c r="B3"><v>1</v></c><c r="D3"/></row><row r="4"/><row r="7"><c r="A7" s="1"><v>44886</v></c></row>`),
		"xl/worksheets/other.xml": sheetOf(`<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`),
	}.file(t)
	f, rows, err := read(t, source(file), table.Options{}, 0)
	if err != nil || f.Format() != table.XLSX || !f.Encoding().Sure {
		t.Fatal(err)
	}
	if sheets := f.Sheets(); len(sheets) != 2 || sheets[0].Name != "价格 & more" || !sheets[1].Hidden || sheets[0].Hidden {
		t.Errorf("%+v", sheets)
	}
	if len(rows) != 2 || rows[0].Line != 3 || !slices.Equal(rows[0].Cells, []string{"", "1"}) || rows[1].Line != 7 || rows[1].Cells[0] != "2026-11-22" || !rows[1].Exact[0] {
		t.Errorf("%+v", rows)
	}
	_, rows, err = read(t, source(file), table.Options{}, 1)
	if err != nil || shown(rows) != "1|2\n3" || rows[1].Line != 2 {
		t.Errorf("%v %s", err, shown(rows))
	}
}

func text(ref, value string) string {
	return `<c r="` + ref + `" t="inlineStr"><is><t>` + value + `</t></is></c>`
}

func TestMergedCellsAreRepeated(t *testing.T) {
	t.Parallel()
	rows := `<row r="1">` + text("A1", "Prices 2026") + `</row><row r="2">` + text("A2", "Code") + text("B2", "1 piece") + text("D2", "100 pieces") + `</row>` +
		`<row r="3">` + text("B3", "Price") + text("C3", "Unit") + text("D3", "Price") + text("E3", "Unit") + `</row>` +
		`<row r="4">` + text("A4", "X") + text("B4", "1") + `</row><row r="5">` + text("B5", "2") + `</row>`
	file := book{sheet1: `<worksheet><sheetData>` + rows + `</sheetData><mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/>` +
		`<mergeCell ref="D2:E2"/><mergeCell ref="A4:A1048576"/><mergeCell ref="nonsense"/></mergeCells></worksheet>`}
	f, got, err := read(t, source(file.file(t)), table.Options{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := "Prices 2026|Prices 2026|Prices 2026|Prices 2026|Prices 2026\nCode|1 piece|1 piece|100 pieces|100 pieces\nCode|Price|Unit|Price|Unit\nX|1\nX|2"
	if shown(got) != want {
		t.Errorf("%s", shown(got))
	}
	sample, err := f.Sample(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	l := table.Guess(sample, catalogue)
	var names []string
	for _, c := range l.Columns {
		names = append(names, c.Name)
	}
	if l.HeaderLine != 3 || strings.Join(names, "|") != "Code|1 piece Price|1 piece Unit|100 pieces Price|100 pieces Unit" {
		t.Errorf("header %d: %q", l.HeaderLine, names)
	}
}

func TestHostileWorkbooks(t *testing.T) {
	t.Parallel()
	row := func(cells string) string { return sheetOf(`<row r="1">` + cells + `</row>`) }
	good := row(text("A1", "x"))
	for name, c := range map[string]struct {
		file string
		want *fault.Fault
	}{
		"entities":              {book{sheet1: `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>`}.file(t), table.Damaged},
		"an entity without end": {book{sheet1: row(text("A1", "&laugh;"))}.file(t), table.Damaged},
		"ten million columns":   {book{sheet1: row(`<c r="UVXYZ1"><v>1</v></c>`)}.file(t), table.Damaged},
		"column 18278":          {book{sheet1: row(`<c r="ZZZ1"><v>1</v></c>`)}.file(t), table.TooManyColumns},
		"cells without end":     {book{sheet1: row(strings.Repeat(`<c><v>1</v></c>`, 3000))}.file(t), table.TooManyColumns},
		"row 10 million":        {book{sheet1: sheetOf(`<row r="10000000"><c><v>1</v></c></row>`)}.file(t), table.Damaged},
		"rows backwards":        {book{sheet1: sheetOf(`<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`)}.file(t), table.Damaged},
		"a huge cell":           {book{sheet1: row(text("A1", strings.Repeat("x", 70<<10)))}.file(t), table.CellTooLong},
		"a huge shared string":  {book{sheet1: good, "xl/sharedStrings.xml": `<sst><si><t>` + strings.Repeat("x", 70<<10) + `</t></si></sst>`}.file(t), table.CellTooLong},
		"a huge row":            {book{sheet1: row(strings.Repeat(strings.Replace(text("", strings.Repeat("x", 60<<10)), ` r=""`, "", 1), 20))}.file(t), table.RowTooLong},
		"a huge tag":            {book{sheet1: sheetOf(`<row a="` + strings.Repeat("x", 200<<10) + `"/>`)}.file(t), table.Damaged},
		"NUL":                   {book{sheet1: row(text("A1", "a\x00b"))}.file(t), table.Binary},
		"an escaped NUL":        {book{sheet1: row(text("A1", "a_x0000_b"))}.file(t), table.Binary},
		"a string not there":    {book{sheet1: row(`<c r="A1" t="s"><v>7</v></c>`)}.file(t), table.Damaged},
		"cut off":               {book{sheet1: `<worksheet><sheetData><row><c><v>1</v></c></row>`}.file(t), table.Damaged},
		"more ends than begins": {book{sheet1: `<worksheet></worksheet></worksheet>`}.file(t), table.Damaged},
		"no sheet":              {book{"xl/workbook.xml": `<workbook><sheets/></workbook>`}.file(t), table.Empty},
		"a sheet without part":  {book{}.file(t), table.Damaged},
		"another kind of zip":   {book{"_rels/.rels": "", "xl/workbook.xml": "", "word/document.xml": "<x/>"}.file(t), table.Unsupported},
		"binary workbook":       {book{"_rels/.rels": relations + relation("rId1", "officeDocument", "xl/workbook.bin") + `</Relationships>`, "xl/workbook.xml": "", "xl/workbook.bin": "x"}.file(t), table.Unsupported},
		"too many sheets":       {book{sheet1: good, "xl/workbook.xml": `<workbook><sheets>` + strings.Repeat(`<sheet name="x" r:id="rId1"/>`, 300) + `</sheets></workbook>`}.file(t), table.TooManySheets},
		"not XML":               {book{sheet1: "hello"}.file(t), nil},
	} {
		_, rows, err := read(t, source(c.file), table.Options{}, 0)
		if c.want == nil && (err != nil || len(rows) != 0) || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the directory of a ZIP file says about itself is not believed.
func TestHostileDirectories(t *testing.T) {
	t.Parallel()
	good := book{sheet1: sheetOf(`<row>` + text("A1", "x") + `</row>`)}.file(t)
	end := strings.LastIndex(good, "PK\x05\x06")
	change := func(at int, value uint32) string {
		b := []byte(good)
		binary.LittleEndian.PutUint32(b[at:], value)
		return string(b)
	}
	for name, file := range map[string]string{
		"cut off": good[:end], "directory of 1 GB": change(end+12, 1<<30), "directory behind the end": change(end+16, 1<<30),
		"directory far before": change(end+16, 0) + "",
	} {
		if _, _, err := read(t, source(file), table.Options{}, 0); !errors.Is(err, table.Damaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A part that is larger than it says.
	if _, rows, err := read(t, source(claiming(good, 20)), table.Options{}, 0); !errors.Is(err, table.Damaged) {
		t.Errorf("a part that lies about its size: %v %+v", err, rows)
	}
}

func TestBombs(t *testing.T) {
	t.Parallel()
	cell := `<row>` + text("A1", "x") + `</row>`
	for name, file := range map[string]string{
		"a sheet": book{sheet1: sheetOf(strings.Repeat(" ", 2<<20) + cell)}.file(t),
		"strings": book{sheet1: sheetOf(cell), "xl/sharedStrings.xml": `<sst>` + strings.Repeat("<si/>", 400_000) + `</sst>`}.file(t),
		"styles":  book{sheet1: sheetOf(cell), "xl/styles.xml": `<styleSheet>` + strings.Repeat("<xf/>", 400_000) + `</styleSheet>`}.file(t),
	} {
		if _, _, err := read(t, source(file), table.Options{UnzipBytes: 1 << 20}, 0); !errors.Is(err, table.UnpacksTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		if _, rows, err := read(t, source(file), table.Options{UnzipBytes: 3 << 20}, 0); err != nil || len(rows) != 1 {
			t.Errorf("%s within the limit: %v", name, err)
		}
	}
	// Who says nothing gets 64 MiB, which the directory alone decides.
	good := book{sheet1: sheetOf(cell)}.file(t)
	for size, want := range map[uint32]*fault.Fault{65 << 20: table.UnpacksTooLarge, 63 << 20: table.Damaged} {
		if _, _, err := read(t, source(claiming(good, size)), table.Options{}, 0); !errors.Is(err, want) {
			t.Errorf("%d bytes by the directory: %v", size, err)
		}
	}
}

// claiming changes what the directory of a file says about the size of its sheet.
func claiming(file string, size uint32) string {
	b := []byte(file)
	for i := 0; ; i += 4 {
		found := bytes.Index(b[i:], []byte("PK\x01\x02"))
		if found < 0 {
			return string(b)
		}
		i += found
		if n := int(binary.LittleEndian.Uint16(b[i+28:])); string(b[i+46:i+46+n]) == sheet1 {
			binary.LittleEndian.PutUint32(b[i+24:], size)
		}
	}
}

// What is written is read again as it was.
func TestXLSXRoundTrip(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"code", "text", "price"}, {"=1+1", "+86", "-12.50"}, {"@x", "\tx\r\ny", "007"}, {"<a>&\"'", "_x0041_", "1234567890123456"}, {"\x01\ufffe", "  two  ", "0.10"},
		{"", "中文", "1e5"},
	}
	var out bytes.Buffer
	w := table.NewXLSX(&out, table.XLSXOptions{Sheet: "价格/Prices: [2026]", Numbers: []int{2}})
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, got, err := read(t, source(out.String()), table.Options{}, 0)
	if err != nil || len(got) != len(rows) || f.Sheets()[0].Name != "价格Prices 2026" {
		t.Fatalf("%v %d %+v", err, len(got), f)
	}
	for i := range rows {
		if !slices.Equal(got[i].Cells, rows[i]) {
			t.Errorf("%q became %q", rows[i], got[i].Cells)
		}
	}
	for i, exact := range []bool{false, true, false, false, true, false} {
		if is := len(got[i].Exact) > 2 && got[i].Exact[2]; is != exact {
			t.Errorf("%q is a number: %v", rows[i][2], is)
		}
	}
	archive, err := zip.NewReader(strings.NewReader(out.String()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := archive.Open(sheet1)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(sheet); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text.String(), ` s="1" `); n != 4 || strings.Contains(text.String(), "<f") {
		t.Errorf("%d cells are marked as text: %s", n, fmt.Sprint(text.String()))
	}
}

func TestAnEmptyWorkbookIsOneToo(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := table.NewXLSX(&out, table.XLSXOptions{}).Close(); err != nil {
		t.Fatal(err)
	}
	f, rows, err := read(t, source(out.String()), table.Options{}, 0)
	if err != nil || len(rows) != 0 || f.Sheets()[0].Name != "Sheet1" {
		t.Error(err)
	}
}
