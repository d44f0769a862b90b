package heading

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Heading is a chapter (two digits), heading (four) or subheading (six).
type Heading struct {
	Code    string
	Name    string   // English
	Chinese string   // "" where there is none
	Path    []string // names of what it lies in, from the chapter down, in English
	Score   float64  // of a suggestion: 0 to 1
}

//go:embed hs.tsv.gz
var packed []byte

//go:embed zh.tsv
var chinese string

// node is a heading in memory.
type node struct {
	code, name, chinese string
	words               []string // Chinese ones that people say
	stems               []string // of the name, each once
}

// tree is all of it, unpacked when it is first asked for.
type tree struct {
	nodes []node // by code
	at    map[string]int
	rare  map[string]float64 // how much a stem says: the rarer, the more
}

var whole = sync.OnceValue(func() *tree {
	t := &tree{at: map[string]int{}, rare: map[string]float64{}}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Errorf("heading: %w", err))
	}
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		code, name, _ := strings.Cut(lines.Text(), "\t")
		t.nodes = append(t.nodes, node{code: code, name: name, stems: Stems(name)})
	}
	if err := lines.Err(); err != nil {
		panic(fmt.Errorf("heading: %w", err))
	}
	slices.SortFunc(t.nodes, func(a, b node) int { return cmp.Compare(a.code, b.code) })
	for i, n := range t.nodes {
		t.at[n.code] = i
		for _, stem := range n.stems {
			t.rare[stem]++
		}
	}
	for stem, n := range t.rare {
		t.rare[stem] = math.Log(float64(len(t.nodes)) / n)
	}
	for line := range strings.Lines(chinese) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cells) < 3 {
			continue
		}
		n := &t.nodes[t.at[cells[0]]]
		n.chinese, n.words = cells[1], strings.Fields(cells[2])
	}
	return t
})

// unimportant are words that say nothing of goods.
var unimportant = map[string]bool{
	"and": true, "or": true, "of": true, "the": true, "for": true, "in": true, "with": true, "not": true, "than": true, "other": true, "n.e.c": true, "nec": true, "to": true, "on": true,
	"thereof": true, "heading": true, "no": true, "whether": true, "a": true, "by": true, "from": true, "their": true, "similar": true, "like": true, "item": true, "product": true, "part": true,
	"all": true, "misc": true, "general": true,
}

// Stems are the words of an English text without endings, each once, in their order.
func Stems(text string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		word = stem(word)
		if !unimportant[word] && len(word) > 1 && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// stem cuts the commonest endings of English nouns.
func stem(word string) string {
	switch {
	case len(word) > 4 && strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case len(word) > 4 && (strings.HasSuffix(word, "ches") || strings.HasSuffix(word, "shes") || strings.HasSuffix(word, "sses") || strings.HasSuffix(word, "xes")):
		return word[:len(word)-2]
	case len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us"):
		return word[:len(word)-1]
	}
	return word
}

// Find answers the heading of a code.
func Find(code string) (Heading, bool) {
	t := whole()
	i, there := t.at[code]
	if !there {
		return Heading{}, false
	}
	return t.heading(i), true
}

// Words are those by which goods of a heading, and of what it lies in, are asked for in Chinese and English; "" for a code that is none. Chapters say too little.
func Words(code string) string {
	t := whole()
	var out []string
	for digits := 4; digits <= len(code); digits += 2 {
		i, there := t.at[code[:digits]]
		if !there {
			break
		}
		n := t.nodes[i]
		english := n.name
		if end := strings.IndexAny(english, ";,("); end > 0 { // what follows says what is meant, and what is not
			english = english[:end]
		}
		out = append(append(out, n.chinese, english), n.words...)
	}
	return strings.Join(slices.DeleteFunc(out, func(w string) bool { return w == "" }), " ")
}

func (t *tree) heading(i int) Heading {
	n := t.nodes[i]
	h := Heading{Code: n.code, Name: n.name, Chinese: n.chinese, Path: []string{}}
	for digits := 2; digits < len(n.code); digits += 2 {
		if up, there := t.at[n.code[:digits]]; there {
			h.Path = append(h.Path, t.nodes[up].name)
		}
	}
	return h
}

// Under answers what lies directly below a code, by code; below "", the chapters.
func Under(code string) []Heading {
	t := whole()
	out := []Heading{}
	for i, n := range t.nodes {
		if len(n.code) == len(code)+2 && strings.HasPrefix(n.code, code) {
			out = append(out, t.heading(i))
		}
	}
	return out
}

// Search answers headings whose code begins with a text of digits, or in whose names all words occur: the shorter codes first.
func Search(text string, most int) []Heading {
	t := whole()
	text = strings.TrimSpace(text)
	digits := strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), " ", "")
	byCode := digits != "" && strings.Trim(digits, "0123456789") == ""
	words := strings.Fields(strings.ToLower(text))
	var found []int
	for i, n := range t.nodes {
		if byCode && strings.HasPrefix(n.code, digits) || !byCode && len(words) > 0 && n.contains(words) {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(len(t.nodes[a].code), len(t.nodes[b].code)) })
	out := []Heading{}
	for _, i := range found[:min(most, len(found))] {
		out = append(out, t.heading(i))
	}
	return out
}

func (n node) contains(words []string) bool {
	in := strings.ToLower(n.name + " " + n.chinese + " " + strings.Join(n.words, " "))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(in, w) && !strings.Contains(in, stem(w)) })
}

// Suggest guesses the headings of four and six digits that texts are about. The first text, a category's name, says more than the others,
// names of its items.
func Suggest(texts []string, most int) []Heading {
	t := whole()
	weights, all := map[string]float64{}, strings.Builder{}
	for i, text := range texts {
		weight := 1.0
		if i > 0 {
			weight = .5 / float64(len(texts)-1)
		}
		for _, s := range Stems(text) {
			weights[s] += weight * t.rare[s]
		}
		if i == 0 {
			all.WriteString(strings.ToLower(text))
		}
	}
	type scored struct {
		at    int
		score float64
	}
	var found []scored
	for i, n := range t.nodes {
		if len(n.code) < 4 {
			continue
		}
		if score := n.score(weights) + spoken(n, all.String(), texts[1:]); score > 0 {
			found = append(found, scored{i, score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	out := []Heading{}
	for _, f := range found[:min(most, len(found))] {
		h := t.heading(f.at)
		h.Score = math.Round(100*f.score/(f.score+1)) / 100
		out = append(out, h)
	}
	return out
}

// score adds up what the stems say that are in the name, the more the shorter the name is. Of two alike, the heading comes before its parts.
func (n node) score(weights map[string]float64) float64 {
	sum := 0.0
	for place, s := range n.stems {
		if w := weights[s]; w > 0 {
			sum += w / (1 + float64(place)/6) // what a heading is stands in front
		}
	}
	sum /= 6 * math.Sqrt(float64(1+len(n.stems))/4)
	if len(n.code) == 6 {
		sum *= .9
	}
	return sum
}

// spoken is how much Chinese words of a heading occur in the name of a category, and in the names of its items: longer ones say more.
func spoken(n node, category string, items []string) float64 {
	best := 0.0
	for _, word := range append(slices.Clone(n.words), n.chinese) {
		if word == "" {
			continue
		}
		word = strings.ToLower(word)
		length := math.Sqrt(float64(len([]rune(word))))
		if strings.Contains(category, word) {
			best = max(best, length)
		}
		hits := 0
		for _, item := range items {
			if strings.Contains(strings.ToLower(item), word) {
				hits++
			}
		}
		if len(items) > 0 {
			best = max(best, length*.8*float64(hits)/float64(len(items)))
		}
	}
	return best
}
