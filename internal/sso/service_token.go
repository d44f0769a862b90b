package sso

import (
	"context"
	"errors"
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/tenants"
)

// Exchange trades a client's code or refresh token for tokens.
func (s *Service) Exchange(ctx context.Context, call Call) (Issued, error) {
	if r := twice(call.Form); r != nil {
		return Issued{}, r
	}
	given := call.Form.Get("code")
	switch call.Form.Get("grant_type") {
	case "authorization_code":
	case "refresh_token":
		given = call.Form.Get("refresh_token")
	case "":
		return Issued{}, refuse("invalid_request", "grant_type is missing.")
	default:
		return Issued{}, refuse("unsupported_grant_type", "Only authorization_code and refresh_token are supported.")
	}
	var out Issued
	err := s.with(ctx, given, func(ctx context.Context, keep *keeper) error {
		c, err := s.protocol.Authenticate(ctx, keep, call)
		if err != nil {
			return err
		}
		out, err = s.protocol.Exchange(ctx, keep, c, call)
		if err != nil && keep.stolen(c) {
			return s.reused(ctx, keep, err)
		}
		return err
	})
	return out, err
}

// with runs fn for the person of a code or token, in that person's scope; for nobody's, in the scope of nobody. A refusal that fn
// returns as committed is committed and then answered.
func (s *Service) with(ctx context.Context, token string, fn func(context.Context, *keeper) error) error {
	signing, err := s.keys.signing(ctx)
	if err != nil {
		return err
	}
	var who id.PersonID
	err = s.db.Read(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) (err error) {
		who, err = findToken(tx, hashOf(token))
		return err
	})
	if err != nil {
		return err
	}
	scope := tenants.Anonymous()
	if !who.IsZero() {
		scope = tenants.Person(who)
	}
	var refusal *committed
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		err := fn(ctx, &keeper{service: s, tx: tx, who: who, signing: signing})
		if errors.As(err, &refusal) {
			return nil
		}
		return err
	})
	if err == nil && refusal != nil {
		return refusal.error
	}
	return err
}

// committed is a refusal whose effect stays.
type committed struct{ error }

// stolen tells that the code or token that was asked for last came again long after its use, by the client it was issued to.
func (k *keeper) stolen(c Client) bool {
	return !k.used.IsZero() && k.client.ID == c.ID && k.tx.Now().Sub(k.used) >= reuseGrace
}

// reused ends the sign-in of a code or token that came again.
func (s *Service) reused(ctx context.Context, keep *keeper, refusal error) error {
	entry := audit.Entry{Action: "sso.token_reused", Object: keep.signIn.ID.String(), Data: map[string]any{"client": keep.client.Name}}
	if err := s.audit.Write(ctx, keep.tx, entry); err != nil {
		return err
	}
	if err := s.end(ctx, keep.tx, "token_reused", "person_id = ? AND id = ?", keep.who, keep.signIn.ID); err != nil {
		return err
	}
	return &committed{refusal}
}

// UserInfo are the claims that an access token opens.
func (s *Service) UserInfo(ctx context.Context, token string) (map[string]any, error) {
	var out map[string]any
	err := s.with(ctx, token, func(ctx context.Context, keep *keeper) error {
		kept, err := keep.Kept(ctx, KindAccess, hashOf(token))
		if errors.Is(err, ErrNone) {
			return errToken
		}
		if err != nil {
			return err
		}
		if !covers(kept.Scopes, []string{scopeOpenID}) {
			return &Refusal{"insufficient_scope", "The access token is not for userinfo.", 403}
		}
		p, err := readPerson(keep.tx, keep.who)
		if err != nil {
			return err
		}
		out = s.names.claims(keep.client.Tenant, p, keep.buyer, kept.Scopes)
		return nil
	})
	return out, err
}

// Introspection is what a token is worth; the zero value is nothing.
type Introspection struct {
	Active   bool
	Client   ClientID
	Subject  string
	Scope    string
	Kind     Kind
	IssuedAt time.Time
	Expires  time.Time
}

// Introspect tells a client what one of its own tokens is worth. A token of another client is worth nothing to it.
func (s *Service) Introspect(ctx context.Context, call Call) (Introspection, error) {
	var out Introspection
	err := s.given(ctx, call, func(ctx context.Context, keep *keeper, c Client, hash digest) error {
		for _, kind := range []Kind{KindAccess, KindRefresh} {
			kept, err := keep.Kept(ctx, kind, hash)
			if errors.Is(err, ErrNone) || errors.Is(err, ErrUsed) || err == nil && kept.Client != c.ID {
				continue
			}
			if err != nil {
				return err
			}
			row, _, err := readToken(keep.tx, keep.who, kind, hash)
			if err != nil {
				return err
			}
			out = Introspection{true, c.ID, kept.Subject, strings.Join(kept.Scopes, " "), kind, row.IssuedAt, row.ExpiresAt}
		}
		return nil
	})
	return out, err
}

// Revoke takes a token of the client back; a refresh token takes the others of its sign-in along. What is not the client's stays, and
// the client does not learn that there was anything.
func (s *Service) Revoke(ctx context.Context, call Call) error {
	return s.given(ctx, call, func(ctx context.Context, keep *keeper, c Client, hash digest) error {
		for _, kind := range []Kind{KindAccess, KindRefresh} {
			kept, err := keep.Kept(ctx, kind, hash)
			if errors.Is(err, ErrNone) || err == nil && kept.Client != c.ID || errors.Is(err, ErrUsed) && kept.Client != c.ID {
				continue
			}
			if err != nil && !errors.Is(err, ErrUsed) {
				return err
			}
			if kind == KindRefresh {
				return deleteTokens(keep.tx, keep.who, kept.SignIn)
			}
			return deleteToken(keep.tx, keep.who, hash)
		}
		return nil
	})
}

// given runs fn for a call that names a token, after the client has shown who it is. A public client shows nothing, but it has the token.
func (s *Service) given(ctx context.Context, call Call, fn func(context.Context, *keeper, Client, digest) error) error {
	if r := twice(call.Form); r != nil {
		return r
	}
	token := call.Form.Get("token")
	if token == "" {
		return refuse("invalid_request", "The token is missing.")
	}
	return s.with(ctx, token, func(ctx context.Context, keep *keeper) error {
		c, err := s.protocol.Authenticate(ctx, keep, call)
		if err != nil {
			return err
		}
		return fn(ctx, keep, c, hashOf(token))
	})
}
