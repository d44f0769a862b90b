package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// The country of a visitor is what a trusted proxy says in the configured header, and nothing else.
func TestCountry(t *testing.T) {
	t.Parallel()
	rows := []struct {
		header, value string
		proxied       bool
		want          string
	}{
		{"X-Country", "GB", true, "GB"}, {"X-Country", "fr", true, "FR"}, {"X-Country", "GB", false, ""}, {"", "GB", true, ""}, {"X-Other", "GB", true, ""},
		{"X-Country", "XX", true, ""}, {"X-Country", "T1", true, ""}, {"X-Country", "", true, ""}, {"X-Country", "GBR", true, ""}, {"X-Country", "Ä", true, ""},
	}
	for _, row := range rows {
		s := &Server{cfg: Config{CountryHeader: row.header}}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("X-Country", row.value)
		if got := s.country(r, row.proxied); got != row.want {
			t.Errorf("%+v: %q", row, got)
		}
	}
}

// What a capability counts is announced beside the server's own limit.
func TestAnnounce(t *testing.T) {
	t.Parallel()
	header := http.Header{"Ratelimit": {`"person";r=9;t=1`}}
	Announce(context.WithValue(t.Context(), headerInContext{}, header), "relationship", 600, -3, time.Minute, 1500*time.Millisecond)
	if got := strings.Join(header.Values("RateLimit"), ", "); got != `"person";r=9;t=1, "relationship";r=0;t=2` {
		t.Error(got)
	}
	if got := header.Get("RateLimit-Policy"); got != `"relationship";q=600;w=60` {
		t.Error(got)
	}
	Announce(t.Context(), "relationship", 1, 1, time.Minute, time.Minute) // outside of a request nobody hears it
}
