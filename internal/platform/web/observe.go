package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"manifold/internal/kernel/fault"
)

// clientGone is what the log calls the end of a request whose client has left; nobody is there to be answered.
const clientGone = 499

// observe writes one log line, counts and makes a span for each request.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x, route := exchangeOf(c), routeOf(c)
		ctx, span := s.tracer.Start(s.parentSpan(c.Request(), x), knownMethod(c.Request().Method)+" "+route, trace.WithSpanKind(trace.SpanKindServer),
			trace.WithAttributes(attribute.String("http.route", route), attribute.String("manifold.request_id", x.id)))
		defer span.End()
		c.SetRequest(c.Request().WithContext(ctx))
		s.metrics.running.Inc()
		defer s.metrics.running.Dec()
		if err := next(c); err != nil {
			s.answerProblem(c, err)
		}
		status := c.Response().Status
		if !c.Response().Committed && c.Request().Context().Err() != nil {
			status = clientGone
		}
		took := time.Since(x.began) //nolint:forbidigo // the duration in the log is real time
		s.metrics.count(knownMethod(c.Request().Method), route, status, took)
		s.logRequest(c, x, route, status, took)
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, http.StatusText(status))
		}
		return nil
	}
}

// routeOf is the template of the path. It holds no ids and is one of a fixed number.
func routeOf(c echo.Context) string {
	if c.Path() == "" || c.Path() == anyPath {
		return "other"
	}
	return c.Path()
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	default:
		return "other"
	}
}

func (s *Server) logRequest(c echo.Context, x *exchange, route string, status int, took time.Duration) {
	attributes := []slog.Attr{
		slog.String("method", knownMethod(c.Request().Method)), slog.String("route", route), slog.Int("status", status),
		slog.Float64("ms", float64(took.Microseconds())/1000), slog.Int64("bytes", c.Response().Size),
		slog.String("ip", x.ip),
	}
	if x.principal != nil {
		attributes = append(attributes, slog.String("person", x.principal.Person.String()))
	}
	if x.company != "" {
		attributes = append(attributes, slog.String("company", x.company))
	}
	level := slog.LevelInfo
	if x.fault != nil {
		f := fault.From(x.fault)
		attributes = append(attributes, slog.String("code", f.Code()))
		if status >= http.StatusInternalServerError {
			level = slog.LevelError
			attributes = append(attributes, slog.String("error", f.Error()))
		}
	}
	if x.stack != nil {
		attributes = append(attributes, slog.String("stack", string(x.stack)))
	}
	s.log.LogAttrs(c.Request().Context(), level, "request", attributes...)
}

// recoverPanic turns a panic into an unexpected fault; the log line of the request carries the stack.
func (s *Server) recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch got := recover(); {
			case got == nil:
			case got == any(http.ErrAbortHandler):
				panic(got) // net/http's own way to cut a connection
			default:
				exchangeOf(c).stack = debug.Stack()
				err = fault.Unexpected.Because(panicked(got))
			}
		}()
		return next(c)
	}
}

func panicked(got any) error {
	if err, ok := got.(error); ok {
		return errors.Join(errors.New("panic"), err)
	}
	return fmt.Errorf("panic: %v", got)
}

// parentSpan is the caller's span if a trusted proxy names one; what others say of traces is not believed.
func (s *Server) parentSpan(r *http.Request, x *exchange) context.Context {
	if !x.proxied {
		return r.Context()
	}
	return propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
}

// metrics are the server's own figures.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	running  prometheus.Gauge
}

func newMetrics(to prometheus.Registerer) (*metrics, error) {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hub_http_requests_total", Help: "Answered requests."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "hub_http_request_seconds", Help: "Time from request to answer.",
			Buckets: []float64{.005, .01, .025, .05, .1, .2, .5, 1, 2.5, 10}}, []string{"method", "route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "hub_http_requests_running", Help: "Requests under way, streams included."}),
	}
	if to == nil {
		return m, nil
	}
	for _, each := range []prometheus.Collector{m.requests, m.seconds, m.running} {
		if err := to.Register(each); err != nil {
			return nil, fmt.Errorf("web: metrics: %w", err)
		}
	}
	return m, nil
}

func (m *metrics) count(method, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(method, route).Observe(took.Seconds())
}
