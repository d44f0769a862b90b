package identity

import (
	"context"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/sms"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Clock   clock.Clock
	Audit   *audit.Trail
	Mail    *mail.Queue
	SMS     *sms.Queue
	Blobs   blob.Store
	Counter *cache.Counter
	// PublicURL is where links in mails lead, and the issuer of access tokens. Without a trailing slash.
	PublicURL string
	// KeyMaster (32 bytes) seals signing keys, DeviceKey signs device cookies; both are derived from the hub's secret.
	KeyMaster, DeviceKey []byte
	// BrowserKey signs the cookie that single sign-on knows a browser by; derived from the hub's secret too.
	BrowserKey []byte
	// Concurrent is how many passwords are hashed at a time.
	Concurrent int
}

// Service has one method per use case.
type Service struct {
	db       *tenants.DB
	clock    clock.Clock
	audit    *audit.Trail
	mail     *mail.Queue
	sms      *sms.Queue
	blobs    blob.Store
	throttle throttle
	keys     *ring
	gate     *gate
	browser  browserKey
	issuer   string
}

// New makes the service.
func New(c Config) (*Service, error) {
	keys, err := newRing(c.DB, c.Clock, c.KeyMaster)
	if err != nil {
		return nil, err
	}
	return &Service{
		db: c.DB, clock: c.Clock, audit: c.Audit, mail: c.Mail, sms: c.SMS, blobs: c.Blobs,
		throttle: throttle{c.Counter, c.DeviceKey}, keys: keys, gate: newGate(max(c.Concurrent, 1)), browser: c.BrowserKey, issuer: c.PublicURL,
	}, nil
}

// Authenticate turns an access token into the caller, with the seats of this moment. The session is looked up each time, so
// that signing out and taking a seat away work at once.
func (s *Service) Authenticate(ctx context.Context, token string) (*authz.Principal, error) {
	person, session, err := s.verify(ctx, token)
	if err != nil {
		return nil, err
	}
	principal := &authz.Principal{Person: person, Session: session}
	err = s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		owner, seats, ok, err := findSession(tx, session)
		if err != nil {
			return err
		}
		if !ok || owner != person {
			return errSessionOver
		}
		for _, t := range seats {
			seat, err := t.principal()
			if err != nil {
				return err
			}
			principal.Seats = append(principal.Seats, seat)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return principal, nil
}

func (t sessionSeat) principal() (authz.Seat, error) {
	out := authz.Seat{Parts: t.Parts, Roles: asRoles(t.Roles), Suspended: t.State == stateSuspended}
	if err := out.ID.Scan(t.Seat); err != nil {
		return out, err
	}
	return out, out.Company.Scan(t.Company)
}

func asRoles(names []string) []authz.Role {
	out := make([]authz.Role, len(names))
	for i, n := range names {
		out[i] = authz.Role(n)
	}
	return out
}

// Sweep deletes what has run out: links, codes, sessions that ended ninety days ago.
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), sweep)
}

// open starts a session for a person whose right to it was just shown, in the caller's transaction in that person's scope.
func (s *Service) open(ctx context.Context, tx *tenants.Tx, person id.PersonID, how string) (SignedIn, error) {
	now := tx.Now()
	session := id.NewRandom[id.Session]()
	origin := audit.OriginFrom(ctx)
	row := sessionRow{PersonID: person, ID: session, CreatedAt: now, LastUsedAt: now, ExpiresAt: now.Add(sessionLife), IP: origin.IP, Agent: shortAgent(origin.Agent)}
	if err := insertSession(tx, row); err != nil {
		return SignedIn{}, err
	}
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity." + how, Object: session.String()}); err != nil {
		return SignedIn{}, err
	}
	return s.tokens(tx, person, session)
}

// tokens gives a session its next refresh token and what its holder sees. The access token follows outside the
// transaction (withAccess), because the ring of keys is read in a scope of its own.
func (s *Service) tokens(tx *tenants.Tx, person id.PersonID, session id.SessionID) (SignedIn, error) {
	refresh := newSecret()
	if err := insertRefresh(tx, person, session, refresh.hash); err != nil {
		return SignedIn{}, err
	}
	view, err := s.view(tx, person, session)
	return SignedIn{View: view, Refresh: refresh.text, Browser: s.browser.cookie(session)}, err
}

func (s *Service) withAccess(ctx context.Context, in SignedIn, err error) (SignedIn, error) {
	if err != nil {
		return SignedIn{}, err
	}
	in.Access, in.AccessExpires, err = s.issue(ctx, in.View.Person.ID, in.View.ID, s.clock.Now())
	return in, err
}

func (s *Service) view(tx *tenants.Tx, person id.PersonID, session id.SessionID) (SessionView, error) {
	p, err := readPerson(tx, person)
	if err != nil {
		return SessionView{}, err
	}
	seats, err := mySeats(tx, person)
	return SessionView{ID: session, Person: p, Seats: seats}, err
}

// join makes the person of the scope.
func (s *Service) join(ctx context.Context, tx *tenants.Tx, p Person, hash string) error {
	if err := insertPerson(tx, p, hash); err != nil {
		return err
	}
	return s.audit.Write(ctx, tx, audit.Entry{Action: "identity.person_joined", Object: p.ID.String()})
}

// found opens a company for the person of the scope.
func (s *Service) found(ctx context.Context, tx *tenants.Tx, n NewCompany) (Company, error) {
	n, err := n.check()
	if err != nil {
		return Company{}, err
	}
	company, seat := id.New[id.Company](tx.Now()), id.New[id.Seat](tx.Now())
	if err := foundCompany(tx, company, seat, n); err != nil {
		return Company{}, err
	}
	for _, owner := range []string{tx.Scope().Owner(), company.UUID()} {
		err = s.audit.Write(ctx, tx, audit.Entry{Action: "identity.company_founded", Object: company.String(), Owner: owner, Data: map[string]any{"name": n.Name, "parts": n.Parts}})
		if err != nil {
			return Company{}, err
		}
	}
	return readCompany(tx, company)
}

// pause is the shortest time a public answer takes that could tell whether an account exists: reset, sign-up, invitation.
const pause = 60 * time.Millisecond

// even lets an answer take no less than pause, whatever was done for it.
func even(ctx context.Context, work func() error) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	err := work()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return err
}
