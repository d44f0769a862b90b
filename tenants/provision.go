package tenants

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/kernel/id"
)

// Config says where the database is and with which secrets the hub enters it.
type Config struct {
	// URL names server and database. `hub migrate` uses its user as it is; the server replaces user and password by its own logins.
	URL string
	// Password gives the password of each login; both sides derive it from the hub's secret.
	Password func(Login) string
	// ScopeKey signs scopes; at least 32 bytes.
	ScopeKey []byte
	// MaxConns bounds the pool of the server's login; default 20.
	MaxConns int
}

// loginURL is the URL with the user and password of one login.
func (c Config) loginURL(l Login) (string, error) {
	u, err := url.Parse(c.URL)
	if err != nil {
		return "", fmt.Errorf("the database address cannot be read: %w", errors.Unwrap(err))
	}
	u.User = url.UserPassword(string(l), c.Password(l))
	return u.String(), nil
}

// Provision makes roles and logins and lays the rights on the database, as Migrate does first: what is restored needs owners.
func Provision(ctx context.Context, cfg Config) error {
	conn, err := pgx.Connect(ctx, cfg.URL)
	if err != nil {
		return unreachable(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if err := CheckVersion(ctx, conn); err != nil {
		return err
	}
	return provision(ctx, conn, cfg)
}

// provision makes roles and logins. It runs as an administrator of the server (CREATEROLE at least) and may run again at any time.
func provision(ctx context.Context, conn *pgx.Conn, cfg Config) error {
	if err := mayProvision(ctx, conn); err != nil {
		return err
	}
	var admin string
	if err := conn.QueryRow(ctx, "SELECT current_user").Scan(&admin); err != nil {
		return err
	}
	roles := []Role{roleOwner, roleRLS, roleAuth, roleReserve, RoleSupplier, RolePair, RoleBuyer, RoleBrand, RoleOperator, RoleWorker, RolePerson, RoleGuest, RoleAnonymous, RoleProjector}
	var sql []string
	for _, r := range roles {
		sql = append(sql, create(string(r), "NOLOGIN NOINHERIT"))
	}
	for _, l := range []Login{LoginServer, LoginOperator, LoginProjector, LoginQueue, LoginMigrator} {
		sql = append(sql, create(string(l), "LOGIN NOINHERIT"),
			fmt.Sprintf("ALTER ROLE %s PASSWORD %s", l, quote(cfg.Password(l))))
		for _, r := range loginRoles[l] {
			sql = append(sql, fmt.Sprintf("GRANT %s TO %s", r, l))
		}
	}
	for _, l := range []Login{LoginServer, LoginOperator, LoginProjector} {
		sql = append(sql,
			fmt.Sprintf("ALTER ROLE %s SET statement_timeout = '15s'", l),
			fmt.Sprintf("ALTER ROLE %s SET lock_timeout = '5s'", l),
			fmt.Sprintf("ALTER ROLE %s SET idle_in_transaction_session_timeout = '15s'", l))
	}
	// Objects change hands between these while migrating.
	for _, r := range []Role{roleOwner, roleRLS, roleAuth, roleReserve} {
		sql = append(sql, fmt.Sprintf("GRANT %s TO %s", r, quoteName(admin)))
	}
	sql = append(sql, fmt.Sprintf("GRANT %s, %s, %s TO %s", roleRLS, roleAuth, roleReserve, roleOwner))
	for _, s := range sql {
		if err := execShared(ctx, conn, s); err != nil {
			return fmt.Errorf("roles could not be made as %q: %w", admin, err)
		}
	}
	if _, err := conn.Exec(ctx, extension); err != nil {
		return fmt.Errorf("the extension pg_trgm, by which mistyped words are found, cannot be had (it is of PostgreSQL's contrib): %w", err)
	}
	return GuardDatabase(ctx, conn)
}

// extension brings pg_trgm, which PostgreSQL trusts whoever owns the database with. It stands where functions with a pinned search_path
// find it. A dump of the hub's schemas does not carry it, so a database to be restored into needs it before.
const extension = `DO $$ BEGIN
	IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
		CREATE EXTENSION pg_trgm SCHEMA pg_catalog;
	ELSIF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm' AND extnamespace <> 'pg_catalog'::regnamespace) THEN
		ALTER EXTENSION pg_trgm SET SCHEMA pg_catalog;
	END IF;
END $$`

// GuardDatabase lays the rights on the database itself: who may connect, and nobody makes temporary tables, which outlive a request.
// Migrate does it; a database that was cloned or restored from a dump comes without them.
func GuardDatabase(ctx context.Context, conn *pgx.Conn) error {
	var database string
	if err := conn.QueryRow(ctx, "SELECT current_database()").Scan(&database); err != nil {
		return err
	}
	name := quoteName(database)
	for _, s := range []string{
		fmt.Sprintf("REVOKE ALL ON DATABASE %s FROM PUBLIC", name),
		fmt.Sprintf("GRANT CREATE, CONNECT ON DATABASE %s TO %s", name, roleOwner),
		fmt.Sprintf("GRANT CONNECT ON DATABASE %s TO %s, %s, %s, %s, %s", name, LoginServer, LoginOperator, LoginProjector, LoginQueue, LoginMigrator),
		"REVOKE ALL ON SCHEMA public FROM PUBLIC",
	} {
		if err := execShared(ctx, conn, s); err != nil {
			return err
		}
	}
	return nil
}

// mayProvision says in one sentence which right the administrator lacks; without it PostgreSQL would only warn, and something later fail.
func mayProvision(ctx context.Context, conn *pgx.Conn) error {
	var name, database string
	var makesRoles, ownsDatabase bool
	err := conn.QueryRow(ctx, `SELECT current_user, current_database(), r.rolsuper OR r.rolcreaterole, pg_has_role(d.datdba, 'USAGE')
		FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()`).Scan(&name, &database, &makesRoles, &ownsDatabase)
	switch {
	case err != nil:
		return err
	case !makesRoles:
		return fmt.Errorf("the database user %q may not make roles: it needs CREATEROLE (ALTER ROLE %s CREATEROLE)", name, quoteName(name))
	case !ownsDatabase:
		return fmt.Errorf("the database user %q does not own the database %q: it needs to (ALTER DATABASE %s OWNER TO %s)", name, database, quoteName(database), quoteName(name))
	}
	return nil
}

// create makes a role unless it stands; a rival that makes the same one at the same time is fine.
func create(name, attributes string) string {
	return fmt.Sprintf(`DO $$ BEGIN
		IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%[1]s') THEN CREATE ROLE %[1]s %[2]s; END IF;
	EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`, name, attributes)
}

// execShared changes rows that all databases of the server share; two hubs that migrate at once collide there for a moment.
func execShared(ctx context.Context, conn *pgx.Conn, sql string) error {
	for try := 0; ; try++ {
		_, err := conn.Exec(ctx, sql)
		var pg *pgconn.PgError
		if err == nil || try == 50 || !errors.As(err, &pg) || !strings.Contains(pg.Message, "concurrently") {
			return err
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func quote(s string) string     { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
func quoteName(s string) string { return pgx.Identifier{s}.Sanitize() }

// MakeOperator lets a company operate the hub. It enters as the administrator of cfg.URL, because no scope may do this.
func MakeOperator(ctx context.Context, cfg Config, company id.CompanyID) error {
	conn, err := pgx.Connect(ctx, cfg.URL)
	if err != nil {
		return unreachable(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SET LOCAL ROLE hub_auth"); err != nil {
			return err
		}
		got, err := tx.Exec(ctx, "UPDATE hub.identity_company SET parts = array_append(array_remove(parts, 'operator'), 'operator') WHERE id = $1", company.UUID())
		if err != nil {
			return err
		}
		if got.RowsAffected() != 1 {
			return fmt.Errorf("there is no company %s", company)
		}
		return nil
	})
}
