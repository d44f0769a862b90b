package book

import (
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

func owner(n int) (of [16]byte) {
	of[0] = byte(n)
	return of
}

func currency(code string) money.Currency {
	c, err := money.ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

// drawItem draws an item with prices of all kinds.
func drawItem(t *rapid.T) Item {
	number := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(1, 1<<50).Draw(t, "coefficient"), rapid.Int32Range(-6, 3).Draw(t, "exponent"))
	})
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "bound") {
			return time.Time{}
		}
		return time.UnixMicro(rapid.Int64Range(1, 1<<51).Draw(t, "micro")).UTC()
	})
	i := Item{
		part: uint64(rapid.IntRange(0, 300).Draw(t, "part")),
		SKU:  rapid.String().Draw(t, "sku"), Name: rapid.String().Draw(t, "name"), Brand: rapid.SampledFrom([]string{"", "A", "牌"}).Draw(t, "brand"), MPN: rapid.String().Draw(t, "mpn"),
		GTIN: rapid.SampledFrom([]string{"", "4006381333931"}).Draw(t, "gtin"), Category: rapid.SampledFrom([]string{"", "c"}).Draw(t, "category"), Family: rapid.SampledFrom([]string{"", "f"}).Draw(t, "family"),
		Unit: rapid.SampledFrom([]quantity.Unit{quantity.Piece, quantity.Kilogram}).Draw(t, "unit"), Minimum: number.Draw(t, "minimum"), Multiple: number.Draw(t, "multiple"),
		Contents: []measure.Content{{Holds: quantity.Of(rapid.Int64Range(1, 5).Draw(t, "holds"), quantity.Piece), Source: measure.FromPack}},
	}
	if rapid.Bool().Draw(t, "lead") {
		days := rapid.IntRange(0, 400).Draw(t, "days")
		i.LeadDays = &days
	}
	if rapid.Bool().Draw(t, "case") {
		i.Case = number.Draw(t, "in a case")
	}
	if rapid.Bool().Draw(t, "weight") {
		w := number.Draw(t, "kilograms")
		i.Weight = &w
	}
	for range rapid.IntRange(0, 6).Draw(t, "prices") {
		p := Price{Kind: rapid.SampledFrom([]Kind{Base, Entry, Own}).Draw(t, "kind"), Millionths: rapid.Int64Min(0).Draw(t, "millionths"), Since: time.UnixMicro(rapid.Int64Range(0, 1<<51).Draw(t, "since")).UTC()}
		if p.Kind != Base {
			p.Of = owner(rapid.IntRange(1, 3).Draw(t, "of"))
		}
		if p.Kind != Entry {
			p.Currency = currency(rapid.SampledFrom([]string{"CNY", "EUR"}).Draw(t, "currency"))
		}
		if p.Kind == Entry {
			p.From, p.Until = moment.Draw(t, "from"), moment.Draw(t, "until")
			if rapid.Bool().Draw(t, "contract") {
				left := number.Draw(t, "left")
				p.Left = &left
			}
		}
		for range rapid.IntRange(0, 3).Draw(t, "breaks") {
			p.Breaks = append(p.Breaks, Break{number.Draw(t, "break"), rapid.Int64Min(0).Draw(t, "price")})
		}
		i.Prices = append(i.Prices, p)
	}
	return i
}

// readerOf draws who reads; what it should see of an item is told beside it.
func readerOf(t *rapid.T, i Item) (Reader, []Price) {
	r := Reader{Base: rapid.Bool().Draw(t, "reads base prices"), Lists: map[id.PriceListID]struct{}{}}
	mine := map[[16]byte]bool{}
	for n := 1; n < 4; n++ {
		if rapid.Bool().Draw(t, "reads list") {
			r.Lists[id.FromUUID[id.PriceList](owner(n))] = struct{}{}
			mine[owner(n)] = true
		}
	}
	customer := rapid.IntRange(0, 3).Draw(t, "customer")
	r.Customer = id.FromUUID[id.Customer](owner(customer))
	var sees []Price
	for _, p := range i.Prices {
		if p.Kind == Base && r.Base || p.Kind == Entry && mine[p.Of] || p.Kind == Own && customer > 0 && p.Of == owner(customer) {
			sees = append(sees, p)
		}
	}
	return r, sees
}

// plain makes decimals comparable.
func plain(i Item) Item {
	all := []*decimal.Decimal{&i.Minimum, &i.Multiple, &i.Case, i.Weight}
	for n := range i.Prices {
		all = append(all, i.Prices[n].Left)
		for b := range i.Prices[n].Breaks {
			all = append(all, &i.Prices[n].Breaks[b].From)
		}
	}
	for _, d := range all {
		if d != nil {
			*d = decimal.RequireFromString(d.String())
		}
	}
	return i
}

// TestReadersSeeTheirPricesAlone lays items on a shelf, changes some, and reads each for somebody: everything is as it was laid, and of the prices just those
// that the reader names.
func TestReadersSeeTheirPricesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := map[id.ItemID]*Item{}
		for n := range rapid.IntRange(1, 5).Draw(t, "items") {
			i := drawItem(t)
			all[id.FromUUID[id.Item](owner(n))] = &i
		}
		s := lay(all)
		for of := range all {
			switch rapid.IntRange(0, 3).Draw(t, "then") {
			case 0:
				i := drawItem(t)
				all[of] = &i
				s.put([]id.ItemID{of}, all)
			case 1:
				delete(all, of)
				s.put([]id.ItemID{of}, all)
			}
		}
		if rapid.Bool().Draw(t, "merge") {
			s.merge()
		}
		var got Item
		for n := range 6 {
			of := id.FromUUID[id.Item](owner(n))
			if all[of] == nil {
				if a := s.read(of, Reader{Base: true}, &got); a != Absent {
					t.Fatalf("an item that is gone: %d", a)
				}
				continue
			}
			want := *all[of]
			reader, sees := readerOf(t, want)
			want.Prices = sees
			if a := s.read(of, reader, &got); a != Held {
				t.Fatalf("a laid item: %d", a)
			}
			if got.Prices = append([]Price(nil), got.Prices...); !reflect.DeepEqual(plain(got), plain(want)) {
				t.Fatalf("read  %+v\nlaid %+v", got, want)
			}
		}
	})
}

// TestOddNumbersAreNotHeld: what does not fit is PostgreSQL's to say.
func TestOddNumbersAreNotHeld(t *testing.T) {
	of := id.FromUUID[id.Item](owner(1))
	wide := Item{SKU: "A", Name: "A", Unit: quantity.Piece, Minimum: decimal.RequireFromString("123456789012345678901234567890"), Multiple: decimal.NewFromInt(1)}
	s := lay(map[id.ItemID]*Item{of: &wide})
	var got Item
	if a := s.read(of, Reader{}, &got); a != Unknown {
		t.Fatalf("a number of thirty digits: %d", a)
	}
	fits := wide
	fits.Minimum = decimal.NewFromInt(1)
	s.put([]id.ItemID{of}, map[id.ItemID]*Item{of: &fits})
	if a := s.read(of, Reader{}, &got); a != Held || got.SKU != "A" {
		t.Fatalf("after it fits: %d %+v", a, got)
	}
}
