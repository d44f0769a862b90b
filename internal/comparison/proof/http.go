package proof

import (
	"context"
	"net/http"

	contract "manifold/api/receipt"
	"manifold/internal/comparison"
	"manifold/internal/kernel/optional"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
	"manifold/internal/pricing/receipt"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "getReceiptKeys", Access: authz.Public},
	{Operation: "getOfferReceipt", Access: authz.Access(mayReadOffer)},
	{Operation: "getPriceReceipt", Access: authz.Access(mayReadPrice)},
	{Operation: "getComparedReceipt", Access: authz.Access(mayReadOffer)},
}

// Handler answers the operations of receipt.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// signed is a receipt as it was signed, byte by byte.
type signed []byte

func (s signed) write(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(s)
	return err
}

// VisitGetOfferReceiptResponse writes it.
func (s signed) VisitGetOfferReceiptResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetPriceReceiptResponse writes it.
func (s signed) VisitGetPriceReceiptResponse(w http.ResponseWriter) error { return s.write(w) }

// GetOfferReceipt answers getOfferReceipt.
func (h Handler) GetOfferReceipt(ctx context.Context, r contract.GetOfferReceiptRequestObject) (contract.GetOfferReceiptResponseObject, error) {
	p := h.service.Grants.Pace(ctx, r.Supplier, r.Company)
	web.Announce(ctx, "relationship", p.Limit, p.Remaining, p.Window, p.Reset)
	if err := p.Err(); err != nil {
		return nil, err
	}
	out, err := h.service.Offer(ctx, r.Company, r.Supplier, r.Item, optional.Value(r.Params.Quantity))
	if err != nil {
		return nil, err
	}
	return signed(out), nil
}

// GetPriceReceipt answers getPriceReceipt.
func (h Handler) GetPriceReceipt(ctx context.Context, r contract.GetPriceReceiptRequestObject) (contract.GetPriceReceiptResponseObject, error) {
	out, err := h.service.Price(ctx, r.Company, r.Item, optional.Value(r.Params.Customer), optional.Value(r.Params.Quantity), optional.Value(r.Params.Whole))
	if err != nil {
		return nil, err
	}
	return signed(out), nil
}

// VisitGetComparedReceiptResponse writes it.
func (s signed) VisitGetComparedReceiptResponse(w http.ResponseWriter) error { return s.write(w) }

// GetComparedReceipt answers getComparedReceipt.
func (h Handler) GetComparedReceipt(ctx context.Context, r contract.GetComparedReceiptRequestObject) (contract.GetComparedReceiptResponseObject, error) {
	out, err := h.service.Line(ctx, r.Company, comparison.TakeRequest(r.Body.Basket), r.Body.Line, own.Ref{Supplier: r.Body.Supplier, Item: r.Body.Item})
	if err != nil {
		return nil, err
	}
	return signed(out), nil
}

// GetReceiptKeys answers getReceiptKeys.
func (h Handler) GetReceiptKeys(context.Context, contract.GetReceiptKeysRequestObject) (contract.GetReceiptKeysResponseObject, error) {
	public := h.service.Key.Public()
	out := contract.GetReceiptKeys200JSONResponse{}
	out.Keys = append(out.Keys, struct {
		Alg string `json:"alg"`
		Crv string `json:"crv"`
		Kid string `json:"kid"`
		Kty string `json:"kty"`
		Use string `json:"use"`
		X   string `json:"x"`
	}{receipt.Algorithm, "Ed25519", public.ID(), "OKP", "sig", public.X()})
	return out, nil
}
