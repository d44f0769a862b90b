package tenants

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"manifold/internal/kernel/fault"
)

// Key is an Idempotency-Key as the web layer read it: what the client calls this effect, and which request it came with.
type Key struct {
	Value       string
	Operation   string
	Fingerprint [32]byte // SHA-256 over method, path and body
}

type keyInContext struct{}

// WithKey puts the key of a request into its context. Once picks it up.
func WithKey(ctx context.Context, k Key) context.Context {
	return context.WithValue(ctx, keyInContext{}, k)
}

type idempotencyKey struct {
	OwnerID     string `gorm:"type:uuid"`
	Key         string
	Operation   string
	Fingerprint []byte
	Outcome     json.RawMessage `gorm:"type:jsonb"`
	Refused     bool
	CreatedAt   time.Time
}

func (idempotencyKey) TableName() string { return "idempotency_key" }

// Once runs an effect at most once per key and answers a repetition with what the first run came to, refusals too.
// The outcome stands in the transaction of the effect: both are committed or neither. Without a key it is InScope with a result.
// T must survive a JSON round trip. A key that was used for another request answers hub.idempotency_mismatch.
func Once[T any](ctx context.Context, db *DB, s Scope, fn func(context.Context, *Tx) (T, error)) (T, error) {
	var result T
	key, given := ctx.Value(keyInContext{}).(Key)
	if !given {
		err := db.InScope(ctx, s, func(ctx context.Context, tx *Tx) (err error) {
			result, err = fn(ctx, tx)
			return err
		})
		return result, err
	}
	var refusal error
	err := db.InScope(ctx, s, func(ctx context.Context, tx *Tx) error {
		mine, err := tx.claim(key)
		if err != nil {
			return err
		}
		if !mine {
			refusal, err = tx.replay(key, &result)
			return err
		}
		if err := tx.gorm.SavePoint("effect").Error; err != nil {
			return err
		}
		result, err = fn(ctx, tx)
		if err != nil {
			refused, ok := storable(translate(err))
			if !ok {
				return err
			}
			refusal = refused
			if err := tx.gorm.RollbackTo("effect").Error; err != nil {
				return err
			}
			var none T
			result, tx.after = none, nil
			return tx.settle(key, refused, true)
		}
		return tx.settle(key, result, false)
	})
	if err != nil {
		return result, err
	}
	return result, refusal
}

// storable tells a refusal, which would come out the same again, from an accident, which may not.
func storable(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return nil, false
	}
	switch f.Kind() {
	case fault.KindInternal, fault.KindUnavailable, fault.KindTooMany, fault.KindUnauthenticated:
		return nil, false
	default:
		return f, true
	}
}

// claim inserts the key; a rival with the same key waits here until the first one is committed, and then gets false.
func (tx *Tx) claim(k Key) (bool, error) {
	row := idempotencyKey{OwnerID: tx.scope.Owner(), Key: k.Value, Operation: k.Operation, Fingerprint: k.Fingerprint[:], Outcome: json.RawMessage("null"), CreatedAt: tx.now}
	got := tx.gorm.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return got.RowsAffected == 1, got.Error
}

func (tx *Tx) settle(k Key, outcome any, refused bool) error {
	text, err := json.Marshal(outcome)
	if err != nil {
		return err
	}
	got := tx.gorm.Model(&idempotencyKey{}).Where("owner_id = ? AND key = ?", tx.scope.Owner(), k.Value).
		Updates(map[string]any{"outcome": string(text), "refused": refused})
	if got.Error == nil && got.RowsAffected != 1 {
		return errors.New("tenants: idempotency key vanished")
	}
	return got.Error
}

func (tx *Tx) replay(k Key, result any) (refusal, err error) {
	var row struct {
		Operation   string
		Fingerprint []byte
		Outcome     []byte
		Refused     bool
	}
	err = tx.gorm.Raw("SELECT operation, fingerprint, outcome, refused FROM idempotency_key WHERE owner_id = ? AND key = ?", tx.scope.Owner(), k.Value).Scan(&row).Error
	if err != nil {
		return nil, err
	}
	if row.Operation != k.Operation || !bytes.Equal(row.Fingerprint, k.Fingerprint[:]) {
		return nil, fault.IdempotencyMismatch
	}
	if row.Refused {
		f, err := fault.Decode(row.Outcome)
		if err != nil {
			return nil, err
		}
		return f, nil
	}
	return nil, json.Unmarshal(row.Outcome, result)
}

// SweepKeys deletes idempotency keys that are older than 24 hours.
func SweepKeys(ctx context.Context, db *DB) error {
	return db.InScope(ctx, Projector(ProjectorSweep), func(ctx context.Context, tx *Tx) error {
		return tx.gorm.Exec("DELETE FROM idempotency_key WHERE created_at < ?", tx.now.Add(-24*time.Hour)).Error
	})
}
