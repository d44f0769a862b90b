// Package web is the HTTP server: what every request passes before a capability sees it, and what every answer passes after.
//
// Owns: the way of a request (request id → recover → log, metrics, span → security headers → origin → body limit → who calls →
// CSRF → rate limit → contract → access → idempotency key → packing → handler), problem+json, the strict body binder, live streams, the
// browser application's files, the reference page, health, and the start-up comparison of contract, routes and permissions (Verify).
//
// Does not own: what an operation does (capabilities), who a token belongs to (identity, through Config.Authenticate), roles
// (authz), the contract (api), how idempotent effects are stored (tenants).
//
// Invariants: access is decided before the handler runs, so before any row of a company is read; a body that reaches a handler is
// within its limit and keeps the contract; an answer that may hold a secret, or that another site asked for, is never compressed; no body, query value or token is logged; an answer of the API is never cached;
// without Redis limits still hold, in this process; what is not in the contract is not served under /api, but for the contract itself.
//
// The times: limits count by Config.Clock; network time-outs are real time.
package web
