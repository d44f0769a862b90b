package proof_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/comparison/proof"
	"manifold/internal/pricing/receipt"
)

type object = map[string]any

// do wants a status.
func do(t *testing.T, s apptest.Someone, method, path string, body any, status int) apptest.Answer {
	t.Helper()
	s.Hub.Clock.Advance(time.Second)
	got := s.Do(t, method, s.Path(path), body)
	if got.Status != status {
		t.Fatalf("%s %s as %s: %d %s, want %d", method, path, s.Company.Name, got.Status, got.Body, status)
	}
	return got
}

// shop is a supplier with items of two lines, costs, conditions and a promotion, and an approved buyer.
type shop struct {
	supplier, buyer apptest.Someone
	customer        string
	items           map[string]string
	keys            []receipt.PublicKey
}

func openShop(t *testing.T) shop {
	t.Helper()
	hub := apptest.Start(t)
	s := shop{supplier: hub.Company(t, "Alpha Fasteners", "supplier"), buyer: hub.Company(t, "Corner Shop", "buyer"), items: map[string]string{}}
	var sheet struct{ Lines []struct{ SKU, Item string } }
	do(t, s.supplier, http.MethodPut, "/sheet", object{"lines": []object{
		{"sku": "A", "name": "Bolt", "category": "bolts", "price": object{"currency": "CNY", "amount": "10", "breaks": []object{{"from": "100", "amount": "8"}}}},
		{"sku": "B", "name": "Nut", "category": "nuts", "price": object{"currency": "CNY", "amount": "2"}}, {"sku": "C", "name": "Saw", "category": "saws"},
	}}, 200).Into(t, &sheet)
	for _, l := range sheet.Lines {
		s.items[l.SKU] = l.Item
	}
	do(t, s.supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	do(t, s.supplier, http.MethodPut, "/pricing/costs", object{"lines": []object{{"sku": "A", "currency": "CNY", "amount": "6.5"}, {"sku": "B", "currency": "CNY", "amount": "1"}}}, 200)
	do(t, s.supplier, http.MethodPut, "/pricing/conditions", object{"level": "default", "conditions": object{"freight": object{"by": "value", "currency": "CNY", "steps": []object{{"from": "0", "fee": "30"}, {"from": "500", "fee": "10"}}},
		"small_order_fee": object{"below": "3000", "fee": "15", "currency": "CNY"}}}, 200)
	var p struct{ ID string }
	do(t, s.supplier, http.MethodPost, "/promotions", object{"name": "Autumn", "kind": "percent", "currency": "CNY", "on": object{"categories": []string{"bolts"}}, "tiers": []object{{"from": "0", "percent": "5"}}}, 201).Into(t, &p)
	do(t, s.supplier, http.MethodPost, "/promotions/"+p.ID+"/act", object{"deed": "start"}, 200)
	do(t, s.buyer, http.MethodPut, "/file", object{"legal_name": "Corner Shop Ltd", "country": "GB", "tax_number": "980780684", "phone": "+44 20 7946 0000", "email": "office@example.org",
		"contacts": []object{{"name": "Lin", "email": "lin@example.org"}}}, 200)
	do(t, s.buyer, http.MethodPost, "/applications", object{"suppliers": []string{s.supplier.Company.ID.String()}, "note": ""}, 200)
	do(t, s.supplier, http.MethodPost, "/relationships/"+s.buyer.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"categories": []string{"bolts", "nuts"}, "price": "own", "promotions": true}}, 200)
	var customers struct{ Items []struct{ ID string } }
	do(t, s.supplier, http.MethodGet, "/customers", nil, 200).Into(t, &customers)
	s.customer = customers.Items[0].ID
	var err error
	if s.keys, err = receipt.ReadKeys(hub.Do(t, "", http.MethodGet, "/.well-known/receipt-keys", nil).Body); err != nil {
		t.Fatal(err)
	}
	return s
}

// lines asks for so many bolts and nuts.
func (s shop) lines(bolts, nuts string) object {
	of := func(sku string) object {
		return object{"supplier": s.supplier.Company.ID.String(), "item": s.items[sku]}
	}
	return object{"currency": "CNY", "lines": []object{{"key": "a", "item": of("A"), "quantity": bolts}, {"key": "b", "item": of("B"), "quantity": nuts}}}
}

func (s shop) compared(basket object, line, sku string) object {
	return object{"basket": basket, "line": line, "supplier": s.supplier.Company.ID.String(), "item": s.items[sku]}
}

// read is what stands in a receipt, as far as it is looked at here.
type read struct {
	Receipt struct {
		View   string
		Total  struct{ Amount string }
		Extras []struct {
			Kind, Name string
			Amount     struct{ Amount string }
		}
		Left *struct {
			Percent string
			Amount  struct{ Amount string }
		}
	}
}

func (s shop) verified(t *testing.T, text []byte) (out read, said string) {
	t.Helper()
	if _, err := receipt.Verify(text, s.keys, proof.Read); err != nil {
		t.Errorf("%v: %s", err, text)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for _, e := range out.Receipt.Extras {
		said += fmt.Sprintf("%s %s, ", e.Kind, e.Amount.Amount)
	}
	return out, said + "= " + out.Receipt.Total.Amount
}

// Compared, a line's receipt has its promotion and its share of freight and fee, verifies, and comes to what the comparison says; and it changes with the
// basket that it stands in. 60 × 10 less 5 % is 570, with 100 × 2 of nuts 770: freight 10, fee 15, of which 570 ÷ 770 falls on the bolts.
func TestAComparedLineHasItsReceipt(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	for _, row := range []struct{ bolts, nuts, line, sku, want string }{
		{"60", "100", "a", "A", "promotion -30.00, freight 7.40, fee 11.10, = 588.50"},
		{"60", "100", "b", "B", "freight 2.60, fee 3.90, = 206.50"},
		{"1", "1", "a", "A", "promotion -0.50, freight 24.78, fee 12.39, = 46.67"},
		{"400", "10", "a", "A", "promotion -160.00, freight 9.93, = 3049.93"},
	} {
		basket := s.lines(row.bolts, row.nuts)
		text := do(t, s.buyer, http.MethodPost, "/comparison/receipt", s.compared(basket, row.line, row.sku), 200).Body
		got, said := s.verified(t, text)
		if said != row.want || got.Receipt.View != "buyer" {
			t.Errorf("%s of %s and %s: %s, want %s", row.sku, row.bolts, row.nuts, said, row.want)
		}
		for _, secret := range []string{"cost\":{\"amount\":\"6.5", "margin", "floor"} {
			if strings.Contains(string(text), secret) {
				t.Errorf("a buyer reads %s: %s", secret, text)
			}
		}
	}
	// What the supplier reads of the same order, with cost and what is left: 570 − 60 × 6.50.
	text := do(t, s.supplier, http.MethodGet, "/items/"+s.items["A"]+"/receipt?whole=true&quantity=60&customer="+s.customer, nil, 200).Body
	got, said := s.verified(t, text)
	if said != "promotion -30.00, freight 10.00, fee 15.00, = 595.00" || got.Receipt.Left == nil || got.Receipt.Left.Amount.Amount != "180.00" || got.Receipt.Left.Percent != "31.58" {
		t.Errorf("%s: %s", said, text)
	}
}

// Whoever asks for what it does not see, for a line that is not there, or on another side, gets what it would get if there were nothing.
func TestReceiptsAreForWhomTheyAre(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	stranger := s.supplier.Hub.Company(t, "Stranger", "buyer")
	rival := s.supplier.Hub.Company(t, "Rival", "supplier")
	sales := s.supplier.Colleague(t, "Sales", "sales")
	basket := s.lines("60", "100")
	own := "/items/" + s.items["A"] + "/receipt?whole=true"
	offer := "/suppliers/" + s.supplier.Company.ID.String() + "/items/"
	for _, row := range []struct {
		name   string
		who    apptest.Someone
		method string
		path   string
		body   any
		status int
	}{
		{"a line that is not there", s.buyer, http.MethodPost, "/comparison/receipt", s.compared(basket, "z", "A"), 404},
		{"another item than the line's", s.buyer, http.MethodPost, "/comparison/receipt", s.compared(basket, "a", "B"), 404},
		{"an item that is hidden", s.buyer, http.MethodPost, "/comparison/receipt", s.compared(basket, "a", "C"), 404},
		{"a stranger", stranger, http.MethodPost, "/comparison/receipt", s.compared(basket, "a", "A"), 404},
		{"a supplier", s.supplier, http.MethodPost, "/comparison/receipt", s.compared(basket, "a", "A"), 403},
		{"a line too few", s.buyer, http.MethodPost, "/comparison/receipt", s.compared(object{"lines": []object{}}, "a", "A"), 422},
		{"an offer", s.buyer, http.MethodGet, offer + s.items["A"] + "/receipt?quantity=120", nil, 200},
		{"an offer that is hidden", s.buyer, http.MethodGet, offer + s.items["C"] + "/receipt", nil, 404},
		{"an offer, by a stranger", stranger, http.MethodGet, offer + s.items["A"] + "/receipt", nil, 404},
		{"no quantity", s.buyer, http.MethodGet, offer + s.items["A"] + "/receipt?quantity=-1", nil, 422},
		{"one's own price", s.supplier, http.MethodGet, own, nil, 200},
		{"of a customer that is not there", s.supplier, http.MethodGet, own + "&customer=cus_00000000000000000000000001", nil, 404},
		{"an item without a price", s.supplier, http.MethodGet, "/items/" + s.items["C"] + "/receipt?whole=true", nil, 404},
		{"a rival", rival, http.MethodGet, own, nil, 404},
		{"a buyer", s.buyer, http.MethodGet, own, nil, 403},
		{"whoever may not know costs", sales, http.MethodGet, own, nil, 403},
	} {
		if got := row.who.Do(t, row.method, row.who.Path(row.path), row.body); got.Status != row.status {
			t.Errorf("%s: %d %s, want %d", row.name, got.Status, got.Body, row.status)
		}
	}
}
