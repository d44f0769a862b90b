package table_test

import (
	"errors"
	"strings"
	"testing"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/table"
)

func TestJSON(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in, want string
		format   table.Format
	}{
		"array":                   {`[{"a":1,"b":"x"},{"b":"y","c":true}]`, "a|b|c\n1|x|\n|y|true", table.JSON},
		"lines":                   {"{\"a\":1}\n\n{\"b\":\"y\"}\n", "a|b\n1|\n|y", table.JSONL},
		"one line":                {`{"a":1,"b":null}`, "a|b\n1|", table.JSON},
		"numbers are exact":       {`[{"a":0.10,"b":1e-3,"c":12345678901234567890}]`, "a|b|c\n0.10|0.001|12345678901234567890", table.JSON},
		"objects and arrays":      {`[{"m":{"name":"x","at":{"x":1}},"p":[{"q":1,"v":"2"},{"q":10}],"t":["a","b"]}]`, "m.name|m.at.x|t.1|t.2|p\nx|1|a|b|[{\"q\":1,\"v\":\"2\"},{\"q\":10}]", table.JSON},
		"in an envelope":          {`{"code":200,"data":{"n":1,"list":[{"a":1},{"a":2}]},"tags":["x"]}`, "a\n1\n2", table.JSON},
		"an object with an array": {`{"name":"x","tags":["a","b"],"deep":{"y":[1,[2,3]]}}`, "name|tags.1|tags.2|deep.y.1|deep.y.2.1|deep.y.2.2\nx|a|b|1|2|3", table.JSON},
		"an array of values":      {"[\"a\",1,null,{\"b\":2}]", "", table.Delimited},
		"bad lines":               {"{\"a\":1}\n{\"a\":\nno json\n[1]\n{\"a\":2}\n", "a\n1\n{\"a\": !json\nno json !json\n[1] !json\n2", table.JSONL},
		"the same name twice":     {`[{"a":1,"a":2}]`, "a\n2", table.JSON},
		"looks like JSON, is not": {"[x],price\n[y],2\n", "[x]|price\n[y]|2", table.Delimited},
	} {
		f, rows, err := read(t, source(c.in), table.Options{}, 0)
		if err != nil || f.Format() != c.format || c.want != "" && shown(rows) != c.want {
			t.Errorf("%s: %v\n%s\nexpected\n%s", name, err, shown(rows), c.want)
		}
	}
	s := source("[\"a\",1,null,{\"b\":2}]")
	s.Name = "x.JSON"
	if _, rows, err := read(t, s, table.Options{}, 0); err != nil || shown(rows) != "value|b\na|\n1|\n|2" {
		t.Errorf("%v %s", err, shown(rows))
	}
	s = source("{\"a\":1}\n{\"a\":2}\n")
	s.Name = "x.csv"
	if f, _, err := read(t, s, table.Options{}, 0); err != nil || f.Format() != table.Delimited {
		t.Errorf("%v", err)
	}
	utf16 := "\xff\xfe" + encoded(t, "utf-16le", `[{"货":"螺"}]`)
	if f, rows, err := read(t, source(utf16), table.Options{}, 0); err != nil || shown(rows) != "货\n螺" || f.Encoding().Name != "utf-16le" {
		t.Errorf("%v %s", err, shown(rows))
	}
}

func TestJSONSheets(t *testing.T) {
	t.Parallel()
	in := `{"items":[{"a":1}],"more":{"prices":[{"b":1},{"b":2}]},"items2":[]}`
	f, rows, err := read(t, source(in), table.Options{}, 1)
	if err != nil || len(f.Sheets()) != 2 || f.Sheets()[1].Name != "more.prices" || shown(rows) != "b\n1\n2" || rows[0].Line != 0 || rows[2].Line != 2 {
		t.Errorf("%v %+v %s", err, f.Sheets(), shown(rows))
	}
	if len(rows[1].Exact) != 1 || !rows[1].Exact[0] {
		t.Error("a number of JSON is exact")
	}
}

// Arrays of objects inside a row are rows of a sheet of their own, which have the values around them too.
func TestJSONSheetsInside(t *testing.T) {
	t.Parallel()
	shop := `{"products":[{"id":1,"title":"Tee","variants":[{"id":7,"sku":"T-S","price":"5"},{"id":8,"sku":"T-M","price":"6"}]},{"id":2,"title":"Cap","variants":[{"id":9,"sku":"C","price":"3"}]}]}`
	lines := `{"q":"a","parts":[{"mpn":"M1","sellers":[{"name":"S","offers":[{"sku":"1","prices":[{"quantity":1,"price":2}]},{"sku":"2","prices":[]}]}]}]}
{"q":"b","parts":[{"mpn":"M2","sellers":[]}]}`
	for name, c := range map[string]struct {
		in, sheets string
		sheet      int
		want       string
	}{
		"outer": {shop, "products products.variants", 0, "id|title|variants\n1|Tee|[{\"id\":7,\"sku\":\"T-S\",\"price\":\"5\"},{\"id\":8,\"sku\":\"T-M\",\"price\":\"6\"}]\n2|Cap|[{\"id\":9,\"sku\":\"C\",\"price\":\"3\"}]"},
		"inner": {shop, "products products.variants", 1, "id|title|variants.id|sku|price\n1|Tee|7|T-S|5\n1|Tee|8|T-M|6\n2|Cap|9|C|3"},
		"three": {lines, " parts parts.sellers parts.sellers.offers parts.sellers.offers.prices", 3, "q|mpn|name|sku|prices\na|M1|S|1|[{\"quantity\":1,\"price\":2}]\na|M1|S|2|"},
	} {
		f, rows, err := read(t, source(c.in), table.Options{}, c.sheet)
		if err != nil {
			t.Fatal(name, err)
		}
		var sheets []string
		for _, s := range f.Sheets() {
			sheets = append(sheets, s.Name)
		}
		if strings.Join(sheets, " ") != c.sheets || shown(rows) != c.want {
			t.Errorf("%s: %q\n%s\nexpected\n%s", name, sheets, shown(rows), c.want)
		}
	}
	wide := `[{"id":1,"v":[` + strings.TrimSuffix(strings.Repeat(`{"a":1},`, 120_000), ",") + `]}]`
	if _, _, err := read(t, source(wide), table.Options{}, 0); !errors.Is(err, table.RowTooLong) {
		t.Errorf("an element with very many inside: %v", err)
	}
}

func TestHostileJSON(t *testing.T) {
	t.Parallel()
	object := func(n int) string {
		var b strings.Builder
		b.WriteString("[{")
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"k` + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + `":1`)
		}
		return b.String() + "}]"
	}
	for name, c := range map[string]struct {
		in   string
		want *fault.Fault
	}{
		"cut off": {`[{"a":1},{"a"`, table.Damaged}, "two documents": {`[{"a":1}][{"a":2}]`, table.Damaged}, "no commas": {`[{"a":1}{"a":2}]`, table.Damaged},
		"deep":                  {`[{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}]`, table.Damaged},
		"deep envelope":         {strings.Repeat(`{"a":`, 1000) + "1" + strings.Repeat("}", 1000), table.Damaged},
		"a long text":           {`[{"a":"` + strings.Repeat("x", 70<<10) + `"}]`, table.CellTooLong},
		"a text of megabytes":   {`[{"a":"` + strings.Repeat("x", 8<<20) + `"}]`, table.CellTooLong},
		"a number of megabytes": {`[{"a":` + strings.Repeat("1", 8<<20) + `}]`, table.CellTooLong},
		"many columns":          {object(2001), table.TooManyColumns}, "a long object": {`[{` + strings.TrimSuffix(strings.Repeat(`"a":"`+strings.Repeat("x", 60<<10)+`",`, 20), ",") + `}]`, table.RowTooLong},
		"a long line": {"{\"a\":1}\n{\"a\":1}\n{\"a\":\"" + strings.Repeat("x", 9<<20) + "\"}\n", table.RowTooLong},
		"NUL":         {"[{\"a\":\"x\x00\"}]", table.Binary}, "NUL in lines": {"{\"a\":1}\n{\"a\":1}\n{\"b\":\"\x00\"}\n", table.Binary},
		"nothing": {"[]", table.Empty}, "an empty object": {"{}", table.Empty}, "a value": {"  ", table.Empty},
	} {
		s := source(c.in)
		if strings.HasPrefix(c.in, "[]") {
			s.Name = "x.json"
		}
		if _, _, err := read(t, s, table.Options{}, 0); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
