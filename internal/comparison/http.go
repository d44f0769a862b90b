package comparison

import (
	"context"
	"strconv"

	openapi "github.com/oapi-codegen/runtime/types"

	"manifold/api"
	contract "manifold/api/comparison"
	"manifold/internal/catalog"
	"manifold/internal/comparison/basket"
	"manifold/internal/inventory"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
	"manifold/internal/pricing"
	"manifold/internal/trading/grant"
)

// What the operations ask for; the matrix in authz says which roles have it.
const (
	mayReadOffers = authz.Permission("comparison.offer.read")
	mayReadSheet  = authz.Permission("comparison.sheet.read")
	mayWriteSheet = authz.Permission("comparison.sheet.write")
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listSheet", Access: authz.Access(mayReadSheet)},
	{Operation: "putSheet", Access: authz.Access(mayWriteSheet)},
	{Operation: "listOwnPrices", Access: authz.Access(mayReadSheet)},
	{Operation: "putOwnPrices", Access: authz.Access(mayWriteSheet)},
	{Operation: "listSheetCategories", Access: authz.Access(mayReadSheet)},
	{Operation: "previewOffers", Access: authz.Access(mayReadSheet)},
	{Operation: "searchOffers", Access: authz.Access(mayReadOffers)},
	{Operation: "suggestOffers", Access: authz.Access(mayReadOffers)},
	{Operation: "listOffers", Access: authz.Access(mayReadOffers)},
	{Operation: "checkAvailability", Access: authz.Access(mayReadOffers)},
	{Operation: "exportOffers", Access: authz.Access(mayReadOffers)},
	{Operation: "printOffers", Access: authz.Access(mayReadOffers)},
	{Operation: "getProduct", Access: authz.Access(mayReadOffers)},
	{Operation: "getPriceHistory", Access: authz.Access(mayReadOffers)},
	{Operation: "putOwnItem", Access: authz.Access(mayWriteOwn)},
	{Operation: "sayIfSame", Access: authz.Access(mayWriteOwn)},
	{Operation: "putAlternates", Access: authz.Access(mayWriteOwn)},
	{Operation: "listOwnItems", Access: authz.Access(mayReadOffers)},
	{Operation: "putOwnItems", Access: authz.Access(mayWriteOwn)},
	{Operation: "matchOwnItems", Access: authz.Access(mayReadOffers)},
	{Operation: "listOwnEquals", Access: authz.Access(mayReadOffers)},
	{Operation: "compareBasket", Access: authz.Access(mayReadOffers)},
	{Operation: "exportComparison", Access: authz.Access(mayReadOffers)},
	{Operation: "printComparison", Access: authz.Access(mayReadOffers)},
	{Operation: "getCompareSettings", Access: authz.Access(mayReadOffers)},
	{Operation: "putCompareSettings", Access: authz.Access(mayWriteOwn)},
	{Operation: "listCompareLists", Access: authz.Access(mayReadOffers)},
	{Operation: "createCompareList", Access: authz.Access(mayWriteOwn)},
	{Operation: "getCompareList", Access: authz.Access(mayReadOffers)},
	{Operation: "putCompareList", Access: authz.Access(mayWriteOwn)},
	{Operation: "deleteCompareList", Access: authz.Access(mayWriteOwn)},
	{Operation: "duplicateCompareList", Access: authz.Access(mayWriteOwn)},
}

// Handler answers the operations of comparison.yaml.
type Handler struct {
	service *Service
	basket  *basket.Service
}

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service, b *basket.Service) Handler { return Handler{s, b} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// pace counts a request of one relationship and announces what is left.
func (h Handler) pace(ctx context.Context, supplier, buyer id.CompanyID) error {
	p := h.service.grants.Pace(ctx, supplier, buyer)
	web.Announce(ctx, "relationship", p.Limit, p.Remaining, p.Window, p.Reset)
	return p.Err()
}

// ListOffers answers listOffers.
func (h Handler) ListOffers(ctx context.Context, r contract.ListOffersRequestObject) (contract.ListOffersResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	offers, err := h.service.List(ctx, r.Company, r.Supplier, optional.Value(r.Params.Q), optional.Value(r.Params.Category), wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListOffers200JSONResponse{Body: showPage(offers), Headers: contract.ListOffers200ResponseHeaders{ETag: epochTag(offers.Epoch)}}, nil
}

// PreviewOffers answers previewOffers.
func (h Handler) PreviewOffers(ctx context.Context, r contract.PreviewOffersRequestObject) (contract.PreviewOffersResponseObject, error) {
	wanted, err := web.Page(r.Body.Limit, r.Body.After)
	if err != nil {
		return nil, err
	}
	draft, err := grant.From(r.Body.Draft)
	if err != nil {
		return nil, err
	}
	of := grant.Subject{Buyer: optional.Value(r.Body.Buyer), Customer: optional.Value(r.Body.Customer), Group: optional.Value(r.Body.Group), Default: optional.Value(r.Body.Default)}
	offers, err := h.service.Preview(ctx, r.Company, of, draft, optional.Value(r.Body.Q), optional.Value(r.Body.Category), wanted)
	if err != nil {
		return nil, err
	}
	return contract.PreviewOffers200JSONResponse{Body: showPage(offers), Headers: contract.PreviewOffers200ResponseHeaders{ETag: epochTag(offers.Epoch)}}, nil
}

// SearchOffers answers searchOffers.
func (h Handler) SearchOffers(ctx context.Context, r contract.SearchOffersRequestObject) (contract.SearchOffersResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	found, err := h.service.Search(ctx, r.Company, Wanted{
		Words: p.Q, Suppliers: optional.Value(p.Suppliers), Brands: optional.Value(p.Brand), Categories: optional.Value(p.Category), Headings: optional.Value(p.Heading),
		Traits: optional.Value(p.Trait), InStock: optional.Value(p.InStock), Sort: Sort(optional.Value(p.Sort)), Facets: optional.Value(p.Facets),
	}, wanted)
	if err != nil {
		return nil, err
	}
	tag := strconv.Quote(found.Tag)
	return contract.SearchOffers200JSONResponse{Body: showFound(found), Headers: contract.SearchOffers200ResponseHeaders{ETag: &tag}}, nil
}

// SuggestOffers answers suggestOffers.
func (h Handler) SuggestOffers(ctx context.Context, r contract.SuggestOffersRequestObject) (contract.SuggestOffersResponseObject, error) {
	limit := optional.Value(r.Params.Limit)
	if limit == 0 {
		limit = usualSuggestions
	}
	found, err := h.service.Suggest(ctx, r.Company, r.Params.Q, limit)
	if err != nil {
		return nil, err
	}
	tag := strconv.Quote(found.Tag)
	return contract.SuggestOffers200JSONResponse{Body: showFound(found), Headers: contract.SuggestOffers200ResponseHeaders{ETag: &tag}}, nil
}

// CheckAvailability answers checkAvailability.
func (h Handler) CheckAvailability(ctx context.Context, r contract.CheckAvailabilityRequestObject) (contract.CheckAvailabilityResponseObject, error) {
	lines := make([]Asked, len(r.Body.Lines))
	for i, line := range r.Body.Lines {
		quantity, wrong := catalog.ReadQuantity("/lines/"+strconv.Itoa(i)+"/quantity", line.Quantity)
		if wrong != nil {
			return nil, fault.Invalid.With(wrong...)
		}
		lines[i] = Asked{line.Item, quantity, line.Quantity}
	}
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	answers, epoch, err := h.service.Available(ctx, r.Company, r.Supplier, lines)
	if err != nil {
		return nil, err
	}
	body := contract.Availability{Epoch: epoch, Lines: make([]contract.AvailabilityAnswer, len(answers))}
	for i, a := range answers {
		body.Lines[i] = contract.AvailabilityAnswer{Item: a.Item, Quantity: a.Text, Answer: contract.AvailabilityAnswerAnswer(a.Answer)}
		if a.Exact != nil {
			body.Lines[i].Exact = optional.Of(a.Exact.String())
		}
		body.Lines[i].Promise = showPromise(a.When)
	}
	return contract.CheckAvailability200JSONResponse{Body: body, Headers: contract.CheckAvailability200ResponseHeaders{ETag: epochTag(epoch)}}, nil
}

// ExportOffers answers exportOffers.
func (h Handler) ExportOffers(ctx context.Context, r contract.ExportOffersRequestObject) (contract.ExportOffersResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	run, err := h.service.Export(ctx, r.Company, r.Supplier, table.Format(r.Body.Format), optional.Value(r.Body.Q), optional.Value(r.Body.Category))
	if err != nil {
		return nil, err
	}
	return contract.ExportOffers202JSONResponse(job.Present(r.Company, run)), nil
}

// PrintOffers answers printOffers.
func (h Handler) PrintOffers(ctx context.Context, r contract.PrintOffersRequestObject) (contract.PrintOffersResponseObject, error) {
	if err := h.pace(ctx, r.Supplier, r.Company); err != nil {
		return nil, err
	}
	offers, mark, err := h.service.Print(ctx, r.Company, r.Supplier, optional.Value(r.Body.Q), optional.Value(r.Body.Category))
	if err != nil {
		return nil, err
	}
	body := contract.PrintedOffers{
		Epoch: offers.Epoch, Shows: showShows(offers.Shows), Items: showOffers(offers.Items),
		Mark: contract.OfferMark{Code: mark.Code, Company: mark.Company, Person: mark.Person, At: mark.At},
	}
	return contract.PrintOffers200JSONResponse{Body: body, Headers: contract.PrintOffers200ResponseHeaders{ETag: epochTag(offers.Epoch)}}, nil
}

// ListSheet answers listSheet.
func (h Handler) ListSheet(ctx context.Context, r contract.ListSheetRequestObject) (contract.ListSheetResponseObject, error) {
	if r.Params.Items != nil {
		items, err := h.service.SheetOf(ctx, r.Company, *r.Params.Items)
		return contract.ListSheet200JSONResponse(showSheet(items, "")), err
	}
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	state := catalog.Active
	if r.Params.State != nil {
		state = catalog.State(*r.Params.State)
	}
	items, err := h.service.Sheet(ctx, r.Company, optional.Value(r.Params.Q), optional.Value(r.Params.Category), state, wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListSheet200JSONResponse(showSheet(items.Items, items.Next)), nil
}

func showSheet(items []SheetItem, next string) contract.SheetPage {
	out := contract.SheetPage{Items: make([]contract.SheetItem, len(items)), Next: optional.Of(next)}
	for i, item := range items {
		out.Items[i] = showSheetItem(item)
	}
	return out
}

// PutSheet answers putSheet.
func (h Handler) PutSheet(ctx context.Context, r contract.PutSheetRequestObject) (contract.PutSheetResponseObject, error) {
	drafts := make([]SheetDraft, len(r.Body.Lines))
	for i, line := range r.Body.Lines {
		drafts[i] = takeLine(line)
	}
	outcomes, revision, err := h.service.PutSheet(ctx, r.Company, drafts)
	if err != nil {
		return nil, err
	}
	out := showOutcomes(outcomes)
	out.Revision = optional.Of(revision)
	return contract.PutSheet200JSONResponse(out), nil
}

// ListOwnPrices answers listOwnPrices.
func (h Handler) ListOwnPrices(ctx context.Context, r contract.ListOwnPricesRequestObject) (contract.ListOwnPricesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	prices, err := h.service.OwnPrices(ctx, r.Company, r.Params.Customer, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListOwnPrices200JSONResponse{Items: make([]contract.OwnPrice, len(prices.Items)), Next: optional.Of(prices.Next)}
	for i, p := range prices.Items {
		out.Items[i] = contract.OwnPrice{Item: p.Item, Sku: p.SKU, Name: p.Name, Price: *showPrice(&p.Price), List: showPrice(p.List), UpdatedAt: p.UpdatedAt}
	}
	return out, nil
}

// PutOwnPrices answers putOwnPrices.
func (h Handler) PutOwnPrices(ctx context.Context, r contract.PutOwnPricesRequestObject) (contract.PutOwnPricesResponseObject, error) {
	drafts := make([]OwnDraft, len(r.Body.Lines))
	for i, line := range r.Body.Lines {
		drafts[i] = OwnDraft{SKU: line.Sku, Remove: optional.Value(line.Remove)}
		if line.Price != nil {
			drafts[i].Price = &pricing.Draft{Currency: line.Price.Currency, Amount: line.Price.Amount, Breaks: takeBreaks(line.Price.Breaks)}
		}
	}
	outcomes, err := h.service.PutOwnPrices(ctx, r.Company, r.Body.Customer, drafts)
	if err != nil {
		return nil, err
	}
	return contract.PutOwnPrices200JSONResponse(showOutcomes(outcomes)), nil
}

// ListSheetCategories answers listSheetCategories.
func (h Handler) ListSheetCategories(ctx context.Context, r contract.ListSheetCategoriesRequestObject) (contract.ListSheetCategoriesResponseObject, error) {
	categories, err := h.service.Categories(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListSheetCategories200JSONResponse{Items: make([]contract.SheetCategory, len(categories))}
	for i, c := range categories {
		out.Items[i] = contract.SheetCategory{Name: c.Name, Items: c.Items}
	}
	return out, nil
}

func takeLine(line contract.SheetLine) SheetDraft {
	out := SheetDraft{
		Draft: catalog.Draft{
			SKU: line.Sku, Name: optional.Value(line.Name), Brand: optional.Value(line.Brand), MPN: optional.Value(line.Mpn), GTIN: optional.Value(line.Gtin), Category: optional.Value(line.Category), Unit: optional.Value(line.Unit),
			Minimum: optional.Value(line.Minimum), Multiple: optional.Value(line.Multiple), LeadDays: optional.Value(line.LeadDays), Datasheet: optional.Value(line.Datasheet),
		},
		Stock: optional.Value(line.Stock), Withdrawn: optional.Value(line.Withdrawn),
	}
	if p := line.Price; p != nil {
		out.Price = &pricing.Draft{Currency: p.Currency, Amount: p.Amount, Promotion: optional.Value(p.Promotion), Breaks: takeBreaks(p.Breaks)}
	}
	for _, what := range optional.Value(line.Clear) {
		out.ClearPrice = out.ClearPrice || what == "price"
		out.ClearStock = out.ClearStock || what == "stock"
	}
	return out
}

func takeBreaks(in *[]contract.PriceBreak) []pricing.BreakDraft {
	var out []pricing.BreakDraft
	for _, b := range optional.Value(in) {
		out = append(out, pricing.BreakDraft{From: b.From, Amount: b.Amount})
	}
	return out
}

func showOutcomes(outcomes []LineOutcome) contract.SheetOutcome {
	out := contract.SheetOutcome{Lines: make([]contract.SheetLineOutcome, len(outcomes))}
	out.Accepted, out.Flagged = counts(outcomes)
	for i, o := range outcomes {
		line := contract.SheetLineOutcome{Line: o.Line, Sku: o.SKU, Outcome: contract.SheetLineOutcomeOutcome("accepted"), Item: optional.Of(o.Item)}
		if len(o.Problems) > 0 {
			problems := make([]api.ProblemField, len(o.Problems))
			for n, p := range o.Problems {
				problems[n] = api.ProblemField{Path: p.Path, Code: p.Code, Message: p.Message}
			}
			line.Outcome, line.Item, line.Problems = contract.SheetLineOutcomeOutcome("flagged"), nil, &problems
		}
		out.Lines[i] = line
	}
	return out
}

func showSheetItem(i SheetItem) contract.SheetItem {
	out := contract.SheetItem{
		Item: i.ID, Sku: i.SKU, Name: i.Name, Category: i.Category, Brand: optional.Of(i.Brand), Mpn: optional.Of(i.MPN), Gtin: optional.Of(i.GTIN), Unit: i.Unit.Code(),
		Minimum: i.Minimum.String(), Multiple: i.Multiple.String(), LeadDays: i.LeadDays, Datasheet: optional.Of(i.Datasheet), State: contract.SheetItemState(i.State), UpdatedAt: i.UpdatedAt,
	}
	if i.List != nil {
		out.Price, out.Promotion = showPrice(&i.List.Price), optional.Of(i.List.Promotion)
	}
	if i.Stock != nil {
		out.Stock, out.StockAsOf = optional.Of(i.Stock.OnHand.String()), &i.Stock.AsOf
	}
	return out
}

func showPage(o Offers) contract.OfferPage {
	return contract.OfferPage{Epoch: o.Epoch, Shows: showShows(o.Shows), Items: showOffers(o.Items), Next: optional.Of(o.Next)}
}

func showShows(s grant.Sees) contract.Shows {
	out := contract.Shows{
		Catalogue: contract.ShowsCatalogue("part"), Price: contract.ShowsPrice(s.Price), Stock: contract.ShowsStock(s.Stock), LeadTime: s.LeadTime, Promotions: s.Promotions,
		Documents: s.Documents, Purpose: optional.Of(s.Purpose), Until: optional.Time(s.Until),
	}
	switch {
	case len(s.Categories) == 0:
		out.Catalogue = "none"
	case s.Categories[0] == "*":
		out.Catalogue = "all"
	}
	return out
}

func showOffers(in []Offer) []contract.Offer {
	out := make([]contract.Offer, len(in))
	for i, o := range in {
		out[i] = showOffer(o)
	}
	return out
}

func showOffer(o Offer) contract.Offer {
	return contract.Offer{
		Item: o.Item, Sku: o.SKU, Name: o.Name, Category: o.Category, Brand: optional.Of(o.Brand), Mpn: optional.Of(o.MPN), Gtin: optional.Of(o.GTIN), Unit: o.Unit,
		Minimum: o.Minimum.String(), Multiple: o.Multiple.String(), Price: showPrice(o.Price), Promotion: optional.Of(o.Promotion), LeadDays: o.LeadDays,
		Datasheet: optional.Of(o.Datasheet), Stock: showStock(o.Stock), Promise: showPromise(o.Promise), ListPrice: showPrice(o.ListPrice),
	}
}

// showPromise is nil for what nothing is known of.
func showPromise(p inventory.Promise) *contract.StockPromise {
	if p.Class == "" || p.Class == inventory.Unpromised {
		return nil
	}
	out := contract.StockPromise{Class: contract.StockPromiseClass(p.Class)}
	if !p.By.IsZero() {
		out.By = &openapi.Date{Time: p.By}
	}
	return &out
}

func showPrice(p *pricing.Price) *contract.OfferPrice {
	if p == nil {
		return nil
	}
	out := contract.OfferPrice{Currency: p.Amount.Currency().Code(), Amount: p.Amount.Decimal().StringFixed(6)}
	if len(p.Breaks) > 0 {
		breaks := make([]contract.PriceBreak, len(p.Breaks))
		for i, b := range p.Breaks {
			breaks[i] = contract.PriceBreak{From: b.From.String(), Amount: b.Amount.Decimal().StringFixed(6)}
		}
		out.Breaks = &breaks
	}
	return &out
}

func showStock(v grant.StockView) *contract.OfferStock {
	out := contract.OfferStock{Class: contract.OfferStockClass(v.Class)}
	switch v.Class {
	case grant.Unsaid:
		return nil
	case grant.InStock, grant.OutOfStock:
	case grant.InBand:
		out.Floor = optional.Of(v.Floor.String())
	case grant.Exactly:
		out.Exact, out.AsOf = optional.Of(v.Exact.String()), optional.Time(v.AsOf)
	}
	return &out
}

func epochTag(epoch int64) *string {
	tag := web.ETag(epoch)
	return &tag
}

// versionOf reads If-Match as the version that the caller has seen; nil when any will do.
func versionOf(header *string) (*int64, error) {
	wanted, given, err := web.WantedVersion(header)
	if err != nil || !given {
		return nil, err
	}
	return &wanted, nil
}
