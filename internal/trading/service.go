package trading

import (
	"log/slog"

	"manifold/internal/identity"
	"manifold/internal/kernel/clock"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/mail"
	"manifold/internal/trading/customer"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB       *tenants.DB
	Clock    clock.Clock
	Audit    *audit.Trail
	Mail     *mail.Queue
	Blobs    blob.Store
	Identity *identity.Service
	// Customers gives an approved buyer its customer record.
	Customers *customer.Service
	// PublicURL is where links in mails lead. Without a trailing slash.
	PublicURL string
	Log       *slog.Logger // nil: nobody reads it
}

// Service has one method per use case.
type Service struct {
	db        *tenants.DB
	clock     clock.Clock
	audit     *audit.Trail
	mail      *mail.Queue
	blobs     blob.Store
	identity  *identity.Service
	customers *customer.Service
	base      string // the public address
	log       *slog.Logger
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, mail: c.Mail, blobs: c.Blobs, identity: c.Identity, customers: c.Customers, base: c.PublicURL, log: silent(c.Log)}
}

// silent takes a log where nobody gave one.
func silent(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}
