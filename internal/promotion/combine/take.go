package combine

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
)

// share is what is taken off one line.
type share struct {
	line   int
	saving int64
}

// effect is what a promotion does in a combination.
type effect struct {
	promo  *promo
	shares []share
	sets   int64
	worth  int64 // of what it gives, or of the freight
}

// value is what an effect counts for.
func (e effect) value() (sum int64) {
	for _, s := range e.shares {
		sum += s.saving
	}
	return sum + e.worth
}

// state is a basket while promotions are put over each other.
type state struct {
	lines  []line
	policy Policy
	money  money.Currency
	left   []int64 // of each line's amount
	taken  []int   // promotions on each line
	alone  []bool  // a promotion on the line shares it with none
	cap    []int64 // what may still be taken off each line
}

func newState(lines []line, policy Policy, currency money.Currency) *state {
	n := len(lines)
	return &state{lines, policy, currency, make([]int64, n), make([]int, n), make([]bool, n), make([]int64, n)}
}

// clear puts the lines back to their prices before promotions.
func (s *state) clear(lines []int) {
	for _, i := range lines {
		s.reset(i)
	}
}

func (s *state) reset(i int) {
	l := &s.lines[i]
	s.left[i], s.taken[i], s.alone[i], s.cap[i] = l.amount, 0, false, s.limit(l)
}

// limit is what the policy lets be taken off a line, whatever its floor.
func (s *state) limit(l *line) int64 {
	if s.policy.Mode != Stack || !s.policy.MostPercent.IsPositive() {
		return l.amount
	}
	ppm, ok := scaled(s.policy.MostPercent, 4, million)
	if !ok {
		return l.amount
	}
	most, _ := mulDiv(l.amount, ppm, million)
	return most
}

// open are the lines of a promotion on which it may still come.
func (s *state) open(p *promo, lines []int) []int {
	out := make([]int, 0, len(lines))
	for _, i := range lines {
		if s.free(p, i) {
			out = append(out, i)
		}
	}
	return out
}

func (s *state) free(p *promo, i int) bool {
	switch {
	case s.taken[i] == 0:
		return true
	case s.policy.Mode != Stack || s.alone[i] || p.Alone:
		return false
	}
	return s.policy.MostPerLine == 0 || s.taken[i] < s.policy.MostPerLine
}

// put takes the shares of an effect off the lines.
func (s *state) put(e effect) {
	for _, x := range e.shares {
		s.left[x.line] -= x.saving
		s.cap[x.line] -= x.saving
		s.taken[x.line]++
		s.alone[x.line] = s.alone[x.line] || e.promo.Alone
	}
}

// fits cuts a saving to what the policy lets be taken; ok says that the line stays at its floor or above.
func (s *state) fits(i int, saving int64) (cut int64, ok bool) {
	cut = min(saving, s.cap[i], s.left[i])
	return cut, cut > 0 && s.left[i]-cut >= s.lines[i].floor
}

// apply says what a promotion does on top of what is there; it changes nothing.
func (s *state) apply(p *promo) effect {
	e := effect{promo: p}
	lines := s.open(p, p.lines)
	if len(lines) == 0 {
		return e
	}
	switch {
	case p.takesApart():
		for _, i := range lines {
			if cut, ok := s.fits(i, s.offLine(p, i)); ok {
				e.shares = append(e.shares, share{i, cut})
			}
		}
	case p.Kind == Gift:
		e.sets = p.giftSets()
		e.worth = p.worth * e.sets
		for _, i := range lines {
			e.shares = append(e.shares, share{line: i})
		}
	default:
		e = s.applyTogether(p, lines)
	}
	return e
}

// giftSets is how often a gift is given.
func (p *promo) giftSets() int64 {
	sets := int64(1)
	if len(p.tiers) > 0 && p.tiers[0].from > 0 {
		sets = p.counted / p.tiers[0].from
	}
	if p.Most > 0 {
		sets = min(sets, p.Most)
	}
	return min(sets, mostAmount/p.worth)
}

// offLine is what a promotion that takes lines one by one saves on one.
func (s *state) offLine(p *promo, i int) int64 {
	t, l := &p.tiers[p.reached], &s.lines[i]
	size := l.size(p.Measure)
	if p.Measure == Spend {
		size = micro
	}
	if p.Kind == Percent {
		return nearest(s.left[i], t.ppm, million)
	}
	counted := decimal.New(l.quantity, -6).DivRound(decimal.New(size, -6), 12)
	switch p.Kind {
	case Amount:
		off, ok := priced(t.price, counted.Floor(), s.money, money.HalfUp)
		if !ok {
			return s.left[i]
		}
		return off
	default:
		price, ok := priced(t.price, counted, s.money, money.HalfUp)
		if !ok {
			return 0
		}
		return max(0, s.left[i]-price)
	}
}

// applyTogether is for what saves on several lines at once: the saving is split over them, and a line that would fall under its floor is
// left out, and the rest looked at again.
func (s *state) applyTogether(p *promo, lines []int) effect {
	for len(lines) > 0 {
		saving, used := s.together(p, lines)
		if saving == 0 {
			break
		}
		e := effect{promo: p, sets: used.sets}
		parts := spread(saving, used.weights)
		var low []int
		for n, i := range used.lines {
			cut, ok := s.fits(i, parts[n])
			switch {
			case parts[n] == 0 || cut == 0:
			case !ok:
				low = append(low, i)
			default:
				e.shares = append(e.shares, share{i, cut})
			}
		}
		if len(low) == 0 {
			slices.SortFunc(e.shares, func(a, b share) int { return cmp.Compare(a.line, b.line) })
			return e
		}
		lines = slices.DeleteFunc(slices.Clone(lines), func(i int) bool { return slices.Contains(low, i) })
	}
	return effect{promo: p}
}

// use is what of the lines goes into a promotion, in minor units before it.
type use struct {
	lines   []int
	weights []int64
	sets    int64
}

func (s *state) together(p *promo, lines []int) (int64, use) {
	switch p.Kind {
	case Amount:
		u := use{lines: lines}
		var all int64
		for _, i := range lines {
			u.weights = append(u.weights, s.left[i])
			all += s.left[i]
		}
		return min(p.tiers[p.reached].amount, all), u
	case NForM:
		return s.nForM(p, lines)
	default:
		return s.bundle(p, lines)
	}
}

// ones are whole ones of a line, all worth the same.
type ones struct {
	line  int
	count int64
	each  int64 // millionths of a minor unit
	size  int64
}

// dearest lists the whole ones of lines, the dearest first.
func (s *state) dearest(p *promo, lines []int) (out []ones) {
	for _, i := range lines {
		l := s.lines[i]
		if n := l.count(p.Measure); n > 0 {
			each, _ := mulDiv(s.left[i]*micro, l.size(p.Measure), l.quantity)
			out = append(out, ones{i, n, each, l.size(p.Measure)})
		}
	}
	slices.SortFunc(out, func(a, b ones) int { return cmp.Or(cmp.Compare(b.each, a.each), cmp.Compare(a.line, b.line)) })
	return out
}

// weight is what so many of a line are worth, in minor units.
func (s *state) weight(o ones, n int64) int64 {
	w, _ := mulDiv(s.left[o.line], n*o.size, s.lines[o.line].quantity)
	return w
}

// nForM makes sets of the dearest first; of each set the cheapest are free. So no order in which somebody could pay saves more.
func (s *state) nForM(p *promo, lines []int) (int64, use) {
	list := s.dearest(p, lines)
	var all int64
	for _, o := range list {
		all += o.count
	}
	u := use{sets: all / p.Take}
	if p.Most > 0 {
		u.sets = min(u.sets, p.Most)
	}
	end := u.sets * p.Take
	freeUpTo := func(n int64) int64 { return n/p.Take*(p.Take-p.Pay) + max(0, n%p.Take-p.Pay) }
	var at, saving int64
	for _, o := range list {
		if at >= end {
			break
		}
		used := min(o.count, end-at)
		free := freeUpTo(at+used) - freeUpTo(at)
		saving += o.each * free
		u.lines, u.weights = append(u.lines, o.line), append(u.weights, s.weight(o, used))
		at += used
	}
	return saving / micro, u
}

// bundle makes sets of the dearest of each part, as many as save something.
func (s *state) bundle(p *promo, lines []int) (int64, use) {
	lists := make([][]ones, len(p.parts))
	for n, part := range p.parts {
		lists[n] = s.dearest(p, intersect(part, lines))
	}
	sets := p.setsOf(lists)
	for sets > 0 {
		worth, u, short := s.fill(p, lists, sets)
		switch {
		case short:
			sets = u.sets
		case worth/sets > p.price*micro:
			u.sets = sets
			return (worth - p.price*sets*micro) / micro, u
		default:
			sets = 0
		}
	}
	return 0, use{}
}

// setsOf is the largest number of sets of which each one still saves something, as if no line stood in two parts.
func (p *promo) setsOf(lists [][]ones) int64 {
	most := int64(mostQuantity)
	if p.Most > 0 {
		most = p.Most
	}
	for n, list := range lists {
		var there int64
		for _, o := range list {
			there += o.count
		}
		most = min(most, there/p.Parts[n].Count)
	}
	// The dearest come first, so each further set is worth less than the one before: the last that saves is found by halving.
	low, high := int64(0), most
	for low < high {
		middle := low + (high-low+1)/2
		if p.worthOf(lists, middle)-p.worthOf(lists, middle-1) > p.price*micro {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

// worthOf is what the ones in so many sets are worth, in millionths of a minor unit.
func (p *promo) worthOf(lists [][]ones, sets int64) (sum int64) {
	for n, list := range lists {
		want := p.Parts[n].Count * sets
		for _, o := range list {
			used := min(o.count, want)
			sum += o.each * used
			want -= used
		}
	}
	return sum
}

// fill takes the ones of so many sets part by part, no one of them twice; worth is in millionths of a minor unit. short says that it does not go up; sets is then how many may.
func (s *state) fill(p *promo, lists [][]ones, sets int64) (worth int64, u use, short bool) {
	gone := map[int]int64{}
	u.sets = sets
	for n, list := range lists {
		want := p.Parts[n].Count * sets
		for _, o := range list {
			used := min(o.count-gone[o.line], want)
			if used <= 0 {
				continue
			}
			gone[o.line] += used
			want -= used
			worth += o.each * used
			u.lines, u.weights = addUse(u.lines, u.weights, o.line, s.weight(o, used))
		}
		if want > 0 {
			u.sets = min(u.sets, (p.Parts[n].Count*sets-want)/p.Parts[n].Count)
			short = true
		}
	}
	if short {
		u.sets = min(u.sets, sets-1)
	}
	return worth, u, short
}

// addUse adds a weight to a line that may be there already.
func addUse(lines []int, weights []int64, i int, w int64) ([]int, []int64) {
	if at := slices.Index(lines, i); at >= 0 {
		weights[at] += w
		return lines, weights
	}
	return append(lines, i), append(weights, w)
}

// intersect keeps of the first what is in the second; both ascend.
func intersect(a, b []int) (out []int) {
	for _, x := range a {
		if _, there := slices.BinarySearch(b, x); there {
			out = append(out, x)
		}
	}
	return out
}
