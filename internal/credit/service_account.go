package credit

import (
	"context"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Customer is a buyer of a supplier with its account.
type Customer struct {
	Buyer         id.CompanyID
	Name          string
	Code          string
	PaymentDays   *int // as agreed with trading
	Account       Account
	OldestDue     time.Time // of open invoices; zero: none
	OverdueAmount int64     // open after the due day
	Waiting       int       // orders on a hard hold
	Soft          int       // on a soft one
	Entries       int64
	Version       int64 // of the terms; 0: none were set
	Set           bool

	key string // of the list
}

// Show is which customers a list shows.
type Show string

// What lists show.
const (
	ShowAll     Show = "all"
	ShowSet     Show = "set"
	ShowNear    Show = "near"
	ShowOver    Show = "over"
	ShowOverdue Show = "overdue"
	ShowWaiting Show = "waiting"
	ShowStopped Show = "stopped"
)

// Sort is what lists are in the order of.
type Sort string

// Sorts.
const (
	ByName     Sort = "name"
	ByExposure Sort = "exposure" // the greatest first
	ByRoom     Sort = "room"     // the least first
	ByUse      Sort = "use"      // of the limit, the greatest first
	ByOldest   Sort = "oldest"   // due, the longest first
)

// Filter is what a list is asked for.
type Filter struct {
	Words string
	Show  Show
	Sort  Sort
}

// Listed is a page of customers with how many each filter finds.
type Listed struct {
	page.Page[Customer]
	Counts map[Show]int
}

var errCursor = fault.BadCursor

// List is a page of a supplier's customers.
func (s *Service) List(ctx context.Context, supplier id.CompanyID, f Filter, r page.Request) (out Listed, err error) {
	err = s.read(ctx, supplier, mayRead, func(tx *tenants.Tx) error {
		if out.Page, err = listCustomers(tx, supplier, f, r); err != nil {
			return err
		}
		out.Counts, err = countCustomers(tx, supplier)
		return err
	})
	return out, err
}

// Whole is a customer's account with what is open and what is held up.
type Whole struct {
	Customer
	Invoices []Invoice
	Holds    []Held
}

// Get is a customer's account.
func (s *Service) Get(ctx context.Context, supplier, buyer id.CompanyID) (out Whole, err error) {
	err = s.read(ctx, supplier, mayRead, func(tx *tenants.Tx) error {
		out, err = readWhole(tx, supplier, buyer)
		return err
	})
	return out, err
}

func readWhole(tx *tenants.Tx, supplier, buyer id.CompanyID) (out Whole, err error) {
	if out.Customer, err = readCustomer(tx, supplier, buyer); err != nil {
		return out, err
	}
	if out.Invoices, err = openInvoices(tx, supplier, buyer); err != nil {
		return out, err
	}
	out.Holds, err = heldBy(tx, supplier, buyer)
	return out, err
}

// Entries is a page of the ledger of a customer's account, and the currency that it is in.
func (s *Service) Entries(ctx context.Context, supplier, buyer id.CompanyID, r page.Request) (out page.Page[Entry], in money.Currency, err error) {
	err = s.read(ctx, supplier, mayRead, func(tx *tenants.Tx) error {
		c, err := readCustomer(tx, supplier, buyer)
		if err != nil {
			return err
		}
		in = c.Account.Currency
		out, err = listEntries(tx, supplier, buyer, r)
		return err
	})
	return out, in, err
}

// SetTerms says what a customer may owe, over a version that was seen; nil for any. Holds that need not be any more lift.
func (s *Service) SetTerms(ctx context.Context, supplier, buyer id.CompanyID, version *int64, t Terms) (out Whole, err error) {
	scope, err := authz.Acting(ctx, supplier, mayWrite)
	if err != nil {
		return out, err
	}
	t.Note = strings.TrimSpace(t.Note)
	if err := t.check(); err != nil {
		return out, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockAccount(tx, supplier, buyer); err != nil {
			return err
		}
		stood, err := readCustomer(tx, supplier, buyer)
		if err != nil {
			return err
		}
		if version != nil && *version != stood.Version {
			return fault.Stale
		}
		if c := stood.Account.Currency; !c.IsZero() && c != t.Currency {
			waiting, err := waitingOrders(tx, supplier, buyer)
			if err != nil {
				return err
			}
			if stood.Entries > 0 || waiting > 0 {
				return errCurrencyUsed
			}
		}
		lifted, err := putTerms(tx, supplier, buyer, t)
		if err != nil {
			return err
		}
		data := map[string]any{"currency": t.Currency.Code(), "limit": "none", "over_limit": string(t.OverLimit), "overdue": string(t.Overdue), "overdue_days": t.OverdueDays, "on_hard": string(t.OnHard),
			"prepaid_only": t.PrepaidOnly, "stopped": t.Stopped, "shown": t.Shown}
		if t.Limit != nil {
			data["limit"] = plain(*t.Limit, t.Currency)
		}
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "credit.terms_set", Object: buyer.String(), Data: data}); err != nil {
			return err
		}
		if err := tellChanged(ctx, tx, supplier, buyer, lifted); err != nil {
			return err
		}
		out, err = readWhole(tx, supplier, buyer)
		return err
	})
	return out, err
}

// Enter writes an entry that the supplier brings. Holds that need not be any more lift.
func (s *Service) Enter(ctx context.Context, supplier, buyer id.CompanyID, d Draft) (Whole, error) {
	scope, err := authz.Acting(ctx, supplier, mayWrite)
	if err != nil {
		return Whole{}, err
	}
	if d, err = d.check(); err != nil {
		return Whole{}, err
	}
	if _, err := tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (int64, error) {
		person, _, err := grant.Actor(tx)
		if err != nil {
			return 0, err
		}
		if _, err := readCustomer(tx, supplier, buyer); err != nil {
			return 0, err
		}
		return s.enter(ctx, tx, supplier, buyer, d, person)
	}); err != nil {
		return Whole{}, err
	}
	return s.Get(ctx, supplier, buyer)
}

// refusals are what the outcomes of entries say to people.
var refusals = map[string]error{
	"no_account":      errNoAccount,
	"duplicate":       fault.Invalid.With(fault.Field{Path: "/document", Code: "duplicate", Message: "An invoice has this number already."}),
	"unknown_invoice": fault.Invalid.With(fault.Field{Path: "/document", Code: "unknown", Message: "No open invoice has this number."}),
	"unknown_order":   fault.Invalid.With(fault.Field{Path: "/order", Code: "unknown", Message: "This customer has no such order."}),
	"too_much":        errTooMuch,
	"unknown_entry":   fault.Invalid.With(fault.Field{Path: "/reverses", Code: "unknown", Message: "There is no such entry."}),
	"not_reversible":  errReversed,
}

func (s *Service) enter(ctx context.Context, tx *tenants.Tx, supplier, buyer id.CompanyID, d Draft, person string) (int64, error) {
	outcome, number, lifted, err := enter(tx, buyer, d, person)
	if err != nil {
		return 0, err
	}
	if refused := refusals[outcome]; refused != nil {
		return 0, refused
	}
	data := map[string]any{"entry": number, "kind": string(d.Kind), "document": d.Document}
	if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "credit.entered", Object: buyer.String(), Data: data}); err != nil {
		return 0, err
	}
	return number, tellChanged(ctx, tx, supplier, buyer, lifted)
}
