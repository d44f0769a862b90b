package split

import (
	"errors"
	"fmt"
)

// ErrBasket is what errors of a basket that means nothing wrap; their texts name the place.
var ErrBasket = errors.New("basket means nothing")

// Limits of a basket.
const (
	MostLines     = 5_000
	MostSuppliers = 1_000
	MostRebates   = 8 // of one supplier
	MostParts     = 4 // of those, on some of the lines
	// MostModes bounds how many combinations of steps the terms of a supplier may have: thresholds of all its goods (freight, minimum, small
	// order, rebates on all lines), times the steps of each rebate on some of the lines.
	MostModes = 64
)

func wrong(format string, values ...any) error {
	return fmt.Errorf("%w: %s", ErrBasket, fmt.Sprintf(format, values...))
}

// Valid says whether the basket can be understood: an error names the first place that cannot.
func (b Basket) Valid() error {
	if len(b.Lines) == 0 || len(b.Lines) > MostLines {
		return wrong("%d lines, not 1 to %d", len(b.Lines), MostLines)
	}
	if len(b.Suppliers) == 0 || len(b.Suppliers) > MostSuppliers {
		return wrong("%d suppliers, not 1 to %d", len(b.Suppliers), MostSuppliers)
	}
	if b.Aim < Recommended || b.Aim > Usual {
		return wrong("aim %d is not known", b.Aim)
	}
	keys := map[string]bool{}
	for i, s := range b.Suppliers {
		if s.Key == "" || keys[s.Key] {
			return wrong("supplier %d: key %q is empty or there twice", i, s.Key)
		}
		keys[s.Key] = true
		if err := b.validSupplier(i, s); err != nil {
			return err
		}
	}
	if err := b.validLines(); err != nil {
		return err
	}
	for i, r := range b.Rules {
		if err := b.validRule(r); err != nil {
			return fmt.Errorf("rule %d: %w", i, err)
		}
	}
	return nil
}

func money(values ...int64) bool {
	for _, v := range values {
		if v < 0 || v > MostMoney {
			return false
		}
	}
	return true
}

func (b Basket) validSupplier(i int, s Supplier) error {
	if !money(s.Minimum.Value, s.Minimum.Fee, s.SmallOrder.Below, s.SmallOrder.Fee, s.OrderCost, s.Capacity) || s.Room != nil && !money(*s.Room) {
		return wrong("supplier %d: a term is negative or over %d", i, int64(MostMoney))
	}
	if s.Minimum.Below < Refused || s.Minimum.Below > Charged {
		return wrong("supplier %d: what happens under the minimum is not known", i)
	}
	for n, f := range s.Freight {
		if !money(f.From, f.Cost) || n > 0 && f.From <= s.Freight[n-1].From {
			return wrong("supplier %d: freight step %d does not rise or is out of range", i, n)
		}
	}
	if len(s.Rebates) > MostRebates {
		return wrong("supplier %d: more than %d rebates", i, MostRebates)
	}
	var whole int64
	parts := 0
	for n, r := range s.Rebates {
		if err := b.validRebate(r); err != nil {
			return fmt.Errorf("supplier %d, rebate %d: %w", i, n, err)
		}
		if r.Lines != nil {
			parts++
		}
		most := int64(0)
		for _, step := range r.Steps {
			most = max(most, step.Rate)
			if step.Amount > 0 && step.From > 0 {
				most = max(most, step.Rate+(step.Amount*RateScale+step.From-1)/step.From)
			}
		}
		whole += most
	}
	if parts > MostParts {
		return wrong("supplier %d: more than %d rebates on some of the lines", i, MostParts)
	}
	if s.combined() > MostModes {
		return wrong("supplier %d: its terms have more than %d combinations of steps", i, MostModes)
	}
	if whole > RateScale {
		return wrong("supplier %d: its rebates together can be more than the goods", i)
	}
	return nil
}

// combined is how many combinations of steps the terms have at most.
func (s Supplier) combined() int {
	bands, folds := 3+len(s.Freight), 1
	for _, r := range s.Rebates {
		if r.Lines == nil {
			bands += len(r.Steps)
		} else {
			folds *= 1 + min(len(r.Steps), MostModes)
		}
	}
	return bands * folds
}

// dearest is more than an order there costs besides its goods.
func (s Supplier) dearest() int64 {
	sum := s.Minimum.Value + s.Minimum.Fee + s.SmallOrder.Fee + s.OrderCost
	freight := int64(0)
	for _, f := range s.Freight {
		freight = max(freight, f.Cost)
	}
	return sum + freight
}

func (b Basket) validRebate(r Rebate) error {
	for n, step := range r.Steps {
		if step.Rate < 0 || step.Rate > RateScale || !money(step.From, step.Amount) || step.Amount > step.From {
			return wrong("step %d is out of range", n)
		}
		if n > 0 && step.From <= r.Steps[n-1].From {
			return wrong("step %d does not rise", n)
		}
	}
	seen := map[int]bool{}
	for _, j := range r.Lines {
		if j < 0 || j >= len(b.Lines) || seen[j] {
			return wrong("line %d is not there or is there twice", j)
		}
		seen[j] = true
	}
	return nil
}

func (b Basket) validLines() error {
	keys := map[string]bool{}
	var dearest int64
	for j, l := range b.Lines {
		if l.Key == "" || keys[l.Key] {
			return wrong("line %d: key %q is empty or there twice", j, l.Key)
		}
		keys[l.Key] = true
		if l.Quantity < 1 || !money(l.Quantity, l.UpTo) {
			return wrong("line %d: quantity %d is out of range", j, l.Quantity)
		}
		most := int64(0)
		seen := map[int]bool{}
		for n, o := range l.Offers {
			if o.Supplier < 0 || o.Supplier >= len(b.Suppliers) || seen[o.Supplier] {
				return wrong("line %d, offer %d: supplier %d is not there or has two", j, n, o.Supplier)
			}
			seen[o.Supplier] = true
			if err := o.valid(); err != nil {
				return fmt.Errorf("line %d, offer %d: %w", j, n, err)
			}
			if _, amount, ok := o.buy(l); ok {
				most = max(most, amount+o.Extra)
			}
		}
		dearest += most
	}
	for _, s := range b.Suppliers {
		dearest += s.dearest()
	}
	if dearest >= MostMoney {
		return wrong("the basket can come to more than %d", int64(MostMoney))
	}
	return nil
}

func (o Offer) valid() error {
	if !money(o.Pack, o.Minimum, o.Load, o.Extra) || o.Stock != nil && *o.Stock < 0 {
		return wrong("pack, minimum, load, extra or stock is out of range")
	}
	if len(o.Prices) == 0 {
		return wrong("has no price")
	}
	for n, p := range o.Prices {
		if p.Unit < 0 || !money(p.From) || n > 0 && p.From <= o.Prices[n-1].From {
			return wrong("price %d does not rise in quantity or is negative", n)
		}
	}
	return nil
}

func (b Basket) validRule(r Rule) error {
	supplier := r.Supplier >= 0 && r.Supplier < len(b.Suppliers)
	line := r.Line >= 0 && r.Line < len(b.Lines)
	switch r.Kind {
	case MustUse, Never:
		if !supplier {
			return wrong("supplier %d is not there", r.Supplier)
		}
	case AtMost:
		if r.Count < 1 {
			return wrong("at most %d suppliers", r.Count)
		}
	case Keep:
		if !supplier || !line {
			return wrong("line %d or supplier %d is not there", r.Line, r.Supplier)
		}
	case OnTime:
		if !line && r.Line != -1 {
			return wrong("line %d is not there", r.Line)
		}
	default:
		return wrong("kind %d is not known", r.Kind)
	}
	return nil
}
