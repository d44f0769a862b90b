package sso

import (
	"context"
	"net/url"
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Name is somebody's id and name.
type Name struct {
	ID   id.CompanyID
	Name string
}

// App is a client that a person let in for a company.
type App struct {
	ID                AppID
	Client            Client
	Company           Name
	Scopes            []string
	GrantedAt, UsedAt time.Time
}

// Apps lists what the caller let in, newest consent first.
func (s *Service) Apps(ctx context.Context) ([]App, error) {
	scope, err := authz.Self(ctx)
	if err != nil {
		return nil, err
	}
	var out []App
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		clients, err := knownClients(tx)
		if err != nil {
			return err
		}
		rows, err := listConsents(tx, scope.PersonID())
		for _, r := range rows {
			if c := clients[r.ClientID]; c.State != stateRemoved {
				out = append(out, App{r.ID, c, Name{r.BuyerID, r.BuyerName}, ordered(r.Scopes), r.GrantedAt, r.UsedAt})
			}
		}
		return err
	})
	return out, err
}

// RevokeApp takes a consent of the caller back and ends the sign-ins that rest on it.
func (s *Service) RevokeApp(ctx context.Context, app AppID) error {
	scope, err := authz.Self(ctx)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		clients, err := knownClients(tx)
		if err != nil {
			return err
		}
		row, err := deleteConsent(tx, scope.PersonID(), app)
		if err != nil {
			return err
		}
		data := map[string]any{"client": clients[row.ClientID].Name, "company": row.BuyerName}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "sso.consent_revoked", Object: row.ClientID.String(), Data: data}); err != nil {
			return err
		}
		return s.end(ctx, tx, "consent_revoked", "person_id = ? AND client_id = ? AND buyer_id = ?", scope.PersonID(), row.ClientID, row.BuyerID)
	})
}

// SignIn is a person signed in at a client within a hub session.
type SignIn struct {
	ID                    SignInID
	Session               id.SessionID
	Client                Client
	Company               Name
	CreatedAt, LastUsedAt time.Time
}

// SignIns lists where the caller is signed in, over all hub sessions, newest use first.
func (s *Service) SignIns(ctx context.Context) ([]SignIn, error) {
	scope, err := authz.Self(ctx)
	if err != nil {
		return nil, err
	}
	var out []SignIn
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		clients, err := knownClients(tx)
		if err != nil {
			return err
		}
		rows, err := listSignIns(tx, scope.PersonID())
		for _, r := range rows {
			out = append(out, SignIn{r.ID, r.SessionID, clients[r.ClientID], Name{r.BuyerID, r.BuyerName}, r.CreatedAt, r.LastUsedAt})
		}
		return err
	})
	return out, err
}

// EndSignIn signs the caller out of one client; the hub session goes on.
func (s *Service) EndSignIn(ctx context.Context, signIn SignInID) error {
	scope, err := authz.Self(ctx)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if _, lives, err := readSignIn(tx, scope.PersonID(), signIn); err != nil || !lives {
			return orNotFound(err)
		}
		return s.end(ctx, tx, "person", "person_id = ? AND id = ?", scope.PersonID(), signIn)
	})
}

func orNotFound(err error) error {
	if err == nil {
		return fault.NotFound
	}
	return err
}

// EndSession answers a browser that a client sent to sign out of the hub: it returns where the browser goes next, and whether the
// hub session was ended. That happens at once only with an ID token of a sign-in of this very session; otherwise the person is asked.
func (s *Service) EndSession(ctx context.Context, form url.Values, cookie string) (to string, signedOut bool, err error) {
	if r := twice(form); r != nil {
		return trouble(errHint.Because(r)), false, nil
	}
	var h hint
	if text := form.Get("id_token_hint"); text != "" {
		if h, err = s.keys.hint(ctx, s.issuer, text); err != nil {
			return leads(err)
		}
	}
	if named := form.Get("client_id"); named != "" {
		if h.client != "" && named != h.client {
			return trouble(errHint), false, nil
		}
		h.client = named
	}
	w := waiting{kind: kindSignOut, form: form}
	if h.client != "" {
		c, err := s.leaving(ctx, h.client)
		if err != nil {
			return leads(err)
		}
		w.client = c.ID
		if to := form.Get("post_logout_redirect_uri"); to != "" && !slices.Contains(c.PostLogoutURIs, to) {
			return trouble(errRedirect), false, nil
		}
	} else if form.Get("post_logout_redirect_uri") != "" {
		return trouble(errRedirect), false, nil
	}
	who, session, in, err := s.identity.Browser(ctx, cookie)
	if err != nil {
		return "", false, err
	}
	if !in {
		return w.onward(), false, nil
	}
	signedOut, err = s.leaveAtOnce(ctx, who, session, h)
	if err != nil || signedOut {
		return w.onward(), signedOut, err
	}
	to, err = s.ask(ctx, pageConnect, w)
	return to, false, err
}

// leads is the page for a fault of the browser's; other errors stay errors.
func leads(err error) (string, bool, error) {
	if f := fault.From(err); f.Kind() != fault.KindInternal && f.Kind() != fault.KindUnavailable {
		return trouble(f), false, nil
	}
	return "", false, err
}

// leaving finds the client of a logout, which may be switched off.
func (s *Service) leaving(ctx context.Context, written string) (Client, error) {
	parsed, err := id.Parse[ClientKind](written)
	if err != nil {
		return Client{}, errClient
	}
	var c Client
	err = s.db.Read(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) error {
		var found bool
		if c, found, err = findClient(tx, parsed); err == nil && (!found || c.State == stateRemoved) {
			return errClient
		}
		return err
	})
	return c, err
}

// onward is where the browser goes once it is signed out, or stays signed in.
func (w waiting) onward() string {
	to := w.form.Get("post_logout_redirect_uri")
	if to == "" {
		return pageLogin
	}
	more := url.Values{}
	if state := w.form.Get("state"); state != "" {
		more.Set("state", state)
	}
	return withQuery(to, more)
}

// leaveAtOnce ends the hub session if the hint is an ID token of one of its sign-ins.
func (s *Service) leaveAtOnce(ctx context.Context, who id.PersonID, session id.SessionID, h hint) (bool, error) {
	signIn, err := id.Parse[SignInKind](h.signIn)
	if err != nil {
		return false, nil //nolint:nilerr // no hint, or none that names a sign-in
	}
	var done bool
	err = s.db.InScope(ctx, tenants.Person(who), func(ctx context.Context, tx *tenants.Tx) error {
		row, lives, err := readSignIn(tx, who, signIn)
		if err != nil || !lives || row.SessionID != session || row.Subject != h.subject {
			return err
		}
		done = true
		return s.identity.EndSession(ctx, tx, who, session)
	})
	return done, err
}

// leave answers a request to sign out of the hub.
func (s *Service) leave(ctx context.Context, tx *tenants.Tx, caller *authz.Principal, w waiting, allow bool) (to string, signedOut bool, err error) {
	if !allow {
		if w.form.Get("post_logout_redirect_uri") == "" {
			return "/home", false, nil
		}
		return w.onward(), false, nil
	}
	return w.onward(), true, s.identity.EndSession(ctx, tx, caller.Person, caller.Session)
}
