package localpg

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Binaries is one PostgreSQL installation that can create and run a server.
type Binaries struct {
	Dir     string // holds postgres and initdb
	Version int    // as server_version_num, e.g. 150014
	whole   bool   // pg_dump is there too; what comes from npm is a server only
}

// Major is the version that data directories are bound to, e.g. 15.
func (b Binaries) Major() int { return b.Version / 10000 }

// places are where packagers put the server outside PATH.
var places = []string{
	"/usr/lib/postgresql/*/bin",      // Debian, Ubuntu
	"/usr/pgsql-*/bin",               // PGDG on Red Hat and kin
	"/usr/libexec/postgresql*",       // Alpine
	"/usr/lib/postgresql*/bin",       // SUSE
	"/usr/lib64/postgresql*/bin",     // Gentoo
	"/usr/local/pgsql/bin",           // built from source
	"/usr/local/opt/postgresql*/bin", // Homebrew on Intel
	"/opt/homebrew/opt/postgresql*/bin",
	"/opt/local/lib/postgresql*/bin", // MacPorts
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// Find lists every PostgreSQL on the machine that this user can run, whatever
// its version: first those with client programs, for others cannot be backed up
// without a second installation, and of either the newest first. An empty list is no error.
func Find(ctx context.Context) []Binaries { return find(ctx, nil) }

// find probes as the account that will run the server, so that binaries it
// cannot reach are not chosen.
func find(ctx context.Context, as *account) []Binaries {
	var found []Binaries
	for _, dir := range candidates(ctx, "postgres") {
		if b, ok := probe(ctx, dir, as); ok {
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, preferred)
	return found
}

func preferred(a, b Binaries) int {
	switch {
	case a.whole && !b.whole:
		return -1
	case b.whole && !a.whole:
		return 1
	}
	return cmp.Compare(b.Version, a.Version)
}

// candidates are the directories that hold a program of PostgreSQL, each once, symbolic links resolved.
func candidates(ctx context.Context, name string) []string {
	var dirs []string
	add := func(program string) {
		real, err := filepath.EvalSymlinks(program)
		if err == nil && !slices.Contains(dirs, filepath.Dir(real)) {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if filepath.IsAbs(dir) {
			add(filepath.Join(dir, name))
		}
	}
	if out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output(); err == nil {
		add(filepath.Join(strings.TrimSpace(string(out)), name))
	}
	for _, pattern := range append(places, packagePlaces()...) {
		matches, _ := filepath.Glob(pattern)
		for _, dir := range matches {
			add(filepath.Join(dir, name))
		}
	}
	return dirs
}

// probe asks the server binary for its version; initdb has to stand beside it.
func probe(ctx context.Context, dir string, as *account) (Binaries, bool) {
	if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
		return Binaries{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	cmd := as.command(ctx, filepath.Join(dir, "postgres"), "--version")
	out, err := cmd.Output()
	if err != nil {
		return Binaries{}, false
	}
	version, err := parseVersion(string(out))
	_, dump := os.Stat(filepath.Join(dir, "pg_dump"))
	return Binaries{Dir: dir, Version: version, whole: dump == nil}, err == nil
}

// choose takes the first that may be used; wantMajor (0: any) is the version
// an existing data directory is bound to.
func choose(found []Binaries, wantMajor int, dataDir string) (Binaries, error) {
	var tooOld error
	for _, b := range found {
		if wantMajor != 0 && b.Major() != wantMajor {
			continue
		}
		if err := Supported(b.Version); err != nil {
			if tooOld == nil {
				tooOld = err
			}
			continue
		}
		return b, nil
	}
	if tooOld != nil {
		return Binaries{}, tooOld
	}
	if wantMajor != 0 {
		return Binaries{}, problemf(ErrNotInstalled, "The data in %s was made by PostgreSQL %d, which is not on this machine; install PostgreSQL %d again, or move the data away to start empty.", dataDir, wantMajor, wantMajor)
	}
	return Binaries{}, problemf(ErrNotInstalled, "No PostgreSQL server was found on this machine.")
}
