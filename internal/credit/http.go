package credit

import (
	"context"
	"time"

	"github.com/oapi-codegen/runtime/types"

	contract "manifold/api/credit"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listCreditAccounts", Access: authz.Access(mayRead)},
	{Operation: "exportCreditAccounts", Access: authz.Access(mayRead)},
	{Operation: "getCreditAccount", Access: authz.Access(mayRead)},
	{Operation: "putCreditTerms", Access: authz.Access(mayWrite)},
	{Operation: "listCreditEntries", Access: authz.Access(mayRead)},
	{Operation: "createCreditEntry", Access: authz.Access(mayWrite)},
	{Operation: "listCreditHolds", Access: authz.Access(mayRead)},
	{Operation: "getCreditHold", Access: authz.Access(mayRead)},
	{Operation: "decideCreditHold", Access: authz.Access(mayDecide)},
	{Operation: "listOwnCredit", Access: authz.Access(mayReadOwn)},
	{Operation: "previewCredit", Access: authz.Access(mayReadOwn)},
}

// Handler answers the operations of credit.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// dayOf is a day as the contract writes it; nil for none.
func dayOf(t time.Time) *types.Date {
	if t.IsZero() {
		return nil
	}
	return &types.Date{Time: t}
}

func takeDay(d *types.Date) time.Time {
	if d == nil {
		return time.Time{}
	}
	return d.Time
}

func showSums(s Sums, c money.Currency) contract.CreditSums {
	in := func(minor int64) string { return plain(minor, c) }
	return contract.CreditSums{Invoiced: in(s.Invoiced), Delivered: in(s.Delivered), Reserved: in(s.Reserved), Prepaid: in(s.Prepaid), Agreed: in(s.Agreed), Exposure: in(s.Exposure())}
}

func showTerms(t Terms) contract.CreditTerms {
	out := contract.CreditTerms{
		Currency: t.Currency.Code(), LimitUntil: dayOf(t.LimitUntil), OverLimit: contract.CreditLevel(t.OverLimit), Overdue: contract.CreditLevel(t.Overdue), OverdueDays: &t.OverdueDays,
		OnHard: contract.CreditOnHard(t.OnHard), PrepaidOnly: &t.PrepaidOnly, Stopped: &t.Stopped, Shown: t.Shown, Note: optional.Of(t.Note),
	}
	if t.Limit != nil {
		out.Limit = optional.Of(plain(*t.Limit, t.Currency))
	}
	return out
}

func showCustomer(c Customer) contract.CreditAccount {
	a := c.Account
	out := contract.CreditAccount{
		Buyer: c.Buyer, Name: c.Name, CustomerCode: c.Code, PaymentDays: c.PaymentDays, Set: c.Set, OldestDue: dayOf(c.OldestDue), OverdueAmount: plain(c.OverdueAmount, a.Currency), Waiting: c.Waiting, Soft: c.Soft, Version: c.Version,
	}
	if !a.Currency.IsZero() {
		terms, sums := showTerms(a.Terms), showSums(a.Sums, a.Currency)
		out.Terms, out.Sums = &terms, &sums
	}
	if room, limited := a.Room(); limited {
		out.Room = optional.Of(plain(room, a.Currency))
	}
	return out
}

func showInvoices(all []Invoice, c money.Currency, now time.Time) []contract.CreditInvoice {
	out := make([]contract.CreditInvoice, len(all))
	for i, v := range all {
		out[i] = contract.CreditInvoice{Number: v.Number, Amount: plain(v.Amount, c), Open: plain(v.Open, c), IssuedOn: types.Date{Time: v.IssuedOn}, DueOn: types.Date{Time: v.DueOn}, Overdue: v.Overdue(0, now)}
	}
	return out
}

func showReasons(all []Reason) []contract.CreditReason {
	out := make([]contract.CreditReason, len(all))
	for i, r := range all {
		out[i] = contract.CreditReason(r)
	}
	return out
}

func showHeld(v Held) contract.CreditHold {
	return contract.CreditHold{
		Order: v.Order, Number: v.Number, Buyer: v.Buyer, BuyerName: v.BuyerName, Currency: v.Currency.Code(), Amount: plain(v.Amount, v.Currency), Waits: plain(v.Waits(), v.Currency), Hold: contract.CreditLevel(v.Hold),
		Reasons: showReasons(v.Reasons), Since: v.Since, Decision: optional.Word[contract.CreditHoldDecision](v.Decision), Reason: optional.Of(v.Reason), Person: optional.Of(v.Person), DecidedAt: optional.Time(v.DecidedAt),
	}
}

func showHolds(all []Held) []contract.CreditHold {
	out := make([]contract.CreditHold, len(all))
	for i, v := range all {
		out[i] = showHeld(v)
	}
	return out
}

func (h Handler) showWhole(w Whole) contract.CreditAccountWhole {
	return contract.CreditAccountWhole{Account: showCustomer(w.Customer), Invoices: showInvoices(w.Invoices, w.Account.Currency, h.service.DB.Now()), Holds: showHolds(w.Holds)}
}

// ListCreditAccounts answers listCreditAccounts.
func (h Handler) ListCreditAccounts(ctx context.Context, r contract.ListCreditAccountsRequestObject) (contract.ListCreditAccountsResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	l, err := h.service.List(ctx, r.Company, Filter{optional.Value(r.Params.Q), Show(optional.Value(r.Params.Show)), Sort(optional.Value(r.Params.Sort))}, asked)
	if err != nil {
		return nil, err
	}
	c := l.Counts
	return contract.ListCreditAccounts200JSONResponse{Items: page.Map(l.Page, showCustomer).Items, Next: optional.Of(l.Next), Counts: contract.CreditCounts{
		All: c[ShowAll], Set: c[ShowSet], Near: c[ShowNear], Over: c[ShowOver], Overdue: c[ShowOverdue], Waiting: c[ShowWaiting], Stopped: c[ShowStopped],
	}}, nil
}

// ExportCreditAccounts answers exportCreditAccounts.
func (h Handler) ExportCreditAccounts(ctx context.Context, r contract.ExportCreditAccountsRequestObject) (contract.ExportCreditAccountsResponseObject, error) {
	b := r.Body
	run, err := h.service.Export(ctx, r.Company, table.Format(b.Format), Filter{optional.Value(b.Q), Show(optional.Value(b.Show)), Sort(optional.Value(b.Sort))})
	if err != nil {
		return nil, err
	}
	return contract.ExportCreditAccounts202JSONResponse(job.Present(r.Company, run)), nil
}

// GetCreditAccount answers getCreditAccount.
func (h Handler) GetCreditAccount(ctx context.Context, r contract.GetCreditAccountRequestObject) (contract.GetCreditAccountResponseObject, error) {
	w, err := h.service.Get(ctx, r.Company, r.Buyer)
	if err != nil {
		return nil, err
	}
	return contract.GetCreditAccount200JSONResponse{Body: h.showWhole(w), Headers: contract.GetCreditAccount200ResponseHeaders{ETag: optional.Of(web.ETag(w.Version))}}, nil
}

// takeAmount reads an amount at a path.
func takeAmount(path, text string, c money.Currency) (int64, error) {
	a, err := money.Parse(text, c)
	if err != nil {
		return 0, fault.Invalid.With(fault.Field{Path: path, Code: "wrong_form", Message: "This is not an amount in " + c.Code() + "."})
	}
	return a.Minor(), nil
}

func takeCurrency(path, text string) (money.Currency, error) {
	c, err := money.ParseCurrency(text)
	if err != nil {
		return c, fault.Invalid.With(fault.Field{Path: path, Code: "unknown", Message: "This is not a currency."})
	}
	return c, nil
}

func takeTerms(b contract.CreditTerms) (Terms, error) {
	currency, err := takeCurrency("/currency", b.Currency)
	if err != nil {
		return Terms{}, err
	}
	out := Terms{
		Currency: currency, LimitUntil: takeDay(b.LimitUntil), OverLimit: Hold(b.OverLimit), Overdue: Hold(b.Overdue), OverdueDays: optional.Value(b.OverdueDays), OnHard: OnHard(b.OnHard),
		PrepaidOnly: optional.Value(b.PrepaidOnly), Stopped: optional.Value(b.Stopped), Shown: b.Shown, Note: optional.Value(b.Note),
	}
	if b.Limit != nil {
		limit, err := takeAmount("/limit", *b.Limit, currency)
		if err != nil {
			return out, err
		}
		out.Limit = &limit
	}
	return out, nil
}

// PutCreditTerms answers putCreditTerms.
func (h Handler) PutCreditTerms(ctx context.Context, r contract.PutCreditTermsRequestObject) (contract.PutCreditTermsResponseObject, error) {
	wanted, given, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	var version *int64
	if given {
		version = &wanted
	}
	if _, err := h.service.Get(ctx, r.Company, r.Buyer); err != nil { // whoever may not look is told nothing of what was sent
		return nil, err
	}
	terms, err := takeTerms(*r.Body)
	if err != nil {
		return nil, err
	}
	w, err := h.service.SetTerms(ctx, r.Company, r.Buyer, version, terms)
	if err != nil {
		return nil, err
	}
	return contract.PutCreditTerms200JSONResponse{Body: h.showWhole(w), Headers: contract.PutCreditTerms200ResponseHeaders{ETag: optional.Of(web.ETag(w.Version))}}, nil
}

// CreateCreditEntry answers createCreditEntry.
func (h Handler) CreateCreditEntry(ctx context.Context, r contract.CreateCreditEntryRequestObject) (contract.CreateCreditEntryResponseObject, error) {
	stood, err := h.service.Get(ctx, r.Company, r.Buyer)
	if err != nil {
		return nil, err
	}
	if stood.Account.Currency.IsZero() {
		return nil, errNoAccount
	}
	b := r.Body
	d := Draft{
		Kind: EntryKind(b.Kind), Document: optional.Value(b.Document), IssuedOn: takeDay(b.IssuedOn), DueOn: takeDay(b.DueOn), Order: optional.Value(b.Order), Last: optional.Value(b.Last), Reverses: optional.Value(b.Reverses),
		Note: optional.Value(b.Note),
	}
	if b.Amount != nil {
		if d.Amount, err = takeAmount("/amount", *b.Amount, stood.Account.Currency); err != nil {
			return nil, err
		}
	}
	w, err := h.service.Enter(ctx, r.Company, r.Buyer, d)
	if err != nil {
		return nil, err
	}
	return contract.CreateCreditEntry201JSONResponse{Body: h.showWhole(w), Headers: contract.CreateCreditEntry201ResponseHeaders{ETag: optional.Of(web.ETag(w.Version))}}, nil
}

// ListCreditEntries answers listCreditEntries.
func (h Handler) ListCreditEntries(ctx context.Context, r contract.ListCreditEntriesRequestObject) (contract.ListCreditEntriesResponseObject, error) {
	asked, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p, currency, err := h.service.Entries(ctx, r.Company, r.Buyer, asked)
	if err != nil {
		return nil, err
	}
	return contract.ListCreditEntries200JSONResponse{Items: page.Map(p, func(e Entry) contract.CreditEntry { return showEntry(e, currency) }).Items, Next: optional.Of(p.Next)}, nil
}

func showEntry(e Entry, c money.Currency) contract.CreditEntry {
	out := contract.CreditEntry{
		Number: e.Number, Kind: contract.CreditEntryKind(e.Kind), Amount: plain(e.Amount, c), Sums: showSums(e.Sums, c), Document: e.Document, Reverses: optional.Of(e.Reverses), Reversible: e.reversible(), Note: e.Note,
		Person: e.Person, At: e.At, Order: optional.Of(e.Order),
	}
	out.Applied = make([]struct {
		Amount string `json:"amount"`
		Number string `json:"number"`
	}, len(e.Applied))
	for i, a := range e.Applied {
		out.Applied[i].Number, out.Applied[i].Amount = a.Number, plain(a.Amount, c)
	}
	return out
}

// ListCreditHolds answers listCreditHolds.
func (h Handler) ListCreditHolds(ctx context.Context, r contract.ListCreditHoldsRequestObject) (contract.ListCreditHoldsResponseObject, error) {
	all, err := h.service.Holds(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return contract.ListCreditHolds200JSONResponse{Items: showHolds(all)}, nil
}

// GetCreditHold answers getCreditHold.
func (h Handler) GetCreditHold(ctx context.Context, r contract.GetCreditHoldRequestObject) (contract.GetCreditHoldResponseObject, error) {
	v, err := h.service.HeldOrder(ctx, r.Company, r.Order)
	if err != nil {
		return nil, err
	}
	return contract.GetCreditHold200JSONResponse(showHeld(v)), nil
}

// DecideCreditHold answers decideCreditHold.
func (h Handler) DecideCreditHold(ctx context.Context, r contract.DecideCreditHoldRequestObject) (contract.DecideCreditHoldResponseObject, error) {
	v, err := h.service.Decide(ctx, r.Company, r.Order, Decision(r.Body.Decision), r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return contract.DecideCreditHold200JSONResponse(showHeld(v)), nil
}
