-- One supplier with {lists} price lists and {entries} prices in them; every number comes of a hash, so that each run has the same.
CREATE FUNCTION pg_temp.h(x bigint, seed bigint) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT (hashint8extended(x, seed) & 2147483647)::int $$;
CREATE FUNCTION pg_temp.u(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || n)::uuid $$;
SET synchronous_commit = off;
SET session_replication_role = replica; -- keys fit, by how they are made
SET maintenance_work_mem = '256MB';
SET work_mem = '256MB';
-- Indexes beside the keys are made when the rows lie there.
CREATE TEMP TABLE beside AS SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
  WHERE i.indrelid = 'hub.pricing_entry'::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
DO $$ DECLARE x text; BEGIN FOR x IN SELECT name FROM beside LOOP EXECUTE 'DROP INDEX ' || x; END LOOP; END $$;
CREATE TEMP TABLE size AS SELECT {lists}::int AS lists, {items}::int AS items, {popular}::int AS popular, {each}::int AS each, pg_temp.u('supplier', 1) AS supplier;
INSERT INTO hub.identity_person (id, name, email, locale, password_hash, created_at, updated_at) VALUES (pg_temp.u('person', 0), 'Bench', 'bench', 'en', '', now(), now());
INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at) SELECT supplier, 'Supplier', 'CN', '{supplier}', pg_temp.u('person', 0), now(), now() FROM size;
INSERT INTO hub.trading_supplier_profile (tenant_id, name, updated_at) SELECT supplier, 'Supplier', now() FROM size;
INSERT INTO hub.trading_group (tenant_id, id, name, updated_at) SELECT supplier, pg_temp.u('group', n), 'Group ' || n, now() FROM size, generate_series(1, lists / 6) n;
INSERT INTO hub.trading_customer (tenant_id, id, code, name, group_id, source, code_key, name_key, created_at, updated_at)
  SELECT supplier, pg_temp.u('customer', n), 'C' || n, 'Customer ' || n, pg_temp.u('group', 1 + n % (lists / 6)), 'manual', 'C' || n, 'C' || n, now(), now() FROM size, generate_series(1, lists / 2) n;
INSERT INTO hub.catalog_item (tenant_id, id, sku, name, brand, mpn, category, unit, multiple, minimum, lead_days, updated_at)
  SELECT supplier, pg_temp.u('item', n), 'S-' || n, 'Product ' || n, 'Brand ' || n % 100, 'M' || n, 'c' || n % 20, 'H87', 1, 1, 3, now() FROM size, generate_series(1, items) n;
INSERT INTO hub.pricing_list_price (tenant_id, item_id, currency, price, updated_at) SELECT supplier, pg_temp.u('item', n), 'CNY', 1 + (pg_temp.h(n, 1) % 100000) / 1000.0, now() FROM size, generate_series(1, items) n;
-- One list in twenty for a region, one in twenty for another channel, one in six for a group; the others for customers, a third of those contracts.
INSERT INTO hub.pricing_list (tenant_id, id, kind, name, region, channel, group_id, customer_id, currency, valid_to, state, created_at, updated_at)
  SELECT supplier, pg_temp.u('list', n), kind, 'List ' || n, CASE kind WHEN 'region' THEN 'R' || n ELSE '' END, CASE kind WHEN 'channel' THEN 'shop' || n ELSE '' END,
    CASE kind WHEN 'group' THEN pg_temp.u('group', 1 + n % (lists / 6)) END, CASE WHEN kind IN ('customer','contract') THEN pg_temp.u('customer', 1 + n % (lists / 2)) END, 'CNY', now() + interval '30 days', 'live', now(), now()
  FROM size, LATERAL (SELECT n, CASE WHEN n % 20 = 0 THEN 'region' WHEN n % 20 = 1 THEN 'channel' WHEN n % 6 = 2 THEN 'group' WHEN n % 3 = 0 THEN 'contract' ELSE 'customer' END AS kind FROM generate_series(1, lists) n) l;
-- Popular items stand in every list, others in a few.
INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, price, breaks, updated_at)
  SELECT supplier, pg_temp.u('entry', l::bigint * 1000000 + e), pg_temp.u('list', l), pg_temp.u('item', item), 1 + (pg_temp.h(l::bigint * 1000 + e, 2) % 100000) / 1000.0,
    CASE WHEN e % 3 = 0 THEN jsonb_build_array(jsonb_build_object('from', '20', 'price', '0.880000')) ELSE '[]' END, now()
  FROM size, generate_series(1, lists) l, LATERAL (
    SELECT e, e AS item FROM generate_series(1, popular) e
    UNION ALL SELECT e, popular + 1 + (l::bigint * 7919 + (e - popular)::bigint * 104729) % (items - popular) FROM generate_series(popular + 1, each) e) x
ON CONFLICT DO NOTHING;
DO $$ DECLARE x text; BEGIN FOR x IN SELECT made FROM beside LOOP EXECUTE x; END LOOP; END $$;
