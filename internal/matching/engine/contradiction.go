package engine

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Conflict is what speaks so strongly against a pair that only a person may confirm it.
type Conflict string

// The conflicts, by what contradicts.
const (
	ConflictPack       Conflict = "pack"        // six against twelve
	ConflictMeasure    Conflict = "measure"     // 330 ml against 500 ml
	ConflictUnit       Conflict = "unit"        // sold by weight against sold by piece
	ConflictBrand      Conflict = "brand"       // two brands
	ConflictBarcode    Conflict = "barcode"     // two valid barcodes
	ConflictPartNumber Conflict = "part_number" // two part numbers of one maker
)

// Contradiction is a conflict with what each side says.
type Contradiction struct {
	Conflict    Conflict
	Left, Right string
}

// Contradictions are all that stand between two records. What only one side says contradicts nothing.
func Contradictions(left, right *Profile) []Contradiction {
	var out []Contradiction
	add := func(c Conflict, l, r string) { out = append(out, Contradiction{c, l, r}) }
	if a, b := left.numbers.Pack, right.numbers.Pack; a > 0 && b > 0 && a != b {
		add(ConflictPack, number64(a), number64(b))
	}
	for d := range dimensions {
		if !telling[d] || d == count {
			continue // packs are looked at above
		}
		a, b := ofDimension(left.numbers.Measures, d), ofDimension(right.numbers.Measures, d)
		if len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(m Measure) bool { return slices.ContainsFunc(b, m.same) }) {
			add(ConflictMeasure, describe(a), describe(b))
		}
	}
	if unitsContradict(left, right) {
		add(ConflictUnit, left.unit.Code(), right.unit.Code())
	}
	if brandsContradict(left, right) {
		add(ConflictBrand, left.writtenBrand(), right.writtenBrand())
	}
	if left.gtin != "" && right.gtin != "" && left.gtin != right.gtin {
		add(ConflictBarcode, left.gtin, right.gtin)
	}
	if partNumbersContradict(left, right) {
		add(ConflictPartNumber, left.record.MPN, right.record.MPN)
	}
	return out
}

func ofDimension(list []Measure, d dimension) []Measure {
	var out []Measure
	for _, m := range list {
		if m.dimension == d {
			out = append(out, m)
		}
	}
	return out
}

// unitsContradict: different units that do not convert into each other. A case and an each may still be the same when both sides say
// how many pieces there are, and say the same.
func unitsContradict(a, b *Profile) bool {
	if a.unit.IsZero() || b.unit.IsZero() || a.unit == b.unit {
		return false
	}
	if _, err := a.unit.FactorTo(b.unit); err == nil {
		return false
	}
	return a.numbers.Pack == 0 || a.numbers.Pack != b.numbers.Pack || a.unit.Kind() != b.unit.Kind()
}

// writtenBrand is the brand as its supplier writes it, for a person to read; where only the text tells it, in the words that were found there.
func (p *Profile) writtenBrand() string {
	if p.brandGiven {
		return p.record.Brand
	}
	return strings.Join(p.brand, " ")
}

// brandsContradict: two brands without a common word, neither of which stands in the other side's text or resembles the other brand.
func brandsContradict(a, b *Profile) bool {
	if len(a.brand) == 0 || len(b.brand) == 0 || brandIn(a, b) > 0 || brandIn(b, a) > 0 {
		return false
	}
	return symmetricWinkler(a.brandText, b.brandText) < 0.9
}

// partNumbersContradict: two part numbers of which neither is a part of the other.
func partNumbersContradict(a, b *Profile) bool {
	if a.mpn == "" || b.mpn == "" || a.loose == b.loose {
		return false
	}
	return !strings.Contains(a.compactAll, b.mpn) && !strings.Contains(b.compactAll, a.mpn) &&
		!strings.Contains(a.loose, b.loose) && !strings.Contains(b.loose, a.loose)
}

// baseUnits name the base unit of each dimension.
var baseUnits = [dimensions]string{
	mass: "g", volume: "ml", length: "mm", storage: "MB", power: "W", apparent: "VA", voltage: "V", current: "mA", charge: "mAh", frequency: "Hz",
	pixels: "MP", lines: "p", rotation: "rpm", density: "dpi", speed: "x",
}

// String writes a measure in its base unit: "330 ml".
func (m Measure) String() string {
	return strings.TrimSpace(number64(m.Value) + " " + baseUnits[m.dimension])
}

func describe(list []Measure) string {
	var out []string
	for _, m := range list {
		out = append(out, m.String())
	}
	return strings.Join(out, ", ")
}

func number64(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
}
