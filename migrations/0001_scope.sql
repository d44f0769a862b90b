-- Schemas, the signed scope and the functions that policies call.
-- Runs as hub_owner. Roles are made before (tenants/provision.go), policies and grants after (tenants/access.go).

CREATE SCHEMA IF NOT EXISTS sec;
CREATE SCHEMA IF NOT EXISTS hub;
CREATE SCHEMA IF NOT EXISTS river;
COMMENT ON SCHEMA sec IS 'What decides on rows: scope keys and the functions that read the signed scope';
COMMENT ON SCHEMA hub IS 'The data of the hub; every table under forced row-level security';
COMMENT ON SCHEMA river IS 'The job queue; class local: without forced row-level security and owner-first keys';

CREATE TABLE sec.scope_key (
  kid       text PRIMARY KEY,
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64),
  not_after timestamptz NOT NULL
);
COMMENT ON TABLE sec.scope_key IS 'Keys that scopes are signed with, as the two padded halves of HMAC-SHA256 (RFC 2104), so that no extension is needed';

CREATE TABLE sec.access_applied (
  relation    text PRIMARY KEY,
  fingerprint text NOT NULL
);
COMMENT ON TABLE sec.access_applied IS 'Fingerprint of the grants and policies that stand on each table, so that only what differs is laid anew';

-- One relationship between a supplier and a buyer. Here because pair and buyer scopes depend on it; its further columns come with the capability trading.
CREATE TABLE hub.trading_relationship (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  state     text NOT NULL CHECK (state IN ('invited','applied','more_asked','approved','rejected','suspended','closed')),
  PRIMARY KEY (tenant_id, buyer_id)
);
CREATE INDEX trading_relationship_buyer ON hub.trading_relationship (buyer_id, tenant_id) WHERE state = 'approved';
COMMENT ON TABLE hub.trading_relationship IS 'A supplier and a buyer who trade; hub-wide because scopes depend on it';

-- The scope of this transaction as an array [kind, subject, object, actor, expiry, kid], or NULL when nothing is set, or it is forged or expired.
-- Expiry compares with the start of the transaction, so that long work does not lose its scope half-way.
CREATE FUNCTION sec.scope() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  given text := nullif(current_setting('hub.scope', true), '');
  part  text[];
  body  text;
  pads  record;
BEGIN
  IF given IS NULL THEN RETURN NULL; END IF;
  part := string_to_array(given, '|');
  IF array_length(part, 1) <> 7 THEN RETURN NULL; END IF;
  IF part[5] !~ '^[0-9]{1,12}$' THEN RETURN NULL; END IF;
  SELECT inner_pad, outer_pad INTO pads FROM sec.scope_key WHERE kid = part[6] AND not_after > transaction_timestamp();
  IF NOT FOUND THEN RETURN NULL; END IF;
  body := array_to_string(part[1:6], '|');
  IF encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(body, 'UTF8'))), 'hex') <> part[7] THEN RETURN NULL; END IF;
  IF to_timestamp(part[5]::bigint) < transaction_timestamp() THEN RETURN NULL; END IF;
  RETURN part[1:6];
END $$;
COMMENT ON FUNCTION sec.scope() IS 'The verified scope of this transaction, NULL when there is none';

-- Opens a scope: the first statement of every transaction. SECURITY INVOKER, because a definer function may not set the role.
CREATE FUNCTION sec.enter(role_name text, scope text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF nullif(current_setting('hub.scope', true), '') IS NOT NULL THEN
    RAISE EXCEPTION 'a scope is open already' USING ERRCODE = 'HB001';
  END IF;
  PERFORM set_config('hub.scope', scope, true);
  EXECUTE format('SET LOCAL ROLE %I', role_name);
END $$;
COMMENT ON FUNCTION sec.enter(text, text) IS 'Opens the scope of a transaction: role and signed scope together';

-- One function per kind: NULL in a scope of any other kind, so that a role and a scope that do not belong together see nothing.
DO $$
DECLARE k text;
BEGIN
  FOREACH k IN ARRAY ARRAY['supplier','buyer','brand','operator','worker','person','guest','anonymous'] LOOP
    EXECUTE format($f$
      CREATE FUNCTION sec.%1$s_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
      SET search_path = pg_catalog, pg_temp AS $b$
      DECLARE s text[] := sec.scope();
      BEGIN RETURN CASE WHEN s[1] = %1$L THEN s[2]::uuid END; END $b$
    $f$, k);
    EXECUTE format('COMMENT ON FUNCTION sec.%I() IS %L', k || '_id', 'Subject of a ' || k || ' scope, NULL in any other');
  END LOOP;
END $$;

CREATE FUNCTION sec.projector() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s text[] := sec.scope();
BEGIN RETURN CASE WHEN s[1] = 'projector' THEN s[2] END; END $$;
COMMENT ON FUNCTION sec.projector() IS 'Name of a projector scope, NULL in any other';

CREATE FUNCTION sec.pair_buyer_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s text[] := sec.scope();
BEGIN
  IF s[1] IS DISTINCT FROM 'pair' THEN RETURN NULL; END IF;
  RETURN (SELECT r.buyer_id FROM hub.trading_relationship r
          WHERE r.tenant_id = s[3]::uuid AND r.buyer_id = s[2]::uuid AND r.state = 'approved');
END $$;
COMMENT ON FUNCTION sec.pair_buyer_id() IS 'Buyer of a pair scope, NULL unless the relationship is approved now';

CREATE FUNCTION sec.pair_supplier_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s text[] := sec.scope();
BEGIN
  IF s[1] IS DISTINCT FROM 'pair' THEN RETURN NULL; END IF;
  RETURN (SELECT r.tenant_id FROM hub.trading_relationship r
          WHERE r.tenant_id = s[3]::uuid AND r.buyer_id = s[2]::uuid AND r.state = 'approved');
END $$;
COMMENT ON FUNCTION sec.pair_supplier_id() IS 'Supplier of a pair scope, NULL unless the relationship is approved now';

CREATE FUNCTION sec.my_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(r.tenant_id), '{}') FROM hub.trading_relationship r
          WHERE r.buyer_id = sec.buyer_id() AND r.state = 'approved');
END $$;
COMMENT ON FUNCTION sec.my_suppliers() IS 'Suppliers that approved the buyer of a buyer scope; empty in any other';
