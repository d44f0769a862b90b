package credit

import (
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
)

// Hold is what an order meets.
type Hold string

// Holds. A soft one lets the order go, and somebody at the supplier decides.
const (
	NoHold Hold = "none"
	Soft   Hold = "soft"
	Hard   Hold = "hard"
)

// Reason is why.
type Reason string

// Reasons.
const (
	NotPrepaid   Reason = "prepayment" // the buyer pays before, and has not
	Stopped      Reason = "stopped"    // the supplier gives no credit now
	LimitExpired Reason = "limit_expired"
	OverLimit    Reason = "over_limit"
	Overdue      Reason = "overdue"
)

// OnHard is what becomes of an order that meets a hard hold.
type OnHard string

// What becomes of it.
const (
	Wait   OnHard = "wait"
	Refuse OnHard = "refuse" // it is not placed
)

// Terms are what a supplier lets a buyer owe, as it sets them.
type Terms struct {
	Currency    money.Currency
	Limit       *int64    // minor units; nil: none
	LimitUntil  time.Time // its last day; zero: no end
	OverLimit   Hold      // what an order above the limit meets
	Overdue     Hold      // what an order meets while an invoice is overdue
	OverdueDays int       // of grace
	OnHard      OnHard
	PrepaidOnly bool
	Stopped     bool
	Shown       bool // whether the buyer is shown its figures
	Note        string
}

// Sums are the five of an account, in minor units.
type Sums struct{ Invoiced, Delivered, Reserved, Prepaid, Agreed int64 }

// Exposure is what the supplier would lose at most.
func (s Sums) Exposure() int64 { return s.Invoiced + s.Delivered + s.Reserved - s.Prepaid - s.Agreed }

// Account is what a buyer may owe and owes.
type Account struct {
	Terms
	Sums
	Late bool // an invoice is overdue for longer than the days of grace
}

// Room is what may still be ordered; false where there is no limit. It is below zero where more is owed than may be.
func (a Account) Room() (int64, bool) {
	if a.Limit == nil {
		return 0, false
	}
	return *a.Limit - a.Exposure(), true
}

// Verdict is what an order meets, and why.
type Verdict struct {
	Hold    Hold
	Reasons []Reason
}

// Gate says what an order meets that takes so much more. sec.credit_gate says the same to those who order.
func (a Account) Gate(more int64, now time.Time) Verdict {
	out := Verdict{Hold: NoHold}
	if a.Prepaid >= a.Delivered+a.Reserved+more {
		return out
	}
	because := func(r Reason, h Hold) {
		out.Reasons = append(out.Reasons, r)
		if out.Hold != Hard {
			out.Hold = h
		}
	}
	if a.PrepaidOnly {
		because(NotPrepaid, Hard)
	}
	if a.Stopped {
		because(Stopped, Hard)
	}
	expired := !a.LimitUntil.IsZero() && a.LimitUntil.Before(day(now))
	if room, limited := a.Room(); limited && a.OverLimit != NoHold {
		switch {
		case expired:
			because(LimitExpired, a.OverLimit)
		case more > room:
			because(OverLimit, a.OverLimit)
		}
	}
	if a.Late && a.Terms.Overdue != NoHold {
		because(Overdue, a.Terms.Overdue)
	}
	return out
}

func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// mostLimit is more than anybody owes.
const mostLimit = int64(1e15)

// check says what is wrong with terms.
func (t Terms) check() error {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	if t.Limit != nil && (*t.Limit < 0 || *t.Limit > mostLimit) {
		refuse("/limit", "out_of_range", "A limit is zero or more.")
	}
	if t.Limit == nil && !t.LimitUntil.IsZero() {
		refuse("/limit_until", "wrong_form", "Without a limit it has no end.")
	}
	if t.Limit == nil && t.OverLimit != NoHold {
		refuse("/over_limit", "wrong_form", "Without a limit nothing is above it.")
	}
	if len(wrong) > 0 {
		return fault.Invalid.With(wrong...)
	}
	return nil
}

var (
	errCurrencyUsed = fault.Define(fault.KindConflict, "credit.currency_used", "This account has entries, so its currency stays.")
	errNoAccount    = fault.Define(fault.KindConflict, "credit.no_account", "Set terms for this customer first.")
	errTooMuch      = fault.Define(fault.KindConflict, "credit.too_much", "There is not so much to settle.")
	errReversed     = fault.Define(fault.KindConflict, "credit.not_reversible", "This entry cannot be taken back: something rests on it, or it was taken back already.")
	errAccepted     = fault.Define(fault.KindConflict, "credit.accepted", "A part of this order is accepted already, so it cannot be refused as a whole.")
	errNoHold       = fault.Define(fault.KindConflict, "credit.no_hold", "This order does not wait for credit any more.")
	// ErrOnHold says that an order waits for credit.
	ErrOnHold = fault.Define(fault.KindConflict, "credit.on_hold", "This order waits for credit. The credit desk has to release it first.")
	// ErrRefused says that an order would come to more than the credit that its supplier gives.
	ErrRefused = fault.Define(fault.KindConflict, "credit.refused", "This comes to more than the credit that the supplier gives. Nothing was changed.")
)
