package telemetry

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/trace"
)

// NewLogger writes lines of the format (text or json) from the level upwards.
// Each line of a request carries request_id and, if it is traced, trace_id.
// The values of attributes whose name tells of a secret, a price or a body are not.
func NewLogger(w io.Writer, format string, level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level, ReplaceAttr: dropSecrets}
	if format == "json" {
		return slog.New(requestHandler{slog.NewJSONHandler(w, options)})
	}
	return slog.New(requestHandler{slog.NewTextHandler(w, options)})
}

type requestKey struct{}

// WithRequestID gives the context the id that its log lines will carry.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the id given by WithRequestID, or empty.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// requestHandler adds what the context knows.
type requestHandler struct{ slog.Handler }

func (h requestHandler) Handle(ctx context.Context, record slog.Record) error {
	if id := RequestID(ctx); id != "" {
		record.AddAttrs(slog.String("request_id", id))
	}
	if span := trace.SpanContextFromContext(ctx); span.HasTraceID() {
		record.AddAttrs(slog.String("trace_id", span.TraceID().String()))
	}
	return h.Handler.Handle(ctx, record)
}

func (h requestHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestHandler{h.Handler.WithAttrs(attrs)}
}

func (h requestHandler) WithGroup(name string) slog.Handler {
	return requestHandler{h.Handler.WithGroup(name)}
}

// secretWords make an attribute unfit for a log when its name, or that of a
// group it is in, contains one as a whole word.
var secretWords = map[string]bool{
	"password": true, "passwd": true, "secret": true, "token": true, "jwt": true, "otp": true,
	"authorization": true, "cookie": true, "credential": true, "credentials": true, "dsn": true,
	"price": true, "prices": true, "cost": true, "margin": true, "discount": true, "amount": true,
	"body": true, "payload": true, "tokens": true, "secrets": true, "cookies": true, "passwords": true,
}

// secretPairs are names that are secret as two words.
var secretPairs = []string{"api_key", "private_key", "signing_key", "database_url", "redis_url"}

// dropSecrets puts a mark in the value's place. Leaving the attribute out would
// trip slog: a group emptied so is never closed, and counts for all that follow.
func dropSecrets(groups []string, a slog.Attr) slog.Attr {
	if isSecret(a.Key) || slices.ContainsFunc(groups, isSecret) {
		return slog.String(a.Key, "(not logged)")
	}
	return a
}

// isSecret reads newPassword, new-password and new_password alike.
func isSecret(name string) bool {
	snake := snakeCase(name)
	for word := range strings.SplitSeq(snake, "_") {
		if secretWords[word] {
			return true
		}
	}
	for _, pair := range secretPairs {
		if strings.Contains("_"+snake+"_", "_"+pair+"_") {
			return true
		}
	}
	return false
}

func snakeCase(name string) string {
	var snake strings.Builder
	lower := false // was the last rune a lower-case letter
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			if lower {
				snake.WriteByte('_')
			}
			snake.WriteRune(r + 'a' - 'A')
		case r == '-' || r == '.' || r == ' ':
			snake.WriteByte('_')
		default:
			snake.WriteRune(r)
		}
		lower = r >= 'a' && r <= 'z'
	}
	return snake.String()
}
