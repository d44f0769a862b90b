package matching

import (
	"context"
	"errors"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/matching/engine"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// OwnItem is a supplier's item, for itself.
type OwnItem struct {
	ID   id.ItemID
	Text Text
}

// Ask is what a supplier is asked: whether its item is a product that others sell too.
type Ask struct {
	ID             id.AskID
	Item           OwnItem
	Product        Text // without a name or a number of others
	Reasons        []engine.Evidence
	Contradictions []Contradiction
	Confidence     float64
	Skipped        bool
	AskedAt        time.Time
}

// Asks is a page of them.
type Asks struct {
	page.Page[Ask]
	Left int64
}

// Asks are what a supplier is asked about its own items, the surest first.
func (s *Service) Asks(ctx context.Context, company id.CompanyID, r page.Request) (Asks, error) {
	scope, err := authz.Acting(ctx, company, mayReadAsks)
	if err != nil {
		return Asks{}, err
	}
	var from askPlace
	if !r.After.IsZero() {
		if err := r.After.Into(&from.skipped, &from.confidence, &from.id); err != nil {
			return Asks{}, err
		}
	}
	var out Asks
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listAsks(tx, company, from, r.Fetch())
		if err != nil {
			return err
		}
		out.Page = page.Of(r, rows, func(a Ask) page.Cursor { return page.After(a.Skipped, a.Confidence, a.ID) })
		out.Left, err = countAsks(tx, company)
		return err
	})
	return out, err
}

// AskAnswer is a supplier's answer.
type AskAnswer struct {
	Ask     id.AskID
	Verdict Verdict
}

// AskResult is what came of it.
type AskResult struct {
	Ask     id.AskID
	Outcome Outcome
}

// AskResults are the outcomes of answers.
type AskResults struct {
	Results []AskResult
	Left    int64
}

// AnswerAsks takes a supplier's answers. What follows from them comes soon after, by a job.
func (s *Service) AnswerAsks(ctx context.Context, company id.CompanyID, answers []AskAnswer) (AskResults, error) {
	scope, err := authz.Acting(ctx, company, mayAnswerAsks)
	if err != nil {
		return AskResults{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (out AskResults, err error) {
		counts := map[string]any{}
		for _, a := range answers {
			item, open, err := answerAsk(tx, company, a)
			if err != nil {
				return out, err
			}
			result := AskResult{a.Ask, Settled}
			if open {
				result.Outcome = Taken
				n, _ := counts[string(a.Verdict)].(int)
				counts[string(a.Verdict)] = n + 1
			}
			out.Results = append(out.Results, result)
			if open && a.Verdict != Skip {
				if err := job.Enqueue(ctx, tx, heardArgs{item}); err != nil {
					return out, err
				}
			}
		}
		if out.Left, err = countAsks(tx, company); err != nil || len(counts) == 0 {
			return out, err
		}
		return out, s.audit.Write(ctx, tx, audit.Entry{Action: "matching.asks_answered", Object: answers[0].Ask.String(), Data: counts})
	})
}

// ItemState is how an item stands, as its supplier sees it.
type ItemState string

// States of a supplier's items.
const (
	ItemAlone   ItemState = "alone"
	ItemMatched ItemState = "matched"
	ItemAsked   ItemState = "asked"
)

// ItemView is a supplier's item and how it stands.
type ItemView struct {
	Item    OwnItem
	State   ItemState
	Product *Text // what others say of the product; nil where too few sell it
	SaidNo  bool
}

// Items are a supplier's items for sale, by SKU. state "" means all.
func (s *Service) Items(ctx context.Context, company id.CompanyID, state ItemState, q string, r page.Request) (page.Page[ItemView], error) {
	scope, err := authz.Acting(ctx, company, mayReadAsks)
	if err != nil {
		return page.Page[ItemView]{}, err
	}
	var after string
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return page.Page[ItemView]{}, err
		}
		if strings.ContainsRune(after, 0) {
			return page.Page[ItemView]{}, fault.BadCursor
		}
	}
	var rows []ItemView
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		rows, err = listItems(tx, company, itemFilter{state: state, words: strings.Fields(q), after: after}, r.Fetch())
		return err
	})
	return page.Of(r, rows, func(v ItemView) page.Cursor { return page.After(v.Item.Text.SKU) }), err
}

// Leave takes a supplier's item out of its product, at once; the hub remembers that it is another product.
func (s *Service) Leave(ctx context.Context, company id.CompanyID, item id.ItemID) (ItemView, error) {
	return s.ofItem(ctx, company, item, func(ctx context.Context, tx *tenants.Tx, v ItemView) error {
		if v.State != ItemMatched {
			return nil
		}
		if err := leave(tx, company, item); err != nil {
			return err
		}
		if err := publish(ctx, tx, map[id.CompanyID][]id.ItemID{company: {item}}); err != nil {
			return err
		}
		return s.heed(ctx, tx, "matching.product_left", item)
	})
}

// Return forgets what a supplier said about its item.
func (s *Service) Return(ctx context.Context, company id.CompanyID, item id.ItemID) (ItemView, error) {
	return s.ofItem(ctx, company, item, func(ctx context.Context, tx *tenants.Tx, _ ItemView) error {
		forgot, err := forget(tx, company, item)
		if err != nil || !forgot {
			return err
		}
		return s.heed(ctx, tx, "matching.item_returned", item)
	})
}

func (s *Service) heed(ctx context.Context, tx *tenants.Tx, action string, item id.ItemID) error {
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: item.String()}); err != nil {
		return err
	}
	return job.Enqueue(ctx, tx, heardArgs{item})
}

// ofItem does something about an item that is for sale, and answers how it stands then.
func (s *Service) ofItem(ctx context.Context, company id.CompanyID, item id.ItemID, do func(context.Context, *tenants.Tx, ItemView) error) (ItemView, error) {
	scope, err := authz.Acting(ctx, company, mayAnswerAsks)
	if err != nil {
		return ItemView{}, err
	}
	var out ItemView
	one := func(tx *tenants.Tx) error {
		rows, err := listItems(tx, company, itemFilter{only: item}, 1)
		if err == nil && len(rows) == 0 {
			err = fault.NotFound
		}
		if err == nil {
			out = rows[0]
		}
		return err
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := one(tx); err != nil {
			return err
		}
		if err := do(ctx, tx, out); err != nil {
			return err
		}
		return one(tx)
	})
	return out, err
}

// heard brings what a supplier said about an item into the graph. It bears any number of runs.
func (s *Service) heard(ctx context.Context, c job.Context, args heardArgs) error {
	var again bool
	err := s.db.InScope(ctx, projector, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockGraph(tx); err != nil {
			return err
		}
		item := Item{c.Company, args.Item}
		words, err := saidOf(tx, item)
		if err != nil {
			return err
		}
		if len(words) == 0 {
			again = true
			return takeBack(ctx, tx, item)
		}
		for _, w := range words {
			if err := hear(ctx, tx, item, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, c.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if again {
			return job.Enqueue(ctx, tx, matchArgs{})
		}
		return job.EnqueueAt(ctx, tx, trainArgs{Answers: -1}, tx.Now().Add(pause))
	})
}

// hear brings one word of a supplier into the graph. What the operator said stands.
func hear(ctx context.Context, tx *tenants.Tx, item Item, w askRow) error {
	who := speaker{as: BySupplier, supplier: item.Supplier, person: w.AnsweredBy.ID}
	scene, err := look(tx, []Item{item})
	if err != nil {
		return err
	}
	c := change{}
	own := scene.graph.together(item)
	if own == nil { // not for sale any more
		return nil
	}
	e, about := scene.edges[w.EdgeID.ID]
	switch {
	case w.EdgeID.IsZero(): // it left its product
		c.part(tx, scene, item, ofOthers(own, item.Supplier), who)
	case !about || e.Answer != "":
		return nil
	case Verdict(w.Verdict) == Same:
		c.speak(e, Same, who, false, tx.Now())
	default:
		c.part(tx, scene, item, scene.graph.together(e.other(item)), who)
	}
	if len(c.edges) == 0 {
		return nil
	}
	return c.carryOut(ctx, tx)
}

// takeBack forgets what the supplier of an item said about it, and lets the item be matched anew.
func takeBack(ctx context.Context, tx *tenants.Tx, item Item) error {
	touching, err := edgesOf(tx, []Item{item})
	if err != nil {
		return err
	}
	c := change{}
	var gone []Edge
	for _, e := range touching {
		if e.As != BySupplier || e.For != item.Supplier {
			continue
		}
		if e.Verdict == found {
			gone = append(gone, e)
			continue
		}
		e.Answer, e.As, e.By, e.For, e.AnsweredAt, e.Version = "", "", id.PersonID{}, id.CompanyID{}, time.Time{}, e.Version+1
		c.edges = append(c.edges, e)
	}
	if err := errors.Join(remove(tx, gone), againItems(tx, []Item{item})); err != nil {
		return err
	}
	return c.carryOut(ctx, tx)
}
