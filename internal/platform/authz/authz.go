package authz

import (
	"context"
	"fmt"
	"slices"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// CompanySuspended answers an attempt to change something for a company that the hub's operator has suspended.
var CompanySuspended = fault.Define(fault.KindForbidden, "hub.company_suspended",
	"This company is suspended. It can be read, but nothing can be changed until the operator of the hub reopens it.")

// Seat is a person's place in one company, as the session was verified.
type Seat struct {
	ID        id.SeatID
	Company   id.CompanyID
	Parts     []string // what the company does here: supplier, buyer, brand, operator
	Roles     []Role   // what the person does there
	Suspended bool     // whether the company is suspended
}

// Principal is who calls: a person in a session, verified for this request, with all seats that the person has now.
// It is not changed once it stands in a context.
type Principal struct {
	Person  id.PersonID
	Session id.SessionID
	Seats   []Seat
	Bearer  bool // the token came in an Authorization header and not in a cookie
}

type principalInContext struct{}

// With puts the verified caller into the context.
func With(ctx context.Context, p *Principal) context.Context {
	return context.WithValue(ctx, principalInContext{}, p)
}

// From returns the verified caller; false when nobody is signed in.
func From(ctx context.Context) (*Principal, bool) {
	p, ok := ctx.Value(principalInContext{}).(*Principal)
	return p, ok && p != nil
}

// Self returns the caller's own scope, for what concerns nobody but that person. Without a caller it is fault.Unauthenticated.
func Self(ctx context.Context) (tenants.Scope, error) {
	p, ok := From(ctx)
	if !ok {
		return tenants.Scope{}, fault.Unauthenticated
	}
	return tenants.Person(p.Person), nil
}

// Acting returns the scope in which the caller does p for a company. It is the only place where a session becomes a company's
// scope. Nobody signed in is fault.Unauthenticated, no seat there fault.NotFound, a seat without p fault.Forbidden, and a
// suspended company that would write CompanySuspended. The scope is the operator's for a permission of the hub's own staff,
// else that of the company's first part in the order supplier, buyer, brand, operator, among the parts that the permission is of.
func Acting(ctx context.Context, company id.CompanyID, p Permission) (tenants.Scope, error) {
	caller, ok := From(ctx)
	if !ok {
		return tenants.Scope{}, fault.Unauthenticated
	}
	line, known := find(p)
	if !known {
		return tenants.Scope{}, fault.Unexpected.Because(fmt.Errorf("authz: the matrix does not know %q", p))
	}
	seat, ok := caller.seat(company)
	switch {
	case !ok:
		return tenants.Scope{}, fault.NotFound
	case !line.allows(seat):
		return tenants.Scope{}, fault.Forbidden
	case line.writes && seat.Suspended:
		return tenants.Scope{}, CompanySuspended
	}
	scope, err := seat.scope(line)
	if err != nil {
		return tenants.Scope{}, err
	}
	return scope.By(caller.Person), nil
}

// Looking returns the scope in which the caller looks at one supplier for a buyer, with the faults of Acting. Whether the two trade is
// no matter here: without an approved relationship the scope shows nothing.
func Looking(ctx context.Context, buyer, supplier id.CompanyID, p Permission) (tenants.Scope, error) {
	scope, err := Acting(ctx, buyer, p)
	if err != nil {
		return tenants.Scope{}, err
	}
	seat, ok := SeatOf(ctx, buyer)
	if !ok {
		return tenants.Scope{}, fault.NotFound
	}
	return tenants.Pair(buyer, supplier, seat.ID).By(scope.PersonID()), nil
}

// Check tells whether the caller may go on to an operation that asks for access; company is the one its path names, zero when it
// names none. It answers as Acting does. Whether a trial operation is there at all is the web server's to know.
func Check(ctx context.Context, access Access, company id.CompanyID) error {
	if p, asks := access.Permission(); asks {
		_, err := Acting(ctx, company, p)
		return err
	}
	switch access {
	case Public, Trial:
		return nil
	case Session:
		if _, ok := From(ctx); !ok {
			return fault.Unauthenticated
		}
		return nil
	default:
		return fault.Unexpected.Because(fmt.Errorf("authz: %q is no access", access))
	}
}

func (p *Principal) seat(company id.CompanyID) (Seat, bool) {
	at := slices.IndexFunc(p.Seats, func(s Seat) bool { return s.Company == company })
	if at < 0 || company.IsZero() {
		return Seat{}, false
	}
	return p.Seats[at], true
}

func (s Seat) scope(line grant) (tenants.Scope, error) {
	plays := func(part string) bool { return slices.Contains(s.Parts, part) }
	acts := func(part string) bool {
		return plays(part) && (len(line.parts) == 0 || slices.Contains(line.parts, part))
	}
	switch {
	case line.operator(), !plays(PartSupplier) && !plays(PartBuyer) && !plays(PartBrand) && plays(PartOperator):
		return tenants.Operator(s.Company, s.ID, string(line.permission)), nil
	case acts(PartSupplier):
		return tenants.Supplier(s.Company, s.ID), nil
	case acts(PartBuyer):
		return tenants.Buyer(s.Company, s.ID), nil
	case acts(PartBrand):
		return tenants.Brand(s.Company, s.ID), nil
	default:
		return tenants.Scope{}, fault.NotFound
	}
}

// SeatOf returns the caller's seat in a company; false when there is none.
func SeatOf(ctx context.Context, company id.CompanyID) (Seat, bool) {
	p, ok := From(ctx)
	if !ok {
		return Seat{}, false
	}
	return p.seat(company)
}
