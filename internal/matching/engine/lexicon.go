package engine

import (
	"maps"
	"math"
	"slices"
)

// lexicon knows what single words say: how much it counts when both sides have a word, and when only one has.
type lexicon map[uint64]float32

// Numbers of words found on both sides, and on one, are kept apart by a salt.
const (
	saltBoth uint64 = 0x2545f4914f6cdd1d
	saltOne  uint64 = 0x9e6c63d0676a9a99
)

// observed are the entries of a lexicon that a pair speaks of.
func observed(p Pair, into []uint64) []uint64 {
	a, b := p.Left, p.Right
	if a.key > b.key {
		a, b = b, a
	}
	into = into[:0]
	for i, j := 0, 0; i < len(a.nameWords) && j < len(b.nameWords); {
		switch x, y := a.nameWords[i].id, b.nameWords[j].id; {
		case x == y:
			into = append(into, mix(x^saltBoth))
			i++
			j++
		case x < y:
			i++
		default:
			j++
		}
	}
	s := sheet{}
	for _, w := range cover(a.nameWords, b.allWords, b.compactAll, s.strangeA).strange {
		into = append(into, mix(w.id^saltOne))
	}
	for _, w := range cover(b.nameWords, a.allWords, a.compactAll, s.strangeB).strange {
		into = append(into, mix(w.id^saltOne))
	}
	return into
}

// sorted are the entries in the order of their numbers.
func (l lexicon) sorted() []uint64 { return slices.Sorted(maps.Keys(l)) }

func (l lexicon) score(entries []uint64) float32 {
	var sum float32
	for _, e := range entries {
		sum += l[e]
	}
	return sum
}

// learnWords fits a lexicon to what is left over by the given log-odds: logistic regression with the log-odds as its offset,
// by adaptive steps over all rows at once.
func learnWords(entries [][]uint64, odds []float64, same []bool, weights []float64) lexicon {
	const (
		rounds = 40
		step   = 0.15
		damp   = 1.5 // how much evidence a word needs before it counts
	)
	number := map[uint64]int{}
	for i, row := range entries {
		if weights[i] > 0 {
			for _, e := range row {
				if _, ok := number[e]; !ok {
					number[e] = len(number)
				}
			}
		}
	}
	w, gradient, seen := make([]float64, len(number)), make([]float64, len(number)), make([]float64, len(number))
	for range rounds {
		for k := range gradient {
			gradient[k] = damp * w[k]
		}
		for i, row := range entries {
			if weights[i] == 0 {
				continue
			}
			sum := odds[i]
			for _, e := range row {
				sum += w[number[e]]
			}
			slope := (sigmoid(sum) - float64(b2i(same[i]))) * weights[i]
			for _, e := range row {
				gradient[number[e]] += slope
			}
		}
		for k, g := range gradient {
			seen[k] += g * g
			if seen[k] > 0 {
				w[k] -= step * g / math.Sqrt(seen[k]+1)
			}
		}
	}
	l := make(lexicon, len(number))
	for e, k := range number {
		if math.Abs(w[k]) > 0.02 {
			l[e] = float32(w[k])
		}
	}
	return l
}
