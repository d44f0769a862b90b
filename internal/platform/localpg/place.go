package localpg

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// systemRoot holds the servers of hubs that root starts: an ordinary user can enter it.
const systemRoot = "/var/lib/hub"

// Place is where the server of a hub whose files lie in dataDir (HUB_DATA)
// belongs: inside dataDir, or, for root, in a directory of that name under
// /var/lib/hub, because the ordinary user who runs PostgreSQL may be unable to
// enter a directory of root's.
func Place(dataDir string) (string, error) {
	abs, err := filepath.Abs(dataDir)
	if err != nil {
		return "", err
	}
	if os.Geteuid() != 0 {
		return filepath.Join(abs, "postgres"), nil
	}
	sum := sha256.Sum256([]byte(abs))
	name := filepath.Base(filepath.Dir(abs)) + "-" + hex.EncodeToString(sum[:4])
	return filepath.Join(systemRoot, strings.TrimLeft(name, "/."), "postgres"), nil
}

// place is a server's directory and the files in it.
type place struct {
	dir  string
	as   *account
	lock *os.File
}

func (p *place) data() string     { return filepath.Join(p.dir, "data") }
func (p *place) password() string { return filepath.Join(p.dir, "superuser.password") }
func (p *place) port() string     { return filepath.Join(p.dir, "port") }
func (p *place) log() string      { return filepath.Join(p.dir, "postgres.log") }

// claim makes the directory, gives it to the server's account and locks it
// against other hubs. The lock falls with the process.
func claim(ctx context.Context, dir string) (*place, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	p := &place{dir: dir}
	if p.as, err = accountFor(ctx, p.data()); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil { //nolint:gosec // the server's account passes through
		return nil, fromOS(dir, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fromOS(dir, err)
	}
	if err := p.as.own(dir); err != nil {
		return nil, fromOS(dir, err)
	}
	if err := p.enterable(ctx); err != nil {
		return nil, err
	}
	return p, p.takeLock()
}

// enterable checks that the account can reach the directory through its parents.
func (p *place) enterable(ctx context.Context) error {
	if p.as == nil || p.as.command(ctx, "/bin/sh", "-c", `cd "$1"`, "sh", p.dir).Run() == nil {
		return nil
	}
	return problemf(ErrNotWritable, "The user %s, who runs the local database, cannot enter %s; choose a directory outside root's own.", p.as.name, p.dir)
}

// takeLock writes our process id for the sentence another hub will print.
func (p *place) takeLock() error {
	path := filepath.Join(p.dir, "hub.lock")
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fromOS(p.dir, err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(path)
		_ = file.Close()
		return problemf(ErrInUse, "Another hub (process %s) is running with the database in %s; stop it first, or set HUB_DATA to another directory.", orUnknown(string(holder)), p.dir)
	}
	p.lock = file
	if err := file.Truncate(0); err != nil {
		return fromOS(p.dir, err)
	}
	if _, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0); err != nil {
		return fromOS(p.dir, err)
	}
	return nil
}

func orUnknown(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return "unknown"
	}
	return s
}

// release lets another hub have the directory.
func (p *place) release() {
	if p.lock != nil {
		_ = p.lock.Close()
		p.lock = nil
	}
}

// major is the PostgreSQL version the data are bound to, 0 if there are none yet.
func (p *place) major() (int, error) {
	raw, err := os.ReadFile(filepath.Join(p.data(), "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fromOS(p.data(), err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return 0, problemf(ErrUnusable, "The file PG_VERSION in %s is damaged; restore the directory from a backup.", p.data())
	}
	return major, nil
}

// newPassword makes the superuser's password and keeps it for root and us only.
func (p *place) newPassword() (string, error) {
	var raw [24]byte
	_, _ = rand.Read(raw[:]) // never fails
	password := hex.EncodeToString(raw[:])
	if err := os.WriteFile(p.password(), []byte(password), 0o600); err != nil {
		return "", fromOS(p.dir, err)
	}
	return password, nil
}

func (p *place) readPassword() (string, error) {
	raw, err := os.ReadFile(p.password())
	if err != nil {
		return "", problemf(ErrUnusable, "The password of the local database cannot be read from %s (%v); restore that file, or move %s away to start empty.", p.password(), rootCause(err), p.dir)
	}
	return strings.TrimSpace(string(raw)), nil
}

// wantPort is the port to listen on: the demanded one, or the one used before if
// it is still free, or any free one.
func (p *place) wantPort(demanded int) (int, error) {
	if demanded != 0 {
		if !free(demanded) {
			return 0, problemf(ErrPortTaken, "The port %d on 127.0.0.1, wanted for the local database, is taken by another program.", demanded)
		}
		return demanded, nil
	}
	raw, err := os.ReadFile(p.port())
	if err == nil {
		if port, err := strconv.Atoi(strings.TrimSpace(string(raw))); err == nil && free(port) {
			return port, nil
		}
	}
	listener, err := listen(0)
	if err != nil {
		return 0, problemf(ErrPortTaken, "No free port for the local database on 127.0.0.1: %v.", err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(port)
}

func listen(port int) (net.Listener, error) {
	var config net.ListenConfig
	return config.Listen(context.Background(), "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

func free(port int) bool {
	listener, err := listen(port)
	if err != nil {
		return false
	}
	return listener.Close() == nil
}

// socketDir is where the unix socket goes; empty if its path would be too long
// for the operating system (104 bytes on the strictest).
func (p *place) socketDir() string {
	if len(filepath.Join(p.dir, ".s.PGSQL.65535")) >= 104 {
		return ""
	}
	return p.dir
}

// leastSpace is what a new cluster and its first hours need, in bytes.
const leastSpace = 300 << 20

// checkSpace refuses a disk with less than need bytes for ordinary users.
func checkSpace(dir string, need uint64) error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return fromOS(dir, err)
	}
	if available := uint64(fs.Bavail) * uint64(fs.Bsize); available < need {
		return problemf(ErrDiskFull, "The disk that holds %s has %s left and the database needs at least %s; free some space and start again.", dir, mib(available), mib(need))
	}
	return nil
}

func mib(n uint64) string { return fmt.Sprintf("%d MiB", n>>20) }
