-- The sealer of the audit trail looks every few seconds for the latest entries that no process told it of. By time of all companies at
-- once: by company it would take a step for each of them. Entries are only ever added, so a summary per block range is enough.
CREATE INDEX audit_entry_latest ON hub.audit_entry USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
COMMENT ON INDEX hub.audit_entry_latest IS 'The entries of the last minutes, whoever''s they are: where the sealer looks for those that a process left unsealed when it died';
