-- Price files: how they come in, and back out.

CREATE TABLE hub.integration_import (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  file_name    text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  file_blob    uuid NOT NULL,
  size         bigint NOT NULL CHECK (size >= 0),
  sum          text NOT NULL CHECK (length(sum) = 64),
  state        text NOT NULL CHECK (state IN ('staged','judging','judged','scheduled','committing','committed','rolling_back','rolled_back','failed')),
  problem      text NOT NULL DEFAULT '',
  reading      jsonb NOT NULL,
  shape        jsonb NOT NULL,
  signature    text NOT NULL,
  choice       jsonb,
  counts       jsonb NOT NULL DEFAULT '{}',
  guards       jsonb NOT NULL DEFAULT '[]',
  job_id       uuid,
  kept         bigint NOT NULL DEFAULT 0,
  created_by   uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  valid_from   timestamptz,
  committed_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX integration_import_time ON hub.integration_import (tenant_id, created_at DESC, id DESC);
CREATE INDEX integration_import_sum ON hub.integration_import (tenant_id, sum) WHERE committed_at IS NOT NULL;
CREATE INDEX integration_import_signature ON hub.integration_import (tenant_id, signature, committed_at DESC) WHERE committed_at IS NOT NULL;
COMMENT ON TABLE hub.integration_import IS 'A price file on its way in, or after it';
COMMENT ON COLUMN hub.integration_import.signature IS 'Names the headings; the choice of columns is remembered under it';
COMMENT ON COLUMN hub.integration_import.valid_from IS 'When it is committed by itself; NULL for at once';

CREATE TABLE hub.integration_import_line (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line      bigint NOT NULL CHECK (line > 0),
  sku       text NOT NULL,
  name      text NOT NULL DEFAULT '',
  item_id   uuid,
  outcome   text NOT NULL CHECK (outcome IN ('new','changed','unchanged','withdrawn','flagged','dropped')),
  cells     jsonb NOT NULL,
  problems  jsonb NOT NULL DEFAULT '[]',
  changes   jsonb NOT NULL DEFAULT '[]',
  moved     numeric NOT NULL DEFAULT 0,
  recoined  boolean NOT NULL DEFAULT false,
  priced    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, import_id, line),
  FOREIGN KEY (tenant_id, import_id) REFERENCES hub.integration_import (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX integration_import_line_outcome ON hub.integration_import_line (tenant_id, import_id, outcome, line);
CREATE INDEX integration_import_line_sku ON hub.integration_import_line (tenant_id, import_id, sku, line);
COMMENT ON TABLE hub.integration_import_line IS 'What each line of a price file means; lines beyond those of the file are items that it withdraws';
COMMENT ON COLUMN hub.integration_import_line.moved IS 'How far the price moves, in percent without sign';
COMMENT ON COLUMN hub.integration_import_line.recoined IS 'Whether the price changes its currency';

CREATE TABLE hub.integration_layout (
  tenant_id  uuid NOT NULL,
  signature  text NOT NULL,
  choice     jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, signature)
);
COMMENT ON TABLE hub.integration_layout IS 'How a supplier wants files with the same headings to be taken; learned from the last time';

CREATE TABLE hub.integration_import_change (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  item_id   uuid NOT NULL,
  before    jsonb,
  after     jsonb NOT NULL,
  PRIMARY KEY (tenant_id, import_id, item_id),
  FOREIGN KEY (tenant_id, import_id) REFERENCES hub.integration_import (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE hub.integration_import_change IS 'An item with price and stock before and after a commit, for the way back';
COMMENT ON COLUMN hub.integration_import_change.before IS 'NULL for an item that the import made';
