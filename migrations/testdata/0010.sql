-- One product of two suppliers, a question, an answer, a model, and what both suppliers were asked.
INSERT INTO hub.matching_edge (id, left_tenant, left_item, right_tenant, right_item, verdict, ground, confidence, evidence, contradictions, blocked, state, answer, answered_as, answered_by, answered_at, left_text, right_text, worth, created_at, updated_at) VALUES
  ('0190a000-0000-7000-8000-000000000a01', '0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', 'auto', 'barcode', 0.999, '[]', '[]', '[]', 'confirmed', '', '', NULL, NULL, NULL, NULL, 0, '2026-10-07 08:30:00.123456+00', '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-000000000a02', '0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000912', '0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', 'review', 'model', 0.4, '[{"topic": "name", "weight": 0.5, "both": ["m8"]}]', '[{"kind": "brand", "left": "a", "right": "b"}]', '[]', 'refused', 'different', 'operator', '0190a000-0000-7000-8000-000000000101', '2026-10-07 08:31:00.123456+00', '{"name": "Nut M8"}', '{"name": "Hand saw"}', 0.9, '2026-10-07 08:30:00.123456+00', '2026-10-07 08:31:00.123456+00');
INSERT INTO hub.matching_product (id, brand, name, items, suppliers, created_at, changed_at) VALUES
  ('0190a000-0000-7000-8000-000000000b01', 'Haitian', '六角螺栓 Hex bolt M8×40', 2, 2, '2026-10-07 08:30:00.123456+00', '2026-10-07 08:30:00.123456+00');
INSERT INTO hub.matching_member (tenant_id, item_id, product_id, shown, since) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000b01', NULL, '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', '0190a000-0000-7000-8000-000000000b01', '{"name": "Hex bolt M8x40"}', '2026-10-07 08:30:00.123456+00');
INSERT INTO hub.matching_item (tenant_id, item_id, version, content, run, gone, unasked, matched_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', 1, 4711, 1, false, 0, '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000912', 1, -4712, 1, true, 0, '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', 1, 4713, 2, false, 3, '2026-10-07 08:30:00.123456+00');
INSERT INTO hub.matching_mark (tenant_id, run, wanted_at, matched_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', 1, NULL, '2026-10-07 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', 2, '2026-10-07 08:32:00.123456+00', '2026-10-07 08:30:00.123456+00');
INSERT INTO hub.matching_model (version, trained_at, answers, coded, until, content) VALUES
  (1, '2026-10-07 08:33:00.123456+00', 120, 800, '2026-10-07 08:31:00.123456+00', '\x1f8b');
INSERT INTO hub.matching_ask (tenant_id, id, item_id, edge_id, shown, reasons, confidence, verdict, asked_at, answered_at, answered_by) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000c01', '0190a000-0000-7000-8000-000000000912', '0190a000-0000-7000-8000-000000000a02', '{"name": "Nut"}', '[]', 0.4, '', '2026-10-07 08:30:00.123456+00', NULL, NULL),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000c02', '0190a000-0000-7000-8000-000000000911', NULL, '{}', '[]', 0, 'different', '2026-10-07 08:30:00.123456+00', '2026-10-07 08:34:00.123456+00', '0190a000-0000-7000-8000-000000000101');
INSERT INTO hub.matching_deed (id, kind, at, person_id, before) VALUES
  ('0190a000-0000-7000-8000-000000000d01', 'answer', '2026-10-07 08:31:00.123456+00', '0190a000-0000-7000-8000-000000000101', '[]');
INSERT INTO hub.outbox_event (owner_id, id, counterpart_id, topic, object, at, number) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000a77', NULL, 'matching.product_changed', '', '2026-10-06 08:30:00.123456+00', NULL);
