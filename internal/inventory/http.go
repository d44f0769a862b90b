package inventory

import (
	"context"
	"time"

	"github.com/oapi-codegen/runtime/types"

	contract "manifold/api/inventory"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listWarehouses", Access: authz.Access(mayRead)},
	{Operation: "createWarehouse", Access: authz.Access(mayWrite)},
	{Operation: "updateWarehouse", Access: authz.Access(mayWrite)},
	{Operation: "deleteWarehouse", Access: authz.Access(mayWrite)},
	{Operation: "listStock", Access: authz.Access(mayRead)},
	{Operation: "putStock", Access: authz.Access(mayWrite)},
	{Operation: "feedStock", Access: authz.Access(mayWrite)},
	{Operation: "exportStock", Access: authz.Access(mayRead)},
	{Operation: "listIncoming", Access: authz.Access(mayRead)},
	{Operation: "createIncoming", Access: authz.Access(mayWrite)},
	{Operation: "updateIncoming", Access: authz.Access(mayWrite)},
	{Operation: "endIncoming", Access: authz.Access(mayWrite)},
	{Operation: "listReservations", Access: authz.Access(mayRead)},
	{Operation: "releaseReservations", Access: authz.Access(mayRelease)},
}

// Handler answers the operations of inventory.yaml.
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

// ListWarehouses answers listWarehouses.
func (h Handler) ListWarehouses(ctx context.Context, r contract.ListWarehousesRequestObject) (contract.ListWarehousesResponseObject, error) {
	all, err := h.service.Warehouses(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListWarehouses200JSONResponse{Items: make([]contract.Warehouse, len(all))}
	for i, w := range all {
		out.Items[i] = h.showWarehouse(w)
	}
	return out, nil
}

func takeWarehouse(b contract.WarehouseDraft) WarehouseDraft {
	out := WarehouseDraft{
		Code: b.Code, Name: b.Name, Place: optional.Value(b.Place), Regions: optional.Value(b.Regions), Serving: true, Main: optional.Value(b.Main), Quiet: 24 * time.Hour,
	}
	if b.Serving != nil {
		out.Serving = *b.Serving
	}
	if b.QuietHours != nil {
		out.Quiet = time.Duration(*b.QuietHours) * time.Hour
	}
	return out
}

func (h Handler) showWarehouse(w Warehouse) contract.Warehouse {
	return contract.Warehouse{
		ID: w.ID, Code: w.Code, Name: w.Name, Place: optional.Of(w.Place), Regions: w.Regions, Serving: w.Serving, Main: w.Main, QuietHours: int(w.Quiet / time.Hour),
		Items: w.Items, Held: w.Held, Oldest: optional.Time(w.Oldest.UTC()), Newest: optional.Time(w.Newest.UTC()), FedAt: optional.Time(w.FedAt.UTC()),
		FedLines: optional.Of(w.FedLines), Feed: contract.WarehouseFeed(w.Feed(h.service.db.Now())), Version: w.Version,
	}
}

// CreateWarehouse answers createWarehouse.
func (h Handler) CreateWarehouse(ctx context.Context, r contract.CreateWarehouseRequestObject) (contract.CreateWarehouseResponseObject, error) {
	w, err := h.service.AddWarehouse(ctx, r.Company, takeWarehouse(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.CreateWarehouse201JSONResponse{Body: h.showWarehouse(w), Headers: contract.CreateWarehouse201ResponseHeaders{ETag: optional.Of(web.ETag(w.Version))}}, nil
}

// UpdateWarehouse answers updateWarehouse.
func (h Handler) UpdateWarehouse(ctx context.Context, r contract.UpdateWarehouseRequestObject) (contract.UpdateWarehouseResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	w, err := h.service.ChangeWarehouse(ctx, r.Company, r.Warehouse, seen, takeWarehouse(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.UpdateWarehouse200JSONResponse{Body: h.showWarehouse(w), Headers: contract.UpdateWarehouse200ResponseHeaders{ETag: optional.Of(web.ETag(w.Version))}}, nil
}

// DeleteWarehouse answers deleteWarehouse.
func (h Handler) DeleteWarehouse(ctx context.Context, r contract.DeleteWarehouseRequestObject) (contract.DeleteWarehouseResponseObject, error) {
	if err := h.service.RemoveWarehouse(ctx, r.Company, r.Warehouse); err != nil {
		return nil, err
	}
	return contract.DeleteWarehouse204Response{}, nil
}

// ListStock answers listStock.
func (h Handler) ListStock(ctx context.Context, r contract.ListStockRequestObject) (contract.ListStockResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	listed, err := h.service.List(ctx, r.Company, Filter{
		Words: optional.Value(p.Q), Category: optional.Value(p.Category), Show: Show(optional.Value(p.Show)), Warehouse: optional.Value(p.Warehouse), Sort: Sort(optional.Value(p.Sort)),
	}, wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListStock200JSONResponse{Items: page.Map(listed.Page, showItem).Items, Next: optional.Of(listed.Next), Total: listed.Total}, nil
}

func showItem(i Item) contract.StockItem {
	out := contract.StockItem{
		Item: i.ID, Sku: i.SKU, Name: i.Name, Unit: i.Unit, LeadDays: i.LeadDays, Free: i.Free.String(), Counts: make([]contract.StockCount, len(i.Counts)),
		Incoming: make([]contract.StockArrival, len(i.Incoming)),
	}
	for n, c := range i.Counts {
		out.Counts[n] = contract.StockCount{Warehouse: c.Warehouse, OnHand: c.OnHand.String(), Reserved: c.Reserved.String(), AsOf: c.AsOf, Old: c.Old}
	}
	for n, a := range i.Incoming {
		out.Incoming[n] = contract.StockArrival{Due: types.Date{Time: a.Due}, Quantity: a.Quantity.String()}
	}
	return out
}

// PutStock answers putStock.
func (h Handler) PutStock(ctx context.Context, r contract.PutStockRequestObject) (contract.PutStockResponseObject, error) {
	lines := make([]Line, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		lines[i] = Line{Item: optional.Value(l.Item), SKU: optional.Value(l.Sku), Warehouse: optional.Value(l.Warehouse), OnHand: l.OnHand}
	}
	done, err := h.service.PutCounts(ctx, r.Company, lines)
	if err != nil {
		return nil, err
	}
	out := contract.PutStock200JSONResponse{Changed: done.Changed, Same: done.Same, Flagged: showFlags(done.Flagged), Before: make([]contract.StockBefore, len(done.Before))}
	for i, b := range done.Before {
		out.Before[i] = contract.StockBefore{Item: b.Item, Warehouse: b.Warehouse}
		if b.OnHand != nil {
			out.Before[i].OnHand = optional.Of(b.OnHand.String())
		}
	}
	return out, nil
}

func showFlags(flagged []Flag) []contract.StockFlag {
	out := make([]contract.StockFlag, len(flagged))
	for i, f := range flagged {
		out[i] = contract.StockFlag{Line: f.Line, Code: contract.StockFlagCode(f.Code), Message: f.Code.Words()}
	}
	return out
}

// FeedStock answers feedStock.
func (h Handler) FeedStock(ctx context.Context, r contract.FeedStockRequestObject) (contract.FeedStockResponseObject, error) {
	lines := make([]Line, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		lines[i] = Line{SKU: l.Sku, Warehouse: optional.Value(l.Warehouse), OnHand: &l.OnHand}
	}
	fed, err := h.service.Feed(ctx, r.Company, optional.Value(r.Body.AsOf), optional.Value(r.Body.Warehouse), lines)
	if err != nil {
		return nil, err
	}
	return contract.FeedStock200JSONResponse{Changed: fed.Changed, Same: fed.Same, Late: fed.Late, Flagged: showFlags(fed.Flagged)}, nil
}

// ExportStock answers exportStock.
func (h Handler) ExportStock(ctx context.Context, r contract.ExportStockRequestObject) (contract.ExportStockResponseObject, error) {
	b := r.Body
	run, err := h.service.Export(ctx, r.Company, table.Format(b.Format), Filter{Words: optional.Value(b.Q), Category: optional.Value(b.Category), Show: Show(optional.Value(b.Show)), Warehouse: optional.Value(b.Warehouse)})
	if err != nil {
		return nil, err
	}
	return contract.ExportStock202JSONResponse(job.Present(r.Company, run)), nil
}
