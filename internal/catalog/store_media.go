package catalog

import (
	"context"
	"encoding/json"
	"strings"

	"manifold/internal/catalog/media"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// fieldMedia is the field of pictures and documents in the history.
const fieldMedia = "media"

// MediaHistory takes changes of pictures and documents down in the history of a supplier's items.
type MediaHistory struct{}

// Files implements media.History: one revision for each act, but all that an import brings belongs to the import's.
func (MediaHistory) Files(ctx context.Context, tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, of string, before, after []media.Told) error {
	changes, err := notedFiles(item, before, after)
	if err != nil {
		return err
	}
	if of == "" {
		_, err = Revise(ctx, tx, tenant, ByItem, "", func(r Revision) error { return note(tx, r, changes) })
		return err
	}
	last, err := lastOf(tx, tenant, ByImport, of)
	switch {
	case err != nil:
		return err
	case last.IsZero():
		_, err = Revise(ctx, tx, tenant, ByImport, of, func(r Revision) error { return note(tx, r, changes) })
		return err
	}
	if err := countIn(tx, tenant, last, item); err != nil {
		return err
	}
	return note(tx, Revision{id: last, tenant: tenant, made: new(int)}, changes)
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

// filesJSON is files as the history keeps them; nil for none.
func filesJSON(all []media.Told) (json.RawMessage, error) {
	if len(all) == 0 {
		return nil, nil
	}
	return json.Marshal(all)
}

// readFilesJSON is the way back of filesJSON.
func readFilesJSON(text json.RawMessage) (out []media.Told, err error) {
	if text != nil {
		err = json.Unmarshal(text, &out)
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
