package grant

import (
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// What the operations ask for; the matrix in authz says which roles have it.
const (
	mayReadRelationships = authz.Permission("trading.relationship.read")
	mayDecide            = authz.Permission("trading.relationship.decide")
	mayReadGrants        = authz.Permission("trading.grant.read")
	mayWriteGrants       = authz.Permission("trading.grant.write")
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "getDisclosure", Access: authz.Access(mayReadGrants)},
	{Operation: "getReading", Access: authz.Access(mayReadRelationships)},
	{Operation: "listGrants", Access: authz.Access(mayReadGrants)},
	{Operation: "putDefaultGrant", Access: authz.Access(mayWriteGrants)},
	{Operation: "putGroupGrant", Access: authz.Access(mayWriteGrants)},
	{Operation: "deleteGroupGrant", Access: authz.Access(mayWriteGrants)},
	{Operation: "putCustomerGrant", Access: authz.Access(mayWriteGrants)},
	{Operation: "deleteCustomerGrant", Access: authz.Access(mayWriteGrants)},
	{Operation: "listViewers", Access: authz.Access(mayReadGrants)},
	{Operation: "listDisclosures", Access: authz.Access(mayReadGrants)},
	{Operation: "listNotices", Access: authz.Access(mayReadRelationships)},
	{Operation: "seeNotice", Access: authz.Access(mayDecide)},
	{Operation: "getWatch", Access: authz.Access(mayReadRelationships)},
	{Operation: "putWatch", Access: authz.Access(mayDecide)},
}

// Handler answers the operations of trading.yaml that are about what a supplier shows, to whom, and who reads much of it. The handler of trading has it inside.
type Handler struct{ service *Service }

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }
