package customer

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// layoutJSON is what is known of a file's form, as it lies in the database.
type layoutJSON struct {
	Encoding string      `json:"encoding,omitempty"`
	Sheets   []sheetJSON `json:"sheets"`
	Chosen   *chosenJSON `json:"chosen,omitempty"`
}

type sheetJSON struct {
	Name      string       `json:"name"`
	Rows      int64        `json:"rows"`
	HeaderRow int          `json:"header_row"`
	Signature string       `json:"signature"`
	Columns   []columnJSON `json:"columns"`
	Sample    [][]string   `json:"sample"`
}

type columnJSON struct {
	Index      int         `json:"index"`
	Header     string      `json:"header"`
	Field      ImportField `json:"field"`
	Confidence string      `json:"confidence"`
	Samples    []string    `json:"samples"`
}

type chosenJSON struct {
	Sheet        string              `json:"sheet"`
	HeaderRow    int                 `json:"header_row"`
	Columns      map[int]ImportField `json:"columns"`
	Group        id.GroupID          `json:"group"`
	Salesperson  id.PersonID         `json:"salesperson"`
	CreateGroups bool                `json:"create_groups"`
}

const importColumns = `i.id, i.file_name, i.source_blob, i.layout, i.state, i.rows_in, i.created, i.merged, i.flagged, i.dropped, i.job_id, coalesce(p.name, ''), i.created_at, i.finished_at`

const fromImports = " FROM trading_customer_import i LEFT JOIN identity_person p ON p.id = i.created_by"

func scanImport(row pgx.CollectableRow) (Import, error) {
	var i Import
	var layout []byte
	var finished *time.Time
	err := row.Scan(&i.ID, &i.FileName, &i.source, &layout, &i.State, &i.Counts.RowsIn, &i.Counts.Created, &i.Counts.Merged, &i.Counts.Flagged, &i.Counts.Dropped, &i.Job, &i.CreatedBy, &i.CreatedAt, &finished)
	if err != nil {
		return i, err
	}
	if i.CreatedAt = i.CreatedAt.UTC(); finished != nil {
		i.FinishedAt = finished.UTC()
	}
	var l layoutJSON
	if err := json.Unmarshal(layout, &l); err != nil {
		return i, err
	}
	i.Encoding = l.Encoding
	for _, s := range l.Sheets {
		sheet := Sheet{Name: s.Name, Rows: s.Rows, HeaderRow: s.HeaderRow, Sample: s.Sample, signature: s.Signature}
		for _, c := range s.Columns {
			sheet.Columns = append(sheet.Columns, SheetColumn(c))
		}
		i.Sheets = append(i.Sheets, sheet)
	}
	if l.Chosen != nil {
		chosen := ImportLayout(*l.Chosen)
		i.Layout = &chosen
	}
	return i, nil
}

func layoutText(i Import) (string, error) {
	l := layoutJSON{Encoding: i.Encoding, Sheets: []sheetJSON{}}
	for _, s := range i.Sheets {
		sheet := sheetJSON{Name: s.Name, Rows: s.Rows, HeaderRow: s.HeaderRow, Signature: s.signature, Sample: s.Sample, Columns: []columnJSON{}}
		for _, c := range s.Columns {
			sheet.Columns = append(sheet.Columns, columnJSON(c))
		}
		l.Sheets = append(l.Sheets, sheet)
	}
	if i.Layout != nil {
		chosen := chosenJSON(*i.Layout)
		l.Chosen = &chosen
	}
	text, err := json.Marshal(l)
	return string(text), err
}

func insertImport(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i Import) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	layout, err := layoutText(i)
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, "INSERT INTO trading_customer_import (tenant_id, id, file_name, source_blob, layout, state, created_by, created_at) VALUES ($1, $2, $3, $4, $5, 'staged', $6, $7)",
		company, i.ID, i.FileName, i.source, layout, tx.Scope().PersonID(), tx.Now())
	return err
}

func listImports(ctx context.Context, tx *tenants.Tx, company id.CompanyID, r page.Request) ([]Import, error) {
	var c clause
	c.add("SELECT "+importColumns+fromImports+" WHERE i.tenant_id = ?", company)
	if !r.After.IsZero() {
		var before time.Time
		var last id.CustomerImportID
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
	return pgx.CollectRows(rows, scanImport)
}

// readImport reads one; with lock nobody else moves it before this transaction ends.
func readImport(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID, lock bool) (Import, error) {
	pg, err := tx.PGX()
	if err != nil {
		return Import{}, err
	}
	query := "SELECT " + importColumns + fromImports + " WHERE i.tenant_id = $1 AND i.id = $2"
	if lock {
		query += " FOR UPDATE OF i"
	}
	rows, err := pg.Query(ctx, query, company, imported)
	if err != nil {
		return Import{}, err
	}
	i, err := pgx.CollectExactlyOneRow(rows, scanImport)
	return i, missing(err)
}

// beginImport notes what was chosen and who works on it.
func beginImport(ctx context.Context, tx *tenants.Tx, company id.CompanyID, i Import) error {
	layout, err := layoutText(i)
	if err != nil {
		return err
	}
	return execOne(ctx, tx, "UPDATE trading_customer_import SET layout = $3, state = 'running', job_id = $4 WHERE tenant_id = $1 AND id = $2", company, i.ID, layout, i.Job)
}

// stageLines writes lines of a running import that wait; those that stand already (an attempt before this one) stay as they are.
func stageLines(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID, lines []ImportLine) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	text, err := linesText(lines)
	if err != nil {
		return err
	}
	got, err := pg.Exec(ctx, `INSERT INTO trading_customer_import_line (tenant_id, import_id, line, outcome, cells, problems)
		SELECT $1, $2, v.line, v.outcome, v.cells, v.problems FROM jsonb_to_recordset($3::jsonb) v(line int, outcome text, cells jsonb, problems jsonb)
		ON CONFLICT (tenant_id, import_id, line) DO NOTHING`, company, imported, text)
	if err != nil || got.RowsAffected() == 0 {
		return err
	}
	// A line that the reader could not read is flagged at once; all others wait.
	_, err = pg.Exec(ctx, `UPDATE trading_customer_import SET rows_in = rows_in + $3, flagged = (SELECT count(*) FROM trading_customer_import_line WHERE tenant_id = $1 AND import_id = $2 AND outcome = 'flagged')
		WHERE tenant_id = $1 AND id = $2`, company, imported, got.RowsAffected())
	return err
}

type lineJSON struct {
	Line     int                    `json:"line"`
	Outcome  LineOutcome            `json:"outcome"`
	Customer *string                `json:"customer_id"`
	Cells    map[ImportField]string `json:"cells"`
	Problems []problemJSON          `json:"problems"`
}

type problemJSON struct {
	Field   ImportField `json:"field"`
	Code    string      `json:"code"`
	Message string      `json:"message"`
}

func linesText(lines []ImportLine) (string, error) {
	rows := make([]lineJSON, len(lines))
	for n, l := range lines {
		rows[n] = lineJSON{l.Line, l.Outcome, uuidOrNull(l.Customer.ID), l.Cells, []problemJSON{}}
		for _, p := range l.Problems {
			rows[n].Problems = append(rows[n].Problems, problemJSON(p))
		}
	}
	text, err := json.Marshal(rows)
	return string(text), err
}

const lineColumns = "SELECT l.line, l.outcome, l.customer_id, coalesce(c.code, ''), coalesce(c.name, ''), l.cells, l.problems FROM trading_customer_import_line l LEFT JOIN trading_customer c ON c.tenant_id = l.tenant_id AND c.id = l.customer_id"

func scanLine(row pgx.CollectableRow) (ImportLine, error) {
	var l ImportLine
	var cells, problems []byte
	if err := row.Scan(&l.Line, &l.Outcome, &l.Customer.ID, &l.Customer.Code, &l.Customer.Name, &cells, &problems); err != nil {
		return l, err
	}
	if err := json.Unmarshal(cells, &l.Cells); err != nil {
		return l, err
	}
	var all []problemJSON
	if err := json.Unmarshal(problems, &all); err != nil {
		return l, err
	}
	for _, p := range all {
		l.Problems = append(l.Problems, LineProblem(p))
	}
	return l, nil
}

// readLines reads lines behind a number, in the order of the file; outcome narrows unless it is empty.
func readLines(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID, outcome LineOutcome, after, limit int) ([]ImportLine, error) {
	var c clause
	c.add(lineColumns+" WHERE l.tenant_id = ? AND l.import_id = ? AND l.line > ?", company, imported, after)
	if outcome != "" {
		c.and("l.outcome = ?", outcome)
	}
	c.add(" ORDER BY l.line LIMIT ?", limit)
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, c.text.String(), c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanLine)
}

// theseLines reads lines by their numbers.
func theseLines(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID, numbers []int) ([]ImportLine, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, lineColumns+" WHERE l.tenant_id = $1 AND l.import_id = $2 AND l.line = ANY ($3) ORDER BY l.line", company, imported, numbers)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanLine)
}

// settleLines writes what became of lines, and the import's figures from what stands.
func settleLines(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID, lines []ImportLine) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	text, err := linesText(lines)
	if err != nil {
		return err
	}
	// The figures move by what these lines were before and are now.
	_, err = pg.Exec(ctx, `WITH v AS (SELECT * FROM jsonb_to_recordset($3::jsonb) v(line int, outcome text, customer_id uuid, cells jsonb, problems jsonb)
		), was AS (SELECT l.line, l.outcome FROM trading_customer_import_line l JOIN v USING (line) WHERE l.tenant_id = $1 AND l.import_id = $2
		), settled AS (
			UPDATE trading_customer_import_line l SET outcome = v.outcome, customer_id = v.customer_id, cells = v.cells, problems = v.problems FROM v
			WHERE l.tenant_id = $1 AND l.import_id = $2 AND l.line = v.line
		), moved AS (SELECT v.outcome AS now, was.outcome AS before FROM v JOIN was USING (line))
		UPDATE trading_customer_import i SET
			created = i.created + (SELECT count(*) FILTER (WHERE now = 'created') - count(*) FILTER (WHERE before = 'created') FROM moved),
			merged  = i.merged  + (SELECT count(*) FILTER (WHERE now = 'merged')  - count(*) FILTER (WHERE before = 'merged')  FROM moved),
			flagged = i.flagged + (SELECT count(*) FILTER (WHERE now = 'flagged') - count(*) FILTER (WHERE before = 'flagged') FROM moved),
			dropped = i.dropped + (SELECT count(*) FILTER (WHERE now = 'dropped') - count(*) FILTER (WHERE before = 'dropped') FROM moved)
		WHERE i.tenant_id = $1 AND i.id = $2`, company, imported, text)
	return err
}

// endImport ends an import; lines that still wait are flagged with the problem, so that none is lost.
func endImport(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID, state string, problem LineProblem) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	text, err := json.Marshal([]problemJSON{problemJSON(problem)})
	if err != nil {
		return err
	}
	_, err = pg.Exec(ctx, `WITH left_over AS (
			UPDATE trading_customer_import_line SET outcome = 'flagged', problems = $4::jsonb WHERE tenant_id = $1 AND import_id = $2 AND outcome = 'waiting' RETURNING line)
		UPDATE trading_customer_import SET state = $3, finished_at = $5, flagged = flagged + (SELECT count(*) FROM left_over)
		WHERE tenant_id = $1 AND id = $2 AND state IN ('staged', 'running')`, company, imported, state, string(text), tx.Now())
	return err
}

func deleteImport(ctx context.Context, tx *tenants.Tx, company id.CompanyID, imported id.CustomerImportID) error {
	return execOne(ctx, tx, "DELETE FROM trading_customer_import WHERE tenant_id = $1 AND id = $2", company, imported)
}

// learned is the field of each column as the supplier chose it for files of this form; nil when it never did.
func learned(ctx context.Context, tx *tenants.Tx, company id.CompanyID, signatures []string) (map[string]map[string]int, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, "SELECT signature, columns FROM trading_import_layout WHERE tenant_id = $1 AND signature = ANY ($2)", company, signatures)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]int{}
	var signature string
	var columns []byte
	_, err = pgx.ForEachRow(rows, []any{&signature, &columns}, func() error {
		var chosen map[string]int
		if err := json.Unmarshal(columns, &chosen); err != nil {
			return err
		}
		out[signature] = chosen
		return nil
	})
	return out, err
}

func learn(ctx context.Context, tx *tenants.Tx, company id.CompanyID, signature string, chosen map[string]int) error {
	text, err := json.Marshal(chosen)
	if err != nil {
		return err
	}
	return execOne(ctx, tx, `INSERT INTO trading_import_layout (tenant_id, signature, columns, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (tenant_id, signature) DO UPDATE SET columns = EXCLUDED.columns, updated_at = EXCLUDED.updated_at`, company, signature, string(text), tx.Now())
}

// lockAlike reads and locks the records that lines may mean.
func lockAlike(ctx context.Context, tx *tenants.Tx, company id.CompanyID, codes, taxes, names []string) ([]Customer, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	// With a plan made for any list, each row would be compared with each of a thousand keys; with one made for these, they are hashed.
	if _, err := pg.Exec(ctx, "SET LOCAL plan_cache_mode = force_custom_plan"); err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, "SELECT "+customerColumns+fromCustomers+` WHERE c.tenant_id = $1 AND c.id IN (
			SELECT id FROM trading_customer WHERE tenant_id = $1 AND code_key <> '' AND code_key = ANY ($2)
			UNION SELECT id FROM trading_customer WHERE tenant_id = $1 AND tax_key <> '' AND tax_key = ANY ($3)
			UNION SELECT id FROM trading_customer WHERE tenant_id = $1 AND name_key = ANY ($4)) ORDER BY c.id FOR UPDATE OF c`, company, codes, taxes, names)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanCustomer)
}

// groupNames and colleagueNames are what lines may call groups and colleagues, by NameKey; what two are called is left out.
func groupNames(ctx context.Context, tx *tenants.Tx, company id.CompanyID) (map[string]id.GroupID, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, "SELECT name, id FROM trading_group WHERE tenant_id = $1", company)
	if err != nil {
		return nil, err
	}
	return byName[id.GroupID](rows)
}

func colleagueNames(ctx context.Context, tx *tenants.Tx, company id.CompanyID) (map[string]id.PersonID, error) {
	pg, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := pg.Query(ctx, `SELECT n.name, p.id FROM identity_seat s JOIN identity_person p ON p.id = s.person_id CROSS JOIN LATERAL (VALUES (p.name), (p.email)) n(name)
		WHERE s.company_id = $1 AND s.removed_at IS NULL`, company)
	if err != nil {
		return nil, err
	}
	return byName[id.PersonID](rows)
}

func byName[T comparable](rows pgx.Rows) (map[string]T, error) {
	out, twice := map[string]T{}, map[string]bool{}
	var name string
	var one T
	_, err := pgx.ForEachRow(rows, []any{&name, &one}, func() error {
		key := NameKey(name)
		if other, there := out[key]; there && other != one {
			twice[key] = true
		}
		out[key] = one
		return nil
	})
	for key := range twice {
		delete(out, key)
	}
	return out, err
}

// insertGroups makes groups of these names.
func insertGroups(ctx context.Context, tx *tenants.Tx, company id.CompanyID, names map[string]string) error {
	for uuid, name := range names {
		if err := execOne(ctx, tx, "INSERT INTO trading_group (tenant_id, id, name, updated_at) VALUES ($1, $2, $3, $4)", company, uuid, name, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// customerJSON is a record as writeMany takes it.
type customerJSON struct {
	ID          string          `json:"id"`
	Code        string          `json:"code"`
	Name        string          `json:"name"`
	Country     string          `json:"country"`
	Region      string          `json:"region"`
	TaxNumber   string          `json:"tax_number"`
	Email       string          `json:"email"`
	Phone       string          `json:"phone"`
	ContactName string          `json:"contact_name"`
	Address     string          `json:"address"`
	Note        string          `json:"note"`
	Tags        []string        `json:"tags"`
	Group       *string         `json:"group_id"`
	Salesperson *string         `json:"salesperson_id"`
	HeadOffice  *string         `json:"head_office_id"`
	Terms       json.RawMessage `json:"terms"`
	CodeKey     string          `json:"code_key"`
	TaxKey      string          `json:"tax_key"`
	NameKey     string          `json:"name_key"`
}

const customerRecord = `v(id uuid, code text, name text, country text, region text, tax_number text, email text, phone text, contact_name text, address text, note text, tags text[],
	group_id uuid, salesperson_id uuid, head_office_id uuid, terms jsonb, code_key text, tax_key text, name_key text)`

const customerFields = "code, name, country, region, tax_number, email, phone, contact_name, address, note, tags, group_id, salesperson_id, head_office_id, terms, code_key, tax_key, name_key"

// writeMany inserts the made records and updates the changed ones, a statement each.
func writeMany(ctx context.Context, tx *tenants.Tx, company id.CompanyID, made, changed []Customer) error {
	pg, err := tx.PGX()
	if err != nil {
		return err
	}
	for _, w := range []struct {
		customers []Customer
		query     string
	}{
		{made, `INSERT INTO trading_customer (tenant_id, id, ` + customerFields + `, source, created_at, updated_at) SELECT $1, v.id, ` + customerFields + `, 'import', $3, $3
			FROM jsonb_to_recordset($2::jsonb) ` + customerRecord},
		{changed, `UPDATE trading_customer c SET (` + customerFields + `) = (SELECT v.code, v.name, v.country, v.region, v.tax_number, v.email, v.phone, v.contact_name, v.address, v.note, v.tags, v.group_id,
				v.salesperson_id, v.head_office_id, v.terms, v.code_key, v.tax_key, v.name_key), version = c.version + 1, updated_at = $3
			FROM jsonb_to_recordset($2::jsonb) ` + customerRecord + ` WHERE c.tenant_id = $1 AND c.id = v.id`},
	} {
		if len(w.customers) == 0 {
			continue
		}
		text, err := customersText(w.customers)
		if err != nil {
			return err
		}
		if _, err := pg.Exec(ctx, w.query, company, text, tx.Now()); err != nil {
			return customerFault(err)
		}
	}
	return nil
}

func customersText(customers []Customer) (string, error) {
	rows := make([]customerJSON, len(customers))
	for n, c := range customers {
		terms, err := json.Marshal(terms.Column(c.Terms))
		if err != nil {
			return "", err
		}
		rows[n] = customerJSON{c.ID.UUID(), c.Code, c.Name, c.Country, c.Region, c.TaxNumber, c.Email, c.Phone, c.ContactName, c.Address, c.Note, tidyTags(c.Tags),
			uuidOrNull(c.Group), uuidOrNull(c.Salesperson), uuidOrNull(c.HeadOffice), terms, codeKey(c.Code), TaxKey(c.TaxNumber), NameKey(c.Name)}
	}
	text, err := json.Marshal(rows)
	return string(text), err
}
