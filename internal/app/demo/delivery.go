package demo

import (
	"context"

	"github.com/shopspring/decimal"

	"manifold/internal/fulfilment"
	"manifold/internal/kernel/id"
	"manifold/internal/ordering"
)

// underWay ships the first line of an order, so that it is partly shipped.
func (t *trader) underWay(ctx context.Context, supplier id.CompanyID, order id.OrderID) {
	if t.err != nil {
		return
	}
	stands, err := t.hub.Fulfilment.OfOrder(ctx, ordering.Supplier, supplier, order)
	t.try("what is to ship", err)
	if t.err != nil {
		return
	}
	_, err = t.hub.Fulfilment.Ship(ctx, supplier, order, fulfilment.Draft{
		Details: fulfilment.Details{Carrier: "sf", Tracking: []string{"SF1390226471852"}, ExpectedOn: t.days(2)},
		Lines:   []fulfilment.LineDraft{{Line: 1, Quantity: stands.Order.Lines[0].Quantity}},
	})
	t.try("a shipment under way", err)
}

// short ships all of an order, and lets its buyer find one piece of the first line missing.
func (t *trader) short(supplierCtx, buyerCtx context.Context, supplier, buyer id.CompanyID, order id.OrderID) {
	if t.err != nil {
		return
	}
	stands, err := t.hub.Fulfilment.OfOrder(supplierCtx, ordering.Supplier, supplier, order)
	t.try("what is to ship", err)
	if t.err != nil {
		return
	}
	done, err := t.hub.Fulfilment.ShipAll(supplierCtx, supplier, []ordering.Picked{{Order: order, Version: stands.Order.Version}}, fulfilment.Details{Carrier: "dhl", ExpectedOn: t.days(0)})
	t.try("a shipment", err)
	if t.err != nil {
		return
	}
	came := stands.Order.Lines[0].Quantity.Sub(decimal.NewFromInt(1))
	_, err = t.hub.Fulfilment.Receive(buyerCtx, buyer, done[0].Shipment, nil, []fulfilment.CountDraft{{Line: 1, Count: fulfilment.Count{Counted: &came, Note: "外箱完好，少一件。"}}}, true)
	t.try("a receipt", err)
}
