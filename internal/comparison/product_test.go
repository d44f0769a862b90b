package comparison

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/catalog"
	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
)

func thingOf(name, unit string) catalog.Item {
	return catalog.Item{SKU: "A", Name: name, Unit: must(quantity.LookupUnit(unit)), State: catalog.Active}
}

func holding(amount, unit string) *own.Content {
	return &own.Content{Amount: decimal.RequireFromString(amount), Unit: must(quantity.LookupUnit(unit))}
}

func yuan(text string) *pricing.Price {
	return &pricing.Price{Amount: must(money.NewUnitPrice(decimal.RequireFromString(text), must(money.ParseCurrency("CNY"))))}
}

func TestContents(t *testing.T) {
	t.Parallel()
	case24 := catalog.Details{Packs: []catalog.Pack{{Level: catalog.Case, Contains: decimal.NewFromInt(24), Unit: quantity.Case}}}
	weighed := catalog.Details{CatchWeight: true, Nominal: decimal.RequireFromString("2.5")}
	rows := map[string]struct {
		item    catalog.Item
		details catalog.Details
		said    *own.Content
		want    string
	}{
		"a piece":                         {thingOf("Hand saw", "H87"), catalog.Details{}, nil, "1 H87 unit"},
		"each is a piece":                 {thingOf("Hand saw", "EA"), catalog.Details{}, nil, "1 H87 unit"},
		"a gram":                          {thingOf("Saffron", "g"), catalog.Details{}, nil, "0.001 KGM unit"},
		"a piece that is six":             {thingOf("Cola 6 x 330 ml", "H87"), catalog.Details{}, nil, "~6 H87 text, ~1.98 LTR text"},
		"a case of bottles":               {thingOf("矿泉水 550ml×24瓶", "XCS"), catalog.Details{}, nil, "1 XCS unit, ~24 H87 text, ~13.2 LTR text"},
		"two weights are none":            {thingOf("Coffee 500 g, with 50 g for free", "H87"), catalog.Details{}, nil, "1 H87 unit"},
		"what is weighed is not read":     {thingOf("Flour 25 kg", "KGM"), catalog.Details{}, nil, "1 KGM unit"},
		"the supplier's packs":            {thingOf("Cola 330 ml", "H87"), case24, nil, "1 H87 unit, ~0.33 LTR text"},
		"packs end the doubt of a piece":  {thingOf("Cola 6 x 330 ml", "H87"), case24, nil, "1 H87 unit, ~1.98 LTR text"},
		"catch weight":                    {thingOf("Cheese", "KGM"), weighed, nil, "1 KGM unit, ~0.4 H87 weight"},
		"my word":                         {thingOf("Cola 6 x 330 ml", "XBX"), catalog.Details{}, holding("12", "H87"), "12 H87 own, 1 XBX unit"},
		"my word over the unit":           {thingOf("Screws", "H87"), catalog.Details{}, holding("100", "EA"), "100 H87 own"},
		"my word beside the unit":         {thingOf("Cola 330 ml", "H87"), catalog.Details{}, holding("330", "ml"), "0.33 LTR own, 1 H87 unit"},
		"my word over the supplier's own": {thingOf("Cheese", "KGM"), weighed, holding("0.5", "H87"), "0.5 H87 own, 1 KGM unit"},
	}
	for name, row := range rows {
		var got []string
		for _, c := range measure.Contents(row.item, measure.Packed(row.item, row.details), row.said) {
			got = append(got, c.Holds.String()+" "+string(c.Source))
		}
		if strings.Join(got, ", ") != row.want {
			t.Errorf("%s: %s, want %s", name, strings.Join(got, ", "), row.want)
		}
	}
}

// compare is what a buyer sees of prices, in words.
func compare(all ...measured) string {
	base, some := measure.Base(things(all))
	if !some {
		return "nothing"
	}
	prices := make([]*PerUnit, len(all))
	for i, m := range all {
		prices[i] = m.perUnit(base)
	}
	out := []string{"per " + base.Code()}
	for i, best := range cheapest(prices) {
		word := "-"
		if p := prices[i]; p != nil {
			word = strings.TrimRight(strings.TrimRight(p.Price.Decimal().StringFixed(6), "0"), ".") + " of " + p.Holds
			if p.Guess {
				word = "~" + word
			}
			word += map[Best]string{NotBest: "", CertainBest: " best", GuessedBest: " maybe"}[best]
		}
		out = append(out, word)
	}
	return strings.Join(out, "; ")
}

func TestPricesAreComparedPerUnit(t *testing.T) {
	t.Parallel()
	offer := func(name, unit, price string, said *own.Content) measured {
		m := measured{contents: measure.Contents(thingOf(name, unit), nil, said)}
		if price != "" {
			m.price = yuan(price)
		}
		return m
	}
	rows := map[string]struct {
		all  []measured
		want string
	}{
		"nothing to compare":           {[]measured{offer("Saw", "H87", "", nil)}, "nothing"},
		"one is not the best":          {[]measured{offer("Saw", "H87", "3", nil)}, "per H87; 3 of 1"},
		"pieces and dozens":            {[]measured{offer("Egg", "H87", "1.1", nil), offer("Egg", "DZN", "12", nil)}, "per H87; 1.1 of 1; 1 of 12 best"},
		"kilograms and grams":          {[]measured{offer("Salt", "KGM", "5", nil), offer("Salt", "GRM", "0.004", nil)}, "per KGM; 5 of 1; 4 of 0.001 best"},
		"both are the best":            {[]measured{offer("Saw", "H87", "3", nil), offer("Saw", "EA", "3", nil)}, "per H87; 3 of 1 best; 3 of 1 best"},
		"a guess is only maybe":        {[]measured{offer("Cola", "H87", "3", nil), offer("Cola 6 pack", "H87", "12", nil)}, "per H87; 3 of 1 best; ~2 of 6 maybe"},
		"a dear guess is nothing":      {[]measured{offer("Cola", "H87", "3", nil), offer("Cola 6 pack", "H87", "24", nil)}, "per H87; 3 of 1 best; ~4 of 6"},
		"my word is certain":           {[]measured{offer("Cola", "H87", "3", nil), offer("Cola 6 pack", "XPK", "12", holding("6", "H87"))}, "per H87; 3 of 1; 2 of 6 best"},
		"a third":                      {[]measured{offer("Rope", "MTR", "1", nil), offer("Rope", "XRO", "1", holding("3", "m"))}, "per MTR; 1 of 1; 0.333333 of 3 best"},
		"boxes of nobody knows what":   {[]measured{offer("Pins", "XBX", "3", nil), offer("Pins", "XBX", "4", nil)}, "per XBX; 3 of 1 best; 4 of 1"},
		"no unit in common":            {[]measured{offer("Pins", "XBX", "3", nil), offer("Pins", "KGM", "4", nil)}, "per KGM; -; 4 of 1"},
		"one without a price":          {[]measured{offer("Saw", "H87", "", nil), offer("Saw", "H87", "4", nil)}, "per H87; -; 4 of 1"},
		"two guesses, none is certain": {[]measured{offer("Cola 6 x 330 ml", "XPK", "12", nil), offer("Cola 12 x 330 ml", "XCS", "12", nil)}, "per H87; ~2 of 6; ~1 of 12 maybe"},
	}
	for name, row := range rows {
		if got := compare(row.all...); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
	dollars := measured{price: &pricing.Price{Amount: must(money.NewUnitPrice(decimal.NewFromInt(1), must(money.ParseCurrency("USD"))))}, contents: measure.Contents(thingOf("Saw", "H87"), nil, nil)}
	if got := compare(offer("Saw", "H87", "3", nil), dollars); got != "per H87; 3 of 1; 1 of 1" {
		t.Errorf("two currencies are compared: %s", got)
	}
}

// A guess never wins unmarked, a certain best stands wherever there is a certain price, and nothing certain is below it.
func TestAGuessNeverWinsUnmarked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var prices []*PerUnit
		for i := range rapid.IntRange(0, 6).Draw(t, "offers") {
			price := yuan(fmt.Sprint(rapid.IntRange(1, 5).Draw(t, fmt.Sprint("price ", i))))
			prices = append(prices, &PerUnit{Price: price.Amount, Unit: quantity.Piece, Guess: rapid.Bool().Draw(t, "guess")})
		}
		best := cheapest(prices)
		for i, p := range prices {
			for j, q := range prices {
				lower := q.Price.Decimal().LessThan(p.Price.Decimal())
				switch {
				case best[i] == CertainBest && (p.Guess || lower && !q.Guess):
					t.Fatalf("%d is no certain best", i)
				case best[i] == GuessedBest && (!p.Guess || lower):
					t.Fatalf("%d is not even maybe the best", i)
				case lower && best[j] == NotBest && best[i] != NotBest && q.Guess && best[i] == GuessedBest:
					t.Fatalf("%d below %d is not marked", j, i)
				}
			}
		}
		certain := slices.ContainsFunc(prices, func(p *PerUnit) bool { return !p.Guess })
		if len(prices) > 1 && certain != slices.Contains(best, CertainBest) {
			t.Fatalf("certain %v, best %v", certain, best)
		}
	})
}

// The price per unit times what a sold unit holds is the price, but for the rounding of the sixth place.
func TestPerUnitIsThePrice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := decimal.New(rapid.Int64Range(1, 1e9).Draw(t, "amount"), -rapid.Int32Range(0, 6).Draw(t, "places"))
		holds := decimal.New(rapid.Int64Range(1, 1e6).Draw(t, "holds"), -rapid.Int32Range(0, 3).Draw(t, "of holds"))
		m := measured{yuan(amount.String()), measure.Contents(thingOf("Thing", "XCS"), nil, &own.Content{Amount: holds, Unit: quantity.Piece})}
		got := m.perUnit(quantity.Piece)
		exact := new(big.Rat).Quo(amount.Rat(), holds.Rat())
		off := new(big.Rat).Sub(got.Price.Decimal().Rat(), exact)
		if off.Abs(off).Cmp(big.NewRat(501, 1e9)) > 0 || got.Guess || got.Source != measure.FromOwn {
			t.Fatalf("%s for %s is %+v", amount, holds, got)
		}
	})
}

func TestReasons(t *testing.T) {
	t.Parallel()
	a := catalog.Item{Name: "Resistor 10k", Brand: "Yageo", MPN: "RC0603-10K", GTIN: "4006381333931"}
	rows := map[string]struct {
		change func(*catalog.Item)
		said   own.Says
		want   string
	}{
		"all":             {func(*catalog.Item) {}, "", "barcode 4006381333931, part_number RC0603-10K, brand Yageo, name "},
		"written another": {func(i *catalog.Item) { i.GTIN, i.MPN = "04006381333931", "rc0603 10k" }, "", "barcode 04006381333931, part_number rc0603 10k, brand Yageo, name "},
		"nothing but me":  {func(i *catalog.Item) { *i = catalog.Item{Name: "Something"} }, own.Equal, "me "},
		"nothing at all":  {func(i *catalog.Item) { *i = catalog.Item{Name: "Something"} }, "", "hub "},
		"the brand alone": {func(i *catalog.Item) { i.GTIN, i.MPN, i.Name = "", "", "Other words" }, "", "brand Yageo, hub "},
	}
	for name, row := range rows {
		b := a
		row.change(&b)
		var got []string
		for _, e := range reasons(a, b, row.said) {
			got = append(got, string(e.Ground)+" "+e.Value)
		}
		if strings.Join(got, ", ") != row.want {
			t.Errorf("%s: %s", name, strings.Join(got, ", "))
		}
	}
	if against := contradictions(catalog.Item{Name: "Cola 6 x 330 ml"}, catalog.Item{Name: "Cola 12 x 330 ml"}); len(against) != 1 || against[0].Left != "6" || against[0].Right != "12" {
		t.Errorf("%+v", against)
	}
}

func TestBestTexts(t *testing.T) {
	t.Parallel()
	items := []catalog.Item{
		{Name: "RES 10k", Brand: "YAGEO", MPN: "RC-0603"}, {Name: "Resistor 10 kΩ 0603 1 %", Brand: "Yageo", MPN: "RC0603"}, {Name: strings.Repeat("very long ", 20), Brand: "Vishay"}, {Name: "x", Brand: "yageo"},
	}
	if got := bestName(items); got != "Resistor 10 kΩ 0603 1 %" {
		t.Error(got)
	}
	if got := usual(items, func(i catalog.Item) string { return i.Brand }); got != "YAGEO" {
		t.Error(got)
	}
	if got := distinct(items, func(i catalog.Item) string { return i.MPN }, func(t string) string { return strings.ReplaceAll(t, "-", "") }); !slices.Equal(got, []string{"RC-0603"}) {
		t.Error(got)
	}
	if got := bestName([]catalog.Item{{Name: strings.Repeat("a", 300)}, {Name: strings.Repeat("b", 200)}}); got[0] != 'b' {
		t.Error("of titles that are too long the shorter one is better")
	}
}

func TestBarcodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"4006381333931": "04006381333931", " 4006381 33393-1": "04006381333931", "40063813": "", "96385074": "00000096385074", "4006381333932": "", "abc": "", "": ""} {
		if got := barcode(strings.TrimSpace(text)); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	if got := barcodes("00000096385074"); !slices.Equal(got, []string{"96385074", "000096385074", "0000096385074", "00000096385074"}) {
		t.Errorf("%v", got)
	}
	if got := barcodes(""); len(got) > 0 {
		t.Errorf("%v", got)
	}
}
