package sso

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

const (
	keyBits  = 2048
	keyTurn  = 30 * 24 * time.Hour // a key signs for so long
	keyAfter = 24 * time.Hour      // and is published for so long after it signed last
	keyKept  = 90 * 24 * time.Hour // and still proves an ID token that comes back as a hint for so long
	keyFresh = time.Second         // how long the ring is believed before it is read again

	// keysAhead is how many keys are published before they sign. Clients keep the list for a while and ask again once a minute at most;
	// with two, the ring may even turn twice within that minute.
	keysAhead = 2
)

// key is one RSA key of the provider.
type key struct {
	kid     string
	private *rsa.PrivateKey
	created time.Time
	signs   time.Time // zero: the next one
	retires time.Time // zero: signs now, or is the next one
}

// published tells whether clients find it.
func (k key) published(now time.Time) bool { return k.retires.IsZero() || now.Before(k.retires) }

// ring holds the provider's keys. All instances share them through the database.
type ring struct {
	db    *tenants.DB
	clock clock.Clock
	box   seal.Box

	mu     sync.Mutex
	keys   []key // newest first
	read   time.Time
	opened map[string]*rsa.PrivateKey // by kid: opening and checking an RSA key costs a millisecond
}

func newRing(db *tenants.DB, now clock.Clock, master []byte) (*ring, error) {
	box, err := seal.New(master)
	if err != nil {
		return nil, err
	}
	return &ring{db: db, clock: now, box: box, opened: map[string]*rsa.PrivateKey{}}, nil
}

// signing returns the key to sign with; it makes the first ones, and turns the ring when the key is due.
func (r *ring) signing(ctx context.Context) (key, error) {
	keys, err := r.all(ctx)
	if err != nil {
		return key{}, err
	}
	k, found := current(keys)
	if !found || !r.clock.Now().Before(k.signs.Add(keyTurn)) {
		if err := r.turn(ctx, keyTurn); err != nil {
			return key{}, err
		}
		if keys, err = r.all(ctx); err != nil {
			return key{}, err
		}
		if k, found = current(keys); !found {
			return key{}, errors.New("sso: no signing key")
		}
	}
	return k, nil
}

// current is the key that began to sign last.
func current(keys []key) (key, bool) {
	var found key
	for _, k := range keys {
		if !k.signs.IsZero() && k.retires.IsZero() && !k.signs.Before(found.signs) {
			found = k
		}
	}
	return found, found.private != nil
}

// all returns the keys of the ring, retired ones too, newest first.
func (r *ring) all(ctx context.Context) ([]key, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	if age := now.Sub(r.read); !r.read.IsZero() && age >= 0 && age < keyFresh && len(r.keys) > 0 {
		return slices.Clone(r.keys), nil
	}
	var rows []keyRow
	err := r.db.Read(ctx, tenants.Projector(tenants.ProjectorKeys), func(_ context.Context, tx *tenants.Tx) (err error) {
		rows, err = readKeys(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	keys := make([]key, 0, len(rows))
	for _, row := range rows {
		private, err := r.open(row)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key{kid: row.Kid, private: private, created: row.CreatedAt, signs: moment(row.SignsAt), retires: moment(row.RetiresAt)})
	}
	r.keys, r.read = keys, now
	return slices.Clone(keys), nil
}

func (r *ring) open(row keyRow) (*rsa.PrivateKey, error) {
	if private := r.opened[row.Kid]; private != nil {
		return private, nil
	}
	plain, err := r.box.Open(row.Private, []byte(row.Kid))
	if err != nil {
		return nil, errors.New("sso: signing key " + row.Kid + " was sealed under another HUB_SECRET")
	}
	private, err := x509.ParsePKCS1PrivateKey(plain)
	if err != nil {
		return nil, err
	}
	r.opened[row.Kid] = private
	return private, nil
}

// turn lets the next key sign and makes another one to come, unless the present one has signed for less than least. The new key was
// published while it was the next, so clients that keep the list for a while have it.
func (r *ring) turn(ctx context.Context, least time.Duration) error {
	var fresh []keyRow
	for range keysAhead + 1 { // a new hub needs them all
		row, err := r.make()
		if err != nil {
			return err
		}
		fresh = append(fresh, row)
	}
	err := r.db.InScope(ctx, tenants.Projector(tenants.ProjectorKeys), func(_ context.Context, tx *tenants.Tx) error {
		return turnKeys(tx, fresh, least)
	})
	r.mu.Lock()
	r.read = time.Time{}
	r.mu.Unlock()
	return err
}

func (r *ring) make() (keyRow, error) {
	private, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return keyRow{}, err
	}
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(&private.PublicKey))
	kid := base64.RawURLEncoding.EncodeToString(sum[:12])
	return keyRow{Kid: kid, Private: r.box.Seal(x509.MarshalPKCS1PrivateKey(private), []byte(kid))}, nil
}

// Types of what is signed. A logout token must not pass for an ID token.
const (
	typeID     = "JWT"
	typeLogout = "logout+jwt"
)

func (k key) sign(kind string, claims map[string]any) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims(claims))
	token.Header["kid"], token.Header["typ"] = k.kid, kind
	return token.SignedString(k.private)
}

// hint reads an ID token that a client gives back. It may have run out, and its key may have retired; that it is ours is what counts.
func (r *ring) hint(ctx context.Context, issuer, text string) (hint, error) {
	keys, err := r.all(ctx)
	if err != nil {
		return hint{}, err
	}
	var claims jwt.MapClaims
	parser := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodRS256.Alg()}), jwt.WithoutClaimsValidation(), jwt.WithStrictDecoding())
	_, err = parser.ParseWithClaims(text, &claims, func(t *jwt.Token) (any, error) {
		if t.Header["typ"] != typeID {
			return nil, errors.New("no ID token")
		}
		at := slices.IndexFunc(keys, func(k key) bool { return k.kid == t.Header["kid"] })
		if at < 0 {
			return nil, errors.New("key not known")
		}
		return &keys[at].private.PublicKey, nil
	})
	if err != nil {
		return hint{}, errHint.Because(err)
	}
	of := func(name string) string { text, _ := claims[name].(string); return text }
	if of("iss") != issuer {
		return hint{}, errHint
	}
	return hint{subject: of("sub"), client: of("aud"), signIn: of("sid")}, nil
}

// hint is what an ID token that came back says.
type hint struct{ subject, client, signIn string }

// PublicKey is one key that clients verify with.
type PublicKey struct {
	ID  string
	Key *rsa.PublicKey
}

// KeyEntry is a key as the operator sees it.
type KeyEntry struct {
	ID        string
	Use       string // next, current or former
	CreatedAt time.Time
	RetiresAt time.Time
}

// entry says when the key will be gone if nobody turns the ring before.
func (k key) entry(signing key) KeyEntry {
	e := KeyEntry{ID: k.kid, CreatedAt: k.created, Use: "former", RetiresAt: k.retires}
	switch {
	case k.signs.IsZero():
		e.Use, e.RetiresAt = "next", signing.signs.Add(2*keyTurn+keyAfter)
	case k.retires.IsZero():
		e.Use, e.RetiresAt = "current", k.signs.Add(keyTurn+keyAfter)
	}
	return e
}

func moment(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}
