package combine

const (
	// exact is up to how many promotions that conflict are searched to the end, whatever that takes.
	exact = 12
	// effort bounds the search where more conflict: lines looked at. It is a count and not a time, so that the answer stays the same.
	effort = 1_500_000
)

// found is the best combination of promotions.
type found struct {
	effects []effect
	proven  bool
	better  int64 // where it is not proven: none is better by more
}

// knot is a set of promotions that conflict: they share lines, directly or through others.
type knot struct {
	promos []*promo // in the order in which they are put over each other
	lines  []int    // of all of them
	apart  []*promo // in mode Best: promotions of which each line that the others leave takes the best
	cost   int
}

// seek finds the best of all legal combinations of promotions that may apply.
func (s *state) seek(promos []*promo, freight int64) found {
	if len(promos) == 0 {
		return found{proven: true}
	}
	if s.policy.Mode == One {
		return s.seekOne(promos, freight)
	}
	out := found{proven: true}
	var tied, apart []*promo
	for _, p := range promos {
		switch {
		case p.Kind == FreeFreight:
			out.effects = append(out.effects, effect{promo: p, worth: freight})
			freight = 0
		case s.policy.Mode == Best && p.takesApart():
			apart = append(apart, p)
		default:
			tied = append(tied, p)
		}
	}
	for _, k := range s.knots(tied, apart) {
		f := s.untie(k)
		out.effects = append(out.effects, f.effects...)
		out.proven = out.proven && f.proven
		out.better += f.better
	}
	out.effects = merge(out.effects, promos)
	return out
}

// seekOne takes the one promotion that is worth most.
func (s *state) seekOne(promos []*promo, freight int64) found {
	out, best := found{proven: true}, int64(0)
	for _, p := range promos {
		e := effect{promo: p, worth: freight}
		if p.Kind != FreeFreight {
			s.clear(p.lines)
			e = s.apply(p)
		}
		if v := e.value(); v > best {
			best, out.effects = v, []effect{e}
		}
	}
	return out
}

// merge joins the effects of one promotion, and orders them as they are put over each other.
func merge(effects []effect, order []*promo) (out []effect) {
	for _, p := range order {
		e := effect{promo: p}
		for _, x := range effects {
			if x.promo == p {
				e.shares, e.sets, e.worth = append(e.shares, x.shares...), e.sets+x.sets, e.worth+x.worth
			}
		}
		if e.value() > 0 {
			out = append(out, e)
		}
	}
	return out
}

// knots parts promotions into sets that have no line in common, so that each can be untied by itself.
func (s *state) knots(tied, apart []*promo) []knot {
	root := make([]int, len(s.lines))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, p := range tied {
		for _, i := range p.lines[1:] {
			root[find(i)] = find(p.lines[0])
		}
	}
	at := map[int]int{}
	var out []knot
	of := func(i int) *knot {
		r := find(i)
		if _, there := at[r]; !there {
			at[r] = len(out)
			out = append(out, knot{})
		}
		return &out[at[r]]
	}
	for i := range s.lines {
		k := of(i)
		k.lines = append(k.lines, i)
	}
	for _, p := range tied {
		k := of(p.lines[0])
		k.promos = append(k.promos, p)
		k.cost += len(p.lines)
	}
	for _, p := range apart {
		seen := map[*knot]bool{}
		for _, i := range p.lines {
			if k := of(i); !seen[k] {
				seen[k] = true
				k.apart = append(k.apart, p)
			}
			of(i).cost++
		}
	}
	return out
}

// untie finds the best combination within a knot by branch and bound: with each promotion, then without it; a branch ends where even
// everything that may still come could not beat the best so far.
func (s *state) untie(k knot) found {
	h := hunt{state: s, knot: k, chosen: make([]bool, len(k.promos)), touched: make([]bool, len(s.lines)), best: -1}
	h.choose(0)
	h.rest = h.choices()
	whole := h.bound()
	if len(k.promos) > exact {
		h.most = max(effort/(k.cost+len(k.lines)), 64)
		h.begin()
	}
	h.branch(0)
	out := found{effects: h.effects, proven: !h.stopped}
	if h.stopped {
		out.better = max(0, whole-h.best)
		out.proven = out.better == 0
	}
	return out
}

// hunt is a search within a knot.
type hunt struct {
	*state
	knot    knot
	rest    map[int]choice // per line, what it takes if nothing of the knot takes it
	chosen  []bool
	touched []bool
	best    int64
	effects []effect
	tried   int
	most    int // combinations tried at most; 0: no limit
	stopped bool
}

// choice is the promotion that a line takes where it may choose for itself.
type choice struct {
	promo  *promo
	saving int64
}

// choices finds for each line the best of the promotions that take lines one by one.
func (h *hunt) choices() map[int]choice {
	h.clear(h.knot.lines)
	out := map[int]choice{}
	for _, p := range h.knot.apart {
		for _, x := range h.apply(p).shares {
			if x.saving > out[x.line].saving {
				out[x.line] = choice{p, x.saving}
			}
		}
	}
	return out
}

// choose counts the promotions from n on, of which nothing is decided yet, as chosen, so that bound sees all that may come.
func (h *hunt) choose(n int) {
	for i := n; i < len(h.chosen); i++ {
		h.chosen[i] = true
	}
}

// branch decides about the promotions from n on.
func (h *hunt) branch(n int) {
	h.choose(n)
	switch {
	case h.stopped || h.bound() <= h.best:
	case n == len(h.chosen):
		h.try()
	default:
		h.branch(n + 1)
		h.chosen[n] = false
		h.branch(n + 1)
		h.chosen[n] = true
	}
}

// try weighs the promotions that are chosen.
func (h *hunt) try() {
	if h.most > 0 && h.tried >= h.most {
		h.stopped = true
		return
	}
	h.tried++
	effects := h.weigh()
	var value int64
	for _, e := range effects {
		value += e.value()
	}
	if value > h.best {
		h.best, h.effects = value, effects
	}
}

// begin looks for a good combination where there are too many to try all: from all of them, it turns one after the other over while that helps.
func (h *hunt) begin() {
	h.try()
	for improved := true; improved; {
		improved = false
		for n := range h.chosen {
			if h.tried >= h.most/2 {
				return
			}
			before := h.best
			h.chosen[n] = !h.chosen[n]
			if h.try(); h.best > before {
				improved = true
			} else {
				h.chosen[n] = !h.chosen[n]
			}
		}
	}
}

// weigh puts the chosen promotions over each other; lines that none of them takes choose for themselves.
func (h *hunt) weigh() (out []effect) {
	h.clear(h.knot.lines)
	for n, p := range h.knot.promos {
		if !h.chosen[n] {
			continue
		}
		if e := h.apply(p); e.value() > 0 {
			h.put(e)
			out = append(out, e)
		}
	}
	for _, i := range h.knot.lines {
		if c := h.rest[i]; c.saving > 0 && h.taken[i] == 0 {
			out = append(out, effect{promo: c.promo, shares: []share{{i, c.saving}}})
		}
	}
	return out
}

// bound is what no combination of the chosen promotions, or of fewer, can exceed: neither the sum of what each saves at most, nor what may
// be taken off the lines that they touch, and the gifts.
func (h *hunt) bound() int64 {
	clear(h.touched)
	var each, gifts, apart, room int64
	for n, p := range h.knot.promos {
		if !h.chosen[n] {
			continue
		}
		each += p.most
		if p.Kind == Gift {
			gifts += p.most
			continue
		}
		for _, i := range p.lines {
			h.touched[i] = true
		}
	}
	for _, i := range h.knot.lines {
		saving := h.rest[i].saving
		apart += saving
		if h.touched[i] {
			saving = max(saving, min(h.lines[i].room(), h.limit(&h.lines[i])))
		}
		room += saving
	}
	return min(each+apart, room+gifts)
}
