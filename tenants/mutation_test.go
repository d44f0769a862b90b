package tenants_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// lists compares, for one policy, what a role reaches through the database with what the list says it may reach. The expectation
// comes from the list's predicate, evaluated by a superuser past row security, so the check knows nothing of the policy that stands.
// It looks with the fixtures' companies, with strangers and with scopes that do not belong to the role.
func (w *world) lists(ctx context.Context, p tenants.Policy, looks []look) error {
	for _, l := range looks {
		if err := w.reaches(ctx, p, l); err != nil {
			return fmt.Errorf("%s %s of %s with %s: %w", p.Role, p.Command, p.Table, l.given, err)
		}
	}
	return nil
}

// look is a role entered with a signed scope, whether or not they belong together.
type look struct {
	login tenants.Login
	given string
}

func (w *world) reaches(ctx context.Context, p tenants.Policy, l look) error {
	predicate := p.Using
	if p.Command == "INSERT" {
		predicate = p.Check
	}
	may, total, sample, err := w.remembered(ctx, p, predicate, l.given)
	if err != nil {
		return err
	}
	return w.entered(ctx, l.login, tenants.Role(p.Role), l.given, func(tx *sql.Tx) error {
		switch p.Command {
		case "SELECT":
			column, err := w.column(ctx, p, "SELECT")
			if err != nil {
				return err
			}
			var n int
			err = tx.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT %s FROM %s) t", column, p.Table)).Scan(&n)
			return want("rows", n, err, may)
		case "INSERT":
			return inserts(ctx, tx, w, p, sample)
		case "UPDATE":
			column, err := w.column(ctx, p, "UPDATE")
			if err != nil {
				return err
			}
			refuses, err := w.refuses(ctx, p, l.given, column, sample[0].row)
			if err != nil {
				return err
			}
			// No column is read, so that no other policy has a say.
			got, err := tx.ExecContext(ctx, fmt.Sprintf("UPDATE %s SET %s = (jsonb_populate_record(NULL::%[1]s, $1)).%[2]s", p.Table, column), sample[0].row)
			if refuses {
				if sqlState(err) != "42501" {
					return fmt.Errorf("wrote a row that may not be written: %w", err)
				}
				return nil
			}
			return changed(got, err, may)
		default:
			got, err := tx.ExecContext(ctx, "DELETE FROM "+p.Table)
			return changed(got, err, min(may, total))
		}
	})
}

// row is a fixture row as JSON, and whether the list lets the scope have it.
type row struct {
	row string
	may bool
}

// expectation is what expected answers. No mutant changes it: it comes from the list, and the fixtures stay.
type expectation struct {
	may, total int
	sample     []row
}

func (w *world) remembered(ctx context.Context, p tenants.Policy, predicate, given string) (may, total int, sample []row, err error) {
	key := p.Table + " " + predicate + " " + given
	e, known := w.expectations[key]
	if !known {
		if e.may, e.total, e.sample, err = w.expected(ctx, p, predicate, given); err != nil {
			return 0, 0, nil, err
		}
		w.expectations[key] = e
	}
	return e.may, e.total, e.sample, nil
}

// expected evaluates the predicate of the list past row security.
func (w *world) expected(ctx context.Context, p tenants.Policy, predicate, given string) (may, total int, sample []row, err error) {
	tx, err := w.admin.Begin(ctx)
	if err != nil {
		return 0, 0, nil, err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, "SELECT set_config('hub.scope', $1, true)", given); err != nil {
		return 0, 0, nil, err
	}
	rows, err := tx.Query(ctx, fmt.Sprintf("SELECT to_jsonb(t)::text, coalesce(%s, false) FROM %s t", predicate, p.Table))
	if err != nil {
		return 0, 0, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.row, &r.may); err != nil {
			return 0, 0, nil, err
		}
		sample = append(sample, r)
		total++
		if r.may {
			may++
		}
	}
	if total == 0 {
		return 0, 0, nil, errors.Join(rows.Err(), errors.New("no rows in the fixtures: nothing would be proved"))
	}
	return may, total, sample, rows.Err()
}

// refuses tells, past row security, whether one of the rows that an update reaches may not be written with this column of the sample.
func (w *world) refuses(ctx context.Context, p tenants.Policy, given, column, sample string) (refuses bool, err error) {
	tx, err := w.admin.Begin(ctx)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, "SELECT set_config('hub.scope', $1, true)", given); err != nil {
		return false, err
	}
	err = tx.QueryRow(ctx, fmt.Sprintf(`SELECT EXISTS (SELECT FROM (SELECT (jsonb_populate_record(t, jsonb_build_object('%[2]s', $1::jsonb->'%[2]s'))).* FROM %[1]s t WHERE %[3]s) t
		WHERE NOT coalesce(%[4]s, false))`, p.Table, strings.Trim(column, `"`), p.Using, p.Check), sample).Scan(&refuses)
	return refuses, err
}

// column is one that the role has the right on, in no unique index if possible.
func (w *world) column(ctx context.Context, p tenants.Policy, verb string) (string, error) {
	var column string
	err := w.admin.QueryRow(ctx, `SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
		AND has_column_privilege($2, a.attrelid, a.attnum, $3)
		ORDER BY EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND a.attnum = ANY (i.indkey)) AND $3 = 'UPDATE', a.attnum LIMIT 1`,
		p.Table, p.Role, verb).Scan(&column)
	return column, err
}

// inserts tries each fixture row. Row security speaks before keys do, so what it lets through fails on a key or not at all.
func inserts(ctx context.Context, tx *sql.Tx, w *world, p tenants.Policy, sample []row) error {
	var columns string
	err := w.admin.QueryRow(ctx, `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
		WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND has_column_privilege($2, attrelid, attnum, 'INSERT')`, p.Table, p.Role).Scan(&columns)
	if err != nil {
		return err
	}
	for _, r := range sample {
		if _, err := tx.ExecContext(ctx, "SAVEPOINT try"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) SELECT %[2]s FROM jsonb_populate_record(NULL::%[1]s, $1)", p.Table, columns), r.row)
		if let := sqlState(err) != "42501"; let != r.may {
			return fmt.Errorf("let a row through: %t, want %t (%w)", let, r.may, err)
		}
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT try"); err != nil {
			return err
		}
	}
	return nil
}

// changed compares rows; an integrity error means that some were reached.
func changed(got sql.Result, err error, may int) error {
	if strings.HasPrefix(sqlState(err), "23") && may > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	n, err := got.RowsAffected()
	return want("rows", n, err, int64(may))
}

// fixtures loads the rows that the migrations are tried with, and what no migration knows: lines, and a job of each owner.
func (w *world) fixtures(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob("../migrations/testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	// Fixtures are rows as they were when their migration was the last: stock came to know its warehouse later.
	_, err = w.admin.Exec(t.Context(), `ALTER TABLE hub.inventory_stock ALTER COLUMN warehouse_id SET DEFAULT '0190a000-0000-7000-8000-000000001510';
		INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, main, updated_at) VALUES
			('0190a000-0000-7000-8000-0000000000a1', '0190a000-0000-7000-8000-000000001510', 'MAIN', 'MAIN', true, '2026-10-10 08:30:00+00'),
			('0190a000-0000-7000-8000-0000000000b2', '0190a000-0000-7000-8000-000000001510', 'MAIN', 'MAIN', true, '2026-10-10 08:30:00+00')`)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.admin.Exec(t.Context(), string(text)); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	_, err = w.admin.Exec(t.Context(), `INSERT INTO hub.test_line SELECT tenant_id, gen_random_uuid(), id FROM hub.test_price;
		INSERT INTO river.river_job (args, kind, max_attempts, priority, queue, state)
		SELECT jsonb_build_object('owner', owner_id), 'test', 1, 1, 'default', 'available' FROM hub.audit_entry`)
	if err != nil {
		t.Fatal(err)
	}
}

// scopes are, for each role, the fixtures' subjects and strangers.
func (w *world) scopes(t *testing.T) map[tenants.Role][]tenants.Scope {
	t.Helper()
	texts := func(query string) []string {
		var out []string
		rows, err := w.admin.Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		return out
	}
	out := map[tenants.Role][]tenants.Scope{}
	add := func(s tenants.Scope) {
		role, _ := tenants.RoleOf(s)
		out[role] = append(out[role], s)
	}
	companies := []id.CompanyID{w.alpha, w.one, id.NewRandom[id.Company]()}
	for _, s := range texts("SELECT id::text FROM hub.identity_company ORDER BY 1") {
		var c id.CompanyID
		if err := c.Scan(s); err != nil {
			t.Fatal(err)
		}
		companies = append(companies, c)
	}
	for _, c := range companies {
		add(w.supplier(c))
		add(w.buyer(c))
		add(tenants.Brand(c, w.seat))
		add(tenants.Operator(c, w.seat, "test"))
		add(tenants.Worker(c, id.NewRandom[id.Job]()))
		add(w.pair(c, w.alpha))
	}
	for _, p := range texts("SELECT tenant_id || ' ' || buyer_id FROM hub.trading_relationship ORDER BY 1") {
		var supplier, buyer id.CompanyID
		tenant, other, _ := strings.Cut(p, " ")
		if err := errors.Join(supplier.Scan(tenant), buyer.Scan(other)); err != nil {
			t.Fatal(err)
		}
		add(w.pair(buyer, supplier))
	}
	for _, s := range append(texts("SELECT id::text FROM hub.identity_person ORDER BY 1 LIMIT 2"), uuid()) {
		var p id.PersonID
		if err := p.Scan(s); err != nil {
			t.Fatal(err)
		}
		add(tenants.Person(p))
		add(tenants.Guest(p.UUID()))
	}
	add(tenants.Anonymous())
	for _, name := range []string{tenants.ProjectorRelay, tenants.ProjectorSealer, tenants.ProjectorKeys, tenants.ProjectorSweep, tenants.ProjectorMatching, tenants.ProjectorFloors, tenants.ProjectorBook, "stranger"} {
		add(tenants.Projector(name))
	}
	return out
}

// looks are the scopes of the role, and one of a kind that is not the role's, which may reach nothing.
func (w *world) looks(t *testing.T, role tenants.Role, scopes map[tenants.Role][]tenants.Scope) []look {
	t.Helper()
	var out []look
	if len(scopes[role]) == 0 {
		return nil
	}
	_, login := tenants.RoleOf(scopes[role][0])
	foreign := tenants.RoleSupplier
	if role == foreign {
		foreign = tenants.RoleWorker
	}
	for _, s := range append(slices.Clone(scopes[role]), scopes[foreign][0], scopes[foreign][len(scopes[foreign])-1]) {
		given, err := w.db.Signed(s, wallNow())
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, look{login, given})
	}
	return out
}

// TestNoMutantSurvives breaks every policy of the list, one at a time, in the database: dropped, and with its predicate gone, and with what it
// checks of written rows gone. Whoever has a
// role that a scope can become must see the difference in rows; the lint must name every one of them.
func TestNoMutantSurvives(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fixtures(t)
	w.db.SetScopeLife(maxRun)
	w.expectations = map[string]expectation{}
	scopes := w.scopes(t)
	tables := slices.Concat(tenants.Tables, plantedTables)
	mutants, byRows := 0, 0
	for _, table := range tables {
		policies, err := tenants.PoliciesOf(table)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range policies {
			looks := w.looks(t, tenants.Role(p.Role), scopes)
			if err := w.lists(t.Context(), p, looks); err != nil {
				t.Fatalf("before any mutation: %v", err)
			}
			for _, m := range mutantsOf(p) {
				mutants++
				if w.noticed(t, p, m, table, looks) {
					byRows++
				}
			}
		}
	}
	t.Logf("%d mutants, the lint named all that were not reported, %d of them showed in rows", mutants, byRows)
	if mutants < 200 {
		t.Errorf("only %d mutants", mutants)
	}
	found, err := tenants.LintTables(t.Context(), w.admin, tables)
	if err != nil || len(found) != 0 {
		t.Errorf("not restored: %v (%v)", found, err)
	}
}

const maxRun = 1000 * 1000 * 1000 * 600 // ten minutes: the scopes of the looks are signed once

// mutant changes one policy and takes the change back.
type mutant struct{ what, change, restore string }

func mutantsOf(p tenants.Policy) []mutant {
	out := []mutant{{"dropped", fmt.Sprintf("DROP POLICY %s ON %s", p.Name, p.Table), p.Create}}
	if p.Using == "true" || p.Check == "true" { // the roles that own the scope functions: nobody becomes them
		return out
	}
	open, closed := "", ""
	if p.Using != "" {
		open, closed = " USING (true)", " USING ("+p.Using+")"
	}
	if p.Check != "" {
		open, closed = open+" WITH CHECK (true)", closed+" WITH CHECK ("+p.Check+")"
	}
	alter := fmt.Sprintf("ALTER POLICY %s ON %s", p.Name, p.Table)
	if p.Check != "" && p.Check != p.Rows {
		out = append(out, mutant{"unchecked", alter + " WITH CHECK (" + p.Rows + ")", alter + closed})
	}
	return append(out, mutant{"opened", alter + open, alter + closed})
}

// noticed reports a mutant that nobody sees, and tells whether rows showed it.
func (w *world) noticed(t *testing.T, p tenants.Policy, m mutant, table tenants.Table, looks []look) bool {
	t.Helper()
	if _, err := w.admin.Exec(t.Context(), m.change); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if _, err := w.admin.Exec(context.WithoutCancel(t.Context()), m.restore); err != nil {
			t.Fatal(err)
		}
	}()
	rows := w.lists(t.Context(), p, looks) != nil
	if !rows && len(looks) > 0 {
		t.Errorf("%s of %s %s: no scope sees the difference", p.Name, p.Table, m.what)
	}
	findings, err := tenants.LintAccess(t.Context(), w.admin, table)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(findings, func(f tenants.Finding) bool { return strings.Contains(f.Problem, "policy "+p.Name+" ") }) {
		t.Errorf("%s of %s %s: the lint says nothing of it", p.Name, p.Table, m.what)
	}
	return rows
}

// TestNoBrokenFunctionSurvives breaks what policies rest on, one piece at a time: the checks must fail.
func TestNoBrokenFunctionSurvives(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, m := range []struct{ function, old, new string }{
		{"sec.scope()", "<> part[7]", "IS NULL"},                                            // any signature
		{"sec.scope()", "to_timestamp(part[5]::bigint) < transaction_timestamp()", "false"}, // for ever
		{"sec.scope()", "transaction_timestamp() THEN", "clock_timestamp() THEN"},           // long work loses it
		{"sec.scope()", "part[1:6], '|')", "part[2:6], '|')"},                               // the kind not signed
		{"sec.supplier_id()", "s[1] = 'supplier'", "true"},                                  // any kind
		{"sec.buyer_id()", "s[1] = 'buyer'", "true"},
		{"sec.worker_id()", "s[1] = 'worker'", "true"},
		{"sec.pair_supplier_id()", " AND r.state = 'approved'", ""},
		{"sec.pair_supplier_id()", " AND r.buyer_id = s[2]::uuid", ""},
		{"sec.pair_supplier_id()", "s[1] IS DISTINCT FROM 'pair'", "false"},
		{"sec.pair_buyer_id()", " AND r.state = 'approved'", ""},
		{"sec.my_suppliers()", " AND r.state = 'approved'", ""},
		{"sec.my_suppliers()", "r.buyer_id = sec.buyer_id() AND ", ""},
		{"sec.pair_supplier_id()", "c.state = 'suspended'", "false"},
		{"sec.pair_buyer_id()", "c.state = 'suspended'", "false"},
		{"sec.my_suppliers()", "c.state = 'suspended'", "false"},
		{"sec.closed_suppliers()", "c.state = 'suspended'", "false"},
		{"sec.closed_suppliers()", " AND 'supplier' = ANY (c.parts)", ""},
		{"sec.enter(text,text)", "IS NOT NULL THEN", "= '-' THEN"}, // a second scope in one transaction
		{"sec.related_suppliers()", " WHERE r.buyer_id = own", ""},
		{"sec.related_suppliers()", "coalesce(sec.buyer_id(), sec.worker_id())", "sec.worker_id()"},
		{"sec.pair_price_level()", "r.grant_expires_at > transaction_timestamp()", "true"},
		{"sec.pair_price_level()", "r.tenant_id = sec.pair_supplier_id() AND r.buyer_id = sec.pair_buyer_id()", "r.sees_price = 'own'"},
		{"sec.pair_categories()", "r.grant_expires_at > transaction_timestamp()", "true"},
		{"sec.pair_categories()", "r.sees_categories", "'{*}'::text[]"},
		{"sec.pair_customer_id()", "r.customer_id", "NULL::uuid"},
		{"sec.pair_stock(uuid[])", "x.grant_expires_at > transaction_timestamp()", "true"},
		{"sec.pair_stock(uuid[])", "x.tenant_id = sec.pair_supplier_id() AND x.buyer_id = sec.pair_buyer_id()", "x.sees_stock = 'exact'"},
		{"sec.pair_stock(uuid[])", " AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories))", ""},
		{"sec.pair_stock(uuid[])", "CASE WHEN r.sees_stock = 'exact' THEN s.on_hand END", "s.on_hand"},
		{"sec.pair_stock(uuid[])", "edge <= s.on_hand", "true"},
		{"sec.my_sight()", " AND r.state = 'approved'", ""},
		{"sec.my_sight()", "r.buyer_id = buyer AND ", ""},
		{"sec.my_sight()", "r.grant_expires_at > transaction_timestamp()", "true"},
		{"sec.my_sight()", "c.state = 'suspended'", "false"},
		{"sec.my_sight()", "sec.buyer_id()", "sec.pair_buyer_id()"},
		{"sec.my_sight()", "sec.buyer_id()", "coalesce(sec.buyer_id(), sec.pair_buyer_id())"},
		{"sec.my_open_suppliers()", "sec.my_sight() s", "hub.trading_relationship s"},
		{"sec.my_whole_suppliers()", " WHERE '*' = ANY (s.categories)", ""},
		{"sec.my_whole_suppliers()", "s.tenant_id", "s.customer_id"},
		{"sec.my_categories()", "|| c)", "|| 'valves')"},
		{"sec.my_categories()", "s.tenant_id::text || '/' || c", "c"},
		{"sec.my_list_suppliers()", " WHERE s.price IN ('list','own')", ""},
		{"sec.my_list_suppliers()", "'list','own'", "'own'"},
		{"sec.my_own_suppliers()", " WHERE s.price = 'own'", ""},
		{"sec.my_own_suppliers()", "= 'own'", "<> 'none'"},
		{"sec.my_promotion_suppliers()", "s.promotions AND ", ""},
		{"sec.my_promotion_suppliers()", " AND s.price IN ('list','own')", ""},
		{"sec.my_customers()", "s.price = 'own' AND ", ""},
		{"sec.my_customers()", "s.tenant_id::text || '/' || s.customer_id::text", "s.customer_id::text"},
		{"sec.my_stock(uuid[],uuid[])", " AND (v.whole OR c.category = ANY (v.categories))", ""},
		{"sec.my_stock(uuid[],uuid[])", " WHERE v.stock <> 'none'", ""},
		{"sec.my_stock(uuid[],uuid[])", "CASE WHEN v.stock = 'exact' THEN s.on_hand END", "s.on_hand"},
		{"sec.my_stock(uuid[],uuid[])", "edge <= s.on_hand", "true"},
		{"sec.my_stock(uuid[],uuid[])", "v.tenant_id = a.tenant_id", "true"},
		{"sec.my_stock(uuid[],uuid[])", "r.buyer_id = buyer", "r.buyer_id <> buyer"},
		{"sec.my_offers(uuid[],uuid[])", " AND (v.whole OR c.category = ANY (v.categories))", ""},
		{"sec.my_offers(uuid[],uuid[])", "'*' = ANY (v.categories)", "true"},
		{"sec.my_offers(uuid[],uuid[])", "c.state = 'active' AND ", ""},
		{"sec.my_offers(uuid[],uuid[])", "v.price IN ('list','own')", "true"},
		{"sec.my_offers(uuid[],uuid[])", "v.tenant_id = a.tenant_id", "true"},
		{"sec.my_offers(uuid[],uuid[])", "r.buyer_id = buyer", "r.buyer_id <> buyer"},
		{"sec.my_offers(uuid[],uuid[])", "CASE WHEN v.stock = 'exact' THEN s.on_hand END", "s.on_hand"},
		{"sec.my_offers(uuid[],uuid[])", "CASE WHEN v.stock = 'exact' THEN s.as_of END", "s.as_of"},
		{"sec.my_offers(uuid[],uuid[])", "edge <= s.on_hand", "true"},
		{"sec.my_offers(uuid[],uuid[])", "w.serving AND ", ""},
		{"sec.my_offers(uuid[],uuid[])", "v.stock <> 'none' AND ", ""},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "who.own OR a.kind = 'base'", "true"},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "s.price IN ('list','own')", "true"},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "s.price = 'own' AND EXISTS", "EXISTS"},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "o.customer_id = v.customer_id AND ", ""},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "ON a.tenant_id = v.tenant_id AND v.named", "ON v.named"},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "ON a.tenant_id = l.tenant_id", "ON true"},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "e.list_id = l.id AND ", ""},
		{"sec.my_prices(uuid[],uuid[],timestamp with time zone)", "e.valid_from <= transaction_timestamp()", "true"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", "l.state = 'live' AND l.kind = 'base'", "l.kind = 'base'"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", "l.state = 'live' AND l.kind = 'region'", "l.kind = 'region'"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", "l.channel = 'hub'", "true"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", "lower(l.region) = ANY (around.regions)", "true"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", "s.parts[:n]", "s.parts"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", " AND l.group_id = w.group_id", " AND l.group_id IS NOT NULL"},
		{"sec.applying_lists(uuid[],uuid[],uuid[],text[])", " AND l.customer_id = w.customer_id", " AND l.customer_id IS NOT NULL"},
		{"sec.applying_conditions(uuid[],uuid[],uuid[],text[])", "starts_with(lower(w.region), lower(d.region) || '-')", "true"},
		{"sec.applying_conditions(uuid[],uuid[],uuid[],text[])", "d.group_id = w.group_id", "true"},
		{"sec.applying_conditions(uuid[],uuid[],uuid[],text[])", "ELSE d.customer_id = w.customer_id", "ELSE true"},
		{"sec.my_standing()", "r.grant_expires_at > transaction_timestamp()", "true"},
		{"sec.my_standing()", "AND r.buyer_id = sec.pair_buyer_id()", ""},
		{"sec.my_standing()", "AND r.buyer_id = sec.buyer_id()", ""},
		{"sec.pair_price_lists()", "s.price = 'own' OR s.price = 'list' AND a.kind = 'base'", "true"},
		{"sec.pair_price_lists()", " AND a.kind = 'base'", ""},
		{"sec.my_price_lists()", "s.price IN ('list','own')", "true"},
		{"sec.my_price_lists()", "who.price = 'own' OR a.kind = 'base'", "true"},
		{"sec.my_price_lists()", "sec.buyer_id() IS NULL", "false"},
		{"sec.pair_conditions()", "ARRAY[s.group_id]", "ARRAY[NULL::uuid]"},
		{"sec.my_conditions()", "sec.buyer_id() IS NULL", "false"},
		{"sec.my_conditions()", "FROM sec.my_standing())", "FROM sec.my_standing() s WHERE s.price <> 'none')"},
		{"sec.rule_prices(uuid[],uuid[],uuid[],timestamptz)", "c.item_id = r.item_id AND c.currency = r.currency", "c.item_id = r.item_id AND c.currency <> r.currency"},
		{"sec.my_rule_prices(uuid[],uuid[],timestamptz)", "coalesce(sec.pair_buyer_id(), sec.buyer_id()) WHERE s.price = 'own' AND ", "coalesce(sec.pair_buyer_id(), sec.buyer_id()) WHERE "},
		{"sec.my_rule_prices(uuid[],uuid[],timestamptz)", "i.state = 'active' AND ", ""},
		{"sec.my_rule_prices(uuid[],uuid[],timestamptz)", " OR i.category = ANY (l.sees_categories)", " OR true"},
		{"sec.under_floor(uuid[],uuid[],numeric[],text[])", " WHERE s.price IN ('list','own')", ""},
		{"sec.under_floor(uuid[],uuid[],numeric[],text[])", " AND a.tenant_id = ANY (seen)", ""},
		{"sec.under_floor(uuid[],uuid[],numeric[],text[])", " AND c.currency = a.currency", ""},
		{"sec.under_floor(uuid[],uuid[],numeric[],text[])", "< c.cost * 100", "<= c.cost * 100"},
		{"sec.pair_incoming(uuid[])", "x.grant_expires_at > transaction_timestamp()", "true"},
		{"sec.pair_incoming(uuid[])", "CASE r.sees_stock WHEN 'exact' THEN n.quantity ELSE e.edge END", "n.quantity"},
		{"sec.pair_incoming(uuid[])", " AND k.state = 'expected'", ""},
		{"sec.pair_incoming(uuid[])", " AND w.serving", ""},
		{"sec.pair_incoming(uuid[])", "i.state = 'active' AND ", ""},
		{"sec.pair_incoming(uuid[])", " OR i.category = ANY (r.sees_categories)", " OR true"},
		{"sec.pair_incoming(uuid[])", "r.sees_stock NOT IN ('band','exact')", "false"},
		{"sec.drop_overdue(uuid,uuid,timestamptz)", " AND r.expires_at <= moment", ""},
		{"sec.drop_overdue(uuid,uuid,timestamptz)", "s.reserved - f.quantity", "s.reserved"},
		{"sec.hold_stock(jsonb,timestamptz,timestamptz)", "r.buyer_id = buyer AND r.state = 'approved'", "r.state = 'approved'"},
		{"sec.hold_stock(jsonb,timestamptz,timestamptz)", " OR i.category = ANY (r.sees_categories)", " OR true"},
		{"sec.hold_stock(jsonb,timestamptz,timestamptz)", "coalesce(wanted, 0) < l.quantity", "false"},
		{"sec.hold_stock(jsonb,timestamptz,timestamptz)", " OR until <= moment", ""},
		{"sec.hold_stock(jsonb,timestamptz,timestamptz)", "PERFORM sec.drop_overdue(l.supplier, l.item, moment);", ""},
		{"sec.hold_stock(jsonb,timestamptz,timestamptz)", "r.buyer_id = buyer AND r.state = 'held' THEN", "true THEN"},
		{"sec.end_holds(uuid[],text,timestamptz)", "wanted NOT IN ('captured','released') OR ", ""},
		{"sec.end_holds(uuid[],text,timestamptz)", "(wanted = 'captured' AND buyer IS NULL)", "false"},
		{"sec.end_holds(uuid[],text,timestamptz)", "FROM hub.inventory_reservation r\n    WHERE (r.buyer_id = buyer OR r.tenant_id = supplier) AND", "FROM hub.inventory_reservation r\n    WHERE"},
		{"sec.end_holds(uuid[],text,timestamptz)", "one.expires_at <= moment", "false"},
		{"sec.end_holds(uuid[],text,timestamptz)", "IF one.state = 'held' THEN", "IF true THEN"},
		{"sec.expire_holds(timestamptz)", "sec.projector() IS DISTINCT FROM 'sweep'", "false"},
		{"sec.expire_holds(timestamptz)", " AND r.expires_at <= moment", ""},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", "p.state = 'live' AND NOT p.archived", "NOT p.archived"},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", " AND NOT p.archived", ""},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", "p.valid_from <= transaction_timestamp()", "true"},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", "p.valid_until > transaction_timestamp()", "true"},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", "w.group_id = ANY (p.groups)", "true"},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", "starts_with(lower(w.region), lower(r) || '-')", "true"},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", " AND c.buyer_id = buyer", " AND c.buyer_id <> buyer"},
		{"sec.applying_promotions(uuid,uuid[],uuid[],text[])", "p.coupon = '' OR ", "true OR "},
		{"sec.pair_promotions()", "r.sees_promotions AND ", ""},
		{"sec.pair_promotions()", " AND s.price IN ('list','own')", ""},
		{"sec.my_promotions()", " WHERE s.tenant_id = ANY ((SELECT sec.my_promotion_suppliers())::uuid[])", ""},
		{"sec.my_promotions()", "sec.applying_promotions((SELECT sec.buyer_id()),", "sec.applying_promotions(NULL::uuid,"},
		{"sec.use_promotions(jsonb,timestamptz)", " AND ((l.supplier::text || '/') || l.promotion::text) = ANY (mine)", ""},
		{"sec.use_promotions(jsonb,timestamptz)", " AND p.currency = l.currency", ""},
		{"sec.use_promotions(jsonb,timestamptz)", "p.uses >= p.uses_limit", "false"},
		{"sec.use_promotions(jsonb,timestamptz)", "p.spent + l.amount > p.budget", "false"},
		{"sec.use_promotions(jsonb,timestamptz)", ">= p.per_buyer THEN", ">= 1000 THEN"},
		{"sec.use_promotions(jsonb,timestamptz)", "spent = a.spent + l.amount", "spent = a.spent"},
		{"sec.release_promotions(uuid,uuid[],timestamptz)", " AND u.released_at IS NULL", ""},
		{"sec.release_promotions(uuid,uuid[],timestamptz)", "u.released_at IS NULL AND (sec.supplier_id() = supplier OR u.buyer_id = sec.buyer_id())", "u.released_at IS NULL"},
		{"sec.release_promotions(uuid,uuid[],timestamptz)", "spent = a.spent - s.amount", "spent = a.spent"},
		{"sec.claim_coupon(uuid,text,timestamptz)", " AND supplier = ANY (sec.my_promotion_suppliers())", ""},
		{"sec.claim_coupon(uuid,text,timestamptz)", " AND p.state = 'live'", ""},
		{"sec.claim_coupon(uuid,text,timestamptz)", "p.valid_until > transaction_timestamp()", "true"},
		{"sec.claim_coupon(uuid,text,timestamptz)", "s.group_id = ANY (p.groups)", "true"},
		{"sec.claim_coupon(uuid,text,timestamptz)", "starts_with(lower(s.region), lower(r) || '-')", "true"},
		{"sec.my_incoming(uuid[],uuid[])", " AND ('*' = ANY (v.categories) OR i.category = ANY (v.categories))", ""},
		{"sec.my_incoming(uuid[],uuid[])", "v.stock IN ('band','exact') AND ", ""},
		{"sec.my_incoming(uuid[],uuid[])", "CASE v.stock WHEN 'exact' THEN n.quantity ELSE e.edge END", "n.quantity"},
		{"sec.my_incoming(uuid[],uuid[])", "x <= n.quantity", "true"},
		{"sec.my_incoming(uuid[],uuid[])", " AND (v.stock = 'exact' OR e.edge > 0)", ""},
		{"sec.my_incoming(uuid[],uuid[])", " AND w.serving", ""},
		{"sec.my_incoming(uuid[],uuid[])", "k.item_id = asked.item_id AND k.state = 'expected'", "k.item_id = asked.item_id"},
		{"sec.my_incoming(uuid[],uuid[])", "ARRAY[v.region, split_part(v.region, '-', 1)] && w.regions", "true"},
		{"sec.my_incoming(uuid[],uuid[])", "r.buyer_id = buyer", "r.buyer_id <> buyer"},
		{"sec.my_incoming(uuid[],uuid[])", "sec.buyer_id()", "sec.pair_buyer_id()"},
		{"sec.pair_entries(uuid[],timestamptz)", "lists := sec.pair_price_lists()", "lists := (SELECT array_agg(l.id) FROM hub.pricing_list l)"},
		{"sec.pair_entries(uuid[],timestamptz)", "n.list_id = ANY (lists)", "true"},
		{"sec.pair_entries(uuid[],timestamptz)", "p.list_id = ANY (lists)", "true"},
		{"sec.pair_entries(uuid[],timestamptz)", " AND ('*' = ANY (r.sees_categories) OR i.category = ANY (r.sees_categories))", ""},
		{"sec.pair_entries(uuid[],timestamptz)", "e.valid_from <= transaction_timestamp()", "true"},
		{"sec.pair_entries(uuid[],timestamptz)", "e.valid_to > since", "true"},
		{"sec.pair_entries(uuid[],timestamptz)", " AND e.state = 'approved'", ""},
		{"sec.pair_entries(uuid[],timestamptz)", "greatest(coalesce(since, r.decided_at, r.changed_at), after)", "after"},
		{"sec.pair_entries(uuid[],timestamptz)", "coalesce(l.live_since, l.created_at), since)", "since)"},
		{"sec.claim_trading_invite(bytea,timestamptz)", "l.login = i.address", "true"},
		{"sec.claim_trading_invite(bytea,timestamptz)", "t.uses < t.max_uses", "true"},
		{"sec.claim_trading_invite(bytea,timestamptz)", "i.expires_at <= moment", "false"},
		{"sec.claim_trading_invite(bytea,timestamptz)", "k.buyer_id <> buyer", "false"},
		{"sec.claim_trading_invite(bytea,timestamptz)", "s.company_id = buyer AND s.id::text = seat", "true"},
	} {
		t.Run(m.function+" "+m.old, func(t *testing.T) {
			var whole string
			if err := w.admin.QueryRow(t.Context(), "SELECT pg_get_functiondef($1::regprocedure)", m.function).Scan(&whole); err != nil {
				t.Fatal(err)
			}
			broken := strings.Replace(whole, m.old, m.new, 1)
			if broken == whole {
				t.Fatalf("%q is not in the function any more", m.old)
			}
			if _, err := w.admin.Exec(t.Context(), broken); err != nil {
				t.Fatal(err)
			}
			defer func() {
				if _, err := w.admin.Exec(context.WithoutCancel(t.Context()), whole); err != nil {
					t.Fatal(err)
				}
			}()
			if !slices.ContainsFunc(checks, func(c check) bool { return c.run(t.Context(), w) != nil }) {
				t.Error("every check passed")
			}
		})
	}
	for _, c := range checks {
		if err := c.run(t.Context(), w); err != nil {
			t.Errorf("not restored: %s: %v", c.name, err)
		}
	}
}
