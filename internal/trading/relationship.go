package trading

import (
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/standing"
	"manifold/internal/trading/terms"
)

// Event is one thing that happened to a relationship.
type Event struct {
	At      time.Time
	Side    standing.Side
	Act     standing.Act
	State   standing.State // after it
	Reason  string
	Version int64 // number of the application it belongs to
}

// Relationship is a supplier and a buyer who trade, or might.
type Relationship struct {
	Supplier, Buyer         id.CompanyID
	SupplierName, BuyerName string
	State                   standing.State
	Version                 int64 // number of the application, from 1
	Events                  int64 // how many events it has: the version of the row
	Reason, Question        string
	Note, Answer            string // of the present application
	CustomerCode, Region    string
	Salesperson             Contact
	Terms                   terms.Terms
	AppliedAt, DecidedAt    time.Time // zero: never
	ChangedAt               time.Time
	Closed                  bool // the supplier, by the hub; for the buyer only
}

// Contact is whom to talk to.
type Contact struct{ Name, Email, Phone string }

// Faults of moving a relationship.
var (
	errClosed      = fault.Define(fault.KindConflict, "trading.supplier_closed", "This supplier is closed by the hub. Nothing can be asked of it or bought from it now.")
	errWrongState  = fault.Define(fault.KindConflict, "trading.wrong_state", "This cannot be done in the present state of the relationship.")
	errNeedsReason = fault.Define(fault.KindInvalid, "trading.needs_reason", "This needs a reason, which the other side reads.")
)

// move does an act: it answers the relationship after it and the event to record. A refusal, a suspension and the supplier's closing need
// a reason, asking for more a question.
func (r Relationship) move(now time.Time, side standing.Side, act standing.Act, text string) (Relationship, Event, error) {
	to, can := r.State.Next(side, act)
	if !can {
		return r, Event{}, errWrongState
	}
	if text == "" && needsText(side, act) {
		path := "/reason"
		switch act { //nolint:exhaustive // the others give a reason
		case standing.ActAskMore:
			path = "/question"
		case standing.ActAnswer:
			path = "/answer"
		}
		return r, Event{}, errNeedsReason.With(fault.Field{Path: path, Code: "required", Message: "This is required."})
	}
	if act == standing.ActApply && slices.Contains([]standing.State{standing.StateRejected, standing.StateClosed, ""}, r.State) || r.Version == 0 {
		r.Version++
	}
	r.State, r.ChangedAt = to, now
	r.Events++
	return r.wrote(now, side, act, text), Event{At: now, Side: side, Act: act, State: to, Reason: text, Version: r.Version}, nil
}

func needsText(side standing.Side, act standing.Act) bool {
	return slices.Contains([]standing.Act{standing.ActAskMore, standing.ActReject, standing.ActSuspend, standing.ActAnswer}, act) || act == standing.ActClose && side == standing.SideSupplier
}

// wrote keeps what both sides read of the latest act.
func (r Relationship) wrote(now time.Time, side standing.Side, act standing.Act, text string) Relationship {
	switch act {
	case standing.ActApply:
		r.Reason, r.Question, r.Answer, r.AppliedAt = "", "", "", now
	case standing.ActAnswer:
		r.Answer = text
	case standing.ActAskMore:
		r.Question, r.Reason = text, ""
	default:
		r.Reason = text
	}
	if side == standing.SideSupplier {
		r.DecidedAt = now
	}
	return r
}

// Fold is the state and the number of the application after a sequence of events, from the first.
func Fold(events []Event) (standing.State, int64) {
	var r Relationship
	for _, e := range events {
		after, _, err := r.move(e.At, e.Side, e.Act, e.Reason)
		if err != nil {
			return e.State, e.Version // written under other rules than today's: what it says holds
		}
		r = after
	}
	return r.State, r.Version
}

// Applicant is a relationship as the supplier sees it: with what was sent, and who it is among its customers.
type Applicant struct {
	Relationship
	Customer      customer.Ref
	Group         id.GroupID
	GroupName     string
	Person        id.PersonID // the salesperson
	PersonName    string
	Invite        id.InviteID   // that the present application came by
	Invited       id.CustomerID // whose invitation it was
	Dossier       Dossier       // as sent
	Checks        []Check
	History       []Event // latest first
	Sees          grant.Sees
	Discloses     bool
	SuggestedCode string

	place string // in the order of the queue
}

// applicant is the company as the checks compare it.
func (a Applicant) applicant() applicant {
	return newApplicant(a.Buyer, a.Invited, a.Dossier.File.Particulars, a.BuyerName)
}

// QueueFilter narrows a supplier's list of relationships. Empty fields don't.
type QueueFilter struct {
	States      []string
	Q           string
	Group       id.GroupID
	Region      string
	Salesperson id.PersonID
}
