package measure

import (
	"slices"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
)

// Shape is what one sold unit of an item holds and weighs.
type Shape struct {
	Contents []Content
	Case     decimal.Decimal  // units in a case; zero: none
	Weight   *decimal.Decimal // kilograms; nil: not told
}

// ShapeOf reads the shape of an item. details, whose packs stand from the inside out, may be nil, and so may said, what the buyer says itself.
func ShapeOf(item catalog.Item, details *catalog.Details, said *own.Content) Shape {
	return make(Shapes).Of(item, details, said)
}

// Shapes reads many items, and reckons only once what packs of the same kind hold: most of what is sold comes in sixes, tens, dozens.
type Shapes map[string][]Content

// Of is ShapeOf.
func (s Shapes) Of(item catalog.Item, details *catalog.Details, said *own.Content) Shape {
	var out Shape
	var packed []Content
	if details != nil && (details.CatchWeight || len(details.Packs) > 0) {
		key := packing(item, details)
		var known bool
		if packed, known = s[key]; !known {
			packed = slices.Clip(Packed(item, *details)) // who adds to it makes a copy
			s[key] = packed
		}
		out.pack(*details)
	}
	out.Contents = Contents(item, packed, said)
	if item.Unit.Kind() == quantity.Mass && out.Weight == nil {
		if kilo, err := quantity.Of(1, item.Unit).Convert(quantity.Kilogram); err == nil {
			if weight, err := kilo.Decimal(); err == nil {
				out.Weight = &weight
			}
		}
	}
	return out
}

// packing is all that Packed looks at.
func packing(item catalog.Item, d *catalog.Details) string {
	key := append(make([]byte, 0, 64), item.Unit.Code()...)
	if d.CatchWeight {
		key = append(append(key, '~'), d.Nominal.String()...)
	}
	for _, p := range d.Packs {
		key = append(append(append(append(append(append(key, '|'), p.Level...), ' '), p.Contains.String()...), ' '), p.Unit.Code()...)
	}
	return string(key)
}

// pack takes from packs what a case holds and a unit weighs: of the smallest pack that says so.
func (s *Shape) pack(d catalog.Details) {
	for _, p := range d.Packs {
		if p.Level == catalog.Case {
			s.Case = p.Contains
		}
		if s.Weight == nil && p.GrossWeight.IsPositive() && p.Contains.IsPositive() && !d.CatchWeight {
			weight := p.GrossWeight.Div(p.Contains)
			s.Weight = &weight
		}
	}
}
