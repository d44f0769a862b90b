package comparison

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	contract "manifold/api/comparison"
	"manifold/internal/catalog"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/table"
	"manifold/internal/pricing"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// The oracle: what may be seen, said in words of its own and without a line of the code that decides it.

// said is what a supplier says at one level, in plain words; "" and nil say nothing.
type said struct {
	categories            []string
	price, stock          string
	steps                 []string
	lead, promo, document string // "yes", "no" or ""
	ended                 bool   // it had an end, and that has come
}

// thing is an item with every fact there is about it. Each fact is a text that occurs nowhere else.
type thing struct {
	sku, category                       string
	withdrawn                           bool
	list, own, foreign                  string // prices; foreign is another customer's. "" for none
	onHand                              string // "" for not kept
	promo, document, lead, brokenAmount string
}

// law is what one buyer may see.
type law struct {
	open                  bool
	categories            []string
	price, stock          string
	steps                 []string
	lead, promo, document bool
}

func lawOf(approved, stale bool, levels ...said) law {
	out := law{open: approved && !stale, categories: []string{"*"}, price: "own", stock: "band", steps: []string{"1", "10", "50", "100", "500"}, lead: true, promo: true, document: true}
	for _, l := range levels {
		if l.ended {
			continue
		}
		if l.categories != nil {
			out.categories = l.categories
		}
		if l.price != "" {
			out.price = l.price
		}
		if l.stock != "" {
			out.stock = l.stock
		}
		if l.steps != nil {
			out.steps = l.steps
		}
		for flag, word := range map[*bool]string{&out.lead: l.lead, &out.promo: l.promo, &out.document: l.document} {
			if word != "" {
				*flag = word == "yes"
			}
		}
	}
	return out
}

// may tells what of a thing may be seen: nil for nothing at all, else the facts by the name of their field.
func (l law) may(t thing) map[string]string {
	if !l.open || t.withdrawn || !slices.Contains(l.categories, "*") && !slices.Contains(l.categories, t.category) {
		return nil
	}
	out := map[string]string{"sku": t.sku}
	shown := ""
	switch l.price {
	case "list":
		shown = t.list
	case "own":
		shown = t.own
		if shown == "" {
			shown = t.list
		}
	}
	if shown != "" {
		out["price"] = shown
		if shown == t.list {
			out["break"] = t.brokenAmount
			if l.promo {
				out["promotion"] = t.promo
			}
		}
	}
	if l.lead && t.lead != "" {
		out["lead_days"] = t.lead
	}
	if l.document && t.document != "" {
		out["datasheet"] = t.document
	}
	if t.onHand != "" {
		l.stockOf(t.onHand, out)
	}
	return out
}

func (l law) stockOf(onHand string, out map[string]string) {
	there, _ := strconv.ParseFloat(onHand, 64)
	switch l.stock {
	case "exact":
		out["stock"], out["exact"] = "exact", onHand
	case "yes_no":
		out["stock"] = "no"
		if there > 0 {
			out["stock"] = "yes"
		}
	case "band":
		out["stock"], out["floor"] = "band", "0"
		for _, step := range l.steps {
			if edge, _ := strconv.ParseFloat(step, 64); there >= edge {
				out["floor"] = step
			}
		}
	}
}

// answer is what may be said to a quantity.
func (l law) answer(t thing, quantity float64) string {
	seen := l.may(t)
	floor, _ := strconv.ParseFloat(seen["floor"], 64)
	exact, _ := strconv.ParseFloat(seen["exact"], 64)
	switch {
	case seen == nil:
		return "not_offered"
	case seen["stock"] == "exact" && quantity > exact:
		return "short"
	case seen["stock"] == "exact", seen["stock"] == "band" && quantity <= floor:
		return "available"
	default:
		return "subject_to_confirmation"
	}
}

// secrets are all facts of a thing that tell something, with whether they may be seen.
func (l law) secrets(t thing) map[string]bool {
	seen := l.may(t)
	out := map[string]bool{}
	add := func(fact string, may bool) {
		if fact != "" {
			out[fact] = out[fact] || may
		}
	}
	add(t.list, seen["price"] == t.list)
	add(t.brokenAmount, seen["break"] != "")
	add(t.own, seen["price"] == t.own)
	add(t.foreign, false)
	add(t.onHand, seen["exact"] != "")
	add(t.promo, seen["promotion"] != "")
	add(t.document, seen["datasheet"] != "")
	add(t.sku, seen != nil) // days are no text that occurs nowhere else: cells and fields are compared
	return out
}

// flat is an offer of the contract in the oracle's words.
func flat(o contract.Offer) map[string]string {
	out := map[string]string{"sku": o.Sku}
	put := func(name string, text *string) {
		if text != nil {
			out[name] = *text
		}
	}
	if o.Price != nil {
		out["price"] = strings.TrimRight(o.Price.Amount, "0")
		if o.Price.Breaks != nil {
			out["break"] = strings.TrimRight((*o.Price.Breaks)[0].Amount, "0")
		}
	}
	put("promotion", o.Promotion)
	put("datasheet", o.Datasheet)
	if o.LeadDays != nil {
		out["lead_days"] = strconv.Itoa(*o.LeadDays)
	}
	if o.Stock != nil {
		out["stock"] = string(o.Stock.Class)
		put("floor", o.Stock.Floor)
		put("exact", o.Stock.Exact)
	}
	return out
}

// The world of the property: six items at the first supplier, one at the rival.

var categoryNames = []string{"bolts", "nuts", "pumps"}

func anySaid(t *rapid.T, level string) said {
	pick := func(name string, of ...string) string {
		return rapid.SampledFrom(append([]string{""}, of...)).Draw(t, level+" "+name)
	}
	s := said{price: pick("price", "none", "list", "own"), stock: pick("stock", "none", "yes_no", "band", "exact"),
		lead: pick("lead", "yes", "no"), promo: pick("promotions", "yes", "no"), document: pick("documents", "yes", "no")}
	if rapid.Bool().Draw(t, level+" names categories") {
		s.categories = rapid.SampledFrom([][]string{{}, {"*"}, {"bolts"}, {"nuts", "pumps"}, {"valves"}}).Draw(t, level+" categories")
	}
	if rapid.Bool().Draw(t, level+" names steps") {
		s.steps = rapid.SampledFrom([][]string{{"20"}, {"0.5", "5", "1000"}, {"1", "2", "3"}}).Draw(t, level+" steps")
	}
	if level != "default" {
		s.ended = rapid.IntRange(0, 3).Draw(t, level+" ended") == 0
	}
	return s
}

// grant is what is said, as the supplier saves it.
func (s said) grant() grant.Grant {
	g := grant.Grant{Categories: s.categories}
	if s.price != "" {
		g.Price = ref(grant.PriceLevel(s.price))
	}
	if s.stock != "" {
		g.Stock = ref(grant.StockLevel(s.stock))
	}
	for _, step := range s.steps {
		g.Steps = append(g.Steps, decimal.RequireFromString(step))
	}
	for word, flag := range map[*string]**bool{&s.lead: &g.LeadTime, &s.promo: &g.Promotions, &s.document: &g.Documents} {
		if *word != "" {
			*flag = ref(*word == "yes")
		}
	}
	if s.ended {
		g.ExpiresAt = ref(time.Now().Add(time.Hour))
	}
	return g
}

// anyThings draws items whose facts are texts that occur nowhere else: 71…, 72… and so on, by kind and item.
func anyThings(t *rapid.T, round int) []thing {
	out := make([]thing, 6)
	for i := range out {
		unique := func(kind int) string { return fmt.Sprintf("%d%02d%03d.%d7", kind, i+10, round%1000, i+1) }
		out[i] = thing{sku: fmt.Sprintf("SKU-%d", i), category: rapid.SampledFrom(categoryNames).Draw(t, "category"), promo: fmt.Sprintf("PROMO-%d-%d", round, i),
			document: fmt.Sprintf("https://example.org/sheet-%d-%d", round, i), lead: strconv.Itoa(1100 + i*7 + round%100*17)}
		out[i].withdrawn = rapid.IntRange(0, 5).Draw(t, "withdrawn") == 0
		for kind, fact := range map[int]*string{71: &out[i].list, 72: &out[i].own, 73: &out[i].foreign} {
			if rapid.IntRange(0, 3).Draw(t, "priced") > 0 {
				*fact = unique(kind)
			}
		}
		if out[i].list != "" {
			out[i].brokenAmount = unique(74)
		} else {
			out[i].promo = ""
		}
		if rapid.Bool().Draw(t, "kept") {
			out[i].onHand = rapid.SampledFrom([]string{"0", "7", "13", "64", "777", "1234"}).Draw(t, "on hand")
			if out[i].onHand != "0" {
				out[i].onHand += ".13704" + strconv.Itoa(i+1)
			}
		}
	}
	return out
}

// stock of nothing at all is no secret text: it would be found anywhere.
func telling(fact string) bool { return fact != "0" }

func (w *world) lay(things []thing) {
	w.t.Helper()
	var lines, gone []contract.SheetLine
	var own, foreign []contract.OwnPriceLine
	for _, th := range things {
		l := contract.SheetLine{Sku: th.sku, Name: ref("Common thing"), Category: &th.category, LeadDays: &th.lead, Datasheet: &th.document, Clear: &[]contract.SheetLineClear{}}
		if th.list != "" {
			l.Price = &contract.SheetPrice{Currency: "CNY", Amount: th.list, Promotion: &th.promo, Breaks: &[]contract.PriceBreak{{From: "5", Amount: th.brokenAmount}}}
		} else {
			*l.Clear = append(*l.Clear, "price")
		}
		if th.onHand != "" {
			l.Stock = &th.onHand
		} else {
			*l.Clear = append(*l.Clear, "stock")
		}
		lines = append(lines, l)
		if th.withdrawn {
			gone = append(gone, contract.SheetLine{Sku: th.sku, Withdrawn: ref(true)})
		}
		own, foreign = append(own, ownLine(th.sku, th.own)), append(foreign, ownLine(th.sku, th.foreign))
	}
	w.sheet(w.supplier, lines...)
	if len(gone) > 0 {
		w.sheet(w.supplier, gone...)
	}
	w.ownPrices(w.buyer, own)
	w.ownPrices(w.other, foreign)
}

func ownLine(sku, amount string) contract.OwnPriceLine {
	if amount == "" {
		return contract.OwnPriceLine{Sku: sku, Remove: ref(true)}
	}
	return contract.OwnPriceLine{Sku: sku, Price: &contract.OwnPriceValue{Currency: "CNY", Amount: amount}}
}

func (w *world) ownPrices(of party, lines []contract.OwnPriceLine) {
	w.t.Helper()
	body := &contract.OwnPriceLines{Customer: w.customers[w.supplier.id][of.id], Lines: lines}
	got, err := w.http.PutOwnPrices(w.supplier.in(w.t.Context()), contract.PutOwnPricesRequestObject{Company: w.supplier.id, Body: body})
	if err != nil || got.(contract.PutOwnPrices200JSONResponse).Flagged > 0 {
		w.t.Fatalf("%+v %v", got, err)
	}
}

// say saves what a supplier says at all levels; ended levels are then moved into the past, as time does. stale tells whether nobody has resolved
// the grants since one of them ended: the relationship's own end has then come.
func (w *world) say(byDefault, group, customer said, resolve bool) (stale bool) {
	w.t.Helper()
	who := w.customers[w.supplier.id][w.buyer.id].UUID()
	w.grant(w.supplier, grant.LevelDefault, "", byDefault.grant())
	w.grant(w.supplier, grant.LevelGroup, w.group.UUID(), group.grant())
	w.grant(w.supplier, grant.LevelCustomer, who, customer.grant())
	if !group.ended && !customer.ended {
		return false
	}
	w.exec("UPDATE hub.trading_grant SET expires_at = now() - interval '1 minute' WHERE tenant_id = $1 AND expires_at IS NOT NULL", w.supplier.id.UUID())
	w.exec("UPDATE hub.trading_relationship SET grant_expires_at = now() - interval '1 minute' WHERE tenant_id = $1 AND buyer_id = $2", w.supplier.id.UUID(), w.buyer.id.UUID())
	if resolve { // what the job does at the end of a grant; saving the default again does the same
		w.grant(w.supplier, grant.LevelDefault, "", byDefault.grant())
	}
	return !resolve
}

// outlet is an answer that may leave, and where.
type outlet struct {
	name string
	reply
}

// leaks lists the facts that are in what left and must not be.
func leaks(l law, things []thing, left []outlet) []string {
	var out []string
	for _, th := range things {
		for fact, may := range l.secrets(th) {
			if may || !telling(fact) {
				continue
			}
			for _, o := range left {
				if bytes.Contains(o.body, []byte(fact)) || strings.Contains(fmt.Sprint(o.header), fact) {
					out = append(out, fmt.Sprintf("%s tells %s of %s", o.name, fact, th.sku))
				}
			}
		}
	}
	return out
}

// want is what the offers of a law are, by SKU.
func want(l law, things []thing) []map[string]string {
	var out []map[string]string
	for _, th := range things {
		if seen := l.may(th); seen != nil {
			for name, fact := range seen {
				if name == "price" || name == "break" {
					seen[name] = strings.TrimRight(fact, "0")
				}
			}
			out = append(out, seen)
		}
	}
	return out
}

// differ compares offers with what they have to be: nothing beyond the grant, and nothing of it missing.
func differ(l law, things []thing, offers []contract.Offer) string {
	expected := want(l, things)
	if len(offers) != len(expected) {
		return fmt.Sprintf("%d offers, expected %d", len(offers), len(expected))
	}
	for i, o := range offers {
		if got := flat(o); !maps.Equal(got, expected[i]) {
			return fmt.Sprintf("offer %v, expected %v", got, expected[i])
		}
	}
	return ""
}

// Over random grants, items, prices, stocks, states and ends, no outlet tells more than the grant, nor less, and the supplier's preview is
// the buyer's answer byte for byte.
func TestNothingBeyondTheGrant(t *testing.T) {
	w := newWorld(t)
	w.sheet(w.rival, contract.SheetLine{Sku: "RIVAL-SECRET", Name: ref("Common thing"), Price: &contract.SheetPrice{Currency: "CNY", Amount: "99881.5"}})
	w.grant(w.rival, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceNone)})
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		things := anyThings(rt, round)
		byDefault, group, customer := anySaid(rt, "default"), anySaid(rt, "group"), anySaid(rt, "customer")
		state := rapid.SampledFrom([]string{"approved", "approved", "approved", "suspended", "closed", "applied"}).Draw(rt, "state")
		resolve := rapid.Bool().Draw(rt, "resolved since")
		w.unpace()
		w.lay(things)
		stale := w.say(byDefault, group, customer, resolve)
		w.state(w.supplier, w.buyer, state)
		l := lawOf(state == "approved", stale, byDefault, group, customer)
		w.check(rt, l, things, state)
	})
}

// check asks every outlet and holds it against the law.
func (w *world) check(rt *rapid.T, l law, things []thing, state string) {
	limit := rapid.IntRange(1, 7).Draw(rt, "limit")
	var left []outlet
	keep := func(name string, r reply) reply { left = append(left, outlet{name, r}); return r }

	var offers []contract.Offer
	for after := ""; ; {
		r := keep("list", w.list(w.buyer, w.supplier, "", "", after, limit))
		p := keep("preview", w.preview(w.supplier, contract.PreviewRequest{Buyer: &w.buyer.id, Limit: &limit, After: optional.Of(after)}))
		if r.status != p.status || !bytes.Equal(r.body, p.body) || r.header.Get("Etag") != p.header.Get("Etag") {
			rt.Fatalf("the preview differs from what the buyer gets:\n%d %s\n%d %s", p.status, p.body, r.status, r.body)
		}
		if state != "approved" {
			if r.status != http.StatusNotFound {
				rt.Fatalf("%s answers %d", state, r.status)
			}
			break
		}
		page := into[contract.OfferPage](w.t, r)
		offers = append(offers, page.Items...)
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	if wrong := differ(l, things, offers); wrong != "" {
		rt.Fatalf("list: %s", wrong)
	}
	w.checkShows(rt, l)
	if r := keep("search", w.search(w.buyer, "common thing", "", 200)); r.status == 200 {
		var found []contract.Offer
		for _, f := range into[contract.FoundOffers](w.t, r).Items {
			if f.Supplier == w.supplier.id {
				found = append(found, f.Offer)
			}
		}
		slices.SortFunc(found, func(a, b contract.Offer) int { return strings.Compare(a.Sku, b.Sku) })
		if wrong := differ(l, things, found); wrong != "" {
			rt.Fatalf("search: %s", wrong)
		}
	}
	if r := keep("print", w.print(w.buyer, w.supplier)); r.status == 200 {
		if wrong := differ(l, things, into[contract.PrintedOffers](w.t, r).Items); wrong != "" {
			rt.Fatalf("print: %s", wrong)
		}
	}
	if r := keep("file", w.file(w.buyer, w.supplier, table.Delimited)); r.status == 200 {
		for _, th := range things {
			for fact, may := range l.secrets(th) {
				if may && !bytes.Contains(r.body, []byte(fact)) {
					rt.Fatalf("the file lacks %s of %s", fact, th.sku)
				}
			}
			if seen := l.may(th); seen != nil && leadCell(w.t, r.body, th.sku) != seen["lead_days"] {
				rt.Fatalf("the file says that %s takes %q days, expected %q", th.sku, leadCell(w.t, r.body, th.sku), seen["lead_days"])
			}
		}
	}
	for _, q := range []string{"SKU-1", things[0].list, "zzz"} {
		keep("list with "+q, w.list(w.buyer, w.supplier, q, rapid.SampledFrom(append([]string{""}, categoryNames...)).Draw(rt, "wanted"), "", 50))
	}
	keep("bad cursor", w.list(w.buyer, w.supplier, "", "", "nonsense", 50))
	w.checkProducts(rt, l, things, keep)
	w.checkSearch(rt, l, things, keep)
	w.checkBasket(rt, l, things, keep)
	w.probe(rt, l, things, keep)
	w.differential(rt, l, things)
	if found := leaks(l, things, left); len(found) > 0 {
		rt.Fatalf("%s", strings.Join(found, "\n"))
	}
	w.checkMail(rt, things)
	for _, o := range left {
		if bytes.Contains(o.body, []byte("99881")) {
			rt.Fatalf("%s tells the rival's price", o.name)
		}
	}
}

// leadCell is what a file says about the days of an item.
func leadCell(t testing.TB, file []byte, sku string) string {
	for _, row := range tableOf(t, file) {
		if row[0] == sku {
			return row[13]
		}
	}
	return "no row"
}

// checkShows holds what a page says about itself against the law.
func (w *world) checkShows(rt *rapid.T, l law) {
	r := w.list(w.buyer, w.supplier, "", "", "", 1)
	if r.status != 200 {
		return
	}
	got := into[contract.OfferPage](w.t, r).Shows
	expected := contract.Shows{Catalogue: "none", Price: "none", Stock: "none"}
	if l.open {
		expected = contract.Shows{Catalogue: "part", Price: contract.ShowsPrice(l.price), Stock: contract.ShowsStock(l.stock), LeadTime: l.lead, Promotions: l.promo, Documents: l.document}
		switch {
		case len(l.categories) == 0:
			expected.Catalogue = "none"
		case l.categories[0] == "*":
			expected.Catalogue = "all"
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(expected) {
		rt.Fatalf("the page says it shows %+v, expected %+v", got, expected)
	}
}

// probe asks for quantities around every edge.
func (w *world) probe(rt *rapid.T, l law, things []thing, keep func(string, reply) reply) {
	var lines []contract.AvailabilityLine
	var of []thing
	for _, th := range things {
		for _, q := range []string{"0.1", "1", "5", "10", "20", "63", "1000", "99999"} {
			lines, of = append(lines, contract.AvailabilityLine{Item: w.item(w.supplier, th.sku), Quantity: q}), append(of, th)
		}
	}
	lines = append(lines, contract.AvailabilityLine{Item: id.New[id.Item](time.Now()), Quantity: "1"}, contract.AvailabilityLine{Item: w.item(w.rival, "RIVAL-SECRET"), Quantity: "1"})
	r := keep("availability", w.available(w.buyer, w.supplier, lines...))
	if !l.open {
		if r.status == 200 { // approved, but the grant has ended
			for _, a := range into[contract.Availability](w.t, r).Lines {
				if a.Answer != "not_offered" {
					rt.Fatalf("availability of a closed disclosure: %+v", a)
				}
			}
		}
		return
	}
	answers := into[contract.Availability](w.t, r).Lines
	for i, th := range of {
		quantity, _ := strconv.ParseFloat(lines[i].Quantity, 64)
		if got, expected := string(answers[i].Answer), l.answer(th, quantity); got != expected {
			rt.Fatalf("%s of %+v: %s, expected %s", lines[i].Quantity, th, got, expected)
		}
	}
	for _, a := range answers[len(of):] {
		if a.Answer != "not_offered" {
			rt.Fatalf("an item of nobody, or of the rival: %+v", a)
		}
	}
}

// differential asks the database itself, in the scope of the pair, and holds it against the law: row security cuts before any Go does.
func (w *world) differential(rt *rapid.T, l law, things []thing) {
	scope := tenants.Pair(w.buyer.id, w.supplier.id, w.buyer.principal.Seats[0].ID)
	items := map[string]id.ItemID{}
	var wanted []id.ItemID
	for _, th := range things {
		items[th.sku] = w.item(w.supplier, th.sku)
		wanted = append(wanted, items[th.sku])
	}
	err := w.db.Read(w.t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error {
		lists := must(pricing.ListOf(tx, w.supplier.id, wanted))
		owns := must(pricing.OwnOf(tx, w.supplier.id, id.CustomerID{}, wanted))
		var rows, mine int64 // of all customers, as far as row security lets see
		if err := tx.Gorm().Raw("SELECT count(*) FROM pricing_own_price").Scan(&rows).Error; err != nil {
			return err
		}
		views := must(inventory.Views(tx, wanted))
		var visible []string
		if err := tx.Gorm().Raw("SELECT sku FROM catalog_item WHERE tenant_id = ?", w.supplier.id).Scan(&visible).Error; err != nil {
			return err
		}
		for _, th := range things {
			seen := l.may(th)
			if _, has := lists[items[th.sku]]; has != (l.open && th.list != "" && l.price != "none") {
				rt.Fatalf("list price of %s by row security: %v", th.sku, has)
			}
			if _, has := owns[items[th.sku]]; has != (l.open && th.own != "" && l.price == "own") {
				rt.Fatalf("own price of %s by row security: %v", th.sku, has)
			}
			if slices.Contains(visible, th.sku) != (seen != nil) {
				rt.Fatalf("item %s by row security: %v", th.sku, visible)
			}
			floor := seen["floor"] + seen["exact"]
			if floor == "" {
				floor = "0"
			}
			if l.open && th.own != "" && l.price == "own" {
				mine++
			}
			view, exact := views[items[th.sku]], seen["exact"] != ""
			if string(view.Class) != seen["stock"] || view.Floor.String() != floor || view.Exact.IsZero() == (exact && floor != "0") || view.AsOf.IsZero() == exact {
				rt.Fatalf("stock of %s by row security: %+v, expected %v", th.sku, view, seen)
			}
		}
		if rows != mine {
			rt.Fatalf("%d own prices by row security, expected %d", rows, mine)
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	err = w.db.Read(w.t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error {
		_, err := inventory.Of(tx, w.supplier.id, wanted)
		return err
	})
	if err == nil {
		rt.Fatal("a pair reads the figures of stock")
	}
}

// checkMail holds every mail that waits or went out against the law. Their arguments lie sealed, so the box is read.
func (w *world) checkMail(rt *rapid.T, things []thing) {
	text, err := os.ReadFile(w.mailbox)
	if err != nil && !os.IsNotExist(err) {
		rt.Fatal(err)
	}
	if found := leaks(law{}, things, []outlet{{"mail", reply{body: text}}}); len(found) > 0 {
		rt.Fatalf("%s", strings.Join(found, "\n"))
	}
}

// The property notices: whatever single fact is put where it is not granted is found.
func TestLeaksAreNoticed(t *testing.T) {
	t.Parallel()
	th := thing{sku: "SKU-0", category: "bolts", list: "7110.17", own: "7210.17", foreign: "7310.17", brokenAmount: "7410.17", onHand: "64.1371", promo: "PROMO-1", document: "https://example.org/1"}
	laws := map[string]law{
		"closed": {}, "nothing": lawOf(true, false, said{categories: []string{}}), "no price": lawOf(true, false, said{price: "none", promo: "no"}),
		"list": lawOf(true, false, said{price: "list"}), "own": lawOf(true, false), "no facts": lawOf(true, false, said{lead: "no", promo: "no", document: "no", stock: "none"}),
	}
	for name, l := range laws {
		for fact, may := range l.secrets(th) {
			found := leaks(l, []thing{th}, []outlet{{"list", reply{body: []byte(`{"x":"` + fact + `"}`)}}})
			if may == (len(found) > 0) {
				t.Errorf("%s: %s may %v, found %v", name, fact, may, found)
			}
		}
		offer := contract.Offer{Sku: th.sku, Price: &contract.OfferPrice{Amount: "7110.170000"}, Stock: &contract.OfferStock{Class: "exact", Exact: &th.onHand}}
		if differ(l, []thing{th}, []contract.Offer{offer}) == "" {
			t.Errorf("%s: a wrong offer passes", name)
		}
	}
}

// What makes an offer asks the decision itself, whoever picked the items before.
func TestOfferOf(t *testing.T) {
	t.Parallel()
	d := func(s grant.Sees) grant.Disclosure { return grant.NewDisclosure(true, s, 1, moment) }
	item := catalog.Item{SKU: "A", Category: "bolts", State: catalog.Active, Datasheet: "https://x", LeadDays: ref(3)}
	if _, offered := offerOf(d(grant.Sees{Categories: []string{"nuts"}}), item, facts{}); offered {
		t.Error("an item of a hidden category is offered")
	}
	if _, offered := offerOf(grant.Disclosure{}, item, facts{}); offered {
		t.Error("a closed decision offers")
	}
	offer, offered := offerOf(d(grant.Sees{Categories: []string{"bolts"}, Stock: grant.StockBand}), item, facts{stock: grant.StockView{Class: grant.Exactly, Exact: decimal.NewFromInt(7)}})
	if !offered || offer.Stock.Class != grant.Unsaid || offer.LeadDays != nil || offer.Datasheet != "" {
		t.Errorf("%+v", offer)
	}
	item.State = catalog.Withdrawn
	if _, offered := offerOf(d(grant.Sees{Categories: []string{"*"}}), item, facts{}); offered {
		t.Error("a withdrawn item is offered")
	}
}
