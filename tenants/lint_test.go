package tenants_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

func TestTheSchemaHasNoFindings(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	found, err := tenants.Lint(t.Context(), pgtest.Admin(t, db))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

// breaches each break one rule. The finding must have the rule, and its line the words.
var breaches = []struct{ rule, words, sql string }{
	{"row_security", "hub.job_run has row-level security off", "ALTER TABLE hub.job_run DISABLE ROW LEVEL SECURITY"},
	{"row_security", "hub.job_run does not force", "ALTER TABLE hub.job_run NO FORCE ROW LEVEL SECURITY"},
	{"access", "river.river_job lacks what is in the list: row security t", "ALTER TABLE river.river_job DISABLE ROW LEVEL SECURITY"},
	{"policy_public", "hub.job_run has a policy for PUBLIC: anybody", "CREATE POLICY anybody ON hub.job_run FOR SELECT USING (owner_id = (SELECT sec.brand_id()))"},
	{"policy_restrictive", "hub.job_run has a restrictive policy: narrow", "CREATE POLICY narrow ON hub.job_run AS RESTRICTIVE FOR SELECT TO hub_guest USING (owner_id = (SELECT sec.guest_id()))"},
	{"policy_unwrapped", "in policy slow", "CREATE POLICY slow ON hub.job_run FOR SELECT TO hub_guest USING (owner_id = sec.guest_id())"},
	{"policy_unwrapped", "in policy slow", "CREATE POLICY slow ON hub.job_run FOR INSERT TO hub_guest WITH CHECK (owner_id = ANY (sec.my_suppliers()))"},
	{"policy_unwrapped", "in policy plain", "CREATE POLICY plain ON hub.job_run FOR SELECT TO hub_guest USING (owner_id::text = current_setting('hub.tenant'))"},
	{"policy_reads_table", "reads hub.identity_seat in policy deep", "CREATE POLICY deep ON hub.job_run FOR SELECT TO hub_guest USING (EXISTS (SELECT FROM hub.identity_seat s WHERE s.company_id = owner_id))"},
	{"policy_twice", "hub.job_run has 2 policies of hub_supplier for r", "CREATE POLICY twice ON hub.job_run FOR SELECT TO hub_supplier USING (owner_id = (SELECT sec.supplier_id()))"},
	{"policy_twice", "of hub_supplier for w", "CREATE POLICY twice ON hub.job_run FOR ALL TO hub_supplier USING (owner_id = (SELECT sec.supplier_id()))"},
	{"view", "hub.peek is a view without", "CREATE VIEW hub.peek AS SELECT * FROM hub.job_run"},
	{"view", "hub.peek is a view without", "CREATE VIEW hub.peek WITH (security_barrier = true, security_invoker = false) AS SELECT * FROM hub.job_run"},
	{"view", "hub.peek is a materialised view", "CREATE MATERIALIZED VIEW hub.peek AS SELECT * FROM hub.job_run"},
	{"partition_grant", "hub.parted_one is a partition and grants SELECT to hub_supplier", `CREATE TABLE hub.parted (tenant_id uuid) PARTITION BY LIST (tenant_id);
		CREATE TABLE hub.parted_one PARTITION OF hub.parted DEFAULT; GRANT SELECT ON hub.parted_one TO hub_supplier`},
	{"function_immutable", "sec.supplier_id()", "ALTER FUNCTION sec.supplier_id() IMMUTABLE"},
	{"function_search_path", "sec.supplier_id()", "ALTER FUNCTION sec.supplier_id() RESET search_path"},
	{"function_search_path", "sec.supplier_id()", "ALTER FUNCTION sec.supplier_id() SET search_path = hub, pg_catalog"},
	{"function_search_path", "hub.helper()", "CREATE FUNCTION hub.helper() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"},
	{"function_definer", "past row-level security", "CREATE FUNCTION hub.helper() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1'"},
	{"leakproof", "sec.supplier_id()", "ALTER FUNCTION sec.supplier_id() LEAKPROOF"},
	{"owner", "hub.job_run belongs to hub_rls", "ALTER TABLE hub.job_run OWNER TO hub_rls"},
	{"owner_first", `index job_run_state starts with "state"`, "CREATE INDEX job_run_state ON hub.job_run (state, owner_id)"},
	{"owner_first", `index job_run_lower starts with ""`, "CREATE INDEX job_run_lower ON hub.job_run (lower(kind))"},
	{"owner_first", `unique index job_run_id starts with "id"`, "CREATE UNIQUE INDEX job_run_id ON hub.job_run (id)"},
	{"owner_first", `unique index job_run_pkey starts with "id"`, "ALTER TABLE hub.job_run DROP CONSTRAINT job_run_pkey, ADD PRIMARY KEY (id, owner_id)"},
	{"owner_first", `foreign key plain starts with "started_by"`, "ALTER TABLE hub.job_run ADD CONSTRAINT plain FOREIGN KEY (started_by) REFERENCES hub.identity_person (id)"},
	{"owner_first", "points at id of hub.identity_seat", `ALTER TABLE hub.identity_seat ADD CONSTRAINT turned UNIQUE (id, company_id);
		ALTER TABLE hub.job_run ADD CONSTRAINT turned FOREIGN KEY (owner_id, id) REFERENCES hub.identity_seat (id, company_id)`},
	{"owner_first", "lets its owner owner_id be NULL", "ALTER TABLE hub.job_run DROP CONSTRAINT job_run_pkey; ALTER TABLE hub.job_run ALTER owner_id DROP NOT NULL"},
	{"stale_exception", "excuses identity_seat_person,", "DROP INDEX hub.identity_seat_person"},
	{"sequence_right", "grants USAGE to hub_supplier", "CREATE SEQUENCE hub.counter; GRANT USAGE ON SEQUENCE hub.counter TO hub_supplier"},
	{"truncate_right", "hub.job_run grants TRUNCATE to hub_worker", "GRANT TRUNCATE ON hub.job_run TO hub_worker"},
	{"queue_right", "river.river_queue", "GRANT SELECT ON river.river_queue TO hub_supplier"},
	{"unlisted", "hub.forgotten stands in the database", "CREATE TABLE hub.forgotten (tenant_id uuid PRIMARY KEY)"},
	{"unlisted", "public.forgotten stands in the database", "CREATE TABLE public.forgotten (tenant_id uuid PRIMARY KEY)"},
	{"unlisted", "hub.job_run stands in the list", "DROP TABLE hub.job_run"},
	{"no_comment", "hub.job_run has no comment", "COMMENT ON TABLE hub.job_run IS NULL"},
	{"no_comment", "hub.job_run has no comment on policy supplier_select", "COMMENT ON POLICY supplier_select ON hub.job_run IS NULL"},
	{"no_comment", "sec.supplier_id() has no comment", "COMMENT ON FUNCTION sec.supplier_id() IS NULL"},
	{"login_right", "grants SELECT to the login hub_login", "GRANT SELECT ON hub.job_run TO hub_login"},
	{"login_right", "grants UPDATE to the login hub_operator_login", "GRANT UPDATE (state) ON hub.job_run TO hub_operator_login"},
	{"login_right", "grants INSERT to the login hub_projector_login", "GRANT INSERT ON hub.job_run TO hub_projector_login"},
	{"login_right", "grants SELECT to the login PUBLIC", "GRANT SELECT ON hub.job_run TO PUBLIC"},
	{"login_right", "belongs to the login hub_login", "ALTER TABLE hub.job_run OWNER TO hub_login"},
	{"role_attribute", "hub_supplier", "ALTER ROLE hub_supplier BYPASSRLS"},
	{"role_attribute", "hub_login", "ALTER ROLE hub_login SUPERUSER"},
	{"membership", "hub_login may become hub_operator", "GRANT hub_operator TO hub_login"},
	{"membership", "hub_login may become hub_projector", "GRANT hub_projector TO hub_login"},
	{"membership", "hub_login may become hub_owner", "GRANT hub_owner TO hub_login"},
	{"membership", "hub_queue may become hub_rls", "GRANT hub_rls TO hub_queue"},
	{"membership", "hub_login may not become hub_buyer", "REVOKE hub_buyer FROM hub_login"},
	{"membership", "hub_buyer is a member of hub_supplier", "GRANT hub_supplier TO hub_buyer"},
	{"access", "hub.job_run has what is not in the list: policy supplier_select", "ALTER POLICY supplier_select ON hub.job_run USING (true)"},
	{"access", "hub.job_run lacks what is in the list: policy supplier_select", "DROP POLICY supplier_select ON hub.job_run"},
	{"access", "hub.job_run has what is not in the list: policy supplier_select", "ALTER POLICY supplier_select ON hub.job_run USING (owner_id = (SELECT sec.supplier_id()) OR started_by = (SELECT sec.supplier_id()))"},
	{"access", "to hub_supplier, hub_buyer", "ALTER POLICY supplier_select ON hub.job_run TO hub_supplier, hub_buyer"},
	{"access", "has what is not in the list: DELETE to hub_supplier", "GRANT DELETE ON hub.job_run TO hub_supplier"},
	{"access", "has what is not in the list: SELECT (password_hash) to hub_person", "GRANT SELECT (password_hash) ON hub.identity_person TO hub_person"},
	{"access", "with grant option", "GRANT SELECT ON hub.job_run TO hub_supplier WITH GRANT OPTION"},
	{"access", "lacks what is in the list: SELECT to hub_buyer", "REVOKE SELECT ON hub.job_run FROM hub_buyer"},
	{"access", `cannot have what the list says: column "done"`, "ALTER TABLE hub.job_run DROP COLUMN done"},
	{"function_access", "sec.find_login(text) is owned by hub_auth and called by PUBLIC", "GRANT EXECUTE ON FUNCTION sec.find_login(text) TO PUBLIC"},
	{"function_access", "sec.find_login(text) is owned by hub_rls", "ALTER FUNCTION sec.find_login(text) OWNER TO hub_rls"},
	{"function_access", "sec.fresh() is not in the list", "CREATE FUNCTION sec.fresh() RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 1'"},
	{"function_access", "stands in the list and not in the database", "DROP FUNCTION sec.find_login(text)"},
	{"trigger", "hub.job_run has the trigger watch", `CREATE FUNCTION hub.watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
		CREATE TRIGGER watch BEFORE INSERT ON hub.job_run FOR EACH ROW EXECUTE FUNCTION hub.watch()`},
	{"trigger", "hub.job_run has the rule quiet", "CREATE RULE quiet AS ON DELETE TO hub.job_run DO INSTEAD NOTHING"},
	{"foreign_key", "hub.job_run has a foreign key", "ALTER TABLE hub.job_run ADD CONSTRAINT late FOREIGN KEY (owner_id) REFERENCES hub.identity_company (id) DEFERRABLE"},
	{"foreign_key", "hub.job_run has a foreign key", "ALTER TABLE hub.job_run ADD CONSTRAINT empties FOREIGN KEY (owner_id) REFERENCES hub.identity_company (id) ON DELETE SET NULL"},
	{"database_right", "grants TEMPORARY to PUBLIC", "GRANT TEMP ON DATABASE {database} TO PUBLIC"},
	{"database_right", "grants CREATE to hub_supplier", "GRANT CREATE ON DATABASE {database} TO hub_supplier"},
	{"schema_right", "hub lets hub_supplier make objects", "GRANT CREATE ON SCHEMA hub TO hub_supplier"},
	{"default_right", "hub_owner grants rights", "ALTER DEFAULT PRIVILEGES FOR ROLE hub_owner GRANT SELECT ON TABLES TO hub_supplier"},
}

func TestLintSeesEachBreach(t *testing.T) {
	t.Parallel()
	admin := pgtest.Admin(t, pgtest.Open(t))
	for _, b := range breaches {
		t.Run(b.rule, func(t *testing.T) {
			sql := strings.ReplaceAll(b.sql, "{database}", pgx.Identifier{admin.Config().Database}.Sanitize())
			for _, f := range findingsAfter(t, admin, tenants.Tables, sql) {
				if f.Rule == b.rule && strings.Contains(f.String(), b.words) {
					return
				}
			}
			t.Errorf("nobody noticed: %s", sql)
		})
	}
}

// TestLintSeesEachBreachOfTheList plants in the list what the database can't hold.
func TestLintSeesEachBreachOfTheList(t *testing.T) {
	t.Parallel()
	admin := pgtest.Admin(t, pgtest.Open(t))
	for _, b := range []struct {
		rule, words string
		change      func(*tenants.Table)
	}{
		{"unclassed", "hub.job_run has no class", func(t *tenants.Table) { t.Class = "" }},
		{"owner_first", `hub.job_run has no column "tenant_id"`, func(t *tenants.Table) { t.Owner = "tenant_id" }},
		{"stale_exception", "hub.job_run excuses job_run_newest", func(t *tenants.Table) { t.Exceptions = map[string]string{"job_run_newest": "habit"} }},
		{"access", "lacks what is in the list: DELETE to hub_guest", func(t *tenants.Table) {
			t.Access = append(slices.Clone(t.Access), tenants.Access{Roles: []tenants.Role{tenants.RoleGuest}, Rows: tenants.Own("owner_id"), Delete: true})
		}},
	} {
		t.Run(b.rule, func(t *testing.T) {
			tables := slices.Clone(tenants.Tables)
			at := slices.IndexFunc(tables, func(t tenants.Table) bool { return t.Name == "job_run" })
			b.change(&tables[at])
			for _, f := range findingsAfter(t, admin, tables, "SELECT 1") {
				if f.Rule == b.rule && strings.Contains(f.String(), b.words) {
					return
				}
			}
			t.Error("nobody noticed")
		})
	}
}

// findingsAfter runs the statements, lints, and undoes everything.
func findingsAfter(t *testing.T, admin *pgx.Conn, tables []tenants.Table, sql string) []tenants.Finding {
	t.Helper()
	tx, err := admin.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := tx.Rollback(context.Background()); err != nil {
			t.Fatal(err)
		}
	}()
	if _, err := tx.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
	found, err := tenants.LintTables(t.Context(), admin, tables)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
