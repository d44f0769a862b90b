package comparison

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"manifold/internal/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/engine"
	"manifold/internal/matching/own"
)

// Ground is a reason why two offers are shown as the same.
type Ground string

// Grounds, the most telling first.
const (
	SaidByMe       Ground = "me"
	SameBarcode    Ground = "barcode"
	SamePartNumber Ground = "part_number"
	SameBrand      Ground = "brand"
	SameName       Ground = "name"
	SaidByHub      Ground = "hub" // confirmed, by people or by what it learned
)

// Evidence is a reason with what both sides say.
type Evidence struct {
	Ground Ground
	Value  string
}

// Product is one thing as one buyer may see it, from all of its suppliers that show it.
type Product struct {
	Of            own.Ref
	Name          string // the best of those that are shown
	Description   string
	Brand         string
	MPNs, GTINs   []string
	Own           own.Facts
	Base          quantity.Unit // zero where nothing is compared
	Suppliers     []FoundSupplier
	Offers        []ProductOffer
	Others        []Found
	Variants      []Variant
	Alternates    []Alternate
	AlternatesTag string
}

// ProductOffer is one supplier's offer of a product.
type ProductOffer struct {
	Found
	Item           catalog.Item
	Details        catalog.Details
	Attributes     []Axis
	PerUnit        *PerUnit
	Best           Best
	PricedAt       time.Time // zero: not known
	Own            own.Facts
	Said           own.Says // Equal where the buyer said so
	Evidence       []Evidence
	Contradictions []engine.Contradiction
}

// Variant is another item of the same family at the same supplier, with what it differs in.
type Variant struct {
	Found
	Axes []Axis
}

// Axis is an attribute with its value.
type Axis struct{ Name, Value, Unit string }

// Alternate is what the buyer takes in the place of an item, with the offer where it is shown one.
type Alternate struct {
	own.Alternate
	Offer *Offer
}

// record is an item as the engine compares it.
func record(i catalog.Item) engine.Record {
	return engine.Record{GTIN: i.GTIN, MPN: i.MPN, Brand: i.Brand, Name: i.Name, Unit: i.Unit.Code()}
}

// reasons says, out of what a buyer may see of both, why two items are shown as the same.
func reasons(here, there catalog.Item, said own.Says) []Evidence {
	var out []Evidence
	if said == own.Equal {
		out = append(out, Evidence{SaidByMe, ""})
	}
	a, coded := engine.GTIN(here.GTIN)
	b, alike := engine.GTIN(there.GTIN)
	if coded && alike && a == b {
		out = append(out, Evidence{SameBarcode, there.GTIN})
	}
	brand := strings.EqualFold(here.Brand, there.Brand) && here.Brand != ""
	if number := engine.PartNumber(here.MPN); number != "" && number == engine.PartNumber(there.MPN) {
		out = append(out, Evidence{SamePartNumber, there.MPN})
	}
	if brand {
		out = append(out, Evidence{SameBrand, there.Brand})
	}
	if strings.EqualFold(here.Name, there.Name) {
		out = append(out, Evidence{SameName, ""})
	}
	if !slices.ContainsFunc(out, func(e Evidence) bool {
		return e.Ground == SaidByMe || e.Ground == SameBarcode || e.Ground == SamePartNumber
	}) {
		out = append(out, Evidence{SaidByHub, ""})
	}
	return out
}

// contradictions are what speaks against, in what a buyer may see of both.
func contradictions(here, there catalog.Item) []engine.Contradiction {
	corpus := engine.NewCorpus()
	return engine.Contradictions(corpus.Profile(record(here)), corpus.Profile(record(there)))
}

// longTitle is from where on a name says more than a title should.
const longTitle = 120

// bestName is the name that says most and is still a title.
func bestName(items []catalog.Item) string {
	rank := func(name string) (titled, length int) {
		length = utf8.RuneCountInString(name)
		if length > longTitle {
			return 0, -length
		}
		return 1, length
	}
	best := slices.MaxFunc(items, func(a, b catalog.Item) int {
		titledA, lengthA := rank(a.Name)
		titledB, lengthB := rank(b.Name)
		return cmp.Or(cmp.Compare(titledA, titledB), cmp.Compare(lengthA, lengthB), cmp.Compare(b.Name, a.Name))
	})
	return best.Name
}

// usual is the text that most items have, of those that have one.
func usual(items []catalog.Item, text func(catalog.Item) string) string {
	counts, best := map[string]int{}, ""
	for _, i := range items {
		if t := text(i); t != "" {
			counts[strings.ToLower(t)]++
		}
	}
	for _, i := range items {
		if t := text(i); t != "" && (best == "" || counts[strings.ToLower(t)] > counts[strings.ToLower(best)]) {
			best = t
		}
	}
	return best
}

// distinct are the texts of items, each once by what folded makes of it, in the items' order.
func distinct(items []catalog.Item, text func(catalog.Item) string, folded func(string) string) []string {
	out, seen := []string{}, map[string]bool{}
	for _, i := range items {
		t := text(i)
		if key := folded(t); t != "" && !seen[key] {
			out, seen[key] = append(out, t), true
		}
	}
	return out
}

// bestDescription is the longest of those that are shown.
func bestDescription(offers []ProductOffer) string {
	out := ""
	for _, o := range offers {
		if len(o.Details.Description) > len(out) {
			out = o.Details.Description
		}
	}
	return out
}

// attributesOf are the attributes of an item with the names that its category gives them.
func attributesOf(values attribute.Values, defined attribute.Definitions) []Axis {
	out := []Axis{}
	for _, key := range values.Keys(defined) {
		axis := Axis{Name: strings.ReplaceAll(key, "_", " "), Value: values[key].String()}
		if d, there := defined.Find(key); there {
			axis.Name, axis.Unit = d.Name, d.Unit.Code()
		}
		out = append(out, axis)
	}
	return out
}

// axes are those of an item's attributes in which the items of its family differ.
func axes(values attribute.Values, family []sighting, defined attribute.Definitions) []Axis {
	differing := attribute.Values{}
	for key, value := range values {
		if slices.ContainsFunc(family, func(s sighting) bool { return s.details.Attributes[key] != value }) {
			differing[key] = value
		}
	}
	return attributesOf(differing, defined)
}

// byPrice orders offers: the cheapest per unit first, currency by currency, the one that most offers have first; those without a price last.
func byPrice(offers []ProductOffer) {
	number := map[string]int{}
	currency := func(o ProductOffer) string {
		if o.PerUnit == nil {
			return ""
		}
		return o.PerUnit.Price.Currency().Code()
	}
	for _, o := range offers {
		number[currency(o)]++
	}
	slices.SortStableFunc(offers, func(a, b ProductOffer) int {
		switch {
		case a.PerUnit == nil || b.PerUnit == nil:
			return cmp.Compare(min(1, len(currency(b))), min(1, len(currency(a))))
		case currency(a) != currency(b):
			return cmp.Or(cmp.Compare(number[currency(b)], number[currency(a)]), cmp.Compare(currency(a), currency(b)))
		}
		return a.PerUnit.Price.Decimal().Cmp(b.PerUnit.Price.Decimal())
	})
}
