package promotion

import (
	"context"
	"strconv"

	contract "manifold/api/promotion"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/promotion/combine"
)

// PreviewPromotions answers previewPromotions.
func (h Handler) PreviewPromotions(ctx context.Context, r contract.PreviewPromotionsRequestObject) (contract.PreviewPromotionsResponseObject, error) {
	b, err := basket(*r.Body)
	if err != nil {
		return nil, err
	}
	out, err := h.service.Preview(ctx, r.Company, b)
	if err != nil {
		return nil, err
	}
	return contract.PreviewPromotions200JSONResponse(showOutcome(out)), nil
}

func basket(in contract.PromotionBasket) (Basket, error) {
	n := &numbers{}
	out := Basket{
		Replaces: optional.Value(in.Replaces), Customer: optional.Value(in.Customer), Coupon: optional.Value(in.Coupon), Freight: n.read("/freight", in.Freight),
		Buyer: combine.Buyer{Group: optional.Value(in.Group), Region: optional.Value(in.Region), FirstOrder: optional.Value(in.FirstOrder), DaysSinceOrder: in.DaysSinceOrder},
	}
	for i, l := range in.Lines {
		out.Lines = append(out.Lines, BasketLine{l.Item, n.read("/lines/"+strconv.Itoa(i)+"/quantity", &l.Quantity)})
	}
	if text := optional.Value(in.Currency); text != "" {
		currency, err := money.ParseCurrency(text)
		if err != nil {
			n.wrong = append(n.wrong, fault.Field{Path: "/currency", Code: "unknown", Message: "This currency is not known. Give an ISO 4217 code, such as CNY."})
		}
		out.Currency = currency
	}
	if len(n.wrong) > 0 {
		return Basket{}, fault.Invalid.With(n.wrong...)
	}
	if in.Draft != nil {
		t, err := terms(*in.Draft)
		if err != nil {
			return Basket{}, err
		}
		out.Draft = &t
	}
	return out, nil
}

func amount(a money.Amount) string { return a.Decimal().StringFixed(int32(a.Currency().Digits())) }

func showOutcome(o Outcome) contract.PromotionOutcome {
	out := contract.PromotionOutcome{
		Currency: o.Currency.Code(), Before: amount(o.Before), Saving: amount(o.Saving), After: amount(o.After), Freight: amount(o.Freight), Proven: o.Proven, AtMostBetter: amount(o.AtMostBetter),
		Lines: []contract.PromotionOutcomeLine{}, Applied: []contract.AppliedPromotion{}, NotApplied: []contract.PromotionNotApplied{}, Gifts: []contract.PromotionGiven{}, LeftOut: append([]id.ItemID{}, o.LeftOut...),
	}
	items := map[string]id.ItemID{}
	for _, l := range o.Lines {
		items[l.Line] = l.Item.ID
		out.Lines = append(out.Lines, contract.PromotionOutcomeLine{
			Item: l.Item.ID, Sku: l.Item.SKU, Name: l.Item.Name, Quantity: l.Quantity.String(), Unit: l.Item.Unit.Code(), Price: l.Price.Decimal().String(), Before: amount(l.Before), After: amount(l.After),
			Promotions: append([]id.PromotionID{}, l.Promotions...),
		})
	}
	for _, a := range o.Applied {
		out.Applied = append(out.Applied, contract.AppliedPromotion{
			Promotion: a.Promotion, Name: a.Name, Kind: contract.PromotionKind(a.Kind), Saving: amount(a.Saving), Sets: a.Sets, Gift: showGift(a.Gift), Next: showGap(a.Next, items),
			Supplier: amount(a.Shares.Supplier), Brand: amount(a.Shares.Brand), Hub: amount(a.Shares.Hub),
		})
	}
	names := map[id.PromotionID]string{}
	for _, a := range o.Applied {
		names[a.Promotion] = a.Name
	}
	for _, not := range o.Not {
		by := []string{}
		for _, p := range not.By {
			by = append(by, names[p])
		}
		out.NotApplied = append(out.NotApplied, contract.PromotionNotApplied{
			Promotion: not.Promotion, Name: not.Name, Kind: contract.PromotionKind(not.Kind), Reason: contract.PromotionReason(not.Reason), By: by, Gap: showGap(not.Gap, items),
		})
	}
	for _, g := range o.Gifts {
		out.Gifts = append(out.Gifts, *showGift(&g))
	}
	return out
}

func showGift(g *combine.GiftLine) *contract.PromotionGiven {
	if g == nil {
		return nil
	}
	return &contract.PromotionGiven{Item: g.Item, Quantity: g.Quantity.String()}
}

func showGap(g *combine.Gap, items map[string]id.ItemID) *contract.PromotionGap {
	if g == nil {
		return nil
	}
	out := contract.PromotionGap{Measure: contract.PromotionMeasure(g.Measure), Missing: g.Missing.String(), Saving: amount(g.Saving), Gift: showGift(g.Gift), Days: optional.Of(g.Days)}
	if item, there := items[g.Line]; there {
		out.Item = &item
	}
	return &out
}
