package integration

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/platform/table"
)

// on is the day of these tests.
var on = circumstances{today: "2026-11-22"}

func open(t *testing.T, text string) (table.Layout, []table.Row) {
	t.Helper()
	file, err := table.Open(t.Context(), table.Source{Reader: strings.NewReader(text), Size: int64(len(text))}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := file.Sample(t.Context(), 0, sampled)
	if err != nil {
		t.Fatal(err)
	}
	return table.Guess(rows, vocabulary), rows
}

// fields is what the columns are taken for, joined; breaks with their quantity.
func fields(columns []guessed) string {
	var out []string
	for _, g := range columns {
		out = append(out, g.key())
	}
	return strings.Join(out, " ")
}

func TestColumnsAreGuessed(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"english":           {"SKU,Description,Unit Price,Stock\nA-1,Hammer with handle,12.50,7\nB-2,Saw for wood,8.00,0\nC-3,Nail of steel,0.10,999\n", "sku name price stock"},
		"chinese":           {"商品编码\t品名\t单价(元)\t库存\t起订量\nM8-40\t六角螺栓\t0.42\t1200\t100\nM8-50\t六角螺母\t0.40\t800\t50\nM9-50\t平垫圈片\t0.10\t80\t10\n", "sku name price stock minimum"},
		"breaks by heading": {"Part No;Name;1+;10+;100+\nX-1;Relay 5V;1,20;1,10;0,99\nX-2;Relay 12V;1,30;1,15;1,00\nX-3;Relay 24V;1,40;1,25;1,10\n", "sku name price_from:1 price_from:10 price_from:100"},
		"breaks of a unit":  {"货号,品名,单价 Unit price (USD),单价 Unit price (USD),库存\n货号,品名,1+,100+,库存\nA1,螺丝,1.20,0.90,40\nA2,螺母,0.80,0.60,50\nA3,垫圈,0.70,0.50,60\n", "sku name price_from:1 price_from:100 stock"},
		"pairs":             {`[{"code":"A1","name":"Resistor","prices":[{"quantity":1,"price":0.2},{"quantity":10,"price":0.1}]},{"code":"A2","name":"Coil","prices":[{"quantity":1,"price":0.3},{"quantity":10,"price":0.25}]}]`, "sku name breaks"},
		"pairs of columns":  {"code;name;Qty 1;Price 1;Qty 2;Price 2\nA1;Resistor;1;0.2;10;0.1\nA2;Coil;1;0.3;10;0.25\nA3;Diode;1;0.4;20;0.3\n", "sku name skip price_from:#2 skip price_from:#4"},
		"names in capitals": {"CONTNUM,MFGPART,MFGNAME,PRODNAME,VENDPART,PRODDESC,PRODDESC2,NSN,VALUE1,VALUE2,UNIT1,UNIT2,GSAPRICE,UPC\nGS-07,BN1000,AFFLINK,NAPKIN WHITE 9.5,V-1000,A napkin,,,,,,,24.43,\n" +
			"GS-07,DN1517,AFFLINK,DINNER NAPKIN 15,V-1517,Another,,,,,,,65.48,\nGS-07,LN1218,AFFLINK,LUNCH NAPKIN 12,V-1218,One more,,,,,,,51.20,50601999038965\n", "skip mpn brand name sku description skip skip skip skip skip skip price gtin"},
		"barcode by values": {"name,price,x\nMilk 1 l,5.90,7290000066318\nBread sliced,6.20,7290000042435\nCheese white,9.90,4006381333931\n", "name price gtin"},
	} {
		layout, _ := open(t, c.file)
		if got := fields(guess(layout, nil)); got != c.want {
			t.Errorf("%s: taken for %q, expected %q", name, got, c.want)
		}
	}
}

func TestACorrectionIsRemembered(t *testing.T) {
	layout, _ := open(t, "a,b,c\nx,1,2\ny,3,4\n")
	got := guess(layout, &Choice{Columns: []Column{{Index: 0, Field: Name}, {Index: 2, Field: Amount}}})
	if got[0].Field != Name || got[2].Field != Amount || got[2].Reason != "learned" {
		t.Errorf("%+v", got)
	}
}

func TestHeadingsNameCurrencies(t *testing.T) {
	for heading, want := range map[string]string{"Price (EUR)": "EUR", "单价(元)": "CNY", "Price $": "", "Price GBP": "GBP", "Price": "", "Preis €": "EUR", "Price each": "", "单价(RMB)": "CNY", "单价(RMB) 100+": "CNY", "Price USD ≥10": "USD", "Price 100+": ""} {
		if got := currencyOfHeadings([]guessed{{Column: Column{Field: Amount}, Heading: heading}}); got != want {
			t.Errorf("%s: %q, expected %q", heading, got, want)
		}
	}
}

func TestBreaksAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"1:0.20 10:0.18":                          "1:0.20 10:0.18",
		"1-9: $0.20; 10+: $0.18":                  "1:0.20 10:0.18",
		`[{"quantity":10,"price":0.18}]`:          "10:0.18",
		`[{"startNumber":1,"productPrice":2e-3}]`: "1:0.002",
		"100个:0.5，1000个:0.4":                      "100:0.5 1000:0.4",
		"ask":                                     "",
		"1:0.20 and more on request":              "",
		`[{"quantity":10}]`:                       "",
	} {
		found, ok := readBreaks(text)
		var got []string
		for _, b := range found {
			got = append(got, b.from+":"+b.amount)
		}
		if ok != (want != "") || ok && strings.Join(got, " ") != want {
			t.Errorf("%s: %v %v", text, got, ok)
		}
	}
}

func TestFiguresInWords(t *testing.T) {
	for text, want := range map[string]string{"12": "12", ">100": "100", "100+": "100", "1,200": "1200", "有货": "1", "In Stock": "1", "缺货": "0", "0": "0", "12.5": "12.5", "many": "", "-3": "-3"} {
		got, ok := stockFigure(text)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("stock %q: %s %v", text, got, ok)
		}
	}
	for text, want := range map[string]string{"3": "3", "3 days": "3", "2 weeks": "14", "2-4 weeks": "28", "2周": "14", "5个工作日": "5", "1 month": "30", "soon": "", "10 working days": "10"} {
		got, ok := leadDays(text)
		if ok != (want != "") || got != want {
			t.Errorf("lead time %q: %q %v", text, got, ok)
		}
	}
	for text, want := range map[string]string{"pcs": "H87", "个": "H87", "KG": "KGM", "kgm": "KGM", "Pair": "PR"} {
		if got := unitCode(text); got != want {
			t.Errorf("unit %q: %q, expected %q", text, got, want)
		}
	}
}

var everything = Choice{Currency: "USD", Columns: []Column{{Field: SKU}, {Field: Name}, {Field: Amount}, {Field: Stock}, {Field: GTIN}}}

func TestALineIsJudged(t *testing.T) {
	first := judge(Cells{"sku": "A1", "name": "Hammer", "price": "10", "stock": "5"}, everything, nil, on)
	if first.outcome != LineNew || len(first.problems) > 0 {
		t.Fatalf("%+v", first)
	}
	stands := first.known
	stands.item.State = catalog.Active
	for name, c := range map[string]struct {
		cells   Cells
		choice  Choice
		outcome Outcome
		what    string // changed fields or problem codes
		moved   int64
	}{
		"the same":                   {Cells{"sku": "A1", "name": "Hammer", "price": "10.00", "stock": "5"}, everything, LineUnchanged, "", 0},
		"says less":                  {Cells{"sku": "A1"}, everything, LineUnchanged, "", 0},
		"a price moves":              {Cells{"sku": "A1", "price": "16"}, everything, LineChanged, "price", 60},
		"a price falls":              {Cells{"sku": "A1", "price": "8.75"}, everything, LineChanged, "price", 12},
		"another currency":           {Cells{"sku": "A1", "price": "10", "currency": "EUR"}, everything, LineChanged, "currency", 0},
		"breaks come":                {Cells{"sku": "A1", "price": "10", "price_from:100": "8", "price_from:10": "9"}, everything, LineChanged, "breaks", 0},
		"only breaks":                {Cells{"sku": "A1", "price_from:10": "9", "price_from:100": "8"}, everything, LineChanged, "minimum price breaks", 10},
		"flat breaks are none":       {Cells{"sku": "A1", "price": "10", "price_from:10": "10"}, everything, LineUnchanged, "", 0},
		"no sku":                     {Cells{"name": "Hammer"}, everything, LineFlagged, "required", 0},
		"no number":                  {Cells{"sku": "A1", "price": "on request"}, everything, LineFlagged, "wrong_form", 0},
		"for nothing":                {Cells{"sku": "A1", "price": "0"}, everything, LineFlagged, "out_of_range", 0},
		"a barcode with a slip":      {Cells{"sku": "A1", "gtin": "4006381333932"}, everything, LineFlagged, "check_digit", 0},
		"a new one without currency": {Cells{"sku": "B1", "price": "1"}, Choice{Columns: everything.Columns}, LineFlagged, "currency", 0},
		"stock only":                 {Cells{"sku": "A1", "stock": ">100"}, everything, LineChanged, "stock", 0},
		"an odd unit":                {Cells{"sku": "A1", "unit": "heap"}, everything, LineFlagged, "unknown", 0},
	} {
		before := &stands
		if c.cells["sku"] == "B1" {
			before = nil
		}
		got := judge(c.cells, c.choice, before, on)
		var what []string
		for _, x := range got.changes {
			what = append(what, string(x.Field))
		}
		for _, p := range got.problems {
			what = append(what, p.Code)
		}
		if got.outcome != c.outcome || strings.Join(what, " ") != c.what || got.moved.IntPart() != c.moved {
			t.Errorf("%s: %s %v moved %s, expected %s %s %d", name, got.outcome, what, got.moved, c.outcome, c.what, c.moved)
		}
	}
}

func TestTwoColumnsAreEnough(t *testing.T) {
	two := Choice{Currency: "CNY", Columns: []Column{{Field: Name}, {Field: Amount}}}
	a := judge(Cells{"name": "六角螺栓 M8×40", "price": "0.42"}, two, nil, on)
	if a.outcome != LineNew || a.item.SKU == "" || a.item.SKU != skuOf(Cells{"name": " 六角螺栓  m8×40 "}, two) {
		t.Errorf("%+v", a)
	}
	code := Choice{Currency: "ILS", Columns: []Column{{Field: GTIN}, {Field: Amount}}}
	own := judge(Cells{"gtin": "123456", "price": "5"}, code, nil, on)
	if own.outcome != LineNew || own.item.SKU != "123456" || own.item.GTIN != "" {
		t.Errorf("a number of the shop's own became %+v", own.item)
	}
	real := judge(Cells{"gtin": "4006381333931", "price": "5"}, code, nil, on)
	if real.item.GTIN != "4006381333931" || real.item.SKU != "4006381333931" {
		t.Errorf("a barcode became %+v", real.item)
	}
}

func TestASnapshotComesBackAsItWas(t *testing.T) {
	j := judge(Cells{"sku": "A1", "name": "Hammer", "price": "10", "price_from:10": "9.5", "stock": "5"}, everything, nil, on)
	back, err := snapshotOf(j.known).known()
	if err != nil || !same(snapshotOf(back), snapshotOf(j.known)) || *snapshotOf(back).Stock != "5" {
		t.Errorf("%v %+v", err, back)
	}
}

func TestGuards(t *testing.T) {
	for name, c := range map[string]struct {
		f    findings
		want string
	}{
		"nothing unusual":   {findings{counts: Counts{LinesIn: 100, Withdrawn: 1}, active: 100, before: 100}, ""},
		"a fifth goes":      {findings{counts: Counts{LinesIn: 100, Withdrawn: 20}, active: 100}, "withdraws_share"},
		"a hundred go":      {findings{counts: Counts{LinesIn: 9000, Withdrawn: 100}, active: 10_000}, "withdraws_share"},
		"one price doubles": {findings{counts: Counts{LinesIn: 10}, moved: 1}, "prices_moved"},
		"half is missing":   {findings{counts: Counts{LinesIn: 59}, before: 100}, "half_missing"},
		"enough is there":   {findings{counts: Counts{LinesIn: 60}, before: 100}, ""},
		"all at once":       {findings{counts: Counts{LinesIn: 1, Withdrawn: 9}, active: 9, moved: 1, currencies: 1, twice: 1, before: 9}, "withdraws_share prices_moved currency_changed half_missing duplicate_lines"},
	} {
		var got []string
		for _, g := range c.f.guards() {
			got = append(got, g.Code)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, expected %s", name, got, c.want)
		}
	}
	if left := unconfirmed([]Guard{{Code: "a"}, {Code: "b"}}, []string{"a", "c"}); len(left) != 1 || left[0].Code != "b" {
		t.Errorf("%v", left)
	}
}

func FuzzCells(f *testing.F) {
	for _, s := range []string{"1:0.2 10:0.1", "[{}]", ">1", "2-3 weeks", "有货", "-", "９", "1e9"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		cells := Cells{"sku": a, "name": b, "price": b, "breaks": a, "stock": b, "lead_days": a, "unit": b, "gtin": a, "minimum": b, "price_from:" + a: b}
		for k, v := range cells {
			if v == "" {
				delete(cells, k)
			}
		}
		got := judge(cells, everything, nil, on)
		if got.outcome == LineFlagged == (len(got.problems) == 0) {
			t.Errorf("%s with %v", got.outcome, got.problems)
		}
		if got.outcome == LineNew && got.price != nil && !got.price.Amount.Decimal().GreaterThan(decimal.Zero) {
			t.Errorf("a price of %s was taken in", got.price.Amount.Decimal())
		}
	})
}

func TestColumnsThatMislead(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"the cost stays at home":     {"货号,品名,规格,进价,售价\nA1,螺栓,M8×40,0.30,0.42\nA2,螺栓,M8×50,0.32,0.45\nA3,螺母,M8,0.08,0.10\n", "sku name name skip price"},
		"a description is the name":  {"code,description,price\nA1,Hammer with handle,2.50\nB2,Saw for wood,3.00\nC3,Nail,0.10\n", "sku name price"},
		"a name and its description": {"code,name,description,price\nA1,Hammer,With a handle of ash wood,2.50\nB2,Saw,For wood and board,3.00\nC3,Nail,Of steel,0.10\n", "sku name description price"},
		"packs and days":             {"SKU,Name,Pack size,Case GTIN,Price,Valid from\nA1,Cola 330 ml,24,14006381333938,9.90,2026-12-01\nA2,Water 1 l,6,,2.10,2026-12-01\nA3,Juice 1 l,12,,7.30,2026-12-01\n", "sku name pack pack_gtin price valid_from"},
		"a code of lead times":       {"SKU,Name,Lead time,Price\nA1,Napkin white,AF,9.90\nA2,Napkin red,AF,2.10\nA3,Towel,BQ,7.30\n", "sku name skip price"},
		"a lead time":                {"SKU,Name,Lead time,Price\nA1,Napkin white,2 weeks,9.90\nA2,Napkin red,ask,2.10\nA3,Towel,3,7.30\n", "sku name lead_days price"},
		"a document's name":          {`[{"sku":"A1","best":{"name":"Datasheet"},"shortDescription":"Relay 5 V","price":1.5},{"sku":"A2","best":{"name":"Drawing"},"shortDescription":"Coil","price":2.5}]`, "sku skip name price"},
		"another's name":             {`[{"sku":"A1","company":{"name":"S"},"title":"Relay","price":1.5},{"sku":"A2","company":{"name":"T"},"title":"Coil","price":2.5}]`, "sku skip name price"},
	} {
		layout, _ := open(t, c.file)
		if got := fields(guess(layout, nil)); got != c.want {
			t.Errorf("%s: taken for %q, expected %q", name, got, c.want)
		}
	}
}

// What keeps no line out is said, and counted.
func TestRemarks(t *testing.T) {
	choice := Choice{Currency: "USD", Columns: []Column{{Field: SKU}, {Field: Name}, {Field: Amount}, {Field: Stock}, {Field: GTIN}, {Field: Datasheet}, {Field: Pack}, {Field: ValidTo}, {Field: Minimum}}}
	for name, c := range map[string]struct {
		cells Cells
		want  string
	}{
		"no price":                   {Cells{"sku": "A", "name": "x"}, "new price no_price"},
		"a number of one's own":      {Cells{"sku": "A", "name": "x", "price": "1", "gtin": "612"}, "new gtin no_barcode"},
		"a barcode without its zero": {Cells{"sku": "A", "name": "x", "price": "1", "gtin": "52100004426"}, "new"},
		"a wrong digit":              {Cells{"sku": "A", "name": "x", "price": "1", "gtin": "4006381333932"}, "flagged gtin check_digit"},
		"a word for a barcode":       {Cells{"sku": "A", "name": "x", "price": "1", "gtin": "UPC"}, "flagged gtin wrong_form"},
		"a plain address":            {Cells{"sku": "A", "name": "x", "price": "1", "datasheet": "http://example.org/a.pdf"}, "new datasheet no_address"},
		"an address without scheme":  {Cells{"sku": "A", "name": "x", "price": "1", "datasheet": "//example.org/a.pdf"}, "new"},
		"owed stock":                 {Cells{"sku": "A", "name": "x", "price": "1", "stock": "-3"}, "new stock no_stock"},
		"a kind of packing":          {Cells{"sku": "A", "name": "x", "price": "1", "pack": "Bulk"}, "new pack no_pack"},
		"over":                       {Cells{"sku": "A", "name": "x", "price": "1", "valid_to": "2026-11-21"}, "flagged valid_to over"},
		"with an end":                {Cells{"sku": "A", "name": "x", "price": "1", "valid_to": "2026-11-22"}, "new valid_to no_end"},
		"no minimum":                 {Cells{"sku": "A", "name": "x", "price": "1", "minimum": "0"}, "new"},
	} {
		j := judge(c.cells, choice, nil, on)
		line := lineOf(1, "A", c.cells, j)
		got := string(line.Outcome)
		for _, p := range line.Problems {
			got += " " + string(p.Field) + " " + p.Code
		}
		if got != c.want {
			t.Errorf("%s: %s, expected %s", name, got, c.want)
		}
	}
}

func TestPacksAreCounted(t *testing.T) {
	for text, want := range map[string]string{
		"24": "24", "24.0": "24", "Case of 24": "24", "24个/箱": "24", "12 x 330 ml": "12", "2 x 12": "24", "6*4": "24", "24 pcs": "24", "10 per box": "10", "每箱12": "", "500 ml": "", "Bulk": "", "0": "", "1": "1",
	} {
		got, ok := packCount(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	choice := Choice{Currency: "EUR", Columns: []Column{{Field: SKU}, {Field: Name}, {Field: Pack}, {Field: Inner}, {Field: PackGTIN}, {Field: Attribute, From: "colour"}, {Field: Description}}}
	j := judge(Cells{"sku": "A", "name": "x", "pack": "24", "inner": "6", "pack_gtin": "14006381333938", "attribute:colour": "red", "description": "Two\nlines"}, choice, nil, on)
	var got []string
	for _, c := range j.changes {
		got = append(got, string(c.Field)+"="+c.After)
	}
	if j.outcome != LineNew || !strings.Contains(strings.Join(got, " "), "description=Two\nlines attribute:colour=red inner=6 pack=24 pack_gtin=14006381333938") {
		t.Errorf("%s %v %v", j.outcome, j.problems, got)
	}
	if wrong := judge(Cells{"sku": "A", "name": "x", "pack": "6", "inner": "24"}, choice, nil, on); wrong.outcome != LineFlagged || wrong.problems[0].Field != Pack {
		t.Errorf("%+v", wrong.problems)
	}
}

// Where an item has prices in several currencies, those of the file's currency count; of one, the break says more than a price beside it.
func TestBreaksInCurrencies(t *testing.T) {
	choice := Choice{Currency: "EUR", Columns: []Column{{Field: SKU}, {Field: Name}, {Field: Amount}, {Field: Breaks}}}
	text := `[{"quantity":1,"price":2.5,"currency":"USD"},{"quantity":1,"price":2,"currency":"EUR"},{"quantity":10,"price":1.5,"currency":"EUR"}]`
	j := judge(Cells{"sku": "A", "name": "x", "price": "9", "breaks": text}, choice, nil, on)
	if j.outcome != LineNew || amountText(j.price) != "2" || currencyText(j.price) != "EUR" || breaksText(j.price) != "10:1.5" {
		t.Errorf("%v %s %s %s", j.problems, amountText(j.price), currencyText(j.price), breaksText(j.price))
	}
	choice.Currency = "GBP"
	if j := judge(Cells{"sku": "A", "name": "x", "breaks": text}, choice, nil, on); currencyText(j.price) != "USD" {
		t.Errorf("%v %s", j.problems, currencyText(j.price))
	}
}

func TestPlacesOfLines(t *testing.T) {
	sheets := []ShapeSheet{{Name: "Cover"}, {Name: "November"}}
	for number, want := range map[int64]string{7: "7", sheetLines + 5: "November!5", 9*sheetLines + 5: "150994949"} {
		if got := placeOf(sheets, number); got != want {
			t.Errorf("%d: %s, want %s", number, got, want)
		}
	}
}
