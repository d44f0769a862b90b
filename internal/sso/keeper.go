package sso

import (
	"context"
	"slices"
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// keeper keeps codes and tokens of one person in one transaction of that person's scope; without a person it finds none.
type keeper struct {
	service *Service
	tx      *tenants.Tx
	who     id.PersonID
	signing key

	signIn signInRow // of the code or token that was asked for last
	client Client
	buyer  company
	used   time.Time // when that one was used before; zero: it was not
}

// Client implements Keeper.
func (k *keeper) Client(_ context.Context, clientID string) (Client, error) {
	parsed, err := id.Parse[ClientKind](clientID)
	if err != nil {
		return Client{}, ErrNone
	}
	c, found, err := findClient(k.tx, parsed)
	if err == nil && (!found || !c.works()) {
		return Client{}, ErrNone
	}
	return c, err
}

// SecretFits implements Keeper.
func (k *keeper) SecretFits(_ context.Context, clientID, secret string) (bool, error) {
	parsed, err := id.Parse[ClientKind](clientID)
	if err != nil {
		return false, nil //nolint:nilerr // nobody's secret fits no client
	}
	return secretFits(k.tx, parsed, hashOf(secret))
}

// lives says how long each kind of token does.
var lives = map[Kind]time.Duration{KindCode: codeLife, KindAccess: accessLife, KindRefresh: refreshLife}

// Keep implements Keeper.
func (k *keeper) Keep(_ context.Context, kind Kind, hash []byte, what Kept) error {
	return insertToken(k.tx, k.who, kind, hash, what, lives[kind])
}

// Kept implements Keeper. Scopes that the client may no longer ask for are left out.
func (k *keeper) Kept(_ context.Context, kind Kind, hash []byte) (Kept, error) {
	if k.who.IsZero() {
		return Kept{}, ErrNone
	}
	row, found, err := readToken(k.tx, k.who, kind, hash)
	if err != nil {
		return Kept{}, err
	}
	if !found {
		return Kept{}, ErrNone
	}
	if k.signIn, found, err = readSignIn(k.tx, k.who, row.SignInID); err != nil || !found {
		return Kept{}, orNone(err)
	}
	if k.client, found, err = findClient(k.tx, k.signIn.ClientID); err != nil || !found {
		return Kept{}, orNone(err)
	}
	what := Kept{SignIn: row.SignInID, Client: k.signIn.ClientID, Subject: k.signIn.Subject, AuthAt: row.AuthAt}
	if what.Form, err = row.form(); err != nil {
		return Kept{}, err
	}
	allowed := k.client.Allowed()
	what.Scopes = slices.DeleteFunc(slices.Clone(row.Scopes), func(s string) bool { return !slices.Contains(allowed, s) })
	if row.UsedAt != nil {
		k.used = *row.UsedAt
		return what, ErrUsed
	}
	if !k.tx.Now().Before(row.ExpiresAt) {
		return Kept{}, ErrNone
	}
	if k.buyer, found, err = grounds(k.tx, k.who, k.signIn, k.client); err != nil || !found {
		return Kept{}, orNone(err)
	}
	return what, nil
}

func orNone(err error) error {
	if err == nil {
		return ErrNone
	}
	return err
}

// Use implements Keeper.
func (k *keeper) Use(_ context.Context, kind Kind, hash []byte) error {
	won, err := useToken(k.tx, k.who, kind, hash)
	if err != nil {
		return err
	}
	if !won {
		return ErrUsed
	}
	return touchSignIn(k.tx, k.who, k.signIn.ID)
}

// IDToken implements Keeper.
func (k *keeper) IDToken(_ context.Context, what Kept, accessHash string) (string, error) {
	p, err := readPerson(k.tx, k.who)
	if err != nil {
		return "", err
	}
	now := k.tx.Now()
	claims := map[string]any{
		"iss": k.service.issuer, "sub": what.Subject, "aud": what.Client.String(), "iat": now.Unix(), "exp": now.Add(accessLife).Unix(),
		"auth_time": what.AuthAt.Unix(), "sid": what.SignIn.String(), "acr": acrPassword, "amr": amrPassword, "at_hash": accessHash,
	}
	if nonce := what.Form.Get("nonce"); nonce != "" {
		claims["nonce"] = nonce
	}
	wanted(claims, k.service.names.claims(k.client.Tenant, p, k.buyer, what.Scopes), what.Form.Get("claims"))
	return k.signing.sign(typeID, claims)
}
