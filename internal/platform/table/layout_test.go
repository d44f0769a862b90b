package table_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"manifold/internal/platform/table"
)

// catalogue is a vocabulary of price lists, customers one of customer lists.
var (
	catalogue = []table.Field{
		{Key: "code", Synonyms: []string{"sku", "item code", "item no", "article number", "part no", "货号", "商品编码", "编号", "编码"}, Kind: table.KindCode},
		{Key: "gtin", Synonyms: []string{"ean", "barcode", "upc", "条码", "国际条码", "ברקוד"}, Kind: table.KindBarcode},
		{Key: "mpn", Synonyms: []string{"manufacturer part number", "mfr part", "model", "型号", "component model en"}, Kind: table.KindCode},
		{Key: "name", Synonyms: []string{"product name", "description", "item name", "品名", "商品名称", "名称", "שם מוצר"}, Kind: table.KindText},
		{Key: "brand", Synonyms: []string{"manufacturer", "maker", "品牌", "生产商", "יצרן", "component brand en"}, Kind: table.KindText},
		{Key: "unit", Synonyms: []string{"uom", "unit of measure", "单位", "יחידת כמות"}, Kind: table.KindText},
		{Key: "price", Synonyms: []string{"unit price", "net price", "单价", "价格", "售价", "供货价", "מחיר"}, Kind: table.KindMoney},
		{Key: "currency", Synonyms: []string{"币种", "货币"}, Kind: table.KindCurrency},
		{Key: "stock", Synonyms: []string{"qty on hand", "quantity available", "stock count", "库存"}, Kind: table.KindInteger},
		{Key: "minimum", Synonyms: []string{"moq", "min order qty", "min purchase num", "起订量", "最小起订量"}, Kind: table.KindInteger},
		{Key: "valid_from", Synonyms: []string{"valid from", "effective date", "生效日期"}, Kind: table.KindDate},
		{Key: "image", Synonyms: []string{"image url", "picture", "photo", "图片"}, Kind: table.KindURL, Many: true},
		{Key: "break_price", Synonyms: []string{"product price", "break price"}, Kind: table.KindMoney, Many: true},
	}
	customers = []table.Field{
		{Key: "company", Synonyms: []string{"company name", "customer", "customer name", "客户名称", "公司名称", "公司"}, Kind: table.KindText},
		{Key: "code", Synonyms: []string{"customer code", "account no", "客户编号", "客户代码"}, Kind: table.KindCode},
		{Key: "contact", Synonyms: []string{"contact person", "联系人"}, Kind: table.KindText},
		{Key: "email", Synonyms: []string{"e-mail", "mail", "邮箱", "电子邮件"}, Kind: table.KindEmail},
		{Key: "phone", Synonyms: []string{"telephone", "mobile", "tel", "电话", "手机"}, Kind: table.KindPhone},
		{Key: "country", Synonyms: []string{"国家", "国家地区"}, Kind: table.KindCountry},
		{Key: "website", Synonyms: []string{"url", "网址"}, Kind: table.KindURL},
	}
)

// told writes a layout as "header 3, data 4: code=0 price=2".
func told(l table.Layout) string {
	var b strings.Builder
	fmt.Fprintf(&b, "header %d, data %d:", l.HeaderLine, l.FirstLine)
	for _, m := range l.Matches {
		fmt.Fprintf(&b, " %s=%d", m.Field, m.Column)
	}
	return b.String()
}

func guess(t *testing.T, in string, fields []table.Field) table.Layout {
	t.Helper()
	_, rows, err := read(t, source(in), table.Options{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return table.Guess(rows, fields)
}

func TestGuess(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in, want string
		fields   []table.Field
	}{
		"English": {"SKU,Product Name,Unit Price (USD),MOQ\nA-1001,Steel bolt,1.25,100\nA-1002,Steel nut,0.75,200\n",
			"header 1, data 2: code=0 name=1 price=2 minimum=3", catalogue},
		"Chinese": {"货号\t品名\t品牌\t单位\t单价（元）\t库存\nA001\t不锈钢螺丝\t东明\t盒\t12.50\t300\nA002\t螺母\t东明\t盒\t3.20\t50\n",
			"header 1, data 2: code=0 name=1 brand=2 unit=3 price=4 stock=5", catalogue},
		"traditional characters": {"貨號,商品名稱,單價\nA001,螺絲,12.50\nA002,螺母,3.20\n", "header 1, data 2: code=0 name=1 price=2", catalogue},
		"two languages in one heading": {"货号 Item No.,品名/Description,单价 Unit Price\nA001,螺丝 bolt,12.50\nA002,螺母 nut,3.20\n",
			"header 1, data 2: code=0 name=1 price=2", catalogue},
		"titles above": {"Price list 2026,,,\nvalid from 1 January,,,\n\nPart No.,Description,Net price,EAN\nX1,Bolt M8,1.00,4006381333931\nX2,Nut M8,2.00,4012345678901\n",
			"header 4, data 5: code=0 name=1 price=2 gtin=3", catalogue},
		"typing errors and other forms": {"item_code,Discription,unitPrice,e.a.n.\nX1,Bolt M8,1.00,4006381333931\nX2,Nut M8,2.00,4012345678901\n",
			"header 1, data 2: code=0 name=1 price=2 gtin=3", catalogue},
		"values say more than headings": {"a,b,c\nBolt M8 steel,4006381333931,1.50\nNut M8 steel,4012345678901,0.75\nWasher,5901234123457,0.10\n",
			"header 1, data 2: name=0 gtin=1 price=2", catalogue},
		"no heading, a name and a price":           {"Bolt M8 steel,1.50\nNut M8 steel,0.75\nWasher flat,0.10\n", "header -1, data 1: name=0 price=1", catalogue},
		"no heading, a code and a price":           {"AB-1001;1,50\nAB-1002;0,75\nAB-1003;10,00\n", "header -1, data 1: code=0 price=1", catalogue},
		"titles and no heading":                    {"Our prices,\nAB-1001,1.50\nAB-1002,0.75\nAB-1003,10.00\n", "header -1, data 2: code=0 price=1", catalogue},
		"two columns that are called so":           {"code,price\nA1,1\nA2,2\n", "header 1, data 2: code=0 price=1", catalogue},
		"list price and net price":                 {"sku,list price,net price\nA1,10.00,8.00\nA2,20.00,16.00\n", "header 1, data 2: code=0 price=2", catalogue},
		"several images":                           {"sku,price,image 1,image 2\nA1,1.0,https://a.example/1.png,https://a.example/2.png\nA2,1.5,https://a.example/3.png,\n", "header 1, data 2: code=0 price=1 image=2 image=3", catalogue},
		"customers":                                {"客户编号,客户名称,联系人,手机,邮箱,国家\nC001,东方商贸有限公司,王伟,13812345678,w@east.example,中国\nC002,南方五金,李娜,13987654321,li@south.example,中国\n", "header 1, data 2: code=0 company=1 contact=2 phone=3 email=4 country=5", customers},
		"customers without heading":                {"Corner Shop Ltd,ann@corner.example,+44 20 7946 0958\nHill & Sons,bob@hill.example,+44 161 496 0000\n", "header -1, data 1: company=0 email=1 phone=2", customers},
		"a heading of two lines":                   {"货号,品名,单价(RMB),单价(RMB),库存\n货号,品名,1+,100+,库存\nA1,螺丝,1.20,0.90,40\nA2,螺母,0.80,0.60,50\n", "header 2, data 3: code=0 name=1 price=2 stock=4", catalogue},
		"its second line only where it says more":  {"sku,name,price,price,stock\n,,1+,100+,\nA1,Bolt,1.20,0.90,40\nA2,Nut,0.80,0.60,50\n", "header 2, data 3: code=0 name=1 price=2 stock=4", catalogue},
		"a first line like the heading of another": {"sku,price,price\nA1,1,100\nA2,1.5,90\n", "header 1, data 2: code=0 price=1", catalogue},
		"numbered headings, and most of them strange": {"NR,PRODNAME,PART,PHOTO2,PHOTO3,VALUE1,VALUE2,VALUE3,TYPE1,TYPE2,UPC\nGS-1,NAPKIN 9X9 WHITE,BN1000,,,0,0,0,LN,WD,4006381333931\nGS-1,NAPKIN 12X12,DN1517,,,0,0,0,LN,WD,4012345678901\n",
			"header 1, data 2: name=1 code=2 image=3 image=4 price=5 gtin=10", catalogue},
		"codes in a row are no headings": {"AB-1001,BX-1\nAB-1002,BX-2\nAB-1003,BX-3\n", "header -1, data 1: code=0 name=1", catalogue},
		"a heading and no rows":          {"sku,price\n", "header 1, data 2: code=0 price=1", catalogue},
	} {
		if got := told(guess(t, c.in, c.fields)); got != c.want {
			t.Errorf("%s:\n%s\nexpected\n%s", name, got, c.want)
		}
	}
	if l := table.Guess(nil, catalogue); l.HeaderLine != -1 || len(l.Columns) != 0 || len(l.Matches) != 0 {
		t.Errorf("from nothing: %+v", l)
	}
}

func TestGuessSaysWhyAndHowSure(t *testing.T) {
	t.Parallel()
	l := guess(t, "SKU,Unit Prices net,x,stock\nA-1,1.25,4006381333931,many\nA-2,2.50,4012345678901,few\nA-3,1.00,5901234123457,some\n", catalogue)
	by := map[string]table.Match{}
	for _, m := range l.Matches {
		by[m.Field] = m
	}
	if m := by["code"]; m.Reason != table.HeadingSame || m.Confidence < .9 || m.Doubt {
		t.Errorf("%+v", m)
	}
	if m := by["price"]; m.Reason != table.HeadingAlike || m.Confidence < .6 || m.Confidence >= by["code"].Confidence {
		t.Errorf("%+v", m)
	}
	if m := by["gtin"]; m.Reason != table.ByValues || m.Confidence > .6 {
		t.Errorf("%+v", m)
	}
	if m := by["stock"]; m.Reason != table.HeadingSame || !m.Doubt || m.Confidence > .6 {
		t.Errorf("%+v", m)
	}
}

func TestACorrectionIsRememberedByTheHeadings(t *testing.T) {
	t.Parallel()
	first := guess(t, "SKU,Ref.,Price\nA-1,B-1,1.00\nA-2,B-2,1.10\n", catalogue)
	next := guess(t, "sku ,REF,price\nC-1,D-1,3.00\n", catalogue)
	other := guess(t, "SKU,Price,Ref.\nA-1,1.00,B-1\n", catalogue)
	if first.Signature() != next.Signature() || first.Signature() == other.Signature() {
		t.Error("signatures")
	}
	corrected := next.With(map[string]int{"code": 1, "mpn": 0, "stock": -1, "brand": 99})
	if got := told(corrected); got != "header 1, data 2: mpn=0 code=1 price=2" {
		t.Error(got)
	}
	row := table.Row{Line: 2, Cells: []string{"C-1", " D-1 "}}
	if corrected.Value(row, "code") != "D-1" || corrected.Value(row, "price") != "" || corrected.Value(row, "stock") != "" || !corrected.IsData(row) {
		t.Error("values")
	}
}

func TestAnotherHeadingCanBeChosen(t *testing.T) {
	t.Parallel()
	_, rows, err := read(t, source("x,y\ncode,price\nA1,1.5\n"), table.Options{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := told(table.GuessBelow(rows, catalogue, 2)); got != "header 2, data 3: code=0 price=1" {
		t.Error(got)
	}
	if l := table.GuessBelow(rows, catalogue, -1); l.HeaderLine != -1 || l.FirstLine != 1 {
		t.Errorf("%+v", l)
	}
}

func TestNumbersAreReadAsTheirColumnWritesThem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		cells, want []string
		sure        bool
	}{
		"points":                {[]string{"1.50", "1,234.50", "12"}, []string{"1.50", "1234.50", "12"}, true},
		"commas":                {[]string{"1,50", "1.234,50", "1.234"}, []string{"1.50", "1234.50", "1234"}, true},
		"both readings":         {[]string{"1.234", "5.678"}, []string{"1.234", "5.678"}, false},
		"groups of commas":      {[]string{"1,234", "5,678,900"}, []string{"1234", "5678900"}, true},
		"contradiction":         {[]string{"1.50", "2,75", "3.25"}, []string{"1.50", "", "3.25"}, false},
		"whole":                 {[]string{"1", "20", "007"}, []string{"1", "20", "007"}, true},
		"spaces and apostrophe": {[]string{"1 234,50", "1'234,5", "12\u00a0000,00"}, []string{"1234.50", "1234.5", "12000.00"}, true},
		"signs":                 {[]string{"-1.5", "(2.50)", "3.25-", "+4.5", "−5.5"}, []string{"-1.5", "-2.50", "-3.25", "4.5", "-5.5"}, true},
		"wide digits":           {[]string{"１２．５", "３．７５"}, []string{"12.5", "3.75"}, true},
		"leading point":         {[]string{".5", "0.125"}, []string{"0.5", "0.125"}, true},
		"no numbers":            {[]string{"1.5", "on request", "1.2.3", "2026-01-01", "5 kg", "1.5"}, []string{"1.5", "", "", "", "", "1.5"}, true},
	} {
		rows := make([]table.Row, len(c.cells))
		for i, cell := range c.cells {
			rows[i] = table.Row{Line: i + 1, Cells: []string{cell}}
		}
		column := table.GuessBelow(rows, nil, -1).Columns[0]
		var got []string
		for _, row := range rows {
			number, _ := column.Decimal(row)
			got = append(got, number)
		}
		if !slices.Equal(got, c.want) || column.Number.Sure != c.sure {
			t.Errorf("%s: %q, sure %v", name, got, column.Number.Sure)
		}
	}
	// Another column of the file decides what one leaves open; an exact cell needs no style.
	l := guess(t, "a;b\n1.234;1,50\n5.678;2,75\n", nil)
	if n, _ := l.Columns[0].Decimal(table.Row{Cells: []string{"1.234"}}); n != "1234" {
		t.Errorf("beside decimal commas 1.234 is %s", n)
	}
	if n, _ := l.Columns[0].Decimal(table.Row{Cells: []string{"1.234"}, Exact: []bool{true}}); n != "1.234" {
		t.Errorf("an exact 1.234 is %s", n)
	}
}

func TestMoneyDaysAndCountries(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"¥12.50": "12.50 ¥", "12.50 元": "12.50 CNY", "US$ 1,200.00": "1200.00 USD", "1200 EUR": "1200 EUR", "€-3.50": "-3.50 EUR", "CNY 5": "5 CNY",
		"$.99": "0.99 $", "99 kg": " ", "12.50 ₪": "12.50 ILS",
	} {
		n, currency, _ := (table.Column{}).Money(table.Row{Cells: []string{cell}})
		if n+" "+currency != want {
			t.Errorf("%q is %q %q", cell, n, currency)
		}
	}
	for cell, want := range map[string]string{
		"2026-11-22": "2026-11-22", "2026/1/5": "2026-01-05", "2026年11月22日": "2026-11-22", "22.11.2026": "2026-11-22", "22/11/26": "2026-11-22",
		"20261122": "2026-11-22", "22 Nov 2026": "2026-11-22", "November 22, 2026": "2026-11-22", "22-Nov-26": "2026-11-22", "2026-11-22T10:00:00": "2026-11-22",
		"2026-11-22 10:00": "2026-11-22", "31.02.2026": "", "2026-13-01": "", "22 Foo 2026": "", "12": "",
	} {
		if got, _ := (table.Column{}).Day(table.Row{Cells: []string{cell}}); got != want {
			t.Errorf("%q is %q", cell, got)
		}
	}
	for cell, want := range map[string]string{"CN": "CN", "chn": "CN", "China": "CN", "中国": "CN", "德国": "DE", "Germany": "DE", "UK": "GB", "Atlantis": "", "香港": "HK"} {
		if got, _ := (table.Column{}).Country(table.Row{Cells: []string{cell}}); got != want {
			t.Errorf("%q is %q", cell, got)
		}
	}
	for in, want := range map[string]string{
		"d\n03/14/2026\n01/02/2026\n": "mdy true", "d\n14/03/2026\n01/02/2026\n": "dmy true", "d\n01/02/2026\n03/04/2026\n": "dmy false",
		"d\n01.02.2026\n03.04.2026\n": "dmy true", "d\n2026-01-02\n": "dmy true",
	} {
		c := guess(t, in, nil).Columns[0]
		if got := fmt.Sprintf("%s %v", c.Date, c.DateSure); got != want {
			t.Errorf("%q: %s", in, got)
		}
	}
}

func TestKindsOfColumns(t *testing.T) {
	t.Parallel()
	for want, values := range map[table.Kind]string{
		table.KindEmpty: " \n \n", table.KindText: "Steel bolt\nnut\nwasher M8\n", table.KindCode: "AB-1\nAB-2\nXC/33\n", table.KindInteger: "1\n20\n1,000\n",
		table.KindDecimal: "1.5\n2\n3.75\n", table.KindPercent: "13%\n6 %\n0%\n", table.KindMoney: "$1.50\n$2\n3.00\n", table.KindCurrency: "USD\nCNY\nEUR\n",
		table.KindDate: "2026-01-02\n2026/3/4\n5 Jan 2026\n", table.KindEmail: "a@b.example\nc@d.example\ne@f.example\n",
		table.KindPhone: "+86 138 1234 5678\n13812345678\n010-12345678\n", table.KindURL: "https://a.example/x\nhttp://b.example\nwww.c.example\n",
		table.KindBarcode: "4006381333931\n4012345678901\n96385074\n", table.KindCountry: "China\n德国\nUS\n",
	} {
		var rows []table.Row
		for i, value := range strings.Split(strings.TrimSuffix(values, "\n"), "\n") {
			rows = append(rows, table.Row{Line: i + 1, Cells: []string{value}})
		}
		if c := table.GuessBelow(rows, nil, -1).Columns[0]; c.Kind != want {
			t.Errorf("%q: %s", values, c.Kind)
		}
	}
	units := []table.Row{{Line: 1, Cells: []string{"KG"}}, {Line: 2, Cells: []string{"ST"}}, {Line: 3, Cells: []string{"KG"}}}
	if c := table.GuessBelow(units, nil, -1).Columns[0]; c.Kind == table.KindCountry {
		t.Error("units are countries")
	}
}

func TestRealFiles(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"pcparts-cpu.csv":       "header 1, data 2: name=0 price=1",
		"grocery-il-prices.csv": "header 1, data 2: gtin=3 name=4 brand=5 unit=9 price=10",
		"ec-lcsc-assembly.csv":  "header 1, data 2: code=0 minimum=4",
		"ec-lcsc-page.json":     "header 0, data 1: code=0 mpn=1 brand=2 name=4 stock=5 minimum=6 image=7 price=10",
	} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		_, rows, err := read(t, source(string(text)), table.Options{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(table.Guess(rows, catalogue)); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
