package ordering

import (
	"context"
	"net/http"
	"time"

	"github.com/oapi-codegen/runtime/types"

	contract "manifold/api/ordering"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "previewPurchase", Access: authz.Access(mayOrder)},
	{Operation: "planPurchase", Access: authz.Access(mayReadOwn)},
	{Operation: "listPurchases", Access: authz.Access(mayReadOwn)},
	{Operation: "createPurchase", Access: authz.Access(mayOrder)},
	{Operation: "getPurchase", Access: authz.Access(mayReadOwn)},
	{Operation: "listPlacedOrders", Access: authz.Access(mayReadOwn)},
	{Operation: "exportPlacedOrders", Access: authz.Access(mayReadOwn)},
	{Operation: "getPlacedOrder", Access: authz.Access(mayReadOwn)},
	{Operation: "actOnPlacedOrder", Access: authz.Access(mayOrder)},
	{Operation: "writeToSupplier", Access: authz.Access(mayOrder)},
	{Operation: "getPlacedOrderAsBasket", Access: authz.Access(mayReadOwn)},
	{Operation: "getPlacedLineReceipt", Access: authz.Access(mayReadOwn)},
	{Operation: "listOrders", Access: authz.Access(mayRead)},
	{Operation: "exportOrders", Access: authz.Access(mayRead)},
	{Operation: "acceptOrders", Access: authz.Access(mayAnswer)},
	{Operation: "getOrder", Access: authz.Access(mayRead)},
	{Operation: "actOnOrder", Access: authz.Access(mayAnswer)},
	{Operation: "writeToBuyer", Access: authz.Access(mayAnswer)},
	{Operation: "getLineReceipt", Access: authz.Access(mayRead)},
	{Operation: "getOrderSettings", Access: authz.Access(mayRead)},
	{Operation: "putOrderSettings", Access: authz.Access(maySet)},
}

// Handler answers the operations of ordering.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// version reads If-Match as the version that the caller has seen; nil when any will do.
func version(header *string) (*int64, error) {
	wanted, given, err := web.WantedVersion(header)
	if err != nil || !given {
		return nil, err
	}
	return &wanted, nil
}

// dayOf is a day as the contract writes it; nil for none.
func dayOf(t time.Time) *types.Date {
	if t.IsZero() {
		return nil
	}
	return &types.Date{Time: t}
}

func takeDay(d *types.Date) time.Time {
	if d == nil {
		return time.Time{}
	}
	return d.Time
}

// signed is a receipt as it was signed, byte by byte.
type signed []byte

func (s signed) write(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(s)
	return err
}

// VisitGetLineReceiptResponse writes it.
func (s signed) VisitGetLineReceiptResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetPlacedLineReceiptResponse writes it.
func (s signed) VisitGetPlacedLineReceiptResponse(w http.ResponseWriter) error { return s.write(w) }

// GetLineReceipt answers getLineReceipt.
func (h Handler) GetLineReceipt(ctx context.Context, r contract.GetLineReceiptRequestObject) (contract.GetLineReceiptResponseObject, error) {
	out, err := h.service.Receipt(ctx, Supplier, r.Company, r.Order, r.Line)
	if err != nil {
		return nil, err
	}
	return signed(out), nil
}

// GetPlacedLineReceipt answers getPlacedLineReceipt.
func (h Handler) GetPlacedLineReceipt(ctx context.Context, r contract.GetPlacedLineReceiptRequestObject) (contract.GetPlacedLineReceiptResponseObject, error) {
	out, err := h.service.Receipt(ctx, Buyer, r.Company, r.Order, r.Line)
	if err != nil {
		return nil, err
	}
	return signed(out), nil
}

// ListOrders answers listOrders.
func (h Handler) ListOrders(ctx context.Context, r contract.ListOrdersRequestObject) (contract.ListOrdersResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	listed, err := h.service.List(ctx, Supplier, r.Company, Filter{
		Words: optional.Value(p.Q), Status: Status(optional.Value(p.Status)), Waiting: optional.Value(p.Waiting), Other: optional.Value(p.Buyer), Sort: Sort(optional.Value(p.Sort)),
	}, asked)
	if err != nil {
		return nil, err
	}
	return contract.ListOrders200JSONResponse(showListed(listed)), nil
}

// ListPlacedOrders answers listPlacedOrders.
func (h Handler) ListPlacedOrders(ctx context.Context, r contract.ListPlacedOrdersRequestObject) (contract.ListPlacedOrdersResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	listed, err := h.service.List(ctx, Buyer, r.Company, Filter{
		Words: optional.Value(p.Q), Status: Status(optional.Value(p.Status)), Waiting: optional.Value(p.Waiting), Other: optional.Value(p.Supplier), Sort: Sort(optional.Value(p.Sort)),
	}, asked)
	if err != nil {
		return nil, err
	}
	return contract.ListPlacedOrders200JSONResponse(showListed(listed)), nil
}

func (h Handler) startExport(ctx context.Context, side Side, company id.CompanyID, b *contract.OrderExport) (contract.ExportOrders202JSONResponse, error) {
	run, err := h.service.Export(ctx, side, company, table.Format(b.Format), Filter{Words: optional.Value(b.Q), Status: Status(optional.Value(b.Status)), Waiting: optional.Value(b.Waiting)})
	return contract.ExportOrders202JSONResponse(job.Present(company, run)), err
}

// ExportOrders answers exportOrders.
func (h Handler) ExportOrders(ctx context.Context, r contract.ExportOrdersRequestObject) (contract.ExportOrdersResponseObject, error) {
	out, err := h.startExport(ctx, Supplier, r.Company, r.Body)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// ExportPlacedOrders answers exportPlacedOrders.
func (h Handler) ExportPlacedOrders(ctx context.Context, r contract.ExportPlacedOrdersRequestObject) (contract.ExportPlacedOrdersResponseObject, error) {
	out, err := h.startExport(ctx, Buyer, r.Company, r.Body)
	if err != nil {
		return nil, err
	}
	return contract.ExportPlacedOrders202JSONResponse(out), nil
}

// AcceptOrders answers acceptOrders.
func (h Handler) AcceptOrders(ctx context.Context, r contract.AcceptOrdersRequestObject) (contract.AcceptOrdersResponseObject, error) {
	orders := make([]Picked, len(r.Body.Orders))
	for i, o := range r.Body.Orders {
		orders[i] = Picked{o.Order, o.Version}
	}
	done, err := h.service.AcceptAll(ctx, r.Company, orders)
	if err != nil {
		return nil, err
	}
	return contract.AcceptOrders200JSONResponse(showOutcomes(done)), nil
}

func showOutcomes(done []Outcome) contract.OrdersAccepted {
	var out contract.OrdersAccepted
	for _, d := range done {
		out.Orders = append(out.Orders, struct {
			Lines   int                                  `json:"lines"`
			Order   contract.OrderID                     `json:"order"`
			Outcome contract.OrdersAcceptedOrdersOutcome `json:"outcome"`
		}{d.Lines, d.Order, contract.OrdersAcceptedOrdersOutcome(d.Result)})
	}
	return out
}

func showSettings(s Settings) contract.OrderSettings {
	return contract.OrderSettings{AutoAccept: s.AutoAccept, AnswerHours: int(s.AnswerWithin / time.Hour), Version: s.Version}
}

// GetOrderSettings answers getOrderSettings.
func (h Handler) GetOrderSettings(ctx context.Context, r contract.GetOrderSettingsRequestObject) (contract.GetOrderSettingsResponseObject, error) {
	s, err := h.service.Settings(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.GetOrderSettings200JSONResponse{Body: showSettings(s), Headers: contract.GetOrderSettings200ResponseHeaders{ETag: optional.Of(web.ETag(s.Version))}}, nil
}

// PutOrderSettings answers putOrderSettings.
func (h Handler) PutOrderSettings(ctx context.Context, r contract.PutOrderSettingsRequestObject) (contract.PutOrderSettingsResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	s, err := h.service.PutSettings(ctx, r.Company, seen, Settings{AutoAccept: r.Body.AutoAccept, AnswerWithin: time.Duration(r.Body.AnswerHours) * time.Hour})
	if err != nil {
		return nil, err
	}
	return contract.PutOrderSettings200JSONResponse{Body: showSettings(s), Headers: contract.PutOrderSettings200ResponseHeaders{ETag: optional.Of(web.ETag(s.Version))}}, nil
}
