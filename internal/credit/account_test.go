package credit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/credit"
	"manifold/internal/kernel/money"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func dayIn(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

func of(n int64) *int64 { return &n }

func TestGate(t *testing.T) {
	t.Parallel()
	limited := credit.Account{Terms: credit.Terms{Limit: of(1000), OverLimit: credit.Hard, Overdue: credit.Soft, OnHard: credit.Wait}, Sums: credit.Sums{Invoiced: 300, Delivered: 200, Reserved: 100, Prepaid: 50, Agreed: 50}}
	with := func(change func(*credit.Account)) credit.Account {
		a := limited
		change(&a)
		return a
	}
	for what, row := range map[string]struct {
		account credit.Account
		more    int64
		hold    credit.Hold
		reasons string
	}{
		"just the room":             {limited, 500, credit.NoHold, "[]"},
		"a cent more":               {limited, 501, credit.Hard, "[over_limit]"},
		"no terms":                  {credit.Account{Terms: credit.Terms{OverLimit: credit.NoHold, Overdue: credit.NoHold}}, 1 << 40, credit.NoHold, "[]"},
		"a limit that only informs": {with(func(a *credit.Account) { a.OverLimit = credit.NoHold }), 501, credit.NoHold, "[]"},
		"a soft limit":              {with(func(a *credit.Account) { a.OverLimit = credit.Soft }), 501, credit.Soft, "[over_limit]"},
		"late":                      {with(func(a *credit.Account) { a.Late = true }), 1, credit.Soft, "[overdue]"},
		"late and above":            {with(func(a *credit.Account) { a.Late = true }), 501, credit.Hard, "[over_limit overdue]"},
		"the last day of the limit": {with(func(a *credit.Account) { a.LimitUntil = dayIn("2026-11-22") }), 1, credit.NoHold, "[]"},
		"the day after":             {with(func(a *credit.Account) { a.LimitUntil = dayIn("2026-11-21") }), 1, credit.Hard, "[limit_expired]"},
		"stopped":                   {with(func(a *credit.Account) { a.Stopped = true }), 1, credit.Hard, "[stopped]"},
		"pays before":               {with(func(a *credit.Account) { a.PrepaidOnly = true }), 1, credit.Hard, "[prepayment]"},
		"paid before":               {with(func(a *credit.Account) { a.PrepaidOnly, a.Prepaid = true, 301 }), 1, credit.NoHold, "[]"},
		"stopped, and prepaid":      {with(func(a *credit.Account) { a.Stopped, a.Late, a.Prepaid = true, true, 5000 }), 4700, credit.NoHold, "[]"},
	} {
		got := row.account.Gate(row.more, noon)
		if got.Hold != row.hold || fmt.Sprint(got.Reasons) != row.reasons {
			t.Errorf("%s: %s %v, want %s %s", what, got.Hold, got.Reasons, row.hold, row.reasons)
		}
	}
}

// someAccount draws an account and what an order takes more.
func someAccount(r *rapid.T) (credit.Account, int64) {
	levels := rapid.SampledFrom([]credit.Hold{credit.NoHold, credit.Soft, credit.Hard})
	minor := rapid.Int64Range(0, 1000)
	a := credit.Account{
		Terms: credit.Terms{
			Currency: money.CNY, OverLimit: levels.Draw(r, "over"), Overdue: levels.Draw(r, "overdue"), OverdueDays: rapid.IntRange(0, 10).Draw(r, "days"), OnHard: rapid.SampledFrom([]credit.OnHard{credit.Wait, credit.Refuse}).Draw(r, "on hard"),
			PrepaidOnly: rapid.IntRange(0, 4).Draw(r, "prepaid only") == 0, Stopped: rapid.IntRange(0, 4).Draw(r, "stopped") == 0,
		},
		Sums: credit.Sums{Invoiced: minor.Draw(r, "invoiced"), Delivered: minor.Draw(r, "delivered"), Reserved: minor.Draw(r, "reserved"), Prepaid: minor.Draw(r, "prepaid"), Agreed: minor.Draw(r, "agreed")},
		Late: rapid.Bool().Draw(r, "late"),
	}
	if rapid.IntRange(0, 4).Draw(r, "limited") > 0 {
		a.Limit = of(rapid.Int64Range(0, 3000).Draw(r, "limit"))
		if rapid.IntRange(0, 3).Draw(r, "ends") == 0 {
			a.LimitUntil = dayIn(rapid.SampledFrom([]string{"2026-11-21", "2026-11-22"}).Draw(r, "until"))
		}
	}
	return a, rapid.Int64Range(1, 2000).Draw(r, "more")
}

// Each cure is enough by itself, none asks for more than it must, and what only the supplier can help with has none but to prepay.
func TestCures(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		a, more := someAccount(r)
		var invoices []credit.Invoice
		a.Invoiced, a.Late = 0, false
		for i := range rapid.IntRange(0, 4).Draw(r, "invoices") {
			v := credit.Invoice{Number: fmt.Sprint("R-", i), Open: rapid.Int64Range(1, 500).Draw(r, "open"), DueOn: noon.AddDate(0, 0, i*5-20).Truncate(24 * time.Hour)}
			invoices = append(invoices, v)
			a.Invoiced += v.Open
			a.Late = a.Late || v.Overdue(a.OverdueDays, noon)
		}
		var pieces []credit.Piece
		left := more
		for i := range rapid.IntRange(1, 5).Draw(r, "lines") {
			p := credit.Piece{Line: i, Amount: rapid.Int64Range(0, left).Draw(r, "amount")}
			pieces, left = append(pieces, p), left-p.Amount
		}
		verdict := a.Gate(more, noon)
		cures := a.Cures(more, invoices, pieces, noon)
		if verdict.Hold == credit.NoHold {
			if len(cures) > 0 {
				r.Fatalf("%+v cured of nothing", cures)
			}
			return
		}
		passes := func(a credit.Account, more int64) bool { return a.Gate(more, noon).Hold == credit.NoHold }
		prepaid := false
		for _, c := range cures {
			cured, rest, sum := a, more, int64(0)
			for _, p := range pieces {
				if slices.Contains(c.Lines, p.Line) {
					sum += p.Amount
				}
			}
			switch c.Kind {
			case credit.PayInvoices:
				cured.Late = false
				for _, v := range invoices {
					if slices.ContainsFunc(c.Invoices, func(x credit.Invoice) bool { return x.Number == v.Number }) {
						cured.Invoiced, sum = cured.Invoiced-v.Open, sum+v.Open
					} else {
						cured.Late = cured.Late || v.Overdue(a.OverdueDays, noon)
					}
				}
			case credit.Prepay:
				prepaid, sum = true, c.Amount
				cured.Prepaid += c.Amount
				less := a
				less.Prepaid += c.Amount - 1
				if passes(less, more) {
					r.Fatalf("a cent less than %d is enough", c.Amount)
				}
			case credit.DropLines:
				rest -= sum
			case credit.SplitOrder:
				rest = c.Amount
				sum = c.Amount
				if a.OnHard != credit.Wait {
					r.Fatal("a part cannot wait")
				}
			}
			if sum != c.Amount || !passes(cured, rest) {
				r.Fatalf("%+v does not cure %+v of %v (%d more): %d", c, a, verdict, more, sum)
			}
		}
		if !prepaid {
			r.Fatalf("%+v cannot prepay %d", a, more)
		}
	})
}
