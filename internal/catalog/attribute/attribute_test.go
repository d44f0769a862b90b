package attribute_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/quantity"
)

func unit(text string) quantity.Unit {
	u, err := quantity.LookupUnit(text)
	if err != nil {
		panic(err)
	}
	return u
}

var defined = attribute.Definitions{
	{Key: "length", Name: "Length", Kind: attribute.Number, Unit: unit("mm"), Required: true},
	{Key: "pins", Name: "Pins", Kind: attribute.Number},
	{Key: "dimmable", Name: "Dimmable", Kind: attribute.Boolean},
	{Key: "colour", Name: "Colour", Kind: attribute.Choice, Choices: []string{"Red", "深蓝"}},
	{Key: "note", Name: "Note", Kind: attribute.Text},
}

func TestSet(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		draft  attribute.Draft
		want   string // the value, or path and code of the refusal
		wanted attribute.Kind
	}{
		"a number":            {attribute.Draft{Key: "length", Value: "12.50"}, "12.5", attribute.Number},
		"with its unit":       {attribute.Draft{Key: "length", Value: "1.5 cm"}, "15", attribute.Number},
		"unit beside":         {attribute.Draft{Key: "length", Value: "2", Unit: "m"}, "2000", attribute.Number},
		"an inch":             {attribute.Draft{Key: "length", Value: "1 inch"}, "25.4", attribute.Number},
		"below zero":          {attribute.Draft{Key: "length", Value: "-3"}, "-3", attribute.Number},
		"full width":          {attribute.Draft{Key: "length", Value: "１２毫米"}, "12", attribute.Number},
		"no unit wanted":      {attribute.Draft{Key: "pins", Value: "8"}, "8", attribute.Number},
		"a unit not wanted":   {attribute.Draft{Key: "pins", Value: "8 mm"}, "/a/0/unit unit", ""},
		"of another kind":     {attribute.Draft{Key: "length", Value: "8 kg"}, "/a/0/unit unit", ""},
		"an unknown unit":     {attribute.Draft{Key: "length", Value: "8", Unit: "smoot"}, "/a/0/unit unknown", ""},
		"words":               {attribute.Draft{Key: "length", Value: "quite long"}, "/a/0/value wrong_form", ""},
		"too precise":         {attribute.Draft{Key: "length", Value: "0.1234567890123"}, "/a/0/value too_precise", ""},
		"yes":                 {attribute.Draft{Key: "dimmable", Value: " Yes "}, "true", attribute.Boolean},
		"no in Chinese":       {attribute.Draft{Key: "dimmable", Value: "否"}, "false", attribute.Boolean},
		"perhaps":             {attribute.Draft{Key: "dimmable", Value: "perhaps"}, "/a/0/value wrong_form", ""},
		"a choice":            {attribute.Draft{Key: "colour", Value: "red"}, "Red", attribute.Text},
		"no choice":           {attribute.Draft{Key: "colour", Value: "green"}, "/a/0/value not_one_of", ""},
		"text":                {attribute.Draft{Key: "note", Value: "  for \t outside "}, "for outside", attribute.Text},
		"what nobody defined": {attribute.Draft{Key: "颜色", Value: "12", Unit: "V"}, "12 V", attribute.Text},
		"no key":              {attribute.Draft{Key: " ", Value: "12"}, "/a/0/key wrong_form", ""},
		"a control character": {attribute.Draft{Key: "note", Value: "a\x07b"}, "/a/0/value wrong_form", ""},
	} {
		values, wrong := defined.Set(nil, "/a", []attribute.Draft{row.draft})
		got, kind := "", attribute.Kind("")
		if len(wrong) > 0 {
			got = wrong[0].Path + " " + wrong[0].Code
		} else {
			got, kind = values[row.draft.Key].String(), values[row.draft.Key].Kind()
		}
		if got != row.want || kind != row.wanted {
			t.Errorf("%s: %s (%s), want %s", name, got, kind, row.want)
		}
	}
	// Hundreds of thirds have no end in inches.
	inches := attribute.Definitions{{Key: "l", Name: "L", Kind: attribute.Number, Unit: unit("inch")}}
	if _, wrong := inches.Set(nil, "/a", []attribute.Draft{{Key: "l", Value: "1 mm"}}); len(wrong) != 1 || wrong[0].Code != "not_exact" {
		t.Errorf("%+v", wrong)
	}
	// An empty value takes one away, what is not named stays, and the old values are not touched.
	old := attribute.Values{"note": attribute.TextValue("x"), "k": attribute.TextValue("y")}
	now, wrong := defined.Set(old, "/a", []attribute.Draft{{Key: "note", Value: " "}})
	if len(wrong) > 0 || len(now) != 1 || len(old) != 2 {
		t.Errorf("%v %v %v", now, old, wrong)
	}
	if missing := defined.Missing("/a", now); len(missing) != 1 || missing[0].Path != "/a/length" {
		t.Errorf("%+v", missing)
	}
}

// What is kept of a number in another unit is exactly that number: converted back it is what was said.
func TestConversionIsExactAndComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		number := decimal.New(rapid.Int64Range(-1e9, 1e9).Draw(t, "digits"), -int32(rapid.IntRange(0, 4).Draw(t, "places")))
		from := unit(rapid.SampledFrom([]string{"mm", "cm", "m", "inch", "ft", "km"}).Draw(t, "unit"))
		values, wrong := defined.Set(nil, "", []attribute.Draft{{Key: "length", Value: number.String(), Unit: from.Code()}})
		if len(wrong) > 0 {
			t.Fatalf("%s %s: %+v", number, from, wrong)
		}
		kept, err := decimal.NewFromString(values["length"].String())
		if err != nil {
			t.Fatal(err)
		}
		q, err := quantity.New(kept, unit("mm"))
		if err != nil {
			t.Fatal(err)
		}
		back, err := q.Convert(from)
		if err != nil || back.Rat().Cmp(number.Rat()) != 0 {
			t.Fatalf("%s %s is kept as %s and comes back as %s (%v)", number, from, kept, back, err)
		}
	})
}

// What was read has the type of its definition, and is the same after its way through JSON.
func TestValuesAreTypedAndSurvive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var drafts []attribute.Draft
		for _, key := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"length", "pins", "dimmable", "colour", "note", "free"}), rapid.ID[string]).Draw(t, "keys") {
			drafts = append(drafts, attribute.Draft{Key: key, Value: rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"1", "2.5", "3 cm", "yes", "否", "red", "深蓝", "word"})).Draw(t, "value")})
		}
		values, _ := defined.Set(nil, "", drafts)
		for key, v := range values {
			if d, said := defined.Find(key); said && d.Problem(v) != "" {
				t.Fatalf("%s is %q, a %s: %s", key, v, v.Kind(), d.Problem(v))
			}
		}
		text, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		again := attribute.Values{}
		if err := json.Unmarshal(text, &again); err != nil || !maps.Equal(values, again) {
			t.Fatalf("%v became %v: %v", values, again, err)
		}
	})
}

func TestAxes(t *testing.T) {
	t.Parallel()
	read := func(length, colour, extra string) attribute.Values {
		values, wrong := defined.Set(nil, "", []attribute.Draft{{Key: "colour", Value: colour}, {Key: "length", Value: length}, {Key: "note", Value: "same"}, {Key: "a", Value: extra}})
		if len(wrong) > 0 {
			t.Fatalf("%+v", wrong)
		}
		return values
	}
	for _, row := range []struct {
		items []attribute.Values
		want  []string
	}{
		{[]attribute.Values{read("1", "Red", "x")}, nil},
		{[]attribute.Values{read("1", "Red", "x"), read("2", "Red", "x")}, []string{"length"}},
		{[]attribute.Values{read("10 mm", "Red", "x"), read("1 cm", "深蓝", "")}, []string{"colour", "a"}},
		{[]attribute.Values{{}, read("1", "Red", "x")}, []string{"length", "colour", "note", "a"}},
	} {
		if got := attribute.Axes(defined, row.items); !slices.Equal(got, row.want) {
			t.Errorf("%v: %v, want %v", row.items, got, row.want)
		}
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	number, _ := defined.Set(nil, "", []attribute.Draft{{Key: "length", Value: "1"}})
	for _, row := range []struct {
		key  string
		v    attribute.Value
		want string
	}{{"length", attribute.TextValue("1"), "wrong_form"}, {"length", number["length"], ""}, {"dimmable", number["length"], "wrong_form"}, {"colour", attribute.TextValue("Green"), "not_one_of"}, {"note", number["length"], "wrong_form"}} {
		d, _ := defined.Find(row.key)
		if got := d.Problem(row.v); got != row.want {
			t.Errorf("%s %q: %q, want %q", row.key, row.v, got, row.want)
		}
	}
}

func TestValuesFollowTheirDefinitions(t *testing.T) {
	t.Parallel()
	mm, cm, gram := unit("mm"), unit("cm"), unit("g")
	number := func(u quantity.Unit) attribute.Definition {
		return attribute.Definition{Kind: attribute.Number, Unit: u}
	}
	text, boolean := attribute.Definition{Kind: attribute.Text}, attribute.Definition{Kind: attribute.Boolean}
	choice := func(of ...string) attribute.Definition {
		return attribute.Definition{Kind: attribute.Choice, Choices: of}
	}
	for name, c := range map[string]struct {
		was, is attribute.Definition
		kept    string // as it was given
		want    string // as JSON
		bent    int
	}{
		"another unit":                {number(mm), number(cm), "40", `4`, 0},
		"a unit of something else":    {number(mm), number(gram), "40", `"40 mm"`, 1},
		"a unit that nobody said":     {number(quantity.Unit{}), number(mm), "40", `40`, 0},
		"no unit any more":            {number(mm), number(quantity.Unit{}), "40", `40`, 0},
		"a number as text":            {number(mm), text, "40", `"40 mm"`, 0},
		"text that is a number":       {text, number(cm), "40 mm", `4`, 0},
		"text that is none":           {text, number(cm), "long", `"long"`, 1},
		"text that is a choice":       {text, choice("Zinc", "None"), "zinc", `"Zinc"`, 0},
		"text that is none of them":   {text, choice("Zinc"), "Gold", `"Gold"`, 1},
		"a choice that is there":      {choice("Zinc"), choice("None", "Zinc"), "Zinc", `"Zinc"`, 0},
		"a choice that is gone":       {choice("Zinc", "None"), choice("None"), "Zinc", `"Zinc"`, 1},
		"yes as text":                 {boolean, text, "是", `"yes"`, 0},
		"text that is yes":            {text, boolean, "是", `true`, 0},
		"yes as a number":             {boolean, number(mm), "yes", `"yes"`, 1},
		"the same under another name": {number(mm), attribute.Definition{Kind: attribute.Number, Unit: mm, Name: "Long"}, "40", `40`, 0},
	} {
		c.was.Key, c.is.Key = "k", "k"
		earlier, now := attribute.Definitions{c.was}, attribute.Definitions{c.is}
		values, wrong := earlier.Set(nil, "", []attribute.Draft{{Key: "k", Value: c.kept}, {Key: "free", Value: "as it is"}})
		if len(wrong) > 0 {
			t.Fatalf("%s: %+v", name, wrong)
		}
		got, bent := now.Follow(earlier, values)
		told, err := json.Marshal(got["k"])
		if err != nil || string(told) != c.want || bent != c.bent || got["free"] != values["free"] || (c.is.Problem(got["k"]) != "") != (bent > 0) {
			t.Errorf("%s: %s, %d; want %s, %d", name, told, bent, c.want, c.bent)
		}
		// Changed back, nothing was lost.
		if back, _ := earlier.Follow(now, got); back["k"] != values["k"] && c.was.Kind != attribute.Text && name != "no unit any more" {
			t.Errorf("%s: %v came back as %v", name, values["k"], back["k"])
		}
		moved := now.Moved(earlier)
		if still := slices.Equal(moved, []string{"k"}); still == (name == "the same under another name") {
			t.Errorf("%s: %v moved", name, moved)
		}
	}
	kept := attribute.Values{}
	if err := json.Unmarshal([]byte(`{"k": 40}`), &kept); err != nil {
		t.Fatal(err)
	}
	earlier := attribute.Definitions{{Key: "k", Kind: attribute.Number, Unit: mm}}
	if got, bent := (attribute.Definitions{}).Follow(earlier, kept); got["k"].String() != "40 mm" || bent != 0 {
		t.Errorf("of a definition that is gone: %v, %d", got, bent)
	}
}
