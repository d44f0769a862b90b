package ordering_test

import (
	"net/http"
	"os"
	"testing"

	"manifold/internal/app/apptest"
	"manifold/internal/platform/localpg/pgtest"
)

func TestMain(m *testing.M) {
	if os.Getenv(victimEnv) != "" {
		os.Exit(beVictim())
	}
	os.Exit(pgtest.Main(m))
}

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

// shop is a supplier with two items at list prices: A of 10 and B of 100 CNY.
type shop struct {
	apptest.Someone
	items map[string]string
}

func newShop(t *testing.T, hub *apptest.Hub, name string) shop {
	t.Helper()
	s := shop{hub.Company(t, name, "supplier"), map[string]string{}}
	do(t, s.Someone, http.MethodPut, "/profile", object{"name": name, "listed": true, "accepting": true}, 200)
	s.price(t, "A", "10")
	s.price(t, "B", "100")
	return s
}

// price puts an item at a list price.
func (s shop) price(t *testing.T, sku, amount string) {
	t.Helper()
	var sheet struct{ Lines []struct{ Item string } }
	do(t, s.Someone, http.MethodPut, "/sheet", object{"lines": []object{{"sku": sku, "name": "Item " + sku, "category": "things", "price": object{"currency": "CNY", "amount": amount}}}}, 200).Into(t, &sheet)
	s.items[sku] = sheet.Lines[0].Item
}

// stock counts so many of an item.
func (s shop) stock(t *testing.T, sku, onHand string) {
	t.Helper()
	do(t, s.Someone, http.MethodPut, "/stock", object{"lines": []object{{"sku": sku, "on_hand": onHand}}}, 200)
}

// newBuyer is a buyer that the shops approved, at grants.
func newBuyer(t *testing.T, hub *apptest.Hub, name string, stock string, shops ...shop) apptest.Someone {
	t.Helper()
	b := hub.Company(t, name, "buyer")
	do(t, b, http.MethodPut, "/file", object{"legal_name": name, "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, b, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 201)
	for _, s := range shops {
		do(t, b, http.MethodPost, "/applications", object{"suppliers": []string{s.Company.ID.String()}, "note": "Hello."}, 200)
		do(t, s.Someone, http.MethodPost, "/relationships/"+b.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"price": "own", "promotions": true, "stock": stock}}, 200)
	}
	return b
}

// line is a line of a purchase at the price that was seen.
func (s shop) line(sku, quantity, seen string) object {
	return object{"supplier": s.Company.ID.String(), "item": s.items[sku], "quantity": quantity, "price": object{"amount": seen, "currency": "CNY"}}
}

type (
	summary struct {
		ID, Number, Status, Total, Currency string
		Purchase                            string
		Version                             int64
		WaitsForSupplier                    int `json:"waits_for_supplier"`
		WaitsForBuyer                       int `json:"waits_for_buyer"`
		Supplier, Buyer                     struct{ Company, Name string }
	}
	purchase struct {
		ID      string
		Orders  []summary
		LeftOut []struct {
			Index int
			Code  string
		} `json:"left_out"`
	}
	problem struct {
		Code, Message string
		Cure          struct{ Quantity string }
	}
	preview struct {
		Ready  bool
		Orders []struct {
			Supplier, Currency, Goods, Promotions, Freight, Fee, Total string
			Problems                                                   []problem
			Lines                                                      []struct {
				Index        int
				Price        struct{ Amount, Currency string }
				Saved        string
				Availability string
				Problems     []problem
			}
		}
	}
	order struct {
		Summary summary
		Goods   string
		Lines   []struct {
			Line                                   int
			Quantity, Ordered, State, Turn, Hold   string
			Goods, Saved, Total, Due, Availability string
			Acts                                   []string
			Proposal                               *struct{ Quantity, Total string }
		}
		Events   []struct{ Side, Act, State, Person string }
		Messages []struct{ Side, Text string }
	}
	refusal struct {
		Code   string
		Fields []struct{ Path, Code, Message string }
	}
)

// buy orders, and wants that to go well.
func buy(t *testing.T, b apptest.Someone, body object) purchase {
	t.Helper()
	var p purchase
	do(t, b, http.MethodPost, "/purchases", body, 201).Into(t, &p)
	return p
}

// lines is the body of a purchase.
func lines(all ...object) object { return object{"lines": all} }

// refused orders, and wants to be refused.
func refused(t *testing.T, b apptest.Someone, body object, code string) refusal {
	t.Helper()
	var r refusal
	do(t, b, http.MethodPost, "/purchases", body, 409).Into(t, &r)
	if r.Code != code {
		t.Fatalf("refused with %+v, want %s", r, code)
	}
	return r
}

func got(t *testing.T, s apptest.Someone, path string) order {
	t.Helper()
	var o order
	do(t, s, http.MethodGet, path, nil, 200).Into(t, &o)
	return o
}

// acts does one act on lines of an order of a side ("orders" or "placed-orders").
func acts(t *testing.T, s apptest.Someone, side, id string, status int, all ...object) order {
	t.Helper()
	var o order
	a := do(t, s, http.MethodPost, "/"+side+"/"+id+"/acts", object{"acts": all}, status)
	if status == 200 {
		a.Into(t, &o)
	}
	return o
}
