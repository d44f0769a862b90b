package inventory

import (
	"encoding/json"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// TopicStockMoved tells the copies of stock what to read again: it is published with whatever writes figures, deliveries, warehouses or holds, by this capability and by
// the database's functions that hold. StockMoved reads its payload.
const TopicStockMoved = "inventory.stock_moved"

// mostMoved is how many items one event names; of more it names none, and means all.
const mostMoved = 500

// moved is the payload of TopicStockMoved.
type moved struct {
	Items      []string `json:"items,omitempty"` // uuids; none and no warehouses: all
	Warehouses bool     `json:"warehouses,omitempty"`
}

// StockMoved reads the payload of TopicStockMoved: of which items stock or what is on its way changed, or of all, or from where the supplier delivers to whom.
func StockMoved(payload string) (items []id.ItemID, all, warehouses bool, err error) {
	var m moved
	if err := json.Unmarshal([]byte(payload), &m); err != nil {
		return nil, false, false, err
	}
	items = make([]id.ItemID, len(m.Items))
	for i, text := range m.Items {
		if err := items[i].Scan(text); err != nil {
			return nil, false, false, err
		}
	}
	return items, len(items) == 0 && !m.Warehouses, m.Warehouses, nil
}

// movedItems tells that stock of items changed.
func movedItems(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) error {
	var m moved
	if len(items) <= mostMoved {
		for _, of := range items {
			m.Items = append(m.Items, of.UUID())
		}
	}
	return tell(tx, tenant, m)
}

// movedWarehouses tells that a supplier's warehouses changed.
func movedWarehouses(tx *tenants.Tx, tenant id.CompanyID) error {
	return tell(tx, tenant, moved{Warehouses: true})
}
