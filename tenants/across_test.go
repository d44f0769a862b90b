package tenants_test

import (
	"context"
	"fmt"
	"strings"
)

// listing plants lists of both suppliers, with the same ids as no hub would give them: for everybody, for each customer, with a rule, and a draft; and prices in them, of which
// some begin tomorrow. $alpha and $beta stand for the suppliers.
var listing = []string{
	`INSERT INTO hub.pricing_list (tenant_id, id, kind, name, customer_id, currency, rule, state, created_at, updated_at)
SELECT t, md5(kind || state || coalesce(c.id::text, '') || (rule IS NULL))::uuid, kind, kind, CASE WHEN kind <> 'base' THEN c.id END, 'EUR', rule, state, now(), now()
FROM unnest('{$alpha,$beta}'::uuid[]) t, (VALUES ('base', 'live', NULL::jsonb), ('customer', 'live', NULL), ('customer', 'draft', NULL), ('contract', 'live', NULL), ('customer', 'live', '{"basis": "base", "percent": "-10"}')) k(kind, state, rule),
  LATERAL (SELECT c.id FROM hub.trading_customer c WHERE c.tenant_id = t ORDER BY c.id LIMIT CASE WHEN kind = 'base' THEN 1 END) c`,
	`INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, valid_from, price, agreed, called, updated_at)
SELECT l.tenant_id, gen_random_uuid(), l.id, i.id, CASE WHEN day > 0 THEN now() + interval '1 day' END, 3 + day, CASE WHEN kind = 'contract' THEN 10 END, 4, now()
FROM hub.pricing_list l JOIN hub.catalog_item i USING (tenant_id), generate_series(0, 1) day WHERE l.tenant_id IN ('$alpha', '$beta') AND l.rule IS NULL`,
}

// allItems is all items at both suppliers; there and below $alpha and $beta stand for them.
const allItems = `WITH asked AS (SELECT array_agg(t) AS suppliers, array_agg(i) AS items FROM unnest('{$alpha,$beta}'::uuid[]) t, unnest('{$items}'::uuid[]) i), a AS (
  SELECT u.* FROM asked, unnest(asked.suppliers, asked.items) WITH ORDINALITY AS u(tenant_id, item_id, n)), said AS (`

// differ counts rows that only one of the two before has.
const differ = `) SELECT count(*) FROM ((TABLE said EXCEPT ALL TABLE law) UNION ALL (TABLE law EXCEPT ALL TABLE said)) x`

// offersAcross and pricesAcross say how often what the two functions that read offers across suppliers say is not what policies, and the functions for one kind of fact, say.
const (
	offersAcross = allItems + `
SELECT a.tenant_id, a.item_id, o.sku, o.name, o.category, o.unit, o.minimum, o.multiple, o.lead_days, o.currency, o.price, o.breaks, o.priced_at, o.stock, CASE WHEN o.stock IS NOT NULL THEN o.floor END, o.exact, o.as_of
FROM asked, sec.my_offers(asked.suppliers, asked.items) o JOIN a USING (n)), law AS (
SELECT i.tenant_id, i.id, i.sku, i.name, i.category, i.unit, i.minimum, i.multiple, i.lead_days, p.currency, p.price, p.breaks, p.updated_at, s.class, s.floor, s.exact, s.as_of
FROM catalog_item i LEFT JOIN pricing_list_price p ON p.tenant_id = i.tenant_id AND p.item_id = i.id
LEFT JOIN (SELECT s.* FROM asked, sec.my_stock(asked.suppliers, asked.items) s) s ON s.tenant_id = i.tenant_id AND s.item_id = i.id` + differ
	pricesAcross = allItems + `
SELECT a.tenant_id, a.item_id, p.list_id, p.kind, p.currency, p.price, p.begins, p.remaining, p.priced_at FROM asked, sec.my_prices(asked.suppliers, asked.items, now()) p JOIN a USING (n)), law AS (
SELECT e.tenant_id, e.item_id, l.id, l.kind, l.currency, e.price, e.valid_from, CASE WHEN l.kind = 'contract' THEN e.agreed - least(e.called, e.agreed) END, e.updated_at
FROM pricing_entry e JOIN pricing_list l ON l.tenant_id = e.tenant_id AND l.id = e.list_id WHERE l.state = 'live'
UNION ALL
SELECT o.tenant_id, o.item_id, NULL, 'own', o.currency, o.price, NULL, NULL, o.updated_at FROM pricing_own_price o
UNION ALL
SELECT r.tenant_id, r.item_id, l.id, l.kind, l.currency, r.price, NULL, NULL, NULL
FROM (SELECT r.* FROM asked, sec.my_rule_prices(asked.suppliers, asked.items, now()) r) r JOIN pricing_list l ON l.tenant_id = r.tenant_id AND l.id = r.list_id` + differ
)

// swept asks both for allItems, in the scope of the one to whom the suppliers show it, of another, and of a pair.
func (w *world) swept(ctx context.Context) error {
	fill := strings.NewReplacer("$alpha", w.alpha.UUID(), "$beta", w.beta.UUID(), "$items", strings.Join(w.items(ctx), ","))
	for what, query := range map[string]string{"offers": offersAcross, "prices": pricesAcross} {
		n, err := w.count(ctx, w.buyer(w.one), fill.Replace(query))
		if err := want("differences of "+what, n, err, 0); err != nil {
			return err
		}
	}
	for what, query := range map[string]string{"offers": "SELECT count(*) FROM asked, sec.my_offers(asked.suppliers, asked.items)", "prices": "SELECT count(*) FROM asked, sec.my_prices(asked.suppliers, asked.items, now())"} {
		query = fill.Replace(strings.Replace(allItems, ", said AS (", " ", 1) + query)
		n, err := w.count(ctx, w.buyer(w.two), query)
		if err := want(what+" for somebody else", n, err, 0); err != nil {
			return err
		}
		n, err = w.count(ctx, w.pair(w.one, w.beta), query)
		if err := want(fmt.Sprintf("%s in the pair of one", what), n, err, 0); err != nil {
			return err
		}
	}
	return nil
}
