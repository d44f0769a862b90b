-- Prices beside the base price: lists for regions, channels, groups, customers and contracts, what items cost, how a supplier prices, what it asks for
-- beside prices, reference rates, and changes of many prices at once. Base and own prices stay where they are.

CREATE TABLE hub.pricing_list (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('base','region','channel','group','customer','contract')),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  region        text NOT NULL DEFAULT '' CHECK (length(region) <= 100),
  channel       text NOT NULL DEFAULT '' CHECK (length(channel) <= 40),
  group_id      uuid,
  customer_id   uuid,
  currency      text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  tax_included  boolean NOT NULL DEFAULT false,
  tax_rate      numeric(6,3) NOT NULL DEFAULT 0 CHECK (tax_rate BETWEEN 0 AND 100),
  round_mode    text NOT NULL DEFAULT 'half_up' CHECK (round_mode IN ('half_up','half_even','down','up')),
  round_step    numeric(20,6) NOT NULL DEFAULT 0 CHECK (round_step >= 0),
  round_ending  numeric(20,6) NOT NULL DEFAULT 0 CHECK (round_ending >= 0 AND (round_ending = 0 OR round_ending < round_step)),
  rule          jsonb,
  valid_from    timestamptz,
  valid_to      timestamptz,
  priority      int NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 1000),
  family_breaks boolean NOT NULL DEFAULT false,
  state         text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','live','archived')),
  version       bigint NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES hub.trading_customer (tenant_id, id) ON DELETE CASCADE,
  CHECK ((kind = 'region') = (region <> '')),
  CHECK ((kind = 'channel') = (channel <> '')),
  CHECK ((kind = 'group') = (group_id IS NOT NULL)),
  CHECK ((kind IN ('customer','contract')) = (customer_id IS NOT NULL)),
  CHECK (valid_to > valid_from),
  CHECK (rule IS NULL OR kind <> 'base' AND NOT tax_included)
);
CREATE UNIQUE INDEX pricing_list_base ON hub.pricing_list (tenant_id) WHERE kind = 'base' AND state <> 'archived';
CREATE INDEX pricing_list_wide ON hub.pricing_list (tenant_id, kind) WHERE state = 'live' AND kind IN ('base','channel','region');
CREATE INDEX pricing_list_group ON hub.pricing_list (tenant_id, group_id) WHERE group_id IS NOT NULL;
CREATE INDEX pricing_list_customer ON hub.pricing_list (tenant_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX pricing_list_name ON hub.pricing_list (tenant_id, state, name, id);
COMMENT ON TABLE hub.pricing_list IS 'A list of prices beside the base prices, for some of a supplier''s buyers';
COMMENT ON COLUMN hub.pricing_list.region IS 'Of kind region: the region of relationships, such as SE-AB, or a country, such as SE, which holds for its regions too';
COMMENT ON COLUMN hub.pricing_list.channel IS 'Of kind channel: how buyers come; what they buy in the hub comes by hub';
COMMENT ON COLUMN hub.pricing_list.group_id IS 'Of kind group. No foreign key: a list for a group that is dissolved is for nobody';
COMMENT ON COLUMN hub.pricing_list.rule IS 'Reckons the prices of items without an entry: {"basis": "base", "percent": "-5", "floor": {"margin": "10"}, "ceiling": {"amount": "99"}}; NULL for none. Net of tax';
COMMENT ON COLUMN hub.pricing_list.family_breaks IS 'Whether quantities of items of one family are added up when a break is chosen';
COMMENT ON COLUMN hub.pricing_list.round_step IS 'Grid of what a rule or an operation reckons: whole steps above round_ending; 0 for six decimal places';

CREATE TABLE hub.pricing_entry (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  list_id    uuid NOT NULL,
  item_id    uuid NOT NULL,
  valid_from timestamptz,
  valid_to   timestamptz,
  price      numeric(20,6) NOT NULL CHECK (price >= 0),
  breaks     jsonb NOT NULL DEFAULT '[]',
  agreed     numeric CHECK (agreed > 0),
  called     numeric NOT NULL DEFAULT 0 CHECK (called >= 0),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE NULLS NOT DISTINCT (tenant_id, list_id, item_id, valid_from),
  FOREIGN KEY (tenant_id, list_id) REFERENCES hub.pricing_list (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE,
  CHECK (valid_to > valid_from)
);
CREATE INDEX pricing_entry_item ON hub.pricing_entry (tenant_id, item_id, list_id);
COMMENT ON TABLE hub.pricing_entry IS 'The price of an item in a list, in the list''s currency, for a time; of those that hold the latest counts';
COMMENT ON COLUMN hub.pricing_entry.breaks IS 'Other prices from a quantity on: [{"from": "10", "price": "1.90"}], ascending';
COMMENT ON COLUMN hub.pricing_entry.agreed IS 'Of a contract: the quantity that may be called off at this price; NULL for no bound';
COMMENT ON COLUMN hub.pricing_entry.called IS 'How much of it was called off';

CREATE TABLE hub.pricing_cost (
  tenant_id  uuid NOT NULL,
  item_id    uuid NOT NULL,
  currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  cost       numeric(20,6) NOT NULL CHECK (cost >= 0),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub.pricing_cost IS 'What one unit of an item costs its supplier. No buyer''s role has any right here';

CREATE TABLE hub.pricing_policy (
  tenant_id    uuid PRIMARY KEY,
  precedence   text NOT NULL DEFAULT 'priority' CHECK (precedence IN ('best','priority')),
  kinds        text[] NOT NULL DEFAULT '{contract,own,customer,group,channel,region,base}',
  floor_margin numeric(7,4) CHECK (floor_margin < 100 AND floor_margin > -1000),
  floored      boolean NOT NULL GENERATED ALWAYS AS (floor_margin IS NOT NULL) STORED,
  shows_list   boolean NOT NULL DEFAULT false,
  protection   text NOT NULL DEFAULT 'order_date' CHECK (protection IN ('order_date','ship_date','notice')),
  notice_days  int NOT NULL DEFAULT 0 CHECK (notice_days BETWEEN 0 AND 365),
  version      bigint NOT NULL DEFAULT 1,
  updated_at   timestamptz NOT NULL
);
COMMENT ON TABLE hub.pricing_policy IS 'How a supplier prices; without a row: by priority, no floor, the list price not shown beside another, the price of the order''s date';
COMMENT ON COLUMN hub.pricing_policy.kinds IS 'The order in which kinds of prices win by priority, and among equals';
COMMENT ON COLUMN hub.pricing_policy.floor_margin IS 'Percent of the price net of tax that has to be left over the cost; NULL for no floor. Buyers see only that there is one';
COMMENT ON COLUMN hub.pricing_policy.protection IS 'Which price holds for an order: of its date, of the date of shipment, or the old one until notice_days after a change was told';

CREATE TABLE hub.pricing_rate (
  currency  text NOT NULL CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'EUR'),
  day       date NOT NULL,
  per_eur   numeric(20,8) NOT NULL CHECK (per_eur > 0),
  source    text NOT NULL DEFAULT '' CHECK (length(source) <= 200),
  posted_at timestamptz NOT NULL,
  PRIMARY KEY (currency, day)
);
COMMENT ON TABLE hub.pricing_rate IS 'How much of a currency one euro was on a day; everybody who is signed in may read it';

CREATE TABLE hub.pricing_condition (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  level       text NOT NULL CHECK (level IN ('default','region','group','customer')),
  region      text NOT NULL DEFAULT '' CHECK (length(region) <= 100),
  group_id    uuid,
  customer_id uuid,
  conditions  jsonb NOT NULL DEFAULT '{}',
  version     bigint NOT NULL DEFAULT 1,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE NULLS NOT DISTINCT (tenant_id, level, region, group_id, customer_id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES hub.trading_customer (tenant_id, id) ON DELETE CASCADE,
  CHECK ((level = 'region') = (region <> '')),
  CHECK ((level = 'group') = (group_id IS NOT NULL)),
  CHECK ((level = 'customer') = (customer_id IS NOT NULL))
);
COMMENT ON TABLE hub.pricing_condition IS 'What a supplier asks for beside prices: minimum order, small-order fee, freight, lead days, cash discount; the nearer level over the farther, field by field';
COMMENT ON COLUMN hub.pricing_condition.conditions IS 'Only the fields that this level says; a field that is missing is inherited';

CREATE TABLE hub.pricing_change_set (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  source         text NOT NULL CHECK (source IN ('grid','operation','paste','import')),
  state          text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','scheduled','published','cancelled','rolled_back')),
  lines          int NOT NULL DEFAULT 0,
  kept           int NOT NULL DEFAULT 0,
  publish_at     timestamptz,
  published_at   timestamptz,
  rolled_back_at timestamptz,
  failure        text NOT NULL DEFAULT '',
  tally          jsonb NOT NULL DEFAULT '{}',
  person_id      uuid NOT NULL,
  version        bigint NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE hub.pricing_change_set IS 'A change of many prices at once: looked at, then published in one transaction, now or later, and rolled back within a day';
COMMENT ON COLUMN hub.pricing_change_set.kept IS 'Lines that a roll-back left as they were, because somebody had changed the price since';
COMMENT ON COLUMN hub.pricing_change_set.tally IS 'How many lines raise, lower, bring, clear, leave, or fall under the floor, when it was drafted or published';
COMMENT ON COLUMN hub.pricing_change_set.failure IS 'The code of the fault that kept a scheduled set from being published; empty for none';

CREATE TABLE hub.pricing_change_line (
  tenant_id   uuid NOT NULL,
  set_id      uuid NOT NULL,
  position    int NOT NULL CHECK (position >= 0),
  item_id     uuid NOT NULL,
  list_id     uuid,
  customer_id uuid,
  valid_from  timestamptz,
  valid_to    timestamptz,
  currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  price       numeric(20,6) CHECK (price >= 0),
  breaks      jsonb NOT NULL DEFAULT '[]',
  agreed      numeric CHECK (agreed > 0),
  before      jsonb,
  PRIMARY KEY (tenant_id, set_id, position),
  UNIQUE NULLS NOT DISTINCT (tenant_id, set_id, item_id, list_id, customer_id, valid_from),
  FOREIGN KEY (tenant_id, set_id) REFERENCES hub.pricing_change_set (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, list_id) REFERENCES hub.pricing_list (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, customer_id) REFERENCES hub.trading_customer (tenant_id, id) ON DELETE CASCADE,
  CHECK (list_id IS NULL OR customer_id IS NULL),
  CHECK (list_id IS NOT NULL OR valid_from IS NULL AND valid_to IS NULL AND agreed IS NULL)
);
COMMENT ON TABLE hub.pricing_change_line IS 'One price of a change set: in a list, of one customer, or, with neither, the base price';
COMMENT ON COLUMN hub.pricing_change_line.price IS 'NULL takes the price away';
COMMENT ON COLUMN hub.pricing_change_line.before IS 'What stood when the set was published: exactly there, for rolling it back, and in force, for showing it; NULL before that';

-- Which lists are for whom, said once: both sec.pair_price_lists and sec.my_price_lists ask here, and so does a supplier of its own. Runs with the rights of
-- its caller. The i-th of each array together are one customer of one supplier.
CREATE FUNCTION sec.applying_lists(tenants uuid[], customers uuid[], groups uuid[], regions text[]) RETURNS TABLE (tenant_id uuid, list_id uuid, kind text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp ROWS 20 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT l.tenant_id, l.id, l.kind
    FROM unnest(tenants, customers, groups, regions) AS w(tenant_id, customer_id, group_id, region) JOIN hub.pricing_list l ON l.tenant_id = w.tenant_id
    WHERE l.state = 'live' AND l.kind IN ('base','channel','region') AND CASE l.kind
      WHEN 'base' THEN true
      WHEN 'channel' THEN l.channel = 'hub'
      ELSE lower(w.region) = lower(l.region) OR starts_with(lower(w.region), lower(l.region) || '-') END
    UNION ALL
    SELECT l.tenant_id, l.id, l.kind
    FROM unnest(tenants, groups) AS w(tenant_id, group_id) JOIN hub.pricing_list l ON l.tenant_id = w.tenant_id AND l.group_id = w.group_id
    WHERE l.state = 'live'
    UNION ALL
    SELECT l.tenant_id, l.id, l.kind
    FROM unnest(tenants, customers) AS w(tenant_id, customer_id) JOIN hub.pricing_list l ON l.tenant_id = w.tenant_id AND l.customer_id = w.customer_id
    WHERE l.state = 'live';
END $$;
COMMENT ON FUNCTION sec.applying_lists(uuid[], uuid[], uuid[], text[]) IS 'The live lists that are for customers of a supplier, of what the caller may see';

CREATE FUNCTION sec.applying_conditions(tenants uuid[], customers uuid[], groups uuid[], regions text[]) RETURNS TABLE (tenant_id uuid, condition_id uuid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp ROWS 4 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT d.tenant_id, d.id
    FROM unnest(tenants, customers, groups, regions) AS w(tenant_id, customer_id, group_id, region) JOIN hub.pricing_condition d ON d.tenant_id = w.tenant_id
    WHERE CASE d.level
      WHEN 'default' THEN true
      WHEN 'region' THEN lower(w.region) = lower(d.region) OR starts_with(lower(w.region), lower(d.region) || '-')
      WHEN 'group' THEN d.group_id = w.group_id
      ELSE d.customer_id = w.customer_id END;
END $$;
COMMENT ON FUNCTION sec.applying_conditions(uuid[], uuid[], uuid[], text[]) IS 'The conditions that are for customers of a supplier, of what the caller may see';

-- The customer that a buyer is to its suppliers: of the one of a pair scope, or of all of a buyer scope.
CREATE FUNCTION sec.my_standing() RETURNS TABLE (tenant_id uuid, customer_id uuid, group_id uuid, region text, price text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 60 AS $$
#variable_conflict use_column
DECLARE supplier uuid := sec.pair_supplier_id();
BEGIN
  IF supplier IS NOT NULL THEN
    RETURN QUERY
      SELECT r.tenant_id, r.customer_id, c.group_id, r.region, r.sees_price
      FROM hub.trading_relationship r LEFT JOIN hub.trading_customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
      WHERE r.tenant_id = supplier AND r.buyer_id = sec.pair_buyer_id() AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp());
    RETURN;
  END IF;
  IF sec.buyer_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT r.tenant_id, r.customer_id, c.group_id, r.region, s.price
    FROM sec.my_sight() s JOIN hub.trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = sec.buyer_id()
    LEFT JOIN hub.trading_customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id;
END $$;
COMMENT ON FUNCTION sec.my_standing() IS 'Under which customer record, group and region the buyer of a pair or buyer scope stands at suppliers that disclose something to it; empty in any other';

CREATE FUNCTION sec.pair_price_lists() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.pair_supplier_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(a.list_id), '{}') FROM sec.my_standing() s,
    sec.applying_lists(ARRAY[s.tenant_id], ARRAY[s.customer_id], ARRAY[s.group_id], ARRAY[s.region]) a
    WHERE s.price = 'own' OR s.price = 'list' AND a.kind = 'base');
END $$;
COMMENT ON FUNCTION sec.pair_price_lists() IS 'The price lists that apply to a pair scope at the level of its grant; empty in any other';

CREATE FUNCTION sec.my_price_lists() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.buyer_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (
    WITH who AS MATERIALIZED (SELECT * FROM sec.my_standing() s WHERE s.price IN ('list','own')),
         all_of AS (SELECT array_agg(tenant_id) AS tenants, array_agg(customer_id) AS customers, array_agg(group_id) AS groups, array_agg(region) AS regions FROM who)
    SELECT coalesce(array_agg(a.tenant_id::text || '/' || a.list_id::text), '{}')
    FROM all_of, sec.applying_lists(all_of.tenants, all_of.customers, all_of.groups, all_of.regions) a JOIN who ON who.tenant_id = a.tenant_id
    WHERE who.price = 'own' OR a.kind = 'base');
END $$;
COMMENT ON FUNCTION sec.my_price_lists() IS 'The price lists that apply to a buyer scope at the levels of its grants: supplier, a stroke, and the list; empty in any other';

CREATE FUNCTION sec.pair_conditions() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.pair_supplier_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (SELECT coalesce(array_agg(a.condition_id), '{}') FROM sec.my_standing() s,
    sec.applying_conditions(ARRAY[s.tenant_id], ARRAY[s.customer_id], ARRAY[s.group_id], ARRAY[s.region]) a);
END $$;
COMMENT ON FUNCTION sec.pair_conditions() IS 'The conditions that apply to a pair scope; empty in any other';

CREATE FUNCTION sec.my_conditions() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.buyer_id() IS NULL THEN RETURN '{}'; END IF;
  RETURN (
    WITH who AS (SELECT array_agg(tenant_id) AS tenants, array_agg(customer_id) AS customers, array_agg(group_id) AS groups, array_agg(region) AS regions FROM sec.my_standing())
    SELECT coalesce(array_agg(a.tenant_id::text || '/' || a.condition_id::text), '{}') FROM who, sec.applying_conditions(who.tenants, who.customers, who.groups, who.regions) a);
END $$;
COMMENT ON FUNCTION sec.my_conditions() IS 'The conditions that apply to a buyer scope: supplier, a stroke, and the condition; empty in any other';

-- What rules reckon. Says what resolve.Rule says in Go; a buyer is told the outcome alone, because neither rule nor cost is its to see.

CREATE FUNCTION sec.price_at_margin(cost numeric, margin numeric) RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rest numeric := 1000000 - round(margin * 10000);
BEGIN
  IF rest <= 0 THEN RETURN NULL; END IF;
  RETURN div(round(cost * 1000000) * 1000000 + rest - 1, rest) * 0.000001;
END $$;
COMMENT ON FUNCTION sec.price_at_margin(numeric, numeric) IS 'The lowest price of six decimal places that leaves so many percent of it over a cost';

CREATE FUNCTION sec.price_point(value numeric, mode text, step numeric, ending numeric) RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  above numeric := greatest(value - ending, 0);
  n numeric;
  rest numeric;
BEGIN
  IF step <= 0 THEN RETURN value; END IF;
  n := div(above, step);
  rest := above - n * step;
  IF mode = 'up' AND rest > 0 OR mode = 'half_up' AND 2 * rest >= step OR mode = 'half_even' AND (2 * rest > step OR 2 * rest = step AND mod(n, 2) = 1) THEN
    n := n + 1;
  END IF;
  RETURN n * step + ending;
END $$;
COMMENT ON FUNCTION sec.price_point(numeric, text, numeric, numeric) IS 'The point of a grid of prices that a value rounds to';

CREATE FUNCTION sec.rule_price(rule jsonb, basis numeric, cost numeric, mode text, step numeric, ending numeric) RETURNS numeric
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  low numeric;
  high numeric;
  value numeric;
  point numeric;
BEGIN
  IF basis IS NULL OR cost IS NULL AND (rule #> '{floor,margin}' IS NOT NULL OR rule #> '{ceiling,margin}' IS NOT NULL) THEN RETURN NULL; END IF;
  low := greatest(0, (rule #>> '{floor,amount}')::numeric, sec.price_at_margin(cost, (rule #>> '{floor,margin}')::numeric));
  high := least((rule #>> '{ceiling,amount}')::numeric, sec.price_at_margin(cost, (rule #>> '{ceiling,margin}')::numeric));
  value := greatest(least(basis * (100 + (rule ->> 'percent')::numeric) * 0.01, high), low);
  point := sec.price_point(value, mode, step, ending);
  IF point < low THEN point := sec.price_point(low, 'up', step, ending); END IF;
  IF point > high THEN
    point := sec.price_point(high, 'down', step, ending);
    IF point > high OR point < low THEN point := greatest(low, high); END IF;
  END IF;
  RETURN round(point, 6);
END $$;
COMMENT ON FUNCTION sec.rule_price(jsonb, numeric, numeric, text, numeric, numeric) IS 'What a rule makes of its basis; NULL where it needs a cost that is not known';

-- The i-th list prices the i-th item of the i-th supplier. Runs with the rights of its caller.
CREATE FUNCTION sec.rule_prices(tenants uuid[], lists uuid[], items uuid[], moment timestamptz)
RETURNS TABLE (tenant_id uuid, list_id uuid, item_id uuid, price numeric, breaks jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH ruled AS (
      SELECT DISTINCT l.tenant_id, l.id AS list_id, a.item_id, l.rule, l.currency, l.round_mode, l.round_step, l.round_ending
      FROM unnest(tenants, lists, items) AS a(tenant_id, list_id, item_id) JOIN hub.pricing_list l ON l.tenant_id = a.tenant_id AND l.id = a.list_id
      WHERE l.rule IS NOT NULL AND (l.valid_from IS NULL OR l.valid_from <= moment) AND (l.valid_to IS NULL OR l.valid_to > moment)
        AND NOT EXISTS (SELECT FROM hub.pricing_entry e WHERE e.tenant_id = l.tenant_id AND e.list_id = l.id AND e.item_id = a.item_id
          AND (e.valid_from IS NULL OR e.valid_from <= moment) AND (e.valid_to IS NULL OR e.valid_to > moment))
    ), based AS (
      SELECT r.*, c.cost, b.net, b.rungs
      FROM ruled r
      LEFT JOIN hub.pricing_cost c ON c.tenant_id = r.tenant_id AND c.item_id = r.item_id AND c.currency = r.currency
      LEFT JOIN LATERAL (
        SELECT x.net, x.rungs, x.currency FROM (
          SELECT p.currency, p.price AS net, p.breaks AS rungs, true AS inline, NULL::timestamptz AS since
          FROM hub.pricing_list_price p WHERE p.tenant_id = r.tenant_id AND p.item_id = r.item_id
          UNION ALL
          SELECT l.currency, CASE WHEN l.tax_included THEN round(e.price * 100 / (100 + l.tax_rate), 6) ELSE e.price END,
            CASE WHEN l.tax_included THEN (SELECT coalesce(jsonb_agg(jsonb_build_object('from', g -> 'from', 'price', round((g ->> 'price')::numeric * 100 / (100 + l.tax_rate), 6)) ORDER BY n), '[]')
              FROM jsonb_array_elements(e.breaks) WITH ORDINALITY AS t(g, n)) ELSE e.breaks END,
            false, greatest(l.valid_from, e.valid_from)
          FROM hub.pricing_list l JOIN hub.pricing_entry e ON e.tenant_id = l.tenant_id AND e.list_id = l.id
          WHERE l.tenant_id = r.tenant_id AND l.kind = 'base' AND l.state = 'live' AND e.item_id = r.item_id
            AND (l.valid_from IS NULL OR l.valid_from <= moment) AND (l.valid_to IS NULL OR l.valid_to > moment)
            AND (e.valid_from IS NULL OR e.valid_from <= moment) AND (e.valid_to IS NULL OR e.valid_to > moment)
        ) x ORDER BY x.inline, x.since DESC NULLS LAST LIMIT 1) b ON r.rule ->> 'basis' = 'base' AND b.currency = r.currency
    )
    SELECT b.tenant_id, b.list_id, b.item_id, made.price,
      coalesce((SELECT jsonb_agg(jsonb_build_object('from', g ->> 'from', 'price', sec.rule_price(b.rule, (g ->> 'price')::numeric, b.cost, b.round_mode, b.round_step, b.round_ending)::text) ORDER BY n)
        FROM jsonb_array_elements(b.rungs) WITH ORDINALITY AS t(g, n)), '[]')
    FROM based b, LATERAL (SELECT sec.rule_price(b.rule, CASE b.rule ->> 'basis' WHEN 'cost' THEN b.cost ELSE b.net END, b.cost, b.round_mode, b.round_step, b.round_ending) AS price) made
    WHERE made.price IS NOT NULL;
END $$;
COMMENT ON FUNCTION sec.rule_prices(uuid[], uuid[], uuid[], timestamptz) IS 'What lists reckon for items that they have no price of their own for, of what the caller may see';

-- items[i] is one of suppliers[i].
CREATE FUNCTION sec.my_rule_prices(suppliers uuid[], items uuid[], moment timestamptz)
RETURNS TABLE (tenant_id uuid, list_id uuid, item_id uuid, price numeric, breaks jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH who AS MATERIALIZED (SELECT * FROM sec.my_standing() s WHERE s.price = 'own' AND s.tenant_id = ANY (suppliers)),
         all_of AS (SELECT array_agg(tenant_id) AS tenants, array_agg(customer_id) AS customers, array_agg(group_id) AS groups, array_agg(region) AS regions FROM who),
         asked AS (
           SELECT l.tenant_id, l.id AS list_id, i.id AS item_id
           FROM all_of, sec.applying_lists(all_of.tenants, all_of.customers, all_of.groups, all_of.regions) a
           JOIN hub.pricing_list l ON l.tenant_id = a.tenant_id AND l.id = a.list_id AND l.rule IS NOT NULL
           JOIN unnest(suppliers, items) AS q(tenant_id, item_id) ON q.tenant_id = l.tenant_id
           JOIN hub.catalog_item i ON i.tenant_id = q.tenant_id AND i.id = q.item_id AND i.state = 'active'
           JOIN hub.trading_relationship r ON r.tenant_id = l.tenant_id AND r.buyer_id = coalesce(sec.pair_buyer_id(), sec.buyer_id())
             AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories))),
         sets AS (SELECT array_agg(tenant_id) AS tenants, array_agg(list_id) AS lists, array_agg(item_id) AS items FROM asked)
    SELECT p.tenant_id, p.list_id, p.item_id, p.price, p.breaks FROM sets, sec.rule_prices(sets.tenants, sets.lists, sets.items, moment) p;
END $$;
COMMENT ON FUNCTION sec.my_rule_prices(uuid[], uuid[], timestamptz) IS 'What rules reckon for the buyer of a pair or buyer scope, of items that it may see at suppliers that show it its own prices; empty in any other';

CREATE FUNCTION sec.under_floor(suppliers uuid[], items uuid[], prices numeric[], currencies text[]) RETURNS boolean[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE seen uuid[];
BEGIN
  seen := coalesce((SELECT array_agg(s.tenant_id) FROM sec.my_standing() s WHERE s.price IN ('list','own')), '{}') || array_remove(ARRAY[sec.supplier_id(), sec.worker_id()], NULL);
  RETURN (SELECT coalesce(array_agg(coalesce(a.price * (100 - p.floor_margin) < c.cost * 100, false) ORDER BY a.n), '{}')
    FROM unnest(suppliers, items, prices, currencies) WITH ORDINALITY AS a(tenant_id, item_id, price, currency, n)
    LEFT JOIN hub.pricing_policy p ON p.tenant_id = a.tenant_id AND a.tenant_id = ANY (seen)
    LEFT JOIN hub.pricing_cost c ON c.tenant_id = p.tenant_id AND c.item_id = a.item_id AND c.currency = a.currency);
END $$;
COMMENT ON FUNCTION sec.under_floor(uuid[], uuid[], numeric[], text[]) IS 'Which net prices of items leave less than the margin of their supplier; it tells neither cost nor margin, and nothing of suppliers that show the scope no price';
