package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Mark is a part of a text, in UTF-16 code units, as browsers count.
type Mark struct{ From, To int }

// Marks answers where a text has what was looked for: words and their beginnings, codes, characters by their pinyin. The parts do not
// overlap and stand in their order. near are the words that were taken for typed ones.
func (q Query) Marks(text string, near map[string][]string) []Mark {
	folded, places := foldPlaces(text)
	var out []Mark
	note := func(from, to int) {
		if from >= to {
			return
		}
		end := to // a character that folds to several is marked whole: ㉑ by "2"
		for places[end] == places[to-1] {
			end++
		}
		out = append(out, Mark{places[from], places[end]})
	}
	for _, t := range q.terms {
		t.find(folded, near, note)
	}
	return merged(out)
}

// foldPlaces folds a text letter by letter and answers, for each byte of the result and its end, where in the text it comes from.
func foldPlaces(text string) (string, []int) {
	var folded strings.Builder
	var places []int
	at := 0
	for _, r := range text {
		for range len(Fold(string(r))) {
			places = append(places, at)
		}
		folded.WriteString(Fold(string(r)))
		at += max(utf16.RuneLen(r), 1)
	}
	return folded.String(), append(places, at)
}

// find notes where a folded text has the term.
func (t term) find(folded string, near map[string][]string, note func(from, to int)) {
	if t.parts[0].kind == sign {
		for _, p := range pairs(t.parts[0].text) {
			everywhere(folded, p, false, note)
		}
		return
	}
	for _, p := range t.parts {
		everywhere(folded, p.text, true, note)
		for _, n := range near[p.text] {
			everywhere(folded, n, true, note)
		}
	}
	if len(t.parts) > 1 {
		everywhere(folded, joined(t.parts), true, note)
	}
	if letters := joined(t.parts); isPinyin(letters) || isInitials(letters) || len(mixtures(letters)) > 0 {
		for at := 0; at < len(folded); {
			r, size := utf8.DecodeRuneInString(folded[at:])
			if kindOf(r) == sign {
				if n := readAs(folded[at:], letters); n > 0 {
					note(at, at+width(folded[at:], n))
				}
			}
			at += size
		}
	}
}

// width is how many bytes the first characters take.
func width(text string, characters int) int {
	at := 0
	for range characters {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// everywhere notes each place of a word; begins leaves out those inside a run of letters.
func everywhere(folded, word string, begins bool, note func(from, to int)) {
	for at := 0; word != ""; {
		i := strings.Index(folded[at:], word)
		if i < 0 {
			return
		}
		from := at + i
		before, _ := utf8.DecodeLastRuneInString(folded[:from])
		if !begins || from == 0 || kindOf(before) != letter || startsPart(folded, from) {
			note(from, from+len(word))
		}
		at = from + len(word)
	}
}

// startsPart tells whether letters and digits meet there.
func startsPart(text string, at int) bool {
	return text[at-1] < 0x80 && text[at] < 0x80 && digit(text[at-1]) != digit(text[at])
}

// merged joins parts that touch.
func merged(marks []Mark) []Mark {
	slices.SortFunc(marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var out []Mark
	for _, m := range marks {
		if n := len(out); n > 0 && m.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, m.To)
			continue
		}
		out = append(out, m)
	}
	return out
}
