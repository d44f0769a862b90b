package proof

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/receipt"
	"manifold/internal/promotion/combine"
)

// order is an order as it stands in a receipt.
type order struct {
	written orderJSON
	reckons basket.Order
}

var _ receipt.Order = order{}

var errOrder = errors.New("proof: the order does not come out as it stands")

// NewOrder writes an order down for one side's eyes. A buyer's holds the promotions that apply and no floor.
func NewOrder(view receipt.View, o basket.Order) (receipt.Order, error) {
	got, err := o.Reckon()
	if err != nil {
		return nil, err
	}
	var bounded []int
	if view == receipt.ForBuyer {
		if o, bounded, err = shown(o, got); err != nil {
			return nil, err
		}
		if got, err = o.Reckon(); err != nil {
			return nil, err
		}
		got.Not = nil
	}
	return order{writeOrder(o, got, bounded), o}, nil
}

// shown is an order as a buyer may see it: with the promotions that apply, and without floors. Lines that these kept a promotion off are bounded: what each of
// them came to is the least that it may come to. Where that does not tell all of what promotions do, it is stated.
func shown(o basket.Order, got basket.OrderShare) (out basket.Order, bounded []int, err error) {
	o.Promotions = slices.DeleteFunc(slices.Clone(o.Promotions), func(p combine.Promotion) bool {
		return !slices.ContainsFunc(got.Applied, func(a combine.Applied) bool { return a.Promotion == p.ID })
	})
	o.Lines = slices.Clone(o.Lines)
	for i := range o.Lines {
		o.Lines[i].Floor = nil
	}
	again, err := o.Reckon()
	if err != nil || sameShare(got, again) {
		return o, nil, err
	}
	for i := range got.Saved {
		if got.Saved[i] != again.Saved[i] {
			bounded = append(bounded, i)
		}
	}
	out = o
	out.Lines = slices.Clone(o.Lines)
	if err := bound(&out, bounded, after(got)); err != nil {
		return o, nil, err
	}
	if again, err = out.Reckon(); err == nil && sameShare(got, again) {
		return out, bounded, nil
	}
	o.Stated = got.Applied
	return o, nil, err
}

func sameShare(a, b basket.OrderShare) bool {
	return slices.Equal(a.Saved, b.Saved) && a.Freight == b.Freight && a.Fee == b.Fee && len(a.Applied) == len(b.Applied)
}

// after is what each line comes to after promotions.
func after(s basket.OrderShare) []int64 {
	out := make([]int64, len(s.Net))
	for i := range out {
		out[i] = s.Net[i] - s.Saved[i]
	}
	return out
}

// bound makes what lines came to the least that they may come to.
func bound(o *basket.Order, lines []int, after []int64) error {
	for _, i := range lines {
		if i < 0 || i >= len(o.Lines) || i >= len(after) {
			return errOrder
		}
		l := o.Lines[i]
		each := money.New(after[i], o.Currency).Decimal().Rat()
		floor, err := money.NewUnitPrice(decimal.NewFromBigRat(each.Quo(each, l.Quantity.Rat()), 12).Truncate(6), o.Currency)
		if err != nil {
			return err
		}
		o.Lines[i].Floor = &floor
	}
	return nil
}

// Reckon works out what the order makes of its line, and holds what comes out against what stands there.
func (o order) Reckon(l receipt.Line) (receipt.Outcome, error) {
	if o.reckons.At < 0 || o.reckons.At >= len(o.reckons.Lines) {
		return receipt.Outcome{}, errOrder
	}
	line := o.reckons.Lines[o.reckons.At]
	if line.Price != l.Unit || !line.Quantity.Equal(l.Quantity) {
		return receipt.Outcome{}, fmt.Errorf("%w: the line is another one in it", errOrder)
	}
	got, err := o.reckons.Reckon()
	if err != nil {
		return receipt.Outcome{}, err
	}
	if len(o.written.Result.Not) == 0 {
		got.Not = nil
	}
	if err := o.written.Result.same(writeResult(o.reckons, got)); err != nil {
		return receipt.Outcome{}, err
	}
	return o.outcome(l, got)
}

func (o order) outcome(l receipt.Line, got basket.OrderShare) (receipt.Outcome, error) {
	own := o.reckons.Currency
	at := o.reckons.At
	out := receipt.Outcome{Net: money.New(got.Net[at], own), Tax: l.Tax}
	for _, a := range got.Applied {
		for _, x := range a.Lines {
			if x.Line == strconv.Itoa(at) && x.Saving.Sign() > 0 {
				out.Extras = append(out.Extras, receipt.Extra{Kind: receipt.Promotion, Ref: a.Promotion.String(), Name: a.Name, Version: a.Version, Amount: money.New(-x.Saving.Minor(), own)})
			}
		}
	}
	if !got.FreightUnknown {
		by := "free"
		if f := o.reckons.Conditions.Freight; f != nil && got.AllFreight > 0 {
			by = string(f.By)
		}
		out.Extras = append(out.Extras, receipt.Extra{Kind: receipt.Freight, Name: by, Amount: money.New(got.Freight, own)})
	}
	if got.AllFee > 0 {
		out.Extras = append(out.Extras, receipt.Extra{Kind: receipt.Fee, Name: "small_order", Amount: money.New(got.Fee, own)})
	}
	if l.TaxRate != nil && (got.Saved[at] > 0 || l.Net.Currency() != own) {
		goods := money.New(got.Net[at]-got.Saved[at], own)
		tax, err := money.Round(goods.Decimal().Mul(*l.TaxRate).Shift(-2), own, money.HalfUp)
		if err != nil {
			return out, err
		}
		out.Tax = &tax
	}
	if o.reckons.Compared != own {
		compared := money.New(got.Compared, o.reckons.Compared)
		out.Compared = &compared
	}
	return out, nil
}
