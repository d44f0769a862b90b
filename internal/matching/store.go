package matching

import (
	"encoding/json"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// ProductOf answers which product an item of a supplier is in; none for an item that is alone. Like Members it answers in the supplier's own scope and in pair
// scopes, and knows nothing of categories: read the items themselves in the same scope before you show them.
func ProductOf(tx *tenants.Tx, supplier id.CompanyID, item id.ItemID) (product id.ProductID, found bool, err error) {
	of, err := ProductsOf(tx, supplier, []id.ItemID{item})
	product, found = of[item]
	return product, found, err
}

// ProductsOf answers the products of those of a supplier's items that are not alone.
func ProductsOf(tx *tenants.Tx, supplier id.CompanyID, items []id.ItemID) (map[id.ItemID]id.ProductID, error) {
	var rows []struct {
		ItemID    id.ItemID
		ProductID id.ProductID
	}
	err := tx.Gorm().Raw("SELECT item_id, product_id FROM matching_member WHERE tenant_id = ? AND item_id = ANY (?::uuid[])", supplier, uuids(items)).Scan(&rows).Error
	out := make(map[id.ItemID]id.ProductID, len(rows))
	for _, r := range rows {
		out[r.ItemID] = r.ProductID
	}
	return out, err
}

// Members are the items of a product that a supplier sells, by id. Withdrawn ones are in no product.
func Members(tx *tenants.Tx, supplier id.CompanyID, product id.ProductID) ([]id.ItemID, error) {
	var items []id.ItemID
	return items, tx.Gorm().Raw("SELECT item_id FROM matching_member WHERE tenant_id = ? AND product_id = ? ORDER BY item_id", supplier, product).Scan(&items).Error
}

// uuids is a list of ids as an argument of SQL.
func uuids[K id.Kind](list []id.ID[K]) tenants.TextArray {
	out := make(tenants.TextArray, len(list))
	for i, each := range list {
		out[i] = each.UUID()
	}
	return out
}

// uuid is an id that is written as a plain uuid, in SQL and in JSON that goes there.
type uuid[K id.Kind] struct{ id.ID[K] }

// MarshalJSON writes the uuid.
func (u uuid[K]) MarshalJSON() ([]byte, error) { return json.Marshal(u.UUID()) }

// UnmarshalJSON reads it.
func (u *uuid[K]) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	return u.Scan(s)
}
