package demo

import (
	"fmt"
	"net/http"
)

// orders plays a purchase over both suppliers: compared, ordered, half of it accepted, the rest changed and agreed.
func (p *player) orders(shop, first, second seat) {
	var items []object
	p.step("The shop compares a basket over both suppliers", func() (err error) {
		items, err = p.basket(shop, first, second)
		return err
	})
	var at, other string
	p.step("It orders at both in one act, at the prices it saw", func() (err error) {
		at, other, err = p.purchase(shop, first, items)
		return err
	})
	p.step("The first accepts a line and proposes a change of another", func() error {
		var o struct{ Summary struct{ Status string } }
		err := p.do(first, http.MethodPost, "/orders/"+at+"/acts", object{"acts": []object{{"line": 1, "act": "accept"}, {"line": 2, "act": "counter", "quantity": "1000", "reason": "By the thousand only."}}}, &o)
		if err == nil && o.Summary.Status != "changed" {
			err = fmt.Errorf("the order is %s", o.Summary.Status)
		}
		return err
	})
	p.step("The shop agrees, and the order is accepted", func() error {
		var o struct {
			Summary struct{ Status, Total string }
		}
		err := p.do(shop, http.MethodPost, "/placed-orders/"+at+"/acts", object{"acts": []object{{"line": 2, "act": "agree"}}}, &o)
		if err == nil && (o.Summary.Status != "accepted" || o.Summary.Total != "29.50") {
			err = fmt.Errorf("the order is %+v", o.Summary)
		}
		return err
	})
	p.step("The other supplier knows nothing of it", func() error {
		status, text, err := p.send(http.MethodGet, second.path("/orders/"+at), second.token, nil)
		if err == nil && status != http.StatusNotFound {
			err = fmt.Errorf("it answered %d: %s", status, text)
		}
		if err != nil {
			return err
		}
		return p.do(second, http.MethodGet, "/orders/"+other, nil, nil)
	})
}

// basket compares what both have, and answers lines to order.
func (p *player) basket(shop, first, second seat) ([]object, error) {
	asked := []object{{"text": "H-1", "quantity": "2"}, {"text": "N-1", "quantity": "500"}}
	var c struct {
		Suppliers []struct{ Supplier string }
		Lines     []struct{ State string }
	}
	if err := p.do(shop, http.MethodPost, "/comparison", object{"lines": asked}, &c); err != nil {
		return nil, err
	}
	if len(c.Suppliers) != 2 || len(c.Lines) != 2 {
		return nil, fmt.Errorf("compared %+v", c)
	}
	var out []object
	for _, want := range []struct {
		of            seat
		sku, quantity string
	}{{first, "H-1", "2"}, {first, "N-1", "500"}, {second, "H-1", "1"}} {
		var offers struct{ Items []struct{ Item, SKU string } }
		if err := p.do(shop, http.MethodGet, "/suppliers/"+want.of.company+"/offers", nil, &offers); err != nil {
			return nil, err
		}
		for _, o := range offers.Items {
			if o.SKU == want.sku {
				out = append(out, object{"supplier": want.of.company, "item": o.Item, "quantity": want.quantity})
			}
		}
	}
	if len(out) != 3 {
		return nil, fmt.Errorf("%d lines to order", len(out))
	}
	return out, nil
}

// purchase looks at what lines cost and orders them; it answers the order at the first supplier, and the other one.
func (p *player) purchase(shop, first seat, items []object) (at, other string, err error) {
	var seen struct {
		Ready  bool
		Orders []struct {
			Lines []struct {
				Index int
				Price object
			}
		}
	}
	if err := p.do(shop, http.MethodPost, "/purchases/preview", object{"lines": items}, &seen); err != nil {
		return "", "", err
	}
	if !seen.Ready {
		return "", "", fmt.Errorf("it is not ready: %+v", seen)
	}
	for _, o := range seen.Orders {
		for _, l := range o.Lines {
			items[l.Index]["price"] = l.Price
		}
	}
	var made struct {
		Orders []struct {
			ID       string
			Supplier struct{ Company string }
		}
	}
	if err := p.do(shop, http.MethodPost, "/purchases", object{"lines": items}, &made); err != nil {
		return "", "", err
	}
	for _, o := range made.Orders {
		if o.Supplier.Company == first.company {
			at = o.ID
		} else {
			other = o.ID
		}
	}
	if at == "" || other == "" {
		return "", "", fmt.Errorf("ordered %+v", made)
	}
	return at, other, nil
}
