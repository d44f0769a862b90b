package comparison

import (
	"context"
	"strconv"

	openapi "github.com/oapi-codegen/runtime/types"
	"github.com/shopspring/decimal"

	contract "manifold/api/comparison"
	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/matching/own"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/pricing"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// CompareBasket answers compareBasket.
func (h Handler) CompareBasket(ctx context.Context, r contract.CompareBasketRequestObject) (contract.CompareBasketResponseObject, error) {
	c, err := h.basket.Compare(ctx, r.Company, takeCompare(*r.Body))
	if err != nil {
		return nil, err
	}
	return answered{c, strconv.Quote(c.Tag)}, nil
}

// ExportComparison answers exportComparison.
func (h Handler) ExportComparison(ctx context.Context, r contract.ExportComparisonRequestObject) (contract.ExportComparisonResponseObject, error) {
	run, err := h.basket.Export(ctx, r.Company, table.Format(r.Body.Format), takeCompare(r.Body.Request))
	if err != nil {
		return nil, err
	}
	return contract.ExportComparison202JSONResponse(job.Present(r.Company, run)), nil
}

// PrintComparison answers printComparison.
func (h Handler) PrintComparison(ctx context.Context, r contract.PrintComparisonRequestObject) (contract.PrintComparisonResponseObject, error) {
	c, mark, err := h.basket.Print(ctx, r.Company, takeCompare(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.PrintComparison200JSONResponse{Comparison: showComparison(c), Mark: contract.OfferMark{Code: mark.Code, Company: mark.Company, Person: mark.Person, At: mark.At}}, nil
}

// TakeRequest reads a basket as the contract writes it.
func TakeRequest(r contract.CompareRequest) basket.Request { return takeCompare(r) }

func takeCompare(r contract.CompareRequest) basket.Request {
	out := basket.Request{
		Lines: make([]basket.Asked, len(r.Lines)), Currency: optional.Value(r.Currency), Best: optional.Value(r.Best), Suppliers: optional.Value(r.Suppliers), InStock: optional.Value(r.InStock),
		LeadDays: r.LeadDays, OnAccount: optional.Value(r.OnAccount), Region: optional.Value(r.Region), Explain: optional.Value(r.Explain),
	}
	for i, l := range r.Lines {
		out.Lines[i] = basket.Asked{
			Key: optional.Value(l.Key), Item: takeRef(l.Item), Text: optional.Value(l.Text), Name: optional.Value(l.Name), Quantity: l.Quantity, Unit: optional.Value(l.Unit), Chosen: takeRef(l.Chosen),
		}
	}
	return out
}

func takeRef(r *contract.CompareRef) *own.Ref {
	if r == nil {
		return nil
	}
	return &own.Ref{Supplier: r.Supplier, Item: r.Item}
}

func showRef(r *own.Ref) *contract.CompareRef {
	if r == nil {
		return nil
	}
	return &contract.CompareRef{Supplier: r.Supplier, Item: r.Item}
}

func showComparison(c basket.Comparison) contract.Comparison {
	out := contract.Comparison{
		At: c.At, Currency: c.Currency.Code(), Settings: showSetting(basket.Kept{Setting: c.Setting, Version: c.Version, UpdatedAt: c.ChangedAt}), Rates: showRates(c.Rates),
		Suppliers: make([]contract.CompareSupplier, len(c.Suppliers)), Lines: make([]contract.CompareLine, len(c.Lines)), Total: showTotal(c),
	}
	for i, s := range c.Suppliers {
		out.Suppliers[i] = showCompared(c, s)
	}
	for i, l := range c.Lines {
		out.Lines[i] = showCompareLine(c, l)
	}
	return out
}

func showTotal(c basket.Comparison) contract.CompareTotal {
	return contract.CompareTotal{
		Lines: len(c.Lines), Matched: c.Total.Matched, Questions: c.Total.Questions, Unpriced: c.Total.Unpriced, Suppliers: c.Total.Suppliers, Best: c.Plain(c.Total.Best),
		Chosen: c.Plain(c.Total.Chosen), OrderCost: c.Plain(c.Total.OrderCost),
	}
}

func showRates(all []basket.Rate) []contract.CompareRate {
	out := make([]contract.CompareRate, len(all))
	for i, r := range all {
		out[i] = contract.CompareRate{Currency: r.From.Code(), Rate: r.String(), Day: openapi.Date{Time: r.Day}}
	}
	return out
}

// freightOf says what a supplier's freight goes by.
func freightOf(c basket.Conditions) string {
	switch {
	case c.Freight != nil:
		return string(c.Freight.By)
	case c.FreeFrom != nil && *c.FreeFrom == 0:
		return "free"
	default:
		return "unknown"
	}
}

// protectionOf says which day's price a supplier bills; "" where it shows no prices.
func protectionOf(s *basket.Supplier) string {
	if s.Shows.Price == grant.PriceNone {
		return ""
	}
	return string(s.Protection.By)
}

func showCompared(c basket.Comparison, s basket.Supplier) contract.CompareSupplier {
	out := contract.CompareSupplier{
		Supplier: s.ID, Name: s.Name, Epoch: s.Epoch, Shows: showShows(s.Shows), Offers: s.Offers, Wins: s.Wins, PaymentDays: s.Conditions.PaymentDays,
		MinimumOrder: showMinor(s.Conditions.MinimumOrder, s.Currency), FreeFreightFrom: showMinor(s.Conditions.FreeFrom, s.Currency),
		Chosen: contract.CompareShare{
			Lines: s.Chosen.Lines, Goods: c.Plain(s.Chosen.Goods), Promotions: c.Plain(s.Chosen.Promotions), Freight: c.Plain(s.Chosen.Freight), Fee: c.Plain(s.Chosen.Fee),
			Payment: c.Plain(s.Chosen.Payment), Total: c.Plain(s.Chosen.Total),
		},
	}
	out.Region, out.DeliveryDays = optional.Of(s.Region), s.Conditions.LeadDays
	freight := contract.CompareSupplierFreight(freightOf(s.Conditions))
	out.Freight = &freight
	if by := protectionOf(&s); by != "" {
		out.Protection = optional.Word[contract.CompareSupplierProtection](by)
		if s.Protection.By == pricing.ByNotice {
			out.NoticeDays = &s.Protection.NoticeDays
		}
	}
	if s.Conditions.Percent.IsPositive() {
		out.DiscountPercent, out.DiscountDays = optional.Of(s.Conditions.Percent.String()), &s.Conditions.PercentDays
	}
	if m := s.Chosen.Missing; m != nil {
		out.Chosen.Missing = &contract.CompareMoney{Amount: m.Decimal().StringFixed(int32(m.Currency().Digits())), Currency: m.Currency().Code()}
	}
	if len(s.Chosen.Hints) > 0 {
		hints := showHints(c, s.Chosen.Hints)
		out.Chosen.Hints = &hints
	}
	return out
}

func showHints(c basket.Comparison, all []combine.NotApplied) []contract.CompareHint {
	out := make([]contract.CompareHint, len(all))
	for i, n := range all {
		out[i] = showHint(c, n)
	}
	return out
}

func showHint(c basket.Comparison, n combine.NotApplied) contract.CompareHint {
	out := contract.CompareHint{Promotion: n.Name, Code: string(n.Reason)}
	if g := n.Gap; g != nil {
		measure := contract.CompareHintMeasure(g.Measure)
		out.Measure, out.Missing = &measure, optional.Of(g.Missing.String())
		out.Line = optional.Of(c.HintLine(*g))
		if g.Saving.Sign() > 0 {
			out.Currency = optional.Of(g.Saving.Currency().Code())
			out.Saves = optional.Of(g.Saving.Decimal().StringFixed(int32(g.Saving.Currency().Digits())))
		}
	}
	return out
}

func showMinor(minor *int64, c money.Currency) *contract.CompareMoney {
	if minor == nil {
		return nil
	}
	return &contract.CompareMoney{Amount: basket.Plain(*minor, c), Currency: c.Code()}
}

func showCompareLine(c basket.Comparison, l basket.Line) contract.CompareLine {
	out := contract.CompareLine{
		Key: l.Key, State: contract.CompareLineState(l.State), By: optional.Word[contract.CompareLineBy](string(l.By)), Guess: yes(l.Guess), Quantity: l.Quantity, Unit: optional.Of(l.Unit),
		Per: optional.Of(l.Per.Code()), OwnCode: optional.Of(l.OwnCode), Questions: showQuestions(l.Questions), Cells: make([]contract.CompareCell, len(l.Cells)),
		Chosen: showRef(l.Chosen), Problem: optional.Word[contract.CompareLineProblem](string(l.Problem)),
	}
	if l.More > 0 {
		out.More = &l.More
	}
	if a := l.About; a != nil {
		out.Item, out.Sku, out.Name, out.Brand, out.Mpn = showRef(&a.Ref), optional.Of(a.SKU), optional.Of(a.Name), optional.Of(a.Brand), optional.Of(a.MPN)
	}
	for i := range l.Cells {
		out.Cells[i] = showCell(c, &l.Cells[i])
	}
	return out
}

func showQuestions(all []basket.Thing) []contract.CompareCandidate {
	out := make([]contract.CompareCandidate, len(all))
	for i, q := range all {
		out[i] = contract.CompareCandidate{Item: *showRef(&q.Ref), Sku: q.SKU, Name: q.Name, Brand: optional.Of(q.Brand), Mpn: optional.Of(q.MPN)}
	}
	return out
}

func yes(is bool) *bool {
	if !is {
		return nil
	}
	return &is
}

func showCell(c basket.Comparison, x *basket.Cell) contract.CompareCell {
	out := contract.CompareCell{
		Supplier: x.Supplier, Item: x.Item, Sku: x.SKU, Name: x.Name, Unit: x.Unit.Code(), Why: optional.Word[contract.CompareCellWhy](string(x.Why)), Guess: yes(x.Guess), Stale: yes(x.Stale),
		Promoted: yes(x.Promoted), Stock: showStock(x.Stock), Minimum: optional.Of(x.Minimum.String()), Multiple: optional.Of(x.Multiple.String()), Holds: optional.Of(x.Holds),
		Source: optional.Word[contract.CompareCellSource](string(x.Source)), PricedAt: optional.Time(x.PricedAt),
	}
	if x.Source != measure.Source("") {
		out.Order, out.Packs = optional.Of(x.Order.String()), optional.Of(x.Packs.String())
		out.Available, out.Promise = optional.Word[contract.CompareCellAvailable](string(x.Available)), showPromise(x.Promise)
		if x.Over.IsPositive() {
			out.Over = optional.Of(x.Over.String())
		}
	}
	if p := x.Price; p != nil {
		out.Price = &contract.CompareMoney{Amount: p.Unit.Decimal().StringFixed(6), Currency: p.Unit.Currency().Code()}
		out.List = optional.Word[contract.CompareCellList](string(p.From.Kind))
		if l := x.ListPrice; l != nil {
			out.ListPrice = &contract.CompareMoney{Amount: l.Unit.Decimal().StringFixed(6), Currency: l.Unit.Currency().Code()}
		}
		if len(x.Breaks) > 0 {
			breaks := make([]contract.PriceBreak, len(x.Breaks))
			for i, b := range x.Breaks {
				breaks[i] = contract.PriceBreak{From: b.From.String(), Amount: b.Unit.Decimal().StringFixed(6)}
			}
			out.Breaks = &breaks
		}
	}
	if x.Why != "" {
		return out
	}
	out.Rank, out.Cost, out.PerUnit, out.Days = &x.Rank, optional.Of(c.Plain(x.Cost)), optional.Of(x.PerUnit), x.Days
	out.Best = optional.Word[contract.CompareCellBest](string(x.Best))
	if len(x.Terms) > 0 {
		out.Terms, out.Steps = showTerms(c, x), showSteps(x)
	}
	return out
}

func showTerms(c basket.Comparison, x *basket.Cell) *[]contract.CompareTerm {
	terms := make([]contract.CompareTerm, len(x.Terms))
	for i, t := range x.Terms {
		terms[i] = contract.CompareTerm{Code: contract.CompareTermCode(t.Code), Amount: c.Plain(t.Minor), Words: optional.Of(t.Words)}
		if t.Unknown {
			known := false
			terms[i].Known = &known
		}
		if !t.Of.Currency().IsZero() && t.Of.Currency() != c.Currency {
			terms[i].Of = &contract.CompareMoney{Amount: basket.Plain(t.Of.Minor(), t.Of.Currency()), Currency: t.Of.Currency().Code()}
		}
		if t.Code == basket.Payment || t.Code == basket.Discount || t.Code == basket.Delay && !t.Unknown {
			terms[i].Days = &x.Terms[i].Days
		}
		if t.Percent.IsPositive() {
			terms[i].Percent = optional.Of(t.Percent.String())
		}
	}
	return &terms
}

func showSteps(x *basket.Cell) *[]contract.ComparePriceStep {
	steps := make([]contract.ComparePriceStep, len(x.Price.Told.Steps))
	for i, s := range x.Price.Told.Steps {
		steps[i] = contract.ComparePriceStep{Code: contract.ComparePriceStepCode(s.Code), Amount: s.Unit.Decimal().StringFixed(6)}
		if !s.Value.IsZero() {
			steps[i].Value = optional.Of(s.Value.String())
		}
	}
	return &steps
}

// GetCompareSettings answers getCompareSettings.
func (h Handler) GetCompareSettings(ctx context.Context, r contract.GetCompareSettingsRequestObject) (contract.GetCompareSettingsResponseObject, error) {
	kept, err := h.basket.Settings(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.GetCompareSettings200JSONResponse{Body: showSetting(kept), Headers: contract.GetCompareSettings200ResponseHeaders{ETag: epochTag(kept.Version)}}, nil
}

// PutCompareSettings answers putCompareSettings.
func (h Handler) PutCompareSettings(ctx context.Context, r contract.PutCompareSettingsRequestObject) (contract.PutCompareSettingsResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := h.basket.PutSettings(ctx, r.Company, version, basket.SettingDraft{
		Currency: r.Body.Currency, YearlyRate: r.Body.YearlyRate, DayCost: r.Body.DayCost, OrderCost: r.Body.OrderCost, StaleDays: r.Body.StaleDays,
	})
	if err != nil {
		return nil, err
	}
	return contract.PutCompareSettings200JSONResponse{Body: showSetting(kept), Headers: contract.PutCompareSettings200ResponseHeaders{ETag: epochTag(kept.Version)}}, nil
}

func showSetting(k basket.Kept) contract.CompareSettings {
	out := contract.CompareSettings{
		Version: k.Version, Currency: k.Currency.Code(), YearlyRate: k.YearlyRate.String(), DayCost: trimmed(k.DayCost), OrderCost: trimmed(k.OrderCost), UpdatedAt: optional.Time(k.UpdatedAt),
	}
	if k.StaleDays > 0 {
		out.StaleDays = &k.StaleDays
	}
	return out
}

// trimmed is a number without zeros at its end.
func trimmed(d decimal.Decimal) string { return decimal.RequireFromString(d.String()).String() }
