package fulfilment

import (
	"context"

	contract "manifold/api/fulfilment"
	"manifold/internal/kernel/optional"
	"manifold/internal/ordering"
	"manifold/internal/platform/web"
)

// ListDeliveries answers listDeliveries.
func (h Handler) ListDeliveries(ctx context.Context, r contract.ListDeliveriesRequestObject) (contract.ListDeliveriesResponseObject, error) {
	p := r.Params
	out, err := h.listed(ctx, ordering.Buyer, r.Company, p.Q, p.View, p.Today, p.Limit, p.After)
	return contract.ListDeliveries200JSONResponse(out), err
}

// GetDelivery answers getDelivery.
func (h Handler) GetDelivery(ctx context.Context, r contract.GetDeliveryRequestObject) (contract.GetDeliveryResponseObject, error) {
	out, err := h.service.Get(ctx, ordering.Buyer, r.Company, r.Shipment)
	return contract.GetDelivery200JSONResponse{Body: h.show(out), Headers: contract.GetDelivery200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}

// ReceiveDelivery answers receiveDelivery.
func (h Handler) ReceiveDelivery(ctx context.Context, r contract.ReceiveDeliveryRequestObject) (contract.ReceiveDeliveryResponseObject, error) {
	counts, err := takeCounts(*r.Body)
	if err != nil {
		return nil, err
	}
	out, err := h.service.Receive(ctx, r.Company, r.Shipment, r.Body.Version, counts, r.Body.RestAsDelivered)
	return contract.ReceiveDelivery200JSONResponse{Body: h.show(out), Headers: contract.ReceiveDelivery200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}

// UndoReceipt answers undoReceipt.
func (h Handler) UndoReceipt(ctx context.Context, r contract.UndoReceiptRequestObject) (contract.UndoReceiptResponseObject, error) {
	out, err := h.service.Undo(ctx, r.Company, r.Shipment)
	return contract.UndoReceipt200JSONResponse{Body: h.show(out), Headers: contract.UndoReceipt200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}

// AddDeliveryPhoto answers addDeliveryPhoto.
func (h Handler) AddDeliveryPhoto(ctx context.Context, r contract.AddDeliveryPhotoRequestObject) (contract.AddDeliveryPhotoResponseObject, error) {
	out, err := h.service.AddPhoto(ctx, r.Company, r.Shipment, r.Line, r.Body)
	return contract.AddDeliveryPhoto201JSONResponse(showPhoto(out)), err
}

// DeleteDeliveryPhoto answers deleteDeliveryPhoto.
func (h Handler) DeleteDeliveryPhoto(ctx context.Context, r contract.DeleteDeliveryPhotoRequestObject) (contract.DeleteDeliveryPhotoResponseObject, error) {
	return contract.DeleteDeliveryPhoto204Response{}, h.service.DeletePhoto(ctx, r.Company, r.Shipment, r.Photo)
}

// GetPlacedOrderDelivery answers getPlacedOrderDelivery.
func (h Handler) GetPlacedOrderDelivery(ctx context.Context, r contract.GetPlacedOrderDeliveryRequestObject) (contract.GetPlacedOrderDeliveryResponseObject, error) {
	out, err := h.service.OfOrder(ctx, ordering.Buyer, r.Company, r.Order)
	return contract.GetPlacedOrderDelivery200JSONResponse(showDelivery(out)), err
}

// ListDeliveryCases answers listDeliveryCases.
func (h Handler) ListDeliveryCases(ctx context.Context, r contract.ListDeliveryCasesRequestObject) (contract.ListDeliveryCasesResponseObject, error) {
	out, err := h.cases(ctx, ordering.Buyer, r.Company, CaseFilter(optional.Value(r.Params.Turn)), r.Params.Limit, r.Params.After)
	return contract.ListDeliveryCases200JSONResponse(out), err
}

// ActOnCase answers actOnCase.
func (h Handler) ActOnCase(ctx context.Context, r contract.ActOnCaseRequestObject) (contract.ActOnCaseResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	out, err := h.service.ActOnCase(ctx, ordering.Buyer, r.Company, r.Case, seen, CaseDeed{Act: CaseAct(r.Body.Act), Words: optional.Value(r.Body.Words)})
	return contract.ActOnCase200JSONResponse{Body: showCase(out), Headers: contract.ActOnCase200ResponseHeaders{ETag: optional.Of(web.ETag(out.Version))}}, err
}
