-- Two suppliers, of which the buyer trades with the first; the second has suspended it.
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-0000000000c3', 'approved'),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-0000000000c3', 'suspended');
