package catalog_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/media"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/pricing"
	"manifold/tenants"
)

func read(t testing.TB, d catalog.Draft) catalog.Item {
	t.Helper()
	item, wrong := catalog.Read(d)
	if len(wrong) > 0 {
		t.Fatalf("%+v", wrong)
	}
	return item
}

func revise(t testing.TB, db *tenants.DB, tenant id.CompanyID, fn func(*tenants.Tx, catalog.Revision) error) (out catalog.Revised) {
	t.Helper()
	err := db.InScope(t.Context(), tenants.Supplier(tenant, id.New[id.Seat](time.Now())), func(ctx context.Context, tx *tenants.Tx) (err error) {
		out, err = catalog.Revise(ctx, tx, tenant, catalog.BySheet, "", func(r catalog.Revision) error { return fn(tx, r) })
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Several writes of one revision come to one change: from what stood before the first to what stands after the last.
func TestWritesOfOneRevisionJoin(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	admin := pgtest.Admin(t, db)
	tenant, other := id.New[id.Company](time.Now()), id.New[id.Company](time.Now())
	change := func(r id.RevisionID) string {
		t.Helper()
		var out string
		err := admin.QueryRow(t.Context(), "SELECT string_agg(coalesce(before::text, 'none') || ' > ' || after::text, '; ') FROM hub.catalog_item_change WHERE revision_id = $1", r.UUID()).Scan(&out)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	put := func(tx *tenants.Tx, r catalog.Revision, drafts ...catalog.Draft) error {
		var items []catalog.Item
		for _, d := range drafts {
			items = append(items, read(t, d))
		}
		_, err := catalog.Put(tx, r, items)
		return err
	}
	same := catalog.Draft{SKU: "A", Name: "Anchor"}
	first := revise(t, db, tenant, func(tx *tenants.Tx, r catalog.Revision) error { return put(tx, r, same) })
	if got := change(first.ID); !strings.HasPrefix(got, "none > ") || strings.Contains(got, "brand") || first.Items != 1 {
		t.Error(got)
	}
	revise(t, db, other, func(tx *tenants.Tx, r catalog.Revision) error { return put(tx, r, same) }) // which is no matter to the first

	second := revise(t, db, tenant, func(tx *tenants.Tx, r catalog.Revision) error {
		if err := put(tx, r, catalog.Draft{SKU: "A", Name: "Big anchor", Brand: "Haitian"}); err != nil {
			return err
		}
		if err := put(tx, r, catalog.Draft{SKU: "A", Name: "Bigger anchor", MPN: "N1"}); err != nil {
			return err
		}
		_, err := catalog.Withdraw(tx, r, []string{"A", "none"})
		return err
	})
	if got, want := change(second.ID), `{"name": "Anchor", "state": "active"} > {"mpn": "N1", "name": "Bigger anchor", "state": "withdrawn"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if none := revise(t, db, tenant, func(tx *tenants.Tx, r catalog.Revision) error {
		_, err := catalog.Withdraw(tx, r, []string{"A"})
		return err
	}); none != (catalog.Revised{}) {
		t.Errorf("%+v", none)
	}

	// What a line does not say of details stays; what it says is set, packs too.
	details := catalog.Details{Description: "Long", Family: "f", Attributes: attribute.Values{"k": attribute.TextValue("v")}}
	details.Packs = []catalog.Pack{{Level: catalog.Case, Contains: decimal.NewFromInt(12), Unit: read(t, catalog.Draft{SKU: "x", Name: "x", Unit: "XCS"}).Unit}}
	third := revise(t, db, tenant, func(tx *tenants.Tx, r catalog.Revision) error {
		item := read(t, same)
		item.Details = &details
		if _, err := catalog.Put(tx, r, []catalog.Item{item}); err != nil {
			return err
		}
		return put(tx, r, same)
	})
	if got := change(third.ID); !strings.Contains(got, `"packs": [{"unit": "XCS", "level": "case", "contains": "12"}]`) || !strings.Contains(got, `"attributes": {"k": "v"}`) {
		t.Error(got)
	}
	err := db.Read(t.Context(), tenants.Supplier(tenant, id.New[id.Seat](time.Now())), func(_ context.Context, tx *tenants.Tx) error {
		items, err := catalog.BySKU(tx, tenant, []string{"A"})
		if err != nil {
			return err
		}
		all, err := catalog.DetailsOf(tx, tenant, []id.ItemID{items["A"].ID})
		if got := all[items["A"].ID]; len(all) != 1 || got.Description != "Long" || len(got.Packs) != 1 || len(got.Attributes) != 1 {
			t.Errorf("%+v", all)
		}
		// Another supplier's rows are not there, whatever tenant is asked for.
		foreign, err2 := catalog.BySKU(tx, other, []string{"A"})
		if err2 != nil || len(foreign) != 0 {
			t.Errorf("%+v %v", foreign, err2)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A revision whose act fails leaves nothing, and one of another supplier cannot be written.
func TestRevisionsOfOthers(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	tenant, other := id.New[id.Company](time.Now()), id.New[id.Company](time.Now())
	err := db.InScope(t.Context(), tenants.Supplier(tenant, id.New[id.Seat](time.Now())), func(ctx context.Context, tx *tenants.Tx) error {
		_, err := catalog.Revise(ctx, tx, other, catalog.BySheet, "", func(r catalog.Revision) error {
			_, err := catalog.Put(tx, r, []catalog.Item{read(t, catalog.Draft{SKU: "A", Name: "A"})})
			return err
		})
		return err
	})
	if err == nil {
		t.Error("a revision of another supplier was written")
	}
}

// BenchmarkRevision writes 10,000 items with price and stock a time: new ones, and then all of them changed.
func BenchmarkRevision(b *testing.B) {
	db := pgtest.Open(b)
	tenant := id.New[id.Company](time.Now())
	currency, err := money.ParseCurrency("CNY")
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		revise(b, db, tenant, func(tx *tenants.Tx, r catalog.Revision) error {
			for part := range 5 {
				var items []catalog.Item
				for i := range 2000 {
					items = append(items, read(b, catalog.Draft{SKU: fmt.Sprintf("S-%d-%d-%d", n/2, part, i), Name: fmt.Sprintf("Thing %d of 不锈钢 steel, zinc %d", i, n), Brand: "Haitian", Category: "things"}))
				}
				ids, err := catalog.Put(tx, r, items)
				if err != nil {
					return err
				}
				prices, stocks := map[id.ItemID]*pricing.List{}, map[id.ItemID]*decimal.Decimal{}
				for _, item := range ids {
					amount, err := money.NewUnitPrice(decimal.NewFromInt(int64(n+1)), currency)
					if err != nil {
						return err
					}
					onHand := decimal.NewFromInt(int64(n))
					prices[item], stocks[item] = &pricing.List{Price: pricing.Price{Amount: amount}}, &onHand
				}
				if err := pricing.Revise(tx, r, prices); err != nil {
					return err
				}
				if err := inventory.Revise(tx, r, stocks); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// What an import brings of pictures belongs to its own revision, and goes when it is rolled back.
func TestFilesOfAnImport(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	tenant := id.New[id.Company](time.Now())
	files := func(item id.ItemID, before, after []media.Told) {
		t.Helper()
		err := db.InScope(t.Context(), tenants.Supplier(tenant, id.SeatID{}), func(ctx context.Context, tx *tenants.Tx) error {
			_, err := catalog.MediaHistory{}.Files(ctx, tx, tenant, item, "pim_1", before, after)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var ids map[string]id.ItemID
	err := db.InScope(t.Context(), tenants.Supplier(tenant, id.SeatID{}), func(ctx context.Context, tx *tenants.Tx) error {
		_, err := catalog.Revise(ctx, tx, tenant, catalog.BySheet, "", func(r catalog.Revision) (err error) {
			_, err = catalog.Put(tx, r, []catalog.Item{read(t, catalog.Draft{SKU: "A", Name: "Anchor"}), read(t, catalog.Draft{SKU: "B", Name: "Bolt"})})
			return err
		})
		if err != nil {
			return err
		}
		_, err = catalog.Revise(ctx, tx, tenant, catalog.ByImport, "pim_1", func(r catalog.Revision) (err error) {
			ids, err = catalog.Put(tx, r, []catalog.Item{read(t, catalog.Draft{SKU: "A", Name: "Big anchor"})})
			return err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	admin := pgtest.Admin(t, db)
	var b id.ItemID
	if err := admin.QueryRow(t.Context(), "SELECT id FROM hub.catalog_item WHERE tenant_id = $1 AND sku = 'B'", tenant.UUID()).Scan(&b); err != nil {
		t.Fatal(err)
	}
	picture := func(item id.ItemID) []media.Told {
		t.Helper()
		of := id.New[id.Media](time.Now())
		_, err := admin.Exec(t.Context(), `INSERT INTO hub.catalog_media (tenant_id, item_id, id, kind, file_blob, thumb_blob, type, thumb_type, size, name, position, added_at)
VALUES ($1, $2, $3, 'image', gen_random_uuid(), gen_random_uuid(), 'image/png', 'image/png', 9, 'a.png', 1, now())`, tenant.UUID(), item.UUID(), of.UUID())
		if err != nil {
			t.Fatal(err)
		}
		return []media.Told{{ID: of, Kind: media.Image, Name: "a.png"}}
	}
	files(ids["A"], nil, picture(ids["A"]))
	files(b, nil, picture(b))
	var acts, items int
	if err := admin.QueryRow(t.Context(), "SELECT count(*), sum(items) FROM hub.catalog_revision WHERE tenant_id = $1 AND cause = 'import'", tenant.UUID()).Scan(&acts, &items); err != nil || acts != 1 || items != 2 {
		t.Errorf("%d revisions of %d items, want 1 of 2: %v", acts, items, err)
	}
	err = db.InScope(t.Context(), tenants.Supplier(tenant, id.SeatID{}), func(ctx context.Context, tx *tenants.Tx) error {
		done, err := catalog.Revise(ctx, tx, tenant, catalog.ByRollback, "pim_1", func(r catalog.Revision) error { return catalog.ReturnFiles(tx, r, "pim_1") })
		if err == nil && done.Items != 2 {
			t.Errorf("%d items lost their pictures, want 2", done.Items)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var left int
	if err := admin.QueryRow(t.Context(), "SELECT count(*) FROM hub.catalog_media WHERE tenant_id = $1", tenant.UUID()).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d pictures stay: %v", left, err)
	}
}
