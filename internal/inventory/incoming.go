package inventory

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// IncomingState says what became of a delivery.
type IncomingState string

// States of deliveries.
const (
	Expected  IncomingState = "expected"
	Received  IncomingState = "received"
	Cancelled IncomingState = "cancelled"
)

// IncomingDraft is what a supplier says of something on its way to it.
type IncomingDraft struct {
	Item      id.ItemID // or by SKU
	SKU       string
	Warehouse id.WarehouseID // zero: the main one
	Quantity  string
	Due       time.Time
	Reference string
}

// Incoming is something on its way to a warehouse, or that was.
type Incoming struct {
	ID        id.IncomingID
	Item      id.ItemID
	SKU       string
	Name      string
	Unit      string
	Warehouse id.WarehouseID
	Quantity  decimal.Decimal
	Due       time.Time // a day (UTC, midnight)
	Reference string
	State     IncomingState
	Version   int64
}

// Late tells whether it should have come by now; nothing is promised from it then.
func (i Incoming) Late(now time.Time) bool {
	return i.State == Expected && i.Due.Before(now.UTC().Truncate(24*time.Hour))
}

var errOver = fault.Define(fault.KindConflict, "inventory.incoming_ended", "This delivery was received or called off before.")

// readQuantity understands a quantity above zero.
func readQuantity(path, text string) (decimal.Decimal, error) {
	n, wrong := readCount(text)
	if wrong == "" && n.IsZero() {
		wrong = Negative
	}
	switch wrong {
	case "":
		return n, nil
	case Negative:
		return n, fault.Invalid.With(fault.Field{Path: path, Code: "out_of_range", Message: "A quantity is more than nothing."})
	default:
		return n, fault.Invalid.With(fault.Field{Path: path, Code: "wrong_form", Message: wrong.Words()})
	}
}
