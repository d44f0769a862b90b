package comparison

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/inventory"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/internal/pricing"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// TopicSheetChanged is published to a supplier when its items or prices change.
const TopicSheetChanged = "comparison.sheet_changed"

// PutSheet sets items by SKU, with their list prices and stock. Lines that cannot be taken change nothing and say why. The revision is what
// changed, zero where nothing did.
func (s *Service) PutSheet(ctx context.Context, company id.CompanyID, drafts []SheetDraft) ([]LineOutcome, id.RevisionID, error) {
	scope, err := authz.Acting(ctx, company, mayWriteSheet)
	if err != nil {
		return nil, id.RevisionID{}, err
	}
	lines, outcomes := make([]sheetLine, len(drafts)), make([]LineOutcome, len(drafts))
	for i, draft := range drafts {
		line, wrong := draft.read()
		lines[i], outcomes[i] = line, LineOutcome{Line: i, SKU: line.item.SKU, Problems: wrong}
	}
	repeated(outcomes)
	var done catalog.Revised
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		done, err = catalog.Revise(ctx, tx, company, catalog.BySheet, "", func(r catalog.Revision) error { return putLines(tx, r, drafts, lines, outcomes) })
		if err != nil {
			return err
		}
		return s.sheetChanged(ctx, tx, "comparison.sheet_changed", "", outcomes)
	})
	return outcomes, done.ID, err
}

// putLines writes accepted lines, and says in their outcomes which items they are.
func putLines(tx *tenants.Tx, r catalog.Revision, drafts []SheetDraft, lines []sheetLine, outcomes []LineOutcome) error {
	ids, err := putItems(tx, r, lines, outcomes)
	if err != nil {
		return err
	}
	for i := range outcomes {
		if len(outcomes[i].Problems) > 0 {
			continue
		}
		item, there := ids[outcomes[i].SKU]
		if !there { // only one that shall be withdrawn can be missing
			outcomes[i].Problems = []fault.Field{{Path: "/sku", Code: "unknown", Message: "There is no item with this SKU."}}
			continue
		}
		outcomes[i].Item = item
	}
	return putFigures(tx, r, drafts, lines, outcomes)
}

// putItems writes the items of accepted lines and answers their ids.
func putItems(tx *tenants.Tx, r catalog.Revision, lines []sheetLine, outcomes []LineOutcome) (map[string]id.ItemID, error) {
	var items []catalog.Item
	var withdrawn []string
	for i, line := range lines {
		switch {
		case len(outcomes[i].Problems) > 0:
		case line.item.State == catalog.Withdrawn:
			withdrawn = append(withdrawn, line.item.SKU)
		default:
			items = append(items, line.item)
		}
	}
	ids, err := catalog.Put(tx, r, items)
	if err != nil {
		return nil, err
	}
	gone, err := catalog.Withdraw(tx, r, withdrawn)
	for sku, item := range gone {
		ids[sku] = item
	}
	return ids, err
}

// putFigures writes prices and stocks of accepted lines, and clears what they say.
func putFigures(tx *tenants.Tx, r catalog.Revision, drafts []SheetDraft, lines []sheetLine, outcomes []LineOutcome) error {
	lists, stocks := map[id.ItemID]*pricing.List{}, map[id.ItemID]*decimal.Decimal{}
	for i, o := range outcomes {
		if len(o.Problems) > 0 {
			continue
		}
		if lines[i].list != nil || drafts[i].ClearPrice {
			lists[o.Item] = lines[i].list
		}
		if lines[i].stock != nil || drafts[i].ClearStock {
			stocks[o.Item] = lines[i].stock
		}
	}
	if err := pricing.Revise(tx, r, lists); err != nil {
		return err
	}
	return inventory.Revise(tx, r, stocks)
}

// sheetChanged writes down that lines were taken, if any were.
func (s *Service) sheetChanged(ctx context.Context, tx *tenants.Tx, action, object string, outcomes []LineOutcome) error {
	accepted, flagged := counts(outcomes)
	if accepted == 0 {
		return nil
	}
	entry := audit.Entry{Action: action, Object: object, Data: map[string]any{"accepted": accepted, "flagged": flagged}}
	if err := s.audit.Write(ctx, tx, entry); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicSheetChanged, Object: object})
}

// PutOwnPrices sets or removes prices of one customer, by SKU. A price that names no currency is in that of the item's list price.
func (s *Service) PutOwnPrices(ctx context.Context, company id.CompanyID, customer id.CustomerID, drafts []OwnDraft) ([]LineOutcome, error) {
	scope, err := authz.Acting(ctx, company, mayWriteSheet)
	if err != nil {
		return nil, err
	}
	skus := make([]string, len(drafts))
	for i, draft := range drafts {
		skus[i], _ = catalog.ReadSKU(draft.SKU)
	}
	prices, outcomes := make([]pricing.Price, len(drafts)), make([]LineOutcome, len(drafts))
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := grant.CheckCustomer(tx, company, customer); err != nil {
			return err
		}
		ids, err := catalog.IDs(tx, company, skus)
		if err != nil {
			return err
		}
		lists, err := pricing.ListOf(tx, company, slices.Collect(maps.Values(ids)))
		if err != nil {
			return err
		}
		for i, draft := range drafts {
			prices[i], outcomes[i] = draft.beside(lists[ids[skus[i]]]).read(i)
		}
		repeated(outcomes)
		put, gone := map[id.ItemID]pricing.Price{}, []id.ItemID{}
		for i := range outcomes {
			o := &outcomes[i]
			item, there := ids[o.SKU]
			switch {
			case len(o.Problems) > 0:
				continue
			case !there:
				o.Problems = []fault.Field{{Path: "/sku", Code: "unknown", Message: "There is no item with this SKU."}}
				continue
			case drafts[i].Remove:
				gone = append(gone, item)
			default:
				put[item] = prices[i]
			}
			o.Item = item
		}
		if err := pricing.PutOwn(tx, company, customer, put); err != nil {
			return err
		}
		if err := pricing.ClearOwn(tx, company, customer, gone); err != nil {
			return err
		}
		if len(put)+len(gone) > 0 {
			if err := outbox.Publish(ctx, tx, outbox.Event{Topic: pricing.TopicPricesChanged, Object: customer.String()}); err != nil {
				return err
			}
		}
		return s.sheetChanged(ctx, tx, "comparison.own_prices_changed", customer.String(), outcomes)
	})
	return outcomes, err
}

// beside is the draft in the currency of the list price, if it names none.
func (d OwnDraft) beside(list pricing.List) OwnDraft {
	if d.Price != nil && d.Price.Currency == "" {
		price := *d.Price
		price.Currency = list.Amount.Currency().Code()
		d.Price = &price
	}
	return d
}

func (d OwnDraft) read(line int) (pricing.Price, LineOutcome) {
	sku, wrong := catalog.ReadSKU(d.SKU)
	outcome := LineOutcome{Line: line, SKU: sku, Problems: wrong}
	if d.Remove {
		return pricing.Price{}, outcome
	}
	if d.Price == nil {
		outcome.Problems = append(outcome.Problems, fault.Field{Path: "/price", Code: "required", Message: "Give a price, or say that it is removed."})
		return pricing.Price{}, outcome
	}
	list, problems := pricing.Read("/price", *d.Price)
	outcome.Problems = append(outcome.Problems, problems...)
	return list.Price, outcome
}

// Sheet is a page of a supplier's own items, by SKU.
func (s *Service) Sheet(ctx context.Context, company id.CompanyID, words, category string, state catalog.State, r page.Request) (page.Page[SheetItem], error) {
	after := ""
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return page.Page[SheetItem]{}, err
		}
	}
	var rows []SheetItem
	err := s.readSheet(ctx, company, func(tx *tenants.Tx) error {
		filter := catalog.Filter{Words: words, Category: category, AllCategories: true, State: state}
		items, err := catalog.List(tx, company, filter, after, r.Fetch())
		if err != nil {
			return err
		}
		rows, err = withFacts(tx, company, items)
		return err
	})
	if err != nil {
		return page.Page[SheetItem]{}, err
	}
	return page.Of(r, rows, func(i SheetItem) page.Cursor { return page.After(i.SKU) }), nil
}

// SheetOf is these of a supplier's own items, withdrawn ones too, by SKU.
func (s *Service) SheetOf(ctx context.Context, company id.CompanyID, wanted []id.ItemID) ([]SheetItem, error) {
	var rows []SheetItem
	err := s.readSheet(ctx, company, func(tx *tenants.Tx) error {
		var items []catalog.Item
		for _, state := range []catalog.State{catalog.Active, catalog.Withdrawn} {
			found, err := catalog.Pick(tx, company, catalog.Filter{AllCategories: true, State: state}, wanted)
			if err != nil {
				return err
			}
			items = slices.AppendSeq(items, maps.Values(found))
		}
		slices.SortFunc(items, func(a, b catalog.Item) int { return strings.Compare(a.SKU, b.SKU) })
		var err error
		rows, err = withFacts(tx, company, items)
		return err
	})
	return rows, err
}

func (s *Service) readSheet(ctx context.Context, company id.CompanyID, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, mayReadSheet)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

func withFacts(tx *tenants.Tx, company id.CompanyID, items []catalog.Item) ([]SheetItem, error) {
	wanted := make([]id.ItemID, len(items))
	for i, item := range items {
		wanted[i] = item.ID
	}
	lists, err := pricing.ListOf(tx, company, wanted)
	if err != nil {
		return nil, err
	}
	stocks, err := inventory.Of(tx, company, wanted)
	if err != nil {
		return nil, err
	}
	out := make([]SheetItem, len(items))
	for i, item := range items {
		out[i].Item = item
		if list, there := lists[item.ID]; there {
			out[i].List = &list
		}
		if stock, there := stocks[item.ID]; there {
			out[i].Stock = &stock
		}
	}
	return out, nil
}

// OwnPrices is a page of one customer's prices, by SKU, each beside the list price.
func (s *Service) OwnPrices(ctx context.Context, company id.CompanyID, customer id.CustomerID, r page.Request) (page.Page[OwnPrice], error) {
	after := ""
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return page.Page[OwnPrice]{}, err
		}
	}
	var rows []OwnPrice
	err := s.readSheet(ctx, company, func(tx *tenants.Tx) error {
		if err := grant.CheckCustomer(tx, company, customer); err != nil {
			return err
		}
		owns, err := pricing.ListOwn(tx, company, customer, after, r.Fetch())
		if err != nil {
			return err
		}
		wanted := make([]id.ItemID, len(owns))
		for i, own := range owns {
			wanted[i] = own.Item
		}
		lists, err := pricing.ListOf(tx, company, wanted)
		if err != nil {
			return err
		}
		for _, own := range owns {
			row := OwnPrice{Own: own}
			if list, there := lists[own.Item]; there {
				row.List = &list.Price
			}
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		return page.Page[OwnPrice]{}, err
	}
	return page.Of(r, rows, func(p OwnPrice) page.Cursor { return page.After(p.SKU) }), nil
}

// Categories are those of a supplier's active items.
func (s *Service) Categories(ctx context.Context, company id.CompanyID) (out []catalog.Category, err error) {
	err = s.readSheet(ctx, company, func(tx *tenants.Tx) error {
		out, err = catalog.Categories(tx, company)
		return err
	})
	return out, err
}
