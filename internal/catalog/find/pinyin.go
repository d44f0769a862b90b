package find

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// Bounds of what is kept of readings. A name of 40 characters of which each has four readings stays small.
const (
	longSpell    = 6 // syllables of a spelling
	mostSpells   = 4 // spellings that begin at one character
	mostReadings = 3 // of one character
	longPinyin   = 24
)

// readings are the syllables of each character without tones, the usual one first; ü is v, as it is typed.
var readings = sync.OnceValue(func() map[rune][]string {
	out := make(map[rune][]string, len(pinyin.PinyinDict))
	for at, spelt := range pinyin.PinyinDict {
		var all []string
		for s := range strings.SplitSeq(spelt, ",") {
			plain := toneless(s)
			if plain != "" && !slices.Contains(all, plain) && len(all) < mostReadings {
				all = append(all, plain)
			}
		}
		out[rune(at)] = all
	}
	return out
})

// toneless is a syllable in the 26 letters.
func toneless(syllable string) string {
	syllable = strings.NewReplacer("ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ê", "e").Replace(syllable)
	var out strings.Builder
	for _, r := range Fold(syllable) {
		if 'a' <= r && r <= 'z' {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// syllables are all that there are, to tell pinyin from other words.
var syllables = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, all := range readings() {
		for _, s := range all {
			out[s] = true
		}
	}
	for _, odd := range []string{"m", "n", "ng", "hm", "hng", "r"} { // interjections; each would make any run of letters pinyin
		delete(out, odd)
	}
	return out
})

// beginnings are all starts of syllables.
var beginnings = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for s := range syllables() {
		for i := range s {
			out[s[:i+1]] = true
		}
	}
	return out
})

// spells answers, for each character of a row of signs, the spellings that begin there, and their initials.
func spells(signs string, spelling, initials func(string)) {
	all := []rune(signs)
	for from := range all {
		ways := []way{{}}
		for _, r := range all[from:min(from+longSpell, len(all))] {
			of := readings()[r]
			if len(of) == 0 || !unicode.Is(unicode.Han, r) {
				break
			}
			ways = extend(ways, of)
		}
		for _, w := range ways {
			if w.full != "" {
				spelling(w.full)
				initials(w.initials)
			}
		}
	}
}

// way is one of the ways in which characters can be read.
type way struct{ full, initials string }

// extend reads one more character in every way, the usual ones first, as far as there is room.
func extend(ways []way, of []string) []way {
	out := make([]way, 0, min(len(ways)*len(of), mostSpells))
	for _, syllable := range of {
		for _, w := range ways {
			if len(out) == mostSpells {
				return out
			}
			out = append(out, way{w.full + syllable, w.initials + syllable[:1]})
		}
	}
	return out
}

// isPinyin tells whether a word can be read as syllables, of which the last may be unfinished.
func isPinyin(word string) bool {
	if len(word) < 2 || len(word) > longPinyin {
		return false
	}
	reach := make([]bool, len(word)+1) // places where a syllable can begin
	reach[0] = true
	for at := range len(word) {
		if !reach[at] {
			continue
		}
		if beginnings()[word[at:]] {
			return true
		}
		for end := at + 1; end <= min(at+6, len(word)); end++ {
			if syllables()[word[at:end]] {
				reach[end] = true
			}
		}
	}
	return reach[len(word)]
}

// isInitials tells whether each letter can begin a syllable.
func isInitials(word string) bool {
	if len(word) < 2 || len(word) > longSpell {
		return false
	}
	for _, r := range word {
		if r < 'a' || r > 'z' || strings.ContainsRune("iuv", r) {
			return false
		}
	}
	return true
}

// readAs tells how many characters at the beginning of a text the letters spell, as syllables or as initials; 0 for none.
func readAs(text, letters string) int {
	return max(readOn(text, letters, syllablesOf), readOn(text, letters, initialsOf))
}

func syllablesOf(r rune) []string { return readings()[r] }

func initialsOf(r rune) []string {
	var out []string
	for _, s := range readings()[r] {
		out = append(out, s[:1])
	}
	return out
}

// readOn counts characters until all letters are spelt; the last may be spelt in part.
func readOn(text, letters string, of func(rune) []string) int {
	r, _ := utf8.DecodeRuneInString(text)
	rest := text[min(utf8.RuneLen(max(r, 0)), len(text)):]
	for _, s := range of(r) {
		switch {
		case strings.HasPrefix(s, letters):
			return 1
		case strings.HasPrefix(letters, s):
			if n := readOn(rest, letters[len(s):], of); n > 0 {
				return n + 1
			}
		}
	}
	return 0
}
