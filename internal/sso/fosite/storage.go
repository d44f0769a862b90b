package fosite

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"

	"github.com/go-jose/go-jose/v3"
	library "github.com/ory/fosite"

	"manifold/internal/sso"
)

// client is a client as the library reads it.
type client struct{ sso.Client }

var _ library.OpenIDConnectClient = client{}

func (c client) GetID() string                       { return c.ID.String() }
func (c client) GetHashedSecret() []byte             { return []byte(c.ID.String()) } // what the hasher finds the secrets by
func (c client) GetRedirectURIs() []string           { return c.RedirectURIs }
func (c client) GetResponseTypes() library.Arguments { return library.Arguments{"code"} }
func (c client) GetScopes() library.Arguments        { return c.Allowed() }
func (c client) IsPublic() bool                      { return c.Public() }
func (c client) GetAudience() library.Arguments      { return nil }
func (c client) GetTokenEndpointAuthMethod() string  { return c.Method }

func (c client) GetGrantTypes() library.Arguments {
	if c.Refresh {
		return library.Arguments{"authorization_code", "refresh_token"}
	}
	return library.Arguments{"authorization_code"}
}

// What the library would like to know of request objects and key pairs, which nobody has here.

func (client) GetRequestURIs() []string                     { return nil }
func (client) GetJSONWebKeys() *jose.JSONWebKeySet          { return nil }
func (client) GetJSONWebKeysURI() string                    { return "" }
func (client) GetRequestObjectSigningAlgorithm() string     { return "" }
func (client) GetTokenEndpointAuthSigningAlgorithm() string { return "" }

// hasher compares a secret with those of the client, whose id stands in place of a hash.
type hasher struct{}

var errSecret = errors.New("fosite: the secret does not fit")

// Compare implements library.Hasher.
func (hasher) Compare(ctx context.Context, clientID, secret []byte) error {
	fits, err := callOf(ctx).keep.SecretFits(ctx, string(clientID), string(secret))
	if err == nil && !fits {
		return errSecret
	}
	return err
}

// Hash implements library.Hasher; nothing is hashed through it.
func (hasher) Hash(context.Context, []byte) ([]byte, error) { return nil, errSecret }

// strategy makes tokens: 256 random bits. What the library calls their signature, and looks them up by, is their hash.
type strategy struct{}

func make256() (token, signature string, err error) {
	var b [32]byte
	_, _ = rand.Read(b[:])
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, signatureOf(token), nil
}

func signatureOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func (strategy) AccessTokenSignature(_ context.Context, token string) string {
	return signatureOf(token)
}
func (strategy) RefreshTokenSignature(_ context.Context, token string) string {
	return signatureOf(token)
}
func (strategy) AuthorizeCodeSignature(_ context.Context, token string) string {
	return signatureOf(token)
}

func (strategy) GenerateAccessToken(context.Context, library.Requester) (string, string, error) {
	return make256()
}

func (strategy) GenerateRefreshToken(context.Context, library.Requester) (string, string, error) {
	return make256()
}

func (strategy) GenerateAuthorizeCode(context.Context, library.Requester) (string, string, error) {
	return make256()
}

// A token that the keeper found by its hash is good.

func (strategy) ValidateAccessToken(context.Context, library.Requester, string) error   { return nil }
func (strategy) ValidateRefreshToken(context.Context, library.Requester, string) error  { return nil }
func (strategy) ValidateAuthorizeCode(context.Context, library.Requester, string) error { return nil }

// GenerateIDToken implements the library's strategy of OpenID Connect.
func (strategy) GenerateIDToken(ctx context.Context, _ time.Duration, asked library.Requester) (string, error) {
	s, ok := asked.GetSession().(*session)
	if !ok {
		return "", errors.New("fosite: a session of another make")
	}
	return callOf(ctx).keep.IDToken(ctx, s.kept, s.IDTokenClaims().AccessTokenHash)
}

// storage is the keeper of the call at hand.
type storage struct{}

// GetClient implements library.ClientManager.
func (storage) GetClient(ctx context.Context, clientID string) (library.Client, error) {
	at := callOf(ctx)
	if at.keep == nil || at.client.ID.String() == clientID {
		return client{at.client}, nil
	}
	c, err := at.keep.Client(ctx, clientID)
	if errors.Is(err, sso.ErrNone) {
		return nil, library.ErrNotFound
	}
	return client{c}, err
}

// ClientAssertionJWTValid implements library.ClientManager; no client authenticates that way.
func (storage) ClientAssertionJWTValid(context.Context, string) error { return library.ErrNotFound }

// SetClientAssertionJWT implements library.ClientManager; no client authenticates that way.
func (storage) SetClientAssertionJWT(context.Context, string, time.Time) error {
	return library.ErrNotFound
}

func keep(ctx context.Context, kind sso.Kind, signature string, asked library.Requester) error {
	s, ok := asked.GetSession().(*session)
	if !ok {
		return errors.New("fosite: a session of another make")
	}
	hash, err := hex.DecodeString(signature)
	if err != nil {
		return err
	}
	kept := s.kept
	kept.Scopes = asked.GetGrantedScopes()
	if kind != sso.KindCode {
		kept.Form = nil
		if claims := s.kept.Form.Get("claims"); claims != "" { // asked for once, answered in every ID token
			kept.Form = map[string][]string{"claims": {claims}}
		}
	}
	return callOf(ctx).keep.Keep(ctx, kind, hash, kept)
}

// kept finds what a code or token stands for; used is the library's word for one that was used before, nil where that is fine.
func kept(ctx context.Context, kind sso.Kind, signature string, used error) (*library.Request, error) {
	hash, err := hex.DecodeString(signature)
	if err != nil {
		return nil, library.ErrNotFound
	}
	k, err := callOf(ctx).keep.Kept(ctx, kind, hash)
	switch {
	case errors.Is(err, sso.ErrNone):
		return nil, library.ErrNotFound
	case errors.Is(err, sso.ErrUsed) && used != nil:
		// The library looks twice; who loses the race in between must not come out as an error of the server.
		return keptAs(ctx, k), errors.Join(used, err)
	case errors.Is(err, sso.ErrUsed):
		return keptAs(ctx, k), nil
	case err != nil:
		return nil, err
	}
	return keptAs(ctx, k), nil
}

func use(ctx context.Context, kind sso.Kind, signature string) error {
	hash, err := hex.DecodeString(signature)
	if err != nil {
		return err
	}
	return callOf(ctx).keep.Use(ctx, kind, hash)
}

// Codes.

func (storage) CreateAuthorizeCodeSession(ctx context.Context, signature string, asked library.Requester) error {
	return keep(ctx, sso.KindCode, signature, asked)
}

func (storage) GetAuthorizeCodeSession(ctx context.Context, signature string, _ library.Session) (library.Requester, error) {
	return orNil(kept(ctx, sso.KindCode, signature, library.ErrInvalidatedAuthorizeCode))
}

func (storage) InvalidateAuthorizeCodeSession(ctx context.Context, signature string) error {
	return use(ctx, sso.KindCode, signature)
}

// orNil keeps a nil pointer from looking like a request.
func orNil(r *library.Request, err error) (library.Requester, error) {
	if r == nil {
		return nil, err
	}
	return r, err
}

// Access tokens are looked up by sso itself.

func (storage) CreateAccessTokenSession(ctx context.Context, signature string, asked library.Requester) error {
	return keep(ctx, sso.KindAccess, signature, asked)
}

func (storage) GetAccessTokenSession(context.Context, string, library.Session) (library.Requester, error) {
	return nil, library.ErrNotFound
}

func (storage) DeleteAccessTokenSession(context.Context, string) error { return nil }

// Refresh tokens. What happens to a sign-in whose token came twice is decided by sso.

func (storage) CreateRefreshTokenSession(ctx context.Context, signature, _ string, asked library.Requester) error {
	return keep(ctx, sso.KindRefresh, signature, asked)
}

func (storage) GetRefreshTokenSession(ctx context.Context, signature string, _ library.Session) (library.Requester, error) {
	return orNil(kept(ctx, sso.KindRefresh, signature, library.ErrInactiveToken))
}

func (storage) RotateRefreshToken(ctx context.Context, _, signature string) error {
	return use(ctx, sso.KindRefresh, signature)
}

func (storage) DeleteRefreshTokenSession(context.Context, string) error { return nil }
func (storage) RevokeRefreshToken(context.Context, string) error        { return nil }
func (storage) RevokeAccessToken(context.Context, string) error         { return nil }

// What OpenID Connect and PKCE keep of a request lies with its code.

func (storage) CreateOpenIDConnectSession(context.Context, string, library.Requester) error {
	return nil
}

func (storage) GetOpenIDConnectSession(ctx context.Context, code string, _ library.Requester) (library.Requester, error) {
	r, err := kept(ctx, sso.KindCode, signatureOf(code), nil) // used up a moment ago, by this very call
	if err == nil && !r.GetGrantedScopes().Has("openid") {
		return nil, library.ErrNotFound
	}
	return orNil(r, err)
}

func (storage) DeleteOpenIDConnectSession(context.Context, string) error { return nil }

func (storage) CreatePKCERequestSession(context.Context, string, library.Requester) error { return nil }

func (storage) GetPKCERequestSession(ctx context.Context, signature string, _ library.Session) (library.Requester, error) {
	r, err := kept(ctx, sso.KindCode, signature, library.ErrInvalidatedAuthorizeCode)
	if err == nil && r.Form.Get("code_challenge") == "" {
		return nil, library.ErrNotFound
	}
	return orNil(r, err)
}

func (storage) DeletePKCERequestSession(context.Context, string) error { return nil }
