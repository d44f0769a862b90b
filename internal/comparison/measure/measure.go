package measure

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/engine"
	"manifold/internal/matching/own"
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

// Content is how much one sold unit of an item holds, in a unit in which prices are compared; whether it is a guess the quantity says.
type Content struct {
	Holds  quantity.Quantity
	Source Source

	num, den int64  // Holds as a positive fraction; den is 0 where that does not fit, or nobody prepared it
	text     string // Holds as it is written; "" where nobody prepared it
}

// Prepare keeps what else would be reckoned each time that a content is looked at. Contents does it for all that it answers.
func (c *Content) Prepare() {
	c.text = Number(c.Holds)
	if r := c.Holds.Rat(); r.Sign() > 0 && r.Num().IsInt64() && r.Denom().IsInt64() {
		c.num, c.den = r.Num().Int64(), r.Denom().Int64()
	}
}

// Prepared tells whether that was done.
func (c *Content) Prepared() bool { return c.text != "" }

// Ratio is how much it holds as a positive fraction; den is 0 where that does not fit, is not positive, or was not prepared.
func (c *Content) Ratio() (num, den int64) { return c.num, c.den }

// Text is how much it holds, as Number writes it.
func (c *Content) Text() string {
	if c.text == "" {
		return Number(c.Holds)
	}
	return c.text
}

// comparedIn are the units in which prices of a kind are compared. Units of a kind that is not here stand for themselves.
var comparedIn = map[quantity.Kind]quantity.Unit{
	quantity.Mass: quantity.Kilogram, quantity.Volume: quantity.Litre, quantity.Count: quantity.Piece,
	quantity.Length: named("MTR"), quantity.Area: named("MTK"), quantity.Time: named("HUR"), quantity.Calendar: named("MON"), quantity.Energy: named("KWH"),
}

func named(code string) quantity.Unit {
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

// Contents are all that is known of how much one sold unit holds, one for each unit of comparison, the most trusted. The buyer's own word ends
// all guessing.
func Contents(item catalog.Item, packed []Content, said *own.Content) []Content {
	var out []Content
	add := func(c Content) {
		if !c.Prepared() {
			c.Holds = compared(c.Holds)
		}
		if !slices.ContainsFunc(out, func(o Content) bool { return o.Holds.Unit() == c.Holds.Unit() }) {
			out = append(out, c)
		}
	}
	if said != nil {
		if holds, err := quantity.New(said.Amount, said.Unit); err == nil {
			add(Content{Holds: holds, Source: FromOwn})
		}
	}
	text := textContents(item)
	if said == nil && len(packed) == 0 && item.Unit.Kind() == quantity.Count { // "a piece" whose name says that it is six of them
		for _, c := range text {
			if c.Holds.Unit().Kind() == quantity.Count {
				add(c)
			}
		}
	}
	add(itself(item.Unit))
	for _, c := range packed {
		if c.Holds.Unit().Kind() != quantity.Package { // another supplier's case is another case
			add(c)
		}
	}
	if said == nil {
		for _, c := range text {
			add(c)
		}
	}
	for i := range out {
		if !out[i].Prepared() {
			out[i].Prepare()
		}
	}
	return out
}

// selves are what one of each unit holds, which is all that most items say of themselves.
var selves sync.Map

func itself(unit quantity.Unit) Content {
	found, _ := selves.Load(unit)
	if known, ok := found.(Content); ok {
		return known
	}
	c := Content{Holds: compared(quantity.Of(1, unit)), Source: FromUnit}
	c.Prepare()
	selves.Store(unit, c)
	return c
}

// Packed is what the supplier says about how one sold unit converts.
func Packed(item catalog.Item, details catalog.Details) []Content {
	conversions, err := catalog.Convert(item, details, quantity.Of(1, item.Unit), nil)
	if err != nil {
		return nil
	}
	var out []Content
	for _, c := range conversions {
		switch {
		case c.Quantity.Unit() == item.Unit || c.Quantity.Sign() == 0:
		case c.Quantity.Guess():
			out = append(out, Content{Holds: c.Quantity, Source: FromWeight})
		default:
			out = append(out, Content{Holds: c.Quantity, Source: FromPack})
		}
	}
	return out
}

// contentUnits are the units of the measures that say how much is in something.
var contentUnits = map[string]quantity.Unit{"g": quantity.Gram, "ml": named("MLT")}

// textContents are what the name says about how much one sold unit holds: all of it guesses. A name with two weights is not believed.
func textContents(item catalog.Item) []Content {
	if kind := item.Unit.Kind(); kind != quantity.Count && kind != quantity.Package && kind != quantity.Other {
		return nil
	}
	reading := engine.Read(strings.ReplaceAll(item.Name, "×", "*")) // "550ml×24" is no word
	pieces := decimal.NewFromInt(1)
	var out []Content
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

func guessed(out []Content, amount decimal.Decimal, unit quantity.Unit) []Content {
	if holds, err := quantity.New(amount, unit); err == nil && holds.Sign() > 0 {
		out = append(out, Content{Holds: holds.AsGuess(), Source: FromText})
	}
	return out
}

// In finds what is known in a unit.
func In(all []Content, unit quantity.Unit) (Content, bool) {
	at := slices.IndexFunc(all, func(c Content) bool { return c.Holds.Unit() == unit })
	if at < 0 {
		return Content{}, false
	}
	return all[at], true
}

// Thing is what is compared: all that is known of its unit, and whether it has a price that can be compared.
type Thing struct {
	Contents []Content
	Priced   bool
}

// Base is the unit in which most of the prices can be compared; of those the one with the fewest guesses, and with the most who sell by it.
func Base(all []Thing) (quantity.Unit, bool) {
	var t Tally
	for _, m := range all {
		t.Add(m.Contents, m.Priced)
	}
	return t.Base()
}

// Tally counts units for Base. The zero Tally is empty.
type Tally struct{ units []counted }

type counted struct {
	unit                    quantity.Unit
	reach, guesses, natural int
}

// Clear forgets all; the memory is used again.
func (t *Tally) Clear() { t.units = t.units[:0] }

// Add counts one thing.
func (t *Tally) Add(contents []Content, priced bool) {
	for i := range contents {
		c := &contents[i]
		u := t.of(c.Holds.Unit())
		if priced {
			u.reach++
		}
		if c.Holds.Guess() {
			u.guesses++
		}
		if c.Source == FromUnit {
			u.natural++
		}
	}
}

func (t *Tally) of(unit quantity.Unit) *counted {
	for i := range t.units {
		if t.units[i].unit == unit {
			return &t.units[i]
		}
	}
	t.units = append(t.units, counted{unit: unit})
	return &t.units[len(t.units)-1]
}

// Base is the unit that wins; false where no price can be compared.
func (t *Tally) Base() (quantity.Unit, bool) {
	var best counted
	for i, u := range t.units {
		if i == 0 || cmp.Or(cmp.Compare(u.reach, best.reach), cmp.Compare(best.guesses, u.guesses), cmp.Compare(u.natural, best.natural), cmp.Compare(best.unit.Code(), u.unit.Code())) > 0 {
			best = u
		}
	}
	return best.unit, !best.unit.IsZero() && best.reach > 0
}

// Number is a quantity without its unit, exactly.
func Number(q quantity.Quantity) string {
	if exact, err := q.Decimal(); err == nil {
		return exact.String()
	}
	return q.Rat().RatString()
}
