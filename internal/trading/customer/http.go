package customer

import (
	"time"

	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// What the operations ask for; the matrix in authz says which roles have it.
const (
	mayReadCustomers  = authz.Permission("trading.customer.read")
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
	{Operation: "listGroups", Access: authz.Access(mayReadCustomers)},
	{Operation: "addGroup", Access: authz.Access(mayWriteCustomers)},
	{Operation: "putGroup", Access: authz.Access(mayWriteCustomers)},
	{Operation: "deleteGroup", Access: authz.Access(mayWriteCustomers)},
}

// Handler answers the operations of trading.yaml that are about a supplier's customers, groups, imports and invites. The handler of trading has it inside.
type Handler struct{ service *Service }

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// value is what a pointer points to, or nothing.
func value[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}

// word is value for a named text.
func word[T ~string](p *T) string { return string(value(p)) }

// said is a pointer to a text, nil for an empty one.
func said[T, F ~string](text F) *T {
	if text == "" {
		return nil
	}
	out := T(text)
	return &out
}

// words carries a list of named texts from one type into another; never nil.
func words[T, F ~string](in []F) []T {
	out := make([]T, len(in))
	for i, w := range in {
		out[i] = T(w)
	}
	return out
}

// dated shows a time unless it is zero.
func dated(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
