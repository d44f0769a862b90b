package localpg

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// binaries finds, or installs, a server that fits the data in p.
func (p *place) binaries(ctx context.Context, log *slog.Logger) (Binaries, error) {
	major, err := p.major()
	if err != nil {
		return Binaries{}, err
	}
	b, err := choose(find(ctx, p.as), major, p.data())
	if err == nil || major != 0 {
		return b, err // what we would install could not open data of another major
	}
	if err := install(ctx, p.as, log); err != nil {
		return Binaries{}, err
	}
	return choose(find(ctx, p.as), 0, p.data())
}

// initialise makes the cluster if there is none. It is made beside its place and
// renamed, so that a crash half-way leaves nothing that looks like data.
func (p *place) initialise(ctx context.Context, b Binaries, fast bool, need uint64) error {
	if _, err := os.Stat(p.data()); err == nil {
		return nil
	}
	if err := checkSpace(p.dir, need); err != nil {
		return err
	}
	fresh := p.data() + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return fromOS(fresh, err)
	}
	password, err := p.newPassword()
	if err != nil {
		return err
	}
	pwfile, err := p.lend(password)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(pwfile) }()
	cmd := p.as.command(ctx, filepath.Join(b.Dir, "initdb"), initArgs(b, fresh, pwfile, fast)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		_ = os.RemoveAll(fresh)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fromOutput("Creating the local database in "+p.dir, p.dir, string(out))
	}
	if err := os.Rename(fresh, p.data()); err != nil {
		return fromOS(p.dir, err)
	}
	return nil
}

// lend writes the password where the server's account can read it, for initdb only.
func (p *place) lend(password string) (string, error) {
	path := filepath.Join(p.dir, ".pwfile")
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fromOS(p.dir, err)
	}
	if err := os.WriteFile(path, []byte(password+"\n"), 0o600); err != nil {
		return "", fromOS(p.dir, err)
	}
	if err := p.as.own(path); err != nil {
		return "", fromOS(p.dir, err)
	}
	return path, nil
}

func initArgs(b Binaries, dataDir, pwfile string, fast bool) []string {
	args := []string{
		"--pgdata=" + dataDir, "--username=" + superuser, "--pwfile=" + pwfile,
		"--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums",
	}
	if fast {
		args = append(args, "--no-sync")
	}
	switch {
	case b.Major() >= 17: // built in: the same on every machine, whatever its C library
		args = append(args, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
	case cUTF8Installed():
		args = append(args, "--locale=C.UTF-8")
	default:
		args = append(args, "--locale=C")
	}
	return args
}

// cUTF8Installed tells whether the C library has C.UTF-8: glibc has it as a
// directory; others (macOS, musl) are given plain C.
func cUTF8Installed() bool {
	for _, dir := range []string{"/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8"} {
		if _, err := os.Stat(dir); err == nil {
			return true
		}
	}
	return false
}

// settle clears what an earlier hub left behind. We hold the directory's lock,
// so whoever postmaster.pid names is not another live hub's server: it is either
// an orphan, which is ended, or an innocent process that got its number.
func (p *place) settle(ctx context.Context) error {
	if err := p.settleServer(ctx); err != nil {
		return err
	}
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return fromOS(p.dir, err)
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".s.PGSQL.") {
			continue
		}
		if err := os.Remove(filepath.Join(p.dir, entry.Name())); err != nil {
			return fromOS(p.dir, err)
		}
	}
	return nil
}

func (p *place) settleServer(ctx context.Context) error {
	path := filepath.Join(p.data(), "postmaster.pid")
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fromOS(p.data(), err)
	}
	first, rest, _ := strings.Cut(string(raw), "\n")
	pid, _ := strconv.Atoi(strings.TrimSpace(first)) // 0 if the file is damaged
	if pid <= 1 || !exists(pid) {
		return nil // PostgreSQL itself removes the file of a dead server
	}
	if runsIn(ctx, pid, p.data()) {
		return endOrphan(ctx, pid, p.data())
	}
	// PostgreSQL would believe the innocent process to be its rival. It overlooks
	// its own parent, us; and with the file kept it still looks for left-over
	// processes in shared memory.
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"+rest), 0o600); err != nil {
		return fromOS(p.data(), err)
	}
	return nil
}

func exists(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }

// runsIn tells whether pid is a server of the data in dir: a postmaster works in
// its data directory and, as we start it, names it on its command line.
func runsIn(ctx context.Context, pid int, dir string) bool {
	if _, err := os.Stat("/proc/self/cwd"); err != nil {
		args, err := exec.CommandContext(ctx, "ps", "-o", "args=", "-p", strconv.Itoa(pid)).Output()
		return err == nil && strings.Contains(string(args), dir)
	}
	cwd, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/cwd")
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(dir)
	return err == nil && cwd == real
}

// endOrphan asks the orphan to shut down (it may already be doing so) and waits.
func endOrphan(ctx context.Context, pid int, dir string) error {
	_ = syscall.Kill(pid, syscall.SIGINT)
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if !exists(pid) || !runsIn(ctx, pid, dir) {
			return nil
		}
		select {
		case <-ctx.Done():
			return problemf(ErrInUse, "A database server of an earlier hub (process %d) still uses %s and does not stop; end it and start again.", pid, dir)
		case <-tick.C:
		}
	}
}
