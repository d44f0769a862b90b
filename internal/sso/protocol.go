package sso

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Protocol holds what clients ask against the rules of OAuth 2.0, PKCE and OpenID Connect, and makes codes and tokens. It keeps nothing
// itself. What a client did wrong is a *Refusal.
type Protocol interface {
	// Check holds an authorization request against the rules and the client's registration.
	Check(ctx context.Context, c Client, form url.Values) error
	// Code answers a request that was checked and agreed to with a code, which stands for k.
	Code(ctx context.Context, keep Keeper, c Client, form url.Values, k Kept) (string, error)
	// Authenticate finds out which client calls, by the way that is registered for it and by no other.
	Authenticate(ctx context.Context, keep Keeper, call Call) (Client, error)
	// Exchange trades a code or a refresh token of a client that showed who it is for tokens.
	Exchange(ctx context.Context, keep Keeper, c Client, call Call) (Issued, error)
}

// Call is what a client sends to an endpoint of its own.
type Call struct {
	Form          url.Values
	Authorization string // the header
}

// Issued are fresh tokens.
type Issued struct {
	Access, ID, Refresh string // ID and Refresh are empty when none was asked for
	Scopes              []string
	Lives               time.Duration // of the access token
}

// Kind of a code or token.
type Kind string

// Kinds.
const (
	KindCode    Kind = "code"
	KindAccess  Kind = "access"
	KindRefresh Kind = "refresh"
)

// Kept is what a code or token stands for.
type Kept struct {
	SignIn  SignInID
	Client  ClientID
	Subject string
	Scopes  []string
	AuthAt  time.Time
	Form    url.Values // of the authorization request, what the token endpoint has to know
}

// keptForm names the parameters of an authorization request that the token endpoint has to know.
var keptForm = []string{"redirect_uri", "nonce", "code_challenge", "code_challenge_method", "claims"}

// Keeper keeps codes and tokens by their hash, in the transaction of its maker.
type Keeper interface {
	// Client answers ErrNone for one at which nobody can sign in.
	Client(ctx context.Context, clientID string) (Client, error)
	SecretFits(ctx context.Context, clientID, secret string) (bool, error)
	Keep(ctx context.Context, kind Kind, hash []byte, k Kept) error
	// Kept answers ErrNone for one that is not known, has run out or whose ground is gone; ErrUsed together with what it stood for.
	Kept(ctx context.Context, kind Kind, hash []byte) (Kept, error)
	// Use uses a code or refresh token up. Of any number of parallel callers exactly one gets nil, the others ErrUsed.
	Use(ctx context.Context, kind Kind, hash []byte) error
	// IDToken signs what is to be said of the person; accessHash is at_hash.
	IDToken(ctx context.Context, k Kept, accessHash string) (string, error)
}

// What a Keeper answers.
var (
	ErrNone = errors.New("sso: no such code, token or client")
	ErrUsed = errors.New("sso: used before")
)

// Refusal is what a client did wrong, in the words of RFC 6749.
type Refusal struct {
	Word        string // such as invalid_grant
	Description string
	Status      int
}

// Error is the word and the description.
func (r *Refusal) Error() string { return "sso: " + r.Word + ": " + r.Description }

func refuse(word, description string) *Refusal {
	return &Refusal{word, description, http.StatusBadRequest}
}

var (
	errLoginRequired = refuse("login_required", "Nobody is signed in, or the sign-in is too old.")
	errConsent       = refuse("consent_required", "The person has to agree first.")
	errInteraction   = refuse("interaction_required", "The person has to choose a company first.")
	errDenied        = refuse("access_denied", "The request was denied.")
	errToken         = &Refusal{"invalid_token", "The access token is not valid.", http.StatusUnauthorized}
)

// twice finds a parameter that stands more than once, which OAuth forbids, or that cannot be text.
func twice(form url.Values) *Refusal {
	for name, values := range form {
		if len(values) > 1 {
			return refuse("invalid_request", "A parameter stands more than once.")
		}
		if slices.ContainsFunc(append(values, name), unstorable) {
			return refuse("invalid_request", "A parameter holds characters that cannot be kept.")
		}
	}
	return nil
}
