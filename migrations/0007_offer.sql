-- The first floor of catalogue, prices and stock: what a grant discloses.

CREATE TABLE hub.catalog_item (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  sku        text NOT NULL CHECK (length(sku) BETWEEN 1 AND 100),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
  brand      text NOT NULL DEFAULT '',
  mpn        text NOT NULL DEFAULT '',
  gtin       text NOT NULL DEFAULT '',
  category   text NOT NULL DEFAULT '',
  unit       text NOT NULL DEFAULT 'H87',
  minimum    numeric NOT NULL DEFAULT 1 CHECK (minimum > 0),
  multiple   numeric NOT NULL DEFAULT 1 CHECK (multiple > 0),
  lead_days  int CHECK (lead_days >= 0),
  datasheet  text NOT NULL DEFAULT '',
  state      text NOT NULL DEFAULT 'active' CHECK (state IN ('active','withdrawn')),
  version    bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, sku)
);
CREATE INDEX catalog_item_category ON hub.catalog_item (tenant_id, category, sku);
COMMENT ON TABLE hub.catalog_item IS 'One supplier''s product record, in its own words';
COMMENT ON COLUMN hub.catalog_item.unit IS 'UN/ECE Recommendation 20 code of what is counted and priced';
COMMENT ON COLUMN hub.catalog_item.lead_days IS 'Days until it leaves when it is not in stock; NULL for not told';

CREATE TABLE hub.pricing_list_price (
  tenant_id  uuid NOT NULL,
  item_id    uuid NOT NULL,
  currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  price      numeric(20,6) NOT NULL CHECK (price >= 0),
  breaks     jsonb NOT NULL DEFAULT '[]',
  promotion  text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub.pricing_list_price IS 'The price of an item for everybody who may see list prices; outlets read it joined to catalog_item, whose policy knows the category';
COMMENT ON COLUMN hub.pricing_list_price.breaks IS 'Lower prices from a quantity on: [{"from": "10", "price": "1.90"}], ascending';

CREATE TABLE hub.pricing_own_price (
  tenant_id   uuid NOT NULL,
  customer_id uuid NOT NULL,
  item_id     uuid NOT NULL,
  currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  price       numeric(20,6) NOT NULL CHECK (price >= 0),
  breaks      jsonb NOT NULL DEFAULT '[]',
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, item_id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, customer_id) REFERENCES hub.trading_customer (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX pricing_own_price_item ON hub.pricing_own_price (tenant_id, item_id);
COMMENT ON TABLE hub.pricing_own_price IS 'The price of an item for one customer; in the place of the list price, never beside it';

CREATE TABLE hub.inventory_stock (
  tenant_id uuid NOT NULL,
  item_id   uuid NOT NULL,
  on_hand   numeric NOT NULL CHECK (on_hand >= 0),
  as_of     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub.inventory_stock IS 'What a supplier has; buyers have no right here and ask sec.pair_stock';

-- Says what trading.Disclosure says: class yes, no, band or exact, and no row where nothing is disclosed; the floor below which a quantity is there for certain.
-- Only exact figures tell when they were counted: beside a band, the time would tell each movement.
CREATE FUNCTION sec.pair_stock(items uuid[]) RETURNS TABLE (item_id uuid, class text, floor numeric, exact numeric, as_of timestamptz)
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
    FROM hub.inventory_stock s JOIN hub.catalog_item i ON i.tenant_id = s.tenant_id AND i.id = s.item_id
    WHERE s.tenant_id = r.tenant_id AND s.item_id = ANY (items) AND i.state = 'active'
      AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories));
END $$;
COMMENT ON FUNCTION sec.pair_stock(uuid[]) IS 'What the grant of a pair scope discloses of the stock of these items, and nothing more; empty in any other scope';
