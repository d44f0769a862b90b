package matching

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/find"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/tenants"
)

// textsOf are the texts of those of the items that are for sale.
func textsOf(tx *tenants.Tx, items []Item) (map[Item]Text, error) {
	tenant, item := split(items)
	var rows []catalogRow
	err := tx.Gorm().Raw("SELECT "+catalogColumns+" FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant, item) JOIN catalog_item i ON i.tenant_id = w.tenant AND i.id = w.item WHERE i.state = 'active'",
		tenant, item).Scan(&rows).Error
	out := make(map[Item]Text, len(rows))
	for _, r := range rows {
		out[r.item()] = r.text()
	}
	return out, err
}

// catalogColumns are what matching reads of an item i. Of its packs it reads the single one: how others are packed does not make a thing another.
const (
	textColumns = `i.sku, i.name, i.brand, i.mpn, i.gtin, i.category, i.unit, left(i.description, 1000) AS description, i.attributes,
  (SELECT p.contains FROM catalog_pack p WHERE p.tenant_id = i.tenant_id AND p.item_id = i.id AND p.level = 'each') AS holds,
  (SELECT p.gtin FROM catalog_pack p WHERE p.tenant_id = i.tenant_id AND p.item_id = i.id AND p.level = 'each') AS pack_gtin`
	catalogColumns = "i.tenant_id, i.id, i.state, i.version, " + textColumns
)

// catalogRow is what matching reads of an item.
type catalogRow struct {
	TenantID    id.CompanyID `gorm:"type:uuid"`
	ID          id.ItemID    `gorm:"type:uuid"`
	SKU         string       `gorm:"column:sku"`
	Name        string
	Brand       string
	MPN         string `gorm:"column:mpn"`
	GTIN        string `gorm:"column:gtin"`
	Category    string
	Unit        string
	Description string
	Attributes  json.RawMessage `gorm:"type:jsonb"`
	Holds       decimal.NullDecimal
	PackGTIN    *string `gorm:"column:pack_gtin"`
	State       string
	Version     int64

	// Of rows of other lists that have an item in them.
	ItemID  id.ItemID `gorm:"type:uuid"`
	Run     int64
	Content *int64
	Gone    *bool
}

func (r catalogRow) item() Item { return Item{r.TenantID, r.ID} }

// longestValue bounds the text of an attribute, in characters; mostAttributes how many there are.
const (
	longestValue   = 300
	mostAttributes = 24
)

func (r catalogRow) text() Text {
	t := Text{SKU: r.SKU, Brand: r.Brand, Name: r.Name, MPN: r.MPN, GTIN: r.GTIN, Unit: r.Unit, Category: r.Category}
	if r.GTIN == "" && r.PackGTIN != nil {
		t.GTIN = *r.PackGTIN
	}
	if r.Holds.Valid {
		t.Pack = holds(r.Holds.Decimal, r.Unit)
	}
	if r.Description != "" {
		t.Attributes = append(t.Attributes, Attribute{"description", r.Description})
	}
	values := map[string]any{}
	_ = json.Unmarshal(r.Attributes, &values) // the table holds objects only; without one there are no attributes
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if v := []rune(fmt.Sprint(values[key])); len(t.Attributes) < mostAttributes && len(v) > 0 {
			t.Attributes = append(t.Attributes, Attribute{key, string(v[:min(len(v), longestValue)])})
		}
	}
	return t
}

// holds says how much of the unit one item holds: "pack of 6", "330 ml". One piece says nothing.
func holds(n decimal.Decimal, code string) string {
	unit, err := quantity.LookupUnit(code)
	switch {
	case err != nil || n.Equal(decimal.NewFromInt(1)):
		return ""
	case unit.Kind() == quantity.Count:
		return "pack of " + n.String()
	}
	return n.String() + " " + unit.Symbol()
}

// memberRow is an item in a product.
type memberRow struct {
	TenantID  uuid[id.Company] `gorm:"type:uuid" json:"tenant_id"`
	ItemID    uuid[id.Item]    `gorm:"type:uuid" json:"item_id"`
	ProductID uuid[id.Product] `gorm:"type:uuid" json:"product_id"`
	Shown     json.RawMessage  `gorm:"type:jsonb" json:"shown,omitempty"`
}

func (r memberRow) item() Item { return Item{r.TenantID.ID, r.ItemID.ID} }

// productsAround are all items of the products that the items are in.
func productsAround(tx *tenants.Tx, items []Item) (map[Item]id.ProductID, error) {
	tenant, item := split(items)
	var rows []memberRow
	err := tx.Gorm().Raw(`
WITH near AS (SELECT DISTINCT m.product_id FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant, item) JOIN matching_member m ON m.tenant_id = w.tenant AND m.item_id = w.item)
SELECT m.tenant_id, m.item_id, m.product_id FROM near JOIN matching_member m USING (product_id)`, tenant, item).Scan(&rows).Error
	out := make(map[Item]id.ProductID, len(rows))
	for _, r := range rows {
		out[r.item()] = r.ProductID.ID
	}
	return out, err
}

// membersOf are the items of a product, over suppliers.
func membersOf(tx *tenants.Tx, product id.ProductID) ([]Item, error) {
	var rows []memberRow
	err := tx.Gorm().Raw("SELECT tenant_id, item_id FROM matching_member WHERE product_id = ? ORDER BY tenant_id, item_id", product).Scan(&rows).Error
	out := make([]Item, len(rows))
	for i, r := range rows {
		out[i] = r.item()
	}
	return out, err
}

// putMembers says which products items are in.
func putMembers(tx *tenants.Tx, rows []memberRow) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.Gorm().Exec(`
INSERT INTO matching_member AS old (tenant_id, item_id, product_id, shown, since)
SELECT n.tenant_id, n.item_id, n.product_id, n.shown, ? FROM jsonb_to_recordset(?::jsonb) AS n(tenant_id uuid, item_id uuid, product_id uuid, shown jsonb)
ON CONFLICT (tenant_id, item_id) DO UPDATE SET product_id = EXCLUDED.product_id, shown = EXCLUDED.shown,
  since = CASE WHEN old.product_id = EXCLUDED.product_id THEN old.since ELSE EXCLUDED.since END`, tx.Now(), string(kept(rows))).Error
}

// removeMembers says that items are alone.
func removeMembers(tx *tenants.Tx, items []Item) error {
	if len(items) == 0 {
		return nil
	}
	tenant, item := split(items)
	return tx.Gorm().Exec("DELETE FROM matching_member m USING unnest(?::uuid[], ?::uuid[]) AS w(tenant, item) WHERE m.tenant_id = w.tenant AND m.item_id = w.item", tenant, item).Error
}

// productRow is a product with its best text.
type productRow struct {
	ID        uuid[id.Product] `gorm:"type:uuid" json:"id"`
	Brand     string           `json:"brand"`
	Name      string           `json:"name"`
	MPN       string           `gorm:"column:mpn" json:"mpn"`
	GTIN      string           `gorm:"column:gtin" json:"gtin"`
	Pack      string           `json:"pack"`
	Unit      string           `json:"unit"`
	Items     int              `json:"items"`
	Suppliers int              `json:"suppliers"`
	ChangedAt time.Time        `json:"-"`
}

func (r productRow) product() Product {
	return Product{r.ID.ID, Text{Brand: r.Brand, Name: r.Name, MPN: r.MPN, GTIN: r.GTIN, Pack: r.Pack, Unit: r.Unit}, r.Items, r.Suppliers, r.ChangedAt.UTC()}
}

func putProducts(tx *tenants.Tx, rows []productRow) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.Gorm().Exec(`
INSERT INTO matching_product (id, brand, name, mpn, gtin, pack, unit, items, suppliers, created_at, changed_at)
SELECT n.id, n.brand, n.name, n.mpn, n.gtin, n.pack, n.unit, n.items, n.suppliers, ?, ?
FROM jsonb_to_recordset(?::jsonb) AS n(id uuid, brand text, name text, mpn text, gtin text, pack text, unit text, items int, suppliers int)
ON CONFLICT (id) DO UPDATE SET brand = EXCLUDED.brand, name = EXCLUDED.name, mpn = EXCLUDED.mpn, gtin = EXCLUDED.gtin, pack = EXCLUDED.pack, unit = EXCLUDED.unit,
  items = EXCLUDED.items, suppliers = EXCLUDED.suppliers, changed_at = EXCLUDED.changed_at`, tx.Now(), tx.Now(), string(kept(rows))).Error
}

func deleteProducts(tx *tenants.Tx, list []id.ProductID) error {
	if len(list) == 0 {
		return nil
	}
	return tx.Gorm().Exec("DELETE FROM matching_product WHERE id = ANY (?::uuid[])", uuids(list)).Error
}

func findProduct(tx *tenants.Tx, product id.ProductID) (found Product, there bool, err error) {
	var rows []productRow
	if err := tx.Gorm().Raw("SELECT id, brand, name, mpn, gtin, pack, unit, items, suppliers, changed_at FROM matching_product WHERE id = ?", product).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return Product{}, false, err
	}
	return rows[0].product(), true, nil
}

// listProducts are the products after one, latest changed first, of which an item has the words.
func listProducts(tx *tenants.Tx, words string, before time.Time, after id.ProductID, limit int) ([]Product, error) {
	where, args := "true", []any{}
	if found, given := find.Everywhere(words); found != "" {
		where, args = where+" AND id IN (SELECT m.product_id FROM "+found+" f JOIN matching_member m ON m.tenant_id = f.tenant_id AND m.item_id = f.item_id)", append(args, given...)
	}
	if !before.IsZero() {
		where, args = where+" AND (changed_at < ? OR changed_at = ? AND id > ?)", append(args, before, before, after)
	}
	var rows []productRow
	err := tx.Gorm().Raw("SELECT id, brand, name, mpn, gtin, pack, unit, items, suppliers, changed_at FROM matching_product WHERE "+where+" ORDER BY changed_at DESC, id LIMIT ?", append(args, limit)...).Scan(&rows).Error
	out := make([]Product, len(rows))
	for i, r := range rows {
		out[i] = r.product()
	}
	return out, err
}

// lonely are items that have the words and are in no product.
func lonely(tx *tenants.Tx, words string, limit int) ([]Item, error) {
	found, args := find.Everywhere(words)
	if found == "" {
		return nil, nil
	}
	var rows []memberRow
	err := tx.Gorm().Raw("SELECT f.tenant_id, f.item_id FROM "+found+` f WHERE NOT EXISTS (SELECT FROM matching_member m WHERE m.tenant_id = f.tenant_id AND m.item_id = f.item_id)
ORDER BY f.tenant_id, f.item_id LIMIT ?`, append(args, limit)...).Scan(&rows).Error
	out := make([]Item, len(rows))
	for i, r := range rows {
		out[i] = r.item()
	}
	return out, err
}

// peopleOf are the names of those of the people that the reader works with.
func peopleOf(tx *tenants.Tx, people []id.PersonID) (map[id.PersonID]string, error) {
	var rows []struct {
		ID   id.PersonID `gorm:"type:uuid"`
		Name string
	}
	err := tx.Gorm().Raw("SELECT id, name FROM identity_person WHERE id = ANY (?::uuid[])", uuids(people)).Scan(&rows).Error
	out := make(map[id.PersonID]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, err
}

// namesOf are the names of companies.
func namesOf(tx *tenants.Tx, companies []id.CompanyID) (map[id.CompanyID]string, error) {
	var rows []struct {
		ID   id.CompanyID `gorm:"type:uuid"`
		Name string
	}
	err := tx.Gorm().Raw("SELECT id, name FROM identity_company WHERE id = ANY (?::uuid[])", uuids(companies)).Scan(&rows).Error
	out := make(map[id.CompanyID]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, err
}
