package comparison

import (
	contract "manifold/api/comparison"
	"manifold/internal/catalog/find"
	"manifold/internal/catalog/heading"
	"manifold/internal/kernel/optional"
)

// usualSuggestions is how many offers are suggested unless said otherwise.
const usualSuggestions = 8

func showFound(found FoundOffers) contract.FoundOffers {
	out := contract.FoundOffers{
		Items: make([]contract.FoundOffer, len(found.Items)), Suppliers: make([]contract.FoundSupplier, len(found.Suppliers)), Corrected: make([]contract.CorrectedWord, len(found.Corrected)),
		Total: found.Total, More: found.More, Facets: showFacets(found.Facets), Next: optional.Of(found.Next),
	}
	for i, h := range found.Items {
		hit := contract.FoundOffer{Supplier: h.Supplier, Offer: showOffer(h.Offer), OwnCode: optional.Of(h.Own.Code), OwnName: optional.Of(h.Own.Name), Image: optional.Of(h.Image), Marks: make([]contract.TextMark, len(h.Marks))}
		for n, m := range h.Marks {
			hit.Marks[n] = contract.TextMark{From: m.From, To: m.To}
		}
		out.Items[i] = hit
	}
	for i, s := range found.Suppliers {
		out.Suppliers[i] = contract.FoundSupplier{Supplier: s.ID, Name: s.Name, Epoch: s.Epoch, Shows: showShows(s.Shows)}
	}
	for i, c := range found.Corrected {
		out.Corrected[i] = contract.CorrectedWord{Typed: c.Typed, Found: c.Found}
	}
	return out
}

func showFacets(f *Facets) *contract.FoundFacets {
	if f == nil {
		return nil
	}
	out := contract.FoundFacets{
		Suppliers: make([]contract.SupplierFacet, len(f.Suppliers)), Brands: showCounts(f.Brands), Categories: showCounts(f.Categories), Headings: showHeadings(f.Headings),
		Traits: make([]contract.TraitFacet, len(f.Traits)), InStock: f.InStock,
	}
	for i, s := range f.Suppliers {
		out.Suppliers[i] = contract.SupplierFacet{Supplier: s.ID, Name: s.Name, Count: s.Count}
	}
	for i, t := range f.Traits {
		out.Traits[i] = contract.TraitFacet{Key: t.Key, Values: showCounts(t.Values)}
	}
	return &out
}

func showCounts(in []find.Count) []contract.ValueFacet {
	out := make([]contract.ValueFacet, len(in))
	for i, c := range in {
		out[i] = contract.ValueFacet{Value: c.Value, Count: c.Count}
	}
	return out
}

// showHeadings names headings; one that the tree does not have is its own name.
func showHeadings(in []find.Count) []contract.HeadingFacet {
	out := make([]contract.HeadingFacet, len(in))
	for i, c := range in {
		out[i] = contract.HeadingFacet{Value: c.Value, Name: c.Value, Count: c.Count}
		if h, known := heading.Find(c.Value); known {
			out[i].Name, out[i].NameZh = h.Name, optional.Of(h.Chinese)
		}
	}
	return out
}
