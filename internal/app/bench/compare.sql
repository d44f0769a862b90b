-- Wares of comparison: every number comes of a hash, so that each run has the same. $1 is the number of suppliers, $2 of products.
CREATE FUNCTION pg_temp.h(x bigint, seed bigint) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT (hashint8extended(x, seed) & 2147483647)::int $$;
CREATE FUNCTION pg_temp.u(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || n)::uuid $$;
SET synchronous_commit = off;
SET session_replication_role = replica; -- keys fit, by how they are made
SET maintenance_work_mem = '256MB';
SET work_mem = '256MB';
-- Indexes beside the keys are made when the rows lie there: one by one they would take most of the time. The keys grow while rows come supplier by supplier, as imports bring them:
-- each then writes to a few pages of a key, where by product it would write to all of them.
CREATE TEMP TABLE beside AS SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
  WHERE i.indrelid = ANY ('{hub.catalog_item,hub.matching_member,hub.inventory_stock,hub.pricing_entry,hub.catalog_pack,hub.matching_item}'::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
DO $$ DECLARE x text; BEGIN FOR x IN SELECT name FROM beside LOOP EXECUTE 'DROP INDEX ' || x; END LOOP; END $$;
CREATE TEMP TABLE size AS SELECT {suppliers}::int AS suppliers, {products}::int AS products;
CREATE TEMP TABLE person AS SELECT pg_temp.u('person', 0) AS id;
INSERT INTO hub.identity_person (id, name, email, locale, password_hash, created_at, updated_at) SELECT id, 'Bench', 'bench', 'en', '', now(), now() FROM person;
INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at)
  SELECT pg_temp.u('supplier', s), 'Supplier ' || s, 'CN', '{supplier}', person.id, now(), now() FROM size, person, generate_series(1, suppliers) s;
INSERT INTO hub.trading_supplier_profile (tenant_id, name, updated_at) SELECT pg_temp.u('supplier', s), 'Supplier ' || s, now() FROM size, generate_series(1, suppliers) s;
INSERT INTO hub.trading_group (tenant_id, id, name, updated_at) SELECT pg_temp.u('supplier', s), pg_temp.u('group', s * 10 + g), 'Group ' || g, now() FROM size, generate_series(1, suppliers) s, generate_series(1, 3) g;
-- Two million offers at full size: one product in twenty at half of the suppliers, one in five at 15 %, the others at 6 %.
CREATE TEMP TABLE offer AS
  SELECT p, s, p::bigint * 1000 + s AS n, (ARRAY[1, 1, 6, 10, 12, 24])[1 + pg_temp.h(p::bigint * 1000 + s, 5) % 6] AS pack, 0.1 + (pg_temp.h(p, 10) % 200000) / 1000.0 * (85 + pg_temp.h(p::bigint * 1000 + s, 11) % 31) / 100 AS price
  FROM (SELECT p, 1 + (pg_temp.h(p, 8) % suppliers + k) % suppliers AS s
    FROM size, generate_series(1, products) p, LATERAL generate_series(0, greatest(1, CASE WHEN p <= products / 20 THEN suppliers / 2 WHEN p <= products / 4 THEN suppliers * 15 / 100 ELSE suppliers * 6 / 100 END) - 1) k) x;
INSERT INTO hub.catalog_item (tenant_id, id, sku, name, brand, mpn, category, unit, multiple, minimum, lead_days, updated_at)
  SELECT pg_temp.u('supplier', s), pg_temp.u('item', n), 'S-' || p, 'Canonical product ' || p, 'Brand ' || p % 100, 'M' || p, 'c' || p % 20, 'H87', pack, pack, 1 + pg_temp.h(n, 7) % 20, now() - interval '3 days' FROM offer ORDER BY s, p;
INSERT INTO hub.pricing_list_price (tenant_id, item_id, currency, price, breaks, updated_at)
  SELECT pg_temp.u('supplier', s), pg_temp.u('item', n), 'CNY', round(price, 6), CASE WHEN pg_temp.h(n, 13) % 10 < 3
    THEN jsonb_build_array(jsonb_build_object('from', '10', 'price', round(price * 0.95, 6)::text), jsonb_build_object('from', '50', 'price', round(price * 0.9, 6)::text)) ELSE '[]' END, now() - interval '3 days'
  FROM offer ORDER BY s, p;
INSERT INTO hub.matching_member (tenant_id, item_id, product_id, since) SELECT pg_temp.u('supplier', s), pg_temp.u('item', n), pg_temp.u('product', p), now() FROM offer ORDER BY s, p;
INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, main, updated_at) SELECT pg_temp.u('supplier', s), pg_temp.u('warehouse', s), 'MAIN', 'Main', true, now() FROM size, generate_series(1, suppliers) s;
INSERT INTO hub.inventory_stock (tenant_id, warehouse_id, item_id, on_hand, as_of) SELECT pg_temp.u('supplier', s), pg_temp.u('warehouse', s), pg_temp.u('item', n), pg_temp.h(n, 6) % 500, now() FROM offer ORDER BY s, p;
-- Lists: two regions and three groups of each supplier, 5 % and 20 % of its offers.
INSERT INTO hub.pricing_list (tenant_id, id, kind, name, region, group_id, currency, state, created_at, updated_at)
  SELECT pg_temp.u('supplier', s), pg_temp.u('list', s * 10 + l), CASE WHEN l < 3 THEN 'region' ELSE 'group' END, 'List ' || l, CASE WHEN l < 3 THEN 'R' || l ELSE '' END, CASE WHEN l > 2 THEN pg_temp.u('group', s * 10 + l - 2) END, 'CNY', 'live', now(), now()
  FROM size, generate_series(1, suppliers) s, generate_series(1, 5) l;
INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, price, breaks, updated_at)
  SELECT pg_temp.u('supplier', s), pg_temp.u('entry', n * 10 + l), pg_temp.u('list', s * 10 + l), pg_temp.u('item', n), round(price * (97 - l) / 100, 6),
    CASE WHEN pg_temp.h(n, 25 + l) % 10 < 4 THEN jsonb_build_array(jsonb_build_object('from', '20', 'price', round(price * 0.88, 6)::text)) ELSE '[]' END, now()
  FROM offer, generate_series(1, 5) l WHERE CASE WHEN l < 3 THEN pg_temp.h(n, 17 + l) % 20 = 0 ELSE pg_temp.h(n, 30 + l) % 5 = 0 END ORDER BY s, l, p;
INSERT INTO hub.pricing_condition (tenant_id, id, level, conditions, updated_at)
  SELECT pg_temp.u('supplier', s), pg_temp.u('condition', s), 'default', jsonb_build_object('minimum_order', jsonb_build_object('amount', (100 + s % 9 * 100)::text, 'currency', 'CNY'), 'lead_days', 1 + s % 5,
    'freight', jsonb_build_object('by', 'flat', 'fee', jsonb_build_object('amount', (10 + s % 30)::text, 'currency', 'CNY'), 'free_from', jsonb_build_object('amount', '5000', 'currency', 'CNY'))), now() FROM size, generate_series(1, suppliers) s;
-- Packs of a third of the items: a case of four, a pallet of forty, and what a case weighs.
INSERT INTO hub.catalog_pack (tenant_id, item_id, level, contains, unit, gross_weight)
  SELECT pg_temp.u('supplier', s), pg_temp.u('item', n), level, pack * times, 'H87', pack * times * 0.25 FROM offer, (VALUES ('case', 4), ('pallet', 40)) l(level, times) WHERE pg_temp.h(n, 41) % 3 = 0 ORDER BY s, p;
-- The hub has matched them long ago.
INSERT INTO hub.matching_item (tenant_id, item_id, version, content, run, matched_at) SELECT i.tenant_id, i.id, i.version, 0, 0, now() FROM hub.catalog_item i;
-- Two promotions of each supplier, each on one of twenty categories; one in three is for a group.
INSERT INTO hub.promotion_action (tenant_id, id, name, kind, state, currency, rule, groups, created_by, created_at, updated_at)
  SELECT pg_temp.u('supplier', s), pg_temp.u('promotion', s * 10 + k), 'Promotion ' || k, 'percent', 'live', 'CNY',
    jsonb_build_object('on', jsonb_build_object('categories', jsonb_build_array('c' || (s * 7 + k * 3) % 20)), 'measure', 'unit', 'tiers', jsonb_build_array(jsonb_build_object('from', CASE WHEN (s + k) % 2 = 0 THEN '1' ELSE '5' END, 'percent', (3 + (s * 5 + k) % 17)::text))),
    CASE WHEN (s + k) % 3 = 0 THEN ARRAY[pg_temp.u('group', s * 10 + 1)] ELSE '{}' END, person.id, now(), now()
  FROM size, person, generate_series(1, suppliers) s, generate_series(1, 2) k;
DO $$ DECLARE x text; BEGIN FOR x IN SELECT made FROM beside LOOP EXECUTE x; END LOOP; END $$;
