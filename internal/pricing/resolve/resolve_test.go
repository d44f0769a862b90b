package resolve_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
)

var (
	now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	dec = decimal.RequireFromString
)

func price(text string) money.UnitPrice { return priceIn(text, money.CNY) }

func priceIn(text string, c money.Currency) money.UnitPrice {
	p, err := money.NewUnitPrice(dec(text), c)
	if err != nil {
		panic(err)
	}
	return p
}

func ptr[T any](v T) *T { return &v }

func list(n byte) (out id.PriceListID) { return id.FromUUID[id.PriceList]([16]byte{n}) }

// a price of a list; breaks are "from", "price" pairs.
func of(kind resolve.Kind, n byte, unit string, breaks ...string) resolve.Price {
	p := resolve.Price{Kind: kind, Unit: price(unit)}
	if n > 0 {
		p.List = list(n)
	}
	for i := 0; i < len(breaks); i += 2 {
		p.Breaks = append(p.Breaks, resolve.Break{From: dec(breaks[i]), Unit: price(breaks[i+1])})
	}
	return p
}

func with(p resolve.Price, change func(*resolve.Price)) resolve.Price {
	change(&p)
	return p
}

func TestResolve(t *testing.T) {
	t.Parallel()
	base := of(resolve.Base, 0, "10", "10", "9", "100", "8")
	rates := []resolve.Rate{{Currency: money.CNY, PerEUR: dec("8"), Day: now}, {Currency: money.USD, PerEUR: dec("1.25"), Day: now}}
	rows := map[string]struct {
		facts    resolve.Facts
		quantity string
		family   string
		unit     string // "" for none
		kind     resolve.Kind
		next     string
		not      []resolve.Reason
	}{
		"nothing":                {facts: resolve.Facts{}, quantity: "1"},
		"base":                   {facts: resolve.Facts{Prices: []resolve.Price{base}}, quantity: "1", unit: "10", kind: resolve.Base, next: "9"},
		"a break":                {facts: resolve.Facts{Prices: []resolve.Price{base}}, quantity: "10", unit: "9", kind: resolve.Base, next: "8"},
		"the last break":         {facts: resolve.Facts{Prices: []resolve.Price{base}}, quantity: "100.5", unit: "8", kind: resolve.Base},
		"family does not count":  {facts: resolve.Facts{Prices: []resolve.Price{base}}, quantity: "1", family: "50", unit: "10", kind: resolve.Base, next: "9"},
		"family counts":          {facts: resolve.Facts{Prices: []resolve.Price{with(base, func(p *resolve.Price) { p.FamilyBreaks = true })}}, quantity: "1", family: "50", unit: "9", kind: resolve.Base, next: "8"},
		"own comes first":        {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Own, 0, "12")}}, quantity: "1", unit: "12", kind: resolve.Own, not: []resolve.Reason{resolve.LowerRank}},
		"contract before own":    {facts: resolve.Facts{Prices: []resolve.Price{of(resolve.Own, 0, "12"), of(resolve.Contract, 3, "13")}}, quantity: "1", unit: "13", kind: resolve.Contract, not: []resolve.Reason{resolve.LowerRank}},
		"another order":          {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Region, 2, "12")}, Policy: resolve.Policy{Order: []resolve.Kind{resolve.Base, resolve.Region}}}, quantity: "1", unit: "10", kind: resolve.Base, next: "9", not: []resolve.Reason{resolve.LowerRank}},
		"unnamed kinds are last": {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Region, 2, "12")}, Policy: resolve.Policy{Order: []resolve.Kind{resolve.Region}}}, quantity: "1", unit: "12", kind: resolve.Region, not: []resolve.Reason{resolve.LowerRank}},
		"the best":               {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Own, 0, "12")}, Policy: resolve.Policy{Precedence: resolve.Best}}, quantity: "1", unit: "10", kind: resolve.Base, next: "9", not: []resolve.Reason{resolve.Higher}},
		"equals go by rank":      {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Own, 0, "10")}, Policy: resolve.Policy{Precedence: resolve.Best}}, quantity: "1", unit: "10", kind: resolve.Own, not: []resolve.Reason{resolve.Higher}},
		"priority in a kind": {facts: resolve.Facts{Prices: []resolve.Price{of(resolve.Group, 1, "5"), with(of(resolve.Group, 2, "6"), func(p *resolve.Price) { p.Priority = 1 })}}, quantity: "1", unit: "6", kind: resolve.Group,
			not: []resolve.Reason{resolve.LowerRank}},
		"not yet": {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Base, 1, "11"), func(p *resolve.Price) { p.From = now.Add(1) })}}, quantity: "1", unit: "10", kind: resolve.Base, next: "9", not: []resolve.Reason{resolve.NotYet}},
		"from now": {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Base, 1, "11"), func(p *resolve.Price) { p.From = now })}}, quantity: "1", unit: "11", kind: resolve.Base,
			not: []resolve.Reason{resolve.Superseded}},
		"an entry without a date":        {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Base, 1, "11")}}, quantity: "1", unit: "11", kind: resolve.Base, not: []resolve.Reason{resolve.Superseded}},
		"ended":                          {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Group, 1, "7"), func(p *resolve.Price) { p.Until = now })}}, quantity: "1", unit: "10", kind: resolve.Base, next: "9", not: []resolve.Reason{resolve.Ended}},
		"the later of a list":            {facts: resolve.Facts{Prices: []resolve.Price{of(resolve.Group, 1, "7"), with(of(resolve.Group, 1, "8"), func(p *resolve.Price) { p.From = now.Add(-1) })}}, quantity: "1", unit: "8", kind: resolve.Group, not: []resolve.Reason{resolve.Superseded}},
		"a contract that is enough":      {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Contract, 1, "7"), func(p *resolve.Price) { p.Left = ptr(dec("5")) })}}, quantity: "5", unit: "7", kind: resolve.Contract, not: []resolve.Reason{resolve.LowerRank}},
		"a contract that is not enough":  {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Contract, 1, "7"), func(p *resolve.Price) { p.Left = ptr(dec("5")) })}}, quantity: "5.1", unit: "10", kind: resolve.Base, next: "9", not: []resolve.Reason{resolve.CalledOff}},
		"tax is taken out":               {facts: resolve.Facts{Prices: []resolve.Price{with(of(resolve.Base, 1, "11.30"), func(p *resolve.Price) { p.TaxIncluded, p.TaxRate = true, dec("13") })}}, quantity: "1", unit: "10", kind: resolve.Base},
		"net prices are compared":        {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Region, 1, "11"), func(p *resolve.Price) { p.TaxIncluded, p.TaxRate = true, dec("13") })}, Policy: resolve.Policy{Precedence: resolve.Best}}, quantity: "1", unit: "9.734513", kind: resolve.Region, not: []resolve.Reason{resolve.Higher}},
		"a price under the floor":        {facts: resolve.Facts{Prices: []resolve.Price{base, of(resolve.Own, 0, "9.99")}, Cost: ptr(price("8")), Policy: resolve.Policy{Floor: ptr(dec("20"))}}, quantity: "200", unit: "10", kind: resolve.Base, not: []resolve.Reason{resolve.UnderFloor}},
		"no cost, no floor":              {facts: resolve.Facts{Prices: []resolve.Price{of(resolve.Own, 0, "1")}, Policy: resolve.Policy{Floor: ptr(dec("20"))}}, quantity: "1", unit: "1", kind: resolve.Own},
		"a cost of another currency":     {facts: resolve.Facts{Prices: []resolve.Price{of(resolve.Own, 0, "1")}, Cost: ptr(priceIn("8", money.USD)), Policy: resolve.Policy{Floor: ptr(dec("20"))}}, quantity: "1", unit: "1", kind: resolve.Own},
		"all under the floor":            {facts: resolve.Facts{Prices: []resolve.Price{of(resolve.Own, 0, "1")}, Cost: ptr(price("8")), Policy: resolve.Policy{Floor: ptr(dec("20"))}}, quantity: "1"},
		"currencies are compared":        {facts: resolve.Facts{Prices: []resolve.Price{base, {Kind: resolve.Region, List: list(1), Unit: priceIn("1.5", money.USD)}}, Policy: resolve.Policy{Precedence: resolve.Best}, Rates: rates}, quantity: "1", unit: "1.5", kind: resolve.Region, not: []resolve.Reason{resolve.Higher}},
		"without a rate they cannot":     {facts: resolve.Facts{Prices: []resolve.Price{base, {Kind: resolve.Region, List: list(1), Unit: priceIn("1.7", money.USD)}}, Policy: resolve.Policy{Precedence: resolve.Best}}, quantity: "1", unit: "1.7", kind: resolve.Region, not: []resolve.Reason{resolve.OtherCurrency}},
		"a rule on the base":             {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Group, 1, "0"), func(p *resolve.Price) { p.Rule = &resolve.Rule{Basis: resolve.FromBase, Percent: dec("-5")} })}}, quantity: "10", unit: "8.55", kind: resolve.Group, next: "7.6", not: []resolve.Reason{resolve.LowerRank}},
		"a rule on a base out of tax":    {facts: resolve.Facts{Prices: []resolve.Price{with(of(resolve.Base, 9, "11.3"), func(p *resolve.Price) { p.TaxIncluded, p.TaxRate = true, dec("13") }), with(of(resolve.Group, 1, "0"), func(p *resolve.Price) { p.Rule = &resolve.Rule{Basis: resolve.FromBase, Percent: dec("-5")} })}}, quantity: "10", unit: "9.5", kind: resolve.Group, not: []resolve.Reason{resolve.LowerRank}},
		"a rule on the cost":             {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Group, 1, "0"), func(p *resolve.Price) { p.Rule = &resolve.Rule{Basis: resolve.FromCost, Percent: dec("25")} })}, Cost: ptr(price("6"))}, quantity: "10", unit: "7.5", kind: resolve.Group, not: []resolve.Reason{resolve.LowerRank}},
		"a rule without a cost":          {facts: resolve.Facts{Prices: []resolve.Price{base, with(of(resolve.Group, 1, "0"), func(p *resolve.Price) { p.Rule = &resolve.Rule{Basis: resolve.FromCost, Percent: dec("25")} })}}, quantity: "1", unit: "10", kind: resolve.Base, next: "9", not: []resolve.Reason{resolve.NoBasis}},
		"an entry goes before its rule":  {facts: resolve.Facts{Prices: []resolve.Price{with(of(resolve.Group, 1, "0"), func(p *resolve.Price) { p.Rule, p.From = &resolve.Rule{Basis: resolve.FromCost}, now }), of(resolve.Group, 1, "4")}, Cost: ptr(price("6"))}, quantity: "1", unit: "4", kind: resolve.Group, not: []resolve.Reason{resolve.Superseded}},
		"breaks under the floor are cut": {facts: resolve.Facts{Prices: []resolve.Price{base}, Cost: ptr(price("7")), Policy: resolve.Policy{Floor: ptr(dec("20"))}}, quantity: "500", unit: "9", kind: resolve.Base},
	}
	for name, row := range rows {
		family := decimal.Zero
		if row.family != "" {
			family = dec(row.family)
		}
		got, ok := resolve.Resolve(row.facts, resolve.Ask{Quantity: dec(row.quantity), FamilyQuantity: family, At: now})
		if ok != (row.unit != "") {
			t.Errorf("%s: %v %+v", name, ok, got)
			continue
		}
		if !ok {
			continue
		}
		var not []resolve.Reason
		for _, n := range got.Not {
			not = append(not, n.Reason)
		}
		next := ""
		if got.Next != nil {
			next = got.Next.Unit.Decimal().String()
		}
		if got.Unit.Decimal().String() != row.unit || got.From.Kind != row.kind || next != row.next || !reflect.DeepEqual(not, row.not) {
			t.Errorf("%s: %s of %s, next %q, not %v", name, got.Unit, got.From.Kind, next, not)
		}
	}
}

func TestStepsTellTheWay(t *testing.T) {
	t.Parallel()
	rule := resolve.Rule{Basis: resolve.FromBase, Percent: dec("3"), Floor: resolve.Bound{Amount: ptr(dec("10.5"))}}
	p := with(of(resolve.Group, 1, "0"), func(p *resolve.Price) {
		p.Rule, p.Rounding = &rule, resolve.Rounding{Mode: money.HalfUp, Step: dec("1"), Ending: dec("0.99")}
	})
	got, _ := resolve.Resolve(resolve.Facts{Prices: []resolve.Price{of(resolve.Base, 0, "10", "5", "9"), p}}, resolve.Ask{Quantity: dec("5"), At: now})
	var codes []resolve.StepCode
	for _, s := range got.Steps {
		codes = append(codes, s.Code)
	}
	want := []resolve.StepCode{resolve.StepBasis, resolve.StepPercent, resolve.StepFloor, resolve.StepRound, resolve.StepBreak}
	if !reflect.DeepEqual(codes, want) || got.Unit.Decimal().String() != "10.99" {
		t.Errorf("%v %s", codes, got.Unit)
	}
	taxed := with(of(resolve.Base, 1, "113"), func(p *resolve.Price) { p.TaxIncluded, p.TaxRate = true, dec("13") })
	got, _ = resolve.Resolve(resolve.Facts{Prices: []resolve.Price{taxed}}, resolve.Ask{Quantity: dec("1"), At: now})
	if len(got.Steps) != 2 || got.Steps[1].Code != resolve.StepTax || got.Gross == nil || got.Gross.Decimal().String() != "113" {
		t.Errorf("%+v", got)
	}
}

func TestRule(t *testing.T) {
	t.Parallel()
	nines := resolve.Rounding{Mode: money.HalfUp, Step: dec("1"), Ending: dec("0.99")}
	rows := map[string]struct {
		rule     resolve.Rule
		rounding resolve.Rounding
		basis    string
		want     string
	}{
		"percent":                     {resolve.Rule{Percent: dec("3")}, resolve.Rounding{}, "1.234567", "1.271604"},
		"minus":                       {resolve.Rule{Percent: dec("-2.5")}, resolve.Rounding{}, "40", "39"},
		"a margin as floor":           {resolve.Rule{Percent: dec("-50"), Floor: resolve.Bound{Margin: ptr(dec("30"))}}, resolve.Rounding{}, "10", "8.571429"},
		"the tighter of two floors":   {resolve.Rule{Percent: dec("-50"), Floor: resolve.Bound{Margin: ptr(dec("30")), Amount: ptr(dec("9"))}}, resolve.Rounding{}, "10", "9"},
		"a ceiling":                   {resolve.Rule{Percent: dec("50"), Ceiling: resolve.Bound{Amount: ptr(dec("12"))}}, resolve.Rounding{}, "10", "12"},
		"the floor wins":              {resolve.Rule{Floor: resolve.Bound{Amount: ptr(dec("12"))}, Ceiling: resolve.Bound{Amount: ptr(dec("11"))}}, resolve.Rounding{}, "10", "12"},
		"charm":                       {resolve.Rule{}, nines, "10.40", "9.99"},
		"charm up":                    {resolve.Rule{}, nines, "10.49", "10.99"},
		"charm of little":             {resolve.Rule{}, nines, "0.10", "0.99"},
		"steps of five hundredths":    {resolve.Rule{}, resolve.Rounding{Mode: money.Up, Step: dec("0.05")}, "1.01", "1.05"},
		"half to even":                {resolve.Rule{}, resolve.Rounding{Mode: money.HalfEven, Step: dec("0.1")}, "1.25", "1.2"},
		"rounding stays above":        {resolve.Rule{Floor: resolve.Bound{Amount: ptr(dec("10.2"))}}, nines, "10.2", "10.99"},
		"rounding stays below":        {resolve.Rule{Ceiling: resolve.Bound{Amount: ptr(dec("10.7"))}}, nines, "10.7", "9.99"},
		"no point between the bounds": {resolve.Rule{Floor: resolve.Bound{Amount: ptr(dec("10.2"))}, Ceiling: resolve.Bound{Amount: ptr(dec("10.7"))}}, nines, "10.5", "10.7"},
	}
	for name, row := range rows {
		row.rule.Basis = resolve.FromBase
		got, steps, ok := row.rule.Apply(price(row.basis), money.CNY, ptr(price("6")), row.rounding)
		if !ok || got.Decimal().String() != row.want {
			t.Errorf("%s: %s %v", name, got, ok)
		}
		if ok && steps[len(steps)-1].Unit != got {
			t.Errorf("%s: the last step is not the price: %+v", name, steps)
		}
	}
	if _, _, ok := (resolve.Rule{Basis: resolve.FromBase}).Apply(priceIn("1", money.USD), money.CNY, nil, resolve.Rounding{}); ok {
		t.Error("a basis of another currency was taken")
	}
	if m, ok := resolve.Margin(price("10"), price("7.5")); !ok || m.String() != "25" {
		t.Error(m, ok)
	}
	if _, ok := resolve.AtMargin(price("1"), dec("100")); ok {
		t.Error("a margin of everything has no price")
	}
}

// A price whose first figure is none (here: below nothing) is no price before its first break is reached; nothing without a currency ever wins.
func TestAFirstFigureThatIsNone(t *testing.T) {
	t.Parallel()
	odd := func(kind resolve.Kind) resolve.Price {
		return with(of(kind, 1, "0", "10", "4", "50", "3"), func(p *resolve.Price) { p.Unit = money.FromMillionths(-1, money.CNY) })
	}
	family := with(odd(resolve.Group), func(p *resolve.Price) { p.FamilyBreaks = true })
	for name, row := range map[string]struct {
		prices           []resolve.Price
		quantity, family string
		want             string // "" for none
	}{
		"nothing else":                      {[]resolve.Price{odd(resolve.Group)}, "1", "0", ""},
		"nothing else, from the break on":   {[]resolve.Price{odd(resolve.Group)}, "10", "0", "4"},
		"a base price beside":               {[]resolve.Price{odd(resolve.Group), of(resolve.Base, 0, "7")}, "1", "0", "7"},
		"the family has not reached it":     {[]resolve.Price{family, of(resolve.Base, 0, "7")}, "1", "9", "7"},
		"the family has reached it":         {[]resolve.Price{family, of(resolve.Base, 0, "7")}, "1", "12", "4"},
		"the family alone, not far enough":  {[]resolve.Price{family}, "2", "9.999999", ""},
		"an odd base price under a rule":    {[]resolve.Price{odd(resolve.Base), with(of(resolve.Region, 2, "0"), func(p *resolve.Price) { p.Rule = &resolve.Rule{Basis: resolve.FromBase} })}, "1", "0", "0"},
		"the lowest is picked, not nothing": {[]resolve.Price{odd(resolve.Contract), of(resolve.Base, 0, "7"), of(resolve.Own, 0, "6")}, "1", "0", "6"},
	} {
		for _, precedence := range []resolve.Precedence{resolve.Best, resolve.Priority} {
			f := resolve.Facts{Prices: row.prices, Policy: resolve.Policy{Precedence: precedence}}
			got, ok := resolve.Resolve(f, resolve.Ask{Quantity: dec(row.quantity), FamilyQuantity: dec(row.family), At: now})
			if ok != (row.want != "") || ok && (got.Unit.Decimal().String() != row.want || got.Unit.Currency() != money.CNY) {
				t.Errorf("%s, %s: %v %s, want %q", name, precedence, ok, got.Unit, row.want)
			}
			for _, n := range got.Not {
				if n.Reason == "" {
					t.Errorf("%s, %s: a price is out and nobody says why", name, precedence)
				}
			}
		}
	}
}
