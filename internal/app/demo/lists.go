package demo

import (
	_ "embed"
	"strconv"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
)

//go:embed boards.csv
var boardsFile string

// boards is of how many boards the shop keeps lists of parts.
const boards = 100

// lists keeps the parts of a real board to compare. A shop that has lists is left alone.
func (t *trader) lists(shop id.CompanyID) {
	ctx, _ := t.as("lin@corner-shop.example", "buyer")
	if t.err != nil {
		return
	}
	kept, err := t.hub.Baskets.Lists(ctx, shop, "", page.Request{Limit: 1})
	t.try("lists", err)
	if t.err != nil || len(kept.Items) > 0 {
		return
	}
	rows, err := readTable(boardsFile)
	t.try("boards", err)
	var order []string
	lines := map[string][]basket.ListLineDraft{}
	for _, row := range rows {
		name := row[0]
		if lines[name] == nil {
			order = append(order, name)
		}
		each, err := strconv.Atoi(row[2])
		t.try("boards", err)
		lines[name] = append(lines[name], basket.ListLineDraft{Text: row[1], Quantity: strconv.Itoa(each * boards)})
	}
	for _, name := range order {
		_, err := t.hub.Baskets.CreateList(ctx, shop, basket.ListDraft{Name: name + " × " + strconv.Itoa(boards), Note: "KiCost", Lines: lines[name]})
		t.try("list "+name, err)
	}
}
