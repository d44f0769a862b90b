package matching

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// askRow is what a supplier is asked about an item. The supplier reads it without the edge.
type askRow struct {
	TenantID       uuid[id.Company] `gorm:"type:uuid" json:"tenant_id"`
	ID             uuid[id.Ask]     `gorm:"type:uuid" json:"id"`
	ItemID         uuid[id.Item]    `gorm:"type:uuid" json:"item_id"`
	EdgeID         uuid[id.Match]   `gorm:"type:uuid" json:"edge_id,omitzero"`
	Shown          json.RawMessage  `gorm:"type:jsonb" json:"shown"`
	Reasons        json.RawMessage  `gorm:"type:jsonb" json:"reasons"`
	Contradictions json.RawMessage  `gorm:"type:jsonb" json:"contradictions"`
	Confidence     float64          `json:"confidence"`
	Verdict        string           `json:"verdict"`
	AskedAt        time.Time        `json:"asked_at"`

	AnsweredBy uuid[id.Person] `gorm:"type:uuid" json:"-"`
}

// openAsks are what is asked about the items.
func openAsks(tx *tenants.Tx, items []Item) (map[Item]askRow, error) {
	tenant, item := split(items)
	var rows []askRow
	err := tx.Gorm().Raw(`SELECT a.tenant_id, a.id, a.item_id, a.edge_id, a.verdict, a.asked_at FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant, item)
JOIN matching_ask a ON a.tenant_id = w.tenant AND a.item_id = w.item WHERE a.verdict IN ('', 'skip')`, tenant, item).Scan(&rows).Error
	out := make(map[Item]askRow, len(rows))
	for _, r := range rows {
		out[Item{r.TenantID.ID, r.ItemID.ID}] = r
	}
	return out, err
}

func putAsks(tx *tenants.Tx, rows []askRow) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.Gorm().Exec(`
INSERT INTO matching_ask (tenant_id, id, item_id, edge_id, shown, reasons, contradictions, confidence, verdict, asked_at)
SELECT n.tenant_id, n.id, n.item_id, n.edge_id, n.shown, n.reasons, n.contradictions, n.confidence, n.verdict, n.asked_at
FROM jsonb_to_recordset(?::jsonb) AS n(tenant_id uuid, id uuid, item_id uuid, edge_id uuid, shown jsonb, reasons jsonb, contradictions jsonb, confidence float8, verdict text, asked_at timestamptz)
ON CONFLICT (tenant_id, id) DO UPDATE SET edge_id = EXCLUDED.edge_id, shown = EXCLUDED.shown, reasons = EXCLUDED.reasons, contradictions = EXCLUDED.contradictions,
  confidence = EXCLUDED.confidence, verdict = EXCLUDED.verdict
WHERE matching_ask.verdict IN ('', 'skip')`, string(kept(rows))).Error
}

// deleteAsks takes back what was asked and not answered.
func deleteAsks(tx *tenants.Tx, list []askRow) error {
	if len(list) == 0 {
		return nil
	}
	return tx.Gorm().Exec(`DELETE FROM matching_ask a USING jsonb_to_recordset(?::jsonb) AS n(tenant_id uuid, id uuid)
WHERE a.tenant_id = n.tenant_id AND a.id = n.id AND a.verdict IN ('', 'skip')`, string(kept(list))).Error
}

// dropAsks takes back what was asked about edges that go.
func dropAsks(tx *tenants.Tx, gone []Edge) error {
	if len(gone) == 0 {
		return nil
	}
	var rows []askRow
	for _, e := range gone {
		rows = append(rows, dropped(e, e.Left), dropped(e, e.Right))
	}
	return tx.Gorm().Exec(`DELETE FROM matching_ask a USING jsonb_to_recordset(?::jsonb) AS n(tenant_id uuid, item_id uuid, edge_id uuid)
WHERE a.tenant_id = n.tenant_id AND a.item_id = n.item_id AND a.edge_id = n.edge_id AND a.verdict IN ('', 'skip')`, string(kept(rows))).Error
}

func dropped(e Edge, own Item) askRow {
	return askRow{TenantID: uuid[id.Company]{own.Supplier}, ItemID: uuid[id.Item]{own.ID}, EdgeID: uuid[id.Match]{e.ID}}
}

// saidOf is what a supplier said about an item, the earliest first.
func saidOf(tx *tenants.Tx, item Item) ([]askRow, error) {
	var rows []askRow
	return rows, tx.Gorm().Raw("SELECT tenant_id, id, item_id, edge_id, verdict, asked_at, answered_by FROM matching_ask WHERE tenant_id = ? AND item_id = ? AND verdict IN ('same', 'different') ORDER BY answered_at, id",
		item.Supplier, item.ID).Scan(&rows).Error
}

// ownRow is a supplier's own item as it reads it.
type ownRow struct {
	ItemID         id.ItemID `gorm:"type:uuid"`
	SKU            string    `gorm:"column:sku"`
	Name           string
	Brand          string
	MPN            string `gorm:"column:mpn"`
	GTIN           string `gorm:"column:gtin"`
	Category       string
	Unit           string
	Description    string
	Attributes     json.RawMessage `gorm:"type:jsonb"`
	Holds          decimal.NullDecimal
	PackGTIN       *string         `gorm:"column:pack_gtin"`
	ID             id.AskID        `gorm:"type:uuid"`
	Shown          json.RawMessage `gorm:"type:jsonb"`
	Reasons        json.RawMessage `gorm:"type:jsonb"`
	Contradictions json.RawMessage `gorm:"type:jsonb"`
	Confidence     float64
	Verdict        string
	AskedAt        time.Time
	Matched        bool
	Asked          bool
	SaidNo         bool
}

func (r ownRow) item() OwnItem {
	text := catalogRow{SKU: r.SKU, Name: r.Name, Brand: r.Brand, MPN: r.MPN, GTIN: r.GTIN, Category: r.Category, Unit: r.Unit,
		Description: r.Description, Attributes: r.Attributes, Holds: r.Holds, PackGTIN: r.PackGTIN}.text()
	return OwnItem{r.ItemID, text}
}

func (r ownRow) ask() (Ask, error) {
	a := Ask{ID: r.ID, Item: r.item(), Confidence: r.Confidence, Skipped: r.Verdict == string(Skip), AskedAt: r.AskedAt.UTC()}
	shown, err := readText(r.Shown)
	if err != nil {
		return a, err
	}
	if shown != nil {
		a.Product = *shown
	}
	if a.Reasons, err = readReasons(r.Reasons); err != nil {
		return a, err
	}
	a.Contradictions, err = readContradictions(r.Contradictions)
	return a, err
}

// askPlace is a place in the list of asks.
type askPlace struct {
	skipped    bool
	confidence float64
	id         id.AskID
}

// listAsks are the open asks of a supplier after a place: the surest first, skipped ones last.
func listAsks(tx *tenants.Tx, supplier id.CompanyID, from askPlace, limit int) ([]Ask, error) {
	where, args := "", []any{supplier}
	if !from.id.IsZero() {
		where = " AND ((a.verdict = 'skip') > ? OR (a.verdict = 'skip') = ? AND (a.confidence < ? OR a.confidence = ? AND a.id > ?))"
		args = append(args, from.skipped, from.skipped, from.confidence, from.confidence, from.id)
	}
	var rows []ownRow
	err := tx.Gorm().Raw(`SELECT a.id, a.item_id, a.shown, a.reasons, a.contradictions, a.confidence, a.verdict, a.asked_at, `+textColumns+`
FROM matching_ask a JOIN catalog_item i ON i.tenant_id = a.tenant_id AND i.id = a.item_id
WHERE a.tenant_id = ? AND a.verdict IN ('', 'skip')`+where+" ORDER BY a.verdict = 'skip', a.confidence DESC, a.id LIMIT ?", append(args, limit)...).Scan(&rows).Error
	out := make([]Ask, len(rows))
	for i, r := range rows {
		if err == nil {
			out[i], err = r.ask()
		}
	}
	return out, err
}

func countAsks(tx *tenants.Tx, supplier id.CompanyID) (n int64, err error) {
	return n, tx.Gorm().Raw("SELECT count(*) FROM matching_ask WHERE tenant_id = ? AND verdict IN ('', 'skip')", supplier).Scan(&n).Error
}

// answerAsk writes an answer on an ask that is open, and answers which item it is about.
func answerAsk(tx *tenants.Tx, supplier id.CompanyID, a AskAnswer) (item id.ItemID, open bool, err error) {
	var rows []struct{ ItemID id.ItemID }
	err = tx.Gorm().Raw("UPDATE matching_ask SET verdict = ?, answered_at = ?, answered_by = ? WHERE tenant_id = ? AND id = ? AND verdict IN ('', 'skip') RETURNING item_id",
		string(a.Verdict), tx.Now(), tx.Scope().PersonID(), supplier, a.Ask).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return item, false, err
	}
	return rows[0].ItemID, true, nil
}

// leave takes an item out of its product and keeps that the supplier said so.
func leave(tx *tenants.Tx, supplier id.CompanyID, item id.ItemID) error {
	if err := tx.Gorm().Exec("DELETE FROM matching_member WHERE tenant_id = ? AND item_id = ?", supplier, item).Error; err != nil {
		return err
	}
	return tx.Gorm().Exec("INSERT INTO matching_ask (tenant_id, id, item_id, verdict, asked_at, answered_at, answered_by) VALUES (?, ?, ?, 'different', ?, ?, ?)",
		supplier, id.New[id.Ask](tx.Now()), item, tx.Now(), tx.Now(), tx.Scope().PersonID()).Error
}

// forget deletes what a supplier said about an item, and answers whether there was anything.
func forget(tx *tenants.Tx, supplier id.CompanyID, item id.ItemID) (bool, error) {
	done := tx.Gorm().Exec("DELETE FROM matching_ask WHERE tenant_id = ? AND item_id = ? AND verdict IN ('same', 'different')", supplier, item)
	return done.RowsAffected > 0, done.Error
}

// itemFilter says which of a supplier's items a list has.
type itemFilter struct {
	only  id.ItemID // for sale or not; zero: all that are
	state ItemState // "": all
	words []string
	after string
}

// listItems are a supplier's items for sale, by SKU.
func listItems(tx *tenants.Tx, supplier id.CompanyID, f itemFilter, limit int) ([]ItemView, error) {
	where, args := "i.tenant_id = ? AND i.state = 'active' AND i.sku > ?", []any{supplier, f.after}
	if !f.only.IsZero() {
		where, args = "i.tenant_id = ? AND i.id = ?", []any{supplier, f.only}
	}
	for _, word := range f.words {
		where, args = where+" AND concat_ws(' ', i.sku, i.name, i.brand, i.mpn, i.gtin) ILIKE ?", append(args, tenants.Containing(word))
	}
	switch f.state {
	case ItemMatched:
		where += " AND m.item_id IS NOT NULL"
	case ItemAsked:
		where += " AND m.item_id IS NULL AND a.item_id IS NOT NULL"
	case ItemAlone:
		where += " AND m.item_id IS NULL AND a.item_id IS NULL"
	}
	var rows []ownRow
	err := tx.Gorm().Raw(`SELECT i.id AS item_id, `+textColumns+`, m.shown, m.item_id IS NOT NULL AS matched, a.item_id IS NOT NULL AS asked,
  EXISTS (SELECT 1 FROM matching_ask n WHERE n.tenant_id = i.tenant_id AND n.item_id = i.id AND n.verdict = 'different') AS said_no
FROM catalog_item i LEFT JOIN matching_member m ON m.tenant_id = i.tenant_id AND m.item_id = i.id
LEFT JOIN matching_ask a ON a.tenant_id = i.tenant_id AND a.item_id = i.id AND a.verdict IN ('', 'skip')
WHERE `+where+" ORDER BY i.sku LIMIT ?", append(args, limit)...).Scan(&rows).Error
	out := make([]ItemView, len(rows))
	for n, r := range rows {
		out[n] = ItemView{Item: r.item(), State: ItemAlone, SaidNo: r.SaidNo}
		switch {
		case r.Matched:
			out[n].State = ItemMatched
		case r.Asked:
			out[n].State = ItemAsked
		}
		if err == nil {
			out[n].Product, err = readText(r.Shown)
		}
	}
	return out, err
}
