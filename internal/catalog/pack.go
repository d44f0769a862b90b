package catalog

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/quantity"
)

// Level is how far out a pack lies.
type Level string

// Levels of packs, from the inside out.
const (
	Each   Level = "each"
	Inner  Level = "inner"
	Case   Level = "case"
	Pallet Level = "pallet"
)

// levels are all, from the inside out, each with the unit it has unless another is given.
var levels = []struct {
	level Level
	unit  quantity.Unit
}{{Each, quantity.Piece}, {Inner, quantity.Box}, {Case, quantity.Case}, {Pallet, quantity.Pallet}}

func (l Level) rank() int {
	return slices.IndexFunc(levels, func(x struct {
		level Level
		unit  quantity.Unit
	},
	) bool {
		return x.level == l
	})
}

// Pack is one way in which an item is packed.
type Pack struct {
	Level       Level
	Contains    decimal.Decimal // of the item's unit; with catch weight, pieces
	Unit        quantity.Unit   // of the pack itself, such as XCS
	GTIN        string
	GrossWeight decimal.Decimal // in kilograms; zero: not told
}

// PackDraft is a pack as it came, in texts. An empty unit is the usual one of its level.
type PackDraft struct {
	Level                             Level
	Contains, Unit, GTIN, GrossWeight string
}

// readPacks understands packs of an item, from the inside out, or says why not.
func readPacks(item Item, weighed bool, nominal decimal.Decimal, drafts []PackDraft) ([]Pack, []fault.Field) {
	r := reader{}
	out := make([]Pack, 0, len(drafts))
	at := map[Level]string{}
	for i, d := range drafts {
		path := "/packs/" + strconv.Itoa(i)
		if d.Level.rank() < 0 {
			r.refuse(path+"/level", "unknown", "A pack is each, inner, case or pallet.")
			continue
		}
		if _, twice := at[d.Level]; twice {
			r.refuse(path+"/level", "duplicate", "This level stands there twice.")
			continue
		}
		at[d.Level] = path
		out = append(out, r.pack(path, item, d))
	}
	slices.SortFunc(out, func(a, b Pack) int { return cmp.Compare(a.Level.rank(), b.Level.rank()) })
	if len(r.wrong) > 0 {
		return nil, r.wrong
	}
	for i, p := range out {
		if i > 0 && !p.Contains.GreaterThan(out[i-1].Contains) {
			r.refuse(at[p.Level]+"/contains", "not_ascending", "A pack contains more than the one inside it.")
		}
		if p.GTIN != "" && slices.ContainsFunc(out[:i], func(o Pack) bool { return o.GTIN == p.GTIN }) {
			r.refuse(at[p.Level]+"/gtin", "duplicate", "Another pack of this item has this barcode.")
		}
		if _, err := ladder(item.Unit, weighed, nominal, out[:i+1]); err != nil && len(r.wrong) == 0 {
			r.refuse(at[p.Level]+"/unit", "contradiction", "This unit converts to another one of this item anyway. Give the unit of the pack itself, such as XCS for a case.")
		}
	}
	return out, r.wrong
}

func (r *reader) pack(path string, item Item, d PackDraft) Pack {
	contains, wrong := ReadQuantity(path+"/contains", d.Contains)
	r.wrong = append(r.wrong, wrong...)
	p := Pack{Level: d.Level, Contains: contains, Unit: levels[d.Level.rank()].unit, GTIN: r.gtinAt(path+"/gtin", d.GTIN), GrossWeight: r.mass(path+"/gross_weight", d.GrossWeight, quantity.Kilogram)}
	if strings.TrimSpace(d.Unit) != "" {
		p.Unit = r.unitAt(path+"/unit", d.Unit)
	}
	if p.GTIN != "" && p.GTIN == item.GTIN && !p.Contains.Equal(one) {
		r.refuse(path+"/gtin", "duplicate", "This is the barcode of the item itself; a pack of several has its own.")
	}
	return p
}

// mass reads a weight in a unit, or with another one of mass; empty is zero.
func (r *reader) mass(path, text string, in quantity.Unit) decimal.Decimal {
	text = strings.TrimSpace(text)
	if text == "" {
		return decimal.Zero
	}
	if both, err := quantity.Parse(text); err == nil {
		converted, err := both.Convert(in)
		if err != nil {
			r.refuse(path, "unit", "This unit does not convert to "+in.Code()+".")
			return decimal.Zero
		}
		exact, err := converted.Decimal()
		if err != nil {
			r.refuse(path, "not_exact", "In "+in.Code()+" this number has no end. Give it in "+in.Code()+".")
			return decimal.Zero
		}
		text = exact.String()
	}
	out, wrong := ReadQuantity(path, text)
	r.wrong = append(r.wrong, wrong...)
	return out
}

// ladder is how units of an item convert. With catch weight the smallest is the unit of mass, and a piece is about its nominal weight.
func ladder(unit quantity.Unit, weighed bool, nominal decimal.Decimal, packs []Pack) (quantity.Pack, error) {
	var layers []quantity.Layer
	last := one
	if weighed && nominal.IsPositive() {
		layers = append(layers, quantity.Layer{Unit: quantity.Piece, Holds: nominal.Rat(), Guess: true})
	}
	for _, p := range packs {
		holds := new(big.Rat).Quo(p.Contains.Rat(), last.Rat())
		if p.Level == Each && p.Contains.Equal(one) && p.Unit.Kind() == quantity.Count && (weighed || unit.Kind() == quantity.Count) {
			continue // a piece stands there already
		}
		layers = append(layers, quantity.Layer{Unit: p.Unit, Holds: holds})
		last = p.Contains
	}
	return quantity.NewPack(unit, layers...)
}

// Conversion is a quantity in one of an item's units.
type Conversion struct {
	Quantity quantity.Quantity
	Level    Level            // "": no pack's
	Price    *decimal.Decimal // of one of the unit, six places
	Exact    bool             // whether Price is not rounded
}

var errConversion = fault.Define(fault.KindInvalid, "catalog.no_conversion", "This unit does not convert to the units of this item.")

// Convert answers a quantity in all units of an item, from the inside out. What one of the quantity's unit costs, if it is given, gives
// what one of each costs.
func Convert(i Item, d Details, q quantity.Quantity, price *decimal.Decimal) ([]Conversion, error) {
	units, err := ladder(i.Unit, d.CatchWeight && i.Unit.Kind() == quantity.Mass, d.Nominal, d.Packs)
	if err != nil {
		return nil, errConversion.Because(err)
	}
	one := quantity.Of(1, q.Unit())
	var out []Conversion
	for _, layer := range units.Layers() {
		converted, err := units.Convert(q, layer.Unit)
		if err != nil {
			return nil, errConversion.Because(err)
		}
		c := Conversion{Quantity: converted}
		for _, p := range d.Packs {
			if p.Unit == layer.Unit {
				c.Level = p.Level
			}
		}
		if price != nil {
			per, err := units.Convert(one, layer.Unit)
			if err != nil {
				return nil, errConversion.Because(err)
			}
			c.Price, c.Exact = perUnit(*price, per)
		}
		out = append(out, c)
	}
	return out, nil
}

// perUnit divides a price by the quantity it buys, to six places, halves away from zero, and says whether that is exact.
func perUnit(price decimal.Decimal, buys quantity.Quantity) (*decimal.Decimal, bool) {
	exact := new(big.Rat).Quo(price.Rat(), buys.Rat())
	rounded := decimal.RequireFromString(exact.FloatString(6))
	return &rounded, rounded.Rat().Cmp(exact) == 0
}
