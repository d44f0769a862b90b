package localpg

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// What can go wrong, for errors.Is. The error itself reads as one sentence for
// the person at the terminal.
var (
	ErrTooOld       = errors.New("localpg: PostgreSQL too old")
	ErrNotInstalled = errors.New("localpg: PostgreSQL not installed")
	ErrInUse        = errors.New("localpg: data directory in use")
	ErrDiskFull     = errors.New("localpg: disk full")
	ErrNotWritable  = errors.New("localpg: directory not writable")
	ErrPortTaken    = errors.New("localpg: port taken")
	ErrUnusable     = errors.New("localpg: data directory unusable")
	ErrFailed       = errors.New("localpg: server failed")
)

// problem is a sentence with its reason; the reason is for errors.Is only.
type problem struct {
	reason   error
	sentence string
}

func (p *problem) Error() string { return p.sentence }
func (p *problem) Unwrap() error { return p.reason }

func problemf(reason error, format string, args ...any) error {
	return &problem{reason: reason, sentence: fmt.Sprintf(format, args...)}
}

// fromOS turns what the file system said about path into a sentence.
func fromOS(path string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return problemf(ErrDiskFull, "The disk that holds %s is full; free some space and start again.", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return problemf(ErrNotWritable, "The directory %s for the database cannot be written (%v); choose another with HUB_DATA or fix its permissions.", path, rootCause(err))
	}
	return problemf(ErrUnusable, "The database directory %s cannot be used: %v.", path, rootCause(err))
}

// rootCause drops the operation and path that os errors repeat.
func rootCause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// fromOutput reads what initdb or the server wrote before it failed.
func fromOutput(what, dir, output string) error {
	switch {
	case strings.Contains(output, "No space left on device"):
		return fromOS(dir, syscall.ENOSPC)
	case strings.Contains(output, "Address already in use"):
		return problemf(ErrPortTaken, "The port of the local database on 127.0.0.1 is taken by another program.")
	case strings.Contains(output, sharedMemoryBusy):
		return problemf(ErrInUse, "Processes of an earlier database server still use %s; wait a moment and start again.", dir)
	}
	return problemf(ErrFailed, "%s failed: %s.", what, lastLine(output))
}

const sharedMemoryBusy = "pre-existing shared memory block"

// lastLine is the last line that says something, preferring FATAL and error lines.
func lastLine(output string) string {
	last := "it said nothing"
	for line := range strings.Lines(output) {
		line = strings.TrimRight(strings.TrimSpace(line), ".")
		if line == "" {
			continue
		}
		if strings.Contains(last, "FATAL:") || strings.Contains(last, "error:") {
			continue
		}
		last = line
	}
	return last
}
