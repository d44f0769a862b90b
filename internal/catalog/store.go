package catalog

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/find"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// itemRow is an item as it is read.
type itemRow struct {
	ID        id.ItemID `gorm:"type:uuid"`
	SKU       string    `gorm:"column:sku"`
	Name      string
	Brand     string
	MPN       string `gorm:"column:mpn"`
	GTIN      string `gorm:"column:gtin"`
	Category  string
	Unit      quantity.Unit
	Minimum   decimal.Decimal
	Multiple  decimal.Decimal
	LeadDays  *int
	Datasheet string
	State     string
	Version   int64
	UpdatedAt time.Time
}

func (r itemRow) item() Item {
	return Item{
		ID: r.ID, SKU: r.SKU, Name: r.Name, Brand: r.Brand, MPN: r.MPN, GTIN: r.GTIN, Category: r.Category, Unit: r.Unit, Minimum: r.Minimum,
		Multiple: r.Multiple, LeadDays: r.LeadDays, Datasheet: r.Datasheet, State: State(r.State), Version: r.Version, UpdatedAt: r.UpdatedAt.UTC(),
	}
}

func items(rows []itemRow) []Item {
	out := make([]Item, len(rows))
	for i, r := range rows {
		out[i] = r.item()
	}
	return out
}

const itemColumns = "i.id, i.sku, i.name, i.brand, i.mpn, i.gtin, i.category, i.unit, i.minimum, i.multiple, i.lead_days, i.datasheet, i.state, i.version, i.updated_at"

// line is an item as it is written, many at a time. Without details those that stand stay.
type line struct {
	ID          string           `json:"id"`
	SKU         string           `json:"sku"`
	Name        string           `json:"name"`
	Brand       string           `json:"brand"`
	MPN         string           `json:"mpn"`
	GTIN        string           `json:"gtin"`
	Category    string           `json:"category"`
	Unit        string           `json:"unit"`
	Minimum     string           `json:"minimum"`
	Multiple    string           `json:"multiple"`
	LeadDays    *int             `json:"lead_days"`
	Datasheet   string           `json:"datasheet"`
	Detailed    bool             `json:"detailed"`
	Description string           `json:"description"`
	Family      string           `json:"family"`
	Attributes  attribute.Values `json:"attributes"`
	CatchWeight bool             `json:"catch_weight"`
	Nominal     *string          `json:"nominal"`
	State       string           `json:"state"`
}

func newLine(fresh id.ItemID, w Item) line {
	out := line{
		ID: fresh.UUID(), SKU: w.SKU, Name: w.Name, Brand: w.Brand, MPN: w.MPN, GTIN: w.GTIN, Category: w.Category, Unit: w.Unit.Code(),
		Minimum: w.Minimum.String(), Multiple: w.Multiple.String(), LeadDays: w.LeadDays, Datasheet: w.Datasheet, Attributes: attribute.Values{},
		State: string(w.State),
	}
	if d := w.Details; d != nil {
		out.Detailed, out.Description, out.Family, out.CatchWeight = true, d.Description, d.Family, d.CatchWeight
		if d.Attributes != nil {
			out.Attributes = d.Attributes
		}
		if d.Nominal.IsPositive() {
			nominal := d.Nominal.String()
			out.Nominal = &nominal
		}
	}
	return out
}

// putStatement writes items and, in the same statement, what of them differs from what stood.
var putStatement = `
WITH n AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset((@lines)::jsonb) AS n(id uuid, sku text, name text, brand text, mpn text, gtin text, category text, unit text, minimum numeric,
    multiple numeric, lead_days int, datasheet text, detailed boolean, description text, family text, attributes jsonb, catch_weight boolean, nominal numeric, state text)
), o AS MATERIALIZED (
  SELECT i.* FROM (SELECT (@tenant)::uuid AS tenant, s.sku FROM unnest((@skus)::text[]) AS s(sku) ORDER BY s.sku OFFSET 0) s
    CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = s.tenant AND i.sku = s.sku LIMIT 1 FOR UPDATE) i
), m AS MATERIALIZED (
  SELECT coalesce(o.id, n.id) AS id, o.id IS NULL AS made, n.sku, n.name, n.brand, n.mpn, n.gtin, n.category, n.unit, n.minimum, n.multiple, n.lead_days, n.datasheet,
    CASE WHEN n.detailed OR o.id IS NULL THEN n.description ELSE o.description END AS description, CASE WHEN n.detailed OR o.id IS NULL THEN n.family ELSE o.family END AS family,
    CASE WHEN n.detailed OR o.id IS NULL THEN n.attributes ELSE o.attributes END AS attributes,
    CASE WHEN n.detailed OR o.id IS NULL THEN n.catch_weight ELSE o.catch_weight END AS catch_weight,
    CASE WHEN n.detailed OR o.id IS NULL THEN n.nominal ELSE o.nominal END AS nominal, n.state
  FROM n LEFT JOIN o ON o.sku = n.sku
), w AS (
  INSERT INTO catalog_item AS old (tenant_id, id, ` + writtenColumns + `, version, updated_at)
  SELECT (@tenant)::uuid, m.id, ` + strings.ReplaceAll("m."+writtenColumns, ", ", ", m.") + `, 1, @now FROM m
  ON CONFLICT (tenant_id, sku) DO UPDATE SET (` + writtenColumns + `) = ROW(` + strings.ReplaceAll("EXCLUDED."+writtenColumns, ", ", ", EXCLUDED.") + `),
    version = old.version + 1, updated_at = EXCLUDED.updated_at
  WHERE (` + strings.ReplaceAll("old."+writtenColumns, ", ", ", old.") + `) IS DISTINCT FROM (` + strings.ReplaceAll("EXCLUDED."+writtenColumns, ", ", ", EXCLUDED.") + `)
  RETURNING id
)
INSERT INTO catalog_item_change AS c (tenant_id, item_id, revision_id, before, after)
SELECT (@tenant)::uuid, m.id, (@revision)::uuid, CASE WHEN NOT m.made THEN ` + differing("o", "m") + ` END, ` + differing("m", "o") + `
FROM w JOIN m ON m.id = w.id LEFT JOIN o ON o.id = m.id` + joined

// writtenColumns are what a line writes.
const writtenColumns = "sku, name, brand, mpn, gtin, category, unit, minimum, multiple, lead_days, datasheet, description, family, attributes, catch_weight, nominal, state"

// Put writes items by SKU, all in one statement with their history, and answers their ids by SKU. One that stands as it is keeps its version;
// without details, those that stand stay. All are for sale afterwards. SKUs must differ from each other.
func Put(tx *tenants.Tx, r Revision, written []Item) (map[string]id.ItemID, error) {
	active := slices.Clone(written)
	for i := range active {
		active[i].State = Active
	}
	return put(tx, r, active)
}

// put is Put for items in the state that they shall have.
func put(tx *tenants.Tx, r Revision, written []Item) (map[string]id.ItemID, error) {
	if len(written) == 0 {
		return map[string]id.ItemID{}, nil
	}
	lines, skus := make([]line, len(written)), make([]string, len(written))
	for i, w := range written {
		skus[i] = w.SKU
		lines[i] = newLine(r.fresh(tx.Now()), w)
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return nil, err
	}
	err = tx.Gorm().Exec(putStatement, sql.Named("tenant", r.tenant), sql.Named("revision", r.id), sql.Named("now", tx.Now()),
		sql.Named("lines", string(text)), sql.Named("skus", tenants.TextArray(skus))).Error
	if err != nil {
		return nil, err
	}
	ids, err := IDs(tx, r.tenant, skus)
	if err != nil {
		return nil, err
	}
	if err := putPacks(tx, r, written, ids); err != nil {
		return nil, err
	}
	return ids, searched(tx, r, ids)
}

// Withdraw takes items out of every offer and answers the ids, by SKU, of those that there are.
func Withdraw(tx *tenants.Tx, r Revision, skus []string) (map[string]id.ItemID, error) {
	if len(skus) == 0 {
		return map[string]id.ItemID{}, nil
	}
	err := tx.Gorm().Exec(`
WITH w AS (
  UPDATE catalog_item SET state = 'withdrawn', version = version + 1, updated_at = @now
  WHERE tenant_id = @tenant AND sku = ANY ((@skus)::text[]) AND state <> 'withdrawn' RETURNING id
)
INSERT INTO catalog_item_change AS c (tenant_id, item_id, revision_id, before, after)
SELECT (@tenant)::uuid, w.id, (@revision)::uuid, '{"state": "active"}', '{"state": "withdrawn"}' FROM w`+joined,
		sql.Named("tenant", r.tenant), sql.Named("revision", r.id), sql.Named("now", tx.Now()), sql.Named("skus", tenants.TextArray(skus))).Error
	if err != nil {
		return nil, err
	}
	ids, err := IDs(tx, r.tenant, skus)
	if err != nil {
		return nil, err
	}
	return ids, find.Withdraw(tx, r.tenant, slices.Collect(maps.Values(ids)))
}

// fromSKUs and fromIDs read items one by one by their keys: in a join, statistics of a table that has just grown make many read all of a
// supplier's items. The tenant, which comes before the ids or SKUs, is hidden from the planner: where statistics do not know it yet they say
// that it has next to nothing, any index seems as good as that of the key, and each item is looked for among all.
const (
	fromSKUs = " FROM (SELECT ?::uuid AS tenant, sku FROM unnest(?::text[]) AS s(sku) OFFSET 0) n CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = n.tenant AND i.sku = n.sku LIMIT 1) i"
	fromIDs  = " FROM (SELECT DISTINCT ?::uuid AS tenant, id FROM unnest(?::uuid[]) AS s(id) OFFSET 0) n CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = n.tenant AND i.id = n.id LIMIT 1) i"
)

// IDs answers which of the SKUs there are.
func IDs(tx *tenants.Tx, tenant id.CompanyID, skus []string) (map[string]id.ItemID, error) {
	var rows []struct {
		ID  id.ItemID
		SKU string `gorm:"column:sku"`
	}
	err := tx.Gorm().Raw("SELECT i.id, i.sku"+fromSKUs, tenant, tenants.TextArray(skus)).Scan(&rows).Error
	out := make(map[string]id.ItemID, len(rows))
	for _, r := range rows {
		out[r.SKU] = r.ID
	}
	return out, err
}

// BySKU answers those of the items that there are, withdrawn ones too.
func BySKU(tx *tenants.Tx, tenant id.CompanyID, skus []string) (map[string]Item, error) {
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+fromSKUs, tenant, tenants.TextArray(skus)).Scan(&rows).Error
	out := make(map[string]Item, len(rows))
	for _, r := range rows {
		out[r.SKU] = r.item()
	}
	return out, err
}

// Filter says which items a list has.
type Filter struct {
	Words         string   // all that is found by them, as the search understands them; "": all
	Category      string   // "": all
	Categories    []string // only these
	AllCategories bool     // Categories is of no matter
	State         State    // "": all
	Brand         string   // "": all, as the fields below
	Family        string
	Without       []Lack // each of these is missing
}

// Lack is something that an item may be without.
type Lack string

// What an item may lack.
const (
	NoPicture     Lack = "picture"
	NoCategory    Lack = "category" // none but General
	NoBarcode     Lack = "barcode"
	NoBrand       Lack = "brand"
	NoDescription Lack = "description"
)

var lacking = map[Lack]string{
	NoPicture:  "NOT EXISTS (SELECT FROM catalog_media m WHERE m.tenant_id = i.tenant_id AND m.item_id = i.id AND m.kind = 'image')",
	NoCategory: "i.category = '" + General + "'", NoBarcode: "i.gtin = ''", NoBrand: "i.brand = ''", NoDescription: "i.description = ''",
}

func (f Filter) where(tenant id.CompanyID) (text string, args []any) {
	text, args = "i.tenant_id = ?", []any{tenant}
	for _, same := range [][2]string{{"state", string(f.State)}, {"brand", f.Brand}, {"family", f.Family}, {"category", f.Category}} {
		if same[1] != "" {
			text, args = text+" AND i."+same[0]+" = ?", append(args, same[1])
		}
	}
	for _, lack := range f.Without {
		text += " AND " + lacking[lack]
	}
	if !f.AllCategories {
		text, args = text+" AND i.category = ANY (?::text[])", append(args, tenants.TextArray(append([]string{}, f.Categories...)))
	}
	if condition, more := find.Where(tenant, f.Words); condition != "" {
		text, args = text+" AND i.id "+condition, append(args, more...)
	}
	return text, args
}

// List is a supplier's items after a SKU, by SKU.
func List(tx *tenants.Tx, tenant id.CompanyID, f Filter, after string, limit int) ([]Item, error) {
	where, args := f.where(tenant)
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+" FROM catalog_item i WHERE "+where+" AND i.sku > ? ORDER BY i.sku LIMIT ?", append(args, after, limit)...).Scan(&rows).Error
	return items(rows), err
}

// Search is a supplier's items after a name and an id, in the order of the names' bytes, so that lists of several suppliers merge.
func Search(tx *tenants.Tx, tenant id.CompanyID, f Filter, afterName string, after id.ItemID, limit int) ([]Item, error) {
	where, args := f.where(tenant)
	if afterName != "" {
		where += ` AND (i.name COLLATE "C" > ? OR i.name = ? AND i.id > ?)`
		args = append(args, afterName, afterName, after)
	}
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+" FROM catalog_item i WHERE "+where+` ORDER BY i.name COLLATE "C", i.id LIMIT ?`, append(args, limit)...).Scan(&rows).Error
	return items(rows), err
}

// Pick answers those of the items that there are, in the filter's state and categories.
func Pick(tx *tenants.Tx, tenant id.CompanyID, f Filter, wanted []id.ItemID) (map[id.ItemID]Item, error) {
	where, args := f.where(tenant)
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+" FROM catalog_item i WHERE "+where+" AND i.id = ANY (?::uuid[])", append(args, UUIDs(wanted))...).Scan(&rows).Error
	out := make(map[id.ItemID]Item, len(rows))
	for _, r := range rows {
		out[r.ID] = r.item()
	}
	return out, err
}

// Count is how many items a list has in all.
func Count(tx *tenants.Tx, tenant id.CompanyID, f Filter) (int64, error) {
	where, args := f.where(tenant)
	var n int64
	return n, tx.Gorm().Raw("SELECT count(*) FROM catalog_item i WHERE "+where, args...).Scan(&n).Error
}

// Shown counts, for trading, what of a supplier a decision shows.
type Shown struct{}

// CountShown implements grant.Catalogue.
func (Shown) CountShown(tx *tenants.Tx, supplier id.CompanyID, d grant.Disclosure) (int64, error) {
	names, all := d.Categories()
	if !all && len(names) == 0 {
		return 0, nil
	}
	return Count(tx, supplier, Filter{Categories: names, AllCategories: all, State: Active})
}

// Category is a category with the number of its active items.
type Category struct {
	Name  string
	Items int64
}

// Categories are those of a supplier's active items, by name.
func Categories(tx *tenants.Tx, tenant id.CompanyID) ([]Category, error) {
	var out []Category
	return out, tx.Gorm().Raw("SELECT category AS name, count(*) AS items FROM catalog_item WHERE tenant_id = ? AND state = 'active' GROUP BY category ORDER BY category", tenant).Scan(&out).Error
}

// UUIDs is a list of item ids as an argument of SQL.
func UUIDs(wanted []id.ItemID) tenants.TextArray {
	out := make(tenants.TextArray, len(wanted))
	for i, w := range wanted {
		out[i] = w.UUID()
	}
	return out
}
