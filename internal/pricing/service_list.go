package pricing

import (
	"context"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

var (
	errBaseThere = fault.Define(fault.KindConflict, "pricing.base_list_exists", "There is a list of base prices already.")
	errFixed     = fault.Define(fault.KindConflict, "pricing.currency_fixed", "There are prices in the list: its currency stays.")
	errKind      = fault.Invalid.With(fault.Field{Path: "/kind", Code: "fixed", Message: "The kind of a list stays."})
)

// ListFilter says which lists are listed; what is zero narrows nothing, but archived ones only come when they are asked for.
type ListFilter struct {
	Words    string
	Kind     resolve.Kind
	State    ListState
	Group    id.GroupID
	Customer id.CustomerID
}

// Lists is a page of price lists by name.
func (s *Service) Lists(ctx context.Context, company id.CompanyID, f ListFilter, r page.Request) (out page.Page[PriceList], err error) {
	var name string
	var after id.PriceListID
	if !r.After.IsZero() {
		if err := r.After.Into(&name, &after); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		rows, err := listLists(tx, company, f, name, after, r.Fetch())
		out = page.Of(r, rows, func(l PriceList) page.Cursor { return page.After(l.Name, l.ID) })
		return err
	})
	return out, err
}

// List answers one price list.
func (s *Service) List(ctx context.Context, company id.CompanyID, of id.PriceListID) (out PriceList, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		out, err = findList(tx, company, of)
		return err
	})
	return out, err
}

// CreateList makes a list, as a draft.
func (s *Service) CreateList(ctx context.Context, company id.CompanyID, draft ListDraft) (PriceList, error) {
	return s.once(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) (PriceList, error) {
		list, wrong := draft.read()
		unknown, err := strangers(tx, company, list.Group, list.Customer)
		if err != nil {
			return PriceList{}, err
		}
		if wrong = append(wrong, unknown...); len(wrong) > 0 {
			return PriceList{}, fault.Invalid.With(wrong...)
		}
		list.ID = id.New[id.PriceList](tx.Now())
		if err := insertList(tx, company, list); err != nil {
			return PriceList{}, err
		}
		if err := s.note(ctx, tx, "pricing.list_created", list.ID.String(), map[string]any{"kind": string(list.Kind), "name": list.Name}); err != nil {
			return PriceList{}, err
		}
		return findList(tx, company, list.ID)
	})
}

// UpdateList changes a list; a version that is given has to be that which stands.
func (s *Service) UpdateList(ctx context.Context, company id.CompanyID, of id.PriceListID, version *int64, draft ListDraft) (out PriceList, err error) {
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		stood, err := lockList(tx, company, of, version)
		if err != nil {
			return err
		}
		list, wrong := draft.read()
		unknown, err := strangers(tx, company, list.Group, list.Customer)
		if err != nil {
			return err
		}
		switch wrong = append(wrong, unknown...); {
		case draft.Kind != stood.Kind:
			return errKind
		case len(wrong) > 0:
			return fault.Invalid.With(wrong...)
		case list.Currency != stood.Currency && stood.Entries > 0:
			return errFixed
		}
		list.ID, list.State = of, stood.State
		if err := updateList(tx, company, list); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.list_changed", of.String(), map[string]any{"name": list.Name}); err != nil {
			return err
		}
		if out, err = findList(tx, company, of); err != nil || stood.State != LiveList {
			return err
		}
		return changed(ctx, tx, of.String())
	})
	return out, err
}

// SetListState puts a list in force or out of it.
func (s *Service) SetListState(ctx context.Context, company id.CompanyID, of id.PriceListID, version *int64, state ListState) (out PriceList, err error) {
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		stood, err := lockList(tx, company, of, version)
		if err != nil {
			return err
		}
		if stood.State == state {
			out = stood
			return nil
		}
		if err := setListState(tx, company, of, state); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.list_state_changed", of.String(), map[string]any{"name": stood.Name, "from": string(stood.State), "to": string(state)}); err != nil {
			return err
		}
		if out, err = findList(tx, company, of); err != nil {
			return err
		}
		return changed(ctx, tx, of.String())
	})
	return out, err
}

// When narrows entries by their time.
type When string

// Times of entries.
const (
	AnyTime  When = ""
	Holding  When = "now"
	ToCome   When = "later"
	Finished When = "past"
)

// Entries is a page of the prices in a list, by SKU and beginning.
func (s *Service) Entries(ctx context.Context, company id.CompanyID, of id.PriceListID, words string, when When, r page.Request) (out page.Page[Entry], err error) {
	var sku string
	var after id.PriceEntryID
	if !r.After.IsZero() {
		if err := r.After.Into(&sku, &after); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		if _, err := findList(tx, company, of); err != nil {
			return err
		}
		rows, err := listEntries(tx, company, of, strings.TrimSpace(words), when, sku, after, r.Fetch())
		out = page.Of(r, rows, func(e Entry) page.Cursor { return page.After(e.SKU, e.ID) })
		return err
	})
	return out, err
}

// PutEntries sets and clears prices of a list. Lines that cannot be taken change nothing and say why.
func (s *Service) PutEntries(ctx context.Context, company id.CompanyID, of id.PriceListID, lines []EntryLine) (outcomes []LineOutcome, err error) {
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		list, err := lockList(tx, company, of, nil)
		if err != nil {
			return err
		}
		names := make([]named, len(lines))
		for i, l := range lines {
			names[i] = named{l.Item, strings.TrimSpace(l.SKU)}
		}
		known, err := lookUp(tx, company, names)
		if err != nil {
			return err
		}
		var taken []written
		outcomes, taken = readLines(list, lines, names, known)
		if len(taken) == 0 {
			return nil
		}
		if err := putEntries(tx, company, of, taken); err != nil {
			return err
		}
		accepted, flagged := counts(outcomes)
		if err := s.note(ctx, tx, "pricing.entries_changed", of.String(), map[string]any{"name": list.Name, "accepted": accepted, "flagged": flagged}); err != nil || list.State != LiveList {
			return err
		}
		return changed(ctx, tx, of.String())
	})
	return outcomes, err
}

func readLines(list PriceList, lines []EntryLine, names []named, known catalogue) (outcomes []LineOutcome, taken []written) {
	type place struct {
		item id.ItemID
		from time.Time
	}
	seen := map[place]bool{}
	for i, l := range lines {
		item, wrong := names[i].find(known)
		entry, fields := l.read(list)
		entry.item = item.id
		wrong = append(wrong, fields...)
		at := place{item.id, l.From.UTC()}
		if seen[at] && len(wrong) == 0 {
			wrong = append(wrong, errTwice)
		}
		outcomes = append(outcomes, LineOutcome{Line: i, Item: item.id, SKU: item.sku, Problems: wrong})
		if len(wrong) == 0 {
			seen[at] = true
			taken = append(taken, entry)
		}
	}
	return outcomes, taken
}

// CostLine is a cost as it came; an empty Amount takes it away.
type CostLine struct {
	Item             id.ItemID // or SKU
	SKU              string
	Currency, Amount string
}

// Costs is a page of what items cost their supplier, by SKU.
func (s *Service) Costs(ctx context.Context, company id.CompanyID, words string, r page.Request) (out page.Page[Cost], err error) {
	after := ""
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return out, err
		}
	}
	err = s.read(ctx, company, mayReadCost, func(tx *tenants.Tx) error {
		rows, err := listCosts(tx, company, strings.TrimSpace(words), after, r.Fetch())
		out = page.Of(r, rows, func(c Cost) page.Cursor { return page.After(c.SKU) })
		return err
	})
	return out, err
}

// PutCosts sets and clears costs. Lines that cannot be taken change nothing and say why.
func (s *Service) PutCosts(ctx context.Context, company id.CompanyID, lines []CostLine) (outcomes []LineOutcome, err error) {
	err = s.write(ctx, company, mayWriteCost, func(ctx context.Context, tx *tenants.Tx) error {
		names := make([]named, len(lines))
		for i, l := range lines {
			names[i] = named{l.Item, strings.TrimSpace(l.SKU)}
		}
		known, err := lookUp(tx, company, names)
		if err != nil {
			return err
		}
		costs := map[id.ItemID]*money.UnitPrice{}
		for i, l := range lines {
			item, wrong := names[i].find(known)
			var cost *money.UnitPrice
			if strings.TrimSpace(l.Amount) != "" {
				read, fields := Read("", Draft{Currency: l.Currency, Amount: l.Amount})
				wrong, cost = append(wrong, fields...), &read.Amount
			}
			if _, twice := costs[item.id]; twice && len(wrong) == 0 {
				wrong = append(wrong, errTwice)
			}
			outcomes = append(outcomes, LineOutcome{Line: i, Item: item.id, SKU: item.sku, Problems: wrong})
			if len(wrong) == 0 {
				costs[item.id] = cost
			}
		}
		if len(costs) == 0 {
			return nil
		}
		if err := PutCosts(tx, company, costs); err != nil {
			return err
		}
		accepted, flagged := counts(outcomes)
		if err := s.note(ctx, tx, "pricing.costs_changed", "", map[string]any{"accepted": accepted, "flagged": flagged}); err != nil {
			return err
		}
		return changed(ctx, tx, company.String())
	})
	return outcomes, err
}
