package terms

import (
	"cmp"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
)

// Terms are what is agreed with a customer. A nil or empty field is inherited: own, then head offices from near to far, then group.
type Terms struct {
	Payment         string // prepaid, on_delivery, days or month_end
	PaymentDays     *int   // after the invoice, or after the end of its month
	Currency        string // ISO 4217
	Incoterm        string // Incoterms 2020
	DeliveryPlace   string
	MinimumOrder    *money.Amount
	FreeFreightFrom *money.Amount
	Note            string
}

// Over returns the terms with what is missing taken from below.
func (t Terms) Over(below Terms) Terms {
	t.Payment = cmp.Or(t.Payment, below.Payment)
	t.PaymentDays = given(t.PaymentDays, below.PaymentDays)
	t.Currency = cmp.Or(t.Currency, below.Currency)
	t.Incoterm = cmp.Or(t.Incoterm, below.Incoterm)
	t.DeliveryPlace = cmp.Or(t.DeliveryPlace, below.DeliveryPlace)
	t.MinimumOrder = given(t.MinimumOrder, below.MinimumOrder)
	t.FreeFreightFrom = given(t.FreeFreightFrom, below.FreeFreightFrom)
	t.Note = cmp.Or(t.Note, below.Note)
	return t
}

// Fields names the fields that are given, as the contract does.
func (t Terms) Fields() []string {
	var out []string
	add := func(name string, has bool) {
		if has {
			out = append(out, name)
		}
	}
	add("payment", t.Payment != "")
	add("payment_days", t.PaymentDays != nil)
	add("currency", t.Currency != "")
	add("incoterm", t.Incoterm != "")
	add("delivery_place", t.DeliveryPlace != "")
	add("minimum_order", t.MinimumOrder != nil)
	add("free_freight_from", t.FreeFreightFrom != nil)
	add("note", t.Note != "")
	return out
}

// check holds the currency to the ones there are; path leads to the terms in the body.
func (t Terms) check(path string) error {
	if t.Currency == "" {
		return nil
	}
	if _, err := money.ParseCurrency(t.Currency); err != nil {
		return fault.Invalid.With(fault.Field{Path: path + "/currency", Code: "unknown", Message: "This is no currency of ISO 4217."})
	}
	return nil
}

func given[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
