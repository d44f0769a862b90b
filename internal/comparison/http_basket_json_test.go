package comparison

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/measure"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// teller makes random comparisons with whatever an answer may hold.
type teller struct{ *rand.Rand }

func (r teller) one(of ...string) string { return of[r.IntN(len(of))] }

func (r teller) text() string {
	return r.one("", "plain", `"quoted" \ back`, "a <b> & c", "电容 100µF", "tab\tline\n", "bad \xff byte", "\u2028", "S-1")
}

func (r teller) number() decimal.Decimal {
	return decimal.RequireFromString(r.one("0", "1", "24", "0.5", "1e3", "1000000000000000000000", "0.333333333333", "-2", "7.10"))
}

func (r teller) minor() int64 {
	return []int64{0, 1, 9, 10, 99, 100, 12345, -5, -12345, 1 << 61}[r.IntN(10)]
}

func (r teller) maybe() *int64 {
	if r.IntN(2) == 0 {
		return nil
	}
	n := r.minor()
	return &n
}

func (r teller) days() *int {
	if r.IntN(2) == 0 {
		return nil
	}
	n := r.IntN(40)
	return &n
}

func (r teller) currency() money.Currency {
	return []money.Currency{money.CNY, money.JPY, money.USD}[r.IntN(3)]
}

func (r teller) unit() money.UnitPrice { return money.FromMillionths(r.minor(), r.currency()) }

func (r teller) time() time.Time {
	return []time.Time{{}, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), time.Date(2026, 11, 22, 9, 0, 0, 123456000, time.UTC)}[r.IntN(3)]
}

func (r teller) thing() basket.Thing {
	return basket.Thing{Ref: own.Ref{Supplier: id.NewRandom[id.Company](), Item: id.NewRandom[id.Item]()}, SKU: r.text(), Name: r.text(), Brand: r.text(), MPN: r.text(), GTIN: r.text()}
}

func (r teller) stock() grant.StockView {
	return grant.StockView{Class: grant.StockClass(r.one("", "yes", "no", "band", "exact")), Floor: r.number(), Exact: r.number(), AsOf: r.time()}
}

func (r teller) cell() basket.Cell {
	x := basket.Cell{
		Ware: &basket.Ware{Thing: r.thing(), Unit: quantity.Piece, Minimum: r.number(), Multiple: r.number()}, Rank: r.IntN(9), Best: basket.Best(r.one("", "certain", "guess")), Cost: r.minor(),
		PerUnit: r.text(), Why: basket.Why(r.one("", "", "", "no_price")), Order: r.number(), Packs: r.number(), Over: r.number(), Holds: r.text(), Source: measure.Source(r.one("", "unit", "own")),
		Guess: r.IntN(2) == 0, Stale: r.IntN(2) == 0, Promoted: r.IntN(2) == 0, Stock: r.stock(), Available: grant.Answer(r.one("", "available", "short")), Days: r.days(), PricedAt: r.time(),
		Promise: inventory.Promise{Class: inventory.PromiseClass(r.one("", "now", "incoming", "unknown")), By: r.time()},
	}
	if r.IntN(3) == 0 {
		return x
	}
	x.Price = &basket.Paid{Unit: r.unit(), From: &resolve.Price{Kind: resolve.Kind(r.one("base", "group", "own"))}, Told: &resolve.Result{Steps: []resolve.Step{{Code: resolve.StepPrice, Value: r.number(), Unit: r.unit()}}}}
	for range r.IntN(3) {
		x.Breaks = append(x.Breaks, resolve.Break{From: r.number(), Unit: r.unit()})
	}
	if r.IntN(2) == 0 {
		x.ListPrice = &resolve.Result{Unit: r.unit()}
	}
	if r.IntN(2) == 0 {
		x.Terms = []basket.Term{{Code: basket.Goods, Minor: r.minor(), Of: money.New(r.minor(), r.currency()), Unknown: r.IntN(2) == 0, Percent: r.number(), Words: r.text()}, {Code: basket.Delay, Days: 3}}
	}
	return x
}

func (r teller) supplier() basket.Supplier {
	c := basket.Conditions{MinimumOrder: r.maybe(), FreeFrom: r.maybe(), LeadDays: r.days(), PaymentDays: r.days(), Percent: r.number(), PercentDays: r.IntN(20)}
	if r.IntN(2) == 0 {
		c.Freight = &basket.Tariff{By: basket.TariffBy(r.one("flat", "value", "weight"))}
	}
	s := basket.Supplier{
		ID: id.NewRandom[id.Company](), Name: r.text(), Region: r.text(), Protection: basket.Protection{By: pricing.Protection(r.one("", "order_date", "notice")), NoticeDays: r.IntN(30)}, Epoch: r.Int64N(99), Currency: r.currency(), Conditions: c, Offers: r.IntN(9), Wins: r.IntN(9),
		Shows:  grant.Sees{Categories: [][]string{nil, {"*"}, {"c"}}[r.IntN(3)], Price: grant.PriceLevel(r.one("none", "own")), Stock: "band", LeadTime: r.IntN(2) == 0, Promotions: r.IntN(2) == 0, Purpose: r.text(), Until: r.time()},
		Chosen: basket.Share{Lines: r.IntN(9), Goods: r.minor(), Promotions: r.minor(), Freight: r.minor(), Fee: r.minor(), Payment: r.minor(), Total: r.minor()},
	}
	if r.IntN(2) == 0 {
		missing := money.New(r.minor(), r.currency())
		s.Chosen.Missing = &missing
		s.Chosen.Hints = []combine.NotApplied{{Name: r.text(), Reason: combine.Below, Gap: &combine.Gap{Measure: combine.Units, Missing: r.number(), Saving: money.New(r.minor(), r.currency())}}}
	}
	return s
}

func (r teller) comparison() basket.Comparison {
	c := basket.Comparison{
		At: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Currency: r.currency(), Setting: basket.Setting{Currency: money.CNY, YearlyRate: r.number(), StaleDays: r.IntN(2) * 30}, Version: r.Int64N(3), ChangedAt: r.time(),
		Total: basket.Total{Matched: 2, Best: r.minor(), Chosen: r.minor(), OrderCost: r.minor()},
	}
	if r.IntN(2) == 0 {
		c.Rates = []basket.Rate{{From: money.USD, To: money.CNY, Day: r.time()}}
	}
	for range r.IntN(3) {
		c.Suppliers = append(c.Suppliers, r.supplier())
	}
	for i := range r.IntN(4) {
		l := basket.Line{
			Key: strconv.Itoa(i), State: basket.State(r.one("matched", "question", "unknown")), By: basket.By(r.one("", "own", "sku")), Guess: r.IntN(2) == 0, Quantity: r.text(), Unit: r.one("", "H87"),
			OwnCode: r.text(), More: r.IntN(3), Problem: basket.Problem(r.one("", "unit")),
		}
		if r.IntN(2) == 0 {
			about := r.thing()
			l.About, l.Chosen, l.Per = &about, &about.Ref, quantity.Kilogram
		}
		for range r.IntN(3) {
			l.Cells = append(l.Cells, r.cell())
			l.Questions = append(l.Questions, r.thing())
		}
		c.Lines = append(c.Lines, l)
	}
	return c
}

// TestAnsweredIsTheContract holds the answer as it is written against what encoding/json makes of the contract's types, byte by byte.
func TestAnsweredIsTheContract(t *testing.T) {
	t.Parallel()
	for n := range uint64(3000) {
		c := teller{rand.New(rand.NewPCG(n, 3))}.comparison()
		got := httptest.NewRecorder()
		if err := (answered{c, `"tag"`}).VisitCompareBasketResponse(got); err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.NewEncoder(&want).Encode(showComparison(c)); err != nil {
			t.Fatal(err)
		}
		if a, b := got.Body.String(), want.String(); a != b {
			at := 0
			for at < min(len(a), len(b)) && a[at] == b[at] {
				at++
			}
			t.Fatalf("%d differs at %d:\n got  …%s\n want …%s", n, at, a[max(0, at-200):min(len(a), at+100)], b[max(0, at-200):min(len(b), at+100)])
		}
		if got.Header().Get("ETag") != `"tag"` || got.Header().Get("Content-Type") != "application/json" {
			t.Fatal(got.Header())
		}
	}
}
