package telemetry

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"strings"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// MetricsHandler serves the registry to whoever may read it: with a token, those
// who bear it; without, this machine and the trusted networks, when they speak
// for themselves and not for somebody they forward. Others find nothing there.
func (t *Telemetry) MetricsHandler(token string, trusted []netip.Prefix) http.Handler {
	page := promhttp.HandlerFor(t.Metrics, promhttp.HandlerOpts{Registry: t.Metrics, MaxRequestsInFlight: 4})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		allowed := token == "" && isNear(r, trusted) || token != "" && bears(r, token)
		if !allowed {
			http.NotFound(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
}

// isNear looks at the peer itself. A forwarding header says that the peer only
// passes on what somebody else asked.
func isNear(r *http.Request, trusted []netip.Prefix) bool {
	if r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" || r.Header.Get("X-Real-Ip") != "" {
		return false
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	address := peer.Addr().Unmap()
	for _, network := range trusted {
		if network.Contains(address) {
			return true
		}
	}
	return address.IsLoopback()
}

// bears compares sums, so that neither time nor length tells about the token.
func bears(r *http.Request, token string) bool {
	given, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	want, got := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(given))
	return found && subtle.ConstantTimeCompare(want[:], got[:]) == 1
}
