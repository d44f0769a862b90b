package combine

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// Set are promotions of a supplier, read once for any number of baskets. It does not change, so that many may share it.
type Set struct {
	all []*reading // in the order in which they are put over each other
}

// NewSet reads promotions. One that cannot be applied is told of by the first basket that it would be for.
func NewSet(promotions []Promotion) Set {
	s := Set{make([]*reading, len(promotions))}
	for i, p := range promotions {
		s.all[i] = &reading{Promotion: p}
		s.all[i].wrong = s.all[i].read()
	}
	slices.SortFunc(s.all, func(a, b *reading) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(rank(a.Kind), rank(b.Kind)), cmp.Compare(a.ID.UUID(), b.ID.UUID()))
	})
	return s
}

// Empty tells whether a set has no promotion.
func (s Set) Empty() bool { return len(s.all) == 0 }

// Whole is a line in whole numbers.
type Whole struct {
	Key              string // of what Explain answers; Take needs none
	Item             id.ItemID
	Family, Category string
	Quantity         int64            // millionths of the unit that Floor is for
	Case             int64            // millionths of a unit in a case; 0: it comes in none
	Amount           int64            // minor units of the whole line, before promotions
	Floor            *money.UnitPrice // in the currency of the basket
}

// Taken is what promotions take off lines.
type Taken struct {
	Off  []int64  // of each line, minor units
	By   []string // names of promotions, of each line; "" for none
	Free bool     // no freight is charged
}

func (t *Taken) clear(lines int) {
	t.Off, t.By, t.Free = append(t.Off[:0], make([]int64, lines)...), append(t.By[:0], make([]string, lines)...), false
}

// Weighing weighs baskets of one supplier's lines for one buyer. Its memory is used again from basket to basket, and from Begin to Begin, so it is for one
// goroutine at a time. Lines come in the order of what would be their keys.
type Weighing struct {
	basket Basket
	set    Set
	may    []promo // that are for the buyer now
	apart  bool    // each line chooses for itself among them
	wrong  error
	state  state
	cuts   []int64
}

// Begin takes a supplier's promotions, for a buyer at a moment.
func (w *Weighing) Begin(set Set, currency money.Currency, policy Policy, buyer Buyer, at time.Time) {
	w.basket = Basket{Currency: currency, Policy: policy, Buyer: buyer, At: at}
	w.set, w.wrong, w.apart = set, nil, policy.Mode == Best
	w.may = w.may[:0]
	for _, p := range set.all {
		if reason, _ := w.basket.refuses(&p.Promotion); reason != "" {
			continue
		}
		if p.wrong != nil {
			w.wrong = p.wrong
		}
		w.apart = w.apart && (p.takesApart() || p.Kind == FreeFreight)
		w.may = slices.Grow(w.may, 1)[:len(w.may)+1]
		last := &w.may[len(w.may)-1]
		*last = promo{reading: p, lines: last.lines[:0]}
	}
}

// Open are the promotions that are for the buyer now, whatever the basket holds.
func (w *Weighing) Open() []Promotion {
	out := make([]Promotion, len(w.may))
	for i := range w.may {
		out[i] = w.may[i].Promotion
	}
	return out
}

// None tells whether no promotion can apply, whatever a basket holds.
func (w *Weighing) None() bool { return len(w.may) == 0 }

// Names tells whether a promotion that may apply names an item of a family and a category.
func (w *Weighing) Names(item id.ItemID, family, category string) bool {
	for i := range w.may {
		p := &w.may[i]
		if p.Kind != Bundle && p.On.Names(item, family, category) {
			return true
		}
		for n := range p.Parts {
			if p.Kind == Bundle && p.Parts[n].On.Names(item, family, category) {
				return true
			}
		}
	}
	return false
}

// OnFreight tells whether a promotion that may apply is about the freight.
func (w *Weighing) OnFreight() bool {
	return slices.ContainsFunc(w.may, func(p promo) bool { return p.Kind == FreeFreight })
}

// Take finds what the best legal combination takes off lines, the same that Combine finds. Errors: those of Combine.
func (w *Weighing) Take(lines []Whole, freight int64, out *Taken) error {
	if err := w.read(lines); err != nil {
		return err
	}
	out.clear(len(lines))
	if w.apart {
		w.takeApart(freight, out)
		return nil
	}
	may := make([]*promo, 0, len(w.may))
	for i := range w.may {
		p := &w.may[i]
		*p = promo{reading: p.reading, lines: p.lines[:0]}
		if p.find(w.state.lines); p.reason == "" {
			w.state.judge(p, freight)
		}
		if p.reason == "" {
			may = append(may, p)
		}
	}
	for _, e := range w.state.seek(may, freight).effects {
		out.Free = out.Free || e.promo.Kind == FreeFreight
		for _, x := range e.shares {
			if x.saving > 0 {
				out.take(x.line, x.saving, e.promo.Name)
			}
		}
	}
	return nil
}

func (t *Taken) take(line int, saving int64, name string) {
	t.Off[line] += saving
	if t.By[line] != "" {
		name = t.By[line] + ", " + name
	}
	t.By[line] = name
}

// takeApart is Take where no promotion has to do with another: each line takes the one that saves most on it, the first of several.
func (w *Weighing) takeApart(freight int64, out *Taken) {
	s := &w.state
	for n := range w.may {
		p := &w.may[n]
		*p = promo{reading: p.reading, lines: p.lines[:0]}
		if p.find(s.lines); p.reason != "" {
			continue
		}
		if p.Kind == FreeFreight {
			out.Free = out.Free || freight > 0 && !p.over(freight)
			continue
		}
		var most, alone int64
		w.cuts = w.cuts[:0]
		for _, i := range p.lines {
			off := s.offLine(p, i)
			most += min(off, s.cap[i])
			cut, ok := s.fits(i, off)
			if !ok {
				cut = 0
			}
			alone += cut
			w.cuts = append(w.cuts, cut)
		}
		if alone == 0 || p.over(most) {
			continue
		}
		for k, i := range p.lines {
			if w.cuts[k] > out.Off[i] {
				out.Off[i], out.By[i] = w.cuts[k], p.Name
			}
		}
	}
}

// over tells whether a saving is more than is left of the budget.
func (p *promo) over(saving int64) bool { return p.Left != nil && saving > p.Left.Minor() }

// Explain is Combine for lines in whole numbers.
func (w *Weighing) Explain(lines []Whole, freight money.Amount) (Result, error) {
	if err := w.read(lines); err != nil {
		return Result{}, err
	}
	w.basket.Freight = freight
	return w.basket.combine(w.set, w.state.lines)
}

// read takes the lines, and puts them to their prices before promotions.
func (w *Weighing) read(lines []Whole) error {
	if w.wrong != nil {
		return w.wrong
	}
	s := &w.state
	s.policy, s.money, s.lines = w.basket.Policy, w.basket.Currency, s.lines[:0]
	var whole int64
	for i := range lines {
		l, err := lines[i].read(w.basket.Currency)
		if err != nil {
			return err
		}
		if whole += l.amount; whole > mostAmount {
			return fmt.Errorf("%w: the basket", ErrOverflow)
		}
		l.in = i
		s.lines = append(s.lines, l)
	}
	n := len(lines)
	s.left, s.taken, s.alone, s.cap = grown(s.left, n), grown(s.taken, n), grown(s.alone, n), grown(s.cap, n)
	for i := range s.lines {
		s.reset(i)
	}
	return nil
}

func (in *Whole) read(currency money.Currency) (line, error) {
	l := line{key: in.Key, item: in.Item, family: in.Family, category: in.Category, quantity: in.Quantity, caseSize: in.Case, amount: in.Amount}
	switch {
	case in.Quantity <= 0 || in.Quantity > mostQuantity*micro || in.Case < 0 || in.Case > mostQuantity*micro:
		return l, fmt.Errorf("%w: quantity of %q", ErrLine, in.Key)
	case in.Amount < 0 || in.Amount > mostAmount:
		return l, fmt.Errorf("%w: line %q", ErrOverflow, in.Key)
	case in.Floor != nil && in.Floor.Currency() != currency:
		return l, fmt.Errorf("%w: %q has a floor that is not in %s", ErrLine, in.Key, currency)
	case in.Floor != nil && in.Floor.Sign() > 0:
		floor, fits := priced(in.Floor.Decimal(), decimal.New(in.Quantity, -6), currency, money.Up)
		if !fits {
			return l, fmt.Errorf("%w: floor of %q", ErrOverflow, in.Key)
		}
		l.floor, l.floored = floor, true
	}
	return l, nil
}

// grown is memory for so many, of which nothing is known.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
