package media

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
)

// told makes files out of words such as "a:Side", a name and a title.
func told(ids map[string]id.MediaID, words string) []Told {
	var out []Told
	for _, word := range strings.Fields(words) {
		name, title, _ := strings.Cut(word, ":")
		if ids[name].IsZero() {
			ids[name] = id.New[id.Media](time.Unix(int64(len(ids)), 0))
		}
		out = append(out, Told{ID: ids[name], Kind: Image, Name: name, Title: title})
	}
	return out
}

func written(all []Told) string {
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = strings.TrimSuffix(t.Name+":"+t.Title, ":")
	}
	return strings.Join(words, " ")
}

func TestBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		now, before, after, want string
		whole                    bool
	}{
		"added":                                 {"a b", "a", "a b", "a", true},
		"added, and another since":              {"a b c", "a", "a b", "a c", true},
		"added, and described since":            {"a b:Side", "a", "a b", "a b:Side", false},
		"added, and removed since":              {"a", "a", "a b", "a", true},
		"removed":                               {"b c", "a b c", "b c", "a b c", true},
		"removed from the middle":               {"a c d", "a b c", "a c", "a b c d", true},
		"removed, and the others ordered since": {"c a", "a b c", "a c", "c a b", true},
		"described":                             {"a:Side", "a:Front", "a:Side", "a:Front", true},
		"described, and again since":            {"a:Back", "a:Front", "a:Side", "a:Back", false},
		"described, and as it was since":        {"a:Front", "a:Front", "a:Side", "a:Front", true},
		"described, and removed since":          {"b", "a:Front b", "a:Side b", "b", false},
		"ordered":                               {"b a", "a b", "b a", "a b", true},
		"ordered, and otherwise since":          {"c b a", "a b c", "b a c", "c b a", false},
		"ordered, and one described since":      {"b a:Side", "a b", "b a", "a:Side b", true},
		"ordered, and one came since":           {"b a c", "a b", "b a", "a b c", true},
		"nothing":                               {"", "", "", "", true},
	} {
		ids := map[string]id.MediaID{}
		want, whole := back(told(ids, c.now), told(ids, c.before), told(ids, c.after))
		if written(want) != c.want || whole != c.whole {
			t.Errorf("%s: %q %v, want %q %v", name, written(want), whole, c.want, c.whole)
		}
	}
}

// Undone at once an act leaves nothing, and what came since is never lost.
func TestBackLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := map[string]id.MediaID{}
		draw := func(label string) []Told {
			names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}), 0, 6, func(s string) string { return s }).Draw(t, label)
			for i := range names {
				names[i] += rapid.SampledFrom([]string{"", ":x", ":y"}).Draw(t, fmt.Sprint(label, i))
			}
			return told(ids, strings.Join(names, " "))
		}
		before, after, now := draw("before"), draw("after"), draw("now")
		if got, whole := back(after, before, after); !slices.Equal(got, before) || !whole {
			t.Fatalf("%q after %q becomes %q, %v", written(after), written(before), written(got), whole)
		}
		got, _ := back(now, before, after)
		for _, f := range now {
			if placeOf(after, f.ID) < 0 && placeOf(got, f.ID) < 0 {
				t.Fatalf("%q became %q: %s was lost", written(now), written(got), f.Name)
			}
		}
		for i, f := range got {
			if placeOf(got, f.ID) != i {
				t.Fatalf("%q names %s twice", written(got), f.Name)
			}
		}
	})
}
