-- What holds prices with ten thousand lists and a million entries fast.

-- Which lists apply.

-- Says what it said in 0014, but looks each list up by its key: a supplier may have a thousand lists for regions and channels, of which two or three apply, and this
-- is asked several times a reading. A list for a region holds for what lies in it: SE for SE-AB.
CREATE INDEX pricing_list_region ON hub.pricing_list (tenant_id, lower(region)) WHERE state = 'live' AND kind = 'region';
CREATE INDEX pricing_list_channel ON hub.pricing_list (tenant_id, channel) WHERE state = 'live' AND kind = 'channel';
CREATE OR REPLACE FUNCTION sec.applying_lists(tenants uuid[], customers uuid[], groups uuid[], regions text[]) RETURNS TABLE (tenant_id uuid, list_id uuid, kind text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp ROWS 20 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT w.tenant_id, l.id, l.kind
    FROM unnest(tenants, customers, groups, regions) AS w(tenant_id, customer_id, group_id, region)
    CROSS JOIN LATERAL (SELECT ARRAY(SELECT array_to_string(s.parts[:n], '-') FROM (SELECT string_to_array(lower(w.region), '-') AS parts) s, generate_subscripts(s.parts, 1) n) AS regions) around
    CROSS JOIN LATERAL (
      SELECT l.id, l.kind FROM hub.pricing_list l WHERE l.tenant_id = w.tenant_id AND l.state = 'live' AND l.kind = 'base'
      UNION ALL
      SELECT l.id, l.kind FROM hub.pricing_list l WHERE l.tenant_id = w.tenant_id AND l.state = 'live' AND l.kind = 'channel' AND l.channel = 'hub'
      UNION ALL
      SELECT l.id, l.kind FROM hub.pricing_list l WHERE l.tenant_id = w.tenant_id AND l.state = 'live' AND l.kind = 'region' AND lower(l.region) = ANY (around.regions)
      UNION ALL
      SELECT l.id, l.kind FROM hub.pricing_list l WHERE l.tenant_id = w.tenant_id AND l.state = 'live' AND l.group_id = w.group_id
      UNION ALL
      SELECT l.id, l.kind FROM hub.pricing_list l WHERE l.tenant_id = w.tenant_id AND l.state = 'live' AND l.customer_id = w.customer_id
      OFFSET 0) l;
END $$;

-- When a buyer last ordered at a supplier: promotions for new buyers, and for those that have been away, ask it.
CREATE INDEX ordering_order_last ON hub.ordering_order (tenant_id, buyer_id, created_at DESC);

-- The price book.

-- Says what it said in 0019, and of products too: which items are one thing stands in memory beside their prices.
CREATE OR REPLACE FUNCTION sec.my_news(items bigint, terms bigint) RETURNS TABLE (tenant_id uuid, epoch bigint, items_changed boolean, terms_changed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 60 AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT s.tenant_id, r.epoch, coalesce(e.items, false), coalesce(e.terms, false)
    FROM sec.my_sight() s JOIN hub.trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = buyer
    LEFT JOIN LATERAL (
      SELECT bool_or(x.topic IN ('catalog.items_changed','pricing.prices_changed','matching.product_changed') AND coalesce(x.number > my_news.items, true)) AS items,
        bool_or(x.topic IN ('pricing.prices_changed','trading.customers_changed','trading.relationship_changed','trading.grant_changed') AND coalesce(x.number > my_news.terms, true)) AS terms
      FROM (SELECT n.topic, n.number FROM hub.outbox_event n WHERE n.owner_id = s.tenant_id AND n.number > least(my_news.items, my_news.terms)
        UNION ALL SELECT n.topic, n.number FROM hub.outbox_event n WHERE n.owner_id = s.tenant_id AND n.number IS NULL) x) e ON true;
END $$;

-- Says what it said in 0016, but asks once who shows promotions, not once for each supplier.
CREATE OR REPLACE FUNCTION sec.my_promotions() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.buyer_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (
    WITH who AS (
      SELECT array_agg(s.tenant_id) AS tenants, array_agg(s.group_id) AS groups, array_agg(s.region) AS regions
      FROM sec.my_standing() s WHERE s.tenant_id = ANY ((SELECT sec.my_promotion_suppliers())::uuid[]))
    SELECT coalesce(array_agg(a.tenant_id::text || '/' || a.promotion_id::text), '{}')
    FROM who, sec.applying_promotions((SELECT sec.buyer_id()), who.tenants, who.groups, who.regions) a);
END $$;

-- Says what it said in 0019, but looks once for each supplier at which of its warehouses serve, not once for each item.
CREATE OR REPLACE FUNCTION sec.my_stock(suppliers uuid[], items uuid[]) RETURNS TABLE (tenant_id uuid, item_id uuid, class text, floor numeric, exact numeric, as_of timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH seller AS MATERIALIZED (
      SELECT v.tenant_id, v.categories, '*' = ANY (v.categories) AS whole, v.stock, r.stock_steps,
        ARRAY(SELECT w.id FROM hub.inventory_warehouse w WHERE w.tenant_id = v.tenant_id AND w.serving AND (w.regions = '{}' OR ARRAY[r.region, split_part(r.region, '-', 1)] && w.regions)) AS warehouses
      FROM sec.my_sight() v JOIN hub.trading_relationship r ON r.tenant_id = v.tenant_id AND r.buyer_id = buyer WHERE v.stock <> 'none')
    SELECT a.tenant_id, a.item_id,
      CASE v.stock WHEN 'yes_no' THEN CASE WHEN s.on_hand > 0 THEN 'yes' ELSE 'no' END ELSE v.stock END,
      CASE v.stock WHEN 'exact' THEN s.on_hand
        WHEN 'band' THEN coalesce((SELECT max(edge) FROM unnest(v.stock_steps) edge WHERE edge <= s.on_hand), 0)
        ELSE 0::numeric END,
      CASE WHEN v.stock = 'exact' THEN s.on_hand END,
      CASE WHEN v.stock = 'exact' THEN s.as_of END
    FROM unnest(suppliers, items) AS a(tenant_id, item_id)
    JOIN seller v ON v.tenant_id = a.tenant_id
    CROSS JOIN LATERAL (
      SELECT FROM hub.catalog_item c WHERE c.tenant_id = a.tenant_id AND c.id = a.item_id AND c.state = 'active' AND (v.whole OR c.category = ANY (v.categories)) OFFSET 0) i
    CROSS JOIN LATERAL (
      SELECT sum(greatest(k.on_hand - k.reserved, 0)) FILTER (WHERE k.warehouse_id = ANY (v.warehouses)) AS on_hand, min(k.as_of) FILTER (WHERE k.warehouse_id = ANY (v.warehouses)) AS as_of
      FROM hub.inventory_stock k WHERE k.tenant_id = a.tenant_id AND k.item_id = a.item_id) s
    WHERE s.on_hand IS NOT NULL;
END $$;
