package trading

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
)

var allActs = []Act{ActInvite, ActApply, ActAnswer, ActAskMore, ActApprove, ActReject, ActSuspend, ActReopen, ActClose}

// Whatever is tried in whatever order: the state is the fold of the events, and what stands nowhere in the table is refused and changes
// nothing.
func TestStateIsTheFoldOfEvents(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r Relationship
		var events []Event
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for range rapid.IntRange(0, 40).Draw(t, "tries") {
			at = at.Add(time.Minute)
			side := rapid.SampledFrom([]Side{SideSupplier, SideBuyer, SideHub}).Draw(t, "side")
			act := rapid.SampledFrom(allActs).Draw(t, "act")
			text := rapid.SampledFrom([]string{"", "because"}).Draw(t, "text")
			after, event, err := r.move(at, side, act, text)
			if can := slices.Contains(May(side, r.State), act); can != (err == nil) && !errors.Is(err, errNeedsReason) {
				t.Fatalf("%s %s in %q: %v, but may: %v", side, act, r.State, err, can)
			}
			if err != nil {
				if after != r {
					t.Fatalf("refused, and changed: %+v", after)
				}
				continue
			}
			if after.Events != r.Events+1 || event.State != after.State || event.Version != after.Version {
				t.Fatalf("%+v after %+v", event, after)
			}
			if again := act == ActApply && (r.State == StateRejected || r.State == StateClosed); after.Version != max(r.Version, 1) && !again || again && after.Version != r.Version+1 {
				t.Fatalf("%s from %s: version %d after %d", act, r.State, after.Version, r.Version)
			}
			if after.State == StateApproved && side != SideSupplier {
				t.Fatalf("%s approved itself", side)
			}
			r, events = after, append(events, event)
		}
		if state, version := Fold(events); state != r.State || version != r.Version {
			t.Fatalf("fold: %s %d, relationship: %s %d", state, version, r.State, r.Version)
		}
	})
}

func TestMoves(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)
	rows := []struct {
		from State
		side Side
		act  Act
		text string
		to   State
		want error
	}{
		{"", SideBuyer, ActApply, "", StateApplied, nil},
		{StateInvited, SideBuyer, ActApply, "", StateApplied, nil},
		{StateApplied, SideBuyer, ActApply, "", "", errWrongState},
		{StateApplied, SideSupplier, ActApprove, "", StateApproved, nil},
		{StateApplied, SideBuyer, ActApprove, "", "", errWrongState},
		{StateApplied, SideSupplier, ActReject, "", "", errNeedsReason},
		{StateApplied, SideSupplier, ActReject, "No.", StateRejected, nil},
		{StateApplied, SideSupplier, ActAskMore, "", "", errNeedsReason},
		{StateApplied, SideSupplier, ActAskMore, "Which?", StateMoreAsked, nil},
		{StateMoreAsked, SideBuyer, ActAnswer, "This.", StateApplied, nil},
		{StateMoreAsked, SideSupplier, ActApprove, "", StateApproved, nil},
		{StateApproved, SideSupplier, ActSuspend, "Late.", StateSuspended, nil},
		{StateApproved, SideSupplier, ActReject, "No.", "", errWrongState},
		{StateApproved, SideSupplier, ActApprove, "", "", errWrongState},
		{StateSuspended, SideSupplier, ActReopen, "", StateApproved, nil},
		{StateSuspended, SideBuyer, ActReopen, "", "", errWrongState},
		{StateSuspended, SideSupplier, ActClose, "", "", errNeedsReason},
		{StateSuspended, SideBuyer, ActClose, "", StateClosed, nil},
		{StateRejected, SideBuyer, ActApply, "", StateApplied, nil},
		{StateClosed, SideBuyer, ActApply, "", StateApplied, nil},
		{StateClosed, SideSupplier, ActReopen, "", "", errWrongState},
		{StateApproved, SideHub, ActClose, "x", "", errWrongState},
	}
	for _, row := range rows {
		after, event, err := Relationship{State: row.from, Version: 1}.move(now, row.side, row.act, row.text)
		if !errors.Is(err, row.want) || err == nil && (after.State != row.to || event.At != now) {
			t.Errorf("%s %s in %q: %q, %v; want %q, %v", row.side, row.act, row.from, after.State, err, row.to, row.want)
		}
	}
	_, _, err := Relationship{State: StateApplied}.move(now, SideSupplier, ActAskMore, "")
	if fields := fault.From(err).Fields(); len(fields) != 1 || fields[0].Path != "/question" {
		t.Errorf("fields of a question that is missing: %v", fields)
	}
}

// Suspending and closing shut the door, whatever came before.
func TestOnlyApprovedIsOpen(t *testing.T) {
	t.Parallel()
	for _, s := range states {
		if s.living() != slices.Contains([]State{StateApplied, StateMoreAsked, StateApproved, StateSuspended}, s) {
			t.Errorf("%s: living %v", s, s.living())
		}
		if (s.waitsFor() == SideSupplier) != (s == StateApplied) {
			t.Errorf("%s waits for %q", s, s.waitsFor())
		}
	}
}
