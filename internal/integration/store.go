package integration

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// importRow is an import as it is read.
type importRow struct {
	ID          id.PriceImportID `gorm:"type:uuid"`
	FileName    string
	FileBlob    id.BlobID
	Size        int64
	Sum         string
	State       string
	Problem     string
	Reading     string
	Shape       string
	Signature   string
	Choice      *string
	Counts      string
	Guards      string
	JobID       id.JobID
	Kept        int64
	CreatedBy   id.PersonID
	CreatedName string
	CreatedAt   time.Time
	ValidFrom   *time.Time
	CommittedAt *time.Time
}

const importColumns = `m.id, m.file_name, m.file_blob, m.size, m.sum, m.state, m.problem, m.reading::text AS reading, m.shape::text AS shape, m.signature, m.choice::text AS choice,
m.counts::text AS counts, m.guards::text AS guards, m.job_id, m.kept, m.created_by, coalesce((SELECT p.name FROM identity_person p WHERE p.id = m.created_by), '') AS created_name,
m.created_at, m.valid_from, m.committed_at`

func (r importRow) read() (Import, error) {
	out := Import{
		ID: r.ID, FileName: r.FileName, Size: r.Size, State: State(r.State), Problem: r.Problem, Job: r.JobID, Kept: r.Kept, CreatedBy: r.CreatedBy, CreatedName: r.CreatedName,
		CreatedAt: r.CreatedAt.UTC(), blob: r.FileBlob, sum: r.Sum, signature: r.Signature,
	}
	if r.ValidFrom != nil {
		out.ValidFrom = r.ValidFrom.UTC()
	}
	if r.CommittedAt != nil {
		out.CommittedAt = r.CommittedAt.UTC()
	}
	for _, part := range []struct {
		text string
		to   any
	}{{r.Reading, &out.Reading}, {r.Shape, &out.Shape}, {r.Counts, &out.Counts}, {r.Guards, &out.Guards}} {
		if err := json.Unmarshal([]byte(part.text), part.to); err != nil {
			return Import{}, err
		}
	}
	if r.Choice != nil {
		out.Choice = new(Choice)
		if err := json.Unmarshal([]byte(*r.Choice), out.Choice); err != nil {
			return Import{}, err
		}
	}
	return out, nil
}

func text(v any) (string, error) {
	out, err := json.Marshal(v)
	return string(out), err
}

func insertImport(tx *tenants.Tx, tenant id.CompanyID, i Import) error {
	reading, err := text(i.Reading)
	if err != nil {
		return err
	}
	shape, err := text(i.Shape)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO integration_import (tenant_id, id, file_name, file_blob, size, sum, state, reading, shape, signature, created_by, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)`, tenant, i.ID, i.FileName, i.blob, i.Size, i.sum, string(i.State), reading, shape, i.signature, i.CreatedBy, i.CreatedAt).Error
}

// findImport reads one import; with lock nobody else changes it until the transaction ends.
func findImport(tx *tenants.Tx, tenant id.CompanyID, wanted id.PriceImportID, lock bool) (Import, error) {
	query := "SELECT " + importColumns + " FROM integration_import m WHERE m.tenant_id = ? AND m.id = ?"
	if lock {
		query += " FOR UPDATE OF m"
	}
	var rows []importRow
	if err := tx.Gorm().Raw(query, tenant, wanted).Scan(&rows).Error; err != nil {
		return Import{}, err
	}
	if len(rows) == 0 {
		return Import{}, fault.NotFound
	}
	return rows[0].read()
}

// listImports is newest first, below a time and an id.
func listImports(tx *tenants.Tx, tenant id.CompanyID, before time.Time, below id.PriceImportID, limit int) ([]Import, error) {
	query, args := "SELECT "+importColumns+" FROM integration_import m WHERE m.tenant_id = ?", []any{tenant}
	if !before.IsZero() {
		query, args = query+" AND (m.created_at, m.id) < (?, ?)", append(args, before, below)
	}
	var rows []importRow
	if err := tx.Gorm().Raw(query+" ORDER BY m.created_at DESC, m.id DESC LIMIT ?", append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Import, 0, len(rows))
	for _, r := range rows {
		one, err := r.read()
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// saveImport writes what changes of an import.
func saveImport(tx *tenants.Tx, tenant id.CompanyID, i Import) error {
	reading, err := text(i.Reading)
	if err != nil {
		return err
	}
	shape, err := text(i.Shape)
	if err != nil {
		return err
	}
	counts, err := text(i.Counts)
	if err != nil {
		return err
	}
	if i.Guards == nil {
		i.Guards = []Guard{}
	}
	guards, err := text(i.Guards)
	if err != nil {
		return err
	}
	var choice *string
	if i.Choice != nil {
		c, err := text(i.Choice)
		if err != nil {
			return err
		}
		choice = &c
	}
	return tx.Gorm().Exec(`UPDATE integration_import SET state = ?, problem = ?, reading = ?::jsonb, shape = ?::jsonb, signature = ?, choice = ?::jsonb, counts = ?::jsonb, guards = ?::jsonb,
job_id = ?, kept = ?, valid_from = ?, committed_at = ? WHERE tenant_id = ? AND id = ?`, string(i.State), i.Problem, reading, shape, i.signature, choice, counts, guards,
		nullID(i.Job), i.Kept, nullTime(i.ValidFrom), nullTime(i.CommittedAt), tenant, i.ID).Error
}

func nullID(j id.JobID) *id.JobID {
	if j.IsZero() {
		return nil
	}
	return &j
}

func nullTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func deleteImport(tx *tenants.Tx, tenant id.CompanyID, wanted id.PriceImportID) error {
	if err := atLength(tx); err != nil {
		return err
	}
	return tx.Gorm().Exec("DELETE FROM integration_import WHERE tenant_id = ? AND id = ?", tenant, wanted).Error
}

func deleteLines(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID) error {
	if err := atLength(tx); err != nil {
		return err
	}
	return tx.Gorm().Exec("DELETE FROM integration_import_line WHERE tenant_id = ? AND import_id = ?", tenant, of).Error
}

// lineJSON is a line as it is written, many at a time.
type lineJSON struct {
	Line     int64           `json:"line"`
	SKU      string          `json:"sku"`
	Name     string          `json:"name"`
	Item     *string         `json:"item_id"`
	Outcome  Outcome         `json:"outcome"`
	Cells    Cells           `json:"cells"`
	Problems []Problem       `json:"problems"`
	Changes  []Change        `json:"changes"`
	Moved    decimal.Decimal `json:"moved"`
	Recoined bool            `json:"recoined"`
	Priced   bool            `json:"priced"`
}

// putLines writes lines of an import, all in one statement; those that stand are written over.
func putLines(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, lines []lineJSON) error {
	if len(lines) == 0 {
		return nil
	}
	for i := range lines {
		if lines[i].Problems == nil {
			lines[i].Problems = []Problem{}
		}
		if lines[i].Changes == nil {
			lines[i].Changes = []Change{}
		}
	}
	body, err := text(lines)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`
INSERT INTO integration_import_line (tenant_id, import_id, line, sku, name, item_id, outcome, cells, problems, changes, moved, recoined, priced)
SELECT ?::uuid, ?::uuid, n.line, n.sku, n.name, n.item_id, n.outcome, n.cells, n.problems, n.changes, n.moved, n.recoined, n.priced
FROM jsonb_to_recordset(?::jsonb) AS n(line bigint, sku text, name text, item_id uuid, outcome text, cells jsonb, problems jsonb, changes jsonb, moved numeric, recoined boolean, priced boolean)
ON CONFLICT (tenant_id, import_id, line) DO UPDATE SET sku = EXCLUDED.sku, name = EXCLUDED.name, item_id = EXCLUDED.item_id, outcome = EXCLUDED.outcome, cells = EXCLUDED.cells,
  problems = EXCLUDED.problems, changes = EXCLUDED.changes, moved = EXCLUDED.moved, recoined = EXCLUDED.recoined, priced = EXCLUDED.priced`,
		tenant, of, strings.ReplaceAll(body, `\u0000`, `\ufffd`)).Error
}

// lineFilter says which lines a list has.
type lineFilter struct {
	outcomes []Outcome // none: all
	words    string
	numbers  []int64 // none: all
	beyond   string  // only lines that begin after this day; "": all
	upTo     string  // only lines that have begun on this day; "": all
	problem  string  // only lines with this code; "": all
}

// listLines is a list of lines after one, in the order of the file.
func listLines(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, f lineFilter, after int64, limit int) ([]Line, error) {
	query, args := "SELECT line, sku, name, item_id, outcome, cells::text AS cells, problems::text AS problems, changes::text AS changes FROM integration_import_line WHERE tenant_id = ? AND import_id = ? AND line > ?", []any{tenant, of, after}
	if len(f.outcomes) > 0 {
		texts := make([]string, len(f.outcomes))
		for i, o := range f.outcomes {
			texts[i] = string(o)
		}
		query, args = query+" AND outcome = ANY (?::text[])", append(args, tenants.TextArray(texts))
	}
	if len(f.numbers) > 0 {
		query, args = query+" AND line IN ?", append(args, f.numbers)
	}
	if f.beyond != "" {
		query, args = query+" AND coalesce(cells->>'valid_from', '') > ?", append(args, f.beyond)
	}
	if f.upTo != "" {
		query, args = query+" AND coalesce(cells->>'valid_from', '') <= ?", append(args, f.upTo)
	}
	if f.problem != "" {
		query, args = query+" AND EXISTS (SELECT FROM jsonb_array_elements(problems) p WHERE p->>'Code' = ?)", append(args, f.problem)
	}
	for _, word := range strings.Fields(f.words) {
		query, args = query+" AND concat_ws(' ', sku, name) ILIKE ?", append(args, tenants.Containing(word))
	}
	var rows []struct {
		Line                     int64
		SKU                      string `gorm:"column:sku"`
		Name                     string
		ItemID                   id.ItemID
		Outcome                  string
		Cells, Problems, Changes string
	}
	if err := tx.Gorm().Raw(query+" ORDER BY line LIMIT ?", append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Line, len(rows))
	for i, r := range rows {
		out[i] = Line{Number: r.Line, SKU: r.SKU, Name: r.Name, Item: r.ItemID, Outcome: Outcome(r.Outcome)}
		for _, part := range []struct {
			text string
			to   any
		}{{r.Cells, &out[i].Cells}, {r.Problems, &out[i].Problems}, {r.Changes, &out[i].Changes}} {
			if err := json.Unmarshal([]byte(part.text), part.to); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// retoldJSON is what is to know of a line, as it is written again.
type retoldJSON struct {
	Line     int64     `json:"line"`
	Problems []Problem `json:"problems"`
}

// retell writes again what is to know of lines, all in one statement. What they do stays.
func retell(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, told []retoldJSON) error {
	for i := range told {
		if told[i].Problems == nil {
			told[i].Problems = []Problem{}
		}
	}
	body, err := text(told)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE integration_import_line l SET problems = n.problems FROM jsonb_to_recordset(?::jsonb) AS n(line bigint, problems jsonb)
WHERE l.tenant_id = ? AND l.import_id = ? AND l.line = n.line`, strings.ReplaceAll(body, `\u0000`, `\ufffd`), tenant, of).Error
}

// freshPlans is for transactions that write many lines: a plan that was made while a table was small, and kept, goes through all of it for
// each line when it is large.
func freshPlans(tx *tenants.Tx) error {
	return tx.Gorm().Exec("SET LOCAL plan_cache_mode = force_custom_plan").Error
}

// atLength is for transactions with statements over all lines of an import: of millions they take longer than a statement may otherwise, and
// sort more than a little.
func atLength(tx *tenants.Tx) error {
	return tx.Gorm().Exec("SELECT set_config('statement_timeout', '1h', true), set_config('work_mem', '64MB', true)").Error
}

// wholeAtOnce is for statements over all lines of an import. Nobody has counted lines that came a moment ago, and the planner, which
// takes them for few, would go through all of them once for each.
func wholeAtOnce(tx *tenants.Tx) error {
	return tx.Gorm().Exec("SET LOCAL enable_nestloop = off").Error
}

// settleDuplicates flags all lines of a SKU but the first. One that says the same again changes nothing. The SKUs are found first, for what lines
// say is much to sort.
func settleDuplicates(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, why Problem) error {
	flagged, err := text([]Problem{why})
	if err != nil {
		return err
	}
	again, err := text([]Problem{{why.Field, codeSameAgain, "An earlier line says the same."}})
	if err != nil {
		return err
	}
	if err := errors.Join(atLength(tx), wholeAtOnce(tx)); err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE integration_import_line l SET outcome = CASE WHEN l.cells = d.cells THEN 'unchanged' ELSE 'flagged' END,
  problems = CASE WHEN l.cells = d.cells THEN ?::jsonb ELSE ?::jsonb END, changes = '[]', moved = 0, recoined = false, priced = false
FROM (SELECT line, row_number() OVER same AS nth, first_value(cells) OVER same AS cells FROM integration_import_line
      WHERE tenant_id = ? AND import_id = ? AND outcome IN ('new','changed','unchanged')
        AND sku IN (SELECT sku FROM integration_import_line WHERE tenant_id = ? AND import_id = ? AND outcome IN ('new','changed','unchanged') GROUP BY sku HAVING count(*) > 1)
      WINDOW same AS (PARTITION BY sku ORDER BY line)) d
WHERE l.tenant_id = ? AND l.import_id = ? AND l.line = d.line AND d.nth > 1`, again, flagged, tenant, of, tenant, of, tenant, of).Error
}

// waiting counts the good lines that begin after a day, and answers the first of their days.
func waiting(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, after string) (lines int64, next string, err error) {
	var row struct {
		Lines int64
		Next  *string
	}
	err = tx.Gorm().Raw(`SELECT count(*) AS lines, min(cells->>'valid_from') AS next FROM integration_import_line
WHERE tenant_id = ? AND import_id = ? AND outcome IN ('new','changed') AND cells->>'valid_from' > ?`, tenant, of, after).Scan(&row).Error
	if row.Next != nil {
		next = *row.Next
	}
	return row.Lines, next, err
}

// standsElsewhere tells whether a SKU stands on a good line of the import other than the given one.
func standsElsewhere(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, sku string, line int64) (bool, error) {
	var n int64
	err := tx.Gorm().Raw("SELECT count(*) FROM integration_import_line WHERE tenant_id = ? AND import_id = ? AND sku = ? AND line <> ? AND outcome IN ('new','changed','unchanged')",
		tenant, of, sku, line).Scan(&n).Error
	return n > 0, err
}

// addWithdrawn adds a line for each active item that no line of the file names, even a flagged one, and answers how many.
func addWithdrawn(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID) (int64, error) {
	if err := errors.Join(atLength(tx), wholeAtOnce(tx)); err != nil {
		return 0, err
	}
	done := tx.Gorm().Exec(`INSERT INTO integration_import_line (tenant_id, import_id, line, sku, name, item_id, outcome, cells)
SELECT i.tenant_id, ?::uuid, ?::bigint + row_number() OVER (ORDER BY i.sku), i.sku, i.name, i.id, 'withdrawn', '{}'
FROM catalog_item i WHERE i.tenant_id = ? AND i.state = 'active'
  AND NOT EXISTS (SELECT FROM integration_import_line l WHERE l.tenant_id = ? AND l.import_id = ? AND l.sku = i.sku)`, of, int64(afterFile), tenant, tenant, of)
	return done.RowsAffected, done.Error
}

// tally counts what stands of an import.
func tally(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID) (findings, error) {
	if err := atLength(tx); err != nil {
		return findings{}, err
	}
	var row struct {
		New, Changed, Unchanged, Flagged, Dropped, Withdrawn, Priced, Moved, Recoined, Twice, Active int64
	}
	err := tx.Gorm().Raw(`SELECT count(*) FILTER (WHERE outcome = 'new') AS new, count(*) FILTER (WHERE outcome = 'changed') AS changed, count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged,
  count(*) FILTER (WHERE outcome = 'flagged') AS flagged, count(*) FILTER (WHERE outcome = 'dropped') AS dropped, count(*) FILTER (WHERE outcome = 'withdrawn') AS withdrawn,
  count(*) FILTER (WHERE priced) AS priced, count(*) FILTER (WHERE moved >= ?) AS moved, count(*) FILTER (WHERE recoined) AS recoined,
  count(*) FILTER (WHERE outcome = 'flagged' AND problems->0->>'Code' = ?) AS twice,
  (SELECT count(*) FROM catalog_item WHERE tenant_id = ? AND state = 'active') AS active
FROM integration_import_line WHERE tenant_id = ? AND import_id = ?`, movedFrom, codeTwice, tenant, tenant, of).Scan(&row).Error
	if err != nil {
		return findings{}, err
	}
	var remarks []Remark
	err = tx.Gorm().Raw(`SELECT p->>'Code' AS code, count(*) AS lines FROM integration_import_line l, jsonb_array_elements(l.problems) p
WHERE l.tenant_id = ? AND l.import_id = ? AND l.outcome IN ('new','changed','unchanged') AND l.problems <> '[]' GROUP BY 1 ORDER BY 2 DESC, 1`, tenant, of).Scan(&remarks).Error
	return findings{
		counts: Counts{
			LinesIn: row.New + row.Changed + row.Unchanged + row.Flagged + row.Dropped, New: row.New, Changed: row.Changed, Unchanged: row.Unchanged, Flagged: row.Flagged,
			Dropped: row.Dropped, Withdrawn: row.Withdrawn, Remarks: remarks,
		},
		active: row.Active, priced: row.Priced, moved: row.Moved, currencies: row.Recoined, twice: row.Twice,
	}, err
}

// before is what earlier commits tell: lines of the last one with the same headings, and when this very file was committed.
func before(tx *tenants.Tx, tenant id.CompanyID, i Import) (lines int64, same *time.Time, err error) {
	var row struct {
		Lines *int64
		Same  *time.Time
	}
	err = tx.Gorm().Raw(`SELECT (SELECT (counts->>'LinesIn')::bigint FROM integration_import WHERE tenant_id = ? AND signature = ? AND committed_at IS NOT NULL AND id <> ? ORDER BY committed_at DESC LIMIT 1) AS lines,
  (SELECT max(committed_at) FROM integration_import WHERE tenant_id = ? AND sum = ? AND committed_at IS NOT NULL AND state = 'committed' AND id <> ?) AS same`,
		tenant, i.signature, i.ID, tenant, i.sum, i.ID).Scan(&row).Error
	if row.Lines != nil {
		lines = *row.Lines
	}
	return lines, row.Same, err
}

func learned(tx *tenants.Tx, tenant id.CompanyID, signature string) (*Choice, error) {
	var rows []string
	if err := tx.Gorm().Raw("SELECT choice::text FROM integration_layout WHERE tenant_id = ? AND signature = ?", tenant, signature).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return nil, err
	}
	out := new(Choice)
	return out, json.Unmarshal([]byte(rows[0]), out)
}

func learn(tx *tenants.Tx, tenant id.CompanyID, signature string, c Choice) error {
	c.AtOnce = false
	body, err := text(c)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO integration_layout (tenant_id, signature, choice, updated_at) VALUES (?, ?, ?::jsonb, ?)
ON CONFLICT (tenant_id, signature) DO UPDATE SET choice = EXCLUDED.choice, updated_at = EXCLUDED.updated_at`, tenant, signature, body, tx.Now()).Error
}

// changeJSON is the way back of one item.
type changeJSON struct {
	Item   string    `json:"item_id"`
	Before *snapshot `json:"before"`
	After  snapshot  `json:"after"`
}

// putChanges keeps the way back, all in one statement. An item that the import changed before keeps what stood first.
func putChanges(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, changes []changeJSON) error {
	if len(changes) == 0 {
		return nil
	}
	body, err := text(changes)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO integration_import_change (tenant_id, import_id, item_id, before, after)
SELECT ?::uuid, ?::uuid, n.item_id, n.before, n.after FROM jsonb_to_recordset(?::jsonb) AS n(item_id uuid, before jsonb, after jsonb)
ON CONFLICT (tenant_id, import_id, item_id) DO UPDATE SET after = EXCLUDED.after`, tenant, of, body).Error
}

// listChanges is the way back of the items after one.
func listChanges(tx *tenants.Tx, tenant id.CompanyID, of id.PriceImportID, after id.ItemID, limit int) (items []id.ItemID, out []changeJSON, err error) {
	var rows []struct {
		ItemID id.ItemID
		Before *string
		After  string
	}
	err = tx.Gorm().Raw("SELECT item_id, before::text AS before, after::text AS after FROM integration_import_change WHERE tenant_id = ? AND import_id = ? AND item_id > ? ORDER BY item_id LIMIT ?",
		tenant, of, after.UUID(), limit).Scan(&rows).Error
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		c := changeJSON{Item: r.ItemID.UUID()}
		if r.Before != nil {
			c.Before = new(snapshot)
			if err := json.Unmarshal([]byte(*r.Before), c.Before); err != nil {
				return nil, nil, err
			}
		}
		if err := json.Unmarshal([]byte(r.After), &c.After); err != nil {
			return nil, nil, err
		}
		items, out = append(items, r.ItemID), append(out, c)
	}
	return items, out, nil
}

// keepLines is how long lines and the way back are kept after the file came.
const keepLines = 30 * 24 * time.Hour

// sweepLines deletes lines and ways back of old files. The imports stay, with their figures.
func sweepLines(ctx context.Context, db *tenants.DB, now time.Time) error {
	return db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), func(_ context.Context, tx *tenants.Tx) error {
		if err := atLength(tx); err != nil {
			return err
		}
		for _, table := range []string{"integration_import_line", "integration_import_change"} {
			err := tx.Gorm().Exec("DELETE FROM "+table+" l USING integration_import m WHERE m.tenant_id = l.tenant_id AND m.id = l.import_id AND m.created_at < ?", now.Add(-keepLines)).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
}
