-- An item that is found by the tokens of the first hub and one by those of a later one.
UPDATE hub.catalog_search SET version = 2 WHERE item_id = (SELECT min(item_id::text)::uuid FROM hub.catalog_search);
