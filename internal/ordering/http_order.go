package ordering

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	contract "manifold/api/ordering"
	"manifold/internal/catalog"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/web"
)

func showMoney(p money.UnitPrice) contract.OrderMoney {
	return contract.OrderMoney{Amount: shownPrice(p), Currency: p.Currency().Code()}
}

func showSummary(s Summary) contract.OrderSummary {
	out := contract.OrderSummary{
		ID: s.ID, Number: s.Number, Supplier: contract.OrderParty{Company: s.Supplier.Company, Name: s.Supplier.Name}, Buyer: contract.OrderParty{Company: s.Buyer.Company, Name: s.Buyer.Name},
		CustomerCode: s.CustomerCode, Person: s.Person, Reference: s.Reference, CreatedAt: s.CreatedAt, ChangedAt: s.ChangedAt, Status: contract.OrderStatus(s.Status), Lines: s.Lines,
		WaitsForSupplier: s.Waits[Supplier], WaitsForBuyer: s.Waits[Buyer], Due: optional.Time(s.Due), Currency: s.Currency.Code(), Total: basket.Plain(s.Total, s.Currency), Version: s.Version,
	}
	if !s.Purchase.IsZero() {
		out.Purchase = &s.Purchase
	}
	return out
}

func showListed(l Listed) contract.OrderPage {
	c := l.Counts
	return contract.OrderPage{Items: page.Map(l.Page, showSummary).Items, Next: optional.Of(l.Next), Counts: contract.OrderCounts{
		Submitted: c.ByStatus[StatusSubmitted], Changed: c.ByStatus[StatusChanged], Accepted: c.ByStatus[StatusAccepted], PartShipped: c.ByStatus[StatusPart], Shipped: c.ByStatus[StatusShipped], Received: c.ByStatus[StatusReceived], Refused: c.ByStatus[StatusRefused], Withdrawn: c.ByStatus[StatusWithdrawn], Waiting: c.Waiting,
	}}
}

func showTaken(all []Taken, currency money.Currency) []contract.OrderPromotion {
	out := make([]contract.OrderPromotion, len(all))
	for i, t := range all {
		out[i] = contract.OrderPromotion{Promotion: t.Promotion.String(), Name: t.Name, Saved: basket.Plain(t.Saved, currency)}
	}
	return out
}

func showActs(all []Act) []contract.OrderAct {
	out := make([]contract.OrderAct, len(all))
	for i, a := range all {
		out[i] = contract.OrderAct(a)
	}
	return out
}

func showLine(o Order, l Line, side Side) contract.OrderLine {
	in := func(minor int64) string { return basket.Plain(minor, o.Currency) }
	out := contract.OrderLine{
		Line: l.Number, Item: l.Item, Sku: l.SKU, Name: l.Name, Brand: l.Brand, Mpn: l.MPN, Gtin: l.GTIN, Unit: l.Unit, Quantity: l.Quantity.String(), Ordered: l.Ordered.String(), Shipped: l.Shipped.String(), Received: l.Received.String(), Price: showMoney(l.Price),
		Goods: in(l.Goods), Saved: in(l.Saved), Total: in(l.Goods - l.Saved), Promotions: showTaken(l.Promotions, o.Currency), Protection: contract.OrderLineProtection(l.Protection), NoticeDays: optional.Of(l.NoticeDays),
		NeededBy: dayOf(l.NeededBy), LeadDays: l.LeadDays, Note: l.Note, State: contract.OrderLineState(l.State), Turn: optional.Word[contract.OrderSide](l.State.Turn()), Due: optional.Time(l.Due),
		PromisedOn: dayOf(l.PromisedOn), Reason: optional.Of(l.Reason), Availability: contract.OrderLineAvailabilitySubjectToConfirmation, Acts: showActs(l.State.Acts(side)),
	}
	if !l.Case.IsZero() {
		out.Case = optional.Of(l.Case.String())
	}
	if l.TaxRate != nil {
		out.TaxRate, out.Tax = optional.Of(l.TaxRate.String()), optional.Of(in(l.Tax))
	}
	if l.Available {
		out.Availability = contract.OrderLineAvailabilityAvailable
	}
	if side == Supplier {
		hold := contract.None
		if o.Held[l.Number] {
			hold = contract.Held
		}
		out.Hold = &hold
	}
	if p := l.Proposal; p != nil {
		out.Proposal = &contract.OrderProposal{Quantity: p.Quantity.String(), Price: showMoney(p.Price), PromisedOn: dayOf(p.PromisedOn), Reason: optional.Of(l.Reason)}
		if then, err := l.at(*p, o.Currency); err == nil { // it was reckoned when it was proposed
			out.Proposal.Total = in(then.Goods - then.Saved)
		}
	}
	return out
}

func showEvent(e Event) contract.OrderEvent {
	out := contract.OrderEvent{
		At: e.At, Side: contract.OrderSide(e.Side), Person: e.Person, Act: contract.OrderAct(e.Act), Line: optional.Of(e.Line), State: optional.Word[contract.OrderLineState](e.State), Quantity: optional.Of(e.Quantity),
		PromisedOn: dayOf(e.PromisedOn), Reason: optional.Of(e.Reason),
	}
	if !e.Price.Currency().IsZero() {
		price := showMoney(e.Price)
		out.Price = &price
	}
	return out
}

func showMessage(m Message) contract.OrderMessage {
	return contract.OrderMessage{At: m.At, Side: contract.OrderSide(m.Side), Person: m.Person, Text: m.Text}
}

func showOrder(o Order, side Side) contract.Order {
	in := func(minor int64) string { return basket.Plain(minor, o.Currency) }
	out := contract.Order{
		Summary: showSummary(o.Summary), Goods: in(o.Goods), Promotions: in(-o.Saved), Freight: in(o.Freight), FreightUnknown: o.FreightUnknown, Fee: in(o.Fee), Tax: in(o.Tax), Note: o.Note, NeededBy: dayOf(o.NeededBy),
		Terms: contract.OrderTerms{
			Payment: o.Terms.Payment, PaymentDays: o.Terms.PaymentDays, Incoterm: o.Terms.Incoterm, DeliveryDays: o.Terms.DeliveryDays, DiscountPercent: optional.Of(o.Terms.DiscountPercent), DiscountDays: optional.Of(o.Terms.DiscountDays),
		},
		Lines: make([]contract.OrderLine, len(o.Lines)), Events: make([]contract.OrderEvent, len(o.Events)), Messages: make([]contract.OrderMessage, len(o.Messages)),
	}
	for i, l := range o.Lines {
		out.Lines[i] = showLine(o, l, side)
	}
	for i, e := range o.Events {
		out.Events[i] = showEvent(e)
	}
	for i, m := range o.Messages {
		out.Messages[i] = showMessage(m)
	}
	return out
}

// takeDeeds reads acts as the contract writes them.
func takeDeeds(acts []contract.OrderActDraft) ([]Deed, error) {
	var wrong []fault.Field
	out := make([]Deed, len(acts))
	for i, a := range acts {
		path := fmt.Sprintf("/acts/%d", i)
		out[i] = Deed{Line: a.Line, Act: Act(a.Act), PromisedOn: takeDay(a.PromisedOn), Reason: optional.Value(a.Reason)}
		if a.Quantity != nil {
			var quantity decimal.Decimal
			var fields []fault.Field
			quantity, fields = catalog.ReadQuantity(path+"/quantity", *a.Quantity)
			wrong = append(wrong, fields...)
			out[i].Quantity = &quantity
		}
		if a.Price != nil {
			price, err := Money(*a.Price).unit()
			if err != nil {
				wrong = append(wrong, fault.Field{Path: path + "/price", Code: "wrong_form", Message: "This is not a price."})
			}
			out[i].Price = &price
		}
	}
	if len(wrong) > 0 {
		return nil, fault.Invalid.With(wrong...)
	}
	return out, nil
}

// GetOrder answers getOrder.
func (h Handler) GetOrder(ctx context.Context, r contract.GetOrderRequestObject) (contract.GetOrderResponseObject, error) {
	o, err := h.service.Get(ctx, Supplier, r.Company, r.Order)
	if err != nil {
		return nil, err
	}
	return contract.GetOrder200JSONResponse{Body: showOrder(o, Supplier), Headers: contract.GetOrder200ResponseHeaders{ETag: optional.Of(web.ETag(o.Version))}}, nil
}

// GetPlacedOrder answers getPlacedOrder.
func (h Handler) GetPlacedOrder(ctx context.Context, r contract.GetPlacedOrderRequestObject) (contract.GetPlacedOrderResponseObject, error) {
	o, err := h.service.Get(ctx, Buyer, r.Company, r.Order)
	if err != nil {
		return nil, err
	}
	return contract.GetPlacedOrder200JSONResponse{Body: showOrder(o, Buyer), Headers: contract.GetPlacedOrder200ResponseHeaders{ETag: optional.Of(web.ETag(o.Version))}}, nil
}

// ActOnOrder answers actOnOrder.
func (h Handler) ActOnOrder(ctx context.Context, r contract.ActOnOrderRequestObject) (contract.ActOnOrderResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	deeds, err := takeDeeds(r.Body.Acts)
	if err != nil {
		return nil, err
	}
	o, err := h.service.Act(ctx, Supplier, r.Company, r.Order, seen, deeds)
	if err != nil {
		return nil, err
	}
	return contract.ActOnOrder200JSONResponse{Body: showOrder(o, Supplier), Headers: contract.ActOnOrder200ResponseHeaders{ETag: optional.Of(web.ETag(o.Version))}}, nil
}

// ActOnPlacedOrder answers actOnPlacedOrder.
func (h Handler) ActOnPlacedOrder(ctx context.Context, r contract.ActOnPlacedOrderRequestObject) (contract.ActOnPlacedOrderResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	deeds, err := takeDeeds(r.Body.Acts)
	if err != nil {
		return nil, err
	}
	o, err := h.service.Act(ctx, Buyer, r.Company, r.Order, seen, deeds)
	if err != nil {
		return nil, err
	}
	return contract.ActOnPlacedOrder200JSONResponse{Body: showOrder(o, Buyer), Headers: contract.ActOnPlacedOrder200ResponseHeaders{ETag: optional.Of(web.ETag(o.Version))}}, nil
}

// WriteToBuyer answers writeToBuyer.
func (h Handler) WriteToBuyer(ctx context.Context, r contract.WriteToBuyerRequestObject) (contract.WriteToBuyerResponseObject, error) {
	m, err := h.service.Write(ctx, Supplier, r.Company, r.Order, r.Body.Text)
	if err != nil {
		return nil, err
	}
	return contract.WriteToBuyer201JSONResponse(showMessage(m)), nil
}

// WriteToSupplier answers writeToSupplier.
func (h Handler) WriteToSupplier(ctx context.Context, r contract.WriteToSupplierRequestObject) (contract.WriteToSupplierResponseObject, error) {
	m, err := h.service.Write(ctx, Buyer, r.Company, r.Order, r.Body.Text)
	if err != nil {
		return nil, err
	}
	return contract.WriteToSupplier201JSONResponse(showMessage(m)), nil
}

// GetPlacedOrderAsBasket answers getPlacedOrderAsBasket.
func (h Handler) GetPlacedOrderAsBasket(ctx context.Context, r contract.GetPlacedOrderAsBasketRequestObject) (contract.GetPlacedOrderAsBasketResponseObject, error) {
	o, err := h.service.Get(ctx, Buyer, r.Company, r.Order)
	if err != nil {
		return nil, err
	}
	out := contract.GetPlacedOrderAsBasket200JSONResponse{Lines: make([]contract.OrderBasketLine, len(o.Lines))}
	for i, l := range o.Lines {
		out.Lines[i] = contract.OrderBasketLine{Supplier: o.Supplier.Company, Item: l.Item, Quantity: l.Ordered.String(), Unit: l.Unit, Sku: l.SKU, Name: l.Name}
	}
	return out, nil
}
