package demo

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/ordering/approval"
	"manifold/internal/platform/authz"
)

// orders lets the shop order at its suppliers, and these answer, so that there are orders in several states. A shop that has ordered is left alone.
func (t *trader) orders(shop id.CompanyID) {
	lin, _ := t.as(shopOwner, "buyer")
	if t.err != nil {
		return
	}
	stood, err := t.hub.Orders.Purchases(lin, shop, page.Request{Limit: 1})
	t.try("purchases", err)
	farnell, farnellID := t.as("owner@farnell.example", "supplier")
	mouser, mouserID := t.as("owner@mouser.example", "supplier")
	if t.err != nil || len(stood.Items) > 0 || farnellID.IsZero() || mouserID.IsZero() {
		return
	}
	some, more := t.wanted(farnell, farnellID), t.wanted(mouser, mouserID)
	t.order(lin, shop, "", some(2))
	mixed := t.order(lin, shop, "样机", more(2))
	t.answer(mouser, mouserID, mixed[mouserID], func(ordering.Order) []ordering.Deed {
		return []ordering.Deed{{Line: 1, Act: ordering.Refuse, Reason: "Discontinued by the manufacturer."}, {Line: 2, Act: ordering.BackOrder, PromisedOn: t.days(12)}}
	})
	back := t.order(lin, shop, "", some(1))
	t.recall(lin, shop, back[farnellID])
	both := t.order(lin, shop, "张江 11 月补货", append(some(6), more(4)...))
	t.answer(farnell, farnellID, both[farnellID], func(o ordering.Order) []ordering.Deed {
		last := len(o.Lines)
		half := o.Lines[last-1].Quantity.Add(o.Lines[last-1].Quantity)
		out := []ordering.Deed{{Line: last, Act: ordering.Counter, Quantity: &half, PromisedOn: t.days(6), Reason: "A full reel only; it comes next week."}}
		for n := 1; n < last; n++ {
			out = append(out, ordering.Deed{Line: n, Act: ordering.Accept, PromisedOn: t.days(2)})
		}
		return out
	})
	t.answer(mouser, mouserID, both[mouserID], accepted)
	t.underWay(farnell, farnellID, both[farnellID])
	t.short(mouser, lin, mouserID, shop, both[mouserID])
	t.approvals(shop, some)
	if t.err == nil {
		_, err = t.hub.Orders.Write(lin, ordering.Buyer, shop, both[farnellID], "整盘可以，但请和其他行一起发货。")
		t.try("message", err)
	}
}

// approvals lets the shop have rules, one above an amount that nothing usual comes to, and a purchase of a colleague that waits for the owner's word.
func (t *trader) approvals(shop id.CompanyID, lines func(n int) []ordering.LineDraft) {
	lin, _ := t.as(shopOwner, "buyer")
	wang, _ := t.as("wang@corner-shop.example", "buyer")
	if t.err != nil {
		return
	}
	seat, _ := authz.SeatOf(wang, shop)
	cny, err := money.ParseCurrency("CNY")
	t.try("currency", err)
	owner := approval.Stage{Who: []approval.Who{{Role: authz.Owner}}, Quorum: 1}
	for _, r := range []approval.Rule{
		{Name: "大额采购", Active: true, Within: 48 * time.Hour, When: approval.Condition{Above: &approval.Above{Amount: decimal.NewFromInt(1_000_000), Currency: cny}}, Stages: []approval.Stage{{Who: []approval.Who{{Role: authz.Approver}}, Quorum: 1}, owner}},
		{Name: "王芳的采购", Active: true, Within: 24 * time.Hour, When: approval.Condition{Seats: []id.SeatID{seat.ID}}, Stages: []approval.Stage{owner}},
	} {
		if t.err == nil {
			_, err := t.hub.Approvals.CreateRule(lin, shop, r)
			t.try("a rule of approvals", err)
		}
	}
	d := t.priced(wang, shop, ordering.Draft{Mode: ordering.ThoseThatAccept, Reference: "门店备货", Lines: lines(2)})
	if t.err == nil {
		_, err := t.hub.Approvals.Send(wang, shop, d, "周五前要用，谢谢。")
		t.try("an approval", err)
	}
}

// days is a day from the day of the demo on.
func (t *trader) days(n int) time.Time {
	return t.hub.DB.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, n)
}

// wanted gives out items of a supplier of which some lie in stock, so many at a time.
func (t *trader) wanted(ctx context.Context, supplier id.CompanyID) func(n int) []ordering.LineDraft {
	listed, err := t.hub.Inventory.List(ctx, supplier, inventory.Filter{Show: inventory.ShowFree}, page.Request{Limit: 40})
	t.try("items to order", err)
	next := 0
	return func(n int) (out []ordering.LineDraft) {
		for ; next < len(listed.Items) && len(out) < n; next++ {
			out = append(out, ordering.LineDraft{Supplier: supplier, Item: listed.Items[next].ID, Quantity: "10"})
		}
		return out
	}
}

// order orders lines in quantities that are sold, at the prices that hold, and answers the order of each supplier.
func (t *trader) order(ctx context.Context, shop id.CompanyID, reference string, lines []ordering.LineDraft) map[id.CompanyID]id.OrderID {
	if t.err != nil {
		return nil
	}
	d := t.priced(ctx, shop, ordering.Draft{Mode: ordering.ThoseThatAccept, Reference: reference, Lines: lines})
	if t.err != nil {
		return nil
	}
	made, err := t.hub.Orders.Create(ctx, shop, d)
	t.try("purchase", err)
	out := map[id.CompanyID]id.OrderID{}
	for _, o := range made.Orders {
		out[o.Supplier.Company] = o.ID
	}
	return out
}

// priced is a draft in quantities that are sold, at the prices that hold.
func (t *trader) priced(ctx context.Context, shop id.CompanyID, d ordering.Draft) ordering.Draft {
	for range 2 { // quantities first, then prices
		seen, err := t.hub.Orders.Preview(ctx, shop, d)
		t.try("preview", err)
		for _, o := range seen.Orders {
			for _, l := range o.Lines {
				if l.Priced {
					d.Lines[l.Index].Price = &ordering.Money{Amount: l.Line.Price.Decimal().String(), Currency: l.Line.Price.Currency().Code()}
				} else {
					d.Lines[l.Index].Price = &ordering.Money{Amount: "0", Currency: "EUR"}
				}
				for _, p := range l.Problems {
					if p.Quantity != "" {
						d.Lines[l.Index].Quantity = p.Quantity
					}
				}
			}
		}
	}
	return d
}

// accepted accepts all lines.
func accepted(o ordering.Order) (out []ordering.Deed) {
	for _, l := range o.Lines {
		out = append(out, ordering.Deed{Line: l.Number, Act: ordering.Accept})
	}
	return out
}

// answer lets a supplier act on an order.
func (t *trader) answer(ctx context.Context, supplier id.CompanyID, order id.OrderID, with func(ordering.Order) []ordering.Deed) {
	if t.err != nil {
		return
	}
	o, err := t.hub.Orders.Get(ctx, ordering.Supplier, supplier, order)
	t.try("an order", err)
	if t.err == nil {
		_, err = t.hub.Orders.Act(ctx, ordering.Supplier, supplier, order, &o.Version, with(o))
		t.try("an answer", err)
	}
}

// recall takes an order back.
func (t *trader) recall(ctx context.Context, shop id.CompanyID, order id.OrderID) {
	if t.err == nil {
		_, err := t.hub.Orders.Act(ctx, ordering.Buyer, shop, order, nil, []ordering.Deed{{Line: 1, Act: ordering.Recall, Reason: "重复下单"}})
		t.try("recall", err)
	}
}
