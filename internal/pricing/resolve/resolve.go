package resolve

import (
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
func Kinds() []Kind { return []Kind{Contract, Own, Customer, Group, Channel, Region, Base} }

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

// Resolve picks the price of a line. It is false where none applies.
func Resolve(f Facts, a Ask) (Result, bool) {
	r := reckoning{facts: f, ask: a, order: f.Policy.order()}
	for _, p := range f.Prices {
		r.candidates = append(r.candidates, candidate{price: p})
	}
	slices.SortStableFunc(r.candidates, r.rank)
	r.hold()
	for i := range r.candidates {
		if c := &r.candidates[i]; c.reason == "" {
			r.reckon(c)
		}
	}
	won := r.pick()
	if won == nil {
		return Result{}, false
	}
	out := Result{Unit: won.unit, Gross: won.gross(), From: won.price, Break: won.at, Next: won.next, Steps: won.steps}
	for i := range r.candidates {
		if c := &r.candidates[i]; c != won {
			out.Not = append(out.Not, Rejected{c.price, c.reason, c.reckoned()})
		}
	}
	return out, true
}

// candidate is a price on its way; reason is why it is out.
type candidate struct {
	price  Price
	reason Reason
	unit   money.UnitPrice
	done   bool
	at     decimal.Decimal
	next   *Break
	steps  []Step
}

func (c *candidate) reckoned() *money.UnitPrice {
	if !c.done {
		return nil
	}
	return &c.unit
}

type reckoning struct {
	facts      Facts
	ask        Ask
	order      []Kind
	candidates []candidate
	base       *Price // that is in force, under the floor or not; rules begin with it
}

func (p Policy) order() []Kind {
	if len(p.Order) == 0 {
		return Kinds()
	}
	return p.Order
}

// rank is a total order of prices, so that the order in which they come does not matter.
func (r *reckoning) rank(a, b candidate) int {
	x, y := a.price, b.price
	return cmp.Or(cmp.Compare(r.place(x.Kind), r.place(y.Kind)), cmp.Compare(x.Kind, y.Kind), cmp.Compare(y.Priority, x.Priority), y.From.Compare(x.From),
		cmp.Compare(y.List.UUID(), x.List.UUID()), cmp.Compare(x.Unit.String(), y.Unit.String()), x.Until.Compare(y.Until), cmp.Compare(spelt(x), spelt(y)))
}

// place is where a kind stands in the order; kinds that it does not name come last.
func (r *reckoning) place(k Kind) int {
	if i := slices.Index(r.order, k); i >= 0 {
		return i
	}
	return len(r.order)
}

// hold puts out what does not hold at the moment, what is under the floor as it stands, and what a later price of the same list supersedes.
func (r *reckoning) hold() {
	type place struct {
		list id.PriceListID
		kind Kind
	}
	latest := map[place]*candidate{}
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.reason = r.untimely(c.price); c.reason != "" {
			continue
		}
		if p := c.price; p.Kind == Base && p.Rule == nil && (r.base == nil || p.From.After(r.base.From)) {
			r.base = &p
		}
		if net, ok := Net(c.price.Unit, c.price); c.price.Rule == nil && ok && r.underFloor(net) {
			c.unit, c.done, c.reason = net, true, UnderFloor
			continue
		}
		key := place{c.price.List, c.price.Kind}
		if c.price.Kind == Base {
			key.list = id.PriceListID{} // dated changes of a base price supersede the one that stands outside lists
		}
		switch other := latest[key]; {
		case other == nil:
			latest[key] = c
		case supersedes(c.price, other.price):
			other.reason, latest[key] = Superseded, c
		default:
			c.reason = Superseded
		}
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c.reason == "" && c.price.Left != nil && r.ask.Quantity.GreaterThan(*c.price.Left) {
			c.reason = CalledOff
		}
	}
}

// untimely is why a price does not hold at the moment; "" where it does.
func (r *reckoning) untimely(p Price) Reason {
	switch at := r.ask.At; {
	case at.Before(p.From):
		return NotYet
	case !p.Until.IsZero() && !at.Before(p.Until):
		return Ended
	default:
		return ""
	}
}

// supersedes tells whether a price goes before another one of the same list that ranks before it: a written one before a reckoned one, else the later.
func supersedes(p, other Price) bool {
	if (p.Rule == nil) != (other.Rule == nil) {
		return p.Rule == nil
	}
	return p.From.After(other.From)
}

// reckon finds out what a price is for the quantity asked.
func (r *reckoning) reckon(c *candidate) {
	rungs, ok := r.rungs(c.price)
	if !ok {
		c.reason = NoBasis
		return
	}
	quantity := r.ask.Quantity
	if c.price.FamilyBreaks && r.ask.FamilyQuantity.GreaterThan(quantity) {
		quantity = r.ask.FamilyQuantity
	}
	for i, rung := range rungs {
		net, ok := Net(rung.unit, c.price)
		if !ok || net.Sign() < 0 {
			continue
		}
		if low := r.underFloor(net); low && i == 0 {
			c.unit, c.done, c.reason = net, true, UnderFloor
			return
		} else if low {
			continue
		}
		if i > 0 && rung.from.GreaterThan(quantity) {
			c.next = &Break{rung.from, net}
			return
		}
		c.unit, c.done, c.at = net, true, rung.from
		c.steps = rung.told(c.price, net, i)
	}
	if !c.done {
		c.reason = NoBasis
	}
}

// told is a rung's steps and what comes after them.
func (g rung) told(p Price, net money.UnitPrice, i int) []Step {
	steps := slices.Clone(g.steps)
	if i > 0 {
		steps = append(steps, Step{StepBreak, g.from, g.unit})
	}
	if p.TaxIncluded {
		steps = append(steps, Step{StepTax, p.TaxRate, net})
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
		if c.reason != "" {
			continue
		}
		if won == nil {
			won = c
			continue
		}
		if !best {
			c.reason = LowerRank
			continue
		}
		same, ok := Convert(c.unit, won.unit.Currency(), r.facts.Rates)
		switch {
		case !ok:
			c.reason = OtherCurrency
		case same.Decimal().LessThan(won.unit.Decimal()):
			won.reason, won = Higher, c
		default:
			c.reason = Higher
		}
	}
	return won
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
