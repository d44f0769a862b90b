// Package migrations holds the schema as numbered SQL files, embedded into the binary.
//
// Owns: the order and the text of the files NNNN_name.sql.
//
// Does not own: roles (tenants/provision.go), grants and policies (tenants/access.go), and the job queue's
// tables, which River brings itself.
//
// Invariants: append-only, a file that has landed is never edited (checksums.txt, checked by internal/arch);
// every table carries a comment; a file runs whole in one transaction as hub_owner.
package migrations

import "embed"

// Files are the migrations in the order of their names.
//
//go:embed *.sql
var Files embed.FS
