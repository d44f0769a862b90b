package credit_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

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

// trade is a supplier with two items, of 10 and of 100 CNY, and a buyer that it approved.
func trade(t *testing.T) (hub *apptest.Hub, supplier, buyer apptest.Someone, items [2]string) {
	t.Helper()
	hub = apptest.Start(t)
	supplier = hub.Company(t, "Alpha", "supplier")
	do(t, supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	for i, price := range []string{"10", "100"} {
		var sheet struct{ Lines []struct{ Item string } }
		do(t, supplier, http.MethodPut, "/sheet", object{"lines": []object{{"sku": "S" + price, "name": "Item " + price, "category": "things", "price": object{"currency": "CNY", "amount": price}}}}, 200).Into(t, &sheet)
		items[i] = sheet.Lines[0].Item
	}
	buyer = hub.Company(t, "Corner Shop", "buyer")
	do(t, buyer, http.MethodPut, "/file", object{"legal_name": "Corner Shop", "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, buyer, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 201)
	do(t, buyer, http.MethodPost, "/applications", object{"suppliers": []string{supplier.Company.ID.String()}, "note": "Hello."}, 200)
	do(t, supplier, http.MethodPost, "/relationships/"+buyer.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"price": "own", "stock": "none"}}, 200)
	return hub, supplier, buyer, items
}

type (
	account struct {
		Account struct {
			Set     bool
			Sums    struct{ Reserved, Invoiced, Prepaid, Exposure string }
			Room    string
			Waiting int
			Version int64
		}
		Holds []held
	}
	held struct {
		Order, Number, Hold, Waits, Decision, Person string
		Reasons                                      []string
	}
	cure struct {
		Kind, Amount string
		Invoices     []struct{ Number string }
		Lines        []int
	}
	own struct {
		Items []struct {
			Supplier, Name, Room, Limit string
			Shown                       bool
			Waiting                     []struct {
				Order   string
				Reasons []string
				Waits   string
				Cures   []cure
			}
		}
	}
	placed struct {
		Orders []struct{ ID, Status string }
	}
)

// An order that does not fit waits, tells its buyer what it can do, and goes on by itself once that is done.
func TestAnOrderWaitsAndGoesOn(t *testing.T) {
	t.Parallel()
	_, supplier, buyer, items := trade(t)
	at := "/credit/accounts/" + buyer.Company.ID.String()
	terms := object{"currency": "CNY", "limit": "500", "over_limit": "hard", "overdue": "hard", "overdue_days": 5, "on_hard": "wait", "shown": true, "note": "secret"}
	var a account
	do(t, supplier, http.MethodPut, at+"/terms", terms, 200).Into(t, &a)
	if !a.Account.Set || a.Account.Room != "500.00" || a.Account.Version != 1 {
		t.Fatalf("terms: %+v", a)
	}
	do(t, supplier, http.MethodPut, at+"/terms", terms, 412, "If-Match", `"7"`)
	for wrong, change := range map[string]object{
		"/currency unknown":       {"currency": "XXQ"},
		"/limit wrong_form":       {"limit": "much"},
		"/limit out_of_range":     {"limit": "-1"},
		"/limit_until wrong_form": {"limit": nil, "limit_until": "2099-01-01", "over_limit": "none"},
		"/over_limit wrong_form":  {"limit": nil},
	} {
		draft := maps.Clone(terms)
		for k, v := range change {
			if draft[k] = v; v == nil {
				delete(draft, k)
			}
		}
		var refused struct{ Fields []struct{ Path, Code string } }
		do(t, supplier, http.MethodPut, at+"/terms", draft, 422).Into(t, &refused)
		if f := refused.Fields; len(f) != 1 || f[0].Path+" "+f[0].Code != wrong {
			t.Errorf("%v: %+v, want %s", change, f, wrong)
		}
	}
	do(t, supplier, http.MethodPost, at+"/entries", object{"kind": "invoice", "amount": "200", "document": "R-1", "issued_on": "2026-01-01", "due_on": "2099-01-31"}, 201)
	buy := func(status int, lines ...object) (out placed) {
		t.Helper()
		do(t, buyer, http.MethodPost, "/purchases", object{"lines": lines}, status).Into(t, &out)
		return out
	}
	line := func(n int, quantity string) object {
		return object{"supplier": supplier.Company.ID.String(), "item": items[n], "quantity": quantity, "price": object{"amount": []string{"10", "100"}[n], "currency": "CNY"}}
	}

	var outlook struct {
		Items []struct {
			Known         bool
			Hold, Missing string
			Reasons       []string
			Cures         []cure
		}
	}
	do(t, buyer, http.MethodPost, "/own-credit/outlook", object{"orders": []object{{"supplier": supplier.Company.ID.String(), "currency": "CNY", "total": "410", "lines": []object{{"line": 0, "amount": "110"}, {"line": 1, "amount": "300"}}}}}, 200).Into(t, &outlook)
	if o := outlook.Items[0]; !o.Known || o.Hold != "hard" || o.Missing != "110.00" || len(o.Cures) != 4 || o.Cures[0].Invoices[0].Number != "R-1" || o.Cures[1].Amount != "110.00" || o.Cures[2].Lines[0] != 0 || o.Cures[3].Lines[0] != 1 {
		t.Fatalf("the outlook: %+v", o)
	}

	first := buy(201, line(1, "1")).Orders[0].ID
	second := buy(201, line(0, "11"), line(1, "2")).Orders[0].ID
	do(t, supplier, http.MethodGet, at, nil, 200).Into(t, &a)
	if a.Account.Sums.Exposure != "300.00" || a.Account.Waiting != 1 || len(a.Holds) != 1 || a.Holds[0].Order != second || a.Holds[0].Waits != "310.00" || !strings.HasPrefix(a.Holds[0].Number, "PO ") {
		t.Fatalf("one goes, one waits: %+v", a)
	}
	var refused struct{ Code string }
	do(t, supplier, http.MethodPost, "/orders/"+second+"/acts", object{"acts": []object{{"line": 1, "act": "accept"}}}, 409).Into(t, &refused)
	if refused.Code != "credit.on_hold" {
		t.Errorf("accepting what waits: %s", refused.Code)
	}
	var read struct{ Summary struct{ Version int } }
	do(t, supplier, http.MethodGet, "/orders/"+second, nil, 200).Into(t, &read)
	var many struct{ Orders []struct{ Outcome string } }
	do(t, supplier, http.MethodPost, "/orders/accept", object{"orders": []object{{"order": second, "version": read.Summary.Version}}}, 200).Into(t, &many)
	if len(many.Orders) != 1 || many.Orders[0].Outcome != "on_hold" {
		t.Errorf("accepting it among others: %+v", many)
	}
	var mine own
	raw := do(t, buyer, http.MethodGet, "/own-credit", nil, 200)
	raw.Into(t, &mine)
	if w := mine.Items[0].Waiting; mine.Items[0].Room != "200.00" || len(w) != 1 || w[0].Order != second || w[0].Waits != "310.00" || w[0].Cures[0].Amount != "200.00" || strings.Contains(string(raw.Body), "secret") {
		t.Fatalf("the buyer reads %s", raw.Body)
	}

	do(t, supplier, http.MethodPost, at+"/entries", object{"kind": "payment", "amount": "310", "document": "R-1"}, 201).Into(t, &a)
	if a.Account.Waiting != 0 || a.Account.Sums.Exposure != "300.00" || a.Account.Sums.Prepaid != "110.00" {
		t.Errorf("once it is paid: %+v", a)
	}
	do(t, supplier, http.MethodPost, "/orders/"+second+"/acts", object{"acts": []object{{"line": 1, "act": "accept"}}}, 200)
	do(t, buyer, http.MethodPost, "/placed-orders/"+first+"/acts", object{"acts": []object{{"line": 1, "act": "recall"}}}, 200)
	do(t, supplier, http.MethodPost, "/orders/"+second+"/acts", object{"acts": []object{{"line": 2, "act": "refuse", "reason": "sold out"}}}, 200)
	do(t, supplier, http.MethodGet, at, nil, 200).Into(t, &a)
	if a.Account.Sums.Reserved != "110.00" || a.Account.Sums.Exposure != "0.00" {
		t.Errorf("after recall and refusal: %+v", a)
	}
	do(t, supplier, http.MethodPost, "/credit/export", object{"format": "csv", "show": "set"}, 202)
	var ledger struct {
		Items []struct {
			Kind       string
			Reversible bool
		}
	}
	do(t, supplier, http.MethodGet, at+"/entries", nil, 200).Into(t, &ledger)
	if len(ledger.Items) != 6 || ledger.Items[0].Kind != "release" || !ledger.Items[5].Reversible {
		t.Errorf("the ledger: %+v", ledger)
	}
}

// The desk releases an order above the limit, and refuses another; a supplier that does not show the account tells no figure.
func TestTheDeskDecides(t *testing.T) {
	t.Parallel()
	hub, supplier, buyer, items := trade(t)
	at := "/credit/accounts/" + buyer.Company.ID.String()
	do(t, supplier, http.MethodPut, at+"/terms", object{"currency": "CNY", "limit": "50", "over_limit": "hard", "overdue": "none", "on_hard": "wait", "shown": false}, 200)
	body := object{"lines": []object{{"supplier": supplier.Company.ID.String(), "item": items[1], "quantity": "1", "price": object{"amount": "100", "currency": "CNY"}}}}
	var one, two placed
	do(t, buyer, http.MethodPost, "/purchases", body, 201).Into(t, &one)
	do(t, buyer, http.MethodPost, "/purchases", body, 201).Into(t, &two)
	raw := string(do(t, buyer, http.MethodGet, "/own-credit", nil, 200).Body)
	if strings.Contains(raw, "over_limit") || strings.Contains(raw, `"limit"`) || strings.Contains(raw, "100.00") || !strings.Contains(raw, one.Orders[0].ID) {
		t.Errorf("a hidden account says %s", raw)
	}
	clerk := supplier.Colleague(t, "Sales", "sales")
	do(t, clerk, http.MethodPost, "/credit/holds/"+one.Orders[0].ID, object{"decision": "released", "reason": "a friend"}, 403)
	var h held
	do(t, supplier, http.MethodPost, "/credit/holds/"+one.Orders[0].ID, object{"decision": "released", "reason": "paid by wire"}, 200).Into(t, &h)
	if h.Hold != "none" || h.Decision != "released" || h.Person == "" {
		t.Errorf("released: %+v", h)
	}
	do(t, supplier, http.MethodPost, "/credit/holds/"+one.Orders[0].ID, object{"decision": "released", "reason": "again"}, 409)
	do(t, supplier, http.MethodPost, "/credit/holds/"+two.Orders[0].ID, object{"decision": "refused", "reason": "too much"}, 200).Into(t, &h)
	var order struct {
		Summary struct{ Status string }
		Lines   []struct{ Reason string }
	}
	do(t, buyer, http.MethodGet, "/placed-orders/"+two.Orders[0].ID, nil, 200).Into(t, &order)
	if h.Decision != "refused" || order.Summary.Status != "refused" || order.Lines[0].Reason != "too much" {
		t.Errorf("refused: %+v, %+v", h, order)
	}
	rival := hub.Company(t, "Beta", "supplier")
	do(t, rival, http.MethodGet, at, nil, 404)
	do(t, rival, http.MethodPost, "/credit/holds/"+one.Orders[0].ID, object{"decision": "released", "reason": "mine"}, 404)

	do(t, supplier, http.MethodPut, at+"/terms", object{"currency": "CNY", "limit": "50", "over_limit": "hard", "overdue": "none", "on_hard": "refuse", "shown": true}, 200)
	var refused struct {
		Code   string
		Fields []struct{ Code string }
	}
	do(t, buyer, http.MethodPost, "/purchases", body, 409).Into(t, &refused)
	if refused.Code != "ordering.not_orderable" || refused.Fields[0].Code != "no_credit" {
		t.Errorf("not placed: %+v", refused)
	}
}
