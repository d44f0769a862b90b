package pricing_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/pricing"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func list(t *testing.T, amount, promotion string) pricing.List {
	t.Helper()
	out, wrong := pricing.Read("", pricing.Draft{Currency: "CNY", Amount: amount, Promotion: promotion})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return out
}

// What is written is appended where it differs, and only there; what is taken away too, and the last word of one moment counts.
func TestPricesLeaveAHistory(t *testing.T) {
	t.Parallel()
	now := clock.NewFake(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	db := pgtest.OpenAt(t, now)
	admin := pgtest.Admin(t, db)
	supplier, buyer := id.New[id.Company](now.Now()), id.New[id.Company](now.Now())
	customer := id.New[id.Customer](now.Now())
	exec := func(text string, args ...any) {
		t.Helper()
		if _, err := admin.Exec(t.Context(), text, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("INSERT INTO hub.trading_customer (tenant_id, id, code, name, source, code_key, name_key, created_at, updated_at) VALUES ($1, $2, 'C', 'C', 'manual', 'C', 'C', now(), now())", supplier.UUID(), customer.UUID())
	exec("INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, decided_at, changed_at, sees_categories, sees_price) VALUES ($1, $2, 'approved', 'B', $3, $4, $4, '{*}', 'own')",
		supplier.UUID(), buyer.UUID(), customer.UUID(), now.Now().Add(36*time.Hour))
	items := map[string]id.ItemID{}
	write := func(fn func(*tenants.Tx) error) {
		t.Helper()
		err := db.InScope(t.Context(), tenants.Supplier(supplier, id.New[id.Seat](now.Now())), func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
		if err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *tenants.Tx) (err error) {
		a, _ := catalog.Read(catalog.Draft{SKU: "A", Name: "A"})
		b, _ := catalog.Read(catalog.Draft{SKU: "B", Name: "B"})
		_, err = catalog.Revise(t.Context(), tx, supplier, catalog.BySheet, "", func(r catalog.Revision) (err error) {
			items, err = catalog.Put(tx, r, []catalog.Item{a, b})
			return err
		})
		return err
	})
	both := func(a, b pricing.List) map[id.ItemID]pricing.List {
		return map[id.ItemID]pricing.List{items["A"]: a, items["B"]: b}
	}
	changes := func() (n int) {
		t.Helper()
		if err := admin.QueryRow(t.Context(), "SELECT count(*) FROM hub.pricing_price_change").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	var moves map[id.ItemID][]pricing.Move
	read := func(scope tenants.Scope, since time.Time) {
		t.Helper()
		err := db.Read(t.Context(), scope, func(_ context.Context, tx *tenants.Tx) (err error) {
			moves, err = pricing.Moves(tx, []id.ItemID{items["A"], items["B"]}, since)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	pair := tenants.Pair(buyer, supplier, id.New[id.Seat](now.Now()))
	steps := []struct {
		name string
		do   func(*tenants.Tx) error
		want int // changes in all
	}{
		{"both are new", func(tx *tenants.Tx) error {
			return pricing.PutList(tx, supplier, both(list(t, "1", ""), list(t, "9", "")))
		}, 2},
		{"nothing differs", func(tx *tenants.Tx) error {
			return pricing.PutList(tx, supplier, both(list(t, "1.00", ""), list(t, "9", "")))
		}, 2},
		{"an action is no price", func(tx *tenants.Tx) error {
			return pricing.PutList(tx, supplier, both(list(t, "1", "Now!"), list(t, "9", "")))
		}, 2},
		{"one differs", func(tx *tenants.Tx) error {
			return pricing.PutList(tx, supplier, both(list(t, "2", ""), list(t, "9", "")))
		}, 3},
		{"an own price", func(tx *tenants.Tx) error {
			return pricing.PutOwn(tx, supplier, customer, map[id.ItemID]pricing.Price{items["A"]: list(t, "1.5", "").Price})
		}, 4},
		{"the same own price", func(tx *tenants.Tx) error {
			return pricing.PutOwn(tx, supplier, customer, map[id.ItemID]pricing.Price{items["A"]: list(t, "1.5", "").Price})
		}, 4},
		{"the own price goes", func(tx *tenants.Tx) error {
			return pricing.ClearOwn(tx, supplier, customer, []id.ItemID{items["A"], items["B"]})
		}, 5},
		{"the list price goes", func(tx *tenants.Tx) error { return pricing.ClearList(tx, supplier, []id.ItemID{items["A"]}) }, 6},
		{"it is gone already", func(tx *tenants.Tx) error { return pricing.ClearList(tx, supplier, []id.ItemID{items["A"]}) }, 6},
		{"twice in one moment", func(tx *tenants.Tx) error {
			if err := pricing.PutList(tx, supplier, both(list(t, "5", ""), list(t, "9", ""))); err != nil {
				return err
			}
			return pricing.PutList(tx, supplier, both(list(t, "6", ""), list(t, "9", "")))
		}, 7},
	}
	for _, step := range steps {
		write(step.do)
		if got := changes(); got != step.want {
			t.Errorf("%s: %d changes, want %d", step.name, got, step.want)
		}
		now.Advance(24 * time.Hour)
		if step.name == "the same own price" {
			if read(pair, time.Time{}); amounts(moves[items["A"]]) != "1.5*" || amounts(moves[items["B"]]) != "9" {
				t.Errorf("beside its own price a buyer is told of %v", moves)
			}
		}
	}

	// Steps ran a day apart; the relationship began a day and a half after the first.
	read(pair, time.Time{})
	if got := amounts(moves[items["A"]]); got != "1 2 1.5* -* - 6" {
		t.Errorf("A moved %s", got)
	}
	if first := moves[items["A"]][0].At; !first.Equal(time.Date(2026, 11, 23, 21, 0, 0, 0, time.UTC)) {
		t.Errorf("what stood when the relationship began is dated to that moment, not to %v", first)
	}
	if got := amounts(moves[items["B"]]); got != "9" {
		t.Errorf("B moved %s", got)
	}
	read(pair, now.Now().Add(-36*time.Hour))
	if got := amounts(moves[items["A"]]); got != "-* - 6" {
		t.Errorf("lately A moved %s", got)
	}
	for name, change := range map[string]string{
		"only the list": "sees_price = 'list'", "no prices": "sees_price = 'none'", "another category": "sees_price = 'own', sees_categories = '{pumps}'", "ended": "sees_categories = '{*}', grant_expires_at = now() - interval '1 hour'",
		"suspended": "grant_expires_at = NULL, state = 'suspended'",
	} {
		exec("UPDATE hub.trading_relationship SET state = 'approved', sees_price = 'own', sees_categories = '{*}', grant_expires_at = NULL WHERE tenant_id = $1", supplier.UUID())
		exec("UPDATE hub.trading_relationship SET "+change+" WHERE tenant_id = $1", supplier.UUID())
		read(pair, time.Time{})
		want := ""
		if name == "only the list" {
			want = "1 2 - 6"
		}
		if got := amounts(moves[items["A"]]); got != want {
			t.Errorf("%s: A moved %q", name, got)
		}
	}
	read(tenants.Supplier(supplier, id.New[id.Seat](now.Now())), time.Time{})
	if len(moves) > 0 {
		t.Errorf("a supplier's scope is no pair: %v", moves)
	}
}

func amounts(moves []pricing.Move) string {
	out := ""
	for i, m := range moves {
		if i > 0 {
			out += " "
		}
		if m.Price == nil {
			out += "-"
		} else {
			out += m.Price.Amount.Decimal().String()
		}
		if m.Own {
			out += "*"
		}
	}
	return out
}

// The history of many items costs little beside writing them.
func BenchmarkPutList(b *testing.B) {
	db := pgtest.Open(b)
	supplier := id.New[id.Company](time.Now())
	scope := tenants.Supplier(supplier, id.New[id.Seat](time.Now()))
	prices := map[id.ItemID]pricing.List{}
	err := db.InScope(b.Context(), scope, func(_ context.Context, tx *tenants.Tx) error {
		var items []catalog.Item
		for i := range 10_000 {
			item, _ := catalog.Read(catalog.Draft{SKU: decimal.NewFromInt(int64(i)).String(), Name: "Thing"})
			items = append(items, item)
		}
		_, err := catalog.Revise(b.Context(), tx, supplier, catalog.BySheet, "", func(r catalog.Revision) error {
			ids, err := catalog.Put(tx, r, items)
			for _, item := range ids {
				prices[item] = pricing.List{}
			}
			return err
		})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for round := 0; b.Loop(); round++ {
		l, _ := pricing.Read("", pricing.Draft{Currency: "CNY", Amount: decimal.NewFromInt(int64(round)).String()})
		for item := range prices {
			prices[item] = l
		}
		if err := db.InScope(b.Context(), scope, func(_ context.Context, tx *tenants.Tx) error { return pricing.PutList(tx, supplier, prices) }); err != nil {
			b.Fatal(err)
		}
	}
}
