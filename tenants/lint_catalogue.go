package tenants

import (
	"slices"
	"strings"
)

// inCatalogue fills the words in braces of the queries below. The schema river is River's own: what differs there says so.
var inCatalogue = strings.NewReplacer(
	"{relation}", "n.nspname || '.' || c.relname",
	"{relations}", "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "+ourSchema,
	"{policies}", "pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "+ourSchema,
	"{function}", "p.oid::regprocedure::text",
	"{functions}", "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE "+ourSchema,
	"{rights}", `(SELECT c.oid, c.relnamespace, c.relname, c.relkind, c.relispartition, x.grantee, x.privilege_type
		FROM pg_class c, aclexplode(c.relacl) x WHERE x.grantee <> c.relowner
		UNION ALL SELECT c.oid, c.relnamespace, c.relname, c.relkind, c.relispartition, x.grantee, x.privilege_type
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) x WHERE x.grantee <> c.relowner
		) c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE `+ourSchema,
	"{grantee}", "CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END",
	"{scope roles}", quoteAll(scopeRoles()),
	"{logins}", quoteAll([]string{string(LoginServer), string(LoginOperator), string(LoginProjector)}),
)

const ourSchema = `n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'`

// catalogueRules are the rules that a query over the catalogue answers whole: object and problem of each breach.
var catalogueRules = []struct{ rule, query string }{
	{"row_security", `SELECT {relation}, 'has row-level security off' FROM {relations} AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity AND n.nspname <> 'river'
		UNION ALL SELECT {relation}, 'does not force row-level security' FROM {relations} AND c.relkind IN ('r', 'p') AND NOT c.relforcerowsecurity AND n.nspname <> 'river'`},
	{"policy_public", `SELECT {relation}, 'has a policy for PUBLIC: ' || p.polname FROM {policies} AND 0 = ANY (p.polroles)`},
	{"policy_restrictive", `SELECT {relation}, 'has a restrictive policy: ' || p.polname FROM {policies} AND NOT p.polpermissive`},
	// Without (SELECT …) around it a helper runs once for each row.
	{"policy_unwrapped", `SELECT {relation}, 'calls a helper without (SELECT …) in policy ' || p.polname FROM {policies}
		AND regexp_replace(concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), '\( SELECT sec\.[a-z_]+\(\) AS [a-z_]+\)', '', 'g')
			~ '(sec\.[a-z_]+|current_setting)\('`},
	{"policy_reads_table", `SELECT {relation}, 'reads ' || d.refobjid::regclass || ' in policy ' || p.polname FROM pg_depend d, {policies}
		AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> p.polrelid`},
	{"policy_twice", `SELECT {relation}, format('has %s policies of %s for %s: %s', count(*), role::regrole, command, string_agg(p.polname, ', ' ORDER BY p.polname))
		FROM pg_policy p CROSS JOIN unnest(p.polroles) role CROSS JOIN unnest(CASE p.polcmd WHEN '*' THEN ARRAY['r', 'a', 'w', 'd'] ELSE ARRAY[p.polcmd::text] END) command
		JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.polpermissive
		GROUP BY 1, role, command HAVING count(*) > 1`},
	{"view", `SELECT {relation}, 'is a view without security_invoker' FROM {relations} AND c.relkind = 'v'
			AND NOT coalesce((SELECT bool_or(o IN ('security_invoker=true', 'security_invoker=on')) FROM unnest(c.reloptions) o), false)
		UNION ALL SELECT {relation}, 'is a materialised view: it has no row-level security' FROM {relations} AND c.relkind = 'm'
		UNION ALL SELECT {relation}, 'is a foreign table: it has no row-level security' FROM {relations} AND c.relkind = 'f'`},
	{"partition_grant", `SELECT {relation}, format('is a partition and grants %s to %s', privilege_type, {grantee}) FROM {rights} AND c.relispartition`},
	{"function_immutable", `SELECT {function}, 'is IMMUTABLE: a prepared statement would freeze its answer' FROM {functions} AND n.nspname = 'sec' AND p.provolatile = 'i'`},
	{"function_search_path", `SELECT {function}, 'does not pin search_path to pg_catalog, pg_temp' FROM {functions} AND (n.nspname = 'sec' OR p.prosecdef)
		AND NOT 'search_path=pg_catalog, pg_temp' = ANY (coalesce(p.proconfig, '{}'))`},
	{"function_definer", `SELECT {function}, 'runs as ' || r.rolname || ', past row-level security' FROM pg_roles r, {functions} AND r.oid = p.proowner AND p.prosecdef AND (r.rolsuper OR r.rolbypassrls)`},
	{"leakproof", `SELECT {function}, 'is LEAKPROOF' FROM {functions} AND p.proleakproof`},
	{"owner", `SELECT {relation}, 'belongs to ' || c.relowner::regrole || ', not to hub_owner' FROM {relations} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relowner <> 'hub_owner'::regrole`},
	{"sequence_right", `SELECT {relation}, format('is a sequence and grants %s to %s', privilege_type, {grantee}) FROM {rights} AND c.relkind = 'S'
		AND NOT (n.nspname = 'river' AND {grantee} = 'hub_queue')
		AND NOT (n.nspname = 'river' AND c.relname = 'river_job_id_seq' AND {grantee} IN ({scope roles}))`}, // who enqueues numbers the job
	{"truncate_right", `SELECT {relation}, format('grants %s to %s', privilege_type, {grantee}) FROM {rights} AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')`},
	{"queue_right", `SELECT {relation}, format('is the queue''s own and grants %s to %s', privilege_type, {grantee}) FROM {rights}
		AND n.nspname = 'river' AND c.relname NOT IN ('river_job', 'river_job_id_seq') AND {grantee} <> 'hub_queue'`},
	{"login_right", `SELECT {relation}, format('grants %s to the login %s', privilege_type, {grantee}) FROM {rights} AND {grantee} IN ({logins}, 'hub_migrator', 'PUBLIC')
		UNION ALL SELECT {relation}, 'belongs to the login ' || c.relowner::regrole FROM {relations} AND c.relowner::regrole::text IN ({logins}, 'hub_migrator', 'hub_queue')`},
	{"no_comment", `SELECT {relation}, 'has no comment' FROM {relations} AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname <> 'river' AND obj_description(c.oid, 'pg_class') IS NULL
		UNION ALL SELECT {relation}, 'has no comment on policy ' || p.polname FROM {policies} AND obj_description(p.oid, 'pg_policy') IS NULL
		UNION ALL SELECT {function}, 'has no comment' FROM {functions} AND n.nspname <> 'river' AND obj_description(p.oid, 'pg_proc') IS NULL`},
	{"role_attribute", `SELECT rolname, 'passes row-level security or makes roles' FROM pg_roles WHERE rolname LIKE 'hub\_%' AND rolname <> 'hub_backup'
		AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)`},
	{"membership", `SELECT member::regrole::text, 'is a member of ' || roleid::regrole FROM pg_auth_members WHERE member::regrole::text IN ({scope roles}, 'hub_rls', 'hub_auth', 'hub_reserve')`},
	{"trigger", `SELECT {relation}, 'has the trigger ' || t.tgname FROM pg_trigger t, {relations} AND t.tgrelid = c.oid AND NOT t.tgisinternal AND n.nspname <> 'river'
		UNION ALL SELECT {relation}, 'has the rule ' || w.rulename FROM pg_rewrite w, {relations} AND w.ev_class = c.oid AND c.relkind IN ('r', 'p')`},
	// Both decide late or behind the back of the statement that asked (Citus refuses them).
	{"foreign_key", `SELECT {relation}, 'has a foreign key that is deferrable or changes rows by itself: ' || k.conname FROM pg_constraint k, {relations}
		AND k.conrelid = c.oid AND n.nspname <> 'river' AND k.contype = 'f' AND (k.condeferrable OR k.confdeltype IN ('n', 'd') OR k.confupdtype <> 'a')`},
	{"database_right", `SELECT datname, format('grants %s to %s', privilege_type, {grantee}) FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
		WHERE datname = current_database() AND grantee <> datdba AND (privilege_type = 'TEMPORARY' OR privilege_type = 'CREATE' AND {grantee} <> 'hub_owner')`},
	{"schema_right", `SELECT n.nspname, format('lets %s make objects', {grantee}) FROM pg_namespace n, aclexplode(n.nspacl) WHERE ` + ourSchema + `
		AND grantee <> n.nspowner AND privilege_type = 'CREATE' AND {grantee} NOT IN ('hub_rls', 'hub_auth', 'hub_reserve')`},
	{"default_right", `SELECT d.defaclrole::regrole::text, 'grants rights on what will be made' FROM pg_default_acl d`},
}

// keysQuery answers table, name, kind and first column of every index and foreign key, and what the latter points at. An expression has no column.
const keysQuery = `
	SELECT {relation}, i.relname, CASE WHEN x.indisunique THEN 'unique index' ELSE 'index' END, coalesce(a.attname, ''), '', ''
	FROM pg_index x
	JOIN pg_class i ON i.oid = x.indexrelid
	LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0], {relations} AND x.indrelid = c.oid
	UNION ALL
	SELECT {relation}, k.conname, 'foreign key', a.attname, tn.nspname || '.' || tc.relname, ta.attname
	FROM pg_constraint k
	JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
	JOIN pg_attribute ta ON ta.attrelid = k.confrelid AND ta.attnum = k.confkey[1]
	JOIN pg_class tc ON tc.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = tc.relnamespace, {relations} AND k.conrelid = c.oid AND k.contype = 'f'`

// factsQuery answers a line for each thing that decides who may do what with the table $1, its owner's rights apart.
const factsQuery = `
	SELECT format('row security %s, forced %s', relrowsecurity, relforcerowsecurity) FROM pg_class WHERE oid = $1::regclass
	UNION ALL
	SELECT format('%s to %s%s', x.privilege_type, CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END, CASE WHEN x.is_grantable THEN ' with grant option' END)
	FROM pg_class c, aclexplode(c.relacl) x WHERE c.oid = $1::regclass AND x.grantee <> c.relowner
	UNION ALL
	SELECT format('%s (%s) to %s%s', x.privilege_type, a.attname, CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END, CASE WHEN x.is_grantable THEN ' with grant option' END)
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) x WHERE c.oid = $1::regclass AND x.grantee <> c.relowner
	UNION ALL
	SELECT format('policy %s %s for %s to %s using %s check %s', polname, CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END, polcmd,
		(SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ', ' ORDER BY r) FROM unnest(polroles) r),
		coalesce(pg_get_expr(polqual, polrelid), '-'), coalesce(pg_get_expr(polwithcheck, polrelid), '-'))
	FROM pg_policy WHERE polrelid = $1::regclass`

// functionsQuery answers owner and callers of every function of the hub.
const functionsQuery = `
	SELECT p.oid::regprocedure::text, format('owned by %s and called by %s', p.proowner::regrole,
		(SELECT string_agg(grantee, ', ' ORDER BY grantee COLLATE "C") FROM
			(SELECT DISTINCT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END AS grantee
			FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x WHERE x.grantee <> p.proowner) g))
	FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
	WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'river')`

// scopeRoles are the roles that a scope can become, sorted.
func scopeRoles() []string {
	out := make([]string, 0, len(scopeRole))
	for _, s := range scopeRole {
		out = append(out, string(s.role))
	}
	slices.Sort(out)
	return out
}

func quoteAll(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = quote(w)
	}
	return strings.Join(out, ", ")
}
