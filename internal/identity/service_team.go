package identity

import (
	"context"
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

const (
	mayReadSeats  = authz.Permission("identity.seat.read")
	mayWriteSeats = authz.Permission("identity.seat.write")
)

// Seats lists who works for the company, by name.
func (s *Service) Seats(ctx context.Context, company id.CompanyID, q string, r page.Request) (page.Page[Seat], error) {
	scope, err := authz.Acting(ctx, company, mayReadSeats)
	if err != nil {
		return page.Page[Seat]{}, err
	}
	afterName, after, err := place[id.Seat](r)
	if err != nil {
		return page.Page[Seat]{}, err
	}
	var rows []Seat
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		rows, err = listSeats(tx, company, q, afterName, after, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[Seat]{}, err
	}
	return page.Of(r, rows, func(t Seat) page.Cursor { return page.After(t.Name, t.ID) }), nil
}

// UpdateSeat changes somebody's roles.
func (s *Service) UpdateSeat(ctx context.Context, company id.CompanyID, seat id.SeatID, roles []string) (Seat, error) {
	var out Seat
	err := s.changeSeat(ctx, company, seat, func(ctx context.Context, tx *tenants.Tx, actor authz.Seat, before Seat, otherOwners int) error {
		after, err := checkRoles(roles, actor.Parts)
		if err != nil {
			return err
		}
		if err := checkOwnership(actor, before.Roles, after, otherOwners); err != nil {
			return err
		}
		if slices.Equal(before.Roles, after) {
			out = before
			return nil
		}
		if err := updateRoles(tx, company, seat, after); err != nil {
			return err
		}
		data := map[string]any{"before": before.Roles, "after": after}
		if err := s.seatEvent(ctx, tx, TopicSeatChanged, seat, data); err != nil {
			return err
		}
		out, err = readSeat(tx, company, seat)
		return err
	})
	return out, err
}

// RemoveSeat takes somebody out of the company; it works at once.
func (s *Service) RemoveSeat(ctx context.Context, company id.CompanyID, seat id.SeatID) error {
	return s.changeSeat(ctx, company, seat, func(ctx context.Context, tx *tenants.Tx, actor authz.Seat, before Seat, otherOwners int) error {
		if err := checkOwnership(actor, before.Roles, nil, otherOwners); err != nil {
			return err
		}
		if err := removeSeat(tx, company, seat); err != nil {
			return err
		}
		return s.seatEvent(ctx, tx, TopicSeatRemoved, seat, nil)
	})
}

func (s *Service) changeSeat(ctx context.Context, company id.CompanyID, seat id.SeatID, fn func(ctx context.Context, tx *tenants.Tx, actor authz.Seat, before Seat, otherOwners int) error) error {
	scope, err := authz.Acting(ctx, company, mayWriteSeats)
	if err != nil {
		return err
	}
	actor, _ := authz.SeatOf(ctx, company)
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		owners, err := lockOwners(tx, company)
		if err != nil {
			return err
		}
		before, err := readSeat(tx, company, seat)
		if err != nil {
			return err
		}
		// What the session said of the caller may be over: somebody else may have unmade this owner a moment ago.
		if !slices.Contains(owners, actor.ID) {
			actor.Roles = slices.DeleteFunc(slices.Clone(actor.Roles), func(r authz.Role) bool { return r == authz.Owner })
		}
		others := slices.DeleteFunc(owners, func(o id.SeatID) bool { return o == seat })
		return fn(ctx, tx, actor, before, len(others))
	})
}

func (s *Service) seatEvent(ctx context.Context, tx *tenants.Tx, topic string, seat id.SeatID, data map[string]any) error {
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: topic, Object: seat.String(), Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: topic, Object: seat.String()})
}

// invitationEvent puts a deed into the trail and tells open pages that the invitations differ.
func (s *Service) invitationEvent(ctx context.Context, tx *tenants.Tx, action string, invitation id.InvitationID, data map[string]any) error {
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: invitation.String(), Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicInvited, Object: invitation.String()})
}

// Invitations lists those that wait for an answer, newest first.
func (s *Service) Invitations(ctx context.Context, company id.CompanyID, r page.Request) (page.Page[Invitation], error) {
	scope, err := authz.Acting(ctx, company, mayReadSeats)
	if err != nil {
		return page.Page[Invitation]{}, err
	}
	var before time.Time
	var beforeID id.InvitationID
	if !r.After.IsZero() {
		if err := r.After.Into(&before, &beforeID); err != nil {
			return page.Page[Invitation]{}, err
		}
	}
	var rows []Invitation
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		rows, err = listInvitations(tx, company, before, beforeID, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[Invitation]{}, err
	}
	return page.Of(r, rows, func(i Invitation) page.Cursor { return page.After(i.CreatedAt, i.ID) }), nil
}

// Invite sends a colleague a link. A second one to the same address takes the place of the first.
func (s *Service) Invite(ctx context.Context, company id.CompanyID, address string, roles []string, locale string) (Invitation, error) {
	scope, err := authz.Acting(ctx, company, mayWriteSeats)
	if err != nil {
		return Invitation{}, err
	}
	email, err := parseEmail(address)
	if err != nil {
		return Invitation{}, err
	}
	actor, _ := authz.SeatOf(ctx, company)
	if roles, err = checkRoles(roles, actor.Parts); err != nil {
		return Invitation{}, err
	}
	if err := checkOwnership(actor, nil, roles, 1); err != nil {
		return Invitation{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Invitation, error) {
		works, err := seatExists(tx, company, email)
		if err != nil {
			return Invitation{}, err
		}
		if works {
			return Invitation{}, errSeatExists.With(fault.Field{Path: "/email", Code: "seat_exists", Message: "This person works here already."})
		}
		if err := s.throttle.message(ctx, "invite", company.String()+email); err != nil {
			return Invitation{}, err
		}
		token := newSecret()
		row := invitationRow{CompanyID: company, ID: id.NewRandom[id.Invitation](), Email: email, Roles: roles, InvitedBy: scope.PersonID(), Locale: locale,
			TokenHash: token.hash, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(inviteLife)}
		made, err := putInvitation(tx, row)
		if err != nil {
			return Invitation{}, err
		}
		if err := s.invitationEvent(ctx, tx, "identity.invited", made, map[string]any{"roles": roles}); err != nil {
			return Invitation{}, err
		}
		return s.sendInvitation(ctx, tx, company, made, token.text)
	})
}

func (s *Service) sendInvitation(ctx context.Context, tx *tenants.Tx, company id.CompanyID, invitation id.InvitationID, token string) (Invitation, error) {
	c, err := readCompany(tx, company)
	if err != nil {
		return Invitation{}, err
	}
	out, err := readInvitation(tx, company, invitation)
	if err != nil {
		return Invitation{}, err
	}
	return out, s.mail.Send(ctx, tx, mailInvite(out.Locale, out.Email, out.InvitedBy, c.Name, s.issuer, token))
}

// ResendInvitation sends the invitation again with a new link; the old one ends.
func (s *Service) ResendInvitation(ctx context.Context, company id.CompanyID, invitation id.InvitationID) (Invitation, error) {
	scope, err := authz.Acting(ctx, company, mayWriteSeats)
	if err != nil {
		return Invitation{}, err
	}
	token := newSecret()
	var out Invitation
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		old, err := readInvitation(tx, company, invitation)
		if err != nil {
			return err
		}
		if err := s.throttle.message(ctx, "invite", company.String()+old.Email); err != nil {
			return err
		}
		if err := renewInvitation(tx, company, invitation, token.hash); err != nil {
			return err
		}
		if err := s.invitationEvent(ctx, tx, "identity.invitation_resent", invitation, nil); err != nil {
			return err
		}
		out, err = s.sendInvitation(ctx, tx, company, invitation, token.text)
		return err
	})
	return out, err
}

// RevokeInvitation takes an invitation back.
func (s *Service) RevokeInvitation(ctx context.Context, company id.CompanyID, invitation id.InvitationID) error {
	scope, err := authz.Acting(ctx, company, mayWriteSeats)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := deleteInvitation(tx, company, invitation); err != nil {
			return err
		}
		return s.invitationEvent(ctx, tx, "identity.invitation_revoked", invitation, nil)
	})
}

// InvitationPreview is what an invitation link stands for. Its holder may know whether the address has an account: it is its own.
type InvitationPreview struct {
	Company, InvitedBy, Email string
	Known                     bool
}

// PreviewInvitation says what a link stands for.
func (s *Service) PreviewInvitation(ctx context.Context, token string) (InvitationPreview, error) {
	row, err := s.invitation(ctx, token)
	return InvitationPreview{Company: row.Company, InvitedBy: row.InvitedBy, Email: row.Email, Known: row.Known}, err
}

func (s *Service) invitation(ctx context.Context, token string) (invitationPreview, error) {
	var row invitationPreview
	err := s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		var ok bool
		var err error
		if row, ok, err = findInvitation(tx, hashSecret(token)); err == nil && !ok {
			return errLink
		}
		return err
	})
	return row, err
}

// AcceptInvitation trades a link for a seat and signs in: as the account of the address with its password (none is asked of a
// caller who is signed in as that person), or as a new person with a name and a new password.
func (s *Service) AcceptInvitation(ctx context.Context, token, name, password, locale, device string) (SignedIn, error) {
	row, err := s.invitation(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	if row.Known {
		return s.acceptKnown(ctx, row, token, password, device)
	}
	if name, err = cleanName("/name", name, personNameMost); err != nil {
		return SignedIn{}, err
	}
	if err := checkPassword("/password", password); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	person := id.New[id.Person](s.clock.Now())
	return s.accept(ctx, person, token, func(ctx context.Context, tx *tenants.Tx) error {
		err := s.join(ctx, tx, Person{ID: person, Name: name, Email: row.Email, Locale: locale}, hash)
		return ifTaken(err, errLink) // the account was opened a moment ago
	})
}

func (s *Service) acceptKnown(ctx context.Context, row invitationPreview, token, password, device string) (SignedIn, error) {
	known, _, err := s.look(ctx, row.Email)
	if err != nil {
		return SignedIn{}, err
	}
	if caller, ok := authz.From(ctx); !ok || caller.Person != known.PersonID {
		if password == "" {
			return SignedIn{}, errKnown
		}
		attempt, err := s.throttle.enter(ctx, row.Email, audit.OriginFrom(ctx).IP, device)
		if err != nil {
			return SignedIn{}, err
		}
		ok, _, err := s.fits(ctx, known.PasswordHash, password)
		if err != nil {
			s.throttle.unchecked(ctx, attempt)
			return SignedIn{}, err
		}
		if !ok {
			return SignedIn{}, s.failed(ctx, known.PersonID, true)
		}
		s.throttle.succeeded(ctx, attempt)
	}
	return s.accept(ctx, known.PersonID, token, func(context.Context, *tenants.Tx) error { return nil })
}

// accept runs first, takes the link and opens a session, in one transaction in the person's scope.
func (s *Service) accept(ctx context.Context, person id.PersonID, token string, first func(context.Context, *tenants.Tx) error) (SignedIn, error) {
	var out SignedIn
	err := s.db.InScope(ctx, tenants.Person(person), func(ctx context.Context, tx *tenants.Tx) error {
		if err := first(ctx, tx); err != nil {
			return err
		}
		if _, err := s.take(ctx, tx, person, token); err != nil {
			return err
		}
		var err error
		out, err = s.open(ctx, tx, person, "signed_in")
		out.Device = s.throttle.device(out.View.Person.Email)
		return err
	})
	return s.withAccess(ctx, out, err)
}

// take trades a link for a seat of the person of the scope, and tells both trails.
func (s *Service) take(ctx context.Context, tx *tenants.Tx, person id.PersonID, token string) (acceptedSeat, error) {
	seat, ok, err := acceptInvitation(tx, hashSecret(token), id.New[id.Seat](tx.Now()))
	if err != nil {
		return seat, err
	}
	if !ok {
		return seat, errLink
	}
	data := map[string]any{"company": seat.CompanyID.String(), "roles": []string(seat.Roles)}
	for _, owner := range []string{person.UUID(), seat.CompanyID.UUID()} {
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.seat_taken", Object: seat.ID.String(), Owner: owner, Data: data}); err != nil {
			return seat, err
		}
	}
	return seat, outbox.Publish(ctx, tx, outbox.Event{Topic: TopicSeatTaken, Object: seat.ID.String(), Counterpart: seat.CompanyID})
}
