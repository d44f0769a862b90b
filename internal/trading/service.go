package trading

import (
	"log/slog"

	"manifold/internal/identity"
	"manifold/internal/kernel/clock"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/job"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/sms"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB       *tenants.DB
	Clock    clock.Clock
	Audit    *audit.Trail
	Mail     *mail.Queue
	SMS      *sms.Queue
	Blobs    blob.Store
	Counter  *cache.Counter
	Identity *identity.Service
	// PublicURL is where links in mails and invitations lead. Without a trailing slash.
	PublicURL string
	// Catalogue counts what of a supplier a decision shows; nil: nobody walks through a catalogue.
	Catalogue Catalogue
	Log       *slog.Logger // nil: nobody reads it
}

// Service has one method per use case.
type Service struct {
	db       *tenants.DB
	clock    clock.Clock
	audit    *audit.Trail
	mail     *mail.Queue
	sms      *sms.Queue
	blobs    blob.Store
	counter  *cache.Counter
	identity *identity.Service
	base     string // the public address

	catalogue Catalogue
	watch     *watcher
	log       *slog.Logger
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, mail: c.Mail, sms: c.SMS, blobs: c.Blobs, counter: c.Counter, identity: c.Identity, base: c.PublicURL,
		catalogue: c.Catalogue, watch: newWatcher(), log: silent(c.Log)}
}

// Handle says who does the package's jobs, one line each.
func (s *Service) Handle(r *job.Registry) {
	job.Handle(r, s.endGrant)
	job.HandleLong(r, s.exportCustomers)
	job.HandleLong(r, s.inviteCustomers)
	job.HandleLong(r, s.importCustomers)
}
