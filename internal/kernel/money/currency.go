package money

import (
	"database/sql/driver"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The errors of this package; test with errors.Is.
var (
	ErrUnknownCurrency = errors.New("unknown currency")                                           // no such ISO 4217 code
	ErrMixedCurrency   = errors.New("two currencies in one sum")                                  // or a currency sign that is not the expected one
	ErrOverflow        = errors.New("amount out of range")                                        // beyond 64 bits of minor units
	ErrTooPrecise      = errors.New("more decimal places than there are")                         // it would have to be rounded
	ErrMalformed       = errors.New("malformed amount")                                           // text that is no amount
	ErrRounding        = errors.New("unknown rounding")                                           // a Rounding that is none of the named ones
	ErrWeights         = errors.New("weights must be positive or zero, and one of them positive") // see Allocate
)

// Currency is an ISO 4217 currency. It is comparable; the zero Currency means none.
type Currency struct{ code string }

// The currencies that the program itself speaks of.
var (
	CNY = Currency{"CNY"}
	EUR = Currency{"EUR"}
	GBP = Currency{"GBP"}
	HKD = Currency{"HKD"}
	JPY = Currency{"JPY"}
	USD = Currency{"USD"}
)

//go:embed currencies.csv
var currenciesCSV string

// digits holds every currency and the decimal digits of its minor unit.
var digits = readCurrencies()

func readCurrencies() map[Currency]int {
	reader := csv.NewReader(strings.NewReader(currenciesCSV))
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil {
		panic(fmt.Errorf("money: currencies.csv: %w", err))
	}
	table := make(map[Currency]int, len(rows))
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[1])
		if err != nil || n < 0 || n > priceScale {
			panic(fmt.Errorf("money: currencies.csv: bad digits of %s", row[0]))
		}
		table[Currency{row[0]}] = n
	}
	return table
}

// Currencies returns all currencies, sorted by code.
func Currencies() []Currency {
	all := make([]Currency, 0, len(digits))
	for c := range digits {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Currency) int { return strings.Compare(a.code, b.code) })
	return all
}

// ParseCurrency reads a code, exactly ("CNY"). Else ErrUnknownCurrency.
func ParseCurrency(code string) (Currency, error) {
	if _, ok := digits[Currency{code}]; !ok {
		return Currency{}, ErrUnknownCurrency
	}
	return Currency{code}, nil
}

// Code returns the ISO 4217 code; "" for none.
func (c Currency) Code() string { return c.code }

// String returns the code.
func (c Currency) String() string { return c.code }

// Digits returns how many decimal digits the minor unit has: 2 for CNY, 0 for JPY.
func (c Currency) Digits() int { return digits[c] }

// IsZero reports whether c means no currency.
func (c Currency) IsZero() bool { return c.code == "" }

// MarshalText writes the code.
func (c Currency) MarshalText() ([]byte, error) { return []byte(c.code), nil }

// UnmarshalText reads a code; empty text is no currency.
func (c *Currency) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*c = Currency{}
		return nil
	}
	*c, err = ParseCurrency(string(text))
	return err
}

// Value gives SQL the code, or NULL for none.
func (c Currency) Value() (driver.Value, error) {
	if c.IsZero() {
		return nil, nil
	}
	return c.code, nil
}

// Scan reads a code from SQL; NULL is no currency.
func (c *Currency) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*c = Currency{}
		return nil
	case string:
		return c.UnmarshalText([]byte(v))
	case []byte:
		return c.UnmarshalText(v)
	}
	return fmt.Errorf("%w: cannot scan %T", ErrUnknownCurrency, src)
}
