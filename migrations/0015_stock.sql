-- Stock place by place: warehouses, what is on its way, and what is held for buyers.

CREATE TABLE hub.inventory_warehouse (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  code        text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  place       text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  regions     text[] NOT NULL DEFAULT '{}',
  serving     boolean NOT NULL DEFAULT true,
  main        boolean NOT NULL DEFAULT false,
  quiet_hours int NOT NULL DEFAULT 24 CHECK (quiet_hours BETWEEN 1 AND 8760),
  fed_at      timestamptz,
  fed_lines   bigint NOT NULL DEFAULT 0,
  version     bigint NOT NULL DEFAULT 1,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, code),
  CHECK (serving OR NOT main)
);
CREATE UNIQUE INDEX inventory_warehouse_main ON hub.inventory_warehouse (tenant_id) WHERE main;
COMMENT ON TABLE hub.inventory_warehouse IS 'A place that a supplier delivers from; buyers know of none';
COMMENT ON COLUMN hub.inventory_warehouse.regions IS 'Regions of customers that it serves, such as SE-AB, or countries, such as SE; empty for all';
COMMENT ON COLUMN hub.inventory_warehouse.serving IS 'Whether its stock counts for buyers';
COMMENT ON COLUMN hub.inventory_warehouse.main IS 'The one whose figures price files and the sheet of items write';
COMMENT ON COLUMN hub.inventory_warehouse.quiet_hours IS 'After so many hours without figures its feed is called silent';
COMMENT ON COLUMN hub.inventory_warehouse.fed_at IS 'When a feed last brought figures; NULL while none did';
COMMENT ON COLUMN hub.inventory_warehouse.fed_lines IS 'How many figures the last feed brought';

-- Figures that stand go into a first warehouse of their supplier. Row security lets nobody write all of them.
ALTER TABLE hub.inventory_stock NO FORCE ROW LEVEL SECURITY;
INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, main, updated_at)
  SELECT tenant_id, gen_random_uuid(), 'MAIN', 'MAIN', true, max(as_of) FROM hub.inventory_stock GROUP BY tenant_id;
ALTER TABLE hub.inventory_stock
  ADD COLUMN warehouse_id uuid,
  ADD COLUMN reserved numeric NOT NULL DEFAULT 0 CHECK (reserved >= 0);
UPDATE hub.inventory_stock s SET warehouse_id = w.id FROM hub.inventory_warehouse w WHERE w.tenant_id = s.tenant_id;
ALTER TABLE hub.inventory_stock
  ALTER COLUMN warehouse_id SET NOT NULL,
  DROP CONSTRAINT inventory_stock_pkey,
  ADD PRIMARY KEY (tenant_id, item_id, warehouse_id),
  ADD FOREIGN KEY (tenant_id, warehouse_id) REFERENCES hub.inventory_warehouse (tenant_id, id);
ALTER TABLE hub.inventory_stock FORCE ROW LEVEL SECURITY;
CREATE INDEX inventory_stock_warehouse ON hub.inventory_stock (tenant_id, warehouse_id, item_id);
COMMENT ON TABLE hub.inventory_stock IS 'What a supplier has, warehouse by warehouse; the row that holds lock. Buyers have no right here and ask sec.pair_stock';
COMMENT ON COLUMN hub.inventory_stock.on_hand IS 'What lies there, what is held included and what is sold not';
COMMENT ON COLUMN hub.inventory_stock.reserved IS 'The sum of what is held of it, written by the functions of hub_reserve only; more than on_hand when a count found less';

CREATE TABLE hub.inventory_incoming (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  warehouse_id uuid NOT NULL,
  item_id      uuid NOT NULL,
  quantity     numeric NOT NULL CHECK (quantity > 0),
  due          date NOT NULL,
  reference    text NOT NULL DEFAULT '' CHECK (length(reference) <= 100),
  state        text NOT NULL DEFAULT 'expected' CHECK (state IN ('expected','received','cancelled')),
  version      bigint NOT NULL DEFAULT 1,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, warehouse_id) REFERENCES hub.inventory_warehouse (tenant_id, id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX inventory_incoming_item ON hub.inventory_incoming (tenant_id, item_id, due) WHERE state = 'expected';
CREATE INDEX inventory_incoming_due ON hub.inventory_incoming (tenant_id, due, id);
COMMENT ON TABLE hub.inventory_incoming IS 'What is on its way to a warehouse; buyers ask sec.pair_incoming';

CREATE TABLE hub.inventory_reservation (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  buyer_id   uuid NOT NULL,
  item_id    uuid NOT NULL,
  quantity   numeric NOT NULL CHECK (quantity > 0),
  state      text NOT NULL CHECK (state IN ('held','captured','released','expired')),
  held_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at   timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE,
  CHECK ((state = 'held') = (ended_at IS NULL))
);
CREATE INDEX inventory_reservation_held ON hub.inventory_reservation (tenant_id, expires_at, id) WHERE state = 'held';
CREATE INDEX inventory_reservation_item ON hub.inventory_reservation (tenant_id, item_id, ended_at);
CREATE INDEX inventory_reservation_time ON hub.inventory_reservation (tenant_id, held_at DESC, id DESC);
CREATE INDEX inventory_reservation_buyer ON hub.inventory_reservation (buyer_id, held_at DESC, tenant_id, id);
COMMENT ON TABLE hub.inventory_reservation IS 'What is held of an item for a buyer until a moment, or was; written by the functions of hub_reserve only';

CREATE TABLE hub.inventory_allocation (
  tenant_id      uuid NOT NULL,
  reservation_id uuid NOT NULL,
  warehouse_id   uuid NOT NULL,
  quantity       numeric NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (tenant_id, reservation_id, warehouse_id),
  FOREIGN KEY (tenant_id, reservation_id) REFERENCES hub.inventory_reservation (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, warehouse_id) REFERENCES hub.inventory_warehouse (tenant_id, id)
);
COMMENT ON TABLE hub.inventory_allocation IS 'Which warehouses a reservation is held in; the buyer is not told, it would tell what lies where';

-- What is on its way that the grant of a pair scope discloses: quantities where it shows exact stock; where it shows bands, of each day''s arrivals the
-- edge that they reach by themselves, so that nothing is learned of what lies there. Of what is late, and at every other level, nothing.
CREATE FUNCTION sec.pair_incoming(items uuid[]) RETURNS TABLE (item_id uuid, due date, quantity numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE r hub.trading_relationship;
BEGIN
  SELECT x.* INTO r FROM hub.trading_relationship x
    WHERE x.tenant_id = sec.pair_supplier_id() AND x.buyer_id = sec.pair_buyer_id()
      AND (x.grant_expires_at IS NULL OR x.grant_expires_at > transaction_timestamp());
  IF NOT FOUND OR r.sees_stock NOT IN ('band','exact') THEN RETURN; END IF;
  RETURN QUERY
    SELECT n.item_id, n.due, CASE r.sees_stock WHEN 'exact' THEN n.quantity ELSE e.edge END
    FROM (
      SELECT k.item_id, k.due, sum(k.quantity) AS quantity
      FROM hub.inventory_incoming k JOIN hub.inventory_warehouse w ON w.tenant_id = k.tenant_id AND w.id = k.warehouse_id
      WHERE k.tenant_id = r.tenant_id AND k.item_id = ANY (items) AND k.state = 'expected' AND w.serving AND (w.regions = '{}' OR ARRAY[r.region, split_part(r.region, '-', 1)] && w.regions)
      GROUP BY k.item_id, k.due) n
    JOIN hub.catalog_item i ON i.tenant_id = r.tenant_id AND i.id = n.item_id
    CROSS JOIN LATERAL (SELECT coalesce(max(x), 0) AS edge FROM unnest(r.stock_steps) x WHERE x <= n.quantity) e
    WHERE i.state = 'active' AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories)) AND (r.sees_stock = 'exact' OR e.edge > 0)
    ORDER BY n.item_id, n.due;
END $$;
COMMENT ON FUNCTION sec.pair_incoming(uuid[]) IS 'What the grant of a pair scope discloses of what is on its way; empty in any other scope';

-- Holds. They answer the outcome and never a figure. Whether there was enough is more than a band says: only what commits a buyer may ask.
-- Everybody locks the rows of stock first, by supplier, item and warehouse, and reservations after them.

-- Lets go of holds of items that have run out, so that one that nobody swept is in nobody's way. The rows of stock are locked by the caller.
CREATE FUNCTION sec.drop_overdue(tenant uuid, item uuid, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH gone AS (
    UPDATE hub.inventory_reservation r SET state = 'expired', ended_at = moment
    WHERE r.tenant_id = tenant AND r.item_id = item AND r.state = 'held' AND r.expires_at <= moment RETURNING r.id
  ), freed AS (
    SELECT a.warehouse_id, sum(a.quantity) AS quantity FROM hub.inventory_allocation a JOIN gone g ON g.id = a.reservation_id WHERE a.tenant_id = tenant GROUP BY a.warehouse_id
  )
  UPDATE hub.inventory_stock s SET reserved = greatest(s.reserved - f.quantity, 0) FROM freed f
  WHERE s.tenant_id = tenant AND s.item_id = item AND s.warehouse_id = f.warehouse_id;
END $$;
COMMENT ON FUNCTION sec.drop_overdue(uuid, uuid, timestamptz) IS 'Ends the holds of an item that have run out; for the other functions of hub_reserve alone';

-- lines: [{"id", "supplier", "item", "quantity"}]. Outcomes: held; short; not_offered, of an item that the buyer may not see; ended, of an id that was
-- held before and is no longer. An id that is held already stays held.
CREATE FUNCTION sec.hold_stock(lines jsonb, until timestamptz, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer  uuid := sec.buyer_id();
  l      record;
  place  record;
  region text;
  stands text;
  wanted numeric;
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
    outcome := 'held';
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION sec.hold_stock(jsonb, timestamptz, timestamptz) IS 'Holds stock for the buyer of a buyer scope until a moment, line by line; answers outcomes only';

-- A buyer captures and releases its own, a supplier releases what is held at it. Answered is how each stands now: a hold that had run out is expired,
-- one that ended before stays as it ended. What the scope has nothing to do with is not answered.
CREATE FUNCTION sec.end_holds(ids uuid[], wanted text, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer    uuid := sec.buyer_id();
  supplier uuid := sec.supplier_id();
  one      record;
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
      outcome := CASE WHEN one.expires_at <= moment THEN 'expired' ELSE wanted END;
      UPDATE hub.inventory_reservation r SET state = outcome, ended_at = moment WHERE r.tenant_id = one.tenant_id AND r.id = one.id;
      UPDATE hub.inventory_stock s SET reserved = greatest(s.reserved - a.quantity, 0), on_hand = CASE outcome WHEN 'captured' THEN greatest(s.on_hand - a.quantity, 0) ELSE s.on_hand END
      FROM hub.inventory_allocation a
      WHERE a.tenant_id = one.tenant_id AND a.reservation_id = one.id AND s.tenant_id = a.tenant_id AND s.item_id = one.item_id AND s.warehouse_id = a.warehouse_id;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION sec.end_holds(uuid[], text, timestamptz) IS 'Captures or releases holds of the scope and answers how each stands';

CREATE FUNCTION sec.expire_holds(moment timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one   record;
  ended bigint := 0;
BEGIN
  IF sec.projector() IS DISTINCT FROM 'sweep' THEN RETURN 0; END IF;
  FOR one IN SELECT r.tenant_id, r.item_id, count(*) AS n FROM hub.inventory_reservation r WHERE r.state = 'held' AND r.expires_at <= moment GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    PERFORM FROM hub.inventory_stock s WHERE s.tenant_id = one.tenant_id AND s.item_id = one.item_id ORDER BY s.warehouse_id FOR UPDATE;
    PERFORM sec.drop_overdue(one.tenant_id, one.item_id, moment);
    ended := ended + one.n;
  END LOOP;
  RETURN ended;
END $$;
COMMENT ON FUNCTION sec.expire_holds(timestamptz) IS 'Ends all holds that have run out; for the sweep alone';

-- In a hub that runs already these belong to the role that reads scopes; in a new one they still belong to who makes them.
DO $$ BEGIN
  EXECUTE 'SET LOCAL ROLE ' || (SELECT proowner::regrole FROM pg_proc WHERE oid = 'sec.pair_stock(uuid[])'::regprocedure);
END $$;

-- Says what trading.Disclosure says of what is free in the warehouses that serve the buyer: class yes, no, band or exact, and no row where nothing is
-- disclosed; the floor below which a quantity is there for certain.
-- Only exact figures tell when they were counted, the oldest of them: beside a band, the time would tell each movement.
CREATE OR REPLACE FUNCTION sec.pair_stock(items uuid[]) RETURNS TABLE (item_id uuid, class text, floor numeric, exact numeric, as_of timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE r hub.trading_relationship;
BEGIN
  SELECT x.* INTO r FROM hub.trading_relationship x
    WHERE x.tenant_id = sec.pair_supplier_id() AND x.buyer_id = sec.pair_buyer_id()
      AND (x.grant_expires_at IS NULL OR x.grant_expires_at > transaction_timestamp());
  IF NOT FOUND OR r.sees_stock = 'none' THEN RETURN; END IF;
  RETURN QUERY
    SELECT s.item_id,
      CASE r.sees_stock WHEN 'yes_no' THEN CASE WHEN s.on_hand > 0 THEN 'yes' ELSE 'no' END ELSE r.sees_stock END,
      CASE r.sees_stock WHEN 'exact' THEN s.on_hand
        WHEN 'band' THEN coalesce((SELECT max(edge) FROM unnest(r.stock_steps) edge WHERE edge <= s.on_hand), 0)
        ELSE 0::numeric END,
      CASE WHEN r.sees_stock = 'exact' THEN s.on_hand END,
      CASE WHEN r.sees_stock = 'exact' THEN s.as_of END
    FROM (
      SELECT k.tenant_id, k.item_id, sum(greatest(k.on_hand - k.reserved, 0)) AS on_hand, min(k.as_of) AS as_of
      FROM hub.inventory_stock k JOIN hub.inventory_warehouse w ON w.tenant_id = k.tenant_id AND w.id = k.warehouse_id
      WHERE k.tenant_id = r.tenant_id AND k.item_id = ANY (items) AND w.serving AND (w.regions = '{}' OR ARRAY[r.region, split_part(r.region, '-', 1)] && w.regions)
      GROUP BY k.tenant_id, k.item_id) s
    JOIN hub.catalog_item i ON i.tenant_id = s.tenant_id AND i.id = s.item_id
    WHERE i.state = 'active'
      AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories));
END $$;

-- The search counts what is free in the warehouses that serve, too.
DO $$
DECLARE
  stood text := pg_get_functiondef('sec.search_items(jsonb)'::regprocedure);
  now   text := replace(replace(stood,
    'EXISTS (SELECT FROM hub.inventory_stock k WHERE k.tenant_id = c.tenant_id AND k.item_id = c.item_id AND k.on_hand > 0 AND k.on_hand >= v.stock_from)',
    'EXISTS (SELECT FROM (SELECT sum(greatest(k.on_hand - k.reserved, 0)) AS free FROM hub.inventory_stock k JOIN hub.inventory_warehouse w ON w.tenant_id = k.tenant_id AND w.id = k.warehouse_id
      WHERE k.tenant_id = c.tenant_id AND k.item_id = c.item_id AND w.serving AND (v.own OR w.regions = ''{}'' OR ARRAY[v.region, split_part(v.region, ''-'', 1)] && w.regions)) k WHERE k.free > 0 AND k.free >= v.stock_from)'),
    'CASE WHEN v.own THEN ''exact'' ELSE r.sees_stock END AS stock,', 'CASE WHEN v.own THEN ''exact'' ELSE r.sees_stock END AS stock, r.region,');
BEGIN
  IF position('w.serving' IN now) = 0 OR position('r.region,' IN now) = 0 THEN RAISE EXCEPTION 'sec.search_items is not what it was'; END IF;
  EXECUTE now;
END $$;

SET LOCAL ROLE hub_owner;
