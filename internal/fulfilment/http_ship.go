package fulfilment

import (
	"context"

	contract "manifold/api/fulfilment"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/ordering"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
)

// ListOrdersToShip answers listOrdersToShip.
func (h Handler) ListOrdersToShip(ctx context.Context, r contract.ListOrdersToShipRequestObject) (contract.ListOrdersToShipResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, total, err := h.service.OrdersToShip(ctx, r.Company, optional.Value(r.Params.Q), asked)
	if err != nil {
		return nil, err
	}
	out := contract.ListOrdersToShip200JSONResponse{Items: make([]contract.OrderToShip, len(found.Items)), Next: optional.Of(found.Next), Total: total}
	for i, t := range found.Items {
		out.Items[i] = contract.OrderToShip{Order: t.Order, Number: t.Number, Buyer: showParty(t.Buyer), Reference: t.Reference, Lines: t.Lines, Due: optional.Time(t.Due), OrderedAt: t.OrderedAt, Version: t.Version}
	}
	return out, nil
}

// ShipOrders answers shipOrders.
func (h Handler) ShipOrders(ctx context.Context, r contract.ShipOrdersRequestObject) (contract.ShipOrdersResponseObject, error) {
	picked := make([]ordering.Picked, len(r.Body.Orders))
	for i, o := range r.Body.Orders {
		picked[i] = ordering.Picked{Order: o.Order, Version: o.Version}
	}
	done, err := h.service.ShipAll(ctx, r.Company, picked, Details{Carrier: optional.Value(r.Body.Carrier), ExpectedOn: takeDay(r.Body.ExpectedOn)})
	if err != nil {
		return nil, err
	}
	var out contract.ShipOrders200JSONResponse
	for _, d := range done {
		one := struct {
			Order    id.OrderID                          `json:"order"`
			Outcome  contract.OrdersShippedOrdersOutcome `json:"outcome"`
			Shipment *id.ShipmentID                      `json:"shipment,omitempty"`
		}{Order: d.Order, Outcome: contract.OrdersShippedOrdersOutcome(d.Result)}
		if !d.Shipment.IsZero() {
			one.Shipment = &d.Shipment
		}
		out.Orders = append(out.Orders, one)
	}
	return out, nil
}

// GetOrderDelivery answers getOrderDelivery.
func (h Handler) GetOrderDelivery(ctx context.Context, r contract.GetOrderDeliveryRequestObject) (contract.GetOrderDeliveryResponseObject, error) {
	out, err := h.service.OfOrder(ctx, ordering.Supplier, r.Company, r.Order)
	return contract.GetOrderDelivery200JSONResponse(showDelivery(out)), err
}

// CreateShipment answers createShipment.
func (h Handler) CreateShipment(ctx context.Context, r contract.CreateShipmentRequestObject) (contract.CreateShipmentResponseObject, error) {
	draft, err := takeDraft(*r.Body)
	if err != nil {
		return nil, err
	}
	out, err := h.service.Ship(ctx, r.Company, r.Order, draft)
	return contract.CreateShipment201JSONResponse(h.show(out)), err
}

// CloseOrderLines answers closeOrderLines.
func (h Handler) CloseOrderLines(ctx context.Context, r contract.CloseOrderLinesRequestObject) (contract.CloseOrderLinesResponseObject, error) {
	out, err := h.service.Close(ctx, r.Company, r.Order, r.Body.Lines, r.Body.Reason)
	return contract.CloseOrderLines200JSONResponse(showDelivery(out)), err
}

// ListShipments answers listShipments.
func (h Handler) ListShipments(ctx context.Context, r contract.ListShipmentsRequestObject) (contract.ListShipmentsResponseObject, error) {
	p := r.Params
	out, err := h.listed(ctx, ordering.Supplier, r.Company, p.Q, p.View, p.Today, p.Limit, p.After)
	return contract.ListShipments200JSONResponse(out), err
}

// ExportShipments answers exportShipments.
func (h Handler) ExportShipments(ctx context.Context, r contract.ExportShipmentsRequestObject) (contract.ExportShipmentsResponseObject, error) {
	run, err := h.service.Export(ctx, r.Company, table.Format(r.Body.Format), Filter{optional.Value(r.Body.Q), View(optional.Value(r.Body.View)), takeDay(r.Body.Today)})
	if err != nil {
		return nil, err
	}
	return contract.ExportShipments202JSONResponse(job.Present(r.Company, run)), nil
}

// GetShipment answers getShipment.
func (h Handler) GetShipment(ctx context.Context, r contract.GetShipmentRequestObject) (contract.GetShipmentResponseObject, error) {
	out, err := h.service.Get(ctx, ordering.Supplier, r.Company, r.Shipment)
	return contract.GetShipment200JSONResponse{Body: h.show(out), Headers: contract.GetShipment200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}

// ChangeShipment answers changeShipment.
func (h Handler) ChangeShipment(ctx context.Context, r contract.ChangeShipmentRequestObject) (contract.ChangeShipmentResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := r.Body
	out, err := h.service.Change(ctx, r.Company, r.Shipment, seen, func(d Details) Details {
		if b.Number != nil {
			d.Number = *b.Number
		}
		if b.Carrier != nil {
			d.Carrier = *b.Carrier
		}
		if b.Tracking != nil {
			d.Tracking = *b.Tracking
		}
		if b.ExpectedOn != nil {
			d.ExpectedOn = b.ExpectedOn.Time
		}
		if b.Note != nil {
			d.Note = *b.Note
		}
		return d
	})
	return contract.ChangeShipment200JSONResponse{Body: h.show(out), Headers: contract.ChangeShipment200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}

// VoidShipment answers voidShipment.
func (h Handler) VoidShipment(ctx context.Context, r contract.VoidShipmentRequestObject) (contract.VoidShipmentResponseObject, error) {
	out, err := h.service.Void(ctx, r.Company, r.Shipment, r.Body.Reason)
	return contract.VoidShipment200JSONResponse{Body: h.show(out), Headers: contract.VoidShipment200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}

// ListShipmentCases answers listShipmentCases.
func (h Handler) ListShipmentCases(ctx context.Context, r contract.ListShipmentCasesRequestObject) (contract.ListShipmentCasesResponseObject, error) {
	out, err := h.cases(ctx, ordering.Supplier, r.Company, CaseFilter(optional.Value(r.Params.Turn)), r.Params.Limit, r.Params.After)
	return contract.ListShipmentCases200JSONResponse(out), err
}

// AnswerCase answers answerCase.
func (h Handler) AnswerCase(ctx context.Context, r contract.AnswerCaseRequestObject) (contract.AnswerCaseResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	out, err := h.service.ActOnCase(ctx, ordering.Supplier, r.Company, r.Case, seen, CaseDeed{Answer, Remedy(r.Body.Remedy), optional.Value(r.Body.Words)})
	return contract.AnswerCase200JSONResponse{Body: showCase(out), Headers: contract.AnswerCase200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}
