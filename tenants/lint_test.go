package tenants_test

import (
	"testing"

	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

func TestTheSchemaHasNoFindings(t *testing.T) {
	db := pgtest.Open(t)
	found, err := tenants.Lint(t.Context(), pgtest.Admin(t, db))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}
