-- Approvals: which purchases of a buyer need the word of others, what waits for it, and what was said.

CREATE TABLE hub.approval_rule (
  buyer_id     uuid NOT NULL,
  id           uuid NOT NULL,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  active       boolean NOT NULL,
  condition    jsonb NOT NULL,
  stages       jsonb NOT NULL CHECK (jsonb_array_length(stages) BETWEEN 1 AND 10),
  escalate     jsonb NOT NULL DEFAULT '[]',
  within_hours int NOT NULL CHECK (within_hours BETWEEN 1 AND 720),
  own          boolean NOT NULL,
  version      bigint NOT NULL DEFAULT 1,
  updated_at   timestamptz NOT NULL,
  updated_by   text NOT NULL,
  PRIMARY KEY (buyer_id, id)
);
COMMENT ON TABLE hub.approval_rule IS 'When a purchase of a buyer needs the word of others, and of whom. All that apply count, in no order';
COMMENT ON COLUMN hub.approval_rule.own IS 'Whether who orders may be one of those who approve';

CREATE TABLE hub.approval_request (
  buyer_id    uuid NOT NULL,
  id          uuid NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting','placed','refused','returned','withdrawn')),
  edition     bigint NOT NULL CHECK (edition > 0),
  seat_id     uuid NOT NULL,
  person_id   uuid NOT NULL,
  person_name text NOT NULL CHECK (length(person_name) <= 200),
  note        text NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
  draft       jsonb NOT NULL,
  snapshot    jsonb NOT NULL,
  needs       jsonb NOT NULL,
  votes       jsonb NOT NULL,
  reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
  purchase_id uuid,
  due_at      timestamptz,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, id),
  CHECK ((purchase_id IS NOT NULL) = (state = 'placed'))
);
CREATE INDEX approval_request_newest ON hub.approval_request (buyer_id, created_at DESC, id DESC);
CREATE INDEX approval_request_waiting ON hub.approval_request (buyer_id, created_at, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX approval_request_purchase ON hub.approval_request (buyer_id, purchase_id) WHERE purchase_id IS NOT NULL;
COMMENT ON TABLE hub.approval_request IS 'A purchase that waits for the word of others: nothing of it is held, and no supplier knows of it, until it is placed. State, edition and votes follow from its events and are written with them only';
COMMENT ON COLUMN hub.approval_request.edition IS 'Counts what was to be approved: a word is given to one edition';
COMMENT ON COLUMN hub.approval_request.snapshot IS 'Prices and sums that are approved; what costs more when it is placed is asked again';
COMMENT ON COLUMN hub.approval_request.needs IS 'The rules that applied, as they stood';

CREATE TABLE hub.approval_event (
  buyer_id    uuid NOT NULL,
  request_id  uuid NOT NULL,
  number      int NOT NULL CHECK (number > 0),
  edition     bigint NOT NULL,
  act         text NOT NULL CHECK (act IN ('sent','approved','refused','changed','reopened','escalated','placed','returned','withdrawn')),
  seat_id     uuid,
  person_name text NOT NULL DEFAULT '',
  instead_of  text NOT NULL DEFAULT '',
  by_mail     boolean NOT NULL DEFAULT false,
  reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
  changes     jsonb NOT NULL DEFAULT '[]',
  at          timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, request_id, number),
  FOREIGN KEY (buyer_id, request_id) REFERENCES hub.approval_request (buyer_id, id)
);
COMMENT ON TABLE hub.approval_event IS 'What was said and done about a purchase that waits. Written once, never changed';
COMMENT ON COLUMN hub.approval_event.person_name IS 'Empty where the hub acted';
COMMENT ON COLUMN hub.approval_event.instead_of IS 'Whose word it was, where somebody stood in';

CREATE TABLE hub.approval_link (
  buyer_id   uuid NOT NULL,
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  request_id uuid NOT NULL,
  edition    bigint NOT NULL,
  seat_id    uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  PRIMARY KEY (buyer_id, token_hash),
  FOREIGN KEY (buyer_id, request_id) REFERENCES hub.approval_request (buyer_id, id)
);
CREATE UNIQUE INDEX approval_link_token ON hub.approval_link (token_hash);
COMMENT ON TABLE hub.approval_link IS 'Links in mails: each lets one seat give its word on one edition, once';

CREATE TABLE hub.approval_absence (
  buyer_id    uuid NOT NULL,
  seat_id     uuid NOT NULL,
  stand_in_id uuid NOT NULL,
  from_at     timestamptz NOT NULL,
  until_at    timestamptz NOT NULL,
  PRIMARY KEY (buyer_id, seat_id),
  CHECK (until_at > from_at),
  CHECK (stand_in_id <> seat_id)
);
COMMENT ON TABLE hub.approval_absence IS 'Who is away, from when until when, and who gives its word meanwhile';

CREATE FUNCTION sec.find_approval_link(given bytea, moment timestamptz)
RETURNS TABLE (buyer_id uuid, request_id uuid, edition bigint, seat_id uuid, person_id uuid, roles text[], parts text[], state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF sec.anonymous_id() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT l.buyer_id, l.request_id, l.edition, t.id, t.person_id, t.roles, c.parts, c.state
    FROM hub.approval_link l JOIN hub.identity_seat t ON t.company_id = l.buyer_id AND t.id = l.seat_id JOIN hub.identity_company c ON c.id = l.buyer_id
    WHERE l.token_hash = given AND l.expires_at > moment AND l.used_at IS NULL AND t.removed_at IS NULL;
END $$;
COMMENT ON FUNCTION sec.find_approval_link(bytea, timestamptz) IS 'Whose word one exact link takes, while it is open, with the seat as it is now';
