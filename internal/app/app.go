package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"manifold/api"
	"manifold/internal/catalog"
	"manifold/internal/catalog/media"
	"manifold/internal/comparison"
	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/book"
	"manifold/internal/comparison/proof"
	"manifold/internal/credit"
	"manifold/internal/fulfilment"
	"manifold/internal/identity"
	"manifold/internal/integration"
	"manifold/internal/inventory"
	"manifold/internal/kernel/clock"
	"manifold/internal/matching"
	"manifold/internal/matching/own"
	"manifold/internal/ordering"
	"manifold/internal/ordering/approval"
	"manifold/internal/ordering/box"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/audit/report"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/config"
	"manifold/internal/platform/egress"
	"manifold/internal/platform/job"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/outbox"
	"manifold/internal/platform/sms"
	"manifold/internal/platform/telemetry"
	"manifold/internal/platform/web"
	"manifold/internal/pricing"
	"manifold/internal/pricing/receipt"
	"manifold/internal/promotion"
	"manifold/internal/sso"
	"manifold/internal/sso/fosite"
	"manifold/internal/trading"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Options are what a process brings along beside its settings.
type Options struct {
	Version string
	Log     io.Writer
	Clock   clock.Clock // nil: the system's
	Static  fs.FS       // the built browser application; nil: none
	Limits  web.Limits  // of requests; zero: the usual ones
}

// App is a hub in one process.
type App struct {
	Config     config.Config
	DB         *tenants.DB
	Identity   *identity.Service
	Imports    *integration.Service
	SSO        *sso.Service
	Grants     *grant.Service
	Customers  *customer.Service
	Trading    *trading.Service
	Catalog    *catalog.Service
	Media      *media.Service
	Pricing    *pricing.Service
	Promotions *promotion.Service
	Comparison *comparison.Service
	Baskets    *basket.Service
	Book       *book.Book
	Inventory  *inventory.Service
	Matching   *matching.Service
	Orders     *ordering.Service
	Fulfilment *fulfilment.Service
	Credit     *credit.Service
	Approvals  *approval.Service
	Telemetry  *telemetry.Telemetry
	Web        *web.Server

	version string
	redis   *redis.Client
	mailbox *mail.Mailbox // nil unless something is sent there
	stream  *outbox.Stream
	loops   []func(context.Context)
	runner  *job.Runner
	closers []func() error
}

// Open makes all parts. The database must have been migrated with the same secret.
func Open(ctx context.Context, cfg config.Config, o Options) (_ *App, err error) {
	if o.Clock == nil {
		o.Clock = clock.System()
	}
	a := &App{Config: cfg, version: o.Version}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.Telemetry, err = telemetry.New(ctx, telemetry.Config{Output: o.Log, Level: cfg.LogLevel, Format: cfg.LogFormat, OTLPEndpoint: cfg.OTLPEndpoint, Version: o.Version}); err != nil {
		return nil, err
	}
	log := a.Telemetry.Log
	a.closers = append(a.closers, func() error {
		soon, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		return a.Telemetry.Shutdown(soon)
	})
	if a.DB, err = tenants.Open(ctx, cfg.Database(), o.Clock); err != nil {
		return nil, err
	}
	a.closers = append(a.closers, a.DB.Close)
	if a.redis, err = web.RedisClient(cfg.RedisURL); err != nil {
		return nil, err
	}
	a.closers = append(a.closers, a.redis.Close)

	trail, err := audit.NewTrail(cfg.Derive("audit personal", 32))
	if err != nil {
		return nil, err
	}
	blobs, err := blob.New(ctx, cfg.BlobURL, filepath.Join(cfg.Data, "spool"))
	if err != nil {
		return nil, err
	}
	a.stream = outbox.NewStream(a.DB, a.redis, log)
	registry := job.NewRegistry(a.DB, log)
	mails, texts, err := a.senders(o.Clock, registry)
	if err != nil {
		return nil, err
	}
	a.Identity, err = identity.New(identity.Config{
		DB: a.DB, Clock: o.Clock, Audit: trail, Mail: mails, SMS: texts, Blobs: blobs, Counter: cache.NewCounter(a.redis, o.Clock),
		PublicURL: strings.TrimSuffix(cfg.PublicURL.String(), "/"), KeyMaster: cfg.Derive("signing keys", 32), DeviceKey: cfg.Derive("device cookies", 32), BrowserKey: cfg.Derive("browser cookies", 32),
		Concurrent: cfg.LoginConcurrency,
	})
	if err != nil {
		return nil, err
	}
	public := strings.TrimSuffix(cfg.PublicURL.String(), "/")
	a.Grants = grant.New(grant.Config{
		DB: a.DB, Clock: o.Clock, Audit: trail, Mail: mails, Counter: cache.NewCounter(a.redis, o.Clock), PublicURL: public, Catalogue: catalog.Shown{}, Log: log,
	})
	a.Grants.Handle(registry)
	a.Customers = customer.New(customer.Config{DB: a.DB, Clock: o.Clock, Audit: trail, Mail: mails, SMS: texts, Blobs: blobs, PublicURL: public})
	a.Customers.Handle(registry)
	a.Trading = trading.New(trading.Config{
		DB: a.DB, Clock: o.Clock, Audit: trail, Mail: mails, Blobs: blobs, Identity: a.Identity, Customers: a.Customers, PublicURL: public, Log: log,
	})
	a.Catalog = catalog.New(catalog.Config{DB: a.DB, Audit: trail, Blobs: blobs, Figures: figures()})
	a.Catalog.Handle(registry)
	a.Pricing = pricing.New(pricing.Config{DB: a.DB, Clock: o.Clock, Audit: trail, Blobs: blobs})
	a.Pricing.Handle(registry)
	outside := egress.New(cfg.EgressAllow)
	a.Media = media.New(media.Config{DB: a.DB, Audit: trail, Blobs: blobs, Fetch: outside.File, Log: log, History: catalog.MediaHistory{}})
	a.Media.Handle(registry)
	a.Promotions = promotion.New(promotion.Config{DB: a.DB, Clock: o.Clock, Audit: trail, Counter: cache.NewCounter(a.redis, o.Clock), Orders: ordering.LastOrders})
	a.Comparison = comparison.New(comparison.Config{
		DB: a.DB, Clock: o.Clock, Audit: trail, Blobs: blobs, Counter: cache.NewCounter(a.redis, o.Clock), Grants: a.Grants,
	})
	a.Comparison.Handle(registry)
	a.Book = book.New(book.Config{DB: a.DB, Events: a.stream, Log: log})
	a.Baskets = basket.New(basket.Config{
		DB: a.DB, Audit: trail, Blobs: blobs, Counter: cache.NewCounter(a.redis, o.Clock), Grants: a.Grants, Book: basket.NewMemory(a.Book),
		Orders: ordering.LastOrders,
	})
	a.Baskets.Handle(registry)
	a.Inventory = inventory.NewService(a.DB, trail, blobs)
	a.Inventory.Handle(registry)
	key, err := ReceiptKey(cfg)
	if err != nil {
		return nil, err
	}
	a.Orders = ordering.New(ordering.Config{DB: a.DB, Clock: o.Clock, Audit: trail, Mail: mails, Blobs: blobs, Grants: a.Grants, Baskets: a.Baskets, Key: key, PublicURL: public, Gate: approval.Gate{}})
	a.Orders.Handle(registry)
	a.Fulfilment = fulfilment.New(fulfilment.Config{DB: a.DB, Audit: trail, Blobs: blobs, Orders: a.Orders})
	a.Fulfilment.Handle(registry)
	a.Credit = credit.New(credit.Config{DB: a.DB, Audit: trail, Blobs: blobs, Orders: a.Orders})
	a.Credit.Handle(registry)
	a.Approvals = approval.New(approval.Config{DB: a.DB, Clock: o.Clock, Audit: trail, Mail: mails, Orders: a.Orders, PublicURL: public})
	a.Approvals.Handle(registry)
	receipts := proof.New(proof.Config{DB: a.DB, Key: key, Issuer: public, Grants: a.Grants, Baskets: a.Baskets, Orders: ordering.LastOrders})
	a.Matching = matching.New(a.DB, trail, log)
	a.Matching.Handle(registry)
	a.SSO, err = sso.New(sso.Config{
		DB: a.DB, Clock: o.Clock, Audit: trail, Identity: a.Identity, Protocol: fosite.New(), Post: outside.PostForm,
		Issuer: strings.TrimSuffix(cfg.PublicURL.String(), "/"), KeyMaster: cfg.Derive("sso signing keys", 32), SubjectKey: cfg.Derive("sso subjects", 32),
	})
	if err != nil {
		return nil, err
	}
	a.SSO.Handle(registry)
	reports := report.NewService(a.DB, trail, blobs)
	reports.Handle(registry)
	a.Imports = integration.NewService(a.DB, trail, blobs, a.Media, o.Clock, log)
	a.Imports.Handle(registry)
	subscriptions := a.subscriptions()
	relay, err := outbox.NewRelay(a.DB, subscriptions, job.Deliver(registry, subscriptions), a.stream, log)
	if err != nil {
		return nil, err
	}
	if a.runner, err = job.NewRunner(registry, job.Workers{Short: cfg.Workers}); err != nil {
		return nil, err
	}
	a.loops = []func(context.Context){relay.Run, a.stream.Run, audit.NewSealer(trail, a.DB, log).Run, a.Grants.Watching, a.sweep, a.expire}

	if err := a.openWeb(cfg, o); err != nil {
		return nil, err
	}
	identity.NewHandler(a.Identity).Register(a.Web)
	trading.NewHandler(a.Trading, a.Customers, a.Grants).Register(a.Web)
	catalog.NewHandler(a.Catalog, a.Media).Register(a.Web)
	pricing.NewHandler(a.Pricing).Register(a.Web)
	promotion.NewHandler(a.Promotions).Register(a.Web)
	comparison.NewHandler(a.Comparison, a.Baskets).Register(a.Web)
	inventory.NewHandler(a.Inventory).Register(a.Web)
	matching.NewHandler(a.Matching).Register(a.Web)
	ordering.NewHandler(a.Orders).Register(a.Web)
	fulfilment.NewHandler(a.Fulfilment).Register(a.Web)
	credit.NewHandler(a.Credit).Register(a.Web)
	approval.NewHandler(a.Approvals).Register(a.Web)
	box.NewHandler(box.New(a.DB)).Register(a.Web)
	proof.NewHandler(receipts).Register(a.Web)
	report.NewHandler(reports).Register(a.Web)
	integration.NewHandler(a.Imports).Register(a.Web)
	job.NewHandler(job.NewService(a.DB, blobs)).Register(a.Web)
	sso.NewHandler(a.SSO).Register(a.Web)
	hub{a}.register(a.Web)
	return a, a.Web.Verify()
}

// ReceiptKey is the key that a hub with these settings signs price receipts with.
func ReceiptKey(cfg config.Config) (receipt.Key, error) {
	return receipt.NewKey(cfg.Derive("price receipts", 32))
}

// figures says who keeps what of an item that one act may change with it.
func figures() map[string]catalog.Figures {
	out := map[string]catalog.Figures{inventory.Field: inventory.Facts{}}
	for _, field := range pricing.Fields {
		out[field] = pricing.Facts{}
	}
	return out
}

func (a *App) openWeb(cfg config.Config, o Options) error {
	document, err := api.Document()
	if err != nil {
		return err
	}
	a.Web, err = web.New(web.Config{
		Listen: cfg.Listen, PublicURL: cfg.PublicURL, TrustedProxies: cfg.TrustedProxies, CountryHeader: cfg.CountryHeader, MaxBody: cfg.MaxBody, Limits: o.Limits, Redis: a.redis, Clock: o.Clock,
		Log: a.Telemetry.Log, Document: document, Authenticate: a.Identity.Authenticate, Static: o.Static, Mailbox: a.mailbox != nil,
		Metrics: a.Telemetry.Metrics, MetricsHandler: a.Telemetry.MetricsHandler(cfg.MetricsToken, cfg.TrustedProxies), Ready: a.DB.Ping,
		Tracer: a.Telemetry.Tracer,
	})
	return err
}

// senders open the ways that mails and texts go out, behind queues that write in the caller's transaction.
func (a *App) senders(now clock.Clock, registry *job.Registry) (*mail.Queue, *sms.Queue, error) {
	cfg := a.Config
	if cfg.MailURL == "mailbox:" || cfg.SMSURL == "mailbox:" {
		box, err := mail.OpenMailbox(filepath.Join(cfg.Data, "mailbox.jsonl"), now)
		if err != nil {
			return nil, nil, err
		}
		a.mailbox = box
		a.closers = append(a.closers, box.Close)
	}
	mailer, err := mail.New(cfg.MailURL, cfg.MailFrom, a.mailbox, now)
	if err != nil {
		return nil, nil, err
	}
	texter, err := sms.New(cfg.SMSURL, a.mailbox)
	if err != nil {
		return nil, nil, err
	}
	mails, err := mail.NewQueue(cfg.Derive("queued mail", 32), mailer)
	if err != nil {
		return nil, nil, err
	}
	texts, err := sms.NewQueue(cfg.Derive("queued text", 32), texter)
	if err != nil {
		return nil, nil, err
	}
	mails.Handle(registry)
	texts.Handle(registry)
	return mails, texts, nil
}

// collectAt is by how many percent memory may grow before what is no longer used is looked for. Most of what a serving hub holds is the book, which changes little, and
// looking for garbage at the usual 100 % took a quarter of its work. GOGC and GOMEMLIMIT say otherwise where somebody sets them.
const collectAt = 300

// Run listens, works on jobs and serves until ctx ends; then it stops in order. The address is given to ready once it listens.
func (a *App) Run(ctx context.Context, ready func(net.Addr)) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	listener, err := a.Web.Listen(ctx)
	if err != nil {
		return err
	}
	return a.work(ctx, func() error {
		served := make(chan error, 1)
		go func() { served <- a.Web.Serve(listener) }()
		if ready != nil {
			ready(listener.Addr())
		}
		select {
		case err := <-served:
			return err
		case <-ctx.Done():
			stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
			defer cancel()
			return a.Web.Shutdown(stop)
		}
	}, a.Book.Run)
}

// Work does everything but serve, until ctx ends.
func (a *App) Work(ctx context.Context) error {
	return a.work(ctx, func() error { <-ctx.Done(); return nil })
}

// work runs the loops, those of every instance and others, and the jobs around until.
func (a *App) work(ctx context.Context, until func() error, others ...func(context.Context)) error {
	loops, stopLoops := context.WithCancel(context.WithoutCancel(ctx))
	defer stopLoops()
	var running sync.WaitGroup
	for _, loop := range slices.Concat(a.loops, others) {
		running.Go(func() { loop(loops) })
	}
	if err := a.runner.Start(ctx); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	err := until()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	err = errors.Join(err, a.runner.Stop(stop))
	stopLoops()
	running.Wait()
	return err
}

// stopWithin is how long requests and jobs have to come to their end.
const stopWithin = 20 * time.Second

// sweep deletes each hour what has run out.
func (a *App) sweep(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := a.sweepOnce(ctx); err != nil && ctx.Err() == nil {
			a.Telemetry.Log.Error("sweep", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// expire ends each minute the holds that have run out.
func (a *App) expire(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		if _, err := inventory.Expire(ctx, a.DB); err != nil && ctx.Err() == nil {
			a.Telemetry.Log.Error("expire", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (a *App) sweepOnce(ctx context.Context) error {
	_, err := outbox.Sweep(ctx, a.DB)
	return errors.Join(err, a.Identity.Sweep(ctx), a.Imports.Sweep(ctx), a.Media.Sweep(ctx), a.SSO.Sweep(ctx), a.Grants.SweepReading(ctx), tenants.SweepKeys(ctx, a.DB), catalog.FillSearch(ctx, a.DB), own.FillSearch(ctx, a.DB))
}

// Close frees everything, in the opposite order of opening.
func (a *App) Close() error {
	var errs []error
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i]())
	}
	a.closers = nil
	return errors.Join(errs...)
}
