package catalog

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// Sort is the order of a list.
type Sort string

// Orders of lists.
const (
	SortSKU     Sort = "sku"
	SortName    Sort = "name"
	SortUpdated Sort = "updated" // the latest first
)

// cursor is where a list goes on behind an item.
func (s Sort) cursor(i Item) page.Cursor {
	switch s {
	case SortName:
		return page.After(i.Name, i.ID)
	case SortUpdated:
		return page.After(i.UpdatedAt, i.ID)
	default:
		return page.After(i.SKU)
	}
}

// sorted is a page of items in an order, after a cursor of it.
func sorted(tx *tenants.Tx, tenant id.CompanyID, f Filter, by Sort, r page.Request) ([]Item, error) {
	switch by {
	case SortName:
		var name string
		var after id.ItemID
		if !r.After.IsZero() {
			if err := r.After.Into(&name, &after); err != nil {
				return nil, err
			}
		}
		return Search(tx, tenant, f, name, after, r.Fetch())
	case SortUpdated:
		return latest(tx, tenant, f, r)
	default:
		after := ""
		if !r.After.IsZero() {
			if err := r.After.Into(&after); err != nil {
				return nil, err
			}
		}
		return List(tx, tenant, f, after, r.Fetch())
	}
}

func latest(tx *tenants.Tx, tenant id.CompanyID, f Filter, r page.Request) ([]Item, error) {
	where, args := f.where(tenant)
	if !r.After.IsZero() {
		var at time.Time
		var after id.ItemID
		if err := r.After.Into(&at, &after); err != nil {
			return nil, err
		}
		where, args = where+" AND (i.updated_at, i.id) < (?, ?::uuid)", append(args, at, after)
	}
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+" FROM catalog_item i WHERE "+where+" ORDER BY i.updated_at DESC, i.id DESC LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error
	return items(rows), err
}

// batchOf are the items of a filter after an id, by id; lock keeps others from changing them meanwhile.
func batchOf(tx *tenants.Tx, tenant id.CompanyID, f Filter, after id.ItemID, limit int, lock bool) ([]Item, error) {
	where, args := f.where(tenant)
	if !after.IsZero() {
		where, args = where+" AND i.id > ?", append(args, after)
	}
	query := "SELECT " + itemColumns + " FROM catalog_item i WHERE " + where + " ORDER BY i.id LIMIT ?"
	if lock {
		query += " FOR NO KEY UPDATE"
	}
	var rows []itemRow
	if err := tx.Gorm().Raw(query, append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := items(rows)
	return out, WithDetails(tx, tenant, out)
}

// byID answers those of items that there are, with details; lock keeps others from changing them meanwhile.
func byID(tx *tenants.Tx, tenant id.CompanyID, wanted []id.ItemID, lock bool) ([]Item, error) {
	query := "SELECT " + itemColumns + " FROM unnest(?::uuid[]) AS n(id) JOIN catalog_item i ON i.id = n.id WHERE i.tenant_id = ? ORDER BY i.id"
	if lock {
		query += " FOR NO KEY UPDATE OF i"
	}
	var rows []itemRow
	if err := tx.Gorm().Raw(query, UUIDs(wanted), tenant).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := items(rows)
	return out, WithDetails(tx, tenant, out)
}

// findItem answers one item with details, or fault.NotFound.
func findItem(tx *tenants.Tx, tenant id.CompanyID, wanted id.ItemID, lock bool) (Item, error) {
	found, err := byID(tx, tenant, []id.ItemID{wanted}, lock)
	if err != nil {
		return Item{}, err
	}
	if len(found) == 0 {
		return Item{}, fault.NotFound
	}
	return found[0], nil
}

// rename gives an item another SKU and tells whether that was free. What else it writes down for the history, Put does not see any more.
func rename(tx *tenants.Tx, r Revision, i Item, sku string) (bool, error) {
	if i.SKU == sku {
		return true, nil
	}
	taken, err := IDs(tx, r.tenant, []string{sku})
	if err != nil || len(taken) > 0 {
		return false, err
	}
	err = tx.Gorm().Exec("UPDATE catalog_item SET sku = ?, version = version + 1, updated_at = ? WHERE tenant_id = ? AND id = ?", sku, tx.Now(), r.tenant, i.ID).Error
	if pg := new(pgconn.PgError); errors.As(err, &pg) && pg.Code == "23505" { // somebody else was quicker
		return false, errTaken
	}
	if err != nil {
		return false, err
	}
	return true, Note(tx, r, []Fact{{Item: i.ID, Field: "sku", Before: i.SKU, After: sku}})
}

// familyOf are items of a family by SKU, with their attributes.
func familyOf(tx *tenants.Tx, tenant id.CompanyID, family string, limit int) ([]Variant, error) {
	var rows []struct {
		ID         id.ItemID
		SKU        string `gorm:"column:sku"`
		Name       string
		State      string
		Attributes string
	}
	err := tx.Gorm().Raw(`SELECT id, sku, name, state, attributes::text AS attributes FROM catalog_item WHERE tenant_id = ? AND family = ? AND family <> ''
ORDER BY sku LIMIT ?`, tenant, family, limit).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Variant, len(rows))
	for i, r := range rows {
		values := attribute.Values{}
		if err := json.Unmarshal([]byte(r.Attributes), &values); err != nil {
			return nil, err
		}
		out[i] = Variant{ID: r.ID, SKU: r.SKU, Name: r.Name, State: State(r.State), Values: values}
	}
	return out, nil
}
