package grant

import (
	"log/slog"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/job"
	"manifold/internal/platform/mail"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Clock   clock.Clock
	Audit   *audit.Trail
	Mail    *mail.Queue
	Counter *cache.Counter
	// PublicURL is where links in mails lead. Without a trailing slash.
	PublicURL string
	// Catalogue counts what of a supplier a decision shows; nil: nobody walks through a catalogue.
	Catalogue Catalogue
	Log       *slog.Logger // nil: nobody reads it
}

// Service has one method per use case.
type Service struct {
	db      *tenants.DB
	clock   clock.Clock
	audit   *audit.Trail
	mail    *mail.Queue
	counter *cache.Counter
	base    string // the public address

	catalogue Catalogue
	watch     *watcher
	log       *slog.Logger
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, mail: c.Mail, counter: c.Counter, base: c.PublicURL, catalogue: c.Catalogue, watch: newWatcher(), log: silent(c.Log)}
}

// Handle says who does the package's jobs, one line each.
func (s *Service) Handle(r *job.Registry) { job.Handle(r, s.endGrant) }

// silent takes a log where nobody gave one.
func silent(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}

// placeByName reads the cursor of a list by name and id.
func placeByName[K id.Kind](r page.Request) (name string, after id.ID[K], err error) {
	if r.After.IsZero() {
		return "", after, nil
	}
	return name, after, r.After.Into(&name, &after)
}

// placeByTime reads the cursor of a list that begins with the newest.
func placeByTime[K id.Kind](r page.Request, now time.Time) (before time.Time, last id.ID[K], err error) {
	if r.After.IsZero() {
		return now.Add(time.Hour), last, nil
	}
	return before, last, r.After.Into(&before, &last)
}
