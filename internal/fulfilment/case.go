package fulfilment

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/ordering"
)

// Kind is what is not as it should be.
type Kind string

// Kinds of cases.
const (
	Short     Kind = "short"
	Damaged   Kind = "damaged"
	WrongItem Kind = "wrong"
	Over      Kind = "over"
)

// CaseState is where a case stands.
type CaseState string

// States of cases. The last two are the end.
const (
	Open      CaseState = "open"
	Answered  CaseState = "answered"
	Disputed  CaseState = "disputed"
	Closed    CaseState = "closed"
	Withdrawn CaseState = "withdrawn"
)

// Ended tells whether nothing comes after it.
func (s CaseState) Ended() bool { return s == Closed || s == Withdrawn }

// Turn says who has to act.
func (s CaseState) Turn() ordering.Side {
	switch {
	case s.Ended():
		return ordering.Nobody
	case s == Answered:
		return ordering.Buyer
	default:
		return ordering.Supplier
	}
}

// Remedy is how a supplier makes good.
type Remedy string

// Remedies.
const (
	SendRest Remedy = "send_rest"
	Replace  Remedy = "replace"
	Credit   Remedy = "credit"
	Collect  Remedy = "collect"
	LetKeep  Remedy = "let_keep"
	Bill     Remedy = "bill"
	Refuse   Remedy = "refuse"
)

// remedies go with kinds.
var remedies = map[Kind][]Remedy{
	Short:     {SendRest, Credit, Refuse},
	Damaged:   {Replace, Credit, Refuse},
	WrongItem: {Replace, Credit, Refuse},
	Over:      {Collect, LetKeep, Bill},
}

// CaseAct is what a side does with a case.
type CaseAct string

// Acts on cases.
const (
	OpenCase CaseAct = "open" // by receiving
	Answer   CaseAct = "answer"
	Agree    CaseAct = "agree"
	Dispute  CaseAct = "dispute"
	Withdraw CaseAct = "withdraw"
)

// caseMoves is all that can happen to a case; everything else is refused.
var caseMoves = []struct {
	from CaseState
	side ordering.Side
	act  CaseAct
	to   CaseState
}{
	{Open, ordering.Supplier, Answer, Answered},
	{Answered, ordering.Supplier, Answer, Answered}, // something else, while the buyer has not agreed
	{Disputed, ordering.Supplier, Answer, Answered},
	{Answered, ordering.Buyer, Agree, Closed},
	{Answered, ordering.Buyer, Dispute, Disputed},
	{Open, ordering.Buyer, Withdraw, Withdrawn},
	{Answered, ordering.Buyer, Withdraw, Withdrawn},
	{Disputed, ordering.Buyer, Withdraw, Withdrawn},
}

// Case is about what was not as it should be with a line of a shipment.
type Case struct {
	ID             id.CaseID
	Shipment       id.ShipmentID
	ShipmentNumber string
	Order          id.OrderID
	OrderNumber    string
	Supplier       ordering.Party
	Buyer          ordering.Party
	Line           int
	SKU            string
	Name           string
	Unit           string
	Kind           Kind
	Quantity       decimal.Decimal
	State          CaseState
	Remedy         Remedy // "" until there is an answer
	Due            time.Time
	OpenedAt       time.Time
	ChangedAt      time.Time
	Version        int64
	Amount         int64 // what Quantity comes to at what is frozen, with tax, in minor units of Currency
	Currency       money.Currency
	Events         []CaseEvent
}

// CaseEvent is what a side did with a case.
type CaseEvent struct {
	At     time.Time
	Side   ordering.Side
	Person string
	Act    CaseAct
	State  CaseState
	Remedy Remedy
	Words  string
}

// CaseDeed is an act on a case as it was asked for.
type CaseDeed struct {
	Act    CaseAct
	Remedy Remedy
	Words  string
}

// Within which each side should act on a case.
const (
	answerWithin = 48 * time.Hour
	agreeWithin  = 5 * 24 * time.Hour
)

// due is until when who has the turn should act.
func (s CaseState) due(now time.Time) time.Time {
	switch s.Turn() {
	case ordering.Supplier:
		return now.Add(answerWithin)
	case ordering.Buyer:
		return now.Add(agreeWithin)
	default:
		return time.Time{}
	}
}

// act does a deed to the case and answers what happened. The case's version rises by one.
func (c Case) act(side ordering.Side, person string, d CaseDeed, now time.Time) (Case, CaseEvent, error) {
	to := CaseState("")
	for _, m := range caseMoves {
		if m.from == c.State && m.side == side && m.act == d.Act {
			to = m.to
		}
	}
	switch {
	case to == "":
		return c, CaseEvent{}, ErrNotNow
	case d.Act == Answer && !slices.Contains(remedies[c.Kind], d.Remedy):
		return c, CaseEvent{}, fault.Invalid.With(fault.Field{Path: "/remedy", Code: "unknown", Message: "That does not go with this kind of case."})
	case d.Words == "" && (d.Act == Dispute || d.Remedy == Refuse):
		return c, CaseEvent{}, fault.Invalid.With(fault.Field{Path: "/words", Code: "required", Message: "Say why."})
	}
	c.State, c.Due, c.ChangedAt = to, to.due(now), now
	c.Version++
	if d.Act == Answer {
		c.Remedy = d.Remedy
	}
	return c, CaseEvent{At: now, Side: side, Person: person, Act: d.Act, State: to, Remedy: d.Remedy, Words: d.Words}, nil
}

// orderAct is the act of ordering that tells of an act on a case.
func (a CaseAct) orderAct() ordering.Act {
	switch a {
	case Answer:
		return ordering.AnswerCase
	case Dispute:
		return ordering.Dispute
	default:
		return ordering.Settle
	}
}
