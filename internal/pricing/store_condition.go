package pricing

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// conditionsJSON is how conditions lie in the database; what is not given is left out.
type conditionsJSON struct {
	MinimumOrder  *money.Amount     `json:"minimum_order,omitempty"`
	SmallOrderFee *feeJSON          `json:"small_order_fee,omitempty"`
	Freight       *freightJSON      `json:"freight,omitempty"`
	LeadDays      *int              `json:"lead_days,omitempty"`
	CashDiscount  *cashDiscountJSON `json:"cash_discount,omitempty"`
}

type feeJSON struct {
	Below money.Amount `json:"below"`
	Fee   money.Amount `json:"fee"`
}

type freightJSON struct {
	By       FreightBy     `json:"by"`
	Fee      *money.Amount `json:"fee,omitempty"`
	Steps    []stepJSON    `json:"steps,omitempty"`
	FreeFrom *money.Amount `json:"free_from,omitempty"`
}

type stepJSON struct {
	From decimal.Decimal `json:"from"`
	Fee  money.Amount    `json:"fee"`
}

type cashDiscountJSON struct {
	Percent decimal.Decimal `json:"percent"`
	Days    int             `json:"days"`
}

func (c Conditions) json() conditionsJSON {
	out := conditionsJSON{MinimumOrder: c.MinimumOrder, LeadDays: c.LeadDays}
	if c.SmallOrderFee != nil {
		fee := feeJSON(*c.SmallOrderFee)
		out.SmallOrderFee = &fee
	}
	if c.CashDiscount != nil {
		discount := cashDiscountJSON(*c.CashDiscount)
		out.CashDiscount = &discount
	}
	if f := c.Freight; f != nil {
		out.Freight = &freightJSON{By: f.By, FreeFrom: f.FreeFrom}
		if f.By == FlatFreight {
			out.Freight.Fee = &f.Fee
		}
		for _, s := range f.Steps {
			out.Freight.Steps = append(out.Freight.Steps, stepJSON(s))
		}
	}
	return out
}

func readConditions(text string) (Conditions, error) {
	var in conditionsJSON
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return Conditions{}, err
	}
	out := Conditions{MinimumOrder: in.MinimumOrder, LeadDays: in.LeadDays}
	if in.SmallOrderFee != nil {
		fee := SmallOrderFee(*in.SmallOrderFee)
		out.SmallOrderFee = &fee
	}
	if in.CashDiscount != nil {
		discount := CashDiscount(*in.CashDiscount)
		out.CashDiscount = &discount
	}
	if f := in.Freight; f != nil {
		out.Freight = &Freight{By: f.By, FreeFrom: f.FreeFrom}
		if f.Fee != nil {
			out.Freight.Fee = *f.Fee
		}
		for _, s := range f.Steps {
			out.Freight.Steps = append(out.Freight.Steps, FreightStep(s))
		}
	}
	return out, nil
}

// conditionRow is a level as it is read.
type conditionRow struct {
	TenantID     id.CompanyID
	ID           id.ConditionID
	Level        string
	Region       string
	GroupID      id.GroupID
	GroupName    string
	CustomerID   id.CustomerID
	CustomerName string
	Conditions   string
	Version      int64
	UpdatedAt    time.Time
}

func (r conditionRow) condition() (Condition, error) {
	conditions, err := readConditions(r.Conditions)
	return Condition{r.ID, ConditionLevel(r.Level), r.Region, r.GroupID, r.GroupName, r.CustomerID, r.CustomerName, conditions, r.Version, r.UpdatedAt.UTC()}, err
}

// byLevel orders levels from the farthest to the nearest; of regions the wider first.
const byLevel = " ORDER BY array_position(ARRAY['default','region','group','customer'], d.level), length(d.region), d.region, d.id"

const conditionColumns = `d.tenant_id, d.id, d.level, d.region, d.group_id, coalesce(g.name, '') AS group_name, d.customer_id, coalesce(c.name, '') AS customer_name, d.conditions::text AS conditions, d.version, d.updated_at
FROM pricing_condition d
LEFT JOIN trading_group g ON g.tenant_id = d.tenant_id AND g.id = d.group_id
LEFT JOIN trading_customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id`

func readLevels(tx *tenants.Tx, where string, args ...any) ([]Condition, error) {
	var rows []conditionRow
	if err := tx.Gorm().Raw("SELECT "+conditionColumns+where+byLevel, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Condition, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.condition(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func listConditions(tx *tenants.Tx, tenant id.CompanyID) ([]Condition, error) {
	return readLevels(tx, " WHERE d.tenant_id = ?", tenant)
}

// conditionsOf puts the levels that are for somebody over each other, in the supplier's scope.
func conditionsOf(tx *tenants.Tx, tenant id.CompanyID, who Standing) (Conditions, error) {
	levels, err := readLevels(tx, ` WHERE d.tenant_id = @tenant AND d.id IN (SELECT a.condition_id
  FROM sec.applying_conditions(ARRAY[(@tenant)::uuid], ARRAY[(@customer)::uuid], ARRAY[(@group)::uuid], ARRAY[(@region)::text]) a)`,
		sql.Named("tenant", tenant), sql.Named("customer", who.Customer), sql.Named("group", who.Group), sql.Named("region", who.Region))
	out := Conditions{}
	for _, l := range levels {
		out = l.Conditions.Over(out)
	}
	return out, err
}

// termsOf are the terms agreed with a customer: those of its relationship, else those of its record over its group's.
func termsOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (terms.Terms, error) {
	var row struct{ Terms terms.Column }
	err := tx.Gorm().Raw(`SELECT coalesce(r.terms, coalesce(g.terms, '{}') || c.terms) AS terms
FROM trading_customer c
LEFT JOIN trading_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id
LEFT JOIN trading_relationship r ON r.tenant_id = c.tenant_id AND r.customer_id = c.id
WHERE c.tenant_id = ? AND c.id = ? ORDER BY r.state = 'approved' DESC NULLS LAST LIMIT 1`, tenant, customer).Scan(&row).Error
	return terms.Terms(row.Terms), err
}

// Said answers, in a pair or buyer scope, what suppliers ask of the buyer beside prices: their levels put over each other, with nothing agreed over them.
func Said(ctx context.Context, tx *tenants.Tx) (map[id.CompanyID]Conditions, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, "SELECT d.tenant_id, d.conditions::text FROM pricing_condition d"+byLevel)
	if err != nil {
		return nil, err
	}
	out := map[id.CompanyID]Conditions{}
	var tenant [16]byte
	var text string
	_, err = pgx.ForEachRow(rows, []any{&tenant, &text}, func() error {
		level, err := readConditions(text)
		of := id.FromUUID[id.Company](tenant)
		out[of] = level.Over(out[of])
		return err
	})
	return out, err
}

// ForRelationships answers, in a pair or buyer scope, what suppliers ask of the buyer beside prices: their levels put over each other, under the agreed
// terms. Suppliers without an approved relationship are missing.
func ForRelationships(tx *tenants.Tx, suppliers []id.CompanyID) (map[id.CompanyID]Resolved, error) {
	wanted := make(tenants.TextArray, len(suppliers))
	for i, s := range suppliers {
		wanted[i] = s.UUID()
	}
	var agreed []struct {
		TenantID id.CompanyID
		Terms    terms.Column
	}
	if err := tx.Gorm().Raw("SELECT tenant_id, terms FROM trading_relationship WHERE tenant_id = ANY (?::uuid[]) AND state = 'approved'", wanted).Scan(&agreed).Error; err != nil {
		return nil, err
	}
	var rows []conditionRow
	err := tx.Gorm().Raw("SELECT d.tenant_id, d.id, d.level, d.region, d.group_id, d.customer_id, d.conditions::text AS conditions, d.version, d.updated_at FROM pricing_condition d WHERE d.tenant_id = ANY (?::uuid[])"+byLevel,
		wanted).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	policies, err := policiesOf(tx, suppliers)
	if err != nil {
		return nil, err
	}
	said := map[id.CompanyID]Conditions{}
	for _, r := range rows {
		level, err := r.condition()
		if err != nil {
			return nil, err
		}
		said[r.TenantID] = level.Conditions.Over(said[r.TenantID])
	}
	out := make(map[id.CompanyID]Resolved, len(agreed))
	for _, a := range agreed {
		out[a.TenantID] = Resolved{said[a.TenantID].Under(terms.Terms(a.Terms)), policies[a.TenantID]}
	}
	return out, nil
}

// putCondition writes a level; a version that is given has to be that which stands.
func putCondition(tx *tenants.Tx, tenant id.CompanyID, c Condition, version *int64) (Condition, error) {
	text, err := json.Marshal(c.Conditions.json())
	if err != nil {
		return Condition{}, err
	}
	var of id.ConditionID
	err = tx.Gorm().Raw(`INSERT INTO pricing_condition AS d (tenant_id, id, level, region, group_id, customer_id, conditions, updated_at)
VALUES (@tenant, @id, @level, @region, @group, @customer, (@conditions)::jsonb, @now)
ON CONFLICT (tenant_id, level, region, group_id, customer_id) DO UPDATE SET conditions = EXCLUDED.conditions, version = d.version + 1, updated_at = EXCLUDED.updated_at
WHERE (@version)::bigint IS NULL OR d.version = (@version)::bigint RETURNING id`,
		sql.Named("tenant", tenant), sql.Named("id", id.New[id.Condition](tx.Now())), sql.Named("level", string(c.Level)), sql.Named("region", c.Region), sql.Named("group", c.Group),
		sql.Named("customer", c.Customer), sql.Named("conditions", string(text)), sql.Named("now", tx.Now()), sql.Named("version", version)).Scan(&of).Error
	if err != nil {
		return Condition{}, err
	}
	if of.IsZero() {
		return Condition{}, fault.Stale
	}
	levels, err := readLevels(tx, " WHERE d.tenant_id = ? AND d.id = ?", tenant, of)
	if err != nil || len(levels) == 0 {
		return Condition{}, err
	}
	return levels[0], nil
}

// deleteCondition takes a level away and says which it was; fault.NotFound where there is none.
func deleteCondition(tx *tenants.Tx, tenant id.CompanyID, of id.ConditionID) (ConditionLevel, error) {
	var level string
	err := tx.Gorm().Raw("DELETE FROM pricing_condition WHERE tenant_id = ? AND id = ? RETURNING level", tenant, of).Scan(&level).Error
	if err == nil && level == "" {
		return "", fault.NotFound
	}
	return ConditionLevel(level), err
}
