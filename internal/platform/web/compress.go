package web

import (
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"

	"manifold/internal/platform/authz"
)

const (
	mediaJSON = "application/json"
	leastPack = 1 << 10 // bytes; below that packing costs more than it saves
	// padding hides how well an answer packed, from somebody who watches the wire and chooses what an answer repeats (BREACH): up to so many bytes more, of a hash
	// of the answer's beginning.
	padding, padded = 64, 4 << 10
)

// packing makes the step that compresses answers.
func packing() (func(http.Handler) http.HandlerFunc, error) {
	return gzhttp.NewWrapper(
		gzhttp.MinSize(leastPack), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.ContentTypes([]string{mediaJSON}), gzhttp.RandomJitter(padding, padded, false),
	)
}

// packs tells whether answers of an operation may be compressed: those that only read JSON in the name of a company. Sign-in and session answers hold secrets, and
// an operation that makes something may show a secret once (201); streams and files go out as they come.
func packs(access authz.Access, spec *openapi3.Operation) bool {
	if access == authz.Public || access == authz.Session || access == authz.Trial || spec.Responses == nil {
		return false
	}
	for status, answer := range spec.Responses.Map() {
		if !strings.HasPrefix(status, "2") {
			continue
		}
		if status != "200" || answer.Value == nil || len(answer.Value.Content) != 1 || answer.Value.Content.Get(mediaJSON) == nil {
			return false
		}
	}
	return spec.Responses.Value("200") != nil
}

// compress packs answers for whoever takes that. A request that another site began gets its answer plain: it chose what is in the request.
func (s *Server) compress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		op, site := exchangeOf(c).operation, c.Request().Header.Get("Sec-Fetch-Site")
		if op == nil || !op.packed || site != "" && site != "same-origin" && site != "none" {
			return next(c)
		}
		var err error
		answer := c.Response()
		plain := answer.Writer
		defer func() { answer.Writer = plain }() // a problem is answered further out
		s.pack(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			answer.Writer = w
			err = next(c)
		})).ServeHTTP(plain, c.Request())
		return err
	}
}
