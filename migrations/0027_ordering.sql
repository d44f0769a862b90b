-- The order box: what a buyer ordered last of an item, and at which price.

CREATE INDEX ordering_line_bought ON hub.ordering_line (tenant_id, buyer_id, item_id);
