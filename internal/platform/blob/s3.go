package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"manifold/internal/kernel/fault"
)

// S3 is a store in a bucket. Uploads are spooled to a local file first: that
// finds out size and sum, and what is refused never reaches the bucket.
type S3 struct {
	client *minio.Client
	bucket string
	dir    string
	temp   tempFile
}

// sumHeader is the user metadata that keeps the content's sum.
const sumHeader = "Sha256"

func newS3(ctx context.Context, u *url.URL, dir string) (*S3, error) {
	for name := range u.Query() {
		if name != "region" && name != "tls" {
			return nil, fmt.Errorf("HUB_BLOB_URL has an unknown parameter %q; expected region and tls", name)
		}
	}
	secure := true
	if text := u.Query().Get("tls"); text != "" {
		var err error
		if secure, err = strconv.ParseBool(text); err != nil {
			return nil, errors.New("HUB_BLOB_URL: tls is true or false")
		}
	}
	bucket := strings.Trim(u.Path, "/")
	secret, hasSecret := u.User.Password()
	if bucket == "" || strings.Contains(bucket, "/") || !hasSecret {
		return nil, errors.New("HUB_BLOB_URL for a bucket reads s3://key:secret@host/bucket")
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(u.User.Username(), secret, ""),
		Secure: secure,
		Region: u.Query().Get("region"),
	})
	if err != nil {
		return nil, fmt.Errorf("the bucket for files cannot be used: %w", err)
	}
	s := &S3{client: client, bucket: bucket, dir: dir, temp: newTemp}
	return s, s.check(ctx)
}

// check finds a wrong address, key or bucket at the start and not at the first upload.
func (s *S3) check(ctx context.Context) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("the directory for unfinished uploads %s cannot be used: %w", s.dir, err)
	}
	found, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil {
		return fmt.Errorf("the bucket %s at %s cannot be reached: %w", s.bucket, s.client.EndpointURL().Host, err)
	}
	if !found {
		return fmt.Errorf("there is no bucket %s at %s", s.bucket, s.client.EndpointURL().Host)
	}
	return nil
}

// Put implements Store.
func (s *S3) Put(ctx context.Context, key Key, r io.Reader, limit int64, contentType string) (Info, error) {
	name, err := key.path()
	if err != nil {
		return Info{}, err
	}
	if _, err := s.stat(ctx, name); !errors.Is(err, fault.NotFound) {
		if err == nil {
			err = Exists
		}
		return Info{}, err
	}
	content, info, err := spool(ctx, s.temp, s.dir, r, limit)
	if err != nil {
		return Info{}, err
	}
	defer discard(content)
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return Info{}, storageFault(err)
	}
	info.ContentType = mediaType(contentType)
	if err := s.upload(ctx, name, content, info); err != nil {
		return Info{}, s3Fault(err)
	}
	return info, nil
}

// upload is one request, so that a broken one leaves no parts behind (S3 takes
// up to 5 GiB so), and signs the sum, so that the service checks it.
func (s *S3) upload(ctx context.Context, name string, content io.Reader, info Info) error {
	core := minio.Core{Client: s.client}
	_, err := core.PutObject(ctx, s.bucket, name, content, info.Size, "", info.SHA256, minio.PutObjectOptions{
		ContentType:          info.ContentType,
		UserMetadata:         map[string]string{sumHeader: info.SHA256},
		DisableContentSha256: true, // the client's own summing in chunks
	})
	return err
}

func (s *S3) stat(ctx context.Context, name string) (Info, error) {
	object, err := s.client.StatObject(ctx, s.bucket, name, minio.StatObjectOptions{})
	if err != nil {
		return Info{}, s3Fault(err)
	}
	return infoOf(object), nil
}

func infoOf(object minio.ObjectInfo) Info {
	return Info{Size: object.Size, ContentType: object.ContentType, SHA256: object.UserMetadata[sumHeader]}
}

// Open implements Store.
func (s *S3) Open(ctx context.Context, key Key) (io.ReadCloser, Info, error) {
	name, err := key.path()
	if err != nil {
		return nil, Info{}, err
	}
	object, err := s.client.GetObject(ctx, s.bucket, name, minio.GetObjectOptions{})
	if err != nil {
		return nil, Info{}, s3Fault(err)
	}
	found, err := object.Stat()
	if err != nil {
		_ = object.Close()
		return nil, Info{}, s3Fault(err)
	}
	info := infoOf(found)
	return verify(object, info), info, nil
}

// Delete implements Store.
func (s *S3) Delete(ctx context.Context, key Key) error {
	name, err := key.path()
	if err != nil {
		return err
	}
	if err := s.client.RemoveObject(ctx, s.bucket, name, minio.RemoveObjectOptions{}); err != nil {
		if err = s3Fault(err); !errors.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// s3Fault turns what the service says into a fault.
func s3Fault(err error) error {
	answer := minio.ToErrorResponse(err)
	full := []string{"XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded"}
	switch {
	case answer.Code == "NoSuchKey" || answer.StatusCode == http.StatusNotFound && answer.Code != "NoSuchBucket":
		return fault.NotFound
	case answer.StatusCode == http.StatusInsufficientStorage || slices.Contains(full, answer.Code):
		return Full.Because(err)
	}
	return fault.Unavailable.Because(err)
}
