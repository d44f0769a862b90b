// Package telemetry is how the hub tells what it does: log, metrics, traces.
//
// Owns: the logger and what it never writes, the Prometheus registry and who may
// read it, the tracer provider.
//
// Does not own: what is logged, counted or traced where; routes; health (platform/web).
//
// Invariants: the values of attributes that may hold secrets or prices are dropped whoever
// logs them; nothing is sent anywhere unless an endpoint is set.
//
// Times: log lines carry slog's time.
package telemetry
