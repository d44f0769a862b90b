package inventory

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// Leaving is what of a line of an order leaves the stock with a shipment. What is held for it under Reservation goes first; what is not held is taken from what lies free.
type Leaving struct {
	Line        int
	Reservation id.ReservationID
	Item        id.ItemID
	Quantity    decimal.Decimal
}

type leavingJSON struct {
	Line        int    `json:"line"`
	Reservation string `json:"reservation"`
	Item        string `json:"item"`
	Quantity    string `json:"quantity"`
}

// Ship takes out of the stock of the scope's supplier what leaves with a shipment, in the caller's transaction. A part of what is held is sold, the rest stays held.
func Ship(tx *tenants.Tx, shipment id.ShipmentID, lines []Leaving) error {
	rows := make([]leavingJSON, len(lines))
	for i, l := range lines {
		rows[i] = leavingJSON{l.Line, l.Reservation.UUID(), l.Item.UUID(), l.Quantity.String()}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("SELECT sec.ship_stock(?::uuid, ?::jsonb, ?)", shipment, string(text), tx.Now()).Error
}

// Unship puts back what left with a shipment; what was held for it is held again until a moment.
func Unship(tx *tenants.Tx, shipment id.ShipmentID, until time.Time) error {
	return tx.Gorm().Exec("SELECT sec.unship_stock(?::uuid, ?, ?)", shipment, until, tx.Now()).Error
}
