package split

import (
	"errors"
	"testing"
)

func ptr(v int64) *int64 { return &v }

func TestBuy(t *testing.T) {
	t.Parallel()
	steps := []Price{{Unit: 10 * UnitScale}, {From: 10, Unit: 7 * UnitScale}}
	for name, c := range map[string]struct {
		line     Line
		offer    Offer
		quantity int64
		amount   int64
		none     bool
	}{
		"as asked":                       {Line{Quantity: 3}, Offer{Prices: steps}, 3, 30, false},
		"whole packs":                    {Line{Quantity: 3}, Offer{Prices: steps, Pack: 4}, 4, 40, false},
		"from the minimum on":            {Line{Quantity: 3}, Offer{Prices: steps, Minimum: 5}, 5, 50, false},
		"the minimum in whole packs":     {Line{Quantity: 3}, Offer{Prices: steps, Minimum: 5, Pack: 4}, 8, 80, false},
		"the break counts what is sold":  {Line{Quantity: 9}, Offer{Prices: steps, Pack: 5}, 10, 70, false},
		"more is cheaper, and allowed":   {Line{Quantity: 8, UpTo: 10}, Offer{Prices: steps}, 10, 70, false},
		"more is cheaper, not allowed":   {Line{Quantity: 8}, Offer{Prices: steps}, 8, 80, false},
		"more is dearer":                 {Line{Quantity: 6, UpTo: 10}, Offer{Prices: steps}, 6, 60, false},
		"of equals the smallest":         {Line{Quantity: 7, UpTo: 10}, Offer{Prices: steps}, 7, 70, false},
		"more is cheaper, not in stock":  {Line{Quantity: 8, UpTo: 10}, Offer{Prices: steps, Stock: ptr(9)}, 8, 80, false},
		"not in stock":                   {Line{Quantity: 8}, Offer{Prices: steps, Stock: ptr(7)}, 0, 0, true},
		"nothing in stock":               {Line{Quantity: 1}, Offer{Prices: steps, Stock: ptr(0)}, 0, 0, true},
		"sold from more than is asked":   {Line{Quantity: 2}, Offer{Prices: steps[1:]}, 0, 0, true},
		"sold from what may be bought":   {Line{Quantity: 2, UpTo: 10}, Offer{Prices: steps[1:]}, 10, 70, false},
		"half a minor unit is rounded":   {Line{Quantity: 1}, Offer{Prices: []Price{{Unit: UnitScale / 2}}}, 1, 1, false},
		"less than half is not":          {Line{Quantity: 1}, Offer{Prices: []Price{{Unit: UnitScale/2 - 1}}}, 1, 0, false},
		"more money than there is":       {Line{Quantity: 2}, Offer{Prices: []Price{{Unit: MostMoney * UnitScale / 2}, {From: 3}}}, 2, MostMoney, false},
		"even more money than there is":  {Line{Quantity: 3}, Offer{Prices: []Price{{Unit: MostMoney * UnitScale / 2}}}, 0, 0, true},
		"so much that it would overflow": {Line{Quantity: MostMoney}, Offer{Prices: []Price{{Unit: 1 << 62}}}, 0, 0, true},
	} {
		q, a, ok := c.offer.buy(c.line)
		if ok == c.none || q != c.quantity || a != c.amount {
			t.Errorf("%s: %d for %d, %t", name, q, a, ok)
		}
	}
}

// plain is a basket of one line at one supplier.
func plain() Basket {
	return Basket{Lines: []Line{{Key: "a", Quantity: 1, Offers: []Offer{{Prices: []Price{{Unit: 5 * UnitScale}}}}}}, Suppliers: []Supplier{{Key: "s"}}}
}

// What means nothing is refused, and the error says where.
func TestValid(t *testing.T) {
	t.Parallel()
	if err := plain().Valid(); err != nil {
		t.Fatal(err)
	}
	offer := func(change func(*Offer)) func(*Basket) { return func(b *Basket) { change(&b.Lines[0].Offers[0]) } }
	supplier := func(change func(*Supplier)) func(*Basket) { return func(b *Basket) { change(&b.Suppliers[0]) } }
	rule := func(r Rule) func(*Basket) { return func(b *Basket) { b.Rules = []Rule{r} } }
	rebate := func(r ...Rebate) func(*Basket) { return supplier(func(s *Supplier) { s.Rebates = r }) }
	for name, spoil := range map[string]func(*Basket){
		"no lines":                   func(b *Basket) { b.Lines = nil },
		"no suppliers":               func(b *Basket) { b.Suppliers = nil },
		"aim":                        func(b *Basket) { b.Aim = 4 },
		"line without a key":         func(b *Basket) { b.Lines[0].Key = "" },
		"two lines of one key":       func(b *Basket) { b.Lines = append(b.Lines, b.Lines[0]) },
		"two suppliers of one key":   func(b *Basket) { b.Suppliers = append(b.Suppliers, b.Suppliers[0]) },
		"nothing asked":              func(b *Basket) { b.Lines[0].Quantity = 0 },
		"quantity":                   func(b *Basket) { b.Lines[0].Quantity = MostMoney + 1 },
		"two offers of one":          func(b *Basket) { b.Lines[0].Offers = append(b.Lines[0].Offers, b.Lines[0].Offers[0]) },
		"offer of nobody":            offer(func(o *Offer) { o.Supplier = 1 }),
		"no price":                   offer(func(o *Offer) { o.Prices = nil }),
		"prices that fall in from":   offer(func(o *Offer) { o.Prices = []Price{{From: 2}, {From: 1}} }),
		"price under nothing":        offer(func(o *Offer) { o.Prices = []Price{{Unit: -1}} }),
		"pack":                       offer(func(o *Offer) { o.Pack = -1 }),
		"stock":                      offer(func(o *Offer) { o.Stock = ptr(-1) }),
		"too much money":             offer(func(o *Offer) { o.Prices = []Price{{Unit: MostMoney * UnitScale}} }),
		"freight":                    supplier(func(s *Supplier) { s.Freight = []Freight{{Cost: -1}} }),
		"freight that does not rise": supplier(func(s *Supplier) { s.Freight = []Freight{{}, {}} }),
		"minimum":                    supplier(func(s *Supplier) { s.Minimum.Value = -1 }),
		"below the minimum":          supplier(func(s *Supplier) { s.Minimum.Below = 3 }),
		"room":                       supplier(func(s *Supplier) { s.Room = ptr(-1) }),
		"rebates over the whole":     rebate(Rebate{Steps: []RebateStep{{Rate: RateScale * 3 / 5}}}, Rebate{Steps: []RebateStep{{Rate: RateScale / 2}}}),
		"amount over its goods":      rebate(Rebate{Steps: []RebateStep{{From: 5, Amount: 6}}}),
		"amount and rate over all":   rebate(Rebate{Steps: []RebateStep{{From: 10, Amount: 6, Rate: RateScale / 2}}}),
		"rebate steps do not rise":   rebate(Rebate{Steps: []RebateStep{{From: 5}, {From: 5}}}),
		"rebate of no line":          rebate(Rebate{Lines: []int{1}}),
		"rebate of one line twice":   rebate(Rebate{Lines: []int{0, 0}}),
		"too many rebates":           rebate(make([]Rebate, MostRebates+1)...),
		"too many on some lines":     rebate(Rebate{Lines: []int{}}, Rebate{Lines: []int{}}, Rebate{Lines: []int{}}, Rebate{Lines: []int{}}, Rebate{Lines: []int{}}),
		"too many combinations":      rebate(Rebate{Steps: make([]RebateStep, 1)}, Rebate{Lines: []int{}, Steps: risen(9)}, Rebate{Lines: []int{}, Steps: risen(9)}),
		"must use nobody":            rule(Rule{Kind: MustUse, Supplier: 1}),
		"at most none":               rule(Rule{Kind: AtMost}),
		"keep no line":               rule(Rule{Kind: Keep, Line: 1}),
		"no such line on time":       rule(Rule{Kind: OnTime, Line: -2}),
		"no such rule":               rule(Rule{Kind: 9}),
	} {
		b := plain()
		spoil(&b)
		if _, err := Solve(t.Context(), b, Options{}); !errors.Is(err, ErrBasket) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func risen(n int) []RebateStep {
	steps := make([]RebateStep, n)
	for i := range steps {
		steps[i].From = int64(i)
	}
	return steps
}

// Whatever a basket holds, it is refused with an error or divided: nothing panics.
func FuzzBasket(f *testing.F) {
	f.Add(int64(1), int64(0), int64(5), int64(0), int64(0), int64(0), int64(0), 0, 0, 0)
	f.Add(int64(9), int64(12), int64(7), int64(100), int64(30), int64(60), int64(20_000), 2, 1, 3)
	f.Add(int64(-1), int64(1)<<62, int64(1)<<62, int64(-5), int64(1)<<41, int64(1)<<40, int64(RateScale), 4, 5, -1)
	f.Fuzz(func(t *testing.T, quantity, from, unit, minimum, freight, room, rate int64, below, kind, place int) {
		b := plain()
		b.Suppliers = append(b.Suppliers, Supplier{Key: "t", Freight: []Freight{{From: from, Cost: freight}}, Minimum: Minimum{Value: minimum, Below: Below(below), Fee: freight},
			Room: &room, Rebates: []Rebate{{Steps: []RebateStep{{From: from, Rate: rate, Amount: minimum}}}, {Lines: []int{place}, Steps: []RebateStep{{From: minimum, Rate: rate}}}}})
		b.Lines = append(b.Lines, Line{Key: "b", Quantity: quantity, UpTo: from, Offers: []Offer{{Supplier: 1, Prices: []Price{{Unit: unit}, {From: from, Unit: rate}}, Pack: minimum}}})
		b.Rules = []Rule{{Kind: RuleKind(kind), Supplier: place, Line: place, Count: below}}
		b.Aim = Aim(kind)
		p, err := Solve(t.Context(), b, Options{Steps: 100_000})
		if (err == nil) == errors.Is(err, ErrBasket) || err != nil && p.Choice != nil {
			t.Fatalf("%v, %+v", err, p)
		}
	})
}
