package sso_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := &browser{h, map[string]string{}}
	to := b.visit(t, h.alphaC.link())
	if to.Path != "/login" {
		t.Fatalf("nobody is signed in, and was led to %s", to)
	}
	secret := request(t, to)
	b = h.browse(t, email(h.shop))
	var p pending
	b.do(t, http.MethodGet, "/api/sso/requests/"+secret, nil).Into(t, &p)
	if p.Kind != "sign_in" || p.Ready || p.Again || !slices.Equal(p.Scopes, []string{"openid", "profile", "email", "customer", "offline_access"}) ||
		len(p.Companies) != 1 || !p.Companies[0].May || p.Companies[0].Consented {
		t.Errorf("request %+v", p)
	}
	if other := h.browse(t, email(h.beta)).do(t, http.MethodGet, "/api/sso/requests/"+secret, nil); other.Code() != "sso.request_over" {
		t.Errorf("somebody else saw the request: %d %s", other.Status, other.Body)
	}
	got := b.decide(t, secret, map[string]any{"allow": true})
	var onward struct {
		GoTo string `json:"go_to"`
	}
	got.Into(t, &onward)
	back, err := url.Parse(onward.GoTo)
	if err != nil || !strings.HasPrefix(onward.GoTo, "https://portal.example/callback?") || back.Query().Get("state") != "s" || back.Query().Get("iss") != "http://127.0.0.1" {
		t.Fatalf("led to %s, %v", onward.GoTo, err)
	}
	if again := b.decide(t, secret, map[string]any{"allow": true}); again.Code() != "sso.request_over" {
		t.Errorf("a request was answered twice: %d %s", again.Status, again.Body)
	}
	status, issued := h.alphaC.exchange(t, back.Query().Get("code"))
	if status != http.StatusOK || issued.Refresh == "" || issued.Expires != 600 || issued.Scope != "openid profile email customer offline_access" {
		t.Fatalf("%d %+v", status, issued)
	}
	id := h.claims(t, issued.ID)
	if id["iss"] != "http://127.0.0.1" || id["aud"] != h.alphaC.id || id["nonce"] != "n-1" || id["acr"] == nil || id["at_hash"] == nil || id["auth_time"] == nil || id["sid"] == nil || id["name"] != nil {
		t.Errorf("ID token %v", id)
	}
	status, info := h.userInfo(t, issued.Access)
	if status != http.StatusOK || info["sub"] != id["sub"] || info["name"] != "Shop owner" || info["email"] != email(h.shop) || info["email_verified"] != true ||
		info["customer_name"] != "Shop" || !strings.HasPrefix(info["customer_code"].(string), "C-") || info["customer_id"] == h.shop.Company.ID.String() || info["address"] != nil {
		t.Errorf("userinfo %d %v", status, info)
	}
	if strings.Contains(issued.ID+info["sub"].(string), h.shop.Person.ID.String()) || strings.Contains(info["sub"].(string), h.shop.Person.ID.UUID()) {
		t.Error("the person's own id came out")
	}
	for _, owner := range []string{h.shop.Person.ID.UUID(), h.shop.Company.ID.UUID()} {
		for _, action := range []string{"sso.consented", "sso.signed_in"} {
			if n := ask[int](t, h, "SELECT count(*) FROM hub.audit_entry WHERE owner_id = $1 AND action = $2", owner, action); n != 1 {
				t.Errorf("%s stands %d times in a trail", action, n)
			}
		}
	}
}

func TestASecondSupplierWithoutAForm(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.relate(t, h.beta, h.shop, "approved")
	b := h.browse(t, email(h.shop))
	one := h.alphaC.enter(t, b)
	if to := b.visit(t, h.betaC.link("prompt", "none")); to.Query().Get("error") != "consent_required" || to.Query().Get("iss") == "" || to.Query().Get("state") != "s" {
		t.Errorf("led to %s", to)
	}
	two := h.betaC.enter(t, b)
	if h.claims(t, one.ID)["sub"] == h.claims(t, two.ID)["sub"] {
		t.Error("two suppliers know the person by the same name")
	}
	_, infoOne := h.userInfo(t, one.Access)
	_, infoTwo := h.userInfo(t, two.Access)
	if infoOne["customer_id"] == infoTwo["customer_id"] {
		t.Error("two suppliers know the company by the same name")
	}
	for _, p := range []*portal{h.alphaC, h.betaC} { // consent stands now
		if to := b.visit(t, p.link("prompt", "none")); to.Query().Get("code") == "" {
			t.Errorf("led to %s", to)
		}
	}
	if to := b.visit(t, h.alphaC.link("scope", "openid address", "prompt", "none")); to.Query().Get("error") != "consent_required" {
		t.Errorf("a new scope was not asked for: %s", to)
	}
	if to := b.visit(t, h.alphaC.link("prompt", "consent")); to.Path != "/connect" {
		t.Errorf("the prompt consent did not ask: %s", to)
	}
	var apps struct{ Items []struct{ ID string } }
	b.do(t, http.MethodGet, "/api/sso/apps", nil).Into(t, &apps)
	var ins struct {
		Items []struct{ ID, Session string }
	}
	b.do(t, http.MethodGet, "/api/sso/sign-ins", nil).Into(t, &ins)
	if len(apps.Items) != 2 || len(ins.Items) != 2 || ins.Items[0].Session != ins.Items[1].Session {
		t.Errorf("apps %+v, sign-ins %+v", apps, ins)
	}
}

func TestOnlyApprovedCustomers(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	for _, state := range []string{"none", "applied", "rejected", "suspended", "closed"} {
		if state != "none" {
			h.relate(t, h.beta, h.shop, state)
		}
		if to := b.visit(t, h.betaC.link("prompt", "none")); to.Query().Get("error") != "access_denied" {
			t.Errorf("%s: the client heard %s", state, to)
		}
		secret := request(t, b.visit(t, h.betaC.link()))
		var p pending
		b.do(t, http.MethodGet, "/api/sso/requests/"+secret, nil).Into(t, &p)
		if len(p.Companies) != 1 || p.Companies[0].May || p.Companies[0].Relationship != state || p.Ready {
			t.Errorf("%s: request %+v", state, p)
		}
		if got := b.decide(t, secret, map[string]any{"allow": true, "company": h.shop.Company.ID.String()}); got.Code() != "sso.not_a_customer" {
			t.Errorf("%s: %d %s", state, got.Status, got.Body)
		}
		var onward struct {
			GoTo string `json:"go_to"`
		}
		b.decide(t, secret, map[string]any{"allow": false}).Into(t, &onward)
		if !strings.Contains(onward.GoTo, "error=access_denied") || !strings.Contains(onward.GoTo, "iss=") {
			t.Errorf("%s: the client heard %s", state, onward.GoTo)
		}
	}
}

func TestChoosingACompany(t *testing.T) {
	t.Parallel()
	h := open(t)
	var second struct{ ID string }
	h.shop.Do(t, http.MethodPost, "/api/companies", map[string]any{"name": "Second Shop", "country": "GB", "parts": []string{"buyer"}}).Into(t, &second)
	h.exec(t, "INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state) SELECT $1, id, 'approved' FROM hub.identity_company WHERE name = 'Second Shop'", h.alpha.Company.ID.UUID())
	b := h.browse(t, email(h.shop))
	if to := b.visit(t, h.alphaC.link("prompt", "none")); to.Query().Get("error") != "interaction_required" {
		t.Errorf("led to %s", to)
	}
	secret := request(t, b.visit(t, h.alphaC.link()))
	if got := b.decide(t, secret, map[string]any{"allow": true}); got.Code() != "sso.choose_company" {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	if got := b.decide(t, secret, map[string]any{"allow": true, "company": h.beta.Company.ID.String()}); got.Code() != "sso.not_a_customer" {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	if got := b.decide(t, secret, map[string]any{"allow": true, "company": second.ID}); got.Status != http.StatusOK {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	_, info := h.userInfo(t, h.alphaC.enter(t, b).Access) // without asking: the one of last time
	if info["customer_name"] != "Second Shop" {
		t.Errorf("userinfo %v", info)
	}
	if to := b.visit(t, h.alphaC.link("prompt", "select_account")); to.Path != "/connect" {
		t.Errorf("led to %s", to)
	}
}

func TestAuthorizeRefusals(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	h.alphaC.enter(t, b)
	app := h.portal(t, h.alpha, map[string]any{"auth_method": "none", "redirect_uris": []string{"com.example.app:/callback", "https://portal.example/callback"}})
	for _, test := range []struct {
		name  string
		link  string
		error string // told to the client
		page  string // or shown by the hub
	}{
		{"no client", h.alphaC.link("client_id", ""), "", "sso.client_unknown"},
		{"unknown client", h.alphaC.link("client_id", "cli_00000000000000000000000000"), "", "sso.client_unknown"},
		{"no address", h.alphaC.link("redirect_uri", ""), "", "sso.redirect_unknown"},
		{"address with more", h.alphaC.link("redirect_uri", "https://portal.example/callback/x"), "", "sso.redirect_unknown"},
		{"address with a query", h.alphaC.link("redirect_uri", "https://portal.example/callback?x=1"), "", "sso.redirect_unknown"},
		{"address in capitals", h.alphaC.link("redirect_uri", "https://PORTAL.example/callback"), "", "sso.redirect_unknown"},
		{"address with a port", h.alphaC.link("redirect_uri", "https://portal.example:443/callback"), "", "sso.redirect_unknown"},
		{"address with a fragment", h.alphaC.link("redirect_uri", "https://portal.example/callback#x"), "", "sso.redirect_unknown"},
		{"two addresses", h.alphaC.link() + "&redirect_uri=https%3A%2F%2Fportal.example%2Fcallback", "", "sso.redirect_unknown"},
		{"a parameter twice", h.alphaC.link() + "&nonce=2", "invalid_request", ""},
		{"no response type", h.alphaC.link("response_type", ""), "unsupported_response_type", ""},
		{"token", h.alphaC.link("response_type", "token"), "unsupported_response_type", ""},
		{"code and ID token", h.alphaC.link("response_type", "code id_token"), "unsupported_response_type", ""},
		{"unknown scope", h.alphaC.link("scope", "openid everything"), "invalid_scope", ""},
		{"response mode", h.alphaC.link("response_mode", "form_post"), "invalid_request", ""},
		{"request object", h.alphaC.link("request", "x.y.z"), "request_not_supported", ""},
		{"request address", h.alphaC.link("request_uri", "http://127.0.0.1:1/x"), "request_uri_not_supported", ""},
		{"plain challenge", h.alphaC.link("code_challenge_method", "plain"), "invalid_request", ""},
		{"challenge without a method", h.alphaC.link("code_challenge_method", ""), "invalid_request", ""},
		{"short challenge", h.alphaC.link("code_challenge", "short"), "invalid_request", ""},
		{"public without PKCE", app.link("code_challenge", "", "code_challenge_method", ""), "invalid_request", ""},
		{"unknown prompt", h.alphaC.link("prompt", "create"), "invalid_request", ""},
		{"none and more", h.alphaC.link("prompt", "none login"), "invalid_request", ""},
		{"max_age", h.alphaC.link("max_age", "-1"), "invalid_request", ""},
		{"claims", h.alphaC.link("claims", "{"), "invalid_request", ""},
		{"hint", h.alphaC.link("id_token_hint", "x.y.z"), "invalid_request", ""},
		{"not UTF-8", h.alphaC.link() + "&login_hint=%ff", "invalid_request", ""},
	} {
		to := b.visit(t, test.link)
		switch {
		case test.page != "":
			if to.String() != "/connect?error="+test.page {
				t.Errorf("%s: led to %s", test.name, to)
			}
		case to.Query().Get("error") != test.error || to.Query().Get("iss") != "http://127.0.0.1" || to.Query().Get("state") != "s" || to.Query().Has("code"):
			t.Errorf("%s: led to %s", test.name, to)
		}
	}
	for _, good := range []string{ // what must not disturb
		h.alphaC.link("state", ""), h.alphaC.link("state", "x"), h.alphaC.link("nonce", ""), h.alphaC.link("code_challenge", "", "code_challenge_method", ""),
		h.alphaC.link("display", "popup", "ui_locales", "se", "login_hint", "who@example.com", "acr_values", "1 2"), h.alphaC.link("extra", "foobar"),
		h.alphaC.link("max_age", "10000"), h.alphaC.link("claims", `{"userinfo":{"name":{"essential":true}}}`),
	} {
		if to := b.visit(t, good); to.Query().Get("code") == "" || to.Query().Has("state") != strings.Contains(good, "state=") {
			t.Errorf("%s led to %s", good, to)
		}
	}
	got := h.Do(t, "", http.MethodPost, "/api/sso/authorize", strings.TrimPrefix(h.alphaC.link(), "/api/sso/authorize?"), "Content-Type", "application/x-www-form-urlencoded", "Origin", "https://portal.example")
	if got.Status != http.StatusSeeOther || b.visit(t, got.Header.Get("Location")).Query().Get("code") == "" {
		t.Errorf("a form: %d %s", got.Status, got.Header.Get("Location"))
	}
}

func TestClaimsParameter(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	in := h.alphaC.enter(t, b, "scope", "openid", "claims", `{"id_token":{"email":{"essential":true},"customer_code":null},"userinfo":{"name":{"essential":true}}}`)
	id := h.claims(t, in.ID)
	_, info := h.userInfo(t, in.Access)
	if id["email"] != email(h.shop) || id["customer_code"] == nil || id["name"] != nil || info["name"] != "Shop owner" {
		t.Errorf("ID token %v, userinfo %v", id, info)
	}
}

func TestFreshness(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	old := h.alphaC.enter(t, b)
	h.Clock.Advance(5 * time.Minute)
	for _, test := range []struct{ name, link, want string }{
		{"old enough", h.alphaC.link("max_age", "600"), "code"},
		{"too old", h.alphaC.link("max_age", "60"), "/login"},
		{"too old, and silent", h.alphaC.link("max_age", "60", "prompt", "none"), "login_required"},
		{"zero", h.alphaC.link("max_age", "0"), "/login"},
		{"login", h.alphaC.link("prompt", "login"), "/login"},
		{"own hint", h.alphaC.link("id_token_hint", old.ID), "code"},
	} {
		to := b.visit(t, test.link)
		if got := to.Query().Get("error"); got != test.want && to.Path != test.want && (test.want != "code" || !to.Query().Has("code")) {
			t.Errorf("%s: led to %s", test.name, to)
		}
	}
	secret := request(t, b.visit(t, h.alphaC.link("prompt", "login")))
	var p pending
	b.do(t, http.MethodGet, "/api/sso/requests/"+secret, nil).Into(t, &p)
	if !p.Again || p.Ready {
		t.Errorf("request %+v", p)
	}
	if got := b.decide(t, secret, map[string]any{"allow": true}); got.Code() != "sso.sign_in_again" {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	h.Clock.Advance(time.Second)
	again := h.browse(t, email(h.shop))
	again.do(t, http.MethodGet, "/api/sso/requests/"+secret, nil).Into(t, &p)
	if p.Again || !p.Ready {
		t.Errorf("request %+v", p)
	}
	var onward struct {
		GoTo string `json:"go_to"`
	}
	again.decide(t, secret, map[string]any{"allow": true}).Into(t, &onward)
	back, _ := url.Parse(onward.GoTo)
	_, fresh := h.alphaC.exchange(t, back.Query().Get("code"))
	if h.claims(t, fresh.ID)["auth_time"] == h.claims(t, old.ID)["auth_time"] {
		t.Error("auth_time is that of the first sign-in")
	}

	// The client expects somebody else.
	colleague := h.shop.Colleague(t, "Colleague", "buyer")
	other := h.browse(t, email(colleague))
	if to := other.visit(t, h.alphaC.link("id_token_hint", old.ID, "prompt", "none")); to.Query().Get("error") != "login_required" {
		t.Errorf("led to %s", to)
	}
	secret = request(t, other.visit(t, h.alphaC.link("id_token_hint", old.ID)))
	other.decide(t, secret, map[string]any{"allow": true}).Into(t, &onward)
	if !strings.Contains(onward.GoTo, "error=login_required") {
		t.Errorf("somebody else was let in for the one in the hint: %s", onward.GoTo)
	}
}

func TestCookie(t *testing.T) {
	t.Parallel()
	h := open(t)
	got := h.Do(t, "", http.MethodPost, "/api/session", map[string]any{"login": email(h.shop), "password": apptest.Password}, "X-Hub-Request", "1")
	var found bool
	for _, c := range (&http.Response{Header: got.Header}).Cookies() {
		if c.Name == "__Host-sso" {
			found = true
			if c.SameSite != http.SameSiteLaxMode || !c.HttpOnly || !c.Secure || c.Path != "/" || c.Domain != "" {
				t.Errorf("cookie %+v", c)
			}
			// It opens nothing else, and no other session's id goes with its signature.
			if got := h.Do(t, "", http.MethodGet, "/api/session", nil, "Cookie", "__Host-access="+c.Value); got.Status != http.StatusUnauthorized {
				t.Errorf("the cookie opens the session: %d", got.Status)
			}
			id, signature, _ := strings.Cut(c.Value, ".")
			for _, forged := range []string{id, id + ".", "ses_00000000000000000000000000." + signature, id + "." + signature[1:]} {
				b := &browser{h, map[string]string{"__Host-sso": forged}}
				if to := b.visit(t, h.alphaC.link()); to.Path != "/login" {
					t.Errorf("%q led to %s", forged, to)
				}
			}
		}
	}
	if !found {
		t.Error("no cookie")
	}
}
