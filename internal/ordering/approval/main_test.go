package approval_test

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
		t.Fatalf("%s %s as %s: %d %s, want %d", method, path, s.Person.Name, got.Status, got.Body, status)
	}
	return got
}

// office is a buyer that a supplier sells A to for 10 and B for 100 CNY: lin buys, wang and zhao approve, the boss owns it.
type office struct {
	hub                   *apptest.Hub
	seller                apptest.Someone
	boss, lin, wang, zhao apptest.Someone
	items                 map[string]string
}

func newOffice(t *testing.T) office {
	t.Helper()
	hub := apptest.Start(t)
	o := office{hub: hub, seller: hub.Company(t, "Alpha", "supplier"), boss: hub.Company(t, "Corner Shop", "buyer"), items: map[string]string{}}
	do(t, o.seller, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	o.price(t, "A", "10")
	o.price(t, "B", "100")
	do(t, o.boss, http.MethodPut, "/file", object{"legal_name": "Corner Shop", "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, o.boss, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 201)
	do(t, o.boss, http.MethodPost, "/applications", object{"suppliers": []string{o.seller.Company.ID.String()}, "note": "Hello."}, 200)
	do(t, o.seller, http.MethodPost, "/relationships/"+o.boss.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"price": "own", "promotions": true, "stock": "exact"}}, 200)
	o.lin, o.wang, o.zhao = o.boss.Colleague(t, "Lin", "buyer"), o.boss.Colleague(t, "Wang", "approver"), o.boss.Colleague(t, "Zhao", "approver")
	do(t, o.seller, http.MethodPut, "/stock", object{"lines": []object{{"sku": "A", "on_hand": "50"}, {"sku": "B", "on_hand": "50"}}}, 200)
	return o
}

func (o office) price(t *testing.T, sku, amount string) {
	t.Helper()
	var sheet struct{ Lines []struct{ Item string } }
	do(t, o.seller, http.MethodPut, "/sheet", object{"lines": []object{{"sku": sku, "name": "Item " + sku, "category": "things", "price": object{"currency": "CNY", "amount": amount}}}}, 200).Into(t, &sheet)
	o.items[sku] = sheet.Lines[0].Item
}

func (o office) line(sku, quantity, seen string) object {
	return object{"supplier": o.seller.Company.ID.String(), "item": o.items[sku], "quantity": quantity, "price": object{"amount": seen, "currency": "CNY"}}
}

func lines(all ...object) object { return object{"lines": all} }

// approvers is a stage of so many of those with the role of approvers.
func approvers(quorum int) object {
	return object{"who": []object{{"role": "approver"}}, "quorum": quorum}
}

// rule makes a rule on everything above 200 CNY.
func (o office) rule(t *testing.T, stages ...object) string {
	t.Helper()
	var made struct{ ID string }
	do(t, o.boss, http.MethodPost, "/approval-rules", object{"name": "Large", "when": object{"above": object{"amount": "200", "currency": "CNY"}}, "stages": stages, "within_hours": 24}, 201).Into(t, &made)
	return made.ID
}

type (
	event struct {
		Act, Person, Reason string
		InsteadOf           string `json:"instead_of"`
		ByMail              bool   `json:"by_mail"`
		Changes             []struct{ What, Name, Was, Now string }
	}
	summary struct {
		ID, State, Purchase, Due string
		Edition                  int64
		MyTurn                   bool     `json:"my_turn"`
		WaitsFor                 []string `json:"waits_for"`
		Totals                   []struct{ Amount, Currency string }
	}
	approval struct {
		Summary summary
		Reason  string
		Mine    bool
		Events  []event
		Parts   []struct {
			Total string
			Lines []struct {
				Index           int
				Quantity, Total string
			}
		}
	}
	needed struct {
		Needed, Nobody bool
		Chains         []struct {
			Name  string
			Steps []struct{ People []struct{ Name string } }
		}
	}
)

func (o office) send(t *testing.T, body object) approval {
	t.Helper()
	var a approval
	do(t, o.lin, http.MethodPost, "/approvals", object{"purchase": body, "note": "For the fair."}, 201).Into(t, &a)
	return a
}

func say(t *testing.T, s apptest.Someone, a approval, verdict string) approval {
	t.Helper()
	var now approval
	do(t, s, http.MethodPost, "/approvals/"+a.Summary.ID+"/decision", object{"edition": a.Summary.Edition, "verdict": verdict, "reason": "Too much."}, 200).Into(t, &now)
	return now
}

// refused wants a fault.
func refused(t *testing.T, got apptest.Answer, code string) {
	t.Helper()
	if got.Code() != code {
		t.Fatalf("answered %d %s, want %s", got.Status, got.Body, code)
	}
}

// orders are how many the supplier has.
func (o office) orders(t *testing.T) int {
	t.Helper()
	var list struct{ Items []struct{ ID string } }
	do(t, o.seller, http.MethodGet, "/orders", nil, 200).Into(t, &list)
	return len(list.Items)
}

// free is what of an item nobody holds.
func (o office) free(t *testing.T, sku string) string {
	t.Helper()
	var list struct {
		Items []struct{ SKU, Free string }
	}
	do(t, o.seller, http.MethodGet, "/stock", nil, 200).Into(t, &list)
	for _, i := range list.Items {
		if i.SKU == sku {
			return i.Free
		}
	}
	return ""
}
