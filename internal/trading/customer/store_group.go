package customer

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

const groupColumns = `g.id, g.name, g.terms, g.position, g.version, g.updated_at,
	(SELECT count(*) FROM trading_customer c WHERE c.tenant_id = g.tenant_id AND c.group_id = g.id),
	(SELECT count(*) FROM trading_customer c JOIN trading_relationship r ON r.tenant_id = c.tenant_id AND r.buyer_id = c.buyer_id AND r.state = 'approved'
		WHERE c.tenant_id = g.tenant_id AND c.group_id = g.id),
	EXISTS (SELECT FROM trading_grant t WHERE t.tenant_id = g.tenant_id AND t.level = 'group' AND t.subject_id = g.id)`

func scanGroup(row pgx.CollectableRow) (Group, error) {
	var g Group
	var agreed terms.Column
	err := row.Scan(&g.ID, &g.Name, &agreed, &g.Position, &g.Version, &g.UpdatedAt, &g.Customers, &g.Connected, &g.HasGrant)
	g.Terms, g.UpdatedAt = terms.Terms(agreed), g.UpdatedAt.UTC()
	return g, err
}

// listGroups reads all groups in their order, and how many customers are in none.
func listGroups(ctx context.Context, tx *tenants.Tx, company id.CompanyID) (groups []Group, without int64, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, 0, err
	}
	if err := pg.QueryRow(ctx, "SELECT count(*) FROM trading_customer WHERE tenant_id = $1 AND group_id IS NULL", company).Scan(&without); err != nil {
		return nil, 0, err
	}
	rows, err := pg.Query(ctx, "SELECT "+groupColumns+" FROM trading_group g WHERE g.tenant_id = $1 ORDER BY g.position, g.name", company)
	if err != nil {
		return nil, 0, err
	}
	groups, err = pgx.CollectRows(rows, scanGroup)
	return groups, without, err
}

func readGroup(ctx context.Context, tx *tenants.Tx, company id.CompanyID, group id.GroupID) (Group, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Group{}, err
	}
	rows, err := pg.Query(ctx, "SELECT "+groupColumns+" FROM trading_group g WHERE g.tenant_id = $1 AND g.id = $2", company, group)
	if err != nil {
		return Group{}, err
	}
	g, err := pgx.CollectExactlyOneRow(rows, scanGroup)
	return g, missing(err)
}

func insertGroup(ctx context.Context, tx *tenants.Tx, company id.CompanyID, g Group) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, "INSERT INTO trading_group (tenant_id, id, name, terms, position, updated_at) VALUES ($1, $2, $3, $4, $5, $6)",
		company, g.ID, g.Name, terms.Column(g.Terms), g.Position, tx.Now())
	return groupFault(err)
}

// updateGroup writes a group if its version is the wanted one (0: whichever); another one is fault.Stale.
func updateGroup(ctx context.Context, tx *tenants.Tx, company id.CompanyID, g Group, version int64) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	got, err := pg.Exec(ctx, `UPDATE trading_group SET name = $3, terms = $4, position = $5, version = version + 1, updated_at = $6
		WHERE tenant_id = $1 AND id = $2 AND ($7 = 0 OR version = $7)`, company, g.ID, g.Name, terms.Column(g.Terms), g.Position, tx.Now(), version)
	if err == nil && got.RowsAffected() != 1 {
		return fault.Stale
	}
	return groupFault(err)
}

func groupFault(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "trading_group_tenant_id_name_key" {
		return errGroupNameTaken.With(fault.Field{Path: "/name", Code: "taken", Message: errGroupNameTaken.Text()}).Because(err)
	}
	return err
}

// membersOf are the customers in a group.
func membersOf(ctx context.Context, tx *tenants.Tx, company id.CompanyID, group id.GroupID) ([]id.CustomerID, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, "SELECT id FROM trading_customer WHERE tenant_id = $1 AND group_id = $2", company, group)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[id.CustomerID])
}

// dissolve takes everybody and every invite out of a group and deletes it with its grant.
func dissolve(ctx context.Context, tx *tenants.Tx, company id.CompanyID, group id.GroupID) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	for _, query := range []string{
		"UPDATE trading_customer SET group_id = NULL, version = version + 1 WHERE tenant_id = $1 AND group_id = $2",
		"UPDATE trading_invite SET group_id = NULL WHERE tenant_id = $1 AND group_id = $2",
		"DELETE FROM trading_grant WHERE tenant_id = $1 AND level = 'group' AND subject_id = $2",
	} {
		if _, err := pg.Exec(ctx, query, company, group); err != nil {
			return err
		}
	}
	got, err := pg.Exec(ctx, "DELETE FROM trading_group WHERE tenant_id = $1 AND id = $2", company, group)
	if err == nil && got.RowsAffected() != 1 {
		return fault.NotFound
	}
	return err
}
