-- What comparing needs beyond its first form, in parts: promises across suppliers, reading across in fewer statements, the price book.

-- Promises.

-- items[i] is one of suppliers[i]. Says what sec.pair_incoming says in the pair of each supplier. Most suppliers that show stock have little on its
-- way, or nothing: these are passed over before an item is looked at.
CREATE FUNCTION sec.my_incoming(suppliers uuid[], items uuid[]) RETURNS TABLE (tenant_id uuid, item_id uuid, due date, quantity numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  RETURN QUERY
    WITH seller AS MATERIALIZED (
      SELECT v.tenant_id, v.stock, v.categories, r.region, r.stock_steps
      FROM sec.my_sight() v JOIN hub.trading_relationship r ON r.tenant_id = v.tenant_id AND r.buyer_id = buyer
      WHERE v.stock IN ('band','exact') AND EXISTS (SELECT FROM hub.inventory_incoming k WHERE k.tenant_id = v.tenant_id AND k.state = 'expected'))
    SELECT v.tenant_id, i.id, n.due, CASE v.stock WHEN 'exact' THEN n.quantity ELSE e.edge END
    FROM (SELECT DISTINCT a.tenant_id, a.item_id FROM unnest(suppliers, items) AS a(tenant_id, item_id)) asked
    JOIN seller v ON v.tenant_id = asked.tenant_id
    CROSS JOIN LATERAL (
      SELECT k.due, sum(k.quantity) AS quantity
      FROM hub.inventory_incoming k JOIN hub.inventory_warehouse w ON w.tenant_id = k.tenant_id AND w.id = k.warehouse_id
      WHERE k.tenant_id = asked.tenant_id AND k.item_id = asked.item_id AND k.state = 'expected' AND w.serving AND (w.regions = '{}' OR ARRAY[v.region, split_part(v.region, '-', 1)] && w.regions)
      GROUP BY k.due) n
    CROSS JOIN LATERAL (SELECT c.id, c.category, c.state FROM hub.catalog_item c WHERE c.tenant_id = asked.tenant_id AND c.id = asked.item_id OFFSET 0) i
    CROSS JOIN LATERAL (SELECT coalesce(max(x), 0) AS edge FROM unnest(v.stock_steps) x WHERE x <= n.quantity) e
    WHERE i.state = 'active' AND ('*' = ANY (v.categories) OR i.category = ANY (v.categories)) AND (v.stock = 'exact' OR e.edge > 0)
    ORDER BY v.tenant_id, i.id, n.due;
END $$;
COMMENT ON FUNCTION sec.my_incoming(uuid[], uuid[]) IS 'What grants disclose to the buyer of a buyer scope of what is on its way, supplier by supplier; empty in any other';

-- Prices of lists that were: what an entry said before it was written over or taken away. What stands is no part of it.
CREATE TABLE hub.pricing_entry_past (
  tenant_id   uuid NOT NULL,
  item_id     uuid NOT NULL,
  list_id     uuid NOT NULL,
  id          uuid NOT NULL,
  valid_from  timestamptz,
  valid_to    timestamptz,
  price       numeric(20,6) NOT NULL CHECK (price >= 0),
  breaks      jsonb NOT NULL DEFAULT '[]',
  written_at  timestamptz NOT NULL,
  replaced_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id, list_id, id, written_at),
  FOREIGN KEY (tenant_id, list_id) REFERENCES hub.pricing_list (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE,
  CHECK (replaced_at > written_at)
);
COMMENT ON TABLE hub.pricing_entry_past IS 'What a pricing_entry said until it was written over or taken away; kept by the statement that writes it, where it differs. Buyers ask sec.pair_entries';
COMMENT ON COLUMN hub.pricing_entry_past.id IS 'Of the entry';

ALTER TABLE hub.pricing_entry ADD COLUMN since timestamptz;
COMMENT ON COLUMN hub.pricing_entry.since IS 'When the price came to be what it is; NULL for when it was written';

ALTER TABLE hub.pricing_list ADD COLUMN live_since timestamptz;
COMMENT ON COLUMN hub.pricing_list.live_since IS 'When it last went live; NULL for since it was made';

-- What was ever said by the lists that apply to a pair scope, at the level of its grant: from when until when it stood there, not of the time before the
-- relationship was first approved or before a moment, and not of what begins later.
CREATE FUNCTION sec.pair_entries(items uuid[], after timestamptz)
RETURNS TABLE (item_id uuid, list_id uuid, valid_from timestamptz, valid_to timestamptz, price numeric, breaks jsonb, stood_from timestamptz, stood_until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  r hub.trading_relationship;
  lists uuid[];
  since timestamptz;
BEGIN
  SELECT x.* INTO r FROM hub.trading_relationship x
    WHERE x.tenant_id = sec.pair_supplier_id() AND x.buyer_id = sec.pair_buyer_id()
      AND (x.grant_expires_at IS NULL OR x.grant_expires_at > transaction_timestamp());
  IF NOT FOUND THEN RETURN; END IF;
  lists := sec.pair_price_lists();
  IF lists = '{}' THEN RETURN; END IF;
  SELECT min(e.at) INTO since FROM hub.trading_relationship_event e WHERE e.tenant_id = r.tenant_id AND e.buyer_id = r.buyer_id AND e.state = 'approved';
  since := greatest(coalesce(since, r.decided_at, r.changed_at), after);
  RETURN QUERY
    SELECT e.item_id, e.list_id, e.valid_from, e.valid_to, e.price, e.breaks, greatest(e.written_at, coalesce(l.live_since, l.created_at), since), e.replaced_at
    FROM (
      SELECT n.tenant_id, n.item_id, n.list_id, n.valid_from, n.valid_to, n.price, n.breaks, coalesce(n.since, n.updated_at) AS written_at, NULL::timestamptz AS replaced_at
      FROM hub.pricing_entry n WHERE n.tenant_id = r.tenant_id AND n.item_id = ANY (items) AND n.list_id = ANY (lists)
      UNION ALL
      SELECT p.tenant_id, p.item_id, p.list_id, p.valid_from, p.valid_to, p.price, p.breaks, p.written_at, p.replaced_at
      FROM hub.pricing_entry_past p WHERE p.tenant_id = r.tenant_id AND p.item_id = ANY (items) AND p.list_id = ANY (lists)
    ) e
    JOIN hub.catalog_item i ON i.tenant_id = e.tenant_id AND i.id = e.item_id
    JOIN hub.pricing_list l ON l.tenant_id = e.tenant_id AND l.id = e.list_id
    WHERE i.state = 'active' AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories))
      AND (e.valid_from IS NULL OR e.valid_from <= transaction_timestamp()) AND (e.valid_to IS NULL OR e.valid_to > since)
      AND (e.replaced_at IS NULL OR e.replaced_at > greatest(since, coalesce(l.live_since, l.created_at)));
END $$;
COMMENT ON FUNCTION sec.pair_entries(uuid[], timestamptz) IS 'What lists that apply to a pair scope say and said, as far as the grant shows prices; empty in any other scope';

-- Reading across.

-- These two answer what a comparison reads of items, of all suppliers of a buyer at once: each looks once at who shows it what, and once at each row, where policies
-- would ask table by table. They cut what the policies of hub_buyer cut. items[n] is one of suppliers[n].

CREATE FUNCTION sec.my_offers(suppliers uuid[], items uuid[])
RETURNS TABLE (n bigint, sku text, name text, brand text, mpn text, gtin text, category text, family text, unit text, minimum numeric, multiple numeric, lead_days int, catch_weight boolean, nominal numeric,
  currency text, price numeric, breaks jsonb, priced_at timestamptz, stock text, floor numeric, exact numeric, as_of timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH seller AS MATERIALIZED (
      SELECT v.tenant_id, v.categories, '*' = ANY (v.categories) AS whole, v.price IN ('list','own') AS priced, v.stock, r.stock_steps,
        ARRAY(SELECT w.id FROM hub.inventory_warehouse w WHERE w.tenant_id = v.tenant_id AND w.serving AND (w.regions = '{}' OR ARRAY[r.region, split_part(r.region, '-', 1)] && w.regions)) AS warehouses
      FROM sec.my_sight() v JOIN hub.trading_relationship r ON r.tenant_id = v.tenant_id AND r.buyer_id = buyer)
    SELECT a.n, i.sku, i.name, i.brand, i.mpn, i.gtin, i.category, i.family, i.unit, i.minimum, i.multiple, i.lead_days, i.catch_weight, i.nominal, p.currency, p.price, p.breaks, p.updated_at,
      CASE WHEN s.on_hand IS NOT NULL THEN CASE v.stock WHEN 'yes_no' THEN CASE WHEN s.on_hand > 0 THEN 'yes' ELSE 'no' END ELSE v.stock END END,
      CASE v.stock WHEN 'exact' THEN s.on_hand
        WHEN 'band' THEN CASE WHEN s.on_hand IS NOT NULL THEN coalesce((SELECT max(edge) FROM unnest(v.stock_steps) edge WHERE edge <= s.on_hand), 0) END
        ELSE 0::numeric END,
      CASE WHEN v.stock = 'exact' THEN s.on_hand END,
      CASE WHEN v.stock = 'exact' THEN s.as_of END
    FROM unnest(suppliers, items) WITH ORDINALITY AS a(tenant_id, item_id, n)
    JOIN seller v ON v.tenant_id = a.tenant_id
    CROSS JOIN LATERAL (
      SELECT c.sku, c.name, c.brand, c.mpn, c.gtin, c.category, c.family, c.unit, c.minimum, c.multiple, c.lead_days, c.catch_weight, c.nominal
      FROM hub.catalog_item c WHERE c.tenant_id = a.tenant_id AND c.id = a.item_id AND c.state = 'active' AND (v.whole OR c.category = ANY (v.categories)) OFFSET 0) i
    LEFT JOIN LATERAL (SELECT b.currency, b.price, b.breaks, b.updated_at FROM hub.pricing_list_price b WHERE v.priced AND b.tenant_id = a.tenant_id AND b.item_id = a.item_id OFFSET 0) p ON true
    LEFT JOIN LATERAL (
      SELECT sum(greatest(k.on_hand - k.reserved, 0)) FILTER (WHERE k.warehouse_id = ANY (v.warehouses)) AS on_hand, min(k.as_of) FILTER (WHERE k.warehouse_id = ANY (v.warehouses)) AS as_of
      FROM hub.inventory_stock k WHERE v.stock <> 'none' AND k.tenant_id = a.tenant_id AND k.item_id = a.item_id) s ON true;
END $$;
COMMENT ON FUNCTION sec.my_offers(uuid[], uuid[]) IS 'What the buyer of a buyer scope may see of items, with their list prices and stock as far as grants disclose them; empty in any other';

CREATE FUNCTION sec.my_prices(suppliers uuid[], items uuid[], moment timestamptz)
RETURNS TABLE (n bigint, list_id uuid, kind text, name text, version bigint, priority int, family_breaks boolean, tax_included boolean, tax_rate numeric, valid_from timestamptz, valid_to timestamptz,
  currency text, price numeric, breaks jsonb, begins timestamptz, ends timestamptz, remaining numeric, priced_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.buyer_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH who AS MATERIALIZED ( -- conditions stand in columns and CASE, of which the planner expects some rows, not one: with one it would compare each item with each supplier
           SELECT s.tenant_id, s.customer_id, s.group_id, s.region, s.price = 'own' AS own,
             s.price = 'own' AND EXISTS (SELECT FROM hub.pricing_own_price x WHERE x.tenant_id = s.tenant_id AND x.customer_id = s.customer_id) AS named
           FROM sec.my_standing() s WHERE CASE WHEN s.price IN ('list','own') THEN true END),
         all_of AS (SELECT array_agg(tenant_id) AS tenants, array_agg(customer_id) AS customers, array_agg(group_id) AS groups, array_agg(region) AS regions FROM who),
         applying AS MATERIALIZED (SELECT a.* FROM all_of, sec.applying_lists(all_of.tenants, all_of.customers, all_of.groups, all_of.regions) a),
         lists AS MATERIALIZED (
           SELECT l.* FROM applying a JOIN who ON who.tenant_id = a.tenant_id
           JOIN hub.pricing_list l ON l.tenant_id = a.tenant_id AND l.id = a.list_id
           WHERE who.own OR a.kind = 'base'),
         asked AS MATERIALIZED (SELECT * FROM unnest(suppliers, items) WITH ORDINALITY AS a(tenant_id, item_id, n))
    SELECT a.n, l.id, l.kind, l.name, l.version, l.priority, l.family_breaks, l.tax_included, l.tax_rate, l.valid_from, l.valid_to,
      l.currency, e.price, e.breaks, e.valid_from, e.valid_to, CASE WHEN l.kind = 'contract' THEN e.agreed - least(e.called, e.agreed) END, e.updated_at
    FROM lists l JOIN asked a ON a.tenant_id = l.tenant_id
    CROSS JOIN LATERAL (
      SELECT e.price, e.breaks, e.valid_from, e.valid_to, e.agreed, e.called, e.updated_at FROM hub.pricing_entry e WHERE e.tenant_id = a.tenant_id AND e.list_id = l.id AND e.item_id = a.item_id
        AND (e.valid_from IS NULL OR e.valid_from <= transaction_timestamp()) OFFSET 0) e
    UNION ALL
    SELECT a.n, NULL::uuid, 'own', '', 0::bigint, 0, false, false, 0::numeric, NULL::timestamptz, NULL::timestamptz, o.currency, o.price, o.breaks, NULL::timestamptz, NULL::timestamptz, NULL::numeric, o.updated_at
    FROM who v JOIN asked a ON a.tenant_id = v.tenant_id AND v.named
    CROSS JOIN LATERAL (SELECT o.currency, o.price, o.breaks, o.updated_at FROM hub.pricing_own_price o WHERE o.tenant_id = a.tenant_id AND o.customer_id = v.customer_id AND o.item_id = a.item_id OFFSET 0) o
    UNION ALL
    SELECT a.n, l.id, l.kind, l.name, l.version, l.priority, l.family_breaks, false, l.tax_rate, l.valid_from, l.valid_to, l.currency, r.price, r.breaks,
      NULL::timestamptz, NULL::timestamptz, NULL::numeric, NULL::timestamptz
    FROM sec.my_rule_prices(suppliers, items, moment) r JOIN lists l ON l.tenant_id = r.tenant_id AND l.id = r.list_id
    JOIN asked a ON a.tenant_id = r.tenant_id AND a.item_id = r.item_id
    WHERE EXISTS (SELECT FROM lists WHERE rule IS NOT NULL);
END $$;
COMMENT ON FUNCTION sec.my_prices(uuid[], uuid[], timestamptz) IS 'Which prices of items apply to the buyer of a buyer scope beside list prices: of its lists, its own, and what rules reckon (net of tax); empty in any other';

-- As in 0014, but over at once where no list of the suppliers has a rule, and with each item looked up by its key.
CREATE INDEX pricing_list_ruled ON hub.pricing_list (tenant_id) WHERE rule IS NOT NULL;
CREATE OR REPLACE FUNCTION sec.my_rule_prices(suppliers uuid[], items uuid[], moment timestamptz)
RETURNS TABLE (tenant_id uuid, list_id uuid, item_id uuid, price numeric, breaks jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (SELECT FROM sec.my_standing() s JOIN hub.pricing_list l ON l.tenant_id = s.tenant_id AND l.rule IS NOT NULL WHERE s.tenant_id = ANY (suppliers)) THEN RETURN; END IF;
  RETURN QUERY
    WITH who AS MATERIALIZED (
           SELECT s.*, r.sees_categories FROM sec.my_standing() s
           JOIN hub.trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = coalesce(sec.pair_buyer_id(), sec.buyer_id()) WHERE s.price = 'own' AND s.tenant_id = ANY (suppliers)),
         all_of AS (SELECT array_agg(tenant_id) AS tenants, array_agg(customer_id) AS customers, array_agg(group_id) AS groups, array_agg(region) AS regions FROM who),
         ruled AS MATERIALIZED (
           SELECT l.tenant_id, l.id, who.sees_categories
           FROM all_of, sec.applying_lists(all_of.tenants, all_of.customers, all_of.groups, all_of.regions) a
           JOIN hub.pricing_list l ON l.tenant_id = a.tenant_id AND l.id = a.list_id AND l.rule IS NOT NULL JOIN who ON who.tenant_id = l.tenant_id),
         asked AS (
           SELECT l.tenant_id, l.id AS list_id, q.item_id
           FROM ruled l JOIN unnest(suppliers, items) AS q(tenant_id, item_id) ON q.tenant_id = l.tenant_id
           CROSS JOIN LATERAL (SELECT i.category, i.state FROM hub.catalog_item i WHERE i.tenant_id = q.tenant_id AND i.id = q.item_id OFFSET 0) i
           WHERE i.state = 'active' AND ('*' = ANY (l.sees_categories) OR i.category = ANY (l.sees_categories))),
         sets AS (SELECT array_agg(tenant_id) AS tenants, array_agg(list_id) AS lists, array_agg(item_id) AS items FROM asked)
    SELECT p.tenant_id, p.list_id, p.item_id, p.price, p.breaks FROM sets, sec.rule_prices(sets.tenants, sets.lists, sets.items, moment) p;
END $$;

-- Says what it said, but looks once at who shows what, and once at each row.
CREATE OR REPLACE FUNCTION sec.my_stock(suppliers uuid[], items uuid[]) RETURNS TABLE (tenant_id uuid, item_id uuid, class text, floor numeric, exact numeric, as_of timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH seller AS MATERIALIZED (
           SELECT v.tenant_id, v.categories, '*' = ANY (v.categories) AS whole, v.stock, r.stock_steps, r.region
           FROM sec.my_sight() v JOIN hub.trading_relationship r ON r.tenant_id = v.tenant_id AND r.buyer_id = buyer WHERE v.stock <> 'none'),
         serving AS MATERIALIZED (
           SELECT w.tenant_id, w.id FROM seller v JOIN hub.inventory_warehouse w ON w.tenant_id = v.tenant_id
           WHERE w.serving AND (w.regions = '{}' OR ARRAY[v.region, split_part(v.region, '-', 1)] && w.regions))
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
      SELECT sum(greatest(k.on_hand - k.reserved, 0)) AS on_hand, min(k.as_of) AS as_of FROM hub.inventory_stock k
      WHERE k.tenant_id = a.tenant_id AND k.item_id = a.item_id AND (k.tenant_id, k.warehouse_id) IN (SELECT w.tenant_id, w.id FROM serving w)) s
    WHERE s.on_hand IS NOT NULL;
END $$;

-- The price book.

-- Each instance follows all events in their one order.
CREATE INDEX outbox_event_number ON hub.outbox_event (number);

-- What a copy of a buyer's suppliers has to know before it answers: who they are now, how often what each discloses changed, and whether each did something
-- after the events at which the copies of its items and of its terms stand.
CREATE FUNCTION sec.my_news(items bigint, terms bigint) RETURNS TABLE (tenant_id uuid, epoch bigint, items_changed boolean, terms_changed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 60 AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT s.tenant_id, r.epoch, coalesce(e.items, false), coalesce(e.terms, false)
    FROM sec.my_sight() s JOIN hub.trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = buyer
    LEFT JOIN LATERAL (
      SELECT bool_or(x.topic IN ('catalog.items_changed','pricing.prices_changed') AND coalesce(x.number > my_news.items, true)) AS items,
        bool_or(x.topic IN ('pricing.prices_changed','trading.customers_changed','trading.relationship_changed','trading.grant_changed') AND coalesce(x.number > my_news.terms, true)) AS terms
      FROM (SELECT n.topic, n.number FROM hub.outbox_event n WHERE n.owner_id = s.tenant_id AND n.number > least(my_news.items, my_news.terms)
        UNION ALL SELECT n.topic, n.number FROM hub.outbox_event n WHERE n.owner_id = s.tenant_id AND n.number IS NULL) x) e ON true;
END $$;
COMMENT ON FUNCTION sec.my_news(bigint, bigint) IS 'Suppliers that disclose something to the buyer of a buyer scope, and which of them the copies in memory are behind of; empty in any other';

-- The catalogue.

-- What is done to the pictures and documents of an item can be undone, and what a category asks of values is one more cause of changes.
CREATE TABLE hub.catalog_media_past (
  LIKE hub.catalog_media INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
  removed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id, id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub.catalog_media_past IS 'Pictures and documents that were removed from items, for thirty days; no buyer reads them';

ALTER TABLE hub.catalog_revision DROP CONSTRAINT catalog_revision_cause_check,
  ADD CONSTRAINT catalog_revision_cause_check CHECK (cause IN ('item','bulk','sheet','import','rollback','undo','category'));
CREATE INDEX catalog_revision_source ON hub.catalog_revision (tenant_id, cause, source) WHERE source <> '';
