package resolve

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// What follows is the decision as it first stood, in decimals; the one that stands now is held against it.

// Resolve picks the price of a line. It is false where none applies.
func plainResolve(f Facts, a Ask) (Result, bool) {
	r := plainReckoning{facts: f, ask: a, order: f.Policy.order()}
	for _, p := range f.Prices {
		r.candidates = append(r.candidates, plainCandidate{price: p})
	}
	slices.SortStableFunc(r.candidates, r.rank)
	r.hold()
	for i := range r.candidates {
		if c := &r.candidates[i]; c.reason == "" {
			r.reckon(c)
		}
	}
	won := r.pick()
	if won == nil {
		return Result{}, false
	}
	out := Result{Unit: won.unit, Gross: won.gross(), From: won.price, Break: won.at, Next: won.next, Steps: won.steps}
	for i := range r.candidates {
		if c := &r.candidates[i]; c != won {
			out.Not = append(out.Not, Rejected{c.price, c.reason, c.reckoned()})
		}
	}
	return out, true
}

// candidate is a price on its way; reason is why it is out.
type plainCandidate struct {
	price  Price
	reason Reason
	unit   money.UnitPrice
	done   bool
	at     decimal.Decimal
	next   *Break
	steps  []Step
}

func (c *plainCandidate) reckoned() *money.UnitPrice {
	if !c.done {
		return nil
	}
	return &c.unit
}

type plainReckoning struct {
	facts      Facts
	ask        Ask
	order      []Kind
	candidates []plainCandidate
	base       *Price // that is in force, under the floor or not; rules begin with it
}

// rank is a total order of prices, so that the order in which they come does not matter.
func (r *plainReckoning) rank(a, b plainCandidate) int {
	x, y := a.price, b.price
	return cmp.Or(cmp.Compare(r.place(x.Kind), r.place(y.Kind)), cmp.Compare(x.Kind, y.Kind), cmp.Compare(y.Priority, x.Priority), y.From.Compare(x.From),
		cmp.Compare(y.List.UUID(), x.List.UUID()), cmp.Compare(x.Unit.String(), y.Unit.String()), x.Until.Compare(y.Until), cmp.Compare(plainSpelt(x), plainSpelt(y)))
}

// place is where a kind stands in the order; kinds that it does not name come last.
func (r *plainReckoning) place(k Kind) int {
	if i := slices.Index(r.order, k); i >= 0 {
		return i
	}
	return len(r.order)
}

// hold puts out what does not hold at the moment, what is under the floor as it stands, and what a later price of the same list supersedes.
func (r *plainReckoning) hold() {
	type place struct {
		list id.PriceListID
		kind Kind
	}
	latest := map[place]*plainCandidate{}
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.reason = r.untimely(c.price); c.reason != "" {
			continue
		}
		if p := c.price; p.Kind == Base && p.Rule == nil && (r.base == nil || p.From.After(r.base.From)) {
			r.base = &p
		}
		if net, ok := Net(c.price.Unit, c.price); c.price.Rule == nil && ok && r.underFloor(net) {
			c.unit, c.done, c.reason = net, true, UnderFloor
			continue
		}
		key := place{c.price.List, c.price.Kind}
		if c.price.Kind == Base {
			key.list = id.PriceListID{} // dated changes of a base price supersede the one that stands outside lists
		}
		switch other := latest[key]; {
		case other == nil:
			latest[key] = c
		case plainSupersedes(c.price, other.price):
			other.reason, latest[key] = Superseded, c
		default:
			c.reason = Superseded
		}
	}
	for i := range r.candidates {
		if c := &r.candidates[i]; c.reason == "" && c.price.Left != nil && r.ask.Quantity.GreaterThan(*c.price.Left) {
			c.reason = CalledOff
		}
	}
}

// untimely is why a price does not hold at the moment; "" where it does.
func (r *plainReckoning) untimely(p Price) Reason {
	switch at := r.ask.At; {
	case at.Before(p.From):
		return NotYet
	case !p.Until.IsZero() && !at.Before(p.Until):
		return Ended
	default:
		return ""
	}
}

// supersedes tells whether a price goes before another one of the same list that ranks before it: a written one before a reckoned one, else the later.
func plainSupersedes(p, other Price) bool {
	if (p.Rule == nil) != (other.Rule == nil) {
		return p.Rule == nil
	}
	return p.From.After(other.From)
}

// reckon finds out what a price is for the quantity asked.
func (r *plainReckoning) reckon(c *plainCandidate) {
	rungs, ok := r.rungs(c.price)
	if !ok {
		c.reason = NoBasis
		return
	}
	quantity := r.ask.Quantity
	if c.price.FamilyBreaks && r.ask.FamilyQuantity.GreaterThan(quantity) {
		quantity = r.ask.FamilyQuantity
	}
	for i, rung := range rungs {
		net, ok := Net(rung.unit, c.price)
		if !ok || net.Sign() < 0 {
			continue
		}
		if low := r.underFloor(net); low && i == 0 {
			c.unit, c.done, c.reason = net, true, UnderFloor
			return
		} else if low {
			continue
		}
		if i > 0 && rung.from.GreaterThan(quantity) {
			c.next = &Break{rung.from, net}
			break
		}
		c.unit, c.done, c.at = net, true, rung.from
		c.steps = rung.plainTold(c.price, net, i)
	}
	if !c.done {
		c.reason = NoBasis
	}
}

// told is a rung's steps and what comes after them.
func (g rung) plainTold(p Price, net money.UnitPrice, i int) []Step {
	steps := slices.Clone(g.steps)
	if i > 0 {
		steps = append(steps, Step{StepBreak, g.from, g.unit})
	}
	if p.TaxIncluded {
		steps = append(steps, Step{StepTax, p.TaxRate, net})
	}
	return steps
}

// underFloor tells whether a net price leaves less than the policy's margin. Without a cost in its currency nothing is known, and nothing is under it.
func (r *plainReckoning) underFloor(net money.UnitPrice) bool {
	if r.facts.Cost == nil || r.facts.Policy.Floor == nil || net.Currency() != r.facts.Cost.Currency() {
		return false
	}
	low, ok := AtMargin(*r.facts.Cost, *r.facts.Policy.Floor)
	return !ok || net.Decimal().LessThan(low.Decimal())
}

// pick takes the price that wins, and gives the others their reason.
func (r *plainReckoning) pick() *plainCandidate {
	var won *plainCandidate
	best := r.facts.Policy.Precedence == Best
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.reason != "" {
			continue
		}
		if won == nil {
			won = c
			continue
		}
		if !best {
			c.reason = LowerRank
			continue
		}
		same, ok := Convert(c.unit, won.unit.Currency(), r.facts.Rates)
		switch {
		case !ok:
			c.reason = OtherCurrency
		case same.Decimal().LessThan(won.unit.Decimal()):
			won.reason, won = Higher, c
		default:
			c.reason = Higher
		}
	}
	return won
}

// gross is the price with tax, where its list has a rate.
func (c *plainCandidate) gross() *money.UnitPrice {
	if c.price.TaxRate.IsZero() && !c.price.TaxIncluded {
		return nil
	}
	out, ok := grossOf(c.unit, c.price.TaxRate)
	if !ok {
		return nil
	}
	return &out
}

// rungs are the prices of all quantities, the first from nothing on. It is false where a rule has no basis.
func (r *plainReckoning) rungs(p Price) ([]rung, bool) {
	if p.Rule == nil {
		out := []rung{{unit: p.Unit, steps: []Step{{StepPrice, decimal.Decimal{}, p.Unit}}}}
		for _, b := range p.Breaks {
			out = append(out, rung{b.From, b.Unit, out[0].steps})
		}
		return out, true
	}
	basis, ok := r.basis(*p.Rule)
	if !ok {
		return nil, false
	}
	out := make([]rung, 0, 1+len(basis.Breaks))
	for _, b := range append([]Break{{Unit: basis.Unit}}, basis.Breaks...) {
		figure, ok := Net(b.Unit, basis)
		if !ok {
			return nil, false
		}
		unit, steps, ok := p.Rule.Apply(figure, p.Unit.Currency(), r.facts.Cost, p.Rounding)
		if !ok {
			return nil, false
		}
		out = append(out, rung{b.From, unit, steps})
	}
	return out, true
}

// basis is what a rule begins with: the base price that holds, or the cost.
func (r *plainReckoning) basis(rule Rule) (Price, bool) {
	if rule.Basis == FromCost {
		if r.facts.Cost == nil {
			return Price{}, false
		}
		return Price{Unit: *r.facts.Cost}, true
	}
	if r.base == nil {
		return Price{}, false
	}
	return *r.base, true
}

// spelt is all else of a price that could make a difference, to order equals.
func plainSpelt(p Price) string {
	var b strings.Builder
	for _, x := range p.Breaks {
		b.WriteString(x.From.String() + ":" + x.Unit.String() + " ")
	}
	b.WriteString(p.TaxRate.String() + p.Name)
	if p.TaxIncluded {
		b.WriteString("in")
	}
	if p.Left != nil {
		b.WriteString("left " + p.Left.String())
	}
	return b.String()
}

// someFacts are random prices with all that a price may have.
func someFacts(r *rand.Rand) (Facts, Ask) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	numbers := []string{"0", "1", "5", "10", "12.5", "0.0000001", "99999999999999", "0.333333333333333333", "1000000000000000000000"}
	number := func() decimal.Decimal {
		if r.IntN(3) == 0 {
			return decimal.RequireFromString(numbers[r.IntN(len(numbers))])
		}
		return decimal.New(r.Int64N(60), 0)
	}
	pointer := func() *decimal.Decimal {
		if r.IntN(2) == 0 {
			return nil
		}
		n := number()
		return &n
	}
	currencies := []money.Currency{money.CNY, money.CNY, money.CNY, money.USD, money.JPY}
	unit := func(c money.Currency) money.UnitPrice {
		if r.IntN(12) == 0 {
			return money.FromMillionths(r.Int64()-r.Int64(), c)
		}
		return money.FromMillionths(r.Int64N(20)*1_000_000, c)
	}
	f := Facts{Policy: Policy{Precedence: []Precedence{"", Best, Priority}[r.IntN(3)], Floor: pointer()}, Rates: []Rate{{Currency: money.CNY, PerEUR: decimal.New(78, -1)}, {Currency: money.USD, PerEUR: decimal.New(108, -2)}}}
	if r.IntN(3) == 0 {
		f.Policy.Order = []Kind{Base, Group, Own}
	}
	if r.IntN(3) == 0 {
		cost := unit(money.CNY)
		f.Cost = &cost
	}
	for range r.IntN(7) {
		c := currencies[r.IntN(len(currencies))]
		p := Price{
			Kind: Kinds()[r.IntN(7)], Name: "n", Priority: r.IntN(2), Unit: unit(c), Left: pointer(), FamilyBreaks: r.IntN(2) == 0, TaxIncluded: r.IntN(4) == 0, TaxRate: decimal.New(r.Int64N(3)*10, 0),
			List: id.FromUUID[id.PriceList]([16]byte{byte(r.IntN(3))}),
		}
		from := decimal.Zero
		for range r.IntN(4) {
			from = from.Add(number())
			p.Breaks = append(p.Breaks, Break{from, unit(c)})
		}
		if r.IntN(3) == 0 {
			p.From = now.Add(time.Duration(r.IntN(5)-3) * time.Hour)
		}
		if r.IntN(3) == 0 {
			p.Until = now.Add(time.Duration(r.IntN(5)-1) * time.Hour)
		}
		if p.Kind != Base && r.IntN(4) == 0 {
			p.Rule, p.TaxIncluded = &Rule{Basis: []Basis{FromBase, FromCost}[r.IntN(2)], Percent: decimal.New(r.Int64N(30)-15, 0), Floor: Bound{Amount: pointer()}}, false
		}
		f.Prices = append(f.Prices, p)
	}
	if r.IntN(8) == 0 && len(f.Prices) > 0 { // as most offers have it
		p := f.Prices[0]
		f.Prices, f.Cost = []Price{{Kind: p.Kind, Unit: p.Unit, Breaks: p.Breaks, TaxIncluded: p.TaxIncluded, TaxRate: p.TaxRate}}, nil
	}
	return f, Ask{Quantity: number(), FamilyQuantity: number(), At: now}
}

// TestWholeNumbersDecideTheSame holds the decision against the plain one, with prices that are prepared and that are not, and what is picked against what is told.
func TestWholeNumbersDecideTheSame(t *testing.T) {
	t.Parallel()
	decided, plain := 0, 0
	var picker Picker
	for n := range uint64(12_000) {
		r := rand.New(rand.NewPCG(n, 11))
		f, a := someFacts(r)
		want, some := plainResolve(f, a)
		for i := range f.Prices {
			if r.IntN(2) == 0 {
				f.Prices[i].Prepare()
			}
		}
		got, ok := Resolve(f, a)
		picked, there := picker.PickExactly(&f, a)
		if q, family := countOf(a.Quantity), countOf(a.FamilyQuantity); q.whole && family.whole {
			if whole, fits := picker.Pick(&f, q.micro, family.micro, a.At); fits != there || whole != picked {
				t.Fatalf("%d: in millionths picked %+v, exactly %+v: %+v", n, whole, picked, f)
			}
			if len(f.Prices) == 1 && f.Prices[0].whole.plain && f.Cost == nil && picked.Rung > 0 {
				plain++
			}
		}
		if ok != some || there != some {
			t.Fatalf("%d: %t, picked %t, want %t: %+v", n, ok, there, some, f)
		}
		if !some {
			continue
		}
		decided++
		if x, y := written(t, got), written(t, want); x != y {
			t.Fatalf("%d:\n got  %s\n want %s", n, x, y)
		}
		if from := f.Prices[picked.At]; picked.Unit != got.Unit || written(t, from) != written(t, got.From) || picked.Rung > 0 && from.Rule == nil && !from.Breaks[picked.Rung-1].From.Equal(got.Break) {
			t.Fatalf("%d: picked %+v, told %+v", n, picked, got)
		}
	}
	if decided < 4_000 || plain < 50 {
		t.Errorf("only %d had a price, and %d a break of a plain one", decided, plain)
	}
}

func written(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
