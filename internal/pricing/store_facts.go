package pricing

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// factRow is a price that applies, of whatever kind.
type factRow struct {
	TenantID     id.CompanyID
	ItemID       id.ItemID
	ListID       id.PriceListID
	Kind         string
	Name         string
	Version      int64
	Priority     int
	Currency     money.Currency
	Price        decimal.Decimal
	Breaks       string
	Since        *time.Time
	Until        *time.Time
	Remaining    decimal.NullDecimal
	FamilyBreaks bool
	TaxIncluded  bool
	TaxRate      decimal.Decimal
	Rule         *string
	RoundMode    string
	RoundStep    decimal.Decimal
	RoundEnding  decimal.Decimal
}

func (r factRow) price() (resolve.Price, error) {
	plain, err := priceRow{Currency: r.Currency, Price: r.Price, Breaks: r.Breaks}.price()
	if err != nil {
		return resolve.Price{}, err
	}
	out := resolve.Price{
		List: r.ListID, Kind: resolve.Kind(r.Kind), Name: r.Name, Version: r.Version, Priority: r.Priority, Unit: plain.Amount, FamilyBreaks: r.FamilyBreaks,
		TaxIncluded: r.TaxIncluded, TaxRate: r.TaxRate, Rounding: roundingOf(r.RoundMode, r.RoundStep, r.RoundEnding),
	}
	for _, b := range plain.Breaks {
		out.Breaks = append(out.Breaks, resolve.Break{From: b.From, Unit: b.Amount})
	}
	if r.Since != nil {
		out.From = r.Since.UTC()
	}
	if r.Until != nil {
		out.Until = r.Until.UTC()
	}
	if r.Remaining.Valid {
		out.Left = &r.Remaining.Decimal
	}
	if r.Rule != nil {
		rule, err := readRule(*r.Rule)
		if err != nil {
			return resolve.Price{}, err
		}
		out.Rule = &rule
	}
	return out, nil
}

func roundingOf(mode string, step, ending decimal.Decimal) resolve.Rounding {
	return resolve.Rounding{Mode: money.Rounding(mode), Step: step, Ending: ending}
}

// ruleJSON is a rule as the column keeps it; sec.rule_price reads it too.
type ruleJSON struct {
	Basis   string          `json:"basis"`
	Percent decimal.Decimal `json:"percent"`
	Floor   *boundJSON      `json:"floor,omitempty"`
	Ceiling *boundJSON      `json:"ceiling,omitempty"`
}

// boundJSON is a bound of a rule.
type boundJSON struct {
	Margin *decimal.Decimal `json:"margin,omitempty"`
	Amount *decimal.Decimal `json:"amount,omitempty"`
}

func readRule(text string) (resolve.Rule, error) {
	var in ruleJSON
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return resolve.Rule{}, fmt.Errorf("pricing: rule: %w", err)
	}
	out := resolve.Rule{Basis: resolve.Basis(in.Basis), Percent: in.Percent}
	if in.Floor != nil {
		out.Floor = resolve.Bound(*in.Floor)
	}
	if in.Ceiling != nil {
		out.Ceiling = resolve.Bound(*in.Ceiling)
	}
	return out, nil
}

// writeRule is a rule for its column; NULL for none.
func writeRule(r *resolve.Rule) (sql.NullString, error) {
	if r == nil {
		return sql.NullString{}, nil
	}
	out := ruleJSON{Basis: string(r.Basis), Percent: r.Percent}
	if r.Floor != (resolve.Bound{}) {
		bound := boundJSON(r.Floor)
		out.Floor = &bound
	}
	if r.Ceiling != (resolve.Bound{}) {
		bound := boundJSON(r.Ceiling)
		out.Ceiling = &bound
	}
	text, err := json.Marshal(out)
	return sql.NullString{String: string(text), Valid: true}, err
}

// baseFacts, ownFacts and entryFacts are the prices of asked(tenant_id, item_id) in the lists of applying(tenant_id, list_id). Lists and entries are looked up by
// their keys: the lists that apply are few, while an item may stand in thousands. OFFSET 0 keeps the planner to that.
const (
	listFacts = "l.tenant_id, l.id, l.kind, l.name, l.version, l.priority, l.currency, l.valid_from, l.valid_to, l.family_breaks, l.tax_included, l.tax_rate, l.state"
	baseFacts = `
SELECT p.tenant_id, p.item_id, NULL::uuid AS list_id, 'base' AS kind, '' AS name, 0::bigint AS version, 0 AS priority, p.currency, p.price, p.breaks::text AS breaks,
  NULL::timestamptz AS since, NULL::timestamptz AS until, NULL::numeric AS remaining, false AS family_breaks, false AS tax_included, 0::numeric AS tax_rate,
  NULL::text AS rule, 'half_up' AS round_mode, 0::numeric AS round_step, 0::numeric AS round_ending
FROM asked a JOIN pricing_list_price p ON p.tenant_id = a.tenant_id AND p.item_id = a.item_id`
	ownFacts = `
SELECT p.tenant_id, p.item_id, NULL, 'own', '', 0, 0, p.currency, p.price, p.breaks::text, NULL, NULL, NULL, false, false, 0, NULL, 'half_up', 0, 0
FROM asked a JOIN pricing_own_price p ON p.tenant_id = a.tenant_id AND p.item_id = a.item_id`
	entryFacts = `
SELECT e.tenant_id, e.item_id, l.id, l.kind, l.name, l.version, l.priority, l.currency, e.price, e.breaks::text, greatest(l.valid_from, e.valid_from), least(l.valid_to, e.valid_to),
  CASE WHEN l.kind = 'contract' THEN e.agreed - least(e.called, e.agreed) END, l.family_breaks, l.tax_included, l.tax_rate, NULL, 'half_up', 0, 0
FROM asked a JOIN applying x ON x.tenant_id = a.tenant_id
CROSS JOIN LATERAL (SELECT ` + listFacts + ` FROM pricing_list l WHERE l.tenant_id = x.tenant_id AND l.id = x.list_id OFFSET 0) l
CROSS JOIN LATERAL (SELECT * FROM pricing_entry e WHERE e.tenant_id = l.tenant_id AND e.list_id = l.id AND e.item_id = a.item_id OFFSET 0) e`
)

// buyersPrices reads all prices of items that the policies of a pair or buyer scope let through, and hold at the moment.
func buyersPrices(tx *tenants.Tx, sought []Sought, at time.Time) (map[Sought]resolve.Facts, error) {
	suppliers, items := arrays(sought)
	return readFacts(tx, `
WITH asked AS MATERIALIZED (SELECT DISTINCT a.tenant_id, a.item_id FROM unnest((@suppliers)::uuid[], (@items)::uuid[]) AS a(tenant_id, item_id)),
     applying AS MATERIALIZED (SELECT split_part(n, '/', 1)::uuid AS tenant_id, split_part(n, '/', 2)::uuid AS list_id FROM unnest(sec.my_price_lists()) AS n
       UNION ALL SELECT sec.pair_supplier_id(), n FROM unnest(sec.pair_price_lists()) AS n)`+
		baseFacts+`
UNION ALL`+ownFacts+`
UNION ALL`+entryFacts+`
WHERE l.state = 'live' AND (l.valid_from IS NULL OR l.valid_from <= @at) AND (l.valid_to IS NULL OR l.valid_to > @at)
  AND (e.valid_from IS NULL OR e.valid_from <= @at) AND (e.valid_to IS NULL OR e.valid_to > @at)
UNION ALL
SELECT r.tenant_id, r.item_id, l.id, l.kind, l.name, l.version, l.priority, l.currency, r.price, r.breaks::text, l.valid_from, l.valid_to, NULL, l.family_breaks, l.tax_included, l.tax_rate,
  NULL, 'half_up', 0, 0
FROM sec.my_rule_prices((@suppliers)::uuid[], (@items)::uuid[], @at) r
CROSS JOIN LATERAL (SELECT `+listFacts+` FROM pricing_list l WHERE l.tenant_id = r.tenant_id AND l.id = r.list_id OFFSET 0) l`,
		sql.Named("suppliers", suppliers), sql.Named("items", items), sql.Named("at", at))
}

// standingsPrices reads, in a supplier's scope, all prices of items for somebody, past and coming ones too; rules for items that their list has no price of its own for then.
func standingsPrices(tx *tenants.Tx, tenant id.CompanyID, who Standing, items []id.ItemID, at time.Time) (map[Sought]resolve.Facts, error) {
	wanted := make(tenants.TextArray, len(items))
	for i, item := range items {
		wanted[i] = item.UUID()
	}
	return readFacts(tx, `
WITH asked AS MATERIALIZED (SELECT DISTINCT (@tenant)::uuid AS tenant_id, a.item_id FROM unnest((@items)::uuid[]) AS a(item_id)),
     applying AS MATERIALIZED (SELECT x.tenant_id, x.list_id FROM sec.applying_lists(ARRAY[(@tenant)::uuid], ARRAY[(@customer)::uuid], ARRAY[(@group)::uuid], ARRAY[(@region)::text]) x)`+
		baseFacts+`
UNION ALL`+ownFacts+` AND p.customer_id = (@customer)::uuid
UNION ALL`+entryFacts+`
UNION ALL
SELECT a.tenant_id, a.item_id, l.id, l.kind, l.name, l.version, l.priority, l.currency, 0, '[]', l.valid_from, l.valid_to, NULL, l.family_breaks, l.tax_included, l.tax_rate,
  l.rule::text, l.round_mode, l.round_step, l.round_ending
FROM asked a JOIN pricing_list l ON l.tenant_id = a.tenant_id AND l.rule IS NOT NULL AND l.id IN (SELECT list_id FROM applying)
WHERE NOT EXISTS (SELECT FROM pricing_entry e WHERE e.tenant_id = l.tenant_id AND e.list_id = l.id AND e.item_id = a.item_id
  AND (e.valid_from IS NULL OR e.valid_from <= @at) AND (e.valid_to IS NULL OR e.valid_to > @at))`,
		sql.Named("tenant", tenant), sql.Named("items", wanted), sql.Named("customer", who.Customer), sql.Named("group", who.Group), sql.Named("region", who.Region), sql.Named("at", at))
}

func readFacts(tx *tenants.Tx, statement string, args ...any) (map[Sought]resolve.Facts, error) {
	var rows []factRow
	if err := tx.Gorm().Raw(statement, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := map[Sought]resolve.Facts{}
	for _, r := range rows {
		price, err := r.price()
		if err != nil {
			return nil, err
		}
		of := Sought{r.TenantID, r.ItemID}
		f := out[of]
		f.Prices = append(f.Prices, price)
		out[of] = f
	}
	return out, nil
}

// arrays are the sought as two arrays that belong together.
func arrays(sought []Sought) (suppliers, items tenants.TextArray) {
	for _, s := range sought {
		suppliers, items = append(suppliers, s.Supplier.UUID()), append(items, s.Item.UUID())
	}
	return suppliers, items
}

// floorAsk is a net price of which is asked whether it is under the floor.
type floorAsk struct {
	of          Sought
	price, rung int
	net         money.UnitPrice
}

// underFloor answers which prices leave less than the margin of their supplier.
func underFloor(tx *tenants.Tx, asked []floorAsk) ([]bool, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	var suppliers, items, prices, currencies tenants.TextArray
	for _, a := range asked {
		suppliers, items = append(suppliers, a.of.Supplier.UUID()), append(items, a.of.Item.UUID())
		prices, currencies = append(prices, a.net.Decimal().String()), append(currencies, a.net.Currency().Code())
	}
	var rows []struct{ Under bool }
	err := tx.Gorm().Raw(`SELECT t.under FROM unnest(sec.under_floor(?::uuid[], ?::uuid[], ?::numeric[], ?::text[])) WITH ORDINALITY AS t(under, n) ORDER BY t.n`,
		suppliers, items, prices, currencies).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = r.Under
	}
	return out, nil
}

// StandingOf reads as what a customer stands at its supplier, in the supplier's scope: in the region of its relationship, else in that of its record.
func StandingOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (Standing, error) {
	out := Standing{Customer: customer}
	if customer.IsZero() {
		return out, nil
	}
	var row struct {
		GroupID id.GroupID
		Region  string
	}
	err := tx.Gorm().Raw(`SELECT c.group_id, CASE WHEN r.buyer_id IS NULL THEN c.region ELSE r.region END AS region
FROM trading_customer c LEFT JOIN trading_relationship r ON r.tenant_id = c.tenant_id AND r.customer_id = c.id
WHERE c.tenant_id = ? AND c.id = ? ORDER BY r.state = 'approved' DESC NULLS LAST, r.buyer_id LIMIT 1`, tenant, customer).Scan(&row).Error
	out.Group, out.Region = row.GroupID, row.Region
	return out, err
}
