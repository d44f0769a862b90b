package localpg

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestMain lets the test binary play a hub that gets killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("LOCALPG_HUB"); dir != "" {
		hub(dir)
	}
	os.Exit(m.Run())
}

// hub starts a server, prints its URL and the postmaster's process id, and waits to be killed.
func hub(dir string) {
	s, err := Start(context.Background(), Config{Dir: dir, Log: quiet(), Fast: true})
	if err != nil {
		_, _ = os.Stdout.WriteString("error " + err.Error() + "\n")
		os.Exit(1)
	}
	_, _ = os.Stdout.WriteString(s.URL() + " " + strconv.Itoa(s.current().Pid()) + "\n")
	<-s.Done()
	os.Exit(3)
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// serverDir is a fresh directory that the server's account can enter, which
// t.TempDir's parents do not promise.
func serverDir(t *testing.T) string {
	t.Helper()
	base, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(base, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	return filepath.Join(base, "postgres")
}

func mustStart(t *testing.T, config Config) *Server {
	t.Helper()
	config.Log, config.Fast = quiet(), true
	s, err := Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func query(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var answer string
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return answer
}

func mustExec(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func sentence(t *testing.T, err, reason error, says string) {
	t.Helper()
	if !errors.Is(err, reason) {
		t.Fatalf("got %v, want %v", err, reason)
	}
	if text := err.Error(); !strings.Contains(text, says) || strings.Contains(text, "\n") || !strings.HasSuffix(text, ".") {
		t.Errorf("got %q, want one sentence that says %q", text, says)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	s := mustStart(t, Config{Dir: serverDir(t), MaxConnections: 37})
	for setting, want := range map[string]string{
		"listen_addresses":                 "127.0.0.1",
		"synchronous_commit":               "on",
		"client_connection_check_interval": "2s",
		"data_checksums":                   "on",
		"password_encryption":              "scram-sha-256",
		"max_connections":                  "37",
		"server_encoding":                  "UTF8",
		"log_statement":                    "none",
		"fsync":                            "off",
		"server_version_num":               strconv.Itoa(s.Version()),
	} {
		if got := query(t, s.URL(), "SELECT current_setting('"+setting+"')"); got != want {
			t.Errorf("%s = %s, want %s", setting, got, want)
		}
	}
	if strings.Contains(strings.Join((&Server{place: s.place}).args(), " "), "fsync=off") {
		t.Error("fsync is off for a server that is not Fast")
	}
	info, err := os.Stat(s.place.password())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("password file: %v, %v", info, err)
	}
	if _, err := os.Stat(filepath.Join(s.place.dir, ".pwfile")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the password lent to initdb is still there: %v", err)
	}
	conn, err := pgx.Connect(t.Context(), strings.Replace(s.URL(), s.password, "wrong", 1))
	if err == nil {
		_ = conn.Close(t.Context())
		t.Error("a wrong password was taken")
	}
	owner := query(t, s.URL(), "SELECT pg_read_file('/proc/self/status')")
	if strings.Contains(owner, "\nUid:\t0\t") {
		t.Error("the server runs as root")
	}
}

func TestKeepsDataAndPort(t *testing.T) {
	t.Parallel()
	dir := serverDir(t)
	s := mustStart(t, Config{Dir: dir})
	first, err := s.EnsureDatabase(t.Context(), `odd "name`)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, first, "CREATE TABLE kept AS SELECT 'still here' AS word")
	stop(t, s)
	stop(t, s) // again: harmless
	s = mustStart(t, Config{Dir: dir})
	second, err := s.EnsureDatabase(t.Context(), `odd "name`)
	if err != nil {
		t.Fatal(err)
	}
	if first != second {
		t.Errorf("the URL changed from %s to %s", first, second)
	}
	if got := query(t, second, "SELECT word FROM kept"); got != "still here" {
		t.Errorf("got %q", got)
	}
	stop(t, s)
	// Somebody takes the remembered port: another is used.
	taken, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(s.port))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	if again := mustStart(t, Config{Dir: dir}); again.port == s.port {
		t.Error("the taken port was used")
	}
	_, err = Start(t.Context(), Config{Dir: serverDir(t), Log: quiet(), Port: s.port})
	sentence(t, err, ErrPortTaken, strconv.Itoa(s.port))
}

func TestSecondHubIsRefused(t *testing.T) {
	t.Parallel()
	s := mustStart(t, Config{Dir: serverDir(t)})
	_, err := Start(t.Context(), Config{Dir: s.place.dir, Log: quiet()})
	sentence(t, err, ErrInUse, "process "+strconv.Itoa(os.Getpid()))
	if got := query(t, s.URL(), "SELECT 'unharmed'"); got != "unharmed" {
		t.Error(got)
	}
}

// startHub runs a hub in a process of its own.
func startHub(t *testing.T, dir string) (cmd *exec.Cmd, url string, postmaster int) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LOCALPG_HUB="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(line)
	postmaster, err = strconv.Atoi(words[len(words)-1])
	if err != nil {
		t.Fatalf("the hub said %q", line)
	}
	return cmd, words[0], postmaster
}

func TestHubIsKilled(t *testing.T) {
	t.Parallel()
	dir := serverDir(t)
	cmd, url, postmaster := startHub(t, dir)
	mustExec(t, url, "CREATE TABLE kept AS SELECT 'committed' AS word")
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	// At once, while the orphan may still be shutting down.
	s := mustStart(t, Config{Dir: dir})
	if got := query(t, s.URL(), "SELECT word FROM kept"); got != "committed" {
		t.Errorf("got %q", got)
	}
	if runsIn(t.Context(), postmaster, s.place.data()) {
		t.Errorf("the server %d of the killed hub still runs", postmaster)
	}
}

func TestHubAndServerAreKilled(t *testing.T) {
	t.Parallel()
	dir := serverDir(t)
	cmd, url, postmaster := startHub(t, dir)
	mustExec(t, url, "CREATE TABLE kept AS SELECT 'committed' AS word")
	_ = cmd.Process.Signal(syscall.SIGSTOP) // or it would start the server again
	_ = syscall.Kill(postmaster, syscall.SIGKILL)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	pidFile := filepath.Join(dir, "data", "postmaster.pid")
	raw, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatalf("no stale postmaster.pid to survive: %v", err)
	}
	// The worst case: the dead server's number now belongs to an innocent
	// process of the same user.
	as, err := accountFor(t.Context(), filepath.Join(dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	innocent := as.command(t.Context(), "sleep", "60")
	if err := innocent.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = innocent.Process.Kill(); _ = innocent.Wait() }()
	_, rest, _ := strings.Cut(string(raw), "\n")
	if err := os.WriteFile(pidFile, []byte(strconv.Itoa(innocent.Process.Pid)+"\n"+rest), 0o600); err != nil {
		t.Fatal(err)
	}
	s := mustStart(t, Config{Dir: dir})
	if got := query(t, s.URL(), "SELECT word FROM kept"); got != "committed" {
		t.Errorf("got %q", got)
	}
	if err := innocent.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the innocent process was hurt: %v", err)
	}
}

func TestServerIsKilled(t *testing.T) {
	t.Parallel()
	s := mustStart(t, Config{Dir: serverDir(t)})
	mustExec(t, s.URL(), "CREATE TABLE kept AS SELECT 'committed' AS word")
	old := s.current().Pid()
	if err := syscall.Kill(old, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if s.current().Pid() != old && s.ping(t.Context()) == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the killed server was not started again")
		}
	}
	if got := query(t, s.URL(), "SELECT word FROM kept"); got != "committed" {
		t.Errorf("got %q", got)
	}
}

func TestClearSentences(t *testing.T) {
	t.Parallel()
	t.Run("disk full", func(t *testing.T) {
		dir := serverDir(t)
		_, err := start(t.Context(), Config{Dir: dir, Log: quiet()}, 1<<60)
		sentence(t, err, ErrDiskFull, "free some space")
		s := mustStart(t, Config{Dir: dir}) // the refusal left nothing behind
		stop(t, s)
	})
	t.Run("disk full while working", func(t *testing.T) {
		err := fromOutput("Starting", "/d", "x\nFATAL:  could not write lock file: No space left on device\n")
		sentence(t, err, ErrDiskFull, "/d")
	})
	t.Run("not a directory", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Start(t.Context(), Config{Dir: filepath.Join(file, "postgres"), Log: quiet()})
		sentence(t, err, ErrNotWritable, file)
	})
	t.Run("not writable", func(t *testing.T) {
		sentence(t, fromOS("/d", &fs.PathError{Op: "mkdir", Path: "/d", Err: syscall.EACCES}), ErrNotWritable, "/d")
		sentence(t, fromOS("/d", &fs.PathError{Op: "mkdir", Path: "/d", Err: syscall.EROFS}), ErrNotWritable, "/d")
	})
	t.Run("data of a version that is gone", func(t *testing.T) {
		dir := serverDir(t)
		s := mustStart(t, Config{Dir: dir})
		stop(t, s)
		if err := os.WriteFile(filepath.Join(s.place.data(), "PG_VERSION"), []byte("10\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Start(t.Context(), Config{Dir: dir, Log: quiet()})
		sentence(t, err, ErrNotInstalled, "PostgreSQL 10")
	})
	t.Run("password lost", func(t *testing.T) {
		dir := serverDir(t)
		s := mustStart(t, Config{Dir: dir})
		stop(t, s)
		if err := os.WriteFile(s.place.password(), []byte("another"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Start(t.Context(), Config{Dir: dir, Log: quiet(), Fast: true})
		sentence(t, err, ErrUnusable, "password")
		if err := os.Remove(s.place.password()); err != nil {
			t.Fatal(err)
		}
		_, err = Start(t.Context(), Config{Dir: dir, Log: quiet(), Fast: true})
		sentence(t, err, ErrUnusable, "password")
	})
	t.Run("last words", func(t *testing.T) {
		err := fromOutput("Starting", "/d", "LOG:  starting\nFATAL:  invalid value for parameter \"x\"\nLOG:  bye\n")
		sentence(t, err, ErrFailed, `invalid value for parameter "x"`)
	})
}

func TestRootsDirectoryCannotBeEntered(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root has directories that the server's account cannot enter")
	}
	closed, err := os.MkdirTemp("", "pg") // 0700, root's
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(closed) })
	_, err = Start(t.Context(), Config{Dir: filepath.Join(closed, "postgres"), Log: quiet()})
	sentence(t, err, ErrNotWritable, closed)
}

func TestCancelledStartLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := serverDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ctx, Config{Dir: dir, Log: quiet()}); err == nil {
		t.Fatal("started for a context that was over")
	}
	mustStart(t, Config{Dir: dir})
}

func TestPortIsTakenAtTheLastMoment(t *testing.T) {
	t.Parallel()
	p, err := claim(t.Context(), serverDir(t))
	if err != nil {
		t.Fatal(err)
	}
	defer p.release()
	s := &Server{place: p, config: Config{Log: quiet(), Fast: true}}
	if err := s.prepare(t.Context(), leastSpace); err != nil {
		t.Fatal(err)
	}
	thief, err := listen(s.port)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = thief.Close() }()
	sentence(t, s.launch(t.Context()), ErrPortTaken, "another program")
	if err := s.bringUp(t.Context(), leastSpace); err != nil {
		t.Fatalf("another port would do: %v", err)
	}
	s.current().Signal(syscall.SIGINT)
	_ = s.current().Wait()
}

func TestPlace(t *testing.T) {
	one, err := Place("/srv/one/var")
	if err != nil {
		t.Fatal(err)
	}
	two, err := Place("/srv/two/one/var")
	if err != nil {
		t.Fatal(err)
	}
	if one == two || filepath.Base(one) != "postgres" {
		t.Errorf("places %s and %s", one, two)
	}
	if root := strings.HasPrefix(one, systemRoot+"/one-"); root != (os.Geteuid() == 0) {
		t.Errorf("place %s for user %d", one, os.Geteuid())
	}
}

func TestLongPathHasNoSocket(t *testing.T) {
	if got := (&place{dir: "/" + strings.Repeat("x", 120)}).socketDir(); got != "" {
		t.Errorf("socket in %s", got)
	}
	if got := (&place{dir: "/short"}).socketDir(); got != "/short" {
		t.Errorf("socket in %q", got)
	}
}
