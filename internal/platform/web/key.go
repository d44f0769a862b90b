package web

import (
	"crypto/sha256"

	"github.com/labstack/echo/v4"

	"manifold/tenants"
)

// takeKey passes the Idempotency-Key of an operation that knows it on to tenants.Once. The fingerprint tells a repetition from
// another request under the same key.
func (s *Server) takeKey(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x, r := exchangeOf(c), c.Request()
		value := r.Header.Get(idempotencyHeader)
		if x.operation == nil || value == "" || !x.operation.takesKey() {
			return next(c)
		}
		key := tenants.Key{Value: value, Operation: x.operation.id, Fingerprint: fingerprint(r.Method, r.URL.RequestURI(), x.body)}
		c.SetRequest(r.WithContext(tenants.WithKey(r.Context(), key)))
		return next(c)
	}
}

func fingerprint(method, path string, body []byte) [32]byte {
	text := append([]byte(method+"\x00"+path+"\x00"), body...)
	return sha256.Sum256(text)
}
