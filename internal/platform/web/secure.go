package web

import (
	"strings"

	"github.com/labstack/echo/v4"
)

// policy is the content security policy of every answer: own files only, no inline script, no frame around us.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// permissions are the browser's abilities that no page of ours uses. The camera stays: it reads barcodes.
const permissions = "accelerometer=(), autoplay=(), camera=(self), display-capture=(), fullscreen=(self), geolocation=(), gyroscope=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"

// secure sets the headers that make a browser careful.
func (s *Server) secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Permissions-Policy", permissions)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if s.cfg.PublicURL.Scheme == "https" {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if isAPI(c.Request().URL.Path) {
			h.Set("Cache-Control", "private, no-store")
		}
		return next(c)
	}
}

// isAPI tells paths of the contract from those of the browser application.
func isAPI(path string) bool { return path == "/api" || strings.HasPrefix(path, "/api/") }
