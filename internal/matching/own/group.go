package own

import (
	"slices"
	"time"

	"manifold/internal/kernel/id"
)

// Says is what a buyer said of two items.
type Says string

// What can be said. Nothing takes back what was said.
const (
	Equal   Says = "equal"
	Other   Says = "other"
	Nothing Says = "nothing"
)

// Link is what a buyer said of two items; Left is the smaller.
type Link struct {
	Left, Right Ref
	Says        Says
	At          time.Time
}

// Member is an item that a buyer may see, with the hub's product that it is in; zero for none.
type Member struct {
	Ref
	Product id.ProductID
}

// Group is what is the same as the first member for one buyer: whatever is in one product, or was said to be equal, step by step; but nothing
// that was said to be another thing than one of the group. Everything that may be walked over is among the members, so that what the buyer may
// not see joins nothing. The first member stands first, the others in the order in which they are reached.
func Group(first Member, members []Member, links []Link) []Member {
	said := map[[2]Ref]Says{}
	for _, l := range links {
		said[[2]Ref{l.Left, l.Right}], said[[2]Ref{l.Right, l.Left}] = l.Says, l.Says
	}
	rest := slices.Clone(members)
	slices.SortFunc(rest, func(a, b Member) int { return a.compare(b.Ref) })
	group := []Member{first}
	for at := 0; at < len(group); at++ {
		for _, m := range rest {
			if slices.Contains(group, m) || !same(group[at], m, said) {
				continue
			}
			if slices.ContainsFunc(group, func(g Member) bool { return said[[2]Ref{g.Ref, m.Ref}] == Other }) {
				continue
			}
			group = append(group, m)
		}
	}
	return group
}

func same(a, b Member, said map[[2]Ref]Says) bool {
	return !a.Product.IsZero() && a.Product == b.Product || said[[2]Ref{a.Ref, b.Ref}] == Equal
}

// ordered is a pair with the smaller first.
func ordered(a, b Ref) (Ref, Ref) {
	if a.compare(b) > 0 {
		return b, a
	}
	return a, b
}
