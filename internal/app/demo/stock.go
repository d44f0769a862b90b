package demo

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// depot is a second warehouse of a supplier, and how its feed stands.
type depot struct {
	code, name, place string
	age               time.Duration // of its figures
	quiet             time.Duration // after so long its feed is called silent
}

// stocks gives suppliers further warehouses with figures of different ages, deliveries on their way, and a hold of the shop. A supplier that has
// more than one warehouse is left alone.
func (t *trader) stocks(shop id.CompanyID) {
	t.stockOf(shop, "farnell.example", "Leeds 利兹仓", depot{"LGG", "Liège 列日仓", "Grâce-Hollogne, BE", 40 * time.Minute, 24 * time.Hour}, depot{"SIN", "Singapore 新加坡仓", "Singapore, SG", 30 * time.Hour, 24 * time.Hour})
	t.stockOf(shop, "mouser.example", "Mansfield 曼斯菲尔德仓", depot{"MUC", "Munich 慕尼黑仓", "München, DE", 3 * time.Hour, 12 * time.Hour})
}

func (t *trader) stockOf(shop id.CompanyID, domain, name string, depots ...depot) {
	ctx, company := t.as("owner@"+domain, "supplier")
	if t.err != nil || company.IsZero() {
		return
	}
	all, err := t.hub.Inventory.Warehouses(ctx, company)
	t.try("warehouses of "+domain, err)
	if t.err != nil || len(all) != 1 {
		return
	}
	main := all[0]
	main.Name = name
	_, err = t.hub.Inventory.ChangeWarehouse(ctx, company, main.ID, nil, main.WarehouseDraft)
	t.try("the main warehouse of "+domain, err)
	listed, err := t.hub.Inventory.List(ctx, company, inventory.Filter{}, page.Request{Limit: page.MaxLimit})
	t.try("items of "+domain, err)
	for n, d := range depots {
		t.depot(ctx, company, n, d, listed.Items)
	}
	t.incoming(ctx, company, listed.Items)
	t.held(shop, company, listed.Items)
}

// depot adds a warehouse, and feeds it.
func (t *trader) depot(ctx context.Context, company id.CompanyID, n int, d depot, items []inventory.Item) {
	if t.err != nil {
		return
	}
	_, err := t.hub.Inventory.AddWarehouse(ctx, company, inventory.WarehouseDraft{Code: d.code, Name: d.name, Place: d.place, Serving: true, Quiet: d.quiet})
	t.try("warehouse "+d.code, err)
	var lines []inventory.Line
	for i, item := range items {
		if i%(n+2) == 0 {
			count := strconv.Itoa(25 * (i%9 + n))
			lines = append(lines, inventory.Line{SKU: item.SKU, OnHand: &count})
		}
	}
	if len(lines) == 0 || t.err != nil {
		return
	}
	_, err = t.hub.Inventory.Feed(ctx, company, time.Now().Add(-d.age), d.code, lines) //nolint:forbidigo // figures are as old as they say on the day of the demo
	t.try("figures of "+d.code, err)
}

// incoming announces deliveries of every sixth item; one of them is late.
func (t *trader) incoming(ctx context.Context, company id.CompanyID, items []inventory.Item) {
	for i, item := range items {
		if i%6 != 1 || t.err != nil {
			continue
		}
		due := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, i%20-1) //nolint:forbidigo // from the day of the demo on
		_, err := t.hub.Inventory.Expect(ctx, company, inventory.IncomingDraft{Item: item.ID, Quantity: strconv.Itoa(500 + 100*(i%7)), Due: due, Reference: fmt.Sprintf("PO-%04d", 4100+i)})
		t.try("a delivery of "+item.SKU, err)
	}
}

// held lets the shop hold a little of some items.
func (t *trader) held(shop, company id.CompanyID, items []inventory.Item) {
	var holds []inventory.Hold
	for i, item := range items {
		if i%7 == 0 && len(holds) < 4 && item.Free.IsPositive() {
			holds = append(holds, inventory.Hold{ID: id.New[id.Reservation](t.hub.DB.Now()), Supplier: company, Item: item.ID, Quantity: decimal.Min(item.Free, decimal.NewFromInt(int64(5*(i+1))))})
		}
	}
	if len(holds) == 0 || t.err != nil {
		return
	}
	err := t.hub.DB.InScope(t.ctx, tenants.Buyer(shop, id.NewRandom[id.Seat]()), func(_ context.Context, tx *tenants.Tx) error {
		_, err := inventory.Reserve(tx, holds, tx.Now().Add(8*time.Hour))
		return err
	})
	t.try("holds of the shop", err)
}
