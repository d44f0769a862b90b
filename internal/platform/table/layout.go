package table

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Field is something that a column may hold: a line of the caller's vocabulary.
type Field struct {
	Key      string   // the caller's name for it
	Synonyms []string // headings, in Chinese, English or any other language; case, width and punctuation do not matter
	Kind     Kind     // what its values look like; empty: anything
	Many     bool     // several columns may hold it, by their headings: images, prices of breaks
}

// Reason is why a column was taken for a field.
type Reason string

// The reasons.
const (
	HeadingSame  Reason = "heading_same"  // the heading is a synonym
	HeadingAlike Reason = "heading_alike" // it is nearly one, or has one among its words
	ByValues     Reason = "values"        // the values look like it, and no heading says more
	Chosen       Reason = "chosen"        // somebody said so
)

// Match is a column that holds a field.
type Match struct {
	Field      string
	Column     int     // from 0
	Confidence float64 // 0 to 1; 1 only for Chosen
	Reason     Reason
	Doubt      bool // the values do not look like the field, although the heading does
}

// Layout is what a table is guessed to look like.
type Layout struct {
	HeaderLine int // line of the heading, 0 for JSON, -1 if there is none
	FirstLine  int // line of the first row of data; rows before it are titles and headings
	Columns    []Column
	Matches    []Match // by column
}

// least is the score below which no column is taken for a field.
const least = .2

// Guess finds the heading and what the columns hold, from rows at the beginning of a sheet. Two hundred are plenty. Nothing is guessed
// from no rows.
func Guess(rows []Row, fields []Field) Layout {
	return guess(rows, fields, headerOf(rows, vocabularyOf(fields)))
}

// GuessBelow is Guess with the heading given: the line where it stands, or -1 for none.
func GuessBelow(rows []Row, fields []Field, line int) Layout {
	return guess(rows, fields, slices.IndexFunc(rows, func(r Row) bool { return r.Line == line }))
}

func guess(rows []Row, fields []Field, header int) Layout {
	l := Layout{HeaderLine: -1}
	if header >= 0 {
		l.HeaderLine = rows[header].Line
	}
	body := rows[header+1:]
	if header < 0 {
		body = body[titles(rows):]
	}
	l.FirstLine = l.HeaderLine + 1
	if len(body) > 0 {
		l.FirstLine = body[0].Line
	}
	width := 0
	for _, row := range body {
		width = max(width, len(row.Cells))
	}
	names := headings(rows, header)
	for i := range max(width, len(names)) {
		name := ""
		if i < len(names) {
			name = names[i]
		}
		l.Columns = append(l.Columns, columnOf(i, name, body))
	}
	settleStyles(l.Columns)
	l.Matches = matches(l.Columns, vocabularyOf(fields), header >= 0)
	return l
}

// settleStyles lets columns whose numbers can be read both ways follow the others of the file.
func settleStyles(columns []Column) {
	var all tally
	for _, c := range columns {
		all.first, all.second = all.first+c.style.first, all.second+c.style.second
	}
	if all.first > 0 == (all.second > 0) {
		return
	}
	for i, c := range columns {
		if c.style.first+c.style.second == 0 && c.style.both > 0 {
			columns[i].Number = all.numbers()
		}
	}
}

// word is a field with its synonyms as they are compared.
type word struct {
	Field
	synonyms []string
}

func vocabularyOf(fields []Field) []word {
	words := make([]word, len(fields))
	for i, f := range fields {
		words[i].Field = f
		for _, s := range append([]string{f.Key}, f.Synonyms...) {
			words[i].synonyms = append(words[i].synonyms, headingWords(s))
		}
	}
	return words
}

// called says how well a heading names the field, 0 to 1.
func (w word) called(heading []string) float64 {
	best := 0.0
	for _, reading := range heading {
		for _, synonym := range w.synonyms {
			best = max(best, alike(reading, synonym))
		}
	}
	return best
}

const mostHeaders = 40 // rows among which the heading is looked for

// headerOf gives the row that is most like a heading, or -1. JSON has its names in front.
func headerOf(rows []Row, words []word) int {
	if len(rows) > 0 && rows[0].Line == 0 {
		return 0
	}
	width := usual(rows)
	best, header := .9, -1
	for i := range min(len(rows), mostHeaders) {
		if score := headerScore(rows, i, width, words); score > best+1e-9 {
			best, header = score, i
		}
	}
	if header >= 0 && divides(rows, header) {
		header++
	}
	return header
}

// divides tells whether the row below a heading is its second line: it says something only below names that stand over several columns, and
// elsewhere nothing, or what a cell merged with the one above it says.
func divides(rows []Row, header int) bool {
	if header+2 >= len(rows) || rows[header+1].Line != rows[header].Line+1 {
		return false
	}
	above, below := rows[header], rows[header+1]
	times := repeated(above)
	parts := map[string]bool{}
	for i := range below.Cells {
		switch cell := below.Cell(i); {
		case cell == "" || cell == above.Cell(i):
		case times[above.Cell(i)] > 1 && !parts[cell]:
			parts[cell] = true
		default:
			return false
		}
	}
	return len(parts) > 1
}

// repeated counts how many cells of a row say the same.
func repeated(r Row) map[string]int {
	times := map[string]int{}
	for i := range r.Cells {
		if cell := r.Cell(i); cell != "" {
			times[cell]++
		}
	}
	return times
}

// usual is the number of filled cells that most rows have.
func usual(rows []Row) int {
	often, usual := map[int]int{}, 1
	for _, row := range rows {
		n := filled(row)
		if often[n]++; often[n] > often[usual] || often[n] == often[usual] && n > usual {
			usual = n
		}
	}
	return usual
}

func filled(r Row) int {
	n := 0
	for i := range r.Cells {
		if r.Cell(i) != "" {
			n++
		}
	}
	return n
}

// titles counts the rows at the beginning that are much shorter than the rest.
func titles(rows []Row) int {
	width := usual(rows)
	for i, row := range rows {
		if filled(row)*2 > width {
			return i
		}
	}
	return 0
}

// headerScore is high for a row of different words, which name fields, above columns that hold something else.
func headerScore(rows []Row, at, width int, words []word) float64 {
	row := rows[at]
	below := rows[at+1 : min(len(rows), at+41)]
	cells, typed, known, contrast, repeats := 0, 0.0, 0.0, 0.0, 0.0
	distinct := map[string]bool{}
	numbered := series(row)
	for i := range row.Cells {
		cell := row.Cell(i)
		if cell == "" {
			continue
		}
		cells++
		distinct[cell] = true
		kind := cellKind(cell)
		if numbered[stem(cell)] > 1 {
			kind = KindText
		}
		if kind != KindText || row.exact(i) || len(cell) > 80 {
			typed++
		}
		named := 0.0
		for _, w := range words {
			named = max(named, w.called(readings(cell)))
		}
		if named >= .8 {
			known++
		}
		other, same, values := 0.0, 0.0, 0.0
		for _, r := range below {
			value := r.Cell(i)
			if value == "" {
				continue
			}
			values++
			if value == cell {
				same++
			} else if kind == KindText && cellKind(value) != KindText {
				other++
			}
		}
		if values > 0 {
			contrast += other / values
			if same > 0 {
				repeats++
			}
		}
	}
	if cells == 0 || cells*2 < width || cells*2 == width && known == 0 || len(below) == 0 && known == 0 {
		return 0
	}
	n := float64(cells)
	fill := min(n/float64(max(width, 1)), 1)
	return 2*known/n + contrast/n + .6*fill + .6*float64(len(distinct))/n - 2.5*typed/n - 1.2*repeats/n - .02*float64(at)
}

// series counts the cells of a row by their stems: headings are numbered, "PHOTO2" beside "PHOTO3", and codes of one row are not.
func series(r Row) map[string]int {
	times := map[string]int{}
	for i := range r.Cells {
		if s := stem(r.Cell(i)); s != "" {
			times[s]++
		}
	}
	return times
}

// stem is a word of letters without the one or two digits at its end; empty for anything else.
func stem(cell string) string {
	s := strings.TrimRight(cell, "0123456789")
	if len(s) < 3 || len(cell)-len(s) > 2 || strings.ContainsFunc(s, func(r rune) bool { return r != '_' && r != ' ' && !unicode.IsLetter(r) }) {
		return ""
	}
	return s
}

// cellKind is KindText for what may be a heading.
func cellKind(cell string) Kind {
	for _, kind := range kindsOf(cell) {
		switch kind {
		case KindCode:
			if len(cell) >= 4 && strings.ContainsAny(cell, "0123456789") { // not "SKU" or "Q1"
				return kind
			}
		case KindCountry, KindCurrency: // two or three letters may be a heading
		default:
			return kind
		}
	}
	return KindText
}

// headings are the names of the columns. A row above the heading that groups its columns is put in front of names that are there twice and of
// quantities, and stands for those that are blank.
func headings(rows []Row, header int) []string {
	if header < 0 {
		return nil
	}
	var names []string
	times := map[string]int{}
	for i := range rows[header].Cells {
		names = append(names, strings.Join(strings.Fields(rows[header].Cell(i)), " "))
		times[names[i]]++
	}
	if header == 0 || rows[header].Line != rows[header-1].Line+1 {
		return names
	}
	above := rows[header-1]
	groups := map[string]bool{}
	for i := range above.Cells {
		if cell := above.Cell(i); cell != "" {
			groups[cell] = true
		}
	}
	if len(groups) < 2 && filled(above) > 1 || filled(above) < 2 {
		return names // a title
	}
	for len(names) < len(above.Cells) {
		names = append(names, "")
	}
	wide := repeated(above)
	for i := range names {
		group := strings.Join(strings.Fields(above.Cell(i)), " ")
		switch {
		case group == "" || group == names[i]:
		case names[i] == "":
			names[i] = group
		case times[names[i]] > 1, wide[above.Cell(i)] > 1 && strings.ContainsAny(names[i], "0123456789"):
			names[i] = group + " " + names[i]
		}
	}
	return names
}

// matches finds the fields of columns, all at once: no column is used twice, and the sum of the scores is highest.
func matches(columns []Column, words []word, headed bool) []Match {
	usable := slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c.Kind == KindEmpty && c.Name == "" })
	scores, all := make([][]float64, len(words)), make([][]Match, len(words))
	first := map[Kind]bool{}
	forms := make([][]string, len(usable))
	for j, c := range usable {
		forms[j] = readings(c.Name)
	}
	for i, w := range words {
		leads := !first[w.Kind]
		first[w.Kind] = true
		scores[i], all[i] = make([]float64, len(usable)), make([]Match, len(usable))
		for j, c := range usable {
			all[i][j] = w.match(c, forms[j], leads, headed)
			scores[i][j] = all[i][j].Confidence
		}
	}
	var found []Match
	taken := map[int]bool{}
	chosen := assign(scores, len(usable), least)
	for _, j := range chosen {
		taken[j] = true
	}
	for i, j := range chosen {
		if j < 0 {
			continue
		}
		found = append(found, all[i][j])
		for k := range usable {
			if words[i].Many && !taken[k] && all[i][k].Reason != ByValues && scores[i][k] >= .5 && scores[i][k] >= highest(scores, k)-1e-9 {
				found, taken[k] = append(found, all[i][k]), true
			}
		}
	}
	sortMatches(found)
	return found
}

func sortMatches(m []Match) {
	slices.SortFunc(m, func(a, b Match) int { return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(a.Field, b.Field)) })
}

func highest(scores [][]float64, column int) float64 {
	best := 0.0
	for _, row := range scores {
		best = max(best, row[column])
	}
	return best
}

// telling is how much the values alone say about a field; a kind that is missing says nothing.
var telling = map[Kind]float64{
	KindBarcode: .7, KindEmail: .7, KindPhone: .55, KindCurrency: .55, KindURL: .45, KindCountry: .45, KindMoney: .45, KindDate: .4, KindCode: .4, KindText: .35,
}

// match judges a column for a field. By values alone only the field that leads its kind in the vocabulary is found: nothing tells a
// column of brands from one of categories.
func (w word) match(c Column, forms []string, leads, headed bool) Match {
	m := Match{Field: w.Key, Column: c.Index}
	fits := .5
	if c.Kind != KindEmpty {
		fits = c.fits(w.Kind)
	}
	called := w.called(forms)
	byValues := 0.0
	if leads && fits >= .5 && c.Kind != KindEmpty {
		byValues = telling[w.Kind] * fits
		if w.Kind == KindText || w.Kind == KindMoney {
			byValues *= min(.4+c.Distinct, 1) // the same everywhere: a type, a fee
		}
		if headed && c.Name != "" {
			byValues *= .7 // its heading is a word that the vocabulary does not have
		}
	}
	switch {
	case called >= .97:
		m.Confidence, m.Reason = .8*called+.19*fits, HeadingSame
	case called >= .6:
		m.Confidence, m.Reason = called*(.55+.4*fits), HeadingAlike
	}
	if m.Reason != "" && fits < .2 && w.Kind != "" {
		m.Confidence, m.Doubt = m.Confidence*.6, true
	}
	if byValues > m.Confidence {
		m.Confidence, m.Reason, m.Doubt = byValues, ByValues, false
	}
	return m
}

// Signature names the form of the table: the same headings in the same order have the same one, whatever their case and punctuation. A
// caller keeps a correction under it, and gives it to [Layout.With] when the next file has it. A table without heading is known by its
// number of columns.
func (l Layout) Signature() string {
	names := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		names[i] = headingWords(c.Name)
	}
	text := strings.TrimRight(strings.Join(names, "\x1f"), "\x1f")
	if l.HeaderLine < 0 {
		text = fmt.Sprintf("no heading, %d columns", len(l.Columns))
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// With gives the layout with fields in the columns that somebody chose: column by field, -1 for a field that the table has not. Other
// fields keep their guess unless their column was chosen for another. Columns that are not there are passed over.
func (l Layout) With(chosen map[string]int) Layout {
	taken := map[int]bool{}
	for _, column := range chosen {
		taken[column] = true
	}
	l.Matches = slices.DeleteFunc(slices.Clone(l.Matches), func(m Match) bool {
		_, decided := chosen[m.Field]
		return decided || taken[m.Column]
	})
	for field, column := range chosen {
		if column >= 0 && column < len(l.Columns) {
			l.Matches = append(l.Matches, Match{Field: field, Column: column, Confidence: 1, Reason: Chosen})
		}
	}
	sortMatches(l.Matches)
	return l
}

// Column gives the column of a field; false if no column was found for it. Of several it is the first.
func (l Layout) Column(field string) (Column, bool) {
	for _, m := range l.Matches {
		if m.Field == field {
			return l.Columns[m.Column], true
		}
	}
	return Column{Index: -1}, false
}

// Value gives a field of a row, without the space around it; empty if there is none.
func (l Layout) Value(r Row, field string) string {
	c, _ := l.Column(field)
	return r.Cell(c.Index)
}

// IsData says whether a row stands below heading and titles.
func (l Layout) IsData(r Row) bool { return r.Line >= l.FirstLine }
