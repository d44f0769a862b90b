package quantity

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// maxText bounds the number in JSON, in characters.
const maxText = 256

// exactForm is what number writes: a decimal or a fraction.
var exactForm = regexp.MustCompile(`^-?(\d+(\.\d+)?|\d+/[1-9]\d*)$`)

// Parse reads a quantity as people type it: a number (see ReadNumber), then a unit by code,
// symbol or name (see LookupUnit): "12.5 kg", "１２箱", "1,200 pcs". Else ErrMalformed, ErrOutOfRange or ErrUnknownUnit.
func Parse(s string) (Quantity, error) {
	text := strings.TrimSpace(Narrow(s))
	end := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("+-0123456789,. ", r) })
	if end < 0 {
		return Quantity{}, fmt.Errorf("%w: no unit", ErrMalformed)
	}
	value, err := ReadNumber(text[:end])
	if err != nil {
		return Quantity{}, err
	}
	unit, err := LookupUnit(text[end:])
	if err != nil {
		return Quantity{}, err
	}
	return New(value, unit)
}

// wire is the JSON form: {"value":"12.5","unit":"KGM"}, and "guess":true for a guess.
type wire struct {
	Value string `json:"value"`
	Unit  Unit   `json:"unit"`
	Guess bool   `json:"guess,omitempty"`
}

// MarshalJSON writes value (an exact decimal or fraction in a string), unit and guess.
// It answers ErrOutOfRange for numbers too long to be read again.
func (q Quantity) MarshalJSON() ([]byte, error) {
	number := q.number()
	if len(number) > maxText {
		return nil, ErrOutOfRange
	}
	return json.Marshal(wire{Value: number, Unit: q.unit, Guess: q.guess})
}

// UnmarshalJSON reads what MarshalJSON wrote. Else ErrMalformed, ErrOutOfRange or ErrUnknownUnit.
func (q *Quantity) UnmarshalJSON(data []byte) error {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	if len(w.Value) > maxText {
		return ErrOutOfRange
	}
	if !exactForm.MatchString(w.Value) { // before it is read: no exponent
		return ErrMalformed
	}
	value, ok := new(big.Rat).SetString(w.Value)
	if !ok {
		return ErrMalformed
	}
	parsed, err := FromRat(value, w.Unit)
	if err != nil {
		return err
	}
	parsed.guess = w.Guess
	*q = parsed
	return nil
}
