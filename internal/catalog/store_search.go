package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/find"
	"manifold/internal/catalog/heading"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/tenants"
)

// searchRow is what an item is found by, as it is read.
type searchRow struct {
	ID          id.ItemID
	SKU         string `gorm:"column:sku"`
	Name        string
	Brand       string
	MPN         string `gorm:"column:mpn"`
	GTIN        string `gorm:"column:gtin"`
	Category    string
	Description string
	State       string
	Attributes  string
	Definitions string
	Heading     string
	Packs       string
}

const searchColumns = `SELECT i.id, i.sku, i.name, i.brand, i.mpn, i.gtin, i.category, i.description, i.state,
  CASE WHEN i.attributes = '{}' THEN '' ELSE i.attributes::text END AS attributes,
  CASE WHEN i.attributes = '{}' THEN '' ELSE (SELECT k.attributes::text FROM catalog_category k WHERE k.tenant_id = i.tenant_id AND k.name = i.category) END AS definitions,
  (SELECT k.heading FROM catalog_category k WHERE k.tenant_id = i.tenant_id AND k.name = i.category) AS heading,
  (SELECT string_agg(p.gtin, ' ') FROM catalog_pack p WHERE p.tenant_id = i.tenant_id AND p.item_id = i.id AND p.gtin <> '') AS packs`

// searched notes for the search those of the items that a revision changed. Each is looked up by itself: a join would go through all that the
// revision has changed so far, which of a large file's are many, for every part of it.
func searched(tx *tenants.Tx, r Revision, ids map[string]id.ItemID) error {
	wanted := make([]id.ItemID, 0, len(ids))
	for _, item := range ids {
		wanted = append(wanted, item)
	}
	var rows []searchRow
	err := tx.Gorm().Raw(searchColumns+fromIDs+`
CROSS JOIN LATERAL (SELECT FROM catalog_item_change c WHERE c.tenant_id = i.tenant_id AND c.item_id = i.id AND c.revision_id = ? LIMIT 1) c`, r.tenant, UUIDs(wanted), r.id).Scan(&rows).Error
	if err != nil {
		return err
	}
	return writeSearch(tx, r.tenant, rows)
}

func writeSearch(tx *tenants.Tx, tenant id.CompanyID, rows []searchRow) error {
	docs := make([]find.Doc, len(rows))
	for i, r := range rows {
		traits, err := r.traits()
		if err != nil {
			return err
		}
		docs[i] = find.Doc{
			Item: r.ID, SKU: r.SKU, Name: r.Name, Brand: r.Brand, MPN: r.MPN, GTIN: r.GTIN, Category: r.Category, Kind: heading.Words(r.Heading), Description: r.Description,
			Codes: strings.Fields(r.Packs), Traits: traits, Active: State(r.State) == Active,
		}
	}
	return find.Write(tx, tenant, docs)
}

// searchedIn notes the items of a category for the search again; told hears how many there were so far.
func searchedIn(ctx context.Context, tx *tenants.Tx, tenant id.CompanyID, category string, told func(int64)) error {
	for after, n := (id.ItemID{}), int64(0); ; {
		var rows []searchRow
		err := tx.Gorm().Raw(searchColumns+` FROM catalog_item i WHERE i.tenant_id = ? AND i.category = ? AND i.id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000')
ORDER BY i.id LIMIT ? FOR NO KEY UPDATE OF i`, tenant, category, after, fillAtOnce).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeSearch(tx, tenant, rows); err != nil {
			return err
		}
		after, n = rows[len(rows)-1].ID, n+int64(len(rows))
		told(n)
	}
}

// traits are the attributes as they are shown: by the name of their definition, with its unit.
func (r searchRow) traits() ([]find.Trait, error) {
	if r.Attributes == "" {
		return nil, nil
	}
	values := attribute.Values{}
	if err := json.Unmarshal([]byte(r.Attributes), &values); err != nil {
		return nil, err
	}
	var defined []struct{ Key, Name, Unit string }
	if r.Definitions != "" {
		if err := json.Unmarshal([]byte(r.Definitions), &defined); err != nil {
			return nil, err
		}
	}
	traits := make([]find.Trait, 0, len(values))
	left := values.Keys(nil)
	for _, d := range defined {
		if v, there := values[d.Key]; there {
			text := v.String()
			if unit, err := quantity.ParseUnit(d.Unit); d.Unit != "" && err == nil {
				text += " " + unit.Symbol()
			}
			traits = append(traits, find.Trait{Key: d.Name, Value: text})
			left = without(left, d.Key)
		}
	}
	for _, key := range left {
		traits = append(traits, find.Trait{Key: key, Value: values[key].String()})
	}
	return traits, nil
}

func without(keys []string, key string) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		if k != key {
			out = append(out, k)
		}
	}
	return out
}

// fillAtOnce is how many items FillSearch notes in one transaction.
const fillAtOnce = 1000

// FillSearch notes for the search items that were written before there was one, or by a hub that made other tokens. It runs beside everything
// else and may be broken off.
func FillSearch(ctx context.Context, db *tenants.DB) error {
	var suppliers []id.CompanyID
	err := db.Read(ctx, tenants.Projector(tenants.ProjectorSweep), func(_ context.Context, tx *tenants.Tx) (err error) {
		suppliers, err = find.Missing(tx)
		return err
	})
	if err != nil {
		return err
	}
	var problems []error
	for _, supplier := range suppliers {
		problems = append(problems, fillSearch(ctx, db, supplier))
	}
	return errors.Join(problems...)
}

func fillSearch(ctx context.Context, db *tenants.DB, supplier id.CompanyID) error {
	after := id.ItemID{}
	for last := false; !last; {
		err := db.InScope(ctx, tenants.Worker(supplier, id.JobID{}), func(_ context.Context, tx *tenants.Tx) error {
			var rows []searchRow
			// Items that somebody is writing are left to that one.
			err := tx.Gorm().Raw(searchColumns+` FROM catalog_item i WHERE i.tenant_id = ? AND i.id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000')
AND NOT EXISTS (SELECT FROM catalog_search s WHERE s.tenant_id = i.tenant_id AND s.item_id = i.id AND s.version >= ?)
ORDER BY i.id LIMIT ? FOR NO KEY UPDATE OF i SKIP LOCKED`, supplier, after, find.Version, fillAtOnce).Scan(&rows).Error
			if err != nil {
				return err
			}
			if last = len(rows) < fillAtOnce; !last {
				after = rows[len(rows)-1].ID
			}
			return writeSearch(tx, supplier, rows)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
