package catalog

import (
	"context"

	"github.com/shopspring/decimal"

	contract "manifold/api/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/platform/web"
)

// ListItems answers listItems.
func (h Handler) ListItems(ctx context.Context, r contract.ListItemsRequestObject) (contract.ListItemsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	filter := takeFilter(&contract.CatalogItemFilter{Q: p.Q, Category: p.Category, Brand: p.Brand, Family: p.Family, State: p.State, Without: p.Without})
	by := Sort(optional.Value(p.Sort))
	items, err := h.service.List(ctx, r.Company, filter, by, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListItems200JSONResponse{Items: make([]contract.ItemRow, len(items.Items)), Next: optional.Of(items.Next), Total: items.Total}
	for i, item := range items.Items {
		out.Items[i] = contract.ItemRow{
			ID: item.ID, Sku: item.SKU, Name: item.Name, Brand: optional.Of(item.Brand), Mpn: optional.Of(item.MPN), Gtin: optional.Of(item.GTIN), Category: item.Category,
			Family: optional.Of(item.Details.Family), Unit: item.Unit.Code(), State: contract.ItemState(item.State), Picture: optional.Of(item.Picture), UpdatedAt: item.UpdatedAt,
		}
	}
	return out, nil
}

// takeFilter understands a filter; without a state it is of what is for sale.
func takeFilter(f *contract.CatalogItemFilter) Filter {
	if f == nil {
		f = &contract.CatalogItemFilter{}
	}
	out := Filter{Words: optional.Value(f.Q), Category: optional.Value(f.Category), AllCategories: true, Brand: optional.Value(f.Brand), Family: optional.Value(f.Family), State: Active}
	switch optional.Value(f.State) {
	case contract.ItemStateFilterAll:
		out.State = ""
	case contract.ItemStateFilterWithdrawn:
		out.State = Withdrawn
	case contract.ItemStateFilterActive:
	}
	for _, lack := range optional.Value(f.Without) {
		out.Without = append(out.Without, Lack(lack))
	}
	return out
}

// CreateItem answers createItem.
func (h Handler) CreateItem(ctx context.Context, r contract.CreateItemRequestObject) (contract.CreateItemResponseObject, error) {
	draft, details := takeDraft(*r.Body)
	item, err := h.service.Create(ctx, r.Company, draft, details)
	if err != nil {
		return nil, err
	}
	return contract.CreateItem201JSONResponse{Body: showItem(item), Headers: contract.CreateItem201ResponseHeaders{ETag: optional.Of(web.ETag(item.Version))}}, nil
}

// takeDraft understands a draft that says everything of an item.
func takeDraft(b contract.CatalogItemDraft) (Draft, DetailsDraft) {
	draft := Draft{
		SKU: b.Sku, Name: b.Name, Brand: optional.Value(b.Brand), MPN: optional.Value(b.Mpn), GTIN: optional.Value(b.Gtin), Category: optional.Value(b.Category),
		Unit: optional.Value(b.Unit), Minimum: optional.Value(b.Minimum), Multiple: optional.Value(b.Multiple), LeadDays: optional.Value(b.LeadDays), Datasheet: optional.Value(b.Datasheet),
	}
	description, family, nominal, weighed := optional.Value(b.Description), optional.Value(b.Family), optional.Value(b.NominalWeight), optional.Value(b.CatchWeight)
	packs := []PackDraft{}
	for _, p := range optional.Value(b.Packs) {
		packs = append(packs, PackDraft{Level: Level(p.Level), Contains: p.Contains, Unit: optional.Value(p.Unit), GTIN: optional.Value(p.Gtin), GrossWeight: optional.Value(p.GrossWeight)})
	}
	return draft, DetailsDraft{
		Description: &description, Family: &family, NominalWeight: &nominal, CatchWeight: &weighed, Packs: &packs, Attributes: takeAttributes(b.Attributes), AllAttributes: true,
	}
}

func takeAttributes(given *[]contract.ItemAttributeDraft) []attribute.Draft {
	var out []attribute.Draft
	for _, a := range optional.Value(given) {
		out = append(out, attribute.Draft{Key: a.Key, Value: a.Value, Unit: optional.Value(a.Unit)})
	}
	return out
}

// GetItem answers getItem.
func (h Handler) GetItem(ctx context.Context, r contract.GetItemRequestObject) (contract.GetItemResponseObject, error) {
	item, err := h.service.Get(ctx, r.Company, r.Item)
	if err != nil {
		return nil, err
	}
	return contract.GetItem200JSONResponse{Body: showItem(item), Headers: contract.GetItem200ResponseHeaders{ETag: optional.Of(web.ETag(item.Version))}}, nil
}

// UpdateItem answers updateItem.
func (h Handler) UpdateItem(ctx context.Context, r contract.UpdateItemRequestObject) (contract.UpdateItemResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	draft, details := takeDraft(*r.Body)
	item, err := h.service.Update(ctx, r.Company, r.Item, seen, draft, details)
	if err != nil {
		return nil, err
	}
	return contract.UpdateItem200JSONResponse{Body: showItem(item), Headers: contract.UpdateItem200ResponseHeaders{ETag: optional.Of(web.ETag(item.Version))}}, nil
}

// WithdrawItem answers withdrawItem.
func (h Handler) WithdrawItem(ctx context.Context, r contract.WithdrawItemRequestObject) (contract.WithdrawItemResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	item, err := h.service.Withdraw(ctx, r.Company, r.Item, seen)
	if err != nil {
		return nil, err
	}
	return contract.WithdrawItem200JSONResponse{Body: showItem(item), Headers: contract.WithdrawItem200ResponseHeaders{ETag: optional.Of(web.ETag(item.Version))}}, nil
}

// RestoreItem answers restoreItem.
func (h Handler) RestoreItem(ctx context.Context, r contract.RestoreItemRequestObject) (contract.RestoreItemResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	item, err := h.service.Restore(ctx, r.Company, r.Item, seen)
	if err != nil {
		return nil, err
	}
	return contract.RestoreItem200JSONResponse{Body: showItem(item), Headers: contract.RestoreItem200ResponseHeaders{ETag: optional.Of(web.ETag(item.Version))}}, nil
}

func showItem(i Whole) contract.CatalogItem {
	d := i.Details
	out := contract.CatalogItem{
		ID: i.ID, Sku: i.SKU, Name: i.Name, Brand: optional.Of(i.Brand), Mpn: optional.Of(i.MPN), Gtin: optional.Of(i.GTIN), Category: i.Category, Unit: i.Unit.Code(),
		Minimum: i.Minimum.String(), Multiple: i.Multiple.String(), LeadDays: i.LeadDays, Datasheet: optional.Of(i.Datasheet), Description: optional.Of(d.Description),
		Family: optional.Of(d.Family), CatchWeight: d.CatchWeight, Attributes: showValues(i.Said.Attributes, d.Attributes, d.Attributes.Keys(i.Said.Attributes)),
		Packs: make([]contract.ItemPack, len(d.Packs)), Media: showMedia(i.Media), Axes: i.Axes, Variants: make([]contract.ItemVariant, len(i.Variants)),
		State: contract.ItemState(i.State), UpdatedAt: i.UpdatedAt, Heading: showHeadingOf(i.Said.Heading),
	}
	if out.Axes == nil {
		out.Axes = []string{}
	}
	if d.CatchWeight {
		out.NominalWeight = optional.Of(d.Nominal.String())
	}
	for n, p := range d.Packs {
		out.Packs[n] = contract.ItemPack{Level: contract.PackLevel(p.Level), Contains: p.Contains.String(), Unit: p.Unit.Code(), Gtin: optional.Of(p.GTIN)}
		if p.GrossWeight.IsPositive() {
			out.Packs[n].GrossWeight = optional.Of(p.GrossWeight.String())
		}
	}
	for n, v := range i.Variants {
		out.Variants[n] = contract.ItemVariant{Item: v.ID, Sku: v.SKU, Name: v.Name, State: contract.ItemState(v.State), Values: showValues(i.Said.Attributes, v.Values, i.Axes)}
	}
	return out
}

// showValues are those of keys that there are, as the category says what they are.
func showValues(defined attribute.Definitions, values attribute.Values, keys []string) []contract.ItemAttribute {
	out := []contract.ItemAttribute{}
	for _, key := range keys {
		value, there := values[key]
		if !there {
			continue
		}
		a := contract.ItemAttribute{Key: key, Value: value.String()}
		if d, said := defined.Find(key); said {
			a.Name, a.Kind, a.Unit = optional.Of(d.Name), optional.Word[contract.AttributeKind](d.Kind), optional.Of(d.Unit.Code())
			a.Problem = optional.Of(d.Problem(value))
		}
		out = append(out, a)
	}
	return out
}

// ConvertItem answers convertItem.
func (h Handler) ConvertItem(ctx context.Context, r contract.ConvertItemRequestObject) (contract.ConvertItemResponseObject, error) {
	lines, err := h.service.Convert(ctx, r.Company, r.Item, optional.Value(r.Params.Quantity), optional.Value(r.Params.Unit), optional.Value(r.Params.Price))
	if err != nil {
		return nil, err
	}
	out := contract.ConvertItem200JSONResponse{Lines: make([]contract.ItemConversion, len(lines))}
	for i, c := range lines {
		text := c.Quantity.Rat().RatString()
		if d, err := c.Quantity.Decimal(); err == nil {
			text = d.String()
		}
		line := contract.ItemConversion{
			Unit: c.Quantity.Unit().Code(), Level: optional.Word[contract.PackLevel](c.Level), Quantity: text, Shown: shortest(c.Quantity), Guess: c.Quantity.Guess(),
		}
		if c.Price != nil {
			line.Price, line.PriceExact = optional.Of(c.Price.StringFixed(6)), &c.Exact
		}
		out.Lines[i] = line
	}
	return out, nil
}

// shortest is a quantity with at most six decimal places.
func shortest(q quantity.Quantity) string {
	return decimal.RequireFromString(q.Display(6)).String()
}

// ChangeItems answers changeItems.
func (h Handler) ChangeItems(ctx context.Context, r contract.ChangeItemsRequestObject) (contract.ChangeItemsResponseObject, error) {
	b := r.Body
	bulk := Bulk{Items: optional.Value(b.Items), Set: Setting{
		Category: b.Set.Category, Brand: b.Set.Brand, Family: b.Set.Family, Unit: b.Set.Unit, State: State(optional.Value(b.Set.State)), Attributes: takeAttributes(b.Set.Attributes),
	}}
	if b.Filter != nil {
		filter := takeFilter(b.Filter)
		bulk.Filter = &filter
	}
	done, err := h.service.ChangeMany(ctx, r.Company, bulk, optional.Value(b.DryRun), b.Expected)
	if err != nil {
		return nil, err
	}
	out := contract.ChangeItems200JSONResponse{
		Matched: done.Matched, Changed: done.Changed, Unchanged: done.Unchanged, Flagged: done.Flagged, Revision: optional.Of(done.Revision), Problems: []contract.FlaggedItem{},
	}
	for _, f := range done.Problems {
		out.Problems = append(out.Problems, contract.FlaggedItem{Item: f.Item, Sku: f.SKU, Name: f.Name, Problems: showProblems(f.Problems)})
	}
	if done.Job != nil {
		run := job.Present(r.Company, *done.Job)
		out.Job = &run
	}
	return out, nil
}

// ExportItems answers exportItems.
func (h Handler) ExportItems(ctx context.Context, r contract.ExportItemsRequestObject) (contract.ExportItemsResponseObject, error) {
	run, err := h.service.Export(ctx, r.Company, table.Format(r.Body.Format), takeFilter(r.Body.Filter))
	if err != nil {
		return nil, err
	}
	return contract.ExportItems202JSONResponse(job.Present(r.Company, run)), nil
}
