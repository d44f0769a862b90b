package trading

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/trading/standing"
)

var allActs = []standing.Act{standing.ActInvite, standing.ActApply, standing.ActAnswer, standing.ActAskMore, standing.ActApprove, standing.ActReject, standing.ActSuspend, standing.ActReopen, standing.ActClose}

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
			side := rapid.SampledFrom([]standing.Side{standing.SideSupplier, standing.SideBuyer, standing.SideHub}).Draw(t, "side")
			act := rapid.SampledFrom(allActs).Draw(t, "act")
			text := rapid.SampledFrom([]string{"", "because"}).Draw(t, "text")
			after, event, err := r.move(at, side, act, text)
			if can := slices.Contains(standing.May(side, r.State), act); can != (err == nil) && !errors.Is(err, errNeedsReason) {
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
			if again := act == standing.ActApply && (r.State == standing.StateRejected || r.State == standing.StateClosed); after.Version != max(r.Version, 1) && !again || again && after.Version != r.Version+1 {
				t.Fatalf("%s from %s: version %d after %d", act, r.State, after.Version, r.Version)
			}
			if after.State == standing.StateApproved && side != standing.SideSupplier {
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
		from standing.State
		side standing.Side
		act  standing.Act
		text string
		to   standing.State
		want error
	}{
		{"", standing.SideBuyer, standing.ActApply, "", standing.StateApplied, nil},
		{standing.StateInvited, standing.SideBuyer, standing.ActApply, "", standing.StateApplied, nil},
		{standing.StateApplied, standing.SideBuyer, standing.ActApply, "", "", errWrongState},
		{standing.StateApplied, standing.SideSupplier, standing.ActApprove, "", standing.StateApproved, nil},
		{standing.StateApplied, standing.SideBuyer, standing.ActApprove, "", "", errWrongState},
		{standing.StateApplied, standing.SideSupplier, standing.ActReject, "", "", errNeedsReason},
		{standing.StateApplied, standing.SideSupplier, standing.ActReject, "No.", standing.StateRejected, nil},
		{standing.StateApplied, standing.SideSupplier, standing.ActAskMore, "", "", errNeedsReason},
		{standing.StateApplied, standing.SideSupplier, standing.ActAskMore, "Which?", standing.StateMoreAsked, nil},
		{standing.StateMoreAsked, standing.SideBuyer, standing.ActAnswer, "This.", standing.StateApplied, nil},
		{standing.StateMoreAsked, standing.SideSupplier, standing.ActApprove, "", standing.StateApproved, nil},
		{standing.StateApproved, standing.SideSupplier, standing.ActSuspend, "Late.", standing.StateSuspended, nil},
		{standing.StateApproved, standing.SideSupplier, standing.ActReject, "No.", "", errWrongState},
		{standing.StateApproved, standing.SideSupplier, standing.ActApprove, "", "", errWrongState},
		{standing.StateSuspended, standing.SideSupplier, standing.ActReopen, "", standing.StateApproved, nil},
		{standing.StateSuspended, standing.SideBuyer, standing.ActReopen, "", "", errWrongState},
		{standing.StateSuspended, standing.SideSupplier, standing.ActClose, "", "", errNeedsReason},
		{standing.StateSuspended, standing.SideBuyer, standing.ActClose, "", standing.StateClosed, nil},
		{standing.StateRejected, standing.SideBuyer, standing.ActApply, "", standing.StateApplied, nil},
		{standing.StateClosed, standing.SideBuyer, standing.ActApply, "", standing.StateApplied, nil},
		{standing.StateClosed, standing.SideSupplier, standing.ActReopen, "", "", errWrongState},
		{standing.StateApproved, standing.SideHub, standing.ActClose, "x", "", errWrongState},
	}
	for _, row := range rows {
		after, event, err := Relationship{State: row.from, Version: 1}.move(now, row.side, row.act, row.text)
		if !errors.Is(err, row.want) || err == nil && (after.State != row.to || event.At != now) {
			t.Errorf("%s %s in %q: %q, %v; want %q, %v", row.side, row.act, row.from, after.State, err, row.to, row.want)
		}
	}
	_, _, err := Relationship{State: standing.StateApplied}.move(now, standing.SideSupplier, standing.ActAskMore, "")
	if fields := fault.From(err).Fields(); len(fields) != 1 || fields[0].Path != "/question" {
		t.Errorf("fields of a question that is missing: %v", fields)
	}
}

// Suspending and closing shut the door, whatever came before.
func TestOnlyApprovedIsOpen(t *testing.T) {
	t.Parallel()
	for _, s := range standing.States {
		if s.Living() != slices.Contains([]standing.State{standing.StateApplied, standing.StateMoreAsked, standing.StateApproved, standing.StateSuspended}, s) {
			t.Errorf("%s: living %v", s, s.Living())
		}
		if (s.WaitsFor() == standing.SideSupplier) != (s == standing.StateApplied) {
			t.Errorf("%s waits for %q", s, s.WaitsFor())
		}
	}
}
