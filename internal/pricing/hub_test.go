package pricing_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

type object = map[string]any

// do wants a status.
func do(t *testing.T, s apptest.Someone, method, path string, body any, status int, headers ...string) apptest.Answer {
	t.Helper()
	s.Hub.Clock.Advance(time.Second)
	got := s.Do(t, method, s.Path(path), body, headers...)
	if got.Status != status {
		t.Fatalf("%s %s as %s: %d %s, want %d", method, path, s.Company.Name, got.Status, got.Body, status)
	}
	return got
}

// shop is a supplier with three items and an approved buyer, whom it shows its own prices.
type shop struct {
	supplier, buyer apptest.Someone
	customer        string
	items           map[string]string
}

func openShop(t *testing.T) shop {
	t.Helper()
	hub := apptest.Start(t)
	s := shop{supplier: hub.Company(t, "Alpha Fasteners", "supplier"), buyer: hub.Company(t, "Corner Shop", "buyer"), items: map[string]string{}}
	var sheet struct{ Lines []struct{ SKU, Item string } }
	do(t, s.supplier, http.MethodPut, "/sheet", object{"lines": []object{
		{"sku": "A", "name": "Bolt", "category": "bolts", "price": object{"currency": "CNY", "amount": "10", "breaks": []object{{"from": "100", "amount": "8"}}, "promotion": "Now!"}},
		{"sku": "B", "name": "Nut", "category": "nuts", "price": object{"currency": "CNY", "amount": "2"}},
		{"sku": "C", "name": "Saw", "category": "saws"},
	}}, 200).Into(t, &sheet)
	for _, l := range sheet.Lines {
		s.items[l.SKU] = l.Item
	}
	do(t, s.supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	do(t, s.buyer, http.MethodPut, "/file", object{"legal_name": "Corner Shop Ltd", "country": "GB", "tax_number": "980780684", "phone": "+44 20 7946 0000", "email": "office@example.org",
		"contacts": []object{{"name": "Lin", "email": "lin@example.org"}}}, 200)
	do(t, s.buyer, http.MethodPost, "/applications", object{"suppliers": []string{s.supplier.Company.ID.String()}, "note": ""}, 200)
	do(t, s.supplier, http.MethodPost, "/relationships/"+s.buyer.Company.ID.String()+"/decision", object{"decision": "approve", "grant": object{"categories": []string{"*"}, "price": "own", "promotions": true}}, 200)
	var customers struct{ Items []struct{ ID string } }
	do(t, s.supplier, http.MethodGet, "/customers", nil, 200).Into(t, &customers)
	s.customer = customers.Items[0].ID
	return s
}

// price is what the buyer is offered: amount, breaks and promotion.
func (s *shop) price(t *testing.T, sku string) string {
	t.Helper()
	var offers struct {
		Items []struct {
			SKU, Promotion string
			Price          struct {
				Amount string
				Breaks []struct{ From, Amount string }
			}
		}
	}
	do(t, s.buyer, http.MethodGet, "/suppliers/"+s.supplier.Company.ID.String()+"/offers", nil, 200).Into(t, &offers)
	for _, o := range offers.Items {
		if o.SKU == sku {
			out := strings.TrimRight(strings.TrimRight(o.Price.Amount, "0"), ".")
			for _, b := range o.Price.Breaks {
				out += fmt.Sprintf(" %s:%s", b.From, strings.TrimRight(strings.TrimRight(b.Amount, "0"), "."))
			}
			return strings.TrimSpace(out + " " + o.Promotion)
		}
	}
	return "not offered"
}

// A list is made, filled, put in force and taken out of it; its buyers pay what it says, and the supplier's preview says the same.
func TestListsOverTheWire(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	if got := s.price(t, "A"); got != "10 100:8 Now!" {
		t.Errorf("before: %q", got)
	}
	draft := object{"kind": "contract", "name": "Corner Shop 2026", "customer": s.customer, "currency": "CNY"}
	got := do(t, s.supplier, http.MethodPost, "/pricing/lists", draft, 201)
	var list struct{ ID, State string }
	got.Into(t, &list)
	path := "/pricing/lists/" + list.ID
	var outcome struct{ Accepted, Flagged int }
	do(t, s.supplier, http.MethodPut, path+"/entries", object{"lines": []object{
		{"sku": "A", "amount": "7.5", "agreed": "1000"}, {"sku": "none", "amount": "1"}, {"sku": "A", "amount": "7"}, {"item": s.items["B"], "amount": "x"},
	}}, 200).Into(t, &outcome)
	if outcome.Accepted != 1 || outcome.Flagged != 3 {
		t.Errorf("%+v", outcome)
	}
	if got := s.price(t, "A"); got != "10 100:8 Now!" {
		t.Errorf("a draft is seen: %q", got)
	}
	do(t, s.supplier, http.MethodPut, path+"/state", object{"state": "live"}, 412, "If-Match", `"1"`)
	do(t, s.supplier, http.MethodPut, path+"/state", object{"state": "live"}, 200)
	if got := s.price(t, "A"); got != "7.5 1001:8" {
		t.Errorf("a contract: %q", got)
	}
	page := do(t, s.buyer, http.MethodGet, "/suppliers/"+s.supplier.Company.ID.String()+"/offers", nil, 200)
	preview := do(t, s.supplier, http.MethodPost, "/preview", object{"buyer": s.buyer.Company.ID.String()}, 200)
	if string(page.Body) != string(preview.Body) {
		t.Errorf("the preview is not the buyer's answer:\n%s\n%s", page.Body, preview.Body)
	}
	do(t, s.supplier, http.MethodPut, path, object{"kind": "group", "name": "x", "currency": "CNY"}, 422)
	do(t, s.supplier, http.MethodPut, path, object{"kind": "contract", "name": "x", "customer": s.customer, "currency": "EUR"}, 409)
	do(t, s.supplier, http.MethodPut, path+"/state", object{"state": "archived"}, 200)
	if got := s.price(t, "A"); got != "10 100:8 Now!" {
		t.Errorf("after: %q", got)
	}
	do(t, s.supplier, http.MethodPost, "/pricing/lists", object{"kind": "base", "name": "Base", "currency": "CNY"}, 201)
	if code := do(t, s.supplier, http.MethodPost, "/pricing/lists", object{"kind": "base", "name": "Base 2", "currency": "CNY"}, 409).Code(); code != "pricing.base_list_exists" {
		t.Error(code)
	}
	do(t, s.supplier, http.MethodPost, "/pricing/lists", object{"kind": "region", "name": "x", "currency": "CNY"}, 422)
	do(t, s.supplier, http.MethodPost, path+"/export", object{"format": "csv"}, 202)
}

type change struct {
	ID, State                                        string
	Lines, Raised, Lowered, New, Cleared, Same, Kept int
	UnderFloor                                       int `json:"under_floor"`
	Rollback                                         bool
}

// A change is drafted, looked at, published and rolled back; what somebody changed since stays.
func TestChangesOverTheWire(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	do(t, s.supplier, http.MethodPut, "/pricing/costs", object{"lines": []object{{"sku": "A", "currency": "CNY", "amount": "8.2"}, {"sku": "B", "currency": "CNY", "amount": "1"}}}, 200)
	policy := object{"precedence": "priority", "order": []string{"contract", "own", "customer", "group", "channel", "region", "base"}, "shows_list": false, "protection": "order_date"}
	do(t, s.supplier, http.MethodPut, "/pricing/policy", policy, 200)
	var drafted struct {
		Change  change
		Outcome struct{ Accepted, Flagged int }
	}
	do(t, s.supplier, http.MethodPost, "/pricing/changes", object{"name": "+3 %", "source": "operation", "operation": object{"target": object{}, "how": "percent", "by": "3"}}, 201).Into(t, &drafted)
	if c := drafted.Change; c.Lines != 2 || c.Raised != 2 || drafted.Outcome.Flagged != 1 {
		t.Errorf("%+v", drafted)
	}
	path := "/pricing/changes/" + drafted.Change.ID
	var lines struct {
		Items []struct{ SKU, Old, Amount, Percent, Effect, Margin string }
	}
	do(t, s.supplier, http.MethodGet, path+"/lines", nil, 200).Into(t, &lines)
	if l := lines.Items[0]; l.SKU != "A" || l.Old != "10" || l.Amount != "10.3" || l.Percent != "3" || l.Effect != "raised" || l.Margin != "20.39" {
		t.Errorf("%+v", l)
	}
	if got := s.price(t, "A"); got != "10 100:8 Now!" {
		t.Errorf("a draft holds: %q", got)
	}
	var c change
	do(t, s.supplier, http.MethodPost, path+"/publish", object{}, 200).Into(t, &c)
	if c.State != "published" || !c.Rollback || s.price(t, "A") != "10.3 100:8.24 Now!" || s.price(t, "B") != "2.06" {
		t.Errorf("%+v %q %q", c, s.price(t, "A"), s.price(t, "B"))
	}
	if code := do(t, s.supplier, http.MethodPost, path+"/publish", object{}, 409).Code(); code != "pricing.change_not_open" {
		t.Error(code)
	}
	do(t, s.supplier, http.MethodPut, "/sheet", object{"lines": []object{{"sku": "B", "name": "Nut", "category": "nuts", "price": object{"currency": "CNY", "amount": "3"}}}}, 200)
	do(t, s.supplier, http.MethodPost, path+"/rollback", nil, 200).Into(t, &c)
	if c.State != "rolled_back" || c.Kept != 1 || s.price(t, "A") != "10 100:8 Now!" || s.price(t, "B") != "3" {
		t.Errorf("%+v %q %q", c, s.price(t, "A"), s.price(t, "B"))
	}
	do(t, s.supplier, http.MethodPost, path+"/rollback", nil, 409)

	policy["floor_margin"] = "20"
	do(t, s.supplier, http.MethodPut, "/pricing/policy", policy, 200)
	if got := s.price(t, "A"); got != "not offered" && got != "" {
		t.Errorf("10 leaves 18 percent: %q", got)
	}
	do(t, s.supplier, http.MethodPost, "/pricing/changes", object{"name": "Pasted", "source": "paste", "lines": []object{
		{"sku": "A", "amount": "11", "breaks": []object{}}, {"sku": "B", "amount": "1.1"}, {"sku": "C", "currency": "CNY", "amount": "5"}, {"sku": "D", "amount": "1"}, {"sku": "A", "target": object{"customer": s.customer}, "currency": "CNY", "amount": "10.5"},
	}}, 201).Into(t, &drafted)
	if c := drafted.Change; c.Lines != 4 || c.UnderFloor != 1 || c.New != 2 || c.Raised != 1 || c.Lowered != 1 || drafted.Outcome.Flagged != 1 {
		t.Errorf("%+v", drafted)
	}
	path = "/pricing/changes/" + drafted.Change.ID
	if code := do(t, s.supplier, http.MethodPost, path+"/publish", object{}, 409).Code(); code != "pricing.under_floor" {
		t.Error(code)
	}
	do(t, s.supplier, http.MethodPost, path+"/exclude", object{"under_floor": true}, 200).Into(t, &c)
	if c.Lines != 3 || c.UnderFloor != 0 {
		t.Errorf("%+v", c)
	}
	do(t, s.supplier, http.MethodPost, path+"/publish", object{"at": s.supplier.Hub.Clock.Now().Add(time.Hour)}, 200).Into(t, &c)
	if c.State != "scheduled" {
		t.Errorf("%+v", c)
	}
	do(t, s.supplier, http.MethodPost, path+"/cancel", nil, 200).Into(t, &c)
	if c.State != "cancelled" {
		t.Errorf("%+v", c)
	}
	sales := s.supplier.Colleague(t, "Sales", "sales")
	for _, path := range []string{path + "/lines", "/pricing/changes", "/pricing/grid", "/pricing/policy"} {
		if body := string(do(t, sales, http.MethodGet, path, nil, 200).Body); strings.Contains(body, "margin") || strings.Contains(body, "cost") || strings.Contains(body, "under_floor") {
			t.Errorf("%s tells sales of costs: %s", path, body)
		}
	}
	do(t, sales, http.MethodGet, "/pricing/costs", nil, 403)
	do(t, sales, http.MethodGet, path+"/lines?only=under_floor", nil, 403)
}

// A scheduled change is published when its time comes, by the worker.
func TestAScheduledChangeIsPublished(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	var drafted struct{ Change change }
	do(t, s.supplier, http.MethodPost, "/pricing/changes", object{"name": "Later", "source": "grid", "lines": []object{{"sku": "B", "amount": "2.5"}}}, 201).Into(t, &drafted)
	path := "/pricing/changes/" + drafted.Change.ID
	// The queue's clock is the wall's: two seconds of it, and as far ahead of the hub's own clock that the change is scheduled.
	at := time.Now().Add(2 * time.Second)
	s.supplier.Hub.Clock.Set(at.Add(-2 * time.Second))
	do(t, s.supplier, http.MethodPost, path+"/publish", object{"at": at}, 200)
	s.supplier.Hub.Clock.Set(at)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		var c change
		do(t, s.supplier, http.MethodGet, path, nil, 200).Into(t, &c)
		if c.State == "published" {
			if got := s.price(t, "B"); got != "2.5" {
				t.Errorf("%q", got)
			}
			return
		}
	}
	t.Error("it was not published")
}

// The grid lays base, own and list prices side by side; conditions and rates are there for whom they are meant.
func TestGridConditionsAndRatesOverTheWire(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	var list struct{ ID string }
	do(t, s.supplier, http.MethodPost, "/pricing/lists", object{"kind": "channel", "name": "Hub", "channel": "hub", "currency": "CNY", "rounding": object{"mode": "half_up", "step": "0.1"},
		"rule": object{"basis": "cost", "percent": "25", "floor": object{"amount": "3"}}}, 201).Into(t, &list)
	do(t, s.supplier, http.MethodPut, "/pricing/costs", object{"lines": []object{{"sku": "A", "currency": "CNY", "amount": "8"}, {"sku": "B", "currency": "CNY", "amount": "1"}, {"sku": "C", "amount": "1", "currency": "ABC"}}}, 200)
	do(t, s.supplier, http.MethodPut, "/pricing/lists/"+list.ID+"/entries", object{"lines": []object{{"sku": "A", "amount": "9", "valid_from": s.supplier.Hub.Clock.Now().Add(24 * time.Hour)}}}, 200)
	do(t, s.supplier, http.MethodPut, "/pricing/lists/"+list.ID+"/state", object{"state": "live"}, 200)
	type cell struct {
		Source, Amount, Margin string
		Coming                 *struct{ Amount string }
	}
	var grid struct {
		Items []struct {
			SKU, Cost string
			Base      cell
			Lists     []cell
		}
	}
	do(t, s.supplier, http.MethodGet, "/pricing/grid?lists="+list.ID, nil, 200).Into(t, &grid)
	if a, b := grid.Items[0], grid.Items[1]; a.Cost != "8" || a.Base.Margin != "20" || a.Lists[0].Source != "rule" || a.Lists[0].Amount != "10" || a.Lists[0].Coming == nil || b.Lists[0].Amount != "3" {
		t.Errorf("%+v", grid)
	}
	if got := s.price(t, "B"); got != "3" {
		t.Errorf("the buyer pays %q", got)
	}

	freight := object{"by": "value", "currency": "CNY", "steps": []object{{"from": "0", "fee": "30"}, {"from": "500", "fee": "10"}}, "free_from": "1000"}
	do(t, s.supplier, http.MethodPut, "/pricing/conditions", object{"level": "default", "conditions": object{"freight": freight, "lead_days": 5, "minimum_order": object{"amount": "100", "currency": "CNY"}}}, 200)
	var level struct{ ID string }
	do(t, s.supplier, http.MethodPut, "/pricing/conditions", object{"level": "customer", "customer": s.customer, "conditions": object{"lead_days": 2, "cash_discount": object{"percent": "2", "days": 10}}}, 200).Into(t, &level)
	do(t, s.supplier, http.MethodPut, "/pricing/conditions", object{"level": "group", "conditions": object{}}, 422)
	var resolved struct {
		Conditions struct {
			LeadDays     int `json:"lead_days"`
			CashDiscount *struct{ Percent string }
			Freight      *struct {
				FreeFrom string `json:"free_from"`
			}
		}
	}
	mine := do(t, s.buyer, http.MethodGet, "/suppliers/"+s.supplier.Company.ID.String()+"/conditions", nil, 200)
	mine.Into(t, &resolved)
	theirs := do(t, s.supplier, http.MethodGet, "/pricing/conditions/resolved?customer="+s.customer, nil, 200)
	if resolved.Conditions.LeadDays != 2 || resolved.Conditions.Freight == nil || resolved.Conditions.Freight.FreeFrom != "1000.00" || string(mine.Body) != string(theirs.Body) {
		t.Errorf("%s\n%s", mine.Body, theirs.Body)
	}
	do(t, s.supplier, http.MethodDelete, "/pricing/conditions/"+level.ID, nil, 204)
	do(t, s.supplier, http.MethodDelete, "/pricing/conditions/"+level.ID, nil, 404)

	operator := s.supplier.Hub.Company(t, "Hub", "buyer").Operator(t)
	day := s.supplier.Hub.Clock.Now().Format(time.DateOnly)
	do(t, operator, http.MethodPut, "/rates", object{"day": day, "source": "ECB", "rates": []object{{"currency": "CNY", "per_eur": "8.1"}, {"currency": "USD", "per_eur": "1.08"}}}, 200)
	do(t, operator, http.MethodPut, "/rates", object{"day": day, "rates": []object{{"currency": "EUR", "per_eur": "1"}}}, 422)
	got := s.buyer.Do(t, http.MethodGet, "/api/rates", nil)
	if got.Status != 200 || !strings.Contains(string(got.Body), `"per_eur":"8.1"`) {
		t.Errorf("%d %s", got.Status, got.Body)
	}
}

// The difference of a change goes into a file; margins only for whoever may know costs.
func TestDifferenceAsFile(t *testing.T) {
	t.Parallel()
	s := openShop(t)
	do(t, s.supplier, http.MethodPut, "/pricing/costs", object{"lines": []object{{"sku": "A", "currency": "CNY", "amount": "8.2"}}}, 200)
	var drafted struct{ Change change }
	do(t, s.supplier, http.MethodPost, "/pricing/changes", object{"name": "+3 %", "source": "operation", "operation": object{"target": object{}, "how": "percent", "by": "3"}}, 201).Into(t, &drafted)
	sales := s.supplier.Colleague(t, "Sam", "sales")
	for _, row := range []struct {
		who  apptest.Someone
		want string
	}{
		{s.supplier, "A,Bolt,基础价 Base,raised,CNY,10,100: 8,CNY,10.3,100: 8.24,3,,,18,20.39,\r\n"},
		{sales, "A,Bolt,基础价 Base,raised,CNY,10,100: 8,CNY,10.3,100: 8.24,3,,\r\n"},
	} {
		var run struct{ ID, State string }
		do(t, row.who, http.MethodPost, "/pricing/changes/"+drafted.Change.ID+"/export", object{"format": "csv"}, 202).Into(t, &run)
		for deadline := time.Now().Add(time.Minute); run.State != "succeeded"; time.Sleep(20 * time.Millisecond) {
			row.who.Do(t, http.MethodGet, row.who.Path("/jobs/"+run.ID), nil).Into(t, &run)
			if run.State == "failed" || time.Now().After(deadline) {
				t.Fatalf("%+v", run)
			}
		}
		got := string(do(t, row.who, http.MethodGet, "/jobs/"+run.ID+"/result", nil, 200).Body)
		if !strings.Contains(got, row.want) || strings.Count(got, "\n") != 3 {
			t.Errorf("%s: %q", row.who.Company.Name, got)
		}
	}
}
