package app_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
)

// scenario is one request and everything that has to come of it: the answer, one line in the log, and so many events and deeds.
type scenario struct {
	name    string
	as      string // whose token: "" nobody's, "owner", "sales", "operator"
	method  string
	path    string // {company} is the owner's
	body    any
	headers []string

	status int
	code   string   // of the problem; "" for none
	fields []string // "path code" of each field of the problem, in order
	events int      // published
	deeds  int      // in audit trails
	text   string   // part of the answer
}

// stage is where scenarios are played: a hub with a company.
type stage struct {
	*apptest.Hub
	db     *pgx.Conn
	tokens map[string]string
	owner  apptest.Someone
	sales  apptest.Someone
	staff  apptest.Someone
}

func newStage(t *testing.T) stage {
	t.Helper()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	owner := hub.Company(t, "Owner", "supplier")
	sales := owner.Colleague(t, "Sales", "sales")
	operator := hub.Company(t, "Staff", "buyer").Operator(t)
	return stage{hub, connect(t, hub), map[string]string{"": "", "owner": owner.Token, "sales": sales.Token, "operator": operator.Token}, owner, sales, operator}
}

func (s stage) count(t *testing.T, table string) int {
	t.Helper()
	var n int
	if err := s.db.QueryRow(t.Context(), "SELECT count(*) FROM hub."+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func (s stage) play(t *testing.T, sc scenario) apptest.Answer {
	t.Helper()
	events, deeds := s.count(t, "outbox_event"), s.count(t, "audit_entry")
	path := strings.NewReplacer("{company}", s.owner.Company.ID.String(), "{seat}", s.sales.Seat.String(), "{staff}", s.staff.Company.ID.String()).Replace(sc.path)
	got := s.Do(t, s.tokens[sc.as], sc.method, path, sc.body, sc.headers...)
	if got.Status != sc.status || got.Code() != sc.code {
		t.Errorf("answered %d %s, want %d %q", got.Status, got.Body, sc.status, sc.code)
	}
	if sc.text != "" && !strings.Contains(string(got.Body), sc.text) {
		t.Errorf("%q does not stand in %s", sc.text, got.Body)
	}
	request := got.Header.Get("X-Request-Id")
	lines := s.Log.Lines(request)
	if len(lines) != 1 || !strings.Contains(lines[0], fmt.Sprintf(`"status":%d`, sc.status)) {
		t.Errorf("%d lines in the log: %s", len(lines), lines)
	}
	if n := s.count(t, "outbox_event") - events; n != sc.events {
		t.Errorf("%d events, want %d", n, sc.events)
	}
	if n := s.count(t, "audit_entry") - deeds; n != sc.deeds {
		t.Errorf("%d deeds in the audit trail, want %d", n, sc.deeds)
	}
	if got.Status >= 400 {
		problem(t, got, request, sc.fields)
	}
	return got
}

// problem wants a whole problem+json.
func problem(t *testing.T, got apptest.Answer, request string, fields []string) {
	t.Helper()
	var p struct {
		Type, Title, Code, Detail string
		Status                    int
		RequestID                 string `json:"request_id"`
		Fields                    []struct{ Path, Code, Message string }
	}
	got.Into(t, &p)
	if got.Header.Get("Content-Type") != "application/problem+json" || p.Type != "urn:manifold:problem:"+p.Code || p.Title == "" || p.Detail == "" || p.Status != got.Status || p.RequestID != request {
		t.Errorf("a problem like %s", got.Body)
	}
	var named []string
	for _, f := range p.Fields {
		named = append(named, f.Path+" "+f.Code)
		if f.Message == "" {
			t.Errorf("%s says nothing", f.Path)
		}
	}
	if fields != nil && !slices.Equal(named, fields) {
		t.Errorf("fields %q, want %q", named, fields)
	}
}

var own = []string{"X-Hub-Request", "1"}

func cursor(keys ...any) string {
	text, err := json.Marshal(keys)
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func TestScenarios(t *testing.T) {
	s := newStage(t)
	const company, staff = "/api/companies/{company}", "/api/companies/{staff}"
	unknownCompany := id.NewRandom[id.Company]().String()
	nested := strings.Repeat(`{"name":`, 40) + `"x"` + strings.Repeat("}", 40)
	signUp := func(more string) string {
		return `{"email":"new@example.com","name":"New","locale":"en","company":{"name":"N","country":"GB","parts":["buyer"]}` + more + `}`
	}
	for _, sc := range []scenario{
		// What is no JSON, or not the JSON that was asked for.
		{name: "no JSON", as: "owner", method: "PATCH", path: company, body: "name=x", status: 400, code: "hub.malformed", fields: []string{" json"}},
		{name: "half a JSON", as: "owner", method: "PATCH", path: company, body: `{"name":"x"`, status: 400, code: "hub.malformed", fields: []string{" json"}},
		{name: "more behind it", as: "owner", method: "PATCH", path: company, body: `{"name":"x"} x`, status: 400, code: "hub.malformed", fields: []string{" json"}},
		{name: "two JSONs", as: "owner", method: "PATCH", path: company, body: `{"name":"x"}{"name":"y"}`, status: 400, code: "hub.malformed", fields: []string{" json"}},
		{name: "not UTF-8", as: "owner", method: "PATCH", path: company, body: "{\"name\":\"\xff\"}", status: 400, code: "hub.malformed", fields: []string{" json"}},
		{name: "a comment", as: "owner", method: "PATCH", path: company, body: `{"name":"x"/**/}`, status: 400, code: "hub.malformed", fields: []string{" json"}},
		{name: "a name twice", as: "owner", method: "PATCH", path: company, body: `{"name":"x","name":"y"}`, status: 400, code: "hub.malformed", fields: []string{"/name duplicate"}},
		{name: "NUL in text", as: "owner", method: "PATCH", path: company, body: `{"name":"x\u0000"}`, status: 400, code: "hub.malformed", fields: []string{"/name wrong_form"}},
		{name: "too deep", as: "owner", method: "PATCH", path: company, body: nested, status: 400, code: "hub.malformed"},
		{name: "no body", as: "owner", method: "PATCH", path: company, status: 400, code: "hub.malformed", fields: []string{" required"}},
		{name: "null", as: "owner", method: "PATCH", path: company, body: `null`, status: 422, code: "hub.invalid"},
		{name: "a list", as: "owner", method: "PATCH", path: company, body: `[]`, status: 422, code: "hub.invalid", fields: []string{" wrong_type"}},
		{name: "a number for text", as: "owner", method: "PATCH", path: company, body: `{"name":7}`, status: 422, code: "hub.invalid", fields: []string{"/name wrong_type"}},
		{name: "null for text", as: "owner", method: "PATCH", path: company, body: `{"name":null}`, status: 422, code: "hub.invalid", fields: []string{"/name wrong_type"}},
		{name: "text for a list", as: "owner", method: "PATCH", path: company, body: `{"parts":"buyer"}`, status: 422, code: "hub.invalid", fields: []string{"/parts wrong_type"}},
		{name: "an unknown field", as: "owner", method: "PATCH", path: company, body: `{"name":"x","state":"open"}`, status: 400, code: "hub.unknown_field", fields: []string{"/state unknown"}},
		{name: "a field in other letters", as: "owner", method: "PATCH", path: company, body: `{"Name":"x"}`, status: 400, code: "hub.unknown_field", fields: []string{"/Name unknown"}},
		{name: "an unknown field within", method: "POST", path: "/api/signup", body: strings.Replace(signUp(""), `"country"`, `"id":"x","country"`, 1), headers: own, status: 400, code: "hub.unknown_field", fields: []string{"/company/id unknown"}},
		{name: "everything wrong at once", method: "POST", path: "/api/signup", body: `{"email":7,"name":"","locale":"de","company":{"name":"N","country":"gb","parts":[]}}`, headers: own, status: 422, code: "hub.invalid",
			fields: []string{"/company/country wrong_form", "/company/parts too_few", "/email wrong_type", "/locale not_one_of", "/name too_short"}},
		{name: "nothing to change", as: "owner", method: "PATCH", path: company, body: `{}`, status: 422, code: "hub.invalid", fields: []string{" too_few"}},
		{name: "a name that turns the text", as: "owner", method: "PATCH", path: company, body: map[string]string{"name": "x\u202egpj.exe"}, status: 422, code: "hub.invalid", fields: []string{"/name name"}},
		{name: "a name that grows too long", as: "owner", method: "PATCH", path: "/api/me", body: map[string]string{"name": strings.Repeat("\u0958", 60)}, status: 422, code: "hub.invalid", fields: []string{"/name too_long"}},
		{name: "no e-mail", method: "POST", path: "/api/signup", body: strings.Replace(signUp(""), "new@example.com", "new@example.com\\r\\nBcc: x@example.com", 1), headers: own, status: 422, code: "hub.invalid", fields: []string{"/email email"}},
		{name: "a part that nobody chooses", method: "POST", path: "/api/signup", body: strings.Replace(signUp(""), "buyer", "operator", 1), headers: own, status: 422, code: "hub.invalid", fields: []string{"/company/parts/0 not_one_of"}},
		{name: "a body where none is taken", as: "owner", method: "GET", path: company, body: `{}`, status: 400, code: "hub.malformed", fields: []string{" unknown"}},

		// Content types.
		{name: "a form", as: "owner", method: "PATCH", path: company, body: "name=x", headers: []string{"Content-Type", "application/x-www-form-urlencoded"}, status: 415, code: "hub.unsupported_media"},
		{name: "text", as: "owner", method: "PATCH", path: company, body: `{"name":"x"}`, headers: []string{"Content-Type", "text/plain"}, status: 415, code: "hub.unsupported_media"},
		{name: "compressed", as: "owner", method: "PATCH", path: company, body: `{"name":"x"}`, headers: []string{"Content-Encoding", "gzip"}, status: 415, code: "hub.unsupported_media"},
		{name: "JSON for a picture", as: "owner", method: "PUT", path: company + "/logo", body: `{}`, status: 415, code: "hub.unsupported_media"},

		// Parameters.
		{name: "an unknown parameter", as: "owner", method: "GET", path: company + "/seats?page=2", status: 400, code: "hub.unknown_field", fields: []string{"page unknown"}},
		{name: "a parameter twice", as: "owner", method: "GET", path: company + "/seats?q=a&q=b", status: 422, code: "hub.invalid", fields: []string{"q duplicate"}},
		{name: "a limit that is no number", as: "owner", method: "GET", path: company + "/seats?limit=ten", status: 422, code: "hub.invalid", fields: []string{"limit wrong_type"}},
		{name: "a limit too large", as: "owner", method: "GET", path: company + "/seats?limit=201", status: 422, code: "hub.invalid", fields: []string{"limit too_large"}},
		{name: "a limit of nothing", as: "owner", method: "GET", path: company + "/seats?limit=0", status: 422, code: "hub.invalid", fields: []string{"limit too_small"}},
		{name: "the largest limit", as: "owner", method: "GET", path: company + "/seats?limit=200", status: 200},
		{name: "no cursor", as: "owner", method: "GET", path: company + "/seats?after=x", status: 400, code: "hub.bad_cursor"},
		{name: "a cursor of another list", as: "owner", method: "GET", path: company + "/seats?after=" + cursor("2026-11-22T00:00:00Z", id.NewRandom[id.Invitation]()), status: 400, code: "hub.bad_cursor"},
		{name: "a cursor without an id", as: "owner", method: "GET", path: company + "/seats?after=" + cursor("a", "no id"), status: 400, code: "hub.bad_cursor"},
		{name: "a cursor with NUL", as: "owner", method: "GET", path: company + "/seats?after=" + cursor("\x00", id.NewRandom[id.Seat]()), status: 400, code: "hub.bad_cursor"},
		{name: "a cursor of numbers", as: "owner", method: "GET", path: company + "/invitations?after=" + cursor(1, 2), status: 400, code: "hub.bad_cursor"},
		{name: "a cursor of the operator's list", as: "operator", method: "GET", path: "/api/operator/{staff}/tenants?after=" + cursor("a", "b"), status: 400, code: "hub.bad_cursor"},
		{name: "NUL in a search", as: "owner", method: "GET", path: company + "/seats?q=%00", status: 422, code: "hub.invalid", fields: []string{"q wrong_form"}},
		{name: "half a character in a search", as: "owner", method: "GET", path: company + "/seats?q=%ff", status: 422, code: "hub.invalid", fields: []string{"q wrong_form"}},
		{name: "a search of patterns", as: "owner", method: "GET", path: company + "/seats?q=%25", status: 200, text: `{"items":[]}`},
		{name: "a search of quotes", as: "owner", method: "GET", path: company + "/seats?q=%27%20OR%201=1--", status: 200, text: `{"items":[]}`},

		// Who calls.
		{name: "nobody", method: "GET", path: company, status: 401, code: "hub.unauthenticated"},
		{name: "no token", method: "GET", path: company, headers: []string{"Authorization", "Bearer x.y.z"}, status: 401, code: "hub.unauthenticated"},
		{name: "a token without algorithm", method: "GET", path: company, headers: []string{"Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."}, status: 401, code: "hub.unauthenticated"},
		{name: "another way to authorize", method: "GET", path: company, headers: []string{"Authorization", "Basic eDp4"}, status: 401, code: "hub.unauthenticated"},
		{name: "a large token", method: "GET", path: company, headers: []string{"Authorization", "Bearer " + strings.Repeat("x", 9000)}, status: 401, code: "hub.unauthenticated"},
		{name: "no seat there", as: "owner", method: "GET", path: "/api/companies/" + unknownCompany, status: 404, code: "hub.not_found"},
		{name: "no company's id", as: "owner", method: "GET", path: "/api/companies/com_x", status: 404, code: "hub.not_found"},
		{name: "another kind of id", as: "owner", method: "GET", path: "/api/companies/{seat}", status: 404, code: "hub.not_found"},
		{name: "no right to", as: "sales", method: "PATCH", path: company, body: `{"name":"x"}`, status: 403, code: "hub.forbidden"},
		{name: "no right, and malformed", as: "sales", method: "POST", path: company + "/invitations", body: map[string]any{"email": "x@example.com", "roles": []string{"owner"}}, status: 403, code: "hub.forbidden"},
		{name: "no operator", as: "owner", method: "GET", path: "/api/operator/{company}/tenants", status: 403, code: "hub.forbidden"},
		{name: "no such path", as: "owner", method: "GET", path: "/api/nothing", status: 404, code: "hub.not_found"},
		{name: "no such method", as: "owner", method: "DELETE", path: "/api/me", status: 405, code: "hub.method_not_allowed"},

		// Paths that climb.
		{name: "out of the site", method: "GET", path: "/../../../../etc/passwd", status: 404, code: "hub.not_found"},
		{name: "out of the site, escaped", method: "GET", path: "/..%2f..%2f..%2fetc%2fpasswd", status: 404, code: "hub.not_found"},
		{name: "out of the assets", method: "GET", path: "/assets/..%2f..%2f..%2fetc/passwd", status: 404, code: "hub.not_found"},
		{name: "out of the assets, with backslashes", method: "GET", path: "/assets/..%5c..%5cetc/passwd", status: 404, code: "hub.not_found"},
		{name: "a hidden file", method: "GET", path: "/.git/config", status: 404, code: "hub.not_found"},
		{name: "a file of the site", method: "GET", path: "/assets/index-abcdefgh.js", status: 200, text: "export"},
		{name: "out of a company", as: "owner", method: "GET", path: company + "/..%2f..%2f..%2fetc/passwd", status: 404, code: "hub.not_found"},
		{name: "out of the logos", as: "owner", method: "GET", path: "/api/companies/..%2f..%2fetc%2fpasswd/logo", status: 404, code: "hub.not_found"},
		{name: "a logo of another version", as: "owner", method: "GET", path: company + "/logo?v=../../../etc/passwd", status: 404, code: "hub.not_found"},

		// Versions.
		{name: "a version that is past", as: "owner", method: "PATCH", path: company, body: `{"name":"Owner"}`, headers: []string{"If-Match", `"99"`}, status: 412, code: "hub.stale"},
		{name: "a version that never was", as: "owner", method: "PATCH", path: company, body: `{"name":"New Name"}`, headers: []string{"If-Match", `"0"`}, status: 412, code: "hub.stale"},
		{name: "no version", as: "owner", method: "PATCH", path: company, body: `{"name":"Owner"}`, headers: []string{"If-Match", `abc`}, status: 400, code: "hub.malformed", fields: []string{"If-Match wrong_form"}},
		{name: "a weak version", as: "owner", method: "PATCH", path: company, body: `{"name":"Owner"}`, headers: []string{"If-Match", `W/"1"`}, status: 400, code: "hub.malformed", fields: []string{"If-Match wrong_form"}},

		// What goes well leaves what it should.
		{name: "the same again", as: "owner", method: "PATCH", path: company, body: `{"name":"Owner"}`, status: 200},
		{name: "a new address", as: "owner", method: "PATCH", path: company, body: `{"address":"1 Road"}`, status: 200, events: 1, deeds: 1, text: "1 Road"},
		{name: "a new name", as: "owner", method: "PATCH", path: "/api/me", body: `{"name":"Ann"}`, status: 200, deeds: 1},
		{name: "an invitation", as: "owner", method: "POST", path: company + "/invitations", body: map[string]any{"email": "x@example.com", "roles": []string{"sales"}}, status: 201, events: 1, deeds: 1},
		{name: "somebody who is there", as: "owner", method: "POST", path: company + "/invitations", body: map[string]any{"email": "sales@example.com", "roles": []string{"sales"}}, status: 409, code: "identity.seat_exists", fields: []string{"/email seat_exists"}},
		{name: "other roles", as: "owner", method: "PATCH", path: company + "/seats/{seat}", body: map[string]any{"roles": []string{"sales", "pricing"}}, status: 200, events: 1, deeds: 1},
		{name: "a role of another part", as: "owner", method: "PATCH", path: company + "/seats/{seat}", body: map[string]any{"roles": []string{"approver"}}, status: 422, code: "identity.role_not_here", fields: []string{"/roles role"}},
		{name: "a part that stays", as: "owner", method: "PATCH", path: company, body: `{"parts":["buyer"]}`, status: 409, code: "identity.part_stays"},
		{name: "a wrong password", method: "POST", path: "/api/session", body: `{"login":"owner@example.com","password":"wrong"}`, headers: own, status: 401, code: "identity.wrong_login", deeds: 1},
		{name: "a sign-in", method: "POST", path: "/api/session", body: map[string]string{"login": "owner@example.com", "password": apptest.Password}, headers: own, status: 201, deeds: 1},
		{name: "a browser whose name is cut", method: "POST", path: "/api/session", body: map[string]string{"login": "owner@example.com", "password": apptest.Password}, headers: append([]string{"User-Agent", "x" + strings.Repeat("字", 150)}, own...), status: 201, deeds: 1},
		{name: "a sign-up", method: "POST", path: "/api/signup", body: signUp(""), headers: own, status: 202},
		{name: "no link", method: "POST", path: "/api/signup/confirm", body: map[string]string{"token": strings.Repeat("x", 43), "password": "a good long password"}, headers: own, status: 404, code: "identity.link_over"},

		// Trading, of the supplier that owns the stage and of the staff's company, which buys.
		{name: "a profile", as: "owner", method: "PUT", path: company + "/profile", body: object{"name": "Owner", "listed": true, "accepting": true, "regions": []string{"GB"}, "asks": []string{"document:licence"}}, status: 200, deeds: 1, text: `"version":1`},
		{name: "a profile that is past", as: "owner", method: "PUT", path: company + "/profile", body: object{"name": "Owner", "listed": true, "accepting": true}, headers: []string{"If-Match", `"0"`}, status: 412, code: "hub.stale"},
		{name: "a profile of nowhere", as: "owner", method: "PUT", path: company + "/profile", body: object{"name": "Owner", "listed": true, "accepting": true, "regions": []string{"Europe"}}, status: 422, code: "hub.invalid", fields: []string{"/regions/0 wrong_form"}},
		{name: "a profile that asks what nobody has", as: "owner", method: "PUT", path: company + "/profile", body: object{"name": "Owner", "listed": true, "accepting": true, "asks": []string{"blood_type"}}, status: 422, code: "hub.invalid", fields: []string{"/asks/0 wrong_form"}},
		{name: "a profile with a part twice", as: "owner", method: "PUT", path: company + "/profile", body: object{"name": "  ", "listed": true, "accepting": true, "regions": []string{"GB", "GB-LND"}, "website": "javascript:x"}, status: 422, code: "hub.invalid", fields: []string{"/name required", "/website wrong_form", "/regions/1 duplicate"}},
		{name: "a queue", as: "owner", method: "GET", path: company + "/relationships?state=applied&state=more_asked", status: 200, text: `{"counts":[],"items":[]}`},
		{name: "a queue in a state that is none", as: "owner", method: "GET", path: company + "/relationships?state=asked", status: 422, code: "hub.invalid"},
		{name: "a place in the queue that is none", as: "owner", method: "GET", path: company + "/relationships?after=" + cursor("1e999999", id.NewRandom[id.Company]()), status: 400, code: "hub.bad_cursor"},
		{name: "a decision about nobody", as: "owner", method: "POST", path: company + "/relationships/" + unknownCompany + "/decision", body: object{"decision": "approve"}, status: 404, code: "hub.not_found"},
		{name: "a decision that is none", as: "owner", method: "POST", path: company + "/relationships/" + unknownCompany + "/decision", body: object{"decision": "love"}, status: 422, code: "hub.invalid", fields: []string{"/decision not_one_of"}},
		{name: "a block of nothing", as: "owner", method: "POST", path: company + "/blocks", body: object{"kind": "email", "value": "nobody"}, status: 422, code: "hub.invalid", fields: []string{"/value wrong_form"}},
		{name: "a block", as: "owner", method: "POST", path: company + "/blocks", body: object{"kind": "email", "value": "Nobody@Example.org"}, status: 201, deeds: 1, text: "nobody@example.org"},
		{name: "the block again", as: "owner", method: "POST", path: company + "/blocks", body: object{"kind": "email", "value": "nobody@example.org"}, status: 409, code: "trading.blocked_already"},
		{name: "a supplier that buys", as: "owner", method: "GET", path: company + "/suppliers", status: 403, code: "hub.forbidden"},
		{name: "a file", as: "operator", method: "PUT", path: staff + "/file", body: object{"legal_name": " Staff ", "country": "GB", "founded": "199"}, status: 200, deeds: 1, text: `"legal_name":"Staff"`},
		{name: "a file of no country", as: "operator", method: "PUT", path: staff + "/file", body: object{"country": "uk"}, status: 422, code: "hub.invalid", fields: []string{"/country wrong_form"}},
		{name: "a file with a trade of its own", as: "operator", method: "PUT", path: staff + "/file", body: object{"trades": []string{"magic"}}, status: 422, code: "hub.invalid", fields: []string{"/trades/0 not_one_of"}},
		{name: "a file that verifies itself", as: "operator", method: "PUT", path: staff + "/file", body: object{"state": "verified"}, status: 400, code: "hub.unknown_field", fields: []string{"/state unknown"}},
		{name: "a file that lacks much", as: "operator", method: "POST", path: staff + "/file/submission", status: 422, code: "trading.file_incomplete",
			fields: []string{"/tax_number required", "/phone required", "/email required", "/founded wrong_form", "/contacts required", "documents required"}},
		{name: "a document without a name", as: "operator", method: "POST", path: staff + "/file/documents?kind=licence", body: []byte("%PDF-1.7"), status: 422, code: "hub.invalid", fields: []string{"name required"}},
		{name: "a document of a kind of its own", as: "operator", method: "POST", path: staff + "/file/documents?kind=love&name=x", body: []byte("%PDF-1.7"), status: 422, code: "hub.invalid", fields: []string{"kind not_one_of"}},
		{name: "a document that is a page", as: "operator", method: "POST", path: staff + "/file/documents?kind=licence&name=x.pdf", body: []byte("<!doctype html>"), status: 415, code: "trading.document_format"},
		{name: "a site in the air", as: "operator", method: "POST", path: staff + "/sites", body: object{"name": "A", "kind": "delivery", "country": "GB", "city": " ", "street": "B"}, status: 422, code: "hub.invalid", fields: []string{"/city required"}},
		{name: "an application to nobody", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{}}, status: 422, code: "hub.invalid", fields: []string{"/suppliers too_few"}},
		{name: "an application to one twice", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{unknownCompany, unknownCompany}}, status: 422, code: "hub.invalid", fields: []string{"/suppliers duplicate"}},
		{name: "an application to one who is not there", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{unknownCompany}}, status: 200, text: `"outcome":"not_found"`},
		{name: "an application with notes to no id", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{unknownCompany}, "notes": object{"me": "x"}}, status: 422, code: "hub.invalid", fields: []string{"/notes wrong_form"}},
		{name: "an application that lacks a licence", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{s.owner.Company.ID.String()}}, status: 200, text: `"missing":["document:licence"]`},
		{name: "a profile that asks nothing", as: "owner", method: "PUT", path: company + "/profile", body: object{"name": "Owner", "listed": true, "accepting": true}, status: 200, deeds: 1},
		{name: "an application", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{s.owner.Company.ID.String()}}, status: 200, events: 1, deeds: 1, text: `"outcome":"applied"`},
		{name: "the application again", as: "operator", method: "POST", path: staff + "/applications", body: object{"suppliers": []string{s.owner.Company.ID.String()}}, status: 200, text: `"outcome":"already"`},
		{name: "a refusal without a reason", as: "owner", method: "POST", path: company + "/relationships/{staff}/decision", body: object{"decision": "reject"}, status: 422, code: "trading.needs_reason", fields: []string{"/reason required"}},
		{name: "terms of no currency", as: "owner", method: "POST", path: company + "/relationships/{staff}/decision", body: object{"decision": "approve", "terms": object{"currency": "XXY"}}, status: 422, code: "hub.invalid", fields: []string{"/terms/currency unknown"}},
		{name: "a refusal with terms", as: "owner", method: "POST", path: company + "/relationships/{staff}/decision", body: object{"decision": "reject", "reason": "x", "terms": object{}}, status: 422, code: "trading.only_approving"},
		{name: "a refusal", as: "owner", method: "POST", path: company + "/relationships/{staff}/decision", body: object{"decision": "reject", "reason": "We are full."}, status: 200, events: 1, deeds: 1, text: `"state":"rejected"`},
		{name: "the refusal again", as: "owner", method: "POST", path: company + "/relationships/{staff}/decision", body: object{"decision": "reject", "reason": "We are full."}, status: 409, code: "trading.wrong_state"},
		{name: "an answer that nobody asked", as: "operator", method: "POST", path: staff + "/suppliers/{company}/answer", body: object{"answer": "x"}, status: 409, code: "trading.wrong_state"},
		{name: "an invitation that is none", method: "POST", path: "/api/invites/preview", body: object{"token": strings.Repeat("x", 43)}, headers: own, status: 404, code: "trading.invite_unknown"},
		{name: "files in a state of their own", as: "operator", method: "GET", path: "/api/operator/{staff}/files?state=draft", status: 422, code: "hub.invalid", fields: []string{"state not_one_of"}},
		{name: "files that wait", as: "operator", method: "GET", path: "/api/operator/{staff}/files", status: 200, text: `"waiting":0`},
	} {
		t.Run(sc.name, func(t *testing.T) {
			got := s.play(t, sc)
			if strings.Contains(string(got.Body), "root:") {
				t.Error("a file of the machine")
			}
		})
	}
	t.Run("the log holds no secrets and no errors", func(t *testing.T) {
		for _, secret := range append([]string{apptest.Password, `"level":"ERROR"`, "new@example.com", "1 Road"}, s.owner.Token, s.sales.Token) {
			if lines := s.Log.Lines(secret); len(lines) > 0 {
				t.Errorf("%q stands in the log: %s", secret, lines[0])
			}
		}
	})
}

// browser signs in as a browser does and returns the Cookie header.
func browser(t *testing.T, hub *apptest.Hub, login string) string {
	t.Helper()
	got := hub.Do(t, "", http.MethodPost, "/api/session", map[string]string{"login": login, "password": apptest.Password}, own...)
	if got.Status != http.StatusCreated {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	var pairs []string
	for _, line := range got.Header.Values("Set-Cookie") {
		k, err := http.ParseSetCookie(line)
		if err != nil {
			t.Fatal(err)
		}
		sameSite := http.SameSiteStrictMode
		if k.Name == "__Host-sso" { // opens nothing by itself; it has to come along from the pages of portals
			sameSite = http.SameSiteLaxMode
		}
		if !strings.HasPrefix(k.Name, "__Host-") || !k.HttpOnly || !k.Secure || k.SameSite != sameSite || k.Path != "/" || k.Domain != "" || k.MaxAge <= 0 {
			t.Errorf("a cookie like %s", line)
		}
		pairs = append(pairs, k.Name+"="+k.Value)
	}
	if len(pairs) != 4 || bytes.Contains(got.Body, []byte("token")) {
		t.Errorf("cookies %v, body %s", got.Header.Values("Set-Cookie"), got.Body)
	}
	return strings.Join(pairs, "; ")
}

// onlySSO leaves nothing of a browser's cookies but that of portals.
func onlySSO(cookies string) string {
	all := strings.Split(cookies, "; ")
	return strings.Join(slices.DeleteFunc(all, func(c string) bool { return !strings.HasPrefix(c, "__Host-sso=") }), "; ")
}

func TestForeignSites(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	owner := hub.Company(t, "Owner", "supplier")
	cookies := browser(t, hub, "owner@example.com")
	for _, row := range []struct {
		name    string
		headers []string
		ok      bool
	}{
		{"our own page", []string{"X-Hub-Request", "1", "Origin", "http://127.0.0.1", "Sec-Fetch-Site", "same-origin"}, true},
		{"our own page in an old browser", []string{"X-Hub-Request", "1"}, true},
		{"a form of another site", nil, false},
		{"our header with another value", []string{"X-Hub-Request", "true"}, false},
		{"a foreign origin", []string{"X-Hub-Request", "1", "Origin", "https://evil.example"}, false},
		{"no origin to speak of", []string{"X-Hub-Request", "1", "Origin", "null"}, false},
		{"another port", []string{"X-Hub-Request", "1", "Origin", "http://127.0.0.1:81"}, false},
		{"an origin that looks alike", []string{"X-Hub-Request", "1", "Origin", "http://127.0.0.1.evil.example"}, false},
		{"another scheme", []string{"X-Hub-Request", "1", "Origin", "https://127.0.0.1"}, false},
		{"from another site", []string{"X-Hub-Request", "1", "Sec-Fetch-Site", "cross-site"}, false},
		{"from a sister site", []string{"X-Hub-Request", "1", "Sec-Fetch-Site", "same-site"}, false},
		{"typed in", []string{"X-Hub-Request", "1", "Sec-Fetch-Site", "none"}, false},
	} {
		got := hub.Do(t, "", http.MethodPatch, owner.Path(""), map[string]string{"address": row.name}, append([]string{"Cookie", cookies}, row.headers...)...)
		if row.ok && got.Status != http.StatusOK || !row.ok && (got.Status != http.StatusForbidden || got.Code() != "hub.csrf") {
			t.Errorf("%s: %d %s", row.name, got.Status, got.Body)
		}
		for method, path := range map[string]string{http.MethodPost: "/api/session", http.MethodDelete: "/api/session"} {
			if row.ok {
				continue
			}
			if got := hub.Do(t, "", method, path, map[string]string{"login": "x@example.com", "password": "x"}, row.headers...); got.Code() != "hub.csrf" {
				t.Errorf("%s: %s %s: %d %s", row.name, method, path, got.Status, got.Body)
			}
		}
	}
	if got := hub.Do(t, "", http.MethodGet, owner.Path(""), nil, "Cookie", cookies); got.Status != http.StatusOK {
		t.Errorf("reading: %d %s", got.Status, got.Body)
	}
	if got := hub.Do(t, "", http.MethodGet, owner.Path(""), nil, "Cookie", onlySSO(cookies)); got.Status != http.StatusUnauthorized {
		t.Errorf("with the cookie of portals alone: %d", got.Status)
	}
	out := hub.Do(t, "", http.MethodDelete, "/api/session", nil, "Cookie", cookies, "X-Hub-Request", "1")
	if out.Status != http.StatusNoContent || out.Header.Get("Clear-Site-Data") == "" || len(out.Header.Values("Set-Cookie")) != 3 {
		t.Errorf("signing out: %d %v", out.Status, out.Header)
	}
	if got := hub.Do(t, "", http.MethodGet, owner.Path(""), nil, "Cookie", cookies); got.Status != http.StatusUnauthorized {
		t.Errorf("after signing out: %d", got.Status)
	}
	if got := hub.Do(t, "", http.MethodPost, "/api/session/refresh", nil, "Cookie", cookies, "X-Hub-Request", "1"); got.Status != http.StatusUnauthorized {
		t.Errorf("refreshing after signing out: %d %s", got.Status, got.Body)
	}
}

func TestForwardedAddresses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		setting, forwarded, shown string
	}{
		{"HUB_TRUSTED_PROXIES=", "203.0.113.7", "127.0.0.1"},
		{"HUB_TRUSTED_PROXIES=10.0.0.0/8", "203.0.113.7", "127.0.0.1"},
		{"HUB_TRUSTED_PROXIES=127.0.0.0/8", "203.0.113.7", "203.0.113.7"},
		{"HUB_TRUSTED_PROXIES=127.0.0.0/8", "198.51.100.66, 203.0.113.7", "203.0.113.7"}, // the client made the first one up
		{"HUB_TRUSTED_PROXIES=127.0.0.0/8,10.0.0.0/8", "198.51.100.66, 203.0.113.7, 10.1.1.1", "203.0.113.7"},
		{"HUB_TRUSTED_PROXIES=127.0.0.0/8", "<script>alert(1)</script>", "127.0.0.1"},
	} {
		t.Run(row.setting+" "+row.forwarded, func(t *testing.T) {
			t.Parallel()
			hub := apptest.Start(t, row.setting)
			hub.Company(t, "Owner", "buyer")
			got := hub.Do(t, "", http.MethodPost, "/api/session", map[string]string{"login": "owner@example.com", "password": apptest.Password, "transport": "bearer"},
				"X-Hub-Request", "1", "X-Forwarded-For", row.forwarded, "X-Real-IP", "192.0.2.99", "User-Agent", "scenario")
			var in struct {
				Token   string `json:"access_token"`
				Session struct{ ID string }
			}
			got.Into(t, &in)
			var list struct {
				Items []struct{ ID, IP, Agent string }
			}
			hub.Do(t, in.Token, http.MethodGet, "/api/sessions", nil).Into(t, &list)
			found := false
			for _, each := range list.Items {
				if each.ID == in.Session.ID {
					found = true
					if each.IP != row.shown || each.Agent != "scenario" {
						t.Errorf("the list shows %+v, want %s", each, row.shown)
					}
				}
			}
			if !found {
				t.Errorf("the session is not in %+v", list)
			}
		})
	}
}

func TestIdempotency(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	owner := hub.Company(t, "Owner", "supplier")
	db := connect(t, hub)
	count := func(query string) (n int) {
		t.Helper()
		if err := db.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	create := func(key, name string) apptest.Answer {
		return owner.Do(t, http.MethodPost, "/api/companies", map[string]any{"name": name, "country": "GB", "parts": []string{"buyer"}}, "Idempotency-Key", key)
	}
	first, again := create("key-number-1", "Once"), create("key-number-1", "Once")
	if first.Status != http.StatusCreated || !same(first, again) {
		t.Errorf("%d %s\nand again %d %s", first.Status, first.Body, again.Status, again.Body)
	}
	if other := create("key-number-1", "Other"); other.Status != http.StatusUnprocessableEntity || other.Code() != "hub.idempotency_mismatch" {
		t.Errorf("another body: %d %s", other.Status, other.Body)
	}
	if n := count("SELECT count(*) FROM hub.identity_company WHERE name IN ('Once', 'Other')"); n != 1 {
		t.Errorf("%d companies", n)
	}
	for _, key := range []string{"short", strings.Repeat("x", 129), "with a space", "ümläut-key"} {
		if got := create(key, "Wrong Key"); got.Status != http.StatusUnprocessableEntity || got.Code() != "hub.invalid" {
			t.Errorf("key %q: %d %s", key, got.Status, got.Body)
		}
	}

	answers := make(chan apptest.Answer, 12)
	for range cap(answers) {
		go func() {
			answers <- owner.Do(t, http.MethodPost, owner.Path("/invitations"), map[string]any{"email": "at-once@example.com", "roles": []string{"sales"}}, "Idempotency-Key", "key-number-2")
		}()
	}
	one := <-answers
	for range cap(answers) - 1 {
		if next := <-answers; one.Status != http.StatusCreated || !same(one, next) {
			t.Errorf("%d %s\nand %d %s", one.Status, one.Body, next.Status, next.Body)
		}
	}
	if n := count("SELECT count(*) FROM hub.audit_entry WHERE action = 'identity.invited'"); n != 1 {
		t.Errorf("%d invitations in the trail", n)
	}
	if mails := hub.Mails(t, "at-once@example.com", 1); len(mails) != 1 {
		t.Errorf("%d mails", len(mails))
	}

	refuse := func() apptest.Answer {
		return owner.Do(t, http.MethodPost, owner.Path("/invitations"), map[string]any{"email": "owner@example.com", "roles": []string{"sales"}}, "Idempotency-Key", "key-number-3")
	}
	if a, b := refuse(), refuse(); a.Code() != "identity.seat_exists" || !same(a, b) {
		t.Errorf("a refusal: %s, and again %s", a.Body, b.Body)
	}
	stranger := hub.Company(t, "Stranger", "buyer")
	if got := stranger.Do(t, http.MethodPost, "/api/companies", map[string]any{"name": "Mine", "country": "GB", "parts": []string{"buyer"}}, "Idempotency-Key", "key-number-1"); got.Status != http.StatusCreated || !strings.Contains(string(got.Body), "Mine") {
		t.Errorf("the key of somebody else: %d %s", got.Status, got.Body)
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	owner := hub.Company(t, "Owner", "supplier")
	read := owner.Do(t, http.MethodGet, owner.Path(""), nil)
	tag := read.Header.Get("ETag")
	patch := func(address, match string) apptest.Answer {
		return owner.Do(t, http.MethodPatch, owner.Path(""), map[string]string{"address": address}, "If-Match", match)
	}
	if tag != `"1"` {
		t.Fatalf("ETag %s", tag)
	}
	changed := patch("1 Road", tag)
	if changed.Status != http.StatusOK || changed.Header.Get("ETag") != `"2"` {
		t.Errorf("%d %s %s", changed.Status, changed.Header.Get("ETag"), changed.Body)
	}
	if got := patch("2 Road", tag); got.Status != http.StatusPreconditionFailed || got.Code() != "hub.stale" || got.Header.Get("ETag") != "" {
		t.Errorf("stale: %d %s", got.Status, got.Body)
	}
	if got := patch("3 Road", "*"); got.Status != http.StatusOK || got.Header.Get("ETag") != `"3"` {
		t.Errorf("any version: %d %s", got.Status, got.Body)
	}
	statuses := make(chan int, 10)
	for n := range cap(statuses) {
		go func() { statuses <- patch(fmt.Sprintf("%d Lane", n), `"3"`).Status }()
	}
	won := 0
	for range cap(statuses) {
		switch <-statuses {
		case http.StatusOK:
			won++
		case http.StatusPreconditionFailed:
		default:
			t.Error("neither won nor stale")
		}
	}
	if won != 1 {
		t.Errorf("%d of 10 writers of one version won", won)
	}
}

func TestCursorsWhileRowsAreAdded(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	owner := hub.Company(t, "M Owner", "supplier")
	var invited []string
	invite := func(n int) {
		email := fmt.Sprintf("guest-%d@example.com", n)
		invited = append(invited, email)
		if got := owner.Do(t, http.MethodPost, owner.Path("/invitations"), map[string]any{"email": email, "roles": []string{"sales"}}); got.Status != http.StatusCreated {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
	}
	for n := range 7 { // some of one moment, some later
		if n%2 == 0 {
			hub.Clock.Advance(1000)
		}
		invite(n)
	}
	asked := slices.Clone(invited)
	var seen []string
	for next, pages := "", 0; ; pages++ {
		var got struct {
			Items []struct{ Email string }
			Next  string
		}
		path := owner.Path("/invitations?limit=2")
		if next != "" {
			path += "&after=" + next
		}
		owner.Do(t, http.MethodGet, path, nil).Into(t, &got)
		for _, i := range got.Items {
			seen = append(seen, i.Email)
		}
		hub.Clock.Advance(1_000_000)
		invite(100 + pages) // newer than all: not on the pages that follow
		if next = got.Next; next == "" {
			break
		}
		if _, err := page.ParseCursor(next); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(seen)
	if !slices.Equal(seen, asked) {
		t.Errorf("seen %v of %v", seen, asked)
	}
}

func TestLogos(t *testing.T) {
	s := newStage(t)
	data := s.Config.Data
	files := func() (n int) {
		t.Helper()
		entries, err := os.ReadDir(data + "/blobs/" + s.owner.Company.ID.String())
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".json") {
				n++
			}
		}
		return n
	}
	canvas := image.NewGray(image.Rect(0, 0, 20, 10))
	var p, j, wide bytes.Buffer
	for _, err := range []error{png.Encode(&p, canvas), jpeg.Encode(&j, canvas, nil), png.Encode(&wide, image.NewGray(image.Rect(0, 0, 4097, 1)))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	webp, err := base64.StdEncoding.DecodeString("UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=")
	if err != nil {
		t.Fatal(err)
	}
	bomb := bytes.Clone(p.Bytes())
	copy(bomb[16:24], []byte{0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0}) // says that it is 100,000 × 100,000
	path := s.owner.Path("/logo")
	before := ""
	for _, row := range []struct {
		name    string
		picture []byte
		says    string
		kind    string // "" is refused
	}{
		{"PNG", p.Bytes(), "image/png", "image/png"},
		{"JPEG that says it is PNG", j.Bytes(), "image/png", "image/jpeg"},
		{"WebP", webp, "image/webp", "image/webp"},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "image/svg+xml", ""},
		{"HTML", []byte("<!doctype html><script>alert(1)</script>"), "image/png", ""},
		{"GIF and script", []byte("GIF89a/*\x00\x00*/=1;alert(1)"), "image/gif", ""},
		{"too wide", wide.Bytes(), "image/png", ""},
		{"a bomb", bomb, "image/png", ""},
		{"a picture and a page", append(bytes.Clone(p.Bytes()), "<script>alert(1)</script>"...), "image/png", ""},
		{"a picture and an archive", append(bytes.Clone(j.Bytes()), "PK\x03\x04"...), "image/jpeg", ""},
		{"the head of a picture and a page", append(bytes.Clone(p.Bytes()[:33]), "<script>alert(1)</script>"...), "image/png", ""},
		{"half a picture", p.Bytes()[:len(p.Bytes())-5], "image/png", ""},
		{"nothing", []byte{}, "image/png", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			sc := scenario{as: "owner", method: http.MethodPut, path: path, body: row.picture, headers: []string{"Content-Type", row.says}, status: 200, events: 1, deeds: 1}
			if row.kind == "" {
				sc.status, sc.code, sc.events, sc.deeds = 415, "identity.logo_format", 0, 0
			}
			got := s.play(t, sc)
			var company struct{ Logo string }
			s.owner.Do(t, http.MethodGet, s.owner.Path(""), nil).Into(t, &company)
			if row.kind == "" {
				if company.Logo != before || files() != 1 {
					t.Errorf("%d files, logo %s, before %s", files(), company.Logo, before)
				}
				return
			}
			shown := s.owner.Do(t, http.MethodGet, company.Logo, nil)
			if shown.Header.Get("Content-Type") != row.kind || shown.Header.Get("X-Content-Type-Options") != "nosniff" || !bytes.Equal(shown.Body, row.picture) {
				t.Errorf("shown as %s, %d bytes", shown.Header.Get("Content-Type"), len(shown.Body))
			}
			if company.Logo == before || files() != 1 || got.Header.Get("ETag") == "" {
				t.Errorf("%d files, logo %s, before %s", files(), company.Logo, before)
			}
			before = company.Logo
		})
	}
	if got := s.play(t, scenario{as: "owner", method: http.MethodDelete, path: path, status: 204, events: 1, deeds: 1}); files() != 0 {
		t.Errorf("%d files after %d", files(), got.Status)
	}
	s.play(t, scenario{as: "owner", method: http.MethodGet, path: path, status: 404, code: "hub.not_found"})
	s.play(t, scenario{as: "owner", method: http.MethodDelete, path: path, status: 204})
}

// TestEveryFaultHasWords: a code that reaches a screen is shown in the reader's language, so every one has a text in each.
func TestEveryFaultHasWords(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"zh-CN", "en"} {
		text, err := os.ReadFile("../../web/src/lib/i18n/fault/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]map[string]any
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		if len(fault.All()) < 30 {
			t.Fatalf("only %d faults", len(fault.All()))
		}
		for _, f := range fault.All() {
			capability, name, _ := strings.Cut(f.Code(), ".")
			if said, ok := words[capability][name].(string); !ok || strings.TrimSpace(said) == "" {
				t.Errorf("%s: no words for %s", language, f.Code())
			}
		}
	}
}
