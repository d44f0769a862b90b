package money

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/quantity"
)

// signs says which currencies a sign may stand for. The sign never chooses the currency, it must only fit it.
var signs = map[string][]string{
	"¥":   {"CNY", "JPY"},
	"元":   {"CNY", "HKD", "TWD", "MOP"},
	"圆":   {"CNY"},
	"円":   {"JPY"},
	"$":   {"USD", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "MXN", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "XCD"},
	"us$": {"USD"},
	"hk$": {"HKD"},
	"€":   {"EUR"},
	"£":   {"GBP"},
	"rmb": {"CNY"},
	"人民币": {"CNY"},
}

// Parse reads an amount of the expected currency as people type it: "12.3", "￥１，２３４．５０",
// "1,234.50 元", "CNY 12". A sign or code before or after the number must fit the currency, else ErrMixedCurrency.
// More decimal places than the currency has are ErrTooPrecise, unless they are zeros. Else ErrMalformed, ErrOverflow, ErrUnknownCurrency.
func Parse(s string, currency Currency) (Amount, error) {
	value, err := parseNumber(s, currency)
	if err != nil {
		return Amount{}, err
	}
	return FromDecimal(value, currency)
}

// ParseUnitPrice reads a unit price as Parse reads an amount, with up to six decimal places.
func ParseUnitPrice(s string, currency Currency) (UnitPrice, error) {
	value, err := parseNumber(s, currency)
	if err != nil {
		return UnitPrice{}, err
	}
	return NewUnitPrice(value, currency)
}

// parseNumber checks the signs around the number and reads it.
func parseNumber(s string, currency Currency) (decimal.Decimal, error) {
	text := strings.ToLower(strings.TrimSpace(quantity.Narrow(s)))
	minus := false
	if rest, found := strings.CutPrefix(text, "-"); found { // "-¥12" as well as "¥-12"
		minus, text = true, strings.TrimSpace(rest)
	}
	start := strings.IndexFunc(text, isNumeric)
	if start < 0 {
		return decimal.Decimal{}, ErrMalformed
	}
	end := strings.LastIndexFunc(text, isNumeric) + 1
	for _, sign := range []string{text[:start], text[end:]} {
		if err := fits(strings.TrimSpace(sign), currency); err != nil {
			return decimal.Decimal{}, err
		}
	}
	number := text[start:end]
	if minus && strings.ContainsAny(number, "+-") {
		return decimal.Decimal{}, ErrMalformed
	}
	value, err := quantity.ReadNumber(number)
	if errors.Is(err, quantity.ErrOutOfRange) {
		return decimal.Decimal{}, ErrOverflow
	}
	if err != nil {
		return decimal.Decimal{}, ErrMalformed
	}
	if minus {
		value = value.Neg()
	}
	return value, nil
}

func isNumeric(r rune) bool { return strings.ContainsRune("+-.,0123456789", r) }

// fits reports whether a sign or code beside a number may stand for the currency.
func fits(sign string, currency Currency) error {
	codes, known := signs[sign]
	_, err := ParseCurrency(strings.ToUpper(sign))
	switch {
	case sign == "", slices.Contains(codes, currency.code), sign == strings.ToLower(currency.code):
		return nil
	case known, err == nil:
		return ErrMixedCurrency
	}
	return ErrMalformed
}

// wire is the JSON form of amounts and unit prices: {"amount":"12.30","currency":"CNY"}.
type wire struct {
	Amount   string   `json:"amount"`
	Currency Currency `json:"currency"`
}

// wireForm is a plain decimal number: no grouping, no exponent, no plus.
var wireForm = regexp.MustCompile(`^-?\d{1,19}(\.\d{1,18})?$`)

// MarshalJSON writes major units with all digits of the currency, in a string.
func (a Amount) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{Amount: a.text(), Currency: a.currency})
}

// UnmarshalJSON reads what MarshalJSON wrote; fewer decimal places will do. Else
// ErrMalformed, ErrTooPrecise, ErrOverflow, ErrUnknownCurrency.
func (a *Amount) UnmarshalJSON(data []byte) error {
	value, currency, err := readWire(data)
	if err != nil {
		return err
	}
	parsed, err := FromDecimal(value, currency)
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// MarshalJSON writes major units with six decimal places, in a string.
func (p UnitPrice) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{Amount: p.text(), Currency: p.currency})
}

// UnmarshalJSON reads what MarshalJSON wrote; fewer decimal places will do. Else
// ErrMalformed, ErrTooPrecise, ErrOverflow, ErrUnknownCurrency.
func (p *UnitPrice) UnmarshalJSON(data []byte) error {
	value, currency, err := readWire(data)
	if err != nil {
		return err
	}
	parsed, err := NewUnitPrice(value, currency)
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

func readWire(data []byte) (decimal.Decimal, Currency, error) {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return decimal.Decimal{}, Currency{}, err
	}
	if !wireForm.MatchString(w.Amount) {
		return decimal.Decimal{}, Currency{}, ErrMalformed
	}
	value, err := decimal.NewFromString(w.Amount)
	return value, w.Currency, err
}
