package pricing

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
)

// Move is what a price became at a time.
type Move struct {
	At    time.Time
	Own   bool   // the customer's own price; else the list price
	Price *Price // nil where it was taken away
}

// Point is what somebody paid from a time on; nil for no price.
type Point struct {
	At    time.Time
	Price *Price
}

// Spell is a price as it stood from one time until another; zero for until now. When it holds by itself is another matter.
type Spell struct {
	resolve.Price
	Stood, Gone time.Time
}

// Past is what there is to know of how an item was priced for somebody: base prices, own ones, and those of the lists that are for it now. What was picked out of
// them is picked by the policy as it is now; what rules reckoned then is not known.
type Past struct {
	Spells []Spell
	Policy resolve.Policy
	Rates  []resolve.Rate
	Lists  map[id.PriceListID]time.Time // when the lists were last written
}

// spellsOf are the spells of base and own prices that moved, the oldest move first.
func spellsOf(moves []Move) []Spell {
	var out []Spell
	stands := map[bool]int{}
	for _, m := range moves {
		if at, some := stands[m.Own]; some {
			out[at].Gone = m.At
			delete(stands, m.Own)
		}
		if m.Price == nil {
			continue
		}
		kind := resolve.Base
		if m.Own {
			kind = resolve.Own
		}
		stands[m.Own] = len(out)
		out = append(out, Spell{Price: m.Price.as(kind), Stood: m.At})
	}
	return out
}

func (p *Price) as(kind resolve.Kind) resolve.Price {
	out := resolve.Price{Kind: kind, Unit: p.Amount}
	for _, b := range p.Breaks {
		out.Breaks = append(out.Breaks, resolve.Break{From: b.From, Unit: b.Amount})
	}
	return out
}

// Course is how the price moved that somebody was offered for the least that can be ordered, up to a moment: at each time at which something came, went or began,
// what the decision shows of what stood then. Of each day the last is told. Points that show the same as the one before are left out, and so is what comes
// before the first price.
func (p Past) Course(d grant.Disclosure, at time.Time, least, multiple decimal.Decimal) []Point {
	var out []Point
	for _, t := range p.turns(at) {
		f := resolve.Facts{Policy: p.Policy, Rates: p.Rates}
		for _, s := range p.Spells {
			if !s.Stood.After(t) && (s.Gone.IsZero() || s.Gone.After(t)) {
				f.Prices = append(f.Prices, s.Price)
			}
		}
		point := Point{At: t}
		if price, _, ok := Offered(d, f, t, least, multiple); ok {
			point.Price = &price
		}
		if last := len(out) - 1; last > 0 && sameDay(out[last].At, t) {
			out[last] = point
		} else {
			out = append(out, point)
		}
	}
	return tidied(out)
}

// turns are the times at which a price could change, ascending.
func (p Past) turns(at time.Time) []time.Time {
	var out []time.Time
	for _, s := range p.Spells {
		for _, t := range []time.Time{s.Stood, s.Gone, s.From, s.Until} {
			if !t.IsZero() && !t.After(at) && !t.Before(s.Stood) {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Truncate(24 * time.Hour).Equal(b.UTC().Truncate(24 * time.Hour))
}

// End lets a course end with what is shown at a moment, which came from a price. A price that a rule reckons is known since its list, or what it reckons with, was
// last written; one that came because another was used up, since the moment.
func (p Past) End(points []Point, shown *Price, from resolve.Price, at time.Time) []Point {
	last := len(points) - 1
	switch {
	case last < 0 && shown == nil, last >= 0 && points[last].Price.Equal(shown):
		return points
	case last >= 0 && shown != nil && points[last].Price != nil && points[last].Price.Amount == shown.Amount: // what is left of a contract ends its price further on
		points[last].Price = shown
		return points
	}
	since := at
	if written, ruled := p.Lists[from.List]; ruled && !slices.ContainsFunc(p.Spells, func(s Spell) bool { return s.List == from.List }) {
		since = latest(written, from.From)
		if turns := p.turns(at); len(turns) > 0 {
			since = latest(since, turns[len(turns)-1])
		}
	}
	if last >= 0 && !since.After(points[last].At) {
		points[last].Price = shown
		return tidied(points)
	}
	return append(points, Point{since, shown})
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// tidied drops points that came to show the same as the one before, and an empty beginning.
func tidied(points []Point) []Point {
	out := points[:0]
	for _, p := range points {
		if len(out) == 0 && p.Price == nil || len(out) > 0 && out[len(out)-1].Price.Equal(p.Price) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// Equal tells whether two prices are the same figure, with the same breaks.
func (p *Price) Equal(other *Price) bool {
	if p == nil || other == nil {
		return p == other
	}
	if p.Amount != other.Amount || len(p.Breaks) != len(other.Breaks) {
		return false
	}
	for i, b := range p.Breaks {
		if !b.From.Equal(other.Breaks[i].From) || b.Amount != other.Breaks[i].Amount {
			return false
		}
	}
	return true
}
