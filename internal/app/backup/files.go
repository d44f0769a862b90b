package backup

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"manifold/internal/platform/blob"
)

// fileColumns is the one list of columns that name a blob, each with the column of the company that owns it. A test compares it with
// the catalogue.
var fileColumns = []struct{ table, owner, blob string }{
	{"identity_company", "id", "logo_blob"},
	{"job_run", "owner_id", "result_blob"},
	{"trading_company_document", "company_id", "file_blob"},
	{"trading_customer_import", "tenant_id", "source_blob"},
	{"integration_import", "tenant_id", "file_blob"},
	{"catalog_media", "tenant_id", "file_blob"},
	{"catalog_media", "tenant_id", "thumb_blob"},
	{"catalog_media_past", "tenant_id", "file_blob"},
	{"catalog_media_past", "tenant_id", "thumb_blob"},
}

// named lists the blobs that rows name.
func named(ctx context.Context, tx pgx.Tx) ([]blob.Key, error) {
	var parts []string
	for _, c := range fileColumns {
		parts = append(parts, fmt.Sprintf("SELECT %s::text AS company, %s::text AS blob FROM hub.%s WHERE %[2]s IS NOT NULL",
			pgx.Identifier{c.owner}.Sanitize(), pgx.Identifier{c.blob}.Sanitize(), pgx.Identifier{c.table}.Sanitize()))
	}
	rows, err := tx.Query(ctx, strings.Join(parts, " UNION ")+" ORDER BY company, blob")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (k blob.Key, err error) {
		var company, name string
		if err := row.Scan(&company, &name); err != nil {
			return k, err
		}
		if err := k.Company.Scan(company); err != nil {
			return k, err
		}
		return k, k.Blob.Scan(name)
	})
}
