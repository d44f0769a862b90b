package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"

	"github.com/jackc/pgx/v5"

	"manifold/internal/platform/blob"
	"manifold/internal/platform/localpg"
	"manifold/migrations"
	"manifold/tenants"
)

// largestManifest bounds what is held in memory, in bytes.
const largestManifest = 1 << 30

// Restore puts an archive into an empty database and the hub's storage, and compares what stands there then with the manifest.
// Until everything was checked nothing is changed. Errors are sentences for the person at the terminal.
func (h Hub) Restore(ctx context.Context, path string) (Summary, error) {
	from, err := os.Open(path)
	if err != nil {
		return Summary{}, err
	}
	defer func() { _ = from.Close() }()
	m, err := h.read(ctx, from, check)
	if err != nil {
		return Summary{}, err
	}
	conn, err := connect(ctx, h.Config.DatabaseURL)
	if conn != nil {
		defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	}
	if err != nil {
		return Summary{}, err
	}
	program, err := h.ready(ctx, conn, m)
	if err != nil {
		return Summary{}, err
	}
	if err := tenants.Provision(ctx, h.Config.Database()); err != nil {
		return Summary{}, err
	}
	if _, err := h.read(ctx, from, h.into(ctx, program)); err != nil {
		return Summary{}, err
	}
	if err := h.settle(ctx, conn, m); err != nil {
		return Summary{}, fmt.Errorf("%w; the database is not fit for use: drop it, and restore into a new one", err)
	}
	return m.summary(), nil
}

// ready refuses a database that can't take the archive and finds the program that will put it there.
func (h Hub) ready(ctx context.Context, conn *pgx.Conn, m manifest) (localpg.Program, error) {
	if err := empty(ctx, conn); err != nil {
		return localpg.Program{}, err
	}
	var server int
	if err := conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int").Scan(&server); err != nil {
		return localpg.Program{}, err
	}
	if server/10000 < m.PostgreSQL/10000 {
		return localpg.Program{}, fmt.Errorf("the archive comes from PostgreSQL %d and this server is %d: restore it on %[1]d or newer", m.PostgreSQL/10000, server/10000)
	}
	return localpg.FindProgram(ctx, "pg_restore", max(m.PgDump, server/10000))
}

// settle compares the rows with the manifest and makes the database this binary's.
func (h Hub) settle(ctx context.Context, conn *pgx.Conn, m manifest) error {
	err := snapshot(ctx, conn, func(tx pgx.Tx) error {
		found, err := survey(ctx, tx)
		if err != nil {
			return err
		}
		return compare(m.Tables, found)
	})
	if err != nil {
		return err
	}
	// It lays the rights on the database itself too: a dump does not carry them.
	return tenants.Migrate(ctx, h.Config.Database(), migrations.Files)
}

// compare says in one sentence where what stands differs from what was written down.
func compare(want, found []table) error {
	for _, t := range want {
		at := slices.IndexFunc(found, func(f table) bool { return f.Name == t.Name })
		switch {
		case at < 0:
			return fmt.Errorf("the table %s was not restored", t.Name)
		case found[at].Rows != t.Rows:
			return fmt.Errorf("the table %s has %d rows instead of %d", t.Name, found[at].Rows, t.Rows)
		case found[at].Hash != t.Hash:
			return fmt.Errorf("the rows of the table %s are not those that were saved", t.Name)
		}
	}
	if len(found) != len(want) {
		return fmt.Errorf("there are %d tables instead of %d", len(found), len(want))
	}
	return nil
}

// read goes through an archive from its beginning and gives every entry behind the MAC to use, which need not read it to its end. What
// differs from the manifest is an error, at the latest at the end.
func (h Hub) read(ctx context.Context, from io.ReadSeeker, use func(*file, io.Reader) error) (m manifest, err error) {
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return m, err
	}
	swell, err := gzip.NewReader(from)
	if err != nil {
		return m, damaged("it is not what `hub backup` writes")
	}
	in := &entries{tar: tar.NewReader(swell)}
	raw, err := in.whole(manifestName)
	if err != nil {
		return m, err
	}
	code, err := in.whole(macName)
	if err != nil {
		return m, err
	}
	if m, err = parse(h.Config, raw, string(code)); err != nil {
		return m, err
	}
	for _, f := range m.Files {
		if f.Missing {
			continue
		}
		if err := in.entry(ctx, f.name(), f.content, func(r io.Reader) error { return use(&f, r) }); err != nil {
			return m, err
		}
	}
	if err := in.entry(ctx, dumpName, m.Dump, func(r io.Reader) error { return use(nil, r) }); err != nil {
		return m, err
	}
	if _, err := in.tar.Next(); !errors.Is(err, io.EOF) {
		return m, damaged("something stands behind its end")
	}
	if _, err := io.Copy(io.Discard, io.LimitReader(swell, 1<<20)); err != nil { // the sum of the compression stands at the very end
		return m, damaged("it was cut short or changed")
	}
	return m, nil
}

// check uses an entry by reading it only.
func check(_ *file, r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}

// into puts files into storage and the dump, which comes last and as a whole, into the database.
func (h Hub) into(ctx context.Context, program localpg.Program) func(*file, io.Reader) error {
	return func(f *file, r io.Reader) error {
		if f == nil {
			// Nobody may be what owns the hub's objects, so the program becomes it.
			return runProgram(ctx, program, h.Config.DatabaseURL, r, nil, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--role=hub_owner")
		}
		key := blob.Key{Company: f.Company, Blob: f.Blob}
		_, err := h.Blobs.Put(ctx, key, r, f.Size, f.Type)
		if errors.Is(err, blob.Exists) {
			err = h.same(ctx, key, f.SHA256)
		}
		if err != nil {
			return fmt.Errorf("the file %s of %s cannot be put back: %w", f.Blob, f.Company, err)
		}
		return nil
	}
}

// same lets a file be that is in storage already, from a restore that was broken off or because only the database was lost.
func (h Hub) same(ctx context.Context, key blob.Key, sum string) error {
	from, info, err := h.Blobs.Open(ctx, key)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, from) // fails if it is not what its sum says
	err = errors.Join(err, from.Close())
	if err == nil && info.SHA256 != sum {
		err = errors.New("another one of this name is in storage")
	}
	return err
}

// entries reads the entries of an archive in their order.
type entries struct{ tar *tar.Reader }

func (e *entries) next(name string) (int64, error) {
	head, err := e.tar.Next()
	if err != nil {
		return 0, damaged("it was cut short or changed")
	}
	if head.Name != name || head.Typeflag != tar.TypeReg {
		return 0, damaged(name + " is missing")
	}
	return head.Size, nil
}

func (e *entries) whole(name string) ([]byte, error) {
	size, err := e.next(name)
	if err != nil {
		return nil, err
	}
	if size > largestManifest {
		return nil, damaged(name + " is too large")
	}
	raw, err := io.ReadAll(e.tar)
	if err != nil {
		return nil, damaged("it was cut short or changed")
	}
	return raw, nil
}

// entry gives one entry to use and holds it against what it must be.
func (e *entries) entry(ctx context.Context, name string, want content, use func(io.Reader) error) error {
	size, err := e.next(name)
	if err != nil {
		return err
	}
	if size != want.Size {
		return damaged(name + " has another size")
	}
	r := &summed{ctx: ctx, from: e.tar, hash: sha256.New()}
	if err := use(r); err != nil && r.broken == nil {
		return err
	}
	_, _ = io.Copy(io.Discard, r)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case r.broken != nil:
		return damaged("it was cut short or changed")
	case hex.EncodeToString(r.hash.Sum(nil)) != want.SHA256:
		return damaged(name + " was changed")
	}
	return nil
}

// summed hashes what goes by and remembers whether the archive broke off.
type summed struct {
	ctx    context.Context //nolint:containedctx // reads of one entry
	from   io.Reader
	hash   hash.Hash
	broken error
}

func (s *summed) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.from.Read(p)
	_, _ = s.hash.Write(p[:n])
	if err != nil && !errors.Is(err, io.EOF) {
		s.broken = err
	}
	return n, err
}
