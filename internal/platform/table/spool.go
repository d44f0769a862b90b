package table

import (
	"context"
	"io"
	"os"

	"manifold/internal/kernel/fault"
)

// Spooled is a stream that was written to a temporary file, so that it can be read from anywhere. Close it.
type Spooled struct {
	Source
	file *os.File
}

// Spool copies a stream to a temporary file in dir (empty: the system's), up to limit bytes; more is fault.TooLarge. The file has no
// name by the time Spool returns where the system allows that, so it vanishes with the process.
func Spool(ctx context.Context, dir string, r io.Reader, limit int64) (*Spooled, error) {
	file, err := os.CreateTemp(dir, "table-")
	if err != nil {
		return nil, err
	}
	s := &Spooled{file: file}
	s.Reader = file
	_ = os.Remove(file.Name()) // fails on systems that lock open files; Close tries again
	s.Size, err = io.Copy(file, io.LimitReader(canceller{ctx, r}, limit+1))
	if err == nil && s.Size > limit {
		err = fault.TooLarge
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// Close removes the file.
func (s *Spooled) Close() error {
	err := s.file.Close()
	_ = os.Remove(s.file.Name())
	return err
}

// canceller ends reading when its context does.
type canceller struct {
	ctx context.Context
	r   io.Reader
}

func (c canceller) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
