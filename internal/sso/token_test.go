package sso_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"
)

// race sends the same form forty times at once and counts who won. Everybody else has to be refused as invalid_grant.
func race(t *testing.T, p *portal, form func() url.Values) tokens {
	t.Helper()
	const callers = 40
	var mu sync.Mutex
	var won []tokens
	var all sync.WaitGroup
	start := make(chan struct{})
	for range callers {
		all.Go(func() {
			<-start
			status, got := p.post(t, "/api/sso/token", form())
			mu.Lock()
			defer mu.Unlock()
			switch {
			case status == http.StatusOK:
				won = append(won, got)
			case status != http.StatusBadRequest || got.Error != "invalid_grant":
				t.Errorf("a loser was answered %d %s", status, got.Error)
			}
		})
	}
	close(start)
	all.Wait()
	if len(won) != 1 {
		t.Fatalf("%d of %d won", len(won), callers)
	}
	return won[0]
}

func TestOneWinner(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	code := b.allow(t, h.alphaC)
	in := race(t, h.alphaC, func() url.Values {
		return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {h.alphaC.redirect}, "code_verifier": {verifier}}
	})
	if status, _ := h.userInfo(t, in.Access); status != http.StatusOK {
		t.Errorf("the winner's token is worth nothing: %d", status)
	}
	again := race(t, h.alphaC, func() url.Values { return url.Values{"grant_type": {"refresh_token"}, "refresh_token": {in.Refresh}} })
	if again.Refresh == in.Refresh || again.ID == "" {
		t.Errorf("refreshed %+v", again)
	}
	if status, _ := h.alphaC.refresh(t, again.Refresh); status != http.StatusOK {
		t.Errorf("the winner's refresh token is worth nothing: %d", status)
	}
}

func TestReuse(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	for _, kind := range []string{"code", "refresh"} {
		for _, after := range []time.Duration{0, 9 * time.Second, 30 * time.Second, 10 * time.Minute} {
			code := b.allow(t, h.alphaC)
			_, in := h.alphaC.exchange(t, code)
			repeat := func() (int, tokens) { return h.alphaC.exchange(t, code) }
			if kind == "refresh" {
				first := in.Refresh
				_, in = h.alphaC.refresh(t, first)
				repeat = func() (int, tokens) { return h.alphaC.refresh(t, first) }
			}
			h.Clock.Advance(after)
			if status, got := repeat(); status != http.StatusBadRequest || got.Error != "invalid_grant" {
				t.Errorf("%s again after %s: %d %s", kind, after, status, got.Error)
			}
			want := http.StatusOK
			if after >= 10*time.Second {
				want = http.StatusBadRequest
			}
			if status, _ := h.alphaC.refresh(t, in.Refresh); status != want {
				t.Errorf("%s again after %s: the sign-in's refresh token is answered %d, want %d", kind, after, status, want)
			}
			if status, _ := h.userInfo(t, in.Access); after == 30*time.Second && status != http.StatusUnauthorized {
				t.Errorf("%s again after %s: the access token still opens: %d", kind, after, status)
			}
		}
	}
	if n := ask[int](t, h, "SELECT count(*) FROM hub.audit_entry WHERE owner_id = $1 AND action = 'sso.token_reused'", h.shop.Person.ID.UUID()); n != 4 {
		t.Errorf("%d reuses noted", n)
	}
}

func TestTokensRunOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	code := b.allow(t, h.alphaC)
	h.Clock.Advance(61 * time.Second)
	if status, got := h.alphaC.exchange(t, code); status != http.StatusBadRequest || got.Error != "invalid_grant" {
		t.Errorf("an old code: %d %s", status, got.Error)
	}
	in := h.alphaC.enter(t, b)
	h.Clock.Advance(10*time.Minute + time.Second)
	if status, _ := h.userInfo(t, in.Access); status != http.StatusUnauthorized {
		t.Errorf("an old access token: %d", status)
	}
	if status, _ := h.alphaC.refresh(t, in.Refresh); status != http.StatusOK {
		t.Errorf("refresh: %d", status)
	}
}

func TestTokenEndpointRefusals(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.relate(t, h.beta, h.shop, "approved")
	b := h.browse(t, email(h.shop))
	app := h.portal(t, h.alpha, map[string]any{"auth_method": "none"})
	noRefresh := h.portal(t, h.alpha, map[string]any{"refresh": false})
	good := func(code string) url.Values {
		return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {h.alphaC.redirect}, "code_verifier": {verifier}}
	}
	with := func(form url.Values, name, value string) url.Values {
		if form.Set(name, value); value == "" {
			form.Del(name)
		}
		return form
	}
	code := b.allow(t, h.alphaC) // stays good throughout
	for _, test := range []struct {
		name   string
		portal *portal
		form   url.Values
		status int
		error  string
	}{
		{"no grant type", h.alphaC, with(good(code), "grant_type", ""), 400, "invalid_request"},
		{"password", h.alphaC, with(good(code), "grant_type", "password"), 400, "unsupported_grant_type"},
		{"client credentials", h.alphaC, with(good(code), "grant_type", "client_credentials"), 400, "unsupported_grant_type"},
		{"no code", h.alphaC, with(good(code), "code", ""), 400, "invalid_grant"},
		{"unknown code", h.alphaC, good("nobody-made-this-code"), 400, "invalid_grant"},
		{"other address", h.alphaC, with(good(code), "redirect_uri", "https://portal.example/other"), 400, "invalid_grant"},
		{"no address", h.alphaC, with(good(code), "redirect_uri", ""), 400, "invalid_grant"},
		{"no verifier", h.alphaC, with(good(code), "code_verifier", ""), 400, "invalid_grant"},
		{"other verifier", h.alphaC, with(good(code), "code_verifier", verifier+"x"), 400, "invalid_grant"},
		{"another client's code", h.betaC, good(code), 400, "invalid_grant"},
		{"another client's code, public", app, good(code), 400, "invalid_grant"},
		{"a code for a refresh token", h.alphaC, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {code}}, 400, "invalid_grant"},
		{"refresh without the right", noRefresh, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"x"}}, 400, "unauthorized_client"},
		{"wrong secret", &portal{hub: h, id: h.alphaC.id, secret: "wrong", method: "client_secret_basic"}, good(code), 401, "invalid_client"},
		{"no secret", &portal{hub: h, id: h.alphaC.id, method: "client_secret_basic"}, good(code), 401, "invalid_client"},
		{"as if public", &portal{hub: h, id: h.alphaC.id, method: "none"}, good(code), 401, "invalid_client"},
		{"the other way", &portal{hub: h, id: h.alphaC.id, secret: h.alphaC.secret, method: "client_secret_post"}, good(code), 401, "invalid_client"},
		{"another's secret", &portal{hub: h, id: h.alphaC.id, secret: h.betaC.secret, method: "client_secret_basic"}, good(code), 401, "invalid_client"},
		{"a public client with a secret", &portal{hub: h, id: app.id, secret: "x", method: "client_secret_post"}, good(code), 401, "invalid_client"},
		{"unknown client", &portal{hub: h, id: "cli_00000000000000000000000000", secret: "x", method: "client_secret_basic"}, good(code), 401, "invalid_client"},
	} {
		if status, got := test.portal.post(t, "/api/sso/token", test.form); status != test.status || got.Error != test.error {
			t.Errorf("%s: %d %s, want %d %s", test.name, status, got.Error, test.status, test.error)
		}
	}
	if status, got := h.alphaC.exchange(t, code); status != http.StatusOK {
		t.Errorf("after all that the code is worth nothing: %d %s", status, got.Error)
	}
	post := h.portal(t, h.alpha, map[string]any{"auth_method": "client_secret_post"})
	for _, p := range []*portal{app, post} {
		p.enter(t, b)
	}
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	old := *h.alphaC
	h.alphaC.secret = h.alphaC.rotate(t, 2)
	works := func(p *portal) bool { status, _ := p.exchange(t, b.allow(t, h.alphaC)); return status == http.StatusOK }
	if !works(&old) || !works(h.alphaC) {
		t.Error("during the overlap both secrets work")
	}
	h.Clock.Advance(2*time.Hour + time.Second)
	b = h.browse(t, email(h.shop))
	h.alpha = h.SignIn(t, h.alpha.Person, h.alpha.Company)
	h.alphaC.owner = h.alpha
	if works(&old) || !works(h.alphaC) {
		t.Error("after the overlap only the new one works")
	}
	before := *h.alphaC
	h.alphaC.secret = h.alphaC.rotate(t, 0)
	if works(&before) || !works(h.alphaC) {
		t.Error("without an overlap the old one ends at once")
	}
	var got struct{ Secrets []struct{} }
	h.alpha.Do(t, http.MethodGet, h.alphaC.path(""), nil).Into(t, &got)
	if len(got.Secrets) != 1 {
		t.Errorf("%d secrets are listed", len(got.Secrets))
	}
	if n := ask[int](t, h, "SELECT count(*) FROM hub.sso_secret WHERE hash = sha256(convert_to($1, 'UTF8'))", h.alphaC.secret); n != 1 {
		t.Error("the secret is not kept by its hash")
	}
}

func TestRevokeAndIntrospect(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	in := h.alphaC.enter(t, b)
	about := func(p *portal, token string) (active bool) {
		var got struct{ Active bool }
		status, body := p.send(t, "/api/sso/introspect", url.Values{"token": {token}})
		if err := json.Unmarshal(body, &got); err != nil || status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		return got.Active
	}
	if !about(h.alphaC, in.Access) || !about(h.alphaC, in.Refresh) || about(h.betaC, in.Access) || about(h.alphaC, "nonsense") {
		t.Error("introspection")
	}
	give := func(p *portal, token string) {
		if status, body := p.send(t, "/api/sso/revoke", url.Values{"token": {token}}); status != http.StatusOK {
			t.Errorf("revoke: %d %s", status, body)
		}
	}
	give(h.betaC, in.Refresh) // not its own: nothing happens, and it does not learn so
	give(h.alphaC, "nonsense")
	if !about(h.alphaC, in.Refresh) {
		t.Error("a stranger revoked a token")
	}
	give(h.alphaC, in.Access)
	if about(h.alphaC, in.Access) || !about(h.alphaC, in.Refresh) {
		t.Error("an access token goes alone")
	}
	_, in = h.alphaC.refresh(t, in.Refresh)
	give(h.alphaC, in.Refresh)
	if about(h.alphaC, in.Access) || about(h.alphaC, in.Refresh) {
		t.Error("a refresh token takes the others along")
	}
}

func TestUserInfo(t *testing.T) {
	t.Parallel()
	h := open(t)
	in := h.alphaC.enter(t, h.browse(t, email(h.shop)))
	form := func(body string, headers ...string) int {
		return h.Do(t, "", http.MethodPost, "/api/sso/userinfo", body, append(headers, "Content-Type", "application/x-www-form-urlencoded")...).Status
	}
	if form("access_token="+in.Access) != 200 || form("x=1", "Authorization", "Bearer "+in.Access) != 200 || form("access_token=x") != 401 || form("access_token="+in.Refresh) != 401 {
		t.Error("userinfo by form")
	}
	if got := h.Do(t, "", http.MethodGet, "/api/sso/userinfo?access_token="+in.Access, nil); got.Status != http.StatusUnauthorized {
		t.Errorf("a token in the address: %d", got.Status)
	}
	if got := h.Do(t, in.Access, http.MethodGet, "/api/session", nil); got.Status != http.StatusUnauthorized {
		t.Errorf("a client's token opens the hub: %d", got.Status)
	}
	if got := h.Do(t, in.ID, http.MethodGet, "/api/session", nil); got.Status != http.StatusUnauthorized {
		t.Errorf("an ID token opens the hub: %d", got.Status)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browse(t, email(h.shop))
	operator := h.Company(t, "Operations", "buyer").Operator(t)
	operator = h.SignIn(t, operator.Person, operator.Company)
	first := h.alphaC.enter(t, b)
	type list struct{ Items []struct{ Kid, Use string } }
	path := "/api/operator/" + operator.Company.ID.String() + "/sso/keys"
	for turn := range 2 {
		var before, after list
		operator.Do(t, http.MethodGet, path, nil).Into(t, &before)
		got := operator.Do(t, http.MethodPost, path, nil)
		if got.Status != http.StatusCreated {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		got.Into(t, &after)
		if len(after.Items) != len(before.Items)+1 {
			t.Errorf("turn %d: %+v, then %+v", turn, before, after)
		}
		use := func(l list, what string) string {
			for _, k := range l.Items {
				if k.Use == what {
					return k.Kid
				}
			}
			return ""
		}
		if use(after, "current") != use(before, "next") || use(after, "next") == "" {
			t.Errorf("turn %d: the next key does not sign: %+v, then %+v", turn, before, after)
		}
		h.claims(t, first.ID) // still verifies
		_, again := h.alphaC.refresh(t, first.Refresh)
		h.claims(t, again.ID)
		first.Refresh = again.Refresh
	}
	if to := b.visit(t, h.alphaC.link("prompt", "none", "id_token_hint", first.ID)); to.Query().Get("code") == "" {
		t.Errorf("the first ID token is no hint any more: %s", to)
	}
	h.Clock.Advance(31 * 24 * time.Hour) // in time the ring turns by itself, and old keys go
	var set struct{ Keys []struct{ Kid string } }
	h.Do(t, "", http.MethodGet, "/api/sso/jwks", nil).Into(t, &set)
	if len(set.Keys) != 4 { // one that signed, one that signs, two to come
		t.Errorf("after a month %d keys are published", len(set.Keys))
	}
}
