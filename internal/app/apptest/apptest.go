package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/localredis"
	"manifold/internal/platform/web"
	"manifold/tenants"
)

// Hub is a running hub.
type Hub struct {
	*app.App
	URL      string
	Database string // the administrator's URL
	Clock    *clock.Fake
	Log      *Log
}

// Log is what the hub logged.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// Lines are the lines logged so far that contain a text, such as the id of a request.
func (l *Log) Lines(with string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, with) {
			out = append(out, line)
		}
	}
	return out
}

// complaints are the lines that are no mere news.
func (l *Log) complaints() string {
	return strings.Join(slices.Concat(l.Lines(`"level":"WARN"`), l.Lines(`"level":"ERROR"`)), "")
}

// wide limits let tests work fast; platform/web tests the usual ones.
var wide = web.Limits{Person: plenty, Anonymous: plenty, Careful: plenty}

// site stands in for the browser application.
var site = fstest.MapFS{
	"index.html":               {Data: []byte("<!doctype html><title>the application</title>")},
	"assets/index-abcdefgh.js": {Data: []byte("export {}")},
}

var plenty = web.Limit{PerMinute: 1_000_000, Burst: 1_000_000}

// Start runs a hub until the test ends. Its clock stands at wall time until the test moves it.
func Start(t testing.TB, settings ...string) *Hub {
	t.Helper()
	return On(t, pgtest.Database(t), settings...)
}

// On runs a hub on a database that the test made.
func On(t testing.TB, database string, settings ...string) *Hub {
	t.Helper()
	redis := os.Getenv("HUB_TEST_REDIS_URL")
	if redis == "" {
		stand, err := localredis.Start()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stand.Stop)
		redis = stand.URL()
	}
	environ := append([]string{"HUB_LOG_FORMAT=json", "HUB_LISTEN=127.0.0.1:0", "HUB_PUBLIC_URL=http://127.0.0.1", "HUB_DATA=" + t.TempDir(), "HUB_DATABASE_URL=" + database, "HUB_REDIS_URL=" + redis, "HUB_SECRET=" + pgtest.Secret}, settings...)
	cfg, err := config.Load(environ, "")
	if err != nil {
		t.Fatal(err)
	}
	now := clock.NewFake(clock.System().Now())
	log := &Log{}
	hub, err := app.Open(t.Context(), cfg, app.Options{Version: "test", Log: log, Clock: now, Static: site, Limits: wide})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	address := make(chan net.Addr, 1)
	ended := make(chan error, 1)
	go func() { ended <- hub.Run(ctx, func(a net.Addr) { address <- a }) }()
	h := &Hub{App: hub, Database: database, Clock: now, Log: log}
	select {
	case a := <-address:
		h.URL = "http://" + a.String()
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the hub ended badly: %v", err)
		}
		_ = hub.Close()
		if t.Failed() {
			t.Logf("what the hub complained of:\n%s", log.complaints())
		}
	})
	return h
}

// Password opens every account made here.
const Password = "a password for the tests"

// Someone is a signed-in person with a company of its own.
type Someone struct {
	Hub     *Hub
	Person  identity.Person
	Company identity.Company
	Seat    id.SeatID
	Token   string
}

// Company makes a company with an owner who is signed in.
func (h *Hub) Company(t testing.TB, name string, parts ...string) Someone {
	t.Helper()
	address := strings.ToLower(strings.ReplaceAll(name, " ", "-")) + "@example.com"
	p, own, err := h.Identity.Provision(t.Context(), identity.Person{Email: address, Name: name + " owner", Locale: "en"}, Password,
		identity.NewCompany{Name: name, Country: "GB", Parts: parts})
	if err != nil {
		t.Fatal(err)
	}
	return h.SignIn(t, p, own[0])
}

// Colleague gives a new person a seat in a company and signs it in.
func (s Someone) Colleague(t testing.TB, name string, roles ...string) Someone {
	t.Helper()
	address := strings.ToLower(strings.ReplaceAll(name, " ", "-")) + "@example.com"
	p, _, err := s.Hub.Identity.Provision(t.Context(), identity.Person{Email: address, Name: name, Locale: "en"}, Password)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Hub.Identity.ProvisionSeat(t.Context(), s.Person, s.Company, p, roles...); err != nil {
		t.Fatal(err)
	}
	return s.Hub.SignIn(t, p, s.Company)
}

// Operator lets the company operate the hub.
func (s Someone) Operator(t testing.TB) Someone {
	t.Helper()
	if err := tenants.MakeOperator(t.Context(), s.Hub.Config.Database(), s.Company.ID); err != nil {
		t.Fatal(err)
	}
	return s
}

// SignIn signs a person in.
func (h *Hub) SignIn(t testing.TB, p identity.Person, company identity.Company) Someone {
	t.Helper()
	in, err := h.Identity.SignIn(t.Context(), p.Email, Password, "")
	if err != nil {
		t.Fatal(err)
	}
	s := Someone{Hub: h, Person: p, Company: company, Token: in.Access}
	for _, seat := range in.View.Seats {
		if seat.Company.ID == company.ID {
			s.Seat = seat.ID
		}
	}
	return s
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Into decodes the body.
func (a Answer) Into(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal(a.Body, v); err != nil {
		t.Fatalf("%v in %s", err, a.Body)
	}
}

// Code is the code of a problem.
func (a Answer) Code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(a.Body, &p)
	return p.Code
}

// Do sends a request as this person. A body that is a string or bytes is sent as it is, anything else as JSON.
func (s Someone) Do(t testing.TB, method, path string, body any, headers ...string) Answer {
	t.Helper()
	return s.Hub.Do(t, s.Token, method, path, body, headers...)
}

// client follows no redirect: a test wants to see it.
var client = &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// Path is a path of the person's own company.
func (s Someone) Path(rest string) string { return "/api/companies/" + s.Company.ID.String() + rest }

// Do sends a request with a token, or without one. headers are name, value, name, value …
func (h *Hub) Do(t testing.TB, token, method, path string, body any, headers ...string) Answer {
	t.Helper()
	var content io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case string:
		content = strings.NewReader(b)
	case []byte:
		content, kind = bytes.NewReader(b), http.DetectContentType(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, h.URL+path, content)
	if err != nil {
		t.Fatal(err)
	}
	if content != nil {
		r.Header.Set("Content-Type", kind)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return Answer{answer.StatusCode, answer.Header, text}
}

// Mails waits until so many messages to an address are there, and returns their subjects and texts, newest first.
func (h *Hub) Mails(t testing.TB, to string, least int) []Mail {
	t.Helper()
	for range 400 {
		var box struct{ Items []Mail }
		h.Do(t, "", http.MethodGet, "/api/mailbox?to="+url.QueryEscape(to), nil).Into(t, &box)
		if len(box.Items) >= least {
			return box.Items
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("no %d messages to %s", least, to)
	return nil
}

// Mail is a message in the mailbox.
type Mail struct{ Kind, To, Subject, Text, HTML string }

// Token is the one-time token or code in the message; empty without one.
func (m Mail) Token() string {
	found := tokenInMail.FindStringSubmatch(m.Text)
	if found == nil {
		return ""
	}
	return found[1] + found[2]
}

var tokenInMail = regexp.MustCompile(`#([A-Za-z0-9_-]{20,})|\b([0-9]{6})\b`)

// Mailed waits for more than a number of messages to an address and returns the token or code in the newest.
func (h *Hub) Mailed(t testing.TB, to string, after int) string {
	t.Helper()
	return h.Mails(t, to, after+1)[0].Token()
}
