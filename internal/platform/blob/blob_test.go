package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

func newKey() Key {
	return Key{Company: id.NewRandom[id.Company](), Blob: id.NewRandom[id.Blob]()}
}

// store is what the conformance test is given: a store and two looks behind it.
type store struct {
	Store
	count  func(t *testing.T) int          // files or objects kept, unfinished ones included
	damage func(t *testing.T, path string) // alters one byte
	full   func()                          // makes the disk full
}

func diskStore(t *testing.T) store {
	root := filepath.Join(t.TempDir(), "blobs")
	opened, err := New(t.Context(), "file://"+root, "")
	if err != nil {
		t.Fatal(err)
	}
	disk, ok := opened.(*Disk)
	if !ok {
		t.Fatalf("got a %T", opened)
	}
	return store{
		Store: disk,
		count: func(t *testing.T) int { return countFiles(t, root) / 2 }, // content and Info
		damage: func(t *testing.T, path string) {
			path = filepath.Join(root, path)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			raw[0] ^= 1
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
		},
		full: func() { disk.temp = fullDisk },
	}
}

func countFiles(t *testing.T, root string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(root, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// fullDisk gives files that take one write and then say what a full disk says.
func fullDisk(dir string) (partial, error) {
	file, err := newTemp(dir)
	return &fullFile{partial: file}, err
}

type fullFile struct {
	partial
	writes int
}

func (f *fullFile) Write(p []byte) (int, error) {
	if f.writes++; f.writes > 1 {
		return 0, &fs.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.partial.Write(p)
}

func bucketStore(t *testing.T) store {
	backend := s3mem.New()
	if err := backend.CreateBucket("hub"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	spoolDir := filepath.Join(t.TempDir(), "spool")
	host := strings.TrimPrefix(server.URL, "http://")
	opened, err := New(t.Context(), "s3://key:secret@"+host+"/hub?region=eu-1&tls=false", spoolDir)
	if err != nil {
		t.Fatal(err)
	}
	bucket, ok := opened.(*S3)
	if !ok {
		t.Fatalf("got a %T", opened)
	}
	return store{
		Store: bucket,
		count: func(t *testing.T) int {
			list, err := backend.ListBucket("hub", &gofakes3.Prefix{}, gofakes3.ListBucketPage{})
			if err != nil {
				t.Fatal(err)
			}
			return len(list.Contents) + countFiles(t, spoolDir)
		},
		damage: func(t *testing.T, path string) {
			object, err := backend.GetObject("hub", path, nil)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := io.ReadAll(object.Contents)
			if err != nil {
				t.Fatal(err)
			}
			raw[0] ^= 1
			if _, err := backend.PutObject("hub", path, object.Metadata, bytes.NewReader(raw), int64(len(raw)), nil); err != nil {
				t.Fatal(err)
			}
		},
		full: func() { bucket.temp = fullDisk },
	}
}

func TestStores(t *testing.T) {
	for name, open := range map[string]func(*testing.T) store{"disk": diskStore, "s3": bucketStore} {
		t.Run(name, func(t *testing.T) { conformance(t, open) })
	}
}

// conformance is what every Store must do.
func conformance(t *testing.T, open func(*testing.T) store) {
	read := func(t *testing.T, s store, key Key) (string, Info) {
		t.Helper()
		r, info, err := s.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw), info
	}
	put := func(t *testing.T, s store, key Key, content, contentType string) Info {
		t.Helper()
		info, err := s.Put(t.Context(), key, strings.NewReader(content), int64(len(content)), contentType)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}

	t.Run("gives back what it was given", func(t *testing.T) {
		s := open(t)
		for _, content := range []string{"", "价目表", strings.Repeat("0123456789abcdef", 1<<16)} {
			key := newKey()
			info := put(t, s, key, content, "text/csv; charset=utf-8")
			sum := sha256.Sum256([]byte(content))
			want := Info{Size: int64(len(content)), ContentType: "text/csv; charset=utf-8", SHA256: hex.EncodeToString(sum[:])}
			if info != want {
				t.Errorf("Put gave %+v, want %+v", info, want)
			}
			got, info := read(t, s, key)
			if got != content || info != want {
				t.Errorf("Open gave %d bytes and %+v, want %d and %+v", len(got), info, len(content), want)
			}
		}
	})
	t.Run("streams", func(t *testing.T) {
		s, key := open(t), newKey()
		const size = 24 << 20
		random := io.LimitReader(rand.NewChaCha8([32]byte{1}), size)
		info, err := s.Put(t.Context(), key, random, size, "application/pdf")
		if err != nil || info.Size != size {
			t.Fatalf("%+v, %v", info, err)
		}
		r, _, err := s.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		if n, err := io.Copy(io.Discard, r); err != nil || n != size {
			t.Errorf("read %d bytes, %v", n, err)
		}
	})
	t.Run("refuses one byte too many", func(t *testing.T) {
		s := open(t)
		_, err := s.Put(t.Context(), newKey(), strings.NewReader("12345"), 4, "")
		if !errors.Is(err, fault.TooLarge) {
			t.Errorf("got %v", err)
		}
		if n := s.count(t); n != 0 {
			t.Errorf("%d things were kept", n)
		}
	})
	t.Run("keeps nothing of a broken upload", func(t *testing.T) {
		s, broken := open(t), errors.New("connection reset")
		_, err := s.Put(t.Context(), newKey(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), 100, "")
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err = s.Put(ctx, newKey(), io.MultiReader(strings.NewReader("half"), readerFunc(func([]byte) (int, error) { cancel(); return 0, nil }), strings.NewReader("rest")), 100, "")
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if n := s.count(t); n != 0 {
			t.Errorf("%d things were kept", n)
		}
	})
	t.Run("says when the disk is full", func(t *testing.T) {
		s := open(t)
		s.full()
		content := io.LimitReader(rand.NewChaCha8([32]byte{1}), 1<<20)
		if _, err := s.Put(t.Context(), newKey(), content, 1<<20, ""); !errors.Is(err, Full) {
			t.Errorf("got %v", err)
		}
		if n := s.count(t); n != 0 {
			t.Errorf("%d things were kept", n)
		}
	})
	t.Run("writes once", func(t *testing.T) {
		s, key := open(t), newKey()
		put(t, s, key, "first", "")
		if _, err := s.Put(t.Context(), key, strings.NewReader("second"), 10, ""); !errors.Is(err, Exists) {
			t.Errorf("got %v", err)
		}
		if got, _ := read(t, s, key); got != "first" {
			t.Errorf("now it is %q", got)
		}
	})
	t.Run("missing, deleted and foreign", func(t *testing.T) {
		s, key := open(t), newKey()
		put(t, s, key, "mine", "")
		foreign := Key{Company: id.NewRandom[id.Company](), Blob: key.Blob}
		for name, missing := range map[string]Key{"unknown": newKey(), "of another company": foreign} {
			if _, _, err := s.Open(t.Context(), missing); !errors.Is(err, fault.NotFound) {
				t.Errorf("%s: got %v", name, err)
			}
			if err := s.Delete(t.Context(), missing); err != nil {
				t.Errorf("delete %s: %v", name, err)
			}
		}
		if got, _ := read(t, s, key); got != "mine" {
			t.Errorf("got %q", got)
		}
		if err := s.Delete(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Open(t.Context(), key); !errors.Is(err, fault.NotFound) {
			t.Errorf("after Delete: %v", err)
		}
		if n := s.count(t); n != 0 {
			t.Errorf("%d things are left", n)
		}
	})
	t.Run("notices damage", func(t *testing.T) {
		s, key := open(t), newKey()
		put(t, s, key, "one price list", "")
		path, err := key.path()
		if err != nil {
			t.Fatal(err)
		}
		s.damage(t, path)
		r, _, err := s.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		if _, err := io.ReadAll(r); !errors.Is(err, Damaged) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a wrong content type is none", func(t *testing.T) {
		s, key := open(t), newKey()
		put(t, s, key, "x", "text/html\r\nX-Evil: 1")
		if _, info := read(t, s, key); info.ContentType != "application/octet-stream" {
			t.Errorf("got %q", info.ContentType)
		}
	})
	t.Run("a key without ids", func(t *testing.T) {
		s := open(t)
		for _, key := range []Key{{}, {Company: newKey().Company}, {Blob: newKey().Blob}} {
			_, errPut := s.Put(t.Context(), key, strings.NewReader("x"), 1, "")
			_, _, errOpen := s.Open(t.Context(), key)
			if errPut == nil || errOpen == nil || s.Delete(t.Context(), key) == nil {
				t.Errorf("%+v was taken", key)
			}
		}
	})
	t.Run("many at once", func(t *testing.T) {
		s, company := open(t), id.NewRandom[id.Company]()
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				key := Key{Company: company, Blob: id.NewRandom[id.Blob]()}
				if _, err := s.Put(context.Background(), key, strings.NewReader(key.Blob.String()), 100, ""); err != nil {
					t.Error(err)
					return
				}
				if got, _ := read(t, s, key); got != key.Blob.String() {
					t.Errorf("got %q", got)
				}
			})
		}
		all.Wait()
		if n := s.count(t); n != 20 {
			t.Errorf("%d kept", n)
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestPathIsOwnerFirst(t *testing.T) {
	key := newKey()
	got, err := key.path()
	if err != nil || got != key.Company.String()+"/"+key.Blob.String() || !filepath.IsLocal(got) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(s3mem.New()).Server())
	t.Cleanup(server.Close)
	host := strings.TrimPrefix(server.URL, "http://")
	for rawURL, says := range map[string]string{
		"ftp://x":                                      `"ftp"`,
		"file://" + file:                               "cannot be used",
		"s3://key:hunter2@host/b?acl=x":                `"acl"`,
		"s3://key:hunter2@host/b?tls=perhaps":          "true or false",
		"s3://key@host/b":                              "s3://key:secret@host/bucket",
		"s3://key:hunter2@host/b/prefix":               "s3://key:secret@host/bucket",
		"s3://key:hunter2@" + host + "/none?tls=false": "no bucket none",
	} {
		_, err := New(t.Context(), rawURL, t.TempDir())
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v, want %q", rawURL, err, says)
		}
	}
}

func TestBucketOutOfReach(t *testing.T) {
	s := bucketStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Open(ctx, newKey()); !errors.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}
