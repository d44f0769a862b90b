package pricing_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// course is how the price of an item moved for the buyer.
func (s *shop) course(t *testing.T, sku string) string {
	t.Helper()
	var history struct {
		Points []struct{ Price *struct{ Amount string } }
	}
	do(t, s.buyer, http.MethodGet, "/suppliers/"+s.supplier.Company.ID.String()+"/items/"+s.items[sku]+"/price-history", nil, 200).Into(t, &history)
	var out []string
	for _, p := range history.Points {
		if p.Price == nil {
			out = append(out, "-")
		} else {
			out = append(out, strings.TrimRight(strings.TrimRight(p.Price.Amount, "0"), "."))
		}
	}
	return strings.Join(out, " ")
}

// sleep lets a day pass, after which both sign in again.
func (s *shop) sleep(t *testing.T) {
	t.Helper()
	hub := s.supplier.Hub
	hub.Clock.Advance(24 * time.Hour)
	s.supplier, s.buyer = hub.SignIn(t, s.supplier.Person, s.supplier.Company), hub.SignIn(t, s.buyer.Person, s.buyer.Company)
}

// The history of a price tells of a contract that came, changed and went, to whom the grant shows its own prices, and to nobody else.
func TestHistoryTellsOfLists(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	draft := object{"kind": "contract", "name": "Corner Shop 2026", "customer": s.customer, "currency": "CNY"}
	var list struct{ ID string }
	do(t, s.supplier, http.MethodPost, "/pricing/lists", draft, 201).Into(t, &list)
	path := "/pricing/lists/" + list.ID
	entry := func(line object) {
		t.Helper()
		line["sku"] = "A"
		do(t, s.supplier, http.MethodPut, path+"/entries", object{"lines": []object{line}}, 200)
	}
	entry(object{"amount": "7.5"})
	s.sleep(t)
	if got := s.course(t, "A"); got != "10" {
		t.Errorf("a draft is told: %q", got)
	}
	do(t, s.supplier, http.MethodPut, path+"/state", object{"state": "live"}, 200)
	s.sleep(t)
	entry(object{"amount": "7"})
	s.sleep(t)
	entry(object{"amount": "7"}) // said again: nothing new
	s.sleep(t)
	if got := s.course(t, "A"); got != "10 7.5 7" {
		t.Errorf("a contract: %q", got)
	}
	if got := s.price(t, "A"); got != "7" { // nothing was agreed on how much of it there is
		t.Errorf("a contract without bound: %q", got)
	}
	entry(object{})
	s.sleep(t)
	if got := s.course(t, "A"); got != "10 7.5 7 10" {
		t.Errorf("a contract that went: %q", got)
	}
	if got := s.course(t, "B"); got != "2" {
		t.Errorf("an item that is in no list: %q", got)
	}
	do(t, s.supplier, http.MethodPut, path+"/state", object{"state": "archived"}, 200)
	if got := s.course(t, "A"); got != "10" {
		t.Errorf("a list that is for nobody: %q", got)
	}
}

// The list price stands beside another one exactly where the policy says so.
func TestListPriceBesideOnesOwn(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	beside := func(where string) string {
		t.Helper()
		type figure struct{ Amount string }
		offer := struct {
			SKU       string
			ListPrice *figure `json:"list_price"`
		}{}
		switch where {
		case "offers", "preview":
			var page struct {
				Items []struct {
					SKU       string
					ListPrice *figure `json:"list_price"`
				}
			}
			if where == "offers" {
				do(t, s.buyer, http.MethodGet, "/suppliers/"+s.supplier.Company.ID.String()+"/offers", nil, 200).Into(t, &page)
			} else {
				do(t, s.supplier, http.MethodPost, "/preview", object{"buyer": s.buyer.Company.ID.String()}, 200).Into(t, &page)
			}
			for _, o := range page.Items {
				if o.SKU == "A" {
					offer = o
				}
			}
		case "comparison":
			var got struct {
				Lines []struct {
					Cells []struct {
						SKU       string
						ListPrice *figure `json:"list_price"`
					}
				}
			}
			do(t, s.buyer, http.MethodPost, "/comparison", object{"lines": []object{{"item": object{"supplier": s.supplier.Company.ID.String(), "item": s.items["A"]}, "quantity": "1"}}}, 200).Into(t, &got)
			offer = got.Lines[0].Cells[0]
		}
		if offer.SKU != "A" {
			t.Fatalf("%s: no offer", where)
		}
		if offer.ListPrice == nil {
			return ""
		}
		return strings.TrimRight(strings.TrimRight(offer.ListPrice.Amount, "0"), ".")
	}
	check := func(when, want string) {
		t.Helper()
		for _, where := range []string{"offers", "preview", "comparison"} {
			if got := beside(where); got != want {
				t.Errorf("%s, %s: %q, want %q", when, where, got, want)
			}
		}
	}
	check("a list price alone", "")
	do(t, s.supplier, http.MethodPut, "/sheet/own-prices", object{"customer": s.customer, "lines": []object{{"sku": "A", "price": object{"currency": "CNY", "amount": "9"}}}}, 200)
	check("the policy says nothing", "")
	do(t, s.supplier, http.MethodPut, "/pricing/policy", object{"precedence": "priority", "order": []string{"contract", "own", "customer", "group", "channel", "region", "base"}, "shows_list": true, "protection": "order_date"}, 200)
	check("the policy shows it", "10")
	do(t, s.supplier, http.MethodPut, "/sheet/own-prices", object{"customer": s.customer, "lines": []object{{"sku": "A", "remove": true}}}, 200)
	check("it is the price itself", "")
}
