package inventory

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Stock is what a supplier has of an item.
type Stock struct {
	OnHand decimal.Decimal
	AsOf   time.Time
}

// Put writes figures, all in one statement.
func Put(tx *tenants.Tx, tenant id.CompanyID, figures map[id.ItemID]decimal.Decimal) error {
	if len(figures) == 0 {
		return nil
	}
	lines := make([]map[string]string, 0, len(figures))
	for item, onHand := range figures {
		lines = append(lines, map[string]string{"item_id": item.UUID(), "on_hand": onHand.String()})
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`
INSERT INTO inventory_stock (tenant_id, item_id, on_hand, as_of)
SELECT ?::uuid, n.item_id, n.on_hand, ? FROM jsonb_to_recordset(?::jsonb) AS n(item_id uuid, on_hand numeric) ORDER BY n.item_id
ON CONFLICT (tenant_id, item_id) DO UPDATE SET on_hand = EXCLUDED.on_hand, as_of = EXCLUDED.as_of`, tenant, tx.Now(), string(text)).Error
}

// Clear forgets the figures of items.
func Clear(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) error {
	if len(items) == 0 {
		return nil
	}
	return tx.Gorm().Exec("DELETE FROM inventory_stock WHERE tenant_id = ? AND item_id = ANY (?::uuid[])", tenant, catalog.UUIDs(items)).Error
}

// Of answers a supplier's own figures.
func Of(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]Stock, error) {
	var rows []struct {
		ItemID id.ItemID
		OnHand decimal.Decimal
		AsOf   time.Time
	}
	err := tx.Gorm().Raw("SELECT item_id, on_hand, as_of FROM inventory_stock WHERE tenant_id = ? AND item_id = ANY (?::uuid[])", tenant, catalog.UUIDs(items)).Scan(&rows).Error
	out := make(map[id.ItemID]Stock, len(rows))
	for _, r := range rows {
		out[r.ItemID] = Stock{r.OnHand, r.AsOf.UTC()}
	}
	return out, err
}

// Views answers what the grant of a pair scope discloses of the stock of items; nothing in any other scope.
func Views(tx *tenants.Tx, items []id.ItemID) (map[id.ItemID]grant.StockView, error) {
	var rows []struct {
		ItemID id.ItemID
		Class  string
		Floor  decimal.NullDecimal
		Exact  decimal.NullDecimal
		AsOf   *time.Time
	}
	err := tx.Gorm().Raw("SELECT item_id, class, floor, exact, as_of FROM sec.pair_stock(?::uuid[])", catalog.UUIDs(items)).Scan(&rows).Error
	out := make(map[id.ItemID]grant.StockView, len(rows))
	for _, r := range rows {
		view := grant.StockView{Class: grant.StockClass(r.Class), Floor: r.Floor.Decimal, Exact: r.Exact.Decimal}
		if r.AsOf != nil {
			view.AsOf = r.AsOf.UTC()
		}
		out[r.ItemID] = view
	}
	return out, err
}
