package catalog

import (
	"context"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/media"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Listed is an item of a list, with its first picture.
type Listed struct {
	Item
	Picture id.MediaID // zero: none
}

// Items is a page of a list.
type Items struct {
	page.Page[Listed]
	Total *int64 // of all that the filter finds; on the first page only
}

// List is a page of a supplier's items.
func (s *Service) List(ctx context.Context, company id.CompanyID, f Filter, by Sort, r page.Request) (out Items, err error) {
	f.AllCategories = true
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		found, err := sorted(tx, company, f, by, r)
		if err != nil {
			return err
		}
		cut := page.Of(r, found, by.cursor)
		if err := WithDetails(tx, company, cut.Items); err != nil {
			return err
		}
		pictures, err := media.First(tx, company, idsOf(cut.Items))
		if err != nil {
			return err
		}
		out.Page = page.Map(cut, func(i Item) Listed { return Listed{i, pictures[i.ID]} })
		if r.After.IsZero() {
			total, err := Count(tx, company, f)
			out.Total = &total
			return err
		}
		return nil
	})
	return out, err
}

func idsOf(items []Item) []id.ItemID {
	out := make([]id.ItemID, len(items))
	for i, item := range items {
		out[i] = item.ID
	}
	return out
}

// Get answers an item with all that belongs to it.
func (s *Service) Get(ctx context.Context, company id.CompanyID, item id.ItemID) (out Whole, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		out, err = whole(tx, company, item)
		return err
	})
	return out, err
}

// mostVariants is how many items of a family are told.
const mostVariants = 200

// whole reads an item with all that belongs to it.
func whole(tx *tenants.Tx, tenant id.CompanyID, wanted id.ItemID) (Whole, error) {
	item, err := findItem(tx, tenant, wanted, false)
	if err != nil {
		return Whole{}, err
	}
	out := Whole{Item: item}
	said, err := SaidOf(tx, tenant, []string{item.Category})
	if err != nil {
		return Whole{}, err
	}
	out.Said = said[item.Category]
	if out.Media, err = media.Of(tx, tenant, item.ID); err != nil {
		return Whole{}, err
	}
	family, err := familyOf(tx, tenant, item.Details.Family, mostVariants+1)
	if err != nil {
		return Whole{}, err
	}
	values := []attribute.Values{item.Details.Attributes}
	for _, v := range family {
		if v.ID != item.ID {
			out.Variants, values = append(out.Variants, v), append(values, v.Values)
		}
	}
	out.Axes = attribute.Axes(out.Said.Attributes, values)
	return out, nil
}

// Create puts an item on sale.
func (s *Service) Create(ctx context.Context, company id.CompanyID, draft Draft, details DetailsDraft) (Whole, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Whole{}, err
	}
	made, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (id.ItemID, error) {
		asked, _ := Read(draft)
		if err := Hold(tx, company, []string{asked.Category}); err != nil {
			return id.ItemID{}, err
		}
		item, err := understood(tx, company, draft, Details{}, details)
		if err != nil {
			return id.ItemID{}, err
		}
		if taken, err := IDs(tx, company, []string{item.SKU}); err != nil {
			return id.ItemID{}, err
		} else if len(taken) > 0 {
			return id.ItemID{}, errTaken
		}
		var made id.ItemID
		_, err = Revise(ctx, tx, company, ByItem, "", func(r Revision) error {
			ids, err := put(tx, r, []Item{item})
			made = ids[item.SKU]
			return err
		})
		if err != nil {
			return id.ItemID{}, err
		}
		return made, s.note(ctx, tx, "catalog.item_created", made.String(), nil)
	})
	if err != nil {
		return Whole{}, err
	}
	var out Whole
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		out, err = whole(tx, company, made)
		return err
	})
	return out, err
}

// understood reads an item with its details over those that stand, or answers everything that is wrong with it.
func understood(tx *tenants.Tx, tenant id.CompanyID, draft Draft, stands Details, wanted DetailsDraft) (Item, error) {
	item, wrong := Read(draft)
	said, err := SaidOf(tx, tenant, []string{item.Category})
	if err != nil {
		return Item{}, err
	}
	details, more := ReadDetails(item, stands, said[item.Category].Attributes, wanted)
	if wrong = append(wrong, more...); len(wrong) > 0 {
		return Item{}, fault.Invalid.With(wrong...)
	}
	item.Details = &details
	return item, nil
}

// change changes one item as a revision, over a version that was seen; nil for any.
//
// Categories are those whose word it takes for the item's values.
func (s *Service) change(ctx context.Context, company id.CompanyID, wanted id.ItemID, version *int64, action string, categories []string, fn func(*tenants.Tx, Revision, Item) error) (out Whole, err error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Whole{}, err
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := Hold(tx, company, categories); err != nil {
			return err
		}
		item, err := findItem(tx, company, wanted, true)
		if err != nil {
			return err
		}
		if version != nil && *version != item.Version {
			return fault.Stale
		}
		done, err := Revise(ctx, tx, company, ByItem, "", func(r Revision) error { return fn(tx, r, item) })
		if err != nil {
			return err
		}
		if done.Items > 0 {
			if err := s.note(ctx, tx, action, wanted.String(), nil); err != nil {
				return err
			}
		}
		out, err = whole(tx, company, wanted)
		return err
	})
	return out, err
}

// Update changes an item; it stays for sale or withdrawn. What the draft does not give is empty afterwards.
func (s *Service) Update(ctx context.Context, company id.CompanyID, wanted id.ItemID, version *int64, draft Draft, details DetailsDraft) (Whole, error) {
	asked, _ := Read(draft)
	return s.change(ctx, company, wanted, version, "catalog.item_changed", []string{asked.Category}, func(tx *tenants.Tx, r Revision, stands Item) error {
		item, err := understood(tx, company, draft, *stands.Details, details)
		if err != nil {
			return err
		}
		free, err := rename(tx, r, stands, item.SKU)
		if err != nil {
			return err
		}
		if !free {
			return errTaken
		}
		item.State = stands.State
		_, err = put(tx, r, []Item{item})
		return err
	})
}

// Withdraw takes an item out of every offer.
func (s *Service) Withdraw(ctx context.Context, company id.CompanyID, wanted id.ItemID, version *int64) (Whole, error) {
	return s.change(ctx, company, wanted, version, "catalog.item_withdrawn", nil, func(tx *tenants.Tx, r Revision, stands Item) error {
		_, err := Withdraw(tx, r, []string{stands.SKU})
		return err
	})
}

// Restore offers a withdrawn item again.
func (s *Service) Restore(ctx context.Context, company id.CompanyID, wanted id.ItemID, version *int64) (Whole, error) {
	return s.change(ctx, company, wanted, version, "catalog.item_restored", nil, func(tx *tenants.Tx, r Revision, stands Item) error {
		_, err := Put(tx, r, []Item{stands})
		return err
	})
}

// Convert answers a quantity in all units of an item, and what one of each costs if the price of one of the quantity's unit is given.
// Empty texts are one, the item's unit, and no price.
func (s *Service) Convert(ctx context.Context, company id.CompanyID, wanted id.ItemID, number, unit, price string) (out []Conversion, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		item, err := findItem(tx, company, wanted, false)
		if err != nil {
			return err
		}
		q, per, wrong := asked(item, number, unit, price)
		if len(wrong) > 0 {
			return fault.Invalid.With(wrong...)
		}
		out, err = Convert(item, *item.Details, q, per)
		return err
	})
	return out, err
}

func asked(item Item, number, unit, price string) (quantity.Quantity, *decimal.Decimal, []fault.Field) {
	r := reader{}
	in := item.Unit
	if unit != "" {
		in = r.unitAt("unit", unit)
	}
	value := one
	if number != "" {
		var wrong []fault.Field
		value, wrong = ReadQuantity("quantity", number)
		r.wrong = append(r.wrong, wrong...)
	}
	var per *decimal.Decimal
	if price != "" {
		amount, wrong := ReadAmount("price", price)
		r.wrong, per = append(r.wrong, wrong...), &amount
	}
	if len(r.wrong) > 0 {
		return quantity.Quantity{}, nil, r.wrong
	}
	q, err := quantity.New(value, in)
	if err != nil {
		r.refuse("quantity", "out_of_range", "This number is too large or too precise.")
	}
	return q, per, r.wrong
}
