package resolve

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// Version names these rules; a receipt carries it.
const Version = 1

// Kind says whom a price is for.
type Kind string

// Kinds of prices.
const (
	Base     Kind = "base"
	Region   Kind = "region"
	Channel  Kind = "channel"
	Group    Kind = "group"
	Customer Kind = "customer"
	Contract Kind = "contract"
	Own      Kind = "own" // an item's price for one customer, outside any list
)

// Kinds are all kinds in the order in which they win unless a policy says otherwise: the nearest to the buyer first.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

var kinds = [...]Kind{Contract, Own, Customer, Group, Channel, Region, Base}

// Precedence says how one of several prices is picked.
type Precedence string

// Ways of picking.
const (
	Best     Precedence = "best"     // the lowest
	Priority Precedence = "priority" // the first kind in the order that has a price
)

// Policy is how a supplier prices. The zero Policy picks by Kinds and has no floor.
type Policy struct {
	Precedence Precedence       // "": Priority
	Order      []Kind           // for Priority, and for equal prices; empty: Kinds
	Floor      *decimal.Decimal // the least margin, in percent of the price net of tax; nil: none
	ShowsList  bool             // a customer may see the list price beside its own
	Version    int64
}

// Break is another price from a quantity on.
type Break struct {
	From decimal.Decimal
	Unit money.UnitPrice
}

// Price is one price of one item that applies to one buyer. The zero times are no bounds.
type Price struct {
	List         id.PriceListID // zero for what stands outside any list
	Kind         Kind
	Name         string // of the list
	Version      int64  // of the list
	Priority     int    // within its kind; the higher wins
	Unit         money.UnitPrice
	Breaks       []Break // ascending
	From, Until  time.Time
	Left         *decimal.Decimal // of a contract's call-off; nil: no bound
	FamilyBreaks bool             // breaks count what is asked of the item's whole family
	TaxIncluded  bool
	TaxRate      decimal.Decimal // percent
	Rule         *Rule           // reckons the price; Unit and Breaks are not looked at then
	Rounding     Rounding        // of what a rule reckons

	whole prepared
}

// Facts are what there is to know about the price of an item for a buyer.
type Facts struct {
	Prices []Price          // those that apply to this buyer
	Cost   *money.UnitPrice // only in the supplier's own view. In a buyer's, the database left out what is under the floor
	Policy Policy
	Rates  []Rate // to compare prices of several currencies
}

// Ask is what is asked for.
type Ask struct {
	Quantity       decimal.Decimal // in the item's unit
	FamilyQuantity decimal.Decimal // of all items of its family in the basket, this one included; zero: just Quantity
	At             time.Time
}

// Result is the price and how it came about.
type Result struct {
	Unit  money.UnitPrice  // net of tax, in the currency of its list
	Gross *money.UnitPrice // with tax, where the list names a rate
	From  Price            // as it was given
	Break decimal.Decimal  // the quantity from which the unit price holds; zero for the first
	Next  *Break           // the next break, net of tax; nil: none
	Steps []Step
	Not   []Rejected // each other price, by its rank
}

// Step is one step on the way to the price.
type Step struct {
	Code  StepCode
	Value decimal.Decimal // of what Code says: percent, margin, quantity, or tax rate
	Unit  money.UnitPrice // what the price is after it
}

// StepCode says what a step did.
type StepCode string

// Steps.
const (
	StepPrice   StepCode = "price"   // the price as it stands in its list
	StepBasis   StepCode = "basis"   // the base price or the cost that a rule begins with
	StepPercent StepCode = "percent" // so many percent were added
	StepFloor   StepCode = "floor"   // it was raised to the rule's floor
	StepCeiling StepCode = "ceiling" // it was lowered to the rule's ceiling
	StepRound   StepCode = "round"   // it was rounded
	StepBreak   StepCode = "break"   // the price from so many on
	StepTax     StepCode = "tax"     // the tax of so many percent was taken out
)

// Rejected is a price that was not taken.
type Rejected struct {
	Price  Price
	Reason Reason
	Unit   *money.UnitPrice // net of tax, for the quantity asked; nil where it was not reckoned
}

// Reason is why a price was not taken.
type Reason string

// Reasons.
const (
	NotYet        Reason = "not_yet"        // it begins later
	Ended         Reason = "ended"          // it has ended
	Superseded    Reason = "superseded"     // a later price of the same list holds
	CalledOff     Reason = "called_off"     // more than what is left of the contract
	NoBasis       Reason = "no_basis"       // its rule has nothing to reckon with, in the list's currency
	UnderFloor    Reason = "under_floor"    // under the least margin
	OtherCurrency Reason = "other_currency" // no rate to compare it
	Higher        Reason = "higher"         // another one is lower
	LowerRank     Reason = "lower_rank"     // another one comes first
)

// reason is a Reason in one byte; 0 is none.
type reason uint8

const (
	isNotYet reason = 1 + iota
	isEnded
	isSuperseded
	isCalledOff
	isNoBasis
	isUnderFloor
	isOtherCurrency
	isHigher
	isLowerRank
)

var reasons = [...]Reason{
	isNotYet: NotYet, isEnded: Ended, isSuperseded: Superseded, isCalledOff: CalledOff, isNoBasis: NoBasis, isUnderFloor: UnderFloor, isOtherCurrency: OtherCurrency, isHigher: Higher,
	isLowerRank: LowerRank,
}

// Resolve picks the price of a line, and says how that came about. It is false where none applies.
func Resolve(f Facts, a Ask) (Result, bool) {
	r := reckoning{facts: &f, quantity: countOf(a.Quantity), family: countOf(a.FamilyQuantity), at: a.At}
	won := r.decide(make([]candidate, 0, len(f.Prices)))
	if won == nil {
		return Result{}, false
	}
	return r.tell(won), true
}

// Picked is which price a line has, and from where.
type Picked struct {
	Unit money.UnitPrice // net of tax, in the currency of its list
	At   int             // its place in Facts.Prices
	Rung int             // 0: the price itself, else which of its breaks
}

// Picker decides as Resolve does, and tells nothing of how that came about. One that decides many times needs no memory of its own for each; it is for one
// goroutine at a time.
type Picker struct{ r reckoning }

// Pick decides for quantities in millionths of the item's unit.
func (p *Picker) Pick(f *Facts, quantity, family int64, at time.Time) (Picked, bool) {
	if len(f.Prices) == 1 && f.Prices[0].whole.plain && f.Cost == nil {
		return f.Prices[0].reached(quantity), true
	}
	p.r.quantity.set(quantity)
	p.r.family.set(family)
	return p.pick(f, at)
}

// PickExactly decides for quantities of any size.
func (p *Picker) PickExactly(f *Facts, a Ask) (Picked, bool) {
	p.r.quantity, p.r.family = countOf(a.Quantity), countOf(a.FamilyQuantity)
	return p.pick(f, a.At)
}

func (p *Picker) pick(f *Facts, at time.Time) (Picked, bool) {
	p.r.facts, p.r.at, p.r.base = f, at, nil
	won := p.r.decide(p.r.candidates[:0])
	if won == nil {
		return Picked{}, false
	}
	return Picked{won.unit, won.in, won.rung}, true
}

// candidate is a price on its way; reason is why it is out.
type candidate struct {
	price  *Price
	in     int // its place among the facts
	reason reason
	unit   money.UnitPrice
	done   bool
	holds  bool   // it is the one of its list that holds
	rung   int    // that its quantity reaches
	next   int    // rung; 0: none
	ruled  []rung // what its rule reckoned
}

func (c *candidate) reckoned() *money.UnitPrice {
	if !c.done {
		return nil
	}
	return &c.unit
}

// reckoning is one decision on its way.
type reckoning struct {
	facts            *Facts
	quantity, family count
	at               time.Time
	candidates       []candidate
	base             *Price // that is in force, under the floor or not; rules begin with it
	rung             wholeRung
}

// decide finds the price that wins, and why each other one does not; nil where none applies.
func (r *reckoning) decide(into []candidate) *candidate {
	for i := range r.facts.Prices {
		into = append(into, candidate{price: &r.facts.Prices[i], in: i})
	}
	r.candidates = into
	r.sort()
	r.hold()
	for i := range r.candidates {
		if c := &r.candidates[i]; c.reason == 0 {
			r.reckon(c)
		}
	}
	return r.pick()
}

// tell puts a decision into words.
func (r *reckoning) tell(won *candidate) Result {
	out := Result{Unit: won.unit, Gross: won.gross(), From: *won.price, Steps: won.steps()}
	if won.rung > 0 {
		out.Break, _ = won.further(won.rung)
	}
	if won.next > 0 {
		from, net := won.further(won.next)
		out.Next = &Break{from, net}
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c != won {
			out.Not = append(out.Not, Rejected{*c.price, reasons[c.reason], c.reckoned()})
		}
	}
	return out
}

func (p Policy) order() []Kind {
	if len(p.Order) == 0 {
		return kinds[:]
	}
	return p.Order
}

// sort ranks the candidates; few stand there, so each is put where it belongs.
func (r *reckoning) sort() {
	order := r.facts.Policy.order()
	for i := 1; i < len(r.candidates); i++ {
		for j := i; j > 0 && rank(order, r.candidates[j].price, r.candidates[j-1].price) < 0; j-- {
			r.candidates[j], r.candidates[j-1] = r.candidates[j-1], r.candidates[j]
		}
	}
}

// rank is a total order of prices, so that the order in which they come does not matter.
func rank(order []Kind, x, y *Price) int {
	if x.Kind != y.Kind {
		return cmp.Or(cmp.Compare(place(order, x.Kind), place(order, y.Kind)), cmp.Compare(x.Kind, y.Kind))
	}
	if c := cmp.Or(cmp.Compare(y.Priority, x.Priority), y.From.Compare(x.From)); c != 0 {
		return c
	}
	this, other := x.List.Bytes(), y.List.Bytes()
	if c := bytes.Compare(other[:], this[:]); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(x.Unit.String(), y.Unit.String()), x.Until.Compare(y.Until), cmp.Compare(spelt(x), spelt(y)))
}

// place is where a kind stands in the order; kinds that it does not name come last.
func place(order []Kind, k Kind) int {
	if i := slices.Index(order, k); i >= 0 {
		return i
	}
	return len(order)
}

// hold puts out what does not hold at the moment, what is under the floor as it stands, and what a later price of the same list supersedes.
func (r *reckoning) hold() {
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.reason = r.untimely(c.price); c.reason != 0 {
			continue
		}
		if p := c.price; p.Kind == Base && p.Rule == nil && (r.base == nil || p.From.After(r.base.From)) {
			r.base = p
		}
		if c.price.Rule == nil {
			if first := c.price.rung(0, &r.rung); first.ok && r.underFloor(first.net) {
				c.unit, c.done, c.reason = first.net, true, isUnderFloor
				continue
			}
		}
		switch other := r.holding(c, i); {
		case other == nil:
			c.holds = true
		case supersedes(c.price, other.price):
			other.reason, other.holds, c.holds = isSuperseded, false, true
		default:
			c.reason = isSuperseded
		}
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c.reason == 0 && c.price.Left != nil && r.quantity.above(c.price.left()) {
			c.reason = isCalledOff
		}
	}
}

// holding is the price of the same list that held so far; nil for none. Dated changes of a base price supersede the one that stands outside lists.
func (r *reckoning) holding(c *candidate, before int) *candidate {
	for i := range before {
		other := &r.candidates[i]
		if other.holds && other.price.Kind == c.price.Kind && (c.price.Kind == Base || other.price.List == c.price.List) {
			return other
		}
	}
	return nil
}

// untimely is why a price does not hold at the moment; "" where it does.
func (r *reckoning) untimely(p *Price) reason {
	if p.whole.timeless {
		return 0
	}
	switch at := r.at; {
	case at.Before(p.From):
		return isNotYet
	case !p.Until.IsZero() && !at.Before(p.Until):
		return isEnded
	default:
		return 0
	}
}

// supersedes tells whether a price goes before another one of the same list that ranks before it: a written one before a reckoned one, else the later.
func supersedes(p, other *Price) bool {
	if (p.Rule == nil) != (other.Rule == nil) {
		return p.Rule == nil
	}
	return p.From.After(other.From)
}

// reckon finds out what a price is for the quantity asked.
func (r *reckoning) reckon(c *candidate) {
	rungs := 1 + len(c.price.Breaks)
	if c.price.Rule != nil {
		var ok bool
		if c.ruled, ok = r.rungs(c.price); !ok {
			c.reason = isNoBasis
			return
		}
		rungs = len(c.ruled)
	}
	quantity := &r.quantity
	if c.price.FamilyBreaks && r.family.above(quantity) {
		quantity = &r.family
	}
	for i := range rungs {
		at := c.at(i, &r.rung)
		if !at.ok || at.net.Sign() < 0 {
			continue
		}
		if low := r.underFloor(at.net); low && i == 0 {
			c.unit, c.done, c.reason = at.net, true, isUnderFloor
			return
		} else if low {
			continue
		}
		if i > 0 && at.from.above(quantity) {
			c.next = i
			break
		}
		c.unit, c.done, c.rung = at.net, true, i
	}
	if !c.done {
		c.reason = isNoBasis
	}
}

// at is a rung, net of tax; one that is not prepared is written into.
func (c *candidate) at(i int, into *wholeRung) *wholeRung {
	if c.price.Rule == nil {
		return c.price.rung(i, into)
	}
	into.from = countOf(c.ruled[i].from)
	into.net, into.ok = Net(c.ruled[i].unit, *c.price)
	return into
}

// further is a rung as a break, net of tax.
func (c *candidate) further(i int) (decimal.Decimal, money.UnitPrice) {
	net := c.at(i, &wholeRung{}).net
	if c.price.Rule == nil {
		return c.price.Breaks[i-1].From, net
	}
	return c.ruled[i].from, net
}

// steps are those on the way to the rung of the price that won.
func (c *candidate) steps() []Step {
	if !c.done {
		return nil
	}
	steps := []Step{{StepPrice, decimal.Decimal{}, c.price.Unit}}
	at := rung{}
	if c.price.Rule != nil {
		at = c.ruled[c.rung]
		steps = slices.Clone(at.steps)
	} else if c.rung > 0 {
		at.from, at.unit = c.price.Breaks[c.rung-1].From, c.price.Breaks[c.rung-1].Unit
	}
	if c.rung > 0 {
		steps = append(steps, Step{StepBreak, at.from, at.unit})
	}
	if c.price.TaxIncluded {
		steps = append(steps, Step{StepTax, c.price.TaxRate, c.unit})
	}
	return steps
}

// underFloor tells whether a net price leaves less than the policy's margin. Without a cost in its currency nothing is known, and nothing is under it.
func (r *reckoning) underFloor(net money.UnitPrice) bool {
	if r.facts.Cost == nil || r.facts.Policy.Floor == nil || net.Currency() != r.facts.Cost.Currency() {
		return false
	}
	low, ok := AtMargin(*r.facts.Cost, *r.facts.Policy.Floor)
	return !ok || net.Decimal().LessThan(low.Decimal())
}

// pick takes the price that wins, and gives the others their reason.
func (r *reckoning) pick() *candidate {
	var won *candidate
	best := r.facts.Policy.Precedence == Best
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.reason != 0 {
			continue
		}
		if won == nil {
			won = c
			continue
		}
		if !best {
			c.reason = isLowerRank
			continue
		}
		same, ok := Convert(c.unit, won.unit.Currency(), r.facts.Rates)
		switch {
		case !ok:
			c.reason = isOtherCurrency
		case lower(same, won.unit):
			won.reason, won = isHigher, c
		default:
			c.reason = isHigher
		}
	}
	return won
}

// lower compares prices of one currency.
func lower(a, b money.UnitPrice) bool {
	c, err := a.Cmp(b)
	return err == nil && c < 0
}

// gross is the price with tax, where its list has a rate.
func (c *candidate) gross() *money.UnitPrice {
	if c.price.TaxRate.IsZero() && !c.price.TaxIncluded {
		return nil
	}
	out, ok := grossOf(c.unit, c.price.TaxRate)
	if !ok {
		return nil
	}
	return &out
}
