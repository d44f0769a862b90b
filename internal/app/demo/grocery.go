package demo

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"manifold/internal/app"
	"manifold/internal/catalog"
	"manifold/internal/comparison"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/pricing"
	"manifold/internal/trading"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/standing"
	"manifold/internal/trading/terms"
)

//go:embed groceries.csv
var groceriesFile string

// chains sell the same goods under one barcode and under names of their own.
var chains = []string{"Hazi Hinam", "Osher Ad", "Rami Levy", "Shufersal", "Victory", "Yenot Bitan", "Yochananof"}

// uncoded keep their barcodes to themselves here and give numbers of their own, as many do: their goods have to be known by name.
var uncoded = []string{"Osher Ad", "Victory"}

// grocery is the shop that buys of them, and grocer who signs in for it.
const (
	grocery = "Galil Mini Market"
	grocer  = "dana@galil-market.example"
)

// loadGroceries makes the trade in groceries: each chain's sheet, and a shop that all of them approved. What stands is left alone.
func loadGroceries(ctx context.Context, hub *app.App, shop id.CompanyID) error {
	t := &trader{ctx: ctx, hub: hub}
	rows, err := readTable(groceriesFile)
	if err != nil {
		return err
	}
	sheets, skus := map[string][]comparison.SheetDraft{}, map[string]map[string]string{}
	for _, row := range rows {
		item := catalog.Draft{SKU: row[1], GTIN: row[1], Name: row[2], Brand: row[3], Category: row[4], Unit: "H87"}
		if slices.Contains(uncoded, row[0]) {
			item.SKU, item.GTIN = fmt.Sprintf("%d", 10_001+len(sheets[row[0]])), ""
		}
		if skus[row[0]] == nil {
			skus[row[0]] = map[string]string{}
		}
		skus[row[0]][row[1]] = item.SKU
		sheets[row[0]] = append(sheets[row[0]], comparison.SheetDraft{Draft: item, Price: &pricing.Draft{Currency: "ILS", Amount: row[5]}})
	}
	suppliers := map[string]id.CompanyID{}
	for _, name := range chains {
		s := newSeller(name, "IL")
		suppliers[name] = t.supplier(s, trading.Profile{
			Name: s.Name, Listed: true, Accepting: true, Summary: fmt.Sprintf("Groceries and household goods, %d lines.", len(sheets[name])), Trades: []string{"food"}, Regions: []string{"IL"},
			TermsSummary: "30 days net", MinimumOrder: "300 ILS", Languages: []string{"en"}, Contact: trading.Contact{Name: s.Name + " trade desk", Email: "trade@" + s.domain, Phone: "+97235550100"},
			Asks: []string{"tax_number", "phone"},
		}, sheets[name])
	}
	t.grocer(shop, suppliers)
	t.promotions(skus)
	t.restocked(shop, skus)
	t.distributor("Farnell", "GB")
	return t.err
}

// grocer applies to every chain, and all approve.
func (t *trader) grocer(shop id.CompanyID, suppliers map[string]id.CompanyID) {
	ctx, _ := t.as(grocer, "buyer")
	if !t.untouched(ctx, shop) {
		return
	}
	_, err := t.hub.Trading.PutFile(ctx, shop, nil, trading.Particulars{
		LegalName: "Galil Mini Market Ltd", TradeName: grocery, Country: "IL", TaxNumber: "514365879", Founded: "2016", Trades: []string{"food"}, Phone: "+97245550161", Email: grocer,
		Contacts: []trading.FileContact{{Name: "Dana Levi", Post: "Owner", Phone: "+97245550161", Email: grocer}},
	})
	t.try("grocer's file", err)
	if t.err == nil {
		_, err = t.hub.Trading.AddSite(ctx, shop, trading.Site{Name: "Shop", Kind: "delivery", Country: "IL", City: "Karmiel", Street: "Nesi'ei Israel 12", Postcode: "2161001", IsDefault: true})
		t.try("grocer's site", err)
	}
	t.verified(ctx, shop, "licence.pdf")
	t.apply(ctx, shop, suppliers, "A neighbourhood shop that orders twice a week.", chains...)
	days := 30
	for _, name := range chains {
		t.decide(newSeller(name, "IL").domain, shop, trading.Decision{
			Act: standing.ActApprove, Customer: customer.Choice{Terms: &terms.Terms{Payment: "days", PaymentDays: &days, Currency: "ILS"}}, Grant: &grant.Grant{Price: of(grant.PriceList)},
		})
	}
}

// restocked lets the shop have bought at two chains, so that there is something to buy again. A shop that has bought is left alone.
func (t *trader) restocked(shop id.CompanyID, skus map[string]map[string]string) {
	dana, _ := t.as(grocer, "buyer")
	if t.err != nil {
		return
	}
	stood, err := t.hub.Orders.Purchases(dana, shop, page.Request{Limit: 1})
	t.try("purchases", err)
	if t.err != nil || len(stood.Items) > 0 {
		return
	}
	var lines []ordering.LineDraft
	for n, name := range []string{"Rami Levy", "Shufersal"} {
		ctx, company := t.as("owner@"+newSeller(name, "IL").domain, "supplier")
		if t.err != nil || company.IsZero() {
			return
		}
		items := t.itemsOf(ctx, company, skus[name])
		for i, sku := range slices.Sorted(maps.Keys(items)) {
			if i%2 == n && len(lines) < 6*(n+1) {
				lines = append(lines, ordering.LineDraft{Supplier: company, Item: items[sku], Quantity: "12"})
			}
		}
	}
	t.order(dana, shop, "Weekly restock", lines)
}
