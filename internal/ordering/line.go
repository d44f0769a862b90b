package ordering

import (
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing"
)

// Side is one of the two parties of an order.
type Side string

// Sides.
const (
	Nobody   Side = ""
	Buyer    Side = "buyer"
	Supplier Side = "supplier"
)

// State is where a line stands.
type State string

// States of lines. Of the last four nothing is delivered.
const (
	Submitted       State = "submitted"
	Countered       State = "countered" // the supplier proposed something else
	Accepted        State = "accepted"
	BackOrdered     State = "backordered"      // accepted, for a day that the supplier promised
	CancelRequested State = "cancel_requested" // accepted, and the buyer would rather not
	PartShipped     State = "part_shipped"
	Shipped         State = "shipped"
	Received        State = "received"
	Discrepancy     State = "discrepancy" // received, and a case about it is open
	Refused         State = "refused"
	Declined        State = "declined" // the buyer did not want what was proposed
	Recalled        State = "recalled"
	Cancelled       State = "cancelled"
)

// Act is what one side does with a line.
type Act string

// Acts.
const (
	Submit      Act = "submit" // by ordering
	Accept      Act = "accept"
	Counter     Act = "counter"
	Refuse      Act = "refuse"
	BackOrder   Act = "backorder"
	Agree       Act = "agree"
	Decline     Act = "decline"
	Recall      Act = "recall"
	AskCancel   Act = "ask_cancel"
	AgreeCancel Act = "agree_cancel"
	Keep        Act = "keep" // the line goes on: the supplier does not agree to cancel, or the buyer does not want it any more

	// What delivery does; see Deliver.
	Ship       Act = "ship"
	Unship     Act = "unship"    // a shipment was void
	CloseShort Act = "close"     // what was not shipped does not come
	Receive    Act = "receive"   // as it was shipped
	Report     Act = "report"    // received, but not as it should be
	Unreceive  Act = "unreceive" // a receipt was taken back
	AnswerCase Act = "answer"    // the supplier says how it makes good
	Dispute    Act = "dispute"   // the buyer does not agree with that
	Settle     Act = "settle"    // the buyer agrees, or lets the case go
)

// move is one line of the table of what can happen.
type move struct {
	from State
	side Side
	act  Act
	to   State
}

// moves is all that can happen to a line that was ordered; everything else is refused.
var moves = []move{
	{Submitted, Supplier, Accept, Accepted},
	{Submitted, Supplier, Counter, Countered},
	{Submitted, Supplier, Refuse, Refused},
	{Submitted, Supplier, BackOrder, BackOrdered},
	{Submitted, Buyer, Recall, Recalled},

	{Countered, Buyer, Agree, Accepted},
	{Countered, Buyer, Decline, Declined},
	{Countered, Supplier, Accept, Accepted}, // as it was ordered, after all
	{Countered, Supplier, Counter, Countered},
	{Countered, Supplier, Refuse, Refused},
	{Countered, Supplier, BackOrder, BackOrdered},

	{Accepted, Supplier, BackOrder, BackOrdered},
	{Accepted, Buyer, AskCancel, CancelRequested},

	{BackOrdered, Supplier, Accept, Accepted},
	{BackOrdered, Supplier, BackOrder, BackOrdered}, // for another day
	{BackOrdered, Supplier, Refuse, Refused},
	{BackOrdered, Buyer, Recall, Recalled},

	{CancelRequested, Supplier, AgreeCancel, Cancelled},
	{CancelRequested, Supplier, Keep, Accepted},
	{CancelRequested, Buyer, Keep, Accepted},

	{PartShipped, Supplier, BackOrder, PartShipped}, // another day for the rest
}

// deliveries is all that delivery can do: whose act it is, and to lines in which states. To which state it leads follows from quantities.
var deliveries = map[Act]struct {
	side Side
	from []State
}{
	Ship:       {Supplier, []State{Accepted, BackOrdered, PartShipped, Discrepancy}},
	Unship:     {Supplier, []State{PartShipped, Shipped, Discrepancy}},
	CloseShort: {Supplier, []State{Accepted, BackOrdered, PartShipped, Discrepancy}},
	Receive:    {Buyer, []State{PartShipped, Shipped, Discrepancy}},
	Report:     {Buyer, []State{PartShipped, Shipped, Discrepancy}},
	Unreceive:  {Buyer, []State{PartShipped, Shipped, Received, Discrepancy}},
	AnswerCase: {Supplier, []State{Discrepancy}},
	Dispute:    {Buyer, []State{Discrepancy}},
	Settle:     {Buyer, []State{Discrepancy}},
}

// Takes tells whether delivery can do an act of a side to a line in this state.
func (s State) Takes(side Side, act Act) bool {
	d, known := deliveries[act]
	return known && d.side == side && slices.Contains(d.from, s)
}

// Next is the state that an act of a side leads to; false where it cannot be.
func (s State) Next(side Side, act Act) (State, bool) {
	for _, m := range moves {
		if m.from == s && m.side == side && m.act == act {
			return m.to, true
		}
	}
	return s, false
}

// Acts are what a side may do now.
func (s State) Acts(side Side) []Act {
	out := []Act{}
	for _, m := range moves {
		if m.from == s && m.side == side {
			out = append(out, m.act)
		}
	}
	return out
}

// Ended tells whether nothing of a line is delivered.
func (s State) Ended() bool {
	return s == Refused || s == Declined || s == Recalled || s == Cancelled
}

// Turn says who has to move next: to answer, to deliver, or to receive. Whose turn a discrepancy is, its case says.
func (s State) Turn() Side {
	switch {
	case s == Countered, s == Shipped:
		return Buyer
	case s.Ended(), s == Received, s == Discrepancy:
		return Nobody
	default:
		return Supplier
	}
}

// Asks says whose answer a line waits for.
func (s State) Asks() Side {
	switch s {
	case Submitted, CancelRequested:
		return Supplier
	case Countered:
		return Buyer
	default:
		return Nobody
	}
}

// Taken is a promotion that comes to a line; Saved is in minor units of the order's currency.
type Taken struct {
	Promotion id.PromotionID
	Name      string
	Version   int64
	Saved     int64
}

// Proposal is what a supplier proposes instead of what was ordered.
type Proposal struct {
	Quantity   decimal.Decimal
	Price      money.UnitPrice
	PromisedOn time.Time // zero: nothing said
}

// Line is a line of an order: what was frozen when it was ordered, and what is agreed so far. Goods, Saved and Tax are in minor units of the order's currency.
type Line struct {
	Number      int
	Item        id.ItemID
	SKU         string
	Name        string
	Brand       string
	MPN         string
	GTIN        string
	Unit        string
	Case        decimal.Decimal // units in one; zero: none
	Ordered     decimal.Decimal
	Quantity    decimal.Decimal
	Shipped     decimal.Decimal // less what came in vain and is to be made good
	Received    decimal.Decimal // of what is shipped
	Price       money.UnitPrice // net of tax, before promotions
	Goods       int64
	Saved       int64
	TaxRate     *decimal.Decimal // percent; nil where the price names none
	Tax         int64
	Promotions  []Taken
	Protection  pricing.Protection
	NoticeDays  int
	LeadDays    *int
	NeededBy    time.Time
	Note        string
	Available   bool // as far as the buyer was shown
	Reservation id.ReservationID
	State       State
	Due         time.Time // until when Turn should act; zero: not said
	PromisedOn  time.Time
	Reason      string
	Proposal    *Proposal
}

// Deed is an act on a line as it was asked for. What is nil or zero was not said.
type Deed struct {
	Line       int
	Act        Act
	Quantity   *decimal.Decimal
	Price      *money.UnitPrice
	PromisedOn time.Time
	Reason     string
}

// ErrNotNow says that a line cannot be acted on so any more; its fields say which.
var ErrNotNow = fault.Define(fault.KindConflict, "ordering.not_now", "That cannot be done with this line any more: it has moved on.")

// move does a deed to the line; path leads to it in the request. answer is how long an answer may take.
func (l Line) move(side Side, d Deed, path string, currency money.Currency, now time.Time, answer time.Duration) (Line, error) {
	to, can := l.State.Next(side, d.Act)
	if !can {
		return l, ErrNotNow.With(fault.Field{Path: path, Code: string(l.State), Message: ErrNotNow.Text()})
	}
	if wrong := l.check(d, path, now); len(wrong) > 0 {
		return l, fault.Invalid.With(wrong...)
	}
	proposal := l.Proposal
	l.State, l.Reason, l.Proposal = to, d.Reason, nil
	if !d.PromisedOn.IsZero() && d.Act != Counter {
		l.PromisedOn = d.PromisedOn
	}
	switch d.Act {
	case Counter:
		p := Proposal{Quantity: l.Quantity, Price: l.Price, PromisedOn: d.PromisedOn}
		if d.Quantity != nil {
			p.Quantity = *d.Quantity
		}
		if d.Price != nil {
			p.Price = *d.Price
		}
		if _, err := l.at(p, currency); err != nil {
			return l, fault.Invalid.With(fault.Field{Path: path + "/price", Code: "out_of_range", Message: "This comes to more than can be reckoned with."})
		}
		l.Proposal = &p
	case Agree:
		agreed, err := l.at(*proposal, currency)
		if err != nil {
			return l, err
		}
		l = agreed
	default:
	}
	l.Due = l.due(now, answer)
	return l, nil
}

// Delivered is what delivery did to a line, and where it stands since.
type Delivered struct {
	Line     int
	Act      Act
	Quantity decimal.Decimal // that the act is about
	Shipped  decimal.Decimal // of the line since
	Received decimal.Decimal
	Cases    int // open ones of the line
	Reason   string
}

// deliver does to the line what delivery did. What is closed short is agreed to be what was shipped; nothing shipped is refused.
func (l Line) deliver(side Side, d Delivered, path string, currency money.Currency, now time.Time) (Line, error) {
	if !l.State.Takes(side, d.Act) {
		return l, ErrNotNow.With(fault.Field{Path: path, Code: string(l.State), Message: ErrNotNow.Text()})
	}
	l.Shipped, l.Received, l.Reason = d.Shipped, d.Received, d.Reason
	if d.Act == CloseShort {
		if d.Shipped.IsZero() {
			l.State, l.Due = Refused, time.Time{}
			return l, nil
		}
		var err error
		if l, err = l.at(Proposal{Quantity: d.Shipped, Price: l.Price}, currency); err != nil {
			return l, err
		}
	}
	l.State = l.standing(d.Cases)
	l.Due = l.due(now, 0)
	return l, nil
}

// standing is the state of a line that follows from what was shipped and received of it.
func (l Line) standing(cases int) State {
	switch {
	case cases > 0:
		return Discrepancy
	case l.Shipped.IsZero():
		return Accepted
	case l.Shipped.LessThan(l.Quantity):
		return PartShipped
	case l.Received.LessThan(l.Shipped):
		return Shipped
	default:
		return Received
	}
}

// SumsOf is what a quantity of the line comes to at what is frozen: goods, what promotions take off, and tax, in minor units of the order's currency.
func (l Line) SumsOf(quantity decimal.Decimal, currency money.Currency) (goods, saved, tax int64, err error) {
	part, err := l.at(Proposal{Quantity: quantity, Price: l.Price}, currency)
	return part.Goods, part.Saved, part.Tax, err
}

// mostQuantity is more than any trade orders.
var mostQuantity = decimal.New(1, 12)

// check refuses what does not go with an act, and what is missing.
func (l Line) check(d Deed, path string, now time.Time) (wrong []fault.Field) {
	refuse := func(at, code, message string) {
		wrong = append(wrong, fault.Field{Path: path + at, Code: code, Message: message})
	}
	dated := d.Act == Accept || d.Act == Counter || d.Act == BackOrder
	if d.Act != Counter && (d.Quantity != nil || d.Price != nil) {
		refuse("/act", "wrong_form", "Only a counter-proposal has a quantity and a price.")
	}
	switch {
	case d.PromisedOn.IsZero() && d.Act == BackOrder:
		refuse("/promised_on", "required", "Say on which day it leaves.")
	case !d.PromisedOn.IsZero() && !dated:
		refuse("/promised_on", "wrong_form", "This act promises no day.")
	case !d.PromisedOn.IsZero() && d.PromisedOn.Before(day(now)):
		refuse("/promised_on", "out_of_range", "This day is over.")
	}
	if d.Act == Refuse && d.Reason == "" {
		refuse("/reason", "required", "Say why.")
	}
	if d.Act == Counter && d.Quantity == nil && d.Price == nil && d.PromisedOn.IsZero() {
		refuse("/act", "required", "Propose another quantity, price or day.")
	}
	if q := d.Quantity; q != nil && (!q.IsPositive() || q.GreaterThanOrEqual(mostQuantity) || !q.Equal(q.Truncate(6))) {
		refuse("/quantity", "out_of_range", "A quantity is above zero, with at most six decimal places.")
	}
	if p := d.Price; p != nil && (p.Sign() < 0 || p.Currency() != l.Price.Currency()) {
		refuse("/price", "out_of_range", "A price is zero or more, in the currency that the line has.")
	}
	return wrong
}

// at is the line at what was proposed: what promotions take off goes with the quantity.
func (l Line) at(p Proposal, currency money.Currency) (Line, error) {
	goods, err := l.goodsAt(p, currency)
	if err != nil {
		return l, err
	}
	share := new(big.Rat).Quo(p.Quantity.Rat(), l.Quantity.Rat())
	saved, err := money.New(l.Saved, currency).Times(share, money.HalfUp)
	if err != nil {
		return l, err
	}
	l.Quantity, l.Price, l.Goods, l.Saved = p.Quantity, p.Price, goods, min(saved.Minor(), goods)
	if !p.PromisedOn.IsZero() {
		l.PromisedOn = p.PromisedOn
	}
	l.Promotions = slices.Clone(l.Promotions)
	left := l.Saved
	for i := range l.Promotions {
		part, err := money.New(l.Promotions[i].Saved, currency).Times(share, money.HalfUp)
		if err != nil {
			return l, err
		}
		l.Promotions[i].Saved = min(part.Minor(), left)
		if i == len(l.Promotions)-1 {
			l.Promotions[i].Saved = left
		}
		left -= l.Promotions[i].Saved
	}
	l.Tax, err = taxOn(l.Goods-l.Saved, l.TaxRate, currency)
	return l, err
}

// goodsAt is a price for a quantity in the currency of the order: where that is another one than the price's, at the rate that the line has.
func (l Line) goodsAt(p Proposal, currency money.Currency) (int64, error) {
	if p.Price.Currency() == currency {
		out, err := money.Round(p.Price.Decimal().Mul(p.Quantity), currency, money.HalfUp)
		return out.Minor(), err
	}
	before := l.Price.Decimal().Mul(l.Quantity)
	if before.IsZero() {
		return 0, nil
	}
	out, err := money.New(l.Goods, currency).Times(new(big.Rat).Quo(p.Price.Decimal().Mul(p.Quantity).Rat(), before.Rat()), money.HalfUp)
	return out.Minor(), err
}

// taxOn is the tax on an amount in minor units, halves up; nothing without a rate.
func taxOn(minor int64, percent *decimal.Decimal, currency money.Currency) (int64, error) {
	if percent == nil {
		return 0, nil
	}
	out, err := money.Round(money.New(minor, currency).Decimal().Mul(*percent).Shift(-2), currency, money.HalfUp)
	return out.Minor(), err
}

// due is until when who has the turn should act.
func (l Line) due(now time.Time, answer time.Duration) time.Time {
	switch {
	case l.State.Turn() == Nobody, l.State == Shipped: // by when it should be there, its shipments say
		return time.Time{}
	case l.State.Asks() != Nobody:
		return now.Add(answer)
	case !l.PromisedOn.IsZero():
		return l.PromisedOn.AddDate(0, 0, 1)
	case !l.NeededBy.IsZero():
		return l.NeededBy.AddDate(0, 0, 1)
	case l.LeadDays != nil:
		return day(now).AddDate(0, 0, *l.LeadDays+1)
	default:
		return time.Time{}
	}
}

func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
