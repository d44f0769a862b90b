package customer

import (
	"manifold/internal/kernel/clock"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/sms"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB    *tenants.DB
	Clock clock.Clock
	Audit *audit.Trail
	Mail  *mail.Queue
	SMS   *sms.Queue
	Blobs blob.Store
	// PublicURL is where invitations lead. Without a trailing slash.
	PublicURL string
}

// Service has one method per use case.
type Service struct {
	db    *tenants.DB
	clock clock.Clock
	audit *audit.Trail
	mail  *mail.Queue
	sms   *sms.Queue
	blobs blob.Store
	base  string // the public address
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, mail: c.Mail, sms: c.SMS, blobs: c.Blobs, base: c.PublicURL}
}

// Handle says who does the package's jobs, one line each.
func (s *Service) Handle(r *job.Registry) {
	job.HandleLong(r, s.exportCustomers)
	job.HandleLong(r, s.inviteCustomers)
	job.HandleLong(r, s.importCustomers)
}
