package trading_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// judge is the hub's word on a company's file as it stands.
func judge(t *testing.T, operator, company apptest.Someone, state, reason string) {
	t.Helper()
	path := "/api/operator/" + operator.Company.ID.String() + "/files/" + company.Company.ID.String() + "/verification"
	if got := operator.Do(t, http.MethodPut, path, object{"state": state, "reason": reason}); got.Status != http.StatusOK {
		t.Fatalf("%s: %d %s", state, got.Status, got.Body)
	}
}

// sent is what a supplier reads of a company: phone, how many documents and sites, and whether the hub verified it. The hub's word comes
// to it a moment later.
func sent(t *testing.T, supplier, company apptest.Someone, want string) {
	t.Helper()
	var got string
	for range 100 {
		file := at(t, do(t, supplier, http.MethodGet, "/relationships/"+company.Company.ID.String(), nil, http.StatusOK), "file").(object)
		got = fmt.Sprint(at(t, file, "file", "phone"), " ", len(items(t, file, "documents")), " ", len(items(t, file, "sites")), " ", file["verified_at"] != nil)
		if got == want {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%s reads %q, want %q", supplier.Company.Name, got, want)
}

func TestVerifiedFileStaysInForce(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer, operator, supplier, late := hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Staff", "buyer").Operator(t), hub.Company(t, "Near Supply", "supplier"), hub.Company(t, "Late Supply", "supplier")
	enlist(t, supplier, nil)
	enlist(t, late, object{"asks": []string{"website"}})
	file(t, buyer)
	apply(t, buyer, supplier)
	const was, is = "+44 20 7946 0000", "+44 20 7946 0001"
	changed := draft(buyer.Company.Name)
	changed["phone"] = is
	save := func(body object, state, changes string) {
		t.Helper()
		if now := do(t, buyer, http.MethodPut, "/file", body, 200); now["state"] != state || fmt.Sprint(now["changes"]) != changes {
			t.Errorf("saved: %v with %v, want %s with %s", now["state"], now["changes"], state, changes)
		}
	}
	save(changed, "draft", "[]")
	sent(t, supplier, buyer, is+" 1 0 false") // nothing is verified yet: the supplier reads what stands
	save(draft(buyer.Company.Name), "draft", "[]")
	do(t, buyer, http.MethodPost, "/file/submission", nil, 200)
	judge(t, operator, buyer, "verified", "")
	sent(t, supplier, buyer, was+" 1 0 true")

	save(changed, "draft", "[phone]")
	paper := do(t, buyer, http.MethodPost, "/file/documents?kind=tax&name=tax.pdf", []byte(pdf), 201)["id"].(string)
	do(t, buyer, http.MethodPost, "/sites", object{"name": "Shop", "kind": "delivery", "country": "GB", "city": "London", "street": "Here 1"}, 201)
	save(changed, "draft", "[phone documents]")
	sent(t, supplier, buyer, was+" 1 1 true") // the site needs nobody's word

	save(draft(buyer.Company.Name), "draft", "[documents]")
	do(t, buyer, http.MethodDelete, "/file/documents/"+paper, nil, 204)
	save(draft(buyer.Company.Name), "verified", "[]") // as it was: there is nothing to hand in
	do(t, buyer, http.MethodPost, "/file/submission", nil, 409)

	changed["website"] = "corner.example"
	save(changed, "draft", "[website phone]")
	if got := apply(t, buyer, late); at(t, got, 0, "outcome") != "missing" {
		t.Errorf("applied with what is not verified: %v", got)
	}
	do(t, buyer, http.MethodPost, "/file/submission", nil, 200)
	hubs := "/api/operator/" + operator.Company.ID.String() + "/files/" + buyer.Company.ID.String()
	var seen object
	operator.Do(t, http.MethodGet, hubs, nil).Into(t, &seen)
	if fmt.Sprint(seen["changes"]) != "[website phone]" {
		t.Errorf("what changed, for the operator: %v", seen["changes"])
	}
	judge(t, operator, buyer, "returned", "Which phone?")
	if now := do(t, buyer, http.MethodGet, "/file", nil, 200); now["state"] != "returned" || now["verified_at"] == nil {
		t.Errorf("changes that came back: %v", now)
	}
	sent(t, supplier, buyer, was+" 1 1 true")
	do(t, buyer, http.MethodPost, "/file/submission", nil, 200)
	judge(t, operator, buyer, "verified", "")
	sent(t, supplier, buyer, is+" 1 1 true")
	if got := apply(t, buyer, late); at(t, got, 0, "outcome") != "applied" {
		t.Errorf("applied with what is verified: %v", got)
	}

	judge(t, operator, buyer, "returned", "The licence has expired.") // the hub takes its word back
	if now := do(t, buyer, http.MethodGet, "/file", nil, 200); now["state"] != "returned" || now["verified_at"] != nil {
		t.Errorf("a word taken back: %v", now)
	}
	sent(t, supplier, buyer, is+" 1 1 false")
}

// Whether suppliers get the bank account is not the hub's to verify.
func TestShareBankHoldsAtOnce(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	buyer, operator, supplier := hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Staff", "buyer").Operator(t), hub.Company(t, "Near Supply", "supplier")
	enlist(t, supplier, nil)
	body := draft(buyer.Company.Name)
	body["share_bank"], body["bank"] = true, object{"holder": "Corner Shop", "iban": "GB82 WEST 1234 5698 7654 32"}
	file(t, buyer)
	do(t, buyer, http.MethodPut, "/file", body, 200)
	do(t, buyer, http.MethodPost, "/file/submission", nil, 200)
	judge(t, operator, buyer, "verified", "")
	apply(t, buyer, supplier)
	account := func() bool {
		return strings.Contains(string(supplier.Do(t, http.MethodGet, supplier.Path("/relationships/"+buyer.Company.ID.String()), nil).Body), "WEST")
	}
	if !account() {
		t.Fatal("a shared account does not come")
	}
	body["share_bank"] = false
	if now := do(t, buyer, http.MethodPut, "/file", body, 200); now["state"] != "verified" || account() {
		t.Errorf("shared no more: %v, the supplier reads the account: %v", now["state"], account())
	}
}

func TestSupplierClosedByTheHub(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=8")
	operator := hub.Company(t, "Staff", "buyer").Operator(t)
	stranger, customer, asked, refused := hub.Company(t, "Stranger Shop", "buyer"), hub.Company(t, "Corner Shop", "buyer"), hub.Company(t, "Asked Shop", "buyer"), hub.Company(t, "Refused Shop", "buyer")
	supplier := hub.Company(t, "Near Supply", "supplier")
	enlist(t, supplier, nil)
	for _, b := range []apptest.Someone{stranger, customer, asked, refused} {
		file(t, b)
	}
	for _, b := range []apptest.Someone{customer, asked, refused} {
		apply(t, b, supplier)
	}
	decide(t, supplier, customer, object{"decision": "approve", "grant": object{"categories": []string{"*"}, "price": "list"}}, 200)
	decide(t, supplier, asked, object{"decision": "ask_more", "question": "Where?"}, 200)
	decide(t, supplier, refused, object{"decision": "reject", "reason": "No."}, 200)
	state := func(state string) {
		t.Helper()
		path := "/api/operator/" + operator.Company.ID.String() + "/tenants/" + supplier.Company.ID.String() + "/state"
		if got := operator.Do(t, http.MethodPut, path, object{"state": state, "reason": "Unpaid bills."}); got.Status != http.StatusOK {
			t.Fatalf("%s: %d %s", state, got.Status, got.Body)
		}
	}
	there := "/suppliers/" + supplier.Company.ID.String()
	offers := func() int { return customer.Do(t, http.MethodGet, customer.Path(there+"/offers"), nil).Status }
	listed := func(b apptest.Someone, query string) int {
		return len(items(t, do(t, b, http.MethodGet, "/suppliers"+query, nil, 200), "items"))
	}
	if offers() != 200 || listed(stranger, "") != 1 || listed(stranger, "?q=near") != 1 || listed(customer, "") != 1 {
		t.Fatal("an open supplier is not found")
	}
	state("suspended")
	for who, b := range map[string]apptest.Someone{"a stranger": stranger, "a customer": customer, "one refused": refused} {
		for _, query := range []string{"", "?q=near", "?state=open", "?state=approved"} {
			if n := listed(b, query); n != 0 {
				t.Errorf("%s finds %d with %q", who, n, query)
			}
		}
	}
	do(t, stranger, http.MethodGet, there, nil, 404)
	for who, row := range map[string]struct {
		buyer apptest.Someone
		want  string
	}{"a stranger": {stranger, "not_found"}, "one refused": {refused, "closed"}, "a customer": {customer, "closed"}} {
		if got := apply(t, row.buyer, supplier); at(t, got, 0, "outcome") != row.want {
			t.Errorf("%s applied: %v, want %s", who, got, row.want)
		}
	}
	if got := offers(); got != 404 {
		t.Errorf("offers of a closed supplier: %d", got)
	}
	for who, row := range map[string]struct {
		buyer apptest.Someone
		may   string
	}{"a customer": {customer, "[close]"}, "one asked": {asked, "[close]"}, "one refused": {refused, "[]"}} {
		detail, board := do(t, row.buyer, http.MethodGet, there, nil, 200), do(t, row.buyer, http.MethodGet, "/board", nil, 200)
		if at(t, detail, "card", "closed") != true || fmt.Sprint(detail["may"]) != row.may || at(t, detail, "sees", "discloses") != false {
			t.Errorf("%s reads %v", who, detail)
		}
		if at(t, board, "items", 0, "closed") != true || fmt.Sprint(at(t, board, "items", 0, "may")) != row.may || at(t, board, "items", 0, "supplier", "name") != "Near Supply" {
			t.Errorf("%s reads on its board %v", who, board)
		}
	}
	if got := asked.Do(t, http.MethodPost, asked.Path(there+"/answer"), object{"answer": "Here."}); got.Code() != "trading.supplier_closed" {
		t.Errorf("answered: %d %s", got.Status, got.Body)
	}
	do(t, asked, http.MethodPost, there+"/closing", object{}, 200)
	state("open")
	if offers() != 200 || listed(stranger, "") != 1 || at(t, apply(t, refused, supplier), 0, "outcome") != "applied" {
		t.Error("a supplier that is open again is not as before")
	}
}
