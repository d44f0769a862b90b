package inventory_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/inventory"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

var dec = decimal.RequireFromString

// world is a supplier with two items, and buyers that it approved and shows exact stock.
type world struct {
	t        *testing.T
	db       *tenants.DB
	now      *clock.Fake
	admin    *pgx.Conn
	supplier id.CompanyID
	buyers   []id.CompanyID
	a, b     id.ItemID
}

func newWorld(t *testing.T, buyers int) *world {
	t.Helper()
	now := clock.NewFake(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	db := pgtest.OpenAt(t, now)
	w := &world{t: t, db: db, now: now, admin: pgtest.Admin(t, db), supplier: id.NewRandom[id.Company]()}
	for range buyers {
		b := id.NewRandom[id.Company]()
		w.buyers = append(w.buyers, b)
		w.exec("INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, region, changed_at, sees_categories, sees_price, sees_stock, stock_steps) VALUES ($1, $2, 'approved', 'B', 'SE-AB', now(), '{*}', 'own', 'exact', '{1,10,50}')",
			w.supplier.UUID(), b.UUID())
	}
	w.in(func(tx *tenants.Tx) error {
		a, _ := catalog.Read(catalog.Draft{SKU: "A", Name: "A"})
		b, _ := catalog.Read(catalog.Draft{SKU: "B", Name: "B"})
		_, err := catalog.Revise(t.Context(), tx, w.supplier, catalog.BySheet, "", func(r catalog.Revision) error {
			items, err := catalog.Put(tx, r, []catalog.Item{a, b})
			w.a, w.b = items["A"], items["B"]
			return err
		})
		return err
	})
	return w
}

func (w *world) exec(text string, args ...any) {
	w.t.Helper()
	if _, err := w.admin.Exec(w.t.Context(), text, args...); err != nil {
		w.t.Fatal(err)
	}
}

// in runs fn in the supplier's scope.
func (w *world) in(fn func(*tenants.Tx) error) {
	w.t.Helper()
	scope := tenants.Supplier(w.supplier, id.NewRandom[id.Seat]())
	if err := w.db.InScope(w.t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) }); err != nil {
		w.t.Fatal(err)
	}
}

// as runs fn in a buyer's scope.
func (w *world) as(buyer id.CompanyID, fn func(*tenants.Tx) error) error {
	return w.db.InScope(w.t.Context(), tenants.Buyer(buyer, id.NewRandom[id.Seat]()), func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

func (w *world) put(item id.ItemID, onHand string) {
	w.t.Helper()
	w.in(func(tx *tenants.Tx) error {
		return inventory.Put(tx, w.supplier, map[id.ItemID]decimal.Decimal{item: dec(onHand)})
	})
}

// warehouse adds one with a count of A.
func (w *world) warehouse(code, onHand string, serving bool, regions ...string) id.WarehouseID {
	w.t.Helper()
	fresh := id.New[id.Warehouse](w.now.Now())
	w.exec("INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, serving, regions, updated_at) VALUES ($1, $2, $3, $3, $4, $5, now())", w.supplier.UUID(), fresh.UUID(), code, serving, append([]string{}, regions...))
	w.exec("INSERT INTO hub.inventory_stock (tenant_id, item_id, warehouse_id, on_hand, as_of) VALUES ($1, $2, $3, $4::text::numeric, $5)", w.supplier.UUID(), w.a.UUID(), fresh.UUID(), onHand, w.now.Now().Add(-time.Hour))
	return fresh
}

// hold reserves a quantity of A for a buyer.
func (w *world) hold(buyer id.CompanyID, quantity string, until time.Time) (id.ReservationID, inventory.Outcome) {
	w.t.Helper()
	one := id.New[id.Reservation](w.now.Now())
	return one, w.again(one, buyer, quantity, until)
}

func (w *world) again(one id.ReservationID, buyer id.CompanyID, quantity string, until time.Time) (out inventory.Outcome) {
	w.t.Helper()
	err := w.as(buyer, func(tx *tenants.Tx) error {
		got, err := inventory.Reserve(tx, []inventory.Hold{{ID: one, Supplier: w.supplier, Item: w.a, Quantity: dec(quantity)}}, until)
		out = got[one]
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// figures are what lies of A in all warehouses, and what is held of it.
func (w *world) figures() (onHand, reserved string) {
	w.t.Helper()
	if err := w.admin.QueryRow(w.t.Context(), "SELECT coalesce(sum(on_hand), 0)::text, coalesce(sum(reserved), 0)::text FROM hub.inventory_stock WHERE item_id = $1", w.a.UUID()).Scan(&onHand, &reserved); err != nil {
		w.t.Fatal(err)
	}
	return onHand, reserved
}

// view is what a buyer is shown of A.
func (w *world) view(buyer id.CompanyID) (out grant.StockView) {
	w.t.Helper()
	err := w.db.Read(w.t.Context(), tenants.Pair(buyer, w.supplier, id.NewRandom[id.Seat]()), func(_ context.Context, tx *tenants.Tx) error {
		views, err := inventory.Views(tx, []id.ItemID{w.a})
		out = views[w.a]
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}
