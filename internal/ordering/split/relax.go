package split

import (
	"math"
	"slices"
)

// relaxation works out what a basket costs at least when each line is worth so much wherever it is bought, and may be bought at several
// sources or none (Lagrangean relaxation of "each line once"). What is left is one knapsack for each source and mode, of which the linear
// relaxation is taken: one order of the lines by worth serves all modes of a fold.
type relaxation struct {
	m     *model
	views [][]view
	value [][]float64 // for each source and mode
	price [][]float64 // what one more of mode.lo would cost: positive where lo binds, negative where hi does
	cut   [][]cut
	whole []wholes // of sources whose one mode is bounded by load
	best  []int32  // mode of least value, or -1
	used  []int    // sources that are taken, forced ones first
	// worst is the value of the last source that is taken of free will and next that of the best one left, for penalties; full says that
	// no more may be used.
	worst, next float64
	full        bool
	steps       int64
	// What is known of values that are not worked out again:
	worth []float64   // of lines, the last time
	seen  [][]float64 // of the lines of each source when its value was worked out
	known []float64   // that value
	floor []float64   // no more than the value now
	took  []bool      // sources that were taken the last time
}

// view is a fold while it is sorted.
type view struct {
	order      []int32
	key        []float64 // by place in order: (worth - base) / weight
	cumW, cumP []float64
}

// cut says how many lines of the order are taken, and how much of the one after them.
type cut struct {
	n    int
	part float64
}

func newRelaxation(m *model) *relaxation {
	r := &relaxation{m: m, best: make([]int32, len(m.source)), worth: make([]float64, len(m.choices)), known: make([]float64, len(m.source)), floor: make([]float64, len(m.source)),
		took: make([]bool, len(m.source))}
	for i := range m.source {
		s := &m.source[i]
		n := len(s.line)
		views := make([]view, len(s.folds))
		for f := range views {
			views[f] = view{order: make([]int32, n), key: make([]float64, n), cumW: make([]float64, n+1), cumP: make([]float64, n+1)}
			for k := range n {
				views[f].order[k] = int32(k)
			}
		}
		r.views = append(r.views, views)
		r.whole = append(r.whole, newWholes(s))
		r.value = append(r.value, make([]float64, len(s.modes)))
		r.price = append(r.price, make([]float64, len(s.modes)))
		r.cut = append(r.cut, make([]cut, len(s.modes)))
		r.seen = append(r.seen, make([]float64, n))
	}
	return r
}

// bound returns what plans of the node cost at least under the worth of lines, +Inf where there are none, and writes into slope by how much
// each line is bought too little.
func (r *relaxation) bound(worth, slope []float64, nd *node) float64 {
	return r.relax(worth, slope, nd, false)
}

// again is bound for the node of the last time under other worths. Sources that cannot have become good enough to be taken are left out of it,
// which changes nothing of what it returns; their values are those of before.
func (r *relaxation) again(worth, slope []float64, nd *node) float64 {
	return r.relax(worth, slope, nd, true)
}

func (r *relaxation) relax(worth, slope []float64, nd *node, again bool) float64 {
	total, rise := 0.0, 0.0
	for j, w := range worth {
		total += w
		slope[j] = 1
		rise += max(0, w-r.worth[j])
	}
	copy(r.worth, worth)
	clear(r.took)
	for _, i := range r.used {
		r.took[i] = again
	}
	r.used = r.used[:0]
	room := r.m.most
	var open []int
	for i := range r.m.source {
		if nd.state[i] == free && again && !r.took[i] {
			continue
		}
		r.best[i] = -1
		if nd.state[i] == shut {
			continue
		}
		r.work(i, worth, nd)
		switch {
		case nd.state[i] == used:
			if r.best[i] < 0 {
				return math.Inf(1)
			}
			total += r.floor[i]
			room--
			r.used = append(r.used, i)
		case r.best[i] >= 0:
			open = append(open, i)
		}
	}
	if room < 0 {
		return math.Inf(1)
	}
	if again {
		open = r.risen(open, room, rise, worth, nd)
	}
	total += r.choose(open, room)
	for _, i := range r.used {
		r.descend(i, slope)
	}
	return total
}

// risen adds the free sources whose values can be less than those that will be taken anyway: a value falls by no more than the worths of its
// lines rise. rise is what all worths rose by since the last time.
func (r *relaxation) risen(open []int, room int, rise float64, worth []float64, nd *node) []int {
	const rounding = 1e-6
	least := 0.0
	if len(open) >= room {
		least = math.Inf(-1)
		for _, i := range open {
			least = max(least, min(r.floor[i], 0))
		}
	}
	least += rounding
	for i := range r.m.source {
		if nd.state[i] != free || r.took[i] {
			continue
		}
		if r.floor[i] -= rise; r.floor[i] >= least {
			continue
		}
		if r.floor[i] = r.least(i, worth); r.floor[i] >= least {
			continue
		}
		if r.work(i, worth, nd); r.best[i] >= 0 {
			open = append(open, i)
		}
	}
	return open
}

// work works out the value of a source.
func (r *relaxation) work(i int, worth []float64, nd *node) {
	r.best[i] = -1
	r.known[i] = r.source(i, worth, nd)
	r.floor[i] = r.known[i]
	seen := r.seen[i]
	for x, j := range r.m.source[i].line {
		seen[x] = worth[j]
	}
}

// least is no more than the value of a source, from the last time that it was worked out.
func (r *relaxation) least(i int, worth []float64) float64 {
	least, seen := r.known[i], r.seen[i]
	for x, j := range r.m.source[i].line {
		if d := worth[j] - seen[x]; d > 0 {
			least -= d
		}
	}
	return least
}

// choose takes the free sources that save most.
func (r *relaxation) choose(free []int, room int) float64 {
	value := func(i int) float64 { return r.value[i][r.best[i]] }
	slices.SortFunc(free, func(a, b int) int {
		switch x, y := value(a), value(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return a - b
	})
	total, n := 0.0, 0
	r.worst, r.next = 0, 0
	for n < len(free) && n < room && value(free[n]) < 0 {
		total += value(free[n])
		r.worst = value(free[n])
		r.used = append(r.used, free[n])
		n++
	}
	if n < len(free) {
		r.next = min(0, value(free[n]))
	}
	r.full = n == room
	if !r.full {
		r.worst = 0
	}
	if room == 0 {
		r.worst = math.Inf(-1)
	}
	return total
}

func (r *relaxation) descend(i int, slope []float64) {
	s := &r.m.source[i]
	k := r.best[i]
	if r.whole[i].fits {
		for _, x := range r.whole[i].taken {
			slope[s.line[x]]--
		}
		return
	}
	order := r.views[i][s.modes[k].fold].order
	c := r.cut[i][k]
	for _, x := range order[:c.n] {
		slope[s.line[x]]--
	}
	if c.part > 0 {
		slope[s.line[order[c.n]]] -= c.part
	}
}

// source values the allowed modes of a source, and returns the least value.
func (r *relaxation) source(i int, worth []float64, nd *node) float64 {
	s := &r.m.source[i]
	least := math.Inf(1)
	for f := range s.folds {
		sorted := false
		for _, k := range s.folds[f].modes {
			if nd.allow[i]>>k&1 == 0 {
				r.value[i][k] = math.Inf(1)
				continue
			}
			if !sorted {
				r.views[i][f].sort(s, &s.folds[f], worth)
				r.steps += int64(len(s.line))
				sorted = true
			}
			v := r.mode(i, int(k))
			if r.whole[i].fits {
				v = s.modes[k].fixed - r.whole[i].solve(s, &r.views[i][f])
				r.value[i][k] = v
				r.steps += r.whole[i].work
			}
			if v < least {
				least = v
				r.best[i] = k
			}
		}
	}
	return least
}

// sort puts the lines of a fold in the order of what each saves for its weight. The order of the last time is nearly right.
func (v *view) sort(s *source, f *fold, worth []float64) {
	key, order := v.key, v.order
	moves, limit := 0, 12*len(order)
	for t, x := range order {
		gain := worth[s.line[x]] - f.base[x]
		k := 0.0
		switch w := f.weight[x]; {
		case w > 0:
			k = gain / w
		case gain > 0:
			k = math.MaxFloat64
		default:
			k = -math.MaxFloat64
		}
		b := t
		if moves > limit {
			key[t] = k
			continue
		}
		for b > 0 && key[b-1] < k {
			key[b], order[b] = key[b-1], order[b-1]
			b--
		}
		moves += t - b
		key[b], order[b] = k, x
	}
	if moves > limit {
		v.resort()
	}
	for t, x := range order {
		v.cumW[t+1] = v.cumW[t] + f.weight[x]
		v.cumP[t+1] = v.cumP[t] + worth[s.line[x]] - f.base[x]
	}
}

// resort sorts from scratch.
func (v *view) resort() {
	type pair struct {
		key float64
		x   int32
	}
	pairs := make([]pair, len(v.order))
	for t, x := range v.order {
		pairs[t] = pair{v.key[t], x}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		switch {
		case a.key > b.key:
			return -1
		case a.key < b.key:
			return 1
		}
		return int(a.x - b.x)
	})
	for t, p := range pairs {
		v.key[t], v.order[t] = p.key, p.x
	}
}

// after is how many keys are greater than x.
func (v *view) after(x float64) int {
	lo, hi := 0, len(v.key)
	for lo < hi {
		mid := (lo + hi) / 2
		if v.key[mid] > x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// reach is the least n with cumW[n] >= w, or more than all.
func (v *view) reach(w float64) int {
	lo, hi := 0, len(v.cumW)
	for lo < hi {
		mid := (lo + hi) / 2
		if v.cumW[mid] < w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// mode solves the knapsack of a mode as a linear program.
func (r *relaxation) mode(i, k int) float64 {
	md := &r.m.source[i].modes[k]
	v := &r.views[i][md.fold]
	n := v.after(-md.rate)
	c := cut{n: n}
	value := md.fixed - v.cumP[n] - md.rate*v.cumW[n]
	price := 0.0
	switch {
	case v.cumW[n] < md.lo:
		at := v.reach(md.lo)
		if at > len(v.order) {
			r.value[i][k] = math.Inf(1)
			return math.Inf(1)
		}
		at--
		c = cut{at, (md.lo - v.cumW[at]) / (v.cumW[at+1] - v.cumW[at])}
		price = -(v.key[at] + md.rate)
		value = md.fixed - v.cumP[at] - md.rate*v.cumW[at] + price*(md.lo-v.cumW[at])
	case v.cumW[n] > md.hi:
		at := v.reach(md.hi)
		if v.cumW[at] > md.hi {
			at--
		}
		price = -(v.key[at] + md.rate)
		c = cut{at, (md.hi - v.cumW[at]) / (v.cumW[at+1] - v.cumW[at])}
		value = md.fixed - v.cumP[at] - md.rate*v.cumW[at] + price*(md.hi-v.cumW[at])
	}
	r.value[i][k], r.cut[i][k], r.price[i][k] = value, c, price
	return value
}
