package catalog

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

func begin(tx *tenants.Tx, r Revision, cause Cause, source string) error {
	return tx.Gorm().Exec("INSERT INTO catalog_revision (tenant_id, id, at, person_id, cause, source) VALUES (?, ?, ?, ?, ?, ?)",
		r.tenant, r.id, tx.Now(), tx.Scope().PersonID(), string(cause), source).Error
}

// end counts what a revision changed; one that changed nothing goes.
func end(tx *tenants.Tx, r Revision) (n int64, err error) {
	err = tx.Gorm().Raw("SELECT count(*) FROM catalog_item_change WHERE tenant_id = ? AND revision_id = ?", r.tenant, r.id).Scan(&n).Error
	switch {
	case err != nil:
		return 0, err
	case n == 0:
		return 0, tx.Gorm().Exec("DELETE FROM catalog_revision WHERE tenant_id = ? AND id = ?", r.tenant, r.id).Error
	default:
		return n, tx.Gorm().Exec("UPDATE catalog_revision SET items = ? WHERE tenant_id = ? AND id = ?", n, r.tenant, r.id).Error
	}
}

// itemFields are the columns of an item that a change names, each with the text of SQL that is NULL where it is empty.
var itemFields = []struct{ column, full string }{
	{"name", "%s.name"}, {"brand", "nullif(%s.brand, '')"}, {"mpn", "nullif(%s.mpn, '')"}, {"gtin", "nullif(%s.gtin, '')"}, {"category", "%s.category"},
	{"unit", "%s.unit"}, {"minimum", "%s.minimum"}, {"multiple", "%s.multiple"}, {"lead_days", "%s.lead_days"}, {"datasheet", "nullif(%s.datasheet, '')"},
	{"description", "nullif(%s.description, '')"}, {"family", "nullif(%s.family, '')"}, {"attributes", "nullif(%s.attributes, '{}')"},
	{"catch_weight", "nullif(%s.catch_weight, false)"}, {"nominal", "%s.nominal"}, {"state", "%s.state"}, {"sku", "%s.sku"},
}

// differing is SQL for the fields of a row that differ from another one, as an object.
func differing(of, from string) string {
	parts := make([]string, len(itemFields))
	for i, f := range itemFields {
		parts[i] = fmt.Sprintf("'%s', CASE WHEN %s.%[1]s IS DISTINCT FROM %[3]s.%[1]s THEN "+f.full+" END", f.column, of, from, of)
	}
	return "jsonb_strip_nulls(jsonb_build_object(" + strings.Join(parts, ", ") + "))"
}

// joined lets a later change of the same revision join the earlier one: the first before and the last after stand.
const joined = `
ON CONFLICT (tenant_id, item_id, revision_id) DO UPDATE SET
  before = CASE WHEN c.before IS NOT NULL THEN (EXCLUDED.before - ARRAY(SELECT jsonb_object_keys(c.after))) || c.before END,
  after = (c.after - ARRAY(SELECT jsonb_object_keys(EXCLUDED.before))) || EXCLUDED.after`

// Note writes down facts that the act of a revision changed beside what catalog keeps itself.
func Note(tx *tenants.Tx, r Revision, facts []Fact) error {
	if r.gathered != nil {
		*r.gathered = append(*r.gathered, facts...)
		return nil
	}
	rows := noted{}
	for _, f := range facts {
		before, after := jsonText(f.Before), jsonText(f.After)
		rows.add(f.Item, f.Field, before, after)
	}
	return note(tx, r, rows)
}

// jsonText is a text in JSON; nil for none.
func jsonText(text string) json.RawMessage {
	if text == "" {
		return nil
	}
	out, err := json.Marshal(text)
	if err != nil {
		return nil // texts always can
	}
	return out
}

// notedRow is a change of fields of one item, as it is written.
type notedRow struct {
	Item   string                     `json:"item"`
	Before map[string]json.RawMessage `json:"before"`
	After  map[string]json.RawMessage `json:"after"`
}

// noted are such changes by item.
type noted map[id.ItemID]notedRow

func (n noted) add(item id.ItemID, field string, before, after json.RawMessage) {
	row, there := n[item]
	if !there {
		row = notedRow{item.UUID(), map[string]json.RawMessage{}, map[string]json.RawMessage{}}
		n[item] = row
	}
	if before != nil {
		row.Before[field] = before
	}
	if after != nil {
		row.After[field] = after
	}
}

func note(tx *tenants.Tx, r Revision, changes noted) error {
	if len(changes) == 0 {
		return nil
	}
	text, err := json.Marshal(slices.Collect(maps.Values(changes)))
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`
INSERT INTO catalog_item_change AS c (tenant_id, item_id, revision_id, before, after)
SELECT ?::uuid, n.item, ?::uuid, n.before, n.after FROM jsonb_to_recordset(?::jsonb) AS n(item uuid, before jsonb, after jsonb) ORDER BY n.item`+joined,
		r.tenant, r.id, string(text)).Error
}

// pastRow is a revision as it is read.
type pastRow struct {
	ID       id.RevisionID
	At       time.Time
	PersonID id.PersonID
	Name     string
	Cause    string
	Source   string
	Items    int64
	SKU      string `gorm:"column:sku"`
	ItemName string
	Kept     int64
	UndoneBy id.RevisionID
}

func (r pastRow) past() Past {
	return Past{ID: r.ID, At: r.At.UTC(), Person: r.PersonID, Name: r.Name, Cause: Cause(r.Cause), Source: r.Source, Items: r.Items, First: Named{r.SKU, r.ItemName}, Kept: r.Kept, UndoneBy: r.UndoneBy}
}

const pastColumns = `r.id, r.at, r.person_id, coalesce(p.name, '') AS name, r.cause, r.source, r.items, coalesce(i.sku, '') AS sku, coalesce(i.name, '') AS item_name, r.kept, r.undone_by
FROM catalog_revision r LEFT JOIN identity_person p ON p.id = r.person_id
LEFT JOIN LATERAL (SELECT i.sku, i.name FROM catalog_item_change c JOIN catalog_item i ON i.tenant_id = c.tenant_id AND i.id = c.item_id
  WHERE c.tenant_id = r.tenant_id AND c.revision_id = r.id ORDER BY c.item_id LIMIT 1) i ON true`

func listPast(tx *tenants.Tx, tenant id.CompanyID, f PastFilter, after id.RevisionID, limit int) ([]Past, error) {
	where, args := "r.tenant_id = @tenant", []any{sql.Named("tenant", tenant), sql.Named("limit", limit)}
	if f.Cause != "" {
		where, args = where+" AND r.cause = @cause", append(args, sql.Named("cause", string(f.Cause)))
	}
	if !f.Person.IsZero() {
		where, args = where+" AND r.person_id = @person", append(args, sql.Named("person", f.Person))
	}
	if !f.From.IsZero() {
		where, args = where+" AND r.at >= @from", append(args, sql.Named("from", f.From))
	}
	if !f.To.IsZero() {
		where, args = where+" AND r.at < @to", append(args, sql.Named("to", f.To))
	}
	if !after.IsZero() {
		where, args = where+" AND r.id < @after", append(args, sql.Named("after", after))
	}
	var rows []pastRow
	err := tx.Gorm().Raw("SELECT "+pastColumns+" WHERE "+where+" ORDER BY r.id DESC LIMIT @limit", args...).Scan(&rows).Error
	out := make([]Past, len(rows))
	for i, r := range rows {
		out[i] = r.past()
	}
	return out, err
}

func findPast(tx *tenants.Tx, tenant id.CompanyID, of id.RevisionID) (Past, error) {
	past, err := pastOf(tx, tenant, []id.RevisionID{of})
	if err != nil {
		return Past{}, err
	}
	out, there := past[of]
	if !there {
		return Past{}, fault.NotFound
	}
	return out, nil
}

func pastOf(tx *tenants.Tx, tenant id.CompanyID, wanted []id.RevisionID) (map[id.RevisionID]Past, error) {
	uuids := make(tenants.TextArray, len(wanted))
	for i, w := range wanted {
		uuids[i] = w.UUID()
	}
	var rows []pastRow
	err := tx.Gorm().Raw("SELECT "+pastColumns+" WHERE r.tenant_id = ? AND r.id = ANY (?::uuid[])", tenant, uuids).Scan(&rows).Error
	out := make(map[id.RevisionID]Past, len(rows))
	for _, r := range rows {
		out[r.ID] = r.past()
	}
	return out, err
}

// lockPast lets one at a time undo a revision.
func lockPast(tx *tenants.Tx, tenant id.CompanyID, of id.RevisionID) error {
	var found int
	err := tx.Gorm().Raw("SELECT 1 FROM catalog_revision WHERE tenant_id = ? AND id = ? FOR UPDATE", tenant, of).Scan(&found).Error
	if err == nil && found == 0 {
		return fault.NotFound
	}
	return err
}

func markUndone(tx *tenants.Tx, tenant id.CompanyID, of, by id.RevisionID, kept int64) error {
	if err := tx.Gorm().Exec("UPDATE catalog_revision SET undone_by = ? WHERE tenant_id = ? AND id = ?", by, tenant, of).Error; err != nil {
		return err
	}
	return tx.Gorm().Exec("UPDATE catalog_revision SET kept = ? WHERE tenant_id = ? AND id = ?", kept, tenant, by).Error
}

// changeRow is a change as it is read.
type changeRow struct {
	RevisionID id.RevisionID
	ItemID     id.ItemID
	SKU        string `gorm:"column:sku"`
	Name       string
	Before     *string
	After      string
}

const changeColumns = `c.revision_id, c.item_id, i.sku, i.name, c.before::text AS before, c.after::text AS after
FROM catalog_item_change c JOIN catalog_item i ON i.tenant_id = c.tenant_id AND i.id = c.item_id`

func changes(rows []changeRow) ([]Change, error) {
	out := make([]Change, len(rows))
	for i, r := range rows {
		c := Change{Revision: r.RevisionID, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Made: r.Before == nil}
		if r.Before != nil {
			if err := json.Unmarshal([]byte(*r.Before), &c.Before); err != nil {
				return nil, err
			}
		}
		if err := json.Unmarshal([]byte(r.After), &c.After); err != nil {
			return nil, err
		}
		out[i] = c
	}
	return out, nil
}

// changesOf are those of a revision after an item, by item.
func changesOf(tx *tenants.Tx, tenant id.CompanyID, of id.RevisionID, after id.ItemID, limit int) ([]Change, error) {
	var rows []changeRow
	err := tx.Gorm().Raw("SELECT "+changeColumns+` WHERE c.tenant_id = @tenant AND c.revision_id = @of
  AND c.item_id > coalesce(@after, '00000000-0000-0000-0000-000000000000'::uuid) ORDER BY c.item_id LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("of", of), sql.Named("after", after), sql.Named("limit", limit)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return changes(rows)
}

// changesTo are those of an item before a revision, the latest first.
func changesTo(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, before id.RevisionID, limit int) ([]Change, error) {
	var rows []changeRow
	err := tx.Gorm().Raw("SELECT "+changeColumns+` WHERE c.tenant_id = @tenant AND c.item_id = @item
  AND c.revision_id < coalesce(@before, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) ORDER BY c.revision_id DESC LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("item", item), sql.Named("before", before), sql.Named("limit", limit)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return changes(rows)
}
