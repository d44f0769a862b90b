-- The hub as OpenID Provider: clients of suppliers, consents and sign-ins of persons, tokens, signing keys.

CREATE TABLE hub.sso_client (
  tenant_id        uuid NOT NULL REFERENCES hub.identity_company (id),
  id               uuid NOT NULL,
  name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  home_uri         text NOT NULL DEFAULT '',
  auth_method      text NOT NULL CHECK (auth_method IN ('client_secret_basic','client_secret_post','none')),
  redirect_uris    text[] NOT NULL CHECK (cardinality(redirect_uris) >= 1),
  post_logout_uris text[] NOT NULL,
  back_channel_uri text NOT NULL DEFAULT '',
  scopes           text[] NOT NULL CHECK ('openid' = ANY (scopes)),
  refresh          boolean NOT NULL,
  state            text NOT NULL CHECK (state IN ('on','off','removed')),
  version          bigint NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX sso_client_id ON hub.sso_client (id);
COMMENT ON TABLE hub.sso_client IS 'An application of a supplier that people sign in at with the hub; a removed one stays, so that its id is never given again';

CREATE TABLE hub.sso_secret (
  tenant_id  uuid NOT NULL,
  client_id  uuid NOT NULL,
  hash       bytea NOT NULL CHECK (length(hash) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  PRIMARY KEY (tenant_id, client_id, hash),
  FOREIGN KEY (tenant_id, client_id) REFERENCES hub.sso_client (tenant_id, id)
);
COMMENT ON TABLE hub.sso_secret IS 'Secrets of clients by SHA-256: they have 256 random bits, so a slow hash would only cost time';
COMMENT ON COLUMN hub.sso_secret.expires_at IS 'End of the overlap with a newer secret; NULL for the newest';

CREATE TABLE hub.sso_request (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  person_id  uuid,
  kind       text NOT NULL CHECK (kind IN ('sign_in','sign_out')),
  client_id  uuid,
  form       jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE hub.sso_request IS 'A client''s request that waits for a person to sign in or to answer; the first person who opens it is the only one who can';

CREATE TABLE hub.sso_consent (
  person_id  uuid NOT NULL REFERENCES hub.identity_person (id),
  id         uuid NOT NULL,
  tenant_id  uuid NOT NULL,
  client_id  uuid NOT NULL,
  buyer_id   uuid NOT NULL,
  buyer_name text NOT NULL,
  scopes     text[] NOT NULL,
  granted_at timestamptz NOT NULL,
  used_at    timestamptz NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX sso_consent_once ON hub.sso_consent (person_id, client_id, buyer_id);
COMMENT ON TABLE hub.sso_consent IS 'What a person agreed to tell a client when it comes for a company';

CREATE TABLE hub.sso_sign_in (
  person_id    uuid NOT NULL REFERENCES hub.identity_person (id),
  id           uuid NOT NULL,
  session_id   uuid NOT NULL,
  tenant_id    uuid NOT NULL,
  client_id    uuid NOT NULL,
  buyer_id     uuid NOT NULL,
  buyer_name   text NOT NULL,
  person_name  text NOT NULL DEFAULT '',
  subject      text NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  ended_at     timestamptz,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX sso_sign_in_living ON hub.sso_sign_in (person_id, session_id, client_id, buyer_id) WHERE ended_at IS NULL;
CREATE INDEX sso_sign_in_client ON hub.sso_sign_in (tenant_id, client_id, last_used_at DESC, id DESC);
CREATE INDEX sso_sign_in_buyer ON hub.sso_sign_in (buyer_id, tenant_id) WHERE ended_at IS NULL;
COMMENT ON TABLE hub.sso_sign_in IS 'A person signed in at a client for a company, within one hub session; everything that was issued there ends with it';
COMMENT ON COLUMN hub.sso_sign_in.subject IS 'The person as this supplier knows it (pairwise)';
COMMENT ON COLUMN hub.sso_sign_in.person_name IS 'Empty unless the person agreed to the scope profile';

CREATE TABLE hub.sso_token (
  person_id  uuid NOT NULL,
  hash       bytea NOT NULL CHECK (length(hash) = 32),
  sign_in_id uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('code','access','refresh')),
  scopes     text[] NOT NULL,
  form       jsonb NOT NULL DEFAULT '{}',
  auth_at    timestamptz NOT NULL,
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  PRIMARY KEY (person_id, hash),
  FOREIGN KEY (person_id, sign_in_id) REFERENCES hub.sso_sign_in (person_id, id)
);
CREATE INDEX sso_token_sign_in ON hub.sso_token (person_id, sign_in_id);
CREATE UNIQUE INDEX sso_token_hash ON hub.sso_token (hash);
COMMENT ON TABLE hub.sso_token IS 'Codes, access and refresh tokens by SHA-256; codes and refresh tokens are used once and kept to notice a second use';
COMMENT ON COLUMN hub.sso_token.form IS 'What of the authorization request the token endpoint has to know: redirect_uri, nonce, code_challenge, claims';
COMMENT ON COLUMN hub.sso_token.auth_at IS 'When the person signed in at the hub with a password: auth_time';

CREATE TABLE hub.sso_signing_key (
  kid        text PRIMARY KEY,
  private    bytea NOT NULL,
  created_at timestamptz NOT NULL,
  signs_at   timestamptz,
  retires_at timestamptz
);
COMMENT ON TABLE hub.sso_signing_key IS 'RSA keys of ID tokens; the private half is sealed under the hub secret';
COMMENT ON COLUMN hub.sso_signing_key.signs_at IS 'When it began to sign; NULL for the next one, which is published before it signs';
COMMENT ON COLUMN hub.sso_signing_key.retires_at IS 'When it is no longer published; NULL while it signs or is the next';

-- Look-ups for the protocol: each answers for one exact id or secret, or for the person of the scope. Owned by hub_auth.

CREATE FUNCTION sec.find_sso_client(given uuid)
RETURNS TABLE (tenant_id uuid, supplier text, supplier_state text, name text, home_uri text, auth_method text, redirect_uris text[], post_logout_uris text[],
  back_channel_uri text, scopes text[], refresh boolean, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL AND sec.person_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT k.tenant_id, c.name, c.state, k.name, k.home_uri, k.auth_method, k.redirect_uris, k.post_logout_uris, k.back_channel_uri, k.scopes, k.refresh, k.state
    FROM hub.sso_client k JOIN hub.identity_company c ON c.id = k.tenant_id WHERE k.id = given;
END $$;
COMMENT ON FUNCTION sec.find_sso_client(uuid) IS 'The client with one exact id, without its secrets';

CREATE FUNCTION sec.sso_secret_fits(client uuid, given bytea, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.anonymous_id() IS NULL AND sec.person_id() IS NULL THEN RETURN false; END IF;
  RETURN EXISTS (SELECT FROM hub.sso_client k JOIN hub.sso_secret s ON s.tenant_id = k.tenant_id AND s.client_id = k.id
    WHERE k.id = client AND s.hash = given AND (s.expires_at IS NULL OR s.expires_at > moment));
END $$;
COMMENT ON FUNCTION sec.sso_secret_fits(uuid, bytea, timestamptz) IS 'Whether a client has this exact secret now';

CREATE FUNCTION sec.find_sso_token(given bytea) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN NULL; END IF;
  RETURN (SELECT t.person_id FROM hub.sso_token t WHERE t.hash = given);
END $$;
COMMENT ON FUNCTION sec.find_sso_token(bytea) IS 'The person of one exact code or token';

CREATE FUNCTION sec.claim_sso_request(given bytea, moment timestamptz)
RETURNS TABLE (kind text, client_id uuid, form jsonb, created_at timestamptz, expires_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE me uuid := sec.person_id();
BEGIN
  IF me IS NULL THEN RETURN; END IF;
  RETURN QUERY UPDATE hub.sso_request r SET person_id = me
    WHERE r.token_hash = given AND r.expires_at > moment AND (r.person_id IS NULL OR r.person_id = me)
    RETURNING r.kind, r.client_id, r.form, r.created_at, r.expires_at;
END $$;
COMMENT ON FUNCTION sec.claim_sso_request(bytea, timestamptz) IS 'One exact request, which belongs to the person of the scope from then on';

CREATE FUNCTION sec.take_sso_request(given bytea, moment timestamptz)
RETURNS TABLE (kind text, client_id uuid, form jsonb, created_at timestamptz, expires_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE me uuid := sec.person_id();
BEGIN
  IF me IS NULL THEN RETURN; END IF;
  RETURN QUERY DELETE FROM hub.sso_request r
    WHERE r.token_hash = given AND r.expires_at > moment AND (r.person_id IS NULL OR r.person_id = me)
    RETURNING r.kind, r.client_id, r.form, r.created_at, r.expires_at;
END $$;
COMMENT ON FUNCTION sec.take_sso_request(bytea, timestamptz) IS 'Takes one exact request out, once';

CREATE FUNCTION sec.sso_companies(tenant uuid)
RETURNS TABLE (buyer_id uuid, name text, country text, address text, state text, roles text[], relationship text, customer_code text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT c.id, c.name, c.country, c.address, c.state, t.roles, coalesce(r.state, 'none'), coalesce(r.customer_code, '')
    FROM hub.identity_seat t JOIN hub.identity_company c ON c.id = t.company_id
    LEFT JOIN hub.trading_relationship r ON r.tenant_id = tenant AND r.buyer_id = c.id
    WHERE t.person_id = sec.person_id() AND t.removed_at IS NULL AND 'buyer' = ANY (c.parts) AND c.id <> tenant
    ORDER BY c.name, c.id;
END $$;
COMMENT ON FUNCTION sec.sso_companies(uuid) IS 'Buyer companies of the person of the scope, and how each stands with one supplier';

CREATE FUNCTION sec.sso_known_clients()
RETURNS TABLE (client_id uuid, tenant_id uuid, supplier text, name text, home_uri text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT k.id, k.tenant_id, c.name, k.name, k.home_uri, k.state
    FROM hub.sso_client k JOIN hub.identity_company c ON c.id = k.tenant_id
    WHERE k.id IN (SELECT s.client_id FROM hub.sso_consent s WHERE s.person_id = sec.person_id()
                   UNION SELECT i.client_id FROM hub.sso_sign_in i WHERE i.person_id = sec.person_id());
END $$;
COMMENT ON FUNCTION sec.sso_known_clients() IS 'Names of the clients that the person of the scope has let in or signed in at';
