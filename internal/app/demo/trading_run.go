package demo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// seat is somebody signed in for a company.
type seat struct{ token, company string }

func (s seat) path(rest string) string { return "/api/companies/" + s.company + rest }

type object = map[string]any

// joins signs a stranger up with a company of its own and confirms by mail.
func (p *player) joins(address, company, part string) (s seat, err error) {
	err = p.call(http.MethodPost, "/api/signup", "", object{"email": address, "name": "Play " + part, "locale": "en",
		"company": object{"name": company, "country": "GB", "parts": []string{part}}}, nil)
	if err != nil {
		return s, err
	}
	token, own := p.token, p.own
	defer func() { p.token, p.own = token, own }()
	err = p.enter("/api/signup/confirm", address, object{})
	return seat{p.token, p.own}, err
}

// bytes answers what a request brings, as it comes.
func (p *player) bytes(s seat, method, path string, body any) ([]byte, error) {
	status, text, err := p.send(method, s.path(path), s.token, body)
	if err == nil && status >= 300 {
		err = fmt.Errorf("%s %s answered %d: %s", method, path, status, text)
	}
	return text, err
}

func (p *player) do(s seat, method, path string, body, into any) error {
	return p.call(method, s.path(path), s.token, body, into)
}

// trade plays how a shop comes to see prices: two suppliers list themselves, one application reaches both, each decides alone.
func (p *player) trade(name string) {
	var shop, first, second seat
	p.step("Two suppliers sign up and list themselves", func() (err error) {
		for i, s := range []*seat{&first, &second} {
			if *s, err = p.joins(fmt.Sprintf("supplier%d-%s@play.example", i, name), fmt.Sprintf("Play Supplies %d %s", i, name), "supplier"); err != nil {
				return err
			}
			if err := p.do(*s, http.MethodPut, "/profile", object{"name": fmt.Sprintf("Play Supplies %d %s", i, name), "listed": true, "accepting": true, "trades": []string{"tools"}}, nil); err != nil {
				return err
			}
		}
		return nil
	})
	p.step("The first drops in a messy price file, which is guessed right", func() error { return p.priceFile(first) })
	p.step("The second types a line into its price sheet", func() error {
		return p.do(second, http.MethodPut, "/sheet", object{"lines": []object{{"sku": "H-1", "name": "Hammer 500 g", "category": "hand tools", "price": object{"currency": "GBP", "amount": "11.20"}, "stock": "7"}}}, nil)
	})
	p.step("A shop signs up and fills in its company file once", func() (err error) {
		if shop, err = p.joins("shop-"+name+"@play.example", "Play Tools Shop "+name, "buyer"); err != nil {
			return err
		}
		return p.do(shop, http.MethodPut, "/file", object{"legal_name": "Play Tools Shop " + name, "country": "GB", "tax_number": "980780684", "phone": "+442079460123", "email": "shop-" + name + "@play.example"}, nil)
	})
	p.step("It applies to both suppliers in one act", func() error {
		var answer struct{ Applied int }
		if err := p.do(shop, http.MethodPost, "/applications", object{"suppliers": []string{first.company, second.company}, "note": "We sell tools in Leeds."}, &answer); err != nil {
			return err
		}
		if answer.Applied != 2 {
			return fmt.Errorf("came out as %+v", answer)
		}
		return nil
	})
	p.step("Before an answer, no price is there", func() error { return p.closed(shop, first) })
	p.step("One approves with all it has, one with list prices and no stock", func() error {
		if err := p.do(first, http.MethodPost, "/relationships/"+shop.company+"/decision", object{"decision": "approve", "customer": object{"code": "K-1"}, "grant": object{"price": "own", "stock": "exact"}}, nil); err != nil {
			return err
		}
		return p.do(second, http.MethodPost, "/relationships/"+shop.company+"/decision", object{"decision": "approve", "grant": object{"price": "list", "stock": "none"}}, nil)
	})
	p.step("The shop sees exactly what each granted", func() error { return p.granted(shop, first, second) })
	p.step("What the supplier previews is what the shop gets, byte for byte", func() error {
		seen, err := p.bytes(shop, http.MethodGet, "/suppliers/"+first.company+"/offers", nil)
		if err != nil {
			return err
		}
		preview, err := p.bytes(first, http.MethodPost, "/preview", object{"buyer": shop.company})
		if err == nil && !bytes.Equal(seen, preview) {
			err = fmt.Errorf("they differ: %s / %s", seen, preview)
		}
		return err
	})
	p.orders(shop, first, second)
	p.step("A suspended shop sees nothing from the same moment", func() error {
		if err := p.do(first, http.MethodPost, "/relationships/"+shop.company+"/decision", object{"decision": "suspend", "reason": "The last invoice is open."}, nil); err != nil {
			return err
		}
		return p.closed(shop, first)
	})
}

// closed tells whether a supplier's offers are not there for the shop.
func (p *player) closed(shop, supplier seat) error {
	status, text, err := p.send(http.MethodGet, shop.path("/suppliers/"+supplier.company+"/offers"), shop.token, nil)
	if err == nil && status != http.StatusNotFound {
		err = fmt.Errorf("the offers answered %d: %s", status, text)
	}
	return err
}

// granted compares what the shop sees of both suppliers with their grants.
func (p *player) granted(shop, first, second seat) error {
	for _, want := range []struct {
		of                seat
		price, has, lacks string
	}{{first, "12.5", `"exact"`, `"11.2"`}, {second, "11.2", `"price"`, `"exact"`}} {
		text, err := p.bytes(shop, http.MethodGet, "/suppliers/"+want.of.company+"/offers", nil)
		if err != nil {
			return err
		}
		if body := string(text); !strings.Contains(body, want.price) || !strings.Contains(body, want.has) || strings.Contains(body, want.lacks) {
			return fmt.Errorf("%s is not what was granted", text)
		}
	}
	return nil
}

const messyFile = "Preisliste;;;\r\n;;;\r\nArtikelnummer;Bezeichnung;Preis;Bestand\r\nH-1;Hammer 500 g;12,50;40\r\nS-1;S\xe4ge 300 mm;8,00;0\r\nN-1;Nagel 3 Zoll;0,0045;1.000\r\n;ohne Nummer;1,00;1\r\n"

// priceFile brings a file whose columns, encoding and decimals have to be guessed, and commits it.
func (p *player) priceFile(s seat) error {
	var i struct {
		ID, State, Encoding string
		Columns             []struct {
			Index int    `json:"index"`
			Field string `json:"field"`
		}
		Counts struct {
			In      int `json:"lines_in"`
			New     int
			Flagged int
		}
	}
	status, text, err := p.upload(s.path("/imports?name="+url.QueryEscape("preise.csv")), s.token, []byte(messyFile))
	if err != nil {
		return err
	}
	if status != http.StatusCreated {
		return fmt.Errorf("the upload answered %d: %s", status, text)
	}
	if err := json.Unmarshal(text, &i); err != nil {
		return err
	}
	settled := func(want string) error {
		return p.wait(func() (bool, error) {
			err := p.do(s, http.MethodGet, "/imports/"+i.ID, nil, &i)
			if i.State == "failed" {
				err = errors.New("the import failed")
			}
			return i.State == want, err
		})
	}
	if err := p.do(s, http.MethodPost, "/imports/"+i.ID+"/preview", object{"columns": i.Columns, "currency": "GBP", "category": "hand tools"}, nil); err != nil {
		return err
	}
	if err := settled("judged"); err != nil {
		return err
	}
	if i.Counts.In != 4 || i.Counts.New != 3 || i.Counts.Flagged != 1 {
		return fmt.Errorf("judged as %+v", i.Counts)
	}
	if err := p.do(s, http.MethodPost, "/imports/"+i.ID+"/commit", object{}, nil); err != nil {
		return err
	}
	return settled("committed")
}
