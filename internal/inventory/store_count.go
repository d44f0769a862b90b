package inventory

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/catalog/find"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// countRow is a count as it is read.
type countRow struct {
	ItemID      id.ItemID
	WarehouseID id.WarehouseID
	OnHand      decimal.Decimal
	Reserved    decimal.Decimal
	AsOf        time.Time
	Old         bool
}

// standing are the counts of items, locked, so that what is written over them is what was read.
func standing(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[Place]countRow, error) {
	var rows []countRow
	err := tx.Gorm().Raw(`SELECT item_id, warehouse_id, on_hand, reserved, as_of FROM inventory_stock WHERE tenant_id = ? AND item_id = ANY (?::uuid[])
ORDER BY item_id, warehouse_id FOR UPDATE`, tenant, catalog.UUIDs(items)).Scan(&rows).Error
	out := make(map[Place]countRow, len(rows))
	for _, r := range rows {
		out[Place{r.ItemID, r.WarehouseID}] = r
	}
	return out, err
}

// placeJSON is a count as it is written, many at a time.
type placeJSON struct {
	Item      string `json:"item"`
	Warehouse string `json:"warehouse"`
	OnHand    string `json:"on_hand,omitempty"`
}

func placesJSON(counts map[Place]*decimal.Decimal) (put, gone string, err error) {
	written, forgotten := []placeJSON{}, []placeJSON{}
	for p, n := range counts {
		line := placeJSON{Item: p.Item.UUID(), Warehouse: p.Warehouse.UUID()}
		if n == nil {
			forgotten = append(forgotten, line)
			continue
		}
		line.OnHand = n.String()
		written = append(written, line)
	}
	a, err := json.Marshal(written)
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(forgotten)
	return string(a), string(b), err
}

// writeCounts sets counts of a moment, nil to forget one. What was captured after that moment is taken off: whoever counted then still saw it.
func writeCounts(tx *tenants.Tx, tenant id.CompanyID, counts map[Place]*decimal.Decimal, asOf time.Time) error {
	if len(counts) == 0 {
		return nil
	}
	put, gone, err := placesJSON(counts)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`
INSERT INTO inventory_stock (tenant_id, item_id, warehouse_id, on_hand, as_of)
SELECT ?::uuid, n.item, n.warehouse, greatest(n.on_hand - coalesce((
  SELECT sum(a.quantity) FROM inventory_reservation r JOIN inventory_allocation a ON a.tenant_id = r.tenant_id AND a.reservation_id = r.id
  WHERE r.tenant_id = ? AND r.item_id = n.item AND a.warehouse_id = n.warehouse AND r.state = 'captured' AND r.ended_at > ?), 0), 0), ?
FROM jsonb_to_recordset(?::jsonb) AS n(item uuid, warehouse uuid, on_hand numeric) ORDER BY n.item, n.warehouse
ON CONFLICT (tenant_id, item_id, warehouse_id) DO UPDATE SET on_hand = EXCLUDED.on_hand, as_of = EXCLUDED.as_of`, tenant, tenant, asOf, asOf, put).Error
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`DELETE FROM inventory_stock s USING jsonb_to_recordset(?::jsonb) AS n(item uuid, warehouse uuid)
WHERE s.tenant_id = ? AND s.item_id = n.item AND s.warehouse_id = n.warehouse AND s.reserved = 0`, gone, tenant).Error
	if err != nil {
		return err
	}
	items := map[id.ItemID]struct{}{}
	for place := range counts {
		items[place.Item] = struct{}{}
	}
	return movedItems(tx, tenant, slices.Collect(maps.Keys(items)))
}

// addOnHand adds what was received to a count, which is as of now where there was none.
func addOnHand(tx *tenants.Tx, tenant id.CompanyID, p Place, quantity decimal.Decimal) error {
	err := tx.Gorm().Exec(`INSERT INTO inventory_stock AS s (tenant_id, item_id, warehouse_id, on_hand, as_of) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (tenant_id, item_id, warehouse_id) DO UPDATE SET on_hand = s.on_hand + EXCLUDED.on_hand, as_of = EXCLUDED.as_of`, tenant, p.Item, p.Warehouse, quantity, tx.Now()).Error
	if err != nil {
		return err
	}
	return movedItems(tx, tenant, []id.ItemID{p.Item})
}

// shown are conditions on the sums of an item, by what a list shows.
var shown = map[Show]string{
	ShowFree: "f.free > 0", ShowNoneFree: "f.counts > 0 AND f.free <= 0", ShowUncounted: "f.counts = 0", ShowHeld: "f.held", ShowShort: "f.short", ShowOld: "f.old",
	ShowIncoming: "EXISTS (SELECT FROM inventory_incoming n WHERE n.tenant_id = i.tenant_id AND n.item_id = i.id AND n.state = 'expected')",
}

// from joins the items that a filter finds with the sums of what lies of them.
func (f Filter) from(tenant id.CompanyID, now time.Time) (text string, args []any) {
	where := "s.tenant_id = i.tenant_id AND s.item_id = i.id AND w.serving"
	if !f.Warehouse.IsZero() {
		where, args = "s.tenant_id = i.tenant_id AND s.item_id = i.id AND s.warehouse_id = ?", append(args, f.Warehouse)
	}
	text = `FROM catalog_item i CROSS JOIN LATERAL (
  SELECT count(*) AS counts, coalesce(sum(greatest(s.on_hand - s.reserved, 0)), 0) AS free, coalesce(bool_or(s.reserved > 0), false) AS held, coalesce(bool_or(s.reserved > s.on_hand), false) AS short,
    coalesce(bool_or(s.as_of < ?::timestamptz - make_interval(hours => w.quiet_hours)), false) AS old, coalesce(min(s.as_of), 'infinity') AS oldest
  FROM inventory_stock s JOIN inventory_warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id WHERE ` + where + `) f
WHERE i.tenant_id = ? AND i.state = 'active'`
	args = append(append([]any{now}, args...), tenant)
	if f.Category != "" {
		text, args = text+" AND i.category = ?", append(args, f.Category)
	}
	if condition, more := find.Where(tenant, f.Words); condition != "" {
		text, args = text+" AND i.id "+condition, append(args, more...)
	}
	if condition := shown[f.Show]; condition != "" {
		text += " AND " + condition
	}
	return text, args
}

// orders are the keys of each order: what it sorts by before the id, and how a cursor has it.
var orders = map[Sort]string{BySKU: "i.sku", ByName: `i.name COLLATE "C"`, ByFree: "f.free", ByOldest: "f.oldest"}

// stockRow is an item in a list.
type stockRow struct {
	ID       id.ItemID
	SKU      string `gorm:"column:sku"`
	Name     string
	Category string
	Unit     string
	LeadDays *int
	Free     decimal.Decimal
	Sorted   string
}

var sortedAs = map[Sort]string{BySKU: "text", ByName: "text", ByFree: "numeric", ByOldest: "timestamptz"}

// listStock is a page of items with what lies of them, and its rows' cursors.
func listStock(tx *tenants.Tx, tenant id.CompanyID, f Filter, r page.Request) (page.Page[Item], error) {
	if orders[f.Sort] == "" {
		f.Sort = BySKU
	}
	text, args := f.from(tenant, tx.Now())
	if !r.After.IsZero() {
		var sorted string
		var after id.ItemID
		if err := r.After.Into(&sorted, &after); err != nil {
			return page.Page[Item]{}, err
		}
		text, args = text+" AND ("+orders[f.Sort]+", i.id) > (?::"+sortedAs[f.Sort]+", ?::uuid)", append(args, sorted, after)
	}
	var rows []stockRow
	err := tx.Gorm().Raw("SELECT i.id, i.sku, i.name, i.category, i.unit, i.lead_days, f.free, ("+orders[f.Sort]+")::text AS sorted "+text+" ORDER BY "+orders[f.Sort]+", i.id LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error
	if err != nil {
		return page.Page[Item]{}, err
	}
	cut := page.Of(r, rows, func(s stockRow) page.Cursor { return page.After(s.Sorted, s.ID) })
	out := page.Map(cut, func(s stockRow) Item {
		return Item{ID: s.ID, SKU: s.SKU, Name: s.Name, Category: s.Category, Unit: s.Unit, LeadDays: s.LeadDays, Free: s.Free, Counts: []Count{}, Incoming: []Arrival{}}
	})
	return out, fill(tx, tenant, out.Items)
}

// fill adds counts and arrivals to items.
func fill(tx *tenants.Tx, tenant id.CompanyID, items []Item) error {
	at := make(map[id.ItemID]*Item, len(items))
	wanted := make([]id.ItemID, len(items))
	for i := range items {
		wanted[i], at[items[i].ID] = items[i].ID, &items[i]
	}
	var counts []countRow
	err := tx.Gorm().Raw(`SELECT s.item_id, s.warehouse_id, s.on_hand, s.reserved, s.as_of, s.as_of < ?::timestamptz - make_interval(hours => w.quiet_hours) AS old
FROM inventory_stock s JOIN inventory_warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
WHERE s.tenant_id = ? AND s.item_id = ANY (?::uuid[]) ORDER BY w.main DESC, w.code COLLATE "C"`, tx.Now(), tenant, catalog.UUIDs(wanted)).Scan(&counts).Error
	if err != nil {
		return err
	}
	for _, c := range counts {
		at[c.ItemID].Counts = append(at[c.ItemID].Counts, Count{c.WarehouseID, c.OnHand, c.Reserved, c.AsOf.UTC(), c.Old})
	}
	arrivals, err := OnItsWay(tx, tenant, wanted)
	for item, a := range arrivals {
		at[item].Incoming = a
	}
	return err
}

func countStock(tx *tenants.Tx, tenant id.CompanyID, f Filter) (int64, error) {
	text, args := f.from(tenant, tx.Now())
	var n int64
	return n, tx.Gorm().Raw("SELECT count(*) "+text, args...).Scan(&n).Error
}
