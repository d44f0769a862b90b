package catalog

import (
	"context"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// Kinds of long work, as screens show them.
const (
	bulkName   = "catalog_bulk"
	undoName   = "catalog_undo"
	exportName = "catalog_export"

	categoryName = "catalog_category"
)

// filterArgs are a filter in the arguments of a job.
type filterArgs struct {
	Words    string `json:"words,omitempty"`
	Category string `json:"category,omitempty"`
	State    State  `json:"state,omitempty"`
	Brand    string `json:"brand,omitempty"`
	Family   string `json:"family,omitempty"`
	Without  []Lack `json:"without,omitempty"`
}

func filterArgsOf(f Filter) filterArgs {
	return filterArgs{f.Words, f.Category, f.State, f.Brand, f.Family, f.Without}
}

func (a filterArgs) filter() Filter {
	return Filter{Words: a.Words, Category: a.Category, AllCategories: true, State: a.State, Brand: a.Brand, Family: a.Family, Without: a.Without}
}

// bulkArgs are what a bulk change needs.
type bulkArgs struct {
	Filter     filterArgs        `json:"filter"`
	Category   *string           `json:"category,omitempty"`
	Brand      *string           `json:"brand,omitempty"`
	Family     *string           `json:"family,omitempty"`
	Unit       *string           `json:"unit,omitempty"`
	State      State             `json:"state,omitempty"`
	Attributes []attribute.Draft `json:"attributes,omitempty"`
	Matched    int64             `json:"matched"`
}

// Kind names bulk changes in the queue.
func (bulkArgs) Kind() string { return bulkName }

// bulkArgsOf are those of a change of all that a filter finds; named items are never too many for a request.
func bulkArgsOf(b Bulk, matched int64) bulkArgs {
	s := b.Set
	return bulkArgs{filterArgsOf(*b.Filter), s.Category, s.Brand, s.Family, s.Unit, s.State, s.Attributes, matched}
}

// undoArgs are what an undo needs.
type undoArgs struct {
	Revision id.RevisionID `json:"revision"`
	Items    int64         `json:"items"`
}

// Kind names undoing in the queue.
func (undoArgs) Kind() string { return undoName }

// categoryArgs are what describing a category of many items needs.
type categoryArgs struct {
	Name       string           `json:"name"`
	Heading    string           `json:"heading"`
	Attributes []definitionJSON `json:"attributes"`
	Version    int64            `json:"version"` // over which it is said
	Items      int64            `json:"items"`
}

// Kind names it in the queue.
func (categoryArgs) Kind() string { return categoryName }

func categoryArgsOf(s Said, over, items int64) categoryArgs {
	return categoryArgs{s.Name, s.Heading, definitionRows(s.Attributes), over, items}
}

// Handle lets the registry's runner work on the long ones.
func (s *Service) Handle(r *job.Registry) {
	job.HandleLong(r, s.bulk)
	job.HandleLong(r, s.undoLong)
	job.HandleLong(r, s.export)
	job.HandleLong(r, s.category)
}

func (s *Service) bulk(ctx context.Context, w *job.Work, args bulkArgs) (job.Result, error) {
	filter := args.Filter.filter()
	b := Bulk{Filter: &filter, Set: Setting{args.Category, args.Brand, args.Family, args.Unit, args.State, args.Attributes}}
	return job.Result{}, s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		_, err := s.changeMany(ctx, tx, w.Company, b, func(done int64) { w.Progress(done, max(done, args.Matched)) })
		return err
	})
}

func (s *Service) undoLong(ctx context.Context, w *job.Work, args undoArgs) (job.Result, error) {
	return job.Result{}, s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		_, err := s.undo(ctx, tx, w.Company, args.Revision, func(done int64) { w.Progress(done, args.Items) })
		return err
	})
}

func (s *Service) category(ctx context.Context, w *job.Work, args categoryArgs) (job.Result, error) {
	wanted := Said{Name: args.Name, Heading: args.Heading, Attributes: definitionsOf(args.Attributes)}
	return job.Result{}, s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		earlier, err := heldSaid(tx, w.Company, wanted.Name)
		switch {
		case err != nil:
			return err
		case earlier.Version != args.Version:
			return fault.Stale
		}
		_, _, err = s.describe(ctx, tx, w.Company, wanted, earlier, func(done int64) { w.Progress(done, max(done, args.Items)) })
		return err
	})
}
