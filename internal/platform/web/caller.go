package web

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

// AccessCookie is the name of the cookie that carries a browser's access token.
const AccessCookie = "__Host-access"

// maxToken bounds, in bytes, what is taken for a token.
const maxToken = 8 << 10

// identify finds out who calls. It refuses nobody: what the operation asks for decides that, after limits have counted.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x, r := exchangeOf(c), c.Request()
		token, bearer := tokenOf(r)
		if x.operation == nil || token == "" {
			return next(c)
		}
		x.token = true
		if len(token) > maxToken {
			x.refusal = fault.Unauthenticated
			return next(c)
		}
		principal, err := s.cfg.Authenticate(r.Context(), token)
		if err != nil || principal == nil {
			x.refusal = err
			return next(c)
		}
		who := *principal
		who.Bearer = bearer
		x.principal = &who
		c.SetRequest(r.WithContext(authz.With(r.Context(), &who)))
		return next(c)
	}
}

// tokenOf returns the access token of a request. An Authorization header stands for an API client and goes before the cookie.
func tokenOf(r *http.Request) (token string, bearer bool) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if strings.EqualFold(scheme, "Bearer") {
			return strings.TrimSpace(token), true
		}
		return "", false
	}
	cookie, err := r.Cookie(AccessCookie)
	if err != nil {
		return "", false
	}
	return cookie.Value, false
}

// refuseForeignSites keeps other sites from making a browser change something here. Whoever sends an Authorization header is no
// browser led astray: a foreign page cannot set one. Everybody else who changes something, signed in or about to be, shows the header
// that foreign pages cannot set either, and if the browser tells where the request comes from, that has to be our own origin.
func (s *Server) refuseForeignSites(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if op := exchangeOf(c).operation; op == nil || op.foreign || safe(r.Method) || r.Header.Get("Authorization") != "" {
			return next(c)
		}
		if r.Header.Get("X-Hub-Request") != "1" {
			return fault.CSRF.With(fault.Field{Path: "X-Hub-Request", Code: "required", Message: "Send the header X-Hub-Request: 1."})
		}
		if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
			return fault.CSRF
		}
		if origin := r.Header.Get("Origin"); origin != "" && !s.ownOrigin(origin) {
			return fault.CSRF
		}
		return next(c)
	}
}

func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// ownOrigin compares with the public address. On a developer's machine localhost and 127.0.0.1 are the same.
func (s *Server) ownOrigin(text string) bool {
	origin, err := url.Parse(text)
	own := s.cfg.PublicURL
	if err != nil || origin.Scheme != own.Scheme || portOf(origin) != portOf(own) {
		return false
	}
	return strings.EqualFold(origin.Hostname(), own.Hostname()) || loopback(origin.Hostname()) && loopback(own.Hostname())
}

func portOf(u *url.URL) string {
	if u.Port() == "" && u.Scheme == "https" {
		return "443"
	}
	if u.Port() == "" {
		return "80"
	}
	return u.Port()
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// requireCaller refuses whoever is not signed in where that is needed, before anything of the request is looked at.
func (s *Server) requireCaller(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x := exchangeOf(c)
		if x.operation == nil || x.principal != nil || x.operation.access == authz.Public || x.operation.access == authz.Trial {
			return next(c)
		}
		if x.refusal == nil {
			return fault.Unauthenticated
		}
		if f := fault.From(x.refusal); f.Kind() == fault.KindUnavailable {
			return f // nobody can say who this is right now
		}
		if f := fault.From(x.refusal); f.Kind() != fault.KindUnauthenticated {
			return fault.Unexpected.Because(x.refusal)
		}
		return x.refusal
	}
}

// checkAccess asks the matrix, before the handler and so before any row of a company is read.
func (s *Server) checkAccess(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x := exchangeOf(c)
		if x.operation == nil {
			return next(c)
		}
		if x.operation.access == authz.Trial && !s.cfg.Mailbox {
			return fault.NotFound
		}
		var company id.CompanyID
		if x.company != "" {
			parsed, err := id.Parse[id.Company](x.company)
			if err != nil {
				return fault.NotFound
			}
			company = parsed
		}
		if err := authz.Check(c.Request().Context(), x.operation.access, company); err != nil {
			return err
		}
		if x.principal != nil {
			still := s.still(c.Request(), x.operation.access, company)
			c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), stillInContext{}, still)))
		}
		return next(c)
	}
}

// still returns what asks once more, with the seats of that moment, whether the caller may do what the request does.
func (s *Server) still(r *http.Request, access authz.Access, company id.CompanyID) func(context.Context) error {
	token, _ := tokenOf(r)
	return func(ctx context.Context) error {
		principal, err := s.cfg.Authenticate(ctx, token)
		if err != nil {
			return err
		}
		return authz.Check(authz.With(ctx, principal), access, company)
	}
}
