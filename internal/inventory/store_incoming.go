package inventory

import (
	"database/sql"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// incomingRow is a delivery as it is read.
type incomingRow struct {
	ID          id.IncomingID
	ItemID      id.ItemID
	SKU         string `gorm:"column:sku"`
	Name        string
	Unit        string
	WarehouseID id.WarehouseID
	Quantity    decimal.Decimal
	Due         time.Time
	Reference   string
	State       string
	Version     int64
}

func (r incomingRow) incoming() Incoming {
	return Incoming{
		ID: r.ID, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Unit: r.Unit, Warehouse: r.WarehouseID, Quantity: r.Quantity, Due: r.Due.UTC(), Reference: r.Reference,
		State: IncomingState(r.State), Version: r.Version,
	}
}

const incomingColumns = "SELECT n.id, n.item_id, i.sku, i.name, i.unit, n.warehouse_id, n.quantity, n.due, n.reference, n.state, n.version FROM inventory_incoming n JOIN catalog_item i ON i.tenant_id = n.tenant_id AND i.id = n.item_id "

// day is a date as SQL takes it.
func day(t time.Time) string { return t.Format(time.DateOnly) }

func listIncoming(tx *tenants.Tx, tenant id.CompanyID, state IncomingState, words string, r page.Request) (page.Page[Incoming], error) {
	text, args := incomingColumns+"WHERE n.tenant_id = ? AND n.state = ?", []any{tenant, string(state)}
	if words != "" {
		like := tenants.Containing(words)
		text, args = text+" AND (i.sku ILIKE ? OR i.name ILIKE ? OR n.reference ILIKE ?)", append(args, like, like, like)
	}
	if !r.After.IsZero() {
		var due string
		var after id.IncomingID
		if err := r.After.Into(&due, &after); err != nil {
			return page.Page[Incoming]{}, err
		}
		text, args = text+" AND (n.due, n.id) > (?::date, ?::uuid)", append(args, due, after)
	}
	var rows []incomingRow
	if err := tx.Gorm().Raw(text+" ORDER BY n.due, n.id LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error; err != nil {
		return page.Page[Incoming]{}, err
	}
	return page.Map(page.Of(r, rows, func(i incomingRow) page.Cursor { return page.After(day(i.Due), i.ID) }), incomingRow.incoming), nil
}

// findIncoming answers one and locks it, or fault.NotFound.
func findIncoming(tx *tenants.Tx, tenant id.CompanyID, wanted id.IncomingID) (Incoming, error) {
	var rows []incomingRow
	if err := tx.Gorm().Raw(incomingColumns+"WHERE n.tenant_id = ? AND n.id = ? FOR UPDATE OF n", tenant, wanted).Scan(&rows).Error; err != nil {
		return Incoming{}, err
	}
	if len(rows) == 0 {
		return Incoming{}, fault.NotFound
	}
	return rows[0].incoming(), nil
}

func insertIncoming(tx *tenants.Tx, tenant id.CompanyID, i Incoming) error {
	err := tx.Gorm().Exec("INSERT INTO inventory_incoming (tenant_id, id, warehouse_id, item_id, quantity, due, reference, updated_at) VALUES (?, ?, ?, ?, ?, ?::date, ?, ?)",
		tenant, i.ID, i.Warehouse, i.Item, i.Quantity, day(i.Due), i.Reference, tx.Now()).Error
	if err != nil {
		return err
	}
	return movedItems(tx, tenant, []id.ItemID{i.Item})
}

func updateIncoming(tx *tenants.Tx, tenant id.CompanyID, i Incoming) error {
	err := tx.Gorm().Exec("UPDATE inventory_incoming SET warehouse_id = ?, quantity = ?, due = ?::date, reference = ?, state = ?, version = version + 1, updated_at = ? WHERE tenant_id = ? AND id = ?",
		i.Warehouse, i.Quantity, day(i.Due), i.Reference, string(i.State), tx.Now(), tenant, i.ID).Error
	if err != nil {
		return err
	}
	return movedItems(tx, tenant, []id.ItemID{i.Item})
}

// arrivalRow is what arrives of an item on a day.
type arrivalRow struct {
	ItemID   id.ItemID
	Due      time.Time
	Quantity decimal.Decimal
}

func arrivals(tx *tenants.Tx, query string, args ...any) (map[id.ItemID][]Arrival, error) {
	var rows []arrivalRow
	err := tx.Gorm().Raw(query, args...).Scan(&rows).Error
	out := map[id.ItemID][]Arrival{}
	for _, r := range rows {
		out[r.ItemID] = append(out[r.ItemID], Arrival{r.Due.UTC(), r.Quantity})
	}
	return out, err
}

// OnItsWay answers what a supplier's own items have on their way to the warehouses that serve, by day; what is late is among it.
func OnItsWay(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID][]Arrival, error) {
	return arrivals(tx, `SELECT n.item_id, n.due, sum(n.quantity) AS quantity FROM inventory_incoming n JOIN inventory_warehouse w ON w.tenant_id = n.tenant_id AND w.id = n.warehouse_id
WHERE n.tenant_id = ? AND n.item_id = ANY (?::uuid[]) AND n.state = 'expected' AND w.serving GROUP BY n.item_id, n.due ORDER BY n.item_id, n.due`, tenant, catalog.UUIDs(items))
}

// ComingTo answers what a supplier's own items have on their way to the warehouses that serve a region, by day: what its buyers there are shown as much of as
// their grants say.
func ComingTo(tx *tenants.Tx, tenant id.CompanyID, region string, items []id.ItemID) (map[id.ItemID][]Arrival, error) {
	return arrivals(tx, `SELECT n.item_id, n.due, sum(n.quantity) AS quantity FROM inventory_incoming n JOIN inventory_warehouse w ON w.tenant_id = n.tenant_id AND w.id = n.warehouse_id
WHERE n.tenant_id = @tenant AND n.item_id = ANY ((@items)::uuid[]) AND n.state = 'expected' AND w.serving AND (w.regions = '{}' OR ARRAY[@region, split_part(@region, '-', 1)] && w.regions)
GROUP BY n.item_id, n.due ORDER BY n.item_id, n.due`, sql.Named("tenant", tenant), sql.Named("items", catalog.UUIDs(items)), sql.Named("region", region))
}

// Arrivals answers what the grant of a pair scope discloses of what is on its way, by day; nothing in any other scope.
func Arrivals(tx *tenants.Tx, items []id.ItemID) (map[id.ItemID][]Arrival, error) {
	return arrivals(tx, "SELECT item_id, due, quantity FROM sec.pair_incoming(?::uuid[])", catalog.UUIDs(items))
}
