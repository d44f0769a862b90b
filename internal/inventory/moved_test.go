package inventory_test

import (
	"testing"

	"manifold/internal/platform/localpg/pgtest"
)

// TestWhoeverMovesStockTells: a function of the database that writes stock tells of which items, or the copies in memory would not know.
func TestWhoeverMovesStockTells(t *testing.T) {
	t.Parallel()
	admin := pgtest.Admin(t, pgtest.Open(t))
	var writing, silent []string
	err := admin.QueryRow(t.Context(), `SELECT array_agg(p.oid::regprocedure::text), coalesce(array_agg(p.oid::regprocedure::text) FILTER (WHERE strpos(p.prosrc, 'inventory.stock_moved') = 0), '{}')
		FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'sec' AND p.prosrc ~ '(UPDATE|INSERT INTO|DELETE FROM) hub\.inventory_(stock|incoming|warehouse)\M'`).Scan(&writing, &silent)
	if err != nil {
		t.Fatal(err)
	}
	if len(writing) < 3 || len(silent) > 0 {
		t.Errorf("of %v these do not tell: %v", writing, silent)
	}
}
