package ordering

import (
	"context"

	contract "manifold/api/ordering"
	"manifold/internal/kernel/fault"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "previewPurchase", Access: authz.Access(mayOrder)},
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

// GetOrderSettings answers getOrderSettings.
func (h Handler) GetOrderSettings(context.Context, contract.GetOrderSettingsRequestObject) (contract.GetOrderSettingsResponseObject, error) {
	return nil, fault.NotFound
}

// PutOrderSettings answers putOrderSettings.
func (h Handler) PutOrderSettings(context.Context, contract.PutOrderSettingsRequestObject) (contract.PutOrderSettingsResponseObject, error) {
	return nil, fault.NotFound
}

// ListOrders answers listOrders.
func (h Handler) ListOrders(context.Context, contract.ListOrdersRequestObject) (contract.ListOrdersResponseObject, error) {
	return nil, fault.NotFound
}

// AcceptOrders answers acceptOrders.
func (h Handler) AcceptOrders(context.Context, contract.AcceptOrdersRequestObject) (contract.AcceptOrdersResponseObject, error) {
	return nil, fault.NotFound
}

// ExportOrders answers exportOrders.
func (h Handler) ExportOrders(context.Context, contract.ExportOrdersRequestObject) (contract.ExportOrdersResponseObject, error) {
	return nil, fault.NotFound
}

// GetOrder answers getOrder.
func (h Handler) GetOrder(context.Context, contract.GetOrderRequestObject) (contract.GetOrderResponseObject, error) {
	return nil, fault.NotFound
}

// ActOnOrder answers actOnOrder.
func (h Handler) ActOnOrder(context.Context, contract.ActOnOrderRequestObject) (contract.ActOnOrderResponseObject, error) {
	return nil, fault.NotFound
}

// GetLineReceipt answers getLineReceipt.
func (h Handler) GetLineReceipt(context.Context, contract.GetLineReceiptRequestObject) (contract.GetLineReceiptResponseObject, error) {
	return nil, fault.NotFound
}

// WriteToBuyer answers writeToBuyer.
func (h Handler) WriteToBuyer(context.Context, contract.WriteToBuyerRequestObject) (contract.WriteToBuyerResponseObject, error) {
	return nil, fault.NotFound
}

// ListPlacedOrders answers listPlacedOrders.
func (h Handler) ListPlacedOrders(context.Context, contract.ListPlacedOrdersRequestObject) (contract.ListPlacedOrdersResponseObject, error) {
	return nil, fault.NotFound
}

// ExportPlacedOrders answers exportPlacedOrders.
func (h Handler) ExportPlacedOrders(context.Context, contract.ExportPlacedOrdersRequestObject) (contract.ExportPlacedOrdersResponseObject, error) {
	return nil, fault.NotFound
}

// GetPlacedOrder answers getPlacedOrder.
func (h Handler) GetPlacedOrder(context.Context, contract.GetPlacedOrderRequestObject) (contract.GetPlacedOrderResponseObject, error) {
	return nil, fault.NotFound
}

// ActOnPlacedOrder answers actOnPlacedOrder.
func (h Handler) ActOnPlacedOrder(context.Context, contract.ActOnPlacedOrderRequestObject) (contract.ActOnPlacedOrderResponseObject, error) {
	return nil, fault.NotFound
}

// GetPlacedOrderAsBasket answers getPlacedOrderAsBasket.
func (h Handler) GetPlacedOrderAsBasket(context.Context, contract.GetPlacedOrderAsBasketRequestObject) (contract.GetPlacedOrderAsBasketResponseObject, error) {
	return nil, fault.NotFound
}

// GetPlacedLineReceipt answers getPlacedLineReceipt.
func (h Handler) GetPlacedLineReceipt(context.Context, contract.GetPlacedLineReceiptRequestObject) (contract.GetPlacedLineReceiptResponseObject, error) {
	return nil, fault.NotFound
}

// WriteToSupplier answers writeToSupplier.
func (h Handler) WriteToSupplier(context.Context, contract.WriteToSupplierRequestObject) (contract.WriteToSupplierResponseObject, error) {
	return nil, fault.NotFound
}

// ListPurchases answers listPurchases.
func (h Handler) ListPurchases(context.Context, contract.ListPurchasesRequestObject) (contract.ListPurchasesResponseObject, error) {
	return nil, fault.NotFound
}

// CreatePurchase answers createPurchase.
func (h Handler) CreatePurchase(context.Context, contract.CreatePurchaseRequestObject) (contract.CreatePurchaseResponseObject, error) {
	return nil, fault.NotFound
}

// PreviewPurchase answers previewPurchase.
func (h Handler) PreviewPurchase(context.Context, contract.PreviewPurchaseRequestObject) (contract.PreviewPurchaseResponseObject, error) {
	return nil, fault.NotFound
}

// GetPurchase answers getPurchase.
func (h Handler) GetPurchase(context.Context, contract.GetPurchaseRequestObject) (contract.GetPurchaseResponseObject, error) {
	return nil, fault.NotFound
}
