package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	golang "maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"manifold/api"
	"manifold/internal/app/apptest"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/web"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// canary marks everything that belongs to the victim, so that it is recognised wherever it comes out.
const canary = "canary"

// victim is a company with one of everything that a path can name.
type victim struct {
	apptest.Someone
	ids map[string]string // by name of the path parameter
}

func newVictim(t *testing.T, hub *apptest.Hub, name string, parts ...string) victim {
	t.Helper()
	owner := hub.Company(t, canary+" "+name, parts...)
	colleague := owner.Colleague(t, canary+" colleague of "+name, "finance")
	var invitation, job struct{ ID string }
	owner.Do(t, http.MethodPost, owner.Path("/invitations"), map[string]any{"email": canary + "-" + name + "@example.org", "roles": []string{"finance"}}).Into(t, &invitation)
	owner.Do(t, http.MethodPost, owner.Path("/audit/exports"), map[string]any{}).Into(t, &job)
	put := owner.Do(t, http.MethodPut, owner.Path("/logo"), picture(t))
	if put.Status != http.StatusOK {
		t.Fatalf("logo: %d %s", put.Status, put.Body)
	}
	for range 200 {
		var run struct{ State string }
		owner.Do(t, http.MethodGet, owner.Path("/jobs/"+job.ID), nil).Into(t, &run)
		if run.State == "succeeded" {
			break
		}
	}
	var sessions struct{ Items []struct{ ID string } }
	colleague.Do(t, http.MethodGet, "/api/sessions", nil).Into(t, &sessions)
	v := victim{owner, map[string]string{
		"company": owner.Company.ID.String(), "tenant": owner.Company.ID.String(), "seat": colleague.Seat.String(),
		"invitation": invitation.ID, "job": job.ID, "session": sessions.Items[0].ID,
	}}
	golang.Copy(v.ids, trade(t, hub, owner, name, parts))
	golang.Copy(v.ids, portals(t, hub, owner, name, parts))
	return v
}

// ghosts are ids of the same kinds that nothing has.
func ghosts() map[string]string {
	out := map[string]string{
		"company": id.NewRandom[id.Company]().String(), "tenant": id.NewRandom[id.Company]().String(), "seat": id.NewRandom[id.Seat]().String(),
		"invitation": id.NewRandom[id.Invitation]().String(), "job": id.NewRandom[id.Job]().String(), "session": id.NewRandom[id.Session]().String(),
	}
	golang.Copy(out, tradeGhosts())
	golang.Copy(out, portalGhosts())
	return out
}

// attack calls every operation of the contract as the attacker with the ids of the victim, and returns what is wrong with the answers.
func attack(t *testing.T, attacker apptest.Someone, v victim) []string {
	t.Helper()
	var wrong []string
	may := permissions(t, attacker)
	for _, e := range endpoints(t) {
		names := pathNames(e)
		if slices.ContainsFunc(names, func(n string) bool { return v.ids[n] == "" }) {
			t.Fatalf("%s names something in its path that the attack knows no id of: give victim and ghosts one", e.Operation)
		}
		for _, with := range mixes(names) {
			real, ghost := maps(with, attacker, v.ids), maps(with, attacker, ghosts())
			got := call(t, attacker, e, real)
			where := fmt.Sprintf("%s as %s with foreign %s", e.Operation, attacker.Company.Name, strings.Join(with, ", "))
			if want := refusal(may, e, with); len(with) > 0 && got.Status != want {
				wrong = append(wrong, fmt.Sprintf("%s: answered %d, expected %d", where, got.Status, want))
			}
			if len(with) > 0 {
				if none := call(t, attacker, e, ghost); !same(got, none) {
					wrong = append(wrong, fmt.Sprintf("%s: differs from the answer for ids that don't exist: %d %s / %d %s", where, got.Status, short(got.Body), none.Status, short(none.Body)))
				}
			}
			if bytes.Contains(bytes.ToLower(got.Body), []byte(canary)) || containsID(got.Body, v.ids) {
				wrong = append(wrong, fmt.Sprintf("%s: gives something of the victim away: %s", where, short(got.Body)))
			}
		}
	}
	return wrong
}

func short(body []byte) []byte { return body[:min(len(body), 300)] }

// refusal is the status for foreign ids: as if nothing were there, but for a permission that the seat lacks in its own company.
func refusal(may []string, e web.Endpoint, foreign []string) int {
	p, asks := e.Access.Permission()
	if asks && !slices.Contains(foreign, "company") && !slices.Contains(may, string(p)) {
		return http.StatusForbidden
	}
	return http.StatusNotFound
}

// mixes are the sets of path parameters that are foreign: each alone and all; for paths without any, none.
func mixes(names []string) [][]string {
	if len(names) == 0 {
		return [][]string{nil}
	}
	out := [][]string{names}
	if len(names) > 1 {
		for _, n := range names {
			out = append(out, []string{n})
		}
	} else {
		out = append(out, nil)
	}
	return out
}

// maps gives every path parameter a value: foreign ones from ids, the others the attacker's own (or one that nothing has).
func maps(foreign []string, attacker apptest.Someone, ids map[string]string) map[string]string {
	out := ghosts()
	out["company"] = attacker.Company.ID.String()
	for _, n := range foreign {
		out[n] = ids[n]
	}
	return out
}

func endpoints(t *testing.T) []web.Endpoint {
	t.Helper()
	document, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	all, err := web.Endpoints(document)
	if err != nil {
		t.Fatal(err)
	}
	// What an attacker does to its own session would end the attack; the built-in mailbox shows everything to everybody.
	return slices.DeleteFunc(all, func(e web.Endpoint) bool {
		return e.Access == authz.Trial || slices.Contains([]string{"signOut", "changePassword", "refreshSession"}, e.Operation)
	})
}

func pathNames(e web.Endpoint) []string {
	var names []string
	for _, p := range e.Params {
		if p.In == "path" {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return names
}

func call(t *testing.T, s apptest.Someone, e web.Endpoint, ids map[string]string) apptest.Answer {
	t.Helper()
	path := e.Path
	for name, value := range ids {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	var body any
	switch {
	case e.Operation == "stageCustomerImport":
		body = []byte("code,name\nC-1,One\n")
	case e.Operation == "stageImport" || e.Operation == "readOrderFile":
		body = []byte("sku,name,price\nC-1,One,1\n")
	case e.Upload > 0:
		body = picture(t)
	case meant(e.Operation, ids) != nil:
		body = meant(e.Operation, ids)
	case e.Body != nil:
		body = example(e.Body, "")
	}
	path += query(e, ids)
	if e.Operation == "streamEvents" && ids["company"] == s.Company.ID.String() {
		return apptest.Answer{Status: http.StatusOK} // its own stream has no end
	}
	return s.Do(t, e.Method, path, body)
}

// query gives an operation the parameters it cannot do without: what is of the ids that the path knows too, from there.
func query(e web.Endpoint, ids map[string]string) string {
	wanted := url.Values{}
	for _, p := range e.Params {
		switch {
		case p.In != "query" || !p.Required:
		case ids[p.Name] != "":
			wanted.Set(p.Name, ids[p.Name])
		default:
			wanted.Set(p.Name, fmt.Sprint(example(p.Schema, p.Name)))
		}
	}
	if len(wanted) == 0 {
		return ""
	}
	return "?" + wanted.Encode()
}

// example makes a body that the contract accepts.
func example(schema *openapi3.Schema, name string) any {
	switch {
	case len(schema.Enum) > 0:
		return schema.Enum[0]
	case schema.Type.Is("object"):
		out := map[string]any{}
		for n, p := range schema.Properties {
			if slices.Contains(schema.Required, n) || schema.MinProps > 0 {
				out[n] = example(p.Value, n)
			}
		}
		return out
	case schema.Type.Is("array"):
		return []any{example(schema.Items.Value, name)}
	case schema.Type.Is("boolean"):
		return true
	case schema.Type.Is("integer"):
		return 1
	}
	switch {
	case name == "email" || name == "login":
		return "somebody@example.org"
	case strings.HasSuffix(name, "_uri") || strings.HasSuffix(name, "_uris"):
		return "https://www.example.org/back"
	case name == "country":
		return "GB"
	case name == "code":
		return "123456"
	case name == "phone":
		return "+442079460000"
	case name == "website":
		return "www.example.org"
	case schema.Format == "date-time":
		return "2026-01-02T03:04:05Z"
	}
	if schema.Pattern != "" {
		return fitting(schema)
	}
	return strings.Repeat("example", int(schema.MinLength)/7+1)
}

// fitting is the first of some texts that a pattern takes.
func fitting(schema *openapi3.Schema) string {
	pattern := regexp.MustCompile(schema.Pattern)
	texts := []string{"GB", "GBP", "en", "1", "document:licence", "none"}
	texts = append(texts, id.NewRandom[id.Item]().String())
	for _, text := range append(texts, slices.Sorted(golang.Values(ghosts()))...) {
		if pattern.MatchString(text) && uint64(len(text)) >= schema.MinLength {
			return text
		}
	}
	return "example"
}

func picture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var requestID = regexp.MustCompile(`req_[0-9a-z]{26}`)

// same compares two answers but for request id, date, and how much of a limit is left.
func same(a, b apptest.Answer) bool {
	strip := func(x apptest.Answer) (string, http.Header) {
		h := x.Header.Clone()
		for _, n := range []string{"X-Request-Id", "Date", "Ratelimit", "Ratelimit-Policy"} {
			h.Del(n)
		}
		return requestID.ReplaceAllString(string(x.Body), ""), h
	}
	textA, headA := strip(a)
	textB, headB := strip(b)
	return a.Status == b.Status && textA == textB && fmt.Sprint(headA) == fmt.Sprint(headB)
}

// containsID looks for ids; numbers of lines are none.
func containsID(body []byte, ids map[string]string) bool {
	for _, v := range ids {
		if len(v) > 3 && bytes.Contains(body, []byte(v)) {
			return true
		}
	}
	return false
}

// hostiles are two companies of each kind.
func hostiles(t *testing.T, hub *apptest.Hub) []apptest.Someone {
	t.Helper()
	var out []apptest.Someone
	for _, part := range []string{"supplier", "buyer", "brand"} {
		for _, n := range []string{"One", "Two"} {
			out = append(out, hub.Company(t, "Hostile "+part+" "+n, part))
		}
	}
	return out
}

func TestAttack(t *testing.T) {
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	victims := []victim{newVictim(t, hub, "supplier", "supplier")}
	attackers := []apptest.Someone{hub.Company(t, "Hostile", "supplier")}
	if !mutant {
		victims = append(victims, newVictim(t, hub, "buyer", "buyer"), newVictim(t, hub, "brand", "brand"))
		attackers = hostiles(t, hub)
	}
	for _, attacker := range attackers {
		for _, v := range victims {
			report(t, attack(t, attacker, v))
		}
	}
	t.Run("an operator acts for no other company", func(t *testing.T) {
		operator := hub.Company(t, "Hostile Operator", "buyer").Operator(t)
		for _, v := range victims {
			var wrong []string
			for _, line := range attack(t, operator, v) {
				// What it is there for: seeing companies and suspending them, and saying which texts are one product.
				if !slices.ContainsFunc([]string{"listTenants", "setTenantState", "listMatchQuestions", "listMatchProducts", "listLonelyItems"}, func(own string) bool { return strings.HasPrefix(line, own) }) {
					wrong = append(wrong, line)
				}
			}
			report(t, wrong)
		}
	})
	t.Run("a seat without the permission is told so before any row is read", func(t *testing.T) {
		for _, v := range victims {
			weak := v.Colleague(t, canary+" weak at "+v.Company.Name, "admin")
			demote(t, hub, weak)
			weakTries(t, weak, v)
		}
	})
	t.Run("the requests are good: the victim itself gets through", func(t *testing.T) {
		for _, v := range victims {
			getsThrough(t, v)
		}
	})
}

// TestAttackWithOpenPolicies shows that the code's own conditions hold without the database's: both rings carry the weight alone.
func TestAttackWithOpenPolicies(t *testing.T) {
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	v := newVictim(t, hub, "supplier", "supplier")
	openPolicies(t, hub)
	for _, part := range []string{"supplier", "buyer"} {
		report(t, attack(t, hub.Company(t, "Hostile "+part, part), v))
	}
}

func report(t *testing.T, wrong []string) {
	t.Helper()
	for _, line := range wrong {
		t.Error(line)
	}
}

// weakTries calls everything with real and with imagined ids as somebody whose role allows only reading.
func weakTries(t *testing.T, weak apptest.Someone, v victim) {
	t.Helper()
	may := permissions(t, weak)
	for _, e := range endpoints(t) {
		p, asks := e.Access.Permission()
		if !asks || slices.Contains(may, string(p)) {
			continue
		}
		for _, ids := range []map[string]string{v.ids, maps(nil, weak, ghosts())} {
			if got := call(t, weak, e, ids); got.Status != http.StatusForbidden {
				t.Errorf("%s as a seat without %s: answered %d, expected 403", e.Operation, p, got.Status)
			}
		}
	}
}

func permissions(t *testing.T, s apptest.Someone) []string {
	t.Helper()
	var session struct {
		Seats []struct{ Permissions []string }
	}
	s.Do(t, http.MethodGet, "/api/session", nil).Into(t, &session)
	return session.Seats[0].Permissions
}

// demote leaves a seat with a role that may write nothing of the company's own.
func demote(t *testing.T, hub *apptest.Hub, s apptest.Someone) {
	t.Helper()
	admin := connect(t, hub)
	if _, err := admin.Exec(t.Context(), "UPDATE hub.identity_seat SET roles = '{warehouse}' WHERE id = $1", s.Seat.UUID()); err != nil {
		t.Fatal(err)
	}
}

// getsThrough is the control: an attack whose requests are refused for another reason would prove nothing.
func getsThrough(t *testing.T, v victim) {
	t.Helper()
	all, may := endpoints(t), permissions(t, v.Someone)
	slices.SortStableFunc(all, func(a, b web.Endpoint) int {
		if order(a) == 2 && order(b) == 2 { // what lies deeper goes first, while what it hangs on is there
			return strings.Count(b.Path, "/") - strings.Count(a.Path, "/")
		}
		return order(a) - order(b)
	})
	for _, e := range all {
		if p, asks := e.Access.Permission(); asks && !slices.Contains(may, string(p)) {
			continue // of another part of companies
		}
		if len(pathNames(e)) == 0 || strings.HasPrefix(e.Path, "/api/operator/") || e.Operation == "streamEvents" || e.Operation == "revokeSession" {
			continue
		}
		got := call(t, v.Someone, e, v.ids)
		if got.Status >= 300 && got.Status != http.StatusConflict { // a conflict is the rules of its own company at work
			t.Errorf("%s as its owner: answered %d %s", e.Operation, got.Status, got.Body)
		}
	}
}

// order puts what takes things away last, and what sends mail before that.
func order(e web.Endpoint) int {
	if e.Operation == "closeSupplier" {
		return 2
	}
	switch e.Method {
	case http.MethodGet:
		return 0
	case http.MethodDelete:
		return 2
	}
	return 1
}
