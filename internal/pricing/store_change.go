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

// setRow is a change as it is read.
type setRow struct {
	ID           id.ChangeSetID
	Name         string
	Source       string
	State        string
	Lines        int
	Kept         int
	Tally        string
	PublishAt    *time.Time
	PublishedAt  *time.Time
	RolledBackAt *time.Time
	Failure      string
	PersonName   string
	CreatedAt    time.Time
}

// tallyJSON is a tally as the column keeps it.
type tallyJSON struct {
	Raised     int `json:"raised"`
	Lowered    int `json:"lowered"`
	New        int `json:"new"`
	Cleared    int `json:"cleared"`
	Same       int `json:"same"`
	UnderFloor int `json:"under_floor"`
}

func (r setRow) change() (Change, error) {
	var sum tallyJSON
	err := json.Unmarshal([]byte(r.Tally), &sum)
	return Change{
		ID: r.ID, Name: r.Name, Source: r.Source, State: ChangeState(r.State), Lines: r.Lines, Kept: r.Kept, Tally: Tally(sum), PublishAt: moment(r.PublishAt), PublishedAt: moment(r.PublishedAt),
		RolledBackAt: moment(r.RolledBackAt), Failure: r.Failure, PersonName: r.PersonName, CreatedAt: r.CreatedAt.UTC(),
	}, err
}

const setColumns = `s.id, s.name, s.source, s.state, s.lines, s.kept, s.tally::text AS tally, s.publish_at, s.published_at, s.rolled_back_at, s.failure, coalesce(p.name, '') AS person_name, s.created_at
FROM pricing_change_set s LEFT JOIN identity_person p ON p.id = s.person_id`

func readChanges(tx *tenants.Tx, where string, args ...any) ([]Change, error) {
	var rows []setRow
	if err := tx.Gorm().Raw("SELECT "+setColumns+where, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Change, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.change(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func listChanges(tx *tenants.Tx, tenant id.CompanyID, state ChangeState, before id.ChangeSetID, limit int) ([]Change, error) {
	return readChanges(tx, ` WHERE s.tenant_id = @tenant AND (@state = '' OR s.state = @state) AND s.id < coalesce(@before, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) ORDER BY s.id DESC LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("state", string(state)), sql.Named("before", before), sql.Named("limit", limit))
}

func findChange(tx *tenants.Tx, tenant id.CompanyID, of id.ChangeSetID) (Change, error) {
	rows, err := readChanges(tx, " WHERE s.tenant_id = ? AND s.id = ?", tenant, of)
	if err != nil {
		return Change{}, err
	}
	if len(rows) == 0 {
		return Change{}, fault.NotFound
	}
	return rows[0], nil
}

// lockChange lets one at a time decide on a change.
func lockChange(tx *tenants.Tx, tenant id.CompanyID, of id.ChangeSetID) (Change, error) {
	var found int
	if err := tx.Gorm().Raw("SELECT 1 FROM pricing_change_set WHERE tenant_id = ? AND id = ? FOR UPDATE", tenant, of).Scan(&found).Error; err != nil {
		return Change{}, err
	}
	if found == 0 {
		return Change{}, fault.NotFound
	}
	return findChange(tx, tenant, of)
}

// deleteChangeLines takes lines out of a change.
func deleteChangeLines(tx *tenants.Tx, tenant id.CompanyID, of id.ChangeSetID, positions []int) error {
	wanted, err := json.Marshal(positions)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec("DELETE FROM pricing_change_line WHERE tenant_id = ? AND set_id = ? AND position IN (SELECT p::int FROM jsonb_array_elements_text(?::jsonb) AS p)", tenant, of, string(wanted)).Error
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE pricing_change_set s SET version = version + 1, updated_at = ?, lines = (SELECT count(*) FROM pricing_change_line l WHERE l.tenant_id = s.tenant_id AND l.set_id = s.id)
WHERE tenant_id = ? AND id = ?`, tx.Now(), tenant, of).Error
}

// setChangeState moves a change on; at is when it shall be published, zero for no such time.
func setChangeState(tx *tenants.Tx, tenant id.CompanyID, of id.ChangeSetID, state ChangeState, at time.Time, failure string) error {
	return tx.Gorm().Exec(`UPDATE pricing_change_set SET state = @state, publish_at = coalesce(@at, publish_at), failure = @failure, version = version + 1, updated_at = @now,
  published_at = CASE @state WHEN 'published' THEN @now ELSE published_at END
WHERE tenant_id = @tenant AND id = @of`, sql.Named("state", string(state)), sql.Named("at", column(at)), sql.Named("failure", failure), sql.Named("now", tx.Now()), sql.Named("tenant", tenant), sql.Named("of", of)).Error
}

func markRolledBack(tx *tenants.Tx, tenant id.CompanyID, of id.ChangeSetID, kept int) error {
	return tx.Gorm().Exec("UPDATE pricing_change_set SET state = 'rolled_back', rolled_back_at = ?, kept = ?, version = version + 1, updated_at = ? WHERE tenant_id = ? AND id = ?",
		tx.Now(), kept, tx.Now(), tenant, of).Error
}

// lineJSON is a line of a change as it is written, many at a time.
type lineJSON struct {
	Position int        `json:"position"`
	Item     string     `json:"item_id"`
	List     *string    `json:"list_id"`
	Customer *string    `json:"customer_id"`
	From     *time.Time `json:"valid_from"`
	Until    *time.Time `json:"valid_to"`
	Currency string     `json:"currency"`
	Price    *string    `json:"price"`
	Breaks   []breakRow `json:"breaks"`
	Agreed   *string    `json:"agreed"`
}

func newLineJSON(n int, l draftedLine) lineJSON {
	entry := newEntryLine(time.Time{}, written{l.item, l.from, l.until, l.price, l.agreed})
	out := lineJSON{Position: n, Item: entry.Item, From: entry.From, Until: entry.Until, Currency: l.currency, Price: entry.Price, Breaks: entry.Breaks, Agreed: entry.Agreed}
	if !l.target.List.IsZero() {
		list := l.target.List.UUID()
		out.List = &list
	}
	if !l.target.Customer.IsZero() {
		customer := l.target.Customer.UUID()
		out.Customer = &customer
	}
	return out
}

const lineTypes = "AS n(position int, item_id uuid, list_id uuid, customer_id uuid, valid_from timestamptz, valid_to timestamptz, currency text, price numeric, breaks jsonb, agreed numeric)"

func insertChange(tx *tenants.Tx, tenant id.CompanyID, set id.ChangeSetID, name, source string, lines []draftedLine) error {
	err := tx.Gorm().Exec("INSERT INTO pricing_change_set (tenant_id, id, name, source, lines, person_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		tenant, set, name, source, len(lines), tx.Scope().PersonID(), tx.Now(), tx.Now()).Error
	if err != nil || len(lines) == 0 {
		return err
	}
	rows := make([]lineJSON, len(lines))
	for i, l := range lines {
		rows[i] = newLineJSON(i, l)
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO pricing_change_line (tenant_id, set_id, position, item_id, list_id, customer_id, valid_from, valid_to, currency, price, breaks, agreed)
SELECT ?::uuid, ?::uuid, n.position, n.item_id, n.list_id, n.customer_id, n.valid_from, n.valid_to, n.currency, n.price, n.breaks, n.agreed FROM jsonb_to_recordset(?::jsonb) `+lineTypes+" ORDER BY n.position",
		tenant, set, string(text)).Error
}

// standsAt is SQL for what stands where a line x(tenant_id, item_id, list_id, customer_id, valid_from) is: exactly there, and what is in force then. l is its list.
const standsAt = `
LEFT JOIN LATERAL (
  SELECT jsonb_build_object('currency', p.currency, 'price', p.price, 'breaks', p.breaks) AS v FROM pricing_list_price p
  WHERE x.list_id IS NULL AND x.customer_id IS NULL AND p.tenant_id = x.tenant_id AND p.item_id = x.item_id
  UNION ALL
  SELECT jsonb_build_object('currency', p.currency, 'price', p.price, 'breaks', p.breaks) FROM pricing_own_price p
  WHERE p.tenant_id = x.tenant_id AND p.customer_id = x.customer_id AND p.item_id = x.item_id
  UNION ALL
  SELECT jsonb_build_object('currency', l.currency, 'price', e.price, 'breaks', e.breaks, 'until', e.valid_to, 'agreed', e.agreed) FROM pricing_entry e
  WHERE e.tenant_id = x.tenant_id AND e.list_id = x.list_id AND e.item_id = x.item_id AND e.valid_from IS NOT DISTINCT FROM x.valid_from
) exact ON true
LEFT JOIN LATERAL (
  SELECT f.v FROM (
    SELECT jsonb_build_object('currency', l.currency, 'price', e.price, 'breaks', e.breaks) AS v, 1 AS rank, e.valid_from FROM pricing_entry e
    WHERE e.tenant_id = x.tenant_id AND e.list_id = x.list_id AND e.item_id = x.item_id
      AND (e.valid_from IS NULL OR e.valid_from <= coalesce(x.valid_from, @now)) AND (e.valid_to IS NULL OR e.valid_to > coalesce(x.valid_from, @now))
    UNION ALL
    SELECT jsonb_build_object('currency', p.currency, 'price', p.price, 'breaks', p.breaks), 2, NULL FROM pricing_list_price p
    WHERE l.kind = 'base' AND p.tenant_id = x.tenant_id AND p.item_id = x.item_id
  ) f WHERE x.list_id IS NOT NULL ORDER BY f.rank, f.valid_from DESC NULLS LAST LIMIT 1
) force ON true`

// stoodJSON is a price that stands, as SQL puts it together and as a published line keeps it.
type stoodJSON struct {
	Currency money.Currency      `json:"currency"`
	Price    decimal.Decimal     `json:"price"`
	Breaks   []breakRow          `json:"breaks"`
	Until    *time.Time          `json:"until,omitempty"`
	Agreed   decimal.NullDecimal `json:"agreed,omitempty"`
}

func readStood(text *string) (*stood, error) {
	if text == nil || *text == "null" {
		return nil, nil
	}
	var in stoodJSON
	if err := json.Unmarshal([]byte(*text), &in); err != nil {
		return nil, err
	}
	amount, err := money.NewUnitPrice(in.Price, in.Currency)
	if err != nil {
		return nil, err
	}
	out := &stood{price: Price{Amount: amount}, until: moment(in.Until)}
	if in.Agreed.Valid {
		out.agreed = &in.Agreed.Decimal
	}
	for _, b := range in.Breaks {
		unit, err := money.NewUnitPrice(b.Price, in.Currency)
		if err != nil {
			return nil, err
		}
		out.price.Breaks = append(out.price.Breaks, Break{b.From, unit})
	}
	return out, nil
}

// compareRow is a line of a change beside what stands.
type compareRow struct {
	Position     int
	ItemID       id.ItemID
	SKU          string `gorm:"column:sku"`
	Name         string
	ListID       id.PriceListID
	CustomerID   id.CustomerID
	TargetName   string
	ValidFrom    *time.Time
	ValidTo      *time.Time
	Currency     money.Currency
	Price        decimal.NullDecimal
	Breaks       string
	Agreed       decimal.NullDecimal
	TaxIncluded  bool
	TaxRate      decimal.Decimal
	CostCurrency money.Currency
	Cost         decimal.NullDecimal
	Exact        *string
	Shown        *string
}

func (r compareRow) line(floor *decimal.Decimal) (ChangeLine, error) {
	out := ChangeLine{
		Position: r.Position, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Target: Target{r.ListID, r.CustomerID}, TargetName: r.TargetName, From: moment(r.ValidFrom), Until: moment(r.ValidTo),
		list: resolve.Price{TaxIncluded: r.TaxIncluded, TaxRate: r.TaxRate}, floor: floor,
	}
	shown, err := readStood(r.Shown)
	if err != nil {
		return out, err
	}
	if shown != nil {
		out.Old = &shown.price
	}
	if out.exact, err = readStood(r.Exact); err != nil {
		return out, err
	}
	if r.Agreed.Valid {
		out.Agreed = &r.Agreed.Decimal
	}
	if r.Cost.Valid {
		cost, err := money.NewUnitPrice(r.Cost.Decimal, r.CostCurrency)
		if err != nil {
			return out, err
		}
		out.cost = &cost
	}
	if r.Price.Valid {
		price, err := priceRow{Currency: r.Currency, Price: r.Price.Decimal, Breaks: r.Breaks}.price()
		if err != nil {
			return out, err
		}
		out.New = &price
	}
	return out, nil
}

// linesOf are lines of a change after a position. Of one that was published, what is shown as old is what stood then.
func linesOf(tx *tenants.Tx, tenant id.CompanyID, set Change, after, limit int) ([]ChangeLine, error) {
	policy, err := readPolicy(tx, tenant)
	if err != nil {
		return nil, err
	}
	var rows []compareRow
	err = tx.Gorm().Raw(`SELECT x.position, x.item_id, i.sku, i.name, x.list_id, x.customer_id, coalesce(l.name, c.name, '') AS target_name, x.valid_from, x.valid_to, x.currency, x.price,
  x.breaks::text AS breaks, x.agreed, coalesce(l.tax_included, false) AS tax_included, coalesce(l.tax_rate, 0) AS tax_rate, k.currency AS cost_currency, k.cost, exact.v::text AS exact,
  (CASE WHEN x.before IS NOT NULL THEN x.before -> 'shown' WHEN x.list_id IS NULL THEN exact.v ELSE force.v END)::text AS shown
FROM pricing_change_line x
JOIN catalog_item i ON i.tenant_id = x.tenant_id AND i.id = x.item_id
LEFT JOIN pricing_list l ON l.tenant_id = x.tenant_id AND l.id = x.list_id
LEFT JOIN trading_customer c ON c.tenant_id = x.tenant_id AND c.id = x.customer_id
LEFT JOIN pricing_cost k ON k.tenant_id = x.tenant_id AND k.item_id = x.item_id`+standsAt+`
WHERE x.tenant_id = @tenant AND x.set_id = @set AND x.position > @after ORDER BY x.position LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("set", set.ID), sql.Named("after", after), sql.Named("limit", limit), sql.Named("now", tx.Now())).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]ChangeLine, len(rows))
	for i, r := range rows {
		if out[i], err = r.line(policy.Floor); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tally goes through all lines of a change, counts them, and keeps the counts with it.
func tally(tx *tenants.Tx, tenant id.CompanyID, set Change, each func(ChangeLine)) (Tally, error) {
	var sum Tally
	for after := -1; ; {
		lines, err := linesOf(tx, tenant, set, after, batch)
		if err != nil {
			return sum, err
		}
		for _, l := range lines {
			sum.add(l)
			if each != nil {
				each(l)
			}
		}
		if len(lines) < batch {
			break
		}
		after = lines[len(lines)-1].Position
	}
	text, err := json.Marshal(tallyJSON(sum))
	if err != nil {
		return sum, err
	}
	return sum, tx.Gorm().Exec("UPDATE pricing_change_set SET tally = ?::jsonb WHERE tenant_id = ? AND id = ?", string(text), tenant, set.ID).Error
}

// beforeJSON is what stood where a line is, and what was in force there, when it was published.
type beforeJSON struct {
	Exact *stoodJSON `json:"exact"`
	Shown *stoodJSON `json:"shown"`
}

// keptLine is the before of one line, many at a time.
type keptLine struct {
	Position int        `json:"position"`
	Before   beforeJSON `json:"before"`
}

func (s stood) json() *stoodJSON {
	out := &stoodJSON{Currency: s.price.Amount.Currency(), Price: s.price.Amount.Decimal(), Breaks: breakRows(s.price.Breaks), Agreed: nullable(s.agreed)}
	if !s.until.IsZero() {
		out.Until = &s.until
	}
	return out
}

// keepBefore writes down with each line what stands.
func keepBefore(tx *tenants.Tx, tenant id.CompanyID, set id.ChangeSetID, lines []ChangeLine) error {
	rows := make([]keptLine, len(lines))
	for i, l := range lines {
		rows[i].Position = l.Position
		if l.exact != nil {
			rows[i].Before.Exact = l.exact.json()
		}
		if l.Old != nil {
			rows[i].Before.Shown = stood{price: *l.Old}.json()
		}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE pricing_change_line x SET before = n.before FROM jsonb_to_recordset(?::jsonb) AS n(position int, before jsonb)
WHERE x.tenant_id = ? AND x.set_id = ? AND x.position = n.position`, string(text), tenant, set).Error
}

// reversed are lines that bring back what stood before a change, where nobody has changed it since, and how many are left.
func reversed(tx *tenants.Tx, tenant id.CompanyID, set Change) (back []ChangeLine, kept int, err error) {
	before, err := befores(tx, tenant, set.ID)
	if err != nil {
		return nil, 0, err
	}
	for after := -1; ; {
		lines, err := linesOf(tx, tenant, set, after, batch)
		if err != nil {
			return nil, 0, err
		}
		for _, l := range lines {
			if !l.untouched() {
				kept++
				continue
			}
			was := before[l.Position]
			l.New, l.Until, l.Agreed = nil, time.Time{}, nil
			if was != nil {
				l.New, l.Until, l.Agreed = &was.price, was.until, was.agreed
			}
			back = append(back, l)
		}
		if len(lines) < batch {
			return back, kept, nil
		}
		after = lines[len(lines)-1].Position
	}
}

// befores are what stood exactly where the lines of a published change are, by position.
func befores(tx *tenants.Tx, tenant id.CompanyID, set id.ChangeSetID) (map[int]*stood, error) {
	var rows []struct {
		Position int
		Exact    *string
	}
	err := tx.Gorm().Raw("SELECT position, (before -> 'exact')::text AS exact FROM pricing_change_line WHERE tenant_id = ? AND set_id = ?", tenant, set).Scan(&rows).Error
	out := make(map[int]*stood, len(rows))
	for _, r := range rows {
		if out[r.Position], err = readStood(r.Exact); err != nil {
			return nil, err
		}
	}
	return out, err
}

// customersOf says which of the customers that lines name there are.
func customersOf(tx *tenants.Tx, tenant id.CompanyID, drafts []LineDraft) (map[id.CustomerID]bool, error) {
	var wanted tenants.TextArray
	for _, d := range drafts {
		if !d.Target.Customer.IsZero() {
			wanted = append(wanted, d.Target.Customer.UUID())
		}
	}
	var found []id.CustomerID
	err := tx.Gorm().Raw("SELECT id FROM trading_customer WHERE tenant_id = ? AND id = ANY (?::uuid[])", tenant, wanted).Scan(&found).Error
	out := make(map[id.CustomerID]bool, len(found))
	for _, c := range found {
		out[c] = true
	}
	return out, err
}

// standing answers, line by line, the price that is in force where it is; nil where none is.
func standing(tx *tenants.Tx, tenant id.CompanyID, drafts []LineDraft, names []named, known catalogue) (map[int]*Price, error) {
	var lines []lineJSON
	for i, d := range drafts {
		if item, wrong := names[i].find(known); len(wrong) == 0 {
			lines = append(lines, newLineJSON(i, draftedLine{item: item.id, target: d.Target, from: d.From}))
		}
	}
	return inForce(tx, tenant, lines)
}

func inForce(tx *tenants.Tx, tenant id.CompanyID, lines []lineJSON) (map[int]*Price, error) {
	text, err := json.Marshal(lines)
	if err != nil || len(lines) == 0 {
		return map[int]*Price{}, err
	}
	var rows []struct {
		Position int
		Shown    *string
	}
	err = tx.Gorm().Raw(`SELECT x.position, (CASE WHEN x.list_id IS NULL THEN exact.v ELSE force.v END)::text AS shown
FROM (SELECT (@tenant)::uuid AS tenant_id, n.* FROM jsonb_to_recordset((@lines)::jsonb) `+lineTypes+`) x
LEFT JOIN pricing_list l ON l.tenant_id = x.tenant_id AND l.id = x.list_id`+standsAt, sql.Named("tenant", tenant), sql.Named("lines", string(text)), sql.Named("now", tx.Now())).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make(map[int]*Price, len(rows))
	for _, r := range rows {
		found, err := readStood(r.Shown)
		if err != nil {
			return nil, err
		}
		if found != nil {
			out[r.Position] = &found.price
		}
	}
	return out, nil
}

// figuresFor reads what an operation can count from, item by item.
func figuresFor(tx *tenants.Tx, tenant id.CompanyID, d OperationDraft, items []catalog.Item) (map[id.ItemID]figuresOf, error) {
	ids := make([]id.ItemID, len(items))
	own, from := make([]lineJSON, len(items)), make([]lineJSON, len(items))
	for i, item := range items {
		ids[i] = item.ID
		own[i] = newLineJSON(i, draftedLine{item: item.ID, target: d.Target, from: d.Since})
		from[i] = newLineJSON(i, draftedLine{item: item.ID, target: Target{List: d.FromList}, from: d.Since})
	}
	owns, err := inForce(tx, tenant, own)
	if err != nil {
		return nil, err
	}
	lists := map[int]*Price{}
	if !d.FromList.IsZero() {
		if lists, err = inForce(tx, tenant, from); err != nil {
			return nil, err
		}
	}
	bases, err := ListOf(tx, tenant, ids)
	if err != nil {
		return nil, err
	}
	costs, err := CostsOf(tx, tenant, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]figuresOf, len(items))
	for i, item := range ids {
		of := figuresOf{own: owns[i], list: lists[i]}
		if base, there := bases[item]; there {
			of.base = &base.Price
		}
		if cost, there := costs[item]; there {
			of.cost = &cost
		}
		out[item] = of
	}
	return out, nil
}
