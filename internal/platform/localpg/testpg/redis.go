package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"manifold/internal/platform/localpg/leash"
)

// redis is a running redis-server without persistence.
type redis struct {
	address string
	child   *leash.Child
}

var errNoRedis = errors.New("no redis-server found; run make deps")

// findRedis looks on PATH and then in .tools/bin of this or an outer directory.
func findRedis() (string, error) {
	if program, err := exec.LookPath("redis-server"); err == nil {
		return program, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		program := filepath.Join(dir, ".tools", "bin", "redis-server")
		if found, err := exec.LookPath(program); err == nil {
			return found, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errNoRedis
		}
		dir = filepath.Dir(dir)
	}
}

func startRedis(program, dir string) (*redis, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	output, err := os.Create(filepath.Join(dir, "redis.log"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = output.Close() }()
	cmd := exec.CommandContext(context.Background(), program,
		"--bind", "127.0.0.1", "--port", strconv.Itoa(port), "--dir", dir,
		"--save", "", "--appendonly", "no", "--daemonize", "no")
	cmd.Stdout, cmd.Stderr = output, output
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for the command first
	child, err := leash.Start(cmd)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	r := &redis{address: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), child: child}
	if err := r.awaitReady(); err != nil {
		r.stop()
		said, _ := os.ReadFile(output.Name())
		return nil, fmt.Errorf("%s did not become ready: %w: %s", program, err, said)
	}
	return r, nil
}

func freePort() (int, error) {
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(port)
}

func (r *redis) awaitReady() error {
	tooLong := time.After(10 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := r.ping()
		if err == nil {
			return nil
		}
		select {
		case <-r.child.Done():
			return errors.New("it ended")
		case <-tooLong:
			return err
		case <-tick.C:
		}
	}
}

func (r *redis) ping() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", r.address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return err
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && answer != "+PONG\r\n" {
		err = fmt.Errorf("answered %q", answer)
	}
	return err
}

func (r *redis) url() string { return "redis://" + r.address + "/0" }

// stop asks the server to end, and insists after five seconds.
func (r *redis) stop() {
	r.child.Signal(syscall.SIGTERM)
	select {
	case <-r.child.Done():
	case <-time.After(5 * time.Second):
		r.child.Signal(syscall.SIGKILL)
		_ = r.child.Wait()
	}
}
