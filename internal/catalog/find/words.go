package find

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind tells runs of a text apart.
type kind byte

const (
	gap    kind = iota // separates
	letter             // letters and digits of alphabets
	sign               // characters of scripts that are written without spaces
)

func kindOf(r rune) kind {
	switch {
	case r < 0x80:
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' {
			return letter
		}
		return gap
	case unicode.IsPunct(r) || unicode.IsSymbol(r): // of any script: ・ and ๏ separate as a comma does
		return gap
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
		return sign
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return letter
	}
	return gap
}

// A run is a part of a folded text: one word of letters and digits, or a row of signs.
type run struct {
	text  string
	kind  kind
	chunk int // runs of one chunk stand without a space between them
}

// runs cuts folded text. A number keeps its decimals: "4.7k" is one run.
func runs(folded string) []run {
	var out []run
	chunk := 0
	for at := 0; at < len(folded); {
		r, size := utf8.DecodeRuneInString(folded[at:])
		k := kindOf(r)
		if k == gap {
			if unicode.IsSpace(r) {
				chunk++
			}
			at += size
			continue
		}
		end := at + size
		for end < len(folded) {
			next, width := utf8.DecodeRuneInString(folded[end:])
			if kindOf(next) != k && !(k == letter && decimal(folded, end)) {
				break
			}
			end += width
		}
		out = append(out, run{folded[at:end], k, chunk})
		at = end
	}
	return out
}

// decimal tells whether the sign at a place stands between the digits of a number.
func decimal(text string, at int) bool {
	return text[at] == '.' && at > 0 && at+1 < len(text) && digit(text[at-1]) && digit(text[at+1])
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// joined is what the letters of a chunk are without anything between them: "rc0402fr-0710kl" as "rc0402fr0710kl".
func joined(of []run) string {
	var out strings.Builder
	for _, r := range of {
		for i := range len(r.text) {
			if r.text[i] != '.' {
				out.WriteByte(r.text[i])
			}
		}
	}
	return out.String()
}

// chunks are the runs that stand together, in their order.
func chunks(of []run) [][]run {
	var out [][]run
	for i, r := range of {
		if i == 0 || of[i-1].chunk != r.chunk {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], r)
	}
	return out
}

// Code is a number of an item as it is compared: folded, without what separates.
func Code(text string) string { return joined(runs(Fold(text))) }

// tails are the ends of a word that begin where letters and digits meet, at most three: "4090" of "rtx4090".
func tails(word string) []string {
	var out []string
	for i := 1; i+3 <= len(word) && len(out) < 3; i++ {
		if digit(word[i]) != digit(word[i-1]) && word[i] != '.' && word[i-1] != '.' && word[i] < 0x80 && word[i-1] < 0x80 {
			out = append(out, word[i:])
		}
	}
	return out
}

// pairs are each two neighbours of a row of signs; of a single one, itself.
func pairs(signs string) []string {
	all := []rune(signs)
	if len(all) < 2 {
		return []string{signs}
	}
	out := make([]string, 0, len(all)-1)
	for i := range len(all) - 1 {
		out = append(out, string(all[i:i+2]))
	}
	return out
}
