package fulfilment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/ordering"
)

// State is where a shipment stands.
type State string

// States of shipments.
const (
	UnderWay State = "under_way"
	Received State = "received"
	Void     State = "void"
)

// Summary is a shipment without its lines.
type Summary struct {
	ID          id.ShipmentID
	Number      string // of the delivery note
	Order       id.OrderID
	OrderNumber string
	Supplier    ordering.Party
	Buyer       ordering.Party
	Reference   string
	Currency    money.Currency
	Carrier     string
	Tracking    []string
	ExpectedOn  time.Time // zero: not said
	Note        string
	State       State
	LineCount   int
	OpenCases   int
	ShippedBy   string
	ShippedAt   time.Time
	ReceivedBy  string
	ReceivedAt  time.Time
	Version     int64
	ChangedAt   time.Time
}

// Shipment is what of an order left at once.
type Shipment struct {
	Summary
	Lines []Line
	Cases []Case
}

// Line is what of a line of an order is in a shipment. Goods, Saved and Tax are in minor units of the order's currency.
type Line struct {
	Number  int // in the order
	Item    id.ItemID
	SKU     string
	Name    string
	Brand   string
	MPN     string
	GTIN    string
	Unit    string
	Case    decimal.Decimal  // units in one; zero: none
	Shipped decimal.Decimal  // in this shipment
	Weight  *decimal.Decimal // what it really weighs, in Unit
	Goods   int64
	Saved   int64
	Tax     int64
	Count
	Photos []Photo
}

// Total is what the line comes to.
func (l Line) Total() int64 { return l.Goods - l.Saved + l.Tax }

// Photo is what a buyer saw.
type Photo struct {
	ID     id.PhotoID
	Line   int
	Person string
	At     time.Time
	Type   string
	blob   id.BlobID
	size   int64
}

// Draft is a shipment as it is wanted. Close are lines whose rest does not come, for Reason.
type Draft struct {
	Details
	Lines  []LineDraft
	Close  []int
	Reason string
}

// Details are what is said of a shipment besides what is in it. Number "" is made from the number of the order.
type Details struct {
	Number     string
	Carrier    string
	Tracking   []string
	ExpectedOn time.Time
	Note       string
}

// LineDraft is how much of a line ships.
type LineDraft struct {
	Line     int
	Quantity decimal.Decimal
	Weight   *decimal.Decimal
}

// Tally is what was done with a line of an order so far, by all shipments that stand.
type Tally struct {
	Shipped  decimal.Decimal
	Received decimal.Decimal // of what is shipped, in shipments that were received
	MadeGood decimal.Decimal // of what was received: came in vain, and is to be sent again
	Cases    int             // that are open
	Goods    int64
	Saved    int64
	Tax      int64
	Catch    bool // sold by what it really weighs
}

// net is what counts as shipped.
func (t Tally) net() decimal.Decimal { return t.Shipped.Sub(t.MadeGood) }

// open is what of a line is agreed and not shipped.
func (t Tally) open(l ordering.Line) decimal.Decimal {
	return decimal.Max(l.Quantity.Sub(t.net()), decimal.Zero)
}

// ships tells whether some of a line can be shipped now.
func (t Tally) ships(l ordering.Line) bool {
	return l.State.Takes(ordering.Supplier, ordering.Ship) && t.open(l).IsPositive()
}

// tells is what ordering is told of a line that stands so.
func (t Tally) tells(line int, act ordering.Act, quantity decimal.Decimal, reason string) ordering.Delivered {
	return ordering.Delivered{Line: line, Act: act, Quantity: quantity, Shipped: t.net(), Received: t.Received.Sub(t.MadeGood), Cases: t.Cases, Reason: reason}
}

// Faults of shipping.
var (
	ErrNotNow = fault.Define(fault.KindConflict, "fulfilment.not_now", "That cannot be done any more: somebody has moved this on.")
	ErrMuch   = fault.Define(fault.KindConflict, "fulfilment.too_much", "That is more than is open: another shipment may have taken it.")
	ErrNumber = fault.Define(fault.KindConflict, "fulfilment.number_taken", "Another shipment has this delivery note number.")
	ErrOwed   = fault.Define(fault.KindConflict, "fulfilment.owed", "Of this line something is to be made good, as agreed: it has to be sent.")
)

// pack is what of an order goes into a shipment: all of the draft or nothing. Catch weights make their own sums; the others take theirs from what the line comes to.
func pack(o ordering.Order, tallies map[int]Tally, drafts []LineDraft) ([]Line, error) {
	var wrong []fault.Field
	out, touched := make([]Line, 0, len(drafts)), map[int]bool{}
	for i, d := range drafts {
		path := fmt.Sprintf("/lines/%d", i)
		if d.Line < 1 || d.Line > len(o.Lines) || touched[d.Line] {
			wrong = append(wrong, fault.Field{Path: path + "/line", Code: "unknown", Message: "The order has no such line, or it is here twice."})
			continue
		}
		touched[d.Line] = true
		l, t := o.Lines[d.Line-1], tallies[d.Line]
		if !d.Quantity.IsPositive() || !d.Quantity.Equal(d.Quantity.Truncate(6)) {
			wrong = append(wrong, fault.Field{Path: path + "/quantity", Code: "out_of_range", Message: "A quantity is above zero, with at most six decimal places."})
			continue
		}
		if w := d.Weight; w != nil && (!t.Catch || !w.IsPositive() || w.GreaterThan(d.Quantity.Mul(mostOver)) || !w.Equal(w.Truncate(6))) {
			wrong = append(wrong, fault.Field{Path: path + "/weight", Code: "out_of_range", Message: "A weight goes with what is sold by its real weight, above zero and at most twice the quantity."})
			continue
		}
		if !l.State.Takes(ordering.Supplier, ordering.Ship) {
			return nil, ErrNotNow.With(fault.Field{Path: path, Code: string(l.State), Message: ErrNotNow.Text()})
		}
		if d.Quantity.GreaterThan(t.open(l)) {
			return nil, ErrMuch.With(fault.Field{Path: path + "/quantity", Code: "too_much", Message: ErrMuch.Text()})
		}
		packed, err := packLine(l, t, d, o.Currency)
		if err != nil {
			return nil, err
		}
		out = append(out, packed)
	}
	if len(wrong) > 0 {
		return nil, fault.Invalid.With(wrong...)
	}
	slices.SortFunc(out, func(a, b Line) int { return a.Number - b.Number })
	return out, nil
}

// mostOver is how much heavier a thing can really be than it was ordered.
var mostOver = decimal.NewFromInt(2)

func packLine(l ordering.Line, t Tally, d LineDraft, currency money.Currency) (Line, error) {
	out := Line{
		Number: l.Number, Item: l.Item, SKU: l.SKU, Name: l.Name, Brand: l.Brand, MPN: l.MPN, GTIN: l.GTIN, Unit: l.Unit, Case: l.Case, Shipped: d.Quantity, Weight: d.Weight,
	}
	var err error
	if t.Catch {
		weighs := d.Quantity
		if d.Weight != nil {
			weighs = *d.Weight
		}
		out.Goods, out.Saved, out.Tax, err = l.SumsOf(weighs, currency)
		return out, err
	}
	// What all shipments come to is what so much of the line comes to: roundings never add up. What is sent again was paid before.
	goods, saved, tax, err := l.SumsOf(decimal.Min(t.Shipped.Add(d.Quantity), l.Quantity), currency)
	out.Goods, out.Tax = max(goods-t.Goods, 0), max(tax-t.Tax, 0)
	out.Saved = min(max(saved-t.Saved, 0), out.Goods)
	return out, err
}

// with is the tally after a line was shipped too.
func (t Tally) with(l Line) Tally {
	t.Shipped, t.Goods, t.Saved, t.Tax = t.Shipped.Add(l.Shipped), t.Goods+l.Goods, t.Saved+l.Saved, t.Tax+l.Tax
	return t
}

// without is the tally as if a line had not been shipped.
func (t Tally) without(l Line) Tally {
	t.Shipped, t.Goods, t.Saved, t.Tax = t.Shipped.Sub(l.Shipped), t.Goods-l.Goods, t.Saved-l.Saved, t.Tax-l.Tax
	return t
}

// closing are the lines of an order whose rest does not come, as ordering is told.
func closing(o ordering.Order, tallies map[int]Tally, lines []int, reason string) ([]ordering.Delivered, error) {
	var out []ordering.Delivered
	touched := map[int]bool{}
	for i, n := range lines {
		path := fmt.Sprintf("/close/%d", i)
		if n < 1 || n > len(o.Lines) || touched[n] {
			return nil, fault.Invalid.With(fault.Field{Path: path, Code: "unknown", Message: "The order has no such line, or it is here twice."})
		}
		touched[n] = true
		l, t := o.Lines[n-1], tallies[n]
		switch {
		case t.MadeGood.IsPositive() && t.open(l).IsPositive():
			return nil, ErrOwed.With(fault.Field{Path: path, Code: "owed", Message: ErrOwed.Text()})
		case !l.State.Takes(ordering.Supplier, ordering.CloseShort), !t.open(l).IsPositive():
			return nil, ErrNotNow.With(fault.Field{Path: path, Code: string(l.State), Message: ErrNotNow.Text()})
		}
		out = append(out, t.tells(n, ordering.CloseShort, t.open(l), reason))
	}
	if len(out) > 0 && reason == "" {
		return nil, fault.Invalid.With(fault.Field{Path: "/reason", Code: "required", Message: "Say why the rest does not come."})
	}
	return out, nil
}

// trimmed are details as they are kept.
func (d Details) trimmed() Details {
	d.Number, d.Carrier, d.Note = strings.TrimSpace(d.Number), strings.TrimSpace(d.Carrier), strings.TrimSpace(d.Note)
	var tracking []string
	for _, t := range d.Tracking {
		if t = strings.Join(strings.Fields(t), ""); t != "" && !slices.Contains(tracking, t) {
			tracking = append(tracking, t)
		}
	}
	d.Tracking = tracking
	return d
}
