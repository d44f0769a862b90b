package book

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/internal/trading/grant"
)

// drawStock draws what lies and what comes in three warehouses.
func drawStock(t *rapid.T, i *Item) {
	for n := range 3 {
		if rapid.Bool().Draw(t, "lies") {
			i.lies = append(i.lies, lying{of: owner(n), free: decimal.New(rapid.Int64Range(0, 90).Draw(t, "free"), rapid.Int32Range(-1, 1).Draw(t, "places")), asOf: time.UnixMicro(rapid.Int64Range(1, 1<<50).Draw(t, "as of")).UTC()})
		}
	}
	for day := range int64(4) {
		for n := range 3 {
			if rapid.IntRange(0, 2).Draw(t, "comes") == 0 {
				i.coming = append(i.coming, coming{of: owner(n), day: 20_000 + day, quantity: decimal.NewFromInt(rapid.Int64Range(1, 50).Draw(t, "quantity"))})
			}
		}
	}
}

// TestStockIsToldAsDisclosed holds what the book tells of stock against the decision, reckoned plainly: what lies in warehouses that serve the buyer's region, and nothing of
// the others; at the level of the grant; with the edges of bands of that epoch, or not at all.
func TestStockIsToldAsDisclosed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of, buyer := id.FromUUID[id.Item](owner(1)), id.FromUUID[id.Company](owner(7))
		i := drawItem(t)
		drawStock(t, &i)
		s := lay(map[id.ItemID]*Item{of: &i})
		w := ways{warehouses: map[[16]byte]warehouse{}, bands: map[id.CompanyID]bands{}}
		for n := range 3 {
			w.warehouses[owner(n)] = warehouse{rapid.Bool().Draw(t, "serving"), rapid.SampledFrom([][]string{nil, {"SE"}, {"SE-AB", "DE"}}).Draw(t, "regions")}
		}
		steps := []decimal.Decimal{decimal.NewFromInt(rapid.Int64Range(1, 9).Draw(t, "edge")), decimal.NewFromInt(20)}
		epoch := rapid.Int64Range(1, 2).Draw(t, "epoch of the edges")
		if rapid.IntRange(0, 4).Draw(t, "edges known") > 0 {
			w.bands[buyer] = bands{epoch, steps}
		}
		s.lead(w)
		level := rapid.SampledFrom([]grant.StockLevel{grant.StockNone, grant.StockYesNo, grant.StockBand, grant.StockExact}).Draw(t, "level")
		sees := grant.Sees{Categories: []string{"*"}, Price: grant.PriceOwn, Stock: level, Steps: steps}
		open := rapid.IntRange(0, 5).Draw(t, "open") > 0
		decides := grant.NewDisclosure(open, sees, 1, time.Now())
		sees.Steps = nil // a buyer's scope does not read them
		region := rapid.SampledFrom([]string{"", "SE", "SE-AB", "SE-C", "DE", "DE-BE"}).Draw(t, "region")

		var got Item
		s.read(of, Reader{Base: true, Buyer: buyer, Region: region, Look: grant.NewDisclosure(open, sees, 1, time.Now())}, &got)
		if got.Unsure != (open && level == grant.StockBand && (len(w.bands) == 0 || epoch != 1)) {
			t.Fatalf("unsure: %v", got.Unsure)
		}
		want := plainly(decides, w, region, i)
		if got.Unsure {
			want = grant.StockView{}
		}
		if got.Stock.Class != want.Class || !got.Stock.Floor.Equal(want.Floor) || !got.Stock.Exact.Equal(want.Exact) || !got.Stock.AsOf.Equal(want.AsOf) {
			t.Fatalf("told %+v, disclosed is %+v", got.Stock, want)
		}
		var days []int64
		for _, a := range got.Arrivals {
			day := a.Due.Unix() / secondsOfDay
			days = append(days, day)
			sum := decimal.Zero
			for _, c := range i.coming {
				if c.day == day && serves(w.warehouses[c.of], region) {
					sum = sum.Add(c.quantity)
				}
			}
			if shown, some := decides.Arriving(sum); !some || !shown.Equal(a.Quantity) {
				t.Fatalf("told that %s come, disclosed is %s", a.Quantity, shown)
			}
		}
		if !slices.IsSorted(days) || len(got.lies)+len(got.coming) > 0 {
			t.Fatalf("days %v; raw figures left: %d, %d", days, len(got.lies), len(got.coming))
		}
	})
}

// TestEachLevelTellsItsClass: two warehouses, of which one serves the buyer.
func TestEachLevelTellsItsClass(t *testing.T) {
	of, buyer := id.FromUUID[id.Item](owner(1)), id.FromUUID[id.Company](owner(7))
	steps := []decimal.Decimal{decimal.NewFromInt(5), decimal.NewFromInt(20)}
	for _, c := range []struct {
		level grant.StockLevel
		here  int64
		class grant.StockClass
		floor string
		exact string
	}{
		{grant.StockNone, 12, grant.Unsaid, "0", "0"},
		{grant.StockYesNo, 0, grant.OutOfStock, "0", "0"},
		{grant.StockYesNo, 12, grant.InStock, "0", "0"},
		{grant.StockBand, 0, grant.InBand, "0", "0"},
		{grant.StockBand, 12, grant.InBand, "5", "0"},
		{grant.StockExact, 0, grant.Exactly, "0", "0"},
		{grant.StockExact, 12, grant.Exactly, "12", "12"},
	} {
		i := Item{SKU: "A", Unit: quantity.Piece, lies: []lying{{of: owner(1), free: decimal.NewFromInt(c.here)}, {of: owner(2), free: decimal.NewFromInt(1000)}}}
		s := lay(map[id.ItemID]*Item{of: &i})
		s.lead(ways{map[[16]byte]warehouse{owner(1): {true, []string{"SE"}}, owner(2): {true, []string{"DE"}}}, map[id.CompanyID]bands{buyer: {3, steps}}})
		var got Item
		s.read(of, Reader{Buyer: buyer, Region: "SE-AB", Look: grant.NewDisclosure(true, grant.Sees{Categories: []string{"*"}, Stock: c.level}, 3, time.Now())}, &got)
		if got.Unsure || got.Stock.Class != c.class || got.Stock.Floor.String() != c.floor || got.Stock.Exact.String() != c.exact {
			t.Errorf("%s of %d: %+v", c.level, c.here, got.Stock)
		}
	}
}

// plainly is what a disclosure says of the stock for a region.
func plainly(d grant.Disclosure, w ways, region string, i Item) grant.StockView {
	var sum *decimal.Decimal
	var oldest time.Time
	for _, l := range i.lies {
		if !serves(w.warehouses[l.of], region) {
			continue
		}
		if sum == nil {
			sum, oldest = &decimal.Decimal{}, l.asOf
		}
		*sum = sum.Add(l.free)
		if l.asOf.Before(oldest) {
			oldest = l.asOf
		}
	}
	return d.Stock(sum, oldest)
}

func serves(w warehouse, region string) bool {
	if !w.serving {
		return false
	}
	if len(w.regions) == 0 {
		return true
	}
	for _, r := range w.regions {
		if r == region || r == strings.Split(region, "-")[0] {
			return true
		}
	}
	return false
}
