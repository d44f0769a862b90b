package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"manifold/internal/platform/telemetry"
)

func TestLogDropsSecrets(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		log := telemetry.NewLogger(&out, format, slog.LevelInfo)
		log.With("session_token", "hunter2", "kept_with", 1).WithGroup("request").Info("done",
			"password", "hunter2", "newPassword", "hunter2", "Set-Cookie", "hunter2", "Authorization", "hunter2", "unit_price", "hunter2",
			"api-key", "hunter2", "APIKey", 1, "databaseURL", "hunter2", slog.Group("body", "a", "hunter2"), slog.Group("deep", "secret", "hunter2", "kept_deep", 2),
			"kept_costume", 3, "status", 200)
		if strings.Contains(out.String(), "hunter2") {
			t.Errorf("%s: %s", format, &out)
		}
		for _, want := range []string{"done", "kept_with", "kept_deep", "kept_costume", "200"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is missing in %s", format, want, &out)
			}
		}
	}
}

func TestLogCarriesRequestAndTrace(t *testing.T) {
	var out bytes.Buffer
	log := telemetry.NewLogger(&out, "json", slog.LevelInfo)
	ctx := telemetry.WithRequestID(t.Context(), "req-1")
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
	log.With("a", 1).InfoContext(trace.ContextWithSpanContext(ctx, span), "hello")
	log.DebugContext(ctx, "below the level")
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, &out)
	}
	if line["request_id"] != "req-1" || line["trace_id"] != span.TraceID().String() || line["a"] != 1.0 {
		t.Errorf("line %v", line)
	}
	if telemetry.RequestID(ctx) != "req-1" || telemetry.RequestID(t.Context()) != "" {
		t.Error("RequestID gives another id")
	}
}

func newTelemetry(t *testing.T, endpoint string, out io.Writer) *telemetry.Telemetry {
	t.Helper()
	tel, err := telemetry.New(t.Context(), telemetry.Config{Output: out, Format: "text", OTLPEndpoint: endpoint, Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	return tel
}

func TestMetricsAndWhoMayReadThem(t *testing.T) {
	tel := newTelemetry(t, "", io.Discard)
	counter := prometheus.NewCounter(prometheus.CounterOpts{Name: "hub_test_total", Help: "Counts."})
	tel.Metrics.MustRegister(counter)
	counter.Inc()
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, test := range []struct {
		name, token, peer, header, value string
		want                             int
	}{
		{"loopback", "", "127.0.0.1:5", "", "", 200},
		{"loopback, IPv6", "", "[::1]:5", "", "", 200},
		{"loopback, mapped", "", "[::ffff:127.0.0.1]:5", "", "", 200},
		{"trusted", "", "10.1.2.3:5", "", "", 200},
		{"stranger", "", "192.0.2.1:5", "", "", 404},
		{"forwarded by loopback", "", "127.0.0.1:5", "X-Forwarded-For", "127.0.0.1", 404},
		{"forwarded, RFC 7239", "", "10.1.2.3:5", "Forwarded", "for=127.0.0.1", 404},
		{"no address", "", "@", "", "", 404},
		{"an empty token opens nothing", "", "192.0.2.1:5", "Authorization", "Bearer ", 404},
		{"token", "0123456789abcdef", "192.0.2.1:5", "Authorization", "Bearer 0123456789abcdef", 200},
		{"wrong token", "0123456789abcdef", "127.0.0.1:5", "Authorization", "Bearer 0123456789abcdeX", 404},
		{"no token", "0123456789abcdef", "127.0.0.1:5", "", "", 404},
		{"token without Bearer", "0123456789abcdef", "127.0.0.1:5", "Authorization", "0123456789abcdef", 404},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
			r.RemoteAddr = test.peer
			if test.header != "" {
				r.Header.Set(test.header, test.value)
			}
			w := httptest.NewRecorder()
			tel.MetricsHandler(test.token, trusted).ServeHTTP(w, r)
			shown := strings.Contains(w.Body.String(), "hub_test_total 1") && strings.Contains(w.Body.String(), "go_goroutines")
			if w.Code != test.want || shown != (test.want == 200) {
				t.Errorf("status %d, metrics shown: %v", w.Code, shown)
			}
		})
	}
}

func TestTracesGoToTheEndpoint(t *testing.T) {
	received := make(chan []byte, 1)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil || r.URL.Path != "/base/v1/traces" {
			t.Errorf("%s, %v", r.URL.Path, err)
		}
		received <- raw
	}))
	t.Cleanup(collector.Close)
	tel := newTelemetry(t, collector.URL+"/base/", io.Discard)
	_, span := tel.Tracer.Tracer("test").Start(t.Context(), "a span of ours")
	span.End()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := tel.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	select {
	case raw := <-received:
		if !bytes.Contains(raw, []byte("a span of ours")) || !bytes.Contains(raw, []byte("service.name")) {
			t.Errorf("got %q", raw)
		}
	default:
		t.Error("nothing was sent")
	}
}

func TestNoEndpointNoTraces(t *testing.T) {
	tel := newTelemetry(t, "", io.Discard)
	_, span := tel.Tracer.Tracer("test").Start(t.Context(), "nothing")
	if span.IsRecording() || span.SpanContext().HasTraceID() {
		t.Error("a span was recorded")
	}
	span.End()
	if err := tel.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := telemetry.New(t.Context(), telemetry.Config{Output: io.Discard, OTLPEndpoint: "nowhere"}); err == nil {
		t.Error("an endpoint that is no address was taken")
	}
}
