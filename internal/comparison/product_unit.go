package comparison

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/engine"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
)

// Source says where it is from how much one sold unit holds.
type Source string

// Sources, the most trusted first: what the buyer says itself stands above what the supplier says, and both above what is read out of a text.
const (
	FromOwn    Source = "own"
	FromUnit   Source = "unit"
	FromPack   Source = "pack"
	FromWeight Source = "weight" // a nominal weight: a guess
	FromText   Source = "text"   // read out of the name: a guess
)

// content is how much one sold unit of an item holds, in a unit in which prices are compared; whether it is a guess the quantity says.
type content struct {
	holds  quantity.Quantity
	source Source
}

// PerUnit is what one base unit costs.
type PerUnit struct {
	Price  money.UnitPrice // rounded to six places, halves up
	Unit   quantity.Unit
	Holds  string // base units in one sold unit: a decimal, or a fraction such as 1/3
	Guess  bool
	Source Source
}

// comparedIn are the units in which prices of a kind are compared. Units of a kind that is not here stand for themselves.
var comparedIn = map[quantity.Kind]quantity.Unit{
	quantity.Mass: quantity.Kilogram, quantity.Volume: quantity.Litre, quantity.Count: quantity.Piece,
	quantity.Length: unitOf("MTR"), quantity.Area: unitOf("MTK"), quantity.Time: unitOf("HUR"), quantity.Calendar: unitOf("MON"), quantity.Energy: unitOf("KWH"),
}

func unitOf(code string) quantity.Unit {
	unit, err := quantity.ParseUnit(code)
	if err != nil {
		panic(err)
	}
	return unit
}

// compared is a quantity in the unit in which its kind is compared.
func compared(q quantity.Quantity) quantity.Quantity {
	into, known := comparedIn[q.Unit().Kind()]
	if !known {
		return q
	}
	converted, err := q.Convert(into)
	if err != nil {
		return q
	}
	return converted
}

// contents are all that is known of how much one sold unit holds, one for each unit of comparison, the most trusted. The buyer's own word ends
// all guessing.
func contents(item catalog.Item, packed []content, said *own.Content) []content {
	var out []content
	add := func(c content) {
		c.holds = compared(c.holds)
		if !slices.ContainsFunc(out, func(o content) bool { return o.holds.Unit() == c.holds.Unit() }) {
			out = append(out, c)
		}
	}
	if said != nil {
		if holds, err := quantity.New(said.Amount, said.Unit); err == nil {
			add(content{holds, FromOwn})
		}
	}
	text := textContents(item)
	if said == nil && len(packed) == 0 && item.Unit.Kind() == quantity.Count { // "a piece" whose name says that it is six of them
		for _, c := range text {
			if c.holds.Unit().Kind() == quantity.Count {
				add(c)
			}
		}
	}
	add(content{quantity.Of(1, item.Unit), FromUnit})
	for _, c := range packed {
		if c.holds.Unit().Kind() != quantity.Package { // another supplier's case is another case
			add(c)
		}
	}
	if said == nil {
		for _, c := range text {
			add(c)
		}
	}
	return out
}

// packed is what the supplier says about how one sold unit converts.
func packed(item catalog.Item, details catalog.Details) []content {
	conversions, err := catalog.Convert(item, details, quantity.Of(1, item.Unit), nil)
	if err != nil {
		return nil
	}
	var out []content
	for _, c := range conversions {
		switch {
		case c.Quantity.Unit() == item.Unit || c.Quantity.Sign() == 0:
		case c.Quantity.Guess():
			out = append(out, content{c.Quantity, FromWeight})
		default:
			out = append(out, content{c.Quantity, FromPack})
		}
	}
	return out
}

// contentUnits are the units of the measures that say how much is in something.
var contentUnits = map[string]quantity.Unit{"g": quantity.Gram, "ml": unitOf("MLT")}

// textContents are what the name says about how much one sold unit holds: all of it guesses. A name with two weights is not believed.
func textContents(item catalog.Item) []content {
	if kind := item.Unit.Kind(); kind != quantity.Count && kind != quantity.Package && kind != quantity.Other {
		return nil
	}
	reading := engine.Read(strings.ReplaceAll(item.Name, "×", "*")) // "550ml×24" is no word
	pieces := decimal.NewFromInt(1)
	var out []content
	if reading.Pack > 0 {
		pieces = decimal.NewFromFloat(reading.Pack)
		out = guessed(out, pieces, quantity.Piece)
	}
	measures := map[string][]string{}
	for _, m := range reading.Measures {
		amount, unit, _ := strings.Cut(m.String(), " ")
		measures[unit] = append(measures[unit], amount)
	}
	for _, unit := range []string{"g", "ml"} {
		if len(measures[unit]) != 1 {
			continue
		}
		if amount, err := decimal.NewFromString(measures[unit][0]); err == nil {
			out = guessed(out, amount.Mul(pieces), contentUnits[unit])
		}
	}
	return out
}

func guessed(out []content, amount decimal.Decimal, unit quantity.Unit) []content {
	if holds, err := quantity.New(amount, unit); err == nil && holds.Sign() > 0 {
		out = append(out, content{holds.AsGuess(), FromText})
	}
	return out
}

// measured is a price with what is known of its unit.
type measured struct {
	price    *pricing.Price // nil: not shown
	contents []content
}

// in finds what is known in a unit.
func (m measured) in(unit quantity.Unit) (content, bool) {
	at := slices.IndexFunc(m.contents, func(c content) bool { return c.holds.Unit() == unit })
	if at < 0 {
		return content{}, false
	}
	return m.contents[at], true
}

// baseUnit is the unit in which most of the prices can be compared; of those the one with the fewest guesses, and with the most who sell by it.
func baseUnit(all []measured) (quantity.Unit, bool) {
	type tally struct{ reach, guesses, natural int }
	tallies := map[quantity.Unit]tally{}
	for _, m := range all {
		for _, c := range m.contents {
			t := tallies[c.holds.Unit()]
			if m.price != nil {
				t.reach++
			}
			if c.holds.Guess() {
				t.guesses++
			}
			if c.source == FromUnit {
				t.natural++
			}
			tallies[c.holds.Unit()] = t
		}
	}
	var best quantity.Unit
	for unit, t := range tallies {
		b, some := tallies[best], !best.IsZero()
		if !some || cmp.Or(cmp.Compare(t.reach, b.reach), cmp.Compare(b.guesses, t.guesses), cmp.Compare(t.natural, b.natural), cmp.Compare(best.Code(), unit.Code())) > 0 {
			best = unit
		}
	}
	return best, !best.IsZero() && tallies[best].reach > 0
}

// perUnit is what one base unit costs; nil where that is not known.
func (m measured) perUnit(base quantity.Unit) *PerUnit {
	c, known := m.in(base)
	if m.price == nil || !known {
		return nil
	}
	exact := new(big.Rat).Quo(m.price.Amount.Decimal().Rat(), c.holds.Rat())
	price, err := money.RoundUnitPrice(decimal.RequireFromString(exact.FloatString(12)), m.price.Amount.Currency(), money.HalfUp)
	if err != nil {
		return nil
	}
	return &PerUnit{price, base, number(c.holds), c.holds.Guess(), c.source}
}

// number is a quantity without its unit, exactly.
func number(q quantity.Quantity) string {
	if exact, err := q.Decimal(); err == nil {
		return exact.String()
	}
	return q.Rat().RatString()
}

// Best says whether an offer is the cheapest of its currency.
type Best string

// A guess is never the cheapest without saying so.
const (
	NotBest     Best = ""
	CertainBest Best = "certain"
	GuessedBest Best = "guess" // the cheapest only if a guess is right
)

// cheapest marks the lowest prices per unit of each currency in which there are two to compare: the lowest certain one, and one that a guess
// puts below it.
func cheapest(prices []*PerUnit) []Best {
	out := make([]Best, len(prices))
	lowest, number := map[string]decimal.Decimal{}, map[string]int{}
	key := func(p *PerUnit) string {
		if p.Guess {
			return p.Price.Currency().Code() + " guess"
		}
		return p.Price.Currency().Code()
	}
	for _, p := range prices {
		if p == nil {
			continue
		}
		number[p.Price.Currency().Code()]++
		if low, some := lowest[key(p)]; !some || p.Price.Decimal().LessThan(low) {
			lowest[key(p)] = p.Price.Decimal()
		}
	}
	for i, p := range prices {
		if p == nil || number[p.Price.Currency().Code()] < 2 || !p.Price.Decimal().Equal(lowest[key(p)]) {
			continue
		}
		certain, some := lowest[p.Price.Currency().Code()]
		switch {
		case !p.Guess:
			out[i] = CertainBest
		case !some || p.Price.Decimal().LessThan(certain):
			out[i] = GuessedBest
		}
	}
	return out
}
