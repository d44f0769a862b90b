package trading

import (
	"slices"

	contract "manifold/api/trading"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
)

// What the operations ask for; the matrix in authz says which roles have it.
const (
	mayReadDirectory     = authz.Permission("trading.directory.read")
	mayReadFile          = authz.Permission("trading.file.read")
	mayWriteFile         = authz.Permission("trading.file.write")
	mayApply             = authz.Permission("trading.application.write")
	mayReadBoard         = authz.Permission("trading.board.read")
	mayReadProfile       = authz.Permission("trading.profile.read")
	mayWriteProfile      = authz.Permission("trading.profile.write")
	mayReadRelationships = authz.Permission("trading.relationship.read")
	mayDecide            = authz.Permission("trading.relationship.decide")
	mayWriteGrants       = authz.Permission("trading.grant.write")
	mayReadFiles         = authz.Permission("trading.verification.read")
	mayVerify            = authz.Permission("trading.verification.write")
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = slices.Concat([]web.Route{
	{Operation: "listSuppliers", Access: authz.Access(mayReadDirectory)},
	{Operation: "getSupplier", Access: authz.Access(mayReadDirectory)},
	{Operation: "answerSupplier", Access: authz.Access(mayApply)},
	{Operation: "closeSupplier", Access: authz.Access(mayApply)},
	{Operation: "apply", Access: authz.Access(mayApply)},
	{Operation: "getBoard", Access: authz.Access(mayReadBoard)},
	{Operation: "claimInvite", Access: authz.Access(mayApply)},
	{Operation: "getFile", Access: authz.Access(mayReadFile)},
	{Operation: "putFile", Access: authz.Access(mayWriteFile)},
	{Operation: "submitFile", Access: authz.Access(mayWriteFile)},
	{Operation: "listDocuments", Access: authz.Access(mayReadFile)},
	{Operation: "addDocument", Access: authz.Access(mayWriteFile)},
	{Operation: "getDocument", Access: authz.Access(mayReadFile)},
	{Operation: "deleteDocument", Access: authz.Access(mayWriteFile)},
	{Operation: "listSites", Access: authz.Access(mayReadFile)},
	{Operation: "addSite", Access: authz.Access(mayWriteFile)},
	{Operation: "putSite", Access: authz.Access(mayWriteFile)},
	{Operation: "archiveSite", Access: authz.Access(mayWriteFile)},
	{Operation: "restoreSite", Access: authz.Access(mayWriteFile)},
	{Operation: "getProfile", Access: authz.Access(mayReadProfile)},
	{Operation: "putProfile", Access: authz.Access(mayWriteProfile)},
	{Operation: "listRelationships", Access: authz.Access(mayReadRelationships)},
	{Operation: "getRelationship", Access: authz.Access(mayReadRelationships)},
	{Operation: "getApplicantDocument", Access: authz.Access(mayReadRelationships)},
	{Operation: "decide", Access: authz.Access(mayDecide)},
	{Operation: "listBlocks", Access: authz.Access(mayReadRelationships)},
	{Operation: "addBlock", Access: authz.Access(mayDecide)},
	{Operation: "deleteBlock", Access: authz.Access(mayDecide)},
	{Operation: "listFiles", Access: authz.Access(mayReadFiles)},
	{Operation: "getCompanyFile", Access: authz.Access(mayReadFiles)},
	{Operation: "getCompanyDocument", Access: authz.Access(mayReadFiles)},
	{Operation: "verifyFile", Access: authz.Access(mayVerify)},
}, customer.Routes, grant.Routes)

// Handler answers the operations of trading.yaml; those of customers and of grants by the handlers inside it.
type Handler struct {
	customers
	grants
	service *Service
}

// Two embedded types need two names.
type (
	customers = customer.Handler
	grants    = grant.Handler
)

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler of all three services.
func NewHandler(s *Service, c *customer.Service, g *grant.Service) Handler {
	return Handler{customers: customer.NewHandler(c), grants: grant.NewHandler(g), service: s}
}

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// word is value for a named text.
func word[T ~string](p *T) string { return string(optional.Value(p)) }

// words carries a list of named texts from one type into another; never nil.
func words[T, F ~string](in []F) []T {
	out := make([]T, len(in))
	for i, w := range in {
		out[i] = T(w)
	}
	return out
}
