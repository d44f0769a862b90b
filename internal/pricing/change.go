package pricing

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/pricing/resolve"
)

// ChangeState is how far a change of many prices is.
type ChangeState string

// States of changes: draft → scheduled → published → rolled_back; draft and scheduled → cancelled.
const (
	Drafted    ChangeState = "draft"
	Scheduled  ChangeState = "scheduled"
	Published  ChangeState = "published"
	Withdrawn  ChangeState = "cancelled"
	RolledBack ChangeState = "rolled_back"
)

// RollbackWithin is how long a published change can be rolled back.
const RollbackWithin = 24 * time.Hour

// Change is a change of many prices at once.
type Change struct {
	ID           id.ChangeSetID
	Name         string
	Source       string // grid, operation, paste or import
	State        ChangeState
	Lines        int
	Kept         int // lines that a roll-back left
	Tally        Tally
	PublishAt    time.Time
	PublishedAt  time.Time
	RolledBackAt time.Time
	Failure      string // code of the fault that kept it from being published
	PersonName   string
	CreatedAt    time.Time
}

// Revocable tells whether the change can be rolled back at a moment.
func (c Change) Revocable(at time.Time) bool {
	return c.State == Published && at.Before(c.PublishedAt.Add(RollbackWithin))
}

// Effect is what a line does to the price that stands.
type Effect string

// Effects.
const (
	Raises  Effect = "raised"
	Lowers  Effect = "lowered"
	Brings  Effect = "new"
	Clears  Effect = "cleared"
	Nothing Effect = "same"
)

// Tally counts lines by their effect, and those under the floor.
type Tally struct{ Raised, Lowered, New, Cleared, Same, UnderFloor int }

func (t *Tally) add(l ChangeLine) {
	switch l.Effect() {
	case Raises:
		t.Raised++
	case Lowers:
		t.Lowered++
	case Brings:
		t.New++
	case Clears:
		t.Cleared++
	case Nothing:
		t.Same++
	}
	if l.UnderFloor() {
		t.UnderFloor++
	}
}

// Target is where a price stands: in a list, with a customer, or, with neither, as base price.
type Target struct {
	List     id.PriceListID
	Customer id.CustomerID
}

// ChangeLine is one price of a change beside what stands.
type ChangeLine struct {
	Position    int
	Item        id.ItemID
	SKU, Name   string
	Target      Target
	TargetName  string
	From, Until time.Time
	Old         *Price // in force; nil for none
	New         *Price // nil takes it away
	Agreed      *decimal.Decimal

	exact *stood           // what stands exactly there, for rolling back
	list  resolve.Price    // tax of the list
	cost  *money.UnitPrice // nil: not known
	floor *decimal.Decimal
}

// stood is a price that stands where a line is, whole.
type stood struct {
	price  Price
	until  time.Time
	agreed *decimal.Decimal
}

// Effect is what the line does; where only breaks differ, the first that does decides.
func (l ChangeLine) Effect() Effect {
	switch {
	case l.New == nil && l.Old == nil:
		return Nothing
	case l.New == nil:
		return Clears
	case l.Old == nil || l.Old.Amount.Currency() != l.New.Amount.Currency():
		return Brings
	}
	before, after := at(*l.Old), at(*l.New)
	for _, from := range steps(*l.Old, *l.New) {
		switch before(from).Decimal().Cmp(after(from).Decimal()) {
		case -1:
			return Raises
		case 1:
			return Lowers
		}
	}
	return Nothing
}

// at answers what a price is from a quantity on.
func at(p Price) func(decimal.Decimal) money.UnitPrice {
	return func(from decimal.Decimal) money.UnitPrice {
		out := p.Amount
		for _, b := range p.Breaks {
			if b.From.LessThanOrEqual(from) {
				out = b.Amount
			}
		}
		return out
	}
}

// steps are all quantities at which two prices begin a break, and zero.
func steps(a, b Price) []decimal.Decimal {
	out := []decimal.Decimal{decimal.Zero}
	for _, x := range slices.Concat(a.Breaks, b.Breaks) {
		out = append(out, x.From)
	}
	slices.SortFunc(out, decimal.Decimal.Cmp)
	return out
}

// Percent is by how much the first price moves, with two decimal places; false where there is nothing to compare.
func (l ChangeLine) Percent() (decimal.Decimal, bool) {
	if l.New == nil || l.Old == nil || l.Old.Amount.Sign() <= 0 || l.Old.Amount.Currency() != l.New.Amount.Currency() {
		return decimal.Decimal{}, false
	}
	was := l.Old.Amount.Decimal()
	return l.New.Amount.Decimal().Sub(was).Mul(decimal.NewFromInt(100)).DivRound(was, 2), true
}

// Margins are what the old and the new first price leave over the cost, in percent, each nil where it is not known.
func (l ChangeLine) Margins() (before, after *decimal.Decimal) {
	return l.margin(l.Old), l.margin(l.New)
}

func (l ChangeLine) margin(p *Price) *decimal.Decimal {
	if p == nil || l.cost == nil {
		return nil
	}
	net, ok := resolve.Net(p.Amount, l.list)
	if !ok {
		return nil
	}
	out, ok := resolve.Margin(net, *l.cost)
	if !ok {
		return nil
	}
	return &out
}

// UnderFloor tells whether the new price, or a break of it, leaves less than the policy's margin.
func (l ChangeLine) UnderFloor() bool {
	if l.New == nil || l.cost == nil || l.floor == nil {
		return false
	}
	low, ok := resolve.AtMargin(*l.cost, *l.floor)
	if !ok || low.Currency() != l.New.Amount.Currency() {
		return false
	}
	figures := []money.UnitPrice{l.New.Amount}
	for _, b := range l.New.Breaks {
		figures = append(figures, b.Amount)
	}
	return slices.ContainsFunc(figures, func(unit money.UnitPrice) bool {
		net, ok := resolve.Net(unit, l.list)
		return ok && net.Decimal().LessThan(low.Decimal())
	})
}

// untouched tells whether what stands exactly there is still what the line made.
func (l ChangeLine) untouched() bool {
	if l.New == nil || l.exact == nil {
		return l.New == nil && l.exact == nil
	}
	return l.exact.price.Equal(l.New) && l.exact.until.Equal(l.Until) && same(l.exact.agreed, l.Agreed)
}

func same(a, b *decimal.Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// LineDraft is a line of a change as it came.
type LineDraft struct {
	Item        id.ItemID // or SKU
	SKU         string
	Target      Target
	Currency    string // of a base or own price; "": that which stands
	Amount      string // "": takes the price away
	Breaks      *[]BreakDraft
	From, Until time.Time
	Agreed      string
}

// How says what an operation does.
type How string

// Operations.
const (
	ByPercent How = "percent"
	ByAdding  How = "add"
	ByTimes   How = "times"
	BySetting How = "set"
	ByMargin  How = "margin"
	ByClear   How = "clear"
)

// Basis is what an operation counts from.
type Basis string

// Bases of operations.
const (
	OfTarget Basis = "own" // what stands in the target
	OfBase   Basis = "base"
	OfCost   Basis = "cost"
	OfList   Basis = "list"
)

// OperationDraft is an operation as it came.
type OperationDraft struct {
	Target         Target
	How            How
	By             string
	From           Basis
	FromList       id.PriceListID
	Currency       string
	Rounding       *RoundingDraft
	Floor, Ceiling BoundDraft
	Since, Until   time.Time
	Items          []id.ItemID // nil: what the filter finds
	Filter         catalog.Filter
}

// RoundingDraft is a rounding as it came.
type RoundingDraft struct {
	Mode         money.Rounding
	Step, Ending string
}

// operation is one that was understood.
type operation struct {
	how      How
	by       decimal.Decimal
	from     Basis
	rounding *resolve.Rounding // nil: the list's
	floor    resolve.Bound
	ceiling  resolve.Bound
}

func (d OperationDraft) read() (operation, []fault.Field) {
	r := reader{path: "/operation"}
	out := operation{how: d.How, from: d.From, floor: r.bound("/floor", d.Floor), ceiling: r.bound("/ceiling", d.Ceiling)}
	if out.from == "" {
		out.from = OfTarget
	}
	if d.Rounding != nil {
		rounding := r.rounding("/rounding", d.Rounding.Mode, d.Rounding.Step, d.Rounding.Ending)
		out.rounding = &rounding
	}
	if (d.From == OfList) != !d.FromList.IsZero() {
		r.refuse("/from_list", "required", "Name the list that is counted from, and only then.")
	}
	if !d.Since.IsZero() && !d.Until.IsZero() && !d.Until.After(d.Since) {
		r.refuse("/valid_to", "not_after", "A price ends after it begins.")
	}
	if d.Target.List.IsZero() && (!d.Since.IsZero() || !d.Until.IsZero()) {
		r.refuse("/valid_from", "not_here", "Only prices in lists have dates. Dated changes of base prices stand in the list of base prices.")
	}
	var field *fault.Field
	switch d.How {
	case ByPercent:
		out.by, field = readPercent("/operation/by", d.By)
		if field == nil && out.by.LessThan(decimal.NewFromInt(-100)) {
			field = &fault.Field{Path: "/operation/by", Code: "out_of_range", Message: "A price cannot fall below zero."}
		}
	case ByMargin:
		out.by, field = readMargin("/operation/by", d.By)
	case ByAdding:
		var err error
		if out.by, err = quantity.ReadNumber(d.By); err != nil || !out.by.Equal(out.by.Truncate(6)) || out.by.Abs().GreaterThanOrEqual(mostPrice) {
			field = &fault.Field{Path: "/operation/by", Code: "wrong_form", Message: "This is not a sum with at most six decimal places."}
		}
	case ByTimes, BySetting:
		by, wrong := catalog.ReadAmount("/operation/by", d.By)
		out.by, r.wrong = by, append(r.wrong, wrong...)
	case ByClear:
	}
	if field != nil {
		r.wrong = append(r.wrong, *field)
	}
	return out, r.wrong
}

// known are the figures that an operation can count from.
type figuresOf struct {
	own, base, list *Price
	cost            *money.UnitPrice
}

// apply is the price that the operation makes of an item, or the code of why there is none. currency is the target's.
func (o operation) apply(of figuresOf, currency money.Currency, rounding resolve.Rounding) (*Price, string) {
	if o.rounding != nil {
		rounding = *o.rounding
	}
	basis, ok := o.basis(of)
	switch {
	case o.how == ByClear:
		return nil, ""
	case o.how == BySetting && of.own == nil:
		basis = Price{}
	case !ok && o.how != BySetting:
		return nil, "no_basis"
	}
	first, ok := o.figure(basis.Amount, currency, of.cost, rounding)
	if !ok {
		return nil, "not_reckoned"
	}
	out := &Price{Amount: first}
	for _, b := range basis.Breaks {
		unit, ok := o.figureOfBreak(b.Amount, basis.Amount, first, currency, of.cost, rounding)
		if !ok {
			return nil, "not_reckoned"
		}
		out.Breaks = append(out.Breaks, Break{b.From, unit})
	}
	return out, ""
}

func (o operation) basis(of figuresOf) (Price, bool) {
	var p *Price
	switch o.from {
	case OfBase:
		p = of.base
	case OfList:
		p = of.list
	case OfCost:
		if of.cost != nil {
			p = &Price{Amount: *of.cost}
		}
	case OfTarget:
		p = of.own
		if o.how == ByMargin && p == nil && of.cost != nil { // a margin is counted from the cost
			p = &Price{Amount: *of.cost}
		}
	}
	if p == nil {
		return Price{}, false
	}
	return *p, true
}

// figure is one figure after the operation.
func (o operation) figure(basis money.UnitPrice, currency money.Currency, cost *money.UnitPrice, rounding resolve.Rounding) (money.UnitPrice, bool) {
	rule := resolve.Rule{Basis: resolve.FromBase, Floor: o.floor, Ceiling: o.ceiling}
	value := basis.Decimal()
	switch o.how {
	case ByPercent:
		rule.Percent = o.by
	case ByAdding:
		value = value.Add(o.by)
	case ByTimes:
		value = value.Mul(o.by)
	case BySetting:
		value, basis = o.by, money.UnitPrice{}
	case ByMargin:
		if cost == nil {
			return money.UnitPrice{}, false
		}
		at, ok := resolve.AtMargin(*cost, o.by)
		if !ok {
			return money.UnitPrice{}, false
		}
		value, basis = at.Decimal(), at
	case ByClear:
	}
	if !basis.Currency().IsZero() && basis.Currency() != currency || value.IsNegative() {
		return money.UnitPrice{}, false
	}
	unit, err := money.RoundUnitPrice(value, currency, money.HalfUp)
	if err != nil {
		return money.UnitPrice{}, false
	}
	out, _, ok := rule.Apply(unit, currency, cost, rounding)
	return out, ok && out.Decimal().LessThan(mostPrice)
}

// figureOfBreak moves a break with its price: by the same operation, or, where that sets a price, by the same share.
func (o operation) figureOfBreak(of, first, now money.UnitPrice, currency money.Currency, cost *money.UnitPrice, rounding resolve.Rounding) (money.UnitPrice, bool) {
	if o.how != BySetting && o.how != ByMargin {
		return o.figure(of, currency, cost, rounding)
	}
	moved, ok := scaled(of, first, now)
	if !ok {
		return money.UnitPrice{}, false
	}
	out, _, ok := resolve.Rule{Basis: resolve.FromBase, Floor: o.floor, Ceiling: o.ceiling}.Apply(moved, currency, cost, rounding)
	return out, ok
}

// scaled is a figure moved by the share by which another one moved, in the currency that this one has now.
func scaled(of, was, now money.UnitPrice) (money.UnitPrice, bool) {
	if was.Sign() <= 0 {
		return money.UnitPrice{}, false
	}
	out, err := money.RoundUnitPrice(of.Decimal().Mul(now.Decimal()).DivRound(was.Decimal(), 12), now.Currency(), money.HalfUp)
	return out, err == nil
}

// read understands a line of a change beside what stands; currency is the list's, or zero.
func (l LineDraft) read(list *PriceList, old *Price) (draftedLine, []fault.Field) {
	out := draftedLine{target: l.Target, from: l.From, until: l.Until}
	entry := EntryLine{From: l.From, Until: l.Until, Agreed: l.Agreed}
	var wrong []fault.Field
	currency := strings.TrimSpace(l.Currency)
	switch {
	case list != nil:
		read, fields := entry.read(*list)
		wrong, out.agreed, currency = fields, read.agreed, list.Currency.Code()
	case !l.From.IsZero() || !l.Until.IsZero() || l.Agreed != "":
		wrong = append(wrong, fault.Field{Path: "/valid_from", Code: "not_here", Message: "Only prices in lists have dates and quantities agreed."})
	case currency == "" && old != nil:
		currency = old.Amount.Currency().Code()
	}
	out.currency = currency
	if strings.TrimSpace(l.Amount) == "" {
		if old != nil && list == nil {
			out.currency = old.Amount.Currency().Code()
		}
		if out.currency == "" {
			wrong = append(wrong, fault.Field{Path: "/amount", Code: "required", Message: "There is no price that could be taken away."})
		}
		return out, wrong
	}
	draft := Draft{Currency: currency, Amount: l.Amount}
	if l.Breaks != nil {
		draft.Breaks = *l.Breaks
	}
	price, fields := Read("", draft)
	wrong = append(wrong, fields...)
	if l.Breaks == nil && old != nil && len(fields) == 0 {
		for _, b := range old.Breaks {
			if unit, ok := scaled(b.Amount, old.Amount, price.Amount); ok {
				price.Breaks = append(price.Breaks, Break{b.From, unit})
			}
		}
	}
	out.price = &price.Price
	return out, wrong
}

// draftedLine is a line of a change to write.
type draftedLine struct {
	item        id.ItemID
	target      Target
	from, until time.Time
	currency    string
	price       *Price
	agreed      *decimal.Decimal
}
