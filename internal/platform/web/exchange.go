package web

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/telemetry"
)

// exchange is what the server knows about one request, from its first step to its log line.
type exchange struct {
	id        string
	operation *operation // nil for what is not in the contract
	began     time.Time
	ip        string
	proxied   bool // the peer is a trusted proxy

	principal *authz.Principal
	refusal   error  // why a token that was sent is no good
	token     bool   // a token was sent
	company   string // the company that the path names
	body      []byte // of an operation with a JSON body, after it was read
	fault     error  // what was answered, for the log
	stack     []byte // of a panic
}

const exchangeKey = "manifold exchange"

func exchangeOf(c echo.Context) *exchange {
	x, _ := c.Get(exchangeKey).(*exchange)
	if x == nil {
		return &exchange{}
	}
	return x
}

// request is the kind of request ids.
type request struct{}

// Prefix returns "req".
func (request) Prefix() string { return "req" }

// maxAgent bounds, in bytes, what is kept of a User-Agent.
const maxAgent = 300

// begin gives the request its id and its origin. An id from outside is believed only in our own form and from a trusted proxy.
func (s *Server) begin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		x := &exchange{
			began:     time.Now(), //nolint:forbidigo // the duration in the log is real time
			operation: s.operations[r.Method+" "+c.Path()],
			proxied:   s.trusted(peer(r)),
			ip:        c.RealIP(),
		}
		x.id = id.NewRandom[request]().String()
		if given := r.Header.Get(echo.HeaderXRequestID); x.proxied && given != "" {
			if parsed, err := id.Parse[request](given); err == nil {
				x.id = parsed.String()
			}
		}
		c.Set(exchangeKey, x)
		c.Response().Header().Set(echo.HeaderXRequestID, x.id)
		origin := audit.Origin{IP: x.ip, Agent: cut(r.UserAgent(), maxAgent), RequestID: x.id, Country: s.country(r, x.proxied)}
		ctx := telemetry.WithRequestID(audit.WithOrigin(r.Context(), origin), x.id)
		ctx = context.WithValue(ctx, closingInContext{}, (<-chan struct{})(s.closing))
		ctx = context.WithValue(ctx, headerInContext{}, c.Response().Header())
		c.SetRequest(r.WithContext(ctx))
		return next(c)
	}
}

// country is what a trusted proxy says of the visitor; "" for none, and for the codes of those whose country nobody knows.
func (s *Server) country(r *http.Request, proxied bool) string {
	if s.cfg.CountryHeader == "" || !proxied {
		return ""
	}
	code := strings.ToUpper(r.Header.Get(s.cfg.CountryHeader))
	letter := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	if len(code) != 2 || !letter(code[0]) || !letter(code[1]) || code == "XX" || code == "ZZ" {
		return ""
	}
	return code
}

// cut shortens text to at most n bytes of valid UTF-8.
func cut(text string, n int) string { return strings.ToValidUTF8(text[:min(len(text), n)], "") }

// peer is the address at the other end of the connection; invalid when there is none.
func peer(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

func (s *Server) trusted(a netip.Addr) bool {
	return a.IsValid() && slices.ContainsFunc(s.cfg.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// clientIP is the nearest address that is no trusted proxy. X-Forwarded-For is read from its end, which our own proxies wrote; what
// a client put in front of that is never reached.
func (s *Server) clientIP(r *http.Request) string {
	at := peer(r)
	if !at.IsValid() {
		return ""
	}
	hops := strings.Split(strings.Join(r.Header.Values(echo.HeaderXForwardedFor), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.trusted(at); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		at = hop.Unmap().WithZone("")
	}
	return at.String()
}
