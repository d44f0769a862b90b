package identity

import (
	"context"
	"errors"
	"io"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/outbox"
	"manifold/internal/platform/picture"
	"manifold/tenants"
)

const (
	mayReadCompany  = authz.Permission("identity.company.read")
	mayWriteCompany = authz.Permission("identity.company.write")
	mayReadTenants  = authz.Permission("identity.tenant.read")
	mayWriteTenants = authz.Permission("identity.tenant.write")
)

// CreateCompany opens one more company of the caller.
func (s *Service) CreateCompany(ctx context.Context, n NewCompany) (Company, error) {
	scope, err := authz.Self(ctx)
	if err != nil {
		return Company{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Company, error) {
		return s.found(ctx, tx, n)
	})
}

// Company is the company's own file.
func (s *Service) Company(ctx context.Context, company id.CompanyID) (Company, error) {
	scope, err := authz.Acting(ctx, company, mayReadCompany)
	if err != nil {
		return Company{}, err
	}
	var out Company
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		out, err = readCompany(tx, company)
		return err
	})
	return out, err
}

// UpdateCompany changes the company's own file if it still has the version the caller read; version 0 asks for none.
func (s *Service) UpdateCompany(ctx context.Context, company id.CompanyID, version int64, change CompanyChange) (Company, error) {
	return s.changeCompany(ctx, company, version, func(ctx context.Context, tx *tenants.Tx, c Company) error {
		after, changed, err := c.apply(change)
		if err != nil || len(changed) == 0 {
			return err
		}
		if err := updateCompany(tx, after); err != nil {
			return err
		}
		return s.changed(ctx, tx, company, changed)
	})
}

// changeCompany reads the company, checks the version, lets fn change it and reads it again.
func (s *Service) changeCompany(ctx context.Context, company id.CompanyID, version int64, fn func(context.Context, *tenants.Tx, Company) error) (Company, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCompany)
	if err != nil {
		return Company{}, err
	}
	var out Company
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		c, err := readCompany(tx, company)
		if err != nil {
			return err
		}
		if version != 0 && version != c.Version {
			return fault.Stale
		}
		if err := fn(ctx, tx, c); err != nil {
			return err
		}
		out, err = readCompany(tx, company)
		return err
	})
	return out, err
}

func (s *Service) changed(ctx context.Context, tx *tenants.Tx, company id.CompanyID, fields []string) error {
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.company_changed", Object: company.String(), Data: map[string]any{"fields": fields}}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicCompanyChanged, Object: company.String()})
}

// A logo is at most this large.
const (
	LogoBytes  = 2 << 20
	logoPixels = 4096
)

var errLogo = fault.Define(fault.KindUnsupported, "identity.logo_format", "A logo is a PNG, JPEG or WebP picture of at most 4,096 × 4,096 pixels.")

// PutLogo stores the picture and shows it from then on. What it is is told by its bytes, not by what the sender calls it.
func (s *Service) PutLogo(ctx context.Context, company id.CompanyID, body io.Reader) (Company, error) {
	if _, err := authz.Acting(ctx, company, mayWriteCompany); err != nil {
		return Company{}, err
	}
	info, whole, err := picture.Look(body)
	switch {
	case errors.Is(err, picture.ErrFormat), err == nil && (info.Format == "gif" || info.Width > logoPixels || info.Height > logoPixels):
		return Company{}, errLogo
	case err != nil:
		return Company{}, err
	}
	key := blob.Key{Company: company, Blob: id.NewRandom[id.Blob]()}
	kind := info.Type()
	switch _, err := s.blobs.Put(ctx, key, picture.Framed(whole, info.Format), LogoBytes, kind); {
	case errors.Is(err, picture.ErrFormat):
		return Company{}, errLogo
	case err != nil:
		return Company{}, err
	}
	var old id.BlobID
	out, err := s.changeCompany(ctx, company, 0, func(ctx context.Context, tx *tenants.Tx, c Company) error {
		old = c.Logo
		c.Logo, c.LogoType = key.Blob, kind
		if err := updateLogo(tx, c); err != nil {
			return err
		}
		return s.changed(ctx, tx, company, []string{"logo"})
	})
	if err != nil {
		old = key.Blob // nobody will ask for the new one
	}
	s.dropLogo(ctx, company, old)
	return out, err
}

// Logo opens the picture; the caller closes it.
func (s *Service) Logo(ctx context.Context, company id.CompanyID) (io.ReadCloser, blob.Info, error) {
	c, err := s.Company(ctx, company)
	if err != nil {
		return nil, blob.Info{}, err
	}
	if c.Logo.IsZero() {
		return nil, blob.Info{}, fault.NotFound
	}
	return s.blobs.Open(ctx, blob.Key{Company: company, Blob: c.Logo})
}

// DeleteLogo takes the picture away.
func (s *Service) DeleteLogo(ctx context.Context, company id.CompanyID) error {
	var old id.BlobID
	_, err := s.changeCompany(ctx, company, 0, func(ctx context.Context, tx *tenants.Tx, c Company) error {
		if c.Logo.IsZero() {
			return nil
		}
		old = c.Logo
		c.Logo, c.LogoType = id.BlobID{}, ""
		if err := updateLogo(tx, c); err != nil {
			return err
		}
		return s.changed(ctx, tx, company, []string{"logo"})
	})
	if err == nil {
		s.dropLogo(ctx, company, old)
	}
	return err
}

// dropLogo deletes a picture that nothing shows any more. One that stays behind takes room and harms nobody.
func (s *Service) dropLogo(ctx context.Context, company id.CompanyID, old id.BlobID) {
	if !old.IsZero() {
		_ = s.blobs.Delete(ctx, blob.Key{Company: company, Blob: old})
	}
}

// Tenants lists the companies of the hub for its operator, by name.
func (s *Service) Tenants(ctx context.Context, operator id.CompanyID, q, part string, r page.Request) (page.Page[Company], error) {
	scope, err := authz.Acting(ctx, operator, mayReadTenants)
	if err != nil {
		return page.Page[Company]{}, err
	}
	afterName, after, err := place[id.Company](r)
	if err != nil {
		return page.Page[Company]{}, err
	}
	var rows []Company
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		rows, err = listCompanies(tx, q, part, afterName, after, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[Company]{}, err
	}
	return page.Of(r, rows, func(c Company) page.Cursor { return page.After(c.Name, c.ID) }), nil
}

// place reads the cursor of a list by name. What a list of ours cannot have written is fault.BadCursor, like a text that no name has.
func place[K id.Kind](r page.Request) (name string, after id.ID[K], err error) {
	if r.After.IsZero() {
		return "", after, nil
	}
	if err := r.After.Into(&name, &after); err != nil {
		return "", after, err
	}
	if strings.ContainsRune(name, 0) {
		return "", after, fault.BadCursor
	}
	return name, after, nil
}

var errOwnState = fault.Define(fault.KindConflict, "identity.own_company", "The operator's own company stays open.")

// SetTenantState suspends or reopens a company; the reason stands in both audit trails.
func (s *Service) SetTenantState(ctx context.Context, operator, tenant id.CompanyID, state, reason string) (Company, error) {
	scope, err := authz.Acting(ctx, operator, mayWriteTenants)
	if err != nil {
		return Company{}, err
	}
	if tenant == operator {
		return Company{}, errOwnState
	}
	reason = strings.TrimSpace(reason)
	shown := reason // to the company
	switch {
	case state == stateOpen:
		shown = ""
	case reason == "":
		return Company{}, fault.Invalid.With(fault.Field{Path: "/reason", Code: "required", Message: "Give a reason: the company reads it."})
	}
	var out Company
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := updateState(tx, tenant, state, shown); err != nil {
			return err
		}
		data := map[string]any{"state": state, "reason": reason}
		for _, owner := range []string{operator.UUID(), tenant.UUID()} {
			if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.company_" + state, Object: tenant.String(), Owner: owner, Data: data}); err != nil {
				return err
			}
		}
		if err := outbox.Publish(ctx, tx, outbox.Event{Topic: "identity.company_" + state, Object: tenant.String(), Counterpart: tenant}); err != nil {
			return err
		}
		out, err = readCompany(tx, tenant)
		return err
	})
	return out, err
}
