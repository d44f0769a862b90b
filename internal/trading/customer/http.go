package customer

import (
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// What the operations ask for; the matrix in authz says which roles have it.
const (
	mayReadCustomers  = authz.Permission("trading.customer.read")
	mayReadGroups     = authz.Permission("trading.group.read")
	mayWriteCustomers = authz.Permission("trading.customer.write")
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "previewInvite", Access: authz.Public},
	{Operation: "listCustomers", Access: authz.Access(mayReadCustomers)},
	{Operation: "addCustomer", Access: authz.Access(mayWriteCustomers)},
	{Operation: "getCustomer", Access: authz.Access(mayReadCustomers)},
	{Operation: "updateCustomer", Access: authz.Access(mayWriteCustomers)},
	{Operation: "deleteCustomer", Access: authz.Access(mayWriteCustomers)},
	{Operation: "changeCustomers", Access: authz.Access(mayWriteCustomers)},
	{Operation: "exportCustomers", Access: authz.Access(mayReadCustomers)},
	{Operation: "inviteCustomers", Access: authz.Access(mayWriteCustomers)},
	{Operation: "listCustomerImports", Access: authz.Access(mayReadCustomers)},
	{Operation: "stageCustomerImport", Access: authz.Access(mayWriteCustomers)},
	{Operation: "getCustomerImport", Access: authz.Access(mayReadCustomers)},
	{Operation: "deleteCustomerImport", Access: authz.Access(mayWriteCustomers)},
	{Operation: "commitCustomerImport", Access: authz.Access(mayWriteCustomers)},
	{Operation: "listCustomerImportLines", Access: authz.Access(mayReadCustomers)},
	{Operation: "fixCustomerImportLines", Access: authz.Access(mayWriteCustomers)},
	{Operation: "exportCustomerImportLines", Access: authz.Access(mayReadCustomers)},
	{Operation: "listInvites", Access: authz.Access(mayReadCustomers)},
	{Operation: "addInvite", Access: authz.Access(mayWriteCustomers)},
	{Operation: "revokeInvite", Access: authz.Access(mayWriteCustomers)},
	{Operation: "listGroups", Access: authz.Access(mayReadGroups)},
	{Operation: "addGroup", Access: authz.Access(mayWriteCustomers)},
	{Operation: "putGroup", Access: authz.Access(mayWriteCustomers)},
	{Operation: "deleteGroup", Access: authz.Access(mayWriteCustomers)},
}

// Handler answers the operations of trading.yaml that are about a supplier's customers, groups, imports and invites. The handler of trading has it inside.
type Handler struct{ service *Service }

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// word is the text of an optional word of the contract.
func word[T ~string](p *T) string { return string(optional.Value(p)) }

// words carries a list of named texts from one type into another; never nil.
func words[T, F ~string](in []F) []T {
	out := make([]T, len(in))
	for i, w := range in {
		out[i] = T(w)
	}
	return out
}
