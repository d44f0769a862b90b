package credit

import (
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// EntryKind says what an entry of the ledger is.
type EntryKind string

// Kinds of entries. The first eight are the supplier's, the others come with orders.
const (
	Opening         EntryKind = "opening" // an invoice of before
	Invoiced        EntryKind = "invoice"
	Payment         EntryKind = "payment" // of an invoice, or of the first due; what is over is prepaid
	Prepayment      EntryKind = "prepayment"
	AgreedCredit    EntryKind = "credit"
	ApplyPrepayment EntryKind = "apply_prepayment" // to invoices
	ApplyCredit     EntryKind = "apply_credit"
	Reversal        EntryKind = "reversal"
	Reserved        EntryKind = "reserve"
	Released        EntryKind = "release"
	Delivered       EntryKind = "deliver"
	Undelivered     EntryKind = "undeliver"
)

// Draft is an entry as a supplier brings it.
type Draft struct {
	Kind     EntryKind
	Amount   int64 // minor units; zero of a reversal
	Document string
	IssuedOn time.Time
	DueOn    time.Time
	Order    id.OrderID // that an invoice bills; zero: none
	Last     bool       // nothing more of the order will be billed
	Reverses int64      // number of the entry that is taken back
	Note     string
}

// Applied is what of a payment went to an invoice.
type Applied struct {
	Number string
	Amount int64
}

// Entry is an entry of the ledger: what it added to each of the sums.
type Entry struct {
	Number   int64
	Kind     EntryKind
	Amount   int64
	Sums     Sums
	Document string
	Order    id.OrderID
	Reverses int64
	Reversed bool
	Applied  []Applied
	Note     string
	Person   string
	At       time.Time
}

// reversible tells whether a supplier can take it back.
func (e Entry) reversible() bool {
	switch e.Kind {
	case Opening, Invoiced, Payment, Prepayment, AgreedCredit, ApplyPrepayment, ApplyCredit:
		return !e.Reversed
	default:
		return false
	}
}

func (d Draft) check() (Draft, error) {
	d.Document, d.Note = strings.TrimSpace(d.Document), strings.TrimSpace(d.Note)
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	if d.Kind != Reversal && (d.Amount <= 0 || d.Amount > mostLimit) {
		refuse("/amount", "out_of_range", "An amount is above zero.")
	}
	invoice := d.Kind == Opening || d.Kind == Invoiced
	if invoice {
		if d.Document == "" {
			refuse("/document", "required", "An invoice has a number.")
		}
		if d.IssuedOn.IsZero() {
			refuse("/issued_on", "required", "Say of which day it is.")
		}
		if d.DueOn.Before(d.IssuedOn) {
			refuse("/due_on", "out_of_range", "It is due on its day or later.")
		}
	}
	if !invoice && (!d.Order.IsZero() || d.Last) {
		refuse("/order", "wrong_form", "Only an invoice bills an order.")
	}
	if (d.Kind == Reversal) != (d.Reverses > 0) {
		refuse("/reverses", "wrong_form", "Name the entry that is taken back.")
	}
	if d.Kind == Reversal && d.Note == "" {
		refuse("/note", "required", "Say why.")
	}
	if len(wrong) > 0 {
		return d, fault.Invalid.With(wrong...)
	}
	return d, nil
}
