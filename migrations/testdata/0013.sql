-- A supplier that the hub has closed, and a file that changed after it was verified.
INSERT INTO hub.identity_company (id, name, country, parts, state, state_reason, founder_id, created_at, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000e9', 'Rusty Bolts Ltd', 'GB', '{supplier}', 'suspended', 'Sold what it did not have.', '0190a000-0000-7000-8000-000000000102', '2026-10-09 08:30:00.123456+00', '2026-10-09 08:30:00.123456+00');
INSERT INTO hub.trading_supplier_profile (tenant_id, name, listed, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000e9', 'Rusty Bolts Ltd', true, '2026-10-09 08:30:00.123456+00');
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, changed_at) VALUES
  ('0190a000-0000-7000-8000-0000000000e9', '0190a000-0000-7000-8000-0000000000c3', 'approved', '2026-10-09 08:30:00.123456+00');
INSERT INTO hub.trading_company_file (company_id, legal_name, country, tax_number, state, verified, verified_at, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000e9', 'Rusty Bolts Limited', 'GB', '', 'draft', '{"legal_name": "Rusty Bolts Ltd", "country": "GB", "trades": [], "contacts": [], "bank": {}, "extra": []}', '2026-10-09 08:30:00.123456+00', '2026-10-09 08:30:00.123456+00');
INSERT INTO hub.trading_company_document (company_id, id, kind, name, content_type, size, file_blob, created_at, submitted_at, verified_at) VALUES
  ('0190a000-0000-7000-8000-0000000000e9', '0190a000-0000-7000-8000-000000000839', 'licence', 'register.pdf', 'application/pdf', 1000, '0190a000-0000-7000-8000-000000000909', '2026-10-09 08:30:00.123456+00', '2026-10-09 08:30:00.123456+00', '2026-10-09 08:30:00.123456+00');
