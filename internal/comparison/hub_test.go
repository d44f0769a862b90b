package comparison_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

type object = map[string]any

// do wants a status.
func do(t *testing.T, s apptest.Someone, method, path string, body any, status int, headers ...string) apptest.Answer {
	t.Helper()
	got := s.Do(t, method, s.Path(path), body, headers...)
	if got.Status != status {
		t.Fatalf("%s %s as %s: %d %s, want %d", method, path, s.Company.Name, got.Status, got.Body, status)
	}
	return got
}

// apply fills the buyer's company file and sends it to a supplier.
func apply(t *testing.T, buyer, supplier apptest.Someone) {
	t.Helper()
	do(t, buyer, http.MethodPut, "/file", object{"legal_name": "Shop", "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, buyer, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 201)
	do(t, buyer, http.MethodPost, "/applications", object{"suppliers": []string{supplier.Company.ID.String()}, "note": "Hello."}, 200)
}

// Over the wire: a buyer applies, is approved with a grant of its own, sees exactly that, and the supplier's preview is the same bytes.
// Suspended, it sees nothing at once; the supplier hears of unusual reading.
func TestOverTheWire(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_TRUSTED_PROXIES=127.0.0.0/8", "HUB_COUNTRY_HEADER=X-Country")
	supplier, buyer := hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Shop", "buyer")
	do(t, supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	do(t, supplier, http.MethodPut, "/sheet", object{"lines": []object{
		{"sku": "A", "name": "Bolt", "category": "bolts", "price": object{"currency": "CNY", "amount": "12.5"}, "stock": "73", "lead_days": "3"},
		{"sku": "B", "name": "Pump", "category": "pumps", "price": object{"currency": "CNY", "amount": "999"}, "stock": "2"},
	}}, 200)
	offers := "/suppliers/" + supplier.Company.ID.String() + "/offers"
	do(t, buyer, http.MethodGet, offers, nil, 404)
	apply(t, buyer, supplier)
	do(t, buyer, http.MethodGet, offers, nil, 404)
	relationship := "/relationships/" + buyer.Company.ID.String()
	decide := func(body object) {
		tag := do(t, supplier, http.MethodGet, relationship, nil, 200).Header.Get("ETag")
		do(t, supplier, http.MethodPost, relationship+"/decision", body, 200, "If-Match", tag)
	}
	decide(object{"decision": "approve", "grant": object{"categories": []string{"bolts"}, "price": "list", "stock": "band", "stock_steps": []string{"50", "100"}, "lead_time": false}})

	seen := do(t, buyer, http.MethodGet, offers, nil, 200)
	for _, fact := range []string{`"amount":"12.500000"`, `"floor":"50"`, `"epoch":`} {
		if !bytes.Contains(seen.Body, []byte(fact)) {
			t.Errorf("%s is not in %s", fact, seen.Body)
		}
	}
	for _, fact := range []string{"73", "Pump", "999", "lead_days", "as_of"} {
		if bytes.Contains(seen.Body, []byte(`"`+fact)) {
			t.Errorf("%s is in %s", fact, seen.Body)
		}
	}
	if limits := strings.Join(seen.Header.Values("RateLimit"), ", "); !strings.Contains(limits, `"relationship";r=599`) && !strings.Contains(limits, `"relationship";r=59`) {
		t.Errorf("limits announced: %s", limits)
	}
	preview := do(t, supplier, http.MethodPost, "/preview", object{"buyer": buyer.Company.ID.String()}, 200)
	if !bytes.Equal(preview.Body, seen.Body) || preview.Header.Get("ETag") != seen.Header.Get("ETag") || seen.Header.Get("ETag") == "" {
		t.Errorf("preview %s\nbuyer   %s", preview.Body, seen.Body)
	}
	var disclosure struct {
		Sees    struct{ Price string }
		Sources []struct{ Field, Level string }
	}
	do(t, supplier, http.MethodGet, relationship+"/disclosure", nil, 200).Into(t, &disclosure)
	if disclosure.Sees.Price != "list" || len(disclosure.Sources) < 8 || disclosure.Sources[1].Level != "customer" || disclosure.Sources[5].Level != "default" {
		t.Errorf("%+v", disclosure)
	}

	// A grant is changed by whoever read it last, and the epoch rises.
	stale := do(t, supplier, http.MethodPut, "/grants/default", object{"price": "own"}, 200, "If-Match", `"0"`)
	do(t, supplier, http.MethodPut, "/grants/default", object{"price": "none"}, 412, "If-Match", `"0"`)
	do(t, supplier, http.MethodPut, "/grants/default", object{}, 200, "If-Match", stale.Header.Get("ETag"))
	if again := do(t, buyer, http.MethodGet, offers, nil, 200); again.Header.Get("ETag") != seen.Header.Get("ETag") {
		t.Error("the epoch rose although this buyer sees the same")
	}

	// Reading from two countries is told to the supplier within a second or so.
	do(t, supplier, http.MethodPut, "/watch", object{"share_day": 60, "share_week": 90, "smallest": 200, "devices": 8, "networks": 12, "countries": 2}, 200, "If-Match", `"0"`)
	do(t, buyer, http.MethodGet, offers, nil, 200, "X-Country", "GB")
	do(t, buyer, http.MethodGet, offers, nil, 200, "X-Country", "fr")
	do(t, buyer, http.MethodGet, offers, nil, 200, "X-Country", "nonsense")
	var notices struct {
		Items []struct {
			Kind    string
			Figures struct{ Countries []string }
		}
	}
	for deadline := time.Now().Add(10 * time.Second); len(notices.Items) == 0 && time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		do(t, supplier, http.MethodGet, "/notices", nil, 200).Into(t, &notices)
	}
	if len(notices.Items) != 1 || notices.Items[0].Kind != "countries" || strings.Join(notices.Items[0].Figures.Countries, " ") != "FR GB" {
		t.Fatalf("%+v", notices)
	}
	mails := hub.Mails(t, supplier.Person.Email, 2)
	told := false
	for _, m := range mails {
		told = told || strings.Contains(m.Subject, "Unusual reading: Shop") && strings.Contains(m.Text, "/relationships/"+buyer.Company.ID.String())
	}
	if !told {
		t.Errorf("%+v", mails)
	}

	decide(object{"decision": "suspend", "reason": "Too curious."})
	do(t, buyer, http.MethodGet, offers, nil, 404)
	do(t, supplier, http.MethodPost, "/preview", object{"buyer": buyer.Company.ID.String()}, 404)
	do(t, buyer, http.MethodPost, offers+"/export", object{"format": "csv"}, 404)
	do(t, buyer, http.MethodPost, offers+"/print", object{}, 404)
	do(t, buyer, http.MethodGet, "/offers?q=bolt", nil, 200)
}

// A grant that ends is as if it were not there soon after, by a job; in between nothing is shown.
func TestGrantEndsByItself(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, buyer := hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Shop", "buyer")
	do(t, supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	do(t, supplier, http.MethodPut, "/sheet", object{"lines": []object{{"sku": "A", "name": "Bolt", "price": object{"currency": "CNY", "amount": "12.5"}}}}, 200)
	apply(t, buyer, supplier)
	relationship := "/relationships/" + buyer.Company.ID.String()
	read := do(t, supplier, http.MethodGet, relationship, nil, 200)
	do(t, supplier, http.MethodPost, relationship+"/decision", object{"decision": "approve"}, 200, "If-Match", read.Header.Get("ETag"))
	var detail struct{ Customer struct{ ID string } }
	do(t, supplier, http.MethodGet, relationship+"/disclosure", nil, 200).Into(t, &detail)
	hub.Clock.Set(time.Now().UTC()) // the database goes by the wall, and so does the queue
	ends := hub.Clock.Now().Add(4 * time.Second)
	do(t, supplier, http.MethodPut, "/grants/customers/"+detail.Customer.ID, object{"price": "none", "expires_at": ends}, 200)
	offers := "/suppliers/" + supplier.Company.ID.String() + "/offers"
	shows := func() (price string, items int) {
		var page struct {
			Shows struct{ Price, Catalogue string }
			Items []struct{ Price *struct{ Amount string } }
		}
		do(t, buyer, http.MethodGet, offers, nil, 200).Into(t, &page)
		return page.Shows.Price, len(page.Items)
	}
	if price, items := shows(); price != "none" || items != 1 {
		t.Errorf("before: %s, %d items", price, items)
	}
	hub.Clock.Advance(10 * time.Second)
	if price, items := shows(); price != "none" || items != 0 {
		t.Errorf("between: %s, %d items", price, items)
	}
	price, items := "", 0
	for deadline := time.Now().Add(30 * time.Second); price != "own" && time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		price, items = shows()
	}
	if price != "own" || items != 1 {
		t.Errorf("after: %s, %d items", price, items)
	}
}

// Named items are answered on one page whatever their state; ids of somebody else's are as if they were not there.
func TestSheetOfNamedItems(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha, beta := hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Beta", "supplier")
	var out struct {
		Lines []struct{ Item string }
		Items []struct{ SKU, State string }
	}
	put := func(who apptest.Someone, lines ...object) (items []string) {
		do(t, who, http.MethodPut, "/sheet", object{"lines": lines}, 200).Into(t, &out)
		for _, l := range out.Lines {
			items = append(items, l.Item)
		}
		return items
	}
	mine := put(alpha, object{"sku": "A", "name": "Bolt"}, object{"sku": "B", "name": "Nut"})
	put(alpha, object{"sku": "B", "withdrawn": true})
	foreign := put(beta, object{"sku": "C", "name": "Pump"})
	do(t, alpha, http.MethodGet, "/sheet?items="+strings.Join(append(mine, foreign...), ","), nil, 200).Into(t, &out)
	if len(out.Items) != 2 || out.Items[0].State != "active" || out.Items[1].SKU != "B" || out.Items[1].State != "withdrawn" {
		t.Errorf("%+v", out.Items)
	}
	do(t, alpha, http.MethodGet, "/sheet?items=itm_nonsense", nil, 422)
}
