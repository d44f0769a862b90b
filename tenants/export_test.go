package tenants

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// LintTables is Lint with a list of its own.
func LintTables(ctx context.Context, conn *pgx.Conn, tables []Table) ([]Finding, error) {
	return lint(ctx, conn, tables)
}

// Plant lays tables that no migration has, with their grants and policies, the way Migrate would.
func Plant(ctx context.Context, admin *pgx.Conn, ddl string, tables ...Table) error {
	return asOwner(ctx, admin, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, ddl); err != nil {
			return err
		}
		for _, t := range tables {
			if err := t.apply(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetScopeLife changes how long a signed scope may wait for its transaction.
func (db *DB) SetScopeLife(d time.Duration) { db.sign.life = d }

// Signed is the string that InScope would enter with at this moment.
func (db *DB) Signed(s Scope, at time.Time) (string, error) { return db.sign.sign(s, at) }

// Raw is the pool of a login, without a scope.
func (db *DB) Raw(l Login) *sql.DB { return db.pools[l].sql }

// RoleOf is what a scope becomes, and through which login.
func RoleOf(s Scope) (Role, Login) { return scopeRole[s.kind].role, scopeRole[s.kind].login }

// LoginRoles says which roles a login may become.
func LoginRoles(l Login) []Role { return loginRoles[l] }

// Translate is what InScope does with an error.
func Translate(err error) error { return translate(err) }

// Policy is one generated policy of the list.
// Rows is the predicate of its check without what Check of the list adds.
type Policy struct{ Table, Name, Command, Role, Using, Check, Rows, Create string }

// PoliciesOf generates the policies of a table, as Migrate does.
func PoliciesOf(t Table) ([]Policy, error) {
	list, err := t.policies()
	if err != nil {
		return nil, err
	}
	statements, err := t.statements()
	if err != nil {
		return nil, err
	}
	var out []Policy
	for _, p := range list {
		create := ""
		for i, s := range statements {
			if strings.HasPrefix(s, "CREATE POLICY "+p.name+" ON ") {
				create = s + ";" + statements[i+1] // with its comment
			}
		}
		out = append(out, Policy{t.relation(), p.name, p.command, p.role, p.using, p.check, p.rows, create})
	}
	return out, nil
}

// LintAccess is the part of Lint that compares the grants and policies of one table with the list.
func LintAccess(ctx context.Context, conn *pgx.Conn, t Table) ([]Finding, error) {
	l := &linter{conn: conn, tables: map[string]Table{t.relation(): t}}
	err := undone(ctx, conn, func() error {
		if _, err := conn.Exec(ctx, asAuditor); err != nil {
			return err
		}
		return l.access(ctx)
	})
	return l.found, err
}
