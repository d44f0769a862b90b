package audit

import (
	"context"
	"crypto/rand"
	"encoding/json"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

// sealOrigin seals where the request came from. Nothing is kept of nobody, of a person whose key was erased, and outside of requests.
func (t *Trail) sealOrigin(ctx context.Context, tx *tenants.Tx, r record) ([]byte, error) {
	origin := OriginFrom(ctx)
	if origin == (Origin{}) || r.person.IsZero() {
		return nil, nil
	}
	box, ok, err := t.keyFor(ctx, tx, r.person)
	if err != nil || !ok {
		return nil, err
	}
	plain, err := json.Marshal(origin)
	if err != nil {
		return nil, err
	}
	return box.Seal(plain, r.bound()), nil
}

// bound ties sealed bytes to their entry.
func (r record) bound() []byte { return []byte(r.owner + r.id.UUID()) }

// open gives back what was sealed with the person's key, which the query has read along; the zero Origin when there is nothing or the
// key is gone.
func (t *Trail) open(r record, wrapped []byte) (Origin, error) {
	if len(r.personal) == 0 || len(wrapped) == 0 {
		return Origin{}, nil
	}
	box, err := t.unwrap(r.person, wrapped)
	if err != nil {
		return Origin{}, err
	}
	plain, err := box.Open(r.personal, r.bound())
	if err != nil {
		return Origin{}, err
	}
	var o Origin
	return o, json.Unmarshal(plain, &o)
}

// keyFor finds the person's key, and makes it in the person's own scope, where every person begins (sign-up, sign-in).
// A company's scope can read its colleagues' keys and make none.
func (t *Trail) keyFor(ctx context.Context, tx *tenants.Tx, person id.PersonID) (seal.Box, bool, error) {
	own := tx.Scope().Owner() == person.UUID()
	if !own && tx.Scope().Company().IsZero() { // nobody's scope sees no keys
		return seal.Box{}, false, nil
	}
	wrapped, err := findKey(ctx, tx, person)
	if err != nil {
		return seal.Box{}, false, err
	}
	if wrapped == nil && own {
		if wrapped, err = t.makeKey(ctx, tx, person); err != nil {
			return seal.Box{}, false, err
		}
	}
	if wrapped == nil {
		return seal.Box{}, false, nil
	}
	box, err := t.unwrap(person, wrapped)
	return box, err == nil, err
}

// makeKey writes a new key, unless a rival has just done so, and gives the one that stands.
func (t *Trail) makeKey(ctx context.Context, tx *tenants.Tx, person id.PersonID) ([]byte, error) {
	key := make([]byte, seal.KeySize)
	_, _ = rand.Read(key) // never fails
	if err := insertKey(ctx, tx, person, t.box.Seal(key, []byte(person.UUID()))); err != nil {
		return nil, err
	}
	return findKey(ctx, tx, person)
}

func (t *Trail) unwrap(person id.PersonID, wrapped []byte) (seal.Box, error) {
	key, err := t.box.Open(wrapped, []byte(person.UUID()))
	if err != nil {
		return seal.Box{}, err
	}
	return seal.New(key)
}

// Erase makes the personal data in all entries of the person of a person's scope unreadable for good, in every trail. The entries
// stay, and their chains verify. A later deed of the person makes a new key for later entries only.
func Erase(ctx context.Context, tx *tenants.Tx) error {
	return deleteKey(ctx, tx, tx.Scope().PersonID())
}
