package matching

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"manifold/internal/matching/engine"
)

// Bounds of the search for candidates.
const (
	// nearest is how many candidates an item has.
	nearest = 12
	// plausible is the confidence by a first look from which on a candidate is judged in full.
	plausible = 0.01
	// likely is the likeness that stands for it while there is no model.
	likely = 0.3
)

// judged is what the hub makes of a pair.
type judged struct {
	other    Item
	decision engine.Decision
	own, its Text
}

// judge compares items with all others: those that the index finds, and those that it is told of. What it says of a pair rests on the candidates of both its
// items and is the same from either side.
func (d *desk) judge(items []Item, partners map[Item][]Item, policy engine.Policy) map[Item][]judged {
	out := make([][]judged, len(items))
	var next atomic.Int64
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(items) {
					return
				}
				out[i] = d.judgeOne(items[i], partners[items[i]], policy)
			}
		})
	}
	group.Wait()
	found := make(map[Item][]judged, len(items))
	for i, item := range items {
		found[item] = out[i]
	}
	return found
}

// seat is one item's surroundings while it is judged: each record made ready once.
type seat struct {
	desk     *desk
	profiles map[Item]*engine.Profile
	near     map[Item][]Item
}

func (d *desk) judgeOne(item Item, partners []Item, policy engine.Policy) []judged {
	own, there := d.text(item)
	if !there {
		return nil
	}
	s := &seat{d, map[Item]*engine.Profile{}, map[Item][]Item{}}
	var out []judged
	for _, other := range s.worthwhile(item, partners) {
		its, there := d.text(other)
		if !there {
			continue
		}
		left, right := pair(item, other)
		if v := d.model.DecideOne(s.rivals(left, right), 0, policy); v.Verdict != engine.Reject {
			out = append(out, judged{other, v, own, its})
		}
	}
	return out
}

// worthwhile are the candidates that a first look does not rule out, and the partners, in order.
func (s *seat) worthwhile(item Item, partners []Item) []Item {
	near := s.candidates(item)
	var pairs []engine.Pair
	for _, other := range near {
		left, right := pair(item, other)
		pairs = append(pairs, engine.Pair{Left: s.profile(left), Right: s.profile(right)})
	}
	look := engine.Policy{Precision: 0.9999, OnlyCodes: true, Reject: plausible}
	if s.desk.model == nil {
		look.Reject = likely
	}
	keep := map[Item]bool{}
	for i, v := range s.desk.model.Verdicts(pairs, look) {
		if v != engine.Reject {
			keep[near[i]] = true
		}
	}
	for _, p := range partners {
		keep[p] = true
	}
	return slices.SortedFunc(maps.Keys(keep), byItem)
}

// candidates are the items of other suppliers that are most alike.
func (s *seat) candidates(item Item) []Item {
	if list, known := s.near[item]; known {
		return list
	}
	text, there := s.desk.text(item)
	if !there {
		return nil
	}
	list := s.desk.nearest(text.record(item), item)
	s.near[item] = list
	return list
}

// nearest looks a record up among the items of other suppliers.
func (d *desk) nearest(r engine.Record, of Item) []Item {
	own := of.key()[:16]
	hits := d.index.CandidatesBut(r, nearest, func(key string) bool { return key[:16] == own })
	list := make([]Item, len(hits))
	for i, h := range hits {
		list[i] = itemOf(h.Key)
	}
	return list
}

func (s *seat) profile(item Item) *engine.Profile {
	p := s.profiles[item]
	if p == nil {
		text, _ := s.desk.text(item)
		p = s.desk.corpus.Profile(text.record(item))
		s.profiles[item] = p
	}
	return p
}

// rivals are the pair of two items, and after it those that the candidates of both make.
func (s *seat) rivals(left, right Item) []engine.Pair {
	pairs := []engine.Pair{{Left: s.profile(left), Right: s.profile(right)}}
	seen := map[[2]Item]bool{{left, right}: true}
	for _, item := range []Item{left, right} {
		for _, other := range s.candidates(item) {
			l, r := pair(item, other)
			if !seen[[2]Item{l, r}] {
				seen[[2]Item{l, r}] = true
				pairs = append(pairs, engine.Pair{Left: s.profile(l), Right: s.profile(r)})
			}
		}
	}
	return pairs
}
