package authz

// every stands for all roles.
var every = []Role{Owner, Admin, Buyer, Approver, Sales, Pricing, Warehouse, Finance, Service, Marketing}

// grant is one line of the matrix.
type grant struct {
	permission Permission
	parts      []string // parts of companies it makes sense for; none: all parts
	writes     bool     // a suspended company loses it
	roles      []Role   // besides owner and admin, who may everything that their company's parts allow
}

const (
	reads  = false
	writes = true
)

// matrix says which role may do what. It is the only place that does; a permission that is not here does not exist.
var matrix = []grant{
	//  permission              parts of the company  kind    roles
	{"identity.company.read", nil, reads, every},
	{"identity.company.write", nil, writes, nil},
	{"identity.seat.read", nil, reads, every},
	{"identity.seat.write", nil, writes, nil},
	{"identity.tenant.read", []string{PartOperator}, reads, []Role{Service, Finance}},
	{"identity.tenant.write", []string{PartOperator}, writes, nil},
	{"audit.read", nil, reads, []Role{Finance}},
	{"audit.export", nil, reads, []Role{Finance}},
	{"job.read", nil, reads, every},
	{"job.cancel", nil, writes, every},
	{"hub.events.read", nil, reads, every},
	{"catalog.item.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Warehouse, Finance, Service, Marketing}},
	{"catalog.item.write", []string{PartSupplier}, writes, []Role{Pricing, Marketing}},
	{"catalog.category.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Warehouse, Finance, Service, Marketing}},
	{"catalog.category.write", []string{PartSupplier}, writes, []Role{Pricing, Marketing}},
	{"catalog.revision.undo", []string{PartSupplier}, writes, []Role{Pricing}},
	{"catalog.offered.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"inventory.stock.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Warehouse, Finance, Service, Marketing}},
	{"inventory.stock.write", []string{PartSupplier}, writes, []Role{Pricing, Warehouse}},
	{"inventory.reservation.release", []string{PartSupplier}, writes, []Role{Sales, Warehouse}},
	{"receipt.offer.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"receipt.price.read", []string{PartSupplier}, reads, []Role{Pricing, Finance}},
	{"comparison.sheet.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Warehouse, Finance, Service, Marketing}},
	{"comparison.sheet.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"pricing.list.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance}},
	{"pricing.list.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"pricing.policy.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"pricing.cost.read", []string{PartSupplier}, reads, []Role{Pricing, Finance}},
	{"pricing.cost.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"pricing.condition.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"pricing.condition.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"pricing.rate.write", []string{PartOperator}, writes, []Role{Finance}},
	{"integration.import.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Warehouse}},
	{"integration.import.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"comparison.offer.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"comparison.own.write", []string{PartBuyer}, writes, []Role{Buyer, Approver}},
	{"promotion.action.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance, Service, Marketing}},
	{"promotion.action.write", []string{PartSupplier}, writes, []Role{Pricing, Marketing}},
	{"promotion.policy.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"promotion.offer.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"promotion.coupon.write", []string{PartBuyer}, writes, []Role{Buyer}},
	{"box.list.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"ordering.purchase.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"ordering.purchase.write", []string{PartBuyer}, writes, []Role{Buyer, Approver}},
	{"approval.rule.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"approval.rule.write", []string{PartBuyer}, writes, nil},
	{"approval.request.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"approval.request.send", []string{PartBuyer}, writes, []Role{Buyer, Approver}},
	{"approval.request.decide", []string{PartBuyer}, writes, []Role{Buyer, Approver, Finance}},
	{"ordering.order.read", []string{PartSupplier}, reads, []Role{Sales, Warehouse, Finance, Service}},
	{"ordering.order.write", []string{PartSupplier}, writes, []Role{Sales}},
	{"ordering.setting.write", []string{PartSupplier}, writes, []Role{Sales}},
	{"fulfilment.shipment.read", []string{PartSupplier}, reads, []Role{Sales, Warehouse, Finance, Service}},
	{"fulfilment.shipment.write", []string{PartSupplier}, writes, []Role{Sales, Warehouse}},
	{"fulfilment.case.write", []string{PartSupplier}, writes, []Role{Sales, Warehouse, Service}},
	{"fulfilment.delivery.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Warehouse, Finance}},
	{"fulfilment.delivery.write", []string{PartBuyer}, writes, []Role{Buyer, Warehouse}},
	{"credit.account.read", []string{PartSupplier}, reads, []Role{Sales, Finance}},
	{"credit.account.write", []string{PartSupplier}, writes, []Role{Finance}},
	{"credit.hold.decide", []string{PartSupplier}, writes, []Role{Finance}},
	{"credit.own.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"trading.directory.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance, Service}},
	{"trading.file.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance}},
	{"trading.file.write", []string{PartBuyer}, writes, []Role{Buyer, Finance}},
	{"trading.application.write", []string{PartBuyer}, writes, []Role{Buyer}},
	{"trading.board.read", []string{PartBuyer}, reads, []Role{Buyer, Approver, Finance, Service}},
	{"trading.profile.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance, Service, Marketing}},
	{"trading.profile.write", []string{PartSupplier}, writes, []Role{Sales, Marketing}},
	{"trading.customer.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance, Service}},
	{"trading.group.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance, Service, Marketing}},
	{"trading.customer.write", []string{PartSupplier}, writes, []Role{Sales}},
	{"trading.relationship.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance, Service}},
	{"trading.relationship.decide", []string{PartSupplier}, writes, []Role{Sales}},
	{"trading.grant.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Finance}},
	{"trading.grant.write", []string{PartSupplier}, writes, []Role{Pricing}},
	{"trading.verification.read", []string{PartOperator}, reads, []Role{Service, Finance}},
	{"trading.verification.write", []string{PartOperator}, writes, []Role{Service}},
	{"matching.question.read", []string{PartOperator}, reads, []Role{Service}},
	{"matching.question.answer", []string{PartOperator}, writes, []Role{Service}},
	{"matching.policy.write", []string{PartOperator}, writes, nil},
	{"matching.ask.read", []string{PartSupplier}, reads, []Role{Sales, Pricing, Service, Marketing}},
	{"matching.ask.answer", []string{PartSupplier}, writes, []Role{Sales, Pricing, Marketing}},
	{"sso.client.read", []string{PartSupplier}, reads, []Role{Sales, Service}},
	{"sso.client.write", []string{PartSupplier}, writes, nil},
	{"sso.key.read", []string{PartOperator}, reads, nil},
	{"sso.key.write", []string{PartOperator}, writes, nil},
}
