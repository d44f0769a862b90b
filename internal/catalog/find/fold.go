package find

import (
	_ "embed" // the table of characters
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings text into the form in which it is compared: narrow, lower case, without accents, Chinese in simplified characters. Letters
// that look alike in several encodings become one.
func Fold(text string) string {
	if ascii(text) {
		return strings.ToLower(text)
	}
	var out strings.Builder
	out.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		if !accent(r) {
			out.WriteRune(small(r))
		}
	}
	return norm.NFC.String(out.String()) // puts together what carries meaning: Hangul, the marks of kana
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// accent tells marks that are left out by people who are in a hurry. Those of kana make another sound.
func accent(r rune) bool {
	return r >= 0x300 && unicode.Is(unicode.Mn, r) && r != 0x3099 && r != 0x309a
}

// small is the lower case of a letter, with the few letters that no decomposition brings together.
func small(r rune) rune {
	switch r {
	case 'ø', 'Ø':
		return 'o'
	case 'ł', 'Ł':
		return 'l'
	case 'đ', 'Đ':
		return 'd'
	case 'ı':
		return 'i'
	case '×', '✕':
		return 'x'
	case 'ς':
		return 'σ'
	}
	if i := int(r) - firstHan; 0 <= i && i < len(simplified) && simplified[i] != 0 {
		return simplified[i]
	}
	return unicode.ToLower(r)
}

//go:embed simplified.txt
var simplifiedPairs string

// Characters that have a simplified form stand between these.
const firstHan, lastHan = 0x3400, 0x9fff

// simplified is the simplified form of each traditional character, 0 of all others.
var simplified = func() (table [lastHan - firstHan + 1]rune) {
	var traditional rune
	for line := range strings.Lines(simplifiedPairs) {
		if line[0] == '#' {
			continue
		}
		for _, r := range strings.TrimSpace(line) {
			if traditional == 0 {
				traditional = r
				continue
			}
			table[traditional-firstHan] = r
			traditional = 0
		}
	}
	return table
}()
