package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// relayLock lets one relay of all instances work at a time.
const relayLock = 0x6f7574626f78 // "outbox"

const columns = "coalesce(number, 0), id, owner_id, counterpart_id, topic, object, payload, at"

// insert has no RETURNING: a person's scope may write events and not read them.
func insert(ctx context.Context, tx *tenants.Tx, e Event, payload []byte) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	owner := tx.Scope().Owner()
	if !e.Owner.IsZero() {
		owner = e.Owner.UUID()
	}
	_, err = pg.Exec(ctx, `INSERT INTO outbox_event (owner_id, id, counterpart_id, topic, object, payload, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		owner, id.New[id.Event](tx.Now()), e.Counterpart, e.Topic, e.Object, payload, tx.Now())
	return err
}

// lead tells whether this transaction is the one relay at work, and then which committed events have no number, oldest first. The lock goes with the transaction. Both
// questions go to the database together; the second sees what the relay before has committed, since it is asked when the lock is there.
func lead(ctx context.Context, pg pgx.Tx, limit int) (events []Stored, err error) {
	var batch pgx.Batch
	batch.Queue("SELECT pg_try_advisory_xact_lock($1)", int64(relayLock))
	batch.Queue("SELECT "+columns+" FROM outbox_event WHERE number IS NULL ORDER BY at, id LIMIT $1", limit)
	answers := pg.SendBatch(ctx, &batch)
	defer func() { err = errors.Join(err, answers.Close()) }()
	var mine bool
	if err := answers.QueryRow().Scan(&mine); err != nil || !mine {
		return nil, err
	}
	return collect(answers.Query())
}

// number gives the events the next numbers, in their order.
func number(ctx context.Context, pg pgx.Tx, events []Stored) error {
	owners, ids := make([]string, len(events)), make([]string, len(events))
	for i := range events {
		owners[i], ids[i] = events[i].Owner.UUID(), events[i].ID.UUID()
	}
	var last, done int64
	err := pg.QueryRow(ctx, `
WITH head AS (UPDATE outbox_head SET number = number + $3 WHERE name = 'relay' RETURNING number),
  done AS (UPDATE outbox_event e SET number = head.number - $3 + n.place
    FROM head, unnest($1::text[]::uuid[], $2::text[]::uuid[]) WITH ORDINALITY AS n (owner_id, id, place)
    WHERE e.owner_id = n.owner_id AND e.id = n.id AND e.number IS NULL RETURNING e.id)
SELECT (SELECT number FROM head), (SELECT count(*) FROM done)`, owners, ids, len(events)).Scan(&last, &done)
	if err == nil && done != int64(len(events)) {
		err = errors.New("outbox: an event was numbered by somebody else")
	}
	for i := range events {
		events[i].Number = last - int64(len(events)-1-i)
	}
	return err
}

// head is the last number given.
func head(ctx context.Context, pg pgx.Tx) (last int64, err error) {
	err = pg.QueryRow(ctx, "SELECT number FROM outbox_head WHERE name = 'relay'").Scan(&last)
	return last, err
}

// eventsAfter reads what a company sees, each half over its own index.
func eventsAfter(ctx context.Context, tx *tenants.Tx, after int64, limit int) ([]Stored, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	return collect(pg.Query(ctx, `SELECT `+columns+` FROM (
			(SELECT * FROM outbox_event WHERE owner_id = $1 AND number > $2 ORDER BY number LIMIT $3)
			UNION ALL
			(SELECT * FROM outbox_event WHERE counterpart_id = $1 AND owner_id <> $1 AND number > $2 ORDER BY number LIMIT $3)
		) AS e ORDER BY number LIMIT $3`, tx.Scope().Owner(), after, limit))
}

// deleteBefore removes numbered events of before a time, at most limit of them.
func deleteBefore(ctx context.Context, pg pgx.Tx, before time.Time, limit int) (int64, error) {
	done, err := pg.Exec(ctx, `DELETE FROM outbox_event WHERE (owner_id, id) IN (
		SELECT owner_id, id FROM outbox_event WHERE at < $1 AND number IS NOT NULL LIMIT $2)`, before, limit)
	return done.RowsAffected(), err
}

func collect(rows pgx.Rows, err error) ([]Stored, error) {
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Stored, error) {
		var e Stored
		err := row.Scan(&e.Number, &e.ID, &e.Owner, &e.Counterpart, &e.Topic, &e.Object, &e.Payload, &e.At)
		e.At = e.At.UTC()
		return e, err
	})
}
