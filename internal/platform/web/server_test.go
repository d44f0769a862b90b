package web

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"manifold/api"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

func TestAccess(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	without := newSite(t, func(c *Config) { c.Mailbox = false })
	things := "/api/companies/" + ours.String() + "/things"
	bearer := func(token string) map[string]string { return map[string]string{"Authorization": "Bearer " + token} }
	rows := []struct {
		name   string
		on     *site
		ask    ask
		status int
		code   string
	}{
		{"public", s, ask{path: "/api/open"}, 200, ""},
		{"public with a bad token", s, ask{path: "/api/open", token: "bad"}, 200, ""},
		{"public while nobody can be known", s, ask{path: "/api/open", token: "down"}, 200, ""},
		{"session without token", s, ask{path: "/api/me"}, 401, "hub.unauthenticated"},
		{"session with a bad token", s, ask{path: "/api/me", token: "bad"}, 401, "hub.unauthenticated"},
		{"session with a token that is no token", s, ask{path: "/api/me", token: strings.Repeat("x", 9000)}, 401, "hub.unauthenticated"},
		{"session while nobody can be known", s, ask{path: "/api/me", token: "down"}, 503, "hub.unavailable"},
		{"session by cookie", s, ask{path: "/api/me", token: "good"}, 200, ""},
		{"session by bearer", s, ask{path: "/api/me", header: bearer("good")}, 200, ""},
		{"a bad bearer is not saved by a good cookie", s, ask{path: "/api/me", token: "good", header: bearer("bad")}, 401, "hub.unauthenticated"},
		{"another scheme is no token", s, ask{path: "/api/me", token: "good", header: map[string]string{"Authorization": "Basic Zzpn"}}, 401, "hub.unauthenticated"},
		{"permission", s, ask{path: things, token: "good"}, 200, ""},
		{"permission that the seat lacks", s, ask{path: things, token: "poor"}, 403, "hub.forbidden"},
		{"permission in somebody else's company", s, ask{path: "/api/companies/" + theirs.String() + "/things", token: "good"}, 404, "hub.not_found"},
		{"401 before the input is looked at", s, ask{path: things + "?unknown=1"}, 401, "hub.unauthenticated"},
		{"trial", s, ask{path: "/api/mailbox"}, 200, ""},
		{"trial, not there", without, ask{path: "/api/mailbox"}, 404, "hub.not_found"},
	}
	for _, row := range rows {
		calls := row.on.fake.calls
		got := row.on.do(row.ask)
		if got.StatusCode != row.status || got.problem.Code != row.code {
			t.Errorf("%s: %d %s, want %d %s", row.name, got.StatusCode, got.problem.Code, row.status, row.code)
		}
		if ran := row.on.fake.calls > calls; ran != (row.status == 200) {
			t.Errorf("%s: handler ran: %v", row.name, ran)
		}
		if challenge := got.Header.Get("WWW-Authenticate"); (row.status == 401) != strings.HasPrefix(challenge, "Bearer") {
			t.Errorf("%s: WWW-Authenticate %q", row.name, challenge)
		}
	}
	if p, ok := authz.From(s.fake.ctx); ok && p.Person != someone {
		t.Error("the handler saw another person")
	}
}

func TestForeignSites(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	port := s.url[strings.LastIndex(s.url, ":"):]
	enter := func(header ...string) ask {
		a := ask{method: "POST", path: "/api/door", body: `{"login": "abc"}`, header: map[string]string{}}
		for i := 0; i < len(header); i += 2 {
			a.header[header[i]] = header[i+1]
		}
		return a
	}
	rows := []struct {
		name string
		ask  ask
		ok   bool
	}{
		{"own page", enter("Origin", s.url, "Sec-Fetch-Site", "same-origin"), true},
		{"own page under the other name of this machine", enter("Origin", "http://localhost"+port), true},
		{"a program", enter(), true},
		{"without the header", enter("X-Hub-Request", "-"), false},
		{"with another value", enter("X-Hub-Request", "0"), false},
		{"a foreign origin", enter("Origin", "https://evil.example"), false},
		{"our name as part of another", enter("Origin", s.url+".evil.example"), false},
		{"another port of this machine", enter("Origin", "http://127.0.0.1:1"), false},
		{"another scheme", enter("Origin", strings.Replace(s.url, "http:", "https:", 1)), false},
		{"no origin to speak of", enter("Origin", "null"), false},
		{"a foreign site", enter("Sec-Fetch-Site", "cross-site"), false},
		{"a neighbour on our domain", enter("Sec-Fetch-Site", "same-site"), false},
		{"a bearer is no browser led astray", enter("X-Hub-Request", "-", "Authorization", "Bearer good"), true},
		{"reading changes nothing", ask{path: "/api/me", token: "good", header: map[string]string{"X-Hub-Request": "-"}}, true},
		{"deleting does", ask{method: "DELETE", path: "/api/door", token: "good", header: map[string]string{"X-Hub-Request": "-"}}, false},
	}
	for _, row := range rows {
		got := s.do(row.ask)
		if (got.StatusCode < 300) != row.ok || !row.ok && got.problem.Code != "hub.csrf" {
			t.Errorf("%s: %d %s", row.name, got.StatusCode, got.text)
		}
	}
}

func TestOwnOrigin(t *testing.T) {
	t.Parallel()
	public, _ := url.Parse("https://hub.example")
	s := &Server{cfg: Config{PublicURL: public}}
	for origin, want := range map[string]bool{
		"https://hub.example": true, "https://HUB.example:443": true, "http://hub.example": false, "https://hub.example:8443": false,
		"https://x.hub.example": false, "http://localhost": false, "https://localhost": false, "null": false, "": false, "%": false,
	} {
		if s.ownOrigin(origin) != want {
			t.Errorf("%q: %v", origin, !want)
		}
	}
}

func TestOrigin(t *testing.T) {
	t.Parallel()
	direct, behind := newSite(t), newSite(t, func(c *Config) { c.TrustedProxies = prefixes("127.0.0.0/8", "10.0.0.0/8") })
	own := id.NewRandom[request]().String()
	rows := []struct {
		name      string
		on        *site
		forwarded string
		ip        string
	}{
		{"no proxy", direct, "", "127.0.0.1"},
		{"a made-up address is not believed", direct, "203.0.113.9", "127.0.0.1"},
		{"a trusted proxy is", behind, "203.0.113.9", "203.0.113.9"},
		{"what a client put in front is not", behind, "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		{"two proxies", behind, "198.51.100.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"},
		{"IPv6", behind, "2001:db8::1", "2001:db8::1"},
		{"IPv4 in IPv6", behind, "::ffff:203.0.113.9", "203.0.113.9"},
		{"rubbish stops the walk", behind, "203.0.113.9, x", "127.0.0.1"},
		{"rubbish further out is not reached", behind, "x, 203.0.113.9", "203.0.113.9"},
	}
	for _, row := range rows {
		header := map[string]string{"X-Request-Id": own, "User-Agent": "test/1 " + strings.Repeat("é", 300)}
		if row.forwarded != "" {
			header["X-Forwarded-For"] = row.forwarded
		}
		got := row.on.do(ask{path: "/api/open", header: header})
		origin := row.on.fake.origin
		if origin.IP != row.ip {
			t.Errorf("%s: %s, want %s", row.name, origin.IP, row.ip)
		}
		if given := got.Header.Get("X-Request-Id"); (given == own) != (row.on == behind) || origin.RequestID != given {
			t.Errorf("%s: request id %s, sent %s, origin %s", row.name, given, own, origin.RequestID)
		}
		if len(origin.Agent) > maxAgent || !strings.HasPrefix(origin.Agent, "test/1 é") || !json.Valid([]byte(`"`+origin.Agent+`"`)) {
			t.Errorf("%s: agent %q", row.name, origin.Agent)
		}
	}
	if got := behind.do(ask{path: "/api/open", header: map[string]string{"X-Request-Id": "mine"}}); !regexp.MustCompile(`^req_[0-9a-z]{26}$`).MatchString(got.Header.Get("X-Request-Id")) {
		t.Errorf("a foreign form of request id was taken: %s", got.Header.Get("X-Request-Id"))
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	plain := newSite(t)
	secure := newSite(t, func(c *Config) { c.PublicURL = &url.URL{Scheme: "https", Host: "hub.example"} })
	for _, path := range []string{"/api/open", "/", "/api/nothing", "/healthz", "/api/docs"} {
		h := plain.do(ask{path: path, header: map[string]string{"Accept": "text/html"}}).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": permissions, "Strict-Transport-Security": "",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s: %q", path, name, h.Get(name))
			}
		}
		if strings.HasPrefix(path, "/api") && h.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: Cache-Control %q", path, h.Get("Cache-Control"))
		}
	}
	if !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe-inline") {
		t.Error(policy)
	}
	if h := secure.do(ask{path: "/api/open"}).Header; h.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS over https")
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	rows := []struct {
		how, code, shown, logged string
		status                   int
	}{
		{"panic", "hub.unexpected", "Something went wrong", "oh no", 500},
		{"error", "hub.unexpected", "Something went wrong", "/secret/path", 500},
		{"fault", "hub.conflict", "Not now.", "hub.conflict", 409},
	}
	for _, row := range rows {
		before := len(s.log.lines())
		got := s.do(ask{path: "/api/fail?how=" + row.how})
		if got.StatusCode != row.status || got.problem.Code != row.code || !strings.Contains(got.problem.Detail, row.shown) || strings.Contains(got.text, "secret") {
			t.Errorf("%s: %s", row.how, got.text)
		}
		lines := s.log.lines()
		if before > 1 && len(lines) != before+1 {
			t.Errorf("%s: %d log lines", row.how, len(lines)-before)
		}
		var line map[string]any
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil || line["route"] != "/api/fail" || line["status"] != float64(row.status) || !strings.Contains(fmt.Sprint(line), row.logged) {
			t.Errorf("%s: logged %v", row.how, line)
		}
		if _, has := line["stack"]; has != (row.how == "panic") {
			t.Errorf("%s: stack in the log: %v", row.how, has)
		}
		if retry := got.Header.Get("Retry-After"); (retry == "2") != (row.how == "fault") {
			t.Errorf("%s: Retry-After %q", row.how, retry)
		}
	}
}

func TestLogSaysWhoAndNotWhat(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.do(ask{path: "/api/companies/" + ours.String() + "/things?q=prix", token: "good"})
	last := s.log.lines()[len(s.log.lines())-1]
	for _, want := range []string{someone.String(), ours.String(), `"route":"/api/companies/:company/things"`, `"ms":`, `"bytes":`, `"request_id":"req_`} {
		if !strings.Contains(last, want) {
			t.Errorf("%s is missing in %s", want, last)
		}
	}
	for _, not := range []string{"prix", "good"} {
		if strings.Contains(last, not) {
			t.Errorf("%s stands in %s", not, last)
		}
	}
}

func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	// tenants keeps the key to itself, so what counts is that requests differ exactly where they should.
	one := fingerprint("POST", "/api/x", []byte("a"))
	for name, other := range map[string][32]byte{
		"method": fingerprint("PUT", "/api/x", []byte("a")), "path": fingerprint("POST", "/api/y", []byte("a")), "body": fingerprint("POST", "/api/x", []byte("b")),
	} {
		if one == other {
			t.Errorf("the %s does not count", name)
		}
	}
	if one != fingerprint("POST", "/api/x", []byte("a")) {
		t.Error("the same is not the same")
	}
	s := newSite(t)
	things := "/api/companies/" + ours.String() + "/things"
	s.do(ask{method: "POST", path: things, token: "good", body: `{"name": "a"}`, header: map[string]string{"Idempotency-Key": "12345678"}})
	with := fmt.Sprint(s.fake.ctx)
	s.do(ask{method: "POST", path: things, token: "good", body: `{"name": "a"}`})
	without := fmt.Sprint(s.fake.ctx)
	s.do(ask{method: "POST", path: "/api/door", body: `{"login": "abc"}`, header: map[string]string{"Idempotency-Key": "12345678"}})
	elsewhere := fmt.Sprint(s.fake.ctx)
	const mark = "tenants.keyInContext"
	if !strings.Contains(with, mark) || strings.Contains(without, mark) || strings.Contains(elsewhere, mark) {
		t.Errorf("with: %s\nwithout: %s\nelsewhere: %s", with, without, elsewhere)
	}
}

func TestETag(t *testing.T) {
	t.Parallel()
	text := func(s string) *string { return &s }
	rows := []struct {
		header *string
		want   error
	}{
		{nil, nil}, {text("*"), nil}, {text(ETag(7)), nil}, {text(ETag(6)), fault.Stale}, {text(`"-7"`), fault.Stale},
		{text("7"), fault.Malformed}, {text(`W/"7"`), fault.Malformed}, {text(`"7", "8"`), fault.Malformed}, {text(`"07"`), fault.Malformed},
		{text(`"x"`), fault.Malformed}, {text(`""7""`), fault.Malformed}, {text(""), fault.Malformed},
	}
	for _, row := range rows {
		if err := IfMatch(row.header, 7); !errors.Is(err, row.want) {
			t.Errorf("%v: %v, want %v", row.header, err, row.want)
		}
	}
	if version, given, err := WantedVersion(text(ETag(12))); version != 12 || !given || err != nil {
		t.Error(version, given, err)
	}
	if r, err := Page(nil, nil); err != nil || r.Size() != 50 {
		t.Error(r, err)
	}
	limit, after := 3, "rubbish"
	if _, err := Page(&limit, &after); !errors.Is(err, fault.BadCursor) {
		t.Error(err)
	}
}

func TestStatic(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *Config) {
		c.Static = fstest.MapFS{
			"index.html": {Data: []byte("<!doctype html>the application")}, "index.html.br": {Data: []byte("packed index")},
			"assets/main-Ab12_-9z.js": {Data: []byte("code")}, "assets/main-Ab12_-9z.js.br": {Data: []byte("brotli")}, "assets/main-Ab12_-9z.js.gz": {Data: []byte("gzip")},
			"sw.js": {Data: []byte("worker")}, ".vite/manifest.json": {Data: []byte("{}")}, "strange.xyz": {Data: []byte("?")},
		}
	})
	const asset, page = "/assets/main-Ab12_-9z.js", "text/html,*/*"
	rows := []struct {
		name, path, accept, coding string
		status                     int
		text, cache                string
	}{
		{"first page", "/", page, "", 200, "<!doctype html>the application", "no-cache"},
		{"first page, packed", "/", page, "gzip, br", 200, "packed index", "no-cache"},
		{"a deep link", "/buyer/orders/7", page, "", 200, "<!doctype html>the application", "no-cache"},
		{"an asset", asset, "*/*", "", 200, "code", "public, max-age=31536000, immutable"},
		{"an asset, best coding", asset, "*/*", "gzip, deflate, br", 200, "brotli", "public, max-age=31536000, immutable"},
		{"an asset, the only coding", asset, "*/*", "br;q=0, gzip;q=0.5", 200, "gzip", "public, max-age=31536000, immutable"},
		{"a file without a hash", "/sw.js", "*/*", "br", 200, "worker", "no-cache"},
		{"an old asset", "/assets/old-12345678.js", page, "", 404, "", ""},
		{"a missing picture", "/picture.png", "image/*", "", 404, "", ""},
		{"the copies are no files", asset + ".br", "*/*", "", 404, "", ""},
		{"hidden files are not there", "/.vite/manifest.json", "*/*", "", 404, "", ""},
		{"path traversal", "/assets/../../etc/passwd", "*/*", "", 404, "", ""},
		{"path traversal, escaped", "/..%2f..%2fetc/passwd", "*/*", "", 404, "", ""},
		{"path traversal, with backslashes", `/..%5c..%5cetc/passwd`, "*/*", "", 404, "", ""},
	}
	for _, row := range rows {
		got := s.do(ask{path: row.path, header: map[string]string{"Accept": row.accept, "Accept-Encoding": row.coding + ",identity"}})
		if got.StatusCode != row.status || row.status == 200 && (got.text != row.text || got.Header.Get("Cache-Control") != row.cache) {
			t.Errorf("%s: %d %q %q", row.name, got.StatusCode, got.text, got.Header.Get("Cache-Control"))
		}
		if row.status == 404 && got.problem.Code != "hub.not_found" {
			t.Errorf("%s: no problem but %s", row.name, got.text)
		}
	}
	first := s.do(ask{path: asset, header: map[string]string{"Accept-Encoding": "br"}})
	if first.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || first.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("%v", first.Header)
	}
	if again := s.do(ask{path: asset, header: map[string]string{"Accept-Encoding": "br", "If-None-Match": first.Header.Get("ETag")}}); again.StatusCode != 304 {
		t.Errorf("If-None-Match: %d", again.StatusCode)
	}
	if head := s.do(ask{method: "HEAD", path: "/"}); head.StatusCode != 200 || head.text != "" {
		t.Errorf("HEAD: %d %q", head.StatusCode, head.text)
	}
	if post := s.do(ask{method: "POST", path: "/"}); post.StatusCode != 405 {
		t.Errorf("POST: %d", post.StatusCode)
	}
	bare := newSite(t, func(c *Config) { c.Static = nil })
	if got := bare.do(ask{path: "/", header: map[string]string{"Accept": page}}); got.StatusCode != 503 || !strings.Contains(got.text, "make build") {
		t.Errorf("not built: %d %s", got.StatusCode, got.text)
	}
}

func TestOwnRoutes(t *testing.T) {
	t.Parallel()
	failing := errors.New("no database")
	down := true
	registry := prometheus.NewRegistry()
	s := newSite(t, func(c *Config) {
		c.Ready = func(context.Context) error {
			if down {
				return failing
			}
			return nil
		}
		c.Metrics, c.MetricsHandler = registry, promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	})
	if got := s.do(ask{path: "/healthz"}); got.StatusCode != 200 {
		t.Errorf("healthz: %d", got.StatusCode)
	}
	if got := s.do(ask{path: "/readyz"}); got.StatusCode != 503 || got.problem.Code != "hub.unavailable" {
		t.Errorf("readyz: %d", got.StatusCode)
	}
	down = false
	if got := s.do(ask{path: "/readyz"}); got.StatusCode != 200 {
		t.Errorf("readyz: %d", got.StatusCode)
	}
	s.do(ask{path: "/api/fail?how=fault"})
	if got := s.do(ask{path: "/metrics"}); !strings.Contains(got.text, `hub_http_requests_total{method="GET",route="/api/fail",status="409"} 1`) {
		t.Errorf("metrics: %s", got.text)
	}
	if got := newSite(t).do(ask{path: "/metrics"}); got.StatusCode != 404 {
		t.Errorf("metrics that nobody keeps: %d", got.StatusCode)
	}
	var document openapi3.T
	if got := s.do(ask{path: "/api/openapi.json"}); json.Unmarshal([]byte(got.text), &document) != nil || document.Paths.Value("/api/open") == nil {
		t.Errorf("openapi.json: %.200s", got.text)
	}
	if got := s.do(ask{method: "POST", path: "/healthz"}); got.StatusCode != 405 || got.Header.Get("Allow") != "GET" {
		t.Errorf("POST /healthz: %d %q", got.StatusCode, got.Header.Get("Allow"))
	}
}

func TestReferencePage(t *testing.T) {
	t.Parallel()
	whole, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := newReference(whole)
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.GET("/api/docs", pages.page)
	get := func(target, accept string) string {
		r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, target, nil)
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w.Body.String()
	}
	page := get("/api/docs", "de, en;q=0.5")
	for _, want := range []string{`<html lang="en">`, `id="signIn"`, `href="#type-SignIn"`, `id="type-SignIn"`, `id="problem-hub.not_found"`, "identity.seat.write", "2097152", "list of <a href=\"#type-Seat\">Seat</a>", "text, 3 to 254"} {
		if want == "text, 3 to 254" {
			want = "string, 3 to 254 characters"
		}
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, not := range []string{"http://", "https://", "<style", " style=", " onclick", "ZgotmplZ"} {
		if strings.Contains(page, not) {
			t.Errorf("the page holds %s", not)
		}
	}
	ids := map[string]bool{}
	for _, found := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[found[1]] {
			t.Errorf("id %s stands twice", found[1])
		}
		ids[found[1]] = true
	}
	for _, found := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !ids[found[1]] {
			t.Errorf("a link leads to #%s, which is not there", found[1])
		}
	}
	if !strings.Contains(get("/api/docs", "zh-TW"), "错误代码") || !strings.Contains(get("/api/docs?lang=zh-CN", "en"), "错误代码") || strings.Contains(get("/api/docs?lang=en", "zh"), "错误代码") {
		t.Error("the language is not the one asked for")
	}
	for key := range words["en"] {
		if words["zh-CN"][key] == "" || len(words["en"]) != len(words["zh-CN"]) {
			t.Errorf("%s is not in both languages", key)
		}
	}
	s := newSite(t)
	for _, path := range []string{"/api/docs", "/api/docs/reference.css", "/api/docs/reference.js"} {
		if got := s.do(ask{path: path}); got.StatusCode != 200 {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	spans := tracetest.NewSpanRecorder()
	s := newSite(t, func(c *Config) { c.Tracer = trace.NewTracerProvider(trace.WithSpanProcessor(spans)) })
	s.do(ask{path: "/api/fail?how=error", header: map[string]string{"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}})
	ended := spans.Ended()
	if len(ended) != 1 || ended[0].Name() != "GET /api/fail" || ended[0].Parent().IsValid() {
		t.Errorf("%v", ended)
	}
}

// reads events off a stream until n have come.
func (s *site) stream(ctx context.Context, last string) (*bufio.Scanner, *http.Response) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/companies/"+ours.String()+"/events", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer good")
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	response, err := (&http.Client{}).Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	return bufio.NewScanner(response.Body), response
}

func next(lines *bufio.Scanner) string {
	var event []string
	for lines.Scan() {
		if lines.Text() == "" && len(event) > 0 {
			return strings.Join(event, "|")
		}
		if lines.Text() != "" {
			event = append(event, lines.Text())
		}
	}
	return "end"
}

func TestStream(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for i := range int64(5) {
		s.fake.events.all = append(s.fake.events.all, Event{ID: i + 1, Name: "t", Data: json.RawMessage(fmt.Sprint(i))})
	}
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	lines, response := s.stream(ctx, "2")
	if response.Header.Get("Content-Type") != "text/event-stream" || response.Header.Get("X-Accel-Buffering") != "no" || response.Header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("%v", response.Header)
	}
	want := []string{"retry: 2000", "id: 3|event: t|data: 2", "id: 4|event: t|data: 3", "id: 5|event: t|data: 4"}
	for _, each := range want {
		if got := next(lines); got != each {
			t.Fatalf("%s, want %s", got, each)
		}
	}
	s.fake.events.add(Event{ID: 9, Name: "two\nlines", Data: json.RawMessage("{\n\"a\": 1}")})
	if got, want := next(lines), `id: 9|event: two lines|data: { "a": 1}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	leave()
	waitFor(t, "the end of the stream in the log", func() bool { return strings.Contains(strings.Join(s.log.lines(), ""), ":company/events") })

	rest, _ := s.stream(context.Background(), "")
	if next(rest); !strings.HasPrefix(next(rest), "id: 1|") {
		t.Error("without Last-Event-ID the stream does not begin where it was told to")
	}
	done := make(chan error, 1)
	go func() { done <- s.Shutdown(context.Background()) }()
	for next(rest) != "end" {
	}
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("a stream keeps the server from stopping")
	}
	tooBig := "9223372036854775808"
	if _, err := NewStream(context.Background(), &tooBig, 0, s.fake.events, nil); !errors.Is(err, fault.Malformed) {
		t.Error(err)
	}
}

// Whoever loses the seat, or is signed out, hears nothing more.
func TestStreamEndsWithTheSeat(t *testing.T) {
	t.Parallel()
	var removed atomic.Bool
	s := newSite(t, func(c *Config) {
		c.Authenticate = func(ctx context.Context, token string) (*authz.Principal, error) {
			p, err := authenticate(ctx, token)
			if removed.Load() {
				p.Seats = nil
			}
			return p, err
		}
	})
	lines, _ := s.stream(context.Background(), "")
	next(lines)
	s.fake.events.add(Event{ID: 1, Name: "before", Data: json.RawMessage("1")})
	if got := next(lines); !strings.Contains(got, "before") {
		t.Fatal(got)
	}
	removed.Store(true)
	s.fake.events.add(Event{ID: 2, Name: "after", Data: json.RawMessage("1")})
	if got := next(lines); got != "end" {
		t.Errorf("heard %s", got)
	}
}

// Generated code refuses what keeps the letter of the contract and still is no value.
func TestWhatGeneratedCodeCannotRead(t *testing.T) {
	t.Parallel()
	op := &operation{params: []*openapi3.Parameter{openapi3.NewPathParameter("company"), openapi3.NewQueryParameter("from")}}
	rows := []struct{ said, code, path string }{
		{"Invalid format for parameter company: error unmarshaling", "hub.not_found", "company"},
		{"Invalid format for parameter from: no time", "hub.invalid", "from"},
		{"Header parameter If-Match is required, but not found", "hub.invalid", "If-Match"},
		{"Expected one value for Last-Event-ID, got 2", "hub.invalid", "Last-Event-ID"},
		{"something else", "hub.malformed", ""},
	}
	for _, row := range rows {
		f := faultOf(&exchange{operation: op}, echo.NewHTTPError(http.StatusBadRequest, row.said))
		if f.Code() != row.code || row.path != "" && (len(f.Fields()) != 1 || f.Fields()[0].Path != row.path) {
			t.Errorf("%s: %v %v", row.said, f, f.Fields())
		}
	}
	if f := faultOf(&exchange{}, echo.NewHTTPError(http.StatusTeapot, "x")); f.Code() != "hub.unexpected" {
		t.Error(f)
	}
}

// A stream outlives the time-outs that hold for other answers.
func TestStreamOutlivesTimeouts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	slow := httptest.NewUnstartedServer(s.Handler())
	slow.Config.ReadTimeout, slow.Config.WriteTimeout = 100*time.Millisecond, 100*time.Millisecond
	slow.Start()
	defer slow.Close()
	s.url = slow.URL
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	lines, _ := s.stream(ctx, "")
	next(lines)
	time.Sleep(300 * time.Millisecond)
	s.fake.events.add(Event{ID: 1, Name: "late", Data: json.RawMessage("1")})
	if got := next(lines); got != "id: 1|event: late|data: 1" {
		t.Errorf("%s", got)
	}
}

func TestShutdownFinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	begun, resume := make(chan struct{}), make(chan struct{})
	s.fake.enter = func(c echo.Context) error {
		close(begun)
		<-resume
		return c.JSON(http.StatusOK, "finished")
	}
	answer := make(chan reply, 1)
	go func() { answer <- s.do(ask{method: "POST", path: "/api/door", body: `{"login": "abc"}`}) }()
	<-begun
	done := make(chan error, 1)
	go func() { done <- s.Shutdown(context.Background()) }()
	waitFor(t, "stopping", s.stopping.Load)
	r := httptest.NewRecorder()
	s.Handler().ServeHTTP(r, httptest.NewRequestWithContext(context.Background(), "GET", "/readyz", nil))
	if r.Code != 503 {
		t.Errorf("readyz while stopping: %d", r.Code)
	}
	close(resume)
	if got := <-answer; got.StatusCode != 200 {
		t.Errorf("the request under way got %d", got.StatusCode)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestSlowClientsAreCutOff(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if s.Server.http.ReadHeaderTimeout > 10*time.Second || s.Server.http.ReadTimeout == 0 || s.Server.http.WriteTimeout == 0 || s.Server.http.MaxHeaderBytes > 1<<16 {
		t.Error("the server waits for ever")
	}
}

func TestListen(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	s := newSite(t, func(c *Config) { c.Listen = taken.Addr().String() })
	if _, err := s.Listen(context.Background()); err == nil || !strings.HasPrefix(err.Error(), "port taken: ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
	free := newSite(t)
	l, err := free.Listen(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- free.Serve(l) }()
	response, err := (&http.Client{}).Get("http://" + l.Addr().String() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	response.Body.Close()
	if err := free.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Config){
		"no contract":       func(c *Config) { c.Document = nil },
		"no public address": func(c *Config) { c.PublicURL = &url.URL{} },
		"no clock":          func(c *Config) { c.Clock = nil },
		"a Redis client that does not honour contexts": func(c *Config) { c.Redis = redis.NewClient(&redis.Options{Addr: "127.0.0.1:1"}) },
		"a contract without access":                    func(c *Config) { delete(c.Document.Paths.Value("/api/open").Get.Extensions, extensionAccess) },
		"a limit nobody knows":                         func(c *Config) { c.Document.Paths.Value("/api/open").Get.Extensions[extensionLimit] = "none" },
		"an upload without a size":                     func(c *Config) { c.Document.Paths.Value("/api/open").Get.Extensions[extensionUpload] = "much" },
	} {
		s := newSite(t)
		cfg := s.cfg
		cfg.Document = contract(t)
		change(&cfg)
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Errorf("waited in vain for %s", what)
}
