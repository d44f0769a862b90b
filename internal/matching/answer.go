package matching

import (
	"context"
	"slices"
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// speaker is who says something about edges.
type speaker struct {
	as       Ground
	supplier id.CompanyID // the one that speaks; zero for the operator
	person   id.PersonID
}

// word is a person's word as it stood on an edge before a deed.
type word struct {
	Edge      id.MatchID   `json:"edge"`
	Version   int64        `json:"version"` // of the edge after the deed
	Made      bool         `json:"made,omitempty"`
	Answer    Verdict      `json:"answer,omitempty"`
	As        Ground       `json:"as,omitempty"`
	By        id.PersonID  `json:"by,omitzero"`
	For       id.CompanyID `json:"for,omitzero"`
	At        time.Time    `json:"at,omitzero"`
	Despite   bool         `json:"despite,omitempty"`
	SkippedAt time.Time    `json:"skipped_at,omitzero"`
}

// change is a deed in the making: edges as they become, and what people's words were before.
type change struct {
	edges  []Edge
	before []word
}

// speak puts a person's word on an edge.
func (c *change) speak(e Edge, v Verdict, who speaker, despite bool, now time.Time) {
	w := word{Edge: e.ID, Version: e.Version + 1, Made: e.Version == 0, Answer: e.Answer, As: e.As, By: e.By, For: e.For, At: e.AnsweredAt, Despite: e.Despite, SkippedAt: e.SkippedAt}
	if v == Skip {
		e.SkippedAt = now
	} else {
		e.Answer, e.As, e.By, e.For, e.AnsweredAt, e.Despite = v, who.as, who.person, who.supplier, now, despite && v == Same
	}
	e.Version, e.UpdatedAt = w.Version, now
	c.edges, c.before = append(c.edges, e), append(c.before, w)
}

// ends are the items that the change touches.
func (c *change) ends() []Item {
	var out []Item
	for _, e := range c.edges {
		out = append(out, e.Left, e.Right)
	}
	slices.SortFunc(out, byItem)
	return slices.Compact(out)
}

// carryOut writes the change and what follows from it.
func (c *change) carryOut(ctx context.Context, tx *tenants.Tx) error {
	if err := c.fillTexts(tx); err != nil {
		return err
	}
	if err := putEdges(tx, c.edges); err != nil {
		return err
	}
	return settle(ctx, tx, c.ends())
}

// fillTexts keeps what the items say now with words on edges that nobody was asked about.
func (c *change) fillTexts(tx *tenants.Tx) error {
	var bare []Item
	for _, e := range c.edges {
		if e.LeftText == nil || e.RightText == nil {
			bare = append(bare, e.Left, e.Right)
		}
	}
	if bare == nil {
		return nil
	}
	texts, err := textsOf(tx, bare)
	if err != nil {
		return err
	}
	for i := range c.edges {
		c.edges[i] = c.edges[i].showing(texts)
	}
	return nil
}

// showing is the edge with texts where nobody was asked.
func (e Edge) showing(texts map[Item]Text) Edge {
	left, here := texts[e.Left]
	right, there := texts[e.Right]
	if (e.LeftText == nil || e.RightText == nil) && here && there {
		e.LeftText, e.RightText = &left, &right
	}
	return e
}

// between finds the edge of two items among those of a scene, or makes one that only a person sees.
func (s *scene) between(tx *tenants.Tx, a, b Item, who speaker) Edge {
	left, right := pair(a, b)
	for _, e := range s.edges {
		if e.Left == left && e.Right == right {
			return e
		}
	}
	return Edge{ID: id.New[id.Match](tx.Now()), Left: left, Right: right, Verdict: found, Ground: who.as, State: StateProposed, CreatedAt: tx.Now(), UpdatedAt: tx.Now()}
}

// part says that an item is another product than each of the others. What the operator said stands against a supplier's word.
func (c *change) part(tx *tenants.Tx, s *scene, item Item, others []Item, who speaker) {
	for _, other := range others {
		e := s.between(tx, item, other, who)
		if e.Answer == Different || e.Answer != "" && e.As == ByOperator && who.as != ByOperator {
			continue
		}
		c.speak(e, Different, who, false, tx.Now())
	}
}

// restore puts people's words back as they were on edges that nobody changed since, and answers how many it put back.
func restore(ctx context.Context, tx *tenants.Tx, words []word) (undone int, err error) {
	ids := make([]id.MatchID, len(words))
	for i, w := range words {
		ids[i] = w.Edge
	}
	stand, err := edgesByID(tx, ids)
	if err != nil {
		return 0, err
	}
	c := change{}
	var gone []Edge
	for _, w := range words {
		e, there := stand[w.Edge]
		if !there || e.Version != w.Version {
			continue
		}
		undone++
		if w.Made && e.Verdict == found {
			gone = append(gone, e)
			continue
		}
		e.Answer, e.As, e.By, e.For, e.AnsweredAt, e.Despite, e.SkippedAt = w.Answer, w.As, w.By, w.For, w.At, w.Despite, w.SkippedAt
		e.Version, e.UpdatedAt = w.Version-1, tx.Now() // so that the deed before can be taken back too
		c.edges = append(c.edges, e)
	}
	if err := remove(tx, gone); err != nil {
		return 0, err
	}
	if err := putEdges(tx, c.edges); err != nil {
		return 0, err
	}
	c.edges = append(c.edges, gone...)
	return undone, settle(ctx, tx, c.ends())
}

// remove deletes edges and what was asked about them.
func remove(tx *tenants.Tx, gone []Edge) error {
	if err := dropAsks(tx, gone); err != nil {
		return err
	}
	ids := make([]id.MatchID, len(gone))
	for i, e := range gone {
		ids[i] = e.ID
	}
	return deleteEdges(tx, ids)
}
