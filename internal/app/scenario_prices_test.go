package app_test

import (
	"strings"
	"testing"

	"manifold/internal/kernel/id"
)

// Prices, stock and promotions over HTTP: what each route answers, refuses and leaves in events and the audit trail.
func TestScenariosOfPrices(t *testing.T) {
	s := newStage(t)
	const company = "/api/companies/{company}"
	const pricing, promotions = company + "/pricing", company + "/promotions"
	nowhere := id.NewRandom[id.PriceList]().String()
	change, set, promotion := id.NewRandom[id.ChangeSet]().String(), id.NewRandom[id.Condition]().String(), id.NewRandom[id.Promotion]().String()
	warehouse, incoming, item := id.NewRandom[id.Warehouse]().String(), id.NewRandom[id.Incoming]().String(), id.NewRandom[id.Item]().String()
	long := strings.Repeat("x", 201)
	for _, sc := range []scenario{
		{name: "items to price", as: "owner", method: "PUT", path: company + "/sheet", body: object{"lines": []object{{"sku": "A", "name": "Bolt", "category": "bolts", "price": object{"currency": "EUR", "amount": "10"}}}}, status: 200, events: 2, deeds: 1},

		// Lists and their prices.
		{name: "lists", as: "owner", method: "GET", path: pricing + "/lists", status: 200, text: `"items":[]`},
		{name: "lists of a kind that is none", as: "owner", method: "GET", path: pricing + "/lists?kind=secret", status: 422, code: "hub.invalid", fields: []string{"kind not_one_of"}},
		{name: "a list", as: "owner", method: "POST", path: pricing + "/lists", body: object{"kind": "region", "name": "UK", "region": "GB", "currency": "EUR"}, status: 201, deeds: 1, text: `"state":"draft"`},
		{name: "a list without a name", as: "owner", method: "POST", path: pricing + "/lists", body: object{"kind": "region", "name": " ", "region": "GB", "currency": "EUR"}, status: 422, code: "hub.invalid", fields: []string{"/name required"}},
		{name: "a list for no region", as: "owner", method: "POST", path: pricing + "/lists", body: object{"kind": "region", "name": "UK", "currency": "EUR"}, status: 422, code: "hub.invalid", fields: []string{"/region required"}},
		{name: "a list with too long a name", as: "owner", method: "POST", path: pricing + "/lists", body: object{"kind": "base", "name": long, "currency": "EUR"}, status: 422, code: "hub.invalid", fields: []string{"/name too_long"}},
		{name: "a list in no currency", as: "owner", method: "POST", path: pricing + "/lists", body: object{"kind": "base", "name": "Base", "currency": "euro"}, status: 422, code: "hub.invalid", fields: []string{"/currency wrong_form"}},
		{name: "a list of sales", as: "sales", method: "POST", path: pricing + "/lists", body: object{"kind": "base", "name": "Base", "currency": "EUR"}, status: 403, code: "hub.forbidden"},
		{name: "a list that is not there", as: "owner", method: "GET", path: pricing + "/lists/" + nowhere, status: 404, code: "hub.not_found"},
		{name: "a list that is not there, changed", as: "owner", method: "PUT", path: pricing + "/lists/" + nowhere, body: object{"kind": "base", "name": "Base", "currency": "EUR"}, status: 404, code: "hub.not_found"},
		{name: "a list that is not there, in force", as: "owner", method: "PUT", path: pricing + "/lists/" + nowhere + "/state", body: object{"state": "live"}, status: 404, code: "hub.not_found"},
		{name: "a list in a state of its own", as: "owner", method: "PUT", path: pricing + "/lists/" + nowhere + "/state", body: object{"state": "secret"}, status: 422, code: "hub.invalid", fields: []string{"/state not_one_of"}},
		{name: "prices of a list that is not there", as: "owner", method: "GET", path: pricing + "/lists/" + nowhere + "/entries", status: 404, code: "hub.not_found"},
		{name: "prices for a list that is not there", as: "owner", method: "PUT", path: pricing + "/lists/" + nowhere + "/entries", body: object{"lines": []object{{"sku": "A", "amount": "1"}}}, status: 404, code: "hub.not_found"},
		{name: "no prices", as: "owner", method: "PUT", path: pricing + "/lists/" + nowhere + "/entries", body: object{"lines": []object{}}, status: 422, code: "hub.invalid", fields: []string{"/lines too_few"}},
		{name: "a file of a list that is not there", as: "owner", method: "POST", path: pricing + "/lists/" + nowhere + "/export", body: object{"format": "csv"}, status: 404, code: "hub.not_found"},
		{name: "a file of no form", as: "owner", method: "POST", path: pricing + "/lists/" + nowhere + "/export", body: object{"format": "pdf"}, status: 422, code: "hub.invalid", fields: []string{"/format not_one_of"}},
		{name: "the grid", as: "owner", method: "GET", path: pricing + "/grid", status: 200, text: `"sku":"A"`},
		{name: "the grid of a buyer", as: "operator", method: "GET", path: "/api/companies/{staff}/pricing/grid", status: 403, code: "hub.forbidden"},

		// Changes of many prices.
		{name: "changes", as: "owner", method: "GET", path: pricing + "/changes", status: 200, text: `"items":[]`},
		{name: "a change of nothing", as: "owner", method: "POST", path: pricing + "/changes", body: object{"name": "x", "source": "grid"}, status: 422, code: "hub.invalid", fields: []string{"/lines one_of"}},
		{name: "a change without a name", as: "owner", method: "POST", path: pricing + "/changes", body: object{"name": " ", "source": "grid", "lines": []object{{"sku": "A", "amount": "11"}}}, status: 422, code: "hub.invalid", fields: []string{"/name required"}},
		{name: "a change", as: "owner", method: "POST", path: pricing + "/changes", body: object{"name": "+10 %", "source": "grid", "lines": []object{{"sku": "A", "amount": "11"}}}, status: 201, events: 0, deeds: 1, text: `"raised":1`},
		{name: "a change that is not there", as: "owner", method: "GET", path: pricing + "/changes/" + change, status: 404, code: "hub.not_found"},
		{name: "lines of a change that is not there", as: "owner", method: "GET", path: pricing + "/changes/" + change + "/lines", status: 404, code: "hub.not_found"},
		{name: "lines under the floor, for whom sees no costs", as: "sales", method: "GET", path: pricing + "/changes/" + change + "/lines?only=under_floor", status: 403, code: "hub.forbidden"},
		{name: "a file of a change that is not there", as: "owner", method: "POST", path: pricing + "/changes/" + change + "/export", body: object{"format": "xlsx"}, status: 404, code: "hub.not_found"},
		{name: "lines left out of a change that is not there", as: "owner", method: "POST", path: pricing + "/changes/" + change + "/exclude", body: object{"positions": []int{0}}, status: 404, code: "hub.not_found"},
		{name: "a change that is not there, published", as: "owner", method: "POST", path: pricing + "/changes/" + change + "/publish", body: object{}, status: 404, code: "hub.not_found"},
		{name: "a change that is not there, cancelled", as: "owner", method: "POST", path: pricing + "/changes/" + change + "/cancel", status: 404, code: "hub.not_found"},
		{name: "a change that is not there, rolled back", as: "owner", method: "POST", path: pricing + "/changes/" + change + "/rollback", status: 404, code: "hub.not_found"},

		// How a price is found, costs, conditions and rates.
		{name: "the way of pricing", as: "owner", method: "GET", path: pricing + "/policy", status: 200, text: `"precedence":`},
		{name: "a floor that nothing reaches", as: "owner", method: "PUT", path: pricing + "/policy", body: object{"precedence": "best", "order": []string{"contract", "own", "customer", "group", "channel", "region", "base"}, "shows_list": false, "protection": "order_date", "floor_margin": "100"}, status: 422, code: "hub.invalid", fields: []string{"/floor_margin out_of_range"}},
		{name: "an order that lacks a kind", as: "owner", method: "PUT", path: pricing + "/policy", body: object{"precedence": "best", "order": []string{"base"}, "shows_list": false, "protection": "order_date"}, status: 422, code: "hub.invalid"},
		{name: "costs for sales", as: "sales", method: "GET", path: pricing + "/costs", status: 403, code: "hub.forbidden"},
		{name: "costs", as: "owner", method: "PUT", path: pricing + "/costs", body: object{"lines": []object{{"sku": "A", "currency": "EUR", "amount": "6"}}}, status: 200, events: 1, deeds: 1, text: `"accepted":1`},
		{name: "conditions", as: "owner", method: "GET", path: pricing + "/conditions", status: 200, text: `"items":[]`},
		{name: "conditions that say nothing of a region", as: "owner", method: "PUT", path: pricing + "/conditions", body: object{"level": "region", "conditions": object{}}, status: 422, code: "hub.invalid", fields: []string{"/region required"}},
		{name: "conditions", as: "owner", method: "PUT", path: pricing + "/conditions", body: object{"level": "default", "conditions": object{"minimum_order": object{"amount": "100", "currency": "EUR"}}}, status: 200, events: 1, deeds: 1},
		{name: "conditions that are not there, taken away", as: "owner", method: "DELETE", path: pricing + "/conditions/" + set, status: 404, code: "hub.not_found"},
		{name: "conditions of a customer that is not there", as: "owner", method: "GET", path: pricing + "/conditions/resolved?customer=" + id.NewRandom[id.Customer]().String(), status: 404, code: "hub.not_found"},
		{name: "rates", as: "sales", method: "GET", path: "/api/rates", status: 200, text: `"items":[`},
		{name: "rates of a supplier", as: "owner", method: "PUT", path: "/api/companies/{company}/rates", body: object{"day": "2026-01-05", "rates": []object{{"currency": "USD", "per_eur": "1.1"}}}, status: 403, code: "hub.forbidden"},

		// Promotions.
		{name: "promotions", as: "owner", method: "GET", path: promotions, status: 200, text: `"items":[]`},
		{name: "a promotion without anything", as: "owner", method: "POST", path: promotions, body: object{"name": " ", "kind": "percent", "currency": "EUR"}, status: 422, code: "hub.invalid", fields: []string{"/name required", "/on required", "/tiers required"}},
		{name: "a promotion of more than all", as: "owner", method: "POST", path: promotions, body: object{"name": "x", "kind": "percent", "currency": "EUR", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "101"}}}, status: 422, code: "hub.invalid", fields: []string{"/tiers/0/percent out_of_range"}},
		{name: "a promotion that nobody pays", as: "owner", method: "POST", path: promotions, body: object{"name": "x", "kind": "percent", "currency": "EUR", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "1"}}, "funding": object{"supplier": 50, "brand": 0, "hub": 0}}, status: 422, code: "hub.invalid", fields: []string{"/funding not_whole"}},
		{name: "a promotion with a code of two letters", as: "owner", method: "POST", path: promotions, body: object{"name": "x", "kind": "percent", "currency": "EUR", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "1"}}, "coupon": "ab"}, status: 422, code: "hub.invalid"},
		{name: "a promotion of sales", as: "sales", method: "POST", path: promotions, body: promotionDraft("x"), status: 403, code: "hub.forbidden"},
		{name: "a promotion", as: "owner", method: "POST", path: promotions, body: promotionDraft("Spring"), status: 201, events: 1, deeds: 1, text: `"state":"draft"`},
		{name: "a promotion that is not there", as: "owner", method: "GET", path: promotions + "/" + promotion, status: 404, code: "hub.not_found"},
		{name: "a promotion that is not there, changed", as: "owner", method: "PUT", path: promotions + "/" + promotion, body: promotionDraft("x"), status: 404, code: "hub.not_found"},
		{name: "a promotion that is not there, started", as: "owner", method: "POST", path: promotions + "/" + promotion + "/act", body: object{"deed": "start"}, status: 404, code: "hub.not_found"},
		{name: "a deed that is none", as: "owner", method: "POST", path: promotions + "/" + promotion + "/act", body: object{"deed": "love"}, status: 422, code: "hub.invalid", fields: []string{"/deed not_one_of"}},
		{name: "a promotion that is not there, copied", as: "owner", method: "POST", path: promotions + "/" + promotion + "/copy", status: 404, code: "hub.not_found"},
		{name: "a promotion that is not there, thrown away", as: "owner", method: "DELETE", path: promotions + "/" + promotion, status: 404, code: "hub.not_found"},
		{name: "a basket of what is not there", as: "owner", method: "POST", path: promotions + "/preview", body: object{"lines": []object{{"item": item, "quantity": "1"}}}, status: 422, code: "hub.invalid", fields: []string{"/lines/0/item unknown"}},
		{name: "how promotions go together", as: "sales", method: "GET", path: promotions + "/policy", status: 200, text: `"mode":"best"`},
		{name: "over each other", as: "owner", method: "PUT", path: promotions + "/policy", body: object{"mode": "stack", "most_per_line": 2, "most_percent": "30"}, status: 200, events: 1, deeds: 1, text: `"mode":"stack"`},
		{name: "more than a hundred percent", as: "owner", method: "PUT", path: promotions + "/policy", body: object{"mode": "stack", "most_percent": "101"}, status: 422, code: "hub.invalid", fields: []string{"/most_percent out_of_range"}},
		{name: "all promotions as a file", as: "owner", method: "GET", path: promotions + "/export", status: 200, text: "Spring"},
		{name: "promotions of a supplier that one does not buy of", as: "operator", method: "GET", path: "/api/companies/{staff}/suppliers/{company}/promotions", status: 404, code: "hub.not_found"},
		{name: "a code at a supplier that one does not buy of", as: "operator", method: "POST", path: "/api/companies/{staff}/suppliers/{company}/coupons", body: object{"code": "CODE-1"}, status: 404, code: "hub.not_found"},

		// Stock.
		{name: "warehouses", as: "owner", method: "GET", path: company + "/warehouses", status: 200, text: `"items":[]`},
		{name: "a warehouse", as: "owner", method: "POST", path: company + "/warehouses", body: object{"code": "N", "name": "North"}, status: 201, code: "N", events: 2, deeds: 1, text: `"main":true`},
		{name: "the same code again", as: "owner", method: "POST", path: company + "/warehouses", body: object{"code": "N", "name": "North"}, status: 422, code: "hub.invalid", fields: []string{"/code duplicate"}},
		{name: "a warehouse that is not there", as: "owner", method: "PUT", path: company + "/warehouses/" + warehouse, body: object{"code": "S", "name": "South"}, status: 404, code: "hub.not_found"},
		{name: "stock", as: "owner", method: "GET", path: company + "/stock", status: 200, text: `"sku":"A"`},
		{name: "counts", as: "owner", method: "PUT", path: company + "/stock", body: object{"lines": []object{{"sku": "A", "on_hand": "5"}, {"sku": "B", "on_hand": "5"}}}, status: 200, events: 2, deeds: 1, text: `"unknown_item"`},
		{name: "less than nothing", as: "owner", method: "PUT", path: company + "/stock", body: object{"lines": []object{{"sku": "A", "on_hand": "-1"}}}, status: 200, text: `"negative"`},
		{name: "a delivery of what is not there", as: "owner", method: "POST", path: company + "/incoming", body: object{"item": item, "quantity": "1", "due": "2099-01-05"}, status: 422, code: "hub.invalid", fields: []string{"/sku unknown"}},
		{name: "a delivery that is not there", as: "owner", method: "PUT", path: company + "/incoming/" + incoming, body: object{"warehouse": warehouse, "quantity": "1", "due": "2099-01-05"}, status: 404, code: "hub.not_found"},
		{name: "deliveries", as: "owner", method: "GET", path: company + "/incoming", status: 200, text: `"items":[]`},
		{name: "holds", as: "owner", method: "GET", path: company + "/reservations", status: 200, text: `"items":[]`},
	} {
		t.Run(sc.name, func(t *testing.T) { s.play(t, sc) })
	}
}
