package sso

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// ClientKind is the kind of ids of clients.
type ClientKind struct{}

// AppKind is the kind of ids of consents: apps, as the person sees them.
type AppKind struct{}

// SignInKind is the kind of ids of sign-ins.
type SignInKind struct{}

// Prefix returns "cli".
func (ClientKind) Prefix() string { return "cli" }

// Prefix returns "app".
func (AppKind) Prefix() string { return "app" }

// Prefix returns "sin".
func (SignInKind) Prefix() string { return "sin" }

// ClientID is also the client_id of the protocol.
type ClientID = id.ID[ClientKind]

// AppID names a consent.
type AppID = id.ID[AppKind]

// SignInID is also the sid of the tokens that are issued there.
type SignInID = id.ID[SignInKind]

// Ways in which a client shows who it is.
const (
	MethodBasic = "client_secret_basic"
	MethodPost  = "client_secret_post"
	MethodNone  = "none" // a public client, which has to use PKCE
)

// States of a client.
const (
	StateOn      = "on"
	StateOff     = "off"
	stateRemoved = "removed"
)

// Scopes that a client may ask for.
const (
	scopeOpenID   = "openid"
	scopeProfile  = "profile"
	scopeEmail    = "email"
	scopePhone    = "phone"
	scopeAddress  = "address"
	scopeCustomer = "customer"
	scopeOffline  = "offline_access"
)

// scopes are all of them, in the order in which they are shown.
var scopes = []string{scopeOpenID, scopeProfile, scopeEmail, scopePhone, scopeAddress, scopeCustomer, scopeOffline}

// Client is an application of a supplier.
type Client struct {
	ID             ClientID
	Tenant         id.CompanyID
	Supplier       string // name of the supplier; only where a person or a client asks
	Name           string
	HomeURI        string
	Method         string
	RedirectURIs   []string
	PostLogoutURIs []string
	BackChannelURI string
	Scopes         []string
	Refresh        bool
	State          string
	Secrets        []SecretEntry // only in the supplier's own view
	LastSignInAt   time.Time     // zero for never; only in the supplier's own view
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time

	supplierOpen bool
}

// SecretEntry is a secret without the secret.
type SecretEntry struct {
	CreatedAt time.Time
	ExpiresAt time.Time // zero for the newest
}

// Allowed are the scopes that the client may ask for, offline_access among them if it may have refresh tokens.
func (c Client) Allowed() []string {
	if c.Refresh {
		return append(slices.Clone(c.Scopes), scopeOffline)
	}
	return c.Scopes
}

// Public tells a client that can keep no secret.
func (c Client) Public() bool { return c.Method == MethodNone }

// works tells whether people can sign in there now.
func (c Client) works() bool { return c.State == StateOn && c.supplierOpen }

// NewClient is what a supplier gives to register one.
type NewClient struct {
	Name, HomeURI, Method        string
	RedirectURIs, PostLogoutURIs []string
	BackChannelURI               string
	Scopes                       []string
	Refresh                      bool
}

// ClientChange is what a supplier changes; nil stays.
type ClientChange struct {
	Name, HomeURI, Method, BackChannelURI, State *string
	RedirectURIs, PostLogoutURIs, Scopes         *[]string
	Refresh                                      *bool
}

var (
	errClient      = fault.Define(fault.KindNotFound, "sso.client_unknown", "This application is not known here, or it is switched off. Ask the supplier it belongs to.")
	errRedirect    = fault.Define(fault.KindInvalid, "sso.redirect_unknown", "The application wanted to send you to an address that its supplier has not registered. Ask the supplier.")
	errHint        = fault.Define(fault.KindInvalid, "sso.hint_unknown", "The application asked to sign you out with a proof that is not ours. You are still signed in.")
	errRequestOver = fault.Define(fault.KindNotFound, "sso.request_over", "This request was answered, has run out or belongs to somebody else. Go back to the application and try again.")
	errNoCustomer  = fault.Define(fault.KindForbidden, "sso.not_a_customer", "Only customers that this supplier has approved can sign in there. Apply to the supplier first.")
	errAgain       = fault.Define(fault.KindConflict, "sso.sign_in_again", "The application asks you to sign in anew.")
	errChoose      = fault.Define(fault.KindInvalid, "sso.choose_company", "Choose the company you sign in for.")
	errPublic      = fault.Define(fault.KindConflict, "sso.public_client", "A public client has no secret.")
	errClients     = fault.Define(fault.KindConflict, "sso.too_many_clients", "A company can have at most 100 clients.")
)

const mostClients = 100

// newClient is the client that a supplier registers; a fault names every field that is wrong.
func newClient(n NewClient) (Client, error) {
	c := Client{
		Name: strings.TrimSpace(n.Name), HomeURI: n.HomeURI, Method: n.Method, RedirectURIs: n.RedirectURIs, PostLogoutURIs: n.PostLogoutURIs,
		BackChannelURI: n.BackChannelURI, Scopes: n.Scopes, Refresh: n.Refresh, State: StateOn, Version: 1,
	}
	return c.checked()
}

// apply is the client after a change, and the names of what differs.
func (c Client) apply(change ClientChange) (Client, []string, error) {
	after := c
	set(&after.Name, change.Name)
	set(&after.HomeURI, change.HomeURI)
	set(&after.Method, change.Method)
	set(&after.BackChannelURI, change.BackChannelURI)
	set(&after.State, change.State)
	set(&after.RedirectURIs, change.RedirectURIs)
	set(&after.PostLogoutURIs, change.PostLogoutURIs)
	set(&after.Scopes, change.Scopes)
	set(&after.Refresh, change.Refresh)
	after.Name = strings.TrimSpace(after.Name)
	after, err := after.checked()
	if err != nil {
		return c, nil, err
	}
	var changed []string
	note := func(name string, differs bool) {
		if differs {
			changed = append(changed, name)
		}
	}
	note("name", after.Name != c.Name)
	note("home_uri", after.HomeURI != c.HomeURI)
	note("auth_method", after.Method != c.Method)
	note("back_channel_uri", after.BackChannelURI != c.BackChannelURI)
	note("state", after.State != c.State)
	note("redirect_uris", !slices.Equal(after.RedirectURIs, c.RedirectURIs))
	note("post_logout_uris", !slices.Equal(after.PostLogoutURIs, c.PostLogoutURIs))
	note("scopes", !slices.Equal(after.Scopes, c.Scopes))
	note("refresh", after.Refresh != c.Refresh)
	return after, changed, nil
}

func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}

func (c Client) checked() (Client, error) {
	var wrong []fault.Field
	bad := func(path string) {
		wrong = append(wrong, fault.Field{Path: path, Code: "wrong_form", Message: "Give a whole address that begins with https:// and has no fragment."})
	}
	if c.Name == "" {
		wrong = append(wrong, fault.Field{Path: "/name", Code: "required", Message: "This is required."})
	}
	if len(c.RedirectURIs) == 0 {
		wrong = append(wrong, fault.Field{Path: "/redirect_uris", Code: "required", Message: "This is required."})
	}
	for i, each := range c.RedirectURIs {
		if !webAddress(each) && !(c.Public() && appAddress(each)) {
			bad("/redirect_uris/" + strconv.Itoa(i))
		}
	}
	for i, each := range c.PostLogoutURIs {
		if !webAddress(each) && !(c.Public() && appAddress(each)) {
			bad("/post_logout_uris/" + strconv.Itoa(i))
		}
	}
	if c.BackChannelURI != "" && !webAddress(c.BackChannelURI) {
		bad("/back_channel_uri")
	}
	if c.HomeURI != "" && !webAddress(c.HomeURI) {
		bad("/home_uri")
	}
	if len(wrong) > 0 {
		return c, fault.Invalid.With(wrong...)
	}
	wanted := c.Scopes
	c.Scopes = nil
	for _, s := range scopes {
		if s == scopeOpenID || s != scopeOffline && slices.Contains(wanted, s) {
			c.Scopes = append(c.Scopes, s)
		}
	}
	c.Refresh = c.Refresh || slices.Contains(wanted, scopeOffline)
	c.RedirectURIs, c.PostLogoutURIs = unique(c.RedirectURIs), unique(c.PostLogoutURIs)
	return c, nil
}

// webAddress tells an address that a browser may be sent to: https, or http to this very machine, where a developer tries things out.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || strings.ContainsAny(text, "#*\\ \x00\r\n\t") {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname())
}

// appAddress tells the private address of a program on a phone or desk (RFC 8252, 7.1): its scheme is a domain name turned round.
func appAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && strings.Contains(u.Scheme, ".") && u.Fragment == "" && u.User == nil && !strings.ContainsAny(text, "#*\\ \x00\r\n\t")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func unique(in []string) []string {
	out := []string{}
	for _, each := range in {
		if !slices.Contains(out, each) {
			out = append(out, each)
		}
	}
	return out
}
