package engine

import (
	"cmp"
	"slices"
	"sync"
	"unicode/utf8"
)

// expansion is a word of the index that resembles a word asked for.
type expansion struct {
	number uint32
	like   float32
}

// expansions remembers what words resemble, until the index changes.
type expansions struct {
	lock    sync.Mutex
	changes int // of the index, when the memory began
	of      map[uint64][]expansion
}

const (
	mostExpansions = 8
	mostRemembered = 200_000
	// longGramList is a run of letters so common that it says little; words share others besides.
	longGramList = 20_000
	leastAlike   = 0.45
	// prefixAlike is the likeness of an abbreviation and its word.
	prefixAlike = 0.55
)

// completes says whether a word is looked for by its letters: four letters or digits at least, of an alphabet.
func completes(word string) bool {
	return len(word) >= 4 && len(word) <= 40 && utf8.RuneCountInString(word) >= 4 && script(firstRune(word)) == 'a'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// wordGrams are the distinct runs of three letters of a word with a mark on either end; the first is the word's beginning.
func wordGrams(word string) []uint64 {
	var out []uint64
	last2, last := uint64('^'), uint64(0)
	feed := func(r uint64) {
		if last != 0 {
			if g := last2<<42 | last<<21 | r; !slices.Contains(out, g) {
				out = append(out, g)
			}
			last2 = last
		}
		last = r
	}
	for _, r := range word {
		feed(uint64(r))
	}
	feed('$')
	return out
}

// complete returns the words of the index most like a word, remembered.
func (s *seeker) complete(x *Index, t indexTerm) []expansion {
	if known, ok := x.cache.get(x.changes, t.hash); ok {
		return known
	}
	found := s.alike(x, t.text)
	x.cache.put(x.changes, t.hash, found)
	return found
}

func (c *expansions) get(changes int, word uint64) ([]expansion, bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.changes != changes {
		return nil, false
	}
	known, ok := c.of[word]
	return known, ok
}

func (c *expansions) put(changes int, word uint64, found []expansion) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.of == nil || c.changes != changes || len(c.of) >= mostRemembered {
		c.changes, c.of = changes, map[uint64][]expansion{}
	}
	c.of[word] = found
}

// alike counts shared grams.
func (s *seeker) alike(x *Index, text string) []expansion {
	list := wordGrams(text)
	s.near = s.near[:0]
	for _, g := range list {
		numbers := x.grams[g]
		if len(numbers) > longGramList {
			continue
		}
		for _, n := range numbers {
			if s.counts[n] == 0 {
				s.near = append(s.near, n)
			}
			s.counts[n]++
		}
	}
	own := hash(text)
	var out []expansion
	for _, n := range s.near {
		shared := int(s.counts[n])
		s.counts[n] = 0
		w := &x.words[n]
		if shared < 2 || w.alive == 0 || w.hash == own {
			continue
		}
		like := 2 * float32(shared) / float32(len(list)+int(w.grams))
		// All grams but the end mark's: one is the beginning of the other, or stands inside it.
		if shared >= min(len(list), int(w.grams))-1 && shared >= 3 {
			like = max(like, prefixAlike)
		}
		if like >= leastAlike {
			out = append(out, expansion{n, like})
		}
	}
	slices.SortFunc(out, func(a, b expansion) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(x.words[a.number].hash, x.words[b.number].hash))
	})
	return slices.Clone(out[:min(len(out), mostExpansions)])
}
