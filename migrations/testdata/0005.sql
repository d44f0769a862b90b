-- A supplier's two portals; the buyer's person let one in, is signed in there and comes from the other.
INSERT INTO hub.sso_client (tenant_id, id, name, auth_method, redirect_uris, post_logout_uris, back_channel_uri, scopes, refresh, state, created_at, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-4000-8000-000000000901', 'Haitian portal', 'client_secret_basic', '{https://portal.haitian.example/callback}', '{https://portal.haitian.example/}', 'https://portal.haitian.example/logout', '{openid,profile,customer}', true, 'on', '2026-10-01 08:30:00.123456+00', '2026-10-01 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-4000-8000-000000000902', 'Northgate app', 'none', '{https://app.northgate.example/callback}', '{}', '', '{openid}', false, 'off', '2026-10-02 08:30:00.123456+00', '2026-10-02 08:30:00.123456+00');
INSERT INTO hub.sso_secret (tenant_id, client_id, hash, created_at, expires_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-4000-8000-000000000901', sha256('client secret 1'::bytea), '2026-10-01 08:30:00.123456+00', NULL),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-4000-8000-000000000902', sha256('client secret 2'::bytea), '2026-10-02 08:30:00.123456+00', '2026-10-03 08:30:00+00');
INSERT INTO hub.sso_request (token_hash, person_id, kind, client_id, form, created_at, expires_at) VALUES
  (sha256('request 1'::bytea), NULL, 'sign_in', '0190a000-0000-4000-8000-000000000901', '{"scope": ["openid"]}', '2026-10-01 08:30:00.123456+00', '2026-10-01 09:30:00.123456+00'),
  (sha256('request 2'::bytea), '0190a000-0000-7000-8000-000000000103', 'sign_out', NULL, '{}', '2026-10-01 08:30:00.123456+00', '2026-10-01 09:30:00.123456+00');
INSERT INTO hub.sso_consent (person_id, id, tenant_id, client_id, buyer_id, buyer_name, scopes, granted_at, used_at) VALUES
  ('0190a000-0000-7000-8000-000000000103', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-4000-8000-000000000901', '0190a000-0000-7000-8000-0000000000c3', 'Lindgren Building Supply', '{openid,customer}', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-000000000101', '0190a000-0000-7000-8000-000000000912', '0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-4000-8000-000000000902', '0190a000-0000-7000-8000-0000000000a1', 'Zhejiang Haitian Fasteners', '{openid}', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:30:00.123456+00');
INSERT INTO hub.sso_sign_in (person_id, id, session_id, tenant_id, client_id, buyer_id, buyer_name, person_name, subject, created_at, last_used_at) VALUES
  ('0190a000-0000-7000-8000-000000000103', '0190a000-0000-4000-8000-000000000921', '0190a000-0000-7000-8000-000000000403', '0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-4000-8000-000000000901', '0190a000-0000-7000-8000-0000000000c3', 'Lindgren Building Supply', 'Erik Lindgren', 'pairwise 1', '2026-10-03 08:30:00.123456+00', '2026-10-03 09:30:00.123456+00'),
  ('0190a000-0000-7000-8000-000000000101', '0190a000-0000-4000-8000-000000000922', '0190a000-0000-7000-8000-000000000401', '0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-4000-8000-000000000902', '0190a000-0000-7000-8000-0000000000a1', 'Zhejiang Haitian Fasteners', '', 'pairwise 2', '2026-10-03 08:30:00.123456+00', '2026-10-03 09:30:00.123456+00');
INSERT INTO hub.sso_token (person_id, hash, sign_in_id, kind, scopes, form, auth_at, issued_at, expires_at, used_at) VALUES
  ('0190a000-0000-7000-8000-000000000103', sha256('code 1'::bytea), '0190a000-0000-4000-8000-000000000921', 'code', '{openid,customer}', '{"nonce": ["n"]}', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:31:00+00', '2026-10-03 08:30:01+00'),
  ('0190a000-0000-7000-8000-000000000103', sha256('access 1'::bytea), '0190a000-0000-4000-8000-000000000921', 'access', '{openid,customer}', '{}', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:40:00+00', NULL),
  ('0190a000-0000-7000-8000-000000000101', sha256('refresh 2'::bytea), '0190a000-0000-4000-8000-000000000922', 'refresh', '{openid}', '{}', '2026-10-03 08:30:00.123456+00', '2026-10-03 08:30:00.123456+00', '2026-11-03 08:40:00+00', NULL);
INSERT INTO hub.sso_signing_key (kid, private, created_at, signs_at, retires_at) VALUES
  ('2026-10-rsa', sha256('private 1'::bytea), '2026-10-01 08:30:00.123456+00', '2026-10-01 08:30:00.123456+00', NULL),
  ('2026-11-rsa', sha256('private 2'::bytea), '2026-10-01 08:30:00.123456+00', NULL, NULL);
