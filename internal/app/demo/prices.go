package demo

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
)

//go:embed rates.csv
var ratesFile string

// ratesDay is the day of the recorded rates.
var ratesDay = time.Date(2021, 4, 8, 0, 0, 0, 0, time.UTC)

// seventyPercent of a price is what the demo says that an item costs.
var seventyPercent = decimal.New(7, -1)

// prices posts reference rates, and gives suppliers of the shop lists, conditions and a way of pricing. A supplier that has a list is left alone.
func (t *trader) prices(shop id.CompanyID) {
	t.rates()
	t.farnellPrices(shop)
	t.tmePrices()
	t.mouserPrices()
}

func (t *trader) rates() {
	rows, err := readTable(ratesFile)
	t.try("rates", err)
	operator, hub := t.as("operator@hub.example", "operator")
	if t.err != nil {
		return
	}
	var rates []pricing.RateDraft
	for _, row := range rows {
		rates = append(rates, pricing.RateDraft{Currency: row[0], PerEUR: row[1]})
	}
	stand, err := t.hub.Pricing.Rates(operator, time.Time{})
	t.try("rates", err)
	if len(stand) == 0 {
		_, err = t.hub.Pricing.PostRates(operator, hub, ratesDay, "European Central Bank", rates)
		t.try("rates", err)
	}
}

// unlisted is the context of a supplier's owner, and the supplier where it has no price list yet.
func (t *trader) unlisted(domain string) (context.Context, id.CompanyID) {
	ctx, company := t.as("owner@"+domain, "supplier")
	if t.err != nil || company.IsZero() {
		return ctx, id.CompanyID{}
	}
	lists, err := t.hub.Pricing.Lists(ctx, company, pricing.ListFilter{}, page.Request{Limit: 1})
	t.try(domain+": lists", err)
	if t.err != nil || len(lists.Items) > 0 {
		return ctx, id.CompanyID{}
	}
	return ctx, company
}

// list makes a list, fills it by an operation where there is one, and puts it in force.
func (t *trader) list(ctx context.Context, company id.CompanyID, draft pricing.ListDraft, fill *pricing.OperationDraft) {
	if t.err != nil {
		return
	}
	list, err := t.hub.Pricing.CreateList(ctx, company, draft)
	t.try(draft.Name, err)
	if fill != nil && t.err == nil {
		fill.Target.List = list.ID
		t.change(ctx, company, draft.Name, *fill)
	}
	if t.err == nil {
		_, err = t.hub.Pricing.SetListState(ctx, company, list.ID, nil, pricing.LiveList)
		t.try(draft.Name, err)
	}
}

// change drafts an operation and publishes it.
func (t *trader) change(ctx context.Context, company id.CompanyID, name string, operation pricing.OperationDraft) {
	if t.err != nil {
		return
	}
	done, err := t.hub.Pricing.DraftChange(ctx, company, pricing.ChangeDraft{Name: name, Source: "operation", Operation: &operation})
	t.try(name, err)
	if t.err == nil {
		_, err = t.hub.Pricing.PublishChange(ctx, company, done.Change.ID, time.Time{}, true)
		t.try(name, err)
	}
}

// policy says how a supplier prices.
func (t *trader) policy(ctx context.Context, company id.CompanyID, p pricing.PolicyDraft) {
	if t.err != nil {
		return
	}
	p.Order = resolve.Kinds()
	_, err := t.hub.Pricing.SetPolicy(ctx, company, nil, p)
	t.try("policy", err)
}

func (t *trader) condition(ctx context.Context, company id.CompanyID, c pricing.ConditionDraft) {
	if t.err != nil {
		return
	}
	_, err := t.hub.Pricing.PutCondition(ctx, company, nil, c)
	t.try("conditions", err)
}

// farnellPrices has costs (of our own making: 70 percent of the list price), a group's list, a region's rule and a contract with the shop.
func (t *trader) farnellPrices(shop id.CompanyID) {
	ctx, company := t.unlisted("farnell.example")
	if company.IsZero() {
		return
	}
	t.costs(ctx, company)
	t.policy(ctx, company, pricing.PolicyDraft{Precedence: resolve.Priority, FloorMargin: "10", ShowsList: true, Protection: pricing.ByNotice, NoticeDays: 14})
	groups, _, err := t.hub.Customers.Groups(ctx, company)
	t.try("groups", err)
	applicant, err := t.hub.Trading.Relationship(ctx, company, shop)
	t.try("relationship", err)
	if t.err != nil || len(groups) == 0 {
		return
	}
	t.list(ctx, company, pricing.ListDraft{Kind: resolve.Group, Name: groups[0].Name, Group: groups[0].ID, Currency: "GBP", FamilyBreaks: true},
		&pricing.OperationDraft{How: pricing.ByPercent, By: "-4", From: pricing.OfBase, Filter: catalog.Filter{Category: "Capacitors"}})
	t.list(ctx, company, pricing.ListDraft{Kind: resolve.Region, Name: "China", Region: "CN", Currency: "GBP", Rule: &pricing.RuleDraft{
		Basis: resolve.FromBase, Percent: "-2", Floor: pricing.BoundDraft{Margin: "15"},
	}}, nil)
	if customer := applicant.Customer; !customer.ID.IsZero() {
		t.list(ctx, company, pricing.ListDraft{Kind: resolve.Contract, Name: "街角五金店 2026", Customer: customer.ID, Currency: "GBP", Until: time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC)},
			&pricing.OperationDraft{How: pricing.ByPercent, By: "-9", From: pricing.OfBase, Filter: catalog.Filter{Category: "Resistors"}})
		t.condition(ctx, company, pricing.ConditionDraft{Level: pricing.ByCustomer, Customer: customer.ID, CashDiscount: &pricing.CashDiscountDraft{Percent: "2", Days: 10}})
	}
	t.condition(ctx, company, pricing.ConditionDraft{Level: pricing.ByDefault, LeadDays: of(2), SmallOrderFee: &pricing.FeeDraft{Below: "50", Fee: "12.50", Currency: "GBP"},
		Freight: &pricing.FreightDraft{By: pricing.FreightByValue, Currency: "GBP", FreeFrom: "250", Steps: []pricing.StepDraft{{From: "0", Fee: "9.50"}, {From: "100", Fee: "5.00"}}}})
	t.condition(ctx, company, pricing.ConditionDraft{Level: pricing.ByRegion, Region: "CN", LeadDays: of(6)})
}

// costs says that each item with a price costs seven tenths of it.
func (t *trader) costs(ctx context.Context, company id.CompanyID) {
	items, err := t.hub.Comparison.Sheet(ctx, company, "", "", catalog.Active, page.Request{Limit: page.MaxLimit})
	t.try("sheet", err)
	var lines []pricing.CostLine
	for _, item := range items.Items {
		if item.List == nil {
			continue
		}
		lowest := item.List.Amount
		for _, b := range item.List.Breaks {
			lowest = b.Amount
		}
		cost, err := money.RoundUnitPrice(lowest.Decimal().Mul(seventyPercent), lowest.Currency(), money.HalfUp)
		t.try("cost", err)
		lines = append(lines, pricing.CostLine{SKU: item.SKU, Currency: cost.Currency().Code(), Amount: cost.Decimal().String()})
	}
	if t.err == nil && len(lines) > 0 {
		outcomes, err := t.hub.Pricing.PutCosts(ctx, company, lines)
		t.try("costs", err)
		for _, o := range outcomes {
			if len(o.Problems) > 0 {
				t.try("costs", fmt.Errorf("%s: %v", o.SKU, o.Problems))
			}
		}
	}
}

// tmePrices lets the best of several prices hold: a list for whoever comes by the hub.
func (t *trader) tmePrices() {
	ctx, company := t.unlisted("tme.example")
	if company.IsZero() {
		return
	}
	t.policy(ctx, company, pricing.PolicyDraft{Precedence: resolve.Best, Protection: pricing.ByOrderDate})
	t.list(ctx, company, pricing.ListDraft{Kind: resolve.Channel, Name: "Hub", Channel: "hub", Currency: "EUR", Rule: &pricing.RuleDraft{Basis: resolve.FromBase, Percent: "-3"}}, nil)
	t.condition(ctx, company, pricing.ConditionDraft{Level: pricing.ByDefault, MinimumOrder: &pricing.SumDraft{Amount: "15", Currency: "EUR"}, LeadDays: of(8),
		Freight: &pricing.FreightDraft{By: pricing.FlatFreight, Currency: "EUR", Fee: "7.90", FreeFrom: "100"}})
}

// mouserPrices raises base prices from the next year on.
func (t *trader) mouserPrices() {
	ctx, company := t.unlisted("mouser.example")
	if company.IsZero() {
		return
	}
	t.policy(ctx, company, pricing.PolicyDraft{Precedence: resolve.Priority, Protection: pricing.ByShipDate})
	next := time.Date(time.Now().Year()+1, 1, 1, 0, 0, 0, 0, time.UTC) //nolint:forbidigo // a date of the demo, ahead of whoever looks around
	t.list(ctx, company, pricing.ListDraft{Kind: resolve.Base, Name: fmt.Sprintf("List prices %d", next.Year()), Currency: "USD"},
		&pricing.OperationDraft{How: pricing.ByPercent, By: "4", From: pricing.OfBase, Since: next})
	t.condition(ctx, company, pricing.ConditionDraft{Level: pricing.ByDefault, LeadDays: of(5),
		Freight: &pricing.FreightDraft{By: pricing.FreightByValue, Currency: "USD", Steps: []pricing.StepDraft{{From: "0", Fee: "20.00"}}, FreeFrom: "100"}})
}
