package trading_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/id"
)

// object is a JSON body or answer.
type object = map[string]any

const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"

// do wants a status and answers the body.
func do(t *testing.T, s apptest.Someone, method, path string, body any, status int, headers ...string) object {
	t.Helper()
	got := s.Do(t, method, s.Path(path), body, headers...)
	if got.Status != status {
		t.Fatalf("%s %s as %s: %d %s, want %d", method, path, s.Company.Name, got.Status, got.Body, status)
	}
	out := object{}
	if len(got.Body) > 0 {
		got.Into(t, &out)
	}
	return out
}

// at walks into an answer: keys and indices.
func at(t *testing.T, v any, path ...any) any {
	t.Helper()
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, ok := v.(object)
			if !ok {
				t.Fatalf("%v is no object (%v)", v, path)
			}
			v = m[p]
		case int:
			l, ok := v.([]any)
			if !ok || len(l) <= p {
				t.Fatalf("%v has no entry %d (%v)", v, p, path)
			}
			v = l[p]
		}
	}
	return v
}

func items(t *testing.T, v object, key string) []any {
	t.Helper()
	l, _ := v[key].([]any)
	return l
}

// draft is a company file that can be submitted once it has a licence.
func draft(name string) object {
	return object{
		"legal_name": name, "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@" + strings.ToLower(strings.ReplaceAll(name, " ", "-")) + ".example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"},
	}
}

// file saves and documents a company file.
func file(t *testing.T, buyer apptest.Someone) object {
	t.Helper()
	do(t, buyer, http.MethodPut, "/file", draft(buyer.Company.Name), 200)
	do(t, buyer, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte(pdf), 201)
	return do(t, buyer, http.MethodGet, "/file", nil, 200)
}

// enlist puts a supplier into the directory.
func enlist(t *testing.T, supplier apptest.Someone, changes object) {
	t.Helper()
	body := object{"name": supplier.Company.Name, "listed": true, "accepting": true}
	for k, v := range changes {
		body[k] = v
	}
	do(t, supplier, http.MethodPut, "/profile", body, 200)
}

func apply(t *testing.T, buyer apptest.Someone, suppliers ...apptest.Someone) []any {
	t.Helper()
	var ids []string
	for _, s := range suppliers {
		ids = append(ids, s.Company.ID.String())
	}
	return items(t, do(t, buyer, http.MethodPost, "/applications", object{"suppliers": ids, "note": "Hello."}, 200), "outcomes")
}

// decide decides with the version that the supplier reads now.
func decide(t *testing.T, supplier, buyer apptest.Someone, body object, status int) object {
	t.Helper()
	supplier.Hub.Clock.Advance(10 * time.Second)
	seen := supplier.Do(t, http.MethodGet, supplier.Path("/relationships/"+buyer.Company.ID.String()), nil)
	return do(t, supplier, http.MethodPost, "/relationships/"+buyer.Company.ID.String()+"/decision", body, status, "If-Match", seen.Header.Get("ETag"))
}

// mailed waits for a mail to somebody that says something.
func mailed(t *testing.T, to apptest.Someone, words string) {
	t.Helper()
	for n := 1; ; n++ {
		for _, m := range to.Hub.Mails(t, to.Person.Email, n) {
			if strings.Contains(m.Subject+m.Text, words) {
				return
			}
		}
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer, operator := hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Staff", "buyer").Operator(t)
	empty := do(t, buyer, http.MethodGet, "/file", nil, 200)
	if empty["version"] != 0.0 || empty["complete"] != false || len(items(t, empty, "problems")) < 5 {
		t.Errorf("before the first save: %v", empty)
	}
	first := do(t, buyer, http.MethodPut, "/file", object{"legal_name": "Corner"}, 200, "If-Match", `"0"`)
	if first["version"] != 1.0 || first["state"] != "draft" {
		t.Errorf("after the first save: %v", first)
	}
	do(t, buyer, http.MethodPut, "/file", object{"legal_name": "Late"}, 412, "If-Match", `"0"`)
	do(t, buyer, http.MethodPost, "/file/submission", nil, 422)
	for name, body := range map[string]string{"a page": "<html><script>alert(1)</script>", "an archive": "PK\x03\x04", "text": "licence"} {
		if got := buyer.Do(t, http.MethodPost, buyer.Path("/file/documents?kind=licence&name=x.pdf"), []byte(body)); got.Status != 415 {
			t.Errorf("%s as a document: %d %s", name, got.Status, got.Body)
		}
	}
	if got := buyer.Do(t, http.MethodPost, buyer.Path("/file/documents?kind=licence&name=x.pdf"), []byte(pdf+strings.Repeat("x", 10<<20))); got.Status != 413 {
		t.Errorf("a large document: %d %s", got.Status, got.Body)
	}
	now := file(t, buyer)
	if now["complete"] != true || at(t, now, "tax_check", "verdict") != "good" {
		t.Errorf("a whole file: %v", now)
	}
	same := do(t, buyer, http.MethodPut, "/file", draft(buyer.Company.Name), 200)
	if same["version"] != now["version"] {
		t.Errorf("saving the same again: version %v after %v", same["version"], now["version"])
	}
	document := at(t, now, "documents", 0, "id").(string)
	got := buyer.Do(t, http.MethodGet, buyer.Path("/file/documents/"+document), nil)
	if string(got.Body) != pdf || got.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the document: %v %q", got.Header, got.Body)
	}

	queue := "/api/operator/" + operator.Company.ID.String() + "/files"
	one := queue + "/" + buyer.Company.ID.String()
	if got := operator.Do(t, http.MethodGet, one, nil); got.Status != 404 {
		t.Errorf("a draft before the hub: %d %s", got.Status, got.Body)
	}
	do(t, buyer, http.MethodPost, "/file/submission", nil, 200)
	do(t, buyer, http.MethodPost, "/file/submission", nil, 409)
	seen := operator.Do(t, http.MethodGet, one, nil)
	if seen.Status != 200 || !strings.Contains(string(seen.Body), document) {
		t.Fatalf("a file before the hub: %d %s", seen.Status, seen.Body)
	}
	if got := operator.Do(t, http.MethodGet, one+"/documents/"+document, nil); string(got.Body) != pdf {
		t.Errorf("the document before the hub: %d %s", got.Status, got.Body)
	}
	if got := operator.Do(t, http.MethodPut, one+"/verification", object{"state": "returned"}); got.Status != 422 {
		t.Errorf("sent back without a reason: %d", got.Status)
	}
	if got := operator.Do(t, http.MethodPut, one+"/verification", object{"state": "verified"}, "If-Match", `"1"`); got.Status != 412 {
		t.Errorf("verified as it was: %d", got.Status)
	}
	if got := operator.Do(t, http.MethodPut, one+"/verification", object{"state": "returned", "reason": "The licence is cut off."}, "If-Match", seen.Header.Get("ETag")); got.Status != 200 {
		t.Fatalf("sent back: %d %s", got.Status, got.Body)
	}
	if back := do(t, buyer, http.MethodGet, "/file", nil, 200); back["state"] != "returned" || back["reason"] != "The licence is cut off." {
		t.Errorf("came back: %v", back)
	}
	mailed(t, buyer, "cut off")
	mailed(t, buyer, "/c/"+buyer.Company.ID.String()+"/file")
	do(t, buyer, http.MethodPost, "/file/submission", nil, 200)
	if got := operator.Do(t, http.MethodPut, one+"/verification", object{"state": "verified"}); got.Status != 200 {
		t.Fatalf("verified: %d %s", got.Status, got.Body)
	}
	if got := do(t, buyer, http.MethodGet, "/file", nil, 200); got["state"] != "verified" || len(items(t, got, "changes")) != 0 || got["verified_at"] == nil {
		t.Errorf("a verified file: %v", got)
	}
	do(t, buyer, http.MethodPost, "/file/submission", nil, 409)
	do(t, buyer, http.MethodDelete, "/file/documents/"+document, nil, 204)
	do(t, buyer, http.MethodGet, "/file/documents/"+document, nil, 404)
}

func TestSites(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer, other := hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Other Shop", "buyer")
	site := func(name string, isDefault bool) object {
		return object{"name": name, "kind": "delivery", "country": "GB", "city": "London", "street": "Here 1", "is_default": isDefault}
	}
	first := do(t, buyer, http.MethodPost, "/sites", site("Shop", true), 201, "Idempotency-Key", "the-first-site")
	again := do(t, buyer, http.MethodPost, "/sites", site("Shop", true), 201, "Idempotency-Key", "the-first-site")
	if again["id"] != first["id"] {
		t.Errorf("the same key made another site")
	}
	do(t, buyer, http.MethodPost, "/sites", site("Store", true), 201)
	if now := do(t, buyer, http.MethodGet, "/sites", nil, 200); len(items(t, now, "items")) != 2 || at(t, now, "items", 0, "site", "is_default") != false || at(t, now, "items", 1, "site", "is_default") != true {
		t.Errorf("two sites, the second is what is used: %v", now)
	}
	path := "/sites/" + first["id"].(string)
	do(t, other, http.MethodPut, path, site("Mine", false), 404)
	do(t, buyer, http.MethodPut, path, site("Shop 2", true), 412, "If-Match", `"9"`)
	if now := do(t, buyer, http.MethodPut, path, site("Shop 2", true), 200); at(t, now, "site", "name") != "Shop 2" {
		t.Errorf("changed: %v", now)
	}
	do(t, buyer, http.MethodDelete, path, nil, 204)
	do(t, buyer, http.MethodPut, path, site("Shop 3", true), 404)
	do(t, other, http.MethodPost, path+"/restoration", nil, 404)
	if now := do(t, buyer, http.MethodGet, "/sites", nil, 200); len(items(t, now, "items")) != 1 {
		t.Errorf("one is archived: %v", now)
	}
	if now := do(t, buyer, http.MethodGet, "/sites?archived=true", nil, 200); len(items(t, now, "items")) != 2 {
		t.Errorf("with archived: %v", now)
	}
	for range 2 { // the second finds it in use and leaves it so
		if now := do(t, buyer, http.MethodPost, path+"/restoration", nil, 200); now["archived_at"] != nil || at(t, now, "site", "is_default") != false || now["version"] != 4.0 {
			t.Errorf("restored: %v", now)
		}
	}
	do(t, buyer, http.MethodPut, path, site("Shop 3", false), 200)
	if now := do(t, other, http.MethodGet, "/sites", nil, 200); len(items(t, now, "items")) != 0 {
		t.Errorf("another's sites: %v", now)
	}
}

func TestDirectory(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer := hub.Company(t, "Corner Shop", "buyer")
	near, far, hidden, silent := hub.Company(t, "Near Supply", "supplier"), hub.Company(t, "Far Supply", "supplier"), hub.Company(t, "Hidden Supply", "supplier"), hub.Company(t, "Silent Supply", "supplier")
	enlist(t, near, object{"trades": []string{"office", "tools"}, "regions": []string{"GB"}, "asks": []string{"document:licence", "extra:staff_count"}, "summary": "Pens 100% in stock"})
	enlist(t, far, object{"trades": []string{"tools"}, "regions": []string{"CN-44"}, "accepting": false})
	enlist(t, hidden, object{"listed": false})
	names := func(query string) string {
		var out []string
		for _, each := range items(t, do(t, buyer, http.MethodGet, "/suppliers"+query, nil, 200), "items") {
			out = append(out, at(t, each, "supplier", "name").(string))
		}
		return strings.Join(out, ", ")
	}
	rows := map[string]string{
		"": "Far Supply, Near Supply", "?q=pens": "Near Supply", "?q=100%25": "Near Supply", "?q=%25": "Near Supply", "?q=supply": "Far Supply, Near Supply", "?trade=tools": "Far Supply, Near Supply",
		"?trade=office": "Near Supply", "?region=GB": "Near Supply", "?region=GB-LND": "Near Supply", "?region=CN-44": "Far Supply", "?region=CN": "Far Supply", "?region=FR": "",
		"?state=none": "Far Supply, Near Supply", "?state=open": "Near Supply", "?state=approved": "",
	}
	for query, want := range rows {
		if got := names(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	page := do(t, buyer, http.MethodGet, "/suppliers?limit=1", nil, 200)
	if got := names("?limit=1&after=" + page["next"].(string)); got != "Near Supply" {
		t.Errorf("second page: %q", got)
	}
	for _, unseen := range []apptest.Someone{hidden, silent} {
		do(t, buyer, http.MethodGet, "/suppliers/"+unseen.Company.ID.String(), nil, 404)
	}
	file(t, buyer)
	card := do(t, buyer, http.MethodGet, "/suppliers/"+near.Company.ID.String(), nil, 200)
	if got := at(t, card, "card", "missing"); fmt.Sprint(got) != "[extra:staff_count]" {
		t.Errorf("missing: %v", got)
	}
	got := apply(t, buyer, near, far, hidden, silent)
	var outcomes []string
	for _, o := range got {
		outcomes = append(outcomes, at(t, o, "outcome").(string))
	}
	if want := []string{"missing", "not_accepting", "not_found", "not_found"}; !slices.Equal(outcomes, want) {
		t.Errorf("outcomes %v, want %v", outcomes, want)
	}
	if got := do(t, near, http.MethodGet, "/relationships", nil, 200); len(items(t, got, "items")) != 0 {
		t.Errorf("an application that lacks something came: %v", got)
	}
}

// A company that buys and sells acts as the one or the other, as the permission says.
func TestBothParts(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	both, supplier := hub.Company(t, "Both", "supplier", "buyer"), hub.Company(t, "Supply", "supplier")
	enlist(t, supplier, nil)
	enlist(t, both, nil)
	file(t, both)
	if got := apply(t, both, supplier, both); at(t, got, 0, "outcome") != "applied" || at(t, got, 1, "outcome") != "not_found" {
		t.Errorf("applied as a buyer: %v", got)
	}
}

func TestLifeOfARelationship(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer, stranger := hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Stranger", "supplier")
	supplier := hub.Company(t, "Near Supply", "supplier")
	sales := supplier.Colleague(t, "Sally Sales", "sales")
	enlist(t, supplier, nil)
	file(t, buyer)
	if got := apply(t, buyer, supplier); at(t, got, 0, "outcome") != "applied" {
		t.Fatalf("applied: %v", got)
	}
	if got := apply(t, buyer, supplier); at(t, got, 0, "outcome") != "already" {
		t.Errorf("applied twice: %v", got)
	}
	for _, reader := range []apptest.Someone{supplier, sales} {
		mailed(t, reader, "Corner Shop applies")
		mailed(t, reader, "/c/"+supplier.Company.ID.String()+"/applications/"+buyer.Company.ID.String())
	}
	one := "/relationships/" + buyer.Company.ID.String()
	seen := do(t, supplier, http.MethodGet, one, nil, 200)
	if at(t, seen, "file", "file", "legal_name") != "Corner Shop" || at(t, seen, "row", "note") != "Hello." || seen["suggested_code"] == nil {
		t.Errorf("what the supplier reads: %v", seen)
	}
	document := at(t, seen, "file", "documents", 0, "id").(string)
	if got := supplier.Do(t, http.MethodGet, supplier.Path(one+"/documents/"+document), nil); string(got.Body) != pdf {
		t.Errorf("the document: %d %s", got.Status, got.Body)
	}
	do(t, stranger, http.MethodGet, one, nil, 404)
	do(t, stranger, http.MethodGet, one+"/documents/"+document, nil, 404)
	do(t, stranger, http.MethodPost, one+"/decision", object{"decision": "approve"}, 404)

	do(t, supplier, http.MethodPost, one+"/decision", object{"decision": "ask_more"}, 422)
	do(t, supplier, http.MethodPost, one+"/decision", object{"decision": "reject", "reason": "No.", "group": ""}, 422)
	do(t, supplier, http.MethodPost, one+"/decision", object{"decision": "approve"}, 412, "If-Match", `"7"`)
	decide(t, supplier, buyer, object{"decision": "ask_more", "question": "Where is your shop?"}, 200)
	mailed(t, buyer, "Where is your shop?")
	there := "/suppliers/" + supplier.Company.ID.String()
	hub.Clock.Advance(10 * time.Second)
	if got := do(t, buyer, http.MethodPost, there+"/answer", object{"answer": "At the corner."}, 200); at(t, got, "relationship", "state") != "applied" || fmt.Sprint(got["may"]) != "[close]" {
		t.Errorf("answered: %v", got)
	}
	do(t, buyer, http.MethodPost, there+"/answer", object{"answer": "Again."}, 409)

	terms := object{"payment": "days", "payment_days": 30, "currency": "GBP", "minimum_order": object{"amount": "50.00", "currency": "GBP"}}
	approved := decide(t, supplier, buyer, object{
		"decision": "approve", "customer": object{"code": "K-1"}, "region": "GB", "terms": terms, "grant": object{"price": "list", "stock": "none"},
	}, 200)
	if at(t, approved, "row", "customer", "code") != "K-1" || at(t, approved, "sees", "price") != "list" || at(t, approved, "sees", "discloses") != true {
		t.Errorf("approved: %v", approved)
	}
	decide(t, supplier, buyer, object{"decision": "approve"}, 409)
	mine := do(t, buyer, http.MethodGet, there, nil, 200)
	if at(t, mine, "relationship", "customer_code") != "K-1" || at(t, mine, "relationship", "terms", "payment_days") != 30.0 || at(t, mine, "sees", "price") != "list" || at(t, mine, "sees", "stock") != "none" {
		t.Errorf("what the buyer reads: %v", mine)
	}
	if board := do(t, buyer, http.MethodGet, "/board", nil, 200); at(t, board, "items", 0, "relationship", "state") != "approved" || at(t, board, "counts", 0, "count") != 1.0 {
		t.Errorf("board: %v", board)
	}

	// While it lives the supplier reads the file as it is.
	mailed(t, buyer, "approved your application")
	changed := draft(buyer.Company.Name)
	changed["website"] = "corner-shop.example"
	do(t, buyer, http.MethodPut, "/file", changed, 200)
	if now := do(t, supplier, http.MethodGet, one, nil, 200); at(t, now, "file", "file", "website") != "corner-shop.example" {
		t.Errorf("the file after a change: %v", now)
	}

	decide(t, supplier, buyer, object{"decision": "suspend"}, 422)
	decide(t, supplier, buyer, object{"decision": "suspend", "reason": "Late."}, 200)
	if now := do(t, buyer, http.MethodGet, there, nil, 200); at(t, now, "sees", "discloses") != false || at(t, now, "relationship", "reason") != "Late." {
		t.Errorf("suspended: %v", now)
	}
	decide(t, supplier, buyer, object{"decision": "reopen"}, 200)
	decide(t, supplier, buyer, object{"decision": "close", "reason": "We move."}, 200)
	delete(changed, "website")
	do(t, buyer, http.MethodPut, "/file", changed, 200)
	if now := do(t, supplier, http.MethodGet, one, nil, 200); at(t, now, "file", "file", "website") != "corner-shop.example" {
		t.Errorf("a closed door lets the file through: %v", at(t, now, "file"))
	}

	hub.Clock.Advance(10 * time.Second)
	if got := apply(t, buyer, supplier); at(t, got, 0, "outcome") != "applied" {
		t.Errorf("applied again: %v", got)
	}
	again := decide(t, supplier, buyer, object{"decision": "approve"}, 200)
	if at(t, again, "row", "version") != 2.0 || at(t, again, "row", "customer", "code") != "K-1" {
		t.Errorf("approved again: %v", again)
	}
	hub.Clock.Advance(10 * time.Second)
	if got := do(t, buyer, http.MethodPost, there+"/closing", object{}, 200); at(t, got, "relationship", "state") != "closed" {
		t.Errorf("closed by the buyer: %v", got)
	}
	var acts []string
	for _, e := range items(t, do(t, supplier, http.MethodGet, one, nil, 200), "events") {
		acts = append(acts, at(t, e, "side").(string)+" "+at(t, e, "act").(string))
	}
	slices.Reverse(acts)
	if want := "buyer apply, supplier ask_more, buyer answer, supplier approve, supplier suspend, supplier reopen, supplier close, buyer apply, supplier approve, buyer close"; strings.Join(acts, ", ") != want {
		t.Errorf("events: %v", acts)
	}
}

// Two colleagues who looked at the same application decide at once: one of them.
func TestTwoDecideAtOnce(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer, supplier := hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Near Supply", "supplier")
	enlist(t, supplier, nil)
	file(t, buyer)
	apply(t, buyer, supplier)
	one := supplier.Path("/relationships/" + buyer.Company.ID.String())
	tag := supplier.Do(t, http.MethodGet, one, nil).Header.Get("ETag")
	bodies := []object{{"decision": "approve"}, {"decision": "reject", "reason": "No."}, {"decision": "ask_more", "question": "Who?"}, {"decision": "approve"}}
	statuses := make([]int, len(bodies))
	var all sync.WaitGroup
	for i, body := range bodies {
		all.Go(func() { statuses[i] = supplier.Do(t, http.MethodPost, one+"/decision", body, "If-Match", tag).Status })
	}
	all.Wait()
	slices.Sort(statuses)
	if statuses[0] != 200 || slices.ContainsFunc(statuses[1:], func(s int) bool { return s != 412 }) {
		t.Errorf("answers: %v", statuses)
	}
}

// One form, thirty suppliers, within a second; each supplier has its own, and the same key does it once.
func TestApplyToThirty(t *testing.T) {
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer := hub.Company(t, "Corner Shop", "buyer")
	file(t, buyer)
	var ids []string
	var suppliers []apptest.Someone
	for i := range 30 {
		s := hub.Company(t, fmt.Sprintf("Supply %02d", i), "supplier")
		enlist(t, s, nil)
		suppliers, ids = append(suppliers, s), append(ids, s.Company.ID.String())
	}
	body := object{"suppliers": ids, "note": "Hello all.", "notes": object{ids[3]: "Hello you."}}
	began := time.Now()
	got := do(t, buyer, http.MethodPost, "/applications", body, 200, "Idempotency-Key", "thirty-at-once")
	if took := time.Since(began); took > time.Second {
		t.Errorf("thirty applications took %v", took)
	}
	if got["applied"] != 30.0 {
		t.Errorf("applied: %v", got)
	}
	again := do(t, buyer, http.MethodPost, "/applications", body, 200, "Idempotency-Key", "thirty-at-once")
	if a, b := encode(t, got), encode(t, again); a != b {
		t.Errorf("the same key: %s, then %s", a, b)
	}
	for i, s := range suppliers {
		row := do(t, s, http.MethodGet, "/relationships?state=applied", nil, 200)
		want := "Hello all."
		if i == 3 {
			want = "Hello you."
		}
		if len(items(t, row, "items")) != 1 || at(t, row, "items", 0, "note") != want {
			t.Fatalf("%s: %v", s.Company.Name, row)
		}
	}
	board := do(t, buyer, http.MethodGet, "/board?limit=20", nil, 200)
	rest := do(t, buyer, http.MethodGet, "/board?limit=20&after="+board["next"].(string), nil, 200)
	if len(items(t, board, "items")) != 20 || len(items(t, rest, "items")) != 10 || rest["next"] != nil {
		t.Errorf("pages of the board: %d, %d", len(items(t, board, "items")), len(items(t, rest, "items")))
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestQueue(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	supplier := hub.Company(t, "Near Supply", "supplier")
	enlist(t, supplier, object{"regions": []string{"FR"}})
	do(t, supplier, http.MethodPost, "/customers", object{"code": "OLD-7", "name": "Corner Shop Ltd", "tax_number": "980780684"}, 201)
	block := do(t, supplier, http.MethodPost, "/blocks", object{"kind": "domain", "value": "@Second-Shop.example", "reason": "Never paid."}, 201)
	do(t, supplier, http.MethodPost, "/blocks", object{"kind": "domain", "value": "second-shop.example"}, 409)
	var buyers []apptest.Someone
	for _, name := range []string{"Corner Shop", "Second Shop", "Third Shop"} {
		b := hub.Company(t, name, "buyer")
		file(t, b)
		hub.Clock.Advance(10 * time.Second)
		apply(t, b, supplier)
		buyers = append(buyers, b)
	}
	queue := do(t, supplier, http.MethodGet, "/relationships?state=applied&state=more_asked", nil, 200)
	flags := func(i int) string { return fmt.Sprint(at(t, queue, "items", i, "flags")) }
	if len(items(t, queue, "items")) != 3 || flags(0) != "[duplicate territory verified]" || !strings.HasPrefix(flags(1), "[blocked duplicate") {
		t.Fatalf("queue: %v", queue)
	}
	first := do(t, supplier, http.MethodGet, "/relationships/"+buyers[0].Company.ID.String(), nil, 200)
	if got := at(t, first, "checks", 1, "customers", 0); at(t, got, "customer", "code") != "OLD-7" || fmt.Sprint(at(t, got, "because")) != "[tax_number name]" || at(t, got, "claimed") != false {
		t.Errorf("the customer that it may be: %v", got)
	}
	customer := at(t, first, "checks", 1, "customers", 0, "customer", "id")
	approved := decide(t, supplier, buyers[0], object{"decision": "approve", "customer": object{"id": customer}}, 200)
	if at(t, approved, "row", "customer", "code") != "OLD-7" {
		t.Errorf("approved onto the record that was there: %v", approved)
	}
	decide(t, supplier, buyers[1], object{"decision": "approve", "customer": object{"id": customer}}, 409)
	do(t, supplier, http.MethodPost, "/relationships/"+buyers[1].Company.ID.String()+"/decision", object{"decision": "approve", "customer": object{"id": id.NewRandom[id.Customer]().String()}}, 422)
	decide(t, supplier, buyers[1], object{"decision": "reject", "reason": "Blocked."}, 200)
	if got := do(t, supplier, http.MethodGet, "/relationships?q=third", nil, 200); len(items(t, got, "items")) != 1 || len(items(t, got, "counts")) != 3 {
		t.Errorf("search: %v", got)
	}
	page := do(t, supplier, http.MethodGet, "/relationships?limit=2", nil, 200)
	rest := do(t, supplier, http.MethodGet, "/relationships?limit=2&after="+page["next"].(string), nil, 200)
	if at(t, page, "items", 0, "state") != "applied" || len(items(t, page, "items")) != 2 || len(items(t, rest, "items")) != 1 {
		t.Errorf("pages: %v, %v", page, rest)
	}
	do(t, supplier, http.MethodDelete, "/blocks/"+block["id"].(string), nil, 204)
	do(t, supplier, http.MethodDelete, "/blocks/"+block["id"].(string), nil, 404)
	sales := supplier.Colleague(t, "Sally Sales", "sales")
	if got := sales.Do(t, http.MethodPost, sales.Path("/relationships/"+buyers[2].Company.ID.String()+"/decision"), object{"decision": "approve", "grant": object{"price": "own"}}); got.Status != 403 {
		t.Errorf("a grant by somebody who may not give one: %d %s", got.Status, got.Body)
	}
	if got := sales.Do(t, http.MethodPost, sales.Path("/relationships/"+buyers[2].Company.ID.String()+"/decision"), object{"decision": "approve"}); got.Status != 200 {
		t.Errorf("approved by sales: %d %s", got.Status, got.Body)
	}
}
