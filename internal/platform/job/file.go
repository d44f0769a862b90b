package job

import (
	"context"
	"io"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/blob"
)

// mostFile bounds a file that work makes, in bytes.
const mostFile = 1 << 30

// File is the result of work that makes a file: what write writes is kept as the company's, under a content type. An error of write is
// answered, and nothing is kept.
func (w *Work) File(ctx context.Context, blobs blob.Store, contentType string, write func(io.Writer) error) (Result, error) {
	key := blob.Key{Company: w.Company, Blob: id.NewRandom[id.Blob]()}
	if err := blob.Write(ctx, blobs, key, mostFile, contentType, write); err != nil {
		return Result{}, err
	}
	return Result{Blob: key.Blob, Type: contentType}, nil
}
