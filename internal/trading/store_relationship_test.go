package trading

import (
	"context"
	"testing"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// Two suppliers and two buyers, one relationship each: nobody reads or moves the other's, whatever it asks the store for.
func TestStoreKeepsCompaniesApart(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	ctx, admin := t.Context(), pgtest.Admin(t, db)
	var suppliers, buyers [2]id.CompanyID
	for i := range 2 {
		suppliers[i], buyers[i] = id.NewRandom[id.Company](), id.NewRandom[id.Company]()
		for part, company := range map[string]id.CompanyID{"supplier": suppliers[i], "buyer": buyers[i]} {
			if _, err := admin.Exec(ctx, "INSERT INTO hub.identity_company (id, founder_id, name, country, parts, state, created_at, updated_at) VALUES ($1, $1, $2, 'GB', $3, 'open', now(), now())", company.UUID(), part, []string{part}); err != nil {
				t.Fatal(err)
			}
		}
	}
	buyer := func(i int) tenants.Scope { return tenants.Buyer(buyers[i], id.NewRandom[id.Seat]()) }
	supplier := func(i int) tenants.Scope { return tenants.Supplier(suppliers[i], id.NewRandom[id.Seat]()) }
	for i := range 2 {
		err := db.InScope(ctx, buyer(i), func(_ context.Context, tx *tenants.Tx) error {
			after, event, err := Relationship{Supplier: suppliers[i], Buyer: buyers[i], BuyerName: "buyer"}.move(tx.Now(), standing.SideBuyer, standing.ActApply, "")
			if err != nil {
				return err
			}
			if _, err := insertRelationship(tx, after); err != nil {
				return err
			}
			if err := putApplication(tx, after, "note", `{"legal_name":"buyer"}`, 1); err != nil {
				return err
			}
			return insertEvent(tx, suppliers[i], buyers[i], event)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	reads := map[string]func(*tenants.Tx) (int, error){
		"applicant": func(tx *tenants.Tx) (int, error) {
			_, err := readApplicant(tx, suppliers[0], buyers[0])
			return found(err)
		},
		"relationship": func(tx *tenants.Tx) (int, error) { _, err := readMine(tx, buyers[0], suppliers[0]); return found(err) },
		"lock":         func(tx *tenants.Tx) (int, error) { return found(lockRelationship(tx, suppliers[0], buyers[0])) },
		"events": func(tx *tenants.Tx) (int, error) {
			all, err := readEvents(tx, suppliers[0], buyers[0])
			return len(all), err
		},
		"queue": func(tx *tenants.Tx) (int, error) {
			all, err := listApplicants(tx, suppliers[0], QueueFilter{}, "", id.CompanyID{}, 10)
			return len(all), err
		},
		"count of states": func(tx *tenants.Tx) (int, error) {
			all, err := countStates(tx, standing.SideSupplier, suppliers[0])
			return len(all), err
		},
	}
	for name, read := range reads {
		for _, who := range []struct {
			name  string
			scope tenants.Scope
			sees  bool
		}{{"the supplier", supplier(0), true}, {"the other supplier", supplier(1), false}, {"the other buyer", buyer(1), false}} {
			err := db.InScope(ctx, who.scope, func(_ context.Context, tx *tenants.Tx) error {
				n, err := read(tx)
				if (n > 0) != who.sees {
					t.Errorf("%s sees %d of %s", who.name, n, name)
				}
				return err
			})
			if err != nil && who.sees {
				t.Errorf("%s: %s: %v", who.name, name, err)
			}
		}
	}
	for name, move := range map[string]func(*tenants.Tx, *Relationship){
		"approves itself":     func(_ *tenants.Tx, r *Relationship) { r.State = standing.StateApproved },
		"reopens a rejection": func(_ *tenants.Tx, r *Relationship) { r.State = standing.StateMoreAsked },
	} {
		err := db.InScope(ctx, buyer(0), func(_ context.Context, tx *tenants.Tx) error {
			r, err := readMine(tx, buyers[0], suppliers[0])
			if err != nil {
				return err
			}
			move(tx, &r)
			return writeMove(tx, r)
		})
		if err == nil {
			t.Errorf("a buyer %s", name)
		}
	}
	err := db.InScope(ctx, buyer(0), func(_ context.Context, tx *tenants.Tx) error {
		return insertEvent(tx, suppliers[0], buyers[0], Event{At: tx.Now(), Side: standing.SideSupplier, Act: standing.ActApprove, State: standing.StateApproved, Version: 1})
	})
	if err == nil {
		t.Error("a buyer writes an event of the supplier's")
	}
}

// found is 1 for a row that was read.
func found(err error) (int, error) {
	switch {
	case err == nil:
		return 1, nil
	case isNone(err):
		return 0, nil
	}
	return 0, err
}
