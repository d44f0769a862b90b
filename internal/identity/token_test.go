package identity_test

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/seal"
)

type object = map[string]any

func segment(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func signed(t *testing.T, key ed25519.PrivateKey, head, claims object) string {
	t.Helper()
	text := segment(t, head) + "." + segment(t, claims)
	return text + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(key, []byte(text)))
}

// ring reads the newest signing key of a hub as an attacker with its secret and its database would.
func ring(t *testing.T, h house) (kid string, key ed25519.PrivateKey) {
	t.Helper()
	var sealed []byte
	if err := h.admin.QueryRow(t.Context(), "SELECT kid, private FROM hub.identity_signing_key ORDER BY created_at DESC LIMIT 1").Scan(&kid, &sealed); err != nil {
		t.Fatal(err)
	}
	box := must[seal.Box](t)(seal.New(h.Config.Derive("signing keys", 32)))
	seed := must[[]byte](t)(box.Open(sealed, []byte(kid)))
	return kid, ed25519.NewKeyFromSeed(seed)
}

func TestAccessTokens(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Company(t, "Ann", "buyer")
	ben := h.Company(t, "Ben", "buyer")
	in := h.signIn(t, "ann@example.com")
	kid, key := ring(t, h)
	_, foreign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := h.Clock.Now()
	good := object{"iss": "http://127.0.0.1", "aud": []string{"manifold-hub"}, "sub": in.View.Person.ID.String(), "sid": in.View.ID.String(), "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix()}
	head := object{"alg": "EdDSA", "typ": "JWT", "kid": kid}
	but := func(from object, name string, value any) object {
		out := maps.Clone(from)
		if out[name] = value; value == nil {
			delete(out, name)
		}
		return out
	}
	symmetric := func(secret []byte) string {
		text := segment(t, but(head, "alg", "HS256")) + "." + segment(t, good)
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(text))
		return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	}
	public, _ := key.Public().(ed25519.PublicKey)
	unsigned := segment(t, but(head, "alg", "none")) + "." + segment(t, good) + "."
	parts := strings.Split(in.Access, ".")
	jwk := object{"kty": "OKP", "crv": "Ed25519", "x": base64.RawURLEncoding.EncodeToString(foreign.Public().(ed25519.PublicKey))}
	otherSession := must[[]identity.SessionEntry](t)(h.Identity.Sessions(h.with(t, ben.Token)))[0].ID

	for name, row := range map[string]struct {
		token string
		ok    bool
	}{
		"as issued":                        {in.Access, true},
		"made with the hub's key":          {signed(t, key, head, good), true},
		"expired within the leeway":        {signed(t, key, head, but(good, "exp", now.Add(-29*time.Second).Unix())), true},
		"issued ahead within the leeway":   {signed(t, key, head, but(good, "iat", now.Add(29*time.Second).Unix())), true},
		"expired":                          {signed(t, key, head, but(good, "exp", now.Add(-31*time.Second).Unix())), false},
		"issued in the future":             {signed(t, key, head, but(good, "iat", now.Add(time.Minute).Unix())), false},
		"valid in the future":              {signed(t, key, head, but(good, "nbf", now.Add(time.Minute).Unix())), false},
		"without an end":                   {signed(t, key, head, but(good, "exp", nil)), false},
		"with an end that is text":         {signed(t, key, head, but(good, "exp", "later")), false},
		"without an audience":              {signed(t, key, head, but(good, "aud", nil)), false},
		"for another audience":             {signed(t, key, head, but(good, "aud", "manifold")), false},
		"without an issuer":                {signed(t, key, head, but(good, "iss", nil)), false},
		"of another issuer":                {signed(t, key, head, but(good, "iss", "http://127.0.0.1.example.com")), false},
		"without a session":                {signed(t, key, head, but(good, "sid", nil)), false},
		"with an empty session":            {signed(t, key, head, but(good, "sid", "")), false},
		"with a session of another kind":   {signed(t, key, head, but(good, "sid", in.View.Person.ID.String())), false},
		"with a session that is not there": {signed(t, key, head, but(good, "sid", newID[id.Session]().String())), false},
		"with somebody else's session":     {signed(t, key, head, but(good, "sid", otherSession.String())), false},
		"without a subject":                {signed(t, key, head, but(good, "sub", nil)), false},
		"of somebody else":                 {signed(t, key, head, but(good, "sub", ben.Person.ID.String())), false},
		"no algorithm":                     {unsigned, false},
		"no algorithm, our signature":      {unsigned + parts[2], false},
		"None":                             {segment(t, but(head, "alg", "None")) + "." + segment(t, good) + ".", false},
		"HS256 with the public key":        {symmetric(public), false},
		"HS256 with the key's name":        {symmetric([]byte(kid)), false},
		"HS256 with nothing":               {symmetric(nil), false},
		"ES256 in name":                    {signed(t, key, but(head, "alg", "ES256"), good), false},
		"another key":                      {signed(t, foreign, head, good), false},
		"an unknown key":                   {signed(t, foreign, but(head, "kid", "unknown"), good), false},
		"our key under an unknown name":    {signed(t, key, but(head, "kid", "unknown"), good), false},
		"no key named":                     {signed(t, key, but(head, "kid", nil), good), false},
		"a key named by a number":          {signed(t, key, but(head, "kid", 7), good), false},
		"a key named by a path":            {signed(t, foreign, but(head, "kid", "../../dev/null"), good), false},
		"a key that it brings along":       {signed(t, foreign, but(head, "jwk", jwk), good), false},
		"only a key that it brings along":  {signed(t, foreign, but(but(head, "jwk", jwk), "kid", nil), good), false},
		"a key from an address":            {signed(t, foreign, but(head, "jku", "http://127.0.0.1:1/jwks.json"), good), false},
		"a certificate from an address":    {signed(t, foreign, but(head, "x5u", "http://127.0.0.1:1/cert.pem"), good), false},
		"our key, and one beside it":       {signed(t, key, but(head, "jwk", jwk), good), true}, // ignored, as it should be
		"a changed session":                {parts[0] + "." + segment(t, but(good, "sid", otherSession.String())) + "." + parts[2], false},
		"without its signature":            {parts[0] + "." + parts[1] + ".", false},
		"without its last letter":          {in.Access[:len(in.Access)-1], false},
		"with padding":                     {in.Access + "==", false},
		"with more behind it":              {in.Access + ".x", false},
		"the refresh token":                {in.Refresh, false},
		"nothing":                          {"", false},
		"dots":                             {"..", false},
		"large":                            {strings.Repeat("A", 8000), false},
	} {
		_, err := h.Identity.Authenticate(t.Context(), row.token)
		if row.ok != (err == nil) {
			t.Errorf("%s: %v", name, err)
		}
		answer := h.Do(t, row.token, http.MethodGet, "/api/session", nil)
		if wanted := map[bool]int{true: http.StatusOK, false: http.StatusUnauthorized}[row.ok]; answer.Status != wanted {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
		}
		if !row.ok && len(h.Log.Lines(answer.Header.Get("X-Request-Id"))) != 1 {
			t.Errorf("%s: %d lines in the log", name, len(h.Log.Lines(answer.Header.Get("X-Request-Id"))))
		}
	}

	// The last base64 letter of a signature has bits that mean nothing; a lenient reader would take several spellings of one token.
	last := in.Access[len(in.Access)-1]
	for _, spelling := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" {
		if byte(spelling) == last {
			continue
		}
		if _, err := h.Identity.Authenticate(t.Context(), in.Access[:len(in.Access)-1]+string(spelling)); err == nil {
			t.Errorf("the token is also good with %q at its end", spelling)
		}
	}

	if in.AccessExpires.Sub(now) > 10*time.Minute {
		t.Errorf("the access token lives %v", in.AccessExpires.Sub(now))
	}
	var issued struct{ Exp, Iat int64 }
	must[any](t)(nil, json.Unmarshal(must[[]byte](t)(base64.RawURLEncoding.DecodeString(parts[1])), &issued))
	if issued.Exp-issued.Iat > 600 || issued.Exp == 0 {
		t.Errorf("claims %+v", issued)
	}
	h.Clock.Advance(10*time.Minute + 31*time.Second)
	_, err = h.Identity.Authenticate(t.Context(), in.Access)
	want(t, err, "hub.unauthenticated")
}

// jwks are the keys that the hub publishes, newest first.
func jwks(t *testing.T, h house) []string {
	t.Helper()
	var set struct{ Keys []map[string]string }
	h.Do(t, "", http.MethodGet, "/.well-known/jwks.json", nil).Into(t, &set)
	var out []string
	for _, k := range set.Keys {
		if k["kty"] != "OKP" || k["crv"] != "Ed25519" || k["alg"] != "EdDSA" || k["use"] != "sig" || k["d"] != "" {
			t.Errorf("a key like %v", k)
		}
		if x, err := base64.RawURLEncoding.DecodeString(k["x"]); err != nil || len(x) != ed25519.PublicKeySize {
			t.Errorf("x of %v", k)
		}
		out = append(out, k["kid"])
	}
	return out
}

func kidOf(t *testing.T, token string) string {
	t.Helper()
	parsed, _, err := jwt.NewParser().ParseUnverified(token, jwt.MapClaims{})
	if err != nil {
		t.Fatal(err)
	}
	kid, _ := parsed.Header["kid"].(string)
	return kid
}

func TestSigningKeysTurn(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Company(t, "Ann", "buyer")
	h.Clock.Advance(30*24*time.Hour - time.Minute)
	before := h.signIn(t, "ann@example.com")
	if keys := jwks(t, h); len(keys) != 1 || keys[0] != kidOf(t, before.Access) {
		t.Fatalf("keys %v", keys)
	}
	h.Clock.Advance(time.Minute)
	// The new key is published at once and signs when every instance has had the time to read it.
	if turning := h.signIn(t, "ann@example.com"); kidOf(t, turning.Access) != kidOf(t, before.Access) || len(jwks(t, h)) != 2 {
		t.Fatalf("while the key turns: keys %v, token by %s", jwks(t, h), kidOf(t, turning.Access))
	}
	h.Clock.Advance(time.Minute)
	after := h.signIn(t, "ann@example.com")
	keys := jwks(t, h)
	if len(keys) != 2 || keys[0] != kidOf(t, after.Access) || keys[1] != kidOf(t, before.Access) {
		t.Fatalf("keys %v, tokens by %s and %s", keys, kidOf(t, before.Access), kidOf(t, after.Access))
	}
	h.with(t, before.Access)
	h.with(t, after.Access)
	h.Clock.Advance(7 * time.Minute)
	h.with(t, before.Access)
	h.Clock.Advance(24 * time.Hour)
	if keys := jwks(t, h); len(keys) != 1 || keys[0] != kidOf(t, after.Access) {
		t.Errorf("a day later: %v", keys)
	}
	// A token of the retired key, made to live on, is worth nothing.
	var sealed []byte
	old := kidOf(t, before.Access)
	must[any](t)(nil, h.admin.QueryRow(t.Context(), "SELECT private FROM hub.identity_signing_key WHERE kid = $1", old).Scan(&sealed))
	box := must[seal.Box](t)(seal.New(h.Config.Derive("signing keys", 32)))
	key := ed25519.NewKeyFromSeed(must[[]byte](t)(box.Open(sealed, []byte(old))))
	now := h.Clock.Now()
	_, err := h.Identity.Authenticate(t.Context(), signed(t, key, object{"alg": "EdDSA", "kid": old}, object{"iss": "http://127.0.0.1", "aud": "manifold-hub", "sub": after.View.Person.ID.String(), "sid": after.View.ID.String(), "exp": now.Add(time.Minute).Unix()}))
	want(t, err, "hub.unauthenticated")
}

// TestInstancesShareKeys races several hubs on one database for their first key.
func TestInstancesShareKeys(t *testing.T) {
	t.Parallel()
	h := open(t)
	if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_signing_key"); n != 0 {
		t.Fatalf("%d keys before anybody signed in", n)
	}
	p, _, err := h.Identity.Provision(t.Context(), identity.Person{Email: "ann@example.com", Name: "Ann", Locale: "en"}, goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	hubs := []*app.App{h.App}
	for range 3 {
		cfg := h.Config
		cfg.Data = t.TempDir()
		another := must[*app.App](t)(app.Open(t.Context(), cfg, app.Options{Version: "test", Log: h.Log, Clock: h.Clock}))
		t.Cleanup(func() { _ = another.Close() })
		hubs = append(hubs, another)
	}
	tokens := make(chan identity.SignedIn, 2*len(hubs))
	got := parallel(2*len(hubs), func(i int) error {
		in, err := hubs[i%len(hubs)].Identity.SignIn(context.Background(), "ann@example.com", goodPassword, "")
		tokens <- in
		return err
	})
	if got[""] != 2*len(hubs) {
		t.Fatalf("answers %v", got)
	}
	if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_signing_key"); n != 1 {
		t.Errorf("%d keys", n)
	}
	for range cap(tokens) {
		in := <-tokens
		for i, hub := range hubs {
			if who, err := hub.Identity.Authenticate(t.Context(), in.Access); err != nil || who.Person != p.ID {
				t.Errorf("hub %d: %v", i, err)
			}
		}
	}
}

// TestDatabaseAway: what nobody can check right now is unavailable, not signed out.
func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Company(t, "Ann", "buyer")
	in := h.signIn(t, "ann@example.com")
	cfg := h.Config
	cfg.Data = t.TempDir()
	another := must[*app.App](t)(app.Open(t.Context(), cfg, app.Options{Version: "test", Log: h.Log, Clock: h.Clock}))
	if err := another.DB.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := another.Identity.Authenticate(t.Context(), in.Access)
	if err == nil || code(err) == "hub.unauthenticated" || code(err) == "identity.session_over" {
		t.Errorf("without a database: %v", err)
	}
}
