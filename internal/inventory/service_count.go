package inventory

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Listed is a page of stock with the number of all that the filter finds, counted for the first page only.
type Listed struct {
	page.Page[Item]
	Total *int64
}

// List answers what a supplier has, item by item.
func (s *Service) List(ctx context.Context, company id.CompanyID, f Filter, r page.Request) (out Listed, err error) {
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		if out.Page, err = listStock(tx, company, f, r); err != nil || !r.After.IsZero() {
			return err
		}
		n, err := countStock(tx, company, f)
		out.Total = &n
		return err
	})
	return out, err
}

// PutCounts sets counts that were made now. Lines that cannot be understood change nothing and say why.
func (s *Service) PutCounts(ctx context.Context, company id.CompanyID, lines []Line) (out Counted, err error) {
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		fed, err := putCounts(tx, company, lines, tx.Now())
		if out = fed.Counted; err != nil || out.Changed == 0 {
			return err
		}
		return s.note(ctx, tx, "inventory.stock_counted", "", map[string]any{"changed": out.Changed, "flagged": len(out.Flagged)})
	})
	return out, err
}

var errFuture = fault.Invalid.With(fault.Field{Path: "/as_of", Code: "out_of_range", Message: "Nothing was counted in the future."})

// slack is how far the clock of an ERP may be ahead.
const slack = 5 * time.Minute

// Feed brings figures of a moment, of lines that name no warehouse for the named one. The same feed again changes nothing.
func (s *Service) Feed(ctx context.Context, company id.CompanyID, asOf time.Time, warehouse string, lines []Line) (Fed, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Fed{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Fed, error) {
		moment := tx.Now()
		switch {
		case asOf.IsZero():
		case asOf.After(moment.Add(slack)):
			return Fed{}, errFuture
		case asOf.Before(moment):
			moment = asOf.UTC().Truncate(time.Microsecond)
		}
		for i := range lines {
			if lines[i].Warehouse == "" {
				lines[i].Warehouse = warehouse
			}
		}
		out, err := putCounts(tx, company, lines, moment)
		if err != nil {
			return Fed{}, err
		}
		if err := fedNow(tx, company, out.reached); err != nil {
			return Fed{}, err
		}
		return out.Fed, s.note(ctx, tx, "inventory.stock_fed", "", map[string]any{"changed": out.Changed, "same": out.Same, "late": out.Late, "flagged": len(out.Flagged)})
	})
}

// counting is what became of lines, and how many reached which warehouse.
type counting struct {
	Fed
	reached map[id.WarehouseID]int64
}

// putCounts writes what lines say of a moment.
func putCounts(tx *tenants.Tx, tenant id.CompanyID, lines []Line, asOf time.Time) (counting, error) {
	out := counting{Fed: Fed{Counted: Counted{Flagged: []Flag{}, Before: []Before{}}}, reached: map[id.WarehouseID]int64{}}
	names, err := newNames(tx, tenant, lines)
	if err != nil {
		return out, err
	}
	stands, err := standing(tx, tenant, names.all())
	if err != nil {
		return out, err
	}
	counts := map[Place]*decimal.Decimal{}
	for i, line := range lines {
		place, figure, wrong := names.read(line)
		stood, there := stands[place]
		if _, twice := counts[place]; twice && wrong == "" {
			wrong = Twice
		} else if figure == nil && there && stood.Reserved.IsPositive() && wrong == "" {
			wrong = HeldThere
		}
		if wrong != "" {
			out.Flagged = append(out.Flagged, Flag{i, wrong})
			continue
		}
		out.reached[place.Warehouse]++
		if there && asOf.Before(stood.AsOf) {
			out.Late++
			continue
		}
		counts[place] = figure
		if there == (figure != nil) && (!there || figure.Equal(stood.OnHand)) {
			out.Same++
			continue
		}
		out.Changed++
		before := Before{Place: place}
		if there {
			before.OnHand = &stood.OnHand
		}
		out.Before = append(out.Before, before)
	}
	return out, writeCounts(tx, tenant, counts, asOf)
}

// names understands which items and warehouses lines mean.
type names struct {
	items      map[id.ItemID]bool
	skus       map[string]id.ItemID
	warehouses map[string]id.WarehouseID // by id and by code; "" for the main one
}

func newNames(tx *tenants.Tx, tenant id.CompanyID, lines []Line) (names, error) {
	out := names{items: map[id.ItemID]bool{}, warehouses: map[string]id.WarehouseID{}}
	main, err := mainWarehouse(tx, tenant)
	if err != nil {
		return out, err
	}
	all, err := warehouses(tx, tenant)
	if err != nil {
		return out, err
	}
	for _, w := range all {
		out.warehouses[w.Code], out.warehouses[w.ID.String()] = w.ID, w.ID
	}
	out.warehouses[""] = main
	var named []id.ItemID
	var skus []string
	for _, l := range lines {
		if l.Item.IsZero() {
			skus = append(skus, oneLine(l.SKU))
		} else {
			named = append(named, l.Item)
		}
	}
	found, err := catalog.Pick(tx, tenant, catalog.Filter{AllCategories: true}, named)
	if err != nil {
		return out, err
	}
	for item := range found {
		out.items[item] = true
	}
	out.skus, err = catalog.IDs(tx, tenant, skus)
	return out, err
}

func (n names) all() []id.ItemID {
	out := make([]id.ItemID, 0, len(n.items)+len(n.skus))
	for item := range n.items {
		out = append(out, item)
	}
	for _, item := range n.skus {
		out = append(out, item)
	}
	return out
}

// read understands a line, or says why not; a nil figure forgets the count.
func (n names) read(l Line) (Place, *decimal.Decimal, FlagCode) {
	item := l.Item
	if item.IsZero() {
		item = n.skus[oneLine(l.SKU)]
	} else if !n.items[item] {
		item = id.ItemID{}
	}
	if item.IsZero() {
		return Place{}, nil, UnknownItem
	}
	warehouse, known := n.warehouses[oneLine(l.Warehouse)]
	if !known {
		return Place{}, nil, UnknownWarehouse
	}
	place := Place{item, warehouse}
	if l.OnHand == nil {
		return place, nil, ""
	}
	figure, wrong := readCount(*l.OnHand)
	return place, &figure, wrong
}
