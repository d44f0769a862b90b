package inventory

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// Service has one method per use case.
type Service struct {
	db    *tenants.DB
	audit *audit.Trail
	blobs blob.Store
}

// NewService makes the service.
func NewService(db *tenants.DB, trail *audit.Trail, blobs blob.Store) *Service {
	return &Service{db, trail, blobs}
}

const (
	mayRead    = authz.Permission("inventory.stock.read")
	mayWrite   = authz.Permission("inventory.stock.write")
	mayRelease = authz.Permission("inventory.reservation.release")
)

// TopicStockChanged is published to a supplier when its figures, warehouses, deliveries or holds change through this capability. It says
// nothing of what changed.
const TopicStockChanged = "inventory.stock_changed"

// read runs fn in the supplier's scope.
func (s *Service) read(ctx context.Context, company id.CompanyID, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

// write runs fn in the supplier's scope; it notes what it did itself.
func (s *Service) write(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(context.Context, *tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, fn)
}

// note writes down what was done and tells the screens.
func (s *Service) note(ctx context.Context, tx *tenants.Tx, action, object string, data map[string]any) error {
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: object, Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicStockChanged, Object: object})
}
