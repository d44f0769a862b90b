package comparison

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	contract "manifold/api/comparison"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/grant"
)

// delivers says where a supplier delivers to a buyer.
func (w *world) delivers(supplier, buyer party, region string) {
	w.t.Helper()
	w.exec("UPDATE hub.trading_relationship SET region = $3, epoch = epoch + 1 WHERE tenant_id = $1 AND buyer_id = $2", supplier.id.UUID(), buyer.id.UUID(), region)
}

// warehouse makes one that serves regions, with so many of an item in it and so many more on their way.
func (w *world) warehouse(supplier party, code string, regions []string, item id.ItemID, there, coming, due string) {
	w.t.Helper()
	warehouse := id.NewRandom[id.Warehouse]().UUID()
	w.exec("INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, regions, updated_at) VALUES ($1, $2, $3, $3, $4, now())", supplier.id.UUID(), warehouse, code, regions)
	w.exec("INSERT INTO hub.inventory_stock (tenant_id, warehouse_id, item_id, on_hand, as_of) VALUES ($1, $2, $3, $4, now())", supplier.id.UUID(), warehouse, item.UUID(), there)
	w.exec("INSERT INTO hub.inventory_incoming (tenant_id, id, warehouse_id, item_id, quantity, due, updated_at) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, now())", supplier.id.UUID(), warehouse, item.UUID(), coming, due)
}

// askedIn is what a comparison says when it is narrowed to a region: the suppliers, with where and in how many days they deliver.
func (w *world) askedIn(region string, skus ...string) (suppliers []string, offers int) {
	w.t.Helper()
	body := basketOf("1", skus...)
	body.Region = &region
	got := w.compared(w.buyer, body)
	for _, s := range got.Suppliers {
		days := "–"
		if s.DeliveryDays != nil {
			days = fmt.Sprint(*s.DeliveryDays)
		}
		suppliers = append(suppliers, fmt.Sprintf("%s %s in %s", s.Name, text(s.Region), days))
	}
	for _, l := range got.Lines {
		offers += len(l.Cells)
	}
	return suppliers, offers
}

// A comparison is narrowed to who delivers to a region or anywhere in its country, and says in how many days each does.
func TestRegionNarrowsAComparison(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sheet(w.supplier, priced("A", "Hex bolt", "1"))
	w.sheet(w.rival, priced("R", "Hex bolt", "2"))
	w.delivers(w.supplier, w.buyer, "SE-AB")
	w.delivers(w.rival, w.buyer, "DE")
	for region, days := range map[string]int{"SE-AB": 2, "SE": 9} {
		w.exec("INSERT INTO hub.pricing_condition (tenant_id, id, level, region, conditions, updated_at) VALUES ($1, gen_random_uuid(), 'region', $2, $3, now())", w.supplier.id.UUID(), region, fmt.Sprintf(`{"lead_days": %d}`, days))
	}
	north, south := "Alpha Fasteners SE-AB in 2", "Rival Tools DE in –"
	for region, want := range map[string][]string{
		"":      {north, south},
		"SE":    {north},
		"se-ab": {north},
		" DE ":  {south},
		"SE-A":  nil, // a part of a word is no country
		"DE-BY": nil, // who delivers to a country at large says nothing of this part of it
	} {
		got, offers := w.askedIn(region, "A", "R")
		if strings.Join(got, "; ") != strings.Join(want, "; ") || offers != len(want) {
			t.Errorf("%q: %d offers of %q, want %q", region, offers, got, want)
		}
	}
}

// What a warehouse for another region holds is nothing to a buyer: neither in the list of offers nor in the comparison, and the supplier's own look through the
// buyer's eyes is the same bytes.
func TestStockOfTheRegionOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceOwn), Stock: ref(grant.StockExact), LeadTime: ref(true)})
	w.sheet(w.supplier, contract.SheetLine{Sku: "A", Name: ref("Hex bolt"), Price: &contract.SheetPrice{Currency: "CNY", Amount: "1"}, Stock: ref("3")})
	item := w.item(w.supplier, "A")
	w.warehouse(w.supplier, "NORTH", []string{"SE"}, item, "20", "100", "2099-01-01")
	w.warehouse(w.supplier, "SOUTH", []string{"DE", "CN-31"}, item, "500", "7000", "2098-01-01")
	for region, want := range map[string]string{"": "3", "SE-AB": "23", "DE": "503", "CN": "3", "CN-31": "503"} {
		w.delivers(w.supplier, w.buyer, region)
		w.delivers(w.supplier, w.other, "")
		w.unpace()
		list := w.list(w.buyer, w.supplier, "", "", "", 50)
		offer := into[contract.OfferPage](t, w.wants(list, 200)).Items[0]
		if got := text(offer.Stock.Exact); got != want {
			t.Errorf("%q: the list shows %s, want %s", region, got, want)
		}
		cell := w.compared(w.buyer, basketOf("1", "A")).Lines[0].Cells[0]
		if got := text(cell.Stock.Exact); got != want {
			t.Errorf("%q: the comparison shows %s, want %s", region, got, want)
		}
		customer := w.customers[w.supplier.id][w.buyer.id]
		for name, body := range map[string]contract.PreviewRequest{"of the buyer": {Buyer: &w.buyer.id, Limit: ref(50)}, "of its customer": {Customer: &customer, Limit: ref(50)}} {
			preview := w.wants(w.preview(w.supplier, body), 200)
			if !bytes.Equal(ageless(preview.body), ageless(list.body)) {
				t.Errorf("%q, preview %s: %s\nthe buyer: %s", region, name, preview.body, list.body)
			}
		}
		// Another buyer's region is no affair of this one's.
		if elsewhere := into[contract.OfferPage](t, w.wants(w.list(w.other, w.supplier, "", "", "", 50), 200)).Items[0]; text(elsewhere.Stock.Exact) != "3" {
			t.Errorf("%q: a buyer without a region is shown %s", region, text(elsewhere.Stock.Exact))
		}
	}
}

var epochs = regexp.MustCompile(`"epoch":\d+`)

// ageless is a list without its epoch: a look through the eyes of a customer is of no relationship, so it has none.
func ageless(body []byte) []byte { return epochs.ReplaceAll(body, nil) }

// When something can be had is one word: in the list of offers, in the search, on the page of the product, in the answer to how many there are, and in the comparison;
// whatever the region, the level of the grant and the quantity.
func TestOnePromise(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	classes := map[string]bool{}
	soon := time.Now().UTC().AddDate(0, 0, 5).Format(time.DateOnly)
	for n, c := range []struct{ region, stock, lead, minimum string }{
		{"", "0", "", "1"}, {"", "40", "9", "30"}, {"SE", "0", "9", "30"}, {"SE", "4", "9", "5"}, {"SE-AB", "0", "", "60"}, {"DE", "0", "9", "30"}, {"DE", "0", "", "30"}, {"SE", "0", "3", "400"}, {"SE", "0", "", "400"},
	} {
		sku := fmt.Sprint("P", n)
		w.sheet(w.supplier, contract.SheetLine{Sku: sku, Name: ref("Hex bolt " + sku), Price: &contract.SheetPrice{Currency: "CNY", Amount: "1"}, Stock: &c.stock, LeadDays: ref(c.lead), Minimum: &c.minimum})
		item := w.item(w.supplier, sku)
		w.warehouse(w.supplier, "N"+sku, []string{"SE"}, item, "0", "100", soon)
		w.delivers(w.supplier, w.buyer, c.region)
		for _, level := range []grant.StockLevel{grant.StockNone, grant.StockYesNo, grant.StockBand, grant.StockExact} {
			w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceOwn), Stock: ref(level), LeadTime: ref(n%3 != 2)})
			w.unpace()
			where := fmt.Sprintf("%s in %q at %s", sku, c.region, level)
			said := map[string]string{}
			said["the list"] = promiseText(into[contract.OfferPage](t, w.wants(w.list(w.buyer, w.supplier, sku, "", "", 50), 200)).Items[0].Promise)
			said["the search"] = promiseText(into[contract.FoundOffers](t, w.wants(w.search(w.buyer, sku, "", 50), 200)).Items[0].Offer.Promise)
			for _, o := range w.page(w.buyer, w.supplier, item).Offers {
				said["the product"] = promiseText(o.Offer.Promise)
			}
			answer := into[contract.Availability](t, w.wants(w.available(w.buyer, w.supplier, contract.AvailabilityLine{Item: item, Quantity: c.minimum}), 200))
			said["the answer"] = promiseText(answer.Lines[0].Promise)
			said["the comparison"] = promiseText(w.compared(w.buyer, basketOf(c.minimum, sku)).Lines[0].Cells[0].Promise)
			for place, got := range said {
				if got != said["the list"] {
					t.Errorf("%s: %s says %q, the list %q", where, place, got, said["the list"])
				}
			}
			if len(said) != 5 {
				t.Fatalf("%s: %v", where, said)
			}
			classes[strings.Fields(said["the list"] + " unknown")[0]] = true
		}
	}
	for _, class := range []string{"now", "incoming", "lead_time", "unknown"} {
		if !classes[class] {
			t.Errorf("nothing was promised as %s: the test proves too little", class)
		}
	}
}

func promiseText(p *contract.StockPromise) string {
	if p == nil {
		return ""
	}
	out := string(p.Class)
	if p.By != nil {
		out += " " + p.By.Format(time.DateOnly)
	}
	return out
}

// Each supplier's offers say which day's price will be billed: the order's where it said nothing, and nothing where it shows no prices.
func TestProtectionStandsWithOffers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sheet(w.supplier, priced("A", "Hex bolt", "1"))
	w.sheet(w.rival, priced("R", "Hex bolt", "2"))
	said := func() string {
		var all []string
		for _, s := range w.compared(w.buyer, basketOf("1", "A", "R")).Suppliers {
			says := s.Name + ":"
			if s.Protection != nil {
				says += " " + string(*s.Protection)
			}
			if s.NoticeDays != nil {
				says += fmt.Sprint(" ", *s.NoticeDays)
			}
			all = append(all, says)
		}
		return strings.Join(all, "; ")
	}
	policy := func(of party, protection string, days, version int) {
		w.exec(`WITH told AS (INSERT INTO hub.outbox_event (owner_id, id, topic, object, at) VALUES ($1, gen_random_uuid(), 'pricing.policy_changed', '', now()))
			INSERT INTO hub.pricing_policy (tenant_id, protection, notice_days, version, updated_at) VALUES ($1, $2, $3, $4, now())
			ON CONFLICT (tenant_id) DO UPDATE SET protection = EXCLUDED.protection, notice_days = EXCLUDED.notice_days, version = EXCLUDED.version`, of.id.UUID(), protection, days, version)
	}
	if got, want := said(), "Alpha Fasteners: order_date; Rival Tools: order_date"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	policy(w.supplier, "notice", 14, 2)
	policy(w.rival, "ship_date", 0, 2)
	if got, want := said(), "Alpha Fasteners: notice 14; Rival Tools: ship_date"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w.grant(w.rival, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceNone)})
	if got, want := said(), "Alpha Fasteners: notice 14; Rival Tools:"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
