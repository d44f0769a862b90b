package credit

import (
	"context"
	"math/big"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Waiting is an order of a buyer that waits for credit. What is nil is not shown.
type Waiting struct {
	Order   id.OrderID
	Number  string
	Since   time.Time
	Reasons []Reason
	Amount  *int64
	Waits   *int64
	Cures   []Cure
}

// Mine is a buyer's account at a supplier, as far as that shows it.
type Mine struct {
	Supplier id.CompanyID
	Name     string
	Account  Account
	Invoices []Invoice
	Waiting  []Waiting
}

// Mine are the accounts of a buyer, with what it can do about the orders that wait.
func (s *Service) Mine(ctx context.Context, buyer id.CompanyID) (out []Mine, err error) {
	err = s.read(ctx, buyer, mayReadOwn, func(tx *tenants.Tx) error {
		if out, err = readMine(tx); err != nil {
			return err
		}
		for i := range out {
			out[i].cure(tx.Now())
		}
		return nil
	})
	return out, err
}

func (m *Mine) cure(now time.Time) {
	if !m.Account.Shown {
		return
	}
	for i := range m.Waiting {
		if w := &m.Waiting[i]; w.Waits != nil {
			w.Cures = m.Account.Cures(*w.Waits, m.Invoices, nil, now)
		}
	}
}

// mayLook is the refusal of whoever may not look at a buyer's credit.
func (s *Service) mayLook(ctx context.Context, buyer id.CompanyID) error {
	_, err := authz.Acting(ctx, buyer, mayReadOwn)
	return err
}

// Asked is an order that a buyer thinks of.
type Asked struct {
	Supplier id.CompanyID
	Total    money.Amount
	Lines    []AskedLine
}

// AskedLine is a line of it with what it comes to, tax included, in the same currency.
type AskedLine struct {
	Line   int
	Amount int64
}

// Outlook is what an order would meet now. Known is false where the supplier shows nothing of the account: it checks when it is ordered.
type Outlook struct {
	Supplier id.CompanyID
	Known    bool
	Verdict  Verdict
	OnHard   OnHard
	Currency money.Currency // of the amounts
	Room     *int64
	Missing  int64 // above the room
	Cures    []Cure
}

// Outlook says what orders would meet now, without any effect. Of suppliers with which nothing is set, nothing is said.
func (s *Service) Outlook(ctx context.Context, buyer id.CompanyID, orders []Asked) (out []Outlook, err error) {
	err = s.read(ctx, buyer, mayReadOwn, func(tx *tenants.Tx) error {
		mine, err := readMine(tx)
		if err != nil {
			return err
		}
		rates, err := perEUR(tx)
		if err != nil {
			return err
		}
		accounts := map[id.CompanyID]Mine{}
		for _, m := range mine {
			accounts[m.Supplier] = m
		}
		for _, o := range orders {
			if m, known := accounts[o.Supplier]; known {
				out = append(out, m.outlook(o, rates, tx.Now()))
			}
		}
		return nil
	})
	return out, err
}

func (m *Mine) outlook(o Asked, rates map[money.Currency]decimal.Decimal, now time.Time) Outlook {
	out := Outlook{Supplier: m.Supplier, Currency: m.Account.Currency, Verdict: Verdict{Hold: NoHold}}
	rate := big.NewRat(1, 1)
	if from := o.Total.Currency(); from != m.Account.Currency {
		var known bool
		if rate, known = minorRate(from, m.Account.Currency, rates); !known {
			return out
		}
	}
	if !m.Account.Shown {
		return out
	}
	in := func(minor int64) int64 {
		a, err := money.New(minor, m.Account.Currency).Times(rate, money.HalfUp)
		if err != nil {
			return mostLimit
		}
		return a.Minor()
	}
	more := in(o.Total.Minor())
	out.Known, out.Verdict, out.OnHard = true, m.Account.Gate(more, now), m.Account.OnHard
	if room, limited := m.Account.Room(); limited {
		out.Room, out.Missing = &room, max(more-room, 0)
	}
	pieces := make([]Piece, len(o.Lines))
	for i, l := range o.Lines {
		pieces[i] = Piece{l.Line, in(l.Amount)}
	}
	out.Cures = m.Account.Cures(more, m.Invoices, pieces, now)
	return out
}
