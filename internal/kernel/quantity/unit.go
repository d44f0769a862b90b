package quantity

import (
	"database/sql/driver"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// The errors of this package; test with errors.Is.
var (
	ErrUnknownUnit  = errors.New("unknown unit")                  // no unit has this code or name
	ErrNoConversion = errors.New("no conversion")                 // the units measure different things and no pack links them
	ErrMalformed    = errors.New("malformed number or quantity")  // text that is no number or quantity
	ErrOutOfRange   = errors.New("number out of range")           // more digits than any trade needs
	ErrNotDecimal   = errors.New("not a finite decimal fraction") // such as a third
	ErrBadPack      = errors.New("bad pack")                      // layers that contradict each other
)

// Kind says what a unit measures.
type Kind string

// The kinds of units. Units of one kind convert into each other, but for Package
// and Other, where each unit stands alone.
const (
	Mass        Kind = "mass"        // base KGM
	Length      Kind = "length"      // base MTR
	Area        Kind = "area"        // base MTK
	Volume      Kind = "volume"      // base MTQ
	Count       Kind = "count"       // base C62
	Time        Kind = "time"        // base SEC
	Calendar    Kind = "calendar"    // base MON: months, quarters, years
	Energy      Kind = "energy"      // base JOU
	Voltage     Kind = "voltage"     // base VLT
	Current     Kind = "current"     // base AMP
	Power       Kind = "power"       // base WTT
	Resistance  Kind = "resistance"  // base OHM
	Capacitance Kind = "capacitance" // base FAR
	Inductance  Kind = "inductance"  // base B90: the symbol of the henry is taken by the hour
	Frequency   Kind = "frequency"   // base HTZ
	Information Kind = "information" // base AD
	Pressure    Kind = "pressure"    // base PAL
	Package     Kind = "package"     // boxes, cases, pallets: what is in them is the item's affair
	Other       Kind = "other"       // sets, lots, services
)

// Unit is a unit of measure. It is comparable; the zero Unit means none.
type Unit struct{ code string }

// The units that the program itself speaks of.
var (
	One      = Unit{"C62"}
	Each     = Unit{"EA"}
	Piece    = Unit{"H87"}
	Kilogram = Unit{"KGM"}
	Gram     = Unit{"GRM"}
	Litre    = Unit{"LTR"}
	Box      = Unit{"XBX"}
	Case     = Unit{"XCS"}
	Pallet   = Unit{"XPX"}
)

// entry is what the table says about a unit.
type entry struct {
	kind           Kind
	factor         *big.Rat // base units in one unit; nil when it stands alone
	en, zh, symbol string
}

//go:embed units.csv
var unitsCSV string

var (
	units   []Unit              // in the order of the table
	entries = map[Unit]entry{}  //
	spoken  = map[string]Unit{} // folded symbols, names and aliases
	written = map[string]Unit{} // symbols in which m and M differ
)

// prefixed are the kinds whose symbols are read as they are written, because milli and mega are both at home there: mW is not MW.
var prefixed = map[Kind]bool{Voltage: true, Current: true, Power: true, Resistance: true, Capacitance: true, Inductance: true, Frequency: true, Information: true}

func init() {
	reader := csv.NewReader(strings.NewReader(unitsCSV))
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil {
		panic(fmt.Errorf("quantity: units.csv: %w", err))
	}
	for _, row := range rows[1:] {
		if err := register(row); err != nil {
			panic(fmt.Errorf("quantity: units.csv: %s: %w", row[0], err))
		}
	}
}

// register adds a row of units.csv: code, kind, factor, en, zh, symbol, aliases.
func register(row []string) error {
	unit := Unit{row[0]}
	if _, taken := entries[unit]; taken {
		return errors.New("the code stands twice")
	}
	e := entry{kind: Kind(row[1]), en: row[3], zh: row[4], symbol: row[5]}
	if row[2] != "" {
		factor, ok := new(big.Rat).SetString(row[2])
		if !ok || factor.Sign() <= 0 {
			return fmt.Errorf("bad factor %q", row[2])
		}
		e.factor = factor
	}
	units, entries[unit] = append(units, unit), e
	names := append(strings.Split(row[6], "|"), row[0], row[3], row[4])
	if prefixed[e.kind] {
		written[Narrow(e.symbol)] = unit
	} else {
		names = append(names, e.symbol)
	}
	for _, name := range names {
		name = fold(name)
		if other, taken := spoken[name]; taken && other != unit {
			return fmt.Errorf("%q also names %s", name, other)
		}
		if name != "" {
			spoken[name] = unit
		}
	}
	return nil
}

// Units returns all units in the order in which a screen may list them.
func Units() []Unit { return slices.Clone(units) }

// ParseUnit reads a unit's code, exactly ("KGM"). Else ErrUnknownUnit.
func ParseUnit(code string) (Unit, error) {
	if _, ok := entries[Unit{code}]; !ok {
		return Unit{}, ErrUnknownUnit
	}
	return Unit{code}, nil
}

// LookupUnit finds the unit that a person means by a code, symbol or name in
// English or Chinese, whatever its case and width. Else ErrUnknownUnit.
func LookupUnit(text string) (Unit, error) {
	if unit, err := ParseUnit(text); err == nil {
		return unit, nil
	}
	if unit, ok := written[strings.TrimSpace(Narrow(text))]; ok {
		return unit, nil
	}
	if unit, ok := spoken[fold(text)]; ok {
		return unit, nil
	}
	return Unit{}, ErrUnknownUnit
}

// Code returns the UN/ECE code; "" for none.
func (u Unit) Code() string { return u.code }

// String returns the code.
func (u Unit) String() string { return u.code }

// IsZero reports whether u means no unit.
func (u Unit) IsZero() bool { return u.code == "" }

// Kind returns what the unit measures; "" for none.
func (u Unit) Kind() Kind { return entries[u].kind }

// English returns the unit's name in English.
func (u Unit) English() string { return entries[u].en }

// Chinese returns the unit's name in Chinese.
func (u Unit) Chinese() string { return entries[u].zh }

// Symbol returns the unit's symbol ("kg"), or "" where there is none.
func (u Unit) Symbol() string { return entries[u].symbol }

// FactorTo returns how many of the unit to are in one u, exactly, or ErrNoConversion.
func (u Unit) FactorTo(to Unit) (*big.Rat, error) {
	if u == to && !u.IsZero() {
		return big.NewRat(1, 1), nil
	}
	from, into := entries[u], entries[to]
	if from.factor == nil || into.factor == nil || from.kind != into.kind {
		return nil, fmt.Errorf("%w from %q to %q", ErrNoConversion, u, to)
	}
	return new(big.Rat).Quo(from.factor, into.factor), nil
}

// convertible reports whether FactorTo has an answer.
func (u Unit) convertible(to Unit) bool {
	_, err := u.FactorTo(to)
	return err == nil
}

// MarshalText writes the code.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.code), nil }

// UnmarshalText reads a code; empty text is no unit.
func (u *Unit) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*u = Unit{}
		return nil
	}
	*u, err = ParseUnit(string(text))
	return err
}

// Value gives SQL the code, or NULL for none.
func (u Unit) Value() (driver.Value, error) {
	if u.IsZero() {
		return nil, nil
	}
	return u.code, nil
}

// Scan reads a code from SQL; NULL is no unit.
func (u *Unit) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*u = Unit{}
		return nil
	case string:
		return u.UnmarshalText([]byte(v))
	case []byte:
		return u.UnmarshalText(v)
	}
	return fmt.Errorf("%w: cannot scan %T", ErrUnknownUnit, src)
}
