package report

import (
	"context"
	"encoding/hex"
	"time"

	contract "manifold/api/audit"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listAudit", Access: authz.Access(mayRead)},
	{Operation: "verifyAudit", Access: authz.Access(mayRead)},
	{Operation: "exportAudit", Access: authz.Access(mayExport)},
}

// Handler answers the operations of audit.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// ListAudit answers listAudit.
func (h Handler) ListAudit(ctx context.Context, request contract.ListAuditRequestObject) (contract.ListAuditResponseObject, error) {
	wanted, err := web.Page(request.Params.Limit, request.Params.After)
	if err != nil {
		return nil, err
	}
	p := request.Params
	filter := audit.Filter{Action: optional.Value(p.Action), Person: optional.Value(p.Person), From: optional.Value(p.From), To: optional.Value(p.To)}
	entries, err := h.service.List(ctx, request.Company, filter, wanted)
	if err != nil {
		return nil, err
	}
	answer := contract.ListAudit200JSONResponse{Items: make([]contract.AuditEntry, len(entries.Items)), Next: optional.Of(entries.Next)}
	for i, e := range entries.Items {
		answer.Items[i] = present(e)
	}
	return answer, nil
}

// VerifyAudit answers verifyAudit.
func (h Handler) VerifyAudit(ctx context.Context, request contract.VerifyAuditRequestObject) (contract.VerifyAuditResponseObject, error) {
	v, err := h.service.Verify(ctx, request.Company)
	if err != nil {
		return nil, err
	}
	return contract.VerifyAudit200JSONResponse{
		Ok: v.OK(), Entries: v.Entries, Unsealed: v.Unsealed, Head: optional.Of(hex.EncodeToString(v.Head)), BrokenAt: optional.Of(v.BrokenAt),
	}, nil
}

// ExportAudit answers exportAudit.
func (h Handler) ExportAudit(ctx context.Context, request contract.ExportAuditRequestObject) (contract.ExportAuditResponseObject, error) {
	var from, to time.Time
	if request.Body != nil {
		from, to = optional.Value(request.Body.From), optional.Value(request.Body.To)
	}
	run, err := h.service.Export(ctx, request.Company, from, to)
	if err != nil {
		return nil, err
	}
	return contract.ExportAudit202JSONResponse(job.Present(request.Company, run)), nil
}

func present(e audit.Listed) contract.AuditEntry {
	shown := contract.AuditEntry{
		ID: e.ID, At: e.At, Person: optional.Of(e.Person), PersonName: optional.Of(e.PersonName), Action: e.Action, Object: optional.Of(e.Object),
		Sealed: e.Number > 0, Number: optional.Of(e.Number), Hash: optional.Of(hex.EncodeToString(e.Hash)),
	}
	if len(e.Data) > 0 {
		shown.Data = &e.Data
	}
	return shown
}
