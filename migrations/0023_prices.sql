-- The price book answers a comparison: stock and promotions stand in memory beside prices, and whatever moves them tells.

-- Of these each says what it said in 0015, and tells of which items, in its own transaction.
CREATE OR REPLACE FUNCTION sec.drop_overdue(tenant uuid, item uuid, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH gone AS (
    UPDATE hub.inventory_reservation r SET state = 'expired', ended_at = moment
    WHERE r.tenant_id = tenant AND r.item_id = item AND r.state = 'held' AND r.expires_at <= moment RETURNING r.id
  ), freed AS (
    SELECT a.warehouse_id, sum(a.quantity) AS quantity FROM hub.inventory_allocation a JOIN gone g ON g.id = a.reservation_id WHERE a.tenant_id = tenant GROUP BY a.warehouse_id
  ), told AS (
    INSERT INTO hub.outbox_event (owner_id, id, topic, payload, at)
    SELECT tenant, gen_random_uuid(), 'inventory.stock_moved', jsonb_build_object('items', jsonb_build_array(item)), moment WHERE EXISTS (SELECT FROM gone)
  )
  UPDATE hub.inventory_stock s SET reserved = greatest(s.reserved - f.quantity, 0) FROM freed f
  WHERE s.tenant_id = tenant AND s.item_id = item AND s.warehouse_id = f.warehouse_id;
END $$;

CREATE OR REPLACE FUNCTION sec.hold_stock(lines jsonb, until timestamptz, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer  uuid := sec.buyer_id();
  l      record;
  place  record;
  region text;
  stands text;
  wanted numeric;
  taken  uuid[] := '{}';
BEGIN
  IF buyer IS NULL OR until <= moment THEN RETURN; END IF;
  FOR l IN SELECT * FROM jsonb_to_recordset(lines) AS n(id uuid, supplier uuid, item uuid, quantity numeric) WHERE n.quantity > 0 ORDER BY n.supplier, n.item, n.id LOOP
    id := l.id;
    SELECT r.region INTO region FROM hub.trading_relationship r JOIN hub.catalog_item i ON i.tenant_id = r.tenant_id AND i.id = l.item
      WHERE r.tenant_id = l.supplier AND r.buyer_id = buyer AND r.state = 'approved' AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp())
        AND i.state = 'active' AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories))
        AND NOT EXISTS (SELECT FROM hub.identity_company c WHERE c.id = r.tenant_id AND c.state = 'suspended');
    IF NOT FOUND THEN outcome := 'not_offered'; RETURN NEXT; CONTINUE; END IF;
    PERFORM FROM hub.inventory_stock s WHERE s.tenant_id = l.supplier AND s.item_id = l.item ORDER BY s.warehouse_id FOR UPDATE;
    PERFORM sec.drop_overdue(l.supplier, l.item, moment);
    SELECT CASE WHEN r.buyer_id = buyer AND r.state = 'held' THEN 'held' ELSE 'ended' END INTO stands FROM hub.inventory_reservation r WHERE r.tenant_id = l.supplier AND r.id = l.id;
    IF FOUND THEN outcome := stands; RETURN NEXT; CONTINUE; END IF;
    SELECT sum(greatest(s.on_hand - s.reserved, 0)) INTO wanted FROM hub.inventory_stock s JOIN hub.inventory_warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
      WHERE s.tenant_id = l.supplier AND s.item_id = l.item AND w.serving AND (w.regions = '{}' OR ARRAY[region, split_part(region, '-', 1)] && w.regions);
    IF coalesce(wanted, 0) < l.quantity THEN outcome := 'short'; RETURN NEXT; CONTINUE; END IF;
    INSERT INTO hub.inventory_reservation (tenant_id, id, buyer_id, item_id, quantity, state, held_at, expires_at) VALUES (l.supplier, l.id, buyer, l.item, l.quantity, 'held', moment, until);
    wanted := l.quantity;
    -- From one place where one has it all, the one with the least beside; else from where most lies.
    FOR place IN
      SELECT s.warehouse_id, s.on_hand - s.reserved AS free FROM hub.inventory_stock s JOIN hub.inventory_warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id
      WHERE s.tenant_id = l.supplier AND s.item_id = l.item AND s.on_hand > s.reserved AND w.serving AND (w.regions = '{}' OR ARRAY[region, split_part(region, '-', 1)] && w.regions)
      ORDER BY s.on_hand - s.reserved < l.quantity, CASE WHEN s.on_hand - s.reserved >= l.quantity THEN s.on_hand - s.reserved ELSE s.reserved - s.on_hand END, s.warehouse_id
    LOOP
      EXIT WHEN wanted <= 0;
      INSERT INTO hub.inventory_allocation (tenant_id, reservation_id, warehouse_id, quantity) VALUES (l.supplier, l.id, place.warehouse_id, least(wanted, place.free));
      UPDATE hub.inventory_stock s SET reserved = s.reserved + least(wanted, place.free) WHERE s.tenant_id = l.supplier AND s.item_id = l.item AND s.warehouse_id = place.warehouse_id;
      wanted := wanted - place.free;
    END LOOP;
    taken := taken || l.id;
    outcome := 'held';
    RETURN NEXT;
  END LOOP;
  INSERT INTO hub.outbox_event (owner_id, id, topic, payload, at)
    SELECT n.supplier, gen_random_uuid(), 'inventory.stock_moved', jsonb_build_object('items', jsonb_agg(DISTINCT n.item)), moment
    FROM jsonb_to_recordset(lines) AS n(id uuid, supplier uuid, item uuid) WHERE n.id = ANY (taken) GROUP BY n.supplier;
END $$;

CREATE OR REPLACE FUNCTION sec.end_holds(ids uuid[], wanted text, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer    uuid := sec.buyer_id();
  supplier uuid := sec.supplier_id();
  one      record;
  freed    uuid[] := '{}';
BEGIN
  IF wanted NOT IN ('captured','released') OR (wanted = 'captured' AND buyer IS NULL) THEN RETURN; END IF;
  PERFORM FROM hub.inventory_stock s
    WHERE (s.tenant_id, s.item_id) IN (SELECT r.tenant_id, r.item_id FROM hub.inventory_reservation r WHERE (r.buyer_id = buyer OR r.tenant_id = supplier) AND r.id = ANY (ids))
    ORDER BY s.tenant_id, s.item_id, s.warehouse_id FOR UPDATE;
  FOR one IN
    SELECT r.tenant_id, r.id, r.item_id, r.state, r.expires_at FROM hub.inventory_reservation r
    WHERE (r.buyer_id = buyer OR r.tenant_id = supplier) AND r.id = ANY (ids) ORDER BY r.tenant_id, r.item_id, r.id FOR UPDATE
  LOOP
    id := one.id;
    outcome := one.state;
    IF one.state = 'held' THEN
      freed := freed || one.id;
      outcome := CASE WHEN one.expires_at <= moment THEN 'expired' ELSE wanted END;
      UPDATE hub.inventory_reservation r SET state = outcome, ended_at = moment WHERE r.tenant_id = one.tenant_id AND r.id = one.id;
      UPDATE hub.inventory_stock s SET reserved = greatest(s.reserved - a.quantity, 0), on_hand = CASE outcome WHEN 'captured' THEN greatest(s.on_hand - a.quantity, 0) ELSE s.on_hand END
      FROM hub.inventory_allocation a
      WHERE a.tenant_id = one.tenant_id AND a.reservation_id = one.id AND s.tenant_id = a.tenant_id AND s.item_id = one.item_id AND s.warehouse_id = a.warehouse_id;
    END IF;
    RETURN NEXT;
  END LOOP;
  INSERT INTO hub.outbox_event (owner_id, id, topic, payload, at)
    SELECT r.tenant_id, gen_random_uuid(), 'inventory.stock_moved', jsonb_build_object('items', jsonb_agg(DISTINCT r.item_id)), moment
    FROM hub.inventory_reservation r WHERE r.id = ANY (freed) AND (r.buyer_id = buyer OR r.tenant_id = supplier) GROUP BY r.tenant_id;
END $$;

-- Of these each says what it said in 0016 and 0022, and tells: the buyer alone of what it used and which codes it gave, all where a promotion is used up, or is there again.
CREATE OR REPLACE FUNCTION sec.use_promotions(uses jsonb, moment timestamptz) RETURNS TABLE (supplier uuid, promotion uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer uuid := sec.buyer_id();
  mine  text[];
  l     record;
  p     hub.promotion_action;
  gone  boolean;
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  PERFORM FROM hub.promotion_action a WHERE (a.tenant_id, a.id) IN (SELECT n.supplier, n.promotion FROM jsonb_to_recordset(use_promotions.uses) AS n(supplier uuid, promotion uuid)) ORDER BY a.tenant_id, a.id FOR UPDATE;
  mine := sec.my_promotions();
  FOR l IN SELECT * FROM jsonb_to_recordset(uses) AS n(supplier uuid, promotion uuid, "order" uuid, currency text, amount numeric)
    WHERE n.amount >= 0 AND n."order" IS NOT NULL ORDER BY n.supplier, n.promotion, n."order" LOOP
    supplier := l.supplier;
    promotion := l.promotion;
    outcome := 'not_offered';
    SELECT a.* INTO p FROM hub.promotion_action a WHERE a.tenant_id = l.supplier AND a.id = l.promotion;
    IF FOUND AND ((l.supplier::text || '/') || l.promotion::text) = ANY (mine) AND p.currency = l.currency THEN
      IF EXISTS (SELECT FROM hub.promotion_use u WHERE u.tenant_id = p.tenant_id AND u.promotion_id = p.id AND u.order_id = l."order" AND u.buyer_id = buyer AND u.released_at IS NULL) THEN
        outcome := 'used';
      ELSIF p.uses_limit > 0 AND p.uses >= p.uses_limit THEN
        outcome := 'used_up';
      ELSIF p.budget IS NOT NULL AND p.spent + l.amount > p.budget THEN
        outcome := 'over_budget';
      ELSIF p.per_buyer > 0 AND (SELECT count(*) FROM hub.promotion_use u WHERE u.tenant_id = p.tenant_id AND u.promotion_id = p.id AND u.buyer_id = buyer AND u.released_at IS NULL) >= p.per_buyer THEN
        outcome := 'used_by_buyer';
      ELSIF NOT EXISTS (SELECT FROM hub.promotion_use u WHERE u.tenant_id = p.tenant_id AND u.promotion_id = p.id AND u.order_id = l."order") THEN
        INSERT INTO hub.promotion_use (tenant_id, promotion_id, order_id, buyer_id, amount, at) VALUES (p.tenant_id, p.id, l."order", buyer, l.amount, moment);
        UPDATE hub.promotion_action a SET uses = a.uses + 1, spent = a.spent + l.amount WHERE a.tenant_id = p.tenant_id AND a.id = p.id RETURNING a.used_up INTO gone;
        INSERT INTO hub.outbox_event (owner_id, id, counterpart_id, topic, at) VALUES (p.tenant_id, gen_random_uuid(), CASE WHEN gone THEN NULL ELSE buyer END, 'promotion.moved', moment);
        outcome := 'used';
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION sec.release_promotions(supplier uuid, orders uuid[], moment timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE freed bigint;
BEGIN
  IF sec.supplier_id() IS DISTINCT FROM supplier AND sec.buyer_id() IS NULL THEN RETURN 0; END IF;
  PERFORM FROM hub.promotion_action a WHERE a.tenant_id = supplier AND a.id IN (SELECT u.promotion_id FROM hub.promotion_use u WHERE u.tenant_id = supplier AND u.order_id = ANY (orders)
      AND (sec.supplier_id() = supplier OR u.buyer_id = sec.buyer_id()))
    ORDER BY a.tenant_id, a.id FOR UPDATE;
  WITH gone AS (
    UPDATE hub.promotion_use u SET released_at = moment
    WHERE u.tenant_id = supplier AND u.order_id = ANY (orders) AND u.released_at IS NULL AND (sec.supplier_id() = supplier OR u.buyer_id = sec.buyer_id())
    RETURNING u.promotion_id, u.amount
  ), sums AS (SELECT promotion_id, count(*) AS n, sum(amount) AS amount FROM gone GROUP BY promotion_id
  ), back AS (
    UPDATE hub.promotion_action a SET uses = a.uses - s.n, spent = a.spent - s.amount FROM sums s WHERE a.tenant_id = supplier AND a.id = s.promotion_id RETURNING s.n
  ) SELECT coalesce(sum(n), 0) INTO freed FROM back;
  IF freed > 0 THEN INSERT INTO hub.outbox_event (owner_id, id, topic, at) VALUES (supplier, gen_random_uuid(), 'promotion.moved', moment); END IF;
  RETURN freed;
END $$;

CREATE OR REPLACE FUNCTION sec.claim_coupon(supplier uuid, code text, moment timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found uuid;
BEGIN
  SELECT p.id INTO found
  FROM sec.my_standing() s JOIN hub.promotion_action p ON p.tenant_id = s.tenant_id
  WHERE s.tenant_id = supplier AND sec.buyer_id() IS NOT NULL AND supplier = ANY (sec.my_promotion_suppliers())
    AND p.coupon = upper(btrim(code)) AND p.coupon <> '' AND p.state = 'live' AND NOT p.archived
    AND (p.valid_from IS NULL OR p.valid_from <= transaction_timestamp()) AND (p.valid_until IS NULL OR p.valid_until > transaction_timestamp())
    AND (p.groups = '{}' OR s.group_id = ANY (p.groups))
    AND (p.regions = '{}' OR EXISTS (SELECT FROM unnest(p.regions) r WHERE lower(s.region) = lower(r) OR starts_with(lower(s.region), lower(r) || '-')));
  IF found IS NULL THEN RETURN NULL; END IF;
  WITH fresh AS (INSERT INTO hub.promotion_claim (tenant_id, promotion_id, buyer_id, at) VALUES (supplier, found, sec.buyer_id(), moment) ON CONFLICT DO NOTHING RETURNING tenant_id, buyer_id, at)
  INSERT INTO hub.outbox_event (owner_id, id, counterpart_id, topic, at) SELECT f.tenant_id, gen_random_uuid(), f.buyer_id, 'promotion.moved', f.at FROM fresh f;
  RETURN found;
END $$;

-- Of promotions that begin and end by themselves nobody tells: those of the last moments are looked up.
CREATE INDEX promotion_action_begins ON hub.promotion_action (valid_from) WHERE valid_from IS NOT NULL;
CREATE INDEX promotion_action_ends ON hub.promotion_action (valid_until) WHERE valid_until IS NOT NULL;

-- Says of items what it said in 0021, and besides whether stock is newer than the copy, and whether promotions are other than when terms were read, at a moment of
-- the database's clock.
DROP FUNCTION sec.my_news(bigint, bigint);
CREATE FUNCTION sec.my_news(items bigint, terms bigint, since timestamptz) RETURNS TABLE (tenant_id uuid, epoch bigint, items_changed boolean, stock_changed boolean, terms_changed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 60 AS $$
#variable_conflict use_column
DECLARE
  buyer  uuid := sec.buyer_id();
  turned boolean;
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  turned := EXISTS (SELECT FROM hub.promotion_action p WHERE p.valid_from > my_news.since AND p.valid_from <= transaction_timestamp())
    OR EXISTS (SELECT FROM hub.promotion_action p WHERE p.valid_until > my_news.since AND p.valid_until <= transaction_timestamp());
  RETURN QUERY
    SELECT s.tenant_id, r.epoch, coalesce(e.items, false), coalesce(e.stock, false), coalesce(e.terms, false) OR turned
    FROM sec.my_sight() s JOIN hub.trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = buyer
    LEFT JOIN LATERAL (
      SELECT bool_or(x.topic IN ('catalog.items_changed','pricing.prices_changed','matching.product_changed') AND coalesce(x.number > my_news.items, true)) AS items,
        bool_or(x.topic IN ('inventory.stock_moved','trading.relationship_changed','trading.grant_changed') AND coalesce(x.number > my_news.items, true)) AS stock,
        bool_or((x.topic IN ('pricing.prices_changed','trading.customers_changed','trading.relationship_changed','trading.grant_changed')
          OR x.topic IN ('promotion.changed','promotion.moved') AND coalesce(x.counterpart_id, buyer) = buyer) AND coalesce(x.number > my_news.terms, true)) AS terms
      FROM (SELECT n.topic, n.number, n.counterpart_id FROM hub.outbox_event n WHERE n.owner_id = s.tenant_id AND n.number > least(my_news.items, my_news.terms)
        UNION ALL SELECT n.topic, n.number, n.counterpart_id FROM hub.outbox_event n WHERE n.owner_id = s.tenant_id AND n.number IS NULL) x) e ON true;
END $$;
COMMENT ON FUNCTION sec.my_news(bigint, bigint, timestamptz) IS 'Suppliers that disclose something to the buyer of a buyer scope, and which of them the copies in memory are behind of; empty in any other';
