package fulfilment

import (
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/money"
	"manifold/internal/ordering"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestCasesMoveAsTheTableSays(t *testing.T) {
	t.Parallel()
	want := map[string]CaseState{
		"open supplier answer": Answered, "answered supplier answer": Answered, "disputed supplier answer": Answered,
		"answered buyer agree": Closed, "answered buyer dispute": Disputed, "open buyer withdraw": Withdrawn, "answered buyer withdraw": Withdrawn, "disputed buyer withdraw": Withdrawn,
	}
	for _, from := range []CaseState{Open, Answered, Disputed, Closed, Withdrawn} {
		for _, side := range []ordering.Side{ordering.Buyer, ordering.Supplier} {
			for _, act := range []CaseAct{OpenCase, Answer, Agree, Dispute, Withdraw} {
				d := CaseDeed{Act: act, Words: "so"}
				if act == Answer {
					d.Remedy = Credit
				}
				moved, event, err := Case{Kind: Damaged, State: from, Version: 1}.act(side, "Lin", d, noon)
				to, can := want[string(from)+" "+string(side)+" "+string(act)]
				switch {
				case can && (err != nil || moved.State != to || event.State != to || moved.Version != 2 || moved.Due.IsZero() != to.Ended()):
					t.Errorf("%s %s %s: %+v %v", from, side, act, moved, err)
				case !can && !errors.Is(err, ErrNotNow):
					t.Errorf("%s %s %s was done: %v", from, side, act, err)
				}
			}
		}
	}
	for kind, all := range remedies {
		for _, r := range []Remedy{SendRest, Replace, Credit, Collect, LetKeep, Bill, Refuse} {
			_, _, err := Case{Kind: kind, State: Open}.act(ordering.Supplier, "", CaseDeed{Answer, r, "so"}, noon)
			fits := false
			for _, a := range all {
				fits = fits || a == r
			}
			if fits != (err == nil) {
				t.Errorf("%s by %s: %v", kind, r, err)
			}
		}
	}
	if _, _, err := (Case{Kind: Short, State: Open}).act(ordering.Supplier, "", CaseDeed{Answer, Refuse, ""}, noon); err == nil {
		t.Error("refused without a word")
	}
}

// TestWhatIsCountedAddsUp: what was shipped and what is too much are what came well, damaged, wrong, or is missing; one case for each.
func TestWhatIsCountedAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string, least, most int64) decimal.Decimal {
			return decimal.New(rapid.Int64Range(least, most).Draw(t, name), -2)
		}
		counted := number("counted", 0, 2000)
		l := Line{Number: 1, Shipped: number("shipped", 1, 1500)}
		s := Shipment{Lines: []Line{l}}
		draft := CountDraft{1, Count{&counted, number("damaged", 0, 1500), number("wrong", 0, 1500), "note"}}
		got, err := s.counted([]CountDraft{draft}, false)
		if draft.Damaged.Add(draft.Wrong).GreaterThan(decimal.Min(counted, l.Shipped)) {
			if err == nil {
				t.Fatal("more is wrong than came")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		x, sum := got[0], decimal.Zero
		for _, c := range x.problems() {
			sum = sum.Add(c.Quantity)
		}
		if !x.Shipped.Add(x.over()).Equal(x.Good().Add(x.Damaged).Add(x.Wrong).Add(x.short()).Add(x.over())) || x.Good().IsNegative() {
			t.Fatalf("%+v does not add up", x)
		}
		if !sum.Equal(x.short().Add(x.over()).Add(x.Damaged).Add(x.Wrong)) {
			t.Fatalf("cases of %s", sum)
		}
	})
}

// TestShipmentsComeToTheLine ships a line in parts, takes some back, and holds quantities and sums against the line.
func TestShipmentsComeToTheLine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rate := decimal.NewFromInt(19)
		quantity := decimal.NewFromInt(rapid.Int64Range(1, 60).Draw(t, "quantity"))
		price, err := money.NewUnitPrice(decimal.New(rapid.Int64Range(1, 99999).Draw(t, "price"), -4), money.EUR)
		if err != nil {
			t.Fatal(err)
		}
		goods, err := money.Round(price.Decimal().Mul(quantity), money.EUR, money.HalfUp)
		if err != nil {
			t.Fatal(err)
		}
		l := ordering.Line{Number: 1, State: ordering.Accepted, Quantity: quantity, Price: price, Goods: goods.Minor(), Saved: rapid.Int64Range(0, goods.Minor()).Draw(t, "saved"), TaxRate: &rate}
		whole, saved, tax, err := l.SumsOf(quantity, money.EUR)
		if err != nil {
			t.Fatal(err)
		}
		o, tally, sent := ordering.Order{Lines: []ordering.Line{l}, Summary: ordering.Summary{Currency: money.EUR}}, Tally{}, []Line(nil)
		for tally.open(l).IsPositive() {
			if len(sent) > 0 && rapid.IntRange(0, 3).Draw(t, "void") == 0 {
				i := rapid.IntRange(0, len(sent)-1).Draw(t, "which")
				tally = tally.without(sent[i])
				sent = append(sent[:i:i], sent[i+1:]...)
				continue
			}
			much := decimal.NewFromInt(rapid.Int64Range(1, quantity.IntPart()).Draw(t, "much"))
			packed, err := pack(o, map[int]Tally{1: tally}, []LineDraft{{Line: 1, Quantity: much}})
			if much.GreaterThan(tally.open(l)) {
				if !errors.Is(err, ErrMuch) {
					t.Fatalf("%s of %s: %v", much, tally.open(l), err)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			sent, tally = append(sent, packed[0]), tally.with(packed[0])
			if tally.Shipped.GreaterThan(quantity) || tally.Goods > whole || packed[0].Saved > packed[0].Goods {
				t.Fatalf("more than the line: %+v", tally)
			}
		}
		if tally.Goods != whole || tally.Tax > tax || tally.Saved > saved {
			t.Fatalf("%d %d %d of %d %d %d", tally.Goods, tally.Saved, tally.Tax, whole, saved, tax)
		}
	})
}

func TestAReceiptIsTakenBackForAWhile(t *testing.T) {
	t.Parallel()
	received := Shipment{Summary: Summary{State: Received, ReceivedAt: noon}, Cases: []Case{{State: Open}, {State: Withdrawn}}}
	for name, c := range map[string]struct {
		s   Shipment
		at  time.Time
		can bool
	}{
		"at once":      {received, noon, true},
		"too long ago": {received, noon.Add(undoFor), false},
		"answered":     {Shipment{Summary: received.Summary, Cases: []Case{{State: Answered}}}, noon, false},
		"not received": {Shipment{Summary: Summary{State: UnderWay}}, noon, false},
	} {
		if until := c.s.UndoUntil(c.at); until.IsZero() == c.can {
			t.Errorf("%s: %v", name, until)
		}
	}
}
