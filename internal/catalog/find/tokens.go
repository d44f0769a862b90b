package find

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/id"
)

// Doc is what an item is found by.
type Doc struct {
	Item        id.ItemID
	SKU         string
	Name        string
	Brand       string
	MPN         string
	GTIN        string
	Category    string
	Kind        string // words for what the category stands for
	Description string
	Codes       []string // further numbers, such as the barcodes of packs
	Traits      []Trait
	Active      bool // for sale; others are found by their supplier alone
}

// Trait is an attribute as it is shown.
type Trait struct{ Key, Value string }

// String is the trait as facets name it.
func (t Trait) String() string { return t.Key + "=" + t.Value }

// Classes of tokens: the letter behind the owner's eight characters.
const (
	word     = "w"
	code     = "c" // a whole number, without what separates
	barcode  = "g" // 14 digits
	spelling = "p"
	initial  = "i"
	first    = "f" // first letter of name, brand or number
	brandOf  = "b" // hashes of what facets narrow to
	category = "k"
	trait    = "t"
)

// Bounds of one item, so that a description of a hundred pages is no burden.
const (
	mostTokens = 400
	longToken  = 60 // bytes
	longText   = 4000
)

// saltOf is what the tokens of a company begin with. Two companies that share it are kept apart by their rows.
func saltOf(company id.CompanyID) string {
	uuid := company.UUID()
	return uuid[len(uuid)-8:]
}

// hashed names a value in a token, whatever characters it has. sec.search_items makes the same of the categories of a grant.
func hashed(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:6])
}

// bag gathers tokens, each once; those of the name weigh more.
type bag struct {
	salt   string
	weighs map[string]bool // in the name
	order  []string
	words  map[string]bool // for corrections
}

func (b *bag) add(class, text string, name bool) {
	if text == "" || len(text) > longToken {
		return
	}
	token := class + text
	weighs, there := b.weighs[token]
	if !there {
		if len(b.order) >= mostTokens {
			return
		}
		b.order = append(b.order, token)
	}
	if !there || name && !weighs {
		b.weighs[token] = name
	}
}

// text adds the words of a text; spelt adds its readings too.
func (b *bag) text(text string, name, spelt bool) {
	if len(text) > longText {
		text = strings.ToValidUTF8(text[:longText], "")
	}
	all := runs(Fold(text))
	for _, r := range all {
		if r.kind == sign {
			b.signs(r.text, name, spelt)
			continue
		}
		b.add(word, r.text, name)
		for _, t := range tails(r.text) {
			b.add(word, t, name)
		}
		if correctable(r.text) {
			b.words[r.text] = true
		}
	}
	for _, c := range chunks(all) {
		if len(c) > 1 {
			b.add(word, joined(c), name)
		}
	}
	// "10 k" is looked for as "10k".
	for i := 1; i < len(all); i++ {
		if n, unit := all[i-1], all[i]; n.kind == letter && unit.kind == letter && number(n.text) && len(unit.text) <= 4 && !digit(unit.text[0]) {
			b.add(word, n.text+unit.text, name)
		}
	}
}

func number(text string) bool { return strings.Trim(text, "0123456789.") == "" }

func (b *bag) signs(signs string, name, spelt bool) {
	for _, r := range signs {
		b.add(word, string(r), name)
	}
	for _, p := range pairs(signs) {
		b.add(word, p, name)
	}
	if spelt {
		spells(signs, func(s string) { b.add(spelling, s, name) }, func(s string) { b.add(initial, s, name) })
	}
}

// number adds a number of an item: whole, and in its parts.
func (b *bag) number(text string) {
	c := Code(text)
	if c == "" {
		return
	}
	b.add(code, c, false)
	b.add(word, c, false)
	all := runs(Fold(text))
	for _, r := range all {
		b.add(word, r.text, false)
	}
	for i := range all {
		if i > 0 {
			b.add(word, joined(all[i:]), false)
		}
	}
	for _, t := range tails(c) {
		b.add(word, t, false)
	}
}

func (b *bag) barcode(text string) {
	if gtin.Sized(text) && gtin.Checked(text) {
		b.add(barcode, strings.Repeat("0", 14-len(text))+text, false)
		b.add(word, strings.TrimLeft(text, "0"), false)
		b.add(word, text, false)
	}
}

func (b *bag) firstOf(text string) {
	all := runs(Fold(text))
	if len(all) == 0 {
		return
	}
	begins := string([]rune(all[0].text)[:1])
	if all[0].kind == sign {
		spells(begins, func(string) {}, func(s string) { b.add(first, s, true) })
		return
	}
	b.add(first, begins, true)
}

// tokensOf gathers what an item is found by: what matters more comes first, for the bag is bounded.
func tokensOf(salt string, d Doc) *bag {
	b := &bag{salt: salt, weighs: make(map[string]bool, 48), words: map[string]bool{}}
	b.add(category, hashed(d.Category), false)
	if d.Brand != "" {
		b.add(brandOf, hashed(Fold(d.Brand)), false)
	}
	for _, t := range d.Traits {
		b.add(trait, hashed(t.String()), false)
	}
	b.number(d.SKU)
	b.number(d.MPN)
	for _, c := range append([]string{d.GTIN}, d.Codes...) {
		b.barcode(c)
	}
	b.firstOf(d.Name)
	b.firstOf(d.Brand)
	b.firstOf(d.SKU)
	b.text(d.Name, true, true)
	b.text(d.Brand, false, true)
	b.text(d.Category, false, true)
	b.text(d.Kind, false, true)
	for _, t := range d.Traits {
		b.text(t.Value, false, true)
	}
	b.text(d.Description, false, false)
	return b
}

// vector is the bag as a tsvector is written; tokens of the name have weight A.
func (b *bag) vector() string {
	var out strings.Builder
	out.Grow(len(b.order) * 24)
	for _, token := range b.order {
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteByte('\'')
		out.WriteString(b.salt)
		out.WriteString(token)
		out.WriteByte('\'')
		if b.weighs[token] {
			out.WriteString(":1A")
		}
	}
	return out.String()
}

// correctable tells words in which a typing error can be put right. In a word with a digit it would be another part.
func correctable(word string) bool {
	n := 0
	for _, r := range word {
		if r < 0x80 && (r < 'a' || r > 'z') || kindOf(r) != letter {
			return false
		}
		n++
	}
	return n >= 4 && n <= 30
}

// distinct are the correctable words of some bags, sorted, so that two transactions write them in one order.
func distinct(of []*bag) []string {
	all := map[string]bool{}
	for _, b := range of {
		for w := range b.words {
			all[w] = true
		}
	}
	out := make([]string, 0, len(all))
	for w := range all {
		out = append(out, w)
	}
	slices.Sort(out)
	return out
}
