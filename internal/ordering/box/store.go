package box

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// boughtRow is a line with what its order says of it.
type boughtRow struct {
	TenantID     id.CompanyID
	ItemID       id.ItemID
	SupplierName string
	SKU          string
	Name         string
	Ordered      decimal.Decimal
	Unit         string
	Price        decimal.Decimal
	Currency     string
	CreatedAt    time.Time
}

const boughtColumns = "l.tenant_id, l.item_id, o.supplier_name, l.sku, l.name, l.ordered, l.unit, l.price, l.currency, o.created_at"

func show(rows []boughtRow) []Bought {
	out := make([]Bought, len(rows))
	for i, r := range rows {
		out[i] = Bought{
			Ref: Ref{r.TenantID, r.ItemID}, SupplierName: r.SupplierName, SKU: r.SKU, Name: r.Name, Quantity: r.Ordered, Unit: r.Unit, Price: r.Price, Currency: r.Currency, At: r.CreatedAt.UTC(),
		}
	}
	return out
}

// lastPurchase reads the newest purchase of which something went on.
func lastPurchase(tx *tenants.Tx, buyer id.CompanyID) (Last, error) {
	var last []struct {
		ID        id.PurchaseID
		Reference string
		CreatedAt time.Time
	}
	err := tx.Gorm().Raw(`SELECT p.id, p.reference, p.created_at FROM ordering_purchase p
WHERE p.buyer_id = @buyer AND EXISTS (SELECT FROM ordering_order o WHERE o.buyer_id = @buyer AND o.purchase_id = p.id AND o.status NOT IN ('refused','withdrawn'))
ORDER BY p.created_at DESC, p.id DESC LIMIT 1`, map[string]any{"buyer": buyer}).Scan(&last).Error
	if err != nil || len(last) == 0 {
		return Last{}, err
	}
	var rows []boughtRow
	err = tx.Gorm().Raw("SELECT "+boughtColumns+` FROM ordering_order o JOIN ordering_line l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
WHERE o.buyer_id = @buyer AND o.purchase_id = @purchase ORDER BY o.supplier_name, o.id, l.line`, map[string]any{"buyer": buyer, "purchase": last[0].ID}).Scan(&rows).Error
	return Last{At: last[0].CreatedAt.UTC(), Reference: last[0].Reference, Lines: show(rows)}, err
}

// bought reads the newest line of each item, but for what was refused or taken back.
func bought(tx *tenants.Tx, buyer id.CompanyID, refs []Ref) ([]Bought, error) {
	suppliers, items := make(tenants.TextArray, len(refs)), make(tenants.TextArray, len(refs))
	for i, r := range refs {
		suppliers[i], items[i] = r.Supplier.UUID(), r.Item.UUID()
	}
	var rows []boughtRow
	err := tx.Gorm().Raw(`SELECT newest.* FROM (SELECT DISTINCT * FROM unnest((@suppliers)::uuid[], (@items)::uuid[])) AS asked(tenant_id, item_id)
CROSS JOIN LATERAL (SELECT `+boughtColumns+` FROM ordering_line l JOIN ordering_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
  WHERE l.tenant_id = asked.tenant_id AND l.buyer_id = @buyer AND l.item_id = asked.item_id AND l.state NOT IN ('refused','declined','recalled','cancelled')
  ORDER BY o.created_at DESC, o.id DESC LIMIT 1) AS newest ORDER BY newest.created_at DESC, newest.tenant_id, newest.item_id`,
		map[string]any{"suppliers": suppliers, "items": items, "buyer": buyer}).Scan(&rows).Error
	return show(rows), err
}
