package engine

import (
	"math/bits"
	"strings"
)

// dot is the cosine of two vectors of length one.
func dot(a, b vector) float32 {
	var sum float32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch x, y := a[i].id, b[j].id; {
		case x == y:
			sum += a[i].weight * b[j].weight
			i++
			j++
		case x < y:
			i++
		default:
			j++
		}
	}
	return sum
}

// overlap is how many words two sets share, as a part of all of them and of the smaller set.
func overlap(a, b []word) (jaccard, ofSmaller float32) {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch x, y := a[i].id, b[j].id; {
		case x == y:
			shared++
			i++
			j++
		case x < y:
			i++
		default:
			j++
		}
	}
	return part(shared, len(a)+len(b)-shared), part(shared, min(len(a), len(b)))
}

func part(n, of int) float32 {
	if of == 0 {
		return 0
	}
	return float32(n) / float32(of)
}

// coverage is how much of one text stands in another.
type coverage struct {
	covered   float32 // part of the weight
	unmatched float32 // weight of words without a counterpart
	heaviest  float32 // the heaviest of them
	second    float32
	shared    float32 // the heaviest word with a counterpart
	strange   []word  // words without a counterpart
}

// cover looks for each word of a text in another: the same word, letters within its compact form, or a word alike.
func cover(a, b []word, compactB string, strange []word) coverage {
	c := coverage{strange: strange[:0]}
	var total, got float32
	j := 0
	for _, w := range a {
		total += w.weight
		for j < len(b) && b[j].id < w.id {
			j++
		}
		similar := float32(0)
		if j < len(b) && b[j].id == w.id {
			similar = 1
		} else {
			similar = alike(w, b, compactB)
		}
		got += w.weight * similar
		if similar > 0 {
			c.shared = max(c.shared, w.weight*similar)
			continue
		}
		c.strange = append(c.strange, w)
		c.unmatched += w.weight
		if w.weight > c.heaviest {
			c.heaviest, c.second = w.weight, c.heaviest
		} else {
			c.second = max(c.second, w.weight)
		}
	}
	if total > 0 {
		c.covered = got / total
	}
	return c
}

// alike is how well a word that does not stand in a text is found in it nevertheless: within the text without its spaces, as an
// abbreviation, or misspelt. Codes that differ in one place are different codes.
func alike(w word, b []word, compactB string) float32 {
	if len(w.text) >= 4 && strings.Contains(compactB, w.text) {
		return 0.9
	}
	if len(w.text) < 3 || w.code {
		return 0
	}
	best := float32(0)
	for i := range b {
		if u := b[i].text; len(u) >= 3 && u[0] == w.text[0] {
			best = max(best, akin(w.text, u))
		}
	}
	return best
}

// akin compares two words of three letters at least that begin with the same one.
func akin(w, u string) float32 {
	if strings.HasPrefix(u, w) || strings.HasPrefix(w, u) {
		return 0.7
	}
	if apart := len(w) - len(u); min(len(w), len(u)) < 4 || apart > 3 || apart < -3 {
		return 0
	}
	if s := jaroWinkler(w, u); s > 0.9 {
		return 0.9 * s
	}
	return 0
}

// levenshtein is one less the edits between two texts as part of the longer, over their first 64 bytes (Myers' bit vectors).
func levenshtein(a, b string) float32 {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if a == b {
		return 1
	}
	var places [256]uint64
	for i := range len(a) {
		places[a[i]] |= 1 << i
	}
	up, down := ^uint64(0), uint64(0)
	edits := len(a)
	last := uint64(1) << (len(a) - 1)
	for i := range len(b) {
		eq := places[b[i]]
		vertical := eq | down
		horizontal := ((eq & up) + up) ^ up | eq
		plus, minus := down|^(horizontal|up), up&horizontal
		if plus&last != 0 {
			edits++
		} else if minus&last != 0 {
			edits--
		}
		plus = plus<<1 | 1
		minus <<= 1
		up, down = minus|^(vertical|plus), plus&vertical
	}
	return 1 - float32(edits)/float32(max(len(a), len(b)))
}

// jaroWinkler is the similarity of two words by characters in nearly the same place, over their first 64 bytes.
func jaroWinkler(a, b string) float32 {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	if a == b {
		return 1
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	window := max(max(len(a), len(b))/2-1, 0)
	var inA, inB uint64
	for i := range len(a) {
		for j := max(0, i-window); j < min(len(b), i+window+1); j++ {
			if inB>>j&1 == 0 && a[i] == b[j] {
				inA |= 1 << i
				inB |= 1 << j
				break
			}
		}
	}
	common := bits.OnesCount64(inA)
	if common == 0 {
		return 0
	}
	crossed := 0
	for x, y := inA, inB; x != 0; x, y = x&(x-1), y&(y-1) {
		if a[bits.TrailingZeros64(x)] != b[bits.TrailingZeros64(y)] {
			crossed++
		}
	}
	m := float32(common)
	jaro := (m/float32(len(a)) + m/float32(len(b)) + (m-float32(crossed)/2)/m) / 3
	prefix := 0
	for prefix < min(4, len(a), len(b)) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + 0.1*float32(prefix)*(1-jaro)
}
