-- An item of each supplier, one of them under a buyer's own name.
INSERT INTO hub.catalog_search (tenant_id, item_id, active, name, brand, category, tokens) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000911', true, '六角螺栓 Hex bolt M8×40', 'Haitian', 'bolts', '''000000a1wbolt'':1A ''000000a1cm8x40'''),
  ('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000000911', true, 'Hand saw', 'Northgate', 'saws', '''000000b2wsaw'':1A');
INSERT INTO hub.catalog_word (tenant_id, word) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', 'bolt'),
  ('0190a000-0000-7000-8000-0000000000b2', 'hand');
INSERT INTO hub.catalog_search_own (buyer_id, tenant_id, item_id, tokens)
  SELECT buyer_id, tenant_id, '0190a000-0000-7000-8000-000000000911', '''00000000wblade'':1A' FROM hub.trading_relationship LIMIT 1;
