package basket

import (
	"math/rand/v2"
	"strconv"
	"syscall"
	"testing"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// fair is a basket in the shape of the data set of `hub bench compare`: sixty suppliers with packs, breaks, lists, promotions, stock, lead times, freight and least orders; half of
// the products are at half of the suppliers, a third at 15 %, the others at a few. Fifty lines have 919 offers.
func fair(lines int) *reckoning {
	random := rand.New(rand.NewPCG(20261122, 9))
	cny := mustCurrency("CNY")
	r := &reckoning{
		at: today, currency: cny, references: map[money.Currency]Reference{}, request: Request{Best: 3},
		setting: Setting{Currency: cny, YearlyRate: dec("6"), DayCost: dec("0.5"), OrderCost: dec("30")},
	}
	const suppliers = 60
	for s := range suppliers {
		least, free, lead, pays := int64(10_000+s%9*10_000), int64(500_000), 1+s%5, 30
		var promotions []combine.Promotion
		for k := 1; k < 3 && (s+k)%3 > 0; k++ { // on one of twenty categories each, half of them from five units on
			promotions = append(promotions, combine.Promotion{
				ID: id.NewRandom[id.Promotion](), Name: "Promotion", Kind: combine.Percent, Currency: cny, Measure: combine.Units, Running: true,
				On: combine.Selection{Categories: []string{"c" + strconv.Itoa((s*7+k*3)%20)}}, Tiers: []combine.Tier{{From: decimal.NewFromInt(int64(1 + (s+k)%2*4)), Percent: decimal.NewFromInt(int64(3 + (s*5+k)%17))}},
			})
		}
		r.sellers = append(r.sellers, Seller{
			Promotions: promotions, weighed: combine.NewSet(promotions), Together: combine.Policy{Mode: combine.Best},
			SupplierRef: grant.SupplierRef{ID: id.NewRandom[id.Company](), Name: "Supplier"}, Look: showing(), Currency: cny,
			Conditions: Conditions{MinimumOrder: &least, FreeFrom: &free, LeadDays: &lead, PaymentDays: &pays, Freight: &Tariff{By: Flat, Steps: []TariffStep{{Cost: int64(1000 + s%30*100)}}}},
		})
	}
	for l := range lines {
		n := 30
		switch {
		case l%10 >= 8:
			n = 3 + l%20/18
		case l%10 >= 5:
			n = 9
		}
		cents := 10_000 + random.Int64N(20_000_000)
		var offers []*Offer
		for k, at := 0, random.IntN(suppliers); k < n; k++ {
			offers = append(offers, fairOffer(random, r.sellers[(at+k)%suppliers].ID, (at+k)%suppliers, cents))
			offers[k].Category = "c" + strconv.Itoa(l%20)
		}
		w := lineOf(strconv.Itoa(l), strconv.Itoa([]int{1, 2, 5, 10, 24, 60, 100, 250}[random.IntN(8)]), offers...)
		r.lines = append(r.lines, w)
	}
	return r
}

func fairOffer(random *rand.Rand, company id.CompanyID, seller int, millionths int64) *Offer {
	pack := decimal.NewFromInt([]int64{1, 1, 6, 10, 12, 24}[random.IntN(6)])
	stock, lead := decimal.NewFromInt(random.Int64N(500)), 1+random.IntN(20)
	price := millionths * (85 + random.Int64N(31)) / 100
	o := &Offer{
		Supplier: seller, PricedAt: today, LeadDays: &lead, Stock: grant.StockView{Class: grant.Exactly, Floor: stock, Exact: stock, AsOf: today},
		Ware: &Ware{
			Thing: Thing{Ref: own.Ref{Supplier: company, Item: id.NewRandom[id.Item]()}, SKU: "S-123456", Name: "Canonical product 123456", Brand: "Brand 12", MPN: "M123456"}, Category: "c7", Unit: quantity.Piece,
			Minimum: pack, Multiple: pack, Contents: []measure.Content{{Holds: quantity.Of(1, quantity.Piece), Source: measure.FromUnit}},
		},
	}
	base := resolve.Price{Kind: resolve.Base, Unit: money.FromMillionths(price, money.CNY)}
	if random.IntN(10) < 3 {
		base.Breaks = []resolve.Break{{From: dec("10"), Unit: money.FromMillionths(price*95/100, money.CNY)}, {From: dec("50"), Unit: money.FromMillionths(price*90/100, money.CNY)}}
	}
	o.Prices = append(o.Prices, base)
	for kind, of := range map[resolve.Kind]int{resolve.Region: 20, resolve.Group: 5} {
		if random.IntN(of) == 0 {
			p := resolve.Price{Kind: kind, Name: "List", List: id.NewRandom[id.PriceList](), Unit: money.FromMillionths(price*95/100, money.CNY), From: today.AddDate(-1, 0, 0)}
			if random.IntN(10) < 4 {
				p.Breaks = []resolve.Break{{From: dec("20"), Unit: money.FromMillionths(price*88/100, money.CNY)}}
			}
			o.Prices = append(o.Prices, p)
		}
	}
	o.Prepare()
	return o
}

func offersOf(r *reckoning) (n int) {
	for _, l := range r.lines {
		n += len(l.offers)
	}
	return n
}

// spent is the CPU that the process has used, the only time that repeats on a machine that others use too.
func spent() int64 {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use) // cannot fail for oneself
	return use.Utime.Nano() + use.Stime.Nano()
}

func BenchmarkReckon(b *testing.B) {
	for _, kind := range []struct {
		name        string
		lines, best int
	}{{"50 lines best 3", 50, 3}, {"50 lines all", 50, 0}, {"500 lines best 3", 500, 3}} {
		b.Run(kind.name, func(b *testing.B) {
			r := fair(kind.lines)
			r.request.Best = kind.best
			b.ReportAllocs()
			began := spent()
			for b.Loop() {
				r.run()
			}
			b.ReportMetric(float64(spent()-began)/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(offersOf(r)), "offers")
		})
	}
	b.Run("50 lines best 3 in decimals", func(b *testing.B) {
		r := fair(50)
		r.scratch = new(scratch)
		b.ReportAllocs()
		began := spent()
		for b.Loop() {
			(&plain{reckoning: r}).run()
		}
		b.ReportMetric(float64(spent()-began)/float64(b.N), "cpu-ns/op")
	})
}

func TestFairHasTheShapeOfTheBench(t *testing.T) {
	t.Parallel()
	if n := offersOf(fair(50)); n != 919 {
		t.Errorf("%d offers", n)
	}
}
