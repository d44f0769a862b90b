package inventory

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
)

// Line is a count as it came: the item by id or SKU, the warehouse by id or code, the main one when none is named.
type Line struct {
	Item      id.ItemID
	SKU       string
	Warehouse string
	OnHand    *string // nil: forget the count
}

// FlagCode says why a line was left out.
type FlagCode string

// Why lines are left out.
const (
	UnknownItem      FlagCode = "unknown_item"
	UnknownWarehouse FlagCode = "unknown_warehouse"
	WrongForm        FlagCode = "wrong_form"
	Negative         FlagCode = "negative"
	HeldThere        FlagCode = "held"  // its count cannot be forgotten while something of it is held
	Twice            FlagCode = "twice" // another line says something of the same item and warehouse
)

var flagWords = map[FlagCode]string{
	UnknownItem:      "There is no item like this.",
	UnknownWarehouse: "There is no warehouse like this.",
	WrongForm:        "This is no number.",
	Negative:         "There cannot be less than nothing.",
	HeldThere:        "Something of it is held for a buyer, so its count stays.",
	Twice:            "An earlier line says something of the same item and warehouse.",
}

// Words says it as a sentence.
func (c FlagCode) Words() string { return flagWords[c] }

// Flag is a line that was left out, counted from 0.
type Flag struct {
	Line int
	Code FlagCode
}

// Place is an item in a warehouse.
type Place struct {
	Item      id.ItemID
	Warehouse id.WarehouseID
}

// Before is what stood at a place that was changed; nil where nothing was counted.
type Before struct {
	Place
	OnHand *decimal.Decimal
}

// Counted is what became of lines: in = changed + same + flagged.
type Counted struct {
	Changed int
	Same    int
	Flagged []Flag
	Before  []Before // of what changed, in the order of the lines
}

// Fed is what became of a feed: in = changed + same + late + flagged.
type Fed struct {
	Counted
	Late int // older than the figure that stands
}

// mostOnHand bounds what a count may be; no warehouse comes near it.
var mostOnHand = decimal.New(1, 12)

// readCount understands a number, with at most six decimal places.
func readCount(text string) (decimal.Decimal, FlagCode) {
	n, err := quantity.ReadDecimal(strings.TrimSpace(text))
	switch {
	case err != nil || n.GreaterThan(mostOnHand) || !n.Equal(n.Round(6)):
		return decimal.Zero, WrongForm
	case n.IsNegative():
		return decimal.Zero, Negative
	default:
		return n, ""
	}
}

// Show is which items a list of stock shows.
type Show string

// Which items a list can show; "" for all.
const (
	ShowFree      Show = "free"
	ShowNoneFree  Show = "none_free"
	ShowUncounted Show = "uncounted"
	ShowHeld      Show = "held"
	ShowShort     Show = "short" // more is held than lies there
	ShowIncoming  Show = "incoming"
	ShowOld       Show = "old" // counted longer ago than is usual for its warehouse
)

// Sort is the order of a list of stock.
type Sort string

// Orders of lists.
const (
	BySKU    Sort = "sku"
	ByName   Sort = "name"
	ByFree   Sort = "free"   // the least first
	ByOldest Sort = "oldest" // the oldest count first, items without one last
)

// Filter says which items a list of stock shows.
type Filter struct {
	Words     string
	Category  string
	Show      Show
	Warehouse id.WarehouseID // what Show and the order look at; zero for all that serve
	Sort      Sort
}

// Count is what lies of an item in a warehouse.
type Count struct {
	Warehouse id.WarehouseID
	OnHand    decimal.Decimal
	Reserved  decimal.Decimal
	AsOf      time.Time
	Old       bool
}

// Item is what a supplier has of an item.
type Item struct {
	ID       id.ItemID
	SKU      string
	Name     string
	Category string
	Unit     string
	LeadDays *int
	Free     decimal.Decimal // can be promised now, from all warehouses that serve
	Counts   []Count
	Incoming []Arrival // expected, by day
}
