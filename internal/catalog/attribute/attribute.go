package attribute

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/quantity"
)

// Kind is the type of an attribute.
type Kind string

// Kinds of attributes.
const (
	Text    Kind = "text"
	Number  Kind = "number"
	Boolean Kind = "boolean"
	Choice  Kind = "choice"
)

// Definition is what a category says of one attribute.
type Definition struct {
	Key, Name string
	Kind      Kind
	Unit      quantity.Unit // of a number; zero: it is a plain number
	Choices   []string      // of a choice
	Required  bool
}

// Definitions are those of a category, in its order.
type Definitions []Definition

// Find answers the definition of a key.
func (ds Definitions) Find(key string) (Definition, bool) {
	i := slices.IndexFunc(ds, func(d Definition) bool { return d.Key == key })
	if i < 0 {
		return Definition{}, false
	}
	return ds[i], true
}

// Value is an attribute's value. It does not change once read; compare with ==.
type Value struct {
	kind Kind
	text string // a number is a plain decimal, a boolean true or false
}

// TextValue is a value of text.
func TextValue(text string) Value { return Value{Text, text} }

// Kind is Text, Number or Boolean; a choice is text.
func (v Value) Kind() Kind { return v.kind }

// String is the value in its plain form.
func (v Value) String() string { return v.text }

// MarshalJSON writes a text, a number or a boolean.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.kind == Number || v.kind == Boolean {
		return []byte(v.text), nil
	}
	return json.Marshal(v.text)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (v *Value) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var raw any
	if err := decoder.Decode(&raw); err != nil {
		return err
	}
	switch x := raw.(type) {
	case string:
		*v = Value{Text, x}
	case bool:
		*v = Value{Boolean, strconv.FormatBool(x)}
	case json.Number:
		number, err := decimal.NewFromString(x.String())
		if err != nil {
			return err
		}
		*v = Value{Number, number.String()}
	default:
		return fmt.Errorf("attribute: %s is no value", data)
	}
	return nil
}

// Values are those of an item, by key.
type Values map[string]Value

// Keys are sorted: those of the definitions in their order first, the others behind.
func (vs Values) Keys(ds Definitions) []string {
	var out []string
	for _, d := range ds {
		if _, there := vs[d.Key]; there {
			out = append(out, d.Key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(vs)) {
		if _, defined := ds.Find(key); !defined {
			out = append(out, key)
		}
	}
	return out
}

// Draft is an attribute as it came. An empty value takes it away.
type Draft struct{ Key, Value, Unit string }

// Bounds.
const (
	longKey    = 60 // characters, as the rest
	longText   = 500
	mostPlaces = 12 // decimals of a number
	Most       = 100
)

// Set answers the values with those of drafts set, or says of each why not; paths begin with path and the place in drafts.
func (ds Definitions) Set(old Values, path string, drafts []Draft) (Values, []fault.Field) {
	out := maps.Clone(old)
	if out == nil {
		out = Values{}
	}
	var wrong []fault.Field
	named := map[string]bool{}
	for i, draft := range drafts {
		at := path + "/" + strconv.Itoa(i)
		key := strings.TrimSpace(draft.Key)
		if problem := wrongKey(key); problem != "" {
			wrong = append(wrong, fault.Field{Path: at + "/key", Code: "wrong_form", Message: problem})
			continue
		}
		if named[key] {
			wrong = append(wrong, fault.Field{Path: at + "/key", Code: "duplicate", Message: "An earlier attribute has this key already."})
			continue
		}
		named[key] = true
		if strings.TrimSpace(draft.Value) == "" {
			delete(out, key)
			continue
		}
		value, problem := ds.read(key, draft)
		if problem != nil {
			problem.Path = at + "/" + problem.Path
			wrong = append(wrong, *problem)
			continue
		}
		out[key] = value
	}
	if len(out) > Most {
		wrong = append(wrong, fault.Field{Path: path, Code: "too_many", Message: "At most 100 attributes."})
	}
	return out, wrong
}

func wrongKey(key string) string {
	switch {
	case key == "" || utf8.RuneCountInString(key) > longKey:
		return "A key has 1 to 60 characters."
	case strings.ContainsFunc(key, unicode.IsControl):
		return "There is a character that cannot be printed."
	}
	return ""
}

// read reads a draft as its definition says; without one it is text.
func (ds Definitions) read(key string, draft Draft) (Value, *fault.Field) {
	definition := ds.of(key)
	switch definition.Kind {
	case Number:
		return definition.number(draft)
	case Boolean:
		return boolean(draft.Value)
	case Choice:
		return definition.choice(draft.Value)
	default:
		return text(strings.TrimSpace(draft.Value + " " + draft.Unit))
	}
}

func refused(at, code, message string) (Value, *fault.Field) {
	return Value{}, &fault.Field{Path: at, Code: code, Message: message}
}

func text(value string) (Value, *fault.Field) {
	out := strings.Join(strings.FieldsFunc(value, unicode.IsSpace), " ")
	switch {
	case utf8.RuneCountInString(out) > longText:
		return refused("value", "too_long", "At most 500 characters.")
	case strings.ContainsFunc(out, unicode.IsControl):
		return refused("value", "wrong_form", "There is a character that cannot be printed.")
	}
	return Value{Text, out}, nil
}

// number reads a number with or without a unit and converts it, exactly, to the definition's.
func (d Definition) number(draft Draft) (Value, *fault.Field) {
	number, unit, problem := split(draft)
	if problem != nil {
		return Value{}, problem
	}
	if !unit.IsZero() && d.Unit.IsZero() {
		return refused("unit", "unit", "This attribute is a number without a unit.")
	}
	if !unit.IsZero() {
		given, err := quantity.New(number, unit)
		if err != nil {
			return refused("value", "out_of_range", "This number is too large or too precise.")
		}
		converted, err := given.Convert(d.Unit)
		if err != nil {
			return refused("unit", "unit", "This unit does not convert to "+d.Unit.Code()+", in which the category measures it.")
		}
		if number, err = converted.Decimal(); err != nil {
			return refused("value", "not_exact", "In "+d.Unit.Code()+" this number has no end. Give it in "+d.Unit.Code()+".")
		}
	}
	if !number.Equal(number.Truncate(mostPlaces)) {
		return refused("value", "too_precise", "At most 12 decimal places.")
	}
	return Value{Number, number.String()}, nil
}

// split reads number and unit out of a draft; the unit is zero where none is said.
func split(draft Draft) (decimal.Decimal, quantity.Unit, *fault.Field) {
	number, err := quantity.ReadNumber(strings.TrimSpace(draft.Value))
	if err == nil {
		if strings.TrimSpace(draft.Unit) == "" {
			return number, quantity.Unit{}, nil
		}
		unit, err := quantity.LookupUnit(strings.TrimSpace(draft.Unit))
		if err != nil {
			return number, unit, &fault.Field{Path: "unit", Code: "unknown", Message: "This unit is not known."}
		}
		return number, unit, nil
	}
	both, err := quantity.Parse(draft.Value)
	switch {
	case errors.Is(err, quantity.ErrUnknownUnit):
		return number, quantity.Unit{}, &fault.Field{Path: "value", Code: "unknown", Message: "The unit behind this number is not known."}
	case err != nil:
		return number, quantity.Unit{}, &fault.Field{Path: "value", Code: "wrong_form", Message: "This is not a number."}
	}
	number, err = both.Decimal()
	if err != nil {
		return number, quantity.Unit{}, &fault.Field{Path: "value", Code: "wrong_form", Message: "This is not a number."}
	}
	return number, both.Unit(), nil
}

var booleans = map[string]bool{
	"true": true, "yes": true, "y": true, "1": true, "是": true, "有": true, "✓": true,
	"false": false, "no": false, "n": false, "0": false, "否": false, "无": false, "✗": false,
}

func boolean(value string) (Value, *fault.Field) {
	out, known := booleans[fold(value)]
	if !known {
		return refused("value", "wrong_form", "This is neither yes nor no.")
	}
	return Value{Boolean, strconv.FormatBool(out)}, nil
}

func (d Definition) choice(value string) (Value, *fault.Field) {
	for _, c := range d.Choices {
		if fold(c) == fold(value) {
			return Value{Text, c}, nil
		}
	}
	return refused("value", "not_one_of", "This is none of the choices of the category.")
}

func fold(text string) string {
	return strings.ToLower(strings.TrimSpace(quantity.Narrow(text)))
}

// Problem says why a value that is kept does not fit its definition, as a code; "" when it fits.
func (d Definition) Problem(v Value) string {
	switch {
	case d.Kind == Number && v.kind != Number, d.Kind == Boolean && v.kind != Boolean, d.Kind == Text && v.kind != Text:
		return "wrong_form"
	case d.Kind == Choice && (v.kind != Text || !slices.Contains(d.Choices, v.text)):
		return "not_one_of"
	}
	return ""
}

// asText is a value of the definition as a text that says all of it: "40 mm", "yes".
func (d Definition) asText(v Value) string {
	switch {
	case v.kind == Boolean && v.text == "true":
		return "yes"
	case v.kind == Boolean:
		return "no"
	case v.kind == Number && d.Kind == Number && !d.Unit.IsZero():
		return v.text + " " + cmp.Or(d.Unit.Symbol(), d.Unit.Code())
	}
	return v.text
}

// same tells whether two definitions read values in the same way.
func (d Definition) same(other Definition) bool {
	return d.Kind == other.Kind && d.Unit == other.Unit && slices.Equal(d.Choices, other.Choices)
}

// Follow answers values that were kept under earlier definitions as these read them; a key that is not defined is text. What cannot be read so
// becomes a text that says all of it, with the unit, for Problem to find; bent is how many there are.
func (ds Definitions) Follow(earlier Definitions, vs Values) (out Values, bent int) {
	out = maps.Clone(vs)
	for key, v := range vs {
		was, is := earlier.of(key), ds.of(key)
		number := v.kind == Number && is.Kind == Number
		if is.same(was) || number && (was.Unit == is.Unit || was.Unit.IsZero() || is.Unit.IsZero()) { // a unit that is said now, or is of no matter any more
			continue
		}
		text := was.asText(v)
		read, problem := ds.read(key, Draft{Key: key, Value: text})
		if problem != nil {
			read, bent = Value{Text, text}, bent+1
		}
		out[key] = read
	}
	return out, bent
}

// of is the definition of a key; one that is missing is of text.
func (ds Definitions) of(key string) Definition {
	d, said := ds.Find(key)
	if !said {
		d.Kind = Text
	}
	return d
}

// Moved are the keys whose values other definitions read otherwise.
func (ds Definitions) Moved(earlier Definitions) []string {
	var out []string
	for _, all := range []Definitions{ds, earlier} {
		for _, d := range all {
			if !ds.of(d.Key).same(earlier.of(d.Key)) && !slices.Contains(out, d.Key) {
				out = append(out, d.Key)
			}
		}
	}
	return out
}

// Missing are the fields of required attributes that values do not have.
func (ds Definitions) Missing(path string, vs Values) []fault.Field {
	var out []fault.Field
	for _, d := range ds {
		if _, there := vs[d.Key]; d.Required && !there {
			out = append(out, fault.Field{Path: path + "/" + d.Key, Code: "required", Message: "Items of this category say their " + d.Name + "."})
		}
	}
	return out
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`)

// Check says what is wrong with definitions; paths begin with path and the place.
func (ds Definitions) Check(path string) []fault.Field {
	var wrong []fault.Field
	named := map[string]bool{}
	for i, d := range ds {
		at := path + "/" + strconv.Itoa(i)
		refuse := func(field, code, message string) {
			wrong = append(wrong, fault.Field{Path: at + "/" + field, Code: code, Message: message})
		}
		switch {
		case !keyForm.MatchString(d.Key):
			refuse("key", "wrong_form", "A key has small Latin letters, digits and underscores, and begins with a letter.")
		case named[d.Key]:
			refuse("key", "duplicate", "An earlier attribute has this key already.")
		}
		named[d.Key] = true
		if strings.TrimSpace(d.Name) == "" {
			refuse("name", "required", "An attribute has a name.")
		}
		if !d.Unit.IsZero() && d.Kind != Number {
			refuse("unit", "contradiction", "Only numbers have a unit.")
		}
		switch folded := d.folded(); {
		case d.Kind == Choice && len(d.Choices) == 0:
			refuse("choices", "required", "Say what can be chosen.")
		case d.Kind != Choice && len(d.Choices) > 0:
			refuse("choices", "contradiction", "Only a choice has choices.")
		case len(folded) < len(d.Choices):
			refuse("choices", "duplicate", "A choice stands there twice, or is empty.")
		}
	}
	return wrong
}

// folded are the different choices that are not empty.
func (d Definition) folded() map[string]bool {
	out := map[string]bool{}
	for _, c := range d.Choices {
		if f := fold(c); f != "" {
			out[f] = true
		}
	}
	return out
}

// Axes are the keys in which the values of several items differ, those of the definitions in their order first.
func Axes(ds Definitions, items []Values) []string {
	all := Values{}
	for _, vs := range items {
		maps.Copy(all, vs)
	}
	return slices.DeleteFunc(all.Keys(ds), func(key string) bool {
		first, there := items[0][key]
		return !slices.ContainsFunc(items, func(vs Values) bool {
			v, has := vs[key]
			return v != first || has != there
		})
	})
}
