package tenants

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Finding is one place where the database's catalogue breaks a rule that isolation rests on.
type Finding struct {
	Rule    string // short and stable, such as "row_security"
	Object  string // what it is about, schema-qualified
	Problem string // what is wrong with it
}

// String is the finding in one line.
func (f Finding) String() string { return f.Rule + ": " + f.Object + " " + f.Problem }

// Lint compares the database's catalogue with the rules of isolation and with the list in access.go; no findings means that they agree.
// It needs a superuser or the administrator that migrated, changes nothing, and may run beside a server or inside a transaction.
// An error means that it could not look.
func Lint(ctx context.Context, conn *pgx.Conn) ([]Finding, error) { return lint(ctx, conn, Tables) }

func lint(ctx context.Context, conn *pgx.Conn, tables []Table) ([]Finding, error) {
	l := &linter{conn: conn, tables: map[string]Table{}}
	for _, t := range tables {
		l.tables[t.relation()] = t
	}
	err := undone(ctx, conn, func() error {
		if _, err := conn.Exec(ctx, asAuditor); err != nil {
			return err
		}
		for _, rule := range []func(context.Context) error{l.catalogue, l.listed, l.keys, l.access, l.functions, l.logins} {
			if err := rule(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(l.found, func(a, b Finding) int { return strings.Compare(a.String(), b.String()) })
	return l.found, err
}

// asAuditor makes names come out schema-qualified, and scratch tables belong to hub_owner like the real ones.
const asAuditor = "SET LOCAL search_path = pg_catalog; SET LOCAL ROLE hub_owner"

// undone runs fn and undoes all of it, whether or not a transaction is open already.
func undone(ctx context.Context, conn *pgx.Conn, fn func() error) error {
	begin, undo := "BEGIN", "ROLLBACK"
	if conn.PgConn().TxStatus() != 'I' {
		begin, undo = "SAVEPOINT lint", "ROLLBACK TO SAVEPOINT lint; RELEASE SAVEPOINT lint"
	}
	if _, err := conn.Exec(ctx, begin); err != nil {
		return err
	}
	err := fn()
	_, end := conn.Exec(ctx, undo)
	return errors.Join(err, end)
}

type linter struct {
	conn   *pgx.Conn
	tables map[string]Table
	found  []Finding
}

func (l *linter) add(rule, object, problem string, args ...any) {
	l.found = append(l.found, Finding{rule, object, fmt.Sprintf(problem, args...)})
}

// catalogue runs the rules that need nothing but the catalogue: each query answers what it finds.
func (l *linter) catalogue(ctx context.Context) error {
	for _, r := range catalogueRules {
		rows, err := l.conn.Query(ctx, inCatalogue.Replace(r.query))
		if err != nil {
			return fmt.Errorf("lint %s: %w", r.rule, err)
		}
		var object, problem string
		_, err = pgx.ForEachRow(rows, []any{&object, &problem}, func() error {
			l.add(r.rule, object, "%s", problem)
			return nil
		})
		if err != nil {
			return fmt.Errorf("lint %s: %w", r.rule, err)
		}
	}
	return nil
}

// listed compares the tables that stand with the list. River brings its own tables; only those that scope roles touch are listed.
func (l *linter) listed(ctx context.Context) error {
	rows, err := l.conn.Query(ctx, inCatalogue.Replace(`SELECT {relation} FROM {relations} AND c.relkind IN ('r', 'p') AND NOT c.relispartition`))
	if err != nil {
		return err
	}
	stand, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, relation := range stand {
		if _, ok := l.tables[relation]; !ok && !strings.HasPrefix(relation, "river.") {
			l.add("unlisted", relation, "stands in the database and not in the list")
		}
	}
	for relation, t := range l.tables {
		if !slices.Contains(stand, relation) {
			l.add("unlisted", relation, "stands in the list and not in the database")
			delete(l.tables, relation)
		}
		if !slices.Contains(classes, t.Class) {
			l.add("unclassed", relation, "has no class")
		}
	}
	return nil
}

var classes = []Class{ClassTenant, ClassPair, ClassBuyer, ClassBrand, ClassCompany, ClassHub, ClassOperator}

// counterparts are the columns that keys and indexes of a pair table may start with beside its owner.
var counterparts = []string{"tenant_id", "buyer_id", "counterpart_id"}

// leads tells whether a key of the table may start with the column.
func (t Table) leads(column string) bool {
	return column == t.Owner || t.Class == ClassPair && slices.Contains(counterparts, column)
}

// keys looks at what every key and index starts with.
func (l *linter) keys(ctx context.Context) error {
	rows, err := l.conn.Query(ctx, inCatalogue.Replace(keysQuery))
	if err != nil {
		return err
	}
	needed := map[string]bool{}
	var relation, name, kind, column, target, targetColumn string
	_, err = pgx.ForEachRow(rows, []any{&relation, &name, &kind, &column, &target, &targetColumn}, func() error {
		t, ok := l.tables[relation]
		if !ok || t.local() {
			return nil
		}
		problem := ""
		other, known := l.tables[target]
		switch {
		case !t.leads(column):
			problem = fmt.Sprintf("%s %s starts with %q, not with %s", kind, name, column, t.Owner)
		case kind == "foreign key" && known && !other.leads(targetColumn):
			problem = fmt.Sprintf("%s %s points at %s of %s, not at its %s", kind, name, targetColumn, target, other.Owner)
		default:
			return nil
		}
		needed[relation+" "+name] = true
		if t.Exceptions[name] == "" {
			l.add("owner_first", relation, "%s", problem)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for relation, t := range l.tables {
		for name := range t.Exceptions {
			if !t.local() && !needed[relation+" "+name] {
				l.add("stale_exception", relation, "excuses %s, which needs no excuse", name)
			}
		}
	}
	return l.owners(ctx)
}

// owners looks whether every row must have an owner.
func (l *linter) owners(ctx context.Context) error {
	for relation, t := range l.tables {
		var filled bool
		err := l.conn.QueryRow(ctx, "SELECT attnotnull FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2", relation, t.Owner).Scan(&filled)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			l.add("owner_first", relation, "has no column %q", t.Owner)
		case err != nil:
			return err
		case !filled:
			l.add("owner_first", relation, "lets its owner %s be NULL", t.Owner)
		}
	}
	return nil
}

// access lays the list on scratch tables and compares what the catalogue says of them and of the real ones.
// So both sides come out of PostgreSQL's own printer, and a policy changed by hand shows.
func (l *linter) access(ctx context.Context) error {
	for relation, t := range l.tables {
		err := undone(ctx, l.conn, func() error {
			want, err := l.laid(ctx, t)
			if err != nil {
				return err
			}
			stand, err := l.facts(ctx, relation)
			if err != nil {
				return err
			}
			for _, f := range stand {
				if !slices.Contains(want, f) {
					l.add("access", relation, "has what is not in the list: %s", f)
				}
			}
			for _, f := range want {
				if !slices.Contains(stand, f) {
					l.add("access", relation, "lacks what is in the list: %s", f)
				}
			}
			return nil
		})
		var pg *pgconn.PgError
		switch {
		case errors.As(err, &pg): // for instance a grant on a column that is not there
			l.add("access", relation, "cannot have what the list says: %s", pg.Message)
		case err != nil:
			return err
		}
	}
	return nil
}

// laid is what the catalogue says when the list is laid on an empty table of the same columns.
func (l *linter) laid(ctx context.Context, t Table) ([]string, error) {
	const scratch = "hub.lint_scratch"
	statements, err := t.statementsOn(scratch)
	if err != nil {
		return nil, err
	}
	sql := append([]string{fmt.Sprintf("CREATE TABLE %s (LIKE %s)", scratch, t.relation())}, statements...)
	if _, err := l.conn.Exec(ctx, strings.Join(sql, ";\n")); err != nil {
		return nil, err
	}
	return l.facts(ctx, scratch)
}

// facts are the grants, policies and row-security flags of one table, a line each.
func (l *linter) facts(ctx context.Context, relation string) ([]string, error) {
	rows, err := l.conn.Query(ctx, factsQuery, relation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// functions compares owner and callers of every function with the list.
func (l *linter) functions(ctx context.Context) error {
	want, err := l.listedFunctions(ctx)
	if err != nil {
		return err
	}
	rows, err := l.conn.Query(ctx, functionsQuery)
	if err != nil {
		return err
	}
	var name, stands string
	_, err = pgx.ForEachRow(rows, []any{&name, &stands}, func() error {
		expected, ok := want[name]
		delete(want, name)
		if !ok {
			l.add("function_access", name, "is not in the list (it is %s)", stands)
		} else if stands != expected {
			l.add("function_access", name, "is %s, not %s", stands, expected)
		}
		return nil
	})
	for name := range want {
		l.add("function_access", name, "stands in the list and not in the database")
	}
	return err
}

// listedFunctions says of each function in the list what functionsQuery must answer, by the name that PostgreSQL prints.
func (l *linter) listedFunctions(ctx context.Context) (map[string]string, error) {
	enter := []string{string(LoginServer), string(LoginOperator), string(LoginProjector)}
	want := map[string]string{}
	add := func(function string, owner Role, callers []string) error {
		var printed *string
		if err := l.conn.QueryRow(ctx, "SELECT to_regprocedure($1)::text", function).Scan(&printed); err != nil {
			return err
		}
		if printed == nil {
			printed = &function
		}
		slices.Sort(callers)
		want[*printed] = fmt.Sprintf("owned by %s and called by %s", owner, strings.Join(slices.Compact(callers), ", "))
		return nil
	}
	if err := add("sec.enter(text, text)", roleOwner, enter); err != nil {
		return nil, err
	}
	for _, f := range scopeFunctions {
		if err := add(f, roleRLS, append(scopeRoles(), string(roleAuth), string(roleReserve))); err != nil {
			return nil, err
		}
	}
	for owner, grants := range map[Role]map[string][]Role{roleAuth: functionGrants, roleReserve: reserveGrants} {
		for f, roles := range grants {
			callers := make([]string, len(roles))
			for i, r := range roles {
				callers[i] = string(r)
			}
			if err := add(f, owner, callers); err != nil {
				return nil, err
			}
		}
	}
	return want, nil
}

// logins compares what each login of the server may become, also through other roles, with the list.
func (l *linter) logins(ctx context.Context) error {
	for _, login := range []Login{LoginServer, LoginOperator, LoginProjector, LoginQueue} {
		rows, err := l.conn.Query(ctx, `SELECT rolname::text FROM pg_roles WHERE rolname <> $1 AND pg_has_role($1, oid, 'MEMBER')`, string(login))
		if err != nil {
			return err
		}
		stand, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		for _, r := range stand {
			if !slices.Contains(loginRoles[login], Role(r)) {
				l.add("membership", string(login), "may become %s", r)
			}
		}
		for _, r := range loginRoles[login] {
			if !slices.Contains(stand, string(r)) {
				l.add("membership", string(login), "may not become %s", r)
			}
		}
	}
	return nil
}
