package catalog

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// Revisions is a page of what was done to a supplier's items, the latest first. An empty cause and a zero person are all.
func (s *Service) Revisions(ctx context.Context, company id.CompanyID, f PastFilter, r page.Request) (out page.Page[Past], err error) {
	var after id.RevisionID
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		rows, err := listPast(tx, company, f, after, r.Fetch())
		out = page.Of(r, rows, func(p Past) page.Cursor { return page.After(p.ID) })
		return err
	})
	return out, err
}

// Revision answers one revision.
func (s *Service) Revision(ctx context.Context, company id.CompanyID, of id.RevisionID) (out Past, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		out, err = findPast(tx, company, of)
		return err
	})
	return out, err
}

// Changes is a page of the items that a revision changed.
func (s *Service) Changes(ctx context.Context, company id.CompanyID, of id.RevisionID, r page.Request) (out page.Page[Change], err error) {
	var after id.ItemID
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		if _, err := findPast(tx, company, of); err != nil {
			return err
		}
		rows, err := changesOf(tx, company, of, after, r.Fetch())
		out = page.Of(r, rows, func(c Change) page.Cursor { return page.After(c.Item) })
		return err
	})
	return out, err
}

// Entry is what one revision changed of an item.
type Entry struct {
	Past
	Change
}

// History is a page of what changed of an item, the latest first.
func (s *Service) History(ctx context.Context, company id.CompanyID, item id.ItemID, r page.Request) (out page.Page[Entry], err error) {
	var before id.RevisionID
	if !r.After.IsZero() {
		if err := r.After.Into(&before); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		if _, err := findItem(tx, company, item, false); err != nil {
			return err
		}
		rows, err := changesTo(tx, company, item, before, r.Fetch())
		if err != nil {
			return err
		}
		wanted := make([]id.RevisionID, len(rows))
		for i, c := range rows {
			wanted[i] = c.Revision
		}
		past, err := pastOf(tx, company, wanted)
		cut := page.Of(r, rows, func(c Change) page.Cursor { return page.After(c.Revision) })
		out = page.Map(cut, func(c Change) Entry { return Entry{past[c.Revision], c} })
		return err
	})
	return out, err
}

// Undone is what undoing a revision came to. While a job does it, nothing but the job is known.
type Undone struct {
	Revision id.RevisionID // of the undoing; zero when nothing could be brought back
	Restored int64         // items
	Kept     int64         // fields that stay, because they were changed since
	Fields   []Kept        // the first of them
	Job      *job.Run
}

// Kept is a field that was not brought back.
type Kept struct {
	Item  id.ItemID
	SKU   string
	Field string
}

const mostKept = 200

// Undo brings back what stood before a revision, field by field, where nobody has changed it since.
func (s *Service) Undo(ctx context.Context, company id.CompanyID, of id.RevisionID) (Undone, error) {
	scope, err := authz.Acting(ctx, company, mayUndo)
	if err != nil {
		return Undone{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Undone, error) {
		past, err := findPast(tx, company, of)
		switch {
		case err != nil:
			return Undone{}, err
		case past.Cause == ByCategory:
			return Undone{}, errFollows
		case !past.Undoable():
			return Undone{}, errUndone
		case past.Items > mostAtOnce:
			run, err := job.Start(ctx, tx, undoName, undoArgs{of, past.Items}, "")
			return Undone{Fields: []Kept{}, Job: &run}, err
		}
		return s.undo(ctx, tx, company, of, func(int64) {})
	})
}

// undo does it, in the caller's transaction.
func (s *Service) undo(ctx context.Context, tx *tenants.Tx, company id.CompanyID, of id.RevisionID, told func(int64)) (Undone, error) {
	if err := lockPast(tx, company, of); err != nil {
		return Undone{}, err
	}
	past, err := findPast(tx, company, of)
	if err != nil {
		return Undone{}, err
	}
	if !past.Undoable() {
		return Undone{}, errUndone
	}
	out := Undone{Fields: []Kept{}}
	done, err := Revise(ctx, tx, company, ByUndo, of.String(), func(r Revision) error {
		u := undoing{tx: tx, r: r, figures: s.figures, out: &out}
		for after, n := (id.ItemID{}), int64(0); ; {
			rows, err := changesOf(tx, company, of, after, batch)
			if err != nil || len(rows) == 0 {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := u.restore(rows); err != nil {
				return err
			}
			after, n = rows[len(rows)-1].Item, n+int64(len(rows))
			told(n)
		}
	})
	if err != nil || done.Items == 0 {
		return out, err
	}
	out.Revision, out.Restored = done.ID, done.Items
	if err := markUndone(tx, company, of, done.ID, out.Kept); err != nil {
		return Undone{}, err
	}
	return out, s.note(ctx, tx, "catalog.revision_undone", of.String(), map[string]any{"items": done.Items, "kept": out.Kept})
}
