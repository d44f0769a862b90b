package ordering

import (
	"context"

	contract "manifold/api/ordering"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/web"
)

func takeMoney(m *contract.OrderMoney) *Money {
	if m == nil {
		return nil
	}
	out := Money(*m)
	return &out
}

// TakeDraft reads a purchase as it comes over HTTP.
func TakeDraft(b *contract.PurchaseDraft) Draft {
	out := Draft{Mode: Mode(optional.Value(b.Mode)), Reference: optional.Value(b.Reference), Lines: make([]LineDraft, len(b.Lines))}
	for i, l := range b.Lines {
		out.Lines[i] = LineDraft{
			Key: optional.Value(l.Key), Supplier: l.Supplier, Item: l.Item, Quantity: l.Quantity, Unit: optional.Value(l.Unit), Price: takeMoney(l.Price), Agreed: takeMoney(l.Agreed), NeededBy: takeDay(l.NeededBy),
			Note: optional.Value(l.Note),
		}
	}
	for _, o := range optional.Value(b.Orders) {
		out.Orders = append(out.Orders, OrderDraft{
			Supplier: o.Supplier, Reference: optional.Value(o.Reference), Note: optional.Value(o.Note), NeededBy: takeDay(o.NeededBy), Total: takeMoney(o.Total), Agreed: takeMoney(o.Agreed),
		})
	}
	return out
}

func showProblems(all []Problem) []contract.OrderProblem {
	out := make([]contract.OrderProblem, len(all))
	for i, p := range all {
		out[i] = contract.OrderProblem{Code: contract.OrderProblemCode(p.Code), Message: p.Message}
		cure := contract.OrderCure{Quantity: optional.Of(p.Quantity), Unit: optional.Of(p.Unit)}
		if p.Agree != "" {
			cure.Agree = &contract.OrderMoney{Amount: p.Agree, Currency: p.Currency}
		}
		if p.Missing != "" {
			cure.Missing = &contract.OrderMoney{Amount: p.Missing, Currency: p.Currency}
		}
		if cure != (contract.OrderCure{}) {
			out[i].Cure = &cure
		}
	}
	return out
}

func showPlannedLine(o Planned, l PlannedLine) contract.PlannedLine {
	in := func(minor int64) *string { return optional.Of(basket.Plain(minor, o.Currency)) }
	out := contract.PlannedLine{
		Index: l.Index, Key: optional.Of(l.Draft.Key), Supplier: l.Draft.Supplier, Item: l.Draft.Item, Sku: l.SKU, Name: l.Name, Brand: l.Line.Brand, Unit: l.Unit, Quantity: l.quantity.String(),
		Promotions: showTaken(l.Line.Promotions, o.Currency), Availability: optional.Word[contract.PlannedLineAvailability](l.Availability), LeadDays: l.Line.LeadDays, Problems: showProblems(l.Problems),
	}
	if l.Draft.Price != nil {
		seen := contract.OrderMoney(*l.Draft.Price)
		out.Seen = &seen
	}
	if l.SKU != "" {
		out.Minimum, out.Multiple = optional.Of(l.Minimum.String()), optional.Of(l.Multiple.String())
	}
	if l.Priced {
		price := showMoney(l.Line.Price)
		out.Price, out.Goods, out.Saved = &price, in(l.Line.Goods), in(l.Line.Saved)
		if l.Line.TaxRate != nil {
			out.TaxRate, out.Tax = optional.Of(l.Line.TaxRate.String()), in(l.Line.Tax)
		}
	}
	return out
}

func (h Handler) showPlanned(p Plan, o Planned) contract.PlannedOrder {
	out := contract.PlannedOrder{Supplier: o.Supplier, Name: o.Name, FreightUnknown: o.FreightUnknown, Lines: make([]contract.PlannedLine, len(o.Lines)), Problems: showProblems(o.Problems)}
	for i, l := range o.Lines {
		out.Lines[i] = showPlannedLine(o, l)
	}
	if len(o.orders) == 0 {
		return out
	}
	in := func(minor int64) *string { return optional.Of(basket.Plain(minor, o.Currency)) }
	out.Currency, out.Goods, out.Promotions, out.Freight, out.Fee, out.Tax, out.Total = optional.Of(o.Currency.Code()), in(o.Goods), in(-o.Saved), in(o.Freight), in(o.Fee), in(o.Tax), in(o.Total())
	out.AnswerBy = optional.Time(p.At.Add(o.AnswerWithin))
	if o.Minimum != nil {
		out.Minimum = in(*o.Minimum)
	}
	return out
}

func showPurchase(p Purchase) contract.Purchase {
	out := contract.Purchase{
		ID: p.ID, CreatedAt: p.CreatedAt, Mode: contract.PurchaseMode(p.Mode), Reference: p.Reference, Person: p.Person, Orders: make([]contract.OrderSummary, len(p.Orders)), LeftOut: make([]contract.LeftOut, len(p.LeftOut)),
	}
	for i, o := range p.Orders {
		out.Orders[i] = showSummary(o)
	}
	for i, l := range p.LeftOut {
		out.LeftOut[i] = contract.LeftOut{Index: l.Index, Key: optional.Of(l.Key), Supplier: l.Supplier, Item: l.Item, Quantity: l.Quantity, Code: string(l.Code)}
	}
	return out
}

// PreviewPurchase answers previewPurchase.
func (h Handler) PreviewPurchase(ctx context.Context, r contract.PreviewPurchaseRequestObject) (contract.PreviewPurchaseResponseObject, error) {
	p, err := h.service.Preview(ctx, r.Company, TakeDraft(r.Body))
	if err != nil {
		return nil, err
	}
	out := contract.PreviewPurchase200JSONResponse{At: p.At, Mode: contract.PurchaseMode(p.Mode), Ready: p.Ready(), Orders: make([]contract.PlannedOrder, len(p.Orders))}
	for i, o := range p.Orders {
		out.Orders[i] = h.showPlanned(p, o)
	}
	return out, nil
}

// CreatePurchase answers createPurchase.
func (h Handler) CreatePurchase(ctx context.Context, r contract.CreatePurchaseRequestObject) (contract.CreatePurchaseResponseObject, error) {
	p, err := h.service.Create(ctx, r.Company, TakeDraft(r.Body))
	if err != nil {
		return nil, err
	}
	return contract.CreatePurchase201JSONResponse(showPurchase(p)), nil
}

// GetPurchase answers getPurchase.
func (h Handler) GetPurchase(ctx context.Context, r contract.GetPurchaseRequestObject) (contract.GetPurchaseResponseObject, error) {
	p, err := h.service.Purchase(ctx, r.Company, r.Purchase)
	if err != nil {
		return nil, err
	}
	return contract.GetPurchase200JSONResponse(showPurchase(p)), nil
}

// ListPurchases answers listPurchases.
func (h Handler) ListPurchases(ctx context.Context, r contract.ListPurchasesRequestObject) (contract.ListPurchasesResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.service.Purchases(ctx, r.Company, asked)
	if err != nil {
		return nil, err
	}
	return contract.ListPurchases200JSONResponse{Items: page.Map(found, showPurchase).Items, Next: optional.Of(found.Next)}, nil
}
