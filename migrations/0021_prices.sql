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
