package credit

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

const (
	mayRead    = authz.Permission("credit.account.read")
	mayWrite   = authz.Permission("credit.account.write")
	mayDecide  = authz.Permission("credit.hold.decide")
	mayReadOwn = authz.Permission("credit.own.read")
)

// Orders is who refuses an order that waits for credit, in the supplier's scope: all that can still be refused of it.
type Orders interface {
	Refuse(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID, order id.OrderID, person, reason string) error
}

// Config is what the service works with.
type Config struct {
	DB     *tenants.DB
	Audit  *audit.Trail
	Blobs  blob.Store
	Orders Orders
}

// Service has one method per use case.
type Service struct{ Config }

// New makes the service.
func New(c Config) *Service { return &Service{c} }

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }

// read runs fn in the scope that a permission opens.
func (s *Service) read(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return err
	}
	return s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}
