package app_test

import (
	"testing"

	"manifold/internal/kernel/id"
)

// Delivery over HTTP: what each route answers and refuses. Shipments that come about are in fulfilment's own tests.
func TestScenariosOfDelivery(t *testing.T) {
	s := newStage(t)
	const company, staff = "/api/companies/{company}", "/api/companies/{staff}"
	order, shipment, one := id.NewRandom[id.Order]().String(), id.NewRandom[id.Shipment]().String(), id.NewRandom[id.Case]().String()
	lines := object{"lines": []object{{"line": 1, "quantity": "1"}}}
	for _, sc := range []scenario{
		{name: "orders to ship", as: "sales", method: "GET", path: company + "/orders-to-ship", status: 200, text: `"total":0`},
		{name: "orders to ship, of a buyer", as: "operator", method: "GET", path: staff + "/orders-to-ship", status: 403, code: "hub.forbidden"},
		{name: "an order that is not there, shipped", as: "sales", method: "POST", path: company + "/orders/" + order + "/shipments", body: lines, status: 404, code: "hub.not_found"},
		{name: "a quantity that is none", as: "sales", method: "POST", path: company + "/orders/" + order + "/shipments", body: object{"lines": []object{{"line": 1, "quantity": "some"}}}, status: 422, code: "hub.invalid", fields: []string{"/lines/0/quantity wrong_form"}},
		{name: "orders that are not there, shipped at once", as: "sales", method: "POST", path: company + "/orders-to-ship/ship", body: object{"orders": []object{{"order": order, "version": 1}}}, status: 200, text: `"not_found"`},
		{name: "closed without a word", as: "sales", method: "POST", path: company + "/orders/" + order + "/close", body: object{"lines": []int{1}, "reason": ""}, status: 422, code: "hub.invalid", fields: []string{"/reason too_short"}},
		{name: "shipments", as: "sales", method: "GET", path: company + "/shipments?view=late&today=2026-11-22&q=PO", status: 200, text: `"under_way":0`},
		{name: "shipments in a view of its own", as: "sales", method: "GET", path: company + "/shipments?view=lost", status: 422, code: "hub.invalid", fields: []string{"view not_one_of"}},
		{name: "a shipment that is not there", as: "sales", method: "GET", path: company + "/shipments/" + shipment, status: 404, code: "hub.not_found"},
		{name: "a shipment that is not there, taken back", as: "sales", method: "POST", path: company + "/shipments/" + shipment + "/void", body: object{"reason": "wrong"}, status: 404, code: "hub.not_found"},
		{name: "cases", as: "sales", method: "GET", path: company + "/shipment-cases?turn=mine", status: 200, text: `"mine":0`},
		{name: "a case that is not there, answered", as: "sales", method: "POST", path: company + "/shipment-cases/" + one + "/acts", body: object{"remedy": "credit"}, status: 404, code: "hub.not_found"},
		{name: "deliveries", as: "operator", method: "GET", path: staff + "/deliveries?view=under_way", status: 200, text: `"items":[]`},
		{name: "deliveries of a supplier", as: "owner", method: "GET", path: company + "/deliveries", status: 403, code: "hub.forbidden"},
		{name: "a delivery that is not there, received", as: "operator", method: "POST", path: staff + "/deliveries/" + shipment + "/receipt", body: object{"lines": []object{}, "rest_as_delivered": true}, status: 404, code: "hub.not_found"},
		{name: "a receipt that is not there, taken back", as: "operator", method: "DELETE", path: staff + "/deliveries/" + shipment + "/receipt", status: 404, code: "hub.not_found"},
		{name: "a case that is not there, agreed to", as: "operator", method: "POST", path: staff + "/delivery-cases/" + one + "/acts", body: object{"act": "agree"}, status: 404, code: "hub.not_found"},
	} {
		t.Run(sc.name, func(t *testing.T) { s.play(t, sc) })
	}
}
