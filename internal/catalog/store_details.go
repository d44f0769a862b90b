package catalog

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/media"
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

// fieldMedia is the field of pictures and documents in the history.
const fieldMedia = "media"

// MediaHistory takes changes of pictures and documents down in the history of a supplier's items.
type MediaHistory struct{}

// Files implements media.History: one revision for each act, but all that an import brings belongs to the import's.
func (MediaHistory) Files(ctx context.Context, tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, of string, before, after []media.Told) (id.RevisionID, error) {
	changes, err := notedFiles(item, before, after)
	if err != nil {
		return id.RevisionID{}, err
	}
	if of == "" {
		done, err := Revise(ctx, tx, tenant, ByItem, "", func(r Revision) error { return note(tx, r, changes) })
		return done.ID, err
	}
	last, err := lastOf(tx, tenant, ByImport, of)
	switch {
	case err != nil:
		return id.RevisionID{}, err
	case last.IsZero():
		done, err := Revise(ctx, tx, tenant, ByImport, of, func(r Revision) error { return note(tx, r, changes) })
		return done.ID, err
	}
	if err := countIn(tx, tenant, last, item); err != nil {
		return id.RevisionID{}, err
	}
	return last, note(tx, Revision{id: last, tenant: tenant, made: new(int)}, changes)
}

func notedFiles(item id.ItemID, before, after []media.Told) (noted, error) {
	was, err := filesJSON(before)
	if err != nil {
		return nil, err
	}
	is, err := filesJSON(after)
	out := noted{}
	out.add(item, fieldMedia, was, is)
	return out, err
}

// fileJSON is a file as the history keeps it.
type fileJSON struct {
	ID    id.MediaID `json:"id"`
	Kind  media.Kind `json:"kind"`
	Name  string     `json:"name"`
	Title string     `json:"title,omitempty"`
	Alt   string     `json:"alt,omitempty"`
}

// filesJSON is files as the history keeps them; nil for none.
func filesJSON(all []media.Told) (json.RawMessage, error) {
	if len(all) == 0 {
		return nil, nil
	}
	rows := make([]fileJSON, len(all))
	for i, t := range all {
		rows[i] = fileJSON(t)
	}
	return json.Marshal(rows)
}

// readFilesJSON is the way back of filesJSON.
func readFilesJSON(text json.RawMessage) ([]media.Told, error) {
	if text == nil {
		return nil, nil
	}
	var rows []fileJSON
	err := json.Unmarshal(text, &rows)
	out := make([]media.Told, len(rows))
	for i, r := range rows {
		out[i] = media.Told(r)
	}
	return out, err
}

// filesIn is one line about pictures and documents: their names, with what is said of them.
func filesIn(text json.RawMessage) string {
	all, err := readFilesJSON(text)
	if err != nil {
		return ""
	}
	lines := make([]string, len(all))
	for i, t := range all {
		lines[i] = t.Name
		if t.Title != "" {
			lines[i] += " – " + t.Title
		}
		if t.Alt != "" {
			lines[i] += " (" + t.Alt + ")"
		}
	}
	return strings.Join(lines, ", ")
}

// lastOf is the last revision of a cause and source that was not undone, held until the transaction ends; zero where there is none.
func lastOf(tx *tenants.Tx, tenant id.CompanyID, cause Cause, source string) (out id.RevisionID, err error) {
	err = tx.Gorm().Raw("SELECT id FROM catalog_revision WHERE tenant_id = ? AND cause = ? AND source = ? AND undone_by IS NULL ORDER BY id DESC LIMIT 1 FOR UPDATE", tenant, string(cause), source).Scan(&out).Error
	return out, err
}

// countIn counts an item into a revision, unless it is one of its items.
func countIn(tx *tenants.Tx, tenant id.CompanyID, of id.RevisionID, item id.ItemID) error {
	return tx.Gorm().Exec(`UPDATE catalog_revision SET items = items + 1 WHERE tenant_id = @tenant AND id = @of
AND NOT EXISTS (SELECT FROM catalog_item_change c WHERE c.tenant_id = @tenant AND c.item_id = @item AND c.revision_id = @of)`,
		map[string]any{"tenant": tenant, "of": of, "item": item}).Error
}

// ReturnFiles undoes, as a part of a revision, what the acts of an import changed of pictures and documents.
func ReturnFiles(tx *tenants.Tx, r Revision, source string) error {
	u := undoing{tx: tx, r: r, out: &Undone{}}
	for after := (id.ItemID{}); ; {
		var rows []changeRow
		err := tx.Gorm().Raw("SELECT "+changeColumns+` JOIN catalog_revision v ON v.tenant_id = c.tenant_id AND v.id = c.revision_id
WHERE v.tenant_id = @tenant AND v.cause = 'import' AND v.source = @source AND jsonb_exists(c.after, 'media') AND c.item_id > coalesce(@after, '00000000-0000-0000-0000-000000000000'::uuid)
ORDER BY c.item_id LIMIT @limit`, map[string]any{"tenant": r.tenant, "source": source, "after": after, "limit": batch}).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		made, err := changes(rows)
		if err != nil {
			return err
		}
		for _, c := range made {
			if err := u.files(c, c.Before[fieldMedia], c.After[fieldMedia]); err != nil {
				return err
			}
		}
		after = made[len(made)-1].Item
	}
}

// files undoes what a revision changed of the pictures and documents of an item.
func (u undoing) files(c Change, before, after json.RawMessage) error {
	was, err := readFilesJSON(before)
	if err != nil {
		return err
	}
	made, err := readFilesJSON(after)
	if err != nil {
		return err
	}
	stood, stand, whole, err := media.Restore(u.tx, u.r.tenant, c.Item, was, made)
	if err != nil {
		return err
	}
	if !whole {
		u.keep(c, fieldMedia)
	}
	changes, err := notedFiles(c.Item, stood, stand)
	if err != nil || string(changes[c.Item].Before[fieldMedia]) == string(changes[c.Item].After[fieldMedia]) {
		return err
	}
	return note(u.tx, u.r, changes)
}
