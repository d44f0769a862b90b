-- Purchases of two buyers: one over both suppliers, with a line that was left out, and one of another buyer at the second of them.
INSERT INTO hub.ordering_setting (tenant_id, auto_accept, answer_hours, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', true, 24, '2026-10-11 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', false, 72, '2026-10-11 08:30:00.123456+00');
INSERT INTO hub.ordering_counter (tenant_id, year, last) VALUES ('0190a000-0000-7000-8000-0000000000a1', 2026, 1), ('0190a000-0000-7000-8000-0000000000b2', 2026, 2);
INSERT INTO hub.ordering_purchase (buyer_id, id, mode, reference, person_id, person_name, left_out, created_at) VALUES
  ('0190a000-0000-7000-8000-0000000000c3', '0190a000-0000-7000-8000-000000002001', 'those_that_accept', 'Site 7', '0190a000-0000-7000-8000-000000000103', 'Astrid Lindgren', '[{"index": 2, "code": "no_price"}]', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000f6', '0190a000-0000-7000-8000-000000002002', 'all_or_nothing', '', '0190a000-0000-7000-8000-000000000103', 'Nils Fjord', '[]', '2026-10-12 08:31:00.123456+00');
INSERT INTO hub.ordering_order (tenant_id, id, buyer_id, purchase_id, number, supplier_name, buyer_name, customer_code, person_name, reference, note, needed_by, currency, freight, freight_unknown, fee, terms, answer_hours, status, lines,
  waits_supplier, waits_buyer, due_at, goods, saved, tax, total, version, created_at, changed_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', '0190a000-0000-7000-8000-0000000000c3', '0190a000-0000-7000-8000-000000002001', 'PO 2026-000001', '浙江海天紧固件', 'Lindgren Building Supply', 'C-001', 'Astrid Lindgren', 'Site 7', '请走后门 back door', '2026-10-20',
    'EUR', 1200, false, 0, '{"payment": "days", "payment_days": 30}', 24, 'changed', 2, 0, 1, '2026-10-13 08:30:00.123456+00', 12000, 600, 2166, 14766, 2, '2026-10-12 08:30:00.123456+00', '2026-10-12 09:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002012', '0190a000-0000-7000-8000-0000000000c3', '0190a000-0000-7000-8000-000000002001', 'PO 2026-000001', 'Northgate Tools Ltd', 'Lindgren Building Supply', '', 'Astrid Lindgren', 'Site 7', '', NULL,
    'GBP', 0, true, 500, '{}', 72, 'submitted', 1, 1, 0, '2026-10-15 08:30:00.123456+00', 999, 0, 0, 1499, 1, '2026-10-12 08:30:00.123456+00', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002013', '0190a000-0000-7000-8000-0000000000f6', '0190a000-0000-7000-8000-000000002002', 'PO 2026-000002', 'Northgate Tools Ltd', 'Fjord Hardware', 'F-9', 'Nils Fjord', '', '', NULL,
    'GBP', 0, true, 0, '{}', 72, 'refused', 1, 0, 0, NULL, 0, 0, 0, 0, 2, '2026-10-12 08:31:00.123456+00', '2026-10-12 10:31:00.123456+00');
INSERT INTO hub.ordering_line (tenant_id, order_id, line, buyer_id, item_id, sku, name, brand, mpn, gtin, unit, per_case, ordered, quantity, currency, price, goods, saved, tax_rate, tax, promotions, receipt, protection, notice_days, lead_days, needed_by, note,
  available, reservation_id, state, due_at, promised_on, reason, proposal) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', 1, '0190a000-0000-7000-8000-0000000000c3', '0190a000-0000-7000-8000-000000000911', 'HB-8', '六角螺栓 Bolt', 'Haitian', 'H8', '', 'C62', 100, 1000, 1000, 'EUR', 0.10, 10000, 600, 19, 1786,
    '[{"promotion": "prm_06a8b0000001s80000000000c1", "name": "秋季 Autumn", "version": 1, "saved": 600}]', '{"receipt": {}}', 'notice', 14, 3, '2026-10-20', '', true, '0190a000-0000-7000-8000-000000001531', 'accepted', NULL, '2026-10-16', '', NULL),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', 2, '0190a000-0000-7000-8000-0000000000c3', '0190a000-0000-7000-8000-000000000912', 'HN-8', '螺母 Nut', 'Haitian', '', '', 'C62', NULL, 400, 400, 'EUR', 0.05, 2000, 0, 19, 380,
    '[]', '{"receipt": {}}', 'order_date', 0, NULL, NULL, 'no burrs', false, '0190a000-0000-7000-8000-000000002031', 'countered', '2026-10-13 09:30:00.123456+00', NULL, 'only so many', '{"quantity": "300", "price": "0.05"}'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002012', 1, '0190a000-0000-7000-8000-0000000000c3', '0190a000-0000-7000-8000-000000000911', 'SAW', 'Saw', 'Northgate', '', '', 'C62', NULL, 1, 1, 'GBP', 9.99, 999, 0, NULL, 0,
    '[]', '{"receipt": {}}', 'ship_date', 0, NULL, NULL, '', false, '0190a000-0000-7000-8000-000000002032', 'submitted', '2026-10-15 08:30:00.123456+00', NULL, '', NULL),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002013', 1, '0190a000-0000-7000-8000-0000000000f6', '0190a000-0000-7000-8000-000000000911', 'SAW', 'Saw', 'Northgate', '', '', 'C62', NULL, 2, 2, 'GBP', 9.99, 1998, 0, NULL, 0,
    '[]', '{"receipt": {}}', 'ship_date', 0, NULL, NULL, '', false, '0190a000-0000-7000-8000-000000002033', 'refused', NULL, NULL, 'sold out', NULL);
INSERT INTO hub.ordering_event (tenant_id, order_id, version, line, buyer_id, side, person_name, act, state, data, at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', 1, 1, '0190a000-0000-7000-8000-0000000000c3', 'buyer', 'Astrid Lindgren', 'submit', 'submitted', '{"quantity": "1000"}', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', 1, 2, '0190a000-0000-7000-8000-0000000000c3', 'buyer', 'Astrid Lindgren', 'submit', 'submitted', '{"quantity": "400"}', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', 2, 1, '0190a000-0000-7000-8000-0000000000c3', 'supplier', '王芳', 'accept', 'accepted', '{}', '2026-10-12 09:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', 2, 2, '0190a000-0000-7000-8000-0000000000c3', 'supplier', '王芳', 'counter', 'countered', '{"quantity": "300"}', '2026-10-12 09:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002012', 1, 1, '0190a000-0000-7000-8000-0000000000c3', 'buyer', 'Astrid Lindgren', 'submit', 'submitted', '{}', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002013', 1, 1, '0190a000-0000-7000-8000-0000000000f6', 'buyer', 'Nils Fjord', 'submit', 'submitted', '{}', '2026-10-12 08:31:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002013', 2, 1, '0190a000-0000-7000-8000-0000000000f6', 'supplier', 'Tom North', 'refuse', 'refused', '{"reason": "sold out"}', '2026-10-12 10:31:00.123456+00');
INSERT INTO hub.ordering_message (tenant_id, order_id, id, buyer_id, side, person_name, body, at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002011', '0190a000-0000-7000-8000-000000002041', '0190a000-0000-7000-8000-0000000000c3', 'buyer', 'Astrid Lindgren', '星期五前可以吗? Before Friday?', '2026-10-12 08:40:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002013', '0190a000-0000-7000-8000-000000002042', '0190a000-0000-7000-8000-0000000000f6', 'supplier', 'Tom North', 'Sorry.', '2026-10-12 10:40:00.123456+00');
