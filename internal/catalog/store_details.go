package catalog

import (
	"encoding/json"
	"slices"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/tenants"
)

// fieldPacks is the field of packs in the history.
const fieldPacks = "packs"

// packRow is a pack as it is read.
type packRow struct {
	ItemID      id.ItemID
	Level       string
	Contains    decimal.Decimal
	Unit        quantity.Unit
	GTIN        string `gorm:"column:gtin"`
	GrossWeight decimal.NullDecimal
}

// packJSON is a pack as it is written and as the history keeps it.
type packJSON struct {
	Item        string  `json:"item,omitempty"`
	Level       string  `json:"level"`
	Contains    string  `json:"contains"`
	Unit        string  `json:"unit"`
	GTIN        string  `json:"gtin,omitempty"`
	GrossWeight *string `json:"gross_weight,omitempty"`
}

func (p Pack) row() packJSON {
	out := packJSON{Level: string(p.Level), Contains: p.Contains.String(), Unit: p.Unit.Code(), GTIN: p.GTIN}
	if p.GrossWeight.IsPositive() {
		weight := p.GrossWeight.String()
		out.GrossWeight = &weight
	}
	return out
}

func (r packJSON) pack() (p Pack, err error) {
	p.Level, p.GTIN = Level(r.Level), r.GTIN
	if p.Unit, err = quantity.ParseUnit(r.Unit); err != nil {
		return p, err
	}
	if r.GrossWeight != nil {
		if p.GrossWeight, err = decimal.NewFromString(*r.GrossWeight); err != nil {
			return p, err
		}
	}
	p.Contains, err = decimal.NewFromString(r.Contains)
	return p, err
}

// packsJSON is packs as the history keeps them; nil for none.
func packsJSON(packs []Pack) (json.RawMessage, error) {
	if len(packs) == 0 {
		return nil, nil
	}
	rows := make([]packJSON, len(packs))
	for i, p := range packs {
		rows[i] = p.row()
	}
	return json.Marshal(rows)
}

// readPacksJSON is the way back of packsJSON.
func readPacksJSON(text json.RawMessage) ([]Pack, error) {
	if text == nil {
		return nil, nil
	}
	var rows []packJSON
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, err
	}
	out := make([]Pack, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.pack(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PacksOf answers the packs of items, from the inside out. A pair scope sees those of the items that it sees.
func PacksOf(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID][]Pack, error) {
	var rows []packRow
	err := tx.Gorm().Raw("SELECT p.item_id, p.level, p.contains, p.unit, p.gtin, p.gross_weight"+fromIDs+`
CROSS JOIN LATERAL (SELECT * FROM catalog_pack p WHERE p.tenant_id = i.tenant_id AND p.item_id = i.id OFFSET 0) p ORDER BY p.item_id, p.contains`, tenant, UUIDs(items)).Scan(&rows).Error
	out := map[id.ItemID][]Pack{}
	for _, r := range rows {
		out[r.ItemID] = append(out[r.ItemID], Pack{Level(r.Level), r.Contains, r.Unit, r.GTIN, r.GrossWeight.Decimal})
	}
	return out, err
}

// putPacks writes the packs of items that have details, and what of them differs into the history.
func putPacks(tx *tenants.Tx, r Revision, written []Item, ids map[string]id.ItemID) error {
	var detailed []id.ItemID
	for _, w := range written {
		if w.Details != nil {
			detailed = append(detailed, ids[w.SKU])
		}
	}
	if len(detailed) == 0 {
		return nil
	}
	stand, err := PacksOf(tx, r.tenant, detailed)
	if err != nil {
		return err
	}
	changes := noted{}
	var cleared []id.ItemID
	rows := []packJSON{}
	for _, w := range written {
		item := ids[w.SKU]
		if w.Details == nil || slices.EqualFunc(stand[item], w.Details.Packs, samePack) {
			continue
		}
		before, err := packsJSON(stand[item])
		if err != nil {
			return err
		}
		after, err := packsJSON(w.Details.Packs)
		if err != nil {
			return err
		}
		changes.add(item, fieldPacks, before, after)
		cleared = append(cleared, item)
		for _, p := range w.Details.Packs {
			row := p.row()
			row.Item = item.UUID()
			rows = append(rows, row)
		}
	}
	if len(cleared) == 0 {
		return nil
	}
	if err := tx.Gorm().Exec("DELETE FROM catalog_pack WHERE tenant_id = ? AND item_id = ANY (?::uuid[])", r.tenant, UUIDs(cleared)).Error; err != nil {
		return err
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`
INSERT INTO catalog_pack (tenant_id, item_id, level, contains, unit, gtin, gross_weight)
SELECT ?::uuid, n.item, n.level, n.contains, n.unit, coalesce(n.gtin, ''), n.gross_weight
FROM jsonb_to_recordset(?::jsonb) AS n(item uuid, level text, contains numeric, unit text, gtin text, gross_weight numeric)`, r.tenant, string(text)).Error
	if err != nil {
		return err
	}
	if err := touch(tx, r, cleared); err != nil {
		return err
	}
	return note(tx, r, changes)
}

// touch gives items a new version because of what is kept beside them. One that the same moment wrote already has one.
func touch(tx *tenants.Tx, r Revision, items []id.ItemID) error {
	return tx.Gorm().Exec("UPDATE catalog_item SET version = version + 1, updated_at = ? WHERE tenant_id = ? AND id = ANY (?::uuid[])", tx.Now(), r.tenant, UUIDs(items)).Error
}

func samePack(a, b Pack) bool {
	return a.Level == b.Level && a.Contains.Equal(b.Contains) && a.Unit == b.Unit && a.GTIN == b.GTIN && a.GrossWeight.Equal(b.GrossWeight)
}

// DetailsOf answers the details of items that the scope sees.
func DetailsOf(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]Details, error) {
	var rows []struct {
		ID          id.ItemID
		Description string
		Family      string
		Attributes  string
		CatchWeight bool
		Nominal     decimal.NullDecimal
	}
	err := tx.Gorm().Raw("SELECT i.id, i.description, i.family, i.attributes::text AS attributes, i.catch_weight, i.nominal"+fromIDs, tenant, UUIDs(items)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	packs, err := PacksOf(tx, tenant, items)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]Details, len(rows))
	for _, r := range rows {
		values := attribute.Values{}
		if err := json.Unmarshal([]byte(r.Attributes), &values); err != nil {
			return nil, err
		}
		out[r.ID] = Details{Description: r.Description, Family: r.Family, Attributes: values, CatchWeight: r.CatchWeight, Nominal: r.Nominal.Decimal, Packs: packs[r.ID]}
	}
	return out, nil
}

// WithDetails reads the details of items into them.
func WithDetails(tx *tenants.Tx, tenant id.CompanyID, items []Item) error {
	wanted := make([]id.ItemID, len(items))
	for i, item := range items {
		wanted[i] = item.ID
	}
	all, err := DetailsOf(tx, tenant, wanted)
	if err != nil {
		return err
	}
	for i := range items {
		if d, there := all[items[i].ID]; there {
			items[i].Details = &d
		}
	}
	return nil
}
