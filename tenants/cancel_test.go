package tenants_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

// A request that ends while pgx works in its transaction: nothing else may touch the connection meanwhile (run with -race), nothing is
// committed, and the pool goes on.
func TestTheContextEndsWhilePGXWorks(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	scope := tenants.Supplier(id.New[id.Company](time.Now()), id.New[id.Seat](time.Now()))
	for i := range 40 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(2+i)*time.Millisecond)
		err := db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			pg, err := tx.PGX()
			if err != nil {
				return err
			}
			if _, err := pg.Exec(ctx, "INSERT INTO outbox_event (owner_id, id, topic, at) VALUES ($1, gen_random_uuid(), 'test.never', now())", scope.Owner()); err != nil {
				return err
			}
			for {
				rows, err := pg.Query(ctx, "SELECT generate_series(1, 2000)")
				if err != nil {
					return err
				}
				if _, err := pgx.CollectRows(rows, pgx.RowTo[int]); err != nil {
					return err
				}
			}
		})
		cancel()
		if err == nil {
			t.Fatal("committed after the end of its context")
		}
	}
	err := db.Read(t.Context(), scope, func(ctx context.Context, tx *tenants.Tx) error {
		pg, err := tx.PGX()
		if err != nil {
			return err
		}
		var n int
		if err := pg.QueryRow(ctx, "SELECT count(*) FROM outbox_event").Scan(&n); err != nil {
			return err
		}
		if n != 0 {
			t.Errorf("%d rows of transactions that ended early", n)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
