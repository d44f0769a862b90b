package credit

import (
	"context"
	"fmt"

	contract "manifold/api/credit"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
)

// ListOwnCredit answers listOwnCredit.
func (h Handler) ListOwnCredit(ctx context.Context, r contract.ListOwnCreditRequestObject) (contract.ListOwnCreditResponseObject, error) {
	all, err := h.service.Mine(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListOwnCredit200JSONResponse{Items: make([]contract.OwnCredit, len(all))}
	for i, m := range all {
		out.Items[i] = h.showMine(m)
	}
	return out, nil
}

func (h Handler) showMine(m Mine) contract.OwnCredit {
	a, c := m.Account, m.Account.Currency
	out := contract.OwnCredit{
		Supplier: m.Supplier, Name: m.Name, Currency: c.Code(), Shown: a.Shown, LimitUntil: dayOf(a.LimitUntil), Invoices: showInvoices(m.Invoices, c, h.service.DB.Now()), Waiting: make([]contract.OwnCreditWaiting, len(m.Waiting)),
	}
	if a.Shown {
		sums := showSums(a.Sums, c)
		out.Sums, out.PrepaidOnly, out.Stopped = &sums, &a.PrepaidOnly, &a.Stopped
	}
	if room, limited := a.Room(); limited {
		out.Limit, out.Room = optional.Of(plain(*a.Limit, c)), optional.Of(plain(room, c))
	}
	for i, w := range m.Waiting {
		out.Waiting[i] = contract.OwnCreditWaiting{Order: w.Order, Number: w.Number, Since: w.Since, Reasons: showReasons(w.Reasons), Amount: maybe(w.Amount, c), Waits: maybe(w.Waits, c), Cures: h.showCures(w.Cures, c)}
	}
	return out
}

// maybe is an amount that may not be shown.
func maybe(minor *int64, c money.Currency) *string {
	if minor == nil {
		return nil
	}
	return optional.Of(plain(*minor, c))
}

func (h Handler) showCures(all []Cure, c money.Currency) []contract.CreditCure {
	out := make([]contract.CreditCure, len(all))
	for i, cure := range all {
		out[i] = contract.CreditCure{Kind: contract.CreditCureKind(cure.Kind), Amount: plain(cure.Amount, c)}
		if len(cure.Invoices) > 0 {
			invoices := showInvoices(cure.Invoices, c, h.service.DB.Now())
			out[i].Invoices = &invoices
		}
		if len(cure.Lines) > 0 {
			out[i].Lines = &cure.Lines
		}
	}
	return out
}

// PreviewCredit answers previewCredit.
func (h Handler) PreviewCredit(ctx context.Context, r contract.PreviewCreditRequestObject) (contract.PreviewCreditResponseObject, error) {
	if err := h.service.mayLook(ctx, r.Company); err != nil { // whoever may not is told nothing of what was sent
		return nil, err
	}
	orders := make([]Asked, len(r.Body.Orders))
	for i, o := range r.Body.Orders {
		path := fmt.Sprintf("/orders/%d", i)
		currency, err := takeCurrency(path+"/currency", o.Currency)
		if err != nil {
			return nil, err
		}
		total, err := takeAmount(path+"/total", o.Total, currency)
		if err != nil {
			return nil, err
		}
		orders[i] = Asked{Supplier: o.Supplier, Total: money.New(total, currency), Lines: make([]AskedLine, len(o.Lines))}
		for n, l := range o.Lines {
			amount, err := takeAmount(fmt.Sprintf("%s/lines/%d/amount", path, n), l.Amount, currency)
			if err != nil {
				return nil, err
			}
			orders[i].Lines[n] = AskedLine{l.Line, amount}
		}
	}
	all, err := h.service.Outlook(ctx, r.Company, orders)
	if err != nil {
		return nil, err
	}
	out := contract.PreviewCredit200JSONResponse{Items: make([]contract.CreditOutlookOrder, len(all))}
	for i, o := range all {
		out.Items[i] = contract.CreditOutlookOrder{
			Supplier: o.Supplier, Known: o.Known, Hold: contract.CreditLevel(o.Verdict.Hold), OnHard: optional.Word[contract.CreditOnHard](o.OnHard), Reasons: showReasons(o.Verdict.Reasons), Currency: o.Currency.Code(),
			Room: maybe(o.Room, o.Currency), Cures: h.showCures(o.Cures, o.Currency),
		}
		if o.Missing > 0 {
			out.Items[i].Missing = optional.Of(plain(o.Missing, o.Currency))
		}
	}
	return out, nil
}
