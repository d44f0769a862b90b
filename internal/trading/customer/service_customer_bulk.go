package customer

import (
	"context"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// ChangeCustomers does one thing to many customers, in one transaction; those it cannot be done to stay as they are and are named.
func (s *Service) ChangeCustomers(ctx context.Context, company id.CompanyID, b BulkChange) (BulkOutcome, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return BulkOutcome{}, err
	}
	if err := b.check(); err != nil {
		return BulkOutcome{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (BulkOutcome, error) {
		out, err := s.changeCustomers(ctx, tx, company, b)
		if err != nil || out.Changed == 0 {
			return out, err
		}
		return out, s.customerEvent(ctx, tx, "trading.customers_changed", "", map[string]any{"action": string(b.Action), "customers": out.Changed})
	})
}

func (s *Service) changeCustomers(ctx context.Context, tx *tenants.Tx, company id.CompanyID, b BulkChange) (BulkOutcome, error) {
	h := newHierarchy()
	if b.Action == SetHeadOffice || b.Action == DeleteMany {
		var err error
		if h, err = lockHierarchy(ctx, tx, company); err != nil {
			return BulkOutcome{}, err
		}
	}
	customers, err := everyCustomer(ctx, tx, company, b.Filter, true)
	if err != nil {
		return BulkOutcome{}, err
	}
	if b.Action == DeleteMany {
		return deleteMany(ctx, tx, company, customers, h)
	}
	if b.Salesperson != nil && !b.Salesperson.IsZero() {
		if works, err := isColleague(ctx, tx, company, *b.Salesperson); err != nil || !works {
			return BulkOutcome{}, orInvalid(err, "/salesperson", "Nobody of this id works here.")
		}
	}
	changed, out := b.apply(customers, h)
	if len(changed) == 0 {
		return out, nil
	}
	if err := updateMany(ctx, tx, company, changed); err != nil {
		return out, err
	}
	ids := idsOf(changed)
	if err := Project(tx, company, ids); err != nil || b.Action != SetGroup {
		return out, err
	}
	return out, grant.Project(tx, company, ids)
}

func orInvalid(err error, path, message string) error {
	if err != nil {
		return err
	}
	return fault.Invalid.With(fault.Field{Path: path, Code: "unknown", Message: message})
}

func deleteMany(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customers []Customer, h *hierarchy) (BulkOutcome, error) {
	out := BulkOutcome{Matched: int64(len(customers))}
	gone, stay := deletable(customers, h)
	for _, c := range customers {
		if why := stay[c.ID]; why != nil {
			out.skip(c, why)
		}
	}
	deleted, err := deleteCustomers(ctx, tx, company, idsOf(gone))
	out.Changed = int64(len(deleted))
	return out, err
}

func idsOf(customers []Customer) []id.CustomerID {
	out := make([]id.CustomerID, len(customers))
	for i, c := range customers {
		out[i] = c.ID
	}
	return out
}
