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
      SELECT n.tenant_id, n.item_id, n.list_id, n.valid_from, n.valid_to, n.price, n.breaks, n.updated_at AS written_at, NULL::timestamptz AS replaced_at
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

-- The price book.

-- Each instance follows all events in their one order.
CREATE INDEX outbox_event_number ON hub.outbox_event (number);
