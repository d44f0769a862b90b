package ordering

import (
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// LastOrders answers, in a scope of the buyer or of a supplier, when a buyer last ordered at suppliers; a supplier at which it never did is missing. What was refused
// or withdrawn whole is no order. It is what promotions for new buyers, and for those that have been away, ask.
func LastOrders(tx *tenants.Tx, buyer id.CompanyID, suppliers []id.CompanyID) (map[id.CompanyID]time.Time, error) {
	asked := make(tenants.TextArray, len(suppliers))
	for i, s := range suppliers {
		asked[i] = s.UUID()
	}
	var rows []struct {
		TenantID  id.CompanyID
		CreatedAt time.Time
	}
	err := tx.Gorm().Raw(`SELECT o.tenant_id, o.created_at FROM unnest((@suppliers)::uuid[]) AS s(tenant_id)
CROSS JOIN LATERAL (SELECT x.tenant_id, x.created_at FROM ordering_order x WHERE x.tenant_id = s.tenant_id AND x.buyer_id = @buyer AND x.status NOT IN ('refused','withdrawn')
  ORDER BY x.created_at DESC LIMIT 1) o`, map[string]any{"suppliers": asked, "buyer": buyer}).Scan(&rows).Error
	out := make(map[id.CompanyID]time.Time, len(rows))
	for _, r := range rows {
		out[r.TenantID] = r.CreatedAt.UTC()
	}
	return out, err
}
