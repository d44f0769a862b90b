package pricing

import (
	contract "manifold/api/pricing"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// What the operations ask for; the matrix in authz says which roles have it.
const (
	mayRead           = authz.Permission("pricing.list.read")
	mayWrite          = authz.Permission("pricing.list.write")
	maySetPolicy      = authz.Permission("pricing.policy.write")
	mayReadCost       = authz.Permission("pricing.cost.read")
	mayWriteCost      = authz.Permission("pricing.cost.write")
	maySetConditions  = authz.Permission("pricing.condition.write")
	mayReadConditions = authz.Permission("pricing.condition.read") // a buyer's
	mayPostRates      = authz.Permission("pricing.rate.write")
	everybodySignedIn = authz.Access("session")
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listPriceLists", Access: authz.Access(mayRead)},
	{Operation: "createPriceList", Access: authz.Access(mayWrite)},
	{Operation: "getPriceList", Access: authz.Access(mayRead)},
	{Operation: "updatePriceList", Access: authz.Access(mayWrite)},
	{Operation: "setPriceListState", Access: authz.Access(mayWrite)},
	{Operation: "listPriceEntries", Access: authz.Access(mayRead)},
	{Operation: "putPriceEntries", Access: authz.Access(mayWrite)},
	{Operation: "exportPriceList", Access: authz.Access(mayRead)},
	{Operation: "getPriceGrid", Access: authz.Access(mayRead)},
	{Operation: "listPriceChanges", Access: authz.Access(mayRead)},
	{Operation: "draftPriceChange", Access: authz.Access(mayWrite)},
	{Operation: "getPriceChange", Access: authz.Access(mayRead)},
	{Operation: "listPriceChangeLines", Access: authz.Access(mayRead)},
	{Operation: "exportPriceChange", Access: authz.Access(mayRead)},
	{Operation: "excludePriceChangeLines", Access: authz.Access(mayWrite)},
	{Operation: "publishPriceChange", Access: authz.Access(mayWrite)},
	{Operation: "cancelPriceChange", Access: authz.Access(mayWrite)},
	{Operation: "rollBackPriceChange", Access: authz.Access(mayWrite)},
	{Operation: "getPricingPolicy", Access: authz.Access(mayRead)},
	{Operation: "putPricingPolicy", Access: authz.Access(maySetPolicy)},
	{Operation: "listItemCosts", Access: authz.Access(mayReadCost)},
	{Operation: "putItemCosts", Access: authz.Access(mayWriteCost)},
	{Operation: "listConditions", Access: authz.Access(mayRead)},
	{Operation: "putCondition", Access: authz.Access(maySetConditions)},
	{Operation: "deleteCondition", Access: authz.Access(maySetConditions)},
	{Operation: "resolveConditions", Access: authz.Access(mayRead)},
	{Operation: "getSupplierConditions", Access: authz.Access(mayReadConditions)},
	{Operation: "listRates", Access: everybodySignedIn},
	{Operation: "putRates", Access: authz.Access(mayPostRates)},
}

// Handler answers the operations of pricing.yaml.
type Handler struct {
	service *Service
}

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}
