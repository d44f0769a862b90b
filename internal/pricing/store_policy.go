package pricing

import (
	"database/sql"
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// policyRow is a policy as it is read.
type policyRow struct {
	TenantID    id.CompanyID
	Precedence  string
	Kinds       tenants.TextArray
	FloorMargin decimal.NullDecimal
	Floored     bool
	ShowsList   bool
	Protection  string
	NoticeDays  int
	Version     int64
}

func (r policyRow) policy() Policy {
	out := Policy{
		Policy:  resolve.Policy{Precedence: resolve.Precedence(r.Precedence), ShowsList: r.ShowsList, Version: r.Version},
		Floored: r.Floored, Protection: Protection(r.Protection), NoticeDays: r.NoticeDays,
	}
	for _, k := range r.Kinds {
		out.Order = append(out.Order, resolve.Kind(k))
	}
	if r.FloorMargin.Valid {
		out.Floor = &r.FloorMargin.Decimal
	}
	return out
}

// readPolicy reads a supplier's policy in its own scope.
func readPolicy(tx *tenants.Tx, tenant id.CompanyID) (Policy, error) {
	var rows []policyRow
	err := tx.Gorm().Raw("SELECT tenant_id, precedence, kinds, floor_margin, floored, shows_list, protection, notice_days, version FROM pricing_policy WHERE tenant_id = ?", tenant).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return standard(), err
	}
	return rows[0].policy(), nil
}

// policiesOf reads what buyers may know of policies.
func policiesOf(tx *tenants.Tx, suppliers []id.CompanyID) (map[id.CompanyID]Policy, error) {
	wanted := make(tenants.TextArray, len(suppliers))
	out := make(map[id.CompanyID]Policy, len(suppliers))
	for i, s := range suppliers {
		wanted[i], out[s] = s.UUID(), standard()
	}
	var rows []policyRow
	err := tx.Gorm().Raw("SELECT tenant_id, precedence, kinds, floored, shows_list, protection, notice_days, version FROM pricing_policy WHERE tenant_id = ANY (?::uuid[])", wanted).Scan(&rows).Error
	for _, r := range rows {
		out[r.TenantID] = r.policy()
	}
	return out, err
}

// putPolicy writes a policy over the version that stood, 0 for none; fault.Stale where another one stands by now.
func putPolicy(tx *tenants.Tx, tenant id.CompanyID, p Policy, stood int64) error {
	kinds := make(tenants.TextArray, len(p.Order))
	for i, k := range p.Order {
		kinds[i] = string(k)
	}
	done := tx.Gorm().Exec(`
INSERT INTO pricing_policy AS p (tenant_id, precedence, kinds, floor_margin, shows_list, protection, notice_days, version, updated_at)
VALUES (@tenant, @precedence, (@kinds)::text[], @floor, @shows, @protection, @notice, 1, @now)
ON CONFLICT (tenant_id) DO UPDATE SET precedence = EXCLUDED.precedence, kinds = EXCLUDED.kinds, floor_margin = EXCLUDED.floor_margin, shows_list = EXCLUDED.shows_list,
  protection = EXCLUDED.protection, notice_days = EXCLUDED.notice_days, version = p.version + 1, updated_at = EXCLUDED.updated_at
WHERE p.version = @stood`,
		sql.Named("tenant", tenant), sql.Named("precedence", string(p.Precedence)), sql.Named("kinds", kinds), sql.Named("floor", nullable(p.Floor)), sql.Named("shows", p.ShowsList),
		sql.Named("protection", string(p.Protection)), sql.Named("notice", p.NoticeDays), sql.Named("now", tx.Now()), sql.Named("stood", stood))
	if done.Error == nil && done.RowsAffected == 0 {
		return fault.Stale
	}
	return done.Error
}

func nullable(d *decimal.Decimal) decimal.NullDecimal {
	if d == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NullDecimal{Decimal: *d, Valid: true}
}

// RatesOn answers, of each currency, the latest reference rate up to the day of a moment.
func RatesOn(tx *tenants.Tx, at time.Time) ([]Rate, error) {
	var rows []struct {
		Currency money.Currency
		Day      time.Time
		PerEUR   decimal.Decimal `gorm:"column:per_eur"`
		Source   string
		PostedAt time.Time
	}
	err := tx.Gorm().Raw("SELECT DISTINCT ON (currency) currency, day, per_eur, source, posted_at FROM pricing_rate WHERE day <= ?::date ORDER BY currency, day DESC",
		at.UTC().Format(time.DateOnly)).Scan(&rows).Error
	out := make([]Rate, len(rows))
	for i, r := range rows {
		out[i] = Rate{resolve.Rate{Currency: r.Currency, PerEUR: r.PerEUR, Day: r.Day}, r.Source, r.PostedAt.UTC()}
	}
	return out, err
}

// PutRates writes rates, in the place of those of the same day. Only the operator's scope may.
func PutRates(tx *tenants.Tx, rates []resolve.Rate, source string) error {
	for _, r := range rates {
		err := tx.Gorm().Exec(`INSERT INTO pricing_rate (currency, day, per_eur, source, posted_at) VALUES (?, ?::date, ?, ?, ?)
ON CONFLICT (currency, day) DO UPDATE SET per_eur = EXCLUDED.per_eur, source = EXCLUDED.source, posted_at = EXCLUDED.posted_at`,
			r.Currency, r.Day.Format(time.DateOnly), r.PerEUR, source, tx.Now()).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// Cost is what one unit of an item costs its supplier.
type Cost struct {
	Item            id.ItemID
	SKU, Name, Unit string
	Cost            money.UnitPrice
	UpdatedAt       time.Time
}

// costRow is a cost as it is read.
type costRow struct {
	ItemID    id.ItemID
	SKU       string `gorm:"column:sku"`
	Name      string
	Unit      string
	Currency  money.Currency
	Cost      decimal.Decimal
	UpdatedAt time.Time
}

// CostsOf reads costs of items in their supplier's scope.
func CostsOf(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]money.UnitPrice, error) {
	var rows []costRow
	err := tx.Gorm().Raw("SELECT item_id, currency, cost FROM pricing_cost WHERE tenant_id = ? AND item_id = ANY (?::uuid[])", tenant, catalog.UUIDs(items)).Scan(&rows).Error
	out := make(map[id.ItemID]money.UnitPrice, len(rows))
	for _, r := range rows {
		if out[r.ItemID], err = money.NewUnitPrice(r.Cost, r.Currency); err != nil {
			return nil, err
		}
	}
	return out, err
}

func listCosts(tx *tenants.Tx, tenant id.CompanyID, words, after string, limit int) ([]Cost, error) {
	var rows []costRow
	err := tx.Gorm().Raw(`SELECT c.item_id, i.sku, i.name, i.unit, c.currency, c.cost, c.updated_at
FROM pricing_cost c JOIN catalog_item i ON i.tenant_id = c.tenant_id AND i.id = c.item_id
WHERE c.tenant_id = @tenant AND i.sku > @after AND (@words = '' OR i.sku ILIKE @like OR i.name ILIKE @like) ORDER BY i.sku LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("after", after), sql.Named("words", words), sql.Named("like", tenants.Containing(words)), sql.Named("limit", limit)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Cost, len(rows))
	for i, r := range rows {
		cost, err := money.NewUnitPrice(r.Cost, r.Currency)
		if err != nil {
			return nil, err
		}
		out[i] = Cost{r.ItemID, r.SKU, r.Name, r.Unit, cost, r.UpdatedAt.UTC()}
	}
	return out, nil
}

// costLine is a cost as it is written, many at a time; without a figure it is taken away.
type costLine struct {
	Item     string  `json:"item_id"`
	Currency string  `json:"currency"`
	Cost     *string `json:"cost"`
}

// PutCosts writes costs of items; nil takes one away.
func PutCosts(tx *tenants.Tx, tenant id.CompanyID, costs map[id.ItemID]*money.UnitPrice) error {
	if len(costs) == 0 {
		return nil
	}
	lines := make([]costLine, 0, len(costs))
	for item, cost := range costs {
		l := costLine{Item: item.UUID()}
		if cost != nil {
			text := cost.Decimal().String()
			l.Currency, l.Cost = cost.Currency().Code(), &text
		}
		lines = append(lines, l)
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`
WITH n AS MATERIALIZED (SELECT * FROM jsonb_to_recordset((@lines)::jsonb) AS n(item_id uuid, currency text, cost numeric)),
     gone AS (DELETE FROM pricing_cost c USING n WHERE c.tenant_id = @tenant AND c.item_id = n.item_id AND n.cost IS NULL)
INSERT INTO pricing_cost (tenant_id, item_id, currency, cost, updated_at) SELECT (@tenant)::uuid, n.item_id, n.currency, n.cost, @now FROM n WHERE n.cost IS NOT NULL ORDER BY n.item_id
ON CONFLICT (tenant_id, item_id) DO UPDATE SET currency = EXCLUDED.currency, cost = EXCLUDED.cost, updated_at = EXCLUDED.updated_at`,
		sql.Named("lines", string(text)), sql.Named("tenant", tenant), sql.Named("now", tx.Now())).Error
}
