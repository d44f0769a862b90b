package catalog

import (
	"context"
	"maps"
	"slices"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// Bulk is a change of many items: of some, or of all that a filter finds.
type Bulk struct {
	Items  []id.ItemID
	Filter *Filter // when no items are named
	Set    Setting
}

// Setting is what a bulk change sets; nil and empty stay.
type Setting struct {
	Category, Brand, Family, Unit *string
	State                         State
	Attributes                    []attribute.Draft
}

func (s Setting) empty() bool {
	return s.Category == nil && s.Brand == nil && s.Family == nil && s.Unit == nil && s.State == "" && len(s.Attributes) == 0
}

// Flagged is an item that a change does not fit.
type Flagged struct {
	Item      id.ItemID
	SKU, Name string
	Problems  []fault.Field
}

// Changed is what a bulk change came to: matched = changed + unchanged + flagged. While a job does it, only matched is known.
type Changed struct {
	Matched, Changed, Unchanged, Flagged int64
	Problems                             []Flagged // the first of them
	Revision                             id.RevisionID
	Job                                  *job.Run
}

const mostProblems = 100

// ChangeMany changes many items as one revision, or with try only says what would become of it. Expected, if it is given, is how many the
// caller believes to be found.
func (s *Service) ChangeMany(ctx context.Context, company id.CompanyID, b Bulk, try bool, expected *int64) (out Changed, err error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Changed{}, err
	}
	switch {
	case b.Set.empty():
		return Changed{}, errAbsent
	case (len(b.Items) == 0) == (b.Filter == nil):
		return Changed{}, errWhich
	}
	if try {
		err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			out, err = changeAll(ctx, tx, company, nil, b, func(int64) {})
			return err
		})
		return out, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Changed, error) {
		matched, err := b.count(tx, company)
		switch {
		case err != nil:
			return Changed{}, err
		case expected != nil && *expected != matched:
			return Changed{}, errMoved
		case matched > mostAtOnce:
			run, err := job.Start(ctx, tx, bulkName, bulkArgsOf(b, matched), "")
			return Changed{Matched: matched, Job: &run}, err
		}
		return s.changeMany(ctx, tx, company, b, func(int64) {})
	})
}

// changeMany does it, in the caller's transaction.
func (s *Service) changeMany(ctx context.Context, tx *tenants.Tx, company id.CompanyID, b Bulk, told func(int64)) (out Changed, err error) {
	done, err := Revise(ctx, tx, company, ByBulk, "", func(r Revision) error {
		out, err = changeAll(ctx, tx, company, &r, b, told)
		return err
	})
	if err != nil || done.Items == 0 {
		return out, err
	}
	out.Revision = done.ID
	return out, s.note(ctx, tx, "catalog.items_changed", done.ID.String(), map[string]any{"items": done.Items})
}

func (b Bulk) count(tx *tenants.Tx, tenant id.CompanyID) (int64, error) {
	if b.Filter == nil {
		found, err := byID(tx, tenant, b.Items, false)
		return int64(len(found)), err
	}
	return Count(tx, tenant, *b.Filter)
}

// next are some of the items after one.
func (b Bulk) next(tx *tenants.Tx, tenant id.CompanyID, after id.ItemID, lock bool) ([]Item, error) {
	switch {
	case b.Filter != nil:
		return batchOf(tx, tenant, *b.Filter, after, batch, lock)
	case after.IsZero():
		return byID(tx, tenant, b.Items, lock)
	default:
		return nil, nil
	}
}

// changeAll changes item by item, batch by batch; without a revision it changes nothing and only says what would become of it.
func changeAll(ctx context.Context, tx *tenants.Tx, tenant id.CompanyID, r *Revision, b Bulk, told func(int64)) (out Changed, err error) {
	said, err := saidAll(tx, tenant, r != nil)
	if err != nil {
		return Changed{}, err
	}
	out.Problems = []Flagged{}
	for after := (id.ItemID{}); ; {
		found, err := b.next(tx, tenant, after, r != nil)
		if err != nil || len(found) == 0 {
			return out, err
		}
		if err := ctx.Err(); err != nil {
			return out, err
		}
		var wanted []Item
		for _, item := range found {
			changed, wrong := b.Set.apply(item, said)
			switch {
			case len(wrong) > 0:
				out.Flagged++
				if len(out.Problems) < mostProblems {
					out.Problems = append(out.Problems, Flagged{item.ID, item.SKU, item.Name, wrong})
				}
			case same(item, changed):
				out.Unchanged++
			default:
				out.Changed++
				wanted = append(wanted, changed)
			}
		}
		if r != nil {
			if _, err := put(tx, *r, wanted); err != nil {
				return out, err
			}
		}
		out.Matched += int64(len(found))
		told(out.Matched)
		after = found[len(found)-1].ID
	}
}

// apply sets what shall be set of an item, or says why it does not fit.
func (s Setting) apply(item Item, said map[string]Said) (Item, []fault.Field) {
	draft := item.Draft()
	for to, set := range map[*string]*string{&draft.Category: s.Category, &draft.Brand: s.Brand, &draft.Unit: s.Unit} {
		if set != nil {
			*to = *set
		}
	}
	out, wrong := Read(draft)
	details, more := ReadDetails(out, *item.Details, said[out.Category].Attributes, DetailsDraft{Family: s.Family, Attributes: s.Attributes})
	out.ID, out.Version, out.UpdatedAt, out.State, out.Details = item.ID, item.Version, item.UpdatedAt, item.State, &details
	if s.State != "" {
		out.State = s.State
	}
	return out, append(wrong, more...)
}

// same tells whether two states of an item say the same.
func same(a, b Item) bool {
	x, y := a.Details, b.Details
	return a.Draft() == b.Draft() && a.State == b.State && x.Description == y.Description && x.Family == y.Family && maps.Equal(x.Attributes, y.Attributes) &&
		x.CatchWeight == y.CatchWeight && x.Nominal.Equal(y.Nominal) && slices.EqualFunc(x.Packs, y.Packs, samePack)
}
