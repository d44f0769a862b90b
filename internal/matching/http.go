package matching

import (
	"context"

	contract "manifold/api/matching"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/matching/engine"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks for; the contract says the same.
var Routes = []web.Route{
	{Operation: "listMatchQuestions", Access: authz.Access(mayReadQuestions)},
	{Operation: "answerMatchQuestions", Access: authz.Access(mayAnswerQuestions)},
	{Operation: "undoMatchDeed", Access: authz.Access(mayAnswerQuestions)},
	{Operation: "getMatchPolicy", Access: authz.Access(mayReadQuestions)},
	{Operation: "setMatchPolicy", Access: authz.Access(mayWritePolicy)},
	{Operation: "getMatchStatus", Access: authz.Access(mayReadQuestions)},
	{Operation: "listMatchProducts", Access: authz.Access(mayReadQuestions)},
	{Operation: "listLonelyItems", Access: authz.Access(mayReadQuestions)},
	{Operation: "getMatchProduct", Access: authz.Access(mayReadQuestions)},
	{Operation: "splitMatchProduct", Access: authz.Access(mayAnswerQuestions)},
	{Operation: "joinMatchProducts", Access: authz.Access(mayAnswerQuestions)},
	{Operation: "listMatchAsks", Access: authz.Access(mayReadAsks)},
	{Operation: "answerMatchAsks", Access: authz.Access(mayAnswerAsks)},
	{Operation: "listMatchItems", Access: authz.Access(mayReadAsks)},
	{Operation: "leaveMatchProduct", Access: authz.Access(mayAnswerAsks)},
	{Operation: "returnMatchItem", Access: authz.Access(mayAnswerAsks)},
}

// Handler answers the operations of the contract.
type Handler struct{ service *Service }

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

var _ contract.StrictServerInterface = Handler{}

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// ListMatchQuestions answers listMatchQuestions.
func (h Handler) ListMatchQuestions(ctx context.Context, r contract.ListMatchQuestionsRequestObject) (contract.ListMatchQuestionsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Questions(ctx, r.Company, optional.Value(r.Params.Q), wanted)
	return contract.ListMatchQuestions200JSONResponse{Items: each(got.Items, showQuestion), Left: got.Left, Rest: got.Rest, Next: optional.Of(got.Next)}, err
}

// AnswerMatchQuestions answers answerMatchQuestions.
func (h Handler) AnswerMatchQuestions(ctx context.Context, r contract.AnswerMatchQuestionsRequestObject) (contract.AnswerMatchQuestionsResponseObject, error) {
	answers := each(r.Body.Answers, func(a contract.MatchAnswer) Answer {
		return Answer{a.Question, a.Version, Verdict(a.Verdict), optional.Value(a.Despite)}
	})
	got, err := h.service.Answer(ctx, r.Company, answers)
	return contract.AnswerMatchQuestions200JSONResponse{Left: got.Left, Results: each(got.Results, func(x Result) contract.MatchOutcome {
		return contract.MatchOutcome{Question: x.Question, Outcome: contract.MatchOutcomeOutcome(x.Outcome), Deed: optional.Of(x.Deed), Contradictions: each(x.Contradictions, showContradiction)}
	})}, err
}

// UndoMatchDeed answers undoMatchDeed.
func (h Handler) UndoMatchDeed(ctx context.Context, r contract.UndoMatchDeedRequestObject) (contract.UndoMatchDeedResponseObject, error) {
	got, err := h.service.Undo(ctx, r.Company, r.Deed)
	return contract.UndoMatchDeed200JSONResponse{Undone: got.Undone, Kept: got.Kept, Left: got.Left}, err
}

// GetMatchPolicy answers getMatchPolicy.
func (h Handler) GetMatchPolicy(ctx context.Context, r contract.GetMatchPolicyRequestObject) (contract.GetMatchPolicyResponseObject, error) {
	got, err := h.service.Policy(ctx, r.Company, optional.Value(r.Params.Precision))
	return contract.GetMatchPolicy200JSONResponse(showPolicy(got)), err
}

// SetMatchPolicy answers setMatchPolicy.
func (h Handler) SetMatchPolicy(ctx context.Context, r contract.SetMatchPolicyRequestObject) (contract.SetMatchPolicyResponseObject, error) {
	got, err := h.service.SetPolicy(ctx, r.Company, r.Body.Precision, r.Body.Automatic)
	return contract.SetMatchPolicy200JSONResponse(showPolicy(got)), err
}

// GetMatchStatus answers getMatchStatus.
func (h Handler) GetMatchStatus(ctx context.Context, r contract.GetMatchStatusRequestObject) (contract.GetMatchStatusResponseObject, error) {
	got, err := h.service.Status(ctx, r.Company)
	out := contract.GetMatchStatus200JSONResponse{
		Items: got.Items, Waiting: got.Waiting, WaitingSuppliers: got.WaitingSuppliers, Products: got.Products, Matched: got.Matched, Questions: got.Questions,
		Rest: got.Rest, Asks: got.Asks, Automatic: got.Automatic, LastRunAt: got.LastRunAt,
	}
	if m := got.Model; m != nil {
		out.Model = &contract.MatchModel{Version: m.Version, TrainedAt: m.TrainedAt, Answers: m.Answers, Coded: m.Coded,
			F1: optional.Of(m.Quality.F1), Precision: optional.Of(m.Quality.Precision), Recall: optional.Of(m.Quality.Recall)}
	}
	return out, err
}

// ListMatchProducts answers listMatchProducts.
func (h Handler) ListMatchProducts(ctx context.Context, r contract.ListMatchProductsRequestObject) (contract.ListMatchProductsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Products(ctx, r.Company, optional.Value(r.Params.Q), wanted)
	shown := page.Map(got, showProduct)
	return contract.ListMatchProducts200JSONResponse{Items: shown.Items, Next: optional.Of(shown.Next)}, err
}

// ListLonelyItems answers listLonelyItems.
func (h Handler) ListLonelyItems(ctx context.Context, r contract.ListLonelyItemsRequestObject) (contract.ListLonelyItemsResponseObject, error) {
	got, err := h.service.Lonely(ctx, r.Company, r.Params.Q)
	return contract.ListLonelyItems200JSONResponse{Items: each(got, showRecord)}, err
}

// GetMatchProduct answers getMatchProduct.
func (h Handler) GetMatchProduct(ctx context.Context, r contract.GetMatchProductRequestObject) (contract.GetMatchProductResponseObject, error) {
	got, err := h.service.Product(ctx, r.Company, r.Product)
	return contract.GetMatchProduct200JSONResponse{Product: showProduct(got.Product), Members: each(got.Members, showRecord), Edges: each(got.Edges, func(e Edge) contract.MatchEdge { return showEdge(e, got.People) })}, err
}

// SplitMatchProduct answers splitMatchProduct.
func (h Handler) SplitMatchProduct(ctx context.Context, r contract.SplitMatchProductRequestObject) (contract.SplitMatchProductResponseObject, error) {
	cut := Cut{Item: Item{optional.Value(r.Body.Supplier), optional.Value(r.Body.Item)}, Edge: optional.Value(r.Body.Edge)}
	got, err := h.service.Split(ctx, r.Company, r.Product, cut)
	return contract.SplitMatchProduct200JSONResponse(showDeed(got)), err
}

// JoinMatchProducts answers joinMatchProducts.
func (h Handler) JoinMatchProducts(ctx context.Context, r contract.JoinMatchProductsRequestObject) (contract.JoinMatchProductsResponseObject, error) {
	got, err := h.service.Join(ctx, r.Company, partOf(r.Body.Left), partOf(r.Body.Right), optional.Value(r.Body.Despite))
	return contract.JoinMatchProducts200JSONResponse(showDeed(got)), err
}

// ListMatchAsks answers listMatchAsks.
func (h Handler) ListMatchAsks(ctx context.Context, r contract.ListMatchAsksRequestObject) (contract.ListMatchAsksResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Asks(ctx, r.Company, wanted)
	return contract.ListMatchAsks200JSONResponse{Items: each(got.Items, showAsk), Left: got.Left, Next: optional.Of(got.Next)}, err
}

// AnswerMatchAsks answers answerMatchAsks.
func (h Handler) AnswerMatchAsks(ctx context.Context, r contract.AnswerMatchAsksRequestObject) (contract.AnswerMatchAsksResponseObject, error) {
	got, err := h.service.AnswerAsks(ctx, r.Company, each(r.Body.Answers, func(a contract.MatchAskAnswer) AskAnswer { return AskAnswer{a.Ask, Verdict(a.Verdict)} }))
	return contract.AnswerMatchAsks200JSONResponse{Left: got.Left, Results: each(got.Results, func(x AskResult) contract.MatchAskOutcome {
		return contract.MatchAskOutcome{Ask: x.Ask, Outcome: contract.MatchAskOutcomeOutcome(x.Outcome)}
	})}, err
}

// ListMatchItems answers listMatchItems.
func (h Handler) ListMatchItems(ctx context.Context, r contract.ListMatchItemsRequestObject) (contract.ListMatchItemsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Items(ctx, r.Company, ItemState(optional.Value(r.Params.State)), optional.Value(r.Params.Q), wanted)
	shown := page.Map(got, showItem)
	return contract.ListMatchItems200JSONResponse{Items: shown.Items, Next: optional.Of(shown.Next)}, err
}

// LeaveMatchProduct answers leaveMatchProduct.
func (h Handler) LeaveMatchProduct(ctx context.Context, r contract.LeaveMatchProductRequestObject) (contract.LeaveMatchProductResponseObject, error) {
	got, err := h.service.Leave(ctx, r.Company, r.Item)
	return contract.LeaveMatchProduct200JSONResponse(showItem(got)), err
}

// ReturnMatchItem answers returnMatchItem.
func (h Handler) ReturnMatchItem(ctx context.Context, r contract.ReturnMatchItemRequestObject) (contract.ReturnMatchItemResponseObject, error) {
	got, err := h.service.Return(ctx, r.Company, r.Item)
	return contract.ReturnMatchItem200JSONResponse(showItem(got)), err
}

// each shows a list, which is never nil.
func each[A, B any](list []A, show func(A) B) []B {
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = show(v)
	}
	return out
}

func partOf(p contract.MatchPart) Part {
	return Part{Product: optional.Value(p.Product), Item: Item{optional.Value(p.Supplier), optional.Value(p.Item)}}
}

func showText(t Text) contract.MatchText {
	return contract.MatchText{Brand: t.Brand, Name: t.Name, Mpn: t.MPN, Gtin: t.GTIN, Pack: t.Pack, Unit: t.Unit}
}

func showRecord(r Record) contract.MatchRecord {
	return contract.MatchRecord{
		Item: r.ID, Supplier: r.Supplier, SupplierName: r.SupplierName, Sku: r.SKU, Brand: r.Brand, Name: r.Name, Mpn: r.MPN, Gtin: r.GTIN, Pack: r.Pack, Unit: r.Unit, Category: r.Category,
		Attributes: each(r.Attributes, func(a Attribute) contract.MatchAttribute { return contract.MatchAttribute(a) }),
	}
}

func showReason(e engine.Evidence) contract.MatchReason {
	same := func(s string) string { return s }
	return contract.MatchReason{Topic: contract.MatchReasonTopic(e.Topic), Weight: e.Weight, Both: each(e.Both, same), Left: each(e.Left, same), Right: each(e.Right, same)}
}

func showContradiction(c Contradiction) contract.MatchContradiction {
	return contract.MatchContradiction{Kind: contract.MatchContradictionKind(c.Kind), Left: c.Left, Right: c.Right}
}

func showQuestion(q Question) contract.MatchQuestion {
	return contract.MatchQuestion{
		ID: q.ID, Version: q.Version, Left: showRecord(q.LeftRecord), Right: showRecord(q.RightRecord), Ground: contract.MatchGround(q.rests()), Confidence: q.Confidence,
		Reasons: each(q.Reasons, showReason), Contradictions: each(q.against(), showContradiction), LeftItems: q.LeftItems, RightItems: q.RightItems, Suppliers: q.Suppliers,
		Skipped: !q.SkippedAt.IsZero(), AskedAt: q.CreatedAt,
	}
}

func showEdge(e Edge, people map[id.PersonID]string) contract.MatchEdge {
	return contract.MatchEdge{
		ID: e.ID, Left: e.Left.ID, Right: e.Right.ID, State: contract.MatchEdgeState(e.State), Ground: contract.MatchGround(e.rests()), Confidence: e.Confidence,
		Reasons: each(e.Reasons, showReason), Contradictions: each(e.against(), showContradiction), AnsweredAt: optional.Time(e.AnsweredAt), AnsweredBy: optional.Of(people[e.By]), UpdatedAt: e.UpdatedAt,
	}
}

func showProduct(p Product) contract.MatchProduct {
	t := p.Text
	return contract.MatchProduct{ID: p.ID, Brand: t.Brand, Name: t.Name, Mpn: t.MPN, Gtin: t.GTIN, Pack: t.Pack, Unit: t.Unit, Items: p.Items, Suppliers: p.Suppliers, ChangedAt: p.ChangedAt}
}

func showDeed(d Deed) contract.MatchDeed {
	return contract.MatchDeed{ID: d.ID, Products: each(d.Products, func(p id.ProductID) contract.MatchProductID { return p })}
}

func showPolicy(c Careful) contract.MatchPolicy {
	m := contract.MatchMeaning{Answers: c.Means.Answers, Proven: c.Means.Proven, WouldConfirm: c.Means.WouldConfirm, ByCode: c.Means.ByCode, ByModel: c.Means.ByModel, ByPeople: c.Means.ByPeople}
	if m.Proven {
		m.Line, m.Measured, m.LowerBound, m.Beyond = &c.Means.Line, &c.Means.Measured, &c.Means.Least, &c.Means.Beyond
	}
	return contract.MatchPolicy{Precision: c.Precision, Automatic: c.Automatic, UpdatedAt: c.UpdatedAt, LookedAt: c.LookedAt, Means: m}
}

func showOwn(o OwnItem) contract.MatchOwnItem {
	t := o.Text
	return contract.MatchOwnItem{ID: o.ID, Sku: t.SKU, Brand: t.Brand, Name: t.Name, Mpn: t.MPN, Gtin: t.GTIN, Pack: t.Pack, Unit: t.Unit}
}

func showAsk(a Ask) contract.MatchAsk {
	return contract.MatchAsk{ID: a.ID, Item: showOwn(a.Item), Product: showText(a.Product), Reasons: each(a.Reasons, showReason), Contradictions: each(a.Contradictions, showContradiction), AskedAt: a.AskedAt}
}

func showItem(v ItemView) contract.MatchItem {
	out := contract.MatchItem{Item: showOwn(v.Item), State: contract.MatchItemState(v.State), SaidNo: v.SaidNo}
	if v.Product != nil {
		t := showText(*v.Product)
		out.Product = &t
	}
	return out
}
