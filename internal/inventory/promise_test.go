package inventory_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/inventory"
	"manifold/internal/trading/grant"
)

var today = time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)

func dayIn(n int) time.Time { return today.Truncate(24*time.Hour).AddDate(0, 0, n) }

func TestPromises(t *testing.T) {
	t.Parallel()
	exactly := func(n string) grant.StockView {
		return grant.StockView{Class: grant.Exactly, Floor: dec(n), Exact: dec(n)}
	}
	band := func(n string) grant.StockView { return grant.StockView{Class: grant.InBand, Floor: dec(n)} }
	coming := []inventory.Arrival{{Due: dayIn(9), Quantity: dec("100")}, {Due: dayIn(2), Quantity: dec("5")}, {Due: dayIn(-1), Quantity: dec("1000")}}
	five, none := 5, 0
	for name, row := range map[string]struct {
		view     grant.StockView
		arrivals []inventory.Arrival
		lead     *int
		quantity string
		want     inventory.Promise
	}{
		"it lies there":                      {exactly("10"), coming, &five, "10", inventory.Promise{Class: inventory.PromisedNow}},
		"a band holds it":                    {band("10"), nil, nil, "10", inventory.Promise{Class: inventory.PromisedNow}},
		"a band may hold it":                 {band("10"), nil, nil, "11", inventory.Promise{Class: inventory.Unpromised}},
		"with what comes first":              {exactly("10"), coming, &five, "15", inventory.Promise{Class: inventory.PromisedIncoming, By: dayIn(2)}},
		"the lead time is shorter":           {exactly("10"), coming, &five, "16", inventory.Promise{Class: inventory.PromisedLeadTime, By: dayIn(5)}},
		"no lead time is known":              {exactly("10"), coming, nil, "16", inventory.Promise{Class: inventory.PromisedIncoming, By: dayIn(9)}},
		"what is late is not counted on":     {exactly("0"), coming, nil, "106", inventory.Promise{Class: inventory.Unpromised}},
		"what is due today is":               {exactly("0"), []inventory.Arrival{{Due: dayIn(0), Quantity: dec("1")}}, nil, "1", inventory.Promise{Class: inventory.PromisedIncoming, By: dayIn(0)}},
		"both on one day":                    {exactly("0"), []inventory.Arrival{{Due: dayIn(5), Quantity: dec("1")}}, &five, "1", inventory.Promise{Class: inventory.PromisedIncoming, By: dayIn(5)}},
		"made the same day":                  {exactly("0"), nil, &none, "1", inventory.Promise{Class: inventory.PromisedLeadTime, By: dayIn(0)}},
		"yes says nothing of how many":       {grant.StockView{Class: grant.InStock}, nil, &five, "1", inventory.Promise{Class: inventory.PromisedLeadTime, By: dayIn(5)}},
		"nothing is disclosed":               {grant.StockView{}, nil, nil, "1", inventory.Promise{Class: inventory.Unpromised}},
		"nothing is disclosed but lead time": {grant.StockView{}, nil, &five, "1", inventory.Promise{Class: inventory.PromisedLeadTime, By: dayIn(5)}},
	} {
		if got := inventory.PromiseOf(row.view, row.arrivals, row.lead, dec(row.quantity), today); got != row.want {
			t.Errorf("%s: %+v, want %+v", name, got, row.want)
		}
	}
}

// More is never promised earlier, more stock or another delivery never later, and nothing is promised before today.
func TestPromisesAreInOrder(t *testing.T) {
	t.Parallel()
	number := rapid.Map(rapid.Int64Range(0, 500), func(n int64) decimal.Decimal { return decimal.New(n, -1) })
	arrival := rapid.Custom(func(t *rapid.T) inventory.Arrival {
		return inventory.Arrival{Due: dayIn(rapid.IntRange(-5, 40).Draw(t, "due")), Quantity: number.Draw(t, "quantity")}
	})
	// when is a promise as a day, so that promises compare; never is far away.
	when := func(p inventory.Promise) time.Time {
		switch p.Class {
		case inventory.PromisedNow:
			return dayIn(-1)
		case inventory.Unpromised:
			return dayIn(100_000)
		default:
			return p.By
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		stock := number.Draw(t, "stock")
		class := rapid.SampledFrom([]grant.StockClass{grant.Exactly, grant.InBand, grant.InStock, grant.OutOfStock, grant.Unsaid}).Draw(t, "class")
		view := func(n decimal.Decimal) grant.StockView {
			switch class {
			case grant.Exactly:
				return grant.StockView{Class: class, Floor: n, Exact: n}
			case grant.InBand:
				return grant.StockView{Class: class, Floor: n}
			default:
				return grant.StockView{Class: class}
			}
		}
		arrivals := rapid.SliceOfN(arrival, 0, 5).Draw(t, "arrivals")
		var lead *int
		if rapid.Bool().Draw(t, "lead time is known") {
			days := rapid.IntRange(0, 60).Draw(t, "lead days")
			lead = &days
		}
		quantity := number.Draw(t, "quantity").Add(dec("0.1"))
		got := inventory.PromiseOf(view(stock), arrivals, lead, quantity, today)
		if got.Class != inventory.PromisedNow && got.Class != inventory.Unpromised && got.By.Before(dayIn(0)) {
			t.Fatalf("promised for %s", got.By)
		}
		more := inventory.PromiseOf(view(stock), arrivals, lead, quantity.Add(number.Draw(t, "more")), today)
		richer := inventory.PromiseOf(view(stock.Add(number.Draw(t, "beside"))), append(append([]inventory.Arrival{}, arrivals...), arrival.Draw(t, "another")), lead, quantity, today)
		turned := inventory.PromiseOf(view(stock), rapid.Permutation(arrivals).Draw(t, "turned"), lead, quantity, today)
		if when(more).Before(when(got)) || when(richer).After(when(got)) || turned != got {
			t.Fatalf("%+v; more %+v, richer %+v, turned %+v", got, more, richer, turned)
		}
		if view(stock).Available(quantity) != grant.Available && got.Class == inventory.PromisedNow {
			t.Fatal("promised more than the view holds")
		}
	})
}
