package quantity_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/quantity"
)

var (
	dec     = decimal.RequireFromString
	anyUnit = rapid.SampledFrom(quantity.Units())
	anyRat  = rapid.Custom(func(t *rapid.T) *big.Rat {
		return big.NewRat(rapid.Int64Range(-1e12, 1e12).Draw(t, "num"), rapid.Int64Range(1, 1e6).Draw(t, "den"))
	})
	anyQuantity = rapid.Custom(func(t *rapid.T) quantity.Quantity {
		q := must(quantity.FromRat(anyRat.Draw(t, "value"), anyUnit.Draw(t, "unit")))
		if rapid.Bool().Draw(t, "guess") {
			q = q.AsGuess()
		}
		return q
	})
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func unit(text string) quantity.Unit { return must(quantity.LookupUnit(text)) }

func same(a, b quantity.Quantity) bool {
	return a.Unit() == b.Unit() && a.Guess() == b.Guess() && a.Rat().Cmp(b.Rat()) == 0
}

// Where milli and mega are both at home, m and M are not the same; elsewhere case says nothing.
func TestSymbolsWithPrefixes(t *testing.T) {
	t.Parallel()
	for text, code := range map[string]string{"mW": "C31", "MΩ": "B75", "kΩ": "B49", "V": "VLT", "µF": "4O", "uF": "4O", "h": "HUR", "H": "HUR", "KG": "KGM", "Volt": "VLT", "毫安": "4K"} {
		if got, err := quantity.LookupUnit(text); err != nil || got.Code() != code {
			t.Errorf("%s: %s, %v, expected %s", text, got, err, code)
		}
	}
	for _, text := range []string{"MW", "mΩ", "MV", "v"} {
		if got, err := quantity.LookupUnit(text); err == nil {
			t.Errorf("%s passes for %s", text, got)
		}
	}
}

func TestTableIsComplete(t *testing.T) {
	t.Parallel()
	base := map[quantity.Kind]string{
		quantity.Mass: "KGM", quantity.Length: "MTR", quantity.Area: "MTK", quantity.Volume: "MTQ", quantity.Count: "C62",
		quantity.Time: "SEC", quantity.Calendar: "MON", quantity.Energy: "JOU", quantity.Voltage: "VLT", quantity.Current: "AMP",
		quantity.Power: "WTT", quantity.Resistance: "OHM", quantity.Capacitance: "FAR", quantity.Inductance: "B90", quantity.Frequency: "HTZ", quantity.Information: "AD",
		quantity.Pressure: "PAL", quantity.Package: "", quantity.Other: "",
	}
	for _, u := range quantity.Units() {
		code, known := base[u.Kind()]
		if !known || u.English() == "" || u.Chinese() == "" {
			t.Errorf("%s: kind %q, en %q, zh %q", u, u.Kind(), u.English(), u.Chinese())
		}
		if (u.Kind() == quantity.Package) != (strings.HasPrefix(u.Code(), "X") && len(u.Code()) == 3) {
			t.Errorf("%s: packages and only they have the prefix X", u)
		}
		if code == "" {
			continue
		}
		if _, err := u.FactorTo(must(quantity.ParseUnit(code))); err != nil {
			t.Errorf("%s does not convert to the base unit of %s: %v", u, u.Kind(), err)
		}
	}
	for _, u := range []quantity.Unit{
		quantity.One, quantity.Each, quantity.Piece, quantity.Kilogram, quantity.Gram, quantity.Litre, quantity.Box, quantity.Case, quantity.Pallet,
	} {
		if _, err := quantity.ParseUnit(u.Code()); err != nil {
			t.Errorf("%s is not in the table", u)
		}
	}
}

func TestLookupUnit(t *testing.T) {
	t.Parallel()
	for text, code := range map[string]string{
		"KGM": "KGM", "kgm": "KGM", "kg": "KGM", "KG": "KGM", "ｋｇ": "KGM", "公斤": "KGM", "千克": "KGM", "斤": "M86", "克": "GRM", "吨": "TNE",
		"个": "H87", "件": "H87", "pcs": "H87", "EA": "EA", "each": "EA", "打": "DZN", "箱": "XCS", "盒": "XBX", "托盘": "XPX", "瓶": "XBO", "条": "H87", "根": "H87", "桶": "XBJ", "提": "XPK",
		"升": "LTR", "ml": "MLT", "m²": "MTK", "m2": "MTK", "fl oz": "OZA", " Fl Oz ": "OZA", "加仑": "GLL", "MIL": "MIL", "月": "MON",
	} {
		if u, err := quantity.LookupUnit(text); err != nil || u.Code() != code {
			t.Errorf("LookupUnit(%q) = %s, %v; want %s", text, u, err, code)
		}
	}
	for _, text := range []string{"", " ", "parsec", "kgg", "k\x00g"} {
		if u, err := quantity.LookupUnit(text); !errors.Is(err, quantity.ErrUnknownUnit) {
			t.Errorf("LookupUnit(%q) = %s, %v", text, u, err)
		}
	}
	for _, u := range quantity.Units() {
		for _, name := range []string{u.Code(), u.English(), u.Chinese()} {
			if got, err := quantity.LookupUnit(name); err != nil || got != u {
				t.Errorf("%q means %s, %v; want %s", name, got, err, u)
			}
		}
	}
}

func TestUnitInSQL(t *testing.T) {
	t.Parallel()
	for _, u := range append(quantity.Units(), quantity.Unit{}) {
		got := quantity.Case
		if err := got.Scan(must(u.Value())); err != nil || got != u {
			t.Errorf("%v came back as %v, %v", u, got, err)
		}
	}
	u := quantity.Case
	if err := u.Scan([]byte("KGM")); err != nil || u != quantity.Kilogram {
		t.Errorf("from bytes: %v, %v", u, err)
	}
	for _, src := range []any{"kg", 1} {
		if err := u.Scan(src); !errors.Is(err, quantity.ErrUnknownUnit) {
			t.Errorf("Scan(%v): %v", src, err)
		}
	}
}

// Factors by law, written as the law has them.
func TestExactFactors(t *testing.T) {
	t.Parallel()
	rows := []struct{ q, to, want string }{
		{"1 kg", "GRM", "1000 GRM"}, {"1 斤", "GRM", "500 GRM"}, {"1 TNE", "KGM", "1000 KGM"},
		{"1 lb", "KGM", "0.45359237 KGM"}, {"16 oz", "LBR", "1 LBR"}, {"1 LTN", "LBR", "2240 LBR"},
		{"1 ft", "INH", "12 INH"}, {"1 mile", "YRD", "1760 YRD"}, {"1 in", "CMT", "2.54 CMT"}, {"1 yd²", "FTK", "9 FTK"}, {"1 ha", "MTK", "10000 MTK"},
		{"1 LTR", "MLT", "1000 MLT"}, {"1 GLL", "INQ", "231 INQ"}, {"1 GLL", "OZA", "128 OZA"}, {"1 GLI", "LTR", "4.54609 LTR"}, {"1 ft³", "INQ", "1728 INQ"},
		{"1 打", "H87", "12 H87"}, {"1 GRO", "DZN", "12 DZN"}, {"1 H87", "DZN", "1/12 DZN"}, {"1 MIL", "EA", "1000 EA"},
		{"1 h", "MIN", "60 MIN"}, {"1 周", "DAY", "7 DAY"}, {"1 year", "QAN", "4 QAN"}, {"1 KWH", "JOU", "3600000 JOU"},
	}
	for _, row := range rows {
		got, err := must(quantity.Parse(row.q)).Convert(unit(row.to))
		if err != nil || got.String() != row.want {
			t.Errorf("%s in %s = %s, %v; want %s", row.q, row.to, got, err, row.want)
		}
	}
	for _, row := range [][2]string{{"kg", "LTR"}, {"XBX", "XCS"}, {"SET", "EA"}, {"MON", "DAY"}, {"m", "m²"}, {"XCS", "EA"}} {
		if _, err := quantity.Of(1, unit(row[0])).Convert(unit(row[1])); !errors.Is(err, quantity.ErrNoConversion) {
			t.Errorf("%s to %s: %v, want ErrNoConversion", row[0], row[1], err)
		}
	}
	if _, err := (quantity.Quantity{}).Convert(quantity.Unit{}); !errors.Is(err, quantity.ErrNoConversion) {
		t.Errorf("nothing to nothing: %v", err)
	}
}

func TestConvertThereAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q, to := anyQuantity.Draw(t, "q"), anyUnit.Draw(t, "to")
		there, err := q.Convert(to)
		if err != nil {
			if !errors.Is(err, quantity.ErrNoConversion) || q.Unit().Kind() == to.Kind() && to.Kind() != quantity.Package && to.Kind() != quantity.Other {
				t.Fatalf("%s to %s: %v", q, to, err)
			}
			return
		}
		if back := must(there.Convert(q.Unit())); !same(back, q) {
			t.Fatalf("%s became %s and then %s", q, there, back)
		}
	})
}

// A guess that goes in comes out of every operation, and none appears from nowhere.
func TestGuessSurvives(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyQuantity.Draw(t, "a")
		b := must(quantity.FromRat(anyRat.Filter(func(x *big.Rat) bool { return x.Sign() != 0 }).Draw(t, "b"), a.Unit()))
		if rapid.Bool().Draw(t, "b is a guess") {
			b = b.AsGuess()
		}
		either := a.Guess() || b.Guess()
		_, ratio, err := a.Ratio(b)
		if err != nil {
			t.Fatal(err)
		}
		var decoded quantity.Quantity
		if err := json.Unmarshal(must(json.Marshal(a)), &decoded); err != nil {
			t.Fatal(err)
		}
		for name, row := range map[string][2]bool{
			"Add": {must(a.Add(b)).Guess(), either}, "Sub": {must(a.Sub(b)).Guess(), either}, "Ratio": {ratio, either},
			"Neg": {a.Neg().Guess(), a.Guess()}, "Times": {a.Times(big.NewRat(2, 3)).Guess(), a.Guess()},
			"Convert": {must(a.Convert(a.Unit())).Guess(), a.Guess()}, "JSON": {decoded.Guess(), a.Guess()}, "AsGuess": {a.AsGuess().Guess(), true},
		} {
			if row[0] != row[1] {
				t.Fatalf("%s of %s and %s: guess %v, want %v", name, a, b, row[0], row[1])
			}
		}
		if strings.HasPrefix(a.String(), "~") != a.Guess() {
			t.Fatalf("%s does not show whether it is a guess", a)
		}
	})
}

func TestArithmetic(t *testing.T) {
	t.Parallel()
	kilo, gram, box := quantity.Of(1, quantity.Kilogram), quantity.Of(250, quantity.Gram), quantity.Of(1, quantity.Box)
	if got := must(kilo.Add(gram)); got.String() != "1.25 KGM" {
		t.Errorf("Add: %s", got)
	}
	if got := must(gram.Sub(kilo)); got.String() != "-750 GRM" {
		t.Errorf("Sub: %s", got)
	}
	if got := must(kilo.Cmp(gram)); got != 1 {
		t.Errorf("Cmp: %d", got)
	}
	if ratio, _, err := kilo.Ratio(gram); err != nil || ratio.RatString() != "4" {
		t.Errorf("Ratio: %v, %v", ratio, err)
	}
	_, add := kilo.Add(box)
	_, sub := kilo.Sub(box)
	_, cmp := kilo.Cmp(box)
	_, _, ratio := kilo.Ratio(box)
	for name, err := range map[string]error{"Add": add, "Sub": sub, "Cmp": cmp, "Ratio": ratio} {
		if !errors.Is(err, quantity.ErrNoConversion) {
			t.Errorf("%s of different kinds: %v", name, err)
		}
	}
	if _, _, err := kilo.Ratio(quantity.Of(0, quantity.Gram)); !errors.Is(err, quantity.ErrOutOfRange) {
		t.Errorf("Ratio to nothing: %v", err)
	}
	kilo.Rat().SetInt64(99)
	if kilo.String() != "1 KGM" {
		t.Error("Rat() hands out its own memory")
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	third := must(quantity.FromRat(big.NewRat(1, 3), quantity.Case))
	if _, err := third.Decimal(); !errors.Is(err, quantity.ErrNotDecimal) {
		t.Errorf("a third: %v", err)
	}
	if third.Display(3) != "0.333" || third.String() != "1/3 XCS" {
		t.Errorf("%s, %s", third.Display(3), third)
	}
	rapid.Check(t, func(t *rapid.T) {
		want := decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-18, 18).Draw(t, "exponent"))
		if got, err := must(quantity.New(want, quantity.Gram)).Decimal(); err != nil || !got.Equal(want) {
			t.Fatalf("%s, %v; want %s", got, err, want)
		}
	})
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"1e19", "1e9999", "1e-19", "1e-9999", strings.Repeat("9", 40)} {
		if _, err := quantity.New(dec(text), quantity.Gram); !errors.Is(err, quantity.ErrOutOfRange) {
			t.Errorf("New(%s): %v", text, err)
		}
	}
	if _, err := quantity.New(dec("1"), quantity.Unit{}); !errors.Is(err, quantity.ErrUnknownUnit) {
		t.Errorf("no unit: %v", err)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	rows := []struct {
		text, want string
		err        error
	}{
		{"12.5 kg", "12.5 KGM", nil}, {"12.5kg", "12.5 KGM", nil}, {"１２．５ｋｇ", "12.5 KGM", nil}, {"１２箱", "12 XCS", nil},
		{"1,200 pcs", "1200 H87", nil}, {"1，200　个", "1200 H87", nil}, {"1 234.5 m²", "1234.5 MTK", nil}, {"-3 XCS", "-3 XCS", nil}, {".5 l", "0.5 LTR", nil},
		{"12", "", quantity.ErrMalformed}, {"", "", quantity.ErrMalformed}, {"kg", "", quantity.ErrMalformed}, {"1,5 kg", "", quantity.ErrMalformed},
		{"1e5 kg", "", quantity.ErrUnknownUnit}, {"12 parsecs", "", quantity.ErrUnknownUnit}, {"12 kg 3", "", quantity.ErrUnknownUnit},
		{"1--2 kg", "", quantity.ErrMalformed}, {"12. kg", "", quantity.ErrMalformed}, {"1.2.3 kg", "", quantity.ErrMalformed},
		{strings.Repeat("9", 31) + " kg", "", quantity.ErrOutOfRange}, {"0.0000000000000000001 kg", "", quantity.ErrOutOfRange}, {strings.Repeat("0", 9999) + "kg", "", quantity.ErrOutOfRange},
	}
	for _, row := range rows {
		got, err := quantity.Parse(row.text)
		if !errors.Is(err, row.err) || err == nil && got.String() != row.want {
			t.Errorf("Parse(%.40q) = %s, %v; want %s, %v", row.text, got, err, row.want, row.err)
		}
	}
}

func TestReadDecimal(t *testing.T) {
	for text, want := range map[string]string{"12.5": "12.5", "-0.001": "-0.001", "1e3": "1000", "2.5E-3": "0.0025", "1e30": "1" + strings.Repeat("0", 30)} {
		if got, err := quantity.ReadDecimal(text); err != nil || !got.Equal(dec(want)) {
			t.Errorf("%s is %s: %v", text, got, err)
		}
	}
	for text, want := range map[string]error{
		"1e999999999": quantity.ErrOutOfRange, "1e-999999999": quantity.ErrOutOfRange, "1e99999999999999999999": quantity.ErrOutOfRange, "1e31": quantity.ErrOutOfRange, strings.Repeat("9", 61): quantity.ErrOutOfRange,
		"": quantity.ErrMalformed, "1,000": quantity.ErrMalformed, " 1": quantity.ErrMalformed, "1e": quantity.ErrMalformed, "1e2e3": quantity.ErrMalformed, "NaN": quantity.ErrMalformed, "0x10": quantity.ErrMalformed,
	} {
		if got, err := quantity.ReadDecimal(text); !errors.Is(err, want) {
			t.Errorf("%q is %s: %v, not %v", text, got, err, want)
		}
	}
	var q quantity.Quantity
	if err := json.Unmarshal([]byte(`{"value":"1e999999","unit":"KGM"}`), &q); !errors.Is(err, quantity.ErrMalformed) {
		t.Errorf("a quantity with an exponent: %v", err)
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	if got := string(must(json.Marshal(quantity.Of(3, quantity.Case).AsGuess()))); got != `{"value":"3","unit":"XCS","guess":true}` {
		t.Errorf("%s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuantity.Draw(t, "q")
		var back quantity.Quantity
		if err := json.Unmarshal(must(json.Marshal(q)), &back); err != nil || !same(back, q) {
			t.Fatalf("%s came back as %s, %v", q, back, err)
		}
	})
	for _, bad := range []string{
		`{"value":1,"unit":"KGM"}`, `{"value":"1e9","unit":"KGM"}`, `{"value":"0x1","unit":"KGM"}`, `{"value":"1/0","unit":"KGM"}`, `{"value":"","unit":"KGM"}`,
		`{"value":"1","unit":"kg"}`, `{"value":"1"}`, `{"value":"1_000","unit":"KGM"}`, `{"value":"` + strings.Repeat("9", 300) + `","unit":"KGM"}`,
	} {
		q := quantity.Of(7, quantity.Box)
		if err := json.Unmarshal([]byte(bad), &q); err == nil || q.String() != "7 XBX" {
			t.Errorf("%.60s was read as %s", bad, q)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"12.5 kg", "１２箱", "1,200 pcs", "-3 XCS", "1 234.5 m²", "1e5 kg"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := quantity.Parse(text)
		if err != nil {
			return
		}
		if again, err := quantity.Parse(q.String()); err != nil || !same(again, q) {
			t.Fatalf("%q was read as %s, which reads as %s, %v", text, q, again, err)
		}
	})
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"value":"1/3","unit":"XCS","guess":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var q, again quantity.Quantity
		if json.Unmarshal(data, &q) != nil || q.Unit().IsZero() {
			return
		}
		written, err := json.Marshal(q)
		if err != nil {
			return
		}
		if err := json.Unmarshal(written, &again); err != nil || !same(q, again) {
			t.Fatalf("%s was read as %s, which reads as %s, %v", data, q, again, err)
		}
	})
}
