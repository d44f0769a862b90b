package ordering

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
)

var (
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	dec  = decimal.RequireFromString
)

func price(t interface{ Fatal(...any) }, amount string) money.UnitPrice {
	p, err := money.NewUnitPrice(dec(amount), money.EUR)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ordered is an order of so many lines, each of 10 at 2.50 EUR, 5 off, with 19 % tax; freight is 3 EUR.
func ordered(t interface{ Fatal(...any) }, lines int) Order {
	rate := dec("19")
	o := Order{Summary: Summary{Currency: money.EUR, Version: 1}, Freight: 300, AnswerWithin: 48 * time.Hour}
	for i := range lines {
		l := Line{Number: i + 1, Ordered: dec("10"), Quantity: dec("10"), Price: price(t, "2.5"), Goods: 2500, Saved: 500, TaxRate: &rate, Tax: 380, Promotions: []Taken{{Saved: 200}, {Saved: 300}}, State: Submitted}
		l.Due = l.due(noon, o.AnswerWithin)
		o.Lines = append(o.Lines, l)
	}
	return o.settled()
}

func TestMovesAreTheTable(t *testing.T) {
	t.Parallel()
	states := []State{Submitted, Countered, Accepted, BackOrdered, CancelRequested, PartShipped, Shipped, Received, Discrepancy, Refused, Declined, Recalled, Cancelled}
	allActs := []Act{Submit, Accept, Counter, Refuse, BackOrder, Agree, Decline, Recall, AskCancel, AgreeCancel, Keep, Ship, Unship, CloseShort, Receive, Report, Unreceive, AnswerCase, Dispute, Settle}
	want := map[string]State{
		"submitted supplier accept": Accepted, "submitted supplier counter": Countered, "submitted supplier refuse": Refused, "submitted supplier backorder": BackOrdered, "submitted buyer recall": Recalled,
		"countered buyer agree": Accepted, "countered buyer decline": Declined, "countered supplier accept": Accepted, "countered supplier counter": Countered, "countered supplier refuse": Refused, "countered supplier backorder": BackOrdered,
		"accepted supplier backorder": BackOrdered, "accepted buyer ask_cancel": CancelRequested,
		"backordered supplier accept": Accepted, "backordered supplier backorder": BackOrdered, "backordered supplier refuse": Refused, "backordered buyer recall": Recalled,
		"cancel_requested supplier agree_cancel": Cancelled, "cancel_requested supplier keep": Accepted, "cancel_requested buyer keep": Accepted,
		"part_shipped supplier backorder": PartShipped,
	}
	n := 0
	for _, s := range states {
		for _, side := range []Side{Buyer, Supplier} {
			for _, a := range allActs {
				to, can := s.Next(side, a)
				name := string(s) + " " + string(side) + " " + string(a)
				expected, listed := want[name]
				if can != listed || can && to != expected {
					t.Errorf("%s leads to %s, %t", name, to, can)
				}
				if can != slices.Contains(s.Acts(side), a) {
					t.Errorf("%s: Acts says another thing than Next", name)
				}
				if can {
					n++
				}
			}
		}
	}
	if n != len(want) {
		t.Errorf("%d moves of %d", n, len(want))
	}
	for _, s := range states {
		if ended := slices.Contains(states[9:], s); s.Ended() != ended || (s.Turn() == Nobody) != (ended || s == Received || s == Discrepancy) {
			t.Errorf("%s: ended %t, turn of %q", s, s.Ended(), s.Turn())
		}
	}
}

// TestDeliveryIsTheTable lists who may deliver what from where.
func TestDeliveryIsTheTable(t *testing.T) {
	t.Parallel()
	states := []State{Submitted, Countered, Accepted, BackOrdered, CancelRequested, PartShipped, Shipped, Received, Discrepancy, Refused, Declined, Recalled, Cancelled}
	want := map[Act]struct {
		side Side
		from []State
	}{
		Ship: {Supplier, []State{Accepted, BackOrdered, PartShipped, Discrepancy}}, Unship: {Supplier, []State{PartShipped, Shipped, Discrepancy}}, CloseShort: {Supplier, []State{Accepted, BackOrdered, PartShipped, Discrepancy}},
		Receive: {Buyer, []State{PartShipped, Shipped, Discrepancy}}, Report: {Buyer, []State{PartShipped, Shipped, Discrepancy}}, Unreceive: {Buyer, []State{PartShipped, Shipped, Received, Discrepancy}},
		AnswerCase: {Supplier, []State{Discrepancy}}, Dispute: {Buyer, []State{Discrepancy}}, Settle: {Buyer, []State{Discrepancy}}, Accept: {},
	}
	for act, w := range want {
		for _, s := range states {
			for _, side := range []Side{Buyer, Supplier} {
				if got := s.Takes(side, act); got != (side == w.side && slices.Contains(w.from, s)) {
					t.Errorf("%s %s %s: %t", s, side, act, got)
				}
			}
		}
	}
}

func TestDeliveryMovesLinesAndTheOrder(t *testing.T) {
	t.Parallel()
	o := ordered(t, 2)
	o, _, err := o.act(Supplier, "Wang", []Deed{{Line: 1, Act: Accept}, {Line: 2, Act: Accept}}, noon)
	if err != nil {
		t.Fatal(err)
	}
	q := func(n int64) decimal.Decimal { return decimal.NewFromInt(n) }
	for i, step := range []struct {
		side   Side
		d      Delivered
		state  State
		status Status
		total  int64
	}{
		{Supplier, Delivered{Line: 1, Act: Ship, Shipped: q(4)}, PartShipped, StatusPart, 2*2380 + 300},
		{Supplier, Delivered{Line: 1, Act: Unship, Shipped: q(0)}, Accepted, StatusAccepted, 2*2380 + 300},
		{Supplier, Delivered{Line: 1, Act: Ship, Shipped: q(4)}, PartShipped, StatusPart, 2*2380 + 300},
		{Supplier, Delivered{Line: 1, Act: CloseShort, Shipped: q(4)}, Shipped, StatusPart, 2380 + 952 + 300},
		{Supplier, Delivered{Line: 2, Act: Ship, Shipped: q(10)}, Shipped, StatusShipped, 2380 + 952 + 300},
		{Buyer, Delivered{Line: 1, Act: Receive, Shipped: q(4), Received: q(4)}, Received, StatusShipped, 2380 + 952 + 300},
		{Buyer, Delivered{Line: 2, Act: Report, Shipped: q(10), Received: q(10), Cases: 1}, Discrepancy, StatusReceived, 2380 + 952 + 300},
		{Supplier, Delivered{Line: 2, Act: AnswerCase, Shipped: q(10), Received: q(10), Cases: 1}, Discrepancy, StatusReceived, 2380 + 952 + 300},
		{Buyer, Delivered{Line: 2, Act: Settle, Shipped: q(7), Received: q(7)}, PartShipped, StatusPart, 2380 + 952 + 300},
		{Supplier, Delivered{Line: 2, Act: Ship, Shipped: q(10), Received: q(7)}, Shipped, StatusShipped, 2380 + 952 + 300},
		{Buyer, Delivered{Line: 2, Act: Receive, Shipped: q(10), Received: q(10)}, Received, StatusReceived, 2380 + 952 + 300},
	} {
		var events []Event
		if o, events, err = o.deliver(step.side, "Wang", []Delivered{step.d}, noon); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		if l := o.Lines[step.d.Line-1]; l.State != step.state || o.Status != step.status || o.Total != step.total || events[0].State != step.state || o.Version != int64(3+i) {
			t.Errorf("step %d: %s %s %d, events %+v", i, l.State, o.Status, o.Total, events)
		}
	}
	if _, _, err := o.deliver(Buyer, "Lin", []Delivered{{Line: 2, Act: Receive, Shipped: q(10), Received: q(10)}}, noon); !errors.Is(err, ErrNotNow) {
		t.Errorf("received twice: %v", err)
	}
	fresh := ordered(t, 1)
	if fresh, _, err = fresh.act(Supplier, "", []Deed{{Line: 1, Act: Accept}}, noon); err != nil {
		t.Fatal(err)
	}
	if fresh, _, err = fresh.deliver(Supplier, "", []Delivered{{Line: 1, Act: CloseShort, Reason: "all gone"}}, noon); err != nil || fresh.Lines[0].State != Refused || fresh.Status != StatusRefused || fresh.Total != 0 {
		t.Errorf("closed with nothing shipped: %v %+v", err, fresh.Summary)
	}
}

func TestACounterProposalTakesItsShare(t *testing.T) {
	t.Parallel()
	o := ordered(t, 2)
	four, dearer := dec("4"), price(t, "3")
	o, events, err := o.act(Supplier, "Wang", []Deed{{Line: 2, Act: Counter, Quantity: &four, Price: &dearer, PromisedOn: noon.AddDate(0, 0, 3), Reason: "not so many"}, {Line: 1, Act: Accept}}, noon)
	if err != nil || o.Status != StatusChanged || o.Waits[Buyer] != 1 || o.Version != 2 || len(events) != 2 || events[0].Line != 1 || events[1].Quantity != "4" {
		t.Fatalf("%v %+v %+v", err, o, events)
	}
	if l := o.Lines[1]; !l.Quantity.Equal(dec("10")) || l.Goods != 2500 || !l.Due.Equal(noon.Add(48*time.Hour)) {
		t.Errorf("a proposal changed what is agreed: %+v", l)
	}
	o, _, err = o.act(Buyer, "Lin", []Deed{{Line: 2, Act: Agree}}, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	l := o.Lines[1]
	if l.Goods != 1200 || l.Saved != 200 || l.Tax != 190 || l.Promotions[0].Saved+l.Promotions[1].Saved != 200 || !l.PromisedOn.Equal(noon.AddDate(0, 0, 3)) || l.Proposal != nil || !l.Ordered.Equal(dec("10")) {
		t.Errorf("what was agreed: %+v", l)
	}
	if o.Total != 2500-500+380+1200-200+190+300 || o.Status != StatusAccepted || !o.Due.IsZero() {
		t.Errorf("the order: %+v", o.Summary)
	}
}

func TestActsThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	zero, much := decimal.Zero, dec("3")
	foreign, _ := money.NewUnitPrice(dec("1"), euroNot(t))
	for name, d := range map[string]Deed{
		"no line": {Line: 9, Act: Accept}, "no reason": {Line: 1, Act: Refuse}, "no day": {Line: 1, Act: BackOrder}, "a day that is over": {Line: 1, Act: BackOrder, PromisedOn: noon.AddDate(0, 0, -1)},
		"nothing proposed": {Line: 1, Act: Counter}, "nothing of it": {Line: 1, Act: Counter, Quantity: &zero}, "another currency": {Line: 1, Act: Counter, Price: &foreign}, "a quantity to accept": {Line: 1, Act: Accept, Quantity: &much},
	} {
		if _, _, err := ordered(t, 1).act(Supplier, "", []Deed{d}, noon); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := ordered(t, 2).act(Supplier, "", []Deed{{Line: 1, Act: Accept}, {Line: 1, Act: Refuse, Reason: "x"}}, noon); !errors.Is(err, fault.Invalid) {
		t.Errorf("two acts on a line: %v", err)
	}
	if _, _, err := ordered(t, 1).act(Buyer, "", []Deed{{Line: 1, Act: Accept}}, noon); !errors.Is(err, ErrNotNow) {
		t.Errorf("a buyer accepts: %v", err)
	}
}

func euroNot(t *testing.T) money.Currency {
	t.Helper()
	c, err := money.ParseCurrency("USD")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestOrdersAreWhatTheirEventsSay lets both sides do what they may, in any order, and holds the order against what its lines and events say by themselves.
func TestOrdersAreWhatTheirEventsSay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := ordered(t, rapid.IntRange(1, 4).Draw(t, "lines"))
		state := map[int]State{}
		for _, l := range o.Lines {
			state[l.Number] = Submitted
		}
		now := noon
		for range rapid.IntRange(0, 30).Draw(t, "acts") {
			side := rapid.SampledFrom([]Side{Buyer, Supplier}).Draw(t, "side")
			d := Deed{Line: rapid.IntRange(1, len(o.Lines)).Draw(t, "line"), Act: rapid.SampledFrom([]Act{Accept, Counter, Refuse, BackOrder, Agree, Decline, Recall, AskCancel, AgreeCancel, Keep}).Draw(t, "act")}
			d.Reason = "because"
			if d.Act == BackOrder {
				d.PromisedOn = now.AddDate(0, 0, rapid.IntRange(0, 9).Draw(t, "days"))
			}
			if d.Act == Counter {
				quantity := decimal.New(int64(rapid.IntRange(1, 5000).Draw(t, "quantity")), -2)
				d.Quantity = &quantity
			}
			now = now.Add(time.Hour)
			after, events, err := o.act(side, "somebody", []Deed{d}, now)
			if _, can := state[d.Line].Next(side, d.Act); !can {
				if !errors.Is(err, ErrNotNow) {
					t.Fatalf("%v of %s on %s: %v", d.Act, side, state[d.Line], err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%v of %s on %s: %v", d.Act, side, state[d.Line], err)
			}
			if after.Version != o.Version+1 || len(events) != 1 || events[0].Version != after.Version {
				t.Fatalf("events %+v of version %d", events, after.Version)
			}
			state[d.Line] = events[0].State
			o = after
			for _, l := range o.Lines {
				if l.State != state[l.Number] {
					t.Fatalf("line %d is %s, its last event says %s", l.Number, l.State, state[l.Number])
				}
				if l.Saved < 0 || l.Saved > l.Goods || l.Tax < 0 || (l.Proposal != nil) != (l.State == Countered) {
					t.Fatalf("line %+v", l)
				}
				var parts int64
				for _, p := range l.Promotions {
					parts += p.Saved
				}
				if parts != l.Saved {
					t.Fatalf("promotions of %d, saved %d", parts, l.Saved)
				}
				if asks := l.State.Asks(); asks != Nobody && (asks != l.State.Turn() || l.Due.IsZero()) {
					t.Fatalf("%s asks %s, turn of %s, due %v", l.State, asks, l.State.Turn(), l.Due)
				}
			}
			again := o.settled()
			if again.Status != o.Status || again.Total != o.Total || !again.Due.Equal(o.Due) {
				t.Fatalf("%+v is not what follows from its lines: %+v", o.Summary, again.Summary)
			}
		}
	})
}

func TestWhatIsAllowed(t *testing.T) {
	t.Parallel()
	at := func(amount, currency string) *Money { return &Money{amount, currency} }
	for _, c := range []struct {
		now          string
		seen, agreed *Money
		want         bool
	}{
		{"10", at("10", "EUR"), nil, true}, {"10", at("10.000001", "EUR"), nil, true}, {"10.000001", at("10", "EUR"), nil, false}, {"11", at("10", "EUR"), at("11", "EUR"), true},
		{"11", at("10", "EUR"), at("10.5", "EUR"), false}, {"1", at("10", "USD"), nil, false}, {"1", at("10", "USD"), at("1", "EUR"), true}, {"9", nil, nil, true},
	} {
		if got := allows(price(t, c.now), c.seen, c.agreed); got != c.want {
			t.Errorf("%s after %v, agreed %v: %t", c.now, c.seen, c.agreed, got)
		}
	}
}

func TestFitting(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]string{{"1", "1", "1", "1"}, {"7", "5", "5", "10"}, {"3", "6", "4", "8"}, {"12", "6", "4", "12"}, {"0.3", "0.25", "0.25", "0.5"}} {
		if got := fitting(dec(c[0]), dec(c[1]), dec(c[2])); !got.Equal(dec(c[3])) {
			t.Errorf("%v: %s", c, got)
		}
	}
}
