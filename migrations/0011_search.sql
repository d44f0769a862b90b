-- Search: what items are found by, and the functions that answer candidates. Row-level security keeps a GIN index from being used (its
-- operators are not leakproof), so these functions look past it and apply themselves what the scope may see.

CREATE TABLE hub.catalog_search (
  tenant_id uuid NOT NULL,
  item_id   uuid NOT NULL,
  active    boolean NOT NULL,
  name      text NOT NULL,
  brand     text NOT NULL,
  category  text NOT NULL,
  traits    text[] NOT NULL DEFAULT '{}',
  tokens    tsvector NOT NULL,
  PRIMARY KEY (tenant_id, item_id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX catalog_search_tokens ON hub.catalog_search USING gin (tokens) WITH (fastupdate = off);
COMMENT ON TABLE hub.catalog_search IS 'What an item is found by; written in the transaction that writes the item';
COMMENT ON COLUMN hub.catalog_search.tokens IS 'Each begins with the last eight characters of tenant_id, so that a look-up meets nothing of other suppliers; then a letter for its class (catalog/find)';
COMMENT ON COLUMN hub.catalog_search.traits IS 'Attributes as facets name them: key=value';

CREATE TABLE hub.catalog_search_own (
  buyer_id  uuid NOT NULL,
  tenant_id uuid NOT NULL,
  item_id   uuid NOT NULL,
  tokens    tsvector NOT NULL,
  PRIMARY KEY (buyer_id, tenant_id, item_id)
);
CREATE INDEX catalog_search_own_tokens ON hub.catalog_search_own USING gin (tokens) WITH (fastupdate = off);
COMMENT ON TABLE hub.catalog_search_own IS 'What a buyer''s own code and name of an item is found by; tokens begin with the last eight characters of buyer_id. No foreign key to the item, which the buyer may see no longer';

CREATE TABLE hub.catalog_word (
  tenant_id uuid NOT NULL,
  word      text NOT NULL,
  PRIMARY KEY (tenant_id, word)
);
CREATE INDEX catalog_word_near ON hub.catalog_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);
COMMENT ON TABLE hub.catalog_word IS 'The words of a supplier''s items, so that a mistyped one finds what was meant; a word may outlive its items, for only what is found with it counts';

-- What a scope may search: suppliers with the tokens of the categories that it sees there, NULL for all. The same as the pair policies say:
-- approved relationships, grants that have not ended, suppliers that the hub has not closed, and the categories that grants name; of its own, a supplier sees everything.
CREATE FUNCTION sec.search_sight()
RETURNS TABLE (tenant_id uuid, salt text, categories text[], narrowed text, own boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  mine uuid := coalesce(sec.supplier_id(), sec.worker_id());
  buyer uuid := coalesce(sec.buyer_id(), sec.pair_buyer_id());
  looked_at uuid := sec.pair_supplier_id();
BEGIN
  IF mine IS NOT NULL THEN
    RETURN QUERY SELECT mine, right(mine::text, 8), NULL::text[], NULL::text, true;
    RETURN;
  END IF;
  IF buyer IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT r.tenant_id, right(r.tenant_id::text, 8), CASE WHEN '*' = ANY (r.sees_categories) THEN NULL ELSE r.sees_categories END,
      CASE WHEN '*' = ANY (r.sees_categories) THEN NULL ELSE (
        SELECT '(' || string_agg(format('''~k%s''', left(encode(sha256(convert_to(c, 'UTF8')), 'hex'), 12)), '|') || ')' FROM unnest(r.sees_categories) c) END,
      false
    FROM hub.trading_relationship r
    WHERE r.buyer_id = buyer AND r.state = 'approved' AND (looked_at IS NULL OR r.tenant_id = looked_at)
      AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp()) AND r.sees_categories <> '{}'
      AND NOT EXISTS (SELECT FROM hub.identity_company c WHERE c.id = r.tenant_id AND c.state = 'suspended');
END $$;
COMMENT ON FUNCTION sec.search_sight() IS 'What a buyer, pair, supplier or worker scope may search; empty in any other';

-- asked: stages [{wanted, in_name, rest}] tsqueries with ~ for the owner's characters, the strictest first; own, such a query over the buyer's own
-- names, or null; sieve, such a query that all have to satisfy, or null; suppliers [uuid] or null; headings [text] or null; in_stock, by_name, counted
-- booleans; after {rank, name, item} or null; fetch and most, how many are answered and looked at.
-- What the scope may not see is sorted out before anything is counted or cut off.
CREATE FUNCTION sec.search_items(asked jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
  buyer   uuid := sec.buyer_id();
  only_of uuid[] := (SELECT array_agg(s::uuid) FROM jsonb_array_elements_text(nullif(asked->'suppliers', 'null')) s);
  under   text[] := (SELECT array_agg(h) FROM jsonb_array_elements_text(nullif(asked->'headings', 'null')) h);
  sieve   text := asked->>'sieve';
  most    int := (asked->>'most')::int;
  stocked boolean := (asked->>'in_stock')::boolean;
  counted boolean := (asked->>'counted')::boolean;
  by_name boolean := (asked->>'by_name')::boolean;
  after_rank int := (asked->'after'->>'rank')::int;
  after_name text := asked->'after'->>'name';
  after_item uuid := (asked->'after'->>'item')::uuid;
BEGIN
  RETURN (
    WITH sight AS MATERIALIZED (
      SELECT v.*, count(*) OVER () AS suppliers,
        CASE WHEN under IS NULL THEN NULL ELSE (
          SELECT '(' || string_agg(format('''~k%s''', left(encode(sha256(convert_to(c.name, 'UTF8')), 'hex'), 12)), '|') || ')'
          FROM hub.catalog_category c WHERE c.tenant_id = v.tenant_id AND (c.heading = ANY (under) OR left(c.heading, 4) = ANY (under))) END AS headed,
        CASE WHEN v.own THEN 'exact' ELSE r.sees_stock END AS stock,
        CASE WHEN r.sees_stock = 'band' THEN (SELECT min(edge) FROM unnest(r.stock_steps) edge WHERE edge > 0) ELSE 0 END AS stock_from
      FROM sec.search_sight() v LEFT JOIN hub.trading_relationship r ON r.tenant_id = v.tenant_id AND r.buyer_id = buyer
      WHERE only_of IS NULL OR v.tenant_id = ANY (only_of)
    ), stage AS MATERIALIZED (
      SELECT n::int, s->>'wanted' AS wanted, s->>'in_name' AS in_name, s->>'rest' AS rest,
        string_agg(s->>'wanted', '|') OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM jsonb_array_elements(asked->'stages') WITH ORDINALITY AS e(s, n)
    ), turn AS MATERIALIZED (
      SELECT t.n, v.*, replace(t.in_name, '~', v.salt)::tsquery AS named, replace(nullif(t.rest, ''), '~', v.salt)::tsquery AS rest, replace(t.before, '~', v.salt)::tsquery AS before,
        replace(concat_ws(' & ', t.wanted, sieve, v.headed, v.narrowed), '~', v.salt)::tsquery AS wanted,
        greatest(20, most / v.suppliers)::int AS share
      FROM stage t CROSS JOIN sight v WHERE under IS NULL OR v.headed IS NOT NULL
      ORDER BY t.n, v.tenant_id
    ), own AS MATERIALIZED (
      SELECT o.tenant_id, o.item_id FROM hub.catalog_search_own o
      WHERE asked->>'own' IS NOT NULL AND (o.buyer_id = buyer) IS TRUE AND o.tokens @@ replace(asked->>'own', '~', right(buyer::text, 8))::tsquery
      LIMIT 1000
    ), hit AS MATERIALIZED (
      SELECT * FROM (
        SELECT c.tenant_id, c.item_id, c.name, c.brand, c.category, c.traits, 0 AS n, 0 AS rank, s.shown AS stocked, 1000000 AS share
        FROM own JOIN sight v ON v.tenant_id = own.tenant_id
        JOIN hub.catalog_search c ON c.tenant_id = own.tenant_id AND c.item_id = own.item_id
        CROSS JOIN LATERAL (SELECT CASE WHEN (counted OR stocked) AND v.stock <> 'none' THEN
            EXISTS (SELECT FROM hub.inventory_stock k WHERE k.tenant_id = c.tenant_id AND k.item_id = c.item_id AND k.on_hand > 0 AND k.on_hand >= v.stock_from) ELSE false END AS shown) s
        WHERE c.active AND (v.categories IS NULL OR c.category = ANY (v.categories)) AND (NOT stocked OR s.shown)
          AND (sieve IS NULL OR c.tokens @@ replace(sieve, '~', v.salt)::tsquery) AND (under IS NULL OR c.tokens @@ replace(v.headed, '~', v.salt)::tsquery)
        UNION ALL
        SELECT f.* FROM turn v CROSS JOIN LATERAL (
          SELECT c.tenant_id, c.item_id, c.name, c.brand, c.category, c.traits, v.n, v.n * 10000 + CASE WHEN c.tokens @@ v.named THEN 0 ELSE 5000 END + least(length(c.name), 4999), s.shown, v.share
          FROM hub.catalog_search c
          CROSS JOIN LATERAL (SELECT CASE WHEN (counted OR stocked) AND v.stock <> 'none' THEN
              EXISTS (SELECT FROM hub.inventory_stock k WHERE k.tenant_id = c.tenant_id AND k.item_id = c.item_id AND k.on_hand > 0 AND k.on_hand >= v.stock_from) ELSE false END AS shown) s
          WHERE c.tokens @@ v.wanted AND (c.tenant_id = v.tenant_id) IS TRUE AND (c.active OR v.own) AND (v.categories IS NULL OR c.category = ANY (v.categories))
            AND (v.rest IS NULL OR (c.tokens @@ v.rest) IS TRUE) AND (v.before IS NULL OR NOT c.tokens @@ v.before) AND (NOT stocked OR s.shown)
            AND NOT EXISTS (SELECT FROM own WHERE own.tenant_id = c.tenant_id AND own.item_id = c.item_id)
          LIMIT v.share) f
      ) every LIMIT most
    ), paged AS (
      SELECT h.tenant_id, h.item_id, h.rank, h.name FROM hit h
      WHERE after_item IS NULL
        OR by_name AND (h.name COLLATE "C", h.item_id) > (after_name, after_item)
        OR NOT by_name AND (h.rank, h.name COLLATE "C", h.item_id) > (after_rank, after_name, after_item)
      ORDER BY CASE WHEN by_name THEN 0 ELSE h.rank END, h.name COLLATE "C", h.item_id LIMIT (asked->>'fetch')::int
    )
    SELECT jsonb_build_object(
      'hits', (SELECT jsonb_agg(jsonb_build_array(p.tenant_id, p.item_id, p.rank, p.name) ORDER BY CASE WHEN by_name THEN 0 ELSE p.rank END, p.name COLLATE "C", p.item_id) FROM paged p),
      'total', (SELECT count(*) FROM hit),
      'more', (SELECT count(*) FROM hit) >= most OR EXISTS (SELECT FROM hit GROUP BY n, tenant_id HAVING count(*) >= min(share)),
      'facets', CASE WHEN counted THEN jsonb_build_object(
        'suppliers', (SELECT jsonb_agg(jsonb_build_array(x.tenant_id, x.n) ORDER BY x.n DESC, x.tenant_id) FROM (SELECT h.tenant_id, count(*) AS n FROM hit h GROUP BY 1) x),
        'brands', (SELECT jsonb_agg(jsonb_build_array(x.v, x.n) ORDER BY x.n DESC, x.v COLLATE "C") FROM
          (SELECT min(h.brand COLLATE "C") AS v, count(*) AS n FROM hit h WHERE h.brand <> '' GROUP BY lower(h.brand) ORDER BY 2 DESC, 1 LIMIT 30) x),
        'categories', (SELECT jsonb_agg(jsonb_build_array(x.v, x.n) ORDER BY x.n DESC, x.v COLLATE "C") FROM
          (SELECT h.category COLLATE "C" AS v, count(*) AS n FROM hit h GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30) x),
        'headings', (SELECT jsonb_agg(jsonb_build_array(x.v, x.n) ORDER BY x.n DESC, x.v COLLATE "C") FROM
          (SELECT left(c.heading, 4) AS v, count(*) AS n FROM hit h JOIN hub.catalog_category c ON c.tenant_id = h.tenant_id AND c.name = h.category WHERE c.heading <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30) x),
        'traits', (SELECT jsonb_agg(jsonb_build_array(x.v, x.n) ORDER BY x.n DESC, x.v COLLATE "C") FROM
          (SELECT t COLLATE "C" AS v, count(*) AS n FROM hit h, unnest(h.traits) t GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 120) x),
        'in_stock', (SELECT count(*) FROM hit h WHERE h.stocked)) END));
END $$;
COMMENT ON FUNCTION sec.search_items(jsonb) IS 'Candidates of a search with their rank, and counts, out of nothing but what the scope may see; each is read again in the scope of its reader';

-- For lists of one supplier, which have every hit and an order of their own.
CREATE FUNCTION sec.match_items(tenant uuid, wanted text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE v record;
BEGIN
  SELECT * INTO v FROM sec.search_sight() s WHERE s.tenant_id = tenant;
  IF NOT FOUND THEN RETURN; END IF;
  RETURN QUERY
    SELECT c.item_id FROM hub.catalog_search c
    WHERE c.tokens @@ replace(concat_ws(' & ', wanted, v.narrowed), '~', v.salt)::tsquery AND (c.tenant_id = tenant) IS TRUE
      AND (c.active OR v.own) AND (v.categories IS NULL OR c.category = ANY (v.categories));
END $$;
COMMENT ON FUNCTION sec.match_items(uuid, text) IS 'All items of a supplier that a scope may see there and that satisfy a tsquery with ~ for the owner''s characters';

-- The words that stand near mistyped ones in items that the scope may see. Of others nothing leaves, and they push none out.
CREATE FUNCTION sec.search_words(mistyped text[]) RETURNS TABLE (typed text, word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH sight AS MATERIALIZED (SELECT * FROM sec.search_sight())
    SELECT t.typed, k.word FROM unnest(mistyped) AS t(typed) CROSS JOIN LATERAL (
      SELECT g.word FROM (
        SELECT x.word, array_agg(x.tenant_id) AS tenants FROM (
          -- By trigrams first: a look through all words of the suppliers would take long.
          SELECT w.tenant_id, w.word FROM hub.catalog_word w WHERE w.word % t.typed AND w.word <> t.typed AND length(w.word) BETWEEN length(t.typed) - 2 AND length(t.typed) + 4 OFFSET 0) x
        GROUP BY x.word ORDER BY similarity(x.word, t.typed) DESC, x.word COLLATE "C") g
      WHERE EXISTS (
        SELECT FROM unnest(g.tenants) AS owner(id) JOIN sight v ON v.tenant_id = owner.id CROSS JOIN LATERAL (
          SELECT FROM hub.catalog_search c
          WHERE c.tokens @@ replace(concat_ws(' & ', format('''~w%s''', g.word), v.narrowed), '~', v.salt)::tsquery AND (c.tenant_id = v.tenant_id) IS TRUE
            AND (c.active OR v.own) AND (v.categories IS NULL OR c.category = ANY (v.categories)) LIMIT 1) there)
      LIMIT 40) k;
END $$;
COMMENT ON FUNCTION sec.search_words(text[]) IS 'Words of items that the scope may see, near to mistyped ones';

CREATE FUNCTION sec.unsearched_suppliers() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.projector() IS DISTINCT FROM 'sweep' THEN RETURN; END IF;
  RETURN QUERY SELECT DISTINCT i.tenant_id FROM hub.catalog_item i
    WHERE NOT EXISTS (SELECT FROM hub.catalog_search s WHERE s.tenant_id = i.tenant_id AND s.item_id = i.id);
END $$;
COMMENT ON FUNCTION sec.unsearched_suppliers() IS 'Suppliers with items that the search does not know, as those written by an older hub; for the sweep alone';
