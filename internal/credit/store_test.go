package credit_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/credit"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/tenants"
)

// Two hundred orders at once on one limit: as many as fit go, the others wait, and it is never exceeded by a cent.
func TestTwoHundredOnOneLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.limit(10_000, credit.Wait)
	outcomes := make(chan credit.Outcome, 200)
	var all sync.WaitGroup
	start := make(chan struct{})
	for range 200 {
		all.Go(func() {
			<-start
			order := id.NewRandom[id.Order]()
			err := w.as(w.buyers[0], func(_ context.Context, tx *tenants.Tx) error {
				got, err := credit.Reserve(tx, []credit.Ask{{Supplier: w.suppliers[0], Order: order, Amount: money.New(333, money.CNY)}})
				outcomes <- got[order]
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
	count := map[credit.Outcome]int{}
	for o := range outcomes {
		count[o]++
	}
	if count[credit.OutcomeNone] != 30 || count[credit.OutcomeHard] != 170 || w.exposure() != 9990 {
		t.Errorf("%v, exposure %d; want 30 that go, 170 that wait, and 9990", count, w.exposure())
	}
	w.recomputes()
}

// The life of holds: what waits does not count, what falls lifts those that wait, the longest first.
func TestHoldsFollowTheirOrders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.limit(1000, credit.Wait)
	want := func(what string, got, wanted any) {
		t.Helper()
		if got != wanted {
			t.Errorf("%s: %v, want %v", what, got, wanted)
		}
	}
	is := func(what string, order id.OrderID, hold string, reserved int64) {
		t.Helper()
		h, r := w.hold(order)
		want(what, fmt.Sprint(h, " ", r), fmt.Sprint(hold, " ", reserved))
	}
	first, outcome := w.order(700)
	want("what fits", outcome, credit.OutcomeNone)
	want("the same again", w.reserve(w.buyers[0], first, money.New(700, money.CNY)), credit.OutcomeNone)
	second, outcome := w.order(400)
	want("what does not", outcome, credit.OutcomeHard)
	third, outcome := w.order(300)
	want("what does", outcome, credit.OutcomeNone)
	fourth, outcome := w.order(1)
	want("a cent above", outcome, credit.OutcomeHard)
	want("exposure", w.exposure(), int64(1000))

	w.follow(first, 600, 0)
	is("the next that fits", fourth, "none", 1)
	is("the first that does not", second, "hard", 0)
	w.now.Advance(time.Minute)
	w.follow(first, 800, 0)
	is("one that became more", first, "hard", 600)
	w.follow(first, 800, 300)
	is("a part that has left", first, "hard", 300)
	want("exposure stays with what leaves", w.exposure(), int64(901))
	want("a prepayment", w.enter(`{"kind": "prepayment", "amount": 301}`), "posted")
	is("what waited longest", second, "none", 400)
	is("what became more after it", first, "hard", 300)
	w.follow(third, 0, 0)
	is("it lifts", first, "none", 500)
	want("exposure", w.exposure(), int64(900))
	w.follow(first, 800, 0)
	is("a shipment that was void", first, "none", 800)
	w.recomputes()

	// Nobody else's order follows, and a supplier that is none of the two learns nothing.
	w.must(w.in(w.suppliers[1], func(ctx context.Context, tx *tenants.Tx) error {
		if hold, err := credit.HoldOf(tx, w.suppliers[0], first); hold != credit.NoHold || err != nil {
			t.Errorf("a rival reads %s, %v", hold, err)
		}
		return credit.Follow(ctx, tx, w.suppliers[0], w.buyers[0], first, 0, 0)
	}))
	w.must(w.as(w.buyers[1], func(ctx context.Context, tx *tenants.Tx) error {
		return credit.Follow(ctx, tx, w.suppliers[0], w.buyers[0], first, 0, 0)
	}))
	is("what others cannot move", first, "none", 800)
	for _, table := range []string{"credit_account", "credit_entry", "credit_invoice", "credit_reservation"} {
		if err := w.as(w.buyers[0], func(_ context.Context, tx *tenants.Tx) error { return tx.Gorm().Exec("SELECT FROM " + table).Error }); err == nil {
			t.Errorf("a buyer reads %s", table)
		}
		w.must(w.in(w.suppliers[1], func(_ context.Context, tx *tenants.Tx) error {
			var n int64
			err := tx.Gorm().Raw("SELECT count(*) FROM " + table).Scan(&n).Error
			want("rows of a rival in "+table, n, int64(0))
			return err
		}))
	}
}

// Where the policy says so, what does not fit is not placed, and what became more is refused.
func TestRefusal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.limit(1000, credit.Refuse)
	order, outcome := w.order(1001)
	if outcome != credit.OutcomeRefused {
		t.Errorf("%s, want it refused", outcome)
	}
	var n int
	w.must(w.admin.QueryRow(t.Context(), "SELECT count(*) FROM hub.credit_reservation WHERE order_id = $1", order.UUID()).Scan(&n))
	if n != 0 {
		t.Error("it was noted")
	}
	order, _ = w.order(1000)
	err := w.as(w.buyers[0], func(ctx context.Context, tx *tenants.Tx) error {
		return credit.Follow(ctx, tx, w.suppliers[0], w.buyers[0], order, 1001, 0)
	})
	if !errors.Is(err, credit.ErrRefused) || w.exposure() != 1000 {
		t.Errorf("%v, exposure %d", err, w.exposure())
	}
	w.recomputes()
}

// Another currency is no way around: it counts at the day's rate, and without one nothing is ordered.
func TestCurrencies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.limit(10_000, credit.Wait)
	usd := id.NewRandom[id.Order]()
	if got := w.reserve(w.buyers[0], usd, money.New(1000, money.USD)); got != credit.OutcomeNoRate {
		t.Errorf("without a rate: %s", got)
	}
	w.exec("INSERT INTO hub.pricing_rate (currency, day, per_eur, source, posted_at) VALUES ('USD', '2026-11-20', 1.25, 'test', now()), ('CNY', '2026-11-20', 8, 'test', now()), ('JPY', '2026-11-20', 160, 'test', now())")
	if got := w.reserve(w.buyers[0], usd, money.New(1000, money.USD)); got != credit.OutcomeNone || w.exposure() != 6400 {
		t.Errorf("10 USD: %s, exposure %d", got, w.exposure())
	}
	if got := w.reserve(w.buyers[0], id.NewRandom[id.Order](), money.New(1000, money.JPY)); got != credit.OutcomeHard || w.exposure() != 6400 {
		t.Errorf("1000 JPY are 50 CNY: %s, exposure %d", got, w.exposure())
	}
	w.recomputes()
}

// What a supplier brings, step by step.
func TestEntries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if got := w.enter(`{"kind": "prepayment", "amount": 1}`); got != "no_account" {
		t.Errorf("without an account: %s", got)
	}
	w.limit(100_000, credit.Wait)
	order, _ := w.order(1000)
	billed := fmt.Sprintf(`"issued_on": "2026-11-22", "due_on": "2026-12-22", "order": %q`, order.UUID())
	for _, step := range []struct {
		entry, outcome string
		exposure       int64
	}{
		{`{"kind": "opening", "amount": 500, "document": "R-0", "issued_on": "2026-10-01", "due_on": "2026-10-31"}`, "posted", 1500},
		{`{"kind": "invoice", "amount": 400, "document": "R-1", ` + billed + `}`, "posted", 1500},
		{`{"kind": "invoice", "amount": 1, "document": "R-1", ` + billed + `}`, "duplicate", 1500},
		{`{"kind": "invoice", "amount": 1, "document": "R-2", "issued_on": "2026-11-22", "due_on": "2026-12-22", "order": "00000000-0000-4000-8000-000000000000"}`, "unknown_order", 1500},
		{`{"kind": "payment", "amount": 1, "document": "R-9"}`, "unknown_invoice", 1500},
		{`{"kind": "payment", "amount": 600}`, "posted", 900},                           // R-0, and 100 of R-1
		{`{"kind": "payment", "amount": 350, "document": "R-1"}`, "posted", 550},        // 50 are over
		{`{"kind": "reversal", "reverses": 3, "note": "paid"}`, "not_reversible", 550},
		{`{"kind": "reversal", "reverses": 5, "note": "bounced"}`, "posted", 900},       // the 350
		{`{"kind": "reversal", "reverses": 5, "note": "again"}`, "not_reversible", 900}, // twice
		{`{"kind": "reversal", "reverses": 77, "note": "nothing"}`, "unknown_entry", 900},
		{`{"kind": "apply_prepayment", "amount": 1}`, "too_much", 900}, // nothing is prepaid
		{`{"kind": "credit", "amount": 200}`, "posted", 700},
		{`{"kind": "apply_credit", "amount": 150, "document": "R-1"}`, "posted", 700},
		{`{"kind": "apply_credit", "amount": 51, "document": "R-1"}`, "too_much", 700},                         // 50 are left
		{`{"kind": "invoice", "amount": 590, "document": "R-3", "last": true, ` + billed + `}`, "posted", 690}, // 10 are never billed
		{`{"kind": "reversal", "reverses": 9, "note": "wrong"}`, "posted", 700},
	} {
		if got := w.enter(step.entry); got != step.outcome || w.exposure() != step.exposure {
			t.Errorf("%s: %s, exposure %d; want %s, %d", step.entry, got, w.exposure(), step.outcome, step.exposure)
		}
		w.recomputes()
	}
	if _, err := w.admin.Exec(t.Context(), "SET ROLE hub_reserve; UPDATE hub.credit_entry SET amount = 0"); err == nil {
		t.Error("the ledger can be changed")
	}
}

// Whatever comes in whatever order: the sums are those of the ledger, of invoices and of orders, and no order ever takes more than the limit.
func TestLedgerRecomputes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const limit = 5000
	w.limit(limit, credit.Wait)
	rapid.Check(t, func(r *rapid.T) {
		w.exec("TRUNCATE hub.credit_entry, hub.credit_invoice, hub.credit_reservation, hub.credit_account")
		w.limit(limit, credit.Wait)
		var orders []id.OrderID
		totals := map[id.OrderID]int64{}
		numbers := 0
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			amount := rapid.Int64Range(1, 3000).Draw(r, "amount")
			before := w.exposure()
			switch what := rapid.IntRange(0, 6).Draw(r, "what"); {
			case what <= 1:
				order, outcome := w.order(amount)
				orders, totals[order] = append(orders, order), amount
				if outcome == credit.OutcomeNone && before+amount > limit {
					covered := 0
					w.must(w.admin.QueryRow(t.Context(), "SELECT count(*) FROM hub.credit_account WHERE prepaid >= delivered + reserved AND prepaid > 0").Scan(&covered))
					if covered == 0 {
						r.Fatalf("an order of %d went at %d", amount, before)
					}
				}
			case what == 2 && len(orders) > 0:
				order := rapid.SampledFrom(orders).Draw(r, "order")
				totals[order] = rapid.Int64Range(0, 3000).Draw(r, "total")
				w.follow(order, totals[order], 0)
			case what == 3 && len(orders) > 0:
				order := rapid.SampledFrom(orders).Draw(r, "order")
				w.follow(order, totals[order], rapid.Int64Range(0, max(totals[order], 1)).Draw(r, "shipped"))
			case what == 4:
				numbers++
				of := ""
				if len(orders) > 0 && rapid.Bool().Draw(r, "billed") {
					of = fmt.Sprintf(`, "order": %q, "last": %t`, rapid.SampledFrom(orders).Draw(r, "order").UUID(), rapid.Bool().Draw(r, "last"))
				}
				w.enter(fmt.Sprintf(`{"kind": "invoice", "amount": %d, "document": "R-%d", "issued_on": "2026-11-22", "due_on": "2026-12-22"%s}`, amount, numbers, of))
			case what == 5:
				w.enter(fmt.Sprintf(`{"kind": %q, "amount": %d}`, rapid.SampledFrom([]string{"payment", "prepayment", "credit", "apply_prepayment", "apply_credit"}).Draw(r, "kind"), amount))
			default:
				w.enter(fmt.Sprintf(`{"kind": "reversal", "reverses": %d, "note": "x"}`, rapid.IntRange(1, 20).Draw(r, "entry")))
			}
			w.recomputes()
			if t.Failed() {
				r.FailNow()
			}
		}
	})
}

// The gate of the database says what Account.Gate says.
func TestGatesAgree(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.exec("INSERT INTO hub.credit_account (tenant_id, buyer_id, currency, updated_at) VALUES ($1, $2, 'CNY', now())", w.suppliers[0].UUID(), w.buyers[0].UUID())
	w.exec("INSERT INTO hub.credit_invoice (tenant_id, buyer_id, number, amount, open, issued_on, due_on) VALUES ($1, $2, 'R', 100, 100, '2026-11-01', '2026-11-15')", w.suppliers[0].UUID(), w.buyers[0].UUID())
	rapid.Check(t, func(r *rapid.T) {
		a, more := someAccount(r)
		a.Late = credit.Invoice{Open: 100, DueOn: dayIn("2026-11-15")}.Overdue(a.OverdueDays, w.now.Now())
		var until any
		if !a.LimitUntil.IsZero() {
			until = a.LimitUntil
		}
		w.exec(`UPDATE hub.credit_account SET credit_limit = $1, limit_until = $2, over_limit = $3, overdue = $4, overdue_days = $5, prepaid_only = $6, stopped = $7, invoiced = $8, delivered = $9, reserved = $10, prepaid = $11, agreed = $12`,
			a.Limit, until, string(a.OverLimit), string(a.Terms.Overdue), a.OverdueDays, a.PrepaidOnly, a.Stopped, a.Invoiced, a.Delivered, a.Reserved, a.Prepaid, a.Agreed)
		var hold string
		var reasons []string
		w.must(w.admin.QueryRow(t.Context(), "SELECT hold, reasons FROM sec.credit_gate($1, $2, $3, $4)", w.suppliers[0].UUID(), w.buyers[0].UUID(), more, w.now.Now()).Scan(&hold, &reasons))
		said := a.Gate(more, w.now.Now())
		if hold != string(said.Hold) || fmt.Sprint(reasons) != fmt.Sprint(said.Reasons) {
			r.Fatalf("%+v, %d more: the database says %s %v, the rules %s %v", a, more, hold, reasons, said.Hold, said.Reasons)
		}
	})
}
