package backup

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"manifold/tenants"
)

// schemas are all that a hub has in its database.
var schemas = []string{"hub", "sec", "river"}

// anew are tables whose rows are no data: `hub migrate` writes them. The scope keys follow from the secret and must not leave; without
// the notes about what was laid, every grant and policy is laid anew.
var anew = []string{"sec.scope_key", "sec.access_applied"}

// connect enters as the administrator of HUB_DATABASE_URL and refuses one who would see only part of the rows.
func connect(ctx context.Context, address string) (*pgx.Conn, error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("the database cannot be entered: %w", err)
	}
	return conn, errors.Join(tenants.CheckVersion(ctx, conn), seesAll(ctx, conn))
}

func seesAll(ctx context.Context, conn *pgx.Conn) error {
	var name string
	var all bool
	if err := conn.QueryRow(ctx, "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").Scan(&name, &all); err != nil {
		return err
	}
	if !all {
		return fmt.Errorf("the database user %q is neither superuser nor has BYPASSRLS: row security would hide the rows from it, and the backup would be empty (ALTER ROLE %s BYPASSRLS)",
			name, pgx.Identifier{name}.Sanitize())
	}
	return nil
}

// snapshot runs fn in one read-only moment, in which every value is written in the same way whatever the server's settings, and
// what row security would hide is an error.
func snapshot(ctx context.Context, conn *pgx.Conn, fn func(pgx.Tx) error) error {
	return pgx.BeginTxFunc(ctx, conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'iso_8601';
			SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL search_path = pg_catalog;
			SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`)
		if err != nil {
			return err
		}
		return fn(tx)
	})
}

// survey counts and hashes every table.
func survey(ctx context.Context, tx pgx.Tx) ([]table, error) {
	rows, err := tx.Query(ctx, `SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND n.nspname || '.' || c.relname <> ALL ($2) ORDER BY 1, 2`, schemas, anew)
	if err != nil {
		return nil, err
	}
	names, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (pgx.Identifier, error) {
		name := make(pgx.Identifier, 2)
		return name, row.Scan(&name[0], &name[1])
	})
	if err != nil {
		return nil, err
	}
	out := make([]table, len(names))
	for i, name := range names {
		out[i].Name = name[0] + "." + name[1]
		// A sum does not depend on the order of rows. Two halves of 64 bits each, because there is no wider integer to add.
		err := tx.QueryRow(ctx, `SELECT count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint), 0) || ':' || coalesce(sum(('x' || substr(h, 17, 16))::bit(64)::bigint), 0)
			FROM (SELECT encode(sha256(convert_to(whole_row::text, 'UTF8')), 'hex') AS h FROM `+name.Sanitize()+` AS whole_row) AS hashed`).Scan(&out[i].Rows, &out[i].Hash)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", out[i].Name, err)
		}
	}
	return out, nil
}

// lastMigration is the newest file that ran; without any there is no hub.
func lastMigration(ctx context.Context, tx pgx.Tx) (last int, err error) {
	var stands bool
	if err := tx.QueryRow(ctx, "SELECT to_regclass('sec.migration') IS NOT NULL").Scan(&stands); err != nil {
		return 0, err
	}
	if stands {
		err = tx.QueryRow(ctx, "SELECT coalesce(max(version), 0) FROM sec.migration").Scan(&last)
	}
	if err == nil && last == 0 {
		err = errors.New("there is no hub in this database")
	}
	return last, err
}

// empty refuses a database that anything stands in.
func empty(ctx context.Context, conn *pgx.Conn) error {
	var name, found string
	err := conn.QueryRow(ctx, `SELECT current_database(), coalesce(
		(SELECT 'the schema ' || nspname FROM pg_namespace WHERE nspname = ANY ($1) LIMIT 1),
		(SELECT 'the table ' || n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		 WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema') AND n.nspname NOT LIKE 'pg\_%' LIMIT 1), '')`, schemas).Scan(&name, &found)
	if err == nil && found != "" {
		err = fmt.Errorf("the database %q is not empty (%s stands in it): create a new one and name that in HUB_DATABASE_URL", name, found)
	}
	return err
}
