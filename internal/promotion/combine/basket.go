package combine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// line is a line as it is weighed.
type line struct {
	in       int // its place in the basket as it came
	key      string
	item     id.ItemID
	family   string
	category string
	quantity int64 // millionths of a unit
	caseSize int64 // millionths of a unit in a case; 0: it comes in none
	amount   int64 // minor units, before promotions
	floor    int64 // minor units that have to remain
	floored  bool
}

// room is what may be taken off a line at most.
func (l line) room() int64 {
	if l.floored {
		return max(0, l.amount-l.floor)
	}
	return l.amount
}

// size is what a promotion counts as one of, in millionths of a unit; 0 where a line does not count.
func (l line) size(m Measure) int64 {
	if m == Cases {
		return l.caseSize
	}
	return micro
}

// count is how many whole ones of it there are.
func (l line) count(m Measure) int64 {
	size := l.size(m)
	if size == 0 {
		return 0
	}
	return l.quantity / size
}

// readLines takes the lines in the order of their keys, so that the order in which they came tells nothing.
func readLines(b Basket) ([]line, error) {
	lines := make([]line, 0, len(b.Lines))
	for i, in := range b.Lines {
		l, err := readLine(in, b.Currency)
		if err != nil {
			return nil, err
		}
		l.in = i
		lines = append(lines, l)
	}
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.key, b.key) })
	var whole int64
	for i := range lines {
		if whole += lines[i].amount; whole > mostAmount {
			return nil, fmt.Errorf("%w: the basket", ErrOverflow)
		}
		if i > 0 && lines[i].key == lines[i-1].key {
			return nil, fmt.Errorf("%w: two lines %q", ErrLine, lines[i].key)
		}
	}
	return lines, nil
}

func readLine(in Line, currency money.Currency) (line, error) {
	l := line{key: in.Key, item: in.Item, family: in.Family, category: in.Category}
	if in.Price.Currency() != currency || in.Price.Sign() < 0 || in.Floor != nil && in.Floor.Currency() != currency {
		return l, fmt.Errorf("%w: %q has no price in %s", ErrLine, in.Key, currency)
	}
	quantity, counted := scaled(in.Quantity, 6, mostQuantity*micro)
	caseSize, cased := scaled(in.Case, 6, mostQuantity*micro)
	if !counted || !cased || quantity == 0 {
		return l, fmt.Errorf("%w: quantity of %q", ErrLine, in.Key)
	}
	amount, fits := priced(in.Price.Decimal(), in.Quantity, currency, money.HalfUp)
	if !fits {
		return l, fmt.Errorf("%w: line %q", ErrOverflow, in.Key)
	}
	l.quantity, l.caseSize, l.amount = quantity, caseSize, amount
	if in.Floor != nil && in.Floor.Sign() > 0 {
		floor, fits := priced(in.Floor.Decimal(), in.Quantity, currency, money.Up)
		if !fits {
			return l, fmt.Errorf("%w: floor of %q", ErrOverflow, in.Key)
		}
		l.floor, l.floored = floor, true
	}
	return l, nil
}

// Names tells whether a selection names an item of a family and a category; "" for none.
func (s *Selection) Names(item id.ItemID, family, category string) bool {
	if slices.Contains(s.Not, item) {
		return false
	}
	return s.All || slices.Contains(s.Items, item) || family != "" && slices.Contains(s.Families, family) ||
		category != "" && slices.Contains(s.Categories, category)
}

// Empty tells whether a selection cannot name anything.
func (s *Selection) Empty() bool {
	return !s.All && len(s.Items) == 0 && len(s.Families) == 0 && len(s.Categories) == 0
}

// Check answers ErrPromotion for a promotion that Combine would refuse.
func Check(p Promotion) error { return (&reading{Promotion: p}).read() }

// tier is a Tier as it is weighed.
type tier struct {
	from   int64 // millionths of a unit, whole cases, or minor units of money
	ppm    int64 // of the price
	amount int64 // minor units
	price  decimal.Decimal
}

// reading is a promotion in whole numbers, the same for every basket in its currency.
type reading struct {
	Promotion
	tiers []tier
	price int64 // of a bundle, minor units
	worth int64 // of a set of gifts, minor units
	wrong error // it cannot be applied
}

// promo is a promotion as it is weighed in one basket.
type promo struct {
	*reading
	lines []int   // that it names, in the order of lines
	parts [][]int // of a bundle

	reached int   // the tier that holds; -1 where none does
	counted int64 // what its threshold counts
	most    int64 // no more than this can it save, whatever it goes together with
	reason  Reason
	days    int
}

// takesApart tells whether what it saves on one line has nothing to do with the others: then each line chooses for itself.
func (p *reading) takesApart() bool {
	return p.Kind == Percent || p.Kind == FixedPrice || p.Kind == Amount && p.Each
}

// rank orders promotions that are put over each other and have the same priority.
func rank(k Kind) int {
	return slices.Index([]Kind{FixedPrice, Bundle, NForM, Percent, Amount, Gift, FreeFreight}, k)
}

// promos are the promotions of a set as they are weighed in the basket, in the order in which they are put over each other.
func (b *Basket) promos(set Set, lines []line) ([]*promo, error) {
	out := make([]*promo, 0, len(set.all))
	for _, in := range set.all {
		p := &promo{reading: in}
		if p.reason, p.days = b.refuses(&in.Promotion); p.reason == "" {
			if in.wrong != nil {
				return nil, in.wrong
			}
			p.find(lines)
		}
		out = append(out, p)
	}
	return out, nil
}

// refuses says why a promotion is not for this buyer at this moment, whatever the basket holds.
func (b *Basket) refuses(p *Promotion) (reason Reason, days int) {
	who := &b.Buyer
	switch {
	case !p.Running:
		return NotRunning, 0
	case b.At.Before(p.From):
		return NotStarted, 0
	case !p.Until.IsZero() && !b.At.Before(p.Until):
		return Ended, 0
	case p.Currency != b.Currency:
		return OtherCurrency, 0
	case len(p.Groups) > 0 && !slices.Contains(p.Groups, who.Group):
		return OtherGroup, 0
	case len(p.Regions) > 0 && !slices.ContainsFunc(p.Regions, func(r string) bool { return within(who.Region, r) }):
		return OtherRegion, 0
	case len(p.Channels) > 0 && !slices.Contains(p.Channels, who.Channel):
		return OtherChannel, 0
	case p.New && !who.FirstOrder:
		return NotNew, 0
	case p.Away > 0 && who.DaysSinceOrder == nil:
		return NotAway, 0
	case p.Away > 0 && *who.DaysSinceOrder < p.Away:
		return NotAway, p.Away - *who.DaysSinceOrder
	case p.Coupon && !slices.Contains(who.Coupons, p.ID):
		return NoCoupon, 0
	case p.PerBuyer > 0 && who.Used[p.ID] >= p.PerBuyer:
		return UsedByBuyer, 0
	case p.UsedUp:
		return Spent, 0
	}
	return "", 0
}

// within tells whether a region is another or lies in it: SE-AB lies in SE. Cases do not differ.
func within(region, other string) bool {
	region, other = strings.ToLower(region), strings.ToLower(other)
	return region == other || strings.HasPrefix(region, other+"-")
}

// read brings what a promotion says into whole numbers, or says what cannot be.
func (p *reading) read() error {
	currency := p.Currency
	wrong := func(what string) error { return fmt.Errorf("%w: %s of %s", ErrPromotion, what, p.ID) }
	if rank(p.Kind) < 0 {
		return wrong("kind")
	}
	for i, t := range p.Tiers {
		read, ok := p.readTier(t, currency)
		if !ok || i > 0 && read.from <= p.tiers[i-1].from {
			return wrong("tier")
		}
		p.tiers = append(p.tiers, read)
	}
	fits := true
	switch p.Kind {
	case Percent, Amount, FixedPrice:
		fits = len(p.tiers) > 0
	case NForM:
		fits = p.Pay >= 0 && p.Take > p.Pay && p.Take <= mostQuantity
	case Bundle:
		p.price, fits = minor(p.Price, currency)
		for _, part := range p.Parts {
			fits = fits && part.Count > 0 && part.Count <= mostQuantity
		}
		fits = fits && len(p.Parts) > 0
	case Gift:
		fits = p.Gift.Count.IsPositive()
		worth, counts := priced(p.Gift.Worth, p.Gift.Count, currency, money.HalfUp)
		p.worth, fits = max(worth, 1), fits && counts // what is said to be worth nothing is still more than nothing
	case FreeFreight:
	}
	if !fits || p.Most < 0 {
		return wrong(string(p.Kind))
	}
	return nil
}

func (p *reading) readTier(in Tier, currency money.Currency) (t tier, ok bool) {
	switch p.Measure {
	case Units:
		t.from, ok = scaled(in.From, 6, mostQuantity*micro)
	case Cases:
		t.from, ok = scaled(in.From, 0, mostQuantity)
	case Spend:
		t.from, ok = minor(in.From, currency)
	}
	switch p.Kind {
	case Percent:
		ppm, fits := scaled(in.Percent, 4, million)
		t.ppm, ok = ppm, ok && fits && ppm > 0
	case Amount:
		amount, fits := minor(in.Amount, currency)
		t.amount, t.price, ok = amount, in.Amount, ok && (fits || p.Each) && in.Amount.IsPositive()
	case FixedPrice:
		t.price, ok = in.Amount, ok && !in.Amount.IsNegative()
	default: // of the others, a tier says only from when they hold
	}
	return t, ok
}

// find says which lines a promotion counts, and whether its threshold is reached.
func (p *promo) find(lines []line) {
	var found bool
	if p.Kind == Bundle {
		for n := range p.Parts {
			at, some := p.pick(&p.Parts[n].On, lines, nil)
			found = found || some
			p.parts, p.lines = append(p.parts, at), append(p.lines, at...)
		}
		slices.Sort(p.lines)
		p.lines = slices.Compact(p.lines)
	} else {
		p.lines, found = p.pick(&p.On, lines, p.lines)
	}
	switch {
	case !found:
		p.reason = NothingHere
	case len(p.lines) == 0:
		p.reason = NoCase
	default:
		p.reach(lines)
	}
}

// pick adds to out the lines that a selection names and that can be counted; found tells whether it names any.
func (p *promo) pick(on *Selection, lines []line, out []int) (all []int, found bool) {
	for i := range lines {
		if l := &lines[i]; on.Names(l.item, l.family, l.category) {
			found = true
			if p.Measure != Cases || l.caseSize > 0 {
				out = append(out, i)
			}
		}
	}
	return out, found
}

// reach finds the tier that holds. Thresholds count all lines that a promotion names, at the prices before promotions, whatever else
// takes something off them.
func (p *promo) reach(lines []line) {
	p.counted = 0
	for _, i := range p.lines {
		switch p.Measure {
		case Units:
			p.counted += lines[i].quantity
		case Cases:
			p.counted += lines[i].count(Cases)
		case Spend:
			p.counted += lines[i].amount
		}
	}
	p.reached = -1
	for i, t := range p.tiers {
		if p.counted >= t.from {
			p.reached = i
		}
	}
	if p.reached < 0 && len(p.tiers) > 0 || p.Kind == NForM && p.ones(lines) < p.Take || p.Kind == Bundle && len(p.short(lines)) > 0 {
		p.reason = Below
	}
}

// ones is how many whole ones there are on its lines.
func (p *promo) ones(lines []line) (n int64) {
	for _, i := range p.lines {
		n += lines[i].count(p.Measure)
	}
	return n
}

// short says of each part of a bundle that is not there how many are missing.
func (p *promo) short(lines []line) map[int]int64 {
	out := map[int]int64{}
	for n, part := range p.parts {
		var there int64
		for _, i := range part {
			there += lines[i].count(p.Measure)
		}
		if there < p.Parts[n].Count {
			out[n] = p.Parts[n].Count - there
		}
	}
	return out
}
