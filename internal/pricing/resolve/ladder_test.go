package resolve_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/pricing/resolve"
)

func whole(n int64) decimal.Decimal { return decimal.NewFromInt(n) }

func told(rungs []resolve.Break, first resolve.Result) string {
	out := []string{first.Unit.Decimal().String()}
	for _, r := range rungs {
		out = append(out, r.From.String()+": "+r.Unit.Decimal().String())
	}
	return strings.Join(out, ", ")
}

// What is left of a contract ends its price in the ladder, at the next quantity that can be ordered.
func TestLaddersEndWithTheContract(t *testing.T) {
	t.Parallel()
	base := of(resolve.Base, 0, "10", "100", "9", "500", "8")
	contract := func(left string) resolve.Price {
		return with(of(resolve.Contract, 1, "7", "50", "6"), func(p *resolve.Price) { p.Left = ptr(dec(left)) })
	}
	for name, row := range map[string]struct {
		prices          []resolve.Price
		least, multiple int64
		want            string
	}{
		"no contract":                          {[]resolve.Price{base}, 1, 1, "10, 100: 9, 500: 8"},
		"some is left":                         {[]resolve.Price{base, contract("200")}, 1, 1, "7, 50: 6, 201: 9, 500: 8"},
		"in cases of 24":                       {[]resolve.Price{base, contract("200")}, 24, 24, "7, 50: 6, 216: 9, 500: 8"},
		"exactly so many cases":                {[]resolve.Price{base, contract("240")}, 24, 24, "7, 50: 6, 264: 9, 500: 8"},
		"not a unit is left":                   {[]resolve.Price{base, contract("0")}, 1, 1, "10, 100: 9, 500: 8"},
		"less than can be ordered is left":     {[]resolve.Price{base, contract("20")}, 24, 24, "10, 100: 9, 500: 8"},
		"less than the least is left":          {[]resolve.Price{base, contract("20")}, 40, 1, "10, 100: 9, 500: 8"},
		"nothing else has a price":             {[]resolve.Price{contract("200")}, 1, 1, "7, 50: 6"},
		"the contract ends before its break":   {[]resolve.Price{base, contract("40")}, 1, 1, "7, 41: 10, 100: 9, 500: 8"},
		"the least is more than a break":       {[]resolve.Price{base}, 120, 1, "9, 500: 8"},
		"no multiple: the next whole unit":     {[]resolve.Price{base, contract("40.5")}, 0, 0, "7, 41: 10, 100: 9, 500: 8"},
		"a contract as dear as the base price": {[]resolve.Price{of(resolve.Base, 0, "6"), with(of(resolve.Contract, 1, "6"), func(p *resolve.Price) { p.Left = ptr(dec("10")) })}, 1, 1, "6"},
	} {
		rungs, first, ok := resolve.Ladder(resolve.Facts{Prices: row.prices}, now, whole(row.least), whole(row.multiple))
		if got := told(rungs, first); !ok || got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// A ladder says at every quantity that can be ordered what Resolve says.
func TestLaddersSayWhatResolveSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		multiple := rapid.Int64Range(1, 12).Draw(t, "multiple")
		least := resolve.Orderable(whole(rapid.Int64Range(1, 60).Draw(t, "minimum")), whole(multiple))
		var prices []resolve.Price
		for _, kind := range rapid.SliceOfNDistinct(rapid.SampledFrom(resolve.Kinds()), 1, 4, rapid.ID[resolve.Kind]).Draw(t, "kinds") {
			p := of(kind, 0, rapid.SampledFrom([]string{"10", "9", "8.5", "3"}).Draw(t, "price"))
			for from, n := int64(0), rapid.IntRange(0, 3).Draw(t, "breaks"); n > 0; n-- {
				from += rapid.Int64Range(1, 80).Draw(t, "further")
				p.Breaks = append(p.Breaks, resolve.Break{From: whole(from), Unit: price(rapid.SampledFrom([]string{"7", "6", "2"}).Draw(t, "at it"))})
			}
			if kind == resolve.Contract && rapid.Bool().Draw(t, "called off") {
				left := decimal.New(rapid.Int64Range(0, 2000).Draw(t, "left"), -1)
				p.Left = &left
			}
			prices = append(prices, p)
		}
		f := resolve.Facts{Prices: prices, Policy: resolve.Policy{Precedence: rapid.SampledFrom([]resolve.Precedence{resolve.Best, resolve.Priority}).Draw(t, "precedence")}}
		rungs, first, ok := resolve.Ladder(f, now, least, whole(multiple))
		for q := least; q.LessThan(whole(400)); q = q.Add(whole(multiple)) {
			at, holds := resolve.Resolve(f, resolve.Ask{Quantity: q, At: now})
			if !ok {
				if q.Equal(least) && holds {
					t.Fatal("there is a price, and no ladder")
				}
				return
			}
			if !holds { // nothing but a contract has a price, and it is called off
				return
			}
			said := first.Unit
			for _, r := range rungs {
				if r.From.LessThanOrEqual(q) {
					said = r.Unit
				}
			}
			if at.Unit != said {
				t.Fatalf("%s for %s, and the ladder says %s", at.Unit, q, said)
			}
		}
	})
}
