package box

import (
	"context"

	contract "manifold/api/box"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "readOrderFile", Access: authz.Access(mayRead)},
	{Operation: "getLastPurchase", Access: authz.Access(mayRead)},
	{Operation: "findBought", Access: authz.Access(mayRead)},
}

// Handler answers the operations of box.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

func showBought(all []Bought) []contract.BoughtLine {
	out := make([]contract.BoughtLine, len(all))
	for i, b := range all {
		out[i] = contract.BoughtLine{
			Supplier: b.Supplier, SupplierName: b.SupplierName, Item: b.Item, Sku: b.SKU, Name: b.Name, Quantity: b.Quantity.String(), Unit: b.Unit,
			Price: contract.BoughtMoney{Amount: b.Price.String(), Currency: b.Currency}, At: b.At,
		}
	}
	return out
}

// ReadOrderFile answers readOrderFile.
func (h Handler) ReadOrderFile(ctx context.Context, r contract.ReadOrderFileRequestObject) (contract.ReadOrderFileResponseObject, error) {
	rows, err := h.service.Read(ctx, r.Company, r.Params.Name, r.ContentType, r.Body)
	if err != nil {
		return nil, err
	}
	return contract.ReadOrderFile200JSONResponse{Rows: rows}, nil
}

// GetLastPurchase answers getLastPurchase.
func (h Handler) GetLastPurchase(ctx context.Context, r contract.GetLastPurchaseRequestObject) (contract.GetLastPurchaseResponseObject, error) {
	last, err := h.service.LastPurchase(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.GetLastPurchase200JSONResponse{At: optional.Time(last.At), Reference: optional.Of(last.Reference), Lines: showBought(last.Lines)}, nil
}

// FindBought answers findBought.
func (h Handler) FindBought(ctx context.Context, r contract.FindBoughtRequestObject) (contract.FindBoughtResponseObject, error) {
	refs := make([]Ref, len(r.Body.Items))
	for i, item := range r.Body.Items {
		refs[i] = Ref{item.Supplier, item.Item}
	}
	found, err := h.service.FindBought(ctx, r.Company, refs)
	if err != nil {
		return nil, err
	}
	return contract.FindBought200JSONResponse{Lines: showBought(found)}, nil
}
