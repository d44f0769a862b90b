package own

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
)

// Ref names an item of a supplier.
type Ref struct {
	Supplier id.CompanyID
	Item     id.ItemID
}

// compare orders refs as the database does.
func (r Ref) compare(other Ref) int {
	return cmp.Or(cmp.Compare(r.Supplier.UUID(), other.Supplier.UUID()), cmp.Compare(r.Item.UUID(), other.Item.UUID()))
}

// Content is how much one sold unit holds, by the buyer's own word.
type Content struct {
	Amount decimal.Decimal // above zero
	Unit   quantity.Unit
}

// Facts are what a buyer calls an item. The zero Facts say nothing.
type Facts struct {
	Code  string
	Name  string
	Holds *Content // nil where the buyer says nothing
}

// Empty tells whether nothing is said.
func (f Facts) Empty() bool { return f.Code == "" && f.Name == "" && f.Holds == nil }

// Item is what a buyer calls one item, and since when.
type Item struct {
	Ref
	Facts
	UpdatedAt time.Time
}

// Draft is what somebody typed.
type Draft struct{ Code, Name, Holds, HoldsUnit string }

// Bounds, in characters.
const (
	longCode = 100
	longName = 500
	longNote = 500
	longWho  = 200
)

// Read understands a draft, or says for each text why not.
func Read(d Draft) (Facts, []fault.Field) {
	r := reader{}
	facts := Facts{Code: r.line("/code", d.Code, longCode), Name: r.line("/name", d.Name, longName)}
	if strings.TrimSpace(d.Holds) == "" && strings.TrimSpace(d.HoldsUnit) == "" {
		return facts, r.wrong
	}
	amount, wrong := catalog.ReadQuantity("/holds", d.Holds)
	r.wrong = append(r.wrong, wrong...)
	unit, err := quantity.LookupUnit(strings.TrimSpace(d.HoldsUnit))
	if err != nil {
		r.refuse("/holds_unit", "unknown", "This unit is not known. Give a code of UN/ECE Recommendation 20, such as H87 for a piece or KGM for a kilogram.")
	}
	facts.Holds = &Content{amount, unit}
	return facts, r.wrong
}

// readWord understands one line of text, or says why not.
func readWord(path, text string, most int) (string, []fault.Field) {
	r := reader{}
	return r.line(path, text, most), r.wrong
}

// reader collects what is wrong.
type reader struct{ wrong []fault.Field }

func (r *reader) refuse(path, code, message string) {
	r.wrong = append(r.wrong, fault.Field{Path: path, Code: code, Message: message})
}

// line tidies one line of text.
func (r *reader) line(path, text string, most int) string {
	out := strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
	switch {
	case utf8.RuneCountInString(out) > most:
		r.refuse(path, "too_long", "At most "+strconv.Itoa(most)+" characters.")
	case strings.ContainsFunc(out, unicode.IsControl):
		r.refuse(path, "wrong_form", "There is a character that cannot be printed.")
	}
	return out
}

// Alternate is an item that a buyer takes in the place of another.
type Alternate struct {
	Ref
	Note       string
	ApprovedBy string
	At         time.Time
}

// AlternateDraft is one that somebody put on the list.
type AlternateDraft struct {
	Ref
	Note, ApprovedBy string
}

// ReadAlternates understands a list, or says why not: each item once, and none in its own place.
func ReadAlternates(of Ref, drafts []AlternateDraft) ([]Alternate, []fault.Field) {
	var out []Alternate
	var wrong []fault.Field
	seen := map[Ref]bool{of: true}
	for i, d := range drafts {
		path := "/lines/" + strconv.Itoa(i)
		if seen[d.Ref] {
			wrong = append(wrong, fault.Field{Path: path + "/item", Code: "duplicate", Message: "This item is on the list already, or is the one that is replaced."})
		}
		seen[d.Ref] = true
		note, problems := readWord(path+"/note", d.Note, longNote)
		wrong = append(wrong, problems...)
		who, problems := readWord(path+"/approved_by", d.ApprovedBy, longWho)
		wrong = append(wrong, problems...)
		out = append(out, Alternate{Ref: d.Ref, Note: note, ApprovedBy: who})
	}
	return out, wrong
}
