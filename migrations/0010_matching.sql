-- Which items of different suppliers are one product.

CREATE TABLE hub.matching_edge (
  id             uuid PRIMARY KEY,
  left_tenant    uuid NOT NULL,
  left_item      uuid NOT NULL,
  right_tenant   uuid NOT NULL,
  right_item     uuid NOT NULL,
  verdict        text NOT NULL CHECK (verdict IN ('auto','review','none')),
  ground         text NOT NULL CHECK (ground IN ('barcode','part_number','model','operator','supplier')),
  confidence     double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  evidence       jsonb NOT NULL DEFAULT '[]',
  contradictions jsonb NOT NULL DEFAULT '[]',
  blocked        jsonb NOT NULL DEFAULT '[]',
  state          text NOT NULL CHECK (state IN ('proposed','confirmed','implied','refused')),
  answer         text NOT NULL DEFAULT '' CHECK (answer IN ('','same','different')),
  answered_as    text NOT NULL DEFAULT '' CHECK (answered_as IN ('','operator','supplier')),
  answered_by    uuid,
  answered_for   uuid,
  answered_at    timestamptz,
  despite        boolean NOT NULL DEFAULT false,
  left_text      jsonb,
  right_text     jsonb,
  doubt          double precision NOT NULL DEFAULT 0,
  worth          double precision NOT NULL DEFAULT 0,
  skipped_at     timestamptz,
  model          bigint NOT NULL DEFAULT 0,
  version        bigint NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  UNIQUE (left_tenant, left_item, right_tenant, right_item),
  CHECK ((left_tenant, left_item) < (right_tenant, right_item)),
  CHECK ((answer = '') = (answered_as = ''))
);
CREATE INDEX matching_edge_right ON hub.matching_edge (right_tenant, right_item);
CREATE INDEX matching_edge_queue ON hub.matching_edge (worth DESC, id) WHERE state = 'proposed';
CREATE INDEX matching_edge_answered ON hub.matching_edge (answered_at) WHERE answer <> '';
COMMENT ON TABLE hub.matching_edge IS 'Two items that are, may be or are said not to be one product; the smaller stands left. No foreign keys: items are led by their suppliers';
COMMENT ON COLUMN hub.matching_edge.verdict IS 'What the hub makes of it by itself; none: it was found by a person only';
COMMENT ON COLUMN hub.matching_edge.blocked IS 'Why it joins nothing although it would: what contradicts between the products on both sides';
COMMENT ON COLUMN hub.matching_edge.answered_for IS 'The supplier that spoke; NULL where the operator did';
COMMENT ON COLUMN hub.matching_edge.despite IS 'The operator said same although something contradicts';
COMMENT ON COLUMN hub.matching_edge.left_text IS 'What the item said when the question was put or answered: an answer is about the texts that were seen; NULL where nobody was asked';
COMMENT ON COLUMN hub.matching_edge.worth IS 'Place in the queue of questions, the highest first; skipped ones are a thousand lower';
COMMENT ON COLUMN hub.matching_edge.model IS 'Version of the model that judged; 0: none';

CREATE TABLE hub.matching_product (
  id         uuid PRIMARY KEY,
  brand      text NOT NULL DEFAULT '',
  name       text NOT NULL,
  mpn        text NOT NULL DEFAULT '',
  gtin       text NOT NULL DEFAULT '',
  pack       text NOT NULL DEFAULT '',
  unit       text NOT NULL DEFAULT '',
  items      int NOT NULL CHECK (items > 1),
  suppliers  int NOT NULL CHECK (suppliers > 0),
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX matching_product_changed ON hub.matching_product (changed_at DESC, id);
COMMENT ON TABLE hub.matching_product IS 'A connected part of confirmed edges, with the best text of its items; for the operator only';

CREATE TABLE hub.matching_member (
  tenant_id  uuid NOT NULL,
  item_id    uuid NOT NULL,
  product_id uuid NOT NULL,
  shown      jsonb,
  since      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id)
);
CREATE INDEX matching_member_product ON hub.matching_member (tenant_id, product_id);
CREATE INDEX matching_member_part ON hub.matching_member (product_id);
COMMENT ON TABLE hub.matching_member IS 'Which product an item is in; an item that is alone has no row. Outlets read it joined to catalog_item, whose policy knows the category';
COMMENT ON COLUMN hub.matching_member.shown IS 'Best text of the other items, for the item''s own supplier; only where two other suppliers at least sell it';

CREATE TABLE hub.matching_item (
  tenant_id  uuid NOT NULL,
  item_id    uuid NOT NULL,
  version    bigint NOT NULL,
  content    bigint NOT NULL,
  run        bigint NOT NULL,
  gone       boolean NOT NULL DEFAULT false,
  pending    boolean NOT NULL DEFAULT false,
  unasked    int NOT NULL DEFAULT 0 CHECK (unasked >= 0),
  matched_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id)
);
CREATE INDEX matching_item_run ON hub.matching_item (tenant_id, run, item_id);
CREATE INDEX matching_item_unasked ON hub.matching_item (tenant_id, item_id) WHERE unasked > 0;
CREATE INDEX matching_item_pending ON hub.matching_item (tenant_id, item_id) WHERE pending;
COMMENT ON TABLE hub.matching_item IS 'How far each item has been matched';
COMMENT ON COLUMN hub.matching_item.version IS 'The version of catalog_item that was looked at; another one there means that it waits';
COMMENT ON COLUMN hub.matching_item.content IS 'Hash of all that matching looks at: equal, and there is nothing to match anew';
COMMENT ON COLUMN hub.matching_item.run IS 'The run of its supplier that wrote it last; indexes in memory read what is above the run they know';
COMMENT ON COLUMN hub.matching_item.unasked IS 'How many questions about it were not worth a place in the queue';

CREATE TABLE hub.matching_mark (
  tenant_id  uuid PRIMARY KEY,
  run        bigint NOT NULL DEFAULT 0,
  wanted_at  timestamptz,
  matched_at timestamptz
);
COMMENT ON TABLE hub.matching_mark IS 'How often a supplier''s changes were taken in, and whether some wait';

CREATE TABLE hub.matching_policy (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  precision  numeric NOT NULL CHECK (precision >= 0.9 AND precision < 1),
  automatic  boolean NOT NULL,
  version    bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  updated_by uuid
);
INSERT INTO hub.matching_policy (precision, automatic, updated_at) VALUES (0.995, true, '2026-01-01T00:00:00Z');
COMMENT ON TABLE hub.matching_policy IS 'One row: how much of what the model confirms must be right, and whether it may confirm at all';

CREATE TABLE hub.matching_model (
  version    bigint PRIMARY KEY,
  trained_at timestamptz NOT NULL,
  answers    bigint NOT NULL,
  coded      bigint NOT NULL,
  until      timestamptz,
  content    bytea NOT NULL
);
COMMENT ON TABLE hub.matching_model IS 'The learned models, the highest version in use';
COMMENT ON COLUMN hub.matching_model.until IS 'When the latest answer was given that it learned from; NULL: from codes only';

CREATE TABLE hub.matching_ask (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  item_id        uuid NOT NULL,
  edge_id        uuid,
  shown          jsonb NOT NULL DEFAULT '{}',
  reasons        jsonb NOT NULL DEFAULT '[]',
  contradictions jsonb NOT NULL DEFAULT '[]',
  confidence     double precision NOT NULL DEFAULT 0,
  verdict        text NOT NULL DEFAULT '' CHECK (verdict IN ('','same','different','skip')),
  asked_at       timestamptz NOT NULL,
  answered_at    timestamptz,
  answered_by    uuid,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX matching_ask_open ON hub.matching_ask (tenant_id, item_id) WHERE verdict IN ('', 'skip');
CREATE INDEX matching_ask_item ON hub.matching_ask (tenant_id, item_id);
COMMENT ON TABLE hub.matching_ask IS 'What a supplier is asked, or said by itself, about its own item. It names no other supplier, no number and no price of others';
COMMENT ON COLUMN hub.matching_ask.edge_id IS 'The edge behind it, unknown to the supplier; NULL where the supplier spoke by itself';

CREATE TABLE hub.matching_deed (
  id        uuid PRIMARY KEY,
  kind      text NOT NULL CHECK (kind IN ('answer','split','join')),
  at        timestamptz NOT NULL,
  person_id uuid,
  before    jsonb NOT NULL,
  undone_at timestamptz
);
COMMENT ON TABLE hub.matching_deed IS 'What the operator''s people did to edges, with how these stood before: the way back';
