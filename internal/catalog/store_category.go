package catalog

import (
	"encoding/json"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/tenants"
)

// definitionJSON is a definition as the column keeps it.
type definitionJSON struct {
	Key      string        `json:"key"`
	Name     string        `json:"name"`
	Kind     string        `json:"kind"`
	Unit     quantity.Unit `json:"unit,omitempty"`
	Choices  []string      `json:"choices,omitempty"`
	Required bool          `json:"required,omitempty"`
}

func definitions(text string) (attribute.Definitions, error) {
	var rows []definitionJSON
	err := json.Unmarshal([]byte(text), &rows)
	return definitionsOf(rows), err
}

func definitionsOf(rows []definitionJSON) attribute.Definitions {
	out := make(attribute.Definitions, len(rows))
	for i, r := range rows {
		out[i] = attribute.Definition{Key: r.Key, Name: r.Name, Kind: attribute.Kind(r.Kind), Unit: r.Unit, Choices: r.Choices, Required: r.Required}
	}
	return out
}

func definitionRows(all attribute.Definitions) []definitionJSON {
	rows := make([]definitionJSON, len(all))
	for i, d := range all {
		rows[i] = definitionJSON{d.Key, d.Name, string(d.Kind), d.Unit, d.Choices, d.Required}
	}
	return rows
}

// categoryRow is what a supplier says of a category.
type categoryRow struct {
	Name       string
	Heading    string
	Attributes string
	Version    int64
}

func (r categoryRow) said() (Said, error) {
	defined, err := definitions(r.Attributes)
	return Said{Name: r.Name, Heading: r.Heading, Attributes: defined, Version: r.Version}, err
}

// SaidOf answers what a supplier says of categories, by name; those of which it says nothing are missing. A pair scope sees the categories that
// the grant names.
func SaidOf(tx *tenants.Tx, tenant id.CompanyID, names []string) (map[string]Said, error) {
	var rows []categoryRow
	err := tx.Gorm().Raw("SELECT name, heading, attributes::text AS attributes FROM catalog_category WHERE tenant_id = ? AND name = ANY (?::text[])", tenant, tenants.TextArray(names)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return said(rows)
}

func said(rows []categoryRow) (map[string]Said, error) {
	out := make(map[string]Said, len(rows))
	for _, r := range rows {
		s, err := r.said()
		if err != nil {
			return nil, err
		}
		out[r.Name] = s
	}
	return out, nil
}

// heldSaid is what a supplier says of a category, held until the transaction ends; of version 0 where it says nothing.
func heldSaid(tx *tenants.Tx, tenant id.CompanyID, name string) (Said, error) {
	var rows []categoryRow
	err := tx.Gorm().Raw("SELECT name, heading, attributes::text AS attributes, version FROM catalog_category WHERE tenant_id = ? AND name = ? FOR UPDATE", tenant, name).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return Said{Name: name}, err
	}
	return rows[0].said()
}

// Hold keeps what is said of categories as it is until the transaction ends, for values are written as it asks. It comes before the lock of an item: whoever
// describes a category holds it first too, and then goes through its items.
func Hold(tx *tenants.Tx, tenant id.CompanyID, names []string) error {
	return tx.Gorm().Exec("SELECT FROM catalog_category WHERE tenant_id = ? AND name = ANY (?::text[]) ORDER BY name FOR SHARE", tenant, tenants.TextArray(names)).Error
}

// countMoved counts the items of a category that have to be written again when something else is said of it: all where it stands for something else, by which
// they are found, or those that have a value that is read otherwise.
func countMoved(tx *tenants.Tx, tenant id.CompanyID, wanted, earlier Said) (n int64, err error) {
	keys := wanted.Attributes.Moved(earlier.Attributes)
	if len(keys) == 0 && wanted.Heading == earlier.Heading {
		return 0, nil
	}
	err = tx.Gorm().Raw("SELECT count(*) FROM catalog_item WHERE tenant_id = ? AND category = ? AND (? OR jsonb_exists_any(attributes, ?::text[]))",
		tenant, wanted.Name, wanted.Heading != earlier.Heading, tenants.TextArray(keys)).Scan(&n).Error
	return n, err
}

// saidAll answers what a supplier says of all its categories, with versions; held as [Hold] does where items are to be written.
func saidAll(tx *tenants.Tx, tenant id.CompanyID, held bool) (map[string]Said, error) {
	lock := ""
	if held {
		lock = " FOR SHARE"
	}
	var rows []categoryRow
	err := tx.Gorm().Raw("SELECT name, heading, attributes::text AS attributes, version FROM catalog_category WHERE tenant_id = ? ORDER BY name"+lock, tenant).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return said(rows)
}

// counted are the categories of items, with numbers of active and withdrawn ones.
func counted(tx *tenants.Tx, tenant id.CompanyID) ([]CategoryCount, error) {
	var out []CategoryCount
	return out, tx.Gorm().Raw(`SELECT category AS name, count(*) FILTER (WHERE state = 'active') AS items, count(*) FILTER (WHERE state <> 'active') AS withdrawn
FROM catalog_item WHERE tenant_id = ? GROUP BY category`, tenant).Scan(&out).Error
}

// putSaid writes what a supplier says of a category over a version; zero for one of which nothing was said. Another version is fault.Stale.
func putSaid(tx *tenants.Tx, tenant id.CompanyID, s Said, version *int64) (int64, error) {
	text, err := json.Marshal(definitionRows(s.Attributes))
	if err != nil {
		return 0, err
	}
	var written []int64
	err = tx.Gorm().Raw(`INSERT INTO catalog_category AS old (tenant_id, name, heading, attributes, version, updated_at)
SELECT ?, ?, ?, ?::jsonb, 1, ? WHERE coalesce(?::bigint, 0) = 0 OR EXISTS (SELECT FROM catalog_category c WHERE c.tenant_id = ? AND c.name = ?)
ON CONFLICT (tenant_id, name) DO UPDATE SET heading = EXCLUDED.heading, attributes = EXCLUDED.attributes, version = old.version + 1, updated_at = EXCLUDED.updated_at
WHERE coalesce(?::bigint, old.version) = old.version RETURNING version`,
		tenant, s.Name, s.Heading, string(text), tx.Now(), version, tenant, s.Name, version).Scan(&written).Error
	if err != nil {
		return 0, err
	}
	if len(written) == 0 {
		return 0, fault.Stale
	}
	return written[0], nil
}

// namesIn are names of some active items of a category, those that changed last.
func namesIn(tx *tenants.Tx, tenant id.CompanyID, category string, limit int) ([]string, error) {
	var out []string
	return out, tx.Gorm().Raw("SELECT name FROM catalog_item WHERE tenant_id = ? AND category = ? AND state = 'active' ORDER BY updated_at DESC, id LIMIT ?", tenant, category, limit).Scan(&out).Error
}
