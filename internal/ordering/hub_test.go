package ordering_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"manifold/internal/app/apptest"
)

func TestAPurchaseOverTwoSuppliers(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha, beta := newShop(t, hub, "Alpha"), newShop(t, hub, "Beta")
	b := newBuyer(t, hub, "Corner Shop", "exact", alpha, beta)
	alpha.stock(t, "A", "50")
	alpha.stock(t, "B", "5")
	body := lines(alpha.line("A", "20", "10"), beta.line("B", "2", "100"), alpha.line("B", "1", "100"))
	body["reference"] = "Site 7"

	var seen preview
	do(t, b, http.MethodPost, "/purchases/preview", body, 200).Into(t, &seen)
	if !seen.Ready || len(seen.Orders) != 2 || seen.Orders[0].Goods != "300.00" || seen.Orders[0].Total != "300.00" || len(seen.Orders[0].Lines) != 2 || seen.Orders[0].Lines[0].Availability != "available" {
		t.Fatalf("the preview: %+v", seen)
	}
	p := buy(t, b, body)
	if len(p.Orders) != 2 || p.Orders[0].Supplier.Name != "Alpha" || p.Orders[0].Total != "300.00" || p.Orders[0].Status != "submitted" || !strings.HasPrefix(p.Orders[0].Number, "PO ") || p.Orders[1].Total != "200.00" {
		t.Fatalf("the purchase: %+v", p)
	}
	at := p.Orders[0].ID
	o := got(t, alpha.Someone, "/orders/"+at)
	if o.Summary.Purchase != "" || len(o.Lines) != 2 || o.Lines[0].Hold != "held" || o.Lines[0].Turn != "supplier" || o.Lines[0].Due == "" || len(o.Events) != 2 {
		t.Fatalf("the supplier reads %+v", o)
	}
	if mine := got(t, b, "/placed-orders/"+at); mine.Summary.Purchase != p.ID || mine.Lines[0].Hold != "" || !slices.Equal(mine.Lines[0].Acts, []string{"recall"}) {
		t.Errorf("the buyer reads %+v", mine)
	}

	o = acts(t, alpha.Someone, "orders", at, 200, object{"line": 1, "act": "accept", "promised_on": "2099-01-02"}, object{"line": 2, "act": "counter", "quantity": "2", "price": object{"amount": "90", "currency": "CNY"}, "reason": "by two only"})
	if o.Summary.Status != "changed" || o.Lines[1].Proposal == nil || o.Lines[1].Proposal.Total != "180.00" || o.Summary.WaitsForBuyer != 1 {
		t.Fatalf("after the answer: %+v", o)
	}
	mine := acts(t, b, "placed-orders", at, 200, object{"line": 2, "act": "agree"})
	if mine.Summary.Status != "accepted" || mine.Lines[1].Quantity != "2" || mine.Lines[1].Ordered != "1" || mine.Summary.Total != "380.00" {
		t.Fatalf("after agreeing: %+v", mine)
	}
	acts(t, b, "placed-orders", at, 409, object{"line": 2, "act": "agree"})
	acts(t, b, "placed-orders", at, 200, object{"line": 1, "act": "ask_cancel"})
	if o = acts(t, alpha.Someone, "orders", at, 200, object{"line": 1, "act": "agree_cancel"}); o.Lines[0].State != "cancelled" || o.Lines[0].Hold != "none" || o.Summary.Total != "180.00" {
		t.Errorf("after cancelling: %+v", o)
	}

	receipt := string(do(t, b, http.MethodGet, "/placed-orders/"+at+"/lines/1/receipt", nil, 200).Body)
	if !strings.Contains(receipt, `"signature"`) || receipt != string(do(t, alpha.Someone, http.MethodGet, "/orders/"+at+"/lines/1/receipt", nil, 200).Body) {
		t.Errorf("the receipt: %s", receipt)
	}
	do(t, b, http.MethodPost, "/placed-orders/"+at+"/messages", object{"text": "Before Friday?"}, 201)
	do(t, alpha.Someone, http.MethodPost, "/orders/"+at+"/messages", object{"text": "Yes."}, 201)
	if o = got(t, alpha.Someone, "/orders/"+at); len(o.Messages) != 2 || o.Messages[0].Text != "Before Friday?" || o.Messages[1].Side != "supplier" {
		t.Errorf("messages: %+v", o.Messages)
	}
	var again struct {
		Lines []struct{ Item, Quantity string }
	}
	do(t, b, http.MethodGet, "/placed-orders/"+at+"/basket", nil, 200).Into(t, &again)
	if len(again.Lines) != 2 || again.Lines[0].Item != alpha.items["A"] || again.Lines[1].Quantity != "1" {
		t.Errorf("to order again: %+v", again)
	}

	// An application, an order, two answers and a message; two approvals, two answers and a message.
	mailed(t, hub, alpha.Person.Email, 5, "New order PO ", "Corner Shop owner of “Corner Shop” wrote")
	mailed(t, hub, b.Person.Email, 5, "accepted 1 line, proposed changes to 1 line", "agreed to cancel 1 line")
}

// mailed wants words in what somebody got, once so many mails are there.
func mailed(t *testing.T, hub *apptest.Hub, to string, least int, words ...string) {
	t.Helper()
	var all strings.Builder
	for _, m := range hub.Mails(t, to, least) {
		all.WriteString(m.Subject + "\n" + m.Text + "\n")
	}
	for _, w := range words {
		if !strings.Contains(all.String(), w) {
			t.Errorf("no mail to %s says %q:\n%s", to, w, all.String())
		}
	}
}

func TestWhatIsDearerAsksForConsent(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Corner Shop", "none", alpha)
	alpha.price(t, "A", "11")
	r := refused(t, b, lines(alpha.line("A", "1", "10"), alpha.line("B", "1", "100")), "ordering.dearer")
	if len(r.Fields) != 1 || r.Fields[0].Path != "/lines/0" || r.Fields[0].Code != "price_rise" || !strings.Contains(r.Fields[0].Message, "10 CNY → 11.00 CNY") {
		t.Fatalf("told of %+v", r)
	}
	agreed := alpha.line("A", "1", "10")
	agreed["agreed"] = object{"amount": "11", "currency": "CNY"}
	if p := buy(t, b, lines(agreed)); p.Orders[0].Total != "11.00" {
		t.Errorf("with consent: %+v", p)
	}
	alpha.price(t, "A", "8")
	if p := buy(t, b, lines(alpha.line("A", "1", "10"))); p.Orders[0].Total != "8.00" {
		t.Errorf("what costs less: %+v", p)
	}
	body := lines(alpha.line("A", "1", "8"))
	body["orders"] = []object{{"supplier": alpha.Company.ID.String(), "total": object{"amount": "7.99", "currency": "CNY"}}}
	if r := refused(t, b, body, "ordering.dearer"); r.Fields[0].Code != "total_rise" || r.Fields[0].Path != "/orders/"+alpha.Company.ID.String() {
		t.Errorf("a total: %+v", r)
	}
}

func TestWhatCannotBeOrdered(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha, beta := newShop(t, hub, "Alpha"), newShop(t, hub, "Beta")
	b := newBuyer(t, hub, "Corner Shop", "exact", alpha)
	alpha.stock(t, "A", "3")
	do(t, alpha.Someone, http.MethodPut, "/pricing/conditions", object{"level": "default", "conditions": object{"minimum_order": object{"amount": "50", "currency": "CNY"}}}, 200)

	r := refused(t, b, lines(alpha.line("A", "4", "10"), beta.line("A", "1", "10")), "ordering.not_orderable")
	if len(r.Fields) != 2 || r.Fields[0].Code != "short" || r.Fields[1].Code != "not_offered" {
		t.Errorf("told of %+v", r)
	}
	var seen preview
	do(t, b, http.MethodPost, "/purchases/preview", lines(alpha.line("A", "4", "10")), 200).Into(t, &seen)
	if seen.Ready || seen.Orders[0].Lines[0].Problems[0].Cure.Quantity != "3" {
		t.Errorf("the cure: %+v", seen)
	}
	if r := refused(t, b, lines(alpha.line("A", "3", "10")), "ordering.not_orderable"); r.Fields[0].Code != "below_minimum" || !strings.Contains(r.Fields[0].Message, "20.00 CNY") {
		t.Errorf("below the minimum: %+v", r)
	}
	body := lines(alpha.line("A", "4", "10"), alpha.line("B", "1", "100"), beta.line("A", "1", "10"))
	body["mode"] = "those_that_accept"
	p := buy(t, b, body)
	if len(p.Orders) != 1 || p.Orders[0].Total != "100.00" || len(p.LeftOut) != 2 || p.LeftOut[0].Code != "short" || p.LeftOut[1].Index != 2 {
		t.Errorf("what could be had: %+v", p)
	}
	body["lines"] = []object{beta.line("A", "1", "10")}
	refused(t, b, body, "ordering.not_orderable")
}
