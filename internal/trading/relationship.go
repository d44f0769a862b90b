package trading

import (
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// State is where a supplier and a buyer stand with each other.
type State string

// The states of a relationship. The zero State means that there is none yet.
const (
	StateInvited   State = "invited"
	StateApplied   State = "applied"
	StateMoreAsked State = "more_asked"
	StateApproved  State = "approved"
	StateSuspended State = "suspended"
	StateRejected  State = "rejected"
	StateClosed    State = "closed"
)

// states are all, in the order in which screens count them.
var states = []State{StateApplied, StateMoreAsked, StateInvited, StateApproved, StateSuspended, StateRejected, StateClosed}

// living tells whether the supplier keeps reading the company file as the buyer changes it.
func (s State) living() bool {
	return slices.Contains([]State{StateApplied, StateMoreAsked, StateApproved, StateSuspended}, s)
}

// Side is who does something to a relationship.
type Side string

// The sides of a relationship.
const (
	SideSupplier Side = "supplier"
	SideBuyer    Side = "buyer"
	SideHub      Side = "hub"
)

// Act is what somebody does to a relationship.
type Act string

// What can be done.
const (
	ActInvite  Act = "invite"
	ActApply   Act = "apply" // also by taking up an invitation
	ActAnswer  Act = "answer"
	ActAskMore Act = "ask_more"
	ActApprove Act = "approve"
	ActReject  Act = "reject"
	ActSuspend Act = "suspend"
	ActReopen  Act = "reopen"
	ActClose   Act = "close"
)

// step is one line of the state machine.
type step struct {
	side Side
	from State
	act  Act
	to   State
}

// steps are all that can happen. What does not stand here cannot.
var steps = []step{
	{SideSupplier, "", ActInvite, StateInvited},
	{SideBuyer, "", ActApply, StateApplied},
	{SideBuyer, StateInvited, ActApply, StateApplied},
	{SideBuyer, StateInvited, ActClose, StateClosed},
	{SideSupplier, StateInvited, ActClose, StateClosed},
	{SideSupplier, StateApplied, ActAskMore, StateMoreAsked},
	{SideSupplier, StateApplied, ActApprove, StateApproved},
	{SideSupplier, StateApplied, ActReject, StateRejected},
	{SideBuyer, StateApplied, ActClose, StateClosed},
	{SideBuyer, StateMoreAsked, ActAnswer, StateApplied},
	{SideBuyer, StateMoreAsked, ActApply, StateApplied},
	{SideSupplier, StateMoreAsked, ActApprove, StateApproved},
	{SideSupplier, StateMoreAsked, ActReject, StateRejected},
	{SideBuyer, StateMoreAsked, ActClose, StateClosed},
	{SideSupplier, StateApproved, ActSuspend, StateSuspended},
	{SideSupplier, StateApproved, ActClose, StateClosed},
	{SideBuyer, StateApproved, ActClose, StateClosed},
	{SideSupplier, StateSuspended, ActReopen, StateApproved},
	{SideSupplier, StateSuspended, ActClose, StateClosed},
	{SideBuyer, StateSuspended, ActClose, StateClosed},
	{SideBuyer, StateRejected, ActApply, StateApplied},
	{SideBuyer, StateClosed, ActApply, StateApplied},
}

// next is the state after an act; false if that side cannot do it there.
func (s State) next(side Side, act Act) (State, bool) {
	for _, line := range steps {
		if line.side == side && line.from == s && line.act == act {
			return line.to, true
		}
	}
	return "", false
}

// May lists what a side can do in a state.
func May(side Side, s State) []Act {
	var acts []Act
	for _, line := range steps {
		if line.side == side && line.from == s {
			acts = append(acts, line.act)
		}
	}
	return acts
}

// Event is one thing that happened to a relationship.
type Event struct {
	At      time.Time
	Side    Side
	Act     Act
	State   State // after it
	Reason  string
	Version int64 // number of the application it belongs to
}

// Relationship is a supplier and a buyer who trade, or might.
type Relationship struct {
	Supplier, Buyer         id.CompanyID
	SupplierName, BuyerName string
	State                   State
	Version                 int64 // number of the application, from 1
	Events                  int64 // how many events it has: the version of the row
	Reason, Question        string
	Note, Answer            string // of the present application
	CustomerCode, Region    string
	Salesperson             Contact
	Terms                   Terms
	AppliedAt, DecidedAt    time.Time // zero: never
	ChangedAt               time.Time
}

// Contact is whom to talk to.
type Contact struct{ Name, Email, Phone string }

// Faults of moving a relationship.
var (
	errWrongState  = fault.Define(fault.KindConflict, "trading.wrong_state", "This cannot be done in the present state of the relationship.")
	errNeedsReason = fault.Define(fault.KindInvalid, "trading.needs_reason", "This needs a reason, which the other side reads.")
)

// move does an act: it answers the relationship after it and the event to record. A refusal, a suspension and the supplier's closing need
// a reason, asking for more a question.
func (r Relationship) move(now time.Time, side Side, act Act, text string) (Relationship, Event, error) {
	to, can := r.State.next(side, act)
	if !can {
		return r, Event{}, errWrongState
	}
	if text == "" && needsText(side, act) {
		path := "/reason"
		if act == ActAskMore {
			path = "/question"
		}
		return r, Event{}, errNeedsReason.With(fault.Field{Path: path, Code: "required", Message: "This is required."})
	}
	if act == ActApply && slices.Contains([]State{StateRejected, StateClosed, ""}, r.State) || r.Version == 0 {
		r.Version++
	}
	r.State, r.ChangedAt = to, now
	r.Events++
	r.write(now, side, act, text)
	return r, Event{At: now, Side: side, Act: act, State: to, Reason: text, Version: r.Version}, nil
}

func needsText(side Side, act Act) bool {
	switch act {
	case ActAskMore, ActReject, ActSuspend, ActAnswer:
		return true
	case ActClose:
		return side == SideSupplier
	}
	return false
}

// write keeps what both sides read of the latest act.
func (r *Relationship) write(now time.Time, side Side, act Act, text string) {
	switch act {
	case ActApply:
		r.Reason, r.Question, r.Answer, r.AppliedAt = "", "", "", now
	case ActAnswer:
		r.Answer = text
	case ActAskMore:
		r.Question, r.Reason = text, ""
	default:
		r.Reason = text
	}
	if side == SideSupplier {
		r.DecidedAt = now
	}
}

// Fold is the state and the number of the application after a sequence of events, from the first.
func Fold(events []Event) (State, int64) {
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

// waitsFor is the side whose turn it is; "" for nobody's.
func (s State) waitsFor() Side {
	switch s {
	case StateApplied:
		return SideSupplier
	case StateInvited, StateMoreAsked:
		return SideBuyer
	}
	return ""
}

// Applicant is a relationship as the supplier sees it: with what was sent, and who it is among its customers.
type Applicant struct {
	Relationship
	Customer      CustomerRef
	Group         id.GroupID
	GroupName     string
	Person        id.PersonID // the salesperson
	PersonName    string
	Invite        id.InviteID   // that the present application came by
	Invited       id.CustomerID // whose invitation it was
	Dossier       Dossier       // as sent
	Checks        []Check
	History       []Event // latest first
	Sees          Sees
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
