package ordering

import (
	"context"

	contract "manifold/api/ordering"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/optional"
	"manifold/internal/matching/own"
)

func takeAsked(b *contract.PlanRequest) Asked {
	out := Asked{
		Basket: basket.Request{
			Lines: make([]basket.Asked, len(b.Lines)), Currency: optional.Value(b.Currency), Suppliers: optional.Value(b.Suppliers), InStock: optional.Value(b.InStock), LeadDays: b.LeadDays,
			OnAccount: optional.Value(b.OnAccount), Region: optional.Value(b.Region),
		},
		Priced: Aim(optional.Value(b.Priced)),
	}
	for i, l := range b.Lines {
		line := basket.Asked{Key: l.Key, Text: optional.Value(l.Text), Name: optional.Value(l.Name), Quantity: l.Quantity, Unit: optional.Value(l.Unit)}
		if l.Item != nil {
			line.Item = &own.Ref{Supplier: l.Item.Supplier, Item: l.Item.Item}
		}
		out.Basket.Lines[i] = line
	}
	for _, r := range optional.Value(b.Rules) {
		out.Wishes = append(out.Wishes, Wish{
			Kind: WishKind(r.Kind), Supplier: optional.Value(r.Supplier), Line: optional.Value(r.Line), Item: optional.Value(r.Item), Count: optional.Value(r.Count), By: takeDay(r.By),
		})
	}
	return out
}

func showShare(d Divided, s Share) contract.PlanOrder {
	in := func(minor int64) string { return basket.Plain(minor, s.Currency) }
	out := contract.PlanOrder{
		Supplier: s.Supplier, Name: s.Name, Currency: s.Currency.Code(), Lines: len(s.Lines), Goods: in(s.Goods), Promotions: in(-s.Saved), Freight: in(s.Freight), FreightUnknown: s.FreightUnknown,
		Fee: in(s.Fee), Tax: in(s.Tax), Total: in(s.Total()), Pay: basket.Plain(s.Pay, d.Currency),
	}
	if s.Missing > 0 {
		out.Missing = optional.Of(in(s.Missing))
	}
	return out
}

func showDivision(d Divided, v Division) contract.PurchasePlan {
	in := func(minor int64) string { return basket.Plain(minor, d.Currency) }
	out := contract.PurchasePlan{
		Aim: contract.PlanAim(v.Aim), Stands: contract.PurchasePlanStands(v.Stands), Because: make([]contract.PlanBecause, len(v.Because)), Pay: in(v.Pay), Cost: in(v.Cost),
		Orders: make([]contract.PlanOrder, len(v.Orders)), Lines: make([]contract.PlanLine, len(v.Lines)),
	}
	if v.Stands == Bounded {
		out.Gap = optional.Of(in(v.Gap))
	}
	if d.Single != nil && len(v.Orders) > 0 {
		out.Saving = optional.Of(in(d.Single.Pay - v.Pay))
	}
	for i, b := range v.Because {
		out.Because[i] = contract.PlanBecause{Code: contract.PlanBecauseCode(b.Code), Supplier: optional.Of(b.Supplier)}
	}
	for i, s := range v.Orders {
		out.Orders[i] = showShare(d, s)
	}
	for i, l := range v.Lines {
		out.Lines[i] = contract.PlanLine{Key: l.Key, Supplier: l.Supplier, Item: l.Item, Quantity: l.Quantity}
	}
	return out
}

func showDivided(d Divided) contract.PurchasePlans {
	in := func(minor int64) string { return basket.Plain(minor, d.Currency) }
	out := contract.PurchasePlans{
		At: d.At, Currency: d.Currency.Code(), OrderCost: in(d.OrderCost), Plans: make([]contract.PurchasePlan, len(d.Divisions)), Rules: make([]contract.PlanRulePrice, len(d.Prices)), Left: make([]contract.PlanLeft, len(d.Left)),
	}
	for i, v := range d.Divisions {
		out.Plans[i] = showDivision(d, v)
	}
	for i, p := range d.Prices {
		out.Rules[i] = contract.PlanRulePrice{Rule: p.Wish, Exact: p.Exact, Blocks: p.Blocked}
		if p.Known {
			out.Rules[i].Saving = optional.Of(in(p.Saving))
		}
	}
	for i, l := range d.Left {
		out.Left[i] = contract.PlanLeft{Key: l.Key, Why: contract.PlanLeftWhy(l.Why)}
	}
	if s := d.Single; s != nil {
		out.Single = &contract.PlanSingle{Supplier: s.Supplier, Name: s.Name, Pay: in(s.Pay)}
	}
	return out
}

// PlanPurchase answers planPurchase.
func (h Handler) PlanPurchase(ctx context.Context, r contract.PlanPurchaseRequestObject) (contract.PlanPurchaseResponseObject, error) {
	d, err := h.service.Divide(ctx, r.Company, takeAsked(r.Body))
	if err != nil {
		return nil, err
	}
	return contract.PlanPurchase200JSONResponse(showDivided(d)), nil
}
