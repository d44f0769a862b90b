package split

import (
	"cmp"
	"slices"
)

// cover is a first draft: each line where it is cheapest, then one source less at a time while that helps or too many are used.
func (s *search) cover() *draft {
	where := make([]int32, len(s.m.choices))
	for j, choices := range s.m.choices {
		where[j] = choices[0]
		for _, i := range choices {
			if s.m.source[i].amount[s.m.at[i][j]] < s.m.source[where[j]].amount[s.m.at[where[j]][j]] {
				where[j] = i
			}
		}
	}
	d := newDraft(s.m, where, &s.steps)
	for !s.over() {
		var best *draft
		for i := range s.m.source {
			if d.tally[i].lines == 0 || s.m.source[i].must {
				continue
			}
			c := d.clone()
			if c.leave(int32(i)) && (best == nil || c.worth() < best.worth()) {
				best = c
			}
		}
		if best == nil || best.worth() >= d.worth() && d.used() <= s.m.most {
			break
		}
		d = best
	}
	d.polish()
	s.require(d)
	return d
}

// require brings something to each source that must be used.
func (s *search) require(d *draft) {
	for i := range s.m.source {
		if s.m.source[i].must && d.tally[i].lines == 0 && len(s.m.source[i].modes) > 0 {
			d.pull(int32(i), 0)
			d.polish()
		}
	}
}

// likely are the sources that relaxations took most often.
func (s *search) likely(n int) []int32 {
	often := make([]float64, len(s.m.source))
	order := make([]int32, 0, len(often))
	for i := range often {
		for _, x := range s.share[i] {
			often[i] += x
		}
		if len(s.m.source[i].modes) > 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(often[b], often[a]) })
	return order[:min(n, len(order))]
}

// improve looks for a better set of sources: one less, one more, one for another, one in a higher mode.
func (s *search) improve(d *draft, with []int32) *draft {
	d.polish()
	for !s.over() {
		best := s.neighbour(d, with)
		if best == nil {
			if !d.exchange() {
				return d
			}
			d.polish()
			continue
		}
		d = best
	}
	return d
}

// neighbour is the best draft that is one change of sources away and better, or nil.
func (s *search) neighbour(d *draft, with []int32) *draft {
	var best *draft
	try := func(c *draft) {
		if c.breach > d.breach+tooMany/fine || c.worth() > d.worth()+d.worth()/50+1 && c.breach <= d.breach {
			return
		}
		c.shift()
		if c.worth() < d.worth() && (best == nil || c.worth() < best.worth()) {
			c.polish()
			best = c
		}
	}
	open := d.opened()
	for _, i := range open {
		if c := d.clone(); c.leave(i) {
			try(c)
		}
	}
	for _, i := range with {
		if d.tally[i].lines > 0 {
			continue
		}
		for k := range s.m.source[i].modes {
			if s.over() {
				return best
			}
			c := d.clone()
			c.pull(i, k)
			if c.tally[i].lines == 0 {
				continue
			}
			for _, o := range open {
				if c.tally[o].lines == 0 {
					continue
				}
				if e := c.clone(); e.leave(o) {
					try(e)
				}
			}
			try(c)
		}
	}
	return best
}

func (d *draft) opened() []int32 {
	var open []int32
	for i := range d.tally {
		if d.tally[i].lines > 0 {
			open = append(open, int32(i))
		}
	}
	return open
}

// kick changes one or two sources of a draft at random, and drops others until there are not too many.
func (s *search) kick(from *draft, with []int32) *draft {
	d := from.clone()
	for range 1 + s.pick(2) {
		i := with[s.pick(len(with))]
		d.pull(i, s.pick(len(s.m.source[i].modes)))
	}
	for tries := 0; tries < 20 && (d.used() > s.m.most || tries == 0 && s.pick(2) == 0); tries++ {
		open := d.opened()
		if c := d.clone(); c.leave(open[s.pick(len(open))]) {
			d = c
		}
	}
	return d
}

// pick is a number below n, the same in every run (a linear congruential generator; Knuth's MMIX constants).
func (s *search) pick(n int) int {
	s.random = s.random*6364136223846793005 + 1442695040888963407
	return int(s.random >> 33 % uint64(n))
}
