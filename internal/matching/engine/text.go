package engine

import (
	"html"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings text into the form in which it is compared: lower case, no accents, narrow forms, no HTML entities.
func fold(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if plain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '×':
			b.WriteByte('x')
		case r == '″' || r == '“' || r == '”':
			b.WriteByte('"')
		case r == '′' || r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == '‐' || r == '‑' || r == '–' || r == '—':
			b.WriteByte('-')
		case r == '⁄':
			b.WriteByte('/')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isJoiner(c byte) bool {
	return c == '-' || c == '/' || c == '.' || c == '_' || c == '+' || c == ','
}

// script tells runs of a text apart: 0 for what separates, 'a' for letters and digits of alphabets, 'c' for CJK.
func script(r rune) byte {
	switch {
	case r < 0x80:
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return 'a'
		}
		return 0
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return 'c'
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return 'a'
	}
	return 0
}

// words cuts folded text into words. A number keeps its decimals ("2.50" is the word "2.5"), what is joined by a sign is
// taken apart, and CJK text gives each pair of neighbouring characters. The compact form of what was joined ("ps-lx350h")
// goes to joined, unless that is nil.
func words(text string, joined func(string)) []string {
	var out []string
	for at := 0; at < len(text); {
		end, kind := run(text, at)
		switch piece := text[at:end]; kind {
		case 'c':
			out = pairs(out, piece)
		case 'a':
			out = chunk(out, piece, joined)
		}
		at = end
	}
	return out
}

// run returns the end of the run of one script that begins at a place. Signs that join belong to a run of letters and digits
// when these stand on both sides.
func run(text string, at int) (end int, kind byte) {
	for i, r := range text[at:] {
		i += at
		now := script(r)
		if i == at {
			kind = now
			continue
		}
		if now == kind {
			continue
		}
		if kind == 'a' && now == 0 && r < 0x80 && isJoiner(byte(r)) && i+1 < len(text) && joins(text, i) {
			continue
		}
		return i, kind
	}
	return len(text), kind
}

// joins says whether the sign at a place stands directly between letters or digits; a comma only between digits.
func joins(text string, i int) bool {
	before, after := text[i-1], text[i+1]
	if text[i] == ',' {
		return isDigit(before) && isDigit(after)
	}
	return (isDigit(before) || isLower(before)) && (isDigit(after) || isLower(after))
}

func pairs(out []string, run string) []string {
	last := -1
	n := 0
	for i, r := range run {
		if last >= 0 {
			out = append(out, run[last:i+len(string(r))])
		}
		last = i
		n++
	}
	if n == 1 {
		out = append(out, run)
	}
	return out
}

func chunk(out []string, s string, joined func(string)) []string {
	if len(s) > 1 && s[0] == 'v' && isDigit(s[1]) {
		if number, ok := canonicalNumber(s[1:]); ok {
			return append(out, number) // version 10
		}
	}
	if !strings.ContainsAny(s, "-/._+,") {
		return append(out, s)
	}
	if number, ok := canonicalNumber(s); ok {
		return append(out, number)
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && isJoiner(byte(r)) })
	if joined != nil && len(parts) > 1 {
		joined(strings.Join(parts, ""))
	}
	return append(out, parts...)
}

// canonicalNumber writes "1,000" as "1000" and "2.50" as "2.5"; false for what is no such number.
func canonicalNumber(s string) (string, bool) {
	whole, decimals, hasPoint := strings.Cut(s, ".")
	for i, group := range strings.Split(whole, ",") {
		if !digits(group) || i > 0 && len(group) != 3 {
			return "", false
		}
	}
	whole = strings.ReplaceAll(whole, ",", "")
	if !hasPoint {
		return whole, true
	}
	if !digits(decimals) {
		return "", false
	}
	if decimals = strings.TrimRight(decimals, "0"); decimals == "" {
		return whole, true
	}
	return whole + "." + decimals, true
}

func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// compact leaves only letters and digits.
func compact(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if script(r) != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hash is the number of a word (FNV-1a with a final mix), the same on every machine and in every run.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// mix spreads the bits of a number (the finish of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
