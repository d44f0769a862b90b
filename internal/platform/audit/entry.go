package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

// Entry is a deed to be written down.
type Entry struct {
	// Action says what was done, like "identity.seat_removed"; required.
	Action string
	// Object is the written id of what it was done to; may be empty.
	Object string
	// Data says more, in values that survive JSON; readable by the owner's auditors for ever.
	Data map[string]any
	// Owner is the uuid of the company or person in whose trail it stands; "" means the owner of the scope. An operator names the
	// company it acted on, a person a company it has a seat in.
	Owner string
}

// record is an entry as it lies in the table.
type record struct {
	owner    string
	id       id.AuditID
	at       time.Time
	person   id.PersonID
	operator id.CompanyID
	action   string
	object   string
	data     []byte
	personal []byte
}

// Trail writes and reads entries. One per process, handed to every service.
type Trail struct {
	box     seal.Box // seals the keys of persons
	written notice
}

// NewTrail makes a trail. masterKey is 32 bytes derived from HUB_SECRET for this purpose; persons' keys are sealed under it.
func NewTrail(masterKey []byte) (*Trail, error) {
	box, err := seal.New(masterKey)
	if err != nil {
		return nil, err
	}
	return &Trail{box: box}, nil
}

// Write puts an entry into the trail, in the caller's transaction. The person who acts is that of the scope; the origin in ctx is
// sealed under that person's key. An operator's reason stands in the data.
func (t *Trail) Write(ctx context.Context, tx *tenants.Tx, e Entry) error {
	if e.Action == "" {
		return errors.New("audit: an entry without an action")
	}
	r := record{owner: e.Owner, id: id.New[id.Audit](tx.Now()), at: tx.Now(), person: tx.Scope().PersonID(), action: e.Action, object: e.Object}
	if r.owner == "" {
		r.owner = tx.Scope().Owner()
	}
	if tx.Scope().IsOperator() && r.owner != tx.Scope().Owner() {
		r.operator = tx.Scope().Company()
	}
	var err error
	if r.data, err = json.Marshal(withReason(e.Data, tx.Scope().Reason())); err != nil {
		return fmt.Errorf("audit: data of %s: %w", e.Action, err)
	}
	if r.personal, err = t.sealOrigin(ctx, tx, r); err != nil {
		return err
	}
	if err := insertEntry(ctx, tx, r); err != nil {
		return err
	}
	tx.AfterCommit(func() { t.written.tell(r.owner, r.id) })
	return nil
}

// withReason adds the reason of the scope, unless the deed has given a better one.
func withReason(data map[string]any, reason string) map[string]any {
	if _, given := data["reason"]; given || reason == "" {
		if data == nil {
			return map[string]any{}
		}
		return data
	}
	with := maps.Clone(data)
	if with == nil {
		with = map[string]any{}
	}
	with["reason"] = reason
	return with
}
