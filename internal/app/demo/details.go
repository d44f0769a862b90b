package demo

import (
	"context"
	_ "embed"
	"slices"
	"strings"

	"manifold/internal/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/comparison"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/kernel/quantity"
)

//go:embed attributes.csv
var attributesFile string

//go:embed specs.csv
var specsFile string

// described are the suppliers that say more of their items than a price list does.
var described = []string{"Farnell", "Mouser", "TME"}

// details maps a supplier's categories to the Harmonized System, says what their items are described by, and describes those that are known.
func (t *trader) details(ctx context.Context, company id.CompanyID, sheet []comparison.SheetDraft) {
	said, err := categories()
	t.try("attributes", err)
	rows, err := readTable(specsFile)
	t.try("specs", err)
	specs := map[string][]attribute.Draft{}
	for _, row := range rows {
		specs[row[0]] = append(specs[row[0]], attribute.Draft{Key: row[1], Value: row[2]})
	}
	drafts := map[string]catalog.Draft{}
	for _, line := range sheet {
		drafts[line.SKU] = line.Draft
	}
	for _, c := range said {
		if t.err == nil && slices.ContainsFunc(sheet, func(line comparison.SheetDraft) bool { return line.Category == c.Name }) {
			_, err := t.hub.Catalog.PutCategory(ctx, company, nil, c)
			t.try(c.Name, err)
		}
	}
	if t.err != nil {
		return
	}
	items, err := t.hub.Comparison.Sheet(ctx, company, "", "", catalog.Active, page.Request{Limit: page.MaxLimit})
	t.try("sheet", err)
	for _, item := range items.Items {
		if known := specs[item.MPN]; t.err == nil && len(known) > 0 {
			_, err := t.hub.Catalog.Update(ctx, company, item.ID, nil, drafts[item.SKU], catalog.DetailsDraft{Attributes: known})
			t.try(item.SKU, err)
		}
	}
}

// categories are what the demo says of the categories of offers.csv.
func categories() ([]catalog.Said, error) {
	rows, err := readTable(attributesFile)
	if err != nil {
		return nil, err
	}
	var out []catalog.Said
	for _, row := range rows {
		if len(out) == 0 || out[len(out)-1].Name != row[0] {
			out = append(out, catalog.Said{Name: row[0], Heading: row[1]})
		}
		if row[2] == "" {
			continue
		}
		d := attribute.Definition{Key: row[2], Name: row[3], Kind: attribute.Kind(row[4])}
		if row[5] != "" {
			if d.Unit, err = quantity.ParseUnit(row[5]); err != nil {
				return nil, err
			}
		}
		if row[6] != "" {
			d.Choices = strings.Split(row[6], "|")
		}
		last := &out[len(out)-1]
		last.Attributes = append(last.Attributes, d)
	}
	return out, nil
}
