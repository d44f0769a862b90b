package pricing

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/tenants"
)

// breakRow is a quantity break as the column keeps it.
type breakRow struct {
	From  decimal.Decimal `json:"from"`
	Price decimal.Decimal `json:"price"`
}

// priceRow is a price as it is read.
type priceRow struct {
	ItemID    id.ItemID
	SKU       string `gorm:"column:sku"`
	Name      string
	Currency  money.Currency
	Price     decimal.Decimal
	Breaks    string
	Promotion string
	UpdatedAt time.Time
}

func (r priceRow) price() (Price, error) {
	amount, err := money.NewUnitPrice(r.Price, r.Currency)
	if err != nil {
		return Price{}, fmt.Errorf("pricing: %w", err)
	}
	var rows []breakRow
	if err := json.Unmarshal([]byte(r.Breaks), &rows); err != nil {
		return Price{}, fmt.Errorf("pricing: breaks: %w", err)
	}
	out := Price{Amount: amount}
	for _, b := range rows {
		amount, err := money.NewUnitPrice(b.Price, r.Currency)
		if err != nil {
			return Price{}, fmt.Errorf("pricing: break: %w", err)
		}
		out.Breaks = append(out.Breaks, Break{b.From, amount})
	}
	return out, nil
}

// line is a price as it is written, many at a time.
type line struct {
	Item      string     `json:"item_id"`
	Currency  string     `json:"currency"`
	Price     string     `json:"price"`
	Breaks    []breakRow `json:"breaks"`
	Promotion string     `json:"promotion"`
}

func newLine(item id.ItemID, p Price, promotion string) line {
	out := line{Item: item.UUID(), Currency: p.Amount.Currency().Code(), Price: p.Amount.Decimal().String(), Breaks: []breakRow{}, Promotion: promotion}
	for _, b := range p.Breaks {
		out.Breaks = append(out.Breaks, breakRow{b.From, b.Amount.Decimal()})
	}
	return out
}

// PutList writes list prices, all in one statement, which also says in the history which of them differ from what stood before.
func PutList(tx *tenants.Tx, tenant id.CompanyID, prices map[id.ItemID]List) error {
	lines := make([]line, 0, len(prices))
	for item, p := range prices {
		lines = append(lines, newLine(item, p.Price, p.Promotion))
	}
	return put(tx, lines, `
WITH n AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset((@lines)::jsonb) AS n(item_id uuid, currency text, price numeric, breaks jsonb, promotion text)
), stood AS MATERIALIZED (
  SELECT p.* FROM (SELECT (@tenant)::uuid AS tenant, n.item_id FROM n OFFSET 0) n CROSS JOIN LATERAL (
    SELECT p.item_id, p.currency, p.price, p.breaks FROM pricing_list_price p WHERE p.tenant_id = n.tenant AND p.item_id = n.item_id LIMIT 1) p
), written AS (
  INSERT INTO pricing_list_price AS old (tenant_id, item_id, currency, price, breaks, promotion, updated_at)
  SELECT (@tenant)::uuid, n.item_id, n.currency, n.price, n.breaks, n.promotion, @now FROM n ORDER BY n.item_id
  ON CONFLICT (tenant_id, item_id) DO UPDATE SET currency = EXCLUDED.currency, price = EXCLUDED.price, breaks = EXCLUDED.breaks, promotion = EXCLUDED.promotion,
    updated_at = EXCLUDED.updated_at
  WHERE (old.currency, old.price, old.breaks, old.promotion) IS DISTINCT FROM (EXCLUDED.currency, EXCLUDED.price, EXCLUDED.breaks, EXCLUDED.promotion)
  RETURNING item_id, currency, price, breaks
)
`+appended("NULL"), sql.Named("tenant", tenant))
}

// appended is SQL that writes down what of "written" differs from "stood".
func appended(customer string) string {
	return `INSERT INTO pricing_price_change (tenant_id, item_id, customer_id, at, currency, price, breaks)
SELECT (@tenant)::uuid, w.item_id, (` + customer + `)::uuid, @now, w.currency, w.price, w.breaks
FROM written w LEFT JOIN stood s ON s.item_id = w.item_id
WHERE (s.currency, s.price, s.breaks) IS DISTINCT FROM (w.currency, w.price, w.breaks)` + lastWord
}

// lastWord lets the last of several changes in one moment stand.
const lastWord = `
ON CONFLICT (tenant_id, item_id, customer_id, at) DO UPDATE SET currency = EXCLUDED.currency, price = EXCLUDED.price, breaks = EXCLUDED.breaks`

// PutOwn writes prices of one customer, all in one statement, with their history.
func PutOwn(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID, prices map[id.ItemID]Price) error {
	lines := make([]line, 0, len(prices))
	for item, p := range prices {
		lines = append(lines, newLine(item, p, ""))
	}
	return put(tx, lines, `
WITH n AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset((@lines)::jsonb) AS n(item_id uuid, currency text, price numeric, breaks jsonb)
), stood AS MATERIALIZED (
  SELECT p.* FROM (SELECT (@tenant)::uuid AS tenant, n.item_id FROM n OFFSET 0) n CROSS JOIN LATERAL (
    SELECT p.item_id, p.currency, p.price, p.breaks FROM pricing_own_price p WHERE p.tenant_id = n.tenant AND p.customer_id = @customer AND p.item_id = n.item_id LIMIT 1) p
), written AS (
  INSERT INTO pricing_own_price AS old (tenant_id, customer_id, item_id, currency, price, breaks, updated_at)
  SELECT (@tenant)::uuid, (@customer)::uuid, n.item_id, n.currency, n.price, n.breaks, @now FROM n ORDER BY n.item_id
  ON CONFLICT (tenant_id, customer_id, item_id) DO UPDATE SET currency = EXCLUDED.currency, price = EXCLUDED.price, breaks = EXCLUDED.breaks, updated_at = EXCLUDED.updated_at
  WHERE (old.currency, old.price, old.breaks) IS DISTINCT FROM (EXCLUDED.currency, EXCLUDED.price, EXCLUDED.breaks)
  RETURNING item_id, currency, price, breaks
)
`+appended("@customer"), sql.Named("tenant", tenant), sql.Named("customer", customer))
}

// put runs a statement with the time and the lines.
func put(tx *tenants.Tx, lines []line, statement string, args ...any) error {
	if len(lines) == 0 {
		return nil
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(statement, append(args, sql.Named("now", tx.Now()), sql.Named("lines", string(text)))...).Error
}

// ClearList takes list prices away.
func ClearList(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) error {
	return takeAway(tx, items, "NULL", `DELETE FROM pricing_list_price WHERE tenant_id = @tenant AND item_id = ANY ((@items)::uuid[])`, sql.Named("tenant", tenant))
}

// ClearOwn takes prices of one customer away.
func ClearOwn(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID, items []id.ItemID) error {
	return takeAway(tx, items, "@customer", `DELETE FROM pricing_own_price WHERE tenant_id = @tenant AND customer_id = @customer AND item_id = ANY ((@items)::uuid[])`,
		sql.Named("tenant", tenant), sql.Named("customer", customer))
}

// takeAway runs a statement that deletes prices, and writes down that they are gone.
func takeAway(tx *tenants.Tx, items []id.ItemID, customer, statement string, args ...any) error {
	if len(items) == 0 {
		return nil
	}
	return tx.Gorm().Exec("WITH gone AS ("+statement+` RETURNING item_id)
INSERT INTO pricing_price_change (tenant_id, item_id, customer_id, at) SELECT (@tenant)::uuid, gone.item_id, (`+customer+")::uuid, @now FROM gone"+lastWord,
		append(args, sql.Named("now", tx.Now()), sql.Named("items", catalog.UUIDs(items)))...).Error
}

// ListOf answers the list prices of items that the scope sees.
func ListOf(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]List, error) {
	var rows []priceRow
	err := tx.Gorm().Raw(`SELECT p.item_id, p.currency, p.price, p.breaks::text AS breaks, p.promotion FROM (SELECT ?::uuid AS tenant, id FROM unnest(?::uuid[]) AS s(id) OFFSET 0) n
CROSS JOIN LATERAL (SELECT * FROM pricing_list_price p WHERE p.tenant_id = n.tenant AND p.item_id = n.id LIMIT 1) p`, tenant, catalog.UUIDs(items)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]List, len(rows))
	for _, r := range rows {
		price, err := r.price()
		if err != nil {
			return nil, err
		}
		out[r.ItemID] = List{price, r.Promotion}
	}
	return out, nil
}

// OwnOf answers the own prices of one customer. A pair scope does not know its customer's id and leaves it zero: it sees no other's.
// In any other scope a zero customer has no price.
func OwnOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID, items []id.ItemID) (map[id.ItemID]Price, error) {
	var rows []priceRow
	err := tx.Gorm().Raw(`SELECT item_id, currency, price, breaks::text AS breaks FROM pricing_own_price
WHERE tenant_id = ? AND customer_id = coalesce(?::uuid, sec.pair_customer_id()) AND item_id = ANY (?::uuid[])`, tenant, customer, catalog.UUIDs(items)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]Price, len(rows))
	for _, r := range rows {
		if out[r.ItemID], err = r.price(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ListOwn is the prices of one customer after a SKU, by SKU.
func ListOwn(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID, after string, limit int) ([]Own, error) {
	var rows []priceRow
	err := tx.Gorm().Raw(`SELECT p.item_id, i.sku, i.name, p.currency, p.price, p.breaks::text AS breaks, p.updated_at
FROM pricing_own_price p JOIN catalog_item i ON i.tenant_id = p.tenant_id AND i.id = p.item_id
WHERE p.tenant_id = ? AND p.customer_id = ? AND i.sku > ? ORDER BY i.sku LIMIT ?`, tenant, customer, after, limit).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Own, len(rows))
	for i, r := range rows {
		price, err := r.price()
		if err != nil {
			return nil, err
		}
		out[i] = Own{Item: r.ItemID, SKU: r.SKU, Name: r.Name, Price: price, UpdatedAt: r.UpdatedAt.UTC()}
	}
	return out, nil
}
