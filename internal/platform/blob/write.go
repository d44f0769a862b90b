package blob

import (
	"context"
	"io"
)

// Write puts under a key what a function writes, as it is written; limit and contentType are those of Put. An error of the function
// is answered, and nothing is kept.
func Write(ctx context.Context, s Store, key Key, limit int64, contentType string, write func(io.Writer) error) error {
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(write(writer)) }()
	_, err := s.Put(ctx, key, reader, limit, contentType)
	_ = reader.CloseWithError(err) // ends the writer if the store gave up first
	return err
}
