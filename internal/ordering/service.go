package ordering

import (
	"context"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
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
	Gate      Gate        // that purchases pass; nil: none
}

// Service has one method per use case.
type Service struct{ Config }

// New makes the service.
func New(c Config) *Service { return &Service{c} }

// Gate is what a purchase passes in its own transaction, once it is priced and held. Its refusal gives up the whole purchase.
type Gate interface {
	Pass(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, p Plan) error
}

// Orderer is who a purchase is of, where somebody else's word places it.
type Orderer struct {
	Person id.PersonID
	Name   string
}

// Ready is a draft that was understood, with what its pricing needs that no buyer may see: made before the transaction that weighs or places it.
type Ready struct {
	Draft Draft

	facts *facts
}

// Ready understands a draft that is weighed or placed in a transaction of another package. Every line needs the price that was seen if seen is true.
func (s *Service) Ready(ctx context.Context, d Draft, seen bool) (*Ready, error) {
	f, err := s.prepare(ctx, &d, seen)
	return &Ready{d, f}, err
}

// Unseen is the same at whatever it costs now.
func (r *Ready) Unseen() *Ready { return &Ready{r.Draft.Unseen(), r.facts} }

// Weigh answers what a draft comes to in the transaction of a buyer, without any effect. What a purchase would be refused for is its fault; lines that are left out by the draft's
// mode are told, and have no price.
func (s *Service) Weigh(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, r *Ready) (Plan, error) {
	if err := r.facts.read(ctx, tx, buyer, r.Draft); err != nil {
		return Plan{}, err
	}
	b := s.buying(tx, buyer, r.Draft, r.facts)
	return b.priced()
}

// Place orders a draft as Create does, in the transaction of a buyer, for somebody whose purchase had to wait for the word of others: no gate is asked.
func (s *Service) Place(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, r *Ready, of Orderer) (id.PurchaseID, error) {
	if err := r.facts.read(ctx, tx, buyer, r.Draft); err != nil {
		return id.PurchaseID{}, err
	}
	b := s.buying(tx, buyer, r.Draft, r.facts)
	b.orderer = &of
	return b.buy(ctx)
}

func (s *Service) buying(tx *tenants.Tx, buyer id.CompanyID, d Draft, f *facts) *buying {
	return &buying{service: s, tx: tx, buyer: buyer, draft: d, facts: f, out: map[int]Problem{}, held: map[int]id.ReservationID{}}
}

// Unseen is the draft without the prices and totals that were seen or agreed to: whatever it costs now.
func (d *Draft) Unseen() Draft {
	out := *d
	out.Lines, out.Orders = append([]LineDraft(nil), d.Lines...), append([]OrderDraft(nil), d.Orders...)
	for i := range out.Lines {
		out.Lines[i].Price, out.Lines[i].Agreed = nil, nil
	}
	for i := range out.Orders {
		out.Orders[i].Total, out.Orders[i].Agreed = nil, nil
	}
	return out
}
