package catalog

import (
	"context"

	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/media"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Audit   *audit.Trail
	Blobs   blob.Store
	Figures map[string]Figures // by the field that they keep
}

// Service has one method per use case.
type Service struct {
	db      *tenants.DB
	audit   *audit.Trail
	blobs   blob.Store
	figures map[string]Figures
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, audit: c.Audit, blobs: c.Blobs, figures: c.Figures}
}

const (
	mayRead           = authz.Permission("catalog.item.read")
	mayWrite          = authz.Permission("catalog.item.write")
	mayReadCategories = authz.Permission("catalog.category.read")
	mayPutCategories  = authz.Permission("catalog.category.write")
	mayUndo           = authz.Permission("catalog.revision.undo")
)

var (
	errTaken  = fault.Invalid.With(fault.Field{Path: "/sku", Code: "duplicate", Message: "Another item has this SKU already."})
	errMoved  = fault.Define(fault.KindConflict, "catalog.filter_moved", "By now the filter finds another number of items. Look again.")
	errAbsent = fault.Invalid.With(fault.Field{Path: "/set", Code: "required", Message: "Say what shall be set."})
	errWhich  = fault.Invalid.With(fault.Field{Path: "", Code: "one_of", Message: "Name items, or give a filter."})
)

// mostAtOnce is how many items are changed within a request; more are for a job.
const mostAtOnce = 5000

// batch is how many items are worked on at a time.
const batch = 1000

// read runs fn in the supplier's scope.
func (s *Service) read(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

func (s *Service) note(ctx context.Context, tx *tenants.Tx, action, object string, data map[string]any) error {
	return s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: object, Data: data})
}

// Whole is an item with all that belongs to it.
type Whole struct {
	Item
	Said     Said // of its category
	Media    []media.Media
	Axes     []string  // attributes in which the items of the family differ
	Variants []Variant // the others of the family
}

// Variant is an item of a family.
type Variant struct {
	ID        id.ItemID
	SKU, Name string
	State     State
	Values    attribute.Values
}
