package web

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
)

// readyPatience is how long /readyz waits for the parts of the hub to answer.
const readyPatience = 2 * time.Second

// anyPath is the route of everything that no other route has.
const anyPath = "/*"

// ownRoutes are those that no capability serves: health, figures, the contract, its reference page, and the browser application.
func (s *Server) ownRoutes() error {
	reference, err := newReference(s.cfg.Document)
	if err != nil {
		return err
	}
	e := s.echo
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", s.ready)
	e.GET("/metrics", s.serveMetrics)
	e.GET("/api/openapi.json", func(c echo.Context) error { return c.Blob(http.StatusOK, "application/json", s.contract) })
	e.GET("/api/docs", reference.page)
	e.GET("/api/docs/reference.css", reference.file("reference.css", "text/css; charset=utf-8"))
	e.GET("/api/docs/reference.js", reference.file("reference.js", "text/javascript; charset=utf-8"))
	e.RouteNotFound(anyPath, s.serveStatic)
	return nil
}

// ready tells a load balancer whether to send requests here.
func (s *Server) ready(c echo.Context) error {
	if s.stopping.Load() {
		return fault.Unavailable.Sentence("The hub is shutting down.")
	}
	if s.cfg.Ready != nil {
		ctx, cancel := context.WithTimeout(c.Request().Context(), readyPatience)
		defer cancel()
		if err := s.cfg.Ready(ctx); err != nil {
			return fault.Unavailable.Because(err)
		}
	}
	return c.String(http.StatusOK, "ok\n")
}

// serveMetrics leaves it to the handler who may read the figures.
func (s *Server) serveMetrics(c echo.Context) error {
	if s.cfg.MetricsHandler == nil {
		return fault.NotFound
	}
	s.cfg.MetricsHandler.ServeHTTP(c.Response(), c.Request())
	return nil
}
