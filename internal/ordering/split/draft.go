package split

import "slices"

// draft is a plan while it is worked at.
type draft struct {
	m      *model
	where  []int32 // source of each line
	tally  []tally
	score  int64
	breach int64 // money by which terms are broken; 0: the plan can be ordered
	cost   []int64
	work   *int64 // counts offers looked at
}

// fine is what a minor unit of breach weighs while drafts are compared, and tooMany what a source too many does.
const (
	fine    = 50
	tooMany = 1 << 44
)

func newDraft(m *model, where []int32, work *int64) *draft {
	d := &draft{m: m, where: where, work: work, tally: make([]tally, len(m.source)), cost: make([]int64, len(m.source))}
	for j, i := range where {
		m.source[i].put(&d.tally[i], m.at[i][j])
	}
	d.reckon()
	return d
}

func (d *draft) clone() *draft {
	c := *d
	c.where, c.tally, c.cost = slices.Clone(d.where), slices.Clone(d.tally), slices.Clone(d.cost)
	return &c
}

// reckon works everything out from the tallies.
func (d *draft) reckon() {
	d.score, d.breach = 0, 0
	for i := range d.tally {
		score, breach := d.m.source[i].score(&d.tally[i])
		d.score += score
		d.breach += breach
		d.cost[i] = score + fine*breach
	}
	if n := d.used(); n > d.m.most {
		d.breach += int64(n-d.m.most) * (tooMany / fine)
	}
}

func (d *draft) used() int {
	n := 0
	for i := range d.tally {
		if d.tally[i].lines > 0 {
			n++
		}
	}
	return n
}

// worth is what drafts are compared by.
func (d *draft) worth() int64 { return d.score + fine*d.breach }

// priced is what a tally weighs at a source.
func (d *draft) priced(i int32, t *tally) int64 {
	score, breach := d.m.source[i].score(t)
	return score + fine*breach
}

// with is what a source would weigh with an offer more (by 1) or less (by -1).
func (d *draft) with(i, k int32, by int64) int64 {
	t := d.tally[i]
	d.m.source[i].change(&t, k, by)
	return d.priced(i, &t)
}

// move puts a line elsewhere, without reckoning the sums of the draft.
func (d *draft) move(j int, to int32) {
	from := d.where[j]
	d.m.source[from].take(&d.tally[from], d.m.at[from][j])
	d.m.source[to].put(&d.tally[to], d.m.at[to][j])
	d.where[j] = to
	d.cost[from] = d.priced(from, &d.tally[from])
	d.cost[to] = d.priced(to, &d.tally[to])
}

// shift moves single lines among the sources that are used, as long as that is cheaper.
func (d *draft) shift() bool {
	improved := false
	for again := true; again; {
		again = false
		for j, from := range d.where {
			*d.work += int64(len(d.m.choices[j]))
			left := d.with(from, d.m.at[from][j], -1) - d.cost[from]
			to, best := int32(-1), int64(0)
			for _, i := range d.m.choices[j] {
				if i == from || d.tally[i].lines == 0 {
					continue
				}
				if change := left + d.with(i, d.m.at[i][j], 1) - d.cost[i]; change < best {
					to, best = i, change
				}
			}
			if to >= 0 {
				d.move(j, to)
				again, improved = true, true
			}
		}
	}
	d.reckon()
	return improved
}

// exchange swaps pairs of lines between two sources where that is cheaper.
func (d *draft) exchange() bool {
	improved := false
	*d.work += int64(len(d.where) * len(d.where) / 4)
	for j := range d.where {
		for l := j + 1; l < len(d.where); l++ {
			a, b := d.where[j], d.where[l]
			if a == b || d.m.at[b][j] < 0 || d.m.at[a][l] < 0 {
				continue
			}
			ta, tb := d.tally[a], d.tally[b]
			sa, sb := &d.m.source[a], &d.m.source[b]
			sa.take(&ta, d.m.at[a][j])
			sa.put(&ta, d.m.at[a][l])
			sb.take(&tb, d.m.at[b][l])
			sb.put(&tb, d.m.at[b][j])
			if d.priced(a, &ta)+d.priced(b, &tb) < d.cost[a]+d.cost[b] {
				d.move(j, b)
				d.move(l, a)
				improved = true
			}
		}
	}
	d.reckon()
	return improved
}

// rate is what a minor unit more of goods costs at a source now, about.
func (d *draft) rate(i int32) float64 {
	s := &d.m.source[i]
	goods := float64(d.tally[i].goods)
	rate := 0.0
	for k := range s.modes {
		if goods >= s.modes[k].lo {
			rate = s.modes[k].rate
		}
	}
	return 1 - rate
}

// pull moves to a source the lines that are cheaper there in a mode, and then, while the mode's least goods are not reached, those that
// lose least for what they bring.
func (d *draft) pull(i int32, k int) {
	s := &d.m.source[i]
	md := &s.modes[k]
	base := s.folds[md.fold].base
	type candidate struct {
		j    int32
		loss float64
	}
	var all []candidate
	*d.work += int64(2 * len(s.line))
	for x, j := range s.line {
		from := d.where[j]
		if from == i {
			continue
		}
		now := d.m.source[from].amount[d.m.at[from][j]]
		amount := float64(s.amount[x])
		loss := base[x] - md.rate*amount - float64(now)*d.rate(from)
		all = append(all, candidate{j, loss / max(amount, 1)})
	}
	slices.SortFunc(all, func(a, b candidate) int {
		switch {
		case a.loss < b.loss:
			return -1
		case a.loss > b.loss:
			return 1
		}
		return int(a.j - b.j)
	})
	goods := float64(d.tally[i].goods)
	for _, c := range all {
		amount := float64(s.amount[d.m.at[i][c.j]])
		if goods >= md.lo && c.loss >= 0 || goods+amount > md.hi {
			if goods >= md.lo {
				break
			}
			continue
		}
		d.move(int(c.j), i)
		goods += amount
	}
	d.reckon()
}

// leave moves all lines of a source to others that are used; false if one cannot go.
func (d *draft) leave(i int32) bool {
	for j, from := range d.where {
		if from != i {
			continue
		}
		to, best := int32(-1), 0.0
		for _, x := range d.m.choices[j] {
			if x == i || d.tally[x].lines == 0 {
				continue
			}
			v := float64(d.m.source[x].amount[d.m.at[x][j]]) * d.rate(x)
			if to < 0 || v < best {
				to, best = x, v
			}
		}
		if to < 0 {
			return false
		}
		d.move(j, to)
	}
	d.reckon()
	return true
}

// polish shifts, and raises sources to higher modes, as long as that is cheaper.
func (d *draft) polish() {
	for again := true; again; {
		again = d.shift()
		for i := range d.tally {
			s := &d.m.source[i]
			if d.tally[i].lines == 0 {
				continue
			}
			for k := range s.modes {
				if float64(d.tally[i].goods) >= s.modes[k].lo {
					continue
				}
				c := d.clone()
				c.pull(int32(i), k)
				if c.worth() < d.worth() {
					*d = *c
					again = true
				}
			}
		}
	}
}
