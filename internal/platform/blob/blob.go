package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"path"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

var (
	// Full says that the disk or bucket has no room left.
	Full = fault.Define(fault.KindUnavailable, "blob.full", "There is no space left for files. Nothing was saved; the operator of the hub has to make room.")
	// Exists says that the key was written before; blobs never change.
	Exists = fault.Define(fault.KindConflict, "blob.exists", "This file was already saved.")
	// Damaged says that the content is not what was written.
	Damaged = fault.Define(fault.KindInternal, "blob.damaged", "This file is damaged in storage.")
)

// Key names a blob of a company.
type Key struct {
	Company id.CompanyID
	Blob    id.BlobID // random: id.NewRandom
}

// path is where the blob lies, relative to the store: company first. Ids write
// themselves in [a-z0-9_] only, whatever they were parsed from.
func (k Key) path() (string, error) {
	if k.Company.IsZero() || k.Blob.IsZero() {
		return "", errors.New("blob: key without company or blob")
	}
	return path.Join(k.Company.String(), k.Blob.String()), nil
}

// Info describes a stored blob.
type Info struct {
	Size        int64  // bytes
	ContentType string // as given to Put; "application/octet-stream" if that was none
	SHA256      string // of the content, 64 hex digits
}

// Store keeps blobs. All methods may be used concurrently. Trouble with the
// storage itself is fault.Unavailable.
type Store interface {
	// Put reads r to its end and keeps it. More than limit bytes are
	// fault.TooLarge, a full disk is [Full], a key used before is [Exists]; in
	// each case, and when r or ctx fails, nothing is kept.
	Put(ctx context.Context, key Key, r io.Reader, limit int64, contentType string) (Info, error)
	// Open gives the content, to be closed, or fault.NotFound. The reader's last
	// Read is [Damaged] instead of io.EOF if the content was altered.
	Open(ctx context.Context, key Key) (io.ReadCloser, Info, error)
	// Delete removes the blob; one that is not there is no error.
	Delete(ctx context.Context, key Key) error
}

// New opens the store that HUB_BLOB_URL names: file:///directory or
// s3://key:secret@host/bucket?region=…&tls=…. spool is a directory for
// unfinished uploads to a bucket. Errors are one sentence without the secret.
func New(ctx context.Context, rawURL, spool string) (Store, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, errors.New("HUB_BLOB_URL is not a URL")
	}
	switch u.Scheme {
	case "file":
		return NewDisk(u.Path)
	case "s3":
		return newS3(ctx, u, spool)
	}
	return nil, fmt.Errorf("HUB_BLOB_URL begins with %q; expected file or s3", u.Scheme)
}

// mediaType is a content type fit for a header.
func mediaType(contentType string) string {
	kind, parameters, err := mime.ParseMediaType(contentType)
	formatted := mime.FormatMediaType(kind, parameters)
	if err != nil || formatted == "" {
		return "application/octet-stream"
	}
	return formatted
}
