package customer

import (
	"context"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// Invites lists a supplier's invites, newest first; state and customer narrow unless they are zero.
func (s *Service) Invites(ctx context.Context, company id.CompanyID, state InviteState, customer id.CustomerID, r page.Request) (page.Page[Invite], error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return page.Page[Invite]{}, err
	}
	var rows []Invite
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		rows, err = listInvites(ctx, tx, company, state, customer, r)
		return err
	})
	return page.Of(r, rows, func(i Invite) page.Cursor { return page.After(i.CreatedAt, i.ID) }), err
}

// MadeInvite is an invite with its link, which nobody can read again.
type MadeInvite struct {
	Invite
	Link string
	QR   string // the link in SVG
}

// AddInvite makes an invite and sends it if its channel is one that sends. Repeated with the same key it answers the same invite
// with another link in the place of the first, because only the hash of a link is kept.
func (s *Service) AddInvite(ctx context.Context, company id.CompanyID, wanted NewInvite) (MadeInvite, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return MadeInvite{}, err
	}
	secret, fresh := newToken(), false
	made, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Invite, error) {
		fresh = true
		if err := EnsureProfile(tx, company); err != nil {
			return Invite{}, err
		}
		return s.addInvite(ctx, tx, company, wanted, secret)
	})
	if err != nil {
		return MadeInvite{}, err
	}
	if !fresh {
		err := s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			return renewToken(ctx, tx, company, made.ID, secret.hash)
		})
		if err != nil {
			return MadeInvite{}, err
		}
	}
	out := MadeInvite{Invite: made, Link: inviteLink(s.base, secret.text)}
	out.QR, err = qrCode(out.Link)
	return out, err
}

func (s *Service) addInvite(ctx context.Context, tx *tenants.Tx, company id.CompanyID, wanted NewInvite, secret token) (Invite, error) {
	var c Customer
	if !wanted.Customer.IsZero() {
		var err error
		if c, err = readCustomer(ctx, tx, company, wanted.Customer, true); err != nil {
			return Invite{}, orUnknown(err, "/customer", "There is no such customer.")
		}
		if err := invitable(c, true); err != nil {
			return Invite{}, err
		}
	}
	i, err := wanted.invite(tx.Now(), c)
	if err != nil {
		return Invite{}, err
	}
	if err := s.send(ctx, tx, company, []Invite{i}, []token{secret}); err != nil {
		return Invite{}, err
	}
	if err := s.customerEvent(ctx, tx, "trading.invite_made", i.ID.String(), map[string]any{"channel": string(i.Channel), "approve": i.Approve}); err != nil {
		return Invite{}, err
	}
	return readInvite(ctx, tx, company, i.ID)
}

func orUnknown(err error, path, message string) error {
	if fault.From(err).Code() == fault.NotFound.Code() {
		return orInvalid(nil, path, message)
	}
	return err
}

// send writes invites and puts what is to be sent into the queues. Invites that were sent to the same customers before end.
func (s *Service) send(ctx context.Context, tx *tenants.Tx, company id.CompanyID, invites []Invite, secrets []token) error {
	if err := EnsureProfile(tx, company); err != nil {
		return err
	}
	var sent, customers []id.CustomerID
	hashes := make([]digest, len(secrets))
	for n, i := range invites {
		hashes[n] = secrets[n].hash
		if i.Customer.ID.IsZero() {
			continue
		}
		customers = append(customers, i.Customer.ID)
		if i.Channel == ByMail || i.Channel == BySMS {
			sent = append(sent, i.Customer.ID)
		}
	}
	if err := revokeSent(ctx, tx, company, sent); err != nil {
		return err
	}
	if err := insertInvites(ctx, tx, company, invites, hashes); err != nil {
		return err
	}
	if err := markInvited(ctx, tx, company, customers); err != nil {
		return err
	}
	name, err := supplierName(ctx, tx, company)
	if err != nil {
		return err
	}
	for n, i := range invites {
		switch i.Channel {
		case ByMail:
			err = s.mail.Send(ctx, tx, mailCustomer(i.Locale, i.Address, name, s.base, secrets[n].text))
		case BySMS:
			err = s.sms.Send(ctx, tx, smsCustomer(i.Locale, i.Address, name, s.base, secrets[n].text))
		case ByLink, ByQR:
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// RevokeInvite ends an invite; its link works no more.
func (s *Service) RevokeInvite(ctx context.Context, company id.CompanyID, invite id.InviteID) error {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := revokeInvite(ctx, tx, company, invite); err != nil {
			return err
		}
		return s.customerEvent(ctx, tx, "trading.invite_revoked", invite.String(), nil)
	})
}

// InvitePreview is what a link stands for.
type InvitePreview struct {
	Supplier     id.CompanyID
	SupplierName string
	Customer     string // name; "" of an open one
	Hint         string // of the address that a claim needs; "" for none
	Approve      bool
	Expires      time.Time
}

// PreviewInvite says what a link stands for, to anybody who holds it.
func (s *Service) PreviewInvite(ctx context.Context, token string) (InvitePreview, error) {
	var out InvitePreview
	err := s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		f, ok, err := findInvite(ctx, tx, hashToken(token))
		if err == nil && !ok {
			return errInviteUnknown
		}
		out = InvitePreview{f.Supplier, f.SupplierName, f.Customer, f.Hint, f.Approve, f.Expires.UTC()}
		return err
	})
	return out, err
}

// Fresh tells whether the claim is the first, so that the application has still to be told and recorded.
func (c Claimed) Fresh() bool { return c.Outcome == "claimed" }

// Claim takes an invite up in a buyer's transaction. An invite that is unknown, used, for another address or of a supplier that has
// suspended the buyer is a fault; the same company may repeat it.
func Claim(ctx context.Context, tx *tenants.Tx, token string) (Claimed, error) {
	c, ok, err := takeUp(ctx, tx, hashToken(token))
	switch {
	case err != nil:
		return Claimed{}, err
	case !ok:
		return Claimed{}, errInviteUnknown
	case c.Outcome == "address":
		return Claimed{}, errInviteAddress
	case c.Outcome == "taken":
		return Claimed{}, errInviteUsed
	case c.Outcome == "connected" && c.After == standing.StateSuspended:
		return Claimed{}, errInviteSuspended
	}
	return c, nil
}
