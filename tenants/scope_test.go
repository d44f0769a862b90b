package tenants_test

import (
	"context"
	"testing"

	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

func TestOpens(t *testing.T) {
	db := pgtest.Open(t)
	err := db.InScope(t.Context(), tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Exec("SELECT 1").Error
	})
	if err != nil {
		t.Fatal(err)
	}
}
