package engine

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in     string
		want   string // joined by |
		joined string
	}{
		{"Sony PS-LX350H Turntable", "sony|ps|lx350h|turntable", "pslx350h"},
		{"Crème brûlée, 2.50 kg", "creme|brulee|2.5|kg", ""},
		{"1,000 sheets", "1000|sheets", ""},
		{"10,5", "10|5", "105"},
		{"AT&amp;T phone", "at|t|phone", ""},
		{"可口可乐 330毫升", "可口|口可|可乐|330|毫升", ""},
		{"茶", "茶", ""},
		{"ＡＢＣ１２３", "abc123", ""},
		{"v10 and v2.0", "10|and|2", ""},
		{"a - b", "a|b", ""},
		{"-x-", "x", ""},
		{"", "", ""},
		{"... !", "", ""},
	} {
		var joined []string
		got := words(fold(c.in), func(s string) { joined = append(joined, s) })
		if strings.Join(got, "|") != c.want || strings.Join(joined, "|") != c.joined {
			t.Errorf("%q: %q joined %q, want %q joined %q", c.in, got, joined, c.want, c.joined)
		}
	}
}

// Words are made of letters and digits, and taking them apart again changes nothing.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Sony PS-LX350H", "6×330 ml", "茶 v1.0", "a/b.c_d+e,f", "\xff\xfe", "１２．５０", "&#40;x&#41;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := fold(s)
		if again := fold(folded); utf8.ValidString(s) && !strings.Contains(s, "&") && again != folded {
			t.Errorf("%q folds to %q, and that to %q", s, folded, again)
		}
		for _, w := range words(folded, func(string) {}) {
			if w == "" || strings.ContainsAny(w, " -/_+,\"'") {
				t.Errorf("%q has the word %q", s, w)
			}
		}
	})
}

func TestGramsRunOverWords(t *testing.T) {
	got := 0
	eachGram([]string{"ab", "c"}, func(uint64) { got++ })
	if got != 4 { // " ab", "ab ", "b c", " c " less the first, which has no letter before it
		t.Errorf("%d runs of letters in %q", got, " ab c ")
	}
}

func TestSimilarityOfKnownWords(t *testing.T) {
	if s := jaroWinkler("martha", "marhta"); s < 0.9610 || s > 0.9612 {
		t.Errorf("martha, marhta: %f", s)
	}
	if s := jaroWinkler("dixon", "dicksonx"); s < 0.8132 || s > 0.8134 {
		t.Errorf("dixon, dicksonx: %f", s)
	}
	if s := levenshtein("kitten", "sitting"); s < 0.5714 || s > 0.5715 {
		t.Errorf("kitten, sitting: %f", s)
	}
}

func slowEdits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			last, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, last+b2i(a[i] != b[j]))
		}
	}
	return row[len(b)]
}

func TestEditsAreCountedRight(t *testing.T) {
	text := rapid.StringMatching(`[abc]{1,64}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		want := 1 - float32(slowEdits(a, b))/float32(max(len(a), len(b)))
		if got := levenshtein(a, b); got != want {
			t.Errorf("%q, %q: %f, want %f", a, b, got, want)
		}
		if levenshtein(b, a) != want || symmetricWinkler(a, b) != symmetricWinkler(b, a) {
			t.Errorf("%q, %q: the order matters", a, b)
		}
	})
}

func TestCover(t *testing.T) {
	c := NewCorpus()
	for _, name := range []string{"adobe photoshop professional upgrade", "roller coaster tycoon", "window washer"} {
		c.Add(Record{Name: name})
	}
	for _, each := range []struct {
		a, b    string
		strange string
	}{
		{"adobe photoshop", "photoshop by adobe", ""},
		{"rollercoaster tycoon", "roller coaster tycoon", ""},
		{"photoshop prof", "photoshop professional", ""},
		{"fotoshop adobe", "photoshop adobe", "fotoshop"},
		{"simulater", "simulator", ""},
		{"ab12x", "ab13x", "ab12x"},
	} {
		a, b := c.Profile(Record{Name: each.a}), c.Profile(Record{Name: each.b})
		var strange []string
		for _, w := range cover(a.nameWords, b.nameWords, b.compactName, nil).strange {
			strange = append(strange, w.text)
		}
		if slices.Sort(strange); strings.Join(strange, " ") != each.strange {
			t.Errorf("%q in %q leaves %q, want %q", each.a, each.b, strange, each.strange)
		}
	}
}
