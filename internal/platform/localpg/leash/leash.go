package leash

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"syscall"
)

// Child is a running process on its leash. Safe for use by many goroutines.
type Child struct {
	cmd     *exec.Cmd
	watcher *exec.Cmd
	line    io.WriteCloser
	done    chan struct{}
	err     error // set before done closes
}

// Start starts cmd and the watcher that interrupts it if this process dies.
func Start(cmd *exec.Cmd) (*Child, error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c := &Child{cmd: cmd, done: make(chan struct{})}
	if err := c.watch(); err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("leash: %w", err)
	}
	go c.reap()
	return c, nil
}

// watch starts a shell that reads from us: a line means all is well, an end of
// file without one means that we died.
func (c *Child) watch() error {
	c.watcher = exec.CommandContext(context.Background(), "/bin/sh", "-c", `read -r word || kill -INT "$1"`, "sh", strconv.Itoa(c.cmd.Process.Pid))
	c.watcher.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.watcher.Dir = "/"
	var err error
	if c.line, err = c.watcher.StdinPipe(); err != nil {
		return err
	}
	return c.watcher.Start()
}

// Pid is the child's process id.
func (c *Child) Pid() int { return c.cmd.Process.Pid }

// Signal sends the child a signal; a child that is gone is no error.
func (c *Child) Signal(s syscall.Signal) { _ = c.cmd.Process.Signal(s) }

// Done is closed when the child has ended.
func (c *Child) Done() <-chan struct{} { return c.done }

// Wait waits for the child's end and gives its result as exec.Cmd.Wait does.
func (c *Child) Wait() error {
	<-c.done
	return c.err
}

// reap collects the child and dismisses the watcher.
func (c *Child) reap() {
	c.err = c.cmd.Wait()
	_, _ = io.WriteString(c.line, "done\n")
	_ = c.line.Close()
	_ = c.watcher.Wait()
	close(c.done)
}
