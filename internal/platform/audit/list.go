package audit

import (
	"context"
	"encoding/json"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// Filter narrows a list down; zero values narrow nothing.
type Filter struct {
	Action string
	Person id.PersonID
	From   time.Time // at or after
	To     time.Time // before
}

// Listed is an entry as its owner reads it.
type Listed struct {
	ID         id.AuditID
	At         time.Time
	Person     id.PersonID // zero for nobody, and for the hub itself
	PersonName string      // "" for nobody, for the operator's staff, and for a person that is gone
	Action     string
	Object     string
	Data       map[string]any
	Origin     Origin // zero without one, and after Erase
	Number     int64  // place in the chain; 0 while it is not sealed
	Hash       []byte // nil while it is not sealed
}

// List reads a page of the trail of the scope's owner, newest first.
func (t *Trail) List(ctx context.Context, tx *tenants.Tx, f Filter, request page.Request) (page.Page[Listed], error) {
	before, last := f.To, id.AuditID{}
	if f.To.IsZero() {
		before = farFuture
	}
	if !request.After.IsZero() {
		if err := request.After.Into(&before, &last); err != nil {
			return page.Page[Listed]{}, err
		}
	}
	rows, err := listEntries(ctx, tx, f, before, last, request.Fetch())
	if err != nil {
		return page.Page[Listed]{}, err
	}
	entries := make([]Listed, len(rows))
	for i, row := range rows {
		if entries[i], err = t.listed(row); err != nil {
			return page.Page[Listed]{}, err
		}
	}
	return page.Of(request, entries, func(l Listed) page.Cursor { return page.After(l.At, l.ID) }), nil
}

// Count says how many entries List would give in all.
func (t *Trail) Count(ctx context.Context, tx *tenants.Tx, f Filter) (int64, error) {
	if f.To.IsZero() {
		f.To = farFuture
	}
	return countEntries(ctx, tx, f)
}

// farFuture is behind every first page.
var farFuture = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (t *Trail) listed(row listedRow) (Listed, error) {
	origin, err := t.open(row.record, row.key)
	if err != nil {
		return Listed{}, err
	}
	l := Listed{
		ID: row.id, At: row.at.UTC(), Person: row.person, PersonName: row.name, Action: row.action, Object: row.object,
		Origin: origin, Number: row.number, Hash: row.link.hash,
	}
	return l, json.Unmarshal(row.data, &l.Data)
}
