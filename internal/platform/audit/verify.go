package audit

import (
	"bytes"
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/tenants"
)

const (
	verifyPage = 1000
	sealedIn   = time.Minute // an entry without a seal for longer is not waiting
)

// Verification is what was found in a chain.
type Verification struct {
	Entries  int64  // in the trail, sealed or not
	Unsealed int64  // of them without a seal: those of the last second
	Head     []byte // hash of the last link; nil for an empty chain
	BrokenAt int64  // first number that is missing, has no entry or a wrong hash; 0 means none
	Missing  int64  // numbers without a link, and links without an entry
	Extra    int64  // entries without a seal for more than a minute: put in past the sealer, robbed of their link, or the sealer stands still
}

// OK tells whether nothing is wrong.
func (v *Verification) OK() bool { return v.BrokenAt == 0 && v.Missing == 0 && v.Extra == 0 }

// Verify recomputes the chain of the scope's owner, page by page.
func Verify(ctx context.Context, tx *tenants.Tx) (Verification, error) {
	return verify(ctx, tx, tx.Scope().Owner())
}

// VerifyAll recomputes every chain of the hub and hands each to found, with the uuid of its owner. An error of found ends it.
func VerifyAll(ctx context.Context, db *tenants.DB, found func(owner string, v Verification) error) error {
	scope := tenants.Projector(tenants.ProjectorSealer)
	var all []string
	err := db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		pg, err := tx.PGX()
		if err != nil {
			return err
		}
		all, err = owners(ctx, pg)
		return err
	})
	if err != nil {
		return err
	}
	for _, owner := range all {
		var v Verification
		err := db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
			v, err = verify(ctx, tx, owner)
			return err
		})
		if err != nil {
			return err
		}
		if err := found(owner, v); err != nil {
			return err
		}
	}
	return nil
}

func verify(ctx context.Context, tx *tenants.Tx, owner string) (Verification, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Verification{}, err
	}
	var v Verification
	if err := v.walk(ctx, pg, owner); err != nil {
		return Verification{}, err
	}
	v.Unsealed, v.Extra, err = countUnsealed(ctx, pg, owner, tx.Now().Add(-sealedIn))
	v.Entries += v.Unsealed
	return v, err
}

// walk goes along the chain. Behind a broken link it goes on with the hash that stands there, so that Missing is complete.
func (v *Verification) walk(ctx context.Context, pg pgx.Tx, owner string) error {
	var last link
	for {
		links, err := chainFrom(ctx, pg, owner, last.number, verifyPage)
		if err != nil {
			return err
		}
		for _, s := range links {
			if err := v.check(last, s); err != nil {
				return err
			}
			last = s.link
		}
		if len(links) < verifyPage {
			v.Head = last.hash
			return nil
		}
	}
}

// check judges one link by the one before.
func (v *Verification) check(last link, s sealed) error {
	if gap := s.number - last.number - 1; gap > 0 {
		v.Missing += gap
		v.broken(last.number + 1)
	}
	if s.id.IsZero() {
		v.Missing++
		v.broken(s.number)
		return nil
	}
	v.Entries++
	hash, err := s.record.hash(last.hash, s.number)
	if err != nil {
		return err
	}
	if !bytes.Equal(hash, s.link.hash) {
		v.broken(s.number)
	}
	return nil
}

func (v *Verification) broken(number int64) {
	if v.BrokenAt == 0 {
		v.BrokenAt = number
	}
}
