package basket

import (
	"encoding/json"
	"math/big"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// workedCases is how many cases the project promises at least.
const workedCases = 60

// Every case of testdata/true_cost.txt: its arithmetic is true by a pocket calculator, and the engine comes to the same terms, order and total.
func TestTrueCost(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/true_cost.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(text), "\n== ")[1:]
	if len(cases) < workedCases {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		w := readWorked(t, c)
		t.Run(w.name, func(t *testing.T) { w.check(t) })
	}
}

// worked is a case: its facts, and what each line of its arithmetic comes to.
type worked struct {
	name  string
	facts workedFacts
	lines map[string]string
	told  []string // terms of which nothing is told
}

type workedFacts struct {
	Need, Price, Unit, Min, Step, Case, Floor, Asked, Weight, Stock, Tax, In, From, Rate, Day, Mode, Least string
	Family, Guess                                                                                          bool
	Lead, Way, Pays                                                                                        *int
	Holds                                                                                                  []string
	Breaks, Others                                                                                         [][2]string
	PerEUR                                                                                                 map[string]string `json:"per_eur"`
	FreeFrom                                                                                               string            `json:"free_from"`
	Freight                                                                                                *struct {
		By, Fee string
		Steps   [][2]string
	}
	Small    *struct{ Below, Fee string }
	Discount *struct {
		Percent string
		Days    int
	}
	Promotions []struct {
		Kind, Percent, Amount, From, Measure, Price string
		Each                                        bool
		Take, Pay, Count                            int64
	}
}

// termNames are the lines that the engine has to come to.
var termNames = []TermCode{Goods, Over, Promotion, Freight, Fee, Minimum, Payment, Discount, Delay}

func readWorked(t *testing.T, text string) worked {
	t.Helper()
	text, _, _ = strings.Cut(text, "\n#") // the next heading
	rows := strings.Split(strings.TrimSpace(text), "\n")
	w := worked{name: rows[0], lines: map[string]string{}}
	if err := json.Unmarshal([]byte(rows[1]), &w.facts); err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
	terms := new(big.Rat)
	for _, row := range rows[2:] {
		label, sum, _ := strings.Cut(row, ": ")
		if label == "not told" {
			w.told = strings.Split(sum, ", ")
			continue
		}
		w.lines[label] = worth(t, w.name, sum)
		if slices.Contains(termNames, TermCode(label)) {
			terms.Add(terms, rat(t, w.lines[label]))
		}
	}
	if terms.Cmp(rat(t, w.lines["total"])) != 0 {
		t.Errorf("%s: the terms are %s, not %s", w.name, terms.FloatString(2), w.lines["total"])
	}
	return w
}

// worth reckons a line "sum = exact ≈ rounded" and answers what stands last. What stands after = is exact, what stands after ≈ is rounded to its places, halves
// away from zero.
func worth(t *testing.T, name, line string) string {
	t.Helper()
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == '=' || r == '≈' })
	if len(parts) < 2 {
		t.Fatalf("%s: %q has no result", name, line)
	}
	value := calculate(t, parts[0])
	for i, at := 1, len(parts[0]); i < len(parts); i++ {
		result := strings.TrimSpace(parts[i])
		_, after, _ := strings.Cut(result, ".")
		rounded := strings.HasPrefix(line[at:], "≈")
		if exact := rat(t, result); !rounded && exact.Cmp(value) != 0 || rounded && half(value, len(after)).Cmp(exact) != 0 {
			t.Errorf("%s: %s is %s", name, line, value.FloatString(8))
		}
		at += len(parts[i]) + len("=")
		if rounded {
			at += len("≈") - len("=")
		}
	}
	return strings.TrimSpace(parts[len(parts)-1])
}

// half rounds to so many places, halves away from zero.
func half(r *big.Rat, places int) *big.Rat {
	out, _ := new(big.Rat).SetString(r.FloatString(places))
	return out
}

func rat(t *testing.T, number string) *big.Rat {
	t.Helper()
	out, ok := new(big.Rat).SetString(strings.TrimSpace(number))
	if !ok {
		t.Fatalf("%q is no number", number)
	}
	return out
}

var calculable = regexp.MustCompile(`[0-9.]+|[-+×÷()]`)

// calculate is a pocket calculator with brackets: times and over before plus and minus.
func calculate(t *testing.T, sum string) *big.Rat {
	t.Helper()
	signs := calculable.FindAllString(sum, -1)
	next := func() string {
		if len(signs) == 0 {
			return ""
		}
		return signs[0]
	}
	take := func() string {
		s := signs[0]
		signs = signs[1:]
		return s
	}
	var whole func() *big.Rat
	one := func() *big.Rat {
		switch s := take(); s {
		case "(":
			v := whole()
			take()
			return v
		case "-":
			if next() == "(" {
				take()
				v := whole()
				take()
				return v.Neg(v)
			}
			v := rat(t, take())
			return v.Neg(v)
		default:
			return rat(t, s)
		}
	}
	product := func() *big.Rat {
		v := one()
		for next() == "×" || next() == "÷" {
			if take() == "×" {
				v.Mul(v, one())
			} else {
				v.Quo(v, one())
			}
		}
		return v
	}
	whole = func() *big.Rat {
		v := product()
		for next() == "+" || next() == "-" {
			if take() == "+" {
				v.Add(v, product())
			} else {
				v.Sub(v, product())
			}
		}
		return v
	}
	out := whole()
	if len(signs) > 0 {
		t.Fatalf("%q is left of %q", signs, sum)
	}
	return out
}

// check lets the engine reckon the facts.
func (w worked) check(t *testing.T) {
	c := w.reckoning(t).run()
	if len(c.Lines[0].Cells) != 1 || c.Lines[0].Cells[0].Why != "" {
		t.Fatalf("%+v", c.Lines[0])
	}
	cell := c.Lines[0].Cells[0]
	got, unknown := map[TermCode]int64{}, []string{}
	for _, term := range cell.Terms {
		got[term.Code] = term.Minor
		if term.Unknown {
			unknown = append(unknown, string(term.Code))
		}
	}
	for _, code := range termNames {
		want := int64(0)
		if line, there := w.lines[string(code)]; there {
			want = dec(line).Shift(int32(c.Currency.Digits())).IntPart()
		}
		if got[code] != want {
			t.Errorf("%s is %s, worked by hand %s", code, c.Plain(got[code]), c.Plain(want))
		}
	}
	slices.Sort(unknown)
	slices.Sort(w.told)
	if !slices.Equal(unknown, w.told) {
		t.Errorf("not told are %v, not %v", unknown, w.told)
	}
	if want := dec(w.lines["order"]); !cell.Order.Equal(want) || c.Plain(cell.Cost) != w.lines["total"] {
		t.Errorf("order %s, total %s; by hand %s and %s", cell.Order, c.Plain(cell.Cost), want, w.lines["total"])
	}
	best := CertainBest
	if w.facts.Guess {
		best = GuessedBest
	}
	if cell.Guess != w.facts.Guess || cell.Best != best {
		t.Errorf("guess %t, best %q", cell.Guess, cell.Best)
	}
}

// or is a text or, where there is none, another.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// reckoning puts the facts before the engine.
func (w worked) reckoning(t *testing.T) *reckoning {
	t.Helper()
	f := w.facts
	sells, buys := mustCurrency(or(f.From, "CNY")), mustCurrency(or(f.In, "CNY"))
	unit := w.unit(t, or(f.Unit, "H87"))
	ref := newRef()
	offer := offered(0, ref, w.price(t, f.Price))
	w.item(t, offer, unit)
	out := &reckoning{
		at: today, currency: buys, setting: Setting{Currency: buys, YearlyRate: dec(or(f.Rate, "0")), DayCost: dec(or(f.Day, "0"))}, request: Request{Explain: []string{"0"}},
		sellers:    []Seller{{SupplierRef: grant.SupplierRef{ID: ref.Supplier}, Look: showing(), Conditions: w.conditions(sells), Currency: sells, Promotions: w.promotions(sells), Together: combine.Policy{Mode: combine.Mode(or(f.Mode, string(combine.Best)))}}},
		references: map[money.Currency]Reference{}, lines: []wanted{lineOf("0", f.Need, offer)}, floors: map[promotion.Key]money.UnitPrice{},
	}
	if f.Asked != "" { // about something else, of another seller
		asked := w.unit(t, f.Asked)
		out.lines[0].line.About = &Thing{Ref: newRef()}
		out.lines[0].about = measureOf{asked, []measure.Content{{Holds: quantity.Of(1, asked), Source: measure.FromUnit}}}
	}
	for code, rate := range f.PerEUR {
		out.references[mustCurrency(code)] = Reference{dec(rate), today}
	}
	if f.Floor != "" {
		out.floors[promotion.Key{Supplier: ref.Supplier, Item: ref.Item}] = w.price(t, f.Floor)
	}
	for _, o := range f.Others {
		other := newRef()
		other.Supplier = ref.Supplier
		further := offered(0, other, w.price(t, o[1]))
		further.Family = offer.Family
		out.lines = append(out.lines, lineOf(other.Item.String(), o[0], further))
	}
	return out
}

func (w worked) unit(t *testing.T, code string) quantity.Unit {
	t.Helper()
	unit, err := quantity.ParseUnit(code)
	if err != nil {
		t.Fatal(err)
	}
	return unit
}

// price is a unit price in the seller's currency.
func (w worked) price(t *testing.T, text string) money.UnitPrice {
	t.Helper()
	p, err := money.NewUnitPrice(dec(text), mustCurrency(or(w.facts.From, "CNY")))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// item is the thing that is sold.
func (w worked) item(t *testing.T, o *Offer, unit quantity.Unit) {
	t.Helper()
	f := w.facts
	o.Unit, o.Minimum, o.Multiple, o.Case, o.LeadDays = unit, dec(or(f.Min, "1")), dec(or(f.Step, "1")), dec(or(f.Case, "0")), f.Lead
	o.Contents = []measure.Content{{Holds: quantity.Of(1, unit), Source: measure.FromUnit}}
	if len(f.Holds) > 0 {
		holds, err := quantity.New(dec(f.Holds[0]), w.unit(t, f.Holds[1]))
		if err != nil {
			t.Fatal(err)
		}
		if f.Guess {
			holds = holds.AsGuess()
		}
		o.Contents = slices.Insert(o.Contents, 0, measure.Content{Holds: holds, Source: measure.Source(f.Holds[2])})
	}
	if f.Weight != "" {
		weight := dec(f.Weight)
		o.Weight = &weight
	}
	if f.Stock != "" {
		o.Stock = grant.StockView{Class: grant.Exactly, Floor: dec(f.Stock), Exact: dec(f.Stock), AsOf: today}
	}
	price := &o.Prices[0]
	for _, b := range f.Breaks {
		price.Breaks = append(price.Breaks, resolve.Break{From: dec(b[0]), Unit: w.price(t, b[1])})
	}
	if price.FamilyBreaks = f.Family; f.Family {
		o.Family = "family"
	}
	if f.Tax != "" {
		price.TaxIncluded, price.TaxRate = true, dec(f.Tax)
	}
}

// conditions are what the seller asks for beside prices.
func (w worked) conditions(sells money.Currency) Conditions {
	f := w.facts
	minor := func(text string) int64 { return dec(text).Shift(int32(sells.Digits())).IntPart() }
	told := func(text string) *int64 {
		if text == "" {
			return nil
		}
		m := minor(text)
		return &m
	}
	c := Conditions{MinimumOrder: told(f.Least), FreeFrom: told(f.FreeFrom), LeadDays: f.Way, PaymentDays: f.Pays}
	if f.Freight != nil {
		c.Freight = &Tariff{By: TariffBy(f.Freight.By)}
		if f.Freight.Fee != "" {
			c.Freight.Steps = []TariffStep{{Cost: minor(f.Freight.Fee)}}
		}
		for _, s := range f.Freight.Steps {
			c.Freight.Steps = append(c.Freight.Steps, TariffStep{dec(s[0]), minor(s[1])})
		}
	}
	if f.Small != nil {
		c.FeeBelow, c.Fee = told(f.Small.Below), minor(f.Small.Fee)
	}
	if f.Discount != nil {
		c.Percent, c.PercentDays = dec(f.Discount.Percent), f.Discount.Days
	}
	return c
}

// promotions run for everybody, on everything, in their order.
func (w worked) promotions(sells money.Currency) []combine.Promotion {
	var out []combine.Promotion
	all := combine.Selection{All: true}
	for i, in := range w.facts.Promotions {
		p := combine.Promotion{ID: id.NewRandom[id.Promotion](), Name: in.Kind, Kind: combine.Kind(in.Kind), Currency: sells, Priority: i, Running: true, On: all, Measure: combine.Measure(or(in.Measure, string(combine.Units))), Each: in.Each, Take: in.Take, Pay: in.Pay}
		switch p.Kind {
		case combine.Bundle:
			p.On, p.Price, p.Parts = combine.Selection{}, dec(in.Price), []combine.Part{{On: all, Count: in.Count}}
		case combine.Gift:
			p.Gift = combine.Given{Item: id.NewRandom[id.Item](), Count: decimal.NewFromInt(1)}
		case combine.Percent, combine.Amount, combine.FixedPrice, combine.NForM, combine.FreeFreight:
		}
		if in.From+in.Percent+in.Amount != "" {
			p.Tiers = []combine.Tier{{From: dec(or(in.From, "0")), Percent: dec(or(in.Percent, "0")), Amount: dec(or(in.Amount, "0"))}}
		}
		out = append(out, p)
	}
	return out
}
