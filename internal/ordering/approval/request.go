package approval

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/ordering"
)

// State is how a request stands.
type State string

// States.
const (
	Waiting   State = "waiting"
	Placed    State = "placed"
	Refused   State = "refused"
	Returned  State = "returned" // it was approved, and could not be ordered any more
	Withdrawn State = "withdrawn"
)

// Act is what was said or done.
type Act string

// Acts.
const (
	ActSent      Act = "sent"
	ActApproved  Act = "approved"
	ActRefused   Act = "refused"
	ActChanged   Act = "changed"
	ActReopened  Act = "reopened"
	ActEscalated Act = "escalated"
	ActPlaced    Act = "placed"
	ActReturned  Act = "returned"
	ActWithdrawn Act = "withdrawn"
)

// Line is a line that is approved.
type Line struct {
	Index     int // of the draft
	Item      id.ItemID
	SKU, Name string
	Category  string
	Unit      string
	Quantity  decimal.Decimal
	Price     money.UnitPrice
	Total     int64 // with tax, less promotions
}

// Part is what one supplier would get. Amounts are minor units of its currency.
type Part struct {
	Supplier          id.CompanyID
	Name              string
	Currency          money.Currency
	Goods, Saved      int64
	Freight, Fee, Tax int64
	FreightUnknown    bool
	Note              string
	Lines             []Line
}

// Total is what is paid.
func (p Part) Total() int64 { return p.Goods - p.Saved + p.Freight + p.Fee + p.Tax }

// Snapshot is what is approved, at the prices of a moment.
type Snapshot struct {
	At    time.Time
	Parts []Part
}

// Change is what is not as it was before.
type Change struct {
	What string // price, quantity, total; problem: Name is its code
	Name string
	Was  string
	Now  string
}

// Event is what was said or done.
type Event struct {
	Act       Act
	Edition   int64
	Seat      id.SeatID
	Person    string
	InsteadOf string
	ByMail    bool
	Reason    string
	Changes   []Change
	At        time.Time
}

// Request is a purchase that waits, or waited, for the word of others.
type Request struct {
	ID        id.ApprovalID
	State     State
	Edition   int64
	Seat      id.SeatID
	Person    id.PersonID
	Name      string
	Note      string
	Draft     ordering.Draft
	Snapshot  Snapshot
	Chains    []Chain
	Steps     [][]Step
	Reason    string
	Purchase  id.PurchaseID
	Due       time.Time
	CreatedAt time.Time
	ChangedAt time.Time
	Events    []Event // of one that was read alone
}

func (r *Request) needs() needs { return needs{r.Chains, r.Steps, r.Person} }

// Now are those whose turn it is; nobody where nothing waits.
func (r *Request) Now(t Team) []Turn {
	if r.State != Waiting {
		return nil
	}
	return r.needs().now(t)
}

// Faults.
var (
	// ErrNeeded refuses to place a purchase that has to wait for the word of others.
	ErrNeeded = fault.Define(fault.KindConflict, "approval.needed", "This purchase needs the word of others. Send it for approval.")
	// ErrNotNeeded refuses to keep a purchase that can be placed.
	ErrNotNeeded = fault.Define(fault.KindConflict, "approval.not_needed", "This purchase needs nobody's word. Just order.")
	// ErrNobody refuses to keep a purchase that nobody could ever approve.
	ErrNobody = fault.Define(fault.KindConflict, "approval.nobody", "Nobody in your company may approve this. Let an owner change the rule, or invite somebody.")
	// ErrChanged refuses a word on what is not as it was read.
	ErrChanged = fault.Define(fault.KindConflict, "approval.changed", "This is not what you read any more. Look at it again.")
	// ErrSettled refuses a word on what waits no more.
	ErrSettled = fault.Define(fault.KindConflict, "approval.settled", "This waits no more: somebody was faster.")
	// ErrNotYours refuses the word of somebody who is not asked.
	ErrNotYours = fault.Define(fault.KindForbidden, "approval.not_yours", "Your word is not asked for here.")
	// ErrNotLess refuses a change that makes something more.
	ErrNotLess = fault.Define(fault.KindConflict, "approval.not_less", "Only less can be ordered than was asked for, and it may not cost more.")
	// ErrLinkOver answers a link of a mail that is good for nothing any more.
	ErrLinkOver = fault.Define(fault.KindNotFound, "approval.link_over", "This link is over: it was used, has run out, or the purchase has changed since.")
	// ErrLinkNotYours answers a link of a mail to somebody else.
	ErrLinkNotYours = fault.Define(fault.KindForbidden, "approval.link_not_yours", "This link was sent to somebody else.")
)

// partsOf is what suppliers would get by a plan: of each the lines that can be ordered.
func partsOf(p ordering.Plan) []Part {
	var out []Part
	for _, o := range p.Orders {
		part := Part{
			Supplier: o.Supplier, Name: o.Name, Currency: o.Currency, Goods: o.Goods, Saved: o.Saved, Freight: o.Freight, Fee: o.Fee, Tax: o.Tax, FreightUnknown: o.FreightUnknown,
		}
		for i := range o.Lines {
			if l := &o.Lines[i]; l.Priced {
				part.Lines = append(part.Lines, Line{
					Index: l.Index, Item: l.Draft.Item, SKU: l.SKU, Name: l.Name, Category: l.Category, Unit: l.Unit, Quantity: l.Line.Quantity, Price: l.Line.Price, Total: l.Line.Goods - l.Line.Saved + l.Line.Tax,
				})
			}
		}
		if len(part.Lines) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// keep takes what a plan comes to as what is approved: the draft names its prices and totals as those that were seen, and what was left out is gone.
func (r *Request) keep(d ordering.Draft, p ordering.Plan) {
	r.Snapshot = Snapshot{At: p.At, Parts: partsOf(p)}
	d = d.Unseen()
	lines, orders := d.Lines, d.Orders
	d.Lines, d.Orders = nil, nil
	for i := range r.Snapshot.Parts {
		part := &r.Snapshot.Parts[i]
		for j := range part.Lines {
			l := &part.Lines[j]
			line := lines[l.Index]
			line.Price = &ordering.Money{Amount: l.Price.Decimal().String(), Currency: l.Price.Currency().Code()}
			l.Index = len(d.Lines)
			d.Lines = append(d.Lines, line)
		}
		order := ordering.OrderDraft{Supplier: part.Supplier}
		if at := slices.IndexFunc(orders, func(x ordering.OrderDraft) bool { return x.Supplier == part.Supplier }); at >= 0 {
			order = orders[at]
		}
		order.Total = &ordering.Money{Amount: money.New(part.Total(), part.Currency).Decimal().String(), Currency: part.Currency.Code()}
		part.Note = order.Note
		d.Orders = append(d.Orders, order)
	}
	r.Draft = d
}

// since tells what of a snapshot is not as it was before.
func (s Snapshot) since(before Snapshot) []Change {
	var out []Change
	lines, totals := map[id.ItemID]Line{}, map[id.CompanyID]Part{}
	for _, p := range s.Parts {
		totals[p.Supplier] = p
		for _, l := range p.Lines {
			lines[l.Item] = l
		}
	}
	for _, p := range before.Parts {
		for _, was := range p.Lines {
			now := lines[was.Item]
			if !now.Quantity.Equal(was.Quantity) {
				out = append(out, Change{"quantity", was.Name, was.Quantity.String() + " " + was.Unit, now.Quantity.String() + " " + was.Unit})
			}
			if now.Item == was.Item && now.Price != was.Price {
				out = append(out, Change{"price", was.Name, shown(was.Price.Decimal(), was.Price.Currency()), shown(now.Price.Decimal(), now.Price.Currency())})
			}
		}
		if now, goes := totals[p.Supplier]; goes && now.Total() != p.Total() {
			out = append(out, Change{"total", p.Name, sum(p), sum(now)})
		}
	}
	return out
}

func sum(p Part) string { return shown(money.New(p.Total(), p.Currency).Decimal(), p.Currency) }

// shown is an amount with its currency, without zeros that say nothing.
func shown(d decimal.Decimal, c money.Currency) string {
	if places := int32(c.Digits()); d.Equal(d.Truncate(places)) {
		return d.StringFixed(places) + " " + c.Code()
	}
	return d.String() + " " + c.Code()
}

// less tells whether nothing of a snapshot costs more than in another one.
func (s Snapshot) less(than Snapshot) bool {
	for _, p := range s.Parts {
		at := slices.IndexFunc(than.Parts, func(x Part) bool { return x.Supplier == p.Supplier })
		if at < 0 || than.Parts[at].Currency != p.Currency || p.Total() > than.Parts[at].Total() {
			return false
		}
	}
	return true
}
