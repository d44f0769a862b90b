package matching

import (
	"cmp"
	"slices"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
)

// Conflict is what speaks against joining two items: one of the engine's, or one that lies in the graph.
type Conflict string

// Conflicts of the graph.
const (
	Refused       Conflict = "refused"        // somebody said that two of the items are different
	SupplierTwice Conflict = "supplier_twice" // two items of one supplier would come together without a person's word or a code that both carry
)

// Contradiction is a conflict with what each side says.
type Contradiction struct {
	Kind        Conflict
	Left, Right string
}

// will is what an edge wants, the strongest first. Edges are taken in this order, so that the products depend on the edges only, never on when they came.
type will int

const (
	byPeople  will = iota // the operator said same
	bySeller              // the supplier of one item said same
	automatic             // the hub found it
	forced                // the operator said same, although something contradicts: joins what the others made, whatever it is
	open                  // a question
	parted                // somebody said different
)

// link is an edge as the graph looks at it.
type link struct {
	left, right Item
	will        will
	confidence  float64
}

// joins says whether the edge would bring its items together.
func (l link) joins() bool { return l.will < open }

func (l link) compare(other link) int {
	return cmp.Or(cmp.Compare(l.will, other.will), cmp.Compare(other.confidence, l.confidence), l.left.compare(other.left), l.right.compare(other.right))
}

// graph is some items with all edges between them.
type graph struct {
	parts    map[Item]*part
	known    map[question][]Contradiction // what stands between whole parts, once these are made
	parted   map[[2]Item]bool
	profiles map[Item]*engine.Profile
}

// question is what is asked about two parts.
type question struct {
	x, y *part
	will will
}

// part is what is joined so far.
type part struct{ items []Item }

// newGraph joins what the links join, the strongest first, and leaves out what would bring contradicting items together. Links to items without a text are
// passed over: these are not for sale.
func newGraph(texts map[Item]Text, links []link) *graph {
	g := &graph{parts: map[Item]*part{}, known: map[question][]Contradiction{}, parted: map[[2]Item]bool{}, profiles: map[Item]*engine.Profile{}}
	for item, text := range texts {
		g.parts[item] = &part{[]Item{item}}
		g.profiles[item] = text.profile(item)
	}
	for _, l := range links {
		if l.will == parted {
			g.parted[[2]Item{l.left, l.right}] = true
		}
	}
	ordered := slices.Clone(links)
	slices.SortFunc(ordered, link.compare)
	for _, l := range ordered {
		if l.joins() && g.free(l) {
			g.join(l.left, l.right)
		}
	}
	return g
}

func (g *graph) join(a, b Item) {
	x, y := g.parts[a], g.parts[b]
	if x == nil || y == nil || x == y {
		return
	}
	if len(x.items) < len(y.items) {
		x, y = y, x
	}
	x.items = append(x.items, y.items...)
	for _, each := range y.items {
		g.parts[each] = x
	}
}

// free says whether nothing forbids a link to join the parts of its items as they are now.
func (g *graph) free(l link) bool {
	x, y := g.parts[l.left], g.parts[l.right]
	if x == nil || y == nil || x == y || l.will == forced {
		return true
	}
	for _, a := range x.items {
		for _, b := range y.items {
			if len(g.between(a, b, l.will)) > 0 {
				return false
			}
		}
	}
	return true
}

// mostAgainst bounds how many contradictions anybody is shown.
const mostAgainst = 8

// against is what forbids a link to join the parts of its items, once all parts are made.
func (g *graph) against(l link) []Contradiction {
	x, y := g.parts[l.left], g.parts[l.right]
	if x == nil || y == nil || x == y || l.will == forced {
		return nil
	}
	asked := question{x, y, l.will}
	out, known := g.known[asked]
	if !known {
		out = g.look(slices.SortedFunc(slices.Values(x.items), byItem), slices.SortedFunc(slices.Values(y.items), byItem), l.will)
		g.known[asked] = out
	}
	return out
}

func (g *graph) look(here, there []Item, w will) []Contradiction {
	var out []Contradiction
	for _, a := range here {
		for _, b := range there {
			out = append(out, g.between(a, b, w)...)
			if len(out) >= mostAgainst {
				return out[:mostAgainst]
			}
		}
	}
	return out
}

// between is what forbids two items to be in one product.
func (g *graph) between(a, b Item, w will) []Contradiction {
	var out []Contradiction
	left, right := pair(a, b)
	if g.parted[[2]Item{left, right}] {
		out = append(out, Contradiction{Refused, g.profiles[a].Record().Name, g.profiles[b].Record().Name})
	}
	if w == automatic && a.Supplier == b.Supplier && !engine.SameCode(g.profiles[a], g.profiles[b]) {
		out = append(out, Contradiction{SupplierTwice, g.profiles[a].Record().Code, g.profiles[b].Record().Code})
	}
	return append(out, contradictions(g.profiles[a], g.profiles[b])...)
}

func contradictions(a, b *engine.Profile) []Contradiction {
	var out []Contradiction
	for _, c := range engine.Contradictions(a, b) {
		out = append(out, Contradiction{Conflict(c.Conflict), c.Left, c.Right})
	}
	return out
}

// together are the items that are in one product with an item, itself among them, in order; nil for one that is not for sale.
func (g *graph) together(item Item) []Item {
	p := g.parts[item]
	if p == nil {
		return nil
	}
	return slices.SortedFunc(slices.Values(p.items), byItem)
}

// products are the parts with more than one item, the one with the smallest item first.
func (g *graph) products() [][]Item {
	var out [][]Item
	for item, p := range g.parts {
		if len(p.items) > 1 && item == slices.MinFunc(p.items, byItem) {
			out = append(out, g.together(item))
		}
	}
	slices.SortFunc(out, func(a, b []Item) int { return a[0].compare(b[0]) })
	return out
}

// attach adds a product that stands as it is.
func (g *graph) attach(texts map[Item]Text, items []Item) {
	p := &part{}
	for _, item := range items {
		if text, there := texts[item]; there && g.parts[item] == nil {
			g.parts[item], g.profiles[item] = p, text.profile(item)
			p.items = append(p.items, item)
		}
	}
}

// stand is the state of an edge in the graph, and what speaks against joining the products of its items where it doesn't.
func (g *graph) stand(l link) (State, []Contradiction) {
	same := g.parts[l.left] != nil && g.parts[l.left] == g.parts[l.right]
	switch {
	case l.will == parted:
		return StateRefused, nil
	case l.joins() && same:
		return StateConfirmed, nil
	case same:
		return StateImplied, nil
	case l.joins():
		return StateProposed, g.against(l)
	}
	l.will = byPeople // the question is whether people would say so
	against := g.against(l)
	if slices.ContainsFunc(against, func(c Contradiction) bool { return c.Kind == Refused }) {
		return StateImplied, against
	}
	return StateProposed, against
}

// suppliers counts the suppliers of items.
func suppliers(items []Item) int {
	seen := map[id.CompanyID]bool{}
	for _, i := range items {
		seen[i.Supplier] = true
	}
	return len(seen)
}
