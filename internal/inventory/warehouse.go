package inventory

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// WarehouseDraft is what a supplier says of a place that it delivers from.
type WarehouseDraft struct {
	Code    string // unique at the supplier; feeds name it by this
	Name    string
	Place   string
	Regions []string // of customers that it serves, or their countries; none: all
	Serving bool     // whether its stock counts for buyers
	Main    bool     // whether price files and the sheet of items write its figures
	Quiet   time.Duration
}

// Warehouse is a place that a supplier delivers from.
type Warehouse struct {
	ID id.WarehouseID
	WarehouseDraft
	Items    int64 // so many are counted there
	Held     int64 // of so many something is held there
	Oldest   time.Time
	Newest   time.Time // of the counts; zero where there are none
	FedAt    time.Time // when a feed last brought figures; zero for never
	FedLines int64
	Version  int64
}

// Feed says how the feed of a warehouse stands.
type Feed string

// States of feeds.
const (
	NoFeed     Feed = "none"
	FreshFeed  Feed = "fresh"
	SilentFeed Feed = "silent" // for longer than is usual for it
)

// Feed is how its feed stands at a moment.
func (w Warehouse) Feed(now time.Time) Feed {
	switch {
	case w.FedAt.IsZero():
		return NoFeed
	case now.Sub(w.FedAt) > w.Quiet:
		return SilentFeed
	default:
		return FreshFeed
	}
}

var (
	errCodeTaken = fault.Invalid.With(fault.Field{Path: "/code", Code: "duplicate", Message: "Another warehouse has this code already."})
	errUsed      = fault.Define(fault.KindConflict, "inventory.warehouse_used", "This warehouse has figures, deliveries or holds, so it stays. It can stop to serve.")
	errMain      = fault.Define(fault.KindConflict, "inventory.warehouse_main", "This is the main warehouse. Make another one the main one first.")
)

// tidy brings the draft into its form, or says what is wrong with it.
func (d WarehouseDraft) tidy() (WarehouseDraft, error) {
	d.Code, d.Name, d.Place = oneLine(d.Code), oneLine(d.Name), oneLine(d.Place)
	regions := []string{}
	for _, r := range d.Regions {
		if r = oneLine(r); r != "" && !slices.Contains(regions, r) {
			regions = append(regions, r)
		}
	}
	d.Regions = regions
	var wrong []fault.Field
	if d.Code == "" {
		wrong = append(wrong, fault.Field{Path: "/code", Code: "required", Message: "A warehouse has a code."})
	}
	if d.Name == "" {
		wrong = append(wrong, fault.Field{Path: "/name", Code: "required", Message: "A warehouse has a name."})
	}
	if d.Main && !d.Serving {
		wrong = append(wrong, fault.Field{Path: "/serving", Code: "main", Message: "The main warehouse always serves."})
	}
	if len(wrong) > 0 {
		return d, fault.Invalid.With(wrong...)
	}
	return d, nil
}

func oneLine(text string) string { return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ") }
