package tenants_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// told is what promised lays beside planted: on its way to alpha and beta in open, shut and far warehouses; and, at alpha, lists for one and for others with what they
// said before.
const told = `
INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, main, serving, regions, updated_at) SELECT t, md5('far')::uuid, 'far', 'far', false, true, '{XX}', now() FROM unnest('{$alpha,$beta}'::uuid[]) t;
INSERT INTO hub.inventory_incoming (tenant_id, id, warehouse_id, item_id, quantity, due, state, updated_at)
SELECT i.tenant_id, gen_random_uuid(), w.id, i.id, v.q, v.day::date, v.s, now() FROM (VALUES ('one', 20, '2099-01-01', 'expected'), ('two', 20, '2099-01-01', 'expected'), ('one', 5, '2099-01-09', 'expected'),
  ('shut', 500, '2099-01-01', 'expected'), ('far', 600, '2099-01-01', 'expected'), ('one', 700, '2099-01-01', 'cancelled')) v(code, q, day, s)
JOIN hub.inventory_warehouse w ON w.code = v.code JOIN hub.catalog_item i ON i.tenant_id = w.tenant_id;
UPDATE hub.trading_relationship SET state = 'approved', sees_categories = '{*}', sees_stock = 'band', stock_steps = '{20}' WHERE tenant_id = '$beta' AND buyer_id = '$one';
INSERT INTO hub.trading_relationship_event (tenant_id, buyer_id, id, at, side, kind, state, version) VALUES
  ('$alpha', '$one', gen_random_uuid(), now() - interval '12 days', 'buyer', 'applied', 'applied', 1), ('$alpha', '$one', gen_random_uuid(), now() - interval '10 days', 'supplier', 'approved', 'approved', 2),
  ('$beta', '$one', gen_random_uuid(), now() - interval '90 days', 'supplier', 'approved', 'approved', 1), ('$beta', '$two', gen_random_uuid(), now() - interval '90 days', 'supplier', 'approved', 'approved', 1);
INSERT INTO hub.pricing_list (tenant_id, id, kind, name, customer_id, currency, state, live_since, created_at, updated_at)
SELECT t::uuid, md5(t || n)::uuid, k, n, (SELECT id FROM hub.trading_customer WHERE tenant_id = t::uuid AND name = u), 'EUR', s, l, now() - interval '99 days', now() FROM (VALUES
  ('$alpha', 'base', 'base', NULL, 'live', NULL::timestamptz), ('$alpha', 'contract', 'ours', 'One', 'live', now() - interval '8 days'), ('$alpha', 'contract', 'theirs', 'Other', 'live', NULL), ('$alpha', 'contract', 'draft', 'One', 'draft', NULL),
  ('$beta', 'base', 'beta', NULL, 'live', NULL)) v(t, k, n, u, s, l);
INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, valid_from, valid_to, price, since, updated_at)
SELECT l.tenant_id, gen_random_uuid(), l.id, i.id, v.f, v.u, v.p, now() - interval '2 days', now() FROM (VALUES (10, NULL::timestamptz, NULL::timestamptz), (11, now() + interval '1 day', NULL), (12, now() - interval '30 days', now() - interval '20 days')) v(p, f, u)
CROSS JOIN hub.pricing_list l JOIN hub.catalog_item i ON i.tenant_id = l.tenant_id;
INSERT INTO hub.pricing_entry_past (tenant_id, item_id, list_id, id, price, written_at, replaced_at)
SELECT l.tenant_id, i.id, l.id, gen_random_uuid(), v.p, now() - v.f * interval '1 day', now() - v.u * interval '1 day' FROM (VALUES (20, 40, 30), (21, 30, 9), (22, 9, 2)) v(p, f, u)
CROSS JOIN hub.pricing_list l JOIN hub.catalog_item i ON i.tenant_id = l.tenant_id`

const untold = `
DELETE FROM hub.pricing_list; DELETE FROM hub.inventory_incoming; DELETE FROM hub.trading_relationship_event;
UPDATE hub.trading_relationship SET state = 'suspended', stock_steps = '{}' WHERE tenant_id = '$beta' AND buyer_id = '$one'`

// promised looks at what is on its way across suppliers, and at what lists said to a pair: both as far as the grant goes.
func promised(ctx context.Context, w *world) error {
	const whole = "sees_categories = '{*}', sees_price = 'own', sees_stock = 'exact'"
	return w.planted(ctx, func() error {
		run := func(text string) error {
			for _, statement := range strings.Split(text, ";") {
				filled := strings.NewReplacer("$alpha", w.alpha.UUID(), "$beta", w.beta.UUID(), "$one", w.one.UUID(), "$two", w.two.UUID()).Replace(statement)
				if _, err := w.admin.Exec(ctx, filled); err != nil {
					return fmt.Errorf("%s: %w", filled, err)
				}
			}
			return nil
		}
		err := run(told)
		for _, row := range []struct {
			set, state string
			coming     string // at alpha, item by item
			said       string // price, since how many days, until how many days ago, of one item
			items      int    // that anything is said of
		}{
			{"", "approved", "", "", 0},
			{whole, "approved", "2099-01-01 40, 2099-01-01 40, 2099-01-09 5, 2099-01-09 5", "10 2 -, 10 2 -, 21 10 9, 22 8 2, 22 9 2", 2},
			{whole, "suspended", "", "", 0},
			{whole + ", grant_expires_at = now() + interval '1 hour'", "approved", "2099-01-01 40, 2099-01-01 40, 2099-01-09 5, 2099-01-09 5", "10 2 -, 10 2 -, 21 10 9, 22 8 2, 22 9 2", 2},
			{whole + ", grant_expires_at = now() - interval '1 second'", "approved", "", "", 0},
			{"sees_categories = '{bolts}', sees_price = 'list', sees_stock = 'band'", "approved", "2099-01-01 10", "10 2 -, 21 10 9, 22 9 2", 1},
			{"sees_categories = '{*}', sees_price = 'none', sees_stock = 'yes_no'", "approved", "", "", 0},
			{"sees_price = 'own', sees_stock = 'exact'", "approved", "", "", 0},
		} {
			if err == nil {
				err = errors.Join(w.granted(ctx, row.set), w.relate(ctx, row.state))
			}
			if err == nil {
				if err = errors.Join(w.coming(ctx, w.alpha, row.coming), w.coming(ctx, w.beta, "2099-01-01 20"), w.said(ctx, row.said, row.items)); err != nil {
					err = fmt.Errorf("%s, %s: %w", row.set, row.state, err)
				}
			}
		}
		return errors.Join(err, run(untold), w.relate(ctx, "approved"))
	})
}

// coming asks for all that is on its way to a supplier, as buyer one, buyer two and in the pair.
func (w *world) coming(ctx context.Context, supplier id.CompanyID, wanted string) error {
	all := w.items(ctx)
	items, suppliers := "{"+strings.Join(all, ",")+"}", "{"+strings.TrimSuffix(strings.Repeat(supplier.UUID()+",", len(all)), ",")+"}"
	look := func(who string, s tenants.Scope, wanted string) error {
		var seen string
		err := w.db.Read(ctx, s, func(_ context.Context, tx *tenants.Tx) error {
			return tx.Gorm().Raw("SELECT coalesce(string_agg(due::text || ' ' || quantity, ', ' ORDER BY due, quantity), '') FROM sec.my_incoming(?::uuid[], ?::uuid[])", suppliers, items).Row().Scan(&seen)
		})
		if err == nil && seen != wanted {
			err = fmt.Errorf("on its way for %s %q, want %q", who, seen, wanted)
		}
		return err
	}
	return errors.Join(look("one", w.buyer(w.one), wanted), look("two", w.buyer(w.two), ""), look("a pair", w.pair(w.one, w.alpha), ""))
}

// said asks in the pair of one and alpha what lists say and said.
func (w *world) said(ctx context.Context, wanted string, items int) error {
	const from = " FROM sec.pair_entries(?::uuid[], now() - interval '60 days')"
	all := "{" + strings.Join(w.items(ctx), ",") + "}"
	pair := w.pair(w.one, w.alpha)
	n, err := w.count(ctx, pair, "SELECT count(DISTINCT item_id)"+from, all)
	err = want("items with prices of lists", n, err, items)
	var seen string
	err = errors.Join(err, w.db.Read(ctx, pair, func(_ context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Raw("SELECT coalesce(string_agg(line, ', ' ORDER BY line), '') FROM (SELECT round(price) || ' ' || round(extract(epoch FROM now() - stood_from) / 86400) || ' ' || coalesce(round(extract(epoch FROM now() - stood_until) / 86400)::text, '-') AS line, item_id, list_id"+
			from+") x WHERE item_id = (SELECT min(item_id::text)::uuid"+from+")", all, all).Row().Scan(&seen)
	}))
	if err == nil && seen != wanted {
		err = fmt.Errorf("lists say %q, want %q", seen, wanted)
	}
	n, failed := w.count(ctx, w.buyer(w.one), "SELECT count(*)"+from, all)
	return errors.Join(err, want("in a buyer's scope", n, failed, 0))
}
