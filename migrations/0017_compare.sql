-- Reading across suppliers: what a buyer may see of all of them at once, in one statement of its own scope. Each of these says of every supplier
-- what its pair_ twin says of one: approved relationships, suppliers that the hub has not closed, grants that have not ended.

CREATE FUNCTION sec.my_sight() RETURNS TABLE (tenant_id uuid, customer_id uuid, categories text[], price text, stock text, promotions boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 60 AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT r.tenant_id, r.customer_id, r.sees_categories, r.sees_price, r.sees_stock, r.sees_promotions
    FROM hub.trading_relationship r
    WHERE r.buyer_id = buyer AND r.state = 'approved'
      AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp())
      AND NOT EXISTS (SELECT FROM hub.identity_company c WHERE c.id = r.tenant_id AND c.state = 'suspended');
END $$;
COMMENT ON FUNCTION sec.my_sight() IS 'What grants disclose to the buyer of a buyer scope now, supplier by supplier; not the edges of stock bands, which with a band would tell both ends';

CREATE FUNCTION sec.my_open_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id), '{}') FROM sec.my_sight() s); END $$;
COMMENT ON FUNCTION sec.my_open_suppliers() IS 'Suppliers that disclose something to the buyer of a buyer scope now; empty in any other';

CREATE FUNCTION sec.my_whole_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id), '{}') FROM sec.my_sight() s WHERE '*' = ANY (s.categories)); END $$;
COMMENT ON FUNCTION sec.my_whole_suppliers() IS 'Suppliers whose whole range the buyer of a buyer scope may see; empty in any other';

CREATE FUNCTION sec.my_categories() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id::text || '/' || c), '{}') FROM sec.my_sight() s, unnest(s.categories) c WHERE '*' <> ALL (s.categories)); END $$;
COMMENT ON FUNCTION sec.my_categories() IS 'Where a buyer scope may see a part of a range: supplier, a stroke, and the category; empty in any other';

CREATE FUNCTION sec.my_list_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id), '{}') FROM sec.my_sight() s WHERE s.price IN ('list','own')); END $$;
COMMENT ON FUNCTION sec.my_list_suppliers() IS 'Suppliers that show the buyer of a buyer scope their list prices, with or without its own; empty in any other';

CREATE FUNCTION sec.my_own_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id), '{}') FROM sec.my_sight() s WHERE s.price = 'own'); END $$;
COMMENT ON FUNCTION sec.my_own_suppliers() IS 'Suppliers that show the buyer of a buyer scope its own prices; empty in any other';

CREATE FUNCTION sec.my_promotion_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id), '{}') FROM sec.my_sight() s WHERE s.promotions AND s.price IN ('list','own')); END $$;
COMMENT ON FUNCTION sec.my_promotion_suppliers() IS 'Suppliers that show the buyer of a buyer scope their promotions, and a price that these are about; empty in any other';

CREATE FUNCTION sec.my_customers() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT coalesce(array_agg(s.tenant_id::text || '/' || s.customer_id::text), '{}') FROM sec.my_sight() s WHERE s.price = 'own' AND s.customer_id IS NOT NULL); END $$;
COMMENT ON FUNCTION sec.my_customers() IS 'The customer records of a buyer scope at suppliers that show it own prices: supplier, a stroke, and the record; empty in any other';

-- items[i] is one of suppliers[i]. Says what sec.pair_stock says in the pair of each supplier.
CREATE FUNCTION sec.my_stock(suppliers uuid[], items uuid[]) RETURNS TABLE (tenant_id uuid, item_id uuid, class text, floor numeric, exact numeric, as_of timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE buyer uuid := sec.buyer_id();
BEGIN
  RETURN QUERY
    SELECT s.tenant_id, s.item_id,
      CASE v.stock WHEN 'yes_no' THEN CASE WHEN s.on_hand > 0 THEN 'yes' ELSE 'no' END ELSE v.stock END,
      CASE v.stock WHEN 'exact' THEN s.on_hand
        WHEN 'band' THEN coalesce((SELECT max(edge) FROM unnest(r.stock_steps) edge WHERE edge <= s.on_hand), 0)
        ELSE 0::numeric END,
      CASE WHEN v.stock = 'exact' THEN s.on_hand END,
      CASE WHEN v.stock = 'exact' THEN s.as_of END
    FROM unnest(suppliers, items) AS asked(tenant_id, item_id)
    JOIN sec.my_sight() v ON v.tenant_id = asked.tenant_id AND v.stock <> 'none'
    JOIN hub.trading_relationship r ON r.tenant_id = v.tenant_id AND r.buyer_id = buyer
    CROSS JOIN LATERAL (SELECT c.tenant_id, c.id, c.category, c.state FROM hub.catalog_item c WHERE c.tenant_id = asked.tenant_id AND c.id = asked.item_id OFFSET 0) i
    CROSS JOIN LATERAL (
      SELECT k.tenant_id, k.item_id, sum(greatest(k.on_hand - k.reserved, 0)) AS on_hand, min(k.as_of) AS as_of
      FROM hub.inventory_stock k JOIN hub.inventory_warehouse w ON w.tenant_id = k.tenant_id AND w.id = k.warehouse_id
      WHERE k.tenant_id = i.tenant_id AND k.item_id = i.id AND w.serving AND (w.regions = '{}' OR ARRAY[r.region, split_part(r.region, '-', 1)] && w.regions)
      GROUP BY k.tenant_id, k.item_id) s
    WHERE i.state = 'active' AND ('*' = ANY (v.categories) OR i.category = ANY (v.categories));
END $$;
COMMENT ON FUNCTION sec.my_stock(uuid[], uuid[]) IS 'What grants disclose to the buyer of a buyer scope of the stock of these items, and nothing more; empty in any other';

CREATE INDEX catalog_item_mpn ON hub.catalog_item (tenant_id, mpn) WHERE mpn <> '';

-- What buyers keep of comparisons.

CREATE TABLE hub.comparison_setting (
  buyer_id    uuid PRIMARY KEY,
  currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  yearly_rate numeric(8,4) NOT NULL DEFAULT 0 CHECK (yearly_rate BETWEEN 0 AND 100),
  day_cost    numeric(20,6) NOT NULL DEFAULT 0 CHECK (day_cost >= 0),
  order_cost  numeric(20,6) NOT NULL DEFAULT 0 CHECK (order_cost >= 0),
  stale_days  int CHECK (stale_days > 0),
  version     bigint NOT NULL DEFAULT 1,
  person_id   uuid NOT NULL,
  updated_at  timestamptz NOT NULL
);
COMMENT ON TABLE hub.comparison_setting IS 'What money and time are worth to a buyer; no supplier sees it';
COMMENT ON COLUMN hub.comparison_setting.yearly_rate IS 'Per cent a year: what paying later is worth';
COMMENT ON COLUMN hub.comparison_setting.day_cost IS 'What a day of waiting for one line costs, in the currency; order_cost what one more order costs';
COMMENT ON COLUMN hub.comparison_setting.stale_days IS 'A price that was not said again for so many days wins nothing; NULL for no such day';

CREATE TABLE hub.comparison_list (
  buyer_id   uuid NOT NULL,
  id         uuid NOT NULL,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  note       text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  lines      int NOT NULL DEFAULT 0 CHECK (lines >= 0),
  version    bigint NOT NULL DEFAULT 1,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_by uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, id)
);
CREATE INDEX comparison_list_newest ON hub.comparison_list (buyer_id, updated_at DESC, id DESC);
COMMENT ON TABLE hub.comparison_list IS 'Lists of what a buyer compares, for everybody who compares there; no supplier sees one';
COMMENT ON COLUMN hub.comparison_list.lines IS 'How many comparison_list_line it has';

CREATE TABLE hub.comparison_list_line (
  buyer_id         uuid NOT NULL,
  list_id          uuid NOT NULL,
  position         int NOT NULL CHECK (position >= 0),
  tenant_id        uuid,
  item_id          uuid,
  text             text NOT NULL DEFAULT '' CHECK (length(text) <= 500),
  quantity         numeric NOT NULL CHECK (quantity > 0),
  unit             text NOT NULL DEFAULT '' CHECK (length(unit) <= 3),
  chosen_tenant_id uuid,
  chosen_item_id   uuid,
  PRIMARY KEY (buyer_id, list_id, position),
  FOREIGN KEY (buyer_id, list_id) REFERENCES hub.comparison_list (buyer_id, id) ON DELETE CASCADE,
  CHECK ((tenant_id IS NULL) = (item_id IS NULL)),
  CHECK ((chosen_tenant_id IS NULL) = (chosen_item_id IS NULL)),
  CHECK (item_id IS NOT NULL OR text <> '')
);
COMMENT ON TABLE hub.comparison_list_line IS 'A line of a list: an item, or the text that it was put down with. No foreign key to items, which the buyer may see no longer';
COMMENT ON COLUMN hub.comparison_list_line.unit IS 'UN/ECE Recommendation 20 code of the quantity; empty for the unit of what it is about';
COMMENT ON COLUMN hub.comparison_list_line.chosen_item_id IS 'The offer that somebody chose instead of the best';
