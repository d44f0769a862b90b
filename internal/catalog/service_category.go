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
	"manifold/tenants"
)

// Categories are those of a supplier's items and those that it described, by name.
func (s *Service) Categories(ctx context.Context, company id.CompanyID) (out []Described, err error) {
	err = s.read(ctx, company, mayReadCategories, func(tx *tenants.Tx) error {
		said, err := saidAll(tx, company)
		if err != nil {
			return err
		}
		counts, err := counted(tx, company)
		if err != nil {
			return err
		}
		for _, c := range counts {
			out = append(out, Described{c, said[c.Name]})
			delete(said, c.Name)
		}
		for _, name := range slices.Sorted(maps.Keys(said)) {
			out = append(out, Described{CategoryCount{Name: name}, said[name]})
		}
		slices.SortFunc(out, func(a, b Described) int { return cmp.Compare(a.CategoryCount.Name, b.CategoryCount.Name) })
		return nil
	})
	return out, err
}

// PutCategory says something of a category, over a version that was seen; nil for any.
func (s *Service) PutCategory(ctx context.Context, company id.CompanyID, version *int64, wanted Said) (Described, error) {
	scope, err := authz.Acting(ctx, company, mayPutCategories)
	if err != nil {
		return Described{}, err
	}
	wanted, wrong := wanted.check()
	if len(wrong) > 0 {
		return Described{}, fault.Invalid.With(wrong...)
	}
	out := Described{CategoryCount{Name: wanted.Name}, wanted}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if out.Version, err = putSaid(tx, company, wanted, version); err != nil {
			return err
		}
		counts, err := counted(tx, company)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(counts, func(c CategoryCount) bool { return c.Name == wanted.Name }); i >= 0 {
			out.CategoryCount = counts[i]
		}
		return s.note(ctx, tx, "catalog.category_described", "", map[string]any{"category": wanted.Name, "heading": wanted.Heading, "attributes": len(wanted.Attributes)})
	})
	return out, err
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
