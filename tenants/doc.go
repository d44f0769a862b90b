// Package tenants is the only door to rows.
//
// Every piece of work runs in a Scope: on whose behalf it is done. InScope opens one transaction, becomes the
// database role of the scope and carries its signature; forced row-level security then shows just the rows that
// belong to it. Without a scope there is no handle to query with, and a connection that was never entered sees nothing.
//
// Owns: scopes and their signature, roles and logins (provision.go), grants and policies as one list (access.go),
// migrations (migrate.go), the lint over the database catalogue (lint.go), idempotent effects (once.go).
//
// Does not own: who may do what (platform/authz decides before a scope is made) and what the rows mean (capabilities).
//
// Invariants: a scope inside a scope is refused; a read runs READ ONLY; a scope is signed with wall time and lives 60 seconds,
// measured at the start of the transaction, so a long transaction keeps it; an error of the database never leaves as it is.
package tenants
