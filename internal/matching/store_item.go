package matching

import (
	"database/sql/driver"
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// wholeTables makes the database compare two tables of one supplier as wholes: of a supplier that is new it thinks that it has one item, and would look all
// of them through for each.
func wholeTables(tx *tenants.Tx) error {
	return tx.Gorm().Exec("SET LOCAL enable_nestloop = off").Error
}

// want says that changes of a supplier wait.
func want(tx *tenants.Tx, supplier id.CompanyID) error {
	return tx.Gorm().Exec(`INSERT INTO matching_mark AS old (tenant_id, wanted_at) VALUES (?, ?)
ON CONFLICT (tenant_id) DO UPDATE SET wanted_at = greatest(old.wanted_at, EXCLUDED.wanted_at)`, supplier, tx.Now()).Error
}

// mark is how far a supplier's changes were taken in.
type mark struct {
	TenantID id.CompanyID `gorm:"type:uuid"`
	Run      int64
	WantedAt *time.Time
}

func marks(tx *tenants.Tx) ([]mark, error) {
	var out []mark
	return out, tx.Gorm().Raw("SELECT tenant_id, run, wanted_at FROM matching_mark ORDER BY tenant_id").Scan(&out).Error
}

// nextRun begins a run of a supplier; until the transaction ends no other of it can.
func nextRun(tx *tenants.Tx, supplier id.CompanyID) (run int64, err error) {
	return run, tx.Gorm().Raw("UPDATE matching_mark SET run = run + 1 WHERE tenant_id = ? RETURNING run", supplier).Scan(&run).Error
}

// done says that nothing of a supplier waits that was wanted before a moment.
func done(tx *tenants.Tx, supplier id.CompanyID, wanted time.Time) error {
	return tx.Gorm().Exec("UPDATE matching_mark SET wanted_at = NULL, matched_at = ? WHERE tenant_id = ? AND wanted_at <= ?", tx.Now(), supplier, wanted).Error
}

// news are a supplier's items after one that differ from what was looked at, by id.
func news(tx *tenants.Tx, supplier id.CompanyID, after id.ItemID, limit int) ([]catalogRow, error) {
	var rows []catalogRow
	return rows, tx.Gorm().Raw("SELECT "+catalogColumns+`, m.content, m.gone FROM catalog_item i
LEFT JOIN LATERAL (SELECT * FROM matching_item m WHERE m.tenant_id = i.tenant_id AND m.item_id = i.id LIMIT 1) m ON true
WHERE i.tenant_id = ? AND i.id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') AND m.version IS DISTINCT FROM i.version ORDER BY i.id LIMIT ?`, supplier, after, limit).Scan(&rows).Error
}

// vanished are a supplier's items that were looked at and are deleted.
func vanished(tx *tenants.Tx, supplier id.CompanyID, limit int) ([]id.ItemID, error) {
	var items []id.ItemID
	return items, tx.Gorm().Raw(`SELECT m.item_id FROM matching_item m WHERE m.tenant_id = ? AND NOT m.gone
AND NOT EXISTS (SELECT 1 FROM catalog_item i WHERE i.tenant_id = m.tenant_id AND i.id = m.item_id) ORDER BY m.item_id LIMIT ?`, supplier, limit).Scan(&items).Error
}

// seenRow is how far an item has been looked at.
type seenRow struct {
	ItemID  uuid[id.Item] `json:"item_id"`
	Version int64         `json:"version"`
	Content int64         `json:"content"`
	Gone    bool          `json:"gone"`
	Pending bool          `json:"pending"`
}

// putSeen notes what was looked at. Indexes in memory hear of those that wait to be matched.
func putSeen(tx *tenants.Tx, supplier id.CompanyID, run int64, rows []seenRow) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.Gorm().Exec(`
INSERT INTO matching_item AS old (tenant_id, item_id, version, content, run, gone, pending, matched_at)
SELECT ?::uuid, n.item_id, n.version, n.content, ?, n.gone, n.pending, ? FROM jsonb_to_recordset(?::jsonb) AS n(item_id uuid, version bigint, content bigint, gone boolean, pending boolean)
ON CONFLICT (tenant_id, item_id) DO UPDATE SET version = EXCLUDED.version, content = EXCLUDED.content, gone = EXCLUDED.gone, pending = old.pending OR EXCLUDED.pending,
  run = CASE WHEN EXCLUDED.pending THEN EXCLUDED.run ELSE old.run END`, supplier, run, tx.Now(), string(kept(rows))).Error
}

// seenAfter are the items of a supplier that runs after one, up to another, wrote.
func seenAfter(tx *tenants.Tx, supplier id.CompanyID, run int64, item id.ItemID, until int64, limit int) ([]catalogRow, error) {
	var rows []catalogRow
	return rows, tx.Gorm().Raw(`
WITH page AS MATERIALIZED (SELECT tenant_id, item_id, run, gone FROM matching_item
  WHERE tenant_id = ? AND (run, item_id) > (?, coalesce(?::uuid, '00000000-0000-0000-0000-000000000000')) AND run <= ? ORDER BY run, item_id LIMIT ?)
SELECT m.tenant_id, m.item_id, m.run, m.gone OR i.id IS NULL OR i.state <> 'active' AS gone, `+textColumns+`
FROM page m LEFT JOIN catalog_item i ON i.tenant_id = m.tenant_id AND i.id = m.item_id ORDER BY m.run, m.item_id`,
		supplier, run, item, until, limit).Scan(&rows).Error
}

// pendingRow is an item that waits to be matched.
type pendingRow struct {
	TenantID id.CompanyID `gorm:"type:uuid"`
	ItemID   id.ItemID    `gorm:"type:uuid"`
	Content  int64
	Gone     bool
}

func (r pendingRow) item() Item { return Item{r.TenantID, r.ItemID} }

func pendingItems(tx *tenants.Tx, limit int) ([]pendingRow, error) {
	var rows []pendingRow
	return rows, tx.Gorm().Raw("SELECT tenant_id, item_id, content, gone FROM matching_item WHERE pending ORDER BY tenant_id, item_id LIMIT ?", limit).Scan(&rows).Error
}

// claim answers those of the items that still wait as they were, and says that they don't any more.
func claim(tx *tenants.Tx, rows []pendingRow) (map[Item]bool, error) {
	items := make([]Item, len(rows))
	contents := make([]int64, len(rows))
	for i, r := range rows {
		items[i], contents[i] = r.item(), r.Content
	}
	tenant, item := split(items)
	var got []pendingRow
	err := tx.Gorm().Raw(`UPDATE matching_item m SET pending = false, unasked = 0, matched_at = ? FROM unnest(?::uuid[], ?::uuid[]) WITH ORDINALITY AS w(tenant, item, n),
  jsonb_array_elements_text(?::jsonb) WITH ORDINALITY AS c(content, n)
WHERE c.n = w.n AND m.tenant_id = w.tenant AND m.item_id = w.item AND m.pending AND m.content = c.content::bigint RETURNING m.tenant_id, m.item_id`,
		tx.Now(), tenant, item, string(kept(contents))).Scan(&got).Error
	out := make(map[Item]bool, len(got))
	for _, r := range got {
		out[r.item()] = true
	}
	return out, err
}

// againQuestions lets the items of all questions wait to be matched anew, and those that the model confirmed.
func againQuestions(tx *tenants.Tx) error {
	return tx.Gorm().Exec(`UPDATE matching_item m SET pending = true FROM (SELECT DISTINCT left_tenant, left_item FROM matching_edge
  WHERE answer = '' AND (state = 'proposed' OR ground = 'model')) e WHERE m.tenant_id = e.left_tenant AND m.item_id = e.left_item AND NOT m.gone`).Error
}

// againUnasked lets the items wait whose questions had no place in the queue, at most so many.
func againUnasked(tx *tenants.Tx, limit int) error {
	return tx.Gorm().Exec(`UPDATE matching_item m SET pending = true FROM (SELECT tenant_id, item_id FROM matching_item WHERE unasked > 0 ORDER BY tenant_id, item_id LIMIT ?) u
WHERE m.tenant_id = u.tenant_id AND m.item_id = u.item_id`, limit).Error
}

// againItems lets some items wait.
func againItems(tx *tenants.Tx, items []Item) error {
	if len(items) == 0 {
		return nil
	}
	tenant, item := split(items)
	return tx.Gorm().Exec(`UPDATE matching_item m SET pending = true FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant, item)
WHERE m.tenant_id = w.tenant AND m.item_id = w.item AND NOT m.gone`, tenant, item).Error
}

// countQuestions is how many questions are open.
func countQuestions(tx *tenants.Tx) (n int64, err error) {
	return n, tx.Gorm().Raw("SELECT count(*) FROM matching_edge WHERE state = 'proposed'").Scan(&n).Error
}

// countUnasked is how many questions had no place.
func countUnasked(tx *tenants.Tx) (n int64, err error) {
	return n, tx.Gorm().Raw("SELECT coalesce(sum(unasked), 0) FROM matching_item WHERE unasked > 0").Scan(&n).Error
}

// trim deletes the least valuable questions beyond the most that are kept, and remembers whose they were.
func trim(tx *tenants.Tx, most int) ([]Edge, error) {
	var rows []edgeRow
	err := tx.Gorm().Raw(`DELETE FROM matching_edge WHERE id IN (SELECT id FROM matching_edge WHERE state = 'proposed' AND answer = '' ORDER BY worth DESC, id OFFSET ?)
RETURNING id, left_tenant, left_item, right_tenant, right_item, evidence, contradictions, blocked`, most).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	gone, err := edges(rows)
	if err != nil {
		return nil, err
	}
	lefts := make([]Item, len(gone))
	for i, e := range gone {
		lefts[i] = e.Left
	}
	tenant, item := split(lefts)
	return gone, tx.Gorm().Exec(`UPDATE matching_item m SET unasked = m.unasked + n.count FROM (SELECT tenant, item, count(*)::int AS count FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant, item) GROUP BY tenant, item) n
WHERE m.tenant_id = n.tenant AND m.item_id = n.item`, tenant, item).Error
}

// policyRow is how careful the hub is.
type policyRow struct {
	Precision float64
	Automatic bool
	UpdatedAt time.Time
}

func readPolicy(tx *tenants.Tx) (Policy, error) {
	var r policyRow
	err := tx.Gorm().Raw("SELECT precision::float8 AS precision, automatic, updated_at FROM matching_policy").Scan(&r).Error
	return Policy{r.Precision, r.Automatic, r.UpdatedAt.UTC()}, err
}

func writePolicy(tx *tenants.Tx, p Policy, by id.PersonID) error {
	return tx.Gorm().Exec("UPDATE matching_policy SET precision = ?, automatic = ?, version = version + 1, updated_at = ?, updated_by = ?", p.Precision, p.Automatic, tx.Now(), by).Error
}

// modelRow is a learned model.
type modelRow struct {
	Version   int64
	TrainedAt time.Time
	Answers   int64
	Coded     int64
	Until     *time.Time
	Content   []byte
}

// forgetModels deletes all models.
func forgetModels(tx *tenants.Tx) error { return tx.Gorm().Exec("DELETE FROM matching_model").Error }

// file is bytes as an argument of SQL.
type file []byte

// Value implements driver.Valuer.
func (f file) Value() (driver.Value, error) { return []byte(f), nil }

// latestModel says which model is in use, without its content; version 0: none.
func latestModel(tx *tenants.Tx) (r modelRow, err error) {
	return r, tx.Gorm().Raw("SELECT version, trained_at, answers, coded, until FROM matching_model ORDER BY version DESC LIMIT 1").Scan(&r).Error
}

func modelContent(tx *tenants.Tx, version int64) (content []byte, err error) {
	return content, tx.Gorm().Raw("SELECT content FROM matching_model WHERE version = ?", version).Row().Scan(&content)
}

// modelsKept are how many older models stay beside the one in use.
const modelsKept = 2

func putModel(tx *tenants.Tx, r modelRow) error {
	err := tx.Gorm().Exec("INSERT INTO matching_model (version, trained_at, answers, coded, until, content) VALUES (?, ?, ?, ?, ?, ?)", r.Version, r.TrainedAt, r.Answers, r.Coded, r.Until, file(r.Content)).Error
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("DELETE FROM matching_model WHERE version < ?", r.Version-modelsKept).Error
}

// answersSoFar counts people's answers, and says when the latest was given.
func answersSoFar(tx *tenants.Tx) (n int64, latest time.Time, err error) {
	var r struct {
		N      int64
		Latest *time.Time
	}
	err = tx.Gorm().Raw("SELECT count(*) AS n, max(answered_at) AS latest FROM matching_edge WHERE answer <> ''").Scan(&r).Error
	if r.Latest != nil {
		latest = r.Latest.UTC()
	}
	return r.N, latest, err
}

// answered are people's latest answers with the texts that were seen.
func answered(tx *tenants.Tx, limit int) ([]Edge, error) {
	var rows []edgeRow
	err := tx.Gorm().Raw("SELECT * FROM matching_edge WHERE answer <> '' AND left_text IS NOT NULL AND right_text IS NOT NULL ORDER BY answered_at DESC, id LIMIT ?", limit).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return edges(rows)
}

// countCoded is how many edges codes alone confirm.
func countCoded(tx *tenants.Tx) (n int64, err error) {
	return n, tx.Gorm().Raw("SELECT count(*) FROM matching_edge WHERE answer = '' AND state = 'confirmed' AND ground IN ('barcode', 'part_number')").Scan(&n).Error
}

// coded are edges that codes alone confirm, a fixed sample of them.
func coded(tx *tenants.Tx, limit int) ([]Edge, error) {
	var rows []edgeRow
	err := tx.Gorm().Raw(`SELECT id, left_tenant, left_item, right_tenant, right_item, verdict, ground, confidence, evidence, contradictions, blocked, state FROM matching_edge
WHERE answer = '' AND state = 'confirmed' AND ground IN ('barcode', 'part_number') ORDER BY md5(left_item::text || right_item::text), left_tenant, right_tenant LIMIT ?`, limit).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return edges(rows)
}
