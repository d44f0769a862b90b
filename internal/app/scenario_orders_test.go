package app_test

import (
	"testing"

	"manifold/internal/kernel/id"
)

// Ordering over HTTP: what each route answers, refuses and leaves in events and the audit trail. Orders that come about are in ordering's own tests.
func TestScenariosOfOrders(t *testing.T) {
	s := newStage(t)
	const company, staff = "/api/companies/{company}", "/api/companies/{staff}"
	order, purchase := id.NewRandom[id.Order]().String(), id.NewRandom[id.Purchase]().String()
	line := func(more object) object {
		out := object{"supplier": id.NewRandom[id.Company]().String(), "item": id.NewRandom[id.Item]().String(), "quantity": "1", "price": object{"amount": "1", "currency": "CNY"}}
		for k, v := range more {
			if out[k] = v; v == nil {
				delete(out, k)
			}
		}
		return object{"lines": []object{out}}
	}
	for _, sc := range []scenario{
		{name: "what nobody offers", as: "operator", method: "POST", path: staff + "/purchases", body: line(nil), status: 409, code: "ordering.not_orderable", fields: []string{"/lines/0 not_offered"}},
		{name: "what nobody offers, looked at", as: "operator", method: "POST", path: staff + "/purchases/preview", body: line(nil), status: 200, text: `"ready":false`},
		{name: "plans for what nobody offers", as: "operator", method: "POST", path: staff + "/purchases/plans", body: object{"lines": []object{{"key": "a", "text": "R-100", "quantity": "1"}}}, status: 200, text: `"left":[{"key":"a","why":"question"}]`},
		{name: "plans by rules that mean nothing", as: "operator", method: "POST", path: staff + "/purchases/plans", body: object{"lines": []object{{"key": "a", "text": "R-100", "quantity": "1"}}, "rules": []object{{"kind": "at_most"}, {"kind": "keep", "supplier": id.NewRandom[id.Company]().String(), "line": "b"}, {"kind": "needed_by"}, {"kind": "never"}}}, status: 422, code: "hub.invalid", fields: []string{"/rules/0/count required", "/rules/1/line unknown", "/rules/2/by required", "/rules/3/supplier required"}},
		{name: "plans of a supplier", as: "owner", method: "POST", path: company + "/purchases/plans", body: object{"lines": []object{{"key": "a", "text": "R-100", "quantity": "1"}}}, status: 403, code: "hub.forbidden"},
		{name: "what nobody offers, of those that accept", as: "operator", method: "POST", path: staff + "/purchases", body: object{"mode": "those_that_accept", "lines": line(nil)["lines"]}, status: 409, code: "ordering.not_orderable", fields: []string{"/lines/0 not_offered"}},
		{name: "a price that nobody saw", as: "operator", method: "POST", path: staff + "/purchases", body: line(object{"price": nil}), status: 422, code: "hub.invalid", fields: []string{"/lines/0/price required"}},
		{name: "a price that is none", as: "operator", method: "POST", path: staff + "/purchases", body: line(object{"price": object{"amount": "much", "currency": "CNY"}}), status: 422, code: "hub.invalid", fields: []string{"/lines/0/price wrong_form"}},
		{name: "nothing of it", as: "operator", method: "POST", path: staff + "/purchases", body: line(object{"quantity": "0"}), status: 422, code: "hub.invalid", fields: []string{"/lines/0/quantity out_of_range"}},
		{name: "needed yesterday", as: "operator", method: "POST", path: staff + "/purchases", body: line(object{"needed_by": "2001-01-01"}), status: 422, code: "hub.invalid", fields: []string{"/lines/0/needed_by out_of_range"}},
		{name: "no lines", as: "operator", method: "POST", path: staff + "/purchases", body: object{"lines": []object{}}, status: 422, code: "hub.invalid", fields: []string{"/lines too_few"}},
		{name: "a supplier that orders", as: "owner", method: "POST", path: company + "/purchases", body: line(nil), status: 403, code: "hub.forbidden"},
		{name: "purchases", as: "operator", method: "GET", path: staff + "/purchases", status: 200, text: `"items":[]`},
		{name: "what was bought last, of nothing", as: "operator", method: "GET", path: staff + "/order-box/last", status: 200, text: `"lines":[]`},
		{name: "what was bought last, of a supplier", as: "owner", method: "GET", path: company + "/order-box/last", status: 403, code: "hub.forbidden"},
		{name: "what was bought of an item, of nothing", as: "operator", method: "POST", path: staff + "/order-box/bought", body: object{"items": []object{{"supplier": id.NewRandom[id.Company]().String(), "item": id.NewRandom[id.Item]().String()}}}, status: 200, text: `"lines":[]`},
		{name: "what was bought of no item", as: "operator", method: "POST", path: staff + "/order-box/bought", body: object{"items": []object{}}, status: 422, code: "hub.invalid", fields: []string{"/items too_few"}},
		{name: "a file of rows", as: "operator", method: "POST", path: staff + "/order-box/read?name=a.csv", body: []byte("code,qty\nA,1\n"), status: 200, text: `["A","1"]`},
		{name: "a file that is no table", as: "operator", method: "POST", path: staff + "/order-box/read?name=a.json", body: []byte("[{\"a\":1}]"), status: 415, code: "table.unsupported"},
		{name: "a purchase that is not there", as: "operator", method: "GET", path: staff + "/purchases/" + purchase, status: 404, code: "hub.not_found"},
		{name: "what was ordered", as: "operator", method: "GET", path: staff + "/placed-orders?status=changed&sort=due&q=PO", status: 200, text: `"waiting":0`},
		{name: "what was ordered, in a status of its own", as: "operator", method: "GET", path: staff + "/placed-orders?status=lost", status: 422, code: "hub.invalid", fields: []string{"status not_one_of"}},
		{name: "orders of a buyer", as: "operator", method: "GET", path: staff + "/orders", status: 403, code: "hub.forbidden"},
		{name: "orders", as: "sales", method: "GET", path: company + "/orders?waiting=true&sort=total", status: 200, text: `"items":[]`},
		{name: "an order that is not there", as: "sales", method: "GET", path: company + "/orders/" + order, status: 404, code: "hub.not_found"},
		{name: "an act on an order that is not there", as: "sales", method: "POST", path: company + "/orders/" + order + "/acts", body: object{"acts": []object{{"line": 1, "act": "accept"}}}, status: 404, code: "hub.not_found"},
		{name: "an act of its own", as: "sales", method: "POST", path: company + "/orders/" + order + "/acts", body: object{"acts": []object{{"line": 1, "act": "love"}}}, status: 422, code: "hub.invalid", fields: []string{"/acts/0/act not_one_of"}},
		{name: "a quantity that is none", as: "sales", method: "POST", path: company + "/orders/" + order + "/acts", body: object{"acts": []object{{"line": 1, "act": "counter", "quantity": "some"}}}, status: 422, code: "hub.invalid", fields: []string{"/acts/0/quantity wrong_form"}},
		{name: "orders that are not there, accepted", as: "sales", method: "POST", path: company + "/orders/accept", body: object{"orders": []object{{"order": order, "version": 1}}}, status: 200, text: `"not_found"`},
		{name: "a message about an order that is not there", as: "sales", method: "POST", path: company + "/orders/" + order + "/messages", body: object{"text": "Hello."}, status: 404, code: "hub.not_found"},
		{name: "a message of nothing", as: "sales", method: "POST", path: company + "/orders/" + order + "/messages", body: object{"text": " "}, status: 422, code: "hub.invalid", fields: []string{"/text required"}},
		{name: "a receipt of an order that is not there", as: "sales", method: "GET", path: company + "/orders/" + order + "/lines/1/receipt", status: 404, code: "hub.not_found"},
		{name: "settings", as: "sales", method: "GET", path: company + "/order-settings", status: 200, text: `"answer_hours":48`},
		{name: "settings of no time", as: "sales", method: "PUT", path: company + "/order-settings", body: object{"auto_accept": true, "answer_hours": 0}, status: 422, code: "hub.invalid", fields: []string{"/answer_hours too_small"}},
		{name: "settings, put", as: "sales", method: "PUT", path: company + "/order-settings", body: object{"auto_accept": true, "answer_hours": 24}, status: 200, deeds: 1, text: `"version":1`},
		{name: "settings over others", as: "sales", method: "PUT", path: company + "/order-settings", body: object{"auto_accept": true, "answer_hours": 24}, headers: []string{"If-Match", `"0"`}, status: 412, code: "hub.stale"},
	} {
		t.Run(sc.name, func(t *testing.T) { s.play(t, sc) })
	}
}
