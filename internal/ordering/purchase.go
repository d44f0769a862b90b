package ordering

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/receipt"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// Mode says what becomes of a purchase of which something cannot be ordered.
type Mode string

// Modes.
const (
	AllOrNothing    Mode = "all_or_nothing"
	ThoseThatAccept Mode = "those_that_accept"
)

// Money is an amount as it came.
type Money struct{ Amount, Currency string }

// LineDraft is a line of a purchase as it came.
type LineDraft struct {
	Key      string
	Supplier id.CompanyID
	Item     id.ItemID
	Quantity string
	Unit     string
	Price    *Money // of one unit, as it was seen
	Agreed   *Money // up to which a higher one is taken
	NeededBy time.Time
	Note     string
}

// OrderDraft is what goes to one supplier only.
type OrderDraft struct {
	Supplier  id.CompanyID
	Reference string
	Note      string
	NeededBy  time.Time
	Total     *Money // as it was seen
	Agreed    *Money // up to which a higher one is taken
}

// Draft is a purchase as it came.
type Draft struct {
	Mode      Mode // "": AllOrNothing
	Reference string
	Lines     []LineDraft
	Orders    []OrderDraft
}

// Code says what is in the way of a line or an order.
type Code string

// What is in the way.
const (
	NotOffered   Code = "not_offered"
	NoPrice      Code = "no_price"
	NoRate       Code = "no_rate"
	WrongAmount  Code = "quantity"
	WrongUnit    Code = "unit"
	PriceRise    Code = "price_rise"
	Short        Code = "short"
	TotalRise    Code = "total_rise"
	BelowMinimum Code = "below_minimum"
	NoCredit     Code = "no_credit"
)

// asks tells whether the buyer can make it go away by its word.
func (c Code) asks() bool { return c == PriceRise || c == TotalRise }

// Problem is what is in the way of a line or an order, with what makes it go away; what is nil or empty does not.
type Problem struct {
	Code     Code
	Message  string
	Quantity string
	Unit     string
	Agree    string // an amount of Currency
	Missing  string // of Currency
	Currency string
}

// Planned is what a supplier would get. Amounts are in minor units of its currency, of the lines that can be ordered.
type Planned struct {
	Supplier       id.CompanyID
	Name           string
	Currency       money.Currency // zero: none of the lines can be priced
	Lines          []PlannedLine
	Goods, Saved   int64
	Freight        int64
	FreightUnknown bool
	Fee            int64
	Tax            int64
	Minimum        *int64
	AnswerWithin   time.Duration
	Problems       []Problem

	draft    OrderDraft
	protects protection
	terms    Terms
	applied  []combine.Applied
	orders   []int // which of Lines the order has
}

// Total is what is paid.
func (p Planned) Total() int64 { return p.Goods - p.Saved + p.Freight + p.Fee + p.Tax }

// PlannedLine is a line of a purchase with what it costs now.
type PlannedLine struct {
	Index        int // of the request
	Draft        LineDraft
	SKU          string
	Name         string
	Category     string // as the supplier calls it
	Unit         string
	Minimum      decimal.Decimal
	Multiple     decimal.Decimal
	Availability grant.Answer // "": nothing is said
	Line         Line         // where it has a price
	Priced       bool
	Problems     []Problem

	quantity decimal.Decimal
	document func() (receipt.Receipt, error) // how its price came about
	exact    bool                            // its stock is shown exactly
}

func (l *PlannedLine) ref() own.Ref { return own.Ref{Supplier: l.Draft.Supplier, Item: l.Draft.Item} }

// stopped tells whether something is in the way that the buyer's word does not take away.
func (l *PlannedLine) stopped() bool {
	for _, p := range l.Problems {
		if !p.Code.asks() {
			return true
		}
	}
	return false
}

// Plan is what a purchase comes to at a moment.
type Plan struct {
	At     time.Time
	Mode   Mode
	Orders []Planned
}

// Ready tells whether it can be ordered as it stands.
func (p Plan) Ready() bool {
	some := false
	for _, o := range p.Orders {
		lines := 0
		for i := range o.Lines {
			l := &o.Lines[i]
			if l.stopped() && p.Mode == AllOrNothing || !l.stopped() && len(l.Problems) > 0 {
				return false
			}
			if !l.stopped() {
				lines++
			}
		}
		for _, problem := range o.Problems {
			if problem.Code.asks() || p.Mode == AllOrNothing {
				return false
			}
			lines = 0
		}
		some = some || lines > 0
	}
	return some
}

// LeftOut is a line that was not ordered, and why.
type LeftOut struct {
	Index    int
	Key      string
	Supplier id.CompanyID
	Item     id.ItemID
	Quantity string
	Code     Code
}

// Purchase is what a buyer ordered in one act.
type Purchase struct {
	ID        id.PurchaseID
	CreatedAt time.Time
	Mode      Mode
	Reference string
	Person    string
	Orders    []Summary
	LeftOut   []LeftOut
}

// ErrDearer says that something costs more than the buyer saw and agreed to; its fields say what, from what to what.
var ErrDearer = fault.Define(fault.KindConflict, "ordering.dearer", "Something costs more now than what you saw. Look at it and agree, or leave it out.")

// ErrNotOrderable says that something cannot be ordered; its fields say what and why.
var ErrNotOrderable = fault.Define(fault.KindConflict, "ordering.not_orderable", "Something of this cannot be ordered as it stands. Nothing was ordered.")

// mostDays is how far ahead something can be needed.
const mostDays = 3 * 366

// check understands what stands in the draft by itself. seen tells whether every line needs the price that was seen.
func (d *Draft) check(now time.Time, seen bool) ([]decimal.Decimal, error) {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	if d.Mode == "" {
		d.Mode = AllOrNothing
	}
	dated := func(path string, at time.Time) {
		if !at.IsZero() && (at.Before(day(now)) || at.After(now.AddDate(0, 0, mostDays))) {
			refuse(path, "out_of_range", "This day is over, or too far away.")
		}
	}
	priced := func(path string, m *Money) {
		if m == nil {
			return
		}
		if _, err := m.unit(); err != nil {
			refuse(path, "wrong_form", "This is not a price.")
		}
	}
	quantities := make([]decimal.Decimal, len(d.Lines))
	for i := range d.Lines {
		l := &d.Lines[i]
		path := fmt.Sprintf("/lines/%d", i)
		var fields []fault.Field
		quantities[i], fields = catalog.ReadQuantity(path+"/quantity", l.Quantity)
		wrong = append(wrong, fields...)
		if seen && l.Price == nil {
			refuse(path+"/price", "required", "Say which price you saw.")
		}
		priced(path+"/price", l.Price)
		priced(path+"/agreed", l.Agreed)
		dated(path+"/needed_by", l.NeededBy)
		l.Note = strings.TrimSpace(l.Note)
	}
	known := map[id.CompanyID]bool{}
	for i := range d.Orders {
		o := &d.Orders[i]
		path := fmt.Sprintf("/orders/%d", i)
		if known[o.Supplier] {
			refuse(path+"/supplier", "duplicate", "An earlier one is for this supplier already.")
		}
		known[o.Supplier] = true
		priced(path+"/total", o.Total)
		priced(path+"/agreed", o.Agreed)
		dated(path+"/needed_by", o.NeededBy)
		o.Reference, o.Note = strings.TrimSpace(o.Reference), strings.TrimSpace(o.Note)
	}
	d.Reference = strings.TrimSpace(d.Reference)
	if len(wrong) > 0 {
		return nil, fault.Invalid.With(wrong...)
	}
	return quantities, nil
}

// unit reads it with up to six decimal places.
func (m Money) unit() (money.UnitPrice, error) {
	currency, err := money.ParseCurrency(strings.ToUpper(m.Currency))
	if err != nil {
		return money.UnitPrice{}, err
	}
	out, err := money.ParseUnitPrice(m.Amount, currency)
	if err == nil && out.Sign() < 0 {
		err = fmt.Errorf("ordering: %s is below zero", m.Amount)
	}
	return out, err
}

// allows tells whether so much may be asked for by somebody who saw one amount, and agreed to another; nil is none.
func allows(now money.UnitPrice, seen, agreed *Money) bool {
	if seen == nil {
		return true
	}
	for _, m := range []*Money{seen, agreed} {
		if m == nil {
			continue
		}
		if limit, err := m.unit(); err == nil {
			if more, err := now.Cmp(limit); err == nil && more <= 0 {
				return true
			}
		}
	}
	return false
}

// refusal is the fault that stands for what is in the way of a plan; nil where nothing is. What asks for the buyer's word comes first.
func (p Plan) refusal() error {
	var dearer, others []fault.Field
	note := func(path string, all []Problem) {
		for _, x := range all {
			field := fault.Field{Path: path, Code: string(x.Code), Message: x.Message}
			if x.Code.asks() {
				dearer = append(dearer, field)
			} else {
				others = append(others, field)
			}
		}
	}
	for _, o := range p.Orders {
		note("/orders/"+o.Supplier.String(), o.Problems)
		for _, l := range o.Lines {
			note(fmt.Sprintf("/lines/%d", l.Index), l.Problems)
		}
	}
	switch {
	case len(others) > 0 && p.Mode == AllOrNothing:
		return ErrNotOrderable.With(append(others, dearer...)...)
	case len(dearer) > 0:
		return ErrDearer.With(dearer...)
	default:
		return nil
	}
}
