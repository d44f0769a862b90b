package identity

import (
	"context"
	"errors"
	"slices"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Persons and companies made by set-up and the demo, without mails. Both make nothing when the login stands already, so they
// may run at every start.

// Provision makes a confirmed person with a password and its own companies.
func (s *Service) Provision(ctx context.Context, p Person, password string, companies ...NewCompany) (Person, []Company, error) {
	stands, known, err := s.look(ctx, p.Email)
	if err != nil {
		return Person{}, nil, err
	}
	if known {
		return s.provisioned(ctx, stands.PersonID)
	}
	p.ID = id.New[id.Person](s.clock.Now())
	hash, err := s.hash(ctx, password)
	if err != nil {
		return Person{}, nil, err
	}
	var made []Company
	err = s.db.InScope(ctx, tenants.Person(p.ID), func(ctx context.Context, tx *tenants.Tx) error {
		if err := s.join(ctx, tx, p, hash); err != nil {
			return err
		}
		for _, n := range companies {
			c, err := s.found(ctx, tx, n)
			if err != nil {
				return err
			}
			made = append(made, c)
		}
		return nil
	})
	return p, made, err
}

// ProvisionedCaller is a provisioned person as it acts when it is signed in.
func (s *Service) ProvisionedCaller(ctx context.Context, email string) (*authz.Principal, error) {
	stands, known, err := s.look(ctx, email)
	if err != nil || !known {
		return nil, errors.Join(err, fault.NotFound)
	}
	caller := &authz.Principal{Person: stands.PersonID}
	err = s.db.Read(ctx, tenants.Person(stands.PersonID), func(_ context.Context, tx *tenants.Tx) error {
		rows, err := mySeats(tx, stands.PersonID)
		for _, r := range rows {
			seat := authz.Seat{ID: r.ID, Company: r.Company.ID, Parts: r.Company.Parts, Suspended: r.Company.State == stateSuspended}
			for _, role := range r.Roles {
				seat.Roles = append(seat.Roles, authz.Role(role))
			}
			caller.Seats = append(caller.Seats, seat)
		}
		return err
	})
	return caller, err
}

// provisioned reads a person that stands, with the companies it owns.
func (s *Service) provisioned(ctx context.Context, person id.PersonID) (Person, []Company, error) {
	var p Person
	var own []Company
	err := s.db.Read(ctx, tenants.Person(person), func(ctx context.Context, tx *tenants.Tx) error {
		view, err := s.view(tx, person, id.SessionID{})
		p = view.Person
		for _, seat := range view.Seats {
			if slices.Contains(seat.Roles, roleOwner) {
				own = append(own, seat.Company)
			}
		}
		return err
	})
	return p, own, err
}

// ProvisionSeat gives a provisioned person a seat in a company, by an invitation of its owner that is accepted at once.
func (s *Service) ProvisionSeat(ctx context.Context, owner Person, company Company, p Person, roles ...string) error {
	own, err := s.seatsOf(ctx, p.ID)
	if _, there := own[company.ID]; err != nil || there {
		return err
	}
	token := newSecret()
	seats, err := s.seatsOf(ctx, owner.ID)
	if err != nil {
		return err
	}
	scope := tenants.Supplier(company.ID, seats[company.ID])
	if !slices.Contains(company.Parts, partSupplier) {
		scope = tenants.Buyer(company.ID, seats[company.ID])
	}
	err = s.db.InScope(ctx, scope.By(owner.ID), func(ctx context.Context, tx *tenants.Tx) error {
		row := invitationRow{CompanyID: company.ID, ID: id.NewRandom[id.Invitation](), Email: p.Email, Roles: roles, InvitedBy: owner.ID, Locale: p.Locale,
			TokenHash: token.hash, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(inviteLife)}
		made, err := putInvitation(tx, row)
		if err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "identity.invited", Object: made.String(), Data: map[string]any{"roles": roles}})
	})
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, tenants.Person(p.ID), func(ctx context.Context, tx *tenants.Tx) error {
		_, err := s.take(ctx, tx, p.ID, token.text)
		return err
	})
}

// seatsOf reads a person's seats by company.
func (s *Service) seatsOf(ctx context.Context, person id.PersonID) (map[id.CompanyID]id.SeatID, error) {
	seats := map[id.CompanyID]id.SeatID{}
	err := s.db.Read(ctx, tenants.Person(person), func(ctx context.Context, tx *tenants.Tx) error {
		rows, err := mySeats(tx, person)
		for _, r := range rows {
			seats[r.Company.ID] = r.ID
		}
		return err
	})
	return seats, err
}
