package combine

import (
	"cmp"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// Combine finds the best legal combination of a basket's promotions. Errors: ErrLine, ErrPromotion, ErrOverflow.
func Combine(b Basket) (Result, error) {
	lines, err := readLines(b)
	if err != nil {
		return Result{}, err
	}
	return b.combine(NewSet(b.Promotions), lines)
}

// combine does that with lines and promotions that were read before.
func (b *Basket) combine(set Set, lines []line) (Result, error) {
	promos, err := b.promos(set, lines)
	if err != nil {
		return Result{}, err
	}
	s := newState(lines, b.Policy, b.Currency)
	var may []*promo
	for _, p := range promos {
		if p.reason == "" {
			s.judge(p, b.Freight.Minor())
		}
		if p.reason == "" {
			may = append(may, p)
		}
	}
	t := teller{state: s, basket: b, promos: promos, found: s.seek(may, b.Freight.Minor())}
	return t.tell(), nil
}

// judge says what a promotion, looked at alone, saves at most, and refuses it when that is nothing or more than its budget holds.
func (s *state) judge(p *promo, freight int64) {
	if p.Kind == FreeFreight {
		if p.most = freight; freight == 0 {
			p.reason = NoFreight
		}
	} else {
		p.most = s.most(p)
		s.clear(p.lines)
		switch alone := s.apply(p).value(); {
		case p.most == 0:
			p.reason = Cheaper
		case alone == 0:
			p.reason = UnderFloor
		}
	}
	if p.reason == "" && p.over(p.most) {
		p.reason = OverBudget
	}
}

// most is what a promotion could save of the whole basket if there were no floors: no combination lets it save more.
func (s *state) most(p *promo) int64 {
	s.clear(p.lines)
	switch {
	case p.Kind == Gift:
		return p.worth * p.giftSets()
	case p.takesApart():
		var sum int64
		for _, i := range p.lines {
			sum += min(s.offLine(p, i), s.cap[i])
		}
		return sum
	case p.Kind == Bundle:
		lists := make([][]ones, len(p.parts))
		for n, part := range p.parts {
			lists[n] = s.dearest(p, part)
		}
		sets := p.setsOf(lists)
		return (p.worthOf(lists, sets) - p.price*sets*micro) / micro
	default:
		saving, _ := s.together(p, p.lines)
		return saving
	}
}

// teller puts what was found into words.
type teller struct {
	*state
	basket *Basket
	promos []*promo
	found  found
}

func (t teller) amount(minor int64) money.Amount { return money.New(minor, t.basket.Currency) }

func (t teller) tell() Result {
	out := Result{Proven: t.found.proven, AtMostBetter: t.amount(t.found.better), Lines: make([]LineResult, len(t.lines))}
	freight := t.basket.Freight.Minor()
	off := make([]int64, len(t.lines))
	by := make([][]id.PromotionID, len(t.lines))
	for _, e := range t.found.effects {
		out.Applied = append(out.Applied, t.applied(e))
		if e.promo.Kind == FreeFreight {
			freight = 0
		}
		for _, x := range e.shares {
			off[x.line] += x.saving
			by[x.line] = append(by[x.line], e.promo.ID)
		}
		if gift := e.gift(); gift != nil {
			out.Gifts = append(out.Gifts, *gift)
		}
	}
	var before, saving int64
	for i, l := range t.lines {
		out.Lines[l.in] = LineResult{l.key, t.amount(l.amount), t.amount(l.amount - off[i]), by[i]}
		before, saving = before+l.amount, saving+off[i]
	}
	out.Before, out.Saving, out.After, out.Freight = t.amount(before), t.amount(saving), t.amount(before-saving), t.amount(freight)
	out.Not = t.not()
	return out
}

func (e effect) gift() *GiftLine {
	if e.promo.Kind != Gift || e.sets == 0 {
		return nil
	}
	return &GiftLine{e.promo.Gift.Item, e.promo.Gift.Count.Mul(decimal.NewFromInt(e.sets))}
}

func (t teller) applied(e effect) Applied {
	p := e.promo
	out := Applied{Promotion: p.ID, Name: p.Name, Version: p.Version, Kind: p.Kind, Sets: e.sets, Gift: e.gift(), FreeFreight: p.Kind == FreeFreight, Next: t.next(p)}
	var saving int64
	slices.SortFunc(e.shares, func(a, b share) int { return cmp.Compare(t.lines[a.line].in, t.lines[b.line].in) })
	for _, x := range e.shares {
		if saving += x.saving; x.saving > 0 {
			out.Lines = append(out.Lines, Adjustment{t.lines[x.line].key, t.amount(x.saving)})
		}
	}
	if out.FreeFreight {
		saving += e.worth
	}
	out.Saving = t.amount(saving)
	out.Shares = p.Funding.split(out.Saving)
	return out
}

// split parts a saving among those who fund it, by largest remainder.
func (f Funding) split(saving money.Amount) Shares {
	if f == (Funding{}) {
		f.Supplier = 100
	}
	parts := spread(saving.Minor(), []int64{f.Supplier, f.Brand, f.Hub})
	return Shares{money.New(parts[0], saving.Currency()), money.New(parts[1], saving.Currency()), money.New(parts[2], saving.Currency())}
}

// not says of each promotion that does not apply why.
func (t teller) not() (out []NotApplied) {
	for _, p := range t.promos {
		applies := func(e effect) bool { return e.promo == p }
		if slices.ContainsFunc(t.found.effects, applies) {
			continue
		}
		n := NotApplied{Promotion: p.ID, Name: p.Name, Kind: p.Kind, Reason: p.reason}
		switch p.reason {
		case "":
			n.Reason, n.By = Beaten, t.rivals(p)
		case Below:
			n.Gap = t.gap(p)
		case NotAway:
			if p.days > 0 {
				n.Gap = &Gap{Days: p.days, Saving: t.amount(0)}
			}
		default: // the reason says it all
		}
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b NotApplied) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Promotion.UUID(), b.Promotion.UUID()))
	})
	return out
}

// rivals are the promotions that apply to lines of one that does not; all that apply where none shares a line with it.
func (t teller) rivals(p *promo) (near []id.PromotionID) {
	var every []id.PromotionID
	for _, e := range t.found.effects {
		every = append(every, e.promo.ID)
		if e.promo.Kind == FreeFreight && p.Kind == FreeFreight || slices.ContainsFunc(e.shares, func(x share) bool { return slices.Contains(p.lines, x.line) }) {
			near = append(near, e.promo.ID)
		}
	}
	if len(near) == 0 {
		return every
	}
	return near
}

// next is what a little more would bring of a promotion that applies; nil where it would bring nothing.
func (t teller) next(p *promo) *Gap {
	g := t.gap(p)
	if g == nil || g.Saving.Sign() <= 0 && g.Gift == nil {
		return nil
	}
	return g
}

// gap says how much is missing to the next step of a promotion, and what that step saves when the promotion is looked at alone, at the unit
// prices of now; nil where there is no next step.
func (t teller) gap(p *promo) *Gap {
	missing, of := p.missing(t.lines)
	if missing <= 0 {
		return nil
	}
	g := &Gap{Measure: p.Measure, Saving: t.amount(0)}
	switch {
	case p.Measure == Spend:
		g.Missing = t.amount(missing).Decimal()
	case p.counts():
		g.Missing = decimal.NewFromInt(missing)
	default:
		g.Missing = decimal.New(missing, -6)
	}
	if p.Kind == FreeFreight {
		g.Saving = t.basket.Freight
		if g.Saving.IsZero() {
			g.Saving = t.amount(0)
		}
	}
	if len(of) == 0 {
		return g
	}
	at := slices.MaxFunc(of, func(a, b int) int { return cmp.Compare(t.lines[a].amount, t.lines[b].amount) })
	g.Line = t.lines[at].key
	t.gain(p, at, missing, g)
	return g
}

// counts tells whether what is missing is a number of whole ones, not millionths of a unit.
func (p *promo) counts() bool {
	below := p.reached < 0 && len(p.tiers) > 0
	return p.Measure == Cases || !below && (p.Kind == NForM || p.Kind == Bundle)
}

// missing says how much is missing to the next step, in what its threshold or its sets count, and to which lines it could be added.
func (p *promo) missing(lines []line) (int64, []int) {
	for _, t := range p.tiers {
		if t.from > p.counted {
			return t.from - p.counted, p.lines
		}
	}
	switch p.Kind {
	case NForM:
		n := p.ones(lines)
		if p.Most > 0 && n/p.Take >= p.Most {
			return 0, nil
		}
		return p.Take - n%p.Take, p.lines
	case Bundle:
		return p.missingParts(lines)
	case Gift:
		if len(p.tiers) == 0 || p.tiers[0].from == 0 {
			return 0, nil
		}
		from := p.tiers[0].from
		if p.Most > 0 && p.counted/from >= p.Most {
			return 0, nil
		}
		return from - p.counted%from, p.lines
	default:
		return 0, nil
	}
}

// missingParts is what is missing to a further set of a bundle of one part, or to the first set of one with more.
func (p *promo) missingParts(lines []line) (sum int64, of []int) {
	if len(p.parts) == 1 {
		n, count := p.ones(lines), p.Parts[0].Count
		if p.Most > 0 && n/count >= p.Most {
			return 0, nil
		}
		return count - n%count, p.lines
	}
	for n, short := range p.short(lines) {
		sum += short
		of = p.parts[n]
		if len(of) == 0 {
			of = nil
		}
	}
	if len(p.short(lines)) > 1 {
		of = nil
	}
	return sum, of
}

// gain adds what is missing to a line, and looks at the promotion alone before and after.
func (t teller) gain(p *promo, at int, missing int64, g *Gap) {
	grown := slices.Clone(t.lines)
	more, fits := grown[at].grow(p, missing)
	if !fits {
		return
	}
	grown[at] = more
	now, then := t.alone(p, t.lines), t.alone(p, grown)
	g.Saving = t.amount(max(g.Saving.Minor(), then.value()-then.worth-now.value()+now.worth))
	if p.Kind == Gift && then.sets > now.sets {
		then.sets -= now.sets
		g.Gift = then.gift()
	}
}

// alone is what a promotion does when it is looked at alone.
func (t teller) alone(p *promo, lines []line) effect {
	q := *p
	q.reason = ""
	q.reach(lines)
	s := newState(lines, Policy{Mode: One}, t.basket.Currency)
	if q.reason != "" || q.Kind == FreeFreight {
		return effect{promo: &q}
	}
	s.clear(q.lines)
	return s.apply(&q)
}

// grow returns the line with what is missing added to it, at its unit price; false where that cannot be counted.
func (l line) grow(p *promo, missing int64) (line, bool) {
	quantity, fits := l.grownQuantity(p, missing)
	if !fits || quantity > mostQuantity*micro {
		return l, false
	}
	amount, fits := timesOver(l.amount, quantity, l.quantity)
	floor, fitsToo := timesOver(l.floor, quantity, l.quantity)
	if p.Measure == Spend {
		amount = l.amount + missing
	}
	if !fits || !fitsToo || amount > mostAmount {
		return l, false
	}
	l.quantity, l.amount, l.floor = quantity, amount, floor
	return l, true
}

func (l line) grownQuantity(p *promo, missing int64) (int64, bool) {
	switch {
	case p.Measure == Spend && l.amount == 0:
		return 0, false
	case p.Measure == Spend:
		return timesOver(l.quantity, l.amount+missing, l.amount)
	case p.counts():
		return l.quantity + missing*l.size(p.Measure), missing <= mostQuantity*micro/l.size(p.Measure)
	default:
		return l.quantity + missing, true
	}
}

// timesOver is a·b/c to the nearest; false where it does not fit.
func timesOver(a, b, c int64) (int64, bool) {
	x := decimal.NewFromInt(a).Mul(decimal.NewFromInt(b)).DivRound(decimal.NewFromInt(c), 0)
	if x.GreaterThan(decimal.NewFromInt(math.MaxInt64)) {
		return 0, false
	}
	return x.IntPart(), true
}
