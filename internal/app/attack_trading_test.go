package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/id"
)

// object is a JSON body.
type object = map[string]any

// made does something as somebody, wants it done, and returns the id in the answer.
func made(t *testing.T, s apptest.Someone, method, path string, body any) string {
	t.Helper()
	got := s.Do(t, method, s.Path(path), body)
	if got.Status >= 300 {
		t.Fatalf("%s %s as %s: %d %s", method, path, s.Company.Name, got.Status, got.Body)
	}
	var answer struct {
		ID               string
		Invite, Customer struct{ ID string }
	}
	if len(got.Body) > 0 && got.Body[0] == '{' {
		got.Into(t, &answer)
	}
	return answer.ID + answer.Invite.ID + answer.Customer.ID
}

// trade lets the victim trade: with somebody on the other side, and one of everything that a path of trading can name. Whatever is not
// its own is its partner's, whom an attacker shall find as little.
func trade(t *testing.T, hub *apptest.Hub, owner apptest.Someone, name string, parts []string) map[string]string {
	t.Helper()
	supplier, buyer := owner, owner
	if parts[0] != "supplier" {
		supplier = hub.Company(t, canary+" supplier of "+name, "supplier")
	}
	if parts[0] != "buyer" {
		buyer = hub.Company(t, canary+" buyer of "+name, "buyer")
	}
	made(t, buyer, http.MethodPut, "/file", wholeFile(canary))
	ids := map[string]string{
		"supplier": supplier.Company.ID.String(), "buyer": buyer.Company.ID.String(),
		"document":     made(t, buyer, http.MethodPost, "/file/documents?kind=licence&name="+canary+".png", picture(t)),
		"site":         made(t, buyer, http.MethodPost, "/sites", object{"name": canary, "kind": "delivery", "country": "GB", "city": "London", "street": canary}),
		"group":        made(t, supplier, http.MethodPost, "/groups", object{"name": canary}),
		"customer":     made(t, supplier, http.MethodPost, "/customers", object{"name": canary, "code": canary, "email": canary + "@example.org"}),
		"block":        made(t, supplier, http.MethodPost, "/blocks", object{"kind": "name", "value": canary + " somebody"}),
		"invite":       made(t, supplier, http.MethodPost, "/invites", object{"channel": "link"}),
		"import":       made(t, supplier, http.MethodPost, "/customer-imports?name="+canary+".csv", []byte("code,name\nC-9,"+canary+" nine\n")),
		"price_import": made(t, supplier, http.MethodPost, "/imports?name="+canary+".csv", []byte("sku,name,price\nC-9,"+canary+" nine,1\n")),
		"notice":       id.New[id.Notice](hub.Clock.Now()).String(),
		"product":      id.New[id.Product](hub.Clock.Now()).String(), // only the operator's paths name products and deeds
		"deed":         id.New[id.Deed](hub.Clock.Now()).String(),
	}
	var sheet struct{ Lines []struct{ Item string } }
	supplier.Do(t, http.MethodPut, supplier.Path("/sheet"), object{"lines": []object{{"sku": "C-1", "name": canary + " one", "category": canary, "price": object{"currency": "CNY", "amount": "10"}}}}).Into(t, &sheet)
	ids["item"] = sheet.Lines[0].Item
	if shown := supplier.Do(t, http.MethodPut, supplier.Path("/grants/default"), object{"price": "own", "promotions": true}, "If-Match", `"0"`); shown.Status >= 300 {
		t.Fatalf("the grant: %d %s", shown.Status, shown.Body)
	}
	ids["compare_list"] = madeList(t, buyer)
	ids["warehouse"] = made(t, supplier, http.MethodPost, "/warehouses", object{"code": canary, "name": canary})
	ids["incoming"] = made(t, supplier, http.MethodPost, "/incoming", object{"item": ids["item"], "quantity": "5", "due": "2027-01-05", "reference": canary})
	ids["list"] = made(t, supplier, http.MethodPost, "/pricing/lists", object{"kind": "region", "name": canary, "region": canary, "currency": "CNY"})
	ids["condition"] = made(t, supplier, http.MethodPut, "/pricing/conditions", object{"level": "region", "region": canary, "conditions": object{"lead_days": 3}})
	ids["change"] = madeChange(t, supplier, ids["item"])
	ids["promotion"] = made(t, supplier, http.MethodPost, "/promotions", promotionDraft(canary))
	coupon := promotionDraft(canary + " by code")
	coupon["coupon"] = couponOf(supplier.Company.ID.String())
	if got := supplier.Do(t, http.MethodPost, supplier.Path("/promotions/"+made(t, supplier, http.MethodPost, "/promotions", coupon)+"/act"), object{"deed": "start"}); got.Status >= 300 {
		t.Fatalf("a promotion by code: %d %s", got.Status, got.Body)
	}
	ids["media"] = made(t, supplier, http.MethodPost, "/items/"+ids["item"]+"/media?name="+canary+".png", picture(t))
	var revisions struct{ Items []struct{ ID string } }
	supplier.Do(t, http.MethodGet, supplier.Path("/revisions"), nil).Into(t, &revisions)
	ids["revision"] = revisions.Items[0].ID
	var invited struct{ Link string }
	supplier.Do(t, http.MethodPost, supplier.Path("/invites"), object{"channel": "link"}).Into(t, &invited)
	_, ids["token"], _ = strings.Cut(invited.Link, "#")
	made(t, supplier, http.MethodPut, "/profile", object{"name": canary + " profile", "listed": true, "accepting": true})
	made(t, buyer, http.MethodPost, "/applications", object{"suppliers": []string{ids["supplier"]}, "note": canary})
	made(t, supplier, http.MethodPut, "/profile", object{"name": canary + " profile", "listed": false, "accepting": true})
	made(t, supplier, http.MethodPost, "/relationships/"+ids["buyer"]+"/decision", object{"decision": "approve"})
	ids["purchase"], ids["order"], ids["line"] = bought(t, buyer, ids)
	ids["shipment"], ids["photo"], ids["case"] = delivered(t, supplier, buyer, ids)
	ids["rule"], ids["approval"], ids["stand_in"] = sentOff(t, buyer, ids)
	notice, err := id.Parse[id.Notice](ids["notice"])
	if err != nil {
		t.Fatal(err)
	}
	_, err = connect(t, hub).Exec(t.Context(), "INSERT INTO hub.trading_notice (tenant_id, id, buyer_id, kind, figures, at) VALUES ($1, $2, $3, 'walking', '{}', $4)",
		supplier.Company.ID.UUID(), notice.UUID(), buyer.Company.ID.UUID(), hub.Clock.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// bought orders something at the supplier.
func bought(t *testing.T, buyer apptest.Someone, ids map[string]string) (purchase, order, line string) {
	t.Helper()
	var made struct {
		ID     string
		Orders []struct{ ID string }
	}
	got := buyer.Do(t, http.MethodPost, buyer.Path("/purchases"), object{"reference": canary, "lines": []object{
		{"supplier": ids["supplier"], "item": ids["item"], "quantity": "1", "note": canary, "price": object{"amount": "10", "currency": "CNY"}},
	}})
	if got.Status != http.StatusCreated {
		t.Fatalf("a purchase: %d %s", got.Status, got.Body)
	}
	got.Into(t, &made)
	return made.ID, made.Orders[0].ID, "1"
}

// sentOff sends something for approval, by a rule that rests afterwards: others of the buyer order freely. It answers also the seat of a colleague.
func sentOff(t *testing.T, buyer apptest.Someone, ids map[string]string) (rule, approval, colleague string) {
	t.Helper()
	buyer.Colleague(t, canary+" approver", "approver")
	draft := object{"name": canary, "when": object{}, "stages": []object{{"who": []object{{"role": "owner"}}, "quorum": 1}}, "within_hours": 24, "own": true}
	rule = made(t, buyer, http.MethodPost, "/approval-rules", draft)
	var sent struct{ Summary struct{ ID string } }
	got := buyer.Do(t, http.MethodPost, buyer.Path("/approvals"), object{"note": canary, "purchase": object{"reference": canary, "lines": []object{
		{"supplier": ids["supplier"], "item": ids["item"], "quantity": "1", "note": canary, "price": object{"amount": "10", "currency": "CNY"}},
	}}})
	if got.Status != http.StatusCreated {
		t.Fatalf("an approval: %d %s", got.Status, got.Body)
	}
	got.Into(t, &sent)
	draft["active"] = false
	made(t, buyer, http.MethodPut, "/approval-rules/"+rule, draft)
	var seats struct {
		Items []struct {
			ID    string
			Roles []string
		}
	}
	buyer.Do(t, http.MethodGet, buyer.Path("/seats"), nil).Into(t, &seats)
	for _, s := range seats.Items {
		if slices.Equal(s.Roles, []string{"approver"}) {
			colleague = s.ID
		}
	}
	return rule, sent.Summary.ID, colleague
}

// couponOf is a code that one supplier gave out.
func couponOf(supplier string) string { return "CODE-" + strings.ToUpper(supplier[len(supplier)-8:]) }

// promotionDraft is a promotion on everything.
func promotionDraft(name string) object {
	return object{"name": name, "kind": "percent", "currency": "CNY", "on": object{"all": true}, "tiers": []object{{"from": "0", "percent": "5"}}}
}

// madeChange drafts a change of prices.
func madeChange(t *testing.T, supplier apptest.Someone, item string) string {
	t.Helper()
	var made struct{ Change struct{ ID string } }
	got := supplier.Do(t, http.MethodPost, supplier.Path("/pricing/changes"), object{"name": canary, "source": "grid", "lines": []object{{"item": item, "currency": "CNY", "amount": "1"}}})
	if got.Status != http.StatusCreated {
		t.Fatalf("a change of prices: %d %s", got.Status, got.Body)
	}
	got.Into(t, &made)
	return made.Change.ID
}

// madeList keeps a list of a buyer.
func madeList(t *testing.T, buyer apptest.Someone) string {
	t.Helper()
	var made struct{ List string }
	got := buyer.Do(t, http.MethodPost, buyer.Path("/lists"), object{"name": canary, "note": canary, "lines": []object{{"text": canary, "quantity": "1"}}})
	if got.Status != http.StatusCreated {
		t.Fatalf("a list: %d %s", got.Status, got.Body)
	}
	got.Into(t, &made)
	return made.List
}

// wholeFile lacks nothing but a licence.
func wholeFile(name string) object {
	return object{"legal_name": name, "country": "GB", "tax_number": "980780684", "phone": "+44 20 7946 0000", "email": "office@example.org", "contacts": []object{{"name": "Lin", "email": "lin@example.org"}}}
}

// delivered ships what was bought, and receives it damaged.
func delivered(t *testing.T, supplier, buyer apptest.Someone, ids map[string]string) (shipment, photo, one string) {
	t.Helper()
	if got := supplier.Do(t, http.MethodPost, supplier.Path("/orders/"+ids["order"]+"/acts"), object{"acts": []object{{"line": 1, "act": "accept"}}}); got.Status >= 300 {
		t.Fatalf("an order accepted: %d %s", got.Status, got.Body)
	}
	var sent struct{ Summary struct{ ID string } }
	got := supplier.Do(t, http.MethodPost, supplier.Path("/orders/"+ids["order"]+"/shipments"), object{"lines": []object{{"line": 1, "quantity": "1"}}, "number": canary, "carrier": canary})
	if got.Status != http.StatusCreated {
		t.Fatalf("a shipment: %d %s", got.Status, got.Body)
	}
	got.Into(t, &sent)
	at := "/deliveries/" + sent.Summary.ID
	photo = made(t, buyer, http.MethodPost, at+"/lines/1/photos", picture(t))
	var received struct{ Cases []struct{ ID string } }
	buyer.Do(t, http.MethodPost, buyer.Path(at+"/receipt"), object{"lines": []object{{"line": 1, "counted": "1", "damaged": "1", "note": canary}}, "rest_as_delivered": true}).Into(t, &received)
	return sent.Summary.ID, photo, received.Cases[0].ID
}

// tradeGhosts are ids of trading that nothing has.
func tradeGhosts() map[string]string {
	return map[string]string{
		"supplier": id.NewRandom[id.Company]().String(), "buyer": id.NewRandom[id.Company]().String(), "document": id.NewRandom[id.Document]().String(), "site": id.NewRandom[id.Site]().String(),
		"group": id.NewRandom[id.Group]().String(), "customer": id.NewRandom[id.Customer]().String(), "block": id.NewRandom[id.Block]().String(), "invite": id.NewRandom[id.Invite]().String(),
		"import": id.NewRandom[id.CustomerImport]().String(), "notice": id.NewRandom[id.Notice]().String(), "price_import": id.NewRandom[id.PriceImport]().String(),
		"warehouse": id.NewRandom[id.Warehouse]().String(), "incoming": id.NewRandom[id.Incoming]().String(),
		"item": id.NewRandom[id.Item]().String(), "media": id.NewRandom[id.Media]().String(), "revision": id.NewRandom[id.Revision]().String(),
		"token": strings.Repeat("x", 43), "compare_list": id.NewRandom[id.CompareList]().String(),
		"promotion": id.NewRandom[id.Promotion]().String(),
		"list":      id.NewRandom[id.PriceList]().String(), "change": id.NewRandom[id.ChangeSet]().String(), "condition": id.NewRandom[id.Condition]().String(),
		"product": id.NewRandom[id.Product]().String(), "deed": id.NewRandom[id.Deed]().String(),
		"purchase": id.NewRandom[id.Purchase]().String(), "order": id.NewRandom[id.Order]().String(), "line": "2",
		"shipment": id.NewRandom[id.Shipment]().String(), "photo": id.NewRandom[id.Photo]().String(), "case": id.NewRandom[id.Case]().String(),
		"rule": id.NewRandom[id.ApprovalRule]().String(), "approval": id.NewRandom[id.Approval]().String(), "stand_in": id.NewRandom[id.Seat]().String(),
	}
}

// meant are bodies of operations whose fields need each other, which the contract cannot say.
func meant(operation string, ids map[string]string) any {
	switch operation {
	case "putFile":
		return wholeFile("somebody")
	case "updateCustomer":
		return object{"note": "something"}
	case "putOwnPrices":
		return object{"customer": ids["customer"], "lines": []object{{"sku": "none"}}}
	case "draftPriceChange":
		return object{"name": "something", "source": "grid", "lines": []object{{"item": ids["item"], "currency": "CNY", "amount": "2"}}}
	case "updatePriceList":
		return object{"kind": "region", "name": "some list", "region": "somewhere", "currency": "CNY"}
	case "putPricingPolicy":
		return object{"precedence": "best", "order": []string{"contract", "own", "customer", "group", "channel", "region", "base"}, "shows_list": false, "protection": "order_date"}
	case "putRates":
		return object{"day": "2026-01-05", "rates": []object{{"currency": "USD", "per_eur": "1.1"}}}
	case "excludePriceChangeLines":
		return object{"positions": []int{0}}
	case "checkAvailability":
		return object{"lines": []object{{"item": id.NewRandom[id.Item]().String(), "quantity": "1"}}}
	case "compareBasket", "printComparison":
		return object{"lines": []object{{"text": canary, "quantity": "1"}}}
	case "getComparedReceipt":
		return object{"basket": object{"lines": []object{{"key": "1", "text": canary, "quantity": "1"}}}, "line": "1", "supplier": ids["supplier"], "item": ids["item"]}
	case "exportComparison":
		return object{"format": "csv", "request": object{"lines": []object{{"text": canary, "quantity": "1"}}}}
	case "putCompareSettings":
		return object{"currency": "GBP", "yearly_rate": "1", "day_cost": "0", "order_cost": "0"}
	case "createCompareList", "putCompareList":
		return object{"name": "some", "lines": []object{}}
	case "sayIfSame":
		return object{"supplier": ids["supplier"], "item": id.NewRandom[id.Item]().String(), "says": "nothing"}
	case "putAlternates":
		return object{"lines": []object{}}
	case "createIncoming":
		return object{"item": ids["item"], "quantity": "1", "due": "2027-01-05"}
	case "updateIncoming":
		return object{"warehouse": ids["warehouse"], "quantity": "1", "due": "2027-01-05"}
	case "putStock":
		return object{"lines": []object{{"sku": "none", "on_hand": "1"}}}
	case "feedStock":
		return object{"lines": []object{{"sku": "none", "on_hand": "1"}}}
	case "releaseReservations":
		return object{"reservations": []string{id.NewRandom[id.Reservation]().String()}}
	case "createPromotion", "updatePromotion":
		return promotionDraft("something")
	case "giveCoupon":
		return object{"code": couponOf(ids["supplier"])}
	case "previewPromotions":
		return object{"lines": []object{{"item": ids["item"], "quantity": "1"}}}
	case "previewPurchase", "createPurchase":
		return object{"lines": []object{{"supplier": id.NewRandom[id.Company]().String(), "item": id.NewRandom[id.Item]().String(), "quantity": "1", "price": object{"amount": "1", "currency": "CNY"}}}}
	case "simulateApproval", "sendForApproval":
		purchase := meant("createPurchase", ids)
		if operation == "sendForApproval" {
			return object{"purchase": purchase}
		}
		return purchase
	case "createApprovalRule", "putApprovalRule":
		return object{"name": "some", "active": false, "when": object{}, "stages": []object{{"who": []object{{"role": "owner"}}, "quorum": 1}}, "within_hours": 24}
	case "putApprovalAbsence":
		return object{"stand_in": ids["stand_in"], "from": "2027-01-05T00:00:00Z", "until": "2027-01-06T00:00:00Z"}
	case "lowerApproval":
		return object{"edition": 1, "lines": []object{{"index": 0, "quantity": "0"}}}
	case "planPurchase":
		return object{"lines": []object{{"key": "a", "item": object{"supplier": id.NewRandom[id.Company]().String(), "item": id.NewRandom[id.Item]().String()}, "quantity": "1"}}}
	case "putCreditTerms":
		return object{"currency": "CNY", "over_limit": "none", "overdue": "none", "on_hard": "wait", "shown": true}
	case "createCreditEntry":
		return object{"kind": "prepayment", "amount": "1"}
	case "previewCredit":
		return object{"orders": []object{{"supplier": id.NewRandom[id.Company]().String(), "currency": "CNY", "total": "1", "lines": []object{}}}}
	case "acceptOrders":
		return object{"orders": []object{{"order": id.NewRandom[id.Order]().String(), "version": 1}}}
	case "shipOrders":
		return object{"orders": []object{{"order": id.NewRandom[id.Order]().String(), "version": 1}}}
	case "createShipment":
		return object{"lines": []object{{"line": 1, "quantity": "1"}}}
	case "closeOrderLines":
		return object{"lines": []int{1}, "reason": "gone"}
	case "receiveDelivery":
		return object{"lines": []object{}, "rest_as_delivered": true}
	case "answerCase":
		return object{"remedy": "credit"}
	case "putOrderSettings":
		return object{"auto_accept": false, "answer_hours": 24}
	case "claimInvite":
		return object{"token": ids["token"]}
	case "updateItem":
		return object{"sku": "C-1", "name": "something"}
	case "orderMedia":
		return object{"media": []string{ids["media"]}}
	case "changeItems":
		return object{"filter": object{"q": "nothing"}, "set": object{"brand": "some brand"}}
	case "fetchMedia":
		return object{"address": "https://127.0.0.1/nothing.png"}
	case "answerMatchAsks":
		return object{"answers": []object{{"ask": id.NewRandom[id.Ask]().String(), "verdict": "same"}}}
	case "answerMatchQuestions":
		return object{"answers": []object{{"question": id.NewRandom[id.Match]().String(), "version": 1, "verdict": "same"}}}
	case "setMatchPolicy":
		return object{"precision": 0.99, "automatic": true}
	case "splitMatchProduct":
		return object{"edge": id.NewRandom[id.Match]().String()}
	case "joinMatchProducts":
		return object{"left": object{"product": id.NewRandom[id.Product]().String()}, "right": object{"product": id.NewRandom[id.Product]().String()}}
	case "previewOffers":
		return object{"default": true}
	case "apply":
		return object{"suppliers": []string{ids["supplier"]}}
	case "changeCustomers":
		return object{"customers": []string{ids["customer"]}, "action": "block"}
	case "inviteCustomers":
		return object{"customers": []string{ids["customer"]}, "channel": "mail"}
	case "addBlock":
		return object{"kind": "name", "value": "somebody else"}
	case "addInvite":
		return object{"channel": "link"}
	case "commitCustomerImport":
		return object{"sheet": "", "header_row": 1, "columns": []object{{"index": 0, "field": "code"}, {"index": 1, "field": "name"}}}
	case "previewImport":
		return object{"columns": []object{{"index": 0, "field": "sku"}, {"index": 2, "field": "price"}}, "currency": "EUR"}
	case "guessImport":
		return object{"header_line": 1}
	case "putProfile":
		return object{"name": "some profile", "listed": false, "accepting": true}
	}
	return nil
}
