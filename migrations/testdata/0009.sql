-- Details, packs, categories, pictures and a revision of both suppliers.
UPDATE hub.catalog_item SET description = 'Galvanised', family = 'hex bolts', attributes = '{"length_mm": 40}' WHERE sku = 'M8X40';
INSERT INTO hub.catalog_pack (tenant_id, item_id, level, contains, unit, gtin, gross_weight) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', 'case', 1000, 'XCS', '10614141000415', 14.5),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', 'inner', 6, 'XBX', '', NULL);
INSERT INTO hub.catalog_category (tenant_id, name, heading, attributes, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', 'bolts', '731815', '[{"key": "length_mm", "name": "Length", "kind": "number", "unit": "MMT"}]', '2026-10-08 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', 'nuts', '731816', '[]', '2026-10-08 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', 'bolts', '7318', '[]', '2026-10-08 08:30:00.123456+00');
INSERT INTO hub.catalog_media (tenant_id, item_id, id, kind, file_blob, thumb_blob, type, thumb_type, size, width, height, name, position, added_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000c01', 'image', '0190a000-0000-4000-8000-000000000c11', '0190a000-0000-4000-8000-000000000c12', 'image/png', 'image/png', 900, 640, 480, 'bolt.png', 1, '2026-10-08 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000c02', 'document', '0190a000-0000-4000-8000-000000000c13', NULL, 'application/pdf', '', 900, 0, 0, 'bolt.pdf', 2, '2026-10-08 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000c01', 'image', '0190a000-0000-4000-8000-000000000c21', '0190a000-0000-4000-8000-000000000c22', 'image/jpeg', 'image/jpeg', 900, 640, 480, 'saw.jpg', 1, '2026-10-08 08:30:00.123456+00');
INSERT INTO hub.catalog_revision (tenant_id, id, at, person_id, cause, items) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000d01', '2026-10-08 08:30:00.123456+00', '0190a000-0000-7000-8000-000000000101', 'sheet', 1),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000d01', '2026-10-08 08:30:00.123456+00', NULL, 'item', 1);
INSERT INTO hub.catalog_item_change (tenant_id, item_id, revision_id, before, after) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000d01', '{"name": "Bolt"}', '{"name": "六角螺栓 Hex bolt M8×40"}'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000d01', NULL, '{"name": "Hand saw"}');
