package split

import (
	"cmp"
	"math"
	"slices"
)

// model is a basket as the search sees it: what can be bought where is one amount, lines and suppliers stand in the order of their keys, and
// rules that take offers away have done so.
type model struct {
	lines, suppliers []int // places in the basket, in the order of keys
	source           []source
	at               [][]int32 // for each source and line the place of the offer in the source, or -1
	choices          [][]int32 // for each line the sources that offer it
	most             int       // sources that may be used
}

// source is a supplier.
type source struct {
	supplier  *Supplier
	line      []int32
	quantity  []int64
	amount    []int64
	load      []int64
	extra     []int64 // of the score, besides money
	mask      []uint8 // rebates on some of the lines that the offer counts for
	whole     []Rebate
	parts     []Rebate
	partIndex []int // places in Supplier.Rebates
	perOrder  int64 // of the score, for being used
	orderCost int64
	must      bool
	modes     []mode
	loaded    bool // the one mode is bounded by load instead of goods
	folds     []fold
}

// newModel needs a valid basket.
func newModel(b *Basket) *model {
	m := &model{lines: sortedBy(len(b.Lines), func(i int) string { return b.Lines[i].Key }),
		suppliers: sortedBy(len(b.Suppliers), func(i int) string { return b.Suppliers[i].Key })}
	m.most = len(b.Suppliers)
	m.source = make([]source, len(b.Suppliers))
	m.at = make([][]int32, len(b.Suppliers))
	m.choices = make([][]int32, len(b.Lines))
	place := make([]int, len(b.Suppliers))
	weight := b.weight()
	for i, original := range m.suppliers {
		place[original] = i
		s := &b.Suppliers[original]
		m.source[i] = newSource(s, b.Aim, weight)
		m.at[i] = slices.Repeat([]int32{-1}, len(b.Lines))
	}
	barred := bars(b, m, place)
	for j, original := range m.lines {
		for _, o := range b.Lines[original].Offers {
			i := place[o.Supplier]
			quantity, amount, ok := o.buy(b.Lines[original])
			if !ok || barred(original, o) {
				continue
			}
			extra := int64(0)
			if b.Aim != Cheapest {
				extra = o.Extra
			}
			if b.Aim == Usual && !b.Suppliers[o.Supplier].Usual {
				extra += weight
			}
			m.at[i][j] = int32(len(m.source[i].line))
			m.source[i].add(int32(j), original, quantity, amount, o.Load, extra)
		}
	}
	for i := range m.source {
		m.source[i].shape()
		if len(m.source[i].modes) == 0 {
			continue // its terms allow no order
		}
		for _, j := range m.source[i].line {
			m.choices[j] = append(m.choices[j], int32(i))
		}
	}
	return m
}

func sortedBy(n int, key func(int) string) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
	return order
}

// weight is more than any two plans differ in all else: what it is multiplied with comes first.
func (b Basket) weight() int64 {
	sum := int64(1)
	for _, l := range b.Lines {
		most := int64(0)
		for _, o := range l.Offers {
			if _, amount, ok := o.buy(l); ok {
				most = max(most, amount+o.Extra)
			}
		}
		sum += most
	}
	for _, s := range b.Suppliers {
		sum += s.dearest()
	}
	return sum
}

func newSource(s *Supplier, aim Aim, weight int64) source {
	out := source{supplier: s, orderCost: s.OrderCost}
	switch aim {
	case Cheapest:
	case Fewest:
		out.perOrder = s.OrderCost + weight
	case Recommended, Usual:
		out.perOrder = s.OrderCost
	}
	for n, r := range s.Rebates {
		if r.Lines == nil {
			out.whole = append(out.whole, r)
		} else {
			out.parts = append(out.parts, r)
			out.partIndex = append(out.partIndex, n)
		}
	}
	return out
}

func (s *source) add(j int32, original int, quantity, amount, load, extra int64) {
	mask := uint8(0)
	for g, r := range s.parts {
		if slices.Contains(r.Lines, original) {
			mask |= 1 << g
		}
	}
	s.line = append(s.line, j)
	s.quantity = append(s.quantity, quantity)
	s.amount = append(s.amount, amount)
	s.load = append(s.load, load)
	s.extra = append(s.extra, extra)
	s.mask = append(s.mask, mask)
}

// bars puts the rules into the model, and says which offers they take away.
func bars(b *Basket, m *model, place []int) func(line int, o Offer) bool {
	never := make([]bool, len(b.Suppliers))
	onTime := make([]bool, len(b.Lines))
	keep := make([][]int, len(b.Lines))
	for _, r := range b.Rules {
		switch r.Kind {
		case MustUse:
			m.source[place[r.Supplier]].must = true
		case Never:
			never[r.Supplier] = true
		case AtMost:
			m.most = min(m.most, r.Count)
		case Keep:
			keep[r.Line] = append(keep[r.Line], r.Supplier)
		case OnTime:
			for j := range onTime {
				onTime[j] = onTime[j] || r.Line < 0 || r.Line == j
			}
		}
	}
	return func(line int, o Offer) bool {
		for _, i := range keep[line] {
			if i != o.Supplier {
				return true
			}
		}
		return never[o.Supplier] || o.Late && onTime[line]
	}
}

// tally is what the lines at one source come to.
type tally struct {
	lines              int32
	goods, load, extra int64
	part               [MostParts]int64
}

func (s *source) put(t *tally, k int32) { s.change(t, k, 1) }
func (s *source) take(t *tally, k int32) {
	s.change(t, k, -1)
}

func (s *source) change(t *tally, k int32, by int64) {
	t.lines += int32(by)
	t.goods += by * s.amount[k]
	t.load += by * s.load[k]
	t.extra += by * s.extra[k]
	for g := range s.parts {
		if s.mask[k]>>g&1 == 1 {
			t.part[g] += by * s.amount[k]
		}
	}
}

// rebateOn is what a rebate takes off goods of a value.
func rebateOn(r Rebate, goods int64) int64 {
	for n := len(r.Steps) - 1; n >= 0; n-- {
		if s := r.Steps[n]; goods >= s.From {
			return mulRate(goods, s.Rate) + s.Amount
		}
	}
	return 0
}

func mulRate(value, rate int64) int64 { return value * rate / RateScale }

// charges are freight, fees and top-up for goods of a value.
func (s *source) charges(goods int64) (freight, fees, topUp int64) {
	for _, f := range s.supplier.Freight {
		if goods >= f.From {
			freight = f.Cost
		}
	}
	if least := s.supplier.Minimum; goods < least.Value {
		switch least.Below {
		case ToppedUp:
			topUp = least.Value - goods
		case Charged:
			fees = least.Fee
		case Refused:
		}
	}
	if goods < s.supplier.SmallOrder.Below {
		fees += s.supplier.SmallOrder.Fee
	}
	return freight, fees, topUp
}

// score is what a tally adds to the score, and by how much money it breaks the terms; 0 and 0 for a source that is not used, which breaks a
// rule if it must be.
func (s *source) score(t *tally) (score, breach int64) {
	if t.lines == 0 {
		if s.must {
			breach = 1 + s.supplier.Minimum.Value
		}
		return 0, breach
	}
	freight, fees, topUp := s.charges(t.goods)
	pay := t.goods + freight + fees + topUp
	for i := range s.whole {
		pay -= rebateOn(s.whole[i], t.goods)
	}
	for g := range s.parts {
		pay -= rebateOn(s.parts[g], t.part[g])
	}
	if least := s.supplier.Minimum; least.Below == Refused && t.goods < least.Value {
		breach += least.Value - t.goods
	}
	if room := s.supplier.Room; room != nil && pay > *room {
		breach += pay - *room
	}
	if most := s.supplier.Capacity; most > 0 && t.load > most {
		breach += t.load - most
	}
	return pay + s.perOrder + t.extra, breach
}

// mode is one combination of the steps of a source's terms: within it the score is linear in what is bought.
type mode struct {
	lo, hi float64 // goods
	fixed  float64 // of the score
	rate   float64 // share of all goods that is taken off; over 1 where a top-up shrinks as goods grow
	fold   int
}

// fold is one combination of the steps of the rebates on some of the lines. Its modes share the order of the lines.
type fold struct {
	lo, hi [MostParts]float64
	fixed  float64
	base   []float64 // what each offer costs under it
	weight []float64 // what each offer counts for mode.lo and mode.hi: goods, or load where goods have no bounds
	modes  []int32
}

const unbounded = math.MaxInt64 / 4

// shape makes modes and folds.
func (s *source) shape() {
	if len(s.line) == 0 {
		return
	}
	var all tally
	for k := range s.line {
		s.put(&all, int32(k))
	}
	least := float64(slices.Min(s.amount)) // who is used sells something
	for _, step := range s.combinations() {
		f := s.fold(step)
		n := len(s.folds)
		for _, md := range s.bands(f, step) {
			md.lo = max(md.lo, least)
			if md.lo > float64(all.goods) || md.hi < md.lo || unreachable(f, &all, len(s.parts)) {
				continue
			}
			md.fold = n
			f.modes = append(f.modes, int32(len(s.modes)))
			s.modes = append(s.modes, md)
		}
		if len(f.modes) > 0 {
			s.folds = append(s.folds, f)
		}
	}
	if len(s.modes) == 1 && s.modes[0].lo <= least && s.modes[0].hi >= unbounded {
		s.byLoad()
	}
}

func unreachable(f fold, all *tally, parts int) bool {
	for g := range parts {
		if f.lo[g] > float64(all.part[g]) || f.hi[g] < f.lo[g] {
			return true
		}
	}
	return false
}

// combinations are all choices of a step for each rebate on some of the lines; -1 is below the first.
func (s *source) combinations() [][]int {
	all := [][]int{{}}
	for _, r := range s.parts {
		var next [][]int
		for _, c := range all {
			for n := -1; n < len(r.Steps); n++ {
				next = append(next, append(slices.Clone(c), n))
			}
		}
		all = next
	}
	return all
}

func (s *source) fold(step []int) fold {
	f := fold{base: make([]float64, len(s.line)), weight: make([]float64, len(s.line))}
	rate := make([]float64, len(step))
	for g, n := range step {
		f.lo[g], f.hi[g] = 0, unbounded
		if n+1 < len(s.parts[g].Steps) {
			f.hi[g] = float64(s.parts[g].Steps[n+1].From) - 1
		}
		if n >= 0 {
			at := s.parts[g].Steps[n]
			f.lo[g] = float64(at.From)
			f.fixed -= float64(at.Amount)
			rate[g] = float64(at.Rate) / RateScale
		}
	}
	for k := range s.line {
		amount := float64(s.amount[k])
		f.weight[k] = amount
		f.base[k] = amount + float64(s.extra[k])
		for g := range step {
			if s.mask[k]>>g&1 == 1 {
				f.base[k] -= rate[g] * amount
			}
		}
	}
	return f
}

// bands are the modes of a fold, by rising goods.
func (s *source) bands(f fold, step []int) []mode {
	cuts := []int64{0}
	for _, x := range s.supplier.Freight {
		cuts = append(cuts, x.From)
	}
	cuts = append(cuts, s.supplier.Minimum.Value, s.supplier.SmallOrder.Below)
	for _, r := range s.whole {
		for _, x := range r.Steps {
			cuts = append(cuts, x.From)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	partRate := 0.0
	for g, n := range step {
		if n >= 0 {
			partRate += float64(s.parts[g].Steps[n].Rate) / RateScale
		}
	}
	var modes []mode
	for n, lo := range cuts {
		md := mode{lo: float64(lo), hi: unbounded}
		if n+1 < len(cuts) {
			md.hi = float64(cuts[n+1] - 1)
		}
		if s.supplier.Minimum.Below == Refused && lo < s.supplier.Minimum.Value {
			continue
		}
		s.terms(&md, lo)
		pay := md.fixed + f.fixed
		md.fixed += f.fixed + float64(s.perOrder)
		if keeps := 1 - md.rate - partRate; s.supplier.Room != nil && keeps > 0 {
			md.hi = min(md.hi, math.Floor((float64(*s.supplier.Room)-pay)/keeps+1e-6))
		}
		modes = append(modes, md)
	}
	return modes
}

// terms puts what holds from a value of goods on into a mode.
func (s *source) terms(md *mode, lo int64) {
	freight, fees, topUp := s.charges(lo)
	md.fixed = float64(freight + fees)
	if topUp > 0 {
		md.fixed += float64(s.supplier.Minimum.Value)
		md.rate = 1
	}
	for _, r := range s.whole {
		for n := len(r.Steps) - 1; n >= 0; n-- {
			if r.Steps[n].From <= lo {
				md.rate += float64(r.Steps[n].Rate) / RateScale
				md.fixed -= float64(r.Steps[n].Amount)
				break
			}
		}
	}
}

// byLoad lets the one mode of a source without thresholds be bounded by its capacity.
func (s *source) byLoad() {
	if s.supplier.Capacity == 0 {
		return
	}
	md, f := &s.modes[0], &s.folds[0]
	for k := range s.line {
		f.base[k] -= md.rate * f.weight[k]
		f.weight[k] = float64(s.load[k])
	}
	md.rate, md.lo, md.hi, s.loaded = 0, 0, float64(s.supplier.Capacity), true
}
