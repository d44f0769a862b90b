-- Accounts of two buyers: one with terms, an invoice that is half paid and an order, and one on a hold.
INSERT INTO hub.credit_account (tenant_id, buyer_id, currency, credit_limit, limit_until, over_limit, overdue, overdue_days, on_hard, shown, note, invoiced, reserved, entries, version, terms_at, updated_at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-0000000000f6', 'EUR', 500000, '2027-12-31', 'hard', 'soft', 14, 'wait', true, '老客户 since 1998', 6000, 14766, 3, 1, '2026-10-12 08:30:00.123456+00', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-0000000000f6', 'GBP', 100, NULL, 'hard', 'none', 0, 'refuse', false, '', 0, 0, 0, 1, '2026-10-12 08:30:00.123456+00', '2026-10-12 08:30:00.123456+00');
INSERT INTO hub.credit_entry (tenant_id, buyer_id, number, kind, amount, invoiced, delivered, reserved, prepaid, agreed, document, order_id, applied, note, person, at) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-0000000000f6', 1, 'opening', 10000, 10000, 0, 0, 0, 0, 'R-1', NULL, '[]', '期初 opening', '王芳', '2026-10-12 08:30:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-0000000000f6', 2, 'payment', 4000, -4000, 0, 0, 0, 0, 'R-1', NULL, '[{"number": "R-1", "amount": 4000}]', '', '王芳', '2026-10-12 08:31:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-0000000000f6', 3, 'reserve', 14766, 0, 0, 14766, 0, 0, 'PO 2026-000003', '0190a000-0000-7000-8000-000000002014', '[]', '', '', '2026-10-12 08:32:00.123456+00');
INSERT INTO hub.credit_invoice (tenant_id, buyer_id, number, amount, open, issued_on, due_on) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-0000000000f6', 'R-1', 10000, 6000, '2026-09-01', '2026-10-01');
INSERT INTO hub.credit_reservation (tenant_id, order_id, buyer_id, number, rate, amount, reserved, hold, reasons, since) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000002014', '0190a000-0000-7000-8000-0000000000f6', 'PO 2026-000003', 1, 14766, 14766, 'soft', '{overdue}', '2026-10-12 08:32:00.123456+00'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000002015', '0190a000-0000-7000-8000-0000000000f6', 'PO 2026-000004', 1.25, 999, 0, 'hard', '{over_limit}', '2026-10-12 08:33:00.123456+00');
