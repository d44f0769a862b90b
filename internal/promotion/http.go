package promotion

import (
	"bytes"
	"context"

	contract "manifold/api/promotion"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
	"manifold/internal/promotion/combine"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listPromotions", Access: authz.Access(mayRead)},
	{Operation: "createPromotion", Access: authz.Access(mayWrite)},
	{Operation: "exportPromotions", Access: authz.Access(mayRead)},
	{Operation: "getPromotionPolicy", Access: authz.Access(mayRead)},
	{Operation: "putPromotionPolicy", Access: authz.Access(mayPutPolicy)},
	{Operation: "previewPromotions", Access: authz.Access(mayRead)},
	{Operation: "getPromotion", Access: authz.Access(mayRead)},
	{Operation: "updatePromotion", Access: authz.Access(mayWrite)},
	{Operation: "deletePromotion", Access: authz.Access(mayWrite)},
	{Operation: "actOnPromotion", Access: authz.Access(mayWrite)},
	{Operation: "copyPromotion", Access: authz.Access(mayWrite)},
	{Operation: "listOfferedPromotions", Access: authz.Access(mayLook)},
	{Operation: "giveCoupon", Access: authz.Access(mayGiveCodes)},
}

// Handler answers the operations of promotion.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

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

// ListPromotions answers listPromotions.
func (h Handler) ListPromotions(ctx context.Context, r contract.ListPromotionsRequestObject) (contract.ListPromotionsResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, counts, err := h.service.List(ctx, r.Company, optional.Value(r.Params.Q), State(optional.Value(r.Params.State)), asked)
	if err != nil {
		return nil, err
	}
	out := contract.ListPromotions200JSONResponse{Items: make([]contract.Promotion, len(found.Items)), Next: optional.Of(found.Next), Counts: contract.PromotionCounts{
		Draft: counts[Draft], Scheduled: counts[Scheduled], Running: counts[Running], Paused: counts[Paused], Ended: counts[Ended], Archived: counts[Archived],
	}}
	for i, p := range found.Items {
		out.Items[i] = show(p)
	}
	return out, nil
}

// CreatePromotion answers createPromotion.
func (h Handler) CreatePromotion(ctx context.Context, r contract.CreatePromotionRequestObject) (contract.CreatePromotionResponseObject, error) {
	t, err := terms(*r.Body)
	if err != nil {
		return nil, err
	}
	p, err := h.service.Create(ctx, r.Company, t)
	if err != nil {
		return nil, err
	}
	return contract.CreatePromotion201JSONResponse{Body: show(p), Headers: contract.CreatePromotion201ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

// ExportPromotions answers exportPromotions.
func (h Handler) ExportPromotions(ctx context.Context, r contract.ExportPromotionsRequestObject) (contract.ExportPromotionsResponseObject, error) {
	text, err := h.service.Export(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.ExportPromotions200TextCsvResponse{
		Body: bytes.NewReader(text), ContentLength: int64(len(text)), Headers: contract.ExportPromotions200ResponseHeaders{ContentDisposition: optional.Of(`attachment; filename="promotions.csv"`)},
	}, nil
}

// GetPromotionPolicy answers getPromotionPolicy.
func (h Handler) GetPromotionPolicy(ctx context.Context, r contract.GetPromotionPolicyRequestObject) (contract.GetPromotionPolicyResponseObject, error) {
	p, err := h.service.Policy(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.GetPromotionPolicy200JSONResponse{Body: showPolicy(p), Headers: contract.GetPromotionPolicy200ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

// PutPromotionPolicy answers putPromotionPolicy.
func (h Handler) PutPromotionPolicy(ctx context.Context, r contract.PutPromotionPolicyRequestObject) (contract.PutPromotionPolicyResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	n := numbers{}
	wanted := Policy{Policy: combine.Policy{Mode: combine.Mode(r.Body.Mode), MostPerLine: optional.Value(r.Body.MostPerLine), MostPercent: n.read("/most_percent", r.Body.MostPercent)}}
	if len(n.wrong) > 0 {
		return nil, fault.Invalid.With(n.wrong...)
	}
	p, err := h.service.PutPolicy(ctx, r.Company, seen, wanted)
	if err != nil {
		return nil, err
	}
	return contract.PutPromotionPolicy200JSONResponse{Body: showPolicy(p), Headers: contract.PutPromotionPolicy200ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

func showPolicy(p Policy) contract.PromotionPolicy {
	return contract.PromotionPolicy{Mode: contract.PromotionPolicyMode(p.Mode), MostPerLine: &p.MostPerLine, MostPercent: optional.Of(p.MostPercent.String())}
}

// GetPromotion answers getPromotion.
func (h Handler) GetPromotion(ctx context.Context, r contract.GetPromotionRequestObject) (contract.GetPromotionResponseObject, error) {
	p, err := h.service.Get(ctx, r.Company, r.Promotion)
	if err != nil {
		return nil, err
	}
	return contract.GetPromotion200JSONResponse{Body: show(p), Headers: contract.GetPromotion200ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

// UpdatePromotion answers updatePromotion.
func (h Handler) UpdatePromotion(ctx context.Context, r contract.UpdatePromotionRequestObject) (contract.UpdatePromotionResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	t, err := terms(*r.Body)
	if err != nil {
		return nil, err
	}
	p, err := h.service.Update(ctx, r.Company, r.Promotion, seen, t)
	if err != nil {
		return nil, err
	}
	return contract.UpdatePromotion200JSONResponse{Body: show(p), Headers: contract.UpdatePromotion200ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

// DeletePromotion answers deletePromotion.
func (h Handler) DeletePromotion(ctx context.Context, r contract.DeletePromotionRequestObject) (contract.DeletePromotionResponseObject, error) {
	if err := h.service.Delete(ctx, r.Company, r.Promotion); err != nil {
		return nil, err
	}
	return contract.DeletePromotion204Response{}, nil
}

// ActOnPromotion answers actOnPromotion.
func (h Handler) ActOnPromotion(ctx context.Context, r contract.ActOnPromotionRequestObject) (contract.ActOnPromotionResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p, err := h.service.Act(ctx, r.Company, r.Promotion, seen, Deed(r.Body.Deed))
	if err != nil {
		return nil, err
	}
	return contract.ActOnPromotion200JSONResponse{Body: show(p), Headers: contract.ActOnPromotion200ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

// CopyPromotion answers copyPromotion.
func (h Handler) CopyPromotion(ctx context.Context, r contract.CopyPromotionRequestObject) (contract.CopyPromotionResponseObject, error) {
	p, err := h.service.Copy(ctx, r.Company, r.Promotion)
	if err != nil {
		return nil, err
	}
	return contract.CopyPromotion201JSONResponse{Body: show(p), Headers: contract.CopyPromotion201ResponseHeaders{ETag: optional.Of(web.ETag(p.Version))}}, nil
}

// ListOfferedPromotions answers listOfferedPromotions.
func (h Handler) ListOfferedPromotions(ctx context.Context, r contract.ListOfferedPromotionsRequestObject) (contract.ListOfferedPromotionsResponseObject, error) {
	found, policy, err := h.service.Offered(ctx, r.Company, r.Supplier, optional.Value(r.Params.Item))
	if err != nil {
		return nil, err
	}
	out := contract.ListOfferedPromotions200JSONResponse{Items: make([]contract.OfferedPromotion, len(found)), Policy: showPolicy(policy)}
	for i, p := range found {
		out.Items[i] = showOffered(p)
	}
	return out, nil
}

// GiveCoupon answers giveCoupon.
func (h Handler) GiveCoupon(ctx context.Context, r contract.GiveCouponRequestObject) (contract.GiveCouponResponseObject, error) {
	p, err := h.service.GiveCoupon(ctx, r.Company, r.Supplier, r.Body.Code)
	if err != nil {
		return nil, err
	}
	return contract.GiveCoupon200JSONResponse(showOffered(p)), nil
}
