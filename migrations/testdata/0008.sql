-- A price file of each supplier, taken in.
INSERT INTO hub.integration_import (tenant_id, id, file_name, file_blob, size, sum, state, reading, shape, signature, choice, created_by, created_at, committed_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000a01', '价目表.csv', '0190a000-0000-4000-8000-000000000b01', 120, repeat('a', 64), 'committed', '{}', '{"format": "csv"}', 'sig', '{"columns": []}', '0190a000-0000-7000-8000-000000000101', '2026-10-07 08:30:00.123456+00', '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000a02', 'prices.csv', '0190a000-0000-4000-8000-000000000b02', 120, repeat('a', 64), 'committed', '{}', '{"format": "csv"}', 'sig', '{"columns": []}', '0190a000-0000-7000-8000-000000000101', '2026-10-07 08:30:00.123456+00', '2026-10-07 08:30:00.123456+00');
INSERT INTO hub.integration_import_line (tenant_id, import_id, line, sku, outcome, cells) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000a01', 2, 'M8X40', 'changed', '{"sku": "M8X40"}'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000a02', 2, 'M8X40', 'changed', '{"sku": "M8X40"}');
INSERT INTO hub.integration_layout (tenant_id, signature, choice, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', 'sig', '{"columns": []}', '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', 'sig', '{"columns": []}', '2026-10-07 08:30:00.123456+00');
INSERT INTO hub.integration_import_change (tenant_id, import_id, item_id, before, after) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000a01', '0190a000-0000-7000-8000-000000000911', NULL, '{}'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000a02', '0190a000-0000-7000-8000-000000000911', '{}', '{}');
