package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg"
)

// Hub is what is saved, or what an archive is put into.
type Hub struct {
	Config config.Config // HUB_DATABASE_URL names an administrator who sees every row
	Blobs  blob.Store
	Commit string // of this binary
	Clock  clock.Clock
}

// Summary says what an archive holds.
type Summary struct {
	Tables  int
	Rows    int64
	Files   int
	Missing []string // files that rows name and that are not in storage
}

func (m manifest) summary() Summary {
	s := Summary{Tables: len(m.Tables)}
	for _, t := range m.Tables {
		s.Rows += t.Rows
	}
	for _, f := range m.Files {
		if f.Missing {
			s.Missing = append(s.Missing, f.Company.String()+"/"+f.Blob.String())
		} else {
			s.Files++
		}
	}
	return s
}

// errMoved says that a file went while it was being saved: its row names another one now.
var errMoved = errors.New("files were replaced while the hub was being saved: try again")

// Write saves the hub into a new file. The hub may run meanwhile. Errors are sentences for the person at the terminal, and then there is no file.
func (h Hub) Write(ctx context.Context, path string) (Summary, error) {
	if _, err := os.Lstat(path); err == nil {
		return Summary{}, fmt.Errorf("%s exists already: choose another name", path)
	}
	for try := 1; ; try++ {
		m, err := h.write(ctx, path)
		if err == nil || !errors.Is(err, errMoved) || try == 3 {
			return m.summary(), err
		}
	}
}

func (h Hub) write(ctx context.Context, path string) (m manifest, err error) {
	dump, err := temporary(path)
	if err != nil {
		return m, err
	}
	defer dump.discard()
	m = manifest{Format: format, Commit: h.Commit, At: h.Clock.Now(), Key: checkValue(h.Config)}
	keys, err := h.save(ctx, &m, dump)
	if err != nil {
		return m, err
	}
	if m.Files, err = h.describe(ctx, keys); err != nil {
		return m, err
	}
	archive, err := temporary(path)
	if err != nil {
		return m, err
	}
	defer archive.discard()
	if err := h.pack(ctx, m, archive, dump); err != nil {
		return m, err
	}
	return m, archive.publish(path)
}

// save dumps, counts, hashes and lists in one snapshot.
func (h Hub) save(ctx context.Context, m *manifest, dump io.Writer) (keys []blob.Key, err error) {
	conn, err := connect(ctx, h.Config.DatabaseURL)
	if conn != nil {
		defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	}
	if err != nil {
		return nil, err
	}
	err = snapshot(ctx, conn, func(tx pgx.Tx) error {
		var name string
		if err := tx.QueryRow(ctx, "SELECT current_setting('server_version_num')::int, pg_export_snapshot()").Scan(&m.PostgreSQL, &name); err != nil {
			return err
		}
		if m.Migration, err = lastMigration(ctx, tx); err != nil {
			return err
		}
		if keys, err = named(ctx, tx); err != nil {
			return err
		}
		if m.Tables, err = survey(ctx, tx); err != nil {
			return err
		}
		program, err := localpg.FindProgram(ctx, "pg_dump", m.PostgreSQL/10000)
		if err != nil {
			return err
		}
		m.PgDump = program.Major
		// The archive is compressed as a whole; rights are laid anew from the list when it is restored.
		args := []string{"--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--snapshot=" + name}
		for _, s := range schemas {
			args = append(args, "--schema="+s)
		}
		for _, t := range anew {
			args = append(args, "--exclude-table-data="+t)
		}
		sum := sha256.New()
		if err := runProgram(ctx, program, h.Config.DatabaseURL, nil, io.MultiWriter(dump, sum, (*counter)(&m.Dump.Size)), args...); err != nil {
			return err
		}
		m.Dump.SHA256 = hex.EncodeToString(sum.Sum(nil))
		return nil
	})
	return keys, err
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// describe looks at every file. One that is not in storage is noted, so that a hub that lost a file can still be saved; unless it
// went just now.
func (h Hub) describe(ctx context.Context, keys []blob.Key) ([]file, error) {
	files := make([]file, len(keys))
	lost := map[blob.Key]bool{}
	for i, k := range keys {
		files[i] = file{Company: k.Company, Blob: k.Blob}
		from, info, err := h.Blobs.Open(ctx, k)
		switch {
		case errors.Is(err, fault.NotFound):
			files[i].Missing, lost[k] = true, true
			continue
		case err != nil:
			return nil, fmt.Errorf("the file %s of %s cannot be read: %w", k.Blob, k.Company, err)
		}
		if err := from.Close(); err != nil {
			return nil, err
		}
		files[i].Type, files[i].content = info.ContentType, content{info.Size, info.SHA256}
	}
	if len(lost) == 0 {
		return files, nil
	}
	return files, h.stillNamed(ctx, lost)
}

// stillNamed is errMoved when a row that named one of the files names it no longer.
func (h Hub) stillNamed(ctx context.Context, lost map[blob.Key]bool) error {
	conn, err := connect(ctx, h.Config.DatabaseURL)
	if conn != nil {
		defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	}
	if err != nil {
		return err
	}
	return snapshot(ctx, conn, func(tx pgx.Tx) error {
		keys, err := named(ctx, tx)
		for _, k := range keys {
			delete(lost, k)
		}
		if err == nil && len(lost) > 0 {
			err = errMoved
		}
		return err
	})
}

// pack writes the archive: manifest and MAC first, so that what can't be restored is refused at once, the dump last.
func (h Hub) pack(ctx context.Context, m manifest, archive io.Writer, dump io.ReadSeeker) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	squeeze := gzip.NewWriter(archive)
	out := tar.NewWriter(squeeze)
	add := func(name string, size int64, from io.Reader) error {
		if err := out.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: m.At, Typeflag: tar.TypeReg}); err != nil {
			return err
		}
		_, err := io.Copy(out, from)
		return err
	}
	code := mac(h.Config, raw)
	if err := errors.Join(add(manifestName, int64(len(raw)), strings.NewReader(string(raw))), add(macName, int64(len(code)), strings.NewReader(code))); err != nil {
		return err
	}
	for _, f := range m.Files {
		if f.Missing {
			continue
		}
		from, _, err := h.Blobs.Open(ctx, blob.Key{Company: f.Company, Blob: f.Blob})
		if errors.Is(err, fault.NotFound) {
			return errMoved
		}
		if err != nil {
			return err
		}
		err = errors.Join(add(f.name(), f.Size, from), from.Close())
		if err != nil {
			return fmt.Errorf("the file %s of %s cannot be saved: %w", f.Blob, f.Company, err)
		}
	}
	if _, err := dump.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return errors.Join(add(dumpName, m.Dump.Size, dump), out.Close(), squeeze.Close())
}

// draft is a file without a name that anybody looks for, until it is published.
type draft struct{ *os.File }

// temporary makes a draft beside a path, readable by its owner only.
func temporary(path string) (draft, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-") // made 0600
	if err != nil {
		return draft{}, fmt.Errorf("%s cannot be written: %w", path, err)
	}
	return draft{f}, nil
}

func (d draft) discard() {
	_ = d.Close()
	_ = os.Remove(d.Name())
}

// publish gives the draft its name once it is on the disk.
func (d draft) publish(path string) error {
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return err
	}
	if err := os.Rename(d.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close()) // the name survives a power cut
}
