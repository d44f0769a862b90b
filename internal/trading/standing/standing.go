package standing

import "slices"

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

// States are all, in the order in which screens count them.
var States = []State{StateApplied, StateMoreAsked, StateInvited, StateApproved, StateSuspended, StateRejected, StateClosed}

// Living tells whether the supplier keeps reading the company file as the buyer changes it.
func (s State) Living() bool {
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

// Next is the state after an act; false if that side cannot do it there.
func (s State) Next(side Side, act Act) (State, bool) {
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

// WaitsFor is the side whose turn it is; "" for nobody's.
func (s State) WaitsFor() Side {
	if s == StateApplied {
		return SideSupplier
	}
	if s == StateInvited || s == StateMoreAsked {
		return SideBuyer
	}
	return ""
}

// Waits tells whether the supplier has to decide.
func (s State) Waits() bool {
	return s == StateApplied || s == StateMoreAsked
}
