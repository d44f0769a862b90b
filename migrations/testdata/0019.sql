-- Rows of what 0019 adds.
-- What prices of lists were nine days before.
INSERT INTO hub.pricing_entry_past (tenant_id, item_id, list_id, id, valid_from, valid_to, price, breaks, written_at, replaced_at)
  SELECT e.tenant_id, e.item_id, e.list_id, e.id, e.valid_from, e.valid_to, e.price + 1, e.breaks, e.updated_at - interval '9 days', e.updated_at FROM hub.pricing_entry e;
