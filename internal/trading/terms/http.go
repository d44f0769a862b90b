package terms

import (
	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
)

// Take reads terms out of a body; path leads there, for the faults.
func Take(in *contract.Terms, path string) (Terms, error) {
	if in == nil {
		return Terms{}, nil
	}
	t := Terms{Payment: word(in.Payment), PaymentDays: in.PaymentDays, Currency: value(in.Currency), Incoterm: word(in.Incoterm), DeliveryPlace: value(in.DeliveryPlace), Note: value(in.Note)}
	var err error
	if t.MinimumOrder, err = takeSum(in.MinimumOrder, path+"/minimum_order"); err != nil {
		return Terms{}, err
	}
	if t.FreeFreightFrom, err = takeSum(in.FreeFreightFrom, path+"/free_freight_from"); err != nil {
		return Terms{}, err
	}
	return t, t.check(path)
}

func takeSum(in *contract.Sum, path string) (*money.Amount, error) {
	if in == nil {
		return nil, nil
	}
	currency, err := money.ParseCurrency(in.Currency)
	if err != nil {
		return nil, fault.Invalid.With(fault.Field{Path: path + "/currency", Code: "unknown", Message: "This is no currency of ISO 4217."})
	}
	amount, err := money.Parse(in.Amount, currency)
	if err != nil {
		return nil, fault.Invalid.With(fault.Field{Path: path + "/amount", Code: "wrong_form", Message: "This is no amount of its currency."})
	}
	return &amount, nil
}

// Show writes terms as the contract has them.
func Show(t Terms) contract.Terms {
	return contract.Terms{
		Payment: said[contract.PaymentMethod](t.Payment), PaymentDays: t.PaymentDays, Currency: said[string](t.Currency), Incoterm: said[contract.TermsIncoterm](t.Incoterm),
		DeliveryPlace: said[string](t.DeliveryPlace), MinimumOrder: showSum(t.MinimumOrder), FreeFreightFrom: showSum(t.FreeFreightFrom), Note: said[string](t.Note),
	}
}

func showSum(a *money.Amount) *contract.Sum {
	if a == nil {
		return nil
	}
	return &contract.Sum{Amount: a.Decimal().StringFixed(int32(a.Currency().Digits())), Currency: a.Currency().Code()}
}

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
