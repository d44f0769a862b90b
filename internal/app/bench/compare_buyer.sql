-- A buyer of the comparison bench: {buyer}, at the first {suppliers} suppliers.
SET session_replication_role = replica;
CREATE TEMP TABLE standing AS
  SELECT s, pg_temp.u('supplier', s) AS tenant_id, md5('customer' || s || '{buyer}')::uuid AS customer_id, CASE WHEN s % 4 > 0 THEN pg_temp.u('group', s * 10 + s % 4) END AS group_id FROM generate_series(1, {suppliers}) s;
INSERT INTO hub.trading_customer (tenant_id, id, code, name, group_id, buyer_id, source, code_key, name_key, created_at, updated_at)
  SELECT tenant_id, customer_id, '{buyer}', 'Buyer', group_id, '{buyer}', 'manual', '{buyer}', 'B', now(), now() FROM standing;
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, region, applied_at, decided_at, changed_at, sees_categories, sees_price, sees_stock, sees_lead_time, sees_promotions)
  SELECT tenant_id, '{buyer}', 'approved', 'Buyer', customer_id, 'R' || s % 4, now(), now(), now(), '{*}', 'own', 'exact', true, true FROM standing;
INSERT INTO hub.pricing_list (tenant_id, id, kind, name, customer_id, currency, state, created_at, updated_at)
  SELECT tenant_id, md5('contract' || customer_id)::uuid, 'contract', 'Contract', customer_id, 'CNY', 'live', now(), now() FROM standing WHERE s % 4 = 0;
INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, price, breaks, agreed, updated_at)
  SELECT w.tenant_id, gen_random_uuid(), md5('contract' || w.customer_id)::uuid, p.item_id, round(p.price * 0.85, 6),
    CASE WHEN pg_temp.h(w.s, 3) % 3 = 0 THEN jsonb_build_array(jsonb_build_object('from', '20', 'price', round(p.price * 0.8, 6)::text)) ELSE '[]' END, 100000, now()
  FROM standing w CROSS JOIN LATERAL (SELECT * FROM hub.pricing_list_price p WHERE p.tenant_id = w.tenant_id ORDER BY md5(p.item_id::text || w.customer_id) LIMIT 60) p WHERE w.s % 4 = 0;
INSERT INTO hub.pricing_own_price (tenant_id, customer_id, item_id, currency, price, updated_at)
  SELECT w.tenant_id, w.customer_id, p.item_id, p.currency, round(p.price * 0.83, 6), now()
  FROM standing w CROSS JOIN LATERAL (SELECT * FROM hub.pricing_list_price p WHERE p.tenant_id = w.tenant_id ORDER BY md5(p.item_id::text || w.customer_id || 'own') LIMIT 20) p WHERE w.s % 5 = 0;
DROP TABLE standing;
