package demo

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/customer"
	"manifold/tenants"
)

//go:embed promotions.csv
var promotionsFile string

// promotionsDay is the day of the recorded promotions. Those of the demo end as many days from now as they ended after it.
var promotionsDay = time.Date(2026, 8, 10, 0, 0, 0, 0, time.UTC)

// club is the group of a chain's customers that its members' promotions are for. The shop is in none.
const club = "Club members"

// promotions starts each chain's recorded promotions; skus are its items by barcode. A chain that has some is left alone.
func (t *trader) promotions(skus map[string]map[string]string) {
	rows, err := readTable(promotionsFile)
	t.try("promotions", err)
	byChain := map[string][][]string{}
	for _, row := range rows {
		byChain[row[0]] = append(byChain[row[0]], row)
	}
	for _, name := range chains {
		ctx, company := t.as("owner@"+newSeller(name, "IL").domain, "supplier")
		if !t.unpromoted(ctx, company) {
			continue
		}
		var members id.GroupID
		if slices.ContainsFunc(byChain[name], func(row []string) bool { return row[6] == "1" }) {
			g, err := t.hub.Customers.AddGroup(ctx, company, customer.Group{Name: club})
			t.try(name+": group", err)
			members = g.ID
		}
		items := t.itemsOf(ctx, company, skus[name])
		for _, row := range byChain[name] {
			terms, err := recorded(row, skus[name], items, members)
			t.try(name+": promotion", err)
			t.promote(ctx, company, terms)
		}
	}
}

// unpromoted tells whether a company is there and has no promotion.
func (t *trader) unpromoted(ctx context.Context, company id.CompanyID) bool {
	if t.err != nil || company.IsZero() {
		return false
	}
	found, counts, err := t.hub.Promotions.List(ctx, company, "", "", page.Request{Limit: 1})
	t.try("promotions", err)
	return t.err == nil && len(found.Items) == 0 && counts[promotion.Archived] == 0
}

// itemsOf are a supplier's items by SKU.
func (t *trader) itemsOf(ctx context.Context, company id.CompanyID, skus map[string]string) (out map[string]id.ItemID) {
	scope, err := authz.Acting(ctx, company, "catalog.item.read")
	t.try("items", err)
	if t.err != nil {
		return nil
	}
	t.try("items", t.hub.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = catalog.IDs(tx, company, slices.Collect(maps.Values(skus)))
		return err
	}))
	return out
}

// recorded is a recorded promotion: so many for a price, or each for one.
func recorded(row []string, skus map[string]string, items map[string]id.ItemID, members id.GroupID) (promotion.Terms, error) {
	quantity, err := strconv.ParseInt(row[4], 10, 64)
	if err != nil {
		return promotion.Terms{}, err
	}
	price, err := decimal.NewFromString(row[5])
	if err != nil {
		return promotion.Terms{}, err
	}
	ends, err := time.Parse(time.DateOnly, row[3])
	if err != nil {
		return promotion.Terms{}, err
	}
	ils, err := money.ParseCurrency("ILS")
	if err != nil {
		return promotion.Terms{}, err
	}
	on := combine.Selection{}
	for _, barcode := range strings.Fields(row[7]) {
		item, there := items[skus[barcode]]
		if !there {
			return promotion.Terms{}, fmt.Errorf("promotion %s: no item %s", row[1], barcode)
		}
		on.Items = append(on.Items, item)
	}
	out := promotion.Terms{Name: row[2], Note: "No. " + row[1], Currency: ils, Priority: 100, Kind: combine.Bundle, Rule: promotion.Rule{Price: price, Parts: []combine.Part{{On: on, Count: quantity}}}}
	if quantity == 1 {
		out.Kind, out.Rule = combine.FixedPrice, promotion.Rule{On: on, Tiers: []combine.Tier{{Amount: price}}}
	}
	if left := ends.Sub(promotionsDay); left > 0 { // some chains leave an old day there; theirs have no end
		until := time.Now().UTC().Truncate(24 * time.Hour).Add(left + 24*time.Hour) //nolint:forbidigo // the demo is of today
		out.Until = &until
	}
	if row[6] == "1" {
		out.Groups = []id.GroupID{members}
	}
	return out, nil
}

// promote drafts a promotion and starts it.
func (t *trader) promote(ctx context.Context, company id.CompanyID, terms promotion.Terms) {
	if t.err != nil {
		return
	}
	made, err := t.hub.Promotions.Create(ctx, company, terms)
	t.try(terms.Name, err)
	if t.err == nil {
		_, err = t.hub.Promotions.Act(ctx, company, made.ID, nil, promotion.Start)
		t.try(terms.Name, err)
	}
}

// distributor starts some of a distributor of parts: one by the size of the order, one for first orders, one with a code, and leaves a draft.
func (t *trader) distributor(name, country string) {
	ctx, company := t.as("owner@"+newSeller(name, country).domain, "supplier")
	if !t.unpromoted(ctx, company) {
		return
	}
	all := combine.Selection{All: true}
	d := decimal.NewFromInt
	size := promotion.Terms{Name: "Order size discount", Kind: combine.Percent, Currency: money.GBP, Priority: 100, Rule: promotion.Rule{
		On: all, Measure: combine.Spend, Tiers: []combine.Tier{{From: d(200), Percent: d(3)}, {From: d(1000), Percent: d(5)}},
	}}
	first := promotion.Terms{Name: "First order, free freight", Kind: combine.FreeFreight, Currency: money.GBP, Priority: 100, New: true, PerBuyer: 1, Rule: promotion.Rule{
		On: all, Measure: combine.Spend, Tiers: []combine.Tier{{From: d(50)}},
	}}
	budget := d(5000)
	coded := promotion.Terms{Name: "Trade fair 2026", Kind: combine.Percent, Currency: money.GBP, Priority: 100, Coupon: "FAIR-2026", PerBuyer: 3, Budget: &budget, Brand: "ALPS ALPINE",
		Funding: combine.Funding{Supplier: 40, Brand: 60}, Rule: promotion.Rule{On: all, Tiers: []combine.Tier{{Percent: d(8)}}}}
	for _, terms := range []promotion.Terms{size, first, coded} {
		t.promote(ctx, company, terms)
	}
	draft := promotion.Terms{Name: "Eleven for ten", Kind: combine.NForM, Currency: money.GBP, Priority: 100, Rule: promotion.Rule{On: all, Take: 11, Pay: 10, Most: 5}}
	_, err := t.hub.Promotions.Create(ctx, company, draft)
	t.try(draft.Name, err)
}
