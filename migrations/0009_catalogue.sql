-- The catalogue in full: details of items, packs, categories, pictures, and who changed what.

ALTER TABLE hub.catalog_item
  ADD COLUMN description  text NOT NULL DEFAULT '',
  ADD COLUMN family       text NOT NULL DEFAULT '',
  ADD COLUMN attributes   jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attributes) = 'object'),
  ADD COLUMN catch_weight boolean NOT NULL DEFAULT false,
  ADD COLUMN nominal      numeric CHECK (nominal > 0);
CREATE INDEX catalog_item_family ON hub.catalog_item (tenant_id, family, sku) WHERE family <> '';
CREATE INDEX catalog_item_updated ON hub.catalog_item (tenant_id, updated_at DESC, id DESC);
CREATE INDEX catalog_item_name ON hub.catalog_item (tenant_id, name COLLATE "C", id);
COMMENT ON COLUMN hub.catalog_item.family IS 'Items of one family are variants of each other; empty for none';
COMMENT ON COLUMN hub.catalog_item.attributes IS 'Values by key, typed as the category says: text, number in the definition''s unit, boolean';
COMMENT ON COLUMN hub.catalog_item.catch_weight IS 'Counted in pieces and priced by weight: the unit is one of mass, packs count pieces';
COMMENT ON COLUMN hub.catalog_item.nominal IS 'About what a piece weighs, in the item''s unit; only with catch weight';

CREATE TABLE hub.catalog_pack (
  tenant_id    uuid NOT NULL,
  item_id      uuid NOT NULL,
  level        text NOT NULL CHECK (level IN ('each','inner','case','pallet')),
  contains     numeric NOT NULL CHECK (contains > 0),
  unit         text NOT NULL,
  gtin         text NOT NULL DEFAULT '',
  gross_weight numeric CHECK (gross_weight > 0),
  PRIMARY KEY (tenant_id, item_id, level),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX catalog_pack_gtin ON hub.catalog_pack (tenant_id, item_id, gtin) WHERE gtin <> '';
COMMENT ON TABLE hub.catalog_pack IS 'How an item is packed';
COMMENT ON COLUMN hub.catalog_pack.contains IS 'How many of the item''s unit are in it; with catch weight, how many pieces';
COMMENT ON COLUMN hub.catalog_pack.unit IS 'UN/ECE Recommendation 20 or 21 code of the pack itself';
COMMENT ON COLUMN hub.catalog_pack.gross_weight IS 'In kilograms; NULL for not told';

CREATE TABLE hub.catalog_category (
  tenant_id  uuid NOT NULL,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  heading    text NOT NULL DEFAULT '' CHECK (heading ~ '^([0-9]{4}|[0-9]{6})?$'),
  attributes jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(attributes) = 'array'),
  version    bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
COMMENT ON TABLE hub.catalog_category IS 'What a supplier says of one of its categories; a category without a row is known by its items alone';
COMMENT ON COLUMN hub.catalog_category.heading IS 'Of the Harmonized System, 4 or 6 digits; empty for none';
COMMENT ON COLUMN hub.catalog_category.attributes IS 'Definitions: [{"key", "name", "kind": text | number | boolean | choice, "unit", "choices", "required"}]';

CREATE TABLE hub.catalog_media (
  tenant_id  uuid NOT NULL,
  item_id    uuid NOT NULL,
  id         uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('image','document')),
  file_blob  uuid NOT NULL,
  thumb_blob uuid,
  type       text NOT NULL,
  thumb_type text NOT NULL DEFAULT '',
  size       bigint NOT NULL CHECK (size > 0),
  width      int NOT NULL DEFAULT 0,
  height     int NOT NULL DEFAULT 0,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  title      text NOT NULL DEFAULT '',
  alt        text NOT NULL DEFAULT '',
  position   int NOT NULL,
  added_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id, id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES hub.catalog_item (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub.catalog_media IS 'Pictures and documents of items; buyers reach them only through an item they see, joined to catalog_item';
COMMENT ON COLUMN hub.catalog_media.thumb_blob IS 'A small picture, made anew; NULL for a document';

CREATE TABLE hub.catalog_revision (
  tenant_id uuid NOT NULL,
  id        uuid NOT NULL,
  at        timestamptz NOT NULL,
  person_id uuid,
  cause     text NOT NULL CHECK (cause IN ('item','bulk','sheet','import','rollback','undo')),
  source    text NOT NULL DEFAULT '',
  items     bigint NOT NULL DEFAULT 0,
  kept      bigint NOT NULL DEFAULT 0,
  undone_by uuid,
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE hub.catalog_revision IS 'One act that changed items of a supplier, with their list prices and stock';
COMMENT ON COLUMN hub.catalog_revision.id IS 'Version 7: in the order of time';
COMMENT ON COLUMN hub.catalog_revision.source IS 'The import of an import or rollback, the undone revision of an undo';
COMMENT ON COLUMN hub.catalog_revision.kept IS 'Of an undo: how many fields it left, because they were changed since';

CREATE TABLE hub.catalog_item_change (
  tenant_id uuid NOT NULL,
  item_id   uuid NOT NULL,
  revision_id   uuid NOT NULL,
  before    jsonb,
  after     jsonb NOT NULL,
  PRIMARY KEY (tenant_id, item_id, revision_id)
);
CREATE INDEX catalog_item_change_revision ON hub.catalog_item_change (tenant_id, revision_id, item_id);
COMMENT ON TABLE hub.catalog_item_change IS 'What a revision changed of an item: the fields that differ, with price and stock where the same revision changed them; a field that is missing was empty';
COMMENT ON COLUMN hub.catalog_item_change.before IS 'NULL when the revision made the item';
