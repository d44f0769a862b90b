package pricing

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// listRow is a price list as it is read.
type listRow struct {
	ID           id.PriceListID
	Kind         string
	Name         string
	Region       string
	Channel      string
	GroupID      id.GroupID
	GroupName    string
	CustomerID   id.CustomerID
	CustomerName string
	Currency     money.Currency
	TaxIncluded  bool
	TaxRate      decimal.Decimal
	RoundMode    string
	RoundStep    decimal.Decimal
	RoundEnding  decimal.Decimal
	Rule         *string
	ValidFrom    *time.Time
	ValidTo      *time.Time
	Priority     int
	FamilyBreaks bool
	State        string
	Version      int64
	Entries      int64
	UpdatedAt    time.Time
}

func (r listRow) list() (PriceList, error) {
	out := PriceList{
		ID: r.ID, Kind: resolve.Kind(r.Kind), Name: r.Name, Region: r.Region, Channel: r.Channel, Group: r.GroupID, GroupName: r.GroupName, Customer: r.CustomerID, CustomerName: r.CustomerName,
		Currency: r.Currency, TaxIncluded: r.TaxIncluded, TaxRate: r.TaxRate, Rounding: roundingOf(r.RoundMode, r.RoundStep, r.RoundEnding), From: moment(r.ValidFrom), Until: moment(r.ValidTo),
		Priority: r.Priority, FamilyBreaks: r.FamilyBreaks, State: ListState(r.State), Version: r.Version, Entries: r.Entries, UpdatedAt: r.UpdatedAt.UTC(),
	}
	if r.Rule != nil {
		rule, err := readRule(*r.Rule)
		if err != nil {
			return PriceList{}, err
		}
		out.Rule = &rule
	}
	return out, nil
}

// moment is a time that may be missing.
func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// column is a time for a column; the zero time is NULL.
func column(t time.Time) sql.NullTime { return sql.NullTime{Time: t.UTC(), Valid: !t.IsZero()} }

const listColumns = `l.id, l.kind, l.name, l.region, l.channel, l.group_id, coalesce(g.name, '') AS group_name, l.customer_id, coalesce(c.name, '') AS customer_name, l.currency, l.tax_included, l.tax_rate,
  l.round_mode, l.round_step, l.round_ending, l.rule::text AS rule, l.valid_from, l.valid_to, l.priority, l.family_breaks, l.state, l.version, l.updated_at,
  (SELECT count(*) FROM pricing_entry e WHERE e.tenant_id = l.tenant_id AND e.list_id = l.id) AS entries
FROM pricing_list l
LEFT JOIN trading_group g ON g.tenant_id = l.tenant_id AND g.id = l.group_id
LEFT JOIN trading_customer c ON c.tenant_id = l.tenant_id AND c.id = l.customer_id`

func listLists(tx *tenants.Tx, tenant id.CompanyID, f ListFilter, name string, after id.PriceListID, limit int) ([]PriceList, error) {
	return readLists(tx, ` WHERE l.tenant_id = @tenant AND (l.name, l.id) > (@name, coalesce(@after, '00000000-0000-0000-0000-000000000000'::uuid))
  AND (@words = '' OR l.name ILIKE @like) AND (@kind = '' OR l.kind = @kind) AND CASE @state WHEN '' THEN l.state <> 'archived' ELSE l.state = @state END
  AND ((@group)::uuid IS NULL OR l.group_id = (@group)::uuid) AND ((@customer)::uuid IS NULL OR l.customer_id = (@customer)::uuid)
ORDER BY l.name, l.id LIMIT @limit`, sql.Named("tenant", tenant), sql.Named("name", name), sql.Named("after", after), sql.Named("words", f.Words), sql.Named("like", tenants.Containing(f.Words)),
		sql.Named("kind", string(f.Kind)), sql.Named("state", string(f.State)), sql.Named("group", f.Group), sql.Named("customer", f.Customer), sql.Named("limit", limit))
}

func readLists(tx *tenants.Tx, where string, args ...any) ([]PriceList, error) {
	var rows []listRow
	if err := tx.Gorm().Raw("SELECT "+listColumns+where, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]PriceList, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.list(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// findList reads a list; fault.NotFound where there is none.
func findList(tx *tenants.Tx, tenant id.CompanyID, of id.PriceListID) (PriceList, error) {
	lists, err := listsOf(tx, tenant, []id.PriceListID{of})
	if err != nil {
		return PriceList{}, err
	}
	list, there := lists[of]
	if !there {
		return PriceList{}, fault.NotFound
	}
	return list, nil
}

// listsOf reads lists by their ids.
func listsOf(tx *tenants.Tx, tenant id.CompanyID, wanted []id.PriceListID) (map[id.PriceListID]PriceList, error) {
	uuids := make(tenants.TextArray, len(wanted))
	for i, w := range wanted {
		uuids[i] = w.UUID()
	}
	lists, err := readLists(tx, " WHERE l.tenant_id = @tenant AND l.id = ANY ((@wanted)::uuid[])", sql.Named("tenant", tenant), sql.Named("wanted", uuids))
	out := make(map[id.PriceListID]PriceList, len(lists))
	for _, l := range lists {
		out[l.ID] = l
	}
	return out, err
}

// lockList keeps a list from being changed by others; a version that is given has to be that which stands.
func lockList(tx *tenants.Tx, tenant id.CompanyID, of id.PriceListID, version *int64) (PriceList, error) {
	var stood int64
	if err := tx.Gorm().Raw("SELECT version FROM pricing_list WHERE tenant_id = ? AND id = ? FOR UPDATE", tenant, of).Scan(&stood).Error; err != nil {
		return PriceList{}, err
	}
	if stood == 0 {
		return PriceList{}, fault.NotFound
	}
	if version != nil && *version != stood {
		return PriceList{}, fault.Stale
	}
	return findList(tx, tenant, of)
}

func listArgs(tx *tenants.Tx, tenant id.CompanyID, l PriceList) ([]any, error) {
	rule, err := writeRule(l.Rule)
	return []any{
		sql.Named("tenant", tenant), sql.Named("id", l.ID), sql.Named("kind", string(l.Kind)), sql.Named("name", l.Name), sql.Named("region", l.Region), sql.Named("channel", l.Channel),
		sql.Named("group", l.Group), sql.Named("customer", l.Customer), sql.Named("currency", l.Currency), sql.Named("included", l.TaxIncluded), sql.Named("rate", l.TaxRate),
		sql.Named("mode", string(l.Rounding.Mode)), sql.Named("step", l.Rounding.Step), sql.Named("ending", l.Rounding.Ending), sql.Named("rule", rule), sql.Named("from", column(l.From)),
		sql.Named("until", column(l.Until)), sql.Named("priority", l.Priority), sql.Named("families", l.FamilyBreaks), sql.Named("now", tx.Now()), sql.Named("state", string(l.State)),
	}, err
}

func insertList(tx *tenants.Tx, tenant id.CompanyID, l PriceList) error {
	args, err := listArgs(tx, tenant, l)
	if err != nil {
		return err
	}
	return listFault(tx.Gorm().Exec(`INSERT INTO pricing_list (tenant_id, id, kind, name, region, channel, group_id, customer_id, currency, tax_included, tax_rate, round_mode, round_step, round_ending, rule,
  valid_from, valid_to, priority, family_breaks, state, created_at, updated_at)
VALUES (@tenant, @id, @kind, @name, @region, @channel, @group, @customer, @currency, @included, @rate, @mode, @step, @ending, (@rule)::jsonb, @from, @until, @priority, @families, @state, @now, @now)`, args...).Error)
}

func updateList(tx *tenants.Tx, tenant id.CompanyID, l PriceList) error {
	args, err := listArgs(tx, tenant, l)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE pricing_list SET name = @name, region = @region, channel = @channel, group_id = @group, customer_id = @customer, currency = @currency, tax_included = @included,
  tax_rate = @rate, round_mode = @mode, round_step = @step, round_ending = @ending, rule = (@rule)::jsonb, valid_from = @from, valid_to = @until, priority = @priority, family_breaks = @families,
  version = version + 1, updated_at = @now
WHERE tenant_id = @tenant AND id = @id`, args...).Error
}

func setListState(tx *tenants.Tx, tenant id.CompanyID, of id.PriceListID, state ListState) error {
	return listFault(tx.Gorm().Exec(`UPDATE pricing_list SET live_since = CASE WHEN @state = 'live' THEN @now ELSE live_since END, state = @state, version = version + 1, updated_at = @now
WHERE tenant_id = @tenant AND id = @of`, sql.Named("state", string(state)), sql.Named("now", tx.Now()), sql.Named("tenant", tenant), sql.Named("of", of)).Error)
}

// listFault says in words that there is a list of base prices already.
func listFault(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "pricing_list_base" {
		return errBaseThere
	}
	return err
}

// strangers says which of a group and a customer the supplier does not have; zero ones it is not asked for.
func strangers(tx *tenants.Tx, tenant id.CompanyID, group id.GroupID, customer id.CustomerID) ([]fault.Field, error) {
	var row struct{ HasGroup, HasCustomer bool }
	err := tx.Gorm().Raw(`SELECT (@group)::uuid IS NULL OR EXISTS (SELECT FROM trading_group WHERE tenant_id = @tenant AND id = (@group)::uuid) AS has_group,
  (@customer)::uuid IS NULL OR EXISTS (SELECT FROM trading_customer WHERE tenant_id = @tenant AND id = (@customer)::uuid) AS has_customer`,
		sql.Named("tenant", tenant), sql.Named("group", group), sql.Named("customer", customer)).Scan(&row).Error
	var wrong []fault.Field
	if !row.HasGroup {
		wrong = append(wrong, fault.Field{Path: "/group", Code: "unknown", Message: "There is no such group."})
	}
	if !row.HasCustomer {
		wrong = append(wrong, fault.Field{Path: "/customer", Code: "unknown", Message: "There is no such customer."})
	}
	return wrong, err
}

// knownItem is as much of an item as prices need.
type knownItem struct {
	id        id.ItemID
	sku, name string
}

// catalogue is the items that lines name.
type catalogue struct {
	byID  map[id.ItemID]knownItem
	bySKU map[string]knownItem
}

// lookUp finds the items that lines name, in whatever state they are.
func lookUp(tx *tenants.Tx, tenant id.CompanyID, names []named) (catalogue, error) {
	var ids, skus tenants.TextArray
	for _, n := range names {
		if !n.item.IsZero() {
			ids = append(ids, n.item.UUID())
		} else if n.sku != "" {
			skus = append(skus, n.sku)
		}
	}
	var rows []struct {
		ID   id.ItemID
		SKU  string `gorm:"column:sku"`
		Name string
	}
	err := tx.Gorm().Raw(`SELECT id, sku, name FROM catalog_item WHERE tenant_id = @tenant AND id = ANY ((@ids)::uuid[])
UNION SELECT id, sku, name FROM catalog_item WHERE tenant_id = @tenant AND sku = ANY ((@skus)::text[])`, sql.Named("tenant", tenant), sql.Named("ids", ids), sql.Named("skus", skus)).Scan(&rows).Error
	out := catalogue{map[id.ItemID]knownItem{}, map[string]knownItem{}}
	for _, r := range rows {
		item := knownItem{r.ID, r.SKU, r.Name}
		out.byID[r.ID], out.bySKU[r.SKU] = item, item
	}
	return out, err
}

// entryRow is a price of a list as it is read.
type entryRow struct {
	ID        id.PriceEntryID
	ListID    id.PriceListID
	ItemID    id.ItemID
	SKU       string `gorm:"column:sku"`
	Name      string
	Unit      string
	Currency  money.Currency
	ValidFrom *time.Time
	ValidTo   *time.Time
	Price     decimal.Decimal
	Breaks    string
	Agreed    decimal.NullDecimal
	Called    decimal.Decimal
	UpdatedAt time.Time
}

func (r entryRow) entry() (Entry, error) {
	price, err := priceRow{Currency: r.Currency, Price: r.Price, Breaks: r.Breaks}.price()
	out := Entry{ID: r.ID, List: r.ListID, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Unit: r.Unit, From: moment(r.ValidFrom), Until: moment(r.ValidTo), Price: price, Called: r.Called, UpdatedAt: r.UpdatedAt.UTC()}
	if r.Agreed.Valid {
		out.Agreed = &r.Agreed.Decimal
	}
	return out, err
}

const entryColumns = `e.id, e.list_id, e.item_id, i.sku, i.name, i.unit, l.currency, e.valid_from, e.valid_to, e.price, e.breaks::text AS breaks, e.agreed, e.called, e.updated_at
FROM pricing_entry e
JOIN pricing_list l ON l.tenant_id = e.tenant_id AND l.id = e.list_id
JOIN catalog_item i ON i.tenant_id = e.tenant_id AND i.id = e.item_id`

func readEntries(tx *tenants.Tx, where string, args ...any) ([]Entry, error) {
	var rows []entryRow
	if err := tx.Gorm().Raw("SELECT "+entryColumns+where, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.entry(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func listEntries(tx *tenants.Tx, tenant id.CompanyID, of id.PriceListID, words string, when When, sku string, after id.PriceEntryID, limit int) ([]Entry, error) {
	return readEntries(tx, ` WHERE e.tenant_id = @tenant AND e.list_id = @list AND (i.sku, e.id) > (@sku, coalesce(@after, '00000000-0000-0000-0000-000000000000'::uuid))
  AND (@words = '' OR i.sku ILIKE @like OR i.name ILIKE @like)
  AND CASE @when WHEN 'now' THEN (e.valid_from IS NULL OR e.valid_from <= @now) AND (e.valid_to IS NULL OR e.valid_to > @now)
    WHEN 'later' THEN e.valid_from > @now WHEN 'past' THEN e.valid_to <= @now ELSE true END
ORDER BY i.sku, e.id LIMIT @limit`, sql.Named("tenant", tenant), sql.Named("list", of), sql.Named("sku", sku), sql.Named("after", after), sql.Named("words", words),
		sql.Named("like", tenants.Containing(words)), sql.Named("when", string(when)), sql.Named("now", tx.Now()), sql.Named("limit", limit))
}

// entriesOf are all prices of items in lists, past and coming ones too.
func entriesOf(tx *tenants.Tx, tenant id.CompanyID, lists []id.PriceListID, items []id.ItemID) ([]Entry, error) {
	uuids := make(tenants.TextArray, len(lists))
	for i, l := range lists {
		uuids[i] = l.UUID()
	}
	return readEntries(tx, " WHERE e.tenant_id = @tenant AND e.list_id = ANY ((@lists)::uuid[]) AND e.item_id = ANY ((@items)::uuid[])",
		sql.Named("tenant", tenant), sql.Named("lists", uuids), sql.Named("items", catalog.UUIDs(items)))
}

// entryLine is a price of a list as it is written, many at a time; without a price it is taken away.
type entryLine struct {
	ID     string     `json:"id"`
	Item   string     `json:"item_id"`
	From   *time.Time `json:"valid_from"`
	Until  *time.Time `json:"valid_to"`
	Price  *string    `json:"price"`
	Breaks []breakRow `json:"breaks"`
	Agreed *string    `json:"agreed"`
}

func newEntryLine(now time.Time, w written) entryLine {
	out := entryLine{ID: id.New[id.PriceEntry](now).UUID(), Item: w.item.UUID(), Breaks: []breakRow{}}
	if !w.from.IsZero() {
		out.From = &w.from
	}
	if !w.until.IsZero() {
		out.Until = &w.until
	}
	if w.agreed != nil {
		text := w.agreed.String()
		out.Agreed = &text
	}
	if w.price != nil {
		text := w.price.Amount.Decimal().String()
		out.Price, out.Breaks = &text, breakRows(w.price.Breaks)
	}
	return out
}

func breakRows(breaks []Break) []breakRow {
	out := []breakRow{}
	for _, b := range breaks {
		out = append(out, breakRow{b.From, b.Amount.Decimal()})
	}
	return out
}

// putEntries sets and clears prices of a list, each the one that begins at its time. What was called off stays, and what stood before is kept as past.
func putEntries(tx *tenants.Tx, tenant id.CompanyID, list id.PriceListID, entries []written) error {
	lines := make([]entryLine, len(entries))
	for i, w := range entries {
		lines[i] = newEntryLine(tx.Now(), w)
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`
WITH n AS MATERIALIZED (SELECT * FROM jsonb_to_recordset((@lines)::jsonb) AS n(id uuid, item_id uuid, valid_from timestamptz, valid_to timestamptz, price numeric, breaks jsonb, agreed numeric)),
     was AS (
       INSERT INTO pricing_entry_past (tenant_id, item_id, list_id, id, valid_from, valid_to, price, breaks, written_at, replaced_at)
       SELECT e.tenant_id, e.item_id, e.list_id, e.id, e.valid_from, e.valid_to, e.price, e.breaks, coalesce(e.since, e.updated_at), @now FROM pricing_entry e JOIN n ON n.item_id = e.item_id
       WHERE e.tenant_id = @tenant AND e.list_id = @list AND e.valid_from IS NOT DISTINCT FROM n.valid_from AND (e.valid_from IS NULL OR e.valid_from < @now)
         AND coalesce(e.since, e.updated_at) < @now AND (n.price, n.breaks, n.valid_to) IS DISTINCT FROM (e.price, e.breaks, e.valid_to)),
     gone AS (DELETE FROM pricing_entry e USING n WHERE e.tenant_id = @tenant AND e.list_id = @list AND e.item_id = n.item_id AND e.valid_from IS NOT DISTINCT FROM n.valid_from AND n.price IS NULL)
INSERT INTO pricing_entry (tenant_id, id, list_id, item_id, valid_from, valid_to, price, breaks, agreed, since, updated_at)
SELECT (@tenant)::uuid, n.id, (@list)::uuid, n.item_id, n.valid_from, n.valid_to, n.price, n.breaks, n.agreed, @now, @now FROM n WHERE n.price IS NOT NULL ORDER BY n.item_id
ON CONFLICT (tenant_id, list_id, item_id, valid_from) DO UPDATE SET valid_to = EXCLUDED.valid_to, price = EXCLUDED.price, breaks = EXCLUDED.breaks, agreed = EXCLUDED.agreed, updated_at = EXCLUDED.updated_at,
  since = CASE WHEN (pricing_entry.price, pricing_entry.breaks, pricing_entry.valid_to) IS NOT DISTINCT FROM (EXCLUDED.price, EXCLUDED.breaks, EXCLUDED.valid_to)
    THEN coalesce(pricing_entry.since, pricing_entry.updated_at) ELSE EXCLUDED.since END`,
		sql.Named("lines", string(text)), sql.Named("tenant", tenant), sql.Named("list", list), sql.Named("now", tx.Now())).Error
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("UPDATE pricing_list SET version = version + 1, updated_at = ? WHERE tenant_id = ? AND id = ?", tx.Now(), tenant, list).Error
}
