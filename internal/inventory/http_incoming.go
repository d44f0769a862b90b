package inventory

import (
	"context"

	"github.com/oapi-codegen/runtime/types"

	contract "manifold/api/inventory"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/web"
)

// ListIncoming answers listIncoming.
func (h Handler) ListIncoming(ctx context.Context, r contract.ListIncomingRequestObject) (contract.ListIncomingResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.service.Deliveries(ctx, r.Company, IncomingState(optional.Value(r.Params.State)), optional.Value(r.Params.Q), wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListIncoming200JSONResponse{Items: page.Map(found, h.showIncoming).Items, Next: optional.Of(found.Next)}, nil
}

func (h Handler) showIncoming(i Incoming) contract.Incoming {
	return contract.Incoming{
		ID: i.ID, Item: i.Item, Sku: i.SKU, Name: i.Name, Unit: i.Unit, Warehouse: i.Warehouse, Quantity: i.Quantity.String(), Due: types.Date{Time: i.Due},
		Reference: optional.Of(i.Reference), State: contract.IncomingState(i.State), Late: i.Late(h.service.db.Now()), Version: i.Version,
	}
}

// CreateIncoming answers createIncoming.
func (h Handler) CreateIncoming(ctx context.Context, r contract.CreateIncomingRequestObject) (contract.CreateIncomingResponseObject, error) {
	b := r.Body
	in, err := h.service.Expect(ctx, r.Company, IncomingDraft{
		Item: optional.Value(b.Item), SKU: optional.Value(b.Sku), Warehouse: optional.Value(b.Warehouse), Quantity: b.Quantity, Due: b.Due.Time, Reference: optional.Value(b.Reference),
	})
	if err != nil {
		return nil, err
	}
	return contract.CreateIncoming201JSONResponse{Body: h.showIncoming(in), Headers: contract.CreateIncoming201ResponseHeaders{ETag: optional.Of(web.ETag(in.Version))}}, nil
}

// UpdateIncoming answers updateIncoming.
func (h Handler) UpdateIncoming(ctx context.Context, r contract.UpdateIncomingRequestObject) (contract.UpdateIncomingResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := r.Body
	in, err := h.service.ChangeIncoming(ctx, r.Company, r.Incoming, seen, IncomingDraft{Warehouse: b.Warehouse, Quantity: b.Quantity, Due: b.Due.Time, Reference: optional.Value(b.Reference)})
	if err != nil {
		return nil, err
	}
	return contract.UpdateIncoming200JSONResponse{Body: h.showIncoming(in), Headers: contract.UpdateIncoming200ResponseHeaders{ETag: optional.Of(web.ETag(in.Version))}}, nil
}

// EndIncoming answers endIncoming.
func (h Handler) EndIncoming(ctx context.Context, r contract.EndIncomingRequestObject) (contract.EndIncomingResponseObject, error) {
	in, err := h.service.EndIncoming(ctx, r.Company, r.Incoming, IncomingState(r.Body.As), optional.Value(r.Body.Quantity))
	if err != nil {
		return nil, err
	}
	return contract.EndIncoming200JSONResponse{Body: h.showIncoming(in), Headers: contract.EndIncoming200ResponseHeaders{ETag: optional.Of(web.ETag(in.Version))}}, nil
}

// ListReservations answers listReservations.
func (h Handler) ListReservations(ctx context.Context, r contract.ListReservationsRequestObject) (contract.ListReservationsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.service.Reservations(ctx, r.Company, ReservationState(optional.Value(r.Params.State)), wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListReservations200JSONResponse{Items: page.Map(found, showReservation).Items, Next: optional.Of(found.Next)}, nil
}

func showReservation(v Reservation) contract.Reservation {
	out := contract.Reservation{
		ID: v.ID, Item: v.Item, Sku: v.SKU, Name: v.Name, Unit: v.Unit, Buyer: v.Buyer, BuyerName: v.BuyerName, Quantity: v.Quantity.String(), State: contract.ReservationState(v.State),
		HeldAt: v.HeldAt, ExpiresAt: v.ExpiresAt, EndedAt: optional.Time(v.EndedAt), Shares: make([]contract.ReservationShare, len(v.Shares)),
	}
	for i, s := range v.Shares {
		out.Shares[i] = contract.ReservationShare{Warehouse: s.Warehouse, Quantity: s.Quantity.String()}
	}
	return out
}

// ReleaseReservations answers releaseReservations.
func (h Handler) ReleaseReservations(ctx context.Context, r contract.ReleaseReservationsRequestObject) (contract.ReleaseReservationsResponseObject, error) {
	states, err := h.service.LetGo(ctx, r.Company, r.Body.Reservations)
	if err != nil {
		return nil, err
	}
	out := contract.ReleaseReservations200JSONResponse{Items: []contract.ReservationOutcome{}}
	for _, wanted := range r.Body.Reservations {
		if state, there := states[wanted]; there {
			out.Items = append(out.Items, contract.ReservationOutcome{Reservation: wanted, State: contract.ReservationState(state)})
		}
	}
	return out, nil
}
