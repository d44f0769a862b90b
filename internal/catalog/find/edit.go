package find

import (
	"cmp"
	"slices"
	"strings"
)

// distance counts the letters that have to be put in, taken out, changed, or swapped with their neighbour to make one word the other.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			step := 1
			if x[i-1] == y[j-1] {
				step = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+step)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}

// errorsIn is how many typing errors a word of a length may have.
func errorsIn(word string) int {
	if len([]rune(word)) <= 5 {
		return 1
	}
	return 2
}

// mostNear bounds in how many ways one word is corrected.
const mostNear = 8

// nearest picks, of words that stand near a typed one, those that it was meant to be: the fewest errors first. An unfinished word may
// also be the beginning of one.
func nearest(typed string, words []string) []string {
	type candidate struct {
		word  string
		wrong int
	}
	var all []candidate
	for _, w := range words {
		wrong := distance(typed, w)
		if begins := []rune(w); len(begins) > len([]rune(typed)) && strings.HasPrefix(w, string([]rune(typed)[:1])) {
			wrong = min(wrong, distance(typed, string(begins[:len([]rune(typed))])))
		}
		if wrong > 0 && wrong <= errorsIn(typed) {
			all = append(all, candidate{w, wrong})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.wrong, b.wrong), cmp.Compare(a.word, b.word)) })
	var out []string
	for _, c := range all {
		if len(out) == mostNear || c.wrong > all[0].wrong {
			break
		}
		out = append(out, c.word)
	}
	return out
}
