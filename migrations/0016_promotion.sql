-- Promotions: what a supplier takes off, gives along or does not charge, for whom, for how long, how often and at whose expense.

CREATE TABLE hub.promotion_action (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  note         text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  kind         text NOT NULL CHECK (kind IN ('percent','amount','fixed_price','n_for_m','bundle','gift','free_freight')),
  state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','live','paused','ended')),
  archived     boolean NOT NULL DEFAULT false,
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  priority     int NOT NULL DEFAULT 100 CHECK (priority BETWEEN 0 AND 1000),
  rule         jsonb NOT NULL,
  coupon       text NOT NULL DEFAULT '' CHECK (coupon = '' OR coupon ~ '^[0-9A-Z-]{4,40}$'),
  asks_coupon  boolean NOT NULL GENERATED ALWAYS AS (coupon <> '') STORED,
  groups       uuid[] NOT NULL DEFAULT '{}',
  regions      text[] NOT NULL DEFAULT '{}',
  newcomers    boolean NOT NULL DEFAULT false,
  away_days    int NOT NULL DEFAULT 0 CHECK (away_days BETWEEN 0 AND 3650),
  valid_from   timestamptz,
  valid_until  timestamptz,
  per_buyer    int NOT NULL DEFAULT 0 CHECK (per_buyer >= 0),
  uses_limit   bigint NOT NULL DEFAULT 0 CHECK (uses_limit >= 0),
  budget       numeric(20,6) CHECK (budget >= 0),
  uses         bigint NOT NULL DEFAULT 0 CHECK (uses >= 0),
  spent        numeric(20,6) NOT NULL DEFAULT 0 CHECK (spent >= 0),
  used_up      boolean NOT NULL GENERATED ALWAYS AS (uses_limit > 0 AND uses >= uses_limit OR budget IS NOT NULL AND spent >= budget) STORED,
  by_supplier  smallint NOT NULL DEFAULT 100 CHECK (by_supplier >= 0),
  by_brand     smallint NOT NULL DEFAULT 0 CHECK (by_brand >= 0),
  by_hub       smallint NOT NULL DEFAULT 0 CHECK (by_hub >= 0),
  brand        text NOT NULL DEFAULT '' CHECK (length(brand) <= 200),
  version      bigint NOT NULL DEFAULT 1,
  created_by   uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (valid_until > valid_from),
  CHECK (by_supplier + by_brand + by_hub = 100),
  CHECK (state <> 'draft' OR uses = 0)
);
CREATE UNIQUE INDEX promotion_action_coupon ON hub.promotion_action (tenant_id, coupon) WHERE coupon <> '' AND state <> 'ended';
CREATE INDEX promotion_action_live ON hub.promotion_action (tenant_id) WHERE state = 'live' AND NOT archived;
CREATE INDEX promotion_action_newest ON hub.promotion_action (tenant_id, created_at DESC, id DESC);
COMMENT ON TABLE hub.promotion_action IS 'A promotion of a supplier. Live and begun, it is running; live and not begun, it is scheduled; after its end it is ended whatever its state says';
COMMENT ON COLUMN hub.promotion_action.rule IS 'What it takes, of what, from when on: as internal/promotion writes it';
COMMENT ON COLUMN hub.promotion_action.coupon IS 'The code that has to be given, in capitals; empty for none. No buyer''s role reads it';
COMMENT ON COLUMN hub.promotion_action.groups IS 'Only for these customer groups; empty for all. One that is dissolved is nobody''s';
COMMENT ON COLUMN hub.promotion_action.regions IS 'Only for these regions of relationships, such as SE-AB, or countries, such as SE; empty for all';
COMMENT ON COLUMN hub.promotion_action.away_days IS 'Only for buyers that have not ordered for so many days; 0 for all';
COMMENT ON COLUMN hub.promotion_action.budget IS 'What it may cost in all, in major units; NULL for no bound. Written and counted by hub_reserve with spent and uses, under the lock of this row';
COMMENT ON COLUMN hub.promotion_action.by_supplier IS 'Percent of what it costs that the supplier pays; by_brand and by_hub the others; together 100';

CREATE TABLE hub.promotion_policy (
  tenant_id     uuid PRIMARY KEY,
  mode          text NOT NULL DEFAULT 'best' CHECK (mode IN ('best','stack','exclusive')),
  most_per_line int NOT NULL DEFAULT 0 CHECK (most_per_line BETWEEN 0 AND 20),
  most_percent  numeric(7,4) NOT NULL DEFAULT 0 CHECK (most_percent BETWEEN 0 AND 100),
  version       bigint NOT NULL DEFAULT 1,
  updated_at    timestamptz NOT NULL
);
COMMENT ON TABLE hub.promotion_policy IS 'How a supplier''s promotions go together; without a row each line takes its best one';
COMMENT ON COLUMN hub.promotion_policy.most_per_line IS 'Of mode stack: so many at most on one line; 0 for no limit';
COMMENT ON COLUMN hub.promotion_policy.most_percent IS 'Of mode stack: so many percent at most off a line; 0 for no limit';

CREATE TABLE hub.promotion_claim (
  tenant_id    uuid NOT NULL,
  promotion_id uuid NOT NULL,
  buyer_id     uuid NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, promotion_id, buyer_id),
  FOREIGN KEY (tenant_id, promotion_id) REFERENCES hub.promotion_action (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX promotion_claim_buyer ON hub.promotion_claim (buyer_id, tenant_id);
COMMENT ON TABLE hub.promotion_claim IS 'That a buyer gave the code of a promotion; written by sec.claim_coupon only';

CREATE TABLE hub.promotion_use (
  tenant_id    uuid NOT NULL,
  promotion_id uuid NOT NULL,
  order_id     uuid NOT NULL,
  buyer_id     uuid NOT NULL,
  amount       numeric(20,6) NOT NULL CHECK (amount >= 0),
  at           timestamptz NOT NULL,
  released_at  timestamptz,
  PRIMARY KEY (tenant_id, promotion_id, order_id),
  FOREIGN KEY (tenant_id, promotion_id) REFERENCES hub.promotion_action (tenant_id, id)
);
CREATE INDEX promotion_use_buyer ON hub.promotion_use (buyer_id, tenant_id, promotion_id) WHERE released_at IS NULL;
CREATE INDEX promotion_use_newest ON hub.promotion_use (tenant_id, promotion_id, at DESC, order_id DESC);
CREATE INDEX promotion_use_order ON hub.promotion_use (tenant_id, order_id);
COMMENT ON TABLE hub.promotion_use IS 'A promotion that came to an order, and what it took off there; written by the functions of hub_reserve only';
COMMENT ON COLUMN hub.promotion_use.released_at IS 'When the order was given up; what it used counts no longer';

-- Which promotions are for whom, said once: both sec.pair_promotions and sec.my_promotions ask here. Runs with the rights of its caller. The i-th of each array
-- together are one customer of one supplier. Who has a code of one is told apart: without it, it is not there.
CREATE FUNCTION sec.applying_promotions(buyer uuid, tenants uuid[], groups uuid[], regions text[]) RETURNS TABLE (tenant_id uuid, promotion_id uuid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp ROWS 50 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT p.tenant_id, p.id
    FROM unnest(tenants, groups, regions) AS w(tenant_id, group_id, region) JOIN hub.promotion_action p ON p.tenant_id = w.tenant_id
    WHERE p.state = 'live' AND NOT p.archived
      AND (p.valid_from IS NULL OR p.valid_from <= transaction_timestamp()) AND (p.valid_until IS NULL OR p.valid_until > transaction_timestamp())
      AND (p.groups = '{}' OR w.group_id = ANY (p.groups))
      AND (p.regions = '{}' OR EXISTS (SELECT FROM unnest(p.regions) r WHERE lower(w.region) = lower(r) OR starts_with(lower(w.region), lower(r) || '-')))
      AND (p.coupon = '' OR EXISTS (SELECT FROM hub.promotion_claim c WHERE c.tenant_id = p.tenant_id AND c.promotion_id = p.id AND c.buyer_id = buyer));
END $$;
COMMENT ON FUNCTION sec.applying_promotions(uuid, uuid[], uuid[], text[]) IS 'The running promotions that are for customers of a supplier, of what the caller may see';

CREATE FUNCTION sec.pair_promotions() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.pair_supplier_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(a.promotion_id), '{}')
    FROM sec.my_standing() s JOIN hub.trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = sec.pair_buyer_id(),
      sec.applying_promotions(sec.pair_buyer_id(), ARRAY[s.tenant_id], ARRAY[s.group_id], ARRAY[s.region]) a
    WHERE r.sees_promotions AND s.price IN ('list','own'));
END $$;
COMMENT ON FUNCTION sec.pair_promotions() IS 'The running promotions that are for the buyer of a pair scope, where its grant shows promotions and prices; empty in any other';

CREATE FUNCTION sec.my_promotions() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.buyer_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (
    WITH who AS (
      SELECT array_agg(s.tenant_id) AS tenants, array_agg(s.group_id) AS groups, array_agg(s.region) AS regions
      FROM sec.my_standing() s WHERE s.tenant_id = ANY (sec.my_promotion_suppliers()))
    SELECT coalesce(array_agg(a.tenant_id::text || '/' || a.promotion_id::text), '{}')
    FROM who, sec.applying_promotions(sec.buyer_id(), who.tenants, who.groups, who.regions) a);
END $$;
COMMENT ON FUNCTION sec.my_promotions() IS 'The running promotions that are for the buyer of a buyer scope: supplier, a stroke, and the promotion; empty in any other';

-- Counting. They answer the outcome and never a figure. Everybody locks the rows of promotions first, by supplier and promotion, and uses after them.

-- uses: [{"supplier", "promotion", "order", "currency", "amount"}]. Outcomes: used; not_offered, of one that is not there for the buyer; used_by_buyer, used_up and
-- over_budget, of one whose limits it would break. One that came to the same order before stays used; what it took off is what it was first.
CREATE FUNCTION sec.use_promotions(uses jsonb, moment timestamptz) RETURNS TABLE (supplier uuid, promotion uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer uuid := sec.buyer_id();
  l     record;
  p     hub.promotion_action;
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  FOR l IN SELECT * FROM jsonb_to_recordset(uses) AS n(supplier uuid, promotion uuid, "order" uuid, currency text, amount numeric)
    WHERE n.amount >= 0 AND n."order" IS NOT NULL ORDER BY n.supplier, n.promotion, n."order" LOOP
    supplier := l.supplier;
    promotion := l.promotion;
    outcome := 'not_offered';
    SELECT a.* INTO p FROM hub.promotion_action a WHERE a.tenant_id = l.supplier AND a.id = l.promotion FOR UPDATE;
    IF FOUND AND ((l.supplier::text || '/') || l.promotion::text) = ANY (sec.my_promotions()) AND p.currency = l.currency THEN
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
        UPDATE hub.promotion_action a SET uses = a.uses + 1, spent = a.spent + l.amount WHERE a.tenant_id = p.tenant_id AND a.id = p.id;
        outcome := 'used';
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION sec.use_promotions(jsonb, timestamptz) IS 'Counts promotions that come to orders of the buyer of a buyer scope, within their limits and budgets; answers outcomes only';

-- An order that is given up, by its buyer or by its supplier, gives back what it used.
CREATE FUNCTION sec.release_promotions(supplier uuid, orders uuid[], moment timestamptz) RETURNS bigint
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
  RETURN freed;
END $$;
COMMENT ON FUNCTION sec.release_promotions(uuid, uuid[], timestamptz) IS 'Gives back what orders of the scope used of promotions; answers how many uses that were';

-- A code that fits nothing, or what is not for the buyer, answers NULL, and nobody learns which of the two.
CREATE FUNCTION sec.claim_coupon(supplier uuid, code text, moment timestamptz) RETURNS uuid
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
  INSERT INTO hub.promotion_claim (tenant_id, promotion_id, buyer_id, at) VALUES (supplier, found, sec.buyer_id(), moment) ON CONFLICT DO NOTHING;
  RETURN found;
END $$;
COMMENT ON FUNCTION sec.claim_coupon(uuid, text, timestamptz) IS 'Notes that the buyer of a buyer scope gave the code of a promotion that is for it; answers which, or NULL';
