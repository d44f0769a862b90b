package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
)

// What is not as the contract says is refused with a problem that says where and why, and with one line in the log.
func TestBadInput(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	things := "/api/companies/" + ours.String() + "/things"
	make := func(body string) ask { return ask{method: "POST", path: things, token: "good", body: body} }
	list := func(query string) ask { return ask{path: things + query, token: "good"} }
	rows := []struct {
		name   string
		ask    ask
		status int
		code   string
		fields string
		detail string // part of the sentence
	}{
		{"malformed JSON", make("{\n  \"name\": \"a\",\n}"), 400, "hub.malformed", " json", "line 3, column 1"},
		{"JSON that ends too early", make(`{"name": "a"`), 400, "hub.malformed", " json", "ends too early"},
		{"text behind the JSON", make(`{"name": "a"} true`), 400, "hub.malformed", " json", "column 15"},
		{"not UTF-8", make("{\"name\": \"\xff\"}"), 400, "hub.malformed", " json", "UTF-8"},
		{"a name twice", make(`{"name": "a", "name": "b"}`), 400, "hub.malformed", "/name duplicate", ""},
		{"a name twice, further in", make(`{"name": "a", "lines": [{"sku": "1", "sku": "1"}]}`), 400, "hub.malformed", "/lines/0/sku duplicate", ""},
		{"a NUL", make(`{"name": "a\u0000"}`), 400, "hub.malformed", "/name wrong_form", ""},
		{"too deep", make(strings.Repeat("[", 40) + strings.Repeat("]", 40)), 400, "hub.malformed", strings.Repeat("/0", 33) + " too_deep", ""},
		{"unknown field", make(`{"name": "a", "colour2": 1}`), 400, "hub.unknown_field", "/colour2 unknown", ""},
		{"unknown field with a pointer's signs", make(`{"name": "a", "x/y~z": 1}`), 400, "hub.unknown_field", "/x~1y~0z unknown", ""},
		{"another case is another name", make(`{"name": "a", "Count": 1}`), 400, "hub.unknown_field", "/Count unknown", ""},
		{"wrong types", make(`{"name": 5, "count": "many", "tags": {}}`), 422, "hub.invalid", "/count wrong_type; /name wrong_type; /tags wrong_type", ""},
		{"null", make(`{"name": null}`), 422, "hub.invalid", "/name wrong_type", ""},
		{"a list for an object", make(`[1]`), 422, "hub.invalid", " wrong_type", ""},
		{"no whole number", make(`{"name": "a", "count": 1.5}`), 422, "hub.invalid", "/count wrong_type", ""},
		{"a number without end", make(`{"name": "a", "count": 1e999}`), 422, "hub.invalid", "/count wrong_type", ""},
		{"out of range", make(`{"name": "", "count": 10}`), 422, "hub.invalid", "/count too_large; /name too_short", ""},
		{"too long", make(`{"name": "elf Zeichen!"}`), 422, "hub.invalid", "/name too_long", ""},
		{"missing", make(`{}`), 422, "hub.invalid", "/name required", ""},
		{"missing, further in", make(`{"name": "a", "lines": [{"sku": "1"}, {}]}`), 422, "hub.invalid", "/lines/1/sku required", ""},
		{"enum, pattern, time", make(`{"name": "a", "colour": "blue", "country": "cn", "at": "2026-02-31T00:00:00Z"}`), 422, "hub.invalid", "/at wrong_form; /colour not_one_of; /country wrong_form", ""},
		{"too many and twice", make(`{"name": "a", "tags": ["x", "x", "x"]}`), 422, "hub.invalid", "/tags too_many; /tags duplicate", ""},
		{"several kinds at once", make(`{"nome": "a", "count": -1}`), 422, "hub.invalid", "/count too_small; /nome unknown; /name required", ""},
		{"no body", ask{method: "POST", path: things, token: "good"}, 400, "hub.malformed", " required", ""},
		{"a body where none is taken", ask{method: "DELETE", path: "/api/door", body: "{}"}, 400, "hub.malformed", " unknown", ""},
		{"wrong content type", ask{method: "POST", path: things, token: "good", body: "name=a", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}, 415, "hub.unsupported_media", "", "application/json"},
		{"no content type", ask{method: "POST", path: things, token: "good", body: "{}", header: map[string]string{"Content-Type": "-"}}, 415, "hub.unsupported_media", "", ""},
		{"another charset", ask{method: "POST", path: things, token: "good", body: "{}", header: map[string]string{"Content-Type": "application/json; charset=latin1"}}, 415, "hub.unsupported_media", "", ""},
		{"compressed", ask{method: "POST", path: things, token: "good", body: "{}", header: map[string]string{"Content-Encoding": "gzip"}}, 415, "hub.unsupported_media", "", ""},
		{"wrong content type of an upload", ask{method: "PUT", path: "/api/companies/" + ours.String() + "/picture", token: "good", body: "x"}, 415, "hub.unsupported_media", "", "image/*"},
		{"unknown query parameter", list("?color=red"), 400, "hub.unknown_field", "color unknown", ""},
		{"wrong query parameters", list("?limit=many&q=too-long&from=yesterday"), 422, "hub.invalid", "limit wrong_type; q too_long; from wrong_form", ""},
		{"query parameter out of range", list("?limit=0"), 422, "hub.invalid", "limit too_small", ""},
		{"query parameter twice", list("?limit=1&limit=2"), 422, "hub.invalid", "limit duplicate", ""},
		{"query parameter with NUL", list("?q=%00"), 422, "hub.invalid", "q wrong_form", ""},
		{"query parameter that is not UTF-8", list("?q=%ff"), 422, "hub.invalid", "q wrong_form", ""},
		{"unreadable query", list("?q=%zz"), 400, "hub.malformed", "", ""},
		{"a time that does not exist", list("?from=2026-02-31T00:00:00Z"), 422, "hub.invalid", "from wrong_form", ""},
		{"header out of range", ask{path: things, token: "good", header: map[string]string{"If-Match": `"12345678901"`}}, 422, "hub.invalid", "If-Match too_long", ""},
		{"a key that is too short", ask{method: "POST", path: things, token: "good", body: `{"name": "a"}`, header: map[string]string{"Idempotency-Key": "x"}}, 422, "hub.invalid", "Idempotency-Key too_short", ""},
		{"a path that names nothing", ask{path: "/api/companies/com_x/things", token: "good"}, 404, "hub.not_found", "company wrong_form", ""},
		{"a path with an id of zeros", ask{path: "/api/companies/com_" + strings.Repeat("0", 26) + "/things", token: "good"}, 404, "hub.not_found", "", ""},
		{"path traversal", ask{path: "/api/companies/..%2f..%2fetc%2fpasswd/things", token: "good"}, 404, "hub.not_found", "company wrong_form", ""},
		{"no such path", ask{path: "/api/nothing"}, 404, "hub.not_found", "", ""},
		{"no such method", ask{method: "PUT", path: "/api/open"}, 405, "hub.method_not_allowed", "", ""},
	}
	for _, row := range rows {
		before := len(s.log.lines())
		calls := s.fake.calls
		got := s.do(row.ask)
		if got.StatusCode != row.status || got.problem.Code != row.code || got.fields() != row.fields || !strings.Contains(got.problem.Detail, row.detail) {
			t.Errorf("%s: %d %s [%s] %q, want %d %s [%s] %q", row.name, got.StatusCode, got.problem.Code, got.fields(), got.problem.Detail, row.status, row.code, row.fields, row.detail)
		}
		if s.fake.calls != calls {
			t.Errorf("%s: the handler ran", row.name)
		}
		if after := s.log.lines(); before > 1 && len(after) != before+1 {
			t.Errorf("%s: %d lines in the log, want one:\n%s", row.name, len(after)-before, strings.Join(after[before:], "\n"))
		}
	}
	if log := strings.Join(s.log.lines(), "\n"); strings.Contains(log, "yesterday") || strings.Contains(log, "latin1") || strings.Contains(log, "many") {
		t.Error("the log repeats input")
	}
}

func TestGoodInput(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	things := "/api/companies/" + ours.String() + "/things"
	for _, row := range []struct {
		ask  ask
		want string
	}{
		{ask{path: things + "?limit=5&q=%E4%B8%87%E6%B1%87&from=2026-11-22T08:30:00%2B08:00&kind=a&kind=b", token: "good"}, `"things"`},
		{ask{method: "POST", path: things, token: "good", body: `{"name": "a", "lines": [{"sku": "1", "a/b~c": true}]}`}, `"made"`},
		{ask{method: "POST", path: things, token: "good", body: `{"name": "a"}`, header: map[string]string{"Content-Type": "application/json; charset=UTF-8"}}, `"made"`},
		{ask{method: "POST", path: "/api/maybe"}, `"nothing"`},
		{ask{method: "POST", path: "/api/maybe", body: `{"login": "abc"}`}, `"abc"`},
		{ask{method: "POST", path: "/api/door", body: `{"login": "abc", "password": "x"}`}, `{"login":"abc","password":"x"}`},
		{ask{path: "/api/mailbox"}, `"mails"`},
	} {
		if got := s.do(row.ask); got.StatusCode >= 300 || strings.TrimSpace(got.text) != row.want {
			t.Errorf("%s %s: %d %s", row.ask.method, row.ask.path, got.StatusCode, got.text)
		}
	}
	if want := `{"name": "a"}`; string(s.fake.body) != want {
		t.Errorf("the handler read %s, want %s", s.fake.body, want)
	}
}

// endless is a body without a declared length that counts what was read of it.
type endless struct{ left, read int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.left)
	for i := range p[:n] {
		p[i] = ' '
	}
	e.left, e.read = e.left-n, e.read+n
	return int(n), nil
}

func TestBodyLimits(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	picture := "/api/companies/" + ours.String() + "/picture"
	things := "/api/companies/" + ours.String() + "/things"
	const mib = 1 << 20
	rows := []struct {
		name, method, path, kind string
		size                     int64
		declared                 bool
		status                   int
		want                     string
	}{
		{"100 MB, declared", "POST", things, "application/json", 100 * mib, true, 413, "1048576"},
		{"100 MB, not declared", "POST", things, "application/json", 100 * mib, false, 413, "1048576"},
		{"one byte too many", "POST", things, "application/json", mib + 1, false, 413, "1048576"},
		{"the limit itself", "POST", things, "application/json", mib, false, 400, "ends too early"},
		{"an upload", "PUT", picture, "image/png", 4 * mib, false, 200, "4194304"},
		{"an upload that is too large", "PUT", picture, "image/png", 4*mib + 1, false, 413, "4194304"},
		{"an upload that says so", "PUT", picture, "image/png", 100 * mib, true, 413, "4194304"},
		{"a large body nobody asked for", "DELETE", "/api/door", "application/json", 2 * mib, true, 413, "1048576"},
	}
	for _, row := range rows {
		body := &endless{left: row.size}
		r := httptest.NewRequestWithContext(context.Background(), row.method, s.url+row.path, body)
		r.ContentLength = -1
		if row.declared {
			r.ContentLength = row.size
		}
		r.Header.Set("Content-Type", row.kind)
		r.Header.Set("X-Hub-Request", "1")
		r.AddCookie(&http.Cookie{Name: AccessCookie, Value: "good"})
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != row.status || !strings.Contains(w.Body.String(), row.want) {
			t.Errorf("%s: %d %s", row.name, w.Code, w.Body)
		}
		if limit := int64(5 * mib); body.read > limit || row.declared && row.status == 413 && body.read > 0 {
			t.Errorf("%s: %d bytes were read", row.name, body.read)
		}
	}
}

// Over the wire, the answer to a body that is too large arrives before the body has been sent.
func TestTooLargeIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, "POST /api/door HTTP/1.1\r\nHost: x\r\nX-Hub-Request: 1\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{")
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	text, err := io.ReadAll(c)
	if err != nil || !strings.HasPrefix(string(text), "HTTP/1.1 413") || !strings.Contains(string(text), "hub.too_large") {
		t.Errorf("%v %s", err, text)
	}
}

func TestHeadersCannotBeInjected(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	got := s.do(ask{path: "/api/fail?how=cookie"})
	if got.Header.Get("X-Bad") != "" || len(got.Header.Values("Set-Cookie")) != 2 {
		t.Errorf("%v", got.Header)
	}
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, "GET /api/open HTTP/1.1\r\nHost: x\r\nX-Request-Id: req_1\r\n X-Bad: 1\r\nConnection: close\r\n\r\n")
	text, _ := io.ReadAll(c)
	if bytes.Contains(text, []byte("X-Bad")) {
		t.Errorf("%s", text)
	}
}

// bindInto runs the binder on its own.
func bindInto(into any, body string) error {
	e := echo.New()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/?login=query&Login=query", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	c := e.NewContext(r, httptest.NewRecorder())
	c.SetParamNames("login")
	c.SetParamValues("path")
	return binder{}.Bind(into, c)
}

func TestBinder(t *testing.T) {
	t.Parallel()
	type inner struct {
		Count int `json:"count"`
	}
	type into struct {
		Login string    `json:"login"`
		Inner inner     `json:"inner"`
		At    time.Time `json:"at"`
		Tags  []string  `json:"tags"`
		On    bool      `json:"on"`
	}
	rows := []struct {
		body, code, path string
	}{
		{`{"login": "x"}`, "", ""},
		{`{}`, "", ""},
		{`{"login": "x", "more": 1}`, "hub.unknown_field", "/more"},
		{`{"login": "x"} {}`, "hub.malformed", ""},
		{`{"login": 5}`, "hub.invalid", "/login"},
		{`{"inner": {"count": "x"}}`, "hub.invalid", "/inner/count"},
		{`{"inner": {"count": 99999999999999999999}}`, "hub.invalid", "/inner/count"},
		{`{"tags": 1}`, "hub.invalid", "/tags"},
		{`{"on": "yes"}`, "hub.invalid", "/on"},
		{`{"at": "secret"}`, "hub.invalid", ""},
	}
	for _, row := range rows {
		var got into
		err := bindInto(&got, row.body)
		if row.code == "" {
			if err != nil || got.Login == "query" || got.Login == "path" {
				t.Errorf("%s: %v %+v", row.body, err, got)
			}
			continue
		}
		f := fault.From(err)
		if f.Code() != row.code || row.path != "" && (len(f.Fields()) != 1 || f.Fields()[0].Path != row.path) || strings.Contains(f.Text(), "secret") {
			t.Errorf("%s: %v %v", row.body, f, f.Fields())
		}
	}
	if err := bindInto(&into{}, ""); !errors.Is(err, io.EOF) {
		t.Errorf("an empty body: %v, want io.EOF", err)
	}
}

// Whatever the body, the binder either takes it, and then exactly what it says, or answers a fault of the caller's.
func FuzzBinder(f *testing.F) {
	for _, seed := range []string{`{"login":"abc"}`, `{"login":"abc","password":null}`, `{"Login":1}`, `[`, `{"a":{"a":[1e400]}}`, "\"\xff\"", `{"login":"\ud800"}`, ` {} `, `null`, `{"":""}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var into enterBody
		err := bindInto(&into, body)
		if body == "" {
			if !errors.Is(err, io.EOF) {
				t.Fatalf("empty: %v", err)
			}
			return
		}
		if err == nil {
			if _, err := readJSON([]byte(body)); err != nil {
				t.Fatalf("taken, but not strict JSON: %v", err)
			}
			return
		}
		if kind := fault.From(err).Kind(); kind != fault.KindMalformed && kind != fault.KindInvalid {
			t.Fatalf("%q: %v", body, err)
		}
	})
}
