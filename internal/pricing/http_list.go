package pricing

import (
	"context"
	"time"

	"github.com/oapi-codegen/runtime/types"
	"github.com/shopspring/decimal"

	"manifold/api"
	contract "manifold/api/pricing"
	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
	"manifold/internal/pricing/resolve"
)

// version reads If-Match as the version that the caller has seen; nil when any will do.
func version(header *string) (*int64, error) {
	wanted, given, err := web.WantedVersion(header)
	if err != nil || !given {
		return nil, err
	}
	return &wanted, nil
}

// ListPriceLists answers listPriceLists.
func (h Handler) ListPriceLists(ctx context.Context, r contract.ListPriceListsRequestObject) (contract.ListPriceListsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	filter := ListFilter{Words: optional.Value(p.Words), Kind: resolve.Kind(optional.Value(p.Kind)), State: ListState(optional.Value(p.State)), Group: optional.Value(p.Group), Customer: optional.Value(p.Customer)}
	lists, err := h.service.Lists(ctx, r.Company, filter, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListPriceLists200JSONResponse{Items: make([]contract.PriceList, len(lists.Items)), Next: optional.Of(lists.Next)}
	for i, l := range lists.Items {
		out.Items[i] = showList(l)
	}
	return out, nil
}

// CreatePriceList answers createPriceList.
func (h Handler) CreatePriceList(ctx context.Context, r contract.CreatePriceListRequestObject) (contract.CreatePriceListResponseObject, error) {
	list, err := h.service.CreateList(ctx, r.Company, takeList(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.CreatePriceList201JSONResponse{Body: showList(list), Headers: contract.CreatePriceList201ResponseHeaders{ETag: optional.Of(web.ETag(list.Version))}}, nil
}

// GetPriceList answers getPriceList.
func (h Handler) GetPriceList(ctx context.Context, r contract.GetPriceListRequestObject) (contract.GetPriceListResponseObject, error) {
	list, err := h.service.List(ctx, r.Company, r.List)
	if err != nil {
		return nil, err
	}
	return contract.GetPriceList200JSONResponse{Body: showList(list), Headers: contract.GetPriceList200ResponseHeaders{ETag: optional.Of(web.ETag(list.Version))}}, nil
}

// UpdatePriceList answers updatePriceList.
func (h Handler) UpdatePriceList(ctx context.Context, r contract.UpdatePriceListRequestObject) (contract.UpdatePriceListResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	list, err := h.service.UpdateList(ctx, r.Company, r.List, wanted, takeList(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.UpdatePriceList200JSONResponse{Body: showList(list), Headers: contract.UpdatePriceList200ResponseHeaders{ETag: optional.Of(web.ETag(list.Version))}}, nil
}

// SetPriceListState answers setPriceListState.
func (h Handler) SetPriceListState(ctx context.Context, r contract.SetPriceListStateRequestObject) (contract.SetPriceListStateResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	list, err := h.service.SetListState(ctx, r.Company, r.List, wanted, ListState(r.Body.State))
	if err != nil {
		return nil, err
	}
	return contract.SetPriceListState200JSONResponse{Body: showList(list), Headers: contract.SetPriceListState200ResponseHeaders{ETag: optional.Of(web.ETag(list.Version))}}, nil
}

func takeList(b contract.PriceListDraft) ListDraft {
	out := ListDraft{
		Kind: resolve.Kind(b.Kind), Name: b.Name, Region: optional.Value(b.Region), Channel: optional.Value(b.Channel), Group: optional.Value(b.Group), Customer: optional.Value(b.Customer),
		Currency: b.Currency, TaxIncluded: optional.Value(b.TaxIncluded), TaxRate: optional.Value(b.TaxRate), From: optional.Value(b.ValidFrom), Until: optional.Value(b.ValidTo),
		Priority: optional.Value(b.Priority), FamilyBreaks: optional.Value(b.FamilyBreaks),
	}
	if r := takeRounding(b.Rounding); r != nil {
		out.RoundMode, out.RoundStep, out.RoundEnding = r.Mode, r.Step, r.Ending
	}
	if b.Rule != nil {
		out.Rule = &RuleDraft{Basis: resolve.Basis(b.Rule.Basis), Percent: b.Rule.Percent, Floor: takeBound(b.Rule.Floor), Ceiling: takeBound(b.Rule.Ceiling)}
	}
	return out
}

func takeRounding(r *contract.PriceRounding) *RoundingDraft {
	if r == nil {
		return nil
	}
	return &RoundingDraft{Mode: money.Rounding(r.Mode), Step: optional.Value(r.Step), Ending: optional.Value(r.Ending)}
}

func takeBound(b *contract.PriceBound) BoundDraft {
	if b == nil {
		return BoundDraft{}
	}
	return BoundDraft{Margin: optional.Value(b.Margin), Amount: optional.Value(b.Amount)}
}

func showList(l PriceList) contract.PriceList {
	out := contract.PriceList{
		ID: l.ID, Kind: contract.PriceListKind(l.Kind), Name: l.Name, Region: optional.Of(l.Region), Channel: optional.Of(l.Channel), Group: optional.Of(l.Group), GroupName: optional.Of(l.GroupName),
		Customer: optional.Of(l.Customer), CustomerName: optional.Of(l.CustomerName), Currency: l.Currency.Code(), TaxIncluded: l.TaxIncluded, TaxRate: l.TaxRate.String(),
		Rounding:  contract.PriceRounding{Mode: contract.PriceRoundingMode(l.Rounding.Mode), Step: showPositive(l.Rounding.Step), Ending: showPositive(l.Rounding.Ending)},
		ValidFrom: optional.Time(l.From), ValidTo: optional.Time(l.Until), Priority: l.Priority, FamilyBreaks: l.FamilyBreaks, State: contract.PriceListState(l.State), Version: l.Version,
		Entries: l.Entries, UpdatedAt: l.UpdatedAt,
	}
	if l.Rule != nil {
		out.Rule = &contract.PriceRule{Basis: contract.PriceRuleBasis(l.Rule.Basis), Percent: l.Rule.Percent.String(), Floor: showBound(l.Rule.Floor), Ceiling: showBound(l.Rule.Ceiling)}
	}
	return out
}

// showPositive is a figure above zero; nothing for zero.
func showPositive(d decimal.Decimal) *string {
	if !d.IsPositive() {
		return nil
	}
	return optional.Of(d.String())
}

func showDecimal(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	return optional.Of(d.String())
}

func showBound(b resolve.Bound) *contract.PriceBound {
	if b.Margin == nil && b.Amount == nil {
		return nil
	}
	return &contract.PriceBound{Margin: showDecimal(b.Margin), Amount: showDecimal(b.Amount)}
}

// ListPriceEntries answers listPriceEntries.
func (h Handler) ListPriceEntries(ctx context.Context, r contract.ListPriceEntriesRequestObject) (contract.ListPriceEntriesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	when := When(optional.Value(r.Params.When))
	if when == "all" {
		when = AnyTime
	}
	entries, err := h.service.Entries(ctx, r.Company, r.List, optional.Value(r.Params.Words), when, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListPriceEntries200JSONResponse{Items: make([]contract.PriceEntry, len(entries.Items)), Next: optional.Of(entries.Next)}
	for i, e := range entries.Items {
		out.Items[i] = contract.PriceEntry{
			Item: e.Item, Sku: e.SKU, Name: e.Name, Unit: e.Unit, ValidFrom: optional.Time(e.From), ValidTo: optional.Time(e.Until), Amount: e.Price.Amount.Decimal().String(),
			Breaks: showRungs(e.Price.Breaks), Agreed: showDecimal(e.Agreed), Called: e.Called.String(), UpdatedAt: e.UpdatedAt,
		}
	}
	return out, nil
}

func showRungs(breaks []Break) []contract.PriceRung {
	out := make([]contract.PriceRung, len(breaks))
	for i, b := range breaks {
		out[i] = contract.PriceRung{From: b.From.String(), Amount: b.Amount.Decimal().String()}
	}
	return out
}

func takeRungs(rungs *[]contract.PriceRung) []BreakDraft {
	var out []BreakDraft
	for _, r := range optional.Value(rungs) {
		out = append(out, BreakDraft{r.From, r.Amount})
	}
	return out
}

// PutPriceEntries answers putPriceEntries.
func (h Handler) PutPriceEntries(ctx context.Context, r contract.PutPriceEntriesRequestObject) (contract.PutPriceEntriesResponseObject, error) {
	lines := make([]EntryLine, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		lines[i] = EntryLine{
			Item: optional.Value(l.Item), SKU: optional.Value(l.Sku), From: optional.Value(l.ValidFrom), Until: optional.Value(l.ValidTo), Amount: optional.Value(l.Amount),
			Breaks: takeRungs(l.Breaks), Agreed: optional.Value(l.Agreed),
		}
	}
	outcomes, err := h.service.PutEntries(ctx, r.Company, r.List, lines)
	if err != nil {
		return nil, err
	}
	return contract.PutPriceEntries200JSONResponse(showOutcomes(outcomes)), nil
}

func showOutcomes(outcomes []LineOutcome) contract.PricingLinesOutcome {
	accepted, flagged := counts(outcomes)
	return contract.PricingLinesOutcome{Accepted: accepted, Flagged: flagged, Lines: showLines(outcomes)}
}

func showLines(outcomes []LineOutcome) []contract.PricingLineOutcome {
	out := make([]contract.PricingLineOutcome, len(outcomes))
	for i, o := range outcomes {
		out[i] = contract.PricingLineOutcome{Line: o.Line, Outcome: contract.Accepted, Item: optional.Of(o.Item), Sku: optional.Of(o.SKU)}
		if len(o.Problems) > 0 {
			problems := showProblems(o.Problems)
			out[i].Outcome, out[i].Problems = contract.Flagged, &problems
		}
	}
	return out
}

func showProblems(fields []fault.Field) []api.ProblemField {
	out := make([]api.ProblemField, len(fields))
	for i, f := range fields {
		out[i] = api.ProblemField{Path: f.Path, Code: f.Code, Message: f.Message}
	}
	return out
}

// ExportPriceList answers exportPriceList.
func (h Handler) ExportPriceList(ctx context.Context, r contract.ExportPriceListRequestObject) (contract.ExportPriceListResponseObject, error) {
	run, err := h.service.Export(ctx, r.Company, r.List, table.Format(r.Body.Format))
	if err != nil {
		return nil, err
	}
	return contract.ExportPriceList202JSONResponse(job.Present(r.Company, run)), nil
}

// GetPriceGrid answers getPriceGrid.
func (h Handler) GetPriceGrid(ctx context.Context, r contract.GetPriceGridRequestObject) (contract.GetPriceGridResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	grid := Grid{
		Lists: optional.Value(p.Lists), Customer: optional.Value(p.Customer), At: optional.Value(p.At),
		Filter: catalog.Filter{Words: optional.Value(p.Words), Category: optional.Value(p.Category), Brand: optional.Value(p.Brand), Family: optional.Value(p.Family)},
	}
	rows, costs, err := h.service.Grid(ctx, r.Company, grid, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.GetPriceGrid200JSONResponse{Items: make([]contract.PriceGridRow, len(rows.Items)), Next: optional.Of(rows.Next)}
	for i, row := range rows.Items {
		shown := contract.PriceGridRow{
			Item: row.Item.ID, Sku: row.Item.SKU, Name: row.Item.Name, Unit: row.Item.Unit.Code(), Category: row.Item.Category, Brand: optional.Of(row.Item.Brand),
			Base: showCell(row.Base, costs), Lists: make([]contract.PriceGridCell, len(row.Lists)),
		}
		if d := row.Item.Details; d != nil {
			shown.Family = optional.Of(d.Family)
		}
		if costs && row.Cost != nil {
			shown.Cost, shown.CostCurrency = optional.Of(row.Cost.Decimal().String()), optional.Of(row.Cost.Currency().Code())
		}
		if row.Own != nil {
			own := showCell(*row.Own, costs)
			shown.Own = &own
		}
		for n, cell := range row.Lists {
			shown.Lists[n] = showCell(cell, costs)
		}
		out.Items[i] = shown
	}
	return out, nil
}

// showCell leaves out what is told of costs unless the caller may know it.
func showCell(c Cell, costs bool) contract.PriceGridCell {
	out := contract.PriceGridCell{Source: contract.None}
	if c.Coming != nil {
		out.Coming = &contract.PriceComing{From: c.Coming.From, Amount: c.Coming.Amount.Decimal().String()}
	}
	if c.Price == nil {
		return out
	}
	out.Source = contract.Entry
	if c.ByRule {
		out.Source = contract.Rule
	}
	breaks := showRungs(c.Price.Breaks)
	out.Currency, out.Amount, out.Breaks = optional.Of(c.Price.Amount.Currency().Code()), optional.Of(c.Price.Amount.Decimal().String()), &breaks
	out.ValidFrom, out.ValidTo, out.Agreed = optional.Time(c.From), optional.Time(c.Until), showDecimal(c.Agreed)
	if c.Agreed != nil {
		out.Called = optional.Of(c.Called.String())
	}
	if costs {
		out.Margin, out.UnderFloor = showDecimal(c.Margin), &c.UnderFloor
	}
	return out
}

// ListItemCosts answers listItemCosts.
func (h Handler) ListItemCosts(ctx context.Context, r contract.ListItemCostsRequestObject) (contract.ListItemCostsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	costs, err := h.service.Costs(ctx, r.Company, optional.Value(r.Params.Words), wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListItemCosts200JSONResponse{Items: make([]contract.ItemCost, len(costs.Items)), Next: optional.Of(costs.Next)}
	for i, c := range costs.Items {
		out.Items[i] = contract.ItemCost{Item: c.Item, Sku: c.SKU, Name: c.Name, Unit: c.Unit, Currency: c.Cost.Currency().Code(), Amount: c.Cost.Decimal().String(), UpdatedAt: c.UpdatedAt}
	}
	return out, nil
}

// PutItemCosts answers putItemCosts.
func (h Handler) PutItemCosts(ctx context.Context, r contract.PutItemCostsRequestObject) (contract.PutItemCostsResponseObject, error) {
	lines := make([]CostLine, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		lines[i] = CostLine{Item: optional.Value(l.Item), SKU: optional.Value(l.Sku), Currency: optional.Value(l.Currency), Amount: optional.Value(l.Amount)}
	}
	outcomes, err := h.service.PutCosts(ctx, r.Company, lines)
	if err != nil {
		return nil, err
	}
	return contract.PutItemCosts200JSONResponse(showOutcomes(outcomes)), nil
}

// GetPricingPolicy answers getPricingPolicy.
func (h Handler) GetPricingPolicy(ctx context.Context, r contract.GetPricingPolicyRequestObject) (contract.GetPricingPolicyResponseObject, error) {
	policy, margin, err := h.service.Policy(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.GetPricingPolicy200JSONResponse{Body: showPolicy(policy, margin), Headers: contract.GetPricingPolicy200ResponseHeaders{ETag: optional.Of(web.ETag(policy.Version))}}, nil
}

// PutPricingPolicy answers putPricingPolicy.
func (h Handler) PutPricingPolicy(ctx context.Context, r contract.PutPricingPolicyRequestObject) (contract.PutPricingPolicyResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := *r.Body
	draft := PolicyDraft{Precedence: resolve.Precedence(b.Precedence), FloorMargin: optional.Value(b.FloorMargin), ShowsList: b.ShowsList, Protection: Protection(b.Protection), NoticeDays: optional.Value(b.NoticeDays)}
	for _, k := range b.Order {
		draft.Order = append(draft.Order, resolve.Kind(k))
	}
	policy, err := h.service.SetPolicy(ctx, r.Company, wanted, draft)
	if err != nil {
		return nil, err
	}
	return contract.PutPricingPolicy200JSONResponse{Body: showPolicy(policy, true), Headers: contract.PutPricingPolicy200ResponseHeaders{ETag: optional.Of(web.ETag(policy.Version))}}, nil
}

func showPolicy(p Policy, margin bool) contract.PricingPolicy {
	out := contract.PricingPolicy{Precedence: contract.PricePrecedence(p.Precedence), ShowsList: p.ShowsList, Protection: contract.PriceProtection(p.Protection), NoticeDays: p.NoticeDays, Version: p.Version, Order: []contract.PriceKind{}}
	for _, k := range p.Order {
		out.Order = append(out.Order, contract.PriceKind(k))
	}
	if margin {
		out.FloorMargin = showDecimal(p.Floor)
	}
	return out
}

// ListRates answers listRates.
func (h Handler) ListRates(ctx context.Context, r contract.ListRatesRequestObject) (contract.ListRatesResponseObject, error) {
	var day time.Time
	if r.Params.Day != nil {
		day = r.Params.Day.Time
	}
	rates, err := h.service.Rates(ctx, day)
	if err != nil {
		return nil, err
	}
	return contract.ListRates200JSONResponse(showRates(rates)), nil
}

func showRates(rates []Rate) contract.ReferenceRates {
	out := contract.ReferenceRates{Items: make([]contract.ReferenceRate, len(rates))}
	for i, r := range rates {
		out.Items[i] = contract.ReferenceRate{Currency: r.Currency.Code(), Day: types.Date{Time: r.Day}, PerEur: r.PerEUR.String(), Source: r.Source, PostedAt: r.PostedAt}
	}
	return out
}

// PutRates answers putRates.
func (h Handler) PutRates(ctx context.Context, r contract.PutRatesRequestObject) (contract.PutRatesResponseObject, error) {
	drafts := make([]RateDraft, len(r.Body.Rates))
	for i, d := range r.Body.Rates {
		drafts[i] = RateDraft{d.Currency, d.PerEur}
	}
	rates, err := h.service.PostRates(ctx, r.Company, r.Body.Day.Time, optional.Value(r.Body.Source), drafts)
	if err != nil {
		return nil, err
	}
	return contract.PutRates200JSONResponse(showRates(rates)), nil
}
