package pricing

import (
	"context"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB    *tenants.DB
	Clock clock.Clock
	Audit *audit.Trail
	Blobs blob.Store
}

// Service has one method per use case.
type Service struct {
	db    *tenants.DB
	clock clock.Clock
	audit *audit.Trail
	blobs blob.Store
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, blobs: c.Blobs}
}

// read runs fn in the supplier's scope.
func (s *Service) read(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

// write runs fn in the supplier's scope, in a transaction that writes.
func (s *Service) write(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(context.Context, *tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, fn)
}

func (s *Service) note(ctx context.Context, tx *tenants.Tx, action, object string, data map[string]any) error {
	return s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: object, Data: data})
}

// once runs fn in the supplier's scope so that the same request has one effect.
func (s *Service) once(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(context.Context, *tenants.Tx) (PriceList, error)) (PriceList, error) {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return PriceList{}, err
	}
	return tenants.Once(ctx, s.db, scope, fn)
}

// TopicPricesChanged is published to a supplier once for each act that changes what its buyers pay; its object is the change set, the list or the customer
// it was done to, or the supplier itself. It says no price.
const TopicPricesChanged = "pricing.prices_changed"

func changed(ctx context.Context, tx *tenants.Tx, object string) error {
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicPricesChanged, Object: object})
}
