package matching

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
)

// Product is what several items are, in the best text of them.
type Product struct {
	ID        id.ProductID
	Text      Text
	Items     int
	Suppliers int
	ChangedAt time.Time
}

// best is the text that says most of what several items have in common: the name with the most words that others have too, of
// the other fields what most say. It does not depend on the order. Numbers of suppliers and their categories are no part of it.
func best(texts []Text) Text {
	names := make([]string, len(texts))
	for i, t := range texts {
		names[i] = t.Name
	}
	most := func(field func(Text) string) string { return commonest(texts, field) }
	return Text{
		Brand: most(func(t Text) string { return t.Brand }), Name: richest(names), MPN: most(func(t Text) string { return t.MPN }),
		GTIN: most(func(t Text) string {
			if _, ok := engine.GTIN(t.GTIN); !ok {
				return ""
			}
			return t.GTIN
		}),
		Pack: most(func(t Text) string { return t.Pack }), Unit: most(func(t Text) string { return t.Unit }),
	}
}

// richest is the name whose words stand in the most other names; of equals the longer one.
func richest(names []string) string {
	support := map[string]int{}
	for _, name := range names {
		for _, word := range distinctWords(name) {
			support[word]++
		}
	}
	score := func(name string) (n int) {
		for _, word := range distinctWords(name) {
			n += support[word] - 1
		}
		return n
	}
	return slices.MinFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
}

func distinctWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.Compact(words)
}

// commonest is the value that most texts have, whatever its case; of equals the longer one. "" when none has any.
func commonest(texts []Text, field func(Text) string) string {
	counts := map[string]int{}
	var values []string
	for _, t := range texts {
		if v := field(t); v != "" {
			counts[strings.ToLower(v)]++
			values = append(values, v)
		}
	}
	if values == nil {
		return ""
	}
	return slices.MinFunc(values, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[strings.ToLower(b)], counts[strings.ToLower(a)]), cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
}

// shownTo is the best text of items, without anything that tells who sells them: no name of a supplier and no number of its own.
func shownTo(items []Item, texts map[Item]Text, names map[id.CompanyID]string) Text {
	secrets := map[string]bool{}
	for _, i := range items {
		for _, name := range spellings(names[i.Supplier]) {
			secrets[name] = true
		}
		own := texts[i]
		if n := own.SKU; utf8.RuneCountInString(n) >= shortestNumber && !strings.EqualFold(n, own.MPN) && !strings.EqualFold(n, own.GTIN) {
			secrets[n] = true
		}
	}
	ordered := slices.SortedFunc(maps.Keys(secrets), func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	list := make([]Text, len(items))
	for n, i := range items {
		list[n] = without(texts[i], ordered)
	}
	return best(list)
}

// shortestNumber is the length from which on a supplier's own number is taken out of a text; shorter ones are words like others.
const shortestNumber = 4

// without takes secrets out of a text, the longest first.
func without(t Text, secrets []string) Text {
	out := Text{Brand: t.Brand, Name: t.Name, MPN: t.MPN, GTIN: t.GTIN, Pack: t.Pack, Unit: t.Unit}
	for _, field := range []*string{&out.Brand, &out.Name, &out.MPN, &out.Pack} {
		low := strings.ToLower(*field)
		for _, secret := range secrets {
			if strings.Contains(low, strings.ToLower(secret)) {
				*field = cutOut(*field, secret)
			}
		}
	}
	if out.Name == "" {
		out.Name = strings.TrimSpace(out.Brand + " " + out.MPN)
	}
	return out
}

// companyEndings are what a Chinese company's name ends with, the longest first.
var companyEndings = []string{"股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团"}

// spellings are a company's name as it is written, and without what says only that it is a company; longer ones first.
func spellings(name string) []string {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil
	}
	out := []string{name}
	short := engine.Telling(name)
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		short = name
		for _, ending := range companyEndings {
			short = strings.TrimSuffix(short, ending)
		}
	}
	if utf8.RuneCountInString(short) >= 2 && !strings.EqualFold(short, name) {
		out = append(out, short)
	}
	return out
}

// cutOut takes every occurrence of a name out of a text, whatever its case, where it stands as words of its own.
func cutOut(text, name string) string {
	low, find := []rune(strings.ToLower(text)), []rune(strings.ToLower(name))
	runes := []rune(text)
	if len(low) != len(runes) || len(find) == 0 {
		return text
	}
	var out []rune
	for i := 0; i < len(runes); {
		if i+len(find) <= len(low) && slices.Equal(low[i:i+len(find)], find) && edge(low, i-1, find[0]) && edge(low, i+len(find), find[len(find)-1]) {
			i += len(find)
			out = append(out, ' ')
			continue
		}
		out = append(out, runes[i])
		i++
	}
	return strings.Trim(strings.Join(strings.Fields(string(out)), " "), " -–—,;:/|·")
}

// edge says whether a name may end before or begin after the rune at a place: Han characters make words without spaces between.
func edge(text []rune, at int, inside rune) bool {
	if at < 0 || at >= len(text) || unicode.Is(unicode.Han, inside) || unicode.Is(unicode.Han, text[at]) {
		return true
	}
	return !unicode.IsLetter(text[at]) && !unicode.IsDigit(text[at])
}
