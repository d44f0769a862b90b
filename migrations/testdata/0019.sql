-- Rows of what 0019 adds.
-- What prices of lists were nine days before.
INSERT INTO hub.pricing_entry_past (tenant_id, item_id, list_id, id, valid_from, valid_to, price, breaks, written_at, replaced_at)
  SELECT e.tenant_id, e.item_id, e.list_id, e.id, e.valid_from, e.valid_to, e.price + 1, e.breaks, e.updated_at - interval '9 days', e.updated_at FROM hub.pricing_entry e;
-- Pictures that both suppliers removed.
INSERT INTO hub.catalog_media_past (tenant_id, item_id, id, kind, file_blob, thumb_blob, type, thumb_type, size, width, height, name, position, added_at, removed_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000c03', 'image', '0190a000-0000-4000-8000-000000000c31', '0190a000-0000-4000-8000-000000000c32', 'image/png', 'image/png', 900, 640, 480, 'old bolt.png', 3, '2026-10-08 08:30:00.123456+00', '2026-10-09 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000c03', 'image', '0190a000-0000-4000-8000-000000000c41', '0190a000-0000-4000-8000-000000000c42', 'image/jpeg', 'image/jpeg', 900, 640, 480, 'old saw.jpg', 3, '2026-10-08 08:30:00.123456+00', '2026-10-09 08:30:00.123456+00');
