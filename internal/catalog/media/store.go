package media

import (
	"database/sql"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/blob"
	"manifold/tenants"
)

// row is a picture or document as it is read and written.
type row struct {
	ID        id.MediaID
	Kind      string
	FileBlob  id.BlobID
	ThumbBlob id.BlobID
	Type      string
	ThumbType string
	Size      int64
	Width     int
	Height    int
	Name      string
	Title     string
	Alt       string
	AddedAt   time.Time
}

func (r row) media() Media {
	return Media{
		ID: r.ID, Kind: Kind(r.Kind), Type: r.Type, Size: r.Size, Width: r.Width, Height: r.Height, Name: r.Name, Title: r.Title, Alt: r.Alt, AddedAt: r.AddedAt.UTC(),
		file: r.FileBlob, thumb: r.ThumbBlob, thumbType: r.ThumbType,
	}
}

// Of answers the pictures and documents of an item, in order. A pair scope sees those of the items that it sees.
func Of(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID) ([]Media, error) {
	var rows []row
	err := tx.Gorm().Raw(`SELECT m.id, m.kind, m.file_blob, m.thumb_blob, m.type, m.thumb_type, m.size, m.width, m.height, m.name, m.title, m.alt, m.added_at
FROM catalog_media m JOIN catalog_item i ON i.tenant_id = m.tenant_id AND i.id = m.item_id
WHERE m.tenant_id = ? AND m.item_id = ? ORDER BY m.position, m.id`, tenant, item).Scan(&rows).Error
	out := make([]Media, len(rows))
	for i, r := range rows {
		out[i] = r.media()
	}
	return out, err
}

// First answers the first picture of each of several items.
func First(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]id.MediaID, error) {
	uuids := make(tenants.TextArray, len(items))
	for i, item := range items {
		uuids[i] = item.UUID()
	}
	var rows []struct {
		ItemID id.ItemID
		ID     id.MediaID
	}
	err := tx.Gorm().Raw(`SELECT DISTINCT ON (m.item_id) m.item_id, m.id FROM catalog_media m JOIN catalog_item i ON i.tenant_id = m.tenant_id AND i.id = m.item_id
WHERE m.tenant_id = ? AND m.item_id = ANY (?::uuid[]) AND m.kind = 'image' ORDER BY m.item_id, m.position, m.id`, tenant, uuids).Scan(&rows).Error
	out := make(map[id.ItemID]id.MediaID, len(rows))
	for _, r := range rows {
		out[r.ItemID] = r.ID
	}
	return out, err
}

// there is fault.NotFound when the scope sees no such item; with lock, nobody else changes its files meanwhile.
func there(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, lock bool) error {
	query := "SELECT 1 FROM catalog_item WHERE tenant_id = ? AND id = ?"
	if lock {
		query += " FOR NO KEY UPDATE"
	}
	var found int
	err := tx.Gorm().Raw(query, tenant, item).Scan(&found).Error
	if err == nil && found == 0 {
		return fault.NotFound
	}
	return err
}

func insert(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, m Media) error {
	return tx.Gorm().Exec(`INSERT INTO catalog_media (tenant_id, item_id, id, kind, file_blob, thumb_blob, type, thumb_type, size, width, height, name, title, alt, position, added_at)
SELECT @tenant, @item, @id, @kind, @file, @thumb, @type, @thumb_type, @size, @width, @height, @name, @title, @alt,
  (SELECT coalesce(max(position), 0) + 1 FROM catalog_media WHERE tenant_id = @tenant AND item_id = @item), @at`,
		sql.Named("tenant", tenant), sql.Named("item", item), sql.Named("id", m.ID), sql.Named("kind", string(m.Kind)), sql.Named("file", m.file), sql.Named("thumb", m.thumb),
		sql.Named("type", m.Type), sql.Named("thumb_type", m.thumbType), sql.Named("size", m.Size), sql.Named("width", m.Width), sql.Named("height", m.Height),
		sql.Named("name", m.Name), sql.Named("title", m.Title), sql.Named("alt", m.Alt), sql.Named("at", m.AddedAt)).Error
}

func describe(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, of id.MediaID, w Words) error {
	return tx.Gorm().Exec("UPDATE catalog_media SET title = ?, alt = ? WHERE tenant_id = ? AND item_id = ? AND id = ?", w.Title, w.Alt, tenant, item, of).Error
}

// columns are those that a file has while it is shown and after it was removed.
const columns = "tenant_id, item_id, id, kind, file_blob, thumb_blob, type, thumb_type, size, width, height, name, title, alt, position, added_at"

// remove takes a file away; it is kept for some time, so that this can be undone.
func remove(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, of id.MediaID) error {
	return tx.Gorm().Exec("WITH gone AS (DELETE FROM catalog_media WHERE tenant_id = ? AND item_id = ? AND id = ? RETURNING "+columns+") INSERT INTO catalog_media_past ("+columns+", removed_at) SELECT "+columns+", ? FROM gone",
		tenant, item, of, tx.Now()).Error
}

// bringBack makes a removed file one of its item again, and says whether it was still there.
func bringBack(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, of id.MediaID) (bool, error) {
	done := tx.Gorm().Exec("WITH back AS (DELETE FROM catalog_media_past WHERE tenant_id = ? AND item_id = ? AND id = ? RETURNING "+columns+") INSERT INTO catalog_media ("+columns+") SELECT "+columns+" FROM back", tenant, item, of)
	return done.RowsAffected > 0, done.Error
}

// sweepPast forgets files that were removed before a time and answers what of them lies in the store.
func sweepPast(tx *tenants.Tx, before time.Time) ([]blob.Key, error) {
	var rows []struct {
		TenantID  id.CompanyID
		FileBlob  id.BlobID
		ThumbBlob id.BlobID
	}
	err := tx.Gorm().Raw("DELETE FROM catalog_media_past WHERE removed_at < ? RETURNING tenant_id, file_blob, thumb_blob", before).Scan(&rows).Error
	var out []blob.Key
	for _, r := range rows {
		for _, b := range []id.BlobID{r.FileBlob, r.ThumbBlob} {
			if !b.IsZero() {
				out = append(out, blob.Key{Company: r.TenantID, Blob: b})
			}
		}
	}
	return out, err
}

// order puts files into the order of a list.
func order(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID, ids []id.MediaID) error {
	uuids := make(tenants.TextArray, len(ids))
	for i, of := range ids {
		uuids[i] = of.UUID()
	}
	return tx.Gorm().Exec(`UPDATE catalog_media m SET position = n.position FROM unnest(?::uuid[]) WITH ORDINALITY AS n(id, position)
WHERE m.tenant_id = ? AND m.item_id = ? AND m.id = n.id`, uuids, tenant, item).Error
}
