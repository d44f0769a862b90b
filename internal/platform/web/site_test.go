package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"manifold/api"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/telemetry"
)

var (
	ours    = id.New[id.Company](time.Unix(1_790_000_000, 0))
	theirs  = id.New[id.Company](time.Unix(1_790_000_000, 0))
	someone = id.New[id.Person](time.Unix(1_790_000_000, 0))
)

// site is a whole server with a contract of its own, on a loopback port.
type site struct {
	*Server
	t    *testing.T
	url  string
	http *httptest.Server
	log  *logBuffer
	fake *fake
}

type logBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// lines returns what was logged.
func (b *logBuffer) lines() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// fake stands for the capabilities behind the server.
type fake struct {
	calls  int
	origin audit.Origin
	ctx    context.Context
	body   []byte
	events *eventList
	enter  func(c echo.Context) error
	long   string // answered behind a word
	refuse error  // of a list
}

func (f *fake) note(c echo.Context) {
	f.calls++
	f.ctx = c.Request().Context()
	f.origin = audit.OriginFrom(f.ctx)
}

func (f *fake) GetOpen(c echo.Context) error     { f.note(c); return c.JSON(http.StatusOK, "open") }
func (f *fake) Leave(c echo.Context) error       { f.note(c); return c.NoContent(http.StatusNoContent) }
func (f *fake) GetMe(c echo.Context) error       { f.note(c); return c.JSON(http.StatusOK, f.say("me")) }
func (f *fake) ListMailbox(c echo.Context) error { f.note(c); return c.JSON(http.StatusOK, "mails") }
func (f *fake) ListThings(c echo.Context) error {
	f.note(c)
	if f.refuse != nil {
		return f.refuse
	}
	return c.JSON(http.StatusOK, f.say("things"))
}

// say is a word, or the long text that a test wants to be answered.
func (f *fake) say(word string) string { return word + f.long }

func (f *fake) Fail(c echo.Context) error {
	switch c.QueryParam("how") {
	case "panic":
		panic("oh no")
	case "error":
		return errors.New("the disk is full at /secret/path")
	case "cookie":
		http.SetCookie(c.Response(), &http.Cookie{Name: "a", Value: "1"})
		http.SetCookie(c.Response(), &http.Cookie{Name: "b", Value: "2\r\nX-Bad: 1"})
		c.Response().Header().Set("X-Echo", "one\r\nX-Bad: 1")
		return c.NoContent(http.StatusOK)
	default:
		return fault.Conflict.Sentence("Not now.").RetryAfter(1500 * time.Millisecond)
	}
}

type enterBody struct {
	Login    string  `json:"login"`
	Password *string `json:"password,omitempty"`
}

func (f *fake) Enter(c echo.Context) error {
	f.note(c)
	if f.enter != nil {
		return f.enter(c)
	}
	var body enterBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, body)
}

func (f *fake) Maybe(c echo.Context) error {
	f.note(c)
	var body enterBody
	err := c.Bind(&body)
	if errors.Is(err, io.EOF) {
		return c.JSON(http.StatusOK, "nothing")
	}
	return errors.Join(err, c.JSON(http.StatusOK, body.Login))
}

func (f *fake) MakeThing(c echo.Context) error {
	f.note(c)
	var err error
	f.body, err = io.ReadAll(c.Request().Body)
	return errors.Join(err, c.JSON(http.StatusCreated, f.say("made")))
}

func (f *fake) PutPicture(c echo.Context) error {
	f.note(c)
	n, err := io.Copy(io.Discard, c.Request().Body)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, n)
}

func (f *fake) StreamThings(c echo.Context) error {
	f.note(c)
	last := c.Request().Header.Get("Last-Event-ID")
	stream, err := NewStream(c.Request().Context(), &last, 0, f.events, f.events.wake)
	if err != nil {
		return err
	}
	return stream.Serve(c.Response())
}

var table = []Route{
	{"getOpen", authz.Public}, {"fail", authz.Public}, {"enter", authz.Public}, {"leave", authz.Public}, {"maybe", authz.Public},
	{"getMe", authz.Session}, {"listMailbox", authz.Trial}, {"listThings", "audit.read"}, {"makeThing", "identity.seat.write"},
	{"putPicture", "identity.seat.write"}, {"streamThings", "hub.events.read"},
}

func (f *fake) mount(r Router) {
	const company = "/api/companies/:company"
	r.GET("/api/open", f.GetOpen)
	r.GET("/api/fail", f.Fail)
	r.POST("/api/door", f.Enter)
	r.DELETE("/api/door", f.Leave)
	r.POST("/api/maybe", f.Maybe)
	r.GET("/api/me", f.GetMe)
	r.GET("/api/mailbox", f.ListMailbox)
	r.GET(company+"/things", f.ListThings)
	r.POST(company+"/things", f.MakeThing)
	r.PUT(company+"/picture", f.PutPicture)
	r.GET(company+"/events", f.StreamThings)
}

func contract(t *testing.T) *openapi3.T {
	t.Helper()
	document, err := api.Bundle(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// authenticate knows the tokens "good" (finance and admin of our company), "poor" (a warehouse worker) and "down".
func authenticate(_ context.Context, token string) (*authz.Principal, error) {
	seat := authz.Seat{ID: id.NewRandom[id.Seat](), Company: ours, Parts: []string{"supplier"}, Roles: []authz.Role{authz.Admin}}
	switch token {
	case "good":
	case "poor":
		seat.Roles = []authz.Role{authz.Warehouse}
	case "down":
		return nil, fault.Unavailable.Because(errors.New("no database"))
	default:
		return nil, fault.Unauthenticated
	}
	return &authz.Principal{Person: someone, Session: id.NewRandom[id.Session](), Seats: []authz.Seat{seat}}, nil
}

func newSite(t *testing.T, changes ...func(*Config)) *site {
	t.Helper()
	log := &logBuffer{}
	s := &site{t: t, log: log, fake: &fake{events: newEventList()}}
	listener := httptest.NewUnstartedServer(nil)
	s.url = "http://" + listener.Listener.Addr().String()
	public, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{
		Listen: "127.0.0.1:0", PublicURL: public, Clock: clock.System(), Document: contract(t), Authenticate: authenticate,
		Log: telemetry.NewLogger(log, "json", slog.LevelDebug), Mailbox: true,
		Static: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>the application")}},
		Limits: Limits{Person: Limit{100_000, 10_000}, Anonymous: Limit{100_000, 10_000}, Careful: Limit{100_000, 10_000}},
	}
	for _, change := range changes {
		change(&cfg)
	}
	if s.Server, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	s.known = []authz.Permission{"audit.read", "identity.seat.write", "hub.events.read"}
	s.Register(table, s.fake.mount)
	if err := s.Verify(); err != nil {
		t.Fatal(err)
	}
	listener.Config = s.Server.http
	listener.Start()
	s.http = listener
	t.Cleanup(listener.Close)
	return s
}

// ask is one request of a test. Header values of "-" take a default header away.
type ask struct {
	method, path, body string
	header             map[string]string
	token              string
}

type reply struct {
	*http.Response
	text    string
	problem api.Problem
}

func (s *site) do(a ask) reply {
	s.t.Helper()
	if a.method == "" {
		a.method = http.MethodGet
	}
	var body io.Reader
	if a.body != "" {
		body = strings.NewReader(a.body)
	}
	r, err := http.NewRequestWithContext(context.Background(), a.method, s.url+a.path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("X-Hub-Request", "1")
	if a.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.token != "" {
		r.AddCookie(&http.Cookie{Name: AccessCookie, Value: a.token})
	}
	for name, value := range a.header {
		r.Header.Set(name, value)
		if value == "-" {
			r.Header.Del(name)
		}
	}
	return s.send(r)
}

func (s *site) send(r *http.Request) reply {
	s.t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 10 * time.Second}
	response, err := client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	got := reply{Response: response, text: string(text)}
	if response.Header.Get("Content-Type") == problemType {
		if err := json.Unmarshal(text, &got.problem); err != nil {
			s.t.Fatal(err)
		}
		if got.problem.Status != response.StatusCode || got.problem.RequestID != response.Header.Get("X-Request-Id") ||
			got.problem.Type != "urn:manifold:problem:"+got.problem.Code || got.problem.Title == "" || got.problem.Detail == "" {
			s.t.Errorf("the problem is not whole: %s", text)
		}
	}
	return got
}

// fields writes what a problem says about fields: "path code".
func (r reply) fields() string {
	if r.problem.Fields == nil {
		return ""
	}
	var all []string
	for _, f := range *r.problem.Fields {
		if f.Message == "" {
			return fmt.Sprintf("no message for %s %s", f.Path, f.Code)
		}
		all = append(all, f.Path+" "+f.Code)
	}
	return strings.Join(all, "; ")
}

func prefixes(texts ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, text := range texts {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}
