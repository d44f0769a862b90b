package ordering

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// Status is where an order stands. It follows from its lines.
type Status string

// Statuses of orders.
const (
	StatusSubmitted Status = "submitted" // a line waits for the supplier's answer
	StatusChanged   Status = "changed"   // none does, and a line waits for the buyer's
	StatusAccepted  Status = "accepted"  // none waits, and some go on
	StatusPart      Status = "part_shipped"
	StatusShipped   Status = "shipped"   // all that goes on
	StatusReceived  Status = "received"  // all that goes on, whether there are open cases or not
	StatusRefused   Status = "refused"   // nothing goes on, and the supplier refused some
	StatusWithdrawn Status = "withdrawn" // nothing goes on, by the buyer
)

// Party is one of the two companies of an order.
type Party struct {
	Company id.CompanyID
	Name    string // as it was when it was ordered
}

// Summary is an order without its lines. Amounts are in minor units of its currency.
type Summary struct {
	ID           id.OrderID
	Number       string
	Purchase     id.PurchaseID // zero for the supplier
	Supplier     Party
	Buyer        Party
	CustomerCode string
	Person       string // who ordered
	Reference    string
	CreatedAt    time.Time
	ChangedAt    time.Time
	Status       Status
	Lines        int
	Waits        map[Side]int // lines that wait for its answer
	Due          time.Time    // of the first of them; zero: none waits
	Currency     money.Currency
	Total        int64
	Version      int64
}

// Terms is how an order is paid and delivered, as agreed when it was ordered.
type Terms struct {
	Payment         string
	PaymentDays     *int
	Incoterm        string
	DeliveryPlace   string
	DeliveryDays    *int
	DiscountPercent string
	DiscountDays    int
}

// Order is what of a purchase goes to one supplier.
type Order struct {
	Summary
	Goods, Saved   int64 // of the lines that go on
	Freight        int64
	FreightUnknown bool
	Fee            int64
	Tax            int64
	Note           string
	NeededBy       time.Time
	Terms          Terms
	AnswerWithin   time.Duration
	Lines          []Line
	Events         []Event
	Messages       []Message
	Held           map[int]bool // lines that stock is held for; for the supplier alone
}

// Event is what happened to a line.
type Event struct {
	Version    int64 // that the order got with it
	Line       int
	Side       Side
	Person     string // empty where a rule of the supplier acted
	Act        Act
	State      State // that it led to
	At         time.Time
	Quantity   string // of what is agreed so far, of a counter-proposal what is proposed
	Price      money.UnitPrice
	PromisedOn time.Time
	Reason     string
}

// Message is what one side wrote.
type Message struct {
	At     time.Time
	Side   Side
	Person string
	Text   string
}

// settled is the order with what follows from its lines.
func (o Order) settled() Order {
	o.Status, o.Waits, o.Due = statusOf(o.Lines), map[Side]int{}, time.Time{}
	o.Goods, o.Saved, o.Tax, o.Total = 0, 0, 0, 0
	goesOn := false
	for _, l := range o.Lines {
		if asks := l.State.Asks(); asks != Nobody {
			o.Waits[asks]++
			if o.Due.IsZero() || l.Due.Before(o.Due) {
				o.Due = l.Due
			}
		}
		if !l.State.Ended() {
			goesOn = true
			o.Goods, o.Saved, o.Tax = o.Goods+l.Goods, o.Saved+l.Saved, o.Tax+l.Tax
		}
	}
	if goesOn {
		o.Total = o.Goods - o.Saved + o.Freight + o.Fee + o.Tax
	}
	return o
}

// statusOf is the status of an order with these lines.
func statusOf(lines []Line) Status {
	asks, goesOn, refused := map[Side]bool{}, false, false
	some, all, received := false, true, true // of what goes on
	for _, l := range lines {
		asks[l.State.Asks()] = true
		goesOn = goesOn || !l.State.Ended()
		refused = refused || l.State == Refused
		if !l.State.Ended() {
			some = some || l.Shipped.IsPositive()
			all = all && l.Shipped.GreaterThanOrEqual(l.Quantity)
			received = received && l.Received.GreaterThanOrEqual(l.Quantity)
		}
	}
	switch {
	case asks[Supplier]:
		return StatusSubmitted
	case asks[Buyer]:
		return StatusChanged
	case goesOn && received:
		return StatusReceived
	case goesOn && all:
		return StatusShipped
	case goesOn && some:
		return StatusPart
	case goesOn:
		return StatusAccepted
	case refused:
		return StatusRefused
	default:
		return StatusWithdrawn
	}
}

// act does all of the deeds or none, and answers what happened, by line. The order's version rises by one.
func (o Order) act(side Side, person string, deeds []Deed, now time.Time) (Order, []Event, error) {
	o.Lines = slices.Clone(o.Lines)
	o.Version++
	o.ChangedAt = now
	touched := map[int]bool{}
	var events []Event
	for i, d := range deeds {
		path := fmt.Sprintf("/acts/%d", i)
		if d.Line < 1 || d.Line > len(o.Lines) || touched[d.Line] {
			return o, nil, fault.Invalid.With(fault.Field{Path: path + "/line", Code: "unknown", Message: "The order has no such line, or an earlier act is on it."})
		}
		touched[d.Line] = true
		moved, err := o.Lines[d.Line-1].move(side, d, path, o.Currency, now, o.AnswerWithin)
		if err != nil {
			return o, nil, err
		}
		o.Lines[d.Line-1] = moved
		events = append(events, moved.event(o.Version, side, person, d.Act, now))
	}
	slices.SortFunc(events, func(a, b Event) int { return cmp.Compare(a.Line, b.Line) })
	return o.settled(), events, nil
}

// event tells of what became of a line.
func (l Line) event(version int64, side Side, person string, act Act, now time.Time) Event {
	out := Event{Version: version, Line: l.Number, Side: side, Person: person, Act: act, State: l.State, At: now, Quantity: l.Quantity.String(), Price: l.Price, PromisedOn: l.PromisedOn, Reason: l.Reason}
	if p := l.Proposal; p != nil {
		out.Quantity, out.Price, out.PromisedOn = p.Quantity.String(), p.Price, p.PromisedOn
	}
	return out
}

// deliver does to lines what delivery did to them, and answers what happened, by line. The order's version rises by one.
func (o Order) deliver(side Side, person string, done []Delivered, now time.Time) (Order, []Event, error) {
	o.Lines = slices.Clone(o.Lines)
	o.Version++
	o.ChangedAt = now
	events := make([]Event, len(done))
	for i, d := range done {
		moved, err := o.Lines[d.Line-1].deliver(side, d, fmt.Sprintf("/lines/%d", i), o.Currency, now)
		if err != nil {
			return o, nil, err
		}
		o.Lines[d.Line-1] = moved
		events[i] = moved.event(o.Version, side, person, d.Act, now)
		events[i].Quantity = d.Quantity.String()
	}
	slices.SortFunc(events, func(a, b Event) int { return cmp.Compare(a.Line, b.Line) })
	return o.settled(), events, nil
}

// holds are those of lines that events are about.
func (o Order) holds(events []Event, of func(Event) bool) []id.ReservationID {
	var out []id.ReservationID
	for _, e := range events {
		if of(e) {
			out = append(out, o.Lines[e.Line-1].Reservation)
		}
	}
	return out
}
