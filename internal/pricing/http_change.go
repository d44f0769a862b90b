package pricing

import (
	"context"

	contract "manifold/api/pricing"
	"manifold/internal/catalog"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
)

// ListPriceChanges answers listPriceChanges.
func (h Handler) ListPriceChanges(ctx context.Context, r contract.ListPriceChangesRequestObject) (contract.ListPriceChangesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	changes, err := h.service.Changes(ctx, r.Company, ChangeState(optional.Value(r.Params.State)), wanted)
	if err != nil {
		return nil, err
	}
	costs := h.service.seesCost(ctx, r.Company)
	out := contract.ListPriceChanges200JSONResponse{Items: make([]contract.PriceChange, len(changes.Items)), Next: optional.Of(changes.Next)}
	for i, c := range changes.Items {
		out.Items[i] = h.showChange(c, costs)
	}
	return out, nil
}

// showChange leaves out what is told of costs unless the caller may know it.
func (h Handler) showChange(c Change, costs bool) contract.PriceChange {
	out := contract.PriceChange{
		ID: c.ID, Name: c.Name, Source: contract.PriceChangeSource(c.Source), State: contract.PriceChangeState(c.State), Lines: c.Lines, Raised: c.Tally.Raised, Lowered: c.Tally.Lowered,
		New: c.Tally.New, Cleared: c.Tally.Cleared, Same: c.Tally.Same, Kept: c.Kept, PublishAt: optional.Time(c.PublishAt), PublishedAt: optional.Time(c.PublishedAt),
		RolledBackAt: optional.Time(c.RolledBackAt), Rollback: c.Revocable(h.service.clock.Now()), Failure: optional.Of(c.Failure), PersonName: c.PersonName, CreatedAt: c.CreatedAt,
	}
	if c.State == Published {
		out.RollbackUntil = optional.Time(c.PublishedAt.Add(RollbackWithin))
	}
	if costs {
		out.UnderFloor = &c.Tally.UnderFloor
	}
	return out
}

// DraftPriceChange answers draftPriceChange.
func (h Handler) DraftPriceChange(ctx context.Context, r contract.DraftPriceChangeRequestObject) (contract.DraftPriceChangeResponseObject, error) {
	draft := ChangeDraft{Name: r.Body.Name, Source: string(r.Body.Source)}
	for _, l := range optional.Value(r.Body.Lines) {
		line := LineDraft{
			Item: optional.Value(l.Item), SKU: optional.Value(l.Sku), Target: takeTarget(l.Target), Currency: optional.Value(l.Currency), Amount: optional.Value(l.Amount),
			From: optional.Value(l.ValidFrom), Until: optional.Value(l.ValidTo), Agreed: optional.Value(l.Agreed),
		}
		if l.Breaks != nil {
			breaks := takeRungs(l.Breaks)
			line.Breaks = &breaks
		}
		draft.Lines = append(draft.Lines, line)
	}
	if r.Body.Operation != nil {
		operation := takeOperation(*r.Body.Operation)
		draft.Operation = &operation
	}
	done, err := h.service.DraftChange(ctx, r.Company, draft)
	if err != nil {
		return nil, err
	}
	return contract.DraftPriceChange201JSONResponse{
		Change:  h.showChange(done.Change, h.service.seesCost(ctx, r.Company)),
		Outcome: contract.PricingLinesOutcome{Accepted: done.Accepted, Flagged: done.Flagged, Lines: showLines(done.Outcomes)},
	}, nil
}

func takeTarget(t *contract.PriceTarget) Target {
	if t == nil {
		return Target{}
	}
	return Target{List: optional.Value(t.List), Customer: optional.Value(t.Customer)}
}

func takeOperation(o contract.PriceOperation) OperationDraft {
	return OperationDraft{
		Target: takeTarget(&o.Target), How: How(o.How), By: optional.Value(o.By), From: Basis(optional.Value(o.From)), FromList: optional.Value(o.FromList), Currency: optional.Value(o.Currency),
		Rounding: takeRounding(o.Rounding), Floor: takeBound(o.Floor), Ceiling: takeBound(o.Ceiling), Since: optional.Value(o.ValidFrom), Until: optional.Value(o.ValidTo), Items: optional.Value(o.Items),
		Filter: catalog.Filter{Words: optional.Value(o.Words), Category: optional.Value(o.Category), Brand: optional.Value(o.Brand), Family: optional.Value(o.Family)},
	}
}

// GetPriceChange answers getPriceChange.
func (h Handler) GetPriceChange(ctx context.Context, r contract.GetPriceChangeRequestObject) (contract.GetPriceChangeResponseObject, error) {
	change, err := h.service.Change(ctx, r.Company, r.Change)
	if err != nil {
		return nil, err
	}
	return contract.GetPriceChange200JSONResponse(h.showChange(change, h.service.seesCost(ctx, r.Company))), nil
}

// ListPriceChangeLines answers listPriceChangeLines.
func (h Handler) ListPriceChangeLines(ctx context.Context, r contract.ListPriceChangeLinesRequestObject) (contract.ListPriceChangeLinesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	lines, err := h.service.ChangeLines(ctx, r.Company, r.Change, string(optional.Value(r.Params.Only)), wanted)
	if err != nil {
		return nil, err
	}
	costs := h.service.seesCost(ctx, r.Company)
	out := contract.ListPriceChangeLines200JSONResponse{Items: make([]contract.PriceChangeLine, len(lines.Items)), Next: optional.Of(lines.Next)}
	for i, l := range lines.Items {
		out.Items[i] = showChangeLine(l, costs)
	}
	return out, nil
}

func showChangeLine(l ChangeLine, costs bool) contract.PriceChangeLine {
	out := contract.PriceChangeLine{
		Position: l.Position, Item: l.Item, Sku: l.SKU, Name: l.Name, Target: contract.PriceTarget{List: optional.Of(l.Target.List), Customer: optional.Of(l.Target.Customer)}, TargetName: l.TargetName,
		OldBreaks: []contract.PriceRung{}, Breaks: []contract.PriceRung{}, ValidFrom: optional.Time(l.From), ValidTo: optional.Time(l.Until), Agreed: showDecimal(l.Agreed),
		Effect: contract.PriceChangeLineEffect(l.Effect()),
	}
	if l.Old != nil {
		out.Currency = l.Old.Amount.Currency().Code()
		out.Old, out.OldCurrency, out.OldBreaks = optional.Of(l.Old.Amount.Decimal().String()), optional.Of(l.Old.Amount.Currency().Code()), showRungs(l.Old.Breaks)
	}
	if l.New != nil {
		out.Currency = l.New.Amount.Currency().Code()
		out.Amount, out.Breaks = optional.Of(l.New.Amount.Decimal().String()), showRungs(l.New.Breaks)
	}
	if percent, ok := l.Percent(); ok {
		out.Percent = optional.Of(percent.String())
	}
	if costs {
		before, after := l.Margins()
		under := l.UnderFloor()
		out.OldMargin, out.Margin, out.UnderFloor = showDecimal(before), showDecimal(after), &under
	}
	return out
}

// ExportPriceChange answers exportPriceChange.
func (h Handler) ExportPriceChange(ctx context.Context, r contract.ExportPriceChangeRequestObject) (contract.ExportPriceChangeResponseObject, error) {
	run, err := h.service.ExportChange(ctx, r.Company, r.Change, table.Format(r.Body.Format))
	if err != nil {
		return nil, err
	}
	return contract.ExportPriceChange202JSONResponse(job.Present(r.Company, run)), nil
}

// ExcludePriceChangeLines answers excludePriceChangeLines.
func (h Handler) ExcludePriceChangeLines(ctx context.Context, r contract.ExcludePriceChangeLinesRequestObject) (contract.ExcludePriceChangeLinesResponseObject, error) {
	change, err := h.service.ExcludeLines(ctx, r.Company, r.Change, optional.Value(r.Body.Positions), optional.Value(r.Body.UnderFloor))
	if err != nil {
		return nil, err
	}
	return contract.ExcludePriceChangeLines200JSONResponse(h.showChange(change, h.service.seesCost(ctx, r.Company))), nil
}

// PublishPriceChange answers publishPriceChange.
func (h Handler) PublishPriceChange(ctx context.Context, r contract.PublishPriceChangeRequestObject) (contract.PublishPriceChangeResponseObject, error) {
	change, err := h.service.PublishChange(ctx, r.Company, r.Change, optional.Value(r.Body.At), optional.Value(r.Body.AcceptUnderFloor))
	if err != nil {
		return nil, err
	}
	return contract.PublishPriceChange200JSONResponse(h.showChange(change, h.service.seesCost(ctx, r.Company))), nil
}

// CancelPriceChange answers cancelPriceChange.
func (h Handler) CancelPriceChange(ctx context.Context, r contract.CancelPriceChangeRequestObject) (contract.CancelPriceChangeResponseObject, error) {
	change, err := h.service.CancelChange(ctx, r.Company, r.Change)
	if err != nil {
		return nil, err
	}
	return contract.CancelPriceChange200JSONResponse(h.showChange(change, h.service.seesCost(ctx, r.Company))), nil
}

// RollBackPriceChange answers rollBackPriceChange.
func (h Handler) RollBackPriceChange(ctx context.Context, r contract.RollBackPriceChangeRequestObject) (contract.RollBackPriceChangeResponseObject, error) {
	change, err := h.service.RollBackChange(ctx, r.Company, r.Change)
	if err != nil {
		return nil, err
	}
	return contract.RollBackPriceChange200JSONResponse(h.showChange(change, h.service.seesCost(ctx, r.Company))), nil
}

// ListConditions answers listConditions.
func (h Handler) ListConditions(ctx context.Context, r contract.ListConditionsRequestObject) (contract.ListConditionsResponseObject, error) {
	levels, err := h.service.Conditions(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListConditions200JSONResponse{Items: make([]contract.ConditionLevel, len(levels))}
	for i, l := range levels {
		out.Items[i] = showLevel(l)
	}
	return out, nil
}

// PutCondition answers putCondition.
func (h Handler) PutCondition(ctx context.Context, r contract.PutConditionRequestObject) (contract.PutConditionResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := r.Body
	draft := takeConditions(b.Conditions)
	draft.Level, draft.Region, draft.Group, draft.Customer = ConditionLevel(b.Level), optional.Value(b.Region), optional.Value(b.Group), optional.Value(b.Customer)
	level, err := h.service.PutCondition(ctx, r.Company, wanted, draft)
	if err != nil {
		return nil, err
	}
	return contract.PutCondition200JSONResponse{Body: showLevel(level), Headers: contract.PutCondition200ResponseHeaders{ETag: optional.Of(web.ETag(level.Version))}}, nil
}

func takeConditions(c contract.TradeConditions) ConditionDraft {
	out := ConditionDraft{LeadDays: c.LeadDays}
	if c.MinimumOrder != nil {
		out.MinimumOrder = &SumDraft{c.MinimumOrder.Amount, c.MinimumOrder.Currency}
	}
	if f := c.SmallOrderFee; f != nil {
		out.SmallOrderFee = &FeeDraft{f.Below, f.Fee, f.Currency}
	}
	if f := c.Freight; f != nil {
		out.Freight = &FreightDraft{By: FreightBy(f.By), Currency: f.Currency, Fee: optional.Value(f.Fee), FreeFrom: optional.Value(f.FreeFrom)}
		for _, s := range optional.Value(f.Steps) {
			out.Freight.Steps = append(out.Freight.Steps, StepDraft{s.From, s.Fee})
		}
	}
	if d := c.CashDiscount; d != nil {
		out.CashDiscount = &CashDiscountDraft{d.Percent, d.Days}
	}
	return out
}

func showLevel(l Condition) contract.ConditionLevel {
	return contract.ConditionLevel{
		ID: l.ID, Level: contract.ConditionLevelName(l.Level), Region: optional.Of(l.Region), Group: optional.Of(l.Group), GroupName: optional.Of(l.GroupName), Customer: optional.Of(l.Customer),
		CustomerName: optional.Of(l.CustomerName), Conditions: showConditions(l.Conditions), Version: l.Version, UpdatedAt: l.UpdatedAt,
	}
}

// showMoney is an amount with all its digits.
func showMoney(a money.Amount) string {
	return a.Decimal().StringFixed(int32(a.Currency().Digits()))
}

func showConditions(c Conditions) contract.TradeConditions {
	out := contract.TradeConditions{LeadDays: c.LeadDays}
	if c.MinimumOrder != nil {
		out.MinimumOrder = &contract.ConditionSum{Amount: showMoney(*c.MinimumOrder), Currency: c.MinimumOrder.Currency().Code()}
	}
	if f := c.SmallOrderFee; f != nil {
		out.SmallOrderFee = &contract.SmallOrderFee{Below: showMoney(f.Below), Fee: showMoney(f.Fee), Currency: f.Fee.Currency().Code()}
	}
	if f := c.Freight; f != nil {
		out.Freight = showFreight(*f)
	}
	if d := c.CashDiscount; d != nil {
		out.CashDiscount = &contract.CashDiscount{Percent: d.Percent.String(), Days: d.Days}
	}
	return out
}

func showFreight(f Freight) *contract.FreightTable {
	out := &contract.FreightTable{By: contract.FreightTableBy(f.By), Currency: f.Fee.Currency().Code()}
	if f.By == FlatFreight {
		out.Fee = optional.Of(showMoney(f.Fee))
	} else {
		steps := make([]contract.FreightStep, len(f.Steps))
		for i, s := range f.Steps {
			steps[i] = contract.FreightStep{From: s.From.String(), Fee: showMoney(s.Fee)}
			out.Currency = s.Fee.Currency().Code()
		}
		out.Steps = &steps
	}
	if f.FreeFrom != nil {
		out.FreeFrom = optional.Of(showMoney(*f.FreeFrom))
	}
	return out
}

// DeleteCondition answers deleteCondition.
func (h Handler) DeleteCondition(ctx context.Context, r contract.DeleteConditionRequestObject) (contract.DeleteConditionResponseObject, error) {
	if err := h.service.DeleteCondition(ctx, r.Company, r.Condition); err != nil {
		return nil, err
	}
	return contract.DeleteCondition204Response{}, nil
}

// ResolveConditions answers resolveConditions.
func (h Handler) ResolveConditions(ctx context.Context, r contract.ResolveConditionsRequestObject) (contract.ResolveConditionsResponseObject, error) {
	found, err := h.service.ConditionsFor(ctx, r.Company, r.Params.Customer)
	if err != nil {
		return nil, err
	}
	return contract.ResolveConditions200JSONResponse(showResolved(found)), nil
}

// GetSupplierConditions answers getSupplierConditions.
func (h Handler) GetSupplierConditions(ctx context.Context, r contract.GetSupplierConditionsRequestObject) (contract.GetSupplierConditionsResponseObject, error) {
	found, err := h.service.ConditionsHere(ctx, r.Company, r.Supplier)
	if err != nil {
		return nil, err
	}
	return contract.GetSupplierConditions200JSONResponse(showResolved(found)), nil
}

func showResolved(r Resolved) contract.ResolvedConditions {
	return contract.ResolvedConditions{
		Conditions: showConditions(r.Conditions), Protection: contract.PriceProtection(r.Policy.Protection), NoticeDays: r.Policy.NoticeDays, Precedence: contract.PricePrecedence(r.Policy.Precedence),
	}
}
