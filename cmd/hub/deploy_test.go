package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"manifold/internal/platform/config"
	"manifold/tenants"
)

const top = "../.."

func deployed(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// settingNames are all that `hub config` knows.
func settingNames(t *testing.T) []string {
	t.Helper()
	cfg, err := config.Load(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := config.Print(&out, cfg); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, match := range regexp.MustCompile(`(?m)^([A-Z_]+) = `).FindAllStringSubmatch(out.String(), -1) {
		names = append(names, match[1])
	}
	return names
}

// command wants the first words to name a command of the hub.
func command(t *testing.T, where string, words ...string) {
	t.Helper()
	found, rest, err := root().Find(words)
	if err != nil || found == root() || !found.Runnable() {
		t.Errorf("%s: `hub %s` is no command: %v", where, strings.Join(words, " "), err)
		return
	}
	if err := found.ValidateArgs(rest); err != nil {
		t.Errorf("%s: `hub %s`: %v", where, strings.Join(words, " "), err)
	}
}

func TestDeployedSettingsAreKnown(t *testing.T) {
	known := settingNames(t)
	if !slices.Contains(known, "HUB_SECRET") {
		t.Fatalf("the settings are %v", known)
	}
	for _, name := range []string{"Containerfile", "compose.yaml", "hub.service"} {
		used := regexp.MustCompile(`\bHUB_[A-Z_]+`).FindAllString(deployed(t, name), -1)
		if len(used) == 0 {
			t.Errorf("%s sets nothing", name)
		}
		for _, each := range used {
			if !slices.Contains(known, each) {
				t.Errorf("%s: %s is no setting", name, each)
			}
		}
	}
}

type service struct {
	Image       string
	Command     []string
	Environment map[string]string
	Volumes     []string
	Networks    []string
	Ports       []string
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	ReadOnly    bool                                  `yaml:"read_only"`
	CapDrop     []string                              `yaml:"cap_drop"`
	Restart     string
	Build       struct{ Context, Dockerfile string }
	Healthcheck struct{ Test []string }
}

func composed(t *testing.T) (services map[string]service, volumes, networks map[string]any) {
	t.Helper()
	var file struct {
		Services          map[string]service
		Volumes, Networks map[string]any
	}
	if err := yaml.Unmarshal([]byte(deployed(t, "compose.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	return file.Services, file.Volumes, file.Networks
}

func TestCompose(t *testing.T) {
	services, volumes, networks := composed(t)
	for name, s := range services {
		for _, v := range s.Volumes {
			if from, _, _ := strings.Cut(v, ":"); volumes[from] == nil {
				t.Errorf("%s mounts %s, which is no volume", name, from)
			}
		}
		for _, n := range s.Networks {
			if networks[n] == nil {
				t.Errorf("%s joins %s, which is no network", name, n)
			}
		}
		for other := range s.DependsOn {
			if _, ok := services[other]; !ok {
				t.Errorf("%s waits for %s, which is no service", name, other)
			}
		}
		for key, value := range s.Environment { // secrets come from outside, and their absence is said
			if regexp.MustCompile(`SECRET|PASSWORD`).MatchString(key) && !regexp.MustCompile(`^\$\{[A-Z_]+:\?[^}]+\}$`).MatchString(value) {
				t.Errorf("%s: %s does not come from outside", name, key)
			}
		}
		if s.Image == "manifold-hub" {
			command(t, name, s.Command...)
			if _, err := os.Stat(filepath.Join("deploy", s.Build.Context, s.Build.Dockerfile)); err != nil {
				t.Errorf("%s is built from nothing: %v", name, err)
			}
			loads(t, name, s.Environment)
		}
	}
	hub, migrate, database := services["hub"], services["migrate"], services["database"]
	if hub.DependsOn["migrate"].Condition != "service_completed_successfully" || hub.DependsOn["cache"].Condition != "service_healthy" ||
		migrate.DependsOn["database"].Condition != "service_healthy" || migrate.Restart != "no" {
		t.Error("the order of starting is not database, migrate (once), hub")
	}
	if len(hub.Ports) != 1 || !strings.HasPrefix(hub.Ports[0], "127.0.0.1:") || len(database.Ports)+len(services["cache"].Ports) > 0 {
		t.Error("something can be reached from outside")
	}
	if !strings.Contains(strings.Join(hub.Healthcheck.Test, " "), "GET /readyz ") || !hub.ReadOnly || !slices.Contains(hub.CapDrop, "ALL") {
		t.Error("the hub is not looked after")
	}
	if strings.Contains(hub.Environment["HUB_DATABASE_URL"], "@") {
		t.Error("the server is given an administrator")
	}
	if err := tenants.SupportedVersion(serverVersion(t, database.Image)); err != nil {
		t.Error(err)
	}
	// What the comments tell people to type.
	for _, line := range regexp.MustCompile(`run --rm migrate ([^#\n]+)`).FindAllStringSubmatch(deployed(t, "compose.yaml"), -1) {
		command(t, "compose.yaml", strings.Fields(line[1])...)
	}
}

// loads wants the hub to take the settings once the blanks are filled.
func loads(t *testing.T, name string, environment map[string]string) {
	t.Helper()
	examples := map[string]string{
		"HUB_SECRET": "a secret for reading this file, long enough", "POSTGRES_PASSWORD": "0123456789abcdef", "HUB_PUBLIC_URL": "https://hub.example.com",
		"HUB_MAIL_URL": "smtps://user:password@smtp.example.com", "HUB_MAIL_FROM": "hub@example.com",
	}
	var environ []string
	for key, value := range environment {
		environ = append(environ, key+"="+regexp.MustCompile(`\$\{([A-Z_]+):([?-])([^}]*)\}`).ReplaceAllStringFunc(value, func(blank string) string {
			part := regexp.MustCompile(`\$\{([A-Z_]+):([?-])([^}]*)\}`).FindStringSubmatch(blank)
			if part[2] == "-" {
				return part[3]
			}
			return examples[part[1]]
		}))
	}
	if _, err := config.Load(environ, ""); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// serverVersion is the server_version_num of an image such as postgres:17.10.
func serverVersion(t *testing.T, image string) int {
	t.Helper()
	part := regexp.MustCompile(`^postgres:(\d+)\.(\d+)$`).FindStringSubmatch(image)
	if part == nil {
		t.Fatalf("%q names no minor version of PostgreSQL", image)
	}
	major, _ := strconv.Atoi(part[1])
	minor, _ := strconv.Atoi(part[2])
	return major*10000 + minor
}

// TestHealthcheck runs the line of compose.yaml against nothing: it must be a program that says no, and not one that cannot be read.
func TestHealthcheck(t *testing.T) {
	services, _, _ := composed(t)
	line := services["hub"].Healthcheck.Test
	if len(line) != 4 || line[0] != "CMD" || line[1] != "bash" {
		t.Fatalf("the health check is %q", line)
	}
	if out, err := exec.CommandContext(t.Context(), "bash", "-n", "-c", strings.ReplaceAll(line[3], "$$", "$")).CombinedOutput(); err != nil {
		t.Errorf("bash cannot read it: %s", out)
	}
}

func TestUnit(t *testing.T) {
	var section string
	set := map[string][]string{}
	for number, line := range strings.Split(deployed(t, "hub.service"), "\n") {
		switch name, value, ok := strings.Cut(line, "="); {
		case line == "" || strings.HasPrefix(line, "#"):
		case regexp.MustCompile(`^\[(Unit|Service|Install)\]$`).MatchString(line):
			section = line
		case ok && section != "" && regexp.MustCompile(`^[A-Z][A-Za-z]+$`).MatchString(name):
			set[section+name] = append(set[section+name], value)
		default:
			t.Errorf("line %d: %q", number+1, line)
		}
	}
	words := strings.Fields(strings.Join(set["[Service]ExecStart"], " "))
	if len(words) < 2 || words[0] != "/usr/local/bin/hub" {
		t.Fatalf("it starts %q", words)
	}
	command(t, "hub.service", words[1:]...)
	for name, value := range map[string]string{
		"EnvironmentFile": "/etc/hub/hub.env", "DynamicUser": "yes", "StateDirectory": "hub", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "ProtectSystem": "strict",
		"ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes", "MemoryDenyWriteExecute": "yes", "RestrictNamespaces": "yes", "UMask": "0077",
	} {
		if got := set["[Service]"+name]; len(got) != 1 || got[0] != value {
			t.Errorf("%s is %q, expected %q", name, got, value)
		}
	}
}

func TestContainerfile(t *testing.T) {
	text := strings.ReplaceAll(deployed(t, "Containerfile"), "\\\n", " ")
	stages, user, entry := map[string]string{}, "", []string(nil)
	var base, last string
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		switch words[0] {
		case "FROM":
			base, last, user = words[1], "", "root"
			if len(words) == 4 {
				last = words[3]
				stages[last] = base
			}
		case "COPY":
			copied(t, stages, words[1:])
		case "USER":
			user = words[1]
		case "ENTRYPOINT", "CMD":
			var part []string
			if err := json.Unmarshal([]byte(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), words[0]))), &part); err != nil {
				t.Errorf("%q: %v", line, err)
			}
			entry = append(entry, part...)
		case "RUN", "WORKDIR", "VOLUME", "EXPOSE":
		case "ARG", "ENV":
			if regexp.MustCompile(`(?i)secret|password|token|key`).MatchString(line) {
				t.Errorf("%q puts a secret into the image", line)
			}
		default:
			t.Errorf("%q is no instruction", line)
		}
	}
	if last != "" || base != "debian:trixie-slim" || user != "10001:10001" {
		t.Errorf("the image is %q %s for %s", last, base, user)
	}
	if len(entry) != 2 || entry[0] != "/usr/local/bin/hub" {
		t.Fatalf("it starts %q", entry)
	}
	command(t, "Containerfile", entry[1])
	atLeast(t, stages["hub"], `golang:([0-9.]+)`, "go.mod", `(?m)^go ([0-9]+\.[0-9]+)`)
	atLeast(t, stages["web"], `node:([0-9]+)`, "web/package.json", `"node": ">=([0-9]+)`)
	services, _, _ := composed(t)
	client := regexp.MustCompile(`postgresql-client-(\d+)`).FindStringSubmatch(text)
	if client == nil || client[1] != fmt.Sprint(serverVersion(t, services["database"].Image)/10000) {
		t.Errorf("the client programs %v do not belong to %s", client, services["database"].Image)
	}
}

// copied wants the sources of a COPY to be there, in the tree or in an earlier stage, and the tree's not to be ignored.
func copied(t *testing.T, stages map[string]string, words []string) {
	t.Helper()
	if from, ok := strings.CutPrefix(words[0], "--from="); ok {
		if stages[from] == "" {
			t.Errorf("COPY from %s, which is no stage", from)
		}
		return
	}
	ignored, err := os.ReadFile(filepath.Join(top, ".dockerignore"))
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range words[:len(words)-1] {
		if _, err := os.Stat(filepath.Join(top, source)); err != nil {
			t.Errorf("COPY %s: %v", source, err)
		}
		first, _, _ := strings.Cut(source, "/")
		if !strings.Contains(string(ignored), "\n*\n") || !strings.Contains(string(ignored), "\n!"+first+"\n") {
			t.Errorf(".dockerignore keeps %s out, or lets everything in", source)
		}
	}
}

// atLeast compares the version of an image with the one that a file of the tree asks for.
func atLeast(t *testing.T, image, inImage, file, inFile string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, file))
	if err != nil {
		t.Fatal(err)
	}
	have, want := regexp.MustCompile(inImage).FindStringSubmatch(image), regexp.MustCompile(inFile).FindStringSubmatch(string(text))
	if have == nil || want == nil {
		t.Fatalf("no version in %q or %s", image, file)
	}
	if slices.Compare(parts(have[1]), parts(want[1])) < 0 {
		t.Errorf("%s is older than %s, which %s asks for", image, want[1], file)
	}
}

// parts are the numbers of a version such as 1.26.
func parts(version string) (out []int) {
	for each := range strings.SplitSeq(version, ".") {
		n, _ := strconv.Atoi(each)
		out = append(out, n)
	}
	return out
}
