package audit

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// sealLock lets one sealer of all instances work at a time.
const sealLock = 0x6175646974 // "audit"

const entryColumns = `e.owner_id, e.id, e.at, e.person_id, e.operator_id, e.action, e.object, e.data, e.personal`

// columnsOf lists where entryColumns go.
func columnsOf(r *record) []any {
	return []any{&r.owner, &r.id, &r.at, &r.person, &r.operator, &r.action, &r.object, &r.data, &r.personal}
}

func insertEntry(ctx context.Context, tx *tenants.Tx, r record) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, `INSERT INTO audit_entry (owner_id, id, at, person_id, operator_id, action, object, data, personal)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, r.owner, r.id, r.at, r.person, r.operator, r.action, r.object, r.data, r.personal)
	return err
}

// findKey answers nil when there is none, or none that the scope may see.
func findKey(ctx context.Context, tx *tenants.Tx, person id.PersonID) ([]byte, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	var key []byte
	err = pg.QueryRow(ctx, "SELECT key FROM audit_person_key WHERE person_id = $1", person).Scan(&key)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return key, err
}

func insertKey(ctx context.Context, tx *tenants.Tx, person id.PersonID, key []byte) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, "INSERT INTO audit_person_key (person_id, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", person, key)
	return err
}

func deleteKey(ctx context.Context, tx *tenants.Tx, person id.PersonID) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, "DELETE FROM audit_person_key WHERE person_id = $1", person)
	return err
}

func lead(ctx context.Context, pg pgx.Tx) (mine bool, err error) {
	err = pg.QueryRow(ctx, "SELECT pg_try_advisory_xact_lock($1)", int64(sealLock)).Scan(&mine)
	return mine, err
}

func records(rows pgx.Rows, err error) ([]record, error) {
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r record, err error) {
		err = row.Scan(columnsOf(&r)...)
		return r, err
	})
}

const unsealed = `NOT EXISTS (SELECT FROM audit_seal s WHERE s.owner_id = e.owner_id AND s.entry_id = e.id)`

// named reads those of the entries that are committed and have no seal.
func named(ctx context.Context, pg pgx.Tx, entries []entryKey) ([]record, error) {
	owners, ids := make([]string, len(entries)), make([]string, len(entries))
	for i, e := range entries {
		owners[i], ids[i] = e.owner, e.id.UUID()
	}
	return records(pg.Query(ctx, `SELECT `+entryColumns+` FROM unnest($1::text[]::uuid[], $2::text[]::uuid[]) AS n (owner_id, id)
		JOIN audit_entry e ON e.owner_id = n.owner_id AND e.id = n.id
		WHERE `+unsealed+` ORDER BY e.owner_id, e.at, e.id`, owners, ids))
}

// place is an entry in the order in which entries are sealed; the zero place is before all.
type place struct {
	owner string
	at    time.Time
	id    id.AuditID
}

func (p place) values() []any {
	if p.owner == "" {
		return []any{"00000000-0000-0000-0000-000000000000", time.Time{}, "00000000-0000-0000-0000-000000000000"}
	}
	return []any{p.owner, p.at, p.id.UUID()}
}

const behind = `(e.owner_id, e.at, e.id) > ($2::uuid, $3::timestamptz, $4::uuid)`

// overlooked looks through all chains, from a place on, for entries without a seal that are no older than an hour before the chain's
// end. A transaction that takes longer than that does not exist: time-outs end it. One step per owner, by the keys' indexes, also
// where PostgreSQL has no figures about the tables: it would look for the end of the chain once per entry.
func overlooked(ctx context.Context, pg pgx.Tx, from place, limit int) ([]record, error) {
	return records(pg.Query(ctx, `WITH RECURSIVE `+everyOwner+`, chain AS MATERIALIZED (
			SELECT o.id, greatest(CASE WHEN o.id = $2::uuid THEN $3::timestamptz END, coalesce((SELECT e.at - interval '1 hour' FROM audit_entry e
				WHERE e.owner_id = o.id AND e.id = (SELECT s.entry_id FROM audit_seal s WHERE s.owner_id = o.id ORDER BY s.number DESC LIMIT 1)), '-infinity')) AS since
			FROM owner o WHERE o.id >= $2::uuid
		)
		SELECT e.* FROM chain c CROSS JOIN LATERAL (
			SELECT `+entryColumns+` FROM audit_entry e WHERE e.owner_id = c.id AND e.at >= c.since AND `+behind+` AND `+unsealed+`
			ORDER BY e.at, e.id LIMIT $1
		) e ORDER BY e.owner_id, e.at, e.id LIMIT $1`, append([]any{limit}, from.values()...)...))
}

// recent looks for entries without a seal that were written since a time, whoever's they are.
func recent(ctx context.Context, pg pgx.Tx, since time.Time, from place, limit int) ([]record, error) {
	return records(pg.Query(ctx, `SELECT `+entryColumns+` FROM audit_entry e WHERE e.at >= $5 AND `+behind+` AND `+unsealed+`
		ORDER BY e.owner_id, e.at, e.id LIMIT $1`, append(append([]any{limit}, from.values()...), since)...))
}

// everyOwner steps from one owner to the next along the index, however many entries each has.
const everyOwner = `owner AS (
	(SELECT e.owner_id AS id FROM audit_entry e ORDER BY e.owner_id LIMIT 1)
	UNION ALL
	SELECT (SELECT e.owner_id FROM audit_entry e WHERE e.owner_id > o.id ORDER BY e.owner_id LIMIT 1) FROM owner o WHERE o.id IS NOT NULL
)`

func owners(ctx context.Context, pg pgx.Tx) ([]string, error) {
	rows, err := pg.Query(ctx, `WITH RECURSIVE `+everyOwner+` SELECT id FROM owner WHERE id IS NOT NULL
		UNION SELECT DISTINCT owner_id FROM audit_seal ORDER BY id`) // seals whose entries are all gone, too
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// link is one seal.
type link struct {
	number int64
	hash   []byte
}

// heads are the last links of chains, by owner; an owner without a chain is missing.
func heads(ctx context.Context, pg pgx.Tx, owners []string) (map[string]link, error) {
	rows, err := pg.Query(ctx, `SELECT o.id, s.number, s.hash FROM unnest($1::text[]::uuid[]) AS o (id)
		CROSS JOIN LATERAL (SELECT number, hash FROM audit_seal WHERE owner_id = o.id ORDER BY number DESC LIMIT 1) AS s`, owners)
	if err != nil {
		return nil, err
	}
	found := map[string]link{}
	var owner string
	var l link
	_, err = pgx.ForEachRow(rows, []any{&owner, &l.number, &l.hash}, func() error {
		found[owner] = link{l.number, append([]byte(nil), l.hash...)}
		return nil
	})
	return found, err
}

// sealed is an entry and its link.
type sealed struct {
	record
	link
}

func insertSeals(ctx context.Context, pg pgx.Tx, seals []sealed, at time.Time) error {
	owners, ids := make([]string, len(seals)), make([]string, len(seals))
	numbers, hashes := make([]int64, len(seals)), make([][]byte, len(seals))
	for i, s := range seals {
		owners[i], ids[i], numbers[i], hashes[i] = s.owner, s.id.UUID(), s.number, s.link.hash
	}
	_, err := pg.Exec(ctx, `INSERT INTO audit_seal (owner_id, number, entry_id, hash, sealed_at)
		SELECT n.owner_id, n.number, n.entry_id, n.hash, $5 FROM unnest($1::text[]::uuid[], $2::bigint[], $3::text[]::uuid[], $4::bytea[]) AS n (owner_id, number, entry_id, hash)`,
		owners, numbers, ids, hashes, at)
	return err
}

// chainFrom reads the links behind a number, each with its entry; one whose entry is gone has the zero record.
func chainFrom(ctx context.Context, pg pgx.Tx, owner string, after int64, limit int) ([]sealed, error) {
	rows, err := pg.Query(ctx, `SELECT s.number, s.hash, e.id, e.at, e.person_id, e.operator_id, coalesce(e.action, ''), coalesce(e.object, ''), e.data, e.personal
		FROM audit_seal s LEFT JOIN audit_entry e ON e.owner_id = s.owner_id AND e.id = s.entry_id
		WHERE s.owner_id = $1 AND s.number > $2 ORDER BY s.number LIMIT $3`, owner, after, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (sealed, error) {
		s := sealed{record: record{owner: owner}}
		var at *time.Time
		err := row.Scan(&s.number, &s.link.hash, &s.id, &at, &s.person, &s.operator, &s.action, &s.object, &s.data, &s.personal)
		if at != nil {
			s.at = *at
		}
		return s, err
	})
}

// countUnsealed says how many entries have no seal, and how many of them were written before a time.
func countUnsealed(ctx context.Context, pg pgx.Tx, owner string, before time.Time) (all, old int64, err error) {
	err = pg.QueryRow(ctx, `SELECT count(*), count(*) FILTER (WHERE e.at < $2) FROM audit_entry e WHERE e.owner_id = $1 AND `+unsealed, owner, before).Scan(&all, &old)
	return all, old, err
}

// listedRow is an entry with all that is read along.
type listedRow struct {
	sealed
	name string
	key  []byte
}

const narrowed = ` e.owner_id = $1 AND ($2 = '' OR e.action = $2) AND ($3::uuid IS NULL OR e.person_id = $3) AND e.at >= $4`

// listEntries reads entries before a place, newest first. Names and keys come as far as the scope may see them.
func listEntries(ctx context.Context, tx *tenants.Tx, f Filter, before time.Time, last id.AuditID, limit int) ([]listedRow, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, `SELECT `+entryColumns+`, coalesce(s.number, 0), s.hash, coalesce(p.name, ''), k.key
		FROM audit_entry e
		LEFT JOIN audit_seal s ON s.owner_id = e.owner_id AND s.entry_id = e.id
		LEFT JOIN identity_person p ON p.id = e.person_id
		LEFT JOIN audit_person_key k ON k.person_id = e.person_id
		WHERE`+narrowed+` AND (e.at, e.id) < ($5, $6) ORDER BY e.at DESC, e.id DESC LIMIT $7`,
		tx.Scope().Owner(), f.Action, f.Person, f.From, before, last.UUID(), limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (l listedRow, err error) {
		err = row.Scan(append(columnsOf(&l.record), &l.number, &l.link.hash, &l.name, &l.key)...)
		return l, err
	})
}

func countEntries(ctx context.Context, tx *tenants.Tx, f Filter) (n int64, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return 0, err
	}
	err = pg.QueryRow(ctx, `SELECT count(*) FROM audit_entry e WHERE`+narrowed+` AND e.at < $5`,
		tx.Scope().Owner(), f.Action, f.Person, f.From, f.To).Scan(&n)
	return n, err
}
