package basket

import (
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
				if x.Order.LessThan(x.Minimum) || !x.Order.Mod(x.Multiple).IsZero() || x.Order.LessThan(x.need.needOf()) || x.Order.Sub(x.Multiple).GreaterThanOrEqual(decimal.Max(x.need.needOf(), x.Minimum)) {
					t.Fatalf("%s of %s by %s", x.Order, x.need.needOf(), x.Multiple)
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
