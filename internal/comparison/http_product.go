package comparison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"manifold/api"
	contract "manifold/api/comparison"
	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/optional"
	"manifold/internal/matching/own"
	"manifold/internal/platform/web"
)

// contentTag is the ETag of an answer that is made of many: it changes with the answer and with nothing else.
func contentTag(body any) (*string, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	return optional.Of(strconv.Quote(hex.EncodeToString(sum[:12]))), nil
}

// GetProduct answers getProduct.
func (h Handler) GetProduct(ctx context.Context, r contract.GetProductRequestObject) (contract.GetProductResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	product, err := h.service.Product(ctx, r.Company, own.Ref{Supplier: r.Supplier, Item: r.Item})
	if err != nil {
		return nil, err
	}
	body := showProduct(product)
	tag, err := contentTag(body)
	return contract.GetProduct200JSONResponse{Body: body, Headers: contract.GetProduct200ResponseHeaders{ETag: tag}}, err
}

const usualHistory = 365 // days

// GetPriceHistory answers getPriceHistory.
func (h Handler) GetPriceHistory(ctx context.Context, r contract.GetPriceHistoryRequestObject) (contract.GetPriceHistoryResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	days := usualHistory
	if r.Params.Days != nil {
		days = *r.Params.Days
	}
	points, err := h.service.PriceHistory(ctx, r.Company, own.Ref{Supplier: r.Supplier, Item: r.Item}, time.Duration(days)*24*time.Hour)
	if err != nil {
		return nil, err
	}
	body := contract.PriceHistory{Points: make([]contract.PricePoint, len(points))}
	for i, p := range points {
		body.Points[i] = contract.PricePoint{At: p.At, Price: showPrice(p.Price)}
	}
	tag, err := contentTag(body)
	return contract.GetPriceHistory200JSONResponse{Body: body, Headers: contract.GetPriceHistory200ResponseHeaders{ETag: tag}}, err
}

// PutOwnItem answers putOwnItem.
func (h Handler) PutOwnItem(ctx context.Context, r contract.PutOwnItemRequestObject) (contract.PutOwnItemResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	draft := own.Draft{Code: optional.Value(r.Body.Code), Name: optional.Value(r.Body.Name), Holds: optional.Value(r.Body.Holds), HoldsUnit: optional.Value(r.Body.HoldsUnit)}
	facts, err := h.service.PutOwn(ctx, r.Company, own.Ref{Supplier: r.Supplier, Item: r.Item}, draft)
	if err != nil {
		return nil, err
	}
	return contract.PutOwnItem200JSONResponse(showFacts(facts)), nil
}

// SayIfSame answers sayIfSame.
func (h Handler) SayIfSame(ctx context.Context, r contract.SayIfSameRequestObject) (contract.SayIfSameResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	err := h.service.SayIfSame(ctx, r.Company, own.Ref{Supplier: r.Supplier, Item: r.Item}, own.Ref{Supplier: r.Body.Supplier, Item: r.Body.Item}, own.Says(r.Body.Says))
	if err != nil {
		return nil, err
	}
	return contract.SayIfSame204Response{}, nil
}

// PutAlternates answers putAlternates.
func (h Handler) PutAlternates(ctx context.Context, r contract.PutAlternatesRequestObject) (contract.PutAlternatesResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	drafts := make([]own.AlternateDraft, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		drafts[i] = own.AlternateDraft{Ref: own.Ref{Supplier: l.Supplier, Item: l.Item}, Note: optional.Value(l.Note), ApprovedBy: optional.Value(l.ApprovedBy)}
	}
	if err := h.service.PutAlternates(ctx, r.Company, own.Ref{Supplier: r.Supplier, Item: r.Item}, r.Body.Tag, drafts); err != nil {
		return nil, err
	}
	return contract.PutAlternates204Response{}, nil
}

// ListOwnItems answers listOwnItems.
func (h Handler) ListOwnItems(ctx context.Context, r contract.ListOwnItemsRequestObject) (contract.ListOwnItemsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	items, err := h.service.OwnItems(ctx, r.Company, optional.Value(r.Params.Q), wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListOwnItems200JSONResponse{Items: make([]contract.OwnItem, len(items.Items)), Next: optional.Of(items.Next)}
	for i, item := range items.Items {
		out.Items[i] = contract.OwnItem{
			Supplier: item.Supplier, SupplierName: optional.Of(item.SupplierName), Item: item.Ref.Item, Facts: showFacts(item.Facts), Offer: showOfferIf(item.Offer), UpdatedAt: item.UpdatedAt,
		}
	}
	return out, nil
}

// PutOwnItems answers putOwnItems.
func (h Handler) PutOwnItems(ctx context.Context, r contract.PutOwnItemsRequestObject) (contract.PutOwnItemsResponseObject, error) {
	lines := make([]OwnLine, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		lines[i] = OwnLine{own.Ref{Supplier: l.Supplier, Item: l.Item}, optional.Value(l.Code), optional.Value(l.Name)}
	}
	outcomes, err := h.service.PutOwnItems(ctx, r.Company, lines)
	if err != nil {
		return nil, err
	}
	out := contract.OwnItemOutcome{Lines: make([]contract.OwnItemLineOutcome, len(outcomes))}
	out.Accepted, out.Flagged = counts(outcomes)
	for i, o := range outcomes {
		out.Lines[i] = contract.OwnItemLineOutcome{Line: o.Line, Outcome: contract.OwnItemLineOutcomeOutcome("accepted")}
		if len(o.Problems) > 0 {
			out.Lines[i].Outcome, out.Lines[i].Problems = contract.OwnItemLineOutcomeOutcome("flagged"), showProblems(o.Problems)
		}
	}
	return contract.PutOwnItems200JSONResponse(out), nil
}

func showProblems(in []fault.Field) *[]api.ProblemField {
	out := make([]api.ProblemField, len(in))
	for i, p := range in {
		out[i] = api.ProblemField{Path: p.Path, Code: p.Code, Message: p.Message}
	}
	return &out
}

// MatchOwnItems answers matchOwnItems.
func (h Handler) MatchOwnItems(ctx context.Context, r contract.MatchOwnItemsRequestObject) (contract.MatchOwnItemsResponseObject, error) {
	numbers := make([]string, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		numbers[i] = l.Number
	}
	found, err := h.service.Match(ctx, r.Company, numbers)
	if err != nil {
		return nil, err
	}
	out := contract.OwnMatches{Lines: make([]contract.OwnMatch, len(found))}
	for i, candidates := range found {
		line := contract.OwnMatch{Line: i, Outcome: contract.OwnMatchOutcome("several"), Candidates: make([]contract.OwnMatchCandidate, len(candidates))}
		switch {
		case Clear(candidates):
			line.Outcome = contract.OwnMatchOutcome("matched")
			out.Matched++
		case len(candidates) == 0:
			line.Outcome = contract.OwnMatchOutcome("none")
			out.Questions++
		default:
			out.Questions++
		}
		for n, c := range candidates {
			by := "sku"
			if c.Barcode {
				by = "gtin"
			}
			line.Candidates[n] = contract.OwnMatchCandidate{
				Supplier: c.Supplier, SupplierName: c.SupplierName, Item: c.Item, Sku: c.Offer.SKU, Name: c.Offer.Name, By: contract.OwnMatchCandidateBy(by),
			}
		}
		out.Lines[i] = line
	}
	return contract.MatchOwnItems200JSONResponse(out), nil
}

// ListOwnEquals answers listOwnEquals.
func (h Handler) ListOwnEquals(ctx context.Context, r contract.ListOwnEqualsRequestObject) (contract.ListOwnEqualsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	equals, err := h.service.OwnEquals(ctx, r.Company, own.Says(optional.Value(r.Params.Says)), wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListOwnEquals200JSONResponse{Items: make([]contract.OwnEqual, len(equals.Items)), Next: optional.Of(equals.Next)}
	for i, e := range equals.Items {
		out.Items[i] = contract.OwnEqual{Says: contract.OwnEqualSays(e.Says), At: e.At, Left: showSide(e.Left), Right: showSide(e.Right)}
	}
	return out, nil
}

func showSide(s OwnSide) contract.OwnEqualSide {
	out := contract.OwnEqualSide{Supplier: s.Supplier, SupplierName: optional.Of(s.SupplierName), Item: s.Item}
	if s.Offer != nil {
		out.Sku, out.Name = optional.Of(s.Offer.SKU), optional.Of(s.Offer.Name)
	}
	return out
}

func showFacts(f own.Facts) contract.OwnItemFacts {
	out := contract.OwnItemFacts{Code: optional.Of(f.Code), Name: optional.Of(f.Name)}
	if f.Holds != nil {
		out.Holds, out.HoldsUnit = optional.Of(f.Holds.Amount.String()), optional.Of(f.Holds.Unit.Code())
	}
	return out
}

func showFactsIf(f own.Facts) *contract.OwnItemFacts {
	if f.Empty() {
		return nil
	}
	out := showFacts(f)
	return &out
}

func showOfferIf(o *Offer) *contract.Offer {
	if o == nil {
		return nil
	}
	out := showOffer(*o)
	return &out
}

func showProduct(p Product) contract.ProductPage {
	out := contract.ProductPage{
		Supplier: p.Of.Supplier, Item: p.Of.Item, Name: p.Name, Description: optional.Of(p.Description), Brand: optional.Of(p.Brand), Mpns: p.MPNs, Gtins: p.GTINs, Own: showFactsIf(p.Own),
		BaseUnit: optional.Of(p.Base.Code()), Suppliers: make([]contract.FoundSupplier, len(p.Suppliers)), Offers: make([]contract.ProductOffer, len(p.Offers)),
		Others: make([]contract.FoundOffer, len(p.Others)), Alternates: make([]contract.Alternate, len(p.Alternates)), AlternatesTag: p.AlternatesTag,
	}
	for i, s := range p.Suppliers {
		out.Suppliers[i] = contract.FoundSupplier{Supplier: s.ID, Name: s.Name, Epoch: s.Epoch, Shows: showShows(s.Shows)}
	}
	for i, o := range p.Offers {
		out.Offers[i] = showProductOffer(o)
	}
	for i, o := range p.Others {
		out.Others[i] = contract.FoundOffer{Supplier: o.Supplier, Offer: showOffer(o.Offer)}
	}
	for i, a := range p.Alternates {
		out.Alternates[i] = contract.Alternate{Supplier: a.Supplier, Item: a.Item, Note: a.Note, ApprovedBy: a.ApprovedBy, At: a.At, Offer: showOfferIf(a.Offer)}
	}
	if len(p.Variants) > 0 {
		variants := make([]contract.ProductVariant, len(p.Variants))
		for i, v := range p.Variants {
			variants[i] = contract.ProductVariant{Supplier: v.Supplier, Item: v.Offer.Item, Sku: v.Offer.SKU, Name: v.Offer.Name, Axes: showAxes(v.Axes)}
		}
		out.Variants = &variants
	}
	return out
}

func showProductOffer(o ProductOffer) contract.ProductOffer {
	out := contract.ProductOffer{
		Supplier: o.Supplier, Offer: showOffer(o.Offer), PerUnit: showPerUnit(o.PerUnit), Best: optional.Word[contract.ProductOfferBest](o.Best), PricedAt: optional.Time(o.PricedAt),
		Own: showFactsIf(o.Own), Said: optional.Word[contract.ProductOfferSaid](o.Said), Evidence: make([]contract.SameEvidence, len(o.Evidence)),
		Contradictions: make([]contract.SameContradiction, len(o.Contradictions)), Description: optional.Of(o.Details.Description), Packs: showPacks(o.Details.Packs),
		Attributes: showAxes(o.Attributes),
	}
	for i, e := range o.Evidence {
		out.Evidence[i] = contract.SameEvidence{Ground: contract.SameEvidenceGround(e.Ground), Value: optional.Of(e.Value)}
	}
	for i, c := range o.Contradictions {
		out.Contradictions[i] = contract.SameContradiction{Conflict: contract.SameContradictionConflict(c.Conflict), Here: c.Left, There: c.Right}
	}
	return out
}

func showPerUnit(p *PerUnit) *contract.PricePerUnit {
	if p == nil {
		return nil
	}
	return &contract.PricePerUnit{
		Currency: p.Price.Currency().Code(), Amount: p.Price.Decimal().StringFixed(6), Unit: p.Unit.Code(), Holds: p.Holds, Guess: p.Guess, Source: contract.PricePerUnitSource(p.Source),
	}
}

func showPacks(packs []catalog.Pack) []contract.ProductPack {
	out := make([]contract.ProductPack, len(packs))
	for i, p := range packs {
		out[i] = contract.ProductPack{Level: contract.ProductPackLevel(p.Level), Contains: p.Contains.String(), Unit: p.Unit.Code(), Gtin: optional.Of(p.GTIN)}
		if p.GrossWeight.IsPositive() {
			out[i].GrossKg = optional.Of(p.GrossWeight.String())
		}
	}
	return out
}

func showAxes(axes []Axis) []contract.ProductAttribute {
	out := make([]contract.ProductAttribute, len(axes))
	for i, a := range axes {
		out[i] = contract.ProductAttribute{Name: a.Name, Value: a.Value, Unit: optional.Of(a.Unit)}
	}
	return out
}
