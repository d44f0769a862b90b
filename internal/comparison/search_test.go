package comparison

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	contract "manifold/api/comparison"
	"manifold/internal/catalog"
	"manifold/internal/catalog/find"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// find searches with whatever narrows.
func (w *world) find(buyer party, p contract.SearchOffersParams) reply {
	w.t.Helper()
	got, err := w.http.SearchOffers(buyer.in(w.t.Context()), contract.SearchOffersRequestObject{Company: buyer.id, Params: p})
	return wire(func(rw http.ResponseWriter) error { return got.VisitSearchOffersResponse(rw) }, err)
}

func (w *world) suggest(buyer party, q string) reply {
	w.t.Helper()
	got, err := w.http.SuggestOffers(buyer.in(w.t.Context()), contract.SuggestOffersRequestObject{Company: buyer.id, Params: contract.SuggestOffersParams{Q: q}})
	return wire(func(rw http.ResponseWriter) error { return got.VisitSuggestOffersResponse(rw) }, err)
}

// skus are what was found, in its order.
func (w *world) skus(r reply) []string {
	w.t.Helper()
	out := []string{}
	for _, f := range into[contract.FoundOffers](w.t, r).Items {
		out = append(out, f.Offer.Sku)
	}
	return out
}

type ware struct{ sku, name, brand, mpn, gtin, category string }

func (w *world) stock(supplier party, wares ...ware) {
	w.t.Helper()
	var lines []contract.SheetLine
	for _, x := range wares {
		lines = append(lines, contract.SheetLine{
			Sku: x.sku, Name: &x.name, Brand: optional.Of(x.brand), Mpn: optional.Of(x.mpn), Gtin: optional.Of(x.gtin), Category: optional.Of(x.category),
		})
	}
	w.sheet(supplier, lines...)
}

// Whatever somebody types finds what was meant, and what fits best comes first.
func TestSearchFindsWhatWasMeant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(w.supplier,
		ware{sku: "R-10K", name: "Thick film resistor 10 kΩ 1% 0603", brand: "Yageo", mpn: "RC0603FR-0710KL", gtin: "4006381333931", category: "Resistors"},
		ware{sku: "R-47K", name: "Thick film resistor 4.7 kΩ 1% 0603", brand: "Yageo", mpn: "RC0603FR-074K7L", category: "Resistors"},
		ware{sku: "CN-1", name: "国巨 贴片电阻 10kΩ", brand: "国巨", category: "电阻"},
		ware{sku: "CN-2", name: "重庆 行星齿轮", category: "齿轮"},
		ware{sku: "KB-1", name: "Logitech Wi-Fi Keyboard MX Keys", brand: "Logitech", category: "Keyboards"},
		ware{sku: "CABLE", name: "Keyboard cable", category: "Cables"},
		ware{sku: "KEY-2", name: "Café Crème Grande Tasse", brand: "Møller", category: "Groceries"},
		ware{sku: "GPU", name: "MSI GeForce RTX4090 Gaming", category: "Video"},
	)
	w.stock(w.rival, ware{sku: "4006381333931", name: "A number like a barcode", category: "Odd"}, ware{sku: "K", name: "Key", category: "Odd"})
	for _, c := range []struct {
		q    string
		want []string
	}{
		{"R-10K", []string{"R-10K"}}, {"r10k", []string{"R-10K"}}, {"rc0603fr-0710kl", []string{"R-10K"}}, {"RC0603FR 0710KL", []string{"R-10K"}}, {"0710KL", []string{"R-10K"}},
		{"RC0603FR-07", []string{"R-10K", "R-47K"}}, // an unfinished number
		{"4006381333931", []string{"4006381333931", "R-10K"}},
		{"04006381333931", []string{"R-10K"}}, // as 14 digits
		{"resistor 4.7k", []string{"R-47K"}}, {"47k", []string{"R-47K"}},
		{"10k", []string{"R-10K", "CN-1"}}, {"１０Ｋ", []string{"R-10K", "CN-1"}}, // full width
		{"电阻", []string{"CN-1"}}, {"阻", []string{"CN-1"}}, {"贴片 电阻", []string{"CN-1"}}, {"10k电阻", []string{"CN-1"}},
		{"dianzu", []string{"CN-1"}}, {"dianz", []string{"CN-1"}}, {"dz", []string{"CN-1"}}, {"tpdz", []string{"CN-1"}}, {"10k dz", []string{"CN-1"}}, {"dzu", []string{"CN-1"}}, {"tpdzu", []string{"CN-1"}}, {"tiepdz", []string{"CN-1"}}, {"電阻", []string{"CN-1"}}, {"貼片電阻", []string{"CN-1"}}, {"齒輪", []string{"CN-2"}}, {"guoju dz", []string{"CN-1"}},
		{"chongqing", []string{"CN-2"}}, {"zhongqing", []string{"CN-2"}}, {"cq", []string{"CN-2"}}, {"xingxing", []string{"CN-2"}}, {"hangxing", []string{"CN-2"}}, // two readings
		{"wifi", []string{"KB-1"}}, {"wi-fi", []string{"KB-1"}}, {"wi fi", []string{"KB-1"}},
		{"keyboard", []string{"CABLE", "KB-1"}}, {"keyboards", []string{"KB-1", "CABLE"}}, {"logitech key", []string{"KB-1"}}, {"key", []string{"K", "KEY-2", "CABLE", "KB-1"}},
		{"cafe creme", []string{"KEY-2"}}, {"CRÈME", []string{"KEY-2"}}, {"moller", []string{"KEY-2"}},
		{"4090", []string{"GPU"}}, {"rtx", []string{"GPU"}}, {"rtx 4090", []string{"GPU"}},
		{"resitsor", []string{"R-10K", "R-47K"}}, {"logitec keybord", []string{"KB-1"}}, {"keyborad cable", []string{"CABLE"}}, //nolint:misspell // typing errors
		{"resistor xylophone", nil}, {"0711KL", nil}, // another number is another part
	} {
		w.unpace()
		got := w.skus(w.search(w.buyer, c.q, "", 50))
		if fmt.Sprint(got) != fmt.Sprint(append([]string{}, c.want...)) {
			t.Errorf("%q finds %q, want %q", c.q, got, c.want)
		}
		if suggested := w.skus(w.suggest(w.buyer, c.q)); fmt.Sprint(suggested) != fmt.Sprint(got) {
			t.Errorf("%q suggests %q and finds %q", c.q, suggested, got)
		}
	}
	found := into[contract.FoundOffers](t, w.search(w.buyer, "keybord", "", 50))
	if len(found.Corrected) != 1 || found.Corrected[0].Typed != "keybord" || !slices.Equal(found.Corrected[0].Found, []string{"keyboard"}) {
		t.Errorf("%+v", found.Corrected)
	}
	if m := found.Items[0].Marks; len(m) != 1 || found.Items[0].Offer.Name[m[0].From:m[0].To] != "Keyboard" {
		t.Errorf("%+v", found.Items[0])
	}
}

// What narrows is counted, and what was counted narrows to as many.
func TestFacets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 12 {
		name := "Widget " + strconv.Itoa(i)
		l := contract.SheetLine{Sku: "W" + strconv.Itoa(i), Name: &name, Brand: ref([]string{"Acme", "ACME", "Bolt, Nut & Co"}[i%3]), Category: ref([]string{"small", "large"}[i%2])}
		if i%4 == 0 {
			l.Stock = ref("12")
		}
		l.Price = &contract.SheetPrice{Currency: "CNY", Amount: strconv.Itoa(100 - i)}
		w.sheet(w.supplier, l)
	}
	w.stock(w.rival, ware{sku: "RW", name: "Widget of a rival", brand: "Acme", category: "small"})
	whole := into[contract.FoundOffers](t, w.find(w.buyer, contract.SearchOffersParams{Q: "widget", Facets: ref(true), Limit: ref(5)}))
	f := whole.Facets
	if f == nil || whole.Total != 13 || whole.More || len(whole.Items) != 5 || f.InStock != 3 || len(f.Suppliers) != 2 || f.Suppliers[0].Count != 12 || f.Suppliers[0].Name != w.supplier.name {
		t.Fatalf("%+v %+v", whole, f)
	}
	count := func(p contract.SearchOffersParams) int {
		t.Helper()
		w.unpace()
		p.Q = "widget"
		return into[contract.FoundOffers](t, w.find(w.buyer, p)).Total
	}
	for _, b := range f.Brands {
		if got := count(contract.SearchOffersParams{Brand: &[]string{b.Value}}); got != b.Count {
			t.Errorf("brand %s: counted %d, narrowed to %d", b.Value, b.Count, got)
		}
	}
	for _, c := range f.Categories {
		if got := count(contract.SearchOffersParams{Category: &[]string{c.Value}}); got != c.Count {
			t.Errorf("category %s: counted %d, narrowed to %d", c.Value, c.Count, got)
		}
	}
	for _, s := range f.Suppliers {
		if got := count(contract.SearchOffersParams{Suppliers: &[]id.CompanyID{s.Supplier}}); got != s.Count {
			t.Errorf("supplier %s: counted %d, narrowed to %d", s.Name, s.Count, got)
		}
	}
	if got := count(contract.SearchOffersParams{InStock: ref(true)}); got != f.InStock {
		t.Errorf("in stock: counted %d, narrowed to %d", f.InStock, got)
	}
	if got := count(contract.SearchOffersParams{Brand: &[]string{"acme"}, Category: &[]string{"large", "small"}, InStock: ref(true), Suppliers: &[]id.CompanyID{w.supplier.id}}); got != 2 {
		t.Errorf("all at once: %d", got)
	}
	if got := count(contract.SearchOffersParams{Brand: &[]string{"nobody"}}); got != 0 {
		t.Errorf("an unknown brand has %d", got)
	}
	// Prices in order, page by page; without one at the end.
	var prices []string
	for after := ""; ; {
		w.unpace()
		page := into[contract.FoundOffers](t, w.find(w.buyer, contract.SearchOffersParams{Q: "widget", Sort: ref(contract.SearchOffersParamsSortPrice), Limit: ref(4), After: optional.Of(after)}))
		for _, i := range page.Items {
			if i.Offer.Price == nil {
				prices = append(prices, "none")
			} else {
				prices = append(prices, strings.TrimSuffix(i.Offer.Price.Amount, ".000000"))
			}
		}
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	if got := strings.Join(prices, " "); got != "89 90 91 92 93 94 95 96 97 98 99 100 none" {
		t.Errorf("by price: %s", got)
	}
	byName := w.skus(w.find(w.buyer, contract.SearchOffersParams{Q: "widget", Sort: ref(contract.SearchOffersParamsSortName), Limit: ref(50)}))
	if byName[0] != "W0" || byName[2] != "W10" || byName[12] != "RW" {
		t.Errorf("by name: %v", byName)
	}
}

// Headings are those that the suppliers give their categories; traits are the attributes of items.
func TestHeadingsAndTraits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(w.supplier, ware{sku: "A", name: "Part red", category: "res"}, ware{sku: "B", name: "Part blue", category: "cap"})
	w.stock(w.rival, ware{sku: "C", name: "Part green", category: "resistors"})
	for supplier, category := range map[id.CompanyID]string{w.supplier.id: "res", w.rival.id: "resistors"} {
		w.exec("INSERT INTO hub.catalog_category (tenant_id, name, heading, updated_at) VALUES ($1, $2, '853321', now())", supplier.UUID(), category)
	}
	found := into[contract.FoundOffers](t, w.find(w.buyer, contract.SearchOffersParams{Q: "part", Facets: ref(true)}))
	if h := found.Facets.Headings; len(h) != 1 || h[0].Value != "8533" || h[0].Count != 2 {
		t.Fatalf("%+v", h)
	}
	for heading, want := range map[string]int{"8533": 2, "853321": 2, "8532": 0} {
		if got := into[contract.FoundOffers](t, w.find(w.buyer, contract.SearchOffersParams{Q: "part", Heading: &[]string{heading}})); got.Total != want {
			t.Errorf("%s has %d, want %d", heading, got.Total, want)
		}
	}
}

// A buyer finds items by what it calls them itself, and nobody else does.
func TestSearchByOwnNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(w.supplier, ware{sku: "A", name: "Hex bolt M8"}, ware{sku: "B", name: "Widget"})
	item := w.item(w.supplier, "A")
	if r := w.call(w.buyer, w.supplier, item, contract.OwnItemDraft{Code: ref("K-4711"), Name: ref("厨房螺丝")}); r.status != 200 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	for _, q := range []string{"4711", "k4711", "厨房", "chufang", "cfls"} {
		found := into[contract.FoundOffers](t, w.search(w.buyer, q, "", 50))
		if len(found.Items) != 1 || *found.Items[0].OwnCode != "K-4711" || *found.Items[0].OwnName != "厨房螺丝" {
			t.Errorf("%q: %+v", q, found.Items)
		}
		if other := w.skus(w.search(w.other, q, "", 50)); len(other) > 0 {
			t.Errorf("another buyer finds %v by %q", other, q)
		}
	}
	if got := into[contract.FoundOffers](t, w.find(w.buyer, contract.SearchOffersParams{Q: "4711", Category: &[]string{"none"}})); got.Total != 0 {
		t.Error("an own name passes what narrows")
	}
	w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{Categories: []string{"elsewhere"}})
	if hidden := w.search(w.buyer, "4711", "", 50); len(w.skus(hidden)) > 0 {
		t.Errorf("an own name shows what is hidden: %s", hidden.body)
	}
	w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{})
	if r := w.call(w.buyer, w.supplier, item, contract.OwnItemDraft{Code: ref(""), Name: ref("")}); r.status != 200 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if got := w.skus(w.search(w.buyer, "4711", "", 50)); len(got) > 0 {
		t.Errorf("a name that was taken away finds %v", got)
	}
}

// What an older hub noted of items is noted anew, so that they are found as questions are read now.
func TestOldTokensAreNotedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(w.supplier, ware{sku: "A", name: "貼片電阻"}, ware{sku: "B", name: "Widget"})
	w.exec("UPDATE hub.catalog_search SET version = 1, tokens = replace(tokens::text, '电阻', '電阻')::tsvector")
	w.exec("DELETE FROM hub.catalog_search WHERE name = 'Widget'")
	if got := w.skus(w.search(w.buyer, "電阻", "", 50)); len(got) > 0 {
		t.Fatalf("%v is found by tokens that are not there", got)
	}
	for range 2 { // the second time nothing waits
		if err := catalog.FillSearch(t.Context(), w.db); err != nil {
			t.Fatal(err)
		}
		for q, want := range map[string]string{"電阻": "A", "电阻": "A", "widget": "B"} {
			if got := w.skus(w.search(w.buyer, q, "", 50)); !slices.Equal(got, []string{want}) {
				t.Errorf("%s finds %v", q, got)
			}
		}
	}
}

// Every answer to a buyer is, byte for byte, the same whatever a rival hides: other words, other numbers, words near to those that are
// asked for, in other categories, withdrawn, or with a grant that has ended.
func TestWhatIsHiddenChangesNoByte(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(w.supplier, ware{sku: "V-1", name: "Visible resistor", brand: "Acme", category: "open"}, ware{sku: "V-2", name: "Visible capacitor", category: "open"})
	w.stock(w.rival, ware{sku: "V-3", name: "Visible inductor", category: "open"})
	w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{Categories: []string{"open"}})
	w.grant(w.rival, grant.LevelDefault, "", grant.Grant{Categories: []string{"open"}})
	questions := []string{"visible", "resistor", "resitor", "resistr", "capacitr", "xenon", "xenonn", "V-1", "V-9", "4006381333931", "vis", "v", "x", "dz", "dianzu", "电阻", "acme", "resistor xenon", "visibel inductor"}
	asked := func() []string {
		var out []string
		for _, q := range questions {
			w.unpace()
			for _, r := range []reply{
				w.find(w.buyer, contract.SearchOffersParams{Q: q, Facets: ref(true)}), w.find(w.buyer, contract.SearchOffersParams{Q: q, Facets: ref(true), InStock: ref(true), Limit: ref(1)}),
				w.find(w.buyer, contract.SearchOffersParams{Q: q, Sort: ref(contract.SearchOffersParamsSortPrice)}), w.suggest(w.buyer, q), w.list(w.buyer, w.supplier, q, "", "", 50), w.list(w.buyer, w.rival, q, "", "", 50),
			} {
				out = append(out, fmt.Sprint(q, " ", r.status, r.header, string(r.body)))
			}
		}
		return out
	}
	before := asked()
	random := rand.New(rand.NewPCG(9, 9))
	hide := func(supplier party, category string) {
		words := []string{"resistor", "resistos", "resitor", "xenon", "capacitor", "capacitr", "visible", "电阻", "inductor", "4006381333931"}
		for i := range 60 {
			w.sheet(supplier, contract.SheetLine{
				Sku: fmt.Sprintf("%s-%d", category, i), Name: ref(words[random.IntN(len(words))] + " " + words[random.IntN(len(words))] + strconv.Itoa(i)), Brand: ref("Acme"), Mpn: ref("V-9"),
				Gtin: ref("4006381333931"), Category: ref(category), Stock: ref("7"),
			})
		}
	}
	for name, change := range map[string]func(){
		"another category": func() { hide(w.rival, "secret"); hide(w.supplier, "secret") },
		"withdrawn": func() {
			hide(w.rival, "gone")
			w.exec("UPDATE hub.catalog_item SET category = 'open', state = 'withdrawn' WHERE category = 'gone'")
			w.exec("UPDATE hub.catalog_search SET category = 'open', active = false WHERE category = 'gone'")
		},
		"a supplier elsewhere": func() { hide(w.stranger(t), "open") },
	} {
		change()
		if after := asked(); !slices.Equal(before, after) {
			t.Errorf("%s: %s", name, firstDifference(before, after))
		}
	}
	// The test sees what is shown: the same in an open category does change answers.
	hide(w.rival, "open")
	if after := asked(); slices.Equal(before, after) {
		t.Error("what is shown changes nothing: the test sees nothing")
	}
	// A grant that has ended shows nothing at once, whoever has projected what.
	w.exec("UPDATE hub.trading_relationship SET grant_expires_at = now() - interval '1 minute' WHERE buyer_id = $1", w.buyer.id.UUID())
	for _, q := range questions {
		w.unpace()
		r := w.find(w.buyer, contract.SearchOffersParams{Q: q, Facets: ref(true)})
		if found := into[contract.FoundOffers](t, r); found.Total != 0 || len(found.Facets.Suppliers) > 0 || len(found.Corrected) > 0 {
			t.Errorf("%q after the end: %s", q, r.body)
		}
	}
}

// stranger is a supplier that the buyer has nothing to do with.
func (w *world) stranger(t *testing.T) party {
	t.Helper()
	p := w.found("Stranger", "supplier")
	w.join(p, w.other)
	return p
}

// checkSearch holds search, its counts and its suggestions against the law.
func (w *world) checkSearch(rt *rapid.T, l law, things []thing, keep func(string, reply) reply) {
	w.unpace()
	expected := map[string]int{}
	inStock := 0
	for _, th := range things {
		if seen := l.may(th); seen != nil {
			expected[th.category]++
			floor, _ := strconv.ParseFloat(seen["floor"]+seen["exact"], 64)
			if seen["stock"] == "yes" || floor > 0 {
				inStock++
			}
		}
	}
	only := &[]id.CompanyID{w.supplier.id}
	r := keep("facets", w.find(w.buyer, contract.SearchOffersParams{Q: "common thing", Facets: ref(true), Suppliers: only}))
	if r.status == http.StatusOK {
		found := into[contract.FoundOffers](w.t, r)
		got := map[string]int{}
		for _, c := range found.Facets.Categories {
			got[c.Value] = c.Count
		}
		if !maps.Equal(got, expected) || found.Facets.InStock != inStock {
			rt.Fatalf("facets %v and %d in stock, expected %v and %d", got, found.Facets.InStock, expected, inStock)
		}
	}
	if r := keep("in stock", w.find(w.buyer, contract.SearchOffersParams{Q: "common thing", InStock: ref(true), Suppliers: only})); r.status == http.StatusOK {
		if found := into[contract.FoundOffers](w.t, r); len(found.Items) != inStock || found.Total != inStock {
			rt.Fatalf("%d in stock, expected %d", len(found.Items), inStock)
		}
	}
	keep("suggestions", w.suggest(w.buyer, "comm"))
	keep("a typing error", w.suggest(w.buyer, "comon thng"))
	keep("by price", w.find(w.buyer, contract.SearchOffersParams{Q: "common", Sort: ref(contract.SearchOffersParamsSortPrice)}))
	for _, th := range things {
		w.unpace()
		r := keep("search for "+th.sku, w.suggest(w.buyer, th.sku))
		if shown := bytes.Contains(r.body, []byte(`"sku":"`+th.sku+`"`)); shown != (l.may(th) != nil) {
			rt.Fatalf("%s is found: %v", th.sku, shown)
		}
	}
}

// meanwhile lets something happen between the finding and the reading.
type meanwhile struct {
	find.Postgres
	happens func()
}

func (m meanwhile) Find(tx *tenants.Tx, q find.Query, o find.Options) (find.Found, error) {
	found, err := m.Postgres.Find(tx, q, o)
	m.happens()
	return found, err
}

// What is not offered any more when it is read is left out; the rest is answered all the same.
func TestWhatGoesMeanwhileIsLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stock(w.supplier, ware{sku: "A1", name: "Steel bolt", category: "Bolts"}, ware{sku: "A2", name: "Steel bolt", category: "Bolts"})
	w.stock(w.rival, ware{sku: "B1", name: "Steel bolt", category: "Bolts"})
	byPrice := contract.SearchOffersParamsSortPrice
	for _, c := range []struct {
		what    string
		happens func()
		want    string
	}{
		{"nothing", func() {}, "[A1 A2 B1]"},
		{"an item is withdrawn", func() { w.exec("UPDATE hub.catalog_item SET state = 'withdrawn' WHERE sku = 'A1'") }, "[A2 B1]"},
		{"a supplier suspends", func() { w.state(w.rival, w.buyer, "suspended") }, "[A1 A2]"},
		{"all suspend", func() { w.state(w.supplier, w.buyer, "suspended"); w.state(w.rival, w.buyer, "suspended") }, "[]"},
	} {
		for _, ask := range map[string]func() reply{
			"search":  func() reply { return w.search(w.buyer, "bolt", "", 50) },
			"suggest": func() reply { return w.suggest(w.buyer, "bolt") },
			"price":   func() reply { return w.find(w.buyer, contract.SearchOffersParams{Q: "bolt", Sort: &byPrice}) },
		} {
			w.exec("UPDATE hub.catalog_item SET state = 'active'")
			w.state(w.supplier, w.buyer, "approved")
			w.state(w.rival, w.buyer, "approved")
			w.unpace()
			w.service.finder = meanwhile{happens: c.happens}
			got := w.wants(ask(), http.StatusOK)
			skus := w.skus(got)
			slices.Sort(skus)
			if fmt.Sprint(skus) != c.want {
				t.Errorf("%s: %s, want %s", c.what, skus, c.want)
			}
		}
	}
}
