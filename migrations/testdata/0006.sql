-- An entry that its process did not live to see sealed.
INSERT INTO hub.audit_entry (owner_id, id, at, person_id, action, object) VALUES
  ('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000000521', '2026-10-06 08:30:00.123456+00', '0190a000-0000-7000-8000-000000000101', 'identity.seat.write', 'sea_00');
