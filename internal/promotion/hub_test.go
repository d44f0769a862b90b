package promotion_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/promotion"
	"manifold/tenants"
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

// trading is a supplier with two items, and a buyer that it approved.
func trading(t *testing.T, hub *apptest.Hub) (supplier, buyer apptest.Someone, items map[string]string) {
	t.Helper()
	supplier, buyer = hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Shop", "buyer")
	do(t, supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	var sheet struct{ Lines []struct{ SKU, Item string } }
	do(t, supplier, http.MethodPut, "/sheet", object{"lines": []object{
		{"sku": "A", "name": "Bolt", "category": "bolts", "price": object{"currency": "CNY", "amount": "10"}},
		{"sku": "B", "name": "Pump", "category": "pumps", "price": object{"currency": "CNY", "amount": "100"}},
	}}, 200).Into(t, &sheet)
	items = map[string]string{"A": sheet.Lines[0].Item, "B": sheet.Lines[1].Item}
	do(t, buyer, http.MethodPut, "/file", object{"legal_name": "Shop", "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, buyer, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 201)
	do(t, buyer, http.MethodPost, "/applications", object{"suppliers": []string{supplier.Company.ID.String()}, "note": "Hello."}, 200)
	do(t, supplier, http.MethodPost, "/relationships/"+buyer.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"price": "list", "promotions": true}}, 200)
	return supplier, buyer, items
}

type answer struct {
	ID, State, Etag string
	Uses            int64
}

func drafted(t *testing.T, supplier apptest.Someone, body object) answer {
	t.Helper()
	var a answer
	do(t, supplier, http.MethodPost, "/promotions", body, 201).Into(t, &a)
	return a
}

func act(t *testing.T, supplier apptest.Someone, promotion, deed string, status int) answer {
	t.Helper()
	var a answer
	got := do(t, supplier, http.MethodPost, "/promotions/"+promotion+"/act", object{"deed": deed}, status)
	if status == 200 {
		got.Into(t, &a)
	}
	return a
}

func off(name, percent string, more object) object {
	body := object{"name": name, "kind": "percent", "currency": "CNY", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": percent}}}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func TestPromotionsOverTheWire(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, buyer, items := trading(t, hub)
	offered := "/suppliers/" + supplier.Company.ID.String() + "/promotions"
	seen := func(query string) string { return string(do(t, buyer, http.MethodGet, offered+query, nil, 200).Body) }

	autumn := drafted(t, supplier, off("Autumn", "10", object{"note": "secret plan", "budget": "5000", "on": object{"categories": []string{"bolts"}}}))
	if autumn.State != "draft" || strings.Contains(seen(""), "Autumn") {
		t.Fatalf("a draft is shown: %+v %s", autumn, seen(""))
	}
	if running := act(t, supplier, autumn.ID, "start", 200); running.State != "running" {
		t.Fatalf("%+v", running)
	}
	if got := seen(""); !strings.Contains(got, "Autumn") || strings.Contains(got, "secret") || strings.Contains(got, "5000") || strings.Contains(got, "funding") {
		t.Errorf("the buyer reads %s", got)
	}
	if !strings.Contains(seen("?item="+items["A"]), "Autumn") || strings.Contains(seen("?item="+items["B"]), "Autumn") {
		t.Error("on an offer, promotions of others or not its own")
	}
	do(t, supplier, http.MethodPut, "/promotions/"+autumn.ID, off("Autumn", "90", nil), 409)
	act(t, supplier, autumn.ID, "pause", 200)
	if strings.Contains(seen(""), "Autumn") {
		t.Error("a paused one is shown")
	}
	do(t, supplier, http.MethodPut, "/promotions/"+autumn.ID, off("Autumn", "20", nil), 412, "If-Match", autumn.Etag)
	do(t, supplier, http.MethodPut, "/promotions/"+autumn.ID, off("Autumn", "20", nil), 200)
	act(t, supplier, autumn.ID, "start", 200)

	// For a group that the buyer is not in, and with a code.
	var group struct{ ID string }
	do(t, supplier, http.MethodPost, "/groups", object{"name": "Gold"}, 201).Into(t, &group)
	gold := drafted(t, supplier, off("Gold only", "30", object{"groups": []string{group.ID}}))
	act(t, supplier, gold.ID, "start", 200)
	coded := drafted(t, supplier, off("With a code", "15", object{"coupon": "welcome-15"}))
	act(t, supplier, coded.ID, "start", 200)
	if got := seen(""); strings.Contains(got, "Gold only") || strings.Contains(got, "With a code") {
		t.Errorf("what is for others is shown: %s", got)
	}
	coupons := "/suppliers/" + supplier.Company.ID.String() + "/coupons"
	do(t, buyer, http.MethodPost, coupons, object{"code": "nothing"}, 422)
	do(t, buyer, http.MethodPost, coupons, object{"code": " Welcome-15 "}, 200)
	if got := seen(""); !strings.Contains(got, "With a code") || strings.Contains(strings.ToLower(got), "welcome-15") {
		t.Errorf("after the code: %s", got)
	}

	// The preview: of all that runs and of a draft, for somebody of the group.
	var preview struct {
		Saving  string
		Applied []struct{ Name, Saving string }
		Not     []struct{ Name, Reason string } `json:"not_applied"`
	}
	do(t, supplier, http.MethodPost, "/promotions/preview", object{"group": group.ID, "lines": []object{{"item": items["A"], "quantity": "10"}}, "draft": off("Half", "50", nil)}, 200).Into(t, &preview)
	if preview.Saving != "50.00" || len(preview.Applied) != 1 || preview.Applied[0].Name != "Half" || len(preview.Not) != 3 {
		t.Errorf("%+v", preview)
	}

	// Over, copied, gone.
	act(t, supplier, autumn.ID, "end", 200)
	act(t, supplier, autumn.ID, "start", 409)
	var copied answer
	do(t, supplier, http.MethodPost, "/promotions/"+autumn.ID+"/copy", nil, 201).Into(t, &copied)
	do(t, supplier, http.MethodDelete, "/promotions/"+copied.ID, nil, 204)
	do(t, supplier, http.MethodDelete, "/promotions/"+autumn.ID, nil, 409)
	if archived := act(t, supplier, autumn.ID, "archive", 200); archived.State != "archived" {
		t.Errorf("%+v", archived)
	}
	if text := string(do(t, supplier, http.MethodGet, "/promotions/export", nil, 200).Body); strings.Count(text, "prm_") != 3 {
		t.Errorf("export: %s", text)
	}
	do(t, supplier, http.MethodPut, "/promotions/policy", object{"mode": "stack", "most_per_line": 2, "most_percent": "30"}, 200)
	if got := string(do(t, supplier, http.MethodGet, "/promotions/policy", nil, 200).Body); !strings.Contains(got, `"stack"`) {
		t.Error(got)
	}

	// The grant closes it all at once.
	do(t, supplier, http.MethodPost, "/relationships/"+buyer.Company.ID.String()+"/decision", object{"decision": "suspend", "reason": "late"}, 200)
	do(t, buyer, http.MethodGet, offered, nil, 404)
	do(t, supplier, http.MethodPost, "/promotions", object{"name": "x", "kind": "percent", "currency": "CNY"}, 422)
}

// Many at once never break a limit or a budget, and what is given back can be used again.
func TestUsesStayWithinLimits(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, buyer, _ := trading(t, hub)
	limited := drafted(t, supplier, off("Ten", "10", object{"limit": 10}))
	dear := drafted(t, supplier, off("Budget", "10", object{"budget": "100"}))
	thrice := drafted(t, supplier, off("Thrice", "10", object{"per_buyer": 3}))
	for _, p := range []answer{limited, dear, thrice} {
		act(t, supplier, p.ID, "start", 200)
	}
	scope := tenants.Buyer(buyer.Company.ID, id.SeatID{})
	use := func(p answer, order id.ItemID, fen int64) error {
		promotionID, err := id.Parse[id.Promotion](p.ID)
		if err != nil {
			t.Fatal(err)
		}
		return hub.DB.InScope(t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error {
			return promotion.Use(tx, []promotion.Used{{Supplier: supplier.Company.ID, Promotion: promotionID, Order: order.UUID(), Amount: money.New(fen, money.CNY)}})
		})
	}
	var wg sync.WaitGroup
	var ok [3]atomic.Int64
	first := make([]id.ItemID, 3)
	for n := range 40 {
		for i, p := range []answer{limited, dear, thrice} {
			order := id.NewRandom[id.Item]()
			if n == 0 {
				first[i] = order
			}
			wg.Go(func() {
				switch err := use(p, order, 900); {
				case err == nil:
					ok[i].Add(1)
				case fault.From(err).Code() != "promotion.not_usable":
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if ok[0].Load() != 10 || ok[1].Load() != 11 || ok[2].Load() != 3 {
		t.Errorf("used %d of 10, %d of 11 (9.00 of 100.00), %d of 3", ok[0].Load(), ok[1].Load(), ok[2].Load())
	}
	admin, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close(t.Context()) })
	var order string
	if err := admin.QueryRow(t.Context(), "SELECT order_id::text FROM hub.promotion_use u JOIN hub.promotion_action a USING (tenant_id) WHERE a.id = u.promotion_id AND a.name = 'Ten' LIMIT 1").Scan(&order); err != nil {
		t.Fatal(err)
	}
	err = hub.DB.InScope(t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error {
		freed, err := promotion.Release(tx, supplier.Company.ID, []string{order, order})
		if err == nil && freed != 1 {
			err = fmt.Errorf("freed %d", freed)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := use(limited, id.NewRandom[id.Item](), 1); err != nil {
		t.Errorf("what was given back: %v", err)
	}
	if err := use(limited, id.NewRandom[id.Item](), 1); err == nil {
		t.Error("one too many")
	}
	var uses int64
	var spent decimal.Decimal
	if err := admin.QueryRow(t.Context(), "SELECT uses, spent::text FROM hub.promotion_action WHERE name = 'Budget'").Scan(&uses, &spent); err != nil || uses != 11 || !spent.Equal(decimal.NewFromInt(99)) {
		t.Errorf("%d uses, %v spent, %v", uses, spent, err)
	}
}

// A promotion that begins later is scheduled, and one whose end has come is over, without anybody doing anything.
func TestTimePasses(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, _, _ := trading(t, hub)
	now := hub.Clock.Now()
	later := drafted(t, supplier, off("Later", "10", object{"from": now.Add(4 * time.Minute), "until": now.Add(8 * time.Minute)}))
	for _, want := range []string{"scheduled", "running", "ended"} {
		if want == "scheduled" {
			act(t, supplier, later.ID, "start", 200)
		} else {
			hub.Clock.Advance(4 * time.Minute)
		}
		var got answer
		do(t, supplier, http.MethodGet, "/promotions/"+later.ID, nil, 200).Into(t, &got)
		var page struct{ Items []answer }
		do(t, supplier, http.MethodGet, "/promotions?state="+want, nil, 200).Into(t, &page)
		if got.State != want || len(page.Items) != 1 {
			t.Errorf("%s: %+v, %d in the list", want, got, len(page.Items))
		}
	}
}
