package resolve_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
)

func someDecimal(from, to int64, places int32) *rapid.Generator[decimal.Decimal] {
	return rapid.Map(rapid.Int64Range(from, to), func(n int64) decimal.Decimal { return decimal.New(n, -places) })
}

func maybe[T any](g *rapid.Generator[T]) *rapid.Generator[*T] {
	return rapid.Custom(func(t *rapid.T) *T {
		if rapid.Bool().Draw(t, "is there") {
			return ptr(g.Draw(t, "it"))
		}
		return nil
	})
}

var currencies = []money.Currency{money.CNY, money.USD, money.JPY}

func someUnit(c money.Currency) *rapid.Generator[money.UnitPrice] {
	return rapid.Map(someDecimal(0, 50_000, 2), func(d decimal.Decimal) money.UnitPrice { return priceIn(d.String(), c) })
}

var someRounding = rapid.Custom(func(t *rapid.T) resolve.Rounding {
	step := rapid.SampledFrom([]string{"0", "0.01", "0.05", "1", "10"}).Draw(t, "step")
	out := resolve.Rounding{Mode: rapid.SampledFrom(money.Roundings()).Draw(t, "mode"), Step: dec(step)}
	if step == "1" || step == "10" {
		out.Ending = dec(rapid.SampledFrom([]string{"0", "0.99", "0.5"}).Draw(t, "ending"))
	}
	return out
})

var someRule = rapid.Custom(func(t *rapid.T) *resolve.Rule {
	bound := func(name string) resolve.Bound {
		return resolve.Bound{Margin: maybe(someDecimal(-50, 99, 0)).Draw(t, name+" margin"), Amount: maybe(someDecimal(0, 30_000, 2)).Draw(t, name+" amount")}
	}
	return &resolve.Rule{Basis: rapid.SampledFrom([]resolve.Basis{resolve.FromBase, resolve.FromCost}).Draw(t, "basis"),
		Percent: someDecimal(-1_200, 1_200, 1).Draw(t, "percent"), Floor: bound("floor"), Ceiling: bound("ceiling")}
})

// somePrice has breaks that go down, and no call-off: with one, more can cost more.
func somePrice(c *rapid.Generator[money.Currency]) *rapid.Generator[resolve.Price] {
	return rapid.Custom(func(t *rapid.T) resolve.Price {
		p := resolve.Price{Kind: rapid.SampledFrom(resolve.Kinds()).Draw(t, "kind"), Priority: rapid.IntRange(0, 2).Draw(t, "priority"),
			TaxIncluded: rapid.Bool().Draw(t, "tax in"), TaxRate: someDecimal(0, 25, 0).Draw(t, "tax"), FamilyBreaks: rapid.Bool().Draw(t, "family")}
		if n := rapid.Byte().Draw(t, "list"); p.Kind != resolve.Own {
			p.List = list(n%4 + 1)
		}
		currency := c.Draw(t, "currency")
		p.Unit = someUnit(currency).Draw(t, "unit")
		last, from := p.Unit.Decimal(), decimal.Zero
		for range rapid.IntRange(0, 3).Draw(t, "breaks") {
			from = from.Add(someDecimal(1, 500, 1).Draw(t, "from"))
			last = last.Mul(someDecimal(50, 100, 2).Draw(t, "share")).Round(6)
			p.Breaks = append(p.Breaks, resolve.Break{From: from, Unit: priceIn(last.String(), currency)})
		}
		if rapid.Bool().Draw(t, "begins") {
			p.From = now.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "from hours")) * time.Hour)
		}
		if rapid.Bool().Draw(t, "ends") {
			p.Until = now.Add(time.Duration(rapid.IntRange(-1, 5).Draw(t, "until hours")) * time.Hour)
		}
		if p.Kind != resolve.Base && p.Kind != resolve.Own && rapid.IntRange(0, 2).Draw(t, "ruled") == 0 {
			p.Rule, p.Rounding, p.TaxIncluded = someRule.Draw(t, "rule"), someRounding.Draw(t, "rounding"), false
		}
		return p
	})
}

var someFacts = rapid.Custom(func(t *rapid.T) resolve.Facts {
	f := resolve.Facts{
		Prices: rapid.SliceOfN(somePrice(rapid.SampledFrom(currencies)), 0, 8).Draw(t, "prices"),
		Cost:   maybe(someUnit(money.CNY)).Draw(t, "cost"),
		Policy: resolve.Policy{Precedence: rapid.SampledFrom([]resolve.Precedence{"", resolve.Best, resolve.Priority}).Draw(t, "precedence"), Floor: maybe(someDecimal(-10, 60, 0)).Draw(t, "floor"),
			Order: rapid.SampledFrom([][]resolve.Kind{nil, {resolve.Base, resolve.Own}, slices.Clone(resolve.Kinds())}).Draw(t, "order")},
	}
	if rapid.Bool().Draw(t, "rates") {
		f.Rates = []resolve.Rate{{Currency: money.CNY, PerEUR: dec("8.1234"), Day: now}, {Currency: money.USD, PerEUR: dec("1.0817"), Day: now}}
	}
	return f
})

var someAsk = rapid.Custom(func(t *rapid.T) resolve.Ask {
	return resolve.Ask{Quantity: someDecimal(1, 20_000, 1).Draw(t, "quantity"), FamilyQuantity: someDecimal(0, 20_000, 1).Draw(t, "family quantity"), At: now}
})

// Every price is accounted for, none is negative, none that wins is under the floor, and the order of the facts does not matter.
func TestResolveKeepsItsWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		facts, ask := someFacts.Draw(t, "facts"), someAsk.Draw(t, "ask")
		got, ok := resolve.Resolve(facts, ask)
		again, okAgain := resolve.Resolve(facts, ask)
		if ok != okAgain || !reflect.DeepEqual(got, again) {
			t.Fatalf("asked twice: %+v and %+v", got, again)
		}
		turned := facts
		turned.Prices = rapid.Permutation(facts.Prices).Draw(t, "turned")
		other, okTurned := resolve.Resolve(turned, ask)
		if ok != okTurned || got.Unit != other.Unit || got.From.Kind != other.From.Kind || got.From.List != other.From.List || !got.Break.Equal(other.Break) {
			t.Fatalf("the order matters: %+v and %+v", got, other)
		}
		if !ok {
			return
		}
		if got.Unit.Sign() < 0 || got.Next != nil && got.Next.Unit.Sign() < 0 {
			t.Fatalf("negative: %s", got.Unit)
		}
		if len(got.Not) != len(facts.Prices)-1 {
			t.Fatalf("%d prices, %d not taken", len(facts.Prices), len(got.Not))
		}
		for _, n := range got.Not {
			if n.Reason == "" {
				t.Fatalf("no reason: %+v", n)
			}
			if facts.Policy.Precedence == resolve.Best && n.Reason == resolve.Higher {
				if same, ok := resolve.Convert(*n.Unit, got.Unit.Currency(), facts.Rates); ok && n.Unit.Currency() == got.Unit.Currency() && same.Decimal().LessThan(got.Unit.Decimal()) {
					t.Fatalf("%s is said to be higher than %s", n.Unit, got.Unit)
				}
			}
		}
		if floor := facts.Policy.Floor; floor != nil && facts.Cost != nil && facts.Cost.Currency() == got.Unit.Currency() {
			if low, ok := resolve.AtMargin(*facts.Cost, *floor); !ok || got.Unit.Decimal().LessThan(low.Decimal()) {
				t.Fatalf("%s is under the floor %s", got.Unit, low)
			}
		}
		if got.From.Rule == nil && got.Steps[0].Code != resolve.StepPrice || len(got.Steps) == 0 {
			t.Fatalf("steps %+v", got.Steps)
		}
	})
}

// Where breaks go down, who asks for more never pays more a unit.
func TestMoreNeverCostsMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		facts, ask := someFacts.Draw(t, "facts"), someAsk.Draw(t, "ask")
		facts.Prices = rapid.SliceOfN(somePrice(rapid.Just(money.CNY)), 1, 8).Draw(t, "of one currency")
		more := ask
		more.Quantity = ask.Quantity.Add(someDecimal(0, 5_000, 1).Draw(t, "more"))
		little, ok := resolve.Resolve(facts, ask)
		much, okMore := resolve.Resolve(facts, more)
		if ok != okMore || ok && much.Unit.Decimal().GreaterThan(little.Unit.Decimal()) {
			t.Fatalf("%s for %s, %s for %s", little.Unit, ask.Quantity, much.Unit, more.Quantity)
		}
		if ok && little.Next != nil {
			ask.Quantity = little.Next.From
			if at, _ := resolve.Resolve(facts, ask); facts.Policy.Precedence != resolve.Best && at.Unit != little.Next.Unit {
				t.Fatalf("the next break promised %s, it is %s", little.Next.Unit, at.Unit)
			}
		}
	})
}

// A rule's price lies between its bounds, the floor before the ceiling.
func TestRulesStayWithinTheirBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule, basis, cost := someRule.Draw(t, "rule"), someUnit(money.CNY).Draw(t, "basis"), someUnit(money.CNY).Draw(t, "cost")
		got, _, ok := rule.Apply(basis, money.CNY, &cost, someRounding.Draw(t, "rounding"))
		if !ok {
			t.Fatal("no price")
		}
		low, high := decimal.Zero, decimal.New(1, 12)
		if m := rule.Floor.Margin; m != nil {
			at, _ := resolve.AtMargin(cost, *m)
			low = at.Decimal()
		}
		if a := rule.Floor.Amount; a != nil {
			low = decimal.Max(low, *a)
		}
		if m := rule.Ceiling.Margin; m != nil {
			at, _ := resolve.AtMargin(cost, *m)
			high = at.Decimal()
		}
		if a := rule.Ceiling.Amount; a != nil {
			high = decimal.Min(high, *a)
		}
		if unit := got.Decimal(); unit.LessThan(low) || unit.GreaterThan(decimal.Max(low, high)) {
			t.Fatalf("%s is not between %s and %s", got, low, high)
		}
	})
}
