package quantity

import (
	"fmt"
	"math/big"
	"slices"
)

// Layer is one level of packing: one Unit holds so many of what is below it.
type Layer struct {
	Unit  Unit     // such as XBX for the inner box, XCS for the case, XPX for the pallet
	Holds *big.Rat // how many of the unit below are in one Unit; above zero
	Guess bool     // Holds is an estimate: catch weight, or read out of a text
}

// Pack says how an item is packed, from the smallest unit up: each, inner, case, pallet.
// The smallest may be a measure (KGM for meat, LTR for a bottle's content), so that a
// case has a weight. It does not change once made. The zero Pack converts like Quantity.Convert.
type Pack struct{ layers []Layer }

// NewPack returns the pack that counts in smallest and is built up by layers, from the
// inside out. It answers ErrBadPack when a layer holds nothing, or when two of its units convert
// into each other anyway (so that there would be two answers), and ErrUnknownUnit for no unit.
func NewPack(smallest Unit, layers ...Layer) (Pack, error) {
	all := []Layer{{Unit: smallest, Holds: big.NewRat(1, 1)}}
	for _, layer := range layers {
		if layer.Holds == nil || layer.Holds.Sign() <= 0 {
			return Pack{}, fmt.Errorf("%w: %q holds nothing", ErrBadPack, layer.Unit)
		}
		if max(layer.Holds.Num().BitLen(), layer.Holds.Denom().BitLen()) > maxBits {
			return Pack{}, ErrOutOfRange
		}
		layer.Holds = new(big.Rat).Set(layer.Holds)
		all = append(all, layer)
	}
	for i, layer := range all {
		if _, ok := entries[layer.Unit]; !ok {
			return Pack{}, ErrUnknownUnit
		}
		if slices.ContainsFunc(all[:i], func(below Layer) bool { return below.Unit.convertible(layer.Unit) }) {
			return Pack{}, fmt.Errorf("%w: %q stands twice", ErrBadPack, layer.Unit)
		}
	}
	return Pack{layers: all}, nil
}

// Layers returns the layers from the smallest unit up, the smallest first; a copy.
func (p Pack) Layers() []Layer {
	layers := slices.Clone(p.layers)
	for i := range layers {
		layers[i].Holds = new(big.Rat).Set(layers[i].Holds)
	}
	return layers
}

// Convert returns the same quantity in another unit, exactly: through the layers, and from
// each layer to all units that its unit converts to (a case in grams). The result is a guess if
// the quantity or a layer on the way is. Else ErrNoConversion.
func (p Pack) Convert(q Quantity, to Unit) (Quantity, error) {
	if converted, err := q.Convert(to); err == nil {
		return converted, nil
	}
	from, into := p.find(q.unit), p.find(to)
	if from < 0 || into < 0 {
		return Quantity{}, fmt.Errorf("%w from %q to %q in this pack", ErrNoConversion, q.unit, to)
	}
	q, err := q.Convert(p.layers[from].Unit)
	if err != nil {
		return Quantity{}, err
	}
	return p.climb(q, from, into).Convert(to)
}

// climb carries q, counted in layer from, to layer into.
func (p Pack) climb(q Quantity, from, into int) Quantity {
	factor, guess := big.NewRat(1, 1), q.guess
	for _, layer := range p.layers[min(from, into)+1 : max(from, into)+1] {
		factor.Mul(factor, layer.Holds)
		guess = guess || layer.Guess
	}
	if into > from {
		factor.Inv(factor)
	}
	moved := q.Times(factor)
	moved.unit, moved.guess = p.layers[into].Unit, guess
	return moved
}

// find returns the layer whose unit converts to u, or -1.
func (p Pack) find(u Unit) int {
	return slices.IndexFunc(p.layers, func(layer Layer) bool { return layer.Unit.convertible(u) })
}
