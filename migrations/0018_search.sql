-- Which hub's tokens a row has, so that a hub that makes others writes them anew.

ALTER TABLE hub.catalog_search ADD COLUMN version smallint NOT NULL DEFAULT 1;
CREATE INDEX catalog_search_version ON hub.catalog_search (tenant_id, version);
COMMENT ON COLUMN hub.catalog_search.version IS 'How the tokens were made; the sweep writes those of older hubs anew (catalog/find)';

ALTER TABLE hub.catalog_search_own ADD COLUMN version smallint NOT NULL DEFAULT 1;
COMMENT ON COLUMN hub.catalog_search_own.version IS 'As in catalog_search';

DROP FUNCTION sec.unsearched_suppliers();
CREATE FUNCTION sec.unsearched_suppliers(made smallint) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.projector() IS DISTINCT FROM 'sweep' THEN RETURN; END IF;
  RETURN QUERY
    SELECT DISTINCT i.tenant_id FROM hub.catalog_item i
    WHERE NOT EXISTS (SELECT FROM hub.catalog_search s WHERE s.tenant_id = i.tenant_id AND s.item_id = i.id)
    UNION SELECT s.tenant_id FROM hub.catalog_search s WHERE s.version < made;
END $$;
COMMENT ON FUNCTION sec.unsearched_suppliers(smallint) IS 'Suppliers with items that the search does not know, or knows as an older hub wrote them; for the sweep alone';

CREATE FUNCTION sec.unsearched_buyers(made smallint) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.projector() IS DISTINCT FROM 'sweep' THEN RETURN; END IF;
  RETURN QUERY SELECT DISTINCT o.buyer_id FROM hub.catalog_search_own o WHERE o.version < made;
END $$;
COMMENT ON FUNCTION sec.unsearched_buyers(smallint) IS 'Buyers whose own names the search knows as an older hub wrote them; for the sweep alone';

-- wanted is a tsquery with ~ for the owner's characters, as elsewhere. At most so many are answered, of whichever suppliers.
CREATE FUNCTION sec.search_everywhere(wanted text, most int) RETURNS TABLE (tenant_id uuid, item_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
  IF sec.operator_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT f.tenant_id, f.item_id FROM hub.identity_company s CROSS JOIN LATERAL (
      SELECT c.tenant_id, c.item_id FROM hub.catalog_search c
      WHERE c.tokens @@ replace(wanted, '~', right(s.id::text, 8))::tsquery AND (c.tenant_id = s.id) IS TRUE AND c.active LIMIT most) f
    WHERE 'supplier' = ANY (s.parts) LIMIT most;
END $$;
COMMENT ON FUNCTION sec.search_everywhere(text, int) IS 'Items of all suppliers that are for sale and satisfy a tsquery, for the operator alone, who sees the texts that it is asked about';
