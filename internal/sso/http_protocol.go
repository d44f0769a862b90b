package sso

import (
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	contract "manifold/api/sso"
	"manifold/internal/identity"
	"manifold/internal/kernel/optional"
)

// called is what the operations that speak OAuth read from a request.
type called struct {
	query, form   url.Values
	authorization string
	cookie        string
}

type calledInContext struct{}

func carryCall(next contract.StrictHandlerFunc, _ string) contract.StrictHandlerFunc {
	return func(c echo.Context, request any) (any, error) {
		r := c.Request()
		got := called{query: r.URL.Query(), form: r.PostForm, authorization: r.Header.Get("Authorization")}
		if cookie, err := c.Cookie(identity.BrowserCookie); err == nil {
			got.cookie = cookie.Value
		}
		c.SetRequest(r.WithContext(context.WithValue(r.Context(), calledInContext{}, got)))
		return next(c, request)
	}
}

func calledIn(ctx context.Context) called {
	got, _ := ctx.Value(calledInContext{}).(called)
	if got.form == nil {
		got.form = url.Values{}
	}
	return got
}

func (c called) call() Call { return Call{Form: c.form, Authorization: c.authorization} }

// Paths of the protocol.
const (
	pathAuthorize  = "/api/sso/authorize"
	pathEndSession = "/api/sso/end-session"
)

// GetProvider answers getProvider.
func (h Handler) GetProvider(context.Context, contract.GetProviderRequestObject) (contract.GetProviderResponseObject, error) {
	at := func(path string) string { return h.service.issuer + path }
	methods := []string{MethodBasic, MethodPost, MethodNone}
	return provider{contract.Provider{
		Issuer: h.service.issuer, AuthorizationEndpoint: at(pathAuthorize), TokenEndpoint: at("/api/sso/token"), UserinfoEndpoint: at("/api/sso/userinfo"),
		JwksURI: at("/api/sso/jwks"), EndSessionEndpoint: at(pathEndSession), RevocationEndpoint: at("/api/sso/revoke"), IntrospectionEndpoint: at("/api/sso/introspect"),
		ScopesSupported: scopes, ResponseTypesSupported: []string{"code"}, ResponseModesSupported: []string{"query"},
		GrantTypesSupported: []string{"authorization_code", "refresh_token"}, SubjectTypesSupported: []string{"pairwise"}, AcrValuesSupported: []string{acrPassword},
		IDTokenSigningAlgValuesSupported: []string{"RS256"}, TokenEndpointAuthMethodsSupported: methods, RevocationEndpointAuthMethodsSupported: methods,
		IntrospectionEndpointAuthMethodsSupported: methods, ClaimsSupported: claimsSupported(), ClaimTypesSupported: []string{"normal"},
		PromptValuesSupported: prompts, DisplayValuesSupported: []string{"page"}, CodeChallengeMethodsSupported: []string{"S256"}, UILocalesSupported: []string{"zh-CN", "en"},
		ClaimsParameterSupported: true, AuthorizationResponseIssParameterSupported: true, BackchannelLogoutSupported: true, BackchannelLogoutSessionSupported: true,
	}}, nil
}

// claimsSupported are the claims that come anyway and those that come with a scope.
func claimsSupported() []string {
	anyway := []string{"sub", "iss", "aud", "iat", "exp", "auth_time", "nonce", "acr", "amr", "sid", "at_hash"}
	return append(anyway, slices.Sorted(maps.Keys(claimScopes))...)
}

// provider may be read by scripts of other sites, like everything here that tells nothing of anybody.
type provider struct{ contract.Provider }

func (p provider) VisitGetProviderResponse(w http.ResponseWriter) error {
	open(w)
	return writeJSON(w, http.StatusOK, p.Provider)
}

// open lets scripts of other sites read an answer. No cookie counts where it is used.
func open(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Origin", "*") }

// GetProviderKeys answers getProviderKeys.
func (h Handler) GetProviderKeys(ctx context.Context, _ contract.GetProviderKeysRequestObject) (contract.GetProviderKeysResponseObject, error) {
	keys, err := h.service.PublicKeys(ctx)
	out := providerKeys{contract.ProviderKeySet{Keys: []contract.ProviderKey{}}}
	for _, k := range keys {
		out.Keys = append(out.Keys, contract.ProviderKey{
			Kty: "RSA", Use: "sig", Alg: "RS256", Kid: k.ID,
			N: base64.RawURLEncoding.EncodeToString(k.Key.N.Bytes()), E: base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.Key.E)).Bytes()),
		})
	}
	return out, err
}

type providerKeys struct{ contract.ProviderKeySet }

func (k providerKeys) VisitGetProviderKeysResponse(w http.ResponseWriter) error {
	open(w)
	return writeJSON(w, http.StatusOK, k.ProviderKeySet)
}

// Authorize answers authorize.
func (h Handler) Authorize(ctx context.Context, _ contract.AuthorizeRequestObject) (contract.AuthorizeResponseObject, error) {
	c := calledIn(ctx)
	to, err := h.service.Authorize(ctx, c.query, c.cookie)
	return elsewhere{to: to}, err
}

// AuthorizeByForm answers authorizeByForm. A form of another site comes without our cookies, so the browser is sent round to ask again
// with a link, which has them; and nothing is done on the word of a form.
func (h Handler) AuthorizeByForm(ctx context.Context, _ contract.AuthorizeByFormRequestObject) (contract.AuthorizeByFormResponseObject, error) {
	return elsewhere{to: withQuery(pathAuthorize, calledIn(ctx).form)}, nil
}

// EndSession answers endSession.
func (h Handler) EndSession(ctx context.Context, _ contract.EndSessionRequestObject) (contract.EndSessionResponseObject, error) {
	c := calledIn(ctx)
	to, signedOut, err := h.service.EndSession(ctx, c.query, c.cookie)
	return elsewhere{to, signedOut}, err
}

// EndSessionByForm answers endSessionByForm, as authorizeByForm does.
func (h Handler) EndSessionByForm(ctx context.Context, _ contract.EndSessionByFormRequestObject) (contract.EndSessionByFormResponseObject, error) {
	return elsewhere{to: withQuery(pathEndSession, calledIn(ctx).form)}, nil
}

// elsewhere leads the browser on, and takes its cookies if it is signed out.
type elsewhere struct {
	to        string
	signedOut bool
}

func (e elsewhere) visit(w http.ResponseWriter) error {
	if e.signedOut {
		identity.DropCookies(w)
	}
	w.Header().Set("Location", e.to)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

func (e elsewhere) VisitAuthorizeResponse(w http.ResponseWriter) error        { return e.visit(w) }
func (e elsewhere) VisitAuthorizeByFormResponse(w http.ResponseWriter) error  { return e.visit(w) }
func (e elsewhere) VisitEndSessionResponse(w http.ResponseWriter) error       { return e.visit(w) }
func (e elsewhere) VisitEndSessionByFormResponse(w http.ResponseWriter) error { return e.visit(w) }

// spoken is an answer in the words of the protocol: a body, or what the client did wrong.
type spoken struct {
	body    any
	refusal *Refusal
	basic   bool // the client showed who it is in the header, so that is where it is asked to
}

// speak makes an answer of what a service method returned; what is not the client's doing stays an error.
func speak(ctx context.Context, body any, err error) (spoken, error) {
	out := spoken{body: body, basic: strings.HasPrefix(strings.ToLower(calledIn(ctx).authorization), "basic ")}
	if errors.As(err, &out.refusal) {
		return out, nil
	}
	return out, err
}

func (s spoken) visit(w http.ResponseWriter) error {
	open(w)
	w.Header().Set("Pragma", "no-cache")
	if s.refusal == nil {
		if s.body == nil {
			w.WriteHeader(http.StatusOK)
			return nil
		}
		return writeJSON(w, http.StatusOK, s.body)
	}
	status := s.refusal.Status
	switch {
	case s.refusal.Word == errToken.Word || status == http.StatusForbidden:
		w.Header().Set("WWW-Authenticate", `Bearer realm="manifold", error="`+s.refusal.Word+`"`)
	case s.refusal.Word == "invalid_client" && s.basic:
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", `Basic realm="manifold"`)
	}
	return writeJSON(w, status, contract.ProtocolError{Error: s.refusal.Word, ErrorDescription: optional.Of(s.refusal.Description)})
}

func (s spoken) VisitExchangeTokenResponse(w http.ResponseWriter) error   { return s.visit(w) }
func (s spoken) VisitGetUserInfoResponse(w http.ResponseWriter) error     { return s.visit(w) }
func (s spoken) VisitPostUserInfoResponse(w http.ResponseWriter) error    { return s.visit(w) }
func (s spoken) VisitRevokeTokenResponse(w http.ResponseWriter) error     { return s.visit(w) }
func (s spoken) VisitIntrospectTokenResponse(w http.ResponseWriter) error { return s.visit(w) }

// ExchangeToken answers exchangeToken.
func (h Handler) ExchangeToken(ctx context.Context, _ contract.ExchangeTokenRequestObject) (contract.ExchangeTokenResponseObject, error) {
	issued, err := h.service.Exchange(ctx, calledIn(ctx).call())
	return speak(ctx, contract.Tokens{
		AccessToken: issued.Access, TokenType: "Bearer", ExpiresIn: int(issued.Lives.Seconds()), Scope: strings.Join(issued.Scopes, " "),
		IDToken: optional.Of(issued.ID), RefreshToken: optional.Of(issued.Refresh),
	}, err)
}

// GetUserInfo answers getUserInfo.
func (h Handler) GetUserInfo(ctx context.Context, _ contract.GetUserInfoRequestObject) (contract.GetUserInfoResponseObject, error) {
	return h.userInfo(ctx, "")
}

// PostUserInfo answers postUserInfo.
func (h Handler) PostUserInfo(ctx context.Context, _ contract.PostUserInfoRequestObject) (contract.PostUserInfoResponseObject, error) {
	return h.userInfo(ctx, calledIn(ctx).form.Get("access_token"))
}

func (h Handler) userInfo(ctx context.Context, token string) (spoken, error) {
	if scheme, sent, _ := strings.Cut(calledIn(ctx).authorization, " "); strings.EqualFold(scheme, "Bearer") {
		token = strings.TrimSpace(sent)
	}
	claims, err := h.service.UserInfo(ctx, token)
	return speak(ctx, claims, err)
}

// RevokeToken answers revokeToken.
func (h Handler) RevokeToken(ctx context.Context, _ contract.RevokeTokenRequestObject) (contract.RevokeTokenResponseObject, error) {
	return speak(ctx, nil, h.service.Revoke(ctx, calledIn(ctx).call()))
}

// IntrospectToken answers introspectToken.
func (h Handler) IntrospectToken(ctx context.Context, _ contract.IntrospectTokenRequestObject) (contract.IntrospectTokenResponseObject, error) {
	i, err := h.service.Introspect(ctx, calledIn(ctx).call())
	body := contract.Introspection{Active: i.Active}
	if i.Active {
		issued, expires := int(i.IssuedAt.Unix()), int(i.Expires.Unix())
		body.ClientID, body.Sub, body.Scope, body.Iss = optional.Of(i.Client.String()), optional.Of(i.Subject), optional.Of(i.Scope), optional.Of(h.service.issuer)
		body.TokenType, body.Iat, body.Exp = optional.Of(tokenType(i.Kind)), &issued, &expires
	}
	return speak(ctx, body, err)
}

func tokenType(k Kind) string {
	if k == KindAccess {
		return "Bearer"
	}
	return "refresh_token"
}
