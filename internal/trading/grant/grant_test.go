package grant

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
)

var moment = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func ref[T any](v T) *T { return &v }

// anyGrant draws a grant with any of its fields given.
func anyGrant(level Level) *rapid.Generator[Grant] {
	return rapid.Custom(func(t *rapid.T) Grant {
		var g Grant
		if rapid.Bool().Draw(t, "categories?") {
			g.Categories = rapid.SliceOfN(rapid.SampledFrom([]string{"*", "bolts", "nuts", "pumps"}), 0, 3).Draw(t, "categories")
		}
		if rapid.Bool().Draw(t, "price?") {
			g.Price = ref(rapid.SampledFrom([]PriceLevel{PriceNone, PriceList, PriceOwn}).Draw(t, "price"))
		}
		if rapid.Bool().Draw(t, "stock?") {
			g.Stock = ref(rapid.SampledFrom([]StockLevel{StockNone, StockYesNo, StockBand, StockExact}).Draw(t, "stock"))
		}
		if rapid.Bool().Draw(t, "steps?") {
			edge := decimal.Zero
			for range rapid.IntRange(1, 4).Draw(t, "edges") {
				edge = edge.Add(decimal.New(rapid.Int64Range(1, 500).Draw(t, "edge"), -1))
				g.Steps = append(g.Steps, edge)
			}
		}
		for _, flag := range []**bool{&g.LeadTime, &g.Promotions, &g.Documents} {
			if rapid.Bool().Draw(t, "flag?") {
				*flag = ref(rapid.Bool().Draw(t, "flag"))
			}
		}
		if rapid.Bool().Draw(t, "purpose?") {
			g.Purpose = ref(rapid.SampledFrom([]string{"", "resale", "own use"}).Draw(t, "purpose"))
		}
		if level != LevelDefault && rapid.Bool().Draw(t, "expires?") {
			g.ExpiresAt = ref(moment.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "hours")) * time.Hour))
		}
		return g
	})
}

// Each field of a resolved grant is the nearest level's that gives it and has not ended.
func TestResolveProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		byDefault, group, customer := anyGrant(LevelDefault).Draw(t, "default"), anyGrant(LevelGroup).Draw(t, "group"), anyGrant(LevelCustomer).Draw(t, "customer")
		sees, sources := Resolve(moment, byDefault, group, customer)
		from := map[Field]Level{}
		for _, s := range sources {
			from[s.Field] = s.Level
		}
		nearest := func(given func(Grant) bool) (Grant, Level) {
			for _, each := range []struct {
				grant Grant
				level Level
			}{{customer, LevelCustomer}, {group, LevelGroup}} {
				if over := each.grant.ExpiresAt != nil && !moment.Before(*each.grant.ExpiresAt); !over && given(each.grant) {
					return each.grant, each.level
				}
			}
			if given(byDefault) {
				return byDefault, LevelDefault
			}
			return HouseGrant(), LevelDefault
		}
		check := func(field Field, same bool, level Level) {
			if !same || from[field] != level {
				t.Fatalf("%s of %+v from %s, expected from %s", field, sees, from[field], level)
			}
		}
		g, level := nearest(func(g Grant) bool { return g.Categories != nil })
		check(FieldCategories, slices.Equal(sees.Categories, g.Categories), level)
		g, level = nearest(func(g Grant) bool { return g.Price != nil })
		check(FieldPrice, sees.Price == *g.Price, level)
		g, level = nearest(func(g Grant) bool { return g.Stock != nil })
		check(FieldStock, sees.Stock == *g.Stock, level)
		g, level = nearest(func(g Grant) bool { return g.Steps != nil })
		check(FieldSteps, slices.EqualFunc(sees.Steps, g.Steps, decimal.Decimal.Equal), level)
		g, level = nearest(func(g Grant) bool { return g.LeadTime != nil })
		check(FieldLeadTime, sees.LeadTime == *g.LeadTime, level)
		g, level = nearest(func(g Grant) bool { return g.Promotions != nil })
		check(FieldPromotions, sees.Promotions == *g.Promotions, level)
		g, level = nearest(func(g Grant) bool { return g.Documents != nil })
		check(FieldDocuments, sees.Documents == *g.Documents, level)
		g, level = nearest(func(g Grant) bool { return g.Purpose != nil })
		check(FieldPurpose, sees.Purpose == *g.Purpose, level)
		if !sees.Until.IsZero() && !sees.Until.After(moment) {
			t.Fatalf("ended already: %+v", sees)
		}
	})
}

func TestTidyGrant(t *testing.T) {
	t.Parallel()
	bad := []struct {
		name, path string
		level      Level
		grant      Grant
	}{
		{"price", "/price", LevelGroup, Grant{Price: ref(PriceLevel("all"))}},
		{"stock", "/stock", LevelGroup, Grant{Stock: ref(StockLevel("all"))}},
		{"empty category", "/categories/1", LevelGroup, Grant{Categories: []string{"a", " "}}},
		{"long category", "/categories/0", LevelGroup, Grant{Categories: []string{strings.Repeat("长", 201)}}},
		{"no edges", "/stock_steps", LevelGroup, Grant{Steps: []decimal.Decimal{}}},
		{"edge of zero", "/stock_steps/0", LevelGroup, Grant{Steps: []decimal.Decimal{decimal.Zero}}},
		{"falling edges", "/stock_steps/1", LevelGroup, Grant{Steps: []decimal.Decimal{decimal.NewFromInt(5), decimal.NewFromInt(5)}}},
		{"purpose", "/purpose", LevelGroup, Grant{Purpose: ref(strings.Repeat("x", 501))}},
		{"over", "/expires_at", LevelCustomer, Grant{ExpiresAt: ref(moment)}},
		{"end of the default", "/expires_at", LevelDefault, Grant{ExpiresAt: ref(moment.Add(time.Hour))}},
	}
	for _, row := range bad {
		_, err := func() (Grant, error) { row.grant.Level = row.level; return row.grant.Tidy(moment) }()
		if !errors.Is(err, fault.Invalid) || fault.From(err).Fields()[0].Path != row.path {
			t.Errorf("%s: %v %+v", row.name, err, fault.From(err).Fields())
		}
	}
	got, err := Grant{Categories: []string{"nuts", "bolts ", "nuts"}, Purpose: ref(" resale ")}.Tidy(moment)
	if err != nil || !slices.Equal(got.Categories, []string{"bolts", "nuts"}) || *got.Purpose != "resale" {
		t.Errorf("tidy: %+v %v", got, err)
	}
	if got, _ := (Grant{Categories: []string{"nuts", "*"}}).Tidy(moment); !slices.Equal(got.Categories, []string{"*"}) {
		t.Errorf("all: %v", got.Categories)
	}
	if got, _ := (Grant{Categories: []string{}}).Tidy(moment); got.Categories == nil {
		t.Error("none at all became inherited")
	}
}

// A short text may be a number that nobody can reckon with.
func TestEdgesThatAreNoNumbers(t *testing.T) {
	for text, code := range map[string]string{"1e999999999": "out_of_range", "1e-999999999": "out_of_range", "many": "wrong_form"} {
		_, err := From(&contract.GrantDraft{StockSteps: &[]string{"1", text}})
		if fields := fault.From(err).Fields(); len(fields) != 1 || fields[0].Path != "/stock_steps/1" || fields[0].Code != code {
			t.Errorf("%s: %+v", text, fields)
		}
	}
}
