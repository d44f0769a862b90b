package engine

import (
	"cmp"
	"math"
	"slices"
)

// doubtPart is how much the disagreement of the forests counts beside uncertainty when questions are chosen.
const doubtPart = 0.3

// Questions chooses the pairs whose answers teach most, the most valuable first, by their numbers in the list given to NewTrainer:
// those the model is least sure of, and among these such as differ from each other, at most one per record. Only pairs that
// may be asked and have no answer yet are chosen; may can be nil. Without a model (nil) it asks for pairs of all degrees of
// likeness, mostly high ones.
func (t *Trainer) Questions(m *Model, most int, may func(pair int) bool) []int {
	number := make([]int, len(t.pairs)) // place → the caller's number
	for i, at := range t.place {
		number[at] = i
	}
	var open []int
	for at := range t.pairs {
		if t.answers[at] == unasked && (may == nil || may(number[at])) {
			open = append(open, at)
		}
	}
	var chosen []int
	if m == nil {
		chosen = t.spread(open, most)
	} else {
		chosen = t.unsure(m, open, most)
	}
	for i, at := range chosen {
		chosen[i] = number[at]
	}
	return chosen
}

// spread picks, in turns, from the pairs that are each other's best candidates, evenly from the most alike to the least, and from all
// others, at ranks that grow by a constant factor.
func (t *Trainer) spread(open []int, most int) []int {
	slices.SortStableFunc(open, func(a, b int) int { return cmp.Compare(t.rivalry.similar[b], t.rivalry.similar[a]) })
	var best, others []int
	for _, at := range open {
		if t.rivalry.mutual(at) {
			best = append(best, at)
		} else {
			others = append(others, at)
		}
	}
	p := picker{t: t, taken: map[*Profile]bool{}}
	for i := 0; i < most && len(p.chosen) < most; i++ {
		part := (float64(i) + 0.5) / float64(most)
		if i%2 == 0 {
			p.takeFrom(best, int(part*float64(len(best))))
		} else {
			p.takeFrom(others, int(math.Pow(float64(len(others)), part))-1)
		}
	}
	return p.chosen
}

// unsure picks greedily: value, less what the pairs chosen so far already teach.
func (t *Trainer) unsure(m *Model, open []int, most int) []int {
	scores := t.judge(m)
	value := make(map[int]float64, len(open))
	for _, at := range open {
		value[at] = worthAsking(scores[at])
	}
	slices.SortStableFunc(open, func(a, b int) int { return cmp.Compare(value[b], value[a]) })
	pool := open[:min(len(open), 6*most)]
	rows := make([][]uint8, len(pool))
	left := make([]float64, len(pool))
	for i, at := range pool {
		rows[i] = t.bins.row(t.base[at], nil)
		left[i] = value[at]
	}
	p := picker{t: t, taken: map[*Profile]bool{}}
	for len(p.chosen) < most {
		best := -1
		for i := range pool {
			if left[i] > 0 && (best < 0 || left[i] > left[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		if p.take(pool[best]) {
			for i := range pool {
				left[i] = min(left[i], value[pool[i]]*(1-resemblance(rows[i], rows[best])))
			}
		}
		left[best] = 0
	}
	return p.chosen
}

// judge is Score of all pairs, with the features made before where the model looks at the same attributes.
func (t *Trainer) judge(m *Model) []Score {
	if !slices.Equal(m.attributes, t.attributes) {
		return m.Score(t.pairs)
	}
	return m.score(t.rivalry, func(s *sheet, i int) { s.values = append(s.values[:0], t.base[i]...) })
}

// Worth is how much an answer about the pair would teach: most where the model is least sure.
func (d Decision) Worth() float64 { return worthAsking(Score{d.Confidence, d.Doubt}) }

// worthAsking is the entropy of the confidence, and some of the forests' disagreement.
func worthAsking(s Score) float64 {
	p := min(max(s.Confidence, 1e-6), 1-1e-6)
	entropy := -(p*math.Log2(p) + (1-p)*math.Log2(1-p))
	return entropy + doubtPart*entropy*min(s.Doubt, 3)
}

// resemblance is the square of the part of the features that are alike: pairs that differ in half of them are hardly alike.
func resemblance(a, b []uint8) float64 {
	alike := 0
	for f := range a {
		if d := int(a[f]) - int(b[f]); d >= -2 && d <= 2 {
			alike++
		}
	}
	part := float64(alike) / float64(len(a))
	return part * part
}

// picker takes pairs that share no record with one taken before.
type picker struct {
	t      *Trainer
	taken  map[*Profile]bool
	chosen []int
}

func (p *picker) take(at int) bool {
	pair := p.t.pairs[at]
	if p.taken[pair.Left] || p.taken[pair.Right] {
		return false
	}
	p.taken[pair.Left], p.taken[pair.Right] = true, true
	p.chosen = append(p.chosen, at)
	return true
}

// takeFrom takes the first pair it can from a place on.
func (p *picker) takeFrom(list []int, from int) {
	for i := max(from, 0); i < len(list) && !p.take(list[i]); i++ {
	}
}
