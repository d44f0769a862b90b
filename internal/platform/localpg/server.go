package localpg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/platform/localpg/leash"
)

// superuser is the cluster's first role.
const superuser = "postgres"

// Config says which server to start.
type Config struct {
	Dir            string       // the server's own directory, see [Place]; made if missing
	Log            *slog.Logger // nil: slog.Default()
	Port           int          // 0: the port used last time if still free, else any free one
	MaxConnections int          // 0: 100
	Fast           bool         // for tests: may lose everything in a power cut
}

// Server is a running PostgreSQL that belongs to this process. Should it be
// killed, it is started again on the same port.
type Server struct {
	place    *place
	binaries Binaries
	config   Config
	port     int
	password string
	stopping chan struct{}
	done     chan struct{}
	once     sync.Once

	mu    sync.Mutex // guards child
	child *leash.Child
}

// Start finds or installs PostgreSQL, creates the cluster if Dir has none, starts
// the server and returns when it accepts connections. Data of an earlier start
// are kept. Errors are one sentence and answer errors.Is with the Err… values of
// this package. ctx bounds the start only; the server runs until Stop.
func Start(ctx context.Context, config Config) (*Server, error) {
	return start(ctx, config, leastSpace)
}

func start(ctx context.Context, config Config, need uint64) (*Server, error) {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	p, err := claim(ctx, config.Dir)
	if err != nil {
		return nil, err
	}
	s := &Server{place: p, config: config, stopping: make(chan struct{}), done: make(chan struct{})}
	if err := s.bringUp(ctx, need); err != nil {
		p.release()
		return nil, err
	}
	config.Log.Debug("local database started", "version", versionText(s.Version()), "dir", p.dir, "port", s.port)
	go s.supervise()
	return s, nil
}

// bringUp tries again when somebody was quicker in taking the free port we chose.
func (s *Server) bringUp(ctx context.Context, need uint64) (err error) {
	for range 3 {
		if err = s.prepare(ctx, need); err == nil {
			err = s.launch(ctx)
		}
		if !errors.Is(err, ErrPortTaken) || s.config.Port != 0 {
			break
		}
	}
	return err
}

// prepare does everything up to the point where the server can be run.
func (s *Server) prepare(ctx context.Context, need uint64) (err error) {
	p := s.place
	if s.binaries, err = p.binaries(ctx, s.config.Log); err != nil {
		return err
	}
	if err := p.initialise(ctx, s.binaries, s.config.Fast, need); err != nil {
		return err
	}
	if s.password, err = p.readPassword(); err != nil {
		return err
	}
	if s.port, err = p.wantPort(s.config.Port); err != nil {
		return err
	}
	if err := os.WriteFile(p.port(), []byte(strconv.Itoa(s.port)), 0o600); err != nil {
		return fromOS(p.dir, err)
	}
	return nil
}

// launchTime bounds one start, including recovery after a hard stop.
const launchTime = 60 * time.Second

// launch runs the server and waits until it answers. After a hard stop the
// processes of the killed server may need a moment to notice; that is waited for.
func (s *Server) launch(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, launchTime)
	defer cancel()
	for {
		output, err := s.tryLaunch(ctx)
		if err == nil || !strings.Contains(output, sharedMemoryBusy) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// tryLaunch starts the server once. On failure it gives what the server wrote.
func (s *Server) tryLaunch(ctx context.Context) (string, error) {
	if err := s.place.settle(ctx); err != nil {
		return "", err
	}
	log, err := openLog(s.place.log())
	if err != nil {
		return "", fromOS(s.place.dir, err)
	}
	defer func() { _ = log.Close() }()
	from, err := log.Seek(0, 2)
	if err != nil {
		return "", err
	}
	cmd := s.place.as.command(context.Background(), filepath.Join(s.binaries.Dir, "postgres"), s.args()...)
	cmd.Stdout, cmd.Stderr = log, log
	child, err := leash.Start(cmd)
	if err != nil {
		return "", problemf(ErrFailed, "The local database server could not be started: %v.", err)
	}
	s.mu.Lock()
	s.child = child
	s.mu.Unlock()
	if err := s.awaitReady(ctx, child); err != nil {
		child.Signal(syscall.SIGQUIT)
		_ = child.Wait()
		output := readFrom(s.place.log(), from)
		if errors.Is(err, errEnded) {
			err = fromOutput("Starting the local database in "+s.place.dir, s.place.dir, output)
		}
		return output, err
	}
	return "", nil
}

var errEnded = errors.New("localpg: the server ended while starting")

// awaitReady polls until the server takes our password. If the server ends, a
// poll under way ends too: it may be talking to whoever took the port.
func (s *Server) awaitReady(ctx context.Context, child *leash.Child) error {
	alive, ended := context.WithCancel(ctx)
	defer ended()
	go func() {
		select {
		case <-child.Done():
			ended()
		case <-alive.Done():
		}
	}()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.ping(alive)
		if err == nil {
			return nil
		}
		if wrongPassword(err) {
			return problemf(ErrUnusable, "The password in %s is not the one of the database beside it; restore that file, or move %s away to start empty.", s.place.password(), s.place.dir)
		}
		select {
		case <-child.Done():
			return errEnded
		case <-ctx.Done():
			return fmt.Errorf("the local database in %s did not become ready in time: %w", s.place.dir, ctx.Err())
		case <-tick.C:
		}
	}
}

func wrongPassword(err error) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.Code == "28P01"
}

func (s *Server) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.URL())
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// args are the server's settings; given on the command line they hold whatever
// the files in the data directory say.
func (s *Server) args() []string {
	settings := []string{
		"listen_addresses=127.0.0.1",
		"port=" + strconv.Itoa(s.port),
		"unix_socket_directories=" + quoted(s.place.socketDir()),
		"unix_socket_permissions=0700",
		"max_connections=" + strconv.Itoa(s.maxConnections()),
		"password_encryption=scram-sha-256",
		"synchronous_commit=on",
		"client_connection_check_interval=2s",
		"TimeZone=UTC",
		"log_timezone=UTC",
		"logging_collector=off",
		"log_destination=stderr",
		// Statements and values are prices and persons: not for a log.
		"log_statement=none",
		"log_min_error_statement=panic",
		"log_error_verbosity=terse",
	}
	if s.config.Fast {
		settings = append(settings, "fsync=off", "full_page_writes=off")
	}
	args := []string{"-D", s.place.data()}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	return args
}

// quoted keeps a path with blanks or commas one element of a list setting.
func quoted(path string) string {
	if path == "" {
		return ""
	}
	return `"` + strings.ReplaceAll(path, `"`, `""`) + `"`
}

func (s *Server) maxConnections() int {
	if s.config.MaxConnections > 0 {
		return s.config.MaxConnections
	}
	return 100
}

// supervise starts the server again should it end without being asked to.
func (s *Server) supervise() {
	defer close(s.done)
	defer s.place.release()
	for {
		err := s.current().Wait()
		if s.isStopping() {
			return
		}
		s.config.Log.Error("local database ended unexpectedly; starting it again", "error", err)
		if err := s.relaunch(); err != nil {
			s.config.Log.Error("local database could not be started again", "error", err)
			return
		}
	}
}

// relaunch tries until the server runs or somebody stops us; it gives up after
// a minute, when waiting is no longer what helps.
func (s *Server) relaunch() error {
	ctx, cancel := context.WithTimeout(context.Background(), launchTime)
	defer cancel()
	for {
		err := s.launch(ctx)
		if err == nil {
			if s.isStopping() {
				s.current().Signal(syscall.SIGINT)
			}
			return nil
		}
		select {
		case <-s.stopping:
			return nil
		case <-ctx.Done():
			return err
		case <-time.After(500 * time.Millisecond):
		}
	}
}

func (s *Server) current() *leash.Child {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.child
}

func (s *Server) isStopping() bool {
	select {
	case <-s.stopping:
		return true
	default:
		return false
	}
}

// Done is closed when the server has ended for good: after Stop, or when it was
// killed and could not be started again.
func (s *Server) Done() <-chan struct{} { return s.done }

// Version is the server's server_version_num, e.g. 150014.
func (s *Server) Version() int { return s.binaries.Version }

// URL connects as the superuser to the database "postgres". It holds the
// password: not for logs.
func (s *Server) URL() string { return s.databaseURL(superuser) }

func (s *Server) databaseURL(name string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(superuser, s.password),
		Host:     net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)),
		Path:     "/" + name,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// EnsureDatabase makes the database if it is not there yet and gives the
// superuser's URL to it.
func (s *Server) EnsureDatabase(ctx context.Context, name string) (string, error) {
	conn, err := pgx.Connect(ctx, s.URL())
	if err != nil {
		return "", fmt.Errorf("connect to the local database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	var pgErr *pgconn.PgError
	const duplicateDatabase = "42P04"
	if err != nil && !(errors.As(err, &pgErr) && pgErr.Code == duplicateDatabase) {
		return "", fmt.Errorf("create database %s: %w", name, err)
	}
	return s.databaseURL(name), nil
}

// Stop shuts the server down: clients are cut off, what was committed is written.
// When ctx ends first the server is stopped hard, which loses nothing either but
// makes the next start slower. Calling it again is harmless.
func (s *Server) Stop(ctx context.Context) error {
	s.once.Do(func() { close(s.stopping) })
	s.current().Signal(syscall.SIGINT)
	var err error
	select {
	case <-s.done:
	case <-ctx.Done():
		err = fmt.Errorf("the local database had to be stopped hard: %w", ctx.Err())
		s.current().Signal(syscall.SIGQUIT)
		<-s.done
	}
	return err
}

// maxLog is the size, in bytes, from which a log is begun anew at a start.
const maxLog = 10 << 20

// openLog opens the server's log for appending; one earlier log is kept.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}

// readFrom gives what was written to the file since offset; empty on any error,
// because it only serves to explain another one.
func readFrom(path string, offset int64) string {
	raw, err := os.ReadFile(path)
	if err != nil || int64(len(raw)) < offset {
		return ""
	}
	return string(raw[offset:])
}
