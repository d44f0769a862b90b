package ordering_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/id"
	"manifold/internal/ordering"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// A promotion for new buyers counts for the first order and for none after it, one that wins back for whoever has been away so long; what was refused whole was no
// order. Buyer and supplier are told the same.
func TestNewBuyersAndThoseThatWereAway(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Corner Shop", "none", alpha)
	for name, more := range map[string]object{"Welcome": {"new_buyers": true}, "Come back": {"away_days": 30}} {
		body := object{"name": name, "kind": "percent", "currency": "CNY", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "10"}}}
		for k, v := range more {
			body[k] = v
		}
		var drafted struct{ ID string }
		do(t, alpha.Someone, http.MethodPost, "/promotions", body, 201).Into(t, &drafted)
		do(t, alpha.Someone, http.MethodPost, "/promotions/"+drafted.ID+"/act", object{"deed": "start"}, 200)
	}
	// stands is what both sides know of when the buyer ordered.
	stands := func() string {
		t.Helper()
		say := func(who combine.Buyer) string {
			if who.DaysSinceOrder == nil {
				return fmt.Sprintf("first %v", who.FirstOrder)
			}
			return fmt.Sprintf("first %v, %d days", who.FirstOrder, *who.DaysSinceOrder)
		}
		var buyers, suppliers string
		read := func(scope tenants.Scope, fn func(tx *tenants.Tx) error) {
			if err := hub.DB.Read(t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) }); err != nil {
				t.Fatal(err)
			}
		}
		read(tenants.Buyer(b.Company.ID, id.SeatID{}), func(tx *tenants.Tx) error {
			offered, err := promotion.For(tx, ordering.LastOrders, b.Company.ID, []id.CompanyID{alpha.Company.ID}, tx.Now())
			buyers = say(offered[alpha.Company.ID].Buyer)
			return err
		})
		read(tenants.Supplier(alpha.Company.ID, id.SeatID{}), func(tx *tenants.Tx) error {
			var customer id.CustomerID
			if err := tx.Gorm().Raw("SELECT customer_id FROM trading_relationship WHERE tenant_id = ? AND buyer_id = ?", alpha.Company.ID, b.Company.ID).Row().Scan(&customer); err != nil {
				return err
			}
			offered, err := promotion.ForCustomer(tx, ordering.LastOrders, alpha.Company.ID, customer, id.GroupID{}, "", tx.Now())
			suppliers = say(offered.Buyer)
			return err
		})
		if buyers != suppliers {
			t.Errorf("the buyer's side says %q, the supplier's %q", buyers, suppliers)
		}
		return buyers
	}
	orders := func(want string) string {
		t.Helper()
		p := buy(t, b, lines(alpha.line("A", "10", "10")))
		if p.Orders[0].Total != want {
			t.Errorf("an order comes to %s, want %s", p.Orders[0].Total, want)
		}
		return p.Orders[0].ID
	}

	// tries is what a preview for the customer of the buyer says that promotions save.
	tries := func() string {
		t.Helper()
		var customers struct{ Items []struct{ ID string } }
		do(t, alpha.Someone, http.MethodGet, "/customers", nil, 200).Into(t, &customers)
		var outcome struct{ Saving string }
		do(t, alpha.Someone, http.MethodPost, "/promotions/preview", object{"customer": customers.Items[0].ID, "first_order": false, "lines": []object{{"item": alpha.items["A"], "quantity": "10"}}}, 200).Into(t, &outcome)
		return outcome.Saving
	}

	if got, saving := stands(), tries(); got != "first true" || saving != "10.00" {
		t.Errorf("before any order: %s, %s saved", got, saving)
	}
	refused := orders("90.00")
	acts(t, alpha.Someone, "orders", refused, 200, object{"line": 1, "act": "refuse", "reason": "sold out"})
	if got := stands(); got != "first true" {
		t.Errorf("after one that was refused: %s", got)
	}
	orders("90.00")
	if got, saving := stands(), tries(); got != "first false, 0 days" || saving != "0.00" {
		t.Errorf("after the first: %s, %s saved", got, saving)
	}
	orders("100.00")
	for _, days := range []int{29, 30} {
		hub.Clock.Advance(time.Duration(days) * 24 * time.Hour)
		b = hub.SignIn(t, b.Person, b.Company)
		if days == 29 {
			orders("100.00")
			continue
		}
		if got := stands(); got != "first false, 30 days" {
			t.Errorf("after a month: %s", got)
		}
		orders("90.00")
	}
	orders("100.00")
}
