package backup_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
	"manifold/internal/app/backup"
	"manifold/internal/kernel/clock"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// onePNG is one pixel.
const onePNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// place is where a hub is saved from or put to.
func place(t *testing.T, database, files, secret string) backup.Hub {
	t.Helper()
	cfg := must[config.Config](t)(config.Load([]string{"HUB_DATABASE_URL=" + database, "HUB_BLOB_URL=file://" + files, "HUB_SECRET=" + secret, "HUB_DATA=" + t.TempDir()}, ""))
	return backup.Hub{Config: cfg, Blobs: must[blob.Store](t)(blob.New(t.Context(), cfg.BlobURL, t.TempDir())), Commit: "test", Clock: clock.System()}
}

func admin(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn := must[*pgx.Conn](t)(pgx.Connect(t.Context(), address))
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// soon waits for something that happens in the background.
func soon(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for range 500 {
		if ready() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s did not happen", what)
}

// world is a hub with something of everything.
type world struct {
	hub          *apptest.Hub
	files        string
	owner        apptest.Someone
	job          string
	logo, result []byte
}

func newWorld(t *testing.T) world {
	t.Helper()
	w := world{files: t.TempDir()}
	w.hub = apptest.Start(t, "HUB_BLOB_URL=file://"+w.files)
	w.owner = w.hub.Company(t, "Saved", "supplier")
	w.owner.Colleague(t, "Second", "finance")
	w.hub.Company(t, "Other", "buyer")
	w.owner.Do(t, http.MethodPost, w.owner.Path("/invitations"), map[string]any{"email": "new@example.org", "roles": []string{"finance"}})
	w.logo = must[[]byte](t)(base64.StdEncoding.DecodeString(onePNG))
	if put := w.owner.Do(t, http.MethodPut, w.owner.Path("/logo"), w.logo); put.Status != http.StatusOK {
		t.Fatalf("logo: %d %s", put.Status, put.Body)
	}
	var run struct{ ID, State string }
	w.owner.Do(t, http.MethodPost, w.owner.Path("/audit/exports"), map[string]any{}).Into(t, &run)
	w.job = run.ID
	soon(t, "the export", func() bool {
		w.owner.Do(t, http.MethodGet, w.owner.Path("/jobs/"+w.job), nil).Into(t, &run)
		return run.State == "succeeded"
	})
	w.logo = w.owner.Do(t, http.MethodGet, w.owner.Path("/logo"), nil).Body
	w.result = w.owner.Do(t, http.MethodGet, w.owner.Path("/jobs/"+w.job+"/result"), nil).Body
	if len(w.logo) == 0 || len(w.result) == 0 {
		t.Fatal("no logo or no result to save")
	}
	return w
}

// verified counts the chains of a hub once everything is sealed; all must be whole.
func verified(t *testing.T, hub *apptest.Hub) (entries int64) {
	t.Helper()
	soon(t, "sealing", func() bool {
		entries = 0
		err := audit.VerifyAll(t.Context(), hub.DB, func(owner string, v audit.Verification) error {
			if !v.OK() {
				t.Fatalf("the chain of %s is broken", owner)
			}
			entries += v.Entries
			if v.Unsealed > 0 {
				return errors.New("not yet")
			}
			return nil
		})
		return err == nil
	})
	return entries
}

// needsPrograms says what is missing where the server came without its client programs, as the npm package's does: make deps gets them.
func needsPrograms(t *testing.T, server *pgx.Conn) {
	t.Helper()
	var major int
	if err := server.QueryRow(t.Context(), "SELECT current_setting('server_version_num')::int / 10000").Scan(&major); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"pg_dump", "pg_restore"} {
		if _, err := localpg.FindProgram(t.Context(), program, major); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDrill(t *testing.T) {
	needsPrograms(t, admin(t, pgtest.Empty(t)))
	w := newWorld(t)
	before := verified(t, w.hub)
	archive := filepath.Join(t.TempDir(), "hub.backup")
	wrote := must[backup.Summary](t)(place(t, w.hub.Database, w.files, pgtest.Secret).Write(t.Context(), archive)) // beside the running hub
	if wrote.Files != 2 || wrote.Tables < 20 || wrote.Rows < 50 || len(wrote.Missing) != 0 {
		t.Errorf("saved %+v", wrote)
	}
	if info := must[os.FileInfo](t)(os.Stat(archive)); info.Mode().Perm() != 0o600 {
		t.Errorf("the archive has mode %v", info.Mode())
	}
	if left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(archive))); len(left) != 1 {
		t.Errorf("%d files beside the archive", len(left)-1)
	}
	noKeys(t, w, archive)

	database, files := pgtest.Empty(t), t.TempDir()
	put := must[backup.Summary](t)(place(t, database, files, pgtest.Secret).Restore(t.Context(), archive))
	if put.Rows != wrote.Rows || put.Tables != wrote.Tables || put.Files != 2 {
		t.Errorf("restored %+v of %+v", put, wrote)
	}
	findings, err := tenants.Lint(t.Context(), admin(t, database))
	if err != nil || len(findings) > 0 {
		t.Errorf("the lint finds %v %v", findings, err)
	}

	hub := apptest.On(t, database, "HUB_BLOB_URL=file://"+files)
	owner := hub.SignIn(t, w.owner.Person, w.owner.Company) // with the old password
	if owner.Seat != w.owner.Seat {
		t.Errorf("the seat is %s, was %s", owner.Seat, w.owner.Seat)
	}
	if got := owner.Do(t, http.MethodGet, owner.Path("/logo"), nil); got.Status != http.StatusOK || !bytes.Equal(got.Body, w.logo) {
		t.Errorf("the logo: %d, %d bytes", got.Status, len(got.Body))
	}
	if got := owner.Do(t, http.MethodGet, owner.Path("/jobs/"+w.job+"/result"), nil); got.Status != http.StatusOK || !bytes.Equal(got.Body, w.result) {
		t.Errorf("the result: %d, %d bytes", got.Status, len(got.Body))
	}
	// A session of then goes on, for the keys of access tokens came along and open under the secret.
	if got := hub.Do(t, w.owner.Token, http.MethodGet, "/api/session", nil); got.Status != http.StatusOK {
		t.Errorf("a token of then: %d %s", got.Status, got.Body)
	}
	// New work is possible: the queue's numbers went on too.
	if got := owner.Do(t, http.MethodPost, owner.Path("/audit/exports"), map[string]any{}); got.Status >= 300 {
		t.Errorf("a new job: %d %s", got.Status, got.Body)
	}
	if after := verified(t, hub); after <= before {
		t.Errorf("%d entries are chained, were %d", after, before)
	}
	// Again, into the storage that has the files already; and what was restored can be saved.
	again := pgtest.Empty(t)
	must[backup.Summary](t)(place(t, again, files, pgtest.Secret).Restore(t.Context(), archive))
	must[backup.Summary](t)(place(t, again, files, pgtest.Secret).Write(t.Context(), archive+".2"))
}

// noKeys looks for the halves of the scope key in the dump.
func noKeys(t *testing.T, w world, archive string) {
	t.Helper()
	var inner string
	if err := admin(t, w.hub.Database).QueryRow(t.Context(), "SELECT encode(inner_pad, 'hex') FROM sec.scope_key LIMIT 1").Scan(&inner); err != nil {
		t.Fatal(err)
	}
	for name, raw := range unpack(t, archive) {
		if strings.Contains(string(raw), inner) || strings.Contains(string(raw), pgtest.Secret) {
			t.Errorf("%s holds a key", name)
		}
	}
}

func unpack(t *testing.T, archive string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	in := tar.NewReader(must[*gzip.Reader](t)(gzip.NewReader(bytes.NewReader(must[[]byte](t)(os.ReadFile(archive))))))
	for {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out[head.Name] = must[[]byte](t)(io.ReadAll(in))
	}
}

// repack writes an archive anew with one entry changed.
func repack(t *testing.T, archive, name string, change func([]byte) []byte) string {
	t.Helper()
	entries := unpack(t, archive)
	order := slices.SortedFunc(func(yield func(string) bool) {
		for n := range entries {
			if !yield(n) {
				return
			}
		}
	}, func(a, b string) int { return rank(a) - rank(b) })
	var file bytes.Buffer
	squeeze := gzip.NewWriter(&file)
	out := tar.NewWriter(squeeze)
	for _, n := range order {
		raw := entries[n]
		if n == name {
			raw = change(raw)
		}
		if err := out.WriteHeader(&tar.Header{Name: n, Size: int64(len(raw)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		must[int](t)(out.Write(raw))
	}
	if err := errors.Join(out.Close(), squeeze.Close()); err != nil {
		t.Fatal(err)
	}
	return spoiled(t, file.Bytes())
}

// rank is the place of an entry: of files, there is one in these archives.
func rank(name string) int {
	return map[string]int{"manifest.json": 0, "manifest.mac": 1, "database.dump": 3}[name] + map[bool]int{true: 2}[strings.HasPrefix(name, "files/")]
}

func spoiled(t *testing.T, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "spoiled")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func replaced(pattern, by string) func([]byte) []byte {
	return func(raw []byte) []byte { return regexp.MustCompile(pattern).ReplaceAll(raw, []byte(by)) }
}

func TestRefusals(t *testing.T) {
	needsPrograms(t, admin(t, pgtest.Empty(t)))
	files := t.TempDir()
	hub := apptest.Start(t, "HUB_BLOB_URL=file://"+files)
	owner := hub.Company(t, "Saved", "supplier")
	owner.Do(t, http.MethodPut, owner.Path("/logo"), must[[]byte](t)(base64.StdEncoding.DecodeString(onePNG)))
	archive := filepath.Join(t.TempDir(), "hub.backup")
	from := place(t, hub.Database, files, pgtest.Secret)
	must[backup.Summary](t)(from.Write(t.Context(), archive))
	good := must[[]byte](t)(os.ReadFile(archive))
	flip := func(at int) []byte {
		raw := slices.Clone(good)
		raw[at] ^= 0x10
		return raw
	}
	target := pgtest.Empty(t)
	passwords := "SELECT string_agg(rolname || ':' || coalesce(rolpassword, ''), ' ' ORDER BY rolname) FROM pg_authid WHERE rolname LIKE 'hub%'"
	const other = "quite another secret, with more than forty characters"
	for _, test := range []struct{ name, archive, database, secret, says string }{
		{"another secret", archive, target, other, "the archive was made with another HUB_SECRET"},
		{"a target that is not empty", archive, pgtest.Database(t), pgtest.Secret, `is not empty \(the schema hub stands in it\)`},
		{"a newer format", repack(t, archive, "manifest.json", replaced(`"format":1`, `"format":2`)), target, pgtest.Secret, "has format 2 and this hub reads format 1"},
		{"a format whose parts are others", repack(t, archive, "manifest.json", func([]byte) []byte { return []byte(`{"format":2,"tables":7,"commit":"abc"}`) }), target, pgtest.Secret, `the hub that wrote it \(abc\)`},
		{"a changed manifest", repack(t, archive, "manifest.json", replaced(`"rows":0`, `"rows":1`)), target, pgtest.Secret, "the archive is damaged: its manifest was changed"},
		{"a changed dump", repack(t, archive, "database.dump", replaced(`Saved owner`, `Shady owner`)), target, pgtest.Secret, "the archive is damaged: database.dump was changed"},
		{"a changed file", repack(t, archive, "files/"+filesIn(t, archive), replaced(`IHDR`, `XHDR`)), target, pgtest.Secret, "the archive is damaged: files/com_.* was changed"},
		{"a flipped bit in the middle", spoiled(t, flip(len(good)/2)), target, pgtest.Secret, "the archive is damaged: "},
		{"a flipped bit in the sum", spoiled(t, flip(len(good)-6)), target, pgtest.Secret, "the archive is damaged: "},
		{"cut short by half", spoiled(t, good[:len(good)/2]), target, pgtest.Secret, "the archive is damaged: it was cut short"},
		{"cut short by one byte", spoiled(t, good[:len(good)-1]), target, pgtest.Secret, "the archive is damaged: it was cut short"},
		{"empty", spoiled(t, nil), target, pgtest.Secret, "the archive is damaged: it is not what"},
	} {
		t.Run(test.name, func(t *testing.T) {
			conn := admin(t, target)
			var before, after string
			var tables int
			scan := func(into *string) {
				if err := conn.QueryRow(t.Context(), passwords).Scan(into); err != nil {
					t.Fatal(err)
				}
			}
			scan(&before)
			storage := t.TempDir()
			_, err := place(t, test.database, storage, test.secret).Restore(t.Context(), test.archive)
			if err == nil || !regexp.MustCompile(test.says).MatchString(err.Error()) || strings.Contains(err.Error(), "\n") {
				t.Errorf("said %v", err)
			}
			scan(&after)
			if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_namespace WHERE nspname IN ('hub', 'sec', 'river')").Scan(&tables); err != nil || tables != 0 || before != after {
				t.Errorf("the database was changed: %d schemas, %v", tables, err)
			}
			if left := must[[]os.DirEntry](t)(os.ReadDir(storage)); len(left) != 0 {
				t.Errorf("%d things are in storage", len(left))
			}
		})
	}
	t.Run("a name that is taken", func(t *testing.T) {
		if _, err := from.Write(t.Context(), archive); err == nil || !strings.Contains(err.Error(), "exists already") {
			t.Errorf("said %v", err)
		}
	})
	t.Run("a database without a hub", func(t *testing.T) {
		if _, err := place(t, target, files, pgtest.Secret).Write(t.Context(), archive+".none"); err == nil || !strings.Contains(err.Error(), "no hub in this database") {
			t.Errorf("said %v", err)
		}
	})
	t.Run("a role that row security thins out", func(t *testing.T) { ordinary(t, hub.Database, files, archive) })
	t.Run("a file that is lost", func(t *testing.T) {
		if err := os.RemoveAll(filepath.Join(files, owner.Company.ID.String())); err != nil {
			t.Fatal(err)
		}
		done := must[backup.Summary](t)(from.Write(t.Context(), archive+".lost"))
		if done.Files != 0 || len(done.Missing) != 1 || !strings.HasPrefix(done.Missing[0], owner.Company.ID.String()) {
			t.Errorf("saved %+v", done)
		}
		if done = must[backup.Summary](t)(place(t, pgtest.Empty(t), t.TempDir(), pgtest.Secret).Restore(t.Context(), archive+".lost")); len(done.Missing) != 1 {
			t.Errorf("restored %+v", done)
		}
	})
}

// ordinary tries with a login that may read everything and has no BYPASSRLS.
func ordinary(t *testing.T, database, files, archive string) {
	conn := admin(t, database)
	name := "dumper_of_" + conn.Config().Database
	for _, s := range []string{"CREATE ROLE " + name + " LOGIN PASSWORD 'x' IN ROLE pg_read_all_data", "GRANT CONNECT ON DATABASE " + conn.Config().Database + " TO " + name} {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		_, _ = conn.Exec(context.Background(), "REVOKE ALL ON DATABASE "+conn.Config().Database+" FROM "+name+"; DROP ROLE "+name)
	})
	u := must[*url.URL](t)(url.Parse(database))
	u.User = url.UserPassword(name, "x")
	if _, err := place(t, u.String(), files, pgtest.Secret).Write(t.Context(), archive+".thin"); err == nil || !strings.Contains(err.Error(), "neither superuser nor has BYPASSRLS") {
		t.Errorf("said %v", err)
	}
	if _, err := os.Stat(archive + ".thin"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is an archive: %v", err)
	}
}

func filesIn(t *testing.T, archive string) string {
	t.Helper()
	for name := range unpack(t, archive) {
		if rest, ok := strings.CutPrefix(name, "files/"); ok {
			return rest
		}
	}
	t.Fatal("no file in the archive")
	return ""
}

// TestFileColumns compares the list of columns that name files with the database.
func TestFileColumns(t *testing.T) {
	conn := admin(t, pgtest.Database(t))
	rows, err := conn.Query(t.Context(), `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema IN ('hub', 'sec', 'river') AND data_type = 'uuid' AND column_name LIKE '%\_blob' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	stand := must[[]string](t)(pgx.CollectRows(rows, pgx.RowTo[string]))
	if !slices.Equal(stand, backup.FileColumns()) {
		t.Errorf("the database names files in %v, the list has %v", stand, backup.FileColumns())
	}
}
