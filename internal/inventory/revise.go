package inventory

import (
	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// Field is that of stock in the history of an item: a number as text, "" for none.
const Field = "stock"

// Revise sets figures as part of an act, or forgets them where they are nil, and writes down what differs.
func Revise(tx *tenants.Tx, r catalog.Revision, wanted map[id.ItemID]*decimal.Decimal) error {
	if len(wanted) == 0 {
		return nil
	}
	items := make([]id.ItemID, 0, len(wanted))
	for item := range wanted {
		items = append(items, item)
	}
	stand, err := Of(tx, r.Tenant(), items)
	if err != nil {
		return err
	}
	put, gone := map[id.ItemID]decimal.Decimal{}, []id.ItemID{}
	var facts []catalog.Fact
	for item, is := range wanted {
		before := ""
		if old, there := stand[item]; there {
			before = old.OnHand.String()
		}
		after := ""
		if is == nil {
			gone = append(gone, item)
		} else {
			put[item], after = *is, is.String()
		}
		if before != after {
			facts = append(facts, catalog.Fact{Item: item, Field: Field, Before: before, After: after})
		}
	}
	if err := Put(tx, r.Tenant(), put); err != nil { // figures that stand as they are were counted again
		return err
	}
	if err := Clear(tx, r.Tenant(), gone); err != nil {
		return err
	}
	return catalog.Note(tx, r, facts)
}

// Facts brings them back for catalog.
type Facts struct{}

var _ catalog.Figures = Facts{}

// Restore implements catalog.Figures: it sets what an earlier act changed back to what stood before it, where that is still so, and answers what it left.
func (Facts) Restore(tx *tenants.Tx, r catalog.Revision, facts []catalog.Fact) (kept []catalog.Fact, err error) {
	items := make([]id.ItemID, len(facts))
	for i, f := range facts {
		items[i] = f.Item
	}
	stand, err := Of(tx, r.Tenant(), items)
	if err != nil {
		return nil, err
	}
	wanted := map[id.ItemID]*decimal.Decimal{}
	for _, f := range facts {
		now := ""
		if s, there := stand[f.Item]; there {
			now = s.OnHand.String()
		}
		if now != f.After {
			kept = append(kept, f)
			continue
		}
		wanted[f.Item] = nil
		if f.Before != "" {
			before, err := decimal.NewFromString(f.Before)
			if err != nil {
				return nil, err
			}
			wanted[f.Item] = &before
		}
	}
	return kept, Revise(tx, r, wanted)
}
