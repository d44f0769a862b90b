package customer

import (
	"context"
	"database/sql/driver"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// digest is the SHA-256 of a secret.
type digest []byte

// Value implements driver.Valuer.
func (d digest) Value() (driver.Value, error) { return []byte(d), nil }

const inviteColumns = `i.id, i.customer_id, coalesce(c.code, ''), coalesce(c.name, ''), i.group_id, coalesce(g.name, ''), i.channel, i.address, i.approve, i.locale, i.uses, i.max_uses,
	coalesce(p.name, ''), i.created_at, i.expires_at, i.revoked_at`

const fromInvites = ` FROM trading_invite i
	LEFT JOIN trading_customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id
	LEFT JOIN trading_group g ON g.tenant_id = i.tenant_id AND g.id = i.group_id
	LEFT JOIN identity_person p ON p.id = i.created_by`

func scanInvite(row pgx.CollectableRow) (Invite, error) {
	var i Invite
	var revoked *time.Time
	err := row.Scan(&i.ID, &i.Customer.ID, &i.Customer.Code, &i.Customer.Name, &i.Group, &i.GroupName, &i.Channel, &i.Address, &i.Approve, &i.Locale, &i.Uses, &i.MaxUses,
		&i.CreatedBy, &i.CreatedAt, &i.Expires, &revoked)
	i.CreatedAt, i.Expires = i.CreatedAt.UTC(), i.Expires.UTC()
	if revoked != nil {
		i.RevokedAt = revoked.UTC()
	}
	return i, err
}

// insertInvites writes invites with the hashes of their secrets, in one statement.
func insertInvites(ctx context.Context, tx *tenants.Tx, company id.CompanyID, invites []Invite, hashes []digest) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	batch := &pgx.Batch{}
	for n, i := range invites {
		kind := "open"
		if !i.Customer.ID.IsZero() {
			kind = "customer"
		}
		batch.Queue(`INSERT INTO trading_invite (tenant_id, id, kind, customer_id, group_id, channel, address, approve, locale, token_hash, expires_at, max_uses, created_by, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			company, i.ID, kind, i.Customer.ID, i.Group, i.Channel, i.Address, i.Approve, i.Locale, []byte(hashes[n]), i.Expires, i.MaxUses, tx.Scope().PersonID(), tx.Now())
	}
	err = pg.SendBatch(ctx, batch).Close()
	var broken *pgconn.PgError
	if errors.As(err, &broken) && broken.ConstraintName == "trading_invite_tenant_id_group_id_fkey" {
		return fault.Invalid.With(fault.Field{Path: "/group", Code: "unknown", Message: "There is no such group."}).Because(err)
	}
	return err
}

// listInvites reads a page, newest first; state and customer narrow unless they are zero.
func listInvites(ctx context.Context, tx *tenants.Tx, company id.CompanyID, state InviteState, customer id.CustomerID, r page.Request) ([]Invite, error) {
	var c clause
	c.add("SELECT "+inviteColumns+fromInvites+" WHERE i.tenant_id = ?", company)
	if !customer.IsZero() {
		c.and("i.customer_id = ?", customer)
	}
	if state != "" {
		c.and("? = CASE WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.uses >= i.max_uses THEN 'used' WHEN i.expires_at <= ? THEN 'expired' ELSE 'open' END", state, tx.Now())
	}
	if !r.After.IsZero() {
		var before time.Time
		var last id.InviteID
		if err := r.After.Into(&before, &last); err != nil {
			return nil, err
		}
		c.and("(i.created_at, i.id) < (?, ?::uuid)", before, last.UUID())
	}
	c.add(" ORDER BY i.created_at DESC, i.id DESC LIMIT ?", r.Fetch())
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, c.text.String(), c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanInvite)
}

func readInvite(ctx context.Context, tx *tenants.Tx, company id.CompanyID, invite id.InviteID) (Invite, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Invite{}, err
	}
	rows, err := pg.Query(ctx, "SELECT "+inviteColumns+fromInvites+" WHERE i.tenant_id = $1 AND i.id = $2", company, invite)
	if err != nil {
		return Invite{}, err
	}
	i, err := pgx.CollectExactlyOneRow(rows, scanInvite)
	return i, missing(err)
}

// renewToken gives an invite another secret; the one before works no more.
func renewToken(ctx context.Context, tx *tenants.Tx, company id.CompanyID, invite id.InviteID, hash digest) error {
	return execOne(ctx, tx, "UPDATE trading_invite SET token_hash = $3 WHERE tenant_id = $1 AND id = $2", company, invite, []byte(hash))
}

// revokeInvite ends an invite; one that has ended before is left as it is.
func revokeInvite(ctx context.Context, tx *tenants.Tx, company id.CompanyID, invite id.InviteID) error {
	return execOne(ctx, tx, "UPDATE trading_invite SET revoked_at = coalesce(revoked_at, $3) WHERE tenant_id = $1 AND id = $2", company, invite, tx.Now())
}

// execOne writes exactly one row; none is fault.NotFound.
func execOne(ctx context.Context, tx *tenants.Tx, query string, args ...any) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	got, err := pg.Exec(ctx, query, args...)
	if err == nil && got.RowsAffected() != 1 {
		return fault.NotFound
	}
	return err
}

// revokeSent ends the invites that were sent to customers before: a later one takes their place.
func revokeSent(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customers []id.CustomerID) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, `UPDATE trading_invite SET revoked_at = $3 WHERE tenant_id = $1 AND customer_id = ANY ($2::uuid[]) AND channel IN ('mail', 'sms')
		AND revoked_at IS NULL AND uses < max_uses`, company, uuids(customers), tx.Now())
	return err
}

// supplierName is what a supplier calls itself.
func supplierName(ctx context.Context, tx *tenants.Tx, company id.CompanyID) (name string, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return "", err
	}
	err = pg.QueryRow(ctx, "SELECT coalesce((SELECT name FROM trading_supplier_profile WHERE tenant_id = $1), (SELECT name FROM identity_company WHERE id = $1), '')", company).Scan(&name)
	return name, err
}

// foundInvite is what the holder of a link may know.
type foundInvite struct {
	Supplier               id.CompanyID
	SupplierName, Customer string
	Kind, Channel, Hint    string
	Approve                bool
	Expires                time.Time
}

// findInvite looks one exact link up; ok is false for one that does not work.
func findInvite(ctx context.Context, tx *tenants.Tx, hash digest) (f foundInvite, ok bool, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return f, false, err
	}
	err = pg.QueryRow(ctx, "SELECT tenant_id, supplier, customer, kind, channel, hint, approve, expires_at FROM sec.find_trading_invite($1, $2)", []byte(hash), tx.Now()).
		Scan(&f.Supplier, &f.SupplierName, &f.Customer, &f.Kind, &f.Channel, &f.Hint, &f.Approve, &f.Expires)
	if errors.Is(err, pgx.ErrNoRows) {
		return f, false, nil
	}
	return f, err == nil, err
}

// Claimed is what came of a claim.
type Claimed struct {
	Outcome       string // claimed, again, connected, address or taken
	Supplier      id.CompanyID
	Invite        id.InviteID
	Before, After standing.State // "": there was none
	Version       int64
}

// takeUp takes one exact link up for the company of a buyer's scope; ok is false when no such link is open.
func takeUp(ctx context.Context, tx *tenants.Tx, hash digest) (c Claimed, ok bool, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return c, false, err
	}
	err = pg.QueryRow(ctx, "SELECT outcome, tenant_id, invite_id, coalesce(before, ''), coalesce(state, ''), coalesce(version, 0) FROM sec.claim_trading_invite($1, $2)", []byte(hash), tx.Now()).
		Scan(&c.Outcome, &c.Supplier, &c.Invite, &c.Before, &c.After, &c.Version)
	var pgErr *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return c, false, nil
	case errors.As(err, &pgErr) && pgErr.Code == "HB002":
		return c, false, errInviteUsed.Because(err)
	}
	return c, err == nil, err
}

// Promised tells whether the present application of a buyer came by an invite that lets it in at once, and locks the relationship.
func Promised(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID) (may bool, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return false, err
	}
	err = pg.QueryRow(ctx, `SELECT r.state = 'applied' AND i.approve AND (c.id IS NULL OR NOT c.blocked AND (c.buyer_id IS NULL OR c.buyer_id = r.buyer_id))
		FROM trading_relationship r JOIN trading_invite i ON i.tenant_id = r.tenant_id AND i.id = r.invite_id AND r.invite_version = r.version
		LEFT JOIN trading_customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id
		WHERE r.tenant_id = $1 AND r.buyer_id = $2 FOR UPDATE OF r`, company, buyer).Scan(&may)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return may, err
}

// EnsureProfile gives a supplier that has no profile an unlisted one with its company's name, so that whom it invites can read who it is.
// In the supplier's transaction, or in that of one of its jobs' scopes that may write profiles.
func EnsureProfile(tx *tenants.Tx, tenant id.CompanyID) error {
	return tx.Gorm().Exec(`INSERT INTO trading_supplier_profile (tenant_id, name, version, updated_at) SELECT c.id, c.name, 0, ? FROM identity_company c WHERE c.id = ?
		ON CONFLICT (tenant_id) DO NOTHING`, tx.Now(), tenant).Error
}
