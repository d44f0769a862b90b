-- Ordering at many suppliers in one act.

-- Says what it said in 0016, but asks once what is for the buyer, and not for each use: all promotions are locked before, so that none stops in between.
CREATE OR REPLACE FUNCTION sec.use_promotions(uses jsonb, moment timestamptz) RETURNS TABLE (supplier uuid, promotion uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer uuid := sec.buyer_id();
  mine  text[];
  l     record;
  p     hub.promotion_action;
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
        UPDATE hub.promotion_action a SET uses = a.uses + 1, spent = a.spent + l.amount WHERE a.tenant_id = p.tenant_id AND a.id = p.id;
        outcome := 'used';
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
