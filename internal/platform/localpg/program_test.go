package localpg_test

import (
	"errors"
	"os/exec"
	"strings"
	"testing"

	"manifold/internal/platform/localpg"
)

func TestFindProgram(t *testing.T) {
	got, err := localpg.FindProgram(t.Context(), "pg_dump", 10)
	if errors.Is(err, localpg.ErrNotInstalled) {
		t.Skip("this machine has no client programs of PostgreSQL")
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), got.Path, "--version").Output()
	if err != nil || !strings.HasPrefix(string(out), "pg_dump (PostgreSQL) ") {
		t.Errorf("%s says %q, %v", got.Path, out, err)
	}
	if same, err := localpg.FindProgram(t.Context(), "pg_dump", got.Major); err != nil || same != got {
		t.Errorf("of at least %d: %v, %v", got.Major, same, err)
	}
	if _, err := localpg.FindProgram(t.Context(), "pg_dump", 99); !errors.Is(err, localpg.ErrNotInstalled) || !strings.Contains(err.Error(), "No pg_dump of PostgreSQL 99 or newer") {
		t.Errorf("of at least 99: %v", err)
	}
}
