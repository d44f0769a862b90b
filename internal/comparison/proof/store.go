package proof

import (
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/pricing/receipt"
	"manifold/tenants"
)

// pairNames are the names of both sides as a buyer reads them in its own scope.
func pairNames(tx *tenants.Tx, supplier, buyer id.CompanyID) (receipt.Party, receipt.Party, error) {
	var row struct{ Supplier, Buyer string }
	err := tx.Gorm().Raw(`SELECT coalesce(p.name, '') AS supplier, r.buyer_name AS buyer FROM trading_relationship r LEFT JOIN trading_supplier_profile p ON p.tenant_id = r.tenant_id
WHERE r.tenant_id = ? AND r.buyer_id = ?`, supplier, buyer).Scan(&row).Error
	return receipt.Party{ID: supplier.String(), Name: row.Supplier}, receipt.Party{ID: buyer.String(), Name: row.Buyer}, err
}

// ownNames are the supplier's own name and that of a customer, zero for none; fault.NotFound when it has no such customer.
func ownNames(tx *tenants.Tx, supplier id.CompanyID, customer id.CustomerID) (receipt.Party, receipt.Party, error) {
	var own string
	if err := tx.Gorm().Raw("SELECT name FROM identity_company WHERE id = ?", supplier).Scan(&own).Error; err != nil {
		return receipt.Party{}, receipt.Party{}, err
	}
	out := receipt.Party{ID: supplier.String(), Name: own}
	if customer.IsZero() {
		return out, receipt.Party{}, nil
	}
	var names []string
	if err := tx.Gorm().Raw("SELECT name FROM trading_customer WHERE tenant_id = ? AND id = ?", supplier, customer).Scan(&names).Error; err != nil {
		return out, receipt.Party{}, err
	}
	if len(names) == 0 {
		return out, receipt.Party{}, fault.NotFound
	}
	return out, receipt.Party{ID: customer.String(), Name: names[0]}, nil
}
