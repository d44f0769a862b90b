package media

import (
	"context"
	"slices"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// Told is a file as the history of its item tells it.
type Told struct {
	ID               id.MediaID
	Kind             Kind
	Name, Title, Alt string
}

// History takes down what an act changed of the files of an item, in the act's transaction.
type History interface {
	// Files takes down what they were and are, and answers in which revision. Of names the price import that the act belongs to; "" is none.
	Files(ctx context.Context, tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, of string, before, after []Told) (id.RevisionID, error)
}

func tell(all []Media) []Told {
	out := make([]Told, len(all))
	for i, m := range all {
		out[i] = Told{m.ID, m.Kind, m.Name, m.Title, m.Alt}
	}
	return out
}

func placeOf(all []Told, of id.MediaID) int {
	return slices.IndexFunc(all, func(t Told) bool { return t.ID == of })
}

// those are the ids of files that are in another list as well, in order.
func those(all, in []Told) []id.MediaID {
	var out []id.MediaID
	for _, t := range all {
		if placeOf(in, t.ID) >= 0 {
			out = append(out, t.ID)
		}
	}
	return out
}

// back is what files become when an act that made after of before is undone. What somebody has changed since stays as it is now; whole is false
// where there is such a thing.
func back(now, before, after []Told) (want []Told, whole bool) {
	whole = true
	for _, t := range now {
		was, made := placeOf(before, t.ID), placeOf(after, t.ID)
		switch {
		case made < 0: // came since, or came back
		case was >= 0 && before[was] == after[made]: // the act left it alone
		case was < 0 && t == after[made]:
			continue
		case was < 0, t != after[made] && t != before[was]:
			whole = false
		default:
			t = before[was]
		}
		want = append(want, t)
	}
	for _, t := range before {
		switch {
		case placeOf(now, t.ID) >= 0:
		case placeOf(after, t.ID) < 0:
			want = append(want, t)
		case t != after[placeOf(after, t.ID)]:
			whole = false // its words were changed, and it is gone since
		}
	}
	if !slices.Equal(those(now, after), those(after, now)) {
		return want, whole && slices.Equal(those(before, after), those(after, before))
	}
	slices.SortStableFunc(want, func(a, b Told) int {
		x, y := placeOf(before, a.ID), placeOf(before, b.ID)
		switch {
		case x >= 0 && y >= 0:
			return x - y
		case x >= 0:
			return -1
		case y >= 0:
			return 1
		}
		return 0
	})
	return want, whole
}

// Restore undoes what an act changed of the files of an item, in the caller's transaction, as far as nobody has changed it since; whole is false where
// something stays, also because a removed file is not kept any more. It answers what the files were and are now.
func Restore(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, before, after []Told) (was, is []Told, whole bool, err error) {
	if err := there(tx, tenant, item, true); err != nil {
		return nil, nil, false, err
	}
	standing, err := Of(tx, tenant, item)
	if err != nil {
		return nil, nil, false, err
	}
	was = tell(standing)
	want, whole := back(was, before, after)
	for _, t := range was {
		if placeOf(want, t.ID) < 0 {
			if err := remove(tx, tenant, item, t.ID); err != nil {
				return nil, nil, false, err
			}
		}
	}
	ids := make([]id.MediaID, 0, len(want))
	for _, t := range want {
		at := placeOf(was, t.ID)
		if at < 0 {
			found, err := bringBack(tx, tenant, item, t.ID)
			if err != nil {
				return nil, nil, false, err
			}
			if !found {
				whole = false
				continue
			}
		}
		if at < 0 || was[at] != t {
			if err := describe(tx, tenant, item, t.ID, Words{Title: t.Title, Alt: t.Alt}); err != nil {
				return nil, nil, false, err
			}
		}
		ids = append(ids, t.ID)
	}
	if err := order(tx, tenant, item, ids); err != nil {
		return nil, nil, false, err
	}
	now, err := Of(tx, tenant, item)
	return was, tell(now), whole, err
}
