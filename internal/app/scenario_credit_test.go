package app_test

import (
	"testing"

	"manifold/internal/kernel/id"
)

// Credit over HTTP: what each route answers and refuses. Accounts that come about are in credit's own tests.
func TestScenariosOfCredit(t *testing.T) {
	s := newStage(t)
	const company, staff = "/api/companies/{company}", "/api/companies/{staff}"
	buyer, order := id.NewRandom[id.Company]().String(), id.NewRandom[id.Order]().String()
	terms := object{"currency": "CNY", "over_limit": "hard", "overdue": "none", "on_hard": "wait", "shown": true, "limit": "1000"}
	for _, sc := range []scenario{
		{name: "customers", as: "owner", method: "GET", path: company + "/credit/accounts", status: 200, text: `"items":[]`},
		{name: "customers of whom an order waits, by room", as: "owner", method: "GET", path: company + "/credit/accounts?show=waiting&sort=room&q=a", status: 200, text: `"items":[]`},
		{name: "an order that is none", as: "owner", method: "GET", path: company + "/credit/accounts?sort=luck", status: 422, code: "hub.invalid", fields: []string{"sort not_one_of"}},
		{name: "a page that is none", as: "owner", method: "GET", path: company + "/credit/accounts?after=nowhere", status: 400, code: "hub.bad_cursor"},
		{name: "customers of a company that only runs the hub", as: "operator", method: "GET", path: staff + "/credit/accounts", status: 403, code: "hub.forbidden"},
		{name: "a customer that is none", as: "owner", method: "GET", path: company + "/credit/accounts/" + buyer, status: 404, code: "hub.not_found"},
		{name: "its ledger", as: "owner", method: "GET", path: company + "/credit/accounts/" + buyer + "/entries", status: 404, code: "hub.not_found"},
		{name: "its terms", as: "owner", method: "PUT", path: company + "/credit/accounts/" + buyer + "/terms", body: terms, status: 404, code: "hub.not_found"},
		{name: "an entry about nobody", as: "owner", method: "POST", path: company + "/credit/accounts/" + buyer + "/entries", body: object{"kind": "payment", "amount": "1"}, status: 404, code: "hub.not_found"},
		{name: "an entry that only orders make", as: "owner", method: "POST", path: company + "/credit/accounts/" + buyer + "/entries", body: object{"kind": "reserve", "amount": "1"}, status: 422, code: "hub.invalid", fields: []string{"/kind not_one_of"}},
		{name: "holds", as: "owner", method: "GET", path: company + "/credit/holds", status: 200, text: `"items":[]`},
		{name: "the hold of no order", as: "owner", method: "GET", path: company + "/credit/holds/" + order, status: 404, code: "hub.not_found"},
		{name: "releasing no order", as: "owner", method: "POST", path: company + "/credit/holds/" + order, body: object{"decision": "released", "reason": "good"}, status: 404, code: "hub.not_found"},
		{name: "releasing without a reason", as: "owner", method: "POST", path: company + "/credit/holds/" + order, body: object{"decision": "released", "reason": " "}, status: 422, code: "hub.invalid", fields: []string{"/reason required"}},
		{name: "a buyer's credit", as: "operator", method: "GET", path: staff + "/own-credit", status: 200, text: `"items":[]`},
		{name: "a supplier's own credit", as: "owner", method: "GET", path: company + "/own-credit", status: 403, code: "hub.forbidden"},
		{name: "an outlook where nothing is set", as: "operator", method: "POST", path: staff + "/own-credit/outlook", body: object{"orders": []object{{"supplier": buyer, "currency": "CNY", "total": "5", "lines": []object{}}}}, status: 200, text: `"items":[]`},
		{name: "an outlook of no amount", as: "operator", method: "POST", path: staff + "/own-credit/outlook", body: object{"orders": []object{{"supplier": buyer, "currency": "CNY", "total": "much", "lines": []object{}}}}, status: 422, code: "hub.invalid", fields: []string{"/orders/0/total wrong_form"}},
	} {
		t.Run(sc.name, func(t *testing.T) { s.play(t, sc) })
	}
}
