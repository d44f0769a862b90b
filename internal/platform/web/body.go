package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
)

// slowest is the rate in bytes per second at which an upload is still waited for.
const slowest = 32 << 10

// limitBody refuses a body that is too large: at once if the client says its size, else while it is read.
func (s *Server) limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, most := c.Request(), s.cfg.MaxBody
		if op := exchangeOf(c).operation; op != nil && op.upload > 0 {
			most = op.upload
			// Without a deadline of its own a large upload would have to be as quick as a small request.
			patience := readTimeout + time.Duration(most/slowest)*time.Second
			_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(patience)) //nolint:forbidigo // a network time-out is real time
		}
		if r.ContentLength > most {
			c.Response().Header().Set("Connection", "close") // the rest of the body is not worth reading
			return tooLarge(most)
		}
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = &limitedBody{from: r.Body, left: most, most: most, header: c.Response().Header()}
		}
		return next(c)
	}
}

func tooLarge(most int64) *fault.Fault {
	return fault.TooLarge.Sentence(fmt.Sprintf("The request is too large: at most %d bytes are taken here.", most))
}

// limitedBody reads at most a number of bytes and then answers with the fault.
type limitedBody struct {
	from       io.ReadCloser
	left, most int64
	header     http.Header
}

// Read reads on; past the limit it is fault.TooLarge, and when the client breaks off or is too slow fault.Malformed.
func (b *limitedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1] // one more tells that there is more
	}
	n, err := b.from.Read(p)
	if int64(n) > b.left {
		b.header.Set("Connection", "close")
		n, b.left = int(b.left), 0
		return n, tooLarge(b.most)
	}
	b.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, fault.Malformed.Sentence("The request body broke off.").Because(err)
	}
	return n, err
}

// Close closes what it reads from.
func (b *limitedBody) Close() error { return b.from.Close() }
