package terms

import (
	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
)

// Take reads terms out of a body; path leads there, for the faults.
func Take(in *contract.Terms, path string) (Terms, error) {
	if in == nil {
		return Terms{}, nil
	}
	t := Terms{Payment: word(in.Payment), PaymentDays: in.PaymentDays, Currency: optional.Value(in.Currency), Incoterm: word(in.Incoterm), DeliveryPlace: optional.Value(in.DeliveryPlace), Note: optional.Value(in.Note)}
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
		Payment: optional.Word[contract.PaymentMethod](t.Payment), PaymentDays: t.PaymentDays, Currency: optional.Word[string](t.Currency), Incoterm: optional.Word[contract.TermsIncoterm](t.Incoterm),
		DeliveryPlace: optional.Word[string](t.DeliveryPlace), MinimumOrder: showSum(t.MinimumOrder), FreeFreightFrom: showSum(t.FreeFreightFrom), Note: optional.Word[string](t.Note),
	}
}

func showSum(a *money.Amount) *contract.Sum {
	if a == nil {
		return nil
	}
	return &contract.Sum{Amount: a.Decimal().StringFixed(int32(a.Currency().Digits())), Currency: a.Currency().Code()}
}

// word is value for a named text.
func word[T ~string](p *T) string { return string(optional.Value(p)) }
