package fulfilment_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"
)

func TestPartsShipComeShortAndAreMadeGood(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	at := p.ordered(t)
	if onHand, reserved := p.stock(t); onHand != "100" || reserved != "10" {
		t.Fatalf("held: %s of %s", reserved, onHand)
	}
	first := p.ship(t, at, 201, object{"lines": []object{{"line": 1, "quantity": "4"}}, "carrier": "sf", "tracking": []string{"SF 123", "SF124"}, "expected_on": "2026-12-01"})
	if first.Total != "13.32" || !slices.Equal(first.Summary.Tracking, []string{"SF123", "SF124"}) || first.Summary.State != "under_way" {
		t.Fatalf("shipped: %+v", first)
	}
	if onHand, reserved := p.stock(t); onHand != "96" || reserved != "6" {
		t.Errorf("after a part: %s of %s held", reserved, onHand)
	}
	if o := p.order(t, at); o.Summary.Status != "part_shipped" || o.Lines[0].State != "part_shipped" || o.Lines[0].Shipped != "4" || o.Lines[1].State != "accepted" {
		t.Errorf("the order: %+v", o)
	}
	p.ship(t, at, 409, object{"lines": []object{{"line": 1, "quantity": "6.1"}}})
	p.ship(t, at, 409, object{"lines": []object{{"line": 1, "quantity": "6"}}, "number": first.Summary.Number})
	p.ship(t, at, 422, object{"lines": []object{{"line": 1, "quantity": "0"}, {"line": 9, "quantity": "1"}, {"line": 2, "quantity": "1", "weight": "1"}}})
	second := p.ship(t, at, 201, object{"lines": []object{{"line": 1, "quantity": "6"}, {"line": 2, "quantity": "2"}}, "close": []int{2}, "reason": "the last is broken"})
	if o := p.order(t, at); o.Summary.Status != "shipped" || o.Lines[1].Quantity != "2" || o.Summary.Total != "233.30" || o.Lines[1].Turn != "buyer" {
		t.Errorf("all that comes has left: %+v", o)
	}

	// It comes short, damaged and too much.
	var got shipment
	do(t, p.buyer, http.MethodPost, "/deliveries/"+second.Summary.ID+"/receipt", object{"lines": []object{{"line": 1, "counted": "5", "damaged": "1", "note": "wet"}, {"line": 2, "counted": "3"}}, "rest_as_delivered": false, "version": 1}, 200).Into(t, &got)
	if len(got.Cases) != 3 || got.Summary.OpenCases != 3 || got.Summary.State != "received" || got.Summary.UndoUntil == "" {
		t.Fatalf("received: %+v", got)
	}
	do(t, p.buyer, http.MethodPost, "/deliveries/"+second.Summary.ID+"/receipt", object{"lines": []object{}, "rest_as_delivered": true}, 409)
	if o := p.order(t, at); o.Lines[0].State != "discrepancy" || o.Lines[0].Received != "6" {
		t.Errorf("with cases: %+v", o.Lines[0])
	}
	of := map[string]problemCase{}
	for _, c := range got.Cases {
		of[c.Kind] = c
	}
	if of["short"].Amount != "3.33" || of["short"].Turn != "supplier" || of["over"].Amount != "100.00" {
		t.Errorf("cases: %+v", of)
	}
	answer := func(kind, remedy string, status int) {
		t.Helper()
		do(t, p.supplier, http.MethodPost, "/shipment-cases/"+of[kind].ID+"/acts", object{"remedy": remedy, "words": "sorry"}, status)
	}
	act := func(kind, act string, status int) {
		t.Helper()
		do(t, p.buyer, http.MethodPost, "/delivery-cases/"+of[kind].ID+"/acts", object{"act": act, "words": "hm"}, status)
	}
	act("short", "agree", 409)
	answer("short", "collect", 422)
	answer("short", "refuse", 200)
	act("short", "dispute", 200)
	answer("short", "send_rest", 200)
	act("short", "agree", 200)
	act("short", "dispute", 409)
	answer("damaged", "credit", 200)
	act("damaged", "agree", 200)
	answer("over", "let_keep", 200)
	act("over", "agree", 200)
	do(t, p.buyer, http.MethodDelete, "/deliveries/"+second.Summary.ID+"/receipt", nil, 409)
	o := p.order(t, at)
	if o.Lines[0].State != "part_shipped" || o.Lines[0].Shipped != "9" || o.Lines[1].State != "received" {
		t.Errorf("what is missing is open again: %+v", o.Lines)
	}
	do(t, p.supplier, http.MethodPost, "/orders/"+at+"/close", object{"lines": []int{1}, "reason": "no more"}, 409)
	if rest := p.ship(t, at, 201, object{"lines": []object{{"line": 1, "quantity": "1"}}}); rest.Total != "0.00" {
		t.Errorf("what is made good is paid again: %+v", rest)
	}
	var d delivery
	do(t, p.buyer, http.MethodGet, "/placed-orders/"+at+"/delivery", nil, 200).Into(t, &d)
	if len(d.Shipments) != 3 || len(d.Cases) != 3 || d.Lines[0].Open != "0" {
		t.Errorf("the buyer reads: %+v", d)
	}
	for _, s := range d.Shipments {
		if s.State == "under_way" {
			do(t, p.buyer, http.MethodPost, "/deliveries/"+s.ID+"/receipt", object{"lines": []object{}, "rest_as_delivered": true}, 200)
		}
	}
	if o := p.order(t, at); o.Summary.Status != "received" || o.Lines[0].State != "received" {
		t.Errorf("at the end: %+v", o)
	}
}

func TestAVoidShipmentGivesBackAndAReceiptCanBeTakenBack(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	at := p.ordered(t)
	sent := p.ship(t, at, 201, object{"lines": []object{{"line": 1, "quantity": "10"}}})
	if onHand, reserved := p.stock(t); onHand != "90" || reserved != "0" {
		t.Errorf("shipped: %s held of %s", reserved, onHand)
	}
	do(t, p.supplier, http.MethodPatch, "/shipments/"+sent.Summary.ID, object{"carrier": "dhl", "tracking": []string{"1"}}, 200, "If-Match", `"1"`)
	do(t, p.supplier, http.MethodPatch, "/shipments/"+sent.Summary.ID, object{"carrier": "ups"}, 412, "If-Match", `"1"`)
	do(t, p.supplier, http.MethodPost, "/shipments/"+sent.Summary.ID+"/void", object{"reason": "wrong box"}, 200)
	do(t, p.supplier, http.MethodPost, "/shipments/"+sent.Summary.ID+"/void", object{"reason": "again"}, 409)
	do(t, p.buyer, http.MethodPost, "/deliveries/"+sent.Summary.ID+"/receipt", object{"lines": []object{}, "rest_as_delivered": true}, 409)
	if onHand, reserved := p.stock(t); onHand != "100" || reserved != "10" {
		t.Errorf("given back: %s held of %s", reserved, onHand)
	}
	if o := p.order(t, at); o.Summary.Status != "accepted" || o.Lines[0].State != "accepted" || o.Lines[0].Hold != "held" {
		t.Errorf("the order: %+v", o)
	}
	var done struct {
		Orders []struct{ Outcome, Shipment string }
	}
	body := object{"orders": []object{{"order": at, "version": p.order(t, at).Summary.Version}}, "expected_on": "2026-12-01"}
	do(t, p.supplier, http.MethodPost, "/orders-to-ship/ship", body, 200).Into(t, &done)
	if done.Orders[0].Outcome != "shipped" {
		t.Fatalf("all as ordered: %+v", done)
	}
	again := done.Orders[0].Shipment
	do(t, p.supplier, http.MethodPost, "/orders-to-ship/ship", body, 200).Into(t, &done)
	if done.Orders[0].Outcome != "stale" {
		t.Errorf("all as ordered, again: %+v", done)
	}
	receive := object{"lines": []object{{"line": 1, "counted": "9"}}, "rest_as_delivered": true}
	do(t, p.buyer, http.MethodPost, "/deliveries/"+again+"/receipt", receive, 200)
	var back shipment
	do(t, p.buyer, http.MethodDelete, "/deliveries/"+again+"/receipt", nil, 200).Into(t, &back)
	if back.Summary.State != "under_way" || back.Lines[0].Counted != "" || back.Cases[0].State != "withdrawn" {
		t.Errorf("taken back: %+v", back)
	}
	do(t, p.buyer, http.MethodPost, "/deliveries/"+again+"/receipt", receive, 200)
}

// TestClerksShipAndReceiveOnce lets two clerks ship the same lines, and two receive the same shipment.
func TestClerksShipAndReceiveOnce(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	at := p.ordered(t)
	both := func(do func() int) (ok int) {
		var all [4]int
		var wait sync.WaitGroup
		for i := range all {
			wait.Go(func() { all[i] = do() })
		}
		wait.Wait()
		for _, status := range all {
			switch status {
			case 200, 201:
				ok++
			case 409:
			default:
				t.Errorf("answered %d", status)
			}
		}
		return ok
	}
	if ok := both(func() int {
		return p.supplier.Do(t, http.MethodPost, p.supplier.Path("/orders/"+at+"/shipments"), object{"lines": []object{{"line": 1, "quantity": "6"}}}).Status
	}); ok != 1 {
		t.Errorf("%d of 4 shipped the same", ok)
	}
	if onHand, reserved := p.stock(t); onHand != "94" || reserved != "4" {
		t.Errorf("%s held of %s", reserved, onHand)
	}
	var listed struct {
		Items  []summary
		Counts struct {
			UnderWay int `json:"under_way"`
		}
	}
	do(t, p.buyer, http.MethodGet, "/deliveries?view=under_way", nil, 200).Into(t, &listed)
	if len(listed.Items) != 1 || listed.Counts.UnderWay != 1 {
		t.Fatalf("under way: %+v", listed)
	}
	if ok := both(func() int {
		return p.buyer.Do(t, http.MethodPost, p.buyer.Path("/deliveries/"+listed.Items[0].ID+"/receipt"), object{"lines": []object{{"line": 1, "counted": "5"}}, "rest_as_delivered": true}).Status
	}); ok != 1 {
		t.Errorf("%d of 4 received the same", ok)
	}
	var cases struct {
		Items []problemCase
		Mine  int
	}
	do(t, p.supplier, http.MethodGet, "/shipment-cases?turn=mine", nil, 200).Into(t, &cases)
	if len(cases.Items) != 1 || cases.Mine != 1 || cases.Items[0].Kind != "short" {
		t.Errorf("cases: %+v", cases)
	}
}
