package telemetry

import (
	"context"
	"io"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.opentelemetry.io/otel/trace"
)

// Config says what to set up.
type Config struct {
	Output       io.Writer // for the log
	Level        slog.Level
	Format       string // text or json
	OTLPEndpoint string // base URL of an OTLP/HTTP collector; empty: no traces
	Version      string // of the hub, in traces
}

// Telemetry is what the hub hands to its parts.
type Telemetry struct {
	Log     *slog.Logger
	Metrics *prometheus.Registry // with the collectors of the Go runtime and the process
	Tracer  trace.TracerProvider // does nothing if no endpoint was set

	shutdown func(context.Context) error
}

// New sets everything up; it contacts nobody yet.
func New(ctx context.Context, config Config) (*Telemetry, error) {
	log := NewLogger(config.Output, config.Format, config.Level)
	provider, shutdown, err := newTracing(ctx, config.OTLPEndpoint, config.Version, log)
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &Telemetry{Log: log, Metrics: registry, Tracer: provider, shutdown: shutdown}, nil
}

// Shutdown sends the traces that are still waiting; ctx bounds the attempt.
func (t *Telemetry) Shutdown(ctx context.Context) error { return t.shutdown(ctx) }
