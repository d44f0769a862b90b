package pricing

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/money"
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

// mine shows the own price, and the list price where there is none.
func mine(list, own *Price) *Price {
	if own != nil {
		return own
	}
	return list
}

func TestCourse(t *testing.T) {
	t.Parallel()
	one, two, three := yuan(t, "1"), yuan(t, "2"), yuan(t, "3")
	moves := []Move{{day(0), false, one}, {day(1), true, two}, {day(2), false, three}, {day(3), true, nil}, {day(4), false, yuan(t, "3.000")}, {day(5), false, nil}}
	rows := map[string]struct {
		shown func(list, own *Price) *Price
		want  []Point
	}{
		"own, else list": {mine, []Point{{day(0), one}, {day(1), two}, {day(3), three}, {day(5), nil}}},
		"list":           {func(list, _ *Price) *Price { return list }, []Point{{day(0), one}, {day(2), three}, {day(5), nil}}},
		"nothing":        {func(_, _ *Price) *Price { return nil }, nil},
	}
	for name, row := range rows {
		got := Course(moves, row.shown)
		if len(got) != len(row.want) {
			t.Errorf("%s: %d points, want %d", name, len(got), len(row.want))
			continue
		}
		for i, p := range got {
			if !p.At.Equal(row.want[i].At) || !p.Price.Equal(row.want[i].Price) {
				t.Errorf("%s: point %d is %v %+v", name, i, p.At, p.Price)
			}
		}
	}
	together := Course([]Move{{day(0), false, one}, {day(0), true, two}, {day(1), true, nil}, {day(1), false, two}}, mine)
	if len(together) != 1 || !together[0].Price.Equal(two) {
		t.Errorf("two moves of one moment: %+v", together)
	}
	broken := &Price{Amount: one.Amount, Breaks: []Break{{decimal.NewFromInt(10), two.Amount}}}
	if got := Course([]Move{{day(0), false, one}, {day(1), false, broken}}, mine); len(got) != 2 {
		t.Errorf("a break is no move: %+v", got)
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
		points := Course(moves, mine)
		for d := range at + 1 {
			var list, own, told *Price
			for _, m := range moves {
				if !m.At.After(day(d)) && m.Own {
					own = m.Price
				} else if !m.At.After(day(d)) {
					list = m.Price
				}
			}
			for _, p := range points {
				if !p.At.After(day(d)) {
					told = p.Price
				}
			}
			if !told.Equal(mine(list, own)) {
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
