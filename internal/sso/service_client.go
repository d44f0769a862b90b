package sso

import (
	"context"
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
	mayReadClients  = authz.Permission("sso.client.read")
	mayWriteClients = authz.Permission("sso.client.write")
	mayReadKeys     = authz.Permission("sso.key.read")
	mayWriteKeys    = authz.Permission("sso.key.write")
)

// Clients lists a supplier's clients by name.
func (s *Service) Clients(ctx context.Context, company id.CompanyID) ([]Client, error) {
	scope, err := authz.Acting(ctx, company, mayReadClients)
	if err != nil {
		return nil, err
	}
	var out []Client
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = listClients(tx, company)
		return err
	})
	return out, err
}

// Client is one client of a supplier.
func (s *Service) Client(ctx context.Context, company id.CompanyID, client ClientID) (Client, error) {
	scope, err := authz.Acting(ctx, company, mayReadClients)
	if err != nil {
		return Client{}, err
	}
	var out Client
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = readClient(tx, company, client)
		return err
	})
	return out, err
}

// CreateClient registers a client, without a secret yet.
func (s *Service) CreateClient(ctx context.Context, company id.CompanyID, n NewClient) (Client, error) {
	scope, err := authz.Acting(ctx, company, mayWriteClients)
	if err != nil {
		return Client{}, err
	}
	made, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (ClientID, error) {
		c, err := newClient(n)
		if err != nil {
			return ClientID{}, err
		}
		all, err := listClients(tx, company)
		if err != nil {
			return ClientID{}, err
		}
		if len(all) >= mostClients {
			return ClientID{}, errClients
		}
		c.ID, c.Tenant = id.NewRandom[ClientKind](), company
		if err := insertClient(tx, c); err != nil {
			return ClientID{}, err
		}
		return c.ID, s.changed(ctx, tx, "sso.client_created", c, map[string]any{"auth_method": c.Method, "redirect_uris": c.RedirectURIs})
	})
	if err != nil {
		return Client{}, err
	}
	return s.Client(ctx, company, made)
}

// changed notes a deed on a client and lets the screens of its supplier know.
func (s *Service) changed(ctx context.Context, tx *tenants.Tx, action string, c Client, data map[string]any) error {
	if data == nil {
		data = map[string]any{}
	}
	data["name"] = c.Name
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: c.ID.String(), Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicClientChanged, Object: c.ID.String()})
}

// UpdateClient changes a client if it still has the version the caller read; version 0 asks for none. Switching it off ends every
// sign-in there.
func (s *Service) UpdateClient(ctx context.Context, company id.CompanyID, client ClientID, version int64, change ClientChange) (Client, error) {
	return s.changeClient(ctx, company, client, func(ctx context.Context, tx *tenants.Tx, c Client) error {
		if version != 0 && version != c.Version {
			return fault.Stale
		}
		after, names, err := c.apply(change)
		if err != nil || len(names) == 0 {
			return err
		}
		if err := updateClient(tx, after); err != nil {
			return err
		}
		if after.Public() && !c.Public() {
			if _, err := endSecrets(tx, c, tx.Now()); err != nil {
				return err
			}
		}
		if after.State == StateOff && c.State == StateOn {
			if err := s.end(ctx, tx, "client_off", "tenant_id = ? AND client_id = ?", company, client); err != nil {
				return err
			}
		}
		return s.changed(ctx, tx, "sso.client_changed", after, map[string]any{"fields": names, "state": after.State})
	})
}

// DeleteClient takes a client away and ends every sign-in there.
func (s *Service) DeleteClient(ctx context.Context, company id.CompanyID, client ClientID) error {
	scope, err := authz.Acting(ctx, company, mayWriteClients)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		c, err := readClient(tx, company, client)
		if err != nil {
			return err
		}
		c.State = stateRemoved
		if err := updateClient(tx, c); err != nil {
			return err
		}
		if _, err := endSecrets(tx, c, tx.Now()); err != nil {
			return err
		}
		if err := s.end(ctx, tx, "client_removed", "tenant_id = ? AND client_id = ?", company, client); err != nil {
			return err
		}
		return s.changed(ctx, tx, "sso.client_removed", c, nil)
	})
}

// changeClient reads a client, lets fn change it and reads it again.
func (s *Service) changeClient(ctx context.Context, company id.CompanyID, client ClientID, fn func(context.Context, *tenants.Tx, Client) error) (Client, error) {
	scope, err := authz.Acting(ctx, company, mayWriteClients)
	if err != nil {
		return Client{}, err
	}
	var out Client
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		c, err := readClient(tx, company, client)
		if err != nil {
			return err
		}
		if err := fn(ctx, tx, c); err != nil {
			return err
		}
		out, err = readClient(tx, company, client)
		return err
	})
	return out, err
}

// Secret is a new secret, shown once.
type Secret struct {
	Text         string
	CreatedAt    time.Time
	OthersExpire time.Time // zero when there are no others
}

// RotateSecret makes a new secret for a client; older ones stay valid for the overlap.
func (s *Service) RotateSecret(ctx context.Context, company id.CompanyID, client ClientID, overlap time.Duration) (Secret, error) {
	var out Secret
	_, err := s.changeClient(ctx, company, client, func(ctx context.Context, tx *tenants.Tx, c Client) error {
		if c.Public() {
			return errPublic
		}
		until := tx.Now().Add(overlap)
		others, err := endSecrets(tx, c, until)
		if err != nil {
			return err
		}
		out = Secret{Text: newSecret(), CreatedAt: tx.Now()}
		if others && overlap > 0 {
			out.OthersExpire = until
		}
		if err := insertSecret(tx, c, hashOf(out.Text)); err != nil {
			return err
		}
		return s.changed(ctx, tx, "sso.secret_rotated", c, map[string]any{"overlap_hours": int(overlap.Hours())})
	})
	return out, err
}

// ClientSignIn is a sign-in as the supplier sees it.
type ClientSignIn struct {
	ID                    SignInID
	Person                string // empty unless the person agreed to tell the name
	Customer              id.CompanyID
	CustomerName          string
	CustomerCode          string
	CreatedAt, LastUsedAt time.Time
	EndedAt               time.Time // zero: still signed in
}

// ClientSignIns lists who of which customer signed in at a client, newest use first.
func (s *Service) ClientSignIns(ctx context.Context, company id.CompanyID, client ClientID, r page.Request) (page.Page[ClientSignIn], error) {
	scope, err := authz.Acting(ctx, company, mayReadClients)
	if err != nil {
		return page.Page[ClientSignIn]{}, err
	}
	var beforeAt time.Time
	var before SignInID
	if !r.After.IsZero() {
		if err := r.After.Into(&beforeAt, &before); err != nil {
			return page.Page[ClientSignIn]{}, err
		}
	}
	var rows []ClientSignIn
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if _, err := readClient(tx, company, client); err != nil {
			return err
		}
		rows, err = clientSignIns(tx, company, client, beforeAt, before, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[ClientSignIn]{}, err
	}
	return page.Of(r, rows, func(i ClientSignIn) page.Cursor { return page.After(i.LastUsedAt, i.ID) }), nil
}

// PublicKeys are the keys that clients verify with, newest first.
func (s *Service) PublicKeys(ctx context.Context) ([]PublicKey, error) {
	if _, err := s.keys.signing(ctx); err != nil { // a new hub makes its keys now
		return nil, err
	}
	keys, err := s.keys.all(ctx)
	var out []PublicKey
	for _, k := range keys {
		if k.published(s.clock.Now()) {
			out = append(out, PublicKey{k.kid, &k.private.PublicKey})
		}
	}
	return out, err
}

// Keys lists the published keys for the operator, newest first.
func (s *Service) Keys(ctx context.Context, company id.CompanyID) ([]KeyEntry, error) {
	if _, err := authz.Acting(ctx, company, mayReadKeys); err != nil {
		return nil, err
	}
	return s.entries(ctx)
}

func (s *Service) entries(ctx context.Context) ([]KeyEntry, error) {
	signing, err := s.keys.signing(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := s.keys.all(ctx)
	var out []KeyEntry
	for _, k := range keys {
		if k.published(s.clock.Now()) {
			out = append(out, k.entry(signing))
		}
	}
	return out, err
}

// RotateKey lets the next key sign from now on.
func (s *Service) RotateKey(ctx context.Context, company id.CompanyID) ([]KeyEntry, error) {
	scope, err := authz.Acting(ctx, company, mayWriteKeys)
	if err != nil {
		return nil, err
	}
	if err := s.keys.turn(ctx, 0); err != nil {
		return nil, err
	}
	out, err := s.entries(ctx)
	if err != nil {
		return nil, err
	}
	return out, s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		return s.audit.Write(ctx, tx, audit.Entry{Action: "sso.key_rotated"})
	})
}
