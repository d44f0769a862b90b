package trading

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// Claim takes an invite up for a buyer company, once: the company applies to the supplier as the customer it was invited as. Where the
// invite says so it is approved at once. The same company may repeat it and is answered where it stands.
func (s *Service) Claim(ctx context.Context, company id.CompanyID, token string) (Relationship, error) {
	scope, err := authz.Acting(ctx, company, mayApply)
	if err != nil {
		return Relationship{}, err
	}
	supplier, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (id.CompanyID, error) {
		return s.claim(ctx, tx, company, token)
	})
	if err != nil {
		return Relationship{}, err
	}
	// What the invite promised is the supplier's to do. Should this process end here, the event of the application does it (FinishClaim).
	if err := s.finishClaim(ctx, tenants.Worker(supplier, id.New[id.Job](s.clock.Now())), supplier, company); err != nil {
		s.log.WarnContext(ctx, "claim not finished yet", "supplier", supplier, "buyer", company, "error", err)
	}
	var out Relationship
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = readMine(tx, company, supplier)
		return err
	})
	return out, err
}

func (s *Service) claim(ctx context.Context, tx *tenants.Tx, company id.CompanyID, token string) (supplier id.CompanyID, err error) {
	c, err := customer.Claim(ctx, tx, token)
	if err != nil || !c.Fresh() {
		return c.Supplier, err
	}
	entry := audit.Entry{Action: "trading.invite_claimed", Object: c.Supplier.String(), Data: map[string]any{"invite": c.Invite.String()}}
	if err := s.audit.Write(ctx, tx, entry); err != nil {
		return supplier, err
	}
	_, err = s.applied(ctx, tx, company, c.Supplier)
	return c.Supplier, err
}

// FinishClaim approves a buyer that came by an invite which says so. It hears of every application, so that what an interrupted claim
// left is done; done twice, the second time finds nothing to do.
func (s *Service) FinishClaim(ctx context.Context, d outbox.Delivered) error {
	var moved relationshipChanged
	if err := d.Into(&moved); err != nil {
		return err
	}
	if moved.Act != standing.ActApply || d.Counterpart != moved.Tenant {
		return nil
	}
	return s.finishClaim(ctx, d.CounterpartScope(), moved.Tenant, moved.Buyer)
}

// finishClaim approves in the worker's scope of the supplier. A buyer on the blocked list, a customer that is blocked or that somebody
// else has by now, is left to the supplier's people.
func (s *Service) finishClaim(ctx context.Context, scope tenants.Scope, supplier, buyer id.CompanyID) error {
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		may, err := customer.Promised(ctx, tx, supplier, buyer)
		if err != nil || !may {
			return err
		}
		a, err := readApplicant(tx, supplier, buyer)
		if err != nil {
			return err
		}
		blocks, err := allBlocks(tx, supplier)
		if err != nil || (ground{blocks: blocks}).blocked(a.applicant()).Verdict != JudgeGood {
			return err
		}
		return s.decide(ctx, tx, supplier, buyer, nil, Decision{Act: standing.ActApprove})
	})
}
