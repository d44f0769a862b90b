// Package telemetry is how the hub tells what it does: log, metrics, traces, health.
//
// Owns: the logger and what it never writes, the Prometheus registry and who may
// read it, the tracer provider, and the registry of readiness checks with its
// two pages.
//
// Does not own: what is logged, counted or traced where; routes.
//
// Invariants: the values of attributes that may hold secrets or prices are dropped whoever
// logs them; nothing is sent anywhere unless an endpoint is set; what the health
// pages say to the world names no cause; a slow check delays nobody beyond its
// time-out, and visitors cannot make the checks run more than once a second.
//
// Times: log lines carry slog's time; a health result is as old as Checks says.
package telemetry
