package catalog

import (
	"context"
	"encoding/json"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// TopicItemsChanged is published to a supplier once for each revision; its object is the revision. It says nothing of what changed.
const TopicItemsChanged = "catalog.items_changed"

// Cause is what somebody did when items changed.
type Cause string

// Causes of revisions.
const (
	ByItem     Cause = "item"     // saved one item
	ByBulk     Cause = "bulk"     // changed many at once
	BySheet    Cause = "sheet"    // saved lines of the sheet
	ByImport   Cause = "import"   // committed a price file; the source is its id
	ByRollback Cause = "rollback" // rolled one back; the source is its id
	ByUndo     Cause = "undo"     // undid a revision; the source is its id
	ByCategory Cause = "category" // said otherwise what a category, the source, asks of its items
)

// Revision is one act that changes items, while it lasts. Whatever writes items needs one, and what it writes is written down under it.
type Revision struct {
	id       id.RevisionID
	tenant   id.CompanyID
	gathered *[]Fact // nil: facts are written down at once
	made     *int    // items so far
}

// fresh is an id for an item that is made. Those of one revision ascend, for indexes grow at their ends at less cost than everywhere.
func (r Revision) fresh(at time.Time) id.ItemID {
	*r.made++
	return id.New[id.Item](at.Add(time.Duration(*r.made) * time.Microsecond))
}

// Tenant is the supplier whose items it changes.
func (r Revision) Tenant() id.CompanyID { return r.tenant }

// Revised is what a revision came to; without an id it changed nothing, and nothing is left of it.
type Revised struct {
	ID    id.RevisionID
	Items int64
}

// Revise does fn as one revision of a supplier, in the caller's transaction, by the person of its scope. If fn changed anything, it is told
// once, under TopicItemsChanged.
func Revise(ctx context.Context, tx *tenants.Tx, tenant id.CompanyID, cause Cause, source string, fn func(Revision) error) (Revised, error) {
	r := Revision{id: id.New[id.Revision](tx.Now()), tenant: tenant, made: new(int)}
	if err := begin(tx, r, cause, source); err != nil {
		return Revised{}, err
	}
	if err := fn(r); err != nil {
		return Revised{}, err
	}
	n, err := end(tx, r)
	if err != nil || n == 0 {
		return Revised{}, err
	}
	return Revised{r.id, n}, outbox.Publish(ctx, tx, outbox.Event{Topic: TopicItemsChanged, Object: r.id.String()})
}

// Fact is something of an item that an act changed and that is kept elsewhere, such as its list price. Before and after are texts in the form
// of whoever keeps it; "" is none.
type Fact struct {
	Item          id.ItemID
	Field         string
	Before, After string
}

// Gather does fn as a part of a revision and writes down all facts that it noted in one go, for many items. It notes each field of an item once.
func Gather(tx *tenants.Tx, r Revision, fn func(Revision) error) error {
	facts := []Fact{}
	part := r
	part.gathered = &facts
	if err := fn(part); err != nil {
		return err
	}
	return Note(tx, r, facts)
}

// Figures are the facts that others keep.
type Figures interface {
	// Restore sets fields that an earlier act changed back to what stood before it, as part of a revision, where they still are what that act
	// made them; it answers those that it left.
	Restore(tx *tenants.Tx, r Revision, facts []Fact) (kept []Fact, err error)
}

// Past is a revision that was made.
type Past struct {
	ID       id.RevisionID
	At       time.Time
	Person   id.PersonID // zero: nobody's
	Name     string      // of the person; "" when it cannot be told any more
	Cause    Cause
	Source   string
	Items    int64
	First    Named         // one of the items, always the same
	Kept     int64         // of an undo: fields that it left
	UndoneBy id.RevisionID // zero: it was not undone
}

// Named is an item as it is called now.
type Named struct{ SKU, Name string }

// Undoable tells whether it can be undone. What followed a category is not: it follows it back.
func (p Past) Undoable() bool { return p.UndoneBy.IsZero() && p.Items > 0 && p.Cause != ByCategory }

// PastFilter says which revisions a list has; what is zero narrows nothing.
type PastFilter struct {
	Cause    Cause
	Person   id.PersonID
	From, To time.Time // To is not included
}

// Change is what a revision changed of an item: by field, in the form of JSON; a field that is missing was empty.
type Change struct {
	Revision      id.RevisionID
	Item          id.ItemID
	SKU, Name     string
	Made          bool // the revision made the item; Before is empty
	Before, After map[string]json.RawMessage
}

var errFollows = fault.Define(fault.KindConflict, "catalog.follows_category", "These values followed their category. Describe the category as it was, and they follow it back.")

var errUndone = fault.Define(fault.KindConflict, "catalog.already_undone", "This revision was undone already.")
