package table

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Writer writes a table row by row. Close ends the table, not what it is written to.
type Writer interface {
	Write(cells []string) error
	Close() error
}

// CSVOptions say how delimited text is written. The zero value is UTF-8 with commas and without mark.
type CSVOptions struct {
	BOM       bool // without it Excel takes UTF-8 for the local code page
	Delimiter rune // 0: a comma
}

// NewCSV writes RFC 4180. Cells that a spreadsheet would run as formulas get an apostrophe in front; reading them here takes it away.
func NewCSV(w io.Writer, o CSVOptions) Writer {
	c := &csvWriter{out: bufio.NewWriterSize(w, 64<<10), delimiter: o.Delimiter}
	if c.delimiter == 0 {
		c.delimiter = ','
	}
	if o.BOM {
		_, _ = c.out.WriteString("\ufeff") // a bufio.Writer keeps its error for the end
	}
	return c
}

// The standard library's writer drops a carriage return inside a cell.
type csvWriter struct {
	out       *bufio.Writer
	delimiter rune
}

func (c *csvWriter) Write(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			_, _ = c.out.WriteRune(c.delimiter)
		}
		_, _ = c.out.WriteString(c.quoted(guarded(cell)))
	}
	_, err := c.out.WriteString("\r\n")
	return err
}

func (c *csvWriter) quoted(cell string) string {
	if strings.ContainsRune(cell, c.delimiter) || strings.ContainsAny(cell, "\"\r\n") || strings.TrimSpace(cell) != cell {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

func (c *csvWriter) Close() error { return c.out.Flush() }

// negative is a number below zero, which no spreadsheet takes for a formula.
var negative = regexp.MustCompile(`^-[0-9]+([.,][0-9]+)*%?$`)

// runs says whether a spreadsheet may take a cell for a formula; the wide signs are those of Chinese and Japanese keyboards.
func runs(cell string) bool {
	first, _ := utf8.DecodeRuneInString(cell)
	return cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && !negative.MatchString(cell)
}

// guarded makes a cell that no spreadsheet runs. A cell that looks guarded already gets a further apostrophe, so that reading is exact.
func guarded(cell string) string {
	if runs(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguarded takes the apostrophe away that guarded gave.
func unguarded(cell string) string {
	if strings.HasPrefix(cell, "'") && runs(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}

// XLSXOptions say how a workbook with one sheet is written.
type XLSXOptions struct {
	Sheet   string // its name; empty: "Sheet1". What Excel does not take in a name is left out
	Numbers []int  // columns, from 0, whose plain decimals of up to fifteen digits are written as numbers; all else is text
}

// NewXLSX streams a workbook. Text is never a formula in it; cells that would become one when somebody edits them are marked as text.
func NewXLSX(w io.Writer, o XLSXOptions) Writer {
	x := &xlsxWriter{zip: zip.NewWriter(w), numbers: map[int]bool{}, name: sheetName(o.Sheet)}
	for _, column := range o.Numbers {
		x.numbers[column] = true
	}
	return x
}

type xlsxWriter struct {
	zip     *zip.Writer
	sheet   *bufio.Writer
	name    string
	numbers map[int]bool
	line    int
}

func sheetName(name string) string {
	runes := []rune(strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "")), "'"))
	if len(runes) == 0 {
		return "Sheet1"
	}
	return string(runes[:min(len(runes), 31)])
}

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	officeSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace = "http://schemas.openxmlformats.org/package/2006"
	contentType  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// parts are all but the sheet; %s in the workbook is its name. Style 1 has the apostrophe that marks text, style 2 is a heading.
func (x *xlsxWriter) parts() []struct{ name, text string } {
	return []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="` + packageSpace + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + contentType + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + contentType + `worksheet+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + contentType + `styles+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packageSpace + `/relationships"><Relationship Id="rId1" Type="` + officeSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="` + officeSpace + `"><sheets><sheet name="` + escaped(x.name) + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packageSpace + `/relationships"><Relationship Id="rId1" Type="` + officeSpace + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + officeSpace + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet ` + mainSpace + `><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
			`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>` +
			`<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="49" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`},
	}
}

func (x *xlsxWriter) open() error {
	if x.sheet != nil {
		return nil
	}
	for _, part := range x.parts() {
		w, err := x.zip.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xmlHead+part.text); err != nil {
			return err
		}
	}
	w, err := x.zip.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	x.sheet = bufio.NewWriterSize(w, 64<<10)
	_, err = x.sheet.WriteString(xmlHead + `<worksheet ` + mainSpace + `><sheetData>`)
	return err
}

func (x *xlsxWriter) Write(cells []string) error {
	if err := x.open(); err != nil {
		return err
	}
	if x.line++; x.line > mostLines {
		return TooManyRows
	}
	line := strconv.Itoa(x.line)
	_, _ = x.sheet.WriteString(`<row r="` + line + `">`) // a bufio.Writer keeps its error for the end
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		_, _ = x.sheet.WriteString(`<c r="` + columnName(i) + line)
		switch {
		case x.numbers[i] && plainNumber(cell):
			_, _ = x.sheet.WriteString(`"><v>` + cell + `</v></c>`)
			continue
		case runs(cell):
			_, _ = x.sheet.WriteString(`" s="1`)
		}
		_, _ = x.sheet.WriteString(`" t="inlineStr"><is><t xml:space="preserve">` + escaped(cell) + `</t></is></c>`)
	}
	_, err := x.sheet.WriteString(`</row>`)
	return err
}

func (x *xlsxWriter) Close() error {
	if err := x.open(); err != nil {
		return err
	}
	if _, err := x.sheet.WriteString(`</sheetData></worksheet>`); err != nil {
		return err
	}
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	return x.zip.Close()
}

// plain is a decimal as a spreadsheet writes it, so that no digit and no zero in front is lost.
var plain = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

func plainNumber(cell string) bool {
	return len(cell) < 20 && plain.MatchString(cell) && significant(cell) <= 15
}

// columnName writes column 27 as "AB".
func columnName(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// excelEscape is what Excel would read as one of its own escapes.
var excelEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escaped writes text for XML, with the characters that XML does not take as Excel writes them.
func escaped(text string) string {
	text = excelEscape.ReplaceAllStringFunc(strings.ToValidUTF8(text, "\ufffd"), func(s string) string { return "_x005F" + s })
	var b strings.Builder
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			b.WriteString("_x" + strings.ToUpper(strconv.FormatInt(0x10000+int64(r), 16)[1:]) + "_")
		} else {
			b.WriteRune(r)
		}
	}
	text = b.String()
	b.Reset()
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything
	return b.String()
}

// Type is the content type of a table that is written in the format: XLSX, or else delimited text.
func (f Format) Type() string {
	if f == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// New writes a table for people in the format: XLSX with one sheet of that name, in which the columns that numbers names hold plain
// numbers, or else CSV with a mark.
func (f Format) New(out io.Writer, sheet string, numbers ...int) Writer {
	if f == XLSX {
		return NewXLSX(out, XLSXOptions{Sheet: sheet, Numbers: numbers})
	}
	return NewCSV(out, CSVOptions{BOM: true})
}
