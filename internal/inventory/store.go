package inventory

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Stock is what a supplier has of an item.
type Stock struct {
	OnHand decimal.Decimal
	AsOf   time.Time
}

// Put writes figures of the supplier's main warehouse, all in one statement.
func Put(tx *tenants.Tx, tenant id.CompanyID, figures map[id.ItemID]decimal.Decimal) error {
	if len(figures) == 0 {
		return nil
	}
	warehouse, err := mainWarehouse(tx, tenant)
	if err != nil {
		return err
	}
	lines := make([]map[string]string, 0, len(figures))
	for item, onHand := range figures {
		lines = append(lines, map[string]string{"item_id": item.UUID(), "on_hand": onHand.String()})
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`
INSERT INTO inventory_stock (tenant_id, warehouse_id, item_id, on_hand, as_of)
SELECT ?::uuid, ?::uuid, n.item_id, n.on_hand, ? FROM jsonb_to_recordset(?::jsonb) AS n(item_id uuid, on_hand numeric) ORDER BY n.item_id
ON CONFLICT (tenant_id, item_id, warehouse_id) DO UPDATE SET on_hand = EXCLUDED.on_hand, as_of = EXCLUDED.as_of`, tenant, warehouse, tx.Now(), string(text)).Error
	if err != nil {
		return err
	}
	return movedItems(tx, tenant, slices.Collect(maps.Keys(figures)))
}

// tell publishes what moved.
func tell(tx *tenants.Tx, tenant id.CompanyID, m moved) error {
	return outbox.Publish(tx.Gorm().Statement.Context, tx, outbox.Event{Topic: TopicStockMoved, Owner: tenant, Payload: m})
}

// Clear forgets the figures of items in the main warehouse. Where something is held there is nothing to forget: then none are there.
func Clear(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) error {
	if len(items) == 0 {
		return nil
	}
	warehouse, err := mainWarehouse(tx, tenant)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec("DELETE FROM inventory_stock WHERE tenant_id = ? AND warehouse_id = ? AND item_id = ANY (?::uuid[]) AND reserved = 0", tenant, warehouse, catalog.UUIDs(items)).Error
	if err != nil {
		return err
	}
	if err := tx.Gorm().Exec("UPDATE inventory_stock SET on_hand = 0, as_of = ? WHERE tenant_id = ? AND warehouse_id = ? AND item_id = ANY (?::uuid[])", tx.Now(), tenant, warehouse, catalog.UUIDs(items)).Error; err != nil {
		return err
	}
	return movedItems(tx, tenant, items)
}

// Of answers a supplier's own figures of its main warehouse: those that price files and the sheet of items write.
func Of(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]Stock, error) {
	return figures(tx, `SELECT s.item_id, s.on_hand, s.as_of FROM inventory_warehouse w CROSS JOIN unnest(?::uuid[]) AS n(id)
CROSS JOIN LATERAL (SELECT * FROM inventory_stock s WHERE s.tenant_id = w.tenant_id AND s.item_id = n.id AND s.warehouse_id = w.id LIMIT 1) s
WHERE w.tenant_id = ? AND w.main`, catalog.UUIDs(items), tenant)
}

// Free answers what is free of a supplier's items in the warehouses that serve a region, with the time of the oldest count: what its
// buyers there are shown as much of as their grants say.
func Free(tx *tenants.Tx, tenant id.CompanyID, region string, items []id.ItemID) (map[id.ItemID]Stock, error) {
	return figures(tx, `SELECT s.item_id, sum(greatest(s.on_hand - s.reserved, 0)) AS on_hand, min(s.as_of) AS as_of
FROM inventory_stock s JOIN inventory_warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
WHERE s.tenant_id = @tenant AND s.item_id = ANY ((@items)::uuid[]) AND w.serving AND (w.regions = '{}' OR ARRAY[@region, split_part(@region, '-', 1)] && w.regions) GROUP BY s.item_id`,
		sql.Named("tenant", tenant), sql.Named("items", catalog.UUIDs(items)), sql.Named("region", region))
}

func figures(tx *tenants.Tx, query string, args ...any) (map[id.ItemID]Stock, error) {
	var rows []struct {
		ItemID id.ItemID
		OnHand decimal.Decimal
		AsOf   time.Time
	}
	err := tx.Gorm().Raw(query, args...).Scan(&rows).Error
	out := make(map[id.ItemID]Stock, len(rows))
	for _, r := range rows {
		out[r.ItemID] = Stock{r.OnHand, r.AsOf.UTC()}
	}
	return out, err
}

// mainWarehouse is the one whose figures come with items; the first figure makes it.
func mainWarehouse(tx *tenants.Tx, tenant id.CompanyID) (found id.WarehouseID, err error) {
	const look = "SELECT id FROM inventory_warehouse WHERE tenant_id = ? AND main"
	if err := tx.Gorm().Raw(look, tenant).Scan(&found).Error; err != nil || !found.IsZero() {
		return found, err
	}
	err = tx.Gorm().Exec("INSERT INTO inventory_warehouse (tenant_id, id, code, name, main, updated_at) VALUES (?, ?, 'MAIN', 'MAIN', true, ?) ON CONFLICT DO NOTHING",
		tenant, id.New[id.Warehouse](tx.Now()), tx.Now()).Error
	if err == nil {
		err = movedWarehouses(tx, tenant)
	}
	if err != nil {
		return found, err
	}
	return found, tx.Gorm().Raw(look, tenant).Scan(&found).Error // of whoever was first
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
