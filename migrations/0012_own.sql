-- What a buyer says of items for itself, and how prices came to be what they are.

CREATE TABLE hub.matching_own_item (
  buyer_id   uuid NOT NULL,
  tenant_id  uuid NOT NULL,
  item_id    uuid NOT NULL,
  code       text NOT NULL DEFAULT '' CHECK (length(code) <= 100),
  name       text NOT NULL DEFAULT '' CHECK (length(name) <= 500),
  holds      numeric CHECK (holds > 0),
  holds_unit text NOT NULL DEFAULT '',
  person_id  uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, tenant_id, item_id),
  CHECK ((holds IS NULL) = (holds_unit = '')),
  CHECK (code <> '' OR name <> '' OR holds IS NOT NULL)
);
CREATE INDEX matching_own_item_code ON hub.matching_own_item (buyer_id, code COLLATE "C", tenant_id, item_id);
COMMENT ON TABLE hub.matching_own_item IS 'What a buyer calls a supplier''s item: its own code and name; no supplier sees it. No foreign key to the item, which the buyer may see no longer';
COMMENT ON COLUMN hub.matching_own_item.holds IS 'How much of holds_unit (UN/ECE Recommendation 20) the buyer says that one sold unit holds; NULL where it says nothing';

CREATE TABLE hub.matching_own_link (
  buyer_id        uuid NOT NULL,
  tenant_id       uuid NOT NULL,
  item_id         uuid NOT NULL,
  other_tenant_id uuid NOT NULL,
  other_item_id   uuid NOT NULL,
  says            text NOT NULL CHECK (says IN ('equal','other')),
  person_id       uuid NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, tenant_id, item_id, other_tenant_id, other_item_id),
  CHECK ((tenant_id, item_id) < (other_tenant_id, other_item_id))
);
CREATE INDEX matching_own_link_other ON hub.matching_own_link (buyer_id, other_tenant_id, other_item_id);
CREATE INDEX matching_own_link_time ON hub.matching_own_link (buyer_id, at DESC, tenant_id, item_id, other_tenant_id, other_item_id);
COMMENT ON TABLE hub.matching_own_link IS 'Two items that are equal for one buyer, or that are different things for it whatever the hub says; the smaller stands first';

CREATE TABLE hub.matching_own_alternate (
  buyer_id        uuid NOT NULL,
  tenant_id       uuid NOT NULL,
  item_id         uuid NOT NULL,
  other_tenant_id uuid NOT NULL,
  other_item_id   uuid NOT NULL,
  position        int NOT NULL CHECK (position >= 0),
  note            text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  approved_by     text NOT NULL DEFAULT '' CHECK (length(approved_by) <= 200),
  person_id       uuid NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, tenant_id, item_id, other_tenant_id, other_item_id)
);
COMMENT ON TABLE hub.matching_own_alternate IS 'Items that a buyer takes in the place of an item, in its order';
COMMENT ON COLUMN hub.matching_own_alternate.at IS 'When it was put on the list';

CREATE TABLE hub.pricing_price_change (
  tenant_id   uuid NOT NULL,
  item_id     uuid NOT NULL,
  customer_id uuid,
  at          timestamptz NOT NULL,
  currency    text NOT NULL DEFAULT '',
  price       numeric(20,6) CHECK (price >= 0),
  breaks      jsonb NOT NULL DEFAULT '[]',
  UNIQUE NULLS NOT DISTINCT (tenant_id, item_id, customer_id, at),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, customer_id) REFERENCES hub.trading_customer (tenant_id, id) ON DELETE CASCADE,
  CHECK ((price IS NULL) = (currency = ''))
);
COMMENT ON TABLE hub.pricing_price_change IS 'What a price became, and when: appended by the statement that writes the price, where it differs. Buyers ask sec.pair_price_changes';
COMMENT ON COLUMN hub.pricing_price_change.customer_id IS 'Whose own price; NULL for the list price';
COMMENT ON COLUMN hub.pricing_price_change.price IS 'NULL for a price that was taken away';

CREATE INDEX catalog_item_gtin ON hub.catalog_item (tenant_id, gtin) WHERE gtin <> '';

-- What a pair scope may know of how prices moved: of items it sees, at the level of its grant, the last of each day, and nothing of the time
-- before the relationship was first approved; what held when the time that is asked for began is dated to that moment. Whoever has a price of its
-- own is not told of the list price beside it, also not of an old one.
CREATE FUNCTION sec.pair_price_changes(items uuid[], after timestamptz)
RETURNS TABLE (item_id uuid, own boolean, at timestamptz, currency text, price numeric, breaks jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  r hub.trading_relationship;
  since timestamptz;
BEGIN
  SELECT x.* INTO r FROM hub.trading_relationship x
    WHERE x.tenant_id = sec.pair_supplier_id() AND x.buyer_id = sec.pair_buyer_id()
      AND (x.grant_expires_at IS NULL OR x.grant_expires_at > transaction_timestamp());
  IF NOT FOUND OR r.sees_price NOT IN ('list','own') THEN RETURN; END IF;
  SELECT min(e.at) INTO since FROM hub.trading_relationship_event e WHERE e.tenant_id = r.tenant_id AND e.buyer_id = r.buyer_id AND e.state = 'approved';
  since := greatest(coalesce(since, r.decided_at, r.changed_at), after);
  RETURN QUERY
    SELECT DISTINCT ON (c.item_id, c.customer_id, moment.day) c.item_id, c.customer_id IS NOT NULL, greatest(c.at, since), c.currency, c.price, c.breaks
    FROM hub.pricing_price_change c JOIN hub.catalog_item i ON i.tenant_id = c.tenant_id AND i.id = c.item_id,
      LATERAL (SELECT CASE WHEN c.at > since THEN date_trunc('day', c.at, 'UTC') END AS day) moment
    WHERE c.tenant_id = r.tenant_id AND c.item_id = ANY (items) AND i.state = 'active'
      AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories))
      AND CASE
        WHEN c.customer_id IS NOT NULL THEN r.sees_price = 'own' AND c.customer_id = r.customer_id
        ELSE r.sees_price = 'list' OR NOT EXISTS (SELECT FROM hub.pricing_own_price p WHERE p.tenant_id = r.tenant_id AND p.customer_id = r.customer_id AND p.item_id = c.item_id)
      END
    ORDER BY c.item_id, c.customer_id, moment.day, c.at DESC;
END $$;
COMMENT ON FUNCTION sec.pair_price_changes(uuid[], timestamptz) IS 'How prices moved that the grant of a pair scope discloses, and nothing more; empty in any other scope';
