package customer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// customerState is State in SQL, over customers c and their relationships r.
const customerState = `CASE WHEN c.blocked THEN 'blocked'
	WHEN c.buyer_id IS NULL THEN CASE WHEN c.invited_at IS NULL THEN 'unclaimed' ELSE 'invited' END
	WHEN r.state = 'approved' THEN 'connected' WHEN r.state = 'suspended' THEN 'suspended' ELSE 'closed' END`

const customerColumns = `c.id, c.code, c.name, c.country, c.region, c.tax_number, c.email, c.phone, c.contact_name, c.address, c.note, c.tags, c.group_id, c.salesperson_id, c.head_office_id,
	c.terms, c.buyer_id, c.invited_at, c.blocked, c.blocked_reason, c.source, c.version, c.created_at, c.updated_at,
	` + customerState + `, coalesce(g.name, ''), coalesce(p.name, ''), coalesce(h.code, ''), coalesce(h.name, ''), coalesce(r.buyer_name, ''), coalesce(r.state, '')`

const fromCustomers = ` FROM trading_customer c
	LEFT JOIN trading_relationship r ON r.tenant_id = c.tenant_id AND r.buyer_id = c.buyer_id
	LEFT JOIN trading_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id
	LEFT JOIN identity_person p ON p.id = c.salesperson_id
	LEFT JOIN trading_customer h ON h.tenant_id = c.tenant_id AND h.id = c.head_office_id`

func scanCustomer(row pgx.CollectableRow) (Customer, error) {
	var c Customer
	var agreed terms.Column
	var invited *time.Time
	err := row.Scan(&c.ID, &c.Code, &c.Name, &c.Country, &c.Region, &c.TaxNumber, &c.Email, &c.Phone, &c.ContactName, &c.Address, &c.Note, &c.Tags, &c.Group, &c.Salesperson, &c.HeadOffice,
		&agreed, &c.Buyer, &invited, &c.Blocked, &c.Reason, &c.Source, &c.Version, &c.CreatedAt, &c.UpdatedAt,
		&c.State, &c.GroupName, &c.SalespersonName, &c.HeadOfficeCode, &c.HeadOfficeName, &c.BuyerName, &c.Relationship)
	c.Terms = terms.Terms(agreed)
	if invited != nil {
		c.InvitedAt = invited.UTC()
	}
	c.CreatedAt, c.UpdatedAt = c.CreatedAt.UTC(), c.UpdatedAt.UTC()
	return c, err
}

// clause collects conditions of a query with their arguments.
type clause struct {
	text strings.Builder
	args []any
}

// and adds a condition; each ? in it is the next argument.
func (c *clause) and(condition string, args ...any) {
	c.text.WriteString(" AND ")
	c.add(condition, args...)
}

func (c *clause) add(text string, args ...any) {
	for _, a := range args {
		before, after, _ := strings.Cut(text, "?")
		c.args = append(c.args, a)
		fmt.Fprintf(&c.text, "%s$%d", before, len(c.args))
		text = after
	}
	c.text.WriteString(text)
}

// where writes the filter's conditions on the customers of a company.
func (f Filter) where(c *clause, company id.CompanyID) {
	c.add(" WHERE c.tenant_id = ?", company)
	if f.IDs != nil {
		c.and("c.id = ANY (?::uuid[])", uuids(f.IDs))
	}
	if f.Q != "" {
		like := tenants.Containing(f.Q)
		c.and("(c.name ILIKE ? OR c.code ILIKE ? OR c.tax_number ILIKE ? OR c.email ILIKE ? OR c.phone ILIKE ?)", like, like, like, like, like)
	}
	if f.NoGroup {
		c.and("c.group_id IS NULL")
	} else if !f.Group.IsZero() {
		c.and("c.group_id = ?", f.Group)
	}
	if f.NoSalesperson {
		c.and("c.salesperson_id IS NULL")
	} else if !f.Salesperson.IsZero() {
		c.and("c.salesperson_id = ?", f.Salesperson)
	}
	if f.Region != "" {
		c.and("(c.region = ? OR c.region LIKE ? || '-%' OR c.region = '' AND c.country = ?)", f.Region, f.Region, f.Region)
	}
	if f.Tag != "" {
		c.and("? = ANY (c.tags)", f.Tag)
	}
	if !f.HeadOffice.IsZero() {
		c.and("c.head_office_id = ?", f.HeadOffice)
	}
	if len(f.States) > 0 {
		c.and(customerState+" = ANY (?)", f.States)
	}
}

// Sort is an order of customers.
type Sort struct {
	By   string // name, code or updated
	Down bool
}

// column is what the order compares beside the id.
func (s Sort) column() string {
	switch s.By {
	case "code":
		return "c.code"
	case "updated":
		return "c.updated_at"
	default:
		return "c.name"
	}
}

// key is the place of a customer in the order.
func (s Sort) key(c Customer) page.Cursor {
	switch s.By {
	case "code":
		return page.After(c.Code, c.ID)
	case "updated":
		return page.After(c.UpdatedAt, c.ID)
	default:
		return page.After(c.Name, c.ID)
	}
}

// place reads what key wrote.
func (s Sort) place(cursor page.Cursor) (last any, after id.CustomerID, err error) {
	if s.By == "updated" {
		var at time.Time
		err = cursor.Into(&at, &after)
		return at, after, err
	}
	var text string
	err = cursor.Into(&text, &after)
	return text, after, err
}

// everyCustomer reads all that the filter finds, by name, and locks them if asked.
func everyCustomer(ctx context.Context, tx *tenants.Tx, company id.CompanyID, f Filter, lock bool) ([]Customer, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	var c clause
	c.add("SELECT " + customerColumns + fromCustomers)
	f.where(&c, company)
	c.add(" ORDER BY c.name, c.id")
	if lock {
		c.add(" FOR UPDATE OF c")
	}
	rows, err := pg.Query(ctx, c.text.String(), c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanCustomer)
}

func listCustomers(ctx context.Context, tx *tenants.Tx, company id.CompanyID, f Filter, s Sort, r page.Request) ([]Customer, error) {
	var c clause
	c.add("SELECT " + customerColumns + fromCustomers)
	f.where(&c, company)
	way, beyond := "", ">"
	if s.Down {
		way, beyond = " DESC", "<"
	}
	if !r.After.IsZero() {
		last, after, err := s.place(r.After)
		if err != nil {
			return nil, err
		}
		c.and("("+s.column()+", c.id) "+beyond+" (?, ?::uuid)", last, after.UUID())
	}
	c.add(" ORDER BY " + s.column() + way + ", c.id" + way)
	c.add(" LIMIT ?", r.Fetch())
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, c.text.String(), c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanCustomer)
}

// countCustomers counts what the filter finds, and all customers by state.
func countCustomers(ctx context.Context, tx *tenants.Tx, company id.CompanyID, f Filter) (total int64, states map[State]int64, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return 0, nil, err
	}
	const from = " FROM trading_customer c LEFT JOIN trading_relationship r ON r.tenant_id = c.tenant_id AND r.buyer_id = c.buyer_id"
	var c clause
	c.add("SELECT count(*)" + from)
	f.where(&c, company)
	if err := pg.QueryRow(ctx, c.text.String(), c.args...).Scan(&total); err != nil {
		return 0, nil, err
	}
	rows, err := pg.Query(ctx, "SELECT "+customerState+", count(*)"+from+" WHERE c.tenant_id = $1 GROUP BY 1", company)
	if err != nil {
		return 0, nil, err
	}
	states = map[State]int64{}
	var state State
	var n int64
	_, err = pgx.ForEachRow(rows, []any{&state, &n}, func() error { states[state] = n; return nil })
	return total, states, err
}

// readCustomer reads one; of nobody or another company it is fault.NotFound. With lock nobody else changes it before this transaction ends.
func readCustomer(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customer id.CustomerID, lock bool) (Customer, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Customer{}, err
	}
	query := "SELECT " + customerColumns + fromCustomers + " WHERE c.tenant_id = $1 AND c.id = $2"
	if lock {
		query += " FOR UPDATE OF c"
	}
	rows, err := pg.Query(ctx, query, company, customer)
	if err != nil {
		return Customer{}, err
	}
	got, err := pgx.CollectExactlyOneRow(rows, scanCustomer)
	return got, missing(err)
}

func missing(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.NotFound
	}
	return err
}

// customerOf is the record that a buyer has; ok is false without one.
func customerOf(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID) (customer id.CustomerID, ok bool, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return customer, false, err
	}
	err = pg.QueryRow(ctx, "SELECT id FROM trading_customer WHERE tenant_id = $1 AND buyer_id = $2", company, buyer).Scan(&customer)
	if errors.Is(err, pgx.ErrNoRows) {
		return customer, false, nil
	}
	return customer, err == nil, err
}

// invitedAs is the customer and the group that the present application of a buyer was invited with; zero for none.
func invitedAs(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID) (customer id.CustomerID, group id.GroupID, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return customer, group, err
	}
	err = pg.QueryRow(ctx, `SELECT i.customer_id, i.group_id FROM trading_relationship r JOIN trading_invite i ON i.tenant_id = r.tenant_id AND i.id = r.invite_id
		WHERE r.tenant_id = $1 AND r.buyer_id = $2 AND r.invite_version = r.version`, company, buyer).Scan(&customer, &group)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return customer, group, err
}

func insertCustomer(ctx context.Context, tx *tenants.Tx, company id.CompanyID, c Customer) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, `INSERT INTO trading_customer (tenant_id, id, code, name, country, region, tax_number, email, phone, contact_name, address, note, tags, group_id, salesperson_id,
			head_office_id, terms, buyer_id, blocked, blocked_reason, source, code_key, tax_key, name_key, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $25)`,
		company, c.ID, c.Code, c.Name, c.Country, c.Region, c.TaxNumber, c.Email, c.Phone, c.ContactName, c.Address, c.Note, tidyTags(c.Tags), c.Group, c.Salesperson,
		c.HeadOffice, terms.Column(c.Terms), c.Buyer, c.Blocked, c.Reason, c.Source, codeKey(c.Code), TaxKey(c.TaxNumber), NameKey(c.Name), tx.Now())
	return customerFault(err)
}

// updateCustomer writes a record whole and counts its version.
func updateCustomer(ctx context.Context, tx *tenants.Tx, company id.CompanyID, c Customer) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	got, err := pg.Exec(ctx, `UPDATE trading_customer SET code = $3, name = $4, country = $5, region = $6, tax_number = $7, email = $8, phone = $9, contact_name = $10, address = $11, note = $12, tags = $13,
			group_id = $14, salesperson_id = $15, head_office_id = $16, terms = $17, buyer_id = $18, blocked = $19, blocked_reason = $20, code_key = $21, tax_key = $22, name_key = $23,
			version = version + 1, updated_at = $24 WHERE tenant_id = $1 AND id = $2`,
		company, c.ID, c.Code, c.Name, c.Country, c.Region, c.TaxNumber, c.Email, c.Phone, c.ContactName, c.Address, c.Note, tidyTags(c.Tags),
		c.Group, c.Salesperson, c.HeadOffice, terms.Column(c.Terms), c.Buyer, c.Blocked, c.Reason, codeKey(c.Code), TaxKey(c.TaxNumber), NameKey(c.Name), tx.Now())
	if err == nil && got.RowsAffected() != 1 {
		return fault.NotFound
	}
	return customerFault(err)
}

// bulkRow is what acts on many records may change.
type bulkRow struct {
	ID          string   `json:"id"`
	Group       *string  `json:"group_id"`
	Salesperson *string  `json:"salesperson_id"`
	HeadOffice  *string  `json:"head_office_id"`
	Region      string   `json:"region"`
	Tags        []string `json:"tags"`
	Blocked     bool     `json:"blocked"`
	Reason      string   `json:"reason"`
}

// updateMany writes what acts on many records may change, in one statement.
func updateMany(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customers []Customer) error {
	rows := make([]bulkRow, len(customers))
	for i, c := range customers {
		rows[i] = bulkRow{c.ID.UUID(), uuidOrNull(c.Group), uuidOrNull(c.Salesperson), uuidOrNull(c.HeadOffice), c.Region, tidyTags(c.Tags), c.Blocked, c.Reason}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, `UPDATE trading_customer c SET group_id = v.group_id, salesperson_id = v.salesperson_id, head_office_id = v.head_office_id, region = v.region, tags = v.tags,
			blocked = v.blocked, blocked_reason = v.reason, version = c.version + 1, updated_at = $3
		FROM jsonb_to_recordset($2::jsonb) v(id uuid, group_id uuid, salesperson_id uuid, head_office_id uuid, region text, tags text[], blocked boolean, reason text)
		WHERE c.tenant_id = $1 AND c.id = v.id`, company, string(text), tx.Now())
	return customerFault(err)
}

func uuidOrNull[K id.Kind](one id.ID[K]) *string {
	if one.IsZero() {
		return nil
	}
	text := one.UUID()
	return &text
}

// customerFault says which key or rule a record was against.
func customerFault(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	switch pg.ConstraintName {
	case "trading_customer_code":
		return errCodeTaken.With(fault.Field{Path: "/code", Code: "taken", Message: errCodeTaken.Text()}).Because(err)
	case "trading_customer_buyer":
		return errBuyerLinked.Because(err)
	case "trading_customer_tenant_id_group_id_fkey":
		return fault.Invalid.With(fault.Field{Path: "/group", Code: "unknown", Message: "There is no such group."}).Because(err)
	case "trading_customer_tenant_id_head_office_id_fkey":
		return fault.Invalid.With(fault.Field{Path: "/head_office", Code: "unknown", Message: "There is no such customer."}).Because(err)
	default:
		return err
	}
}

// deleteCustomers deletes records that no buyer has and that are nobody's head office, with their grants, and answers which are gone.
// Invites and own prices go with them.
func deleteCustomers(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customers []id.CustomerID) ([]id.CustomerID, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, `DELETE FROM trading_customer c WHERE c.tenant_id = $1 AND c.id = ANY ($2::uuid[]) AND c.buyer_id IS NULL
		AND NOT EXISTS (SELECT FROM trading_customer b WHERE b.tenant_id = $1 AND b.head_office_id = c.id AND NOT b.id = ANY ($2::uuid[])) RETURNING c.id`, company, uuids(customers))
	if err != nil {
		return nil, err
	}
	gone, err := pgx.CollectRows(rows, pgx.RowTo[id.CustomerID])
	if err != nil {
		return nil, err
	}
	_, err = pg.Exec(ctx, "DELETE FROM trading_grant WHERE tenant_id = $1 AND level = 'customer' AND subject_id = ANY ($2::uuid[])", company, uuids(gone))
	return gone, err
}

// branches are the first of a customer's branches, and how many there are.
func branches(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customer id.CustomerID, limit int) ([]Ref, int64, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, 0, err
	}
	var count int64
	if err := pg.QueryRow(ctx, "SELECT count(*) FROM trading_customer WHERE tenant_id = $1 AND head_office_id = $2", company, customer).Scan(&count); err != nil {
		return nil, 0, err
	}
	refs, err := customerRefs(ctx, pg, "SELECT id, code, name FROM trading_customer WHERE tenant_id = $1 AND head_office_id = $2 ORDER BY name, id LIMIT $3", company, customer, limit)
	return refs, count, err
}

// lookAlikes are other records with the same tax number, or the same name in the same country.
func lookAlikes(ctx context.Context, tx *tenants.Tx, company id.CompanyID, c Customer) ([]Ref, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	return customerRefs(ctx, pg, `SELECT id, code, name FROM trading_customer WHERE tenant_id = $1 AND id <> $2
		AND (tax_key = $3 AND $3 <> '' OR name_key = $4 AND $4 <> '' AND country = $5) ORDER BY name, id LIMIT 10`, company, c.ID, TaxKey(c.TaxNumber), NameKey(c.Name), c.Country)
}

func customerRefs(ctx context.Context, pg pgx.Tx, query string, args ...any) ([]Ref, error) {
	rows, err := pg.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Ref])
}

// levelsOf are what a customer's terms are laid together from, the nearest first, and its head offices.
func levelsOf(ctx context.Context, tx *tenants.Tx, company id.CompanyID, c Customer) ([]level, []Ref, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, nil, err
	}
	rows, err := pg.Query(ctx, `WITH RECURSIVE up AS (
			SELECT id, code, name, terms, head_office_id, 1 AS n FROM trading_customer WHERE tenant_id = $1 AND id = $2
			UNION ALL SELECT h.id, h.code, h.name, h.terms, h.head_office_id, up.n + 1 FROM up JOIN trading_customer h ON h.tenant_id = $1 AND h.id = up.head_office_id WHERE up.n < $3
		) SELECT id, code, name, terms FROM up ORDER BY n`, company, c.HeadOffice, mostLevels)
	if err != nil {
		return nil, nil, err
	}
	levels, refs := []level{{kind: "own", terms: c.Terms}}, []Ref{}
	var ref Ref
	var agreed terms.Column
	_, err = pgx.ForEachRow(rows, []any{&ref.ID, &ref.Code, &ref.Name, &agreed}, func() error {
		levels, refs = append(levels, level{"head_office", ref.Name, terms.Terms(agreed)}), append(refs, ref)
		agreed = terms.Column{}
		return nil
	})
	if err != nil || c.Group.IsZero() {
		return levels, refs, err
	}
	group := level{kind: "group", name: c.GroupName}
	var own terms.Column
	err = pg.QueryRow(ctx, "SELECT terms FROM trading_group WHERE tenant_id = $1 AND id = $2", company, c.Group).Scan(&own)
	group.terms = terms.Terms(own)
	return append(levels, group), refs, err
}

// lockHierarchy reads who is whose branch, and lets nobody else change it before this transaction ends: two changes at once could
// close a circle that neither of them sees.
func lockHierarchy(ctx context.Context, tx *tenants.Tx, company id.CompanyID) (*hierarchy, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	if _, err := pg.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended('trading hierarchy ' || $1, 0))", company.UUID()); err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, "SELECT id, head_office_id FROM trading_customer WHERE tenant_id = $1 AND head_office_id IS NOT NULL", company)
	if err != nil {
		return nil, err
	}
	h := newHierarchy()
	var customer, head id.CustomerID
	_, err = pgx.ForEachRow(rows, []any{&customer, &head}, func() error { h.put(customer, head); return nil })
	return h, err
}

// isColleague tells whether somebody works for the scope's company.
func isColleague(ctx context.Context, tx *tenants.Tx, company id.CompanyID, person id.PersonID) (ok bool, err error) {
	pg, err := tx.PGX()
	if err != nil {
		return false, err
	}
	err = pg.QueryRow(ctx, "SELECT EXISTS (SELECT FROM identity_seat WHERE company_id = $1 AND person_id = $2 AND removed_at IS NULL)", company, person).Scan(&ok)
	return ok, err
}

// Project writes onto the relationships what their buyers may read of the customer records: code, region, salesperson,
// effective terms. None given: all customers of the supplier. Branches of those given inherit, so they are written, too.
func Project(tx *tenants.Tx, company id.CompanyID, customers []id.CustomerID) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(tx.Gorm().Statement.Context, `WITH RECURSIVE affected AS (
			SELECT id FROM trading_customer WHERE tenant_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2))
			UNION SELECT c.id FROM affected a JOIN trading_customer c ON c.tenant_id = $1 AND c.head_office_id = a.id
		), up AS (
			SELECT c.id AS customer, c.terms, c.head_office_id AS next, c.group_id, 1 AS n
			FROM affected a JOIN trading_customer c ON c.tenant_id = $1 AND c.id = a.id WHERE c.buyer_id IS NOT NULL
			UNION ALL SELECT up.customer, h.terms, h.head_office_id, up.group_id, up.n + 1
			FROM up JOIN trading_customer h ON h.tenant_id = $1 AND h.id = up.next WHERE up.n <= $3
		), levels AS (
			SELECT customer, terms, n FROM up
			UNION ALL SELECT up.customer, g.terms, $3 + 2 FROM up JOIN trading_group g ON g.tenant_id = $1 AND g.id = up.group_id WHERE up.n = 1
		), nearest AS (
			SELECT DISTINCT ON (l.customer, f.key) l.customer, f.key, f.value FROM levels l CROSS JOIN LATERAL jsonb_each(l.terms) f ORDER BY l.customer, f.key, l.n
		), effective AS (SELECT customer, jsonb_object_agg(key, value) AS terms FROM nearest GROUP BY customer)
		UPDATE trading_relationship r SET customer_id = w.id, customer_code = w.code, region = w.region, salesperson = w.salesperson, terms = w.terms
		FROM (SELECT c.buyer_id, c.id, c.code, c.region, coalesce(e.terms, '{}') AS terms,
				CASE WHEN p.id IS NULL THEN '{}' ELSE jsonb_build_object('name', p.name, 'email', p.email) END AS salesperson
			FROM up JOIN trading_customer c ON c.tenant_id = $1 AND c.id = up.customer LEFT JOIN effective e ON e.customer = c.id LEFT JOIN identity_person p ON p.id = c.salesperson_id
			WHERE up.n = 1) w
		WHERE r.tenant_id = $1 AND r.buyer_id = w.buyer_id
			AND (r.customer_id, r.customer_code, r.region, r.salesperson, r.terms) IS DISTINCT FROM (w.id, w.code, w.region, w.salesperson, w.terms)`,
		company, uuids(customers), mostLevels)
	return err
}

// SuggestCode answers a customer code that is free, in the manner of those the supplier has.
func SuggestCode(tx *tenants.Tx, company id.CompanyID) (string, error) {
	ctx := tx.Gorm().Statement.Context
	pg, err := tx.PGX()
	if err != nil {
		return "", err
	}
	prefix, most, width := "C-", int64(0), 4
	err = pg.QueryRow(ctx, `SELECT m[1], max(m[2]::bigint), max(length(m[2])) FROM (
			SELECT regexp_match(code_key, '^(.*?)([0-9]{1,12})$') AS m FROM trading_customer WHERE tenant_id = $1 AND code_key <> '') t
		WHERE m IS NOT NULL AND length(m[1]) <= 20 GROUP BY m[1] ORDER BY count(*) DESC, m[1] LIMIT 1`, company).Scan(&prefix, &most, &width)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", err
	}
	for {
		most++
		code := fmt.Sprintf("%s%0*d", prefix, width, most)
		var taken bool
		if err := pg.QueryRow(ctx, "SELECT EXISTS (SELECT FROM trading_customer WHERE tenant_id = $1 AND code_key = $2)", company, codeKey(code)).Scan(&taken); err != nil || !taken {
			return code, err
		}
	}
}

// markInvited notes that customers were invited.
func markInvited(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customers []id.CustomerID) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, "UPDATE trading_customer SET invited_at = $3 WHERE tenant_id = $1 AND id = ANY ($2::uuid[])", company, uuids(customers), tx.Now())
	return err
}
