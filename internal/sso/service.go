package sso

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"time"

	"manifold/internal/identity"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

const (
	requestLife = time.Hour
	codeLife    = time.Minute
	accessLife  = 10 * time.Minute
	refreshLife = 30 * 24 * time.Hour
	usedKept    = 24 * time.Hour      // tokens stay that long after they ran out, to notice a second use
	signInKept  = 90 * 24 * time.Hour // sign-ins stay that long after they ended

	// reuseGrace is how long after its use a code or refresh token may come again without ending the sign-in: a lost race, not a thief.
	reuseGrace = 10 * time.Second
)

// AccessLife is how long an access token lives.
const AccessLife = accessLife

// Post sends a form to an address that somebody else gave, and answers with the status (platform/egress).
type Post func(ctx context.Context, address string, form url.Values) (status int, err error)

// Config is what the service works with.
type Config struct {
	DB       *tenants.DB
	Clock    clock.Clock
	Audit    *audit.Trail
	Identity *identity.Service
	Protocol Protocol
	Post     Post
	// Issuer is the hub's public address without a trailing slash; it names the provider.
	Issuer string
	// KeyMaster (32 bytes) seals signing keys, SubjectKey makes pairwise names; both are derived from the hub's secret.
	KeyMaster, SubjectKey []byte
}

// Service has one method per use case.
type Service struct {
	db       *tenants.DB
	clock    clock.Clock
	audit    *audit.Trail
	identity *identity.Service
	protocol Protocol
	post     Post
	keys     *ring
	names    pairwise
	issuer   string
}

// New makes the service.
func New(c Config) (*Service, error) {
	keys, err := newRing(c.DB, c.Clock, c.KeyMaster)
	if err != nil {
		return nil, err
	}
	return &Service{
		db: c.DB, clock: c.Clock, audit: c.Audit, identity: c.Identity, protocol: c.Protocol, post: c.Post, keys: keys, names: c.SubjectKey, issuer: c.Issuer,
	}, nil
}

// Sweep deletes what has run out, and ends the sign-ins of hub sessions that ran out by themselves.
func (s *Service) Sweep(ctx context.Context) error {
	err := s.db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), func(ctx context.Context, tx *tenants.Tx) error {
		over, err := sweep(tx)
		if err != nil {
			return err
		}
		return tell(ctx, tx, over)
	})
	return errors.Join(err, s.db.InScope(ctx, tenants.Projector(tenants.ProjectorKeys), func(_ context.Context, tx *tenants.Tx) error { return sweepKeys(tx) }))
}

// end ends the living sign-ins that a condition names, notes it in the trail of the scope, and lets their clients be told.
func (s *Service) end(ctx context.Context, tx *tenants.Tx, why, condition string, args ...any) error {
	over, err := endWhere(tx, condition, args...)
	if err != nil {
		return err
	}
	for _, e := range over {
		entry := audit.Entry{Action: "sso.signed_out", Object: e.ID.String(), Data: map[string]any{"client": e.ClientID, "why": why}}
		if err := s.audit.Write(ctx, tx, entry); err != nil {
			return err
		}
	}
	return tell(ctx, tx, over)
}

// tell lets the clients of ended sign-ins be told on their back channel.
func tell(ctx context.Context, tx *tenants.Tx, over []ended) error {
	for _, e := range over {
		if err := job.Enqueue(ctx, tx, logoutArgs{Client: e.ClientID, SignIn: e.ID, Subject: e.Subject}); err != nil {
			return err
		}
	}
	return nil
}

// client finds a client that people can sign in at now.
func (s *Service) client(ctx context.Context, written string) (Client, error) {
	parsed, err := id.Parse[ClientKind](written)
	if err != nil {
		return Client{}, errClient
	}
	var c Client
	err = s.db.Read(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) error {
		var found bool
		c, found, err = findClient(tx, parsed)
		if err == nil && (!found || !c.works()) {
			return errClient
		}
		return err
	})
	return c, err
}

// known reads what a decision on a request stands on.
func known(tx *tenants.Tx, who id.PersonID, c Client) (ground, error) {
	companies, err := companiesAt(tx, c.Tenant)
	if err != nil {
		return ground{}, err
	}
	consents, err := consentsFor(tx, who, c.ID)
	return ground{companies, consents}, err
}

// grounds tells whether a sign-in still has everything that it rests on: a living session, a seat, an approved relationship.
func grounds(tx *tenants.Tx, who id.PersonID, r signInRow, c Client) (company, bool, error) {
	if !c.works() {
		return company{}, false, nil
	}
	_, lives, err := livingSession(tx, who, r.SessionID)
	if err != nil || !lives {
		return company{}, false, err
	}
	companies, err := companiesAt(tx, c.Tenant)
	if err != nil {
		return company{}, false, err
	}
	at := slices.IndexFunc(companies, func(each company) bool { return each.id == r.BuyerID && each.may() })
	if at < 0 {
		return company{}, false, nil
	}
	return companies[at], true, nil
}

// newSecret is a one-time value of 256 random bits.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}
