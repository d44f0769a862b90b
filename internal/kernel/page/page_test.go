package page_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
)

func TestNewRequest(t *testing.T) {
	t.Parallel()
	good := page.After("x").String()
	rows := []struct {
		limit int
		after string
		size  int
		want  error
	}{
		{0, "", page.DefaultLimit, nil},
		{1, good, 1, nil},
		{page.MaxLimit, "", page.MaxLimit, nil},
		{page.MaxLimit + 1, "", 0, fault.Invalid},
		{-1, "", 0, fault.Invalid},
		{10, "%%%", 0, fault.BadCursor},
	}
	for _, row := range rows {
		r, err := page.NewRequest(row.limit, row.after)
		if !errors.Is(err, row.want) {
			t.Errorf("NewRequest(%d, %q): %v, want %v", row.limit, row.after, err, row.want)
		}
		if err == nil && (r.Size() != row.size || r.Fetch() != row.size+1 || r.After.String() != row.after) {
			t.Errorf("NewRequest(%d, %q) = %+v", row.limit, row.after, r)
		}
	}
	_, err := page.NewRequest(-1, "")
	if fields := fault.From(err).Fields(); len(fields) != 1 || fields[0].Path != "limit" {
		t.Errorf("the fault does not name the parameter: %v", fields)
	}
}

func TestCursorKeepsItsKeys(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ReplaceAll(rapid.String().Draw(t, "text"), "\x00", "")
		if len(text) > 200 {
			text = ""
		}
		number, flag := rapid.Int64().Draw(t, "number"), rapid.Bool().Draw(t, "flag")
		at := time.UnixMicro(rapid.Int64Range(0, 1<<50).Draw(t, "at")).UTC()
		seat := id.NewRandom[id.Seat]()
		cursor, err := page.ParseCursor(page.After(text, number, flag, at, seat).String())
		if err != nil {
			t.Fatal(err)
		}
		var (
			gotText   string
			gotNumber int64
			gotFlag   bool
			gotAt     time.Time
			gotSeat   id.SeatID
		)
		if err := cursor.Into(&gotText, &gotNumber, &gotFlag, &gotAt, &gotSeat); err != nil {
			t.Fatal(err)
		}
		if gotText != text || gotNumber != number || gotFlag != flag || !gotAt.Equal(at) || gotSeat != seat {
			t.Fatalf("%q %d %v %v %v", gotText, gotNumber, gotFlag, gotAt, gotSeat)
		}
	})
}

func TestBadCursors(t *testing.T) {
	t.Parallel()
	raw := func(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
	for name, text := range map[string]string{
		"not base64": "***", "padded": base64.URLEncoding.EncodeToString([]byte(`["ab"]`)) + "=", "standard alphabet": "+/+/", "line break": raw(`["a"]`) + "\n",
		"stray bits": raw(`["ab"]`)[:7] + "1", "no JSON": raw("x"), "object": raw(`{"a":1}`), "empty": raw(`[]`), "null": raw(`null`), "null key": raw(`[null]`),
		"nested": raw(`[["a"]]`), "object key": raw(`[{"a":1}]`), "more text": raw(`["a"] ["b"]`), "NUL": raw(`["a\u0000b"]`), "too long": raw(`["` + strings.Repeat("a", 4000) + `"]`),
	} {
		if _, err := page.ParseCursor(text); !errors.Is(err, fault.BadCursor) {
			t.Errorf("%s: ParseCursor(%q): %v, want BadCursor", name, text, err)
		}
	}
	var s string
	var n int
	var seat id.SeatID
	for name, err := range map[string]error{
		"the start":       page.Cursor{}.Into(&s),
		"too few":         page.After("a").Into(&s, &s),
		"too many":        page.After("a", "b").Into(&s),
		"another type":    page.After("a").Into(&n),
		"a fraction":      page.After(1.5).Into(&n),
		"another id kind": page.After(id.NewRandom[id.Job]()).Into(&seat),
	} {
		if !errors.Is(err, fault.BadCursor) {
			t.Errorf("%s: Into: %v, want BadCursor", name, err)
		}
	}
}

func TestAfterRefusesWhatIsNoKey(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]any{"none": {}, "nil": {nil}, "slice": {[]int{1}}, "channel": {make(chan int)}, "NUL": {"\x00"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("After did not panic")
				}
			}()
			page.After(keys...)
		})
	}
}

// Whoever follows Next to the end sees every row once, in order, whatever the limit.
func TestPagesAddUpToTheList(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		total, limit := rapid.IntRange(0, 450).Draw(t, "total"), rapid.IntRange(1, page.MaxLimit).Draw(t, "limit")
		var seen []int
		next := ""
		for range total + 2 {
			r, err := page.NewRequest(limit, next)
			if err != nil {
				t.Fatal(err)
			}
			p := page.Of(r, rowsAfter(t, r, total), func(row int) page.Cursor { return page.After(row) })
			if p.Items == nil || len(p.Items) > limit {
				t.Fatalf("a page of %d items for a limit of %d", len(p.Items), limit)
			}
			seen, next = append(seen, p.Items...), p.Next
			if next == "" {
				break
			}
		}
		if len(seen) != total || !slices.IsSorted(seen) || len(slices.Compact(slices.Clone(seen))) != total {
			t.Fatalf("saw %d rows of %d", len(seen), total)
		}
	})
}

// rowsAfter stands for the SQL of a list over the numbers 1 to total.
func rowsAfter(t *rapid.T, r page.Request, total int) []int {
	last := 0
	if !r.After.IsZero() {
		if err := r.After.Into(&last); err != nil {
			t.Fatal(err)
		}
	}
	var rows []int
	for n := last + 1; n <= total && len(rows) < r.Fetch(); n++ {
		rows = append(rows, n)
	}
	return rows
}

func TestMap(t *testing.T) {
	t.Parallel()
	got := page.Map(page.Page[int]{Items: []int{1, 2}, Next: "n"}, func(n int) string { return fmt.Sprint(n) })
	if !slices.Equal(got.Items, []string{"1", "2"}) || got.Next != "n" {
		t.Errorf("%+v", got)
	}
	if page.Map(page.Page[int]{}, func(n int) int { return n }).Items == nil {
		t.Error("no items must be an empty list, not null")
	}
}

func FuzzParseCursor(f *testing.F) {
	f.Add(page.After("a", 1, true).String())
	f.Add("")
	f.Add("W10")
	f.Fuzz(func(t *testing.T, text string) {
		cursor, err := page.ParseCursor(text)
		if err != nil {
			if !errors.Is(err, fault.BadCursor) {
				t.Fatalf("not a BadCursor: %v", err)
			}
			return
		}
		if cursor.String() != text {
			t.Fatalf("%q became %q", text, cursor)
		}
		var key string
		if err := cursor.Into(&key); err == nil && strings.ContainsRune(key, 0) {
			t.Fatal("NUL in a key")
		}
	})
}
