package identity

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"sync"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

const (
	keyTurn  = 30 * 24 * time.Hour // a new key signs from then on
	keyExtra = 24 * time.Hour      // and the old one still verifies for so long
	keyFresh = time.Minute         // how long the ring is believed before it is read again
)

// key is one Ed25519 key of the ring.
type key struct {
	kid     string
	public  ed25519.PublicKey
	private ed25519.PrivateKey
	created time.Time
	retires time.Time
}

// ring holds the keys that access tokens are signed with. All instances share them through the database.
type ring struct {
	db    *tenants.DB
	clock clock.Clock
	box   seal.Box

	mu   sync.Mutex
	keys []key // newest first
	read time.Time
}

func newRing(db *tenants.DB, now clock.Clock, master []byte) (*ring, error) {
	box, err := seal.New(master)
	if err != nil {
		return nil, err
	}
	return &ring{db: db, clock: now, box: box}, nil
}

// signing returns the key to sign with, and makes a new one when the newest is due. A new key signs only once every instance has
// read it, or it would be refused there.
func (r *ring) signing(ctx context.Context) (key, error) {
	keys, err := r.current(ctx, false)
	if err != nil {
		return key{}, err
	}
	now := r.clock.Now()
	if len(keys) == 0 || !now.Before(keys[0].created.Add(keyTurn)) {
		if err := r.turn(ctx); err != nil {
			return key{}, err
		}
		if keys, err = r.current(ctx, true); err != nil {
			return key{}, err
		}
	}
	if len(keys) == 0 {
		return key{}, errors.New("identity: no signing key")
	}
	for _, k := range keys {
		if now.Sub(k.created) >= keyFresh {
			return k, nil
		}
	}
	return keys[len(keys)-1], nil // the first key of a new hub
}

// public returns the key with this id while it verifies, nil when there is none. An unknown id makes the ring be read again, at most
// once a second.
func (r *ring) public(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	for _, again := range []bool{false, true} {
		keys, err := r.current(ctx, again)
		if err != nil {
			return nil, err
		}
		if at := slices.IndexFunc(keys, func(k key) bool { return k.kid == kid }); at >= 0 {
			return keys[at].public, nil
		}
	}
	return nil, nil
}

// current returns the keys that verify now, newest first.
func (r *ring) current(ctx context.Context, again bool) ([]key, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	age := now.Sub(r.read)
	if r.read.IsZero() || age >= keyFresh || age < 0 || again && age >= time.Second || again && len(r.keys) == 0 {
		var keys []key
		err := r.db.Read(ctx, tenants.Projector(tenants.ProjectorKeys), func(ctx context.Context, tx *tenants.Tx) (err error) {
			keys, err = r.open(readKeys(tx))
			return err
		})
		if err != nil {
			return nil, err
		}
		r.keys, r.read = keys, now
	}
	living := slices.DeleteFunc(slices.Clone(r.keys), func(k key) bool { return !now.Before(k.retires) })
	return living, nil
}

// turn makes a new key, unless another instance just did.
func (r *ring) turn(ctx context.Context) error {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(public)
	kid := base64.RawURLEncoding.EncodeToString(sum[:12])
	sealed := r.box.Seal(private.Seed(), []byte(kid))
	err = r.db.InScope(ctx, tenants.Projector(tenants.ProjectorKeys), func(ctx context.Context, tx *tenants.Tx) error {
		now := tx.Now()
		return insertKeyUnlessNewer(tx, signingKey{Kid: kid, Public: public, Private: sealed, CreatedAt: now, RetiresAt: now.Add(keyTurn + keyExtra)}, now.Add(-keyTurn))
	})
	r.mu.Lock()
	r.read = time.Time{}
	r.mu.Unlock()
	return err
}

func (r *ring) open(rows []signingKey, err error) ([]key, error) {
	if err != nil {
		return nil, err
	}
	keys := make([]key, 0, len(rows))
	for _, row := range rows {
		seed, err := r.box.Open(row.Private, []byte(row.Kid))
		if err != nil {
			return nil, errors.New("identity: signing key " + row.Kid + " was sealed under another HUB_SECRET")
		}
		keys = append(keys, key{kid: row.Kid, public: row.Public, private: ed25519.NewKeyFromSeed(seed), created: row.CreatedAt, retires: row.RetiresAt})
	}
	return keys, nil
}

// PublicKey is one key that access tokens can be verified with.
type PublicKey struct {
	ID  string
	Key ed25519.PublicKey
}

// PublicKeys are the keys that verify now, newest first.
func (s *Service) PublicKeys(ctx context.Context) ([]PublicKey, error) {
	keys, err := s.keys.current(ctx, false)
	out := make([]PublicKey, len(keys))
	for i, k := range keys {
		out[i] = PublicKey{k.kid, k.public}
	}
	return out, err
}
