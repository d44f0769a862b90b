package own

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
)

// things are a few items of two suppliers, in order.
var things = func() []Ref {
	var out []Ref
	for range 2 {
		supplier := id.NewRandom[id.Company]()
		for range 3 {
			out = append(out, Ref{supplier, id.NewRandom[id.Item]()})
		}
	}
	slices.SortFunc(out, Ref.compare)
	return out
}()

var one, two = id.NewRandom[id.Product](), id.NewRandom[id.Product]()

func link(a, b int, says Says) Link {
	left, right := ordered(things[a], things[b])
	return Link{left, right, says, time.Time{}}
}

// of makes members of the things with these products, 0 for none.
func of(products ...int) []Member {
	out := make([]Member, len(products))
	for i, p := range products {
		out[i] = Member{Ref: things[i], Product: []id.ProductID{{}, one, two}[p]}
	}
	return out
}

func TestGroup(t *testing.T) {
	t.Parallel()
	rows := map[string]struct {
		members []Member
		links   []Link
		first   int
		want    []int
	}{
		"alone":                          {of(0, 0), nil, 0, []int{0}},
		"one product":                    {of(1, 1, 2), nil, 0, []int{0, 1}},
		"equal for me":                   {of(1, 0, 2), []Link{link(0, 1, Equal)}, 0, []int{0, 1}},
		"step by step":                   {of(1, 1, 2, 2), []Link{link(1, 2, Equal)}, 0, []int{0, 1, 2, 3}},
		"another for me":                 {of(1, 1, 1), []Link{link(0, 1, Other)}, 0, []int{0, 2}},
		"from its own side":              {of(1, 1, 1), []Link{link(0, 1, Other), link(1, 2, Other)}, 1, []int{1}},
		"another than one that is there": {of(1, 1, 1), []Link{link(1, 2, Other)}, 0, []int{0, 1}},
		"another, and what comes by it":  {of(1, 1, 2), []Link{link(0, 1, Other), link(1, 2, Equal)}, 0, []int{0}},
		"not shown, not walked over":     {of(1, 1, 2)[:1], []Link{link(1, 2, Equal)}, 0, []int{0}},
	}
	for name, row := range rows {
		var got []int
		for _, m := range Group(row.members[row.first], row.members, row.links) {
			got = append(got, slices.Index(things, m.Ref))
		}
		slices.Sort(got)
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", name, got, row.want)
		}
	}
}

// Whatever is said, a group begins with the first, holds nothing twice and no two others, leaves out nothing that could join, and does not depend
// on the order in which things come.
func TestGroupHoldsNoOthers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		products := rapid.SliceOfN(rapid.IntRange(0, 2), len(things), len(things)).Draw(t, "products")
		var links []Link
		for a := range things {
			for b := range a {
				if says := rapid.SampledFrom([]Says{"", "", "", Equal, Other}).Draw(t, "says"); says != "" {
					links = append(links, link(a, b, says))
				}
			}
		}
		members := of(products...)
		first := members[rapid.IntRange(0, len(members)-1).Draw(t, "first")]
		group := Group(first, members, links)
		said := func(a, b Ref, says Says) bool {
			return slices.ContainsFunc(links, func(l Link) bool {
				return l.Says == says && (l.Left == a && l.Right == b || l.Left == b && l.Right == a)
			})
		}
		joined := func(a, b Member) bool {
			return !a.Product.IsZero() && a.Product == b.Product || said(a.Ref, b.Ref, Equal)
		}
		if group[0] != first {
			t.Fatal("the first is not first")
		}
		for i, m := range group {
			if slices.Contains(group[:i], m) {
				t.Fatal("one stands there twice")
			}
			if i > 0 && !slices.ContainsFunc(group[:i], func(g Member) bool { return joined(g, m) }) {
				t.Fatal("one joined by nothing")
			}
			for _, o := range group[:i] {
				if said(m.Ref, o.Ref, Other) {
					t.Fatal("two others in one group")
				}
			}
		}
		for _, m := range members {
			could := slices.ContainsFunc(group, func(g Member) bool { return joined(g, m) }) && !slices.ContainsFunc(group, func(g Member) bool { return said(g.Ref, m.Ref, Other) })
			if could && !slices.Contains(group, m) {
				t.Fatal("one was left out")
			}
		}
		shuffled := rapid.Permutation(members).Draw(t, "order")
		if !slices.Equal(group, Group(first, shuffled, links)) {
			t.Fatal("the order decides")
		}
	})
}
