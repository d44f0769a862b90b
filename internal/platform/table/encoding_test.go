package table_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"manifold/internal/platform/table"
)

var encodings = map[string]encoding.Encoding{
	"utf-8": unicode.UTF8, "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"gb18030": simplifiedchinese.GB18030, "windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
	"windows-1255": charmap.Windows1255,
}

func encoded(t testing.TB, name, text string) string {
	t.Helper()
	out, err := encodings[name].NewEncoder().String(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// Price lists as they are written in each language.
var texts = []struct{ encodings, text string }{
	{"utf-8 utf-16le utf-16be gb18030", "货号,品名,单价（元）\nA001,不锈钢六角螺丝,12.50\nA002,尼龙扎带100条装,3.20\nA003,绝缘胶布,2.00\n"},
	{"utf-8 utf-16le utf-16be gb18030", "客户,联系人,地址\n东方商贸有限公司,王伟,上海市浦东新区\n"},
	{"utf-8 utf-16le windows-1252", "Artikel;Bezeichnung;Preis €\n1001;Schraube größer M8;1,50\n1002;Dübel für Ziegel;0,75\n1003;Öl 5 l;12,00\n"},
	{"utf-8 windows-1252", "Code;Désignation;Unité\nA1;Clé à molette réglable;pièce\nA2;Tournevis cruciforme;boîte\n"},
	{"utf-8 windows-1252", "Código,Descripción,Año\nA1,Tornillo pequeño,2026\nA2,Cañón,2025\n"},
	{"utf-8 windows-1252", "code,name,area\nA1,Sand 5 m³,10 m²\nA2,Gravel ½ inch,20 m²\n"},
	{"utf-8 utf-16be windows-1251", "Код;Наименование;Цена\nА1;Болт оцинкованный;12,50\nА2;Гайка шестигранная;3,20\n"},
	{"utf-8 windows-1251", "code;name\n1;молоко\n2;хлеб ржаной\n3;СЫР РОССИЙСКИЙ\n"},
	{"utf-8 windows-1251", "Код;Назва\n1;Цукор білий\n2;Олія соняшникова\n3;Їжа\n"},
	{"utf-8 utf-16le windows-1255", "ברקוד,שם מוצר,מחיר\n7290000066318,חלב טרי 3%,6.23\n7290000066325,גבינה לבנה,5.90\n"},
	{"utf-8 windows-1250", "Kod;Nazwa;Jednostka\nA1;Śruba sześciokątna;szt\nA2;Żarówka świecąca;paczka\nA3;Łącznik gięty;szt\n"},
	{"utf-8 windows-1250", "Kód;Název;Množství\nA1;Šroub se šestihrannou hlavou;5\nA2;Žárovka příčná;6\n"},
	{"utf-8 windows-1250", "Kód;Megnevezés;Ár\nA1;Hatlapfejű csavar;5\nA2;Szög tűzött;6\nA3;Erősítő;9\n"},
}

func TestEncodingsAreGuessedAndReported(t *testing.T) {
	t.Parallel()
	for _, c := range texts {
		_, want, err := read(t, source(c.text), table.Options{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		for name := range strings.FieldsSeq(c.encodings) {
			content := encoded(t, name, c.text)
			for _, o := range []table.Options{{}, {Encoding: name}} {
				f, rows, err := read(t, source(content), o, 0)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				if e := f.Encoding(); e.Name != name || e.BOM || e.Sure != (name == "utf-8" || o.Encoding != "") || shown(rows) != shown(want) {
					t.Errorf("%s: taken for %+v\n%s", name, e, shown(rows))
				}
			}
		}
	}
}

func TestByteOrderMarks(t *testing.T) {
	t.Parallel()
	for name, mark := range map[string]string{"utf-8": "\xef\xbb\xbf", "utf-16le": "\xff\xfe", "utf-16be": "\xfe\xff"} {
		f, rows, err := read(t, source(mark+encoded(t, name, "货号,价\nA,1\n")), table.Options{}, 0)
		if err != nil || shown(rows) != "货号|价\nA|1" || f.Encoding() != (table.Encoding{Name: name, BOM: true, Sure: true}) {
			t.Errorf("%s: %v %+v %s", name, err, f.Encoding(), shown(rows))
		}
	}
}

// The first foreign letter may stand far behind the beginning.
func TestTheWholeTextCounts(t *testing.T) {
	t.Parallel()
	head := strings.Repeat("A1,steel bolt,1.50\n", 60_000)
	for _, name := range []string{"utf-8", "windows-1252", "gb18030"} {
		tail := "A2,größer für Öl,1\n"
		if name == "gb18030" {
			tail = "A2,不锈钢螺丝,1\n"
		}
		f, err := table.Open(t.Context(), source(head+encoded(t, name, tail)), table.Options{})
		if err != nil || f.Encoding().Name != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDamagedUTF8IsSaid(t *testing.T) {
	t.Parallel()
	f, rows, err := read(t, source("name,price\n"+strings.Repeat("螺丝,1\n", 20)+"螺\xff丝,2\n"), table.Options{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	last := rows[len(rows)-1]
	if e := f.Encoding(); e.Name != "utf-8" || e.Sure || e.Damaged != 1 || last.Flaw != table.FlawText || last.Cells[0] != "螺\ufffd丝" || rows[1].Flaw != "" {
		t.Errorf("%+v %+v", f.Encoding(), last)
	}
}

// A character that lies across two blocks of the scan is whole.
func TestCharactersAcrossBlocks(t *testing.T) {
	t.Parallel()
	for shift := range 4 {
		f, err := table.Open(t.Context(), source(strings.Repeat("x", shift)+strings.Repeat("螺丝,价\n", 60_000)), table.Options{})
		if err != nil || !f.Encoding().Sure {
			t.Errorf("shifted by %d: %v %+v", shift, err, f.Encoding())
		}
	}
}
