package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"syscall"

	"manifold/internal/kernel/fault"
)

// partial is unfinished content: an *os.File, except in the test of a full disk.
type partial interface {
	io.ReadWriteSeeker
	io.Closer
	Name() string
	Sync() error
}

// tempFile makes a file for unfinished content.
type tempFile func(dir string) (partial, error)

func newTemp(dir string) (partial, error) { return os.CreateTemp(dir, ".part-") }

// spool streams r into a temporary file in dir and gives it, written and synced,
// with size and sum. On error the file is gone.
func spool(ctx context.Context, temp tempFile, dir string, r io.Reader, limit int64) (_ partial, info Info, err error) {
	file, err := temp(dir)
	if err != nil {
		return nil, Info{}, storageFault(err)
	}
	defer func() {
		if err != nil {
			discard(file)
		}
	}()
	sum := sha256.New()
	source := &input{ctx: ctx, r: r, left: limit}
	size, err := io.Copy(io.MultiWriter(file, sum), source)
	if source.err != nil {
		return nil, Info{}, source.err // the caller's own, not the storage's
	}
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		return nil, Info{}, storageFault(err)
	}
	return file, Info{Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

func discard(file partial) {
	_ = file.Close()
	_ = os.Remove(file.Name())
}

// input counts down the limit, ends with the context, and remembers the error.
type input struct {
	ctx  context.Context
	r    io.Reader
	left int64
	err  error
}

func (in *input) Read(p []byte) (int, error) {
	if in.err = in.ctx.Err(); in.err != nil {
		return 0, in.err
	}
	n, err := in.r.Read(p)
	if in.left -= int64(n); in.left < 0 {
		in.err = fault.TooLarge
		return 0, in.err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		in.err = err
	}
	return n, err
}

// storageFault turns what a disk says into a fault.
func storageFault(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return Full.Because(err)
	}
	return fault.Unavailable.Because(err)
}

// verified is a reader that fails at the end if the content is not what was written.
type verified struct {
	io.ReadCloser
	sum  hash.Hash
	want Info
	size int64
}

func verify(r io.ReadCloser, want Info) io.ReadCloser {
	return &verified{ReadCloser: r, sum: sha256.New(), want: want}
}

func (v *verified) Read(p []byte) (int, error) {
	n, err := v.ReadCloser.Read(p)
	_, _ = v.sum.Write(p[:n]) // never fails
	v.size += int64(n)
	switch {
	case errors.Is(err, io.EOF) && (v.size != v.want.Size || hex.EncodeToString(v.sum.Sum(nil)) != v.want.SHA256):
		return n, Damaged
	case err != nil && !errors.Is(err, io.EOF):
		return n, storageFault(err)
	}
	return n, err
}
