package fulfilment_test

import (
	"net/http"
	"os"
	"testing"

	"manifold/internal/app/apptest"
	"manifold/internal/platform/localpg/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

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

type (
	summary struct {
		ID, Number, State, Carrier string
		Tracking                   []string
		OpenCases                  int    `json:"open_cases"`
		UndoUntil                  string `json:"undo_until"`
		Version                    int64
	}
	problemCase struct {
		ID, Kind, Quantity, State, Remedy, Turn, Amount string
		Line                                            int
		Version                                         int64
		Events                                          []struct{ Act, Side string }
	}
	shipment struct {
		Summary summary
		Total   string
		Lines   []struct {
			Line                          int
			Quantity, Total               string
			Counted, Damaged, Wrong, Note string
			Photos                        []struct{ ID string }
		}
		Cases []problemCase
	}
	delivery struct {
		Version int64
		Lines   []struct {
			Line                              int
			Quantity, Shipped, Received, Open string
			Ships                             bool
		}
		Shipments []summary
		Cases     []problemCase
	}
	order struct {
		Summary struct {
			ID, Number, Status, Total string
			Version                   int64
		}
		Lines []struct {
			Line                        int
			Quantity, Shipped, Received string
			State, Turn, Hold           string
		}
		Events []struct{ Side, Act, State, Quantity string }
	}
)

// pair is a supplier with items at list prices (A at 3.33, B at 100 CNY, 19 % tax off) and stock, and a buyer that it approved.
type pair struct {
	hub             *apptest.Hub
	supplier, buyer apptest.Someone
	items           map[string]string
}

func newPair(t *testing.T) pair {
	t.Helper()
	hub := apptest.Start(t)
	p := pair{hub, hub.Company(t, "Seller", "supplier"), hub.Company(t, "Shop", "buyer"), map[string]string{}}
	do(t, p.supplier, http.MethodPut, "/profile", object{"name": "Seller", "listed": true, "accepting": true}, 200)
	for sku, amount := range map[string]string{"A": "3.33", "B": "100"} {
		var sheet struct{ Lines []struct{ Item string } }
		do(t, p.supplier, http.MethodPut, "/sheet", object{"lines": []object{{"sku": sku, "name": "Item " + sku, "category": "things", "price": object{"currency": "CNY", "amount": amount}}}}, 200).Into(t, &sheet)
		p.items[sku] = sheet.Lines[0].Item
		do(t, p.supplier, http.MethodPut, "/stock", object{"lines": []object{{"sku": sku, "on_hand": "100"}}}, 200)
	}
	do(t, p.buyer, http.MethodPut, "/file", object{"legal_name": "Shop", "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, p.buyer, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 201)
	do(t, p.buyer, http.MethodPost, "/applications", object{"suppliers": []string{p.supplier.Company.ID.String()}, "note": "Hello."}, 200)
	do(t, p.supplier, http.MethodPost, "/relationships/"+p.buyer.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"price": "own", "promotions": true, "stock": "exact"}}, 200)
	return p
}

// ordered buys 10 of A and 3 of B, and accepts.
func (p pair) ordered(t *testing.T) string {
	t.Helper()
	line := func(sku, quantity, seen string) object {
		return object{"supplier": p.supplier.Company.ID.String(), "item": p.items[sku], "quantity": quantity, "price": object{"amount": seen, "currency": "CNY"}}
	}
	var bought struct{ Orders []struct{ ID string } }
	do(t, p.buyer, http.MethodPost, "/purchases", object{"lines": []object{line("A", "10", "3.33"), line("B", "3", "100")}}, 201).Into(t, &bought)
	at := bought.Orders[0].ID
	do(t, p.supplier, http.MethodPost, "/orders/"+at+"/acts", object{"acts": []object{{"line": 1, "act": "accept"}, {"line": 2, "act": "accept"}}}, 200)
	return at
}

// stock is what lies of A, and what of it is held.
func (p pair) stock(t *testing.T) (onHand, reserved string) {
	t.Helper()
	var listed struct {
		Items []struct {
			SKU    string
			Counts []struct {
				OnHand   string `json:"on_hand"`
				Reserved string
			}
		}
	}
	do(t, p.supplier, http.MethodGet, "/stock", nil, 200).Into(t, &listed)
	for _, i := range listed.Items {
		if i.SKU == "A" {
			return i.Counts[0].OnHand, i.Counts[0].Reserved
		}
	}
	t.Fatal("no stock of A")
	return "", ""
}

func (p pair) ship(t *testing.T, order string, status int, body object) (out shipment) {
	t.Helper()
	a := do(t, p.supplier, http.MethodPost, "/orders/"+order+"/shipments", body, status)
	if status == 201 {
		a.Into(t, &out)
	}
	return out
}

func (p pair) order(t *testing.T, id string) (out order) {
	t.Helper()
	do(t, p.supplier, http.MethodGet, "/orders/"+id, nil, 200).Into(t, &out)
	return out
}
