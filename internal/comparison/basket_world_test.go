package comparison

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	contract "manifold/api/comparison"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/seal"
	"manifold/internal/trading/grant"
)

func (w *world) compareOf(buyer party, body contract.CompareRequest) reply {
	w.t.Helper()
	got, err := w.http.CompareBasket(buyer.in(w.t.Context()), contract.CompareBasketRequestObject{Company: buyer.id, Body: &body})
	return wire(func(rw http.ResponseWriter) error { return got.VisitCompareBasketResponse(rw) }, err)
}

// basketOf asks for so many of each text.
func basketOf(quantity string, texts ...string) contract.CompareRequest {
	out := contract.CompareRequest{}
	for _, text := range texts {
		out.Lines = append(out.Lines, contract.CompareLineDraft{Text: &text, Quantity: quantity})
	}
	return out
}

func (w *world) compared(buyer party, body contract.CompareRequest) contract.Comparison {
	w.t.Helper()
	return into[contract.Comparison](w.t, w.wants(w.compareOf(buyer, body), 200))
}

// at is the price of an offer for a quantity.
func at(o contract.Offer, quantity decimal.Decimal) string {
	if o.Price == nil {
		return ""
	}
	amount := o.Price.Amount
	if o.Price.Breaks != nil {
		for _, b := range *o.Price.Breaks {
			if quantity.GreaterThanOrEqual(decimal.RequireFromString(b.From)) {
				amount = b.Amount
			}
		}
	}
	return amount
}

// pairwise is what each pair of the buyer says of each item, for so many.
func (w *world) pairwise(buyer party, suppliers []party, quantity decimal.Decimal) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, s := range suppliers {
		r := w.list(buyer, s, "", "", "", 200)
		if r.status == http.StatusNotFound {
			continue
		}
		for _, o := range into[contract.OfferPage](w.t, w.wants(r, 200)).Items {
			out[s.name+" "+o.Sku] = facts3(at(o, quantity), showStockText(o.Stock), o.Minimum)
		}
	}
	return out
}

func facts3(price, stock, minimum string) string { return price + " | " + stock + " | " + minimum }

func showStockText(s *contract.OfferStock) string {
	if s == nil {
		return ""
	}
	return fmt.Sprint(s.Class, " ", text(s.Floor), " ", text(s.Exact))
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// acrossAll is what one comparison of all items says of each.
func (w *world) acrossAll(buyer party, suppliers []party, skus []string, quantity string) map[string]string {
	w.t.Helper()
	names := map[id.CompanyID]string{}
	for _, s := range suppliers {
		names[s.id] = s.name
	}
	out := map[string]string{}
	for _, l := range w.compared(buyer, basketOf(quantity, skus...)).Lines {
		for _, c := range l.Cells {
			price := ""
			if c.Price != nil {
				price = c.Price.Amount
			}
			out[names[c.Supplier]+" "+c.Sku] = facts3(price, showStockText(c.Stock), text(c.Minimum))
		}
	}
	return out
}

// differsFrom names the first thing that two answers do not agree on.
func differsFrom(pair, across map[string]string) string {
	for key, said := range pair {
		if across[key] != said {
			return fmt.Sprintf("%s: pair by pair %q, across %q", key, said, across[key])
		}
	}
	for key, said := range across {
		if _, there := pair[key]; !there {
			return fmt.Sprintf("%s: across %q, and the pair does not have it", key, said)
		}
	}
	return ""
}

// bazaarOf lays random items, prices, lists and grants at two suppliers, for two buyers.
type bazaarOf struct {
	*world
	suppliers, buyers []party
	skus              []string
	inventory         *inventory.Service
	held              []heldBy
	coming            map[id.CompanyID][]id.IncomingID // by supplier
}

func newBazaar(t testing.TB) *bazaarOf {
	b := &bazaarOf{world: newWorld(t), coming: map[id.CompanyID][]id.IncomingID{}}
	b.inventory = inventory.NewService(b.db, must(audit.NewTrail(bytes.Repeat([]byte{3}, seal.KeySize))), nil)
	b.suppliers, b.buyers = []party{b.supplier, b.rival}, []party{b.buyer, b.other}
	for _, s := range b.suppliers {
		for i := range 6 {
			sku := fmt.Sprintf("%s-%d", strings.Fields(s.name)[0], i)
			b.skus = append(b.skus, sku)
			b.sheet(s, contract.SheetLine{
				Sku: sku, Name: ref("Thing " + sku), Category: &categoryNames[i%3], Price: &contract.SheetPrice{Currency: "CNY", Amount: strconv.Itoa(10 + i)}, Stock: ref(strconv.Itoa(i * 40)),
			})
		}
	}
	return b
}

// change does one random thing that offers depend on.
func (b *bazaarOf) change(pick func(name string, n int) int) {
	s := b.suppliers[pick("supplier", 2)]
	buyer := b.buyers[pick("buyer", 2)]
	n := pick("item", 6)
	sku := fmt.Sprintf("%s-%d", strings.Fields(s.name)[0], n)
	amount := strconv.Itoa(1+pick("amount", 50)) + "." + strconv.Itoa(pick("cents", 99))
	customer, joined := b.customers[s.id][buyer.id]
	switch pick("change", 12) {
	case 0:
		b.sheet(s, contract.SheetLine{Sku: sku, Name: ref("Thing " + sku), Category: &categoryNames[pick("category", 3)], Price: &contract.SheetPrice{Currency: "CNY", Amount: amount, Breaks: &[]contract.PriceBreak{{From: "5", Amount: "0.5"}}}})
	case 1:
		b.sheet(s, contract.SheetLine{Sku: sku, Name: ref("Thing " + sku), Stock: ref(strconv.Itoa(pick("stock", 300)))})
	case 2:
		if joined {
			_, err := b.http.PutOwnPrices(s.in(b.t.Context()), contract.PutOwnPricesRequestObject{Company: s.id, Body: &contract.OwnPriceLines{Customer: customer, Lines: []contract.OwnPriceLine{ownLine(sku, amount)}}})
			if err != nil {
				b.t.Fatal(err)
			}
		}
	case 3:
		states := []string{"approved", "approved", "suspended", "closed"}
		b.exec("UPDATE hub.trading_relationship SET state = $3, epoch = epoch + 1 WHERE tenant_id = $1 AND buyer_id = $2", s.id.UUID(), buyer.id.UUID(), states[pick("state", 4)])
	case 4:
		g := grant.Grant{
			Price: ref([]grant.PriceLevel{grant.PriceNone, grant.PriceList, grant.PriceOwn, grant.PriceOwn}[pick("price", 4)]),
			Stock: ref([]grant.StockLevel{grant.StockNone, grant.StockYesNo, grant.StockBand, grant.StockExact}[pick("stock level", 4)]),
		}
		g.Categories = [][]string{{"*"}, {"bolts"}, {"nuts", "pumps"}, {}}[pick("categories", 4)]
		b.grant(s, grant.LevelDefault, "", g)
	case 5, 6:
		b.list2(s, customer, joined, sku, amount, pick)
	case 7:
		b.exec(`WITH told AS (INSERT INTO hub.outbox_event (owner_id, id, topic, at) VALUES ($1, gen_random_uuid(), 'pricing.prices_changed', now()))
			INSERT INTO hub.pricing_policy (tenant_id, precedence, updated_at) VALUES ($1, $2, now()) ON CONFLICT (tenant_id) DO UPDATE SET precedence = EXCLUDED.precedence`,
			s.id.UUID(), []string{"best", "priority"}[pick("precedence", 2)])
	case 8:
		b.changePromotions(s, buyer, pick)
	default:
		b.moveStock(s, buyer, sku, pick)
	}
}

// promote writes the one promotion of a supplier anew: so many percent off a category, from two pieces on.
func (b *bazaarOf) promote(s party, state, category string, percent int) {
	b.exec(`WITH told AS (INSERT INTO hub.outbox_event (owner_id, id, topic, at) VALUES ($1, gen_random_uuid(), 'promotion.changed', now()))
		INSERT INTO hub.promotion_action (tenant_id, id, name, kind, state, currency, rule, created_by, created_at, updated_at)
		VALUES ($1, md5($1::uuid::text)::uuid, 'Promotion', 'percent', $2, 'CNY',
			jsonb_build_object('on', jsonb_build_object('categories', jsonb_build_array($3::text)), 'measure', 'unit', 'tiers', jsonb_build_array(jsonb_build_object('from', '2', 'percent', $4::text))), gen_random_uuid(), now(), now())
		ON CONFLICT (tenant_id, id) DO UPDATE SET state = EXCLUDED.state, rule = EXCLUDED.rule, version = promotion_action.version + 1, updated_at = EXCLUDED.updated_at`,
		s.id.UUID(), state, category, strconv.Itoa(percent))
}

// list2 puts a price into a list: of the group, of one customer, or a contract.
func (b *bazaarOf) list2(s party, customer id.CustomerID, joined bool, sku, amount string, pick func(name string, n int) int) {
	kind := []string{"group", "customer", "contract", "base"}[pick("kind", 4)]
	var group, who any
	switch {
	case kind == "group":
		group = b.group.UUID()
	case kind != "base" && joined:
		who = customer.UUID()
	case kind != "base":
		return
	}
	name := kind + fmt.Sprint(who)
	var list string
	if err := b.admin.QueryRow(context.Background(), "SELECT coalesce((SELECT id::text FROM hub.pricing_list WHERE tenant_id = $1 AND name = $2), '')", s.id.UUID(), name).Scan(&list); err != nil {
		b.t.Fatal(err)
	}
	if list == "" {
		list = id.NewRandom[id.PriceList]().UUID()
		b.exec("INSERT INTO hub.pricing_list (tenant_id, id, kind, name, group_id, customer_id, currency, state, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, 'CNY', 'live', now(), now())", s.id.UUID(), list, kind, name, group, who)
	}
	var agreed any
	if kind == "contract" {
		agreed = 30 + pick("agreed", 20) // a list of offers has prices for any quantity, and says nothing of what is left of a contract
	}
	var of id.PriceListID
	if err := of.Scan(list); err != nil {
		b.t.Fatal(err)
	}
	b.exec(`WITH told AS (INSERT INTO hub.outbox_event (owner_id, id, topic, object, at) VALUES ($1, gen_random_uuid(), 'pricing.prices_changed', $6, now()))
		INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, price, agreed, updated_at) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, now())
		ON CONFLICT (tenant_id, list_id, item_id, valid_from) DO UPDATE SET price = EXCLUDED.price, agreed = EXCLUDED.agreed`, s.id.UUID(), list, b.item(s, sku).UUID(), amount, agreed, of.String())
}

// agree compares across with pair by pair, for both buyers; "" when they say the same.
func (b *bazaarOf) agree(quantity string) string {
	for _, buyer := range b.buyers {
		b.unpaceAll()
		across := b.acrossAll(buyer, b.suppliers, b.skus, quantity)
		b.unpaceAll()
		if wrong := differsFrom(b.pairwise(buyer, b.suppliers, decimal.RequireFromString(quantity)), across); wrong != "" {
			return buyer.name + ": " + wrong
		}
	}
	return ""
}

func (b *bazaarOf) unpaceAll() {
	for _, s := range b.suppliers {
		for _, buyer := range b.buyers {
			b.unpaceOf(s, buyer)
		}
	}
}

// Over random changes of prices, lists, contracts, grants and relationships, one comparison across suppliers says what the pairs say one by one: to two buyers.
// HUB_SOAK makes it longer.
func TestAcrossIsPairByPair(t *testing.T) {
	t.Parallel()
	b := newBazaar(t)
	rounds := 40
	if os.Getenv("HUB_SOAK") != "" {
		rounds = 400
	}
	rapid.Check(t, func(rt *rapid.T) {
		for range rounds / 10 {
			b.change(func(name string, n int) int { return rapid.IntRange(0, n-1).Draw(rt, name) })
			if wrong := b.agree(rapid.SampledFrom([]string{"1", "6", "30"}).Draw(rt, "quantity")); wrong != "" {
				rt.Fatal(wrong)
			}
		}
	})
}

// While somebody changes things all the time, comparisons are answered, and whenever there is a moment's rest they say what the pairs say.
func TestAcrossWhileThingsChange(t *testing.T) {
	t.Parallel()
	b := newBazaar(t)
	var rest sync.Mutex
	stop, done := make(chan struct{}), make(chan struct{})
	changes := 0
	go func() {
		defer close(done)
		for state := uint64(1); ; {
			select {
			case <-stop:
				return
			default:
			}
			rest.Lock()
			b.change(func(_ string, n int) int {
				state = state*6364136223846793005 + 1442695040888963407
				return int(state>>33) % n
			})
			changes++
			rest.Unlock()
		}
	}()
	for range 6 {
		for range 3 {
			b.unpaceAll()
			b.acrossAll(b.buyer, b.suppliers, b.skus, "6")
		}
		rest.Lock()
		wrong := b.agree("6")
		rest.Unlock()
		if wrong != "" {
			t.Error(wrong)
		}
	}
	close(stop)
	<-done
	if changes < 6 {
		t.Errorf("only %d changes: nothing was proved", changes)
	}
}

// The comparison of answers bites: each of these faults in what the database shows across suppliers is noticed.
func TestAcrossNoticesFaults(t *testing.T) {
	t.Parallel()
	b := newBazaar(t)
	b.grant(b.supplier, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceList), Stock: ref(grant.StockBand), Categories: []string{"bolts"}})
	b.grant(b.rival, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceNone), Stock: ref(grant.StockYesNo)})
	if wrong := b.agree("6"); wrong != "" {
		t.Fatal(wrong)
	}
	for _, m := range []struct{ function, old, new string }{
		{"sec.my_whole_suppliers()", "'*' = ANY (s.categories)", "false"},
		{"sec.my_offers(uuid[],uuid[])", "v.price IN ('list','own')", "v.price = 'own'"},
		{"sec.my_categories()", "|| c)", "|| 'nuts')"},
		{"sec.my_offers(uuid[],uuid[])", "edge <= s.on_hand", "true"},
	} {
		var whole string
		if err := b.admin.QueryRow(t.Context(), "SELECT pg_get_functiondef($1::regprocedure)", m.function).Scan(&whole); err != nil {
			t.Fatal(err)
		}
		broken := strings.Replace(whole, m.old, m.new, 1)
		if broken == whole {
			t.Fatalf("%q is not in %s any more", m.old, m.function)
		}
		b.exec(broken)
		if b.agree("6") == "" {
			t.Errorf("nobody noticed %s of %s", m.old, m.function)
		}
		b.exec(whole)
	}
	if wrong := b.agree("6"); wrong != "" {
		t.Fatal(wrong)
	}
}

// checkBasket holds a comparison against the law: what it shows of each thing, and that it shows nothing else.
func (w *world) checkBasket(rt *rapid.T, l law, things []thing, keep func(string, reply) reply) {
	var names []string
	for _, th := range things {
		names = append(names, th.sku)
	}
	body := basketOf("1", append(names, "RIVAL-SECRET", "Common thing")...)
	body.Explain = &[]string{"0", "1"}
	r := keep("comparison", w.compareOf(w.buyer, body))
	if r.status != 200 {
		rt.Fatalf("a comparison answers %d: %s", r.status, r.body)
	}
	got := into[contract.Comparison](w.t, r)
	expected := want(l, things)
	for i, th := range things {
		at := slices.IndexFunc(expected, func(e map[string]string) bool { return e["sku"] == th.sku })
		line := got.Lines[i]
		var cells []contract.CompareCell
		for _, c := range line.Cells {
			if c.Supplier == w.supplier.id && c.Sku == th.sku {
				cells = append(cells, c)
			}
		}
		if at < 0 {
			if len(cells) > 0 || line.Sku != nil && *line.Sku == th.sku {
				rt.Fatalf("%s is not for this buyer: %+v", th.sku, line)
			}
			continue
		}
		if len(cells) != 1 {
			rt.Fatalf("%s has %d cells: %+v", th.sku, len(cells), line)
		}
		seen := map[string]string{"sku": cells[0].Sku}
		if p := cells[0].Price; p != nil {
			seen["price"] = strings.TrimRight(p.Amount, "0")
		}
		if s := cells[0].Stock; s != nil {
			seen["stock"] = string(s.Class)
			if s.Floor != nil {
				seen["floor"] = *s.Floor
			}
			if s.Exact != nil {
				seen["exact"] = *s.Exact
			}
		}
		for _, fact := range []string{"sku", "price", "stock", "floor", "exact"} {
			if seen[fact] != expected[at][fact] {
				rt.Fatalf("%s of %s: %q, expected %q", fact, th.sku, seen[fact], expected[at][fact])
			}
		}
		if cells[0].Days != nil && expected[at]["lead_days"] == "" && cells[0].Available != nil && *cells[0].Available != "available" {
			rt.Fatalf("%s tells its days: %+v", th.sku, cells[0])
		}
	}
	keep("printed comparison", w.printed(w.buyer, body))
}

func (w *world) printed(buyer party, body contract.CompareRequest) reply {
	w.t.Helper()
	got, err := w.http.PrintComparison(buyer.in(w.t.Context()), contract.PrintComparisonRequestObject{Company: buyer.id, Body: &body})
	return wire(func(rw http.ResponseWriter) error { return got.VisitPrintComparisonResponse(rw) }, err)
}
