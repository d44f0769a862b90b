package ordering_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// bought is a line as it was ordered last.
type bought struct {
	Supplier, SKU, Quantity, At string
	SupplierName                string `json:"supplier_name"`
	Price                       struct{ Amount, Currency string }
}

func TestWhatWasBoughtLast(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	alpha, beta := newShop(t, hub, "Alpha"), newShop(t, hub, "Beta")
	b := newBuyer(t, hub, "Corner Shop", "exact", alpha, beta)
	alpha.stock(t, "A", "50")
	beta.stock(t, "B", "50")
	var last struct {
		At, Reference string
		Lines         []bought
	}
	do(t, b, http.MethodGet, "/order-box/last", nil, 200).Into(t, &last)
	if last.At != "" || len(last.Lines) != 0 {
		t.Fatalf("before anything was bought: %+v", last)
	}
	first := lines(alpha.line("A", "20", "10"), beta.line("B", "2", "100"))
	first["reference"] = "Site 7"
	buy(t, b, first)
	hub.Clock.Advance(time.Second)
	later := buy(t, b, lines(alpha.line("A", "3", "10")))
	do(t, b, http.MethodGet, "/order-box/last", nil, 200).Into(t, &last)
	if last.At == "" || len(last.Lines) != 1 || last.Lines[0].Quantity != "3" {
		t.Fatalf("the newest: %+v", last)
	}
	acts(t, b, "placed-orders", later.Orders[0].ID, 200, object{"line": 1, "act": "recall"})
	do(t, b, http.MethodGet, "/order-box/last", nil, 200).Into(t, &last)
	if last.Reference != "Site 7" || len(last.Lines) != 2 || last.Lines[0].SupplierName != "Alpha" || last.Lines[0].Quantity != "20" || last.Lines[0].Price.Amount != "10" || last.Lines[1].SKU != "B" {
		t.Fatalf("what was taken back is not bought again: %+v", last)
	}

	alpha.price(t, "A", "11")
	var found struct{ Lines []bought }
	items := []object{{"supplier": alpha.Company.ID.String(), "item": alpha.items["A"]}, {"supplier": alpha.Company.ID.String(), "item": alpha.items["B"]}, {"supplier": beta.Company.ID.String(), "item": beta.items["B"]}}
	do(t, b, http.MethodPost, "/order-box/bought", object{"items": items}, 200).Into(t, &found)
	if len(found.Lines) != 2 {
		t.Fatalf("bought of three: %+v", found)
	}
	for _, l := range found.Lines {
		if want := map[string]string{"A": "20 10", "B": "2 100"}[l.SKU]; l.Quantity+" "+l.Price.Amount != want {
			t.Errorf("%s was ordered %s at %s, want %s", l.SKU, l.Quantity, l.Price.Amount, want)
		}
	}
	other := newBuyer(t, hub, "Another Shop", "exact", alpha)
	do(t, other, http.MethodPost, "/order-box/bought", object{"items": items}, 200).Into(t, &found)
	if len(found.Lines) != 0 {
		t.Errorf("another buyer reads %+v", found)
	}
}

func TestAFileIsReadAsItStands(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	b := hub.Company(t, "Corner Shop", "buyer")
	var read struct{ Rows [][]string }
	do(t, b, http.MethodPost, "/order-box/read?name=list.csv", []byte("Part;Qty\r\n\"A;1\";2\r\n\r\n牛奶;3\r\n"), 200).Into(t, &read)
	if len(read.Rows) != 3 || strings.Join(read.Rows[1], "|") != "A;1|2" || read.Rows[2][0] != "牛奶" {
		t.Fatalf("the rows: %q", read.Rows)
	}
	long := "code,qty\n" + strings.Repeat("A,1\n", 5_000)
	do(t, b, http.MethodPost, "/order-box/read?name=long.csv", []byte(long), 200).Into(t, &read)
	if len(read.Rows) != 5_001 {
		t.Errorf("%d rows of 5,001", len(read.Rows))
	}
	do(t, b, http.MethodPost, "/order-box/read?name=longer.csv", []byte(long+long), http.StatusRequestEntityTooLarge)
	do(t, b, http.MethodPost, "/order-box/read?name=list.json", []byte(`[{"a":1}]`), http.StatusUnsupportedMediaType)
}
