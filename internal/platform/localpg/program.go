package localpg

import (
	"cmp"
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// Program is one of PostgreSQL's client programs.
type Program struct {
	Path  string
	Major int // e.g. 15
}

// FindProgram finds a client program, such as pg_dump, of at least a major version: the oldest that will do, because a newer one may
// say things that an older server does not understand.
func FindProgram(ctx context.Context, name string, major int) (Program, error) {
	var found []Program
	for _, dir := range candidates(ctx, name) {
		path := filepath.Join(dir, name)
		limited, cancel := context.WithTimeout(ctx, 10*time.Second)
		out, err := exec.CommandContext(limited, path, "--version").Output()
		cancel()
		if err != nil {
			continue
		}
		if version, err := parseVersion(string(out)); err == nil && version/10000 >= major {
			found = append(found, Program{path, version / 10000})
		}
	}
	if len(found) == 0 {
		return Program{}, problemf(ErrNotInstalled, "No %s of PostgreSQL %d or newer was found on this machine; install PostgreSQL's client programs.", name, major)
	}
	return slices.MinFunc(found, func(a, b Program) int { return cmp.Compare(a.Major, b.Major) }), nil
}
