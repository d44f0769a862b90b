package credit_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/credit"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// world is two suppliers and buyers that both approved.
type world struct {
	t         *testing.T
	db        *tenants.DB
	now       *clock.Fake
	admin     *pgx.Conn
	suppliers []id.CompanyID
	buyers    []id.CompanyID
}

func newWorld(t *testing.T) *world {
	t.Helper()
	now := clock.NewFake(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	db := pgtest.OpenAt(t, now)
	w := &world{t: t, db: db, now: now, admin: pgtest.Admin(t, db)}
	for range 2 {
		w.suppliers, w.buyers = append(w.suppliers, id.NewRandom[id.Company]()), append(w.buyers, id.NewRandom[id.Company]())
	}
	for _, s := range w.suppliers {
		for _, b := range w.buyers {
			w.exec("INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, changed_at, sees_categories, sees_price, sees_stock) VALUES ($1, $2, 'approved', 'B', now(), '{*}', 'own', 'exact')", s.UUID(), b.UUID())
		}
	}
	return w
}

func (w *world) exec(text string, args ...any) {
	w.t.Helper()
	if _, err := w.admin.Exec(w.t.Context(), text, args...); err != nil {
		w.t.Fatal(err)
	}
}

// in runs fn in the scope of a supplier, as in a buyer's as does.
func (w *world) in(supplier id.CompanyID, fn func(context.Context, *tenants.Tx) error) error {
	return w.db.InScope(w.t.Context(), tenants.Supplier(supplier, id.NewRandom[id.Seat]()), fn)
}

func (w *world) as(buyer id.CompanyID, fn func(context.Context, *tenants.Tx) error) error {
	return w.db.InScope(w.t.Context(), tenants.Buyer(buyer, id.NewRandom[id.Seat]()), fn)
}

// must fails the test on an error.
func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// limit gives the first buyer a hard limit at the first supplier.
func (w *world) limit(minor int64, onHard credit.OnHard) {
	w.t.Helper()
	w.exec(`INSERT INTO hub.credit_account (tenant_id, buyer_id, currency, credit_limit, over_limit, on_hard, terms_at, version, updated_at) VALUES ($1, $2, 'CNY', $3, 'hard', $4, now(), 1, now())
		ON CONFLICT (tenant_id, buyer_id) DO UPDATE SET credit_limit = excluded.credit_limit, over_limit = 'hard', on_hard = excluded.on_hard`, w.suppliers[0].UUID(), w.buyers[0].UUID(), minor, string(onHard))
}

// order asks for credit for a new order of the first buyer at the first supplier.
func (w *world) order(minor int64) (id.OrderID, credit.Outcome) {
	w.t.Helper()
	order := id.NewRandom[id.Order]()
	return order, w.reserve(w.buyers[0], order, money.New(minor, money.CNY))
}

func (w *world) reserve(buyer id.CompanyID, order id.OrderID, amount money.Amount) (out credit.Outcome) {
	w.t.Helper()
	w.must(w.as(buyer, func(_ context.Context, tx *tenants.Tx) error {
		got, err := credit.Reserve(tx, []credit.Ask{{Supplier: w.suppliers[0], Order: order, Amount: amount}})
		out = got[order]
		return err
	}))
	return out
}

// follow lets an order of the first buyer at the first supplier come to something else, by its supplier's doing.
func (w *world) follow(order id.OrderID, total, shipped int64) {
	w.t.Helper()
	w.must(w.in(w.suppliers[0], func(ctx context.Context, tx *tenants.Tx) error {
		return credit.Follow(ctx, tx, w.suppliers[0], w.buyers[0], order, total, shipped)
	}))
}

// enter brings an entry of the first supplier about the first buyer, as the database's function answers it.
func (w *world) enter(entry string) (outcome string) {
	w.t.Helper()
	w.must(w.in(w.suppliers[0], func(_ context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Raw("SELECT outcome FROM sec.enter_credit(?, ?::jsonb, ?)", w.buyers[0], entry, tx.Now()).Scan(&outcome).Error
	}))
	return outcome
}

// hold is what an order meets, and what is reserved for it.
func (w *world) hold(order id.OrderID) (hold string, reserved int64) {
	w.t.Helper()
	w.must(w.admin.QueryRow(w.t.Context(), "SELECT hold, reserved FROM hub.credit_reservation WHERE order_id = $1", order.UUID()).Scan(&hold, &reserved))
	return hold, reserved
}

// exposure is that of the first buyer at the first supplier.
func (w *world) exposure() (minor int64) {
	w.t.Helper()
	w.must(w.admin.QueryRow(w.t.Context(), "SELECT exposure FROM hub.credit_account WHERE tenant_id = $1 AND buyer_id = $2", w.suppliers[0].UUID(), w.buyers[0].UUID()).Scan(&minor))
	return minor
}

// recomputes wants all accounts to be what their ledgers, invoices and orders make.
func (w *world) recomputes() {
	w.t.Helper()
	for what, query := range credit.Recomputes {
		var n int
		w.must(w.admin.QueryRow(w.t.Context(), "SELECT count(*) FROM ("+query+") x").Scan(&n))
		if n != 0 {
			w.t.Errorf("%d %s", n, what)
		}
	}
}
