package ordering_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"manifold/internal/app/apptest"
)

type (
	planOrder struct {
		Supplier, Currency, Goods, Promotions, Freight, Fee, Total, Pay, Missing string
	}
	plan struct {
		Aim, Stands, Pay, Cost, Gap, Saving string
		Because                             []struct{ Code, Supplier string }
		Orders                              []planOrder
		Lines                               []struct{ Key, Supplier, Item, Quantity string }
	}
	plans struct {
		Currency string
		Cost     string `json:"order_cost"`
		Plans    []plan
		Rules    []struct {
			Rule   int
			Saving string
			Exact  bool
			Blocks bool
		}
		Left   []struct{ Key, Why string }
		Single *struct{ Supplier, Pay string }
	}
)

// goodsOf are those of every shop of a market, each known by its barcode.
var goodsOf = []string{"4006381333931", "5901234123457", "4003994155486", "9780201379624"}

// market is three shops with the same goods, and a buyer of theirs.
type market struct {
	shops []shop
	buyer apptest.Someone
}

func newMarket(t *testing.T) market {
	t.Helper()
	hub := apptest.Start(t)
	var m market
	for _, name := range []string{"Alpha", "Beta", "Gamma"} {
		s := shop{hub.Company(t, name, "supplier"), map[string]string{}}
		do(t, s.Someone, http.MethodPut, "/profile", object{"name": name, "listed": true, "accepting": true}, 200)
		s.put(t, []int{10, 20, 30, 40})
		m.shops = append(m.shops, s)
	}
	m.buyer = newBuyer(t, hub, "Corner Shop", "none", m.shops...)
	return m
}

// put prices the goods of a shop, in whole CNY.
func (s shop) put(t *testing.T, prices []int) {
	t.Helper()
	var lines []object
	for i, code := range goodsOf {
		lines = append(lines, object{"sku": "G" + strconv.Itoa(i), "name": "Good " + strconv.Itoa(i), "gtin": code, "category": "things", "price": object{"currency": "CNY", "amount": strconv.Itoa(prices[i])}})
	}
	var sheet struct{ Lines []struct{ Item string } }
	do(t, s.Someone, http.MethodPut, "/sheet", object{"lines": lines}, 200).Into(t, &sheet)
	for i, l := range sheet.Lines {
		s.items["G"+strconv.Itoa(i)] = l.Item
	}
}

// conditions sets what a shop asks for beside its prices.
func (s shop) conditions(t *testing.T, c object) {
	t.Helper()
	do(t, s.Someone, http.MethodPut, "/pricing/conditions", object{"level": "default", "conditions": c}, 200)
}

// basket asks for each good so often.
func basketOf(quantities ...int) []object {
	var out []object
	for i, q := range quantities {
		out = append(out, object{"key": "k" + strconv.Itoa(i), "text": goodsOf[i], "quantity": strconv.Itoa(q)})
	}
	return out
}

func (m market) plan(t *testing.T, body object) plans {
	t.Helper()
	var out plans
	do(t, m.buyer, http.MethodPost, "/purchases/plans", body, 200).Into(t, &out)
	return out
}

func (p plans) of(t *testing.T, aim string) plan {
	t.Helper()
	for _, x := range p.Plans {
		if x.Aim == aim {
			return x
		}
	}
	t.Fatalf("no plan for %s: %+v", aim, p)
	return plan{}
}

// cents of an amount with two decimal places.
func cents(amount string) int64 { return decimal.RequireFromString(amount).Shift(2).IntPart() }

// reviewed is what every set of goods comes to at a shop when it is looked over, in cents without tax; -1 where that cannot be ordered.
func (m market) reviewed(t *testing.T, s shop, quantities []int) []int64 {
	t.Helper()
	out := make([]int64, 1<<len(quantities))
	for set := 1; set < len(out); set++ {
		var body []object
		for i, q := range quantities {
			if set>>i&1 == 1 {
				body = append(body, object{"supplier": s.Company.ID.String(), "item": s.items["G"+strconv.Itoa(i)], "quantity": strconv.Itoa(q)})
			}
		}
		var p preview
		do(t, m.buyer, http.MethodPost, "/purchases/preview", object{"lines": body}, 200).Into(t, &p)
		if out[set] = -1; p.Ready {
			out[set] = cents(p.Orders[0].Total)
		}
	}
	return out
}

// least is the cheapest division over shops, by going through all; -1 where there is none. most bounds the shops, never is one that is not used, -1 for none.
func least(bills [][]int64, goods, most, never int) int64 {
	best := int64(-1)
	for n := range pow(len(bills), goods) {
		sets, code := make([]int, len(bills)), n
		for i := range goods {
			sets[code%len(bills)] |= 1 << i
			code /= len(bills)
		}
		sum, used, ok := int64(0), 0, true
		for i, set := range sets {
			if set > 0 {
				used++
				ok = ok && bills[i][set] >= 0 && i != never
				sum += bills[i][set]
			}
		}
		if ok && used <= most && (best < 0 || sum < best) {
			best = sum
		}
	}
	return best
}

func pow(a, b int) int {
	out := 1
	for range b {
		out *= a
	}
	return out
}

// TestPlansAreTheBestOfAllThatCanBeOrdered goes through all divisions by what a review of each order says: no plan that is called proven is dearer than the best of them, every plan states
// what the review of its lines states, and a rule costs what taking it away saves. The markets are the same for ever.
func TestPlansAreTheBestOfAllThatCanBeOrdered(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	r := rand.New(rand.NewPCG(6, 22))
	proven := 0
	for round := range 4 {
		var bills [][]int64
		quantities := []int{1 + r.IntN(5), 1 + r.IntN(5), 1 + r.IntN(5), 1 + r.IntN(5)}
		for _, s := range m.shops {
			s.put(t, []int{8 + r.IntN(6), 16 + r.IntN(12), 24 + r.IntN(18), 32 + r.IntN(24)})
			c := object{"freight": object{"by": "flat", "currency": "CNY", "fee": strconv.Itoa(5 + r.IntN(40))}}
			if r.IntN(2) == 0 {
				c["freight"] = object{"by": "value", "currency": "CNY", "steps": []object{{"from": "0", "fee": "30"}, {"from": "60", "fee": "12"}}, "free_from": "120"}
			}
			if r.IntN(2) == 0 {
				c["minimum_order"] = object{"amount": strconv.Itoa(40 + r.IntN(80)), "currency": "CNY"}
			}
			if r.IntN(3) == 0 {
				c["small_order_fee"] = object{"fee": "9", "currency": "CNY", "below": "90"}
			}
			s.conditions(t, c)
			bills = append(bills, m.reviewed(t, s, quantities))
		}
		rules := []object{{"kind": "at_most", "count": 1 + r.IntN(2)}, {"kind": "never", "supplier": m.shops[r.IntN(3)].Company.ID.String()}}
		for n := range 3 {
			asked := rules[:n]
			got := m.plan(t, object{"lines": basketOf(quantities...), "rules": asked, "priced": "cheapest"})
			most, never := 3, -1
			if n > 0 {
				most, _ = rules[0]["count"].(int)
			}
			for i, s := range m.shops {
				if n > 1 && rules[1]["supplier"] == s.Company.ID.String() {
					never = i
				}
			}
			best := least(bills, len(quantities), most, never)
			cheapest := got.of(t, "cheapest")
			switch {
			case best < 0 && cheapest.Stands != "impossible", best >= 0 && (cheapest.Stands != "proven" || cents(cheapest.Pay) != best):
				t.Fatalf("round %d, %d rules: the best comes to %d, the plan to %s, %s %v", round, n, best, cheapest.Pay, cheapest.Stands, cheapest.Because)
			case best >= 0:
				proven++
			}
			for _, p := range got.Plans {
				m.agrees(t, p)
			}
			m.exact(t, got, quantities, asked)
		}
	}
	if proven < 6 {
		t.Errorf("only %d can be bought: that tests little", proven)
	}
}

// agrees holds a plan against the review of its lines.
func (m market) agrees(t *testing.T, p plan) {
	t.Helper()
	if len(p.Orders) == 0 {
		return
	}
	var body []object
	for _, l := range p.Lines {
		body = append(body, object{"key": l.Key, "supplier": l.Supplier, "item": l.Item, "quantity": l.Quantity})
	}
	var seen preview
	do(t, m.buyer, http.MethodPost, "/purchases/preview", object{"lines": body}, 200).Into(t, &seen)
	if seen.Ready == (p.Stands == "impossible") || len(seen.Orders) != len(p.Orders) {
		t.Fatalf("%s is %s, its review %+v", p.Aim, p.Stands, seen)
	}
	var sum int64
	for i, o := range p.Orders {
		s := seen.Orders[i]
		if o.Supplier != s.Supplier || o.Goods != s.Goods || o.Promotions != s.Promotions || o.Freight != s.Freight || o.Fee != s.Fee || o.Total != s.Total {
			t.Errorf("%s: %+v, its review says %+v", p.Aim, o, s)
		}
		sum += cents(o.Pay)
	}
	if sum != cents(p.Pay) {
		t.Errorf("%s: orders of %d, stated %s", p.Aim, sum, p.Pay)
	}
}

// exact takes each rule away, and wants to save what was promised.
func (m market) exact(t *testing.T, with plans, quantities []int, rules []object) {
	t.Helper()
	for _, price := range with.Rules {
		rest := append(append([]object{}, rules[:price.Rule]...), rules[price.Rule+1:]...)
		without := m.plan(t, object{"lines": basketOf(quantities...), "rules": rest}).of(t, "cheapest")
		now := with.of(t, "cheapest")
		switch {
		case price.Saving != "" && cents(now.Pay)-cents(without.Pay) != cents(price.Saving):
			t.Errorf("rule %d: %s is promised, %s saved from %s", price.Rule, price.Saving, without.Pay, now.Pay)
		case price.Blocks != (now.Stands == "impossible" && without.Stands != "impossible"):
			t.Errorf("rule %d blocks %t, but %s without it is %s", price.Rule, price.Blocks, now.Stands, without.Stands)
		}
	}
}

// TestPromotionsOfWholeOrders are divided with, and no plan is called proven that cannot be.
func TestPromotionsOfWholeOrders(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	quantities := []int{2, 2, 2, 2}
	for _, s := range m.shops {
		s.conditions(t, object{"freight": object{"by": "flat", "currency": "CNY", "fee": "15"}})
	}
	started(t, m.shops[1].Someone, object{"name": "Off a hundred", "kind": "amount", "currency": "CNY", "on": object{"all": true}, "measure": "amount", "tiers": []object{{"from": "100", "amount": "12"}}})
	bills := func() (out [][]int64) {
		for _, s := range m.shops {
			out = append(out, m.reviewed(t, s, quantities))
		}
		return out
	}
	p := m.plan(t, object{"lines": basketOf(quantities...)}).of(t, "cheapest")
	m.agrees(t, p)
	if best := least(bills(), 4, 3, -1); p.Stands != "proven" || cents(p.Pay) != best || p.Orders[0].Promotions != "-12.00" {
		t.Errorf("an amount off: %+v, the best is %d", p, best)
	}
	started(t, m.shops[2].Someone, object{"name": "Three for two", "kind": "n_for_m", "currency": "CNY", "on": object{"all": true}, "take": 3, "pay": 2})
	p = m.plan(t, object{"lines": basketOf(quantities...)}).of(t, "cheapest")
	m.agrees(t, p)
	if p.Stands != "unproven" || len(p.Because) == 0 || p.Because[0].Code != "promotions" || p.Because[0].Supplier != m.shops[2].Company.ID.String() || cents(p.Pay) < least(bills(), 4, 3, -1) {
		t.Errorf("three for two: %+v", p)
	}
}

// started is a promotion that runs.
func started(t *testing.T, s apptest.Someone, body object) {
	t.Helper()
	var made struct{ ID string }
	do(t, s, http.MethodPost, "/promotions", body, 201).Into(t, &made)
	do(t, s, http.MethodPost, "/promotions/"+made.ID+"/act", object{"deed": "start"}, 200)
}

func TestLinesStayWhereTheyAreKept(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	for i, s := range m.shops {
		s.put(t, []int{10 + 3*i, 20 + 3*i, 30 + 3*i, 40 + 3*i})
		s.conditions(t, object{"freight": object{"by": "flat", "currency": "CNY", "fee": "20"}, "lead_days": 2 * i})
	}
	dear := m.shops[2]
	lines := append(basketOf(1, 1, 1, 1), object{"key": "what", "text": "nothing of that name 77", "quantity": "1"})
	keep := object{"kind": "keep", "line": "k0", "supplier": dear.Company.ID.String(), "item": dear.items["G0"]}
	got := m.plan(t, object{"lines": lines, "rules": []object{keep}, "priced": "recommended"})
	p := got.of(t, "recommended")
	m.agrees(t, p)
	if len(p.Lines) != 4 || p.Lines[0].Supplier != dear.Company.ID.String() || len(got.Left) != 1 || got.Left[0].Key != "what" || got.Left[0].Why != "question" {
		t.Fatalf("kept: %+v", got)
	}
	// It costs 6 more for the good with freight of 20; or 24 more to have all goods there: 12 beyond 6+6.
	if free := m.plan(t, object{"lines": lines}).of(t, "recommended"); len(free.Orders) != 1 || free.Pay != "120.00" || cents(p.Cost)-cents(free.Cost) != cents(got.Rules[0].Saving) || !got.Rules[0].Exact {
		t.Errorf("without it: %+v; priced %+v", free, got.Rules)
	}
	if got.Single == nil || got.Single.Pay != "144.00" || p.Saving != fmt.Sprintf("%.2f", float64(14400-cents(p.Pay))/100) {
		t.Errorf("the single one: %+v", got.Single)
	}
	if again := m.plan(t, object{"lines": lines, "rules": []object{keep}, "priced": "recommended"}); fmt.Sprint(again.Plans) != fmt.Sprint(got.Plans) {
		t.Error("the same basket has another answer")
	}
	if p := m.plan(t, object{"lines": lines, "rules": []object{{"kind": "needed_by", "by": "2001-01-01"}}, "priced": "cheapest"}); p.of(t, "cheapest").Stands != "impossible" || !p.Rules[0].Blocks {
		t.Errorf("by a day that is over: %+v", p)
	}
	buy(t, m.buyer, object{"lines": []object{{"supplier": dear.Company.ID.String(), "item": dear.items["G1"], "quantity": "1", "price": object{"amount": "26", "currency": "CNY"}}}})
	if p := m.plan(t, object{"lines": basketOf(1, 1, 1, 1)}).of(t, "usual"); p.Stands != "proven" || len(p.Orders) != 1 || p.Orders[0].Supplier != dear.Company.ID.String() {
		t.Errorf("where it was bought: %+v", p)
	}
}
