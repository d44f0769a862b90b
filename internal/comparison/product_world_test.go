package comparison

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	contract "manifold/api/comparison"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/grant"
)

// one puts items into one product, as matching does.
func (w *world) one(items ...[2]any) id.ProductID {
	w.t.Helper()
	product := id.NewRandom[id.Product]()
	for _, each := range items {
		w.exec("INSERT INTO hub.matching_member (tenant_id, item_id, product_id, since) VALUES ($1, $2, $3, now()) ON CONFLICT (tenant_id, item_id) DO UPDATE SET product_id = EXCLUDED.product_id",
			each[0].(party).id.UUID(), each[1].(id.ItemID).UUID(), product.UUID())
	}
	return product
}

func (w *world) product(buyer, supplier party, item id.ItemID) reply {
	w.t.Helper()
	got, err := w.http.GetProduct(buyer.in(w.t.Context()), contract.GetProductRequestObject{Company: buyer.id, Supplier: supplier.id, Item: item})
	return wire(func(rw http.ResponseWriter) error { return got.VisitGetProductResponse(rw) }, err)
}

func (w *world) history(buyer, supplier party, item id.ItemID) reply {
	w.t.Helper()
	got, err := w.http.GetPriceHistory(buyer.in(w.t.Context()), contract.GetPriceHistoryRequestObject{Company: buyer.id, Supplier: supplier.id, Item: item})
	return wire(func(rw http.ResponseWriter) error { return got.VisitGetPriceHistoryResponse(rw) }, err)
}

func (w *world) call(buyer, supplier party, item id.ItemID, draft contract.OwnItemDraft) reply {
	w.t.Helper()
	got, err := w.http.PutOwnItem(buyer.in(w.t.Context()), contract.PutOwnItemRequestObject{Company: buyer.id, Supplier: supplier.id, Item: item, Body: &draft})
	return wire(func(rw http.ResponseWriter) error { return got.VisitPutOwnItemResponse(rw) }, err)
}

func (w *world) same(buyer, supplier party, item id.ItemID, other party, its id.ItemID, says string) reply {
	w.t.Helper()
	body := &contract.SameSaid{Supplier: other.id, Item: its, Says: contract.SameSaidSays(says)}
	got, err := w.http.SayIfSame(buyer.in(w.t.Context()), contract.SayIfSameRequestObject{Company: buyer.id, Supplier: supplier.id, Item: item, Body: body})
	return wire(func(rw http.ResponseWriter) error { return got.VisitSayIfSameResponse(rw) }, err)
}

func (w *world) alternates(buyer, supplier party, item id.ItemID, tag *string, lines ...contract.AlternateDraft) reply {
	w.t.Helper()
	body := &contract.AlternateDrafts{Tag: tag, Lines: append([]contract.AlternateDraft{}, lines...)}
	got, err := w.http.PutAlternates(buyer.in(w.t.Context()), contract.PutAlternatesRequestObject{Company: buyer.id, Supplier: supplier.id, Item: item, Body: body})
	return wire(func(rw http.ResponseWriter) error { return got.VisitPutAlternatesResponse(rw) }, err)
}

func (w *world) ownItems(buyer party, q, after string, limit int) reply {
	w.t.Helper()
	p := contract.ListOwnItemsParams{Q: ref(q), Limit: &limit}
	if after != "" {
		p.After = &after
	}
	got, err := w.http.ListOwnItems(buyer.in(w.t.Context()), contract.ListOwnItemsRequestObject{Company: buyer.id, Params: p})
	return wire(func(rw http.ResponseWriter) error { return got.VisitListOwnItemsResponse(rw) }, err)
}

func (w *world) match(buyer party, numbers ...string) reply {
	w.t.Helper()
	body := &contract.OwnMatchLines{}
	for _, n := range numbers {
		body.Lines = append(body.Lines, contract.OwnMatchLine{Number: n})
	}
	got, err := w.http.MatchOwnItems(buyer.in(w.t.Context()), contract.MatchOwnItemsRequestObject{Company: buyer.id, Body: body})
	return wire(func(rw http.ResponseWriter) error { return got.VisitMatchOwnItemsResponse(rw) }, err)
}

func (w *world) equals(buyer party) reply {
	w.t.Helper()
	got, err := w.http.ListOwnEquals(buyer.in(w.t.Context()), contract.ListOwnEqualsRequestObject{Company: buyer.id})
	return wire(func(rw http.ResponseWriter) error { return got.VisitListOwnEqualsResponse(rw) }, err)
}

func (w *world) wants(r reply, status int) reply {
	w.t.Helper()
	if r.status != status {
		w.t.Fatalf("%d %s, want %d", r.status, r.body, status)
	}
	return r
}

func (w *world) page(buyer, supplier party, item id.ItemID) contract.ProductPage {
	w.t.Helper()
	return into[contract.ProductPage](w.t, w.wants(w.product(buyer, supplier, item), 200))
}

// skus are the offers of a page, in its order.
func skus(p contract.ProductPage) string {
	var out []string
	for _, o := range p.Offers {
		out = append(out, o.Offer.Sku)
	}
	return strings.Join(out, " ")
}

func priced(sku, name, amount string) contract.SheetLine {
	return contract.SheetLine{Sku: sku, Name: &name, Price: &contract.SheetPrice{Currency: "CNY", Amount: amount}}
}

// Two suppliers' offers stand side by side; what the buyer says joins and parts for it alone.
func TestProductSideBySide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := priced("A", "Cola can", "3")
	a.Gtin, a.Brand, a.Mpn = ref("4006381333931"), ref("Cola"), ref("C-1")
	b := priced("B", "Cola 6 cans 6 x 330 ml", "12")
	b.Gtin, b.Brand = ref("04006381333931"), ref("cola")
	w.sheet(w.supplier, a, priced("A2", "Cola bottle", "4"))
	w.sheet(w.rival, b, priced("B2", "Something else", "1"))
	itemA, itemA2, itemB, itemB2 := w.item(w.supplier, "A"), w.item(w.supplier, "A2"), w.item(w.rival, "B"), w.item(w.rival, "B2")
	w.one([2]any{w.supplier, itemA}, [2]any{w.rival, itemB})

	p := w.page(w.buyer, w.supplier, itemA)
	if skus(p) != "B A" || p.Name != "Cola 6 cans 6 x 330 ml" || *p.Brand != "Cola" || *p.BaseUnit != "H87" || len(p.Suppliers) != 2 || len(p.Gtins) != 1 {
		t.Fatalf("%+v", p)
	}
	guess, sure := p.Offers[0], p.Offers[1]
	if guess.PerUnit.Amount != "2.000000" || !guess.PerUnit.Guess || guess.PerUnit.Source != "text" || *guess.Best != "guess" || *sure.Best != "certain" || sure.PerUnit.Guess {
		t.Errorf("%+v %+v", guess.PerUnit, sure.PerUnit)
	}
	if len(sure.Evidence) > 0 || guess.Evidence[0].Ground != "barcode" || sure.PricedAt == nil {
		t.Errorf("%+v %+v", guess.Evidence, sure)
	}
	// The buyer sets the pack right for itself, and calls the thing by a name of its own.
	w.wants(w.call(w.buyer, w.rival, itemB, contract.OwnItemDraft{Code: ref("L-7"), Name: ref("可乐"), Holds: ref("4"), HoldsUnit: ref("EA")}), 200)
	p = w.page(w.buyer, w.supplier, itemA)
	if skus(p) != "A B" && p.Offers[1].PerUnit.Amount != "3.000000" || p.Offers[1].PerUnit.Guess || *p.Offers[1].Best != "certain" || *p.Own.Code != "L-7" || *p.Offers[1].Own.Holds != "4" {
		t.Errorf("%+v %+v", p.Own, p.Offers[1].PerUnit)
	}
	w.exec("UPDATE hub.matching_own_item SET holds = NULL, holds_unit = ''")

	// Not the same for me; then the others are told apart on both pages, and nobody else notices.
	w.wants(w.same(w.buyer, w.supplier, itemA, w.rival, itemB, "other"), 204)
	if p = w.page(w.buyer, w.supplier, itemA); skus(p) != "A" || len(p.Others) != 1 || p.Others[0].Offer.Sku != "B" {
		t.Errorf("%s %+v", skus(p), p.Others)
	}
	if p = w.page(w.buyer, w.rival, itemB); skus(p) != "B" || len(p.Others) != 1 {
		t.Errorf("%s %+v", skus(p), p.Others)
	}
	w.join(w.rival, w.other)
	if p = w.page(w.other, w.supplier, itemA); skus(p) != "B A" || len(p.Others) > 0 || p.Own != nil {
		t.Errorf("another buyer sees %s %+v", skus(p), p)
	}
	w.wants(w.same(w.buyer, w.supplier, itemA, w.rival, itemB, "nothing"), 204)
	if p = w.page(w.buyer, w.supplier, itemA); skus(p) != "B A" || len(p.Others) > 0 {
		t.Errorf("%s %+v", skus(p), p.Others)
	}
	// Equal for me joins what the hub does not, in both directions, step by step.
	w.wants(w.same(w.buyer, w.supplier, itemA2, w.rival, itemB2, "equal"), 204)
	w.wants(w.same(w.buyer, w.supplier, itemA, w.supplier, itemA2, "equal"), 204)
	if p = w.page(w.buyer, w.rival, itemB); len(p.Offers) != 4 || p.Offers[0].Offer.Sku != "B2" || *p.Offers[0].Said != "equal" || p.Offers[0].Evidence[0].Ground != "me" {
		t.Errorf("%s %+v", skus(p), p.Offers[0])
	}
	if got := into[contract.OwnEqualPage](t, w.wants(w.equals(w.buyer), 200)); len(got.Items) != 2 || got.Items[0].Left.Name == nil || got.Items[1].Right.SupplierName == nil {
		t.Errorf("%+v", got)
	}
	if got := into[contract.OwnEqualPage](t, w.wants(w.equals(w.other), 200)); len(got.Items) > 0 {
		t.Errorf("another buyer's word: %+v", got)
	}
	w.wants(w.same(w.buyer, w.supplier, itemA, w.supplier, itemA2, "other"), 204)
	if p = w.page(w.buyer, w.rival, itemB); skus(p) != "B A" {
		t.Errorf("%s", skus(p))
	}

	// What cannot be said.
	ghost := id.New[id.Item](time.Now())
	w.wants(w.same(w.buyer, w.supplier, itemA, w.supplier, itemA, "equal"), 422)
	w.wants(w.same(w.buyer, w.supplier, itemA, w.supplier, ghost, "equal"), 422)
	w.wants(w.same(w.buyer, w.supplier, ghost, w.supplier, itemA, "equal"), 404)
	w.wants(w.same(w.buyer, w.supplier, ghost, w.supplier, itemA, "nothing"), 404)
	w.wants(w.call(w.buyer, w.supplier, ghost, contract.OwnItemDraft{Code: ref("x")}), 404)
	w.wants(w.call(w.buyer, w.supplier, itemA, contract.OwnItemDraft{Holds: ref("x")}), 422)
	w.wants(w.product(w.buyer, w.supplier, ghost), 404)
	w.wants(w.history(w.buyer, w.supplier, ghost), 404)
}

// Alternates keep their order, are changed by whoever read them last, and keep those that are not offered any more.
func TestAlternates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sheet(w.supplier, priced("A", "Bolt", "3"), priced("A2", "Bolt, zinc", "4"))
	w.sheet(w.rival, priced("B", "Bolt, brass", "5"))
	a, a2, b := w.item(w.supplier, "A"), w.item(w.supplier, "A2"), w.item(w.rival, "B")
	line := func(of party, item id.ItemID, note string) contract.AlternateDraft {
		return contract.AlternateDraft{Supplier: of.id, Item: item, Note: &note, ApprovedBy: ref("Lin")}
	}
	empty := w.page(w.buyer, w.supplier, a).AlternatesTag
	w.wants(w.alternates(w.buyer, w.supplier, a, &empty, line(w.rival, b, "best"), line(w.supplier, a2, "")), 204)
	w.wants(w.alternates(w.buyer, w.supplier, a, &empty, line(w.rival, b, "late")), 412)
	p := w.page(w.buyer, w.supplier, a)
	if len(p.Alternates) != 2 || p.Alternates[0].Offer.Sku != "B" || p.Alternates[0].Note != "best" || p.Alternates[1].ApprovedBy != "Lin" || len(p.Suppliers) != 2 {
		t.Fatalf("%+v", p.Alternates)
	}
	w.state(w.rival, w.buyer, "suspended")
	p = w.page(w.buyer, w.supplier, a)
	if len(p.Alternates) != 2 || p.Alternates[0].Offer != nil || len(p.Suppliers) != 1 {
		t.Errorf("%+v", p.Alternates)
	}
	w.wants(w.alternates(w.buyer, w.supplier, a, &p.AlternatesTag, line(w.supplier, a2, ""), line(w.rival, b, "best")), 204)
	w.wants(w.alternates(w.buyer, w.supplier, a, nil, line(w.supplier, a2, "")), 204)
	w.wants(w.alternates(w.buyer, w.supplier, a, nil, line(w.rival, b, "")), 422) // off the list, and not offered any more
	w.wants(w.alternates(w.buyer, w.supplier, a, nil, line(w.supplier, a, "")), 422)
	if p = w.page(w.buyer, w.supplier, a); len(p.Alternates) != 1 {
		t.Errorf("a refusal changed something: %+v", p.Alternates)
	}
}

// A pasted list: lines in = matched + questions, and then lines in = accepted + flagged.
func TestOwnListIsPasted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	coded := func(sku, code string) contract.SheetLine {
		l := priced(sku, "Thing "+sku, "1")
		l.Gtin = &code
		return l
	}
	w.sheet(w.supplier, coded("A", "4006381333931"), priced("SAME", "Saw", "2"), priced("4006381333931", "Its number is a barcode of another", "1"))
	w.sheet(w.rival, coded("B", "04006381333931"), priced("SAME", "Sand", "3"))
	got := into[contract.OwnMatches](t, w.wants(w.match(w.buyer, "A", " ４００６３８１３３３９３１ ", "0400 6381 333931", "SAME", "none", "96385074"), 200))
	want := []string{"matched 1", "several 3", "matched 2", "several 2", "none 0", "none 0"}
	for i, l := range got.Lines {
		if text := fmt.Sprint(l.Outcome, " ", len(l.Candidates)); text != want[i] {
			t.Errorf("line %d: %s, want %s", i, text, want[i])
		}
	}
	if got.Matched+got.Questions != 6 || got.Matched != 2 {
		t.Errorf("%d + %d", got.Matched, got.Questions)
	}
	a, b := w.item(w.supplier, "A"), w.item(w.rival, "B")
	put := func(lines ...contract.OwnItemLine) contract.OwnItemOutcome {
		answer, err := w.http.PutOwnItems(w.buyer.in(t.Context()), contract.PutOwnItemsRequestObject{Company: w.buyer.id, Body: &contract.OwnItemLines{Lines: lines}})
		return into[contract.OwnItemOutcome](t, w.wants(wire(func(rw http.ResponseWriter) error { return answer.VisitPutOwnItemsResponse(rw) }, err), 200))
	}
	outcome := put(contract.OwnItemLine{Supplier: w.supplier.id, Item: a, Code: ref("L-1")}, contract.OwnItemLine{Supplier: w.rival.id, Item: b, Code: ref("L-1"), Name: ref("我们的")},
		contract.OwnItemLine{Supplier: w.rival.id, Item: b, Code: ref("L-2")}, contract.OwnItemLine{Supplier: w.rival.id, Item: id.New[id.Item](time.Now()), Code: ref("L-3")},
		contract.OwnItemLine{Supplier: w.supplier.id, Item: w.item(w.supplier, "SAME")})
	if outcome.Accepted != 2 || outcome.Flagged != 3 || (*outcome.Lines[2].Problems)[0].Code != "duplicate" || (*outcome.Lines[3].Problems)[0].Code != "unknown" || (*outcome.Lines[4].Problems)[0].Code != "required" {
		t.Errorf("%+v", outcome)
	}
	first := into[contract.OwnItemPage](t, w.wants(w.ownItems(w.buyer, "l-1", "", 1), 200))
	second := into[contract.OwnItemPage](t, w.wants(w.ownItems(w.buyer, "l-1", *first.Next, 1), 200))
	if len(first.Items) != 1 || len(second.Items) != 1 || first.Items[0].Item == second.Items[0].Item || second.Next != nil || first.Items[0].Offer == nil {
		t.Errorf("%+v %+v", first, second)
	}
	w.state(w.rival, w.buyer, "closed")
	all := into[contract.OwnItemPage](t, w.wants(w.ownItems(w.buyer, "", "", 50), 200))
	for _, item := range all.Items {
		if (item.Offer == nil) != (item.Supplier == w.rival.id) || (item.SupplierName == nil) != (item.Supplier == w.rival.id) {
			t.Errorf("%+v", item)
		}
	}
	if into[contract.OwnMatches](t, w.match(w.buyer, "B")).Matched != 0 {
		t.Error("what is closed is matched")
	}
	w.wants(w.call(w.buyer, w.rival, b, contract.OwnItemDraft{}), 200) // what was said can be taken back
	w.wants(w.call(w.buyer, w.rival, b, contract.OwnItemDraft{Code: ref("again")}), 404)
}

// A hidden member leaves no trace: worlds with and without it, and with whatever else about it, give the same bytes and headers.
func TestHiddenMembersLeaveNoTrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stranger := w.found("Stranger Supplies", "supplier")
	w.grant(w.rival, grant.LevelDefault, "", grant.Grant{Categories: []string{"nuts"}})
	coded := func(sku, category, amount string) contract.SheetLine {
		l := priced(sku, "Bolt of secrets "+sku, amount)
		l.Gtin, l.Category, l.Brand = ref("4006381333931"), &category, ref("SECRET BRAND")
		return l
	}
	shown := priced("A", "Bolt", "3")
	shown.Gtin = ref("4006381333931")
	w.sheet(w.supplier, shown, coded("GONE", "nuts", "9"), priced("A2", "Nut", "4"))
	w.sheet(w.rival, coded("HIDDEN", "bolts", "2"))
	w.sheet(stranger, coded("STRANGE", "nuts", "1"))
	a, a2, gone, hidden, strange := w.item(w.supplier, "A"), w.item(w.supplier, "A2"), w.item(w.supplier, "GONE"), w.item(w.rival, "HIDDEN"), w.item(stranger, "STRANGE")
	w.sheet(w.supplier, contract.SheetLine{Sku: "GONE", Withdrawn: ref(true)})
	link := func(x party, i id.ItemID, y party, j id.ItemID, says string) {
		if x.id.UUID()+i.UUID() > y.id.UUID()+j.UUID() {
			x, i, y, j = y, j, x, i
		}
		w.exec("INSERT INTO hub.matching_own_link (buyer_id, tenant_id, item_id, other_tenant_id, other_item_id, says, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $1, now())",
			w.buyer.id.UUID(), x.id.UUID(), i.UUID(), y.id.UUID(), j.UUID(), says)
	}
	worlds := []struct {
		name string
		make func()
	}{
		{"alone", func() {}},
		{"in one product with all that is hidden", func() {
			w.one([2]any{w.supplier, a}, [2]any{w.rival, hidden}, [2]any{stranger, strange}, [2]any{w.supplier, gone})
		}},
		{"one that a hidden one joins to another", func() {
			w.one([2]any{w.supplier, a}, [2]any{w.rival, hidden})
			link(w.rival, hidden, w.supplier, a2, "equal")
		}},
		{"equal to what was closed since", func() { link(w.supplier, a, stranger, strange, "equal") }},
		{"another than what was closed since", func() { link(w.supplier, a, w.rival, hidden, "other") }},
		{"the hidden one changed its price", func() {
			w.one([2]any{w.supplier, a}, [2]any{w.rival, hidden})
			w.sheet(w.rival, coded("HIDDEN", "bolts", "0.01"))
		}},
		{"all have prices of their own", func() { w.ownPrices(w.other, []contract.OwnPriceLine{ownLine("A", "0.02")}) }},
	}
	var first []string
	for _, each := range worlds {
		w.exec("DELETE FROM hub.matching_member")
		w.exec("DELETE FROM hub.matching_own_link")
		each.make()
		w.unpace()
		var got []string
		for _, r := range []reply{w.product(w.buyer, w.supplier, a), w.product(w.buyer, w.supplier, a2), w.history(w.buyer, w.supplier, a), w.match(w.buyer, "4006381333931", "HIDDEN", "STRANGE", "GONE"),
			w.product(w.buyer, w.rival, hidden), w.product(w.buyer, stranger, strange), w.product(w.buyer, w.supplier, gone), w.history(w.buyer, w.rival, hidden), w.ownItems(w.buyer, "", "", 50)} {
			head := new(bytes.Buffer)
			_ = r.header.WriteSubset(head, map[string]bool{"Date": true})
			got = append(got, fmt.Sprint(r.status, " ", head, string(r.body)))
		}
		if strings.Contains(strings.Join(got, ""), "SECRET") || !strings.Contains(got[0], `"sku":"A"`) {
			t.Errorf("%s: %s", each.name, got)
		}
		if first == nil {
			first = got
		}
		if !slices.Equal(first, got) {
			t.Errorf("%s looks different: %s", each.name, firstDifference(first, got))
		}
	}
	// The test sees what is shown: with the grant, the member is there.
	w.one([2]any{w.supplier, a}, [2]any{w.rival, hidden})
	w.grant(w.rival, grant.LevelDefault, "", grant.Grant{Categories: []string{"*"}})
	if p := w.page(w.buyer, w.supplier, a); len(p.Offers) != 2 {
		t.Errorf("%s: the test sees nothing", skus(p))
	}
}

// checkProducts holds the page of a product and the history of prices against the law: opened by the rival's item, all items of the supplier that
// may be seen stand on it, as everywhere else, and no other.
func (w *world) checkProducts(rt *rapid.T, l law, things []thing, keep func(string, reply) reply) {
	items := [][2]any{{w.rival, w.item(w.rival, "RIVAL-SECRET")}}
	for _, th := range things {
		items = append(items, [2]any{w.supplier, w.item(w.supplier, th.sku)})
	}
	w.one(items...)
	page := into[contract.ProductPage](w.t, keep("product", w.product(w.buyer, w.rival, w.item(w.rival, "RIVAL-SECRET"))))
	var offers []contract.Offer
	for _, o := range page.Offers {
		if o.Supplier == w.supplier.id {
			offers = append(offers, o.Offer)
			if (o.PerUnit == nil) != (o.Offer.Price == nil) {
				rt.Fatalf("%s: %+v per unit, %+v", o.Offer.Sku, o.PerUnit, o.Offer.Price)
			}
			if o.PricedAt == nil && o.Offer.Price != nil {
				rt.Fatalf("%s: nobody knows since when it costs %s", o.Offer.Sku, o.Offer.Price.Amount)
			}
		}
	}
	slices.SortFunc(offers, func(a, b contract.Offer) int { return strings.Compare(a.Sku, b.Sku) })
	if wrong := differ(l, things, offers); wrong != "" {
		rt.Fatalf("product: %s", wrong)
	}
	var numbers []string
	for _, th := range things {
		numbers = append(numbers, th.sku)
		item := w.item(w.supplier, th.sku)
		seen := l.may(th)
		direct, past := keep("product of "+th.sku, w.product(w.buyer, w.supplier, item)), keep("history of "+th.sku, w.history(w.buyer, w.supplier, item))
		if (direct.status == 200) != (seen != nil) || direct.status != past.status {
			rt.Fatalf("%s: product %d, history %d, may be seen: %v", th.sku, direct.status, past.status, seen)
		}
		if seen != nil {
			w.checkHistory(rt, l, seen, past)
		}
	}
	matches := into[contract.OwnMatches](w.t, keep("match", w.match(w.buyer, numbers...)))
	for i, th := range things {
		if (matches.Lines[i].Outcome == "matched") != (l.may(th) != nil) {
			rt.Fatalf("%s is %s in a list", th.sku, matches.Lines[i].Outcome)
		}
	}
}

var (
	listPrices, ownPrices, foreignPrices = regexp.MustCompile(`"7[14]\d{5}\.`), regexp.MustCompile(`"72\d{5}\.`), regexp.MustCompile(`"73\d{5}\.`)
)

// checkHistory: it ends with what is shown, and no price of a kind stands in it that the grant does not disclose.
func (w *world) checkHistory(rt *rapid.T, l law, seen map[string]string, r reply) {
	points := into[contract.PriceHistory](w.t, r).Points
	last := ""
	if len(points) > 0 && points[len(points)-1].Price != nil {
		last = strings.TrimRight(points[len(points)-1].Price.Amount, "0")
	}
	if last != strings.TrimRight(seen["price"], "0") {
		rt.Fatalf("the history ends with %q, shown is %q", last, seen["price"])
	}
	switch {
	case foreignPrices.Match(r.body):
		rt.Fatalf("another customer's price: %s", r.body)
	case l.price != "own" && ownPrices.Match(r.body):
		rt.Fatalf("an own price under a grant of %s: %s", l.price, r.body)
	case l.price == "none" && listPrices.Match(r.body):
		rt.Fatalf("a list price under a grant of none: %s", r.body)
	}
}
