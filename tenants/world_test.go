package tenants_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

// The planted tables stand for what capabilities will bring: a supplier's prices with a cost that no buyer may
// read, rows that point at them, and a document of two parties.
const plantedDDL = `
CREATE TABLE hub.test_price (
	tenant_id uuid NOT NULL,
	id        uuid NOT NULL,
	name      text NOT NULL,
	price     bigint NOT NULL,
	cost      bigint NOT NULL,
	released  boolean NOT NULL,
	PRIMARY KEY (tenant_id, id),
	UNIQUE (tenant_id, name)
);
COMMENT ON TABLE hub.test_price IS 'Planted: prices of a supplier';
CREATE TABLE hub.test_line (
	tenant_id uuid NOT NULL,
	id        uuid NOT NULL,
	price_id  uuid NOT NULL,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, price_id) REFERENCES hub.test_price (tenant_id, id)
);
COMMENT ON TABLE hub.test_line IS 'Planted: rows that point at prices';
CREATE TABLE hub.test_order (
	tenant_id uuid NOT NULL,
	buyer_id  uuid NOT NULL,
	id        uuid NOT NULL,
	note      text NOT NULL DEFAULT '',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, buyer_id) REFERENCES hub.trading_relationship (tenant_id, buyer_id)
);
CREATE INDEX test_order_buyer ON hub.test_order (buyer_id, tenant_id);
COMMENT ON TABLE hub.test_order IS 'Planted: a document of two parties';`

// released is what the list of a capability may add to a scope's own rows: a predicate on the row's columns.
func released(rows tenants.Rows) tenants.Rows {
	return func(r tenants.Role) string { return rows(r) + " AND released" }
}

var plantedTables = []tenants.Table{
	{Name: "test_price", Class: tenants.ClassTenant, Owner: "tenant_id", Access: []tenants.Access{
		{Roles: []tenants.Role{tenants.RoleSupplier, tenants.RoleWorker}, Rows: tenants.Own("tenant_id"), Select: []string{"*"}, Insert: []string{"*"},
			Update: []string{"name", "price", "cost", "released"}, Delete: true, Why: "own prices"},
		{Roles: []tenants.Role{tenants.RolePair}, Rows: released(func(tenants.Role) string { return "tenant_id = (SELECT sec.pair_supplier_id())" }),
			Select: []string{"tenant_id", "id", "name", "price", "released"}, Why: "what a buyer may see of one supplier"},
		{Roles: []tenants.Role{tenants.RoleBuyer}, Rows: released(tenants.AnyOf("tenant_id", "sec.my_suppliers()")),
			Select: []string{"tenant_id", "id", "name", "released"}, Why: "what a buyer may see of all its suppliers"},
	}},
	{Name: "test_line", Class: tenants.ClassTenant, Owner: "tenant_id", Access: []tenants.Access{
		{Roles: []tenants.Role{tenants.RoleSupplier}, Rows: tenants.Own("tenant_id"), Select: []string{"*"}, Insert: []string{"*"}, Update: []string{"price_id"}, Delete: true, Why: "own lines"},
	}},
	{Name: "test_order", Class: tenants.ClassPair, Owner: "tenant_id", Access: []tenants.Access{
		{Roles: []tenants.Role{tenants.RoleSupplier}, Rows: tenants.Own("tenant_id"), Select: []string{"*"}, Update: []string{"note"}, Why: "orders a supplier got"},
		{Roles: []tenants.Role{tenants.RoleBuyer}, Rows: tenants.Own("buyer_id"), Select: []string{"tenant_id", "buyer_id", "id"}, Why: "orders a buyer gave"},
		{Roles: []tenants.Role{tenants.RolePair}, Rows: tenants.OwnPair("tenant_id", "buyer_id"), Select: []string{"tenant_id", "buyer_id", "id"}, Insert: []string{"tenant_id", "buyer_id", "id"}, Why: "ordering"},
	}},
}

// world is a database with two competing suppliers and two buyers. Buyer one trades with both suppliers, but beta has
// suspended it; buyer two trades with beta.
type world struct {
	db                    *tenants.DB
	admin                 *pgx.Conn
	alpha, beta, one, two id.CompanyID
	alphaPrice, betaPrice string // released
	alphaDraft            string // not released
	alphaSees, betaSees   int    // prices
	seat                  id.SeatID
	expectations          map[string]expectation // of TestNoMutantSurvives
}

func newWorld(t testing.TB) *world {
	t.Helper()
	db := pgtest.Open(t)
	w := &world{db: db, admin: pgtest.Admin(t, db), seat: id.NewRandom[id.Seat](), alphaSees: 2, betaSees: 1}
	for _, c := range []*id.CompanyID{&w.alpha, &w.beta, &w.one, &w.two} {
		*c = id.NewRandom[id.Company]()
	}
	w.alphaPrice, w.alphaDraft, w.betaPrice = uuid(), uuid(), uuid()
	if err := tenants.Plant(t.Context(), w.admin, plantedDDL, plantedTables...); err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		sql  string
		args []any
	}{
		{"INSERT INTO hub.test_price VALUES ($1, $2, 'bolt', 100, 60, true), ($1, $3, 'draft', 200, 90, false), ($4, $5, 'bolt', 99, 70, true)",
			[]any{w.alpha.UUID(), w.alphaPrice, w.alphaDraft, w.beta.UUID(), w.betaPrice}},
		{"INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state) VALUES ($1, $3, 'approved'), ($2, $3, 'suspended'), ($2, $4, 'approved')",
			[]any{w.alpha.UUID(), w.beta.UUID(), w.one.UUID(), w.two.UUID()}},
		{"INSERT INTO hub.test_order VALUES ($1, $3, gen_random_uuid(), 'good payer'), ($2, $3, gen_random_uuid(), ''), ($2, $4, gen_random_uuid(), '')",
			[]any{w.alpha.UUID(), w.beta.UUID(), w.one.UUID(), w.two.UUID()}},
	} {
		if _, err := w.admin.Exec(t.Context(), s.sql, s.args...); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func uuid() string { return id.NewRandom[id.Blob]().UUID() }

func (w *world) supplier(c id.CompanyID) tenants.Scope { return tenants.Supplier(c, w.seat) }
func (w *world) pair(b, s id.CompanyID) tenants.Scope  { return tenants.Pair(b, s, w.seat) }
func (w *world) buyer(c id.CompanyID) tenants.Scope    { return tenants.Buyer(c, w.seat) }
func (w *world) relate(ctx context.Context, state string) error {
	_, err := w.admin.Exec(ctx, "UPDATE hub.trading_relationship SET state = $1 WHERE tenant_id = $2 AND buyer_id = $3", state, w.alpha.UUID(), w.one.UUID())
	return err
}

// count runs a counting query in a scope of its own.
func (w *world) count(ctx context.Context, s tenants.Scope, query string, args ...any) (n int, err error) {
	err = w.db.Read(ctx, s, func(ctx context.Context, tx *tenants.Tx) error {
		n, err = number(tx, query, args...)
		return err
	})
	return n, err
}

// affected runs a changing statement in a scope of its own and undoes it.
func (w *world) affected(ctx context.Context, s tenants.Scope, statement string, args ...any) (n int64, err error) {
	err = w.db.InScope(ctx, s, func(ctx context.Context, tx *tenants.Tx) error {
		got := tx.Gorm().Exec(statement, args...)
		n = got.RowsAffected
		if got.Error != nil {
			return got.Error
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		err = nil
	}
	return n, err
}

var errUndo = errors.New("undo")

func number(tx *tenants.Tx, query string, args ...any) (int, error) {
	var n int
	err := tx.Gorm().Raw(query, args...).Row().Scan(&n)
	return n, err
}

// entered runs fn in a raw transaction that entered with any role and any string, as code that went wrong might.
func (w *world) entered(ctx context.Context, login tenants.Login, role tenants.Role, given string, fn func(*sql.Tx) error) error {
	tx, err := w.db.Raw(login).BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, "SELECT sec.enter($1, $2)", string(role), given); err != nil {
		return err
	}
	return fn(tx)
}

// sees counts rows in a raw transaction; a table the role has no right on counts as nothing.
func sees(ctx context.Context, tx *sql.Tx, query string, args ...any) (n int, err error) {
	if _, err := tx.ExecContext(ctx, "SAVEPOINT look"); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, query, args...).Scan(&n)
	if sqlState(err) == "42501" {
		n, err = 0, nil
	}
	_, back := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT look")
	return n, errors.Join(err, back)
}

func sqlState(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// want complains unless n is as many as wanted.
func want[N int | int64](what string, n N, err error, wanted N) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if n != wanted {
		return fmt.Errorf("%s: %d, want %d", what, n, wanted)
	}
	return nil
}

// refused complains unless err is the fault.
func refused(what string, err error, as *fault.Fault) error {
	if !errors.Is(err, as) {
		return fmt.Errorf("%s: %w, want %s", what, err, as.Code())
	}
	return nil
}

// wallNow is real time, which scopes are signed with.
func wallNow() time.Time { return time.Now() }
