package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	client "github.com/redis/go-redis/v9"
)

// TestMain lets the test binary play the command that testpg runs.
func TestMain(m *testing.M) {
	if os.Getenv("TESTPG_COMMAND") == "1" {
		command()
	}
	os.Exit(m.Run())
}

// command uses both servers, says where they are, and exits with 7.
func command() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, os.Getenv("HUB_TEST_DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	var super string
	if err := conn.QueryRow(ctx, "SELECT current_setting('is_superuser')").Scan(&super); err != nil || super != "on" {
		panic("not a superuser: " + super)
	}
	options, err := client.ParseURL(os.Getenv("HUB_TEST_REDIS_URL"))
	if err != nil {
		panic(err)
	}
	info, err := client.NewClient(options).Info(ctx, "persistence").Result()
	if err != nil || !strings.Contains(info, "aof_enabled:0") {
		panic("no Redis without persistence: " + info)
	}
	_, _ = os.Stdout.WriteString(os.Getenv("HUB_TEST_DATABASE_URL") + " " + options.Addr)
	os.Exit(7)
}

func TestRunsCommandBetweenServers(t *testing.T) {
	t.Setenv("TESTPG_COMMAND", "1")
	t.Setenv("TMPDIR", openTemp(t))
	var out, errs bytes.Buffer
	if code := run([]string{"--", os.Args[0]}, nil, &out, &errs); code != 7 {
		t.Fatalf("exit code %d, want 7: %s", code, errs.String())
	}
	url, address, _ := strings.Cut(out.String(), " ")
	if conn, err := pgx.Connect(t.Context(), url); err == nil {
		_ = conn.Close(t.Context())
		t.Error("PostgreSQL still runs")
	}
	if (&redis{address: address}).ping() == nil {
		t.Error("Redis still runs")
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// openTemp is a temporary directory that PostgreSQL's user can pass through.
func openTemp(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "testpg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestPassesSignals(t *testing.T) {
	cmd := exec.Command("sh", "-c", `trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done`)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("ready"))); err != nil {
		t.Fatal(err)
	}
	signals := make(chan os.Signal, 1)
	signals <- syscall.SIGTERM
	if code := await(cmd, signals); code != 9 {
		t.Errorf("exit code %d, want 9", code)
	}
}

func TestExitCodeOfASignal(t *testing.T) {
	cmd := exec.Command("sh", "-c", "kill -KILL $$")
	if code := exitCode(cmd.Run()); code != 128+9 {
		t.Errorf("exit code %d, want 137", code)
	}
}

func TestMissingRedisSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", "/nonexistent")
	t.Chdir(t.TempDir())
	var errs bytes.Buffer
	if code := run([]string{"--", "true"}, nil, io.Discard, &errs); code != exitNoServers || !strings.Contains(errs.String(), "run make deps") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
}

func TestUsage(t *testing.T) {
	var errs bytes.Buffer
	if code := run([]string{"--"}, nil, io.Discard, &errs); code != exitUsage || !strings.Contains(errs.String(), "usage") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
}
