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

// chosen is the name of the mutant that a broken copy is.
const chosen = `os.Getenv("HUB_TEST_MUTANT")`

// breaks are the places where a broken copy differs. All mutants stand in one copy, because compiling takes longer than attacking.
var breaks = []struct{ file, old, new string }{
	{"internal/identity/store.go", "import (", "import (\n\t\"os\"\n\t\"strconv\""},
	{"internal/identity/store.go", `"DELETE FROM identity_invitation WHERE company_id = ? AND id = ?"`,
		`"DELETE FROM identity_invitation WHERE (company_id = ? OR "+strconv.FormatBool(` + chosen + ` == "a where is dropped")+") AND id = ?"`},
	{"internal/platform/authz/authz.go", "import (", "import (\n\t\"os\""},
	{"internal/platform/authz/authz.go", "case !ok:\n\t\treturn tenants.Scope{}, fault.NotFound",
		"case !ok && " + chosen + ` == "a foreign company answers forbidden":` + "\n\t\treturn tenants.Scope{}, fault.Forbidden\n" +
			"\tcase !ok && " + chosen + ` != "a seat is not asked for":` + "\n\t\treturn tenants.Scope{}, fault.NotFound"},
	{"internal/platform/authz/authz.go", "case !line.allows(seat):", "case !line.allows(seat) && " + chosen + ` != "a permission is not asked for":`},
}

// TestMutations breaks the code in one place at a time and shows that the attack notices. (That it notices a broken policy is shown
// in tenants.) The broken copy is compiled through an overlay, so the tree stays as it is.
func TestMutations(t *testing.T) {
	if mutant {
		return // a mutant makes no mutants
	}
	program := brokenCopy(t)
	for _, m := range []struct{ name, test string }{
		{"a where is dropped", "TestAttackWithOpenPolicies"},
		{"a seat is not asked for", "TestAttack"},
		{"a permission is not asked for", "TestAttack"},
		{"a foreign company answers forbidden", "TestAttack"},
	} {
		t.Run(m.name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), program, "-test.run", "^"+m.test+"$")
			cmd.Env = append(os.Environ(), "HUB_TEST_MUTANT="+m.name)
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

// brokenCopy compiles these tests with all mutants and gives the program's path.
func brokenCopy(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	sources, replaced := map[string]string{}, map[string]string{}
	for _, b := range breaks {
		if sources[b.file] == "" {
			text, err := os.ReadFile(filepath.Join(root, b.file))
			if err != nil {
				t.Fatal(err)
			}
			sources[b.file] = string(text)
		}
		if n := strings.Count(sources[b.file], b.old); n != 1 {
			t.Fatalf("%s holds %q %d times; bring the mutant up to date", b.file, b.old, n)
		}
		sources[b.file] = strings.Replace(sources[b.file], b.old, b.new, 1)
	}
	for file, text := range sources {
		broken := filepath.Join(t.TempDir(), "mutant.go")
		if err := os.WriteFile(broken, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replaced[filepath.Join(root, file)] = broken
	}
	text, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		t.Fatal(err)
	}
	overlay, program := filepath.Join(t.TempDir(), "overlay.json"), filepath.Join(t.TempDir(), "mutants")
	if err := os.WriteFile(overlay, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-overlay", overlay, "-o", program, "manifold/internal/app").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}
