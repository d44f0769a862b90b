package engine

import (
	"slices"
	"testing"
)

func TestLexiconLearnsWhatAWordSays(t *testing.T) {
	const refill, black = 1, 2
	var entries [][]uint64
	var same []bool
	for i := range 200 {
		row := []uint64{black}
		if i%2 == 0 {
			row = append(row, refill)
		}
		entries, same = append(entries, row), append(same, i%2 == 1 || i%20 == 0)
	}
	l := learnWords(entries, make([]float64, len(entries)), same, ones(len(entries)))
	if l[refill] > -1 || l[black] < l[refill]+1 {
		t.Errorf("refill %f, black %f: only refill speaks against a pair", l[refill], l[black])
	}
	if again := learnWords(entries, make([]float64, len(entries)), same, ones(len(entries))); again[refill] != l[refill] {
		t.Error("learned differently the second time")
	}
}

func TestObservedTurned(t *testing.T) {
	p := profilesOf(Record{Name: "ink refill black"}, Record{Name: "black ink"})
	there, back := observed(Pair{Left: p[0], Right: p[1]}, nil), observed(Pair{Left: p[1], Right: p[0]}, nil)
	if !slices.Equal(there, back) || len(there) != 3 {
		t.Errorf("%v and %v", there, back)
	}
	if !slices.Contains(there, mix(hash("refill")^saltOne)) || !slices.Contains(there, mix(hash("ink")^saltBoth)) {
		t.Error("refill stands on one side, ink on both")
	}
}
