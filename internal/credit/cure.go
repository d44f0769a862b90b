package credit

import (
	"cmp"
	"slices"
	"time"
)

// Invoice is an invoice as far as credit needs to know. Amounts are in minor units.
type Invoice struct {
	Number   string
	Amount   int64
	Open     int64
	IssuedOn time.Time
	DueOn    time.Time
}

// Overdue tells whether it is open after its due day and so many days of grace.
func (i Invoice) Overdue(grace int, now time.Time) bool {
	return i.Open > 0 && i.DueOn.AddDate(0, 0, grace).Before(day(now))
}

// Piece is a line of an order with what it comes to.
type Piece struct {
	Line   int
	Amount int64
}

// CureKind says what a buyer can do.
type CureKind string

// What it can do.
const (
	PayInvoices CureKind = "pay"
	Prepay      CureKind = "prepay"
	DropLines   CureKind = "drop"
	SplitOrder  CureKind = "split" // the lines go now, the others when there is room
)

// Cure is one thing that is enough by itself so that an order meets nothing.
type Cure struct {
	Kind     CureKind
	Amount   int64 // that is paid, or of the lines
	Invoices []Invoice
	Lines    []int
}

// Cures are what the buyer can do now so that an order that takes so much more meets nothing; invoices are its open ones, the first due first. None where only the supplier can help.
func (a Account) Cures(more int64, invoices []Invoice, pieces []Piece, now time.Time) []Cure {
	if a.Gate(more, now).Hold == NoHold {
		return nil
	}
	var out []Cure
	if c, some := a.paying(more, invoices, now); some {
		out = append(out, c)
	}
	if c, some := a.prepaying(more, now); some {
		out = append(out, c)
	}
	drop, some := a.dropping(more, pieces, now)
	if some {
		out = append(out, drop)
	}
	if c, fits := a.splitting(more, pieces, now); fits && a.OnHard == Wait {
		out = append(out, c)
	}
	return out
}

// paid is the account once invoices are paid.
func (a Account) paid(all, paid []Invoice, now time.Time) Account {
	a.Late = false
	for _, i := range all {
		switch {
		case slices.ContainsFunc(paid, func(p Invoice) bool { return p.Number == i.Number }):
			a.Invoiced -= i.Open
		case i.Overdue(a.OverdueDays, now):
			a.Late = true
		}
	}
	return a
}

// paying is the least invoice that is enough, else as many of the first due as are.
func (a Account) paying(more int64, invoices []Invoice, now time.Time) (Cure, bool) {
	enough := func(some []Invoice) bool { return a.paid(invoices, some, now).Gate(more, now).Hold == NoHold }
	least := slices.Clone(invoices)
	slices.SortStableFunc(least, func(x, y Invoice) int { return cmp.Compare(x.Open, y.Open) })
	for i := range least {
		if one := least[i : i+1]; enough(one) {
			return Cure{Kind: PayInvoices, Amount: one[0].Open, Invoices: one}, true
		}
	}
	sum := int64(0)
	for i := range invoices {
		sum += invoices[i].Open
		if first := invoices[:i+1]; enough(first) {
			return Cure{Kind: PayInvoices, Amount: sum, Invoices: first}, true
		}
	}
	return Cure{}, false
}

// prepaying is the least prepayment that is enough: down to the limit, or for all that is ordered.
func (a Account) prepaying(more int64, now time.Time) (Cure, bool) {
	for _, amount := range a.prepayments(more) {
		with := a
		with.Prepaid += amount
		if amount > 0 && with.Gate(more, now).Hold == NoHold {
			return Cure{Kind: Prepay, Amount: amount}, true
		}
	}
	return Cure{}, false
}

func (a Account) prepayments(more int64) []int64 {
	all := []int64{a.Delivered + a.Reserved + more - a.Prepaid}
	if room, limited := a.Room(); limited {
		all = append(all, more-room)
	}
	slices.Sort(all)
	return all
}

// dropping is the least line that is enough, else as many of the greatest as are, but never all.
func (a Account) dropping(more int64, pieces []Piece, now time.Time) (Cure, bool) {
	enough := func(less int64) bool { return less < more && a.Gate(more-less, now).Hold == NoHold }
	sorted := slices.Clone(pieces)
	slices.SortStableFunc(sorted, func(x, y Piece) int { return cmp.Compare(x.Amount, y.Amount) })
	for _, p := range sorted {
		if len(pieces) > 1 && enough(p.Amount) {
			return Cure{Kind: DropLines, Amount: p.Amount, Lines: []int{p.Line}}, true
		}
	}
	out := Cure{Kind: DropLines}
	for i := len(sorted) - 1; i > 0; i-- {
		out.Amount += sorted[i].Amount
		out.Lines = append(out.Lines, sorted[i].Line)
		if enough(out.Amount) {
			slices.Sort(out.Lines)
			return out, true
		}
	}
	return Cure{}, false
}

// splitting is what can go now: the greatest lines that fit, one after the other. What an order comes to beside its lines goes with the first part.
func (a Account) splitting(more int64, pieces []Piece, now time.Time) (Cure, bool) {
	beside := more
	for _, p := range pieces {
		beside -= p.Amount
	}
	sorted := slices.Clone(pieces)
	slices.SortStableFunc(sorted, func(x, y Piece) int { return cmp.Compare(y.Amount, x.Amount) })
	out := Cure{Kind: SplitOrder, Amount: max(beside, 0)}
	for _, p := range sorted {
		if a.Gate(out.Amount+p.Amount, now).Hold == NoHold {
			out.Amount += p.Amount
			out.Lines = append(out.Lines, p.Line)
		}
	}
	slices.Sort(out.Lines)
	return out, len(out.Lines) > 0 && len(out.Lines) < len(pieces)
}
