package resolve

import (
	"math/big"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
)

// Basis is what a rule begins with.
type Basis string

// Bases of rules.
const (
	FromBase Basis = "base" // the base price, with its breaks
	FromCost Basis = "cost"
)

// Rule reckons the prices of items that a list has no price of its own for, out of figures net of tax in the list's currency. A list with a rule is net of tax.
type Rule struct {
	Basis          Basis
	Percent        decimal.Decimal // added to the basis: 3 for three percent more
	Floor, Ceiling Bound           // the floor wins where both cannot hold
}

// Bound is a limit of what a rule may reckon; the zero Bound is none. Of both, the tighter holds.
type Bound struct {
	Margin *decimal.Decimal // percent of the price that is left over the cost
	Amount *decimal.Decimal // of the list's currency
}

// NeedsCost tells whether a rule cannot be reckoned without the cost.
func (r Rule) NeedsCost() bool {
	return r.Basis == FromCost || r.Floor.Margin != nil || r.Ceiling.Margin != nil
}

// Rounding lays a price on a grid: whole steps above Ending (a step of 1 with the ending 0.99: 0.99, 1.99, …). The zero Rounding keeps six decimal places.
type Rounding struct {
	Mode   money.Rounding
	Step   decimal.Decimal
	Ending decimal.Decimal // below Step
}

// Rate is how much of a currency one euro was on a day.
type Rate struct {
	Currency money.Currency
	PerEUR   decimal.Decimal
	Day      time.Time
}

// rung is a price with the quantity from which it holds, and how it was reckoned.
type rung struct {
	from  decimal.Decimal
	unit  money.UnitPrice
	steps []Step
}

// rungs are what a rule reckons for all quantities, the first from nothing on. It is false where the rule has no basis.
func (r *reckoning) rungs(p *Price) ([]rung, bool) {
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
func (r *reckoning) basis(rule Rule) (Price, bool) {
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

// Apply reckons a price out of one figure of the basis. It is false where that is of another currency than the list's, or where a margin is asked for and the cost is not known.
// The database says the same (sec.rule_price).
func (r Rule) Apply(basis money.UnitPrice, currency money.Currency, cost *money.UnitPrice, rounding Rounding) (money.UnitPrice, []Step, bool) {
	if basis.Currency() != currency || r.NeedsCost() && (cost == nil || cost.Currency() != currency) {
		return money.UnitPrice{}, nil, false
	}
	steps := []Step{{StepBasis, decimal.Decimal{}, basis}}
	value := basis.Decimal().Mul(decimal.NewFromInt(100).Add(r.Percent)).Shift(-2)
	if !r.Percent.IsZero() {
		unit, ok := sixPlaces(value.Rat(), currency, money.HalfUp)
		if !ok {
			return money.UnitPrice{}, nil, false
		}
		steps = append(steps, Step{StepPercent, r.Percent, unit})
	}
	low, lowOK := r.Floor.value(cost, true)
	high, highOK := r.Ceiling.value(cost, false)
	if !lowOK || !highOK {
		return money.UnitPrice{}, nil, false
	}
	if low == nil || low.IsNegative() {
		low = &decimal.Decimal{}
	}
	bounded := value
	code := StepCode("")
	if high != nil && bounded.GreaterThan(*high) {
		bounded, code = *high, StepCeiling
	}
	if bounded.LessThan(*low) {
		bounded, code = *low, StepFloor
	}
	unit, ok := sixPlaces(bounded.Rat(), currency, money.HalfUp)
	if !ok {
		return money.UnitPrice{}, nil, false
	}
	if code != "" {
		steps = append(steps, Step{code, decimal.Decimal{}, unit})
	}
	if unit, ok = rounding.within(bounded, *low, high, currency); !ok {
		return money.UnitPrice{}, nil, false
	}
	if last := steps[len(steps)-1].Unit; last != unit {
		steps = append(steps, Step{StepRound, rounding.Step, unit})
	}
	return unit, steps, true
}

// value is the tighter limit of a bound, nil for none; false where it cannot be known.
func (b Bound) value(cost *money.UnitPrice, floor bool) (*decimal.Decimal, bool) {
	out := b.Amount
	if b.Margin == nil {
		return out, true
	}
	at, ok := AtMargin(*cost, *b.Margin)
	if !ok {
		return nil, false
	}
	margin := at.Decimal()
	if out == nil || floor && margin.GreaterThan(*out) || !floor && margin.LessThan(*out) {
		out = &margin
	}
	return out, true
}

// within rounds, and stays between the bounds: where the grid has no point between them, the bound itself is the price.
func (r Rounding) within(value, low decimal.Decimal, high *decimal.Decimal, currency money.Currency) (money.UnitPrice, bool) {
	point, ok := r.point(value, r.Mode)
	if ok && point.LessThan(low) {
		point, ok = r.point(low, money.Up)
	}
	if ok && high != nil && point.GreaterThan(*high) {
		point, ok = r.point(*high, money.Down)
		if ok && (point.GreaterThan(*high) || point.LessThan(low)) {
			point = decimal.Max(low, *high)
		}
	}
	if !ok {
		return money.UnitPrice{}, false
	}
	mode := money.HalfUp
	if low.IsPositive() && point.Equal(low) {
		mode = money.Up
	}
	return sixPlaces(point.Rat(), currency, mode)
}

// point is the point of the grid that a value rounds to; never below the first.
func (r Rounding) point(value decimal.Decimal, mode money.Rounding) (decimal.Decimal, bool) {
	if !r.Step.IsPositive() {
		return value, true
	}
	steps := new(big.Rat).Quo(value.Sub(r.Ending).Rat(), r.Step.Rat())
	if steps.Sign() < 0 {
		steps.SetInt64(0)
	}
	n, err := mode.Whole(steps)
	if err != nil {
		return decimal.Decimal{}, false
	}
	return decimal.NewFromBigInt(n, 0).Mul(r.Step).Add(r.Ending), true
}

// Point is the point of the grid that a price rounds to; false beyond what a price can be.
func (r Rounding) Point(p money.UnitPrice) (money.UnitPrice, bool) {
	at, ok := r.point(p.Decimal(), r.Mode)
	if !ok {
		return money.UnitPrice{}, false
	}
	return sixPlaces(at.Rat(), p.Currency(), money.HalfUp)
}

// AtMargin is the lowest price that leaves so many percent of it over the cost; false for 100 percent and more.
func AtMargin(cost money.UnitPrice, margin decimal.Decimal) (money.UnitPrice, bool) {
	rest := decimal.NewFromInt(100).Sub(margin)
	if !rest.IsPositive() {
		return money.UnitPrice{}, false
	}
	return sixPlaces(new(big.Rat).Quo(cost.Decimal().Shift(2).Rat(), rest.Rat()), cost.Currency(), money.Up)
}

// Margin is what a net price leaves over the cost, in percent of the price with two decimal places; false where the price is nothing or of another currency.
func Margin(net, cost money.UnitPrice) (decimal.Decimal, bool) {
	if net.Sign() <= 0 || net.Currency() != cost.Currency() {
		return decimal.Decimal{}, false
	}
	share := new(big.Rat).Quo(net.Decimal().Sub(cost.Decimal()).Rat(), net.Decimal().Rat())
	n, err := money.HalfUp.Whole(share.Mul(share, big.NewRat(10_000, 1)))
	if err != nil {
		return decimal.Decimal{}, false
	}
	return decimal.NewFromBigInt(n, -2), true
}

// Net is a figure of a price without its tax; false beyond what a price can be.
func Net(unit money.UnitPrice, p Price) (money.UnitPrice, bool) {
	if !p.TaxIncluded {
		return unit, true
	}
	return sixPlaces(new(big.Rat).Quo(unit.Decimal().Shift(2).Rat(), decimal.NewFromInt(100).Add(p.TaxRate).Rat()), unit.Currency(), money.HalfUp)
}

func grossOf(net money.UnitPrice, rate decimal.Decimal) (money.UnitPrice, bool) {
	return sixPlaces(net.Decimal().Mul(decimal.NewFromInt(100).Add(rate)).Shift(-2).Rat(), net.Currency(), money.HalfUp)
}

// Convert is a price in another currency at reference rates, rounded half up; false where a rate is missing.
func Convert(p money.UnitPrice, to money.Currency, rates []Rate) (money.UnitPrice, bool) {
	if p.Currency() == to {
		return p, true
	}
	from, ok := perEUR(p.Currency(), rates)
	into, there := perEUR(to, rates)
	if !ok || !there {
		return money.UnitPrice{}, false
	}
	x := new(big.Rat).Quo(p.Decimal().Rat(), from)
	return sixPlaces(x.Mul(x, into), to, money.HalfUp)
}

func perEUR(c money.Currency, rates []Rate) (*big.Rat, bool) {
	if c == money.EUR {
		return big.NewRat(1, 1), true
	}
	for _, r := range rates {
		if r.Currency == c && r.PerEUR.IsPositive() {
			return r.PerEUR.Rat(), true
		}
	}
	return nil, false
}

// sixPlaces is a price of so many major units, rounded as named; false where it does not fit.
func sixPlaces(x *big.Rat, currency money.Currency, mode money.Rounding) (money.UnitPrice, bool) {
	n, err := mode.Whole(new(big.Rat).Mul(x, big.NewRat(1_000_000, 1)))
	if err != nil {
		return money.UnitPrice{}, false
	}
	out, err := money.NewUnitPrice(decimal.NewFromBigInt(n, -6), currency)
	return out, err == nil
}

// spelt is all else of a price that could make a difference, to order equals.
func spelt(p *Price) string {
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
