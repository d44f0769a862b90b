package find

import (
	"slices"
	"strings"
	"unicode/utf8"

	"manifold/internal/kernel/gtin"
)

// mostTerms bounds a question; nobody types more.
const mostTerms = 12

// Query is what somebody typed, understood. The zero Query asks for nothing.
type Query struct {
	terms   []term
	number  string // all of it as one number; "" when it can be none
	barcode string // as 14 digits
}

// term is what has to be found; all terms of a query have to be.
type term struct {
	parts []run // of one kind; several are a word with signs in it, such as wi-fi
	open  bool  // the last, which may be unfinished
}

// Understand reads what somebody typed. It never fails: what cannot be looked for is left out.
func Understand(text string) Query {
	if len(text) > longText {
		text = text[:longText]
	}
	folded := Fold(strings.ToValidUTF8(text, " "))
	all := runs(folded)
	q := Query{}
	for _, c := range chunks(all) {
		for len(c) > 0 && len(q.terms) < mostTerms {
			n := 1
			for n < len(c) && c[n].kind == letter && c[0].kind == letter {
				n++
			}
			q.terms = append(q.terms, term{parts: c[:n]})
			c = c[n:]
		}
	}
	if len(q.terms) == 0 {
		return q
	}
	if r, _ := utf8.DecodeLastRuneInString(folded); kindOf(r) != gap {
		q.terms[len(q.terms)-1].open = true
	}
	whole := joined(all)
	if len(whole) >= 2 && len(whole) <= longToken && (len(chunks(all)) == 1 || strings.ContainsAny(whole, "0123456789")) {
		q.number = whole
	}
	if number(whole) && gtin.Sized(whole) && gtin.Checked(whole) {
		q.barcode = strings.Repeat("0", 14-len(whole)) + whole
	}
	return q
}

// Empty tells whether there is nothing to look for.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// stage is one way of looking, in tsquery with ~ in the place of the owner.
type stage struct {
	Wanted string `json:"wanted"`
	InName string `json:"in_name"` // that, found in the name
	Rest   string `json:"rest"`    // what a row must have too, where looking for it would take long; "" for nothing
}

// stages are the ways of looking, the strictest first.
func (q Query) stages(near map[string][]string) []stage {
	if q.Empty() {
		return nil
	}
	var out []stage
	var numbers []string
	if q.number != "" {
		numbers = append(numbers, lexeme(code, q.number, ""))
	}
	if q.barcode != "" {
		numbers = append(numbers, lexeme(barcode, q.barcode, ""))
	}
	if near == nil && len(numbers) > 0 {
		out = append(out, stage{Wanted: either(numbers), InName: either(numbers)})
	}
	if near == nil {
		exact := func(mark string) string { return q.each(func(t term) string { return t.exact(mark) }) }
		out = append(out, stage{Wanted: exact(""), InName: exact("A")})
	}
	wide, rest := q.wide("", near)
	inName, _ := q.wide("A", near)
	if len(out) > 0 && out[len(out)-1].Wanted == wide {
		return out
	}
	return append(out, stage{Wanted: wide, InName: inName, Rest: rest})
}

// anywhere is all that the stages find, as one tsquery.
func (q Query) anywhere() string {
	var all []string
	for _, s := range q.stages(nil) {
		if s.Rest != "" {
			s.Wanted = "(" + s.Wanted + " & " + s.Rest + ")"
		}
		all = append(all, s.Wanted)
	}
	return either(all)
}

func (q Query) each(of func(term) string) string {
	var all []string
	for _, t := range q.terms {
		all = append(all, of(t))
	}
	return both(all)
}

// wide looks for unfinished words, pinyin, plurals, and for what is near. A lonely last letter among other words stands in rest: nearly
// everything has a word with it.
func (q Query) wide(mark string, near map[string][]string) (wanted, rest string) {
	if len(q.terms) == 1 {
		return q.terms[0].wide(mark, near, true), ""
	}
	var all []string
	for _, t := range q.terms {
		if t.open && len(t.parts) == 1 && len(t.parts[0].text) == 1 {
			w := t.parts[0].text
			rest = either([]string{lexeme(word, w, "*"), lexeme(spelling, w, "*")})
			continue
		}
		all = append(all, t.wide(mark, near, false))
	}
	return both(all), rest
}

func (t term) exact(mark string) string {
	if t.parts[0].kind == sign {
		return t.signs(mark)
	}
	all := []string{t.apart(mark, mark)}
	if len(t.parts) > 1 {
		all = append(all, lexeme(word, joined(t.parts), mark))
	}
	return either(all)
}

func (t term) signs(mark string) string {
	var all []string
	for _, p := range pairs(t.parts[0].text) {
		all = append(all, lexeme(word, p, mark))
	}
	return both(all)
}

// apart looks for each part, the last with a mark of its own.
func (t term) apart(mark, last string) string {
	var all []string
	for i, p := range t.parts {
		if i == len(t.parts)-1 {
			mark = last
		}
		all = append(all, lexeme(word, p.text, mark))
	}
	return both(all)
}

func (t term) wide(mark string, near map[string][]string, alone bool) string {
	if t.parts[0].kind == sign {
		return t.signs(mark)
	}
	if len(t.parts) > 1 {
		return either([]string{t.apart(mark, "*"+mark), lexeme(word, joined(t.parts), "*"+mark)})
	}
	w := t.parts[0].text
	var all []string
	switch {
	case len(w) == 1 && alone:
		return either([]string{lexeme(word, w, mark), lexeme(first, w, "")})
	case len(w) == 1 && !t.open:
		return lexeme(word, w, mark)
	default:
		all = append(all, lexeme(word, w, "*"+mark))
	}
	if bare := strings.TrimSuffix(w, "s"); len(bare) >= 3 && bare != w {
		all = append(all, lexeme(word, bare, mark))
	}
	if isPinyin(w) {
		all = append(all, lexeme(spelling, w, "*"+mark))
	}
	if isInitials(w) {
		all = append(all, lexeme(initial, w, "*"+mark))
	}
	for _, m := range mixtures(w) {
		read := []string{lexeme(initial, m.initials, "*"+mark)}
		for _, s := range m.spelt {
			read = append(read, lexeme(spelling, s, "*"+mark))
		}
		all = append(all, both(read))
	}
	for _, n := range near[w] {
		all = append(all, lexeme(word, n, "*"+mark))
	}
	return either(all)
}

// correctable are the words in which a typing error can be put right.
func (q Query) correctable() []string {
	var out []string
	for _, t := range q.terms {
		if len(t.parts) == 1 && correctable(t.parts[0].text) && !slices.Contains(out, t.parts[0].text) {
			out = append(out, t.parts[0].text)
		}
	}
	return out
}

// lexeme writes one token of a tsquery. The text is letters and digits, which need no escape.
func lexeme(class, text, mark string) string {
	if mark != "" {
		mark = ":" + mark
	}
	return "'~" + class + text + "'" + mark
}

func either(all []string) string { return group(all, " | ") }

func both(all []string) string { return group(all, " & ") }

func group(all []string, with string) string {
	all = slices.Compact(all)
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, with) + ")"
}
