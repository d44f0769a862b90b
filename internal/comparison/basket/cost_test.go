package basket

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
)

var today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// worked is a case of testdata/true_cost.json; its work is the arithmetic in words.
type worked struct {
	Name             string            `json:"name"`
	Currency         string            `json:"currency"`
	SupplierCurrency string            `json:"supplier_currency"`
	PerEUR           map[string]string `json:"per_eur"`
	YearlyRate       string            `json:"yearly_rate"`
	DayCost          string            `json:"day_cost"`
	Need             string            `json:"need"`
	Minimum          string            `json:"minimum"`
	Multiple         string            `json:"multiple"`
	Price            string            `json:"price"`
	Breaks           [][2]string       `json:"breaks"`
	Weight           *string           `json:"weight"`
	Stock            *string           `json:"stock"`
	LeadDays         *int              `json:"lead_days"`
	Conditions       struct {
		Freight *struct {
			By    string `json:"by"`
			Fee   string `json:"fee"`
			Steps []struct {
				From string `json:"from"`
				Fee  string `json:"fee"`
			} `json:"steps"`
		} `json:"freight"`
		FreeFrom     *string `json:"free_from"`
		MinimumOrder *string `json:"minimum_order"`
		SmallOrder   *struct {
			Below string `json:"below"`
			Fee   string `json:"fee"`
		} `json:"small_order"`
		PaymentDays *int `json:"payment_days"`
		Discount    *struct {
			Percent string `json:"percent"`
			Days    int    `json:"days"`
		} `json:"discount"`
		LeadDays *int `json:"lead_days"`
	} `json:"conditions"`
	Others [][2]string `json:"others"`
	Want   struct {
		Order          string            `json:"order"`
		Terms          map[string]string `json:"terms"`
		FreightUnknown bool              `json:"freight_unknown"`
		DelayUnknown   bool              `json:"delay_unknown"`
		Total          string            `json:"total"`
	} `json:"want"`
	Work []string `json:"work"`
}

// showing is a decision that shows everything.
func showing() grant.Disclosure {
	return grant.NewDisclosure(true, grant.Sees{Categories: []string{"*"}, Price: grant.PriceOwn, Stock: grant.StockExact, LeadTime: true, Promotions: true}, 1, today)
}

func newRef() own.Ref {
	return own.Ref{Supplier: id.NewRandom[id.Company](), Item: id.NewRandom[id.Item]()}
}

// offered is an offer by the piece.
func offered(seller int, ref own.Ref, price money.UnitPrice, breaks ...resolve.Break) *Offer {
	return &Offer{
		Ware: &Ware{
			Thing: Thing{Ref: ref, Name: "thing"}, Unit: quantity.Piece, Minimum: decimal.NewFromInt(1), Multiple: decimal.NewFromInt(1),
			Contents: []measure.Content{{Holds: quantity.Of(1, quantity.Piece), Source: measure.FromUnit}},
		},
		Supplier: seller, Prices: []resolve.Price{{Kind: resolve.Base, Unit: price, Breaks: breaks}}, PricedAt: today,
	}
}

// lineOf is a line about the first of some offers, by the piece.
func lineOf(key, need string, offers ...*Offer) wanted {
	return wanted{
		line: Line{Key: key, State: Matched, About: &offers[0].Thing}, quantity: dec(need), offers: offers,
		about: measureOf{quantity.Piece, offers[0].Contents},
	}
}

func (w worked) reckoning(t *testing.T) *reckoning {
	t.Helper()
	own := mustCurrency(w.SupplierCurrency)
	minor := func(text string) int64 { return dec(text).Shift(int32(own.Digits())).IntPart() }
	minors := func(text *string) *int64 {
		if text == nil {
			return nil
		}
		m := minor(*text)
		return &m
	}
	unit := func(text string) money.UnitPrice {
		p, err := money.NewUnitPrice(dec(text), own)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	c := Conditions{MinimumOrder: minors(w.Conditions.MinimumOrder), FreeFrom: minors(w.Conditions.FreeFrom), LeadDays: w.Conditions.LeadDays, PaymentDays: w.Conditions.PaymentDays}
	if f := w.Conditions.Freight; f != nil {
		c.Freight = &Tariff{By: TariffBy(f.By)}
		if f.Fee != "" {
			c.Freight.Steps = []TariffStep{{Cost: minor(f.Fee)}}
		}
		for _, s := range f.Steps {
			c.Freight.Steps = append(c.Freight.Steps, TariffStep{dec(s.From), minor(s.Fee)})
		}
	}
	if s := w.Conditions.SmallOrder; s != nil {
		c.FeeBelow, c.Fee = minors(&s.Below), minor(s.Fee)
	}
	if d := w.Conditions.Discount; d != nil {
		c.Percent, c.PercentDays = dec(d.Percent), d.Days
	}
	ref := newRef()
	offer := offered(0, ref, unit(w.Price))
	for _, b := range w.Breaks {
		offer.Prices[0].Breaks = append(offer.Prices[0].Breaks, resolve.Break{From: dec(b[0]), Unit: unit(b[1])})
	}
	offer.Minimum, offer.Multiple, offer.LeadDays = dec(w.Minimum), dec(w.Multiple), w.LeadDays
	if w.Weight != nil {
		weight := dec(*w.Weight)
		offer.Weight = &weight
	}
	if w.Stock != nil {
		offer.Stock = grant.StockView{Class: grant.Exactly, Floor: dec(*w.Stock), Exact: dec(*w.Stock), AsOf: today}
	}
	out := &reckoning{
		at: today, currency: mustCurrency(w.Currency), setting: Setting{Currency: mustCurrency(w.Currency), YearlyRate: dec(w.YearlyRate), DayCost: dec(w.DayCost)},
		request: Request{Explain: []string{"0"}}, sellers: []Seller{{SupplierRef: grant.SupplierRef{ID: ref.Supplier}, Look: showing(), Conditions: c, Currency: own}},
		references: map[money.Currency]Reference{}, lines: []wanted{lineOf("0", w.Need, offer)},
	}
	for code, rate := range w.PerEUR {
		out.references[mustCurrency(code)] = Reference{dec(rate), today}
	}
	for _, o := range w.Others {
		other := newRef()
		other.Supplier = ref.Supplier
		out.lines = append(out.lines, lineOf(other.Item.String(), o[0], offered(0, other, unit(o[1]))))
	}
	return out
}

// Sixty cases worked by hand, to the cent: each term and the whole.
func TestTrueCost(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/true_cost.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []worked
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 60 {
		t.Fatal(len(cases), err)
	}
	for _, w := range cases {
		t.Run(w.Name, func(t *testing.T) {
			c := w.reckoning(t).run()
			if len(c.Lines[0].Cells) != 1 || c.Lines[0].Cells[0].Why != "" {
				t.Fatalf("%+v", c.Lines[0])
			}
			cell := c.Lines[0].Cells[0]
			got := map[string]string{}
			for _, term := range cell.Terms {
				if term.Minor != 0 {
					got[string(term.Code)] = c.Plain(term.Minor)
				}
				if term.Code == Freight && term.Unknown != w.Want.FreightUnknown || term.Code == Delay && term.Unknown != w.Want.DelayUnknown {
					t.Errorf("%s is said to be unknown: %t", term.Code, term.Unknown)
				}
			}
			wanted := maps.Clone(w.Want.Terms)
			maps.DeleteFunc(wanted, func(_, amount string) bool { return dec(amount).IsZero() })
			if cell.Order.String() != w.Want.Order || !maps.Equal(got, wanted) || c.Plain(cell.Cost) != w.Want.Total {
				t.Errorf("order %s, %v, true cost %s; want %s, %v, %s\n%s", cell.Order, got, c.Plain(cell.Cost), w.Want.Order, wanted, w.Want.Total, w.Work)
			}
		})
	}
}

// bazaar is some suppliers with offers for some lines.
func bazaar(t *rapid.T, suppliers int) *reckoning {
	cny := mustCurrency("CNY")
	r := &reckoning{at: today, currency: cny, setting: Setting{Currency: cny, YearlyRate: decimal.New(rapid.Int64Range(0, 2000).Draw(t, "rate"), -2), DayCost: decimal.New(rapid.Int64Range(0, 900).Draw(t, "day"), -2)}}
	lines := rapid.IntRange(1, 5).Draw(t, "lines")
	offers := make([][]*Offer, lines)
	for s := range suppliers {
		company := id.NewRandom[id.Company]()
		seller := Seller{SupplierRef: grant.SupplierRef{ID: company}, Look: showing(), Currency: cny}
		if rapid.Bool().Draw(t, "freight") {
			seller.Conditions.Freight = &Tariff{By: Flat, Steps: []TariffStep{{Cost: rapid.Int64Range(0, 5000).Draw(t, "flat")}}}
		}
		if rapid.Bool().Draw(t, "least") {
			least := rapid.Int64Range(0, 200000).Draw(t, "minimum")
			seller.Conditions.MinimumOrder = &least
		}
		days := rapid.IntRange(0, 90).Draw(t, "days")
		seller.Conditions.PaymentDays = &days
		r.sellers = append(r.sellers, seller)
		for l := range offers {
			for range rapid.IntRange(0, 2).Draw(t, "offers") {
				price, _ := money.NewUnitPrice(decimal.New(rapid.Int64Range(0, 5_000_000).Draw(t, "price"), -6), cny)
				ref := newRef()
				ref.Supplier = company
				o := offered(s, ref, price)
				o.Multiple = decimal.NewFromInt(rapid.Int64Range(1, 24).Draw(t, "multiple"))
				o.Contents[0].Holds = quantity.Of(rapid.Int64Range(1, 6).Draw(t, "holds"), quantity.Piece)
				if rapid.Bool().Draw(t, "guess") {
					o.Contents[0].Holds = o.Contents[0].Holds.AsGuess()
				}
				offers[l] = append(offers[l], o)
			}
		}
	}
	for l, all := range offers {
		if len(all) == 0 {
			continue
		}
		r.lines = append(r.lines, lineOf(string(rune('a'+l)), decimal.NewFromInt(rapid.Int64Range(1, 500).Draw(t, "need")).String(), all...))
		r.request.Explain = append(r.request.Explain, string(rune('a'+l)))
	}
	return r
}

// costs are all true costs by item.
func costs(c Comparison) map[own.Ref]int64 {
	out := map[own.Ref]int64{}
	for _, l := range c.Lines {
		for _, x := range l.Cells {
			out[x.Ref] = x.Cost
		}
	}
	return out
}

func TestComparisonKeepsItsWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := bazaar(t, rapid.IntRange(1, 4).Draw(t, "suppliers"))
		c := r.run()
		for _, l := range c.Lines {
			best := int64(-1)
			for i, x := range l.Cells {
				var sum int64
				for _, term := range x.Terms {
					sum += term.Minor
				}
				if sum != x.Cost {
					t.Fatalf("the terms %+v are not %d", x.Terms, x.Cost)
				}
				if x.Order.LessThan(x.Minimum) || !x.Order.Mod(x.Multiple).IsZero() || x.Order.LessThan(*x.need) || x.Order.Sub(x.Multiple).GreaterThanOrEqual(decimal.Max(*x.need, x.Minimum)) {
					t.Fatalf("%s of %s by %s", x.Order, x.need, x.Multiple)
				}
				if x.Best == CertainBest {
					best = x.Cost
					if x.Guess || i != 0 {
						t.Fatalf("a guess is certain, or not the first: %+v", x)
					}
				}
			}
			for _, x := range l.Cells {
				if !x.Guess && (best < 0 || x.Cost < best) || x.Best == GuessedBest && (!x.Guess || best >= 0 && x.Cost >= best) {
					t.Fatalf("%d against the best %d", x.Cost, best)
				}
			}
		}
		var sum int64
		for _, s := range c.Suppliers {
			sum += int64(s.Chosen.Lines)
		}
		if c.Total.Matched+c.Total.Questions != len(c.Lines) || sum != int64(len(c.Lines)-c.Total.Unpriced) {
			t.Fatalf("%+v of %d lines", c.Total, len(c.Lines))
		}
	})
}

// What another supplier offers changes nothing in what one supplier's offers cost; and the same comes out of the same, in whatever order offers stand.
func TestAnotherSupplierChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := bazaar(t, 3)
		all := costs(r.run())
		gone := r.sellers[2].ID
		for l := range r.lines {
			w := &r.lines[l]
			slices.Reverse(w.offers)
			if w.line.About.Supplier != gone {
				w.offers = slices.DeleteFunc(w.offers, func(o *Offer) bool { return o.Thing.Supplier == gone })
			}
		}
		for ref, cost := range costs(r.run()) {
			if ref.Supplier != gone && all[ref] != cost {
				t.Fatalf("%d became %d", all[ref], cost)
			}
		}
	})
}

func TestAllotIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1e12), 1, 20).Draw(t, "weights")
		total := rapid.Int64Range(-1e12, 1e12).Draw(t, "total")
		var sum int64
		for _, part := range allot(total, weights) {
			sum += part
		}
		if sum != total {
			t.Fatalf("%d of %d", sum, total)
		}
	})
}
