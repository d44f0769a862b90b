package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
)

// static holds the browser application in memory, ready to be sent. A path is looked up in a map, so none leads out of it.
type static struct {
	files map[string]*staticFile // by path with a leading slash
	index *staticFile            // nil when the browser side has not been built
}

type staticFile struct {
	name     string
	kind     string
	plain    []byte
	packed   map[string][]byte // by content coding: br, gzip
	hashed   bool              // the name holds a hash of the content, so it never changes
	plainTag string
}

// kinds are the content types of what a browser application consists of; the machine's own table may lack some.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png",
	".jpg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon", ".woff2": "font/woff2", ".wasm": "application/wasm",
	".txt": "text/plain; charset=utf-8", ".map": "application/json",
}

// codings are the packed copies beside a file, best first.
var codings = []struct{ suffix, name string }{{".br", "br"}, {".gz", "gzip"}}

// hashedName is how the build names files after their content.
var hashedName = regexp.MustCompile(`^/assets/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$`)

func readStatic(from fs.FS) (*static, error) {
	s := &static{files: map[string]*staticFile{}}
	if from == nil {
		return s, nil
	}
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || hidden(name) || packedCopy(from, name) {
			return err
		}
		file, err := readStaticFile(from, name)
		if err != nil {
			return err
		}
		s.files["/"+name] = file
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web: the browser application cannot be read: %w", err)
	}
	s.index = s.files["/index.html"]
	return s, nil
}

// hidden tells files of the build itself, such as its manifest.
func hidden(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") && part != "." })
}

// packedCopy tells the copies, which are sent under the name of the file that they are a copy of.
func packedCopy(from fs.FS, name string) bool {
	for _, coding := range codings {
		if plain, is := strings.CutSuffix(name, coding.suffix); is {
			_, err := fs.Stat(from, plain)
			return err == nil
		}
	}
	return false
}

func readStaticFile(from fs.FS, name string) (*staticFile, error) {
	plain, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(plain)
	file := &staticFile{
		name: name, plain: plain, packed: map[string][]byte{}, hashed: hashedName.MatchString("/" + name),
		kind: kinds[path.Ext(name)], plainTag: base64.RawURLEncoding.EncodeToString(sum[:12]),
	}
	if file.kind == "" {
		file.kind = "application/octet-stream"
	}
	for _, coding := range codings {
		if packed, err := fs.ReadFile(from, name+coding.suffix); err == nil {
			file.packed[coding.name] = packed
		}
	}
	return file, nil
}

// serveStatic answers every path that no route has: a file of the browser application; its first page for a path that only the
// application knows, so that links lead into it; else nothing.
func (s *Server) serveStatic(c echo.Context) error {
	r := c.Request()
	at := r.URL.Path
	if others := s.otherMethods(c); len(others) > 0 {
		c.Response().Header().Set("Allow", strings.Join(others, ", "))
		return fault.MethodNotAllowed
	}
	if isAPI(at) {
		return fault.NotFound
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return fault.MethodNotAllowed
	}
	if at == "/" {
		at = "/index.html"
	}
	if file := s.static.files[at]; file != nil {
		return file.serve(c)
	}
	if strings.HasPrefix(at, "/assets/") || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		return fault.NotFound
	}
	if s.static.index == nil {
		return c.HTMLBlob(http.StatusServiceUnavailable, []byte(notBuilt))
	}
	return s.static.index.serve(c)
}

// otherMethods returns the methods that a path does have; the catch-all route hides them from echo.
func (s *Server) otherMethods(c echo.Context) []string {
	other := s.echo.AcquireContext()
	defer s.echo.ReleaseContext(other)
	var found []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other.Reset(c.Request(), c.Response())
		s.echo.Router().Find(method, echo.GetPath(c.Request()), other)
		if other.Path() != "" && other.Path() != anyPath {
			found = append(found, method)
		}
	}
	return found
}

// notBuilt is shown in place of the application by a hub that was built without its browser side.
const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Manifold 万汇</title>
<h1>The browser side has not been built</h1><p>Run <code>make build</code> (or <code>make run</code>) and start the hub again. The interface under <a href="/api/docs">/api/docs</a> works without it.</p>
<h1 lang="zh-CN">浏览器界面尚未构建</h1><p lang="zh-CN">请运行 <code>make build</code>（或 <code>make run</code>），然后重新启动。接口文档 <a href="/api/docs">/api/docs</a> 不受影响。</p></html>
`

func (f *staticFile) serve(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "no-cache")
	if f.hashed {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	content, tag := f.plain, f.plainTag
	if len(f.packed) > 0 {
		h.Set("Vary", "Accept-Encoding")
		if coding := bestCoding(c.Request().Header.Get("Accept-Encoding"), f.packed); coding != "" {
			h.Set("Content-Encoding", coding)
			content, tag = f.packed[coding], tag+"-"+coding
		}
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(c.Response(), c.Request(), f.name, time.Time{}, bytes.NewReader(content))
	return nil
}

// bestCoding picks the best packed copy that the client takes; "" for the plain file.
func bestCoding(accepted string, packed map[string][]byte) string {
	takes := map[string]bool{}
	for _, part := range strings.Split(accepted, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		zero := strings.Trim(strings.TrimPrefix(strings.TrimSpace(weight), "q="), "0.") == "" && weight != ""
		takes[strings.ToLower(strings.TrimSpace(name))] = !zero
	}
	for _, coding := range codings {
		if packed[coding.name] != nil && takes[coding.name] {
			return coding.name
		}
	}
	return ""
}
