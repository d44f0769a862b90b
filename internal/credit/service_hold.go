package credit

import (
	"context"
	"strings"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Holds are the orders that meet a hold at a supplier, those that have waited longest first.
func (s *Service) Holds(ctx context.Context, supplier id.CompanyID) (out []Held, err error) {
	err = s.read(ctx, supplier, mayRead, func(tx *tenants.Tx) error {
		out, err = heldBy(tx, supplier, id.CompanyID{})
		return err
	})
	return out, err
}

// HeldOrder is what an order takes at a supplier.
func (s *Service) HeldOrder(ctx context.Context, supplier id.CompanyID, order id.OrderID) (out Held, err error) {
	err = s.read(ctx, supplier, mayRead, func(tx *tenants.Tx) error {
		out, err = oneHeld(tx, supplier, order)
		return err
	})
	return out, err
}

// Decide lets an order go on, above the limit if need be, or refuses all of it that can be refused.
func (s *Service) Decide(ctx context.Context, supplier id.CompanyID, order id.OrderID, d Decision, reason string) (out Held, err error) {
	scope, err := authz.Acting(ctx, supplier, mayDecide)
	if err != nil {
		return out, err
	}
	reason = strings.TrimSpace(reason)
	if err := checkReason(reason); err != nil {
		return out, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		stood, err := oneHeld(tx, supplier, order)
		if err != nil {
			return err
		}
		if stood.Hold == NoHold {
			return errNoHold
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		if d == Reject {
			if err := s.Orders.Refuse(ctx, tx, supplier, order, person, reason); err != nil {
				return err
			}
		}
		switch decided, err := decide(tx, order, d, reason, person); {
		case err != nil:
			return err
		case !decided && d == Reject:
			return errAccepted
		case !decided:
			return errNoHold
		}
		data := map[string]any{"number": stood.Number, "decision": string(d), "hold": string(stood.Hold), "reason": reason}
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "credit.hold_decided", Object: order.String(), Data: data}); err != nil {
			return err
		}
		var lifted []id.OrderID
		if d == Release {
			lifted = []id.OrderID{order}
		}
		if err := tellChanged(ctx, tx, supplier, stood.Buyer, lifted); err != nil {
			return err
		}
		out, err = oneHeld(tx, supplier, order)
		return err
	})
	return out, err
}
