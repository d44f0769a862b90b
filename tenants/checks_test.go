package tenants_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// check is one thing that isolation promises. It runs against any world, so that the mutation test can run it against a broken one,
// and leaves the world as it was.
type check struct {
	name string
	run  func(context.Context, *world) error
}

var checks = []check{
	{"no scope, no rows and no rights", noScope},
	{"only an unaltered living signature opens", signatures},
	{"role and kind must belong together", roleAndKind},
	{"injected SQL becomes nobody else", injectedRole},
	{"injected SQL forges no scope", injectedScope},
	{"a supplier sees and changes nothing of another", suppliers},
	{"a key does not tell what others have", keys},
	{"a pair sees while it is approved", pairs},
	{"a buyer sees its own", buyers},
	{"cost is not for buyers", columns},
	{"a foreign key takes nobody else's row", foreignKeys},
	{"operator and projector see no prices", hubsOwn},
	{"a read writes nothing", readOnly},
	{"a scope inside a scope is refused", nested},
	{"what a pair sees follows the grant", grants},
	{"what a buyer sees across suppliers is what it sees at each", across},
	{"a buyer reads of suppliers it has to do with", related},
	{"what the hub closes is closed for buyers", closed},
	{"an invite is taken up once, by whom it was sent to", claims},
	{"prices, promotions and stock are for whom they are", offered},
	{"what is on its way, and what lists said, follows the grant", promised},
	{"a long transaction keeps its scope", longTransaction},
}

func TestScopes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			if err := c.run(t.Context(), w); err != nil {
				t.Error(err)
			}
		})
	}
}

func noScope(ctx context.Context, w *world) error {
	for _, login := range []tenants.Login{tenants.LoginServer, tenants.LoginOperator, tenants.LoginProjector} {
		for _, statement := range []string{
			"SELECT * FROM hub.test_price", "INSERT INTO hub.test_price VALUES (gen_random_uuid(), gen_random_uuid(), 'x', 1, 1, true)",
			"UPDATE hub.test_price SET price = 1", "DELETE FROM hub.test_price", "SELECT * FROM hub.identity_person", "SELECT * FROM sec.scope_key",
			"SELECT sec.scope()", "SELECT sec.find_login('a@b.c')", "CREATE TEMP TABLE cart (v text)", "CREATE TABLE hub.mine (v text)", "SELECT nextval('river.river_job_id_seq')",
		} {
			if _, err := w.db.Raw(login).ExecContext(ctx, statement); sqlState(err) != "42501" {
				return fmt.Errorf("%s: %s: %w, want no right", login, statement, err)
			}
		}
	}
	if err := w.db.InScope(ctx, tenants.Scope{}, func(context.Context, *tenants.Tx) error { return nil }); err == nil {
		return errors.New("the zero scope opened")
	}
	return nil
}

func signatures(ctx context.Context, w *world) error {
	good, err := w.db.Signed(w.supplier(w.alpha), wallNow())
	if err != nil {
		return err
	}
	old, err := w.db.Signed(w.supplier(w.alpha), wallNow().Add(-2*time.Minute))
	if err != nil {
		return err
	}
	part := strings.Split(good, "|")
	altered := func(at int, value string) string {
		other := append([]string(nil), part...)
		other[at] = value
		return strings.Join(other, "|")
	}
	rows := map[string]string{
		"nothing": "", "noise": "garbage", "separators": "||||||", "expired": old,
		"kind":    altered(0, "worker"),
		"subject": altered(1, w.beta.UUID()), "object": altered(2, w.one.UUID()), "actor": altered(3, uuid()),
		"later": altered(4, "99999999999"), "endless": altered(4, "9999999999999999"), "no number": altered(4, "soon"),
		"unknown key": altered(5, "k1"), "no signature": altered(6, ""), "signature": altered(6, strings.Repeat("0", 64)),
		"shorter": strings.Join(part[:6], "|"), "longer": good + "|",
		"moved separator": strings.Replace(good, "|"+part[1], part[1]+"|", 1),
	}
	for name, given := range rows {
		for _, role := range []tenants.Role{tenants.RoleSupplier, tenants.RoleWorker} {
			err := w.entered(ctx, tenants.LoginServer, role, given, func(tx *sql.Tx) error {
				n, err := sees(ctx, tx, "SELECT count(*) FROM hub.test_price")
				return want(name+" as "+string(role), n, err, 0)
			})
			if err != nil {
				return err
			}
		}
	}
	return w.entered(ctx, tenants.LoginServer, tenants.RoleSupplier, good, func(tx *sql.Tx) error {
		n, err := sees(ctx, tx, "SELECT count(*) FROM hub.test_price")
		return want("the good signature", n, err, w.alphaSees)
	})
}

// roleAndKind enters every role of every login with a scope of every kind: only the kind's own role sees anything.
func roleAndKind(ctx context.Context, w *world) error {
	person := id.NewRandom[id.Person]()
	scopes := []tenants.Scope{
		w.supplier(w.alpha), w.pair(w.one, w.alpha), w.buyer(w.one), tenants.Brand(w.alpha, w.seat), tenants.Worker(w.alpha, id.NewRandom[id.Job]()),
		tenants.Operator(w.alpha, w.seat, "test"), tenants.Person(person), tenants.Guest(w.alpha.UUID()), tenants.Anonymous(), tenants.Projector(tenants.ProjectorSweep),
	}
	for _, login := range []tenants.Login{tenants.LoginServer, tenants.LoginOperator, tenants.LoginProjector} {
		for _, role := range tenants.LoginRoles(login) {
			for _, s := range scopes {
				if own, _ := tenants.RoleOf(s); own == role {
					continue
				}
				given, err := w.db.Signed(s, wallNow())
				if err != nil {
					return err
				}
				err = w.entered(ctx, login, role, given, func(tx *sql.Tx) error {
					for _, table := range []string{"hub.test_price", "hub.test_order", "hub.trading_relationship"} {
						n, err := sees(ctx, tx, "SELECT count(tenant_id) FROM "+table)
						if err := want(fmt.Sprintf("%s with %s on %s", role, s, table), n, err, 0); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// injectedRole has arbitrary SQL run in one supplier's scope.
func injectedRole(ctx context.Context, w *world) error {
	return w.db.InScope(ctx, w.supplier(w.alpha), func(ctx context.Context, tx *tenants.Tx) error {
		raw, err := tx.PGX()
		if err != nil {
			return err
		}
		try := func(sql string) error {
			if _, err := raw.Exec(ctx, "SAVEPOINT try"); err != nil {
				return err
			}
			_, err := raw.Exec(ctx, sql)
			if err != nil {
				if _, back := raw.Exec(ctx, "ROLLBACK TO SAVEPOINT try"); back != nil {
					return back
				}
			}
			return err
		}
		for _, role := range []string{"hub_owner", "hub_operator", "hub_projector", "hub_rls", "hub_auth", "hub_reserve", "hub_migrator", "hub_queue", "hub_operator_login", "pg_read_all_data", raw.Conn().Config().User + "x"} {
			if err := try("SET LOCAL ROLE " + role); err == nil {
				return fmt.Errorf("became %s", role)
			}
		}
		for _, statement := range []string{"SET SESSION AUTHORIZATION hub_owner", "SET LOCAL session_replication_role = replica", "SELECT * FROM sec.scope_key",
			"ALTER TABLE hub.test_price DISABLE ROW LEVEL SECURITY", "CREATE TEMP TABLE t (v text)", "COPY hub.test_price TO PROGRAM 'cat'"} {
			if err := try(statement); err == nil {
				return fmt.Errorf("%s went through", statement)
			}
		}
		if err := try("SET LOCAL row_security = off"); err == nil {
			if err := try("SELECT * FROM hub.test_price"); err == nil {
				return errors.New("row_security = off shows rows")
			}
			if err := try("SET LOCAL row_security = on"); err != nil {
				return err
			}
		}
		for _, role := range []tenants.Role{tenants.RoleBuyer, tenants.RolePair, tenants.RoleBrand, tenants.RoleWorker, tenants.RolePerson, tenants.RoleGuest, tenants.RoleAnonymous} {
			if err := try("SET LOCAL ROLE " + string(role)); err != nil {
				return fmt.Errorf("SET LOCAL ROLE %s: %w", role, err)
			}
			var n int
			if err := try("SELECT FROM hub.test_price"); err == nil { // the role has the right, so look whether it has rows
				if err := raw.QueryRow(ctx, "SELECT count(*) FROM hub.test_price").Scan(&n); err != nil || n != 0 {
					return fmt.Errorf("%s with a supplier's scope sees %d prices: %w", role, n, err)
				}
			}
		}
		if err := try("RESET ROLE"); err != nil {
			return err
		}
		if err := try("SELECT FROM hub.test_price"); sqlState(err) != "42501" {
			return fmt.Errorf("after RESET ROLE: %w, want no right", err)
		}
		return nil
	})
}

func injectedScope(ctx context.Context, w *world) error {
	const prices = "SELECT count(*) FROM hub.test_price"
	given, err := w.db.Signed(w.supplier(w.alpha), wallNow())
	if err != nil {
		return err
	}
	forged := strings.Replace(given, w.alpha.UUID(), w.beta.UUID(), 1)
	return w.entered(ctx, tenants.LoginServer, tenants.RoleSupplier, given, func(tx *sql.Tx) error {
		exec := func(query string, args ...any) error { _, err := tx.ExecContext(ctx, query, args...); return err }
		if err := exec("SAVEPOINT start"); err != nil {
			return err
		}
		again := func() error { return exec("ROLLBACK TO SAVEPOINT start") }
		if err := exec("SELECT set_config('hub.scope', $1, true)", forged); err != nil {
			return err
		}
		n, err := sees(ctx, tx, prices)
		if err := errors.Join(want("set_config of another's scope", n, err, 0), again()); err != nil {
			return err
		}
		if err := exec("SELECT sec.enter('hub_supplier', $1)", given); sqlState(err) != "42501" {
			return fmt.Errorf("sec.enter as a scope role: %w, want no right", err)
		}
		if err := errors.Join(again(), exec("RESET ROLE")); err != nil {
			return err
		}
		if err := exec("SELECT sec.enter('hub_supplier', $1)", given); sqlState(err) != "HB001" {
			return fmt.Errorf("a second sec.enter: %w, want HB001", err)
		}
		if err := errors.Join(again(), exec("RESET ROLE"), exec("SELECT set_config('hub.scope', '', true)"), exec("SELECT sec.enter('hub_supplier', $1)", forged)); err != nil {
			return err
		}
		n, err = sees(ctx, tx, prices)
		if err := errors.Join(want("sec.enter with another's scope", n, err, 0), again()); err != nil {
			return err
		}
		n, err = sees(ctx, tx, prices)
		return want("after all that", n, err, w.alphaSees)
	})
}

func suppliers(ctx context.Context, w *world) error {
	alpha, beta := w.supplier(w.alpha), w.beta.UUID()
	for s, wanted := range map[id.CompanyID]int{w.alpha: w.alphaSees, w.beta: w.betaSees, id.NewRandom[id.Company](): 0} {
		n, err := w.count(ctx, w.supplier(s), "SELECT count(*) FROM test_price")
		if err := want("prices", n, err, wanted); err != nil {
			return err
		}
		n, err = w.count(ctx, w.supplier(s), "SELECT count(*) FROM test_price WHERE tenant_id <> ?", s.UUID())
		if err := want("prices of others", n, err, 0); err != nil {
			return err
		}
	}
	for what, statement := range map[string]string{
		"update": "UPDATE test_price SET price = 1 WHERE tenant_id = ?",
		"delete": "DELETE FROM test_price WHERE tenant_id = ?",
		"notes":  "UPDATE test_order SET note = 'x' WHERE tenant_id = ?",
	} {
		n, err := w.affected(ctx, alpha, statement, beta)
		if err := want(what+" of beta's rows", n, err, 0); err != nil {
			return err
		}
		n, err = w.affected(ctx, alpha, statement, w.alpha.UUID())
		if err != nil || n == 0 {
			return fmt.Errorf("%s of own rows: %d, %w", what, n, err)
		}
	}
	for what, statement := range map[string]string{
		"insert":    "INSERT INTO test_price VALUES (?, gen_random_uuid(), 'planted', 1, 1, true)",
		"upsert":    "INSERT INTO test_price VALUES (?, '" + w.betaPrice + "', 'bolt', 1, 1, true) ON CONFLICT (tenant_id, id) DO UPDATE SET price = 1",
		"skip":      "INSERT INTO test_price VALUES (?, '" + w.betaPrice + "', 'bolt', 1, 1, true) ON CONFLICT DO NOTHING",
		"give away": "UPDATE test_price SET tenant_id = ?",
	} {
		if _, err := w.affected(ctx, alpha, statement, beta); refused(what, err, fault.NotFound) != nil {
			return refused(what, err, fault.NotFound)
		}
	}
	n, err := w.affected(ctx, alpha, "INSERT INTO test_price VALUES (?, gen_random_uuid(), 'own', 1, 1, true)", w.alpha.UUID())
	return want("own insert", n, err, 1)
}

func keys(ctx context.Context, w *world) error {
	n, err := w.affected(ctx, w.supplier(w.alpha), "INSERT INTO test_price VALUES (?, ?, 'only beta had this', 1, 1, true)", w.alpha.UUID(), w.betaPrice)
	return want("an id that beta uses", n, err, 1)
}

// suspended runs fn while the relationship of alpha and one is in another state.
func (w *world) suspended(ctx context.Context, state string, fn func() error) error {
	if err := w.relate(ctx, state); err != nil {
		return err
	}
	return errors.Join(fn(), w.relate(ctx, "approved"))
}

func pairs(ctx context.Context, w *world) error {
	look := func(b, s id.CompanyID, prices, orders int) error {
		n, err := w.count(ctx, w.pair(b, s), "SELECT count(*) FROM test_price")
		m, err2 := w.count(ctx, w.pair(b, s), "SELECT count(*) FROM test_order")
		return errors.Join(want("prices of a pair", n, err, prices), want("orders of a pair", m, err2, orders))
	}
	order := func(b, s id.CompanyID, tenant, buyer id.CompanyID) error {
		_, err := w.affected(ctx, w.pair(b, s), "INSERT INTO test_order (tenant_id, buyer_id, id) VALUES (?, ?, gen_random_uuid())", tenant.UUID(), buyer.UUID())
		return err
	}
	if err := errors.Join(look(w.one, w.alpha, 1, 1), look(w.one, w.beta, 0, 0), look(w.two, w.alpha, 0, 0), look(w.two, w.beta, 1, 1), look(w.alpha, w.one, 0, 0)); err != nil {
		return err
	}
	if err := order(w.one, w.alpha, w.alpha, w.one); err != nil {
		return fmt.Errorf("an order of an approved pair: %w", err)
	}
	for what, err := range map[string]error{
		"at a supplier that suspended it": order(w.one, w.beta, w.beta, w.one),
		"in another buyer's name":         order(w.one, w.alpha, w.alpha, w.two),
		"at another supplier":             order(w.one, w.alpha, w.beta, w.one),
	} {
		if err := refused("an order "+what, err, fault.NotFound); err != nil {
			return err
		}
	}
	for _, state := range []string{"invited", "applied", "more_asked", "rejected", "suspended", "closed"} {
		err := w.suspended(ctx, state, func() error {
			buyer, err := w.count(ctx, w.pair(w.one, w.alpha), "SELECT count(sec.pair_buyer_id())")
			supplier, err2 := w.count(ctx, w.pair(w.one, w.alpha), "SELECT count(sec.pair_supplier_id())")
			return errors.Join(look(w.one, w.alpha, 0, 0), want("the pair's buyer", buyer, err, 0), want("the pair's supplier", supplier, err2, 0), refused("an order of a pair that is "+state, order(w.one, w.alpha, w.alpha, w.one), fault.NotFound))
		})
		if err != nil {
			return fmt.Errorf("%s: %w", state, err)
		}
	}
	return look(w.one, w.alpha, 1, 1)
}

func buyers(ctx context.Context, w *world) error {
	look := func(b id.CompanyID, prices, orders, relationships int) error {
		n, err := w.count(ctx, w.buyer(b), "SELECT count(id) FROM test_price")
		m, err2 := w.count(ctx, w.buyer(b), "SELECT count(id) FROM test_order")
		k, err3 := w.count(ctx, w.buyer(b), "SELECT count(*) FROM trading_relationship")
		return errors.Join(want("prices of a buyer's suppliers", n, err, prices), want("a buyer's orders", m, err2, orders), want("a buyer's relationships", k, err3, relationships))
	}
	// Buyer one keeps what it ordered at the supplier that suspended it, but sees no prices there.
	if err := errors.Join(look(w.one, 1, 2, 2), look(w.two, 1, 1, 1), look(w.alpha, 0, 0, 0)); err != nil {
		return err
	}
	return w.suspended(ctx, "suspended", func() error { return look(w.one, 0, 2, 2) })
}

func columns(ctx context.Context, w *world) error {
	for _, s := range []tenants.Scope{w.pair(w.one, w.alpha), w.buyer(w.one)} {
		for _, query := range []string{"SELECT count(cost) FROM test_price", "SELECT count(t) FROM (SELECT * FROM test_price) t", "SELECT count(*) FROM test_price WHERE cost > 0",
			"SELECT count(*) FROM test_price t WHERE to_jsonb(t) ? 'cost'", "SELECT count(note) FROM test_order"} {
			_, err := w.count(ctx, s, query)
			if err := refused(fmt.Sprint(s, " ", query), err, fault.NotFound); err != nil {
				return err
			}
		}
	}
	n, err := w.count(ctx, w.supplier(w.alpha), "SELECT sum(cost) FROM test_price")
	return want("own cost", n, err, 150)
}

func foreignKeys(ctx context.Context, w *world) error {
	line := func(price string) error {
		_, err := w.affected(ctx, w.supplier(w.alpha), "INSERT INTO test_line VALUES (?, gen_random_uuid(), ?)", w.alpha.UUID(), price)
		return err
	}
	if err := line(w.alphaPrice); err != nil {
		return err
	}
	theirs, nobodys := line(w.betaPrice), line(uuid())
	if err := errors.Join(refused("beta's price", theirs, fault.Conflict), refused("nobody's price", nobodys, fault.Conflict)); err != nil {
		return err
	}
	if fault.From(theirs).Text() != fault.From(nobodys).Text() {
		return errors.New("the answer tells a competitor's row from none")
	}
	return nil
}

func hubsOwn(ctx context.Context, w *world) error {
	for _, s := range []tenants.Scope{tenants.Operator(w.alpha, w.seat, "curious"), tenants.Projector(tenants.ProjectorRelay), tenants.Brand(w.alpha, w.seat),
		tenants.Person(id.NewRandom[id.Person]()), tenants.Anonymous(), tenants.Guest(w.alphaPrice)} {
		_, err := w.count(ctx, s, "SELECT count(*) FROM test_price")
		if err := refused(s.String(), err, fault.NotFound); err != nil {
			return err
		}
	}
	return nil
}

func readOnly(ctx context.Context, w *world) error {
	for _, statement := range []string{"UPDATE test_price SET price = 1", "DELETE FROM test_price", "INSERT INTO test_line SELECT tenant_id, id, id FROM test_price"} {
		err := w.db.Read(ctx, w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) error { return tx.Gorm().Exec(statement).Error })
		if sqlState(err) != "25006" {
			return fmt.Errorf("%s: %w, want a read-only transaction", statement, err)
		}
	}
	return nil
}

func nested(ctx context.Context, w *world) error {
	ran := false
	err := w.db.InScope(ctx, w.supplier(w.alpha), func(ctx context.Context, tx *tenants.Tx) error {
		for _, open := range []func(context.Context, tenants.Scope, func(context.Context, *tenants.Tx) error) error{w.db.InScope, w.db.Read} {
			if err := open(ctx, w.supplier(w.beta), func(context.Context, *tenants.Tx) error { ran = true; return nil }); err == nil {
				return errors.New("a scope opened inside a scope")
			}
		}
		n, err := number(tx, "SELECT count(*) FROM test_price")
		return want("the outer scope afterwards", n, err, w.alphaSees)
	})
	if ran {
		return errors.New("the inner function ran")
	}
	return err
}

// longTransaction signs for one second and works for two; the next transaction needs a fresh signature.
func longTransaction(ctx context.Context, w *world) error {
	w.db.SetScopeLife(time.Second)
	defer w.db.SetScopeLife(time.Minute)
	return w.db.InScope(ctx, w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) error {
		if err := tx.Gorm().Exec("SELECT pg_sleep(2.1)").Error; err != nil {
			return err
		}
		n, err := number(tx, "SELECT count(*) FROM test_price")
		return want("after the scope's time", n, err, w.alphaSees)
	})
}

// planted lays items, prices and stock of alpha and beta, and takes them away again.
func (w *world) planted(ctx context.Context, fn func() error) error {
	customer, bolt, nut := uuid(), uuid(), uuid()
	run := func(statements ...string) error {
		for _, s := range statements {
			if _, err := w.admin.Exec(ctx, strings.NewReplacer("$alpha", w.alpha.UUID(), "$beta", w.beta.UUID(), "$one", w.one.UUID(), "$customer", customer, "$bolt", bolt, "$nut", nut).Replace(s)); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	}
	err := run(
		"INSERT INTO hub.trading_customer (tenant_id, id, name, name_key, source, created_at, updated_at) VALUES ('$alpha', '$customer', 'One', 'one', 'manual', now(), now()), ('$alpha', gen_random_uuid(), 'Other', 'other', 'manual', now(), now())",
		"UPDATE hub.trading_relationship SET customer_id = '$customer' WHERE tenant_id = '$alpha' AND buyer_id = '$one'",
		"INSERT INTO hub.catalog_item (tenant_id, id, sku, name, category, updated_at) VALUES ('$alpha', '$bolt', 'bolt', 'bolt', 'bolts', now()), ('$alpha', '$nut', 'nut', 'nut', 'nuts', now()), ('$beta', '$bolt', 'bolt', 'bolt', 'bolts', now())",
		"INSERT INTO hub.pricing_list_price (tenant_id, item_id, currency, price, updated_at) SELECT tenant_id, id, 'EUR', 1, now() FROM hub.catalog_item",
		"INSERT INTO hub.pricing_own_price (tenant_id, customer_id, item_id, currency, price, updated_at) SELECT tenant_id, id, '$bolt', 'EUR', 1, now() FROM hub.trading_customer WHERE tenant_id = '$alpha'",
		"INSERT INTO hub.inventory_warehouse (tenant_id, id, code, name, main, serving, updated_at) SELECT t, md5(code)::uuid, code, code, code = 'one', code <> 'shut', now() FROM unnest('{$alpha,$beta}'::uuid[]) t, unnest('{one,two,shut}'::text[]) code",
		"INSERT INTO hub.inventory_stock (tenant_id, item_id, warehouse_id, on_hand, reserved, as_of) SELECT i.tenant_id, i.id, w.id, CASE w.code WHEN 'one' THEN 30 WHEN 'two' THEN 12 ELSE 1000 END, CASE w.code WHEN 'two' THEN 5 ELSE 0 END, now() FROM hub.catalog_item i JOIN hub.inventory_warehouse w USING (tenant_id)")
	if err == nil {
		err = fn()
	}
	return errors.Join(err, run("DELETE FROM hub.catalog_item WHERE tenant_id IN ('$alpha', '$beta')", "DELETE FROM hub.inventory_warehouse WHERE tenant_id IN ('$alpha', '$beta')", "DELETE FROM hub.trading_customer WHERE tenant_id = '$alpha'",
		"UPDATE hub.trading_relationship SET customer_id = NULL, sees_categories = '{}', sees_price = 'none', sees_stock = 'none', grant_expires_at = NULL"))
}

// granted sets what one may see of alpha.
func (w *world) granted(ctx context.Context, set string) error {
	_, err := w.admin.Exec(ctx, "UPDATE hub.trading_relationship SET sees_categories = '{}', sees_price = 'none', sees_stock = 'none', sees_promotions = false, stock_steps = '{10,50}', grant_expires_at = NULL WHERE tenant_id = $1 AND buyer_id = $2",
		w.alpha.UUID(), w.one.UUID())
	if err == nil && set != "" {
		_, err = w.admin.Exec(ctx, "UPDATE hub.trading_relationship SET "+set+" WHERE tenant_id = $1 AND buyer_id = $2", w.alpha.UUID(), w.one.UUID())
	}
	return err
}

func grants(ctx context.Context, w *world) error {
	const whole = "sees_categories = '{*}', sees_price = 'own', sees_stock = 'exact'"
	return w.planted(ctx, func() error {
		for _, row := range []struct {
			set, state              string
			items, list, own, stock int // rows
			seen                    string
		}{
			{"", "approved", 0, 0, 0, 0, ""},
			{whole, "approved", 2, 2, 1, 2, "exact 37 37, exact 37 37"},
			{whole, "suspended", 0, 0, 0, 0, ""},
			{whole + ", grant_expires_at = now() + interval '1 hour'", "approved", 2, 2, 1, 2, "exact 37 37, exact 37 37"},
			{whole + ", grant_expires_at = now() - interval '1 second'", "approved", 0, 0, 0, 0, ""},
			{"sees_categories = '{bolts}', sees_price = 'list', sees_stock = 'band'", "approved", 1, 2, 0, 1, "band 10 "},
			{"sees_categories = '{*}', sees_stock = 'yes_no'", "approved", 2, 0, 0, 2, "yes 0 , yes 0 "},
			{"sees_price = 'own', sees_stock = 'exact'", "approved", 0, 2, 1, 0, ""},
		} {
			if err := errors.Join(w.granted(ctx, row.set), w.relate(ctx, row.state)); err != nil {
				return err
			}
			pair := w.pair(w.one, w.alpha)
			items, err := w.count(ctx, pair, "SELECT count(*) FROM catalog_item")
			list, err2 := w.count(ctx, pair, "SELECT count(*) FROM pricing_list_price")
			own, err3 := w.count(ctx, pair, "SELECT count(*) FROM pricing_own_price")
			const stock = "FROM sec.pair_stock((SELECT array_agg(x) FROM unnest(?::uuid[]) x))"
			every := "{" + strings.Join(w.items(ctx), ",") + "}"
			rows, err4 := w.count(ctx, pair, "SELECT count(*) "+stock, every)
			var seen string
			err5 := w.db.Read(ctx, pair, func(_ context.Context, tx *tenants.Tx) error {
				return tx.Gorm().Raw("SELECT coalesce(string_agg(class || ' ' || floor || ' ' || coalesce(exact::text, ''), ', '), '') "+stock, every).Row().Scan(&seen)
			})
			err = errors.Join(want("items", items, err, row.items), want("list prices", list, err2, row.list), want("own prices", own, err3, row.own), want("stock", rows, err4, row.stock), err5)
			if err == nil && seen != row.seen {
				err = fmt.Errorf("stock %q, want %q", seen, row.seen)
			}
			if err != nil {
				return errors.Join(fmt.Errorf("%s, %s: %w", row.set, row.state, err), w.relate(ctx, "approved"))
			}
		}
		if err := w.relate(ctx, "approved"); err != nil {
			return err
		}
		_, err := w.count(ctx, w.pair(w.one, w.alpha), "SELECT count(*) FROM inventory_stock")
		if err := refused("the stock itself", err, fault.NotFound); err != nil {
			return err
		}
		n, err := w.count(ctx, w.buyer(w.one), "SELECT count(*) FROM sec.pair_stock(?::uuid[])", "{"+strings.Join(w.items(ctx), ",")+"}")
		return want("stock in a buyer's scope", n, err, 0)
	})
}

// across lets one see parts of alpha and beta, and looks at both at once: it must be what its pairs see, of which grants() knows that they are right.
func across(ctx context.Context, w *world) error {
	const whole = "sees_categories = '{*}', sees_price = 'own', sees_stock = 'exact', sees_promotions = true"
	return w.planted(ctx, func() (err error) {
		exec := func(query string) {
			if err == nil {
				_, err = w.admin.Exec(ctx, strings.NewReplacer("$alpha", w.alpha.UUID(), "$beta", w.beta.UUID(), "$one", w.one.UUID()).Replace(query))
			}
		}
		exec("INSERT INTO hub.catalog_pack (tenant_id, item_id, level, contains, unit) SELECT tenant_id, id, 'case', 10, 'XCS' FROM hub.catalog_item")
		exec("INSERT INTO hub.matching_member (tenant_id, item_id, product_id, since) SELECT tenant_id, id, '$one', now() FROM hub.catalog_item")
		exec("INSERT INTO hub.identity_person (id, name, email, locale, password_hash, created_at, updated_at) VALUES ('$one', 'x', 'x', 'en', '', now(), now())")
		exec("INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at) VALUES ('$alpha', 'alpha', 'CN', '{supplier}', '$one', now(), now())")
		// beta has a record with the id of alpha's, as no hub would give it, and a price for it.
		exec("INSERT INTO hub.trading_customer (tenant_id, id, name, name_key, source, created_at, updated_at) SELECT '$beta', id, 'Twin', 'twin', 'manual', now(), now() FROM hub.trading_customer WHERE tenant_id = '$alpha'")
		exec("INSERT INTO hub.pricing_own_price (tenant_id, customer_id, item_id, currency, price, updated_at) SELECT i.tenant_id, c.id, i.id, 'EUR', 2, now() FROM hub.catalog_item i JOIN hub.trading_customer c ON c.tenant_id = i.tenant_id WHERE i.tenant_id = '$beta'")
		exec("INSERT INTO hub.catalog_item (tenant_id, id, sku, name, category, state, updated_at) VALUES ('$alpha', gen_random_uuid(), 'washer', 'washer', 'bolts', 'withdrawn', now())")
		for _, s := range listing {
			exec(s)
		}
		exec("UPDATE hub.trading_relationship SET state = 'approved', sees_categories = '{*}', sees_price = 'list', sees_stock = 'band', stock_steps = '{20}', sees_promotions = true WHERE tenant_id = '$beta' AND buyer_id = '$one'")
		for _, row := range []struct {
			set, state, company     string
			items, packs, list, own int // rows at alpha
			promotions              int // suppliers
			stock                   string
		}{
			{"", "approved", "open", 0, 2, 0, 0, 1, ""},
			{whole, "approved", "open", 2, 2, 2, 1, 2, "exact 37 37, exact 37 37"},
			{whole, "suspended", "open", 0, 0, 0, 0, 1, ""},
			{whole, "approved", "suspended", 0, 0, 0, 0, 1, ""},
			{whole + ", grant_expires_at = now() + interval '1 hour'", "approved", "open", 2, 2, 2, 1, 2, "exact 37 37, exact 37 37"},
			{whole + ", grant_expires_at = now() - interval '1 second'", "approved", "open", 0, 0, 0, 0, 1, ""},
			{"sees_categories = '{bolts}', sees_price = 'list', sees_stock = 'band'", "approved", "open", 1, 2, 2, 0, 1, "band 10 "},
			{"sees_categories = '{*}', sees_stock = 'yes_no', sees_promotions = true", "approved", "open", 2, 2, 0, 0, 1, "yes 0 , yes 0 "},
			{"sees_price = 'own', sees_stock = 'exact', sees_promotions = true", "approved", "open", 0, 2, 2, 1, 2, ""},
			{"sees_categories = '{*}', sees_price = 'list'", "approved", "open", 2, 2, 2, 0, 1, ""},
		} {
			if err := errors.Join(err, w.granted(ctx, row.set+strings.Repeat(", ", min(len(row.set), 1))+"epoch = 1"), w.relate(ctx, row.state)); err != nil {
				return err
			}
			exec("UPDATE hub.identity_company SET state = '" + row.company + "' WHERE id = '$alpha'")
			look := func(what, query string, wanted int) {
				if err == nil {
					n, failed := w.count(ctx, w.buyer(w.one), query)
					err = want(fmt.Sprintf("%s, %s, %s: %s", row.set, row.state, row.company, what), n, failed, wanted)
				}
			}
			look("items", "SELECT count(*) FROM catalog_item", row.items+1)
			look("packs", "SELECT count(*) FROM catalog_pack", row.packs+1)
			look("members", "SELECT count(item_id) FROM matching_member", row.packs+1)
			look("list prices", "SELECT count(*) FROM pricing_list_price", row.list+1)
			look("own prices", "SELECT count(*) FROM pricing_own_price", row.own)
			look("who shows its own prices", "SELECT cardinality(sec.my_own_suppliers())", row.own)
			look("who shows promotions", "SELECT cardinality(sec.my_promotion_suppliers())", row.promotions)
			if err == nil {
				err = errors.Join(w.stocked(ctx, row.stock), w.swept(ctx))
			}
			if err != nil {
				break
			}
		}
		var stranger int
		if err == nil {
			stranger, err = w.count(ctx, w.buyer(id.NewRandom[id.Company]()), "SELECT (SELECT count(*) FROM catalog_item) + (SELECT count(*) FROM pricing_list_price) + (SELECT count(*) FROM sec.my_sight())")
			err = want("a stranger's", stranger, err, 0)
		}
		if err == nil {
			stranger, err = w.count(ctx, w.pair(w.one, w.alpha), "SELECT count(*) FROM sec.my_sight()")
			err = want("of all suppliers, in the pair of one", stranger, err, 0)
		}
		for _, back := range []string{
			"DELETE FROM hub.pricing_list", "DELETE FROM hub.catalog_pack", "DELETE FROM hub.matching_member", "DELETE FROM hub.identity_company WHERE id = '$alpha'", "DELETE FROM hub.identity_person WHERE id = '$one'",
			"DELETE FROM hub.trading_customer WHERE tenant_id = '$beta'", "UPDATE hub.trading_relationship SET state = 'suspended', stock_steps = '{}', sees_promotions = false WHERE tenant_id = '$beta' AND buyer_id = '$one'",
			"UPDATE hub.trading_relationship SET state = 'approved', sees_promotions = false, epoch = 0 WHERE tenant_id = '$alpha' AND buyer_id = '$one'",
		} {
			_, failed := w.admin.Exec(ctx, strings.NewReplacer("$alpha", w.alpha.UUID(), "$beta", w.beta.UUID(), "$one", w.one.UUID()).Replace(back))
			err = errors.Join(err, failed)
		}
		return err
	})
}

// stocked asks for the stock of everything at everybody: alpha's as wanted, and beta's band.
func (w *world) stocked(ctx context.Context, wanted string) error {
	every := strings.Join(w.items(ctx), ",")
	n := strings.Count(every, ",") + 1
	ask := func(who id.CompanyID) string {
		return "{" + strings.TrimSuffix(strings.Repeat(who.UUID()+",", n), ",") + "}"
	}
	for _, row := range []struct {
		who    id.CompanyID
		wanted string
	}{{w.alpha, wanted}, {w.beta, "band 20 "}} {
		var seen string
		err := w.db.Read(ctx, w.buyer(w.one), func(_ context.Context, tx *tenants.Tx) error {
			return tx.Gorm().Raw("SELECT coalesce(string_agg(class || ' ' || floor || ' ' || coalesce(exact::text, ''), ', '), '') FROM sec.my_stock(?::uuid[], ?::uuid[]) WHERE tenant_id = ?", ask(row.who), "{"+every+"}", row.who.UUID()).Row().Scan(&seen)
		})
		if err == nil && seen != row.wanted {
			err = fmt.Errorf("stock across suppliers %q, want %q", seen, row.wanted)
		}
		if err != nil {
			return err
		}
	}
	n, err := w.count(ctx, w.buyer(w.two), "SELECT count(*) FROM sec.my_stock(?::uuid[], ?::uuid[])", ask(w.alpha), "{"+every+"}")
	return want("stock for somebody else", n, err, 0)
}

// items are the ids of all items.
func (w *world) items(ctx context.Context) (out []string) {
	rows, err := w.admin.Query(ctx, "SELECT DISTINCT id::text FROM hub.catalog_item")
	if err != nil {
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if rows.Scan(&one) == nil {
			out = append(out, one)
		}
	}
	return out
}

func related(ctx context.Context, w *world) error {
	stranger := id.NewRandom[id.Company]()
	_, err := w.admin.Exec(ctx, "INSERT INTO hub.trading_supplier_profile (tenant_id, name, listed, updated_at) VALUES ($1, 'alpha', false, now()), ($2, 'beta', false, now()), ($3, 'open', true, now())",
		w.alpha.UUID(), w.beta.UUID(), stranger.UUID())
	if err != nil {
		return err
	}
	look := func(s tenants.Scope, wanted int) error {
		n, err := w.count(ctx, s, "SELECT count(*) FROM trading_supplier_profile")
		return want(fmt.Sprint("profiles for ", s), n, err, wanted)
	}
	worker := func(c id.CompanyID) tenants.Scope { return tenants.Worker(c, id.NewRandom[id.Job]()) }
	err = errors.Join(look(w.buyer(w.one), 3), look(w.buyer(w.two), 2), look(w.buyer(stranger), 1), look(w.supplier(w.alpha), 1), look(worker(w.one), 2), look(worker(w.alpha), 1))
	_, back := w.admin.Exec(ctx, "DELETE FROM hub.trading_supplier_profile")
	return errors.Join(err, back)
}

// closed has the hub suspend alpha, which is listed and has approved one: nobody else finds it, and nobody sees anything of it.
func closed(ctx context.Context, w *world) (err error) {
	exec := func(query string, args ...any) {
		if err == nil {
			_, err = w.admin.Exec(ctx, query, args...)
		}
	}
	founder, alpha := uuid(), w.alpha.UUID()
	exec("INSERT INTO hub.identity_person (id, name, email, locale, password_hash, created_at, updated_at) VALUES ($1, 'x', 'x', 'en', '', now(), now())", founder)
	exec("INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at) VALUES ($1, 'alpha', 'CN', '{supplier}', $2, now(), now()), ($3, 'one', 'GB', '{buyer}', $2, now(), now())", alpha, founder, w.one.UUID())
	exec("INSERT INTO hub.trading_supplier_profile (tenant_id, name, listed, updated_at) VALUES ($1, 'alpha', true, now())", alpha)
	look := func(what, query string, s tenants.Scope, wanted int) {
		if err == nil {
			n, failed := w.count(ctx, s, query)
			err = want(what, n, failed, wanted)
		}
	}
	const profiles = "SELECT count(*) FROM trading_supplier_profile"
	for shown, state := range []string{"suspended", "open"} {
		exec("UPDATE hub.identity_company SET state = $1 WHERE id = $2", state, alpha)
		look("its page, for a stranger, "+state, profiles, w.buyer(w.two), shown)
		look("its page, for its customer, "+state, profiles, w.buyer(w.one), 1)
		look("its prices, "+state, "SELECT count(*) FROM test_price", w.pair(w.one, w.alpha), shown)
		look("the pair's buyer, "+state, "SELECT count(sec.pair_buyer_id())", w.pair(w.one, w.alpha), shown)
		look("the buyer's suppliers, "+state, "SELECT cardinality(sec.my_suppliers())", w.buyer(w.one), shown)
		look("the closed, "+state, "SELECT cardinality(sec.closed_suppliers())", w.buyer(w.one), 1-shown)
	}
	exec("UPDATE hub.identity_company SET state = 'suspended' WHERE id = $1", w.one.UUID())
	look("a buyer that is suspended is no closed supplier", "SELECT cardinality(sec.closed_suppliers())", w.buyer(w.two), 0)
	for _, back := range []string{"DELETE FROM hub.trading_supplier_profile", "DELETE FROM hub.identity_company WHERE founder_id = '" + founder + "'", "DELETE FROM hub.identity_person WHERE id = '" + founder + "'"} {
		_, failed := w.admin.Exec(ctx, back)
		err = errors.Join(err, failed)
	}
	return err
}

// claims has three companies take invites of alpha up. Persons and companies are made for it, because an address is bound to a login.
func claims(ctx context.Context, w *world) (err error) {
	exec := func(query string, args ...any) {
		if err == nil {
			_, err = w.admin.Exec(ctx, query, args...)
		}
	}
	buyers, seats, supplier, customer := []id.CompanyID{id.NewRandom[id.Company](), id.NewRandom[id.Company]()}, []id.SeatID{id.NewRandom[id.Seat](), id.NewRandom[id.Seat]()}, id.NewRandom[id.Company](), uuid()
	for n, c := range append(buyers, supplier) {
		person := uuid()
		exec("INSERT INTO hub.identity_person (id, name, email, locale, password_hash, created_at, updated_at) VALUES ($1, 'x', 'x', 'en', '', now(), now())", person)
		exec("INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at) VALUES ($1, 'x', 'GB', '{buyer}', $2, now(), now())", c.UUID(), person)
		if n < len(seats) {
			exec("INSERT INTO hub.identity_login VALUES ($1, $2)", fmt.Sprintf("%d@%s.example", n, supplier.UUID()), person)
			exec("INSERT INTO hub.identity_seat (company_id, id, person_id, roles, created_at) VALUES ($1, $2, $3, '{owner}', now())", c.UUID(), seats[n].UUID(), person)
		}
	}
	exec("INSERT INTO hub.trading_customer (tenant_id, id, name, name_key, source, created_at, updated_at) VALUES ($1, $2, 'One', 'one', 'manual', now(), now())", supplier.UUID(), customer)
	made := func(address string, uses int, of any, expires string) string {
		token, kind := uuid(), "open"
		if of != nil {
			kind = "customer"
		}
		exec(`INSERT INTO hub.trading_invite (tenant_id, id, kind, customer_id, channel, address, locale, token_hash, max_uses, expires_at, created_at)
			VALUES ($1, gen_random_uuid(), $2, $3, 'link', $4, 'en', sha256($5::text::bytea), $6, now() + $7::interval, now())`, supplier.UUID(), kind, of, address, token, uses, expires)
		return token
	}
	try := func(buyer int, token, wanted string) {
		if err != nil {
			return
		}
		var got string
		failed := w.db.InScope(ctx, tenants.Buyer(buyers[buyer], seats[buyer]), func(_ context.Context, tx *tenants.Tx) error {
			return tx.Gorm().Raw("SELECT coalesce((SELECT outcome FROM sec.claim_trading_invite(sha256(?::text::bytea), ?)), 'none')", token, tx.Now()).Row().Scan(&got)
		})
		if sqlState(failed) == "HB002" {
			got, failed = "used", nil
		}
		if failed != nil || got != wanted {
			err = fmt.Errorf("buyer %d is answered %q (%w), want %q", buyer, got, failed, wanted)
		}
	}
	bound, open, late := made("1@"+supplier.UUID()+".example", 1, customer, "1 hour"), made("", 1, nil, "1 hour"), made("", 9, nil, "-1 hour")
	try(0, late, "none")
	try(0, "nothing", "none")
	try(0, bound, "address")
	try(1, bound, "claimed")
	try(1, bound, "again")
	try(0, open, "claimed")
	try(1, open, "used")
	exec("UPDATE hub.trading_relationship SET state = 'suspended' WHERE tenant_id = $1 AND buyer_id = $2", supplier.UUID(), buyers[0].UUID())
	fresh := made("", 9, nil, "1 hour")
	try(0, fresh, "connected")
	try(0, open, "again")
	exec("UPDATE hub.trading_relationship SET state = 'closed' WHERE tenant_id = $1 AND buyer_id = $2", supplier.UUID(), buyers[0].UUID())
	try(0, fresh, "claimed")
	var version, uses int
	if err == nil {
		err = w.admin.QueryRow(ctx, "SELECT version, (SELECT sum(uses) FROM hub.trading_invite WHERE tenant_id = $1) FROM hub.trading_relationship WHERE tenant_id = $1 AND buyer_id = $2", supplier.UUID(), buyers[0].UUID()).
			Scan(&version, &uses)
		err = errors.Join(want("the application", version, err, 2), want("uses", uses, err, 3))
	}
	exec("UPDATE hub.trading_customer SET buyer_id = $2 WHERE tenant_id = $1", supplier.UUID(), buyers[1].UUID())
	try(0, made("", 1, customer, "1 hour"), "taken")
	return err
}
