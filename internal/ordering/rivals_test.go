package ordering_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
	"manifold/internal/inventory"
)

// administrator looks past row security.
func administrator(t *testing.T, hub *apptest.Hub) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// count asks the database for one number.
func count(t *testing.T, admin *pgx.Conn, query string, args ...any) (n int) {
	t.Helper()
	if err := admin.QueryRow(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// together does something many times at once, and counts how each was answered.
func together(n int, do func(i int) string) map[string]int {
	var lock sync.Mutex
	out := map[string]int{}
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			word := do(i)
			lock.Lock()
			defer lock.Unlock()
			out[word]++
		})
	}
	all.Wait()
	return out
}

// word is a status with the code of what was wrong, and the first field's.
func word(a apptest.Answer) string {
	if a.Status < 300 {
		return fmt.Sprint(a.Status)
	}
	for _, code := range []string{"short", "promotion.not_usable", "hub.stale"} {
		if strings.Contains(string(a.Body), `"`+code+`"`) {
			return fmt.Sprintf("%d %s", a.Status, code)
		}
	}
	return fmt.Sprintf("%d %s", a.Status, a.Body)
}

func TestAHundredBuyersForTheLastUnit(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	admin := administrator(t, hub)
	alpha := newShop(t, hub, "Alpha")
	alpha.stock(t, "A", "1")
	alpha.stock(t, "B", "1")
	exact, veiled := newBuyer(t, hub, "Exact", "exact", alpha), newBuyer(t, hub, "Veiled", "yes_no", alpha)

	got := together(100, func(int) string {
		return word(exact.Do(t, http.MethodPost, exact.Path("/purchases"), lines(alpha.line("A", "1", "10"))))
	})
	if got["201"] != 1 || got["409 short"] != 99 {
		t.Errorf("exact stock: %v", got)
	}
	if n := count(t, admin, "SELECT count(*) FROM hub.inventory_reservation WHERE state = 'held'"); n != 1 {
		t.Errorf("%d holds of the last unit", n)
	}
	got = together(20, func(int) string {
		return word(veiled.Do(t, http.MethodPost, veiled.Path("/purchases"), lines(alpha.line("B", "1", "100"))))
	})
	if got["201"] != 20 {
		t.Errorf("stock that is not shown: %v", got)
	}
	if n := count(t, admin, "SELECT count(*) FROM hub.inventory_reservation WHERE state = 'held'"); n != 2 {
		t.Errorf("%d holds of two units", n)
	}
	if n := count(t, admin, "SELECT count(DISTINCT number) FROM hub.ordering_order"); n != 21 {
		t.Errorf("%d numbers of 21 orders", n)
	}
	var listed struct{ Items []summary }
	do(t, veiled, http.MethodGet, "/placed-orders?limit=200", nil, 200).Into(t, &listed)
	words := map[string]bool{}
	for _, s := range listed.Items {
		o := do(t, veiled, http.MethodGet, "/placed-orders/"+s.ID, nil, 200)
		_, tail, _ := strings.Cut(string(o.Body), `"availability":`)
		words[tail[:10]] = true
		if strings.Contains(string(o.Body), `"hold"`) {
			t.Fatal("a buyer is told whether stock is held")
		}
	}
	if len(words) != 1 {
		t.Errorf("orders differ by what lies in stock: %v", words)
	}
}

func TestTheSameKeyIsOnePurchase(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	admin := administrator(t, hub)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Shop", "none", alpha)
	var lock sync.Mutex
	ids := map[string]bool{}
	got := together(10, func(int) string {
		a := b.Do(t, http.MethodPost, b.Path("/purchases"), lines(alpha.line("A", "1", "10")), "Idempotency-Key", "one-and-the-same")
		var p purchase
		if a.Status == 201 {
			a.Into(t, &p)
		}
		lock.Lock()
		defer lock.Unlock()
		ids[p.ID] = true
		return word(a)
	})
	if got["201"] != 10 || len(ids) != 1 || count(t, admin, "SELECT count(*) FROM hub.ordering_order") != 1 {
		t.Errorf("%v, %v", got, ids)
	}
}

func TestTwoClerksAtOnce(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Shop", "none", alpha)
	at := buy(t, b, lines(alpha.line("A", "1", "10"))).Orders[0]
	got := together(8, func(i int) string {
		act := object{"line": 1, "act": "accept"}
		if i%2 > 0 {
			act = object{"line": 1, "act": "refuse", "reason": "no"}
		}
		return word(alpha.Do(t, http.MethodPost, alpha.Path("/orders/"+at.ID+"/acts"), object{"acts": []object{act}}, "If-Match", fmt.Sprintf("%q", fmt.Sprint(at.Version))))
	})
	if got["200"] != 1 || got["412 hub.stale"] != 7 {
		t.Errorf("%v", got)
	}
	var done struct {
		Orders []struct{ Outcome string }
	}
	do(t, alpha.Someone, http.MethodPost, "/orders/accept", object{"orders": []object{{"order": at.ID, "version": at.Version}}}, 200).Into(t, &done)
	if done.Orders[0].Outcome != "stale" {
		t.Errorf("accepting what was seen before: %+v", done)
	}
	next := buy(t, b, lines(alpha.line("A", "1", "10"), alpha.line("B", "1", "100"))).Orders[0]
	do(t, alpha.Someone, http.MethodPost, "/orders/accept", object{"orders": []object{{"order": next.ID, "version": next.Version}}}, 200).Into(t, &done)
	if o := gotOrder(t, alpha, next.ID); done.Orders[0].Outcome != "accepted" || o.Summary.Status != "accepted" {
		t.Errorf("%+v %+v", done, o)
	}
}

func gotOrder(t *testing.T, s shop, id string) order {
	t.Helper()
	return got(t, s.Someone, "/orders/"+id)
}

func TestWhatEndsLetsGo(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	admin := administrator(t, hub)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Shop", "exact", alpha)
	alpha.stock(t, "A", "10")
	var action struct{ ID string }
	do(t, alpha.Someone, http.MethodPost, "/promotions", object{"name": "Autumn", "kind": "percent", "currency": "CNY", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "10"}}, "limit": 1}, 201).Into(t, &action)
	do(t, alpha.Someone, http.MethodPost, "/promotions/"+action.ID+"/act", object{"deed": "start"}, 200)
	held := func() int { return count(t, admin, "SELECT coalesce(sum(reserved), 0)::int FROM hub.inventory_stock") }
	uses := func() int { return count(t, admin, "SELECT uses::int FROM hub.promotion_action") }

	at := buy(t, b, lines(alpha.line("A", "6", "10"))).Orders[0]
	if held() != 6 || uses() != 1 || at.Total != "54.00" {
		t.Fatalf("%d held, %d used, %+v", held(), uses(), at)
	}
	acts(t, alpha.Someone, "orders", at.ID, 200, object{"line": 1, "act": "refuse", "reason": "no"})
	if held() != 0 || uses() != 0 {
		t.Errorf("after refusing %d held, %d used", held(), uses())
	}
	at = buy(t, b, lines(alpha.line("A", "6", "10"))).Orders[0]
	acts(t, b, "placed-orders", at.ID, 200, object{"line": 1, "act": "recall"})
	if held() != 0 || uses() != 0 {
		t.Errorf("after recalling %d held, %d used", held(), uses())
	}
	kept := buy(t, b, lines(alpha.line("A", "4", "10"))).Orders[0]
	acts(t, alpha.Someone, "orders", kept.ID, 200, object{"line": 1, "act": "accept"})
	last := buy(t, b, lines(alpha.line("A", "6", "10"))).Orders[0]
	if held() != 10 || last.Total != "60.00" {
		t.Fatalf("%d held, %+v", held(), last)
	}
	hub.Clock.Advance(49 * time.Hour)
	if _, err := inventory.Expire(t.Context(), hub.DB); err != nil {
		t.Fatal(err)
	}
	if held() != 4 {
		t.Errorf("after the time to answer %d held", held())
	}
}

func TestTheLastUseOfAPromotion(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	admin := administrator(t, hub)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Shop", "none", alpha)
	var action struct{ ID string }
	do(t, alpha.Someone, http.MethodPost, "/promotions", object{"name": "Autumn", "kind": "percent", "currency": "CNY", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "10"}}, "budget": "25"}, 201).Into(t, &action)
	do(t, alpha.Someone, http.MethodPost, "/promotions/"+action.ID+"/act", object{"deed": "start"}, 200)
	body := lines(alpha.line("B", "1", "100"))
	body["orders"] = []object{{"supplier": alpha.Company.ID.String(), "total": object{"amount": "90", "currency": "CNY"}}}
	got := together(10, func(int) string { return word(b.Do(t, http.MethodPost, b.Path("/purchases"), body)) })
	if got["201"] != 2 || got["201"]+got["409 promotion.not_usable"] != 10 {
		t.Errorf("a budget of 25 for uses of 10: %v", got)
	}
	if n := count(t, admin, "SELECT spent::int FROM hub.promotion_action"); n != 20 {
		t.Errorf("%d spent", n)
	}
}

func TestASupplierAcceptsByRule(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha := newShop(t, hub, "Alpha")
	b := newBuyer(t, hub, "Shop", "exact", alpha)
	alpha.stock(t, "A", "5")
	do(t, alpha.Someone, http.MethodPut, "/order-settings", object{"auto_accept": true, "answer_hours": 4}, 200)
	do(t, alpha.Someone, http.MethodPut, "/order-settings", object{"auto_accept": true, "answer_hours": 5}, 412, "If-Match", `"0"`)
	at := buy(t, b, lines(alpha.line("A", "2", "10"), alpha.line("B", "1", "100"))).Orders[0]
	mailed(t, hub, b.Person.Email, 2, "accepted 1 line")
	o := gotOrder(t, alpha, at.ID)
	if o.Lines[0].State != "accepted" || o.Lines[1].State != "submitted" || o.Summary.Status != "submitted" {
		t.Errorf("%+v", o)
	}
	if e := o.Events[len(o.Events)-1]; e.Side != "supplier" || e.Person != "" || e.Act != "accept" {
		t.Errorf("the event: %+v", e)
	}
}

func TestListsOfOrders(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha, beta := newShop(t, hub, "Alpha"), newShop(t, hub, "Beta")
	b, other := newBuyer(t, hub, "Corner Shop", "none", alpha, beta), newBuyer(t, hub, "Far Shop", "none", alpha)
	first := buy(t, b, lines(alpha.line("A", "1", "10"), beta.line("A", "1", "10"))).Orders[0]
	hub.Clock.Advance(time.Minute)
	second := buy(t, other, lines(alpha.line("B", "2", "100"))).Orders[0]
	acts(t, alpha.Someone, "orders", second.ID, 200, object{"line": 1, "act": "accept"})
	type page struct {
		Items  []summary
		Next   string
		Counts struct{ Submitted, Accepted, Waiting int }
	}
	list := func(s apptest.Someone, path string) (p page) {
		t.Helper()
		do(t, s, http.MethodGet, path, nil, 200).Into(t, &p)
		return p
	}
	all := list(alpha.Someone, "/orders")
	if len(all.Items) != 2 || all.Items[0].ID != second.ID || all.Items[1].Buyer.Name != "Corner Shop" || all.Counts.Submitted != 1 || all.Counts.Accepted != 1 || all.Counts.Waiting != 1 {
		t.Errorf("what the supplier has: %+v", all)
	}
	for _, sort := range []string{"newest", "oldest", "due", "total"} {
		one := list(alpha.Someone, "/orders?limit=1&sort="+sort)
		two := list(alpha.Someone, "/orders?limit=1&sort="+sort+"&after="+one.Next)
		if len(one.Items) != 1 || len(two.Items) != 1 || one.Items[0].ID == two.Items[0].ID || two.Next != "" {
			t.Errorf("%s: %+v, %+v", sort, one, two)
		}
	}
	for query, want := range map[string]string{"?q=corner": first.ID, "?status=accepted": second.ID, "?waiting=true": first.ID, "?buyer=" + other.Company.ID.String(): second.ID, "?q=" + strings.Split(second.Number, " ")[1]: second.ID} {
		if p := list(alpha.Someone, "/orders"+query); len(p.Items) != 1 || p.Items[0].ID != want {
			t.Errorf("%s: %+v", query, p)
		}
	}
	if p := list(b, "/placed-orders"); len(p.Items) != 2 {
		t.Errorf("what the buyer ordered: %+v", p)
	}
	if p := list(b, "/placed-orders?supplier="+beta.Company.ID.String()); len(p.Items) != 1 || p.Items[0].Supplier.Name != "Beta" {
		t.Errorf("at one supplier: %+v", p)
	}
	for _, who := range []struct {
		apptest.Someone
		path string
		rows int
	}{{alpha.Someone, "/orders", 2}, {b, "/placed-orders", 2}} {
		var run struct{ ID, State string }
		do(t, who.Someone, http.MethodPost, who.path+"/export", object{"format": "csv"}, 202).Into(t, &run)
		for range 200 {
			if do(t, who.Someone, http.MethodGet, "/jobs/"+run.ID, nil, 200).Into(t, &run); run.State == "succeeded" {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		file := string(do(t, who.Someone, http.MethodGet, "/jobs/"+run.ID+"/result", nil, 200).Body)
		if strings.Count(strings.TrimSpace(file), "\n") != who.rows || !strings.Contains(file, "PO ") {
			t.Errorf("the file: %s", file)
		}
	}
	var bought struct{ Items []purchase }
	do(t, b, http.MethodGet, "/purchases", nil, 200).Into(t, &bought)
	if len(bought.Items) != 1 || len(bought.Items[0].Orders) != 2 {
		t.Errorf("purchases: %+v", bought)
	}
}

// TestOrdersAreTheTwoSidesAlone asks for orders of others by every path.
func TestOrdersAreTheTwoSidesAlone(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha, beta := newShop(t, hub, "Alpha"), newShop(t, hub, "Beta")
	b, other := newBuyer(t, hub, "Corner Shop", "none", alpha, beta), newBuyer(t, hub, "Far Shop", "none", alpha)
	p := buy(t, b, lines(alpha.line("A", "1", "10"), beta.line("A", "1", "10")))
	at := p.Orders[0].ID
	for _, who := range []apptest.Someone{beta.Someone, other} {
		side, write, act := "/orders/", "/messages", "accept"
		if who.Company.ID == other.Company.ID {
			side, act = "/placed-orders/", "recall"
			do(t, who, http.MethodGet, "/purchases/"+p.ID, nil, 404)
			do(t, who, http.MethodGet, side+at+"/basket", nil, 404)
		}
		do(t, who, http.MethodGet, side+at, nil, 404)
		do(t, who, http.MethodGet, side+at+"/lines/1/receipt", nil, 404)
		do(t, who, http.MethodPost, side+at+write, object{"text": "hello"}, 404)
		do(t, who, http.MethodPost, side+at+"/acts", object{"acts": []object{{"line": 1, "act": act, "reason": "x"}}}, 404)
	}
	if o := gotOrder(t, alpha, at); strings.Contains(fmt.Sprint(o), p.ID) || len(o.Events) != 1 {
		t.Errorf("the supplier reads of the purchase, or something happened: %+v", o)
	}
}
