package grant

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/trading/standing"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// nobodys is the subject of the default grant.
const nobodys = "00000000-0000-0000-0000-000000000000"

// grantRow is a grant as it is read; arrays come as JSON, where a NULL stays apart from an empty one.
type grantRow struct {
	Level      string
	SubjectID  string
	Name       string // of the group or the customer
	Code       string // of the customer
	Categories *string
	Price      *string
	Stock      *string
	StockSteps *string
	LeadTime   *bool
	Promotions *bool
	Documents  *bool
	Purpose    *string
	ExpiresAt  *time.Time
	Version    int64
	UpdatedAt  time.Time
	Affects    int64
}

const grantColumns = `array_to_json(x.categories)::text AS categories, x.price, x.stock, array_to_json(x.stock_steps::text[])::text AS stock_steps,
x.lead_time, x.promotions, x.documents, x.purpose, x.expires_at`

func (r grantRow) grant() (Grant, error) {
	g := Grant{
		Level: Level(r.Level), LeadTime: r.LeadTime, Promotions: r.Promotions, Documents: r.Documents, Purpose: r.Purpose,
		Price: optional.Word[PriceLevel](optional.Value(r.Price)), Stock: optional.Word[StockLevel](optional.Value(r.Stock)), Version: r.Version, UpdatedAt: r.UpdatedAt.UTC(),
	}
	if r.SubjectID != nobodys {
		g.Subject = r.SubjectID
	}
	if r.ExpiresAt != nil {
		at := r.ExpiresAt.UTC()
		g.ExpiresAt = &at
	}
	if r.Categories != nil {
		if err := json.Unmarshal([]byte(*r.Categories), &g.Categories); err != nil {
			return Grant{}, err
		}
	}
	if r.StockSteps != nil {
		if err := json.Unmarshal([]byte(*r.StockSteps), &g.Steps); err != nil {
			return Grant{}, err
		}
	}
	return g, nil
}

func subjectOf(subject string) string {
	if subject == "" {
		return nobodys
	}
	return subject
}

// numbers is a numeric[] as an argument of SQL; nil stays NULL.
func numbers(in []decimal.Decimal) tenants.TextArray {
	if in == nil {
		return nil
	}
	out := make(tenants.TextArray, len(in))
	for i, n := range in {
		out[i] = n.String()
	}
	return out
}

// Put writes a grant in place of the one that level and subject (uuid of the group or customer, "" for default) have. What the grant
// cannot be is fault.Invalid, with paths from its own top. It does not resolve it (Project).
func Put(tx *tenants.Tx, tenant id.CompanyID, level Level, subject string, g Grant) error {
	g.Level = level
	g, err := g.Tidy(tx.Now())
	if err != nil {
		return err
	}
	var ends sql.NullTime
	if g.ExpiresAt != nil {
		ends = sql.NullTime{Time: *g.ExpiresAt, Valid: true}
	}
	return tx.Gorm().Exec(`
INSERT INTO trading_grant AS old (tenant_id, level, subject_id, categories, price, stock, stock_steps, lead_time, promotions, documents, purpose, expires_at, version, updated_at)
VALUES (?, ?, ?::uuid, ?::text[], ?, ?, (?::text[])::numeric[], ?, ?, ?, ?, ?, 1, ?)
ON CONFLICT (tenant_id, level, subject_id) DO UPDATE SET categories = EXCLUDED.categories, price = EXCLUDED.price, stock = EXCLUDED.stock, stock_steps = EXCLUDED.stock_steps,
  lead_time = EXCLUDED.lead_time, promotions = EXCLUDED.promotions, documents = EXCLUDED.documents, purpose = EXCLUDED.purpose, expires_at = EXCLUDED.expires_at,
  version = old.version + 1, updated_at = EXCLUDED.updated_at`,
		tenant, string(level), subjectOf(subject), tenants.TextArray(g.Categories), optional.Word[string](optional.Value(g.Price)), optional.Word[string](optional.Value(g.Stock)), numbers(g.Steps),
		g.LeadTime, g.Promotions, g.Documents, g.Purpose, ends, tx.Now()).Error
}

// deleteGrant takes a grant away; false when there was none.
func deleteGrant(tx *tenants.Tx, tenant id.CompanyID, level Level, subject string) (bool, error) {
	got := tx.Gorm().Exec("DELETE FROM trading_grant WHERE tenant_id = ? AND level = ? AND subject_id = ?::uuid", tenant, string(level), subjectOf(subject))
	return got.RowsAffected > 0, got.Error
}

// Lock makes changes of a supplier's grants wait for each other, so that two who read the same version do not both write.
func Lock(tx *tenants.Tx, tenant id.CompanyID) error {
	return tx.Gorm().Exec("SELECT pg_advisory_xact_lock(hashtextextended('trading.grants ' || ?::text, 0))", tenant.UUID()).Error
}

// resolving is SQL that says what the customers of a supplier see: each field of the nearest grant that has it and has not ended.
const resolving = `
SELECT c.id, coalesce(k.categories, g.categories, d.categories, (@categories)::text[]) AS categories, coalesce(k.price, g.price, d.price, @price) AS price,
  coalesce(k.stock, g.stock, d.stock, @stock) AS stock, coalesce(k.stock_steps, g.stock_steps, d.stock_steps, ((@steps)::text[])::numeric[]) AS steps,
  coalesce(k.lead_time, g.lead_time, d.lead_time, @lead_time) AS lead_time, coalesce(k.promotions, g.promotions, d.promotions, @promotions) AS promotions,
  coalesce(k.documents, g.documents, d.documents, @documents) AS documents, coalesce(k.purpose, g.purpose, d.purpose, @purpose) AS purpose,
  least(g.expires_at, k.expires_at) AS ends
FROM trading_customer c
LEFT JOIN trading_grant d ON d.tenant_id = c.tenant_id AND d.level = 'default'
LEFT JOIN trading_grant g ON g.tenant_id = c.tenant_id AND g.level = 'group' AND g.subject_id = c.group_id AND (g.expires_at IS NULL OR g.expires_at > @now)
LEFT JOIN trading_grant k ON k.tenant_id = c.tenant_id AND k.level = 'customer' AND k.subject_id = c.id AND (k.expires_at IS NULL OR k.expires_at > @now)
WHERE c.tenant_id = @tenant AND (@every OR c.id = ANY ((@customers)::uuid[]))`

// Project resolves default, group and customer grants onto the relationships of these customers and raises the epoch where
// something differs. None given: all customers of the supplier. Set-based.
func Project(tx *tenants.Tx, tenant id.CompanyID, customers []id.CustomerID) error {
	house := HouseGrant()
	names := make(tenants.TextArray, len(customers))
	for i, c := range customers {
		names[i] = c.UUID()
	}
	return tx.Gorm().Exec(`
UPDATE trading_relationship r SET sees_categories = n.categories, sees_price = n.price, sees_stock = n.stock, stock_steps = n.steps, sees_lead_time = n.lead_time,
  sees_promotions = n.promotions, sees_documents = n.documents, purpose = n.purpose, grant_expires_at = n.ends, epoch = r.epoch + 1
FROM (`+resolving+`) n
WHERE r.tenant_id = @tenant AND r.customer_id = n.id
  AND (r.sees_categories, r.sees_price, r.sees_stock, r.stock_steps, r.sees_lead_time, r.sees_promotions, r.sees_documents, r.purpose, r.grant_expires_at)
    IS DISTINCT FROM (n.categories, n.price, n.stock, n.steps, n.lead_time, n.promotions, n.documents, n.purpose, n.ends)`,
		sql.Named("tenant", tenant), sql.Named("now", tx.Now()), sql.Named("every", len(customers) == 0), sql.Named("customers", names),
		sql.Named("categories", tenants.TextArray(house.Categories)), sql.Named("price", string(*house.Price)), sql.Named("stock", string(*house.Stock)),
		sql.Named("steps", numbers(house.Steps)), sql.Named("lead_time", *house.LeadTime), sql.Named("promotions", *house.Promotions),
		sql.Named("documents", *house.Documents), sql.Named("purpose", *house.Purpose)).Error
}

// readGrant is the grant at one level; one without version where nothing is kept.
func readGrant(tx *tenants.Tx, tenant id.CompanyID, level Level, subject string) (Grant, error) {
	none := Grant{Level: level, Subject: subject}
	if level != LevelDefault && subject == "" {
		return none, nil
	}
	var rows []grantRow
	err := tx.Gorm().Raw("SELECT x.level, x.subject_id, x.version, x.updated_at, "+grantColumns+" FROM trading_grant x WHERE x.tenant_id = ? AND x.level = ? AND x.subject_id = ?::uuid",
		tenant, string(level), subjectOf(subject)).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return none, err
	}
	return rows[0].grant()
}

// SubjectGrant is a grant with the name of its subject and how many connected buyers it concerns.
type SubjectGrant struct {
	Grant
	Name, Code string
	Affects    int64
}

// connected counts the approved relationships of customers that a condition on c picks.
func connected(condition string) string {
	return "(SELECT count(*) FROM trading_customer c JOIN trading_relationship r ON r.tenant_id = c.tenant_id AND r.customer_id = c.id AND r.state = 'approved' WHERE c.tenant_id = @tenant" + condition + ")"
}

// subjectSQL reads subjects of a level with their grants, where they have one.
func subjectSQL(level Level) string {
	columns := ", coalesce(x.version, 0) AS version, coalesce(x.updated_at, '-infinity') AS updated_at, " + grantColumns
	switch level {
	case LevelGroup:
		return "SELECT 'group' AS level, s.id AS subject_id, s.name" + strings.Replace(columns, "'-infinity'", "s.updated_at", 1) + ", " + connected(" AND c.group_id = s.id") + ` AS affects
FROM trading_group s LEFT JOIN trading_grant x ON x.tenant_id = s.tenant_id AND x.level = 'group' AND x.subject_id = s.id WHERE s.tenant_id = @tenant`
	case LevelCustomer:
		return "SELECT 'customer' AS level, s.id AS subject_id, s.name, s.code" + strings.Replace(columns, "'-infinity'", "s.updated_at", 1) + ", " + connected(" AND c.id = s.id") + ` AS affects
FROM trading_customer s LEFT JOIN trading_grant x ON x.tenant_id = s.tenant_id AND x.level = 'customer' AND x.subject_id = s.id WHERE s.tenant_id = @tenant`
	default:
		return "SELECT 'default' AS level, '" + nobodys + "' AS subject_id" + strings.Replace(columns, "'-infinity'", "@now", 1) + ", " + connected("") + ` AS affects
FROM (SELECT 1) s LEFT JOIN trading_grant x ON x.tenant_id = @tenant AND x.level = 'default'`
	}
}

func scanSubjects(tx *tenants.Tx, text string, args ...any) ([]SubjectGrant, error) {
	var rows []grantRow
	if err := tx.Gorm().Raw(text, append(args, sql.Named("now", tx.Now()))...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]SubjectGrant, len(rows))
	for i, r := range rows {
		g, err := r.grant()
		if err != nil {
			return nil, err
		}
		out[i] = SubjectGrant{g, r.Name, r.Code, r.Affects}
	}
	return out, nil
}

// findSubject is one subject with its grant; fault.NotFound when the supplier has no such group or customer.
func findSubject(tx *tenants.Tx, tenant id.CompanyID, level Level, subject string) (SubjectGrant, error) {
	text := subjectSQL(level)
	if level != LevelDefault {
		text += " AND s.id = (@subject)::uuid"
	}
	found, err := scanSubjects(tx, text, sql.Named("tenant", tenant), sql.Named("subject", subjectOf(subject)))
	if err != nil {
		return SubjectGrant{}, err
	}
	if len(found) == 0 {
		return SubjectGrant{}, fault.NotFound
	}
	return found[0], nil
}

// listGroupGrants is all groups, as the supplier has ordered them.
func listGroupGrants(tx *tenants.Tx, tenant id.CompanyID) ([]SubjectGrant, error) {
	return scanSubjects(tx, subjectSQL(LevelGroup)+" ORDER BY s.position, s.name", sql.Named("tenant", tenant))
}

// listCustomerGrants is the customers with a grant of their own, by name.
func listCustomerGrants(tx *tenants.Tx, tenant id.CompanyID, q, afterName string, after id.CustomerID, limit int) ([]SubjectGrant, error) {
	text := subjectSQL(LevelCustomer) + " AND x.version IS NOT NULL AND (@like = '%%' OR s.name ILIKE @like OR s.code ILIKE @like) AND (s.name, s.id) > (@name, coalesce((@after)::uuid, '" + nobodys + "')) ORDER BY s.name, s.id LIMIT @limit"
	return scanSubjects(tx, text, sql.Named("tenant", tenant), sql.Named("like", tenants.Containing(q)), sql.Named("name", afterName), sql.Named("after", after), sql.Named("limit", limit))
}

// Sight is what a relationship says about what its buyer sees.
type Sight struct {
	State    standing.State
	Sees     Sees
	Epoch    int64
	Customer id.CustomerID // zero in a buyer's or a pair's scope
}

// sightRow is a relationship's resolved grant.
type sightRow struct {
	State          string
	CustomerID     id.CustomerID
	Epoch          int64
	Categories     string
	SeesPrice      string
	SeesStock      string
	Steps          string
	SeesLeadTime   bool
	SeesPromotions bool
	SeesDocuments  bool
	Purpose        string
	GrantExpiresAt *time.Time
}

// sightColumns are those that every party may read.
const sightColumns = "state, epoch, array_to_json(sees_categories)::text AS categories, sees_price, sees_stock, sees_lead_time, sees_promotions, sees_documents, purpose, grant_expires_at"

func (r sightRow) sight() (Sight, error) {
	out := Sight{
		State: standing.State(r.State), Epoch: r.Epoch, Customer: r.CustomerID,
		Sees: Sees{
			Price: PriceLevel(r.SeesPrice), Stock: StockLevel(r.SeesStock), LeadTime: r.SeesLeadTime, Promotions: r.SeesPromotions, Documents: r.SeesDocuments, Purpose: r.Purpose,
		},
	}
	if r.GrantExpiresAt != nil {
		out.Sees.Until = r.GrantExpiresAt.UTC()
	}
	if err := json.Unmarshal([]byte(r.Categories), &out.Sees.Categories); err != nil {
		return Sight{}, err
	}
	if r.Steps != "" {
		if err := json.Unmarshal([]byte(r.Steps), &out.Sees.Steps); err != nil {
			return Sight{}, err
		}
	}
	return out, nil
}

// ReadSight reads the resolved grant of one relationship; fault.NotFound when the scope sees no such relationship. The edges of the bands
// and the customer come to the supplier only.
func ReadSight(tx *tenants.Tx, tenant, buyer id.CompanyID, asSupplier bool) (Sight, error) {
	columns := sightColumns
	if asSupplier {
		columns += ", customer_id, array_to_json(stock_steps::text[])::text AS steps"
	}
	var rows []sightRow
	if err := tx.Gorm().Raw("SELECT "+columns+" FROM trading_relationship WHERE tenant_id = ? AND buyer_id = ?", tenant, buyer).Scan(&rows).Error; err != nil {
		return Sight{}, err
	}
	if len(rows) == 0 {
		return Sight{}, fault.NotFound
	}
	return rows[0].sight()
}

// At is the decision that the relationship comes to at a moment.
func (s Sight) At(now time.Time) Disclosure {
	return NewDisclosure(s.State == standing.StateApproved, s.Sees, s.Epoch, now)
}

// SupplierRef names a supplier, and the epoch of what it shows.
type SupplierRef struct {
	ID    id.CompanyID
	Name  string
	Epoch int64
}

// SuppliersInSight is the suppliers that show the buyer of the scope something now, by id.
func SuppliersInSight(tx *tenants.Tx, buyer id.CompanyID) ([]SupplierRef, error) {
	var out []SupplierRef
	return out, tx.Gorm().Raw(`SELECT r.tenant_id AS id, coalesce(p.name, '') AS name, r.epoch FROM trading_relationship r LEFT JOIN trading_supplier_profile p ON p.tenant_id = r.tenant_id
WHERE r.buyer_id = ? AND r.state = 'approved' AND (r.grant_expires_at IS NULL OR r.grant_expires_at > ?)
	AND NOT (r.tenant_id = ANY ((SELECT sec.closed_suppliers())::uuid[])) ORDER BY r.tenant_id`, buyer, tx.Now()).Scan(&out).Error
}

// Seller is a supplier that shows the buyer of a scope something now, how, and on which terms they trade.
type Seller struct {
	SupplierRef
	Look   Disclosure
	Terms  terms.Terms
	Region string // where it delivers to the buyer; "" where that is not agreed
}

// Sellers is all suppliers that show the buyer of the scope something now, by id, read at once: a comparison asks for them each time.
func Sellers(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID) ([]Seller, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, `SELECT r.tenant_id, coalesce(p.name, ''), nullif(r.terms, '{}')::text, r.region, r.state, r.epoch, r.sees_categories, r.sees_price, r.sees_stock, r.sees_lead_time, r.sees_promotions,
  r.sees_documents, r.purpose, r.grant_expires_at
FROM trading_relationship r LEFT JOIN trading_supplier_profile p ON p.tenant_id = r.tenant_id
WHERE r.buyer_id = $1::uuid AND r.state = 'approved' AND NOT (r.tenant_id = ANY ((SELECT sec.closed_suppliers())::uuid[])) ORDER BY r.tenant_id`, buyer.UUID())
	if err != nil {
		return nil, err
	}
	var out []Seller
	var tenant [16]byte
	var name, region, state, price, stock, purpose string
	var agreed *string
	var epoch int64
	var categories []string
	var leadTime, promotions, documents bool
	var until *time.Time
	_, err = pgx.ForEachRow(rows, []any{&tenant, &name, &agreed, &region, &state, &epoch, &categories, &price, &stock, &leadTime, &promotions, &documents, &purpose, &until}, func() error {
		s := Sight{State: standing.State(state), Epoch: epoch, Sees: Sees{
			Categories: slices.Clone(categories), Price: PriceLevel(price), Stock: StockLevel(stock), LeadTime: leadTime, Promotions: promotions, Documents: documents, Purpose: purpose,
		}}
		if until != nil {
			s.Sees.Until = until.UTC()
		}
		var t terms.Column
		if agreed != nil {
			if err := t.Scan(*agreed); err != nil {
				return err
			}
		}
		if look := s.At(tx.Now()); look.Open() {
			of := id.FromUUID[id.Company](tenant)
			out = append(out, Seller{SupplierRef{of, name, epoch}, look, terms.Terms(t), region})
		}
		return nil
	})
	return out, err
}

// DisclosureKind is how a price list left beyond normal browsing.
type DisclosureKind string

// Kinds of disclosures.
const (
	ByExport   DisclosureKind = "export"
	ByPrint    DisclosureKind = "print"
	ByBulkView DisclosureKind = "bulk_view" // many rows read in an hour
)

// DisclosureEntry is one entry of the log that the supplier reads.
type DisclosureEntry struct {
	ID        string // uuid
	Supplier  id.CompanyID
	Buyer     id.CompanyID
	BuyerName string
	At        time.Time
	Kind      DisclosureKind
	Rows      int64
	Mark      string // the short code that stands on the file or the page; "" of a bulk view
	Who       string // name of the person at the buyer's
}

// LogDisclosure writes into the supplier's log that prices leave, in the transaction in which they do, of the buyer's scope.
func LogDisclosure(tx *tenants.Tx, e DisclosureEntry) error {
	return tx.Gorm().Exec("INSERT INTO trading_disclosure (tenant_id, buyer_id, id, at, kind, rows, mark, who) VALUES (?, ?, ?::uuid, ?, ?, ?, ?, ?)",
		e.Supplier, e.Buyer, id.New[id.Event](tx.Now()).UUID(), tx.Now(), string(e.Kind), e.Rows, e.Mark, e.Who).Error
}

// listDisclosures is a supplier's log before a place, newest first; a zero buyer is all.
func listDisclosures(tx *tenants.Tx, tenant, buyer id.CompanyID, before time.Time, last string, limit int) ([]DisclosureEntry, error) {
	var out []DisclosureEntry
	return out, tx.Gorm().Raw(`SELECT x.id, x.tenant_id AS supplier, x.buyer_id AS buyer, r.buyer_name, x.at, x.kind, x.rows, x.mark, x.who
FROM trading_disclosure x LEFT JOIN trading_relationship r ON r.tenant_id = x.tenant_id AND r.buyer_id = x.buyer_id
WHERE x.tenant_id = @tenant AND ((@buyer)::uuid IS NULL OR x.buyer_id = (@buyer)::uuid) AND (x.at, x.id) < (@before, (@last)::uuid) ORDER BY x.at DESC, x.id DESC LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("buyer", buyer), sql.Named("before", before), sql.Named("last", last), sql.Named("limit", limit)).Scan(&out).Error
}

// Viewer is a buyer that sees prices now.
type Viewer struct {
	Buyer        id.CompanyID
	BuyerName    string
	CustomerID   id.CustomerID
	CustomerCode string
	CustomerName string
	GroupID      id.GroupID
	GroupName    string
	Price        PriceLevel
	Stock        StockLevel
	Categories   []string
	Purpose      string
	Since        time.Time // when it was approved last
	Until        time.Time // zero for no end
}

// viewing picks the relationships whose buyers see prices of a category now; ” is any category.
const viewing = `r.tenant_id = @tenant AND r.state = 'approved' AND (r.grant_expires_at IS NULL OR r.grant_expires_at > @now)
  AND r.sees_price IN ('list','own') AND r.sees_categories <> '{}' AND (@category = '' OR @category = ANY (r.sees_categories) OR '*' = ANY (r.sees_categories))`

// listViewers is who sees prices, by name; an empty level is any.
func listViewers(tx *tenants.Tx, tenant id.CompanyID, category string, level PriceLevel, afterName string, after id.CompanyID, limit int) ([]Viewer, error) {
	var rows []struct {
		BuyerID      id.CompanyID
		BuyerName    string
		CustomerID   id.CustomerID
		CustomerCode string
		CustomerName *string
		GroupID      id.GroupID
		GroupName    *string
		SeesPrice    string
		SeesStock    string
		Categories   string
		Purpose      string
		Since        time.Time
		Ends         *time.Time
	}
	err := tx.Gorm().Raw(`SELECT r.buyer_id, r.buyer_name, r.customer_id, r.customer_code, c.name AS customer_name, c.group_id, g.name AS group_name, r.sees_price, r.sees_stock,
  array_to_json(r.sees_categories)::text AS categories, r.purpose, coalesce(r.decided_at, r.changed_at, r.applied_at, @now) AS since, r.grant_expires_at AS ends
FROM trading_relationship r
LEFT JOIN trading_customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
LEFT JOIN trading_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id
WHERE `+viewing+` AND (@level = '' OR r.sees_price = @level) AND (r.buyer_name, r.buyer_id) > (@name, coalesce((@after)::uuid, '`+nobodys+`')) ORDER BY r.buyer_name, r.buyer_id LIMIT @limit`,
		sql.Named("tenant", tenant), sql.Named("now", tx.Now()), sql.Named("category", category), sql.Named("level", string(level)), sql.Named("name", afterName),
		sql.Named("after", after), sql.Named("limit", limit)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Viewer, len(rows))
	for i, r := range rows {
		out[i] = Viewer{
			Buyer: r.BuyerID, BuyerName: r.BuyerName, CustomerID: r.CustomerID, CustomerCode: r.CustomerCode, CustomerName: optional.Value(r.CustomerName), GroupID: r.GroupID,
			GroupName: optional.Value(r.GroupName), Price: PriceLevel(r.SeesPrice), Stock: StockLevel(r.SeesStock), Purpose: r.Purpose, Since: r.Since.UTC(),
		}
		if r.Ends != nil {
			out[i].Until = r.Ends.UTC()
		}
		if err := json.Unmarshal([]byte(r.Categories), &out[i].Categories); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// countViewers is how many buyers see list prices and how many their own.
func countViewers(tx *tenants.Tx, tenant id.CompanyID, category string) (list, own int64, err error) {
	var counts struct{ List, Own int64 }
	err = tx.Gorm().Raw("SELECT count(*) FILTER (WHERE r.sees_price = 'list') AS list, count(*) FILTER (WHERE r.sees_price = 'own') AS own FROM trading_relationship r WHERE "+viewing,
		sql.Named("tenant", tenant), sql.Named("now", tx.Now()), sql.Named("category", category)).Scan(&counts).Error
	return counts.List, counts.Own, err
}

// parties is the customer and group of a relationship, with the buyer's name.
type parties struct {
	BuyerName    string
	CustomerID   id.CustomerID
	CustomerCode *string
	CustomerName *string
	GroupID      id.GroupID
	GroupName    *string
}

func readParties(tx *tenants.Tx, tenant, buyer id.CompanyID) (parties, error) {
	var rows []parties
	err := tx.Gorm().Raw(`SELECT r.buyer_name, r.customer_id, c.code AS customer_code, c.name AS customer_name, c.group_id, g.name AS group_name
FROM trading_relationship r
LEFT JOIN trading_customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
LEFT JOIN trading_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id WHERE r.tenant_id = ? AND r.buyer_id = ?`, tenant, buyer).Scan(&rows).Error
	if err != nil {
		return parties{}, err
	}
	if len(rows) == 0 {
		return parties{}, fault.NotFound
	}
	return rows[0], nil
}

// groupOf is the group of a customer, zero for none; fault.NotFound when the supplier has no such customer.
func groupOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (id.GroupID, error) {
	var rows []struct{ GroupID id.GroupID }
	err := tx.Gorm().Raw("SELECT group_id FROM trading_customer WHERE tenant_id = ? AND id = ?", tenant, customer).Scan(&rows).Error
	if err != nil {
		return id.GroupID{}, err
	}
	if len(rows) == 0 {
		return id.GroupID{}, fault.NotFound
	}
	return rows[0].GroupID, nil
}

// customersOfGroup is the customers of one group.
func customersOfGroup(tx *tenants.Tx, tenant id.CompanyID, group string) ([]id.CustomerID, error) {
	var rows []struct{ ID id.CustomerID }
	err := tx.Gorm().Raw("SELECT id FROM trading_customer WHERE tenant_id = ? AND group_id = ?::uuid", tenant, group).Scan(&rows).Error
	out := make([]id.CustomerID, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out, err
}

// buyerOf is the buyer that a customer is; zero for one that nobody has claimed.
func buyerOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (id.CompanyID, error) {
	var rows []struct{ BuyerID id.CompanyID }
	err := tx.Gorm().Raw("SELECT buyer_id FROM trading_customer WHERE tenant_id = ? AND id = ?", tenant, customer).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return id.CompanyID{}, err
	}
	return rows[0].BuyerID, nil
}

// Actor is who acts in a company's scope, by name: the person and the company.
func Actor(tx *tenants.Tx) (person, company string, err error) {
	var rows []struct{ Person, Company string }
	err = tx.Gorm().Raw("SELECT coalesce((SELECT name FROM identity_person WHERE id = ?), '') AS person, coalesce((SELECT name FROM identity_company WHERE id = ?), '') AS company",
		tx.Scope().PersonID(), tx.Scope().Company()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return "", "", err
	}
	return rows[0].Person, rows[0].Company, nil
}

// CheckCustomer is fault.NotFound unless the supplier of the scope has the customer.
func CheckCustomer(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) error {
	_, err := groupOf(tx, tenant, customer)
	return err
}
