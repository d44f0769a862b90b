package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/authz"
)

// Config is what the server needs from the rest of the hub. Fields without "optional" are required.
type Config struct {
	Listen         string         // host:port
	PublicURL      *url.URL       // how browsers reach the hub; its origin is the only one that may send changes with cookies
	TrustedProxies []netip.Prefix // optional: peers whose X-Forwarded-For, X-Request-Id and traceparent are believed
	CountryHeader  string         // optional: the header in which a trusted proxy tells the visitor's country
	MaxBody        int64          // optional: bytes of a body that is no upload; 0 means 1 MiB
	Limits         Limits         // optional: zero limits mean the defaults
	Redis          *redis.Client  // optional: nil counts limits in this process only; must honour contexts (see RedisClient)
	Clock          clock.Clock
	Log            *slog.Logger
	Document       *openapi3.T // api.Document(); New does not change it

	// Authenticate returns who a token belongs to, with the seats of this moment. A token that is not good is any fault of the kind
	// Unauthenticated; other errors are answered as they are on operations that need somebody, and ignored on those that do not.
	Authenticate func(ctx context.Context, token string) (*authz.Principal, error)

	Static         fs.FS                       // optional: the built browser application, "index.html" at its root
	Mailbox        bool                        // operations with x-access: trial exist
	Metrics        prometheus.Registerer       // optional
	MetricsHandler http.Handler                // optional: serves /metrics, and decides to whom
	Ready          func(context.Context) error // optional: nil means that the hub can work; given two seconds
	Tracer         trace.TracerProvider        // optional: a span for each request
}

const (
	defaultMaxBody = 1 << 20
	headerTimeout  = 5 * time.Second
	readTimeout    = 30 * time.Second // of a whole request; uploads get more, streams are free of it
	writeTimeout   = 60 * time.Second // of a whole answer; streams renew it with each event
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 32 << 10
)

// Server serves the hub. Register every capability, then Verify, then Serve.
type Server struct {
	cfg        Config
	log        *slog.Logger
	echo       *echo.Echo
	http       *http.Server
	operations map[string]*operation // by method and echo path
	registered []registration
	tables     []Route
	known      []authz.Permission
	limits     *limiter
	metrics    *metrics
	tracer     trace.Tracer
	static     *static
	contract   []byte // the document as served
	pack       func(http.Handler) http.HandlerFunc

	stopping atomic.Bool
	closing  chan struct{} // closed when streams have to end
	close    sync.Once
}

// New makes a server that listens to nothing yet. It fails on a configuration that cannot work.
func New(cfg Config) (*Server, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if cfg.MaxBody == 0 {
		cfg.MaxBody = defaultMaxBody
	}
	if cfg.Tracer == nil {
		cfg.Tracer = noop.NewTracerProvider()
	}
	s := &Server{cfg: cfg, tracer: cfg.Tracer.Tracer("manifold/web"), log: cfg.Log, echo: echo.New(), closing: make(chan struct{}), known: authz.Known()}
	s.limits = newLimiter(cfg.Limits, cfg.Redis, cfg.Clock)
	var err error
	if s.operations, err = readContract(cfg.Document); err != nil {
		return nil, err
	}
	if s.contract, err = cfg.Document.MarshalJSON(); err != nil {
		return nil, fmt.Errorf("web: the contract cannot be written: %w", err)
	}
	if s.metrics, err = newMetrics(cfg.Metrics); err != nil {
		return nil, err
	}
	if s.static, err = readStatic(cfg.Static); err != nil {
		return nil, err
	}
	if s.pack, err = packing(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s.setUp()
	if err := s.ownRoutes(); err != nil {
		return nil, err
	}
	return s, nil
}

func (c Config) check() error {
	switch {
	case c.Document == nil || c.Document.Paths == nil:
		return errors.New("web: no contract given")
	case c.PublicURL == nil || c.PublicURL.Host == "":
		return errors.New("web: the public address has no host")
	case c.Clock == nil || c.Log == nil || c.Authenticate == nil:
		return errors.New("web: a clock, a log and Authenticate are needed")
	case c.Redis != nil && !c.Redis.Options().ContextTimeoutEnabled:
		return errors.New("web: the Redis client must have ContextTimeoutEnabled, or a frozen Redis would hold every request")
	}
	return nil
}

func (s *Server) setUp() {
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.Binder = binder{}
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.answerProblem(c, err) }
	e.IPExtractor = s.clientIP
	e.Use(
		s.begin, s.observe, s.recoverPanic, s.secure, s.limitBody,
		s.identify, s.refuseForeignSites, s.limitRate, s.requireCaller, s.holdAgainstContract, s.checkAccess, s.takeKey, s.compress,
	)
	s.http = &http.Server{
		Handler:           e,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), // what clients break before a request begins
	}
}

// Handler returns the whole server as a handler, for tests.
func (s *Server) Handler() http.Handler { return s.echo }

// Listen opens the configured address. The error is one sentence.
func (s *Server) Listen(ctx context.Context) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.cfg.Listen)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("port taken: something else listens on %s already; stop it or set HUB_LISTEN", s.cfg.Listen)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("port not allowed: this user may not listen on %s; set HUB_LISTEN to a port above 1023", s.cfg.Listen)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, fmt.Errorf("no such address: this machine has no network address for %s; set HUB_LISTEN", s.cfg.Listen)
	default:
		return nil, fmt.Errorf("the hub cannot listen on %s: %w", s.cfg.Listen, err)
	}
}

// Serve answers requests on l until Shutdown, and then returns nil.
func (s *Server) Serve(l net.Listener) error {
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("web: %w", err)
	}
	return nil
}

// Shutdown ends the server in order: /readyz refuses, streams end, requests under way are finished. When ctx ends first, what is
// still open is cut off and the error says so.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stopping.Store(true)
	s.close.Do(func() { close(s.closing) })
	if err := s.http.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("web: requests were cut off: %w", err), s.http.Close())
	}
	return nil
}
