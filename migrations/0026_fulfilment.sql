-- Fulfilment: what suppliers ship of orders, what buyers receive of it, and what is done about the difference.

ALTER TABLE hub.ordering_order
  DROP CONSTRAINT ordering_order_status_check,
  ADD CONSTRAINT ordering_order_status_check CHECK (status IN ('submitted','changed','accepted','part_shipped','shipped','received','refused','withdrawn'));
ALTER TABLE hub.ordering_line
  ADD COLUMN shipped numeric NOT NULL DEFAULT 0,
  ADD COLUMN received numeric NOT NULL DEFAULT 0,
  ADD CONSTRAINT ordering_line_delivered CHECK (0 <= received AND received <= shipped AND shipped <= quantity),
  DROP CONSTRAINT ordering_line_state_check,
  ADD CONSTRAINT ordering_line_state_check CHECK (state IN ('submitted','countered','accepted','backordered','cancel_requested','part_shipped','shipped','received','discrepancy','refused','declined','recalled','cancelled'));
COMMENT ON COLUMN hub.ordering_line.shipped IS 'Of quantity, less what came in vain and is to be made good';
COMMENT ON COLUMN hub.ordering_line.received IS 'Of shipped';

CREATE TABLE hub.inventory_shipped (
  tenant_id      uuid NOT NULL,
  shipment_id    uuid NOT NULL,
  line           int NOT NULL CHECK (line > 0),
  warehouse_id   uuid NOT NULL,
  item_id        uuid NOT NULL,
  reservation_id uuid NOT NULL,
  held           numeric NOT NULL DEFAULT 0 CHECK (held >= 0),
  free           numeric NOT NULL DEFAULT 0 CHECK (free >= 0),
  PRIMARY KEY (tenant_id, shipment_id, line, warehouse_id),
  FOREIGN KEY (tenant_id, warehouse_id) REFERENCES hub.inventory_warehouse (tenant_id, id),
  CHECK (held + free > 0)
);
CREATE INDEX inventory_shipped_reservation ON hub.inventory_shipped (tenant_id, reservation_id);
CREATE INDEX inventory_shipped_warehouse ON hub.inventory_shipped (tenant_id, warehouse_id);
COMMENT ON TABLE hub.inventory_shipped IS 'What left a warehouse with a shipment, so that a void one can give it back; written by the functions of hub_reserve only. Buyers know of none';
COMMENT ON COLUMN hub.inventory_shipped.held IS 'Of what was held for the line';
COMMENT ON COLUMN hub.inventory_shipped.free IS 'Of what lay free: nothing was held, or it had run out';

-- lines: [{"line", "reservation", "item", "quantity"}]. Sells what is held for a line as far as it ships, and keeps the rest held; what is not held is taken from what lies free, where most lies, as far as there is some.
CREATE FUNCTION sec.ship_stock(shipment uuid, lines jsonb, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  supplier uuid := sec.supplier_id();
  l        record;
  place    record;
  wanted   numeric;
  part     numeric;
BEGIN
  IF supplier IS NULL THEN RETURN; END IF;
  PERFORM FROM hub.inventory_stock s
    WHERE s.tenant_id = supplier AND s.item_id IN (SELECT n.item FROM jsonb_to_recordset(ship_stock.lines) AS n(item uuid))
    ORDER BY s.tenant_id, s.item_id, s.warehouse_id FOR UPDATE;
  FOR l IN SELECT * FROM jsonb_to_recordset(ship_stock.lines) AS n(line int, reservation uuid, item uuid, quantity numeric) WHERE n.quantity > 0 ORDER BY n.item, n.line LOOP
    wanted := l.quantity;
    PERFORM sec.drop_overdue(supplier, l.item, moment);
    PERFORM FROM hub.inventory_reservation r WHERE r.tenant_id = supplier AND r.id = l.reservation AND r.item_id = l.item AND r.state = 'held' FOR UPDATE;
    IF FOUND THEN
      FOR place IN SELECT a.warehouse_id, a.quantity FROM hub.inventory_allocation a WHERE a.tenant_id = supplier AND a.reservation_id = l.reservation ORDER BY a.quantity DESC, a.warehouse_id LOOP
        EXIT WHEN wanted <= 0;
        part := least(wanted, place.quantity);
        IF part = place.quantity THEN
          DELETE FROM hub.inventory_allocation a WHERE a.tenant_id = supplier AND a.reservation_id = l.reservation AND a.warehouse_id = place.warehouse_id;
        ELSE
          UPDATE hub.inventory_allocation a SET quantity = a.quantity - part WHERE a.tenant_id = supplier AND a.reservation_id = l.reservation AND a.warehouse_id = place.warehouse_id;
        END IF;
        UPDATE hub.inventory_stock s SET on_hand = greatest(s.on_hand - part, 0), reserved = greatest(s.reserved - part, 0)
          WHERE s.tenant_id = supplier AND s.item_id = l.item AND s.warehouse_id = place.warehouse_id;
        INSERT INTO hub.inventory_shipped (tenant_id, shipment_id, line, warehouse_id, item_id, reservation_id, held) VALUES (supplier, shipment, l.line, place.warehouse_id, l.item, l.reservation, part);
        wanted := wanted - part;
      END LOOP;
      SELECT sum(a.quantity) INTO part FROM hub.inventory_allocation a WHERE a.tenant_id = supplier AND a.reservation_id = l.reservation;
      IF part IS NULL THEN
        SELECT sum(x.held) INTO part FROM hub.inventory_shipped x WHERE x.tenant_id = supplier AND x.reservation_id = l.reservation;
        UPDATE hub.inventory_reservation r SET quantity = part, state = 'captured', ended_at = moment WHERE r.tenant_id = supplier AND r.id = l.reservation;
      ELSE
        UPDATE hub.inventory_reservation r SET quantity = part WHERE r.tenant_id = supplier AND r.id = l.reservation;
      END IF;
    END IF;
    FOR place IN
      SELECT s.warehouse_id, s.on_hand - s.reserved AS free FROM hub.inventory_stock s
      WHERE s.tenant_id = supplier AND s.item_id = l.item AND s.on_hand > s.reserved ORDER BY s.on_hand - s.reserved DESC, s.warehouse_id
    LOOP
      EXIT WHEN wanted <= 0;
      part := least(wanted, place.free);
      UPDATE hub.inventory_stock s SET on_hand = s.on_hand - part WHERE s.tenant_id = supplier AND s.item_id = l.item AND s.warehouse_id = place.warehouse_id;
      INSERT INTO hub.inventory_shipped AS x (tenant_id, shipment_id, line, warehouse_id, item_id, reservation_id, free) VALUES (supplier, shipment, l.line, place.warehouse_id, l.item, l.reservation, part)
        ON CONFLICT (tenant_id, shipment_id, line, warehouse_id) DO UPDATE SET free = x.free + excluded.free;
      wanted := wanted - part;
    END LOOP;
  END LOOP;
  INSERT INTO hub.outbox_event (owner_id, id, topic, payload, at)
    SELECT supplier, gen_random_uuid(), 'inventory.stock_moved', jsonb_build_object('items', jsonb_agg(DISTINCT x.item_id)), moment FROM hub.inventory_shipped x WHERE x.tenant_id = supplier AND x.shipment_id = shipment HAVING count(*) > 0;
END $$;
COMMENT ON FUNCTION sec.ship_stock(uuid, jsonb, timestamptz) IS 'What ships leaves the stock of the scope''s supplier, held or not, and is written down by shipment';

-- What left with a shipment lies there again, and what was held is held again until a moment; where the hold was let go meanwhile, it lies free.
CREATE FUNCTION sec.unship_stock(shipment uuid, until timestamptz, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  supplier uuid := sec.supplier_id();
  l        record;
  again    boolean;
BEGIN
  IF supplier IS NULL THEN RETURN; END IF;
  PERFORM FROM hub.inventory_stock s
    WHERE s.tenant_id = supplier AND s.item_id IN (SELECT x.item_id FROM hub.inventory_shipped x WHERE x.tenant_id = supplier AND x.shipment_id = shipment)
    ORDER BY s.tenant_id, s.item_id, s.warehouse_id FOR UPDATE;
  FOR l IN SELECT x.* FROM hub.inventory_shipped x WHERE x.tenant_id = supplier AND x.shipment_id = shipment ORDER BY x.item_id, x.line, x.warehouse_id LOOP
    PERFORM sec.drop_overdue(supplier, l.item_id, moment);
    PERFORM FROM hub.inventory_reservation r WHERE r.tenant_id = supplier AND r.id = l.reservation_id AND r.state IN ('held','captured') FOR UPDATE;
    again := FOUND AND l.held > 0;
    UPDATE hub.inventory_stock s SET on_hand = s.on_hand + l.held + l.free, reserved = s.reserved + CASE WHEN again THEN l.held ELSE 0 END
      WHERE s.tenant_id = supplier AND s.item_id = l.item_id AND s.warehouse_id = l.warehouse_id;
    IF again THEN
      INSERT INTO hub.inventory_allocation AS a (tenant_id, reservation_id, warehouse_id, quantity) VALUES (supplier, l.reservation_id, l.warehouse_id, l.held)
        ON CONFLICT (tenant_id, reservation_id, warehouse_id) DO UPDATE SET quantity = a.quantity + excluded.quantity;
      UPDATE hub.inventory_reservation r SET state = 'held', ended_at = NULL, expires_at = greatest(r.expires_at, until),
        quantity = (SELECT sum(a.quantity) FROM hub.inventory_allocation a WHERE a.tenant_id = supplier AND a.reservation_id = l.reservation_id)
        WHERE r.tenant_id = supplier AND r.id = l.reservation_id;
    END IF;
  END LOOP;
  INSERT INTO hub.outbox_event (owner_id, id, topic, payload, at)
    SELECT supplier, gen_random_uuid(), 'inventory.stock_moved', jsonb_build_object('items', jsonb_agg(DISTINCT x.item_id)), moment FROM hub.inventory_shipped x WHERE x.tenant_id = supplier AND x.shipment_id = shipment HAVING count(*) > 0;
  DELETE FROM hub.inventory_shipped x WHERE x.tenant_id = supplier AND x.shipment_id = shipment;
END $$;
COMMENT ON FUNCTION sec.unship_stock(uuid, timestamptz, timestamptz) IS 'What left the stock of the scope''s supplier with a shipment that is void lies there again';

CREATE TABLE hub.fulfilment_shipment (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  buyer_id      uuid NOT NULL,
  order_id      uuid NOT NULL,
  number        text NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
  order_number  text NOT NULL,
  supplier_name text NOT NULL,
  buyer_name    text NOT NULL,
  reference     text NOT NULL DEFAULT '',
  currency      text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  carrier       text NOT NULL DEFAULT '' CHECK (length(carrier) <= 60),
  tracking      text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tracking) <= 50),
  expected_on   date,
  note          text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  state         text NOT NULL CHECK (state IN ('under_way','received','void')),
  lines         int NOT NULL CHECK (lines > 0),
  open_cases    int NOT NULL DEFAULT 0 CHECK (open_cases >= 0),
  shipped_by    text NOT NULL,
  shipped_at    timestamptz NOT NULL,
  received_by   text NOT NULL DEFAULT '',
  received_at   timestamptz,
  version       bigint NOT NULL DEFAULT 1,
  changed_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, id, buyer_id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, order_id, buyer_id) REFERENCES hub.ordering_order (tenant_id, id, buyer_id),
  CHECK ((state = 'received') = (received_at IS NOT NULL)),
  CHECK (state = 'received' OR open_cases = 0)
);
CREATE INDEX fulfilment_shipment_newest ON hub.fulfilment_shipment (tenant_id, shipped_at DESC, id DESC);
CREATE INDEX fulfilment_shipment_order ON hub.fulfilment_shipment (tenant_id, order_id);
CREATE UNIQUE INDEX fulfilment_shipment_mine ON hub.fulfilment_shipment (buyer_id, id);
CREATE INDEX fulfilment_shipment_mine_newest ON hub.fulfilment_shipment (buyer_id, shipped_at DESC, id DESC);
CREATE INDEX fulfilment_shipment_mine_under_way ON hub.fulfilment_shipment (buyer_id, expected_on, id) WHERE state = 'under_way';
COMMENT ON TABLE hub.fulfilment_shipment IS 'What of an order left the supplier at once, and whether it came. Names and numbers of the order are copied: they are frozen there';
COMMENT ON COLUMN hub.fulfilment_shipment.number IS 'Of the delivery note';
COMMENT ON COLUMN hub.fulfilment_shipment.tracking IS 'A number for each parcel';
COMMENT ON COLUMN hub.fulfilment_shipment.open_cases IS 'Cases about it that are not closed; follows from them';

CREATE TABLE hub.fulfilment_line (
  tenant_id   uuid NOT NULL,
  shipment_id uuid NOT NULL,
  line        int NOT NULL CHECK (line > 0),
  buyer_id    uuid NOT NULL,
  order_id    uuid NOT NULL,
  quantity    numeric NOT NULL CHECK (quantity > 0),
  weight      numeric CHECK (weight > 0),
  goods       bigint NOT NULL CHECK (goods >= 0),
  saved       bigint NOT NULL CHECK (saved BETWEEN 0 AND goods),
  tax         bigint NOT NULL CHECK (tax >= 0),
  counted     numeric CHECK (counted >= 0),
  damaged     numeric NOT NULL DEFAULT 0 CHECK (damaged >= 0),
  wrong       numeric NOT NULL DEFAULT 0 CHECK (wrong >= 0),
  note        text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  PRIMARY KEY (tenant_id, shipment_id, line),
  FOREIGN KEY (tenant_id, shipment_id, buyer_id) REFERENCES hub.fulfilment_shipment (tenant_id, id, buyer_id),
  FOREIGN KEY (tenant_id, order_id, line) REFERENCES hub.ordering_line (tenant_id, order_id, line),
  CHECK (damaged + wrong <= coalesce(counted, 0))
);
CREATE INDEX fulfilment_line_order ON hub.fulfilment_line (tenant_id, order_id, line);
CREATE INDEX fulfilment_line_mine ON hub.fulfilment_line (buyer_id, shipment_id, line);
COMMENT ON TABLE hub.fulfilment_line IS 'What of a line of an order is in a shipment, what that comes to, and what the buyer found';
COMMENT ON COLUMN hub.fulfilment_line.weight IS 'What it really weighs, in the unit of the line, of an item that is sold by its real weight; its sums are of this weight';
COMMENT ON COLUMN hub.fulfilment_line.goods IS 'At what was frozen in the order, in minor units of its currency, as saved and tax: the shipments of a line never come to more than the line';
COMMENT ON COLUMN hub.fulfilment_line.counted IS 'All that came, in whatever state; NULL until it is received';
COMMENT ON COLUMN hub.fulfilment_line.damaged IS 'Of counted, as wrong';

CREATE TABLE hub.fulfilment_photo (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  buyer_id    uuid NOT NULL,
  shipment_id uuid NOT NULL,
  line        int NOT NULL,
  blob_id     uuid NOT NULL,
  type        text NOT NULL,
  size        bigint NOT NULL CHECK (size > 0),
  person_name text NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, shipment_id, line) REFERENCES hub.fulfilment_line (tenant_id, shipment_id, line)
);
CREATE INDEX fulfilment_photo_line ON hub.fulfilment_photo (tenant_id, shipment_id, line);
CREATE INDEX fulfilment_photo_mine ON hub.fulfilment_photo (buyer_id, shipment_id, line);
COMMENT ON TABLE hub.fulfilment_photo IS 'What the buyer saw when it received; the file is one of the buyer''s company';

CREATE TABLE hub.fulfilment_case (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  buyer_id    uuid NOT NULL,
  order_id    uuid NOT NULL,
  shipment_id uuid NOT NULL,
  line        int NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('short','damaged','wrong','over')),
  quantity    numeric NOT NULL CHECK (quantity > 0),
  state       text NOT NULL CHECK (state IN ('open','answered','disputed','closed','withdrawn')),
  remedy      text NOT NULL DEFAULT '' CHECK (remedy IN ('','send_rest','replace','credit','collect','let_keep','bill','refuse')),
  due_at      timestamptz,
  opened_at   timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  version     bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, id, buyer_id),
  FOREIGN KEY (tenant_id, shipment_id, line) REFERENCES hub.fulfilment_line (tenant_id, shipment_id, line),
  CHECK ((state IN ('closed','withdrawn')) = (due_at IS NULL)),
  CHECK (state NOT IN ('answered','closed') OR remedy <> '')
);
CREATE INDEX fulfilment_case_newest ON hub.fulfilment_case (tenant_id, opened_at DESC, id DESC);
CREATE INDEX fulfilment_case_order ON hub.fulfilment_case (tenant_id, order_id, line);
CREATE UNIQUE INDEX fulfilment_case_mine ON hub.fulfilment_case (buyer_id, id);
CREATE INDEX fulfilment_case_mine_newest ON hub.fulfilment_case (buyer_id, opened_at DESC, id DESC);
CREATE UNIQUE INDEX fulfilment_case_once ON hub.fulfilment_case (tenant_id, shipment_id, line, kind) WHERE state <> 'withdrawn';
COMMENT ON TABLE hub.fulfilment_case IS 'What was not as it should be with a line of a shipment, and what is done about it; state and remedy are those of its last event';
COMMENT ON COLUMN hub.fulfilment_case.due_at IS 'Until when who has the turn should act: the supplier while it is open or disputed, the buyer while it is answered';

CREATE TABLE hub.fulfilment_case_event (
  tenant_id   uuid NOT NULL,
  case_id     uuid NOT NULL,
  number      bigint NOT NULL CHECK (number > 0),
  buyer_id    uuid NOT NULL,
  side        text NOT NULL CHECK (side IN ('buyer','supplier')),
  person_name text NOT NULL,
  act         text NOT NULL CHECK (act IN ('open','answer','agree','dispute','withdraw')),
  state       text NOT NULL,
  remedy      text NOT NULL DEFAULT '',
  words       text NOT NULL DEFAULT '' CHECK (length(words) <= 1000),
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, case_id, number),
  FOREIGN KEY (tenant_id, case_id, buyer_id) REFERENCES hub.fulfilment_case (tenant_id, id, buyer_id)
);
CREATE INDEX fulfilment_case_event_mine ON hub.fulfilment_case_event (buyer_id, case_id, number);
COMMENT ON TABLE hub.fulfilment_case_event IS 'What both sides did about a case. Written once, never changed';
