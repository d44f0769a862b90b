package pgtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg"
	"manifold/migrations"
	"manifold/tenants"
)

// serverEnv names the PostgreSQL that the tests of all packages share.
const serverEnv = "HUB_TEST_DATABASE_URL"

// Main runs the tests of a package with a PostgreSQL; its answer is the exit code.
func Main(m *testing.M) int {
	if os.Getenv(serverEnv) != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "hub-test-pg")
	if err != nil {
		return failed(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	place, err := localpg.Place(dir)
	if err != nil {
		return failed(err)
	}
	defer func() { _ = os.RemoveAll(filepath.Dir(place)) }()
	server, err := localpg.Start(context.Background(), localpg.Config{Dir: place, Fast: true, MaxConnections: 300})
	if err != nil {
		return failed(err)
	}
	defer func() { _ = server.Stop(context.Background()) }()
	if err := os.Setenv(serverEnv, server.URL()); err != nil {
		return failed(err)
	}
	return m.Run()
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, "no PostgreSQL for the tests:", err)
	return 1
}

// Secret is the HUB_SECRET of all tests: logins belong to the whole server, so every package must use the same.
const Secret = "one secret for all tests, with more than forty characters"

// Config is how tests enter a database.
func Config(address string) tenants.Config {
	cfg, err := config.Load([]string{"HUB_DATABASE_URL=" + address, "HUB_SECRET=" + Secret}, "")
	if err != nil {
		panic(err) // only a malformed address, which the test's own server does not give
	}
	database := cfg.Database()
	database.MaxConns = 10
	return database
}

var addresses sync.Map // *tenants.DB → address

// Open gives the test a migrated database of its own, with the hub's clock at wall time.
func Open(t testing.TB) *tenants.DB { return OpenAt(t, clock.System()) }

// OpenAt is Open with the hub's clock given.
func OpenAt(t testing.TB, now clock.Clock) *tenants.DB {
	t.Helper()
	address := Database(t)
	db, err := tenants.Open(t.Context(), Config(address), now)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	addresses.Store(db, address)
	t.Cleanup(func() {
		addresses.Delete(db)
		_ = db.Close()
	})
	return db
}

// Admin is a superuser's connection to the same database, to look past row security.
func Admin(t testing.TB, db *tenants.DB) *pgx.Conn {
	t.Helper()
	return connect(t, Address(t, db))
}

// Address is the superuser's URL of the database, for tests that start a whole hub.
func Address(t testing.TB, db *tenants.DB) string {
	t.Helper()
	found, _ := addresses.Load(db)
	address, ok := found.(string)
	if !ok {
		t.Fatal("pgtest: not a database of pgtest.Open")
	}
	return address
}

// Database makes a migrated database and gives the superuser's URL; it is dropped with the test.
func Database(t testing.TB) string {
	t.Helper()
	address := clone(t, "TEMPLATE "+prepare(t))
	// A clone comes without the rights on the database itself.
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if err := tenants.GuardDatabase(t.Context(), conn); err != nil {
		t.Fatalf("rights on the clone: %v", err)
	}
	return address
}

// Empty makes a database that nothing was migrated into.
func Empty(t testing.TB) string {
	t.Helper()
	return clone(t, "TEMPLATE template0")
}

func clone(t testing.TB, how string) string {
	t.Helper()
	name := "hub_" + randomName()
	admin := connect(t, server(t))
	// The template is busy for a moment while another package clones it.
	for try := 0; ; try++ {
		_, err := admin.Exec(t.Context(), "CREATE DATABASE "+name+" "+how)
		if err == nil {
			break
		}
		if try == 200 {
			t.Fatalf("clone: %v", err)
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		conn, err := pgx.Connect(ctx, server(t))
		if err != nil {
			return
		}
		defer conn.Close(ctx)
		_, _ = conn.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
	})
	return withDatabase(t, name)
}

var template = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	name, err := templateName()
	if err != nil {
		return "", err
	}
	admin, err := pgx.Connect(ctx, os.Getenv(serverEnv))
	if err != nil {
		return "", err
	}
	defer admin.Close(ctx)
	// One package makes the template, the others wait.
	if _, err := admin.Exec(ctx, "SELECT pg_advisory_lock(hashtextextended($1, 0))", "hub test template"); err != nil {
		return "", err
	}
	var ready bool
	err = admin.QueryRow(ctx, "SELECT coalesce((SELECT datistemplate FROM pg_database WHERE datname = $1), false)", name).Scan(&ready)
	if err != nil || ready {
		return name, err
	}
	for _, s := range []string{"DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", "CREATE DATABASE " + name + " TEMPLATE template0"} {
		if _, err := admin.Exec(ctx, s); err != nil {
			return "", err
		}
	}
	address, err := addressOf(name)
	if err != nil {
		return "", err
	}
	if err := tenants.Migrate(ctx, Config(address), migrations.Files); err != nil {
		return "", err
	}
	_, err = admin.Exec(ctx, "ALTER DATABASE "+name+" WITH is_template true")
	return name, err
})

func prepare(t testing.TB) string {
	t.Helper()
	name, err := template()
	if err != nil {
		t.Fatalf("test template: %v", err)
	}
	return name
}

// templateName changes with the migrations and with the access list.
func templateName() (string, error) {
	sum := sha256.New()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, n := range names {
		text, err := migrations.Files.ReadFile(n)
		if err != nil {
			return "", err
		}
		sum.Write(text)
	}
	access, err := tenants.AccessFingerprint()
	if err != nil {
		return "", err
	}
	sum.Write([]byte(access))
	return "hub_template_" + hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

func server(t testing.TB) string {
	t.Helper()
	address := os.Getenv(serverEnv)
	if address == "" {
		t.Fatal("no PostgreSQL: the package needs `func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }`")
	}
	return address
}

func withDatabase(t testing.TB, name string) string {
	t.Helper()
	address, err := addressOf(name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func addressOf(name string) (string, error) {
	u, err := url.Parse(os.Getenv(serverEnv))
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

func connect(t testing.TB, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func randomName() string {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
