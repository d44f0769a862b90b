package pricing

import (
	"context"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// Grid is which prices a screen lays side by side.
type Grid struct {
	Lists    []id.PriceListID // columns
	Customer id.CustomerID    // a column with its own prices; zero for none
	At       time.Time        // zero: now
	Filter   catalog.Filter
}

// Cell is what one list asks for one item; without a price it asks for nothing.
type Cell struct {
	Price       *Price
	ByRule      bool
	From, Until time.Time
	Agreed      *decimal.Decimal
	Called      decimal.Decimal
	Margin      *decimal.Decimal // percent of the price net of tax; nil where it is not known
	UnderFloor  bool
	Coming      *Coming
}

// Coming is the next price of an item in a list.
type Coming struct {
	From   time.Time
	Amount money.UnitPrice
}

// GridRow is an item with the columns of a grid.
type GridRow struct {
	Item  catalog.Item
	Cost  *money.UnitPrice
	Base  Cell
	Own   *Cell
	Lists []Cell // as the grid names them
}

// Grid is a page of items, by SKU, with what each list asks for them.
func (s *Service) Grid(ctx context.Context, company id.CompanyID, g Grid, r page.Request) (out page.Page[GridRow], seesCost bool, err error) {
	after := ""
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return out, false, err
		}
	}
	g.Filter.AllCategories, g.Filter.State = true, catalog.Active
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		if g.At.IsZero() {
			g.At = tx.Now()
		}
		items, err := catalog.List(tx, company, g.Filter, after, r.Fetch())
		if err != nil {
			return err
		}
		cut := page.Of(r, items, func(i catalog.Item) page.Cursor { return page.After(i.SKU) })
		laid, err := lay(tx, company, g, cut.Items)
		out = page.Page[GridRow]{Items: laid, Next: cut.Next}
		return err
	})
	return out, s.seesCost(ctx, company), err
}

// laying is what a page of a grid is laid out from.
type laying struct {
	at      time.Time
	lists   map[id.PriceListID]PriceList
	base    id.PriceListID // the list of base prices; zero for none
	bases   map[id.ItemID]List
	owns    map[id.ItemID]Price
	entries map[id.PriceListID]map[id.ItemID][]Entry
	costs   map[id.ItemID]money.UnitPrice
	floor   *decimal.Decimal
}

func lay(tx *tenants.Tx, company id.CompanyID, g Grid, items []catalog.Item) ([]GridRow, error) {
	l, err := gatherGrid(tx, company, g, items)
	if err != nil {
		return nil, err
	}
	out := make([]GridRow, len(items))
	for i, item := range items {
		row := GridRow{Item: item, Base: l.baseCell(item.ID)}
		if cost, there := l.costs[item.ID]; there {
			row.Cost = &cost
		}
		if !g.Customer.IsZero() {
			cell := Cell{}
			if own, there := l.owns[item.ID]; there {
				cell.Price = &own
			}
			cell = l.judged(cell, item.ID, resolve.Price{})
			row.Own = &cell
		}
		for _, of := range g.Lists {
			row.Lists = append(row.Lists, l.cell(of, item.ID, row.Base))
		}
		out[i] = row
	}
	return out, nil
}

func gatherGrid(tx *tenants.Tx, company id.CompanyID, g Grid, items []catalog.Item) (laying, error) {
	ids := make([]id.ItemID, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	l := laying{at: g.At, entries: map[id.PriceListID]map[id.ItemID][]Entry{}}
	wanted := slices.Clone(g.Lists)
	bases, err := listLists(tx, company, ListFilter{Kind: resolve.Base, State: LiveList}, "", id.PriceListID{}, 1)
	if err != nil {
		return l, err
	}
	if len(bases) > 0 {
		l.base = bases[0].ID
		wanted = append(wanted, l.base)
	}
	if l.lists, err = listsOf(tx, company, wanted); err != nil {
		return l, err
	}
	for _, of := range g.Lists {
		if _, there := l.lists[of]; !there {
			return l, fault.Invalid.With(fault.Field{Path: "lists", Code: "unknown", Message: "There is no such list."})
		}
	}
	entries, err := entriesOf(tx, company, wanted, ids)
	if err != nil {
		return l, err
	}
	for _, e := range entries {
		if l.entries[e.List] == nil {
			l.entries[e.List] = map[id.ItemID][]Entry{}
		}
		l.entries[e.List][e.Item] = append(l.entries[e.List][e.Item], e)
	}
	if l.bases, err = ListOf(tx, company, ids); err != nil {
		return l, err
	}
	if l.owns, err = OwnOf(tx, company, g.Customer, ids); err != nil {
		return l, err
	}
	if l.costs, err = CostsOf(tx, company, ids); err != nil {
		return l, err
	}
	policy, err := readPolicy(tx, company)
	l.floor = policy.Floor
	return l, err
}

// baseCell is the base price: a dated one that holds, else the one that stands.
func (l laying) baseCell(item id.ItemID) Cell {
	cell := l.written(l.base, item)
	if cell.Price == nil {
		if base, there := l.bases[item]; there {
			cell.Price = &base.Price
		}
	}
	return l.judged(cell, item, l.lists[l.base].tax())
}

// tax is what Net needs to know of a list.
func (p PriceList) tax() resolve.Price {
	return resolve.Price{TaxIncluded: p.TaxIncluded, TaxRate: p.TaxRate}
}

// cell is what a list asks for an item: its own price, else what its rule reckons.
func (l laying) cell(of id.PriceListID, item id.ItemID, base Cell) Cell {
	list := l.lists[of]
	cell := l.written(of, item)
	if cell.Price == nil && list.Rule != nil {
		cell.Price, cell.ByRule = l.reckoned(list, item, base), true
		cell.From, cell.Until = list.From, list.Until
	}
	return l.judged(cell, item, list.tax())
}

// written is the price of a list that holds for an item, and the next one.
func (l laying) written(of id.PriceListID, item id.ItemID) Cell {
	var cell Cell
	var holds *Entry
	for _, e := range l.entries[of][item] {
		switch {
		case e.From.After(l.at):
			if cell.Coming == nil || e.From.Before(cell.Coming.From) {
				cell.Coming = &Coming{e.From, e.Price.Amount}
			}
		case !e.Until.IsZero() && !l.at.Before(e.Until):
		case holds == nil || e.From.After(holds.From):
			holds = &e
		}
	}
	if holds != nil {
		cell.Price, cell.From, cell.Until, cell.Agreed, cell.Called = &holds.Price, holds.From, holds.Until, holds.Agreed, holds.Called
	}
	return cell
}

// reckoned is what the rule of a list makes of an item, nil for nothing.
func (l laying) reckoned(list PriceList, item id.ItemID, base Cell) *Price {
	f := resolve.Facts{Prices: []resolve.Price{{Kind: list.Kind, List: list.ID, Unit: zeroOf(list.Currency), Rule: list.Rule, Rounding: list.Rounding}}}
	if cost, there := l.costs[item]; there {
		f.Cost = &cost
	}
	if base.Price != nil {
		p := l.lists[l.base].tax()
		p.Kind, p.Unit = resolve.Base, base.Price.Amount
		for _, b := range base.Price.Breaks {
			p.Breaks = append(p.Breaks, resolve.Break{From: b.From, Unit: b.Amount})
		}
		f.Prices = append(f.Prices, p)
	}
	price, how, ok := ladderOf(f, l.at, decimal.Zero, decimal.Zero)
	if !ok || how.From.Kind == resolve.Base {
		return nil
	}
	return &price
}

// zeroOf is nothing of a currency: what a rule's price is before it is reckoned.
func zeroOf(c money.Currency) money.UnitPrice {
	out, err := money.NewUnitPrice(decimal.Zero, c)
	if err != nil {
		return money.UnitPrice{}
	}
	return out
}

// judged lays the cost beside a price.
func (l laying) judged(cell Cell, item id.ItemID, tax resolve.Price) Cell {
	line := ChangeLine{New: cell.Price, list: tax, floor: l.floor}
	if cost, there := l.costs[item]; there {
		line.cost = &cost
	}
	_, cell.Margin = line.Margins()
	cell.UnderFloor = line.UnderFloor()
	return cell
}
