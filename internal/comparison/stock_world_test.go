package comparison

import (
	"context"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// moveStock does one random thing to what lies at a supplier, what is held of it, what comes, from where it is delivered to whom, and how much of that is told.
func (b *bazaarOf) moveStock(s, buyer party, sku string, pick func(name string, n int) int) {
	switch pick("stock moves", 7) {
	case 0, 1:
		b.hold(s, buyer, sku, 1+pick("held", 60))
	case 2:
		b.letGo([]func(*tenants.Tx, []id.ReservationID) (map[id.ReservationID]inventory.ReservationState, error){inventory.Capture, inventory.Release}[pick("ends", 2)])
	case 3:
		regions := [][]string{nil, {"SE"}, {"SE-AB", "DE"}, {"FR"}}[pick("regions", 4)]
		b.depot(s, regions, pick("serving", 3) > 0)
		b.stocked(b.inventory.PutCounts(s.in(b.t.Context()), s.id, []inventory.Line{{SKU: sku, Warehouse: "DEPOT", OnHand: ref(strconv.Itoa(pick("in the depot", 90)))}}))
	case 4:
		b.expected(s, sku, pick("coming", 80), pick("days", 9))
	case 5:
		g := grant.Grant{Price: ref(grant.PriceOwn), Stock: ref([]grant.StockLevel{grant.StockBand, grant.StockBand, grant.StockExact, grant.StockYesNo}[pick("level", 4)]), Categories: []string{"*"}}
		for edge := int64(1 + pick("first edge", 20)); len(g.Steps) < 1+pick("edges", 3); edge *= 3 {
			g.Steps = append(g.Steps, decimal.NewFromInt(edge))
		}
		b.grant(s, grant.LevelDefault, "", g)
	case 6:
		b.delivers(s, buyer, []string{"", "SE-AB", "SE", "DE-BE"}[pick("region", 4)])
	}
}

// stocked wants what the inventory was told to be taken.
func (b *bazaarOf) stocked(out inventory.Counted, err error) {
	b.t.Helper()
	if err != nil || len(out.Flagged) > 0 {
		b.t.Fatalf("counts: %v %+v", err, out.Flagged)
	}
}

// hold holds so many for a buyer, some for an instant only, which the sweep then ends.
func (b *bazaarOf) hold(s, buyer party, sku string, quantity int) {
	b.t.Helper()
	made := id.NewRandom[id.Reservation]()
	life := time.Hour
	if quantity%3 == 0 {
		life = time.Millisecond
	}
	err := b.db.InScope(b.t.Context(), tenants.Buyer(buyer.id, id.SeatID{}), func(_ context.Context, tx *tenants.Tx) error {
		_, err := inventory.Reserve(tx, []inventory.Hold{{ID: made, Supplier: s.id, Item: b.item(s, sku), Quantity: decimal.NewFromInt(int64(quantity))}}, tx.Now().Add(life))
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	if b.held = append(b.held, heldBy{buyer, made}); life < time.Second {
		time.Sleep(2 * life)
		if _, err := inventory.Expire(b.t.Context(), b.db); err != nil {
			b.t.Fatal(err)
		}
	}
}

// heldBy is a hold of a buyer.
type heldBy struct {
	buyer party
	id    id.ReservationID
}

// letGo ends the oldest hold.
func (b *bazaarOf) letGo(end func(*tenants.Tx, []id.ReservationID) (map[id.ReservationID]inventory.ReservationState, error)) {
	b.t.Helper()
	if len(b.held) == 0 {
		return
	}
	oldest := b.held[0]
	b.held = b.held[1:]
	err := b.db.InScope(b.t.Context(), tenants.Buyer(oldest.buyer.id, id.SeatID{}), func(_ context.Context, tx *tenants.Tx) error {
		_, err := end(tx, []id.ReservationID{oldest.id})
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// depot is the second warehouse of a supplier, which serves other regions each time.
func (b *bazaarOf) depot(s party, regions []string, serving bool) {
	b.t.Helper()
	draft := inventory.WarehouseDraft{Code: "DEPOT", Name: "Depot", Regions: regions, Serving: serving, Quiet: time.Hour}
	all, err := b.inventory.Warehouses(s.in(b.t.Context()), s.id)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, w := range all {
		if w.Code == draft.Code {
			if _, err := b.inventory.ChangeWarehouse(s.in(b.t.Context()), s.id, w.ID, nil, draft); err != nil {
				b.t.Fatal(err)
			}
			return
		}
	}
	if _, err := b.inventory.AddWarehouse(s.in(b.t.Context()), s.id, draft); err != nil {
		b.t.Fatal(err)
	}
}

// expected has something come in so many days; every third delivery that stands is taken in instead.
func (b *bazaarOf) expected(s party, sku string, quantity, days int) {
	b.t.Helper()
	ctx := s.in(b.t.Context())
	if n := len(b.coming[s.id]); n > 0 && quantity%3 == 0 {
		wanted := b.coming[s.id][n-1]
		b.coming[s.id] = b.coming[s.id][:n-1]
		if _, err := b.inventory.EndIncoming(ctx, s.id, wanted, inventory.Received, ""); err != nil {
			b.t.Fatal(err)
		}
		return
	}
	made, err := b.inventory.Expect(ctx, s.id, inventory.IncomingDraft{SKU: sku, Quantity: strconv.Itoa(1 + quantity), Due: time.Now().AddDate(0, 0, days-2)})
	if err != nil {
		b.t.Fatal(err)
	}
	b.coming[s.id] = append(b.coming[s.id], made.ID)
}
