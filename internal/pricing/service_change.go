package pricing

import (
	"context"
	"errors"
	"strings"
	"time"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

var (
	errUnderFloor = fault.Define(fault.KindConflict, "pricing.under_floor", "Some of these prices leave less than your least margin. Accept that, or change them.")
	errNotOpen    = fault.Define(fault.KindConflict, "pricing.change_not_open", "This change is published or cancelled already.")
	errNotBack    = fault.Define(fault.KindConflict, "pricing.rollback_over", "Only a published change can be rolled back, within 24 hours.")
	errNothing    = fault.Define(fault.KindConflict, "pricing.change_empty", "No price would change.")
	errTooMany    = fault.Define(fault.KindInvalid, "pricing.too_many_items", "These are more than 50,000 items. Narrow them down.")
	errOneOf      = fault.Invalid.With(fault.Field{Path: "/lines", Code: "one_of", Message: "Give lines, or an operation."})
)

const (
	mostOperated = 50_000                   // items of one operation
	batch        = 1000                     // items worked on at a time
	farthest     = 2 * 366 * 24 * time.Hour // a change is scheduled at most so far ahead
)

// Changes is a page of changes, the newest first.
func (s *Service) Changes(ctx context.Context, company id.CompanyID, state ChangeState, r page.Request) (out page.Page[Change], err error) {
	var before id.ChangeSetID
	if !r.After.IsZero() {
		if err := r.After.Into(&before); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		rows, err := listChanges(tx, company, state, before, r.Fetch())
		out = page.Of(r, rows, func(c Change) page.Cursor { return page.After(c.ID) })
		return err
	})
	return out, err
}

// Change answers one change.
func (s *Service) Change(ctx context.Context, company id.CompanyID, of id.ChangeSetID) (out Change, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		out, err = findChange(tx, company, of)
		return err
	})
	return out, err
}

// ChangeLines is a page of what a change does, beside what stands, or stood when it was published; only narrows it to an effect, or to "under_floor".
func (s *Service) ChangeLines(ctx context.Context, company id.CompanyID, of id.ChangeSetID, only string, r page.Request) (out page.Page[ChangeLine], err error) {
	after := -1
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return out, err
		}
	}
	if only == "under_floor" {
		if _, err := authz.Acting(ctx, company, mayReadCost); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		set, err := findChange(tx, company, of)
		if err != nil {
			return err
		}
		var rows []ChangeLine
		for len(rows) < r.Fetch() {
			lines, err := linesOf(tx, company, set, after, batch)
			if err != nil {
				return err
			}
			for _, l := range lines {
				if only == "" || only == "under_floor" && l.UnderFloor() || Effect(only) == l.Effect() {
					rows = append(rows, l)
				}
			}
			if len(lines) < batch {
				break
			}
			after = lines[len(lines)-1].Position
		}
		rows = rows[:min(len(rows), r.Fetch())]
		out = page.Of(r, rows, func(l ChangeLine) page.Cursor { return page.After(l.Position) })
		return nil
	})
	return out, err
}

// ChangeDraft is a change as it came: lines, or an operation.
type ChangeDraft struct {
	Name, Source string
	Lines        []LineDraft
	Operation    *OperationDraft
}

// DraftedChange is a draft, and what became of each line that could not be taken; of lines that came one by one also of those that could.
type DraftedChange struct {
	Change            Change
	Accepted, Flagged int
	Outcomes          []LineOutcome
}

// DraftChange drafts a change. Nothing holds before it is published.
func (s *Service) DraftChange(ctx context.Context, company id.CompanyID, draft ChangeDraft) (DraftedChange, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return DraftedChange{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (out DraftedChange, err error) {
		if (len(draft.Lines) > 0) == (draft.Operation != nil) {
			return out, errOneOf
		}
		name := strings.TrimSpace(draft.Name)
		if name == "" {
			return out, fault.Invalid.With(fault.Field{Path: "/name", Code: "required", Message: "Give the change a name."})
		}
		var lines []draftedLine
		if draft.Operation != nil {
			lines, err = operate(tx, company, *draft.Operation, s.seesCost(ctx, company), &out)
		} else {
			lines, err = gather(tx, company, draft.Lines, &out)
		}
		if err != nil {
			return out, err
		}
		set := id.New[id.ChangeSet](tx.Now())
		if err := insertChange(tx, company, set, name, draft.Source, lines); err != nil {
			return out, err
		}
		stands, err := findChange(tx, company, set)
		if err != nil {
			return out, err
		}
		if _, err := tally(tx, company, stands, nil); err != nil {
			return out, err
		}
		if out.Change, err = findChange(tx, company, set); err != nil {
			return out, err
		}
		return out, s.note(ctx, tx, "pricing.change_drafted", set.String(), map[string]any{"name": name, "source": draft.Source, "lines": len(lines), "flagged": out.Flagged})
	})
}

// gather reads lines that came one by one.
func gather(tx *tenants.Tx, company id.CompanyID, drafts []LineDraft, out *DraftedChange) ([]draftedLine, error) {
	names, wanted := make([]named, len(drafts)), map[id.PriceListID]bool{}
	for i, d := range drafts {
		names[i] = named{d.Item, strings.TrimSpace(d.SKU)}
		wanted[d.Target.List] = true
	}
	known, err := lookUp(tx, company, names)
	if err != nil {
		return nil, err
	}
	lists, err := listsOf(tx, company, keys(wanted))
	if err != nil {
		return nil, err
	}
	customers, err := customersOf(tx, company, drafts)
	if err != nil {
		return nil, err
	}
	old, err := standing(tx, company, drafts, names, known)
	if err != nil {
		return nil, err
	}
	type place struct {
		item   id.ItemID
		target Target
		from   time.Time
	}
	seen := map[place]bool{}
	var lines []draftedLine
	for i, d := range drafts {
		item, wrong := names[i].find(known)
		var list *PriceList
		if l, there := lists[d.Target.List]; there {
			list = &l
		}
		switch {
		case !d.Target.List.IsZero() && list == nil:
			wrong = append(wrong, fault.Field{Path: "/target/list", Code: "unknown", Message: "There is no such list."})
		case !d.Target.List.IsZero() && !d.Target.Customer.IsZero():
			wrong = append(wrong, fault.Field{Path: "/target", Code: "one_of", Message: "A price stands in a list or with a customer."})
		case !d.Target.Customer.IsZero() && !customers[d.Target.Customer]:
			wrong = append(wrong, fault.Field{Path: "/target/customer", Code: "unknown", Message: "There is no such customer."})
		}
		line, fields := d.read(list, old[i])
		line.item = item.id
		wrong = append(wrong, fields...)
		at := place{item.id, d.Target, d.From.UTC()}
		if seen[at] && len(wrong) == 0 {
			wrong = append(wrong, errTwice)
		}
		out.Outcomes = append(out.Outcomes, LineOutcome{Line: i, Item: item.id, SKU: item.sku, Problems: wrong})
		if len(wrong) == 0 {
			seen[at] = true
			lines = append(lines, line)
		}
	}
	out.Accepted, out.Flagged = counts(out.Outcomes)
	return lines, nil
}

// operate does an operation on the items that it names or finds.
func operate(tx *tenants.Tx, company id.CompanyID, d OperationDraft, seesCost bool, out *DraftedChange) ([]draftedLine, error) {
	op, wrong := d.read()
	if (op.from == OfCost || op.how == ByMargin || op.floor.Margin != nil || op.ceiling.Margin != nil) && !seesCost {
		return nil, fault.Forbidden
	}
	target, fields, err := readTarget(tx, company, d)
	if err != nil {
		return nil, err
	}
	if wrong = append(wrong, fields...); len(wrong) > 0 {
		return nil, fault.Invalid.With(wrong...)
	}
	var lines []draftedLine
	err = eachBatch(tx, company, d, func(items []catalog.Item) error {
		figures, err := figuresFor(tx, company, d, items)
		if err != nil {
			return err
		}
		for _, item := range items {
			of := figures[item.ID]
			n := out.Accepted + out.Flagged
			currency := target.currency(d, of)
			price, why := op.apply(of, currency, target.rounding)
			switch {
			case currency.IsZero():
				why = "no_basis"
			case op.how == ByClear && of.own == nil:
				why = "no_basis"
			}
			if why != "" {
				out.Flagged++
				out.Outcomes = append(out.Outcomes, LineOutcome{Line: n, Item: item.ID, SKU: item.SKU, Problems: []fault.Field{{Path: "/item", Code: why, Message: noPrice[why]}}})
				continue
			}
			out.Accepted++
			lines = append(lines, draftedLine{item: item.ID, target: d.Target, from: d.Since, until: d.Until, currency: currency.Code(), price: price})
		}
		return nil
	})
	return lines, err
}

// noPrice says why an operation made no price.
var noPrice = map[string]string{
	"no_basis":     "There is no price or cost to count from.",
	"not_reckoned": "It is of another currency, has no cost, or would fall below zero.",
}

// targetOf is where an operation writes.
type targetOf struct {
	list     *PriceList
	rounding resolve.Rounding
}

// currency is that of the list, the one that is asked for, or that of what stands.
func (t targetOf) currency(d OperationDraft, of figuresOf) money.Currency {
	if t.list != nil {
		return t.list.Currency
	}
	if c, err := money.ParseCurrency(d.Currency); err == nil && !c.IsZero() {
		return c
	}
	for _, p := range []*Price{of.own, of.base} {
		if p != nil {
			return p.Amount.Currency()
		}
	}
	if of.cost != nil {
		return of.cost.Currency()
	}
	return money.Currency{}
}

func readTarget(tx *tenants.Tx, company id.CompanyID, d OperationDraft) (targetOf, []fault.Field, error) {
	var wrong []fault.Field
	out := targetOf{}
	lists, err := listsOf(tx, company, []id.PriceListID{d.Target.List, d.FromList})
	if err != nil {
		return out, nil, err
	}
	if list, there := lists[d.Target.List]; there {
		out.list, out.rounding = &list, list.Rounding
	} else if !d.Target.List.IsZero() {
		wrong = append(wrong, fault.Field{Path: "/operation/target/list", Code: "unknown", Message: "There is no such list."})
	}
	if _, there := lists[d.FromList]; !there && !d.FromList.IsZero() {
		wrong = append(wrong, fault.Field{Path: "/operation/from_list", Code: "unknown", Message: "There is no such list."})
	}
	strange, err := strangers(tx, company, id.GroupID{}, d.Target.Customer)
	if err != nil {
		return out, nil, err
	}
	for range strange {
		wrong = append(wrong, fault.Field{Path: "/operation/target/customer", Code: "unknown", Message: "There is no such customer."})
	}
	if !d.Target.List.IsZero() && !d.Target.Customer.IsZero() {
		wrong = append(wrong, fault.Field{Path: "/operation/target", Code: "one_of", Message: "A price stands in a list or with a customer."})
	}
	if c := strings.TrimSpace(d.Currency); c != "" {
		if _, err := money.ParseCurrency(c); err != nil {
			wrong = append(wrong, fault.Field{Path: "/operation/currency", Code: "unknown", Message: "This currency is not known. Give an ISO 4217 code, such as CNY."})
		}
	}
	return out, wrong, nil
}

// eachBatch goes through the items of an operation.
func eachBatch(tx *tenants.Tx, company id.CompanyID, d OperationDraft, do func([]catalog.Item) error) error {
	filter := d.Filter
	filter.AllCategories = true
	if d.Items != nil {
		filter = catalog.Filter{AllCategories: true}
		found, err := catalog.Pick(tx, company, filter, d.Items)
		if err != nil {
			return err
		}
		var items []catalog.Item
		for _, of := range d.Items {
			if item, there := found[of]; there {
				items = append(items, item)
				delete(found, of)
			}
		}
		return do(items)
	}
	filter.State = catalog.Active
	n, err := catalog.Count(tx, company, filter)
	if err != nil {
		return err
	}
	if n > mostOperated {
		return errTooMany
	}
	for after := ""; ; {
		items, err := catalog.List(tx, company, filter, after, batch)
		if err != nil || len(items) == 0 {
			return err
		}
		if err := do(items); err != nil {
			return err
		}
		after = items[len(items)-1].SKU
	}
}

// PublishChange publishes a change now, or, with a time ahead, then. What falls under the floor has to be accepted.
func (s *Service) PublishChange(ctx context.Context, company id.CompanyID, of id.ChangeSetID, at time.Time, accept bool) (out Change, err error) {
	at = at.Truncate(time.Microsecond) // as it comes back out of the row
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		set, err := lockChange(tx, company, of)
		if err != nil {
			return err
		}
		if set.State != Drafted && set.State != Scheduled {
			return errNotOpen
		}
		if at.After(tx.Now().Add(farthest)) {
			return fault.Invalid.With(fault.Field{Path: "/at", Code: "out_of_range", Message: "At most two years ahead."})
		}
		if !at.After(tx.Now()) {
			err = s.publish(ctx, tx, company, set, accept)
		} else {
			err = s.schedule(ctx, tx, company, set, at, accept)
		}
		if err != nil {
			return err
		}
		out, err = findChange(tx, company, of)
		return err
	})
	return out, err
}

func (s *Service) schedule(ctx context.Context, tx *tenants.Tx, company id.CompanyID, set Change, at time.Time, accept bool) error {
	sum, err := tally(tx, company, set, nil)
	if err != nil {
		return err
	}
	if sum.UnderFloor > 0 && !accept {
		return errUnderFloor
	}
	if err := setChangeState(tx, company, set.ID, Scheduled, at, ""); err != nil {
		return err
	}
	if err := job.EnqueueAt(ctx, tx, publishArgs{Set: set.ID, At: at, Accept: accept}, at); err != nil {
		return err
	}
	return s.note(ctx, tx, "pricing.change_scheduled", set.ID.String(), map[string]any{"name": set.Name, "lines": set.Lines, "at": at.UTC().Format(time.RFC3339)})
}

// publish lets all lines hold, in the caller's transaction.
func (s *Service) publish(ctx context.Context, tx *tenants.Tx, company id.CompanyID, set Change, accept bool) error {
	var lines []ChangeLine
	sum, err := tally(tx, company, set, func(l ChangeLine) { lines = append(lines, l) })
	switch {
	case err != nil:
		return err
	case len(lines) == 0:
		return errNothing
	case sum.UnderFloor > 0 && !accept:
		return errUnderFloor
	}
	if err := keepBefore(tx, company, set.ID, lines); err != nil {
		return err
	}
	if err := apply(ctx, tx, company, lines); err != nil {
		return err
	}
	if err := setChangeState(tx, company, set.ID, Published, time.Time{}, ""); err != nil {
		return err
	}
	if err := s.note(ctx, tx, "pricing.change_published", set.ID.String(), map[string]any{"name": set.Name, "lines": len(lines), "under_floor": sum.UnderFloor}); err != nil {
		return err
	}
	return changed(ctx, tx, set.ID.String())
}

// CancelChange takes a draft or a scheduled change out.
func (s *Service) CancelChange(ctx context.Context, company id.CompanyID, of id.ChangeSetID) (out Change, err error) {
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		set, err := lockChange(tx, company, of)
		if err != nil {
			return err
		}
		if set.State != Drafted && set.State != Scheduled {
			return errNotOpen
		}
		if err := setChangeState(tx, company, of, Withdrawn, time.Time{}, ""); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.change_cancelled", of.String(), map[string]any{"name": set.Name}); err != nil {
			return err
		}
		out, err = findChange(tx, company, of)
		return err
	})
	return out, err
}

// ExcludeLines leaves lines out of a draft: those at the positions, or all that are under the floor; exactly one of both. What is left out does not change.
func (s *Service) ExcludeLines(ctx context.Context, company id.CompanyID, of id.ChangeSetID, positions []int, underFloor bool) (out Change, err error) {
	if (len(positions) > 0) == underFloor {
		return out, fault.Invalid.With(fault.Field{Path: "/positions", Code: "one_of", Message: "Name lines, or leave out all that are under the floor."})
	}
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		set, err := lockChange(tx, company, of)
		if err != nil {
			return err
		}
		if set.State != Drafted {
			return errNotOpen
		}
		if underFloor {
			if _, err := tally(tx, company, set, func(l ChangeLine) {
				if l.UnderFloor() {
					positions = append(positions, l.Position)
				}
			}); err != nil {
				return err
			}
		}
		if err := deleteChangeLines(tx, company, of, positions); err != nil {
			return err
		}
		if _, err := tally(tx, company, set, nil); err != nil {
			return err
		}
		out, err = findChange(tx, company, of)
		return err
	})
	return out, err
}

// RollBackChange brings back what stood before a change, where nobody has changed it since.
func (s *Service) RollBackChange(ctx context.Context, company id.CompanyID, of id.ChangeSetID) (out Change, err error) {
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		set, err := lockChange(tx, company, of)
		if err != nil {
			return err
		}
		if !set.Revocable(tx.Now()) {
			return errNotBack
		}
		back, kept, err := reversed(tx, company, set)
		if err != nil {
			return err
		}
		if err := apply(ctx, tx, company, back); err != nil {
			return err
		}
		if err := markRolledBack(tx, company, of, kept); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.change_rolled_back", of.String(), map[string]any{"name": set.Name, "lines": len(back), "kept": kept}); err != nil {
			return err
		}
		if out, err = findChange(tx, company, of); err != nil {
			return err
		}
		return changed(ctx, tx, of.String())
	})
	return out, err
}

// apply writes prices: base prices as one revision of the catalogue, own prices customer by customer, entries list by list.
func apply(ctx context.Context, tx *tenants.Tx, company id.CompanyID, lines []ChangeLine) error {
	base := map[id.ItemID]*Price{}
	own := map[id.CustomerID]map[id.ItemID]*Price{}
	entries := map[id.PriceListID][]written{}
	for _, l := range lines {
		switch {
		case !l.Target.List.IsZero():
			entries[l.Target.List] = append(entries[l.Target.List], written{l.Item, l.From, l.Until, l.New, l.Agreed})
		case !l.Target.Customer.IsZero():
			if own[l.Target.Customer] == nil {
				own[l.Target.Customer] = map[id.ItemID]*Price{}
			}
			own[l.Target.Customer][l.Item] = l.New
		default:
			base[l.Item] = l.New
		}
	}
	if err := applyBase(ctx, tx, company, base); err != nil {
		return err
	}
	for customer, prices := range own {
		put, gone := map[id.ItemID]Price{}, []id.ItemID{}
		for item, p := range prices {
			if p == nil {
				gone = append(gone, item)
			} else {
				put[item] = *p
			}
		}
		if err := errors.Join(PutOwn(tx, company, customer, put), ClearOwn(tx, company, customer, gone)); err != nil {
			return err
		}
	}
	for list, prices := range entries {
		if err := putEntries(tx, company, list, prices); err != nil {
			return err
		}
	}
	return nil
}

// applyBase writes base prices; what is told about an action stays.
func applyBase(ctx context.Context, tx *tenants.Tx, company id.CompanyID, prices map[id.ItemID]*Price) error {
	if len(prices) == 0 {
		return nil
	}
	stand, err := ListOf(tx, company, keys(prices))
	if err != nil {
		return err
	}
	wanted := make(map[id.ItemID]*List, len(prices))
	for item, p := range prices {
		wanted[item] = nil
		if p != nil {
			wanted[item] = &List{Price: *p, Promotion: stand[item].Promotion}
		}
	}
	_, err = catalog.Revise(ctx, tx, company, catalog.ByBulk, "", func(r catalog.Revision) error { return Revise(tx, r, wanted) })
	return err
}

func keys[K comparable, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}
