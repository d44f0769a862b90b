package pricing

import "time"

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

// Course lays the moves of list and own prices, the oldest first, into one course: shown picks, out of the two that stand at a time, the one that
// is shown, as it does for offers. Points that show the same as the one before are left out, and so is what comes before the first price.
func Course(moves []Move, shown func(list, own *Price) *Price) []Point {
	var list, own *Price
	var out []Point
	for _, m := range moves {
		if m.Own {
			own = m.Price
		} else {
			list = m.Price
		}
		now := shown(list, own)
		switch {
		case len(out) == 0 && now == nil:
		case len(out) > 0 && out[len(out)-1].Price.Equal(now):
		case len(out) > 0 && out[len(out)-1].At.Equal(m.At): // both prices moved in one moment: what came out of it counts
			out[len(out)-1].Price = now
		default:
			out = append(out, Point{m.At, now})
		}
	}
	return tidied(out)
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
