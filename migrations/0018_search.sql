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
