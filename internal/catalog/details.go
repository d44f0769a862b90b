package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/quantity"
)

// Details are what an item says beyond its line in a list.
type Details struct {
	Description string
	Family      string // items of one family are variants of each other; "": none
	Attributes  attribute.Values
	CatchWeight bool            // counted in pieces and priced by weight
	Nominal     decimal.Decimal // about what a piece weighs, in the item's unit; zero without catch weight
	Packs       []Pack          // from the inside out
}

// DetailsDraft are details as they came. What is nil stays as it stands; empty texts empty it.
type DetailsDraft struct {
	Description, Family, NominalWeight *string
	CatchWeight                        *bool
	Packs                              *[]PackDraft
	Attributes                         []attribute.Draft
	AllAttributes                      bool // the attributes are all there are, and those that the category requires are among them
}

const (
	longDescription = 10_000
	longFamily      = 200
)

// ReadDetails understands details of an item over those that stand, or says for each text why not. Definitions are those of its category.
func ReadDetails(item Item, stands Details, defined attribute.Definitions, d DetailsDraft) (Details, []fault.Field) {
	r := reader{}
	out := stands
	if d.Description != nil {
		out.Description = r.paragraphs("/description", *d.Description)
	}
	if d.Family != nil {
		out.Family = r.text("/family", *d.Family, longFamily)
	}
	r.attributes(&out, defined, d)
	r.catchWeight(&out, item.Unit, d)
	if d.Packs != nil {
		packs, wrong := readPacks(item, out.CatchWeight, out.Nominal, *d.Packs)
		out.Packs, r.wrong = packs, append(r.wrong, wrong...)
	} else if _, err := ladder(item.Unit, out.CatchWeight, out.Nominal, out.Packs); err != nil {
		r.refuse("/unit", "contradiction", "The packs of this item do not fit this unit.")
	}
	return out, r.wrong
}

func (r *reader) attributes(out *Details, defined attribute.Definitions, d DetailsDraft) {
	old := out.Attributes
	if d.AllAttributes {
		old = nil
	}
	var wrong []fault.Field
	out.Attributes, wrong = defined.Set(old, "/attributes", d.Attributes)
	if d.AllAttributes && len(wrong) == 0 {
		wrong = defined.Missing("/attributes", out.Attributes)
	}
	r.wrong = append(r.wrong, wrong...)
}

func (r *reader) catchWeight(out *Details, unit quantity.Unit, d DetailsDraft) {
	if d.CatchWeight != nil {
		out.CatchWeight = *d.CatchWeight
	}
	if d.NominalWeight != nil {
		out.Nominal = r.mass("/nominal_weight", *d.NominalWeight, unit)
	}
	switch {
	case !out.CatchWeight && d.NominalWeight != nil && out.Nominal.IsPositive():
		r.refuse("/nominal_weight", "contradiction", "Only an item with catch weight has a nominal weight.")
	case !out.CatchWeight:
		out.Nominal = decimal.Zero
	case unit.Kind() != quantity.Mass:
		r.refuse("/unit", "unit_of_mass", "An item with catch weight is priced in a unit of mass, such as KGM.")
	case !out.Nominal.IsPositive() && len(r.wrong) == 0:
		r.refuse("/nominal_weight", "required", "Say about what a piece weighs.")
	}
}

// paragraphs tidies a text of several lines.
func (r *reader) paragraphs(path, text string) string {
	out := strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
	switch {
	case utf8.RuneCountInString(out) > longDescription:
		r.refuse(path, "too_long", "At most 10,000 characters.")
	case strings.ContainsFunc(out, func(c rune) bool { return c != '\n' && c != '\t' && unicode.IsControl(c) }):
		r.refuse(path, "wrong_form", "There is a character that cannot be printed.")
	}
	return out
}
