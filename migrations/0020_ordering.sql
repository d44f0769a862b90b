-- Ordering: what a buyer orders in one act, an order for each supplier of it, and what both sides say line by line.

CREATE TABLE hub.ordering_purchase (
  buyer_id    uuid NOT NULL,
  id          uuid NOT NULL,
  mode        text NOT NULL CHECK (mode IN ('all_or_nothing','those_that_accept')),
  reference   text NOT NULL DEFAULT '' CHECK (length(reference) <= 100),
  person_id   uuid NOT NULL,
  person_name text NOT NULL CHECK (length(person_name) <= 200),
  left_out    jsonb NOT NULL DEFAULT '[]',
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, id)
);
CREATE INDEX ordering_purchase_newest ON hub.ordering_purchase (buyer_id, created_at DESC, id DESC);
COMMENT ON TABLE hub.ordering_purchase IS 'The buyer''s act; no supplier knows what else is in it';
COMMENT ON COLUMN hub.ordering_purchase.left_out IS 'Lines that could not be ordered, each with why';

CREATE TABLE hub.ordering_order (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  buyer_id        uuid NOT NULL,
  purchase_id     uuid NOT NULL,
  number          text NOT NULL CHECK (length(number) BETWEEN 1 AND 40),
  supplier_name   text NOT NULL,
  buyer_name      text NOT NULL,
  customer_code   text NOT NULL DEFAULT '',
  person_name     text NOT NULL,
  reference       text NOT NULL DEFAULT '' CHECK (length(reference) <= 100),
  note            text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  needed_by       date,
  currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  freight         bigint NOT NULL CHECK (freight >= 0),
  freight_unknown boolean NOT NULL,
  fee             bigint NOT NULL CHECK (fee >= 0),
  terms           jsonb NOT NULL,
  answer_hours    int NOT NULL CHECK (answer_hours BETWEEN 1 AND 720),
  status          text NOT NULL CHECK (status IN ('submitted','changed','accepted','refused','withdrawn')),
  lines           int NOT NULL CHECK (lines > 0),
  waits_supplier  int NOT NULL CHECK (waits_supplier >= 0),
  waits_buyer     int NOT NULL CHECK (waits_buyer >= 0),
  due_at          timestamptz,
  goods           bigint NOT NULL CHECK (goods >= 0),
  saved           bigint NOT NULL CHECK (saved >= 0),
  tax             bigint NOT NULL CHECK (tax >= 0),
  total           bigint NOT NULL CHECK (total >= 0),
  version         bigint NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL,
  changed_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, id, buyer_id)
);
CREATE UNIQUE INDEX ordering_order_number ON hub.ordering_order (tenant_id, number);
CREATE INDEX ordering_order_newest ON hub.ordering_order (tenant_id, created_at DESC, id DESC);
CREATE INDEX ordering_order_waiting ON hub.ordering_order (tenant_id, due_at, id) WHERE waits_supplier > 0;
CREATE UNIQUE INDEX ordering_order_mine ON hub.ordering_order (buyer_id, id);
CREATE INDEX ordering_order_mine_newest ON hub.ordering_order (buyer_id, created_at DESC, id DESC);
CREATE INDEX ordering_order_purchase ON hub.ordering_order (buyer_id, purchase_id);
COMMENT ON TABLE hub.ordering_order IS 'What of a purchase goes to one supplier. Names, terms, freight and fee are frozen when it is ordered; status, lines that wait and sums follow from the lines and are written with their events only';
COMMENT ON COLUMN hub.ordering_order.freight IS 'Minor units of currency, as all amounts here';
COMMENT ON COLUMN hub.ordering_order.total IS 'Goods less saved, freight, fee and tax, of the lines that go on; zero where none does';

CREATE TABLE hub.ordering_line (
  tenant_id      uuid NOT NULL,
  order_id       uuid NOT NULL,
  line           int NOT NULL CHECK (line > 0),
  buyer_id       uuid NOT NULL,
  item_id        uuid NOT NULL,
  sku            text NOT NULL,
  name           text NOT NULL,
  brand          text NOT NULL,
  mpn            text NOT NULL,
  gtin           text NOT NULL,
  unit           text NOT NULL,
  per_case       numeric,
  ordered        numeric NOT NULL CHECK (ordered > 0),
  quantity       numeric NOT NULL CHECK (quantity > 0),
  currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  price          numeric(20,6) NOT NULL CHECK (price >= 0),
  goods          bigint NOT NULL CHECK (goods >= 0),
  saved          bigint NOT NULL CHECK (saved BETWEEN 0 AND goods),
  tax_rate       numeric,
  tax            bigint NOT NULL CHECK (tax >= 0),
  promotions     jsonb NOT NULL DEFAULT '[]',
  receipt        text NOT NULL,
  protection     text NOT NULL CHECK (protection IN ('order_date','ship_date','notice')),
  notice_days    int NOT NULL DEFAULT 0,
  lead_days      int,
  needed_by      date,
  note           text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  available      boolean NOT NULL,
  reservation_id uuid NOT NULL,
  state          text NOT NULL CHECK (state IN ('submitted','countered','accepted','backordered','cancel_requested','refused','declined','recalled','cancelled')),
  due_at         timestamptz,
  promised_on    date,
  reason         text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
  proposal       jsonb,
  PRIMARY KEY (tenant_id, order_id, line),
  FOREIGN KEY (tenant_id, order_id, buyer_id) REFERENCES hub.ordering_order (tenant_id, id, buyer_id),
  CHECK ((proposal IS NOT NULL) = (state = 'countered'))
);
CREATE INDEX ordering_line_mine ON hub.ordering_line (buyer_id, order_id, line);
COMMENT ON TABLE hub.ordering_line IS 'A line of an order: what was ordered, frozen, and what is agreed so far. There is no way to the item: what is sold stays as it was when the item changes or goes';
COMMENT ON COLUMN hub.ordering_line.goods IS 'The price for the quantity, in minor units of the order''s currency, as saved and tax; price is in its own currency';
COMMENT ON COLUMN hub.ordering_line.available IS 'What the buyer''s own view of the stock said when it ordered';
COMMENT ON COLUMN hub.ordering_line.reservation_id IS 'What is held for it, where so much was there: whether it is, the buyer is not told';
COMMENT ON COLUMN hub.ordering_line.proposal IS 'What the supplier proposes instead, while it waits for the buyer';

CREATE TABLE hub.ordering_event (
  tenant_id   uuid NOT NULL,
  order_id    uuid NOT NULL,
  version     bigint NOT NULL,
  line        int NOT NULL,
  buyer_id    uuid NOT NULL,
  side        text NOT NULL CHECK (side IN ('buyer','supplier')),
  person_name text NOT NULL,
  act         text NOT NULL,
  state       text NOT NULL,
  data        jsonb NOT NULL DEFAULT '{}',
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, order_id, version, line),
  FOREIGN KEY (tenant_id, order_id, buyer_id) REFERENCES hub.ordering_order (tenant_id, id, buyer_id),
  FOREIGN KEY (tenant_id, order_id, line) REFERENCES hub.ordering_line (tenant_id, order_id, line)
);
CREATE INDEX ordering_event_mine ON hub.ordering_event (buyer_id, order_id, version, line);
COMMENT ON TABLE hub.ordering_event IS 'What happened to a line, and which state it came to; the state of a line is that of its last event. Written once, never changed';
COMMENT ON COLUMN hub.ordering_event.version IS 'The version that the order got with it';
COMMENT ON COLUMN hub.ordering_event.person_name IS 'Empty where a rule of the supplier acted';

CREATE TABLE hub.ordering_message (
  tenant_id   uuid NOT NULL,
  order_id    uuid NOT NULL,
  number      int NOT NULL CHECK (number > 0),
  buyer_id    uuid NOT NULL,
  side        text NOT NULL CHECK (side IN ('buyer','supplier')),
  person_name text NOT NULL,
  body        text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, order_id, number),
  FOREIGN KEY (tenant_id, order_id, buyer_id) REFERENCES hub.ordering_order (tenant_id, id, buyer_id)
);
CREATE INDEX ordering_message_mine ON hub.ordering_message (buyer_id, order_id, number);
COMMENT ON TABLE hub.ordering_message IS 'What both sides wrote about an order';

CREATE TABLE hub.ordering_setting (
  tenant_id    uuid PRIMARY KEY,
  auto_accept  boolean NOT NULL,
  answer_hours int NOT NULL CHECK (answer_hours BETWEEN 1 AND 720),
  version      bigint NOT NULL DEFAULT 1,
  updated_at   timestamptz NOT NULL
);
COMMENT ON TABLE hub.ordering_setting IS 'How a supplier answers orders; without a row by hand, within 48 hours';

CREATE TABLE hub.ordering_counter (
  tenant_id uuid NOT NULL,
  year      int NOT NULL,
  last      bigint NOT NULL,
  PRIMARY KEY (tenant_id, year)
);
COMMENT ON TABLE hub.ordering_counter IS 'The last number of a supplier''s orders in a year; counted by sec.order_number only';

-- The next number of a supplier's orders, for a buyer that it trades with. Its row stays locked until the transaction ends: it is asked for last, supplier by supplier in the order of their ids.
CREATE FUNCTION sec.order_number(supplier uuid, in_year int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE given bigint;
BEGIN
  PERFORM FROM hub.trading_relationship r WHERE r.tenant_id = supplier AND r.buyer_id = sec.buyer_id() AND r.state = 'approved' AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp());
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO hub.ordering_counter AS c (tenant_id, year, last) VALUES (supplier, in_year, 1)
    ON CONFLICT (tenant_id, year) DO UPDATE SET last = c.last + 1 RETURNING c.last INTO given;
  RETURN given;
END $$;
COMMENT ON FUNCTION sec.order_number(uuid, int) IS 'The next number of orders at a supplier, for the buyer of a buyer scope that trades with it; NULL for anybody else';

-- A supplier that accepts keeps what is held at it longer. One that has run out is not brought back.
CREATE FUNCTION sec.keep_holds(ids uuid[], until timestamptz, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE supplier uuid := coalesce(sec.supplier_id(), sec.worker_id());
BEGIN
  PERFORM FROM hub.inventory_stock s
    WHERE s.tenant_id = supplier AND s.item_id IN (SELECT r.item_id FROM hub.inventory_reservation r WHERE r.tenant_id = supplier AND r.id = ANY (ids))
    ORDER BY s.tenant_id, s.item_id, s.warehouse_id FOR UPDATE;
  RETURN QUERY
    UPDATE hub.inventory_reservation r SET expires_at = greatest(r.expires_at, until)
    WHERE r.tenant_id = supplier AND r.id = ANY (ids) AND r.state = 'held' AND r.expires_at > moment
    RETURNING r.id, r.state;
END $$;
COMMENT ON FUNCTION sec.keep_holds(uuid[], timestamptz, timestamptz) IS 'Holds at the supplier of the scope live at least until a moment; answers those that do';
