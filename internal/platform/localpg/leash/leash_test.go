package leash_test

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"manifold/internal/platform/localpg/leash"
)

// TestMain lets the test binary play the parent that gets killed.
func TestMain(m *testing.M) {
	if os.Getenv("LEASH_PARENT") == "1" {
		parent()
	}
	os.Exit(m.Run())
}

// parent starts a long sleep on a leash, says its process id, and waits for its own end.
func parent() {
	child, err := leash.Start(exec.Command("sleep", "300"))
	if err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString(strconv.Itoa(child.Pid()) + "\n")
	_ = child.Wait()
	os.Exit(3)
}

func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	// A zombie whose new parent does not reap is as dead as can be.
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || !strings.Contains(string(stat), ") Z ")
}

func TestChildEndsWhenParentIsKilled(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LEASH_PARENT=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	if !alive(pid) {
		t.Fatal("the child is not running")
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	for deadline := time.Now().Add(10 * time.Second); alive(pid); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the child outlived its killed parent")
		}
	}
}

func TestWaitGivesTheChildsResult(t *testing.T) {
	child, err := leash.Start(exec.Command("sh", "-c", "exit 7"))
	if err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := child.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Fatalf("got %v, want exit code 7", err)
	}
	child.Signal(syscall.SIGINT) // to one that is gone: nothing happens
}

func TestMissingProgram(t *testing.T) {
	if _, err := leash.Start(exec.Command("/nonexistent/program")); err == nil {
		t.Fatal("a missing program started")
	}
}
