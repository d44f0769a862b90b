-- A verified company file stays in force while its changes wait; and a supplier that the hub has closed is closed for buyers, too.

ALTER TABLE hub.trading_company_file ADD COLUMN verified jsonb;
COMMENT ON COLUMN hub.trading_company_file.verified IS 'The particulars as the hub verified them, which suppliers read until it verifies others, and how many papers there were; written by the operator only';
ALTER TABLE hub.trading_company_document ADD COLUMN verified_at timestamptz;
COMMENT ON COLUMN hub.trading_company_document.verified_at IS 'When the hub verified a file that this paper was part of; papers without go to suppliers with the next verified file';

-- Files that stand verified now. Row security lets nobody write all of them.
ALTER TABLE hub.trading_company_file NO FORCE ROW LEVEL SECURITY;
ALTER TABLE hub.trading_company_document NO FORCE ROW LEVEL SECURITY;
UPDATE hub.trading_company_file f SET
  verified = CASE WHEN state = 'verified' THEN jsonb_build_object('legal_name', legal_name, 'trade_name', trade_name, 'country', country, 'tax_number', tax_number,
    'registration_number', registration_number, 'founded', founded, 'trades', to_jsonb(trades), 'website', website, 'phone', phone, 'email', email, 'contacts', contacts,
    'bank', bank, 'share_bank', share_bank, 'extra', extra, 'papers', (SELECT count(*) FROM hub.trading_company_document d WHERE d.company_id = f.company_id)) END,
  verified_at = CASE WHEN state = 'verified' THEN coalesce(verified_at, updated_at) END;
UPDATE hub.trading_company_document d SET verified_at = f.verified_at FROM hub.trading_company_file f WHERE f.company_id = d.company_id AND f.verified_at IS NOT NULL;
ALTER TABLE hub.trading_company_file FORCE ROW LEVEL SECURITY;
ALTER TABLE hub.trading_company_document FORCE ROW LEVEL SECURITY;

CREATE INDEX identity_company_suspended ON hub.identity_company (id) WHERE state = 'suspended';

CREATE FUNCTION sec.closed_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(c.id), '{}') FROM hub.identity_company c WHERE c.state = 'suspended' AND 'supplier' = ANY (c.parts));
END $$;
COMMENT ON FUNCTION sec.closed_suppliers() IS 'Suppliers that the hub has suspended: not in the directory, and nothing of theirs is shown';

-- In a hub that runs already these belong to the role that reads scopes; in a new one they still belong to who makes them.
DO $$ BEGIN
  EXECUTE 'SET LOCAL ROLE ' || (SELECT proowner::regrole FROM pg_proc WHERE oid = 'sec.pair_supplier_id()'::regprocedure);
END $$;

CREATE OR REPLACE FUNCTION sec.pair_buyer_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s text[] := sec.scope();
BEGIN
  IF s[1] IS DISTINCT FROM 'pair' THEN RETURN NULL; END IF;
  RETURN (SELECT r.buyer_id FROM hub.trading_relationship r
          WHERE r.tenant_id = s[3]::uuid AND r.buyer_id = s[2]::uuid AND r.state = 'approved'
            AND NOT EXISTS (SELECT FROM hub.identity_company c WHERE c.id = r.tenant_id AND c.state = 'suspended'));
END $$;
COMMENT ON FUNCTION sec.pair_buyer_id() IS 'Buyer of a pair scope, NULL unless the relationship is approved now and the hub has not closed the supplier';

CREATE OR REPLACE FUNCTION sec.pair_supplier_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s text[] := sec.scope();
BEGIN
  IF s[1] IS DISTINCT FROM 'pair' THEN RETURN NULL; END IF;
  RETURN (SELECT r.tenant_id FROM hub.trading_relationship r
          WHERE r.tenant_id = s[3]::uuid AND r.buyer_id = s[2]::uuid AND r.state = 'approved'
            AND NOT EXISTS (SELECT FROM hub.identity_company c WHERE c.id = r.tenant_id AND c.state = 'suspended'));
END $$;
COMMENT ON FUNCTION sec.pair_supplier_id() IS 'Supplier of a pair scope, NULL unless the relationship is approved now and the hub has not closed the supplier';

CREATE OR REPLACE FUNCTION sec.my_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(r.tenant_id), '{}') FROM hub.trading_relationship r
          WHERE r.buyer_id = sec.buyer_id() AND r.state = 'approved'
            AND NOT EXISTS (SELECT FROM hub.identity_company c WHERE c.id = r.tenant_id AND c.state = 'suspended'));
END $$;
COMMENT ON FUNCTION sec.my_suppliers() IS 'Suppliers that approved the buyer of a buyer scope and that the hub has not closed; empty in any other';

SET LOCAL ROLE hub_owner;
