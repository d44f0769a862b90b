package app_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
)

// mutant tells that this very run is a broken copy: one attacker is enough to notice.
var mutant = os.Getenv("HUB_TEST_MUTANT") != ""

func connect(t *testing.T, hub *apptest.Hub) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(t.Context()) })
	return conn
}

// openPolicies lets every policy of the hub's tables pass every row.
func openPolicies(t *testing.T, hub *apptest.Hub) {
	t.Helper()
	conn := connect(t, hub)
	_, err := conn.Exec(t.Context(), `DO $$
		DECLARE p record;
		BEGIN
			FOR p IN SELECT * FROM pg_policies WHERE schemaname = 'hub' LOOP
				EXECUTE format('ALTER POLICY %I ON hub.%I%s%s', p.policyname, p.tablename,
					CASE WHEN p.qual IS NOT NULL THEN ' USING (true)' ELSE '' END,
					CASE WHEN p.with_check IS NOT NULL THEN ' WITH CHECK (true)' ELSE '' END);
			END LOOP;
		END $$`)
	if err != nil {
		t.Fatal(err)
	}
}

// TestMutations breaks the code in one place at a time and shows that the attack notices. (That it notices a broken policy is shown
// in tenants.) Each mutant is compiled through an overlay, so the tree stays as it is.
func TestMutations(t *testing.T) {
	if mutant {
		return // a mutant makes no mutants
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []struct{ name, file, old, new, test string }{
		{"a where is dropped", "internal/identity/store.go",
			`"DELETE FROM identity_invitation WHERE company_id = ? AND id = ?", company, invitation`, `"DELETE FROM identity_invitation WHERE id = ?", invitation`, "TestAttackWithOpenPolicies"},
		{"a seat is not asked for", "internal/platform/authz/authz.go", "case !ok:\n\t\treturn tenants.Scope{}, fault.NotFound", "case !ok && false:\n\t\treturn tenants.Scope{}, fault.NotFound", "TestAttack"},
		{"a permission is not asked for", "internal/platform/authz/authz.go", "case !line.allows(seat):", "case false:", "TestAttack"},
		{"a foreign company answers forbidden", "internal/platform/authz/authz.go", "case !ok:\n\t\treturn tenants.Scope{}, fault.NotFound", "case !ok:\n\t\treturn tenants.Scope{}, fault.Forbidden", "TestAttack"},
	} {
		t.Run(m.name, func(t *testing.T) {
			source, err := os.ReadFile(filepath.Join(root, m.file))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(source), m.old) != 1 {
				t.Fatalf("%s holds what the mutant replaces %d times; bring the mutant up to date", m.file, strings.Count(string(source), m.old))
			}
			broken := filepath.Join(t.TempDir(), "mutant.go")
			if err := os.WriteFile(broken, []byte(strings.Replace(string(source), m.old, m.new, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			overlay := filepath.Join(t.TempDir(), "overlay.json")
			text, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, m.file): broken}})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(overlay, text, 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), "go", "test", "-overlay", overlay, "-run", "^"+m.test+"$", "-count=1", "manifold/internal/app")
			cmd.Dir = root
			cmd.Env = append(os.Environ(), "HUB_TEST_MUTANT=1")
			out, err := cmd.CombinedOutput()
			if err == nil {
				t.Fatalf("the attack did not notice")
			}
			if !strings.Contains(string(out), "--- FAIL: "+m.test) {
				t.Fatalf("the mutant failed for another reason:\n%s", out)
			}
		})
	}
}
