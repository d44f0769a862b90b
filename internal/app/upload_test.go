package app_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const hundredMB = 100 << 20

// pour sends a request whose body is endless, and stops when the hub does not take more. It returns the answer and how much the hub
// let in.
func pour(t *testing.T, s stage, method, path, contentType, head string, declared bool) (status int, code string, sent int64) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	size := "Transfer-Encoding: chunked"
	if declared {
		size = fmt.Sprintf("Content-Length: %d", hundredMB)
	}
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n", method, path, s.owner.Token, contentType, size)
	var out atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		chunk := bytes.Repeat([]byte{' '}, 64<<10)
		for piece := []byte(head); out.Load() < hundredMB; piece = chunk {
			if !declared {
				if _, err := fmt.Fprintf(conn, "%x\r\n", len(piece)); err != nil {
					return
				}
			}
			n, err := conn.Write(piece)
			out.Add(int64(n))
			if err != nil {
				return
			}
			if !declared {
				if _, err := conn.Write([]byte("\r\n")); err != nil {
					return
				}
			}
		}
	}()
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("no answer after %d bytes: %v", out.Load(), err)
	}
	var body bytes.Buffer
	_, _ = body.ReadFrom(answer.Body) // the connection may break behind the answer
	_ = conn.Close()
	<-done
	for _, each := range []string{"hub.too_large", "identity.logo_format"} {
		if strings.Contains(body.String(), `"`+each+`"`) {
			code = each
		}
	}
	return answer.StatusCode, code, out.Load()
}

// TestHugeBodies sends 100 MB where they do not belong: the hub says so after at most its limit, and holds no more than that.
func TestHugeBodies(t *testing.T) {
	s := newStage(t)
	pixels := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00\x1f\xf3\xffa"), binary.BigEndian.AppendUint32(nil, hundredMB)...)
	head := string(pixels) + "IDAT"
	for _, row := range []struct {
		name, method, path, kind, head string
		declared                       bool
		most                           int64 // of bytes that the hub lets in, its network buffers included
	}{
		{"JSON, size said", http.MethodPatch, s.owner.Path(""), "application/json", `{"name":"`, true, 16 << 20},
		{"JSON, size not said", http.MethodPatch, s.owner.Path(""), "application/json", `{"name":"`, false, 16 << 20},
		{"JSON of spaces", http.MethodPatch, s.owner.Path(""), "application/json", ` `, false, 16 << 20},
		{"a picture, size said", http.MethodPut, s.owner.Path("/logo"), "image/png", head, true, 16 << 20},
		{"a picture, size not said", http.MethodPut, s.owner.Path("/logo"), "image/png", head, false, 18 << 20},
	} {
		t.Run(row.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			status, code, sent := pour(t, s, row.method, row.path, row.kind, row.head, row.declared)
			runtime.ReadMemStats(&after)
			if status != http.StatusRequestEntityTooLarge || code != "hub.too_large" {
				t.Errorf("answered %d %q", status, code)
			}
			if sent > row.most {
				t.Errorf("%d MB were let in", sent>>20)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 24<<20 {
				t.Errorf("%d MB of memory", took>>20)
			}
		})
	}
	var company struct{ Logo string }
	s.owner.Do(t, http.MethodGet, s.owner.Path(""), nil).Into(t, &company)
	if company.Logo != "" {
		t.Errorf("a logo %s", company.Logo)
	}
	if n := len(s.Log.Lines(`"status":413`)); n != 5 {
		t.Errorf("%d lines in the log", n)
	}
}
