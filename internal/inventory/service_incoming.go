package inventory

import (
	"context"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

var (
	errNoItem  = fault.Invalid.With(fault.Field{Path: "/sku", Code: "unknown", Message: UnknownItem.Words()})
	errNoPlace = fault.Invalid.With(fault.Field{Path: "/warehouse", Code: "unknown", Message: UnknownWarehouse.Words()})
)

// Deliveries answers what is or was on its way, by the day it is due.
func (s *Service) Deliveries(ctx context.Context, company id.CompanyID, state IncomingState, words string, r page.Request) (out page.Page[Incoming], err error) {
	if state == "" {
		state = Expected
	}
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = listIncoming(tx, company, state, words, r)
		return err
	})
	return out, err
}

// Expect says that something is on its way.
func (s *Service) Expect(ctx context.Context, company id.CompanyID, d IncomingDraft) (out Incoming, err error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Incoming{}, err
	}
	quantity, err := readQuantity("/quantity", d.Quantity)
	if err != nil {
		return Incoming{}, err
	}
	fresh, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (id.IncomingID, error) {
		line := Line{Item: d.Item, SKU: d.SKU}
		if !d.Warehouse.IsZero() {
			line.Warehouse = d.Warehouse.String()
		}
		names, err := newNames(tx, company, []Line{line})
		if err != nil {
			return id.IncomingID{}, err
		}
		place, _, wrong := names.read(line)
		switch wrong {
		case UnknownItem:
			return id.IncomingID{}, errNoItem
		case UnknownWarehouse:
			return id.IncomingID{}, errNoPlace
		default:
		}
		in := Incoming{ID: id.New[id.Incoming](tx.Now()), Item: place.Item, Warehouse: place.Warehouse, Quantity: quantity, Due: d.Due, Reference: oneLine(d.Reference)}
		if err := insertIncoming(tx, company, in); err != nil {
			return in.ID, err
		}
		return in.ID, s.note(ctx, tx, "inventory.incoming_expected", in.ID.String(), map[string]any{"quantity": quantity.String(), "due": day(d.Due)})
	})
	if err != nil {
		return Incoming{}, err
	}
	return out, s.db.InScope(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		out, err = findIncoming(tx, company, fresh)
		return err
	})
}

// ChangeIncoming changes what is expected, over a version that was seen; nil for any.
func (s *Service) ChangeIncoming(ctx context.Context, company id.CompanyID, wanted id.IncomingID, version *int64, d IncomingDraft) (out Incoming, err error) {
	quantity, err := readQuantity("/quantity", d.Quantity)
	if err != nil {
		return Incoming{}, err
	}
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		if out, err = expectedOne(tx, company, wanted); err != nil {
			return err
		}
		if version != nil && *version != out.Version {
			return fault.Stale
		}
		if _, err := findWarehouse(tx, company, d.Warehouse); err != nil {
			return errNoPlace
		}
		out.Warehouse, out.Quantity, out.Due, out.Reference = d.Warehouse, quantity, d.Due, oneLine(d.Reference)
		if err := updateIncoming(tx, company, out); err != nil {
			return err
		}
		out.Version++
		return s.note(ctx, tx, "inventory.incoming_changed", wanted.String(), map[string]any{"quantity": quantity.String(), "due": day(d.Due)})
	})
	return out, err
}

// expectedOne answers a delivery that has not ended, locked.
func expectedOne(tx *tenants.Tx, company id.CompanyID, wanted id.IncomingID) (Incoming, error) {
	out, err := findIncoming(tx, company, wanted)
	if err == nil && out.State != Expected {
		err = errOver
	}
	return out, err
}

// EndIncoming takes a delivery in, which adds what came to the count of its warehouse, or calls it off. An empty quantity is all of it.
func (s *Service) EndIncoming(ctx context.Context, company id.CompanyID, wanted id.IncomingID, as IncomingState, quantity string) (out Incoming, err error) {
	var came *decimal.Decimal
	if quantity != "" {
		n, err := readQuantity("/quantity", quantity)
		if err != nil {
			return Incoming{}, err
		}
		came = &n
	}
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		if out, err = expectedOne(tx, company, wanted); err != nil {
			return err
		}
		out.State = as
		if as == Received {
			if came != nil {
				out.Quantity = *came
			}
			if err := addOnHand(tx, company, Place{out.Item, out.Warehouse}, out.Quantity); err != nil {
				return err
			}
		}
		if err := updateIncoming(tx, company, out); err != nil {
			return err
		}
		out.Version++
		return s.note(ctx, tx, "inventory.incoming_"+string(as), wanted.String(), map[string]any{"quantity": out.Quantity.String()})
	})
	return out, err
}

// Reservations answers what is or was held at a supplier, the newest first; an empty state is all.
func (s *Service) Reservations(ctx context.Context, company id.CompanyID, state ReservationState, r page.Request) (out page.Page[Reservation], err error) {
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = listReservations(tx, company, state, r)
		return err
	})
	return out, err
}

// LetGo releases what is held at a supplier and answers how each stands afterwards.
func (s *Service) LetGo(ctx context.Context, company id.CompanyID, ids []id.ReservationID) (out map[id.ReservationID]ReservationState, err error) {
	err = s.write(ctx, company, mayRelease, func(ctx context.Context, tx *tenants.Tx) error {
		if out, err = Release(tx, ids); err != nil || len(out) == 0 {
			return err
		}
		return s.note(ctx, tx, "inventory.holds_released", "", map[string]any{"reservations": len(out)})
	})
	return out, err
}
