package migrations_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/localpg"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/migrations"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// TestForwardsOverRows runs the files one by one and loads rows after each, as a hub that was updated version by version has them.
func TestForwardsOverRows(t *testing.T) {
	t.Parallel()
	address := pgtest.Empty(t)
	cfg, admin := pgtest.Config(address), connect(t, address)
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal("no migrations", err)
	}
	files, stood := fstest.MapFS{}, map[string]int{}
	for i, name := range names {
		if version := fmt.Sprintf("%04d_", i+1); !strings.HasPrefix(name, version) {
			t.Fatalf("file %d is %s: the numbers have a gap or a twin", i+1, name)
		}
		files[name] = &fstest.MapFile{Data: read(t, migrations.Files, name)}
		if err := tenants.MigrateFiles(t.Context(), cfg, files); err != nil {
			t.Fatal(err)
		}
		kept(t, admin, name, stood)
		fixture, err := os.ReadFile("testdata/" + name[:4] + ".sql")
		if err != nil {
			t.Fatalf("%s has no rows to go over: %v", name, err)
		}
		if _, err := admin.Exec(t.Context(), string(fixture)); err != nil {
			t.Fatalf("rows after %s: %v", name, err)
		}
		stood = rows(t, admin)
	}
	if err := tenants.Migrate(t.Context(), cfg, migrations.Files); err != nil {
		t.Fatal(err)
	}
	kept(t, admin, "grants and policies", stood)
	for relation, n := range stood {
		if n == 0 && strings.HasPrefix(relation, "hub.") {
			t.Errorf("no row of testdata goes into %s", relation)
		}
	}
	clean(t, admin)
}

// rows counts the rows of each table.
func rows(t *testing.T, admin *pgx.Conn) map[string]int {
	t.Helper()
	got, err := admin.Query(t.Context(), `SELECT schemaname || '.' || tablename,
		(xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::int
		FROM pg_tables WHERE schemaname IN ('hub', 'sec')`)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	var relation string
	var n int
	if _, err := pgx.ForEachRow(got, []any{&relation, &n}, func() error { out[relation] = n; return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func kept(t *testing.T, admin *pgx.Conn, step string, before map[string]int) {
	t.Helper()
	now := rows(t, admin)
	for relation, n := range before {
		if now[relation] < n {
			t.Errorf("%s left %d of %d rows of %s", step, now[relation], n, relation)
		}
	}
}

func clean(t *testing.T, admin *pgx.Conn) {
	t.Helper()
	found, err := tenants.Lint(t.Context(), admin)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

func TestEveryTableAndPolicyHasAComment(t *testing.T) {
	t.Parallel()
	admin := connect(t, pgtest.Database(t))
	got, err := admin.Query(t.Context(), `
		SELECT 'table ' || c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname IN ('hub', 'sec') AND c.relkind IN ('r', 'p') AND coalesce(obj_description(c.oid, 'pg_class'), '') = ''
		UNION ALL SELECT 'policy ' || p.polname || ' of ' || p.polrelid::regclass FROM pg_policy p WHERE coalesce(obj_description(p.oid, 'pg_policy'), '') = ''`)
	if err != nil {
		t.Fatal(err)
	}
	silent, err := pgx.CollectRows(got, pgx.RowTo[string])
	if err != nil || len(silent) != 0 {
		t.Errorf("without a comment: %v (%v)", silent, err)
	}
}

func TestTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	address := pgtest.Database(t)
	admin := connect(t, address)
	before := state(t, admin)
	if err := tenants.Migrate(t.Context(), pgtest.Config(address), migrations.Files); err != nil {
		t.Fatal(err)
	}
	after := state(t, admin)
	for _, line := range before {
		if !slices.Contains(after, line) {
			t.Errorf("gone: %s", line)
		}
	}
	for _, line := range after {
		if !slices.Contains(before, line) {
			t.Errorf("new: %s", line)
		}
	}
	if len(before) < 100 {
		t.Errorf("only %d lines compared", len(before))
	}
}

// state is what a migration could change, a line each; numbers of objects show whether one was made anew.
func state(t *testing.T, admin *pgx.Conn) []string {
	t.Helper()
	got, err := admin.Query(t.Context(), `
		SELECT format('relation %s %s %s %s %s', oid, oid::regclass, relowner, relacl, relrowsecurity) FROM pg_class WHERE relnamespace::regnamespace::text IN ('hub', 'sec', 'river')
		UNION ALL SELECT format('column %s %s %s', attrelid::regclass, attname, attacl) FROM pg_attribute WHERE attacl IS NOT NULL
		UNION ALL SELECT format('policy %s %s %s %s', oid, polname, polrelid::regclass, pg_get_expr(polqual, polrelid)) FROM pg_policy
		UNION ALL SELECT format('function %s %s %s %s %s', oid, oid::regprocedure, proowner, proacl, md5(prosrc)) FROM pg_proc WHERE pronamespace::regnamespace::text IN ('hub', 'sec', 'river')
		UNION ALL SELECT format('schema %s %s', nspname, nspacl) FROM pg_namespace WHERE nspname IN ('hub', 'sec', 'river', 'public')
		UNION ALL SELECT format('database %s', datacl) FROM pg_database WHERE datname = current_database()
		UNION ALL SELECT format('migration %s', m) FROM sec.migration m
		UNION ALL SELECT format('access %s', a) FROM sec.access_applied a
		UNION ALL SELECT format('key %s', k) FROM sec.scope_key k
		UNION ALL SELECT format('queue %s', q) FROM river.river_migration q`)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(got, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestSeveralAtOnce(t *testing.T) {
	t.Parallel()
	address := pgtest.Empty(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := tenants.Migrate(t.Context(), pgtest.Config(address), migrations.Files); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	clean(t, connect(t, address))
}

func TestAChangedFileIsRefused(t *testing.T) {
	t.Parallel()
	address := pgtest.Database(t)
	files := fstest.MapFS{}
	names, _ := fs.Glob(migrations.Files, "*.sql")
	for _, name := range names {
		files[name] = &fstest.MapFile{Data: read(t, migrations.Files, name)}
	}
	changed := names[len(names)-1]
	files[changed].Data = append(files[changed].Data, "\n-- a word more"...)
	err := tenants.Migrate(t.Context(), pgtest.Config(address), files)
	if err == nil || err.Error() != "migration "+changed+" was changed after it ran here; add a new one instead" {
		t.Errorf("answered %v", err)
	}
}

func TestAFileThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	address := pgtest.Database(t)
	files := fstest.MapFS{"9999_broken.sql": {Data: []byte("CREATE TABLE hub.half (owner_id uuid); SELECT 1/0;")}}
	err := tenants.MigrateFiles(t.Context(), pgtest.Config(address), files)
	if err == nil || !strings.Contains(err.Error(), "migration 9999_broken.sql") {
		t.Errorf("answered %v", err)
	}
	clean(t, connect(t, address))
}

// TestAnOrdinaryAdministrator migrates on a server of its own, where no superuser has prepared the roles.
func TestAnOrdinaryAdministrator(t *testing.T) {
	t.Parallel()
	super, err := pgx.Connect(t.Context(), ownServer(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = super.Close(context.WithoutCancel(t.Context())) }()
	for _, s := range []string{
		"CREATE ROLE keeper LOGIN PASSWORD 'k' CREATEROLE", "CREATE DATABASE kept OWNER keeper",
		"CREATE ROLE guest LOGIN PASSWORD 'g'", "CREATE DATABASE guests OWNER guest",
		"CREATE ROLE lodger LOGIN PASSWORD 'l' CREATEROLE", "CREATE DATABASE another",
	} {
		if _, err := super.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	as := func(user, password, database string) tenants.Config {
		u, err := url.Parse(super.Config().ConnString())
		if err != nil {
			t.Fatal(err)
		}
		u.User, u.Path = url.UserPassword(user, password), "/"+database
		return pgtest.Config(u.String())
	}
	for user, row := range map[string]struct {
		cfg   tenants.Config
		words string
	}{
		"guest":  {as("guest", "g", "guests"), `the database user "guest" may not make roles: it needs CREATEROLE`},
		"lodger": {as("lodger", "l", "another"), `the database user "lodger" does not own the database "another"`},
	} {
		if err := tenants.Migrate(t.Context(), row.cfg, migrations.Files); err == nil || !strings.Contains(err.Error(), row.words) {
			t.Errorf("%s: answered %v", user, err)
		}
	}
	cfg := as("keeper", "k", "kept")
	for range 2 {
		if err := tenants.Migrate(t.Context(), cfg, migrations.Files); err != nil {
			t.Fatal(err)
		}
	}
	db, err := tenants.Open(t.Context(), cfg, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	clean(t, connect(t, cfg.URL))
}

func ownServer(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "hub-migrations-pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	place, err := localpg.Place(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(place) })
	server, err := localpg.Start(t.Context(), localpg.Config{Dir: place, Fast: true, MaxConnections: 50})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop(context.Background()) })
	return server.URL()
}

func read(t *testing.T, files fs.FS, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(text)
}

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}
