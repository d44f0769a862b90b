package tenants_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// market is what offered lays beside planted: at alpha lists, conditions and promotions for many, of which some are for one; a little at beta.
const market = `
INSERT INTO hub.trading_group (tenant_id, id, name, updated_at) VALUES ('$alpha', md5('gold')::uuid, 'gold', now()), ('$alpha', md5('silver')::uuid, 'silver', now());
UPDATE hub.trading_customer SET group_id = md5('gold')::uuid WHERE tenant_id = '$alpha' AND name = 'One';
UPDATE hub.trading_relationship SET region = 'GB-LND' WHERE tenant_id = '$alpha' AND buyer_id = '$one';
UPDATE hub.trading_relationship SET state = 'approved', sees_categories = '{*}', sees_price = 'list', sees_promotions = true WHERE tenant_id = '$beta' AND buyer_id = '$one';
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, region, customer_id, sees_categories, sees_price) SELECT tenant_id, '$two', 'approved', 'FR', id, '{*}', 'own' FROM hub.trading_customer WHERE tenant_id = '$alpha' AND name = 'Other';
INSERT INTO hub.pricing_list (tenant_id, id, kind, name, region, channel, group_id, customer_id, currency, state, rule, created_at, updated_at)
SELECT t::uuid, md5(t || n)::uuid, k, n, r, c, g, (SELECT id FROM hub.trading_customer WHERE tenant_id = t::uuid AND name = u), 'EUR', s, p::jsonb, now(), now() FROM (VALUES
  ('$alpha', 'base', 'base', '', '', NULL::uuid, NULL, 'live', NULL), ('$alpha', 'base', 'last year', '', '', NULL, NULL, 'archived', NULL), ('$alpha', 'channel', 'hub', '', 'hub', NULL, NULL, 'live', NULL), ('$alpha', 'channel', 'shop', '', 'shop', NULL, NULL, 'live', NULL),
  ('$alpha', 'region', 'gb', 'GB', '', NULL, NULL, 'live', NULL), ('$alpha', 'region', 'fr', 'FR', '', NULL, NULL, 'live', NULL), ('$alpha', 'region', 'draft', 'GB', '', NULL, NULL, 'draft', NULL),
  ('$alpha', 'group', 'gold', '', '', md5('gold')::uuid, NULL, 'live', NULL), ('$alpha', 'group', 'silver', '', '', md5('silver')::uuid, NULL, 'live', NULL), ('$alpha', 'group', 'was', '', '', md5('gold')::uuid, NULL, 'archived', NULL),
  ('$alpha', 'customer', 'ours', '', '', NULL, 'One', 'live', '{"basis": "cost", "percent": "50"}'), ('$alpha', 'customer', 'theirs', '', '', NULL, 'Other', 'live', NULL), ('$alpha', 'contract', 'signed', '', '', NULL, 'One', 'draft', NULL),
  ('$beta', 'base', 'beta', '', '', NULL, NULL, 'live', NULL), ('$beta', 'channel', 'beta hub', '', 'hub', NULL, NULL, 'live', '{"basis": "cost", "percent": "0"}')) v(t, k, n, r, c, g, u, s, p);
INSERT INTO hub.pricing_condition (tenant_id, id, level, region, group_id, customer_id, updated_at)
SELECT t::uuid, md5(t || n)::uuid, l, r, g, (SELECT id FROM hub.trading_customer WHERE tenant_id = t::uuid AND name = u), now() FROM (VALUES
  ('$alpha', 'all', 'default', '', NULL::uuid, NULL), ('$alpha', 'gb', 'region', 'gb', NULL, NULL), ('$alpha', 'fr', 'region', 'FR', NULL, NULL), ('$alpha', 'gold', 'group', '', md5('gold')::uuid, NULL),
  ('$alpha', 'silver', 'group', '', md5('silver')::uuid, NULL), ('$alpha', 'ours', 'customer', '', NULL, 'One'), ('$alpha', 'theirs', 'customer', '', NULL, 'Other'), ('$beta', 'beta', 'default', '', NULL, NULL)) v(t, n, l, r, g, u);
INSERT INTO hub.pricing_policy (tenant_id, floor_margin, updated_at) VALUES ('$alpha', 20, now()), ('$beta', 20, now());
INSERT INTO hub.pricing_cost (tenant_id, item_id, currency, cost, updated_at) SELECT tenant_id, id, 'EUR', 8, now() FROM hub.catalog_item;
INSERT INTO hub.promotion_action (tenant_id, id, name, kind, state, archived, currency, rule, coupon, groups, regions, valid_from, valid_until, per_buyer, uses_limit, budget, created_by, created_at, updated_at)
SELECT t::uuid, md5(t || n)::uuid, n, 'percent', s, n = 'shelved', 'EUR', '{}', c, CASE WHEN g = '' THEN '{}'::uuid[] ELSE ARRAY[md5(g)::uuid] END, r::text[], f, u, per, lim, bud, '$one', now(), now() FROM (VALUES
  ('$alpha', 'all', 'live', '', '', '{}', NULL::timestamptz, NULL::timestamptz, 0, 0, NULL::numeric), ('$alpha', 'for gold', 'live', '', 'gold', '{}', NULL, NULL, 0, 0, NULL), ('$alpha', 'for silver', 'live', '', 'silver', '{}', NULL, NULL, 0, 0, NULL),
  ('$alpha', 'in gb', 'live', '', '', '{gb}', NULL, NULL, 1, 0, NULL), ('$alpha', 'in fr', 'live', '', '', '{FR}', NULL, NULL, 0, 0, NULL), ('$alpha', 'drafted', 'draft', '', '', '{}', NULL, NULL, 0, 0, NULL),
  ('$alpha', 'over', 'live', '', '', '{}', NULL, now() - interval '1 hour', 0, 0, NULL), ('$alpha', 'later', 'live', '', '', '{}', now() + interval '1 hour', NULL, 0, 0, NULL), ('$alpha', 'shelved', 'live', '', '', '{}', NULL, NULL, 0, 0, NULL),
  ('$alpha', 'by code', 'live', 'CODE-1', '', '{}', NULL, NULL, 0, 0, NULL), ('$alpha', 'silver code', 'live', 'CODE-2', 'silver', '{}', NULL, NULL, 0, 0, NULL), ('$alpha', 'past code', 'live', 'CODE-3', '', '{}', NULL, now() - interval '1 hour', 0, 0, NULL),
  ('$alpha', 'french code', 'live', 'CODE-4', '', '{FR}', NULL, NULL, 0, 0, NULL), ('$alpha', 'paused code', 'paused', 'CODE-5', '', '{}', NULL, NULL, 0, 0, NULL),
  ('$alpha', 'once', 'live', '', '', '{}', NULL, NULL, 0, 1, NULL), ('$alpha', 'ten euros', 'live', '', '', '{}', NULL, NULL, 0, 0, 10), ('$beta', 'beta all', 'live', '', '', '{}', NULL, NULL, 0, 0, NULL)) v(t, n, s, c, g, r, f, u, per, lim, bud);
INSERT INTO hub.inventory_incoming (tenant_id, id, warehouse_id, item_id, quantity, due, state, updated_at)
SELECT i.tenant_id, gen_random_uuid(), w.id, i.id, v.q, '2099-01-01', v.s, now() FROM (VALUES ('bolt', 'one', 20, 'expected'), ('bolt', 'two', 4, 'expected'), ('bolt', 'shut', 500, 'expected'), ('bolt', 'one', 700, 'cancelled'), ('nut', 'one', 12, 'expected')) v(sku, code, q, s)
JOIN hub.catalog_item i ON i.sku = v.sku JOIN hub.inventory_warehouse w ON w.tenant_id = i.tenant_id AND w.code = v.code WHERE i.tenant_id = '$alpha';`

const marketGone = `
DELETE FROM hub.promotion_claim; DELETE FROM hub.trading_relationship WHERE tenant_id = '$alpha' AND buyer_id = '$two'; DELETE FROM hub.promotion_use; DELETE FROM hub.promotion_action WHERE tenant_id IN ('$alpha','$beta'); DELETE FROM hub.inventory_allocation; DELETE FROM hub.inventory_reservation;
DELETE FROM hub.inventory_incoming; DELETE FROM hub.pricing_cost; DELETE FROM hub.pricing_policy WHERE tenant_id IN ('$alpha','$beta'); DELETE FROM hub.pricing_condition WHERE tenant_id IN ('$alpha','$beta'); DELETE FROM hub.pricing_list WHERE tenant_id IN ('$alpha','$beta');
UPDATE hub.trading_customer SET group_id = NULL; DELETE FROM hub.trading_group WHERE tenant_id = '$alpha'; UPDATE hub.trading_relationship SET region = '' WHERE tenant_id = '$alpha';
UPDATE hub.trading_relationship SET state = 'suspended', sees_promotions = false WHERE tenant_id = '$beta' AND buyer_id = '$one'`

// bazaar is the market while it stands. It keeps the first error.
type bazaar struct {
	*world
	bolt, nut string
	names     *strings.Replacer // of what has an id
	err       error
}

func (b *bazaar) fill(text string) string {
	return strings.NewReplacer("$alpha", b.alpha.UUID(), "$beta", b.beta.UUID(), "$one", b.one.UUID(), "$two", b.two.UUID(), "$bolt", b.bolt, "$nut", b.nut).Replace(text)
}

// stranger buys of nobody.
func (b *bazaar) stranger() tenants.Scope { return b.buyer(id.NewRandom[id.Company]()) }

func (b *bazaar) exec(ctx context.Context, statements string) {
	if _, err := b.admin.Exec(ctx, b.fill(statements)); err != nil && b.err == nil {
		b.err = err
	}
}

// noRight is what a scope says of a function that it may not call at all.
const noRight = "no right"

// says wants one text of a scope; ids are read as names, and what stands between commas in the order of names.
func (b *bazaar) says(ctx context.Context, what string, s tenants.Scope, query, wanted string) {
	if b.err != nil {
		return
	}
	var got string
	err := b.db.InScope(ctx, s, func(_ context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Raw("SELECT coalesce((" + b.fill(query) + ")::text, '')").Row().Scan(&got)
	})
	if err != nil && strings.Contains(err.Error(), "permission denied for function") {
		got, err = noRight, nil
	}
	parts := strings.Split(b.names.Replace(got), ", ")
	slices.Sort(parts)
	if all := strings.Join(parts, ", "); err == nil && all != wanted {
		err = fmt.Errorf("%q, want %q", all, wanted)
	}
	if err != nil {
		b.err = fmt.Errorf("%s: %w", what, err)
	}
}

// offered lets one stand in a group and a region of alpha, and looks at what of lists, conditions, promotions and stock is for it.
func offered(ctx context.Context, w *world) error {
	return w.planted(ctx, func() error {
		b := &bazaar{world: w}
		b.err = errors.Join(w.admin.QueryRow(ctx, "SELECT id::text FROM hub.catalog_item WHERE sku = 'bolt' LIMIT 1").Scan(&b.bolt), w.admin.QueryRow(ctx, "SELECT id::text FROM hub.catalog_item WHERE sku = 'nut' LIMIT 1").Scan(&b.nut))
		b.exec(ctx, market)
		b.called(ctx)
		for _, look := range []func(context.Context){b.lists, b.figures, b.promotions, b.holds} {
			if b.err == nil {
				look(ctx)
			}
		}
		err := b.err
		b.err = nil
		b.exec(ctx, marketGone)
		return errors.Join(err, b.err, w.granted(ctx, ""))
	})
}

// called learns what the ids mean.
func (b *bazaar) called(ctx context.Context) {
	rows, err := b.admin.Query(ctx, b.fill(`SELECT id::text, name FROM hub.pricing_list UNION ALL SELECT id::text, name FROM hub.promotion_action UNION ALL SELECT id::text, sku FROM hub.catalog_item
		UNION ALL SELECT md5(t || n)::uuid::text, n FROM unnest('{$alpha,$beta}'::text[]) t, unnest('{all,gb,fr,gold,silver,ours,theirs,beta}'::text[]) n
		UNION ALL VALUES ('$alpha', 'alpha'), ('$beta', 'beta')`))
	if err != nil {
		b.err = errors.Join(b.err, err)
		return
	}
	defer rows.Close()
	var pairs []string
	for rows.Next() {
		var uuid, name string
		b.err = errors.Join(b.err, rows.Scan(&uuid, &name))
		pairs = append(pairs, uuid, name)
	}
	b.err = errors.Join(b.err, rows.Err())
	b.names = strings.NewReplacer(pairs...)
}

func (b *bazaar) lets(ctx context.Context, set string) {
	if b.err == nil {
		b.err = b.granted(ctx, set)
	}
}

const everything = "sees_categories = '{*}', sees_price = 'own', sees_stock = 'exact', sees_promotions = true"

// lists looks at lists, conditions and promotions for each kind of grant.
func (b *bazaar) lists(ctx context.Context) {
	pair, buyer := b.pair(b.one, b.alpha), b.buyer(b.one)
	in := func(array string) string { return "SELECT string_agg(x::text, ', ') FROM unnest(" + array + ") x" }
	at := func(names, beta string) string { // with whose it is
		if names == "" {
			return beta
		}
		return "alpha/" + strings.ReplaceAll(names, ", ", ", alpha/") + ", " + beta
	}
	const lists, conditions, promotions = "base, gb, gold, hub, ours", "all, gb, gold, ours", "all, for gold, in gb, once, ten euros"
	for _, row := range []struct{ set, lists, conditions, promotions string }{
		{everything, lists, conditions, promotions},
		{"sees_categories = '{*}', sees_price = 'list', sees_promotions = true", "base", conditions, promotions},
		{"sees_categories = '{*}', sees_price = 'own'", lists, conditions, ""},
		{"sees_categories = '{*}', sees_promotions = true", "", conditions, ""},
		{everything + ", grant_expires_at = now() - interval '1 second'", "", "", ""},
		{everything + ", grant_expires_at = now() + interval '1 hour'", lists, conditions, promotions},
	} {
		b.lets(ctx, row.set)
		b.says(ctx, row.set+": lists of a pair", pair, in("sec.pair_price_lists()"), row.lists)
		b.says(ctx, row.set+": conditions of a pair", pair, in("sec.pair_conditions()"), row.conditions)
		b.says(ctx, row.set+": promotions of a pair", pair, in("sec.pair_promotions()"), row.promotions)
		b.says(ctx, row.set+": lists", buyer, in("sec.my_price_lists()"), at(row.lists, "beta/beta"))
		b.says(ctx, row.set+": conditions", buyer, in("sec.my_conditions()"), at(row.conditions, "beta/beta"))
		b.says(ctx, row.set+": promotions", buyer, in("sec.my_promotions()"), at(row.promotions, "beta/beta all"))
	}
	b.lets(ctx, everything)
	for _, array := range []string{"sec.my_price_lists()", "sec.my_conditions()", "sec.my_promotions()"} {
		b.says(ctx, array+" of somebody else", b.stranger(), in(array), "")
		b.says(ctx, array+" of a pair", pair, in(array), "")
	}
	for _, array := range []string{"sec.pair_price_lists()", "sec.pair_conditions()", "sec.pair_promotions()"} {
		b.says(ctx, array+" of a buyer", buyer, in(array), "")
	}
}

// figures looks at what rules reckon, at floors, and at what is on its way.
func (b *bazaar) figures(ctx context.Context) {
	pair, buyer := b.pair(b.one, b.alpha), b.buyer(b.one)
	const (
		rules = "SELECT string_agg(item_id || ' ' || trim_scale(price), ', ') FROM sec.my_rule_prices('{$alpha,$alpha,$beta}', '{$bolt,$nut,$bolt}', now())"
		floor = "SELECT array_to_string(sec.under_floor('{$alpha,$alpha,$alpha,$beta}', '{$bolt,$bolt,$bolt,$bolt}', '{9.99,10,9.99,1}', '{EUR,EUR,USD,EUR}'), ' ')"
		due   = "SELECT string_agg(item_id || ' ' || trim_scale(quantity), ', ') FROM sec.pair_incoming('{$bolt,$nut}')"
	)
	for _, row := range []struct{ set, rules, floor, due string }{
		{everything, "bolt 12, nut 12", "t f f t", "bolt 24, nut 12"},
		{"sees_categories = '{bolts}', sees_price = 'own', sees_stock = 'band'", "bolt 12", "t f f t", "bolt 10"},
		{"sees_categories = '{*}', sees_price = 'list', sees_stock = 'yes_no'", "", "t f f t", ""},
		{"sees_categories = '{*}', sees_stock = 'exact'", "", "f f f t", "bolt 24, nut 12"},
		{everything + ", grant_expires_at = now() - interval '1 second'", "", "f f f t", ""},
	} {
		b.lets(ctx, row.set)
		b.says(ctx, row.set+": by rule", buyer, rules, row.rules)
		b.says(ctx, row.set+": by rule, in a pair", pair, rules, row.rules)
		b.says(ctx, row.set+": under the floor", buyer, floor, row.floor)
		b.says(ctx, row.set+": on its way", pair, due, row.due)
	}
	b.lets(ctx, everything)
	b.says(ctx, "by rule, for somebody else", b.stranger(), rules, "")
	b.says(ctx, "under the floor, for somebody else", b.stranger(), floor, "f f f f")
	b.says(ctx, "under its own floor", b.supplier(b.alpha), floor, "t f f f")
	b.says(ctx, "on its way, for a buyer", buyer, due, "")
	b.exec(ctx, "UPDATE hub.catalog_item SET state = 'withdrawn' WHERE tenant_id = '$alpha' AND sku = 'nut'")
	b.says(ctx, "by rule, of what is sold no more", buyer, rules, "bolt 12")
	b.says(ctx, "on its way, of what is sold no more", pair, due, "bolt 24")
	b.exec(ctx, "UPDATE hub.catalog_item SET state = 'active' WHERE tenant_id = '$alpha'")
}

// promotions gives codes, uses promotions and gives them back.
func (b *bazaar) promotions(ctx context.Context) {
	buyer := b.buyer(b.one)
	claim := func(code string) string { return "SELECT sec.claim_coupon('$alpha', '" + code + "', now())" }
	for code, wanted := range map[string]string{" code-1 ": "by code", "CODE-2": "", "CODE-3": "", "CODE-4": "", "CODE-5": "", "": "", "NONE": ""} {
		b.says(ctx, "the code "+code, buyer, claim(code), wanted)
		b.says(ctx, "the code "+code+" of somebody else", b.stranger(), claim(code), "")
		b.says(ctx, "the code "+code+" of a supplier", b.supplier(b.alpha), claim(code), noRight)
	}
	b.lets(ctx, "sees_categories = '{*}', sees_price = 'own'")
	b.says(ctx, "a code where no promotions are shown", buyer, claim("CODE-1"), "")
	b.lets(ctx, everything)
	b.says(ctx, "with the code", buyer, "SELECT string_agg(x, ', ') FROM unnest(sec.my_promotions()) x WHERE x LIKE '$alpha%'", "alpha/all, alpha/by code, alpha/for gold, alpha/in gb, alpha/once, alpha/ten euros")

	use := func(of ...string) string { // "name order currency amount"
		var lines []string
		for _, line := range of {
			part := strings.Split(line, "/")
			lines = append(lines, fmt.Sprintf("jsonb_build_object('supplier', '$alpha', 'promotion', md5('$alpha%s')::uuid, 'order', md5('%s')::uuid, 'currency', '%s', 'amount', %s)", part[0], part[1], part[2], part[3]))
		}
		return "SELECT string_agg(promotion || ' ' || outcome, ', ') FROM sec.use_promotions(jsonb_build_array(" + strings.Join(lines, ", ") + "), now())"
	}
	b.says(ctx, "used by a supplier", b.supplier(b.alpha), use("all/1/EUR/5"), noRight)
	b.says(ctx, "used by somebody else", b.stranger(), use("all/1/EUR/5"), "all not_offered")
	b.says(ctx, "used", buyer, use("all/1/EUR/5", "for silver/1/EUR/5", "ten euros/1/EUR/7", "once/1/EUR/1", "in gb/1/EUR/1"), "all used, for silver not_offered, in gb used, once used, ten euros used")
	b.says(ctx, "used once more at the same order", buyer, use("all/1/EUR/500"), "all used")
	// What is used up is not offered any more, unless its budget alone has become too small for this.
	b.says(ctx, "used at another order", buyer, use("all/2/USD/5", "ten euros/2/EUR/7", "once/2/EUR/1", "in gb/2/EUR/1"), "all not_offered, in gb used_by_buyer, once used_up, ten euros over_budget")
	b.counted(ctx, "after uses", "all 1 5, in gb 1 1, once 1 1, ten euros 1 7")
	const release = "SELECT sec.release_promotions('$alpha', ARRAY[md5('1')::uuid], now())"
	b.says(ctx, "released by somebody else", b.stranger(), release, "0")
	b.says(ctx, "released by another supplier", b.supplier(b.beta), release, "0")
	b.counted(ctx, "after others released", "all 1 5, in gb 1 1, once 1 1, ten euros 1 7")
	b.says(ctx, "released", buyer, release, "4")
	b.says(ctx, "released again", buyer, release, "0")
	b.counted(ctx, "after it is released", "")
	b.says(ctx, "used after that", buyer, use("once/2/EUR/1"), "once used")
	b.says(ctx, "released by its supplier", b.supplier(b.alpha), strings.Replace(release, "'1'", "'2'", 1), "1")
}

// counted wants the uses and sums of alpha's promotions.
func (b *bazaar) counted(ctx context.Context, what, wanted string) {
	var got string
	err := b.admin.QueryRow(ctx, b.fill("SELECT coalesce(string_agg(name || ' ' || uses || ' ' || trim_scale(spent), ', ' ORDER BY name), '') FROM hub.promotion_action WHERE tenant_id = '$alpha' AND (uses > 0 OR spent > 0)")).Scan(&got)
	if err == nil && got != wanted {
		err = fmt.Errorf("%q, want %q", got, wanted)
	}
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("%s: %w", what, err)
	}
}

// holds reserves, captures, gives back and lets run out.
func (b *bazaar) holds(ctx context.Context) {
	buyer := b.buyer(b.one)
	hold := func(name, item, quantity, until, moment string) string {
		return fmt.Sprintf("SELECT string_agg(outcome, ', ') FROM sec.hold_stock(jsonb_build_array(jsonb_build_object('id', md5('%s')::uuid, 'supplier', '$alpha', 'item', '%s', 'quantity', %s)), now() + interval '%s', now() + interval '%s')", name, item, quantity, until, moment)
	}
	end := func(name, wanted, moment string) string {
		return fmt.Sprintf("SELECT string_agg(outcome, ', ') FROM sec.end_holds(ARRAY[md5('%s')::uuid], '%s', now() + interval '%s')", name, wanted, moment)
	}
	b.lets(ctx, "sees_categories = '{bolts}', sees_stock = 'band'")
	b.says(ctx, "a hold of what is not shown", buyer, hold("nut", "$nut", "1", "1 hour", "0"), "not_offered")
	b.says(ctx, "a hold of a supplier", b.supplier(b.alpha), hold("bolt", "$bolt", "1", "1 hour", "0"), noRight)
	b.says(ctx, "a hold of somebody else", b.stranger(), hold("bolt", "$bolt", "1", "1 hour", "0"), "not_offered")
	b.says(ctx, "too large a hold", buyer, hold("much", "$bolt", "38", "1 hour", "0"), "short")
	b.says(ctx, "a hold that is over", buyer, hold("bolt", "$bolt", "1", "-1 hour", "0"), "")
	b.says(ctx, "a hold", buyer, hold("bolt", "$bolt", "37", "1 hour", "0"), "held")
	b.says(ctx, "the same hold", buyer, hold("bolt", "$bolt", "37", "1 hour", "0"), "held")
	b.says(ctx, "one too many", buyer, hold("more", "$bolt", "1", "1 hour", "0"), "short")
	b.says(ctx, "captured by somebody else", b.stranger(), end("bolt", "captured", "0"), "")
	b.says(ctx, "captured by its supplier", b.supplier(b.alpha), end("bolt", "captured", "0"), "")
	b.says(ctx, "expired on demand", buyer, end("bolt", "expired", "0"), "")
	b.says(ctx, "released by another supplier", b.supplier(b.beta), end("bolt", "released", "0"), "")
	b.says(ctx, "released by its supplier", b.supplier(b.alpha), end("bolt", "released", "0"), "released")
	b.says(ctx, "released again", buyer, end("bolt", "captured", "0"), "released")
	b.says(ctx, "held after it was released", buyer, hold("bolt", "$bolt", "1", "1 hour", "0"), "ended")
	b.says(ctx, "held anew", buyer, hold("second", "$bolt", "37", "1 hour", "0"), "held")
	b.says(ctx, "captured too late", buyer, end("second", "captured", "2 hours"), "expired")
	b.says(ctx, "held for an hour", buyer, hold("third", "$bolt", "37", "1 hour", "0"), "held")
	b.says(ctx, "held when that ran out", buyer, hold("fourth", "$bolt", "30", "3 hours", "2 hours"), "held")
	b.says(ctx, "captured", buyer, end("fourth", "captured", "2 hours"), "captured")
	b.says(ctx, "the rest", buyer, hold("fifth", "$bolt", "8", "3 hours", "2 hours"), "short")
	b.says(ctx, "held of the rest", buyer, hold("fifth", "$bolt", "7", "3 hours", "2 hours"), "held")
	b.says(ctx, "swept by another projector", tenants.Projector(tenants.ProjectorFloors), "SELECT sec.expire_holds(now() + interval '4 hours')", "0")
	b.says(ctx, "swept", tenants.Projector("sweep"), "SELECT sec.expire_holds(now() + interval '2 hours')", "0")
	b.says(ctx, "swept later", tenants.Projector("sweep"), "SELECT sec.expire_holds(now() + interval '4 hours')", "1")
	b.says(ctx, "free again", buyer, hold("sixth", "$bolt", "7", "6 hours", "5 hours"), "held")
}
