package fulfilment

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
)

// Count is what a buyer found of a line.
type Count struct {
	Counted *decimal.Decimal // all that came, in whatever state; nil until it is received
	Damaged decimal.Decimal  // of Counted
	Wrong   decimal.Decimal  // of Counted: something else
	Note    string
}

// CountDraft is a count as it was said.
type CountDraft struct {
	Line int
	Count
}

// undoFor is how long a receipt can be taken back.
const undoFor = 30 * time.Minute

// ErrLate says that a receipt stands.
var ErrLate = fault.Define(fault.KindConflict, "fulfilment.too_late", "This receipt cannot be taken back any more: it is too long ago, or the supplier has answered.")

// UndoUntil is until when the receipt can be taken back; zero where it cannot.
func (s *Shipment) UndoUntil(now time.Time) time.Time {
	until := s.ReceivedAt.Add(undoFor)
	if s.State != Received || !now.Before(until) {
		return time.Time{}
	}
	for _, c := range s.Cases {
		if c.State != Open && c.State != Withdrawn {
			return time.Time{}
		}
	}
	return until
}

// short is what is missing of what was shipped.
func (l Line) short() decimal.Decimal { return decimal.Max(l.Shipped.Sub(*l.Counted), decimal.Zero) }

// over is what came beyond what was shipped.
func (l Line) over() decimal.Decimal { return decimal.Max(l.Counted.Sub(l.Shipped), decimal.Zero) }

// Good is what came as it should, of what was shipped.
func (l Line) Good() decimal.Decimal {
	return decimal.Min(*l.Counted, l.Shipped).Sub(l.Damaged).Sub(l.Wrong)
}

// problems are what is not as it should be, by kind, in one order for everybody.
func (l Line) problems() (out []Case) {
	for _, p := range []Case{{Kind: Short, Quantity: l.short()}, {Kind: Damaged, Quantity: l.Damaged}, {Kind: WrongItem, Quantity: l.Wrong}, {Kind: Over, Quantity: l.over()}} {
		if p.Quantity.IsPositive() {
			p.Line, p.SKU, p.Name, p.Unit = l.Number, l.SKU, l.Name, l.Unit
			out = append(out, p)
		}
	}
	return out
}

// counted is the shipment with what was found; lines that are not said came as they were shipped where rest says so.
func (s *Shipment) counted(drafts []CountDraft, rest bool) ([]Line, error) {
	var wrong []fault.Field
	said := map[int]Count{}
	for i, d := range drafts {
		path := fmt.Sprintf("/lines/%d", i)
		if _, twice := said[d.Line]; twice || !s.has(d.Line) {
			wrong = append(wrong, fault.Field{Path: path + "/line", Code: "unknown", Message: "The shipment has no such line, or it is here twice."})
		}
		said[d.Line] = d.Count
		wrong = append(wrong, d.check(path)...)
	}
	out := make([]Line, len(s.Lines))
	for i, l := range s.Lines {
		count, is := said[l.Number]
		if !is && !rest {
			wrong = append(wrong, fault.Field{Path: "/lines", Code: "missing", Message: fmt.Sprintf("Line %d is not counted.", l.Number)})
		}
		if !is {
			count = Count{Counted: &s.Lines[i].Shipped}
		}
		l.Count = count
		if len(wrong) == 0 && l.Damaged.Add(l.Wrong).GreaterThan(decimal.Min(*l.Counted, l.Shipped)) {
			wrong = append(wrong, fault.Field{Path: "/lines", Code: "out_of_range", Message: fmt.Sprintf("Of line %d more is damaged or wrong than came of what was shipped.", l.Number)})
		}
		out[i] = l
	}
	if len(wrong) > 0 {
		return nil, fault.Invalid.With(wrong...)
	}
	return out, nil
}

func (s *Shipment) has(line int) bool {
	for _, l := range s.Lines {
		if l.Number == line {
			return true
		}
	}
	return false
}

// mostCounted is more than anybody counts.
var mostCounted = decimal.New(1, 12)

func (d CountDraft) check(path string) (wrong []fault.Field) {
	for name, q := range map[string]decimal.Decimal{"/counted": *d.Counted, "/damaged": d.Damaged, "/wrong": d.Wrong} {
		if q.IsNegative() || q.GreaterThanOrEqual(mostCounted) || !q.Equal(q.Truncate(6)) {
			wrong = append(wrong, fault.Field{Path: path + name, Code: "out_of_range", Message: "A quantity is zero or more, with at most six decimal places."})
		}
	}
	return wrong
}
