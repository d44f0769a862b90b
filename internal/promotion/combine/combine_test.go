package combine

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

var moment = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

var d = decimal.RequireFromString

func promoID(n int) id.PromotionID { return id.FromUUID[id.Promotion]([16]byte{15: byte(n)}) }
func itemID(n int) id.ItemID       { return id.FromUUID[id.Item]([16]byte{15: byte(n)}) }

func price(text string) money.UnitPrice {
	p, err := money.NewUnitPrice(d(text), money.CNY)
	if err != nil {
		panic(err)
	}
	return p
}

func floor(text string) *money.UnitPrice { p := price(text); return &p }

// entry is a line of ten in a case, of an item with that number, in category "c" and family "f".
func entry(n int, quantity, unit string) Line {
	return Line{Key: fmt.Sprint(n), Item: itemID(n), Category: "c", Family: "f", Quantity: d(quantity), Case: d("10"), Price: price(unit)}
}

// action is a running promotion on everything.
func action(n int, kind Kind, change func(*Promotion)) Promotion {
	p := Promotion{ID: promoID(n), Name: fmt.Sprint("p", n), Version: 1, Kind: kind, Currency: money.CNY, On: Selection{All: true}, Measure: Units, Running: true}
	if change != nil {
		change(&p)
	}
	return p
}

func percent(n int, off string) Promotion {
	return action(n, Percent, func(p *Promotion) { p.Tiers = []Tier{{Percent: d(off)}} })
}

func basket(lines []Line, promotions ...Promotion) Basket {
	return Basket{Currency: money.CNY, Lines: lines, Promotions: promotions, Policy: Policy{Mode: Best}, At: moment}
}

func mustCombine(t interface{ Fatal(...any) }, b Basket) Result {
	r, err := Combine(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Each kind on baskets worked by hand: what is saved, per line, in fen.
func TestKinds(t *testing.T) {
	t.Parallel()
	ten := []Line{entry(1, "10", "2.00"), entry(2, "3", "5.00")} // 20.00 and 15.00
	rows := []struct {
		name  string
		lines []Line
		promo Promotion
		want  []int64
	}{
		{"12.5 % off", ten, percent(1, "12.5"), []int64{250, 188}},
		{"10 % from 30.00", ten, action(1, Percent, func(p *Promotion) { p.Measure, p.Tiers = Spend, []Tier{{From: d("30"), Percent: d("10")}} }), []int64{200, 150}},
		{"the tier that is reached", ten, action(1, Percent, func(p *Promotion) {
			p.Tiers = []Tier{{From: d("5"), Percent: d("10")}, {From: d("13"), Percent: d("20")}, {From: d("14"), Percent: d("50")}}
		}), []int64{400, 300}},
		{"4.00 off, split by largest remainder", ten, action(1, Amount, func(p *Promotion) { p.Tiers = []Tier{{Amount: d("4")}} }), []int64{229, 171}},
		{"0.30 off each", ten, action(1, Amount, func(p *Promotion) { p.Each, p.Tiers = true, []Tier{{Amount: d("0.3")}} }), []int64{300, 90}},
		{"3.00 off each case", ten, action(1, Amount, func(p *Promotion) { p.Each, p.Measure, p.Tiers = true, Cases, []Tier{{Amount: d("3")}} }), []int64{300, 0}},
		{"each for 1.50", ten, action(1, FixedPrice, func(p *Promotion) { p.Tiers = []Tier{{Amount: d("1.5")}} }), []int64{500, 1050}},
		{"a case for 18.00", ten[:1], action(1, FixedPrice, func(p *Promotion) { p.Measure, p.Tiers = Cases, []Tier{{Amount: d("18")}} }), []int64{200}},
		{"3 for 2: the cheapest of each set, dearest sets first", ten, action(1, NForM, func(p *Promotion) { p.Take, p.Pay = 3, 2 }), []int64{600, 500}},
		{"3 for 2, once", ten, action(1, NForM, func(p *Promotion) { p.Take, p.Pay, p.Most = 3, 2, 1 }), []int64{0, 500}},
		{"6 cases for 5", []Line{entry(1, "60", "2.00")}, action(1, NForM, func(p *Promotion) { p.Take, p.Pay, p.Measure = 6, 5, Cases }), []int64{2000}},
		{"2 for 3.00", ten[:1], action(1, Bundle, func(p *Promotion) { p.Parts, p.Price = []Part{{Selection{All: true}, 2}}, d("3") }), []int64{500}},
		{"one of each for 6.00", ten, action(1, Bundle, func(p *Promotion) {
			p.Parts = []Part{{Selection{Items: []id.ItemID{itemID(1)}}, 1}, {Selection{Items: []id.ItemID{itemID(2)}}, 1}}
			p.Price = d("6")
		}), []int64{86, 214}},
		{"parts that share lines take no unit twice", ten, action(1, Bundle, func(p *Promotion) {
			p.Parts, p.Price, p.Most = []Part{{Selection{All: true}, 2}, {Selection{Items: []id.ItemID{itemID(2)}}, 2}}, d("10"), 1
		}), []int64{0, 0}},
		{"a floor leaves the line out", []Line{{Key: "1", Item: itemID(1), Quantity: d("10"), Price: price("2"), Floor: floor("1.8")}, entry(2, "3", "5.00")},
			action(1, Percent, func(p *Promotion) { p.Tiers = []Tier{{Percent: d("11")}} }), []int64{0, 165}},
		{"down to the floor", []Line{{Key: "1", Item: itemID(1), Quantity: d("10"), Price: price("2"), Floor: floor("1.8")}}, percent(1, "10"), []int64{200}},
		{"of a category, without an item", []Line{entry(1, "1", "10"), entry(2, "1", "10"), {Key: "3", Item: itemID(3), Category: "d", Quantity: d("1"), Price: price("10")}},
			action(1, Percent, func(p *Promotion) {
				p.On = Selection{Categories: []string{"c"}, Not: []id.ItemID{itemID(2)}}
				p.Tiers = []Tier{{Percent: d("10")}}
			}), []int64{100, 0, 0}},
	}
	for _, row := range rows {
		r := mustCombine(t, basket(row.lines, row.promo))
		for i, want := range row.want {
			if got := r.Lines[i].Before.Minor() - r.Lines[i].After.Minor(); got != want {
				t.Errorf("%s: line %d saves %d, want %d (%+v)", row.name, i+1, got, want, r.Not)
			}
		}
	}
}

func TestGiftsAndFreight(t *testing.T) {
	t.Parallel()
	gift := action(1, Gift, func(p *Promotion) {
		p.Tiers = []Tier{{From: d("5")}}
		p.Gift = Given{Item: itemID(9), Count: d("2"), Worth: d("1.5")}
	})
	freight := action(2, FreeFreight, func(p *Promotion) { p.Measure, p.Tiers = Spend, []Tier{{From: d("20")}} })
	b := basket([]Line{entry(1, "12", "2.00")}, gift, freight, action(3, FreeFreight, nil))
	b.Freight = money.New(800, money.CNY)
	r := mustCombine(t, b)
	if len(r.Gifts) != 1 || !r.Gifts[0].Quantity.Equal(d("4")) || !r.Freight.IsZero() || !r.Saving.IsZero() || len(r.Applied) != 2 || r.Applied[1].Saving.Minor() != 800 {
		t.Errorf("%+v", r)
	}
	if next := r.Applied[0].Next; next == nil || !next.Missing.Equal(d("3")) || next.Gift == nil || !next.Gift.Quantity.Equal(d("2")) {
		t.Errorf("next gift: %+v", next)
	}
	if len(r.Not) != 1 || r.Not[0].Reason != Beaten {
		t.Errorf("the second free freight: %+v", r.Not)
	}
}

// What is missing, and what it would bring.
func TestGaps(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name    string
		lines   []Line
		promo   Promotion
		missing string
		saving  int64
	}{
		{"4 more cases of ten", []Line{entry(1, "20", "20.00")}, action(1, NForM, func(p *Promotion) { p.Take, p.Pay, p.Measure = 6, 5, Cases }), "4", 20000},
		{"50.00 more", []Line{entry(1, "20", "10.00")}, action(1, Percent, func(p *Promotion) { p.Measure, p.Tiers = Spend, []Tier{{From: d("250"), Percent: d("10")}} }), "50", 2500},
		{"half a unit more", []Line{entry(1, "1.5", "10.00")}, action(1, Amount, func(p *Promotion) { p.Tiers = []Tier{{From: d("2"), Amount: d("5")}} }), "0.5", 500},
		{"one more for 25", []Line{entry(1, "1", "15.00")}, action(1, Bundle, func(p *Promotion) { p.Parts, p.Price = []Part{{Selection{All: true}, 2}}, d("25") }), "1", 500},
	}
	for _, row := range rows {
		r := mustCombine(t, basket(row.lines, row.promo))
		if len(r.Not) != 1 || r.Not[0].Reason != Below || r.Not[0].Gap == nil {
			t.Errorf("%s: %+v", row.name, r.Not)
			continue
		}
		if g := r.Not[0].Gap; !g.Missing.Equal(d(row.missing)) || g.Saving.Minor() != row.saving || g.Line != "1" {
			t.Errorf("%s: %+v", row.name, g)
		}
		// Exactly that much brings exactly that.
		grown := slices.Clone(row.lines)
		add := r.Not[0].Gap.Missing
		switch row.promo.Measure {
		case Cases:
			add = add.Mul(grown[0].Case)
		case Spend:
			add = add.Div(grown[0].Price.Decimal())
		}
		grown[0].Quantity = grown[0].Quantity.Add(add)
		if r := mustCombine(t, basket(grown, row.promo)); r.Saving.Minor() != row.saving {
			t.Errorf("%s: with it, %v is saved", row.name, r.Saving)
		}
	}
}

// The next step of a promotion that applies is a hint as one that does not apply is.
func TestNextStepsAreHints(t *testing.T) {
	t.Parallel()
	tiers := action(1, Percent, func(p *Promotion) {
		p.Tiers = []Tier{{From: d("5"), Percent: d("10")}, {From: d("12"), Percent: d("20")}}
	})
	for quantity, want := range map[string]string{"4": "1 below_threshold 1.00", "10": "2 below_threshold 2.80", "12": ""} {
		var got string
		for _, h := range mustCombine(t, basket([]Line{entry(1, quantity, "2")}, tiers)).Hints() {
			got += fmt.Sprint(h.Gap.Missing, " ", h.Reason, " ", h.Gap.Saving.Decimal().StringFixed(2))
		}
		if got != want {
			t.Errorf("%s units: %q, want %q", quantity, got, want)
		}
	}
}

func TestReasons(t *testing.T) {
	t.Parallel()
	away, left := 10, money.New(99, money.CNY)
	lines := []Line{entry(1, "10", "1.00")}
	off := func(change func(*Promotion)) Promotion {
		p := percent(1, "10")
		change(&p)
		return p
	}
	rows := map[Reason]Promotion{
		NotRunning:    off(func(p *Promotion) { p.Running = false }),
		NotStarted:    off(func(p *Promotion) { p.From = moment.Add(1) }),
		Ended:         off(func(p *Promotion) { p.Until = moment }),
		OtherCurrency: off(func(p *Promotion) { p.Currency = money.EUR }),
		OtherGroup:    off(func(p *Promotion) { p.Groups = []id.GroupID{id.FromUUID[id.Group]([16]byte{1})} }),
		OtherRegion:   off(func(p *Promotion) { p.Regions = []string{"north"} }),
		OtherChannel:  off(func(p *Promotion) { p.Channels = []string{"web"} }),
		NotNew:        off(func(p *Promotion) { p.New = true }),
		NotAway:       off(func(p *Promotion) { p.Away = 30 }),
		NoCoupon:      off(func(p *Promotion) { p.Coupon = true }),
		UsedByBuyer:   off(func(p *Promotion) { p.PerBuyer = 1 }),
		Spent:         off(func(p *Promotion) { p.UsedUp = true }),
		OverBudget:    off(func(p *Promotion) { p.Left = &left }),
		NothingHere:   off(func(p *Promotion) { p.On = Selection{Items: []id.ItemID{itemID(7)}} }),
		NoCase: action(1, NForM, func(p *Promotion) {
			p.Take, p.Pay, p.Measure, p.On = 3, 2, Cases, Selection{Items: []id.ItemID{itemID(2)}}
		}),
		Cheaper:    action(1, FixedPrice, func(p *Promotion) { p.Tiers = []Tier{{Amount: d("1")}} }),
		NoFreight:  action(1, FreeFreight, nil),
		UnderFloor: off(func(p *Promotion) { p.On = Selection{Items: []id.ItemID{itemID(3)}} }),
	}
	for reason, p := range rows {
		b := basket(append(slices.Clone(lines), Line{Key: "2", Item: itemID(2), Quantity: d("9"), Price: price("1")},
			Line{Key: "3", Item: itemID(3), Quantity: d("1"), Price: price("1"), Floor: floor("0.95")}), p)
		b.Buyer = Buyer{DaysSinceOrder: &away, Used: map[id.PromotionID]int{promoID(1): 1}}
		r := mustCombine(t, b)
		if len(r.Not) != 1 || r.Not[0].Reason != reason || !r.Saving.IsZero() {
			t.Errorf("%s: %+v", reason, r.Not)
		}
		if reason == NotAway && (r.Not[0].Gap == nil || r.Not[0].Gap.Days != 20) {
			t.Errorf("days: %+v", r.Not[0].Gap)
		}
	}
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	lines := []Line{entry(1, "10", "10.00"), entry(2, "10", "10.00")}
	ten, twenty := percent(1, "10"), percent(2, "20")
	twenty.On = Selection{Items: []id.ItemID{itemID(1)}}
	rows := []struct {
		name   string
		policy Policy
		alone  bool
		want   int64
	}{
		{"each line its best", Policy{Mode: Best}, false, 3000},
		{"one for all", Policy{Mode: One}, false, 2000},
		{"over each other", Policy{Mode: Stack}, false, 3800},
		{"one on a line", Policy{Mode: Stack, MostPerLine: 1}, false, 2000},
		{"at most 25 % off a line", Policy{Mode: Stack, MostPercent: d("25")}, false, 3500},
		{"alone", Policy{Mode: Stack}, true, 2000},
	}
	for _, row := range rows {
		b := basket(lines, ten, twenty)
		b.Policy, b.Promotions[0].Alone = row.policy, row.alone
		if r := mustCombine(t, b); r.Saving.Minor() != row.want || !r.Proven {
			t.Errorf("%s: %v, want %d; %+v", row.name, r.Saving, row.want, r.Applied)
		}
	}
}

func TestFunding(t *testing.T) {
	t.Parallel()
	p := percent(1, "10")
	p.Funding = Funding{Supplier: 50, Brand: 30, Hub: 20}
	s := mustCombine(t, basket([]Line{entry(1, "1", "10.30")}, p)).Applied[0].Shares // of 1.03
	if s.Supplier.Minor() != 51 || s.Brand.Minor() != 31 || s.Hub.Minor() != 21 {
		t.Errorf("%+v", s)
	}
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	ok := entry(1, "1", "1")
	for name, b := range map[string]Basket{
		"no quantity":      basket([]Line{entry(1, "0", "1")}),
		"below nothing":    basket([]Line{entry(1, "-1", "1")}),
		"too exact":        basket([]Line{entry(1, "0.0000001", "1")}),
		"a key twice":      basket([]Line{ok, ok}),
		"two currencies":   {Currency: money.EUR, Lines: []Line{ok}},
		"too much":         basket([]Line{entry(1, "100000000", "1000000")}),
		"unknown kind":     basket([]Line{ok}, action(1, "x", nil)),
		"no tier":          basket([]Line{ok}, action(1, Percent, nil)),
		"101 %":            basket([]Line{ok}, percent(1, "101")),
		"pay as you take":  basket([]Line{ok}, action(1, NForM, func(p *Promotion) { p.Take, p.Pay = 2, 2 })),
		"tiers that fall":  basket([]Line{ok}, action(1, Percent, func(p *Promotion) { p.Tiers = []Tier{{From: d("2"), Percent: d("1")}, {From: d("1"), Percent: d("2")}} })),
		"an empty bundle":  basket([]Line{ok}, action(1, Bundle, nil)),
		"a gift of naught": basket([]Line{ok}, action(1, Gift, nil)),
	} {
		if _, err := Combine(b); !errors.Is(err, ErrLine) && !errors.Is(err, ErrPromotion) && !errors.Is(err, ErrOverflow) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// any basket: few lines and promotions that share them.
var anyBasket = rapid.Custom(func(t *rapid.T) Basket {
	b := Basket{Currency: money.CNY, At: moment, Freight: money.New(rapid.Int64Range(0, 900).Draw(t, "freight"), money.CNY)}
	for n := range rapid.IntRange(1, 5).Draw(t, "lines") {
		l := Line{Key: fmt.Sprint(n), Item: itemID(rapid.IntRange(1, 4).Draw(t, "item")), Category: rapid.SampledFrom([]string{"", "c", "d"}).Draw(t, "category"),
			Family:   rapid.SampledFrom([]string{"", "f"}).Draw(t, "family"),
			Quantity: decimal.New(rapid.Int64Range(1, 300).Draw(t, "quantity"), -1), Case: decimal.NewFromInt(rapid.Int64Range(0, 6).Draw(t, "case")),
			Price: price(decimal.New(rapid.Int64Range(0, 99999).Draw(t, "price"), -4).String())}
		if rapid.Bool().Draw(t, "floored") {
			l.Floor = floor(decimal.New(rapid.Int64Range(0, 99999).Draw(t, "floor"), -4).String())
		}
		b.Lines = append(b.Lines, l)
	}
	for n := range rapid.IntRange(0, 7).Draw(t, "promotions") {
		b.Promotions = append(b.Promotions, anyPromotion(t, n+1))
	}
	b.Policy = Policy{Mode: rapid.SampledFrom([]Mode{Best, Stack, One}).Draw(t, "mode"), MostPerLine: rapid.IntRange(0, 3).Draw(t, "most"),
		MostPercent: decimal.NewFromInt(rapid.Int64Range(0, 60).Draw(t, "most percent"))}
	return b
})

func anySelection(t *rapid.T) Selection {
	return rapid.SampledFrom([]Selection{
		{All: true}, {Categories: []string{"c"}}, {Families: []string{"f"}}, {Items: []id.ItemID{itemID(1), itemID(2)}},
		{All: true, Not: []id.ItemID{itemID(1)}}, {Items: []id.ItemID{itemID(3)}, Categories: []string{"d"}},
	}).Draw(t, "selection")
}

func anyPromotion(t *rapid.T, n int) Promotion {
	p := action(n, rapid.SampledFrom(Kinds()).Draw(t, "kind"), nil)
	p.On, p.Priority, p.Alone = anySelection(t), rapid.IntRange(0, 2).Draw(t, "priority"), rapid.IntRange(0, 4).Draw(t, "alone") == 0
	p.Measure = rapid.SampledFrom([]Measure{Units, Cases}).Draw(t, "measure")
	p.Most = rapid.Int64Range(0, 3).Draw(t, "most sets")
	from := decimal.NewFromInt(rapid.Int64Range(0, 12).Draw(t, "from"))
	switch p.Kind {
	case Percent:
		p.Tiers = []Tier{{From: from, Percent: decimal.New(rapid.Int64Range(1, 1000).Draw(t, "percent"), -1)}}
	case Amount, FixedPrice:
		p.Each = rapid.Bool().Draw(t, "each")
		p.Tiers = []Tier{{From: from, Amount: decimal.New(rapid.Int64Range(1, 900).Draw(t, "amount"), -2)}}
	case NForM:
		p.Take = rapid.Int64Range(2, 6).Draw(t, "take")
		p.Pay = rapid.Int64Range(0, p.Take-1).Draw(t, "pay")
	case Bundle:
		p.Price = decimal.New(rapid.Int64Range(0, 2000).Draw(t, "bundle price"), -2)
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			p.Parts = append(p.Parts, Part{anySelection(t), rapid.Int64Range(1, 3).Draw(t, "count")})
		}
	case Gift:
		p.Tiers = []Tier{{From: from}}
		p.Gift = Given{Item: itemID(9), Count: d("1"), Worth: decimal.New(rapid.Int64Range(0, 500).Draw(t, "worth"), -2)}
	case FreeFreight:
		p.Tiers = []Tier{{From: from}}
	}
	return p
}

// worth is what an answer is worth as the search counts it.
func worth(b Basket, r Result) (sum int64) {
	for _, a := range r.Applied {
		sum += a.Saving.Minor()
		if a.Gift != nil {
			for _, p := range b.Promotions {
				if p.ID == a.Promotion {
					each := p.Gift.Worth.Mul(p.Gift.Count).Shift(2).Round(0).IntPart()
					sum += max(each, 1) * a.Sets
				}
			}
		}
	}
	return sum
}

// bruteForce weighs every set of the promotions that may apply, over the whole basket, without knots and without bounds.
func bruteForce(t *rapid.T, b Basket) (best int64) {
	lines, err := readLines(b)
	if err != nil {
		t.Fatal(err)
	}
	promos, err := b.promos(NewSet(b.Promotions), lines)
	if err != nil {
		t.Fatal(err)
	}
	s := newState(lines, b.Policy, b.Currency)
	every := make([]int, len(lines))
	for i := range every {
		every[i] = i
	}
	promos = slices.DeleteFunc(promos, func(p *promo) bool { return p.reason != "" })
	for mask := range 1 << len(promos) {
		s.clear(every)
		var sum int64
		var chosen int
		freight := b.Freight.Minor()
		var apart []*promo
		for n, p := range promos {
			if mask>>n&1 == 0 {
				continue
			}
			chosen++
			switch {
			case p.Kind == FreeFreight:
				sum, freight = sum+freight, 0
			case b.Policy.Mode == Best && p.takesApart():
				apart = append(apart, p)
			default:
				e := s.apply(p)
				if e.value() > 0 {
					s.put(e)
				}
				sum += e.value()
			}
		}
		if b.Policy.Mode == One && chosen > 1 {
			continue
		}
		for _, i := range every {
			top := int64(0)
			for _, p := range apart {
				if slices.Contains(s.open(p, p.lines), i) {
					if cut, ok := s.fits(i, s.offLine(p, i)); ok {
						top = max(top, cut)
					}
				}
			}
			sum += top
		}
		best = max(best, sum)
	}
	return best
}

func TestBranchAndBoundIsBruteForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBasket.Draw(t, "basket")
		r := mustCombine(t, b)
		if want := bruteForce(t, b); !r.Proven || worth(b, r) != want {
			t.Fatalf("found %d, brute force %d, proven %v\n%+v", worth(b, r), want, r.Proven, r)
		}
	})
}

// What holds of every answer.
func TestProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBasket.Draw(t, "basket")
		r := mustCombine(t, b)
		if r.After.Sign() < 0 || r.Before.Minor()-r.Saving.Minor() != r.After.Minor() {
			t.Fatalf("%v - %v = %v", r.Before, r.Saving, r.After)
		}
		taken := map[string]int64{}
		for _, a := range r.Applied {
			var sum int64
			for _, x := range a.Lines {
				sum += x.Saving.Minor()
				taken[x.Line] += x.Saving.Minor()
			}
			if !a.FreeFreight && sum != a.Saving.Minor() || a.Shares.Supplier.Minor()+a.Shares.Brand.Minor()+a.Shares.Hub.Minor() != a.Saving.Minor() {
				t.Fatalf("the parts of %+v", a)
			}
		}
		for i, l := range r.Lines {
			if l.Before.Minor()-taken[l.Line] != l.After.Minor() || l.After.Sign() < 0 {
				t.Fatalf("line %+v, taken %d", l, taken[l.Line])
			}
			if f := b.Lines[i].Floor; f != nil && taken[l.Line] > 0 && l.After.Decimal().LessThan(f.Decimal().Mul(b.Lines[i].Quantity)) {
				t.Fatalf("%+v is under its floor %v", l, f)
			}
			if b.Policy.Mode != Stack && len(l.Promotions) > 1 || b.Policy.Mode == Stack && b.Policy.MostPerLine > 0 && len(l.Promotions) > b.Policy.MostPerLine {
				t.Fatalf("too many on %+v", l)
			}
		}
		if len(r.Applied)+len(r.Not) != len(b.Promotions) || b.Policy.Mode == One && len(r.Applied) > 1 {
			t.Fatalf("%d and %d of %d", len(r.Applied), len(r.Not), len(b.Promotions))
		}
		for _, n := range r.Not {
			if n.Reason == "" || n.Reason == Beaten && len(n.By) == 0 || n.Reason == Below && n.Gap == nil {
				t.Fatalf("no reason: %+v", n)
			}
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBasket.Draw(t, "basket")
		first := mustCombine(t, b)
		if !reflect.DeepEqual(first, mustCombine(t, b)) {
			t.Fatal("the same basket twice")
		}
		turned := b
		turned.Lines, turned.Promotions = rapid.Permutation(b.Lines).Draw(t, "lines"), rapid.Permutation(b.Promotions).Draw(t, "promotions")
		second := mustCombine(t, turned)
		at := map[string]LineResult{}
		for _, l := range second.Lines {
			at[l.Line] = l
		}
		for _, l := range first.Lines {
			if !reflect.DeepEqual(l, at[l.Line]) {
				t.Fatalf("%+v and %+v", l, at[l.Line])
			}
		}
		if first.Saving != second.Saving || !reflect.DeepEqual(first.Not, second.Not) || len(first.Applied) != len(second.Applied) {
			t.Fatalf("%+v\n%+v", first, second)
		}
		for i, a := range first.Applied {
			if b := second.Applied[i]; a.Promotion != b.Promotion || a.Saving != b.Saving || a.Shares != b.Shares {
				t.Fatalf("%+v\n%+v", a, b)
			}
		}
	})
}

func TestOneLessIsNeverBetter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBasket.Draw(t, "basket")
		whole := worth(b, mustCombine(t, b))
		for n := range b.Promotions {
			less := b
			less.Promotions = slices.Delete(slices.Clone(b.Promotions), n, n+1)
			if got := worth(less, mustCombine(t, less)); got > whole {
				t.Fatalf("without %+v: %d, with it %d", b.Promotions[n], got, whole)
			}
		}
	})
}

// More than are searched to the end: the answer is legal, and says by how much it may fall short of the best.
func TestManyThatConflict(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBasket.Draw(t, "basket")
		for n := range 20 {
			b.Promotions = append(b.Promotions, anyPromotion(t, 20+n))
		}
		r := mustCombine(t, b)
		if r.Proven != r.AtMostBetter.IsZero() || r.After.Sign() < 0 || r.AtMostBetter.Sign() < 0 {
			t.Fatalf("%+v", r)
		}
	})
}

// large is a basket of 500 lines and 200 promotions, of which some conflict.
func large(mode Mode) Basket {
	b := Basket{Currency: money.CNY, At: moment, Policy: Policy{Mode: mode, MostPerLine: 2}, Freight: money.New(5000, money.CNY)}
	for n := range 500 {
		b.Lines = append(b.Lines, Line{Key: fmt.Sprint(n), Item: id.FromUUID[id.Item]([16]byte{14: byte(n >> 8), 15: byte(n)}), Category: fmt.Sprint("c", n%40), Family: fmt.Sprint("f", n%80),
			Quantity: decimal.NewFromInt(int64(n%30 + 1)), Case: d("6"), Price: price(fmt.Sprintf("%d.%02d", n%90+1, n%100)), Floor: floor("0.5")})
	}
	for n := range 200 {
		p := Promotion{ID: id.FromUUID[id.Promotion]([16]byte{14: 1, 15: byte(n)}), Name: fmt.Sprint(n), Currency: money.CNY, Measure: Units, Running: true, On: Selection{Categories: []string{fmt.Sprint("c", n%40)}}}
		switch n % 5 {
		case 0:
			p.Kind, p.Tiers = Percent, []Tier{{Percent: d("7")}}
		case 1:
			p.Kind, p.Take, p.Pay = NForM, 6, 5
		case 2:
			p.Kind, p.Parts, p.Price = Bundle, []Part{{Selection{Families: []string{fmt.Sprint("f", n%80)}}, 2}}, d("25")
		case 3:
			p.Kind, p.Measure, p.Tiers = Amount, Spend, []Tier{{From: d("300"), Amount: d("20")}, {From: d("900"), Amount: d("90")}}
		case 4:
			p.Kind, p.Tiers, p.Gift = Gift, []Tier{{From: d("10")}}, Given{itemID(1), d("1"), d("3")}
		}
		b.Promotions = append(b.Promotions, p)
	}
	return b
}

func BenchmarkLarge(b *testing.B) {
	for _, mode := range []Mode{Best, Stack, One} {
		basket := large(mode)
		b.Run(string(mode), func(b *testing.B) {
			var r Result
			for b.Loop() {
				r = mustCombine(b, basket)
			}
			b.ReportMetric(float64(r.AtMostBetter.Minor()), "fen-open")
		})
	}
}

// wholeOf are the lines of a basket in whole numbers, in the order of their keys.
func wholeOf(b Basket) (out []Whole, in []int) {
	for i := range b.Lines {
		in = append(in, i)
	}
	slices.SortFunc(in, func(x, y int) int { return strings.Compare(b.Lines[x].Key, b.Lines[y].Key) })
	for _, i := range in {
		l := b.Lines[i]
		amount, _ := priced(l.Price.Decimal(), l.Quantity, b.Currency, money.HalfUp)
		out = append(out, Whole{
			Key: l.Key, Item: l.Item, Family: l.Family, Category: l.Category, Quantity: l.Quantity.Shift(6).IntPart(), Case: l.Case.Shift(6).IntPart(), Amount: amount, Floor: l.Floor,
		})
	}
	return out, in
}

// Taking off in whole numbers, with memory that earlier baskets left behind, is what Combine answers; so is Explain.
func TestTakeIsCombine(t *testing.T) {
	t.Parallel()
	var w Weighing
	var taken Taken
	rapid.Check(t, func(t *rapid.T) {
		b := anyBasket.Draw(t, "basket")
		for i := range b.Promotions {
			p := &b.Promotions[i]
			if rapid.IntRange(0, 3).Draw(t, "budget") == 0 {
				left := money.New(rapid.Int64Range(0, 900).Draw(t, "left"), b.Currency)
				p.Left = &left
			}
			p.Coupon = rapid.IntRange(0, 7).Draw(t, "coupon") == 0
		}
		want, err := Combine(b)
		lines, in := wholeOf(b)
		w.Begin(NewSet(b.Promotions), b.Currency, b.Policy, b.Buyer, b.At)
		if wrong := w.Take(lines, b.Freight.Minor(), &taken); (wrong == nil) != (err == nil) {
			t.Fatalf("%v, Combine says %v", wrong, err)
		}
		if err != nil {
			return
		}
		free := slices.ContainsFunc(want.Applied, func(a Applied) bool { return a.FreeFreight })
		if taken.Free != free {
			t.Errorf("free freight %v, Combine says %v", taken.Free, free)
		}
		for k, i := range in {
			if off := want.Lines[i].Before.Minor() - want.Lines[i].After.Minor(); taken.Off[k] != off {
				t.Errorf("line %d: %d off, Combine says %d", i, taken.Off[k], off)
			}
			var names []string
			for _, a := range want.Applied {
				if slices.ContainsFunc(a.Lines, func(x Adjustment) bool { return x.Line == b.Lines[i].Key }) {
					names = append(names, a.Name)
				}
			}
			if by := strings.Join(names, ", "); by != taken.By[k] {
				t.Errorf("line %d by %q, Combine says %q", i, taken.By[k], by)
			}
		}
		told, err := w.Explain(lines, b.Freight)
		if err != nil || !reflect.DeepEqual(told.Not, want.Not) || !reflect.DeepEqual(told.Applied, want.Applied) {
			t.Errorf("Explain (%v) says\n%+v, Combine\n%+v", err, told, want)
		}
		if w.None() && len(want.Applied) > 0 {
			t.Error("none may apply, but some do")
		}
	})
}
