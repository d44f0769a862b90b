package catalog

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"manifold/internal/catalog/heading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// Categories are those of a supplier's items and those that it described, by name.
func (s *Service) Categories(ctx context.Context, company id.CompanyID) (out []Described, err error) {
	err = s.read(ctx, company, mayReadCategories, func(tx *tenants.Tx) error {
		said, err := saidAll(tx, company, false)
		if err != nil {
			return err
		}
		counts, err := counted(tx, company)
		if err != nil {
			return err
		}
		for _, c := range counts {
			out = append(out, Described{CategoryCount: c, Said: said[c.Name]})
			delete(said, c.Name)
		}
		for _, name := range slices.Sorted(maps.Keys(said)) {
			out = append(out, Described{CategoryCount: CategoryCount{Name: name}, Said: said[name]})
		}
		slices.SortFunc(out, func(a, b Described) int { return cmp.Compare(a.CategoryCount.Name, b.CategoryCount.Name) })
		return nil
	})
	return out, err
}

// PutCategory says something of a category, over a version that was seen; nil for any. The values of its items follow: they are read as the
// category asks now, and nothing of them is lost. Where these are many a job does it, and the category stays as it is until then.
func (s *Service) PutCategory(ctx context.Context, company id.CompanyID, version *int64, wanted Said) (Described, error) {
	scope, err := authz.Acting(ctx, company, mayPutCategories)
	if err != nil {
		return Described{}, err
	}
	wanted, wrong := wanted.check()
	if len(wrong) > 0 {
		return Described{}, fault.Invalid.With(wrong...)
	}
	out := Described{CategoryCount: CategoryCount{Name: wanted.Name}, Said: wanted}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		earlier, err := heldSaid(tx, company, wanted.Name)
		if err != nil {
			return err
		}
		moved, err := countMoved(tx, company, wanted, earlier)
		switch {
		case err != nil:
			return err
		case version != nil && *version != earlier.Version:
			return fault.Stale
		case moved > mostAtOnce:
			run, err := job.Start(ctx, tx, categoryName, categoryArgsOf(wanted, earlier.Version, moved), "")
			out.Said, out.Followed.Job = earlier, &run
			if err != nil {
				return err
			}
		default:
			if out.Version, out.Followed, err = s.describe(ctx, tx, company, wanted, earlier, func(int64) {}); err != nil {
				return err
			}
		}
		counts, err := counted(tx, company)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(counts, func(c CategoryCount) bool { return c.Name == wanted.Name }); i >= 0 {
			out.CategoryCount = counts[i]
		}
		return nil
	})
	return out, err
}

// describe says something of a category over what was said of it, and lets the values of its items follow.
func (s *Service) describe(ctx context.Context, tx *tenants.Tx, company id.CompanyID, wanted, earlier Said, told func(int64)) (version int64, out Followed, err error) {
	if version, err = putSaid(tx, company, wanted, &earlier.Version); err != nil {
		return 0, Followed{}, err
	}
	if len(wanted.Attributes.Moved(earlier.Attributes)) > 0 {
		done, err := Revise(ctx, tx, company, ByCategory, wanted.Name, func(r Revision) error {
			out.Unfit, err = follow(ctx, tx, r, wanted, earlier, told)
			return err
		})
		if err != nil {
			return 0, Followed{}, err
		}
		out.Items = done.Items
	}
	if wanted.Heading != earlier.Heading {
		if err := searchedIn(ctx, tx, company, wanted.Name, told); err != nil {
			return 0, Followed{}, err
		}
	}
	return version, out, s.note(ctx, tx, "catalog.category_described", "", map[string]any{"category": wanted.Name, "heading": wanted.Heading, "attributes": len(wanted.Attributes)})
}

// follow reads the values of a category's items as it asks now, and answers how many do not fit.
func follow(ctx context.Context, tx *tenants.Tx, r Revision, now, earlier Said, told func(int64)) (unfit int64, err error) {
	for after, n := (id.ItemID{}), int64(0); ; {
		found, err := batchOf(tx, r.tenant, Filter{Category: now.Name, AllCategories: true}, after, batch, true)
		if err != nil || len(found) == 0 {
			return unfit, err
		}
		if err := ctx.Err(); err != nil {
			return unfit, err
		}
		var wanted []Item
		for _, item := range found {
			values, bent := now.Attributes.Follow(earlier.Attributes, item.Details.Attributes)
			unfit += int64(bent)
			if !maps.Equal(values, item.Details.Attributes) {
				details := *item.Details
				details.Attributes, item.Details = values, &details
				wanted = append(wanted, item)
			}
		}
		if _, err := put(tx, r, wanted); err != nil {
			return unfit, err
		}
		after, n = found[len(found)-1].ID, n+int64(len(wanted))
		told(n)
	}
}

// Suggest answers which headings a category may stand for, judged by its name and those of some of its items.
func (s *Service) Suggest(ctx context.Context, company id.CompanyID, category string) ([]heading.Heading, error) {
	const samples, most = 30, 10
	var names []string
	err := s.read(ctx, company, mayReadCategories, func(tx *tenants.Tx) (err error) {
		names, err = namesIn(tx, company, category, samples)
		return err
	})
	if err != nil {
		return nil, err
	}
	return heading.Suggest(append([]string{category}, names...), most), nil
}

// Headings searches the Harmonized System, or answers what lies below a code.
func (s *Service) Headings(ctx context.Context, company id.CompanyID, words, under string) ([]heading.Heading, error) {
	const most = 50
	if _, err := authz.Acting(ctx, company, mayReadCategories); err != nil {
		return nil, err
	}
	if words != "" {
		return heading.Search(words, most), nil
	}
	return heading.Under(under), nil
}
