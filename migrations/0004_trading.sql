-- Who trades with whom: relationships, company files, customers, grants, invitations, and what a supplier sees of its readers.
-- tenant_id is the supplier company, buyer_id the buying one.

-- The relationship. State, version, applied_at, question are the buyer's and the supplier's doing; the rest the supplier's.
ALTER TABLE hub.trading_relationship
  ADD COLUMN version          int NOT NULL DEFAULT 1 CHECK (version >= 1),
  ADD COLUMN buyer_name       text NOT NULL DEFAULT '',
  ADD COLUMN customer_id      uuid,
  ADD COLUMN customer_code    text NOT NULL DEFAULT '',
  ADD COLUMN region           text NOT NULL DEFAULT '',
  ADD COLUMN salesperson      jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN terms            jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN reason           text NOT NULL DEFAULT '',
  ADD COLUMN question         text NOT NULL DEFAULT '',
  ADD COLUMN invite_id        uuid,
  ADD COLUMN invite_version   int,
  ADD COLUMN applied_at       timestamptz,
  ADD COLUMN decided_at       timestamptz,
  ADD COLUMN changed_at       timestamptz,
  ADD COLUMN epoch            bigint NOT NULL DEFAULT 0,
  ADD COLUMN sees_categories  text[] NOT NULL DEFAULT '{}',
  ADD COLUMN sees_price       text NOT NULL DEFAULT 'none' CHECK (sees_price IN ('none','list','own')),
  ADD COLUMN sees_stock       text NOT NULL DEFAULT 'none' CHECK (sees_stock IN ('none','yes_no','band','exact')),
  ADD COLUMN stock_steps      numeric[] NOT NULL DEFAULT '{}',
  ADD COLUMN sees_lead_time   boolean NOT NULL DEFAULT false,
  ADD COLUMN sees_promotions  boolean NOT NULL DEFAULT false,
  ADD COLUMN sees_documents   boolean NOT NULL DEFAULT false,
  ADD COLUMN purpose          text NOT NULL DEFAULT '',
  ADD COLUMN grant_expires_at timestamptz,
  ADD CONSTRAINT trading_relationship_invite CHECK ((invite_id IS NULL) = (invite_version IS NULL));
CREATE INDEX trading_relationship_state ON hub.trading_relationship (tenant_id, state, changed_at, buyer_id);
CREATE INDEX trading_relationship_board ON hub.trading_relationship (buyer_id, changed_at, tenant_id);
COMMENT ON COLUMN hub.trading_relationship.version IS 'Number of the application, 1 for the first; an application after a rejection or an end counts on';
COMMENT ON COLUMN hub.trading_relationship.buyer_name IS 'Name of the buyer company, as its file has it';
COMMENT ON COLUMN hub.trading_relationship.customer_id IS 'The supplier''s record of this buyer; for the supplier only';
COMMENT ON COLUMN hub.trading_relationship.terms IS 'Effective terms: own, then head offices, then group of the customer; a projection that the buyer reads, like customer_code, region and salesperson';
COMMENT ON COLUMN hub.trading_relationship.invite_id IS 'The invite that the application of invite_version came by; written by sec.claim_trading_invite only';
COMMENT ON COLUMN hub.trading_relationship.epoch IS 'Goes up with every change of what is disclosed; every cached answer carries it';
COMMENT ON COLUMN hub.trading_relationship.sees_categories IS 'Resolved grant: categories of items, * for all; the default is nothing';
COMMENT ON COLUMN hub.trading_relationship.stock_steps IS 'Lower edges of the stock bands, ascending';
COMMENT ON COLUMN hub.trading_relationship.grant_expires_at IS 'From this moment on nothing is disclosed; NULL for no end';

CREATE TABLE hub.trading_relationship_event (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  id        uuid NOT NULL,
  at        timestamptz NOT NULL,
  side      text NOT NULL CHECK (side IN ('supplier','buyer','hub')),
  kind      text NOT NULL,
  state     text NOT NULL CHECK (state IN ('invited','applied','more_asked','approved','rejected','suspended','closed')),
  reason    text NOT NULL DEFAULT '',
  version   int NOT NULL,
  PRIMARY KEY (tenant_id, buyer_id, id),
  FOREIGN KEY (tenant_id, buyer_id) REFERENCES hub.trading_relationship (tenant_id, buyer_id)
);
CREATE INDEX trading_relationship_event_time ON hub.trading_relationship_event (tenant_id, buyer_id, at, id);
COMMENT ON TABLE hub.trading_relationship_event IS 'What happened to a relationship, for both sides; written with the change, never changed';
COMMENT ON COLUMN hub.trading_relationship_event.state IS 'State after the event';

CREATE TABLE hub.trading_application (
  tenant_id    uuid NOT NULL,
  buyer_id     uuid NOT NULL,
  number       int NOT NULL CHECK (number >= 1),
  note         text NOT NULL DEFAULT '',
  answer       text NOT NULL DEFAULT '',
  file         jsonb NOT NULL DEFAULT '{}',
  file_version int NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, buyer_id, number),
  FOREIGN KEY (tenant_id, buyer_id) REFERENCES hub.trading_relationship (tenant_id, buyer_id)
);
CREATE INDEX trading_application_buyer ON hub.trading_application (buyer_id, tenant_id);
COMMENT ON TABLE hub.trading_application IS 'What a buyer sent a supplier, one for each version of the relationship';
COMMENT ON COLUMN hub.trading_application.file IS 'The copy of the company file that this supplier gets, with its sites and documents; refreshed while the relationship lives';

CREATE TABLE hub.trading_supplier_profile (
  tenant_id     uuid PRIMARY KEY,
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  listed        boolean NOT NULL DEFAULT false,
  accepting     boolean NOT NULL DEFAULT true,
  summary       text NOT NULL DEFAULT '',
  trades        text[] NOT NULL DEFAULT '{}',
  regions       text[] NOT NULL DEFAULT '{}',
  terms_summary text NOT NULL DEFAULT '',
  minimum_order text NOT NULL DEFAULT '',
  languages     text[] NOT NULL DEFAULT '{}',
  contact       jsonb NOT NULL DEFAULT '{}',
  website       text NOT NULL DEFAULT '',
  asks          text[] NOT NULL DEFAULT '{}',
  version       bigint NOT NULL DEFAULT 1,
  updated_at    timestamptz NOT NULL
);
COMMENT ON TABLE hub.trading_supplier_profile IS 'What a supplier tells buyers before they trade; without listed, only those it has a relationship with';
COMMENT ON COLUMN hub.trading_supplier_profile.regions IS 'ISO 3166-1 and -2 codes it serves; none for everywhere';
COMMENT ON COLUMN hub.trading_supplier_profile.asks IS 'Fields and kinds of documents that an application must have';

CREATE TABLE hub.trading_company_file (
  company_id          uuid PRIMARY KEY,
  legal_name          text NOT NULL DEFAULT '',
  trade_name          text NOT NULL DEFAULT '',
  country             text NOT NULL DEFAULT '',
  tax_number          text NOT NULL DEFAULT '',
  registration_number text NOT NULL DEFAULT '',
  founded             text NOT NULL DEFAULT '',
  trades              text[] NOT NULL DEFAULT '{}',
  website             text NOT NULL DEFAULT '',
  phone               text NOT NULL DEFAULT '',
  email               text NOT NULL DEFAULT '',
  contacts            jsonb NOT NULL DEFAULT '[]',
  bank                jsonb NOT NULL DEFAULT '{}',
  share_bank          boolean NOT NULL DEFAULT false,
  extra               jsonb NOT NULL DEFAULT '[]',
  state               text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','submitted','verified','returned')),
  reason              text NOT NULL DEFAULT '',
  verified_at         timestamptz,
  version             bigint NOT NULL DEFAULT 1,
  updated_at          timestamptz NOT NULL
);
CREATE INDEX trading_company_file_submitted ON hub.trading_company_file (company_id) WHERE state = 'submitted';
COMMENT ON TABLE hub.trading_company_file IS 'The one file of a company that all its applications carry; partial while it is a draft';
COMMENT ON COLUMN hub.trading_company_file.extra IS 'Further fields that the hub or a supplier asks for: [{label, value}]';

CREATE TABLE hub.trading_company_document (
  company_id   uuid NOT NULL,
  id           uuid NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('licence','tax','bank','other')),
  name         text NOT NULL,
  content_type text NOT NULL,
  size         bigint NOT NULL CHECK (size >= 0),
  file_blob    uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  submitted_at timestamptz,
  PRIMARY KEY (company_id, id)
);
COMMENT ON TABLE hub.trading_company_document IS 'Papers that go with a company file';
COMMENT ON COLUMN hub.trading_company_document.submitted_at IS 'When it went to be verified with the file; the operator sees it from then on';

CREATE TABLE hub.trading_site (
  company_id  uuid NOT NULL,
  id          uuid NOT NULL,
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind        text NOT NULL CHECK (kind IN ('delivery','billing','branch','head_office')),
  country     text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  region      text NOT NULL DEFAULT '',
  city        text NOT NULL DEFAULT '',
  street      text NOT NULL DEFAULT '',
  postcode    text NOT NULL DEFAULT '',
  contact     text NOT NULL DEFAULT '',
  phone       text NOT NULL DEFAULT '',
  opening     text NOT NULL DEFAULT '',
  is_default  boolean NOT NULL DEFAULT false,
  archived_at timestamptz,
  version     bigint NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX trading_site_default ON hub.trading_site (company_id, kind) WHERE is_default AND archived_at IS NULL;
COMMENT ON TABLE hub.trading_site IS 'Where a company is: branches, delivery and billing addresses; archived ones stay for old orders';

CREATE TABLE hub.trading_group (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  terms      jsonb NOT NULL DEFAULT '{}',
  position   int NOT NULL DEFAULT 0,
  version    bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE hub.trading_group IS 'A supplier''s customer groups, with the terms that their customers inherit';

CREATE TABLE hub.trading_customer (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  code           text NOT NULL DEFAULT '' CHECK (length(code) <= 64),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  country        text NOT NULL DEFAULT '' CHECK (country ~ '^([A-Z]{2})?$'),
  region         text NOT NULL DEFAULT '',
  tax_number     text NOT NULL DEFAULT '',
  email          text NOT NULL DEFAULT '',
  phone          text NOT NULL DEFAULT '',
  contact_name   text NOT NULL DEFAULT '',
  address        text NOT NULL DEFAULT '',
  note           text NOT NULL DEFAULT '',
  tags           text[] NOT NULL DEFAULT '{}',
  group_id       uuid,
  salesperson_id uuid,
  head_office_id uuid CHECK (head_office_id <> id),
  terms          jsonb NOT NULL DEFAULT '{}',
  buyer_id       uuid,
  invited_at     timestamptz,
  blocked        boolean NOT NULL DEFAULT false,
  blocked_reason text NOT NULL DEFAULT '',
  source         text NOT NULL CHECK (source IN ('manual','import','application')),
  code_key       text NOT NULL DEFAULT '',
  tax_key        text NOT NULL DEFAULT '',
  name_key       text NOT NULL,
  version        bigint NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES hub.trading_group (tenant_id, id),
  FOREIGN KEY (tenant_id, head_office_id) REFERENCES hub.trading_customer (tenant_id, id)
);
CREATE UNIQUE INDEX trading_customer_code ON hub.trading_customer (tenant_id, code_key) WHERE code_key <> '';
CREATE UNIQUE INDEX trading_customer_buyer ON hub.trading_customer (tenant_id, buyer_id) WHERE buyer_id IS NOT NULL;
CREATE INDEX trading_customer_tax ON hub.trading_customer (tenant_id, tax_key) WHERE tax_key <> '';
CREATE INDEX trading_customer_name ON hub.trading_customer (tenant_id, name_key, country);
CREATE INDEX trading_customer_sorted ON hub.trading_customer (tenant_id, name, id);
CREATE INDEX trading_customer_changed ON hub.trading_customer (tenant_id, updated_at, id);
CREATE INDEX trading_customer_group ON hub.trading_customer (tenant_id, group_id);
CREATE INDEX trading_customer_head ON hub.trading_customer (tenant_id, head_office_id) WHERE head_office_id IS NOT NULL;
COMMENT ON TABLE hub.trading_customer IS 'Somebody a supplier sells to, as the supplier keeps it; there before and after that company joins';
COMMENT ON COLUMN hub.trading_customer.buyer_id IS 'The company that claimed the record or was approved onto it';
COMMENT ON COLUMN hub.trading_customer.terms IS 'Own terms; a field that is missing is inherited from the head offices, then the group';
COMMENT ON COLUMN hub.trading_customer.code_key IS 'The code without differences of case and width; what imports compare, as tax_key and name_key';

CREATE TABLE hub.trading_grant (
  tenant_id   uuid NOT NULL,
  level       text NOT NULL CHECK (level IN ('default','group','customer')),
  subject_id  uuid NOT NULL,
  categories  text[],
  price       text CHECK (price IN ('none','list','own')),
  stock       text CHECK (stock IN ('none','yes_no','band','exact')),
  stock_steps numeric[],
  lead_time   boolean,
  promotions  boolean,
  documents   boolean,
  purpose     text,
  expires_at  timestamptz,
  version     bigint NOT NULL DEFAULT 1,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, level, subject_id),
  CHECK ((level = 'default') = (subject_id = '00000000-0000-0000-0000-000000000000'))
);
COMMENT ON TABLE hub.trading_grant IS 'What a supplier discloses: by default, to a group, to a customer; a field that is NULL is inherited. Resolved into trading_relationship';

CREATE TABLE hub.trading_invite (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('customer','open')),
  customer_id uuid,
  group_id    uuid,
  channel     text NOT NULL CHECK (channel IN ('mail','sms','link','qr')),
  address     text NOT NULL DEFAULT '',
  approve     boolean NOT NULL DEFAULT false,
  locale      text NOT NULL CHECK (locale IN ('zh-CN','en')),
  token_hash  bytea NOT NULL CHECK (length(token_hash) = 32),
  expires_at  timestamptz NOT NULL,
  max_uses    int NOT NULL DEFAULT 1 CHECK (max_uses >= 1),
  uses        int NOT NULL DEFAULT 0 CHECK (uses BETWEEN 0 AND max_uses),
  revoked_at  timestamptz,
  created_by  uuid,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES hub.trading_customer (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, group_id) REFERENCES hub.trading_group (tenant_id, id),
  CHECK ((kind = 'customer') = (customer_id IS NOT NULL)),
  CHECK (channel IN ('link','qr') OR address <> '')
);
CREATE UNIQUE INDEX trading_invite_token ON hub.trading_invite (token_hash);
CREATE INDEX trading_invite_newest ON hub.trading_invite (tenant_id, created_at DESC, id DESC);
CREATE INDEX trading_invite_customer ON hub.trading_invite (tenant_id, customer_id) WHERE customer_id IS NOT NULL;
COMMENT ON TABLE hub.trading_invite IS 'A link by which a buyer comes to a supplier: onto one customer record, or open to max_uses companies';
COMMENT ON COLUMN hub.trading_invite.address IS 'Mail address (lower case) or phone (E.164) that a claim needs as a login; empty lets anybody with the link';

CREATE TABLE hub.trading_block (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('tax_number','email','domain','phone','name')),
  value      text NOT NULL CHECK (value <> ''),
  reason     text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, kind, value)
);
COMMENT ON TABLE hub.trading_block IS 'Whom a supplier does not want to trade with; checked on each application';

CREATE TABLE hub.trading_disclosure (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  id        uuid NOT NULL,
  at        timestamptz NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('export','print','bulk_view')),
  rows      int NOT NULL CHECK (rows >= 0),
  mark      text NOT NULL DEFAULT '',
  who       text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, buyer_id, id)
);
CREATE INDEX trading_disclosure_newest ON hub.trading_disclosure (tenant_id, at DESC, id DESC);
COMMENT ON TABLE hub.trading_disclosure IS 'Price lists that left beyond normal browsing, with the mark they carry; never changed';

CREATE TABLE hub.trading_reading (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  day       date NOT NULL,
  requests  int NOT NULL DEFAULT 0,
  items     int NOT NULL DEFAULT 0,
  devices   text[] NOT NULL DEFAULT '{}',
  networks  text[] NOT NULL DEFAULT '{}',
  countries text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, buyer_id, day)
);
COMMENT ON TABLE hub.trading_reading IS 'How much one buyer read of one supplier in a day (UTC)';

CREATE TABLE hub.trading_reading_item (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  day       date NOT NULL,
  item_id   uuid NOT NULL,
  PRIMARY KEY (tenant_id, buyer_id, day, item_id)
);
COMMENT ON TABLE hub.trading_reading_item IS 'Which items one buyer saw in a day; gone after 30 days';

CREATE TABLE hub.trading_notice (
  tenant_id uuid NOT NULL,
  id        uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('walking','devices','countries')),
  figures   jsonb NOT NULL DEFAULT '{}',
  at        timestamptz NOT NULL,
  seen_at   timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX trading_notice_buyer ON hub.trading_notice (tenant_id, buyer_id, kind, at);
COMMENT ON TABLE hub.trading_notice IS 'Unusual reading that the supplier should look at';

CREATE TABLE hub.trading_watch (
  tenant_id  uuid PRIMARY KEY,
  share_day  int NOT NULL CHECK (share_day BETWEEN 1 AND 100),
  share_week int NOT NULL CHECK (share_week BETWEEN 1 AND 100),
  smallest   int NOT NULL CHECK (smallest >= 1),
  devices    int NOT NULL CHECK (devices >= 1),
  networks   int NOT NULL CHECK (networks >= 1),
  countries  int NOT NULL CHECK (countries >= 1),
  version    bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE hub.trading_watch IS 'From where on a supplier calls reading unusual; without a row the hub''s own limits hold';
COMMENT ON COLUMN hub.trading_watch.share_day IS 'Per cent of the items a buyer may see, read in a day; share_week in seven';
COMMENT ON COLUMN hub.trading_watch.smallest IS 'Shares are of no matter for a buyer that may see fewer items';

CREATE TABLE hub.trading_customer_import (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  file_name   text NOT NULL,
  source_blob uuid,
  layout      jsonb NOT NULL DEFAULT '{}',
  state       text NOT NULL CHECK (state IN ('staged','running','done','cancelled')),
  rows_in     int NOT NULL DEFAULT 0,
  created     int NOT NULL DEFAULT 0,
  merged      int NOT NULL DEFAULT 0,
  flagged     int NOT NULL DEFAULT 0,
  dropped     int NOT NULL DEFAULT 0,
  job_id      uuid,
  created_by  uuid,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK (least(created, merged, flagged, dropped) >= 0 AND created + merged + flagged + dropped <= rows_in),
  CHECK (state NOT IN ('done','cancelled') OR created + merged + flagged + dropped = rows_in)
);
CREATE INDEX trading_customer_import_newest ON hub.trading_customer_import (tenant_id, created_at DESC, id DESC);
COMMENT ON TABLE hub.trading_customer_import IS 'A customer list that was sent in; no row of it is lost: rows in = created + merged + flagged + dropped once it is over';
COMMENT ON COLUMN hub.trading_customer_import.flagged IS 'Lines that need somebody; dropped are those that somebody set aside';

CREATE TABLE hub.trading_customer_import_line (
  tenant_id   uuid NOT NULL,
  import_id   uuid NOT NULL,
  line        int NOT NULL CHECK (line >= 1),
  outcome     text NOT NULL CHECK (outcome IN ('waiting','created','merged','flagged','dropped')),
  customer_id uuid,
  cells       jsonb NOT NULL DEFAULT '{}',
  problems    jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant_id, import_id, line),
  FOREIGN KEY (tenant_id, import_id) REFERENCES hub.trading_customer_import (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX trading_customer_import_line_outcome ON hub.trading_customer_import_line (tenant_id, import_id, outcome, line);
COMMENT ON TABLE hub.trading_customer_import_line IS 'One row of a customer list and what became of it';
COMMENT ON COLUMN hub.trading_customer_import_line.line IS 'Number of the row in the file, from 1';

CREATE TABLE hub.trading_import_layout (
  tenant_id  uuid NOT NULL,
  signature  text NOT NULL,
  columns    jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, signature)
);
COMMENT ON TABLE hub.trading_import_layout IS 'Which column means what, as a supplier corrected it for files with these headings';

-- For policies and for outlets: what the relationship of this scope discloses now.

CREATE FUNCTION sec.related_suppliers() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE own uuid := coalesce(sec.buyer_id(), sec.worker_id());
BEGIN
  RETURN (SELECT coalesce(array_agg(r.tenant_id), '{}') FROM hub.trading_relationship r WHERE r.buyer_id = own);
END $$;
COMMENT ON FUNCTION sec.related_suppliers() IS 'Suppliers that the company of a buyer or worker scope has or had to do with, whatever the state; empty in any other';

CREATE FUNCTION sec.pair_price_level() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT r.sees_price FROM hub.trading_relationship r
          WHERE r.tenant_id = sec.pair_supplier_id() AND r.buyer_id = sec.pair_buyer_id()
            AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp()));
END $$;
COMMENT ON FUNCTION sec.pair_price_level() IS 'Which prices a pair scope may see: none, list or own; NULL where nothing is disclosed';

CREATE FUNCTION sec.pair_categories() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.sees_categories FROM hub.trading_relationship r
          WHERE r.tenant_id = sec.pair_supplier_id() AND r.buyer_id = sec.pair_buyer_id()
            AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp())), '{}');
END $$;
COMMENT ON FUNCTION sec.pair_categories() IS 'Categories of items that a pair scope may see, * for all; empty where nothing is disclosed';

CREATE FUNCTION sec.pair_customer_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT r.customer_id FROM hub.trading_relationship r
          WHERE r.tenant_id = sec.pair_supplier_id() AND r.buyer_id = sec.pair_buyer_id());
END $$;
COMMENT ON FUNCTION sec.pair_customer_id() IS 'The supplier''s customer record of a pair scope; NULL in any other';

-- Invites: one row for one exact secret. Owned by hub_auth.

CREATE FUNCTION sec.find_trading_invite(given bytea, moment timestamptz)
RETURNS TABLE (tenant_id uuid, supplier text, customer text, kind text, channel text, hint text, approve boolean, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL AND sec.person_id() IS NULL AND sec.buyer_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT i.tenant_id, coalesce(p.name, c.name), coalesce(k.name, ''), i.kind, i.channel,
      CASE WHEN i.address = '' THEN ''
           WHEN strpos(i.address, '@') > 0 THEN left(i.address, 1) || '***' || substr(i.address, strpos(i.address, '@'))
           ELSE '***' || right(i.address, 4) END,
      i.approve, i.expires_at
    FROM hub.trading_invite i JOIN hub.identity_company c ON c.id = i.tenant_id
    LEFT JOIN hub.trading_supplier_profile p ON p.tenant_id = i.tenant_id
    LEFT JOIN hub.trading_customer k ON k.tenant_id = i.tenant_id AND k.id = i.customer_id
    WHERE i.token_hash = given AND c.state = 'open' AND i.revoked_at IS NULL AND i.expires_at > moment
      AND (i.uses < i.max_uses OR EXISTS (SELECT FROM hub.trading_relationship r
           WHERE r.tenant_id = i.tenant_id AND r.buyer_id = sec.buyer_id() AND r.invite_id = i.id));
END $$;
COMMENT ON FUNCTION sec.find_trading_invite(bytea, timestamptz) IS 'What one exact invite stands for while it can be claimed; of the address only a hint';

-- Locks the relationship, then the invite: every writer of both does so in this order.
CREATE FUNCTION sec.claim_trading_invite(given bytea, moment timestamptz)
RETURNS TABLE (outcome text, tenant_id uuid, invite_id uuid, before text, state text, version int)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer uuid := sec.buyer_id();
  seat  text := (sec.scope())[4];
  i     hub.trading_invite;
  r     hub.trading_relationship;
  old   text;
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  SELECT x.* INTO i FROM hub.trading_invite x JOIN hub.identity_company c ON c.id = x.tenant_id
    WHERE x.token_hash = given AND c.state = 'open' AND x.tenant_id <> buyer;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT x.* INTO r FROM hub.trading_relationship x WHERE x.tenant_id = i.tenant_id AND x.buyer_id = buyer FOR UPDATE;
  IF FOUND AND r.invite_id = i.id AND r.invite_version = r.version THEN
    RETURN QUERY SELECT 'again', i.tenant_id, i.id, r.state, r.state, r.version;
    RETURN;
  END IF;
  IF i.revoked_at IS NOT NULL OR i.expires_at <= moment THEN RETURN; END IF;
  IF i.address <> '' AND NOT EXISTS (SELECT FROM hub.identity_seat s JOIN hub.identity_login l ON l.person_id = s.person_id
      WHERE s.company_id = buyer AND s.id::text = seat AND s.removed_at IS NULL AND l.login = i.address) THEN
    RETURN QUERY SELECT 'address', i.tenant_id, i.id, NULL::text, NULL::text, NULL::int;
    RETURN;
  END IF;
  IF r.state IN ('approved', 'suspended') THEN
    RETURN QUERY SELECT 'connected', i.tenant_id, i.id, r.state, r.state, r.version;
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM hub.trading_customer k WHERE k.tenant_id = i.tenant_id AND k.id = i.customer_id AND k.buyer_id <> buyer) THEN
    RETURN QUERY SELECT 'taken', i.tenant_id, i.id, NULL::text, NULL::text, NULL::int;
    RETURN;
  END IF;
  -- Nobody else's row can be in the way of the insert; a second call of the same company waits here for the first.
  old := r.state;
  INSERT INTO hub.trading_relationship AS t (tenant_id, buyer_id, state, buyer_name, invite_id, invite_version, applied_at, changed_at)
    SELECT i.tenant_id, buyer, 'applied', c.name, i.id, 1, moment, moment FROM hub.identity_company c WHERE c.id = buyer
    ON CONFLICT (tenant_id, buyer_id) DO NOTHING RETURNING t.* INTO r;
  IF NOT FOUND THEN
    SELECT x.* INTO r FROM hub.trading_relationship x WHERE x.tenant_id = i.tenant_id AND x.buyer_id = buyer FOR UPDATE;
    IF r.invite_id = i.id AND r.invite_version = r.version THEN
      RETURN QUERY SELECT 'again', i.tenant_id, i.id, r.state, r.state, r.version;
      RETURN;
    END IF;
    IF r.state IN ('approved', 'suspended') THEN
      RETURN QUERY SELECT 'connected', i.tenant_id, i.id, r.state, r.state, r.version;
      RETURN;
    END IF;
    old := r.state;
    UPDATE hub.trading_relationship t SET state = 'applied', reason = '', question = '', invite_id = i.id,
        version = t.version + CASE WHEN old IN ('rejected', 'closed') THEN 1 ELSE 0 END,
        invite_version = t.version + CASE WHEN old IN ('rejected', 'closed') THEN 1 ELSE 0 END,
        applied_at = moment, changed_at = moment
      WHERE t.tenant_id = i.tenant_id AND t.buyer_id = buyer RETURNING t.* INTO r;
  END IF;
  UPDATE hub.trading_invite t SET uses = t.uses + 1
    WHERE t.tenant_id = i.tenant_id AND t.id = i.id AND t.uses < t.max_uses AND t.revoked_at IS NULL;
  IF NOT FOUND THEN -- another company was first; HB002 undoes what stands above
    RAISE EXCEPTION 'the invite is used up' USING ERRCODE = 'HB002';
  END IF;
  RETURN QUERY SELECT 'claimed', i.tenant_id, i.id, old, r.state, r.version;
END $$;
COMMENT ON FUNCTION sec.claim_trading_invite(bytea, timestamptz) IS 'Turns one exact invite into an application of the company of a buyer scope, once; the same company may repeat it';
