package tenants

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// migrateLock keeps two migrators of one database apart.
const migrateLock = 0x6d616e69666f6c64

// Migrate brings a database to the state of this binary: roles, schema, queue, grants, policies, scope key.
// It may run again at any time, also beside a running server, and changes only what differs.
func Migrate(ctx context.Context, cfg Config, files fs.FS) error {
	return migrate(ctx, cfg, files, func(conn *pgx.Conn) error {
		if err := migrateQueue(ctx, cfg.URL); err != nil {
			return err
		}
		if err := applyAccess(ctx, conn); err != nil {
			return err
		}
		return storeScopeKey(ctx, conn, cfg.ScopeKey)
	})
}

// MigrateFiles stops after roles and schema, so that a database can be looked at between two files. No scope opens on it.
func MigrateFiles(ctx context.Context, cfg Config, files fs.FS) error {
	return migrate(ctx, cfg, files, func(*pgx.Conn) error { return nil })
}

// migrate runs roles, files and then the rest, with all other migrators of the database kept out.
func migrate(ctx context.Context, cfg Config, files fs.FS, rest func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, cfg.URL)
	if err != nil {
		return unreachable(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := CheckVersion(ctx, conn); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrateLock)); err != nil {
		return err
	}
	if err := provision(ctx, conn, cfg); err != nil {
		return err
	}
	if err := migrateFiles(ctx, conn, files); err != nil {
		return err
	}
	return rest(conn)
}

// asOwner runs fn in one transaction as hub_owner.
func asOwner(ctx context.Context, conn *pgx.Conn, fn func(pgx.Tx) error) error {
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SET LOCAL ROLE hub_owner"); err != nil {
			return err
		}
		return fn(tx)
	})
}

// migrateFiles runs the files that have not run, each in a transaction of its own, and refuses when one that has run was changed.
func migrateFiles(ctx context.Context, conn *pgx.Conn, files fs.FS) error {
	err := asOwner(ctx, conn, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `CREATE SCHEMA IF NOT EXISTS sec;
			CREATE TABLE IF NOT EXISTS sec.migration (
				version    int PRIMARY KEY,
				name       text NOT NULL,
				checksum   text NOT NULL,
				applied_at timestamptz NOT NULL
			);
			COMMENT ON TABLE sec.migration IS 'Migration files that have run'`)
		return err
	})
	if err != nil {
		return err
	}
	names, err := fs.Glob(files, "[0-9][0-9][0-9][0-9]_*.sql")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		version, err := strconv.Atoi(name[:4])
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		checksum := hex.EncodeToString(sum[:])
		err = asOwner(ctx, conn, func(tx pgx.Tx) error {
			var stands string
			err := tx.QueryRow(ctx, "SELECT checksum FROM sec.migration WHERE version = $1", version).Scan(&stands)
			switch {
			case err == nil && stands == checksum:
				return nil
			case err == nil:
				return fmt.Errorf("migration %s was changed after it ran here; add a new one instead", name)
			case !errors.Is(err, pgx.ErrNoRows):
				return err
			}
			if _, err := tx.Exec(ctx, string(text)); err != nil {
				return fmt.Errorf("migration %s: %w", name, err)
			}
			_, err = tx.Exec(ctx, "INSERT INTO sec.migration VALUES ($1, $2, $3, $4)", version, name, checksum, time.Now()) //nolint:forbidigo // a record for people, not state
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// migrateQueue lets River bring its own tables up to date.
func migrateQueue(ctx context.Context, address string) error {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return err
	}
	config.MaxConns = 1
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "SET ROLE hub_owner")
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: "river"})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// applyAccess lays grants and policies from the list, table by table, where they differ from what stands. Each table has a
// transaction of its own: one that held several tables and waited for the next would deadlock with the requests of a running hub.
func applyAccess(ctx context.Context, conn *pgx.Conn) error {
	err := asOwner(ctx, conn, func(tx pgx.Tx) error {
		for _, s := range functionStatements() {
			if _, err := tx.Exec(ctx, s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range Tables {
		if err := t.applyBeside(ctx, conn); err != nil {
			return fmt.Errorf("access to %s: %w", t.relation(), err)
		}
	}
	return nil
}

const (
	lockPatience = time.Second // everybody else waits behind a lock that is waited for, and gives up after five
	lockPause    = 200 * time.Millisecond
	lockTries    = 100
)

// applyBeside waits for its lock in short turns, so that a long reader delays the migration and not the requests behind it.
func (t Table) applyBeside(ctx context.Context, conn *pgx.Conn) error {
	for try := 1; ; try++ {
		err := asOwner(ctx, conn, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, fmt.Sprintf("SET LOCAL lock_timeout = %d", lockPatience.Milliseconds())); err != nil {
				return err
			}
			return t.apply(ctx, tx)
		})
		var pg *pgconn.PgError
		if err == nil || try == lockTries || !errors.As(err, &pg) || pg.Code != "55P03" && pg.Code != "40P01" {
			return err
		}
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// functionStatements hand the functions to their owners and let the scope roles call them. Cheap, so they run each time.
// A function's owner grants, so the role changes on the way; it begins and ends as hub_owner.
func functionStatements() []string {
	everyone := strings.Join(scopeRoles(), ", ")
	sql := []string{
		fmt.Sprintf("GRANT USAGE ON SCHEMA sec, hub, river TO %s, %s, %s, %s", everyone, roleRLS, roleAuth, roleReserve),
		fmt.Sprintf("GRANT USAGE ON SCHEMA sec TO %s, %s, %s", LoginServer, LoginOperator, LoginProjector),
		fmt.Sprintf("GRANT CREATE ON SCHEMA sec TO %s, %s, %s", roleRLS, roleAuth, roleReserve),
		fmt.Sprintf("GRANT EXECUTE ON FUNCTION sec.enter(text, text) TO %s, %s, %s", LoginServer, LoginOperator, LoginProjector),
		fmt.Sprintf("GRANT USAGE ON SCHEMA river TO %s", LoginQueue),
		fmt.Sprintf("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA river TO %s", LoginQueue),
		fmt.Sprintf("GRANT USAGE ON ALL SEQUENCES IN SCHEMA river TO %s", LoginQueue),
		fmt.Sprintf("GRANT USAGE ON SEQUENCE river.river_job_id_seq TO %s", everyone),
		fmt.Sprintf("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA river TO %s, %s", LoginQueue, everyone),
	}
	lookUps, holds := slices.Sorted(maps.Keys(functionGrants)), slices.Sorted(maps.Keys(reserveGrants))
	for _, f := range slices.Concat([]string{"sec.enter(text, text)"}, scopeFunctions, lookUps, holds) {
		sql = append(sql, revokeFromPublic(f))
	}
	for owner, functions := range map[Role][]string{roleRLS: scopeFunctions, roleAuth: lookUps, roleReserve: holds} {
		for _, f := range functions {
			sql = append(sql, fmt.Sprintf("ALTER FUNCTION %s OWNER TO %s", f, owner))
		}
	}
	sql = append(sql, fmt.Sprintf("SET LOCAL ROLE %s", roleRLS))
	for _, f := range scopeFunctions {
		sql = append(sql, fmt.Sprintf("GRANT EXECUTE ON FUNCTION %s TO %s, %s, %s", f, everyone, roleAuth, roleReserve))
	}
	for owner, grants := range map[Role]map[string][]Role{roleAuth: functionGrants, roleReserve: reserveGrants} {
		sql = append(sql, fmt.Sprintf("SET LOCAL ROLE %s", owner))
		for _, f := range slices.Sorted(maps.Keys(grants)) {
			for _, r := range grants[f] {
				sql = append(sql, fmt.Sprintf("GRANT EXECUTE ON FUNCTION %s TO %s", f, r))
			}
		}
	}
	return append(sql, fmt.Sprintf("SET LOCAL ROLE %s", roleOwner))
}

// revokeFromPublic takes a new function away from everybody while it still belongs to hub_owner.
func revokeFromPublic(function string) string {
	return fmt.Sprintf(`DO $$ BEGIN
		IF (SELECT proowner::regrole::text FROM pg_proc WHERE oid = '%s'::regprocedure) = '%s' THEN REVOKE ALL ON FUNCTION %[1]s FROM PUBLIC; END IF;
	END $$`, function, roleOwner)
}

func (t Table) apply(ctx context.Context, tx pgx.Tx) error {
	statements, err := t.statements()
	if err != nil {
		return err
	}
	want := fingerprint(statements)
	var stands string
	err = tx.QueryRow(ctx, "SELECT fingerprint FROM sec.access_applied WHERE relation = $1", t.relation()).Scan(&stands)
	if err == nil && stands == want {
		return nil
	}
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	schema, name, _ := strings.Cut(t.relation(), ".")
	rows, err := tx.Query(ctx, "SELECT policyname FROM pg_policies WHERE schemaname = $1 AND tablename = $2", schema, name)
	if err != nil {
		return err
	}
	old, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, p := range old {
		statements = append([]string{fmt.Sprintf("DROP POLICY %s ON %s", quoteName(p), t.relation())}, statements...)
	}
	for _, r := range append(allRoles(), string(LoginServer), string(LoginOperator), string(LoginProjector), "PUBLIC") {
		statements = append([]string{fmt.Sprintf("REVOKE ALL ON %s FROM %s", t.relation(), r)}, statements...)
	}
	for _, s := range statements {
		if _, err := tx.Exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO sec.access_applied VALUES ($1, $2) ON CONFLICT (relation) DO UPDATE SET fingerprint = EXCLUDED.fingerprint`, t.relation(), want)
	return err
}

func allRoles() []string {
	return append(scopeRoles(), string(roleRLS), string(roleAuth), string(roleReserve))
}

// storeScopeKey lets the database verify what this hub's secret signs. Keys of older secrets run out after a day.
func storeScopeKey(ctx context.Context, conn *pgx.Conn, key []byte) error {
	g, err := newSigner(key)
	if err != nil {
		return err
	}
	inner, outer := g.pads()
	return asOwner(ctx, conn, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE sec.scope_key SET not_after = least(not_after, now() + interval '1 day') WHERE kid <> $1`, g.kid)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO sec.scope_key VALUES ($1, $2, $3, 'infinity')
			ON CONFLICT (kid) DO UPDATE SET not_after = 'infinity'`, g.kid, inner, outer)
		return err
	})
}

// CheckVersion refuses servers without the row-security fixes: one clear sentence.
func CheckVersion(ctx context.Context, conn *pgx.Conn) error {
	var number int
	if err := conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int").Scan(&number); err != nil {
		return err
	}
	return SupportedVersion(number)
}

// SupportedVersion says whether a PostgreSQL with this server_version_num has the row-security fixes the hub rests on. The error
// is one sentence.
func SupportedVersion(number int) error {
	major, minor := number/10000, number%10000
	least := map[int]int{15: 14, 16: 10, 17: 6}
	if need, listed := least[major]; major >= 18 || listed && minor >= need {
		return nil
	}
	text := fmt.Sprintf("%d.%d", major, minor)
	if number < 100000 { // up to 9.6 the first two parts were the major version
		text = fmt.Sprintf("%d.%d.%d", major, number/100%100, number%100)
	}
	return fmt.Errorf("PostgreSQL %s is too old for row-level security to be safe; the hub needs 15.14, 16.10, 17.6, or 18 and later", text)
}
