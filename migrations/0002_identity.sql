-- Persons, sign-in, companies, seats, invitations.

CREATE TABLE hub.identity_person (
  id            uuid PRIMARY KEY,
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  email         text NOT NULL,
  phone         text,
  locale        text NOT NULL CHECK (locale IN ('zh-CN','en')),
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);
COMMENT ON TABLE hub.identity_person IS 'A human being with one sign-in, whatever the number of companies';
COMMENT ON COLUMN hub.identity_person.password_hash IS 'argon2id in PHC format; readable only through sec.find_login';

CREATE TABLE hub.identity_login (
  login     text PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES hub.identity_person (id)
);
CREATE INDEX identity_login_person ON hub.identity_login (person_id, login);
COMMENT ON TABLE hub.identity_login IS 'What a person signs in with: confirmed e-mail address (lower case) or phone number (E.164); unique over the hub';

CREATE TABLE hub.identity_company (
  id           uuid PRIMARY KEY,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  country      text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  parts        text[] NOT NULL CHECK (cardinality(parts) >= 1 AND parts <@ ARRAY['supplier','buyer','brand','operator']),
  state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open','suspended')),
  state_reason text NOT NULL DEFAULT '',
  phone        text NOT NULL DEFAULT '',
  address      text NOT NULL DEFAULT '',
  website      text NOT NULL DEFAULT '',
  logo_blob    uuid,
  logo_type    text NOT NULL DEFAULT '',
  founder_id   uuid NOT NULL,
  version      bigint NOT NULL DEFAULT 1,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL
);
COMMENT ON TABLE hub.identity_company IS 'A legal entity on the hub. A supplier company is a tenant; its id is the tenant_id';

CREATE TABLE hub.identity_seat (
  company_id uuid NOT NULL REFERENCES hub.identity_company (id),
  id         uuid NOT NULL,
  person_id  uuid NOT NULL REFERENCES hub.identity_person (id),
  roles      text[] NOT NULL CHECK (cardinality(roles) >= 1),
  created_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX identity_seat_one_per_person ON hub.identity_seat (company_id, person_id) WHERE removed_at IS NULL;
CREATE INDEX identity_seat_person ON hub.identity_seat (person_id, company_id) WHERE removed_at IS NULL;
COMMENT ON TABLE hub.identity_seat IS 'A person working for a company, with roles; a removed seat stays for the audit trail';

CREATE TABLE hub.identity_invitation (
  company_id uuid NOT NULL REFERENCES hub.identity_company (id),
  id         uuid NOT NULL,
  email      text NOT NULL,
  roles      text[] NOT NULL CHECK (cardinality(roles) >= 1),
  invited_by uuid NOT NULL,
  locale     text NOT NULL CHECK (locale IN ('zh-CN','en')),
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX identity_invitation_token ON hub.identity_invitation (token_hash);
CREATE UNIQUE INDEX identity_invitation_email ON hub.identity_invitation (company_id, email);
COMMENT ON TABLE hub.identity_invitation IS 'An open invitation to a seat; gone once it is accepted or taken back';

CREATE TABLE hub.identity_signup (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  email      text NOT NULL,
  name       text NOT NULL,
  locale     text NOT NULL CHECK (locale IN ('zh-CN','en')),
  company    jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE hub.identity_signup IS 'A sign-up whose address is not confirmed yet; taken out by sec.take_signup when it is';

CREATE TABLE hub.identity_one_time (
  person_id  uuid NOT NULL REFERENCES hub.identity_person (id),
  purpose    text NOT NULL CHECK (purpose IN ('password_reset','phone')),
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  detail     text NOT NULL DEFAULT '',
  tries      int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, purpose)
);
CREATE UNIQUE INDEX identity_one_time_token ON hub.identity_one_time (token_hash);
COMMENT ON TABLE hub.identity_one_time IS 'The newest one-time secret of a person for a purpose; detail is the phone number it confirms';

CREATE TABLE hub.identity_session (
  person_id    uuid NOT NULL REFERENCES hub.identity_person (id),
  id           uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  ip           text NOT NULL,
  agent        text NOT NULL,
  PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX identity_session_id ON hub.identity_session (id);
COMMENT ON TABLE hub.identity_session IS 'One sign-in on one device; the family of its refresh tokens. Checked on every request';

CREATE TABLE hub.identity_refresh (
  person_id  uuid NOT NULL,
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  session_id uuid NOT NULL,
  issued_at  timestamptz NOT NULL,
  used_at    timestamptz,
  PRIMARY KEY (person_id, token_hash),
  FOREIGN KEY (person_id, session_id) REFERENCES hub.identity_session (person_id, id)
);
CREATE INDEX identity_refresh_session ON hub.identity_refresh (person_id, session_id);
CREATE UNIQUE INDEX identity_refresh_token ON hub.identity_refresh (token_hash);
COMMENT ON TABLE hub.identity_refresh IS 'Refresh tokens by SHA-256; used once, kept to notice a second use';

CREATE TABLE hub.identity_signing_key (
  kid        text PRIMARY KEY,
  public     bytea NOT NULL,
  private    bytea NOT NULL,
  created_at timestamptz NOT NULL,
  retires_at timestamptz NOT NULL
);
COMMENT ON TABLE hub.identity_signing_key IS 'Ed25519 keys that access tokens are signed with; the private half is sealed under the hub secret';

-- Look-ups before anybody is known: each answers one row for one exact secret and can list nothing. Owned by hub_auth.

CREATE FUNCTION sec.find_login(given text) RETURNS TABLE (person_id uuid, password_hash text, locale text, email text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL AND sec.person_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT p.id, p.password_hash, p.locale, p.email FROM hub.identity_login l JOIN hub.identity_person p ON p.id = l.person_id WHERE l.login = given;
END $$;
COMMENT ON FUNCTION sec.find_login(text) IS 'The person behind one exact login';

CREATE FUNCTION sec.find_session(given uuid, moment timestamptz)
RETURNS TABLE (person_id uuid, last_used_at timestamptz, seats jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT s.person_id, s.last_used_at,
      coalesce((SELECT jsonb_agg(jsonb_build_object('seat', t.id, 'company', t.company_id, 'roles', t.roles, 'parts', c.parts, 'state', c.state) ORDER BY c.name, c.id)
                FROM hub.identity_seat t JOIN hub.identity_company c ON c.id = t.company_id
                WHERE t.person_id = s.person_id AND t.removed_at IS NULL), '[]'::jsonb)
    FROM hub.identity_session s
    WHERE s.id = given AND s.revoked_at IS NULL AND s.expires_at > moment;
END $$;
COMMENT ON FUNCTION sec.find_session(uuid, timestamptz) IS 'The living session with one exact id, and the seats of its person';

CREATE FUNCTION sec.find_refresh(given bytea) RETURNS TABLE (person_id uuid, session_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT r.person_id, r.session_id FROM hub.identity_refresh r WHERE r.token_hash = given;
END $$;
COMMENT ON FUNCTION sec.find_refresh(bytea) IS 'The session of one exact refresh token';

CREATE FUNCTION sec.find_one_time(wanted text, given bytea, moment timestamptz) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN NULL; END IF;
  RETURN (SELECT o.person_id FROM hub.identity_one_time o WHERE o.token_hash = given AND o.purpose = wanted AND o.expires_at > moment);
END $$;
COMMENT ON FUNCTION sec.find_one_time(text, bytea, timestamptz) IS 'The person of one exact one-time secret';

CREATE FUNCTION sec.find_signup(given bytea, moment timestamptz) RETURNS TABLE (email text, name text, company jsonb, locale text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT s.email, s.name, s.company, s.locale FROM hub.identity_signup s WHERE s.token_hash = given AND s.expires_at > moment;
END $$;
COMMENT ON FUNCTION sec.find_signup(bytea, timestamptz) IS 'The sign-up of one exact link';

CREATE FUNCTION sec.take_signup(given bytea, moment timestamptz) RETURNS TABLE (email text, name text, company jsonb, locale text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.person_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY DELETE FROM hub.identity_signup s WHERE s.token_hash = given AND s.expires_at > moment RETURNING s.email, s.name, s.company, s.locale;
END $$;
COMMENT ON FUNCTION sec.take_signup(bytea, timestamptz) IS 'Takes the sign-up of one exact link out, once';

CREATE FUNCTION sec.find_invitation(given bytea, moment timestamptz)
RETURNS TABLE (company_id uuid, company text, email text, invited_by text, known boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT i.company_id, c.name, i.email, coalesce(p.name, ''), EXISTS (SELECT FROM hub.identity_login l WHERE l.login = i.email)
    FROM hub.identity_invitation i JOIN hub.identity_company c ON c.id = i.company_id LEFT JOIN hub.identity_person p ON p.id = i.invited_by
    WHERE i.token_hash = given AND i.expires_at > moment;
END $$;
COMMENT ON FUNCTION sec.find_invitation(bytea, timestamptz) IS 'What one exact invitation link stands for';

-- The only two ways to a seat: founding a company and accepting an invitation. A person scope may not insert seats itself.

CREATE FUNCTION sec.found_company(company uuid, seat uuid, company_name text, in_country text, company_parts text[], moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := sec.person_id();
BEGIN
  IF me IS NULL OR 'operator' = ANY (company_parts) THEN
    RAISE EXCEPTION 'not allowed' USING ERRCODE = '42501';
  END IF;
  INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at)
    VALUES (company, company_name, in_country, company_parts, me, moment, moment);
  INSERT INTO hub.identity_seat (company_id, id, person_id, roles, created_at) VALUES (company, seat, me, ARRAY['owner'], moment);
END $$;
COMMENT ON FUNCTION sec.found_company(uuid, uuid, text, text, text[], timestamptz) IS 'Opens a company with the person of the scope as its owner; never an operator';

CREATE FUNCTION sec.accept_invitation(given bytea, seat uuid, moment timestamptz) RETURNS TABLE (company_id uuid, id uuid, email text, roles text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me  uuid := sec.person_id();
  got hub.identity_invitation;
BEGIN
  IF me IS NULL THEN RETURN; END IF;
  DELETE FROM hub.identity_invitation i
    WHERE i.token_hash = given AND i.expires_at > moment
      AND EXISTS (SELECT FROM hub.identity_login l WHERE l.person_id = me AND l.login = i.email)
    RETURNING i.* INTO got;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO hub.identity_seat (company_id, id, person_id, roles, created_at) VALUES (got.company_id, seat, me, got.roles, moment)
    ON CONFLICT (company_id, person_id) WHERE removed_at IS NULL DO NOTHING;
  RETURN QUERY SELECT t.company_id, t.id, got.email, t.roles FROM hub.identity_seat t
    WHERE t.company_id = got.company_id AND t.person_id = me AND t.removed_at IS NULL;
END $$;
COMMENT ON FUNCTION sec.accept_invitation(bytea, uuid, timestamptz) IS 'Trades one exact invitation for a seat, once, and only for the address it was sent to';

-- For policies: whose names may be read.

CREATE FUNCTION sec.my_companies() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(t.company_id), '{}') FROM hub.identity_seat t WHERE t.person_id = sec.person_id() AND t.removed_at IS NULL);
END $$;
COMMENT ON FUNCTION sec.my_companies() IS 'Companies the person of a person scope has a seat in; empty in any other';

CREATE FUNCTION sec.colleagues() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE own uuid := coalesce(sec.supplier_id(), sec.buyer_id(), sec.brand_id(), sec.operator_id(), sec.worker_id());
BEGIN
  RETURN (SELECT coalesce(array_agg(t.person_id), '{}') FROM hub.identity_seat t WHERE t.company_id = own);
END $$;
COMMENT ON FUNCTION sec.colleagues() IS 'Persons who have or had a seat in the company of the scope; empty without one';
