package comparison

import (
	"cmp"
	"slices"
	"strings"

	"manifold/internal/catalog/find"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/matching/own"
	"manifold/internal/trading/grant"
)

// Sort is an order of what was found.
type Sort string

// Orders. By price means within a currency, and what has no price last.
const (
	ByFitness Sort = "best"
	ByName    Sort = "name"
	ByPrice   Sort = "price"
)

// Wanted is what somebody looks for. Values of one kind are alternatives.
type Wanted struct {
	Words      string
	Suppliers  []id.CompanyID
	Brands     []string
	Categories []string
	Headings   []string // of the Harmonized System
	Traits     []string // key=value
	InStock    bool
	Sort       Sort // "" is ByFitness
	Facets     bool // counts what could narrow it
}

// Bounds of what one search looks at. Beyond, it says that there is more.
const (
	mostFound     = 1000
	mostCounted   = 4000
	mostSuggested = 240
)

// Found is an offer among those of several suppliers.
type Found struct {
	Supplier id.CompanyID
	Offer    Offer
}

// Hit is an offer that fits what was looked for.
type Hit struct {
	Found
	Image id.MediaID  // its first picture; zero for none
	Own   own.Facts   // what the buyer calls it
	Marks []find.Mark // where the name has it
}

// FoundSupplier is a supplier with offers on a page of Search.
type FoundSupplier struct {
	grant.SupplierRef
	Shows grant.Sees
}

// Corrected is a word that was taken for others.
type Corrected struct {
	Typed string
	Found []string
}

// SupplierCount is how many of the candidates one supplier has.
type SupplierCount struct {
	grant.SupplierRef
	Count int
}

// TraitCount is the values of one attribute.
type TraitCount struct {
	Key    string
	Values []find.Count
}

// Facets are what candidates have, the most frequent first.
type Facets struct {
	Suppliers                    []SupplierCount
	Brands, Categories, Headings []find.Count
	Traits                       []TraitCount
	InStock                      int
}

// FoundOffers is a page of Search.
type FoundOffers struct {
	page.Page[Hit]
	Suppliers []FoundSupplier // of the page, by id
	Total     int
	More      bool // there are more than Total
	Corrected []Corrected
	Facets    *Facets
	Tag       string // changes with the epoch of any of the buyer's suppliers
}

// mostValues bounds a facet.
const mostValues = 30

// facets names what was counted.
func facets(of *find.Facets, suppliers []grant.SupplierRef) *Facets {
	if of == nil {
		return nil
	}
	out := &Facets{Brands: of.Brands, Categories: of.Categories, Headings: of.Headings, InStock: of.InStock}
	for _, c := range of.Suppliers {
		i := slices.IndexFunc(suppliers, func(s grant.SupplierRef) bool { return s.ID.UUID() == c.Value })
		if i >= 0 && len(out.Suppliers) < mostValues {
			out.Suppliers = append(out.Suppliers, SupplierCount{suppliers[i], c.Count})
		}
	}
	for _, c := range of.Traits {
		key, value, _ := strings.Cut(c.Value, "=")
		i := slices.IndexFunc(out.Traits, func(t TraitCount) bool { return t.Key == key })
		if i < 0 {
			i = len(out.Traits)
			out.Traits = append(out.Traits, TraitCount{Key: key})
		}
		out.Traits[i].Values = append(out.Traits[i].Values, find.Count{Value: value, Count: c.Count})
	}
	return out
}

// corrected names the words in whose place an offer of the page has others. What no offer here has is not said.
func corrected(near map[string][]string, hits []Hit) []Corrected {
	var out []Corrected
	for typed, words := range near {
		c := Corrected{Typed: typed}
		for _, w := range words {
			if slices.ContainsFunc(hits, func(h Hit) bool { return says(h.Offer, w) }) {
				c.Found = append(c.Found, w)
			}
		}
		if len(c.Found) > 0 {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Corrected) int { return cmp.Compare(a.Typed, b.Typed) })
	return out
}

func says(o Offer, word string) bool {
	return strings.Contains(find.Fold(strings.Join([]string{o.Name, o.Brand, o.Category}, " ")), word)
}

// cheaper orders offers: currencies in the order of their codes, the lowest price first, what has none last.
func cheaper(a, b Hit) int {
	switch {
	case a.Offer.Price == nil && b.Offer.Price == nil:
	case a.Offer.Price == nil:
		return 1
	case b.Offer.Price == nil:
		return -1
	default:
		x, y := a.Offer.Price.Amount, b.Offer.Price.Amount
		if order := cmp.Or(cmp.Compare(x.Currency().Code(), y.Currency().Code()), x.Decimal().Cmp(y.Decimal())); order != 0 {
			return order
		}
	}
	return cmp.Or(cmp.Compare(a.Offer.Name, b.Offer.Name), cmp.Compare(a.Offer.Item.UUID(), b.Offer.Item.UUID()))
}
