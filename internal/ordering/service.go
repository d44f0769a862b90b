package ordering

import (
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/clock"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/mail"
	"manifold/internal/pricing/receipt"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// What the operations ask for.
const (
	mayReadOwn = authz.Permission("ordering.purchase.read")
	mayOrder   = authz.Permission("ordering.purchase.write")
	mayRead    = authz.Permission("ordering.order.read")
	mayAnswer  = authz.Permission("ordering.order.write")
	maySet     = authz.Permission("ordering.setting.write")
)

// Config is what the service works with.
type Config struct {
	DB        *tenants.DB
	Clock     clock.Clock
	Audit     *audit.Trail
	Mail      *mail.Queue
	Blobs     blob.Store
	Grants    *grant.Service
	Baskets   *basket.Service
	Key       receipt.Key // that receipts are signed with
	PublicURL string      // of the hub, without a stroke at the end
}

// Service has one method per use case.
type Service struct{ Config }

// New makes the service.
func New(c Config) *Service { return &Service{c} }
