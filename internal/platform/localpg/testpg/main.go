package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"manifold/internal/platform/localpg"
)

// Exit codes of our own, as shells use them.
const (
	exitUsage      = 2
	exitNoServers  = 125
	exitNotStarted = 127
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run starts the servers, runs the command between them, and gives the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		_, _ = fmt.Fprintln(stderr, "usage: testpg -- command [arguments]")
		return exitUsage
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer signal.Stop(signals)

	servers, err := startServers(stderr)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "testpg:", err)
		return exitNoServers
	}
	defer servers.stop(stderr)

	cmd := exec.CommandContext(context.Background(), args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	cmd.Env = append(os.Environ(), "HUB_TEST_DATABASE_URL="+servers.postgres.URL(), "HUB_TEST_REDIS_URL="+servers.redis.url())
	if err := cmd.Start(); err != nil {
		_, _ = fmt.Fprintln(stderr, "testpg:", err)
		return exitNotStarted
	}
	return await(cmd, signals)
}

// await passes signals on until the command ends. `go run`, which usually stands
// between us and the caller, dies of SIGTERM without a word, so a new parent
// counts as one.
func await(cmd *exec.Cmd, signals <-chan os.Signal) int {
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	parent := os.Getppid()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case s := <-signals:
			_ = cmd.Process.Signal(s)
		case <-tick.C:
			if now := os.Getppid(); now != parent {
				parent = now
				_ = cmd.Process.Signal(syscall.SIGTERM)
			}
		case err := <-ended:
			return exitCode(err)
		}
	}
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return 1
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return exit.ExitCode()
}

// servers are what the command is given.
type servers struct {
	dir      string
	postgres *localpg.Server
	redis    *redis
}

// manyConnections: test packages run in parallel, each with pools of its own.
const manyConnections = 400

func startServers(stderr io.Writer) (*servers, error) {
	program, err := findRedis()
	if err != nil {
		return nil, err
	}
	s := &servers{}
	if s.dir, err = os.MkdirTemp("", "hub-test-"); err != nil {
		return nil, err
	}
	if err := os.Chmod(s.dir, 0o711); err != nil { //nolint:gosec // PostgreSQL's user passes through to its own closed directory
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	s.postgres, err = localpg.Start(context.Background(), localpg.Config{
		Dir: filepath.Join(s.dir, "postgres"), Log: log, Fast: true, MaxConnections: manyConnections,
	})
	if err == nil {
		s.redis, err = startRedis(program, filepath.Join(s.dir, "redis"))
	}
	if err != nil {
		s.stop(stderr)
		return nil, err
	}
	return s, nil
}

// stop ends what runs and removes the temporary directory.
func (s *servers) stop(stderr io.Writer) {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	if s.redis != nil {
		s.redis.stop()
	}
	if s.postgres != nil {
		if err := s.postgres.Stop(ctx); err != nil {
			_, _ = fmt.Fprintln(stderr, "testpg:", err)
		}
	}
	if err := os.RemoveAll(s.dir); err != nil {
		_, _ = fmt.Fprintln(stderr, "testpg:", err)
	}
}
