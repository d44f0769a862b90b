package fosite

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	library "github.com/ory/fosite"
	"github.com/ory/fosite/handler/oauth2"
	"github.com/ory/fosite/handler/openid"
	"github.com/ory/fosite/handler/pkce"

	"manifold/internal/sso"
)

// Protocol implements sso.Protocol.
type Protocol struct{ provider *library.Fosite }

var _ sso.Protocol = (*Protocol)(nil)

// New makes the protocol. It keeps nothing and is safe for concurrent use.
func New() *Protocol {
	config := &library.Config{
		AccessTokenLifespan: sso.AccessLife, RefreshTokenLifespan: -1, IDTokenLifespan: sso.AccessLife, // how long tokens live is the keeper's to know
		EnforcePKCEForPublicClients: true, ScopeStrategy: library.ExactScopeStrategy, RefreshTokenScopes: []string{"offline_access"},
		OmitRedirectScopeParam: true,
		ClientSecretsHasher:    hasher{},
		// Which addresses are good is decided when they are registered.
		RedirectSecureChecker: func(context.Context, *url.URL) bool { return true },
	}
	p := &Protocol{library.NewOAuth2Provider(storage{}, config)}
	config.ClientAuthenticationStrategy = p.authenticated
	code := &oauth2.AuthorizeExplicitGrantHandler{
		AccessTokenStrategy: strategy{}, RefreshTokenStrategy: strategy{}, AuthorizeCodeStrategy: strategy{}, CoreStorage: storage{}, TokenRevocationStorage: storage{}, Config: config,
	}
	refresh := &oauth2.RefreshTokenGrantHandler{AccessTokenStrategy: strategy{}, RefreshTokenStrategy: strategy{}, TokenRevocationStorage: storage{}, Config: config}
	helper := &openid.IDTokenHandleHelper{IDTokenStrategy: strategy{}}
	connect := &openid.OpenIDConnectExplicitHandler{
		OpenIDConnectRequestStorage: storage{}, OpenIDConnectRequestValidator: openid.NewOpenIDConnectRequestValidator(nil, config), Config: config, IDTokenHandleHelper: helper,
	}
	again := &openid.OpenIDConnectRefreshHandler{IDTokenHandleHelper: helper, Config: config}
	proof := &pkce.Handler{AuthorizeCodeStrategy: strategy{}, Storage: storage{}, Config: config}
	config.AuthorizeEndpointHandlers = library.AuthorizeEndpointHandlers{code, connect, proof}
	config.TokenEndpointHandlers = library.TokenEndpointHandlers{code, refresh, connect, again, proof}
	return p
}

// Check implements sso.Protocol.
func (p *Protocol) Check(ctx context.Context, c sso.Client, form url.Values) error {
	_, err := p.asked(with(ctx, nil, c), form)
	return err
}

// anyState stands for the client's own state, which sso gives back itself: the library refuses states of fewer than eight characters and
// cannot be told otherwise.
const anyState = "any state"

func (p *Protocol) asked(ctx context.Context, form url.Values) (library.AuthorizeRequester, error) {
	form = maps.Clone(form)
	form.Set("state", anyState)
	asked, err := p.provider.NewAuthorizeRequest(ctx, asRequest(http.MethodGet, sso.Call{Form: form}))
	return asked, refusal(err)
}

// Code implements sso.Protocol.
func (p *Protocol) Code(ctx context.Context, keep sso.Keeper, c sso.Client, form url.Values, k sso.Kept) (string, error) {
	ctx = with(ctx, keep, c)
	asked, err := p.asked(ctx, form)
	if err != nil {
		return "", err
	}
	for _, scope := range k.Scopes {
		asked.GrantScope(scope)
	}
	answer, err := p.provider.NewAuthorizeResponse(ctx, asked, newSession(k))
	if err != nil {
		return "", refusal(err)
	}
	return answer.GetCode(), nil
}

// Authenticate implements sso.Protocol.
func (p *Protocol) Authenticate(ctx context.Context, keep sso.Keeper, call sso.Call) (sso.Client, error) {
	found, err := p.provider.DefaultClientAuthenticationStrategy(with(ctx, keep, sso.Client{}), asRequest(http.MethodPost, call), call.Form)
	if err != nil {
		return sso.Client{}, refusal(err)
	}
	c, ok := found.(client)
	if !ok {
		return sso.Client{}, errors.New("fosite: a client of another make")
	}
	return c.Client, nil
}

// authenticated is the client that Authenticate found before.
func (p *Protocol) authenticated(ctx context.Context, _ *http.Request, _ url.Values) (library.Client, error) {
	return client{callOf(ctx).client}, nil
}

// Exchange implements sso.Protocol.
func (p *Protocol) Exchange(ctx context.Context, keep sso.Keeper, c sso.Client, call sso.Call) (sso.Issued, error) {
	ctx = with(ctx, keep, c)
	asked, err := p.provider.NewAccessRequest(ctx, asRequest(http.MethodPost, call), newSession(sso.Kept{}))
	if err != nil {
		return sso.Issued{}, refusal(err)
	}
	answer, err := p.provider.NewAccessResponse(ctx, asked)
	if err != nil {
		return sso.Issued{}, refusal(err)
	}
	out := sso.Issued{Access: answer.GetAccessToken(), Scopes: asked.GetGrantedScopes(), Lives: sso.AccessLife}
	out.ID, _ = answer.GetExtra("id_token").(string)
	out.Refresh, _ = answer.GetExtra("refresh_token").(string)
	return out, nil
}

// asRequest is what the library reads a call from.
func asRequest(method string, call sso.Call) *http.Request {
	r := &http.Request{Method: method, URL: &url.URL{}, Header: http.Header{}, Form: call.Form, Body: http.NoBody}
	r.PostForm = call.Form
	if call.Authorization != "" {
		r.Header.Set("Authorization", call.Authorization)
	}
	return r
}

// refusal is an error of the library as ours. What is not the client's doing stays an error.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sso.ErrUsed) { // lost the race for a code or token
		return &sso.Refusal{Word: "invalid_grant", Description: "The code or token has been used before.", Status: http.StatusBadRequest}
	}
	said := library.ErrorToRFC6749Error(err)
	if said.StatusCode() >= http.StatusInternalServerError {
		return err
	}
	description := said.HintField
	if description == "" {
		description = said.DescriptionField
	}
	return &sso.Refusal{Word: said.ErrorField, Description: strings.ReplaceAll(description, `"`, "'"), Status: said.StatusCode()}
}

// call is what the library's parts need to know of the call they work on.
type call struct {
	keep   sso.Keeper
	client sso.Client
}

type callInContext struct{}

func with(ctx context.Context, keep sso.Keeper, c sso.Client) context.Context {
	return context.WithValue(ctx, callInContext{}, call{keep, c})
}

func callOf(ctx context.Context) call {
	found, _ := ctx.Value(callInContext{}).(call)
	return found
}

// session carries what is kept through the library.
type session struct {
	openid.DefaultSession
	kept sso.Kept
}

func newSession(k sso.Kept) *session {
	s := &session{kept: k}
	s.Subject = k.Subject
	s.IDTokenClaims().Subject = k.Subject
	return s
}

// Clone gives a session for another request.
func (s *session) Clone() library.Session { return newSession(s.kept) }

// keptAs is the request that a code or token was made on.
func keptAs(ctx context.Context, k sso.Kept) *library.Request {
	return &library.Request{
		ID: k.SignIn.String(), RequestedAt: time.Now().UTC(), //nolint:forbidigo // the library wants one; nothing is decided by it
		Client: client{callOwner(ctx, k)}, RequestedScope: k.Scopes, GrantedScope: k.Scopes, Form: k.Form, Session: newSession(k),
	}
}

// callOwner is the client that a code or token was issued to, as far as the library compares: by its id.
func callOwner(ctx context.Context, k sso.Kept) sso.Client {
	if c := callOf(ctx).client; c.ID == k.Client {
		return c
	}
	return sso.Client{ID: k.Client}
}
