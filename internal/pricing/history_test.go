package pricing

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
)

var monday = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

func yuan(t testing.TB, text string) *Price {
	t.Helper()
	currency, err := money.ParseCurrency("CNY")
	if err != nil {
		t.Fatal(err)
	}
	amount, err := money.NewUnitPrice(decimal.RequireFromString(text), currency)
	if err != nil {
		t.Fatal(err)
	}
	return &Price{Amount: amount}
}

func day(n int) time.Time { return monday.AddDate(0, 0, n) }

func seeing(level grant.PriceLevel) grant.Disclosure {
	return grant.NewDisclosure(true, grant.Sees{Price: level}, 1, monday)
}

func courseOf(d grant.Disclosure, spells ...Spell) []Point {
	return Past{Spells: spells}.Course(d, day(30), decimal.NewFromInt(1), decimal.NewFromInt(1))
}

// points are a course in words: the day, and the price.
func points(in []Point) string {
	var out []string
	for _, p := range in {
		text := "-"
		if p.Price != nil {
			text = p.Price.Amount.Decimal().String()
			for _, b := range p.Price.Breaks {
				text += "/" + b.From.String() + ":" + b.Amount.Decimal().String()
			}
		}
		out = append(out, strconv.Itoa(int(p.At.Sub(monday).Hours()/24))+" "+text)
	}
	return strings.Join(out, ", ")
}

func TestCourse(t *testing.T) {
	t.Parallel()
	one, two, three := yuan(t, "1"), yuan(t, "2"), yuan(t, "3")
	moves := []Move{{day(0), false, one}, {day(1), true, two}, {day(2), false, three}, {day(3), true, nil}, {day(4), false, yuan(t, "3.000")}, {day(5), false, nil}}
	for level, want := range map[grant.PriceLevel]string{grant.PriceOwn: "0 1, 1 2, 3 3, 5 -", grant.PriceList: "0 1, 2 3, 5 -", grant.PriceNone: ""} {
		if got := points(courseOf(seeing(level), spellsOf(moves)...)); got != want {
			t.Errorf("%s: %s, want %s", level, got, want)
		}
	}
	broken := &Price{Amount: one.Amount, Breaks: []Break{{decimal.NewFromInt(10), two.Amount}}}
	if got := points(courseOf(seeing(grant.PriceOwn), spellsOf([]Move{{day(0), false, one}, {day(1), false, broken}})...)); got != "0 1, 1 1/10:2" {
		t.Errorf("a break is no move: %s", got)
	}
}

// Prices of lists come and go in a course: when they were written, written over, began and ended, and only where the grant shows them.
func TestCourseOfLists(t *testing.T) {
	t.Parallel()
	base := spellsOf([]Move{{day(0), false, yuan(t, "10")}, {day(12), false, yuan(t, "11")}})
	spell := func(list byte, kind resolve.Kind, price string, stood, gone int, change func(*resolve.Price)) Spell {
		s := Spell{Price: yuan(t, price).as(kind), Stood: day(stood)}
		s.List = id.FromUUID[id.PriceList]([16]byte{list})
		if gone > 0 {
			s.Gone = day(gone)
		}
		if change != nil {
			change(&s.Price)
		}
		return s
	}
	from := func(n int) func(*resolve.Price) { return func(p *resolve.Price) { p.From = day(n) } }
	until := func(n int) func(*resolve.Price) { return func(p *resolve.Price) { p.Until = day(n) } }
	hours := func(s Spell, stood, gone int) Spell {
		s.Stood, s.Gone = s.Stood.Add(time.Duration(stood)*time.Hour), s.Gone.Add(time.Duration(gone)*time.Hour)
		return s
	}
	for name, row := range map[string]struct {
		level grant.PriceLevel
		lists []Spell
		want  string
	}{
		"a contract, and its end":                    {grant.PriceOwn, []Spell{spell(1, resolve.Contract, "7", 3, 0, until(20))}, "0 10, 3 7, 20 11"},
		"not under a grant of list prices":           {grant.PriceList, []Spell{spell(1, resolve.Contract, "7", 3, 0, nil)}, "0 10, 12 11"},
		"nor under one of none":                      {grant.PriceNone, []Spell{spell(1, resolve.Contract, "7", 3, 0, nil)}, ""},
		"dated list prices under one of list prices": {grant.PriceList, []Spell{spell(1, resolve.Base, "9", 3, 0, from(5))}, "0 10, 5 9"},
		"written over":                               {grant.PriceOwn, []Spell{spell(1, resolve.Group, "7", 3, 6, nil), spell(1, resolve.Group, "8", 6, 0, nil)}, "0 10, 3 7, 6 8"},
		"taken away":                                 {grant.PriceOwn, []Spell{spell(1, resolve.Region, "7", 3, 6, nil)}, "0 10, 3 7, 6 10, 12 11"},
		"written ahead, and over before it began":    {grant.PriceOwn, []Spell{spell(1, resolve.Group, "7", 1, 4, from(9)), spell(1, resolve.Group, "8", 4, 0, from(9))}, "0 10, 9 8"},
		"a dated change within a list":               {grant.PriceOwn, []Spell{spell(1, resolve.Group, "7", 3, 0, nil), spell(1, resolve.Group, "6", 4, 0, from(8))}, "0 10, 3 7, 8 6"},
		"a contract before a group":                  {grant.PriceOwn, []Spell{spell(1, resolve.Group, "5", 2, 0, nil), spell(2, resolve.Contract, "7", 3, 9, nil)}, "0 10, 2 5, 3 7, 9 5"},
		"twice in a day: the last counts":            {grant.PriceOwn, []Spell{hours(spell(1, resolve.Group, "7", 3, 3, nil), 0, 2), hours(spell(1, resolve.Group, "8", 3, 9, nil), 2, 0)}, "0 10, 3 8, 9 10, 12 11"},
		"back within a day: nothing was ever told":   {grant.PriceOwn, []Spell{hours(spell(1, resolve.Group, "7", 3, 3, nil), 0, 2)}, "0 10, 12 11"},
	} {
		if got := points(courseOf(seeing(row.level), append(slices.Clone(base), row.lists...)...)); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// A course ends with what is shown, also where a rule reckoned it or what is left of a contract is not enough.
func TestCoursesEndWithWhatIsShown(t *testing.T) {
	t.Parallel()
	list := id.FromUUID[id.PriceList]([16]byte{1})
	past := Past{Spells: spellsOf([]Move{{day(0), false, yuan(t, "10")}, {day(12), false, yuan(t, "11")}}), Lists: map[id.PriceListID]time.Time{list: day(5)}}
	begun := past.Course(seeing(grant.PriceOwn), day(30), decimal.NewFromInt(1), decimal.NewFromInt(1))
	cut := &Price{Amount: yuan(t, "11").Amount, Breaks: []Break{{decimal.NewFromInt(40), yuan(t, "12").Amount}}}
	ruled, late := resolve.Price{List: list}, past
	late.Lists = map[id.PriceListID]time.Time{list: day(15)}
	for name, row := range map[string]struct {
		past  Past
		shown *Price
		from  resolve.Price
		want  string
	}{
		"what it says already":            {past, yuan(t, "11"), resolve.Price{}, "0 10, 12 11"},
		"with further breaks":             {past, cut, resolve.Price{}, "0 10, 12 11/40:12"},
		"a rule over the last base price": {past, yuan(t, "10.45"), ruled, "0 10, 12 10.45"},
		"a rule that was written since":   {late, yuan(t, "10.45"), ruled, "0 10, 12 11, 15 10.45"},
		"another price, used up":          {past, yuan(t, "13"), resolve.Price{}, "0 10, 12 11, 30 13"},
		"no price any more":               {past, nil, resolve.Price{}, "0 10, 12 11, 30 -"},
	} {
		if got := points(row.past.End(slices.Clone(begun), row.shown, row.from, day(30))); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
	if got := points((Past{}).End(nil, yuan(t, "9"), resolve.Price{}, day(30))); got != "30 9" {
		t.Errorf("nothing is known but what is shown: %s", got)
	}
	if got := (Past{}).End(nil, nil, resolve.Price{}, day(30)); got != nil {
		t.Errorf("nothing at all: %v", got)
	}
}

// Whoever replays the points sees at each time what was shown then.
func TestCourseIsWhatWasShown(t *testing.T) {
	t.Parallel()
	prices := []*Price{nil, yuan(t, "1"), yuan(t, "2")}
	rapid.Check(t, func(t *rapid.T) {
		var moves []Move
		at := 0
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			at += rapid.IntRange(0, 2).Draw(t, "days")
			moves = append(moves, Move{day(at), rapid.Bool().Draw(t, "own"), rapid.SampledFrom(prices).Draw(t, "price")})
		}
		points := courseOf(seeing(grant.PriceOwn), spellsOf(moves)...)
		for d := range at + 1 {
			var list, own, told *Price
			for _, m := range moves {
				if !m.At.After(day(d)) && m.Own {
					own = m.Price
				} else if !m.At.After(day(d)) {
					list = m.Price
				}
			}
			if own == nil {
				own = list
			}
			for _, p := range points {
				if !p.At.After(day(d)) {
					told = p.Price
				}
			}
			if !told.Equal(own) {
				t.Fatalf("day %d: told %+v", d, told)
			}
		}
		for i := 1; i < len(points); i++ {
			if points[i].Price.Equal(points[i-1].Price) || !points[i].At.After(points[i-1].At) {
				t.Fatalf("point %d says nothing new", i)
			}
		}
	})
}
