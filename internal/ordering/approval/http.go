package approval

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	contract "manifold/api/approval"
	bought "manifold/api/ordering"
	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listApprovalRules", Access: authz.Access(mayReadRules)},
	{Operation: "createApprovalRule", Access: authz.Access(maySetRules)},
	{Operation: "putApprovalRule", Access: authz.Access(maySetRules)},
	{Operation: "deleteApprovalRule", Access: authz.Access(maySetRules)},
	{Operation: "listApprovalAbsences", Access: authz.Access(mayRead)},
	{Operation: "putApprovalAbsence", Access: authz.Access(mayDecide)},
	{Operation: "deleteApprovalAbsence", Access: authz.Access(mayDecide)},
	{Operation: "simulateApproval", Access: authz.Access(maySend)},
	{Operation: "listApprovals", Access: authz.Access(mayRead)},
	{Operation: "sendForApproval", Access: authz.Access(maySend)},
	{Operation: "approveAll", Access: authz.Access(mayDecide)},
	{Operation: "getApproval", Access: authz.Access(mayRead)},
	{Operation: "decideApproval", Access: authz.Access(mayDecide)},
	{Operation: "lowerApproval", Access: authz.Access(mayDecide)},
	{Operation: "withdrawApproval", Access: authz.Access(maySend)},
	{Operation: "lookAtApproval", Access: authz.Public},
	{Operation: "decideByLink", Access: authz.Public},
}

// Handler answers the operations of approval.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

func takeWho(all []contract.ApprovalWho) []Who {
	out := make([]Who, len(all))
	for i, w := range all {
		out[i] = Who{optional.Value(w.Seat), authz.Role(optional.Value(w.Role))}
	}
	return out
}

func takeRule(b *contract.ApprovalRuleDraft) (Rule, error) {
	out := Rule{Name: b.Name, Active: b.Active == nil || *b.Active, Within: time.Duration(b.WithinHours) * time.Hour, Escalate: takeWho(optional.Value(b.Escalate)), Own: optional.Value(b.Own)}
	out.When = Condition{
		Suppliers: optional.Value(b.When.Suppliers), NewSupplier: optional.Value(b.When.NewSupplier), Categories: optional.Value(b.When.Categories), Seats: optional.Value(b.When.Seats),
	}
	for _, r := range optional.Value(b.When.Roles) {
		out.When.Roles = append(out.When.Roles, authz.Role(r))
	}
	for _, s := range b.Stages {
		out.Stages = append(out.Stages, Stage{takeWho(s.Who), s.Quorum})
	}
	if a := b.When.Above; a != nil {
		currency, err := money.ParseCurrency(a.Currency)
		if err != nil {
			return out, fault.Invalid.With(fault.Field{Path: "/when/above/currency", Code: "wrong_form", Message: "There is no such currency."})
		}
		amount, err := money.ParseUnitPrice(a.Amount, currency)
		if err != nil || amount.Sign() < 0 {
			return out, fault.Invalid.With(fault.Field{Path: "/when/above/amount", Code: "wrong_form", Message: "This is not an amount."})
		}
		out.When.Above = &Above{amount.Decimal(), currency, Period(optional.Value(a.Period))}
	}
	return out, nil
}

func showWho(all []Who) []contract.ApprovalWho {
	out := make([]contract.ApprovalWho, len(all))
	for i, w := range all {
		out[i].Role = optional.Word[contract.ApprovalRole](w.Role)
		if !w.Seat.IsZero() {
			out[i].Seat = &w.Seat
		}
	}
	return out
}

func list[T any](all []T) *[]T {
	if len(all) == 0 {
		return nil
	}
	return &all
}

func showRule(r Rule) contract.ApprovalRule {
	out := contract.ApprovalRule{
		ID: r.ID, Name: r.Name, Active: r.Active, WithinHours: int(r.Within / time.Hour), Escalate: showWho(r.Escalate), Own: r.Own, Version: r.Version, UpdatedAt: r.UpdatedAt, UpdatedBy: r.UpdatedBy,
		Stages: make([]contract.ApprovalStage, len(r.Stages)),
		When:   contract.ApprovalWhen{Suppliers: list(r.When.Suppliers), NewSupplier: optional.Of(r.When.NewSupplier), Categories: list(r.When.Categories), Seats: list(r.When.Seats)},
	}
	var roles []contract.ApprovalRole
	for _, role := range r.When.Roles {
		roles = append(roles, contract.ApprovalRole(role))
	}
	out.When.Roles = list(roles)
	for i, s := range r.Stages {
		out.Stages[i] = contract.ApprovalStage{Who: showWho(s.Who), Quorum: s.Quorum}
	}
	if a := r.When.Above; a != nil {
		out.When.Above = &contract.ApprovalAbove{Amount: a.Amount.String(), Currency: a.Currency.Code(), Period: optional.Word[contract.ApprovalAbovePeriod](a.Period)}
	}
	return out
}

// ListApprovalRules answers listApprovalRules.
func (h Handler) ListApprovalRules(ctx context.Context, r contract.ListApprovalRulesRequestObject) (contract.ListApprovalRulesResponseObject, error) {
	rules, suppliers, err := h.service.Rules(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListApprovalRules200JSONResponse{Items: make([]contract.ApprovalRule, len(rules)), Suppliers: make([]contract.ApprovalSupplier, len(suppliers))}
	for i, rule := range rules {
		out.Items[i] = showRule(rule)
	}
	for i, s := range suppliers {
		out.Suppliers[i] = contract.ApprovalSupplier{Supplier: s.ID, Name: s.Name}
	}
	return out, nil
}

// CreateApprovalRule answers createApprovalRule.
func (h Handler) CreateApprovalRule(ctx context.Context, r contract.CreateApprovalRuleRequestObject) (contract.CreateApprovalRuleResponseObject, error) {
	rule, err := takeRule(r.Body)
	if err != nil {
		return nil, err
	}
	made, err := h.service.CreateRule(ctx, r.Company, rule)
	if err != nil {
		return nil, err
	}
	return contract.CreateApprovalRule201JSONResponse(showRule(made)), nil
}

// PutApprovalRule answers putApprovalRule.
func (h Handler) PutApprovalRule(ctx context.Context, r contract.PutApprovalRuleRequestObject) (contract.PutApprovalRuleResponseObject, error) {
	rule, err := takeRule(r.Body)
	if err != nil {
		return nil, err
	}
	wanted, given, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	var seen *int64
	if given {
		seen = &wanted
	}
	rule.ID = r.Rule
	now, err := h.service.PutRule(ctx, r.Company, seen, rule)
	if err != nil {
		return nil, err
	}
	return contract.PutApprovalRule200JSONResponse{Body: showRule(now), Headers: contract.PutApprovalRule200ResponseHeaders{ETag: optional.Of(web.ETag(now.Version))}}, nil
}

// DeleteApprovalRule answers deleteApprovalRule.
func (h Handler) DeleteApprovalRule(ctx context.Context, r contract.DeleteApprovalRuleRequestObject) (contract.DeleteApprovalRuleResponseObject, error) {
	if err := h.service.DeleteRule(ctx, r.Company, r.Rule); err != nil {
		return nil, err
	}
	return contract.DeleteApprovalRule204Response{}, nil
}

// ListApprovalAbsences answers listApprovalAbsences.
func (h Handler) ListApprovalAbsences(ctx context.Context, r contract.ListApprovalAbsencesRequestObject) (contract.ListApprovalAbsencesResponseObject, error) {
	all, err := h.service.Absences(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListApprovalAbsences200JSONResponse{Items: make([]contract.ApprovalAbsence, len(all))}
	for i, a := range all {
		out.Items[i] = contract.ApprovalAbsence{Seat: a.Seat, StandIn: a.StandIn, From: a.From, Until: a.Until}
	}
	return out, nil
}

// PutApprovalAbsence answers putApprovalAbsence.
func (h Handler) PutApprovalAbsence(ctx context.Context, r contract.PutApprovalAbsenceRequestObject) (contract.PutApprovalAbsenceResponseObject, error) {
	if err := h.service.PutAbsence(ctx, r.Company, Absence{r.Seat, r.Body.StandIn, r.Body.From.UTC(), r.Body.Until.UTC()}); err != nil {
		return nil, err
	}
	return contract.PutApprovalAbsence204Response{}, nil
}

// DeleteApprovalAbsence answers deleteApprovalAbsence.
func (h Handler) DeleteApprovalAbsence(ctx context.Context, r contract.DeleteApprovalAbsenceRequestObject) (contract.DeleteApprovalAbsenceResponseObject, error) {
	if err := h.service.EndAbsence(ctx, r.Company, r.Seat); err != nil {
		return nil, err
	}
	return contract.DeleteApprovalAbsence204Response{}, nil
}

// showChains shows how far each rule has come. Only of a request that waits somebody's turn is shown.
func showChains(d Detail) []contract.ApprovalChain {
	n := d.needs()
	out := make([]contract.ApprovalChain, len(d.Chains))
	for i, c := range d.Chains {
		open, waits := n.open(i)
		out[i] = contract.ApprovalChain{Rule: c.Rule, Name: c.Name, Steps: make([]contract.ApprovalStep, len(c.Stages))}
		for j, s := range c.Stages {
			step := d.Steps[i][j]
			shown := contract.ApprovalStep{Quorum: s.Quorum, Done: step.Done, Open: d.State == Waiting && waits && open == j, Late: step.Late, People: []contract.ApprovalPerson{}, Said: []string{}}
			if d.State == Waiting && !step.Done {
				for _, t := range n.waiting(d.Team, i, j) {
					shown.People = append(shown.People, contract.ApprovalPerson{Seat: t.Seat, Name: t.Name, InsteadOf: optional.Of(t.InsteadOf)})
				}
			}
			for _, v := range step.Votes {
				shown.Said = append(shown.Said, v.Name)
			}
			out[i].Steps[j] = shown
		}
	}
	return out
}

// SimulateApproval answers simulateApproval.
func (h Handler) SimulateApproval(ctx context.Context, r contract.SimulateApprovalRequestObject) (contract.SimulateApprovalResponseObject, error) {
	d, err := h.service.Simulate(ctx, r.Company, ordering.TakeDraft(r.Body))
	if err != nil {
		return nil, err
	}
	return contract.SimulateApproval200JSONResponse{Needed: len(d.Chains) > 0, Nobody: d.needs().nobody(d.Team), Chains: showChains(d)}, nil
}

func plain(minor int64, c money.Currency) string {
	return money.New(minor, c).Decimal().StringFixed(int32(c.Digits()))
}

func showSummary(d Detail) contract.ApprovalSummary {
	out := contract.ApprovalSummary{
		ID: d.ID, State: contract.ApprovalState(d.State), Edition: d.Edition, Person: d.Name, Reference: d.Draft.Reference, Lines: len(d.Draft.Lines), Suppliers: []string{}, Totals: []bought.OrderMoney{}, Due: optional.Time(d.Due),
		CreatedAt: d.CreatedAt, ChangedAt: d.ChangedAt, MyTurn: d.mayAnswer(), WaitsFor: []string{},
	}
	if !d.Purchase.IsZero() {
		out.Purchase = &d.Purchase
	}
	sums := map[money.Currency]int64{}
	var currencies []money.Currency
	for _, p := range d.Snapshot.Parts {
		out.Suppliers = append(out.Suppliers, p.Name)
		if _, known := sums[p.Currency]; !known {
			currencies = append(currencies, p.Currency)
		}
		sums[p.Currency] += p.Total()
	}
	for _, c := range currencies {
		out.Totals = append(out.Totals, bought.OrderMoney{Amount: plain(sums[c], c), Currency: c.Code()})
	}
	for _, t := range d.Now(d.Team) {
		out.WaitsFor = append(out.WaitsFor, t.Name)
	}
	return out
}

func showParts(parts []Part) []contract.ApprovalPart {
	out := make([]contract.ApprovalPart, len(parts))
	for i, p := range parts {
		in := func(minor int64) string { return plain(minor, p.Currency) }
		out[i] = contract.ApprovalPart{
			Supplier: p.Supplier, Name: p.Name, Currency: p.Currency.Code(), Goods: in(p.Goods), Promotions: in(-p.Saved), Freight: in(p.Freight), FreightUnknown: p.FreightUnknown, Fee: in(p.Fee), Tax: in(p.Tax), Total: in(p.Total()),
			Note: optional.Of(p.Note), Lines: make([]contract.ApprovalLine, len(p.Lines)),
		}
		for j, l := range p.Lines {
			out[i].Lines[j] = contract.ApprovalLine{
				Index: l.Index, Item: l.Item, Sku: l.SKU, Name: l.Name, Unit: l.Unit, Quantity: l.Quantity.String(), Price: bought.OrderMoney{Amount: l.Price.Decimal().String(), Currency: l.Price.Currency().Code()}, Total: in(l.Total),
			}
		}
	}
	return out
}

func showEvents(all []Event) []contract.ApprovalEvent {
	out := make([]contract.ApprovalEvent, len(all))
	for i, e := range all {
		out[i] = contract.ApprovalEvent{
			Act: contract.ApprovalEventAct(e.Act), Edition: e.Edition, Person: e.Person, InsteadOf: optional.Of(e.InsteadOf), ByMail: e.ByMail, Reason: optional.Of(e.Reason), At: e.At, Changes: make([]contract.ApprovalChange, len(e.Changes)),
		}
		for j, c := range e.Changes {
			out[i].Changes[j] = contract.ApprovalChange{What: contract.ApprovalChangeWhat(c.What), Name: c.Name, Was: c.Was, Now: c.Now}
		}
	}
	return out
}

func showApproval(d Detail) contract.Approval {
	return contract.Approval{
		Summary: showSummary(d), Mine: d.Seat == d.Me, Note: d.Note, Reason: optional.Of(d.Reason), Parts: showParts(d.Snapshot.Parts), Chains: showChains(d), Events: showEvents(d.Events),
	}
}

// ListApprovals answers listApprovals.
func (h Handler) ListApprovals(ctx context.Context, r contract.ListApprovalsRequestObject) (contract.ListApprovalsResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.service.List(ctx, r.Company, View(optional.Value(r.Params.View)), optional.Value(r.Params.Purchase), asked)
	if err != nil {
		return nil, err
	}
	return contract.ListApprovals200JSONResponse{Items: page.Map(found, showSummary).Items, Next: optional.Of(found.Next)}, nil
}

// SendForApproval answers sendForApproval.
func (h Handler) SendForApproval(ctx context.Context, r contract.SendForApprovalRequestObject) (contract.SendForApprovalResponseObject, error) {
	d, err := h.service.Send(ctx, r.Company, ordering.TakeDraft(&r.Body.Purchase), optional.Value(r.Body.Note))
	if err != nil {
		return nil, err
	}
	return contract.SendForApproval201JSONResponse(showApproval(d)), nil
}

// ApproveAll answers approveAll.
func (h Handler) ApproveAll(ctx context.Context, r contract.ApproveAllRequestObject) (contract.ApproveAllResponseObject, error) {
	var out contract.ApproveAll200JSONResponse
	for _, a := range r.Body.Approvals {
		outcome := ""
		d, err := h.service.Decide(ctx, r.Company, a.Approval, Word{Edition: a.Edition, Approve: true})
		switch {
		case err == nil:
			outcome = string(d.State)
		case refused(err):
			outcome = fault.From(err).Code()
		default:
			return nil, err
		}
		out.Items = append(out.Items, struct {
			Approval contract.ApprovalID `json:"approval"`
			Outcome  string              `json:"outcome"`
		}{a.Approval, outcome})
	}
	return out, nil
}

// GetApproval answers getApproval.
func (h Handler) GetApproval(ctx context.Context, r contract.GetApprovalRequestObject) (contract.GetApprovalResponseObject, error) {
	d, err := h.service.Get(ctx, r.Company, r.Approval)
	if err != nil {
		return nil, err
	}
	return contract.GetApproval200JSONResponse(showApproval(d)), nil
}

// DecideApproval answers decideApproval.
func (h Handler) DecideApproval(ctx context.Context, r contract.DecideApprovalRequestObject) (contract.DecideApprovalResponseObject, error) {
	d, err := h.service.Decide(ctx, r.Company, r.Approval, Word{Edition: r.Body.Edition, Approve: r.Body.Verdict == contract.ApprovalDecisionVerdictApprove, Reason: optional.Value(r.Body.Reason)})
	if err != nil {
		return nil, err
	}
	return contract.DecideApproval200JSONResponse(showApproval(d)), nil
}

// LowerApproval answers lowerApproval.
func (h Handler) LowerApproval(ctx context.Context, r contract.LowerApprovalRequestObject) (contract.LowerApprovalResponseObject, error) {
	quantities := map[int]decimal.Decimal{}
	for i, l := range r.Body.Lines {
		if l.Quantity == "0" {
			quantities[l.Index] = decimal.Zero
			continue
		}
		q, wrong := catalog.ReadQuantity("/lines/"+decimal.NewFromInt(int64(i)).String()+"/quantity", l.Quantity)
		if len(wrong) > 0 {
			return nil, fault.Invalid.With(wrong...)
		}
		quantities[l.Index] = q
	}
	d, err := h.service.Lower(ctx, r.Company, r.Approval, r.Body.Edition, quantities)
	if err != nil {
		return nil, err
	}
	return contract.LowerApproval200JSONResponse(showApproval(d)), nil
}

// WithdrawApproval answers withdrawApproval.
func (h Handler) WithdrawApproval(ctx context.Context, r contract.WithdrawApprovalRequestObject) (contract.WithdrawApprovalResponseObject, error) {
	d, err := h.service.Withdraw(ctx, r.Company, r.Approval)
	if err != nil {
		return nil, err
	}
	return contract.WithdrawApproval200JSONResponse(showApproval(d)), nil
}

// LookAtApproval answers lookAtApproval.
func (h Handler) LookAtApproval(ctx context.Context, r contract.LookAtApprovalRequestObject) (contract.LookAtApprovalResponseObject, error) {
	l, err := h.service.Look(ctx, r.Body.Token)
	if err != nil {
		return nil, err
	}
	return contract.LookAtApproval200JSONResponse{Name: l.Name, Company: l.Company, Approval: showApproval(l.Detail)}, nil
}

// DecideByLink answers decideByLink.
func (h Handler) DecideByLink(ctx context.Context, r contract.DecideByLinkRequestObject) (contract.DecideByLinkResponseObject, error) {
	l, err := h.service.DecideByLink(ctx, r.Body.Token, Word{Approve: r.Body.Verdict == contract.ApprovalLinkDecisionVerdictApprove, Reason: optional.Value(r.Body.Reason)})
	if err != nil {
		return nil, err
	}
	return contract.DecideByLink200JSONResponse{Name: l.Name, Company: l.Company, Approval: showApproval(l.Detail)}, nil
}
