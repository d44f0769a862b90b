package basket

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/tenants"
)

// Kept is a buyer's setting as it is kept; Version 0: nobody has set anything.
type Kept struct {
	Setting
	Version   int64
	UpdatedAt time.Time
}

// houseCurrency is what a buyer compares in that has said nothing.
const houseCurrency = "CNY"

// settingRow is a setting as it is read.
type settingRow struct {
	Currency   string
	YearlyRate decimal.Decimal
	DayCost    decimal.Decimal
	OrderCost  decimal.Decimal
	StaleDays  *int
	Version    int64
	UpdatedAt  time.Time
}

func readSetting(tx *tenants.Tx, buyer id.CompanyID) (Kept, error) {
	var rows []settingRow
	err := tx.Gorm().Raw("SELECT currency, yearly_rate, day_cost, order_cost, stale_days, version, updated_at FROM comparison_setting WHERE buyer_id = ?", buyer).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return Kept{Setting: Setting{Currency: mustCurrency(houseCurrency)}}, err
	}
	r := rows[0]
	currency, err := money.ParseCurrency(r.Currency)
	out := Kept{Setting{Currency: currency, YearlyRate: r.YearlyRate, DayCost: r.DayCost, OrderCost: r.OrderCost}, r.Version, r.UpdatedAt.UTC()}
	if r.StaleDays != nil {
		out.StaleDays = *r.StaleDays
	}
	return out, err
}

// putSetting writes a setting over the version that was read; false where another one stands.
func putSetting(tx *tenants.Tx, buyer id.CompanyID, version int64, s Setting) (bool, error) {
	var stale *int
	if s.StaleDays > 0 {
		stale = &s.StaleDays
	}
	got := tx.Gorm().Exec(`
INSERT INTO comparison_setting AS old (buyer_id, currency, yearly_rate, day_cost, order_cost, stale_days, person_id, updated_at)
SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE ? = 0 OR EXISTS (SELECT FROM comparison_setting WHERE buyer_id = ?)
ON CONFLICT (buyer_id) DO UPDATE SET currency = EXCLUDED.currency, yearly_rate = EXCLUDED.yearly_rate, day_cost = EXCLUDED.day_cost, order_cost = EXCLUDED.order_cost,
  stale_days = EXCLUDED.stale_days, person_id = EXCLUDED.person_id, updated_at = EXCLUDED.updated_at, version = old.version + 1 WHERE old.version = ?`,
		buyer, s.Currency.Code(), s.YearlyRate, s.DayCost, s.OrderCost, stale, tx.Scope().PersonID(), tx.Now(), version, buyer, version)
	return got.RowsAffected == 1, got.Error
}

// List is a list of what a buyer compares.
type List struct {
	ID         id.CompareListID
	Name, Note string
	Count      int // of lines
	Version    int64
	UpdatedAt  time.Time
	Lines      []ListLine // nil: not read
}

// ListLine is a line of a list.
type ListLine struct {
	Item     *own.Ref
	Text     string
	Quantity decimal.Decimal
	Unit     string
	Chosen   *own.Ref
}

// listRow is a list as it is read.
type listRow struct {
	ID        id.CompareListID
	Name      string
	Note      string
	Lines     int
	Version   int64
	UpdatedAt time.Time
}

func (r listRow) list() List {
	return List{ID: r.ID, Name: r.Name, Note: r.Note, Count: r.Lines, Version: r.Version, UpdatedAt: r.UpdatedAt.UTC()}
}

const listColumns = "id, name, note, lines, version, updated_at"

// lists answers lists whose names have the words, the last changed first, after one.
func lists(tx *tenants.Tx, buyer id.CompanyID, words string, before time.Time, last id.CompareListID, limit int) ([]List, error) {
	var rows []listRow
	text, args := "SELECT "+listColumns+" FROM comparison_list WHERE buyer_id = ? AND name ILIKE ?", []any{buyer, tenants.Containing(words)}
	if !before.IsZero() {
		text, args = text+" AND (updated_at, id) < (?, ?)", append(args, before, last)
	}
	err := tx.Gorm().Raw(text+" ORDER BY updated_at DESC, id DESC LIMIT ?", append(args, limit)...).Scan(&rows).Error
	out := make([]List, len(rows))
	for i, r := range rows {
		out[i] = r.list()
	}
	return out, err
}

// lineRow is a line of a list as it is read and written.
type lineRow struct {
	Position       int             `json:"position"`
	TenantID       *id.CompanyID   `json:"-"`
	ItemID         *id.ItemID      `json:"-"`
	Text           string          `json:"text"`
	Quantity       decimal.Decimal `json:"quantity"`
	Unit           string          `json:"unit"`
	ChosenTenantID *id.CompanyID   `json:"-"`
	ChosenItemID   *id.ItemID      `json:"-"`
	Tenant         *string         `json:"tenant_id" gorm:"-"`
	Item           *string         `json:"item_id" gorm:"-"`
	ChosenTenant   *string         `json:"chosen_tenant_id" gorm:"-"`
	ChosenItem     *string         `json:"chosen_item_id" gorm:"-"`
}

// readList reads a list with its lines; fault.NotFound where there is none.
func readList(tx *tenants.Tx, buyer id.CompanyID, list id.CompareListID) (List, error) {
	var rows []listRow
	if err := tx.Gorm().Raw("SELECT "+listColumns+" FROM comparison_list WHERE buyer_id = ? AND id = ?", buyer, list).Scan(&rows).Error; err != nil {
		return List{}, err
	}
	if len(rows) == 0 {
		return List{}, fault.NotFound
	}
	out := rows[0].list()
	var lines []lineRow
	err := tx.Gorm().Raw(`SELECT position, tenant_id, item_id, text, quantity, unit, chosen_tenant_id, chosen_item_id FROM comparison_list_line
WHERE buyer_id = ? AND list_id = ? ORDER BY position`, buyer, list).Scan(&lines).Error
	out.Lines = make([]ListLine, len(lines))
	for i, l := range lines {
		out.Lines[i] = ListLine{Text: l.Text, Quantity: l.Quantity, Unit: l.Unit}
		if l.TenantID != nil && l.ItemID != nil {
			out.Lines[i].Item = &own.Ref{Supplier: *l.TenantID, Item: *l.ItemID}
		}
		if l.ChosenTenantID != nil && l.ChosenItemID != nil {
			out.Lines[i].Chosen = &own.Ref{Supplier: *l.ChosenTenantID, Item: *l.ChosenItemID}
		}
	}
	return out, err
}

// InsertList writes a new list with its lines, for whoever acts.
func InsertList(tx *tenants.Tx, buyer id.CompanyID, l List) error {
	person := tx.Scope().PersonID()
	err := tx.Gorm().Exec("INSERT INTO comparison_list (buyer_id, id, name, note, lines, created_by, created_at, updated_by, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		buyer, l.ID, l.Name, l.Note, len(l.Lines), person, tx.Now(), person, tx.Now()).Error
	if err != nil {
		return err
	}
	return insertLines(tx, buyer, l)
}

// updateList writes a list over the version that was read, nil for whichever stands; false where another one does.
func updateList(tx *tenants.Tx, buyer id.CompanyID, l List, version *int64) (bool, error) {
	got := tx.Gorm().Exec("UPDATE comparison_list SET name = ?, note = ?, lines = ?, version = version + 1, updated_by = ?, updated_at = ? WHERE buyer_id = ? AND id = ? AND version = coalesce(?::bigint, version)",
		l.Name, l.Note, len(l.Lines), tx.Scope().PersonID(), tx.Now(), buyer, l.ID, version)
	if got.Error != nil || got.RowsAffected == 0 {
		return false, got.Error
	}
	if err := tx.Gorm().Exec("DELETE FROM comparison_list_line WHERE buyer_id = ? AND list_id = ?", buyer, l.ID).Error; err != nil {
		return false, err
	}
	return true, insertLines(tx, buyer, l)
}

func insertLines(tx *tenants.Tx, buyer id.CompanyID, l List) error {
	rows := make([]lineRow, len(l.Lines))
	for i, line := range l.Lines {
		rows[i] = lineRow{Position: i, Text: line.Text, Quantity: line.Quantity, Unit: line.Unit}
		rows[i].Tenant, rows[i].Item = refTexts(line.Item)
		rows[i].ChosenTenant, rows[i].ChosenItem = refTexts(line.Chosen)
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`
INSERT INTO comparison_list_line (buyer_id, list_id, position, tenant_id, item_id, text, quantity, unit, chosen_tenant_id, chosen_item_id)
SELECT ?::uuid, ?::uuid, n.position, n.tenant_id, n.item_id, n.text, n.quantity, n.unit, n.chosen_tenant_id, n.chosen_item_id
FROM jsonb_to_recordset(?::jsonb) AS n(position int, tenant_id uuid, item_id uuid, text text, quantity numeric, unit text, chosen_tenant_id uuid, chosen_item_id uuid)`,
		buyer, l.ID, string(text)).Error
}

func refTexts(r *own.Ref) (supplier, item *string) {
	if r == nil {
		return nil, nil
	}
	a, b := r.Supplier.UUID(), r.Item.UUID()
	return &a, &b
}

func deleteList(tx *tenants.Tx, buyer id.CompanyID, list id.CompareListID) (bool, error) {
	got := tx.Gorm().Exec("DELETE FROM comparison_list WHERE buyer_id = ? AND id = ?", buyer, list)
	return got.RowsAffected == 1, got.Error
}
