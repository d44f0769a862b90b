package integration

import (
	"strings"
	"testing"
	"unicode/utf8"

	"manifold/internal/platform/table"
)

// Whatever stands in the cells of a line, it has one outcome, flagged if and only if somebody has to look, and a good one has figures that
// can be written.
func FuzzLine(f *testing.F) {
	f.Add("A1", "Hammer", "12.50", "1:2 10:1.5", "EUR", "24", "7", "4006381333931", "2026-12-01", "red")
	f.Add("", "锤子", "面议", `[{"startNumber":1,"productPrice":2e-3}]`, "元", "12 x 330 ml", "-3", "612", "yesterday", "")
	f.Add(" ", "\x00", "1e400", "1:1 1:1 1:1", "XXX", "99999999999999999999", "1e9", "０１２", "2026-02-30", strings.Repeat("x", 700))
	f.Add("A2", "Nut", "1e999999999", `[{"quantity":1e999999999,"price":1e-999999999}]`, "EUR", "1e999999999", "1e999999999", "", "", "1e999999999")
	f.Add("=1+1", "@cmd", "-0", "0:0", "usd", "0 x 0", ">", "00000000000000", "9999-12-31", "\u202e")
	f.Fuzz(func(t *testing.T, sku, name, price, breaks, currency, pack, stock, barcode, from, colour string) {
		cells := Cells{}
		choice := Choice{Currency: "EUR"}
		for _, c := range []struct {
			column Column
			text   string
		}{
			{Column{Field: SKU}, sku}, {Column{Field: Name}, name}, {Column{Field: Amount}, price}, {Column{Field: Breaks}, breaks}, {Column{Field: PriceFrom, From: stock}, price}, {Column{Field: Currency}, currency},
			{Column{Field: Pack}, pack}, {Column{Field: Stock}, stock}, {Column{Field: GTIN}, barcode}, {Column{Field: ValidFrom}, from}, {Column{Field: ValidTo}, from}, {Column{Field: Attribute, From: "colour"}, colour},
			{Column{Field: LeadDays}, pack}, {Column{Field: Minimum}, stock}, {Column{Field: Description}, breaks}, {Column{Field: Unit}, currency}, {Column{Field: PackGTIN}, barcode},
		} {
			if text := strings.TrimSpace(c.text); text != "" && utf8.ValidString(text) {
				cells[c.column.key()] = text
			}
			choice.Columns = append(choice.Columns, c.column)
		}
		j := judge(cells, choice, nil, on)
		if (j.outcome == LineFlagged) != (len(j.problems) > 0) || j.outcome == "" {
			t.Fatalf("%s with %v", j.outcome, j.problems)
		}
		if j.outcome == LineFlagged {
			return
		}
		if j.item.SKU == "" || j.item.Name == "" || !j.item.Minimum.IsPositive() || j.stock != nil && j.stock.IsNegative() || j.price != nil && !j.price.Amount.Decimal().IsPositive() {
			t.Fatalf("a good line of %q: %+v", cells, j.item)
		}
		again := judge(cells, choice, &j.known, on)
		if again.outcome != LineUnchanged {
			t.Fatalf("the same again is %s: %+v of %q", again.outcome, again.changes, cells)
		}
		back, err := snapshotOf(j.known).known()
		if err != nil || !same(snapshotOf(back), snapshotOf(j.known)) {
			t.Fatalf("the way back of %q: %v", cells, err)
		}
	})
}

// Columns of any file are guessed without an accident: no column holds two fields, no key stands in two columns.
func FuzzColumns(f *testing.F) {
	f.Add("SKU,Price,10+,100+,规格,描述\nA1,1.50,1.2,1,M8,x\n")
	f.Add("qty 1;price 1;qty 2;price 2\n1;2;3;4\n")
	f.Add("#7,#7,from,from 1,1,01,0\n1,2,3,4,5,6,7\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := table.Open(t.Context(), table.Source{Reader: strings.NewReader(text), Size: int64(len(text)), Name: "x.csv"}, table.Options{Columns: 50, CellBytes: 1000})
		if err != nil {
			return
		}
		rows, err := file.Sample(t.Context(), 0, 20)
		if err != nil {
			return
		}
		layout := table.Guess(rows, vocabulary)
		columns := guess(layout, nil)
		choice := Choice{}
		for _, g := range columns {
			if g.Field == another || g.Field == specification {
				t.Fatalf("a column holds %s", g.Field)
			}
			if at, paired := g.fromColumn(); paired && (at < 0 || at >= len(columns)) {
				t.Fatalf("a quantity stands in column %d of %d", at, len(columns))
			}
			choice.Columns = append(choice.Columns, g.Column)
		}
		reads := newReader(layout, choice)
		for _, row := range rows {
			_ = judge(reads.cells(row), choice, nil, on)
		}
	})
}
