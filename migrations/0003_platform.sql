-- What the platform keeps for every capability: audit, outbox, jobs, idempotency.
-- owner_id is the company that the row belongs to, or the person for what concerns nobody but a person (sign-in).

CREATE TABLE hub.audit_entry (
  owner_id    uuid NOT NULL,
  id          uuid NOT NULL,
  at          timestamptz NOT NULL,
  person_id   uuid,
  operator_id uuid,
  action      text NOT NULL,
  object      text NOT NULL DEFAULT '',
  data        jsonb NOT NULL DEFAULT '{}',
  personal    bytea,
  PRIMARY KEY (owner_id, id)
);
CREATE INDEX audit_entry_time ON hub.audit_entry (owner_id, at DESC, id DESC);
COMMENT ON TABLE hub.audit_entry IS 'Who did what; written in the transaction of the deed, never changed';
COMMENT ON COLUMN hub.audit_entry.personal IS 'Personal data (address, browser) sealed under the person''s own key; the chain covers the sealed bytes, so erasing the key does not break it';
COMMENT ON COLUMN hub.audit_entry.operator_id IS 'The operator company when the hub itself acted on the owner';

CREATE TABLE hub.audit_seal (
  owner_id  uuid NOT NULL,
  number    bigint NOT NULL CHECK (number > 0),
  entry_id  uuid NOT NULL,
  hash      bytea NOT NULL CHECK (length(hash) = 32),
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (owner_id, number),
  UNIQUE (owner_id, entry_id),
  FOREIGN KEY (owner_id, entry_id) REFERENCES hub.audit_entry (owner_id, id)
);
COMMENT ON TABLE hub.audit_seal IS 'The hash chain over the entries of one owner, laid by the sealer within a second of the commit';

CREATE TABLE hub.audit_person_key (
  person_id uuid PRIMARY KEY,
  key       bytea NOT NULL
);
COMMENT ON TABLE hub.audit_person_key IS 'Key of a person''s data in audit entries, sealed under the hub secret; deleted to erase';

CREATE TABLE hub.outbox_event (
  owner_id       uuid NOT NULL,
  id             uuid NOT NULL,
  counterpart_id uuid,
  topic          text NOT NULL,
  object         text NOT NULL DEFAULT '',
  payload        jsonb NOT NULL DEFAULT '{}',
  at             timestamptz NOT NULL,
  number         bigint,
  PRIMARY KEY (owner_id, id)
);
CREATE INDEX outbox_event_waiting ON hub.outbox_event (owner_id, id) WHERE number IS NULL;
CREATE INDEX outbox_event_owner ON hub.outbox_event (owner_id, number);
CREATE INDEX outbox_event_counterpart ON hub.outbox_event (counterpart_id, number) WHERE counterpart_id IS NOT NULL;
COMMENT ON TABLE hub.outbox_event IS 'Events, written in the transaction of the deed; the relay gives the number after the commit';

CREATE TABLE hub.outbox_head (
  name   text PRIMARY KEY,
  number bigint NOT NULL
);
INSERT INTO hub.outbox_head (name, number) VALUES ('relay', 0);
COMMENT ON TABLE hub.outbox_head IS 'Last number the relay gave';

CREATE TABLE hub.job_run (
  owner_id    uuid NOT NULL,
  id          uuid NOT NULL,
  kind        text NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting','running','succeeded','failed','cancelling','cancelled')),
  done        bigint NOT NULL DEFAULT 0,
  total       bigint NOT NULL DEFAULT 0,
  problem     jsonb,
  result_blob uuid,
  result_type text NOT NULL DEFAULT '',
  file_name   text NOT NULL DEFAULT '',
  started_by  uuid,
  created_at  timestamptz NOT NULL,
  started_at  timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (owner_id, id)
);
CREATE INDEX job_run_newest ON hub.job_run (owner_id, created_at DESC, id DESC);
COMMENT ON TABLE hub.job_run IS 'Long work as a screen follows it; the queue itself is river.river_job';

CREATE TABLE hub.idempotency_key (
  owner_id    uuid NOT NULL,
  key         text NOT NULL,
  operation   text NOT NULL,
  fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
  outcome     jsonb NOT NULL,
  refused     boolean NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (owner_id, key)
);
CREATE INDEX idempotency_key_age ON hub.idempotency_key (owner_id, created_at);
COMMENT ON TABLE hub.idempotency_key IS 'What a creating request came to, stored in its own transaction; the same key answers it again for 24 hours';
