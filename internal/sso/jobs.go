package sso

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// logoutArgs tell one client that one sign-in is over (OpenID Connect Back-Channel Logout 1.0).
type logoutArgs struct {
	Client  ClientID `json:"client"`
	SignIn  SignInID `json:"sign_in"`
	Subject string   `json:"subject"` // the person as this supplier knows it
}

// Kind names the job in the queue.
func (logoutArgs) Kind() string { return "sso.logout" }

// Handle registers the jobs of this package.
func (s *Service) Handle(r *job.Registry) { job.Handle(r, s.deliver) }

// logoutLife is how long a logout token counts; it is made anew for each attempt.
const logoutLife = 2 * time.Minute

// logoutEvent is what a logout token is known by.
const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

type logoutToken struct{}

// Prefix returns "lgt".
func (logoutToken) Prefix() string { return "lgt" }

// deliver sends a logout token. An answer that is not 2xx is tried again later, for some hours.
func (s *Service) deliver(ctx context.Context, _ job.Context, args logoutArgs) error {
	var c Client
	err := s.db.Read(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) (err error) {
		c, _, err = findClient(tx, args.Client)
		return err
	})
	if err != nil || c.BackChannelURI == "" {
		return err
	}
	signing, err := s.keys.signing(ctx)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	token, err := signing.sign(typeLogout, map[string]any{
		"iss": s.issuer, "aud": args.Client.String(), "iat": now.Unix(), "exp": now.Add(logoutLife).Unix(), "jti": id.NewRandom[logoutToken]().String(),
		"sub": args.Subject, "sid": args.SignIn.String(), "events": map[string]any{logoutEvent: map[string]any{}},
	})
	if err != nil {
		return err
	}
	status, err := s.post(ctx, c.BackChannelURI, url.Values{"logout_token": {token}})
	if err != nil {
		return err
	}
	if status < 200 || status > 299 {
		return fmt.Errorf("sso: client %s answered its logout with %d", args.Client, status)
	}
	return nil
}
