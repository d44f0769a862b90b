package catalog

import (
	contract "manifold/api/catalog"
	"manifold/internal/catalog/media"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

const mayLook = authz.Permission("catalog.offered.read")

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listItems", Access: authz.Access(mayRead)},
	{Operation: "createItem", Access: authz.Access(mayWrite)},
	{Operation: "changeItems", Access: authz.Access(mayWrite)},
	{Operation: "exportItems", Access: authz.Access(mayRead)},
	{Operation: "getItem", Access: authz.Access(mayRead)},
	{Operation: "updateItem", Access: authz.Access(mayWrite)},
	{Operation: "withdrawItem", Access: authz.Access(mayWrite)},
	{Operation: "restoreItem", Access: authz.Access(mayWrite)},
	{Operation: "listItemHistory", Access: authz.Access(mayRead)},
	{Operation: "convertItem", Access: authz.Access(mayRead)},
	{Operation: "addMedia", Access: authz.Access(mayWrite)},
	{Operation: "fetchMedia", Access: authz.Access(mayWrite)},
	{Operation: "orderMedia", Access: authz.Access(mayWrite)},
	{Operation: "getMedia", Access: authz.Access(mayRead)},
	{Operation: "describeMedia", Access: authz.Access(mayWrite)},
	{Operation: "removeMedia", Access: authz.Access(mayWrite)},
	{Operation: "getThumbnail", Access: authz.Access(mayRead)},
	{Operation: "listRevisions", Access: authz.Access(mayRead)},
	{Operation: "getRevision", Access: authz.Access(mayRead)},
	{Operation: "listRevisionChanges", Access: authz.Access(mayRead)},
	{Operation: "undoRevision", Access: authz.Access(mayUndo)},
	{Operation: "listCategories", Access: authz.Access(mayReadCategories)},
	{Operation: "putCategory", Access: authz.Access(mayPutCategories)},
	{Operation: "suggestHeadings", Access: authz.Access(mayReadCategories)},
	{Operation: "searchHeadings", Access: authz.Access(mayReadCategories)},
	{Operation: "listOfferedMedia", Access: authz.Access(mayLook)},
	{Operation: "getOfferedMedia", Access: authz.Access(mayLook)},
	{Operation: "getOfferedThumbnail", Access: authz.Access(mayLook)},
}

// Handler answers the operations of catalog.yaml.
type Handler struct {
	service *Service
	media   *media.Service
}

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service, m *media.Service) Handler { return Handler{s, m} }

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
