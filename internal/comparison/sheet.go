package comparison

import (
	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/inventory"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/pricing"
)

// SheetDraft is a line of a supplier's sheet as it came.
type SheetDraft struct {
	catalog.Draft
	Price      *pricing.Draft // nil: what stands stays
	Stock      string         // "": what stands stays
	ClearPrice bool
	ClearStock bool
	Withdrawn  bool
}

// sheetLine is a line that is understood.
type sheetLine struct {
	item  catalog.Item
	list  *pricing.List
	stock *decimal.Decimal
}

// OwnDraft is a line of one customer's prices as it came.
type OwnDraft struct {
	SKU    string
	Price  *pricing.Draft
	Remove bool
}

// LineOutcome says what became of a line; it is accepted when it has no problems.
type LineOutcome struct {
	Line     int // place in the request, from 0
	SKU      string
	Item     id.ItemID // of an accepted line
	Problems []fault.Field
}

// SheetItem is an item as its supplier sees it.
type SheetItem struct {
	catalog.Item
	List  *pricing.List
	Stock *inventory.Stock
}

// OwnPrice is a customer's price beside the list price.
type OwnPrice struct {
	pricing.Own
	List *pricing.Price
}

// read understands a line, or says why not.
func (d SheetDraft) read() (sheetLine, []fault.Field) {
	if d.Withdrawn {
		sku, wrong := catalog.ReadSKU(d.SKU)
		return sheetLine{item: catalog.Item{SKU: sku, State: catalog.Withdrawn}}, wrong
	}
	item, wrong := catalog.Read(d.Draft)
	line := sheetLine{item: item}
	if d.Price != nil {
		list, problems := pricing.Read("/price", *d.Price)
		wrong = append(wrong, problems...)
		line.list = &list
	}
	if d.Stock != "" {
		onHand, problems := catalog.ReadAmount("/stock", d.Stock)
		wrong = append(wrong, problems...)
		line.stock = &onHand
	}
	if d.ClearPrice && d.Price != nil {
		wrong = append(wrong, fault.Field{Path: "/clear", Code: "contradiction", Message: "A price cannot be given and cleared in one line."})
	}
	if d.ClearStock && d.Stock != "" {
		wrong = append(wrong, fault.Field{Path: "/clear", Code: "contradiction", Message: "A stock cannot be given and cleared in one line."})
	}
	return line, wrong
}

// repeated flags lines whose SKU an earlier line has: which of the two is meant, nobody can say.
func repeated(outcomes []LineOutcome) {
	first := map[string]int{}
	for i, o := range outcomes {
		if len(o.Problems) > 0 {
			continue
		}
		if _, twice := first[o.SKU]; twice {
			outcomes[i].Problems = []fault.Field{{Path: "/sku", Code: "duplicate", Message: "An earlier line has this SKU already."}}
			continue
		}
		first[o.SKU] = i
	}
}

// counts says how many lines are accepted and how many flagged; together they are all.
func counts(outcomes []LineOutcome) (accepted, flagged int) {
	for _, o := range outcomes {
		if len(o.Problems) > 0 {
			flagged++
		} else {
			accepted++
		}
	}
	return accepted, flagged
}
