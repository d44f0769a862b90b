package sso_test

import (
	"context"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
)

// house is a hub with two suppliers and a buyer, and a superuser's connection to its database.
type house struct {
	*apptest.Hub
	admin         *pgx.Conn
	alpha, beta   apptest.Someone // suppliers
	shop          apptest.Someone // buyer
	alphaC, betaC *portal
	logouts       *listener
}

// open starts a hub where the buyer is a customer of alpha and nothing to beta yet.
func open(t *testing.T) *house {
	t.Helper()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=16", "HUB_EGRESS_ALLOW=127.0.0.0/8")
	admin, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close(context.Background()) })
	h := &house{Hub: hub, admin: admin, logouts: listen(t)}
	h.alpha, h.beta, h.shop = hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Beta", "supplier"), hub.Company(t, "Shop", "buyer")
	h.relate(t, h.alpha, h.shop, "approved")
	h.alphaC = h.portal(t, h.alpha, map[string]any{"back_channel_uri": h.logouts.url})
	h.betaC = h.portal(t, h.beta, nil)
	return h
}

// relate puts a relationship into a state past the capability that owns it.
func (h *house) relate(t *testing.T, supplier, buyer apptest.Someone, state string) {
	t.Helper()
	h.exec(t, `INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, customer_code) VALUES ($1::uuid, $2::uuid, $3, 'C-' || left($2::uuid::text, 4))
		ON CONFLICT (tenant_id, buyer_id) DO UPDATE SET state = EXCLUDED.state`, supplier.Company.ID.UUID(), buyer.Company.ID.UUID(), state)
}

func (h *house) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := h.admin.Exec(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, h *house, query string, args ...any) T {
	t.Helper()
	var out T
	if err := h.admin.QueryRow(t.Context(), query, args...).Scan(&out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

// portal is a client as a supplier registered it.
type portal struct {
	hub      *house
	owner    apptest.Someone
	id       string
	secret   string
	redirect string
	method   string
}

// portal registers a client; more overrides what it is made of.
func (h *house) portal(t *testing.T, owner apptest.Someone, more map[string]any) *portal {
	t.Helper()
	body := map[string]any{
		"name": owner.Company.Name + " portal", "auth_method": "client_secret_basic", "redirect_uris": []string{"https://portal.example/callback"},
		"post_logout_uris": []string{"https://portal.example/bye"}, "scopes": []string{"profile", "email", "phone", "address", "customer"}, "refresh": true,
	}
	for name, value := range more {
		body[name] = value
	}
	var made struct{ ID string }
	got := owner.Do(t, http.MethodPost, owner.Path("/sso/clients"), body)
	if got.Status != http.StatusCreated {
		t.Fatalf("client: %d %s", got.Status, got.Body)
	}
	got.Into(t, &made)
	p := &portal{hub: h, owner: owner, id: made.ID, redirect: "https://portal.example/callback", method: body["auth_method"].(string)}
	if p.method != "none" {
		p.secret = p.rotate(t, 0)
	}
	return p
}

func (p *portal) path(rest string) string { return p.owner.Path("/sso/clients/" + p.id + rest) }

func (p *portal) rotate(t *testing.T, overlapHours int) string {
	t.Helper()
	var made struct{ Secret string }
	got := p.owner.Do(t, http.MethodPost, p.path("/secrets"), map[string]any{"overlap_hours": overlapHours})
	if got.Status != http.StatusCreated {
		t.Fatalf("secret: %d %s", got.Status, got.Body)
	}
	got.Into(t, &made)
	return made.Secret
}

// browser has the cookies of one sign-in.
type browser struct {
	hub     *house
	cookies map[string]string
}

// browse signs somebody in with a browser.
func (h *house) browse(t *testing.T, email string) *browser {
	t.Helper()
	b := &browser{h, map[string]string{}}
	got := b.do(t, http.MethodPost, "/api/session", map[string]any{"login": email, "password": apptest.Password})
	if got.Status != http.StatusCreated {
		t.Fatalf("sign-in: %d %s", got.Status, got.Body)
	}
	return b
}

func (b *browser) do(t *testing.T, method, path string, body any) apptest.Answer {
	t.Helper()
	var pairs []string
	for name, value := range b.cookies {
		pairs = append(pairs, name+"="+value)
	}
	got := b.hub.Do(t, "", method, path, body, "X-Hub-Request", "1", "Cookie", strings.Join(pairs, "; "))
	for _, c := range (&http.Response{Header: got.Header}).Cookies() {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return got
}

// visit follows a link to a path of the hub that leads on, and says where to.
func (b *browser) visit(t *testing.T, path string) *url.URL {
	t.Helper()
	got := b.do(t, http.MethodGet, path, nil)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	to, err := url.Parse(got.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	return to
}

const verifier = "a-verifier-that-is-long-enough-for-the-rules-of-pkce"

func challenge() string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// link is the authorization request of a portal; more are name, value, name, value …; an empty value takes a parameter away.
func (p *portal) link(more ...string) string {
	form := url.Values{
		"client_id": {p.id}, "redirect_uri": {p.redirect}, "response_type": {"code"}, "scope": {"openid profile email customer offline_access"},
		"state": {"s"}, "nonce": {"n-1"}, "code_challenge": {challenge()}, "code_challenge_method": {"S256"},
	}
	for i := 0; i+1 < len(more); i += 2 {
		if form.Set(more[i], more[i+1]); more[i+1] == "" {
			form.Del(more[i])
		}
	}
	return "/api/sso/authorize?" + form.Encode()
}

// pending is a request that waits, as the page /connect reads it.
type pending struct {
	Kind         string
	Ready, Again bool
	Scopes       []string
	Companies    []struct {
		ID, Name, Relationship string
		May, Consented         bool
	}
}

// request takes the secret of a request out of the address of a page.
func request(t *testing.T, to *url.URL) string {
	t.Helper()
	if to.Path == "/login" {
		inner, err := url.Parse(to.Query().Get("to"))
		if err != nil {
			t.Fatal(err)
		}
		to = inner
	}
	secret := to.Query().Get("request")
	if to.Path != "/connect" || secret == "" {
		t.Fatalf("led to %s, want a request", to)
	}
	return secret
}

func (b *browser) decide(t *testing.T, secret string, body map[string]any) apptest.Answer {
	t.Helper()
	return b.do(t, http.MethodPost, "/api/sso/requests/"+secret+"/decision", body)
}

// allow goes from a portal's link to its code, through the page of consent if that comes.
func (b *browser) allow(t *testing.T, p *portal, more ...string) string {
	t.Helper()
	to := b.visit(t, p.link(more...))
	if to.Path == "/connect" {
		got := b.decide(t, request(t, to), map[string]any{"allow": true})
		var onward struct {
			GoTo string `json:"go_to"`
		}
		if got.Status != http.StatusOK {
			t.Fatalf("decision: %d %s", got.Status, got.Body)
		}
		got.Into(t, &onward)
		var err error
		if to, err = url.Parse(onward.GoTo); err != nil {
			t.Fatal(err)
		}
	}
	if to.Query().Get("code") == "" {
		t.Fatalf("led to %s, want a code", to)
	}
	return to.Query().Get("code")
}

type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	ID      string `json:"id_token"`
	Scope   string
	Expires int `json:"expires_in"`
	Error   string
}

// post sends a form to an endpoint of the protocol, with the portal's own way of showing who it is.
func (p *portal) post(t *testing.T, path string, form url.Values) (int, tokens) {
	t.Helper()
	status, body := p.send(t, path, form)
	var out tokens
	if err := json.Unmarshal(body, &out); err != nil && len(body) > 0 {
		t.Fatalf("%s: %v in %s", path, err, body)
	}
	return status, out
}

// client is what portals call the hub with.
var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 40}}

func (p *portal) send(t *testing.T, path string, form url.Values) (int, []byte) {
	t.Helper()
	if p.method != "client_secret_basic" {
		form.Set("client_id", p.id)
	}
	if p.method == "client_secret_post" {
		form.Set("client_secret", p.secret)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.hub.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if p.method == "client_secret_basic" {
		r.SetBasicAuth(p.id, p.secret)
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, body
}

func (p *portal) exchange(t *testing.T, code string) (int, tokens) {
	t.Helper()
	return p.post(t, "/api/sso/token", url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {p.redirect}, "code_verifier": {verifier}})
}

func (p *portal) refresh(t *testing.T, token string) (int, tokens) {
	t.Helper()
	return p.post(t, "/api/sso/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}})
}

// enter goes all the way from a link to tokens.
func (p *portal) enter(t *testing.T, b *browser, more ...string) tokens {
	t.Helper()
	status, got := p.exchange(t, b.allow(t, p, more...))
	if status != http.StatusOK {
		t.Fatalf("token: %d %s", status, got.Error)
	}
	return got
}

func (h *house) userInfo(t *testing.T, access string) (int, map[string]any) {
	t.Helper()
	got := h.Do(t, access, http.MethodGet, "/api/sso/userinfo", nil)
	var claims map[string]any
	got.Into(t, &claims)
	return got.Status, claims
}

// claims verifies a token with the published keys, as a client does.
func (h *house) claims(t *testing.T, token string) jwt.MapClaims {
	t.Helper()
	var set struct{ Keys []struct{ Kid, N, E string } }
	h.Do(t, "", http.MethodGet, "/api/sso/jwks", nil).Into(t, &set)
	var claims jwt.MapClaims
	_, err := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(h.Clock.Now)).ParseWithClaims(token, &claims, func(j *jwt.Token) (any, error) {
		for _, k := range set.Keys {
			if k.Kid == j.Header["kid"] {
				n, _ := base64.RawURLEncoding.DecodeString(k.N)
				e, _ := base64.RawURLEncoding.DecodeString(k.E)
				return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}, nil
			}
		}
		return nil, jwt.ErrTokenUnverifiable
	})
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

// listener is a portal's end of the back channel.
type listener struct {
	url string
	mu  sync.Mutex
	got []string
}

func listen(t *testing.T) *listener {
	t.Helper()
	l := &listener{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.got = append(l.got, r.FormValue("logout_token"))
	}))
	t.Cleanup(server.Close)
	l.url = server.URL + "/logout"
	return l
}

// next waits for the n-th logout token.
func (l *listener) next(t *testing.T, n int) string {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		l.mu.Lock()
		got := l.got
		l.mu.Unlock()
		if len(got) >= n {
			return got[n-1]
		}
	}
	t.Fatalf("no logout %d came", n)
	return ""
}

func email(s apptest.Someone) string { return s.Person.Email }
