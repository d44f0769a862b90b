package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// matchQuestion is what a test looks at of a question.
type matchQuestion struct {
	ID      string
	Version int
	Left    struct{ Sku, Item, Supplier string }
	Right   struct{ Sku, Item, Supplier string }
	Reasons []struct{ Topic string }
}

// matchingHub has three suppliers whose sheets hold equal barcodes and equal words, and an operator.
func matchingHub(t *testing.T) (operator apptest.Someone, suppliers []apptest.Someone) {
	t.Helper()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	operator = hub.Company(t, "Staff", "buyer").Operator(t)
	filler := []object{}
	for n, name := range []string{"Oak shelf", "Desk lamp white", "Printer paper A4", "Garden hose", "Steel bucket", "Wool blanket", "Coffee beans", "Green tea", "Door handle brass", "Roof tile red"} {
		filler = append(filler, object{"sku": "F" + string(rune('a'+n)), "name": name})
	}
	for i, name := range []string{"Alpha", "Beta", "Gamma"} {
		s := hub.Company(t, name, "supplier")
		lines := []object{{"sku": name + "-1", "name": "Cola can 330 ml " + strings.Repeat("x", i), "gtin": "5449000000996"}, {"sku": name + "-2", "name": "Hex bolt M8 x 40 zinc plated steel"}}
		if i == 0 {
			lines = append(lines, filler...)
		}
		made(t, s, http.MethodPut, "/sheet", object{"lines": lines})
		suppliers = append(suppliers, s)
	}
	return operator, suppliers
}

// staff is a path of the operator's.
func staff(s apptest.Someone, path string) string {
	return "/api/operator/" + s.Company.ID.String() + "/matching" + path
}

// until asks again until it is as wanted.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// A change of the sheet is matched by itself, the operator answers, and the supplier sees how its items stand.
func TestMatchingFromSheetToAnswer(t *testing.T) {
	operator, suppliers := matchingHub(t)
	var products struct {
		Items []struct {
			ID               string
			Items, Suppliers int
			Gtin             string
		}
	}
	until(t, "one product of three suppliers", func() bool {
		operator.Do(t, http.MethodGet, staff(operator, "/products?q=cola"), nil).Into(t, &products)
		return len(products.Items) == 1 && products.Items[0].Suppliers == 3
	})
	var questions struct {
		Items []matchQuestion
		Left  int
	}
	until(t, "questions about the bolts", func() bool {
		operator.Do(t, http.MethodGet, staff(operator, "/questions?q=bolt"), nil).Into(t, &questions)
		return len(questions.Items) == 3
	})
	q := questions.Items[0]
	if len(q.Reasons) == 0 || !strings.HasSuffix(q.Left.Sku, "-2") || questions.Left < 3 {
		t.Errorf("%+v", questions)
	}

	same := object{"answers": []object{{"question": q.ID, "version": q.Version, "verdict": "same"}}}
	var first, again struct {
		Results []struct{ Outcome, Deed string }
		Left    int
	}
	key := []string{"Idempotency-Key", "an-answer-of-mine"}
	operator.Do(t, http.MethodPost, staff(operator, "/answers"), same, key...).Into(t, &first)
	operator.Do(t, http.MethodPost, staff(operator, "/answers"), same, key...).Into(t, &again)
	if len(first.Results) != 1 || first.Results[0].Outcome != "taken" || first.Results[0].Deed == "" || again.Results[0] != first.Results[0] {
		t.Errorf("%+v, again %+v", first, again)
	}
	var undone struct{ Undone, Kept, Left int }
	operator.Do(t, http.MethodPost, staff(operator, "/deeds/"+first.Results[0].Deed+"/undo"), nil).Into(t, &undone)
	if undone.Undone != 1 || undone.Kept != 0 || undone.Left != questions.Left {
		t.Errorf("%+v", undone)
	}

	var items struct {
		Items []struct {
			Item    struct{ ID, Sku string }
			State   string
			Product *struct{ Name string }
		}
	}
	alpha := suppliers[0]
	alpha.Do(t, http.MethodGet, alpha.Path("/matching/items?state=matched"), nil).Into(t, &items)
	if len(items.Items) != 1 || items.Items[0].Item.Sku != "Alpha-1" || items.Items[0].Product == nil {
		t.Fatalf("%+v", items)
	}
	made(t, alpha, http.MethodPost, "/matching/items/"+items.Items[0].Item.ID+"/leave", nil)
	until(t, "the product goes on without the item that left", func() bool {
		operator.Do(t, http.MethodGet, staff(operator, "/products?q=cola"), nil).Into(t, &products)
		return len(products.Items) == 1 && products.Items[0].Suppliers == 2
	})
	var whole struct {
		Members []struct{ Item, Supplier, Sku string }
		Edges   []struct{ State, Ground string }
	}
	operator.Do(t, http.MethodGet, staff(operator, "/products/"+products.Items[0].ID), nil).Into(t, &whole)
	if len(whole.Members) != 2 || len(whole.Edges) != 1 || whole.Edges[0].Ground != "barcode" || whole.Edges[0].State != "confirmed" {
		t.Errorf("%+v", whole)
	}

	rows := []struct {
		as           apptest.Someone
		method, path string
		body         any
		status       int
		code         string
	}{
		{operator, http.MethodGet, staff(operator, "/status"), nil, 200, ""},
		{operator, http.MethodGet, staff(operator, "/policy?precision=0.99"), nil, 200, ""},
		{operator, http.MethodGet, staff(operator, "/policy?precision=0.5"), nil, 422, "hub.invalid"},
		{operator, http.MethodPut, staff(operator, "/policy"), object{"precision": 0.99, "automatic": false}, 200, ""},
		{operator, http.MethodPut, staff(operator, "/policy"), object{"precision": 1, "automatic": false}, 422, "hub.invalid"},
		{operator, http.MethodPost, staff(operator, "/products/"+products.Items[0].ID+"/split"), object{}, 422, "matching.wrong_cut"},
		{operator, http.MethodPost, staff(operator, "/products/"+products.Items[0].ID+"/split"), object{"supplier": whole.Members[0].Supplier, "item": whole.Members[0].Item}, 200, ""},
		{operator, http.MethodGet, staff(operator, "/products/"+products.Items[0].ID), nil, 404, "hub.not_found"},
		{operator, http.MethodPost, staff(operator, "/joins"), object{"left": object{"supplier": whole.Members[0].Supplier, "item": whole.Members[0].Item}, "right": object{"supplier": whole.Members[1].Supplier, "item": whole.Members[1].Item}}, 409, "matching.contradiction"},
		{operator, http.MethodPost, staff(operator, "/joins"), object{"left": object{}, "right": object{}}, 422, "matching.wrong_part"},
		{alpha, http.MethodGet, staff(operator, "/questions"), nil, 404, "hub.not_found"},
		{alpha, http.MethodGet, staff(alpha, "/questions"), nil, 403, "hub.forbidden"},
		{alpha, http.MethodPost, alpha.Path("/matching/items/" + whole.Members[0].Item + "/leave"), nil, 404, "hub.not_found"},
		{alpha, http.MethodGet, alpha.Path("/matching/asks"), nil, 200, ""},
	}
	for _, row := range rows {
		if got := row.as.Do(t, row.method, row.path, row.body); got.Status != row.status || got.Code() != row.code {
			t.Errorf("%s %s: %d %s, want %d %s", row.method, row.path, got.Status, got.Body, row.status, row.code)
		}
	}
}
