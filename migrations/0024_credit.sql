-- Credit: how much a supplier lets a buyer owe, what it owes, and which orders wait for it.

CREATE TABLE hub.credit_account (
  tenant_id    uuid NOT NULL,
  buyer_id     uuid NOT NULL,
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  credit_limit bigint CHECK (credit_limit >= 0),
  limit_until  date,
  over_limit   text NOT NULL DEFAULT 'none' CHECK (over_limit IN ('none','soft','hard')),
  overdue      text NOT NULL DEFAULT 'none' CHECK (overdue IN ('none','soft','hard')),
  overdue_days int NOT NULL DEFAULT 0 CHECK (overdue_days BETWEEN 0 AND 365),
  on_hard      text NOT NULL DEFAULT 'wait' CHECK (on_hard IN ('wait','refuse')),
  prepaid_only boolean NOT NULL DEFAULT false,
  stopped      boolean NOT NULL DEFAULT false,
  shown        boolean NOT NULL DEFAULT false,
  note         text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  invoiced     bigint NOT NULL DEFAULT 0 CHECK (invoiced >= 0),
  delivered    bigint NOT NULL DEFAULT 0 CHECK (delivered >= 0),
  reserved     bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  prepaid      bigint NOT NULL DEFAULT 0 CHECK (prepaid >= 0),
  agreed       bigint NOT NULL DEFAULT 0 CHECK (agreed >= 0),
  exposure     bigint NOT NULL GENERATED ALWAYS AS (invoiced + delivered + reserved - prepaid - agreed) STORED,
  entries      bigint NOT NULL DEFAULT 0,
  version      bigint NOT NULL DEFAULT 0,
  terms_at     timestamptz,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, buyer_id)
);
CREATE INDEX credit_account_mine ON hub.credit_account (buyer_id, tenant_id);
COMMENT ON TABLE hub.credit_account IS 'What a supplier lets a buyer owe, and what it owes; the row that everything about this credit locks. Buyers have no right here and ask sec.my_credit';
COMMENT ON COLUMN hub.credit_account.credit_limit IS 'Minor units of currency, as all amounts here; NULL for no limit';
COMMENT ON COLUMN hub.credit_account.limit_until IS 'The last day of the limit; NULL for no end';
COMMENT ON COLUMN hub.credit_account.over_limit IS 'What an order above the limit meets: nothing, a soft hold (it goes, and somebody decides) or a hard one';
COMMENT ON COLUMN hub.credit_account.overdue IS 'The same, while an invoice is overdue for more than overdue_days';
COMMENT ON COLUMN hub.credit_account.on_hard IS 'Whether an order that meets a hard hold waits, or is not placed';
COMMENT ON COLUMN hub.credit_account.shown IS 'Whether the buyer is shown its figures; else only what became of its orders';
COMMENT ON COLUMN hub.credit_account.invoiced IS 'Open invoices. The five sums are those of the ledger, and are written by the functions of hub_reserve only';
COMMENT ON COLUMN hub.credit_account.delivered IS 'Delivered, and not invoiced';
COMMENT ON COLUMN hub.credit_account.reserved IS 'Ordered, and not delivered; what waits on a hard hold does not count';
COMMENT ON COLUMN hub.credit_account.terms_at IS 'When the supplier set terms; NULL for never: then nothing is held up';

CREATE TABLE hub.credit_entry (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  number    bigint NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('opening','invoice','payment','prepayment','credit','apply_prepayment','apply_credit','reversal','reserve','release','deliver','undeliver')),
  amount    bigint NOT NULL CHECK (amount >= 0),
  invoiced  bigint NOT NULL,
  delivered bigint NOT NULL,
  reserved  bigint NOT NULL,
  prepaid   bigint NOT NULL,
  agreed    bigint NOT NULL,
  document  text NOT NULL DEFAULT '' CHECK (length(document) <= 100),
  order_id  uuid,
  reverses  bigint,
  applied   jsonb NOT NULL DEFAULT '[]',
  note      text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  person    text NOT NULL DEFAULT '' CHECK (length(person) <= 200),
  at        timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, buyer_id, number),
  FOREIGN KEY (tenant_id, buyer_id) REFERENCES hub.credit_account (tenant_id, buyer_id)
);
CREATE UNIQUE INDEX credit_entry_reverses ON hub.credit_entry (tenant_id, buyer_id, reverses) WHERE reverses IS NOT NULL;
COMMENT ON TABLE hub.credit_entry IS 'The ledger of an account: what each event added to each of its five sums. Written once, never changed';
COMMENT ON COLUMN hub.credit_entry.applied IS 'Which invoices a payment was for: number and amount; how much of its order an invoice billed';
COMMENT ON COLUMN hub.credit_entry.person IS 'Empty where no person of the supplier wrote it';

CREATE TABLE hub.credit_invoice (
  tenant_id uuid NOT NULL,
  buyer_id  uuid NOT NULL,
  number    text NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
  amount    bigint NOT NULL CHECK (amount > 0),
  open      bigint NOT NULL CHECK (open BETWEEN 0 AND amount),
  issued_on date NOT NULL,
  due_on    date NOT NULL,
  order_id  uuid,
  void      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, buyer_id, number),
  FOREIGN KEY (tenant_id, buyer_id) REFERENCES hub.credit_account (tenant_id, buyer_id),
  CHECK (NOT void OR open = 0)
);
CREATE INDEX credit_invoice_due ON hub.credit_invoice (tenant_id, buyer_id, due_on, number) WHERE open > 0;
COMMENT ON TABLE hub.credit_invoice IS 'What a buyer was invoiced, as far as credit needs to know; what is open of all of them is the sum of the account. Buyers ask sec.my_credit_invoices';
COMMENT ON COLUMN hub.credit_invoice.void IS 'Its entry was taken back';

CREATE TABLE hub.credit_reservation (
  tenant_id  uuid NOT NULL,
  order_id   uuid NOT NULL,
  buyer_id   uuid NOT NULL,
  number     text NOT NULL DEFAULT '' CHECK (length(number) <= 40),
  rate       numeric NOT NULL CHECK (rate > 0),
  amount     bigint NOT NULL CHECK (amount >= 0),
  reserved   bigint NOT NULL CHECK (reserved >= 0),
  shipped    bigint NOT NULL DEFAULT 0 CHECK (shipped >= 0),
  billed     bigint NOT NULL DEFAULT 0 CHECK (billed >= 0),
  passed     bigint NOT NULL GENERATED ALWAYS AS (greatest(shipped, billed)) STORED,
  delivered  bigint NOT NULL GENERATED ALWAYS AS (greatest(shipped - billed, 0)) STORED,
  state      text NOT NULL GENERATED ALWAYS AS (CASE WHEN amount = 0 AND shipped = 0 AND billed = 0 THEN 'released' WHEN greatest(shipped, billed) >= amount THEN 'captured' ELSE 'held' END) STORED,
  hold       text NOT NULL DEFAULT 'none' CHECK (hold IN ('none','soft','hard')),
  reasons    text[] NOT NULL DEFAULT '{}' CHECK (reasons <@ ARRAY['prepayment','stopped','limit_expired','over_limit','overdue']),
  since      timestamptz NOT NULL,
  decision   text NOT NULL DEFAULT '' CHECK (decision IN ('','released','refused','lifted')),
  reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
  person     text NOT NULL DEFAULT '' CHECK (length(person) <= 200),
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, order_id),
  FOREIGN KEY (tenant_id, buyer_id) REFERENCES hub.credit_account (tenant_id, buyer_id)
);
CREATE INDEX credit_reservation_account ON hub.credit_reservation (tenant_id, buyer_id, since, order_id);
CREATE INDEX credit_reservation_waiting ON hub.credit_reservation (tenant_id, since, order_id) WHERE hold <> 'none';
CREATE INDEX credit_reservation_mine ON hub.credit_reservation (buyer_id, order_id);
COMMENT ON TABLE hub.credit_reservation IS 'What of a buyer''s credit an order takes, and whether it waits for it; written by the functions of hub_reserve only. It follows its order and runs out with it';
COMMENT ON COLUMN hub.credit_reservation.rate IS 'Minor units of the account for one of the order, frozen when it was placed';
COMMENT ON COLUMN hub.credit_reservation.amount IS 'What the order comes to now, in the account''s currency';
COMMENT ON COLUMN hub.credit_reservation.shipped IS 'What of it left, in all';
COMMENT ON COLUMN hub.credit_reservation.billed IS 'What of it was invoiced, in all';
COMMENT ON COLUMN hub.credit_reservation.passed IS 'What is not reserved any more';
COMMENT ON COLUMN hub.credit_reservation.hold IS 'Hard: amount less passed less reserved waits. Soft: all is reserved, and somebody is to decide';

-- Everybody locks the account first, by supplier and buyer, and reservations and invoices after it.

-- Which hold an order meets that takes so much more. What is prepaid always passes. internal/credit says the same (Account.Gate), for those who ask before they order.
CREATE FUNCTION sec.credit_gate(tenant uuid, buyer uuid, more bigint, moment timestamptz) RETURNS TABLE (hold text, reasons text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  a     hub.credit_account;
  today date := (moment AT TIME ZONE 'UTC')::date;
BEGIN
  hold := 'none';
  reasons := '{}';
  SELECT c.* INTO a FROM hub.credit_account c WHERE c.tenant_id = credit_gate.tenant AND c.buyer_id = credit_gate.buyer;
  IF NOT FOUND OR a.prepaid >= a.delivered + a.reserved + more THEN RETURN NEXT; RETURN; END IF;
  IF a.prepaid_only THEN reasons := reasons || 'prepayment'::text; hold := 'hard'; END IF;
  IF a.stopped THEN reasons := reasons || 'stopped'::text; hold := 'hard'; END IF;
  IF a.over_limit <> 'none' AND a.credit_limit IS NOT NULL AND (a.limit_until < today OR a.exposure + more > a.credit_limit) THEN
    reasons := reasons || CASE WHEN a.limit_until < today THEN 'limit_expired' ELSE 'over_limit' END;
    IF hold <> 'hard' THEN hold := a.over_limit; END IF;
  END IF;
  IF a.overdue <> 'none' AND EXISTS (SELECT FROM hub.credit_invoice i WHERE i.tenant_id = a.tenant_id AND i.buyer_id = a.buyer_id AND i.open > 0 AND i.due_on + a.overdue_days < today) THEN
    reasons := reasons || 'overdue'::text;
    IF hold <> 'hard' THEN hold := a.overdue; END IF;
  END IF;
  RETURN NEXT;
END $$;
COMMENT ON FUNCTION sec.credit_gate(uuid, uuid, bigint, timestamptz) IS 'Which hold so much more meets, and why; for the other functions of hub_reserve alone';

-- An entry and the sums of its account in one statement. sums: invoiced, delivered, reserved, prepaid, agreed.
CREATE FUNCTION sec.credit_post(tenant uuid, buyer uuid, entry jsonb, sums bigint[], moment timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE given bigint;
BEGIN
  WITH a AS (
    UPDATE hub.credit_account c SET invoiced = c.invoiced + sums[1], delivered = c.delivered + sums[2], reserved = c.reserved + sums[3], prepaid = c.prepaid + sums[4], agreed = c.agreed + sums[5],
      entries = c.entries + 1, updated_at = moment
    WHERE c.tenant_id = tenant AND c.buyer_id = buyer RETURNING c.entries
  )
  INSERT INTO hub.credit_entry (tenant_id, buyer_id, number, kind, amount, invoiced, delivered, reserved, prepaid, agreed, document, order_id, reverses, applied, note, person, at)
  SELECT tenant, buyer, a.entries, entry->>'kind', (entry->>'amount')::bigint, sums[1], sums[2], sums[3], sums[4], sums[5], coalesce(entry->>'document', ''), (entry->>'order')::uuid, (entry->>'reverses')::bigint,
    coalesce(entry->'applied', '[]'), coalesce(entry->>'note', ''), coalesce(entry->>'person', ''), moment FROM a
  RETURNING credit_entry.number INTO given;
  RETURN given;
END $$;
COMMENT ON FUNCTION sec.credit_post(uuid, uuid, jsonb, bigint[], timestamptz) IS 'Writes an entry of an account that is locked; for the other functions of hub_reserve alone';

-- What an order comes to now and what of it has left, in the currency of the account, which is locked. Nothing is in the way of what has left. What the order takes less is let go of; what it
-- takes more passes the gate, or waits, or is refused.
CREATE FUNCTION sec.credit_set(tenant uuid, in_order uuid, wanted bigint, gone bigint, moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v     hub.credit_reservation;
  n     hub.credit_reservation;
  g     record;
  takes bigint;
BEGIN
  SELECT r.* INTO v FROM hub.credit_reservation r WHERE r.tenant_id = credit_set.tenant AND r.order_id = credit_set.in_order FOR UPDATE;
  IF gone <> v.shipped THEN
    UPDATE hub.credit_reservation r SET shipped = gone, reserved = CASE WHEN greatest(gone, r.billed) > r.passed THEN greatest(r.reserved - (greatest(gone, r.billed) - r.passed), 0)
        ELSE r.reserved + r.passed - greatest(gone, r.billed) END
      WHERE r.tenant_id = v.tenant_id AND r.order_id = v.order_id RETURNING r.* INTO n;
    PERFORM sec.credit_post(v.tenant_id, v.buyer_id, jsonb_build_object('kind', CASE WHEN gone > v.shipped THEN 'deliver' ELSE 'undeliver' END, 'amount', abs(gone - v.shipped), 'document', v.number, 'order', v.order_id),
      ARRAY[0, n.delivered - v.delivered, n.reserved - v.reserved, 0, 0], moment);
    v := n;
  END IF;
  takes := greatest(wanted - v.passed, 0);
  IF takes <= v.reserved THEN
    IF takes < v.reserved THEN
      PERFORM sec.credit_post(v.tenant_id, v.buyer_id, jsonb_build_object('kind', 'release', 'amount', v.reserved - takes, 'document', v.number, 'order', v.order_id), ARRAY[0, 0, takes - v.reserved, 0, 0], moment);
    END IF;
    UPDATE hub.credit_reservation r SET amount = wanted, reserved = takes, hold = CASE WHEN r.hold = 'soft' AND takes > 0 THEN 'soft' ELSE 'none' END
      WHERE r.tenant_id = v.tenant_id AND r.order_id = v.order_id RETURNING r.hold INTO v.hold;
    RETURN v.hold;
  END IF;
  SELECT * INTO g FROM sec.credit_gate(v.tenant_id, v.buyer_id, takes - v.reserved, moment);
  IF g.hold = 'hard' THEN
    IF v.hold <> 'hard' AND (SELECT a.on_hard FROM hub.credit_account a WHERE a.tenant_id = v.tenant_id AND a.buyer_id = v.buyer_id) = 'refuse' THEN RETURN 'refused'; END IF;
    UPDATE hub.credit_reservation r SET amount = wanted, hold = 'hard', reasons = g.reasons, since = CASE WHEN r.hold = 'hard' THEN r.since ELSE moment END, decision = '', reason = '', person = '', decided_at = NULL
      WHERE r.tenant_id = v.tenant_id AND r.order_id = v.order_id;
    RETURN 'hard';
  END IF;
  PERFORM sec.credit_post(v.tenant_id, v.buyer_id, jsonb_build_object('kind', 'reserve', 'amount', takes - v.reserved, 'document', v.number, 'order', v.order_id), ARRAY[0, 0, takes - v.reserved, 0, 0], moment);
  IF g.hold = 'soft' THEN
    UPDATE hub.credit_reservation r SET amount = wanted, reserved = takes, hold = 'soft', reasons = g.reasons, since = CASE WHEN r.hold = 'none' THEN moment ELSE r.since END, decision = '', reason = '', person = '', decided_at = NULL
      WHERE r.tenant_id = v.tenant_id AND r.order_id = v.order_id;
  ELSE
    UPDATE hub.credit_reservation r SET amount = wanted, reserved = takes, hold = 'none', decision = CASE WHEN r.hold = 'none' THEN r.decision ELSE 'lifted' END, decided_at = CASE WHEN r.hold = 'none' THEN r.decided_at ELSE moment END
      WHERE r.tenant_id = v.tenant_id AND r.order_id = v.order_id;
  END IF;
  RETURN g.hold;
END $$;
COMMENT ON FUNCTION sec.credit_set(uuid, uuid, bigint, bigint, timestamptz) IS 'Lets a reservation follow its order; for the other functions of hub_reserve alone';

-- Which holds of an account, which is locked, lift by themselves as it stands: those that wait longest first, and each that fits.
CREATE FUNCTION sec.credit_lift(tenant uuid, buyer uuid, moment timestamptz) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v      hub.credit_reservation;
  g      record;
  lifted uuid[] := '{}';
BEGIN
  FOR v IN SELECT r.* FROM hub.credit_reservation r WHERE r.tenant_id = credit_lift.tenant AND r.buyer_id = credit_lift.buyer AND r.hold <> 'none' ORDER BY r.since, r.order_id FOR UPDATE LOOP
    IF v.hold = 'hard' THEN
      IF sec.credit_set(v.tenant_id, v.order_id, v.amount, v.shipped, moment) <> 'hard' THEN lifted := lifted || v.order_id; END IF;
    ELSE
      SELECT * INTO g FROM sec.credit_gate(v.tenant_id, v.buyer_id, 0, moment);
      IF g.hold = 'none' THEN
        UPDATE hub.credit_reservation r SET hold = 'none', decision = 'lifted', decided_at = moment WHERE r.tenant_id = v.tenant_id AND r.order_id = v.order_id;
        lifted := lifted || v.order_id;
      END IF;
    END IF;
  END LOOP;
  RETURN lifted;
END $$;
COMMENT ON FUNCTION sec.credit_lift(uuid, uuid, timestamptz) IS 'Lifts holds of an account that need not be any more; for the other functions of hub_reserve alone';

-- asks: [{"supplier", "order", "currency", "amount", "to", "rate"}], amount in minor units of currency, and rate in minor units of "to" for one of it. Outcomes: none, soft, hard (it
-- waits), refused (it is not to be placed), not_offered, and no_rate, where the account is in another currency than "to" and "currency". The same order again is set anew.
CREATE FUNCTION sec.reserve_credit(asks jsonb, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  buyer uuid := sec.buyer_id();
  l     record;
  a     hub.credit_account;
  per   numeric;
BEGIN
  IF buyer IS NULL THEN RETURN; END IF;
  FOR l IN SELECT * FROM jsonb_to_recordset(asks) AS n(supplier uuid, "order" uuid, currency text, amount bigint, "to" text, rate numeric) WHERE n.amount >= 0 ORDER BY n.supplier, n."order" LOOP
    id := l."order";
    PERFORM FROM hub.trading_relationship r WHERE r.tenant_id = l.supplier AND r.buyer_id = buyer AND r.state = 'approved' AND (r.grant_expires_at IS NULL OR r.grant_expires_at > transaction_timestamp());
    IF NOT FOUND THEN outcome := 'not_offered'; RETURN NEXT; CONTINUE; END IF;
    INSERT INTO hub.credit_account (tenant_id, buyer_id, currency, updated_at) VALUES (l.supplier, buyer, l.currency, moment) ON CONFLICT DO NOTHING;
    SELECT c.* INTO a FROM hub.credit_account c WHERE c.tenant_id = l.supplier AND c.buyer_id = buyer FOR UPDATE;
    per := CASE a.currency WHEN l.currency THEN 1 WHEN l."to" THEN l.rate END;
    PERFORM FROM hub.credit_reservation r WHERE r.tenant_id = l.supplier AND r.order_id = l."order" AND r.buyer_id = buyer;
    IF NOT FOUND THEN
      IF l.amount = 0 THEN outcome := 'none'; RETURN NEXT; CONTINUE; END IF;
      IF per IS NULL THEN outcome := 'no_rate'; RETURN NEXT; CONTINUE; END IF;
      IF a.on_hard = 'refuse' AND (SELECT g.hold FROM sec.credit_gate(l.supplier, buyer, round(l.amount * per)::bigint, moment) g) = 'hard' THEN outcome := 'refused'; RETURN NEXT; CONTINUE; END IF;
      INSERT INTO hub.credit_reservation (tenant_id, order_id, buyer_id, rate, amount, reserved, since) VALUES (l.supplier, l."order", buyer, per, 0, 0, moment);
    END IF;
    outcome := sec.credit_set(l.supplier, l."order", (SELECT round(l.amount * r.rate)::bigint FROM hub.credit_reservation r WHERE r.tenant_id = l.supplier AND r.order_id = l."order"), 0, moment);
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION sec.reserve_credit(jsonb, timestamptz) IS 'Takes credit for orders of the buyer of a buyer scope; answers outcomes only';

-- orders: [{"order", "number"}]
CREATE FUNCTION sec.name_credit(orders jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named bigint;
BEGIN
  WITH u AS (
    UPDATE hub.credit_reservation r SET number = n.number FROM jsonb_to_recordset(orders) AS n("order" uuid, number text)
    WHERE r.order_id = n."order" AND r.buyer_id = sec.buyer_id() AND r.number = '' RETURNING 1
  ) SELECT count(*) INTO named FROM u;
  RETURN named;
END $$;
COMMENT ON FUNCTION sec.name_credit(jsonb) IS 'Which numbers orders got that the buyer of a buyer scope took credit for';

-- An order of the scope comes to something else now, or more or less of it has left, in its own currency. Answers what it meets, and as lifted which other orders wait no longer.
CREATE FUNCTION sec.follow_credit(in_order uuid, amount bigint, shipped bigint, moment timestamptz) RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v     hub.credit_reservation;
  other uuid;
BEGIN
  SELECT r.* INTO v FROM hub.credit_reservation r WHERE r.order_id = in_order AND (r.buyer_id = sec.buyer_id() OR r.tenant_id = coalesce(sec.supplier_id(), sec.worker_id()));
  IF NOT FOUND OR least(follow_credit.amount, follow_credit.shipped) < 0 THEN RETURN; END IF;
  PERFORM FROM hub.credit_account a WHERE a.tenant_id = v.tenant_id AND a.buyer_id = v.buyer_id FOR UPDATE;
  id := in_order;
  outcome := sec.credit_set(v.tenant_id, in_order, round(follow_credit.amount * v.rate)::bigint, round(follow_credit.shipped * v.rate)::bigint, moment);
  RETURN NEXT;
  FOREACH other IN ARRAY sec.credit_lift(v.tenant_id, v.buyer_id, moment) LOOP
    id := other;
    outcome := 'lifted';
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION sec.follow_credit(uuid, bigint, bigint, timestamptz) IS 'Lets the credit of an order of the scope follow what it comes to; answers outcomes only';

-- Takes an amount off open invoices of an account that is locked: of the one that is named, else of all, the oldest first. Answers from which how much.
CREATE FUNCTION sec.credit_settle(tenant uuid, buyer uuid, wanted text, amount bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  i     record;
  rest  bigint := credit_settle.amount;
  taken jsonb := '[]';
BEGIN
  FOR i IN SELECT n.number, n.open FROM hub.credit_invoice n WHERE n.tenant_id = credit_settle.tenant AND n.buyer_id = credit_settle.buyer AND n.open > 0 AND (wanted = '' OR n.number = wanted) ORDER BY n.due_on, n.number FOR UPDATE LOOP
    EXIT WHEN rest <= 0;
    UPDATE hub.credit_invoice n SET open = n.open - least(i.open, rest) WHERE n.tenant_id = credit_settle.tenant AND n.buyer_id = credit_settle.buyer AND n.number = i.number;
    taken := taken || jsonb_build_object('number', i.number, 'amount', least(i.open, rest));
    rest := rest - least(i.open, rest);
  END LOOP;
  RETURN taken;
END $$;
COMMENT ON FUNCTION sec.credit_settle(uuid, uuid, text, bigint) IS 'Takes an amount off open invoices; for the other functions of hub_reserve alone';

-- What the supplier of the scope brings: {"kind", "amount", "document", "issued_on", "due_on", "order", "last", "reverses", "note", "person"}. Outcomes: posted; no_account; duplicate, of an
-- invoice whose number is taken; unknown_invoice; unknown_order; too_much, of what there is to apply; unknown_entry and not_reversible, of what is to be taken back.
CREATE FUNCTION sec.enter_credit(buyer uuid, entry jsonb, moment timestamptz) RETURNS TABLE (outcome text, number bigint, lifted uuid[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  tenant  uuid := coalesce(sec.supplier_id(), sec.worker_id());
  kind    text := entry->>'kind';
  amount  bigint := (entry->>'amount')::bigint;
  doc     text := coalesce(entry->>'document', '');
  a       hub.credit_account;
  v       hub.credit_reservation;
  n       hub.credit_reservation;
  e       hub.credit_entry;
  done    jsonb := '[]';
  settled bigint := 0;
  goods   bigint := 0;
  held    bigint := 0;
  sums    bigint[];
BEGIN
  lifted := '{}';
  SELECT c.* INTO a FROM hub.credit_account c WHERE c.tenant_id = tenant AND c.buyer_id = enter_credit.buyer FOR UPDATE;
  IF NOT FOUND THEN outcome := 'no_account'; RETURN NEXT; RETURN; END IF;
  IF kind IN ('opening','invoice') THEN
    PERFORM FROM hub.credit_invoice i WHERE i.tenant_id = tenant AND i.buyer_id = enter_credit.buyer AND i.number = doc;
    IF FOUND THEN outcome := 'duplicate'; RETURN NEXT; RETURN; END IF;
    IF entry->>'order' IS NOT NULL THEN
      SELECT r.* INTO v FROM hub.credit_reservation r WHERE r.tenant_id = tenant AND r.order_id = (entry->>'order')::uuid AND r.buyer_id = enter_credit.buyer FOR UPDATE;
      IF NOT FOUND THEN outcome := 'unknown_order'; RETURN NEXT; RETURN; END IF;
      UPDATE hub.credit_reservation r SET billed = r.billed + amount_of.bills, reserved = greatest(r.reserved - (greatest(r.shipped, r.billed + amount_of.bills) - r.passed), 0)
        FROM (SELECT CASE WHEN (entry->>'last')::boolean THEN greatest(amount, v.amount - v.billed, v.shipped - v.billed) ELSE amount END AS bills) amount_of
        WHERE r.tenant_id = tenant AND r.order_id = v.order_id RETURNING r.* INTO n;
      done := jsonb_build_array(jsonb_build_object('billed', n.billed - v.billed));
      goods := v.delivered - n.delivered;
      held := v.reserved - n.reserved;
    END IF;
    INSERT INTO hub.credit_invoice (tenant_id, buyer_id, number, amount, open, issued_on, due_on, order_id)
      VALUES (tenant, enter_credit.buyer, doc, amount, amount, (entry->>'issued_on')::date, (entry->>'due_on')::date, v.order_id);
    sums := ARRAY[amount, -goods, -held, 0, 0];
  ELSIF kind IN ('payment','apply_prepayment','apply_credit') THEN
    IF doc <> '' AND NOT EXISTS (SELECT FROM hub.credit_invoice i WHERE i.tenant_id = tenant AND i.buyer_id = enter_credit.buyer AND i.number = doc AND i.open > 0) THEN outcome := 'unknown_invoice'; RETURN NEXT; RETURN; END IF;
    IF kind <> 'payment' AND amount > least(CASE kind WHEN 'apply_credit' THEN a.agreed ELSE a.prepaid END,
        (SELECT coalesce(sum(i.open), 0) FROM hub.credit_invoice i WHERE i.tenant_id = tenant AND i.buyer_id = enter_credit.buyer AND (doc = '' OR i.number = doc))) THEN
      outcome := 'too_much'; RETURN NEXT; RETURN;
    END IF;
    done := sec.credit_settle(tenant, enter_credit.buyer, doc, amount);
    SELECT coalesce(sum((x->>'amount')::bigint), 0) INTO settled FROM jsonb_array_elements(done) x;
    sums := CASE kind WHEN 'payment' THEN ARRAY[-settled, 0, 0, amount - settled, 0] WHEN 'apply_credit' THEN ARRAY[-settled, 0, 0, 0, -settled] ELSE ARRAY[-settled, 0, 0, -settled, 0] END;
  ELSIF kind = 'prepayment' THEN sums := ARRAY[0, 0, 0, amount, 0];
  ELSIF kind = 'credit' THEN sums := ARRAY[0, 0, 0, 0, amount];
  ELSIF kind = 'reversal' THEN
    SELECT x.* INTO e FROM hub.credit_entry x WHERE x.tenant_id = tenant AND x.buyer_id = enter_credit.buyer AND x.number = (entry->>'reverses')::bigint;
    IF NOT FOUND THEN outcome := 'unknown_entry'; RETURN NEXT; RETURN; END IF;
    outcome := 'not_reversible';
    IF e.kind IN ('reserve','release','deliver','undeliver','reversal') OR a.prepaid < e.prepaid OR a.agreed < e.agreed
      OR EXISTS (SELECT FROM hub.credit_entry x WHERE x.tenant_id = tenant AND x.buyer_id = e.buyer_id AND x.reverses = e.number) THEN RETURN NEXT; RETURN; END IF;
    IF e.kind IN ('opening','invoice') THEN
      UPDATE hub.credit_invoice i SET open = 0, void = true WHERE i.tenant_id = tenant AND i.buyer_id = e.buyer_id AND i.number = e.document AND i.open = i.amount;
      IF NOT FOUND THEN RETURN NEXT; RETURN; END IF;
      IF e.order_id IS NOT NULL THEN
        SELECT r.* INTO v FROM hub.credit_reservation r WHERE r.tenant_id = tenant AND r.order_id = e.order_id FOR UPDATE;
        UPDATE hub.credit_reservation r SET billed = r.billed - (e.applied->0->>'billed')::bigint,
            reserved = CASE WHEN r.hold = 'hard' THEN r.reserved ELSE greatest(r.amount - greatest(r.shipped, r.billed - (e.applied->0->>'billed')::bigint), 0) END
          WHERE r.tenant_id = tenant AND r.order_id = e.order_id RETURNING r.* INTO n;
        goods := v.delivered - n.delivered;
        held := v.reserved - n.reserved;
      END IF;
    ELSE
      UPDATE hub.credit_invoice i SET open = i.open + (x->>'amount')::bigint FROM jsonb_array_elements(e.applied) x WHERE i.tenant_id = tenant AND i.buyer_id = e.buyer_id AND i.number = x->>'number';
    END IF;
    amount := e.amount;
    doc := e.document;
    done := e.applied;
    v.order_id := e.order_id;
    sums := ARRAY[-e.invoiced, -goods, -held, -e.prepaid, -e.agreed];
  ELSE
    outcome := 'unknown_entry'; RETURN NEXT; RETURN;
  END IF;
  number := sec.credit_post(tenant, enter_credit.buyer, jsonb_build_object('kind', kind, 'amount', amount, 'document', doc, 'order', v.order_id, 'reverses', entry->'reverses', 'applied', done, 'note', entry->'note', 'person', entry->'person'), sums, moment);
  lifted := sec.credit_lift(tenant, enter_credit.buyer, moment);
  outcome := 'posted';
  RETURN NEXT;
END $$;
COMMENT ON FUNCTION sec.enter_credit(uuid, jsonb, timestamptz) IS 'Writes what the supplier of the scope knows of a buyer''s account, and lifts the holds that need not be any more';

-- After the supplier of the scope changed terms.
CREATE FUNCTION sec.recheck_credit(buyer uuid, moment timestamptz) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM FROM hub.credit_account a WHERE a.tenant_id = sec.supplier_id() AND a.buyer_id = recheck_credit.buyer FOR UPDATE;
  IF NOT FOUND THEN RETURN '{}'; END IF;
  RETURN sec.credit_lift(sec.supplier_id(), recheck_credit.buyer, moment);
END $$;
COMMENT ON FUNCTION sec.recheck_credit(uuid, timestamptz) IS 'Lifts holds of a buyer at the supplier of the scope that need not be any more; answers which';

-- Outcomes: decided; nothing, where there is no hold. What is refused has ended before, so that nothing is reserved for it.
CREATE FUNCTION sec.decide_credit(in_order uuid, wanted text, reason text, person text, moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v     hub.credit_reservation;
  waits bigint;
BEGIN
  SELECT r.* INTO v FROM hub.credit_reservation r WHERE r.order_id = in_order AND r.tenant_id = sec.supplier_id();
  IF NOT FOUND OR wanted NOT IN ('released','refused') THEN RETURN 'nothing'; END IF;
  PERFORM FROM hub.credit_account a WHERE a.tenant_id = v.tenant_id AND a.buyer_id = v.buyer_id FOR UPDATE;
  SELECT r.* INTO v FROM hub.credit_reservation r WHERE r.tenant_id = v.tenant_id AND r.order_id = in_order FOR UPDATE;
  IF wanted = 'released' THEN
    IF v.hold = 'none' THEN RETURN 'nothing'; END IF;
    waits := greatest(v.amount - v.passed, 0) - v.reserved;
    IF waits > 0 THEN
      PERFORM sec.credit_post(v.tenant_id, v.buyer_id, jsonb_build_object('kind', 'reserve', 'amount', waits, 'document', v.number, 'order', v.order_id, 'note', decide_credit.reason, 'person', decide_credit.person), ARRAY[0, 0, waits, 0, 0], moment);
    END IF;
  ELSIF v.amount > 0 THEN RETURN 'nothing';
  END IF;
  UPDATE hub.credit_reservation r SET reserved = greatest(r.amount - r.passed, 0), hold = 'none', decision = wanted, reason = decide_credit.reason, person = decide_credit.person, decided_at = moment
    WHERE r.tenant_id = v.tenant_id AND r.order_id = in_order;
  RETURN 'decided';
END $$;
COMMENT ON FUNCTION sec.decide_credit(uuid, text, text, text, timestamptz) IS 'Releases a hold at the supplier of the scope, or notes that it refused the order';

-- What a buyer may know. Of accounts that are not shown: that they are there, and their currency.
CREATE FUNCTION sec.my_credit(moment timestamptz) RETURNS TABLE (tenant_id uuid, shown boolean, currency text, credit_limit bigint, limit_until date, over_limit text, overdue text, overdue_days int, on_hard text, prepaid_only boolean,
  stopped boolean, invoiced bigint, delivered bigint, reserved bigint, prepaid bigint, agreed bigint, late boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT a.tenant_id, a.shown, a.currency, CASE WHEN a.shown THEN a.credit_limit END, CASE WHEN a.shown THEN a.limit_until END, CASE WHEN a.shown THEN a.over_limit END, CASE WHEN a.shown THEN a.overdue END,
      CASE WHEN a.shown THEN a.overdue_days END, CASE WHEN a.shown THEN a.on_hard END, CASE WHEN a.shown THEN a.prepaid_only END, CASE WHEN a.shown THEN a.stopped END, CASE WHEN a.shown THEN a.invoiced END,
      CASE WHEN a.shown THEN a.delivered END, CASE WHEN a.shown THEN a.reserved END, CASE WHEN a.shown THEN a.prepaid END, CASE WHEN a.shown THEN a.agreed END,
      a.shown AND EXISTS (SELECT FROM hub.credit_invoice i WHERE i.tenant_id = a.tenant_id AND i.buyer_id = a.buyer_id AND i.open > 0 AND i.due_on + a.overdue_days < (moment AT TIME ZONE 'UTC')::date)
    FROM hub.credit_account a WHERE a.buyer_id = sec.buyer_id() AND a.terms_at IS NOT NULL;
END $$;
COMMENT ON FUNCTION sec.my_credit(timestamptz) IS 'The accounts of the buyer of a buyer scope, with their figures where the supplier shows them';

CREATE FUNCTION sec.my_credit_currencies(suppliers uuid[]) RETURNS TABLE (tenant_id uuid, currency text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT a.tenant_id, a.currency FROM hub.credit_account a WHERE a.buyer_id = sec.buyer_id() AND a.tenant_id = ANY (suppliers);
END $$;
COMMENT ON FUNCTION sec.my_credit_currencies(uuid[]) IS 'In which currency suppliers keep the account of the buyer of a buyer scope';

CREATE FUNCTION sec.my_credit_invoices() RETURNS TABLE (tenant_id uuid, number text, amount bigint, open bigint, issued_on date, due_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT i.tenant_id, i.number, i.amount, i.open, i.issued_on, i.due_on FROM hub.credit_account a JOIN hub.credit_invoice i ON i.tenant_id = a.tenant_id AND i.buyer_id = a.buyer_id
    WHERE a.buyer_id = sec.buyer_id() AND a.shown AND a.terms_at IS NOT NULL AND i.open > 0 ORDER BY i.tenant_id, i.due_on, i.number;
END $$;
COMMENT ON FUNCTION sec.my_credit_invoices() IS 'Open invoices of the buyer of a buyer scope at suppliers that show it its account';

CREATE FUNCTION sec.my_credit_holds() RETURNS TABLE (tenant_id uuid, order_id uuid, number text, hold text, since timestamptz, reasons text[], amount bigint, waits bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT r.tenant_id, r.order_id, r.number, r.hold, r.since, CASE WHEN a.shown THEN r.reasons ELSE '{}' END, CASE WHEN a.shown THEN r.amount END, CASE WHEN a.shown THEN greatest(r.amount - r.passed - r.reserved, 0) END
    FROM hub.credit_reservation r JOIN hub.credit_account a ON a.tenant_id = r.tenant_id AND a.buyer_id = r.buyer_id
    WHERE r.buyer_id = sec.buyer_id() AND r.hold = 'hard' ORDER BY r.since, r.order_id;
END $$;
COMMENT ON FUNCTION sec.my_credit_holds() IS 'Orders of the buyer of a buyer scope that wait for credit; why and for how much where the supplier shows it its account';

-- Orders that run already take credit too, in the currency of the last one of each buyer at a supplier; nobody set terms, so nothing is held up. Row security lets nobody read all of them.
ALTER TABLE hub.ordering_order NO FORCE ROW LEVEL SECURITY;
INSERT INTO hub.credit_account (tenant_id, buyer_id, currency, updated_at)
  SELECT DISTINCT ON (o.tenant_id, o.buyer_id) o.tenant_id, o.buyer_id, o.currency, o.changed_at FROM hub.ordering_order o WHERE o.total > 0 ORDER BY o.tenant_id, o.buyer_id, o.created_at DESC, o.id;
INSERT INTO hub.credit_reservation (tenant_id, order_id, buyer_id, number, rate, amount, reserved, since)
  SELECT o.tenant_id, o.id, o.buyer_id, o.number, 1, o.total, o.total, o.created_at FROM hub.ordering_order o JOIN hub.credit_account a ON a.tenant_id = o.tenant_id AND a.buyer_id = o.buyer_id AND a.currency = o.currency WHERE o.total > 0;
ALTER TABLE hub.ordering_order FORCE ROW LEVEL SECURITY;
INSERT INTO hub.credit_entry (tenant_id, buyer_id, number, kind, amount, invoiced, delivered, reserved, prepaid, agreed, document, order_id, at)
  SELECT r.tenant_id, r.buyer_id, row_number() OVER (PARTITION BY r.tenant_id, r.buyer_id ORDER BY r.since, r.order_id), 'reserve', r.amount, 0, 0, r.amount, 0, 0, r.number, r.order_id, r.since FROM hub.credit_reservation r;
UPDATE hub.credit_account a SET reserved = s.reserved, entries = s.entries
  FROM (SELECT e.tenant_id, e.buyer_id, sum(e.reserved) AS reserved, count(*) AS entries FROM hub.credit_entry e GROUP BY 1, 2) s WHERE s.tenant_id = a.tenant_id AND s.buyer_id = a.buyer_id;
