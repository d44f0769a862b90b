package matching

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
	"manifold/tenants"
)

// projector is what reads texts of all suppliers, and writes edges and products.
var projector = tenants.Projector(tenants.ProjectorMatching)

// Bounds of one step of the work.
const (
	newsPage  = 2000  // changed items taken in at a time
	matchPage = 100   // items matched at a time
	mostAsked = 20000 // questions that are kept
	slack     = 500   // how many more may gather before the least valuable go
	refill    = 1000  // items whose questions are looked for again when there is room
)

// takeIn notes what changed at suppliers that wait, so that every index hears of it. It answers false when the time was up before.
func (s *Service) takeIn(ctx context.Context, timeLeft func() bool) (bool, error) {
	var waiting []mark
	err := s.db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		all, err := marks(tx)
		waiting = slices.DeleteFunc(all, func(m mark) bool { return m.WantedAt == nil })
		return err
	})
	for _, m := range waiting {
		for after, more := (id.ItemID{}), true; more && err == nil; {
			if !timeLeft() {
				return false, nil
			}
			after, more, err = s.takeInSome(ctx, m, after)
		}
	}
	return err == nil, err
}

func (s *Service) takeInSome(ctx context.Context, m mark, after id.ItemID) (last id.ItemID, more bool, err error) {
	err = s.db.InScope(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		run, err := nextRun(tx, m.TenantID)
		if err != nil {
			return err
		}
		if err := wholeTables(tx); err != nil {
			return err
		}
		rows, err := news(tx, m.TenantID, after, newsPage)
		if err != nil {
			return err
		}
		var seen []seenRow
		for _, r := range rows {
			seen, last = append(seen, r.seen()), r.ID
		}
		more = len(rows) == newsPage
		if !more {
			gone, err := vanished(tx, m.TenantID, newsPage)
			if err != nil {
				return err
			}
			for _, item := range gone {
				seen = append(seen, seenRow{ItemID: uuid[id.Item]{item}, Gone: true, Pending: true})
			}
			more = len(gone) == newsPage
		}
		if err := putSeen(tx, m.TenantID, run, seen); err != nil || more {
			return err
		}
		return done(tx, m.TenantID, *m.WantedAt)
	})
	return last, more, err
}

// seen is what there is to note of an item: it waits to be matched where its text differs, or where it came or went.
func (r catalogRow) seen() seenRow {
	gone := r.State != "active"
	out := seenRow{ItemID: uuid[id.Item]{r.ID}, Version: r.Version, Content: r.text().content(), Gone: gone}
	switch {
	case r.Gone == nil:
		out.Pending = !gone
	default:
		out.Pending = gone != *r.Gone || !gone && *r.Content != out.Content
	}
	return out
}

// matchSome matches some of the items that wait, and answers how many these were.
func (s *Service) matchSome(ctx context.Context) (int, error) {
	var waiting []pendingRow
	var policy Policy
	partners := map[Item][]Item{}
	err := s.db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) (err error) {
		if err := byKeys(tx); err != nil {
			return err
		}
		if policy, err = readPolicy(tx); err != nil {
			return err
		}
		if waiting, err = pendingItems(tx, matchPage); err != nil {
			return err
		}
		touching, err := edgesOf(tx, itemsOf(waiting))
		for _, e := range touching {
			partners[e.Left] = append(partners[e.Left], e.Right)
			partners[e.Right] = append(partners[e.Right], e.Left)
		}
		return err
	})
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	results := s.desk.judge(itemsOf(waiting), partners, policy.engine(s.desk.model))
	return len(waiting), s.db.InScope(ctx, projector, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockGraph(tx); err != nil {
			return err
		}
		claimed, err := claim(tx, waiting)
		if err != nil {
			return err
		}
		return s.apply(ctx, tx, slices.SortedFunc(maps.Keys(claimed), byItem), results)
	})
}

func itemsOf(rows []pendingRow) []Item {
	out := make([]Item, len(rows))
	for i, r := range rows {
		out[i] = r.item()
	}
	return out
}

// apply writes what the hub makes of items: edges that are new or judged anew, and without those it does not see any more. What people said stays.
func (s *Service) apply(ctx context.Context, tx *tenants.Tx, items []Item, results map[Item][]judged) error {
	if len(items) == 0 {
		return nil
	}
	stand, err := edgesOf(tx, items)
	if err != nil {
		return err
	}
	had := map[[2]Item]Edge{}
	for _, e := range stand {
		had[[2]Item{e.Left, e.Right}] = e
	}
	seen := map[[2]Item]bool{}
	written := map[[2]Item]Edge{}
	for _, item := range items {
		for _, j := range results[item] {
			left, right := pair(item, j.other)
			key := [2]Item{left, right}
			seen[key] = true
			written[key] = s.edgeOf(tx, item, j, had[key])
		}
	}
	var gone []Edge
	for key, e := range had {
		if !seen[key] && e.Answer == "" {
			gone = append(gone, e)
		}
	}
	slices.SortFunc(gone, func(a, b Edge) int { return cmp.Compare(a.ID.UUID(), b.ID.UUID()) })
	list := slices.SortedFunc(maps.Values(written), func(a, b Edge) int {
		return cmp.Or(a.Left.compare(b.Left), a.Right.compare(b.Right))
	})
	if err := remove(tx, gone); err != nil {
		return err
	}
	if err := putEdges(tx, list); err != nil {
		return err
	}
	if err := settle(ctx, tx, items); err != nil {
		return err
	}
	return s.keepWithin(tx)
}

// edgeOf is an edge as it is judged now. An answer that stands keeps the texts that it was given on, and its place in the graph.
func (s *Service) edgeOf(tx *tenants.Tx, item Item, j judged, had Edge) Edge {
	e := had
	if e.ID.IsZero() {
		e = Edge{ID: id.New[id.Match](tx.Now()), State: StateProposed, CreatedAt: tx.Now()}
	}
	e.Left, e.Right = pair(item, j.other)
	d := j.decision
	e.Verdict, e.Ground, e.Confidence, e.Doubt, e.Reasons, e.Model = d.Verdict, Ground(d.Ground), min(max(d.Confidence, 0), 1), d.Doubt, d.Evidence, s.desk.of
	e.Contradictions = nil
	for _, c := range d.Contradictions {
		e.Contradictions = append(e.Contradictions, Contradiction{Conflict(c.Conflict), c.Left, c.Right})
	}
	e.UpdatedAt = tx.Now()
	if e.Answer == "" {
		left, right := j.own, j.its
		if e.Left != item {
			left, right = right, left
		}
		e.Version++
		if d.Verdict == engine.Review {
			e.LeftText, e.RightText = &left, &right
		}
	}
	return e
}

// keepWithin lets the least valuable questions go when there are too many.
func (s *Service) keepWithin(tx *tenants.Tx) error {
	n, err := countQuestions(tx)
	if err != nil || n <= int64(s.mostAsked+slack) {
		return err
	}
	gone, err := trim(tx, s.mostAsked)
	if err != nil {
		return err
	}
	return dropAsks(tx, gone)
}

// workOff does all that waits, as long as there is time. It answers false when some is left. When somebody else is at it, that one does what came since, too:
// jobs that wait for each other would leave no room for others.
func (s *Service) workOff(ctx context.Context, timeLeft func() bool) (whole bool, err error) {
	s.desk.asked.Store(true)
	for whole = true; whole && err == nil && s.desk.asked.Load(); {
		if !s.desk.tryHold(ctx) {
			return true, ctx.Err()
		}
		s.desk.asked.Store(false)
		whole, err = s.workOnce(ctx, timeLeft)
		s.desk.leave()
	}
	return whole, err
}

// workOnce is workOff for whoever holds the desk.
func (s *Service) workOnce(ctx context.Context, timeLeft func() bool) (bool, error) {
	for _, step := range []func() (bool, error){
		func() (bool, error) { return s.takeIn(ctx, timeLeft) },
		func() (bool, error) { return s.desk.catchUp(ctx, s.db, timeLeft) },
		func() (bool, error) { return true, s.desk.learn(ctx, s.db) },
	} {
		if whole, err := step(); err != nil || !whole {
			return false, err
		}
	}
	for {
		n, err := s.matchSome(ctx)
		switch {
		case err != nil:
			return false, err
		case n < matchPage:
			return true, s.refill(ctx)
		case !timeLeft():
			return false, nil
		}
	}
}

// refill looks again for questions that had no place, when there is room.
func (s *Service) refill(ctx context.Context) error {
	return s.db.InScope(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		n, err := countQuestions(tx)
		if err != nil || n >= int64(s.mostAsked)*3/4 {
			return err
		}
		return againUnasked(tx, refill)
	})
}

// within says whether a span of working time has not passed since it was made.
func within(span time.Duration) func() bool {
	over := make(chan struct{})
	time.AfterFunc(span, func() { close(over) })
	return func() bool {
		select {
		case <-over:
			return false
		default:
			return true
		}
	}
}
