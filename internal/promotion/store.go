package promotion

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// selectionJSON is a selection as the column keeps it.
type selectionJSON struct {
	All        bool        `json:"all,omitempty"`
	Items      []id.ItemID `json:"items,omitempty"`
	Families   []string    `json:"families,omitempty"`
	Categories []string    `json:"categories,omitempty"`
	Not        []id.ItemID `json:"not,omitempty"`
}

type tierJSON struct {
	From    decimal.Decimal `json:"from"`
	Percent decimal.Decimal `json:"percent"`
	Amount  decimal.Decimal `json:"amount"`
}

type partJSON struct {
	On    selectionJSON `json:"on"`
	Count int64         `json:"count"`
}

type givenJSON struct {
	Item  id.ItemID       `json:"item"`
	Count decimal.Decimal `json:"count"`
	Worth decimal.Decimal `json:"worth"`
}

// ruleJSON is a rule as the column keeps it.
type ruleJSON struct {
	On      selectionJSON   `json:"on"`
	Measure string          `json:"measure"`
	Tiers   []tierJSON      `json:"tiers,omitempty"`
	Each    bool            `json:"each,omitempty"`
	Take    int64           `json:"take,omitempty"`
	Pay     int64           `json:"pay,omitempty"`
	Parts   []partJSON      `json:"parts,omitempty"`
	Price   decimal.Decimal `json:"price"`
	Gift    *givenJSON      `json:"gift,omitempty"`
	Most    int64           `json:"most,omitempty"`
	Alone   bool            `json:"alone,omitempty"`
}

func (r Rule) text() (string, error) {
	out := ruleJSON{
		On: selectionJSON(r.On), Measure: string(r.Measure), Each: r.Each, Take: r.Take, Pay: r.Pay, Price: r.Price, Most: r.Most, Alone: r.Alone,
	}
	for _, t := range r.Tiers {
		out.Tiers = append(out.Tiers, tierJSON(t))
	}
	for _, p := range r.Parts {
		out.Parts = append(out.Parts, partJSON{selectionJSON(p.On), p.Count})
	}
	if !r.Gift.Item.IsZero() {
		gift := givenJSON(r.Gift)
		out.Gift = &gift
	}
	text, err := json.Marshal(out)
	return string(text), err
}

func readRule(text string) (Rule, error) {
	var in ruleJSON
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return Rule{}, fmt.Errorf("promotion: rule: %w", err)
	}
	out := Rule{On: combine.Selection(in.On), Measure: combine.Measure(in.Measure), Each: in.Each, Take: in.Take, Pay: in.Pay, Price: in.Price, Most: in.Most, Alone: in.Alone}
	for _, t := range in.Tiers {
		out.Tiers = append(out.Tiers, combine.Tier(t))
	}
	for _, p := range in.Parts {
		out.Parts = append(out.Parts, combine.Part{On: combine.Selection(p.On), Count: p.Count})
	}
	if in.Gift != nil {
		out.Gift = combine.Given(*in.Gift)
	}
	return out, nil
}

// row is a promotion as it is read; arrays come as JSON.
type row struct {
	ID         id.PromotionID
	Name       string
	Note       string
	Kind       string
	State      string
	Archived   bool
	Currency   money.Currency
	Priority   int
	Rule       string
	Coupon     string
	AsksCoupon bool
	UsedUp     bool
	Groups     string
	Regions    string
	Newcomers  bool
	AwayDays   int
	ValidFrom  *time.Time
	ValidUntil *time.Time
	PerBuyer   int
	UsesLimit  int64
	Budget     decimal.NullDecimal
	Uses       int64
	Spent      decimal.Decimal
	BySupplier int64
	ByBrand    int64
	ByHub      int64
	Brand      string
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
	TenantID   id.CompanyID
}

const columns = `tenant_id, id, name, note, kind, state, archived, currency, priority, rule::text AS rule, coupon, array_to_json(groups)::text AS groups, array_to_json(regions)::text AS regions,
newcomers, away_days, valid_from, valid_until, per_buyer, uses_limit, budget, uses, spent, by_supplier, by_brand, by_hub, brand, version, created_at, updated_at`

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}

func (r row) promotion() (Promotion, error) {
	rule, err := readRule(r.Rule)
	if err != nil {
		return Promotion{}, err
	}
	p := Promotion{
		ID: r.ID, kept: r.State, archived: r.Archived, Uses: r.Uses, Spent: r.Spent, Version: r.Version, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
		Terms: Terms{
			Name: r.Name, Note: r.Note, Kind: combine.Kind(r.Kind), Currency: r.Currency, Priority: r.Priority, Rule: rule, Coupon: r.Coupon, New: r.Newcomers, AwayDays: r.AwayDays,
			From: utc(r.ValidFrom), Until: utc(r.ValidUntil), PerBuyer: r.PerBuyer, Limit: r.UsesLimit, Funding: combine.Funding{Supplier: r.BySupplier, Brand: r.ByBrand, Hub: r.ByHub}, Brand: r.Brand,
		},
	}
	if r.Budget.Valid {
		p.Budget = &r.Budget.Decimal
	}
	if r.Groups == "" { // a buyer's scope does not read whom it is for
		return p, nil
	}
	var groups []string
	if err := json.Unmarshal([]byte(r.Groups), &groups); err != nil {
		return Promotion{}, err
	}
	p.Groups = make([]id.GroupID, len(groups))
	for i, uuid := range groups {
		if err := p.Groups[i].Scan(uuid); err != nil {
			return Promotion{}, err
		}
	}
	return p, json.Unmarshal([]byte(r.Regions), &p.Regions)
}

func promotions(rows []row) ([]Promotion, error) {
	out := make([]Promotion, len(rows))
	for i, r := range rows {
		p, err := r.promotion()
		if err != nil {
			return nil, err
		}
		out[i] = p
	}
	return out, nil
}

func read(tx *tenants.Tx, tenant id.CompanyID, promotion id.PromotionID, lock bool) (Promotion, error) {
	query := "SELECT " + columns + " FROM promotion_action WHERE tenant_id = ? AND id = ?"
	if lock {
		query += " FOR UPDATE"
	}
	var rows []row
	if err := tx.Gorm().Raw(query, tenant, promotion).Scan(&rows).Error; err != nil {
		return Promotion{}, err
	}
	if len(rows) == 0 {
		return Promotion{}, fault.NotFound
	}
	return rows[0].promotion()
}

// standing is SQL that says how a promotion stands at @now, as State does.
const standing = `CASE WHEN archived THEN 'archived' WHEN state = 'ended' OR state <> 'draft' AND valid_until <= @now THEN 'ended'
WHEN state = 'live' AND valid_from > @now THEN 'scheduled' WHEN state = 'live' THEN 'running' ELSE state END`

// list reads promotions, the newest first; state "" is all but archived ones. now is the moment of which the states are.
func list(tx *tenants.Tx, tenant id.CompanyID, words string, state State, now, before time.Time, last id.PromotionID, limit int) ([]Promotion, error) {
	var rows []row
	err := tx.Gorm().Raw("SELECT "+columns+` FROM promotion_action WHERE tenant_id = @tenant AND (created_at, id) < (@before, (@last)::uuid)
AND (`+standing+` = @state OR @state = '' AND NOT archived)
AND NOT EXISTS (SELECT FROM regexp_split_to_table(@words, '\s+') w WHERE w <> '' AND name || ' ' || note NOT ILIKE '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%')
ORDER BY created_at DESC, id DESC LIMIT @limit`,
		map[string]any{"tenant": tenant, "before": before, "last": last.UUID(), "state": string(state), "words": words, "now": now, "limit": limit}).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return promotions(rows)
}

// counted are numbers of promotions by state.
func counted(tx *tenants.Tx, tenant id.CompanyID, now time.Time) (map[State]int, error) {
	var rows []struct {
		State string
		N     int
	}
	err := tx.Gorm().Raw("SELECT "+standing+" AS state, count(*) AS n FROM promotion_action WHERE tenant_id = @tenant GROUP BY 1", map[string]any{"tenant": tenant, "now": now}).Scan(&rows).Error
	out := map[State]int{}
	for _, r := range rows {
		out[State(r.State)] = r.N
	}
	return out, err
}

func texts[T interface{ UUID() string }](in []T) tenants.TextArray {
	out := make(tenants.TextArray, len(in))
	for i, x := range in {
		out[i] = x.UUID()
	}
	return out
}

func (t Terms) arguments() (map[string]any, error) {
	rule, err := t.Rule.text()
	return map[string]any{
		"name": t.Name, "note": t.Note, "kind": string(t.Kind), "currency": t.Currency.Code(), "priority": t.Priority, "rule": rule, "coupon": t.Coupon, "groups": texts(t.Groups),
		"regions": append(tenants.TextArray{}, t.Regions...), "newcomers": t.New, "away": t.AwayDays, "from": t.From, "until": t.Until, "per_buyer": t.PerBuyer, "limit": t.Limit, "budget": t.Budget,
		"by_supplier": t.Funding.Supplier, "by_brand": t.Funding.Brand, "by_hub": t.Funding.Hub, "brand": t.Brand,
	}, err
}

func insert(tx *tenants.Tx, tenant id.CompanyID, promotion id.PromotionID, t Terms) error {
	values, err := t.arguments()
	if err != nil {
		return err
	}
	values["tenant"], values["id"], values["person"], values["now"] = tenant, promotion, tx.Scope().PersonID(), tx.Now()
	return codeFault(tx.Gorm().Exec(`INSERT INTO promotion_action (tenant_id, id, name, note, kind, currency, priority, rule, coupon, groups, regions, newcomers, away_days, valid_from, valid_until,
per_buyer, uses_limit, budget, by_supplier, by_brand, by_hub, brand, created_by, created_at, updated_at)
VALUES (@tenant, @id, @name, @note, @kind, @currency, @priority, (@rule)::jsonb, @coupon, (@groups)::uuid[], (@regions)::text[], @newcomers, @away, @from, @until,
@per_buyer, @limit, @budget, @by_supplier, @by_brand, @by_hub, @brand, @person, @now, @now)`, values).Error)
}

func update(tx *tenants.Tx, tenant id.CompanyID, promotion id.PromotionID, t Terms) error {
	values, err := t.arguments()
	if err != nil {
		return err
	}
	values["tenant"], values["id"], values["now"] = tenant, promotion, tx.Now()
	return codeFault(tx.Gorm().Exec(`UPDATE promotion_action SET name = @name, note = @note, kind = @kind, currency = @currency, priority = @priority, rule = (@rule)::jsonb, coupon = @coupon,
groups = (@groups)::uuid[], regions = (@regions)::text[], newcomers = @newcomers, away_days = @away, valid_from = @from, valid_until = @until, per_buyer = @per_buyer, uses_limit = @limit, budget = @budget,
by_supplier = @by_supplier, by_brand = @by_brand, by_hub = @by_hub, brand = @brand, version = version + 1, updated_at = @now WHERE tenant_id = @tenant AND id = @id`, values).Error)
}

func codeFault(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "promotion_action_coupon" {
		return errTaken.Because(err)
	}
	return err
}

func putState(tx *tenants.Tx, tenant id.CompanyID, promotion id.PromotionID, kept string, archived bool) error {
	return codeFault(tx.Gorm().Exec("UPDATE promotion_action SET state = ?, archived = ?, version = version + 1, updated_at = ? WHERE tenant_id = ? AND id = ?", kept, archived, tx.Now(), tenant, promotion).Error)
}

func remove(tx *tenants.Tx, tenant id.CompanyID, promotion id.PromotionID) (bool, error) {
	got := tx.Gorm().Exec("DELETE FROM promotion_action WHERE tenant_id = ? AND id = ? AND state = 'draft'", tenant, promotion)
	return got.RowsAffected > 0, got.Error
}

// policyRow is a policy as it is read.
type policyRow struct {
	TenantID    id.CompanyID
	Mode        string
	MostPerLine int
	MostPercent decimal.Decimal
	Version     int64
}

func (r policyRow) policy() Policy {
	return Policy{combine.Policy{Mode: combine.Mode(r.Mode), MostPerLine: r.MostPerLine, MostPercent: r.MostPercent}, r.Version}
}

// usual is the policy of a supplier that said nothing.
var usual = Policy{Policy: combine.Policy{Mode: combine.Best}}

func readPolicy(tx *tenants.Tx, tenant id.CompanyID) (Policy, error) {
	var rows []policyRow
	err := tx.Gorm().Raw("SELECT tenant_id, mode, most_per_line, most_percent, version FROM promotion_policy WHERE tenant_id = ?", tenant).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return usual, err
	}
	return rows[0].policy(), nil
}

// putPolicy writes a policy over a version; nil for any. Another version is fault.Stale.
func putPolicy(tx *tenants.Tx, tenant id.CompanyID, p Policy, version *int64) error {
	got := tx.Gorm().Exec(`INSERT INTO promotion_policy AS old (tenant_id, mode, most_per_line, most_percent, updated_at)
SELECT ?, ?, ?, ?, ? WHERE coalesce(?::bigint, 0) = 0 OR EXISTS (SELECT FROM promotion_policy p WHERE p.tenant_id = ?)
ON CONFLICT (tenant_id) DO UPDATE SET mode = EXCLUDED.mode, most_per_line = EXCLUDED.most_per_line, most_percent = EXCLUDED.most_percent, version = old.version + 1, updated_at = EXCLUDED.updated_at
WHERE coalesce(?::bigint, old.version) = old.version`, tenant, string(p.Mode), p.MostPerLine, p.MostPercent, tx.Now(), version, tenant, version)
	if got.Error == nil && got.RowsAffected == 0 {
		return fault.Stale
	}
	return got.Error
}

// Item is an item that a promotion names.
type Item struct {
	ID        id.ItemID
	SKU, Name string
}

// namesOf are the names of items, of those that the scope sees.
func namesOf(tx *tenants.Tx, tenant id.CompanyID, items []id.ItemID) (map[id.ItemID]Item, error) {
	var rows []Item
	err := tx.Gorm().Raw("SELECT i.id, i.sku, i.name FROM unnest(?::uuid[]) AS w(id) JOIN catalog_item i ON i.tenant_id = ? AND i.id = w.id", texts(items), tenant).Scan(&rows).Error
	out := make(map[id.ItemID]Item, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

// familyOf is the family of an item that the scope sees, and its category; false where it sees none.
func familyOf(tx *tenants.Tx, tenant id.CompanyID, item id.ItemID) (family, category string, there bool, err error) {
	var rows []struct{ Family, Category string }
	err = tx.Gorm().Raw("SELECT family, category FROM catalog_item WHERE tenant_id = ? AND id = ?", tenant, item).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return "", "", false, err
	}
	return rows[0].Family, rows[0].Category, true, nil
}

// customerOf is the group and the region of a customer.
func customerOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (group id.GroupID, region string, err error) {
	var rows []struct {
		GroupID id.GroupID
		Region  string
	}
	err = tx.Gorm().Raw("SELECT group_id, region FROM trading_customer WHERE tenant_id = ? AND id = ?", tenant, customer).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = fault.Invalid.With(fault.Field{Path: "/customer", Code: "unknown", Message: "This customer is not there."})
	}
	if err != nil {
		return group, "", err
	}
	return rows[0].GroupID, rows[0].Region, nil
}
