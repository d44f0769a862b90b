package inventory

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
)

// Hold is a quantity of an item that a buyer wants held at a supplier, in the item's unit. Who makes the id (id.New) keeps it: the same id
// again holds nothing twice.
type Hold struct {
	ID       id.ReservationID
	Supplier id.CompanyID
	Item     id.ItemID
	Quantity decimal.Decimal
}

// Outcome is all that is said to a Hold.
type Outcome string

// Outcomes of holds.
const (
	OutcomeHeld       Outcome = "held"
	OutcomeShort      Outcome = "short"       // not so much is free where it serves the buyer
	OutcomeNotOffered Outcome = "not_offered" // the buyer may not have it there, for whatever reason
	OutcomeEnded      Outcome = "ended"       // this id was held before and is no longer
)

// ReservationState says how a reservation stands.
type ReservationState string

// States of reservations.
const (
	Held     ReservationState = "held"
	Captured ReservationState = "captured" // sold: it is no longer in what lies there
	Released ReservationState = "released"
	Expired  ReservationState = "expired"
)

// Share is what of a reservation is held in a warehouse.
type Share struct {
	Warehouse id.WarehouseID
	Quantity  decimal.Decimal
}

// Reservation is what is held for a buyer until a moment, or was.
type Reservation struct {
	ID        id.ReservationID
	Item      id.ItemID
	SKU       string
	Name      string
	Unit      string
	Buyer     id.CompanyID
	BuyerName string
	Quantity  decimal.Decimal
	State     ReservationState
	HeldAt    time.Time
	ExpiresAt time.Time
	EndedAt   time.Time // zero while it is held
	Shares    []Share
}
