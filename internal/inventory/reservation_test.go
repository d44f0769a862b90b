package inventory_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// A hundred buyers at once want the last unit: one has it, and ninety-nine are told that it is short.
func TestOneUnitForAHundred(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 100)
	w.put(w.a, "1")
	until := w.now.Now().Add(time.Hour)
	outcomes := make(chan inventory.Outcome, len(w.buyers))
	var all sync.WaitGroup
	start := make(chan struct{})
	for _, buyer := range w.buyers {
		all.Go(func() {
			<-start
			one := id.New[id.Reservation](w.now.Now())
			err := w.as(buyer, func(tx *tenants.Tx) error {
				got, err := inventory.Reserve(tx, []inventory.Hold{{ID: one, Supplier: w.supplier, Item: w.a, Quantity: dec("1")}}, until)
				outcomes <- got[one]
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	close(start)
	all.Wait()
	close(outcomes)
	count := map[inventory.Outcome]int{}
	for o := range outcomes {
		count[o]++
	}
	if count[inventory.OutcomeHeld] != 1 || count[inventory.OutcomeShort] != 99 {
		t.Errorf("%v, want 1 held and 99 short", count)
	}
	if onHand, reserved := w.figures(); onHand != "1" || reserved != "1" {
		t.Errorf("%s on hand, %s held", onHand, reserved)
	}
}

// Buyers that hold and end holds of two items in both orders neither lock each other nor lose a unit.
func TestHoldsInAnyOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 8)
	w.put(w.a, "40")
	w.put(w.b, "40")
	var all sync.WaitGroup
	for n, buyer := range w.buyers {
		all.Go(func() {
			for turn := range 5 {
				holds := []inventory.Hold{
					{ID: id.New[id.Reservation](w.now.Now()), Supplier: w.supplier, Item: w.a, Quantity: dec("1")},
					{ID: id.New[id.Reservation](w.now.Now()), Supplier: w.supplier, Item: w.b, Quantity: dec("1")},
				}
				if (n+turn)%2 == 0 {
					holds[0], holds[1] = holds[1], holds[0]
				}
				err := w.as(buyer, func(tx *tenants.Tx) error {
					_, err := inventory.Reserve(tx, holds, w.now.Now().Add(time.Hour))
					return err
				})
				if err == nil && turn%2 == 0 {
					err = w.as(buyer, func(tx *tenants.Tx) error {
						_, err := inventory.Capture(tx, []id.ReservationID{holds[0].ID, holds[1].ID})
						return err
					})
				} else if err == nil {
					err = w.as(buyer, func(tx *tenants.Tx) error {
						_, err := inventory.Release(tx, []id.ReservationID{holds[1].ID, holds[0].ID})
						return err
					})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if onHand, reserved := w.figures(); onHand != "16" || reserved != "0" {
		t.Errorf("%s on hand, %s held; want 40 less 24 sold, nothing held", onHand, reserved)
	}
}

// The life of holds, with the crashes on its way.
func TestHolds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	one, two := w.buyers[0], w.buyers[1]
	w.put(w.a, "10")
	until := w.now.Now().Add(time.Minute)
	end := func(buyer id.CompanyID, fn func(*tenants.Tx, []id.ReservationID) (map[id.ReservationID]inventory.ReservationState, error), ids ...id.ReservationID) inventory.ReservationState {
		t.Helper()
		var got map[id.ReservationID]inventory.ReservationState
		if err := w.as(buyer, func(tx *tenants.Tx) (err error) { got, err = fn(tx, ids); return err }); err != nil {
			t.Fatal(err)
		}
		return got[ids[0]]
	}
	first, outcome := w.hold(one, "6", until)
	want := func(what string, got, wanted any) {
		t.Helper()
		if got != wanted {
			t.Errorf("%s: %v, want %v", what, got, wanted)
		}
	}
	want("six of ten", outcome, inventory.OutcomeHeld)
	want("the same again, whose answer was lost", w.again(first, one, "6", until), inventory.OutcomeHeld)
	_, outcome = w.hold(two, "5", until)
	want("five of four", outcome, inventory.OutcomeShort)
	want("what is shown", w.view(two).Exact.String(), "4")
	want("somebody else's hold", end(two, inventory.Capture, first), inventory.ReservationState(""))
	want("somebody else's id", w.again(first, two, "1", until), inventory.OutcomeEnded)

	// A purchase that dies before its commit holds nothing.
	crash := errors.New("crash")
	err := w.as(two, func(tx *tenants.Tx) error {
		_, err := inventory.Reserve(tx, []inventory.Hold{{ID: id.New[id.Reservation](w.now.Now()), Supplier: w.supplier, Item: w.a, Quantity: dec("4")}}, until)
		return errors.Join(err, crash)
	})
	if !errors.Is(err, crash) {
		t.Fatal(err)
	}
	want("what is shown after a crash", w.view(two).Exact.String(), "4")

	want("captured", end(one, inventory.Capture, first), inventory.Captured)
	want("captured again", end(one, inventory.Capture, first), inventory.Captured)
	want("released too late", end(one, inventory.Release, first), inventory.Captured)
	onHand, reserved := w.figures()
	want("on hand", onHand, "4")
	want("held", reserved, "0")

	// One whose buyer died runs out: it is in nobody's way, and cannot be captured any more.
	second, outcome := w.hold(one, "4", until)
	want("all four", outcome, inventory.OutcomeHeld)
	w.now.Advance(time.Minute)
	third, outcome := w.hold(two, "4", w.now.Now().Add(time.Minute))
	want("what had run out, before any sweep", outcome, inventory.OutcomeHeld)
	want("capturing what ran out", end(one, inventory.Capture, second), inventory.Expired)
	want("holding what ran out again", w.again(second, one, "4", w.now.Now().Add(time.Hour)), inventory.OutcomeEnded)
	w.now.Advance(time.Minute)
	n, err := inventory.Expire(t.Context(), w.db)
	if err != nil {
		t.Fatal(err)
	}
	want("swept", n, int64(1))
	want("captured after the sweep", end(two, inventory.Capture, third), inventory.Expired)

	fourth, _ := w.hold(one, "3", w.now.Now().Add(time.Minute))
	w.now.Advance(time.Minute)
	want("captured in the moment it runs out", end(one, inventory.Capture, fourth), inventory.Expired)
	fifth, _ := w.hold(one, "3", w.now.Now().Add(time.Minute))
	w.in(func(tx *tenants.Tx) error {
		got, err := inventory.Capture(tx, []id.ReservationID{fifth})
		want("a supplier captures", len(got), 0)
		if err != nil {
			return err
		}
		got, err = inventory.Release(tx, []id.ReservationID{fifth})
		want("a supplier releases", got[fifth], inventory.Released)
		return err
	})
	onHand, reserved = w.figures()
	want("on hand in the end", onHand, "4")
	want("held in the end", reserved, "0")
}

// Who may not buy holds nothing, and learns no more than that.
func TestWhoMayHold(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]string{
		"suspended": "state = 'suspended'", "ended": "grant_expires_at = now() - interval '1 second'", "other categories": "sees_categories = '{nuts}'",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, 1)
			w.put(w.a, "10")
			w.exec("UPDATE hub.trading_relationship SET " + set)
			if _, got := w.hold(w.buyers[0], "1", w.now.Now().Add(time.Hour)); got != inventory.OutcomeNotOffered {
				t.Errorf("%s", got)
			}
			w.exec("UPDATE hub.trading_relationship SET state = 'approved', grant_expires_at = NULL, sees_categories = '{*}'")
			if _, got := w.hold(w.buyers[0], "1", w.now.Now().Add(time.Hour)); got != inventory.OutcomeHeld {
				t.Errorf("approved: %s", got)
			}
		})
	}
	w := newWorld(t, 1)
	stranger := id.NewRandom[id.Company]()
	w.put(w.a, "10")
	if _, got := w.hold(stranger, "1", w.now.Now().Add(time.Hour)); got != inventory.OutcomeNotOffered {
		t.Errorf("a stranger: %s", got)
	}
	for _, s := range []tenants.Scope{tenants.Pair(w.buyers[0], w.supplier, id.NewRandom[id.Seat]()), tenants.Worker(w.supplier, id.NewRandom[id.Job]())} {
		err := w.db.InScope(t.Context(), s, func(_ context.Context, tx *tenants.Tx) error {
			got, err := inventory.Reserve(tx, []inventory.Hold{{ID: id.New[id.Reservation](w.now.Now()), Supplier: w.supplier, Item: w.a, Quantity: dec("1")}}, w.now.Now().Add(time.Hour))
			if len(got) != 0 {
				t.Errorf("%s holds", s)
			}
			return err
		})
		if err == nil {
			t.Errorf("%s may call it", s)
		}
	}
}

// What lies in several warehouses counts together where they serve, from one place where that is possible.
func TestSeveralWarehouses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.put(w.a, "5")
	w.warehouse("NORTH", "7", true, "SE")
	w.warehouse("SOUTH", "100", true, "DE")
	w.warehouse("SHUT", "1000", false)
	buyer := w.buyers[0]
	if v := w.view(buyer); v.Class != grant.Exactly || v.Exact.String() != "12" || !v.AsOf.Equal(w.now.Now().Add(-time.Hour)) {
		t.Errorf("shown %+v, want 5 + 7 as of the oldest count", v)
	}
	until := w.now.Now().Add(time.Hour)
	shares := func() (out string) {
		t.Helper()
		err := w.admin.QueryRow(t.Context(), `SELECT string_agg(w.code || ' ' || a.quantity, ', ' ORDER BY w.code) FROM hub.inventory_allocation a JOIN hub.inventory_warehouse w ON w.id = a.warehouse_id
			JOIN hub.inventory_reservation r ON r.id = a.reservation_id WHERE r.state = 'held'`).Scan(&out)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if _, got := w.hold(buyer, "13", until); got != inventory.OutcomeShort {
		t.Errorf("thirteen of twelve: %s", got)
	}
	w.hold(buyer, "4", until)
	if got := shares(); got != "MAIN 4" {
		t.Errorf("held in %s, want the one with the least beside", got)
	}
	w.hold(buyer, "8", until)
	if got := shares(); got != "MAIN 1, MAIN 4, NORTH 7" && got != "MAIN 4, MAIN 1, NORTH 7" {
		t.Errorf("held in %s", got)
	}
	if v := w.view(buyer); !v.Exact.IsZero() {
		t.Errorf("%s are shown after all are held", v.Exact)
	}
	// A count that finds less leaves what is held; nothing is free then, and nothing negative is shown.
	w.put(w.a, "2")
	if v := w.view(buyer); !v.Exact.IsZero() {
		t.Errorf("%s are shown", v.Exact)
	}
	w.in(func(tx *tenants.Tx) error { return inventory.Clear(tx, w.supplier, []id.ItemID{w.a}) })
	if onHand, reserved := w.figures(); onHand != "1107" || reserved != "12" {
		t.Errorf("%s on hand and %s held after forgetting", onHand, reserved)
	}
}
