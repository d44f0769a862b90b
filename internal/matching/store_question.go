package matching

import (
	"encoding/json"
	"time"

	"manifold/internal/catalog/find"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// listQuestions are open questions after one, the most valuable first, of which an item has the words.
func listQuestions(tx *tenants.Tx, words string, worth float64, after id.MatchID, limit int) ([]Edge, error) {
	where, args := "state = 'proposed'", []any{}
	with := ""
	if found, given := find.Everywhere(words); found != "" {
		with = "WITH f AS MATERIALIZED (SELECT * FROM " + found + ") "
		where, args = where+` AND id IN (SELECT e.id FROM f JOIN matching_edge e ON e.left_tenant = f.tenant_id AND e.left_item = f.item_id
UNION SELECT e.id FROM f JOIN matching_edge e ON e.right_tenant = f.tenant_id AND e.right_item = f.item_id)`, append(args, given...)
	}
	if !after.IsZero() {
		where, args = where+" AND (worth < ? OR worth = ? AND id > ?)", append(args, worth, worth, after)
	}
	var rows []edgeRow
	if err := tx.Gorm().Raw(with+"SELECT * FROM matching_edge WHERE "+where+" ORDER BY worth DESC, id LIMIT ?", append(args, limit)...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	return edges(rows)
}

// Kinds of deeds.
const (
	deedAnswer = "answer"
	deedSplit  = "split"
	deedJoin   = "join"
)

// keepDeed keeps the way back.
func keepDeed(tx *tenants.Tx, kind string, before []word) (id.DeedID, error) {
	deed := id.New[id.Deed](tx.Now())
	var person *id.PersonID
	if by := tx.Scope().PersonID(); !by.IsZero() {
		person = &by
	}
	return deed, tx.Gorm().Exec("INSERT INTO matching_deed (id, kind, at, person_id, before) VALUES (?, ?, ?, ?, ?::jsonb)", deed, kind, tx.Now(), person, string(kept(before))).Error
}

// takeDeed answers what a deed changed, and whether it was still open; it is not from here on.
func takeDeed(tx *tenants.Tx, deed id.DeedID) (words []word, open bool, err error) {
	var rows []struct {
		Before   json.RawMessage `gorm:"type:jsonb"`
		UndoneAt *time.Time
	}
	if err := tx.Gorm().Raw("SELECT before, undone_at FROM matching_deed WHERE id = ? FOR UPDATE", deed).Scan(&rows).Error; err != nil {
		return nil, false, err
	}
	if len(rows) == 0 {
		return nil, false, fault.NotFound
	}
	if rows[0].UndoneAt != nil {
		return nil, false, nil
	}
	if err := json.Unmarshal(rows[0].Before, &words); err != nil {
		return nil, false, err
	}
	return words, true, tx.Gorm().Exec("UPDATE matching_deed SET undone_at = ? WHERE id = ?", tx.Now(), deed).Error
}

// countGrounds counts what confirmed edges rest on.
func countGrounds(tx *tenants.Tx) (m Meaning, err error) {
	return m, tx.Gorm().Raw(`
SELECT count(*) FILTER (WHERE answer <> '') AS answers,
  count(*) FILTER (WHERE state = 'confirmed' AND answer = '' AND ground IN ('barcode', 'part_number')) AS by_code,
  count(*) FILTER (WHERE state = 'confirmed' AND answer = '' AND ground = 'model') AS by_model,
  count(*) FILTER (WHERE state = 'confirmed' AND answer <> '') AS by_people
FROM matching_edge`).Scan(&m).Error
}

// countSure counts questions that nothing but confidence keeps open.
func countSure(tx *tenants.Tx, line float64) (n int64, err error) {
	return n, tx.Gorm().Raw("SELECT count(*) FROM matching_edge WHERE state = 'proposed' AND answer = '' AND verdict <> 'auto' AND confidence >= ? AND contradictions = '[]' AND blocked = '[]'", line).Scan(&n).Error
}

// statusRow are the figures of Status.
type statusRow struct {
	Items, Waiting, WaitingSuppliers, Products, Matched, Questions, Rest, Asks int64
	Automatic                                                                  bool
	LastRunAt                                                                  *time.Time
}

func readStatus(tx *tenants.Tx) (Status, error) {
	var s statusRow
	err := tx.Gorm().Raw(`
SELECT (SELECT count(*) FROM matching_item WHERE NOT gone) AS items,
  (SELECT count(*) FROM matching_item WHERE pending)
    + (SELECT count(*) FROM matching_mark k JOIN catalog_item i ON i.tenant_id = k.tenant_id LEFT JOIN matching_item m ON m.tenant_id = i.tenant_id AND m.item_id = i.id
       WHERE k.wanted_at IS NOT NULL AND m.version IS DISTINCT FROM i.version) AS waiting,
  (SELECT count(*) FROM matching_mark WHERE wanted_at IS NOT NULL) AS waiting_suppliers,
  (SELECT count(*) FROM matching_product) AS products,
  (SELECT count(*) FROM matching_member) AS matched,
  (SELECT count(*) FROM matching_edge WHERE state = 'proposed') AS questions,
  (SELECT coalesce(sum(unasked), 0) FROM matching_item WHERE unasked > 0) AS rest,
  (SELECT count(*) FROM matching_ask WHERE verdict IN ('', 'skip')) AS asks,
  (SELECT automatic FROM matching_policy) AS automatic,
  (SELECT max(matched_at) FROM matching_item) AS last_run_at`).Scan(&s).Error
	if s.LastRunAt != nil {
		at := s.LastRunAt.UTC()
		s.LastRunAt = &at
	}
	return Status{s.Items, s.Waiting, s.WaitingSuppliers, s.Products, s.Matched, s.Questions, s.Rest, s.Asks, s.Automatic, s.LastRunAt, nil}, err
}
