package sso_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/platform/outbox"
	"manifold/internal/sso"
	"manifold/tenants"
)

// TestEndings takes away everything that a sign-in rests on, each in turn: the refresh token dies at once, and the client is told
// (make test-sso measures how soon).
func TestEndings(t *testing.T) {
	t.Parallel()
	h := open(t)
	colleague := h.shop.Colleague(t, "Colleague", "buyer")
	for n, ending := range []struct {
		name string
		end  func(t *testing.T, b *browser)
		mend func(t *testing.T)
	}{
		{"signing out", func(t *testing.T, b *browser) { b.do(t, http.MethodDelete, "/api/session", nil) }, nil},
		{"revoking the session", func(t *testing.T, b *browser) {
			var all struct {
				Items []struct {
					ID      string
					Current bool
				}
			}
			b.do(t, http.MethodGet, "/api/sessions", nil).Into(t, &all)
			for _, s := range all.Items {
				if s.Current {
					b.do(t, http.MethodDelete, "/api/sessions/"+s.ID, nil)
				}
			}
		}, nil},
		{"revoking all others", func(t *testing.T, _ *browser) {
			h.browse(t, email(colleague)).do(t, http.MethodDelete, "/api/sessions", nil)
		}, nil},
		{"signing out of the app", func(t *testing.T, b *browser) {
			var all struct{ Items []struct{ ID string } }
			b.do(t, http.MethodGet, "/api/sso/sign-ins", nil).Into(t, &all)
			if got := b.do(t, http.MethodDelete, "/api/sso/sign-ins/"+all.Items[0].ID, nil); got.Status != http.StatusNoContent {
				t.Errorf("%d %s", got.Status, got.Body)
			}
		}, nil},
		{"taking the consent back", func(t *testing.T, b *browser) {
			var all struct{ Items []struct{ ID string } }
			b.do(t, http.MethodGet, "/api/sso/apps", nil).Into(t, &all)
			if got := b.do(t, http.MethodDelete, "/api/sso/apps/"+all.Items[0].ID, nil); got.Status != http.StatusNoContent {
				t.Errorf("%d %s", got.Status, got.Body)
			}
			if to := b.visit(t, h.alphaC.link("prompt", "none")); to.Query().Get("error") != "consent_required" {
				t.Errorf("led to %s", to)
			}
		}, nil},
		{"suspending the relationship", func(t *testing.T, _ *browser) {
			h.relate(t, h.alpha, h.shop, "suspended")
			h.publish(t, tenants.Supplier(h.alpha.Company.ID, h.alpha.Seat), "suspended")
		}, func(t *testing.T) { h.relate(t, h.alpha, h.shop, "approved") }},
		{"switching the client off", func(t *testing.T, _ *browser) {
			h.alpha.Do(t, http.MethodPatch, h.alphaC.path(""), map[string]any{"state": "off"})
		}, func(t *testing.T) { h.alpha.Do(t, http.MethodPatch, h.alphaC.path(""), map[string]any{"state": "on"}) }},
		{"suspending the company", func(t *testing.T, _ *browser) {
			operator := h.Company(t, "Operations", "buyer").Operator(t)
			operator = h.SignIn(t, operator.Person, operator.Company)
			set := func(state string) {
				path := "/api/operator/" + operator.Company.ID.String() + "/tenants/" + h.shop.Company.ID.String() + "/state"
				if got := operator.Do(t, http.MethodPut, path, map[string]any{"state": state, "reason": "a test"}); got.Status != http.StatusOK {
					t.Fatalf("%d %s", got.Status, got.Body)
				}
			}
			set("suspended")
		}, func(t *testing.T) {
			h.exec(t, "UPDATE hub.identity_company SET state = 'open' WHERE id = $1", h.shop.Company.ID.UUID())
		}},
		{"taking the seat away", func(t *testing.T, _ *browser) {
			if got := h.shop.Do(t, http.MethodDelete, h.shop.Path("/seats/"+colleague.Seat.String()), nil); got.Status != http.StatusNoContent {
				t.Fatalf("%d %s", got.Status, got.Body)
			}
		}, nil},
	} {
		b := h.browse(t, email(colleague))
		in := h.alphaC.enter(t, b)
		was := h.claims(t, in.ID)
		ending.end(t, b)
		if status, got := h.alphaC.refresh(t, in.Refresh); status == http.StatusOK {
			t.Errorf("%s: refreshed: %+v", ending.name, got)
		}
		if status, _ := h.userInfo(t, in.Access); status != http.StatusUnauthorized {
			t.Errorf("%s: userinfo %d", ending.name, status)
		}
		token := h.logouts.next(t, n+1)
		told := h.claims(t, token)
		events, _ := told["events"].(map[string]any)
		if told["sid"] != was["sid"] || told["sub"] != was["sub"] || told["aud"] != h.alphaC.id || told["jti"] == nil || told["nonce"] != nil || events["http://schemas.openid.net/event/backchannel-logout"] == nil {
			t.Errorf("%s: told %v of %v", ending.name, told, was)
		}
		if ending.mend != nil {
			ending.mend(t)
		}
	}
}

// publish says what trading says when a relationship of alpha and the shop changes.
func (h *house) publish(t *testing.T, scope tenants.Scope, state string) {
	t.Helper()
	err := h.DB.InScope(t.Context(), scope, func(ctx context.Context, tx *tenants.Tx) error {
		return outbox.Publish(ctx, tx, outbox.Event{Topic: sso.TopicRelationshipChanged, Counterpart: h.shop.Company.ID,
			Payload: map[string]any{"tenant": h.alpha.Company.ID, "buyer": h.shop.Company.ID, "state": state}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSessionsThatRunOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	in := h.alphaC.enter(t, h.browse(t, email(h.shop)))
	h.Clock.Advance(30*24*time.Hour + time.Second)
	if status, _ := h.alphaC.refresh(t, in.Refresh); status == http.StatusOK {
		t.Error("the session is over, and its refresh token lives")
	}
	if err := h.SSO.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.logouts.next(t, 1)
	h.Clock.Advance(91 * 24 * time.Hour)
	if err := h.SSO.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := ask[int](t, h, "SELECT (SELECT count(*) FROM hub.sso_token) + (SELECT count(*) FROM hub.sso_sign_in)"); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}

func TestEndSession(t *testing.T) {
	t.Parallel()
	h := open(t)
	end := func(more ...string) string {
		form := url.Values{}
		for i := 0; i+1 < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return "/api/sso/end-session?" + form.Encode()
	}
	in := func() (*browser, string) {
		b := h.browse(t, email(h.shop))
		return b, h.alphaC.enter(t, b).ID
	}
	alive := func(b *browser) bool {
		to := b.visit(t, h.alphaC.link("prompt", "none"))
		return to.Query().Has("code")
	}
	const bye = "https://portal.example/bye"

	b, hint := in()
	for _, test := range []struct{ name, link, want string }{
		{"a hint that is none", end("id_token_hint", "x.y.z", "post_logout_redirect_uri", bye), "/connect?error=sso.hint_unknown"},
		{"a modified hint", end("id_token_hint", hint[:len(hint)-4]+"AAAA", "post_logout_redirect_uri", bye), "/connect?error=sso.hint_unknown"},
		{"a hint without a signature", end("id_token_hint", strings.Join(append(strings.Split(hint, ".")[:2], ""), "."), "post_logout_redirect_uri", bye), "/connect?error=sso.hint_unknown"},
		{"another client", end("id_token_hint", hint, "client_id", h.betaC.id), "/connect?error=sso.hint_unknown"},
		{"an address not registered", end("id_token_hint", hint, "post_logout_redirect_uri", bye+"/x"), "/connect?error=sso.redirect_unknown"},
		{"an address with a query", end("id_token_hint", hint, "post_logout_redirect_uri", bye+"?x=1"), "/connect?error=sso.redirect_unknown"},
		{"an address of nobody", end("post_logout_redirect_uri", bye), "/connect?error=sso.redirect_unknown"},
		{"an unknown client", end("client_id", "cli_00000000000000000000000000", "post_logout_redirect_uri", bye), "/connect?error=sso.client_unknown"},
	} {
		if to := b.visit(t, test.link); to.String() != test.want {
			t.Errorf("%s: led to %s", test.name, to)
		}
	}
	if !alive(b) {
		t.Fatal("a bad request ended the session")
	}
	if to := b.visit(t, end("id_token_hint", hint, "post_logout_redirect_uri", bye, "state", "st")); to.String() != bye+"?state=st" || alive(b) || b.cookies["__Host-sso"] != "" {
		t.Errorf("led to %s; cookies %v", to, b.cookies)
	}

	b, hint = in()
	if to := b.visit(t, end("id_token_hint", hint, "post_logout_redirect_uri", bye)); to.String() != bye || alive(b) {
		t.Errorf("without a state: led to %s", to)
	}

	b, hint = in()
	other, _ := in() // a hint of another session of the same person proves nothing here
	for _, link := range []string{end(), end("client_id", h.alphaC.id, "post_logout_redirect_uri", bye), end("id_token_hint", hint)} {
		secret := request(t, other.visit(t, link))
		var p pending
		other.do(t, http.MethodGet, "/api/sso/requests/"+secret, nil).Into(t, &p)
		if p.Kind != "sign_out" {
			t.Errorf("request %+v", p)
		}
		if got := other.decide(t, secret, map[string]any{"allow": false}); got.Status != http.StatusOK || !alive(other) {
			t.Errorf("%s: %d %s", link, got.Status, got.Body)
		}
	}
	secret := request(t, other.visit(t, end("client_id", h.alphaC.id, "post_logout_redirect_uri", bye, "state", "x")))
	got := other.decide(t, secret, map[string]any{"allow": true})
	if !strings.Contains(string(got.Body), bye+"?state=x") || alive(other) || !alive(b) {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	form := strings.TrimPrefix(end("id_token_hint", hint), "/api/sso/end-session?")
	posted := h.Do(t, "", http.MethodPost, "/api/sso/end-session", form, "Content-Type", "application/x-www-form-urlencoded", "Origin", "https://portal.example", "Cookie", "__Host-sso="+b.cookies["__Host-sso"])
	if posted.Status != http.StatusSeeOther || !alive(b) {
		t.Errorf("a form ended the session by itself: %d", posted.Status)
	}
	if to := b.visit(t, posted.Header.Get("Location")); to.Path != "/login" || alive(b) {
		t.Errorf("led to %s", to)
	}
	if to := b.visit(t, end("id_token_hint", hint, "post_logout_redirect_uri", bye)); to.String() != bye {
		t.Errorf("nobody signed in: led to %s", to)
	}
}

func TestClients(t *testing.T) {
	t.Parallel()
	h := open(t)
	in := h.alphaC.enter(t, h.browse(t, email(h.shop)))
	got := h.alpha.Do(t, http.MethodGet, h.alphaC.path("/sign-ins"), nil)
	var list struct {
		Items []struct {
			Person   string
			Customer struct{ Name string }
			Code     string `json:"customer_code"`
		}
	}
	got.Into(t, &list)
	if len(list.Items) != 1 || list.Items[0].Person != "Shop owner" || list.Items[0].Customer.Name != "Shop" || list.Items[0].Code == "" || strings.Contains(string(got.Body), h.shop.Person.ID.String()) {
		t.Errorf("sign-ins %s", got.Body)
	}
	for _, test := range []struct {
		name string
		body map[string]any
		path string
	}{
		{"http", map[string]any{"redirect_uris": []string{"http://portal.example/callback"}}, "/redirect_uris/0"},
		{"fragment", map[string]any{"redirect_uris": []string{"https://portal.example/callback#x"}}, "/redirect_uris/0"},
		{"star", map[string]any{"redirect_uris": []string{"https://*.example/callback"}}, "/redirect_uris/0"},
		{"script", map[string]any{"redirect_uris": []string{"javascript:alert(1)"}}, "/redirect_uris/0"},
		{"user", map[string]any{"redirect_uris": []string{"https://a@portal.example/callback"}}, "/redirect_uris/0"},
		{"app address of a client with a secret", map[string]any{"redirect_uris": []string{"com.example.app:/callback"}}, "/redirect_uris/0"},
		{"logout", map[string]any{"post_logout_uris": []string{"https://portal.example/ok", "ftp://portal.example/"}}, "/post_logout_uris/1"},
		{"back channel", map[string]any{"back_channel_uri": "http://10.0.0.1/logout"}, "/back_channel_uri"},
	} {
		got := h.alpha.Do(t, http.MethodPatch, h.alphaC.path(""), test.body)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(string(got.Body), `"`+test.path+`"`) {
			t.Errorf("%s: %d %s", test.name, got.Status, got.Body)
		}
	}
	read := h.alpha.Do(t, http.MethodGet, h.alphaC.path(""), nil)
	changed := h.alpha.Do(t, http.MethodPatch, h.alphaC.path(""), map[string]any{"scopes": []string{"profile"}}, "If-Match", read.Header.Get("ETag"))
	if changed.Status != http.StatusOK || !strings.Contains(string(changed.Body), `"scopes":["openid","profile"]`) {
		t.Errorf("%d %s", changed.Status, changed.Body)
	}
	if stale := h.alpha.Do(t, http.MethodPatch, h.alphaC.path(""), map[string]any{"name": "x"}, "If-Match", read.Header.Get("ETag")); stale.Status != http.StatusPreconditionFailed {
		t.Errorf("%d %s", stale.Status, stale.Body)
	}
	if status, again := h.alphaC.refresh(t, in.Refresh); status != http.StatusOK || again.Scope != "openid profile offline_access" {
		t.Errorf("after scopes were taken away: %d %q", status, again.Scope)
	}
	if _, info := h.userInfo(t, in.Access); info["name"] == nil || info["email"] != nil || info["customer_code"] != nil {
		t.Errorf("userinfo %v", info)
	}
	for _, stranger := range []apptest.Someone{h.beta, h.shop} {
		path := stranger.Path("/sso/clients/" + h.alphaC.id)
		if got := stranger.Do(t, http.MethodGet, path, nil); got.Status != http.StatusNotFound && got.Status != http.StatusForbidden {
			t.Errorf("%d %s", got.Status, got.Body)
		}
	}
	if got := h.alpha.Do(t, http.MethodDelete, h.alphaC.path(""), nil); got.Status != http.StatusNoContent {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	h.logouts.next(t, 1)
	if status, got := h.alphaC.refresh(t, in.Refresh); status != http.StatusUnauthorized || got.Error != "invalid_client" {
		t.Errorf("a removed client: %d %s", status, got.Error)
	}
	actions := ask[[]string](t, h, "SELECT array_agg(DISTINCT action ORDER BY action) FROM hub.audit_entry WHERE owner_id = $1 AND action LIKE 'sso.%'", h.alpha.Company.ID.UUID())
	if !slices.Equal(actions, []string{"sso.client_changed", "sso.client_created", "sso.client_removed", "sso.secret_rotated", "sso.signed_out"}) {
		t.Errorf("trail %v", actions)
	}
}
