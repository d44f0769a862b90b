package sso

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// TopicClientChanged says that a client of the owner was registered, changed or removed, or got a secret. The object is its id.
const TopicClientChanged = "sso.client_changed"

// TopicRelationshipChanged is trading's. Its payload names both companies and the state.
const TopicRelationshipChanged = "trading.relationship_changed"

// What ends sign-ins from outside. Each bears a second delivery: what has ended does not end again. What a sign-in rests on is asked at
// every use anyway; these are there to tell the clients.

// SessionEnded hears that a person's hub session is over; the event is the person's own.
func (s *Service) SessionEnded(ctx context.Context, d outbox.Delivered) error {
	session, err := id.Parse[id.Session](d.Object)
	if err != nil {
		return err
	}
	var who id.PersonID
	if err := who.Scan(d.Owner.UUID()); err != nil {
		return err
	}
	return s.db.InScope(ctx, tenants.Person(who), func(ctx context.Context, tx *tenants.Tx) error {
		return s.end(ctx, tx, "session_ended", "person_id = ? AND session_id = ?", who, session)
	})
}

// SeatRemoved hears that somebody left a company.
func (s *Service) SeatRemoved(ctx context.Context, d outbox.Delivered) error {
	seat, err := id.Parse[id.Seat](d.Object)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, d.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		who, err := seatPerson(tx, d.Owner, seat)
		if err != nil {
			return err
		}
		if back, err := hasSeat(tx, d.Owner, who); err != nil || back {
			return err
		}
		return s.end(ctx, tx, "seat_removed", "buyer_id = ? AND person_id = ?", d.Owner, who)
	})
}

// CompanySuspended hears that the operator closed a company for now: nobody signs in at its clients, nor for it elsewhere.
func (s *Service) CompanySuspended(ctx context.Context, d outbox.Delivered) error {
	company, scope := d.Counterpart, d.CounterpartScope()
	if company.IsZero() {
		company, scope = d.Owner, d.Scope()
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		return s.end(ctx, tx, "company_suspended", "(tenant_id = ? OR buyer_id = ?)", company, company)
	})
}

// relationship is the payload of trading's event.
type relationship struct {
	Tenant id.CompanyID `json:"tenant"`
	Buyer  id.CompanyID `json:"buyer"`
	State  string       `json:"state"`
}

// RelationshipChanged hears that a supplier and a buyer no longer trade, or do.
func (s *Service) RelationshipChanged(ctx context.Context, d outbox.Delivered) error {
	var r relationship
	if err := d.Into(&r); err != nil {
		return err
	}
	if r.State == "approved" {
		return nil
	}
	return s.db.InScope(ctx, tenants.Worker(r.Tenant, d.Job), func(ctx context.Context, tx *tenants.Tx) error {
		return s.end(ctx, tx, "relationship_"+r.State, "tenant_id = ? AND buyer_id = ?", r.Tenant, r.Buyer)
	})
}
